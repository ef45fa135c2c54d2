//! Comparisons, truth, and the jumps that depend on them.

use bytecode::Insn;
use runtime::object::Kind;
use runtime::object::string::{Chars, Str};
use runtime::{CompareOp, Result, Value};

use super::arithmetic::{both_int, raw};
use super::{Flow, get, jump, next, put, rt, tri};
use crate::context::{Context, State};

/// Truth of a value.
#[inline(always)]
pub(crate) unsafe fn truth(cx: *mut Context, v: Value) -> Result<bool> {
    if v.is_bool() {
        return Ok(v == Value::TRUE);
    }
    if v.is_none() {
        return Ok(false);
    }
    if let Some(n) = v.as_small_int() {
        return Ok(n != 0);
    }
    slow_truth(cx, v)
}

#[inline(never)]
unsafe fn slow_truth(cx: *mut Context, v: Value) -> Result<bool> {
    rt(cx).truth(v)
}

/// Equality of strings, when both are.
#[inline(always)]
fn str_eq(a: Value, b: Value) -> Option<bool> {
    match (a.kind(), b.kind()) {
        (Some(Kind::Str), Some(Kind::Str)) => {
            if a == b {
                return Some(true);
            }
            let (x, y) = (a.as_object::<Str>()?, b.as_object::<Str>()?);
            Some(!(x.is_interned() && y.is_interned()) && x.equals(&y))
        }
        _ => None,
    }
}

#[inline(never)]
unsafe fn slow_compare(cx: *mut Context, op: CompareOp, a: Value, b: Value) -> Result {
    match op {
        CompareOp::Eq => {
            if let Some(equal) = str_eq(a, b) {
                return Ok(Value::bool(equal));
            }
        }
        CompareOp::Ne => {
            if let Some(equal) = str_eq(a, b) {
                return Ok(Value::bool(!equal));
            }
        }
        _ => {}
    }
    rt(cx).compare(op, a, b)
}

#[inline(never)]
unsafe fn slow_test(cx: *mut Context, op: CompareOp, a: Value, b: Value) -> Result<bool> {
    let result = slow_compare(cx, op, a, b)?;
    truth(cx, result)
}

macro_rules! comparisons {
    ($($name:ident $jump:ident $jump_immediate:ident, |$a:ident, $b:ident| $test:expr;)*) => {$(
        #[inline(always)]
        pub unsafe fn $name(cx: *mut Context, s: State, i: Insn) -> Flow {

                let (l, r) = (get(s, i.b), get(s, i.c));
                if both_int(l, r) {
                    let ($a, $b) = (l.bits(), r.bits());
                    return put(s, i.a, Value::bool($test));
                }
                if let (Some($a), Some($b)) = (l.as_float(), r.as_float()) {
                    return put(s, i.a, Value::bool($test));
                }
                put(s, i.a, tri!(s, slow_compare(cx, CompareOp::$name, l, r)))
            }

        #[inline(always)]
        pub unsafe fn $jump(cx: *mut Context, s: State, i: Insn) -> Flow {

                let (l, r) = (get(s, i.a), get(s, i.b));
                let holds = if both_int(l, r) {
                    let ($a, $b) = (l.bits(), r.bits());
                    $test
                } else if let (Some($a), Some($b)) = (l.as_float(), r.as_float()) {
                    $test
                } else {
                    tri!(s, slow_test(cx, CompareOp::$name, l, r))
                };
                branch(cx, s, holds == (i.x != 0), i)
            }

        #[inline(always)]
        pub unsafe fn $jump_immediate(cx: *mut Context, s: State, i: Insn) -> Flow {

                let l = get(s, i.a);
                let immediate = i64::from(i.imm_b());
                let holds = if l.is_small_int() {
                    let ($a, $b) = (raw(l), immediate);
                    $test
                } else if let Some($a) = l.as_float() {
                    let $b = immediate as f64;
                    $test
                } else {
                    tri!(s, slow_test(cx, CompareOp::$name, l, Value::small_int(immediate)))
                };
                branch(cx, s, holds == (i.x != 0), i)
            }
    )*};
}

comparisons! {
    Lt JumpLt JumpLtI, |a, b| a < b;
    Le JumpLe JumpLeI, |a, b| a <= b;
    Eq JumpEq JumpEqI, |a, b| a == b;
    Ne JumpNe JumpNeI, |a, b| a != b;
    Gt JumpGt JumpGtI, |a, b| a > b;
    Ge JumpGe JumpGeI, |a, b| a >= b;
}

/// Jumps by `c` if `taken`.
#[inline(always)]
unsafe fn branch(cx: *mut Context, s: State, taken: bool, i: Insn) -> Flow {
    if taken { jump(cx, s, isize::from(i.imm_c())) } else { next(s) }
}

#[inline(always)]
pub unsafe fn Is(_: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, Value::bool(get(s, i.b) == get(s, i.c)))
}

#[inline(always)]
pub unsafe fn IsNot(_: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, Value::bool(get(s, i.b) != get(s, i.c)))
}

#[inline(always)]
pub unsafe fn JumpIs(cx: *mut Context, s: State, i: Insn) -> Flow {
    branch(cx, s, (get(s, i.a) == get(s, i.b)) == (i.x != 0), i)
}

/// Whether a string of one character is in a string, when both are ASCII.
#[inline(always)]
fn char_in(item: Value, container: Value) -> Option<bool> {
    let (item, container) = (item.as_object::<Str>()?, container.as_object::<Str>()?);
    match (item.chars(), container.chars()) {
        (Chars::Ascii(&[byte]), Chars::Ascii(text)) => Some(text.contains(&byte)),
        _ => None,
    }
}

pub unsafe fn In(cx: *mut Context, s: State, i: Insn) -> Flow {
    let found = match char_in(get(s, i.b), get(s, i.c)) {
        Some(found) => found,
        None => tri!(s, rt(cx).contains(get(s, i.c), get(s, i.b))),
    };
    put(s, i.a, Value::bool(found))
}

pub unsafe fn NotIn(cx: *mut Context, s: State, i: Insn) -> Flow {
    let found = match char_in(get(s, i.b), get(s, i.c)) {
        Some(found) => found,
        None => tri!(s, rt(cx).contains(get(s, i.c), get(s, i.b))),
    };
    put(s, i.a, Value::bool(!found))
}

#[inline(always)]
pub unsafe fn Jump(cx: *mut Context, s: State, i: Insn) -> Flow {
    jump(cx, s, i.d() as isize)
}

#[inline(always)]
pub unsafe fn JumpIfTrue(cx: *mut Context, s: State, i: Insn) -> Flow {
    if tri!(s, truth(cx, get(s, i.a))) { jump(cx, s, i.d() as isize) } else { next(s) }
}

#[inline(always)]
pub unsafe fn JumpIfFalse(cx: *mut Context, s: State, i: Insn) -> Flow {
    if tri!(s, truth(cx, get(s, i.a))) { next(s) } else { jump(cx, s, i.d() as isize) }
}

#[inline(always)]
pub unsafe fn JumpIfNone(cx: *mut Context, s: State, i: Insn) -> Flow {
    if get(s, i.a).is_none() { jump(cx, s, i.d() as isize) } else { next(s) }
}

#[inline(always)]
pub unsafe fn JumpIfNotNone(cx: *mut Context, s: State, i: Insn) -> Flow {
    if get(s, i.a).is_none() { next(s) } else { jump(cx, s, i.d() as isize) }
}
