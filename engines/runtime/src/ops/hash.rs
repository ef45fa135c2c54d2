//! Hashing: CPython 3.11 numbers and tuples exactly, so sets of them print in its order.

use crate::Runtime;
use crate::value::{Result, Value};

impl Runtime {
    /// `hash(v)`.
    ///
    /// # Errors
    /// `TypeError` for unhashable values, and whatever `__hash__` raises.
    #[inline]
    pub fn hash(&mut self, v: Value) -> Result<i64> {
        if let Some(s) = v.as_object::<crate::object::string::Str>() {
            return Ok(s.hash());
        }
        Err(self.type_error("not there yet: hash"))
    }
}
