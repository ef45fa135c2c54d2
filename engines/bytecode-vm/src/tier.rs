//! The door for a compiling engine: it is told when code is hot and may take over at a call or at a loop header.
//!
//! The VM depends on nothing behind this trait. A compiled function runs on the same registers: its arguments are where
//! the interpreter would find them, and it may hand the rest of its activation back with
//! [`BytecodeVm::finish_activation`](crate::BytecodeVm::finish_activation).

use runtime::Value;

use crate::code::Code;
use crate::context::Context;

/// Compiled code of a function or of the rest of an activation: gets the machine and the frame's registers, returns the
/// bits of the result, or 0 when an exception is pending. The caller has set [`Context::top`] and counted the frame,
/// and undoes both.
///
/// That of a generator's body finds where to go on in [`Generator::resume_at`](runtime::object::generator::Generator). At a
/// `yield` it stores the live registers in the generator's slot array, marks it as suspended and returns what is yielded. It
/// may also hand the activation back: see [`left`].
pub type Entry = unsafe extern "C" fn(*mut Context, *mut Value) -> u64;

/// What compiled code of a generator returns when the interpreter is to go on at instruction `pc` of the newest frame, or
/// to raise the pending exception there. No value has these bits: pointers have zeros below, constants have bit 1 set.
pub fn left(pc: u32, raising: bool) -> u64 {
    u64::from(pc) << LEFT_PC | if raising { LEFT_RAISING } else { 0 } | LEFT
}

pub(crate) const LEFT: u64 = 1;
pub(crate) const LEFT_MASK: u64 = 0xFFFF_0000_0000_0003;
pub(crate) const LEFT_RAISING: u64 = 4;
pub(crate) const LEFT_PC: u32 = 3;

/// Where code is hot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// At its entry.
    Call,
    /// At the header of a loop.
    Loop(u32),
    /// Where a generator goes on: at its first instruction or behind a `yield`. It is counted apart ([`Code::resumes`]).
    Resume,
}

/// Result-type bits in [`Code::feedback`](crate::code::Code): what an instruction's destination has held.
pub mod types {
    /// Immediate integer.
    pub const INT: u8 = 1;
    /// Double.
    pub const FLOAT: u8 = 2;
    /// `True` or `False`.
    pub const BOOL: u8 = 4;
    /// `None`.
    pub const NONE: u8 = 8;
    /// Heap object.
    pub const OBJECT: u8 = 16;
    /// Arithmetic left the immediate integers.
    pub const OVERFLOW: u8 = 32;
    /// Any other constant.
    pub const OTHER: u8 = 64;
}

/// What loops walk, as bits in [`Code::feedback`](crate::code::Code) of the instruction that prepares them.
pub mod walked {
    /// `enumerate` of sequences.
    pub const ENUMERATE: u8 = 1;
    /// `zip` of two sequences.
    pub const ZIP: u8 = 2;
    /// `reversed` of a list.
    pub const REVERSED: u8 = 4;
    /// An iterator over a sequence.
    pub const ITERATOR: u8 = 8;
    /// Of which kind the sequences are.
    pub const LIST: u8 = 16;
    /// Likewise.
    pub const TUPLE: u8 = 32;
    /// Likewise.
    pub const STR: u8 = 64;
    /// A dict, or a view of one.
    pub const DICT: u8 = 128;
}

/// What to do with hot code.
pub enum Decision {
    /// Ask again after so many more calls and loop iterations.
    Wait(i32),
    /// Record the types of results for so many more calls and loop iterations, then ask again.
    Profile(i32),
    /// Never ask again.
    Never,
}

/// A compiling engine.
pub trait Tier {
    /// Calls and loop iterations of a function before [`Tier::hot`] is asked for the first time.
    fn first_threshold(&self) -> i32;

    /// The function has used up its count. The tier may set [`Code::entry`], used from the next call on,
    /// [`Code::resume_entry`], and, for a loop, the entry that [`Tier::loop_entry`] gives.
    fn hot(&self, context: &mut Context, code: &Code, place: Place) -> Decision;

    /// Compiled code that takes over an activation that is about to execute the instruction at a loop header.
    fn loop_entry(&self, code: &Code, loop_header: u32) -> Option<Entry>;
}
