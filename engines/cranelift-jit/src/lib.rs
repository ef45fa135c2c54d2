//! cranelift-jit-engine.
