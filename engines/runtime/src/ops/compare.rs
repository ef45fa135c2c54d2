//! Comparisons, identity and membership.
//!
//! The order is CPython's `do_richcompare`: the reflected method first when the right class derives from the left one,
//! then left, then right, then identity for `==` and `!=`. What builtin values answer is in [`native`].

pub mod contains;
pub mod methods;
pub mod native;

use super::CompareOp;
use super::arithmetic::integer::wide_int_order;
use super::arithmetic::{has_user_class, is_builtin_method};
use crate::Runtime;
use crate::object::class::{Class, customs};
use crate::object::function::NativeFunction;
use crate::object::instance::native_payload;
use crate::object::string::Str;
use crate::object::{Gc, Kind};
use crate::value::{Raised, Result, Value};
pub use native::compare_plain_tuples;
use std::cmp::Ordering;

impl CompareOp {
    /// `<`, `<=`, ... as error texts name it.
    pub fn symbol(self) -> &'static str {
        ["<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in"][self as usize]
    }

    /// The operator with its operands exchanged.
    pub fn swapped(self) -> CompareOp {
        match self {
            CompareOp::Lt => CompareOp::Gt,
            CompareOp::Le => CompareOp::Ge,
            CompareOp::Gt => CompareOp::Lt,
            CompareOp::Ge => CompareOp::Le,
            other => other,
        }
    }

    /// Whether it holds for an ordering; `None` is unordered (NaN). Only for the six rich comparisons.
    #[inline(always)]
    pub fn holds(self, ordering: Option<Ordering>) -> bool {
        match self {
            CompareOp::Lt => ordering == Some(Ordering::Less),
            CompareOp::Le => matches!(ordering, Some(Ordering::Less | Ordering::Equal)),
            CompareOp::Eq => ordering == Some(Ordering::Equal),
            CompareOp::Ne => ordering != Some(Ordering::Equal),
            CompareOp::Gt => ordering == Some(Ordering::Greater),
            CompareOp::Ge => matches!(ordering, Some(Ordering::Greater | Ordering::Equal)),
            _ => false,
        }
    }
}

impl Runtime {
    /// `a op b` for any comparison operator.
    ///
    /// # Errors
    /// `TypeError` for unordered operands, and whatever special methods raise.
    #[inline]
    pub fn compare(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        match op {
            CompareOp::Is => return Ok(Value::bool(a == b)),
            CompareOp::IsNot => return Ok(Value::bool(a != b)),
            CompareOp::In => return Ok(Value::bool(self.contains(b, a)?)),
            CompareOp::NotIn => return Ok(Value::bool(!self.contains(b, a)?)),
            _ => {}
        }
        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
            return Ok(Value::bool(op.holds(Some(x.cmp(&y)))));
        }
        if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
            return Ok(Value::bool(op.holds(x.partial_cmp(&y))));
        }
        if let Some(order) = wide_int_order(a, b) {
            return Ok(Value::bool(op.holds(Some(order))));
        }
        self.rich_compare(op, a, b)
    }

    /// `a op b` as a truth value.
    ///
    /// # Errors
    /// As [`Runtime::compare`], and whatever the truth of the result raises.
    #[inline]
    pub fn compare_truth(&mut self, op: CompareOp, a: Value, b: Value) -> Result<bool> {
        let result = self.compare(op, a, b)?;
        if result.is_bool() { Ok(result == Value::TRUE) } else { self.truth(result) }
    }

    /// `a is b or a == b`, as containers compare items.
    ///
    /// # Errors
    /// Whatever `__eq__` raises.
    #[inline]
    pub fn eq(&mut self, a: Value, b: Value) -> Result<bool> {
        if a == b {
            return Ok(true);
        }
        if a.is_small_int() && b.is_small_int() {
            return Ok(false);
        }
        if let (Some(x), Some(y)) = (a.as_object::<Str>(), b.as_object::<Str>()) {
            return Ok(x.equals(&y));
        }
        if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
            return Ok(x == y);
        }
        if let Some(order) = wide_int_order(a, b) {
            return Ok(order.is_eq());
        }
        if let Some(equal) = self.equal_by_identity(a, b) {
            return Ok(equal);
        }
        let result = self.rich_compare(CompareOp::Eq, a, b)?;
        if result.is_bool() { Ok(result == Value::TRUE) } else { self.truth(result) }
    }

    #[inline(never)]
    fn rich_compare(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        if let (Some(Kind::Tuple), Some(Kind::Tuple)) = (a.kind(), b.kind()) {
            return match compare_plain_tuples(op, a, b) {
                Some(holds) => Ok(Value::bool(holds)),
                None => self.native_compare(op, a, b),
            };
        }
        if let (Some(Kind::Set | Kind::FrozenSet), Some(Kind::Set | Kind::FrozenSet)) = (a.kind(), b.kind()) {
            return self.set_compare(op, a, b);
        }
        let (custom_a, custom_b) = (self.customs_of(a), self.customs_of(b));
        if (custom_a | custom_b) & customs::PLAIN_EQ != 0 && custom_a != 0 && custom_b != 0 && matches!(op, CompareOp::Eq | CompareOp::Ne) {
            // What builtin values say about an instance without payload is `NotImplemented`, and so is what it says.
            return self.compare_default(op, a, b);
        }
        if custom_a & custom_b & customs::AS_PAYLOAD != 0 {
            let result = self.native_compare(op, a, b)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
            let result = self.native_compare(op.swapped(), b, a)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
            return self.compare_default(op, a, b);
        }
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let reflected_first = class_a != class_b && class_b.is_subclass(class_a);
        if reflected_first {
            let result = self.compare_slot(op.swapped(), b, a)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        let result = self.compare_slot(op, a, b)?;
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        if !reflected_first {
            let result = self.compare_slot(op.swapped(), b, a)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        self.compare_default(op, a, b)
    }

    /// Whether `a == b`, where one side is `None` or an instance and neither class compares otherwise than by identity.
    #[inline]
    pub fn equal_by_identity(&mut self, a: Value, b: Value) -> Option<bool> {
        let plain = |rt: &mut Runtime, v: Value| {
            v.is_none()
                || (v.kind() == Some(Kind::Instance) && {
                    let class = rt.class_of(v);
                    rt.customs(class) & customs::PLAIN_EQ != 0
                })
        };
        (plain(self, a) && plain(self, b)).then_some(a == b)
    }

    /// [`Runtime::customs`] of a value's class; a value without user class compares as itself.
    #[inline]
    fn customs_of(&mut self, v: Value) -> u8 {
        if !has_user_class(v) {
            return customs::AS_PAYLOAD;
        }
        let class = self.class_of(v);
        self.customs(class) & (customs::PLAIN_EQ | customs::AS_PAYLOAD)
    }

    /// What the class of `a` answers, `NotImplemented` included.
    fn compare_slot(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        if !has_user_class(a) {
            return self.native_compare(op, a, b);
        }
        let name = self.compare_name(op);
        let has_payload = native_payload(a) != a;
        match self.special(a, name) {
            Some(method) if has_payload && is_builtin_method(method) => self.native_compare(op, a, b),
            Some(method) if !self.is_object_method(method) => self.call_bound_special(method, a, &[b], None),
            _ if op == CompareOp::Ne => self.not_equal_from_equal(a, b),
            _ if has_payload => self.native_compare(op, a, b),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// `object.__ne__`: the opposite of what `__eq__` answers.
    pub(crate) fn not_equal_from_equal(&mut self, a: Value, b: Value) -> Result {
        let result = self.compare_slot(CompareOp::Eq, a, b)?;
        if result == Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        Ok(Value::bool(!self.truth(result)?))
    }

    /// Whether a method is one that `object` itself defines.
    pub fn is_object_method(&self, method: Value) -> bool {
        method.as_object::<NativeFunction>().is_some_and(|f| f.owner.as_object::<Class>() == Some(self.types.object))
    }

    /// Goes on with `a op b` where an engine itself has called the left operand's method, and that has answered
    /// `NotImplemented`. The right operand's class does not derive from the left one's.
    ///
    /// # Errors
    /// As [`Runtime::compare`].
    pub fn compare_declined(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        let result = self.compare_slot(op.swapped(), b, a)?;
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        self.compare_default(op, a, b)
    }

    fn compare_default(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        match op {
            CompareOp::Eq => Ok(Value::bool(a == b)),
            CompareOp::Ne => Ok(Value::bool(a != b)),
            _ => Err(self.unordered(op, a, b)),
        }
    }

    #[cold]
    fn unordered(&mut self, op: CompareOp, a: Value, b: Value) -> Raised {
        let (left, right) = (self.type_name(a), self.type_name(b));
        self.type_error(format!("'{}' not supported between instances of '{left}' and '{right}'", op.symbol()))
    }

    /// Name of the special method.
    pub fn compare_name(&self, op: CompareOp) -> Gc<Str> {
        let n = &self.names;
        match op {
            CompareOp::Lt => n.__lt__,
            CompareOp::Le => n.__le__,
            CompareOp::Ne => n.__ne__,
            CompareOp::Gt => n.__gt__,
            CompareOp::Ge => n.__ge__,
            _ => n.__eq__,
        }
    }

    /// Counts a level of nested comparison of containers; leave with [`Runtime::leave_frame`].
    pub(crate) fn enter_comparison(&mut self) -> Result<()> {
        let mut here = 0u8;
        if self.depth >= self.recursion_limit || ((&raw mut here) as usize) < self.stack_limit {
            let class = self.exceptions.recursion_error;
            return Err(self.raise(class, "maximum recursion depth exceeded in comparison"));
        }
        self.depth += 1;
        Ok(())
    }
}
