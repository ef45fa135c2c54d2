//! `raise`, `try`, `with`, `assert`.

use crate::frame::{Flow, Frame};
use crate::node::{Block, Statement, Tree};
use crate::nodes::variable::{Slot, store, unbind};
use crate::statements::assign::Target;
use runtime::object::exception::Exception;
use runtime::{Raised, Result, Value};

/// `raise`.
pub(crate) struct Raise {
    pub exc: Option<Tree>,
    pub cause: Option<Tree>,
}

impl Statement for Raise {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        let outcome = self.raise(f);
        let Raised = outcome.unwrap_or(Raised);
        Flow::Raise
    }
}

impl Raise {
    fn raise(&self, f: &mut Frame<'_>) -> Result<Raised> {
        let Some(exc) = &self.exc else { return Ok(f.rt.reraise()) };
        let exc = exc.eval(f)?;
        match &self.cause {
            Some(cause) => {
                let cause = cause.eval(f)?;
                Ok(f.rt.raise_from(exc, cause))
            }
            None => Ok(f.rt.raise_object(exc)),
        }
    }
}

/// `assert`.
pub(crate) struct Assert {
    pub test: Tree,
    pub message: Option<Tree>,
}

impl Statement for Assert {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        match self.test.truth(f) {
            Ok(true) => Flow::Next,
            Ok(false) => {
                let class = f.rt.exceptions.assertion_error;
                match &self.message {
                    Some(tree) => {
                        if let Ok(v) = tree.eval(f) {
                            f.rt.raise_with(class, &[v]);
                        }
                    }
                    None => {
                        f.rt.raise_class(class);
                    }
                }
                Flow::Raise
            }
            Err(Raised) => Flow::Raise,
        }
    }
}

/// `except types as target: body`.
pub(crate) struct Handler {
    pub types: Option<Tree>,
    pub target: Option<Slot>,
    pub body: Block,
    pub line: u32,
}

/// `try` with `except` clauses and `else`.
pub(crate) struct TryExcept {
    pub body: Block,
    pub handlers: Box<[Handler]>,
    pub orelse: Block,
}

impl Statement for TryExcept {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        match self.body.exec(f) {
            Flow::Next => self.orelse.exec(f),
            Flow::Raise => self.handle(f),
            other => other,
        }
    }
}

impl TryExcept {
    fn handle(&self, f: &mut Frame<'_>) -> Flow {
        let line = std::mem::replace(&mut f.line, 0);
        note_frame(f, line);
        let exception = f.rt.begin_handling();
        for handler in &self.handlers {
            match matches(f, handler, exception) {
                Ok(true) => {
                    let outcome = run_handler(f, handler, exception);
                    f.rt.end_handling();
                    return outcome;
                }
                Ok(false) => {}
                Err(Raised) => {
                    f.at_line(handler.line);
                    f.rt.end_handling();
                    return Flow::Raise;
                }
            }
        }
        f.rt.end_handling();
        forget_frame(f, exception);
        f.rt.pending = exception;
        f.line = line;
        Flow::Raise
    }
}

/// The frame appears in the traceback of an exception that it handles itself.
fn note_frame(f: &mut Frame<'_>, line: u32) {
    f.rt.add_traceback(f.code.proto, line);
}

/// Undoes [`note_frame`]: the exception goes on and the frame will be noted when it is left.
fn forget_frame(_: &mut Frame<'_>, exception: Value) {
    if let Some(e) = exception.as_object::<Exception>()
        && let Some(t) = e.traceback.get().as_object::<runtime::object::exception::Traceback>()
    {
        e.traceback.set(t.next);
    }
}

fn matches(f: &mut Frame<'_>, handler: &Handler, exception: Value) -> Result<bool> {
    match &handler.types {
        None => Ok(true),
        Some(types) => {
            let types = types.eval(f)?;
            f.rt.exception_matches(exception, types)
        }
    }
}

fn run_handler(f: &mut Frame<'_>, handler: &Handler, exception: Value) -> Flow {
    let Some(target) = &handler.target else { return handler.body.exec(f) };
    if store(f, target, exception).is_err() {
        return Flow::Raise;
    }
    let outcome = handler.body.exec(f);
    unbind(f, target);
    outcome
}

/// `try ... finally`.
pub(crate) struct TryFinally {
    pub body: Box<dyn Statement>,
    pub finalbody: Block,
}

impl Statement for TryFinally {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        let outcome = self.body.exec(f);
        if outcome != Flow::Raise {
            let result = f.result;
            return match self.finalbody.exec(f) {
                Flow::Next => {
                    f.result = result;
                    outcome
                }
                other => other,
            };
        }
        let line = std::mem::replace(&mut f.line, 0);
        let exception = f.rt.begin_handling();
        let last = self.finalbody.exec(f);
        f.rt.end_handling();
        if last != Flow::Next {
            return last;
        }
        f.rt.pending = exception;
        f.line = line;
        Flow::Raise
    }
}

/// A block as one statement.
pub(crate) struct BlockStatement(pub Block);

impl Statement for BlockStatement {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        self.0.exec(f)
    }
}

/// `with context as target: body`.
pub(crate) struct With {
    pub context: Tree,
    pub target: Option<Target>,
    pub body: Block,
    pub line: u32,
}

impl Statement for With {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        let Ok(manager) = self.context.eval(f) else { return Flow::Raise };
        let Ok((exit, entered)) = f.rt.enter_context(manager) else {
            f.at_line(self.line);
            return Flow::Raise;
        };
        let mut outcome = match &self.target {
            Some(target) => target.assign(f, entered),
            None => Flow::Next,
        };
        if outcome == Flow::Next {
            outcome = self.body.exec(f);
        }
        if outcome != Flow::Raise {
            let result = f.result;
            let exited = f.rt.call(exit, &[Value::NONE; 3]);
            f.result = result;
            if exited.is_err() {
                f.at_line(self.line);
                return Flow::Raise;
            }
            return outcome;
        }
        let line = std::mem::replace(&mut f.line, 0);
        note_frame(f, line);
        let exception = f.rt.begin_handling();
        let suppressed = f.rt.exit_context(exit, exception);
        f.rt.end_handling();
        match suppressed {
            Ok(true) => Flow::Next,
            Ok(false) => {
                forget_frame(f, exception);
                f.rt.pending = exception;
                f.line = line;
                Flow::Raise
            }
            Err(Raised) => {
                f.at_line(self.line);
                Flow::Raise
            }
        }
    }
}
