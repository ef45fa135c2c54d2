//! Code objects: what the compiler produces and the engines load. Plain data without pointers.

use crate::cache::flat;
use crate::opcode::{Insn, Opcode};
use serde::{Deserialize, Serialize};

/// The code of one source file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Module {
    /// Path as given, for tracebacks.
    pub path: String,
    /// Name table shared by all code objects of the file.
    pub names: Vec<String>,
    /// All code objects; 0 is the module body. The index is the tree's `FuncId`.
    pub functions: Vec<CodeObject>,
}

impl Module {
    /// Text of a name.
    pub fn name(&self, index: u32) -> &str {
        &self.names[index as usize]
    }
}

/// What kind of code block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeKind {
    /// A file: no parameters, variables are globals.
    Module,
    /// `def`.
    Def,
    /// `lambda`.
    Lambda,
    /// Body of `class`: register 0 holds the namespace being built; returns None.
    ClassBody,
    /// Generator expression: one parameter, an iterator.
    GeneratorExpr,
    /// Text for `exec` or `eval` with a namespace beside the globals: register 0 holds it.
    Namespace,
}

impl CodeKind {
    /// Register 0 holds the namespace of its names, which is its only argument.
    pub fn takes_namespace(self) -> bool {
        matches!(self, CodeKind::ClassBody | CodeKind::Namespace)
    }
}

/// What calling a code object makes that can be suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GeneratorKind {
    /// A generator.
    Generator,
    /// A coroutine.
    Coroutine,
    /// An asynchronous generator.
    AsyncGenerator,
}

/// Parameters of a code object. Their registers are `0..slot_count()`, in the order positional, keyword-only, `*args`,
/// `**kwargs`; their names are the first of [`CodeObject::local_names`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    /// Positional ones, positional-only included.
    pub positional: u16,
    /// How many of them are positional-only.
    pub positional_only: u16,
    /// Keyword-only ones.
    pub keyword_only: u16,
    /// There is `*args`.
    pub var_args: bool,
    /// There is `**kwargs`.
    pub var_keywords: bool,
}

impl Parameters {
    /// Registers taken by parameters.
    pub fn slot_count(&self) -> u16 {
        let named = self.positional.saturating_add(self.keyword_only);
        named.saturating_add(u16::from(self.var_args) + u16::from(self.var_keywords))
    }
    /// Whether a call with just the right number of positional arguments needs no further binding.
    pub fn is_simple(&self) -> bool {
        self.keyword_only == 0 && !self.var_args && !self.var_keywords
    }
}

/// A variable of this block captured by an inner one. Its cell is in register `cell_base + index`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellVariable {
    /// Name index.
    pub name: u32,
    /// Register of the parameter that is moved into the cell at entry.
    pub parameter: Option<u16>,
}

/// A variable captured from outside. Its cell is in register `free_base + index`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeVariable {
    /// Name index.
    pub name: u32,
    /// Where the creating frame has the cell.
    pub source: CellSource,
}

/// A cell of the frame that creates a closure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellSource {
    /// Index into its own cells.
    Cell(u16),
    /// Index into its free variables.
    Free(u16),
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Const {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// `...`.
    Ellipsis,
    /// An int of 64 bits.
    Int(i64),
    /// Decimal digits of a larger one, with sign.
    BigInt(String),
    /// Bits of a double.
    Float(u64),
    /// Bits of the imaginary part.
    Imaginary(u64),
    /// Text.
    Str(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Tuple of constants.
    Tuple(Vec<Const>),
    /// Frozen set of constants: right operand of `in {1, 2}`.
    FrozenSet(Vec<Const>),
}

/// What a site is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SiteKind {
    /// Load or store of a global.
    Global,
    /// Load or store of an attribute, look-up of a method, fused method call.
    Attribute,
    /// Call.
    Call,
}

/// The fixed part of an inline-cache site. Each site belongs to exactly one instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// What it is for.
    pub kind: SiteKind,
    /// Name index of the attribute or global; 0 for a call.
    pub name: u32,
    /// For calls with keywords: index into [`CodeObject::keyword_names`] (names of the last arguments).
    pub keywords: Option<u32>,
}

/// A row of the exception table: an exception raised at `start <= pc < end` continues at `handler`.
/// The first matching row counts; inner ranges come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionEntry {
    /// First instruction.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Where to go on.
    pub handler: u32,
    /// Register that receives the exception.
    pub register: u16,
}

/// From `pc` on (up to the next entry), instructions belong to `line`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineEntry {
    /// First instruction.
    pub pc: u32,
    /// One-based line.
    pub line: u32,
}

/// How a loop is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoopKind {
    /// `ForRange` at the header.
    Range,
    /// `ForIter` at the header.
    Iter,
    /// `while`: backward jumps to the header.
    While,
}

/// A loop of the source that is still a loop in the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoopInfo {
    /// Its kind.
    pub kind: LoopKind,
    /// The instruction through which every iteration passes and where on-stack replacement may enter: the `ForRange` or
    /// `ForIter` itself (it stands *behind* the body), or the first instruction of a `while` body.
    pub header: u32,
    /// First instruction of the body, target of the backward jumps.
    pub body: u32,
    /// One past the last instruction of body and header.
    pub end: u32,
}

/// The code of one block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CodeObject {
    /// Name index of `f`, `<lambda>`, `<module>`.
    pub name: u32,
    /// Name index of `C.f`.
    pub qualname: u32,
    /// Line of the `def`.
    pub first_line: u32,
    /// What kind of block.
    pub kind: CodeKind,
    /// Holds `yield`.
    pub is_generator: bool,
    /// Which kind of object that is, if it does.
    pub generator_kind: GeneratorKind,
    /// Parameters.
    pub parameters: Parameters,
    /// Name indices of the locals; local `i` is register `local_base + i`.
    pub local_names: Vec<u32>,
    /// Register of the first local: 1 in class bodies (behind the namespace), else 0.
    pub local_base: u16,
    /// Variables captured by inner blocks.
    pub cells: Vec<CellVariable>,
    /// Variables captured from outside.
    pub frees: Vec<FreeVariable>,
    /// Register of the first own cell.
    pub cell_base: u16,
    /// Register of the first captured cell.
    pub free_base: u16,
    /// First register of temporaries. Below it, from `free_base + frees.len()`, stand constants that loops use: they are
    /// written once, at entry.
    pub temp_base: u16,
    /// Registers of the frame, windows included.
    pub register_count: u16,
    /// Largest number of registers of any call window (callee, receiver and arguments).
    pub max_call_window: u16,
    /// Instructions.
    #[serde(with = "flat::insns")]
    pub code: Vec<Insn>,
    /// Constants.
    #[serde(with = "flat::consts")]
    pub consts: Vec<Const>,
    /// Inline-cache sites.
    pub sites: Vec<Site>,
    /// Keyword names (name indices) of calls.
    pub keyword_names: Vec<Vec<u32>>,
    /// Exception table.
    pub exceptions: Vec<ExceptionEntry>,
    /// Line table, by ascending `pc`.
    pub lines: Vec<LineEntry>,
    /// Loops, inner before outer.
    pub loops: Vec<LoopInfo>,
    /// Docstring.
    pub docstring: Option<String>,
    /// Name indices of the attributes that it sets on its first parameter.
    pub attributes_set: Vec<u32>,
}

impl CodeObject {
    /// One-based line of an instruction.
    pub fn line_of(&self, pc: u32) -> u32 {
        let after = self.lines.partition_point(|entry| entry.pc <= pc);
        if after == 0 { self.first_line } else { self.lines[after - 1].line }
    }
    /// The row of the exception table that catches an exception raised at `pc`.
    pub fn handler_of(&self, pc: u32) -> Option<&ExceptionEntry> {
        self.exceptions.iter().find(|entry| entry.start <= pc && pc < entry.end)
    }
    /// Name index of the variable in a register, if it is a local.
    pub fn local_name(&self, register: u16) -> Option<u32> {
        let slot = register.checked_sub(self.local_base)?;
        self.local_names.get(usize::from(slot)).copied()
    }
    /// Name index of the variable whose cell is in a register, and whether it is captured from outside.
    pub fn cell_name(&self, register: u16) -> Option<(u32, bool)> {
        if register >= self.free_base {
            return self.frees.get(usize::from(register - self.free_base)).map(|free| (free.name, true));
        }
        let index = register.checked_sub(self.cell_base)?;
        self.cells.get(usize::from(index)).map(|cell| (cell.name, false))
    }
    /// The loop whose header is at `pc`.
    pub fn loop_at(&self, pc: u32) -> Option<&LoopInfo> {
        self.loops.iter().find(|info| info.header == pc)
    }
    /// The opcode at `pc`.
    pub fn op(&self, pc: u32) -> Opcode {
        self.code[pc as usize].op
    }
}
