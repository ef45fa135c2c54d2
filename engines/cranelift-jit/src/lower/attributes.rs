//! Attributes: in slots by shape, of classes, of modules.

use bytecode::{Insn, Opcode};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block, InstBuilder, Value};
use runtime::object::Kind;

use super::{Lowering, argument};
use crate::abi::{self, Helper, word};
use crate::analysis::profile::{Attribute, Doubles, Place, Speculation};
use crate::analysis::types::{Type, type_of_value};

impl Lowering<'_, '_> {
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
            if let Some(doubles) = self.inference.loads_double(self.pc, &self.registers.types) {
                self.require_doubles(doubles, exit);
                let raw = self.load_double(place, offset);
                self.set_float(insn.a, raw);
                return;
            }
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
            self.by_shape(insn.b, None, &places, slow, |this, place, offset| {
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

    /// Goes on if the slots of a family that held doubles only when the unit was translated still do.
    fn require_doubles(&mut self, doubles: Doubles, other: Block) {
        if !self.registers.facts.doubles.contains(&doubles.family) {
            let version = self.load32(self.data, abi::DATA_DOUBLES_VERSIONS + i32::from(doubles.family) * 4);
            let same = self.b.ins().icmp_imm_u(IntCC::Equal, version, i64::from(doubles.version));
            self.require(same, other);
            self.registers.facts.doubles.push(doubles.family);
        }
    }

    /// Whether what an instruction stores may be no float, and goes where nothing else has been.
    fn is_news(&self, register: u16, shape: u32, place: Place) -> bool {
        self.type_of(register) != Type::Float && self.inference.profile.written_doubles.contains(&(shape, place))
    }

    /// Base and offset of a place of an instance.
    fn place(&mut self, receiver: Value, place: Place) -> (Value, i32) {
        match place {
            Place::Inline(offset) => (receiver, offset),
            Place::Overflow(offset) => (self.load(receiver, abi::INSTANCE_OVERFLOW), offset),
            Place::Added(offset, _) => (receiver, offset),
        }
    }

    /// Tells shapes apart; those with the same place go on together and end their block in `found`. Any other goes on at
    /// `slow`. `written` is the register that is stored, if that is what is done.
    fn by_shape(
        &mut self,
        register: u16,
        written: Option<u16>,
        places: &[(u32, Place)],
        slow: Block,
        mut found: impl FnMut(&mut Self, Value, i32),
    ) {
        let receiver = self.boxed(register);
        self.require_epoch(slow);
        let pointer = self.is_pointer_word(receiver);
        self.require(pointer, slow);
        let shape = self.load32(receiver, abi::HEADER_SHAPE);
        let mut groups: Vec<(Place, Option<u16>, Block)> = Vec::new();
        for &(known, place) in places {
            let checked = written.filter(|&register| self.is_news(register, known, place));
            let same = match groups.iter().find(|group| (group.0, group.1) == (place, checked)) {
                Some(&(.., block)) => block,
                None => {
                    let block = self.b.create_block();
                    groups.push((place, checked, block));
                    block
                }
            };
            let next = self.b.create_block();
            let matches = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(known));
            self.b.ins().brif(matches, same, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(slow, &[]);
        for (place, checked, same) in groups {
            self.b.switch_to_block(same);
            if let Some(register) = checked {
                let value = self.boxed(register);
                let float = self.is_float_word(value);
                self.require(float, slow);
            }
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
            if self.is_news(insn.b, places[0].0, places[0].1) {
                let float = self.is_float_word(value);
                self.guard(float, Speculation::numbers(self.pc));
            }
            self.add_slot(receiver, places[0].0, places[0].1);
            if let Place::Added(_, shape) = places[0].1 {
                self.registers.facts.shapes.push((insn.a, shape));
            }
            let (place, offset) = self.place(receiver, places[0].1);
            self.store(value, place, offset);
            return;
        }
        let (slow, done) = (self.cold_block(), self.b.create_block());
        self.by_shape(insn.a, Some(insn.b), &places, slow, |this, place, offset| {
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
        if self.type_of(insn.b) != Type::Float {
            let (news, free) = (self.b.create_block(), self.b.create_block());
            let doubles = self.b.ins().uload8(I64, super::flags(), self.caches, offset + abi::CACHE_DOUBLES);
            self.b.ins().brif(doubles, news, &[], free, &[]);
            self.b.switch_to_block(news);
            let float = self.is_float_word(value);
            self.b.ins().brif(float, free, &[], slow, &[]);
            self.b.switch_to_block(free);
        }
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
}
