//! Comparisons and truth. Where the interpreter has compared only integers, or only doubles, guards make the operands
//! these, and what follows has raw numbers; a kind of operand that was met before costs a call and nothing else.

use bytecode::Insn;
use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::types::{F64, I8, I64};
use cranelift_codegen::ir::{Block, InstBuilder, Value};

use runtime::object::Kind;

use super::{Lowering, argument, flags};
use crate::abi::{self, Helper, word};
use crate::analysis::arithmetic::{Choice, Operand};
use crate::analysis::comparison::Comparison;
use crate::analysis::profile::Speculation;
use crate::analysis::types::{SMALL, Type};

/// The same in Cranelift's words.
trait Conditions {
    fn signed(self) -> IntCC;
    fn float(self) -> FloatCC;
}

impl Conditions for Comparison {
    fn signed(self) -> IntCC {
        match self {
            Comparison::Lt => IntCC::SignedLessThan,
            Comparison::Le => IntCC::SignedLessThanOrEqual,
            Comparison::Eq => IntCC::Equal,
            Comparison::Ne => IntCC::NotEqual,
            Comparison::Gt => IntCC::SignedGreaterThan,
            Comparison::Ge => IntCC::SignedGreaterThanOrEqual,
        }
    }
    fn float(self) -> FloatCC {
        match self {
            Comparison::Lt => FloatCC::LessThan,
            Comparison::Le => FloatCC::LessThanOrEqual,
            Comparison::Eq => FloatCC::Equal,
            Comparison::Ne => FloatCC::NotEqual,
            Comparison::Gt => FloatCC::GreaterThan,
            Comparison::Ge => FloatCC::GreaterThanOrEqual,
        }
    }
}

impl Lowering<'_, '_> {
    /// A comparing instruction that keeps its result.
    pub(super) fn compare(&mut self, insn: &Insn, comparison: Comparison, left: Operand, right: Operand) {
        self.guard_compared(left, right);
        let (Operand::Register(a), Operand::Register(b)) = (left, right) else { return };
        let (a, b) = (self.type_of(a), self.type_of(b));
        if a == Type::Boxed || b == Type::Boxed {
            // The runtime's comparison may give any object: its result is not a truth value yet.
            self.compare_values(insn, comparison, left, right);
            return;
        }
        let condition = self.condition(comparison, left, right);
        self.set_condition(insn.a, condition);
    }

    fn compare_values(&mut self, insn: &Insn, comparison: Comparison, left: Operand, right: Operand) {
        let slow = self.cold_block();
        let (join, result) = self.join_block(I64);
        let condition = self.fast_condition(comparison, left, right, slow);
        let value = self.box_bool(condition);
        self.b.ins().jump(join, &argument(value));
        self.slow_value(slow, join, |this| {
            let (a, b) = (this.word_of(left), this.word_of(right));
            let op = this.iconst(comparison as i64);
            this.checked_call(Helper::CompareValue, &[this.cx, op, a, b])
        });
        self.b.switch_to_block(join);
        self.set_boxed(insn.a, result);
    }

    /// A comparing jump.
    pub(super) fn compare_and_jump(&mut self, insn: &Insn, comparison: Comparison, left: Operand, right: Operand) {
        self.guard_compared(left, right);
        let mut condition = self.condition(comparison, left, right);
        if insn.x & 1 == 0 {
            condition = self.b.ins().icmp_imm_s(IntCC::Equal, condition, 0);
        }
        self.branch(condition);
    }

    /// Makes the operands the numbers they have always been.
    fn guard_compared(&mut self, left: Operand, right: Operand) {
        let state = &self.registers.types;
        let (a, b) = (self.inference.operand_type(left, state), self.inference.operand_type(right, state));
        let choice = self.inference.compared(self.pc, a, b);
        let cause = Speculation::compared(self.pc);
        for operand in [left, right] {
            match (operand, choice) {
                (Operand::Register(register), Choice::Int) => {
                    self.guarded_int(register, cause);
                }
                (Operand::Register(register), Choice::Float(_)) if self.type_of(register) == Type::Boxed => {
                    self.guarded_float(register, false, cause);
                }
                _ => {}
            }
        }
    }

    /// Truth of a comparison, exceptions and all.
    fn condition(&mut self, comparison: Comparison, left: Operand, right: Operand) -> Value {
        if let Some(condition) = self.raw_condition(comparison, left, right) {
            return condition;
        }
        let slow = self.cold_block();
        let (join, result) = self.join_block(I8);
        let condition = self.fast_condition(comparison, left, right, slow);
        self.b.ins().jump(join, &argument(condition));
        self.aside(slow, |this| {
            if this.leave_to_callee() {
                return;
            }
            let (a, b) = (this.word_of(left), this.word_of(right));
            let op = this.iconst(comparison as i64);
            let outcome = this.call(Helper::Compare, &[this.cx, op, a, b]);
            this.raise_if_zero(outcome);
            let holds = this.b.ins().icmp_imm_s(IntCC::Equal, outcome, 2);
            this.b.ins().jump(join, &argument(holds));
        });
        self.b.switch_to_block(join);
        result
    }

    fn word_of(&mut self, operand: Operand) -> Value {
        match operand {
            Operand::Register(register) => self.boxed(register),
            Operand::Immediate(value) => self.iconst(word::TAG.wrapping_add(value)),
            Operand::Float(value) => self.iconst((value.to_bits() as i64).wrapping_add(word::DOUBLE)),
        }
    }

    /// Truth of a comparison of two raw integers or of two doubles.
    fn raw_condition(&mut self, comparison: Comparison, left: Operand, right: Operand) -> Option<Value> {
        let state = &self.registers.types;
        match (self.inference.operand_type(left, state), self.inference.operand_type(right, state)) {
            (Type::Int(_), Type::Int(_)) => {
                let (x, y) = (self.raw_int(left), self.raw_int(right));
                Some(self.b.ins().icmp(comparison.signed(), x, y))
            }
            (Type::Float, other) if other == Type::Float || matches!(right, Operand::Immediate(_)) => {
                let (x, y) = (self.raw_float(left), self.raw_float(right));
                Some(self.b.ins().fcmp(comparison.float(), x, y))
            }
            _ => None,
        }
    }

    /// Truth of a comparison of numbers; anything else goes on at `slow`.
    fn fast_condition(&mut self, comparison: Comparison, left: Operand, right: Operand, slow: Block) -> Value {
        let state = &self.registers.types;
        let (a, b) = (self.inference.operand_type(left, state), self.inference.operand_type(right, state));
        if let Some(condition) = self.raw_condition(comparison, left, right) {
            return condition;
        }
        match (a, b) {
            (Type::Int(_), Type::Float) | (Type::Float, Type::Int(_)) => self.mixed(comparison, left, a, right, b, slow),
            (Type::Boxed, Type::Float) | (Type::Float, Type::Boxed) => {
                let x = self.number_or(left, slow);
                let y = self.number_or(right, slow);
                self.b.ins().fcmp(comparison.float(), x, y)
            }
            _ => self.values(comparison, left, a, right, b, slow),
        }
    }

    fn raw_int(&mut self, operand: Operand) -> Value {
        match operand {
            Operand::Register(register) => self.int(register),
            Operand::Immediate(value) => self.iconst(value),
            Operand::Float(_) => self.iconst(0),
        }
    }

    fn raw_float(&mut self, operand: Operand) -> Value {
        match operand {
            Operand::Register(register) => self.float(register),
            Operand::Immediate(value) => self.b.ins().f64const(value as f64),
            Operand::Float(value) => self.b.ins().f64const(value),
        }
    }

    /// An int and a double: exact as doubles if the int is within 2^53.
    fn mixed(&mut self, comparison: Comparison, left: Operand, a: Type, right: Operand, b: Type, slow: Block) -> Value {
        let side = |this: &mut Self, operand: Operand, ty: Type| match (operand, ty) {
            (Operand::Register(register), Type::Int(magnitude)) => {
                let raw = this.int(register);
                if magnitude > 53 {
                    let shifted = this.b.ins().iadd_imm_s(raw, 1 << 53);
                    let limit = this.iconst(2 << 53);
                    let exact = this.b.ins().icmp(IntCC::UnsignedLessThan, shifted, limit);
                    this.require(exact, slow);
                }
                this.b.ins().fcvt_from_sint(F64, raw)
            }
            _ => this.raw_float(operand),
        };
        let (x, y) = (side(self, left, a), side(self, right, b));
        self.b.ins().fcmp(comparison.float(), x, y)
    }

    /// A register's double, or that of a word that is one.
    fn float_or(&mut self, operand: Operand, slow: Block) -> Value {
        match operand {
            Operand::Register(register) if self.type_of(register) == Type::Boxed => {
                let value = self.boxed(register);
                let holds = self.is_float_word(value);
                self.require(holds, slow);
                self.unbox_float(value)
            }
            _ => self.raw_float(operand),
        }
    }

    /// As [`Lowering::float_or`], but an immediate integer counts as its double, which is exact.
    fn number_or(&mut self, operand: Operand, slow: Block) -> Value {
        let Operand::Register(register) = operand else { return self.raw_float(operand) };
        if self.type_of(register) != Type::Boxed {
            return self.raw_float(operand);
        }
        let value = self.boxed(register);
        let (join, result) = self.join_block(F64);
        let (float, other) = (self.b.create_block(), self.cold_block());
        let holds = self.is_float_word(value);
        self.b.ins().brif(holds, float, &[], other, &[]);
        self.b.switch_to_block(other);
        let int = self.is_int_word(value);
        self.require(int, slow);
        let raw = self.unbox_int(value);
        let converted = self.b.ins().fcvt_from_sint(F64, raw);
        self.b.ins().jump(join, &argument(converted));
        self.b.switch_to_block(float);
        let raw = self.unbox_float(value);
        self.b.ins().jump(join, &argument(raw));
        self.b.switch_to_block(join);
        result
    }

    /// At least one value word, neither side a double: two ints, or two doubles.
    fn values(&mut self, comparison: Comparison, left: Operand, a: Type, right: Operand, b: Type, slow: Block) -> Value {
        let equality = matches!(comparison, Comparison::Eq | Comparison::Ne);
        if let (Operand::Register(l), Operand::Register(r), true) = (left, right, equality) {
            let known =
                |register: u16| self.registers.facts.strings.iter().find(|(known, _)| *known == register).map(|(_, length)| *length);
            match (known(l), known(r)) {
                (_, Some(length)) if a == Type::Boxed => return self.is_string(comparison, l, r, length, slow),
                (Some(length), _) if b == Type::Boxed => return self.is_string(comparison, r, l, length, slow),
                _ => {}
            }
        }
        let (join, result) = self.join_block(I8);
        let not_ints = self.b.create_block();
        let known = if a.is_int() {
            Some((a, right))
        } else if b.is_int() {
            Some((b, left))
        } else {
            None
        };
        let int = match known {
            Some((Type::Int(magnitude), Operand::Register(other))) if magnitude <= SMALL => {
                let value = self.boxed(other);
                self.is_int_word(value)
            }
            _ => {
                let (x, y) = (self.word_of(left), self.word_of(right));
                let both = self.b.ins().band(x, y);
                self.is_int_word(both)
            }
        };
        self.require(int, not_ints);
        let strings = match (comparison, left, right) {
            (Comparison::Eq | Comparison::Ne, Operand::Register(l), Operand::Register(r)) if a == Type::Boxed && b == Type::Boxed => {
                Some((self.b.create_block(), l, r))
            }
            _ => None,
        };
        // Immediate integers as words keep their order; as numbers they need the tag taken off one side only.
        let side = |this: &mut Self, operand: Operand, ty: Type| match operand {
            Operand::Register(register) if ty == Type::Boxed => {
                let value = this.boxed(register);
                this.unbox_int(value)
            }
            _ => this.raw_int(operand),
        };
        let (x, y) = (side(self, left, a), side(self, right, b));
        let holds = self.b.ins().icmp(comparison.signed(), x, y);
        self.b.ins().jump(join, &argument(holds));
        let slow = match strings {
            Some((block, l, r)) => {
                self.b.switch_to_block(block);
                self.interned_strings(comparison, l, r, join, slow);
                block
            }
            None => slow,
        };
        self.b.switch_to_block(not_ints);
        let float = match (left, right, known.is_some()) {
            (Operand::Register(l), Operand::Register(r), false) => {
                let x = self.float_or(Operand::Register(l), slow);
                let y = self.float_or(Operand::Register(r), slow);
                Some((x, y))
            }
            (Operand::Register(l), Operand::Immediate(value), _) if a == Type::Boxed => {
                let x = self.float_or(Operand::Register(l), slow);
                let y = self.b.ins().f64const(value as f64);
                Some((x, y))
            }
            _ => None,
        };
        match float {
            Some((x, y)) => {
                let holds = self.b.ins().fcmp(comparison.float(), x, y);
                self.b.ins().jump(join, &argument(holds));
            }
            None => {
                self.b.ins().jump(slow, &[]);
            }
        }
        self.b.switch_to_block(join);
        result
    }

    /// Compares a register with an interned string of so many characters: anything that is no cell is another, and so is any
    /// other interned string, or one of another length. What has to be asked goes on at `slow`.
    fn is_string(&mut self, comparison: Comparison, register: u16, string: u16, length: usize, slow: Block) -> Value {
        let (value, known) = (self.boxed(register), self.boxed(string));
        let (join, result) = self.join_block(I8);
        let [yes, no] = [true, false].map(|equal| self.b.ins().iconst(I8, i64::from(equal == (comparison == Comparison::Eq))));
        let (other, cell, text) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        let same = self.b.ins().icmp(IntCC::Equal, value, known);
        self.b.ins().brif(same, join, &argument(yes), other, &[]);
        self.b.switch_to_block(other);
        let pointer = self.is_pointer_word(value);
        self.b.ins().brif(pointer, cell, &[], join, &argument(no));
        self.b.switch_to_block(cell);
        let shape = self.load32(value, abi::HEADER_SHAPE);
        let is_str = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Str as u32));
        self.b.ins().brif(is_str, text, &[], slow, &[]);
        self.b.switch_to_block(text);
        let interned = self.b.ins().uload8(I64, flags(), value, abi::HEADER_FLAGS);
        let interned = self.b.ins().band_imm_u(interned, i64::from(runtime::object::string::Str::INTERNED_FLAG));
        let unknown = self.b.create_block();
        self.b.ins().brif(interned, join, &argument(no), unknown, &[]);
        self.b.switch_to_block(unknown);
        let found = self.load(value, abi::STR_LEN);
        let fits = self.b.ins().icmp_imm_u(IntCC::Equal, found, length as i64);
        self.b.ins().brif(fits, slow, &[], join, &argument(no));
        self.b.switch_to_block(join);
        result
    }

    /// Fills the current block: compares two interned strings or constants by identity, and goes on at `slow` with anything else.
    fn interned_strings(&mut self, comparison: Comparison, left: u16, right: u16, join: Block, slow: Block) {
        let (x, y) = (self.boxed(left), self.boxed(right));
        let both = self.b.ins().bor(x, y);
        let pointers = self.is_pointer_word(both);
        let constants = self.b.create_block();
        self.require(pointers, constants);
        let [x_flags, y_flags] = [x, y].map(|value| {
            let shape = self.load32(value, abi::HEADER_SHAPE);
            let is_str = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(Kind::Str as u32));
            self.require(is_str, slow);
            self.b.ins().uload8(I64, flags(), value, abi::HEADER_FLAGS)
        });
        let both_flags = self.b.ins().band(x_flags, y_flags);
        let interned = self.b.ins().band_imm_u(both_flags, i64::from(runtime::object::string::Str::INTERNED_FLAG));
        let known = self.b.ins().icmp_imm_u(IntCC::NotEqual, interned, 0);
        let same = self.b.ins().icmp(IntCC::Equal, x, y);
        let decided = self.b.ins().bor(known, same);
        let [x_length, y_length] = [x, y].map(|value| self.load(value, abi::STR_LEN));
        let longer = self.b.ins().icmp(IntCC::NotEqual, x_length, y_length);
        let decided = self.b.ins().bor(decided, longer);
        self.require(decided, slow);
        let holds = if comparison == Comparison::Eq { same } else { self.b.ins().icmp(IntCC::NotEqual, x, y) };
        self.b.ins().jump(join, &argument(holds));
        self.b.switch_to_block(constants);
        // True, False and None are equal to themselves and to no other constant.
        let few = self.b.ins().icmp_imm_u(IntCC::UnsignedLessThan, both, word::CONSTANTS_END);
        self.require(few, slow);
        let condition = if comparison == Comparison::Eq { IntCC::Equal } else { IntCC::NotEqual };
        let holds = self.b.ins().icmp(condition, x, y);
        self.b.ins().jump(join, &argument(holds));
    }

    /// Fills the block where guest code would have to run for a test that is a callee's first: the callee is called, and does it.
    /// Whether the instruction is such a test.
    fn leave_to_callee(&mut self) -> bool {
        let Some(&on_jump) = self.spliced.early.get(&self.pc) else { return false };
        let call = self.successor(on_jump);
        self.jump_to(call);
        true
    }

    // ---- truth

    /// Truth of a register.
    pub(super) fn truth(&mut self, register: u16) -> Value {
        if let Some((known, condition)) = self.condition
            && known == register
        {
            return condition;
        }
        match self.type_of(register) {
            Type::Int(_) => {
                let value = self.int(register);
                self.b.ins().icmp_imm_s(IntCC::NotEqual, value, 0)
            }
            Type::Float => {
                let value = self.float(register);
                let zero = self.b.ins().f64const(0.0);
                self.b.ins().fcmp(FloatCC::NotEqual, value, zero)
            }
            Type::Boxed => self.truth_of_value(register),
        }
    }

    /// Truth of None, immediate integers and lists, tuples and strings; anything else goes on at `other`.
    fn truth_inline(&mut self, value: Value, start: Block, join: Block, other: Block) {
        let (pointer, word_only) = (self.b.create_block(), self.b.create_block());
        self.b.switch_to_block(start);
        let is_pointer = self.is_pointer_word(value);
        self.b.ins().brif(is_pointer, pointer, &[], word_only, &[]);
        self.b.switch_to_block(word_only);
        // None, or an integer: what is not None and not zero is true.
        let is_none = self.b.ins().icmp_imm_s(IntCC::Equal, value, word::NONE);
        let is_int = self.is_int_word(value);
        let either = self.b.ins().bor(is_none, is_int);
        self.require(either, other);
        let not_zero = self.b.ins().icmp_imm_s(IntCC::NotEqual, value, word::TAG);
        let holds = self.b.ins().band(not_zero, is_int);
        self.b.ins().jump(join, &argument(holds));
        self.b.switch_to_block(pointer);
        let shape = self.load32(value, abi::HEADER_SHAPE);
        for (kind, offset) in [(Kind::List, abi::LIST_LEN), (Kind::Str, abi::STR_LEN), (Kind::Tuple, abi::TUPLE_LEN)] {
            let next = self.b.create_block();
            let is_kind = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(kind as u32));
            self.require(is_kind, next);
            let length = self.load(value, offset);
            let holds = self.b.ins().icmp_imm_u(IntCC::NotEqual, length, 0);
            self.b.ins().jump(join, &argument(holds));
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(other, &[]);
    }

    fn truth_of_value(&mut self, register: u16) -> Value {
        let value = self.boxed(register);
        let (join, result) = self.join_block(I8);
        let (bool_, not_bool, other) = (self.b.create_block(), self.b.create_block(), self.cold_block());
        // True and False differ in the lowest bit only.
        let merged = self.b.ins().bor_imm_s(value, 1);
        let is_bool = self.b.ins().icmp_imm_s(IntCC::Equal, merged, word::TRUE);
        self.b.ins().brif(is_bool, bool_, &[], not_bool, &[]);
        self.truth_inline(value, not_bool, join, other);
        self.b.switch_to_block(bool_);
        let holds = self.b.ins().icmp_imm_s(IntCC::Equal, value, word::TRUE);
        self.b.ins().jump(join, &argument(holds));
        self.aside(other, |this| {
            if this.leave_to_callee() {
                return;
            }
            let outcome = this.call(Helper::Truth, &[this.cx, value]);
            this.raise_if_zero(outcome);
            let holds = this.b.ins().icmp_imm_s(IntCC::Equal, outcome, 2);
            this.b.ins().jump(join, &argument(holds));
        });
        self.b.switch_to_block(join);
        result
    }
}
