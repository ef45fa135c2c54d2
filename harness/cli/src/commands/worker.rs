//! `spectrum worker --engine NAME` (hidden): hosts one of our engines behind the worker protocol.
//!
//! The second place of the harness that reads a clock: [`iterate`]. Inside a timed region is `str(run(size))` and
//! nothing else; events are held back until the loop is over.

use crate::engines::{self, Failure, Guest};
use crate::exit::Exit;
use anyhow::Result;
use harness_core::process::own_peak_bytes;
use harness_core::protocol::{Event, PROTOCOL_VERSION, RESULT_TEXT_LIMIT, Request};
use harness_core::workload::sha256_hex;
use rustix::time::{ClockId, clock_gettime};
use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

/// Host one of our engines behind the worker protocol
#[derive(clap::Args, Debug)]
pub struct Worker {
    /// The engine
    #[arg(long)]
    engine: String,
    /// Only say which engine and which build this is
    #[arg(long)]
    receipt: bool,
}

/// What the timed loop saw.
struct Iterations {
    /// Wall nanoseconds, CPU nanoseconds and digest, in order.
    rows: Vec<(u64, u64, String)>,
    /// The last result.
    text: String,
}

impl Worker {
    pub fn run(self) -> Result<ExitCode> {
        let main_ns = nanoseconds(ClockId::Monotonic);
        if self.receipt {
            writeln!(std::io::stdout(), "{}", engines::receipt(&self.engine)?)?;
            return Ok(Exit::Ok.into());
        }
        // Should the harness die, its workers go with it.
        let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
        let mut events = vec![Event::Main { monotonic_ns: main_ns }];
        let outcome = request().and_then(|request| self.work(&request, &mut events));
        let exit = match outcome {
            Ok(()) => Exit::Ok,
            Err(Failure { kind, message }) => {
                events.push(Event::Error { kind: kind.to_owned(), message });
                Exit::Failure
            }
        };
        if exit == Exit::Ok {
            let (monotonic_ns, peak_rss_bytes) = (nanoseconds(ClockId::Monotonic), own_peak_bytes());
            events.push(Event::End { monotonic_ns, peak_rss_bytes });
        }
        let mut answer = String::new();
        for event in &events {
            answer.push_str(&serde_json::to_string(event)?);
            answer.push('\n');
        }
        std::io::stdout().write_all(answer.as_bytes())?;
        Ok(exit.into())
    }

    fn work(&self, request: &Request, events: &mut Vec<Event>) -> std::result::Result<(), Failure> {
        let (mut guest, phases) = Guest::load(&self.engine, Path::new(&request.path))?;
        events.extend(phases.into_iter().map(|(name, wall_ns)| Event::Phase { name, wall_ns }));
        let Iterations { rows, text } = iterate(&mut guest, request)?;
        for (index, (wall_ns, cpu_ns, digest)) in (0..).zip(rows) {
            events.push(Event::Iteration { index, wall_ns, cpu_ns, digest });
        }
        let short = text.chars().take(RESULT_TEXT_LIMIT).collect();
        events.push(Event::Result { text: short, bytes: text.len() as u64 });
        events.push(Event::Counters { values: guest.counters() });
        Ok(())
    }
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

/// The timed loop.
fn iterate(guest: &mut Guest, request: &Request) -> std::result::Result<Iterations, Failure> {
    let budget_ns = request.time_budget_ms.saturating_mul(1_000_000);
    let mut rows = Vec::with_capacity(request.iterations.min(4096) as usize);
    let mut spent = 0_u64;
    loop {
        let cpu_start = nanoseconds(ClockId::ThreadCPUTime);
        let start = nanoseconds(ClockId::Monotonic);
        let result = guest.call(&request.entry, request.size);
        let end = nanoseconds(ClockId::Monotonic);
        let cpu_end = nanoseconds(ClockId::ThreadCPUTime);
        let text = result?;
        rows.push((end - start, cpu_end - cpu_start, sha256_hex(text.as_bytes())));
        spent = spent.saturating_add(end - start);
        if rows.len() >= request.iterations as usize || (budget_ns > 0 && spent >= budget_ns) {
            return Ok(Iterations { rows, text });
        }
    }
}

fn nanoseconds(clock: ClockId) -> u64 {
    let now = clock_gettime(clock);
    u64::try_from(now.tv_sec).unwrap_or(0) * 1_000_000_000 + u64::try_from(now.tv_nsec).unwrap_or(0)
}
