//! Bytes to syntax tree: decoding, a scan for what CPython's tokenizer refuses, then the parser of ruff.
//!
//! With `lower` the only place that names the parser's types, so that a new parser version touches nothing else.

mod decode;
mod scan;
mod wording;

use ruff_python_ast::{PythonVersion, Stmt, Suite};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

use crate::diagnostic::{Diagnostic, Fault};
use crate::hir::Span;
use scan::Scan;

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
        Ok(body) => Ok(Parsed { body, source: text, path: path.to_owned() }),
        Err(fault) => Err(fault.into_diagnostic(path, &text)),
    }
}

fn parse_text(text: &str) -> Result<Suite, Fault> {
    let mut scan = scan::scan(text);
    if let Some(fault) = scan.raised.take() {
        return Err(fault);
    }
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY311);
    let Some(parsed) = parse_unchecked(text, options).try_into_module() else {
        return Err(Fault::syntax("invalid syntax", Span::default()));
    };
    let grammar = wording::first_fault(&parsed, &scan, text);
    match settle(grammar, scan, text) {
        Some(fault) => Err(fault),
        None => Ok(parsed.into_suite()),
    }
}

/// Which of the errors CPython would report: it reads tokens only as far as its grammar holds, but then looks through
/// the rest of the file for a bracket that was never closed.
fn settle(grammar: Option<(u32, Fault)>, scan: Scan, text: &str) -> Option<Fault> {
    let never_closed = |(bracket, at): (u8, u32)| {
        let span = Span { start: at, end: at + 1 };
        Fault::syntax(format!("'{}' was never closed", char::from(bracket)), span)
    };
    if let Some((at, fault)) = scan.status {
        return match grammar {
            Some((before, grammar)) if before < at => Some(grammar),
            _ => Some(fault),
        };
    }
    let Some((bracket, opened)) = scan.unclosed else {
        return grammar.map(|(_, fault)| fault);
    };
    match grammar {
        // The parser stopped within the bracket's own line, at something other than the end of the file.
        Some((at, fault))
            if !text[opened as usize..(at as usize).clamp(opened as usize, text.len())].contains('\n')
                && !text[(at as usize).min(text.len())..].trim().is_empty() =>
        {
            Some(fault)
        }
        _ => Some(never_closed((bracket, opened))),
    }
}
