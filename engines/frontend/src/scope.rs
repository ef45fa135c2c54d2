//! Symbol table: which variable each name means, decided before any code is lowered.
//!
//! The rules are CPython 3.11's (`Python/symtable.c`); comprehensions are scopes of their own while names are resolved,
//! and their variables are then given slots in the enclosing block, because the tree inlines them. Knows no syntax tree:
//! `lower::symbols` walks the tree and calls [`Builder`].

use rustc_hash::FxHashMap as HashMap;

use crate::diagnostic::Fault;
use crate::hir::{Capture, CellVar, FreeVar, FuncId, NameId, Place, Span};

/// Index of a scope; 0 is the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ScopeId(pub(crate) usize);

/// What opened the scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    /// Text with a namespace of its own, see [`crate::hir::FunctionKind::Namespace`].
    Namespace,
    Def,
    AsyncDef,
    Lambda,
    Generator,
    ListComp,
    SetComp,
    DictComp,
}

impl ScopeKind {
    /// A comprehension whose variables live in the enclosing block.
    pub(crate) fn is_inlined(self) -> bool {
        matches!(self, ScopeKind::ListComp | ScopeKind::SetComp | ScopeKind::DictComp)
    }
    /// Any comprehension, generator expressions included.
    pub(crate) fn is_comprehension(self) -> bool {
        self.is_inlined() || self == ScopeKind::Generator
    }
    /// Everything that CPython's symbol table calls a function block.
    pub(crate) fn is_function(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class | ScopeKind::Namespace)
    }
    /// Name CPython uses in messages and qualified names.
    pub(crate) fn comprehension_name(self) -> &'static str {
        match self {
            ScopeKind::ListComp => "list comprehension",
            ScopeKind::SetComp => "set comprehension",
            ScopeKind::DictComp => "dict comprehension",
            _ => "generator expression",
        }
    }
}

/// How a name is used in a scope: a set of flags.
pub(crate) mod flag {
    pub(crate) const USE: u8 = 1;
    pub(crate) const LOCAL: u8 = 2;
    pub(crate) const PARAM: u8 = 4;
    pub(crate) const GLOBAL: u8 = 8;
    pub(crate) const NONLOCAL: u8 = 16;
    pub(crate) const ANNOTATED: u8 = 32;
    pub(crate) const ITERATION: u8 = 64;
    pub(crate) const BOUND: u8 = LOCAL | PARAM;
}

#[derive(Debug)]
struct Symbol {
    name: NameId,
    flags: u8,
    /// Where `global` or `nonlocal` stands.
    directive: Span,
    /// Bound here and captured by another block.
    captured: bool,
    meaning: Meaning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// Declared `global`.
    ExplicitGlobal,
    /// Not found in any function.
    ImplicitGlobal,
    /// Bound in this scope.
    Own,
    /// Bound in an enclosing one.
    Outer(ScopeId),
}

#[derive(Debug)]
struct Scope {
    kind: ScopeKind,
    parent: Option<ScopeId>,
    /// The nearest scope that is a code block.
    block: ScopeId,
    symbols: Vec<Symbol>,
    index: HashMap<NameId, usize>,
    iter_expr_depth: u32,
}

/// Slots of one code block.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) function: Option<FuncId>,
    pub(crate) locals: Vec<NameId>,
    pub(crate) cells: Vec<CellVar>,
    pub(crate) frees: Vec<FreeVar>,
    local_slot: HashMap<(ScopeId, NameId), u32>,
    cell_slot: HashMap<(ScopeId, NameId), u32>,
    free_slot: HashMap<(ScopeId, NameId), u32>,
    params: Vec<NameId>,
}

/// Identifiers, once each.
#[derive(Debug, Default)]
pub(crate) struct Names {
    list: Vec<String>,
    index: HashMap<String, NameId>,
}

impl Names {
    pub(crate) fn intern(&mut self, text: &str) -> NameId {
        if let Some(&id) = self.index.get(text) {
            return id;
        }
        let id = NameId(self.list.len() as u32);
        self.list.push(text.to_owned());
        self.index.insert(text.to_owned(), id);
        id
    }
    pub(crate) fn text(&self, id: NameId) -> &str {
        &self.list[id.0 as usize]
    }
    pub(crate) fn into_list(self) -> Vec<String> {
        self.list
    }
}

/// Private name mangling: `__x` in class `_C` is `_C__x`.
pub(crate) fn mangle(private: Option<&str>, name: &str) -> String {
    let Some(class) = private else {
        return name.to_owned();
    };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.to_owned();
    }
    let class = class.trim_start_matches('_');
    if class.is_empty() { name.to_owned() } else { format!("_{class}{name}") }
}

/// Collects scopes and symbols in the order of the source, then resolves them.
#[derive(Debug)]
pub(crate) struct Builder {
    scopes: Vec<Scope>,
    current: ScopeId,
    function_count: u32,
    functions: HashMap<ScopeId, FuncId>,
    params: HashMap<ScopeId, Vec<NameId>>,
}

impl Builder {
    /// A table with the outermost scope open.
    pub(crate) fn new(top: ScopeKind) -> Builder {
        let mut builder = Builder {
            scopes: Vec::new(),
            current: ScopeId(0),
            function_count: 0,
            functions: HashMap::default(),
            params: HashMap::default(),
        };
        builder.push(top, None);
        builder
    }

    fn push(&mut self, kind: ScopeKind, parent: Option<ScopeId>) -> ScopeId {
        let id = ScopeId(self.scopes.len());
        let block = match parent {
            Some(p) if kind.is_inlined() => self.scopes[p.0].block,
            _ => id,
        };
        if block == id {
            self.functions.insert(id, FuncId(self.function_count));
            self.function_count += 1;
        }
        let (symbols, index) = (Vec::new(), HashMap::default());
        self.scopes.push(Scope { kind, parent, block, symbols, index, iter_expr_depth: 0 });
        id
    }

    pub(crate) fn enter(&mut self, kind: ScopeKind) -> ScopeId {
        let id = self.push(kind, Some(self.current));
        self.current = id;
        id
    }

    pub(crate) fn leave(&mut self) {
        if let Some(parent) = self.scopes[self.current.0].parent {
            self.current = parent;
        }
    }

    pub(crate) fn kind(&self) -> ScopeKind {
        self.scopes[self.current.0].kind
    }

    /// Counts how many iterables of comprehensions surround the current expression.
    pub(crate) fn iterable(&mut self, enter: bool) {
        let depth = &mut self.scopes[self.current.0].iter_expr_depth;
        *depth = if enter { *depth + 1 } else { depth.saturating_sub(1) };
    }

    pub(crate) fn in_iterable(&self) -> bool {
        self.scopes[self.current.0].iter_expr_depth > 0
    }

    fn symbol(&mut self, scope: ScopeId, name: NameId) -> &mut Symbol {
        let scope = &mut self.scopes[scope.0];
        let next = scope.symbols.len();
        let at = *scope.index.entry(name).or_insert(next);
        if at == next {
            let (directive, captured, meaning) = (Span::default(), false, Meaning::ImplicitGlobal);
            scope.symbols.push(Symbol { name, flags: 0, directive, captured, meaning });
        }
        &mut scope.symbols[at]
    }

    fn flags_in(&self, scope: ScopeId, name: NameId) -> u8 {
        let scope = &self.scopes[scope.0];
        scope.index.get(&name).map_or(0, |&i| scope.symbols[i].flags)
    }

    /// How the current scope has used a name so far.
    pub(crate) fn flags(&self, name: NameId) -> u8 {
        self.flags_in(self.current, name)
    }

    pub(crate) fn note(&mut self, name: NameId, flags: u8) {
        self.symbol(self.current, name).flags |= flags;
    }

    /// A parameter; false when the name is taken already.
    pub(crate) fn parameter(&mut self, name: NameId) -> bool {
        let fresh = self.flags(name) & flag::PARAM == 0;
        self.note(name, flag::PARAM);
        self.params.entry(self.current).or_default().push(name);
        fresh
    }

    /// `global` or `nonlocal`, after the caller has checked [`Self::flags`].
    pub(crate) fn directive(&mut self, name: NameId, flags: u8, span: Span) {
        let symbol = self.symbol(self.current, name);
        symbol.flags |= flags;
        if symbol.directive == Span::default() {
            symbol.directive = span;
        }
    }

    /// A loop variable of the current comprehension.
    pub(crate) fn iteration_variable(&mut self, name: NameId, text: &str, span: Span) -> Result<(), Fault> {
        if self.flags(name) & (flag::GLOBAL | flag::NONLOCAL) != 0 {
            let message = format!("comprehension inner loop cannot rebind assignment expression target '{text}'");
            return Err(Fault::syntax(message, span));
        }
        self.note(name, flag::LOCAL | flag::ITERATION);
        Ok(())
    }

    /// `name := ...` inside comprehensions binds in the block around them.
    pub(crate) fn walrus_in_comprehension(&mut self, name: NameId, text: &str, span: Span) -> Result<(), Fault> {
        let mut at = self.current;
        loop {
            let scope = &self.scopes[at.0];
            if scope.kind.is_comprehension() {
                if self.flags_in(at, name) & flag::ITERATION != 0 {
                    let message = format!("assignment expression cannot rebind comprehension iteration variable '{text}'");
                    return Err(Fault::syntax(message, span));
                }
                match scope.parent {
                    Some(parent) => at = parent,
                    None => return Ok(()),
                }
                continue;
            }
            let declared = match scope.kind {
                ScopeKind::Class => {
                    let message = "assignment expression within a comprehension cannot be used in a class body";
                    return Err(Fault::syntax(message, span));
                }
                ScopeKind::Module | ScopeKind::Namespace => flag::GLOBAL,
                _ if self.flags_in(at, name) & flag::GLOBAL != 0 => flag::GLOBAL,
                _ => flag::NONLOCAL,
            };
            self.directive(name, declared | flag::LOCAL, span);
            let outermost = matches!(self.scopes[at.0].kind, ScopeKind::Module | ScopeKind::Namespace);
            let outer = if declared == flag::GLOBAL && outermost { flag::GLOBAL } else { flag::LOCAL };
            self.symbol(at, name).flags |= outer;
            return Ok(());
        }
    }

    /// Settles every name and lays out every block.
    pub(crate) fn resolve(mut self, names: &Names) -> Result<Table, Fault> {
        let class_name = names.index.get("__class__").copied();
        let mut wanted: Vec<(ScopeId, ScopeId, NameId)> = Vec::new();
        for id in 0..self.scopes.len() {
            for i in 0..self.scopes[id].symbols.len() {
                let symbol = &self.scopes[id].symbols[i];
                let (name, flags, span) = (symbol.name, symbol.flags, symbol.directive);
                let meaning = self.meaning(ScopeId(id), name, flags, span, names, class_name)?;
                self.scopes[id].symbols[i].meaning = meaning;
                if let Meaning::Outer(owner) = meaning {
                    wanted.push((ScopeId(id), owner, name));
                }
            }
        }
        let mut frees: HashMap<ScopeId, Vec<(ScopeId, NameId)>> = HashMap::default();
        for (user, owner, name) in wanted {
            let (mut block, home) = (self.scopes[user.0].block, self.scopes[owner.0].block);
            if block != home || self.scopes[owner.0].kind == ScopeKind::Class {
                self.symbol(owner, name).captured = true;
            }
            while block != home {
                let list = frees.entry(block).or_default();
                if !list.contains(&(owner, name)) {
                    list.push((owner, name));
                }
                match self.scopes[block.0].parent {
                    Some(parent) => block = self.scopes[parent.0].block,
                    None => break,
                }
            }
        }
        Ok(self.lay_out(frees, names))
    }

    fn meaning(
        &self,
        scope: ScopeId,
        name: NameId,
        flags: u8,
        span: Span,
        names: &Names,
        class_name: Option<NameId>,
    ) -> Result<Meaning, Fault> {
        let text = || names.text(name);
        if flags & flag::GLOBAL != 0 {
            if flags & flag::NONLOCAL != 0 {
                return Err(Fault::syntax(format!("name '{}' is nonlocal and global", text()), span));
            }
            return Ok(Meaning::ExplicitGlobal);
        }
        if flags & flag::NONLOCAL != 0 {
            if matches!(self.scopes[scope.0].kind, ScopeKind::Module | ScopeKind::Namespace) {
                return Err(Fault::syntax("nonlocal declaration not allowed at module level", span));
            }
            let owner = self.binding_scope(scope, name, class_name);
            let missing = || Fault::syntax(format!("no binding for nonlocal '{}' found", text()), span);
            return owner.map(Meaning::Outer).ok_or_else(missing);
        }
        if flags & flag::BOUND != 0 {
            return Ok(Meaning::Own);
        }
        Ok(self.binding_scope(scope, name, class_name).map_or(Meaning::ImplicitGlobal, Meaning::Outer))
    }

    /// The enclosing function scope that binds a name; a class binds `__class__` for its methods.
    fn binding_scope(&self, scope: ScopeId, name: NameId, class_name: Option<NameId>) -> Option<ScopeId> {
        let mut at = self.scopes[scope.0].parent;
        while let Some(id) = at {
            let outer = &self.scopes[id.0];
            let flags = self.flags_in(id, name);
            if outer.kind == ScopeKind::Class {
                if Some(name) == class_name {
                    return Some(id);
                }
            } else if outer.kind.is_function() {
                if flags & flag::GLOBAL != 0 {
                    return None;
                }
                if flags & flag::BOUND != 0 && flags & flag::NONLOCAL == 0 {
                    return Some(id);
                }
            }
            at = outer.parent;
        }
        None
    }

    fn lay_out(mut self, frees: HashMap<ScopeId, Vec<(ScopeId, NameId)>>, names: &Names) -> Table {
        let mut layouts: HashMap<ScopeId, Layout> = HashMap::default();
        for id in (0..self.scopes.len()).map(ScopeId) {
            let scope = &self.scopes[id.0];
            let layout = layouts.entry(scope.block).or_default();
            if scope.block == id {
                layout.function = self.functions.get(&id).copied();
                layout.params = self.params.remove(&id).unwrap_or_default();
                for &param in &layout.params {
                    let slot = layout.locals.len() as u32;
                    layout.locals.push(param);
                    layout.local_slot.insert((id, param), slot);
                }
            }
            for symbol in &scope.symbols {
                if symbol.captured {
                    let param = layout.local_slot.get(&(id, symbol.name)).copied();
                    layout.cell_slot.insert((id, symbol.name), layout.cells.len() as u32);
                    layout.cells.push(CellVar { name: symbol.name, param });
                } else if symbol.meaning == Meaning::Own && scope.kind.is_function() && symbol.flags & flag::PARAM == 0 {
                    layout.local_slot.insert((id, symbol.name), layout.locals.len() as u32);
                    layout.locals.push(symbol.name);
                }
            }
        }
        for id in (0..self.scopes.len()).map(ScopeId) {
            let Some(mut list) = frees.get(&id).cloned() else {
                continue;
            };
            list.sort_by_key(|&(owner, name)| (names.text(name).to_owned(), owner.0));
            let parent_block = self.scopes[id.0].parent.map_or(id, |p| self.scopes[p.0].block);
            for (owner, name) in list {
                let parent = &layouts[&parent_block];
                let source = match parent.cell_slot.get(&(owner, name)) {
                    Some(&cell) => Capture::Cell(cell),
                    None => Capture::Free(parent.free_slot.get(&(owner, name)).copied().unwrap_or_default()),
                };
                if let Some(layout) = layouts.get_mut(&id) {
                    layout.free_slot.insert((owner, name), layout.frees.len() as u32);
                    layout.frees.push(FreeVar { name, source });
                }
            }
        }
        Table { scopes: self.scopes, layouts, function_count: self.function_count }
    }
}

/// Resolved scopes.
#[derive(Debug)]
pub(crate) struct Table {
    scopes: Vec<Scope>,
    layouts: HashMap<ScopeId, Layout>,
    function_count: u32,
}

impl Table {
    pub(crate) fn function_count(&self) -> u32 {
        self.function_count
    }

    pub(crate) fn kind(&self, scope: ScopeId) -> ScopeKind {
        self.scopes[scope.0].kind
    }

    pub(crate) fn block_of(&self, scope: ScopeId) -> ScopeId {
        self.scopes[scope.0].block
    }

    /// Slots of the block that a scope belongs to.
    pub(crate) fn layout(&self, scope: ScopeId) -> &Layout {
        &self.layouts[&self.scopes[scope.0].block]
    }

    pub(crate) fn is_explicit_global(&self, scope: ScopeId, name: NameId) -> bool {
        self.symbol(scope, name).is_some_and(|s| s.meaning == Meaning::ExplicitGlobal)
    }

    fn symbol(&self, scope: ScopeId, name: NameId) -> Option<&Symbol> {
        let scope = &self.scopes[scope.0];
        scope.index.get(&name).map(|&i| &scope.symbols[i])
    }

    /// The variable that a name means when it is read in a scope.
    pub(crate) fn load(&self, scope: ScopeId, name: NameId) -> Place {
        match (self.store(scope, name), self.kind(scope)) {
            (Place::Free(index), ScopeKind::Class) => Place::ClassFree(name, index),
            (place, _) => place,
        }
    }

    /// The variable that a name means when it is bound or deleted in a scope.
    pub(crate) fn store(&self, scope: ScopeId, name: NameId) -> Place {
        let kind = self.kind(scope);
        let meaning = self.symbol(scope, name).map_or(Meaning::ImplicitGlobal, |s| s.meaning);
        let owner = match meaning {
            Meaning::ExplicitGlobal => return Place::Global(name),
            Meaning::ImplicitGlobal | Meaning::Own if matches!(kind, ScopeKind::Class | ScopeKind::Namespace) => {
                return Place::ClassName(name);
            }
            Meaning::ImplicitGlobal => return Place::Global(name),
            Meaning::Own if kind == ScopeKind::Module => return Place::Global(name),
            Meaning::Own => scope,
            Meaning::Outer(owner) => owner,
        };
        let layout = self.layout(scope);
        let key = (owner, name);
        if let Some(&cell) = layout.cell_slot.get(&key) {
            return Place::Cell(cell);
        }
        if let Some(&free) = layout.free_slot.get(&key) {
            return Place::Free(free);
        }
        layout.local_slot.get(&key).map_or(Place::Global(name), |&slot| Place::Local(slot))
    }

    /// A further local slot of the block around a scope, which no name of the program means.
    pub(crate) fn add_local(&mut self, scope: ScopeId, name: NameId) -> Place {
        let block = self.scopes[scope.0].block;
        let layout = self.layouts.entry(block).or_default();
        layout.locals.push(name);
        Place::Local(layout.locals.len() as u32 - 1)
    }

    /// Cell of `__class__` in a class body whose methods need it.
    pub(crate) fn class_cell(&self, scope: ScopeId, class_name: NameId) -> Option<u32> {
        self.layout(scope).cell_slot.get(&(scope, class_name)).copied()
    }

    /// Slots and cells of a comprehension's own variables.
    pub(crate) fn own_slots(&self, scope: ScopeId) -> (Vec<u32>, Vec<u32>) {
        let layout = self.layout(scope);
        let (mut locals, mut cells) = (Vec::new(), Vec::new());
        for symbol in &self.scopes[scope.0].symbols {
            let key = (scope, symbol.name);
            if let Some(&cell) = layout.cell_slot.get(&key) {
                cells.push(cell);
            } else if let Some(&slot) = layout.local_slot.get(&key) {
                locals.push(slot);
            }
        }
        (locals, cells)
    }
}
