//! `spectrum selftest --parallel`: do processes timed side by side take as long as alone?
//!
//! Every kind of work is timed alone and with a neighbour on every other physical core, in random order, pair by pair; a
//! neighbour starts one process after the other, so that the cores are as busy from the first to the last sample. Equal
//! means equivalent: the whole 90 % interval of the paired log-ratios lies within [`MARGIN`] (two one-sided tests at 5 %).

use super::arms::Arms;
use crate::context::Common;
use crate::exit::Exit;
use crate::output::{Grid, Tone, progress};
use anyhow::{Result, bail};
use harness_core::ab::{Circumstances, Sample, Stage};
use harness_core::environment::{default_lanes, measuring_cores};
use harness_core::process::Interrupt;
use harness_core::statistics::Interval;
use harness_core::statistics::location::{hodges_lehmann, signed_rank_bounds};
use indicatif::ProgressBar;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use std::io::Write;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

/// Most that a time may differ, as a fraction, to be called equal.
const MARGIN: f64 = 0.01;
/// Time that neighbours get to reach their work.
const HEAD_START: Duration = Duration::from_millis(20);

/// Paired log-ratios of one kind of work: side by side over alone.
struct Pairs {
    engine: &'static str,
    entry: &'static str,
    logs: Vec<f64>,
}

/// Times `pairs` pairs of every kind. None when the user stopped it.
pub fn run(pairs: usize, seed: u64, interrupt: &Interrupt, common: &Common) -> Result<Option<Exit>> {
    let mut out = std::io::stdout().lock();
    let mut cores = measuring_cores(usize::MAX);
    let Some(core) = cores.pop().filter(|_| !cores.is_empty()) else {
        writeln!(out, "one physical core: nothing can be timed side by side")?;
        return Ok(Some(Exit::Nothing));
    };
    let folder = common.store()?.join("selftest");
    let lane = |name: &str, core: usize| Arms::new(&folder.join(name), Vec::new(), Some(core), interrupt, ProgressBar::hidden());
    let measured = lane("measured", core)?;
    let neighbours = cores.iter().map(|core| lane(&format!("neighbour-{core}"), *core)).collect::<Result<Vec<_>>>()?;
    let kinds = measured.kinds();
    let mut all: Vec<Pairs> = kinds.iter().map(|(engine, entry)| Pairs { engine, entry, logs: Vec::new() }).collect();
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let bar = progress((pairs * kinds.len()) as u64, "timing", common.quiet);
    for _ in 0..pairs {
        let mut order: Vec<usize> = (0..kinds.len()).collect();
        order.shuffle(&mut rng);
        for kind in order {
            let circumstances = Circumstances {
                env_padding_bytes: rng.random_range(0..4096),
                hash_seed: rng.random_range(1..=u64::from(u32::MAX)),
                stage: Stage::Screening,
                superblock: 0,
            };
            let alone = || measured.process(kind, 0, 0, circumstances);
            let beside = || side_by_side(&neighbours, circumstances, alone);
            let (alone, beside) = if rng.random() {
                let first = alone();
                (first, beside())
            } else {
                let first = beside();
                (alone(), first)
            };
            match (alone, beside) {
                (Sample::Measured { ns: alone, .. }, Sample::Measured { ns: beside, .. }) => all[kind].logs.push((beside / alone).ln()),
                (Sample::Interrupted, _) | (_, Sample::Interrupted) => return Ok(None),
                (Sample::Failed(message), _) | (_, Sample::Failed(message)) => {
                    bail!("{} on {}: {message}", all[kind].entry, all[kind].engine)
                }
            }
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    let equal = table(&mut out, &all, neighbours.len(), common)?;
    let promised = default_lanes() > 1;
    let verdict = match (equal, promised) {
        (true, _) => "equal: timing lanes do no harm here",
        (false, false) => "not shown to be equal: the default of one lane stands",
        (false, true) => "not shown to be equal: measure with --measure-jobs 1 here",
    };
    writeln!(out, "{verdict}")?;
    Ok(Some(if equal || !promised { Exit::Ok } else { Exit::Failure }))
}

/// Runs `work` while every neighbour starts process after process.
fn side_by_side(neighbours: &[Arms<'_>], circumstances: Circumstances, work: impl FnOnce() -> Sample) -> Sample {
    let (stop, begun) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for neighbour in neighbours {
            scope.spawn(|| {
                begun.fetch_add(1, Ordering::Relaxed);
                for kind in (0..neighbour.kinds().len()).cycle() {
                    // What becomes of a neighbour's process does not matter: it was there.
                    let _ = neighbour.process(kind, 0, 0, circumstances);
                    if stop.load(Ordering::Relaxed) {
                        break;
                    }
                }
            });
        }
        while begun.load(Ordering::Relaxed) < neighbours.len() {
            std::thread::yield_now();
        }
        std::thread::sleep(HEAD_START);
        let sample = work();
        stop.store(true, Ordering::Relaxed);
        sample
    })
}

/// One row per kind of work, and one per kind for the ratio of the engines. True when all times are equal.
fn table(out: &mut impl Write, all: &[Pairs], neighbours: usize, common: &Common) -> Result<bool> {
    let count = if neighbours == 1 { "a neighbour".to_owned() } else { format!("{neighbours} neighbours") };
    let mut grid = Grid::new(&["work", "on", "with neighbours", "90 % interval", "equal within 1 %"], common.coloured());
    grid.words(1);
    let mut equal = true;
    for pairs in all {
        equal &= row(&mut grid, pairs.entry, pairs.engine, &pairs.logs);
    }
    for entry in all.iter().filter(|pairs| pairs.engine == all[0].engine) {
        let Some(other) = all.iter().find(|pairs| pairs.entry == entry.entry && pairs.engine != entry.engine) else { continue };
        let logs: Vec<f64> = other.logs.iter().zip(&entry.logs).map(|(a, b)| a - b).collect();
        row(&mut grid, entry.entry, &format!("{} over {}", other.engine, entry.engine), &logs);
    }
    writeln!(out, "times with {count} on the other cores against times alone, {} pairs each\n\n{grid}", all[0].logs.len())?;
    Ok(equal)
}

fn row(grid: &mut Grid, work: &str, on: &str, logs: &[f64]) -> bool {
    let percent = |log: f64| format!("{:+.2} %", 100.0 * log.exp_m1());
    let bounds = signed_rank_bounds(logs, 0.05);
    let within = |i: &Interval| i.low > -MARGIN.ln_1p() && i.high < MARGIN.ln_1p();
    let equal = bounds.as_ref().is_some_and(within);
    let interval = bounds.map_or("-".to_owned(), |i| format!("[{}, {}]", percent(i.low), percent(i.high)));
    let tone = if equal { Tone::Plain } else { Tone::Bad };
    let word = if equal { "yes" } else { "no" };
    grid.row([work.to_owned(), on.to_owned(), percent(hodges_lehmann(logs).value), interval, word.to_owned()].map(|text| (text, tone)));
    equal
}
