//! Conversions that builtins ask of their arguments: `__index__`, `__float__`, `__int__`, `__complex__`.

use super::complex::Parts;
use super::integer::IntRef;
use super::{Operand, Overflow};
use crate::Runtime;
use crate::object::instance::native_payload;
use crate::object::int::Complex;
use crate::value::{Result, Value};

impl Runtime {
    /// The integer that `v` is or that its `__index__` gives; `None` when it has none.
    ///
    /// # Errors
    /// `TypeError` when `__index__` gives something else, and whatever it raises.
    pub fn try_index(&mut self, v: Value) -> Result<Option<Value>> {
        let payload = native_payload(v);
        if IntRef::of(payload).is_some() {
            return Ok(Some(payload));
        }
        let name = self.names.__index__;
        match self.operand(v, name) {
            Operand::Method(method) => {
                let result = self.call_bound_special(method, v, &[], None)?;
                let payload = native_payload(result);
                if IntRef::of(payload).is_some() {
                    return Ok(Some(payload));
                }
                let name = self.type_name(result);
                Err(self.type_error(format!("__index__ returned non-int (type {name})")))
            }
            _ => Ok(None),
        }
    }

    /// `operator.index(v)`: a builtin `int` or `bool`.
    ///
    /// # Errors
    /// `TypeError: 'str' object cannot be interpreted as an integer`, and whatever `__index__` raises.
    pub fn index(&mut self, v: Value) -> Result {
        if v.is_small_int() {
            return Ok(v);
        }
        match self.try_index(v)? {
            Some(i) => Ok(i),
            None => {
                let name = self.type_name(v);
                Err(self.type_error(format!("'{name}' object cannot be interpreted as an integer")))
            }
        }
    }

    /// `index(v)` as `i64`.
    ///
    /// # Errors
    /// As [`Runtime::index`], and `OverflowError: Python int too large to convert to C ssize_t`.
    pub fn index_i64(&mut self, v: Value) -> Result<i64> {
        if let Some(i) = v.as_small_int() {
            return Ok(i);
        }
        let index = self.index(v)?;
        match IntRef::of(index).and_then(IntRef::to_i64) {
            Some(i) => Ok(i),
            None => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    /// `index(v)` as `i64`, clamped to its range (slice bounds and the like).
    ///
    /// # Errors
    /// As [`Runtime::index`].
    pub fn index_clamped(&mut self, v: Value) -> Result<i64> {
        if let Some(i) = v.as_small_int() {
            return Ok(i);
        }
        let index = self.index(v)?;
        Ok(match IntRef::of(index) {
            Some(i) => i.to_i64().unwrap_or(if i.is_negative() { i64::MIN } else { i64::MAX }),
            None => 0,
        })
    }

    /// The double that `v` is, or that its `__float__` or `__index__` gives; `None` when it has none.
    ///
    /// # Errors
    /// `OverflowError` for huge integers, `TypeError` for a bad result, and whatever the method raises.
    pub fn try_f64(&mut self, v: Value) -> Result<Option<f64>> {
        if let Some(f) = v.as_float() {
            return Ok(Some(f));
        }
        if let Some(i) = v.as_small_int_or_bool() {
            return Ok(Some(i as f64));
        }
        let name = self.names.__float__;
        if let Operand::Method(method) = self.operand(v, name) {
            let result = self.call_bound_special(method, v, &[], None)?;
            return match native_payload(result).as_float() {
                Some(f) => Ok(Some(f)),
                None => {
                    let (of, name) = (self.type_name(v), self.type_name(result));
                    Err(self.type_error(format!("{of}.__float__ returned non-float (type {name})")))
                }
            };
        }
        if let Some(f) = native_payload(v).as_float() {
            return Ok(Some(f));
        }
        match self.try_index(v)?.and_then(IntRef::of).map(IntRef::to_f64) {
            Some(Ok(f)) => Ok(Some(f)),
            Some(Err(Overflow)) => Err(self.int_too_large()),
            None => Ok(None),
        }
    }

    /// The double that `v` stands for.
    ///
    /// # Errors
    /// `TypeError: must be real number, not str`, and as [`Runtime::try_f64`].
    pub fn to_f64(&mut self, v: Value) -> Result<f64> {
        if let Some(f) = v.as_float() {
            return Ok(f);
        }
        match self.try_f64(v)? {
            Some(f) => Ok(f),
            None => {
                let name = self.type_name(v);
                Err(self.type_error(format!("must be real number, not {name}")))
            }
        }
    }

    /// The complex number that `v` is or that its `__complex__`, `__float__` or `__index__` gives; `None` when none.
    ///
    /// # Errors
    /// As [`Runtime::try_f64`].
    pub fn try_complex(&mut self, v: Value) -> Result<Option<Parts>> {
        if let Some(c) = v.as_object::<Complex>() {
            return Ok(Some((c.re, c.im)));
        }
        let name = self.names.__complex__;
        if let Operand::Method(method) = self.operand(v, name) {
            let result = self.call_bound_special(method, v, &[], None)?;
            return match native_payload(result).as_object::<Complex>() {
                Some(c) => Ok(Some((c.re, c.im))),
                None => {
                    let name = self.type_name(result);
                    Err(self.type_error(format!("__complex__ returned non-complex (type {name})")))
                }
            };
        }
        if let Some(c) = native_payload(v).as_object::<Complex>() {
            return Ok(Some((c.re, c.im)));
        }
        Ok(self.try_f64(v)?.map(|f| (f, 0.0)))
    }
}
