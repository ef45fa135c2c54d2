//! Truth and length.

use crate::Runtime;
use crate::value::{Result, Value};

impl Runtime {
    /// `bool(v)`.
    ///
    /// # Errors
    /// Whatever `__bool__` and `__len__` raise.
    #[inline]
    pub fn truth(&mut self, v: Value) -> Result<bool> {
        if v.is_bool() { Ok(v == Value::TRUE) } else { Ok(!v.is_none()) }
    }

    /// `len(v)`.
    ///
    /// # Errors
    /// `TypeError` when it has none, and whatever `__len__` raises.
    pub fn length(&mut self, v: Value) -> Result<usize> {
        let _ = v;
        Err(self.type_error("not there yet: len"))
    }
}
