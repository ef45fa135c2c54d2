//! Classes and `super` objects.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::heap::{Marker, Released};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::Value;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};

/// Ordered attributes of a class.
#[derive(Default)]
pub struct NameTable {
    entries: Vec<(Gc<Str>, Value)>,
    index: FxHashMap<usize, u32>,
}

impl NameTable {
    /// Value of an interned name.
    #[inline]
    pub fn get(&self, name: Gc<Str>) -> Option<Value> {
        self.index.get(&(name.as_ptr() as usize)).map(|&i| self.entries[i as usize].1)
    }
    /// Sets an interned name.
    pub fn set(&mut self, name: Gc<Str>, value: Value) {
        match self.index.get(&(name.as_ptr() as usize)) {
            Some(&i) => self.entries[i as usize].1 = value,
            None => {
                self.index.insert(name.as_ptr() as usize, self.entries.len() as u32);
                self.entries.push((name, value));
            }
        }
    }
    /// Removes an interned name.
    pub fn remove(&mut self, name: Gc<Str>) -> Option<Value> {
        let i = self.index.remove(&(name.as_ptr() as usize))? as usize;
        let (_, value) = self.entries.remove(i);
        for slot in self.index.values_mut().filter(|slot| **slot as usize > i) {
            *slot -= 1;
        }
        Some(value)
    }
    /// Names and values in order of definition.
    pub fn entries(&self) -> &[(Gc<Str>, Value)] {
        &self.entries
    }
}

/// What memory instances of a class have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// [`Kind::Instance`] with attribute slots only.
    Plain,
    /// [`Kind::Exception`].
    Exception,
    /// [`Kind::Class`]: metaclasses.
    Class,
    /// A builtin's own kind; Python subclasses are [`Kind::Instance`] with the builtin value as payload in slot 0.
    Native(Kind),
    /// Immediate values (`int`, `float`, `bool`, `NoneType`); subclasses as for `Native`.
    Immediate,
}

/// Class flags.
pub mod flags {
    /// Written in Rust: attributes cannot be set, the text of its `repr` has no module.
    pub const BUILTIN: u32 = 1;
    /// May be a base class.
    pub const BASE_ALLOWED: u32 = 2;
    /// Instances have a `__dict__` (false with `__slots__` all the way).
    pub const HAS_DICT: u32 = 4;
    /// Instances carry a builtin payload in slot 0.
    pub const PAYLOAD: u32 = 8;
    /// Has abstract methods: cannot be instantiated.
    pub const ABSTRACT: u32 = 16;
}

/// `type` object.
#[repr(C)]
pub struct Class {
    header: Header,
    /// Changes whenever an attribute look-up through this class could give something else; unique among classes.
    pub version: Cell<u32>,
    /// See [`flags`].
    pub flags: Cell<u32>,
    /// `__name__`.
    pub name: Cell<Gc<Str>>,
    /// `__qualname__`.
    pub qualname: Cell<Gc<Str>>,
    /// `__bases__`.
    pub bases: Cell<Gc<Tuple>>,
    /// `__mro__`, this class first.
    pub mro: Cell<Gc<Tuple>>,
    /// Memory of instances.
    pub layout: Cell<Layout>,
    /// Shape of a new instance.
    pub root_shape: Cell<ShapeId>,
    /// Shape of an instance in dictionary mode.
    pub dict_shape: Cell<ShapeId>,
    /// Own attributes.
    pub attributes: RefCell<NameTable>,
    /// Direct subclasses (kept alive: classes are few).
    pub subclasses: RefCell<Vec<Gc<Class>>>,
    /// Under which version [`Class::customs`] was found out.
    pub(crate) customs_version: Cell<u32>,
    /// Which protocols the class leaves as they are (see [`customs`]).
    pub(crate) customs: Cell<u8>,
}

/// What instances of a class do as if the class were not Python's: found out once a version, by `Runtime::customs`.
pub(crate) mod customs {
    /// `__hash__` is `object`'s (and `__eq__` does not hide it): by address, or, with a payload, the payload's.
    pub const PLAIN_HASH: u8 = 1;
    /// `__eq__` and `__ne__` are `object`'s and there is no payload: equal means identical.
    pub const PLAIN_EQ: u8 = 2;
    /// Hash and all comparisons are those of the payload.
    pub const AS_PAYLOAD: u8 = 4;
    /// There is neither `__bool__` nor `__len__`, nor a payload: instances are true.
    pub const PLAIN_TRUTH: u8 = 8;
}

// SAFETY: repr(C), header first.
unsafe impl Object for Class {
    const KIND: Kind = Kind::Class;
    const FINALIZE: bool = true;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.name.get());
        marker.object(self.qualname.get());
        marker.object(self.bases.get());
        marker.object(self.mro.get());
        for &(name, value) in self.attributes.borrow().entries() {
            marker.object(name);
            marker.value(value);
        }
        for &c in self.subclasses.borrow().iter() {
            marker.object(c);
        }
    }
    unsafe fn finalize(this: *mut Class, _: &mut Released<'_>) {
        // SAFETY: dead; these own malloc memory and are dropped once.
        unsafe {
            std::ptr::drop_in_place(&raw mut (*this).attributes);
            std::ptr::drop_in_place(&raw mut (*this).subclasses);
        }
    }
}

impl Class {
    /// Byte offset of the version, for machine code.
    pub const VERSION_OFFSET: usize = std::mem::offset_of!(Class, version);

    /// Shape of a new instance.
    #[inline]
    pub fn root_shape(&self) -> ShapeId {
        self.root_shape.get()
    }
    /// Whether a flag is set.
    #[inline]
    pub fn has(&self, flag: u32) -> bool {
        self.flags.get() & flag != 0
    }
    /// Own attribute (no bases).
    pub fn own(&self, name: Gc<Str>) -> Option<Value> {
        self.attributes.borrow().get(name)
    }
    /// Classes of the method resolution order.
    pub fn mro_classes(&self) -> impl Iterator<Item = Gc<Class>> {
        let mro = self.mro.get();
        (0..mro.len()).filter_map(move |i| mro.items().get(i)?.as_object::<Class>())
    }
    /// Whether this class is `other` or derives from it.
    #[inline]
    pub fn is_subclass(&self, other: Gc<Class>) -> bool {
        let other = Value::from(other);
        self.mro.get().items().contains(&other)
    }
    /// `__name__` as Rust text.
    pub fn name_text(&self) -> String {
        self.name.get().to_rust()
    }
    pub(crate) fn new_unlinked(header: Header, version: u32, name: Gc<Str>, empty: Gc<Tuple>, layout: Layout, flags: u32) -> Class {
        Class {
            header,
            version: Cell::new(version),
            flags: Cell::new(flags),
            name: Cell::new(name),
            qualname: Cell::new(name),
            bases: Cell::new(empty),
            mro: Cell::new(empty),
            layout: Cell::new(layout),
            root_shape: Cell::new(ShapeId(0)),
            dict_shape: Cell::new(ShapeId(0)),
            attributes: RefCell::new(NameTable::default()),
            subclasses: RefCell::new(Vec::new()),
            customs_version: Cell::new(u32::MAX),
            customs: Cell::new(0),
        }
    }
}

/// `super(class, object)`.
#[repr(C)]
pub struct Super {
    header: Header,
    /// Look-up starts after this class in the object's method resolution order.
    pub class: Gc<Class>,
    /// Bound object or class; empty when unbound.
    pub object: Value,
    /// Class whose method resolution order is used.
    pub object_class: Value,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Super {
    const KIND: Kind = Kind::Super;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.class);
        marker.value(self.object);
        marker.value(self.object_class);
    }
}

impl crate::Runtime {
    /// New `super` object; `object` may be empty.
    pub fn new_super(&mut self, class: Gc<Class>, object: Value, object_class: Value) -> Gc<Super> {
        self.allocate(Super { header: Header::new(Kind::Super, ShapeId(Kind::Super as u32)), class, object, object_class })
    }
}
