//! Expressions: values into registers.
//!
//! [`FunctionCompiler::into`] writes its destination as its last effect whenever the destination is a variable, so that an
//! exception half way, or a use of the variable in its own new value, sees the old one. A destination that is a
//! temporary is fresh and may be written early.

use frontend::hir::{BinaryOp, CompareOp, Expr, ExprKind, Place, UnaryOp};

use super::{FunctionCompiler, Reg, fold};
use crate::code::Const;
use crate::opcode::{Opcode, binary_flags};

impl<'p> FunctionCompiler<'p> {
    /// Evaluates for effect only.
    pub(crate) fn effect(&mut self, expr: &'p Expr) {
        if fold::constant(expr).is_some() {
            return;
        }
        let value = self.temp();
        self.into(expr, value);
        self.release(value);
    }

    /// A register that holds the value: the variable's own, a loop constant's, or a new temporary.
    pub(crate) fn operand(&mut self, expr: &'p Expr) -> Reg {
        self.operand_before(expr, &[])
    }

    /// As `operand`, for a value that is used after `later` have been evaluated: a variable that they rebind is copied.
    pub(crate) fn operand_before(&mut self, expr: &'p Expr, later: &[&Expr]) -> Reg {
        if let ExprKind::Load(Place::Local(slot)) = expr.kind {
            let register = self.local_checked(slot, expr);
            let rebound = self.facts.walrus[slot as usize] && later.iter().any(|e| !is_simple(e));
            if !rebound {
                return register;
            }
            let copy = self.temp();
            self.move_to(copy, register);
            return copy;
        }
        if let Some(constant) = fold::constant(expr) {
            return self.constant_operand(constant);
        }
        let value = self.temp();
        self.into(expr, value);
        value
    }

    pub(crate) fn constant_operand(&mut self, constant: Const) -> Reg {
        if let Some(&register) = self.pinned.get(&constant) {
            return register;
        }
        let value = self.temp();
        self.load_const(constant, value);
        value
    }

    fn local_checked(&mut self, slot: u32, expr: &Expr) -> Reg {
        let register = self.local(slot);
        if !self.bound.has(slot) {
            let saved = self.at(expr.span);
            self.emit(Opcode::CheckBound, 0, register, 0, 0);
            self.line = saved;
            self.checked[slot as usize] = true;
            self.mark_bound(slot);
        }
        register
    }

    /// Notes that a local is bound from here on.
    pub(crate) fn mark_bound(&mut self, slot: u32) {
        if !self.facts.unbindable[slot as usize] {
            self.bound.set(slot);
        }
    }

    /// Whether evaluating the expression can have no effect, cannot fail and always gives the same value here.
    pub(crate) fn is_inert(&self, expr: &Expr) -> bool {
        match expr.kind {
            ExprKind::Load(Place::Local(slot)) => self.bound.has(slot),
            _ => fold::constant(expr).is_some(),
        }
    }

    /// Where to build a value that takes several steps: the destination, unless it is a variable.
    pub(crate) fn accumulator(&mut self, dst: Reg) -> Reg {
        if self.is_temp(dst) { dst } else { self.temp() }
    }

    /// Evaluates into a register.
    pub(crate) fn into(&mut self, expr: &'p Expr, dst: Reg) {
        let mark = self.mark();
        let line = self.at(expr.span);
        self.evaluate(expr, dst);
        self.line = line;
        self.release(mark);
    }

    /// The parts of a slice expression in three registers of their own; `None` for any other expression.
    pub(crate) fn slice_parts(&mut self, expr: &'p Expr) -> Option<Reg> {
        let ExprKind::Slice { lower, upper, step } = &expr.kind else { return None };
        let base = self.temps(3);
        for (offset, part) in [lower, upper, step].into_iter().enumerate() {
            match part {
                Some(part) => self.into(part, base + offset as Reg),
                None => self.load_const(Const::None, base + offset as Reg),
            }
        }
        Some(base)
    }

    fn evaluate(&mut self, expr: &'p Expr, dst: Reg) {
        if let Some(constant) = fold::constant(expr) {
            match self.pinned.get(&constant) {
                Some(&register) => self.move_to(dst, register),
                None => self.load_const(constant, dst),
            }
            return;
        }
        match &expr.kind {
            ExprKind::Constant(literal) => self.load_const(fold::from_literal(literal), dst),
            ExprKind::Load(place) => self.load_place(*place, expr, dst),
            ExprKind::Binary { op, lhs, rhs } => self.binary(*op, lhs, rhs, 0, dst),
            ExprKind::Unary { op, operand } => {
                let value = self.operand(operand);
                let op = match op {
                    UnaryOp::Neg => Opcode::Neg,
                    UnaryOp::Pos => Opcode::Pos,
                    UnaryOp::Invert => Opcode::Invert,
                    UnaryOp::Not => Opcode::Not,
                };
                self.emit(op, 0, dst, value, 0);
            }
            ExprKind::And(list) => self.short_circuit(list, Opcode::JumpIfFalse, dst),
            ExprKind::Or(list) => self.short_circuit(list, Opcode::JumpIfTrue, dst),
            ExprKind::Compare { first, rest } => self.compare(first, rest, dst),
            ExprKind::IfExp { test, body, orelse } => self.conditional(test, body, orelse, dst),
            ExprKind::Call(call) => self.call(call, dst),
            ExprKind::ZeroArgSuper { callee, class, first_arg } => {
                let base = self.super_parts(callee, *class, *first_arg);
                self.emit(Opcode::CallSuper, 0, dst, base, 0);
            }
            ExprKind::Attribute { object, name } => {
                let object = self.operand(object);
                let site = self.attribute_site(name.0);
                self.emit(Opcode::GetAttr, 0, dst, object, site);
            }
            ExprKind::Subscript { object, index } => {
                let object = self.operand_before(object, &[index]);
                if let Some(small) = small_int(index) {
                    self.emit(Opcode::GetItemI, 0, dst, object, small as u16);
                } else if let Some(parts) = self.slice_parts(index) {
                    self.emit(Opcode::GetSlice, 0, dst, object, parts);
                } else {
                    let index = self.operand(index);
                    self.emit(Opcode::GetItem, 0, dst, object, index);
                }
            }
            ExprKind::Slice { .. } => {
                let Some(base) = self.slice_parts(expr) else { return };
                self.emit(Opcode::BuildSlice, 0, dst, base, 0);
            }
            ExprKind::Tuple(items) => self.tuple(items, dst),
            ExprKind::List(items) => self.list(items, dst),
            ExprKind::Set(items) => self.set(items, dst),
            ExprKind::Dict(items) => self.dict(items, dst),
            ExprKind::ListComp(comp) => self.comprehension(comp, super::display::Collector::List, dst),
            ExprKind::SetComp(comp) => self.comprehension(comp, super::display::Collector::Set, dst),
            ExprKind::DictComp(comp) => self.comprehension(comp, super::display::Collector::Dict, dst),
            ExprKind::GeneratorExpr { function, first } => {
                let window = self.temps(2);
                self.note_window(2);
                self.make_function(function, window);
                self.into(first, window + 1);
                self.emit(Opcode::GetIter, 0, window + 1, window + 1, 0);
                let site = self.call_site(None);
                self.emit(Opcode::Call, 1, dst, window, site);
            }
            ExprKind::Lambda(function) => self.make_function(function, dst),
            ExprKind::FString(parts) => self.fstring(parts, dst),
            ExprKind::Walrus { target, value } => {
                if let Place::Local(slot) = *target {
                    self.into(value, self.local(slot));
                    self.mark_bound(slot);
                    self.move_to(dst, self.local(slot));
                } else {
                    let acc = self.accumulator(dst);
                    self.into(value, acc);
                    self.store_place(*target, acc);
                    self.move_to(dst, acc);
                }
            }
            ExprKind::Yield(value) => {
                let value = match value {
                    Some(value) => self.operand(value),
                    None => self.constant_operand(Const::None),
                };
                self.emit(Opcode::Yield, 0, dst, value, 0);
            }
            ExprKind::Await(value) => {
                let iterator = self.temp();
                self.into(value, iterator);
                let sent = self.temp();
                self.load_const(Const::None, sent);
                self.emit(Opcode::YieldFrom, 0, dst, iterator, sent);
            }
            ExprKind::Intrinsic { op, args } => {
                let base = self.temps(args.len());
                for (offset, arg) in args.iter().enumerate() {
                    self.into(arg, base + offset as Reg);
                }
                self.emit(Opcode::Intrinsic, *op as u8, dst, base, args.len() as u16);
            }
            ExprKind::YieldFrom(value) => {
                let iterator = self.temp();
                self.into(value, iterator);
                self.emit(Opcode::GetYieldFromIter, 0, iterator, iterator, 0);
                let sent = self.temp();
                self.load_const(Const::None, sent);
                self.emit(Opcode::YieldFrom, 0, dst, iterator, sent);
            }
        }
    }

    /// Loads a variable.
    fn load_place(&mut self, place: Place, expr: &Expr, dst: Reg) {
        match place {
            Place::Local(slot) => {
                let register = self.local_checked(slot, expr);
                self.move_to(dst, register);
            }
            Place::Cell(index) => {
                self.emit(Opcode::LoadCell, 0, dst, self.cell(index), 0);
            }
            Place::Free(index) => {
                self.emit(Opcode::LoadCell, 0, dst, self.free(index), 0);
            }
            Place::Global(name) => {
                let site = self.global_site(name.0);
                self.emit(Opcode::LoadGlobal, 0, dst, 0, site);
            }
            Place::ClassName(name) => {
                let site = self.global_site(name.0);
                self.emit(Opcode::LoadName, 0, dst, 0, site);
            }
            Place::ClassFree(name, index) => {
                let name = self.narrow(name.0);
                self.emit(Opcode::LoadNameOrCell, 0, dst, self.free(index), name);
            }
        }
    }

    /// `dst = lhs op rhs`; also the operator of an augmented assignment whose target has been evaluated.
    fn binary(&mut self, op: BinaryOp, lhs: &'p Expr, rhs: &'p Expr, flags: u8, dst: Reg) {
        let left_constant = fold::constant(lhs);
        if let Some(value) = left_constant.as_ref().and_then(small_const)
            && commutative(op)
            && let Some(immediate) = immediate_op(op)
        {
            let right = self.operand(rhs);
            self.emit(immediate, flags | binary_flags::REVERSED, dst, right, value as u16);
            return;
        }
        if let Some(constant @ Const::Float(_)) = left_constant
            && matches!(op, BinaryOp::Add | BinaryOp::Mul)
            && let Some(constant_op) = constant_op(op)
        {
            let right = self.operand(rhs);
            let index = self.const_index(constant);
            let index = self.narrow(index);
            self.emit(constant_op, flags | binary_flags::REVERSED, dst, right, index);
            return;
        }
        let left = self.operand_before(lhs, &[rhs]);
        self.binary_with(op, left, rhs, flags, dst);
    }

    /// `dst = left op rhs` with the left value already in a register.
    pub(crate) fn binary_with(&mut self, op: BinaryOp, left: Reg, rhs: &'p Expr, flags: u8, dst: Reg) {
        if let Some(constant) = fold::constant(rhs) {
            if let (Some(value), Some(immediate)) = (small_const(&constant), immediate_op(op)) {
                self.emit(immediate, flags, dst, left, value as u16);
                return;
            }
            if let (Const::Float(_), Some(constant_op)) = (&constant, constant_op(op)) {
                let index = self.const_index(constant);
                let index = self.narrow(index);
                self.emit(constant_op, flags, dst, left, index);
                return;
            }
        }
        let right = self.operand(rhs);
        self.emit(register_op(op), flags, dst, left, right);
    }

    fn short_circuit(&mut self, list: &'p [Expr], leave: Opcode, dst: Reg) {
        let acc = self.accumulator(dst);
        let end = self.label();
        let mut after_first = None;
        for (number, expr) in list.iter().enumerate() {
            if number + 1 < list.len() {
                self.value_or_jump(expr, acc, leave == Opcode::JumpIfTrue, end);
            } else {
                self.into(expr, acc);
            }
            after_first.get_or_insert_with(|| self.bound.clone());
        }
        self.bind(end);
        self.bound = after_first.unwrap_or_else(|| self.bound.clone());
        self.move_to(dst, acc);
    }

    /// Evaluates into a register and jumps if the truth of the value is `sense`. As in CPython, no value inside a nested `and`
    /// or `or` is asked for its truth twice.
    fn value_or_jump(&mut self, expr: &'p Expr, acc: Reg, sense: bool, target: super::Label) {
        let (list, leave) = match &expr.kind {
            ExprKind::And(list) if fold::constant(expr).is_none() => (list, false),
            ExprKind::Or(list) if fold::constant(expr).is_none() => (list, true),
            _ => {
                self.into(expr, acc);
                return self.emit_jump(if sense { Opcode::JumpIfTrue } else { Opcode::JumpIfFalse }, 0, acc, 0, target);
            }
        };
        let skip = self.label();
        let mut after_first = None;
        for (number, operand) in list.iter().enumerate() {
            if number + 1 < list.len() {
                self.value_or_jump(operand, acc, leave, if leave == sense { target } else { skip });
            } else {
                self.value_or_jump(operand, acc, sense, target);
            }
            after_first.get_or_insert_with(|| self.bound.clone());
        }
        self.bind(skip);
        self.bound = after_first.unwrap_or_else(|| self.bound.clone());
    }

    fn compare(&mut self, first: &'p Expr, rest: &'p [(CompareOp, Expr)], dst: Reg) {
        if let [(op, right)] = rest {
            let left = self.operand_before(first, &[right]);
            let right = self.compare_right(*op, right, &[]);
            self.emit(compare_op(*op), 0, dst, left, right);
            return;
        }
        let acc = self.accumulator(dst);
        let end = self.label();
        let later: Vec<&Expr> = rest.iter().map(|(_, e)| e).collect();
        let mut left = self.operand_before(first, &later);
        let mut after_first = None;
        for (number, (op, right)) in rest.iter().enumerate() {
            let right = self.compare_right(*op, right, &later[number + 1..]);
            after_first.get_or_insert_with(|| self.bound.clone());
            self.emit(compare_op(*op), 0, acc, left, right);
            if number + 1 < rest.len() {
                self.emit_jump(Opcode::JumpIfFalse, 0, acc, 0, end);
            }
            left = right;
        }
        self.bind(end);
        self.bound = after_first.unwrap_or_else(|| self.bound.clone());
        self.move_to(dst, acc);
    }

    /// Right operand of a comparison. `in [1, 2]` and `in {1, 2}` look into constants, as in CPython.
    pub(crate) fn compare_right(&mut self, op: CompareOp, expr: &'p Expr, later: &[&Expr]) -> Reg {
        if matches!(op, CompareOp::In | CompareOp::NotIn) {
            let constant = match &expr.kind {
                ExprKind::List(items) => fold::items_of(items).map(Const::Tuple),
                ExprKind::Set(items) => fold::items_of(items).map(Const::FrozenSet),
                _ => None,
            };
            if let Some(constant) = constant {
                return self.constant_operand(constant);
            }
        }
        self.operand_before(expr, later)
    }

    fn conditional(&mut self, test: &'p Expr, body: &'p Expr, orelse: &'p Expr, dst: Reg) {
        if let Some(constant) = fold::constant(test) {
            let live = if fold::truth(&constant) { body } else { orelse };
            return self.into(live, dst);
        }
        let (otherwise, end) = (self.label(), self.label());
        self.jump_unless(test, otherwise);
        let after_test = self.bound.clone();
        self.into(body, dst);
        self.jump(end);
        self.bind(otherwise);
        let after_body = std::mem::replace(&mut self.bound, after_test);
        self.into(orelse, dst);
        self.bound.meet(&after_body);
        self.bind(end);
    }
}

/// Variables and constants: evaluating them rebinds nothing.
fn is_simple(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Load(_) | ExprKind::Constant(_))
}

/// An int that fits an immediate.
pub(crate) fn small_int(expr: &Expr) -> Option<i16> {
    fold::constant(expr).as_ref().and_then(small_const)
}

pub(crate) fn small_const(constant: &Const) -> Option<i16> {
    match constant {
        Const::Int(value) => i16::try_from(*value).ok(),
        _ => None,
    }
}

/// Whether the operands of numbers may change places.
pub(crate) fn commutative(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Add | BinaryOp::Mul | BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor)
}

/// Whether a float constant as the right operand has its own instruction.
pub(crate) fn has_constant_form(op: BinaryOp) -> bool {
    constant_op(op).is_some()
}

fn register_op(op: BinaryOp) -> Opcode {
    match op {
        BinaryOp::Add => Opcode::Add,
        BinaryOp::Sub => Opcode::Sub,
        BinaryOp::Mul => Opcode::Mul,
        BinaryOp::TrueDiv => Opcode::TrueDiv,
        BinaryOp::FloorDiv => Opcode::FloorDiv,
        BinaryOp::Mod => Opcode::Mod,
        BinaryOp::Pow => Opcode::Pow,
        BinaryOp::LShift => Opcode::LShift,
        BinaryOp::RShift => Opcode::RShift,
        BinaryOp::BitAnd => Opcode::BitAnd,
        BinaryOp::BitOr => Opcode::BitOr,
        BinaryOp::BitXor => Opcode::BitXor,
        BinaryOp::MatMul => Opcode::MatMul,
    }
}

fn immediate_op(op: BinaryOp) -> Option<Opcode> {
    Some(match op {
        BinaryOp::Add => Opcode::AddI,
        BinaryOp::Sub => Opcode::SubI,
        BinaryOp::Mul => Opcode::MulI,
        BinaryOp::TrueDiv => Opcode::TrueDivI,
        BinaryOp::FloorDiv => Opcode::FloorDivI,
        BinaryOp::Mod => Opcode::ModI,
        BinaryOp::Pow => Opcode::PowI,
        BinaryOp::LShift => Opcode::LShiftI,
        BinaryOp::RShift => Opcode::RShiftI,
        BinaryOp::BitAnd => Opcode::BitAndI,
        BinaryOp::BitOr => Opcode::BitOrI,
        BinaryOp::BitXor => Opcode::BitXorI,
        BinaryOp::MatMul => return None,
    })
}

fn constant_op(op: BinaryOp) -> Option<Opcode> {
    Some(match op {
        BinaryOp::Add => Opcode::AddK,
        BinaryOp::Sub => Opcode::SubK,
        BinaryOp::Mul => Opcode::MulK,
        BinaryOp::TrueDiv => Opcode::TrueDivK,
        _ => return None,
    })
}

fn compare_op(op: CompareOp) -> Opcode {
    match op {
        CompareOp::Lt => Opcode::Lt,
        CompareOp::Le => Opcode::Le,
        CompareOp::Eq => Opcode::Eq,
        CompareOp::Ne => Opcode::Ne,
        CompareOp::Gt => Opcode::Gt,
        CompareOp::Ge => Opcode::Ge,
        CompareOp::Is => Opcode::Is,
        CompareOp::IsNot => Opcode::IsNot,
        CompareOp::In => Opcode::In,
        CompareOp::NotIn => Opcode::NotIn,
    }
}
