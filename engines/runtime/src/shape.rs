//! Shapes: which class an object has and where its attributes are.
//!
//! An instance's attributes sit in numbered slots; its shape maps names to slot numbers. Setting a new attribute moves
//! the object along a transition to the shape with one more key, so objects built alike share a shape and one 32-bit
//! compare proves class and layout (Chambers, Ungar, Lee: SELF maps, OOPSLA 1989). The first `inline_capacity` slots lie
//! in the object, the others in a [`SlotArray`](crate::object::instance::SlotArray). An object whose `__dict__` was asked
//! for, that lost an attribute, or whose attributes are too many or too varied for shapes to pay, is in *dictionary
//! mode*: a real dict holds its attributes.

use crate::heap::Marker;
use crate::object::class::Class;
use crate::object::string::Str;
use crate::object::{Gc, ShapeId};
use rustc_hash::FxHashMap;

/// How attributes of objects with a shape are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// No attributes of its own (builtin classes, `__slots__ = ()`).
    Fixed,
    /// Slots given by the shape's keys.
    Slots,
    /// A dict.
    Dictionary,
}

/// One shape; immutable but for its transitions.
pub struct Shape {
    /// Own id.
    pub id: ShapeId,
    /// Class of every object with this shape.
    pub class: Gc<Class>,
    /// Storage of attributes.
    pub storage: Storage,
    /// Slots inside the object.
    pub inline_capacity: u16,
    /// Names by slot number, interned.
    pub keys: Vec<Gc<Str>>,
    index: FxHashMap<usize, u32>,
    transitions: FxHashMap<usize, ShapeId>,
}

const LINEAR_LIMIT: usize = 8;

/// Most attributes in slots. Every shape lists all of its keys, so a chain of shapes costs the square of its length.
/// (CPython shares the keys of at most 30, SHARED_KEYS_MAX_SIZE.)
const MOST_KEYS: usize = 128;
/// Most shapes that the instances of one class lead to, whatever is set on them in whatever order.
const MOST_SHAPES: u32 = 2048;

impl Shape {
    /// Slot of an interned name.
    #[inline]
    pub fn slot(&self, name: Gc<Str>) -> Option<u32> {
        if self.keys.len() <= LINEAR_LIMIT {
            self.keys.iter().position(|&k| k == name).map(|i| i as u32)
        } else {
            self.index.get(&(name.as_ptr() as usize)).copied()
        }
    }
}

/// All shapes of a runtime, by id.
#[derive(Default)]
pub struct Shapes {
    all: Vec<Shape>,
    /// Shapes made by transitions, by the address of the class.
    made: FxHashMap<usize, u32>,
}

impl Shapes {
    /// The shape of an id.
    #[inline(always)]
    pub fn get(&self, id: ShapeId) -> &Shape {
        &self.all[id.0 as usize]
    }

    /// A new root shape without keys.
    pub(crate) fn add_root(&mut self, class: Gc<Class>, storage: Storage, inline_capacity: u16) -> ShapeId {
        self.push(class, storage, inline_capacity, Vec::new())
    }

    /// Sets the class of a builtin kind's shape, once, while the runtime is made.
    pub(crate) fn set_class(&mut self, id: ShapeId, class: Gc<Class>) {
        self.all[id.0 as usize].class = class;
    }

    /// Number of shapes.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    fn push(&mut self, class: Gc<Class>, storage: Storage, inline_capacity: u16, keys: Vec<Gc<Str>>) -> ShapeId {
        let id = ShapeId(self.all.len() as u32);
        let index = if keys.len() > LINEAR_LIMIT {
            keys.iter().enumerate().map(|(i, k)| (k.as_ptr() as usize, i as u32)).collect()
        } else {
            FxHashMap::default()
        };
        self.all.push(Shape { id, class, storage, inline_capacity, keys, index, transitions: FxHashMap::default() });
        id
    }

    /// The shape with `name` (interned) as one more key of an instance; `None` when shapes do not pay any longer.
    pub fn with_attribute(&mut self, from: ShapeId, name: Gc<Str>) -> Option<ShapeId> {
        let shape = &self.all[from.0 as usize];
        if shape.transitions.contains_key(&(name.as_ptr() as usize)) {
            return Some(self.with_key(from, name));
        }
        let made = self.made.entry(shape.class.as_ptr() as usize).or_default();
        if shape.keys.len() >= MOST_KEYS || *made >= MOST_SHAPES {
            return None;
        }
        *made += 1;
        Some(self.with_key(from, name))
    }

    /// The shape with `name` (interned) as one more key.
    pub fn with_key(&mut self, from: ShapeId, name: Gc<Str>) -> ShapeId {
        let shape = &self.all[from.0 as usize];
        if let Some(&to) = shape.transitions.get(&(name.as_ptr() as usize)) {
            return to;
        }
        let mut keys = shape.keys.clone();
        keys.push(name);
        let (class, storage, inline) = (shape.class, shape.storage, shape.inline_capacity);
        let to = self.push(class, storage, inline, keys);
        self.all[from.0 as usize].transitions.insert(name.as_ptr() as usize, to);
        to
    }

    pub(crate) fn trace(&self, marker: &mut Marker<'_>) {
        for shape in &self.all {
            marker.object(shape.class);
            for &key in &shape.keys {
                marker.object(key);
            }
        }
    }
}
