//! Operations of containers and text that operators and comparisons call, until their own files define them: whoever
//! writes one there removes it here.

use super::{BinaryOp, CompareOp};
use crate::Runtime;
use crate::value::{Result, Value};

impl Runtime {
    /// `a op b` where one operand is a set, a frozenset or a dict view; [`Value::NOT_IMPLEMENTED`] when the other does
    /// not fit.
    pub(crate) fn set_binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        let _ = (op, a, b);
        Ok(Value::NOT_IMPLEMENTED)
    }

    /// `set op= other`, both sets.
    pub(crate) fn set_in_place(&mut self, op: BinaryOp, set: Value, other: Value) -> Result<()> {
        let _ = (op, set, other);
        Err(self.type_error("not there yet: set op="))
    }

    /// `a | b` of two dicts.
    pub(crate) fn dict_union(&mut self, a: Value, b: Value) -> Result {
        let _ = (a, b);
        Err(self.type_error("not there yet: dict | dict"))
    }

    /// `dict.update(other)` for a mapping or an iterable of pairs.
    pub(crate) fn dict_update(&mut self, dict: Value, other: Value) -> Result<()> {
        let _ = (dict, other);
        Err(self.type_error("not there yet: dict.update"))
    }

    /// Comparison of sets, frozensets and dict views (`keys`, `items`); [`Value::NOT_IMPLEMENTED`] when `b` does not fit.
    pub(crate) fn set_compare(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        let _ = (op, a, b);
        Ok(Value::NOT_IMPLEMENTED)
    }

    /// Whether two dicts are equal.
    pub(crate) fn dict_equal(&mut self, a: Value, b: Value) -> Result<bool> {
        let _ = (a, b);
        Err(self.type_error("not there yet: dict == dict"))
    }

    /// Whether a set or frozenset has a key.
    pub(crate) fn set_contains(&mut self, set: Value, key: Value) -> Result<bool> {
        let _ = (set, key);
        Err(self.type_error("not there yet: in set"))
    }

    /// Whether a dict view has an item.
    pub(crate) fn view_contains(&mut self, view: Value, item: Value) -> Result<bool> {
        let _ = (view, item);
        Err(self.type_error("not there yet: in dict view"))
    }
}
