//! The drivers: fetch, dispatch, repeat. Handler bodies are in [`crate::ops`]; this file knows only how they end.
//!
//! Both are made of the same bodies. In the driver by [`tail`] calls each handler is a function of its own that ends by
//! jumping to the next one; the driver by `match` is one loop. Stable Rust does not promise that a call in tail position
//! becomes a jump, so the build script asks for the former only where the optimiser makes it one, and a test
//! (`tests/dispatch.rs`) overflows its stack when a jump has been lost.

#[cfg(tail_calls)]
mod tail;

use runtime::{Raised, Result};

use crate::context::{Context, State};
#[cfg(not(tail_calls))]
use crate::ops;
use crate::ops::{Ending, Flow};

#[cfg(tail_calls)]
use tail::run as run_fast;

/// Runs from `start` until the frame that was entered last from native code ends.
///
/// # Safety
/// `start` is a frame of `cx` whose code was verified; `cx.rt` is the runtime in use.
#[inline]
pub(crate) unsafe fn run(cx: *mut Context, start: State) -> Result {
    // SAFETY: passed on.
    unsafe { if (*cx).profiler.is_some() { crate::profile::run(cx, start) } else { run_fast(cx, start) } }
}

#[cfg(not(tail_calls))]
macro_rules! drive {
    (base { $($(#[doc = $doc:literal])+ $name:ident [$($field:ident: $role:ident),*];)* }
     quick { $($(#[doc = $qdoc:literal])+ $quick:ident of $base:ident;)* }) => {
        /// As [`run`].
        ///
        /// # Safety
        /// As there.
        #[inline(never)]
        unsafe fn run_fast(cx: *mut Context, start: State) -> Result {
            // Two locals, not a struct that lives in memory: these are the machine's registers.
            let State { mut pc, mut regs } = start;
            macro_rules! step {
                ($handler:ident, $insn:ident) => {
                    match ops::$handler(cx, State { pc, regs }, $insn).ending() {
                        Ending::Next(next) => {
                            pc = next.pc;
                            regs = next.regs;
                        }
                        Ending::Raise(at) => match raised(cx, at).next() {
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
#[cfg(not(tail_calls))]
bytecode::for_each_opcode!(drive);

/// An exception is pending at an instruction: goes on in this driver, or abandons it.
#[cold]
#[inline(never)]
pub(crate) unsafe fn raised(cx: *mut Context, at: State) -> Flow {
    // SAFETY: passed on.
    unsafe { crate::unwind::unwind(cx, at).map_or(Flow::Abandon, Flow::Next) }
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
            Ending::Raise(at) => match raised(cx, at).next() {
                Some(next) => run(cx, next),
                None => Err(Raised),
            },
            Ending::Exit(value) => Ok(value),
            Ending::Abandon => Err(Raised),
        }
    }
}
