//! One step of an iterator in a loop: inline for those over sequences and dicts that the loop has been seen to walk, else by the runtime.
//! Whatever is unusual is left to the runtime before anything is written: ends, containers that have changed, large numbers.

use bytecode::{Insn, Opcode};
use bytecode_vm::tier::walked;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block, BlockArg, InstBuilder, StackSlotData, StackSlotKind, Value};
use runtime::object::Kind;
use runtime::object::dict::ViewKind;
use runtime::object::iterator::IterState;

use super::{Lowering, argument, flags};
use crate::abi::{self, Helper, word};
use crate::analysis::profile::Speculation;
use crate::analysis::types::Type;
use crate::helpers::IN_PARTS;

/// States of the iterators that are walked inline, but for those over a sequence.
const STATES: [(u8, u32); 4] = [
    (walked::ENUMERATE, IterState::ENUMERATE),
    (walked::ZIP, IterState::ZIP),
    (walked::REVERSED, IterState::LIST_REVERSE),
    (walked::DICT, IterState::DICT),
];

/// Where an iterator over a sequence is.
struct Walk {
    iterator: Value,
    index: Value,
    item: Value,
}

impl Lowering<'_, '_> {
    /// The header of a loop that has been begun with iterators only; what is a sequence with an index leaves.
    pub(super) fn iterator_header(&mut self, insn: &Insn) {
        let state = insn.b;
        for register in state..state + 3 {
            if self.type_of(register) != Type::Boxed {
                let value = self.boxed(register);
                self.set_boxed(register, value);
            }
        }
        let index = self.boxed(state + 1);
        let none = self.b.ins().icmp_imm_s(IntCC::Equal, index, word::NONE);
        self.guard(none, Speculation::operands(self.pc));
        let iterator = self.boxed(state);
        let item = self.next_item(insn, iterator);
        let more = self.b.ins().icmp_imm_s(IntCC::NotEqual, item, word::EMPTY);
        self.branch_with(more, true, |this| this.set_boxed(insn.a, item));
    }

    /// Whether a loop is translated for iterators alone.
    pub(super) fn walks_iterators(&self, insn: &Insn) -> bool {
        insn.op == Opcode::ForIter && self.walked() != 0 && self.inference.profile.allows(Speculation::operands(self.pc))
    }

    /// The next item of an iterator, empty at its end. Where the body begins by taking it apart into two, it may be the word
    /// [`IN_PARTS`] instead, with the parts in the variables of the body.
    pub(super) fn next_item(&mut self, insn: &Insn, iterator: Value) -> Value {
        let pairs = self.takes_pairs(insn);
        let join = self.b.create_block();
        let results: Vec<Value> = (0..if pairs { 3 } else { 1 }).map(|_| self.b.append_block_param(join, I64)).collect();
        let walked = self.walked();
        let pairwise = if pairs { walked::ENUMERATE | walked::ZIP } else { walked::REVERSED | walked::ITERATOR };
        let steps = walked::DICT | pairwise;
        if walked & steps == 0 {
            let next = self.next_by_runtime(iterator, pairs);
            self.b.ins().jump(join, &next);
        } else {
            self.next_inline(iterator, walked & steps, walked, pairs, join);
        }
        self.b.switch_to_block(join);
        if let [_, first, second] = results[..] {
            let parts = [first, second].map(|part| {
                let variable = self.b.declare_var(I64);
                self.b.def_var(variable, part);
                variable
            });
            let body = self.successor(true);
            self.pairs.insert(body, parts);
        }
        results[0]
    }

    /// Goes on at `join` with the next item of an iterator, in one of these steps or else by the runtime.
    fn next_inline(&mut self, iterator: Value, steps: u8, walked: u8, pairs: bool, join: Block) {
        let slow = self.cold_block();
        let builtin = self.is_kind(iterator, Kind::Iterator);
        self.require(builtin, slow);
        let state = self.load32(iterator, abi::ITERATOR_STATE);
        for (kind, number) in STATES {
            if steps & kind == 0 {
                continue;
            }
            let other = self.b.create_block();
            let same = self.b.ins().icmp_imm_u(IntCC::Equal, state, i64::from(number));
            self.require(same, other);
            let next = match kind {
                walked::ENUMERATE => self.next_of_enumerate(iterator, walked, slow),
                walked::ZIP => self.next_of_zip(iterator, walked, slow),
                walked::DICT => self.next_of_dict(iterator, pairs, slow),
                _ => argument(self.next_of_reversed(iterator, slow)).to_vec(),
            };
            self.b.ins().jump(join, &next);
            self.b.switch_to_block(other);
        }
        if steps & walked::ITERATOR != 0 {
            let walk = self.peek(iterator, state, walked, slow);
            self.advance(&walk);
            self.b.ins().jump(join, &argument(walk.item));
        } else {
            self.b.ins().jump(slow, &[]);
        }
        self.aside(slow, |this| {
            let next = this.next_by_runtime(iterator, pairs);
            this.b.ins().jump(join, &next);
        });
    }

    fn next_by_runtime(&mut self, iterator: Value, pairs: bool) -> Vec<BlockArg> {
        if !pairs {
            return argument(self.checked_call(Helper::Next, &[self.cx, iterator])).to_vec();
        }
        let slot = self.b.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, 16, 3));
        let place = self.b.ins().stack_addr(I64, slot, 0);
        let item = self.checked_call(Helper::NextPair, &[self.cx, iterator, place]);
        let [first, second] = [0, 8].map(|offset| self.b.ins().stack_load(I64, I64, slot, offset));
        [item, first, second].map(BlockArg::Value).to_vec()
    }

    /// What the loop being translated has been seen to walk, by the instruction that prepares it.
    fn walked(&self) -> u8 {
        let profile = self.inference.profile;
        if profile.generic {
            return 0;
        }
        let prepares =
            |(pc, insn): &(usize, &Insn)| insn.op == Opcode::ForPrep && *pc as i64 + i64::from(insn.imm_c()) == i64::from(self.pc);
        let found = profile.insns.iter().enumerate().find(prepares);
        found.map_or(0, |(pc, _)| profile.feedback[pc])
    }

    /// An item in two parts.
    fn in_parts(&mut self, first: Value, second: Value) -> Vec<BlockArg> {
        let item = self.iconst(IN_PARTS as i64);
        [item, first, second].map(BlockArg::Value).to_vec()
    }

    fn next_of_enumerate(&mut self, iterator: Value, walked: u8, slow: Block) -> Vec<BlockArg> {
        let inner = self.load(iterator, abi::ITERATOR_FIRST);
        let number = self.load(iterator, abi::ITERATOR_SECOND);
        let following = self.b.ins().iadd_imm_s(number, 1);
        // If this is an immediate integer then so is the one before, which is an integer in any case; behind the largest, the
        // word is 0.
        let small = self.is_int_word(following);
        self.require(small, slow);
        let walk = self.peek_inner(inner, walked, slow);
        self.advance(&walk);
        self.store(following, iterator, abi::ITERATOR_SECOND);
        self.in_parts(number, walk.item)
    }

    fn next_of_zip(&mut self, iterator: Value, walked: u8, slow: Block) -> Vec<BlockArg> {
        let strict = self.b.ins().uload8(I64, flags(), iterator, abi::ITERATOR_SECOND);
        let strict = self.b.ins().icmp_imm_u(IntCC::Equal, strict, 0);
        self.require(strict, slow);
        let both = self.load(iterator, abi::ITERATOR_FIRST);
        let count = self.load(both, abi::TUPLE_LEN);
        let two = self.b.ins().icmp_imm_u(IntCC::Equal, count, 2);
        self.require(two, slow);
        let (first, second) = (self.load(both, abi::TUPLE_ITEMS), self.load(both, abi::TUPLE_ITEMS + 8));
        // One iterator that stands in both places goes two steps.
        let apart = self.b.ins().icmp(IntCC::NotEqual, first, second);
        self.require(apart, slow);
        let (first, second) = (self.peek_inner(first, walked, slow), self.peek_inner(second, walked, slow));
        self.advance(&first);
        self.advance(&second);
        self.in_parts(first.item, second.item)
    }

    fn next_of_reversed(&mut self, iterator: Value, slow: Block) -> Value {
        let list = self.load(iterator, abi::ITERATOR_FIRST);
        let index = self.load(iterator, abi::ITERATOR_SECOND);
        // 0 at the end, which is no index of any list then.
        let index = self.b.ins().iadd_imm_s(index, -1);
        let item = self.item_at(list, index, slow);
        self.store(index, iterator, abi::ITERATOR_SECOND);
        item
    }

    /// The next key, value or pair of a dict that has as many keys as in the beginning.
    fn next_of_dict(&mut self, iterator: Value, pairs: bool, slow: Block) -> Vec<BlockArg> {
        let (entries, count) = *abi::DICT_ENTRIES;
        let dict = self.load(iterator, abi::ITERATOR_FIRST);
        let position = self.load(iterator, abi::ITERATOR_SECOND);
        let length = self.load32(iterator, abi::ITERATOR_LENGTH);
        let live = self.load(dict, abi::DICT_LIVE);
        let same = self.b.ins().icmp(IntCC::Equal, length, live);
        self.require(same, slow);
        let left = self.load32(iterator, abi::ITERATOR_LENGTH + 4);
        self.require(left, slow);
        let count = self.load(dict, count);
        self.require_inside(position, count, slow);
        let entries = self.load(dict, entries);
        let bytes = self.b.ins().imul_imm_s(position, abi::ENTRY_SIZE);
        let entry = self.b.ins().iadd(entries, bytes);
        let key = self.load(entry, abi::ENTRY_KEY);
        // One that was removed.
        let present = self.b.ins().icmp_imm_s(IntCC::NotEqual, key, word::EMPTY);
        self.require(present, slow);
        let part = self.b.ins().uload8(I64, flags(), iterator, abi::ITERATOR_PART);
        let items = self.b.ins().icmp_imm_u(IntCC::Equal, part, i64::from(ViewKind::Items as u8));
        let wanted = if pairs { items } else { self.b.ins().icmp_imm_u(IntCC::Equal, items, 0) };
        self.require(wanted, slow);
        let value = self.load(entry, abi::ENTRY_VALUE);
        let following = self.b.ins().iadd_imm_s(position, 1);
        self.store(following, iterator, abi::ITERATOR_SECOND);
        let left = self.b.ins().iadd_imm_s(left, -1);
        self.b.ins().istore32(flags(), left, iterator, abi::ITERATOR_LENGTH + 4);
        if pairs {
            return self.in_parts(key, value);
        }
        let keys = self.b.ins().icmp_imm_u(IntCC::Equal, part, i64::from(ViewKind::Keys as u8));
        argument(self.b.ins().select(keys, key, value)).to_vec()
    }

    /// As [`Lowering::peek`] of an iterator of any kind.
    fn peek_inner(&mut self, iterator: Value, walked: u8, slow: Block) -> Walk {
        let builtin = self.is_kind(iterator, Kind::Iterator);
        self.require(builtin, slow);
        let state = self.load32(iterator, abi::ITERATOR_STATE);
        self.peek(iterator, state, walked, slow)
    }

    /// The next item of an iterator in a state, if that is over a sequence of the kinds seen. It stays where it is.
    fn peek(&mut self, iterator: Value, state: Value, walked: u8, slow: Block) -> Walk {
        let source = self.load(iterator, abi::ITERATOR_FIRST);
        let index = self.load(iterator, abi::ITERATOR_SECOND);
        let (join, item) = self.join_block(I64);
        for (kind, number) in [(walked::LIST, IterState::LIST), (walked::TUPLE, IterState::TUPLE), (walked::STR, IterState::STR)] {
            if walked & kind == 0 {
                continue;
            }
            let other = self.b.create_block();
            let same = self.b.ins().icmp_imm_u(IntCC::Equal, state, i64::from(number));
            self.require(same, other);
            let found = match kind {
                walked::LIST => self.item_at(source, index, slow),
                walked::TUPLE => {
                    let length = self.load(source, abi::TUPLE_LEN);
                    self.require_inside(index, length, slow);
                    self.word_at(source, index, abi::TUPLE_ITEMS)
                }
                _ => self.letter_at(source, index, slow),
            };
            self.b.ins().jump(join, &argument(found));
            self.b.switch_to_block(other);
        }
        self.b.ins().jump(slow, &[]);
        self.b.switch_to_block(join);
        Walk { iterator, index, item }
    }

    fn item_at(&mut self, list: Value, index: Value, slow: Block) -> Value {
        let length = self.load(list, abi::LIST_LEN);
        self.require_inside(index, length, slow);
        let data = self.load(list, abi::LIST_DATA);
        self.word_at(data, index, 0)
    }

    fn require_inside(&mut self, index: Value, length: Value, slow: Block) {
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, index, length);
        self.require(inside, slow);
    }

    fn word_at(&mut self, base: Value, index: Value, offset: i32) -> Value {
        let bytes = self.b.ins().ishl_imm_u(index, 3);
        let place = self.b.ins().iadd(base, bytes);
        self.load(place, offset)
    }

    fn advance(&mut self, walk: &Walk) {
        let following = self.b.ins().iadd_imm_s(walk.index, 1);
        self.store(following, walk.iterator, abi::ITERATOR_SECOND);
    }

    /// Whether the loop's body begins with taking its item apart, and nothing else wants the item.
    fn takes_pairs(&self, insn: &Insn) -> bool {
        let body = self.successor(true);
        let start = self.inference.graph.blocks[body].start;
        let first = self.inference.profile.insns[start as usize];
        first.op == Opcode::UnpackTwo
            && first.c == insn.a
            && self.predecessors[body] == 1
            && body > self.block
            && (first.a == insn.a || first.b == insn.a || !self.inference.liveness.before(start + 1).has(insn.a))
            && self.code.handler_of(start).map(|entry| entry.handler) == self.code.handler_of(self.pc).map(|entry| entry.handler)
    }
}
