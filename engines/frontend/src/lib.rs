//! Source text to resolved tree.
#![forbid(unsafe_code)]

pub mod hir;
