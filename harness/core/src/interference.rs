//! Signals that something else was at work: from `/proc`, and from a fixed spin before each block.
//!
//! The rules are fixed before anything is measured and look at these signals only, never at the time measured. When one
//! arm of a block trips a rule the whole block is repeated, all arms alike, at most [`MOST_REPEATED`] of all blocks; more
//! than that, and the machine is too noisy to be helped by repeating. Nothing is thrown away: the first attempt stays
//! in the record.

use crate::process::timed_ns;
use crate::record::Invocation;
use crate::statistics::{mad, median};
use std::collections::BTreeMap;

/// Largest share of the blocks that is repeated.
pub const MOST_REPEATED: f64 = 0.2;

/// A reading of what the system tells about one core and the machine. Fields are `None` where it tells nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    steal_ticks: Option<u64>,
    pressure_cpu_us: Option<u64>,
    pressure_memory_us: Option<u64>,
}

impl Reading {
    /// Reads the counters now; `core` is the one measured on.
    pub fn take(core: Option<usize>) -> Self {
        let read = |path: &str| std::fs::read_to_string(path).ok();
        let pressure = |path: &str, kind: &str| {
            let text = read(path)?;
            let line = text.lines().find(|line| line.starts_with(kind))?;
            line.rsplit_once("total=")?.1.trim().parse().ok()
        };
        let name = core.map_or("cpu".to_owned(), |core| format!("cpu{core}"));
        let steal = |text: String| {
            let line = text.lines().find(|line| line.split(' ').next() == Some(name.as_str()))?;
            line.split_whitespace().nth(8)?.parse().ok()
        };
        Reading {
            steal_ticks: read("/proc/stat").and_then(steal),
            pressure_cpu_us: pressure("/proc/pressure/cpu", "some"),
            pressure_memory_us: pressure("/proc/pressure/memory", "full"),
        }
    }

    /// What was added until `later`, by name.
    pub fn until(&self, later: &Reading) -> BTreeMap<String, u64> {
        let pairs = [
            ("steal_ticks", self.steal_ticks, later.steal_ticks),
            ("pressure_cpu_us", self.pressure_cpu_us, later.pressure_cpu_us),
            ("pressure_memory_us", self.pressure_memory_us, later.pressure_memory_us),
        ];
        let both = pairs.into_iter().filter_map(|(name, before, after)| Some((name.to_owned(), after?.saturating_sub(before?))));
        both.collect()
    }
}

/// Run-queue delay in nanoseconds and involuntary switches of a thread, from its `/proc` folder.
pub fn scheduling(folder: &str) -> Option<(u64, u64)> {
    let delay = std::fs::read_to_string(format!("{folder}/schedstat")).ok()?.split(' ').nth(1)?.trim().parse().ok()?;
    let status = std::fs::read_to_string(format!("{folder}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("nonvoluntary_ctxt_switches:"))?;
    Some((delay, line.trim().parse().ok()?))
}

/// Nanoseconds that a fixed piece of work takes just now: integer arithmetic, then a walk through 256 KiB. About a
/// millisecond each.
pub fn canary_ns() -> u64 {
    timed_ns(|| {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        for _ in 0..400_000 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }
        // A full cycle through all slots: the step is odd and the number of slots a power of two.
        let slots: Vec<u32> = (0..1_u32 << 16).map(|at| (at.wrapping_add(40_503)) & 0xFFFF).collect();
        let mut at = (state & 0xFFFF) as usize;
        for _ in 0..100_000 {
            at = slots[at] as usize;
        }
        std::hint::black_box(at);
    })
}

/// The usual length of the canary's work in a session.
#[derive(Clone, Copy, Debug, Default)]
pub struct Usual {
    limit_ns: Option<f64>,
}

impl Usual {
    /// From all readings so far; with fewer than ten nothing is unusual.
    pub fn of(canaries: &[f64]) -> Self {
        let centre = median(canaries);
        let enough = canaries.len() >= 10;
        Usual { limit_ns: enough.then(|| centre + (4.0 * mad(canaries)).max(0.1 * centre)) }
    }
}

/// The rules an invocation trips, by name; empty when nothing disturbed it. Ticks are 10 ms: fewer than two say nothing.
pub fn disturbances(row: &Invocation, usual: Usual) -> Vec<&'static str> {
    let value = |name: &str| row.interference.get(name).copied().unwrap_or(0) as f64;
    let wall_ns = row.wall_ns.max(1) as f64;
    let rules = [
        ("run-queue delay", value("run_delay_ns") > (0.01 * wall_ns).max(1e6)),
        ("involuntary switches", value("involuntary_switches") > (20.0 * wall_ns / 1e9).max(5.0)),
        ("steal", value("steal_ticks") >= 2.0 && value("steal_ticks") * 1e7 > 0.01 * wall_ns),
        ("memory pressure", value("pressure_memory_us") > 0.0),
        ("canary", usual.limit_ns.is_some_and(|limit| value("canary_ns") > limit)),
    ];
    rules.into_iter().filter(|(_, tripped)| *tripped).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_look_at_the_signals_and_not_at_the_time() {
        let check = |name: &str, amount: u64, expected: &[&str]| {
            for wall_ns in [1_000_000_000, 1_100_000_000] {
                let row = Invocation { wall_ns, interference: BTreeMap::from([(name.to_owned(), amount)]), ..Invocation::default() };
                assert_eq!(disturbances(&row, Usual::of(&[1e6; 10])), expected, "{name} {amount}");
            }
        };
        check("run_delay_ns", 5_000_000, &[]);
        check("run_delay_ns", 50_000_000, &["run-queue delay"]);
        check("involuntary_switches", 10, &[]);
        check("involuntary_switches", 50, &["involuntary switches"]);
        check("steal_ticks", 1, &[]);
        check("steal_ticks", 4, &["steal"]);
        check("canary_ns", 1_050_000, &[]);
        check("canary_ns", 1_500_000, &["canary"]);
        assert!(disturbances(&Invocation::default(), Usual::of(&[1e6; 3])).is_empty());
    }

    #[test]
    fn this_machine_tells_what_it_tells() {
        let before = Reading::take(None);
        assert!(canary_ns() > 10_000);
        assert!(before.until(&Reading::take(None)).len() <= 3);
        assert!(scheduling("/proc/thread-self").is_some(), "Linux tells it");
    }
}
