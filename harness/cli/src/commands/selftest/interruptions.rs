//! `kill -9` at random moments: whatever the moment, a resumed record ends up with the samples of an uninterrupted one, none
//! lost and none twice.

use crate::context::Common;
use crate::exit::Exit;
use crate::output::progress;
use anyhow::{Context as _, Result, bail};
use harness_core::process::monotonic_ns;
use harness_core::store::Record;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Blocks of each record; two workloads on two engines.
const RUNS: &str = "12";
const WORKLOAD: &str = "title = \"T\"\n[sizes.smoke]\nsize = 20\nexpected = \"190\"\n[sizes.small]\nsize = 20\nexpected = \"190\"\n";
const PROGRAM: &str = "def run(size):\n    return sum(range(size))\n";

/// How often each sample is in a record: by workload, engine and block.
type Shape = BTreeMap<(String, String, u32), u32>;

struct Lab<'a> {
    folder: PathBuf,
    seed: String,
    runtimes: Option<&'a Path>,
}

/// Kills and resumes `times` times.
pub fn run(times: u32, seed: u64, common: &Common) -> Result<Exit> {
    let folder = common.store()?.join("selftest").join(format!("interruptions-{}", std::process::id()));
    let folder = std::path::absolute(&folder)?;
    for name in ["one", "two"] {
        let dir = folder.join("workloads/group").join(name);
        std::fs::create_dir_all(&dir)?;
        std::fs::write(dir.join("workload.toml"), WORKLOAD)?;
        std::fs::write(dir.join("main.py"), PROGRAM)?;
    }
    let lab = Lab { folder: folder.clone(), seed: seed.to_string(), runtimes: common.runtimes.as_deref() };
    let result = lab.campaign(times, seed, common);
    std::fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    result
}

impl Lab<'_> {
    fn campaign(&self, times: u32, seed: u64, common: &Common) -> Result<Exit> {
        let whole = self.folder.join("whole.jsonl");
        let began = monotonic_ns();
        let child = self.start(&whole)?;
        let ready_ns = wait_for(&whole) - began;
        self.finish(child)?;
        let length_ns = monotonic_ns() - began;
        let wanted = shape(&Record::read(&whole)?);
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let bar = progress(u64::from(times), "killing", common.quiet);
        let (mut kills, mut records, mut early, mut during, mut wrong) = (0, 0, 0, 0, Vec::new());
        while kills < times {
            records += 1;
            let record = self.folder.join(format!("{records}.jsonl"));
            // A few kills a record: later ones hit a session that was itself resumed.
            for _ in 0..3.min(times - kills) {
                let fresh = !record.exists();
                let mut child = self.start(&record)?;
                // One in five falls anywhere, the start included; the others fall while it measures, or writes the record.
                let from = match rng.random_range(0..5) {
                    0 => 0,
                    _ if fresh => {
                        wait_for(&record);
                        0
                    }
                    _ => ready_ns / 2,
                };
                std::thread::sleep(Duration::from_nanos(rng.random_range(from..length_ns.max(from + 1))));
                during += u32::from(child.try_wait()?.is_none());
                child.kill()?;
                child.wait()?;
                kills += 1;
                early += u32::from(!record.exists());
                bar.inc(1);
            }
            self.finish(self.start(&record)?)?;
            let done = Record::read(&record)?;
            let found = shape(&done);
            if found != wanted || done.end.is_none() || !done.warnings.is_empty() {
                wrong.push(format!("record {records}: {}", difference(&wanted, &found)));
            }
        }
        bar.finish_and_clear();
        let mut out = std::io::stdout().lock();
        let samples: u32 = wanted.values().sum();
        writeln!(
            out,
            "{kills} times killed with SIGKILL at random moments of a session of {} ms, in {records} records",
            length_ns / 1_000_000
        )?;
        writeln!(out, "{during} of them while the session was running, the others just after its end")?;
        writeln!(out, "{early} of them before the record was there (it appears with all its first lines at once)")?;
        writeln!(out, "records that differ from the uninterrupted one of {samples} samples: {}", wrong.len())?;
        for line in &wrong {
            writeln!(out, "  {line}")?;
        }
        Ok(if wrong.is_empty() { Exit::Ok } else { Exit::Failure })
    }

    /// Starts a session on a record, or goes on with it.
    fn start(&self, record: &Path) -> Result<Child> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["bench", "--quiet", "--no-report", "--no-repeat", "--measure-jobs", "1"]);
        command.arg("--workloads").arg(self.folder.join("workloads")).arg("--store").arg(self.folder.join("store"));
        if let Some(file) = self.runtimes {
            command.arg("--runtimes").arg(file);
        }
        if record.exists() {
            command.arg("--resume").arg(record);
        } else {
            command.args(["-e", "bytecode-vm", "-e", "tree-walker", "--runs", RUNS, "--iterations", "3", "--seed", &self.seed, "-o"]);
            command.arg(record);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        Ok(command.spawn()?)
    }

    fn finish(&self, child: Child) -> Result<()> {
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("a session ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(())
    }
}

/// Waits until a session has written its record's first lines (a minute at most) and returns when that was.
fn wait_for(record: &Path) -> u64 {
    for _ in 0..30_000 {
        if record.exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    monotonic_ns()
}

fn shape(record: &Record) -> Shape {
    let mut shape = Shape::new();
    for row in record.invocations.iter().chain(&record.repeated) {
        *shape.entry((row.workload.clone(), row.engine.clone(), row.block)).or_default() += 1;
    }
    shape
}

fn difference(wanted: &Shape, found: &Shape) -> String {
    let lost = wanted.keys().filter(|key| !found.contains_key(key)).count();
    let doubled = found.values().filter(|count| **count > 1).count();
    format!("{lost} samples lost, {doubled} doubled")
}
