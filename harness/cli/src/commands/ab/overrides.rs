//! Accepted regressions: a file under version control, so that an acceptance has an author, a reason and an end.

use harness_core::error::{Error, Result};
use harness_core::store::utc_date;
use serde::Deserialize;
use std::path::Path;

/// One accepted regression.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Name of the row as the table prints it.
    pub row: String,
    /// Why it is accepted.
    pub reason: String,
    /// Last day on which it counts, YYYY-MM-DD (UTC).
    pub expires: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "override")]
    overrides: Vec<Override>,
}

/// The overrides that count at `now`; expired ones are named on stderr and do not.
///
/// # Errors
/// A file that cannot be read, or an entry without reason or with something that is no date.
pub fn read(path: Option<&Path>, now: u64) -> Result<Vec<Override>> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    let file: File = toml::from_str(&text).map_err(|e| Error::file(path, e.message().to_owned()))?;
    let today = utc_date(now);
    let mut valid = Vec::new();
    for entry in file.overrides {
        if entry.reason.trim().is_empty() {
            return Err(Error::file(path, format!("the override of `{}` gives no reason", entry.row)));
        }
        if !is_date(&entry.expires) {
            return Err(Error::file(
                path,
                format!("the override of `{}` expires on `{}`: a date YYYY-MM-DD is needed", entry.row, entry.expires),
            ));
        }
        // Dates in this form are in order as text.
        if entry.expires < today {
            eprintln!("warning: {}: the override of `{}` expired on {}", path.display(), entry.row, entry.expires);
        } else {
            valid.push(entry);
        }
    }
    Ok(valid)
}

fn is_date(text: &str) -> bool {
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    parts.len() == 3 && digits(parts[0], 4) && digits(parts[1], 2) && digits(parts[2], 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<usize, &str>) {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("overrides.toml");
        std::fs::write(&path, text).expect("written");
        // 2025-01-01.
        match (read(Some(&path), 1_735_689_600), expected) {
            (Ok(valid), Ok(count)) => assert_eq!(valid.len(), count, "{text}"),
            (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}"),
            (got, wanted) => panic!("{text}: {got:?}, not {wanted:?}"),
        }
    }

    #[test]
    fn an_override_needs_a_reason_and_ends() {
        check("", Ok(0));
        check("[[override]]\nrow = 'a'\nreason = 'new lexer'\nexpires = '2025-01-01'\n", Ok(1));
        check("[[override]]\nrow = 'a'\nreason = 'new lexer'\nexpires = '2024-12-31'\n", Ok(0));
        check("[[override]]\nrow = 'a'\nreason = ' '\nexpires = '2026-01-01'\n", Err("no reason"));
        check("[[override]]\nrow = 'a'\nreason = 'x'\nexpires = 'soon'\n", Err("YYYY-MM-DD"));
        check("[[override]]\nrow = 'a'\nreason = 'x'\n", Err("expires"));
    }
}
