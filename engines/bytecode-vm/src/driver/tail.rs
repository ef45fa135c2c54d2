//! The driver by tail calls: program counter, registers, machine and instruction stay in the registers in which arguments
//! are passed, each handler is compiled by itself, and each has a jump of its own for the processor to predict.
//!
//! Three things make a call in tail position a jump: nothing is left to drop, nothing on the stack may still be referred
//! to, and the arguments fit into registers. Hence *fast* handlers call nothing at all; where their half of a body does
//! not suffice they jump to the *whole* handler, which calls the body as a function and holds on to two words of it.

use bytecode::{Insn, Opcode};
use runtime::{Raised, Result, Value};

use super::raised;
use crate::context::{Context, State};
use crate::ops::{self, Ending, Flow};

/// A handler that goes on by itself. The last argument is the instruction's eight bytes.
type Handler = unsafe fn(*const Insn, *mut Value, *mut Context, u64) -> Result;

/// As [`super::run`].
///
/// # Safety
/// As there.
#[inline(never)]
pub(super) unsafe fn run(cx: *mut Context, start: State) -> Result {
    // SAFETY: passed on.
    unsafe { go_on(start, cx) }
}

/// Jumps to the handler of the next instruction.
#[inline(always)]
unsafe fn go_on(s: State, cx: *mut Context) -> Result {
    // SAFETY: verified code never leaves its instructions, which are aligned as words; the table has a handler for each
    // opcode, which is the first byte.
    unsafe {
        let opcode = *(s.pc as *const u8);
        let word = *(s.pc as *const u64);
        HANDLERS.get_unchecked(usize::from(opcode))(s.pc, s.regs, cx, word)
    }
}

/// The instruction of its eight bytes.
#[inline(always)]
unsafe fn decoded(word: u64) -> Insn {
    // SAFETY: they were read where an instruction stands.
    unsafe { std::mem::transmute::<u64, Insn>(word) }
}

/// Anything but going on at an instruction.
#[cold]
#[inline(never)]
unsafe fn otherwise(flow: Flow, cx: *mut Context) -> Result {
    // SAFETY: passed on.
    unsafe {
        match flow.ending() {
            Ending::Next(next) => go_on(next, cx),
            Ending::Raise(at) => match raised(cx, at).next() {
                Some(next) => go_on(next, cx),
                None => Err(Raised),
            },
            Ending::Exit(value) => Ok(value),
            Ending::Abandon => Err(Raised),
        }
    }
}

macro_rules! whole {
    ($name:ident) => {
        #[inline(never)]
        pub(super) unsafe fn $name(pc: *const Insn, regs: *mut Value, cx: *mut Context, word: u64) -> Result {
            #[inline(never)]
            unsafe fn body(cx: *mut Context, pc: *const Insn, regs: *mut Value, word: u64) -> Flow {
                // SAFETY: passed on.
                unsafe { ops::$name(cx, State { pc, regs }, decoded(word)) }
            }
            // SAFETY: passed on.
            unsafe {
                let flow = body(cx, pc, regs, word);
                match flow.next() {
                    Some(next) => go_on(next, cx),
                    None => otherwise(flow, cx),
                }
            }
        }
    };
}

macro_rules! whole_handlers {
    (base { $($(#[doc = $doc:literal])+ $name:ident [$($field:ident: $role:ident),*];)* }
     quick { $($(#[doc = $qdoc:literal])+ $quick:ident of $base:ident;)* }) => {
        #[allow(non_snake_case, reason = "a handler is named as its opcode")]
        mod whole {
            use super::*;
            $(whole!($name);)*
            $(whole!($quick);)*
        }

        /// Whole handlers by opcode.
        const WHOLE: [Handler; Opcode::COUNT] = [$(whole::$name,)* $(whole::$quick,)*];
    };
}
bytecode::for_each_opcode!(whole_handlers);

macro_rules! fast_handlers {
    ($($name:ident)*) => {
        #[allow(non_snake_case, reason = "a handler is named as its opcode")]
        mod fast {
            use super::*;
            $(
                pub(super) unsafe fn $name(pc: *const Insn, regs: *mut Value, cx: *mut Context, word: u64) -> Result {
                    // SAFETY: passed on.
                    unsafe {
                        match ops::halves::$name::<true>(cx, State { pc, regs }, decoded(word)).next_of_fast() {
                            Some(next) => go_on(next, cx),
                            None => whole::$name(pc, regs, cx, word),
                        }
                    }
                }
            )*
        }

        const fn handlers() -> [Handler; Opcode::COUNT] {
            let mut handlers = WHOLE;
            $(handlers[Opcode::$name as usize] = fast::$name;)*
            handlers
        }
    };
}
ops::for_each_fast!(fast_handlers);

/// Handlers by opcode.
static HANDLERS: [Handler; Opcode::COUNT] = handlers();
