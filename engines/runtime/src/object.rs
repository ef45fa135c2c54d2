//! Heap cells: the header all of them begin with, the list of kinds, and `Gc`, the pointer to one.

pub mod bytes;
pub mod class;
pub mod dict;
pub mod exception;
pub mod function;
pub mod generator;
pub mod instance;
pub mod int;
pub mod iterator;
pub mod list;
pub mod module;
pub mod native;
pub mod range;
pub mod set;
pub mod strbuf;
pub mod string;
pub mod tuple;

use crate::heap::{Marker, Released};
use std::cell::Cell;
use std::ptr::NonNull;

/// Index into [`crate::shape::Shapes`]. For cells of a builtin class without attributes it equals the [`Kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct ShapeId(pub u32);

/// First eight bytes of every cell.
///
/// `shape` identifies the class (and, for instances, the attribute layout): one 32-bit compare guards both. `kind` says
/// how the memory is laid out. `aux` belongs to the kind (an instance keeps its inline capacity there).
#[derive(Debug)]
#[repr(C, align(8))]
pub struct Header {
    shape: Cell<u32>,
    kind: Kind,
    flags: Cell<u8>,
    aux: Cell<u16>,
}

impl Header {
    pub(crate) fn new(kind: Kind, shape: ShapeId) -> Header {
        Header { shape: Cell::new(shape.0), kind, flags: Cell::new(0), aux: Cell::new(0) }
    }
    /// Layout of the cell.
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind
    }
    /// Class and attribute layout.
    #[inline(always)]
    pub fn shape(&self) -> ShapeId {
        ShapeId(self.shape.get())
    }
    /// Moves an object to another layout or class; the caller keeps slots in step.
    #[inline(always)]
    pub fn set_shape(&self, shape: ShapeId) {
        self.shape.set(shape.0);
    }
    /// Kind-specific bits.
    #[inline(always)]
    pub fn flags(&self) -> u8 {
        self.flags.get()
    }
    /// Replaces the kind-specific bits.
    #[inline(always)]
    pub fn set_flags(&self, flags: u8) {
        self.flags.set(flags);
    }
    /// Kind-specific number.
    #[inline(always)]
    pub fn aux(&self) -> u16 {
        self.aux.get()
    }
    /// Sets the kind-specific number.
    #[inline(always)]
    pub fn set_aux(&self, aux: u16) {
        self.aux.set(aux);
    }
    /// The bits of a fresh header, for machine code that allocates.
    pub fn bits_of(kind: Kind, shape: ShapeId, aux: u16) -> u64 {
        let header = Header::new(kind, shape);
        header.set_aux(aux);
        // SAFETY: four fields of together eight bytes, without padding: any bit pattern is a number.
        unsafe { std::mem::transmute::<Header, u64>(header) }
    }
    /// Byte offset of the shape, for machine code.
    pub const SHAPE_OFFSET: usize = std::mem::offset_of!(Header, shape);
    /// Byte offset of the kind-specific bits, for machine code.
    pub const FLAGS_OFFSET: usize = std::mem::offset_of!(Header, flags);
    /// Byte offset of the kind, for machine code.
    pub const KIND_OFFSET: usize = std::mem::offset_of!(Header, kind);
}

/// A cell type.
///
/// # Safety
/// The type is `repr(C)`, begins with a [`Header`] whose kind is `KIND`, and is no larger than it was allocated.
pub unsafe trait Object {
    /// Its kind.
    const KIND: Kind;
    /// Whether [`Object::finalize`] must run when the cell dies.
    const FINALIZE: bool = false;
    /// Whether it never refers to a cell: [`Object::trace`] does nothing then, and is seldom called.
    const LEAF: bool = false;
    /// Marks every cell this one refers to.
    fn trace(&self, marker: &mut Marker<'_>);
    /// Releases memory outside the heap. Never touches other cells: they may be gone.
    ///
    /// # Safety
    /// Called once, by the collector, on a dead cell.
    unsafe fn finalize(_this: *mut Self, _released: &mut Released<'_>) {}
}

/// Pointer to a live cell. `Copy`; dereferencing gives shared access, so all mutable fields are `Cell`s.
///
/// Validity rests on one rule, kept by every safe caller: a `Gc` lives where the collector looks (native stack, traced
/// cells, `RootedVec`).
#[repr(transparent)]
pub struct Gc<T>(NonNull<T>);

impl<T> Clone for Gc<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Gc<T> {}
impl<T> PartialEq for Gc<T> {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Gc<T> {}
impl<T> std::hash::Hash for Gc<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> std::fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gc({:p})", self.0)
    }
}

impl<T> Gc<T> {
    /// # Safety
    /// `p` points to a live cell laid out as `T`.
    #[inline(always)]
    pub unsafe fn from_raw(p: *mut T) -> Gc<T> {
        // SAFETY: a live cell is not at address zero.
        Gc(unsafe { NonNull::new_unchecked(p) })
    }
    /// A pointer that is never followed, for fields that are set before first use.
    ///
    /// # Safety
    /// It is replaced before anything dereferences or traces it.
    pub(crate) const unsafe fn placeholder() -> Gc<T> {
        Gc(NonNull::dangling())
    }
    /// The address.
    #[inline(always)]
    pub fn as_ptr(self) -> *mut T {
        self.0.as_ptr()
    }
}

impl<T> std::ops::Deref for Gc<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the cell is live because this pointer is visible to the collector (see the type).
        unsafe { self.0.as_ref() }
    }
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident = $ty:ty,)*) => {
        /// How a cell is laid out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Kind {
            /// Free memory; no live cell has it.
            Free = 0,
            $($(#[doc = $doc])* $name,)*
        }

        impl Kind {
            /// Number of kinds.
            pub const COUNT: usize = [$(stringify!($name)),*].len() + 1;
            /// All kinds but `Free`.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];

        }

        /// Traces a cell by its kind.
        ///
        /// # Safety
        /// `cell` is live.
        pub(crate) unsafe fn trace_cell(cell: *mut Header, marker: &mut Marker<'_>) {
            // SAFETY: the kind gives the layout.
            unsafe {
                match (*cell).kind {
                    Kind::Free => {}
                    $(Kind::$name => (*(cell as *mut $ty)).trace(marker),)*
                }
            }
        }

        /// Finalizes a dead cell by its kind.
        ///
        /// # Safety
        /// `cell` is dead, not yet reused, and this is called once.
        pub(crate) unsafe fn finalize_cell(cell: *mut Header, released: &mut Released<'_>) {
            // SAFETY: the kind gives the layout; the caller's promise is passed on.
            unsafe {
                match (*cell).kind {
                    Kind::Free => {}
                    $(Kind::$name => if <$ty as Object>::FINALIZE { <$ty as Object>::finalize(cell as *mut $ty, released) },)*
                }
            }
        }
    };
}

kinds! {
    /// `int` beyond 49 bits.
    BigInt = int::BigInt,
    /// `complex`.
    Complex = int::Complex,
    /// `str`.
    Str = string::Str,
    /// `bytes`.
    Bytes = bytes::Bytes,
    /// `bytearray`.
    ByteArray = bytes::ByteArray,
    /// `tuple`.
    Tuple = tuple::Tuple,
    /// `list`.
    List = list::List,
    /// `dict`.
    Dict = dict::Dict,
    /// `set`.
    Set = set::Set,
    /// `frozenset`.
    FrozenSet = set::FrozenSet,
    /// `range`.
    Range = range::Range,
    /// `slice`.
    Slice = range::Slice,
    /// Instance of a Python class.
    Instance = instance::Instance,
    /// Slots of an instance beyond its inline ones; also register storage of suspended frames.
    SlotArray = instance::SlotArray,
    /// Exception instance.
    Exception = exception::Exception,
    /// Traceback entry.
    Traceback = exception::Traceback,
    /// Class.
    Class = class::Class,
    /// Python function.
    Function = function::Function,
    /// Function or method written in Rust.
    NativeFunction = function::NativeFunction,
    /// Function bound to its first argument.
    BoundMethod = function::BoundMethod,
    /// Variable captured by a closure.
    CellVar = function::CellVar,
    /// `property`.
    Property = function::Property,
    /// `staticmethod`.
    StaticMethod = function::StaticMethod,
    /// `classmethod`.
    ClassMethod = function::ClassMethod,
    /// Attribute descriptor of a builtin class computed in Rust, and slot descriptors of `__slots__`.
    GetSet = function::GetSet,
    /// `super` object.
    Super = class::Super,
    /// Module.
    Module = module::Module,
    /// Generator.
    Generator = generator::Generator,
    /// Iterators of builtin containers.
    Iterator = iterator::Iterator,
    /// Views of a dict.
    DictView = dict::DictView,
    /// Anything else written in Rust: state behind a trait object.
    Native = native::Native,
}
