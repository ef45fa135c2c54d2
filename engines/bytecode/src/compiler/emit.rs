//! Emitting instructions: registers, labels, constants, sites, lines.

use frontend::hir::Span;

use super::{FunctionCompiler, Label, MAX_REGISTERS, Reg};
use crate::code::{Const, LineEntry, Site, SiteKind};
use crate::opcode::{Insn, Opcode, Role};

impl FunctionCompiler<'_> {
    /// Next instruction's number.
    pub(crate) fn here(&self) -> u32 {
        self.code.len() as u32
    }

    fn push(&mut self, insn: Insn) -> u32 {
        let pc = self.here();
        if self.dead {
            return pc;
        }
        if self.lines.last().is_none_or(|entry| entry.line != self.line) {
            match self.lines.last_mut() {
                Some(entry) if entry.pc == pc => entry.line = self.line,
                _ => self.lines.push(LineEntry { pc, line: self.line }),
            }
        }
        self.code.push(insn);
        pc
    }

    pub(crate) fn emit(&mut self, op: Opcode, x: u8, a: Reg, b: u16, c: u16) -> u32 {
        self.push(Insn::abc(op, x, a, b, c))
    }

    pub(crate) fn emit_d(&mut self, op: Opcode, x: u8, a: Reg, d: i32) -> u32 {
        self.push(Insn::ad(op, x, a, d))
    }

    /// Emits a jump whose distance is filled in when the label is bound. Operands not used by the jump are given.
    pub(crate) fn emit_jump(&mut self, op: Opcode, x: u8, a: Reg, b: u16, target: Label) {
        if self.dead {
            return;
        }
        let pc = self.push(Insn::abc(op, x, a, b, 0));
        self.fixups.push((pc, target));
    }

    pub(crate) fn jump(&mut self, target: Label) {
        self.emit_jump(Opcode::Jump, 0, 0, 0, target);
    }

    pub(crate) fn label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() as u32 - 1)
    }

    /// Binds a label to the next instruction.
    pub(crate) fn bind(&mut self, label: Label) {
        self.labels[label.0 as usize] = Some(self.here());
    }

    /// Whether some jump emitted so far goes to a label.
    pub(crate) fn is_target(&self, label: Label) -> bool {
        self.fixups.iter().rev().any(|&(_, target)| target == label)
    }

    pub(crate) fn label_pc(&self, label: Label) -> u32 {
        self.labels[label.0 as usize].expect("every label that is asked for has been bound")
    }

    pub(crate) fn patch_jumps(&mut self) {
        for (pc, label) in std::mem::take(&mut self.fixups) {
            let Some(target) = self.labels[label.0 as usize] else { continue };
            let distance = i64::from(target) - i64::from(pc);
            let insn = &mut self.code[pc as usize];
            let is_short = insn.op.info().operands.iter().any(|&(_, role)| role == Role::Jump16);
            let fits = if is_short {
                insn.c = distance as u16;
                i16::try_from(distance).is_ok()
            } else {
                *insn = Insn::ad(insn.op, insn.x, insn.a, distance as i32);
                i32::try_from(distance).is_ok()
            };
            if !fits {
                self.fail("a loop or branch spans more than 32767 instructions");
            }
        }
    }

    /// Hands out the next temporary. Temporaries are given back in reverse order.
    pub(crate) fn temp(&mut self) -> Reg {
        self.temps(1)
    }

    /// Hands out consecutive temporaries.
    pub(crate) fn temps(&mut self, count: usize) -> Reg {
        let first = self.next;
        self.next = self.next.saturating_add(count as u32);
        self.high = self.high.max(self.next);
        if self.next > MAX_REGISTERS {
            self.fail("too many registers");
            self.next = first;
        }
        first as Reg
    }

    /// Gives back this temporary and all handed out after it.
    pub(crate) fn release(&mut self, first: Reg) {
        self.next = u32::from(first);
    }

    pub(crate) fn mark(&self) -> Reg {
        self.next as Reg
    }

    pub(crate) fn is_temp(&self, register: Reg) -> bool {
        register >= self.temp_base
    }

    /// A 16-bit operand, or failure if the index does not fit.
    pub(crate) fn narrow(&mut self, index: u32) -> u16 {
        match u16::try_from(index) {
            Ok(index) => index,
            Err(_) => {
                self.fail("too many names or constants");
                0
            }
        }
    }

    pub(crate) fn const_index(&mut self, constant: Const) -> u32 {
        if let Some(&index) = self.const_index.get(&constant) {
            return index;
        }
        let index = self.consts.len() as u32;
        self.consts.push(constant.clone());
        self.const_index.insert(constant, index);
        index
    }

    /// Loads a constant with the shortest instruction.
    pub(crate) fn load_const(&mut self, constant: Const, dst: Reg) {
        match constant {
            Const::None => self.emit(Opcode::LoadNone, 0, dst, 0, 0),
            Const::Bool(value) => self.emit(Opcode::LoadBool, u8::from(value), dst, 0, 0),
            Const::Int(value) if i32::try_from(value).is_ok() => self.emit_d(Opcode::LoadInt, 0, dst, value as i32),
            constant => {
                let index = self.const_index(constant);
                self.emit_d(Opcode::LoadK, 0, dst, index as i32)
            }
        };
    }

    fn site(&mut self, site: Site) -> u16 {
        let index = self.sites.len() as u32;
        if !self.dead {
            self.sites.push(site);
        }
        self.narrow(index)
    }
    pub(crate) fn global_site(&mut self, name: u32) -> u16 {
        self.site(Site { kind: SiteKind::Global, name, keywords: None })
    }
    pub(crate) fn attribute_site(&mut self, name: u32) -> u16 {
        self.site(Site { kind: SiteKind::Attribute, name, keywords: None })
    }
    pub(crate) fn call_site(&mut self, keywords: Option<u32>) -> u16 {
        self.site(Site { kind: SiteKind::Call, name: 0, keywords })
    }

    pub(crate) fn move_to(&mut self, dst: Reg, src: Reg) {
        if dst != src {
            self.emit(Opcode::Move, 0, dst, src, 0);
        }
    }

    /// Sets the current line from a span and returns the former one.
    pub(crate) fn at(&mut self, span: Span) -> u32 {
        std::mem::replace(&mut self.line, self.program.line(span.start))
    }

    /// Notes how large call windows get.
    pub(crate) fn note_window(&mut self, registers: usize) {
        self.max_call_window = self.max_call_window.max(registers.min(usize::from(u16::MAX)) as u16);
    }
}
