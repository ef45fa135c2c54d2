//! One file of programs on CPython and on the engines, and what to say of a difference.

use crate::worker;
use conformance::{Case, Outcome, compare, generate, run, run_within, shrink};
use std::ops::Range;
use std::path::PathBuf;
use std::process::Command;
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

/// How an engine is run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Plain,
    GcStress,
    JitStress,
}

impl Mode {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Mode::Plain => "plain",
            Mode::GcStress => "gc-stress",
            Mode::JitStress => "jit-stress",
        }
    }

    pub(crate) fn find(name: &str) -> Option<Mode> {
        [Mode::Plain, Mode::GcStress, Mode::JitStress].into_iter().find(|mode| mode.name() == name)
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
}

impl Plan {
    /// Reports of the programs of `seeds` that differ.
    pub(crate) fn check(&self, seeds: Range<u64>, modes: impl Iterator<Item = Mode>) -> Vec<String> {
        let text = source(seeds.clone());
        let case = self.write(&text, &format!("{}_{}", seeds.start, seeds.end));
        let mut expected = self.python().map(|python| run(python, &case).expect("CPython can be started"));
        let mut failures = Vec::new();
        for mode in modes {
            for &engine in self.engines.iter().filter(|engine| mode != Mode::JitStress || engine.starts_with("cranelift-jit")) {
                let got = run(worker::command(engine, mode), &case).expect("this program can be started");
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

    /// CPython, if there is one; the script is the last argument.
    fn python(&self) -> Option<Command> {
        let mut command = Command::new(self.python.as_ref()?);
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
            let text = source(*seed..seed + 1);
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
        let limited = |command| run_within(SHRINK_LIMIT, command, &case).expect("this program can be started");
        let expected = limited(self.python().unwrap_or_else(|| worker::command(self.engines[0], Mode::Plain)));
        // Whole programs end well; what a part of one does at its end is no finding.
        let sensible = expected.exit == "0" && !expected.stdout.contains(" at 0x");
        let got = sensible.then(|| limited(worker::command(engine, mode)));
        let _ = std::fs::remove_file(&case.script);
        got.filter(|got| !same(&expected, got)).map(|got| compare(&expected, &got).unwrap_or_default())
    }
}

/// The programs of `seeds` behind their prelude.
fn source(seeds: Range<u64>) -> String {
    let mut text = generate::PRELUDE.to_owned();
    seeds.for_each(|seed| text.push_str(&generate::program(seed)));
    text
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
