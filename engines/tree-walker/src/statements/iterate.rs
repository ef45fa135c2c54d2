//! One step of a loop over any iterable, with builtin sequences and ranges walked in place.

use crate::frame::Frame;
use crate::nodes::subscript::exact_list;
use runtime::object::Gc;
use runtime::object::list::List;
use runtime::object::range::{Range, range_length};
use runtime::object::tuple::Tuple;
use runtime::{Raised, Result, Value};

/// Where a loop takes its items from.
pub(crate) enum Loop {
    Range { next: i64, step: i64, remaining: u64 },
    List { list: Gc<List>, index: usize },
    Tuple { tuple: Gc<Tuple>, index: usize },
    Iterator(Value),
}

/// Outcome of a step.
pub(crate) enum Step {
    Item(Value),
    End,
    Raise,
}

impl Loop {
    /// Begins to iterate.
    #[inline]
    pub fn start(f: &mut Frame<'_>, iterable: Value) -> Result<Loop> {
        if let Some(range) = iterable.as_object::<Range>()
            && let Some((start, stop, step)) = range.small()
        {
            return Ok(Loop::Range { next: start, step, remaining: range_length(start, stop, step) });
        }
        if let Some(list) = exact_list(iterable) {
            return Ok(Loop::List { list, index: 0 });
        }
        if let Some(tuple) = iterable.as_object::<Tuple>() {
            return Ok(Loop::Tuple { tuple, index: 0 });
        }
        let iterator = f.rt.get_iter(iterable)?;
        Ok(Loop::Iterator(iterator))
    }

    /// Next item.
    #[inline]
    pub fn step(&mut self, f: &mut Frame<'_>) -> Step {
        match self {
            Loop::Range { next, step, remaining } => {
                if *remaining == 0 {
                    return Step::End;
                }
                *remaining -= 1;
                let v = *next;
                *next += *step;
                Step::Item(Value::small_int(v))
            }
            Loop::List { list, index } => match list.get(*index) {
                Some(v) => {
                    *index += 1;
                    Step::Item(v)
                }
                None => Step::End,
            },
            Loop::Tuple { tuple, index } => match tuple.items().get(*index) {
                Some(&v) => {
                    *index += 1;
                    Step::Item(v)
                }
                None => Step::End,
            },
            Loop::Iterator(iterator) => match f.rt.next(*iterator) {
                Ok(v) if v.is_empty() => Step::End,
                Ok(v) => Step::Item(v),
                Err(Raised) => Step::Raise,
            },
        }
    }
}
