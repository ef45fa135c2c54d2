//! Exit codes, and how an error becomes one. The table users read is in `harness/README.md`.

use harness_core::Error;
use std::process::ExitCode;

/// What the whole command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, nothing to object to.
    Ok = 0,
    /// A failure of the tool, of a file, or of an engine.
    Failure = 1,
    /// Wrong usage.
    Usage = 2,
    /// A confirmed slowdown.
    Regression = 3,
    /// Nothing was selected or nothing was measured.
    Nothing = 4,
    /// Outputs disagree.
    Disagreement = 5,
    /// Not enough precision, with `--strict`.
    Inconclusive = 6,
    /// Baseline missing or not comparable.
    NotComparable = 7,
}

impl Exit {
    /// The one that outranks the others when several hold: 5, 1, 3, 7, 6, 4.
    pub fn worst(all: impl IntoIterator<Item = Exit>) -> Exit {
        let rank = |exit: &Exit| match exit {
            Exit::Ok => 0,
            Exit::Nothing => 1,
            Exit::Inconclusive => 2,
            Exit::NotComparable => 3,
            Exit::Regression => 4,
            Exit::Usage | Exit::Failure => 5,
            Exit::Disagreement => 6,
        };
        all.into_iter().max_by_key(rank).unwrap_or(Exit::Ok)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// 128 + signal, as shells do.
pub fn interrupted(signal: i32) -> ExitCode {
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(130))
}

/// Prints an error on stderr and chooses its code. A broken pipe is no error: whoever reads has seen enough.
pub fn report(error: &anyhow::Error, verbose: bool) -> ExitCode {
    let broken_pipe =
        error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe));
    if broken_pipe {
        return Exit::Ok.into();
    }
    let mut text = error.to_string();
    if !verbose {
        // Causes of our own errors are already in their text.
        for cause in error.chain().skip(1).map(ToString::to_string) {
            if !text.contains(&cause) {
                text = format!("{text}: {cause}");
            }
        }
    }
    eprintln!("error: {text}");
    if verbose {
        for cause in error.chain().skip(1) {
            eprintln!("  because: {cause}");
        }
    }
    let code = match error.downcast_ref::<Error>() {
        Some(Error::UnknownName { .. } | Error::Usage(_)) => Exit::Usage,
        Some(Error::NotComparable(_)) => Exit::NotComparable,
        _ => Exit::Failure,
    };
    code.into()
}
