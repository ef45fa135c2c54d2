//! Performance counters of the processor and the kernel (`perf_event_open`), in a run of their own: counting is never part
//! of a timed process.
//!
//! The counters are opened on the thread that starts the child, inherited by it and by what it starts, and begin to count
//! when it executes its program, as `perf stat` does it. Only what happens in user mode is counted of the processor's events.
//! What the kernel or the virtual machine does not offer is named as not available; nothing is put in its place.

use crate::error::Result;
use crate::invocation::{Order, run};
use crate::process::Interrupt;
use crate::record::{Line, PerfCounters, Status};
use crate::session::Session;
use crate::store::RecordWriter;
use perf_event::events::{Hardware, Software};
use perf_event::{Builder, Counter, ReadFormat};
use std::collections::BTreeSet;

/// A counter of the kernel: its name in the record and how it is opened.
type Event = (&'static str, fn() -> Builder<'static>);

/// What is counted. Four of the processor's events, so that they count all the time on any processor of today.
const EVENTS: [Event; 8] = [
    ("instructions", || Builder::new(Hardware::INSTRUCTIONS)),
    ("cycles", || Builder::new(Hardware::CPU_CYCLES)),
    ("branch_misses", || Builder::new(Hardware::BRANCH_MISSES)),
    ("cache_misses", || Builder::new(Hardware::CACHE_MISSES)),
    ("task_clock_ns", || Builder::new(Software::TASK_CLOCK)),
    ("page_faults", || Builder::new(Software::PAGE_FAULTS)),
    ("context_switches", || Builder::new(Software::CONTEXT_SWITCHES)),
    ("cpu_migrations", || Builder::new(Software::CPU_MIGRATIONS)),
];

/// The counters that could be opened, and the names of the others.
struct Open {
    counters: Vec<(&'static str, Counter)>,
    not_available: Vec<String>,
}

/// Opens all counters for the next process that this thread starts.
fn open() -> Open {
    let mut open = Open { counters: Vec::new(), not_available: Vec::new() };
    for (name, event) in EVENTS {
        let mut builder = event();
        builder.inherit(true).enable_on_exec(true).read_format(ReadFormat::TOTAL_TIME_ENABLED | ReadFormat::TOTAL_TIME_RUNNING);
        match builder.build() {
            Ok(counter) => open.counters.push((name, counter)),
            Err(_) => open.not_available.push(name.to_owned()),
        }
    }
    open
}

/// The count; where the processor had too few counters, extrapolated to the whole time as `perf stat` does.
fn read(counter: &mut Counter) -> Option<u64> {
    let data = counter.read_full().ok()?;
    let (enabled, running) = (data.time_enabled()?.as_nanos(), data.time_running()?.as_nanos());
    match running {
        0 => None,
        _ if running == enabled => Some(data.count()),
        _ => u64::try_from(u128::from(data.count()) * enabled / running).ok(),
    }
}

impl Session<'_> {
    /// Runs every pair once more, as often iterating as a timed process may, and counts. Returns the names of the events that
    /// this machine does not offer.
    ///
    /// # Errors
    /// The record cannot be written.
    pub fn perf_counters(
        &self,
        failed: &BTreeSet<(String, String)>,
        writer: &mut RecordWriter,
        interrupt: &Interrupt,
        done: &dyn Fn(&PerfCounters),
    ) -> Result<Vec<String>> {
        let mut missing = BTreeSet::new();
        for (selected, runtime) in self.shared().flat_map(|s| self.runtimes.iter().map(move |r| (s, *r))) {
            let pair = (selected.workload.id.clone(), runtime.name().to_owned());
            if !runtime.available() || runtime.refusal(selected.workload).is_some() || failed.contains(&pair) {
                continue;
            }
            if interrupt.signal().is_some() {
                break;
            }
            let order = Order {
                workload: selected.workload,
                size: selected.size,
                runtime,
                iterations: if selected.workload.whole_process { 1 } else { self.design.iterations },
                budget: self.design.invocation_budget,
                core: self.cores.first().copied(),
                env_padding_bytes: 0,
                hash_seed: 1,
            };
            let mut open = open();
            let outcome = run(&order, interrupt);
            if outcome.interrupted {
                break;
            }
            let mut row = PerfCounters { workload: pair.0, engine: pair.1, ..PerfCounters::default() };
            (row.status, row.message) = (outcome.invocation.status, outcome.invocation.message);
            row.iterations = outcome.invocation.iterations.len() as u64;
            for (name, counter) in &mut open.counters {
                match read(counter) {
                    Some(count) => _ = row.values.insert((*name).to_owned(), count),
                    None => open.not_available.push((*name).to_owned()),
                }
            }
            if row.status != Status::Ok {
                row.values.clear();
            }
            row.not_available.clone_from(&open.not_available);
            missing.extend(open.not_available);
            writer.append(&Line::PerfCounters(row.clone()))?;
            done(&row);
        }
        Ok(missing.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_counted_and_this_process_is_not() {
        let mut open = open();
        let names = open.counters.iter().map(|(name, _)| (*name).to_owned()).chain(open.not_available.iter().cloned());
        assert_eq!(names.collect::<BTreeSet<_>>().len(), EVENTS.len(), "each is open or named");
        let status = std::process::Command::new("/bin/sh").args(["-c", "exit 0"]).status().expect("a shell");
        assert!(status.success());
        let burnt: u64 = (0..3_000_000_u64).map(std::hint::black_box).sum();
        assert!(burnt > 0);
        for (name, counter) in &mut open.counters {
            let count = read(counter);
            match *name {
                "page_faults" => assert!(count.is_some_and(|faults| (1..100_000).contains(&faults)), "{count:?}"),
                "instructions" => assert!(count.is_some_and(|n| n > 10_000), "{count:?}"),
                _ => {}
            }
        }
    }
}
