//! Comparisons, identity and membership.

use crate::Runtime;
use crate::value::{Result, Value};

use super::CompareOp;

impl Runtime {
    /// `a op b` for any comparison operator.
    ///
    /// # Errors
    /// `TypeError` for unordered operands, and whatever special methods raise.
    pub fn compare(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        let _ = (a, b);
        Err(self.type_error(format!("not there yet: {op:?}")))
    }

    /// `a is b or a == b`, as containers compare items.
    ///
    /// # Errors
    /// Whatever `__eq__` raises.
    pub fn eq(&mut self, a: Value, b: Value) -> Result<bool> {
        Ok(a == b)
    }

    /// `item in container`.
    ///
    /// # Errors
    /// `TypeError` when not a container, and whatever special methods raise.
    pub fn contains(&mut self, container: Value, item: Value) -> Result<bool> {
        let _ = (container, item);
        Err(self.type_error("not there yet: in"))
    }
}
