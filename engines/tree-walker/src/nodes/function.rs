//! Making functions and generator expressions.

use crate::frame::Frame;
use crate::node::{Node, Tree};
use frontend::hir::Capture;
use runtime::object::Gc;
use runtime::object::function::{Function, NewFunction, ProtoId};
use runtime::object::string::Str;
use runtime::{Result, Value};

/// `def`, `lambda`, a class body: a function object with its defaults and captured cells.
pub(crate) struct MakeFunction {
    pub proto: ProtoId,
    pub captures: Box<[Capture]>,
    pub defaults: Box<[Tree]>,
    pub kw_defaults: Box<[(Gc<Str>, Tree)]>,
    pub annotations: Box<[(Gc<Str>, Tree)]>,
}

impl MakeFunction {
    pub fn make(&self, f: &mut Frame<'_>) -> Result<Gc<Function>> {
        let defaults = if self.defaults.is_empty() {
            Value::NONE
        } else {
            let mut values = f.rt.rooted();
            for tree in &self.defaults {
                let v = tree.eval(f)?;
                values.push(v);
            }
            f.rt.new_tuple(&values).into()
        };
        let kw_defaults = named_values(f, &self.kw_defaults)?.unwrap_or(Value::NONE);
        let annotations = named_values(f, &self.annotations)?.unwrap_or(Value::EMPTY);
        let closure = if self.captures.is_empty() {
            Value::NONE
        } else {
            let mut cells = f.rt.rooted();
            for capture in &self.captures {
                let cell = match *capture {
                    Capture::Cell(i) => f.own_cell(i as usize),
                    Capture::Free(i) => f.function.free_cell(i as usize),
                };
                cells.push(cell.map_or(Value::NONE, Value::from));
            }
            f.rt.new_tuple(&cells).into()
        };
        let globals = f.function.globals;
        Ok(f.rt.new_function(NewFunction { proto: self.proto, globals, closure, defaults, kw_defaults, annotations }))
    }
}

fn named_values(f: &mut Frame<'_>, trees: &[(Gc<Str>, Tree)]) -> Result<Option<Value>> {
    if trees.is_empty() {
        return Ok(None);
    }
    let dict = f.rt.new_dict();
    for (name, tree) in trees {
        let v = tree.eval(f)?;
        dict.set_str(f.rt, *name, v);
    }
    Ok(Some(dict.into()))
}

impl Node for MakeFunction {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        self.make(f).map(Value::from)
    }
}

/// `(e for ...)`: the function called with an iterator over the first iterable.
pub(crate) struct GeneratorExpression {
    pub function: MakeFunction,
    pub first: Tree,
    pub line: u32,
}

impl Node for GeneratorExpression {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let iterable = self.first.eval(f)?;
        let iterator = f.rt.get_iter(iterable).inspect_err(|_| f.at_line(self.line))?;
        let function = self.function.make(f)?;
        f.walker.call_positional(f.rt, function, &[iterator])
    }
}
