//! Expressions.

use super::Lowering;
use crate::node::{AnyOperand, Constant, Local, Tree};
use crate::nodes::arithmetic::{Logical, binary, unary};
use crate::nodes::attribute::Attribute;
use crate::nodes::call::{Argument, CallFixed, CallGeneral, CallLookingAtFrame, CallMethod, ZeroArgSuper};
use crate::nodes::compare::{Chain, compare};
use crate::nodes::container::{Clause, Comprehension, ConstantSet, DictDisplay, DictItem, Display, DisplayNode, Item, SmallTuple};
use crate::nodes::control::{Await, IfExpression, Intrinsic, Walrus, Yield, YieldFrom};
use crate::nodes::function::{GeneratorExpression, MakeFunction};
use crate::nodes::subscript::{Slice, subscript};
use crate::nodes::text::{FString, Piece};
use crate::nodes::variable::{ClassName, FreeCell, Global, OwnCell, Slot};
use frontend::hir::{self, Expr, ExprKind, FStringPart, Place, Span};
use runtime::object::Gc;
use runtime::object::tuple::Tuple;
use runtime::ops::attribute::AttrCache;
use runtime::{BinaryOp, CompareOp, UnaryOp, Value};
use std::cell::Cell;

pub(super) fn binary_op(op: hir::BinaryOp) -> BinaryOp {
    BinaryOp::ALL[op as usize]
}

pub(super) fn compare_op(op: hir::CompareOp) -> CompareOp {
    CompareOp::ALL[op as usize]
}

fn unary_op(op: hir::UnaryOp) -> UnaryOp {
    match op {
        hir::UnaryOp::Neg => UnaryOp::Neg,
        hir::UnaryOp::Pos => UnaryOp::Pos,
        hir::UnaryOp::Invert => UnaryOp::Invert,
        hir::UnaryOp::Not => UnaryOp::Not,
    }
}

/// Functions that look at the frame that calls them.
const FRAME_FUNCTIONS: [&str; 5] = ["locals", "vars", "dir", "eval", "exec"];

impl Lowering<'_> {
    pub(super) fn trees(&mut self, exprs: &[Expr]) -> Box<[Tree]> {
        exprs.iter().map(|e| self.expr(e)).collect()
    }

    /// An expression as an operand: local variables and constants keep their kind.
    pub(super) fn operand(&mut self, e: &Expr) -> AnyOperand {
        match &e.kind {
            ExprKind::Load(Place::Local(slot)) => AnyOperand::Local(Local { slot: *slot as usize, line: self.line(e.span) }),
            ExprKind::Constant(c) => AnyOperand::Constant(Constant(self.constant(c))),
            _ => AnyOperand::Tree(self.expr(e)),
        }
    }

    fn constant(&mut self, c: &hir::Constant) -> Value {
        let v = match c {
            hir::Constant::None => Value::NONE,
            hir::Constant::True => Value::TRUE,
            hir::Constant::False => Value::FALSE,
            hir::Constant::Ellipsis => Value::ELLIPSIS,
            hir::Constant::Int(i) => self.rt.new_int(*i),
            hir::Constant::BigInt(digits) => self.rt.int_from_decimal(digits),
            hir::Constant::Float(x) => Value::float(*x),
            hir::Constant::Imaginary(x) => self.rt.new_complex(0.0, *x).into(),
            hir::Constant::Str(s) if s.len() <= 64 => self.rt.intern(s).into(),
            hir::Constant::Str(s) => self.rt.str_value(s),
            hir::Constant::Bytes(b) => self.rt.new_bytes(b.clone()).into(),
        };
        self.permanent(v)
    }

    pub(super) fn load(&mut self, place: Place, span: Span) -> Tree {
        let line = self.line(span);
        match place {
            Place::Local(slot) => Box::new(Local { slot: slot as usize, line }),
            Place::Cell(i) => Box::new(OwnCell { index: i as usize }),
            Place::Free(i) => Box::new(FreeCell { index: i as usize }),
            Place::Global(n) => Box::new(Global::new(self.name(n), line)),
            Place::ClassName(n) => Box::new(ClassName { name: self.name(n), free: None, global: Global::new(self.name(n), line) }),
            Place::ClassFree(n, i) => {
                Box::new(ClassName { name: self.name(n), free: Some(i as usize), global: Global::new(self.name(n), line) })
            }
        }
    }

    pub(super) fn slot(&self, place: Place) -> Slot {
        Slot::of(place, &self.names)
    }

    pub(super) fn expr(&mut self, e: &Expr) -> Tree {
        let line = self.line(e.span);
        match &e.kind {
            ExprKind::Constant(c) => Box::new(Constant(self.constant(c))),
            ExprKind::Load(place) => self.load(*place, e.span),
            ExprKind::Binary { op, lhs, rhs } => {
                let (lhs, rhs) = (self.operand(lhs), self.operand(rhs));
                binary(binary_op(*op), lhs, rhs, false, line)
            }
            ExprKind::Unary { op, operand } => unary(unary_op(*op), self.expr(operand), line),
            ExprKind::And(operands) => Box::new(Logical { is_and: true, operands: self.trees(operands) }),
            ExprKind::Or(operands) => Box::new(Logical { is_and: false, operands: self.trees(operands) }),
            ExprKind::Compare { first, rest } => self.comparison(first, rest, line),
            ExprKind::IfExp { test, body, orelse } => {
                Box::new(IfExpression { test: self.expr(test), body: self.expr(body), orelse: self.expr(orelse) })
            }
            ExprKind::Call(call) => self.call(call, line),
            ExprKind::ZeroArgSuper { callee, class, first_arg } => Box::new(ZeroArgSuper {
                callee: self.expr(callee),
                class: self.load(*class, e.span),
                first_arg: self.load(*first_arg, e.span),
                line,
            }),
            ExprKind::Attribute { object, name } => Box::new(Attribute::new(self.expr(object), self.name(*name), line)),
            ExprKind::Subscript { object, index } => {
                let (object, index) = (self.operand(object), self.operand(index));
                subscript(object, index, line)
            }
            ExprKind::Slice { lower, upper, step } => {
                Box::new(Slice { parts: [lower, upper, step].map(|part| part.as_ref().map(|e| self.expr(e))) })
            }
            ExprKind::Tuple(items) => self.tuple(items, line),
            ExprKind::List(items) => Box::new(self.display(Display::List, items, line)),
            ExprKind::Set(items) => self.set(items, line),
            ExprKind::Dict(items) => {
                let items = items
                    .iter()
                    .map(|item| match item {
                        hir::DictItem::Pair(k, v) => DictItem::Pair(self.expr(k), self.expr(v)),
                        hir::DictItem::Spread(m) => DictItem::Spread(self.expr(m)),
                    })
                    .collect();
                Box::new(DictDisplay { items, line })
            }
            ExprKind::ListComp(c) => self.comprehension(Some(Display::List), c, line),
            ExprKind::SetComp(c) => self.comprehension(Some(Display::Set), c, line),
            ExprKind::DictComp(c) => self.comprehension(None, c, line),
            ExprKind::GeneratorExpr { function, first } => {
                Box::new(GeneratorExpression { first: self.expr(first), function: self.make_function(function), line })
            }
            ExprKind::Lambda(function) => Box::new(self.make_function(function)),
            ExprKind::FString(parts) => self.fstring(parts),
            ExprKind::Walrus { target, value } => Box::new(Walrus { target: self.slot(*target), value: self.expr(value) }),
            ExprKind::Yield(value) => Box::new(Yield { value: value.as_ref().map(|v| self.expr(v)), line }),
            ExprKind::Await(value) => Box::new(Await { iterator: self.expr(value), line }),
            ExprKind::Intrinsic { op, args } => Box::new(Intrinsic { op: *op as u8, args: self.trees(args), line }),
            ExprKind::YieldFrom(value) => Box::new(YieldFrom { iterable: self.expr(value), line }),
        }
    }

    fn comparison(&mut self, first: &Expr, rest: &[(hir::CompareOp, Expr)], line: u32) -> Tree {
        if let [(op, rhs)] = rest {
            let (lhs, rhs) = (self.operand(first), self.operand(rhs));
            return compare(compare_op(*op), lhs, rhs, line);
        }
        let first = self.expr(first);
        let rest = rest.iter().map(|(op, e)| (compare_op(*op), self.expr(e))).collect();
        Box::new(Chain { first, rest, line })
    }

    fn call(&mut self, call: &hir::Call, line: u32) -> Tree {
        let plain: Option<Vec<&Expr>> = call
            .args
            .iter()
            .map(|item| match item {
                hir::Item::One(e) => Some(e),
                hir::Item::Star(_) => None,
            })
            .collect();
        match plain {
            Some(args) if call.keywords.is_empty() && args.len() <= 5 => self.positional_call(&call.func, &args, line),
            _ => self.general_call(call, line),
        }
    }

    fn positional_call(&mut self, func: &Expr, args: &[&Expr], line: u32) -> Tree {
        if let ExprKind::Attribute { object, name } = &func.kind {
            let object = self.expr(object);
            let name = self.name(*name);
            let args: Box<[Tree]> = args.iter().map(|e| self.expr(e)).collect();
            let cache = Cell::new(AttrCache::None);
            return match args.len() {
                0 => Box::new(CallMethod::<1> { object, name, args, line, cache }),
                1 => Box::new(CallMethod::<2> { object, name, args, line, cache }),
                2 => Box::new(CallMethod::<3> { object, name, args, line, cache }),
                3 => Box::new(CallMethod::<4> { object, name, args, line, cache }),
                4 => Box::new(CallMethod::<5> { object, name, args, line, cache }),
                _ => Box::new(CallMethod::<6> { object, name, args, line, cache }),
            };
        }
        let callee = self.expr(func);
        if let ExprKind::Load(Place::Global(n) | Place::ClassName(n)) = &func.kind
            && FRAME_FUNCTIONS.contains(&self.program.name(*n))
        {
            return Box::new(CallLookingAtFrame { callee, args: args.iter().map(|e| self.expr(e)).collect(), line });
        }
        macro_rules! fixed {
            ($n:literal) => {
                Box::new(CallFixed::<$n> { callee, args: std::array::from_fn(|i| self.expr(args[i])), line })
            };
        }
        match args.len() {
            0 => fixed!(0),
            1 => fixed!(1),
            2 => fixed!(2),
            3 => fixed!(3),
            4 => fixed!(4),
            _ => fixed!(5),
        }
    }

    fn general_call(&mut self, call: &hir::Call, line: u32) -> Tree {
        let callee = self.expr(&call.func);
        let args = call
            .args
            .iter()
            .map(|item| match item {
                hir::Item::One(e) => Argument::One(self.expr(e)),
                hir::Item::Star(e) => Argument::Star(self.expr(e)),
            })
            .collect();
        let keywords: Box<[_]> = call.keywords.iter().map(|(n, e)| (n.map(|n| self.name(n)), self.expr(e))).collect();
        let all: Option<Vec<Value>> = keywords.iter().map(|(n, _)| n.map(Value::from)).collect();
        let names = all.filter(|names| !names.is_empty()).map(|names| {
            let tuple = self.rt.new_tuple(&names);
            self.permanent(tuple.into());
            tuple
        });
        Box::new(CallGeneral { callee, args, keywords, names, line })
    }

    pub(super) fn display(&mut self, display: Display, items: &[hir::Item], line: u32) -> DisplayNode {
        let items = items
            .iter()
            .map(|item| match item {
                hir::Item::One(e) => Item::One(self.expr(e)),
                hir::Item::Star(e) => Item::Star(self.expr(e)),
            })
            .collect();
        DisplayNode { display, items, line }
    }

    fn set(&mut self, items: &[hir::Item], line: u32) -> Tree {
        if items.len() > 2
            && let Some(values) = self.constant_items(items)
            && let Ok(frozen) = self.rt.constant_frozenset(values.items())
        {
            return Box::new(ConstantSet { frozen: self.permanent(frozen) });
        }
        Box::new(self.display(Display::Set, items, line))
    }

    /// A tuple of what the items of a display are, if CPython's compiler knows all of them.
    fn constant_items(&mut self, items: &[hir::Item]) -> Option<Gc<Tuple>> {
        let mut values = self.rt.rooted();
        for item in items {
            let hir::Item::One(e) = item else { return None };
            values.push(self.known_constant(e)?);
        }
        Some(self.rt.new_tuple(&values))
    }

    fn known_constant(&mut self, e: &Expr) -> Option<Value> {
        match &e.kind {
            ExprKind::Constant(c) => Some(self.constant(c)),
            ExprKind::Unary { op, operand } => {
                let operand = self.known_constant(operand)?;
                let plain = operand.is_small_int() || operand.is_float() || operand.is_bool();
                if plain { self.rt.unary(unary_op(*op), operand).ok() } else { None }
            }
            ExprKind::Tuple(items) => self.constant_items(items).map(Value::from),
            _ => None,
        }
    }

    fn tuple(&mut self, items: &[hir::Item], line: u32) -> Tree {
        let plain: Option<Vec<&Expr>> = items
            .iter()
            .map(|item| match item {
                hir::Item::One(e) => Some(e),
                hir::Item::Star(_) => None,
            })
            .collect();
        if let Some(exprs) = &plain
            && let Some(constants) =
                exprs.iter().map(|e| if let ExprKind::Constant(c) = &e.kind { Some(c) } else { None }).collect::<Option<Vec<_>>>()
        {
            let values: Vec<Value> = constants.into_iter().map(|c| self.constant(c)).collect();
            let tuple = self.rt.new_tuple(&values);
            return Box::new(Constant(self.permanent(tuple.into())));
        }
        macro_rules! small {
            ($exprs:expr) => {
                Box::new(SmallTuple { items: std::array::from_fn(|i| self.expr($exprs[i])) })
            };
        }
        match plain {
            Some(e) if e.len() == 1 => {
                let node: Box<SmallTuple<1>> = small!(e);
                node
            }
            Some(e) if e.len() == 2 => {
                let node: Box<SmallTuple<2>> = small!(e);
                node
            }
            Some(e) if e.len() == 3 => {
                let node: Box<SmallTuple<3>> = small!(e);
                node
            }
            Some(e) if e.len() == 4 => {
                let node: Box<SmallTuple<4>> = small!(e);
                node
            }
            _ => Box::new(self.display(Display::Tuple, items, line)),
        }
    }

    fn comprehension(&mut self, display: Option<Display>, c: &hir::Comprehension, line: u32) -> Tree {
        let clauses = c
            .clauses
            .iter()
            .map(|clause| Clause {
                target: self.target(&clause.target),
                iter: self.expr(&clause.iter),
                waits: clause.waits.as_ref().map(|w| (self.slot(w.iterator), self.expr(&w.test), self.load(w.item, clause.iter.span))),
                conditions: self.trees(&clause.conditions),
                line: self.line(clause.iter.span),
            })
            .collect();
        Box::new(Comprehension {
            display,
            element: self.expr(&c.element),
            value: c.value.as_ref().map(|v| self.expr(v)),
            clauses,
            fresh_cells: c.fresh_cells.iter().map(|&i| i as usize).collect(),
            locals: c.locals.iter().map(|&i| i as usize).collect(),
            line,
        })
    }

    pub(super) fn make_function(&mut self, m: &hir::MakeFunction) -> MakeFunction {
        let program = self.program;
        let inner = program.function(m.function);
        MakeFunction {
            proto: self.protos[m.function.0 as usize],
            captures: inner.frees.iter().map(|v| v.source).collect(),
            defaults: self.trees(&m.defaults),
            kw_defaults: m.kw_defaults.iter().map(|(n, e)| (self.name(*n), self.expr(e))).collect(),
            annotations: m.annotations.iter().map(|(n, e)| (self.name(*n), self.expr(e))).collect(),
        }
    }

    fn fstring(&mut self, parts: &[FStringPart]) -> Tree {
        let pieces = parts
            .iter()
            .map(|part| match part {
                FStringPart::Literal(text) => {
                    let v = self.rt.str_value(text);
                    Piece::Literal(self.permanent(v))
                }
                FStringPart::Value { value, conversion, spec } => Piece::Formatted {
                    line: self.line(value.span),
                    value: self.expr(value),
                    conversion: *conversion,
                    spec: spec.as_ref().map(|s| self.fstring(s)),
                },
            })
            .collect();
        Box::new(FString { pieces })
    }
}
