//! Conditions: expressions whose truth decides a jump, without making a bool where that can be avoided.

use frontend::hir::{CompareOp, Constant, Expr, ExprKind, UnaryOp};

use super::expr::small_int;
use super::{FunctionCompiler, Label};
use crate::opcode::Opcode;

impl<'p> FunctionCompiler<'p> {
    /// Jumps if the expression is false.
    pub(crate) fn jump_unless(&mut self, expr: &'p Expr, target: Label) {
        self.jump_if(expr, target, false);
    }

    /// Jumps if the expression's truth is `sense`, else goes on.
    pub(crate) fn jump_if(&mut self, expr: &'p Expr, target: Label, sense: bool) {
        let mark = self.mark();
        let line = self.at(expr.span);
        match &expr.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.jump_if(operand, target, !sense),
            ExprKind::And(list) => self.jump_if_all(list, target, sense),
            ExprKind::Or(list) => self.jump_if_any(list, target, sense),
            ExprKind::Compare { first, rest } => match rest.as_slice() {
                [(op, right)] => self.jump_compare(first, *op, right, target, sense),
                _ => self.jump_chain(first, rest, target, sense),
            },
            _ => {
                let value = self.operand(expr);
                self.emit_jump(if sense { Opcode::JumpIfTrue } else { Opcode::JumpIfFalse }, 0, value, 0, target);
            }
        }
        self.line = line;
        self.release(mark);
    }

    fn jump_if_all(&mut self, list: &'p [Expr], target: Label, sense: bool) {
        let Some((last, others)) = list.split_last() else { return };
        let skip = self.label();
        let mut after_first = None;
        for expr in others {
            self.jump_if(expr, if sense { skip } else { target }, false);
            after_first.get_or_insert_with(|| self.bound.clone());
        }
        self.jump_if(last, target, sense);
        self.bind(skip);
        self.bound = after_first.unwrap_or_else(|| self.bound.clone());
    }

    fn jump_if_any(&mut self, list: &'p [Expr], target: Label, sense: bool) {
        let Some((last, others)) = list.split_last() else { return };
        let skip = self.label();
        let mut after_first = None;
        for expr in others {
            self.jump_if(expr, if sense { target } else { skip }, true);
            after_first.get_or_insert_with(|| self.bound.clone());
        }
        self.jump_if(last, target, sense);
        self.bind(skip);
        self.bound = after_first.unwrap_or_else(|| self.bound.clone());
    }

    fn jump_compare(&mut self, first: &'p Expr, op: CompareOp, right: &'p Expr, target: Label, sense: bool) {
        let is_none = matches!(right.kind, ExprKind::Constant(Constant::None));
        if is_none && matches!(op, CompareOp::Is | CompareOp::IsNot) {
            let value = self.operand(first);
            let jump = if (op == CompareOp::Is) == sense { Opcode::JumpIfNone } else { Opcode::JumpIfNotNone };
            self.emit_jump(jump, 0, value, 0, target);
            return;
        }
        let left = self.operand_before(first, &[right]);
        if let (Some(jump), Some(small)) = (jump_immediate(op), small_int(right)) {
            self.emit_jump(jump, u8::from(sense), left, small as u16, target);
            return;
        }
        let right = self.compare_right(op, right, &[]);
        self.jump_registers(op, left, right, target, sense);
    }

    fn jump_registers(&mut self, op: CompareOp, left: u16, right: u16, target: Label, sense: bool) {
        let (jump, sense) = match op {
            CompareOp::Lt => (Opcode::JumpLt, sense),
            CompareOp::Le => (Opcode::JumpLe, sense),
            CompareOp::Eq => (Opcode::JumpEq, sense),
            CompareOp::Ne => (Opcode::JumpNe, sense),
            CompareOp::Gt => (Opcode::JumpGt, sense),
            CompareOp::Ge => (Opcode::JumpGe, sense),
            CompareOp::Is => (Opcode::JumpIs, sense),
            CompareOp::IsNot => (Opcode::JumpIs, !sense),
            CompareOp::In | CompareOp::NotIn => {
                let result = self.temp();
                let test = if op == CompareOp::In { Opcode::In } else { Opcode::NotIn };
                self.emit(test, 0, result, left, right);
                self.emit_jump(if sense { Opcode::JumpIfTrue } else { Opcode::JumpIfFalse }, 0, result, 0, target);
                return;
            }
        };
        self.emit_jump(jump, u8::from(sense), left, right, target);
    }

    /// `a < b < c`: each operand at most once.
    fn jump_chain(&mut self, first: &'p Expr, rest: &'p [(CompareOp, Expr)], target: Label, sense: bool) {
        let skip = self.label();
        let later: Vec<&Expr> = rest.iter().map(|(_, e)| e).collect();
        let mut left = self.operand_before(first, &later);
        let mut after_first = None;
        for (number, (op, right)) in rest.iter().enumerate() {
            if number + 1 == rest.len()
                && let (Some(jump), Some(small)) = (jump_immediate(*op), small_int(right))
            {
                self.emit_jump(jump, u8::from(sense), left, small as u16, target);
                break;
            }
            let right = self.compare_right(*op, right, &later[number + 1..]);
            after_first.get_or_insert_with(|| self.bound.clone());
            if number + 1 == rest.len() {
                self.jump_registers(*op, left, right, target, sense);
            } else {
                self.jump_registers(*op, left, right, if sense { skip } else { target }, false);
            }
            left = right;
        }
        self.bind(skip);
        self.bound = after_first.unwrap_or_else(|| self.bound.clone());
    }
}

fn jump_immediate(op: CompareOp) -> Option<Opcode> {
    Some(match op {
        CompareOp::Lt => Opcode::JumpLtI,
        CompareOp::Le => Opcode::JumpLeI,
        CompareOp::Eq => Opcode::JumpEqI,
        CompareOp::Ne => Opcode::JumpNeI,
        CompareOp::Gt => Opcode::JumpGtI,
        CompareOp::Ge => Opcode::JumpGeI,
        _ => return None,
    })
}
