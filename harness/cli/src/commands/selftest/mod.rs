//! `spectrum selftest`: does this tool keep its promises on this machine? Known slowdowns, no slowdown, simulated truth,
//! interruptions.

mod arms;
mod gate;
mod interruptions;
mod parallel;

use crate::commands::verify::stopped;
use crate::context::Common;
use crate::exit::Exit;
use crate::output::{Grid, Tone, progress};
use anyhow::Result;
use arms::{Arms, MILLIONTHS};
use harness_core::ab::decision::{Finding, Rule, Verdict, examine};
use harness_core::ab::{self, RowResult, Stage};
use harness_core::environment::measuring_cores;
use harness_core::plan::fresh_seed;
use harness_core::process::{Interrupt, monotonic_ns, timed_ns};
use harness_core::statistics::binomial::{clopper_pearson, upper_bound};
use harness_core::statistics::location::hodges_lehmann;
use harness_core::statistics::study::{classification, coverage, false_changes};
use harness_core::statistics::{mean, median};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Compare this build with itself and with known slowdowns; exit 1 when a promise is broken
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Two copies of this very program run the same work in the same way as `spectrum ab` runs two builds:\n\
    superblocks ABBA or BAAB, a test against a margin of 1 %, twice. Whatever it calls a difference is a false alarm.\n\
    Injected slowdowns are extra work of a known amount in one of the arms.\n\n\
    Examples:\n  spectrum selftest                      three minutes: false alarms, what can be seen, coverage\n  \
    spectrum selftest --campaign           300 comparisons and 25 at each of four slowdowns: about a quarter of an hour\n  \
    spectrum selftest --gate               the gate as a whole: 100 runs of `spectrum ab` each on a copy of this file, on the\n  \
                                           same code relinked, and with 3 % and 5 % planted: half an hour, can be\n  \
                                           interrupted and gone on with\n  \
    spectrum selftest --parallel           are times taken side by side those taken alone? a minute\n  \
    spectrum selftest --statistics         the estimators on simulated data\n  \
    spectrum selftest --interruptions 50   kill -9 at random moments, resume, compare\n\n\
    Exit codes: 0 all promises kept, 1 one is broken, 130 interrupted.")]
pub struct Selftest {
    /// Comparisons of the build with itself
    #[arg(long, value_name = "N", default_value_t = 60, conflicts_with = "campaign")]
    comparisons: usize,
    /// Comparisons at each injected slowdown
    #[arg(long, value_name = "N", default_value_t = 8, conflicts_with = "campaign")]
    injected: usize,
    /// The long form: 300 comparisons, 25 at each slowdown
    #[arg(long)]
    campaign: bool,
    /// Whole runs of `spectrum ab`: N each on a copy of this file, on the same code relinked, with 3 % and with 5 % planted
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "100",
          conflicts_with_all = ["campaign", "statistics", "interruptions"], value_parser = clap::value_parser!(u32).range(1..=100_000))]
    gate: Option<u32>,
    /// With --gate: the file of its lines, gone on with when it is there [default: STORE/selftest/gate/campaign.jsonl]
    #[arg(long, value_name = "FILE", requires = "gate")]
    output: Option<PathBuf>,
    /// With --gate: how often this program is relinked from its source tree for the arm N1; 0 for not at all
    #[arg(long, value_name = "N", default_value_t = 16, requires = "gate")]
    layouts: u32,
    /// With --gate: comparisons at once, each on a core of its own
    #[arg(long, value_name = "N", default_value_t = 1, requires = "gate", value_parser = clap::value_parser!(u16).range(1..=64))]
    lanes: u16,
    /// Whether processes timed side by side take as long as alone, by this many pairs of each kind
    #[arg(long, value_name = "PAIRS", num_args = 0..=1, default_missing_value = "60",
          conflicts_with_all = ["campaign", "gate", "statistics", "interruptions"], value_parser = clap::value_parser!(u16).range(6..))]
    parallel: Option<u16>,
    /// Estimators on simulated data, with this many trials each; measures nothing
    #[arg(long, value_name = "TRIALS", num_args = 0..=1, default_missing_value = "10000", conflicts_with_all = ["campaign", "interruptions"])]
    statistics: Option<u64>,
    /// Kill a measuring session this often at random moments and resume it; measures nothing
    #[arg(long, value_name = "N", conflicts_with = "campaign")]
    interruptions: Option<u32>,
    /// Seed of everything random [default: fresh, printed]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
}

/// Injected slowdowns in per cent; none is the comparison with itself.
const LEVELS: [f64; 4] = [2.0, 3.0, 5.0, 10.0];

impl Selftest {
    pub fn run(self, common: &Common) -> Result<ExitCode> {
        let seed = self.seed.unwrap_or_else(fresh_seed);
        if let Some(comparisons) = self.gate {
            let (layouts, lanes) = (self.layouts, usize::from(self.lanes));
            return gate::Campaign { comparisons, output: self.output, layouts, lanes, seed }.run(common);
        }
        let begun = monotonic_ns();
        let exit = match (self.statistics, self.interruptions) {
            (Some(trials), _) => statistics(trials.max(1), seed, common)?,
            (_, Some(times)) => interruptions::run(times, seed, common)?,
            _ if self.parallel.is_some() => {
                let interrupt = Interrupt::install()?;
                match parallel::run(usize::from(self.parallel.unwrap_or_default()), seed, &interrupt, common)? {
                    Some(exit) => exit,
                    None => return Ok(stopped(&interrupt).unwrap_or_else(|| Exit::Failure.into())),
                }
            }
            _ => {
                let interrupt = Interrupt::install()?;
                let (null, each) = if self.campaign { (300, 25) } else { (self.comparisons.max(1), self.injected) };
                match compare(null, each, seed, &interrupt, common)? {
                    Some(exit) => exit,
                    None => return Ok(stopped(&interrupt).unwrap_or_else(|| Exit::Failure.into())),
                }
            }
        };
        let seconds = (monotonic_ns() - begun) / 1_000_000_000;
        writeln!(std::io::stdout(), "\nseed {seed}, {} min {:02} s", seconds / 60, seconds % 60)?;
        Ok(exit.into())
    }
}

/// Comparisons without and with injected slowdowns, in one run: all of them see the same machine.
fn compare(null: usize, each: usize, seed: u64, interrupt: &Interrupt, common: &Common) -> Result<Option<Exit>> {
    let levels = [0.0].into_iter().chain(LEVELS);
    let counts = [null].into_iter().chain([each; LEVELS.len()]);
    let rows: Vec<f64> = levels.zip(counts).flat_map(|(level, count)| std::iter::repeat_n(level, count)).collect();
    let extra = rows.iter().map(|percent| (percent / 100.0 * MILLIONTHS) as i64).collect();
    let rule = Rule::default();
    let least = rows.len() as u64 * u64::from(rule.blocks + rule.blocks / 4);
    let bar = progress(least, "comparing", common.quiet);
    let core = measuring_cores(1).first().copied();
    let mut arms = Arms::new(&common.store()?.join("selftest"), extra, core, interrupt, bar.clone())?;
    let results = ab::run(rows.len(), &rule, seed, &mut arms);
    bar.finish_and_clear();
    let Some(results) = results else { return Ok(None) };
    let mut out = std::io::stdout().lock();
    let broken = results.iter().find_map(|row| match &row.verdict {
        Verdict::Failed { message, .. } => Some(message.clone()),
        Verdict::Disagreement => Some("the copies computed different results".to_owned()),
        _ => None,
    });
    if let Some(message) = broken {
        writeln!(out, "error: {message}")?;
        return Ok(Some(Exit::Failure));
    }
    let kept = null_table(&mut out, &results[..null], &rule)?;
    injected_table(&mut out, &rows, &results, &arms, common)?;
    machine(&mut out, &results, &arms, &rule)?;
    Ok(Some(if kept { Exit::Ok } else { Exit::Failure }))
}

fn alarm(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Regressed(_) | Verdict::Improved(_))
}

fn null_table(out: &mut impl Write, results: &[RowResult], rule: &Rule) -> Result<bool> {
    let alarms = results.iter().filter(|row| alarm(&row.verdict)).count() as u64;
    let suspects = results.iter().filter(|row| matches!(examine(&row.screening, rule), Finding::Suspect(_))).count();
    writeln!(
        out,
        "this build with itself: {} comparisons of {} to {} superblocks",
        results.len(),
        rule.blocks,
        rule.blocks + rule.blocks_more
    )?;
    for word in ["equal", "not slower", "inconclusive", "not confirmed", "regressed", "improved"] {
        let count = results.iter().filter(|row| row.verdict.word() == word).count();
        if count > 0 {
            writeln!(out, "  {count:4}  {word}")?;
        }
    }
    let bound = upper_bound(alarms, results.len() as u64);
    writeln!(out, "false alarms: {alarms} of {}, at most {:.2} % (Clopper-Pearson, one-sided 95 %)", results.len(), 100.0 * bound)?;
    writeln!(out, "suspected at the first look: {suspects}")?;
    Ok(alarms as f64 <= 0.01 * results.len() as f64)
}

fn injected_table(out: &mut impl Write, rows: &[f64], results: &[RowResult], arms: &Arms<'_>, common: &Common) -> Result<()> {
    let headings = ["injected", "comparisons", "detected", "95 % interval", "mean estimate", "bias", "intervals that hold it"];
    let mut grid = Grid::new(&headings, common.coloured());
    for level in [0.0].into_iter().chain(LEVELS) {
        let of_level: Vec<usize> = (0..rows.len()).filter(|row| rows[*row] == level).collect();
        if of_level.is_empty() {
            continue;
        }
        let detected = of_level.iter().filter(|row| matches!(results[**row].verdict, Verdict::Regressed(_))).count() as u64;
        let trials = of_level.len() as u64;
        let estimates: Vec<_> = of_level.iter().map(|row| (hodges_lehmann(&results[*row].screening), arms.truth(*row))).collect();
        let errors: Vec<f64> = estimates.iter().map(|(estimate, truth)| estimate.value - truth).collect();
        let held = estimates.iter().filter(|(e, truth)| e.interval.is_some_and(|i| i.low <= *truth && *truth <= i.high)).count() as u64;
        let percent = |share: f64| format!("{:.1} %", 100.0 * share);
        let range = |hits: u64| {
            let interval = clopper_pearson(hits, trials);
            format!("[{:.0}, {:.0}]", 100.0 * interval.low, 100.0 * interval.high)
        };
        let estimate = mean(&estimates.iter().map(|(estimate, _)| estimate.value).collect::<Vec<_>>());
        let cells = [
            format!("{level:.0} %"),
            trials.to_string(),
            percent(detected as f64 / trials as f64),
            range(detected),
            format!("{:+.2} %", 100.0 * estimate.exp_m1()),
            format!("{:+.2} %", 100.0 * mean(&errors)),
            format!("{} {}", percent(held as f64 / trials as f64), range(held)),
        ];
        grid.row(cells.map(|text| (text, Tone::Plain)));
    }
    Ok(writeln!(out, "\n{grid}")?)
}

/// What this machine can show, and what place in a superblock does.
fn machine(out: &mut impl Write, results: &[RowResult], arms: &Arms<'_>, rule: &Rule) -> Result<()> {
    let detectable: Vec<f64> = results.iter().map(|row| rule.detectable(&row.screening)).collect();
    writeln!(out, "smallest slowdown that {} superblocks find nine times in ten: {:.1} %", rule.blocks, 100.0 * median(&detectable))?;
    // Equal arms only: where the arms differ, so do their places.
    let equal = arms.superblocks.iter().filter(|block| block.stage == Stage::Null || arms.truth(block.row) == 0.0);
    let first: Vec<f64> = equal.map(|block| block.ns[0].ln() - block.ns[1..].iter().map(|ns| ns.ln()).sum::<f64>() / 3.0).collect();
    // Blocks of successive superblocks, so that the estimate stays cheap.
    let means: Vec<f64> = first.chunks(first.len().div_ceil(40).max(1)).map(mean).collect();
    let place = hodges_lehmann(&means);
    if let Some(interval) = place.interval {
        let percent = |log: f64| 100.0 * log.exp_m1();
        writeln!(
            out,
            "first place in a superblock against the others: {:+.2} % [{:+.2}, {:+.2}]",
            percent(place.value),
            percent(interval.low),
            percent(interval.high)
        )?;
    }
    let steps: Vec<f64> = (0..200).map(|_| timed_ns(|| {}) as f64).collect();
    Ok(writeln!(out, "reading the clock twice: {:.0} ns", median(&steps))?)
}

/// The estimators on simulated data, against their targets.
fn statistics(trials: u64, seed: u64, common: &Common) -> Result<Exit> {
    let mut out = std::io::stdout().lock();
    let mut kept = true;
    // What chance alone may add to a target: three standard deviations of a share.
    let slack = |share: f64| 3.0 * (share * (1.0 - share) / trials as f64).sqrt();
    let mut grid = Grid::new(&["interval", "noise", "covers 95 %", "trials"], common.coloured());
    grid.words(1);
    for row in coverage(trials, seed) {
        let good = (0.93 - slack(0.93)..=0.97 + slack(0.97)).contains(&row.share);
        kept &= good;
        let tone = if good { Tone::Plain } else { Tone::Bad };
        grid.row(
            [row.method.to_owned(), row.noise.to_owned(), format!("{:.1} %", 100.0 * row.share), row.trials.to_string()].map(|t| (t, tone)),
        );
    }
    writeln!(out, "{grid}\ntarget: 93 to 97 %\n")?;
    let mut grid = Grid::new(&["series without a change", "iterations", "change seen", "series"], common.coloured());
    for row in false_changes(trials, seed) {
        let good = row.share <= 0.02 + slack(0.02);
        kept &= good;
        let tone = if good { Tone::Plain } else { Tone::Bad };
        grid.row(
            [row.noise.to_owned(), row.length.to_string(), format!("{:.2} %", 100.0 * row.share), row.trials.to_string()]
                .map(|t| (t, tone)),
        );
    }
    writeln!(out, "{grid}\ntarget: at most 2 %\n")?;
    let classes = classification(2_000, seed);
    let right = classes.right as f64 / classes.series as f64;
    kept &= right >= 0.95;
    writeln!(out, "labelled series: {} of {} in their class ({:.1} %; target 95 %)", classes.right, classes.series, 100.0 * right)?;
    let start = classes.start_right as f64 / classes.right.max(1) as f64;
    writeln!(out, "of these, the steady part begins where it does (within 2 iterations) in {:.1} %", 100.0 * start)?;
    for (truth, found, count) in classes.table.iter().filter(|(truth, found, _)| truth != found) {
        writeln!(out, "  {count:4}  {} taken for {}", truth.name(), found.name())?;
    }
    Ok(if kept { Exit::Ok } else { Exit::Failure })
}
