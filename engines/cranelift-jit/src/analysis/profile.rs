//! What a translation knows: what the interpreter has learnt of the unit's code, and which assumptions about it have turned
//! out wrong. A speculation that fails too often is disabled and the function translated again without it.

use std::collections::{HashMap, HashSet};

use bytecode::Insn;
use runtime::object::ShapeId;

use super::direct::{Own, Target};
use super::natives::Callee;

/// A place where a type was assumed: an instruction, or a register at the start of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Speculation {
    /// The instruction, or the first of the block.
    pub pc: u32,
    /// 0 for the instruction itself, else one more than the register's number.
    pub slot: u32,
}

impl Speculation {
    /// About the operands or the result of an instruction.
    pub fn operands(pc: u32) -> Speculation {
        Speculation { pc, slot: 0 }
    }
    /// Whether it is about a register where a block begins.
    pub fn is_about_register(self) -> bool {
        self.slot != 0 && self.slot < u32::MAX - 6
    }
    /// About whether the instruction is executed at all.
    pub fn reached(pc: u32) -> Speculation {
        Speculation { pc, slot: u32::MAX }
    }
    /// About operands that are numbers, when more has turned out wrong.
    pub fn numbers(pc: u32) -> Speculation {
        Speculation { pc, slot: u32::MAX - 1 }
    }
    /// About the result of a call, or of reading an attribute.
    pub fn result(pc: u32) -> Speculation {
        Speculation { pc, slot: u32::MAX - 2 }
    }
    /// About the layout of the namespaces in which a global is found.
    pub fn layout(pc: u32) -> Speculation {
        Speculation { pc, slot: u32::MAX - 3 }
    }
    /// About an index: that there is an item.
    pub fn inside(pc: u32) -> Speculation {
        Speculation { pc, slot: u32::MAX - 4 }
    }
    /// About integers that were not negative where a unit begins in the middle of a loop.
    pub fn naturals(pc: u32) -> Speculation {
        Speculation { pc, slot: u32::MAX - 5 }
    }
    /// About the operands of a comparison.
    pub fn compared(pc: u32) -> Speculation {
        Speculation { pc, slot: u32::MAX - 6 }
    }
    /// What was assumed, in a few words.
    pub fn describe(self) -> String {
        match self.slot {
            0 => "other operands than seen so far".to_owned(),
            u32::MAX => "reached what had never run".to_owned(),
            slot if slot == u32::MAX - 1 => "other numbers than seen so far".to_owned(),
            slot if slot == u32::MAX - 2 => "another result than seen so far".to_owned(),
            slot if slot == u32::MAX - 3 => "another layout of the namespace".to_owned(),
            slot if slot == u32::MAX - 4 => "no item at the index".to_owned(),
            slot if slot == u32::MAX - 6 => "other operands than seen so far".to_owned(),
            slot if slot == u32::MAX - 5 => "negative numbers where the unit begins".to_owned(),
            slot => format!("another type in register {} than seen so far", slot - 1),
        }
    }
    /// About a register where a block begins.
    pub fn entry(pc: u32, register: u16) -> Speculation {
        Speculation { pc, slot: u32::from(register) + 1 }
    }
}

/// Where instances of a shape have an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// At this byte offset of the instance.
    Inline(i32),
    /// At this byte offset of the slot array that it has overflowed into.
    Overflow(i32),
    /// Not yet: an assignment adds it at this byte offset of the instance, whose shape is then this one.
    Added(i32, u32),
}

/// That slots hold doubles only, as long as their family of shapes has a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubles {
    /// The family, by [`family_number`].
    pub family: u8,
    /// Its version.
    pub version: u32,
}

/// By which number translations know a family of shapes. Some have the same.
pub fn family_number(family: ShapeId) -> u8 {
    family.0 as u8
}

const _: () = assert!(crate::abi::FAMILIES == u8::MAX as usize + 1);

/// Where a global is found, as long as the namespaces have the layouts with these versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Global {
    /// Version of the module's namespace.
    pub version: u32,
    /// Version of the builtins, for what is found there.
    pub builtins: Option<u32>,
    /// Address of the value.
    pub place: u64,
}

/// What an instruction reads of an object that is always the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// A value of a class, as long as it has a version.
    OfClass {
        /// The class.
        class: u64,
        /// Its version.
        version: u32,
        /// Its metaclass and the version of that, where it is not `type`.
        metaclass: Option<(u64, u32)>,
        /// The value's word.
        value: u64,
    },
    /// Whatever stands in the namespace of a module, as long as that has the layout with a version.
    OfModule {
        /// The namespace.
        dict: u64,
        /// Its version.
        version: u32,
        /// Address of the value.
        place: u64,
    },
}

/// A class that an instruction calls, while it has a version.
#[derive(Clone, Copy, Debug)]
pub struct Instantiated {
    /// The class.
    pub class: u64,
    /// Its version.
    pub version: u32,
    /// Its `__init__`, or 0 if that is a builtin one which does nothing more.
    pub init: u64,
    /// It makes exceptions, of the arguments.
    pub exception: bool,
    /// Shape of a new instance.
    pub shape: u32,
    /// Its slots.
    pub capacity: u16,
}

/// What the interpreter has learnt, and what has turned out wrong.
pub struct Profile {
    /// Instructions with their quick opcodes.
    pub insns: Vec<Insn>,
    /// Result types by instruction.
    pub feedback: Vec<u8>,
    /// Shapes met by attribute instructions, and where instances of them have the attribute.
    pub places: HashMap<u32, Vec<(u32, Place)>>,
    /// Reads of slots, of objects of one shape, that hold doubles only.
    pub doubles: HashMap<u32, Doubles>,
    /// Shapes, and places that have held doubles only, where instructions write: nothing else may go there.
    pub written_doubles: HashSet<(u32, Place)>,
    /// Where globals are found.
    pub globals: HashMap<u32, Global>,
    /// Attributes of classes and modules.
    pub attributes: HashMap<u32, Attribute>,
    /// Classes that calls have made instances of.
    pub classes: HashMap<u32, Instantiated>,
    /// Instructions with a cache that they have not used yet.
    pub unused: HashSet<u32>,
    /// Whatever has not been executed is translated all the same.
    pub complete: bool,
    /// Functions written in Rust that instructions call or look up.
    pub natives: HashMap<u32, Callee>,
    /// Calls of functions with a direct entry.
    pub direct: HashMap<u32, Target>,
    /// The direct entry that the unit is to have.
    pub own: Option<Own>,
    /// Failed speculations.
    pub disabled: HashSet<Speculation>,
    /// Assume nothing at all.
    pub generic: bool,
}

impl Profile {
    /// Whether something may be assumed.
    pub fn allows(&self, speculation: Speculation) -> bool {
        !self.generic && !self.disabled.contains(&speculation)
    }
}
