//! Bytecode: resolved tree -> [`CodeObject`], as plain data.
//!
//! Here are the opcode table ([`opcode`]), the compiler ([`compile`]), the verifier ([`verify`]) and the
//! disassembler ([`disassemble`]), and the files in which compiled modules are kept ([`cache`]). Nothing here has a heap, a value or a pointer: code can be compiled, dumped,
//! verified, cached and loaded without a running program. What an opcode *means* is Python's business and lives in
//! `runtime`; how it is dispatched is the engine's.
#![forbid(unsafe_code)]

pub mod cache;
pub mod code;
mod compiler;
mod dataflow;
mod disasm;
pub mod opcode;
pub mod operands;
mod verify;

pub use code::{
    CellSource, CellVariable, CodeKind, CodeObject, Const, ExceptionEntry, FreeVariable, LineEntry, LoopInfo, LoopKind, Module, Parameters,
    Site, SiteKind,
};
pub use compiler::{CompileError, compile};
pub use dataflow::{live_registers, written_registers};
pub use disasm::{disassemble, disassemble_function};
pub use opcode::{Insn, Opcode};
pub use operands::{Access, Flow};
pub use verify::{VerifyError, verify};
