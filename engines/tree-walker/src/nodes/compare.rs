//! Comparisons, single and chained.

use crate::frame::Frame;
use crate::node::{AnyOperand, Node, Operand, Tree, truth_of, with_operand};
use runtime::{CompareOp, Result, Value};
use std::marker::PhantomData;

trait Comparison: 'static {
    const OP: CompareOp;
    fn ints(i: i64, j: i64) -> bool;
    fn floats(x: f64, y: f64) -> bool;
}

macro_rules! comparisons {
    ($($name:ident = $op:tt)*) => {
        $(
            struct $name;
            impl Comparison for $name {
                const OP: CompareOp = CompareOp::$name;
                #[inline(always)]
                fn ints(i: i64, j: i64) -> bool {
                    i $op j
                }
                #[inline(always)]
                fn floats(x: f64, y: f64) -> bool {
                    x $op y
                }
            }
        )*
    };
}

comparisons! { Lt = < Le = <= Eq = == Ne = != Gt = > Ge = >= }

struct Compare<A, B, C> {
    lhs: A,
    rhs: B,
    line: u32,
    comparison: PhantomData<C>,
}

impl<A: Operand, B: Operand, C: Comparison> Compare<A, B, C> {
    /// Decided inline, or the operands for the runtime.
    #[inline(always)]
    fn fast(&self, f: &mut Frame<'_>) -> Result<std::result::Result<bool, (Value, Value)>> {
        let a = self.lhs.get(f)?;
        let b = self.rhs.get(f)?;
        if let (Some(i), Some(j)) = (a.as_small_int(), b.as_small_int()) {
            return Ok(Ok(C::ints(i, j)));
        }
        if let (Some(x), Some(y)) = (a.as_float(), b.as_float()) {
            return Ok(Ok(C::floats(x, y)));
        }
        Ok(Err((a, b)))
    }
}

impl<A: Operand, B: Operand, C: Comparison> Node for Compare<A, B, C> {
    #[inline]
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        match self.fast(f)? {
            Ok(b) => Ok(Value::bool(b)),
            Err((a, b)) => general(f, C::OP, a, b, self.line),
        }
    }
    #[inline]
    fn truth(&self, f: &mut Frame<'_>) -> Result<bool> {
        match self.fast(f)? {
            Ok(b) => Ok(b),
            Err((a, b)) => {
                let v = general(f, C::OP, a, b, self.line)?;
                truth_of(f, v)
            }
        }
    }
}

#[cold]
#[inline(never)]
fn general(f: &mut Frame<'_>, op: CompareOp, a: Value, b: Value, line: u32) -> Result {
    f.rt.compare(op, a, b).inspect_err(|_| f.at_line(line))
}

struct Identity<A, B> {
    lhs: A,
    rhs: B,
    negated: bool,
}

impl<A: Operand, B: Operand> Node for Identity<A, B> {
    #[inline]
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        self.truth(f).map(Value::bool)
    }
    #[inline]
    fn truth(&self, f: &mut Frame<'_>) -> Result<bool> {
        let a = self.lhs.get(f)?;
        let b = self.rhs.get(f)?;
        Ok((a == b) != self.negated)
    }
}

struct Membership {
    item: Tree,
    container: Tree,
    negated: bool,
    line: u32,
}

impl Node for Membership {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        self.truth(f).map(Value::bool)
    }
    fn truth(&self, f: &mut Frame<'_>) -> Result<bool> {
        let item = self.item.eval(f)?;
        let container = self.container.eval(f)?;
        let found = f.rt.contains(container, item).inspect_err(|_| f.at_line(self.line))?;
        Ok(found != self.negated)
    }
}

/// A node for `lhs op rhs`.
pub(crate) fn compare(op: CompareOp, lhs: AnyOperand, rhs: AnyOperand, line: u32) -> Tree {
    macro_rules! specialised {
        ($comparison:ident) => {
            with_operand!(lhs, lhs => with_operand!(rhs, rhs => Box::new(Compare::<_, _, $comparison> { lhs, rhs, line, comparison: PhantomData })))
        };
    }
    match op {
        CompareOp::Lt => specialised!(Lt),
        CompareOp::Le => specialised!(Le),
        CompareOp::Eq => specialised!(Eq),
        CompareOp::Ne => specialised!(Ne),
        CompareOp::Gt => specialised!(Gt),
        CompareOp::Ge => specialised!(Ge),
        CompareOp::Is | CompareOp::IsNot => {
            let negated = op == CompareOp::IsNot;
            with_operand!(lhs, lhs => with_operand!(rhs, rhs => Box::new(Identity { lhs, rhs, negated })))
        }
        CompareOp::In | CompareOp::NotIn => {
            Box::new(Membership { item: lhs.into_tree(), container: rhs.into_tree(), negated: op == CompareOp::NotIn, line })
        }
    }
}

/// `first op second op third ...`: each operand once, stopping at the first that does not hold.
pub(crate) struct Chain {
    pub first: Tree,
    pub rest: Box<[(CompareOp, Tree)]>,
    pub line: u32,
}

impl Node for Chain {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let mut lhs = self.first.eval(f)?;
        let mut result = Value::TRUE;
        for (i, (op, operand)) in self.rest.iter().enumerate() {
            let rhs = operand.eval(f)?;
            result = f.rt.compare(*op, lhs, rhs).inspect_err(|_| f.at_line(self.line))?;
            if i + 1 < self.rest.len() && !truth_of(f, result)? {
                break;
            }
            lhs = rhs;
        }
        Ok(result)
    }
}
