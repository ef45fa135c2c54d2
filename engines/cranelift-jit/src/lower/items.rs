//! Items of lists and tuples, loops over them and over ranges.

use bytecode::{Insn, Opcode};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block, InstBuilder, Value};
use runtime::object::Kind;

use super::facts::Items;
use super::{Lowering, argument};
use crate::abi::{self, Helper, word};
use crate::analysis::profile::Speculation;
use crate::analysis::types::{SMALL, Type};

/// From where an index counts.
#[derive(Clone, Copy)]
pub(super) enum Counted {
    FromStart,
    FromEnd,
    /// The sign says it.
    Either,
}

impl Counted {
    fn known(index: i64) -> Counted {
        if index < 0 { Counted::FromEnd } else { Counted::FromStart }
    }
}

impl Lowering<'_, '_> {
    /// From where the index in a register counts.
    pub(super) fn counted(&self, register: u16) -> Counted {
        if self.registers.naturals.has(register) { Counted::FromStart } else { Counted::Either }
    }

    /// The exit of an access for which there is no item, if that is not expected.
    fn outside(&mut self) -> Option<Block> {
        let inside = Speculation::inside(self.pc);
        self.inference.profile.allows(inside).then(|| self.exit_block(inside))
    }

    /// The address of an item of a list, if there is one at the index; else goes on at `slow`.
    pub(super) fn list_place(&mut self, list: Value, index: Value, counted: Counted, slow: Block) -> Value {
        let length = self.load(list, abi::LIST_LEN);
        let index = self.position(index, counted, length);
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, index, length);
        self.require(inside, slow);
        let data = self.load(list, abi::LIST_DATA);
        let bytes = self.b.ins().ishl_imm_u(index, 3);
        self.b.ins().iadd(data, bytes)
    }

    /// As [`Lowering::list_place`] of the list in a register.
    fn place_in(&mut self, register: u16, list: Value, index: Value, counted: Counted, slow: Block) -> Value {
        let Items { length, data } = self.items_of(register, list);
        let index = self.position(index, counted, length);
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, index, length);
        self.require(inside, slow);
        let bytes = self.b.ins().ishl_imm_u(index, 3);
        self.b.ins().iadd(data, bytes)
    }

    /// A negative index counts from the end; what is still negative is too large as an unsigned number.
    pub(super) fn position(&mut self, index: Value, counted: Counted, length: Value) -> Value {
        match counted {
            Counted::FromStart => index,
            Counted::FromEnd => self.b.ins().iadd(index, length),
            Counted::Either => {
                let from_end = self.b.ins().iadd(index, length);
                let negative = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, index, 0);
                self.b.ins().select(negative, from_end, index)
            }
        }
    }

    pub(super) fn finish_load(&mut self, insn: &Insn, value: Value, slow: Block) {
        let (join, result) = self.join_block(I64);
        self.b.ins().jump(join, &argument(value));
        self.aside(slow, |this| {
            let value = this.step_for_value(insn.a);
            this.b.ins().jump(join, &argument(value));
        });
        self.b.switch_to_block(join);
        self.set_boxed(insn.a, result);
    }

    pub(super) fn get_item(&mut self, insn: &Insn) {
        let list = self.inference.is_list_access(self.pc);
        if !list {
            self.get_any_item(insn);
            return;
        }
        let cause = Speculation::operands(self.pc);
        let index = self.guarded_int(insn.c, cause);
        let exit = self.exit_block(cause);
        let container = self.require_register_shape(insn.b, Kind::List as u32, exit);
        let counted = self.counted(insn.c);
        if let Some(outside) = self.outside() {
            let place = self.place_in(insn.b, container, index, counted, outside);
            let value = self.load(place, 0);
            self.set_boxed(insn.a, value);
            return;
        }
        let slow = self.cold_block();
        let place = self.list_place(container, index, counted, slow);
        let value = self.load(place, 0);
        self.finish_load(insn, value, slow);
    }

    pub(super) fn tuple_item(&mut self, tuple: Value, index: Value, counted: Counted, slow: Block) -> Value {
        let length = self.load(tuple, abi::TUPLE_LEN);
        let index = self.position(index, counted, length);
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, index, length);
        self.require(inside, slow);
        let bytes = self.b.ins().ishl_imm_u(index, 3);
        let place = self.b.ins().iadd(tuple, bytes);
        self.load(place, abi::TUPLE_ITEMS)
    }

    /// An item at a constant index: of a list, else of a tuple.
    pub(super) fn get_item_immediate(&mut self, insn: &Insn) {
        let known = i64::from(insn.imm_c());
        let container = self.boxed(insn.b);
        if self.type_of(insn.b) != Type::Boxed {
            self.step_instruction();
            return;
        }
        let (slow, not_list) = (self.cold_block(), self.b.create_block());
        let (join, result) = self.join_block(I64);
        let pointer = self.is_pointer_word(container);
        self.require(pointer, slow);
        let shape = self.load32(container, abi::HEADER_SHAPE);
        let is_list = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::List as u32));
        self.require(is_list, not_list);
        let index = self.iconst(known);
        let place = self.list_place(container, index, Counted::known(known), slow);
        let value = self.load(place, 0);
        self.b.ins().jump(join, &argument(value));
        self.b.switch_to_block(not_list);
        let is_tuple = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Tuple as u32));
        self.require(is_tuple, slow);
        let index = self.iconst(known);
        let value = self.tuple_item(container, index, Counted::known(known), slow);
        self.b.ins().jump(join, &argument(value));
        self.slow_value(slow, join, |this| {
            let index = this.iconst(word::TAG.wrapping_add(known));
            this.checked_call(Helper::GetItem, &[this.cx, container, index])
        });
        self.b.switch_to_block(join);
        self.set_boxed(insn.a, result);
    }

    fn finish_store(&mut self, value: Value, place: Value, slow: Block) {
        let done = self.b.create_block();
        self.store(value, place, 0);
        self.b.ins().jump(done, &[]);
        self.aside(slow, |this| {
            this.step();
            this.b.ins().jump(done, &[]);
        });
        self.b.switch_to_block(done);
    }

    pub(super) fn set_item(&mut self, insn: &Insn) {
        if !self.inference.is_list_access(self.pc) {
            self.set_any_item(insn);
            return;
        }
        let cause = Speculation::operands(self.pc);
        let index = self.guarded_int(insn.b, cause);
        let exit = self.exit_block(cause);
        let container = self.require_register_shape(insn.a, Kind::List as u32, exit);
        let value = self.boxed(insn.c);
        let counted = self.counted(insn.b);
        if let Some(outside) = self.outside() {
            let place = self.place_in(insn.a, container, index, counted, outside);
            self.store(value, place, 0);
            return;
        }
        let slow = self.cold_block();
        let place = self.list_place(container, index, counted, slow);
        self.finish_store(value, place, slow);
    }

    pub(super) fn set_item_immediate(&mut self, insn: &Insn) {
        let known = i64::from(insn.imm_b());
        let (container, value) = (self.boxed(insn.a), self.boxed(insn.c));
        let slow = self.cold_block();
        self.require_shape(container, Kind::List as u32, slow);
        let index = self.iconst(known);
        let place = self.list_place(container, index, Counted::known(known), slow);
        self.finish_store(value, place, slow);
    }

    // ---- loops

    /// Prepares a range loop: inline for the builtin `range` of one or two raw integers, else by the handler; leaves
    /// behind it if the state is not in range form then.
    pub(super) fn prepare_range(&mut self, insn: &Insn) {
        let speculate = self.inference.prepared_range_type() != Type::Boxed;
        let cause = Speculation::operands(self.pc);
        if self.inference.prepares_inline(self.pc, insn, &self.registers.types) {
            for register in insn.a + 1..=insn.a + u16::from(insn.x) {
                let bound = self.guarded_int(register, cause);
                if matches!(self.type_of(register), Type::Int(n) if n > SMALL) {
                    let shifted = self.b.ins().iadd_imm_s(bound, 1 << SMALL);
                    let limit = self.iconst(2 << SMALL);
                    let fits = self.b.ins().icmp(IntCC::UnsignedLessThan, shifted, limit);
                    self.guard(fits, cause);
                }
            }
            self.inline_range(insn);
            return;
        }
        self.step_instruction();
        if speculate {
            let saved_pc = self.pc;
            self.pc = saved_pc.wrapping_add_signed(insn.d());
            let cause = Speculation::entry(self.pc, insn.a);
            for offset in 0..3 {
                self.guarded_int(insn.a + offset, cause);
            }
            self.pc = saved_pc;
        }
    }

    fn inline_range(&mut self, insn: &Insn) {
        let callee = self.boxed(insn.a);
        let range = self.load_fixed(self.rt, abi::RT_RANGE);
        let builtin = self.b.ins().icmp(IntCC::Equal, callee, range);
        self.guard(builtin, Speculation::operands(self.pc));
        let (start, stop) = if insn.x == 1 { (self.iconst(0), self.int(insn.a + 1)) } else { (self.int(insn.a + 1), self.int(insn.a + 2)) };
        let span = self.b.ins().isub(stop, start);
        let zero = self.iconst(0);
        let count = self.b.ins().smax(span, zero);
        if insn.x == 2 {
            // The count is kept as an immediate integer.
            let limit = self.iconst(1 << SMALL);
            let fits = self.b.ins().icmp(IntCC::SignedLessThan, count, limit);
            self.guard(fits, Speculation::operands(self.pc));
        }
        let step = self.iconst(1);
        self.set_int(insn.a, start, SMALL);
        self.set_int(insn.a + 1, count, SMALL);
        self.set_int(insn.a + 2, step, SMALL);
    }

    /// The header of a loop.
    pub(super) fn loop_header(&mut self, insn: &Insn) {
        if self.inference.is_range_form(insn, &self.registers.types) {
            self.range_header(insn);
        } else if insn.op == Opcode::ForIterList && self.inference.is_list_access(self.pc) {
            self.list_header(insn);
        } else if insn.op == Opcode::ForIterGenerator {
            self.generator_header(insn);
        } else if self.walks_iterators(insn) {
            self.iterator_header(insn);
        } else if insn.op != Opcode::ForRange {
            self.any_header(insn);
        } else {
            self.generic_header(insn);
        }
    }

    fn range_header(&mut self, insn: &Insn) {
        let state = insn.b;
        let left = self.int(state + 1);
        let more = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThan, left, 0);
        self.branch_with(more, true, |this| {
            let (next, step) = (this.int(state), this.int(state + 2));
            let following = this.b.ins().iadd(next, step);
            let left = this.b.ins().iadd_imm_s(left, -1);
            this.set_int(insn.a, next, SMALL);
            this.set_int(state, following, SMALL);
            this.set_int(state + 1, left, SMALL);
        });
    }

    fn list_header(&mut self, insn: &Insn) {
        let state = insn.b;
        let cause = Speculation::operands(self.pc);
        let index = self.guarded_int(state + 1, cause);
        let exit = self.exit_block(cause);
        let list = self.require_register_shape(state, Kind::List as u32, exit);
        let Items { length, data } = self.items_of(state, list);
        let more = self.b.ins().icmp(IntCC::UnsignedLessThan, index, length);
        self.branch_with(more, true, |this| {
            let bytes = this.b.ins().ishl_imm_u(index, 3);
            let place = this.b.ins().iadd(data, bytes);
            let item = this.load(place, 0);
            let following = this.b.ins().iadd_imm_s(index, 1);
            this.set_int(state + 1, following, SMALL);
            this.set_boxed(insn.a, item);
        });
    }

    /// By the handler, which says whether there was an item.
    fn generic_header(&mut self, insn: &Insn) {
        let outcome = self.step_instruction();
        let more = self.b.ins().icmp_imm_s(IntCC::Equal, outcome, bytecode_vm::step::JUMPED as i64);
        self.branch_with(more, true, |this| {
            let item = this.load_window(insn.a);
            this.set_boxed(insn.a, item);
        });
    }
}
