//! Registers as SSA variables, and the way between raw numbers and value words.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64, F64X2, I64, I64X2};
use cranelift_codegen::ir::{Endianness, InstBuilder, MemFlagsData, Value};
use cranelift_frontend::Variable;

use super::{Lowering, argument, fixed, flags};
use crate::abi::{self, Helper, word};
use crate::analysis::profile::Speculation;
use crate::analysis::types::{SMALL, Type};

const INT: usize = 0;
const FLOAT: usize = 1;
const BOXED: usize = 2;

impl Lowering<'_, '_> {
    /// The variable that holds a register in one of its three forms.
    pub(super) fn variable(&mut self, register: u16, form: usize) -> Variable {
        let slot = &mut self.variables[usize::from(register)][form];
        *slot.get_or_insert_with(|| self.b.declare_var(if form == FLOAT { F64 } else { I64 }))
    }

    /// Type of a register here.
    pub(super) fn type_of(&self, register: u16) -> Type {
        self.registers.types[usize::from(register)].unwrap_or(Type::Boxed)
    }

    pub(super) fn set_int(&mut self, register: u16, value: Value, magnitude: u8) {
        let variable = self.variable(register, INT);
        self.b.def_var(variable, value);
        self.note(register, Type::Int(magnitude));
    }

    pub(super) fn set_float(&mut self, register: u16, value: Value) {
        let variable = self.variable(register, FLOAT);
        self.b.def_var(variable, value);
        self.note(register, Type::Float);
    }

    pub(super) fn set_boxed(&mut self, register: u16, value: Value) {
        let variable = self.variable(register, BOXED);
        self.b.def_var(variable, value);
        self.note(register, Type::Boxed);
    }

    fn note(&mut self, register: u16, ty: Type) {
        let at = usize::from(register);
        self.registers.types[at] = Some(ty);
        self.condition = self.condition.filter(|(known, _)| *known != register);
        self.registers.copies[at] = super::Copies::default();
        self.registers.facts.forget(register);
    }

    /// The raw integer of a register that holds one.
    pub(super) fn int(&mut self, register: u16) -> Value {
        let variable = self.variable(register, INT);
        self.b.use_var(variable)
    }

    /// The double of a register that holds one.
    pub(super) fn float(&mut self, register: u16) -> Value {
        let variable = self.variable(register, FLOAT);
        self.b.use_var(variable)
    }

    /// The value word of a register, whatever it holds.
    pub(super) fn boxed(&mut self, register: u16) -> Value {
        let at = usize::from(register);
        let variable = self.variable(register, BOXED);
        match self.registers.types[at] {
            Some(Type::Int(_) | Type::Float) if self.registers.copies[at].boxed => self.b.use_var(variable),
            Some(Type::Int(magnitude)) => {
                let raw = self.int(register);
                let value = self.box_int(raw, magnitude);
                self.b.def_var(variable, value);
                self.registers.copies[at].boxed = true;
                value
            }
            Some(Type::Float) => {
                let raw = self.float(register);
                let value = self.box_float(raw);
                self.b.def_var(variable, value);
                self.registers.copies[at].boxed = true;
                value
            }
            Some(Type::Boxed) => self.b.use_var(variable),
            None => self.iconst(word::EMPTY),
        }
    }

    /// Makes the window hold a register's value.
    pub(super) fn sync(&mut self, register: u16) {
        let at = usize::from(register);
        if !self.registers.copies[at].window {
            let value = self.boxed(register);
            self.store(value, self.window, i32::from(register) * 8);
            self.registers.copies[at].window = true;
        }
    }

    pub(super) fn load_window(&mut self, register: u16) -> Value {
        self.load(self.window, i32::from(register) * 8)
    }

    /// A register as raw integer; what is not an immediate integer leaves.
    pub(super) fn guarded_int(&mut self, register: u16, cause: Speculation) -> Value {
        if self.type_of(register).is_int() {
            return self.int(register);
        }
        let value = self.boxed(register);
        let holds = self.is_int_word(value);
        self.guard(holds, cause);
        let raw = self.unbox_int(value);
        let window = self.registers.copies[usize::from(register)].window;
        self.set_int(register, raw, SMALL);
        self.registers.copies[usize::from(register)] = super::Copies { boxed: true, window };
        raw
    }

    /// A register as double; what is not a double leaves. With `number`, an immediate integer is converted.
    pub(super) fn guarded_float(&mut self, register: u16, number: bool, cause: Speculation) -> Value {
        match self.type_of(register) {
            Type::Float => return self.float(register),
            Type::Int(_) if number => {
                let raw = self.int(register);
                return self.b.ins().fcvt_from_sint(F64, raw);
            }
            _ => {}
        }
        let value = self.boxed(register);
        if number {
            return self.number_as_float(value, cause);
        }
        let holds = self.is_float_word(value);
        self.guard(holds, cause);
        let raw = self.unbox_float(value);
        let window = self.registers.copies[usize::from(register)].window;
        self.set_float(register, raw);
        self.registers.copies[usize::from(register)] = super::Copies { boxed: true, window };
        raw
    }

    /// The double of a value word that holds a float or an immediate integer; anything else leaves.
    fn number_as_float(&mut self, value: Value, cause: Speculation) -> Value {
        let (join, result) = self.join_block(F64);
        let (float, other) = (self.b.create_block(), self.cold_block());
        let holds = self.is_float_word(value);
        self.b.ins().brif(holds, float, &[], other, &[]);
        self.aside(other, |this| {
            let int = this.is_int_word(value);
            this.guard(int, cause);
            let raw = this.unbox_int(value);
            let converted = this.b.ins().fcvt_from_sint(F64, raw);
            this.b.ins().jump(join, &argument(converted));
        });
        self.b.switch_to_block(float);
        let raw = self.unbox_float(value);
        self.b.ins().jump(join, &argument(raw));
        self.b.switch_to_block(join);
        result
    }

    /// Whether a word is a double's: from 2^49 up to the integers.
    pub(super) fn is_float_word(&mut self, value: Value) -> Value {
        let offset = self.load_fixed(self.data, abi::DATA_DOUBLE);
        let shifted = self.b.ins().isub(value, offset);
        let span = self.iconst(word::INT_MIN.wrapping_sub(word::DOUBLE));
        self.b.ins().icmp(IntCC::UnsignedLessThan, shifted, span)
    }

    /// Whether a word is a pointer to a cell.
    pub(super) fn is_pointer_word(&mut self, value: Value) -> Value {
        let mask = self.iconst(word::NOT_POINTER);
        let bits = self.b.ins().band(value, mask);
        self.b.ins().icmp_imm_s(IntCC::Equal, bits, 0)
    }

    pub(super) fn unbox_int(&mut self, value: Value) -> Value {
        let tag = self.iconst(word::TAG);
        self.b.ins().isub(value, tag)
    }

    pub(super) fn unbox_float(&mut self, value: Value) -> Value {
        let offset = self.load_fixed(self.data, abi::DATA_DOUBLE);
        let bits = self.b.ins().isub(value, offset);
        self.b.ins().bitcast(F64, MemFlagsData::new(), bits)
    }

    /// The double in a slot that holds nothing else.
    pub(super) fn load_double(&mut self, base: Value, offset: i32) -> Value {
        // Two vector instructions, for a number that is wanted in a vector register anyway.
        let word = self.b.ins().load(F64, flags(), base, offset);
        let words = self.b.ins().scalar_to_vector(F64X2, word);
        let lanes = MemFlagsData::new().with_endianness(Endianness::Little);
        let words = self.b.ins().bitcast(I64X2, lanes, words);
        let offset = self.b.ins().load(I64X2, fixed(), self.data, abi::DATA_DOUBLE);
        let bits = self.b.ins().isub(words, offset);
        let bits = self.b.ins().bitcast(F64X2, lanes, bits);
        self.b.ins().extractlane(bits, 0)
    }

    /// The value word of a raw integer.
    pub(super) fn box_int(&mut self, raw: Value, magnitude: u8) -> Value {
        let tag = self.iconst(word::TAG);
        let tagged = self.b.ins().iadd(raw, tag);
        if magnitude <= SMALL {
            return tagged;
        }
        let shifted = self.b.ins().iadd_imm_s(raw, 1 << SMALL);
        let limit = self.iconst(2 << SMALL);
        let fits = self.b.ins().icmp(IntCC::UnsignedLessThan, shifted, limit);
        let (join, result) = self.join_block(I64);
        let big = self.cold_block();
        self.b.ins().brif(fits, join, &argument(tagged), big, &[]);
        self.aside(big, |this| {
            let value = this.call(Helper::BoxInt, &[this.cx, raw]);
            this.b.ins().jump(join, &argument(value));
        });
        self.b.switch_to_block(join);
        result
    }

    /// The value word of a double. Hardware makes NaNs only with the two quiet patterns, both of which are doubles' words.
    pub(super) fn box_float(&mut self, raw: Value) -> Value {
        let bits = self.b.ins().bitcast(I64, MemFlagsData::new(), raw);
        let offset = self.load_fixed(self.data, abi::DATA_DOUBLE);
        self.b.ins().iadd(bits, offset)
    }

    /// The word of a truth value.
    pub(super) fn box_bool(&mut self, condition: Value) -> Value {
        let (yes, no) = (self.iconst(word::TRUE), self.iconst(word::FALSE));
        self.b.ins().select(condition, yes, no)
    }

    /// A register gets a truth value; a test of it that follows needs no value.
    pub(super) fn set_condition(&mut self, register: u16, condition: Value) {
        let value = self.box_bool(condition);
        self.set_boxed(register, value);
        self.condition = Some((register, condition));
    }

    /// As [`Lowering::require_shape`] for what a register holds; known afterwards.
    pub(super) fn require_register_shape(&mut self, register: u16, shape: u32, other: cranelift_codegen::ir::Block) -> Value {
        let value = self.boxed(register);
        if self.inference.scalars.held(self.pc, register).is_some() {
            // Of the object that is not made, it has been found out.
            return value;
        }
        if !self.registers.facts.shapes.contains(&(register, shape)) {
            self.require_shape(value, shape, other);
            self.registers.facts.shapes.push((register, shape));
        }
        value
    }

    /// Goes on if the value is a cell with this shape, else at `other`.
    pub(super) fn require_shape(&mut self, value: Value, shape: u32, other: cranelift_codegen::ir::Block) {
        let pointer = self.is_pointer_word(value);
        self.require(pointer, other);
        let found = self.load32(value, abi::HEADER_SHAPE);
        let same = self.b.ins().icmp_imm_u(IntCC::Equal, found, i64::from(shape));
        self.require(same, other);
    }
}
