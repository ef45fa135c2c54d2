//! `spectrum selftest --gate`: how often the gate cries wolf and how often it sleeps, through the whole of it.
//!
//! Every comparison is a process `spectrum ab` on a suite of [`CASES`] programs, with its own seed, evidence and verdict;
//! nothing of the rule is repeated here, and the same-code guard, which would answer for it, is off. Four arms take turns in random order, so that all see the same machine:
//! N0, a build against a copy of its file; N1, against the same code relinked; and two planted slowdowns, work that one
//! program of the suite does on top. A line is appended for each comparison, so that a campaign can be interrupted and
//! gone on with. What it came to is computed from those lines alone, in [`summary`].

mod builds;
mod log;
mod summary;

use crate::commands::verify::stopped;
use crate::context::Common;
use crate::exit::Exit;
use crate::output::progress;
use anyhow::{Context as _, Result};
use builds::Builds;
use harness_core::environment::measuring_cores;
use harness_core::error::Error;
use harness_core::process::{Interrupt, monotonic_ns, on_core};
use log::{Comparison, Log};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use serde_json::Value;
use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::{Mutex, PoisonError};

/// Programs of the suite: functions of `sentinel.py`, one row each.
const CASES: [&str; 2] = ["integers", "containers"];

/// What a comparison is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub enum Kind {
    /// A build and a copy of its file.
    N0,
    /// The same code in another layout.
    N1,
    /// 3 % more time in one row.
    Slow3,
    /// 5 % more time in one row.
    Slow5,
}

impl Kind {
    const ALL: [Kind; 4] = [Kind::N0, Kind::N1, Kind::Slow3, Kind::Slow5];

    /// The planted slowdown in per cent.
    pub fn planted(self) -> Option<f64> {
        match self {
            Kind::N0 | Kind::N1 => None,
            Kind::Slow3 => Some(3.0),
            Kind::Slow5 => Some(5.0),
        }
    }
}

/// What `--gate` was given.
pub struct Campaign {
    /// Comparisons of each kind.
    pub comparisons: u32,
    /// The file of lines; gone on with when it is there.
    pub output: Option<PathBuf>,
    /// How many layouts N1 draws from.
    pub layouts: u32,
    /// Comparisons at once, each on a core of its own.
    pub lanes: usize,
    /// Seed of everything random.
    pub seed: u64,
}

impl Campaign {
    /// Runs what is missing of the campaign and prints what the whole came to.
    pub fn run(&self, common: &Common) -> Result<ExitCode> {
        let interrupt = Interrupt::install()?;
        let folder = std::path::absolute(common.store()?.join("selftest").join("gate"))?;
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let path = self.output.clone().unwrap_or_else(|| folder.join("campaign.jsonl"));
        let builds = Builds::prepare(&folder, self.layouts, common.quiet)?;
        let core = measuring_cores(1).first().copied();
        let mut log = Log::open(&path, self.seed, &builds, &interrupt, core)?;
        if let Some(code) = stopped(&interrupt) {
            return Ok(code);
        }
        builds.set_work(&log.header)?;
        let campaign = Run { builds: &builds, store: folder.join("store"), seed: log.header.seed, common };
        if log.pilot.is_none() {
            match campaign.compare(Kind::N0, u32::MAX, 0, core)? {
                Some(pilot) => log.add_pilot(pilot)?,
                None => return Ok(stopped(&interrupt).unwrap_or_else(|| Exit::Failure.into())),
            }
        }
        print!("{}", summary::before(&log));
        let left = self.left(&log);
        let bar = progress(left.len() as u64, "comparisons", common.quiet);
        let (queue, log) = (Mutex::new(left), Mutex::new(log));
        let trouble = Mutex::new(None);
        std::thread::scope(|scope| {
            for (lane, core) in measuring_cores(self.lanes).into_iter().enumerate() {
                let (queue, log, trouble, campaign, bar, interrupt) = (&queue, &log, &trouble, &campaign, &bar, &interrupt);
                scope.spawn(move || {
                    while let Some((kind, index)) = locked(queue).pop_front() {
                        let done = campaign.compare(kind, index, lane, Some(core)).and_then(|done| match done {
                            Some(done) => locked(log).add(done).map(|()| true),
                            None => Ok(false),
                        });
                        match done {
                            Ok(true) if interrupt.signal().is_none() => bar.inc(1),
                            Ok(_) => break,
                            Err(error) => {
                                locked(queue).clear();
                                *locked(trouble) = Some(error);
                            }
                        }
                    }
                });
            }
        });
        bar.finish_and_clear();
        if let Some(error) = locked(&trouble).take() {
            return Err(error);
        }
        let log = locked(&log);
        let exit = summary::print(&log, common)?;
        println!("lines   {}", path.display());
        Ok(stopped(&interrupt).unwrap_or_else(|| exit.into()))
    }

    /// Comparisons that are not in the file yet, in the order they will be made.
    fn left(&self, log: &Log) -> VecDeque<(Kind, u32)> {
        let done: BTreeSet<(Kind, u32)> = log.comparisons.iter().map(|c| (c.kind, c.index)).collect();
        let mut rng = ChaCha12Rng::seed_from_u64(log.header.seed);
        let mut order = VecDeque::new();
        for index in 0..self.comparisons {
            let mut kinds = Kind::ALL;
            kinds.shuffle(&mut rng);
            order.extend(kinds.map(|kind| (kind, index)));
        }
        order.retain(|comparison| !done.contains(comparison));
        order
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What all comparisons of a campaign have in common.
struct Run<'a> {
    builds: &'a Builds,
    store: PathBuf,
    seed: u64,
    common: &'a Common,
}

impl Run<'_> {
    /// One run of `spectrum ab`. None when it was interrupted.
    fn compare(&self, kind: Kind, index: u32, lane: usize, core: Option<usize>) -> Result<Option<Comparison>> {
        let mut rng = ChaCha12Rng::seed_from_u64(self.seed ^ (u64::from(index) << 8) ^ kind as u64);
        let seed: u64 = rng.random_range(1..=u64::from(u32::MAX));
        let slow = CASES[index as usize % CASES.len()];
        let [base, new] = self.builds.place(kind, slow, lane, &mut rng)?;
        let verdict = self.store.join(format!("verdict-{lane}.json"));
        std::fs::create_dir_all(&self.store)?;
        let _ = std::fs::remove_file(&verdict);
        let mut command = Command::new(self.builds.program());
        command.args(["ab", "--quiet", "--force", "--seed", &seed.to_string(), "--layout", self.builds.layout(kind)]);
        command.args(["--run", "./spectrum run --engine bytecode-vm program.py {case}"]);
        for (option, path) in [("--base-dir", &base), ("--new-dir", &new), ("--json", &verdict), ("--store", &self.store)] {
            command.arg(option).arg(path);
        }
        command.args(CASES.map(|case| self.builds.case(case)));
        for name in ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_ACTIONS"] {
            command.env_remove(name);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let began = monotonic_ns();
        // What it starts inherits the core.
        let done = on_core(core, || command.output()).context("this program does not start")?;
        let wall_ms = (monotonic_ns() - began) / 1_000_000;
        let Some(exit) = done.status.code().filter(|code| *code < 128) else { return Ok(None) };
        let words = String::from_utf8_lossy(&done.stderr).trim().to_owned();
        let Ok(text) = std::fs::read(&verdict) else {
            return Err(Error::Usage(format!("a comparison gave no verdict (exit {exit}): {words}")).into());
        };
        let verdict: Value = serde_json::from_slice(&text).context("verdict.json")?;
        if self.common.verbose {
            eprintln!("{kind:?} {index}: exit {exit}, {wall_ms} ms");
        }
        let slow = kind.planted().map(|_| slow.to_owned());
        Ok(Some(Comparison { kind, index, seed, exit, wall_ms, slow, rows: verdict["rows"].clone() }))
    }
}
