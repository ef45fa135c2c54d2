//! Exception instances and traceback entries.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::Marker;
use crate::object::function::ProtoId;
use crate::object::tuple::Tuple;
use crate::value::Value;
use std::cell::Cell;

/// Instance of `BaseException` or a subclass, Python subclasses included.
#[repr(C)]
pub struct Exception {
    header: Header,
    /// Attribute slots beyond the fixed fields: a [`super::instance::SlotArray`], the dict in dictionary mode, or empty.
    pub overflow: Cell<Value>,
    /// `args`.
    pub args: Cell<Gc<Tuple>>,
    /// `__cause__` or `None`.
    pub cause: Cell<Value>,
    /// `__context__` or `None`.
    pub context: Cell<Value>,
    /// Innermost-last chain of [`Traceback`], or `None`.
    pub traceback: Cell<Value>,
    /// `__suppress_context__`.
    pub suppress_context: Cell<bool>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Exception {
    const KIND: Kind = Kind::Exception;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.overflow.get());
        marker.object(self.args.get());
        marker.value(self.cause.get());
        marker.value(self.context.get());
        marker.value(self.traceback.get());
    }
}

impl Exception {
    /// Its header.
    pub fn header(&self) -> &Header {
        &self.header
    }
}

/// One frame that an exception passed through. The chain runs from the outermost frame inwards (`tb_next`).
#[repr(C)]
pub struct Traceback {
    header: Header,
    /// Next inner entry or `None`.
    pub next: Value,
    /// Code block.
    pub proto: ProtoId,
    /// Line of the failing instruction.
    pub line: u32,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Traceback {
    const KIND: Kind = Kind::Traceback;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.next);
    }
}

impl Runtime {
    /// New exception instance of a class (whose layout is `Layout::Exception`) with `args`; runs no `__init__`.
    pub fn new_exception(&mut self, shape: ShapeId, args: Gc<Tuple>) -> Gc<Exception> {
        self.allocate(Exception {
            header: Header::new(Kind::Exception, shape),
            overflow: Cell::new(Value::EMPTY),
            args: Cell::new(args),
            cause: Cell::new(Value::NONE),
            context: Cell::new(Value::NONE),
            traceback: Cell::new(Value::NONE),
            suppress_context: Cell::new(false),
        })
    }

    /// Records that the pending exception leaves the frame of `proto` at `line`. Engines call this once for each
    /// frame, innermost first.
    pub fn add_traceback(&mut self, proto: ProtoId, line: u32) {
        if !self.raised_again.is_empty() && std::mem::replace(&mut self.raised_again, Value::EMPTY) == self.pending {
            return;
        }
        let Some(exception) = self.pending_exception() else { return };
        let next = exception.traceback.get();
        let entry = self.allocate(Traceback { header: Header::new(Kind::Traceback, ShapeId(Kind::Traceback as u32)), next, proto, line });
        exception.traceback.set(entry.into());
    }
}
