//! Special methods of Python classes as frames of the same driver. Where an operator's first candidate is a Python
//! function that takes its operands as they are, a frame is entered for it and what the operator does with the answer is
//! noted below the frame; everything else is left to the runtime, which calls back.

use runtime::object::class::Class;
use runtime::object::function::Function;
use runtime::object::instance::native_payload;
use runtime::object::string::Str;
use runtime::object::{Gc, Kind};
use runtime::ops::arithmetic::Asked;
use runtime::{BinaryOp, CompareOp, Raised, Result, Value};

use super::calls::enter;
use super::compare::{branch, truth};
use super::{Flow, next, note, put, rt, tri, type_bits};
use crate::code::Code;
use crate::context::{Context, FrameKind, State};
use crate::known::Load;
use crate::operators::{Answer, Operator};

/// Words below a special method's function: what to do with its result, and both operands.
const HEAD: usize = 3;

/// What is done with the result of a special method.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// It is the instruction's.
    Put,
    /// Nothing.
    Discard,
    /// As an arithmetic operator: another candidate is asked if it is `NotImplemented`.
    Binary(BinaryOp, Asked, bool),
    /// As a comparison, likewise; with its own method, or with `__eq__` for `!=`.
    Compare(CompareOp, bool),
    /// Its truth is the instruction's, or the opposite.
    Truth(bool),
    /// As a comparison that the instruction jumps by.
    CompareJump(CompareOp, bool),
}

const COMPARE_OPS: [CompareOp; 6] = [CompareOp::Lt, CompareOp::Le, CompareOp::Eq, CompareOp::Ne, CompareOp::Gt, CompareOp::Ge];

impl After {
    /// As a word for the register below a frame.
    fn word(self) -> Value {
        let (what, op, how, flag) = match self {
            After::Put => (0, 0, 0, false),
            After::Discard => (1, 0, 0, false),
            After::Binary(op, asked, in_place) => (2, op as usize, asked as i64, in_place),
            After::Compare(op, opposite) => (3, COMPARE_OPS.iter().position(|&o| o == op).unwrap_or(0), 0, opposite),
            After::Truth(opposite) => (5, 0, 0, opposite),
            After::CompareJump(op, opposite) => (4, COMPARE_OPS.iter().position(|&o| o == op).unwrap_or(0), 0, opposite),
        };
        Value::small_int(what | how << 4 | i64::from(flag) << 7 | (op as i64) << 8)
    }

    /// What becomes of the result, and whether the right operand was asked.
    fn answer(self) -> (Answer, bool) {
        match self {
            After::Put => (Answer::Result, false),
            After::Discard => (Answer::Nothing, false),
            After::Binary(_, asked, _) => (Answer::Declinable, asked == Asked::Right),
            After::Compare(_, false) => (Answer::Declinable, false),
            After::CompareJump(_, false) => (Answer::Condition, false),
            After::Compare(_, true) | After::CompareJump(_, true) | After::Truth(_) => (Answer::Other, false),
        }
    }

    fn of_word(word: Value) -> After {
        let bits = word.as_small_int().unwrap_or(0);
        let (op, flag) = ((bits >> 8) as usize, bits & 0x80 != 0);
        let asked = match bits >> 4 & 3 {
            0 => Asked::InPlace,
            1 => Asked::Left,
            _ => Asked::Right,
        };
        match bits & 15 {
            0 => After::Put,
            1 => After::Discard,
            2 => After::Binary(BinaryOp::ALL[op], asked, flag),
            3 => After::Compare(COMPARE_OPS[op], flag),
            5 => After::Truth(flag),
            _ => After::CompareJump(COMPARE_OPS[op], flag),
        }
    }
}

/// The Python function that `receiver`'s class, a Python class, has for a special method.
#[inline]
unsafe fn method_of(cx: *mut Context, receiver: Value, name: Gc<Str>) -> Option<Gc<Function>> {
    if receiver.kind() != Some(Kind::Instance) {
        return None;
    }
    match (*cx).known.load(rt(cx), receiver, name) {
        // SAFETY: the class is as it was and still holds the function.
        Load::Method(word) => Value::from_bits(word).as_object::<Function>(),
        _ => None,
    }
}

/// Notes for a tier what the running instruction enters.
#[inline(never)]
unsafe fn learn(cx: *mut Context, s: State, function: Gc<Function>, args: &[Value], after: After) {
    let code = &*(*cx).code;
    let class = rt(cx).class_of(args[0]);
    let operator = Operator::new(code.pc_index(s.pc), function, class, args, after.answer(), after.word());
    code.operators.borrow_mut().note(operator);
}

/// Enters `function(*args)` above the running frame if these are just its parameters.
#[inline]
unsafe fn enter_method<const N: usize>(
    cx: *mut Context,
    s: State,
    function: Gc<Function>,
    args: [Value; N],
    after: After,
    operands: [Value; 2],
) -> Option<Flow> {
    let code = function.code as *const Code;
    let place = (*cx).top;
    if (*code).fast_argc as usize != N || place.add(HEAD + 1 + N) >= (*cx).stack_end {
        return None;
    }
    if (*cx).tier.is_some() {
        learn(cx, s, function, &args, after);
    }
    *place = after.word();
    *place.add(1) = operands[0];
    *place.add(2) = operands[1];
    *place.add(HEAD) = function.into();
    let regs = place.add(HEAD + 1);
    for (offset, value) in args.into_iter().enumerate() {
        *regs.add(offset) = value;
    }
    Some(enter::<false>(cx, s, regs, code, FrameKind::Special))
}

/// `object[index]` by `__getitem__`.
#[inline]
pub(super) unsafe fn get_item(cx: *mut Context, s: State, object: Value, index: Value) -> Option<Flow> {
    let name = rt(cx).names.__getitem__;
    let function = method_of(cx, object, name)?;
    enter_method(cx, s, function, [object, index], After::Put, [Value::NONE; 2])
}

/// `object[index] = value` by `__setitem__`.
#[inline]
pub(super) unsafe fn set_item(cx: *mut Context, s: State, object: Value, index: Value, value: Value) -> Option<Flow> {
    let name = rt(cx).names.__setitem__;
    let function = method_of(cx, object, name)?;
    enter_method(cx, s, function, [object, index, value], After::Discard, [Value::NONE; 2])
}

/// `item in container`, or its opposite, by `__contains__`.
#[inline]
pub(super) unsafe fn contains(cx: *mut Context, s: State, container: Value, item: Value, opposite: bool) -> Option<Flow> {
    let name = rt(cx).names.__contains__;
    let function = method_of(cx, container, name)?;
    enter_method(cx, s, function, [container, item], After::Truth(opposite), [Value::NONE; 2])
}

/// A call of an object by `__call__`.
#[inline]
pub(super) unsafe fn call(cx: *mut Context, s: State, object: Value, args: &[Value]) -> Option<Flow> {
    let name = rt(cx).names.__call__;
    let function = method_of(cx, object, name)?;
    match *args {
        [] => enter_method(cx, s, function, [object], After::Put, [Value::NONE; 2]),
        [a] => enter_method(cx, s, function, [object, a], After::Put, [Value::NONE; 2]),
        [a, b] => enter_method(cx, s, function, [object, a, b], After::Put, [Value::NONE; 2]),
        [a, b, c] => enter_method(cx, s, function, [object, a, b, c], After::Put, [Value::NONE; 2]),
        _ => None,
    }
}

/// `op a` by its special method.
#[inline]
pub(super) unsafe fn unary(cx: *mut Context, s: State, name: Gc<Str>, a: Value) -> Option<Flow> {
    let function = method_of(cx, a, name)?;
    enter_method(cx, s, function, [a], After::Put, [Value::NONE; 2])
}

/// Whether the class of `b` may come before that of `a` because it derives from it.
#[inline]
unsafe fn may_come_first(cx: *mut Context, a: Value, b: Value) -> bool {
    let (class_a, class_b): (Gc<Class>, Gc<Class>) = (rt(cx).class_of(a), rt(cx).class_of(b));
    class_a != class_b && class_b.is_subclass(class_a)
}

/// `a op b` or `a op= b` by the method that is asked first.
#[inline(never)]
pub(super) unsafe fn binary(cx: *mut Context, s: State, op: BinaryOp, in_place: bool, a: Value, b: Value) -> Option<Flow> {
    let (name, reflected) = rt(cx).binary_names(op);
    if a.kind() == Some(Kind::Instance) {
        if in_place {
            let name = rt(cx).in_place_name(op);
            if let Some(function) = method_of(cx, a, name) {
                return enter_method(cx, s, function, [a, b], After::Binary(op, Asked::InPlace, true), [a, b]);
            }
            if rt(cx).special(a, name).is_some() {
                return None;
            }
        }
        if may_come_first(cx, a, b) {
            return None;
        }
        let function = method_of(cx, a, name)?;
        return enter_method(cx, s, function, [a, b], After::Binary(op, Asked::Left, in_place), [a, b]);
    }
    // A number knows nothing of an instance that is no number itself.
    if (a.is_small_int() || a.is_float()) && native_payload(b) == b {
        let function = method_of(cx, b, reflected)?;
        return enter_method(cx, s, function, [b, a], After::Binary(op, Asked::Right, in_place), [a, b]);
    }
    None
}

/// `a op b` by the method that is asked first.
#[inline(never)]
unsafe fn enter_comparison(cx: *mut Context, s: State, op: CompareOp, a: Value, b: Value, jump: bool) -> Option<Flow> {
    if a.kind() != Some(Kind::Instance) || may_come_first(cx, a, b) {
        return None;
    }
    let mut name = rt(cx).compare_name(op);
    let mut opposite = false;
    if op == CompareOp::Ne
        && let Some(method) = rt(cx).special(a, name)
        && rt(cx).is_object_method(method)
    {
        name = rt(cx).names.__eq__;
        opposite = true;
    }
    let function = method_of(cx, a, name)?;
    let after = if jump { After::CompareJump(op, opposite) } else { After::Compare(op, opposite) };
    enter_method(cx, s, function, [a, b], after, [a, b])
}

/// `a op b` as a value.
#[inline]
pub(super) unsafe fn compare(cx: *mut Context, s: State, op: CompareOp, a: Value, b: Value) -> Option<Flow> {
    enter_comparison(cx, s, op, a, b, false)
}

/// `a op b` for a jump.
#[inline]
pub(super) unsafe fn compare_jump(cx: *mut Context, s: State, op: CompareOp, a: Value, b: Value) -> Option<Flow> {
    enter_comparison(cx, s, op, a, b, true)
}

/// What a comparison makes of what a method has answered.
unsafe fn comparison(cx: *mut Context, op: CompareOp, opposite: bool, [a, b]: [Value; 2], answer: Value) -> Result {
    if answer == Value::NOT_IMPLEMENTED {
        return rt(cx).compare_declined(op, a, b);
    }
    if opposite { Ok(Value::bool(!truth(cx, answer)?)) } else { Ok(answer) }
}

/// The frame of a special method has ended with `value`: goes on with the instruction at `s`, which asked for it. What it
/// noted stands where the frame began.
///
/// # Safety
/// As a handler's; the frame's record has been dropped.
pub(crate) unsafe fn returned(cx: *mut Context, s: State, value: Value) -> Flow {
    let head = (*cx).top;
    let (after, operands) = (After::of_word(*head), [*head.add(1), *head.add(2)]);
    let i = *s.pc;
    match after {
        After::Put => {
            note(cx, s, type_bits(value));
            put(s, i.a, value)
        }
        After::Discard => next(s),
        After::Truth(opposite) => put(s, i.a, Value::bool(tri!(s, truth(cx, value)) != opposite)),
        After::Binary(op, asked, in_place) => {
            let mut result = value;
            if value == Value::NOT_IMPLEMENTED {
                result = match rt(cx).binary_declined(op, in_place, asked, operands[0], operands[1]) {
                    Ok(result) => result,
                    Err(Raised) => return Flow::Raise(s),
                };
            }
            note(cx, s, type_bits(result));
            put(s, i.a, result)
        }
        After::Compare(op, opposite) => put(s, i.a, tri!(s, comparison(cx, op, opposite, operands, value))),
        After::CompareJump(op, opposite) => {
            let result = tri!(s, comparison(cx, op, opposite, operands, value));
            let holds = tri!(s, truth(cx, result));
            branch::<false>(cx, s, holds == (i.x != 0), i)
        }
    }
}
