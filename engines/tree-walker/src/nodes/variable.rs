//! Variables: local slots, cells, globals, names of a class body.

use crate::frame::{Frame, Namespace};
use crate::node::{Constant, Local, Node, Operand};
use frontend::hir::Place;
use runtime::object::Gc;
use runtime::object::string::Str;
use runtime::{Raised, Result, Value};
use std::cell::Cell;

fn text(name: Value) -> String {
    name.as_object::<Str>().map(|s| s.to_rust()).unwrap_or_default()
}

#[cold]
pub(crate) fn unbound_local(f: &mut Frame<'_>, slot: usize, line: u32) -> Raised {
    f.at_line(line);
    let name = text(f.code.local_names[slot]);
    f.rt.unbound_local_error(format!("cannot access local variable '{name}' where it is not associated with a value"))
}

#[cold]
fn unbound_cell(f: &mut Frame<'_>, name: Value, free: bool) -> Raised {
    let name = text(name);
    if free {
        f.rt.name_error(format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope"))
    } else {
        f.rt.unbound_local_error(format!("cannot access local variable '{name}' where it is not associated with a value"))
    }
}

#[cold]
fn undefined(f: &mut Frame<'_>, name: Gc<Str>) -> Raised {
    f.rt.undefined_name(name)
}

impl Node for Local {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        self.get(f)
    }
}

impl Node for Constant {
    fn eval(&self, _: &mut Frame<'_>) -> Result {
        Ok(self.0)
    }
}

/// Own cell.
pub(crate) struct OwnCell {
    pub index: usize,
}

impl Node for OwnCell {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        match f.own_cell(self.index).and_then(|c| c.value.get().present()) {
            Some(v) => Ok(v),
            None => Err(unbound_cell(f, f.code.cell_names[self.index], false)),
        }
    }
}

/// Captured cell.
pub(crate) struct FreeCell {
    pub index: usize,
}

impl Node for FreeCell {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        match f.function.free_cell(self.index).and_then(|c| c.value.get().present()) {
            Some(v) => Ok(v),
            None => Err(unbound_cell(f, f.code.free_names[self.index], true)),
        }
    }
}

/// Where a global name was found: layout version and entry of the module's namespace or of `builtins`.
#[derive(Clone, Copy)]
enum GlobalCache {
    None,
    Module { version: u32, entry: u32 },
    Builtin { globals: u32, version: u32, entry: u32 },
}

/// Global or builtin.
pub(crate) struct Global {
    pub name: Gc<Str>,
    pub line: u32,
    cache: Cell<GlobalCache>,
}

impl Global {
    pub fn new(name: Gc<Str>, line: u32) -> Global {
        Global { name, line, cache: Cell::new(GlobalCache::None) }
    }

    #[cold]
    fn look_up(&self, f: &mut Frame<'_>) -> Result {
        let globals = f.function.globals;
        if let Some(entry) = globals.find_str(self.name) {
            if globals.version() != 0 {
                self.cache.set(GlobalCache::Module { version: globals.version(), entry: entry as u32 });
            }
            return Ok(globals.value_at(entry));
        }
        let builtins = f.rt.builtins;
        match builtins.find_str(self.name) {
            Some(entry) => {
                if globals.version() != 0 {
                    self.cache.set(GlobalCache::Builtin { globals: globals.version(), version: builtins.version(), entry: entry as u32 });
                }
                Ok(builtins.value_at(entry))
            }
            None => {
                f.at_line(self.line);
                Err(undefined(f, self.name))
            }
        }
    }
}

impl Node for Global {
    #[inline]
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        match self.cache.get() {
            GlobalCache::Module { version, entry } if f.function.globals.version() == version => {
                Ok(f.function.globals.value_at(entry as usize))
            }
            GlobalCache::Builtin { globals, version, entry }
                if f.function.globals.version() == globals && f.rt.builtins.version() == version =>
            {
                Ok(f.rt.builtins.value_at(entry as usize))
            }
            _ => self.look_up(f),
        }
    }
}

/// Name in a class body: the namespace, then a captured cell or a global.
pub(crate) struct ClassName {
    pub name: Gc<Str>,
    pub free: Option<usize>,
    pub global: Global,
}

impl Node for ClassName {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        if let Some(namespace) = f.namespace
            && let Some(v) = namespace_get(f, namespace, self.name)?
        {
            return Ok(v);
        }
        match self.free {
            Some(index) => FreeCell { index }.eval(f),
            None => self.global.eval(f),
        }
    }
}

/// Item `name` of a namespace, if it has one.
fn namespace_get(f: &mut Frame<'_>, namespace: Namespace, name: Gc<Str>) -> Result<Option<Value>> {
    if namespace.mapping == namespace.dict.into() {
        return Ok(namespace.dict.get_str(name));
    }
    match f.rt.get_item(namespace.mapping, name.into()) {
        Ok(value) => Ok(Some(value)),
        Err(Raised) if f.rt.pending_is(f.rt.exceptions.key_error) => {
            f.rt.take_pending();
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

/// Binds a variable; only the namespace that a metaclass prepared can object.
pub(crate) fn store(f: &mut Frame<'_>, place: &Slot, value: Value) -> Result<()> {
    match *place {
        Slot::Local(slot) => f.set_local(slot, value),
        Slot::Cell(index) => {
            if let Some(cell) = f.own_cell(index) {
                cell.value.set(value);
            }
        }
        Slot::Free(index) => {
            if let Some(cell) = f.function.free_cell(index) {
                cell.value.set(value);
            }
        }
        Slot::Global(name) => f.function.globals.set_str(f.rt, name, value),
        Slot::Namespace(name) => match f.namespace {
            Some(namespace) if namespace.mapping == namespace.dict.into() => namespace.dict.set_str(f.rt, name, value),
            Some(namespace) => f.rt.set_item(namespace.mapping, name.into(), value)?,
            None => f.function.globals.set_str(f.rt, name, value),
        },
    }
    Ok(())
}

/// Unbinds a variable without complaint when it is unbound already.
pub(crate) fn unbind(f: &mut Frame<'_>, place: &Slot) {
    match *place {
        Slot::Global(name) => {
            f.function.globals.remove_str(f.rt, name);
        }
        Slot::Namespace(name) => match f.namespace {
            Some(namespace) if namespace.mapping == namespace.dict.into() => {
                namespace.dict.remove_str(f.rt, name);
            }
            Some(namespace) => {
                if let Err(Raised) = f.rt.delete_item(namespace.mapping, name.into()) {
                    f.rt.take_pending();
                }
            }
            None => {}
        },
        Slot::Local(slot) => f.set_local(slot, Value::EMPTY),
        Slot::Cell(index) => {
            if let Some(cell) = f.own_cell(index) {
                cell.value.set(Value::EMPTY);
            }
        }
        Slot::Free(index) => {
            if let Some(cell) = f.function.free_cell(index) {
                cell.value.set(Value::EMPTY);
            }
        }
    }
}

/// `del variable`.
pub(crate) fn delete(f: &mut Frame<'_>, place: &Slot) -> Result<()> {
    let bound = match *place {
        Slot::Local(slot) => !f.local(slot).is_empty(),
        Slot::Cell(index) => f.own_cell(index).is_some_and(|c| !c.value.get().is_empty()),
        Slot::Free(index) => f.function.free_cell(index).is_some_and(|c| !c.value.get().is_empty()),
        Slot::Global(name) => f.function.globals.get_str(name).is_some(),
        Slot::Namespace(name) => match f.namespace {
            Some(namespace) => namespace_get(f, namespace, name)?.is_some(),
            None => false,
        },
    };
    if bound {
        unbind(f, place);
        return Ok(());
    }
    Err(match *place {
        Slot::Local(slot) => unbound_local(f, slot, 0),
        Slot::Cell(index) => unbound_cell(f, f.code.cell_names[index], false),
        Slot::Free(index) => unbound_cell(f, f.code.free_names[index], true),
        Slot::Global(name) | Slot::Namespace(name) => undefined(f, name),
    })
}

/// Where a variable is stored.
#[derive(Clone, Copy)]
pub(crate) enum Slot {
    Local(usize),
    Cell(usize),
    Free(usize),
    Global(Gc<Str>),
    Namespace(Gc<Str>),
}

impl Slot {
    /// From a resolved place; `names` are the program's interned names.
    pub fn of(place: Place, names: &[Gc<Str>]) -> Slot {
        match place {
            Place::Local(i) => Slot::Local(i as usize),
            Place::Cell(i) => Slot::Cell(i as usize),
            Place::Free(i) => Slot::Free(i as usize),
            Place::Global(n) => Slot::Global(names[n.0 as usize]),
            Place::ClassName(n) | Place::ClassFree(n, _) => Slot::Namespace(names[n.0 as usize]),
        }
    }
}

/// Name in a class body's own namespace and nowhere else (`__annotations__`).
pub(crate) struct NamespaceOnly {
    pub name: Gc<Str>,
}

impl Node for NamespaceOnly {
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let found = match f.namespace {
            Some(namespace) => namespace_get(f, namespace, self.name)?,
            None => None,
        };
        match found {
            Some(v) => Ok(v),
            None => Err(undefined(f, self.name)),
        }
    }
}
