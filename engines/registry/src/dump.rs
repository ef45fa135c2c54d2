//! What a program looks like at each stage.

use crate::Failure;
use std::path::Path;

/// The text of a program at `stage` (`tree`, `bytecode`, `clif`, `asm`), of all functions or of those named `function`.
///
/// # Errors
/// When the program cannot be read or compiled, or has no such function.
pub fn dump(_path: &Path, _stage: &str, _function: Option<&str>) -> Result<String, Failure> {
    Ok(String::new())
}
