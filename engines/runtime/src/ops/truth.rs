//! Truth and length.

use super::index::{int_to_i64, require_index};
use crate::Runtime;
use crate::object::Kind;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::customs;
use crate::object::dict::{Dict, DictView};
use crate::object::int::Complex;
use crate::object::list::List;
use crate::object::range::Range;
use crate::object::set::any_set;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::{Raised, Result, Value};

impl Runtime {
    /// `bool(v)`.
    ///
    /// # Errors
    /// Whatever `__bool__` and `__len__` raise.
    #[inline]
    pub fn truth(&mut self, v: Value) -> Result<bool> {
        if v.is_bool() {
            Ok(v == Value::TRUE)
        } else if v.is_small_int() {
            Ok(v != Value::small_int(0))
        } else if let Some(f) = v.as_float() {
            Ok(f != 0.0)
        } else if v.is_pointer() {
            self.truth_of_cell(v)
        } else {
            Ok(!v.is_none())
        }
    }

    fn truth_of_cell(&mut self, v: Value) -> Result<bool> {
        match v.kind() {
            Some(Kind::Instance) => {
                if self.is_plainly_true(v) {
                    Ok(true)
                } else {
                    self.truth_by_method(v)
                }
            }
            Some(
                Kind::Str
                | Kind::List
                | Kind::Tuple
                | Kind::Dict
                | Kind::Set
                | Kind::FrozenSet
                | Kind::Bytes
                | Kind::ByteArray
                | Kind::DictView,
            ) => Ok(native_length(v) != Some(0)),
            Some(Kind::Range) => match v.as_object::<Range>() {
                Some(r) => Ok(!crate::types::range::is_empty(r)),
                None => Ok(true),
            },
            Some(Kind::Complex) => Ok(v.as_object::<Complex>().is_some_and(|c| c.re != 0.0 || c.im != 0.0)),
            Some(
                Kind::BigInt | Kind::Function | Kind::NativeFunction | Kind::BoundMethod | Kind::Module | Kind::Generator | Kind::Iterator,
            ) => Ok(true),
            Some(Kind::Native) => match self.library_length(v) {
                Some(length) => Ok(length != 0),
                None => self.truth_by_method(v),
            },
            _ => self.truth_by_method(v),
        }
    }

    /// Length of an object of the library (a deque) whose class is not Python's.
    fn library_length(&mut self, v: Value) -> Option<usize> {
        self.builtin_native(v)?.state().length()
    }

    /// Whether a value is an instance of a class that leaves truth as it is: as long as the class has this version, its instances
    /// are true.
    pub fn is_plainly_true(&mut self, v: Value) -> bool {
        if v.kind() != Some(Kind::Instance) {
            return false;
        }
        let class = self.class_of(v);
        self.customs(class) & customs::PLAIN_TRUTH != 0
    }

    fn truth_by_method(&mut self, v: Value) -> Result<bool> {
        let class = self.class_of(v);
        if class == self.types.type_ {
            return Ok(true);
        }
        let (bool_name, len_name) = (self.names.__bool__, self.names.__len__);
        if let Some(method) = self.class_lookup(class, bool_name) {
            let result = self.call_bound_special(method, v, &[], None)?;
            if result.is_bool() {
                return Ok(result == Value::TRUE);
            }
            let name = self.type_name(result);
            return Err(self.type_error(format!("__bool__ should return bool, returned {name}")));
        }
        match self.class_lookup(class, len_name) {
            Some(method) => Ok(self.length_by_method(method, v)? != 0),
            None => Ok(true),
        }
    }

    /// `len(v)`.
    ///
    /// # Errors
    /// `TypeError` when it has none, and whatever `__len__` raises.
    #[inline]
    pub fn length(&mut self, v: Value) -> Result<usize> {
        match native_length(v) {
            Some(n) => Ok(n),
            None => self.length_general(v),
        }
    }

    fn length_general(&mut self, v: Value) -> Result<usize> {
        if let Some(length) = self.library_length(v) {
            return Ok(length);
        }
        if let Some(r) = v.as_object::<Range>() {
            let n = crate::types::range::length_value(self, r);
            return match int_to_i64(n) {
                Some(n) => Ok(n as usize),
                None => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
            };
        }
        let name = self.names.__len__;
        match self.special(v, name) {
            Some(method) if !method.is_none() => self.length_by_method(method, v),
            _ => Err(self.no_length(v)),
        }
    }

    fn length_by_method(&mut self, method: Value, v: Value) -> Result<usize> {
        let result = self.call_bound_special(method, v, &[], None)?;
        self.length_answered(result)
    }

    /// The length that a `__len__` has answered.
    ///
    /// # Errors
    /// `TypeError`, `ValueError` or `OverflowError` when it is none.
    pub fn length_answered(&mut self, result: Value) -> Result<usize> {
        let n = require_index(self, result)?;
        match int_to_i64(n) {
            Some(n) if n >= 0 => Ok(n as usize),
            None if super::index::int_clamped(n) > 0 => Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
            _ => Err(self.value_error("__len__() should return >= 0")),
        }
    }

    #[cold]
    fn no_length(&mut self, v: Value) -> Raised {
        let name = self.type_name(v);
        self.type_error(format!("object of type '{name}' has no len()"))
    }
}

/// Length of a builtin container (not `range`: that one may exceed a machine word).
#[inline]
pub(crate) fn native_length(v: Value) -> Option<usize> {
    match v.kind()? {
        Kind::List => v.as_object::<List>().map(|l| l.len()),
        Kind::Tuple => v.as_object::<Tuple>().map(|t| t.len()),
        Kind::Str => v.as_object::<Str>().map(|s| s.len()),
        Kind::Dict => v.as_object::<Dict>().map(|d| d.len()),
        Kind::Set | Kind::FrozenSet => any_set(v).map(|s| s.table().used),
        Kind::Bytes => v.as_object::<Bytes>().map(|b| b.as_slice().len()),
        Kind::ByteArray => v.as_object::<ByteArray>().map(|b| b.data.borrow().len()),
        Kind::DictView => v.as_object::<DictView>().map(|d| d.dict.len()),
        _ => None,
    }
}
