//! Inlined calls: the guard where one begins, and what its frame needs where something outside compiled code looks at it.

use bytecode_vm::code::Code;
use bytecode_vm::context::FrameKind;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I32;
use cranelift_codegen::ir::{Block, InstBuilder, Value};
use runtime::object::Kind;

use super::{Lowering, flags};
use crate::abi;
use crate::analysis::splice::{Entered, Guard};
use crate::analysis::types::Speculation;

/// Values that belong to one frame of the unit.
#[derive(Clone, Copy)]
pub(super) struct FrameValues {
    /// Its function.
    pub(super) function: Value,
    /// The instance that `__init__` fills.
    instance: Option<Value>,
    pub(super) code_pointer: Value,
    pub(super) insns: Value,
    pub(super) caches: Value,
}

impl FrameValues {
    /// Of the unit's own frame.
    pub(super) fn new(function: Value, code_pointer: Value, insns: Value, caches: Value) -> FrameValues {
        FrameValues { function, instance: None, code_pointer, insns, caches }
    }
}

impl Lowering<'_, '_> {
    /// A word known when the unit is made, from the engine's table of such words.
    pub(super) fn constant(&mut self, word: u64) -> Value {
        let index = match self.tables.constants.iter().position(|known| *known == word) {
            Some(index) => index,
            None => {
                self.tables.constants.push(word);
                self.tables.constants.len() - 1
            }
        };
        let table = self.load_fixed(self.data, abi::DATA_CONSTANTS);
        self.load_fixed(table, index as i32 * 8)
    }

    /// Where an inlined call begins: checks that it is the callee that was inlined, and gives it its arguments.
    pub(super) fn enter_inlined(&mut self, entered: &Entered) {
        let exit = self.exit_block(Speculation::operands(self.pc));
        let frame = self.spliced.frames[usize::from(entered.frame)];
        let mut instance = None;
        let function = match entered.guard {
            Guard::Class { register, class, version, word } => {
                let value = self.boxed(register);
                let known = self.constant(class);
                let same = self.b.ins().icmp(IntCC::Equal, value, known);
                self.require(same, exit);
                self.require_class_version(class, version, exit);
                let made = self.inference.profile.classes.get(&self.pc).copied();
                let (first, count) = entered.moved.unwrap_or_default();
                instance = made.map(|made| self.bare_object(&made, value, first, count));
                self.constant(word)
            }
            guard => self.guard_callee(guard, frame.code, exit),
        };
        if let Some(instance) = instance {
            self.set_boxed(frame.base - 2, instance);
            self.set_boxed(frame.base, instance);
        }
        if let Some((first, count)) = entered.moved {
            let to = frame.base + u16::from(instance.is_some());
            for offset in 0..count {
                self.move_register(to + offset, first + offset);
            }
        }
        let code_pointer = self.constant(frame.code as u64);
        let insns = self.load_fixed(code_pointer, abi::CODE_INSNS);
        let caches = self.load_fixed(code_pointer, abi::CODE_CACHES);
        self.frames[usize::from(entered.frame)] = Some(FrameValues { function, instance, code_pointer, insns, caches });
    }

    /// Checks that a call calls what it is known to call; gives the function.
    pub(super) fn guard_callee(&mut self, guard: Guard, code: *const Code, exit: Block) -> Value {
        match guard {
            Guard::Function { register, word } => {
                let value = self.boxed(register);
                let known = self.constant(word);
                let same = self.b.ins().icmp(IntCC::Equal, value, known);
                self.require(same, exit);
                known
            }
            Guard::Code { register } => {
                let value = self.boxed(register);
                self.require_kind(value, Kind::Function, exit);
                let found = self.load(value, abi::FUNCTION_CODE);
                let known = self.constant(code as u64);
                let same = self.b.ins().icmp(IntCC::Equal, found, known);
                self.require(same, exit);
                value
            }
            Guard::Method { receiver, shape, class, version, word } => {
                self.require_register_shape(receiver, shape, exit);
                self.require_class_version(class, version, exit);
                self.constant(word)
            }
            Guard::Class { word, .. } => self.constant(word),
        }
    }

    /// Goes on if the class has not changed since the unit was made, else at `other`.
    pub(super) fn require_class_version(&mut self, class: u64, version: u32, other: Block) {
        if self.registers.facts.versions.contains(&version) {
            return;
        }
        let class = self.constant(class);
        let found = self.load32(class, abi::CLASS_VERSION);
        let same = self.b.ins().icmp_imm_u(IntCC::Equal, found, i64::from(version));
        self.require(same, other);
        self.registers.facts.versions.push(version);
    }

    /// Turns to the frame of the instruction at `pc`.
    pub(super) fn turn_to_frame(&mut self, pc: u32) {
        let frame = self.spliced.origin(pc).frame;
        if frame == self.frame {
            return;
        }
        self.frame = frame;
        if let Some(values) = self.frames[usize::from(frame)] {
            self.code_pointer = values.code_pointer;
            self.insns = values.insns;
            self.caches = values.caches;
        }
    }

    /// Inlined frames between the running one and the unit's own.
    pub(super) fn inlined_depth(&self) -> u16 {
        self.spliced.frames[usize::from(self.frame)].depth
    }

    /// Registers of the running frame.
    pub(super) fn own_window(&mut self) -> Value {
        let base = self.spliced.frames[usize::from(self.frame)].base;
        if base == 0 { self.window } else { self.b.ins().iadd_imm_s(self.window, i64::from(base) * 8) }
    }

    /// One past the registers of the running frame, as a register.
    pub(super) fn frame_end(&self) -> u16 {
        let frame = &self.spliced.frames[usize::from(self.frame)];
        frame.base + frame.code().object().register_count
    }

    /// What has to stand below the registers of the frames in which the instruction at `pc` is.
    pub(super) fn words_below(&self, pc: u32) -> Vec<(u16, Value)> {
        let mut words = Vec::new();
        let mut number = self.spliced.origin(pc).frame;
        while number != 0 {
            let frame = &self.spliced.frames[usize::from(number)];
            if let Some(values) = &self.frames[usize::from(number)] {
                words.push((frame.base - 1, values.function));
                if let (FrameKind::Init, Some(instance)) = (frame.kind, values.instance) {
                    words.push((frame.base - 2, instance));
                }
            }
            number = frame.parent;
        }
        words
    }

    /// Puts the function of an inlined frame below its registers: whoever asks for the running frame looks there.
    pub(super) fn show_frame(&mut self) {
        for (register, value) in self.words_below(self.pc) {
            self.store(value, self.window, i32::from(register) * 8);
        }
    }

    /// A unit with inlined calls is left at once where these could pass the recursion limit, and tells the collector of
    /// all its registers.
    pub(super) fn prepare_inlined(&mut self) {
        let deepest = self.spliced.frames.iter().map(|frame| frame.depth).max().unwrap_or(0);
        if deepest == 0 {
            return;
        }
        if self.direct.is_none() {
            let top = self.b.ins().iadd_imm_s(self.window, i64::from(self.code.register_count) * 8);
            self.store(top, self.cx, abi::CX_TOP);
        }
        let exit = self.leave(self.pc, None, None);
        let deeper = self.b.ins().iadd_imm_s(self.depth, i64::from(deepest));
        let limit = self.b.ins().load(I32, flags(), self.rt, abi::RT_RECURSION_LIMIT);
        let shallow = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, deeper, limit);
        self.require(shallow, exit);
    }
}
