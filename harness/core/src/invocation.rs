//! One invocation: a worker process asked for one workload, and the judgement of what came back.
//!
//! A number is kept only with the evidence that the right result was computed by the claimed engine; anything else
//! becomes a row with a [`Status`] and a message, without iterations. Verification and measuring share this path.

use crate::process::{Finished, Interrupt, Launch, Stop, supervise};
use crate::protocol::{PROTOCOL_VERSION, Request, Transcript};
use crate::record::{Invocation, Iteration, Status};
use crate::runtimes::{Attestation, Runtime};
use crate::workload::{Size, Workload};
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
    let (command, mut env) = order.runtime.worker(order.workload, order.hash_seed);
    if order.env_padding_bytes > 0 {
        let length = usize::try_from(order.env_padding_bytes).unwrap_or(0);
        env.insert("SPECTRUM_PADDING".to_owned(), "x".repeat(length));
    }
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
        limit: order.workload.time_limit + order.budget,
        core: order.core,
    };
    let mut invocation = Invocation {
        workload: order.workload.id.clone(),
        engine: order.runtime.name().to_owned(),
        nuisance: nuisance(order),
        ..Invocation::default()
    };
    match supervise(&launch, interrupt) {
        Ok(done) => {
            let transcript = Transcript::parse(&done.stdout);
            fill(&mut invocation, &done, &transcript);
            let (status, message) = judge(order, &done, &transcript);
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
    row.phases.clone_from(&said.phases);
    // A runtime without such a clock says 0: then it is up when its first line arrives.
    let up = said.main_ns.and_then(|main| if main == 0 { done.first_output_ns } else { Some(main) });
    if let Some(main) = up.filter(|main| *main >= done.started_ns && *main <= done.ended_ns) {
        row.phases.insert("spawn".to_owned(), main - done.started_ns);
    }
    if !said.iterations.is_empty() {
        row.phases.insert("execute".to_owned(), said.iterations.iter().map(|(wall, _, _)| wall).sum());
    }
    if let Some((at, _)) = said.end.filter(|(at, _)| *at >= done.started_ns && *at <= done.ended_ns) {
        row.phases.insert("exit".to_owned(), done.ended_ns - at);
    }
}

/// In the order of what explains most: stopped by us, killed, told an error, broke the protocol, computed wrongly.
fn judge(order: &Order<'_>, done: &Finished, said: &Transcript) -> (Status, String) {
    match done.stop {
        Some(Stop::TimeLimit) => {
            let limit = (order.workload.time_limit + order.budget).as_secs_f64();
            return (Status::Timeout, format!("did not end within its time limit of {limit:.1} s"));
        }
        Some(Stop::OutputLimit) => {
            return (Status::Crash, "wrote more than 64 MiB to the protocol stream".to_owned());
        }
        Some(Stop::Interrupted) => return (Status::Crash, "interrupted".to_owned()),
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

/// What is missing of the evidence, if anything is.
fn unattested(wanted: &Attestation, counters: &BTreeMap<String, u64>) -> Option<String> {
    wanted.iter().find_map(|(name, least)| match counters.get(name) {
        Some(value) if value >= least => None,
        Some(value) => Some(format!("counter {name} is {value}, at least {least} proves the claimed tier")),
        None => Some(format!("counter {name}, which proves the claimed tier, was not reported")),
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
