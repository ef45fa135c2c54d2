//! Statements and targets of a dump.

use super::Dumper;
use crate::hir::*;

impl Dumper<'_> {
    pub(super) fn statements(&mut self, body: &[Stmt]) {
        body.iter().for_each(|stmt| self.statement(stmt));
    }

    fn part(&mut self, label: &str, body: &[Stmt]) {
        if !body.is_empty() {
            self.line(label);
            self.indented(|d| d.statements(body));
        }
    }

    fn headed(&mut self, head: &str, inner: impl FnOnce(&mut Self)) {
        self.line(head);
        self.indented(inner);
    }

    fn statement(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Expr(e) => self.headed("expr", |d| d.expr(e)),
            StmtKind::Assign { targets, value } => self.headed("assign", |d| {
                targets.iter().for_each(|t| d.target("target", t));
                d.expr(value);
            }),
            StmtKind::AugAssign { target, op, value } => self.headed(&format!("augmented assign {op:?}"), |d| {
                d.aug_target(target);
                d.expr(value);
            }),
            StmtKind::AnnAssign { target, value, annotation, record } => {
                let record = record.map_or(String::new(), |name| format!(" record {}", self.name(name)));
                self.headed(&format!("annotated assign{record}"), |d| {
                    target.iter().for_each(|t| d.target("target", t));
                    value.iter().for_each(|e| d.labelled("value", e));
                    annotation.iter().for_each(|e| d.labelled("annotation", e));
                });
            }
            StmtKind::Return(value) => self.headed("return", |d| value.iter().for_each(|e| d.expr(e))),
            StmtKind::Raise { exc, cause } => self.headed("raise", |d| {
                exc.iter().for_each(|e| d.expr(e));
                cause.iter().for_each(|e| d.labelled("from", e));
            }),
            StmtKind::If { test, body, orelse } => self.branch("if", test, body, orelse),
            StmtKind::While { test, body, orelse } => self.branch("while", test, body, orelse),
            StmtKind::For { target, iter, body, orelse } => self.headed("for", |d| {
                d.target("target", target);
                d.labelled("in", iter);
                d.part("do", body);
                d.part("else", orelse);
            }),
            StmtKind::Try { body, handlers, orelse, finalbody } => self.headed("try", |d| {
                d.part("do", body);
                handlers.iter().for_each(|h| d.handler(h));
                d.part("else", orelse);
                d.part("finally", finalbody);
            }),
            StmtKind::With { context, target, body } => self.headed("with", |d| {
                d.expr(context);
                target.iter().for_each(|t| d.target("as", t));
                d.part("do", body);
            }),
            StmtKind::FunctionDef { decorators, function, target } => {
                let head = format!("def {} = function {}", self.place(*target), function.function.0);
                self.headed(&head, |d| {
                    decorators.iter().for_each(|e| d.labelled("decorator", e));
                    d.make_function(function);
                });
            }
            StmtKind::ClassDef { decorators, class, target } => {
                let head = format!("class {} = block {}", self.place(*target), class.body.0);
                self.headed(&head, |d| {
                    decorators.iter().for_each(|e| d.labelled("decorator", e));
                    d.items(&class.bases);
                    d.keywords(&class.keywords);
                });
            }
            StmtKind::Import { module, as_name, target } => {
                let how = if *as_name { "as" } else { "binds" };
                let text = format!("import {} {how} {}", self.name(*module), self.place(*target));
                self.line(&text);
            }
            StmtKind::ImportFrom { module, level, names } => {
                let names: Vec<_> = names.iter().map(|&(n, p)| format!("{} as {}", self.name(n), self.place(p))).collect();
                let text = format!("from {}{} import {}", dots(*level), self.module(*module), names.join(", "));
                self.line(&text);
            }
            StmtKind::ImportStar { module, level } => {
                let text = format!("from {}{} import *", dots(*level), self.module(*module));
                self.line(&text);
            }
            StmtKind::Delete(targets) => self.headed("del", |d| targets.iter().for_each(|t| d.target("target", t))),
            StmtKind::Break => self.line("break"),
            StmtKind::Continue => self.line("continue"),
            StmtKind::Assert { test, message } => self.headed("assert", |d| {
                d.expr(test);
                message.iter().for_each(|e| d.labelled("message", e));
            }),
        }
    }

    fn module(&self, module: Option<NameId>) -> &str {
        module.map_or("", |m| self.name(m))
    }

    fn branch(&mut self, head: &str, test: &Expr, body: &[Stmt], orelse: &[Stmt]) {
        self.headed(head, |d| {
            d.expr(test);
            d.part("do", body);
            d.part("else", orelse);
        });
    }

    fn handler(&mut self, handler: &Handler) {
        let target = handler.target.map_or(String::new(), |t| format!(" as {}", self.place(t)));
        self.headed(&format!("except{target}"), |d| {
            handler.types.iter().for_each(|e| d.labelled("types", e));
            d.part("do", &handler.body);
        });
    }

    pub(super) fn target(&mut self, label: &str, target: &Target) {
        match target {
            Target::Place(place, _) => {
                let text = format!("{label} {}", self.place(*place));
                self.line(&text);
            }
            Target::Attribute { object, name, .. } => {
                let head = format!("{label} attribute .{}", self.name(*name));
                self.headed(&head, |d| d.expr(object));
            }
            Target::Subscript { object, index, .. } => self.headed(&format!("{label} subscript"), |d| {
                d.expr(object);
                d.expr(index);
            }),
            Target::Unpack { items, star, .. } => self.headed(&format!("{label} unpack"), |d| {
                for (i, item) in items.iter().enumerate() {
                    d.target(if *star == Some(i as u32) { "star" } else { "item" }, item);
                }
            }),
        }
    }

    fn aug_target(&mut self, target: &AugTarget) {
        match target {
            AugTarget::Place(place, _) => {
                let text = format!("target {}", self.place(*place));
                self.line(&text);
            }
            AugTarget::Attribute { object, name, .. } => {
                let head = format!("target attribute .{}", self.name(*name));
                self.headed(&head, |d| d.expr(object));
            }
            AugTarget::Subscript { object, index, .. } => self.headed("target subscript", |d| {
                d.expr(object);
                d.expr(index);
            }),
        }
    }
}

fn dots(level: u32) -> String {
    ".".repeat(level as usize)
}
