//! Where compiled code hands back: an exception that left it, or an activation it does not finish.

use crate::context::{Context, FrameKind, State};
use crate::ops::Flow;
use crate::unwind::leave_frame;

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
        if matches!(kind, FrameKind::Entry | FrameKind::Generator) {
            return Flow::Abandon;
        }
        Flow::Raise(State { pc: caller.pc.sub(1), ..caller })
    }
}
