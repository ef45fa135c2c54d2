//! Where compiled code hands back: an exception that left it, or an activation it does not finish.

use runtime::Value;

use crate::code::Code;
use crate::context::{Context, FrameKind, State};
use crate::ops::Flow;
use crate::tier::{LEFT, LEFT_MASK, LEFT_PC, LEFT_RAISING};
use crate::unwind::{function_of, leave_frame};

/// Compiled code of the running frame has returned `bits` (see [`crate::tier::Entry`]).
///
/// # Safety
/// There is a running frame; what was handed back has its registers stored and its function below them.
pub(crate) unsafe fn returned(cx: *mut Context, bits: u64) -> Flow {
    // SAFETY: passed on.
    unsafe {
        match bits {
            0 => raise(cx),
            bits if bits & LEFT_MASK == LEFT => {
                let regs = (*(*cx).frames.sub(1)).callee_regs();
                let code = function_of(State { pc: std::ptr::null(), regs }).code as *const Code;
                (*cx).code = code;
                (*cx).top = regs.add((*code).registers as usize);
                let state = State { pc: (*code).insns.add((bits >> LEFT_PC) as usize), regs };
                if bits & LEFT_RAISING != 0 { Flow::Raise(state) } else { Flow::Next(state) }
            }
            bits => crate::ops::return_value::<false>(cx, Value::from_bits(bits)),
        }
    }
}

/// Compiled code of the running frame ended with an exception that none of its handlers takes: go on at the caller.
///
/// # Safety
/// There is a running frame.
#[cold]
#[inline(never)]
pub(crate) unsafe fn raise(cx: *mut Context) -> Flow {
    // SAFETY: one record per frame.
    unsafe {
        let kind = (*(*cx).frames.sub(1)).kind();
        let caller = leave_frame(cx);
        if matches!(kind, FrameKind::Generator | FrameKind::LoopGenerator) {
            crate::generator::finished(*(*cx).top);
        }
        if kind == FrameKind::LoopGenerator {
            (*(*cx).rt).check_stop_iteration();
        }
        if matches!(kind, FrameKind::Entry | FrameKind::Generator) {
            return Flow::Abandon;
        }
        Flow::Raise(State { pc: caller.pc.sub(1), ..caller })
    }
}
