//! Conditional expressions, assignment expressions, `yield`.

use crate::frame::Frame;
use crate::node::{Node, Tree};
use crate::nodes::variable::{Slot, store};
use runtime::Result;

/// `body if test else orelse`.
pub(crate) struct IfExpression {
    pub test: Tree,
    pub body: Tree,
    pub orelse: Tree,
}

impl Node for IfExpression {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        if self.test.truth(f)? { self.body.eval(f) } else { self.orelse.eval(f) }
    }
    fn truth(&self, f: &mut Frame<'_>) -> Result<bool> {
        if self.test.truth(f)? { self.body.truth(f) } else { self.orelse.truth(f) }
    }
}

/// `target := value`.
pub(crate) struct Walrus {
    pub target: Slot,
    pub value: Tree,
}

impl Node for Walrus {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let v = self.value.eval(f)?;
        store(f, &self.target, v)?;
        Ok(v)
    }
}

/// `yield value`.
pub(crate) struct Yield {
    pub value: Option<Tree>,
    pub line: u32,
}

impl Node for Yield {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let v = match &self.value {
            Some(tree) => tree.eval(f)?,
            None => runtime::Value::NONE,
        };
        crate::generator::yield_value(f, v).inspect_err(|_| f.at_line(self.line))
    }
}

/// `await`, on the iterator that runs it.
pub(crate) struct Await {
    pub iterator: Tree,
    pub line: u32,
}

impl Node for Await {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let v = self.iterator.eval(f)?;
        crate::generator::wait(f, v).inspect_err(|_| f.at_line(self.line))
    }
}

/// An operation that a statement was lowered to.
pub(crate) struct Intrinsic {
    /// Number of the operation.
    pub op: u8,
    pub args: Box<[Tree]>,
    pub line: u32,
}

impl Node for Intrinsic {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let mut small = [runtime::Value::EMPTY; 4];
        if self.args.len() <= small.len() {
            for (value, arg) in small.iter_mut().zip(&self.args) {
                *value = arg.eval(f)?;
            }
            return f.rt.intrinsic(self.op, &small[..self.args.len()]).inspect_err(|_| f.at_line(self.line));
        }
        let mut values = f.rt.rooted();
        for arg in &self.args {
            let v = arg.eval(f)?;
            values.push(v);
        }
        f.rt.intrinsic(self.op, &values).inspect_err(|_| f.at_line(self.line))
    }
}

/// `yield from iterable`.
pub(crate) struct YieldFrom {
    pub iterable: Tree,
    pub line: u32,
}

impl Node for YieldFrom {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let v = self.iterable.eval(f)?;
        crate::generator::delegate(f, v).inspect_err(|_| f.at_line(self.line))
    }
}
