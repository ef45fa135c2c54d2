//! Callables and descriptors: Python functions, native functions, bound methods, cells, `property`, `staticmethod`,
//! `classmethod`, computed attributes.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::Marker;
use crate::object::class::Class;
use crate::object::dict::Dict;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::{Result, Value};
use std::cell::Cell;
use std::rc::Rc;

/// What is the same for every function object made from one `def`: signature and identity. Made by an engine when it
/// loads a program; lives as long as the runtime.
pub struct Proto {
    /// `__name__`.
    pub name: Gc<Str>,
    /// `__qualname__`.
    pub qualname: Gc<Str>,
    /// File, for tracebacks.
    pub file: Rc<str>,
    /// Line of the `def`.
    pub first_line: u32,
    /// Names of positional parameters, positional-only ones first; parameter `i` is local slot `i`.
    pub positional: Vec<Gc<Str>>,
    /// How many are positional-only.
    pub posonly_count: usize,
    /// Keyword-only names; slots follow.
    pub kwonly: Vec<Gc<Str>>,
    /// Has `*args`; its slot follows.
    pub has_vararg: bool,
    /// Has `**kwargs`; its slot follows.
    pub has_kwarg: bool,
    /// Name of `*args`, for introspection.
    pub vararg: Option<Gc<Str>>,
    /// Name of `**kwargs`.
    pub kwarg: Option<Gc<Str>>,
    /// Calling makes a generator, coroutine or asynchronous generator.
    pub is_generator: bool,
    /// Which, if it does.
    pub generator_kind: crate::object::generator::GeneratorKind,
    /// Docstring.
    pub doc: Value,
    /// Names of free variables, in closure order.
    pub free_names: Vec<Gc<Str>>,
    /// Other local names after the parameters (`co_varnames`).
    pub local_names: Vec<Gc<Str>>,
    /// Attributes that it sets on its first parameter, each once.
    pub attributes_set: Vec<Gc<Str>>,
    /// Opaque to the runtime: the engine's code for this function.
    pub code: usize,
}

impl Proto {
    /// Local slots taken by parameters.
    #[inline]
    pub fn parameter_slots(&self) -> usize {
        self.positional.len() + self.kwonly.len() + self.has_vararg as usize + self.has_kwarg as usize
    }
    pub(crate) fn trace(&self, marker: &mut Marker<'_>) {
        for name in [self.name, self.qualname].iter().chain(&self.positional).chain(&self.kwonly) {
            marker.object(*name);
        }
        for name in self.vararg.iter().chain(&self.kwarg).chain(&self.free_names).chain(&self.local_names).chain(&self.attributes_set) {
            marker.object(*name);
        }
        marker.value(self.doc);
    }
}

/// Index of a [`Proto`] in its runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProtoId(pub u32);

/// Python function.
#[repr(C)]
pub struct Function {
    header: Header,
    /// Copy of [`Proto::code`], one load away from a callee.
    pub code: usize,
    /// Borrowed from the runtime's table of prototypes, where it never moves.
    proto: *const Proto,
    /// Its id.
    pub proto_id: ProtoId,
    /// Global namespace.
    pub globals: Gc<Dict>,
    /// Tuple of [`CellVar`], or `None`.
    pub closure: Cell<Value>,
    /// Tuple of defaults of the last positional parameters, or `None`.
    pub defaults: Cell<Value>,
    /// Dict of keyword-only defaults, or `None`.
    pub kw_defaults: Cell<Value>,
    /// `__name__`.
    pub name: Cell<Value>,
    /// `__qualname__`.
    pub qualname: Cell<Value>,
    /// `__annotations__`, or empty until asked for.
    pub annotations: Cell<Value>,
    /// `__dict__`, or empty until used.
    pub attributes: Cell<Value>,
    /// `__doc__`.
    pub doc: Cell<Value>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Function {
    const KIND: Kind = Kind::Function;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.globals);
        for cell in
            [&self.closure, &self.defaults, &self.kw_defaults, &self.name, &self.qualname, &self.annotations, &self.attributes, &self.doc]
        {
            marker.value(cell.get());
        }
    }
}

impl Function {
    /// Byte offset of the code word, for machine code.
    pub const CODE_OFFSET: usize = std::mem::offset_of!(Function, code);
    /// Byte offset of the closure, for machine code.
    pub const CLOSURE_OFFSET: usize = std::mem::offset_of!(Function, closure);

    /// Signature and identity.
    #[inline(always)]
    pub fn proto(&self) -> &Proto {
        // SAFETY: prototypes are boxed, never removed, and outlive every function (both die with the runtime).
        unsafe { &*self.proto }
    }
    /// Captured cell by index.
    #[inline(always)]
    pub fn free_cell(&self, index: usize) -> Option<Gc<CellVar>> {
        self.closure.get().as_object::<Tuple>()?.items().get(index)?.as_object()
    }
}

/// Captured variable; empty while unbound.
#[repr(C)]
pub struct CellVar {
    header: Header,
    /// Content.
    pub value: Cell<Value>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for CellVar {
    const KIND: Kind = Kind::CellVar;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.value.get());
    }
}

impl CellVar {
    /// Byte offset of the content, for machine code.
    pub const VALUE_OFFSET: usize = std::mem::offset_of!(CellVar, value);
}

/// Arguments of a native call: positional ones, then keyword ones with their names.
#[derive(Clone, Copy)]
pub struct Args<'a> {
    /// Positional.
    pub positional: &'a [Value],
    /// Values of keywords.
    pub keywords: &'a [Value],
    /// Their names, a tuple of `str` as long as `keywords`.
    pub names: Option<Gc<Tuple>>,
}

impl<'a> Args<'a> {
    /// Keyword names and values.
    pub fn keyword_pairs(self) -> impl Iterator<Item = (Gc<Str>, Value)> + 'a {
        let names: &'a [Value] = match &self.names {
            // SAFETY: the names tuple is immutable and, like the arguments, held by the caller for the whole call.
            Some(t) => unsafe { &*(t.items() as *const [Value]) },
            None => &[],
        };
        names.iter().zip(self.keywords).filter_map(|(n, &v)| Some((n.as_object::<Str>()?, v)))
    }
}

/// Body of a native function. Fixed arities take arguments directly; absent optional ones are [`Value::EMPTY`].
#[derive(Clone, Copy)]
pub enum NativeBody {
    /// No argument.
    F0(fn(&mut Runtime) -> Result),
    /// One.
    F1(fn(&mut Runtime, Value) -> Result),
    /// Two.
    F2(fn(&mut Runtime, Value, Value) -> Result),
    /// Three.
    F3(fn(&mut Runtime, Value, Value, Value) -> Result),
    /// Four.
    F4(fn(&mut Runtime, Value, Value, Value, Value) -> Result),
    /// Any number, keywords included; the function checks them itself.
    Var(fn(&mut Runtime, Args<'_>) -> Result),
}

/// Row of a table of native functions or methods. For a method the first argument is `self` and is counted.
#[derive(Clone, Copy)]
pub struct NativeDef {
    /// `__name__`.
    pub name: &'static str,
    /// Implementation.
    pub body: NativeBody,
    /// Arguments that must be given (methods: `self` included).
    pub required: u8,
    /// Keyword names of the arguments in order (methods: without `self`), where CPython accepts keywords; else empty.
    pub keywords: &'static [&'static str],
}

/// Shorthand for a row without keywords: `native("append", NativeBody::F2(list_append), 2)`.
pub const fn native(name: &'static str, body: NativeBody, required: u8) -> NativeDef {
    NativeDef { name, body, required, keywords: &[] }
}

/// Shorthand for a row with keyword names.
pub const fn native_kw(name: &'static str, body: NativeBody, required: u8, keywords: &'static [&'static str]) -> NativeDef {
    NativeDef { name, body, required, keywords }
}

/// How a native function behaves as a class attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NativeRole {
    /// Free function: never bound (`len`).
    Function,
    /// Method of a builtin class: bound to the instance (`list.append`).
    Method,
    /// Bound to the class (`dict.fromkeys`).
    ClassMethod,
    /// Never bound (`str.maketrans`, `__new__`).
    StaticMethod,
}

/// Function or method written in Rust.
#[repr(C)]
pub struct NativeFunction {
    header: Header,
    /// Table row.
    pub def: &'static NativeDef,
    /// Role.
    pub role: NativeRole,
    /// Class it belongs to (methods), or module name (functions), or `None`.
    pub owner: Value,
}

// SAFETY: repr(C), header first.
unsafe impl Object for NativeFunction {
    const KIND: Kind = Kind::NativeFunction;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.owner);
    }
}

/// A function (Python or native) with its first argument.
#[repr(C)]
pub struct BoundMethod {
    header: Header,
    /// Callee.
    pub function: Value,
    /// First argument.
    pub receiver: Value,
}

impl BoundMethod {
    /// Byte offset of the callee, for machine code.
    pub const FUNCTION_OFFSET: usize = std::mem::offset_of!(BoundMethod, function);
    /// Byte offset of the first argument, for machine code.
    pub const RECEIVER_OFFSET: usize = std::mem::offset_of!(BoundMethod, receiver);
}

// SAFETY: repr(C), header first.
unsafe impl Object for BoundMethod {
    const KIND: Kind = Kind::BoundMethod;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.function);
        marker.value(self.receiver);
    }
}

/// `property`.
#[repr(C)]
pub struct Property {
    header: Header,
    /// `fget` or `None`.
    pub getter: Cell<Value>,
    /// `fset` or `None`.
    pub setter: Cell<Value>,
    /// `fdel` or `None`.
    pub deleter: Cell<Value>,
    /// `__doc__`.
    pub doc: Cell<Value>,
    /// Attribute name it was bound to (`__set_name__`), for error texts; or empty.
    pub name: Cell<Value>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Property {
    const KIND: Kind = Kind::Property;
    fn trace(&self, marker: &mut Marker<'_>) {
        for cell in [&self.getter, &self.setter, &self.deleter, &self.doc, &self.name] {
            marker.value(cell.get());
        }
    }
}

macro_rules! wrapper {
    ($(#[$doc:meta])* $name:ident, $new:ident) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            header: Header,
            /// Wrapped callable.
            pub function: Cell<Value>,
        }

        // SAFETY: repr(C), header first.
        unsafe impl Object for $name {
            const KIND: Kind = Kind::$name;
            fn trace(&self, marker: &mut Marker<'_>) {
                marker.value(self.function.get());
            }
        }

        impl Runtime {
            /// New wrapper.
            pub fn $new(&mut self, function: Value) -> Gc<$name> {
                self.allocate($name {
                    header: Header::new(Kind::$name, ShapeId(Kind::$name as u32)),
                    function: Cell::new(function),
                })
            }
        }
    };
}

wrapper! {
    /// `staticmethod`.
    StaticMethod, new_static_method
}
wrapper! {
    /// `classmethod`.
    ClassMethod, new_class_method
}

/// Writes a computed attribute of an object; an empty value deletes it.
pub type Setter = fn(&mut Runtime, Value, Value) -> Result<()>;

/// Attribute computed in Rust: the rows of a builtin class's data attributes (`int.real`, `function.__name__`).
#[derive(Clone, Copy)]
pub struct GetSetDef {
    /// Name.
    pub name: &'static str,
    /// Reads it.
    pub get: fn(&mut Runtime, Value) -> Result,
    /// Writes it, or deletes it when given empty; absent: read-only.
    pub set: Option<Setter>,
}

/// What a [`GetSet`] does.
#[derive(Clone, Copy)]
pub enum Accessor {
    /// Rust functions.
    Native(&'static GetSetDef),
    /// The instance slot of a `__slots__` name.
    Slot,
}

/// Data descriptor of a builtin attribute or of a `__slots__` name.
#[repr(C)]
pub struct GetSet {
    header: Header,
    /// What it does.
    pub accessor: Accessor,
    /// Attribute name.
    pub name: Gc<Str>,
    /// Class it belongs to.
    pub owner: Value,
}

// SAFETY: repr(C), header first.
unsafe impl Object for GetSet {
    const KIND: Kind = Kind::GetSet;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.name);
        marker.value(self.owner);
    }
}

/// Everything a new function object needs.
pub struct NewFunction {
    /// Signature and code.
    pub proto: ProtoId,
    /// Global namespace.
    pub globals: Gc<Dict>,
    /// Tuple of cells or `None`.
    pub closure: Value,
    /// Tuple or `None`.
    pub defaults: Value,
    /// Dict or `None`.
    pub kw_defaults: Value,
    /// Dict or empty.
    pub annotations: Value,
}

/// Special methods that have no slot in CPython's type structure, and are methods as any other there.
const PLAIN_SPECIALS: &[&str] = &[
    "__aenter__",
    "__aexit__",
    "__bytes__",
    "__ceil__",
    "__class_getitem__",
    "__complex__",
    "__copy__",
    "__deepcopy__",
    "__dir__",
    "__enter__",
    "__exit__",
    "__floor__",
    "__format__",
    "__getformat__",
    "__getnewargs__",
    "__getstate__",
    "__init_subclass__",
    "__instancecheck__",
    "__length_hint__",
    "__missing__",
    "__mro_entries__",
    "__prepare__",
    "__reduce__",
    "__reduce_ex__",
    "__reversed__",
    "__round__",
    "__setstate__",
    "__sizeof__",
    "__subclasscheck__",
    "__subclasses__",
    "__subclasshook__",
    "__trunc__",
];

/// Whether CPython makes the method of a slot of the type structure: a `wrapper_descriptor` with its own look.
fn is_slot_wrapper(name: &str, owner: Value) -> bool {
    if !(name.len() > 4 && name.starts_with("__") && name.ends_with("__")) || PLAIN_SPECIALS.contains(&name) {
        return false;
    }
    // These have methods beside their slots, for speed.
    let owner = owner.as_object::<Class>().map(|c| c.name_text()).unwrap_or_default();
    !matches!((owner.as_str(), name), ("dict" | "list", "__getitem__") | ("dict" | "set" | "frozenset", "__contains__"))
}

impl Runtime {
    /// New function object.
    pub fn new_function(&mut self, new: NewFunction) -> Gc<Function> {
        let proto: *const Proto = self.proto(new.proto);
        // SAFETY: prototypes are boxed and never removed.
        let p = unsafe { &*proto };
        self.allocate(Function {
            header: Header::new(Kind::Function, ShapeId(Kind::Function as u32)),
            code: p.code,
            proto,
            proto_id: new.proto,
            globals: new.globals,
            closure: Cell::new(new.closure),
            defaults: Cell::new(new.defaults),
            kw_defaults: Cell::new(new.kw_defaults),
            name: Cell::new(p.name.into()),
            qualname: Cell::new(p.qualname.into()),
            annotations: Cell::new(new.annotations),
            attributes: Cell::new(Value::EMPTY),
            doc: Cell::new(p.doc),
        })
    }

    /// New cell.
    #[inline]
    pub fn new_cell(&mut self, value: Value) -> Gc<CellVar> {
        self.allocate(CellVar { header: Header::new(Kind::CellVar, ShapeId(Kind::CellVar as u32)), value: Cell::new(value) })
    }

    /// New native function object.
    pub fn new_native(&mut self, def: &'static NativeDef, role: NativeRole, owner: Value) -> Gc<NativeFunction> {
        let shape = match role {
            NativeRole::Method if is_slot_wrapper(def.name, owner) => self.types.wrapper_descriptor.root_shape(),
            NativeRole::Method => self.types.method_descriptor.root_shape(),
            NativeRole::ClassMethod => self.types.class_method_descriptor.root_shape(),
            _ => ShapeId(Kind::NativeFunction as u32),
        };
        self.allocate(NativeFunction { header: Header::new(Kind::NativeFunction, shape), def, role, owner })
    }

    /// New bound method.
    #[inline]
    pub fn new_bound_method(&mut self, function: Value, receiver: Value) -> Gc<BoundMethod> {
        let shape = match function.as_object::<NativeFunction>() {
            Some(native) => self.bound_native_shape(native),
            None => ShapeId(Kind::BoundMethod as u32),
        };
        self.allocate(BoundMethod { header: Header::new(Kind::BoundMethod, shape), function, receiver })
    }

    /// `[].append` is a `builtin_function_or_method`, `(1).__add__` a `method-wrapper`.
    fn bound_native_shape(&self, native: Gc<NativeFunction>) -> ShapeId {
        if native.header.shape() == self.types.wrapper_descriptor.root_shape() {
            self.types.method_wrapper.root_shape()
        } else {
            ShapeId(Kind::NativeFunction as u32)
        }
    }

    /// New property; absent parts are `None`.
    pub fn new_property(&mut self, getter: Value, setter: Value, deleter: Value, doc: Value) -> Gc<Property> {
        self.allocate(Property {
            header: Header::new(Kind::Property, ShapeId(Kind::Property as u32)),
            getter: Cell::new(getter),
            setter: Cell::new(setter),
            deleter: Cell::new(deleter),
            doc: Cell::new(doc),
            name: Cell::new(Value::EMPTY),
        })
    }

    /// New computed attribute.
    pub fn new_getset(&mut self, accessor: Accessor, name: Gc<Str>, owner: Value) -> Gc<GetSet> {
        let shape = match accessor {
            Accessor::Native(_) => ShapeId(Kind::GetSet as u32),
            Accessor::Slot => self.types.member_descriptor.root_shape(),
        };
        self.allocate(GetSet { header: Header::new(Kind::GetSet, shape), accessor, name, owner })
    }
}
