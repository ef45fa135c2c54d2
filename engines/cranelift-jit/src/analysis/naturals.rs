//! Which raw integers are known not to be negative: a forward analysis over the blocks, after types are known. An index
//! that cannot be negative needs no counting from the end, and a quotient of two such numbers no rounding.
//!
//! A register is in the set only if it is on every way to the place. Loops begin with what comes into them and are run
//! until nothing changes, so a counter that only grows stays in the set.

use bytecode::{Access, Const, Opcode};

use super::RegisterSet;
use super::arithmetic::{ArithOp, Arithmetic, Choice, Operand, arithmetic_of};
use super::natives::Intrinsic;
use super::scalars::Replaced;
use super::splice::Answered;
use super::types::{Inference, State, Type};

/// The sets at the start of each block.
#[derive(Debug, Default)]
pub struct Naturals {
    entry: Vec<RegisterSet>,
}

impl Naturals {
    /// Of a translation whose types are known; `seeds` are not negative where it begins.
    pub fn new(inference: &Inference<'_>, seeds: &RegisterSet) -> Naturals {
        let blocks = &inference.graph.blocks;
        let none = || RegisterSet::new(inference.code.register_count);
        let mut entry: Vec<Option<RegisterSet>> = vec![None; blocks.len()];
        entry[0] = Some(seeds.clone());
        let mut work = vec![0];
        while let Some(index) = work.pop() {
            let Some(mut set) = entry[index].clone() else { continue };
            let block = &blocks[index];
            let mut state = inference.entry[index].clone();
            let mut meet = |to: usize, set: &RegisterSet, work: &mut Vec<usize>| {
                let changed = match &mut entry[to] {
                    Some(known) => known.intersect(set),
                    slot => {
                        *slot = Some(set.clone());
                        true
                    }
                };
                if changed {
                    work.push(to);
                }
            };
            for &handler in &block.handlers {
                // From any of its instructions.
                meet(handler, &none(), &mut work);
            }
            let mut ends = true;
            for pc in block.start..block.end {
                if inference.is_new(pc) {
                    ends = false;
                    break;
                }
                if pc + 1 == block.end {
                    for edge in block.successors.iter().filter(|edge| edge.jump) {
                        let mut out = set.clone();
                        apply(inference, pc, &state, &mut out);
                        apply_jump(inference, pc, &state, &set, &mut out);
                        meet(edge.to, &out, &mut work);
                    }
                }
                apply(inference, pc, &state, &mut set);
                inference.apply(pc, &mut state);
            }
            if ends {
                for edge in block.successors.iter().filter(|edge| !edge.jump) {
                    meet(edge.to, &set, &mut work);
                }
            }
        }
        Naturals { entry: entry.into_iter().map(|set| set.unwrap_or_else(none)).collect() }
    }

    /// Registers that hold no negative integer where a block begins.
    pub fn entry(&self, block: usize) -> &RegisterSet {
        &self.entry[block]
    }
}

/// Effect of the instruction at `pc`, before which registers have the types in `state`, on the way to the next one.
pub fn apply(inference: &Inference<'_>, pc: u32, state: &State, set: &mut RegisterSet) {
    let insn = &inference.profile.insns[pc as usize];
    if let Some(entered) = inference.spliced.entered.get(&pc) {
        let natural = |operand: Operand| match operand {
            Operand::Register(register) => set.has(register),
            Operand::Immediate(value) => value >= 0,
            Operand::Float(_) => false,
        };
        let given: Vec<(u16, bool)> = entered.moved().map(|(to, from)| (to, natural(from))).collect();
        for register in entered.written() {
            set.remove(register, 1);
        }
        for (register, _) in given.into_iter().filter(|(_, natural)| *natural) {
            set.insert(register, 1);
        }
    }
    match inference.scalars.replaced.get(&pc) {
        Some(Replaced::Made(object, values)) => {
            let object = &inference.scalars.objects[*object];
            for at in 0..object.slots {
                let natural = values.is_some_and(|first| set.has(first + at));
                set.assign(object.first + at, natural);
            }
            if values.is_some() {
                set.remove(insn.a, 1);
            }
        }
        Some(Replaced::Loads(loads)) => {
            let natural: Vec<bool> = loads.iter().map(|(_, slot)| set.has(*slot)).collect();
            loads.iter().zip(natural).for_each(|((to, _), natural)| set.assign(*to, natural));
        }
        Some(Replaced::Store { slot, from, .. }) => set.assign(*slot, set.has(*from)),
        None => {}
    }
    if inference.spliced.entered.contains_key(&pc) || inference.scalars.replaced.contains_key(&pc) {
        return;
    }
    if super::graph::is_yield(insn.op) {
        // Only of raw integers is it asked again when the generator goes on.
        let mut after = state.clone();
        inference.apply(pc, &mut after);
        let others = after.iter().enumerate().filter(|(_, ty)| !ty.is_some_and(Type::is_int));
        others.for_each(|(register, _)| set.remove(register as u16, 1));
        return;
    }
    let to = insn.a;
    let natural = if let Some(arithmetic) = arithmetic_of(insn, &inference.code.consts) {
        is_natural(inference, pc, arithmetic, state, set)
    } else {
        match insn.op.base() {
            Opcode::Move => set.has(insn.b) || inference.spliced.answered.get(&pc) == Some(&Answered::Truth),
            Opcode::LoadInt => insn.d() >= 0,
            Opcode::LoadK => matches!(inference.code.consts[insn.d() as usize], Const::Int(value) if value >= 0),
            Opcode::ForPrepRange if inference.prepares_inline(pc, insn, state) => {
                let start = insn.x == 1 || set.has(insn.a + 1);
                set.remove(to, 3);
                // How many are left, and the step of 1.
                set.insert(to + 1, 2);
                if start {
                    set.insert(to, 1);
                }
                return;
            }
            Opcode::ForRange | Opcode::ForIter if inference.is_range_form(insn, state) => return,
            Opcode::Call | Opcode::CallMethod | Opcode::CallLoaded if inference.direct_entry(pc, state).is_none() => {
                let callee = inference.native_callee(pc);
                let counts = callee.is_some_and(|callee| matches!(callee.intrinsic, Some(Intrinsic::Len | Intrinsic::Ord)));
                counts && callee.and_then(|callee| inference.native_result(callee, state)).is_some_and(|ty| ty.is_int())
            }
            _ => false,
        }
    };
    insn.registers(|access, first, count| {
        if access != Access::Use {
            set.remove(first, count.min(inference.code.register_count));
        }
    });
    if natural {
        set.insert(to, 1);
    }
}

/// Further effect on the jump; `before` is the set in front of the instruction.
fn apply_jump(inference: &Inference<'_>, pc: u32, state: &State, before: &RegisterSet, out: &mut RegisterSet) {
    let insn = &inference.profile.insns[pc as usize];
    if !matches!(insn.op.base(), Opcode::ForRange | Opcode::ForIter) || !inference.is_range_form(insn, state) {
        return;
    }
    let (next, step) = (insn.b, insn.b + 2);
    out.remove(insn.a, 1);
    if before.has(next) {
        out.insert(insn.a, 1);
    }
    if !(before.has(next) && before.has(step)) {
        out.remove(next, 1);
    }
}

/// Whether arithmetic that has not left the unit gives a raw integer that is not negative.
fn is_natural(inference: &Inference<'_>, pc: u32, arithmetic: Arithmetic, state: &State, set: &RegisterSet) -> bool {
    let (left, right) = (inference.operand_type(arithmetic.left, state), inference.operand_type(arithmetic.right, state));
    if inference.arithmetic(pc, arithmetic, left, right) != Choice::Int || inference.modular.wraps(pc) {
        return false;
    }
    let natural = |operand: Operand| match operand {
        Operand::Register(register) => set.has(register),
        Operand::Immediate(value) => value >= 0,
        Operand::Float(_) => false,
    };
    let (left, right) = (natural(arithmetic.left), natural(arithmetic.right));
    match arithmetic.op {
        ArithOp::Add | ArithOp::Mul | ArithOp::BitOr | ArithOp::BitXor | ArithOp::FloorDiv | ArithOp::LShift => left && right,
        ArithOp::BitAnd => left || right,
        // The sign of the divisor.
        ArithOp::Mod => right || inference.modular.remainder(pc).is_some(),
        ArithOp::RShift => left,
        ArithOp::Pow => true,
        ArithOp::Sub | ArithOp::TrueDiv => false,
    }
}
