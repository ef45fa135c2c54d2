//! From a record's facts to the rows that are printed: recomputed every time, stored nowhere.
//!
//! A row is one pair of workload and engine. A pair with any failed invocation is a failure, whatever its other
//! invocations took; a pair that was never measured has no number.

use crate::record::{Engine, Invocation, Status, Workload};
use crate::statistics::location::hodges_lehmann;
use crate::statistics::steady::{Class, analyse};
use crate::statistics::suite::{SuiteMean, suite_mean};
use crate::statistics::{Estimate, mean, median, standard_deviation};
use crate::store::Record;
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, StudentsT};
use std::collections::{BTreeMap, BTreeSet};

/// One pair of workload and engine.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Workload id.
    pub workload: String,
    /// Engine name.
    pub engine: String,
    /// What became of it.
    pub outcome: RowOutcome,
}

/// What became of a pair.
#[derive(Clone, Debug, PartialEq)]
pub enum RowOutcome {
    /// All its invocations ran and computed the right result.
    Measured(Box<Measured>),
    /// At least one invocation failed.
    Failed {
        /// How the first one failed.
        status: Status,
        /// Why.
        message: String,
    },
    /// The engine is not on this machine.
    Missing,
    /// The workload opts it out, with the reason.
    OptedOut(String),
    /// Nothing was run: the session was cut short.
    NotMeasured,
}

/// The numbers of a measured pair. Times in nanoseconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// What is compared, median over invocations: the steady-typical time, or the whole process's; see [`compared`].
    pub typical_ns: f64,
    /// Steady-capacity: median over invocations of the mean over steady iterations, pauses included.
    pub capacity_ns: f64,
    /// First iteration, median over invocations.
    pub first_ns: f64,
    /// From starting the process to the first iteration, median over invocations.
    pub startup_ns: f64,
    /// Whole process, median over invocations.
    pub process_ns: f64,
    /// Peak resident memory in bytes, median over invocations; NaN when unknown.
    pub peak_rss_bytes: f64,
    /// The most frequent class over invocations.
    pub class: Class,
    /// Whether the invocations agree in it.
    pub consistency: Consistency,
    /// From starting the process to its first steady iteration, median over invocations.
    pub time_to_steady_ns: f64,
    /// Warm-up debt: what the iterations before the first steady one took more than as many steady ones, median.
    pub warm_up_debt_ns: f64,
    /// Invocations that showed no steady state.
    pub unsteady: usize,
    /// What is compared, for each block.
    pub blocks: BTreeMap<u32, f64>,
    /// Mean of the steady iterations, for each block.
    pub steady_means: BTreeMap<u32, f64>,
    /// Speed-up over the reference engine in the same blocks (greater is faster), when both were measured.
    pub speedup: Option<Estimate>,
}

/// Agreement of the classes over the invocations of a pair, in the words of Barrett et al. (2017).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consistency {
    /// All of one class.
    Consistent,
    /// Some flat, some warming up: all steady, at different times.
    GoodInconsistent,
    /// Some slow down or never become steady, others do not.
    BadInconsistent,
}

impl Consistency {
    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Consistency::Consistent => "consistent",
            Consistency::GoodInconsistent => "good inconsistent",
            Consistency::BadInconsistent => "bad inconsistent",
        }
    }

    fn of(classes: &BTreeMap<Class, usize>) -> Self {
        let bad = |class: &Class| matches!(class, Class::SlowDown | Class::NoSteadyState | Class::Cyclic);
        match classes.len() {
            0 | 1 => Consistency::Consistent,
            _ if classes.keys().any(bad) => Consistency::BadInconsistent,
            _ => Consistency::GoodInconsistent,
        }
    }
}

/// A whole record, analysed against one reference engine.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The reference engine.
    pub reference: String,
    /// Engines in the order of the record.
    pub engines: Vec<String>,
    /// Workloads in the order of the record.
    pub workloads: Vec<String>,
    /// One row for each pair, workload by workload.
    pub rows: Vec<Row>,
    /// Suite means of every engine but the reference, over [`Analysis::common`].
    pub means: Vec<(String, Option<SuiteMean>)>,
    /// Workloads that all measured engines finished, without those measured as whole processes.
    pub common: Vec<String>,
}

impl Analysis {
    /// The row of a pair.
    pub fn row(&self, workload: &str, engine: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.workload == workload && row.engine == engine)
    }

    /// The numbers of a pair, when it has any.
    pub fn measured(&self, workload: &str, engine: &str) -> Option<&Measured> {
        match &self.row(workload, engine)?.outcome {
            RowOutcome::Measured(measured) => Some(measured),
            _ => None,
        }
    }
}

/// The engine a record's ratios are taken to when the user names none: `cpython` where it was measured, else
/// `bytecode-vm`, else the first engine measured.
pub fn default_reference(record: &Record) -> Option<String> {
    let measured: BTreeSet<&str> = record.invocations.iter().filter(|i| i.status == Status::Ok).map(|i| i.engine.as_str()).collect();
    let preferred = ["cpython", "bytecode-vm"].into_iter().find(|name| measured.contains(name));
    let first = record.engines.iter().map(|engine| engine.name.as_str()).find(|name| measured.contains(name));
    preferred.or(first).map(str::to_owned)
}

/// Analyses a record against a reference engine.
pub fn analyse_record(record: &Record, reference: &str) -> Analysis {
    let mut by_pair: BTreeMap<(&str, &str), Vec<&Invocation>> = BTreeMap::new();
    for invocation in &record.invocations {
        by_pair.entry((&invocation.workload, &invocation.engine)).or_default().push(invocation);
    }
    let row = |workload: &Workload, engine: &Engine| {
        let invocations = by_pair.get(&(workload.id.as_str(), engine.name.as_str())).map_or(&[][..], Vec::as_slice);
        let outcome = if engine.available { outcome(workload, invocations) } else { RowOutcome::Missing };
        Row { workload: workload.id.clone(), engine: engine.name.clone(), outcome }
    };
    let of_workload = |workload: &Workload| {
        let mut rows: Vec<Row> = record.engines.iter().map(|engine| row(workload, engine)).collect();
        compare_rows(&mut rows, reference);
        rows
    };
    let rows: Vec<Row> = record.workloads.par_iter().flat_map_iter(of_workload).collect();
    let engines: Vec<String> = record.engines.iter().map(|engine| engine.name.clone()).collect();
    let workloads: Vec<String> = record.workloads.iter().map(|workload| workload.id.clone()).collect();
    let mut analysis = Analysis { reference: reference.to_owned(), engines, workloads, rows, means: Vec::new(), common: Vec::new() };
    summarise(&mut analysis, &record.workloads, record.header.seed);
    analysis
}

/// The same analysis against another reference engine; nothing is measured or classified again. `workloads` and `seed` are
/// the record's.
pub fn analyse_again(analysis: &Analysis, reference: &str, workloads: &[Workload], seed: u64) -> Analysis {
    let mut other = Analysis { reference: reference.to_owned(), ..analysis.clone() };
    for row in &mut other.rows {
        if let RowOutcome::Measured(measured) = &mut row.outcome {
            measured.speedup = None;
        }
    }
    let engines = other.engines.len().max(1);
    other.rows.par_chunks_mut(engines).for_each(|rows| compare_rows(rows, reference));
    summarise(&mut other, workloads, seed);
    other
}

fn outcome(workload: &Workload, invocations: &[&Invocation]) -> RowOutcome {
    if let Some(failed) = invocations.iter().find(|i| !matches!(i.status, Status::Ok | Status::OptedOut | Status::NoPort)) {
        return RowOutcome::Failed { status: failed.status, message: failed.message.clone() };
    }
    if let Some(out) = invocations.iter().find(|i| matches!(i.status, Status::OptedOut | Status::NoPort)) {
        return RowOutcome::OptedOut(out.message.clone());
    }
    let usable: Vec<&Invocation> = invocations.iter().copied().filter(|i| !i.iterations.is_empty()).collect();
    if usable.is_empty() { RowOutcome::NotMeasured } else { RowOutcome::Measured(Box::new(measure(workload, &usable))) }
}

/// What of an invocation is compared between engines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// Steady-typical time: the median over steady iterations; of a workload about whole processes, the wall time from
    /// start to end. Nanoseconds.
    pub typical_ns: f64,
    /// Steady-capacity: the mean over steady iterations, pauses included; likewise the whole process.
    pub capacity_ns: f64,
    /// Mean of the steady iterations, also of a workload about whole processes.
    pub steady_mean_ns: f64,
    /// What the iterations did.
    pub class: Class,
    /// Index of the first steady iteration.
    pub first_steady: usize,
}

/// Reduces an invocation to what is compared. None without iterations.
pub fn compared(workload: &Workload, invocation: &Invocation) -> Option<Compared> {
    compared_wall(workload.measures == "process", invocation)
}

/// As [`compared`], of a workload that is, or is not, about whole processes.
pub fn compared_wall(whole_process: bool, invocation: &Invocation) -> Option<Compared> {
    let times: Vec<f64> = invocation.iterations.iter().map(|i| i.wall_ns as f64).collect();
    let steadiness = analyse(&times);
    let steady = times.get(steadiness.first_steady..).filter(|steady| !steady.is_empty())?;
    if whole_process {
        let wall = invocation.wall_ns as f64;
        let steady_mean_ns = mean(steady);
        return Some(Compared { typical_ns: wall, capacity_ns: wall, steady_mean_ns, class: Class::TooShort, first_steady: 0 });
    }
    let steady_mean_ns = mean(steady);
    let (class, first_steady) = (steadiness.class, steadiness.first_steady);
    Some(Compared { typical_ns: median(steady), capacity_ns: steady_mean_ns, steady_mean_ns, class, first_steady })
}

fn measure(workload: &Workload, invocations: &[&Invocation]) -> Measured {
    let mut typical = Vec::new();
    let mut capacity = Vec::new();
    let mut classes: BTreeMap<Class, usize> = BTreeMap::new();
    let mut blocks = BTreeMap::new();
    let mut steady_means = BTreeMap::new();
    let (mut to_steady, mut debts) = (Vec::new(), Vec::new());
    for (invocation, value) in invocations.iter().filter_map(|i| Some((i, compared(workload, i)?))) {
        typical.push(value.typical_ns);
        capacity.push(value.capacity_ns);
        *classes.entry(value.class).or_default() += 1;
        let before = invocation.iterations[..value.first_steady].iter().map(|i| i.wall_ns as f64).sum::<f64>();
        to_steady.push(startup_ns(invocation) + before);
        debts.push(before - value.first_steady as f64 * value.capacity_ns);
        blocks.insert(invocation.block, value.typical_ns);
        steady_means.insert(invocation.block, value.steady_mean_ns);
    }
    let over = |value: &dyn Fn(&Invocation) -> f64| median(&invocations.iter().map(|i| value(i)).collect::<Vec<_>>());
    let peaks: Vec<f64> = invocations.iter().filter(|i| i.peak_rss_bytes > 0).map(|i| i.peak_rss_bytes as f64).collect();
    Measured {
        typical_ns: median(&typical),
        capacity_ns: median(&capacity),
        first_ns: over(&|i| i.iterations.first().map_or(f64::NAN, |first| first.wall_ns as f64)),
        startup_ns: over(&startup_ns),
        process_ns: over(&|i| i.wall_ns as f64),
        peak_rss_bytes: median(&peaks),
        class: classes.iter().max_by_key(|(_, count)| **count).map_or(Class::TooShort, |(class, _)| *class),
        consistency: Consistency::of(&classes),
        time_to_steady_ns: median(&to_steady),
        warm_up_debt_ns: median(&debts),
        unsteady: classes.get(&Class::NoSteadyState).copied().unwrap_or(0),
        blocks,
        steady_means,
        speedup: None,
    }
}

/// From starting the process to the first iteration: the phases before it.
pub fn startup_ns(invocation: &Invocation) -> f64 {
    let before = |name: &&String| !name.contains('.') && !["execute", "exit"].contains(&name.as_str());
    invocation.phases.iter().filter(|(name, _)| before(name)).map(|(_, ns)| *ns as f64).sum()
}

/// The change of a ratio that a record of this size and this noise shows nine times in ten, as a fraction: the median over
/// rows of (t at 97.5 % + t at 90 %) s / sqrt n of the blocks' log-ratios. None where no row has six blocks.
pub fn detectable(analysis: &Analysis) -> Option<f64> {
    let quantile = |freedom: f64, p: f64| StudentsT::new(0.0, 1.0, freedom).map_or(f64::NAN, |t| t.inverse_cdf(p));
    let of_row = |row: &Row| {
        let RowOutcome::Measured(measured) = &row.outcome else { return None };
        let base = &analysis.measured(&row.workload, &analysis.reference)?.blocks;
        let logs = log_speedups(base, &measured.blocks);
        let n = logs.len() as f64;
        let enough = row.engine != analysis.reference && logs.len() >= 6;
        enough.then(|| ((quantile(n - 1.0, 0.975) + quantile(n - 1.0, 0.9)) * standard_deviation(&logs) / n.sqrt()).exp_m1())
    };
    let rows: Vec<f64> = analysis.rows.iter().filter_map(of_row).collect();
    (!rows.is_empty()).then(|| median(&rows))
}

/// Fills in the speed-ups of one workload's rows.
fn compare_rows(rows: &mut [Row], reference: &str) {
    let base = rows.iter().find_map(|row| match &row.outcome {
        RowOutcome::Measured(measured) if row.engine == reference => Some(measured.blocks.clone()),
        _ => None,
    });
    let Some(base) = base else { return };
    for row in rows {
        if let RowOutcome::Measured(measured) = &mut row.outcome {
            let logs = log_speedups(&base, &measured.blocks);
            measured.speedup = (!logs.is_empty()).then(|| hodges_lehmann(&logs).map(f64::exp));
        }
    }
}

/// Logarithm of base time over engine time in every block that has both.
fn log_speedups(base: &BTreeMap<u32, f64>, engine: &BTreeMap<u32, f64>) -> Vec<f64> {
    engine.iter().filter_map(|(block, time)| Some((base.get(block)? / time).ln())).filter(|l| l.is_finite()).collect()
}

/// Suite means over the workloads that every engine with at least one number finished: different subsets would
/// compare different work. Workloads that are measured as whole processes (start-up) stay out, as a mean of steady
/// speeds and start-up times is neither; they count only where there is nothing else.
fn summarise(analysis: &mut Analysis, workloads: &[Workload], seed: u64) {
    let whole_process: BTreeSet<&str> = workloads.iter().filter(|w| w.measures == "process").map(|w| w.id.as_str()).collect();
    let alive: Vec<String> = analysis
        .engines
        .iter()
        .filter(|engine| analysis.workloads.iter().any(|w| analysis.measured(w, engine).is_some()))
        .cloned()
        .collect();
    let paired = |workload: &String, engine: &String| {
        let base = &analysis.measured(workload, &analysis.reference)?.blocks;
        let logs = log_speedups(base, &analysis.measured(workload, engine)?.blocks);
        (!logs.is_empty()).then_some(logs)
    };
    let finished: Vec<String> =
        analysis.workloads.iter().filter(|workload| alive.iter().all(|engine| paired(workload, engine).is_some())).cloned().collect();
    let steady: Vec<String> = finished.iter().filter(|workload| !whole_process.contains(workload.as_str())).cloned().collect();
    let common = if steady.is_empty() { finished } else { steady };
    let means = analysis
        .engines
        .iter()
        .filter(|engine| **engine != analysis.reference)
        .map(|engine| {
            let blocks: Vec<Vec<f64>> = common.iter().filter_map(|w| alive.contains(engine).then(|| paired(w, engine)).flatten()).collect();
            (engine.clone(), suite_mean(&blocks, seed))
        })
        .collect();
    analysis.means = means;
    analysis.common = common;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Engine, Iteration};

    fn record() -> Record {
        let engine = |name: &str, available| Engine { name: name.into(), available, ..Engine::default() };
        let workload = |id: &str| Workload { id: id.into(), ..Workload::default() };
        let mut record = Record {
            engines: vec![engine("cpython", true), engine("fast", true), engine("gone", false), engine("idle", true)],
            workloads: vec![workload("g/a"), workload("g/b")],
            ..Record::default()
        };
        for block in 0..7_u32 {
            for (workload, engine, base) in [("g/a", "cpython", 400), ("g/a", "fast", 100), ("g/b", "cpython", 300), ("g/b", "fast", 300)] {
                // A drift that both engines of a block share.
                let wall_ns = base * (100 + u64::from(block));
                record.invocations.push(Invocation {
                    workload: workload.into(),
                    engine: engine.into(),
                    block,
                    iterations: vec![Iteration { wall_ns: wall_ns * 2, cpu_ns: 0 }, Iteration { wall_ns, cpu_ns: 0 }],
                    phases: BTreeMap::from([("spawn".into(), 5), ("load".into(), 2), ("execute".into(), 900)]),
                    peak_rss_bytes: 1 << 20,
                    ..Invocation::default()
                });
            }
        }
        record
    }

    #[test]
    fn speed_ups_are_paired_and_drift_cancels() {
        let record = record();
        assert_eq!(default_reference(&record).as_deref(), Some("cpython"));
        let analysis = analyse_record(&record, "cpython");
        let speedup = analysis.measured("g/a", "fast").and_then(|m| m.speedup).expect("a speed-up");
        let interval = speedup.interval.expect("an interval");
        assert!((speedup.value - 4.0).abs() < 1e-9 && (interval.low - 4.0).abs() < 1e-9);
        let measured = analysis.measured("g/b", "fast").expect("measured");
        assert_eq!((measured.startup_ns, measured.typical_ns, measured.first_ns), (7.0, 30_900.0, 61_800.0));
        assert_eq!(analysis.row("g/a", "gone").map(|r| r.outcome.clone()), Some(RowOutcome::Missing));
        assert_eq!(analysis.row("g/a", "idle").map(|r| r.outcome.clone()), Some(RowOutcome::NotMeasured));
        let (_, suite) = analysis.means.iter().find(|(name, _)| name == "fast").expect("a mean");
        assert!((suite.expect("common workloads").geometric - 2.0).abs() < 1e-9);
    }

    #[test]
    fn another_reference_gives_what_a_new_analysis_gives() {
        let record = record();
        let again = analyse_again(&analyse_record(&record, "cpython"), "fast", &record.workloads, record.header.seed);
        assert_eq!(again, analyse_record(&record, "fast"));
    }

    #[test]
    fn one_failure_takes_the_number_away_and_the_common_set_shrinks() {
        let mut record = record();
        record.invocations[1].status = Status::WrongOutput;
        record.invocations[1].message = "gave 3".into();
        let analysis = analyse_record(&record, "cpython");
        assert!(matches!(
            &analysis.row("g/a", "fast").expect("a row").outcome,
            RowOutcome::Failed { status: Status::WrongOutput, message } if message == "gave 3"
        ));
        assert_eq!(analysis.common, ["g/b"]);
    }
}
