//! Backward liveness: which registers may still be read before they are written. Ways into exception handlers count: what
//! a handler reads is live wherever an exception can lead to it, because side exits and exceptions store live registers.

use std::collections::HashMap;

use bytecode::{Access, CodeObject, Flow};

use super::RegisterSet;
use super::scalars::Scalars;
use super::splice::Entered;

/// For every instruction, the registers live before it.
pub struct Liveness {
    before: Vec<RegisterSet>,
}

impl Liveness {
    /// Of a whole code object. What is at the instructions in `entered` is inlined: there, a call only reads, and writes
    /// what its callee begins with.
    pub fn new(code: &CodeObject, entered: &HashMap<u32, Entered>) -> Liveness {
        let registers = code.register_count;
        let mut before = vec![RegisterSet::new(registers); code.code.len()];
        let mut changed = true;
        while changed {
            changed = false;
            for pc in (0..code.code.len()).rev() {
                let live = transfer(code, pc as u32, &before, entered.get(&(pc as u32)));
                changed |= before[pc].union(&live);
            }
        }
        Liveness { before }
    }

    /// Keeps the slots of objects that are not made for as long as something holds them, besides the frames' own words.
    pub fn keep_slots(&mut self, scalars: &Scalars) {
        for (pc, live) in (0..).zip(&mut self.before) {
            for &(register, object, _) in scalars.all_held(pc) {
                if live.has(register) || scalars.is_below_frame(pc, register) {
                    let object = &scalars.objects[object];
                    live.insert(object.first, object.slots);
                }
            }
        }
    }

    /// Live before the instruction at `pc`.
    pub fn before(&self, pc: u32) -> &RegisterSet {
        &self.before[pc as usize]
    }
}

fn transfer(code: &CodeObject, pc: u32, before: &[RegisterSet], entered: Option<&Entered>) -> RegisterSet {
    let insn = &code.code[pc as usize];
    let mut live = RegisterSet::new(code.register_count);
    let add_jump = |target: u32, live: &mut RegisterSet| {
        let mut through = before[target as usize].clone();
        insn.registers(|access, first, count| {
            if access == Access::DefOnJump {
                through.remove(first, count);
            }
        });
        live.union(&through);
    };
    match insn.flow(pc) {
        Flow::Next => {
            live.union(&before[pc as usize + 1]);
        }
        Flow::Jump(target) => add_jump(target, &mut live),
        Flow::Branch(target) => {
            add_jump(target, &mut live);
            live.union(&before[pc as usize + 1]);
        }
        Flow::End => {}
    }
    match entered {
        Some(entered) => entered.written().for_each(|register| live.remove(register, 1)),
        None => insn.registers(|access, first, count| {
            if matches!(access, Access::Def | Access::Clobber) {
                live.remove(first, count);
            }
        }),
    }
    insn.registers(|access, first, count| {
        if access == Access::Use {
            live.insert(first, count);
        }
    });
    if let Some(handler) = code.handler_of(pc) {
        let mut through = before[handler.handler as usize].clone();
        through.remove(handler.register, 1);
        live.union(&through);
    }
    live
}
