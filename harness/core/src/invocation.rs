//! One invocation: a worker process asked for one workload, and the judgement of what came back.
//!
//! A number is kept only with the evidence that the right result was computed by the claimed engine; anything else
//! becomes a row with a [`Status`] and a message, without iterations. Verification and measuring share this path.

use crate::attest::unattested;
use crate::interference::Reading;
use crate::process::{Finished, Interrupt, Launch, Stop, supervise};
use crate::protocol::{PROTOCOL_VERSION, RESULT_TEXT_LIMIT, Request, Transcript};
use crate::record::{Invocation, Iteration, Status};
use crate::runtimes::Runtime;
use crate::workload::{Size, Workload, sha256_hex};
use std::collections::BTreeMap;
use std::time::Duration;

/// What to run, and under which circumstances.
#[derive(Clone, Debug)]
pub struct Order<'a> {
    /// The program.
    pub workload: &'a Workload,
    /// Its input.
    pub size: &'a Size,
    /// Who runs it.
    pub runtime: &'a Runtime,
    /// Most iterations.
    pub iterations: u32,
    /// No iteration starts after this much iterating; zero means no such limit.
    pub budget: Duration,
    /// Core to pin to.
    pub core: Option<usize>,
    /// Length of the variable that only takes up room in the environment.
    pub env_padding_bytes: u64,
    /// Seed of string hashing.
    pub hash_seed: u64,
}

/// An invocation's row, and what else the worker said.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The row; `block`, `position` and `order` are the caller's to fill in.
    pub invocation: Invocation,
    /// The start of the last result's text and the length of the whole in bytes.
    pub result: Option<(String, u64)>,
    /// True when the user stopped it: the row is then not evidence of anything.
    pub interrupted: bool,
}

/// Starts a worker, waits for it, judges it. Never fails: a worker that cannot be started is a row too.
pub fn run(order: &Order<'_>, interrupt: &Interrupt) -> Outcome {
    if order.workload.is_script() {
        return run_script(order, interrupt);
    }
    let (command, mut env) = order.runtime.worker(order.workload, order.hash_seed);
    pad(&mut env, order);
    let request = Request {
        protocol: PROTOCOL_VERSION,
        path: order.runtime.source(order.workload).to_string_lossy().into_owned(),
        size: order.size.argument,
        iterations: order.iterations.max(1),
        time_budget_ms: u64::try_from(order.budget.as_millis()).unwrap_or(u64::MAX),
        entry: "run".to_owned(),
    };
    let line = serde_json::to_string(&request).unwrap_or_default() + "\n";
    let launch = Launch {
        command: &command,
        env: &env,
        dir: order.workload.main.parent(),
        stdin: &line,
        limits: order.workload.limits(order.budget),
        core: order.core,
    };
    let mut invocation = Invocation {
        workload: order.workload.id.clone(),
        engine: order.runtime.name().to_owned(),
        nuisance: nuisance(order),
        ..Invocation::default()
    };
    let before = Reading::take(order.core);
    match supervise(&launch, interrupt) {
        Ok(done) => {
            invocation.interference = before.until(&Reading::take(order.core));
            let transcript = Transcript::parse(&done.stdout);
            fill(&mut invocation, &done, &transcript);
            let (status, message) = match (judge(order, &done, &transcript), impossible_times(&invocation)) {
                ((Status::Ok, _), Some(message)) => (Status::Crash, message),
                (judged, _) => judged,
            };
            invocation.status = status;
            invocation.message = message;
            if status != Status::Ok {
                invocation.iterations.clear();
            }
            let interrupted = done.stop == Some(Stop::Interrupted);
            Outcome { invocation, result: transcript.result, interrupted }
        }
        Err(error) => {
            invocation.status = Status::Crash;
            invocation.message = format!("{} does not start: {error}", command.first().map_or("", String::as_str));
            Outcome { invocation, result: None, interrupted: false }
        }
    }
}

/// Runs a program of the user's as the user would: its only iteration is the whole process, its result what it printed and
/// its exit code.
fn run_script(order: &Order<'_>, interrupt: &Interrupt) -> Outcome {
    let (command, mut env) = order.runtime.script_worker(order.workload, order.hash_seed);
    pad(&mut env, order);
    let launch =
        Launch { command: &command, env: &env, dir: None, stdin: "", limits: order.workload.limits(Duration::ZERO), core: order.core };
    let mut row = Invocation {
        workload: order.workload.id.clone(),
        engine: order.runtime.name().to_owned(),
        nuisance: nuisance(order),
        ..Invocation::default()
    };
    let before = Reading::take(order.core);
    let done = match supervise(&launch, interrupt) {
        Ok(done) => done,
        Err(error) => {
            row.status = Status::Crash;
            row.message = format!("{} does not start: {error}", command.first().map_or("", String::as_str));
            return Outcome { invocation: row, result: None, interrupted: false };
        }
    };
    row.interference = before.until(&Reading::take(order.core));
    fill(&mut row, &done, &Transcript::default());
    let text = String::from_utf8_lossy(&done.stdout);
    let result = (text.chars().take(RESULT_TEXT_LIMIT).collect::<String>(), done.stdout.len() as u64);
    let mut told = done.stdout.clone();
    told.extend_from_slice(format!("\nexit code {:?}", done.code).as_bytes());
    row.digest = sha256_hex(&told);
    (row.status, row.message) = judge_script(order, &done, &row.digest);
    if row.status == Status::Ok {
        row.iterations = vec![Iteration { wall_ns: row.wall_ns, cpu_ns: row.user_ns + row.system_ns }];
    }
    Outcome { invocation: row, result: Some(result), interrupted: done.stop == Some(Stop::Interrupted) }
}

fn judge_script(order: &Order<'_>, done: &Finished, digest: &str) -> (Status, String) {
    match (done.stop, done.signal) {
        (Some(Stop::TimeLimit), _) => return (Status::Timeout, words_of(order, Stop::TimeLimit)),
        (Some(stop), _) => return (Status::Crash, words_of(order, stop)),
        (None, Some(signal)) => {
            return (Status::Crash, with_words(done, format!("killed by signal {signal}{}", signal_name(signal))));
        }
        (None, None) => {}
    }
    match &order.size.expected_digest {
        Some(wanted) if wanted != digest => {
            let code = done.code.map_or("none".to_owned(), |code| code.to_string());
            (Status::WrongOutput, with_words(done, format!("printed something else than the reference (exit code {code})")))
        }
        _ => (Status::Ok, String::new()),
    }
}

/// The variable that only takes up room.
fn pad(env: &mut BTreeMap<String, String>, order: &Order<'_>) {
    if order.env_padding_bytes > 0 {
        let length = usize::try_from(order.env_padding_bytes).unwrap_or(0);
        env.insert("SPECTRUM_PADDING".to_owned(), "x".repeat(length));
    }
}

fn nuisance(order: &Order<'_>) -> BTreeMap<String, u64> {
    let mut factors =
        BTreeMap::from([("env_padding_bytes".to_owned(), order.env_padding_bytes), ("hash_seed".to_owned(), order.hash_seed)]);
    if let Some(core) = order.core {
        factors.insert("core".to_owned(), core as u64);
    }
    factors
}

fn fill(row: &mut Invocation, done: &Finished, said: &Transcript) {
    row.wall_ns = done.wall_ns();
    row.user_ns = done.user_ns;
    row.system_ns = done.system_ns;
    row.exit_code = done.code;
    row.signal = done.signal;
    let told = said.end.map_or(0, |(_, bytes)| bytes);
    (row.peak_rss_bytes, row.peak_rss_source) =
        if told > 0 { (told, "self".to_owned()) } else { (done.peak.bytes, done.peak.source.to_owned()) };
    row.iterations = said.iterations.iter().map(|(wall_ns, cpu_ns, _)| Iteration { wall_ns: *wall_ns, cpu_ns: *cpu_ns }).collect();
    row.digest = said.iterations.last().map(|(_, _, digest)| digest.clone()).unwrap_or_default();
    row.counters.clone_from(&said.counters);
    row.events.clone_from(&said.events);
    row.first_counters.clone_from(&said.first_counters);
    // The worker knows which of its threads iterated; from outside only the first is seen.
    if let Some((delay, switches)) = said.scheduling.or(done.scheduling) {
        row.interference.extend([("run_delay_ns".to_owned(), delay), ("involuntary_switches".to_owned(), switches)]);
    }
    row.phases.clone_from(&said.phases);
    // A runtime without such a clock says 0: then it is up when its first line arrives. The line may be read late, but not
    // later than the work that followed it allows.
    let work: u64 = said.iterations.iter().map(|(wall, _, _)| wall).sum();
    let up = said.main_ns.and_then(|main| match main {
        0 => done.first_output_ns.map(|seen| seen.min(done.ended_ns.saturating_sub(work)).max(done.started_ns)),
        told => Some(told),
    });
    if let Some(main) = up.filter(|main| *main >= done.started_ns && *main <= done.ended_ns) {
        row.phases.insert("spawn".to_owned(), main - done.started_ns);
    }
    if !said.iterations.is_empty() {
        row.phases.insert("execute".to_owned(), work);
    }
    if let Some((at, _)) = said.end.filter(|(at, _)| *at >= done.started_ns && *at <= done.ended_ns) {
        row.phases.insert("exit".to_owned(), done.ended_ns - at);
    }
}

/// Wall time of the process that no phase accounts for: reading the request, hashing results, writing the answer. Negative
/// when the phases add up to more than the process took, which a truthful worker's do not.
pub fn unattributed_ns(row: &Invocation) -> i64 {
    let told: u64 = row.phases.iter().filter(|(name, _)| !name.contains('.')).map(|(_, ns)| *ns).sum();
    i64::try_from(row.wall_ns).unwrap_or(i64::MAX) - i64::try_from(told).unwrap_or(i64::MAX)
}

/// What phases may add up to beyond the wall time: clocks are read one after the other.
const PHASE_SLACK_NS: i64 = 1_000_000;

fn impossible_times(row: &Invocation) -> Option<String> {
    let excess = -unattributed_ns(row);
    let slack = PHASE_SLACK_NS.max(i64::try_from(row.wall_ns / 100).unwrap_or(0));
    (excess > slack).then(|| {
        let ms = |ns: i64| ns as f64 / 1e6;
        let wall = i64::try_from(row.wall_ns).unwrap_or(i64::MAX);
        format!("told of {:.1} ms of work in a process that took {:.1} ms", ms(wall + excess), ms(wall))
    })
}

/// In the order of what explains most: stopped by us, killed, told an error, broke the protocol, computed wrongly.
fn judge(order: &Order<'_>, done: &Finished, said: &Transcript) -> (Status, String) {
    match done.stop {
        Some(Stop::TimeLimit) => {
            let limit = (order.workload.time_limit + order.budget).as_secs_f64();
            return (Status::Timeout, format!("did not end within its time limit of {limit:.1} s"));
        }
        Some(stop) => return (Status::Crash, words_of(order, stop)),
        None => {}
    }
    let crash = |message: String| (Status::Crash, message);
    if let Some((kind, message)) = &said.error {
        return crash(shorten(if message.is_empty() { kind } else { message }));
    }
    if let Some(signal) = done.signal {
        let words = with_words(done, format!("killed by signal {signal}{}", signal_name(signal)));
        return crash(words);
    }
    if let Some(code) = done.code.filter(|code| *code != 0) {
        return crash(with_words(done, format!("exited with code {code}")));
    }
    if let Some(fault) = &said.fault {
        return crash(format!("broke the worker protocol: {fault}"));
    }
    if said.end.is_none() || said.iterations.is_empty() {
        let what = if said.iterations.is_empty() { "no iteration" } else { "no end event" };
        return crash(with_words(done, format!("broke the worker protocol: {what}")));
    }
    if let Some(message) = wrong_result(order.size, said) {
        return (Status::WrongOutput, message);
    }
    match unattested(&order.runtime.attest, &said.counters) {
        Some(message) => (Status::NotAttested, message),
        None => (Status::Ok, String::new()),
    }
}

/// Why the supervisor ended a process.
fn words_of(order: &Order<'_>, stop: Stop) -> String {
    let mebibytes = order.workload.limits(Duration::ZERO).output_bytes >> 20;
    match stop {
        Stop::TimeLimit => format!("did not end within {:.0} s", order.workload.time_limit.as_secs_f64()),
        Stop::OutputLimit => format!("wrote more than {mebibytes} MiB to its standard output"),
        Stop::MemoryLimit => "held most of the machine's memory".to_owned(),
        Stop::Interrupted => "interrupted".to_owned(),
    }
}

fn wrong_result(size: &Size, said: &Transcript) -> Option<String> {
    let first = &said.iterations.first()?.2;
    let wanted = size.expected_digest.as_ref().unwrap_or(first);
    let at = said.iterations.iter().position(|(_, _, digest)| !digest.eq_ignore_ascii_case(wanted))?;
    let got = match &said.result {
        Some((text, _)) if at + 1 == said.iterations.len() || said.iterations.iter().all(|i| i.2 == said.iterations[at].2) => {
            format!("`{}`", shorten(text))
        }
        _ => format!("a result with digest {}", &said.iterations[at].2.get(..12).unwrap_or("?")),
    };
    Some(match (&size.expected, &size.expected_digest) {
        (Some(text), _) => format!("iteration {at} gave {got}, expected `{}`", shorten(text)),
        (None, Some(digest)) => format!("iteration {at} gave {got}, expected digest {}", &digest[..12]),
        (None, None) => format!("iteration {at} gave {got}, the first iteration something else"),
    })
}

fn with_words(done: &Finished, what: String) -> String {
    match done.last_words() {
        "" => what,
        words => format!("{what}: {}", shorten(words)),
    }
}

fn signal_name(signal: i32) -> &'static str {
    match signal {
        4 => " (SIGILL)",
        6 => " (SIGABRT)",
        7 => " (SIGBUS)",
        8 => " (SIGFPE)",
        9 => " (SIGKILL)",
        11 => " (SIGSEGV)",
        15 => " (SIGTERM)",
        _ => "",
    }
}

/// One printable line of at most 160 characters.
fn shorten(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(161).collect();
    if line.chars().count() > 160 { line.chars().take(157).collect::<String>() + "..." } else { line }
}
