//! One record from the records of all shares of a plan. Strict: what does not fit together is refused by name.

use crate::error::{Error, Result};
use crate::partition::Partition;
use crate::record::{End, Line};
use crate::store::Record;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Joins the records of `1/n` to `n/n`. Records of several machines are joined only if `mixed_machines`; ratios within
/// a workload stay true then, times of different workloads are of different machines.
///
/// # Errors
/// [`Error::NotComparable`]: a record that is no share, a share that is missing, doubled or unfinished, another plan,
/// tool or engine build, another machine.
pub fn merge(shares: &[(PathBuf, Record)], mixed_machines: bool) -> Result<Vec<Line>> {
    let Some((first_path, first)) = shares.first() else {
        return Err(Error::Usage("nothing to merge: name the records of all shares".to_owned()));
    };
    let refuse = |message: String| Err(Error::NotComparable(message));
    let mut seen: BTreeMap<u32, &PathBuf> = BTreeMap::new();
    let mut plan: Option<Partition> = None;
    for (path, record) in shares {
        let name = path.display();
        let Ok(partition) = record.header.partition.parse::<Partition>() else {
            return refuse(format!("{name}: is no share; it was measured without --partition"));
        };
        let known = plan.get_or_insert(partition);
        if (known.rule, known.of) != (partition.rule, partition.of) {
            return refuse(format!("{name}: is share {partition}, {} is one of {known}", first_path.display()));
        }
        if let Some(other) = seen.insert(partition.share, path) {
            return refuse(format!("{name}: share {partition} is there twice, also in {}", other.display()));
        }
        if record.end.is_none() {
            return refuse(format!("{name}: share {partition} was interrupted; finish it first"));
        }
        for (what, own, others) in [
            ("version of the record format", record.header.version.to_string(), first.header.version.to_string()),
            ("version of this tool", record.header.tool_version.clone(), first.header.tool_version.clone()),
            ("plan", record.header.plan_hash.clone(), first.header.plan_hash.clone()),
        ] {
            if own != others {
                return refuse(format!("{name}: another {what} than {}: {own}, not {others}", first_path.display()));
            }
        }
        if !mixed_machines && record.host.machine_key != first.host.machine_key {
            let (own, other) = (&record.host.machine_key, &first.host.machine_key);
            return refuse(format!("{name}: from another machine: {own}, not {other}\n  --allow-mixed-machines joins ratios"));
        }
        for engine in &first.engines {
            let other = record.engine(&engine.name);
            if other.is_none_or(|other| other.sha256 != engine.sha256 || other.available != engine.available) {
                return refuse(format!("{name}: `{}` is another build than in {}", engine.name, first_path.display()));
            }
        }
    }
    let of = plan.map_or(0, |plan| plan.of);
    let missing: Vec<String> = (1..=of).filter(|share| !seen.contains_key(share)).map(|share| format!("{share}/{of}")).collect();
    if !missing.is_empty() {
        return refuse(format!("shares are missing: {}", missing.join(", ")));
    }
    Ok(joined(shares, first))
}

/// The machine's key; of several machines all keys in the order of their shares, so that the whole is compared with nothing
/// but what was measured by the same machines in the same shares.
fn machine_key(shares: &[(PathBuf, Record)]) -> String {
    let share = |record: &Record| record.header.partition.parse::<Partition>().map_or(0, |partition| partition.share);
    let keys: BTreeMap<u32, &str> = shares.iter().map(|(_, record)| (share(record), record.host.machine_key.as_str())).collect();
    let all: Vec<&str> = keys.into_values().collect();
    if all.windows(2).all(|pair| pair[0] == pair[1]) { all.first().copied().unwrap_or_default().to_owned() } else { all.join(" + ") }
}

fn joined(shares: &[(PathBuf, Record)], first: &Record) -> Vec<Line> {
    let mut header = first.header.clone();
    header.partition.clear();
    let mut host = first.host.clone();
    host.machine_key = machine_key(shares);
    let mut lines = vec![Line::Header(header), Line::Host(host)];
    lines.extend(first.engines.iter().cloned().map(Line::Engine));
    let records = || shares.iter().map(|(_, record)| record);
    let mut workloads: Vec<_> = records().flat_map(|record| record.workloads.iter().cloned()).collect();
    workloads.sort_by(|a, b| a.id.cmp(&b.id));
    lines.extend(workloads.into_iter().map(Line::Workload));
    lines.extend(records().flat_map(|record| record.builds.iter().cloned()).map(Line::Build));
    // The order of starting goes on from one share to the next.
    let mut started = 0;
    for record in records() {
        let from = started;
        for invocation in &record.invocations {
            let mut invocation = invocation.clone();
            invocation.order += from;
            started = started.max(invocation.order + 1);
            lines.push(Line::Invocation(invocation));
        }
    }
    lines.extend(records().flat_map(|record| record.cold.iter().cloned()).map(Line::ColdStart));
    lines.extend(records().flat_map(|record| record.perf.iter().cloned()).map(Line::PerfCounters));
    let ends = || records().filter_map(|record| record.end.as_ref());
    let end = End { invocations: ends().map(|end| end.invocations).sum(), wall_ns: ends().map(|end| end.wall_ns).sum(), ..End::default() };
    lines.push(Line::End(end));
    lines
}
