//! What compiled code calls to raise exceptions, and where it catches them.

use bytecode_vm::BytecodeVm;
use bytecode_vm::context::Context;
use runtime::Value;
use runtime::object::exception::Exception;

use super::{RAISED, code_of, outcome, runtime, tier};
use crate::abi::TierData;

/// An exception is pending: to its handler in the interpreter, or out of the activation.
///
/// # Safety
/// As [`super::side_exit`].
pub unsafe extern "C" fn raise(cx: *mut Context, window: *mut Value, exit: u64, iterations: u64) -> u64 {
    // SAFETY: by the caller's promise; the tier's data live as long as the context.
    unsafe {
        (*((*cx).tier_data as *mut TierData)).iterations += iterations;
        let rt = runtime(cx);
        if tier(cx).leave_raising(rt, exit) {
            return RAISED;
        }
        let code = code_of(window);
        let left = tier(cx).take_exception(rt, window, exit);
        if code.object().is_generator {
            return BytecodeVm::leave_generator(cx, code, window, &left.inlined, left.pc, true);
        }
        BytecodeVm::finish_raising(cx, code, window, &left.inlined, left.pc)
    }
}

/// An exception is pending and the unit goes on at its handler: takes the exception.
///
/// # Safety
/// `cx` is the running machine, `exit` the word of one of its units' exits for exceptions.
pub unsafe extern "C" fn catch(cx: *mut Context, exit: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        let rt = runtime(cx);
        tier(cx).add_traceback(rt, exit);
        rt.take_pending().bits()
    }
}

/// Raises what a `raise` statement names: an exception, or a class to be called.
///
/// # Safety
/// `cx` is the running machine, `value` live.
pub unsafe extern "C" fn raise_object(cx: *mut Context, value: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { runtime(cx) }.raise_object(value);
    RAISED
}

/// Raises likewise, `from` something.
///
/// # Safety
/// As [`raise_object`], and `cause` live.
pub unsafe extern "C" fn raise_from(cx: *mut Context, value: Value, cause: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { runtime(cx) }.raise_from(value, cause);
    RAISED
}

/// Goes on raising an exception.
///
/// # Safety
/// As [`raise_object`].
pub unsafe extern "C" fn rethrow(cx: *mut Context, exception: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { runtime(cx) }.pending = exception;
    RAISED
}

/// An exception is being handled from now on; gives the one that was.
///
/// # Safety
/// As [`raise_object`].
pub unsafe extern "C" fn push_handled(cx: *mut Context, exception: Value) -> u64 {
    // SAFETY: by the caller's promise.
    let handling = &mut unsafe { runtime(cx) }.handling;
    let former = handling.last().copied().unwrap_or(Value::NONE);
    handling.push(exception);
    former.bits()
}

/// The exception being handled is that of before.
///
/// # Safety
/// `cx` is the running machine.
pub unsafe extern "C" fn pop_handled(cx: *mut Context) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { runtime(cx) }.handling.pop();
    1
}

/// Whether an exception matches what stands behind `except`: 0 raised, 1 no, 2 yes.
///
/// # Safety
/// `cx` is the running machine, both values live.
pub unsafe extern "C" fn exception_matches(cx: *mut Context, exception: Value, types: Value) -> u64 {
    // SAFETY: by the caller's promise.
    outcome(unsafe { runtime(cx) }.exception_matches(exception, types))
}

/// The class of an exception.
///
/// # Safety
/// `cx` is the running machine, `exception` live.
pub unsafe extern "C" fn class_of(cx: *mut Context, exception: Value) -> u64 {
    // SAFETY: by the caller's promise.
    Value::from(unsafe { runtime(cx) }.class_of(exception)).bits()
}

/// The traceback of an exception, or `None`.
///
/// # Safety
/// As [`class_of`].
pub unsafe extern "C" fn traceback_of(_: *mut Context, exception: Value) -> u64 {
    exception.as_object::<Exception>().map_or(Value::NONE, |e| e.traceback.get()).bits()
}
