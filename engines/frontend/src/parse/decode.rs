//! Bytes to text: UTF-8 with an optional byte order mark, and the encodings a PEP 263 cookie may name here.
//!
//! Other encodings than UTF-8, Latin-1 and ASCII are refused, with the words CPython has for an unknown one.

use crate::diagnostic::{Diagnostic, Fault, Kind, Place};

/// Decodes a file. A byte order mark is left out of the text.
pub(super) fn decode(source: &[u8], path: &str) -> Result<String, Box<Diagnostic>> {
    let (bytes, has_mark) = match source.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (source, false),
    };
    if bytes.len() > u32::MAX as usize / 2 {
        return Err(placeless(Kind::SyntaxError, "source code is too large".to_owned(), path));
    }
    let cookie = cookie(bytes);
    let encoding = cookie.as_deref().map_or("utf-8", normalise);
    if has_mark && encoding != "utf-8" {
        let name = if encoding == "latin-1" { "iso-8859-1".to_owned() } else { cookie.unwrap_or_default() };
        return Err(placeless(Kind::SyntaxError, format!("encoding problem: {name} with BOM"), path));
    }
    let text = match encoding {
        "utf-8" => utf8(bytes, path, cookie.is_some())?,
        "latin-1" => bytes.iter().map(|&b| char::from(b)).collect(),
        "ascii" => ascii(bytes, path)?,
        _ => {
            let name = cookie.unwrap_or_default();
            return Err(placeless(Kind::SyntaxError, format!("encoding problem: {name}"), path));
        }
    };
    // As CPython's tokenizer: whatever ends a line is a line feed, inside of literals too.
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    if let Some(at) = text.find('\0') {
        let message = "source code cannot contain null bytes".to_owned();
        let fault = Fault { kind: Kind::SyntaxError, message, place: Place::Line(at as u32) };
        return Err(Box::new(fault.into_diagnostic(path, &text[..at])));
    }
    Ok(text)
}

fn placeless(kind: Kind, message: String, path: &str) -> Box<Diagnostic> {
    let (line, column, end_column) = (0, 0, 0);
    Box::new(Diagnostic { kind, message, path: path.to_owned(), line, column, end_column, source_line: String::new() })
}

/// The encoding named in a comment on the first or second line.
fn cookie(bytes: &[u8]) -> Option<String> {
    let mut lines = bytes.split(|&b| b == b'\n');
    for line in [lines.next(), lines.next()].into_iter().flatten() {
        let trimmed = line.trim_ascii_start();
        let Some(comment) = trimmed.strip_prefix(b"#") else {
            // Only a blank first line lets the second one count.
            if trimmed.trim_ascii().is_empty() {
                continue;
            } else {
                return None;
            };
        };
        let text = String::from_utf8_lossy(comment);
        for (at, _) in text.match_indices("coding") {
            let rest = &text[at + "coding".len()..];
            let Some(value) = rest.strip_prefix([':', '=']) else {
                continue;
            };
            let value = value.trim_start_matches([' ', '\t']);
            let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).unwrap_or(value.len());
            if end > 0 {
                return Some(value[..end].to_owned());
            }
        }
    }
    None
}

fn normalise(name: &str) -> &'static str {
    let name: String = name.chars().take(12).map(|c| if c == '_' { '-' } else { c.to_ascii_lowercase() }).collect();
    match name.as_str() {
        "utf-8" | "utf8" | "u8" | "utf" | "utf-8-sig" | "cp65001" => "utf-8",
        "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" => "latin-1",
        "ascii" | "us-ascii" | "646" => "ascii",
        name if name.starts_with("utf-8-") => "utf-8",
        name if name.starts_with("latin-1-") || name.starts_with("iso-8859-1-") => "latin-1",
        _ => "unknown",
    }
}

fn utf8(bytes: &[u8], path: &str, declared: bool) -> Result<String, Box<Diagnostic>> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let at = error.valid_up_to();
    let byte = bytes[at];
    if declared {
        let reason = if byte & 0xc0 == 0x80 || byte >= 0xf5 || byte == 0xc0 || byte == 0xc1 {
            "invalid start byte"
        } else if error.error_len().is_none() {
            "unexpected end of data"
        } else {
            "invalid continuation byte"
        };
        let message = format!("(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: {reason}");
        return Err(placeless(Kind::SyntaxError, message, path));
    }
    let line = bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1;
    let message = format!(
        "Non-UTF-8 code starting with '\\x{byte:02x}' in file {path} on line {line}, but no encoding declared; \
         see https://peps.python.org/pep-0263/ for details"
    );
    Err(placeless(Kind::SyntaxError, message, path))
}

fn ascii(bytes: &[u8], path: &str) -> Result<String, Box<Diagnostic>> {
    if bytes.is_ascii() {
        return Ok(bytes.iter().map(|&b| char::from(b)).collect());
    }
    Err(placeless(Kind::SyntaxError, "encoding problem: ascii".to_owned(), path))
}
