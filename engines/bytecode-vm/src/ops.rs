//! Handler bodies: one function for each opcode, named as the opcode, used by every driver.
//!
//! A handler does all of its fast path inline and calls a cold function for the rest, passing [`State`] by value so that
//! program counter and registers stay in machine registers.
//!
//! # Safety
//! Every function here that is `unsafe` requires: `cx` is the machine in use and `cx.rt` its runtime; `s` is the running
//! frame, `s.pc` an instruction of `cx.code`, which was verified. Hence registers named by operands are in the frame and
//! were written before they are read, indices are within their tables, jumps stay inside the code, and a register that the
//! compiler uses for a cell, a list or a dict under construction holds one. No reference into registers, caches or the
//! runtime is kept across a call that may run guest code.

#![expect(unsafe_op_in_unsafe_fn, reason = "all of a handler rests on the one invariant above")]
#![expect(non_snake_case, reason = "a handler is named as its opcode")]

mod arithmetic;
pub(crate) mod attributes;
mod calls;
mod classes;
mod compare;
pub(crate) mod containers;
mod exceptions;
mod items;
mod iteration;
mod methods;
mod modules;
pub(crate) mod special;
mod variables;

pub use arithmetic::*;
pub use attributes::*;
pub use calls::*;
pub(crate) use calls::{bind_frame, return_value, start};
pub use classes::*;
pub use compare::*;
pub use containers::*;
pub use exceptions::*;
pub use items::*;
pub use iteration::*;
pub use methods::*;
pub use modules::*;
pub use variables::*;

use bytecode::{Insn, Opcode};
use runtime::{Runtime, Value};

use crate::code::Cache;
use crate::context::{Context, State};
use crate::tier::{Decision, Place, types};

/// How a handler ends: two words, so that functions give it back in machine registers. The registers' address has room for
/// the kind in its low bits.
#[derive(Clone, Copy)]
pub struct Flow {
    first: *const Insn,
    second: *mut Value,
}

/// What a [`Flow`] says.
pub enum Ending {
    /// Go on there.
    Next(State),
    /// An exception is pending; the state's `pc` is the instruction that raised.
    Raise(State),
    /// The frame that native code entered has ended with this value.
    Exit(Value),
    /// The frame that native code entered has ended with the pending exception.
    Abandon,
}

const RAISE: usize = 1;
const EXIT: usize = 2;
const ABANDON: usize = 3;
const LATER: usize = 4;

impl Flow {
    /// The frame that native code entered has ended with the pending exception.
    #[expect(non_upper_case_globals, reason = "reads as the variant of `Ending` that it stands for")]
    pub const Abandon: Flow = Flow { first: std::ptr::null(), second: std::ptr::without_provenance_mut(ABANDON) };

    /// The fast half of a handler has done nothing.
    pub const LATER: Flow = Flow { first: std::ptr::null(), second: std::ptr::without_provenance_mut(LATER) };

    /// Where to go on, if it says that.
    #[cfg(tail_calls)]
    #[inline(always)]
    pub fn next(self) -> Option<State> {
        (self.second.addr() & 7 == 0).then_some(State { pc: self.first, regs: self.second })
    }

    /// Go on there.
    #[inline(always)]
    pub fn Next(state: State) -> Flow {
        // SAFETY: registers are an array of words, aligned to eight bytes; the instruction is one of an array.
        unsafe {
            std::hint::assert_unchecked(state.regs.addr() & 7 == 0);
            std::hint::assert_unchecked(!state.pc.is_null());
        }
        Flow { first: state.pc, second: state.regs }
    }

    /// An exception is pending; the state's `pc` is the instruction that raised.
    #[inline(always)]
    pub fn Raise(state: State) -> Flow {
        Flow { first: state.pc, second: state.regs.map_addr(|address| address | RAISE) }
    }

    /// The frame that native code entered has ended with this value.
    #[inline(always)]
    pub fn Exit(value: Value) -> Flow {
        Flow { first: std::ptr::without_provenance(value.bits() as usize), second: std::ptr::without_provenance_mut(EXIT) }
    }

    /// Where a fast half goes on, unless it has done nothing: it ends in no other way, which one word tells.
    #[cfg(tail_calls)]
    #[inline(always)]
    pub fn next_of_fast(self) -> Option<State> {
        debug_assert!(self.second.addr() & 7 == 0 || self.second.addr() == LATER, "a fast half raised or returned");
        (!self.first.is_null()).then_some(State { pc: self.first, regs: self.second })
    }

    /// What it says.
    #[inline(always)]
    pub fn ending(self) -> Ending {
        match self.second.addr() & 7 {
            0 => Ending::Next(State { pc: self.first, regs: self.second }),
            RAISE => Ending::Raise(State { pc: self.first, regs: self.second.map_addr(|address| address & !RAISE) }),
            // SAFETY: made of a value by `Exit`.
            EXIT => Ending::Exit(unsafe { Value::from_bits(self.first.addr() as u64) }),
            _ => Ending::Abandon,
        }
    }
}

/// Bit of `x` in the private copy: this instruction has seen several types, do not specialise it again.
pub const SETTLED: u8 = 0x80;
/// Cache fills after which an instruction stays generic.
pub const MAX_FILLS: u16 = Cache::MOST_FILLS;

macro_rules! tri {
    ($state:expr, $result:expr) => {
        match $result {
            Ok(value) => value,
            Err(_) => return Flow::Raise($state),
        }
    };
}
pub(crate) use tri;

/// What a handler does beyond its fast half, where nothing has been done yet. A handler with a parameter `FAST` is two: with
/// it, it gives [`Flow::LATER`] here; without, it is whole. So the driver by tail calls can jump from the fast half to the
/// whole handler, and the fast half needs neither a stack frame nor a place to keep anything across a call.
macro_rules! later {
    ($fast:ident, $slow:expr) => {
        if $fast {
            return Flow::LATER;
        } else {
            $slow
        }
    };
}
pub(crate) use later;

/// Calls `$callback! { names }` with the handlers that have a fast half.
macro_rules! for_each_fast {
    ($callback:ident) => {
        $callback! {
            Add AddInt AddFloat Sub SubInt SubFloat Mul MulInt MulFloat FloorDiv FloorDivI Mod ModI LShift LShiftI RShift
            RShiftI BitAnd BitAndI BitOr BitOrI BitXor BitXorI Pow PowI AddI SubI MulI AddK SubK MulK TrueDivK
            TrueDivFloat Neg Not Lt JumpLt JumpLtI Le JumpLe JumpLeI Eq JumpEq JumpEqI Ne JumpNe JumpNeI Gt JumpGt JumpGtI
            Ge JumpGe JumpGeI Is IsNot JumpIs Jump JumpIfTrue JumpIfFalse JumpIfNone JumpIfNotNone Move LoadK LoadInt
            LoadNone LoadBool CheckBound LoadFrees LoadCell StoreCell LoadGlobalModule LoadGlobalBuiltin StoreGlobalModule
            ForRange ForIter ForIterList GetItemList GetItemTuple GetItemI SetItemList SetItemI GetAttrSlot GetAttrClass
            GetAttrOnClass GetAttrModule SetAttrSlot SetAttrAdd Return ReturnNone CallPython CallMethodPython
            LoadMethodClass CallLoadedPython Unpack UnpackTwo ListAppend
        }
    };
}
#[cfg(tail_calls)]
pub(crate) use for_each_fast;

/// The handlers with two halves, by the parameter `FAST`.
pub(crate) mod halves {
    pub(crate) use super::arithmetic::*;
    pub(crate) use super::attributes::*;
    pub(crate) use super::calls::*;
    pub(crate) use super::compare::*;
    pub(crate) use super::containers::*;
    pub(crate) use super::items::*;
    pub(crate) use super::iteration::*;
    pub(crate) use super::methods::*;
    pub(crate) use super::variables::*;
}

macro_rules! whole_handlers {
    ($($name:ident)*) => {$(
        #[inline(always)]
        pub unsafe fn $name(cx: *mut Context, s: State, i: Insn) -> Flow {
            halves::$name::<false>(cx, s, i)
        }
    )*};
}
for_each_fast!(whole_handlers);

/// Reads a register.
#[inline(always)]
pub(crate) unsafe fn get(s: State, register: u16) -> Value {
    // SAFETY: verified operand.
    *s.regs.add(usize::from(register))
}

/// Writes a register.
#[inline(always)]
pub(crate) unsafe fn set(s: State, register: u16, value: Value) {
    // SAFETY: verified operand.
    *s.regs.add(usize::from(register)) = value
}

/// A run of registers.
#[inline(always)]
pub(crate) unsafe fn run<'a>(s: State, first: u16, count: usize) -> &'a [Value] {
    // SAFETY: verified operands; nothing writes them while the slice is used (callees have windows above).
    std::slice::from_raw_parts(s.regs.add(usize::from(first)), count)
}

/// The next instruction.
#[inline(always)]
pub(crate) unsafe fn next(s: State) -> Flow {
    // SAFETY: verified code does not run off its end.
    Flow::Next(State { pc: unsafe { s.pc.add(1) }, ..s })
}

/// Writes a register and goes on.
#[inline(always)]
pub(crate) unsafe fn put(s: State, register: u16, value: Value) -> Flow {
    // SAFETY: as `set` and `next`.

    set(s, register, value);
    next(s)
}

/// Goes on at a distance; a jump backwards closes a loop and is counted.
#[inline(always)]
pub(crate) unsafe fn jump<const FAST: bool>(cx: *mut Context, s: State, distance: isize) -> Flow {
    // SAFETY: verified jump target.

    let target = State { pc: s.pc.offset(distance), ..s };
    if distance < 0 {
        return back_edge::<FAST>(cx, target);
    }
    Flow::Next(target)
}

/// Counts an iteration of a loop that goes on at `target`, a `while` body or `for` header.
#[inline(always)]
pub(crate) unsafe fn back_edge<const FAST: bool>(cx: *mut Context, target: State) -> Flow {
    // SAFETY: code is live while its frame is.

    let left = (*(*cx).code).countdown.get() - 1;
    if left <= 0 {
        return later!(FAST, {
            (*(*cx).code).countdown.set(left);
            hot_loop(cx, target)
        });
    }
    (*(*cx).code).countdown.set(left);
    Flow::Next(target)
}

#[cold]
#[inline(never)]
unsafe fn hot_loop(cx: *mut Context, s: State) -> Flow {
    // SAFETY: code is live while its frame is.

    let code = &*(*cx).code;
    let Some(tier) = (*cx).tier.clone() else {
        code.countdown.set(i32::MAX);
        return Flow::Next(s);
    };
    let header = code.pc_index(s.pc);
    decide(cx, tier.hot(&mut *cx, code, Place::Loop(header)));
    if let Some(entry) = tier.loop_entry(code, header) {
        (*cx).counters.tier_loops += 1;
        return crate::tier_exit::returned(cx, entry(cx, s.regs));
    }
    Flow::Next(s)
}

pub(crate) unsafe fn decide(cx: *mut Context, decision: Decision) {
    // SAFETY: code is live while its frame is.
    let countdown = unsafe { &(*(*cx).code).countdown };
    let profiling = match decision {
        Decision::Wait(count) => {
            countdown.set(count);
            false
        }
        Decision::Profile(count) => {
            countdown.set(count);
            true
        }
        Decision::Never => {
            countdown.set(i32::MAX);
            false
        }
    };
    // SAFETY: the machine is live.
    unsafe { (*cx).profiling = profiling };
}

/// The runtime.
#[inline(always)]
pub(crate) unsafe fn rt<'a>(cx: *mut Context) -> &'a mut Runtime {
    // SAFETY: set by every entry from native code; no other reference is in use while a handler runs.
    &mut *(*cx).rt
}

/// The cache of a site.
#[inline(always)]
pub(crate) unsafe fn cache<'a>(cx: *mut Context, site: u16) -> &'a mut Cache {
    // SAFETY: verified site number; each site belongs to one instruction, and handlers keep no two references.
    &mut *(*(*cx).code).caches.add(usize::from(site))
}

/// Rewrites the running instruction to another opcode.
#[inline(always)]
pub(crate) unsafe fn rewrite(cx: *mut Context, s: State, op: Opcode) {
    // SAFETY: `pc` points into the code's private copy.

    (*s.pc.cast_mut()).op = op;
    (*cx).counters.quickened += 1;
}

/// Rewrites the running instruction to its base opcode, for good.
#[cold]
#[inline(never)]
pub(crate) unsafe fn settle(cx: *mut Context, s: State) {
    // SAFETY: as `rewrite`.

    let insn = s.pc.cast_mut();
    (*insn).op = (*insn).op.base();
    (*insn).x |= SETTLED;
    (*cx).counters.unquickened += 1;
}

/// Type bits of a value.
#[inline(always)]
pub(crate) fn type_bits(value: Value) -> u8 {
    if value.is_small_int() {
        types::INT
    } else if value.is_float() {
        types::FLOAT
    } else if value.is_pointer() {
        types::OBJECT
    } else if value.is_bool() {
        types::BOOL
    } else if value.is_none() {
        types::NONE
    } else {
        types::OTHER
    }
}

/// Notes what type an instruction's result had.
#[inline(always)]
pub(crate) unsafe fn note(cx: *mut Context, s: State, bits: u8) {
    // SAFETY: `pc` points into the code, and feedback is as long.

    let code = &*(*cx).code;
    let cell = code.feedback.get_unchecked(code.pc_index(s.pc) as usize);
    cell.set(cell.get() | bits);
}
