//! Arithmetic, bitwise and shift operators: who is asked, in which order, and what is said when nobody can.
//!
//! The order is CPython's `binary_op1` followed by the sequence slots: the right operand first when its class derives
//! from the left one's and overrides the reflected method, then left, then right, then concatenation and repetition.
//! What numbers do is in [`integer`], [`float`] and [`complex`]; sequences are in [`sequence`].

pub mod complex;
pub mod convert;
pub mod float;
pub mod integer;
pub mod methods;
pub mod sequence;

use super::{BinaryOp, UnaryOp};
use crate::Runtime;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::{Class, Layout};
use crate::object::dict::{Dict, DictView};
use crate::object::function::NativeFunction;
use crate::object::instance::native_payload;
use crate::object::int::Complex;
use crate::object::set::any_set;
use crate::object::string::Str;
use crate::object::{Gc, Kind};
use crate::value::{Raised, Result, Value};
use complex::Parts;
use integer::IntRef;

/// A number beyond the range of a double.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

impl BinaryOp {
    /// `+`, `-`, ...; as error texts name it.
    pub fn symbol(self) -> &'static str {
        ["+", "-", "*", "/", "//", "%", "** or pow()", "<<", ">>", "&", "|", "^", "@"][self as usize]
    }

    /// `+=`, `-=`, ...
    pub fn in_place_symbol(self) -> &'static str {
        ["+=", "-=", "*=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^=", "@="][self as usize]
    }

    fn is_arithmetic(self) -> bool {
        use BinaryOp::*;
        matches!(self, Add | Sub | Mul | TrueDiv | FloorDiv | Mod | Pow)
    }
}

/// Which method of an operator with a reflected one has answered `NotImplemented`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The left operand's in-place method; its plain one has not been asked.
    InPlace = 0,
    /// The left operand's, before the right one's.
    Left = 1,
    /// The right operand's, after the left one has declined.
    Right = 2,
}

/// How an operand takes part in an operator.
#[derive(Clone, Copy)]
pub(crate) enum Operand {
    /// Not at all.
    None,
    /// As the builtin value it is, or that it extends.
    Native,
    /// Through a special method.
    Method(Value),
}

/// Whether operators must look for special methods in the value's class.
#[inline]
pub(crate) fn has_user_class(v: Value) -> bool {
    matches!(v.kind(), Some(Kind::Instance | Kind::Native | Kind::Exception | Kind::Class))
}

impl Runtime {
    /// `a op b`.
    ///
    /// # Errors
    /// `TypeError` for unsupported operands, arithmetic errors, and whatever special methods raise.
    #[inline]
    pub fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int())
            && op != BinaryOp::MatMul
        {
            return self.small_int_binary(op, x, y);
        }
        if let (Some(x), Some(y)) = (a.as_float(), b.as_float())
            && op.is_arithmetic()
        {
            return self.float_binary(op, x, y);
        }
        self.binary_general(op, a, b)
    }

    #[inline(never)]
    fn binary_general(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        let sequence = matches!(a.kind(), Some(Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes));
        if sequence && matches!(op, BinaryOp::Add | BinaryOp::Mul) && !has_user_class(b) {
            // As numbers, neither they nor the other builtin values know anything of each other.
            let result = self.sequence_phase(op, a, b)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
        }
        if let Some(result) = self.wide_int_binary(op, a, b) {
            return Ok(result);
        }
        let result = self.number_phase(op, a, b)?;
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        let result = self.sequence_phase(op, a, b)?;
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        Err(self.operand_error(op.symbol(), a, b))
    }

    /// `a op= b`: the in-place method first.
    ///
    /// # Errors
    /// As [`Runtime::binary`].
    #[inline]
    pub fn binary_in_place(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int())
            && op != BinaryOp::MatMul
        {
            return self.small_int_binary(op, x, y);
        }
        if let (Some(x), Some(y)) = (a.as_float(), b.as_float())
            && op.is_arithmetic()
        {
            return self.float_binary(op, x, y);
        }
        self.in_place_general(op, a, b)
    }

    #[inline(never)]
    fn in_place_general(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        if let Some(result) = self.wide_int_binary(op, a, b) {
            return Ok(result);
        }
        let in_place = self.in_place_name(op);
        let result = match self.operand(a, in_place) {
            Operand::Method(method) => self.call_bound_special(method, a, &[b], None)?,
            Operand::Native => self.native_in_place(op, a, b)?,
            Operand::None => Value::NOT_IMPLEMENTED,
        };
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        let result = self.number_phase(op, a, b)?;
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        let result = self.sequence_in_place(op, a, b)?;
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        let result = self.sequence_phase(op, a, b)?;
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        Err(self.operand_error(op.in_place_symbol(), a, b))
    }

    /// Goes on with `a op b` (or `a op= b`) where an engine itself has called the method that comes first, and that has
    /// answered `NotImplemented`. For [`Asked::Left`] the right operand's class does not derive from the left one's.
    ///
    /// # Errors
    /// As [`Runtime::binary`].
    pub fn binary_declined(&mut self, op: BinaryOp, in_place: bool, asked: Asked, a: Value, b: Value) -> Result {
        let mut result = match asked {
            Asked::InPlace => self.number_phase(op, a, b)?,
            Asked::Left if self.class_of(a) == self.class_of(b) => Value::NOT_IMPLEMENTED,
            Asked::Left => match self.operand(b, self.binary_names(op).1) {
                Operand::Method(method) => self.call_bound_special(method, b, &[a], None)?,
                Operand::Native => self.native_number(op, a, b)?,
                Operand::None => Value::NOT_IMPLEMENTED,
            },
            Asked::Right => Value::NOT_IMPLEMENTED,
        };
        if in_place && result == Value::NOT_IMPLEMENTED {
            result = self.sequence_in_place(op, a, b)?;
        }
        if result == Value::NOT_IMPLEMENTED {
            result = self.sequence_phase(op, a, b)?;
        }
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        Err(self.operand_error(if in_place { op.in_place_symbol() } else { op.symbol() }, a, b))
    }

    /// Number slots of both operands: [`Value::NOT_IMPLEMENTED`] when neither takes the operator.
    fn number_phase(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        if !has_user_class(a) && !has_user_class(b) {
            return self.native_number(op, a, b);
        }
        let (name, reflected) = self.binary_names(op);
        self.dispatch(a, b, name, reflected, |rt| rt.native_number(op, a, b))
    }

    /// CPython's `binary_op1` for any operator with a reflected method; `native` does it for builtin operands.
    pub(crate) fn dispatch(
        &mut self,
        a: Value,
        b: Value,
        name: Gc<Str>,
        reflected: Gc<Str>,
        native: impl Fn(&mut Runtime) -> Result,
    ) -> Result {
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        let left = self.operand(a, name);
        let mut right = if class_a == class_b { Operand::None } else { self.operand(b, reflected) };
        if let Operand::Method(method) = right
            && class_b.is_subclass(class_a)
            && self.class_lookup(class_a, reflected) != Some(method)
        {
            let result = self.call_bound_special(method, b, &[a], None)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
            right = Operand::None;
        }
        let result = match left {
            Operand::Method(method) => self.call_bound_special(method, a, &[b], None)?,
            Operand::Native => native(self)?,
            Operand::None => Value::NOT_IMPLEMENTED,
        };
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        match (right, left) {
            (Operand::Method(method), _) => self.call_bound_special(method, b, &[a], None),
            (Operand::Native, Operand::None | Operand::Method(_)) => native(self),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// How a value answers to a special method.
    pub(crate) fn operand(&mut self, v: Value, name: Gc<Str>) -> Operand {
        if !has_user_class(v) {
            return Operand::Native;
        }
        let has_payload = native_payload(v) != v;
        match self.special(v, name) {
            Some(method) if has_payload && is_builtin_method(method) => Operand::Native,
            Some(method) => Operand::Method(method),
            None if has_payload => Operand::Native,
            None => Operand::None,
        }
    }

    /// Number slots of builtin values (or of those that instances of their subclasses extend).
    pub(crate) fn native_number(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        let (x, y) = (native_payload(a), native_payload(b));
        if let (Some(i), Some(j)) = (IntRef::of(x), IntRef::of(y)) {
            if x.is_bool() && y.is_bool() {
                let (p, q) = (x == Value::TRUE, y == Value::TRUE);
                match op {
                    BinaryOp::BitAnd => return Ok(Value::bool(p & q)),
                    BinaryOp::BitOr => return Ok(Value::bool(p | q)),
                    BinaryOp::BitXor => return Ok(Value::bool(p ^ q)),
                    _ => {}
                }
            }
            return self.int_binary(op, i, j);
        }
        if op.is_arithmetic() && is_number(x) && is_number(y) {
            if x.is_object::<Complex>() || y.is_object::<Complex>() {
                if matches!(op, BinaryOp::FloorDiv | BinaryOp::Mod) {
                    return Ok(Value::NOT_IMPLEMENTED);
                }
                let (p, q) = (self.complex_parts(x)?, self.complex_parts(y)?);
                return self.complex_binary(op, p, q);
            }
            let (p, q) = (self.number_to_f64(x)?, self.number_to_f64(y)?);
            return self.float_binary(op, p, q);
        }
        match op {
            BinaryOp::Mod if x.is_object::<Str>() || x.is_object::<Bytes>() || x.is_object::<ByteArray>() => self.percent_format(x, b),
            BinaryOp::BitOr | BinaryOp::BitAnd | BinaryOp::BitXor | BinaryOp::Sub => {
                if op == BinaryOp::BitOr && x.is_object::<Dict>() && y.is_object::<Dict>() {
                    return self.dict_union(x, y);
                }
                let set_like = |v: Value| any_set(v).is_some() || v.is_object::<DictView>();
                if set_like(x) || set_like(y) { self.set_binary(op, x, y) } else { Ok(Value::NOT_IMPLEMENTED) }
            }
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// In-place number slots of builtin values: sets and dicts have them.
    fn native_in_place(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        let x = native_payload(a);
        match x.kind() {
            Some(Kind::Set) if matches!(op, BinaryOp::BitOr | BinaryOp::BitAnd | BinaryOp::BitXor | BinaryOp::Sub) => {
                let other = native_payload(b);
                if any_set(other).is_none() {
                    return Ok(Value::NOT_IMPLEMENTED);
                }
                self.set_in_place(op, x, other)?;
                Ok(a)
            }
            Some(Kind::Dict) if op == BinaryOp::BitOr => {
                self.dict_update(x, b)?;
                Ok(a)
            }
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// Real and imaginary part of a builtin number.
    pub(crate) fn complex_parts(&mut self, v: Value) -> Result<Parts> {
        match v.as_object::<Complex>() {
            Some(c) => Ok((c.re, c.im)),
            None => Ok((self.number_to_f64(v)?, 0.0)),
        }
    }

    /// Double of a builtin `int`, `bool` or `float`; anything else counts as zero (callers have checked).
    pub(crate) fn number_to_f64(&mut self, v: Value) -> Result<f64> {
        if let Some(f) = v.as_float() {
            return Ok(f);
        }
        match IntRef::of(v).map_or(Ok(0.0), IntRef::to_f64) {
            Ok(f) => Ok(f),
            Err(Overflow) => Err(self.int_too_large()),
        }
    }

    /// `op a`.
    ///
    /// # Errors
    /// As [`Runtime::binary`].
    pub fn unary(&mut self, op: UnaryOp, a: Value) -> Result {
        if op == UnaryOp::Not {
            return Ok(Value::bool(!self.truth(a)?));
        }
        let name = self.unary_name(op);
        let result = match self.operand(a, name) {
            Operand::Method(method) => return self.call_bound_special(method, a, &[], None),
            Operand::Native => self.native_unary(op, a),
            Operand::None => None,
        };
        match result {
            Some(v) => Ok(v),
            None => {
                let symbol = match op {
                    UnaryOp::Neg => "-",
                    UnaryOp::Pos => "+",
                    UnaryOp::Invert | UnaryOp::Not => "~",
                };
                let name = self.type_name(a);
                Err(self.type_error(format!("bad operand type for unary {symbol}: '{name}'")))
            }
        }
    }

    /// Unary operators of builtin numbers; `None` for anything else.
    pub(crate) fn native_unary(&mut self, op: UnaryOp, a: Value) -> Option<Value> {
        let a = native_payload(a);
        if let Some(f) = a.as_float() {
            return match op {
                UnaryOp::Neg => Some(Value::float(-f)),
                UnaryOp::Pos => Some(a),
                _ => None,
            };
        }
        if let Some(i) = IntRef::of(a) {
            return match op {
                UnaryOp::Neg => Some(self.int_negate(i)),
                UnaryOp::Pos => Some(a.as_small_int_or_bool().map_or(a, Value::small_int)),
                UnaryOp::Invert => Some(self.int_invert(i)),
                UnaryOp::Not => None,
            };
        }
        let c = a.as_object::<Complex>()?;
        match op {
            UnaryOp::Neg => Some(self.new_complex(-c.re, -c.im).into()),
            UnaryOp::Pos => Some(a),
            _ => None,
        }
    }

    /// Name of a unary operator's special method.
    pub fn unary_name(&self, op: UnaryOp) -> Gc<Str> {
        match op {
            UnaryOp::Neg => self.names.__neg__,
            UnaryOp::Pos => self.names.__pos__,
            UnaryOp::Invert | UnaryOp::Not => self.names.__invert__,
        }
    }

    /// Names of a binary operator's special method and of the reflected one.
    pub fn binary_names(&self, op: BinaryOp) -> (Gc<Str>, Gc<Str>) {
        let n = &self.names;
        match op {
            BinaryOp::Add => (n.__add__, n.__radd__),
            BinaryOp::Sub => (n.__sub__, n.__rsub__),
            BinaryOp::Mul => (n.__mul__, n.__rmul__),
            BinaryOp::TrueDiv => (n.__truediv__, n.__rtruediv__),
            BinaryOp::FloorDiv => (n.__floordiv__, n.__rfloordiv__),
            BinaryOp::Mod => (n.__mod__, n.__rmod__),
            BinaryOp::Pow => (n.__pow__, n.__rpow__),
            BinaryOp::LShift => (n.__lshift__, n.__rlshift__),
            BinaryOp::RShift => (n.__rshift__, n.__rrshift__),
            BinaryOp::BitAnd => (n.__and__, n.__rand__),
            BinaryOp::BitOr => (n.__or__, n.__ror__),
            BinaryOp::BitXor => (n.__xor__, n.__rxor__),
            BinaryOp::MatMul => (n.__matmul__, n.__rmatmul__),
        }
    }

    /// Name of the in-place method of a binary operator.
    pub fn in_place_name(&self, op: BinaryOp) -> Gc<Str> {
        let n = &self.names;
        match op {
            BinaryOp::Add => n.__iadd__,
            BinaryOp::Sub => n.__isub__,
            BinaryOp::Mul => n.__imul__,
            BinaryOp::TrueDiv => n.__itruediv__,
            BinaryOp::FloorDiv => n.__ifloordiv__,
            BinaryOp::Mod => n.__imod__,
            BinaryOp::Pow => n.__ipow__,
            BinaryOp::LShift => n.__ilshift__,
            BinaryOp::RShift => n.__irshift__,
            BinaryOp::BitAnd => n.__iand__,
            BinaryOp::BitOr => n.__ior__,
            BinaryOp::BitXor => n.__ixor__,
            BinaryOp::MatMul => n.__imatmul__,
        }
    }

    #[cold]
    pub(crate) fn operand_error(&mut self, symbol: &str, a: Value, b: Value) -> Raised {
        let (left, right) = (self.type_name(a), self.type_name(b));
        let is_print = a.as_object::<NativeFunction>().is_some_and(|f| f.def.name == "print");
        let hint = if symbol == ">>" && is_print { ". Did you mean \"print(<message>, file=<output_stream>)\"?" } else { "" };
        self.type_error(format!("unsupported operand type(s) for {symbol}: '{left}' and '{right}'{hint}"))
    }
}

/// A builtin `int`, `bool`, `float` or `complex`.
pub(crate) fn is_number(v: Value) -> bool {
    v.is_float() || IntRef::of(v).is_some() || v.is_object::<Complex>()
}

/// A method that a builtin class with a value layout defines: it works on the payload of a subclass instance.
pub(crate) fn is_builtin_method(method: Value) -> bool {
    method
        .as_object::<NativeFunction>()
        .and_then(|f| f.owner.as_object::<Class>())
        .is_some_and(|owner| matches!(owner.layout.get(), Layout::Native(_) | Layout::Immediate))
}
