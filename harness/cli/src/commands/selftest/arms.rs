//! Real processes for the self-test: two copies of this build on sentinels whose work is known.

use anyhow::{Context as _, Result, bail};
use harness_core::ab::{Arm, Circumstances, Sample, Sampler, Stage, Superblock};
use harness_core::process::{Interrupt, Launch, Limits, Stop, supervise};
use harness_core::protocol::{PROTOCOL_VERSION, Request, Transcript};
use harness_core::statistics::mean;
use indicatif::ProgressBar;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

const SENTINEL: &str = include_str!("sentinel.py");
/// Entry functions of the sentinel, on each of the engines.
const ENTRIES: [&str; 3] = ["integers", "allocation", "containers"];
const ENGINES: [&str; 2] = ["bytecode-vm", "cranelift-jit"];
/// Iterations of a process that count: the last ones. Their mean does, since it is what an amount of work is of. A median
/// is not: of a few iterations between two collections it jumps when the work, and with it their rhythm, shifts a little.
const ITERATIONS: usize = 12;
/// Iterations before them: machine code is translated once the work done pays for it, which has to be over by then.
const FIRST: usize = 12;
/// Up to so many more of them, drawn for each superblock, so that collections do not fall into the same iterations always.
const SHIFTED: u64 = 8;
/// Length of an iteration that the amount of work is chosen for.
const ITERATION_NS: f64 = 0.6e6;
/// A process that takes longer than this hangs.
const LIMIT: Duration = Duration::from_secs(20);
/// Extra work is given in millionths.
pub const MILLIONTHS: f64 = 1e6;

/// One kind of process: what is run by which engine, and how much of it.
struct Kind {
    engine: &'static str,
    entry: &'static str,
    units: i64,
}

/// Runs processes of both arms; row `r` is of kind `r` modulo their number.
pub struct Arms<'a> {
    builds: [PathBuf; 2],
    program: PathBuf,
    kinds: Vec<Kind>,
    /// Extra work of the new arm for each row, in millionths.
    extra: Vec<i64>,
    core: Option<usize>,
    interrupt: &'a Interrupt,
    bar: ProgressBar,
    /// Every superblock, for what concerns all rows.
    pub superblocks: Vec<Superblock>,
}

impl<'a> Arms<'a> {
    /// Copies this build twice under paths of the same length and finds out how much work takes how long.
    pub fn new(folder: &Path, extra: Vec<i64>, core: Option<usize>, interrupt: &'a Interrupt, bar: ProgressBar) -> Result<Self> {
        std::fs::create_dir_all(folder)?;
        let folder = std::path::absolute(folder)?;
        let program = folder.join("sentinel.py");
        std::fs::write(&program, SENTINEL).with_context(|| program.display().to_string())?;
        let this = std::env::current_exe().context("this program's own path")?;
        let builds = ["spectrum-a", "spectrum-b"].map(|name| folder.join(name));
        for build in &builds {
            // A fresh file: the old one may be running.
            let _ = std::fs::remove_file(build);
            std::fs::copy(&this, build).with_context(|| build.display().to_string())?;
        }
        let pairs = ENGINES.iter().flat_map(|engine| ENTRIES.map(|entry| (*engine, entry)));
        let kinds = pairs.map(|(engine, entry)| Kind { engine, entry, units: 2_000 }).collect();
        let mut arms = Arms { builds, program, kinds, extra, core, interrupt, bar, superblocks: Vec::new() };
        arms.calibrate()?;
        Ok(arms)
    }

    fn calibrate(&mut self) -> Result<()> {
        let calm = Circumstances { env_padding_bytes: 0, hash_seed: 1, stage: Stage::Screening, superblock: 0 };
        for index in 0..self.kinds.len() {
            // Until it no longer changes: too little work is not worth translating, and says nothing of its machine code.
            for _ in 0..8 {
                match self.process(index, 0, 0, calm) {
                    Sample::Measured { ns, .. } => {
                        let change = ITERATION_NS / ns.max(1.0);
                        let units = self.kinds[index].units as f64 * change;
                        self.kinds[index].units = (units as i64).clamp(500, 50_000_000);
                        if (0.8..1.25).contains(&change) {
                            break;
                        }
                    }
                    Sample::Failed(message) => bail!("{} on {}: {message}", self.kinds[index].entry, self.kinds[index].engine),
                    Sample::Interrupted => return Ok(()),
                }
            }
        }
        Ok(())
    }

    /// Exactly how much more work the new arm of a row does, as a log-ratio.
    pub fn truth(&self, row: usize) -> f64 {
        let units = self.kinds[row % self.kinds.len()].units;
        ((units + units * self.extra[row] / MILLIONTHS as i64) as f64 / units as f64).ln()
    }

    /// Engine and work of each kind of process.
    pub fn kinds(&self) -> Vec<(&'static str, &'static str)> {
        self.kinds.iter().map(|kind| (kind.engine, kind.entry)).collect()
    }

    /// Runs one process of a kind from one of the copies, with extra work in millionths of a unit.
    pub fn process(&self, kind: usize, build: usize, extra: i64, circumstances: Circumstances) -> Sample {
        let kind = &self.kinds[kind];
        let first = FIRST + usize::try_from(circumstances.hash_seed % SHIFTED).unwrap_or(0);
        let request = Request {
            protocol: PROTOCOL_VERSION,
            path: self.program.to_string_lossy().into_owned(),
            size: kind.units * MILLIONTHS as i64 + extra,
            iterations: (first + ITERATIONS) as u32,
            time_budget_ms: 0,
            entry: kind.entry.to_owned(),
        };
        let command = [self.builds[build].to_string_lossy().as_ref(), "worker", "--engine", kind.engine].map(str::to_owned);
        let padding = "x".repeat(usize::try_from(circumstances.env_padding_bytes).unwrap_or(0));
        let env = BTreeMap::from([("SPECTRUM_PADDING".to_owned(), padding), ("PYTHONDONTWRITEBYTECODE".to_owned(), "1".to_owned())]);
        let line = serde_json::to_string(&request).unwrap_or_default() + "\n";
        let launch = Launch { command: &command, env: &env, dir: None, stdin: &line, limits: Limits::of_time(LIMIT), core: self.core };
        let done = match supervise(&launch, self.interrupt) {
            Ok(done) if done.stop == Some(Stop::Interrupted) => return Sample::Interrupted,
            Ok(done) => done,
            Err(error) => return Sample::Failed(format!("does not start: {error}")),
        };
        let said = Transcript::parse(&done.stdout);
        match (&said.error, &said.fault, said.iterations.len() == first + ITERATIONS) {
            (None, None, true) => {
                let times: Vec<f64> = said.iterations[first..].iter().map(|(wall, _, _)| *wall as f64).collect();
                Sample::Measured { ns: mean(&times), digest: said.iterations[0].2.clone() }
            }
            (Some((_, message)), _, _) | (None, Some(message), _) => Sample::Failed(message.clone()),
            (None, None, false) => Sample::Failed(format!("ended early: {}", done.last_words())),
        }
    }
}

impl Sampler for Arms<'_> {
    fn sample(&mut self, row: usize, arm: Arm, circumstances: Circumstances) -> Sample {
        let (build, extra) = match arm {
            Arm::Base => (0, 0),
            Arm::New => (1, self.extra[row]),
            Arm::Copy => (1, 0),
        };
        self.process(row % self.kinds.len(), build, extra, circumstances)
    }

    fn superblock(&mut self, done: &Superblock) {
        self.bar.inc(1);
        self.superblocks.push(done.clone());
    }
}
