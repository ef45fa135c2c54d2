//! Iteration.

use crate::Runtime;
use crate::value::{Result, Value};

impl Runtime {
    /// `iter(v)`.
    ///
    /// # Errors
    /// `TypeError` when not iterable, and whatever `__iter__` raises.
    pub fn get_iter(&mut self, v: Value) -> Result {
        let _ = v;
        Err(self.type_error("not there yet: iter"))
    }

    /// Next value of an iterator, [`Value::EMPTY`] at its end (no `StopIteration` is made for builtin iterators).
    ///
    /// # Errors
    /// Whatever the iterator raises but `StopIteration`.
    #[inline]
    pub fn next(&mut self, iterator: Value) -> Result {
        let _ = iterator;
        Err(self.type_error("not there yet: next"))
    }

    /// Calls `f` with each item of an iterable.
    ///
    /// # Errors
    /// Of iteration and of `f`.
    pub fn for_each(&mut self, iterable: Value, mut f: impl FnMut(&mut Runtime, Value) -> Result<()>) -> Result<()> {
        let iterator = self.get_iter(iterable)?;
        loop {
            let item = self.next(iterator)?;
            if item.is_empty() {
                return Ok(());
            }
            f(self, item)?;
        }
    }

    /// Unpacks an iterable into exactly `targets.len()` values, or with `star` the index of the target that takes the
    /// rest as a list. `targets` is seen by the collector.
    ///
    /// # Errors
    /// `ValueError` for a wrong count, `TypeError` when not iterable, and whatever iteration raises.
    pub fn unpack(&mut self, iterable: Value, targets: &mut [Value], star: Option<usize>) -> Result<()> {
        let _ = (iterable, targets, star);
        Err(self.type_error("not there yet: unpack"))
    }
}
