//! Source text to resolved tree: the one frontend of all engines.
//!
//! [`parse`] decodes and parses, [`lower`] resolves scopes and builds the tree; they are apart so that each can be timed.
//! Every rejected file is a [`Diagnostic`]; no input makes this crate panic or overflow the stack. It evaluates nothing.
#![forbid(unsafe_code)]

mod check;
mod diagnostic;
mod dump;
pub mod hir;
mod lower;
mod parse;
mod scope;

pub use diagnostic::{Diagnostic, Kind};
pub use dump::{dump, dump_function};
pub use lower::{Form, Mode};
pub use parse::{Parsed, parse};

/// Resolves names and builds the tree.
///
/// # Errors
/// Semantic errors that CPython's symbol table and compiler raise, and constructs that Spectrum does not run.
pub fn lower(parsed: Parsed) -> Result<hir::Program, Diagnostic> {
    lower_form(parsed, Form::FILE)
}

fn lower_form(parsed: Parsed, form: Form) -> Result<hir::Program, Diagnostic> {
    lower::lower_module(parsed.body(), parsed.path(), parsed.source(), form)
        .map_err(|fault| fault.into_diagnostic(parsed.path(), parsed.source()))
}

/// [`parse`] and [`lower`] of text given to `compile`, `exec` or `eval`.
///
/// # Errors
/// As for a file; `eval` takes only an expression.
pub fn compile_text(source: &[u8], path: &str, form: Form) -> Result<hir::Program, Diagnostic> {
    lower_form(parse(source, path)?, form)
}

/// [`parse`] and [`lower`].
///
/// # Errors
/// See there.
pub fn compile(source: &[u8], path: &str) -> Result<hir::Program, Diagnostic> {
    lower(parse(source, path)?)
}
