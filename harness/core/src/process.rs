//! The supervisor of one child process: a clean environment, a time limit, the resources of that very child.
//!
//! One of the two places of the harness that read a clock (the other is a worker's iteration loop). The supervisor
//! knows nothing of the protocol; it hands back bytes. While a child runs it only sleeps.
//!
//! Peak memory. `ru_maxrss` of a child is no less than what its parent had resident when it started the child (Linux
//! carries the mark across `exec`), and the maximum over *all* children hides every small run after a big one. So:
//! the worker's own `VmHWM` is best (the caller has it from the protocol); `wait4` on this child is right when it
//! exceeds our own mark; a reading of `/proc/PID/status` taken after the last output is the next best; otherwise
//! nothing is claimed. See [`PeakMemory`].

use rustix::process::{Pid, Resource, Rlimit, Signal, WaitId, WaitIdOptions};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use wait4::Wait4;

/// Monotonic time in nanoseconds, the same epoch in every process of this machine.
pub fn monotonic_ns() -> u64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    u64::try_from(now.tv_sec).unwrap_or(0) * 1_000_000_000 + u64::try_from(now.tv_nsec).unwrap_or(0)
}

/// Wall nanoseconds that `work` takes.
pub fn timed_ns(work: impl FnOnce()) -> u64 {
    let start = monotonic_ns();
    work();
    monotonic_ns() - start
}

/// CPU time of this very process, all threads, in nanoseconds.
pub fn own_cpu_ns() -> u64 {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    u64::try_from(spent.tv_sec).unwrap_or(0) * 1_000_000_000 + u64::try_from(spent.tv_nsec).unwrap_or(0)
}

/// Runs `work` with this thread on one core, where that is allowed.
pub fn on_core<R>(core: Option<usize>, work: impl FnOnce() -> R) -> R {
    let before = core.and_then(|core| {
        let before = rustix::thread::sched_getaffinity(None).ok()?;
        let mut only = rustix::thread::CpuSet::new();
        only.set(core);
        rustix::thread::sched_setaffinity(None, &only).ok().map(|()| before)
    });
    let result = work();
    if let Some(before) = before {
        let _ = rustix::thread::sched_setaffinity(None, &before);
    }
    result
}

/// Seconds since the Unix epoch, for headers and file names; never used in arithmetic.
pub fn unix_seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Set by SIGINT and SIGTERM once [`Interrupt::install`] has run; supervisors poll it and stop their children.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicUsize>);

impl Interrupt {
    /// Takes over SIGINT and SIGTERM for the life of the process.
    pub fn install() -> std::io::Result<Self> {
        let flag = Arc::new(AtomicUsize::new(0));
        for signal in [Signal::INT, Signal::TERM] {
            let number = signal.as_raw();
            let value = usize::try_from(number).unwrap_or(usize::MAX);
            signal_hook::flag::register_usize(number, Arc::clone(&flag), value)?;
        }
        Ok(Interrupt(flag))
    }

    /// The signal that came, if one did.
    pub fn signal(&self) -> Option<i32> {
        i32::try_from(self.0.load(Ordering::Relaxed)).ok().filter(|signal| *signal != 0)
    }
}

/// What to start, and within which limits.
#[derive(Clone, Debug)]
pub struct Launch<'a> {
    /// Program and arguments.
    pub command: &'a [String],
    /// The whole environment; nothing is inherited.
    pub env: &'a BTreeMap<String, String>,
    /// Working directory.
    pub dir: Option<&'a Path>,
    /// Written to stdin, which is then closed.
    pub stdin: &'a str,
    /// What it may use.
    pub limits: Limits,
    /// Core to run on; any when absent.
    pub core: Option<usize>,
}

/// What a process may use. The supervisor kills the whole group of one that takes more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Wall time.
    pub time: Duration,
    /// Bytes on stdout: protocols are short and disks are finite.
    pub output_bytes: usize,
    /// Address space of the process and of what it starts (`RLIMIT_AS`): what asks for more is refused by the kernel. Runtimes
    /// that reserve much more than they use (V8, the JVM) do not start below some gigabytes. Without it only
    /// resident memory is watched, so that a runaway process is stopped before the machine is.
    pub address_space_bytes: Option<u64>,
}

impl Limits {
    /// A time limit, and the usual bounds beside it.
    pub const fn of_time(time: Duration) -> Limits {
        Limits { time, output_bytes: STDOUT_LIMIT, address_space_bytes: None }
    }
}

/// Most bytes on stdout, where nothing else is said.
pub const STDOUT_LIMIT: usize = 64 << 20;
/// A process is stopped when it holds more of the machine's memory than this share, as often as is looked.
const MOST_OF_MEMORY: f64 = 0.75;
/// Of stderr the last part is kept.
const STDERR_KEPT: usize = 16 << 10;
/// How long the pipes of an ended process are waited for (a stray grandchild may hold them open).
const DRAIN: Duration = Duration::from_millis(500);

/// Why the supervisor ended a process itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// [`Limits::time`].
    TimeLimit,
    /// [`Limits::output_bytes`].
    OutputLimit,
    /// It held most of the machine's memory.
    MemoryLimit,
    /// The user wants to stop.
    Interrupted,
}

/// Peak resident memory as the outside can tell it; a worker's own reading is better, see the module's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PeakMemory {
    /// Bytes; 0 when nothing can be claimed.
    pub bytes: u64,
    /// `wait4`, `status` or empty.
    pub source: &'static str,
}

/// A process that has ended and been reaped.
#[derive(Clone, Debug)]
pub struct Finished {
    /// All of stdout, at most [`Limits::output_bytes`].
    pub stdout: Vec<u8>,
    /// The end of stderr.
    pub stderr: String,
    /// [`monotonic_ns`] just before the process was started.
    pub started_ns: u64,
    /// [`monotonic_ns`] when the first of stdout was read here; some tens of microseconds after it was written.
    pub first_output_ns: Option<u64>,
    /// [`monotonic_ns`] when its end was seen.
    pub ended_ns: u64,
    /// User CPU time in nanoseconds.
    pub user_ns: u64,
    /// System CPU time in nanoseconds.
    pub system_ns: u64,
    /// Peak memory as seen from outside.
    pub peak: PeakMemory,
    /// Run-queue delay in nanoseconds and involuntary switches of its first thread, where the system tells them.
    pub scheduling: Option<(u64, u64)>,
    /// Exit code, when it exited.
    pub code: Option<i32>,
    /// Signal, when one ended it.
    pub signal: Option<i32>,
    /// Set when the supervisor ended it.
    pub stop: Option<Stop>,
}

impl Finished {
    /// Wall time from just before the start to the end, in nanoseconds.
    pub fn wall_ns(&self) -> u64 {
        self.ended_ns.saturating_sub(self.started_ns)
    }

    /// The last line of stderr that says something.
    pub fn last_words(&self) -> &str {
        self.stderr.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("").trim()
    }
}

enum News {
    /// What was read from stdout, and when.
    Output(Vec<u8>, u64),
    OutputClosed,
    Errors(String),
    Ended(u64, Option<(u64, u64)>),
    Reaped(std::io::Result<wait4::ResUse>),
}

/// Runs a process to its end, its limit or the user's interrupt, whichever comes first.
///
/// # Errors
/// Only when the process cannot be started; everything later is told in [`Finished`].
pub fn supervise(launch: &Launch<'_>, interrupt: &Interrupt) -> std::io::Result<Finished> {
    let (program, arguments) =
        launch.command.split_first().ok_or_else(|| std::io::Error::new(std::io::ErrorKind::InvalidInput, "empty command"))?;
    let mut command = Command::new(program);
    command.args(arguments).env_clear().envs(launch.env).process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    if let Some(dir) = launch.dir {
        command.current_dir(dir);
    }
    let own_peak = own_peak_bytes();
    let (started_ns, mut child) = spawn_on(&mut command, launch.core)?;
    let pid = Pid::from_child(&child);
    if let Some(bytes) = launch.limits.address_space_bytes {
        let limit = Rlimit { current: Some(bytes), maximum: Some(bytes) };
        // A process that has ended already needs no limit.
        let _ = rustix::process::prlimit(Some(pid), Resource::As, limit);
    }
    let (sender, receiver) = channel();
    if let Some(mut stdin) = child.stdin.take() {
        // A child that ends without reading its request tells so in its exit code.
        let _ = stdin.write_all(launch.stdin.as_bytes());
    }
    listen(&mut child, &sender);
    std::thread::spawn(move || await_end(child, pid, &sender));
    Ok(Watch::new(pid, started_ns, own_peak, launch.limits).run(&receiver, interrupt))
}

/// Starts the process on one core by way of the affinity it inherits from the starting thread.
fn spawn_on(command: &mut Command, core: Option<usize>) -> std::io::Result<(u64, Child)> {
    // A core we may not use leaves the process unpinned; the record's `core` is set from the plan's allowed ones.
    let (started_ns, child) = on_core(core, || (monotonic_ns(), command.spawn()));
    Ok((started_ns, child?))
}

fn listen(child: &mut Child, sender: &Sender<News>) {
    if let Some(mut stdout) = child.stdout.take() {
        let sender = sender.clone();
        std::thread::spawn(move || {
            let mut buffer = vec![0_u8; 64 << 10];
            while let Ok(count @ 1..) = stdout.read(&mut buffer) {
                if sender.send(News::Output(buffer[..count].to_vec(), monotonic_ns())).is_err() {
                    return;
                }
            }
            let _ = sender.send(News::OutputClosed);
        });
    }
    if let Some(mut stderr) = child.stderr.take() {
        let sender = sender.clone();
        std::thread::spawn(move || {
            let mut kept = Vec::new();
            let mut buffer = vec![0_u8; 8 << 10];
            while let Ok(count @ 1..) = stderr.read(&mut buffer) {
                kept.extend_from_slice(&buffer[..count]);
                if kept.len() > 2 * STDERR_KEPT {
                    kept.drain(..kept.len() - STDERR_KEPT);
                }
            }
            let _ = sender.send(News::Errors(String::from_utf8_lossy(&kept).into_owned()));
        });
    }
}

/// Sees the end without reaping (so that the process id stays ours), tells the time, then reaps.
fn await_end(child: Child, pid: Pid, sender: &Sender<News>) {
    let _ = rustix::process::waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
    let ended_ns = monotonic_ns();
    let scheduling = crate::interference::scheduling(&format!("/proc/{}", pid.as_raw_nonzero()));
    let _ = sender.send(News::Ended(ended_ns, scheduling));
    // Whatever the process left behind in its group goes with it.
    let _ = rustix::process::kill_process_group(pid, Signal::KILL);
    let _ = sender.send(News::Reaped(child.wait4()));
}

/// What is known of a running child.
struct Watch {
    pid: Pid,
    own_peak: u64,
    limits: Limits,
    most_resident: u64,
    status_peak: Option<u64>,
    closed: bool,
    errors_in: bool,
    reaped: bool,
    finished: Finished,
}

impl Watch {
    fn new(pid: Pid, started_ns: u64, own_peak: u64, limits: Limits) -> Self {
        let most_resident = (crate::environment::memory_bytes() as f64 * MOST_OF_MEMORY) as u64;
        let finished = Finished {
            stdout: Vec::new(),
            stderr: String::new(),
            started_ns,
            first_output_ns: None,
            ended_ns: started_ns,
            user_ns: 0,
            system_ns: 0,
            peak: PeakMemory::default(),
            scheduling: None,
            code: None,
            signal: None,
            stop: None,
        };
        Watch { pid, own_peak, limits, most_resident, status_peak: None, closed: false, errors_in: false, reaped: false, finished }
    }

    fn run(mut self, news: &Receiver<News>, interrupt: &Interrupt) -> Finished {
        let deadline = Instant::now() + self.limits.time;
        let mut drained_by = None;
        while !(self.reaped && self.closed && self.errors_in) {
            let until = drained_by.unwrap_or(deadline).saturating_duration_since(Instant::now());
            match news.recv_timeout(until.min(Duration::from_millis(100))) {
                Ok(item) => self.note(item),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) if !self.reaped && resident_of(self.pid) > self.most_resident => {
                    self.stop(Stop::MemoryLimit);
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            if self.reaped {
                let by = *drained_by.get_or_insert_with(|| Instant::now() + DRAIN);
                if Instant::now() >= by {
                    break;
                }
            } else if interrupt.signal().is_some() {
                self.stop(Stop::Interrupted);
            } else if Instant::now() >= deadline {
                self.stop(Stop::TimeLimit);
            }
        }
        self.finished
    }

    fn stop(&mut self, why: Stop) {
        if self.finished.stop.is_none() {
            self.finished.stop = Some(why);
            let _ = rustix::process::kill_process_group(self.pid, Signal::KILL);
        }
    }

    fn note(&mut self, item: News) {
        match item {
            News::Output(bytes, at_ns) => {
                self.finished.first_output_ns.get_or_insert(at_ns);
                // Only a reading taken after the last output counts: nothing big happens after that.
                self.status_peak = peak_of(self.pid);
                let room = self.limits.output_bytes - self.finished.stdout.len();
                self.finished.stdout.extend_from_slice(&bytes[..bytes.len().min(room)]);
                if bytes.len() > room {
                    self.stop(Stop::OutputLimit);
                }
            }
            News::OutputClosed => self.closed = true,
            News::Errors(text) => {
                self.finished.stderr = text;
                self.errors_in = true;
            }
            News::Ended(at, scheduling) => (self.finished.ended_ns, self.finished.scheduling) = (at, scheduling),
            News::Reaped(usage) => {
                self.reaped = true;
                if let Ok(usage) = usage {
                    self.account(&usage);
                }
            }
        }
    }

    fn account(&mut self, usage: &wait4::ResUse) {
        let nanoseconds = |time: Duration| u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.finished.user_ns = nanoseconds(usage.rusage.utime);
        self.finished.system_ns = nanoseconds(usage.rusage.stime);
        self.finished.code = usage.status.code();
        self.finished.signal = usage.status.signal();
        self.finished.peak = if usage.rusage.maxrss > self.own_peak {
            PeakMemory { bytes: usage.rusage.maxrss, source: "wait4" }
        } else if let Some(bytes) = self.status_peak {
            PeakMemory { bytes, source: "status" }
        } else {
            PeakMemory::default()
        };
    }
}

/// Peak resident memory of this very process in bytes, 0 where the system does not tell. Workers report it.
pub fn own_peak_bytes() -> u64 {
    peak_in(&std::fs::read_to_string("/proc/self/status").unwrap_or_default()).unwrap_or(0)
}

fn peak_of(pid: Pid) -> Option<u64> {
    peak_in(&std::fs::read_to_string(format!("/proc/{}/status", pid.as_raw_nonzero())).ok()?)
}

/// Bytes of memory that a process has resident just now; 0 when it has ended.
fn resident_of(pid: Pid) -> u64 {
    let text = std::fs::read_to_string(format!("/proc/{}/statm", pid.as_raw_nonzero())).unwrap_or_default();
    let pages = text.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0);
    pages * rustix::param::page_size() as u64
}

fn peak_in(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, limit_ms: u64) -> Finished {
        shell_within(script, Limits::of_time(Duration::from_millis(limit_ms)))
    }

    fn shell_within(script: &str, limits: Limits) -> Finished {
        let command = ["/bin/sh", "-c", script].map(str::to_owned);
        let env = BTreeMap::from([("PATH".to_owned(), "/usr/bin:/bin".to_owned())]);
        let launch = Launch { command: &command, env: &env, dir: None, stdin: "hello\n", limits, core: None };
        supervise(&launch, &Interrupt::default()).expect("a shell")
    }

    #[test]
    fn output_exit_code_and_environment_come_back() {
        let done = shell("read word; echo got $word; echo oops >&2; env | wc -l >&2; exit 3", 10_000);
        assert_eq!(done.stdout, b"got hello\n");
        assert_eq!(done.code, Some(3));
        assert_eq!(done.stop, None);
        assert!(done.stderr.starts_with("oops\n"), "{}", done.stderr);
        // PATH, and PWD which the shell sets itself.
        assert!(done.last_words().parse::<u32>().expect("a count") <= 4, "{}", done.stderr);
        assert!(done.wall_ns() > 0);
    }

    #[test]
    fn a_process_that_never_ends_is_stopped_with_all_its_children() {
        let begun = Instant::now();
        let done = shell("sleep 60 & sleep 60; wait", 300);
        assert_eq!(done.stop, Some(Stop::TimeLimit));
        assert_eq!(done.signal, Some(9));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_stray_grandchild_holding_the_pipe_does_not_hold_us() {
        let begun = Instant::now();
        let done = shell("setsid sleep 20 & echo done", 10_000);
        assert_eq!(done.code, Some(0));
        assert_eq!(done.stdout, b"done\n");
        assert!(begun.elapsed() < Duration::from_secs(9));
    }

    #[test]
    fn endless_output_is_cut_off() {
        let done = shell("exec cat /dev/zero", 60_000);
        assert_eq!(done.stop, Some(Stop::OutputLimit));
        assert!(done.stdout.len() <= STDOUT_LIMIT);
    }

    #[test]
    fn output_and_address_space_have_limits_of_their_own() {
        let little = Limits { output_bytes: 1000, ..Limits::of_time(Duration::from_secs(60)) };
        let done = shell_within("exec cat /dev/zero", little);
        assert_eq!((done.stop, done.stdout.len()), (Some(Stop::OutputLimit), 1000));
        let narrow = Limits { address_space_bytes: Some(64 << 20), ..Limits::of_time(Duration::from_secs(60)) };
        // The limit is set just after the start.
        let done = shell_within("sleep 0.3; x=$(head -c 100000000 /dev/zero | tr '\\0' a); echo ${#x}", narrow);
        assert_ne!(done.stdout, b"100000000\n", "{done:?}");
        assert_eq!(shell_within("sleep 0.3; echo fine", narrow).stdout, b"fine\n");
    }

    #[test]
    fn a_small_run_reads_small_after_a_big_one_and_in_a_big_parent() {
        // The parent (this test) is big, then a child is big, then one is small.
        let ballast = vec![1_u8; 150 << 20];
        assert!(own_peak_bytes() > 140 << 20);
        let big = shell("x=$(head -c 60000000 /dev/zero | tr '\\0' a); echo ${#x}; sleep 0.2", 60_000);
        let small = shell("echo small; sleep 0.2", 10_000);
        assert!(big.peak.bytes > 60_000_000, "{:?}", big.peak);
        assert!(small.peak.bytes > 0 && small.peak.bytes < 20 << 20, "{:?}", small.peak);
        assert_eq!(ballast[ballast.len() - 1], 1);
    }

    #[test]
    fn cpu_time_is_of_that_child() {
        let busy = shell("i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done", 60_000);
        let idle = shell("sleep 0.3", 10_000);
        assert!(busy.user_ns > 20_000_000, "{}", busy.user_ns);
        assert!(idle.user_ns < 20_000_000, "{}", idle.user_ns);
        assert!(idle.wall_ns() >= 300_000_000);
    }
}
