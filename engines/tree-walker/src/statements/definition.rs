//! `def` and `class`.

use crate::frame::{Flow, Frame, Namespace};
use crate::node::{Node, Statement, Tree, flow};
use crate::nodes::container::DisplayNode;
use crate::nodes::function::MakeFunction;
use crate::nodes::variable::{Slot, store};
use runtime::object::Gc;
use runtime::object::function::CellVar;
use runtime::object::string::Str;
use runtime::object::tuple::Tuple;
use runtime::{Result, Value};

/// What a definition makes.
pub(crate) enum Definition {
    Function(MakeFunction),
    Class(Class),
}

/// Header and body of a class.
pub(crate) struct Class {
    pub name: Gc<Str>,
    pub body: MakeFunction,
    /// Bases as a tuple display.
    pub bases: DisplayNode,
    pub keywords: Box<[(Option<Gc<Str>>, Tree)]>,
}

/// `def` or `class` with decorators, bound to a name.
pub(crate) struct Define {
    pub decorators: Box<[(Tree, u32)]>,
    pub definition: Definition,
    pub target: Slot,
    pub line: u32,
}

impl Statement for Define {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        flow(self.define(f).inspect_err(|_| f.at_line(self.line)))
    }
}

impl Define {
    fn define(&self, f: &mut Frame<'_>) -> Result<()> {
        let mut decorators = f.rt.rooted();
        for (tree, _) in &self.decorators {
            let v = tree.eval(f)?;
            decorators.push(v);
        }
        let mut value = match &self.definition {
            Definition::Function(function) => function.make(f)?.into(),
            Definition::Class(class) => class.make(f)?,
        };
        for (i, (_, line)) in self.decorators.iter().enumerate().rev() {
            let decorator = decorators[i];
            value = f.rt.call(decorator, &[value]).inspect_err(|_| f.at_line(*line))?;
        }
        store(f, &self.target, value)
    }
}

impl Class {
    fn make(&self, f: &mut Frame<'_>) -> Result {
        let bases = self.bases.eval(f)?;
        let keywords = f.rt.new_dict();
        for (name, tree) in &self.keywords {
            let v = tree.eval(f)?;
            match name {
                Some(name) => keywords.set_str(f.rt, *name, v),
                None => f.rt.merge_display(keywords, v)?,
            }
        }
        let bases = match bases.as_object::<Tuple>() {
            Some(t) => t,
            None => f.rt.empty_tuple,
        };
        let prepared = f.rt.prepare_class(self.name, bases, keywords)?;
        let body = self.body.make(f)?;
        let (module_key, qualname_key, name_key, doc_key) =
            (f.rt.names.__module__, f.rt.names.__qualname__, f.rt.names.__name__, f.rt.names.__doc__);
        if let Some(module) = f.function.globals.get_str(name_key) {
            prepared.namespace.set_str(f.rt, module_key, module);
        }
        let qualname: Value = body.proto().qualname.into();
        prepared.namespace.set_str(f.rt, qualname_key, qualname);
        let doc = body.proto().doc;
        if !doc.is_none() {
            prepared.namespace.set_str(f.rt, doc_key, doc);
        }
        let cell = f.walker.run_class_body(f.rt, body, Namespace { dict: prepared.namespace, mapping: prepared.mapping })?;
        let class = f.rt.finish_class(self.name, &prepared)?;
        if let Some(cell) = cell.as_object::<CellVar>() {
            cell.value.set(class);
        }
        Ok(class)
    }
}
