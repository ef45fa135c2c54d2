//! Ways out: guards that fail, exceptions, returns.

use std::rc::Rc;

use bytecode::Opcode;
use cranelift_codegen::entity::EntityRef;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block, BlockArg, Inst, InstBuilder, Value};

use super::scalars::Rematerialised;
use super::{Lowering, argument};
use crate::abi::{self, Helper};
use crate::analysis::direct::Form;
use crate::analysis::profile::Speculation;
use crate::analysis::types::Type;
use crate::unit::{Cause, Exit, Raising, Stored, word_of_line};

/// A way out, to be filled when everything else is translated: stores what is live at its instruction. Guards share it up
/// to the next effect, because what comes between can be done again by the interpreter.
pub(super) struct PendingExit {
    /// Gets the word of the exit.
    block: Block,
    /// Where it goes on, without what was assumed.
    exit: Exit,
    /// Registers to store, and their values at its instruction.
    stores: Vec<(u16, Value)>,
    /// Objects that are made on the way out, and the registers that get each.
    objects: Vec<(Rematerialised, Vec<u16>)>,
    iterations: Option<Value>,
}

/// The way of one guard to the exit it shares.
pub(super) struct PendingGuard {
    block: Block,
    number: usize,
    /// Index of the [`PendingExit`].
    exit: usize,
    /// Whose attribute was asked for.
    receiver: Option<Value>,
}

/// The exit that guards share at the place being translated.
#[derive(Clone, Copy)]
pub(super) struct Region {
    exit: usize,
    /// Translated instructions up to here have no effects.
    checked: usize,
}

impl Lowering<'_, '_> {
    /// Leaves to the interpreter, at the instruction being translated, unless the condition holds.
    pub(super) fn guard(&mut self, condition: Value, cause: Speculation) {
        let exit = self.exit_block(cause);
        self.require(condition, exit);
    }

    /// The block that leaves to the interpreter at the instruction being translated. Valid until the instruction has
    /// changed something.
    pub(super) fn exit_block(&mut self, cause: Speculation) -> Block {
        if let Some(block) = self.exit_here
            && cause.slot == 0
        {
            return block;
        }
        // In a chain everything is done again from its start.
        let (pc, cause) = match self.inference.modular.start(self.pc) {
            Some(start) if cause.slot == 0 => (start, Speculation::operands(start)),
            Some(start) => (start, cause),
            None => (self.pc, cause),
        };
        let receiver = match self.inference.profile.insns[self.pc as usize] {
            insn if insn.op.base() == Opcode::GetAttr => Some(insn.b),
            insn if insn.op.base() == Opcode::SetAttr => Some(insn.a),
            _ => None,
        };
        let receiver = receiver.filter(|&register| cause.slot == 0 && self.type_of(register) == Type::Boxed);
        let receiver = receiver.map(|register| self.boxed(register));
        let block = self.leave(pc, Some(cause), receiver);
        if self.stress {
            let fails = self.call_signature(Helper::Stress, &[self.cx]);
            let holds = self.b.ins().icmp_imm_s(IntCC::Equal, fails, 0);
            self.require(holds, block);
        }
        if cause.slot == 0 {
            self.exit_here = Some(block);
        }
        block
    }

    /// The way out of a guard: at `pc`, or before it if nothing has had an effect since.
    pub(super) fn leave(&mut self, pc: u32, cause: Option<Speculation>, receiver: Option<Value>) -> Block {
        let exit = match self.region {
            Some(region) if !self.has_effect_since(region.checked) => region.exit,
            _ => self.new_exit(pc),
        };
        self.region = Some(Region { exit, checked: self.b.func.dfg.num_insts() });
        let block = self.cold_block();
        let number = self.exits.len();
        let cause = cause.map(|what| self.cause_of(what));
        self.exits.push(Exit { cause, ..self.pending[exit].exit.clone() });
        self.guards.push(PendingGuard { block, number, exit, receiver });
        block
    }

    /// Whether an instruction translated since calls or stores. Random failures of guards and new integers are no effects.
    fn has_effect_since(&self, first: usize) -> bool {
        let dfg = &self.b.func.dfg;
        (first..dfg.num_insts()).map(Inst::new).any(|inst| {
            let opcode = dfg.insts[inst].opcode();
            (opcode.can_store() || opcode.is_call()) && !self.harmless.contains(&inst)
        })
    }

    fn new_exit(&mut self, pc: u32) -> usize {
        let mut raw = Vec::new();
        let below = self.words_below(pc);
        let live: Vec<u16> = self.inference.liveness.before(pc).iter().collect();
        let holders: Vec<u16> = live.iter().copied().chain(below.iter().map(|(register, _)| *register)).collect();
        let objects = self.objects_held(pc, &holders);
        let is_object = |register: u16| objects.iter().any(|(_, registers)| registers.contains(&register));
        let mut stores: Vec<(u16, Value)> = below.into_iter().filter(|(register, _)| !is_object(*register)).collect();
        for register in live {
            let at = usize::from(register);
            if is_object(register) || self.inference.scalars.is_slot(register) {
                continue;
            }
            let copies = self.registers.copies[at];
            if copies.window {
                continue;
            }
            let value = match self.registers.types[at] {
                Some(Type::Int(_)) if !copies.boxed => {
                    raw.push((register, Stored::Int));
                    self.int(register)
                }
                Some(Type::Float) if !copies.boxed => {
                    raw.push((register, Stored::Float));
                    self.float(register)
                }
                Some(_) => self.boxed(register),
                None => continue,
            };
            stores.push((register, value));
        }
        let block = self.cold_block();
        self.b.append_block_param(block, I64);
        let origin = self.spliced.origin(pc);
        let exit = Exit { frame: origin.frame, pc: origin.pc, raw, cause: None, raised: None };
        let iterations = self.iterations();
        self.pending.push(PendingExit { block, exit, stores, objects, iterations });
        self.pending.len() - 1
    }

    /// An assumption in the numbers of the code it is about.
    fn cause_of(&self, what: Speculation) -> Cause {
        let frame = self.spliced.frame_at(what.pc);
        let pc = self.spliced.origin(what.pc).pc;
        let slot = if what.is_about_register() { what.slot.saturating_sub(u32::from(frame.base)) } else { what.slot };
        Cause { code: frame.code, what: Speculation { pc, slot } }
    }

    /// Leaves with the pending exception if the value is zero.
    pub(super) fn raise_if_zero(&mut self, value: Value) {
        let next = self.b.create_block();
        match self.handler() {
            Some((register, to)) => {
                let caught = self.cold_block();
                self.b.ins().brif(value, next, &[], caught, &[]);
                self.aside(caught, |this| this.catch(register, to));
            }
            None => {
                let (block, arguments) = self.raising_block();
                self.b.ins().brif(value, next, &[], block, &arguments);
            }
        }
        self.b.switch_to_block(next);
        self.b.seal_block(next);
    }

    /// Ends the block with the pending exception.
    pub(super) fn raise_now(&mut self) {
        match self.handler() {
            Some((register, to)) => self.catch(register, to),
            None => {
                let (block, arguments) = self.raising_block();
                self.b.ins().jump(block, &arguments);
            }
        }
    }

    /// Where the unit goes on when the instruction raises: the register for the exception, and the block.
    fn handler(&self) -> Option<(u16, usize)> {
        let entry = self.code.handler_of(self.pc)?;
        Some((entry.register, self.inference.graph.block_at(entry.handler)?))
    }

    /// The block that leaves the unit with the pending exception, and what it takes: the word of the instruction's exit, and the
    /// iterations to be counted.
    fn raising_block(&mut self) -> (Block, [BlockArg; 2]) {
        let word = self.exception_exit(|raising| raising.plain);
        let block = match self.raise_block {
            Some(block) => block,
            None => {
                let block = self.cold_block();
                self.b.append_block_param(block, I64);
                self.b.append_block_param(block, I64);
                self.raise_block = Some(block);
                block
            }
        };
        let word = self.iconst(word);
        let iterations = self.iterations().unwrap_or(word);
        (block, [word, iterations].map(BlockArg::Value))
    }

    /// The word of a new exit for an exception at the instruction being translated, or its one line, if the exception `leaves` frames
    /// and that is all.
    fn exception_exit(&mut self, leaves: fn(&Raising) -> bool) -> i64 {
        let raising = self.raising();
        if let Some(word) = raising.only_line().filter(|_| leaves(&raising)).and_then(word_of_line) {
            return word;
        }
        let origin = self.spliced.origin(self.pc);
        let number = self.exits.len();
        let raised = Some(Rc::new(raising));
        self.exits.push(Exit { frame: origin.frame, pc: origin.pc, raw: Vec::new(), cause: None, raised });
        self.exit_word(number)
    }

    fn raising(&self) -> Raising {
        let origin = self.spliced.origin(self.pc);
        let (mut number, mut pc) = (origin.frame, origin.pc);
        let mut raising = Raising { lines: Vec::new(), plain: true };
        loop {
            let frame = &self.spliced.frames[usize::from(number)];
            let (code, object) = (frame.code(), frame.code().object());
            raising.plain &= object.handler_of(pc).is_none() && !object.is_generator;
            if object.op(pc) != Opcode::Rethrow {
                raising.lines.push((code.proto, object.line_of(pc)));
            }
            if number == 0 {
                return raising;
            }
            (number, pc) = (frame.parent, frame.call_pc);
        }
    }

    /// An exception is pending: to its handler in this unit.
    fn catch(&mut self, register: u16, to: usize) {
        debug_assert!(crate::analysis::graph::may_raise(self.code.op(self.pc)));
        let word = self.exception_exit(|_| true);
        let word = self.iconst(word);
        let exception = self.call(Helper::Catch, &[self.cx, word]);
        self.set_boxed(register, exception);
        self.jump_to(to);
    }

    /// Ends the activation with what a register holds.
    pub(super) fn return_register(&mut self, register: u16) {
        self.end_iterations();
        match self.direct.as_ref().map(|signature| signature.result) {
            Some(form @ (Form::Int | Form::Float)) => self.return_in_form(register, form),
            _ => {
                let value = self.boxed(register);
                self.return_word(value);
            }
        }
    }

    /// Ends the activation with a word: a value's, or 0 for an exception.
    pub(super) fn return_word(&mut self, word: Value) {
        match self.direct.as_ref().map(|signature| signature.result) {
            Some(Form::Int) => {
                let none = self.iconst(0);
                self.b.ins().return_(&[none, word]);
            }
            Some(Form::Float) => {
                let none = self.b.ins().f64const(0.0);
                self.b.ins().return_(&[none, word]);
            }
            Some(Form::Word) => {
                self.b.ins().return_(&[word]);
            }
            None => {
                // The interpreter drops the frame it knows of.
                self.show();
                self.b.ins().return_(&[word]);
            }
        }
    }

    /// The interpreter goes on at a `yield`: it suspends the generator, and keeps what its window holds.
    pub(super) fn suspend(&mut self) {
        let (spliced, inference) = (self.spliced, self.inference);
        let pc = spliced.origin(self.pc).pc;
        for register in inference.liveness.before(self.pc).iter() {
            if self.registers.types[usize::from(register)].is_some() {
                self.sync(register);
            }
        }
        let kept = spliced.frame_at(self.pc).code().live_at_yield.iter().find(|(at, _)| *at == pc);
        for &register in kept.into_iter().flat_map(|(_, kept)| kept.iter()) {
            if !self.registers.copies[usize::from(register)].window {
                // Not used again: any value will do.
                let none = self.iconst(abi::word::NONE);
                self.store(none, self.window, i32::from(register) * 8);
            }
        }
        self.end_iterations();
        let word = self.iconst(bytecode_vm::tier::left(pc, false) as i64);
        self.return_word(word);
    }

    /// Fills the cold blocks.
    pub(super) fn emit_exits(&mut self) {
        let (guards, exits) = (std::mem::take(&mut self.guards), std::mem::take(&mut self.pending));
        for guard in guards {
            self.b.switch_to_block(guard.block);
            if let Some(receiver) = guard.receiver {
                self.store(receiver, self.data, abi::DATA_MET);
            }
            let word = self.exit_word(guard.number);
            let word = self.iconst(word);
            self.b.ins().jump(exits[guard.exit].block, &argument(word));
        }
        if !exits.is_empty() {
            let last = self.cold_block();
            let parameters = [(); 2].map(|()| self.b.append_block_param(last, I64));
            self.registers.facts.shown = self.always_shown;
            for exit in exits {
                self.b.switch_to_block(exit.block);
                let word = self.b.block_params(exit.block)[0];
                // Made before anything is stored: the collector may look at the window, and must find values there.
                for (object, registers) in exit.objects {
                    let made = self.rematerialise(&object);
                    for register in registers {
                        self.store(made, self.window, i32::from(register) * 8);
                    }
                }
                for (register, value) in exit.stores {
                    self.store(value, self.window, i32::from(register) * 8);
                }
                let iterations = exit.iterations.unwrap_or(word);
                self.b.ins().jump(last, &[word, iterations].map(BlockArg::Value));
            }
            self.b.switch_to_block(last);
            self.finish_cold(Helper::Exit, parameters);
        }
        if let Some(block) = self.raise_block {
            self.b.switch_to_block(block);
            let parameters = [0, 1].map(|at| self.b.block_params(block)[at]);
            self.finish_cold(Helper::Raise, parameters);
        }
    }

    /// Ends the activation by a helper, which gets the word of the exit and the iterations to be counted.
    fn finish_cold(&mut self, helper: Helper, [word, iterations]: [Value; 2]) {
        let iterations = if self.iterations.is_some() { iterations } else { self.iconst(0) };
        self.registers.facts.shown = self.always_shown;
        let result = self.call(helper, &[self.cx, self.window, word, iterations]);
        self.registers.facts.shown = true;
        self.return_word(result);
    }
}
