//! Two records: by how much each row changed, and whether that is more than a threshold and its noise.
//!
//! Records share no blocks, so the shift is unpaired, over processes and never over iterations. Rows whose program,
//! size or machine differ are not compared at all: a number for them would be about something else.

use crate::analysis::{RowOutcome, analyse_record, default_reference};
use crate::baseline::older;
use crate::error::{Error, Result};
use crate::record::Status;
use crate::statistics::Estimate;
use crate::statistics::unpaired::shift;
use crate::store::Record;

/// What happened to a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The whole interval lies beyond the threshold on the slow side.
    Slower,
    /// The whole interval lies beyond the threshold on the fast side.
    Faster,
    /// The whole interval lies within the threshold.
    Equal,
    /// The interval is too wide, or there is none.
    Inconclusive,
    /// It has a number in the base and fails now.
    Broken(Status, String),
    /// It failed in the base and has a number now.
    Repaired,
    /// Only one of the records has a number.
    OneSided(&'static str),
    /// The program, its size or its expected result differ.
    NotComparable(String),
}

/// One pair of workload and engine in both records.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedRow {
    /// Workload id.
    pub workload: String,
    /// Engine name.
    pub engine: String,
    /// New time over base time (greater is slower), where both have numbers.
    pub ratio: Option<Estimate>,
    /// The verdict.
    pub change: Change,
}

/// All rows, and what a reader should know about the two records.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Rows in the order of the new record.
    pub rows: Vec<ComparedRow>,
    /// One line each.
    pub notes: Vec<String>,
}

impl Comparison {
    /// Rows with that verdict.
    pub fn count(&self, matches: impl Fn(&Change) -> bool) -> usize {
        self.rows.iter().filter(|row| matches(&row.change)).count()
    }
}

/// Compares two records; `threshold` is a fraction (0.05 for 5 %).
///
/// # Errors
/// [`Error::NotComparable`] when the machines differ, or when not a single row can be compared.
pub fn compare(base: &Record, new: &Record, threshold: f64) -> Result<Comparison> {
    for (name, record) in [("base", base), ("new record", new)] {
        if let Some(why) = older(record) {
            return Err(Error::NotComparable(format!("the {name} cannot be compared: {why}")));
        }
    }
    if base.host.machine_key != new.host.machine_key {
        return Err(Error::NotComparable(format!(
            "the records are from different machines and cannot be compared:\n  base {}\n  new  {}",
            base.host.machine_key, new.host.machine_key
        )));
    }
    let base_rows = analyse_record(base, &default_reference(base).unwrap_or_default());
    let new_rows = analyse_record(new, &default_reference(new).unwrap_or_default());
    let mut rows = Vec::new();
    for now in &new_rows.rows {
        let before = base_rows.row(&now.workload, &now.engine).map(|row| &row.outcome);
        let (ratio, change) = match incomparable(base, new, &now.workload, &now.engine) {
            Some(why) => (None, Change::NotComparable(why)),
            None => change(before, &now.outcome, threshold),
        };
        let idle = matches!(change, Change::OneSided("neither"));
        if !idle {
            rows.push(ComparedRow { workload: now.workload.clone(), engine: now.engine.clone(), ratio, change });
        }
    }
    for row in base_rows.rows.iter().filter(|row| new_rows.row(&row.workload, &row.engine).is_none()) {
        if matches!(row.outcome, RowOutcome::Measured(_)) {
            let change = Change::OneSided("only in the base");
            rows.push(ComparedRow { workload: row.workload.clone(), engine: row.engine.clone(), ratio: None, change });
        }
    }
    let comparable = |row: &ComparedRow| !matches!(row.change, Change::NotComparable(_) | Change::OneSided(_));
    if !rows.iter().any(comparable) {
        let why = rows.iter().find_map(|row| match &row.change {
            Change::NotComparable(why) => Some(format!("{}: {why}", row.workload)),
            _ => None,
        });
        let why = why.unwrap_or_else(|| "they have no measured row in common".to_owned());
        return Err(Error::NotComparable(format!("nothing in these records can be compared: {why}")));
    }
    Ok(Comparison { rows, notes: notes(base, new) })
}

/// Why a workload of the new record is not the same work as in the base, for an engine.
pub fn incomparable(base: &Record, new: &Record, id: &str, engine: &str) -> Option<String> {
    let before = base.workloads.iter().find(|workload| workload.id == id)?;
    let now = new.workloads.iter().find(|workload| workload.id == id)?;
    let source = new.engine(engine).map_or("", |engine| engine.source.as_str());
    if before.source_sha256 != now.source_sha256 || before.ports.get(source) != now.ports.get(source) {
        Some("its source changed".to_owned())
    } else if before.size != now.size {
        Some(format!("size {} in the base, {} now", before.size, now.size))
    } else if before.expected_digest != now.expected_digest {
        Some("its expected result changed".to_owned())
    } else {
        None
    }
}

fn change(before: Option<&RowOutcome>, now: &RowOutcome, threshold: f64) -> (Option<Estimate>, Change) {
    match (before, now) {
        (Some(RowOutcome::Measured(before)), RowOutcome::Measured(now)) => {
            let logs = |blocks: &std::collections::BTreeMap<u32, f64>| blocks.values().map(|t| t.ln()).collect::<Vec<_>>();
            let ratio = shift(&logs(&before.blocks), &logs(&now.blocks)).map(f64::exp);
            (Some(ratio), verdict(&ratio, threshold))
        }
        (Some(RowOutcome::Measured(_)), RowOutcome::Failed { status, message }) => (None, Change::Broken(*status, message.clone())),
        (Some(RowOutcome::Failed { .. }), RowOutcome::Measured(_)) => (None, Change::Repaired),
        (_, RowOutcome::Measured(_)) => (None, Change::OneSided("only in the new record")),
        (Some(RowOutcome::Measured(_)), _) => (None, Change::OneSided("only in the base")),
        _ => (None, Change::OneSided("neither")),
    }
}

fn verdict(ratio: &Estimate, threshold: f64) -> Change {
    let limit = 1.0 + threshold;
    match ratio.interval {
        Some(interval) if interval.low > limit => Change::Slower,
        Some(interval) if interval.high < 1.0 / limit => Change::Faster,
        Some(interval) if interval.low >= 1.0 / limit && interval.high <= limit => Change::Equal,
        _ => Change::Inconclusive,
    }
}

fn notes(base: &Record, new: &Record) -> Vec<String> {
    let mut notes = Vec::new();
    for (name, record) in [("base", base), ("new", new)] {
        if record.header.preset == "quick" {
            notes.push(format!("the {name} record is a quick one: a screening, not evidence"));
        }
        if record.end.is_none() {
            notes.push(format!("the {name} record is of a session that was interrupted"));
        }
        notes.extend(record.warnings.iter().cloned());
    }
    for engine in new.engines.iter().filter(|engine| engine.origin != "own" && engine.available) {
        if let Some(before) = base.engine(&engine.name).filter(|b| b.available && b.sha256 != engine.sha256) {
            notes.push(format!("{} is another build: `{}`, was `{}`", engine.name, engine.version, before.version));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Engine, Host, Invocation, Iteration, Workload};

    fn record(scale: f64, spread: f64, blocks: u32) -> Record {
        let invocation = |block: u32| Invocation {
            workload: "g/a".into(),
            engine: "e".into(),
            block,
            iterations: vec![Iteration { wall_ns: (1e6 * scale * (1.0 + spread * f64::from(block % 5))) as u64, cpu_ns: 0 }],
            ..Invocation::default()
        };
        Record {
            header: crate::record::Header { version: crate::record::SCHEMA_VERSION, ..Default::default() },
            host: Host { machine_key: "m".into(), ..Host::default() },
            engines: vec![Engine { name: "e".into(), origin: "own".into(), available: true, ..Engine::default() }],
            workloads: vec![Workload { id: "g/a".into(), source_sha256: "s".into(), ..Workload::default() }],
            invocations: (0..blocks).map(invocation).collect(),
            ..Record::default()
        }
    }

    #[test]
    fn verdicts_follow_the_interval_and_the_threshold() {
        let check = |scale: f64, spread: f64, blocks: u32, expected: &Change| {
            let comparison = compare(&record(1.0, spread, blocks), &record(scale, spread, blocks), 0.05).expect("comparable");
            assert_eq!(&comparison.rows[0].change, expected, "{scale} {spread} {blocks}");
        };
        check(1.2, 0.001, 10, &Change::Slower);
        check(0.8, 0.001, 10, &Change::Faster);
        check(1.0, 0.001, 10, &Change::Equal);
        check(1.04, 0.001, 10, &Change::Equal);
        check(1.06, 0.04, 10, &Change::Inconclusive);
        // Three processes on a side cannot give a 95 % interval, however clear it looks.
        check(2.0, 0.001, 3, &Change::Inconclusive);
    }

    #[test]
    fn what_is_not_the_same_work_is_not_compared() {
        let base = record(1.0, 0.001, 6);
        let check = |change: fn(&mut Record), part: &str| {
            let mut new = record(1.0, 0.001, 6);
            change(&mut new);
            let error = compare(&base, &new, 0.05).expect_err("not comparable").to_string();
            assert!(error.contains(part), "{error}");
        };
        check(|r| r.host.machine_key = "other".into(), "different machines");
        check(|r| r.workloads[0].source_sha256 = "t".into(), "source changed");
        check(|r| r.header.version = 0, "older record format");
        check(|r| r.workloads[0].size = 9, "size 0 in the base, 9 now");
        check(|r| r.invocations.clear(), "no measured row in common");
    }

    #[test]
    fn a_row_that_breaks_is_told() {
        let mut new = record(1.0, 0.001, 6);
        new.invocations[2].status = Status::WrongOutput;
        new.invocations[2].message = "gave 3".into();
        let comparison = compare(&record(1.0, 0.001, 6), &new, 0.05).expect("comparable");
        assert_eq!(comparison.rows[0].change, Change::Broken(Status::WrongOutput, "gave 3".into()));
    }
}
