//! A record as the tables and charts need it: one cell per workload and engine, ratios, suite means. Pure.
//!
//! Rules that protect a reader: a cell with any failed invocation has no number; an engine that is not on the machine
//! keeps its column; suite means run over the workloads that every engine which measured anything finished.

use crate::theme::{self, Style};
use anyhow::{Result, bail, ensure};
use harness_core::analysis::{self, Analysis, Measured, RowOutcome};
use harness_core::record::{self, End, Header, Host, Invocation, SCHEMA_NAME, Status, TierEvent};
use harness_core::statistics::break_even::{BreakEven, Curve, break_even};
use harness_core::statistics::steady::Class;
use harness_core::statistics::suite::SuiteMean;
use harness_core::statistics::{self, Interval};
use harness_core::store::Record;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Phases before the first iteration, in order of time.
pub const STARTUP_PHASES: [&str; 7] = ["spawn", "read", "cache", "parse", "lower", "compile", "load"];

/// How a steady time comes about, in words, for captions; the rule itself is `harness_core::statistics::steady`.
pub const STEADY_RULE: &str = "steady time is the median of a process's iterations from where its level stays the same \
                               (of the second half, where a process ran fewer than 20)";

/// Everything a report shows, computed once.
pub struct Dataset {
    /// What was asked for.
    pub header: Header,
    /// Where it ran.
    pub host: Option<Host>,
    /// Closing line; absent when the session was interrupted.
    pub end: Option<End>,
    /// Columns, in the order of the record.
    pub engines: Vec<Engine>,
    /// Rows, in the order of the record.
    pub workloads: Vec<record::Workload>,
    /// A function of each workload at every stage, by workload id.
    pub listings: Arc<BTreeMap<String, record::Listing>>,
    /// Starts with a cold file cache, in the order of the record.
    pub cold: Arc<Vec<record::ColdStart>>,
    /// Performance counters, in the order of the record.
    pub perf: Arc<Vec<record::PerfCounters>>,
    /// Earlier records and this one, oldest first; empty unless others were given.
    pub history: Arc<Vec<Past>>,
    /// Column every ratio refers to; `None` when nothing was measured.
    pub baseline: Option<usize>,
    /// Workloads finished by every engine that finished any.
    pub common: Vec<usize>,
    /// Shared between the same data against different baselines.
    cells: Arc<Vec<Cell>>,
    /// What building a program ahead of its first run took, ns: median over the record's builds, by workload and engine.
    builds: Arc<HashMap<(usize, usize), f64>>,
    analysis: Arc<Analysis>,
    slugs: Vec<String>,
    ratios: Vec<Option<Ratio>>,
    summaries: Vec<Option<Summary>>,
}

/// What one record of a history says, over the workloads that all of them measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// Start of its session.
    pub started_unix: u64,
    /// Version of the tool that wrote it.
    pub tool: String,
    /// Machine key.
    pub machine: String,
    /// Workloads compared.
    pub workloads: usize,
    /// Geometric mean over the baseline and its interval, by engine.
    pub means: BTreeMap<String, (f64, Option<(f64, f64)>)>,
}

/// Reduces records to their suite means over `baseline`, each over the same workloads: those that all of them measured on the
/// baseline, from the same source and at the same size. In order of time.
pub fn history(records: &[Record], baseline: &str) -> Vec<Past> {
    let measured = |record: &Record| -> BTreeSet<(String, String, i64)> {
        let good = |w: &&record::Workload| {
            record.invocations.iter().any(|run| run.workload == w.id && run.engine == baseline && run.status == Status::Ok)
        };
        record.workloads.iter().filter(good).map(|w| (w.id.clone(), w.source_sha256.clone(), w.size)).collect()
    };
    let mut sets = records.iter().map(measured).filter(|set| !set.is_empty());
    let first = sets.next().unwrap_or_default();
    let shared = sets.fold(first, |shared, set| shared.intersection(&set).cloned().collect());
    let mut all: Vec<Past> =
        records.iter().filter(|record| !measured(record).is_empty()).map(|record| past(record, baseline, &shared)).collect();
    all.sort_by_key(|past| past.started_unix);
    all
}

fn past(record: &Record, baseline: &str, shared: &BTreeSet<(String, String, i64)>) -> Past {
    let known = |id: &str| shared.iter().any(|(shared, ..)| shared == id);
    let part = Record {
        workloads: record.workloads.iter().filter(|w| known(&w.id)).cloned().collect(),
        invocations: record.invocations.iter().filter(|run| known(&run.workload)).cloned().collect(),
        engines: record.engines.clone(),
        header: record.header.clone(),
        ..Record::default()
    };
    let analysis = analysis::analyse_record(&part, baseline);
    let means = analysis.means.iter().filter_map(|(name, mean)| {
        let mean = (*mean)?;
        Some((name.clone(), (mean.geometric, mean.measurement.map(ends))))
    });
    Past {
        started_unix: record.header.started_unix,
        tool: record.header.tool_version.clone(),
        machine: record.host.machine_key.clone(),
        workloads: analysis.common.len(),
        means: means.collect(),
    }
}

/// An engine in a drawing: its name, its look, and which engine of the record it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Name.
    pub name: String,
    /// Colour, marker and dash.
    pub style: Style,
    /// Index into [`Dataset::engines`]; marks of the drawing carry it, so that a reader can switch the engine off.
    pub engine: usize,
}

/// An engine and its look.
#[derive(Clone)]
pub struct Engine {
    /// Receipt from the record.
    pub facts: record::Engine,
    /// CPU time of its processes over their wall time, see [`Record::cpu_share`].
    pub cpu_share: Option<f64>,
    /// Colour, marker and dash in every chart.
    pub style: Style,
}

/// One workload on one engine.
pub struct Cell {
    /// Whether there is a number, and if not, why.
    pub state: State,
    /// Good invocations in order of block; empty unless measured.
    pub runs: Vec<Run>,
    /// What the iteration times did, in most processes.
    pub class: Class,
    /// Processes that never became steady.
    pub unsteady: usize,
    /// What the engine counted in the first good process; the counters are deterministic.
    pub counters: BTreeMap<String, u64>,
}

/// What a cell can say.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// All invocations ended well.
    Measured,
    /// At least one did not.
    Failed {
        /// How the first of them failed.
        status: Status,
        /// How many failed.
        failed: usize,
        /// How many were started.
        of: usize,
        /// What the first failure said.
        message: String,
    },
    /// The workload opts this engine out, with its reason.
    OptedOut(String),
    /// Planned, but without a timed iteration (interrupted, filtered).
    NotRun,
    /// The engine is not on this machine.
    Missing,
}

impl State {
    /// The words in an empty cell.
    pub fn label(&self) -> &'static str {
        match self {
            State::Measured => "measured",
            State::Failed { status: Status::WrongOutput, .. } => "wrong output",
            State::Failed { status: Status::Timeout, .. } => "timeout",
            State::Failed { status: Status::NotAttested, .. } => "not attested",
            State::Failed { .. } => "crash",
            State::OptedOut(_) => "opted out",
            State::NotRun => "not measured",
            State::Missing => "missing",
        }
    }

    /// The same where there is little room.
    pub fn short(&self) -> &'static str {
        match self {
            State::Failed { status: Status::WrongOutput, .. } => "wrong",
            State::Failed { status: Status::NotAttested, .. } => "no proof",
            State::OptedOut(_) => "opt-out",
            State::NotRun => "no data",
            other => other.label(),
        }
    }
}

/// One process, reduced to what is compared. Times in nanoseconds.
pub struct Run {
    /// Steady-typical time of the block.
    pub steady: f64,
    /// Mean of the steady iterations, pauses included.
    pub steady_mean: f64,
    /// First iteration.
    pub first: f64,
    /// Spawn to first iteration: the sum of the phases before it.
    pub startup: f64,
    /// Spawn to reaping.
    pub wall: f64,
    /// Peak resident memory in bytes; 0 when unknown.
    pub peak_rss: f64,
    /// Every iteration.
    pub iterations: Vec<f64>,
    /// Phase durations by name.
    pub phases: BTreeMap<String, u64>,
    /// Compilations and collections, where the engine tells them.
    pub events: Vec<TierEvent>,
    /// Randomised block.
    pub block: u32,
    /// Place within the block, from 0.
    pub position: u32,
    /// Place in the whole session.
    pub order: u64,
    /// User and system time over wall time: below 1 where the process had to wait.
    pub on_cpu: f64,
}

/// Speed-up of an engine over the baseline on one workload: above 1 is faster.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratio {
    /// Hodges-Lehmann estimate over blocks.
    pub value: f64,
    /// 95 % interval; absent below six blocks.
    pub interval: Option<(f64, f64)>,
    /// Smallest and largest ratio of a block.
    pub range: (f64, f64),
}

impl Ratio {
    /// Whether the interval leaves open which engine is faster; `None` when there is no interval.
    pub fn undecided(&self) -> Option<bool> {
        self.interval.map(|(low, high)| low <= 1.0 && high >= 1.0)
    }
}

/// An engine over the common workloads.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Geometric mean of the speed-ups.
    pub geomean: f64,
    /// Interval of the mean for exactly these workloads: measurement noise only.
    pub measurement: Option<(f64, f64)>,
    /// Interval with the workloads as a sample of all programs like them.
    pub generalisation: Option<(f64, f64)>,
    /// Harmonic mean: speed-up of the total if every workload took equal time on the baseline.
    pub harmonic: f64,
    /// Smallest speed-up and its workload.
    pub worst: (f64, usize),
    /// Largest speed-up and its workload.
    pub best: (f64, usize),
}

/// Median; `None` when empty.
pub fn median(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| statistics::median(values))
}

/// Arithmetic mean; `None` when empty.
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| statistics::mean(values))
}

fn ends(interval: Interval) -> (f64, f64) {
    (interval.low, interval.high)
}

/// Median and range of a quantity over the processes of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Median.
    pub median: f64,
    /// Smallest.
    pub low: f64,
    /// Largest.
    pub high: f64,
}

impl Spread {
    /// `None` when there is no value.
    pub fn of(values: &[f64]) -> Option<Spread> {
        let median = median(values)?;
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        Some(Spread { median, low, high })
    }
}

impl Dataset {
    /// Reads one record.
    ///
    /// # Errors
    /// When there is no header or no workload, or `baseline` names no engine with a measured cell.
    pub fn new(mut record: Record, baseline: Option<&str>) -> Result<Dataset> {
        ensure!(record.header.schema == SCHEMA_NAME, "the record has no header line: is this a record file?");
        complete(&mut record);
        ensure!(!record.workloads.is_empty(), "the record holds no workload: nothing to report");
        let reference = analysis::default_reference(&record).unwrap_or_default();
        let analysis = analysis::analyse_record(&record, baseline.unwrap_or(&reference));
        let shares: Vec<_> = record.engines.iter().map(|engine| record.cpu_share(&engine.name)).collect();
        let cells = cells(std::mem::take(&mut record.invocations), &analysis);
        let builds = builds(&record);
        let look = |e: &record::Engine| (e.name.clone(), e.origin.clone(), e.strategy.clone());
        let looks: Vec<_> = record.engines.iter().map(look).collect();
        let styles = theme::styles(looks.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())));
        let engines = record.engines.into_iter().zip(shares).zip(styles);
        let engines: Vec<Engine> = engines.map(|((facts, cpu_share), style)| Engine { facts, cpu_share, style }).collect();
        let mut data = Dataset {
            header: record.header,
            host: (record.host != Host::default()).then_some(record.host),
            end: record.end,
            engines,
            slugs: slugs(&record.workloads),
            builds: Arc::new(builds),
            workloads: record.workloads,
            cold: Arc::new(record.cold),
            perf: Arc::new(record.perf),
            listings: Arc::new(record.listings.into_iter().map(|listing| (listing.workload.clone(), listing)).collect()),
            history: Arc::default(),
            baseline: None,
            common: Vec::new(),
            cells: Arc::new(cells),
            analysis: Arc::new(analysis),
            ratios: Vec::new(),
            summaries: Vec::new(),
        };
        data.baseline = data.find_baseline(&data.analysis.reference, baseline.is_some())?;
        data.compare();
        Ok(data)
    }

    /// The same data with every ratio taken to another measured engine.
    pub fn against(&self, baseline: usize) -> Dataset {
        let analysis = analysis::analyse_again(&self.analysis, self.name(baseline), &self.workloads, self.header.seed);
        let mut data = Dataset {
            header: self.header.clone(),
            host: self.host.clone(),
            end: self.end.clone(),
            engines: self.engines.clone(),
            slugs: self.slugs.clone(),
            workloads: self.workloads.clone(),
            cold: Arc::clone(&self.cold),
            perf: Arc::clone(&self.perf),
            listings: Arc::clone(&self.listings),
            history: Arc::clone(&self.history),
            baseline: Some(baseline),
            common: Vec::new(),
            cells: Arc::clone(&self.cells),
            builds: Arc::clone(&self.builds),
            analysis: Arc::new(analysis),
            ratios: Vec::new(),
            summaries: Vec::new(),
        };
        data.compare();
        data
    }

    fn find_baseline(&self, name: &str, asked: bool) -> Result<Option<usize>> {
        let measured = self.competing();
        let found = measured.iter().copied().find(|e| self.name(*e) == name);
        if found.is_none() && asked {
            let names: Vec<&str> = measured.iter().map(|e| self.name(*e)).collect();
            match names.is_empty() {
                true => bail!("baseline {name}: the record holds no measured engine"),
                false => bail!("baseline {name} was not measured in this record; measured: {}", names.join(", ")),
            }
        }
        Ok(found)
    }

    fn compare(&mut self) {
        let analysis = Arc::clone(&self.analysis);
        let base = self.baseline;
        let rows = analysis.rows.chunks(self.engines.len());
        self.ratios = rows.flat_map(|row| row.iter().map(move |cell| ratio(&row[base?].outcome, &cell.outcome))).collect();
        self.common = (0..self.workloads.len()).filter(|w| base.is_some() && analysis.common.contains(&self.workloads[*w].id)).collect();
        self.summaries = (0..self.engines.len())
            .map(|engine| {
                let mean = analysis.means.iter().find(|(name, _)| name == self.name(engine));
                self.summarise(engine, mean.and_then(|(_, mean)| *mean))
            })
            .collect();
    }

    fn summarise(&self, engine: usize, mean: Option<SuiteMean>) -> Option<Summary> {
        let ratios: Vec<(f64, usize)> = self.common.iter().filter_map(|w| Some((self.ratio(*w, engine)?.value, *w))).collect();
        let worst = *ratios.iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
        let best = *ratios.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
        if Some(engine) == self.baseline {
            let one = Summary { geomean: 1.0, measurement: None, generalisation: None, harmonic: 1.0, worst, best };
            return Some(one);
        }
        let mean = mean?;
        Some(Summary {
            geomean: mean.geometric,
            measurement: mean.measurement.map(ends),
            generalisation: mean.generalisation.map(ends),
            harmonic: mean.harmonic,
            worst,
            best,
        })
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let engines = self.engines.len();
        (0..self.workloads.len()).flat_map(move |w| (0..engines).map(move |e| (w, e)))
    }

    /// The cell of a workload and an engine.
    pub fn cell(&self, workload: usize, engine: usize) -> &Cell {
        &self.cells[workload * self.engines.len() + engine]
    }

    /// Speed-up over the baseline; `None` when either side has no number.
    pub fn ratio(&self, workload: usize, engine: usize) -> Option<&Ratio> {
        self.ratios[workload * self.engines.len() + engine].as_ref()
    }

    /// The engine over the common workloads.
    pub fn summary(&self, engine: usize) -> Option<&Summary> {
        self.summaries[engine].as_ref()
    }

    /// Name of an engine.
    pub fn name(&self, engine: usize) -> &str {
        &self.engines[engine].facts.name
    }

    /// What drawings need of these engines.
    pub fn series(&self, engines: &[usize]) -> Vec<Series> {
        let one = |engine: &usize| Series { name: self.name(*engine).to_string(), style: self.engines[*engine].style, engine: *engine };
        engines.iter().map(one).collect()
    }

    /// A workload's name as part of an anchor, unique in the page.
    pub fn slug(&self, workload: usize) -> &str {
        &self.slugs[workload]
    }

    /// Competing engines that run a port in another language instead of the program itself, as `name (language)`.
    pub fn of_ports(&self) -> Vec<String> {
        let facts = |e: usize| &self.engines[e].facts;
        let port = |e: &usize| !["", "python"].contains(&facts(*e).language.as_str());
        self.competing().into_iter().filter(port).map(|e| format!("{} ({})", self.name(e), facts(e).language)).collect()
    }

    /// Name of the baseline, or a dash.
    pub fn baseline_name(&self) -> &str {
        self.baseline.map_or("–", |engine| self.name(engine))
    }

    /// Engines with at least one measured cell.
    pub fn competing(&self) -> Vec<usize> {
        (0..self.engines.len()).filter(|e| (0..self.workloads.len()).any(|w| self.cell(w, *e).state == State::Measured)).collect()
    }

    /// Competing engines without the baseline.
    pub fn challengers(&self) -> Vec<usize> {
        self.competing().into_iter().filter(|e| Some(*e) != self.baseline).collect()
    }

    /// Engines that are on this machine.
    pub fn present(&self) -> Vec<usize> {
        (0..self.engines.len()).filter(|e| self.engines[*e].facts.available).collect()
    }

    /// Cells that failed, as (workload, engine).
    pub fn failures(&self) -> Vec<(usize, usize)> {
        self.pairs().filter(|(w, e)| matches!(self.cell(*w, *e).state, State::Failed { .. })).collect()
    }

    /// Median and range over the processes of a cell of what `pick` takes from each.
    pub fn spread(&self, workload: usize, engine: usize, pick: impl Fn(&Run) -> f64) -> Option<Spread> {
        let values: Vec<f64> = self.cell(workload, engine).runs.iter().map(pick).collect();
        Spread::of(&values)
    }

    /// From which iteration on an engine has taken less time in total than another, start-up included; over the blocks that
    /// both ran. Programs built ahead of time are taken as built; see [`Dataset::break_even_with_build`].
    pub fn break_even(&self, workload: usize, engine: usize, other: usize) -> Option<BreakEven> {
        self.crossing(workload, (engine, 0.0), (other, 0.0))
    }

    /// As [`Dataset::break_even`], with what building took before the first run counted on both sides. None where the engine
    /// builds nothing.
    pub fn break_even_with_build(&self, workload: usize, engine: usize, other: usize) -> Option<BreakEven> {
        let build = self.build_ns(workload, engine)?;
        self.crossing(workload, (engine, build), (other, self.build_ns(workload, other).unwrap_or(0.0)))
    }

    /// What building the program for an engine took, ns; None where it builds nothing.
    pub fn build_ns(&self, workload: usize, engine: usize) -> Option<f64> {
        self.builds.get(&(workload, engine)).copied()
    }

    /// Whether the record tells of programs built ahead of their first run.
    pub fn has_builds(&self) -> bool {
        !self.builds.is_empty()
    }

    /// Engine and other, each with what it has spent before its process starts.
    fn crossing(&self, workload: usize, (engine, spent): (usize, f64), (other, other_spent): (usize, f64)) -> Option<BreakEven> {
        let theirs = &self.cell(workload, other).runs;
        let same_block = |ours: &Run| theirs.binary_search_by_key(&ours.block, |run| run.block).ok();
        let curves = |ours: &Run| Some((theirs[same_block(ours)?].curve(other_spent), ours.curve(spent)));
        let pairs: Vec<(Curve, Curve)> = self.cell(workload, engine).runs.iter().filter_map(curves).collect();
        break_even(&pairs.iter().map(|(other, engine)| (other, engine)).collect::<Vec<_>>())
    }

    /// Smallest and largest number of processes in a measured cell.
    pub fn processes(&self) -> Option<(usize, usize)> {
        let counts = || self.cells.iter().map(|cell| cell.runs.len()).filter(|n| *n > 0);
        Some((counts().min()?, counts().max()?))
    }

    /// Median over processes of the time of each iteration, as long as half of the processes got that far.
    pub fn curve(&self, workload: usize, engine: usize) -> Vec<f64> {
        by_index(&self.cell(workload, engine).runs, |run| run.iterations.clone())
    }

    /// Median over processes of the time from spawn to the end of each iteration.
    pub fn cumulative(&self, workload: usize, engine: usize) -> Vec<f64> {
        by_index(&self.cell(workload, engine).runs, Run::totals)
    }

    /// "10 processes per cell" and the like.
    pub fn sample_size(&self) -> String {
        match self.processes() {
            None => "no measured process".into(),
            Some((a, b)) if a == b => format!("n = {a} {} per cell", if a == 1 { "process" } else { "processes" }),
            Some((a, b)) => format!("n = {a} to {b} processes per cell"),
        }
    }

    /// The machine in a few words.
    pub fn machine(&self) -> String {
        match &self.host {
            Some(host) => format!("{}, {} cores, {}", host.cpu, host.cores, host.os),
            None => "machine not recorded".into(),
        }
    }
}

impl Run {
    /// What the process costs by the number of iterations, after `spent` ns before it.
    fn curve(&self, spent: f64) -> Curve {
        Curve { startup: spent + self.startup, iterations: self.iterations.clone(), steady: self.steady_mean }
    }

    /// Time from spawn to the end of each iteration.
    pub fn totals(&self) -> Vec<f64> {
        let add = |sum: &mut f64, time: &f64| {
            *sum += time;
            Some(*sum)
        };
        self.iterations.iter().scan(self.startup, add).collect()
    }
}

fn by_index(runs: &[Run], series: impl Fn(&Run) -> Vec<f64>) -> Vec<f64> {
    let all: Vec<Vec<f64>> = runs.iter().map(series).collect();
    let mut lengths: Vec<usize> = all.iter().map(Vec::len).collect();
    lengths.sort_unstable();
    let reached = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    (0..reached)
        .filter_map(|i| {
            let at: Vec<f64> = all.iter().filter_map(|one| one.get(i).copied()).collect();
            median(&at)
        })
        .collect()
}

/// Adds engines and workloads that only invocations mention, so that no line of a damaged record is lost.
fn complete(record: &mut Record) {
    for run in &record.invocations {
        if record.engines.iter().all(|known| known.name != run.engine) {
            let name = run.engine.clone();
            record.engines.push(record::Engine { name, available: true, ..Default::default() });
        }
        if record.workloads.iter().all(|known| known.id != run.workload) {
            record.workloads.push(record::Workload { id: run.workload.clone(), ..Default::default() });
        }
    }
}

/// Letters, digits and dashes; names that would collide are numbered.
fn slugs(workloads: &[record::Workload]) -> Vec<String> {
    let mut slugs: Vec<String> = Vec::new();
    for workload in workloads {
        let plain: String = workload.id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
        let taken = |slug: &String| slugs.contains(slug);
        let numbered = (2..).map(|n| format!("{plain}-{n}"));
        let slug = std::iter::once(plain.clone()).chain(numbered).find(|slug| !taken(slug));
        slugs.push(slug.expect("some number is free"));
    }
    slugs
}

fn builds(record: &Record) -> HashMap<(usize, usize), f64> {
    let mut times: HashMap<(usize, usize), Vec<f64>> = HashMap::new();
    for build in record.builds.iter().filter(|build| build.status == Status::Ok) {
        let workload = record.workloads.iter().position(|known| known.id == build.workload);
        let engine = record.engines.iter().position(|known| known.name == build.engine);
        if let Some(place) = workload.zip(engine) {
            times.entry(place).or_default().push(build.wall_ns as f64);
        }
    }
    times.into_iter().filter_map(|(place, times)| Some((place, median(&times)?))).collect()
}

fn cells(invocations: Vec<Invocation>, analysis: &Analysis) -> Vec<Cell> {
    let place: HashMap<(&str, &str), usize> =
        analysis.rows.iter().enumerate().map(|(n, row)| ((row.workload.as_str(), row.engine.as_str()), n)).collect();
    let mut of_cell: Vec<Vec<Invocation>> = analysis.rows.iter().map(|_| Vec::new()).collect();
    for run in invocations {
        if let Some(n) = place.get(&(run.workload.as_str(), run.engine.as_str())) {
            of_cell[*n].push(run);
        }
    }
    analysis.rows.iter().zip(of_cell).map(|(row, runs)| cell(&row.outcome, runs)).collect()
}

fn cell(outcome: &RowOutcome, invocations: Vec<Invocation>) -> Cell {
    let state = match outcome {
        RowOutcome::Measured(measured) => return measured_cell(measured, invocations),
        RowOutcome::Failed { status, message } => State::Failed {
            status: *status,
            failed: invocations.iter().filter(|run| !matches!(run.status, Status::Ok | Status::OptedOut | Status::NoPort)).count(),
            of: invocations.len(),
            message: message.clone(),
        },
        RowOutcome::Missing => State::Missing,
        RowOutcome::OptedOut(reason) => State::OptedOut(reason.clone()),
        RowOutcome::NotMeasured => State::NotRun,
    };
    Cell { state, runs: Vec::new(), class: Class::TooShort, unsteady: 0, counters: BTreeMap::new() }
}

/// Only invocations with iterations whose times are positive: others cannot stand on a logarithmic axis.
fn measured_cell(measured: &Measured, mut invocations: Vec<Invocation>) -> Cell {
    invocations.sort_by_key(|run| run.block);
    let counters = invocations.first_mut().map(|run| std::mem::take(&mut run.counters)).unwrap_or_default();
    let runs: Vec<Run> = invocations.into_iter().filter_map(|run| reduce(run, measured)).collect();
    Cell {
        state: if runs.is_empty() { State::NotRun } else { State::Measured },
        runs,
        class: measured.class,
        unsteady: measured.unsteady,
        counters,
    }
}

fn reduce(invocation: Invocation, measured: &Measured) -> Option<Run> {
    let iterations: Vec<f64> = invocation.iterations.iter().map(|i| i.wall_ns as f64).collect();
    let steady = *measured.blocks.get(&invocation.block)?;
    let first = *iterations.first()?;
    let wall = invocation.wall_ns as f64;
    (steady > 0.0).then(|| Run {
        steady,
        steady_mean: measured.steady_means.get(&invocation.block).copied().unwrap_or(steady),
        first,
        startup: analysis::startup_ns(&invocation),
        wall,
        peak_rss: invocation.peak_rss_bytes as f64,
        iterations,
        phases: invocation.phases,
        events: invocation.events,
        block: invocation.block,
        position: invocation.position,
        order: invocation.order,
        on_cpu: (invocation.user_ns + invocation.system_ns) as f64 / wall.max(1.0),
    })
}

fn ratio(base: &RowOutcome, engine: &RowOutcome) -> Option<Ratio> {
    let (RowOutcome::Measured(base), RowOutcome::Measured(engine)) = (base, engine) else {
        return None;
    };
    let estimate = engine.speedup.filter(|estimate| estimate.value.is_finite() && estimate.value > 0.0)?;
    let blocks: Vec<f64> = engine.blocks.iter().filter_map(|(block, time)| Some(base.blocks.get(block)? / time)).collect();
    Some(Ratio {
        value: estimate.value,
        interval: estimate.interval.map(ends),
        range: (blocks.iter().copied().fold(f64::INFINITY, f64::min), blocks.iter().copied().fold(0.0, f64::max)),
    })
}
