//! Comparing instructions, and what their operands are taken for.

use bytecode::{Insn, Opcode};
use bytecode_vm::tier::types as seen;

use super::arithmetic::{Choice, Operand};
use super::profile::Speculation;
use super::types::{Inference, State, Type};

/// The six comparisons, numbered as [`crate::abi::Helper::Compare`] takes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as the opcodes")]
pub enum Comparison {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

/// A comparing instruction taken apart: what, left, right.
pub fn comparison_of(insn: &Insn) -> Option<(Comparison, Operand, Operand)> {
    use Opcode as O;
    let (comparison, form) = match insn.op {
        O::Lt => (Comparison::Lt, 0),
        O::Le => (Comparison::Le, 0),
        O::Eq => (Comparison::Eq, 0),
        O::Ne => (Comparison::Ne, 0),
        O::Gt => (Comparison::Gt, 0),
        O::Ge => (Comparison::Ge, 0),
        O::JumpLt => (Comparison::Lt, 1),
        O::JumpLe => (Comparison::Le, 1),
        O::JumpEq => (Comparison::Eq, 1),
        O::JumpNe => (Comparison::Ne, 1),
        O::JumpGt => (Comparison::Gt, 1),
        O::JumpGe => (Comparison::Ge, 1),
        O::JumpLtI => (Comparison::Lt, 2),
        O::JumpLeI => (Comparison::Le, 2),
        O::JumpEqI => (Comparison::Eq, 2),
        O::JumpNeI => (Comparison::Ne, 2),
        O::JumpGtI => (Comparison::Gt, 2),
        O::JumpGeI => (Comparison::Ge, 2),
        _ => return None,
    };
    let (left, right) = match form {
        0 => (Operand::Register(insn.b), Operand::Register(insn.c)),
        1 => (Operand::Register(insn.a), Operand::Register(insn.b)),
        _ => (Operand::Register(insn.a), Operand::Immediate(i64::from(insn.imm_b()))),
    };
    Some((comparison, left, right))
}

impl Inference<'_> {
    /// What the operands of the comparison at `pc`, which have these types, are guarded to be: integers or doubles, as long
    /// as the interpreter has met nothing else there.
    pub fn compared(&self, pc: u32, left: Type, right: Type) -> Choice {
        if (left != Type::Boxed && right != Type::Boxed) || !self.profile.allows(Speculation::compared(pc)) {
            return Choice::Generic;
        }
        let float = left == Type::Float || right == Type::Float;
        match self.profile.feedback[pc as usize] {
            // Ints leave no trace.
            0 if !float => Choice::Int,
            seen::FLOAT => Choice::Float(false),
            _ => Choice::Generic,
        }
    }

    /// Effect of the guards of a comparison.
    pub fn apply_compared(&self, pc: u32, left: Operand, right: Operand, state: &mut State) {
        let choice = self.compared(pc, self.operand_type(left, state), self.operand_type(right, state));
        if choice != Choice::Generic {
            self.refine(choice, left, state);
            self.refine(choice, right, state);
        }
    }
}
