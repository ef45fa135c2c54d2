//! Items of lists and tuples, attributes in slots, loops.

use bytecode::{Insn, Opcode};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block, InstBuilder, Value};
use runtime::object::Kind;

use super::{Lowering, argument};
use crate::abi::{self, Helper, word};
use crate::analysis::profile::{Attribute, Place, Speculation};
use crate::analysis::types::{SMALL, Type, type_of_value};

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

    fn finish_load(&mut self, insn: &Insn, value: Value, slow: Block) {
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
            let place = self.list_place(container, index, counted, outside);
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
            let place = self.list_place(container, index, counted, outside);
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

    // ---- attributes

    /// An attribute in a slot: of one shape with a guard that leaves, of several told apart inline, or by the interpreter's
    /// cache of the site.
    pub(super) fn get_attribute(&mut self, insn: &Insn) {
        if self.type_of(insn.b) != Type::Boxed {
            self.step_instruction();
            return;
        }
        let places = self.known_places();
        let slow = self.cold_block();
        let (join, result) = self.join_block(I64);
        if places.is_empty() {
            let receiver = self.boxed(insn.b);
            self.require_opcode(Opcode::GetAttrSlot, slow);
            let place = self.cached_slot(receiver, insn.c, slow);
            let value = self.load(place, 0);
            self.present(value, join, slow);
        } else if let Some(exit) = self.one_shape(&places) {
            let receiver = self.require_register_shape(insn.b, places[0].0, exit);
            let (place, offset) = self.place(receiver, places[0].1);
            let value = self.load(place, offset);
            if self.inference.loads_float(self.pc, &self.registers.types) {
                // An unset slot holds no float either.
                let float = self.is_float_word(value);
                self.guard(float, Speculation::result(self.pc));
                let raw = self.unbox_float(value);
                self.set_float(insn.a, raw);
                return;
            }
            let present = self.b.ins().icmp_imm_s(IntCC::NotEqual, value, word::EMPTY);
            self.require(present, exit);
            self.b.ins().jump(join, &argument(value));
            self.b.switch_to_block(slow);
            self.b.ins().jump(exit, &[]);
            self.b.switch_to_block(join);
            self.set_boxed(insn.a, result);
            return;
        } else {
            self.by_shape(insn.b, &places, slow, |this, place, offset| {
                let value = this.load(place, offset);
                this.present(value, join, slow);
            });
        }
        let many = self.meets_many(insn);
        self.slow_value(slow, join, |this| {
            if !many {
                return this.step_for_value(insn.a);
            }
            let (receiver, site) = (this.boxed(insn.b), this.iconst(i64::from(insn.c)));
            this.checked_call(Helper::GetAttribute, &[this.cx, receiver, this.code_pointer, site])
        });
        self.b.switch_to_block(join);
        self.set_boxed(insn.a, result);
    }

    /// Whether the attribute instruction has met several shapes: what its slow path finds is no news to its cache.
    fn meets_many(&self, insn: &Insn) -> bool {
        let frame = &self.spliced.frames[usize::from(self.frame)];
        frame.code().cache(insn.c).fills > 1 || self.inference.profile.places.get(&self.pc).is_some_and(|places| places.len() > 1)
    }

    /// Stores an attribute by the interpreter's handler; where many shapes are met, by what is known of each.
    fn set_attribute_slowly(&mut self, insn: &Insn, many: bool) {
        if !many {
            self.step();
            return;
        }
        let (receiver, value, site) = (self.boxed(insn.a), self.boxed(insn.b), self.iconst(i64::from(insn.c)));
        self.checked_call(Helper::SetAttribute, &[self.cx, receiver, value, self.code_pointer, site]);
    }

    /// Goes on at `join` with a value that is there, at `slow` without one.
    fn present(&mut self, value: Value, join: Block, slow: Block) {
        let present = self.b.ins().icmp_imm_s(IntCC::NotEqual, value, word::EMPTY);
        self.b.ins().brif(present, join, &argument(value), slow, &[]);
    }

    /// Shapes the instruction has met. Guards for them hold as long as the attribute epoch does.
    fn known_places(&self) -> Vec<(u32, Place)> {
        if self.inference.profile.generic {
            return Vec::new();
        }
        self.inference.profile.places.get(&self.pc).cloned().unwrap_or_default()
    }

    /// The exit of an instruction that has met one shape only, with the epoch checked.
    fn one_shape(&mut self, places: &[(u32, Place)]) -> Option<Block> {
        let cause = Speculation::operands(self.pc);
        if places.len() != 1 || !self.inference.profile.allows(cause) {
            return None;
        }
        let exit = self.exit_block(cause);
        self.require_epoch(exit);
        Some(exit)
    }

    pub(super) fn require_epoch(&mut self, other: Block) {
        if !self.registers.facts.epoch {
            let epoch = self.load(self.data, abi::DATA_EPOCH);
            let same = self.b.ins().icmp_imm_s(IntCC::Equal, epoch, self.epoch as i64);
            self.require(same, other);
            self.registers.facts.epoch = true;
        }
    }

    /// Base and offset of a place of an instance.
    fn place(&mut self, receiver: Value, place: Place) -> (Value, i32) {
        match place {
            Place::Inline(offset) => (receiver, offset),
            Place::Overflow(offset) => (self.load(receiver, abi::INSTANCE_OVERFLOW), offset),
            Place::Added(offset, _) => (receiver, offset),
        }
    }

    /// Tells shapes apart; those with the same place go on together and end their block in `found`. Any other goes on at `slow`.
    fn by_shape(&mut self, register: u16, places: &[(u32, Place)], slow: Block, mut found: impl FnMut(&mut Self, Value, i32)) {
        let receiver = self.boxed(register);
        self.require_epoch(slow);
        let pointer = self.is_pointer_word(receiver);
        self.require(pointer, slow);
        let shape = self.load32(receiver, abi::HEADER_SHAPE);
        let mut groups: Vec<(Place, Block)> = Vec::new();
        for &(known, place) in places {
            let same = match groups.iter().find(|(other, _)| *other == place) {
                Some(&(_, block)) => block,
                None => {
                    let block = self.b.create_block();
                    groups.push((place, block));
                    block
                }
            };
            let next = self.b.create_block();
            let matches = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(known));
            self.b.ins().brif(matches, same, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(slow, &[]);
        for (place, same) in groups {
            self.b.switch_to_block(same);
            for &(known, _) in places.iter().filter(|(_, other)| *other == place) {
                self.add_slot(receiver, known, place);
            }
            let (base, offset) = self.place(receiver, place);
            found(self, base, offset);
        }
    }

    /// The receiver, of shape `known`, gets the shape it has with the new attribute. Other registers may hold it too.
    fn add_slot(&mut self, receiver: Value, known: u32, place: Place) {
        if let Place::Added(_, shape) = place {
            let word = self.b.ins().iconst(cranelift_codegen::ir::types::I32, i64::from(shape));
            self.b.ins().store(super::flags(), word, receiver, abi::HEADER_SHAPE);
            self.registers.facts.shapes.retain(|(_, shape)| *shape != known);
        }
    }

    /// An attribute of the class, by the interpreter's cache.
    pub(super) fn get_class_attribute(&mut self, insn: &Insn) {
        if self.type_of(insn.b) != Type::Boxed {
            self.step_instruction();
            return;
        }
        let slow = self.cold_block();
        self.require_opcode(Opcode::GetAttrClass, slow);
        let value = self.cached_method(insn, insn.b, slow);
        self.finish_load(insn, value, slow);
    }

    /// An attribute of one class, which is a constant as long as that does not change, or of one module.
    pub(super) fn get_known_attribute(&mut self, insn: &Insn) {
        let Some(known) = self.inference.profile.attributes.get(&self.pc).copied() else {
            self.step_instruction();
            return;
        };
        if let Some(value) = self.inference.class_value(self.pc) {
            let exit = self.exit_block(Speculation::operands(self.pc));
            self.require_class(insn.b, known, exit);
            match type_of_value(value) {
                Type::Int(magnitude) => {
                    let raw = self.iconst(value.as_small_int().unwrap_or(0));
                    self.set_int(insn.a, raw, magnitude);
                }
                Type::Float => {
                    let raw = self.b.ins().f64const(value.as_float().unwrap_or(0.0));
                    self.set_float(insn.a, raw);
                }
                Type::Boxed => {
                    let value = self.constant(value.bits());
                    self.set_boxed(insn.a, value);
                }
            }
            return;
        }
        let slow = self.cold_block();
        let value = match known {
            Attribute::OfClass { value, .. } => {
                self.require_class(insn.b, known, slow);
                self.constant(value)
            }
            Attribute::OfModule { dict, version, place } => {
                let module = self.boxed(insn.b);
                self.require_kind(module, Kind::Module, slow);
                let found = self.load(module, abi::MODULE_DICT);
                let known = self.constant(dict);
                let same = self.b.ins().icmp(IntCC::Equal, found, known);
                self.require(same, slow);
                let layout = self.load32(found, abi::DICT_VERSION);
                let same = self.b.ins().icmp_imm_u(IntCC::Equal, layout, i64::from(version));
                self.require(same, slow);
                let place = self.constant(place);
                self.load(place, 0)
            }
        };
        self.finish_load(insn, value, slow);
    }

    /// Goes on if a register holds the class of the attribute, unchanged.
    fn require_class(&mut self, register: u16, attribute: Attribute, other: Block) {
        let Attribute::OfClass { class, version, metaclass, .. } = attribute else { return };
        let value = self.boxed(register);
        let known = self.constant(class);
        let same = self.b.ins().icmp(IntCC::Equal, value, known);
        self.require(same, other);
        self.require_class_version(class, version, other);
        if let Some((metaclass, version)) = metaclass {
            self.require_class_version(metaclass, version, other);
        }
    }

    pub(super) fn set_attribute(&mut self, insn: &Insn) {
        if self.type_of(insn.a) != Type::Boxed {
            self.step_instruction();
            return;
        }
        let places = self.known_places();
        if places.is_empty() {
            self.set_cached_attribute(insn);
            return;
        }
        let value = self.boxed(insn.b);
        if let Some(exit) = self.one_shape(&places) {
            let receiver = self.require_register_shape(insn.a, places[0].0, exit);
            self.add_slot(receiver, places[0].0, places[0].1);
            if let Place::Added(_, shape) = places[0].1 {
                self.registers.facts.shapes.push((insn.a, shape));
            }
            let (place, offset) = self.place(receiver, places[0].1);
            self.store(value, place, offset);
            return;
        }
        let (slow, done) = (self.cold_block(), self.b.create_block());
        self.by_shape(insn.a, &places, slow, |this, place, offset| {
            this.store(value, place, offset);
            this.b.ins().jump(done, &[]);
        });
        let many = self.meets_many(insn);
        self.aside(slow, |this| {
            this.set_attribute_slowly(insn, many);
            this.b.ins().jump(done, &[]);
        });
        self.b.switch_to_block(done);
    }

    /// By the interpreter's cache: whatever fills or clears it counts here too.
    fn set_cached_attribute(&mut self, insn: &Insn) {
        let (receiver, value) = (self.boxed(insn.a), self.boxed(insn.b));
        let slow = self.cold_block();
        self.require_opcode(Opcode::SetAttrSlot, slow);
        let place = self.cached_slot(receiver, insn.c, slow);
        let offset = self.cache_offset(insn.c);
        let class = self.load(self.caches, offset + abi::CACHE_CLASS);
        let version = self.load32(class, abi::CLASS_VERSION);
        let known = self.load32(self.caches, offset + abi::CACHE_VERSION);
        let same = self.b.ins().icmp(IntCC::Equal, version, known);
        self.require(same, slow);
        let (done, many) = (self.b.create_block(), self.meets_many(insn));
        self.store(value, place, 0);
        self.b.ins().jump(done, &[]);
        self.aside(slow, |this| {
            this.set_attribute_slowly(insn, many);
            this.b.ins().jump(done, &[]);
        });
        self.b.switch_to_block(done);
    }

    /// The interpreter has not rewritten the instruction since: what its cache holds still means the same.
    pub(super) fn require_opcode(&mut self, op: Opcode, slow: Block) {
        let offset = self.spliced.origin(self.pc).pc as i32 * size_of::<Insn>() as i32 + abi::INSN_OP;
        let found = self.b.ins().uload8(I64, super::flags(), self.insns, offset);
        let same = self.b.ins().icmp_imm_u(IntCC::Equal, found, i64::from(op as u8));
        self.require(same, slow);
    }

    /// The address of the slot that a site's cache knows for the receiver's shape.
    fn cached_slot(&mut self, receiver: Value, site: u16, slow: Block) -> Value {
        let offset = self.cache_offset(site);
        let pointer = self.is_pointer_word(receiver);
        self.require(pointer, slow);
        let found = self.load32(receiver, abi::HEADER_SHAPE);
        let known = self.load32(self.caches, offset + abi::CACHE_SHAPE);
        let same = self.b.ins().icmp(IntCC::Equal, found, known);
        self.require(same, slow);
        let distance = self.load(self.caches, offset + abi::CACHE_WORD);
        self.b.ins().iadd(receiver, distance)
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
        let length = self.load(list, abi::LIST_LEN);
        let more = self.b.ins().icmp(IntCC::UnsignedLessThan, index, length);
        self.branch_with(more, true, |this| {
            let data = this.load(list, abi::LIST_DATA);
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
