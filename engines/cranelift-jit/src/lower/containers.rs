//! Containers made, taken apart, searched, sliced and walked over: short cases inline, the rest by helpers that are called
//! with the operands, not through the interpreter's handlers.

use bytecode::opcode::INTEGER_STAYS;
use bytecode::{Insn, Opcode};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block, BlockArg, InstBuilder, Value};
use runtime::object::Kind;

use super::items::Counted;
use super::{Lowering, argument, flags};
use crate::abi::{self, Helper, word};
use crate::analysis::types::Type;

/// Most targets that are taken from a sequence inline.
const MOST_TARGETS: u16 = 8;

impl Lowering<'_, '_> {
    /// Goes on at `join` with what `compute` gives at `slow`.
    pub(super) fn slow_value(&mut self, slow: Block, join: Block, compute: impl FnOnce(&mut Self) -> Value) {
        self.aside(slow, |this| {
            let value = compute(this);
            this.b.ins().jump(join, &argument(value));
        });
    }

    /// A helper's result, which is 0 if it has raised.
    pub(super) fn checked_call(&mut self, helper: Helper, arguments: &[Value]) -> Value {
        let result = self.call(helper, arguments);
        self.raise_if_zero(result);
        result
    }

    /// Makes the window hold a run of registers; gives its address.
    pub(super) fn stored_run(&mut self, first: u16, count: u16) -> Value {
        for register in first..first + count {
            self.sync(register);
        }
        self.b.ins().iadd_imm_s(self.window, i64::from(first) * 8)
    }

    pub(super) fn build_tuple(&mut self, insn: &Insn) {
        let tuple = match insn.c {
            0 => self.load_fixed(self.rt, abi::RT_EMPTY_TUPLE),
            count => self.new_tuple(insn.b, count),
        };
        self.set_boxed(insn.a, tuple);
        self.know_shape(insn.a, Kind::Tuple);
    }

    pub(super) fn build_list(&mut self, insn: &Insn) {
        let list = if insn.c == 0 {
            self.new_empty_list()
        } else {
            let place = self.stored_run(insn.b, insn.c);
            let count = self.iconst(i64::from(insn.c));
            self.call(Helper::BuildList, &[self.cx, place, count])
        };
        self.set_boxed(insn.a, list);
        self.know_shape(insn.a, Kind::List);
    }

    pub(super) fn build_dict(&mut self, insn: &Insn) {
        let place = self.stored_run(insn.b, insn.c * 2);
        let pairs = self.iconst(i64::from(insn.c));
        let dict = self.checked_call(Helper::BuildDict, &[self.cx, place, pairs]);
        self.set_boxed(insn.a, dict);
    }

    /// A replacement field of an f-string.
    pub(super) fn format_simple(&mut self, insn: &Insn) {
        let value = self.boxed(insn.b);
        let by_runtime = |this: &mut Self| {
            let conversion = this.iconst(i64::from(insn.x));
            this.checked_call(Helper::FormatSimple, &[this.cx, conversion, value])
        };
        if insn.x != INTEGER_STAYS {
            let text = by_runtime(self);
            self.set_boxed(insn.a, text);
            return self.know_shape(insn.a, Kind::Str);
        }
        let (other, slow) = (self.b.create_block(), self.cold_block());
        let (join, piece) = self.join_block(I64);
        let integer = self.is_int_word(value);
        self.b.ins().brif(integer, join, &argument(value), other, &[]);
        self.b.switch_to_block(other);
        self.b.seal_block(other);
        self.require_shape(value, Kind::Str as u32, slow);
        self.b.ins().jump(join, &argument(value));
        self.slow_value(slow, join, by_runtime);
        self.b.switch_to_block(join);
        self.set_boxed(insn.a, piece);
    }

    /// One with a format.
    pub(super) fn format_with(&mut self, insn: &Insn) {
        let (conversion, value, format) = (self.iconst(i64::from(insn.x)), self.boxed(insn.b), self.boxed(insn.c));
        let text = self.checked_call(Helper::FormatWith, &[self.cx, conversion, value, format]);
        self.set_boxed(insn.a, text);
        self.know_shape(insn.a, Kind::Str);
    }

    /// The pieces of an f-string.
    pub(super) fn build_string(&mut self, insn: &Insn) {
        let place = self.stored_run(insn.b, insn.c);
        let count = self.iconst(i64::from(insn.c));
        let text = self.call_leaf(Helper::BuildString, &[self.cx, place, count]);
        self.set_boxed(insn.a, text);
        self.know_shape(insn.a, Kind::Str);
    }

    /// What has just been put into a register is a cell of this builtin kind.
    pub(super) fn know_shape(&mut self, register: u16, kind: Kind) {
        self.registers.facts.shapes.push((register, kind as u32));
    }

    fn is_known(&self, register: u16, kind: Kind) -> bool {
        self.registers.facts.shapes.contains(&(register, kind as u32))
    }

    /// Appends to what is known to be a list.
    pub(super) fn push(&mut self, list: Value, item: Value) {
        let (full, done) = (self.cold_block(), self.b.create_block());
        let length = self.load(list, abi::LIST_LEN);
        let capacity = self.load(list, abi::LIST_CAPACITY);
        let room = self.b.ins().icmp(IntCC::UnsignedLessThan, length, capacity);
        self.require(room, full);
        let data = self.load(list, abi::LIST_DATA);
        let bytes = self.b.ins().ishl_imm_u(length, 3);
        let place = self.b.ins().iadd(data, bytes);
        self.store(item, place, 0);
        let longer = self.b.ins().iadd_imm_s(length, 1);
        self.store(longer, list, abi::LIST_LEN);
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(full);
        let pushed = self.call_leaf(Helper::ListPush, &[self.cx, list, item]);
        self.raise_if_zero(pushed);
        self.b.ins().jump(done, &[]);
        self.b.switch_to_block(done);
        self.registers.facts.lists.clear();
    }

    /// The register that the compiler uses for a list under construction holds one.
    pub(super) fn list_append(&mut self, insn: &Insn) {
        let (list, item) = (self.boxed(insn.a), self.boxed(insn.b));
        self.push(list, item);
    }

    pub(super) fn set_add(&mut self, insn: &Insn) {
        let (set, item) = (self.boxed(insn.a), self.boxed(insn.b));
        self.checked_call(Helper::SetAdd, &[self.cx, set, item]);
    }

    pub(super) fn dict_set(&mut self, insn: &Insn) {
        let (dict, key, value) = (self.boxed(insn.a), self.boxed(insn.b), self.boxed(insn.c));
        self.checked_call(Helper::SetItem, &[self.cx, dict, key, value]);
    }

    // ---- taking apart

    /// The first item's address of a tuple or list of exactly this length, else on at `slow`.
    fn exact_items(&mut self, register: u16, source: Value, count: u16, slow: Block) -> Value {
        let length_is = |this: &mut Self, offset: i32| {
            let length = this.load(source, offset);
            this.b.ins().icmp_imm_u(IntCC::Equal, length, i64::from(count))
        };
        if self.is_known(register, Kind::Tuple) {
            let exact = length_is(self, abi::TUPLE_LEN);
            self.require(exact, slow);
            return self.b.ins().iadd_imm_s(source, i64::from(abi::TUPLE_ITEMS));
        }
        let (join, items) = self.join_block(I64);
        let not_tuple = self.b.create_block();
        let pointer = self.is_pointer_word(source);
        self.require(pointer, slow);
        let shape = self.load32(source, abi::HEADER_SHAPE);
        let is_tuple = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Tuple as u32));
        self.require(is_tuple, not_tuple);
        let exact = length_is(self, abi::TUPLE_LEN);
        self.require(exact, slow);
        let first = self.b.ins().iadd_imm_s(source, i64::from(abi::TUPLE_ITEMS));
        self.b.ins().jump(join, &argument(first));
        self.b.switch_to_block(not_tuple);
        let is_list = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::List as u32));
        self.require(is_list, slow);
        let exact = length_is(self, abi::LIST_LEN);
        self.require(exact, slow);
        let first = self.load(source, abi::LIST_DATA);
        self.b.ins().jump(join, &argument(first));
        self.b.switch_to_block(join);
        items
    }

    pub(super) fn unpack_two(&mut self, insn: &Insn) {
        self.unpack_to(&[insn.a, insn.b], insn.c);
    }

    pub(super) fn unpack(&mut self, insn: &Insn) {
        if insn.c > MOST_TARGETS {
            self.step_instruction();
            return;
        }
        let targets: Vec<u16> = (insn.a..insn.a + insn.c).collect();
        self.unpack_to(&targets, insn.b);
    }

    fn unpack_to(&mut self, targets: &[u16], from: u16) {
        if self.type_of(from) != Type::Boxed {
            self.step_instruction();
            return;
        }
        let source = self.boxed(from);
        let slow = self.cold_block();
        let join = self.b.create_block();
        let values: Vec<Value> = targets.iter().map(|_| self.b.append_block_param(join, I64)).collect();
        if let Some(parts_of_item) = self.pair {
            // The loop's header has left the parts of some items here.
            let (parts, whole) = (self.b.create_block(), self.b.create_block());
            let in_parts = self.b.ins().icmp_imm_u(IntCC::Equal, source, crate::helpers::IN_PARTS as i64);
            self.b.ins().brif(in_parts, parts, &[], whole, &[]);
            self.b.switch_to_block(parts);
            let items: Vec<BlockArg> = parts_of_item.map(|part| BlockArg::Value(self.b.use_var(part))).to_vec();
            self.b.ins().jump(join, &items);
            self.b.switch_to_block(whole);
        }
        let first = self.exact_items(from, source, targets.len() as u16, slow);
        let items: Vec<BlockArg> = (0..targets.len()).map(|at| BlockArg::Value(self.load(first, at as i32 * 8))).collect();
        self.b.ins().jump(join, &items);
        self.aside(slow, |this| {
            this.step();
            let items: Vec<BlockArg> = targets.iter().map(|&register| BlockArg::Value(this.load_window(register))).collect();
            this.b.ins().jump(join, &items);
        });
        self.b.switch_to_block(join);
        for (&register, value) in targets.iter().zip(values) {
            self.set_boxed(register, value);
        }
    }

    // ---- searching, items, slices

    pub(super) fn contains(&mut self, insn: &Insn) {
        let (item, container) = (self.boxed(insn.b), self.boxed(insn.c));
        let outcome = self.checked_call(Helper::Contains, &[self.cx, container, item]);
        let expected = if insn.op == Opcode::In { 2 } else { 1 };
        let holds = self.b.ins().icmp_imm_u(IntCC::Equal, outcome, expected);
        self.set_condition(insn.a, holds);
    }

    /// Any item: of a list or tuple inline where the index is an immediate integer, else by the runtime.
    pub(super) fn get_any_item(&mut self, insn: &Insn) {
        let (container, index) = (self.boxed(insn.b), self.boxed(insn.c));
        if self.type_of(insn.b) != Type::Boxed || self.type_of(insn.c) == Type::Float || insn.op == Opcode::GetItemDict {
            let value = self.checked_call(Helper::GetItem, &[self.cx, container, index]);
            self.set_boxed(insn.a, value);
            return;
        }
        let slow = self.cold_block();
        let (join, result) = self.join_block(I64);
        let raw = self.index_or(insn.c, slow);
        let counted = self.counted(insn.c);
        let pointer = self.is_pointer_word(container);
        self.require(pointer, slow);
        let shape = self.load32(container, abi::HEADER_SHAPE);
        if insn.op == Opcode::GetItemStr {
            let is_str = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Str as u32));
            self.require(is_str, slow);
            let value = self.character(container, raw, counted, slow);
            self.b.ins().jump(join, &argument(value));
        } else {
            let not_list = self.b.create_block();
            let is_list = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::List as u32));
            self.require(is_list, not_list);
            let place = self.list_place(container, raw, counted, slow);
            let value = self.load(place, 0);
            self.b.ins().jump(join, &argument(value));
            self.b.switch_to_block(not_list);
            let is_tuple = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Tuple as u32));
            self.require(is_tuple, slow);
            let value = self.tuple_item(container, raw, counted, slow);
            self.b.ins().jump(join, &argument(value));
        }
        self.slow_value(slow, join, |this| this.checked_call(Helper::GetItem, &[this.cx, container, index]));
        self.b.switch_to_block(join);
        self.set_boxed(insn.a, result);
    }

    /// A register as raw integer, or on at `slow`.
    fn index_or(&mut self, register: u16, slow: Block) -> Value {
        if self.type_of(register).is_int() {
            return self.int(register);
        }
        let value = self.boxed(register);
        let int = self.is_int_word(value);
        self.require(int, slow);
        self.unbox_int(value)
    }

    /// The character at an index of an ASCII string.
    fn character(&mut self, text: Value, index: Value, counted: Counted, slow: Block) -> Value {
        self.require_narrow(text, slow);
        let length = self.load(text, abi::STR_LEN);
        let index = self.position(index, counted, length);
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, index, length);
        self.require(inside, slow);
        self.letter(text, index)
    }

    /// The same, of an index that counts from the start.
    pub(super) fn letter_at(&mut self, text: Value, index: Value, slow: Block) -> Value {
        self.character(text, index, Counted::FromStart, slow)
    }

    /// Goes on if a string is ASCII.
    fn require_narrow(&mut self, text: Value, slow: Block) {
        let header_flags = self.b.ins().uload8(I64, flags(), text, abi::HEADER_FLAGS);
        let wide = self.b.ins().band_imm_u(header_flags, i64::from(runtime::object::string::Str::WIDE_FLAG));
        let narrow = self.b.ins().icmp_imm_u(IntCC::Equal, wide, 0);
        self.require(narrow, slow);
    }

    /// The character at an index that an ASCII string has.
    fn letter(&mut self, text: Value, index: Value) -> Value {
        let data = self.load(text, abi::STR_DATA);
        let place = self.b.ins().iadd(data, index);
        let byte = self.b.ins().uload8(I64, flags(), place, 0);
        self.single_character(byte)
    }

    /// The string of one ASCII character.
    pub(super) fn single_character(&mut self, code: Value) -> Value {
        let table = self.load_fixed(self.data, abi::DATA_CHARACTERS);
        let bytes = self.b.ins().ishl_imm_u(code, 3);
        let place = self.b.ins().iadd(table, bytes);
        self.load(place, 0)
    }

    /// Stores any item: of a list inline where the index is an immediate integer, else by the runtime.
    pub(super) fn set_any_item(&mut self, insn: &Insn) {
        let (container, index, value) = (self.boxed(insn.a), self.boxed(insn.b), self.boxed(insn.c));
        let by_runtime = |this: &mut Self| this.checked_call(Helper::SetItem, &[this.cx, container, index, value]);
        if self.type_of(insn.a) != Type::Boxed || self.type_of(insn.b) == Type::Float || insn.op == Opcode::SetItemDict {
            by_runtime(self);
            return;
        }
        let (slow, done) = (self.cold_block(), self.b.create_block());
        let raw = self.index_or(insn.b, slow);
        self.require_shape(container, Kind::List as u32, slow);
        let counted = self.counted(insn.b);
        let place = self.list_place(container, raw, counted, slow);
        self.store(value, place, 0);
        self.b.ins().jump(done, &[]);
        self.aside(slow, |this| {
            by_runtime(this);
            this.b.ins().jump(done, &[]);
        });
        self.b.switch_to_block(done);
    }

    /// `b[i:j:k]`: the bounds go to the runtime as they stand.
    pub(super) fn get_slice(&mut self, insn: &Insn) {
        let bounds = self.stored_run(insn.c, 3);
        let container = self.boxed(insn.b);
        let value = self.checked_call(Helper::GetSlice, &[self.cx, container, bounds]);
        self.set_boxed(insn.a, value);
    }

    /// `a[i:j:k] = c`, likewise.
    pub(super) fn set_slice(&mut self, insn: &Insn) {
        let bounds = self.stored_run(insn.b, 3);
        let (container, value) = (self.boxed(insn.a), self.boxed(insn.c));
        self.checked_call(Helper::SetSlice, &[self.cx, container, bounds, value]);
    }

    // ---- loops

    /// Loop state over a value: of lists and tuples inline.
    pub(super) fn prepare_loop(&mut self, insn: &Insn) {
        if self.type_of(insn.b) != Type::Boxed {
            self.step_instruction();
            return;
        }
        let source = self.boxed(insn.b);
        let slow = self.cold_block();
        let join = self.b.create_block();
        let state: Vec<Value> = (0..3).map(|_| self.b.append_block_param(join, I64)).collect();
        let found = self.b.create_block();
        let not_list = self.b.create_block();
        let pointer = self.is_pointer_word(source);
        self.require(pointer, slow);
        let shape = self.load32(source, abi::HEADER_SHAPE);
        let (zero, none) = (self.iconst(word::TAG), self.iconst(word::NONE));
        let is_list = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::List as u32));
        self.b.ins().brif(is_list, found, &[], not_list, &[]);
        self.b.switch_to_block(not_list);
        let is_tuple = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Tuple as u32));
        let is_str = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Str as u32));
        let either = self.b.ins().bor(is_tuple, is_str);
        let (iterator, other, not_iterator) = (self.b.create_block(), self.cold_block(), self.b.create_block());
        self.b.ins().brif(either, found, &[], not_iterator, &[]);
        self.b.switch_to_block(not_iterator);
        // Generators and the iterators of builtin containers are their own.
        let is_generator = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Generator as u32));
        let is_iterator = self.is_kind(source, Kind::Iterator);
        let either = self.b.ins().bor(is_generator, is_iterator);
        self.b.ins().brif(either, iterator, &[], other, &[]);
        self.b.switch_to_block(iterator);
        self.b.ins().jump(join, &[source, none, none].map(BlockArg::Value));
        self.b.switch_to_block(found);
        self.b.ins().jump(join, &[source, zero, none].map(BlockArg::Value));
        self.aside(other, |this| {
            let is_range = this.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Range as u32));
            let direct = this.b.create_block();
            this.b.ins().brif(is_range, slow, &[], direct, &[]);
            this.b.switch_to_block(direct);
            let iterator = this.checked_call(Helper::GetIter, &[this.cx, source]);
            this.b.ins().jump(join, &[iterator, none, none].map(BlockArg::Value));
        });
        self.aside(slow, |this| {
            this.step();
            let state: Vec<BlockArg> = (insn.a..insn.a + 3).map(|register| BlockArg::Value(this.load_window(register))).collect();
            this.b.ins().jump(join, &state);
        });
        self.b.switch_to_block(join);
        for (offset, value) in state.into_iter().enumerate() {
            self.set_boxed(insn.a + offset as u16, value);
        }
    }

    /// The header of a loop over anything: lists, tuples, strings and ranges inline, other iterators by the runtime.
    pub(super) fn any_header(&mut self, insn: &Insn) {
        let state = insn.b;
        let (source, index) = (self.boxed(state), self.boxed(state + 1));
        let join = self.b.create_block();
        let results: Vec<Value> = (0..4).map(|_| self.b.append_block_param(join, I64)).collect();
        let done = |this: &mut Self, item: Value, source: Value, index: Value, rest: Value| {
            this.b.ins().jump(join, &[item, source, index, rest].map(BlockArg::Value));
        };
        let rest = self.boxed(state + 2);
        let (end, iterator, tuple, slow) = (self.b.create_block(), self.b.create_block(), self.b.create_block(), self.cold_block());
        let sequence = self.is_int_word(index);
        self.require(sequence, iterator);
        let raw = self.unbox_int(index);
        let following = self.b.ins().iadd_imm_s(index, 1);
        let pointer = self.is_pointer_word(source);
        let range = self.b.create_block();
        self.require(pointer, range);
        let shape = self.load32(source, abi::HEADER_SHAPE);
        let is_list = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::List as u32));
        self.require(is_list, tuple);
        let bytes = self.b.ins().ishl_imm_u(raw, 3);
        let length = self.load(source, abi::LIST_LEN);
        let more = self.b.ins().icmp(IntCC::UnsignedLessThan, raw, length);
        self.require(more, end);
        let data = self.load(source, abi::LIST_DATA);
        let place = self.b.ins().iadd(data, bytes);
        let item = self.load(place, 0);
        done(self, item, source, following, rest);
        self.b.switch_to_block(tuple);
        let text = self.b.create_block();
        let is_tuple = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Tuple as u32));
        self.require(is_tuple, text);
        let bytes = self.b.ins().ishl_imm_u(raw, 3);
        let length = self.load(source, abi::TUPLE_LEN);
        let more = self.b.ins().icmp(IntCC::UnsignedLessThan, raw, length);
        self.require(more, end);
        let place = self.b.ins().iadd(source, bytes);
        let item = self.load(place, abi::TUPLE_ITEMS);
        done(self, item, source, following, rest);
        self.b.switch_to_block(text);
        // A string, for it is neither list nor tuple.
        self.require_narrow(source, slow);
        let length = self.load(source, abi::STR_LEN);
        let more = self.b.ins().icmp(IntCC::UnsignedLessThan, raw, length);
        self.require(more, end);
        let item = self.letter(source, raw);
        done(self, item, source, following, rest);
        self.b.switch_to_block(range);
        // Its next number, how many are left, and the step; the sums were checked when the loop was prepared.
        let number = self.is_int_word(source);
        self.require(number, slow);
        self.require(raw, end);
        let step = self.unbox_int(rest);
        let next = self.b.ins().iadd(source, step);
        let fewer = self.b.ins().iadd_imm_s(index, -1);
        done(self, source, next, fewer, rest);
        self.b.switch_to_block(end);
        let empty = self.iconst(word::EMPTY);
        done(self, empty, source, index, rest);
        self.b.switch_to_block(iterator);
        let item = self.next_item(insn, source);
        done(self, item, source, index, rest);
        self.aside(slow, |this| {
            // A string with other letters.
            let outcome = this.step();
            let jumped = this.b.ins().icmp_imm_s(IntCC::Equal, outcome, bytecode_vm::step::JUMPED as i64);
            let (item, empty) = (this.load_window(insn.a), this.iconst(word::EMPTY));
            let item = this.b.ins().select(jumped, item, empty);
            let state: Vec<Value> = (state..state + 3).map(|register| this.load_window(register)).collect();
            done(this, item, state[0], state[1], state[2]);
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
