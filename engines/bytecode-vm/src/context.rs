//! The machine state: one contiguous register stack, one stack of frame records.
//!
//! The registers of a frame begin right behind the register that holds its function. A call builds callee and arguments
//! at the top of the caller's registers, so the callee's window overlaps them and nothing is copied. Registers are
//! scanned conservatively up to [`Context::top`]: a stale word in a register not yet written is harmless.

use bytecode::Insn;
use runtime::memory::reservation;
use runtime::{Runtime, Value};
use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous, munmap};

use crate::code::Code;
use crate::counters::Counters;
use crate::known::Known;
use crate::profile::Profiler;
use crate::tier::Tier;
use std::rc::Rc;

/// Bytes of address space for registers where it is not limited; pages are used only when touched.
const REGISTER_BYTES: usize = 1 << 30;
/// Bytes of address space for frame records.
const FRAME_BYTES: usize = 128 << 20;

/// Where a frame is: next (or, while it executes, current) instruction, and registers. Two words, so that cold functions
/// get it in machine registers; the code is in [`Context::code`].
#[derive(Clone, Copy)]
pub struct State {
    /// Current instruction.
    pub pc: *const Insn,
    /// Register 0; the word below holds the function.
    pub regs: *mut Value,
}

/// What to do when a frame ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(usize)]
pub enum FrameKind {
    /// Give the result to the caller in the same driver.
    Call = 0,
    /// Leave the driver with the result.
    Entry = 1,
    /// `__init__` of an instance kept below the function: the instance is the result.
    Init = 2,
    /// Generator body run by a driver of its own: leave it. The generator is kept below the function.
    Generator = 3,
    /// Generator body run for the `for` loop or the call of `next` of the caller; kept likewise.
    LoopGenerator = 4,
    /// Special method called by an operator; what is done with its result is kept below the function.
    Special = 5,
}

/// The caller's state while a callee runs. What a callee keeps below its function begins at the caller's end of
/// registers, which is [`Context::top`] again once the record has been dropped.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Frame {
    /// Instruction behind the call; null when native code called.
    pub pc: *const Insn,
    /// Caller's registers; when native code called, the former [`Context::top`].
    pub regs: *mut Value,
    /// [`Context::code`] of the caller.
    pub code: *const Code,
    /// Callee's registers, and the [`FrameKind`] in the low three bits.
    callee: usize,
}

impl Frame {
    /// Byte offset of the callee's registers and kind, for machine code.
    pub const CALLEE_OFFSET: usize = std::mem::offset_of!(Frame, callee);
    /// A record.
    #[inline(always)]
    pub fn new(caller: State, code: *const Code, callee: *mut Value, kind: FrameKind) -> Frame {
        Frame { pc: caller.pc, regs: caller.regs, code, callee: callee as usize | kind as usize }
    }
    /// How the callee ends.
    #[inline(always)]
    pub fn kind(&self) -> FrameKind {
        match self.callee & 7 {
            0 => FrameKind::Call,
            1 => FrameKind::Entry,
            2 => FrameKind::Init,
            3 => FrameKind::Generator,
            4 => FrameKind::LoopGenerator,
            _ => FrameKind::Special,
        }
    }
    /// Whether it ends by giving its result to the caller.
    #[inline(always)]
    pub fn is_plain_call(&self) -> bool {
        self.callee & 7 == 0
    }
    /// Registers of the callee.
    #[inline(always)]
    pub fn callee_regs(&self) -> *mut Value {
        (self.callee & !7) as *mut Value
    }
}

/// The machine. `repr(C)`: machine code reads and writes the first fields.
#[repr(C)]
pub struct Context {
    /// The runtime whose code runs.
    pub rt: *mut Runtime,
    /// Code of the running frame.
    pub code: *const Code,
    /// End of the running frame's registers: where calls from native code put new frames.
    pub top: *mut Value,
    /// First word that registers must not reach.
    pub stack_end: *mut Value,
    /// Next free frame record.
    pub frames: *mut Frame,
    /// First record that must not be used.
    pub frames_end: *mut Frame,
    /// Bottom of the registers.
    pub stack_base: *mut Value,
    frames_base: *mut Frame,
    /// Bytes reserved for registers and for frame records.
    reserved: [usize; 2],
    /// What counts how often code runs, and takes it over.
    pub tier: Option<Rc<dyn Tier>>,
    /// What machine code of the tier reaches through the machine: its table of helpers, for one. The tier's to set.
    pub tier_data: *mut std::ffi::c_void,
    /// Where the registers of a generator stand whose compiled body is about to go on: in its frame, or where they were kept.
    pub resume_from: *const Value,
    /// Counters for `--stats`.
    pub counters: Counters,
    /// Record result types of every instruction.
    pub profiling: bool,
    pub(crate) known: Known,
    /// Counts while a profile is made; the drivers that run fast are then not used.
    pub(crate) profiler: Option<Box<Profiler>>,
}

fn reserve(bytes: usize) -> *mut u8 {
    // SAFETY: a new private anonymous mapping.
    let mapped =
        unsafe { mmap_anonymous(std::ptr::null_mut(), bytes, ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE | MapFlags::NORESERVE) };
    match mapped {
        Ok(p) => p.cast(),
        Err(_) => std::ptr::null_mut(),
    }
}

impl Context {
    /// A machine without a runtime.
    ///
    /// # Panics
    /// When the system refuses address space for the stacks.
    pub(crate) fn new() -> Context {
        let reserved = [reservation(REGISTER_BYTES, 16), reservation(FRAME_BYTES, 32)];
        let [registers, frames] = reserved.map(reserve);
        let (registers, frames) = (registers as *mut Value, frames as *mut Frame);
        assert!(!registers.is_null() && !frames.is_null(), "the system grants address space for the register stack");
        Context {
            rt: std::ptr::null_mut(),
            code: std::ptr::null(),
            top: registers,
            // A frame may be as large as 65 536 registers and a call may need a few more.
            stack_end: registers.wrapping_add(reserved[0] / 8 - 70_000),
            frames,
            // Compiled code that gives up may have to write a few at once.
            frames_end: frames.wrapping_add(reserved[1] / size_of::<Frame>() - 64),
            reserved,
            stack_base: registers,
            frames_base: frames,
            tier: None,
            tier_data: std::ptr::null_mut(),
            resume_from: std::ptr::null(),
            counters: Counters::default(),
            profiling: false,
            known: Known::new(),
            profiler: None,
        }
    }

    /// Frame records in use.
    pub(crate) fn depth(&self) -> usize {
        // SAFETY: both point into the same mapping.
        unsafe { self.frames.offset_from(self.frames_base) as usize }
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        // SAFETY: both mappings were made in `new` and nothing refers to them any more.
        unsafe {
            let _ = munmap(self.stack_base.cast(), self.reserved[0]);
            let _ = munmap(self.frames_base.cast(), self.reserved[1]);
        }
    }
}
