//! Shapes: which class an object has and where its attributes are.
//!
//! An instance's attributes sit in numbered slots; its shape maps names to slot numbers. Setting a new attribute moves
//! the object along a transition to the shape with one more key, so objects built alike share a shape and one 32-bit
//! compare proves class and layout (Chambers, Ungar, Lee: SELF maps, OOPSLA 1989). The first `inline_capacity` slots lie
//! in the object, the others in a [`SlotArray`](crate::object::instance::SlotArray). An object whose `__dict__` was asked
//! for, that lost an attribute, or whose attributes are too many or too varied for shapes to pay, is in *dictionary
//! mode*: a real dict holds its attributes.
//!
//! Where all values that a slot has ever got are doubles, the shape promises that it holds one (the field representations
//! of V8): compiled code that relies on the promise need not look. Whoever stores anything else says so first.

use crate::heap::Marker;
use crate::object::class::Class;
use crate::object::string::Str;
use crate::object::{Gc, ShapeId};
use rustc_hash::FxHashMap;
use std::cell::Cell;

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
    /// The shape without transitions that this one comes from.
    pub family: ShapeId,
    /// By slot number, where [`Shapes`] keeps what has been stored there. A slot is one and the same in all shapes beyond
    /// the transition that adds it.
    contents: Vec<u32>,
    index: FxHashMap<usize, u32>,
    transitions: FxHashMap<usize, ShapeId>,
}

/// What a slot has held so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    /// Nothing but doubles.
    Doubles,
    /// The same, and somebody relies on it.
    Promised,
    /// Something else too, or nothing at times.
    Any,
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
    contents: Vec<Cell<Content>>,
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
        let id = ShapeId(self.all.len() as u32);
        self.push(class, storage, inline_capacity, Vec::new(), id, Vec::new())
    }

    /// Sets the class of a builtin kind's shape, once, while the runtime is made.
    pub(crate) fn set_class(&mut self, id: ShapeId, class: Gc<Class>) {
        self.all[id.0 as usize].class = class;
    }

    /// Number of shapes.
    pub fn count(&self) -> usize {
        self.all.len()
    }

    fn push(
        &mut self,
        class: Gc<Class>,
        storage: Storage,
        inline_capacity: u16,
        keys: Vec<Gc<Str>>,
        family: ShapeId,
        contents: Vec<u32>,
    ) -> ShapeId {
        let id = ShapeId(self.all.len() as u32);
        let index = if keys.len() > LINEAR_LIMIT {
            keys.iter().enumerate().map(|(i, k)| (k.as_ptr() as usize, i as u32)).collect()
        } else {
            FxHashMap::default()
        };
        self.all.push(Shape { id, class, storage, inline_capacity, keys, family, contents, index, transitions: FxHashMap::default() });
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
        let (mut keys, mut contents) = (shape.keys.clone(), shape.contents.clone());
        keys.push(name);
        contents.push(self.contents.len() as u32);
        self.contents.push(Cell::new(Content::Doubles));
        let (class, storage, inline, family) = (shape.class, shape.storage, shape.inline_capacity, shape.family);
        let to = self.push(class, storage, inline, keys, family, contents);
        self.all[from.0 as usize].transitions.insert(name.as_ptr() as usize, to);
        to
    }

    /// The shape with `name` (interned) as one more key that every instance has from the start, though it may be unset.
    pub(crate) fn with_declared_key(&mut self, from: ShapeId, name: Gc<Str>) -> ShapeId {
        let to = self.with_key(from, name);
        if let Some(&content) = self.all[to.0 as usize].contents.last() {
            self.contents[content as usize].set(Content::Any);
        }
        to
    }

    fn content(&self, id: ShapeId, slot: u32) -> Option<&Cell<Content>> {
        let &content = self.get(id).contents.get(slot as usize)?;
        self.contents.get(content as usize)
    }

    /// Whether the objects of a shape have had nothing but doubles in a slot: from now on somebody relies on it, who is
    /// told by [`Engine::doubles_changed`](crate::engine::Engine::doubles_changed) when it is over.
    pub fn promise_doubles(&self, id: ShapeId, slot: u32) -> bool {
        let Some(content) = self.content(id, slot).filter(|content| content.get() != Content::Any) else { return false };
        content.set(Content::Promised);
        true
    }

    /// Whether a slot has held nothing but doubles. Who stores anything else there must call
    /// [`Runtime::slot_varies`](crate::Runtime::slot_varies).
    #[inline]
    pub fn holds_doubles(&self, id: ShapeId, slot: u32) -> bool {
        self.content(id, slot).is_some_and(|content| content.get() != Content::Any)
    }

    /// Something that is no double goes into a slot. The family of the shape, if somebody has relied on doubles.
    pub(crate) fn vary(&self, id: ShapeId, slot: u32) -> Option<ShapeId> {
        let before = self.content(id, slot)?.replace(Content::Any);
        (before == Content::Promised).then(|| self.get(id).family)
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
