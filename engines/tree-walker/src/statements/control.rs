//! Branches and loops.

use crate::frame::{Flow, Frame};
use crate::node::{Block, Statement, Tree};
use crate::statements::assign::Target;
use crate::statements::iterate::{Loop, Step};
use runtime::{Raised, Value};

/// `if ... else`.
pub(crate) struct If {
    pub test: Tree,
    pub body: Block,
    pub orelse: Block,
    pub line: u32,
}

impl Statement for If {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        match self.test.truth(f) {
            Ok(true) => self.body.exec(f),
            Ok(false) => self.orelse.exec(f),
            Err(Raised) => {
                f.at_line(self.line);
                Flow::Raise
            }
        }
    }
}

/// `while ... else`.
pub(crate) struct While {
    pub test: Tree,
    pub body: Block,
    pub orelse: Block,
    pub line: u32,
}

impl Statement for While {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        loop {
            match self.test.truth(f) {
                Ok(true) => {}
                Ok(false) => return self.orelse.exec(f),
                Err(Raised) => {
                    f.at_line(self.line);
                    return Flow::Raise;
                }
            }
            match self.body.exec(f) {
                Flow::Next | Flow::Continue => {}
                Flow::Break => return Flow::Next,
                other => return other,
            }
        }
    }
}

/// `for ... else`.
pub(crate) struct For {
    pub target: Target,
    pub iter: Tree,
    pub body: Block,
    pub orelse: Block,
    pub line: u32,
}

impl Statement for For {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        let source = match self.iter.eval(f) {
            Ok(iterable) => Loop::start(f, iterable),
            Err(Raised) => Err(Raised),
        };
        let Ok(mut source) = source else {
            f.at_line(self.line);
            return Flow::Raise;
        };
        loop {
            match source.step(f) {
                Step::Item(v) => {
                    if self.target.assign(f, v) == Flow::Raise {
                        f.at_line(self.line);
                        return Flow::Raise;
                    }
                }
                Step::End => return self.orelse.exec(f),
                Step::Raise => {
                    f.at_line(self.line);
                    return Flow::Raise;
                }
            }
            match self.body.exec(f) {
                Flow::Next | Flow::Continue => {}
                Flow::Break => return Flow::Next,
                other => return other,
            }
        }
    }
}

/// `return`.
pub(crate) struct Return(pub Option<Tree>);

impl Statement for Return {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        match &self.0 {
            None => {
                f.result = Value::NONE;
                Flow::Return
            }
            Some(tree) => match tree.eval(f) {
                Ok(v) => {
                    f.result = v;
                    Flow::Return
                }
                Err(Raised) => Flow::Raise,
            },
        }
    }
}

/// `break`, `continue`.
pub(crate) struct Jump(pub Flow);

impl Statement for Jump {
    fn exec(&self, _: &mut Frame<'_>) -> Flow {
        self.0
    }
}
