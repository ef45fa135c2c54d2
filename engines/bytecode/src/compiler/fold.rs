//! Constant folding: literals, signed numbers, tuples of constants, small arithmetic. As in CPython, what could raise or
//! grow large is left alone.

use frontend::hir::{BinaryOp, Constant, Expr, ExprKind, Item, UnaryOp};

use crate::code::Const;

/// Largest magnitude of a folded int: results stay below 63 bits.
const INT_LIMIT: i64 = 1 << 62;

/// Longest text made by folding, in bytes.
const MAX_TEXT: usize = 4096;

/// The constant an expression certainly evaluates to.
pub(crate) fn constant(expr: &Expr) -> Option<Const> {
    match &expr.kind {
        ExprKind::Constant(literal) => Some(from_literal(literal)),
        ExprKind::Unary { op, operand } => unary(*op, constant(operand)?),
        ExprKind::Binary { op, lhs, rhs } => binary(*op, constant(lhs)?, constant(rhs)?),
        ExprKind::Tuple(items) => items_of(items).map(Const::Tuple),
        _ => None,
    }
}

/// The constants of a display without stars.
pub(crate) fn items_of(items: &[Item]) -> Option<Vec<Const>> {
    items
        .iter()
        .map(|item| match item {
            Item::One(expr) => constant(expr),
            Item::Star(_) => None,
        })
        .collect()
}

/// A literal as a constant.
pub(crate) fn from_literal(literal: &Constant) -> Const {
    match literal {
        Constant::None => Const::None,
        Constant::True => Const::Bool(true),
        Constant::False => Const::Bool(false),
        Constant::Ellipsis => Const::Ellipsis,
        Constant::Int(value) => Const::Int(*value),
        Constant::BigInt(digits) => Const::BigInt(digits.clone()),
        Constant::Float(value) => Const::Float(value.to_bits()),
        Constant::Imaginary(value) => Const::Imaginary(value.to_bits()),
        Constant::Str(text) => Const::Str(text.clone()),
        Constant::Bytes(bytes) => Const::Bytes(bytes.clone()),
    }
}

/// Truth of a constant, where an engine need not be asked.
pub(crate) fn truth(constant: &Const) -> bool {
    match constant {
        Const::None => false,
        Const::Bool(value) => *value,
        Const::Ellipsis | Const::BigInt(_) => true,
        Const::Int(value) => *value != 0,
        Const::Float(bits) | Const::Imaginary(bits) => f64::from_bits(*bits) != 0.0,
        Const::Str(text) => !text.is_empty(),
        Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

fn unary(op: UnaryOp, operand: Const) -> Option<Const> {
    match (op, operand) {
        (UnaryOp::Neg, Const::Int(value)) => value.checked_neg().map(Const::Int),
        (UnaryOp::Neg, Const::Float(bits)) => Some(Const::Float((-f64::from_bits(bits)).to_bits())),
        (UnaryOp::Neg, Const::BigInt(digits)) if !digits.starts_with('-') => Some(Const::BigInt(format!("-{digits}"))),
        (UnaryOp::Pos, value @ (Const::Int(_) | Const::Float(_) | Const::BigInt(_))) => Some(value),
        (UnaryOp::Invert, Const::Int(value)) => Some(Const::Int(!value)),
        (UnaryOp::Not, value) => Some(Const::Bool(!truth(&value))),
        _ => None,
    }
}

fn binary(op: BinaryOp, lhs: Const, rhs: Const) -> Option<Const> {
    match (lhs, rhs) {
        (Const::Int(l), Const::Int(r)) => int_binary(op, l, r).map(Const::Int),
        (Const::Float(l), Const::Float(r)) => float_binary(op, f64::from_bits(l), f64::from_bits(r)),
        (Const::Str(l), Const::Str(r)) if op == BinaryOp::Add && l.len() + r.len() <= MAX_TEXT => Some(Const::Str(l + &r)),
        (Const::Int(l), Const::Float(r)) => float_binary(op, exact(l)?, f64::from_bits(r)),
        (Const::Float(l), Const::Int(r)) => float_binary(op, f64::from_bits(l), exact(r)?),
        _ => None,
    }
}

fn exact(value: i64) -> Option<f64> {
    (value.unsigned_abs() <= 1 << 53).then_some(value as f64)
}

fn int_binary(op: BinaryOp, l: i64, r: i64) -> Option<i64> {
    let result = match op {
        BinaryOp::Add => l.checked_add(r),
        BinaryOp::Sub => l.checked_sub(r),
        BinaryOp::Mul => l.checked_mul(r),
        BinaryOp::FloorDiv if r > 0 => Some(l.div_euclid(r)),
        BinaryOp::Mod if r > 0 => Some(l.rem_euclid(r)),
        BinaryOp::Pow => u32::try_from(r).ok().and_then(|exponent| l.checked_pow(exponent)),
        BinaryOp::LShift if (0..62).contains(&r) => l.checked_mul(1 << r),
        BinaryOp::RShift if (0..63).contains(&r) => Some(l >> r),
        BinaryOp::BitAnd => Some(l & r),
        BinaryOp::BitOr => Some(l | r),
        BinaryOp::BitXor => Some(l ^ r),
        _ => None,
    }?;
    (-INT_LIMIT..INT_LIMIT).contains(&result).then_some(result)
}

fn float_binary(op: BinaryOp, l: f64, r: f64) -> Option<Const> {
    let result = match op {
        BinaryOp::Add => l + r,
        BinaryOp::Sub => l - r,
        BinaryOp::Mul => l * r,
        BinaryOp::TrueDiv if r != 0.0 => l / r,
        _ => return None,
    };
    Some(Const::Float(result.to_bits()))
}
