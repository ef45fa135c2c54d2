//! Syntax tree to resolved tree, in two walks: `symbols` settles what each name means, the others build the tree.
//!
//! Only this module and `parse` name the parser's types. Semantic errors are raised where CPython's compiler raises
//! them, worded by [`crate::check`].

mod comprehension;
mod coroutine;
mod expression;
mod fstring;
mod function;
mod future;
mod literal;
mod pattern;
mod star;
mod statement;
mod symbols;
mod target;
mod unparse;

use ruff_python_ast::{self as ast, Stmt};
use ruff_text_size::Ranged;
use rustc_hash::FxHashMap;

use crate::diagnostic::{Fault, line_starts};
use crate::hir::{self, Function, FunctionKind, GeneratorKind, NameId, Params, Place, Program, Span};
use crate::scope::{Names, ScopeId, ScopeKind, Table, mangle};

/// Byte range of a node.
pub(crate) fn span(node: &impl Ranged) -> Span {
    Span { start: node.start().to_u32(), end: node.end().to_u32() }
}

/// Runs a recursive step with enough native stack for it.
pub(crate) fn grow<T>(step: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(256 * 1024, 4 * 1024 * 1024, step)
}

/// Identity of a node while the tree stands still.
fn address<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}

/// From `def` or `class` to the end, decorators left out.
fn header_span(node: &(impl Ranged + Decorated)) -> Span {
    Span { start: node.header_start(), end: node.end().to_u32() }
}

/// A statement that may stand behind decorators.
trait Decorated {
    /// Where the statement's name stands.
    fn header_start(&self) -> u32;
}

impl Decorated for ast::StmtFunctionDef {
    fn header_start(&self) -> u32 {
        let keyword = if self.is_async { "async def " } else { "def " };
        start_before_name(self.range().start().to_u32(), &self.decorator_list, &self.name, keyword)
    }
}

impl Decorated for ast::StmtClassDef {
    fn header_start(&self) -> u32 {
        start_before_name(self.range().start().to_u32(), &self.decorator_list, &self.name, "class ")
    }
}

/// The statement's own start without decorators, else the usual distance before its name (exact unless the source has
/// odd spacing between keyword and name; only the line matters).
fn start_before_name(start: u32, decorators: &[ast::Decorator], name: &ast::Identifier, keyword: &str) -> u32 {
    match decorators.last() {
        None => start,
        Some(last) => name.start().to_u32().saturating_sub(keyword.len() as u32).max(last.end().to_u32()),
    }
}

/// The `except` clause without its body.
fn handler_span(handler: &ast::ExceptHandler) -> Span {
    let ast::ExceptHandler::ExceptHandler(handler) = handler;
    let whole = span(handler);
    Span { end: handler.type_.as_ref().map_or(whole.start + 6, |t| t.end().to_u32()), ..whole }
}

/// Lowers a whole module, or text for `exec` and `eval`.
pub(crate) fn lower_module(body: &[Stmt], path: &str, source: &str, form: Form) -> Result<Program, Fault> {
    let mut names = Names::default();
    let future_annotations = future::annotations(body)?;
    let (top, kind) = match form.own_namespace {
        true => (ScopeKind::Namespace, FunctionKind::Namespace),
        false => (ScopeKind::Module, FunctionKind::Module),
    };
    let collected = symbols::collect(body, top, &mut names, future_annotations)?;
    let table = collected.builder.resolve(&names)?;
    let functions = (0..table.function_count()).map(|_| None).collect();
    let class_cell_name = names.intern("__class__");
    let mut lower = Lower {
        source,
        names,
        table,
        scopes: collected.scopes,
        functions,
        scope: ScopeId(0),
        private: None,
        qualname_prefix: String::new(),
        flow: Flow::default(),
        first_param: None,
        attributes_set: Vec::new(),
        future_annotations,
        class_cell_name,
        prompt: form.mode == Mode::Single,
    };
    let whole = Span { start: 0, end: source.len() as u32 };
    let module = lower.names.intern("<module>");
    lower.block(Block { scope: ScopeId(0), kind, name: module, span: whole }, Params::default(), |l| match form.mode {
        Mode::Exec => l.documented_body(body),
        Mode::Single => Ok((None, l.body(body)?)),
        Mode::Eval => l.single_expression(body, whole),
    })?;
    let functions = lower.functions.into_iter().flatten().collect();
    Ok(Program {
        path: path.to_owned(),
        source: source.to_owned(),
        line_starts: line_starts(source),
        names: lower.names.into_list(),
        functions,
    })
}

/// State of the second walk.
struct Lower<'s> {
    source: &'s str,
    names: Names,
    table: Table,
    scopes: FxHashMap<usize, ScopeId>,
    functions: Vec<Option<Function>>,
    scope: ScopeId,
    /// Class whose private names are mangled.
    private: Option<String>,
    /// What comes before the name of a function or class defined here.
    qualname_prefix: String,
    flow: Flow,
    /// First positional parameter of the current block, which `super()` takes.
    first_param: Option<NameId>,
    /// See [`Function::attributes_set`].
    attributes_set: Vec<NameId>,
    future_annotations: bool,
    class_cell_name: NameId,
    /// Values of expression statements are displayed.
    prompt: bool,
}

/// Where in a block the walk stands.
#[derive(Clone, Copy, Debug, Default)]
struct Flow {
    in_loop: bool,
    /// In the body of an `except*` clause, which no jump may leave.
    in_star: bool,
    /// A loop is around that clause.
    star_loop: bool,
    /// Open blocks as CPython counts them.
    blocks: u32,
    is_generator: bool,
    /// Holds `await` or its like.
    waits: bool,
    /// Where a `return` with a value stands.
    returned: Option<Span>,
    /// Bodies around the current statement within the block.
    depth: u32,
}

/// Identity of a block about to be lowered.
struct Block {
    scope: ScopeId,
    kind: FunctionKind,
    name: NameId,
    span: Span,
}

/// Docstring and statements.
type Body = (Option<String>, Vec<crate::hir::Stmt>);

/// How text is to be understood: the modes of `compile`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Statements.
    Exec,
    /// One expression, whose value the block returns.
    Eval,
    /// Statements; values of expressions are displayed.
    Single,
}

/// Mode and scope of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// Mode.
    pub mode: Mode,
    /// Its variables live in a namespace that the caller gives, beside the globals.
    pub own_namespace: bool,
}

impl Form {
    /// A file: statements whose variables are globals.
    pub const FILE: Form = Form { mode: Mode::Exec, own_namespace: false };
}

impl Lower<'_> {
    /// A slot of the current block for a value that no name of the program means.
    fn hidden(&mut self) -> Place {
        let name = self.names.intern(".t");
        self.table.add_local(self.scope, name)
    }

    /// The body of an `eval`.
    fn single_expression(&mut self, body: &[Stmt], whole: Span) -> Result<Body, Fault> {
        match body {
            [Stmt::Expr(s)] => {
                let value = self.expr(&s.value)?;
                let span = value.span;
                Ok((None, vec![hir::Stmt { kind: hir::StmtKind::Return(Some(value)), span }]))
            }
            [Stmt::Expr(_), second, ..] => Err(Fault::syntax("invalid syntax", span(second))),
            [first, ..] => Err(Fault::syntax("invalid syntax", span(first))),
            [] => Err(Fault::syntax("invalid syntax", whole)),
        }
    }

    fn name(&mut self, text: &str) -> NameId {
        if text.starts_with("__") && self.private.is_some() {
            return self.names.intern(&mangle(self.private.as_deref(), text));
        }
        self.names.intern(text)
    }

    fn load(&mut self, text: &str) -> Place {
        let name = self.name(text);
        self.table.load(self.scope, name)
    }

    fn store(&mut self, text: &str) -> Place {
        let name = self.name(text);
        self.table.store(self.scope, name)
    }

    fn scope_of<T>(&self, node: &T) -> ScopeId {
        self.scopes.get(&address(node)).copied().unwrap_or(self.scope)
    }

    /// Kind of the code block around the current place.
    fn block_kind(&self) -> ScopeKind {
        self.table.kind(self.table.block_of(self.scope))
    }

    /// Lowers one code block and files it under its number.
    fn block(&mut self, block: Block, params: Params, body: impl FnOnce(&mut Self) -> Result<Body, Fault>) -> Result<(), Fault> {
        let kind = block.kind;
        let text = self.names.text(block.name).to_owned();
        let declared = matches!(kind, FunctionKind::Def | FunctionKind::ClassBody) && {
            let mangled = self.name(&text);
            self.table.is_explicit_global(self.scope, mangled)
        };
        let prefix = if declared { "" } else { self.qualname_prefix.as_str() };
        let qualified = format!("{prefix}{text}");
        let inner_prefix = match kind {
            FunctionKind::Module => String::new(),
            FunctionKind::ClassBody => format!("{qualified}."),
            _ => format!("{qualified}.<locals>."),
        };
        let qualname = self.names.intern(&qualified);
        let outer = (self.scope, self.flow, self.first_param);
        let outer_prefix = std::mem::replace(&mut self.qualname_prefix, inner_prefix);
        (self.scope, self.flow, self.first_param) = (block.scope, Flow::default(), params.positional.first().copied());
        let outer_attributes = std::mem::take(&mut self.attributes_set);
        let (docstring, body) = body(self)?;
        let attributes_set = std::mem::replace(&mut self.attributes_set, outer_attributes);
        let flow = self.flow;
        self.qualname_prefix = outer_prefix;
        (self.scope, self.flow, self.first_param) = outer;
        let is_async = self.table.kind(block.scope) == ScopeKind::AsyncDef || kind == FunctionKind::GeneratorExpr && flow.waits;
        let generator_kind = match (is_async, flow.is_generator) {
            (true, true) => GeneratorKind::AsyncGenerator,
            (true, false) => GeneratorKind::Coroutine,
            (false, _) => GeneratorKind::Generator,
        };
        if let (GeneratorKind::AsyncGenerator, Some(place)) = (generator_kind, flow.returned) {
            return Err(Fault::syntax("'return' with value in async generator", place));
        }
        let layout = self.table.layout(block.scope);
        let Some(id) = layout.function else {
            return Ok(());
        };
        let function = Function {
            id,
            kind,
            name: block.name,
            qualname,
            params,
            locals: layout.locals.clone(),
            cells: layout.cells.clone(),
            frees: layout.frees.clone(),
            body,
            docstring,
            is_generator: flow.is_generator || is_async,
            generator_kind,
            class_cell: match kind {
                FunctionKind::ClassBody => self.table.class_cell(block.scope, self.class_cell_name),
                _ => None,
            },
            attributes_set,
            span: block.span,
        };
        self.functions[id.0 as usize] = Some(function);
        Ok(())
    }
}
