//! One instruction at a time, for compiled code: whatever a compiler does not translate is done by the very handler that
//! the driver uses, on the same registers.

use bytecode::{Insn, Opcode};
use runtime::{Raised, Result, Value};

use crate::code::Code;
use crate::context::{Context, Frame, FrameKind, State};
use crate::ops::{self, Ending, Flow};

/// How [`step`] ended: an exception is pending.
pub const RAISED: u64 = 0;
/// How [`step`] ended: go on at the next instruction.
pub const NEXT: u64 = 1;
/// How [`step`] ended: go on at the instruction's jump target.
pub const JUMPED: u64 = 2;

macro_rules! define_dispatch {
    (base { $($(#[doc = $doc:literal])+ $name:ident [$($field:ident: $role:ident),*];)* }
     quick { $($(#[doc = $qdoc:literal])+ $quick:ident of $base:ident;)* }) => {
        /// Runs one handler.
        ///
        /// # Safety
        /// As every handler (see [`ops`]).
        pub(crate) unsafe fn dispatch(cx: *mut Context, s: State, insn: Insn) -> Flow {
            // SAFETY: passed on.
            unsafe {
                match insn.op {
                    $(Opcode::$name => ops::$name(cx, s, insn),)*
                    $(Opcode::$quick => ops::$quick(cx, s, insn),)*
                }
            }
        }
    };
}
bytecode::for_each_opcode!(define_dispatch);

/// Executes the instruction at `pc` of a compiled activation: its operands are taken from, and its results put into, the
/// registers. A Python function that it calls has returned when this returns. Returns, `yield` and plain backward jumps
/// (which count iterations) are not for this function.
///
/// # Safety
/// The running frame of `cx` is `code`'s with registers `regs`; the registers that the instruction reads are up to date.
pub unsafe extern "C" fn step(cx: *mut Context, code: *const Code, regs: *mut Value, pc: u32) -> u64 {
    // SAFETY: by the caller's promise; the first new frame record that a handler leaves is its callee's.
    unsafe {
        let s = State { pc: (*code).insns.add(pc as usize), regs };
        (*cx).code = code;
        let mut insn = *s.pc;
        if matches!(insn.op.base(), Opcode::ForIter | Opcode::ForRange) {
            // Compiled code goes on at the body's first instruction.
            insn.x &= !ops::PAIR;
            // The handler counts an iteration; compiled iterations are counted by compiled code.
            (*code).countdown.set((*code).countdown.get().saturating_add(1).max(2));
        }
        let frames = (*cx).frames;
        match dispatch(cx, s, insn).ending() {
            Ending::Next(next) if (*cx).frames == frames => {
                if next.pc == s.pc.add(1) {
                    NEXT
                } else {
                    JUMPED
                }
            }
            Ending::Next(callee) => run_callee(cx, code, s, insn, frames, Flow::Next(callee)),
            // Compiled code of a generator that the handler has resumed leaves its frame to the interpreter.
            Ending::Raise(callee) if (*cx).frames != frames => run_callee(cx, code, s, insn, frames, Flow::Raise(callee)),
            Ending::Raise(_) | Ending::Abandon | Ending::Exit(_) => RAISED,
        }
    }
}

/// Runs the frame that a handler has just entered, in a driver of its own, and does with its result what the driver of
/// the caller would have done. Compiled code of a generator may have left frames of its own above that one.
unsafe fn run_callee(cx: *mut Context, code: *const Code, s: State, insn: Insn, record: *mut Frame, callee: Flow) -> u64 {
    // SAFETY: the record is the callee's, whose caller is at `s`.
    unsafe {
        let end = s.regs.add((*code).registers as usize);
        let kind = (*record).kind();
        let own_kind = if kind == FrameKind::LoopGenerator { FrameKind::Generator } else { FrameKind::Entry };
        let native = State { pc: std::ptr::null(), regs: end };
        *record = Frame::new(native, code, (*record).callee_regs(), own_kind);
        let outcome = run_nested(cx, record, callee);
        let rt = &mut *(*cx).rt;
        match (kind, outcome) {
            (FrameKind::LoopGenerator, Err(Raised)) => {
                rt.check_stop_iteration();
                RAISED
            }
            (_, Err(Raised)) => RAISED,
            (FrameKind::LoopGenerator, Ok(value)) if value.is_empty() => {
                let value = std::mem::replace(&mut rt.generator_return, Value::NONE);
                match crate::generator::ended(cx, s, value).ending() {
                    Ending::Next(_) => NEXT,
                    Ending::Raise(_) | Ending::Abandon | Ending::Exit(_) => RAISED,
                }
            }
            (FrameKind::LoopGenerator, Ok(value)) => {
                ops::set(s, insn.a, value);
                if insn.op.base() == Opcode::ForIter { JUMPED } else { NEXT }
            }
            (FrameKind::Init, Ok(value)) if !value.is_none() => {
                let name = rt.type_name(value);
                rt.type_error(format!("__init__() should return None, not '{name}'"));
                RAISED
            }
            (FrameKind::Init, Ok(_)) => {
                // The instance was kept at the end of the caller's registers.
                ops::set(s, insn.a, *end);
                NEXT
            }
            (FrameKind::Special, Ok(value)) => match ops::special::returned(cx, s, value).ending() {
                Ending::Next(next) if next.pc == s.pc.add(1) => NEXT,
                Ending::Next(_) => JUMPED,
                Ending::Raise(_) | Ending::Abandon | Ending::Exit(_) => RAISED,
            },
            (_, Ok(value)) => {
                ops::set(s, insn.a, value);
                NEXT
            }
        }
    }
}

/// A driver inside native code, if the native stack has room for it.
unsafe fn run_nested(cx: *mut Context, record: *mut Frame, callee: Flow) -> Result {
    // SAFETY: as `run_callee`.
    unsafe {
        let rt = &mut *(*cx).rt;
        rt.depth -= 1;
        let room = rt.enter_frame();
        if room.is_err() {
            rt.depth += 1;
            let kind = (*record).kind();
            for _ in 0..(*cx).frames.offset_from(record) {
                crate::unwind::leave_frame(cx);
            }
            if kind == FrameKind::Generator {
                crate::generator::finished(*(*cx).top);
            }
            return Err(Raised);
        }
        crate::driver::run_flow(cx, callee)
    }
}
