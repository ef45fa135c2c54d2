//! An activation: the slots of its variables and what leaves it.

use crate::code::Code;
use crate::engine::TreeWalker;
use crate::generator::GeneratorContext;
use runtime::object::Gc;
use runtime::object::dict::Dict;
use runtime::object::function::{CellVar, Function};
use runtime::{Runtime, Value};
use std::cell::Cell;

/// How a statement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Go on with the next statement.
    Next,
    /// `break` of the innermost loop.
    Break,
    /// `continue` of the innermost loop.
    Continue,
    /// `return`; the value is in [`Frame::result`].
    Return,
    /// An exception is pending.
    Raise,
}

/// Where a class body keeps its names.
#[derive(Clone, Copy)]
pub(crate) struct Namespace {
    /// The dict of it.
    pub dict: Gc<Dict>,
    /// What the metaclass prepared: the dict, or an instance of a dict subclass, whose `__setitem__` then counts.
    pub mapping: Value,
}

/// What a node sees of the activation it runs in.
pub(crate) struct Frame<'a> {
    pub rt: &'a mut Runtime,
    pub walker: &'a TreeWalker,
    pub code: &'static Code,
    pub function: Gc<Function>,
    /// Locals, then own cells.
    pub slots: &'a [Cell<Value>],
    /// Value of a `return`.
    pub result: Value,
    /// Line of the node that raised, while an exception passes through; 0 when not known yet.
    pub line: u32,
    /// Namespace of a class body.
    pub namespace: Option<Namespace>,
    /// In a generator: the way out at a `yield`.
    pub generator: Option<GeneratorContext<'a>>,
}

impl Frame<'_> {
    /// Value of a local slot, empty when unbound.
    #[inline(always)]
    pub fn local(&self, slot: usize) -> Value {
        self.slots[slot].get()
    }

    /// Sets a local slot.
    #[inline(always)]
    pub fn set_local(&self, slot: usize, value: Value) {
        self.slots[slot].set(value);
    }

    /// Own cell by index.
    #[inline]
    pub fn own_cell(&self, index: usize) -> Option<Gc<CellVar>> {
        self.slots[self.code.local_count + index].get().as_object()
    }

    /// Puts a fresh cell in place of an own one.
    pub fn renew_cell(&mut self, index: usize) {
        let cell = self.rt.new_cell(Value::EMPTY);
        self.slots[self.code.local_count + index].set(cell.into());
    }

    /// Remembers where an exception came from, unless an inner node did.
    #[cold]
    pub fn at_line(&mut self, line: u32) {
        if self.line == 0 {
            self.line = line;
        }
    }
}
