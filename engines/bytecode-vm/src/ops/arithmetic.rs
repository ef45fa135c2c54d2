//! Arithmetic: immediate integers and doubles inline, everything else in the runtime.

use bytecode::opcode::binary_flags::{IN_PLACE, REVERSED};
use bytecode::{Insn, Opcode};
use runtime::object::string::Str;
use runtime::value::{INT_MIN_WORD, INT_TAG};
use runtime::{BinaryOp, Result, UnaryOp, Value};

use super::{Flow, SETTLED, get, later, next, note, put, rewrite, rt, set, settle, tri, type_bits};
use crate::context::{Context, State};
use crate::tier::types;

/// Both are immediate integers.
#[inline(always)]
pub(crate) fn both_int(a: Value, b: Value) -> bool {
    a.bits() & b.bits() >= INT_MIN_WORD
}

/// The integer behind the tag, unchecked.
#[inline(always)]
pub(crate) fn raw(v: Value) -> i64 {
    v.bits().wrapping_sub(INT_TAG) as i64
}

/// A word known to be an integer's.
#[inline(always)]
unsafe fn boxed(bits: u64) -> Option<Value> {
    // SAFETY: words from INT_MIN_WORD upwards are integers.
    if bits >= INT_MIN_WORD { Some(unsafe { Value::from_bits(bits) }) } else { None }
}

#[inline(always)]
pub(crate) fn int_add(a: Value, b: Value) -> Option<Value> {
    // SAFETY: the sum of an integer's word and an untagged integer is checked to be an integer's word.
    unsafe { boxed(a.bits().wrapping_add(b.bits().wrapping_sub(INT_TAG))) }
}

#[inline(always)]
pub(crate) fn int_sub(a: Value, b: Value) -> Option<Value> {
    // SAFETY: as `int_add`.
    unsafe { boxed(a.bits().wrapping_sub(b.bits().wrapping_sub(INT_TAG))) }
}

#[inline(always)]
fn int_mul(a: i64, b: i64) -> Option<Value> {
    Value::try_small_int(a.checked_mul(b)?)
}

/// Floor division; the divisor is not zero.
#[inline(always)]
fn floor_div(a: i64, b: i64) -> i64 {
    let quotient = a.wrapping_div(b);
    if (a ^ b) < 0 && quotient * b != a { quotient - 1 } else { quotient }
}

/// Remainder with the divisor's sign; the divisor is not zero.
#[inline(always)]
fn floor_mod(a: i64, b: i64) -> i64 {
    let remainder = a.wrapping_rem(b);
    if remainder != 0 && (remainder ^ b) < 0 { remainder + b } else { remainder }
}

/// The doubles of two numbers at least one of which is a double; integers convert exactly.
#[inline(always)]
fn as_floats(a: Value, b: Value) -> Option<(f64, f64)> {
    match (a.as_float(), b.as_float()) {
        (Some(x), Some(y)) => Some((x, y)),
        (Some(x), None) => Some((x, b.as_small_int()? as f64)),
        (None, Some(y)) => Some((a.as_small_int()? as f64, y)),
        (None, None) => None,
    }
}

/// Anything the fast paths do not do; mixed numbers first, because they are frequent.
#[inline(never)]
unsafe fn slow(cx: *mut Context, s: State, i: Insn, op: BinaryOp, a: Value, b: Value) -> Flow {
    if op == BinaryOp::Add
        && let (Some(x), Some(y)) = (a.as_object::<Str>(), b.as_object::<Str>())
    {
        note(cx, s, types::OBJECT);
        return put(s, i.a, rt(cx).concatenate_strings(x, y));
    }

    if let Some((x, y)) = as_floats(a, b) {
        let result = match op {
            BinaryOp::Add => Some(x + y),
            BinaryOp::Sub => Some(x - y),
            BinaryOp::Mul => Some(x * y),
            BinaryOp::TrueDiv if y != 0.0 => Some(x / y),
            _ => None,
        };
        if let Some(result) = result {
            note(cx, s, types::FLOAT);
            return put(s, i.a, Value::float_from_arithmetic(result));
        }
    }
    let in_place = i.x & IN_PLACE != 0;
    if let Some(flow) = super::special::binary(cx, s, op, in_place, a, b) {
        return flow;
    }
    let result = tri!(s, runtime_binary(cx, op, in_place, a, b));
    note(cx, s, type_bits(result) | if both_int(a, b) { types::OVERFLOW } else { 0 });
    put(s, i.a, result)
}

unsafe fn runtime_binary(cx: *mut Context, op: BinaryOp, in_place: bool, a: Value, b: Value) -> Result {
    if in_place { rt(cx).binary_in_place(op, a, b) } else { rt(cx).binary(op, a, b) }
}

/// A specialised form met other operands: generic from now on.
#[cold]
#[inline(never)]
unsafe fn despecialise(cx: *mut Context, s: State, i: Insn, op: BinaryOp) -> Flow {
    let seen = if matches!(i.op, Opcode::AddFloat | Opcode::SubFloat | Opcode::MulFloat | Opcode::TrueDivFloat) {
        types::FLOAT
    } else {
        types::INT
    };
    note(cx, s, seen);
    settle(cx, s);
    slow_or_fast(cx, s, i, op, get(s, i.b), get(s, i.c))
}

#[inline(never)]
unsafe fn slow_or_fast(cx: *mut Context, s: State, i: Insn, op: BinaryOp, a: Value, b: Value) -> Flow {
    if both_int(a, b) {
        let result = match op {
            BinaryOp::Add => int_add(a, b),
            BinaryOp::Sub => int_sub(a, b),
            BinaryOp::Mul => int_mul(raw(a), raw(b)),
            _ => None,
        };
        if let Some(result) = result {
            note(cx, s, types::INT);
            return put(s, i.a, result);
        }
    }
    slow(cx, s, i, op, a, b)
}

macro_rules! adaptive {
    ($name:ident, $int:ident, $float:ident, $op:ident, |$a:ident, $b:ident| $fast:expr, |$x:ident, $y:ident| $float_fast:expr) => {
        #[inline(always)]
        pub unsafe fn $name<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
            let ($a, $b) = (get(s, i.b), get(s, i.c));
            if both_int($a, $b) {
                if let Some(result) = $fast {
                    note(cx, s, types::INT);
                    if i.x & SETTLED == 0 {
                        rewrite(cx, s, Opcode::$int);
                    }
                    return put(s, i.a, result);
                }
            } else if let (Some($x), Some($y)) = ($a.as_float(), $b.as_float()) {
                note(cx, s, types::FLOAT);
                if i.x & SETTLED == 0 {
                    rewrite(cx, s, Opcode::$float);
                }
                return put(s, i.a, Value::float_from_arithmetic($float_fast));
            }
            later!(FAST, slow(cx, s, i, BinaryOp::$op, $a, $b))
        }

        #[inline(always)]
        pub unsafe fn $int<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
            let ($a, $b) = (get(s, i.b), get(s, i.c));
            if both_int($a, $b)
                && let Some(result) = $fast
            {
                return put(s, i.a, result);
            }
            later!(FAST, despecialise(cx, s, i, BinaryOp::$op))
        }

        #[inline(always)]
        pub unsafe fn $float<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
            if let (Some($x), Some($y)) = (get(s, i.b).as_float(), get(s, i.c).as_float()) {
                return put(s, i.a, Value::float_from_arithmetic($float_fast));
            }
            later!(FAST, despecialise(cx, s, i, BinaryOp::$op))
        }
    };
}

adaptive!(Add, AddInt, AddFloat, Add, |a, b| int_add(a, b), |x, y| x + y);
adaptive!(Sub, SubInt, SubFloat, Sub, |a, b| int_sub(a, b), |x, y| x - y);
adaptive!(Mul, MulInt, MulFloat, Mul, |a, b| int_mul(raw(a), raw(b)), |x, y| x * y);

#[inline(always)]
pub unsafe fn TrueDiv(cx: *mut Context, s: State, i: Insn) -> Flow {
    let (a, b) = (get(s, i.b), get(s, i.c));
    if let (Some(x), Some(y)) = (a.as_float(), b.as_float())
        && y != 0.0
    {
        note(cx, s, types::FLOAT);
        if i.x & SETTLED == 0 {
            rewrite(cx, s, Opcode::TrueDivFloat);
        }
        return put(s, i.a, Value::float_from_arithmetic(x / y));
    }
    int_true_div(cx, s, i, a, b)
}

#[inline(always)]
pub unsafe fn TrueDivFloat<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let (Some(x), Some(y)) = (get(s, i.b).as_float(), get(s, i.c).as_float())
        && y != 0.0
    {
        return put(s, i.a, Value::float_from_arithmetic(x / y));
    }
    later!(FAST, despecialise(cx, s, i, BinaryOp::TrueDiv))
}

/// Both operands are below 2^53, so dividing their doubles rounds once, as Python's `int / int` must.
#[inline(always)]
unsafe fn int_true_div(cx: *mut Context, s: State, i: Insn, a: Value, b: Value) -> Flow {
    if both_int(a, b) && raw(b) != 0 {
        note(cx, s, types::FLOAT);
        return put(s, i.a, Value::float(raw(a) as f64 / raw(b) as f64));
    }
    slow(cx, s, i, BinaryOp::TrueDiv, a, b)
}

#[inline(always)]
unsafe fn floor_div_op<const FAST: bool>(cx: *mut Context, s: State, i: Insn, a: Value, b: Value) -> Flow {
    if both_int(a, b)
        && raw(b) != 0
        && let Some(result) = Value::try_small_int(floor_div(raw(a), raw(b)))
    {
        return put(s, i.a, result);
    }
    later!(FAST, slow(cx, s, i, BinaryOp::FloorDiv, a, b))
}

#[inline(always)]
unsafe fn mod_op<const FAST: bool>(cx: *mut Context, s: State, i: Insn, a: Value, b: Value) -> Flow {
    if both_int(a, b) && raw(b) != 0 {
        return put(s, i.a, Value::small_int(floor_mod(raw(a), raw(b))));
    }
    later!(FAST, slow(cx, s, i, BinaryOp::Mod, a, b))
}

#[inline(always)]
unsafe fn lshift_op<const FAST: bool>(cx: *mut Context, s: State, i: Insn, a: Value, b: Value) -> Flow {
    if both_int(a, b) && (raw(b) as u64) < 48 {
        // At most 49 + 47 bits: shift in 128 to see what is lost.
        let wide = i128::from(raw(a)) << raw(b);
        if let Some(result) = i64::try_from(wide).ok().and_then(Value::try_small_int) {
            return put(s, i.a, result);
        }
    }
    later!(FAST, slow(cx, s, i, BinaryOp::LShift, a, b))
}

#[inline(always)]
unsafe fn rshift_op<const FAST: bool>(cx: *mut Context, s: State, i: Insn, a: Value, b: Value) -> Flow {
    if both_int(a, b) && raw(b) >= 0 {
        return put(s, i.a, Value::small_int(raw(a) >> raw(b).min(63)));
    }
    later!(FAST, slow(cx, s, i, BinaryOp::RShift, a, b))
}

#[inline(always)]
unsafe fn and_op<const FAST: bool>(cx: *mut Context, s: State, i: Insn, a: Value, b: Value) -> Flow {
    if both_int(a, b) {
        return put(s, i.a, Value::small_int(raw(a) & raw(b)));
    }
    later!(FAST, slow(cx, s, i, BinaryOp::BitAnd, a, b))
}

#[inline(always)]
unsafe fn or_op<const FAST: bool>(cx: *mut Context, s: State, i: Insn, a: Value, b: Value) -> Flow {
    if both_int(a, b) {
        return put(s, i.a, Value::small_int(raw(a) | raw(b)));
    }
    later!(FAST, slow(cx, s, i, BinaryOp::BitOr, a, b))
}

#[inline(always)]
unsafe fn xor_op<const FAST: bool>(cx: *mut Context, s: State, i: Insn, a: Value, b: Value) -> Flow {
    if both_int(a, b) {
        return put(s, i.a, Value::small_int(raw(a) ^ raw(b)));
    }
    later!(FAST, slow(cx, s, i, BinaryOp::BitXor, a, b))
}

#[inline(always)]
unsafe fn pow_op<const FAST: bool>(cx: *mut Context, s: State, i: Insn, a: Value, b: Value) -> Flow {
    // `x ** 2` is by far the most frequent power.
    if b == Value::small_int(2) {
        if let Some(x) = a.as_float() {
            let square = x * x;
            if square.is_finite() {
                return put(s, i.a, Value::float_from_arithmetic(square));
            }
        } else if let Some(n) = a.as_small_int()
            && let Some(square) = int_mul(n, n)
        {
            return put(s, i.a, square);
        }
    }
    later!(FAST, slow(cx, s, i, BinaryOp::Pow, a, b))
}

macro_rules! registers_and_immediate {
    ($($name:ident $immediate:ident $body:ident;)*) => {$(
        #[inline(always)]
        pub unsafe fn $name<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
 $body::<FAST>(cx, s, i, get(s, i.b), get(s, i.c)) }
        #[inline(always)]
        pub unsafe fn $immediate<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {

                let (a, b) = (get(s, i.b), Value::small_int(i64::from(i.imm_c())));
                if i.x & REVERSED != 0 { $body::<FAST>(cx, s, i, b, a) } else { $body::<FAST>(cx, s, i, a, b) }
            }
    )*};
}

registers_and_immediate! {
    FloorDiv FloorDivI floor_div_op;
    Mod ModI mod_op;
    LShift LShiftI lshift_op;
    RShift RShiftI rshift_op;
    BitAnd BitAndI and_op;
    BitOr BitOrI or_op;
    BitXor BitXorI xor_op;
    Pow PowI pow_op;
}

pub unsafe fn MatMul(cx: *mut Context, s: State, i: Insn) -> Flow {
    slow(cx, s, i, BinaryOp::MatMul, get(s, i.b), get(s, i.c))
}

pub unsafe fn TrueDivI(cx: *mut Context, s: State, i: Insn) -> Flow {
    let (a, b) = (get(s, i.b), Value::small_int(i64::from(i.imm_c())));
    int_true_div(cx, s, i, a, b)
}

/// An immediate operand that met something else: the runtime, with the operands in source order.
#[inline(never)]
unsafe fn immediate_slow(cx: *mut Context, s: State, i: Insn, op: BinaryOp) -> Flow {
    let (a, b) = (get(s, i.b), Value::small_int(i64::from(i.imm_c())));
    if i.x & REVERSED != 0 { slow(cx, s, i, op, b, a) } else { slow(cx, s, i, op, a, b) }
}

macro_rules! immediate {
    ($($name:ident $op:ident, |$a:ident, $k:ident| $int:expr, |$x:ident, $y:ident| $float:expr;)*) => {$(
        #[inline(always)]
        pub unsafe fn $name<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {

                let $a = get(s, i.b);
                let $k = i64::from(i.imm_c());
                if $a.is_small_int() {
                    if let Some(result) = $int {
                        return put(s, i.a, result);
                    }
                } else if let Some($x) = $a.as_float() {
                    let $y = $k as f64;
                    note(cx, s, types::FLOAT);
                    return put(s, i.a, Value::float_from_arithmetic($float));
                }
                later!(FAST, immediate_slow(cx, s, i, BinaryOp::$op))
            }
    )*};
}

immediate! {
    AddI Add, |a, k| int_add(a, Value::small_int(k)), |x, y| x + y;
    SubI Sub, |a, k| int_sub(a, Value::small_int(k)), |x, y| x - y;
    MulI Mul, |a, k| int_mul(raw(a), k), |x, y| x * y;
}

/// A float constant that met something else.
#[inline(never)]
unsafe fn constant_slow(cx: *mut Context, s: State, i: Insn, op: BinaryOp) -> Flow {
    let (a, b) = (get(s, i.b), *(*(*cx).code).consts.add(usize::from(i.c)));
    if i.x & REVERSED != 0 { slow(cx, s, i, op, b, a) } else { slow(cx, s, i, op, a, b) }
}

macro_rules! constant {
    ($($name:ident $op:ident, |$x:ident, $y:ident| $float:expr;)*) => {$(
        #[inline(always)]
        pub unsafe fn $name<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {

                let constant = *(*(*cx).code).consts.add(usize::from(i.c));
                if let (Some($x), Some($y)) = (get(s, i.b).as_float(), constant.as_float())
                    && let Some(result) = $float
                {
                    return put(s, i.a, Value::float_from_arithmetic(result));
                }
                later!(FAST, constant_slow(cx, s, i, BinaryOp::$op))
            }
    )*};
}

constant! {
    AddK Add, |x, y| Some(x + y);
    SubK Sub, |x, y| Some(x - y);
    MulK Mul, |x, y| Some(x * y);
    TrueDivK TrueDiv, |x, y| (y != 0.0).then(|| x / y);
}

#[inline(always)]
pub unsafe fn Neg<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let a = get(s, i.b);
    if let Some(n) = a.as_small_int()
        && let Some(result) = Value::try_small_int(-n)
    {
        return put(s, i.a, result);
    }
    if let Some(x) = a.as_float() {
        return put(s, i.a, Value::float_from_arithmetic(-x));
    }
    later!(FAST, unary(cx, s, i, UnaryOp::Neg))
}

#[inline(never)]
unsafe fn unary(cx: *mut Context, s: State, i: Insn, op: UnaryOp) -> Flow {
    let name = rt(cx).unary_name(op);
    if let Some(flow) = super::special::unary(cx, s, name, get(s, i.b)) {
        return flow;
    }
    let result = tri!(s, rt(cx).unary(op, get(s, i.b)));
    note(cx, s, type_bits(result));
    put(s, i.a, result)
}

pub unsafe fn Pos(cx: *mut Context, s: State, i: Insn) -> Flow {
    unary(cx, s, i, UnaryOp::Pos)
}

#[inline(always)]
pub unsafe fn Invert(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(n) = get(s, i.b).as_small_int() {
        return put(s, i.a, Value::small_int(!n));
    }
    unary(cx, s, i, UnaryOp::Invert)
}

#[inline(always)]
pub unsafe fn Not<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let truth = match super::compare::truth_of_word(get(s, i.b)) {
        Some(truth) => truth,
        None => later!(FAST, tri!(s, super::compare::truth(cx, get(s, i.b)))),
    };
    set(s, i.a, Value::bool(!truth));
    next(s)
}
