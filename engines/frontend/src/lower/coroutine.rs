//! `await`, `async for`, `async with` and `yield` in what they make: lowered to loops, `try` statements and [`Intrinsic`]s,
//! so that engines know only [`ExprKind::Await`].

use ruff_python_ast as ast;

use super::{Lower, span};
use crate::check;
use crate::diagnostic::Fault;
use crate::hir::{self, AsyncClause, Constant, Expr, ExprKind, Handler, Intrinsic, Place, Span, Stmt, StmtKind, Target};
use crate::scope::ScopeKind;

/// An intrinsic as an expression.
pub(super) fn intrinsic(op: Intrinsic, args: Vec<Expr>, span: Span) -> Expr {
    Expr { kind: ExprKind::Intrinsic { op, args }, span }
}

/// A variable's value.
pub(super) fn load(place: Place, span: Span) -> Expr {
    Expr { kind: ExprKind::Load(place), span }
}

/// A literal.
pub(super) fn constant(constant: Constant, span: Span) -> Expr {
    Expr { kind: ExprKind::Constant(constant), span }
}

/// `place = value`.
pub(super) fn assign(place: Place, value: Expr) -> Stmt {
    let span = value.span;
    Stmt { kind: StmtKind::Assign { targets: vec![Target::Place(place, span)], value }, span }
}

fn wait(iterator: Expr) -> Expr {
    let span = iterator.span;
    Expr { kind: ExprKind::Await(Box::new(iterator)), span }
}

/// The loop over an asynchronous iterator.
pub(super) fn async_loop(target: Target, iter: Expr, waits: AsyncClause, body: Vec<Stmt>, orelse: Vec<Stmt>, span: Span) -> [Stmt; 2] {
    let store = Stmt { kind: StmtKind::Assign { targets: vec![target], value: load(waits.item, span) }, span };
    let body = std::iter::once(store).chain(body).collect();
    [assign(waits.iterator, iter), Stmt { kind: StmtKind::While { test: waits.test, body, orelse }, span }]
}

impl Lower<'_> {
    pub(super) fn await_value(&mut self, e: &ast::ExprAwait) -> Result<ExprKind, Fault> {
        check::await_outside(self.table.kind(self.scope), self.block_kind(), span(e))?;
        self.flow.waits = true;
        let value = self.expr(&e.value)?;
        Ok(wait(intrinsic(Intrinsic::Awaitable, vec![value], span(e))).kind)
    }

    pub(super) fn yield_value(&mut self, e: &ast::ExprYield) -> Result<ExprKind, Fault> {
        check::yield_outside(self.block_kind(), span(e))?;
        self.flow.is_generator = true;
        let value = self.optional(e.value.as_deref())?;
        Ok(match value {
            None if self.block_kind() != ScopeKind::AsyncDef => ExprKind::Yield(None),
            value => self.yielded(value.unwrap_or_else(|| constant(Constant::None, span(e)))),
        })
    }

    /// `yield value`; an asynchronous generator marks what it yields, to tell it from what an `await` lets through.
    pub(super) fn yielded(&mut self, value: Expr) -> ExprKind {
        let asynchronous = self.block_kind() == ScopeKind::AsyncDef || self.flow.waits;
        let value = match asynchronous {
            true => {
                let span = value.span;
                intrinsic(Intrinsic::AsyncYield, vec![value], span)
            }
            false => value,
        };
        ExprKind::Yield(Some(Box::new(value)))
    }

    /// An `async for` clause over an iterable: what to store first, and how to go on.
    pub(super) fn async_clause(&mut self, iterable: Expr, place: Span) -> (Expr, AsyncClause) {
        let span = iterable.span;
        (intrinsic(Intrinsic::AsyncIter, vec![iterable], span), self.async_clause_over(place))
    }

    /// How a clause over an asynchronous iterator goes on.
    pub(super) fn async_clause_over(&mut self, place: Span) -> AsyncClause {
        self.flow.waits = true;
        let (iterator, item) = (self.hidden(), self.hidden());
        let next = wait(intrinsic(Intrinsic::AsyncNext, vec![load(iterator, place)], place));
        let value = Expr { kind: ExprKind::Walrus { target: item, value: Box::new(next) }, span: place };
        AsyncClause { iterator, test: intrinsic(Intrinsic::AsyncItem, vec![value], place), item }
    }

    pub(super) fn async_for(&mut self, s: &ast::StmtFor, out: &mut Vec<Stmt>) -> Result<(), Fault> {
        let place = span(s);
        check::async_statement("for", self.block_kind(), place)?;
        let iterable = self.expr(&s.iter)?;
        let target = self.target(&s.target)?;
        let (iter, waits) = self.async_clause(iterable, place);
        let body = self.loop_body(&s.body, place)?;
        let orelse = self.body(&s.orelse)?;
        out.extend(async_loop(target, iter, waits, body, orelse, place));
        Ok(())
    }

    /// `async with`: `__aexit__` is waited for on every way out, with the exception if that is one.
    pub(super) fn async_with(
        &mut self,
        items: &[ast::WithItem],
        body: &[ast::Stmt],
        place: Span,
        out: &mut Vec<Stmt>,
    ) -> Result<(), Fault> {
        check::async_statement("with", self.block_kind(), place)?;
        self.flow.waits = true;
        let Some((item, rest)) = items.split_first() else {
            let body = self.body(body)?;
            out.extend(body);
            return Ok(());
        };
        let at = span(&item.context_expr);
        let context = self.expr(&item.context_expr)?;
        let (pair, quiet, exception) = (self.hidden(), self.hidden(), self.hidden());
        out.push(assign(pair, intrinsic(Intrinsic::AsyncEnter, vec![context], at)));
        let first = Expr {
            kind: ExprKind::Subscript { object: Box::new(load(pair, at)), index: Box::new(constant(Constant::Int(0), at)) },
            span: at,
        };
        let entered = self.hidden();
        out.push(assign(entered, wait(first)));
        out.push(assign(quiet, constant(Constant::True, at)));

        self.flow.blocks += 1;
        check::block_count(self.flow.blocks, place)?;
        let mut inner = Vec::new();
        if let Some(target) = &item.optional_vars {
            let target = self.target(target)?;
            inner.push(Stmt { kind: StmtKind::Assign { targets: vec![target], value: load(entered, at) }, span: at });
        }
        super::grow(|| match rest {
            [] => {
                inner.extend(self.body(body)?);
                Ok(())
            }
            _ => self.async_with(rest, body, place, &mut inner),
        })?;
        self.flow.blocks -= 1;

        let exit = |exception: Expr| wait(intrinsic(Intrinsic::AsyncExit, vec![load(pair, at), exception], at));
        let again = Stmt { kind: StmtKind::Raise { exc: None, cause: None }, span: at };
        let suppressed = exit(load(exception, at));
        let test = Expr { kind: ExprKind::Unary { op: hir::UnaryOp::Not, operand: Box::new(suppressed) }, span: at };
        let handler = Handler {
            types: None,
            target: Some(exception),
            body: vec![
                assign(quiet, constant(Constant::False, at)),
                Stmt { kind: StmtKind::If { test, body: vec![again], orelse: Vec::new() }, span: at },
            ],
            span: at,
        };
        let guarded =
            Stmt { kind: StmtKind::Try { body: inner, handlers: vec![handler], orelse: Vec::new(), finalbody: Vec::new() }, span: at };
        let leave = Stmt { kind: StmtKind::Expr(exit(constant(Constant::None, at))), span: at };
        let finalbody = vec![Stmt { kind: StmtKind::If { test: load(quiet, at), body: vec![leave], orelse: Vec::new() }, span: at }];
        let kind = StmtKind::Try { body: vec![guarded], handlers: Vec::new(), orelse: Vec::new(), finalbody };
        out.push(Stmt { kind, span: at });
        Ok(())
    }

    /// A condition that always holds and assigns variables.
    pub(super) fn bindings(bindings: Vec<(Place, Expr)>, place: Span) -> Expr {
        let bind = |(target, value): (Place, Expr)| {
            let span = value.span;
            Expr { kind: ExprKind::Walrus { target, value: Box::new(value) }, span }
        };
        intrinsic(Intrinsic::Captured, bindings.into_iter().map(bind).collect(), place)
    }
}
