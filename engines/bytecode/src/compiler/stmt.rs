//! Statements other than loops and protected blocks.

use frontend::hir::{Expr, ExprKind, NameId, Place, Stmt, StmtKind, Target};

use super::{FunctionCompiler, fold};
use crate::opcode::Opcode;

impl<'p> FunctionCompiler<'p> {
    /// Compiles statements up to the first that never goes on.
    pub(crate) fn statements(&mut self, body: &'p [Stmt]) {
        for stmt in body {
            if self.dead {
                break;
            }
            let mark = self.mark();
            self.at(stmt.span);
            self.statement(stmt);
            self.release(mark);
        }
    }

    fn statement(&mut self, stmt: &'p Stmt) {
        match &stmt.kind {
            StmtKind::Expr(expr) => self.effect(expr),
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::AugAssign { target, op, value } => self.augmented(target, *op, value),
            StmtKind::AnnAssign { target, value, annotation, record } => {
                self.annotated(target.as_ref(), value.as_ref(), annotation.as_ref(), *record);
            }
            StmtKind::Return(value) => self.return_statement(value.as_ref()),
            StmtKind::Raise { exc, cause } => self.raise(exc.as_ref(), cause.as_ref()),
            StmtKind::If { test, body, orelse } => self.if_statement(test, body, orelse),
            StmtKind::While { test, body, orelse } => self.while_statement(test, body, orelse),
            StmtKind::For { target, iter, body, orelse } => self.for_statement(target, iter, body, orelse),
            StmtKind::Try { body, handlers, orelse, finalbody } => self.try_statement(body, handlers, orelse, finalbody),
            StmtKind::With { context, target, body } => self.with_statement(context, target.as_ref(), body),
            StmtKind::FunctionDef { decorators, function, target } => {
                self.decorated(decorators, *target, |this, dst| this.make_function(function, dst));
            }
            StmtKind::ClassDef { decorators, class, target } => {
                self.decorated(decorators, *target, |this, dst| this.make_class(class, dst));
            }
            StmtKind::Import { module, as_name, target } => {
                let value = self.temp();
                let op = if *as_name { Opcode::ImportModule } else { Opcode::ImportTop };
                self.emit_d(op, 0, value, module.0 as i32);
                self.store_place(*target, value);
            }
            StmtKind::ImportFrom { module, level, names } => {
                let from = self.import_module(*module, *level);
                for (name, target) in names {
                    let value = self.temp();
                    let name = self.narrow(name.0);
                    self.emit(Opcode::ImportFrom, 0, value, from, name);
                    self.store_place(*target, value);
                    self.release(value);
                }
            }
            StmtKind::ImportStar { module, level } => {
                let from = self.import_module(*module, *level);
                let own = u8::from(self.function.kind.takes_namespace());
                self.emit(Opcode::ImportStar, own, from, 0, 0);
            }
            StmtKind::Delete(targets) => targets.iter().for_each(|target| self.delete(target)),
            StmtKind::Break => self.break_statement(),
            StmtKind::Continue => self.continue_statement(),
            StmtKind::Assert { test, message } => self.assert_statement(test, message.as_ref()),
        }
    }

    fn import_module(&mut self, module: Option<NameId>, level: u32) -> u16 {
        let register = self.temp();
        let name = match module {
            Some(name) => name.0,
            None => self.names.intern(""),
        };
        if level > u32::from(u8::MAX) {
            self.fail("relative import beyond 255 levels");
        }
        self.emit_d(Opcode::ImportModule, level as u8, register, name as i32);
        register
    }

    fn annotated(&mut self, target: Option<&'p Target>, value: Option<&'p Expr>, annotation: Option<&'p Expr>, record: Option<NameId>) {
        match (target, value) {
            (Some(target), Some(value)) => self.assign(std::slice::from_ref(target), value),
            (Some(Target::Attribute { object, .. }), None) => self.effect(object),
            (Some(Target::Subscript { object, index, .. }), None) => {
                self.effect(object);
                self.effect(index);
            }
            _ => {}
        }
        let Some(annotation) = annotation else { return };
        match record {
            Some(name) => {
                let value = self.operand(annotation);
                let in_class = u8::from(self.function.kind.takes_namespace());
                self.emit_d(Opcode::StoreAnnotation, in_class, value, name.0 as i32);
            }
            None => self.effect(annotation),
        }
    }

    fn return_statement(&mut self, value: Option<&'p Expr>) {
        let value = value.filter(|expr| !matches!(fold::constant(expr), Some(crate::code::Const::None)));
        let unwinds = self.must_unwind(0);
        let register = value.map(|expr| {
            if unwinds || matches!(expr.kind, ExprKind::Walrus { .. }) {
                let register = self.temp();
                self.into(expr, register);
                register
            } else {
                self.operand(expr)
            }
        });
        let left = self.leave_blocks(0);
        match register {
            Some(register) => self.emit(Opcode::Return, 0, register, 0, 0),
            None => self.emit(Opcode::ReturnNone, 0, 0, 0, 0),
        };
        self.enter_blocks_again(left);
        self.dead = true;
    }

    fn raise(&mut self, exc: Option<&'p Expr>, cause: Option<&'p Expr>) {
        match (exc, cause) {
            (None, _) => self.emit(Opcode::RaiseAgain, 0, 0, 0, 0),
            (Some(exc), None) => {
                let exc = self.operand(exc);
                self.emit(Opcode::Raise, 0, exc, 0, 0)
            }
            (Some(exc), Some(cause)) => {
                let exc = self.operand_before(exc, &[cause]);
                let cause = self.operand(cause);
                self.emit(Opcode::RaiseFrom, 0, exc, cause, 0)
            }
        };
        self.dead = true;
    }

    fn if_statement(&mut self, test: &'p Expr, body: &'p [Stmt], orelse: &'p [Stmt]) {
        if let Some(constant) = fold::constant(test) {
            return self.statements(if fold::truth(&constant) { body } else { orelse });
        }
        let otherwise = self.label();
        self.jump_unless(test, otherwise);
        let after_test = self.bound.clone();
        self.statements(body);
        let end = self.label();
        if !orelse.is_empty() {
            self.jump(end);
        }
        self.bind(otherwise);
        let after_body = std::mem::replace(&mut self.bound, after_test);
        let body_dead = std::mem::replace(&mut self.dead, false);
        self.statements(orelse);
        if !body_dead {
            match self.dead {
                true => self.bound = after_body,
                false => self.bound.meet(&after_body),
            }
        }
        self.dead &= body_dead;
        self.bind(end);
    }

    /// Decorators are evaluated first, each in front of what it is applied to, and called from the last to the first.
    fn decorated(&mut self, decorators: &'p [Expr], target: Place, make: impl FnOnce(&mut Self, u16)) {
        let base = self.temps(decorators.len() + 1);
        for (offset, decorator) in decorators.iter().enumerate() {
            self.into(decorator, base + offset as u16);
        }
        match target {
            Place::Local(slot) if decorators.is_empty() => {
                make(self, self.local(slot));
                self.mark_bound(slot);
                return;
            }
            _ => make(self, base + decorators.len() as u16),
        }
        for (offset, decorator) in decorators.iter().enumerate().rev() {
            let line = self.at(decorator.span);
            self.note_window(2);
            let site = self.call_site(None);
            let window = base + offset as u16;
            self.emit(Opcode::Call, 1, window, window, site);
            self.line = line;
        }
        self.store_place(target, base);
    }

    fn assert_statement(&mut self, test: &'p Expr, message: Option<&'p Expr>) {
        let passed = self.label();
        self.jump_if(test, passed, true);
        let before = self.bound.clone();
        match message {
            Some(message) => {
                let message = self.operand(message);
                self.emit(Opcode::RaiseAssertMessage, 0, message, 0, 0);
            }
            None => {
                self.emit(Opcode::RaiseAssert, 0, 0, 0, 0);
            }
        }
        self.bound = before;
        self.bind(passed);
    }
}
