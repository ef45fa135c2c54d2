//! `spectrum compare BASE NEW`: what changed between two records, with an exit code for CI.

use crate::commands::verify::word;
use crate::context::Common;
use crate::exit::Exit;
use crate::output::{Grid, Tone};
use anyhow::Result;
use harness_core::baseline::resolve;
use harness_core::compare::{Change, ComparedRow, Comparison, compare};
use harness_core::record::Status;
use harness_core::statistics::Estimate;
use harness_core::store::Record;
use std::io::Write;

/// Compare two records row by row; exit 3 on a slowdown beyond the threshold and its noise
#[derive(clap::Args, Debug)]
#[command(after_long_help = "A row is slower when its whole 95 % interval lies beyond the threshold. \"No difference seen\" \
    is not\n\"equal\": a row whose interval is too wide is called inconclusive. Records of different machines, and rows\n\
    whose program or size changed, are not compared.\n\n\
    Examples:\n  spectrum compare main.jsonl branch.jsonl\n  spectrum compare main branch.jsonl      a baseline of `bench --save-baseline main`\n  spectrum compare base.jsonl new.jsonl --threshold 2 --strict\n\n\
    Exit codes: 0 no slowdown, 1 a row that worked fails now, 3 slowdown, 5 a result is wrong now, 6 inconclusive (with\n\
    --strict), 7 baseline missing or not comparable.")]
pub struct Compare {
    /// The record to compare with: a file, or the name of a baseline
    base: String,
    /// The record in question, likewise
    new: String,
    /// Slowdowns up to this many per cent are accepted
    #[arg(long, value_name = "PERCENT", default_value_t = 5.0, value_parser = percent)]
    threshold: f64,
    /// Exit 6 when a row's interval is too wide to tell
    #[arg(long)]
    strict: bool,
}

pub fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse::<f64>() {
        Ok(value) if (0.0..=1000.0).contains(&value) => Ok(value),
        _ => Err("a number of per cent from 0 to 1000 is needed".to_owned()),
    }
}

impl Compare {
    pub fn run(self, common: &Common) -> Result<Exit> {
        let store = common.store()?;
        let read = |text: &str| resolve(&store, text).and_then(|path| Record::read(&path));
        let (base, new) = (read(&self.base)?, read(&self.new)?);
        let comparison = compare(&base, &new, self.threshold / 100.0)?;
        print(&comparison, self.threshold, common.coloured())?;
        Ok(exit_of(&comparison, self.strict))
    }
}

/// The table, what a reader should know, and one closing line.
pub fn print(comparison: &Comparison, threshold: f64, coloured: bool) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", table(comparison, coloured))?;
    for note in &comparison.notes {
        writeln!(out, "note: {note}")?;
    }
    Ok(writeln!(out, "{}", summary(comparison, threshold))?)
}

/// What the rows come to.
pub fn exit_of(comparison: &Comparison, strict: bool) -> Exit {
    let of = |row: &ComparedRow| match &row.change {
        Change::Slower => Exit::Regression,
        Change::Broken(Status::WrongOutput, _) => Exit::Disagreement,
        Change::Broken(..) => Exit::Failure,
        Change::Inconclusive if strict => Exit::Inconclusive,
        _ => Exit::Ok,
    };
    Exit::worst(comparison.rows.iter().map(of))
}

fn table(comparison: &Comparison, coloured: bool) -> Grid {
    let mut grid = Grid::new(&["workload", "engine", "change in time", "verdict"], coloured);
    grid.words(1);
    grid.words(3);
    for row in &comparison.rows {
        let (verdict, tone) = verdict(&row.change);
        let change = row.ratio.as_ref().map_or(String::new(), change_text);
        grid.row([(row.workload.clone(), Tone::Plain), (row.engine.clone(), Tone::Plain), (change, tone), (verdict, tone)]);
    }
    grid
}

fn verdict(change: &Change) -> (String, Tone) {
    match change {
        Change::Slower => ("slower".to_owned(), Tone::Bad),
        Change::Faster => ("faster".to_owned(), Tone::Good),
        Change::Equal => ("equal within the threshold".to_owned(), Tone::Plain),
        Change::Inconclusive => ("inconclusive".to_owned(), Tone::Faint),
        Change::Broken(status, message) => (format!("{}: {message}", word(*status)), Tone::Bad),
        Change::Repaired => ("works again".to_owned(), Tone::Good),
        Change::OneSided(what) => ((*what).to_owned(), Tone::Faint),
        Change::NotComparable(why) => (format!("not comparable: {why}"), Tone::Faint),
    }
}

/// `+3.2 % [+1.1, +5.4]`.
fn change_text(ratio: &Estimate) -> String {
    let percent = |value: f64| format!("{:+.1}", (value - 1.0) * 100.0);
    match ratio.interval {
        Some(interval) => format!("{} % [{}, {}]", percent(ratio.value), percent(interval.low), percent(interval.high)),
        None => format!("{} %, no interval from {} processes", percent(ratio.value), ratio.n),
    }
}

fn summary(comparison: &Comparison, threshold: f64) -> String {
    format!(
        "threshold {threshold} %: {} slower, {} faster, {} equal, {} inconclusive, {} broken, {} not compared",
        comparison.count(|change| *change == Change::Slower),
        comparison.count(|change| *change == Change::Faster),
        comparison.count(|change| *change == Change::Equal),
        comparison.count(|change| *change == Change::Inconclusive),
        comparison.count(|change| matches!(change, Change::Broken(..))),
        comparison.count(|change| matches!(change, Change::NotComparable(_) | Change::OneSided(_))),
    )
}
