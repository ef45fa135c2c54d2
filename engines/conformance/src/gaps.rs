//! Known gaps: cases that an engine does not pass yet, each with its reason.
//!
//! The list is strict in both directions: a failing case that is not listed fails the suite, and so does a listed one
//! that passes. It can therefore only be a true statement of what is missing.

use std::io;
use std::path::Path;

/// A case that is known to fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Name of the engine, or `*` for all.
    pub engine: String,
    /// Name of the case, or `feature/*` for all of a feature.
    pub case: String,
    /// Why, for people.
    pub reason: String,
}

impl Gap {
    /// Whether this is about `case` on `engine`.
    pub fn covers(&self, engine: &str, case: &str) -> bool {
        let same_case = match self.case.strip_suffix('*') {
            Some(feature) => case.starts_with(feature),
            None => self.case == case,
        };
        same_case && (self.engine == "*" || self.engine == engine)
    }
}

/// Reads lines of the form `ENGINE CASE: REASON`; empty lines and those starting with `#` say nothing.
///
/// # Errors
/// An unreadable file, or a line of another form.
pub fn load_gaps(path: &Path) -> io::Result<Vec<Gap>> {
    let text = std::fs::read_to_string(path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
    parse(&text)
        .map_err(|line| io::Error::new(io::ErrorKind::InvalidData, format!("{}: `{line}` is not `ENGINE CASE: REASON`", path.display())))
}

fn parse(text: &str) -> Result<Vec<Gap>, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (place, reason) = line.split_once(": ").ok_or(line)?;
            let (engine, case) = place.split_once(' ').ok_or(line)?;
            Ok(Gap { engine: engine.to_owned(), case: case.trim().to_owned(), reason: reason.trim().to_owned() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_matched() {
        let gaps = parse("# note\n\n* with/*: level 3\nvm ints/a: slow\n").expect("well-formed");
        let check = |engine: &str, case: &str, covered: bool| {
            assert_eq!(gaps.iter().any(|gap| gap.covers(engine, case)), covered, "{engine} {case}");
        };
        check("vm", "with/basics", true);
        check("jit", "with/basics", true);
        check("jit", "without/basics", false);
        check("vm", "ints/a", true);
        check("vm", "ints/ab", false);
        check("jit", "ints/a", false);
        assert_eq!(gaps[0].reason, "level 3");
        assert!(parse("no reason").is_err());
        assert!(parse("nocase: reason").is_err());
    }
}
