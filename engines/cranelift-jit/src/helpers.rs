//! What compiled code calls: `extern "C"`, words in, a word out. None may unwind; a panic in one ends the process.

use bytecode_vm::BytecodeVm;
use bytecode_vm::code::Code;
use bytecode_vm::context::Context;
use runtime::object::Gc;
use runtime::object::class::Class;
use runtime::object::function::{Function, NativeFunction};
use runtime::{CompareOp, Runtime, Value};

use crate::abi::TierData;
use crate::tier::JitTier;

/// An exception is pending.
const RAISED: u64 = 0;

unsafe fn runtime<'a>(cx: *mut Context) -> &'a mut Runtime {
    // SAFETY: the context points to the runtime in use; no other reference is alive while compiled code runs.
    unsafe { &mut *(*cx).rt }
}

unsafe fn tier<'a>(cx: *mut Context) -> &'a JitTier {
    // SAFETY: the engine that installed the tier keeps it and its data as long as the context.
    unsafe { &*(*((*cx).tier_data as *const TierData)).tier }
}

unsafe fn code_of<'a>(window: *mut Value) -> &'a Code {
    // SAFETY: the word below the registers of a frame is its function, whose code lives as long as the engine.
    unsafe {
        let function = Gc::from_raw((*window.sub(1)).bits() as *mut Function);
        &*(function.code as *const Code)
    }
}

/// One instruction by the interpreter's handler, counted.
///
/// # Safety
/// As [`bytecode_vm::step::step`].
pub unsafe extern "C" fn step(cx: *mut Context, code: *const Code, regs: *mut Value, pc: u32) -> u64 {
    // SAFETY: by the caller's promise; the tier's data live as long as the context.
    unsafe {
        let opcode = (*(*code).insns.add(pc as usize)).op;
        (*((*cx).tier_data as *mut TierData)).steps[opcode as usize] += 1;
        bytecode_vm::step::step(cx, code, regs, pc)
    }
}

/// A guard failed: the activation is finished by the interpreter.
///
/// # Safety
/// The running frame has its registers at `window`, stored as the exit says.
pub unsafe extern "C" fn side_exit(cx: *mut Context, window: *mut Value, exit: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        let code = code_of(window);
        let pc = tier(cx).take_exit(runtime(cx), code, window, exit);
        BytecodeVm::finish_activation(cx, code, window, pc)
    }
}

/// An exception is pending: to its handler in the interpreter, or out of the activation.
///
/// # Safety
/// As [`side_exit`].
pub unsafe extern "C" fn raise(cx: *mut Context, window: *mut Value, exit: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        let code = code_of(window);
        let rt = runtime(cx);
        let pc = tier(cx).take_exception(rt, window, exit);
        let object = code.object();
        if object.handler_of(pc).is_some() {
            return BytecodeVm::finish_raising(cx, code, window, pc);
        }
        if object.op(pc) != bytecode::Opcode::Rethrow {
            rt.add_traceback(code.proto, object.line_of(pc));
        }
        RAISED
    }
}

/// The value of any integer.
///
/// # Safety
/// `cx` is the running machine.
pub unsafe extern "C" fn box_int(cx: *mut Context, value: i64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { runtime(cx).new_int(value).bits() }
}

fn outcome(result: runtime::Result<bool>) -> u64 {
    match result {
        Ok(truth) => 1 + u64::from(truth),
        Err(_) => RAISED,
    }
}

/// Truth of a value: 0 raised, 1 false, 2 true.
///
/// # Safety
/// `cx` is the running machine, `value` a live value.
pub unsafe extern "C" fn truth(cx: *mut Context, value: Value) -> u64 {
    // SAFETY: by the caller's promise.
    outcome(unsafe { runtime(cx).truth(value) })
}

/// Truth of a comparison: 0 raised, 1 false, 2 true.
///
/// # Safety
/// `cx` is the running machine, both values live, `op` a number of a comparison.
pub unsafe extern "C" fn compare(cx: *mut Context, op: u64, a: Value, b: Value) -> u64 {
    const OPS: [CompareOp; 6] = [CompareOp::Lt, CompareOp::Le, CompareOp::Eq, CompareOp::Ne, CompareOp::Gt, CompareOp::Ge];
    // SAFETY: by the caller's promise.
    let rt = unsafe { runtime(cx) };
    outcome(rt.compare(OPS[op as usize], a, b).and_then(|result| rt.truth(result)))
}

/// Calls the native function at `window` with the arguments behind it.
///
/// # Safety
/// `window[0]` is a native function, `argc` arguments follow, all below the end of the running frame.
pub unsafe extern "C" fn call_native(cx: *mut Context, window: *mut Value, argc: u64) -> u64 {
    // SAFETY: by the caller's promise; callees put their frames above the running one.
    unsafe {
        let function = Gc::from_raw((*window).bits() as *mut NativeFunction);
        let arguments = std::slice::from_raw_parts(window.add(1), argc as usize);
        runtime(cx).call_native(function, arguments, None).map_or(RAISED, Value::bits)
    }
}

/// The function that a method call finds in the receiver's class and that takes the receiver first; 0 if there is none or
/// the look-up may run guest code.
///
/// # Safety
/// `cx` is the running machine, `receiver` a live value, `site` an attribute site of `code`.
pub unsafe extern "C" fn find_method(cx: *mut Context, receiver: Value, code: *const Code, site: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { BytecodeVm::find_method(cx, receiver, (&(*code).site_names)[site as usize]) }
}

/// An instance of a class, all slots empty.
///
/// # Safety
/// `cx` is the running machine, `class` a Python class whose instances have the plain layout and which is not abstract.
pub unsafe extern "C" fn new_instance(cx: *mut Context, class: *mut Class) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        let rt = runtime(cx);
        let shape = Gc::from_raw(class).root_shape();
        let capacity = rt.shapes.get(shape).inline_capacity;
        Value::from(rt.new_instance(shape, capacity, None)).bits()
    }
}

/// An `__init__` has returned something else than `None`.
///
/// # Safety
/// `cx` is the running machine, `value` a live value.
pub unsafe extern "C" fn init_returned(cx: *mut Context, value: Value) -> u64 {
    // SAFETY: by the caller's promise.
    let rt = unsafe { runtime(cx) };
    let name = rt.type_name(value);
    rt.type_error(format!("__init__() should return None, not '{name}'"));
    RAISED
}
