//! Comprehensions: list, set and dict inlined into the block around them, generator expressions as functions.

use ruff_python_ast::{self as ast, Expr};

use super::{Block, Lower, span};
use crate::check;
use crate::diagnostic::Fault;
use crate::hir::{self, CompClause, Comprehension, ExprKind, FunctionKind, Intrinsic, MakeFunction, Params, Place, StmtKind};
use crate::scope::ScopeKind;

impl Lower<'_> {
    pub(super) fn comprehension<T>(
        &mut self,
        node: &T,
        generators: &[ast::Comprehension],
        element: &Expr,
        value: Option<&Expr>,
    ) -> Result<Box<Comprehension>, Fault> {
        let outer = self.scope;
        let inner = self.scope_of(node);
        let segment = match self.table.kind(inner) {
            ScopeKind::SetComp => "<setcomp>.<locals>.",
            ScopeKind::DictComp => "<dictcomp>.<locals>.",
            _ => "<listcomp>.<locals>.",
        };
        let prefix_len = self.qualname_prefix.len();
        let mut clauses = Vec::with_capacity(generators.len());
        for (i, clause) in generators.iter().enumerate() {
            let iter = self.expr(&clause.iter)?;
            if i == 0 {
                self.scope = inner;
                self.qualname_prefix.push_str(segment);
            }
            let target = self.target(&clause.target)?;
            let (iter, waits) = match clause.is_async {
                true => {
                    check::async_comprehension(self.block_kind(), span(clause))?;
                    let (iter, waits) = self.async_clause(iter, span(clause));
                    (iter, Some(waits))
                }
                false => (iter, None),
            };
            let conditions = clause.ifs.iter().map(|e| self.expr(e)).collect::<Result<_, _>>()?;
            clauses.push(CompClause { target, iter, waits, conditions });
        }
        let element = self.expr(element)?;
        let value = self.optional(value)?;
        self.scope = outer;
        self.qualname_prefix.truncate(prefix_len);
        let (locals, fresh_cells) = self.table.own_slots(inner);
        Ok(Box::new(Comprehension { element, value, clauses, fresh_cells, locals }))
    }

    pub(super) fn generator(&mut self, e: &ast::ExprGenerator) -> Result<ExprKind, Fault> {
        let Some(outermost) = e.generators.first() else {
            return Err(Fault::syntax("invalid syntax", span(e)));
        };
        let mut first = self.boxed(&outermost.iter)?;
        let scope = self.scope_of(e);
        let name = self.names.intern("<genexpr>");
        let params = Params { positional: vec![self.names.intern(".0")], ..Params::default() };
        let block = Block { scope, kind: FunctionKind::GeneratorExpr, name, span: span(e) };
        self.block(block, params, |lower| {
            lower.flow.is_generator = true;
            Ok((None, lower.generator_loop(e, 0)?))
        })?;
        let function = self.make_function(scope, Vec::new(), Vec::new(), Vec::new());
        if outermost.is_async {
            // What the block gets is an asynchronous iterator, which has no `iter()`.
            first = Box::new(super::coroutine::intrinsic(Intrinsic::AsyncIter, vec![*first], span(&outermost.iter)));
            let func = hir::Expr { kind: ExprKind::Lambda(function), span: span(e) };
            let call = hir::Call { func, args: vec![hir::Item::One(*first)], keywords: Vec::new() };
            return Ok(ExprKind::Call(Box::new(call)));
        }
        Ok(ExprKind::GeneratorExpr { function, first })
    }

    /// The loop of clause `at`, with the later ones inside it.
    fn generator_loop(&mut self, e: &ast::ExprGenerator, at: usize) -> Result<Vec<hir::Stmt>, Fault> {
        let clause = &e.generators[at];
        let iter = match at {
            0 => hir::Expr { kind: ExprKind::Load(Place::Local(0)), span: span(&clause.iter) },
            _ => self.expr(&clause.iter)?,
        };
        let target = self.target(&clause.target)?;
        let mut tests = Vec::with_capacity(clause.ifs.len());
        for test in &clause.ifs {
            tests.push(self.expr(test)?);
        }
        if clause.is_async {
            self.flow.waits = true;
        }
        let mut body = if at + 1 < e.generators.len() {
            super::grow(|| self.generator_loop(e, at + 1))?
        } else {
            let place = span(&*e.elt);
            let value = self.expr(&e.elt)?;
            let kind = self.yielded(value);
            vec![hir::Stmt { kind: StmtKind::Expr(hir::Expr { kind, span: place }), span: place }]
        };
        let test = match tests.len() {
            0 | 1 => tests.pop(),
            _ => {
                let span = crate::hir::Span { end: tests[tests.len() - 1].span.end, ..tests[0].span };
                Some(hir::Expr { kind: ExprKind::And(tests), span })
            }
        };
        if let Some(test) = test {
            let span = test.span;
            body = vec![hir::Stmt { kind: StmtKind::If { test, body, orelse: Vec::new() }, span }];
        }
        if clause.is_async {
            let place = span(clause);
            // The first one is an asynchronous iterator already.
            let (iter, waits) = if at == 0 { (iter, self.async_clause_over(place)) } else { self.async_clause(iter, place) };
            return Ok(super::coroutine::async_loop(target, iter, waits, body, Vec::new(), place).into());
        }
        let kind = StmtKind::For { target, iter, body, orelse: Vec::new() };
        Ok(vec![hir::Stmt { kind, span: span(clause) }])
    }

    /// A function object of an already lowered block.
    pub(super) fn make_function(
        &self,
        scope: crate::scope::ScopeId,
        defaults: Vec<hir::Expr>,
        kw_defaults: Vec<(hir::NameId, hir::Expr)>,
        annotations: Vec<(hir::NameId, hir::Expr)>,
    ) -> MakeFunction {
        let function = self.table.layout(scope).function.unwrap_or(hir::FuncId(0));
        MakeFunction { function, defaults, kw_defaults, annotations }
    }
}
