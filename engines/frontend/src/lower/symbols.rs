//! First walk over the syntax tree: opens scopes and notes every binding and use, in the order of CPython's symbol table,
//! so that its errors come out in the same order too.

use ruff_python_ast::{self as ast, Expr, Stmt};
use rustc_hash::FxHashMap;

use super::{address, grow, span};
use crate::check;
use crate::diagnostic::Fault;
use crate::hir::{NameId, Span};
use crate::scope::{Builder, Names, ScopeId, ScopeKind, flag, mangle};

/// Deepest nesting of statements and expressions, as CPython's compiler with its default recursion limit.
const MAX_DEPTH: u32 = 2_990;

/// What the walk leaves behind.
pub(super) struct Collected {
    pub(super) builder: Builder,
    pub(super) scopes: FxHashMap<usize, ScopeId>,
}

/// Collects the symbols of a module.
pub(super) fn collect(body: &[Stmt], top: ScopeKind, names: &mut Names, future_annotations: bool) -> Result<Collected, Fault> {
    let builder = Builder::new(top);
    let scopes = FxHashMap::default();
    let mut walk = Walk { builder, scopes, names, private: None, future_annotations, depth: 0 };
    walk.body(body)?;
    Ok(Collected { builder: walk.builder, scopes: walk.scopes })
}

struct Walk<'n> {
    builder: Builder,
    scopes: FxHashMap<usize, ScopeId>,
    names: &'n mut Names,
    /// Class whose private names are mangled.
    private: Option<String>,
    future_annotations: bool,
    depth: u32,
}

impl Walk<'_> {
    fn name(&mut self, text: &str) -> NameId {
        if text.starts_with("__") && self.private.is_some() {
            return self.names.intern(&mangle(self.private.as_deref(), text));
        }
        self.names.intern(text)
    }

    fn deeper<T>(&mut self, walk: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Fault::too_deep());
        }
        let result = grow(|| walk(self));
        self.depth -= 1;
        result
    }

    fn body(&mut self, body: &[Stmt]) -> Result<(), Fault> {
        body.iter().try_for_each(|s| self.statement(s))
    }

    fn exprs<'a>(&mut self, exprs: impl IntoIterator<Item = &'a Expr>) -> Result<(), Fault> {
        exprs.into_iter().try_for_each(|e| self.expr(e))
    }

    fn bind(&mut self, text: &str, place: Span) -> Result<(), Fault> {
        check::bindable(text, place)?;
        let name = self.name(text);
        self.builder.note(name, flag::LOCAL);
        Ok(())
    }

    fn statement(&mut self, stmt: &Stmt) -> Result<(), Fault> {
        self.deeper(|walk| walk.statement_inner(stmt))
    }

    fn statement_inner(&mut self, stmt: &Stmt) -> Result<(), Fault> {
        match stmt {
            Stmt::FunctionDef(s) => self.function(s),
            Stmt::ClassDef(s) => self.class(s),
            Stmt::Return(s) => self.exprs(s.value.as_deref()),
            Stmt::Delete(s) => self.exprs(&s.targets),
            Stmt::Assign(s) => {
                self.exprs(&s.targets)?;
                self.expr(&s.value)
            }
            Stmt::AugAssign(s) => {
                self.expr(&s.target)?;
                self.expr(&s.value)
            }
            Stmt::AnnAssign(s) => self.ann_assign(s),
            Stmt::For(s) => {
                self.expr(&s.target)?;
                self.expr(&s.iter)?;
                self.body(&s.body)?;
                self.body(&s.orelse)
            }
            Stmt::While(s) => {
                self.expr(&s.test)?;
                self.body(&s.body)?;
                self.body(&s.orelse)
            }
            Stmt::If(s) => {
                self.expr(&s.test)?;
                self.body(&s.body)?;
                // `elif` nests in the resolved tree, so each clause counts as a level.
                let depth = self.depth;
                for clause in &s.elif_else_clauses {
                    self.depth += 1;
                    self.exprs(&clause.test)?;
                    self.body(&clause.body)?;
                }
                self.depth = depth;
                Ok(())
            }
            Stmt::With(s) => {
                for item in &s.items {
                    self.expr(&item.context_expr)?;
                    self.exprs(item.optional_vars.as_deref())?;
                }
                self.body(&s.body)
            }
            Stmt::Raise(s) => {
                self.exprs(s.exc.as_deref())?;
                self.exprs(s.cause.as_deref())
            }
            Stmt::Try(s) => self.try_statement(s),
            Stmt::Assert(s) => {
                self.expr(&s.test)?;
                self.exprs(s.msg.as_deref())
            }
            Stmt::Import(s) => s.names.iter().try_for_each(|alias| self.import(alias)),
            Stmt::ImportFrom(s) => s.names.iter().try_for_each(|alias| self.import(alias)),
            Stmt::Global(s) => s.names.iter().try_for_each(|n| self.directive(n, flag::GLOBAL, span(s))),
            Stmt::Nonlocal(s) => s.names.iter().try_for_each(|n| self.directive(n, flag::NONLOCAL, span(s))),
            Stmt::Expr(s) => self.expr(&s.value),
            Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) => Ok(()),
            Stmt::Match(s) => {
                self.expr(&s.subject)?;
                for case in &s.cases {
                    self.pattern(&case.pattern)?;
                    self.exprs(case.guard.as_deref())?;
                    self.body(&case.body)?;
                }
                Ok(())
            }
            Stmt::TypeAlias(s) => Err(Fault::syntax("invalid syntax", span(s))),
            Stmt::IpyEscapeCommand(s) => Err(Fault::syntax("invalid syntax", span(s))),
        }
    }

    fn function(&mut self, s: &ast::StmtFunctionDef) -> Result<(), Fault> {
        if let Some(params) = &s.type_params {
            return Err(Fault::syntax("expected '('", span(&**params)));
        }
        self.bind(&s.name.id, span(&s.name))?;
        self.defaults(&s.parameters)?;
        if !self.future_annotations {
            let annotations = s.parameters.iter().filter_map(|p| p.as_parameter().annotation());
            self.exprs(annotations)?;
            self.exprs(s.returns.as_deref())?;
        }
        self.exprs(s.decorator_list.iter().map(|d| &d.expression))?;
        self.open(address(s), if s.is_async { ScopeKind::AsyncDef } else { ScopeKind::Def });
        self.parameters(&s.parameters)?;
        self.body(&s.body)?;
        self.builder.leave();
        Ok(())
    }

    fn open(&mut self, node: usize, kind: ScopeKind) {
        let id = self.builder.enter(kind);
        self.scopes.insert(node, id);
    }

    fn defaults(&mut self, params: &ast::Parameters) -> Result<(), Fault> {
        let positional = params.posonlyargs.iter().chain(&params.args);
        self.exprs(positional.chain(&params.kwonlyargs).filter_map(|p| p.default.as_deref()))
    }

    fn parameters(&mut self, params: &ast::Parameters) -> Result<(), Fault> {
        let plain = params.posonlyargs.iter().chain(&params.args).chain(&params.kwonlyargs).map(|p| &p.parameter);
        for param in plain.chain(params.vararg.as_deref()).chain(params.kwarg.as_deref()) {
            check::bindable(&param.name.id, span(&param.name))?;
            let name = self.name(&param.name.id);
            if !self.builder.parameter(name) {
                let message = format!("duplicate argument '{}' in function definition", self.names.text(name));
                return Err(Fault::syntax(message, span(&param.name)));
            }
        }
        Ok(())
    }

    fn class(&mut self, s: &ast::StmtClassDef) -> Result<(), Fault> {
        if let Some(params) = &s.type_params {
            return Err(Fault::syntax("invalid syntax", span(&**params)));
        }
        self.bind(&s.name.id, span(&s.name))?;
        if let Some(arguments) = &s.arguments {
            self.exprs(&arguments.args)?;
            self.exprs(arguments.keywords.iter().map(|k| &k.value))?;
        }
        self.exprs(s.decorator_list.iter().map(|d| &d.expression))?;
        self.open(address(s), ScopeKind::Class);
        let outer = self.private.replace(s.name.id.to_string());
        self.body(&s.body)?;
        self.private = outer;
        self.builder.leave();
        Ok(())
    }

    fn ann_assign(&mut self, s: &ast::StmtAnnAssign) -> Result<(), Fault> {
        if let Expr::Name(target) = &*s.target {
            check::bindable(&target.id, span(target))?;
            let name = self.name(&target.id);
            let declared = self.builder.flags(name) & (flag::GLOBAL | flag::NONLOCAL);
            if s.simple && declared != 0 && self.builder.kind() != ScopeKind::Module {
                let word = if declared & flag::GLOBAL != 0 { "global" } else { "nonlocal" };
                return Err(Fault::syntax(format!("annotated name '{}' can't be {word}", target.id), span(s)));
            }
            if s.simple {
                self.builder.note(name, flag::ANNOTATED | flag::LOCAL);
            } else if s.value.is_some() {
                self.builder.note(name, flag::LOCAL);
            }
        } else {
            self.expr(&s.target)?;
        }
        if !self.future_annotations {
            self.expr(&s.annotation)?;
        }
        self.exprs(s.value.as_deref())
    }

    fn try_statement(&mut self, s: &ast::StmtTry) -> Result<(), Fault> {
        self.body(&s.body)?;
        for ast::ExceptHandler::ExceptHandler(handler) in &s.handlers {
            self.exprs(handler.type_.as_deref())?;
            if let Some(name) = &handler.name {
                self.bind(&name.id, span(name))?;
            }
            self.body(&handler.body)?;
        }
        self.body(&s.orelse)?;
        self.body(&s.finalbody)
    }

    /// Names that a pattern binds, and expressions in it.
    fn pattern(&mut self, pattern: &ast::Pattern) -> Result<(), Fault> {
        self.deeper(|walk| match pattern {
            ast::Pattern::MatchValue(p) => walk.expr(&p.value),
            ast::Pattern::MatchSingleton(_) => Ok(()),
            ast::Pattern::MatchSequence(p) => p.patterns.iter().try_for_each(|p| walk.pattern(p)),
            ast::Pattern::MatchMapping(p) => {
                walk.exprs(&p.keys)?;
                p.patterns.iter().try_for_each(|p| walk.pattern(p))?;
                walk.capture(p.rest.as_ref())
            }
            ast::Pattern::MatchClass(p) => {
                walk.expr(&p.cls)?;
                p.arguments.patterns.iter().try_for_each(|p| walk.pattern(p))?;
                p.arguments.keywords.iter().try_for_each(|k| walk.pattern(&k.pattern))
            }
            ast::Pattern::MatchStar(p) => walk.capture(p.name.as_ref()),
            ast::Pattern::MatchAs(p) => {
                p.pattern.iter().try_for_each(|p| walk.pattern(p))?;
                walk.capture(p.name.as_ref())
            }
            ast::Pattern::MatchOr(p) => p.patterns.iter().try_for_each(|p| walk.pattern(p)),
        })
    }

    fn capture(&mut self, name: Option<&ast::Identifier>) -> Result<(), Fault> {
        name.map_or(Ok(()), |name| self.bind(&name.id, span(name)))
    }

    fn import(&mut self, alias: &ast::Alias) -> Result<(), Fault> {
        if alias.asname.is_none() && alias.name.id == "*" {
            if !matches!(self.builder.kind(), ScopeKind::Module | ScopeKind::Namespace) {
                return Err(Fault::syntax("import * only allowed at module level", span(alias)));
            }
            return Ok(());
        }
        let bound = alias.asname.as_ref().unwrap_or(&alias.name);
        let first = bound.id.split('.').next().unwrap_or_default();
        self.bind(first, span(alias))
    }

    fn directive(&mut self, name: &ast::Identifier, directive: u8, place: Span) -> Result<(), Fault> {
        let id = self.name(&name.id);
        check::directive(&name.id, self.builder.flags(id), directive, place)?;
        self.builder.directive(id, directive, place);
        Ok(())
    }

    fn expr(&mut self, expr: &Expr) -> Result<(), Fault> {
        if let Expr::Name(name) = expr {
            return self.name_expr(name);
        }
        self.deeper(|walk| walk.expr_inner(expr))
    }

    fn name_expr(&mut self, e: &ast::ExprName) -> Result<(), Fault> {
        let name = self.name(&e.id);
        if e.ctx == ast::ExprContext::Load {
            self.builder.note(name, flag::USE);
            if e.id == "super" && self.builder.kind().is_function() {
                let class = self.names.intern("__class__");
                self.builder.note(class, flag::USE);
            }
            return Ok(());
        }
        check::bindable(&e.id, span(e))?;
        self.builder.note(name, flag::LOCAL);
        Ok(())
    }

    fn expr_inner(&mut self, expr: &Expr) -> Result<(), Fault> {
        match expr {
            Expr::Name(e) => self.name_expr(e),
            Expr::BoolOp(e) => self.exprs(&e.values),
            Expr::Named(e) => self.named(e),
            Expr::BinOp(e) => {
                self.expr(&e.left)?;
                self.expr(&e.right)
            }
            Expr::UnaryOp(e) => self.expr(&e.operand),
            Expr::Lambda(e) => self.lambda(e),
            Expr::If(e) => {
                self.expr(&e.test)?;
                self.expr(&e.body)?;
                self.expr(&e.orelse)
            }
            Expr::Dict(e) => e.items.iter().try_for_each(|item| {
                self.exprs(&item.key)?;
                self.expr(&item.value)
            }),
            Expr::Set(e) => self.exprs(&e.elts),
            Expr::List(e) => self.exprs(&e.elts),
            Expr::Tuple(e) => self.exprs(&e.elts),
            Expr::ListComp(e) => self.comprehension(ScopeKind::ListComp, address(e), &e.generators, &e.elt, None),
            Expr::SetComp(e) => self.comprehension(ScopeKind::SetComp, address(e), &e.generators, &e.elt, None),
            Expr::DictComp(e) => {
                let Some(key) = e.key.as_deref() else {
                    return Err(Fault::syntax("dict unpacking cannot be used in dict comprehension", span(e)));
                };
                self.comprehension(ScopeKind::DictComp, address(e), &e.generators, key, Some(&e.value))
            }
            Expr::Generator(e) => self.comprehension(ScopeKind::Generator, address(e), &e.generators, &e.elt, None),
            Expr::Await(e) => self.expr(&e.value),
            Expr::Yield(e) => {
                check::yield_in_comprehension(self.builder.kind(), span(e))?;
                self.exprs(e.value.as_deref())
            }
            Expr::YieldFrom(e) => {
                check::yield_in_comprehension(self.builder.kind(), span(e))?;
                self.expr(&e.value)
            }
            Expr::Compare(e) => {
                self.expr(&e.left)?;
                self.exprs(&e.comparators)
            }
            Expr::Call(e) => {
                self.expr(&e.func)?;
                self.exprs(&e.arguments.args)?;
                self.exprs(e.arguments.keywords.iter().map(|k| &k.value))
            }
            Expr::FString(e) => e.value.elements().try_for_each(|element| self.fstring_element(element, 1)),
            Expr::TString(e) => Err(Fault::syntax("invalid syntax", span(e))),
            Expr::Attribute(e) => self.expr(&e.value),
            Expr::Subscript(e) => {
                self.expr(&e.value)?;
                self.expr(&e.slice)
            }
            Expr::Starred(e) => self.expr(&e.value),
            Expr::Slice(e) => {
                self.exprs(e.lower.as_deref())?;
                self.exprs(e.upper.as_deref())?;
                self.exprs(e.step.as_deref())
            }
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => Ok(()),
            Expr::IpyEscapeCommand(e) => Err(Fault::syntax("invalid syntax", span(e))),
        }
    }

    fn fstring_element(&mut self, element: &ast::InterpolatedStringElement, depth: u32) -> Result<(), Fault> {
        let ast::InterpolatedStringElement::Interpolation(value) = element else {
            return Ok(());
        };
        if depth > 2 {
            return Err(Fault::syntax("f-string: expressions nested too deeply", span(value)));
        }
        self.expr(&value.expression)?;
        match &value.format_spec {
            Some(spec) => spec.elements.iter().try_for_each(|inner| self.fstring_element(inner, depth + 1)),
            None => Ok(()),
        }
    }

    fn named(&mut self, e: &ast::ExprNamed) -> Result<(), Fault> {
        let place = span(e);
        if self.builder.in_iterable() {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            return Err(Fault::syntax(message, place));
        }
        let Expr::Name(target) = &*e.target else {
            return Err(Fault::syntax("invalid syntax", span(&*e.target)));
        };
        check::bindable(&target.id, span(target))?;
        let name = self.name(&target.id);
        if self.builder.kind().is_comprehension() {
            self.builder.walrus_in_comprehension(name, &target.id, span(target))?;
            return self.expr(&e.value);
        }
        self.expr(&e.value)?;
        self.builder.note(name, flag::LOCAL);
        Ok(())
    }

    fn lambda(&mut self, e: &ast::ExprLambda) -> Result<(), Fault> {
        if let Some(params) = &e.parameters {
            self.defaults(params)?;
        }
        self.open(address(e), ScopeKind::Lambda);
        if let Some(params) = &e.parameters {
            self.parameters(params)?;
        }
        self.expr(&e.body)?;
        self.builder.leave();
        Ok(())
    }

    fn comprehension(
        &mut self,
        kind: ScopeKind,
        node: usize,
        generators: &[ast::Comprehension],
        element: &Expr,
        value: Option<&Expr>,
    ) -> Result<(), Fault> {
        // The clauses of a generator expression are loops inside each other.
        if kind == ScopeKind::Generator && self.depth + generators.len() as u32 > MAX_DEPTH {
            return Err(Fault::too_deep());
        }
        for (i, clause) in generators.iter().enumerate() {
            if i == 0 {
                self.iterable_expr(&clause.iter)?;
                self.open(node, kind);
                if kind == ScopeKind::Generator {
                    let outermost = self.names.intern(".0");
                    self.builder.parameter(outermost);
                }
            }
            self.iteration_target(&clause.target)?;
            if i > 0 {
                self.iterable_expr(&clause.iter)?;
            }
            self.exprs(&clause.ifs)?;
        }
        self.exprs(value)?;
        self.expr(element)?;
        self.builder.leave();
        Ok(())
    }

    fn iterable_expr(&mut self, expr: &Expr) -> Result<(), Fault> {
        self.builder.iterable(true);
        self.expr(expr)?;
        self.builder.iterable(false);
        Ok(())
    }

    fn iteration_target(&mut self, target: &Expr) -> Result<(), Fault> {
        match target {
            Expr::Name(e) => {
                check::bindable(&e.id, span(e))?;
                let name = self.name(&e.id);
                self.builder.iteration_variable(name, &e.id, span(e))
            }
            Expr::Tuple(e) => e.elts.iter().try_for_each(|t| self.deeper(|w| w.iteration_target(t))),
            Expr::List(e) => e.elts.iter().try_for_each(|t| self.deeper(|w| w.iteration_target(t))),
            Expr::Starred(e) => self.deeper(|w| w.iteration_target(&e.value)),
            other => self.expr(other),
        }
    }
}
