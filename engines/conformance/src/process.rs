//! Running a case in a process of its own: a crash or an endless loop fails that case and no other.

use crate::case::{Case, Outcome};
use std::io::{self, Read};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Longest run of one case; the longest takes well under a second.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// Runs `command` with the script's file name as last argument, in the script's folder, without standard input.
///
/// # Errors
/// A program that cannot be started, or whose output cannot be read.
pub fn run(command: Command, case: &Case) -> io::Result<Outcome> {
    run_within(TIME_LIMIT, command, case)
}

/// [`run`] with a limit of its own.
///
/// # Errors
/// Those of [`run`].
pub fn run_within(limit: Duration, mut command: Command, case: &Case) -> io::Result<Outcome> {
    let folder = case.script.parent().unwrap_or(&case.script);
    command.args(case.script.file_name()).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    let (stdout, stderr) = (read_all(child.stdout.take()), read_all(child.stderr.take()));
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            break None;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let text = |reader: std::thread::JoinHandle<io::Result<Vec<u8>>>| -> io::Result<String> {
        let bytes = reader.join().map_err(|_| io::Error::other("the reading thread panicked"))??;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    let stderr = text(stderr)?;
    Ok(Outcome {
        stdout: text(stdout)?,
        error: stderr.lines().last().unwrap_or_default().to_owned(),
        exit: status.map_or_else(|| format!("none within {} s", limit.as_secs()), describe),
    })
}

fn read_all(stream: Option<impl Read + Send + 'static>) -> std::thread::JoinHandle<io::Result<Vec<u8>>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut stream) = stream {
            stream.read_to_end(&mut bytes)?;
        }
        Ok(bytes)
    })
}

fn describe(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => code.to_string(),
        None => status.to_string(),
    }
}

/// CPython 3.11, where this machine has one: the only version whose results count.
pub fn oracle() -> Option<PathBuf> {
    let is_oracle = |program: &str| {
        let check = "import sys; raise SystemExit(sys.implementation.name != 'cpython' or sys.version_info[:2] != (3, 11))";
        let status = Command::new(program).args(["-I", "-S", "-c", check]).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    ["/usr/bin/python3", "python3.11", "python3"].into_iter().find(|program| is_oracle(program)).map(PathBuf::from)
}

/// Calls `f` on every item, on as many threads as there are cores; results in the order of the items.
pub fn for_each_parallel<T: Sync, R: Send>(items: &[T], f: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let work = || {
        let mut done = Vec::new();
        while let Some((index, item)) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            items.get(index).map(|item| (index, item))
        } {
            done.push((index, f(item)));
        }
        done
    };
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}
