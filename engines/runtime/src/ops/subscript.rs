//! Subscription and slicing.

use crate::Runtime;
use crate::value::{Result, Value};

impl Runtime {
    /// `object[index]`.
    ///
    /// # Errors
    /// `TypeError`, `IndexError`, `KeyError`, and whatever `__getitem__` raises.
    pub fn get_item(&mut self, object: Value, index: Value) -> Result {
        let _ = (object, index);
        Err(self.type_error("not there yet: []"))
    }

    /// `object[index] = value`.
    ///
    /// # Errors
    /// As [`Runtime::get_item`].
    pub fn set_item(&mut self, object: Value, index: Value, value: Value) -> Result<()> {
        let _ = (object, index, value);
        Err(self.type_error("not there yet: []="))
    }

    /// `del object[index]`.
    ///
    /// # Errors
    /// As [`Runtime::get_item`].
    pub fn delete_item(&mut self, object: Value, index: Value) -> Result<()> {
        let _ = (object, index);
        Err(self.type_error("not there yet: del []"))
    }
}
