//! Bytes to syntax tree: decoding, a scan for what CPython's tokenizer refuses, then the parser of ruff.
//!
//! With `lower` the only place that names the parser's types, so that a new parser version touches nothing else.

mod decode;
mod wording;

use ruff_python_ast::{PythonVersion, Stmt, Suite};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

use crate::diagnostic::{Diagnostic, Fault};

/// A parsed file, to be given to [`crate::lower`].
pub struct Parsed {
    body: Suite,
    source: String,
    path: String,
}

impl Parsed {
    pub(crate) fn body(&self) -> &[Stmt] {
        &self.body
    }
    pub(crate) fn source(&self) -> &str {
        &self.source
    }
    pub(crate) fn path(&self) -> &str {
        &self.path
    }
}

impl Drop for Parsed {
    /// The tree's own drop recurses as deep as the source nests.
    fn drop(&mut self) {
        let body = std::mem::take(&mut self.body);
        stacker::maybe_grow(DROP_STACK / 2, DROP_STACK, || drop(body));
    }
}

/// Native stack that frees the deepest tree the scan lets through.
const DROP_STACK: usize = 16 * 1024 * 1024;

/// Decodes and parses a source file.
///
/// # Errors
/// Bytes that are no text, and every syntax error that CPython 3.11's tokenizer or parser would raise.
pub fn parse(source: &[u8], path: &str) -> Result<Parsed, Diagnostic> {
    let text = decode::decode(source, path).map_err(|fault| *fault)?;
    match parse_text(&text) {
        Ok(body) => Ok(Parsed {
            body,
            source: text,
            path: path.to_owned(),
        }),
        Err(fault) => Err(fault.into_diagnostic(path, &text)),
    }
}

fn parse_text(text: &str) -> Result<Suite, Fault> {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY311);
    let parsed = parse_unchecked(text, options);
    let Some(parsed) = parsed.try_into_module() else {
        return Err(Fault::syntax("invalid syntax", crate::hir::Span::default()));
    };
    if let Some(fault) = wording::first_fault(&parsed, text) {
        return Err(fault);
    }
    Ok(parsed.into_suite())
}
