//! Displays and comprehensions.

use crate::frame::{Flow, Frame};
use crate::node::{Node, Tree};
use crate::nodes::variable::{Slot, store};
use crate::statements::assign::Target;
use crate::statements::iterate::{Loop, Step};
use runtime::object::Gc;
use runtime::object::dict::Dict;
use runtime::object::list::List;
use runtime::object::set::Set;
use runtime::{Raised, Result, Value};

/// An item of a display.
pub(crate) enum Item {
    One(Tree),
    Star(Tree),
}

/// `(a, b)` without stars, up to a few items: built on the native stack.
pub(crate) struct SmallTuple<const N: usize> {
    pub items: [Tree; N],
}

impl<const N: usize> Node for SmallTuple<N> {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let mut values = [Value::EMPTY; N];
        for (value, item) in values.iter_mut().zip(&self.items) {
            *value = item.eval(f)?;
        }
        Ok(f.rt.new_tuple(&values).into())
    }
}

/// Which container a display makes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Display {
    Tuple,
    List,
    Set,
}

/// Any tuple, list or set display.
pub(crate) struct DisplayNode {
    pub display: Display,
    pub items: Box<[Item]>,
    pub line: u32,
}

impl Node for DisplayNode {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        if self.display == Display::Set {
            let set = f.rt.new_set();
            for item in &self.items {
                match item {
                    Item::One(tree) => {
                        let v = tree.eval(f)?;
                        add(f, set, v)
                    }
                    Item::Star(tree) => {
                        let v = tree.eval(f)?;
                        f.rt.set_update(set, v)
                    }
                }
                .inspect_err(|_| f.at_line(self.line))?;
            }
            return Ok(set.into());
        }
        let list = f.rt.new_list(Vec::with_capacity(self.items.len()));
        for item in &self.items {
            match item {
                Item::One(tree) => {
                    let v = tree.eval(f)?;
                    list.append(f.rt, v)?;
                }
                Item::Star(tree) => {
                    let v = tree.eval(f)?;
                    f.rt.spread_display(list, v).inspect_err(|_| f.at_line(self.line))?;
                }
            }
        }
        if self.display == Display::List {
            return Ok(list.into());
        }
        Ok(f.rt.tuple_from_list(list).into())
    }
}

/// A set display of constants: a copy of a frozenset, as in CPython, which shows in the order of the set.
pub(crate) struct ConstantSet {
    /// Lives as long as the program.
    pub frozen: Value,
}

impl Node for ConstantSet {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let set = f.rt.new_set();
        f.rt.set_update(set, self.frozen)?;
        Ok(set.into())
    }
}

fn add(f: &mut Frame<'_>, set: Gc<Set>, v: Value) -> Result<()> {
    f.rt.set_add(set, v)
}

/// An item of a dict display.
pub(crate) enum DictItem {
    Pair(Tree, Tree),
    Spread(Tree),
}

/// `{k: v, **m}`.
pub(crate) struct DictDisplay {
    pub items: Box<[DictItem]>,
    pub line: u32,
}

impl Node for DictDisplay {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let dict = f.rt.new_dict();
        for item in &self.items {
            match item {
                DictItem::Pair(key, value) => {
                    let key = key.eval(f)?;
                    let value = value.eval(f)?;
                    dict.set(f.rt, key, value)
                }
                DictItem::Spread(mapping) => {
                    let mapping = mapping.eval(f)?;
                    f.rt.merge_display(dict, mapping)
                }
            }
            .inspect_err(|_| f.at_line(self.line))?;
        }
        Ok(dict.into())
    }
}

/// `for target in iter if condition ...` of a comprehension.
pub(crate) struct Clause {
    pub target: Target,
    pub iter: Tree,
    /// `async for`: where the iterator is kept, whether there is another item, the item.
    pub waits: Option<(Slot, Tree, Tree)>,
    pub conditions: Box<[Tree]>,
    pub line: u32,
}

/// A comprehension inlined into its block.
pub(crate) struct Comprehension {
    pub display: Option<Display>,
    pub element: Tree,
    /// Value, for a dict comprehension.
    pub value: Option<Tree>,
    pub clauses: Box<[Clause]>,
    pub fresh_cells: Box<[usize]>,
    pub locals: Box<[usize]>,
    pub line: u32,
}

#[derive(Clone, Copy)]
enum Accumulator {
    List(Gc<List>),
    Set(Gc<Set>),
    Dict(Gc<Dict>),
}

impl Node for Comprehension {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let first = self.clauses.first().expect("a comprehension has a clause");
        // The first iterable belongs to the enclosing scope: evaluated before the variables are renewed.
        let iterable = first.iter.eval(f)?;
        for &slot in &self.locals {
            f.set_local(slot, Value::EMPTY);
        }
        for &cell in &self.fresh_cells {
            f.renew_cell(cell);
        }
        let (accumulator, result): (Accumulator, Value) = match self.display {
            Some(Display::Set) => {
                let set = f.rt.new_set();
                (Accumulator::Set(set), set.into())
            }
            Some(_) => {
                let list = f.rt.new_empty_list();
                (Accumulator::List(list), list.into())
            }
            None => {
                let dict = f.rt.new_dict();
                (Accumulator::Dict(dict), dict.into())
            }
        };
        match self.run_clause(f, 0, iterable, accumulator) {
            Ok(()) => Ok(result),
            Err(Raised) => {
                f.at_line(self.line);
                Err(Raised)
            }
        }
    }
}

impl Comprehension {
    fn run_clause(&self, f: &mut Frame<'_>, index: usize, iterable: Value, accumulator: Accumulator) -> Result<()> {
        let clause = &self.clauses[index];
        if let Some((iterator, test, item)) = &clause.waits {
            store(f, iterator, iterable)?;
            while test.truth(f)? {
                let item = item.eval(f)?;
                self.run_item(f, index, item, accumulator)?;
            }
            return Ok(());
        }
        let mut source = Loop::start(f, iterable).inspect_err(|_| f.at_line(clause.line))?;
        loop {
            let item = match source.step(f) {
                Step::Item(v) => v,
                Step::End => return Ok(()),
                Step::Raise => {
                    f.at_line(clause.line);
                    return Err(Raised);
                }
            };
            self.run_item(f, index, item, accumulator)?;
        }
    }

    #[inline]
    fn run_item(&self, f: &mut Frame<'_>, index: usize, item: Value, accumulator: Accumulator) -> Result<()> {
        let clause = &self.clauses[index];
        if clause.target.assign(f, item) == Flow::Raise {
            return Err(Raised);
        }
        if !self.holds(f, clause)? {
            return Ok(());
        }
        if index + 1 < self.clauses.len() {
            let inner = self.clauses[index + 1].iter.eval(f)?;
            return self.run_clause(f, index + 1, inner, accumulator);
        }
        self.add(f, accumulator)
    }

    fn holds(&self, f: &mut Frame<'_>, clause: &Clause) -> Result<bool> {
        for condition in &clause.conditions {
            if !condition.truth(f)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    #[inline]
    fn add(&self, f: &mut Frame<'_>, accumulator: Accumulator) -> Result<()> {
        let element = self.element.eval(f)?;
        match accumulator {
            Accumulator::List(list) => {
                list.append(f.rt, element)?;
                Ok(())
            }
            Accumulator::Set(set) => f.rt.set_add(set, element),
            Accumulator::Dict(dict) => {
                let value = match &self.value {
                    Some(tree) => tree.eval(f)?,
                    None => Value::NONE,
                };
                dict.set(f.rt, element, value)
            }
        }
    }
}
