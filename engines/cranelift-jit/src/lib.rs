//! Engine 3: a method JIT from bytecode to machine code, through Cranelift.
//!
//! Reading order: [`abi`] (the contract with machine code), [`analysis`] (inlining, control flow, liveness, types), `lower` (bytecode
//! to Cranelift IR), [`compiler`], [`unit`] (where a translation can be left), [`tier`] (when to translate, and when not
//! any more), `translate` (how), `helpers`, [`engine`]. The interpreter is `bytecode-vm`: functions begin there, and whatever a translation
//! does not do, or gives up, is done there. The body of a generator is one unit, entered
//! wherever it goes on, at its first instruction or behind a `yield`; it suspends itself, with its registers in the heap. What
//! `yield from` delegates to is the interpreter's business. The engine deliberately has no semantics of its own.
//! Machine code is made where the program runs, or on a second thread (`background`), if that is asked for; it
//! is freed when it has been given up and nothing runs in it (`reclaim`).

pub mod abi;
pub mod analysis;
mod background;
pub mod compiler;
mod dump;
pub mod engine;
mod events;
pub mod helpers;
mod lower;
mod observed;
mod reclaim;
pub mod tier;
mod translate;
pub mod unit;

pub use dump::listings;
pub use engine::{CraneliftJit, FrontEnd};
pub use events::Detail;
pub use tier::{JitOptions, JitTier};
