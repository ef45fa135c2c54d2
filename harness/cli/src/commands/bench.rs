//! `spectrum bench`: verify, measure, record, table, report.

use crate::commands::listing;
use crate::commands::report::Drawing;
use crate::commands::verify::{failed, failure, outcome, stopped, verify_with_progress, word};
use crate::context::Common;
use crate::exit::Exit;
use crate::output::{Grid, Tone, progress, ratio, three_digits, time};
use anyhow::Result;
use harness_core::analysis::{Analysis, Row, RowOutcome, analyse_record, default_reference};
use harness_core::environment::{default_lanes, measuring_cores};
use harness_core::error::Error;
use harness_core::partition::{Partition, timings};
use harness_core::plan::{Design, Preset, fresh_seed};
use harness_core::process::{Interrupt, monotonic_ns, unix_seconds};
use harness_core::record::{Build, Invocation, Line, Status};
use harness_core::runtimes::Runtime;
use harness_core::session::{Selected, Session, Share, Tally};
use harness_core::statistics::Estimate;
use harness_core::store::{Record, RecordWriter};
use harness_core::workload::{SIZE_NAMES, Workload};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Verify, then measure in fresh processes: a table, a record, a report
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Every process is one observation. Engines of a workload run in randomised blocks; every\n\
    iteration is kept; intervals are 95 % and come from the blocks, never from iterations. A row whose result is\n\
    wrong has no number.\n\n\
    Presets:\n  --quick      3 blocks at size small: about a minute, no intervals, a screening\n  \
    (default)    7 blocks at size small: about six minutes for all workloads on four engines\n  \
    --thorough   15 blocks at size default: most of an hour, for numbers that will be quoted\n\n\
    Examples:\n  spectrum bench\n  spectrum bench --quick nbody -e cranelift-jit -e cpython\n  \
    spectrum bench numeric --size default --runs 10 --time-budget 5m\n\n\
    Exit codes: 0 ok, 1 something crashed or did not end, 2 usage, 4 nothing measured, 5 results differ, 130 interrupted\n\
    (the record then holds every sample taken so far).")]
pub struct Bench {
    /// Workloads: ids, groups or regular expressions [default: all]
    filters: Vec<String>,
    /// Engines: names or regular expressions, repeatable [default: ours, cpython, pypy]
    #[arg(short, long = "engine", value_name = "ENGINE")]
    engines: Vec<String>,
    /// Every runtime of runtimes.toml, other languages included: they run the workloads' ports
    #[arg(long, conflicts_with = "engines")]
    all_runtimes: bool,
    /// Input size [default: small, with --thorough default]
    #[arg(long, value_name = "SIZE", value_parser = SIZE_NAMES)]
    size: Option<String>,
    /// Few processes, no intervals
    #[arg(long, conflicts_with = "thorough")]
    quick: bool,
    /// Many processes
    #[arg(long)]
    thorough: bool,
    /// Processes per workload and engine (blocks); six or more give intervals
    #[arg(short, long, alias = "invocations", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    runs: Option<u32>,
    /// Most iterations inside a process
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    iterations: Option<u32>,
    /// Iterating time of a process: none starts after it (one always runs), as 300ms or 2s
    #[arg(long, value_name = "TIME", value_parser = duration)]
    iteration_budget: Option<Duration>,
    /// Measuring time of the whole run, as 90s or 5m: what is left then is cut, evenly over the workloads
    #[arg(long, value_name = "TIME", value_parser = duration)]
    time_budget: Option<Duration>,
    /// Seed of the random order [default: fresh, printed and stored]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Processes timed at once, each on a core of its own [default: physical cores - 1, at least 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    measure_jobs: Option<u16>,
    /// Engine that ratios are taken to [default: cpython, else bytecode-vm]
    #[arg(long, value_name = "ENGINE")]
    relative_to: Option<String>,
    /// The record file [default: STORE/records/DATE-N.jsonl]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// No HTML and PNG
    #[arg(long)]
    no_report: bool,
    /// Measure only one share of the workloads: `hash:1/3`, `slice:1/3` or `timed:1/3`; `spectrum merge` joins them
    #[arg(long, value_name = "RULE:M/N", visible_alias = "shard")]
    partition: Option<Partition>,
    /// The record whose times `timed` shares are packed by
    #[arg(long, value_name = "RECORD", requires = "partition")]
    timings: Option<PathBuf>,
}

/// `250ms`, `90s`, `5m`, `1h`, or a bare number of seconds.
fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let value: f64 = digits.parse().map_err(|_| "a number with ms, s, m or h is needed, such as 90s".to_owned())?;
    let scale = match &text[digits.len()..] {
        "ms" => 0.001,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        other => return Err(format!("unknown unit `{other}`: ms, s, m or h")),
    };
    let seconds = value * scale;
    if !(0.001..=1e7).contains(&seconds) {
        return Err("between 1 ms and 2700 h".to_owned());
    }
    Ok(Duration::from_secs_f64(seconds))
}

impl Bench {
    pub fn run(self, common: &Common) -> Result<ExitCode> {
        let catalogue = common.catalogue()?;
        let workloads = catalogue.select(&self.filters)?;
        let found = common.runtimes(&self.engines, self.all_runtimes)?;
        let chosen: Vec<&Runtime> = found.iter().collect();
        if let Some(name) = self.relative_to.as_deref().filter(|name| !chosen.iter().any(|r| r.name() == *name)) {
            return Err(Error::unknown("engine", name, chosen.iter().map(|r| r.name())).into());
        }
        let interrupt = Interrupt::install()?;
        let mut exits: Vec<Exit> = (!catalogue.problems.is_empty()).then_some(Exit::Failure).into_iter().collect();
        let mut session = self.session(&workloads, chosen, &mut exits);
        session.share = self.share(&session.workloads)?;
        self.introduce(&session, common);

        let builds = self.build(&session, &interrupt, common);
        let smoke: Vec<Selected<'_>> = session.shared().filter_map(|s| Selected::at(s.workload, "smoke")).collect();
        let verdicts = verify_with_progress(&smoke, &session.runtimes, &interrupt, common.quiet);
        if let Some(code) = stopped(&interrupt) {
            return Ok(code);
        }
        exits.push(match outcome(&verdicts) {
            Exit::Nothing => Exit::Ok,
            exit => exit,
        });
        let started = monotonic_ns();
        let mut writer = match &self.output {
            Some(path) => RecordWriter::create(path)?,
            None => RecordWriter::create_in(&common.store()?.join("records"), unix_seconds())?,
        };
        session.write_preamble(&mut writer)?;
        for row in builds {
            writer.append(&Line::Build(row))?;
        }
        listing::append(&session.workloads, &mut writer)?;
        let failed_pairs = session.write_refusals(&verdicts, &mut writer)?;
        let blocks = session.blocks(&failed_pairs);
        let planned: usize = blocks.iter().map(|block| block.arms.len()).sum();
        let bar = progress(planned as u64, "measuring", common.quiet);
        let tally = session.measure(&blocks, &mut writer, &interrupt, &|row| {
            bar.set_message(format!("{} on {}", row.workload, row.engine));
            bar.inc(1);
        });
        bar.finish_and_clear();
        let tally = tally?;
        let interrupted = stopped(&interrupt);
        if interrupted.is_none() {
            session.write_end(tally, started, &mut writer)?;
        }
        self.conclude(writer.path(), tally, common, &mut exits)?;
        Ok(interrupted.unwrap_or_else(|| Exit::worst(exits).into()))
    }

    /// Builds what is to be built, once for a screening and three times otherwise: one time is no evidence.
    fn build(&self, session: &Session<'_>, interrupt: &Interrupt, common: &Common) -> Vec<Build> {
        let rounds = if self.quick { 1 } else { 3 };
        let bar = progress((session.builds().len() * rounds as usize) as u64, "building", common.quiet);
        let rows = session.build(rounds, interrupt, &|row| {
            bar.set_message(format!("{} on {}", row.workload, row.engine));
            bar.inc(1);
        });
        bar.finish_and_clear();
        rows
    }

    fn design(&self) -> (Design, &str) {
        let preset = match (self.quick, self.thorough) {
            (true, _) => Preset::Quick,
            (_, true) => Preset::Thorough,
            _ => Preset::Standard,
        };
        let mut design = preset.design();
        design.blocks = self.runs.unwrap_or(design.blocks);
        design.iterations = self.iterations.unwrap_or(design.iterations);
        design.invocation_budget = self.iteration_budget.unwrap_or(design.invocation_budget);
        (design, self.size.as_deref().unwrap_or(preset.size_name()))
    }

    fn session<'a>(&'a self, workloads: &[&'a Workload], runtimes: Vec<&'a Runtime>, exits: &mut Vec<Exit>) -> Session<'a> {
        let (design, size) = self.design();
        let (usable, unblessed): (Vec<Selected<'a>>, Vec<Selected<'a>>) = workloads
            .iter()
            .filter_map(|workload| Selected::at(workload, size))
            .partition(|selected| selected.size.expected_digest.is_some());
        for selected in unblessed {
            let id = &selected.workload.id;
            eprintln!("error: {id} has no expected result at size {}; derive it: spectrum verify --bless {id}", selected.size_name);
            exits.push(Exit::Failure);
        }
        let lanes = self.measure_jobs.map_or_else(default_lanes, usize::from);
        Session {
            workloads: usable,
            runtimes,
            design,
            seed: self.seed.unwrap_or_else(fresh_seed),
            cores: measuring_cores(lanes),
            time_budget: self.time_budget,
            command: std::env::args().collect(),
            share: None,
        }
    }

    /// The share of the session's workloads that `--partition` asks for.
    fn share(&self, workloads: &[Selected<'_>]) -> Result<Option<Share>> {
        let Some(partition) = self.partition else { return Ok(None) };
        let timings = self.timings.as_deref().map(Record::read).transpose()?.map(|record| timings(&record));
        let ids: Vec<&str> = workloads.iter().map(|selected| selected.workload.id.as_str()).collect();
        let chosen = partition.choose(&ids, timings.as_ref())?;
        if !chosen.contains(&true) {
            eprintln!("note: share {partition} of these {} workloads is empty", ids.len());
        }
        Ok(Some(Share { partition, chosen }))
    }

    fn introduce(&self, session: &Session<'_>, common: &Common) {
        if common.quiet {
            return;
        }
        let engines: Vec<&str> = session.runtimes.iter().filter(|r| r.available()).map(|r| r.name()).collect();
        eprintln!(
            "{} workloads at size {} on {}: {} processes each, {} at a time, seed {}, plan {}",
            session.workloads.len(),
            self.design().1,
            engines.join(", "),
            session.design.blocks,
            session.cores.len(),
            session.seed,
            session.plan_hash(),
        );
        for other in session.workloads.iter().filter(|s| s.size_name != self.design().1) {
            eprintln!("note: {} declares no such size and runs at {}", other.workload.id, other.size_name);
        }
        for runtime in session.runtimes.iter().filter(|r| !r.available()) {
            eprintln!("missing: {} ({})", runtime.name(), runtime.receipt.hint);
        }
    }

    /// The table, what failed, what was cut, and where everything is.
    fn conclude(&self, path: &Path, tally: Tally, common: &Common, exits: &mut Vec<Exit>) -> Result<()> {
        let record = Record::read(path)?;
        let mut out = std::io::stdout().lock();
        let reference = self.relative_to.clone().or_else(|| default_reference(&record));
        match &reference {
            // A share may be empty: the others hold the workloads.
            None if self.partition.is_some() && record.workloads.is_empty() => writeln!(out, "nothing is in this share")?,
            None => {
                writeln!(out, "nothing was measured")?;
                exits.push(Exit::Nothing);
            }
            Some(reference) => {
                write!(out, "{}", results(&record, &analyse_record(&record, reference), common.coloured()))?;
            }
        }
        for row in record.invocations.iter().filter(|row| failed(row.status)) {
            writeln!(out, "{}", failure(row))?;
            exits.push(exit_of(row));
        }
        if tally.cut > 0 {
            writeln!(out, "cut: {} of the planned processes were not started", tally.cut)?;
        }
        writeln!(out, "record  {}", path.display())?;
        if let (false, Some(reference)) = (self.no_report, &reference) {
            let drawing = Drawing { path, reference, history: Vec::new() };
            for line in drawing.write(record, None, None, common)? {
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    }
}

fn exit_of(row: &Invocation) -> Exit {
    if row.status == Status::WrongOutput { Exit::Disagreement } else { Exit::Failure }
}

/// The table of results with its legend, as text.
pub fn results(record: &Record, analysis: &Analysis, coloured: bool) -> String {
    let reference = analysis.reference.as_str();
    let measured = |engine: &&String| {
        analysis.workloads.iter().any(|w| match analysis.row(w, engine) {
            Some(row) => !matches!(row.outcome, RowOutcome::Missing | RowOutcome::NotMeasured),
            None => false,
        })
    };
    let engines: Vec<&String> = analysis.engines.iter().filter(|e| *e != reference).filter(measured).collect();
    let head = format!("{reference} time");
    let headings: Vec<&str> = ["workload", head.as_str()].into_iter().chain(engines.iter().map(|e| e.as_str())).collect();
    let mut grid = Grid::new(&headings, coloured);
    let mut unsteady = false;
    for workload in &analysis.workloads {
        let base = match analysis.measured(workload, reference) {
            Some(base) => (time(base.typical_ns), Tone::Plain),
            None => (analysis.row(workload, reference).map_or(String::new(), failure_word), Tone::Bad),
        };
        let cells: Vec<(String, Tone)> =
            engines.iter().filter_map(|engine| analysis.row(workload, engine)).map(|row| cell(row, &mut unsteady)).collect();
        let whole = record.workloads.iter().any(|w| w.id == *workload && w.measures == "process");
        let name = if whole { format!("{workload} ^") } else { workload.clone() };
        grid.row([(name, Tone::Plain), base].into_iter().chain(cells));
    }
    let means: Vec<(String, Tone)> = engines.iter().map(|engine| (suite_cell(analysis, engine), Tone::Strong)).collect();
    if analysis.workloads.len() > 1 && !engines.is_empty() {
        grid.row([("geometric mean".to_owned(), Tone::Strong), (String::new(), Tone::Plain)].into_iter().chain(means));
    }
    format!("{grid}{}{}", bars(analysis), legend(record, analysis, unsteady))
}

/// Cells of a terminal that the longest bar takes.
const BAR: f64 = 40.0;

/// The geometric means as bars from zero, the reference engine among them.
fn bars(analysis: &Analysis) -> String {
    let means = analysis.means.iter().filter_map(|(name, mean)| Some((name.as_str(), (*mean)?.geometric)));
    let mut values: Vec<(&str, f64)> = means.collect();
    if values.is_empty() {
        return String::new();
    }
    values.push((&analysis.reference, 1.0));
    values.sort_by_key(|(name, _)| analysis.engines.iter().position(|engine| engine == name));
    let most = values.iter().map(|(_, value)| *value).fold(1.0, f64::max);
    let width = values.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let line = |(name, value): &(&str, f64)| format!("{name:>width$} {} {}x\n", bar(value / most), three_digits(*value));
    format!("\n{}", values.iter().map(line).collect::<String>())
}

/// A share of the longest bar, to an eighth of a cell.
fn bar(share: f64) -> String {
    let eighths = (share * BAR * 8.0).round().max(1.0) as usize;
    let mut text = "█".repeat(eighths / 8);
    text.extend([' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'].get(eighths % 8).filter(|part| **part != ' '));
    text
}

fn failure_word(row: &Row) -> String {
    match &row.outcome {
        RowOutcome::Measured(_) => String::new(),
        RowOutcome::Failed { status, .. } => word(*status).to_owned(),
        RowOutcome::Missing => "missing".to_owned(),
        RowOutcome::OptedOut(reason) if reason.starts_with("no port") => "no port".to_owned(),
        RowOutcome::OptedOut(_) => "opted out".to_owned(),
        RowOutcome::NotMeasured => "not run".to_owned(),
    }
}

fn cell(row: &Row, unsteady: &mut bool) -> (String, Tone) {
    let RowOutcome::Measured(measured) = &row.outcome else {
        let tone = if matches!(row.outcome, RowOutcome::Failed { .. }) { Tone::Bad } else { Tone::Faint };
        return (failure_word(row), tone);
    };
    let mark = if measured.unsteady > 0 { " ~" } else { "" };
    *unsteady |= measured.unsteady > 0;
    match &measured.speedup {
        Some(estimate) => {
            let surely = |test: fn(f64) -> bool| estimate.interval.is_some_and(|i| test(i.low) && test(i.high));
            let tone = match () {
                () if surely(|ratio| ratio > 1.0) => Tone::Good,
                () if surely(|ratio| ratio < 1.0) => Tone::Bad,
                () => Tone::Plain,
            };
            (ratio(estimate) + mark, tone)
        }
        None => (time(measured.typical_ns) + mark, Tone::Faint),
    }
}

fn suite_cell(analysis: &Analysis, engine: &str) -> String {
    let mean = analysis.means.iter().find(|(name, _)| name == engine).and_then(|(_, mean)| mean.as_ref());
    mean.map_or("-".to_owned(), |mean| ratio(&Estimate { value: mean.geometric, interval: mean.measurement, n: mean.workloads }))
}

fn legend(record: &Record, analysis: &Analysis, unsteady: bool) -> String {
    let mut text =
        format!("\nspeed-up over {} (greater is faster) of steady iterations, 95 % interval over processes\n", analysis.reference);
    if analysis.workloads.len() > 1 && analysis.means.iter().any(|(_, mean)| mean.is_some()) {
        let (common, all) = (analysis.common.len(), analysis.workloads.len());
        text.push_str(&format!("geometric mean over {common} of {all} workloads: those that every measured engine finished\n"));
        for (engine, mean) in &analysis.means {
            if let Some((mean, general)) = mean.as_ref().and_then(|mean| Some((mean, mean.generalisation?))) {
                text.push_str(&format!(
                    "  {engine}: for programs like these [{}, {}]x, harmonic mean {}x, from {}x to {}x\n",
                    three_digits(general.low),
                    three_digits(general.high),
                    three_digits(mean.harmonic),
                    three_digits(mean.least),
                    three_digits(mean.greatest),
                ));
            }
        }
    }
    if record.workloads.iter().any(|workload| workload.measures == "process") {
        text.push_str("^ whole process, from start to end: its iterations are too short to be a measurement\n");
    }
    text.push_str(&ports_and_builds(record));
    if unsteady {
        text.push_str("~ some processes reached no steady state; the number is of their second half\n");
    }
    if record.header.preset == "quick" {
        text.push_str("quick run: a screening, not evidence\n");
    }
    for engine in record.engines.iter().filter(|engine| !engine.available) {
        text.push_str(&format!("missing: {} ({})\n", engine.name, engine.hint));
    }
    text
}

/// Which columns ran a port instead of the program, and what was spent on building before it could run.
fn ports_and_builds(record: &Record) -> String {
    let mut text = String::new();
    let ports: Vec<String> = record
        .engines
        .iter()
        .filter(|engine| engine.available && !["", "python"].contains(&engine.language.as_str()))
        .map(|engine| format!("{} ({})", engine.name, engine.language))
        .collect();
    if !ports.is_empty() {
        text.push_str(&format!("ports of the programs to other languages, not the programs themselves: {}\n", ports.join(", ")));
    }
    for engine in &record.engines {
        let mut times: Vec<u64> = record
            .builds
            .iter()
            .filter(|build| build.engine == engine.name && build.status == Status::Ok)
            .map(|build| build.wall_ns)
            .collect();
        times.sort_unstable();
        if let Some(median) = times.get(times.len() / 2) {
            text.push_str(&format!(
                "{}: building took {} a workload in the median, which is in no number above\n",
                engine.name,
                time(*median as f64)
            ));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{bar, duration};
    use std::time::Duration;

    #[test]
    fn bars_begin_at_zero() {
        assert_eq!(bar(1.0), "█".repeat(40));
        assert_eq!(bar(0.5), "█".repeat(20));
        assert_eq!(bar(0.0125), "▌");
        assert_eq!(bar(0.0), "▏");
    }

    #[test]
    fn durations_are_read() {
        for (text, ms) in [("250ms", 250), ("2s", 2_000), ("2", 2_000), ("1.5m", 90_000), ("1h", 3_600_000)] {
            assert_eq!(duration(text), Ok(Duration::from_millis(ms)), "{text}");
        }
        for text in ["", "s", "5 parsecs", "-3s", "0s", "1e99h", "nan"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
