//! `spectrum history`: the records of a folder in order of time, and where an engine became faster or slower.
//!
//! What is followed is never a time: it is the ratio to an anchor engine measured in the same blocks of the same record, so
//! that a faster machine is no faster engine. The chart of it is `spectrum report --history`.

use crate::context::Common;
use crate::exit::Exit;
use crate::output::{Grid, Tone, three_digits};
use anyhow::{Context as _, Result};
use harness_core::analysis::{analyse_record, default_reference};
use harness_core::error::Error;
use harness_core::record::Workload;
use harness_core::statistics::divisive::{FEWEST, Step, scatter, steps};
use harness_core::statistics::mean;
use harness_core::store::{Record, utc_date};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The records in order of time: each engine's ratio to an anchor, and the steps in it
#[derive(clap::Args, Debug)]
#[command(after_long_help = "A series is the speed-up of an engine over the anchor, measured in the same record, of one workload \
    or in the geometric\nmean (of the records that have all workloads of the newest). Steps are found by energy statistics with a permutation test at \
    1 %, and kept\nwhen they are 2 % or more; that takes ten records at least. Only records of the newest one's program \
    and size count.\n\n\
    Examples:\n  spectrum history                       means, and the rows with a step\n  \
    spectrum history numeric -e cranelift-jit --all\n  spectrum report --history              the chart\n\n\
    Exit codes: 0 ok, 2 usage, 4 no record, 7 an anchor that no record has.")]
pub struct History {
    /// Workloads: ids, groups or regular expressions [default: all]
    filters: Vec<String>,
    /// Engines: names or regular expressions, repeatable [default: all]
    #[arg(short, long = "engine", value_name = "ENGINE")]
    engines: Vec<String>,
    /// Engine that ratios are taken to, best one that never changes [default: cpython, else bytecode-vm]
    #[arg(long, value_name = "ENGINE")]
    anchor: Option<String>,
    /// Folder of the records [default: STORE/records]
    #[arg(long, value_name = "DIR")]
    records: Option<PathBuf>,
    /// Rows without a step too
    #[arg(long)]
    all: bool,
    /// Smallest step worth telling, in per cent
    #[arg(long, value_name = "PERCENT", default_value_t = 2.0, value_parser = crate::commands::compare::percent)]
    step: f64,
    /// Seed of the permutation test
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
}

/// The name that the series of means has.
const MEAN: &str = "geometric mean";

/// Records that a series is followed over; older ones are not read.
const MOST: usize = 200;

/// A ratio in a record.
#[derive(Clone, Copy)]
struct Point {
    /// Index of the record.
    record: usize,
    /// Logarithm of the speed-up over the anchor.
    log: f64,
}

impl History {
    pub fn run(self, common: &Common) -> Result<Exit> {
        let folder = match &self.records {
            Some(folder) => folder.clone(),
            None => common.store()?.join("records"),
        };
        let records = in_order(&folder)?;
        let Some((newest_path, newest)) = records.last() else {
            eprintln!("error: no record in {}; `spectrum bench` writes one", folder.display());
            return Ok(Exit::Nothing);
        };
        let anchor = match self.anchor.clone().or_else(|| default_reference(newest)) {
            Some(anchor) => anchor,
            None => return Err(Error::NotComparable(format!("{} holds no measurement", newest_path.display())).into()),
        };
        if !records.iter().any(|(_, record)| record.engine(&anchor).is_some()) {
            return Err(Error::NotComparable(format!("no record in {} has the anchor `{anchor}`", folder.display())).into());
        }
        let series = self.series(&records, newest, &anchor)?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "{} records in {}, from {} to {}", records.len(), folder.display(), day(&records[0].1), day(newest))?;
        for pair in records.windows(2).filter(|pair| pair[0].1.host.machine_key != pair[1].1.host.machine_key) {
            writeln!(out, "note: {} is from another machine than the one before", pair[1].0.display())?;
        }
        let longest = series.values().map(Vec::len).max().unwrap_or(0);
        if longest < FEWEST {
            writeln!(out, "note: steps are told from {FEWEST} records on; the longest series has {longest}")?;
        }
        let shown = self.print(&series, &records, &anchor, common, &mut out)?;
        if shown == 0 {
            writeln!(out, "no step in {} series (--all shows them)", series.len())?;
        }
        Ok(Exit::Ok)
    }

    /// Every row's logarithms of speed-ups, over the records in which it is the same work as in the newest.
    fn series(&self, records: &[(PathBuf, Record)], newest: &Record, anchor: &str) -> Result<BTreeMap<(String, String), Vec<Point>>> {
        let mut series: BTreeMap<(String, String), Vec<Point>> = BTreeMap::new();
        let (engine_wanted, workload_wanted) = (matcher(&self.engines, "^(?:", ")$")?, matcher(&self.filters, "", "")?);
        let mut means: BTreeMap<String, Vec<(usize, Vec<f64>)>> = BTreeMap::new();
        let same = |known: &Workload, now: &Workload| (&known.source_sha256, known.size) == (&now.source_sha256, now.size);
        for (index, (_, record)) in records.iter().enumerate() {
            let analysis = analyse_record(record, anchor);
            let comparable = |id: &str| {
                let of = |record: &Record| record.workloads.iter().find(|workload| workload.id == id).cloned();
                matches!((of(record), of(newest)), (Some(known), Some(now)) if same(&known, &now))
            };
            let mut sums: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
            for row in analysis.rows.iter().filter(|row| row.engine != anchor && engine_wanted(&row.engine)) {
                let Some(speedup) = analysis.measured(&row.workload, &row.engine).and_then(|measured| measured.speedup) else { continue };
                if !comparable(&row.workload) || !workload_wanted(&row.workload) {
                    continue;
                }
                let log = speedup.value.ln();
                sums.entry(&row.engine).or_default().push(log);
                series.entry((row.workload.clone(), row.engine.clone())).or_default().push(Point { record: index, log });
            }
            for (engine, logs) in sums {
                means.entry(engine.to_owned()).or_default().push((index, logs));
            }
        }
        // A mean over other workloads would be another series. What is comparable with the newest is a part of it.
        for (engine, of_records) in means {
            let whole = of_records.iter().filter(|(index, _)| index + 1 == records.len()).map(|(_, logs)| logs.len()).sum::<usize>();
            let complete = of_records.iter().filter(|(_, logs)| logs.len() == whole);
            let points: Vec<Point> = complete.map(|(index, logs)| Point { record: *index, log: mean(logs) }).collect();
            if !points.is_empty() {
                series.insert((MEAN.to_owned(), engine), points);
            }
        }
        Ok(series)
    }

    fn print(
        &self,
        series: &BTreeMap<(String, String), Vec<Point>>,
        records: &[(PathBuf, Record)],
        anchor: &str,
        common: &Common,
        out: &mut impl Write,
    ) -> Result<usize> {
        let last = format!("now over {anchor}");
        let mut grid = Grid::new(&["workload", "engine", "records", "", &last, "scatter", "steps"], common.coloured());
        for column in [1, 3, 6] {
            grid.words(column);
        }
        let mut shown = 0;
        for ((workload, engine), points) in series {
            let logs: Vec<f64> = points.iter().map(|point| point.log).collect();
            let found = steps(&logs, (self.step / 100.0).ln_1p(), self.seed);
            if found.is_empty() && !self.all && workload != MEAN {
                continue;
            }
            shown += 1;
            let name = |step: &Step| step_text(step, &records[points[step.at].record]);
            let slower = found.last().is_some_and(|step| step.after < step.before);
            let tone = if found.is_empty() {
                Tone::Faint
            } else if slower {
                Tone::Bad
            } else {
                Tone::Good
            };
            let cells = [
                (workload.clone(), if workload == MEAN { Tone::Strong } else { Tone::Plain }),
                (engine.clone(), Tone::Plain),
                (points.len().to_string(), Tone::Plain),
                (spark(&logs), Tone::Plain),
                (format!("{}x", three_digits(logs.last().copied().unwrap_or(0.0).exp())), Tone::Plain),
                (format!("{:.1} %", 100.0 * scatter(&logs).exp_m1()), Tone::Faint),
                (found.iter().map(name).collect::<Vec<_>>().join(", "), tone),
            ];
            grid.row(cells);
        }
        if shown > 0 {
            writeln!(out, "{grid}")?;
        }
        Ok(shown)
    }
}

/// `-12.3 % on 2026-03-04 (2026-03-04-1)`: by how much the speed-up changed.
fn step_text(step: &Step, (path, record): &(PathBuf, Record)) -> String {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    format!("{:+.1} % on {} ({name})", 100.0 * (step.after - step.before).exp_m1(), day(record))
}

fn day(record: &Record) -> String {
    utc_date(record.header.started_unix)
}

/// Whether a name is asked for: everything without choices, else what one of the expressions matches.
fn matcher(choices: &[String], before: &str, after: &str) -> Result<impl Fn(&str) -> bool + use<>> {
    let compile =
        |choice: &String| regex::Regex::new(&format!("{before}{choice}{after}")).map_err(|e| Error::Usage(format!("`{choice}`: {e}")));
    let choices = choices.iter().map(compile).collect::<Result<Vec<_>, Error>>()?;
    Ok(move |name: &str| choices.is_empty() || choices.iter().any(|choice| choice.is_match(name)))
}

/// The newest records of a folder, oldest first; unreadable ones, shares and unfinished ones are named and left out.
fn in_order(folder: &Path) -> Result<Vec<(PathBuf, Record)>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|p| p.extension().is_some_and(|e| e == "jsonl")).collect();
    paths.sort_by_key(|path| std::cmp::Reverse(path.metadata().and_then(|meta| meta.modified()).ok()));
    let mut records = Vec::new();
    for path in paths.into_iter().take(MOST) {
        match Record::read(&path) {
            Ok(record) if !record.header.partition.is_empty() => eprintln!("note: left out: {} is a share", path.display()),
            Ok(record) => records.push((path, record)),
            Err(error) => eprintln!("warning: left out: {error}"),
        }
    }
    records.sort_by(|a, b| (a.1.header.started_unix, &a.0).cmp(&(b.1.header.started_unix, &b.0)));
    Ok(records)
}

/// The last forty values as a line of eight heights.
fn spark(logs: &[f64]) -> String {
    const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let tail = &logs[logs.len().saturating_sub(40)..];
    let (low, high) = tail.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    // A spread below 5 % is not blown up to the whole height.
    let spread = (high - low).max(0.05);
    let height = |value: &f64| HEIGHTS[(((value - low) / spread) * 7.0).round().clamp(0.0, 7.0) as usize];
    tail.iter().map(height).collect()
}

#[cfg(test)]
mod tests {
    use super::spark;

    #[test]
    fn sparks_show_levels_and_no_noise() {
        assert_eq!(spark(&[0.0, 0.0, 1.0, 1.0]), "▁▁██");
        assert_eq!(spark(&[0.0, 0.001]), "▁▁");
        assert_eq!(spark(&[]), "");
    }
}
