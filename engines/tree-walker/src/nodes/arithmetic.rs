//! Arithmetic: one node type for each operator and pair of operand kinds, with inline paths for small integers and
//! floats.

use crate::frame::Frame;
use crate::node::{AnyOperand, Node, Operand, Tree, truth_of, with_operand};
use runtime::{BinaryOp, Result, UnaryOp, Value};
use std::marker::PhantomData;

/// An operator known when lowering.
trait Operator: 'static {
    const OP: BinaryOp;
    /// The result, when both operands are of common kinds; `None` leaves it to the runtime.
    fn fast(a: Value, b: Value) -> Option<Value>;
}

#[inline(always)]
fn ints(a: Value, b: Value) -> Option<(i64, i64)> {
    Some((a.as_small_int()?, b.as_small_int()?))
}

/// Both as doubles when at least one is a double and the other a double or small integer.
#[inline(always)]
fn floats(a: Value, b: Value) -> Option<(f64, f64)> {
    match (a.as_float(), b.as_float()) {
        (Some(x), Some(y)) => Some((x, y)),
        (Some(x), None) => Some((x, b.as_small_int()? as f64)),
        (None, Some(y)) => Some((a.as_small_int()? as f64, y)),
        (None, None) => None,
    }
}

macro_rules! operators {
    ($($name:ident = $op:ident, |$i:ident, $j:ident| $int:expr, |$x:ident, $y:ident| $float:expr;)*) => {
        $(
            struct $name;
            impl Operator for $name {
                const OP: BinaryOp = BinaryOp::$op;
                #[inline(always)]
                fn fast(a: Value, b: Value) -> Option<Value> {
                    if let Some(($i, $j)) = ints(a, b) {
                        return $int;
                    }
                    let ($x, $y) = floats(a, b)?;
                    $float
                }
            }
        )*
    };
}

/// Floor division of integers; `None` for division by zero.
#[inline(always)]
fn floor_div(i: i64, j: i64) -> Option<i64> {
    let q = i.checked_div(j)?;
    Some(if i % j != 0 && (i < 0) != (j < 0) { q - 1 } else { q })
}

/// Python's modulo: the sign of the divisor.
#[inline(always)]
fn floor_mod(i: i64, j: i64) -> Option<i64> {
    let r = i.checked_rem(j)?;
    Some(if r != 0 && (r < 0) != (j < 0) { r + j } else { r })
}

operators! {
    Add = Add, |i, j| Value::try_small_int(i + j), |x, y| Some(Value::float(x + y));
    Sub = Sub, |i, j| Value::try_small_int(i - j), |x, y| Some(Value::float(x - y));
    Mul = Mul, |i, j| i.checked_mul(j).and_then(Value::try_small_int), |x, y| Some(Value::float(x * y));
    TrueDiv = TrueDiv, |i, j| if j != 0 { Some(Value::float(i as f64 / j as f64)) } else { None },
        |x, y| if y != 0.0 { Some(Value::float(x / y)) } else { None };
    FloorDiv = FloorDiv, |i, j| floor_div(i, j).and_then(Value::try_small_int), |_x, _y| None;
    Mod = Mod, |i, j| floor_mod(i, j).map(Value::small_int), |_x, _y| None;
    BitAnd = BitAnd, |i, j| Some(Value::small_int(i & j)), |_x, _y| None;
    BitOr = BitOr, |i, j| Some(Value::small_int(i | j)), |_x, _y| None;
    BitXor = BitXor, |i, j| Some(Value::small_int(i ^ j)), |_x, _y| None;
    RShift = RShift, |i, j| if (0..64).contains(&j) { Some(Value::small_int(i >> j)) } else { None }, |_x, _y| None;
    LShift = LShift, |i, j| if (0..14).contains(&j) { i.checked_mul(1 << j).and_then(Value::try_small_int) } else { None }, |_x, _y| None;
}

struct Binary<A, B, O> {
    lhs: A,
    rhs: B,
    line: u32,
    in_place: bool,
    operator: PhantomData<O>,
}

impl<A: Operand, B: Operand, O: Operator> Node for Binary<A, B, O> {
    #[inline]
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let a = self.lhs.get(f)?;
        let b = self.rhs.get(f)?;
        match O::fast(a, b) {
            Some(v) => Ok(v),
            None => general(f, O::OP, a, b, self.in_place, self.line),
        }
    }
}

#[cold]
#[inline(never)]
fn general(f: &mut Frame<'_>, op: BinaryOp, a: Value, b: Value, in_place: bool, line: u32) -> Result {
    let outcome = if in_place { f.rt.binary_in_place(op, a, b) } else { f.rt.binary(op, a, b) };
    outcome.inspect_err(|_| f.at_line(line))
}

struct General {
    op: BinaryOp,
    lhs: Tree,
    rhs: Tree,
    line: u32,
    in_place: bool,
}

impl Node for General {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let a = self.lhs.eval(f)?;
        let b = self.rhs.eval(f)?;
        general(f, self.op, a, b, self.in_place, self.line)
    }
}

/// A node for `lhs op rhs`.
pub(crate) fn binary(op: BinaryOp, lhs: AnyOperand, rhs: AnyOperand, in_place: bool, line: u32) -> Tree {
    macro_rules! specialised {
        ($operator:ident) => {
            with_operand!(lhs, lhs => with_operand!(rhs, rhs => Box::new(Binary::<_, _, $operator> { lhs, rhs, line, in_place, operator: PhantomData })))
        };
    }
    match op {
        BinaryOp::Add => specialised!(Add),
        BinaryOp::Sub => specialised!(Sub),
        BinaryOp::Mul => specialised!(Mul),
        BinaryOp::TrueDiv => specialised!(TrueDiv),
        BinaryOp::FloorDiv => specialised!(FloorDiv),
        BinaryOp::Mod => specialised!(Mod),
        BinaryOp::BitAnd => specialised!(BitAnd),
        BinaryOp::BitOr => specialised!(BitOr),
        BinaryOp::BitXor => specialised!(BitXor),
        BinaryOp::RShift => specialised!(RShift),
        BinaryOp::LShift => specialised!(LShift),
        BinaryOp::Pow | BinaryOp::MatMul => Box::new(General { op, lhs: lhs.into_tree(), rhs: rhs.into_tree(), line, in_place }),
    }
}

/// The result of an operator on common operand kinds; `None` leaves it to the runtime.
#[inline]
pub(crate) fn fast(op: BinaryOp, a: Value, b: Value) -> Option<Value> {
    match op {
        BinaryOp::Add => Add::fast(a, b),
        BinaryOp::Sub => Sub::fast(a, b),
        BinaryOp::Mul => Mul::fast(a, b),
        _ => None,
    }
}

struct Unary {
    op: UnaryOp,
    operand: Tree,
    line: u32,
}

impl Node for Unary {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let v = self.operand.eval(f)?;
        if self.op == UnaryOp::Neg {
            if let Some(i) = v.as_small_int().and_then(|i| Value::try_small_int(-i)) {
                return Ok(i);
            }
            if let Some(x) = v.as_float() {
                return Ok(Value::float(-x));
            }
        }
        f.rt.unary(self.op, v).inspect_err(|_| f.at_line(self.line))
    }
}

struct Not {
    operand: Tree,
}

impl Node for Not {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        // As a value, `not (a and b)` asks for the truth of what `a and b` gave once more, as in CPython.
        let v = self.operand.eval(f)?;
        truth_of(f, v).map(|b| Value::bool(!b))
    }
    fn truth(&self, f: &mut Frame<'_>) -> Result<bool> {
        self.operand.truth(f).map(|b| !b)
    }
}

/// A node for `op operand`.
pub(crate) fn unary(op: UnaryOp, operand: Tree, line: u32) -> Tree {
    if op == UnaryOp::Not { Box::new(Not { operand }) } else { Box::new(Unary { op, operand, line }) }
}

/// `a and b and c`, `a or b or c`.
pub(crate) struct Logical {
    pub is_and: bool,
    pub operands: Box<[Tree]>,
}

impl Node for Logical {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let (last, first) = self.operands.split_last().expect("a logical operation has operands");
        for operand in first {
            let (v, truth) = operand.eval_truth(f)?;
            if truth != self.is_and {
                return Ok(v);
            }
        }
        last.eval(f)
    }
    fn eval_truth(&self, f: &mut Frame<'_>) -> Result<(Value, bool)> {
        let (last, first) = self.operands.split_last().expect("a logical operation has operands");
        for operand in first {
            let (v, truth) = operand.eval_truth(f)?;
            if truth != self.is_and {
                return Ok((v, truth));
            }
        }
        last.eval_truth(f)
    }
    fn truth(&self, f: &mut Frame<'_>) -> Result<bool> {
        for operand in &self.operands {
            if operand.truth(f)? != self.is_and {
                return Ok(!self.is_and);
            }
        }
        Ok(self.is_and)
    }
}
