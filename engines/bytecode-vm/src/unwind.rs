//! Exceptions: from the instruction that raised to the handler, frame by frame.

use bytecode::Opcode;
use runtime::object::function::Function;

use crate::context::{Context, FrameKind, State};
use crate::generator;

/// Finds where the pending exception is caught, leaving frames on the way. `None`: not in this driver; the frame that
/// native code entered has been left.
///
/// # Safety
/// `at` is the running frame of `cx`, its `pc` the instruction that raised.
pub(crate) unsafe fn unwind(cx: *mut Context, mut at: State) -> Option<State> {
    // SAFETY: frames and code are live while their frame records are.
    unsafe {
        let rt = &mut *(*cx).rt;
        loop {
            let code = &*(*cx).code;
            let pc = code.pc_index(at.pc);
            (*cx).counters.unwound += 1;
            if (*at.pc).op != Opcode::Rethrow {
                rt.add_traceback(code.proto, code.object().line_of(pc));
            }
            if let Some(entry) = code.object().handler_of(pc) {
                *at.regs.add(usize::from(entry.register)) = rt.take_pending();
                return Some(State { pc: code.insns.add(entry.handler as usize), ..at });
            }
            let kind = (*(*cx).frames.sub(1)).kind();
            at = leave_frame(cx);
            match kind {
                FrameKind::Call | FrameKind::Init | FrameKind::Special => {}
                FrameKind::Generator => generator::finished(*(*cx).top),
                FrameKind::LoopGenerator => {
                    generator::finished(*(*cx).top);
                    rt.check_stop_iteration();
                }
                FrameKind::Entry => {}
            }
            if matches!(kind, FrameKind::Entry | FrameKind::Generator) {
                return None;
            }
            // The record holds the instruction behind the call.
            at.pc = at.pc.sub(1);
        }
    }
}

/// Drops the running frame; gives the caller's state as its record holds it.
///
/// # Safety
/// There is a running frame.
#[inline(always)]
pub(crate) unsafe fn leave_frame(cx: *mut Context) -> State {
    // SAFETY: one record per running frame.
    unsafe {
        let frame = (*cx).frames.sub(1);
        (*cx).frames = frame;
        (*(*cx).rt).depth -= 1;
        let state = State { pc: (*frame).pc, regs: (*frame).regs };
        let code = (*frame).code;
        (*cx).code = code;
        (*cx).top = if state.pc.is_null() { state.regs } else { state.regs.add((*code).registers as usize) };
        state
    }
}

/// The function whose frame this is.
///
/// # Safety
/// `state` is a running frame.
#[inline(always)]
pub(crate) unsafe fn function_of(state: State) -> runtime::object::Gc<Function> {
    // SAFETY: the word below the registers holds the function.
    unsafe { runtime::object::Gc::from_raw((*state.regs.sub(1)).bits() as *mut Function) }
}
