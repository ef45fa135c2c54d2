//! Statements.

use ruff_python_ast::{self as ast, Expr, Stmt};

use super::{Lower, future, grow, handler_span, header_span, span};
use crate::check;
use crate::diagnostic::Fault;
use crate::hir::{self, Handler, Span, StmtKind};

impl Lower<'_> {
    /// Statements whose first may be a docstring.
    pub(super) fn documented_body(&mut self, body: &[Stmt]) -> Result<super::Body, Fault> {
        let docstring = body.first().and_then(|first| match first {
            Stmt::Expr(s) => match &*s.value {
                Expr::StringLiteral(text) => Some(text),
                _ => None,
            },
            _ => None,
        });
        match docstring {
            Some(text) => Ok((Some(self.text(text)?), self.body(&body[1..])?)),
            None => Ok((None, self.body(body)?)),
        }
    }

    pub(super) fn body(&mut self, body: &[Stmt]) -> Result<Vec<hir::Stmt>, Fault> {
        let mut out = Vec::with_capacity(body.len());
        self.flow.depth += 1;
        for stmt in body {
            grow(|| self.statement(stmt, &mut out))?;
        }
        self.flow.depth -= 1;
        Ok(out)
    }

    fn statement(&mut self, stmt: &Stmt, out: &mut Vec<hir::Stmt>) -> Result<(), Fault> {
        let place = span(stmt);
        let kind = match stmt {
            Stmt::Pass(_) | Stmt::Global(_) | Stmt::Nonlocal(_) => return Ok(()),
            Stmt::Expr(s) => {
                let value = self.expr(&s.value)?;
                if self.prompt && self.scope.0 == 0 {
                    let kind = hir::ExprKind::Intrinsic { op: hir::Intrinsic::Display, args: vec![value] };
                    out.push(hir::Stmt { kind: StmtKind::Expr(hir::Expr { kind, span: place }), span: place });
                    return Ok(());
                }
                if matches!(value.kind, hir::ExprKind::Constant(_)) {
                    return Ok(());
                }
                StmtKind::Expr(value)
            }
            Stmt::FunctionDef(s) => {
                let kind = self.function_def(s)?;
                out.push(hir::Stmt { kind, span: header_span(s) });
                return Ok(());
            }
            Stmt::ClassDef(s) => {
                let kind = self.class_def(s)?;
                out.push(hir::Stmt { kind, span: header_span(s) });
                return Ok(());
            }
            Stmt::Return(s) => {
                check::return_outside(self.block_kind(), place)?;
                check::leaves_star(self.flow.in_star, place)?;
                if s.value.is_some() && self.flow.returned.is_none() {
                    self.flow.returned = Some(place);
                }
                StmtKind::Return(self.optional(s.value.as_deref())?)
            }
            Stmt::Delete(s) => {
                let mut targets = Vec::with_capacity(s.targets.len());
                s.targets.iter().try_for_each(|target| self.delete_target(target, &mut targets))?;
                StmtKind::Delete(targets)
            }
            Stmt::Assign(s) => {
                let value = self.expr(&s.value)?;
                StmtKind::Assign { targets: self.targets(&s.targets)?, value }
            }
            Stmt::AugAssign(s) => {
                let target = Box::new(self.aug_target(&s.target)?);
                StmtKind::AugAssign { target, op: super::expression::binary_op(s.op), value: self.expr(&s.value)? }
            }
            Stmt::AnnAssign(s) => return self.ann_assign(s, out),
            Stmt::For(s) if s.is_async => return self.async_for(s, out),
            Stmt::For(s) => self.for_statement(s)?,
            Stmt::While(s) => {
                let test = self.expr(&s.test)?;
                let body = self.loop_body(&s.body, place)?;
                StmtKind::While { test, body, orelse: self.body(&s.orelse)? }
            }
            Stmt::If(s) => self.if_statement(s)?,
            Stmt::With(s) if s.is_async => return self.async_with(&s.items, &s.body, place, out),
            Stmt::With(s) => self.with_items(&s.items, &s.body, place)?,
            Stmt::Raise(s) => StmtKind::Raise { exc: self.optional(s.exc.as_deref())?, cause: self.optional(s.cause.as_deref())? },
            Stmt::Try(s) if s.is_star => self.try_star(s)?,
            Stmt::Try(s) => self.try_statement(s)?,
            Stmt::Assert(s) => StmtKind::Assert { test: self.expr(&s.test)?, message: self.optional(s.msg.as_deref())? },
            Stmt::Import(s) => {
                s.names.iter().for_each(|alias| out.push(self.import(alias, place)));
                return Ok(());
            }
            Stmt::ImportFrom(s) => self.import_from(s, stmt)?,
            Stmt::Break(_) => {
                check::leaves_star(self.flow.star_loop && !self.flow.in_loop, place)?;
                check::break_outside(self.flow.in_loop, place)?;
                StmtKind::Break
            }
            Stmt::Continue(_) => {
                check::leaves_star(self.flow.star_loop && !self.flow.in_loop, place)?;
                check::continue_outside(self.flow.in_loop, place)?;
                StmtKind::Continue
            }
            Stmt::Match(s) => return self.match_statement(s, out),
            Stmt::TypeAlias(_) | Stmt::IpyEscapeCommand(_) => {
                return Err(Fault::unsupported("statement", place));
            }
        };
        out.push(hir::Stmt { kind, span: place });
        Ok(())
    }

    /// A body in which CPython has one more block open.
    pub(super) fn nested(&mut self, body: &[Stmt], blocks: u32, place: Span) -> Result<Vec<hir::Stmt>, Fault> {
        self.flow.blocks += blocks;
        check::block_count(self.flow.blocks, place)?;
        let lowered = self.body(body)?;
        self.flow.blocks -= blocks;
        Ok(lowered)
    }

    pub(super) fn loop_body(&mut self, body: &[Stmt], place: Span) -> Result<Vec<hir::Stmt>, Fault> {
        let outer = std::mem::replace(&mut self.flow.in_loop, true);
        let lowered = self.nested(body, 1, place)?;
        self.flow.in_loop = outer;
        Ok(lowered)
    }

    fn for_statement(&mut self, s: &ast::StmtFor) -> Result<StmtKind, Fault> {
        let iter = self.expr(&s.iter)?;
        let target = self.target(&s.target)?;
        let body = self.loop_body(&s.body, span(s))?;
        Ok(StmtKind::For { target, iter, body, orelse: self.body(&s.orelse)? })
    }

    fn if_statement(&mut self, s: &ast::StmtIf) -> Result<StmtKind, Fault> {
        let test = self.expr(&s.test)?;
        let body = self.body(&s.body)?;
        let mut clauses = Vec::with_capacity(s.elif_else_clauses.len());
        for clause in &s.elif_else_clauses {
            let test = self.optional(clause.test.as_ref())?;
            clauses.push((test, self.body(&clause.body)?, span(clause)));
        }
        let mut orelse = Vec::new();
        for (test, body, span) in clauses.into_iter().rev() {
            orelse = match test {
                None => body,
                Some(test) => vec![hir::Stmt { kind: StmtKind::If { test, body, orelse }, span }],
            };
        }
        Ok(StmtKind::If { test, body, orelse })
    }

    fn with_items(&mut self, items: &[ast::WithItem], body: &[Stmt], place: Span) -> Result<StmtKind, Fault> {
        let Some((item, rest)) = items.split_first() else {
            return Err(Fault::syntax("invalid syntax", place));
        };
        let context = self.expr(&item.context_expr)?;
        let target = item.optional_vars.as_deref().map(|t| self.target(t)).transpose()?;
        self.flow.blocks += 1;
        check::block_count(self.flow.blocks, place)?;
        let body = if rest.is_empty() {
            self.body(body)?
        } else {
            let inner = Span { start: span(&rest[0]).start, ..place };
            vec![hir::Stmt { kind: grow(|| self.with_items(rest, body, place))?, span: inner }]
        };
        self.flow.blocks -= 1;
        Ok(StmtKind::With { context, target, body })
    }

    fn try_statement(&mut self, s: &ast::StmtTry) -> Result<StmtKind, Fault> {
        let place = span(s);
        let outer = u32::from(!s.finalbody.is_empty());
        self.flow.blocks += outer;
        let body = self.nested(&s.body, u32::from(!s.handlers.is_empty()), place)?;
        let mut handlers = Vec::with_capacity(s.handlers.len());
        for (i, handler) in s.handlers.iter().enumerate() {
            let ast::ExceptHandler::ExceptHandler(clause) = handler;
            if clause.type_.is_none() && i + 1 < s.handlers.len() {
                return Err(Fault::syntax("default 'except:' must be last", handler_span(handler)));
            }
            let types = self.optional(clause.type_.as_deref())?;
            let target = clause.name.as_ref().map(|name| self.store(&name.id));
            let body = self.nested(&clause.body, 2, place)?;
            handlers.push(Handler { types, target, body, span: span(clause) });
        }
        let orelse = self.body(&s.orelse)?;
        self.flow.blocks -= outer;
        Ok(StmtKind::Try { body, handlers, orelse, finalbody: self.nested(&s.finalbody, outer, place)? })
    }

    fn ann_assign(&mut self, s: &ast::StmtAnnAssign, out: &mut Vec<hir::Stmt>) -> Result<(), Fault> {
        let place = span(s);
        let evaluated = !self.block_kind().is_function();
        let value = self.optional(s.value.as_deref())?;
        let (mut target, mut record) = (None, None);
        match &*s.target {
            Expr::Name(name) => {
                if value.is_some() {
                    target = Some(self.target(&s.target)?);
                }
                if s.simple && evaluated {
                    record = Some(self.name(&name.id));
                }
            }
            _ if value.is_some() => target = Some(self.target(&s.target)?),
            // Without a value only the parts of the target are evaluated.
            Expr::Attribute(e) => self.drop_value(&e.value, out)?,
            Expr::Subscript(e) => {
                self.drop_value(&e.value, out)?;
                self.drop_value(&e.slice, out)?;
            }
            other => return Err(Fault::syntax("illegal target for annotation", span(other))),
        }
        let wanted = evaluated && (record.is_some() || !self.future_annotations);
        let annotation = if wanted { Some(self.annotation(&s.annotation)?) } else { None };
        let kind = match (target, value, annotation) {
            (Some(target), Some(value), None) => StmtKind::Assign { targets: vec![target], value },
            (None, None, None) => return Ok(()),
            (target, value, annotation) => StmtKind::AnnAssign { target, value, annotation, record },
        };
        out.push(hir::Stmt { kind, span: place });
        Ok(())
    }

    fn drop_value(&mut self, expr: &Expr, out: &mut Vec<hir::Stmt>) -> Result<(), Fault> {
        let value = self.subscript_index(expr)?;
        match value.kind {
            hir::ExprKind::Slice { lower, upper, step } => {
                for part in [lower, upper, step].into_iter().flatten() {
                    out.push(hir::Stmt { span: part.span, kind: StmtKind::Expr(*part) });
                }
            }
            _ => out.push(hir::Stmt { span: value.span, kind: StmtKind::Expr(value) }),
        }
        Ok(())
    }

    fn import(&mut self, alias: &ast::Alias, span: Span) -> hir::Stmt {
        let module = self.name(&alias.name.id);
        let kind = match &alias.asname {
            Some(name) => StmtKind::Import { module, as_name: true, target: self.store(&name.id) },
            None => {
                let first = alias.name.id.split('.').next().unwrap_or_default();
                StmtKind::Import { module, as_name: false, target: self.store(first) }
            }
        };
        hir::Stmt { kind, span }
    }

    fn import_from(&mut self, s: &ast::StmtImportFrom, stmt: &Stmt) -> Result<StmtKind, Fault> {
        let is_future = s.level == 0 && s.module.as_ref().is_some_and(|m| m.id == "__future__");
        // At module level `future::annotations` has checked the position; anywhere else there is no right one.
        if is_future && (self.scope.0 != 0 || self.flow.depth > 1) {
            return Err(future::misplaced(stmt));
        }
        let module = s.module.as_ref().map(|m| self.name(&m.id));
        if s.names.len() == 1 && s.names[0].name.id == "*" {
            return Ok(StmtKind::ImportStar { module, level: s.level });
        }
        let mut names = Vec::with_capacity(s.names.len());
        for alias in &s.names {
            let bound = alias.asname.as_ref().unwrap_or(&alias.name);
            names.push((self.name(&alias.name.id), self.store(&bound.id)));
        }
        Ok(StmtKind::ImportFrom { module, level: s.level, names })
    }

    pub(super) fn optional(&mut self, expr: Option<&Expr>) -> Result<Option<hir::Expr>, Fault> {
        expr.map(|e| self.expr(e)).transpose()
    }
}
