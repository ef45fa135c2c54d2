//! The two kinds of nodes.

use crate::frame::{Flow, Frame};
use runtime::{Raised, Result, Value};

/// An expression.
pub(crate) trait Node {
    /// Its value.
    fn eval(&self, f: &mut Frame<'_>) -> Result;

    /// Its truth, without making a `bool` where that can be avoided.
    fn truth(&self, f: &mut Frame<'_>) -> Result<bool> {
        let v = self.eval(f)?;
        truth_of(f, v)
    }

    /// Its value and the truth of that, asked for once.
    fn eval_truth(&self, f: &mut Frame<'_>) -> Result<(Value, bool)> {
        let v = self.eval(f)?;
        truth_of(f, v).map(|truth| (v, truth))
    }
}

/// Truth of a value, with the common cases inline.
#[inline(always)]
pub(crate) fn truth_of(f: &mut Frame<'_>, v: Value) -> Result<bool> {
    if v.is_bool() { Ok(v == Value::TRUE) } else { f.rt.truth(v) }
}

/// A boxed expression.
pub(crate) type Tree = Box<dyn Node>;

/// A statement.
pub(crate) trait Statement {
    /// Runs it.
    fn exec(&self, f: &mut Frame<'_>) -> Flow;
}

/// Runs something that may raise as a statement.
#[inline(always)]
pub(crate) fn flow(outcome: Result<()>) -> Flow {
    match outcome {
        Ok(()) => Flow::Next,
        Err(Raised) => Flow::Raise,
    }
}

/// Statements in sequence, with their lines for tracebacks.
pub(crate) struct Block {
    pub statements: Box<[Box<dyn Statement>]>,
    pub lines: Box<[u32]>,
}

impl Block {
    /// Runs the statements in order.
    #[inline]
    pub fn exec(&self, f: &mut Frame<'_>) -> Flow {
        for (i, statement) in self.statements.iter().enumerate() {
            match statement.exec(f) {
                Flow::Next => {}
                Flow::Raise => {
                    f.at_line(self.lines[i]);
                    return Flow::Raise;
                }
                other => return other,
            }
        }
        Flow::Next
    }

    /// Whether there is nothing to run.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}

/// Operand known when lowering: saves a virtual call for variables and constants.
pub(crate) trait Operand: 'static {
    /// Its value.
    fn get(&self, f: &mut Frame<'_>) -> Result;
}

/// A local variable that is certainly or possibly bound.
pub(crate) struct Local {
    pub slot: usize,
    pub line: u32,
}

impl Operand for Local {
    #[inline(always)]
    fn get(&self, f: &mut Frame<'_>) -> Result {
        let v = f.local(self.slot);
        if v.is_empty() { Err(crate::nodes::variable::unbound_local(f, self.slot, self.line)) } else { Ok(v) }
    }
}

/// A literal.
pub(crate) struct Constant(pub Value);

impl Operand for Constant {
    #[inline(always)]
    fn get(&self, _: &mut Frame<'_>) -> Result {
        Ok(self.0)
    }
}

impl Operand for Tree {
    #[inline(always)]
    fn get(&self, f: &mut Frame<'_>) -> Result {
        self.eval(f)
    }
}

/// An operand whose kind is decided while lowering.
pub(crate) enum AnyOperand {
    Local(Local),
    Constant(Constant),
    Tree(Tree),
}

/// Calls `$body` with `$name` bound to the concrete operand: one instance of the code for each kind.
macro_rules! with_operand {
    ($any:expr, $name:ident => $body:expr) => {
        match $any {
            $crate::node::AnyOperand::Local($name) => $body,
            $crate::node::AnyOperand::Constant($name) => $body,
            $crate::node::AnyOperand::Tree($name) => $body,
        }
    };
}
pub(crate) use with_operand;

impl AnyOperand {
    /// As a node like any other.
    pub fn into_tree(self) -> Tree {
        match self {
            AnyOperand::Local(o) => Box::new(o),
            AnyOperand::Constant(o) => Box::new(o),
            AnyOperand::Tree(o) => o,
        }
    }
}
