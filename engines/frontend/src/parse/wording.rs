//! The parser's errors in CPython 3.11's words.

use ruff_python_ast::ModModule;
use ruff_python_parser::Parsed;
use ruff_text_size::Ranged;

use crate::diagnostic::Fault;
use crate::lower::span;

/// The first error of a parsed file, if any.
pub(super) fn first_fault(parsed: &Parsed<ModModule>, _text: &str) -> Option<Fault> {
    let mut faults: Vec<(u32, Fault)> = Vec::new();
    for error in parsed.errors() {
        faults.push((
            error.location.start().to_u32(),
            Fault::syntax("invalid syntax", span(error)),
        ));
    }
    for error in parsed.unsupported_syntax_errors() {
        faults.push((
            error.range().start().to_u32(),
            Fault::syntax("invalid syntax", span(error)),
        ));
    }
    faults
        .into_iter()
        .min_by_key(|(at, _)| *at)
        .map(|(_, fault)| fault)
}
