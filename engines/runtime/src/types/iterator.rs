//! Builtin iterators: their classes and methods.

use crate::Runtime;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::dict::ViewKind;
use crate::object::iterator::IterState;

pub(crate) fn install(_rt: &mut Runtime) {}

impl Runtime {
    /// Class of an iterator in a state.
    pub(crate) fn iterator_class(&self, state: IterState) -> Gc<Class> {
        let t = &self.types;
        match state {
            IterState::Done => t.sequence_iterator,
            IterState::List { .. } => t.list_iterator,
            IterState::ListReverse { .. } => t.list_reverse_iterator,
            IterState::Tuple { .. } => t.tuple_iterator,
            IterState::Str { .. } => t.str_iterator,
            IterState::Bytes { .. } => t.bytes_iterator,
            IterState::Range { .. } => t.range_iterator,
            IterState::BigRange { .. } => t.long_range_iterator,
            IterState::Dict { part: ViewKind::Keys, .. } => t.dict_key_iterator,
            IterState::Dict { part: ViewKind::Values, .. } => t.dict_value_iterator,
            IterState::Dict { part: ViewKind::Items, .. } => t.dict_item_iterator,
            IterState::DictReverse { part: ViewKind::Keys, .. } => t.dict_reverse_key_iterator,
            IterState::DictReverse { part: ViewKind::Values, .. } => t.dict_reverse_value_iterator,
            IterState::DictReverse { part: ViewKind::Items, .. } => t.dict_reverse_item_iterator,
            IterState::Set { .. } => t.set_iterator,
            IterState::Sequence { .. } => t.sequence_iterator,
            IterState::SequenceReverse { .. } => t.reversed,
            IterState::Callable { .. } => t.callable_iterator,
            IterState::Enumerate { .. } => t.enumerate,
            IterState::Zip { .. } => t.zip,
            IterState::Map { .. } => t.map,
            IterState::Filter { .. } => t.filter,
        }
    }
}
