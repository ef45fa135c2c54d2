//! Start-up with a cold file cache: what the first start after booting, or after a deployment, costs.
//!
//! The kernel keeps files in memory once they were read; `/proc/sys/vm/drop_caches` makes it forget those that no
//! process has mapped, where we may write to it (root). A cold start is followed by a warm one of the same command, so
//! that each pair has the same neighbours. What another process has mapped stays in memory and is told as
//! [`ColdStart::shared`]; our own engines are therefore started from a copy of this program. Nothing is timed beside
//! it: dropping the cache disturbs every process of the machine.

use crate::error::{Error, Result};
use crate::invocation::{Order, run};
use crate::plan::schedule;
use crate::process::Interrupt;
use crate::record::{ColdStart, Line, Status};
use crate::runtimes::Runtime;
use crate::session::{Selected, Session};
use crate::store::RecordWriter;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Writing 1 here drops the page cache (Linux, Documentation/admin-guide/sysctl/vm.rst).
const DROP_CACHES: &str = "/proc/sys/vm/drop_caches";

/// Makes the kernel forget what files hold, as far as no process uses it.
///
/// # Errors
/// In words why that cannot be done here.
pub fn drop_file_cache() -> std::result::Result<(), String> {
    rustix::fs::sync();
    std::fs::write(DROP_CACHES, "1").map_err(|error| format!("{DROP_CACHES}: {error} (only root may write it, and only on Linux)"))
}

impl Session<'_> {
    /// Starts every workload that compares whole processes `rounds` times on every engine with a cold file cache, each time
    /// followed by a warm start. One process at a time, in the random order of the seed.
    ///
    /// # Errors
    /// The record cannot be written, or the program cannot be copied. A cache that cannot be dropped is told once, in words.
    pub fn cold_starts(
        &self,
        rounds: u32,
        failed: &BTreeSet<(String, String)>,
        writer: &mut RecordWriter,
        interrupt: &Interrupt,
        done: &dyn Fn(&ColdStart),
    ) -> Result<Option<String>> {
        if let Err(why) = drop_file_cache() {
            return Ok(Some(why));
        }
        let selected: Vec<&Selected<'_>> = self.shared().filter(|s| s.workload.whole_process).collect();
        let copies = Copies::new(&self.runtimes)?;
        let runs = |s: &Selected<'_>, runtime: &Runtime| {
            let pair = (s.workload.id.clone(), runtime.name().to_owned());
            runtime.available() && runtime.refusal(s.workload).is_none() && !failed.contains(&pair)
        };
        let engines_of: Vec<Vec<usize>> =
            selected.iter().map(|s| (0..self.runtimes.len()).filter(|index| runs(s, self.runtimes[*index])).collect()).collect();
        for block in schedule(&engines_of, rounds, self.seed) {
            for engine in block.arms {
                if interrupt.signal().is_some() {
                    return Ok(None);
                }
                let runtime = copies.of(self.runtimes[engine]);
                let order = Order {
                    workload: selected[block.workload].workload,
                    size: selected[block.workload].size,
                    runtime: &runtime,
                    iterations: 1,
                    budget: Duration::ZERO,
                    core: self.cores.first().copied(),
                    env_padding_bytes: block.env_padding_bytes,
                    hash_seed: block.hash_seed,
                };
                if let Some(row) = pair(&order, block.index, interrupt) {
                    writer.append(&Line::ColdStart(row.clone()))?;
                    done(&row);
                }
            }
        }
        Ok(None)
    }
}

/// A cold start and a warm one. None when the user stopped them.
fn pair(order: &Order<'_>, round: u32, interrupt: &Interrupt) -> Option<ColdStart> {
    let mut row = ColdStart { workload: order.workload.id.clone(), engine: order.runtime.name().to_owned(), round, ..ColdStart::default() };
    let (command, _) = order.runtime.worker(order.workload, order.hash_seed);
    row.shared = command.first().is_some_and(|program| is_running(Path::new(program)));
    if let Err(why) = drop_file_cache() {
        (row.status, row.message) = (Status::Crash, why);
        return Some(row);
    }
    let (cold, warm) = (run(order, interrupt), run(order, interrupt));
    if cold.interrupted || warm.interrupted {
        return None;
    }
    let bad = [&cold, &warm].into_iter().find(|outcome| outcome.invocation.status != Status::Ok);
    match bad {
        Some(outcome) => (row.status, row.message) = (outcome.invocation.status, outcome.invocation.message.clone()),
        None => (row.cold_ns, row.warm_ns) = (cold.invocation.wall_ns, warm.invocation.wall_ns),
    }
    Some(row)
}

/// Whether some process runs this executable.
fn is_running(executable: &Path) -> bool {
    let Ok(executable) = executable.canonicalize() else { return false };
    let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let runs = |process: std::fs::DirEntry| std::fs::read_link(process.path().join("exe")).is_ok_and(|exe| exe == executable);
    processes.filter(|p| p.file_name().as_encoded_bytes().iter().all(u8::is_ascii_digit)).any(runs)
}

/// Copies of the executables that are running already because they are this program; removed when dropped.
struct Copies {
    by_path: BTreeMap<String, PathBuf>,
}

impl Copies {
    fn new(runtimes: &[&Runtime]) -> Result<Copies> {
        let mut copies = Copies { by_path: BTreeMap::new() };
        let Ok(own) = std::env::current_exe().and_then(|path| path.canonicalize()) else { return Ok(copies) };
        let is_own = |runtime: &&&Runtime| Path::new(&runtime.receipt.path).canonicalize().is_ok_and(|path| path == own);
        for runtime in runtimes.iter().filter(|runtime| runtime.available()).filter(is_own) {
            if copies.by_path.contains_key(&runtime.receipt.path) {
                continue;
            }
            std::fs::create_dir_all(&runtime.builds).map_err(|e| Error::io(&runtime.builds, e))?;
            let copy = runtime.builds.join(format!("cold-{}", std::process::id()));
            copies.by_path.insert(runtime.receipt.path.clone(), copy.clone());
            std::fs::copy(&own, &copy).map_err(|e| Error::io(&copy, e))?;
        }
        Ok(copies)
    }

    /// The runtime, started from its executable's copy where there is one.
    fn of(&self, runtime: &Runtime) -> Runtime {
        let mut runtime = runtime.clone();
        if let Some(copy) = self.by_path.get(&runtime.receipt.path) {
            let path = copy.to_string_lossy();
            runtime.run.iter_mut().for_each(|word| *word = word.replace(&runtime.receipt.path, &path));
            runtime.receipt.path = path.into_owned();
        }
        runtime
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        for copy in self.by_path.values() {
            // What cannot be removed is left in the store, where nobody reads it.
            let _ = std::fs::remove_file(copy);
        }
    }
}

/// Cold starts of one workload on one engine.
#[derive(Clone, Debug, PartialEq)]
pub struct ColdSummary {
    /// Median wall time of the whole process with a cold file cache, ns.
    pub cold_ns: f64,
    /// The same of the starts that followed.
    pub warm_ns: f64,
    /// Pairs.
    pub n: usize,
    /// True when another process ran the executable during some pair.
    pub shared: bool,
    /// The first failure's message; there are then no times.
    pub failure: Option<String>,
}

/// Medians by workload and engine; a pair that failed once has a message instead.
pub fn summarise(rows: &[ColdStart]) -> BTreeMap<(&str, &str), ColdSummary> {
    let mut cells: BTreeMap<(&str, &str), Vec<&ColdStart>> = BTreeMap::new();
    for row in rows {
        cells.entry((&row.workload, &row.engine)).or_default().push(row);
    }
    let summary = |rows: Vec<&ColdStart>| {
        let median = |pick: fn(&ColdStart) -> u64| crate::statistics::median(&rows.iter().map(|row| pick(row) as f64).collect::<Vec<_>>());
        ColdSummary {
            cold_ns: median(|row| row.cold_ns),
            warm_ns: median(|row| row.warm_ns),
            n: rows.len(),
            shared: rows.iter().any(|row| row.shared),
            failure: rows.iter().find(|row| row.status != Status::Ok).map(|row| row.message.clone()),
        }
    };
    cells.into_iter().map(|(key, rows)| (key, summary(rows))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_by_cell_and_failures_by_name() {
        let row = |engine: &str, cold_ns: u64, status: Status| ColdStart {
            workload: "startup/empty".into(),
            engine: engine.into(),
            cold_ns,
            warm_ns: 10,
            status,
            message: if status == Status::Ok { String::new() } else { "gone".into() },
            ..ColdStart::default()
        };
        let rows = [row("a", 30, Status::Ok), row("a", 50, Status::Ok), row("a", 40, Status::Ok), row("b", 0, Status::Crash)];
        let cells = summarise(&rows);
        let a = &cells[&("startup/empty", "a")];
        assert_eq!((a.cold_ns, a.warm_ns, a.n, &a.failure), (40.0, 10.0, 3, &None));
        assert_eq!(cells[&("startup/empty", "b")].failure.as_deref(), Some("gone"));
    }

    #[test]
    fn this_test_is_running() {
        let own = std::env::current_exe().expect("a path");
        assert!(is_running(&own) && !is_running(Path::new("/no/such/program")));
    }
}
