//! One file of programs on CPython and on the engines, and what to say of a difference.

use crate::worker;
use conformance::{Case, Outcome, compare, generate, run, run_within, shrink};
use std::ffi::OsStr;
use std::ops::Range;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How often a failing program is run to make it smaller.
const SHRINK_TRIES: usize = 400;
/// Programs that are made smaller in one run; of what differs beyond that, only seeds are printed.
const SHRUNK: usize = 16;
/// Longest run of a program that is being made smaller.
const SHRINK_LIMIT: Duration = Duration::from_secs(5);
/// Programs of one batch and engine that are reported.
const REPORTED: usize = 2;
/// Longest run of a batch, and then of each of its programs alone, in the reference; the usual batch takes a tenth of a second.
const REFERENCE_LIMIT: Duration = Duration::from_secs(20);
const ALONE_LIMIT: Duration = Duration::from_secs(5);
/// Address space of a process of the reference, in KiB: a random program can grow without end.
const REFERENCE_KIB: u64 = 1 << 20;
/// Likewise of an engine, which reserves several GiB when it starts.
const ENGINE_KIB: u64 = 16 << 20;

/// How an engine is run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Plain,
    GcStress,
    JitStress,
    JitBackground,
}

impl Mode {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Mode::Plain => "plain",
            Mode::GcStress => "gc-stress",
            Mode::JitStress => "jit-stress",
            Mode::JitBackground => "jit-background",
        }
    }

    pub(crate) fn find(name: &str) -> Option<Mode> {
        [Mode::Plain, Mode::GcStress, Mode::JitStress, Mode::JitBackground].into_iter().find(|mode| mode.name() == name)
    }
}

/// With what all batches are run.
pub(crate) struct Plan {
    pub(crate) engines: Vec<&'static str>,
    /// CPython 3.11, if there is one.
    pub(crate) python: Option<PathBuf>,
    /// Programs of a file: few enough that a crash is found quickly, enough that starting processes costs little.
    pub(crate) batch: u64,
    /// Where the files go.
    pub(crate) folder: PathBuf,
    /// Programs made smaller so far.
    pub(crate) shrunk: AtomicUsize,
    /// Programs left out, since the reference did not end them within [`ALONE_LIMIT`].
    pub(crate) unbounded: Mutex<Vec<u64>>,
}

impl Plan {
    /// Reports of the programs of `seeds` that differ.
    pub(crate) fn check(&self, seeds: Range<u64>, modes: &[Mode]) -> Vec<String> {
        let case = self.write(&source(seeds.clone()), &format!("{}_{}", seeds.start, seeds.end));
        let expected = self.reference(&case, REFERENCE_LIMIT);
        if seeds.end - seeds.start == 1 || expected.as_ref().is_none_or(|outcome| outcome.exit == "0") {
            return self.compare(&case, expected, seeds, modes);
        }
        // One program has ended all: with an exception, with its time, or with the memory that they share. Each by itself.
        let _ = std::fs::remove_file(&case.script);
        seeds.flat_map(|seed| self.check_alone(seed, modes)).collect()
    }

    /// Reports of one program, unless the reference does not end it.
    fn check_alone(&self, seed: u64, modes: &[Mode]) -> Vec<String> {
        let case = self.write(&source([seed]), &format!("alone_{seed}"));
        let expected = self.reference(&case, ALONE_LIMIT);
        if expected.as_ref().is_some_and(|outcome| outcome.exit.parse::<u8>().is_err()) {
            self.unbounded.lock().expect("no thread panicked").push(seed);
            let _ = std::fs::remove_file(&case.script);
            return Vec::new();
        }
        self.compare(&case, expected, seed..seed + 1, modes)
    }

    /// Reports of the programs of a case that differ from what is expected, or from each other if nothing is.
    fn compare(&self, case: &Case, mut expected: Option<Outcome>, seeds: Range<u64>, modes: &[Mode]) -> Vec<String> {
        let mut failures = Vec::new();
        for &mode in modes {
            for &engine in self.engines.iter().filter(|engine| mode != Mode::JitStress || engine.starts_with("cranelift-jit")) {
                let got = run(worker::command(engine, mode, ENGINE_KIB), case).expect("this program can be started");
                match &expected {
                    None => expected = Some(got),
                    Some(expected) if same(expected, &got) => {}
                    Some(expected) => failures.extend(self.report(engine, mode, seeds.clone(), expected, &got)),
                }
            }
        }
        let _ = std::fs::remove_file(&case.script);
        failures
    }

    /// What CPython makes of a case, if there is one.
    fn reference(&self, case: &Case, limit: Duration) -> Option<Outcome> {
        self.python().map(|python| run_within(limit, python, case).expect("CPython can be started"))
    }

    /// CPython, if there is one; the script is the last argument.
    fn python(&self) -> Option<Command> {
        let mut command = limited(self.python.as_ref()?, REFERENCE_KIB);
        command.env_clear().args(["-B", "-s", "-W", "ignore"]);
        Some(command)
    }

    fn write(&self, text: &str, name: &str) -> Case {
        let script = self.folder.join(format!("programs_{name}.py"));
        std::fs::write(&script, text).expect("the folder for temporary files is writable");
        Case { name: name.to_owned(), script }
    }

    /// One text for each of the first programs that differ, as small as it gets.
    fn report(&self, engine: &str, mode: Mode, seeds: Range<u64>, expected: &Outcome, got: &Outcome) -> Vec<String> {
        let heading = |what: &str| format!("=== {engine} ({}): {what}", mode.name());
        let (sections, others) = (sections(&expected.stdout), sections(&got.stdout));
        let differing = sections.iter().filter(|(seed, text)| {
            others.iter().find(|(other, _)| other == seed).is_none_or(|(_, other)| comparable(other) != comparable(text))
        });
        let mut reports = Vec::new();
        for (seed, _) in differing.take(REPORTED) {
            let text = source([*seed]);
            let name = format!("{engine}_{}_{seed}", mode.name());
            if self.differs(engine, mode, &text, &name).is_none() {
                continue;
            }
            if self.shrunk.fetch_add(1, Ordering::Relaxed) >= SHRUNK {
                reports.push(heading(&format!("seed {seed}")));
                continue;
            }
            let small = shrink(&text, SHRINK_TRIES, |text| self.differs(engine, mode, text, &name).is_some());
            let difference = self.differs(engine, mode, &small, &name).unwrap_or_default();
            reports.push(format!("{}\n{small}{difference}", heading(&format!("seed {seed}"))));
        }
        if reports.is_empty() {
            let difference = compare(expected, got).unwrap_or_default();
            reports.push(format!("{}\n{difference}", heading(&format!("seeds {} to {}, no single one", seeds.start, seeds.end - 1))));
        }
        reports
    }

    /// The difference that a program shows, if it shows one that does not come of an address.
    fn differs(&self, engine: &str, mode: Mode, text: &str, name: &str) -> Option<String> {
        let case = self.write(text, name);
        let briefly = |command| run_within(SHRINK_LIMIT, command, &case).expect("this program can be started");
        let expected = briefly(self.python().unwrap_or_else(|| worker::command(self.engines[0], Mode::Plain, ENGINE_KIB)));
        // Whole programs end well; what a part of one does at its end is no finding.
        let sensible = expected.exit == "0" && !expected.stdout.contains(" at 0x");
        let got = sensible.then(|| briefly(worker::command(engine, mode, ENGINE_KIB)));
        let _ = std::fs::remove_file(&case.script);
        got.filter(|got| !same(&expected, got)).map(|got| compare(&expected, &got).unwrap_or_default())
    }
}

/// The programs of `seeds` behind their prelude.
fn source(seeds: impl IntoIterator<Item = u64>) -> String {
    let mut text = generate::PRELUDE.to_owned();
    seeds.into_iter().for_each(|seed| text.push_str(&generate::program(seed)));
    text
}

/// A program that gets so much address space, the script not among its arguments yet.
pub(crate) fn limited(program: impl AsRef<OsStr>, kib: u64) -> Command {
    let mut command = Command::new("/bin/sh");
    command.args(["-c", "ulimit -v \"$0\"; exec \"$@\"", &kib.to_string()]).arg(program);
    command
}

fn same(expected: &Outcome, got: &Outcome) -> bool {
    comparable(&expected.stdout) == comparable(&got.stdout) && expected.exit == got.exit
}

/// Output without the names of the operations that met the recursion limit: CPython counts calls of its native code too,
/// so which one is the last in a chain of Python and native calls is a matter of its implementation.
fn comparable(stdout: &str) -> Vec<&str> {
    const LIMIT: &str = "maximum recursion depth exceeded";
    stdout.lines().map(|line| line.find(LIMIT).map_or(line, |at| &line[..at + LIMIT.len()])).collect()
}

/// What each program printed, by seed.
fn sections(stdout: &str) -> Vec<(u64, String)> {
    let mut found: Vec<(u64, String)> = Vec::new();
    for line in stdout.lines() {
        if let Some(seed) = line.strip_prefix("program ").and_then(|seed| seed.parse().ok()) {
            found.push((seed, String::new()));
        } else if let Some((_, text)) = found.last_mut() {
            text.push_str(line);
            text.push('\n');
        }
    }
    found
}
