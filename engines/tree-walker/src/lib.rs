//! Engine 1: a tree-walker. The resolved tree is lowered once to a tree of nodes specialised by operand kind and slot;
//! running a program is evaluating nodes, each by a virtual call.
//!
//! Reading order: [`frame`] (what a node sees), [`node`] (the two traits), [`nodes`] (expressions), [`statements`],
//! [`lower`] (from the resolved tree to nodes), [`code`] (functions), [`generator`].
//!
//! No semantics live here: a node has a fast path for small integers, floats or a cached shape, and otherwise calls the
//! runtime. Variables are slots of a frame on the native stack; a Python call is a native call.
#![forbid(unsafe_code)]

mod code;
mod engine;
mod frame;
mod generator;
mod lower;
mod node;
mod nodes;
mod statements;

pub use engine::{FrontEnd, TreeWalker};
