//! Cases on disk, what a run of one gave, and how the two differ.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// How many differing lines a report shows.
const SHOWN_LINES: usize = 6;

/// One program of the suite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// `feature/name`.
    pub name: String,
    /// The script; its folder is the working directory and the first place of imports.
    pub script: PathBuf,
}

/// Everything observable about a finished run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Standard output; bytes that are no UTF-8 are replaced.
    pub stdout: String,
    /// Last line of standard error without its end; empty when nothing was written there.
    pub error: String,
    /// Exit code, or what ended the process instead.
    pub exit: String,
}

/// The folder of the cases.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// All cases under `root`, sorted by name.
///
/// # Errors
/// A folder that cannot be read.
pub fn load_cases(root: &Path) -> io::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for feature in entries(root)?.into_iter().filter(|path| path.is_dir()) {
        for path in entries(&feature)? {
            let script = if path.is_dir() { path.join("main.py") } else { path.clone() };
            if script.extension().is_some_and(|extension| extension == "py") && script.is_file() {
                let name = path.with_extension("");
                let name = name.strip_prefix(root).unwrap_or(&name).to_string_lossy().replace('\\', "/");
                cases.push(Case { name, script });
            }
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(cases)
}

fn entries(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let describe = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", dir.display()));
    std::fs::read_dir(dir).map_err(describe)?.map(|entry| entry.map(|e| e.path()).map_err(describe)).collect()
}

impl Case {
    /// The committed result.
    ///
    /// # Errors
    /// A missing or unreadable `.out`; `.err` and `.code` may be absent.
    pub fn expected(&self) -> io::Result<Outcome> {
        let out = self.script.with_extension("out");
        let stdout = std::fs::read_to_string(&out).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", out.display())))?;
        Ok(Outcome {
            stdout,
            error: optional(&self.script.with_extension("err"))?.unwrap_or_default(),
            exit: optional(&self.script.with_extension("code"))?.unwrap_or_else(|| "0".to_owned()),
        })
    }

    /// Makes `outcome` the committed result.
    ///
    /// # Errors
    /// A file that cannot be written or removed.
    pub fn bless(&self, outcome: &Outcome) -> io::Result<()> {
        std::fs::write(self.script.with_extension("out"), &outcome.stdout)?;
        let error = (!outcome.error.is_empty()).then_some(&outcome.error);
        let exit = (outcome.exit != "0").then_some(&outcome.exit);
        for (extension, text) in [("err", error), ("code", exit)] {
            let path = self.script.with_extension(extension);
            match text {
                Some(text) => std::fs::write(path, format!("{text}\n"))?,
                None if path.exists() => std::fs::remove_file(path)?,
                None => {}
            }
        }
        Ok(())
    }
}

/// The text of a file that need not be there, without its last line end.
fn optional(path: &Path) -> io::Result<Option<String>> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.strip_suffix('\n').unwrap_or(&text).to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// `None` when the two agree, else what to show a person: the first differing lines of each stream.
pub fn compare(expected: &Outcome, got: &Outcome) -> Option<String> {
    if expected == got {
        return None;
    }
    let mut text = String::new();
    diff_lines(&mut text, &expected.stdout, &got.stdout);
    for (what, expected, got) in [("stderr", &expected.error, &got.error), ("exit", &expected.exit, &got.exit)] {
        if expected != got {
            let _ = writeln!(text, "    {what}: -{expected}\n    {what}: +{got}");
        }
    }
    Some(text)
}

fn diff_lines(text: &mut String, expected: &str, got: &str) {
    if expected == got {
        return;
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.split_inclusive('\n').collect(), got.split_inclusive('\n').collect());
    let mut shown = 0;
    for index in 0..old.len().max(new.len()) {
        let (a, b) = (old.get(index), new.get(index));
        if a == b {
            continue;
        }
        if shown == SHOWN_LINES {
            let _ = writeln!(text, "    ...");
            return;
        }
        shown += 1;
        for (sign, line) in [('-', a), ('+', b)] {
            if let Some(line) = line {
                let end = if line.ends_with('\n') { "" } else { " (no line end)" };
                let _ = writeln!(text, "    {:>4} {sign}{}{end}", index + 1, line.trim_end_matches('\n'));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(stdout: &str, error: &str, exit: &str) -> Outcome {
        Outcome { stdout: stdout.to_owned(), error: error.to_owned(), exit: exit.to_owned() }
    }

    #[test]
    fn differences_name_line_and_stream() {
        let check = |expected: &Outcome, got: &Outcome, text: Option<&str>| {
            assert_eq!(compare(expected, got).as_deref(), text);
        };
        let base = outcome("a\nb\n", "", "0");
        check(&base, &base, None);
        check(&base, &outcome("a\nc\n", "", "0"), Some("       2 -b\n       2 +c\n"));
        check(&base, &outcome("a\n", "", "0"), Some("       2 -b\n"));
        check(&base, &outcome("a\nb", "", "0"), Some("       2 -b\n       2 +b (no line end)\n"));
        check(&base, &outcome("a\nb\n", "E: x", "1"), Some("    stderr: -\n    stderr: +E: x\n    exit: -0\n    exit: +1\n"));
        let long = outcome(&"x\n".repeat(9), "", "0");
        let report = compare(&long, &outcome(&"y\n".repeat(9), "", "0")).expect("they differ");
        assert_eq!(report.lines().count(), 2 * SHOWN_LINES + 1);
    }

    #[test]
    fn every_case_has_a_result_and_every_result_a_case() {
        let cases = load_cases(&root()).expect("the cases are readable");
        assert!(cases.len() >= 600, "only {} cases found", cases.len());
        for case in &cases {
            case.expected().expect("each case has its .out");
        }
        for feature in entries(&root()).expect("readable") {
            for path in entries(&feature).expect("readable") {
                let is_result = path.extension().is_some_and(|e| e == "out" || e == "err" || e == "code");
                assert!(!is_result || path.with_extension("py").is_file(), "{} belongs to no case", path.display());
            }
        }
    }
}
