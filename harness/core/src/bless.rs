//! Writing expected results into a `workload.toml`, leaving every other byte of it alone.
//!
//! Only the text is edited here; which runtime the results are from is the caller's decision (it is CPython).

use crate::error::{Error, Result};
use crate::workload::sha256_hex;
use std::path::Path;
use toml_edit::{DocumentMut, Item, Value};

/// A result up to this length, on one line, is written as text; a longer one as its SHA-256.
const TEXT_LIMIT: usize = 200;

/// A result as a worker tells it: digest, and the text when it was short enough to be sent whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// SHA-256 of the result text, hexadecimal.
    pub digest: String,
    /// The whole text, where known.
    pub text: Option<String>,
}

/// The file's text with the expected result of one size set to what was computed. Returns `None` when it already says
/// so. `path` is for messages.
pub fn set_expected(path: &Path, text: &str, size: &str, expected: &Expected) -> Result<Option<String>> {
    let mut document: DocumentMut = text.parse().map_err(|e: toml_edit::TomlError| Error::file(path, e.message().replace('\n', "; ")))?;
    let table = document
        .get_mut("sizes")
        .and_then(|sizes| sizes.as_table_like_mut())
        .and_then(|sizes| sizes.get_mut(size))
        .and_then(Item::as_table_like_mut)
        .ok_or_else(|| Error::file(path, format!("sizes.{size}: no such table")))?;
    let old = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
    let declared = old("expected").map(|text| sha256_hex(text.as_bytes())).or_else(|| old("expected_sha256"));
    if declared.is_some_and(|digest| digest.eq_ignore_ascii_case(&expected.digest)) {
        return Ok(None);
    }
    let short = expected.text.as_ref().filter(|t| !t.is_empty() && t.chars().count() <= TEXT_LIMIT && !t.contains(char::is_control));
    let (key, value, other) = match short {
        Some(text) => ("expected", text, "expected_sha256"),
        None => ("expected_sha256", &expected.digest, "expected"),
    };
    table.remove(other);
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(slot) => {
            let decor = slot.decor().clone();
            *slot = Value::from(value.as_str());
            *slot.decor_mut() = decor;
        }
        None => {
            table.insert(key, toml_edit::value(value.as_str()));
        }
    }
    Ok(Some(document.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_expected_value_changes() {
        let check = |before: &str, size: &str, result: &str, after: Option<&str>| {
            let text = (result.len() < 300).then(|| result.to_owned());
            let expected = Expected { digest: sha256_hex(result.as_bytes()), text };
            let got = set_expected(Path::new("w.toml"), before, size, &expected).expect("editable");
            assert_eq!(got.as_deref(), after);
        };
        let file = "# A comment.\ntitle = 'T'   # kept\n\n[sizes.smoke]\nsize = 3\nexpected = \"8\"  # nine\n\n[sizes.small]\nsize = 4\n";
        check(file, "smoke", "8", None);
        check(file, "smoke", "9", Some(&file.replace("\"8\"", "\"9\"")));
        check(file, "small", "16", Some(&format!("{file}expected = \"16\"\n")));
        let long = "x".repeat(400);
        let digest = sha256_hex(long.as_bytes());
        check(file, "small", &long, Some(&format!("{file}expected_sha256 = \"{digest}\"\n")));
        check("[sizes]\nsmoke = { size = 1 }\n", "smoke", "1", Some("[sizes]\nsmoke = { size = 1 , expected = \"1\" }\n"));
        assert!(set_expected(Path::new("w"), file, "huge", &Expected { digest: String::new(), text: None }).is_err());
    }
}
