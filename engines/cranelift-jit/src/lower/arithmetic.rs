//! Arithmetic on raw numbers, and on values where their kind is not known.

use bytecode::{Insn, Opcode};
use bytecode_vm::tier::types as seen;
use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block, InstBuilder, Value};

use super::{Lowering, argument};
use crate::abi::{Helper, word};
use crate::analysis::arithmetic::{ArithOp, Arithmetic, Choice, Operand};
use crate::analysis::profile::Speculation;
use crate::analysis::types::{MODULO, Type, WIDE};
use crate::helpers::IN_PLACE;

/// Largest integer that every smaller one and itself convert to a double exactly.
const EXACT: i64 = 1 << 53;

impl Lowering<'_, '_> {
    pub(super) fn arithmetic(&mut self, insn: &Insn, arithmetic: Arithmetic) {
        let state = &self.registers.types;
        let left = self.inference.operand_type(arithmetic.left, state);
        let right = self.inference.operand_type(arithmetic.right, state);
        let choice = self.inference.arithmetic(self.pc, arithmetic, left, right);
        match choice {
            Choice::Int => {
                let value = self.int_arithmetic(arithmetic, left, right);
                let magnitude = self.inference.int_result(self.pc, arithmetic, left, right);
                self.set_int(insn.a, value, magnitude);
            }
            Choice::Float(number) => {
                let value = self.float_arithmetic(arithmetic, left, right, number);
                self.set_float(insn.a, value);
            }
            Choice::Generic => {
                let value = self.generic_arithmetic(insn, arithmetic, left, right);
                self.set_boxed(insn.a, value);
            }
        }
    }

    fn cause(&self) -> Speculation {
        let operands = Speculation::operands(self.pc);
        if self.inference.profile.allows(operands) { operands } else { Speculation::numbers(self.pc) }
    }

    fn int_operand(&mut self, operand: Operand) -> Value {
        let cause = self.cause();
        match operand {
            Operand::Register(register) => self.guarded_int(register, cause),
            Operand::Immediate(value) => self.iconst(value),
            Operand::Float(_) => self.iconst(0),
        }
    }

    fn float_operand(&mut self, operand: Operand, number: bool) -> Value {
        let cause = self.cause();
        match operand {
            Operand::Register(register) => {
                let known = self.type_of(register).is_int();
                self.guarded_float(register, number || known, cause)
            }
            Operand::Immediate(value) => self.b.ins().f64const(value as f64),
            Operand::Float(value) => self.b.ins().f64const(value),
        }
    }

    // ---- integers

    fn int_arithmetic(&mut self, arithmetic: Arithmetic, left: Type, right: Type) -> Value {
        let a = self.int_operand(arithmetic.left);
        let b = if arithmetic.op == ArithOp::Pow { a } else { self.int_operand(arithmetic.right) };
        let checked = self.inference.may_overflow(self.pc, arithmetic, left, right);
        match arithmetic.op {
            ArithOp::Add if checked => {
                let (sum, overflow) = self.b.ins().sadd_overflow(a, b);
                self.guard_zero(overflow);
                sum
            }
            ArithOp::Sub if checked => {
                let (difference, overflow) = self.b.ins().ssub_overflow(a, b);
                self.guard_zero(overflow);
                difference
            }
            ArithOp::Mul | ArithOp::Pow if checked => {
                let (product, overflow) = self.b.ins().smul_overflow(a, b);
                self.guard_zero(overflow);
                product
            }
            ArithOp::Add => self.b.ins().iadd(a, b),
            ArithOp::Sub => self.b.ins().isub(a, b),
            ArithOp::Mul | ArithOp::Pow => self.b.ins().imul(a, b),
            ArithOp::BitAnd => {
                // What cuts off may not be negative: its own high bits would be wanted.
                for (mask, cut) in [(a, right), (b, left)] {
                    if cut == Type::Int(MODULO) {
                        let negative = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, mask, 0);
                        self.guard_zero(negative);
                    }
                }
                self.b.ins().band(a, b)
            }
            ArithOp::BitOr => self.b.ins().bor(a, b),
            ArithOp::BitXor => self.b.ins().bxor(a, b),
            ArithOp::FloorDiv => self.floor_div(arithmetic, a, b, left),
            ArithOp::Mod => self.floor_mod(arithmetic, a, b, left),
            ArithOp::LShift => self.shift_left(arithmetic, a, b, checked),
            ArithOp::RShift => self.shift_right(arithmetic, a, b),
            ArithOp::TrueDiv => a,
        }
    }

    /// Leaves if the condition is not zero.
    fn guard_zero(&mut self, condition: Value) {
        let cause = self.cause();
        let exit = self.exit_block(cause);
        let next = self.b.create_block();
        self.b.ins().brif(condition, exit, &[], next, &[]);
        self.b.switch_to_block(next);
        self.b.seal_block(next);
    }

    /// A divisor that is not zero, and, where that would overflow, not -1.
    fn guard_divisor(&mut self, arithmetic: Arithmetic, b: Value, left: Type) {
        if let Operand::Immediate(value) = arithmetic.right
            && value != 0
            && value != -1
        {
            return;
        }
        let zero = self.b.ins().icmp_imm_s(IntCC::Equal, b, 0);
        self.guard_zero(zero);
        if left == Type::Int(WIDE) {
            let minus_one = self.b.ins().icmp_imm_s(IntCC::Equal, b, -1);
            self.guard_zero(minus_one);
        }
    }

    /// The exponent, if the right operand is a power of two.
    fn power_of_two(arithmetic: Arithmetic) -> Option<i64> {
        match arithmetic.right {
            Operand::Immediate(value) if value > 0 && value & (value - 1) == 0 => Some(i64::from(value.trailing_zeros())),
            _ => None,
        }
    }

    /// Whether neither operand is negative: then quotients need no rounding.
    fn is_natural(&self, arithmetic: Arithmetic) -> bool {
        [arithmetic.left, arithmetic.right].into_iter().all(|operand| match operand {
            Operand::Register(register) => self.registers.naturals.has(register),
            Operand::Immediate(value) => value >= 0,
            Operand::Float(_) => false,
        })
    }

    fn floor_div(&mut self, arithmetic: Arithmetic, a: Value, b: Value, left: Type) -> Value {
        if let Some(shift) = Self::power_of_two(arithmetic) {
            let shift = self.iconst(shift);
            return self.b.ins().sshr(a, shift);
        }
        if self.is_natural(arithmetic) {
            self.guard_divisor(arithmetic, b, Type::Int(0));
            return self.b.ins().udiv(a, b);
        }
        self.guard_divisor(arithmetic, b, left);
        self.floor_divmod(a, b).0
    }

    /// Quotient towards negative infinity, and rest: one less than that towards zero when the signs differ and something is
    /// left over. The divisor is not zero, and nothing overflows.
    pub(super) fn floor_divmod(&mut self, a: Value, b: Value) -> (Value, Value) {
        let quotient = self.b.ins().sdiv(a, b);
        let product = self.b.ins().imul(quotient, b);
        let rest = self.b.ins().isub(a, product);
        let correction = self.floor_correction(rest, b);
        let more = self.b.ins().imul(correction, b);
        (self.b.ins().isub(quotient, correction), self.b.ins().iadd(rest, more))
    }

    /// 1 if a remainder is not zero and has another sign than the divisor, else 0.
    fn floor_correction(&mut self, rest: Value, b: Value) -> Value {
        let signs = self.b.ins().bxor(rest, b);
        let differ = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, signs, 0);
        let some = self.b.ins().icmp_imm_s(IntCC::NotEqual, rest, 0);
        let both = self.b.ins().band(differ, some);
        self.b.ins().uextend(I64, both)
    }

    fn floor_mod(&mut self, arithmetic: Arithmetic, a: Value, b: Value, left: Type) -> Value {
        let known = Self::power_of_two(arithmetic).map(|shift| (1 << shift) - 1);
        if let Some(mask) = known.or_else(|| self.inference.modular.remainder(self.pc)) {
            let mask = self.iconst(mask);
            return self.b.ins().band(a, mask);
        }
        if self.is_natural(arithmetic) {
            self.guard_divisor(arithmetic, b, Type::Int(0));
            return self.b.ins().urem(a, b);
        }
        self.guard_divisor(arithmetic, b, left);
        let rest = self.b.ins().srem(a, b);
        let signs = self.b.ins().bxor(rest, b);
        let differ = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, signs, 0);
        let some = self.b.ins().icmp_imm_s(IntCC::NotEqual, rest, 0);
        let both = self.b.ins().band(differ, some);
        let fixed = self.b.ins().iadd(rest, b);
        self.b.ins().select(both, fixed, rest)
    }

    fn shift_left(&mut self, arithmetic: Arithmetic, a: Value, count: Value, checked: bool) -> Value {
        if !matches!(arithmetic.right, Operand::Immediate(0..63)) {
            let small = self.b.ins().icmp_imm_u(IntCC::UnsignedLessThan, count, 63);
            let cause = self.cause();
            self.guard(small, cause);
        }
        let shifted = self.b.ins().ishl(a, count);
        if checked {
            let back = self.b.ins().sshr(shifted, count);
            let same = self.b.ins().icmp(IntCC::Equal, back, a);
            let cause = self.cause();
            self.guard(same, cause);
        }
        shifted
    }

    fn shift_right(&mut self, arithmetic: Arithmetic, a: Value, count: Value) -> Value {
        if matches!(arithmetic.right, Operand::Immediate(0..=63)) {
            return self.b.ins().sshr(a, count);
        }
        let negative = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, count, 0);
        self.guard_zero(negative);
        let most = self.iconst(63);
        let count = self.b.ins().umin(count, most);
        self.b.ins().sshr(a, count)
    }

    // ---- doubles

    fn float_arithmetic(&mut self, arithmetic: Arithmetic, left: Type, right: Type, number: bool) -> Value {
        if arithmetic.op == ArithOp::TrueDiv && left.is_int() && right.is_int() {
            self.guard_exact(arithmetic.left, left);
            self.guard_exact(arithmetic.right, right);
        }
        let sum = matches!(arithmetic.op, ArithOp::Add | ArithOp::Sub | ArithOp::Mul);
        if let (true, true, Operand::Register(x), Operand::Register(y)) = (number, sum, arithmetic.left, arithmetic.right)
            && left == Type::Boxed
            && right == Type::Boxed
        {
            // Two integers give an integer.
            let (x, y) = (self.boxed(x), self.boxed(y));
            let both = self.b.ins().band(x, y);
            let ints = self.is_int_word(both);
            self.guard_zero(ints);
        }
        let a = self.float_operand(arithmetic.left, number);
        if arithmetic.op == ArithOp::Pow {
            let square = self.b.ins().fmul(a, a);
            let finite = self.is_finite(square);
            let cause = self.cause();
            self.guard(finite, cause);
            return square;
        }
        let b = self.float_operand(arithmetic.right, number);
        match arithmetic.op {
            ArithOp::Add => self.b.ins().fadd(a, b),
            ArithOp::Sub => self.b.ins().fsub(a, b),
            ArithOp::Mul => self.b.ins().fmul(a, b),
            _ => {
                if !matches!(arithmetic.right, Operand::Float(value) if value != 0.0) {
                    let zero = self.b.ins().f64const(0.0);
                    let is_zero = self.b.ins().fcmp(FloatCC::Equal, b, zero);
                    self.guard_zero(is_zero);
                }
                self.b.ins().fdiv(a, b)
            }
        }
    }

    fn is_finite(&mut self, value: Value) -> Value {
        let absolute = self.b.ins().fabs(value);
        let infinity = self.b.ins().f64const(f64::INFINITY);
        self.b.ins().fcmp(FloatCC::LessThan, absolute, infinity)
    }

    /// `int / int` rounds once only if both convert exactly.
    fn guard_exact(&mut self, operand: Operand, ty: Type) {
        if let (Operand::Register(register), Type::Int(magnitude)) = (operand, ty)
            && magnitude > 53
        {
            let value = self.int(register);
            let shifted = self.b.ins().iadd_imm_s(value, EXACT);
            let limit = self.iconst(2 * EXACT);
            let exact = self.b.ins().icmp(IntCC::UnsignedLessThan, shifted, limit);
            let cause = self.cause();
            self.guard(exact, cause);
        }
    }

    // ---- values

    fn boxed_operand(&mut self, operand: Operand) -> Value {
        match operand {
            Operand::Register(register) => self.boxed(register),
            Operand::Immediate(value) => self.iconst(word::TAG.wrapping_add(value)),
            Operand::Float(value) => self.iconst((value.to_bits() as i64).wrapping_add(word::DOUBLE)),
        }
    }

    /// Both kinds of numbers inline where that is short, the rest by the handler.
    fn generic_arithmetic(&mut self, insn: &Insn, arithmetic: Arithmetic, left: Type, right: Type) -> Value {
        let inline = matches!(arithmetic.op, ArithOp::Add | ArithOp::Sub | ArithOp::Mul);
        let (a, b) = (self.boxed_operand(arithmetic.left), self.boxed_operand(arithmetic.right));
        if !inline {
            return self.runtime_arithmetic(insn, arithmetic.op, a, b);
        }
        let (join, result) = self.join_block(I64);
        let slow = self.cold_block();
        let not_ints = self.b.create_block();
        if left != Type::Float && right != Type::Float {
            // Immediate integers would have specialised the instruction: the other operand is `True` or `False`.
            let truths = matches!(insn.op, Opcode::Add | Opcode::Sub | Opcode::Mul)
                && self.inference.profile.feedback[self.pc as usize] == seen::INT;
            let number =
                |this: &mut Self, word: Value, ty: Type| if truths && ty == Type::Boxed { this.number_of_truth(word) } else { word };
            let (a, b) = (number(self, a, left), number(self, b, right));
            self.generic_ints(arithmetic.op, a, b, not_ints, slow, join);
        } else {
            self.b.ins().jump(not_ints, &[]);
        }
        self.b.switch_to_block(not_ints);
        if left.is_int() || right.is_int() {
            self.b.ins().jump(slow, &[]);
        } else {
            self.generic_floats(arithmetic.op, a, b, slow, join);
        }
        self.slow_value(slow, join, |this| this.runtime_arithmetic(insn, arithmetic.op, a, b));
        self.b.switch_to_block(join);
        result
    }

    /// The word of 1 or 0 for that of `True` or `False`; any other word as it is.
    fn number_of_truth(&mut self, word: Value) -> Value {
        const _: () = assert!(word::TRUE == word::FALSE | 1);
        let either = self.b.ins().bor_imm_u(word, 1);
        let is_truth = self.b.ins().icmp_imm_s(IntCC::Equal, either, word::TRUE);
        let number = self.b.ins().iadd_imm_s(word, word::TAG.wrapping_sub(word::FALSE));
        self.b.ins().select(is_truth, number, word)
    }

    fn runtime_arithmetic(&mut self, insn: &Insn, op: ArithOp, a: Value, b: Value) -> Value {
        let in_place = if insn.x & bytecode::opcode::binary_flags::IN_PLACE != 0 { IN_PLACE } else { 0 };
        let op = self.iconst((op as u64 | in_place) as i64);
        self.checked_call(Helper::Binary, &[self.cx, op, a, b])
    }

    fn generic_ints(&mut self, op: ArithOp, a: Value, b: Value, not_ints: Block, slow: Block, join: Block) {
        let both = self.b.ins().band(a, b);
        let ints = self.is_int_word(both);
        self.require(ints, not_ints);
        let raw = self.unbox_int(b);
        let result = match op {
            // The word of one and the number of the other: the sum is an int's word exactly if it does not overflow.
            ArithOp::Add => self.b.ins().iadd(a, raw),
            ArithOp::Sub => self.b.ins().isub(a, raw),
            _ => {
                let left = self.unbox_int(a);
                let (product, overflow) = self.b.ins().smul_overflow(left, raw);
                let fits = self.b.ins().icmp_imm_s(IntCC::Equal, overflow, 0);
                self.require(fits, slow);
                let shifted = self.b.ins().iadd_imm_s(product, 1 << 48);
                let limit = self.iconst(2 << 48);
                let small = self.b.ins().icmp(IntCC::UnsignedLessThan, shifted, limit);
                self.require(small, slow);
                let tag = self.iconst(word::TAG);
                self.b.ins().iadd(product, tag)
            }
        };
        let fits = self.is_int_word(result);
        self.b.ins().brif(fits, join, &argument(result), slow, &[]);
    }

    fn generic_floats(&mut self, op: ArithOp, a: Value, b: Value, slow: Block, join: Block) {
        let first = self.is_float_word(a);
        self.require(first, slow);
        let second = self.is_float_word(b);
        self.require(second, slow);
        let (x, y) = (self.unbox_float(a), self.unbox_float(b));
        let result = match op {
            ArithOp::Add => self.b.ins().fadd(x, y),
            ArithOp::Sub => self.b.ins().fsub(x, y),
            _ => self.b.ins().fmul(x, y),
        };
        let boxed = self.box_float(result);
        self.b.ins().jump(join, &argument(boxed));
    }

    // ---- one operand

    pub(super) fn negate(&mut self, insn: &Insn) {
        match self.type_of(insn.b) {
            Type::Int(magnitude) if magnitude < WIDE => {
                let value = self.int(insn.b);
                let result = self.b.ins().ineg(value);
                self.set_int(insn.a, result, magnitude + 1);
            }
            Type::Float => {
                let value = self.float(insn.b);
                let result = self.b.ins().fneg(value);
                self.set_float(insn.a, result);
            }
            _ => {
                let value = self.boxed(insn.b);
                let (slow, not_int) = (self.cold_block(), self.b.create_block());
                let (join, result) = self.join_block(I64);
                let int = self.is_int_word(value);
                self.require(int, not_int);
                let zero = self.iconst(word::TAG.wrapping_mul(2));
                let negated = self.b.ins().isub(zero, value);
                let fits = self.is_int_word(negated);
                self.b.ins().brif(fits, join, &argument(negated), slow, &[]);
                self.b.switch_to_block(not_int);
                let float = self.is_float_word(value);
                self.require(float, slow);
                let raw = self.unbox_float(value);
                let raw = self.b.ins().fneg(raw);
                let negated = self.box_float(raw);
                self.b.ins().jump(join, &argument(negated));
                self.slow_value(slow, join, |this| this.step_for_value(insn.a));
                self.b.switch_to_block(join);
                self.set_boxed(insn.a, result);
            }
        }
    }

    pub(super) fn invert(&mut self, insn: &Insn) {
        match self.type_of(insn.b) {
            Type::Int(magnitude) => {
                let value = self.int(insn.b);
                let result = self.b.ins().bnot(value);
                self.set_int(insn.a, result, magnitude);
            }
            _ => {
                self.step_instruction();
            }
        }
    }
}
