//! `spectrum doctor`: what of this machine bends measurements, which runtimes are here, how to get the others.
//!
//! Looks and advises; changes nothing, measures nothing.

use crate::context::Common;
use crate::exit::Exit;
use crate::output::{Grid, Tone};
use anyhow::Result;
use harness_core::environment::host;
use harness_core::record::Host;
use harness_core::runtimes::Runtime;
use std::io::Write;

/// Tell what of this machine bends measurements, and how to get the missing runtimes
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Changes nothing. What the machine does not tell is named as such.\n\n\
    Examples:\n  spectrum doctor\n  spectrum doctor --json | jq .host.checks")]
pub struct Doctor {
    /// As one JSON object
    #[arg(long)]
    json: bool,
}

impl Doctor {
    pub fn run(self, common: &Common) -> Result<Exit> {
        let host = host();
        let runtimes = common.runtimes(&[], true)?;
        let mut out = std::io::stdout().lock();
        if self.json {
            let engines: Vec<_> = runtimes.iter().map(|runtime| &runtime.receipt).collect();
            writeln!(out, "{}", serde_json::to_string_pretty(&serde_json::json!({ "host": host, "engines": engines }))?)?;
            return Ok(Exit::Ok);
        }
        let memory = host.memory_bytes as f64 / f64::from(1 << 30);
        writeln!(out, "{}\n{} cores, {memory:.1} GiB, {}\n{}\n", host.cpu, host.cores, host.os, host.machine_key)?;
        writeln!(out, "{}", machine(&host, common.coloured()))?;
        writeln!(out, "{}", table(&runtimes, common.coloured()))?;
        for line in missing(&runtimes) {
            writeln!(out, "{line}")?;
        }
        Ok(Exit::Ok)
    }
}

/// What a check's outcome means for measuring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Finding {
    /// As it should be, or of no consequence.
    Fine,
    /// Worth knowing, with advice.
    Note(&'static str),
    /// The machine does not tell.
    Unknown,
}

fn judge(name: &str, value: &str, cores: u32) -> Finding {
    let number = value.split(' ').next().unwrap_or("").parse::<f64>();
    match (name, value) {
        (_, "not available") => Finding::Unknown,
        ("governor", "performance") => Finding::Fine,
        ("governor", _) => Finding::Note("clock speed follows load: sudo cpupower frequency-set -g performance"),
        ("turbo", "on") => Finding::Note("clock speed follows heat and neighbours: intel_pstate/no_turbo or cpufreq/boost in /sys"),
        ("smt", "on") => Finding::Note("two lanes may share a core; timing uses one logical core of each"),
        ("load1", _) if number.is_ok_and(|load| load > 0.3 * f64::from(cores)) => {
            Finding::Note("other processes are running: wait, or expect wide intervals")
        }
        ("aslr", "off") => Finding::Note("every process has the same layout: one sample of it, not many"),
        ("cpu_limit", limit) if !limit.starts_with("max") => Finding::Note("a container limits CPU time: processes are paused, not slowed"),
        ("memory_limit", limit) if limit != "max" => Finding::Note("a container limits memory"),
        ("virtualised", "yes") => Finding::Note("neighbours on the host are not seen; compare within one session only"),
        ("physical_cores", "1") => Finding::Note("the harness shares the core it measures on"),
        ("clocksource", "tsc" | "kvm-clock" | "arch_sys_counter") => Finding::Fine,
        ("clocksource", _) => Finding::Note("reading this clock is slow: short iterations look longer"),
        _ => Finding::Fine,
    }
}

fn machine(host: &Host, coloured: bool) -> Grid {
    let mut grid = Grid::new(&["machine", "", "value", "what it means"], coloured);
    for column in 1..4 {
        grid.words(column);
    }
    for (name, value) in &host.checks {
        let (word, tone, advice) = match judge(name, value, host.cores) {
            Finding::Fine => ("", Tone::Plain, ""),
            Finding::Note(advice) => ("note", Tone::Strong, advice),
            Finding::Unknown => ("?", Tone::Faint, ""),
        };
        grid.row([(name.clone(), Tone::Plain), (word.to_owned(), tone), (value.clone(), tone), (advice.to_owned(), Tone::Plain)]);
    }
    grid
}

fn table(runtimes: &[Runtime], coloured: bool) -> Grid {
    let mut grid = Grid::new(&["runtime", "", "language", "strategy", "executable", "version, or how to get it"], coloured);
    for column in 1..6 {
        grid.words(column);
    }
    for runtime in runtimes {
        let receipt = &runtime.receipt;
        let (word, tone) = if receipt.available { ("", Tone::Plain) } else { ("missing", Tone::Bad) };
        let path = match receipt.found.as_str() {
            "" => receipt.path.clone(),
            found => format!("{found} = {}", receipt.path),
        };
        let last = if receipt.available { receipt.version.clone() } else { receipt.hint.clone() };
        let cells = [&receipt.name, word, &receipt.language, &receipt.strategy, &path, &last].map(str::to_owned);
        grid.row(cells.into_iter().enumerate().map(|(column, text)| (text, if column == 1 { tone } else { Tone::Plain })));
    }
    grid
}

/// What each runtime cannot do, and one line for each way to get what is missing.
fn missing(runtimes: &[Runtime]) -> Vec<String> {
    let mut lines = Vec::new();
    for runtime in runtimes.iter().filter(|runtime| runtime.available() && !runtime.receipt.limits.is_empty()) {
        lines.push(format!("limit   {}: {}", runtime.name(), runtime.receipt.limits));
    }
    for runtime in runtimes.iter().filter(|runtime| !runtime.available()) {
        lines.push(format!("get     {}: {}", runtime.name(), runtime.how_to_get));
    }
    if lines.iter().all(|line| !line.starts_with("get")) {
        lines.push("every runtime is here".to_owned());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_bends_measurements_is_noted_and_nothing_else() {
        let check = |name: &str, value: &str, part: &str| match judge(name, value, 4) {
            Finding::Note(advice) => assert!(!part.is_empty() && advice.contains(part), "{name} {value}: {advice}"),
            Finding::Fine => assert_eq!(part, "", "{name} {value}"),
            Finding::Unknown => assert_eq!(part, "?", "{name} {value}"),
        };
        for (name, value, part) in [
            ("governor", "performance", ""),
            ("governor", "powersave", "cpupower"),
            ("governor", "not available", "?"),
            ("turbo", "on", "no_turbo"),
            ("turbo", "off", ""),
            ("load1", "0.10", ""),
            ("load1", "3.50", "other processes"),
            ("aslr", "on", ""),
            ("aslr", "off", "layout"),
            ("cpu_limit", "max 100000", ""),
            ("cpu_limit", "150000 100000", "paused"),
            ("clocksource", "tsc", ""),
            ("clocksource", "hpet", "slow"),
            ("steal_ticks", "12", ""),
        ] {
            check(name, value, part);
        }
    }
}
