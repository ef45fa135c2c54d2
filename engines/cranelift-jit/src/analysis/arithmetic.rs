//! Arithmetic instructions taken apart.

use bytecode::opcode::binary_flags::REVERSED;
use bytecode::{Const, Insn, Opcode};

/// Arithmetic operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named as the opcodes")]
pub enum ArithOp {
    Add,
    Sub,
    Mul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    BitAnd,
    BitOr,
    BitXor,
}

/// An operand of arithmetic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operand {
    /// A register.
    Register(u16),
    /// A small number in the instruction.
    Immediate(i64),
    /// A float constant.
    Float(f64),
}

/// An arithmetic instruction taken apart, operands in source order.
#[derive(Clone, Copy, Debug)]
pub struct Arithmetic {
    /// What to compute.
    pub op: ArithOp,
    /// Left operand.
    pub left: Operand,
    /// Right operand.
    pub right: Operand,
}

/// How an arithmetic instruction is translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// On raw integers; boxed operands are guarded.
    Int,
    /// On doubles. Boxed operands are guarded: floats only, or (`true`) any immediate number.
    Float(bool),
    /// On values: fast paths inline, the rest by the interpreter's handler.
    Generic,
}

/// Takes an arithmetic instruction apart.
pub fn arithmetic_of(insn: &Insn, consts: &[Const]) -> Option<Arithmetic> {
    use Opcode as O;
    let base = insn.op.base();
    let (op, immediate, constant) = match base {
        O::Add => (ArithOp::Add, false, false),
        O::Sub => (ArithOp::Sub, false, false),
        O::Mul => (ArithOp::Mul, false, false),
        O::TrueDiv => (ArithOp::TrueDiv, false, false),
        O::FloorDiv => (ArithOp::FloorDiv, false, false),
        O::Mod => (ArithOp::Mod, false, false),
        O::Pow => (ArithOp::Pow, false, false),
        O::LShift => (ArithOp::LShift, false, false),
        O::RShift => (ArithOp::RShift, false, false),
        O::BitAnd => (ArithOp::BitAnd, false, false),
        O::BitOr => (ArithOp::BitOr, false, false),
        O::BitXor => (ArithOp::BitXor, false, false),
        O::AddI => (ArithOp::Add, true, false),
        O::SubI => (ArithOp::Sub, true, false),
        O::MulI => (ArithOp::Mul, true, false),
        O::TrueDivI => (ArithOp::TrueDiv, true, false),
        O::FloorDivI => (ArithOp::FloorDiv, true, false),
        O::ModI => (ArithOp::Mod, true, false),
        O::PowI => (ArithOp::Pow, true, false),
        O::LShiftI => (ArithOp::LShift, true, false),
        O::RShiftI => (ArithOp::RShift, true, false),
        O::BitAndI => (ArithOp::BitAnd, true, false),
        O::BitOrI => (ArithOp::BitOr, true, false),
        O::BitXorI => (ArithOp::BitXor, true, false),
        O::AddK => (ArithOp::Add, false, true),
        O::SubK => (ArithOp::Sub, false, true),
        O::MulK => (ArithOp::Mul, false, true),
        O::TrueDivK => (ArithOp::TrueDiv, false, true),
        _ => return None,
    };
    let left = Operand::Register(insn.b);
    let right = if immediate {
        Operand::Immediate(i64::from(insn.imm_c()))
    } else if constant {
        match consts.get(usize::from(insn.c)) {
            Some(Const::Float(bits)) => Operand::Float(f64::from_bits(*bits)),
            _ => return None,
        }
    } else {
        Operand::Register(insn.c)
    };
    let reversed = insn.x & REVERSED != 0 && (immediate || constant);
    Some(if reversed { Arithmetic { op, left: right, right: left } } else { Arithmetic { op, left, right } })
}
