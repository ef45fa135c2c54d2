//! The `match` driver: fetch, dispatch, repeat. Handler bodies are in [`crate::ops`]; this file knows only how they end.

use runtime::{Raised, Result};

use crate::context::{Context, State};
use crate::ops::{self, Ending, Flow};

macro_rules! drive {
    (base { $($(#[doc = $doc:literal])+ $name:ident [$($field:ident: $role:ident),*];)* }
     quick { $($(#[doc = $qdoc:literal])+ $quick:ident of $base:ident;)* }) => {
        /// Runs from `start` until the frame that was entered last from native code ends.
        ///
        /// # Safety
        /// `start` is a frame of `cx` whose code was verified; `cx.rt` is the runtime in use.
        #[inline(never)]
        pub(crate) unsafe fn run(cx: *mut Context, start: State) -> Result {
            // Two locals, not a struct that lives in memory: these are the machine's registers.
            let State { mut pc, mut regs } = start;
            macro_rules! step {
                ($handler:ident, $insn:ident) => {
                    match ops::$handler(cx, State { pc, regs }, $insn).ending() {
                        Ending::Next(next) => {
                            pc = next.pc;
                            regs = next.regs;
                        }
                        Ending::Raise(at) => match raised(cx, at) {
                            Some(next) => {
                                pc = next.pc;
                                regs = next.regs;
                            }
                            None => return Err(Raised),
                        },
                        Ending::Exit(value) => return Ok(value),
                        Ending::Abandon => return Err(Raised),
                    }
                };
            }
            loop {
                // SAFETY: verified code never leaves its instructions; see each handler for the rest.
                unsafe {
                    let insn = *pc;
                    match insn.op {
                        $(bytecode::Opcode::$name => step!($name, insn),)*
                        $(bytecode::Opcode::$quick => step!($quick, insn),)*
                    }
                }
            }
        }
    };
}
bytecode::for_each_opcode!(drive);

/// An exception is pending at an instruction: where to go on in this driver, if anywhere.
#[cold]
#[inline(never)]
unsafe fn raised(cx: *mut Context, at: State) -> Option<State> {
    // SAFETY: passed on.
    unsafe { crate::unwind::unwind(cx, at) }
}

/// Goes on after a handler that some other code has run.
///
/// # Safety
/// As [`run`].
pub(crate) unsafe fn run_flow(cx: *mut Context, flow: Flow) -> Result {
    // SAFETY: passed on.
    unsafe {
        match flow.ending() {
            Ending::Next(state) => run(cx, state),
            Ending::Raise(at) => match raised(cx, at) {
                Some(next) => run(cx, next),
                None => Err(Raised),
            },
            Ending::Exit(value) => Ok(value),
            Ending::Abandon => Err(Raised),
        }
    }
}
