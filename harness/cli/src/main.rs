//! The `spectrum` command.
fn main() {}
