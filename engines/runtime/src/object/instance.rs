//! Instances of Python classes, and the slot arrays they overflow into.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::{Care, Marker};
use crate::value::Value;
use std::cell::Cell;

/// Flag: slot 0 holds a builtin value that this instance of a subclass extends.
const PAYLOAD: u8 = 1;

/// Object with attribute slots. The first `header.aux` slots follow the head; the others are in `overflow`
/// (a [`SlotArray`]); in dictionary mode `overflow` is the dict.
#[repr(C)]
pub struct Instance {
    header: Header,
    overflow: Cell<Value>,
    // `header.aux` values follow.
}

// SAFETY: repr(C), header first; allocated only below with its slots behind it.
unsafe impl Object for Instance {
    const KIND: Kind = Kind::Instance;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.overflow.get());
        for slot in self.inline_slots() {
            marker.value(slot.get());
        }
    }
}

impl Instance {
    /// Byte offset of inline slot 0, for machine code.
    pub const SLOTS_OFFSET: usize = size_of::<Instance>();
    /// Byte offset of the overflow pointer, for machine code.
    pub const OVERFLOW_OFFSET: usize = std::mem::offset_of!(Instance, overflow);

    /// Its header.
    #[inline(always)]
    pub fn header(&self) -> &Header {
        &self.header
    }
    /// Slots inside the object.
    #[inline(always)]
    pub fn inline_slots(&self) -> &[Cell<Value>] {
        // SAFETY: `aux` initialised slots follow the head.
        unsafe { std::slice::from_raw_parts((self as *const Instance).add(1) as *const Cell<Value>, self.header.aux() as usize) }
    }
    /// Reads a slot that the object's shape has.
    #[inline(always)]
    pub fn slot(&self, index: u32) -> Value {
        match self.inline_slots().get(index as usize) {
            Some(slot) => slot.get(),
            None => self.overflow_slot(index),
        }
    }
    fn overflow_slot(&self, index: u32) -> Value {
        let i = index as usize - self.header.aux() as usize;
        self.overflow.get().as_object::<SlotArray>().and_then(|a| a.slots().get(i).map(Cell::get)).unwrap_or(Value::EMPTY)
    }
    /// Writes a slot that exists already (inline, or within the overflow array's length).
    #[inline(always)]
    pub fn set_slot(&self, rt: &mut Runtime, index: u32, value: Value) {
        if !value.is_float() && rt.shapes.holds_doubles(self.header.shape(), index) {
            rt.slot_varies(self.header.shape(), index);
        }
        match self.inline_slots().get(index as usize) {
            Some(slot) => slot.set(value),
            None => self.set_overflow_slot(rt, index, value),
        }
    }
    #[cold]
    fn set_overflow_slot(&self, rt: &mut Runtime, index: u32, value: Value) {
        let i = index as usize - self.header.aux() as usize;
        let array = match self.overflow.get().as_object::<SlotArray>() {
            Some(a) if i < a.slots().len() => a,
            old => {
                let new = rt.new_slot_array((i + 1).next_power_of_two().max(4));
                if let Some(old) = old {
                    for (from, to) in old.slots().iter().zip(new.slots()) {
                        to.set(from.get());
                    }
                }
                self.overflow.set(new.into());
                new
            }
        };
        array.slots()[i].set(value);
    }
    /// Overflow array, or dict in dictionary mode, or empty.
    #[inline]
    pub fn overflow(&self) -> Value {
        self.overflow.get()
    }
    /// Replaces the overflow word (switch to dictionary mode).
    pub fn set_overflow(&self, v: Value) {
        self.overflow.set(v);
    }
    /// Builtin value that this instance extends.
    #[inline]
    pub fn payload(&self) -> Option<Value> {
        if self.header.flags() & PAYLOAD != 0 { self.inline_slots().first().map(Cell::get) } else { None }
    }
    /// Replaces the payload (constructors only).
    pub fn set_payload(&self, v: Value) {
        debug_assert!(self.header.flags() & PAYLOAD != 0);
        if let Some(slot) = self.inline_slots().first() {
            slot.set(v);
        }
    }
}

/// The builtin value inside an instance of a Python subclass of a builtin; any other value is itself. Every native
/// method looks at its `self` through this.
#[inline]
pub fn native_payload(v: Value) -> Value {
    match v.as_object::<Instance>() {
        Some(i) => i.payload().unwrap_or(v),
        None => v,
    }
}

/// Mutable, fixed-size array of values, invisible to programs.
#[repr(C)]
pub struct SlotArray {
    header: Header,
    len: usize,
    // `len` values follow.
}

// SAFETY: repr(C), header first; allocated only below with its slots behind it.
unsafe impl Object for SlotArray {
    const KIND: Kind = Kind::SlotArray;
    fn trace(&self, marker: &mut Marker<'_>) {
        for slot in self.slots() {
            marker.value(slot.get());
        }
    }
}

impl SlotArray {
    /// Byte offset of slot 0, for machine code.
    pub const SLOTS_OFFSET: usize = size_of::<SlotArray>();
    /// The slots.
    #[inline(always)]
    pub fn slots(&self) -> &[Cell<Value>] {
        // SAFETY: `len` initialised slots follow the head.
        unsafe { std::slice::from_raw_parts((self as *const SlotArray).add(1) as *const Cell<Value>, self.len) }
    }
}

impl Runtime {
    /// Something that is no double goes into a slot that has held nothing else so far.
    #[cold]
    pub fn slot_varies(&mut self, shape: ShapeId, slot: u32) {
        if let Some(family) = self.shapes.vary(shape, slot) {
            self.engine().doubles_changed(family);
        }
    }

    /// New slot array, all slots empty.
    pub fn new_slot_array(&mut self, len: usize) -> Gc<SlotArray> {
        let cell = self.allocate_bytes(size_of::<SlotArray>() + len * 8, Care::TRACED) as *mut SlotArray;
        // SAFETY: the cell has room for the head and the slots, all initialised here.
        unsafe {
            cell.write(SlotArray { header: Header::new(Kind::SlotArray, ShapeId(Kind::SlotArray as u32)), len });
            let slots = cell.add(1) as *mut Value;
            for i in 0..len {
                slots.add(i).write(Value::EMPTY);
            }
            Gc::from_raw(cell)
        }
    }

    /// New instance with `shape`, whose slots are all empty; `payload` goes to slot 0.
    #[inline]
    pub fn new_instance(&mut self, shape: ShapeId, inline_capacity: u16, payload: Option<Value>) -> Gc<Instance> {
        let bytes = size_of::<Instance>() + inline_capacity as usize * 8;
        let cell = self.allocate_bytes(bytes, Care::TRACED) as *mut Instance;
        // SAFETY: the cell has room for the head and the slots, all initialised here.
        unsafe {
            cell.write(Instance { header: Header::new(Kind::Instance, shape), overflow: Cell::new(Value::EMPTY) });
            (*cell).header.set_aux(inline_capacity);
            let slots = cell.add(1) as *mut Value;
            for i in 0..inline_capacity as usize {
                slots.add(i).write(Value::EMPTY);
            }
            if let Some(payload) = payload {
                (*cell).header.set_flags(PAYLOAD);
                slots.write(payload);
            }
            Gc::from_raw(cell)
        }
    }
}
