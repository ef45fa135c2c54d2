//! What can go wrong before anything is measured, as messages of one to three lines.
//!
//! A workload that fails is not an error of the harness: it is a row of the record, see [`crate::record::Status`].

use std::path::{Path, PathBuf};

/// Result of the library's fallible calls.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Every variant prints as a complete message for people.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A file was read but says something it must not.
    #[error("{}: {message}", path.display())]
    File {
        /// The file, with the line where one is known.
        path: PathBuf,
        /// One or two lines naming the key.
        message: String,
    },
    /// A name was given that nothing has.
    #[error("unknown {kind} `{name}`{}", hint(suggestion))]
    UnknownName {
        /// `engine`, `workload`, `size`.
        kind: &'static str,
        /// As the user gave it.
        name: String,
        /// Nearest existing name or a list to choose from.
        suggestion: Suggestion,
    },
    /// A record cannot be used for what was asked.
    #[error("{0}")]
    NotComparable(String),
    /// A wrong request that is none of the above.
    #[error("{0}")]
    Usage(String),
}

/// Help for a mistyped name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    /// One name is near enough to be what was meant.
    Nearest(String),
    /// None is near: the names there are.
    Choices(Vec<String>),
}

impl Error {
    /// Wraps an input/output error with the path it happened at.
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        Error::Io { path: path.as_ref().to_owned(), source }
    }

    /// A complaint about the contents of a file.
    pub fn file(path: impl AsRef<Path>, message: impl Into<String>) -> Self {
        Error::File { path: path.as_ref().to_owned(), message: message.into() }
    }

    /// A name that none of `names` is, with the nearest one as a hint.
    pub fn unknown<'a>(kind: &'static str, name: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        Error::UnknownName { kind, name: name.to_owned(), suggestion: suggest(name, names) }
    }
}

/// The nearest of `names` to a mistyped one: Jaro-Winkler similarity over 0.75, on the last component of `group/name`
/// too, so that `nbdoy` finds `numeric/nbody`.
pub fn suggest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Suggestion {
    let names: Vec<&str> = names.into_iter().collect();
    let score = |candidate: &str| {
        let last = candidate.rsplit('/').next().unwrap_or(candidate);
        strsim::jaro_winkler(name, candidate).max(strsim::jaro_winkler(name, last))
    };
    let best = names.iter().map(|n| (score(n), *n)).max_by(|a, b| a.0.total_cmp(&b.0));
    match best {
        Some((similarity, nearest)) if similarity > 0.75 => Suggestion::Nearest(nearest.to_owned()),
        _ => Suggestion::Choices(names.into_iter().map(str::to_owned).collect()),
    }
}

fn hint(suggestion: &Suggestion) -> String {
    match suggestion {
        Suggestion::Nearest(name) => format!("; did you mean `{name}`?"),
        Suggestion::Choices(names) if names.is_empty() => String::new(),
        Suggestion::Choices(names) if names.len() <= 12 => format!("\nknown: {}", names.join(", ")),
        Suggestion::Choices(names) => {
            format!("\nknown: {}, ... ({} in all, see `spectrum list`)", names[..8].join(", "), names.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistyped_names_find_their_neighbour() {
        let names = ["numeric/nbody", "objects/richards", "strings/tokenize"];
        for (typed, nearest) in [("nbdoy", "numeric/nbody"), ("numeric/nbodi", "numeric/nbody"), ("richard", "objects/richards")] {
            assert_eq!(suggest(typed, names), Suggestion::Nearest(nearest.to_owned()), "{typed}");
        }
        assert!(matches!(suggest("qqq", names), Suggestion::Choices(all) if all.len() == 3));
    }
}
