//! `spectrum verify`: every workload on every engine, results only, on all cores.

use crate::context::Common;
use crate::exit::{self, Exit};
use crate::output::{Grid, Tone, progress};
use anyhow::{Result, bail};
use harness_core::bless::{Expected, set_expected};
use harness_core::error::Error;
use harness_core::process::Interrupt;
use harness_core::record::{Invocation, Status};
use harness_core::runtimes::Runtime;
use harness_core::session::{self, Selected, Verdict};
use harness_core::workload::{SIZE_NAMES, Workload};
use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

/// Check that every engine computes the expected result of every workload
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Takes no times. Runs on all cores. Missing runtimes are named, not counted.\n\n\
    Examples:\n  spectrum verify\n  spectrum verify numeric -e cranelift-jit --size default\n  \
    spectrum verify --bless strings/new-one    write the expected results, from CPython\n\n\
    Exit codes: 0 all identical, 1 something crashed or did not end, 4 nothing selected, 5 results differ.")]
pub struct Verify {
    /// Workloads: ids, groups or regular expressions [default: all]
    filters: Vec<String>,
    /// Engines: names or regular expressions, repeatable [default: ours, cpython, pypy]
    #[arg(short, long = "engine", value_name = "ENGINE")]
    engines: Vec<String>,
    /// Every runtime of runtimes.toml, other languages included: they run the workloads' ports
    #[arg(long, conflicts_with = "engines")]
    all_runtimes: bool,
    /// Only workloads with ports to other languages
    #[arg(long)]
    ported: bool,
    /// Input size: smoke, small, default or large
    #[arg(long, value_name = "SIZE", default_value = "smoke", value_parser = SIZE_NAMES)]
    size: String,
    /// Write the expected results of the selected workloads, all sizes, from CPython
    #[arg(long, conflicts_with_all = ["engines", "all_runtimes", "size"])]
    bless: bool,
}

impl Verify {
    pub fn run(self, common: &Common) -> Result<ExitCode> {
        let catalogue = common.catalogue()?;
        let mut workloads = catalogue.select(&self.filters)?;
        workloads.retain(|workload| !self.ported || !workload.ports.is_empty());
        let broken = (!catalogue.problems.is_empty()).then_some(Exit::Failure);
        let interrupt = Interrupt::install()?;
        if self.bless {
            let oracle = common.runtimes(&["cpython".to_owned()], false)?;
            let changed = bless(&workloads, &oracle, &interrupt, common)?;
            return Ok(stopped(&interrupt).unwrap_or_else(|| Exit::worst(broken.into_iter().chain([changed])).into()));
        }
        let found = common.runtimes(&self.engines, self.all_runtimes)?;
        let chosen: Vec<&Runtime> = found.iter().collect();
        let selected: Vec<Selected<'_>> = workloads.iter().filter_map(|w| Selected::at(w, &self.size)).collect();
        let verdicts = verify_with_progress(&selected, &chosen, &interrupt, common.quiet);
        if let Some(code) = stopped(&interrupt) {
            return Ok(code);
        }
        let mut out = std::io::stdout().lock();
        let layout = if chosen.len() > WIDE { matrix } else { table };
        writeln!(out, "{}", layout(&selected, &chosen, &verdicts, common.coloured()))?;
        for verdict in verdicts.iter().filter(|v| failed(v.invocation.status) || v.invocation.status == Status::OptedOut) {
            writeln!(out, "{}", failure(&verdict.invocation))?;
        }
        writeln!(out, "{}", summary(&selected, &chosen, &verdicts))?;
        Ok(Exit::worst(broken.into_iter().chain([outcome(&verdicts)])).into())
    }
}

/// Verification with a bar; also the first half of `bench`.
pub fn verify_with_progress(selected: &[Selected<'_>], runtimes: &[&Runtime], interrupt: &Interrupt, quiet: bool) -> Vec<Verdict> {
    let available = runtimes.iter().filter(|r| r.available()).count();
    let bar = progress((selected.len() * available) as u64, "verifying", quiet);
    let verdicts = session::verify(selected, runtimes, interrupt, &|row| {
        bar.set_message(format!("{} on {}", row.workload, row.engine));
        bar.inc(1);
    });
    bar.finish_and_clear();
    verdicts
}

/// The exit code of an interrupted command.
pub fn stopped(interrupt: &Interrupt) -> Option<ExitCode> {
    interrupt.signal().map(|signal| {
        eprintln!("interrupted");
        exit::interrupted(signal)
    })
}

/// True for what a user must look at.
pub fn failed(status: Status) -> bool {
    !matches!(status, Status::Ok | Status::OptedOut | Status::NoPort)
}

/// Short name of a status in a table.
pub fn word(status: Status) -> &'static str {
    match status {
        Status::Ok => "ok",
        Status::WrongOutput => "WRONG",
        Status::Timeout => "TIMEOUT",
        Status::Crash => "FAILED",
        Status::NotAttested => "UNPROVEN",
        Status::OptedOut => "opted out",
        Status::NoPort => "no port",
    }
}

/// One or two lines about a failure.
pub fn failure(row: &Invocation) -> String {
    format!("{:8} {} on {}: {}", word(row.status), row.workload, row.engine, row.message)
}

fn table(selected: &[Selected<'_>], runtimes: &[&Runtime], verdicts: &[Verdict], coloured: bool) -> String {
    let by_pair = statuses(verdicts);
    let headings: Vec<&str> = ["workload", "size"].into_iter().chain(runtimes.iter().map(|r| r.name())).collect();
    let mut grid = Grid::new(&headings, coloured);
    grid.words(1);
    for one in selected {
        let cells = runtimes.iter().map(|runtime| match by_pair.get(&(one.workload.id.as_str(), runtime.name())) {
            None => ("missing".to_owned(), Tone::Faint),
            Some(Status::Ok) => ("ok".to_owned(), Tone::Good),
            Some(status @ (Status::OptedOut | Status::NoPort)) => (word(*status).to_owned(), Tone::Faint),
            Some(status) => (word(*status).to_owned(), Tone::Bad),
        });
        let names = [(one.workload.id.clone(), Tone::Plain), (one.size_name.to_owned(), Tone::Faint)];
        grid.row(names.into_iter().chain(cells));
    }
    grid.to_string()
}

/// More engines than this get columns of one sign.
const WIDE: usize = 8;

/// The sign of a pair in [`matrix`].
fn sign(status: Option<Status>) -> (&'static str, Tone) {
    match status {
        Some(Status::Ok) => ("=", Tone::Good),
        None => ("-", Tone::Faint),
        Some(Status::OptedOut) => ("o", Tone::Faint),
        Some(Status::NoPort) => (".", Tone::Faint),
        Some(Status::WrongOutput) => ("X", Tone::Bad),
        Some(Status::Timeout | Status::Crash | Status::NotAttested) => ("!", Tone::Bad),
    }
}

/// As [`table`], for more engines than fit side by side: numbered columns, named below.
fn matrix(selected: &[Selected<'_>], runtimes: &[&Runtime], verdicts: &[Verdict], coloured: bool) -> String {
    let by_pair = statuses(verdicts);
    let numbers: Vec<String> = (1..=runtimes.len()).map(|number| number.to_string()).collect();
    let headings: Vec<&str> = ["workload", "size"].into_iter().chain(numbers.iter().map(String::as_str)).collect();
    let mut grid = Grid::new(&headings, coloured);
    grid.words(1);
    for one in selected {
        let cells = runtimes.iter().map(|runtime| {
            let (text, tone) = sign(by_pair.get(&(one.workload.id.as_str(), runtime.name())).copied());
            (text.to_owned(), tone)
        });
        let names = [(one.workload.id.clone(), Tone::Plain), (one.size_name.to_owned(), Tone::Faint)];
        grid.row(names.into_iter().chain(cells));
    }
    let mut text = format!("{grid}= identical   X different   ! failed   - missing   o opted out   . no port\n\n");
    for (number, runtime) in numbers.iter().zip(runtimes) {
        let ports = if runtime.receipt.language == "python" { String::new() } else { format!(", ports to {}", runtime.receipt.language) };
        text.push_str(&format!("{number:>3} {}: {}{ports}\n", runtime.name(), runtime.receipt.strategy));
    }
    text
}

fn statuses(verdicts: &[Verdict]) -> BTreeMap<(&str, &str), Status> {
    verdicts.iter().map(|v| ((v.invocation.workload.as_str(), v.invocation.engine.as_str()), v.invocation.status)).collect()
}

fn summary(selected: &[Selected<'_>], runtimes: &[&Runtime], verdicts: &[Verdict]) -> String {
    let count = |status: Status| verdicts.iter().filter(|v| v.invocation.status == status).count();
    let others = verdicts.iter().filter(|v| failed(v.invocation.status)).count() - count(Status::WrongOutput);
    let (available, missing): (Vec<&Runtime>, Vec<&Runtime>) = runtimes.iter().partition(|r| r.available());
    let mut text = format!(
        "{} workloads on {} engines: {} identical, {} different, {} failed, {} opted out, {} without a port",
        selected.len(),
        available.len(),
        count(Status::Ok),
        count(Status::WrongOutput),
        others,
        count(Status::OptedOut),
        count(Status::NoPort),
    );
    for runtime in missing {
        text.push_str(&format!("\nmissing: {} ({})", runtime.name(), runtime.receipt.hint));
    }
    let unblessed = selected.iter().filter(|s| s.size.expected_digest.is_none()).count();
    if unblessed > 0 {
        text.push_str(&format!("\n{unblessed} of them without an expected result; `spectrum verify --bless` derives it"));
    }
    text
}

/// What a verification comes to.
pub fn outcome(verdicts: &[Verdict]) -> Exit {
    let of = |verdict: &Verdict| match verdict.invocation.status {
        Status::Ok | Status::OptedOut | Status::NoPort => Exit::Ok,
        Status::WrongOutput => Exit::Disagreement,
        Status::Timeout | Status::Crash | Status::NotAttested => Exit::Failure,
    };
    let nothing = verdicts.iter().all(|v| matches!(v.invocation.status, Status::OptedOut | Status::NoPort));
    Exit::worst(verdicts.iter().map(of).chain(nothing.then_some(Exit::Nothing)))
}

/// Writes the expected results of all sizes, from CPython. Failures are printed and leave their file alone.
fn bless(workloads: &[&Workload], runtimes: &[Runtime], interrupt: &Interrupt, common: &Common) -> Result<Exit> {
    let Some(oracle) = runtimes.iter().find(|r| r.name() == "cpython" && r.available()) else {
        bail!(Error::Usage("expected results come from CPython, which is missing here".to_owned()));
    };
    // Without its expectation every size is run for what it gives.
    let bare: Vec<Workload> = workloads
        .iter()
        .map(|workload| {
            let mut copy = (*workload).clone();
            for size in copy.sizes.values_mut() {
                (size.expected, size.expected_digest) = (None, None);
            }
            copy
        })
        .collect();
    let mut out = std::io::stdout().lock();
    let mut exit = Exit::Ok;
    for size in SIZE_NAMES {
        let selected: Vec<Selected<'_>> =
            bare.iter().filter(|w| w.sizes.contains_key(size)).filter_map(|w| Selected::at(w, size)).collect();
        let verdicts = verify_with_progress(&selected, &[oracle], interrupt, common.quiet);
        for verdict in &verdicts {
            let row = &verdict.invocation;
            let Some(workload) = workloads.iter().find(|w| w.id == row.workload) else { continue };
            if failed(row.status) {
                writeln!(out, "{}", failure(row))?;
                exit = Exit::Failure;
                continue;
            }
            if row.status == Status::Ok && write_expected(workload, size, verdict)? {
                writeln!(out, "blessed {} {size}: {}", workload.id, shown(verdict))?;
            }
        }
    }
    Ok(exit)
}

fn write_expected(workload: &Workload, size: &str, verdict: &Verdict) -> Result<bool> {
    let whole = verdict.result.as_ref().filter(|(text, bytes)| text.len() as u64 == *bytes);
    let expected = Expected { digest: verdict.invocation.digest.clone(), text: whole.map(|(text, _)| text.clone()) };
    let path = &workload.declaration;
    let before = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
    let Some(after) = set_expected(path, &before, size, &expected)? else { return Ok(false) };
    std::fs::write(path, after).map_err(|e| Error::io(path, e))?;
    Ok(true)
}

fn shown(verdict: &Verdict) -> String {
    let text = verdict.result.as_ref().map_or("", |(text, _)| text.as_str());
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(80).collect()
}
