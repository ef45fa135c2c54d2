//! Cells made by machine code: the next one of its size class's free run, as the heap itself takes it. When the run is used
//! up a helper makes the cell, and whatever the heap's policy wants is done there: collections, stress, counting.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{InstBuilder, Value};
use runtime::heap::{Care, MAX_SMALL, cell_bytes, run_index};
use runtime::object::{Header, Kind, ShapeId};

use super::{Lowering, argument, flags};
use crate::abi::{self, Helper, word};
use crate::analysis::profile::Instantiated;

/// Most items of a tuple that is made inline.
const MOST_ITEMS: u16 = 8;
/// Most slots of an instance that is made inline.
const MOST_SLOTS: u16 = 16;

impl Lowering<'_, '_> {
    /// A cell of so many bytes that begins with these words, or what `otherwise` makes. Nothing sees the cell before it has
    /// all its words, and one that is made in vain does no harm: for guards, it is no effect.
    /// `finalize` says that dead ones give something back.
    fn new_cell(&mut self, bytes: usize, finalize: bool, words: &[Value], otherwise: impl FnOnce(&mut Self) -> Value) -> Value {
        debug_assert!(bytes <= MAX_SMALL && words.len() * 8 == bytes);
        let run = abi::RT_RUNS + run_index(bytes, Care { finalize, leaf: false }) as i32 * abi::RUN_SIZE;
        let (join, cell) = self.join_block(I64);
        let used_up = self.cold_block();
        let bump = self.load(self.rt, run + abi::RUN_BUMP);
        let limit = self.load(self.rt, run + abi::RUN_LIMIT);
        let free = self.b.ins().icmp(IntCC::NotEqual, bump, limit);
        self.require(free, used_up);
        let after = self.b.ins().iadd_imm_s(bump, cell_bytes(bytes) as i64);
        self.store_harmless(after, self.rt, run + abi::RUN_BUMP);
        for (index, &word) in words.iter().enumerate() {
            self.store_harmless(word, bump, index as i32 * 8);
        }
        self.b.ins().jump(join, &argument(bump));
        self.slow_value(used_up, join, otherwise);
        self.b.switch_to_block(join);
        cell
    }

    fn store_harmless(&mut self, value: Value, base: Value, offset: i32) {
        let store = self.b.ins().store(flags(), value, base, offset);
        self.harmless.insert(store);
    }

    /// What a class makes before its `__init__` runs, of the arguments in these registers.
    pub(super) fn bare_object(&mut self, what: &Instantiated, class: Value, first: u16, count: u16) -> Value {
        if what.exception {
            let arguments = self.stored_run(first, count);
            let count = self.iconst(i64::from(count));
            return self.call(Helper::NewObject, &[self.cx, class, arguments, count]);
        }
        let by_helper = |this: &mut Self| {
            let none = this.iconst(0);
            this.call(Helper::NewObject, &[this.cx, class, none, none])
        };
        if what.capacity > MOST_SLOTS {
            return by_helper(self);
        }
        let bytes = abi::INSTANCE_SLOTS as usize + usize::from(what.capacity) * 8;
        let header = self.iconst(Header::bits_of(Kind::Instance, ShapeId(what.shape), what.capacity) as i64);
        let empty = self.iconst(word::EMPTY);
        let mut words = vec![empty; bytes / 8];
        words[0] = header;
        self.new_cell(bytes, false, &words, by_helper)
    }

    /// A list without items.
    pub(super) fn new_empty_list(&mut self) -> Value {
        let shape = ShapeId(Kind::List as u32);
        let header = self.iconst(Header::bits_of(Kind::List, shape, 0) as i64);
        // What a `Vec` without a buffer points to.
        let nowhere = self.iconst(std::ptr::dangling::<runtime::Value>() as i64);
        let none = self.iconst(0);
        self.new_cell(abi::LIST_SIZE, true, &[header, nowhere, none, none], |this| {
            let place = this.window;
            this.call(Helper::BuildList, &[this.cx, place, none])
        })
    }

    /// A tuple of what the registers hold.
    pub(super) fn new_tuple(&mut self, first: u16, count: u16) -> Value {
        let by_helper = |this: &mut Self| {
            let place = this.stored_run(first, count);
            let count = this.iconst(i64::from(count));
            this.call_leaf(Helper::BuildTuple, &[this.cx, place, count])
        };
        if count > MOST_ITEMS {
            return by_helper(self);
        }
        let bytes = abi::TUPLE_ITEMS as usize + usize::from(count) * 8;
        let shape = ShapeId(Kind::Tuple as u32);
        let mut words = vec![self.iconst(Header::bits_of(Kind::Tuple, shape, 0) as i64), self.iconst(i64::from(count))];
        words.extend((first..first + count).map(|register| self.boxed(register)));
        self.new_cell(bytes, false, &words, by_helper)
    }
}

const _: () = {
    // A tuple's words are its header, its length and its items; an instance's its header, its overflow and its slots.
    assert!(abi::TUPLE_LEN == 8 && abi::TUPLE_ITEMS == 16);
    assert!(abi::INSTANCE_OVERFLOW == 8 && abi::INSTANCE_SLOTS == 16);
    // A list's its header, its buffer, its length and its capacity.
    assert!(abi::LIST_DATA == 8 && abi::LIST_LEN == 16 && abi::LIST_CAPACITY == 24 && abi::LIST_SIZE == 32);
    assert!(abi::HEADER_SHAPE == 0);
};
