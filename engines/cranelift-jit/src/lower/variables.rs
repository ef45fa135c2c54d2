//! Moves, constants, cells, globals.

use bytecode::{Const, Insn, Opcode};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{InstBuilder, Value};
use runtime::object::Kind;

use super::{Lowering, argument};
use crate::abi::{self, word};
use crate::analysis::profile::{Global, Speculation};
use crate::analysis::types::{Type, magnitude};

impl Lowering<'_, '_> {
    pub(super) fn move_register(&mut self, to: u16, from: u16) {
        if to == from {
            return;
        }
        match self.type_of(from) {
            Type::Int(magnitude) => {
                let value = self.int(from);
                self.set_int(to, value, magnitude);
            }
            Type::Float => {
                let value = self.float(from);
                self.set_float(to, value);
            }
            Type::Boxed => {
                let value = self.boxed(from);
                self.set_boxed(to, value);
                let known = self.registers.facts.shapes.iter().find(|(register, _)| *register == from).copied();
                self.registers.facts.shapes.extend(known.map(|(_, shape)| (to, shape)));
                let known = self.registers.facts.strings.iter().find(|(register, _)| *register == from).copied();
                self.registers.facts.strings.extend(known.map(|(_, length)| (to, length)));
                let known = self.registers.facts.lists.iter().find(|(register, _)| *register == from).copied();
                self.registers.facts.lists.extend(known.map(|(_, items)| (to, items)));
            }
        }
    }

    pub(super) fn load_constant(&mut self, insn: &Insn) {
        let index = insn.d();
        match self.code.consts.get(index as usize) {
            Some(&Const::Int(value)) => {
                let raw = self.iconst(value);
                self.set_int(insn.a, raw, magnitude(value));
            }
            Some(&Const::Float(bits)) => {
                let raw = self.b.ins().f64const(f64::from_bits(bits));
                self.set_float(insn.a, raw);
            }
            _ => {
                let consts = self.load_fixed(self.code_pointer, abi::CODE_CONSTS);
                let value = self.load_fixed(consts, self.spliced.own_constant(self.pc, index) * 8);
                self.set_boxed(insn.a, value);
                if let Some(Const::Str(text)) = self.code.consts.get(index as usize) {
                    // Strings in code are interned.
                    self.registers.facts.shapes.push((insn.a, Kind::Str as u32));
                    if text.is_ascii() {
                        self.registers.facts.strings.push((insn.a, text.len()));
                    }
                }
            }
        }
    }

    /// An unbound variable raises by the handler.
    pub(super) fn check_bound(&mut self, insn: &Insn) {
        if self.type_of(insn.a) != Type::Boxed {
            return;
        }
        let value = self.boxed(insn.a);
        let bound = self.b.ins().icmp_imm_s(IntCC::NotEqual, value, word::EMPTY);
        let (next, slow) = (self.b.create_block(), self.cold_block());
        self.b.ins().brif(bound, next, &[], slow, &[]);
        self.aside(slow, |this| {
            this.step();
            this.b.ins().jump(next, &[]);
        });
        self.b.switch_to_block(next);
    }

    pub(super) fn load_cell(&mut self, insn: &Insn) {
        let cell = self.boxed(insn.b);
        let value = self.load(cell, abi::CELL_VALUE);
        let full = self.b.ins().icmp_imm_s(IntCC::NotEqual, value, word::EMPTY);
        let (join, result) = self.join_block(I64);
        let slow = self.cold_block();
        self.b.ins().brif(full, join, &argument(value), slow, &[]);
        self.aside(slow, |this| {
            let value = this.step_for_value(insn.a);
            this.b.ins().jump(join, &argument(value));
        });
        self.b.switch_to_block(join);
        self.set_boxed(insn.a, result);
    }

    pub(super) fn store_cell(&mut self, insn: &Insn) {
        let cell = self.boxed(insn.a);
        let value = self.boxed(insn.b);
        self.store(value, cell, abi::CELL_VALUE);
    }

    /// The cells that the running function has captured.
    pub(super) fn load_frees(&mut self, insn: &Insn) {
        let Some(function) = self.frames[usize::from(self.frame)].map(|values| values.function) else { return };
        let closure = self.load(function, abi::FUNCTION_CLOSURE);
        for index in 0..insn.c {
            let cell = self.load(closure, abi::TUPLE_ITEMS + i32::from(index) * 8);
            self.set_boxed(insn.a + index, cell);
        }
    }

    pub(super) fn cache_offset(&self, site: u16) -> i32 {
        i32::from(site) * abi::CACHE_SIZE
    }

    /// A global through the cache that the interpreter keeps: the place of its value, valid for one layout of the
    /// namespace (and, for a builtin, of the builtins).
    pub(super) fn load_global(&mut self, insn: &Insn) {
        let layout = Speculation::layout(self.pc);
        if let Some(global) = self.inference.profile.globals.get(&self.pc).filter(|_| self.inference.profile.allows(layout)) {
            self.load_known_global(insn, global, layout);
            return;
        }
        let slow = self.cold_block();
        let (join, result) = self.join_block(I64);
        let offset = self.cache_offset(insn.c);
        let globals = self.load_fixed(self.code_pointer, abi::CODE_GLOBALS);
        if insn.op == Opcode::LoadGlobalModule {
            self.require_opcode(insn.op, slow);
        }
        self.require_version(globals, offset + abi::CACHE_SHAPE, slow);
        if insn.op == Opcode::LoadGlobalBuiltin {
            let builtins = self.load(self.rt, abi::RT_BUILTINS);
            self.require_version(builtins, offset + abi::CACHE_VERSION, slow);
        }
        let place = self.load(self.caches, offset + abi::CACHE_CLASS);
        let value = self.load(place, 0);
        self.b.ins().jump(join, &argument(value));
        self.aside(slow, |this| {
            let value = this.step_for_value(insn.a);
            this.b.ins().jump(join, &argument(value));
        });
        self.b.switch_to_block(join);
        self.set_boxed(insn.a, result);
    }

    /// A global whose place is known as long as no name is added to the namespaces or taken from them: leaves then.
    fn load_known_global(&mut self, insn: &Insn, global: &Global, layout: Speculation) {
        let value = self.global_value(self.code_pointer, global, layout);
        self.set_boxed(insn.a, value);
    }

    /// The value of a global of the function with this code.
    pub(super) fn global_value(&mut self, code_pointer: Value, global: &Global, layout: Speculation) -> Value {
        let missing = |this: &Self, version: Option<u32>| version.filter(|version| !this.registers.facts.layouts.contains(version));
        let (own, builtins) = (missing(self, Some(global.version)), missing(self, global.builtins));
        if own.is_some() || builtins.is_some() {
            let exit = self.exit_block(layout);
            if let Some(version) = own {
                let globals = self.load_fixed(code_pointer, abi::CODE_GLOBALS);
                self.require_layout(globals, version, exit);
            }
            if let Some(version) = builtins {
                let builtins = self.load(self.rt, abi::RT_BUILTINS);
                self.require_layout(builtins, version, exit);
            }
        }
        if let Some((_, value)) = self.registers.facts.globals.iter().find(|(place, _)| *place == global.place) {
            return *value;
        }
        let place = self.constant(global.place);
        let value = self.load(place, 0);
        self.registers.facts.globals.push((global.place, value));
        value
    }

    fn require_layout(&mut self, dict: Value, version: u32, exit: cranelift_codegen::ir::Block) {
        let found = self.load32(dict, abi::DICT_VERSION);
        let same = self.b.ins().icmp_imm_u(IntCC::Equal, found, i64::from(version));
        self.require(same, exit);
        self.registers.facts.layouts.push(version);
    }

    fn require_version(&mut self, dict: Value, offset: i32, slow: cranelift_codegen::ir::Block) {
        let version = self.load32(dict, abi::DICT_VERSION);
        let cached = self.load32(self.caches, offset);
        let same = self.b.ins().icmp(IntCC::Equal, version, cached);
        self.require(same, slow);
    }

    pub(super) fn store_global(&mut self, insn: &Insn) {
        let (done, slow) = (self.b.create_block(), self.cold_block());
        let value = self.boxed(insn.a);
        let offset = self.cache_offset(insn.c);
        let globals = self.load_fixed(self.code_pointer, abi::CODE_GLOBALS);
        self.require_version(globals, offset + abi::CACHE_SHAPE, slow);
        let place = self.load(self.caches, offset + abi::CACHE_CLASS);
        self.store(value, place, 0);
        self.b.ins().jump(done, &[]);
        self.aside(slow, |this| {
            this.step();
            this.b.ins().jump(done, &[]);
        });
        self.b.switch_to_block(done);
        self.registers.facts.globals.clear();
    }
}
