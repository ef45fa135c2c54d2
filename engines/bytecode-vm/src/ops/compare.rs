//! Comparisons, truth, and the jumps that depend on them.

use bytecode::Insn;
use runtime::object::Kind;
use runtime::object::string::{Chars, Str};
use runtime::{CompareOp, Result, Value};

use super::arithmetic::{both_int, raw};
use super::{Flow, get, jump, later, next, note, put, rt, tri};
use crate::context::{Context, State};
use crate::tier::types;

/// Truth of a value, if it is one of those whose word says it.
#[inline(always)]
pub(crate) fn truth_of_word(v: Value) -> Option<bool> {
    if v.is_bool() {
        return Some(v == Value::TRUE);
    }
    if v.is_none() {
        return Some(false);
    }
    v.as_small_int().map(|n| n != 0)
}

/// Truth of a value.
#[inline(always)]
pub(crate) unsafe fn truth(cx: *mut Context, v: Value) -> Result<bool> {
    match truth_of_word(v) {
        Some(truth) => Ok(truth),
        None => slow_truth(cx, v),
    }
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

/// A comparison that the fast paths do not do.
#[inline(never)]
unsafe fn compare_slow(cx: *mut Context, s: State, i: Insn, op: CompareOp, a: Value, b: Value) -> Flow {
    note(cx, s, types::OBJECT);
    if a.kind() == Some(Kind::Instance)
        && let Some(flow) = super::special::compare(cx, s, op, a, b)
    {
        return flow;
    }
    put(s, i.a, tri!(s, slow_compare(cx, op, a, b)))
}

/// Likewise one that is jumped by.
#[inline(never)]
unsafe fn jump_slow(cx: *mut Context, s: State, i: Insn, op: CompareOp, a: Value, b: Value) -> Flow {
    note(cx, s, types::OBJECT);
    if a.kind() == Some(Kind::Instance)
        && let Some(flow) = super::special::compare_jump(cx, s, op, a, b)
    {
        return flow;
    }
    let result = tri!(s, slow_compare(cx, op, a, b));
    let holds = tri!(s, truth(cx, result));
    branch::<false>(cx, s, holds == (i.x != 0), i)
}

macro_rules! comparisons {
    ($($name:ident $jump:ident $jump_immediate:ident, |$a:ident, $b:ident| $test:expr;)*) => {$(
        #[inline(always)]
        pub unsafe fn $name<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {

                let (l, r) = (get(s, i.b), get(s, i.c));
                if both_int(l, r) {
                    let ($a, $b) = (l.bits(), r.bits());
                    return put(s, i.a, Value::bool($test));
                }
                if let (Some($a), Some($b)) = (l.as_float(), r.as_float()) {
                    note(cx, s, types::FLOAT);
                    return put(s, i.a, Value::bool($test));
                }
                later!(FAST, compare_slow(cx, s, i, CompareOp::$name, l, r))
            }

        #[inline(always)]
        pub unsafe fn $jump<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {

                let (l, r) = (get(s, i.a), get(s, i.b));
                let holds = if both_int(l, r) {
                    let ($a, $b) = (l.bits(), r.bits());
                    $test
                } else if let (Some($a), Some($b)) = (l.as_float(), r.as_float()) {
                    note(cx, s, types::FLOAT);
                    $test
                } else {
                    return later!(FAST, jump_slow(cx, s, i, CompareOp::$name, l, r));
                };
                branch::<FAST>(cx, s, holds == (i.x != 0), i)
            }

        #[inline(always)]
        pub unsafe fn $jump_immediate<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {

                let l = get(s, i.a);
                let immediate = i64::from(i.imm_b());
                let holds = if l.is_small_int() {
                    let ($a, $b) = (raw(l), immediate);
                    $test
                } else if let Some($a) = l.as_float() {
                    note(cx, s, types::FLOAT);
                    let $b = immediate as f64;
                    $test
                } else {
                    return later!(FAST, jump_slow(cx, s, i, CompareOp::$name, l, Value::small_int(immediate)));
                };
                branch::<FAST>(cx, s, holds == (i.x != 0), i)
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
pub(super) unsafe fn branch<const FAST: bool>(cx: *mut Context, s: State, taken: bool, i: Insn) -> Flow {
    if taken { jump::<FAST>(cx, s, isize::from(i.imm_c())) } else { next(s) }
}

#[inline(always)]
pub unsafe fn Is<const FAST: bool>(_: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, Value::bool(get(s, i.b) == get(s, i.c)))
}

#[inline(always)]
pub unsafe fn IsNot<const FAST: bool>(_: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, Value::bool(get(s, i.b) != get(s, i.c)))
}

#[inline(always)]
pub unsafe fn JumpIs<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    branch::<FAST>(cx, s, (get(s, i.a) == get(s, i.b)) == (i.x != 0), i)
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
    membership(cx, s, i, false)
}

pub unsafe fn NotIn(cx: *mut Context, s: State, i: Insn) -> Flow {
    membership(cx, s, i, true)
}

#[inline(always)]
unsafe fn membership(cx: *mut Context, s: State, i: Insn, opposite: bool) -> Flow {
    let (item, container) = (get(s, i.b), get(s, i.c));
    let found = match char_in(item, container) {
        Some(found) => found,
        None => {
            if container.kind() == Some(Kind::Instance)
                && let Some(flow) = super::special::contains(cx, s, container, item, opposite)
            {
                return flow;
            }
            tri!(s, rt(cx).contains(container, item))
        }
    };
    put(s, i.a, Value::bool(found != opposite))
}

#[inline(always)]
pub unsafe fn Jump<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    jump::<FAST>(cx, s, i.d() as isize)
}

#[inline(always)]
pub unsafe fn JumpIfTrue<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let truth = match truth_of_word(get(s, i.a)) {
        Some(truth) => truth,
        None => later!(FAST, tri!(s, slow_truth(cx, get(s, i.a)))),
    };
    if truth { jump::<FAST>(cx, s, i.d() as isize) } else { next(s) }
}

#[inline(always)]
pub unsafe fn JumpIfFalse<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let truth = match truth_of_word(get(s, i.a)) {
        Some(truth) => truth,
        None => later!(FAST, tri!(s, slow_truth(cx, get(s, i.a)))),
    };
    if truth { next(s) } else { jump::<FAST>(cx, s, i.d() as isize) }
}

#[inline(always)]
pub unsafe fn JumpIfNone<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    if get(s, i.a).is_none() { jump::<FAST>(cx, s, i.d() as isize) } else { next(s) }
}

#[inline(always)]
pub unsafe fn JumpIfNotNone<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    if get(s, i.a).is_none() { next(s) } else { jump::<FAST>(cx, s, i.d() as isize) }
}
