//! `try ... except*`: one handler for everything, in which each clause takes its part of the exception group.

use ruff_python_ast as ast;

use super::coroutine::{assign, constant, intrinsic, load};
use super::{Lower, span};
use crate::diagnostic::Fault;
use crate::hir::{Constant, Handler, Intrinsic, Place, Span, Stmt, StmtKind, Target};

fn effect(op: Intrinsic, args: Vec<crate::hir::Expr>, span: Span) -> Stmt {
    Stmt { kind: StmtKind::Expr(intrinsic(op, args, span)), span }
}

impl Lower<'_> {
    pub(super) fn try_star(&mut self, s: &ast::StmtTry) -> Result<StmtKind, Fault> {
        let place = span(s);
        let outer = u32::from(!s.finalbody.is_empty());
        self.flow.blocks += outer;
        let body = self.nested(&s.body, 1, place)?;
        let (exception, state) = (self.hidden(), self.hidden());
        let mut clauses = vec![assign(state, intrinsic(Intrinsic::StarBegin, vec![load(exception, place)], place))];
        let star_outside = std::mem::replace(&mut self.flow.in_star, true);
        let loop_outside = std::mem::replace(&mut self.flow.star_loop, self.flow.in_loop);
        let in_loop = std::mem::replace(&mut self.flow.in_loop, false);
        for ast::ExceptHandler::ExceptHandler(clause) in &s.handlers {
            self.star_clause(clause, state, &mut clauses)?;
        }
        (self.flow.in_star, self.flow.star_loop, self.flow.in_loop) = (star_outside, loop_outside, in_loop);
        clauses.push(effect(Intrinsic::StarEnd, vec![load(state, place)], place));
        let handlers = vec![Handler { types: None, target: Some(exception), body: clauses, span: place }];
        let orelse = self.body(&s.orelse)?;
        self.flow.blocks -= outer;
        Ok(StmtKind::Try { body, handlers, orelse, finalbody: self.nested(&s.finalbody, outer, place)? })
    }

    fn star_clause(&mut self, clause: &ast::ExceptHandlerExceptHandler, state: Place, out: &mut Vec<Stmt>) -> Result<(), Fault> {
        let place = span(clause);
        let Some(types) = &clause.type_ else {
            return Err(Fault::syntax("expected one or more exception types", place));
        };
        let types = self.expr(types)?;
        let test = intrinsic(Intrinsic::StarMatch, vec![load(state, place), types], place);
        let mut body = self.nested(&clause.body, 3, place)?;
        if let Some(name) = &clause.name {
            let target = self.store(&name.id);
            let value = intrinsic(Intrinsic::StarMatched, vec![load(state, place)], place);
            let unbind = vec![
                assign(target, constant(Constant::None, place)),
                Stmt { kind: StmtKind::Delete(vec![Target::Place(target, place)]), span: place },
            ];
            let kind = StmtKind::Try { body, handlers: Vec::new(), orelse: Vec::new(), finalbody: unbind };
            body = vec![assign(target, value), Stmt { kind, span: place }];
        }
        let raised = self.hidden();
        let collect = effect(Intrinsic::StarCollect, vec![load(state, place), load(raised, place)], place);
        let handler = Handler { types: None, target: Some(raised), body: vec![collect], span: place };
        let kind = StmtKind::Try { body, handlers: vec![handler], orelse: Vec::new(), finalbody: Vec::new() };
        let run = vec![Stmt { kind, span: place }, effect(Intrinsic::StarNext, vec![load(state, place)], place)];
        out.push(Stmt { kind: StmtKind::If { test, body: run, orelse: Vec::new() }, span: place });
        Ok(())
    }
}
