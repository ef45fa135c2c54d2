//! Statements.

use super::Lowering;
use super::expression::binary_op;
use crate::frame::Flow;
use crate::node::{Block, Statement};
use crate::nodes::arithmetic::binary;
use crate::nodes::attribute::Attribute;
use crate::nodes::container::Display;
use crate::nodes::variable::Slot;
use crate::statements::assign::{
    AnnotatedAssign, Assign, AssignLocal, AttributeTarget, AugAssign, AugTarget, Delete, ExpressionStatement, Target,
};
use crate::statements::control::{For, If, Jump, Return, While};
use crate::statements::definition::{Class, Define, Definition};
use crate::statements::exception::{Assert, BlockStatement, Handler, Raise, TryExcept, TryFinally, With};
use crate::statements::import::{Import, ImportFrom, ImportStar};
use frontend::hir::{self, Expr, Stmt, StmtKind};
use runtime::Value;
use runtime::ops::attribute::StoreCache;
use std::cell::Cell;

impl Lowering<'_> {
    pub(super) fn block(&mut self, body: &[Stmt]) -> Block {
        let lines = body.iter().map(|s| self.line(s.span)).collect();
        let statements = body.iter().map(|s| self.statement(s)).collect();
        Block { statements, lines }
    }

    fn optional(&mut self, e: Option<&Expr>) -> Option<crate::node::Tree> {
        e.map(|e| self.expr(e))
    }

    fn statement(&mut self, s: &Stmt) -> Box<dyn Statement> {
        let line = self.line(s.span);
        match &s.kind {
            StmtKind::Expr(e) => Box::new(ExpressionStatement(self.expr(e))),
            StmtKind::Assign { targets, value } => self.assign(targets, value),
            StmtKind::AugAssign { target, op, value } => self.aug_assign(target, *op, value, line),
            StmtKind::AnnAssign { target, value, annotation, record } => {
                self.annotated(target.as_ref(), value.as_ref(), annotation.as_ref(), *record, s)
            }
            StmtKind::Return(value) => Box::new(Return(self.optional(value.as_ref()))),
            StmtKind::Raise { exc, cause } => Box::new(Raise { exc: self.optional(exc.as_ref()), cause: self.optional(cause.as_ref()) }),
            StmtKind::If { test, body, orelse } => {
                Box::new(If { line: self.line(test.span), test: self.expr(test), body: self.block(body), orelse: self.block(orelse) })
            }
            StmtKind::While { test, body, orelse } => {
                Box::new(While { line: self.line(test.span), test: self.expr(test), body: self.block(body), orelse: self.block(orelse) })
            }
            StmtKind::For { target, iter, body, orelse } => Box::new(For {
                target: self.target(target),
                line,
                iter: self.expr(iter),
                body: self.block(body),
                orelse: self.block(orelse),
            }),
            StmtKind::Try { body, handlers, orelse, finalbody } => self.try_statement(body, handlers, orelse, finalbody),
            StmtKind::With { context, target, body } => Box::new(With {
                context: self.expr(context),
                target: target.as_ref().map(|t| self.target(t)),
                body: self.block(body),
                line: self.line(context.span),
            }),
            StmtKind::FunctionDef { decorators, function, target } => {
                let definition = Definition::Function(self.make_function(function));
                self.define(decorators, definition, *target, line)
            }
            StmtKind::ClassDef { decorators, class, target } => {
                let definition = Definition::Class(self.class(class, line));
                self.define(decorators, definition, *target, line)
            }
            StmtKind::Import { module, as_name, target } => {
                Box::new(Import { module: self.program.name(*module).to_string(), as_name: *as_name, target: self.slot(*target) })
            }
            StmtKind::ImportFrom { module, level, names } => Box::new(ImportFrom {
                module: module.map_or(String::new(), |m| self.program.name(m).to_string()),
                level: *level,
                names: names.iter().map(|(n, p)| (self.name(*n), self.slot(*p))).collect(),
            }),
            StmtKind::ImportStar { module, level } => {
                Box::new(ImportStar { module: module.map_or(String::new(), |m| self.program.name(m).to_string()), level: *level })
            }
            StmtKind::Delete(targets) => Box::new(Delete { targets: targets.iter().map(|t| self.target(t)).collect() }),
            StmtKind::Break => Box::new(Jump(Flow::Break)),
            StmtKind::Continue => Box::new(Jump(Flow::Continue)),
            StmtKind::Assert { test, message } => Box::new(Assert { test: self.expr(test), message: self.optional(message.as_ref()) }),
        }
    }

    fn assign(&mut self, targets: &[hir::Target], value: &Expr) -> Box<dyn Statement> {
        let value = self.expr(value);
        if let [hir::Target::Place(hir::Place::Local(slot), _)] = targets {
            return Box::new(AssignLocal { slot: *slot as usize, value });
        }
        Box::new(Assign { targets: targets.iter().map(|t| self.target(t)).collect(), value })
    }

    pub(super) fn target(&mut self, t: &hir::Target) -> Target {
        match t {
            hir::Target::Place(place, _) => Target::Variable(self.slot(*place)),
            hir::Target::Attribute { object, name, span } => Target::Attribute(Box::new(AttributeTarget {
                object: self.expr(object),
                name: self.name(*name),
                line: self.line(*span),
                cache: Cell::new(StoreCache::None),
            })),
            hir::Target::Subscript { object, index, span } => {
                Target::Subscript { object: self.expr(object), index: self.expr(index), line: self.line(*span) }
            }
            hir::Target::Unpack { items, star, span } => Target::Unpack {
                items: items.iter().map(|i| self.target(i)).collect(),
                star: star.map(|s| s as usize),
                line: self.line(*span),
            },
        }
    }

    fn aug_assign(&mut self, target: &hir::AugTarget, op: hir::BinaryOp, value: &Expr, line: u32) -> Box<dyn Statement> {
        let op = binary_op(op);
        match target {
            hir::AugTarget::Place(place, span) => {
                let read = Expr { kind: hir::ExprKind::Load(*place), span: *span };
                let (lhs, rhs) = (self.operand(&read), self.operand(value));
                let value = binary(op, lhs, rhs, true, line);
                match self.slot(*place) {
                    Slot::Local(slot) => Box::new(AssignLocal { slot, value }),
                    slot => Box::new(Assign { targets: Box::new([Target::Variable(slot)]), value }),
                }
            }
            hir::AugTarget::Attribute { object, name, span } => {
                let name = self.name(*name);
                let attribute_line = self.line(*span);
                let target = AttributeTarget { object: self.expr(object), name, line: attribute_line, cache: Cell::new(StoreCache::None) };
                // The object is evaluated once, by the target; the reader gets it as a value.
                let read = Attribute::new(Box::new(crate::node::Constant(Value::NONE)), name, attribute_line);
                let value = self.expr(value);
                Box::new(AugAssign { target: AugTarget::Attribute { target, read }, op, value, line })
            }
            hir::AugTarget::Subscript { object, index, .. } => {
                let target = AugTarget::Subscript { object: self.expr(object), index: self.expr(index) };
                let value = self.expr(value);
                Box::new(AugAssign { target, op, value, line })
            }
        }
    }

    fn annotated(
        &mut self,
        target: Option<&hir::Target>,
        value: Option<&Expr>,
        annotation: Option<&Expr>,
        record: Option<hir::NameId>,
        s: &Stmt,
    ) -> Box<dyn Statement> {
        let annotations = self.rt.names.__annotations__;
        let annotations_slot = if self.function.kind.takes_namespace() { Slot::Namespace(annotations) } else { Slot::Global(annotations) };
        let record = record.map(|name| {
            let line = self.line(s.span);
            let global = crate::nodes::variable::Global::new(annotations, line);
            let read: crate::node::Tree = if self.function.kind.takes_namespace() {
                Box::new(crate::nodes::variable::NamespaceOnly { name: annotations })
            } else {
                Box::new(global)
            };
            (read, Value::from(self.name(name)))
        });
        Box::new(AnnotatedAssign {
            target: target.map(|t| self.target(t)),
            value: self.optional(value),
            annotation: self.optional(annotation),
            record,
            annotations_slot,
        })
    }

    fn try_statement(&mut self, body: &[Stmt], handlers: &[hir::Handler], orelse: &[Stmt], finalbody: &[Stmt]) -> Box<dyn Statement> {
        let body = self.block(body);
        let inner: Box<dyn Statement> = if handlers.is_empty() {
            Box::new(BlockStatement(body))
        } else {
            let handlers = handlers
                .iter()
                .map(|h| Handler {
                    line: self.line(h.span),
                    types: self.optional(h.types.as_ref()),
                    target: h.target.map(|t| self.slot(t)),
                    body: self.block(&h.body),
                })
                .collect();
            Box::new(TryExcept { body, handlers, orelse: self.block(orelse) })
        };
        let finalbody = self.block(finalbody);
        if finalbody.is_empty() { inner } else { Box::new(TryFinally { body: inner, finalbody }) }
    }

    fn define(&mut self, decorators: &[Expr], definition: Definition, target: hir::Place, line: u32) -> Box<dyn Statement> {
        Box::new(Define {
            decorators: decorators.iter().map(|d| (self.expr(d), self.line(d.span))).collect(),
            definition,
            target: self.slot(target),
            line,
        })
    }

    fn class(&mut self, class: &hir::MakeClass, line: u32) -> Class {
        let body = hir::MakeFunction { function: class.body, defaults: Vec::new(), kw_defaults: Vec::new(), annotations: Vec::new() };
        Class {
            name: self.name(class.name),
            body: self.make_function(&body),
            bases: self.display(Display::Tuple, &class.bases, line),
            keywords: class.keywords.iter().map(|(n, e)| (n.map(|n| self.name(n)), self.expr(e))).collect(),
        }
    }
}
