//! Operators as methods of builtin classes (`int.__add__`, `list.__add__`): natives over the operators on payloads.
//!
//! One table serves every numeric class, because the natives look at the payload of what they get. They answer
//! `NotImplemented` where CPython's do.

use super::integer::IntRef;
use crate::Runtime;
use crate::object::function::{NativeBody, NativeDef, native};
use crate::object::instance::native_payload;
use crate::ops::{BinaryOp, UnaryOp};
use crate::value::{Result, Value};

macro_rules! binary_methods {
    ($($function:ident $reflected:ident $name:literal $rname:literal $op:ident;)*) => {
        $(
            fn $function(rt: &mut Runtime, a: Value, b: Value) -> Result {
                rt.number_method(BinaryOp::$op, a, b, a)
            }
            fn $reflected(rt: &mut Runtime, a: Value, b: Value) -> Result {
                rt.number_method(BinaryOp::$op, b, a, a)
            }
        )*
        /// Binary operators of `int` and `bool`.
        pub(crate) const INT_BINARY: &[NativeDef] =
            &[$(native($name, NativeBody::F2($function), 2), native($rname, NativeBody::F2($reflected), 2),)*];
    };
}

binary_methods! {
    add radd "__add__" "__radd__" Add;
    sub rsub "__sub__" "__rsub__" Sub;
    mul rmul "__mul__" "__rmul__" Mul;
    truediv rtruediv "__truediv__" "__rtruediv__" TrueDiv;
    floordiv rfloordiv "__floordiv__" "__rfloordiv__" FloorDiv;
    modulo rmodulo "__mod__" "__rmod__" Mod;
    lshift rlshift "__lshift__" "__rlshift__" LShift;
    rshift rrshift "__rshift__" "__rrshift__" RShift;
    and rand "__and__" "__rand__" BitAnd;
    or ror "__or__" "__ror__" BitOr;
    xor rxor "__xor__" "__rxor__" BitXor;
}

/// Binary operators of `float`.
pub(crate) const FLOAT_BINARY: &[NativeDef] = &[
    native("__add__", NativeBody::F2(add), 2),
    native("__radd__", NativeBody::F2(radd), 2),
    native("__sub__", NativeBody::F2(sub), 2),
    native("__rsub__", NativeBody::F2(rsub), 2),
    native("__mul__", NativeBody::F2(mul), 2),
    native("__rmul__", NativeBody::F2(rmul), 2),
    native("__truediv__", NativeBody::F2(truediv), 2),
    native("__rtruediv__", NativeBody::F2(rtruediv), 2),
    native("__floordiv__", NativeBody::F2(floordiv), 2),
    native("__rfloordiv__", NativeBody::F2(rfloordiv), 2),
    native("__mod__", NativeBody::F2(modulo), 2),
    native("__rmod__", NativeBody::F2(rmodulo), 2),
];

/// Binary operators of `complex`.
pub(crate) const COMPLEX_BINARY: &[NativeDef] = &[
    native("__add__", NativeBody::F2(add), 2),
    native("__radd__", NativeBody::F2(radd), 2),
    native("__sub__", NativeBody::F2(sub), 2),
    native("__rsub__", NativeBody::F2(rsub), 2),
    native("__mul__", NativeBody::F2(mul), 2),
    native("__rmul__", NativeBody::F2(rmul), 2),
    native("__truediv__", NativeBody::F2(truediv), 2),
    native("__rtruediv__", NativeBody::F2(rtruediv), 2),
];

/// Binary operators that `bool` has of its own.
pub(crate) const BOOL_BINARY: &[NativeDef] = &[
    native("__and__", NativeBody::F2(and), 2),
    native("__rand__", NativeBody::F2(rand), 2),
    native("__or__", NativeBody::F2(or), 2),
    native("__ror__", NativeBody::F2(ror), 2),
    native("__xor__", NativeBody::F2(xor), 2),
    native("__rxor__", NativeBody::F2(rxor), 2),
];

/// Unary operators of `int` and `bool`.
pub(crate) const INT_UNARY: &[NativeDef] = &[
    native("__neg__", NativeBody::F1(neg), 1),
    native("__pos__", NativeBody::F1(pos), 1),
    native("__invert__", NativeBody::F1(invert), 1),
];

/// Unary operators of `float` and `complex`.
pub(crate) const FLOAT_UNARY: &[NativeDef] = &[native("__neg__", NativeBody::F1(neg), 1), native("__pos__", NativeBody::F1(pos), 1)];

fn neg(rt: &mut Runtime, a: Value) -> Result {
    Ok(rt.native_unary(UnaryOp::Neg, a).unwrap_or(Value::NOT_IMPLEMENTED))
}

fn pos(rt: &mut Runtime, a: Value) -> Result {
    Ok(rt.native_unary(UnaryOp::Pos, a).unwrap_or(Value::NOT_IMPLEMENTED))
}

fn invert(rt: &mut Runtime, a: Value) -> Result {
    Ok(rt.native_unary(UnaryOp::Invert, a).unwrap_or(Value::NOT_IMPLEMENTED))
}

impl Runtime {
    /// `a op b` for the method of `this`, one of the two: an `int` does not take a `float` into account, and a `float`
    /// no `complex`.
    fn number_method(&mut self, op: BinaryOp, a: Value, b: Value, this: Value) -> Result {
        let other = native_payload(if this == a { b } else { a });
        let this = native_payload(this);
        let fits = if IntRef::of(this).is_some() {
            IntRef::of(other).is_some()
        } else if this.is_float() {
            other.is_float() || IntRef::of(other).is_some()
        } else {
            super::is_number(other)
        };
        if fits { self.native_number(op, a, b) } else { Ok(Value::NOT_IMPLEMENTED) }
    }
}
