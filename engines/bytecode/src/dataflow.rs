//! Forward dataflow over a code object: which registers have certainly been written before each instruction.

use crate::code::CodeObject;
use crate::operands::{Access, Flow};

/// For each instruction that can be reached, the set of registers written on all paths to it (bit `r % 64` of word
/// `r / 64`). What a call's window covered counts as not written afterwards.
pub fn written_registers(code: &CodeObject) -> Vec<Option<Box<[u64]>>> {
    let words = usize::from(code.register_count).div_ceil(64).max(1);
    let mut states: Vec<Option<Box<[u64]>>> = vec![None; code.code.len()];
    let mut entry = vec![0u64; words].into_boxed_slice();
    for register in 0..code.parameters.slot_count().saturating_add(code.local_base) {
        set(&mut entry, register, 1);
    }
    let mut work = Vec::new();
    if let Some(first) = states.first_mut() {
        *first = Some(entry);
        work.push(0u32);
    }
    while let Some(pc) = work.pop() {
        let Some(before) = states[pc as usize].clone() else { continue };
        if let Some(handler) = code.handler_of(pc) {
            let mut state = before.clone();
            set(&mut state, handler.register, 1);
            flow_to(&mut states, &mut work, handler.handler, &state);
        }
        let insn = &code.code[pc as usize];
        let (mut next, mut jump) = (before.clone(), before);
        insn.registers(|access, first, count| match access {
            Access::Use => {}
            Access::Def => {
                set(&mut next, first, count);
                set(&mut jump, first, count);
            }
            Access::DefOnJump => set(&mut jump, first, count),
            Access::Clobber => {
                let count = code.register_count.saturating_sub(first);
                clear(&mut next, first, count);
                clear(&mut jump, first, count);
            }
        });
        match insn.flow(pc) {
            Flow::Next => flow_to(&mut states, &mut work, pc + 1, &next),
            Flow::Jump(target) => flow_to(&mut states, &mut work, target, &jump),
            Flow::Branch(target) => {
                flow_to(&mut states, &mut work, target, &jump);
                flow_to(&mut states, &mut work, pc + 1, &next);
            }
            Flow::End => {}
        }
    }
    states
}

fn set(state: &mut [u64], first: u16, count: u16) {
    for register in first..first.saturating_add(count) {
        if let Some(word) = state.get_mut(usize::from(register) / 64) {
            *word |= 1 << (register % 64);
        }
    }
}

fn clear(state: &mut [u64], first: u16, count: u16) {
    for register in first..first.saturating_add(count) {
        state[usize::from(register) / 64] &= !(1 << (register % 64));
    }
}

fn flow_to(states: &mut [Option<Box<[u64]>>], work: &mut Vec<u32>, target: u32, state: &[u64]) {
    match &mut states[target as usize] {
        Some(known) => {
            let mut changed = false;
            for (word, new) in known.iter_mut().zip(state) {
                changed |= *word & !new != 0;
                *word &= new;
            }
            if changed {
                work.push(target);
            }
        }
        slot => {
            *slot = Some(state.into());
            work.push(target);
        }
    }
}
