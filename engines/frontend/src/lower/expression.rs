//! Expressions.

use ruff_python_ast::{self as ast, Expr};

use super::{Lower, grow, span};
use crate::check;
use crate::diagnostic::Fault;
use crate::hir::{self, BinaryOp, Call, CompareOp, Constant, DictItem, ExprKind, Item, Place, Span, UnaryOp};

impl Lower<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) -> Result<hir::Expr, Fault> {
        let kind = match expr {
            Expr::Name(e) => ExprKind::Load(self.load(&e.id)),
            _ => grow(|| self.expr_kind(expr))?,
        };
        Ok(hir::Expr { kind, span: span(expr) })
    }

    pub(super) fn boxed(&mut self, expr: &Expr) -> Result<Box<hir::Expr>, Fault> {
        self.expr(expr).map(Box::new)
    }

    fn optional_box(&mut self, expr: Option<&Expr>) -> Result<Option<Box<hir::Expr>>, Fault> {
        expr.map(|e| self.boxed(e)).transpose()
    }

    fn exprs(&mut self, exprs: &[Expr]) -> Result<Vec<hir::Expr>, Fault> {
        exprs.iter().map(|e| self.expr(e)).collect()
    }

    fn expr_kind(&mut self, expr: &Expr) -> Result<ExprKind, Fault> {
        let place = span(expr);
        Ok(match expr {
            Expr::Name(e) => ExprKind::Load(self.load(&e.id)),
            Expr::BoolOp(e) => match e.op {
                ast::BoolOp::And => ExprKind::And(self.exprs(&e.values)?),
                ast::BoolOp::Or => ExprKind::Or(self.exprs(&e.values)?),
            },
            Expr::Named(e) => self.walrus(e)?,
            Expr::BinOp(e) => {
                let (lhs, rhs) = (self.boxed(&e.left)?, self.boxed(&e.right)?);
                ExprKind::Binary { op: binary_op(e.op), lhs, rhs }
            }
            Expr::UnaryOp(e) => self.unary(e)?,
            Expr::Lambda(e) => ExprKind::Lambda(self.lambda(e)?),
            Expr::If(e) => {
                let (test, body) = (self.boxed(&e.test)?, self.boxed(&e.body)?);
                ExprKind::IfExp { test, body, orelse: self.boxed(&e.orelse)? }
            }
            Expr::Dict(e) => ExprKind::Dict(self.dict_items(&e.items)?),
            Expr::Set(e) => ExprKind::Set(self.items(&e.elts)?),
            Expr::List(e) => ExprKind::List(self.items(&e.elts)?),
            Expr::Tuple(e) => ExprKind::Tuple(self.items(&e.elts)?),
            Expr::ListComp(e) => ExprKind::ListComp(self.comprehension(e, &e.generators, &e.elt, None)?),
            Expr::SetComp(e) => ExprKind::SetComp(self.comprehension(e, &e.generators, &e.elt, None)?),
            Expr::DictComp(e) => {
                let key = e.key.as_deref().ok_or_else(|| Fault::syntax("invalid syntax", place))?;
                ExprKind::DictComp(self.comprehension(e, &e.generators, key, Some(&e.value))?)
            }
            Expr::Generator(e) => self.generator(e)?,
            Expr::Yield(e) => self.yield_value(e)?,
            Expr::YieldFrom(e) => {
                check::yield_outside(self.block_kind(), place)?;
                check::yield_from_async(self.block_kind(), place)?;
                self.flow.is_generator = true;
                ExprKind::YieldFrom(self.boxed(&e.value)?)
            }
            Expr::Compare(e) => self.compare(e)?,
            Expr::Call(e) => self.call(e)?,
            Expr::FString(e) => self.fstring(e)?,
            Expr::StringLiteral(e) => self.string(e),
            Expr::BytesLiteral(e) => ExprKind::Constant(Constant::Bytes(e.value.bytes().collect())),
            Expr::NumberLiteral(e) => ExprKind::Constant(self.number(e)?),
            Expr::BooleanLiteral(e) => ExprKind::Constant(if e.value { Constant::True } else { Constant::False }),
            Expr::NoneLiteral(_) => ExprKind::Constant(Constant::None),
            Expr::EllipsisLiteral(_) => ExprKind::Constant(Constant::Ellipsis),
            Expr::Attribute(e) => ExprKind::Attribute { object: self.boxed(&e.value)?, name: self.name(&e.attr.id) },
            Expr::Subscript(e) => {
                let (object, index) = (self.boxed(&e.value)?, self.subscript_index(&e.slice)?);
                ExprKind::Subscript { object, index: Box::new(index) }
            }
            Expr::Slice(e) => {
                let (lower, upper) = (self.optional_box(e.lower.as_deref())?, self.optional_box(e.upper.as_deref())?);
                ExprKind::Slice { lower, upper, step: self.optional_box(e.step.as_deref())? }
            }
            Expr::Starred(_) => {
                return Err(Fault::syntax("can't use starred expression here", place));
            }
            Expr::Await(e) => self.await_value(e)?,
            Expr::TString(_) | Expr::IpyEscapeCommand(_) => {
                return Err(Fault::syntax("invalid syntax", place));
            }
        })
    }

    /// What stands in the brackets of a subscript.
    pub(super) fn subscript_index(&mut self, index: &Expr) -> Result<hir::Expr, Fault> {
        match index {
            Expr::Starred(e) => {
                let item = Item::Star(self.expr(&e.value)?);
                Ok(hir::Expr { kind: ExprKind::Tuple(vec![item]), span: span(index) })
            }
            _ => self.expr(index),
        }
    }

    pub(super) fn items(&mut self, exprs: &[Expr]) -> Result<Vec<Item>, Fault> {
        let item = |e: &Expr| match e {
            Expr::Starred(star) => Ok(Item::Star(self.expr(&star.value)?)),
            _ => Ok(Item::One(self.expr(e)?)),
        };
        exprs.iter().map(item).collect()
    }

    fn dict_items(&mut self, items: &[ast::DictItem]) -> Result<Vec<DictItem>, Fault> {
        let item = |item: &ast::DictItem| match &item.key {
            Some(key) => Ok(DictItem::Pair(self.expr(key)?, self.expr(&item.value)?)),
            None => Ok(DictItem::Spread(self.expr(&item.value)?)),
        };
        items.iter().map(item).collect()
    }

    fn walrus(&mut self, e: &ast::ExprNamed) -> Result<ExprKind, Fault> {
        let Expr::Name(target) = &*e.target else {
            return Err(Fault::syntax("invalid syntax", span(e)));
        };
        let value = self.boxed(&e.value)?;
        Ok(ExprKind::Walrus { target: self.store(&target.id), value })
    }

    fn unary(&mut self, e: &ast::ExprUnaryOp) -> Result<ExprKind, Fault> {
        let op = match e.op {
            ast::UnaryOp::Invert => UnaryOp::Invert,
            ast::UnaryOp::Not => UnaryOp::Not,
            ast::UnaryOp::UAdd => UnaryOp::Pos,
            ast::UnaryOp::USub => UnaryOp::Neg,
        };
        let operand = self.boxed(&e.operand)?;
        // A negative number is a literal to the reader; anything that rounds or overflows is left to the engines.
        Ok(match (op, &operand.kind) {
            (UnaryOp::Neg, ExprKind::Constant(Constant::Int(value))) if *value > i64::MIN => ExprKind::Constant(Constant::Int(-value)),
            (UnaryOp::Neg, ExprKind::Constant(Constant::Float(value))) => ExprKind::Constant(Constant::Float(-value)),
            _ => ExprKind::Unary { op, operand },
        })
    }

    fn compare(&mut self, e: &ast::ExprCompare) -> Result<ExprKind, Fault> {
        let first = self.boxed(&e.left)?;
        let mut rest = Vec::with_capacity(e.comparators.len());
        for (op, operand) in e.ops.iter().zip(&e.comparators) {
            rest.push((compare_op(*op), self.expr(operand)?));
        }
        Ok(ExprKind::Compare { first, rest })
    }

    fn call(&mut self, e: &ast::ExprCall) -> Result<ExprKind, Fault> {
        let func = self.expr(&e.func)?;
        if e.arguments.is_empty() && matches!(&*e.func, Expr::Name(name) if name.id == "super") {
            return Ok(self.zero_arg_super(func));
        }
        let args = self.items(&e.arguments.args)?;
        let keywords = self.keywords(&e.arguments.keywords)?;
        Ok(ExprKind::Call(Box::new(Call { func, args, keywords })))
    }

    /// `super()` means something special only in a function with a positional parameter inside a class.
    fn zero_arg_super(&mut self, func: hir::Expr) -> ExprKind {
        let class = self.table.load(self.scope, self.class_cell_name);
        let block = self.table.block_of(self.scope);
        let in_function = self.block_kind().is_function();
        match (self.first_param, class) {
            (Some(first), Place::Free(_) | Place::Cell(_) | Place::Local(_)) if in_function => {
                let first_arg = self.table.store(block, first);
                ExprKind::ZeroArgSuper { callee: Box::new(func), class, first_arg }
            }
            _ => ExprKind::Call(Box::new(Call { func, args: Vec::new(), keywords: Vec::new() })),
        }
    }

    pub(super) fn keywords(&mut self, keywords: &[ast::Keyword]) -> Result<Vec<(Option<hir::NameId>, hir::Expr)>, Fault> {
        check::keywords(keywords.iter().map(|k| (k.arg.as_ref().map(|a| a.id.as_str()), span(k))))?;
        let mut lowered = Vec::with_capacity(keywords.len());
        for keyword in keywords {
            // Keyword names are not mangled (CPython).
            let name = keyword.arg.as_ref().map(|a| self.names.intern(&a.id));
            lowered.push((name, self.expr(&keyword.value)?));
        }
        Ok(lowered)
    }

    /// An annotation as a value: evaluated, or its text under `from __future__ import annotations`.
    pub(super) fn annotation(&mut self, expr: &Expr) -> Result<hir::Expr, Fault> {
        if self.future_annotations {
            let text = super::unparse::unparse(expr, self.source);
            return Ok(hir::Expr { kind: ExprKind::Constant(Constant::Str(text)), span: span(expr) });
        }
        if let Expr::Starred(_) = expr {
            return Err(Fault::unsupported("starred annotation", span(expr)));
        }
        self.expr(expr)
    }

    /// Source text of a range.
    pub(super) fn slice(&self, place: Span) -> &str {
        self.source.get(place.start as usize..place.end as usize).unwrap_or("")
    }
}

pub(super) fn binary_op(op: ast::Operator) -> BinaryOp {
    match op {
        ast::Operator::Add => BinaryOp::Add,
        ast::Operator::Sub => BinaryOp::Sub,
        ast::Operator::Mult => BinaryOp::Mul,
        ast::Operator::MatMult => BinaryOp::MatMul,
        ast::Operator::Div => BinaryOp::TrueDiv,
        ast::Operator::Mod => BinaryOp::Mod,
        ast::Operator::Pow => BinaryOp::Pow,
        ast::Operator::LShift => BinaryOp::LShift,
        ast::Operator::RShift => BinaryOp::RShift,
        ast::Operator::BitOr => BinaryOp::BitOr,
        ast::Operator::BitXor => BinaryOp::BitXor,
        ast::Operator::BitAnd => BinaryOp::BitAnd,
        ast::Operator::FloorDiv => BinaryOp::FloorDiv,
    }
}

fn compare_op(op: ast::CmpOp) -> CompareOp {
    match op {
        ast::CmpOp::Eq => CompareOp::Eq,
        ast::CmpOp::NotEq => CompareOp::Ne,
        ast::CmpOp::Lt => CompareOp::Lt,
        ast::CmpOp::LtE => CompareOp::Le,
        ast::CmpOp::Gt => CompareOp::Gt,
        ast::CmpOp::GtE => CompareOp::Ge,
        ast::CmpOp::Is => CompareOp::Is,
        ast::CmpOp::IsNot => CompareOp::IsNot,
        ast::CmpOp::In => CompareOp::In,
        ast::CmpOp::NotIn => CompareOp::NotIn,
    }
}
