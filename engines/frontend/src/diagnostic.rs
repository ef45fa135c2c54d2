//! What the frontend says about a source file it rejects, in the form CPython prints for a script.
//!
//! Passes raise a [`Fault`], which knows only a byte range; [`Fault::into_diagnostic`] adds path, line and source text.

use crate::hir::Span;

/// Which class of error a rejected file raises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `SyntaxError`.
    SyntaxError,
    /// `IndentationError`.
    IndentationError,
    /// `TabError`.
    TabError,
    /// `RecursionError`: nesting beyond what CPython's compiler follows (3,000 levels).
    RecursionError,
    /// Valid Python 3.11 that Spectrum does not run yet; no Python exception class.
    Unsupported,
}

impl Kind {
    /// The word before the colon of the last printed line.
    pub fn label(self) -> &'static str {
        match self {
            Kind::SyntaxError => "SyntaxError",
            Kind::IndentationError => "IndentationError",
            Kind::TabError => "TabError",
            Kind::RecursionError => "RecursionError",
            Kind::Unsupported => "unsupported",
        }
    }
}

/// A rejected file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error class.
    pub kind: Kind,
    /// Text after the colon, worded as CPython 3.11 does.
    pub message: String,
    /// Path as given to the frontend.
    pub path: String,
    /// One-based line; 0 when the error has no place (encoding errors, NUL bytes, recursion).
    pub line: u32,
    /// One-based column in characters; 0 when there is none.
    pub column: u32,
    /// One past the last column of the marked range, on the same line (equal to `column` or less: one caret).
    pub end_column: u32,
    /// The source line without its line end.
    pub source_line: String,
}

impl Diagnostic {
    /// The text CPython prints on stderr for a script, each line ended by `\n`; the last line is `Kind: message`.
    pub fn render(&self) -> String {
        let mut out = String::new();
        if self.line > 0 {
            out.push_str(&format!("  File \"{}\", line {}", self.path, self.line));
            if self.kind == Kind::Unsupported && self.column > 0 {
                out.push_str(&format!(", column {}", self.column));
            }
            out.push('\n');
            self.render_source_line(&mut out);
        }
        out.push_str(self.kind.label());
        out.push_str(": ");
        out.push_str(&self.message);
        out.push('\n');
        out
    }

    fn render_source_line(&self, out: &mut String) {
        let text = self.source_line.trim_start_matches([' ', '\t', '\x0c']).trim_end();
        if text.is_empty() {
            return;
        }
        out.push_str("    ");
        out.push_str(text);
        out.push('\n');
        if self.column == 0 {
            return;
        }
        let stripped = self.source_line.chars().count() - self.source_line.trim_start_matches([' ', '\t', '\x0c']).chars().count();
        let at = (self.column as usize - 1).saturating_sub(stripped).min(text.chars().count());
        let width = self.end_column.saturating_sub(self.column).max(1) as usize;
        out.push_str("    ");
        out.extend(text.chars().take(at).map(|c| if c == '\t' { '\t' } else { ' ' }));
        out.extend(std::iter::repeat_n('^', width));
        out.push('\n');
    }
}

impl std::fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.render())
    }
}

impl std::error::Error for Diagnostic {}

/// An error found by a pass, still without path and line.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    pub(crate) message: String,
    pub(crate) place: Place,
}

/// Where a fault stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Nowhere in particular.
    None,
    /// A byte range of the decoded text.
    Span(Span),
    /// The line of this offset, without a caret.
    Line(u32),
}

impl Fault {
    pub(crate) fn syntax(message: impl Into<String>, span: Span) -> Fault {
        Fault { kind: Kind::SyntaxError, message: message.into(), place: Place::Span(span) }
    }

    pub(crate) fn unsupported(message: impl Into<String>, span: Span) -> Fault {
        Fault { kind: Kind::Unsupported, message: message.into(), place: Place::Span(span) }
    }

    pub(crate) fn too_deep() -> Fault {
        let message = "maximum recursion depth exceeded during compilation".to_owned();
        Fault { kind: Kind::RecursionError, message, place: Place::None }
    }

    /// Adds path and source line.
    pub(crate) fn into_diagnostic(self, path: &str, source: &str) -> Diagnostic {
        let mut diagnostic = Diagnostic {
            kind: self.kind,
            message: self.message,
            path: path.to_owned(),
            line: 0,
            column: 0,
            end_column: 0,
            source_line: String::new(),
        };
        let (start, end) = match self.place {
            Place::None => return diagnostic,
            Place::Span(span) => (span.start as usize, span.end as usize),
            Place::Line(offset) => (offset as usize, offset as usize),
        };
        // The end of the file is reported on its last line, not on the empty one behind it.
        let start = match source.strip_suffix('\n') {
            Some(rest) if start >= source.len() && matches!(self.place, Place::Span(_)) => rest.len(),
            _ => floor_char_boundary(source, start),
        };
        let starts = line_starts(source);
        let line = starts.partition_point(|&s| s as usize <= start);
        let line_start = starts[line - 1] as usize;
        let text = source[line_start..].split(['\n', '\r']).next().unwrap_or("");
        diagnostic.line = line as u32;
        text.clone_into(&mut diagnostic.source_line);
        if matches!(self.place, Place::Span(_)) {
            let end = floor_char_boundary(source, end.max(start).min(line_start + text.len()));
            diagnostic.column = source[line_start..start].chars().count() as u32 + 1;
            diagnostic.end_column = source[line_start..end.max(start)].chars().count() as u32 + 1;
        }
        diagnostic
    }
}

/// Byte offset of the start of each line; `\n`, `\r\n` and lone `\r` end a line.
pub(crate) fn line_starts(source: &str) -> Vec<u32> {
    let bytes = source.as_bytes();
    let mut starts = vec![0];
    for (i, &b) in bytes.iter().enumerate() {
        if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
            starts.push(i as u32 + 1);
        }
    }
    starts
}

fn floor_char_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
