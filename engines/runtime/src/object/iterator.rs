//! Iterators of builtin containers and of the builtin functions that make iterators.

use super::{Gc, Header, Kind, Object};
use crate::Runtime;
use crate::heap::Marker;
use crate::object::dict::{Dict, ViewKind};
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::value::Value;
use std::cell::Cell;

/// What an iterator walks over. Exhausted ones become `Done` and stay so.
#[derive(Clone, Copy)]
pub enum IterState {
    /// Nothing more, ever.
    Done,
    /// `list`, by index; sees changes of the list.
    List { list: Value, index: usize },
    /// `reversed(list)`.
    ListReverse { list: Value, index: usize },
    /// `tuple`, by index.
    Tuple { tuple: Value, index: usize },
    /// `str`, by character.
    Str { text: Value, index: usize },
    /// `bytes` or `bytearray`, by index.
    Bytes { bytes: Value, index: usize },
    /// `range` within immediate integers.
    Range { next: i64, step: i64, remaining: u64 },
    /// `range` with large numbers: the range object and an index.
    BigRange { range: Value, index: Value },
    /// Part of a dict, by entry position. `length` is the number of keys at the start, to notice a change; `remaining`
    /// counts down from it.
    Dict { dict: Gc<Dict>, part: ViewKind, position: usize, length: u32, remaining: u32 },
    /// The same backwards; `position` is one past the next.
    DictReverse { dict: Gc<Dict>, part: ViewKind, position: usize, length: u32, remaining: u32 },
    /// `set` or `frozenset`, by table position; `length` is the number of keys at the start.
    Set { set: Value, position: usize, length: usize, remaining: usize },
    /// Object with `__getitem__` only (the old sequence protocol).
    Sequence { object: Value, index: i64 },
    /// `reversed(sequence)` through `__getitem__`.
    SequenceReverse { object: Value, index: i64 },
    /// `iter(callable, sentinel)`.
    Callable { callable: Value, sentinel: Value },
    /// `enumerate`.
    Enumerate { iterator: Value, next: Value },
    /// `zip`: tuple of iterators.
    Zip { iterators: Value, strict: bool },
    /// `map`: callable and tuple of iterators.
    Map { function: Value, iterators: Value },
    /// `filter`: predicate or `None`.
    Filter { function: Value, iterator: Value },
}

/// Iterator written in Rust.
#[repr(C)]
pub struct Iterator {
    header: Header,
    /// Position.
    pub state: Cell<IterState>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Iterator {
    const KIND: Kind = Kind::Iterator;
    fn trace(&self, marker: &mut Marker<'_>) {
        match self.state.get() {
            IterState::Done | IterState::Range { .. } => {}
            IterState::List { list: v, .. }
            | IterState::ListReverse { list: v, .. }
            | IterState::Tuple { tuple: v, .. }
            | IterState::Str { text: v, .. }
            | IterState::Bytes { bytes: v, .. }
            | IterState::Set { set: v, .. }
            | IterState::Sequence { object: v, .. }
            | IterState::SequenceReverse { object: v, .. }
            | IterState::Zip { iterators: v, .. } => marker.value(v),
            IterState::Dict { dict, .. } | IterState::DictReverse { dict, .. } => marker.object(dict),
            IterState::BigRange { range: a, index: b }
            | IterState::Callable { callable: a, sentinel: b }
            | IterState::Enumerate { iterator: a, next: b }
            | IterState::Map { function: a, iterators: b }
            | IterState::Filter { function: a, iterator: b } => {
                marker.value(a);
                marker.value(b);
            }
        }
    }
}

impl Iterator {
    /// The next item of a list or tuple, if there is one more.
    #[inline]
    pub(crate) fn sequence_item(&self) -> Option<Value> {
        // SAFETY: single-threaded, and nothing below touches this state.
        let (item, index) = match unsafe { &mut *self.state.as_ptr() } {
            IterState::List { list, index } => (list.as_object::<List>()?.get(*index)?, index),
            IterState::Tuple { tuple, index } => (*tuple.as_object::<Tuple>().as_ref()?.items().get(*index)?, index),
            _ => return None,
        };
        *index += 1;
        Some(item)
    }
}

impl Runtime {
    /// New iterator; its class follows from the state.
    pub fn new_iterator(&mut self, state: IterState) -> Gc<Iterator> {
        let shape = self.iterator_class(state).root_shape();
        self.allocate(Iterator { header: Header::new(Kind::Iterator, shape), state: Cell::new(state) })
    }
}
