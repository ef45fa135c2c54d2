//! Builtin classes: the list, how they come into being, and their methods (one file per class or family).

pub mod alias;
pub mod bytes;
pub mod class;
mod construct;
pub mod coroutine;
pub mod dict;
pub mod exception;
mod exception_fields;
pub mod exception_group;
mod exception_text;
pub mod function;
pub mod generator;
pub mod iterator;
pub mod list;
pub mod memoryview;
pub mod module;
pub mod number;
pub mod object;
pub mod range;
pub(crate) mod receiver;
pub mod set;
pub mod sort;
pub mod string;
pub mod tuple;
mod union;

pub(crate) use receiver::{class_argument, negate, receiver, reject_keywords};

use crate::Runtime;
use crate::exceptions::Exceptions;
use crate::heap::Marker;
use crate::names::Names;
use crate::object::class::{Class, Layout, flags};
use crate::object::function::{Accessor, GetSetDef, NativeDef, NativeRole};
use crate::object::{Gc, Header, Kind, ShapeId};
use crate::runtime::Options;
use crate::shape::Storage;
use crate::value::Value;

macro_rules! builtin_types {
    ($($field:ident $name:literal $layout:expr, $base_allowed:literal $(, $base:ident)?;)*) => {
        /// Builtin classes, one field each.
        #[expect(missing_docs, reason = "each field is the class it is called")]
        pub struct Types { $(pub $field: Gc<Class>,)* }

        impl Types {
            /// # Safety
            /// All fields are set before use.
            pub(crate) unsafe fn placeholder() -> Types {
                // SAFETY: passed on.
                unsafe { Types { $($field: Gc::placeholder(),)* } }
            }
            pub(crate) fn trace(&self, marker: &mut Marker<'_>) {
                $(marker.object(self.$field);)*
            }
            fn create(rt: &mut Runtime) {
                // `object` and `type` first: every other class refers to them.
                $(
                    #[allow(unused_mut, unused_assignments, reason = "most classes derive from object only")]
                    let mut base = if stringify!($field) == "object" { None } else { Some(rt.types.object) };
                    $(base = Some(rt.types.$base);)?
                    rt.types.$field = builtin_class(rt, $name, base, $layout, $base_allowed);
                )*
            }
        }
    };
}

builtin_types! {
    object "object" Layout::Plain, true;
    type_ "type" Layout::Class, true;
    int "int" Layout::Immediate, true;
    bool_ "bool" Layout::Immediate, false, int;
    float "float" Layout::Immediate, true;
    complex "complex" Layout::Native(Kind::Complex), true;
    none "NoneType" Layout::Immediate, false;
    ellipsis "ellipsis" Layout::Immediate, false;
    not_implemented "NotImplementedType" Layout::Immediate, false;
    str_ "str" Layout::Native(Kind::Str), true;
    bytes "bytes" Layout::Native(Kind::Bytes), true;
    bytearray "bytearray" Layout::Native(Kind::ByteArray), true;
    tuple "tuple" Layout::Native(Kind::Tuple), true;
    list "list" Layout::Native(Kind::List), true;
    dict "dict" Layout::Native(Kind::Dict), true;
    set "set" Layout::Native(Kind::Set), true;
    frozenset "frozenset" Layout::Native(Kind::FrozenSet), true;
    range "range" Layout::Native(Kind::Range), false;
    slice "slice" Layout::Native(Kind::Slice), false;
    function "function" Layout::Native(Kind::Function), false;
    builtin_function "builtin_function_or_method" Layout::Native(Kind::NativeFunction), false;
    method_descriptor "method_descriptor" Layout::Native(Kind::NativeFunction), false;
    wrapper_descriptor "wrapper_descriptor" Layout::Native(Kind::NativeFunction), false;
    class_method_descriptor "classmethod_descriptor" Layout::Native(Kind::NativeFunction), false;
    method_wrapper "method-wrapper" Layout::Native(Kind::BoundMethod), false;
    method "method" Layout::Native(Kind::BoundMethod), false;
    cell "cell" Layout::Native(Kind::CellVar), false;
    property "property" Layout::Native(Kind::Property), true;
    static_method "staticmethod" Layout::Native(Kind::StaticMethod), true;
    class_method "classmethod" Layout::Native(Kind::ClassMethod), true;
    getset_descriptor "getset_descriptor" Layout::Native(Kind::GetSet), false;
    member_descriptor "member_descriptor" Layout::Native(Kind::GetSet), false;
    super_ "super" Layout::Native(Kind::Super), true;
    module "module" Layout::Native(Kind::Module), true;
    generator "generator" Layout::Native(Kind::Generator), false;
    coroutine "coroutine" Layout::Native(Kind::Generator), false;
    async_generator "async_generator" Layout::Native(Kind::Generator), false;
    awaitable_step "async_generator_asend" Layout::Native(Kind::Native), false;
    async_next "anext_awaitable" Layout::Native(Kind::Native), false;
    coroutine_wrapper "coroutine_wrapper" Layout::Native(Kind::Native), false;
    code "code" Layout::Native(Kind::Native), false;
    traceback "traceback" Layout::Native(Kind::Traceback), false;
    dict_keys "dict_keys" Layout::Native(Kind::DictView), false;
    dict_values "dict_values" Layout::Native(Kind::DictView), false;
    dict_items "dict_items" Layout::Native(Kind::DictView), false;
    list_iterator "list_iterator" Layout::Native(Kind::Iterator), false;
    list_reverse_iterator "list_reverseiterator" Layout::Native(Kind::Iterator), false;
    tuple_iterator "tuple_iterator" Layout::Native(Kind::Iterator), false;
    str_iterator "str_ascii_iterator" Layout::Native(Kind::Iterator), false;
    bytes_iterator "bytes_iterator" Layout::Native(Kind::Iterator), false;
    range_iterator "range_iterator" Layout::Native(Kind::Iterator), false;
    long_range_iterator "longrange_iterator" Layout::Native(Kind::Iterator), false;
    dict_key_iterator "dict_keyiterator" Layout::Native(Kind::Iterator), false;
    dict_value_iterator "dict_valueiterator" Layout::Native(Kind::Iterator), false;
    dict_item_iterator "dict_itemiterator" Layout::Native(Kind::Iterator), false;
    dict_reverse_key_iterator "dict_reversekeyiterator" Layout::Native(Kind::Iterator), false;
    dict_reverse_value_iterator "dict_reversevalueiterator" Layout::Native(Kind::Iterator), false;
    dict_reverse_item_iterator "dict_reverseitemiterator" Layout::Native(Kind::Iterator), false;
    set_iterator "set_iterator" Layout::Native(Kind::Iterator), false;
    sequence_iterator "iterator" Layout::Native(Kind::Iterator), false;
    callable_iterator "callable_iterator" Layout::Native(Kind::Iterator), false;
    reversed "reversed" Layout::Native(Kind::Iterator), true;
    enumerate "enumerate" Layout::Native(Kind::Iterator), true;
    zip "zip" Layout::Native(Kind::Iterator), true;
    map "map" Layout::Native(Kind::Iterator), true;
    filter "filter" Layout::Native(Kind::Iterator), true;
    generic_alias "GenericAlias" Layout::Native(Kind::Native), false;
    memoryview "memoryview" Layout::Native(Kind::Native), false;
    union "UnionType" Layout::Native(Kind::Native), false;
}

impl Runtime {
    /// Class of a value.
    #[inline]
    pub fn class_of(&self, v: Value) -> Gc<Class> {
        match v.header() {
            Some(h) => self.shapes.get(h.shape()).class,
            None if v.is_small_int() => self.types.int,
            None if v.is_float() => self.types.float,
            None if v.is_bool() => self.types.bool_,
            None if v.is_none() => self.types.none,
            None if v == Value::ELLIPSIS => self.types.ellipsis,
            None => self.types.not_implemented,
        }
    }

    /// `type(v).__name__`, for messages.
    pub fn type_name(&self, v: Value) -> String {
        let class = self.class_of(v);
        // What CPython writes in C carries its module in `tp_name`: our classes in Rust, and those modules in Python.
        let module = class.own(self.names.__module__).and_then(|m| m.as_object::<crate::object::string::Str>());
        match module.map(|m| m.to_rust()) {
            Some(m) if class.has(crate::object::class::flags::BUILTIN) || matches!(m.as_str(), "datetime" | "decimal") => {
                format!("{m}.{}", class.name_text())
            }
            _ => class.name_text(),
        }
    }

    /// Whether `v` is an instance of `class` or of a class derived from it (no `__instancecheck__`).
    #[inline]
    pub fn is_instance(&self, v: Value, class: Gc<Class>) -> bool {
        let c = self.class_of(v);
        c == class || c.is_subclass(class)
    }
}

/// Makes a builtin class without attributes. `type`'s shape may not exist yet; [`bootstrap`] sets it afterwards.
fn builtin_class(rt: &mut Runtime, name: &'static str, base: Option<Gc<Class>>, layout: Layout, base_allowed: bool) -> Gc<Class> {
    let name = rt.intern(name);
    let version = rt.next_version();
    let mut class_flags = flags::BUILTIN;
    if base_allowed {
        class_flags |= flags::BASE_ALLOWED;
    }
    if layout == Layout::Exception {
        class_flags |= flags::HAS_DICT;
    }
    let empty = rt.empty_tuple;
    let class =
        rt.allocate(Class::new_unlinked(Header::new(Kind::Class, ShapeId(Kind::Class as u32)), version, name, empty, layout, class_flags));
    let mut mro = vec![Value::from(class)];
    if let Some(base) = base {
        mro.extend_from_slice(base.mro.get().items());
        class.bases.set(rt.new_tuple(&[base.into()]));
        base.subclasses.borrow_mut().push(class);
    }
    class.mro.set(rt.new_tuple(&mro));
    let storage = if layout == Layout::Exception { Storage::Slots } else { Storage::Fixed };
    class.root_shape.set(rt.shapes.add_root(class, storage, 0));
    class.dict_shape.set(rt.shapes.add_root(class, Storage::Dictionary, 0));
    class
}

impl Runtime {
    /// A new builtin class deriving from `base` (default `object`), for native modules.
    pub fn new_builtin_class(&mut self, name: &'static str, base: Option<Gc<Class>>, layout: Layout) -> Gc<Class> {
        let base = base.unwrap_or(self.types.object);
        builtin_class(self, name, Some(base), layout, true)
    }

    /// Adds native methods to a builtin class.
    pub fn install_methods(&mut self, class: Gc<Class>, role: NativeRole, defs: &'static [NativeDef]) {
        for def in defs {
            let function = self.new_native(def, role, class.into());
            let name = self.intern(def.name);
            class.attributes.borrow_mut().set(name, function.into());
        }
    }

    /// Adds computed attributes to a builtin class.
    pub fn install_getsets(&mut self, class: Gc<Class>, defs: &'static [GetSetDef]) {
        for def in defs {
            let name = self.intern(def.name);
            let descriptor = self.new_getset(Accessor::Native(def), name, class.into());
            class.attributes.borrow_mut().set(name, descriptor.into());
        }
    }

    /// Sets a plain attribute of a builtin class.
    pub fn set_class_attribute(&mut self, class: Gc<Class>, name: &str, value: Value) {
        let name = self.intern(name);
        class.attributes.borrow_mut().set(name, value);
    }
}

/// Makes a runtime: names, classes, builtins, native modules.
pub(crate) fn bootstrap(options: Options) -> Runtime {
    let mut rt = Runtime::unfinished(options);
    for c in 0..128u8 {
        let s = rt.allocate_str(crate::object::string::Chars::Ascii(&[c]));
        s.set_interned();
        rt.single_chars.push(s);
        rt.interned.insert(char::from(c).to_string().into(), s);
    }
    let empty = rt.allocate_str(crate::object::string::Chars::Ascii(&[]));
    empty.set_interned();
    rt.single_chars.push(empty);
    rt.interned.insert("".into(), empty);
    rt.names = Names::new(|text| rt.intern(text));
    rt.empty_tuple = rt.new_tuple(&[]);
    rt.modules = rt.new_dict();
    rt.builtins = rt.new_dict();
    // The first shapes belong to kinds: a cell of a builtin kind has its kind as shape. Their classes are set below.
    for _ in 0..Kind::COUNT {
        let class = rt.types.object;
        rt.shapes.add_root(class, Storage::Fixed, 0);
    }
    Types::create(&mut rt);
    for &kind in Kind::ALL {
        let class = kind_class(&rt.types, kind);
        rt.shapes.set_class(ShapeId(kind as u32), class);
        if class.layout.get() == Layout::Native(kind) || kind == Kind::Class {
            class.root_shape.set(ShapeId(kind as u32));
        }
    }
    // DictView and Iterator have several classes each: the kind's shape stays unused, each class has its own root.
    for class in rt.types.multi_class_kinds() {
        let shape = rt.shapes.add_root(class, Storage::Fixed, 0);
        class.root_shape.set(shape);
    }
    Exceptions::create(&mut rt, |rt, name, base| builtin_class(rt, name, Some(base.unwrap_or(rt.types.object)), Layout::Exception, true));
    let builtins = rt.builtins;
    builtins.mark_namespace(&mut rt);
    object::install(&mut rt);
    class::install(&mut rt);
    number::install(&mut rt);
    string::install(&mut rt);
    bytes::install(&mut rt);
    tuple::install(&mut rt);
    list::install(&mut rt);
    dict::install(&mut rt);
    set::install(&mut rt);
    range::install(&mut rt);
    function::install(&mut rt);
    module::install(&mut rt);
    generator::install(&mut rt);
    coroutine::install(&mut rt);
    iterator::install(&mut rt);
    alias::install(&mut rt);
    union::install(&mut rt);
    memoryview::install(&mut rt);
    exception::install(&mut rt);
    exception_group::install(&mut rt);
    crate::builtins::install(&mut rt);
    rt
}

impl Types {
    fn multi_class_kinds(&self) -> Vec<Gc<Class>> {
        vec![
            self.dict_keys,
            self.dict_values,
            self.dict_items,
            self.list_iterator,
            self.list_reverse_iterator,
            self.tuple_iterator,
            self.str_iterator,
            self.bytes_iterator,
            self.range_iterator,
            self.long_range_iterator,
            self.dict_key_iterator,
            self.dict_value_iterator,
            self.dict_item_iterator,
            self.dict_reverse_key_iterator,
            self.dict_reverse_value_iterator,
            self.dict_reverse_item_iterator,
            self.set_iterator,
            self.sequence_iterator,
            self.callable_iterator,
            self.reversed,
            self.enumerate,
            self.zip,
            self.map,
            self.filter,
        ]
    }
}

/// Class of cells whose shape is their kind.
pub(crate) fn kind_class(types: &Types, kind: Kind) -> Gc<Class> {
    match kind {
        Kind::BigInt => types.int,
        Kind::Complex => types.complex,
        Kind::Str => types.str_,
        Kind::Bytes => types.bytes,
        Kind::ByteArray => types.bytearray,
        Kind::Tuple => types.tuple,
        Kind::List => types.list,
        Kind::Dict => types.dict,
        Kind::Set => types.set,
        Kind::FrozenSet => types.frozenset,
        Kind::Range => types.range,
        Kind::Slice => types.slice,
        Kind::Traceback => types.traceback,
        Kind::Class => types.type_,
        Kind::Function => types.function,
        Kind::NativeFunction => types.builtin_function,
        Kind::BoundMethod => types.method,
        Kind::CellVar => types.cell,
        Kind::Property => types.property,
        Kind::StaticMethod => types.static_method,
        Kind::ClassMethod => types.class_method,
        Kind::GetSet => types.getset_descriptor,
        Kind::Super => types.super_,
        Kind::Module => types.module,
        Kind::Generator => types.generator,
        Kind::Free | Kind::Instance | Kind::SlotArray | Kind::Exception | Kind::Iterator | Kind::DictView | Kind::Native => types.object,
    }
}
