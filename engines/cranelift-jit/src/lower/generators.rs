//! The body of a generator as one unit: entered where it goes on, left at each `yield` with its registers in the generator's
//! slot array. (`yield from` is the interpreter's; what comes behind it is not.)

use bytecode::Insn;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{BlockArg, InstBuilder, Value};
use cranelift_frontend::Switch;
use runtime::object::Kind;

use super::{Copies, Facts, Lowering, flags};
use crate::abi::{self, Helper, word};
use crate::analysis::graph::is_yield;
use crate::analysis::types::Type;

impl Lowering<'_, '_> {
    /// From the unit's first block to where the generator goes on. Its registers are taken from where they stand, but for what it
    /// was sent.
    pub(super) fn enter_generator(&mut self) {
        let generator = self.load(self.window, abi::GENERATOR_BELOW);
        let at = self.load32(generator, abi::GENERATOR_RESUME_AT);
        let from = self.load(self.cx, abi::CX_RESUME_FROM);
        let graph = self.inference.graph;
        let behind = graph
            .blocks
            .iter()
            .enumerate()
            .filter(|(index, block)| self.inference.reached[*index] && is_yield(self.code.op(block.end - 1)));
        let way = |(_, block): (usize, &crate::analysis::graph::Block)| {
            let at = block.end - 1;
            Some((self.spliced.origin(at).pc + 1, block.successors.first()?.to, Some(self.spliced.insns[at as usize].a)))
        };
        let mut ways: Vec<(u32, usize, Option<u16>)> = behind.filter_map(way).collect();
        ways.push((0, 0, None));
        let mut switch = Switch::new();
        let mut blocks = Vec::with_capacity(ways.len());
        for &(resume_at, to, sent) in &ways {
            let block = self.b.create_block();
            switch.set_entry(u128::from(resume_at), block);
            blocks.push((block, to, sent));
        }
        let unknown = self.cold_block();
        switch.emit(&mut self.b, at, unknown);
        let nothing = self.registers.clone();
        for (block, to, sent) in blocks {
            self.b.switch_to_block(block);
            self.registers = nothing.clone();
            self.registers.facts = Facts { shown: true, ..Facts::default() };
            (self.region, self.exit_here) = (None, None);
            self.pc = graph.blocks[to].start;
            for register in self.live_at(to) {
                let own = sent == Some(register);
                let value = if own { self.load_window(register) } else { self.load(from, i32::from(register) * 8) };
                self.set_boxed(register, value);
                self.registers.copies[usize::from(register)] = Copies { boxed: false, window: own };
            }
            self.prepare_inlined();
            self.exit_from_entry = true;
            self.jump_to(to);
            self.exit_from_entry = false;
        }
        // Where no way of this unit leads, the interpreter goes on.
        self.b.switch_to_block(unknown);
        self.registers = nothing;
        self.registers.facts.shown = true;
        self.call(Helper::FillGenerator, &[self.cx, self.window]);
        let pc = self.b.ins().ishl_imm_u(at, i64::from(bytecode_vm::tier::left(1, false).ilog2()));
        let left = self.b.ins().bor_imm_s(pc, bytecode_vm::tier::left(0, false) as i64);
        self.return_word(left);
    }

    /// `yield`: what drains the generator may take the value at once; else it is returned, and the generator suspended.
    pub(super) fn yield_value(&mut self, insn: &Insn) {
        let pc = self.pc;
        let value = self.boxed(insn.b);
        let generator = self.load(self.window, abi::GENERATOR_BELOW);
        let draining = self.load(self.rt, abi::RT_DRAINING);
        let drained = self.b.ins().icmp(IntCC::Equal, draining, generator);
        let (offer, on, suspend) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        self.b.ins().brif(drained, offer, &[], suspend, &[]);
        self.b.switch_to_block(offer);
        let taken = self.call_leaf(Helper::Offer, &[self.cx, generator, value]);
        self.b.ins().brif(taken, on, &[], suspend, &[]);
        self.aside(suspend, |this| this.keep_registers(insn, generator, value));
        self.b.switch_to_block(on);
        // What drains it may be a list.
        self.registers.facts.lists.clear();
        let mut behind = self.registers.types.clone();
        self.inference.apply(pc, &mut behind);
        for register in self.inference.liveness.before(pc + 1).iter().filter(|register| *register != insn.a) {
            let at = usize::from(register);
            match (self.registers.types[at], behind[at]) {
                (Some(Type::Int(_)), Some(Type::Int(_))) => self.registers.types[at] = behind[at],
                (Some(Type::Int(_) | Type::Float), Some(Type::Boxed)) => {
                    let value = self.boxed(register);
                    self.set_boxed(register, value);
                }
                _ => {}
            }
        }
        let none = self.iconst(word::NONE);
        self.set_boxed(insn.a, none);
        let to = self.successor(false);
        self.jump_to(to);
    }

    /// Suspends the generator and returns what it yields. What a handler around the `yield` reads is kept too.
    fn keep_registers(&mut self, insn: &Insn, generator: Value, value: Value) {
        let pc = self.pc;
        let liveness = self.inference.liveness;
        let mut kept = liveness.before(pc + 1).clone();
        kept.remove(insn.a, 1);
        if let Some(entry) = self.code.handler_of(pc) {
            let mut caught = liveness.before(entry.handler).clone();
            caught.remove(entry.register, 1);
            kept.union(&caught);
        }
        let array = self.load(generator, abi::GENERATOR_FRAME);
        for register in kept.iter().filter(|register| self.registers.types[usize::from(*register)].is_some()).collect::<Vec<_>>() {
            let value = self.boxed(register);
            self.store(value, array, abi::SLOT_ARRAY_SLOTS + i32::from(register) * 8);
        }
        let resume_at = self.iconst(i64::from(self.spliced.origin(pc).pc) + 1);
        self.b.ins().istore32(flags(), resume_at, generator, abi::GENERATOR_RESUME_AT);
        let suspended = self.iconst(abi::GENERATOR_SUSPENDED);
        self.b.ins().istore8(flags(), suspended, generator, abi::GENERATOR_STATE);
        self.end_iterations();
        self.return_word(value);
    }

    /// The header of a loop over a generator; over anything else, by the interpreter's handler.
    pub(super) fn generator_header(&mut self, insn: &Insn) {
        let state = insn.b;
        let source = self.boxed(state);
        let slow = self.cold_block();
        let join = self.b.create_block();
        let results: Vec<Value> = (0..4).map(|_| self.b.append_block_param(join, I64)).collect();
        let (index, rest) = (self.boxed(state + 1), self.boxed(state + 2));
        self.require_shape(source, Kind::Generator as u32, slow);
        let item = self.checked_call(Helper::Next, &[self.cx, source]);
        self.b.ins().jump(join, &[item, source, index, rest].map(BlockArg::Value));
        self.aside(slow, |this| {
            let outcome = this.step();
            let jumped = this.b.ins().icmp_imm_s(IntCC::Equal, outcome, bytecode_vm::step::JUMPED as i64);
            let (item, empty) = (this.load_window(insn.a), this.iconst(word::EMPTY));
            let item = this.b.ins().select(jumped, item, empty);
            let [a, b, c] = [0, 1, 2].map(|offset| this.load_window(state + offset));
            this.b.ins().jump(join, &[item, a, b, c].map(BlockArg::Value));
        });
        self.b.switch_to_block(join);
        for offset in 0..3 {
            self.set_boxed(state + offset, results[usize::from(offset) + 1]);
        }
        let item = results[0];
        let more = self.b.ins().icmp_imm_s(IntCC::NotEqual, item, word::EMPTY);
        self.branch_with(more, true, |this| this.set_boxed(insn.a, item));
    }
}
