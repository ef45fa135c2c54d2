//! `spectrum bench`: verify, measure, record, table, report.

mod baseline;
mod forecast;
mod table;

pub use table::results;

use crate::commands::listing;
use crate::commands::report::{Drawing, newest};
use crate::commands::verify::{failed, failure, outcome, stopped, verify_with_progress};
use crate::context::Common;
use crate::exit::Exit;
use crate::output::{progress, time};
use anyhow::Result;
use harness_core::analysis::{analyse_record, default_reference};
use harness_core::environment::{self, default_lanes, measuring_cores};
use harness_core::error::Error;
use harness_core::interference::MOST_REPEATED;
use harness_core::partition::{Partition, timings};
use harness_core::plan::{Design, Preset, fresh_seed};
use harness_core::process::{Interrupt, monotonic_ns, unix_seconds};
use harness_core::record::{self, Build, Invocation, Line, Status};
use harness_core::runtimes::Runtime;
use harness_core::session::{self, Selected, Session, Share, Tally};
use harness_core::store::{Record, RecordWriter};
use harness_core::workload::{Catalogue, SCRIPT_GROUP, SIZE_NAMES, Workload};
use std::collections::BTreeSet;
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
    (default)    8 blocks at size small, up to 12 where an interval is wider than 2 %: some eight minutes\n  \
    --thorough   15 to 30 blocks at size default, 0.5 %: an hour or two, for numbers that will be quoted\n\n\
    Examples:\n  spectrum bench\n  spectrum bench --quick nbody -e cranelift-jit -e cpython\n  \
    spectrum bench numeric --size default --runs 10 --time-budget 5m\n  \
    spectrum bench --all-runtimes --ported     every language, on what all of them can run\n  \
    spectrum bench --dry-run                   what would run, and for how long\n  \
    spectrum bench --resume                    go on with what was interrupted\n  \
    spectrum bench --save-baseline main        keep the record under a name\n  \
    spectrum bench --baseline main             and compare with it; exit 3 on a slowdown\n  \
    spectrum bench path/to/script.py           whole processes, output compared with CPython's\n\n\
    Exit codes: 0 ok, 1 something crashed or did not end, 2 usage, 3 slower than the baseline, 4 nothing measured, 5 results\n\
    differ, 7 the baseline is missing or cannot be compared, or an archive is not what was packed, 130 interrupted\n\
    (the record then holds every sample taken so far).")]
pub struct Bench {
    /// Workloads: ids, groups or regular expressions [default: all]; or a program of yours, as path/to/script.py
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
    /// Most processes per workload and engine: more than --runs only while an interval is wider than --precision
    #[arg(short = 'M', long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    max_runs: Option<u32>,
    /// Half-width of an interval, in per cent, that is narrow enough to stop [default: 2, with --thorough 0.5]
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    precision: Option<f64>,
    /// Also read the performance counters of processor and kernel, in a process of its own for each workload and engine
    #[arg(long)]
    perf_counters: bool,
    /// Also start the programs whose start-up is measured with a cold file cache, so many times (root on Linux)
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = clap::value_parser!(u32).range(0..=1_000))]
    cold_starts: u32,
    /// Do not repeat blocks that something on the machine disturbed (--quick never does)
    #[arg(long)]
    no_repeat: bool,
    /// Say what would run, in how much time; measure nothing
    #[arg(long)]
    dry_run: bool,
    /// Go on with an interrupted record [default: the newest]: nothing is lost, nothing measured twice
    #[arg(long, value_name = "RECORD", num_args = 0..=1, default_missing_value = "",
          conflicts_with_all = ["filters", "engines", "all_runtimes", "size", "quick", "thorough", "runs", "max_runs", "precision",
                                "iterations", "iteration_budget", "seed", "output", "dry_run", "partition"])]
    resume: Option<PathBuf>,
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
    #[command(flatten)]
    baselines: baseline::BaselineOptions,
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
        if let Some(path) = &self.resume {
            return self.go_on(path, common);
        }
        let baseline = self.baselines.read(common)?;
        if self.partition.is_some() {
            self.baselines.check_share()?;
        }
        let (scripts, filters): (Vec<String>, Vec<String>) = self.filters.iter().cloned().partition(|f| is_script(f));
        let catalogue = if filters.is_empty() && !scripts.is_empty() { Catalogue::default() } else { common.catalogue()? };
        let mut scripts = scripts.iter().map(|path| Workload::script(Path::new(path))).collect::<Result<Vec<_>, _>>()?;
        let found = common.runtimes(&self.engines, self.all_runtimes)?;
        let chosen: Vec<&Runtime> = found.iter().collect();
        if let Some(name) = self.relative_to.as_deref().filter(|name| !chosen.iter().any(|r| r.name() == *name)) {
            return Err(Error::unknown("engine", name, chosen.iter().map(|r| r.name())).into());
        }
        let interrupt = Interrupt::install()?;
        let mut exits: Vec<Exit> = (!catalogue.problems.is_empty()).then_some(Exit::Failure).into_iter().collect();
        if !self.dry_run {
            for script in &mut scripts {
                session::bless_script(script, &chosen, &interrupt)?;
            }
        }
        let mut workloads = if self.filters.is_empty() || !filters.is_empty() { catalogue.select(&filters)? } else { Vec::new() };
        workloads.retain(|workload| !self.ported || !workload.ports.is_empty());
        workloads.extend(&scripts);
        let mut session = self.session(&workloads, chosen, &mut exits);
        session.share = self.share(&session.workloads)?;
        self.introduce(&session, common);
        if self.dry_run {
            return forecast::dry_run(&session, common).map(Into::into);
        }

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
        let (preamble, failed_pairs) = session.preamble(&builds, &verdicts);
        if let Some(baseline) = &baseline {
            baseline.check_plan(&preamble)?;
        }
        let mut writer = match &self.output {
            Some(path) => RecordWriter::create_with(path, &preamble)?,
            None => RecordWriter::create_in_with(&common.store()?.join("records"), unix_seconds(), &preamble)?,
        };
        listing::append(&session.workloads, &mut writer)?;
        self.measure(&session, &failed_pairs, &[], &mut writer, started, &interrupt, common, exits)
    }

    /// Measures what is left to measure, and concludes.
    #[expect(clippy::too_many_arguments, reason = "one call for a fresh session and one for a resumed one")]
    fn measure(
        &self,
        session: &Session<'_>,
        failed_pairs: &BTreeSet<(String, String)>,
        earlier: &[Invocation],
        writer: &mut RecordWriter,
        started: u64,
        interrupt: &Interrupt,
        common: &Common,
        mut exits: Vec<Exit>,
    ) -> Result<ExitCode> {
        let blocks = session.blocks(failed_pairs);
        let sure = blocks.iter().filter(|block| block.index < session.design.blocks);
        let planned: usize = sure.map(|block| block.arms.len()).sum();
        let bar = progress(planned.saturating_sub(earlier.len()) as u64, "measuring", common.quiet);
        let tally = session.measure(failed_pairs, earlier, writer, interrupt, &|row| {
            bar.set_message(format!("{} on {}", row.workload, row.engine));
            if row.block >= session.design.blocks || row.attempt > 0 {
                bar.inc_length(1);
            }
            bar.inc(1);
        });
        bar.finish_and_clear();
        let tally = tally?;
        self.cold_starts(session, failed_pairs, writer, interrupt, common)?;
        self.perf_counters(session, failed_pairs, writer, interrupt, common)?;
        let interrupted = stopped(interrupt);
        if interrupted.is_none() && tally.cut == 0 {
            session.write_end(tally, started, writer)?;
        }
        self.conclude(writer.path(), tally, common, &mut exits)?;
        if interrupted.is_none() {
            self.baselines.conclude(writer.path(), tally.cut, &mut exits, common)?;
        }
        Ok(interrupted.unwrap_or_else(|| Exit::worst(exits).into()))
    }

    fn cold_starts(
        &self,
        session: &Session<'_>,
        failed_pairs: &BTreeSet<(String, String)>,
        writer: &mut RecordWriter,
        interrupt: &Interrupt,
        common: &Common,
    ) -> Result<()> {
        if self.cold_starts == 0 {
            return Ok(());
        }
        let whole = session.shared().filter(|s| s.workload.whole_process).count();
        let engines = session.runtimes.iter().filter(|r| r.available()).count();
        let bar = progress((whole * engines) as u64 * u64::from(self.cold_starts), "cold starts", common.quiet);
        let refused = session.cold_starts(self.cold_starts, failed_pairs, writer, interrupt, &|row| {
            bar.set_message(format!("{} on {}", row.workload, row.engine));
            bar.inc(1);
        })?;
        bar.finish_and_clear();
        if let Some(why) = refused {
            eprintln!("note: no cold starts: {why}");
        }
        Ok(())
    }

    fn perf_counters(
        &self,
        session: &Session<'_>,
        failed_pairs: &BTreeSet<(String, String)>,
        writer: &mut RecordWriter,
        interrupt: &Interrupt,
        common: &Common,
    ) -> Result<()> {
        if !self.perf_counters {
            return Ok(());
        }
        let pairs: usize = session.blocks(failed_pairs).iter().filter(|block| block.index == 0).map(|block| block.arms.len()).sum();
        let bar = progress(pairs as u64, "counting", common.quiet);
        let missing = session.perf_counters(failed_pairs, writer, interrupt, &|row| {
            bar.set_message(format!("{} on {}", row.workload, row.engine));
            bar.inc(1);
        })?;
        bar.finish_and_clear();
        if !missing.is_empty() {
            eprintln!("note: performance counters not available here: {}", missing.join(", "));
        }
        Ok(())
    }

    /// `--resume`: the session that a record describes, without what is in it already.
    fn go_on(&self, path: &Path, common: &Common) -> Result<ExitCode> {
        let path = if path.as_os_str().is_empty() { newest(&common.store()?.join("records"))? } else { path.to_owned() };
        if !path.exists() {
            return Err(Error::NotComparable(format!("{}: no such record", path.display())).into());
        }
        let interrupt = Interrupt::install()?;
        let mut writer = RecordWriter::resume(&path)?;
        let record = Record::read(&path)?;
        let refuse = |why: String| Error::NotComparable(format!("{} cannot be resumed: {why}", path.display()));
        if record.header.design.blocks == 0 {
            return Err(refuse("it does not say how many blocks were planned".to_owned()).into());
        }
        if !record.header.partition.is_empty() {
            return Err(
                refuse(format!("it is the share {} of a plan whose other workloads it does not know", record.header.partition)).into()
            );
        }
        if record.host.machine_key != environment::host().machine_key {
            return Err(refuse(format!("it is from another machine, {}", record.host.machine_key)).into());
        }
        if record.end.is_some() {
            eprintln!("{} is complete: nothing is left to measure", path.display());
            let tally = Tally { invocations: record.invocations.len() as u64, ..Tally::default() };
            let mut exits = Vec::new();
            self.conclude(&path, tally, common, &mut exits)?;
            self.baselines.conclude(&path, 0, &mut exits, common)?;
            return Ok(Exit::worst(exits).into());
        }
        let is_scripts = |w: &record::Workload| w.group == SCRIPT_GROUP;
        let catalogue = if record.workloads.iter().all(is_scripts) { Catalogue::default() } else { common.catalogue()? };
        let scripts = record.workloads.iter().filter(|w| is_scripts(w)).map(|w| {
            let mut script = Workload::script(Path::new(&w.title))?;
            script.expect_of_script(&w.expected_digest);
            Ok(script)
        });
        let scripts = scripts.collect::<Result<Vec<Workload>, Error>>()?;
        let mut workloads = Vec::new();
        for known in &record.workloads {
            let found = catalogue.workloads.iter().chain(&scripts).find(|w| w.id == known.id);
            workloads.push(found.ok_or_else(|| refuse(format!("workload {} is gone", known.id)))?);
        }
        let names: Vec<String> = record.engines.iter().map(|engine| engine.name.clone()).collect();
        let found = common.runtimes(&names, false)?;
        let chosen: Vec<&Runtime> = names.iter().filter_map(|name| found.iter().find(|r| r.name() == name)).collect();
        let design = Design::from_facts(&record.header.preset, &record.header.design);
        let lanes = self.measure_jobs.map_or_else(default_lanes, usize::from);
        let session = Session {
            workloads: workloads.iter().filter_map(|w| Selected::at(w, &record.header.design.size_name)).collect(),
            runtimes: chosen,
            design,
            seed: record.header.seed,
            cores: measuring_cores(lanes),
            size_name: record.header.design.size_name.clone(),
            repeat_disturbed: !self.no_repeat,
            time_budget: self.time_budget,
            share: None,
            command: record.header.command.clone(),
        };
        if session.plan_hash() != record.header.plan_hash {
            let message =
                format!("its plan {} is {} now: a program, an engine or this tool changed", record.header.plan_hash, session.plan_hash());
            return Err(refuse(message).into());
        }
        let rows: Vec<Invocation> = record.invocations.iter().chain(&record.repeated).cloned().collect();
        let failed = session::refused_pairs(&rows);
        self.introduce(&session, common);
        writer.append(&Line::Resume(record::Resume { command: std::env::args().collect(), started_unix: unix_seconds() }))?;
        self.measure(&session, &failed, &rows, &mut writer, monotonic_ns(), &interrupt, common, Vec::new())
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
        if let Some(runs) = self.runs {
            (design.blocks, design.most_blocks) = (runs, runs);
        }
        design.most_blocks = self.max_runs.unwrap_or(design.most_blocks).max(design.blocks);
        design.target = self.precision.map_or(design.target, |percent| (percent / 100.0).ln_1p());
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
            size_name: size.to_owned(),
            repeat_disturbed: !self.no_repeat && !self.quick,
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
            session.size_name,
            engines.join(", "),
            processes_each(&session.design),
            session.cores.len(),
            session.seed,
            session.plan_hash(),
        );
        for other in session.workloads.iter().filter(|s| s.size_name != session.size_name && s.workload.group != SCRIPT_GROUP) {
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
        for line in circumstances(&tally) {
            writeln!(out, "{line}")?;
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

/// `8`, or `8 to 12`.
fn processes_each(design: &Design) -> String {
    match design.most_blocks > design.blocks {
        true => format!("{} to {}", design.blocks, design.most_blocks),
        false => design.blocks.to_string(),
    }
}

/// What the session itself cost, and what disturbed it.
fn circumstances(tally: &Tally) -> Vec<String> {
    let mut lines = Vec::new();
    let all_ns = tally.harness_cpu_ns + tally.children_cpu_ns;
    if all_ns > 0 {
        let share = 100.0 * tally.harness_cpu_ns as f64 / all_ns as f64;
        lines.push(format!("harness {share:.1} % of the CPU time; {} in what it measured", time(tally.children_cpu_ns as f64)));
    }
    if tally.earlier > 0 {
        lines.push(format!("resumed: {} of {} processes are from before", tally.earlier, tally.invocations));
    }
    if tally.disturbed > 0 {
        lines.push(format!("noise   {} of {} blocks were disturbed, {} repeated", tally.disturbed, tally.blocks, tally.repeated));
    }
    if tally.disturbed as f64 > MOST_REPEATED * tally.blocks as f64 {
        lines.push("warning: this machine is too noisy just now for small differences to be believed".to_owned());
    }
    lines
}

/// A filter that names a program of the user's.
fn is_script(filter: &str) -> bool {
    Path::new(filter).extension().is_some_and(|extension| extension == "py") && Path::new(filter).is_file()
}

/// Per cent, as a number above 0.
fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse::<f64>() {
        Ok(value) if value > 0.0 && value <= 100.0 => Ok(value),
        _ => Err("a number of per cent above 0 and up to 100 is needed".to_owned()),
    }
}

fn exit_of(row: &Invocation) -> Exit {
    if row.status == Status::WrongOutput { Exit::Disagreement } else { Exit::Failure }
}

#[cfg(test)]
mod tests {
    use super::duration;
    use std::time::Duration;

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
