//! The verdict for people (a table), for machines (JSON, JUnit XML) and for a CI service (summary, annotations, outputs).

use super::arms::Arms;
use super::exit_of;
use super::layout::Layout;
use super::overrides::Override;
use crate::exit::Exit;
use crate::output::{Grid, Tone};
use anyhow::{Context as _, Result};
use harness_core::ab::RowResult;
use harness_core::ab::decision::{Rule, Verdict};
use harness_core::statistics::location::hodges_lehmann;
use harness_core::statistics::{Estimate, standard_deviation};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

/// A finished comparison with everything that is printed about it.
pub struct Outcome {
    rows: Vec<Line>,
    base: String,
    new: String,
    seed: u64,
    margin: f64,
    equality: f64,
    /// Differences of the A/A lane over all rows.
    null: Vec<f64>,
    layout: Layout,
}

struct Line {
    name: String,
    verdict: Verdict,
    superblocks: usize,
    /// Repetitions of disturbed superblocks, not among them.
    repeated: usize,
    /// The smallest change that this row's noise lets the rule find, as a fraction.
    detectable: Option<f64>,
    accepted: Option<Override>,
}

impl Line {
    fn exit(&self, strict: bool) -> Exit {
        match (&self.verdict, &self.accepted) {
            (Verdict::Regressed(_), Some(_)) => Exit::Ok,
            (verdict, _) => exit_of(verdict, strict),
        }
    }

    fn word(&self) -> &'static str {
        match (&self.verdict, &self.accepted) {
            (Verdict::Regressed(_), Some(_)) => "accepted",
            (verdict, _) => verdict.word(),
        }
    }

    /// The smallest change that nine times in ten would have been found here.
    fn visible(&self) -> String {
        self.detectable.map_or(String::new(), |change| format!("{:.1} %", change * 100.0))
    }

    fn change(&self) -> String {
        self.verdict.ratio().map_or(String::new(), change)
    }

    fn same_code(&self) -> bool {
        matches!(self.verdict, Verdict::SameCode(_))
    }

    /// What else there is to say.
    fn remark(&self) -> String {
        match (&self.verdict, &self.accepted) {
            (Verdict::Regressed(_), Some(accepted)) => format!("until {}: {}", accepted.expires, accepted.reason),
            (Verdict::NotConfirmed(_), _) => "suspected at first, not seen again in fresh data".to_owned(),
            (Verdict::Failed { arm, message }, _) => format!("{arm:?}: {message}").to_lowercase(),
            (Verdict::Disagreement, _) => "the builds compute different results".to_owned(),
            (Verdict::SameCode(why), _) => format!("not measured: {why}"),
            _ => String::new(),
        }
    }
}

/// `+3.2 % [+1.1, +5.4]`.
fn change(ratio: &Estimate) -> String {
    let percent = |value: f64| format!("{:+.1}", (value - 1.0) * 100.0);
    match ratio.interval {
        Some(interval) => format!("{} % [{}, {}]", percent(ratio.value), percent(interval.low), percent(interval.high)),
        None => format!("{} %", percent(ratio.value)),
    }
}

impl Outcome {
    pub fn new(
        names: &[String],
        results: &[RowResult],
        rule: &Rule,
        arms: &Arms,
        layout: Layout,
        seed: u64,
        overrides: Vec<Override>,
    ) -> Outcome {
        let rows = names.iter().zip(results).map(|(name, result)| Line {
            name: name.clone(),
            verdict: result.verdict.clone(),
            superblocks: result.screening.len() + result.confirmation.len() + result.null.len(),
            repeated: result.repeated,
            detectable: (result.screening.len() > 1).then(|| rule.detectable(&result.screening)),
            accepted: overrides.iter().find(|accepted| accepted.row == *name).cloned(),
        });
        Outcome {
            rows: rows.collect(),
            base: arms.base.name.clone(),
            new: arms.new.name.clone(),
            seed,
            margin: rule.margin * 100.0,
            equality: rule.equality * 100.0,
            layout,
            null: results.iter().flat_map(|result| result.null.iter().copied()).collect(),
        }
    }

    /// The worst of the rows.
    pub fn exit(&self, strict: bool) -> Exit {
        Exit::worst(self.rows.iter().map(|row| row.exit(strict)))
    }

    /// The table, the A/A lane and one closing line on stdout.
    pub fn print(&self, coloured: bool, record: Option<&Path>) -> Result<()> {
        let mut grid = Grid::new(&["row", "change in time", "could be seen", "verdict", ""], coloured);
        grid.words(3);
        grid.words(4);
        for row in &self.rows {
            let tone = match (&row.verdict, row.exit(false)) {
                (Verdict::Improved(_), _) => Tone::Good,
                (Verdict::Inconclusive { .. } | Verdict::NotConfirmed(_), _) => Tone::Faint,
                (_, Exit::Ok) => Tone::Plain,
                _ => Tone::Bad,
            };
            let cells = [
                (row.name.clone(), Tone::Plain),
                (row.change(), tone),
                (row.visible(), Tone::Faint),
                (row.word().to_owned(), tone),
                (row.remark(), Tone::Faint),
            ];
            grid.row(cells);
        }
        let mut out = std::io::stdout().lock();
        writeln!(out, "base {}, new {}, seed {}\n", self.base, self.new, self.seed)?;
        writeln!(out, "{grid}")?;
        if let Some(record) = record {
            writeln!(out, "{}", self.null_line())?;
            writeln!(out, "layout: {}", self.layout.words())?;
            writeln!(out, "{}", self.closing())?;
            writeln!(out, "record  {}", record.display())?;
        } else {
            writeln!(out, "{}", self.closing())?;
        }
        Ok(())
    }

    /// What this machine calls a difference when there is none.
    fn null_line(&self) -> String {
        if self.null.is_empty() {
            return "A/A lane: nothing was measured".to_owned();
        }
        let ratio = hodges_lehmann(&self.null).map(f64::exp);
        let spread = standard_deviation(&self.null) * 100.0;
        format!("A/A lane: the base against itself {} over {} superblocks, spread {spread:.1} % each", change(&ratio), self.null.len())
    }

    fn closing(&self) -> String {
        let words = ["regressed", "accepted", "improved", "equal", "not slower", "not confirmed", "inconclusive", "failed", "disagree"];
        let count = |word: &str| self.rows.iter().filter(|row| row.word() == word).count();
        let counted: Vec<String> =
            words.iter().map(|word| (count(word), *word)).filter(|(n, _)| *n > 0).map(|(n, w)| format!("{n} {w}")).collect();
        let n: usize = self.rows.iter().map(|row| row.superblocks).sum();
        let same = match self.rows.iter().filter(|row| row.same_code()).count() {
            0 => String::new(),
            same => format!("; {same} run the same code in both builds and are not measured, --force measures them"),
        };
        let repeated = match self.rows.iter().map(|row| row.repeated).sum::<usize>() {
            0 => String::new(),
            repeated => format!(", {repeated} repetitions of disturbed ones"),
        };
        format!("{} (margin {} %, equal within {} %, {n} superblocks{repeated}){same}", counted.join(", "), self.margin, self.equality)
    }

    fn verdict(&self) -> &'static str {
        match self.exit(true) {
            Exit::Ok => "pass",
            Exit::Regression => "regressed",
            Exit::Inconclusive => "inconclusive",
            Exit::Disagreement => "disagree",
            _ => "failed",
        }
    }

    /// `--json` and `--junit`.
    pub fn write(&self, json: Option<&Path>, junit: Option<&Path>) -> Result<()> {
        if let Some(path) = json {
            save(path, &format!("{:#}\n", self.json()))?;
        }
        if let Some(path) = junit {
            save(path, &self.junit())?;
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let row = |row: &Line| {
            let ratio = row.verdict.ratio();
            let interval = ratio.and_then(|ratio| ratio.interval).map(|interval| [interval.low, interval.high]);
            json!({
                "row": row.name, "verdict": row.word(), "ratio": ratio.map(|ratio| ratio.value), "interval_95": interval,
                "detectable_percent": row.detectable.map(|change| change * 100.0), "superblocks": row.superblocks, "repeated": row.repeated, "same_code": row.same_code(),
                "remark": row.remark(),
            })
        };
        json!({
            "schema": "spectrum-verdict", "version": 1, "verdict": self.verdict(), "base": self.base, "new": self.new, "seed": self.seed,
            "margin_percent": self.margin, "equality_percent": self.equality, "layout": self.layout.words(), "rows": self.rows.iter().map(row).collect::<Vec<_>>(),
        })
    }

    fn junit(&self) -> String {
        let bad = |row: &&Line| row.exit(false) != Exit::Ok;
        let skipped = |row: &&Line| matches!(row.verdict, Verdict::Inconclusive { .. });
        let (failures, skips) = (self.rows.iter().filter(bad).count(), self.rows.iter().filter(skipped).count());
        let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        // Writing to a String cannot fail.
        let _ =
            writeln!(text, "<testsuite name=\"spectrum ab\" tests=\"{}\" failures=\"{failures}\" skipped=\"{skips}\">", self.rows.len());
        for row in &self.rows {
            let said = xml(&format!("{} {} {}", row.word(), row.change(), row.remark()));
            let inner = match row {
                row if bad(&row) => format!("<failure message=\"{said}\"/>"),
                row if skipped(&row) => format!("<skipped message=\"{said}\"/>"),
                _ => format!("<system-out>{said}</system-out>"),
            };
            let _ = writeln!(text, "  <testcase name=\"{}\">{inner}</testcase>", xml(&row.name));
        }
        text.push_str("</testsuite>\n");
        text
    }

    fn markdown(&self) -> String {
        let mut text = format!(
            "### Performance: {}\n\nbase {}, new {}\n\n| row | change in time | could be seen | verdict | |\n|---|---:|---:|---|---|\n",
            self.verdict(),
            self.base,
            self.new
        );
        for row in &self.rows {
            let remark = row.remark().replace('|', "\\|");
            let _ = writeln!(text, "| {} | {} | {} | {} | {remark} |", row.name, row.change(), row.visible(), row.word());
        }
        let _ = writeln!(text, "\n{}\n\n{}", self.null_line(), self.closing());
        text
    }

    /// On GitHub: job summary, step output `verdict`, one annotation for each bad row. Elsewhere nothing.
    pub fn tell_ci(&self) -> Result<()> {
        append_to("GITHUB_STEP_SUMMARY", &self.markdown())?;
        append_to("GITHUB_OUTPUT", &format!("verdict={}\n", self.verdict()))?;
        if std::env::var_os("GITHUB_ACTIONS").is_some_and(|value| value == "true") {
            for row in &self.rows {
                let level = match row.exit(true) {
                    Exit::Ok => continue,
                    Exit::Inconclusive => "warning",
                    _ => "error",
                };
                let said = format!("{}: {} {} {}", row.name, row.word(), row.change(), row.remark());
                println!("::{level} title=spectrum ab::{}", said.trim_end().replace('%', "%25"));
            }
        }
        Ok(())
    }
}

/// As a whole: written beside, then renamed.
fn save(path: &Path, text: &str) -> Result<()> {
    let beside = path.with_extension("tmp");
    std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, path)).with_context(|| format!("cannot write {}", path.display()))
}

fn append_to(variable: &str, text: &str) -> Result<()> {
    let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) else { return Ok(()) };
    let mut file =
        std::fs::File::options().append(true).create(true).open(&path).with_context(|| format!("{variable}: cannot open its file"))?;
    file.write_all(text.as_bytes()).with_context(|| format!("{variable}: cannot write its file"))
}

fn xml(text: &str) -> String {
    let visible: String = text.trim_end().chars().filter(|c| !c.is_control()).collect();
    visible.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
