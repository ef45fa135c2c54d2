//! The opcode table: one list from which the enum, the operand roles, the disassembler, the verifier, the operand
//! visitor and the engines' handler tables are made ([`for_each_opcode`](crate::for_each_opcode)).
//!
//! An instruction is eight bytes: `op x a b c`, with `b` and `c` also readable together as the 32-bit `d`.
//! Registers are numbered from the frame's base. A *window* is a run of registers at the top of the frame in which a
//! call is built: callee first, arguments behind it, so that the arguments are already the callee's first registers.
//! Every register from the window's start upwards is garbage after the call.
//!
//! *Quick* opcodes never stand in a [`CodeObject`](crate::CodeObject): an engine writes them over the base opcode in
//! its own copy of the code when it has seen the operand types. They have the operands and the meaning of their base.

mod table;

/// One instruction: eight bytes, which an engine may read as one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C, align(8))]
pub struct Insn {
    /// What to do.
    pub op: Opcode,
    /// Small operand: flags or a count.
    pub x: u8,
    /// First operand, mostly the destination register.
    pub a: u16,
    /// Second operand.
    pub b: u16,
    /// Third operand.
    pub c: u16,
}

const _: () = assert!(size_of::<Insn>() == 8);

impl Insn {
    /// An instruction with three 16-bit operands.
    pub const fn abc(op: Opcode, x: u8, a: u16, b: u16, c: u16) -> Insn {
        Insn { op, x, a, b, c }
    }
    /// An instruction with one 16-bit and one 32-bit operand.
    pub const fn ad(op: Opcode, x: u8, a: u16, d: i32) -> Insn {
        Insn { op, x, a, b: d as u16, c: (d >> 16) as u16 }
    }
    /// `b` and `c` as one signed number, `b` the low half.
    #[inline(always)]
    pub const fn d(&self) -> i32 {
        (self.b as u32 | (self.c as u32) << 16) as i32
    }
    /// `b` as a signed immediate.
    #[inline(always)]
    pub const fn imm_b(&self) -> i16 {
        self.b as i16
    }
    /// `c` as a signed immediate.
    #[inline(always)]
    pub const fn imm_c(&self) -> i16 {
        self.c as i16
    }
}

/// Bits of `x` in arithmetic instructions.
pub mod binary_flags {
    /// The operation is an augmented assignment (`+=`): in-place method first, and the operator's name in messages.
    pub const IN_PLACE: u8 = 1;
    /// The immediate or constant is the *left* operand.
    pub const REVERSED: u8 = 2;
}

/// `x` of [`Opcode::FormatSimple`] for a piece of an f-string of several: no conversion, and an immediate integer stays one, for
/// [`Opcode::BuildString`] to write its digits in their place.
pub const INTEGER_STAYS: u8 = 4;

/// Bits of `x` in [`Opcode::MakeFunction`]: which parts stand in the registers from `b`, in this order.
pub mod function_flags {
    /// Tuple of positional defaults.
    pub const DEFAULTS: u8 = 1;
    /// Dict of keyword-only defaults.
    pub const KW_DEFAULTS: u8 = 2;
    /// Dict of annotations.
    pub const ANNOTATIONS: u8 = 4;
    /// Tuple of cells.
    pub const CLOSURE: u8 = 8;
}

/// Where an operand stands in the instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The `x` byte.
    X,
    /// The `a` field.
    A,
    /// The `b` field.
    B,
    /// The `c` field.
    C,
    /// `b` and `c` together.
    D,
}

/// What an operand means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Register written.
    Def,
    /// Register written only if the jump is taken.
    DefOnJump,
    /// Register read.
    Use,
    /// Register holding a cell, read (the cell's content may be written).
    UseCell,
    /// First of `c` registers written.
    DefRun,
    /// First of two registers written.
    DefTwo,
    /// First of three registers written.
    DefThree,
    /// First of `c + 1 + x` registers written.
    DefUnpackEx,
    /// First of `c` registers read.
    UseRun,
    /// First of `2 * c` registers read: key, value, key, value.
    UsePairs,
    /// First of three registers read.
    UseThree,
    /// First of three registers of loop state, read and written.
    LoopState,
    /// Start of a call window: callee and `x` arguments read, three registers of loop state written.
    RangeWindow,
    /// Start of a call window: callee, then `x` arguments.
    CallWindow,
    /// Start of a call window whose callee slot is free: receiver, then `x` arguments.
    MethodWindow,
    /// Start of a call window filled by a `Load*Method`: callee, receiver, then `x` arguments.
    LoadedWindow,
    /// Start of a call window: callee, positional arguments (list, tuple or any iterable), and, if `x` is 1, a dict.
    ExWindow,
    /// First of the registers named by the bits of `x` (see [`function_flags`]).
    FunctionParts,
    /// Index into the constant pool.
    Const,
    /// Index into the module's name table.
    Name,
    /// Index into the inline-cache sites.
    Site,
    /// Index into the module's code objects.
    Function,
    /// Jump distance in `c`, counted from this instruction.
    Jump16,
    /// Jump distance in `d`, counted from this instruction.
    Jump32,
    /// Signed 16-bit number.
    Imm16,
    /// Signed 32-bit number.
    Imm32,
    /// Number of registers or items.
    Count,
    /// See [`binary_flags`].
    BinaryFlags,
    /// See [`function_flags`].
    FunctionFlags,
    /// 1: jump if the comparison holds; 0: jump if it does not.
    Sense,
    /// 0 or 1.
    Bool,
    /// 0 none, 1 `!s`, 2 `!r`, 3 `!a`, or [`INTEGER_STAYS`].
    Conversion,
    /// Number of leading dots of a relative import.
    Level,
    /// Index into [`frontend::hir::Intrinsic::ALL`].
    Intrinsic,
}

/// One row of the table.
#[derive(Debug)]
pub struct OpInfo {
    /// Name as in the enum.
    pub name: &'static str,
    /// Operands in the order in which they are shown.
    pub operands: &'static [(Field, Role)],
    /// What it does.
    pub doc: &'static str,
    /// For a quick opcode, what it specialises.
    pub base: Option<Opcode>,
}

macro_rules! define_opcodes {
    (base { $($(#[doc = $doc:literal])+ $name:ident [$($field:ident: $role:ident),*];)* }
     quick { $($(#[doc = $qdoc:literal])+ $quick:ident of $base:ident;)* }) => {
        /// Operation codes, base opcodes first, then quick ones.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Opcode {
            $($(#[doc = $doc])+ $name,)*
            $($(#[doc = $qdoc])+ $quick,)*
        }

        /// All opcodes in numeric order.
        pub const ALL: &[Opcode] = &[$(Opcode::$name,)* $(Opcode::$quick,)*];

        #[allow(non_upper_case_globals, reason = "one list for each opcode, under the opcode's name")]
        mod operand_lists {
            use super::{Field, Role};
            $(pub(super) const $name: &[(Field, Role)] = &[$((Field::$field, Role::$role)),*];)*
        }

        static TABLE: [OpInfo; ALL.len()] = [
            $(OpInfo { name: stringify!($name), operands: operand_lists::$name, doc: concat!($($doc),+), base: None },)*
            $(OpInfo {
                name: stringify!($quick),
                operands: operand_lists::$base,
                doc: concat!($($qdoc),+),
                base: Some(Opcode::$base),
            },)*
        ];

        impl Opcode {
            /// Its row of the table.
            pub fn info(self) -> &'static OpInfo {
                &TABLE[self as usize]
            }
        }
    };
}
crate::for_each_opcode!(define_opcodes);

impl Opcode {
    /// Number of opcodes, quick ones included; their numbers are below it without a gap.
    pub const COUNT: usize = ALL.len();

    /// The opcode of a number.
    pub fn from_u8(number: u8) -> Option<Opcode> {
        ALL.get(usize::from(number)).copied()
    }
    /// The base opcode of a quick one, else itself.
    pub fn base(self) -> Opcode {
        self.info().base.unwrap_or(self)
    }
    /// Whether only an engine's private copy of the code may hold it.
    pub fn is_quick(self) -> bool {
        self.info().base.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_round_trip() {
        for (number, &op) in ALL.iter().enumerate() {
            assert_eq!(op as usize, number);
            assert_eq!(Opcode::from_u8(number as u8), Some(op));
            assert_eq!(format!("{op:?}"), op.info().name);
            assert!(!op.info().doc.is_empty());
        }
        assert_eq!(Opcode::from_u8(Opcode::COUNT as u8), None);
    }

    #[test]
    fn no_field_is_used_twice() {
        for &op in ALL {
            let mut seen = Vec::new();
            for (field, _) in op.info().operands {
                let parts: &[Field] = if *field == Field::D { &[Field::B, Field::C] } else { std::slice::from_ref(field) };
                for part in parts {
                    assert!(!seen.contains(part), "{op:?}");
                    seen.push(*part);
                }
            }
        }
    }

    #[test]
    fn immediates_keep_their_sign() {
        for value in [0, 1, -1, i32::MAX, i32::MIN, 65_536, -65_537] {
            assert_eq!(Insn::ad(Opcode::Jump, 0, 7, value).d(), value);
        }
        assert_eq!(Insn::abc(Opcode::AddI, 0, 0, 0, -5i16 as u16).imm_c(), -5);
    }
}
