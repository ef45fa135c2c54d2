//! bytecode.
