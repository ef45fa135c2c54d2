//! Building a workload's program for a runtime that needs it: a C compiler, `javac`, cached bytecode.
//!
//! A program is built in a fresh folder and moved to where its runtime looks for it
//! ([`Runtime::build_folder`], named by a hash over everything it is built from). What is there already is used again
//! by [`ensure`]; [`timed`] always builds anew, because its time is a result. Builds run one at a time when timed.

use crate::process::{Finished, Interrupt, Launch, Limits, Stop, supervise};
use crate::record::{Build, Status};
use crate::runtimes::Runtime;
use crate::workload::Workload;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Longest time of one build.
const BUILD_LIMIT: Duration = Duration::from_secs(120);

/// Makes sure that the program is there. Nothing to do where the runtime builds nothing.
///
/// # Errors
/// One line: why it could not be built.
pub fn ensure(workload: &Workload, runtime: &Runtime, interrupt: &Interrupt) -> Result<(), String> {
    if runtime.receipt.build.is_empty() || runtime.build_folder(workload).is_dir() {
        return Ok(());
    }
    let row = timed(workload, runtime, interrupt);
    if row.status == Status::Ok { Ok(()) } else { Err(row.message) }
}

/// Builds the program once more and tells what it took. Never fails: a build that does is a row too.
pub fn timed(workload: &Workload, runtime: &Runtime, interrupt: &Interrupt) -> Build {
    let mut row = Build { workload: workload.id.clone(), engine: runtime.name().to_owned(), ..Build::default() };
    let place = runtime.build_folder(workload);
    let fresh = match fresh_folder(&place) {
        Ok(fresh) => fresh,
        Err(error) => return failed(row, format!("{}: {error}", place.display())),
    };
    let (command, env) = runtime.builder(workload, &fresh);
    row.command.clone_from(&command);
    let launch =
        Launch { command: &command, env: &env, dir: workload.main.parent(), stdin: "", limits: Limits::of_time(BUILD_LIMIT), core: None };
    let done = supervise(&launch, interrupt);
    let row = match done {
        Err(error) => failed(row, format!("its compiler does not start: {error}")),
        Ok(done) => judge(row, &done, &fresh),
    };
    let settled = row.status == Status::Ok && settle(&fresh, &place);
    if !settled {
        // What is left is a folder nobody reads.
        let _ = std::fs::remove_dir_all(&fresh);
    }
    if row.status == Status::Ok && !place.is_dir() { failed(row, format!("cannot create {}", place.display())) } else { row }
}

fn judge(mut row: Build, done: &Finished, fresh: &Path) -> Build {
    (row.wall_ns, row.user_ns, row.system_ns) = (done.wall_ns(), done.user_ns, done.system_ns);
    let fault = match done.stop {
        Some(Stop::TimeLimit) => Some(format!("took more than {} s", BUILD_LIMIT.as_secs())),
        Some(Stop::Interrupted) => Some("interrupted".to_owned()),
        Some(Stop::MemoryLimit) => Some("held most of the machine's memory".to_owned()),
        Some(Stop::OutputLimit) => Some("printed too much".to_owned()),
        None if done.code != Some(0) => Some(first_error(&done.stderr)),
        None => None,
    };
    match fault {
        Some(fault) => failed(row, format!("build failed: {fault}")),
        None => Build { bytes: size_of(fresh), ..row },
    }
}

fn failed(row: Build, message: String) -> Build {
    Build { status: Status::Crash, message, ..row }
}

/// Compilers put the cause first.
fn first_error(stderr: &str) -> String {
    let says = |line: &&str| line.contains("error");
    let line = stderr.lines().find(says).or_else(|| stderr.lines().find(|line| !line.trim().is_empty()));
    line.unwrap_or("the compiler said nothing").trim().chars().take(160).collect()
}

fn fresh_folder(place: &Path) -> std::io::Result<PathBuf> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let fresh = place.with_extension(format!("{}-{number}", std::process::id()));
    std::fs::create_dir_all(&fresh)?;
    Ok(fresh)
}

/// Moves a finished build to its place, unless an equal one is there. True when it was moved.
fn settle(fresh: &Path, place: &Path) -> bool {
    !place.is_dir() && std::fs::rename(fresh, place).is_ok()
}

/// Bytes in the files of a folder.
fn size_of(dir: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(dir) else { return 0 };
    let size = |path: PathBuf| if path.is_dir() { size_of(&path) } else { path.metadata().map_or(0, |meta| meta.len()) };
    entries.flatten().map(|entry| size(entry.path())).sum()
}
