//! Facts about the machine, as far as they decide whether two records may be compared.
//!
//! Everything is read from `/proc` and `/sys`. What a machine does not tell is "not available", never left out, and
//! nothing is changed here.

use crate::record::Host;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the facts of this machine.
pub fn host() -> Host {
    let cpuinfo = read("/proc/cpuinfo").unwrap_or_default();
    let cores = u32::try_from(allowed_cores().len()).unwrap_or(u32::MAX);
    let memory_bytes = memory_bytes();
    let uname = rustix::system::uname();
    let system = uname.sysname().to_string_lossy();
    let cpu = field(&cpuinfo, "model name").unwrap_or("unknown").to_owned();
    Host {
        machine_key: machine_key(&cpuinfo, cores, memory_bytes, &system),
        cpu,
        cores,
        memory_bytes,
        os: format!("{system} {} {}", uname.release().to_string_lossy(), uname.machine().to_string_lossy()),
        checks: checks(&cpuinfo),
    }
}

/// Coarse identity: CPU vendor, family, model and stepping, core count, memory class (the next power of two in GiB),
/// operating system, virtualised or not. No frequency, no bogomips, no kernel release: those change between two
/// records of one machine.
fn machine_key(cpuinfo: &str, cores: u32, memory_bytes: u64, system: &str) -> String {
    let part = |key| field(cpuinfo, key).unwrap_or("?");
    let gibibytes = memory_bytes.div_ceil(1 << 30).next_power_of_two();
    let kind = if virtualised(cpuinfo) { "virtual" } else { "bare" };
    let vendor = format!("{}-{}-{}-{}", part("vendor_id"), part("cpu family"), part("model"), part("stepping"));
    format!("{}/{vendor}/{cores}c/{gibibytes}G/{}/{kind}", std::env::consts::ARCH, system.to_lowercase())
}

fn checks(cpuinfo: &str) -> BTreeMap<String, String> {
    let load = read("/proc/loadavg").and_then(|text| text.split(' ').next().map(str::to_owned));
    let aslr = read("/proc/sys/kernel/randomize_va_space").map(|text| match text.trim() {
        "0" => "off".to_owned(),
        "1" => "partial".to_owned(),
        _ => "on".to_owned(),
    });
    let turbo = read("/sys/devices/system/cpu/intel_pstate/no_turbo")
        .map(|text| if text.trim() == "1" { "off" } else { "on" }.to_owned())
        .or_else(|| {
            let boost = read("/sys/devices/system/cpu/cpufreq/boost")?;
            Some(if boost.trim() == "1" { "on" } else { "off" }.to_owned())
        });
    let siblings = read("/sys/devices/system/cpu/smt/active").map(|text| if text.trim() == "1" { "on" } else { "off" }.to_owned());
    let trimmed = |path: &str| read(path).map(|text| text.trim().to_owned());
    let facts = [
        ("governor", trimmed("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")),
        ("turbo", turbo),
        ("smt", siblings),
        ("aslr", aslr),
        ("clocksource", trimmed("/sys/devices/system/clocksource/clocksource0/current_clocksource")),
        ("load1", load),
        ("steal_ticks", steal_ticks()),
        ("perf_event_paranoid", trimmed("/proc/sys/kernel/perf_event_paranoid")),
        ("cpu_limit", trimmed("/sys/fs/cgroup/cpu.max")),
        ("memory_limit", trimmed("/sys/fs/cgroup/memory.max")),
        ("virtualised", Some(if virtualised(cpuinfo) { "yes" } else { "no" }.to_owned())),
        ("physical_cores", Some(physical_cores().len().to_string())),
    ];
    let tell = |value: Option<String>| value.unwrap_or_else(|| "not available".to_owned());
    facts.into_iter().map(|(name, value)| (name.to_owned(), tell(value))).collect()
}

/// Logical cores this process may run on, in order.
pub fn allowed_cores() -> Vec<usize> {
    match rustix::thread::sched_getaffinity(None) {
        Ok(set) => (0..rustix::thread::CpuSet::MAX_CPU).filter(|core| set.is_set(*core)).collect(),
        Err(_) => (0..std::thread::available_parallelism().map_or(1, usize::from)).collect(),
    }
}

/// One logical core for each physical one this process may run on, in order; siblings stay empty.
pub fn physical_cores() -> Vec<usize> {
    let mut seen = BTreeSet::new();
    allowed_cores()
        .into_iter()
        .filter(|core| {
            let topology = |name: &str| read(&format!("/sys/devices/system/cpu/cpu{core}/topology/{name}"));
            match (topology("physical_package_id"), topology("core_id")) {
                (Some(package), Some(id)) => seen.insert((package, id)),
                _ => true,
            }
        })
        .collect()
}

/// The cores timing runs on: the last `lanes` physical ones, so that the first is left to the harness and to
/// interrupts as long as there is one to spare.
pub fn measuring_cores(lanes: usize) -> Vec<usize> {
    let cores = physical_cores();
    let skip = cores.len().saturating_sub(lanes.max(1));
    cores.into_iter().skip(skip).collect()
}

/// Timing lanes when the user says nothing: all physical cores but one, at least one.
pub fn default_lanes() -> usize {
    physical_cores().len().saturating_sub(1).max(1)
}

/// Main memory in bytes; 0 when the system does not tell.
pub fn memory_bytes() -> u64 {
    let meminfo = read("/proc/meminfo").unwrap_or_default();
    let total = field(&meminfo, "MemTotal").and_then(|text| text.strip_suffix("kB"));
    total.and_then(|text| text.trim().parse::<u64>().ok()).unwrap_or(0) * 1024
}

fn virtualised(cpuinfo: &str) -> bool {
    field(cpuinfo, "flags").is_some_and(|flags| flags.split(' ').any(|flag| flag == "hypervisor"))
}

/// Time another guest had our cores, in clock ticks since the machine started.
fn steal_ticks() -> Option<String> {
    let stat = read("/proc/stat")?;
    stat.lines().next()?.split_whitespace().nth(8).map(str::to_owned)
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then(|| value.trim())
    })
}

fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_coarse_and_stable() {
        let cpuinfo = "vendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 207\nmodel name\t: X\nstepping\t: 2\n\
                       cpu MHz\t: 2300.1\nflags\t: fpu hypervisor\n";
        let key = machine_key(cpuinfo, 2, 7_900_000_000, "Linux");
        let arch = std::env::consts::ARCH;
        assert_eq!(key, format!("{arch}/GenuineIntel-6-207-2/2c/8G/linux/virtual"));
        assert_eq!(host().machine_key, host().machine_key);
    }

    #[test]
    fn this_machine_tells_something() {
        let host = host();
        assert!(host.cores >= 1 && host.memory_bytes > 0);
        assert!(host.checks.contains_key("governor") && host.checks.contains_key("aslr"));
        assert!(default_lanes() >= 1);
        assert_eq!(measuring_cores(1).len(), 1);
    }
}
