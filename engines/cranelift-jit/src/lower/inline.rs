//! Inlined calls: the guard where one begins, and what its frame needs where something outside compiled code looks at it.

use bytecode_vm::code::Code;
use bytecode_vm::context::FrameKind;
use bytecode_vm::operators::{Operands, Other};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{Block, InstBuilder, Value};
use runtime::object::Kind;

use super::{Lowering, flags};
use crate::abi::{self, word};
use crate::analysis::arithmetic::Operand;
use crate::analysis::callees::Test;
use crate::analysis::profile::Speculation;
use crate::analysis::scalars::Replaced;
use crate::analysis::splice::{Answered, Arguments, Entered, Guard, Head};
use crate::analysis::types::{Type, magnitude};

/// Values that belong to one frame of the unit.
#[derive(Clone, Copy)]
pub(super) struct FrameValues {
    /// Its function.
    pub(super) function: Value,
    /// The instance that `__init__` fills.
    instance: Option<Value>,
    /// What stands below a special method's function, downwards.
    head: [Option<Value>; 3],
    pub(super) code_pointer: Value,
    pub(super) insns: Value,
    pub(super) caches: Value,
}

impl FrameValues {
    /// Of the unit's own frame.
    pub(super) fn new(function: Value, code_pointer: Value, insns: Value, caches: Value) -> FrameValues {
        FrameValues { function, instance: None, head: [None; 3], code_pointer, insns, caches }
    }
}

impl Lowering<'_, '_> {
    /// A word known when the unit is made, from the engine's table of such words.
    pub(super) fn constant(&mut self, word: u64) -> Value {
        let index = self.tables.constant(word);
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
                let (first, count) = match entered.arguments {
                    Arguments::Run(first, count) => (first, count),
                    _ => (0, 0),
                };
                instance = match self.inference.scalars.replaced.get(&self.pc) {
                    Some(Replaced::Made(object, _)) => Some(self.forgo(*object, None)),
                    _ => made.map(|made| self.bare_object(&made, value, first, count)),
                };
                self.constant(word)
            }
            guard => self.guard_callee(guard, frame.code, exit),
        };
        if let Some(instance) = instance {
            self.set_boxed(frame.base - 2, instance);
            self.set_boxed(frame.base, instance);
        }
        let head = match entered.head {
            Some(Head { after, operands: [left, right] }) => {
                [Some(self.operand_word(right)), Some(self.operand_word(left)), Some(self.iconst(after as i64))]
            }
            None => [None; 3],
        };
        for (to, from) in entered.moved() {
            self.move_operand(to, from);
        }
        let code_pointer = self.constant(frame.code as u64);
        let insns = self.load_fixed(code_pointer, abi::CODE_INSNS);
        let caches = self.load_fixed(code_pointer, abi::CODE_CACHES);
        self.frames[usize::from(entered.frame)] = Some(FrameValues { function, instance, head, code_pointer, insns, caches });
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
            Guard::Class { word, .. } | Guard::Tested { word } => self.constant(word),
            Guard::Operator { receiver, operand, met, word } => {
                let kinds: Vec<Operands> = met.into_iter().flatten().collect();
                let register = if let Operand::Register(register) = operand { Some(register) } else { None };
                match (kinds.as_slice(), register) {
                    ([kind], _) => {
                        self.require_register_shape(receiver, kind.shape, exit);
                        register.into_iter().for_each(|register| self.require_other(register, kind.other, exit));
                    }
                    (kinds, Some(register)) if matches!(kinds[0].other, Other::Cell(_)) => {
                        self.require_one_of(kinds, receiver, register, exit);
                    }
                    (kinds, _) => {
                        self.require_one_of(kinds, receiver, receiver, exit);
                        register.into_iter().for_each(|register| self.require_other(register, kinds[0].other, exit));
                    }
                }
                for kind in kinds {
                    self.require_class_version(kind.class as u64, kind.version, exit);
                }
                self.constant(word)
            }
        }
    }

    /// Jumps unless a call calls what the test is for.
    pub(super) fn test_callee(&mut self, test: &Test) {
        match test {
            &Test::Callee(register, word) => {
                let value = self.boxed(register);
                let known = self.constant(word);
                let other = self.b.ins().icmp(IntCC::NotEqual, value, known);
                self.branch(other);
            }
            Test::Receiver(receiver, methods) => {
                let exit = self.exit_block(Speculation::operands(self.pc));
                let (value, other) = (self.boxed(*receiver), self.b.create_block());
                let pointer = self.is_pointer_word(value);
                self.require(pointer, other);
                let shape = self.load32(value, abi::HEADER_SHAPE);
                let known = self.successor(false);
                for method in methods {
                    let (same, next) = (self.b.create_block(), self.b.create_block());
                    let matches = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(method.shape));
                    self.b.ins().brif(matches, same, &[], next, &[]);
                    self.b.switch_to_block(same);
                    let (registers, region) = (self.registers.clone(), self.region);
                    self.registers.facts.shapes.push((*receiver, method.shape));
                    self.require_class_version(method.class as u64, method.version, exit);
                    self.jump_to(known);
                    (self.registers, self.region) = (registers, region);
                    self.b.switch_to_block(next);
                }
                self.b.ins().jump(other, &[]);
                self.b.switch_to_block(other);
                let next = self.successor(true);
                self.jump_to(next);
            }
        }
    }

    /// Goes on if receiver and other operand have shapes that came together before, else at `exit`. Where the other's does
    /// not matter, it is the receiver again.
    fn require_one_of(&mut self, kinds: &[Operands], receiver: u16, other: u16, exit: Block) {
        let pair = |kind: &Operands| match kind.other {
            Other::Cell(shape) => i64::from(kind.shape) << 32 | i64::from(shape),
            Other::Number | Other::Any => i64::from(kind.shape) << 32 | i64::from(kind.shape),
        };
        let [left, right] = [receiver, other].map(|register| {
            let value = self.boxed(register);
            let pointer = self.is_pointer_word(value);
            self.require(pointer, exit);
            self.load32(value, abi::HEADER_SHAPE)
        });
        let high = self.b.ins().ishl_imm_s(left, 32);
        let found = self.b.ins().bor(high, right);
        let known = self.b.create_block();
        for (at, kind) in kinds.iter().enumerate() {
            let same = self.b.ins().icmp_imm_s(IntCC::Equal, found, pair(kind));
            let next = if at + 1 == kinds.len() { exit } else { self.b.create_block() };
            self.b.ins().brif(same, known, &[], next, &[]);
            if next != exit {
                self.b.switch_to_block(next);
            }
        }
        self.b.switch_to_block(known);
    }

    /// Goes on if the other operand of a special method is what it was, else at `exit`.
    fn require_other(&mut self, register: u16, other: Other, exit: Block) {
        match other {
            Other::Cell(shape) => {
                self.require_register_shape(register, shape, exit);
            }
            Other::Number if self.type_of(register) == Type::Boxed => {
                let value = self.boxed(register);
                // Doubles and integers are the greatest words.
                let least = self.iconst(word::DOUBLE);
                let number = self.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, value, least);
                self.require(number, exit);
            }
            Other::Number | Other::Any => {}
        }
    }

    /// The value word of an operand.
    fn operand_word(&mut self, operand: Operand) -> Value {
        match operand {
            Operand::Register(register) => self.boxed(register),
            Operand::Immediate(value) => self.iconst(word::TAG + value),
            Operand::Float(value) => {
                let raw = self.b.ins().f64const(value);
                self.box_float(raw)
            }
        }
    }

    /// A register gets an operand.
    fn move_operand(&mut self, to: u16, operand: Operand) {
        match operand {
            Operand::Register(register) => self.move_register(to, register),
            Operand::Immediate(value) => {
                let raw = self.iconst(value);
                self.set_int(to, raw, magnitude(value));
            }
            Operand::Float(value) => {
                let raw = self.b.ins().f64const(value);
                self.set_float(to, raw);
            }
        }
    }

    /// Where the result of an inlined special method is taken over. It is to be as assumed: otherwise the interpreter does
    /// the method's return, and asks whoever is next.
    pub(super) fn take_answer(&mut self, to: u16, from: u16, answered: Answered) {
        let cause = Speculation::operands(self.pc);
        match answered {
            Answered::Given => {
                if self.type_of(from) == Type::Boxed {
                    let value = self.boxed(from);
                    let given = self.b.ins().icmp_imm_s(IntCC::NotEqual, value, word::NOT_IMPLEMENTED);
                    self.guard(given, cause);
                }
                self.move_register(to, from);
            }
            Answered::Truth => {
                let truth = match self.condition {
                    Some((known, condition)) if known == from => condition,
                    _ => {
                        let value = self.boxed(from);
                        // True and False differ in the lowest bit only.
                        let merged = self.b.ins().bor_imm_s(value, 1);
                        let is_bool = self.b.ins().icmp_imm_s(IntCC::Equal, merged, word::TRUE);
                        self.guard(is_bool, cause);
                        self.b.ins().icmp_imm_s(IntCC::Equal, value, word::TRUE)
                    }
                };
                let raw = self.b.ins().uextend(I64, truth);
                self.set_int(to, raw, 1);
            }
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
                words.extend((2..).zip(values.head).filter_map(|(below, word)| word.map(|word| (frame.base - below, word))));
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
