//! A record as the tables and charts need it: one cell per workload and engine, ratios, suite means. Pure.
//!
//! Rules that protect a reader: a cell with any failed invocation has no number; an engine that is not on the machine
//! keeps its column; suite means run over the workloads that every engine which measured anything finished.

use crate::estimates;
use crate::theme::{self, Style};
use anyhow::{Context, Result, bail};
use harness_core::record::{self, End, Header, Host, Invocation, Line, Status};
use std::collections::{BTreeMap, HashMap};

/// Phases before the first iteration, in order of time.
pub const STARTUP_PHASES: [&str; 6] = ["spawn", "read", "parse", "lower", "compile", "load"];

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
    /// Column every ratio refers to; `None` when nothing was measured.
    pub baseline: Option<usize>,
    /// Workloads finished by every engine that finished any.
    pub common: Vec<usize>,
    cells: Vec<Cell>,
    ratios: Vec<Option<Ratio>>,
    summaries: Vec<Option<Summary>>,
}

/// An engine and its look.
pub struct Engine {
    /// Receipt from the record.
    pub facts: record::Engine,
    /// Colour, marker and dash in every chart.
    pub style: Style,
}

/// One workload on one engine.
pub struct Cell {
    /// Whether there is a number, and if not, why.
    pub state: State,
    /// Good invocations in order of block; empty unless measured.
    pub runs: Vec<Run>,
}

/// What a cell can say.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// All invocations ended well.
    Measured,
    /// At least one did not; the first kind of failure, how many, of how many, and its message.
    Failed {
        status: Status,
        failed: usize,
        of: usize,
        message: String,
    },
    /// The workload opts this engine out, with its reason.
    OptedOut(String),
    /// Planned, but no invocation was written (interrupted, filtered).
    NotRun,
    /// The engine is not on this machine.
    Missing,
}

impl State {
    /// The words in an empty cell.
    pub fn label(&self) -> &'static str {
        match self {
            State::Measured => "measured",
            State::Failed {
                status: Status::WrongOutput,
                ..
            } => "wrong output",
            State::Failed {
                status: Status::Timeout,
                ..
            } => "timeout",
            State::Failed {
                status: Status::NotAttested,
                ..
            } => "not attested",
            State::Failed { .. } => "crash",
            State::OptedOut(_) => "opted out",
            State::NotRun => "not run",
            State::Missing => "missing",
        }
    }

    /// The same where there is little room.
    pub fn short(&self) -> &'static str {
        match self {
            State::Failed {
                status: Status::WrongOutput,
                ..
            } => "wrong",
            State::Failed {
                status: Status::NotAttested,
                ..
            } => "no proof",
            State::OptedOut(_) => "opt-out",
            other => other.label(),
        }
    }
}

/// One process, reduced to what is compared. Times in nanoseconds.
pub struct Run {
    /// Block it belongs to; runs of the same block are paired.
    pub block: u32,
    /// Mean of the steady iterations, or the whole process where there are no iterations.
    pub steady: f64,
    /// First iteration.
    pub first: Option<f64>,
    /// Spawn to first iteration: the sum of the start-up phases.
    pub startup: f64,
    /// Spawn to reaping.
    pub wall: f64,
    /// Peak resident memory in bytes; 0 when unknown.
    pub peak_rss: f64,
    /// Every iteration.
    pub iterations: Vec<f64>,
    /// Phase durations by name.
    pub phases: BTreeMap<String, u64>,
    /// Deterministic counters by name.
    pub counters: BTreeMap<String, u64>,
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
    /// Logarithms of the block ratios.
    pub logs: Vec<f64>,
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

/// Median and range of a quantity over the processes of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub median: f64,
    pub low: f64,
    pub high: f64,
}

impl Spread {
    /// `None` when there is no value.
    pub fn of(values: &[f64]) -> Option<Spread> {
        let median = estimates::median(values)?;
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        Some(Spread { median, low, high })
    }
}

impl Dataset {
    /// Reads the lines of one record.
    ///
    /// # Errors
    /// When there is no header or no workload, or `baseline` names no engine with a measured cell.
    pub fn new(lines: &[Line], baseline: Option<&str>) -> Result<Dataset> {
        let mut header = None;
        let mut host = None;
        let mut end = None;
        let mut engines: Vec<record::Engine> = Vec::new();
        let mut workloads: Vec<record::Workload> = Vec::new();
        let mut invocations: Vec<&Invocation> = Vec::new();
        for line in lines {
            match line {
                Line::Header(line) => header = header.or(Some(line.clone())),
                Line::Host(line) => host = host.or(Some(line.clone())),
                Line::End(line) => end = Some(line.clone()),
                Line::Engine(line) if engines.iter().all(|known| known.name != line.name) => {
                    engines.push(line.clone());
                }
                Line::Workload(line) if workloads.iter().all(|known| known.id != line.id) => {
                    workloads.push(line.clone());
                }
                Line::Engine(_) | Line::Workload(_) => {}
                Line::Invocation(line) => invocations.push(line),
            }
        }
        let header = header.context("the record has no header line: is this a record file?")?;
        complete(&mut engines, &mut workloads, &invocations);
        if workloads.is_empty() {
            bail!("the record holds no workload: nothing to report");
        }
        let cells = cells(&engines, &workloads, &invocations);
        let styles = theme::styles(
            engines
                .iter()
                .map(|e| (e.name.as_str(), e.origin.as_str(), e.strategy.as_str())),
        );
        let engines: Vec<Engine> = engines
            .into_iter()
            .zip(styles)
            .map(|(facts, style)| Engine { facts, style })
            .collect();
        let mut data = Dataset {
            header,
            host,
            end,
            engines,
            workloads,
            baseline: None,
            common: Vec::new(),
            cells,
            ratios: Vec::new(),
            summaries: Vec::new(),
        };
        data.baseline = data.choose_baseline(baseline)?;
        data.compare();
        Ok(data)
    }

    fn choose_baseline(&self, wanted: Option<&str>) -> Result<Option<usize>> {
        let measured: Vec<usize> = self.competing();
        let names: Vec<&str> = measured.iter().map(|e| self.name(*e)).collect();
        let Some(wanted) = wanted else {
            let cpython = measured
                .iter()
                .copied()
                .find(|e| self.name(*e) == "cpython");
            return Ok(cpython.or(measured.first().copied()));
        };
        match measured.iter().copied().find(|e| self.name(*e) == wanted) {
            Some(engine) => Ok(Some(engine)),
            None if names.is_empty() => {
                bail!("baseline {wanted}: the record holds no measured engine")
            }
            None => bail!(
                "baseline {wanted} was not measured in this record; measured: {}",
                names.join(", ")
            ),
        }
    }

    fn compare(&mut self) {
        let Some(base) = self.baseline else {
            self.ratios = vec![None; self.cells.len()];
            self.summaries = vec![None; self.engines.len()];
            return;
        };
        let pairs = self.pairs();
        self.ratios = pairs
            .map(|(w, e)| ratio(&self.cell(w, base).runs, &self.cell(w, e).runs))
            .collect();
        let competing = self.competing();
        self.common = (0..self.workloads.len())
            .filter(|w| competing.iter().all(|e| self.ratio(*w, *e).is_some()))
            .collect();
        self.summaries = (0..self.engines.len()).map(|e| self.summarise(e)).collect();
    }

    fn summarise(&self, engine: usize) -> Option<Summary> {
        let ratios: Vec<(usize, &Ratio)> = self
            .common
            .iter()
            .filter_map(|w| Some((*w, self.ratio(*w, engine)?)))
            .collect();
        if ratios.is_empty() || ratios.len() < self.common.len() {
            return None;
        }
        let logs: Vec<f64> = ratios.iter().map(|(_, ratio)| ratio.value.ln()).collect();
        let groups: Vec<Vec<f64>> = ratios.iter().map(|(_, ratio)| ratio.logs.clone()).collect();
        let exp = |(low, high): (f64, f64)| (low.exp(), high.exp());
        let is_base = Some(engine) == self.baseline;
        let by_value = |a: &&(usize, &Ratio), b: &&(usize, &Ratio)| a.1.value.total_cmp(&b.1.value);
        let worst = ratios.iter().min_by(by_value)?;
        let best = ratios.iter().max_by(by_value)?;
        Some(Summary {
            geomean: estimates::mean(&logs)?.exp(),
            measurement: estimates::bootstrap_mean_of_medians(&groups, self.header.seed)
                .filter(|_| !is_base)
                .map(exp),
            generalisation: estimates::t_interval(&logs).filter(|_| !is_base).map(exp),
            harmonic: ratios.len() as f64
                / ratios
                    .iter()
                    .map(|(_, ratio)| 1.0 / ratio.value)
                    .sum::<f64>(),
            worst: (worst.1.value, worst.0),
            best: (best.1.value, best.0),
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

    /// Name of the baseline, or a dash.
    pub fn baseline_name(&self) -> &str {
        self.baseline.map_or("–", |engine| self.name(engine))
    }

    /// Engines with at least one measured cell.
    pub fn competing(&self) -> Vec<usize> {
        (0..self.engines.len())
            .filter(|e| {
                (0..self.workloads.len()).any(|w| self.cell(w, *e).state == State::Measured)
            })
            .collect()
    }

    /// Competing engines without the baseline.
    pub fn challengers(&self) -> Vec<usize> {
        self.competing()
            .into_iter()
            .filter(|e| Some(*e) != self.baseline)
            .collect()
    }

    /// Engines that are on this machine.
    pub fn present(&self) -> Vec<usize> {
        (0..self.engines.len())
            .filter(|e| self.engines[*e].facts.available)
            .collect()
    }

    /// Cells that failed, as (workload, engine).
    pub fn failures(&self) -> Vec<(usize, usize)> {
        self.pairs()
            .filter(|(w, e)| matches!(self.cell(*w, *e).state, State::Failed { .. }))
            .collect()
    }

    /// Median and range over the processes of a cell of what `pick` takes from each.
    pub fn spread(
        &self,
        workload: usize,
        engine: usize,
        pick: impl Fn(&Run) -> f64,
    ) -> Option<Spread> {
        let values: Vec<f64> = self.cell(workload, engine).runs.iter().map(pick).collect();
        Spread::of(&values)
    }

    /// Smallest and largest number of processes in a measured cell.
    pub fn processes(&self) -> Option<(usize, usize)> {
        let counts = || {
            self.cells
                .iter()
                .map(|cell| cell.runs.len())
                .filter(|n| *n > 0)
        };
        Some((counts().min()?, counts().max()?))
    }

    /// Median over processes of the time of each iteration, as long as half of the processes got that far.
    pub fn curve(&self, workload: usize, engine: usize) -> Vec<f64> {
        by_index(&self.cell(workload, engine).runs, |run| {
            run.iterations.clone()
        })
    }

    /// Median over processes of the time from spawn to the end of each iteration.
    pub fn cumulative(&self, workload: usize, engine: usize) -> Vec<f64> {
        by_index(&self.cell(workload, engine).runs, |run| {
            run.iterations
                .iter()
                .scan(run.startup, |sum, time| {
                    *sum += time;
                    Some(*sum)
                })
                .collect()
        })
    }

    /// "10 processes per cell" and the like.
    pub fn sample_size(&self) -> String {
        match self.processes() {
            None => "no measured process".into(),
            Some((a, b)) if a == b => format!(
                "n = {a} {} per cell",
                if a == 1 { "process" } else { "processes" }
            ),
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

fn by_index(runs: &[Run], series: impl Fn(&Run) -> Vec<f64>) -> Vec<f64> {
    let all: Vec<Vec<f64>> = runs.iter().map(series).collect();
    let mut lengths: Vec<usize> = all.iter().map(Vec::len).collect();
    lengths.sort_unstable();
    let reached = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    (0..reached)
        .filter_map(|i| {
            let at: Vec<f64> = all.iter().filter_map(|one| one.get(i).copied()).collect();
            estimates::median(&at)
        })
        .collect()
}

/// Adds engines and workloads that only invocations mention, so that no line of a damaged record is lost.
fn complete(
    engines: &mut Vec<record::Engine>,
    workloads: &mut Vec<record::Workload>,
    invocations: &[&Invocation],
) {
    for run in invocations {
        if engines.iter().all(|known| known.name != run.engine) {
            let name = run.engine.clone();
            engines.push(record::Engine {
                name,
                available: true,
                ..Default::default()
            });
        }
        if workloads.iter().all(|known| known.id != run.workload) {
            workloads.push(record::Workload {
                id: run.workload.clone(),
                ..Default::default()
            });
        }
    }
}

fn cells(
    engines: &[record::Engine],
    workloads: &[record::Workload],
    invocations: &[&Invocation],
) -> Vec<Cell> {
    let mut by_cell: HashMap<(&str, &str), Vec<&Invocation>> = HashMap::new();
    for run in invocations {
        by_cell
            .entry((&run.workload, &run.engine))
            .or_default()
            .push(run);
    }
    let mut cells = Vec::with_capacity(engines.len() * workloads.len());
    for workload in workloads {
        for engine in engines {
            let runs = by_cell.get(&(workload.id.as_str(), engine.name.as_str()));
            cells.push(cell(engine, runs.map_or(&[][..], Vec::as_slice)));
        }
    }
    cells
}

fn cell(engine: &record::Engine, invocations: &[&Invocation]) -> Cell {
    let empty = |state| Cell {
        state,
        runs: Vec::new(),
    };
    if invocations.is_empty() {
        return empty(if engine.available {
            State::NotRun
        } else {
            State::Missing
        });
    }
    if let Some(opted) = invocations
        .iter()
        .find(|run| run.status == Status::OptedOut)
    {
        return empty(State::OptedOut(opted.message.clone()));
    }
    let failed: Vec<_> = invocations
        .iter()
        .filter(|run| run.status != Status::Ok)
        .collect();
    if let Some(first) = failed.first() {
        return empty(State::Failed {
            status: first.status,
            failed: failed.len(),
            of: invocations.len(),
            message: first.message.clone(),
        });
    }
    let mut runs: Vec<Run> = invocations
        .iter()
        .filter_map(|invocation| reduce(invocation))
        .collect();
    if runs.is_empty() {
        return empty(State::NotRun);
    }
    runs.sort_by_key(|run| run.block);
    Cell {
        state: State::Measured,
        runs,
    }
}

/// `None` for a process without any time: nothing can be drawn on a logarithmic axis from it.
fn reduce(invocation: &Invocation) -> Option<Run> {
    let iterations: Vec<f64> = invocation
        .iterations
        .iter()
        .map(|iteration| iteration.wall_ns as f64)
        .collect();
    let steady = match estimates::steady(iterations.len()) {
        Some(range) => estimates::mean(&iterations[range])?,
        None => invocation.wall_ns as f64,
    };
    let startup = STARTUP_PHASES
        .iter()
        .filter_map(|phase| invocation.phases.get(*phase))
        .sum::<u64>();
    (steady > 0.0).then(|| Run {
        block: invocation.block,
        steady,
        first: iterations.first().copied(),
        startup: startup as f64,
        wall: invocation.wall_ns as f64,
        peak_rss: invocation.peak_rss_bytes as f64,
        iterations,
        phases: invocation.phases.clone(),
        counters: invocation.counters.clone(),
    })
}

fn ratio(base: &[Run], engine: &[Run]) -> Option<Ratio> {
    let logs: Vec<f64> = engine
        .iter()
        .filter_map(|run| {
            let partner = base.iter().find(|other| other.block == run.block)?;
            Some((partner.steady / run.steady).ln())
        })
        .collect();
    let (location, interval) = estimates::hodges_lehmann(&logs)?;
    let low = logs.iter().copied().fold(f64::INFINITY, f64::min);
    let high = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some(Ratio {
        value: location.exp(),
        interval: interval.map(|(low, high)| (low.exp(), high.exp())),
        range: (low.exp(), high.exp()),
        logs,
    })
}
