//! What stays of a translation besides its machine code: where it can leave and how its registers then lie.

use std::rc::Rc;

use bytecode_vm::code::Code;
use bytecode_vm::tier::Entry;
use cranelift_jit::JITModule;
use runtime::Value;
use runtime::object::function::ProtoId;

use crate::analysis::profile::Speculation;
use crate::analysis::splice::{Frame, Spliced};
use crate::compiler::Machine;

/// Where a unit begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Start {
    /// The function's first instruction, called.
    Call,
    /// A loop header, entered by an activation that the interpreter has begun.
    Loop(u32),
    /// Wherever a generator goes on, at its first instruction or behind any `yield`.
    Resume,
}

impl Start {
    /// The instruction of the unit's code.
    pub fn pc_in(self, spliced: &Spliced) -> u32 {
        match self {
            Start::Call | Start::Resume => 0,
            Start::Loop(pc) => spliced.own(pc),
        }
    }
}

/// How a register was stored by a side exit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// A raw 64-bit integer.
    Int,
    /// The bits of a double.
    Float,
}

/// Where to go on when compiled code is left.
#[derive(Clone, Debug)]
pub struct Exit {
    /// The frame, by its number in the unit.
    pub frame: u16,
    /// The instruction of that frame's code: not begun yet, or, for an exception, the one that raised.
    pub pc: u32,
    /// Registers of the window that are not value words yet.
    pub raw: Vec<(u16, Stored)>,
    /// What was assumed; absent for exceptions.
    pub cause: Option<Cause>,
    /// Of exceptions: how they leave.
    pub raised: Option<Rc<Raising>>,
}

/// How an exception leaves a unit.
#[derive(Clone, Debug)]
pub struct Raising {
    /// Code and line of the frames that it leaves, innermost first.
    pub lines: Vec<(ProtoId, u32)>,
    /// No handler of those frames takes it, and none of them is a generator's: the caller of the unit is told, that is all.
    pub plain: bool,
}

impl Raising {
    /// The line, if there is just one frame.
    pub fn only_line(&self) -> Option<(ProtoId, u32)> {
        if let [line] = *self.lines { Some(line) } else { None }
    }
}

/// Marks words that say themselves how an exception leaves.
const ONE_LINE: u64 = 1 << 63;

/// In place of an exit's word: a pending exception leaves one frame, at this line, and its handler is not the interpreter's
/// business. Nothing has to be looked up then.
pub fn word_of_line((proto, line): (ProtoId, u32)) -> Option<i64> {
    let proto = u64::from(proto.0) << 32;
    (proto & ONE_LINE == 0).then_some((ONE_LINE | proto | u64::from(line)) as i64)
}

/// What [`word_of_line`] has said.
pub fn line_of_word(word: u64) -> Option<(ProtoId, u32)> {
    (word & ONE_LINE != 0).then_some((ProtoId(((word & !ONE_LINE) >> 32) as u32), word as u32))
}

/// An assumption about one function's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cause {
    /// The code.
    pub code: *const Code,
    /// What was assumed, by that code's numbers.
    pub what: Speculation,
}

/// One translation.
pub struct Unit {
    /// Machine code.
    pub entry: Entry,
    /// Where it begins.
    pub start: Start,
    /// Its direct entry and that one's address.
    pub direct: Option<(crate::analysis::direct::Entry, usize)>,
    /// Its exits, by number.
    pub exits: Vec<Exit>,
    /// Its frames: the function's own, and inlined ones.
    pub frames: Vec<Frame>,
    /// Bytes of machine code.
    pub bytes: usize,
    /// Where it lies: address and bytes of each of its parts.
    pub ranges: Vec<(usize, usize)>,
    /// Instructions of intermediate code, which the time of the translation follows.
    pub instructions: usize,
    /// What holds its machine code; absent once that is given back.
    pub module: Option<JITModule>,
}

impl Unit {
    /// A unit that is still without machine code.
    pub fn new(start: Start, exits: Vec<Exit>, frames: Vec<Frame>) -> Unit {
        let (ranges, module) = (Vec::new(), None);
        Unit { entry: no_entry, start, direct: None, exits, frames, bytes: 0, ranges, instructions: 0, module }
    }

    /// The unit gets its machine code.
    pub fn finish(&mut self, machine: Machine) {
        let Machine { module, ranges, listing: _ } = machine;
        self.bytes = ranges.iter().map(|(_, bytes)| bytes).sum();
        if let (Some(&(body, _)), Some(&(entry, _))) = (ranges.first(), ranges.last()) {
            if let Some((_, address)) = &mut self.direct {
                *address = body;
            }
            // SAFETY: the last function of a unit was generated with the signature and calling convention of `Entry`.
            self.entry = unsafe { std::mem::transmute::<usize, Entry>(entry) };
        }
        self.ranges = ranges;
        self.module = Some(module);
    }

    /// Gives the memory of the machine code back.
    ///
    /// # Safety
    /// Nothing runs in it, and nothing has its address.
    pub unsafe fn release(&mut self) {
        if let Some(module) = self.module.take() {
            // SAFETY: promised by the caller.
            unsafe { module.free_memory() };
        }
        (self.exits, self.frames, self.ranges) = Default::default();
    }
}

/// What a unit has for an entry until it has one.
unsafe extern "C" fn no_entry(_: *mut bytecode_vm::context::Context, _: *mut Value) -> u64 {
    0
}

/// Exits of a unit are numbered in the low bits of the word that compiled code passes, the unit in the others.
pub const EXIT_BITS: u32 = 20;
