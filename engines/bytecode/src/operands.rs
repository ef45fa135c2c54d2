//! The operand visitor: which registers an instruction reads and writes and where it may go on, from the roles of the
//! opcode table. The verifier and the JIT's dataflow stand on it.

use crate::opcode::{Field, Insn, Opcode, Role};

/// How an instruction touches a run of registers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// Read.
    Use,
    /// Written on every way on that is not an exception.
    Def,
    /// Written only if the jump is taken.
    DefOnJump,
    /// Garbage afterwards: the callee's frame overlaps it. Runs to the end of the frame.
    Clobber,
}

/// Where control goes after an instruction (exceptions apart).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// To the next instruction.
    Next,
    /// To the target only.
    Jump(u32),
    /// To the next instruction or to the target.
    Branch(u32),
    /// Nowhere: returns or raises.
    End,
}

impl Insn {
    /// The operand in a field.
    pub fn field(&self, field: Field) -> i64 {
        match field {
            Field::X => i64::from(self.x),
            Field::A => i64::from(self.a),
            Field::B => i64::from(self.b),
            Field::C => i64::from(self.c),
            Field::D => i64::from(self.d()),
        }
    }

    /// Calls `visit(access, first register, how many)` for every run of registers, reads before writes.
    pub fn registers(&self, mut visit: impl FnMut(Access, u16, u16)) {
        let operands = self.op.info().operands;
        let count = u16::from(self.x);
        for &(field, role) in operands {
            let register = self.field(field) as u16;
            match role {
                Role::Use | Role::UseCell => visit(Access::Use, register, 1),
                Role::UseRun => visit(Access::Use, register, self.c),
                Role::UsePairs => visit(Access::Use, register, self.c.saturating_mul(2)),
                Role::UseThree | Role::LoopState => visit(Access::Use, register, 3),
                Role::RangeWindow | Role::CallWindow => visit(Access::Use, register, count + 1),
                Role::MethodWindow => visit(Access::Use, register.saturating_add(1), count + 1),
                Role::LoadedWindow => visit(Access::Use, register, count + 2),
                Role::ExWindow => visit(Access::Use, register, count + 2),
                Role::FunctionParts => visit(Access::Use, register, self.x.count_ones() as u16),
                _ => {}
            }
        }
        if self.op.base() == Opcode::LoadNameOrCell {
            visit(Access::Use, 0, 1);
        }
        for &(field, role) in operands {
            let register = self.field(field) as u16;
            if matches!(role, Role::CallWindow | Role::MethodWindow | Role::LoadedWindow | Role::ExWindow | Role::RangeWindow) {
                visit(Access::Clobber, register, u16::MAX - register);
            }
        }
        for &(field, role) in operands {
            let register = self.field(field) as u16;
            match role {
                Role::Def => visit(Access::Def, register, 1),
                Role::DefOnJump => visit(Access::DefOnJump, register, 1),
                Role::DefRun => visit(Access::Def, register, self.c),
                Role::DefTwo => visit(Access::Def, register, 2),
                Role::DefThree | Role::LoopState | Role::RangeWindow => visit(Access::Def, register, 3),
                Role::DefUnpackEx => visit(Access::Def, register, self.c.saturating_add(1 + count)),
                _ => {}
            }
        }
        if self.op.base() == Opcode::YieldFrom {
            // Run again after each suspension with what was sent.
            visit(Access::Def, self.c, 1);
        }
    }

    /// Target of a jump, whether or not it falls through as well.
    pub fn jump_target(&self, pc: u32) -> Option<u32> {
        self.op.info().operands.iter().find_map(|&(_, role)| match role {
            Role::Jump16 => Some(pc.wrapping_add_signed(i32::from(self.imm_c()))),
            Role::Jump32 => Some(pc.wrapping_add_signed(self.d())),
            _ => None,
        })
    }

    /// Where control goes after this instruction at `pc`.
    pub fn flow(&self, pc: u32) -> Flow {
        match (self.op.base(), self.jump_target(pc)) {
            (Opcode::Jump | Opcode::ForPrep | Opcode::ForPrepRange, Some(target)) => Flow::Jump(target),
            (_, Some(target)) => Flow::Branch(target),
            (
                Opcode::Return
                | Opcode::ReturnNone
                | Opcode::Raise
                | Opcode::RaiseFrom
                | Opcode::RaiseAgain
                | Opcode::Rethrow
                | Opcode::RaiseAssert
                | Opcode::RaiseAssertMessage,
                _,
            ) => Flow::End,
            _ => Flow::Next,
        }
    }
}
