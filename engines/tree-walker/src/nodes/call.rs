//! Calls. Positional calls build their arguments in an array on the native stack; a method call looks its function up
//! and calls it with the receiver first, without a bound method.

use crate::engine::FEW;
use crate::frame::Frame;
use crate::node::{Node, Tree};
use runtime::object::Gc;
use runtime::object::dict::Dict;
use runtime::object::function::{Function, NativeFunction};
use runtime::object::string::Str;
use runtime::object::tuple::Tuple;
use runtime::ops::attribute::AttrCache;
use runtime::{Engine, Raised, Result, Value};
use std::cell::Cell;

/// Calls whatever was evaluated as a callee with positional arguments.
#[inline]
fn call_value(f: &mut Frame<'_>, callee: Value, args: &[Value]) -> Result {
    if let Some(function) = callee.as_object::<Function>() {
        return f.walker.call_positional(f.rt, function, args);
    }
    if let Some(native) = callee.as_object::<NativeFunction>() {
        return f.rt.call_native(native, args, None);
    }
    f.rt.call(callee, args)
}

/// `callee(a, b, ...)` with a fixed small number of arguments.
pub(crate) struct CallFixed<const N: usize> {
    pub callee: Tree,
    pub args: [Tree; N],
    pub line: u32,
}

impl<const N: usize> Node for CallFixed<N> {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let callee = self.callee.eval(f)?;
        let mut values = [Value::EMPTY; N];
        for (value, arg) in values.iter_mut().zip(&self.args) {
            *value = arg.eval(f)?;
        }
        call_value(f, callee, &values).inspect_err(|_| f.at_line(self.line))
    }
}

/// `object.name(a, b, ...)`; `M` is one more than the number of arguments.
pub(crate) struct CallMethod<const M: usize> {
    pub object: Tree,
    pub name: Gc<Str>,
    pub args: Box<[Tree]>,
    pub line: u32,
    pub cache: Cell<AttrCache>,
}

impl<const M: usize> Node for CallMethod<M> {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let object = self.object.eval(f)?;
        let mut values = [Value::EMPTY; M];
        values[0] = object;
        // The method is looked up before the arguments are evaluated, as in CPython.
        let found = match self.cache.get() {
            AttrCache::Method { shape, class, version, function }
                if object.header().is_some_and(|h| h.shape() == shape) && class.version.get() == version =>
            {
                Callee::WithReceiver(function)
            }
            _ => look_up(f, object, self.name, &self.cache).inspect_err(|_| f.at_line(self.line))?,
        };
        for (value, arg) in values[1..].iter_mut().zip(&self.args) {
            *value = arg.eval(f)?;
        }
        match found {
            Callee::WithReceiver(function) => call_value(f, function, &values),
            Callee::Plain(callee) => call_value(f, callee, &values[1..]),
        }
        .inspect_err(|_| f.at_line(self.line))
    }
}

enum Callee {
    /// Function of the class: the receiver goes first.
    WithReceiver(Value),
    /// Anything else the attribute gave.
    Plain(Value),
}

#[cold]
#[inline(never)]
fn look_up(f: &mut Frame<'_>, object: Value, name: Gc<Str>, cache: &Cell<AttrCache>) -> Result<Callee> {
    let found = f.rt.cacheable_attr(object, name);
    cache.set(found);
    match found {
        AttrCache::Method { function, .. } => Ok(Callee::WithReceiver(function)),
        _ => f.rt.get_attr(object, name).map(Callee::Plain),
    }
}

/// An argument of a general call.
pub(crate) enum Argument {
    One(Tree),
    Star(Tree),
}

/// Any call: many arguments, keywords, `*args`, `**kwargs`.
pub(crate) struct CallGeneral {
    pub callee: Tree,
    pub args: Box<[Argument]>,
    /// Keyword names (absent for `**mapping`) and values in order.
    pub keywords: Box<[(Option<Gc<Str>>, Tree)]>,
    /// Names as a tuple when there is no `**mapping`.
    pub names: Option<Gc<Tuple>>,
    pub line: u32,
}

impl Node for CallGeneral {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let callee = self.callee.eval(f)?;
        if self.is_plain() {
            return self.eval_plain(f, callee);
        }
        if let ([Argument::Star(tree)], []) = (&*self.args, &*self.keywords) {
            let v = tree.eval(f)?;
            if let Some(tuple) = v.as_object::<Tuple>() {
                return call_value(f, callee, tuple.items()).inspect_err(|_| f.at_line(self.line));
            }
            let mut values = f.rt.rooted();
            let outcome = f.rt.spread_positional(callee, v, &mut values).and_then(|()| call_value(f, callee, &values));
            return outcome.inspect_err(|_| f.at_line(self.line));
        }
        let mut values = f.rt.rooted();
        for arg in &self.args {
            match arg {
                Argument::One(tree) => {
                    let v = tree.eval(f)?;
                    values.push(v);
                }
                Argument::Star(tree) => {
                    let v = tree.eval(f)?;
                    f.rt.spread_positional(callee, v, &mut values).inspect_err(|_| f.at_line(self.line))?;
                }
            }
        }
        let names = match self.names {
            Some(names) => {
                for (_, tree) in &self.keywords {
                    let v = tree.eval(f)?;
                    values.push(v);
                }
                Some(names)
            }
            None if self.keywords.is_empty() => None,
            None => {
                let merged = self.merge_keywords(f, callee)?;
                let (names, with_keywords) = f.rt.split_keywords(merged, &values);
                values = with_keywords;
                names
            }
        };
        f.rt.call_with_names(callee, &values, names).inspect_err(|_| f.at_line(self.line))
    }
}

impl CallGeneral {
    /// Few arguments, each an expression.
    #[inline]
    fn is_plain(&self) -> bool {
        self.args.len() + self.keywords.len() <= FEW
            && (self.names.is_some() || self.keywords.is_empty())
            && self.args.iter().all(|arg| matches!(arg, Argument::One(_)))
    }

    fn eval_plain(&self, f: &mut Frame<'_>, callee: Value) -> Result {
        let positional = self.args.iter().filter_map(|arg| if let Argument::One(tree) = arg { Some(tree) } else { None });
        let mut values = [Value::EMPTY; FEW];
        for (value, tree) in values.iter_mut().zip(positional.chain(self.keywords.iter().map(|(_, tree)| tree))) {
            *value = tree.eval(f)?;
        }
        let values = &values[..self.args.len() + self.keywords.len()];
        let outcome = match callee.as_object::<Function>() {
            Some(function) => f.walker.call_function(f.rt, function, values, self.names),
            None => f.rt.call_with_names(callee, values, self.names),
        };
        outcome.inspect_err(|_| f.at_line(self.line))
    }

    fn merge_keywords(&self, f: &mut Frame<'_>, callee: Value) -> Result<Gc<Dict>> {
        let merged = f.rt.new_dict();
        for (name, tree) in &self.keywords {
            let value = tree.eval(f)?;
            match name {
                Some(name) => f.rt.merge_keyword(callee, merged, *name, value),
                None => f.rt.merge_keywords(callee, merged, value),
            }
            .inspect_err(|_| f.at_line(self.line))?;
        }
        Ok(merged)
    }
}

/// `super()` in a method.
pub(crate) struct ZeroArgSuper {
    pub callee: Tree,
    pub class: Tree,
    pub first_arg: Tree,
    pub line: u32,
}

impl Node for ZeroArgSuper {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let callee = self.callee.eval(f)?;
        let made = if callee == Value::from(f.rt.types.super_) { self.make(f) } else { f.rt.call(callee, &[]) };
        made.inspect_err(|_| f.at_line(self.line))
    }
}

impl ZeroArgSuper {
    fn make(&self, f: &mut Frame<'_>) -> Result {
        let Ok(class) = self.class.eval(f) else {
            f.rt.take_pending();
            return Err(f.rt.runtime_error("super(): empty __class__ cell"));
        };
        let Ok(object) = self.first_arg.eval(f) else {
            f.rt.take_pending();
            return Err(f.rt.runtime_error("super(): arg[0] deleted"));
        };
        f.rt.make_super(class, object)
    }
}

/// A call of a global that may be `locals`, `vars`, `dir`, `eval` or `exec`, which look at this frame.
pub(crate) struct CallLookingAtFrame {
    pub callee: Tree,
    pub args: Box<[Tree]>,
    pub line: u32,
}

impl Node for CallLookingAtFrame {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let callee = self.callee.eval(f)?;
        let mut values = f.rt.rooted();
        for arg in &self.args {
            let v = arg.eval(f)?;
            values.push(v);
        }
        let snapshot = snapshot(f);
        f.walker.locals.set(snapshot);
        let outcome = f.rt.call(callee, &values);
        f.walker.locals.set(None);
        outcome.inspect_err(|Raised| f.at_line(self.line))
    }
}

/// Bound variables of the frame; the namespace itself in a class body; nothing in a module.
fn snapshot(f: &mut Frame<'_>) -> Option<Gc<Dict>> {
    if let Some(namespace) = f.namespace {
        return Some(namespace.dict);
    }
    if f.rt.proto(f.code.proto).name.eq_rust("<module>") {
        return None;
    }
    let dict = f.rt.new_dict();
    let code = f.code;
    for (i, name) in code.local_names.iter().enumerate() {
        let captured = code.cell_names.contains(name);
        if let (Some(name), false) = (name.as_object::<Str>().filter(|name| !name.eq_rust(".t")), captured)
            && let Some(v) = f.local(i).present()
        {
            dict.set_str(f.rt, name, v);
        }
    }
    for (i, name) in code.cell_names.iter().enumerate() {
        if let (Some(name), Some(v)) = (name.as_object::<Str>(), f.own_cell(i).and_then(|c| c.value.get().present())) {
            dict.set_str(f.rt, name, v);
        }
    }
    for (i, name) in code.free_names.iter().enumerate() {
        if let (Some(name), Some(v)) = (name.as_object::<Str>(), f.function.free_cell(i).and_then(|c| c.value.get().present())) {
            dict.set_str(f.rt, name, v);
        }
    }
    Some(dict)
}
