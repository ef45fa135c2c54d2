//! What is known about attributes beyond one inline cache: a table by shape and name for sites that meet several shapes.
//!
//! An entry says what [`Runtime::cacheable_attr`](runtime::Runtime) or `cacheable_store` said; it is used under the same
//! guards as an inline cache (the shape, and the class's version where the class was asked). Names are interned and live
//! as long as the runtime.

use runtime::object::class::Class;
use runtime::object::exception::Exception;
use runtime::object::instance::Instance;
use runtime::object::string::Str;
use runtime::object::{Gc, ShapeId};
use runtime::ops::attribute::{AttrCache, StoreCache};
use runtime::{Runtime, Value};

/// Entries of each table; a power of two.
const SIZE: usize = 1024;

/// What reading an attribute gives.
#[derive(Clone, Copy)]
pub(crate) enum Load {
    /// Nothing is known: ask the runtime.
    Ask,
    /// Own slot.
    Slot(u32),
    /// Value of the class, as it is.
    Class(u64),
    /// Function of the class that takes the receiver first.
    Method(u64),
}

/// What writing an attribute does.
#[derive(Clone, Copy)]
pub(crate) enum Store {
    /// Nothing is known: ask the runtime.
    Ask,
    /// Overwrites an own slot.
    Existing(u32),
    /// Adds a slot; the new shape.
    Added(u32, u32),
    /// Overwrites an own slot of an exception, or adds one, by which it gets the shape.
    OfException(u32, Option<ShapeId>),
}

/// What is known about one name and objects of one shape.
#[derive(Clone, Copy)]
pub(crate) struct Entry<T> {
    /// Shape; `u32::MAX` is none.
    pub(crate) shape: u32,
    /// Version of the class that was asked.
    pub(crate) version: u32,
    name: usize,
    /// Address of that class; 0 if none was asked.
    pub(crate) class: usize,
    /// What is done for them.
    pub(crate) what: T,
}

impl<T> Entry<T> {
    /// An entry for no shape.
    pub(crate) fn vacant(self) -> Entry<T> {
        Entry { shape: u32::MAX, ..self }
    }
    /// The class that was asked has not changed since.
    #[inline]
    pub(crate) fn holds(&self) -> bool {
        unchanged(self.class, self.version)
    }
}

/// Both tables.
pub(crate) struct Known {
    loads: Box<[Entry<Load>]>,
    stores: Box<[Entry<Store>]>,
}

impl Known {
    pub(crate) fn new() -> Known {
        let load = Entry { shape: u32::MAX, version: 0, name: 0, class: 0, what: Load::Ask };
        let store = Entry { shape: u32::MAX, version: 0, name: 0, class: 0, what: Store::Ask };
        Known { loads: vec![load; SIZE].into(), stores: vec![store; SIZE].into() }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        *self = Known::new();
    }

    fn index(shape: u32, name: Gc<Str>) -> usize {
        (shape as usize).wrapping_mul(31).wrapping_add(name.as_ptr() as usize >> 4) & (SIZE - 1)
    }

    /// What reading `name` of `receiver` gives.
    #[inline]
    pub(crate) fn load(&mut self, rt: &mut Runtime, receiver: Value, name: Gc<Str>) -> Load {
        self.load_entry(rt, receiver, name).map_or(Load::Ask, |entry| entry.what)
    }

    /// What reading `name` gives, as an entry for all objects of the receiver's shape; none for what has no shape.
    #[inline]
    pub(crate) fn load_entry(&mut self, rt: &mut Runtime, receiver: Value, name: Gc<Str>) -> Option<&Entry<Load>> {
        let shape = receiver.header()?.shape().0;
        let entry = &mut self.loads[Known::index(shape, name)];
        if !(entry.shape == shape && entry.name == name.as_ptr() as usize && entry.holds()) {
            fill_load(entry, rt, receiver, name);
        }
        Some(entry)
    }

    /// What writing `name` does, likewise.
    #[inline]
    pub(crate) fn store_entry(&mut self, rt: &mut Runtime, receiver: Value, name: Gc<Str>) -> Option<&Entry<Store>> {
        let shape = receiver.header()?.shape().0;
        let entry = &mut self.stores[Known::index(shape, name)];
        if !(entry.shape == shape && entry.name == name.as_ptr() as usize && entry.holds()) {
            fill_store(entry, rt, receiver, name);
        }
        Some(entry)
    }
}

#[inline]
fn unchanged(class: usize, version: u32) -> bool {
    // SAFETY: classes of shapes are kept alive by the shape table; 0 stands for "no class was asked".
    class == 0 || unsafe { (*(class as *const Class)).version.get() == version }
}

/// Fills an entry; that the runtime must be asked is remembered too, while the class stays as it is.
fn fill_load(entry: &mut Entry<Load>, rt: &mut Runtime, receiver: Value, name: Gc<Str>) {
    let key = name.as_ptr() as usize;
    let (shape, class, version, what) = match rt.cacheable_attr(receiver, name) {
        AttrCache::Slot { shape, slot } if receiver.is_object::<Instance>() => (shape, 0, 0, Load::Slot(slot)),
        AttrCache::ClassValue { shape, class, version, value } => (shape, class.as_ptr() as usize, version, Load::Class(value.bits())),
        AttrCache::Method { shape, class, version, function } => (shape, class.as_ptr() as usize, version, Load::Method(function.bits())),
        _ => {
            let class = rt.class_of(receiver);
            (receiver.header().map_or(ShapeId(u32::MAX), |h| h.shape()), class.as_ptr() as usize, class.version.get(), Load::Ask)
        }
    };
    *entry = Entry { shape: shape.0, version, name: key, class, what };
}

fn fill_store(entry: &mut Entry<Store>, rt: &mut Runtime, receiver: Value, name: Gc<Str>) {
    let key = name.as_ptr() as usize;
    let (shape, class, version, what): (ShapeId, Gc<Class>, u32, Store) = match rt.cacheable_store(receiver, name) {
        StoreCache::Existing { shape, class, version, slot } if receiver.is_object::<Instance>() => {
            (shape, class, version, Store::Existing(slot))
        }
        StoreCache::Added { shape, class, version, new_shape, slot } if has_inline(receiver, slot) => {
            (shape, class, version, Store::Added(slot, new_shape.0))
        }
        StoreCache::Existing { shape, class, version, slot } if receiver.is_object::<Exception>() => {
            (shape, class, version, Store::OfException(slot, None))
        }
        StoreCache::Added { shape, class, version, new_shape, slot } if receiver.is_object::<Exception>() => {
            (shape, class, version, Store::OfException(slot, Some(new_shape)))
        }
        _ => {
            let class = rt.class_of(receiver);
            (receiver.header().map_or(ShapeId(u32::MAX), |h| h.shape()), class, class.version.get(), Store::Ask)
        }
    };
    *entry = Entry { shape: shape.0, version, name: key, class: class.as_ptr() as usize, what };
}

fn has_inline(receiver: Value, slot: u32) -> bool {
    receiver.as_object::<Instance>().is_some_and(|instance| (slot as usize) < instance.inline_slots().len())
}
