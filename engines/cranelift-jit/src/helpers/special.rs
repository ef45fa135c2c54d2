//! Special methods of Python classes, called straight by their machine code: what an operator's helper tries before it asks
//! the runtime, which would look the method up, bind its arguments and start a driver.
//!
//! Only what needs no more than one call is done here: a method of the left operand's class, translated, of just these
//! parameters. What it declines (`NotImplemented`) the runtime goes on with.

use bytecode_vm::BytecodeVm;
use bytecode_vm::code::Code;
use bytecode_vm::context::Context;
use runtime::object::function::Function;
use runtime::object::string::Str;
use runtime::object::{Gc, Kind};
use runtime::ops::arithmetic::Asked;
use runtime::{BinaryOp, CompareOp, Result, Runtime, Value};

use super::calls::enter;
use super::runtime;

/// A method's machine code for a call with this receiver and these further arguments, if it has any.
#[inline]
unsafe fn compiled(cx: *mut Context, receiver: Value, name: Gc<Str>, arguments: u32) -> Option<Gc<Function>> {
    // SAFETY: by the caller's promise; what a look-up finds is a live value.
    unsafe {
        let word = BytecodeVm::find_method(cx, receiver, name);
        if word == 0 {
            return None;
        }
        let function = Value::from_bits(word).as_object::<Function>()?;
        let code = &*(function.code as *const Code);
        (code.fast_argc == arguments + 1 && code.entry.get().is_some()).then_some(function)
    }
}

/// Whether the right operand's class may have the first word, because it derives from the left one's.
fn right_first(rt: &mut Runtime, a: Value, b: Value) -> bool {
    let same = match (a.header(), b.header()) {
        (Some(a), Some(b)) => a.shape() == b.shape(),
        _ => false,
    };
    if same || !matches!(b.kind(), Some(Kind::Instance | Kind::Native | Kind::Exception | Kind::Class)) {
        return false;
    }
    let (left, right) = (rt.class_of(a), rt.class_of(b));
    left != right && right.is_subclass(left)
}

/// `a op b` by the method of `a`, if that is translated.
///
/// # Safety
/// `cx` is the running machine, which knows of the running frame; both values are live.
#[inline]
pub unsafe fn compare(cx: *mut Context, op: CompareOp, a: Value, b: Value) -> Option<Result> {
    if a.kind() != Some(Kind::Instance) {
        return None;
    }
    // SAFETY: passed on.
    unsafe {
        let rt = runtime(cx);
        if right_first(rt, a, b) {
            return None;
        }
        let function = compiled(cx, a, rt.compare_name(op), 1)?;
        let result = enter(cx, function, None, &[a, b], None)?;
        Some(match result {
            Ok(Value::NOT_IMPLEMENTED) => runtime(cx).compare_declined(op, a, b),
            other => other,
        })
    }
}

/// `a op b`, or `a op= b`, likewise.
///
/// # Safety
/// As [`compare`].
#[inline]
pub unsafe fn binary(cx: *mut Context, op: BinaryOp, in_place: bool, a: Value, b: Value) -> Option<Result> {
    if a.kind() != Some(Kind::Instance) {
        return None;
    }
    // SAFETY: passed on.
    unsafe {
        let rt = runtime(cx);
        if (in_place && rt.special(a, rt.in_place_name(op)).is_some()) || right_first(rt, a, b) {
            return None;
        }
        let function = compiled(cx, a, rt.binary_names(op).0, 1)?;
        let result = enter(cx, function, None, &[a, b], None)?;
        Some(match result {
            Ok(Value::NOT_IMPLEMENTED) => runtime(cx).binary_declined(op, in_place, Asked::Left, a, b),
            other => other,
        })
    }
}

/// Calls the special method that `name` picks from the runtime's names, on a receiver and further arguments.
///
/// # Safety
/// As [`compare`].
#[inline]
pub unsafe fn method(cx: *mut Context, name: fn(&Runtime) -> Gc<Str>, arguments: &[Value]) -> Option<Result> {
    let receiver = *arguments.first()?;
    if receiver.kind() != Some(Kind::Instance) {
        return None;
    }
    // SAFETY: passed on.
    unsafe {
        let function = compiled(cx, receiver, name(runtime(cx)), arguments.len() as u32 - 1)?;
        enter(cx, function, None, arguments, None)
    }
}
