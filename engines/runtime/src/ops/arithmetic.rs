//! Arithmetic, bitwise and shift operators.

use crate::Runtime;
use crate::value::{Result, Value};

use super::{BinaryOp, UnaryOp};

impl Runtime {
    /// `a op b`.
    ///
    /// # Errors
    /// `TypeError` for unsupported operands, arithmetic errors, and whatever special methods raise.
    pub fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        let _ = (a, b);
        Err(self.type_error(format!("not there yet: {op:?}")))
    }

    /// `a op= b`: the in-place method first.
    ///
    /// # Errors
    /// As [`Runtime::binary`].
    pub fn binary_in_place(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        self.binary(op, a, b)
    }

    /// `op a`.
    ///
    /// # Errors
    /// As [`Runtime::binary`].
    pub fn unary(&mut self, op: UnaryOp, a: Value) -> Result {
        let _ = a;
        Err(self.type_error(format!("not there yet: {op:?}")))
    }
}
