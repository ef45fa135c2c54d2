//! `spectrum worker --engine NAME` (hidden): hosts one of our engines behind the worker protocol.
//!
//! The second place of the harness that reads a clock: [`iterate`]. Inside a timed region is `str(run(size))` and
//! nothing else; events are held back until the loop is over.

use crate::engines;
use crate::exit::Exit;
use anyhow::Result;
use harness_core::interference::scheduling;
use harness_core::process::own_peak_bytes;
use harness_core::protocol::{Event, PROTOCOL_VERSION, RESULT_TEXT_LIMIT, Request};
use harness_core::workload::sha256_hex;
use registry::{EngineInfo, EngineOptions, FailureKind, Session};
use rustix::time::{ClockId, clock_gettime};
use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

/// Host one of our engines behind the worker protocol
#[derive(clap::Args, Debug)]
pub struct Worker {
    /// The engine
    #[arg(long)]
    engine: String,
    /// Load the program as an import would: from the bytecode cache where it is there
    #[arg(long)]
    imported: bool,
    /// Let the JIT make machine code on a second thread
    #[arg(long)]
    jit_background: bool,
    /// Only say which engine and which build this is
    #[arg(long)]
    receipt: bool,
}

/// Why there is no result, in the protocol's words.
struct Failure {
    kind: &'static str,
    message: String,
}

impl From<registry::Failure> for Failure {
    fn from(failure: registry::Failure) -> Self {
        let kind = match failure.kind {
            FailureKind::Syntax => "syntax",
            FailureKind::Engine => "engine",
            FailureKind::Read | FailureKind::Program => "program",
        };
        Failure { kind, message: failure.message }
    }
}

impl Worker {
    pub fn run(self) -> Result<ExitCode> {
        let entered_ns = nanoseconds(ClockId::Monotonic);
        let engine = engines::find(&self.engine)?;
        if self.receipt {
            writeln!(std::io::stdout(), "{} {} ({})", engine.name, env!("CARGO_PKG_VERSION"), engine.summary)?;
            return Ok(Exit::Ok.into());
        }
        // Should the harness die, its workers go with it.
        let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
        let outcome = request().and_then(|request| registry::on_guest_stack(|| self.host(engine, &request, entered_ns)));
        let (mut events, exit) = match outcome {
            Ok(events) => (events, Exit::Ok),
            Err(Failure { kind, message }) => (vec![Event::Error { kind: kind.to_owned(), message }], Exit::Failure),
        };
        if exit == Exit::Ok {
            let (monotonic_ns, peak_rss_bytes) = (nanoseconds(ClockId::Monotonic), own_peak_bytes());
            events.push(Event::End { monotonic_ns, peak_rss_bytes });
        }
        send(&events)?;
        Ok(exit.into())
    }

    /// Loads the program and runs its entry: the events between `main` and `end`.
    fn host(&self, engine: &EngineInfo, request: &Request, entered_ns: u64) -> std::result::Result<Vec<Event>, Failure> {
        // Not `__main__`: a workload's script part stays quiet.
        let mut guest = {
            let options = EngineOptions { jit_background: self.jit_background, ..EngineOptions::default() };
            Session::with_options(engine, &options, vec![request.path.clone()], "main", 0)
        };
        guest.use_bytecode_cache();
        // What the program prints must not reach the protocol.
        guest.runtime().stdout = Box::new(std::io::sink());
        // Creating the runtime is part of starting the process, as it is for an interpreter that reaches its driver.
        let main_ns = nanoseconds(ClockId::Monotonic);
        let mut events = vec![
            Event::Main { monotonic_ns: main_ns },
            // Of what the harness sees as starting the process, the part after this program's own `main`.
            Event::Phase { name: "spawn.runtime".to_owned(), wall_ns: main_ns.saturating_sub(entered_ns) },
        ];
        let mut phase = |name: &str, since: u64| {
            let now = nanoseconds(ClockId::Monotonic);
            events.push(Event::Phase { name: name.to_owned(), wall_ns: now - since });
            now
        };
        let mut at = nanoseconds(ClockId::Monotonic);
        let path = Path::new(&request.path);
        let body = if self.imported {
            let body = guest.import(path)?;
            at = phase("cache", at);
            body
        } else {
            let source = guest.read(path)?;
            at = phase("read", at);
            let parsed = guest.parse(source)?;
            at = phase("parse", at);
            let program = guest.lower(parsed)?;
            at = phase("lower", at);
            let body = guest.compile(&program)?;
            at = phase("compile", at);
            body
        };
        guest.load(body)?;
        phase("load", at);
        let Iterations { rows, tiers, first, text } = iterate(&mut guest, request)?;
        for (index, (wall_ns, cpu_ns, digest)) in (0..).zip(rows) {
            events.push(Event::Iteration { index, wall_ns, cpu_ns, digest, text: None });
        }
        events.extend(tier_events(&tiers));
        let short = text.chars().take(RESULT_TEXT_LIMIT).collect();
        events.push(Event::Result { text: short, bytes: text.len() as u64 });
        events.push(Event::Counters { values: guest.counters(), first });
        // This thread iterated; the main thread waits for it.
        if let Some((run_delay_ns, involuntary_switches)) = scheduling("/proc/thread-self") {
            events.push(Event::Scheduling { run_delay_ns, involuntary_switches });
        }
        Ok(events)
    }
}

/// Writes events in one go.
fn send(events: &[Event]) -> Result<()> {
    let mut text = String::new();
    for event in events {
        text.push_str(&serde_json::to_string(event)?);
        text.push('\n');
    }
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

fn request() -> std::result::Result<Request, Failure> {
    let wrong = |message: String| Failure { kind: "protocol", message };
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|e| wrong(format!("no request: {e}")))?;
    let request: Request = serde_json::from_str(&line).map_err(|e| wrong(format!("bad request: {e}")))?;
    if request.protocol != PROTOCOL_VERSION {
        return Err(wrong(format!("protocol {} asked for, {PROTOCOL_VERSION} spoken", request.protocol)));
    }
    Ok(request)
}

/// What the timed loop saw.
struct Iterations {
    /// Wall nanoseconds, CPU nanoseconds and digest, in order.
    rows: Vec<(u64, u64, String)>,
    /// What the engine had counted before the first iteration and after each, in the order of [`TIERS`].
    tiers: Vec<[u64; TIERS.len()]>,
    /// The last result.
    text: String,
    /// All counters after the first iteration.
    first: BTreeMap<String, u64>,
}

/// Counters whose steps are events of an iteration, and the kind of event.
const TIERS: [(&str, &str); 3] = [("units_compiled", "compile"), ("units_discarded", "discard"), ("gc_collections", "gc")];

fn tiers(guest: &Session) -> [u64; TIERS.len()] {
    let counters = guest.counters();
    TIERS.map(|(counter, _)| counters.get(counter).copied().unwrap_or(0))
}

/// The iterations in which something was counted.
fn tier_events(counts: &[[u64; TIERS.len()]]) -> Vec<Event> {
    let steps = (0..).zip(counts.windows(2)).flat_map(|(iteration, pair)| {
        let of_kind = |n: usize| (iteration, TIERS[n].1, pair[1][n].saturating_sub(pair[0][n]));
        (0..TIERS.len()).map(of_kind).collect::<Vec<_>>()
    });
    steps
        .filter(|(_, _, count)| *count > 0)
        .map(|(iteration, kind, count)| Event::Tier { iteration, kind: kind.to_owned(), count })
        .collect()
}

/// The timed loop.
fn iterate(guest: &mut Session, request: &Request) -> std::result::Result<Iterations, Failure> {
    let budget_ns = request.time_budget_ms.saturating_mul(1_000_000);
    let mut rows = Vec::with_capacity(request.iterations.min(4096) as usize);
    let mut spent = 0_u64;
    let mut counts = vec![tiers(guest)];
    let mut first = BTreeMap::new();
    loop {
        // Of all threads: a translator's time is a price too.
        let cpu_start = nanoseconds(ClockId::ProcessCPUTime);
        let start = nanoseconds(ClockId::Monotonic);
        let result = guest.call(&request.entry, request.size);
        let end = nanoseconds(ClockId::Monotonic);
        let cpu_end = nanoseconds(ClockId::ProcessCPUTime);
        let text = result?;
        // Outside the timed region, like the hashing.
        counts.push(tiers(guest));
        if rows.is_empty() {
            first = guest.counters();
        }
        rows.push((end - start, cpu_end - cpu_start, sha256_hex(text.as_bytes())));
        spent = spent.saturating_add(end - start);
        if rows.len() >= request.iterations as usize || (budget_ns > 0 && spent >= budget_ns) {
            return Ok(Iterations { rows, tiers: counts, first, text });
        }
    }
}

fn nanoseconds(clock: ClockId) -> u64 {
    let now = clock_gettime(clock);
    u64::try_from(now.tv_sec).unwrap_or(0) * 1_000_000_000 + u64::try_from(now.tv_nsec).unwrap_or(0)
}
