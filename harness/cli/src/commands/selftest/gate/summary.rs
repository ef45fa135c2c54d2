//! What a campaign came to, from its lines: false fails with their bound, detection by size, and what the tool had said
//! beforehand that it would see.

use super::Kind;
use super::log::{Comparison, Log};
use crate::context::Common;
use crate::exit::Exit;
use crate::output::{Grid, Tone, time};
use anyhow::Result;
use harness_core::statistics::binomial::{clopper_pearson, upper_bound};
use harness_core::statistics::{mean, median};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write;

/// Detection that is promised at a planted slowdown, unless the pilot has said that this machine is too noisy for it.
const PROMISED: [(Kind, f64); 2] = [(Kind::Slow3, 0.80), (Kind::Slow5, 0.95)];
/// False fails that are promised at most, as a share.
const FALSE_FAILS: f64 = 0.01;

fn rows(comparison: &Comparison) -> impl Iterator<Item = &Value> {
    comparison.rows.as_array().into_iter().flatten()
}

/// The smallest slowdown the tool says that it finds nine times in ten: that of the noisiest row.
fn detectable(comparison: &Comparison) -> f64 {
    rows(comparison).filter_map(|row| row["detectable_percent"].as_f64()).fold(0.0, f64::max)
}

/// What is said before anything is compared.
pub fn before(log: &Log) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    for (case, work) in &log.header.work {
        let share = 100.0 * work.share;
        let _ = writeln!(text, "{case}: processes of {}, {share:.0} % of it work", time(work.whole_ns as f64));
    }
    let _ = writeln!(text, "N0: this program and a copy of its file\nN1: {}", log.header.n1);
    let _ = writeln!(text, "the same-code guard is off (ab --force): what is asked is whether the statistics alone cry wolf");
    if let Some(pilot) = &log.pilot {
        let visible = detectable(pilot);
        let _ = writeln!(text, "said beforehand: slowdowns of {visible:.1} % are found nine times in ten on this machine as it is");
        for (kind, promised) in PROMISED {
            let percent = kind.planted().unwrap_or_default();
            let word = match visible > percent {
                true => "cannot be promised here".to_owned(),
                false => format!("promised to be found in {:.0} of 100", 100.0 * promised),
            };
            let _ = writeln!(text, "said beforehand: {percent:.0} %: {word}");
        }
    }
    text
}

/// The tables on stdout; [`Exit::Failure`] when a promise is broken.
pub fn print(log: &Log, common: &Common) -> Result<Exit> {
    let of = |kind: Kind| log.comparisons.iter().filter(move |c| c.kind == kind).collect::<Vec<_>>();
    let mut out = std::io::stdout().lock();
    let broken = log.comparisons.iter().filter(|c| !matches!(c.exit, 0 | 3)).count();
    let false_fails = null_table(&mut out, &of(Kind::N0), &of(Kind::N1), common)?;
    let mut kept = broken == 0 && false_fails;
    let nulls = (of(Kind::N0).len() + of(Kind::N1).len()) as u64;
    let mut promises = vec![("at most 1 false fail in 100".to_owned(), nulls, false_fails, false)];
    let visible = log.pilot.as_ref().map_or(0.0, detectable);
    let headings = ["planted", "comparisons", "found", "95 % interval", "mean estimate", "its interval holds it", "other row fails"];
    let mut grid = Grid::new(&headings, common.coloured());
    for (kind, promised) in PROMISED {
        let comparisons = of(kind);
        let percent = kind.planted().unwrap_or_default();
        let row = Planted::of(&comparisons, percent);
        let share = row.found as f64 / row.of.max(1) as f64;
        let excused = visible > percent;
        let good = row.of == 0 || share >= promised || excused;
        kept &= good;
        promises.push((format!("{percent:.0} % found in at least {:.0} of 100", 100.0 * promised), row.of, good, excused));
        let tone = if good { Tone::Plain } else { Tone::Bad };
        let interval = clopper_pearson(row.found, row.of);
        let note = if excused { " (said not to)" } else { "" };
        let cells = [
            format!("{percent:.0} %"),
            row.of.to_string(),
            format!("{}{note}", row.found),
            format!("[{:.0} %, {:.0} %]", 100.0 * interval.low, 100.0 * interval.high),
            format!("{:+.2} %", row.estimate),
            format!("{} of {}", row.held, row.estimates),
            row.other.to_string(),
        ];
        grid.row(cells.map(|text| (text, tone)));
    }
    writeln!(out, "\n{grid}")?;
    let visible: Vec<f64> = log.comparisons.iter().map(detectable).collect();
    if !visible.is_empty() {
        writeln!(out, "smallest slowdown that a comparison said it finds nine times in ten: {:.1} % (median)", median(&visible))?;
    }
    if broken > 0 {
        writeln!(out, "{broken} comparisons failed or disagreed")?;
    }
    let seconds: f64 = log.comparisons.iter().map(|c| c.wall_ms as f64 / 1e3).sum();
    writeln!(
        out,
        "{} comparisons, {:.1} s each, seed {}",
        log.comparisons.len(),
        seconds / log.comparisons.len().max(1) as f64,
        log.header.seed
    )?;
    for (promise, n, good, excused) in promises {
        let word = match (n, good, excused) {
            (0, ..) => "not tried",
            (_, _, true) => "not promised: said beforehand that this machine cannot",
            (_, true, _) => "kept",
            _ => "BROKEN",
        };
        writeln!(out, "{promise}: {word}")?;
    }
    Ok(if log.comparisons.is_empty() {
        Exit::Nothing
    } else if kept {
        Exit::Ok
    } else {
        Exit::Failure
    })
}

/// False when more than one comparison in a hundred failed.
fn null_table(out: &mut impl Write, copies: &[&Comparison], relinked: &[&Comparison], common: &Common) -> Result<bool> {
    let headings = ["nothing changed", "comparisons", "false fails", "at most", "false improvements", "inconclusive"];
    let mut grid = Grid::new(&headings, common.coloured());
    let mut good = true;
    for (name, comparisons) in [("N0: a copy of the file", copies), ("N1: another layout", relinked)] {
        let n = comparisons.len() as u64;
        let fails = comparisons.iter().filter(|c| c.exit == 3).count() as u64;
        let with = |word: &str| comparisons.iter().filter(|c| rows(c).any(|row| row["verdict"] == word)).count();
        let fine = fails as f64 <= FALSE_FAILS * n as f64;
        good &= fine;
        let cells = [
            name.to_owned(),
            n.to_string(),
            fails.to_string(),
            format!("{:.1} %", 100.0 * upper_bound(fails, n)),
            with("improved").to_string(),
            with("inconclusive").to_string(),
        ];
        grid.row(cells.map(|text| (text, if fine { Tone::Plain } else { Tone::Bad })));
    }
    writeln!(out, "\n{grid}\nat most: one-sided 95 % bound after Clopper and Pearson; a comparison is a suite of two rows")?;
    Ok(good)
}

/// Comparisons with a planted slowdown.
#[derive(Default)]
struct Planted {
    of: u64,
    found: u64,
    /// Comparisons in which the row without a slowdown was called slower.
    other: u64,
    /// Mean of the estimates in per cent.
    estimate: f64,
    estimates: u64,
    held: u64,
}

impl Planted {
    fn of(comparisons: &[&Comparison], percent: f64) -> Planted {
        let mut result = Planted { of: comparisons.len() as u64, ..Planted::default() };
        let mut changes = Vec::new();
        for comparison in comparisons {
            for row in rows(comparison) {
                let slow = comparison.slow.as_deref() == row["row"].as_str();
                let regressed = row["verdict"] == "regressed";
                result.other += u64::from(regressed && !slow);
                if !slow {
                    continue;
                }
                result.found += u64::from(regressed && comparison.exit == 3);
                changes.extend(row["ratio"].as_f64().map(|ratio| 100.0 * (ratio - 1.0)));
                let ends = row["interval_95"].as_array().and_then(|ends| Some((ends.first()?.as_f64()?, ends.get(1)?.as_f64()?)));
                if let Some((low, high)) = ends {
                    result.estimates += 1;
                    result.held += u64::from((low..=high).contains(&(1.0 + percent / 100.0)));
                }
            }
        }
        result.estimate = if changes.is_empty() { 0.0 } else { mean(&changes) };
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn found_is_the_planted_row_and_nothing_else() {
        let comparison = |words: [&str; 2], ratio: f64, exit: i32| Comparison {
            kind: Kind::Slow3,
            index: 0,
            seed: 1,
            exit,
            wall_ms: 1,
            slow: Some("integers".to_owned()),
            rows: json!([
                { "row": "integers", "verdict": words[0], "ratio": ratio, "interval_95": [ratio - 0.01, ratio + 0.01], "detectable_percent": 2.5 },
                { "row": "containers", "verdict": words[1], "ratio": 1.0, "interval_95": [0.99, 1.01], "detectable_percent": 2.9 },
            ]),
        };
        let all = [
            comparison(["regressed", "equal"], 1.03, 3),
            comparison(["equal", "regressed"], 1.05, 3),
            comparison(["not confirmed", "equal"], 1.02, 0),
        ];
        let row = Planted::of(&all.iter().collect::<Vec<_>>(), 3.0);
        assert_eq!((row.of, row.found, row.other, row.estimates, row.held), (3, 1, 1, 3, 2));
        assert!((row.estimate - 10.0 / 3.0).abs() < 1e-9 && (detectable(&all[0]) - 2.9).abs() < 1e-9);
    }
}
