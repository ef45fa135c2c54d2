//! Values, heap and semantics of the guest language: the one place where Python's meaning lives.
//!
//! Reading order: [`value`] (one word), [`object`] (cells and their kinds), [`heap`] (allocation, collection),
//! [`shape`] (attribute layout), [`runtime`] (the state of one run), [`engine`] (what an engine provides), [`call`]
//! (calling and argument binding), [`ops`] (operators, attributes, iteration), [`types`] (builtin classes and their
//! methods), [`builtins`] (free functions), [`exceptions`], [`modules`] (importable modules written in Rust),
//! [`import`].
//!
//! No engine defines a value, a builtin, an error text or the meaning of an operator; engines have fast paths that do
//! all of an operation or nothing of it and then call in here. This crate knows neither source text nor bytecode.

pub mod blocks;
pub mod builtins;
pub mod call;
pub mod codecs;
pub mod coroutine;
pub mod engine;
pub mod exceptions;
pub mod format;
pub mod heap;
pub mod import;
mod intrinsics;
pub mod memory;
pub mod modules;
pub mod names;
pub mod object;
pub mod ops;
pub mod profile;
pub mod runtime;
pub mod shape;
pub mod spread;
mod suggest;
pub mod types;
pub mod unicode;
pub mod value;

pub use engine::{CompiledText, Engine, FileError, LoadError, Resume, TextMode};
pub use ops::{BinaryOp, CompareOp, UnaryOp};
pub use runtime::{Options, Runtime};
pub use value::{Raised, Result, Value};
