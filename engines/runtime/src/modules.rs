//! Importable modules written in Rust.
