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
        crate::generator::suspend(f, v).inspect_err(|_| f.at_line(self.line))
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
