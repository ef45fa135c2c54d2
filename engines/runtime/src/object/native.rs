//! Objects of library modules written in Rust: state behind a trait object.

use super::{Gc, Header, Kind, Object};
use crate::Runtime;
use crate::heap::{Care, Marker, Released};
use crate::object::class::Class;
use crate::value::{Result, Value};
use std::any::Any;
use std::cell::{Cell, UnsafeCell};

/// State of a library object (a random generator, a deque, a string buffer). Values in it are reported by `trace`.
pub trait NativeState: Any {
    /// Marks the values inside.
    fn trace(&self, _marker: &mut Marker<'_>) {}
    /// `next()` of an object that is its own iterator; [`Value::EMPTY`] when exhausted. `this` is the object.
    fn next(&self, rt: &mut Runtime, this: Gc<Native>) -> Option<Result> {
        let _ = (rt, this);
        None
    }
    /// `len(object)` of an object whose class is not Python's, if its state has one.
    fn length(&self) -> Option<usize> {
        None
    }
    /// `object[index]` for an index in range counted from the front, of an object whose class is not Python's.
    fn item(&self, _rt: &mut Runtime, _index: usize) -> Option<Value> {
        None
    }
    /// `object[index] = value`, likewise; false when it must be done the general way.
    fn set_item(&self, _index: usize, _value: Value) -> bool {
        false
    }
    /// Lends the object's memory, if it is one block of items ([`NativeState::item_format`]); no guest code runs meanwhile.
    fn lend(&self, _borrow: &mut dyn FnMut(&mut [u8])) {}
    /// `struct` character of the items in the memory that is lent.
    fn item_format(&self) -> Option<char> {
        None
    }
    /// Bytes outside the heap that the state has accounted ([`crate::heap::Accounted`]) and gives back when it dies.
    fn accounted(&self) -> usize {
        0
    }
    /// The state as `Any`, for downcasts.
    fn as_any(&self) -> &dyn Any;
}

/// Library object. Its class comes from the shape.
#[repr(C)]
pub struct Native {
    header: Header,
    /// Attribute slots (a slot array), the dict in dictionary mode, or empty.
    pub overflow: Cell<Value>,
    state: UnsafeCell<Box<dyn NativeState>>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Native {
    const KIND: Kind = Kind::Native;
    const FINALIZE: bool = true;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.overflow.get());
        self.state().trace(marker);
    }
    unsafe fn finalize(this: *mut Native, released: &mut Released<'_>) {
        // SAFETY: dead; dropped once.
        unsafe {
            released.bytes += (*(*this).state.get()).accounted() as isize;
            std::ptr::drop_in_place((*this).state.get());
        }
    }
}

impl Native {
    /// The state. Mutable parts are cells inside it.
    pub fn state(&self) -> &dyn NativeState {
        // SAFETY: the box is never replaced.
        unsafe { &**self.state.get() }
    }
    /// The state as a concrete type.
    pub fn downcast<T: NativeState>(&self) -> Option<&T> {
        self.state().as_any().downcast_ref()
    }
}

impl Runtime {
    /// New library object of a class.
    pub fn new_native_object(&mut self, class: Gc<Class>, state: Box<dyn NativeState>) -> Gc<Native> {
        // The collector does not see what only the box holds.
        self.heap.guarded_states.push(&raw const *state);
        let cell = self.allocate_bytes(size_of::<Native>(), Care::of::<Native>()) as *mut Native;
        self.heap.guarded_states.pop();
        let native = Native {
            header: Header::new(Kind::Native, class.root_shape()),
            overflow: Cell::new(Value::EMPTY),
            state: UnsafeCell::new(state),
        };
        // SAFETY: the cell has room for it.
        unsafe {
            cell.write(native);
            Gc::from_raw(cell)
        }
    }
}
