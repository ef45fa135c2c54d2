//! What holds all through a loop and is seen to before it.

use bytecode::Opcode;

use super::RegisterSet;
use super::arithmetic::arithmetic_of;
use super::comparison::comparison_of;
use super::natives::Intrinsic;
use super::profile::{Global, Speculation};
use super::types::{Inference, Type};

impl Inference<'_> {
    /// Registers that a loop does not write and takes for lists: the guards for that go before the loop.
    pub fn hoisted_lists(&self, header: usize) -> Vec<u16> {
        let start = self.graph.blocks[header].start;
        let body = self.graph.loop_body(header);
        let written = self.written(&body);
        let mut lists = Vec::new();
        for &index in body.iter().filter(|&&index| self.reached[index]) {
            let block = &self.graph.blocks[index];
            for pc in block.start..block.end {
                if self.is_new(pc) {
                    break;
                }
                let insn = &self.profile.insns[pc as usize];
                let container = match insn.op {
                    Opcode::GetItemList => insn.b,
                    Opcode::ForIterList if pc == start => insn.b,
                    Opcode::SetItemList => insn.a,
                    _ => continue,
                };
                let live = self.liveness.before(start).has(container) && self.entry[header][usize::from(container)] == Some(Type::Boxed);
                let allowed = self.is_list_access(pc) && self.profile.allows(Speculation::entry(start, container));
                if live && allowed && !written.has(container) && !lists.contains(&container) {
                    lists.push(container);
                }
            }
        }
        lists
    }

    /// Registers that blocks write.
    pub fn written(&self, blocks: &[usize]) -> RegisterSet {
        let mut written = RegisterSet::new(self.code.register_count);
        for &index in blocks {
            let block = &self.graph.blocks[index];
            for insn in &self.profile.insns[block.start as usize..block.end as usize] {
                insn.registers(|access, first, count| {
                    if access != bytecode::Access::Use {
                        written.insert(first, count);
                    }
                });
            }
        }
        written
    }

    /// Globals that a loop of the unit's own function reads: they are read before it. Each with an instruction that does.
    pub fn hoisted_globals(&self, header: usize) -> Vec<(u32, Global)> {
        let mut globals: Vec<(u32, Global)> = Vec::new();
        if self.spliced.origin(self.graph.blocks[header].start).frame != 0 || !self.is_quiet(header, false) {
            return globals;
        }
        for index in self.graph.loop_body(header).into_iter().filter(|&index| self.reached[index]) {
            let block = &self.graph.blocks[index];
            for pc in (block.start..block.end).take_while(|&pc| !self.is_new(pc)) {
                let own = self.spliced.origin(pc).frame == 0 && self.profile.allows(Speculation::layout(pc));
                if let Some(global) = self.profile.globals.get(&pc).filter(|_| own)
                    && globals.iter().all(|(_, known)| known.place != global.place)
                {
                    globals.push((pc, *global));
                }
            }
        }
        globals
    }

    /// Whether a loop seldom does anything by which values that can be reached from elsewhere could change: but for items, and
    /// unless `lengths` says so for what becomes longer or shorter.
    pub fn is_quiet(&self, header: usize, lengths: bool) -> bool {
        use Opcode as O;
        let body = self.graph.loop_body(header);
        body.iter().filter(|&&index| self.reached[index]).all(|&index| {
            let block = &self.graph.blocks[index];
            (block.start..block.end).take_while(|&pc| !self.is_new(pc)).all(|pc| {
                let insn = &self.profile.insns[pc as usize];
                if arithmetic_of(insn, &self.code.consts).is_some() || comparison_of(insn).is_some() {
                    return true;
                }
                if self.spliced.entered.contains_key(&pc) || self.scalars.replaced.contains_key(&pc) {
                    return true;
                }
                match insn.op {
                    O::Nop | O::Move | O::LoadK | O::LoadInt | O::LoadNone | O::LoadBool | O::Unbind | O::CheckBound => true,
                    O::LoadCell | O::StoreCell | O::LoadGlobalModule | O::LoadGlobalBuiltin | O::UnpackTwo => true,
                    O::Not | O::Neg | O::Is | O::IsNot | O::Jump | O::JumpIfTrue | O::JumpIfFalse | O::JumpIfNone => true,
                    O::JumpIfNotNone | O::JumpIs | O::ForPrepRange | O::ForRange | O::ForIterList | O::ForIterTuple => true,
                    O::GetItemList | O::GetItemTuple | O::GetItemI | O::SetItemList | O::SetItemI => true,
                    O::GetAttrSlot | O::SetAttrSlot => true,
                    O::ListAppend => !lengths,
                    _ => self.native_callee(pc).and_then(|callee| callee.intrinsic).is_some_and(|intrinsic| {
                        use Intrinsic as I;
                        if matches!(intrinsic, I::Append | I::Pop) {
                            return !lengths;
                        }
                        matches!(intrinsic, I::Len | I::Abs | I::Min | I::Max | I::Divmod | I::Ord | I::Chr | I::Sqrt | I::Floor | I::Ceil)
                    }),
                }
            })
        })
    }
}
