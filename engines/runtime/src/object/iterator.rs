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
#[repr(u32)]
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
    Dict { part: ViewKind, dict: Gc<Dict>, position: usize, length: u32, remaining: u32 },
    /// The same backwards; `position` is one past the next.
    DictReverse { part: ViewKind, dict: Gc<Dict>, position: usize, length: u32, remaining: u32 },
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

impl IterState {
    /// Which state it is, at [`Iterator::STATE_OFFSET`] of an iterator: what machine code walks inline.
    pub const LIST: u32 = 1;
    /// Likewise.
    pub const LIST_REVERSE: u32 = 2;
    /// Likewise.
    pub const TUPLE: u32 = 3;
    /// Likewise.
    pub const STR: u32 = 4;
    /// Likewise.
    pub const DICT: u32 = 8;
    /// Likewise.
    pub const ENUMERATE: u32 = 14;
    /// Likewise.
    pub const ZIP: u32 = 15;
}

impl Iterator {
    /// Byte offset of the number of the state, a `u32`, for machine code.
    pub const STATE_OFFSET: usize = std::mem::offset_of!(Iterator, state);
    /// Byte offset of the first field of the states with a number above: what is walked.
    pub const FIRST_OFFSET: usize = Iterator::STATE_OFFSET + 8;
    /// Byte offset of the second: the index of a sequence, the position in a dict, the next number of `enumerate`, and whether
    /// a `zip` is strict, in a byte.
    pub const SECOND_OFFSET: usize = Iterator::STATE_OFFSET + 16;
    /// Byte offset of which part of a dict is walked, a [`ViewKind`] in a byte, for machine code.
    pub const PART_OFFSET: usize = Iterator::STATE_OFFSET + 4;
    /// Of a dict, byte offset of how many keys it had and, 4 bytes behind, of how many are left.
    pub const LENGTH_OFFSET: usize = Iterator::STATE_OFFSET + 24;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::ShapeId;

    fn iterator(state: IterState) -> Iterator {
        Iterator { header: Header::new(Kind::Iterator, ShapeId(0)), state: Cell::new(state) }
    }

    /// Number, first and second word of a state, as machine code reads them.
    fn words(state: IterState) -> (u32, u64, u64) {
        let iterator = iterator(state);
        let at = |offset: usize| (&raw const iterator).wrapping_byte_add(offset);
        // SAFETY: the fields of the states below lie there, see `repr(u32)` in the Rust reference.
        unsafe {
            let number = at(Iterator::STATE_OFFSET).cast::<u32>().read();
            (number, at(Iterator::FIRST_OFFSET).cast::<u64>().read(), at(Iterator::SECOND_OFFSET).cast::<u64>().read())
        }
    }

    #[test]
    fn states_lie_where_machine_code_looks() {
        let (a, b) = (Value::small_int(5), Value::small_int(7));
        assert_eq!(words(IterState::List { list: a, index: 3 }), (IterState::LIST, a.bits(), 3));
        assert_eq!(words(IterState::ListReverse { list: a, index: 3 }), (IterState::LIST_REVERSE, a.bits(), 3));
        assert_eq!(words(IterState::Tuple { tuple: a, index: 3 }), (IterState::TUPLE, a.bits(), 3));
        assert_eq!(words(IterState::Str { text: a, index: 3 }), (IterState::STR, a.bits(), 3));
        assert_eq!(words(IterState::Enumerate { iterator: a, next: b }), (IterState::ENUMERATE, a.bits(), b.bits()));
        let (number, iterators, strict) = words(IterState::Zip { iterators: a, strict: true });
        assert_eq!((number, iterators, strict as u8), (IterState::ZIP, a.bits(), 1));
    }

    #[test]
    fn a_dict_iterator_lies_where_machine_code_looks() {
        // SAFETY: an address that nothing follows.
        let dict: Gc<Dict> = unsafe { Gc::from_raw(std::ptr::without_provenance_mut(0x1230)) };
        let state = |part| IterState::Dict { part, dict, position: 3, length: 9, remaining: 4 };
        assert_eq!(words(state(ViewKind::Keys)), (IterState::DICT, 0x1230, 3));
        for part in [ViewKind::Keys, ViewKind::Values, ViewKind::Items] {
            let iterator = iterator(state(part));
            let at = |offset: usize| (&raw const iterator).wrapping_byte_add(offset);
            // SAFETY: as above.
            let (found, length, remaining) = unsafe {
                let length = at(Iterator::LENGTH_OFFSET).cast::<u32>();
                (at(Iterator::PART_OFFSET).cast::<u8>().read(), length.read(), length.add(1).read())
            };
            assert_eq!((found, length, remaining), (part as u8, 9, 4));
        }
    }
}
