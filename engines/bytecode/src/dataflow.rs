//! Dataflow over a code object: which registers have certainly been written before each instruction, and which may still be read.

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

/// For each instruction, the registers that may be read before they are written again, in it or behind it or where an exception
/// is caught (bits as in [`written_registers`]). What `locals()` sees of a frame does not count as read.
pub fn live_registers(code: &CodeObject) -> Vec<Box<[u64]>> {
    let words = usize::from(code.register_count).div_ceil(64).max(1);
    let mut live = vec![vec![0u64; words].into_boxed_slice(); code.code.len()];
    let mut changed = true;
    while changed {
        changed = false;
        for pc in (0..code.code.len()).rev() {
            let before = live_before(code, pc as u32, &live, words);
            changed |= before != live[pc];
            live[pc] = before;
        }
    }
    live
}

fn live_before(code: &CodeObject, pc: u32, live: &[Box<[u64]>], words: usize) -> Box<[u64]> {
    let insn = &code.code[pc as usize];
    let mut before = vec![0u64; words].into_boxed_slice();
    let add = |before: &mut [u64], from: &[u64]| before.iter_mut().zip(from).for_each(|(word, more)| *word |= more);
    let next = matches!(insn.flow(pc), Flow::Next | Flow::Branch(_)).then(|| pc as usize + 1).and_then(|next| live.get(next));
    next.into_iter().for_each(|next| add(&mut before, next));
    if let Flow::Jump(target) | Flow::Branch(target) = insn.flow(pc) {
        let mut through = live[target as usize].clone();
        insn.registers(|access, first, count| {
            if access == Access::DefOnJump {
                clear(&mut through, first, count);
            }
        });
        add(&mut before, &through);
    }
    insn.registers(|access, first, count| match access {
        Access::Def => clear(&mut before, first, count.min(code.register_count.saturating_sub(first))),
        Access::Clobber => clear(&mut before, first, code.register_count.saturating_sub(first)),
        Access::Use | Access::DefOnJump => {}
    });
    insn.registers(|access, first, count| {
        if access == Access::Use {
            set(&mut before, first, count);
        }
    });
    if let Some(handler) = code.handler_of(pc) {
        let mut through = live[handler.handler as usize].clone();
        clear(&mut through, handler.register, 1);
        add(&mut before, &through);
    }
    before
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
