//! Ways out: guards that fail, exceptions, returns.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block, InstBuilder, Value};

use super::{Lowering, argument};
use crate::abi::{self, Helper};
use crate::analysis::direct::Form;
use crate::analysis::types::{Speculation, Type};
use crate::unit::{Cause, Exit, Stored};

/// A cold block to be filled when everything else is translated.
pub(super) struct PendingExit {
    block: Block,
    number: usize,
    helper: Helper,
    /// Registers to store, and their values at the place of the guard.
    stores: Vec<(u16, Value)>,
    iterations: Option<Value>,
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
            _ => (self.pc, cause),
        };
        let live: Vec<u16> = self.inference.liveness.before(pc).iter().collect();
        let block = self.leave(pc, &live, Some(cause), Helper::Exit);
        if self.stress {
            let fails = self.call(Helper::Stress, &[self.cx]);
            let holds = self.b.ins().icmp_imm_s(IntCC::Equal, fails, 0);
            self.require(holds, block);
        }
        if cause.slot == 0 {
            self.exit_here = Some(block);
        }
        block
    }

    pub(super) fn leave(&mut self, pc: u32, live: &[u16], cause: Option<Speculation>, helper: Helper) -> Block {
        let mut raw = Vec::new();
        let mut stores = self.words_below(pc);
        for &register in live {
            let at = usize::from(register);
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
        let number = self.exits.len();
        let origin = self.spliced.origin(pc);
        let cause = cause.map(|what| self.cause_of(what));
        self.exits.push(Exit { frame: origin.frame, pc: origin.pc, raw, cause });
        let iterations = self.iterations.map(|variable| self.b.use_var(variable));
        self.pending.push(PendingExit { block, number, helper, stores, iterations });
        block
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
        let handler = self.code.handler_of(self.pc).copied();
        match handler.and_then(|entry| Some((entry.register, self.inference.graph.block_at(entry.handler)?))) {
            Some((register, to)) => {
                let caught = self.cold_block();
                self.b.ins().brif(value, next, &[], caught, &[]);
                self.aside(caught, |this| this.catch(register, to));
            }
            None => {
                let number = self.exits.len();
                let origin = self.spliced.origin(self.pc);
                self.exits.push(Exit { frame: origin.frame, pc: origin.pc, raw: Vec::new(), cause: None });
                let word = self.exit_word(number);
                let block = match self.raise_block {
                    Some(block) => block,
                    None => {
                        let block = self.cold_block();
                        self.b.append_block_param(block, I64);
                        self.raise_block = Some(block);
                        block
                    }
                };
                let word = self.iconst(word);
                self.b.ins().brif(value, next, &[], block, &argument(word));
            }
        }
        self.b.switch_to_block(next);
    }

    /// An exception is pending: to its handler in this unit.
    fn catch(&mut self, register: u16, to: usize) {
        debug_assert!(crate::analysis::graph::may_raise(self.code.op(self.pc)));
        let origin = self.spliced.origin(self.pc);
        let number = self.exits.len();
        self.exits.push(Exit { frame: origin.frame, pc: origin.pc, raw: Vec::new(), cause: None });
        let word = self.exit_word(number);
        let word = self.iconst(word);
        let exception = self.call(Helper::Catch, &[self.cx, self.window, word]);
        self.set_boxed(register, exception);
        self.jump_to(to);
    }

    /// Adds an activation's iterations to the counter.
    fn flush_iterations(&mut self, iterations: Value) {
        let total = self.load(self.data, abi::DATA_ITERATIONS);
        let total = self.b.ins().iadd(total, iterations);
        self.store(total, self.data, abi::DATA_ITERATIONS);
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

    pub(super) fn end_iterations(&mut self) {
        if let Some(variable) = self.iterations {
            let iterations = self.b.use_var(variable);
            self.flush_iterations(iterations);
        }
    }

    /// Fills the cold blocks.
    pub(super) fn emit_exits(&mut self) {
        for exit in std::mem::take(&mut self.pending) {
            self.b.switch_to_block(exit.block);
            for (register, value) in exit.stores {
                let offset = i32::from(register) * 8;
                self.b.ins().store(super::flags(), value, self.window, offset);
            }
            if let Some(iterations) = exit.iterations {
                self.flush_iterations(iterations);
            }
            self.registers.facts.shown = self.always_shown;
            let word = self.exit_word(exit.number);
            let word = self.iconst(word);
            let result = self.call(exit.helper, &[self.cx, self.window, word]);
            self.registers.facts.shown = true;
            self.return_word(result);
        }
        if let Some(block) = self.raise_block {
            self.b.switch_to_block(block);
            let word = self.b.block_params(block)[0];
            self.end_iterations();
            self.registers.facts.shown = self.always_shown;
            let result = self.call(Helper::Raise, &[self.cx, self.window, word]);
            self.registers.facts.shown = true;
            self.return_word(result);
        }
    }
}
