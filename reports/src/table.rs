//! Tables: one description, three outputs (HTML, Markdown, terminal). Independent of drawing, so that a fault in a
//! chart can never hide a number.

use crate::dataset::{Dataset, State};
use crate::format;
use maud::{Markup, html};
use std::fmt::Write as _;

/// Rows of text under headed columns. The first column names the row.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Table {
    /// What the numbers are, with units.
    pub caption: String,
    /// Column headings.
    pub columns: Vec<String>,
    /// Cells, one list per row, as long as `columns`.
    pub rows: Vec<Vec<Field>>,
    /// How many rows at the end are summaries.
    pub summary_rows: usize,
    /// Whether the cells are words rather than numbers, to be aligned left.
    pub words: bool,
    /// Anchors of the rows in the page and the anchors their names lead to; shorter than `rows` where rows have none.
    pub anchors: Vec<(String, String)>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Field {
    /// What it says.
    pub text: String,
    /// How it is marked.
    pub mark: Mark,
    /// A longer explanation, shown where the output can.
    pub note: String,
}

/// How a cell is marked beyond its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Mark {
    /// Plain number or text.
    #[default]
    Plain,
    /// Faster than the baseline beyond its interval.
    Better,
    /// Slower than the baseline beyond its interval.
    Worse,
    /// No number, and that is expected (missing, opted out, not run).
    Absent,
    /// No number because something failed.
    Failed,
}

impl Field {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Field {
        Field { text: text.into(), ..Field::default() }
    }

    /// The words for a cell without a number.
    pub fn state(state: &State) -> Field {
        let (mark, note) = match state {
            State::Failed { failed, of, message, .. } => (Mark::Failed, format!("{failed} of {of}: {message}")),
            State::OptedOut(reason) => (Mark::Absent, reason.clone()),
            _ => (Mark::Absent, String::new()),
        };
        Field { text: state.label().into(), mark, note }
    }
}

impl Table {
    /// A table without rows yet.
    pub fn new(caption: impl Into<String>, columns: &[&str]) -> Table {
        let columns = columns.iter().map(|column| (*column).to_string()).collect();
        Table { caption: caption.into(), columns, ..Table::default() }
    }

    /// A table of words.
    pub fn of_words(caption: impl Into<String>, columns: &[&str]) -> Table {
        Table { words: true, ..Table::new(caption, columns) }
    }

    /// Adds a row; short rows are filled up.
    pub fn push(&mut self, mut row: Vec<Field>) {
        row.resize_with(self.columns.len(), Field::default);
        self.rows.push(row);
    }

    /// As an HTML table with row and column headers.
    pub fn html(&self) -> Markup {
        let body = self.rows.len() - self.summary_rows;
        html! {
            div.scroll tabindex="0" role="region" aria-label=(self.caption) {
                table.words[self.words] {
                    caption { (self.caption) }
                    thead { tr { @for column in &self.columns { th scope="col" { (column) } } } }
                    tbody { @for (n, row) in self.rows[..body].iter().enumerate() { (html_row(row, self.anchors.get(n))) } }
                    @if self.summary_rows > 0 {
                        tfoot { @for row in &self.rows[body..] { (html_row(row, None)) } }
                    }
                }
            }
        }
    }

    /// As [`Table::markdown`], in at most `limit` bytes: rows at the end are left out and counted, summaries stay.
    /// (A comment on GitHub holds 65,536 characters.)
    pub fn markdown_within(&self, limit: usize) -> String {
        let body = self.rows.len() - self.summary_rows;
        let mut kept = body;
        loop {
            let rows = self.rows[..kept].iter().chain(&self.rows[body..]).cloned().collect();
            let mut text = Table { rows, ..self.clone() }.markdown();
            if kept < body {
                let _ = writeln!(text, "\n{} of {body} rows left out; the full report has them.", body - kept);
            }
            if text.len() <= limit || kept == 0 {
                return text;
            }
            // Rows are of similar length, so this comes close in one step and ends for certain.
            kept = (kept * limit / text.len()).min(kept - 1);
        }
    }

    /// As a GitHub-flavoured Markdown table.
    pub fn markdown(&self) -> String {
        let escape = |text: &str| text.replace('|', "\\|").replace('\n', " ");
        let mut out = String::new();
        let _ = writeln!(out, "| {} |", self.columns.iter().map(|c| escape(c)).collect::<Vec<_>>().join(" | "));
        let rule: Vec<&str> = (0..self.columns.len()).map(|column| if column == 0 || self.words { ":---" } else { "---:" }).collect();
        let _ = writeln!(out, "| {} |", rule.join(" | "));
        for (n, row) in self.rows.iter().enumerate() {
            let bold = if n >= self.rows.len() - self.summary_rows { "**" } else { "" };
            let cells: Vec<String> = row
                .iter()
                .map(|field| match field.text.as_str() {
                    "" => String::new(),
                    text => format!("{bold}{}{bold}", escape(text)),
                })
                .collect();
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        }
        out
    }

    /// As aligned text for a terminal: first column left, the others right. `colour` adds ANSI green, red and grey.
    pub fn terminal(&self, colour: bool) -> String {
        let columns = self.columns.len();
        let width = |text: &str| text.chars().count();
        let widths: Vec<usize> = (0..columns)
            .map(|c| {
                let cells = self.rows.iter().map(|row| width(&row[c].text)).max().unwrap_or(0);
                cells.max(width(&self.columns[c]))
            })
            .collect();
        let pad = |c: usize, text: &str| {
            let fill = " ".repeat(widths[c] - width(text));
            if c == 0 || self.words { format!("{text}{fill}") } else { format!("{fill}{text}") }
        };
        let mut out = String::new();
        let headings: Vec<String> = self.columns.iter().enumerate().map(|(c, text)| pad(c, text)).collect();
        let _ = writeln!(out, "{}", headings.join("  ").trim_end());
        let rule = "─".repeat(widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1));
        let _ = writeln!(out, "{rule}");
        for (n, row) in self.rows.iter().enumerate() {
            if self.summary_rows > 0 && n == self.rows.len() - self.summary_rows {
                let _ = writeln!(out, "{rule}");
            }
            let cells: Vec<String> = row
                .iter()
                .enumerate()
                .map(|(c, field)| {
                    let text = pad(c, &field.text);
                    match (colour, field.mark) {
                        (true, Mark::Better) => format!("\x1b[32m{text}\x1b[0m"),
                        (true, Mark::Worse) => format!("\x1b[33m{text}\x1b[0m"),
                        (true, Mark::Failed) => format!("\x1b[31m{text}\x1b[0m"),
                        (true, Mark::Absent) => format!("\x1b[2m{text}\x1b[0m"),
                        _ => text,
                    }
                })
                .collect();
            let _ = writeln!(out, "{}", cells.join("  ").trim_end());
        }
        out
    }
}

fn html_row(row: &[Field], anchor: Option<&(String, String)>) -> Markup {
    html! {
        tr id=[anchor.map(|(own, _)| own)] {
            @for (column, field) in row.iter().enumerate() {
                @if column == 0 {
                    th scope="row" {
                        @match anchor {
                            Some((own, leads_to)) => {
                                a href={ "#" (leads_to) } { (field.text) }
                                a.here href={ "#" (own) } aria-label={ "Link to the row of " (field.text) } { "#" }
                            },
                            None => (field.text),
                        }
                    }
                } @else {
                    td.(class(field.mark)) title=[(!field.note.is_empty()).then_some(&field.note)] { (field.text) }
                }
            }
        }
    }
}

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Plain => "plain",
        Mark::Better => "better",
        Mark::Worse => "worse",
        Mark::Absent => "absent",
        Mark::Failed => "failed",
    }
}

/// One row per engine that measured anything: its speed over the suite, and what that costs.
pub fn engines(data: &Dataset) -> Table {
    let speed = format!("speed-up over {}", data.baseline_name());
    let columns = ["engine", "how it runs a program", &speed, "from", "to", "start-up", "peak memory"];
    let mut table = Table::new("Geometric mean over the suite with its 95 % interval, and medians over workloads", &columns);
    for engine in data.competing() {
        let facts = &data.engines[engine].facts;
        let name = match facts.version.split_whitespace().take(2).collect::<Vec<_>>().join(" ") {
            version if facts.origin == "foreign" && !version.is_empty() => format!("{} ({version})", facts.name),
            _ => facts.name.clone(),
        };
        let of = |pick: fn(&crate::dataset::Run) -> f64| {
            let medians: Vec<f64> = (0..data.workloads.len()).filter_map(|w| Some(data.spread(w, engine, pick)?.median)).collect();
            crate::dataset::median(&medians).filter(|value| *value > 0.0)
        };
        let summary = data.summary(engine);
        let extreme = |pick: fn(&crate::dataset::Summary) -> f64| summary.map_or("–".to_string(), |s| format::ratio(pick(s)));
        let own = Some(engine) == data.baseline;
        table.push(vec![
            Field::plain(name),
            Field::plain(facts.strategy.clone()),
            Field::plain(match summary {
                _ if own => "1×".to_string(),
                Some(summary) => format::ratio_interval(summary.geomean, summary.measurement),
                None => "–".to_string(),
            }),
            Field::plain(if own { String::new() } else { extreme(|s| s.worst.0) }),
            Field::plain(if own { String::new() } else { extreme(|s| s.best.0) }),
            Field::plain(of(|run| run.startup).map_or("–".to_string(), format::time)),
            Field::plain(of(|run| run.peak_rss).map_or("–".to_string(), format::bytes)),
        ]);
    }
    table
}

/// The table of results: steady time on the baseline, then each engine's speed-up over it.
pub fn results(data: &Dataset) -> Table {
    let base = data.baseline_name();
    let engines: Vec<usize> = (0..data.engines.len()).filter(|e| Some(*e) != data.baseline).collect();
    let mut columns = vec!["workload".to_string()];
    columns.extend(data.baseline.map(|_| format!("{base}, time")));
    columns.extend(engines.iter().map(|e| data.name(*e).to_string()));
    let mut table = Table {
        caption: match (data.baseline, engines.is_empty()) {
            (None, _) => "What became of every cell".to_string(),
            (_, true) => format!("Steady time on {base}"),
            _ => format!("Steady time on {base}, and speed-up over it (above 1× is faster) with its 95 % interval"),
        },
        columns,
        ..Table::default()
    };
    for (w, workload) in data.workloads.iter().enumerate() {
        let mut row = vec![Field::plain(workload.id.clone())];
        row.extend(data.baseline.map(|base| match data.spread(w, base, |run| run.steady) {
            Some(time) => Field::plain(format::time(time.median)),
            None => Field::state(&data.cell(w, base).state),
        }));
        row.extend(engines.iter().map(|e| speed_up(data, w, *e)));
        table.push(row);
        table.anchors.push((format!("row-{}", data.slug(w)), format!("w-{}", data.slug(w))));
    }
    if !data.challengers().is_empty() {
        table.summary_rows = 1;
        let mut row = vec![Field::plain(format!("geometric mean, {} of {}", data.common.len(), data.workloads.len())), Field::default()];
        row.extend(engines.iter().map(|e| match data.summary(*e) {
            Some(summary) => Field::plain(format::ratio_interval(summary.geomean, summary.measurement)),
            None => Field::plain("–"),
        }));
        table.push(row);
    }
    table
}

/// The field of one speed-up: number and interval, or the time alone where the baseline has none, or why not.
pub fn speed_up(data: &Dataset, workload: usize, engine: usize) -> Field {
    let Some(ratio) = data.ratio(workload, engine) else {
        return match data.spread(workload, engine, |run| run.steady) {
            Some(time) => Field::plain(format!("{} (no baseline)", format::time(time.median))),
            None => Field::state(&data.cell(workload, engine).state),
        };
    };
    let mark = match ratio.interval {
        Some((low, _)) if low > 1.0 => Mark::Better,
        Some((_, high)) if high < 1.0 => Mark::Worse,
        _ => Mark::Plain,
    };
    let cell = data.cell(workload, engine);
    let mut field = Field { text: format::ratio_interval(ratio.value, ratio.interval), mark, note: String::new() };
    if cell.unsteady > 0 {
        field.text.push('†');
        field.note = format!("{} of {} processes never became steady", cell.unsteady, cell.runs.len());
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_tables_are_cut_and_say_so() {
        let mut table = Table::new("numbers", &["name", "value"]);
        for n in 0..1000 {
            table.push(vec![Field::plain(format!("row|{n}")), Field::plain("1.00×")]);
        }
        table.push(vec![Field::plain("mean"), Field::plain("2.00×")]);
        table.summary_rows = 1;
        assert_eq!(table.markdown_within(1 << 20), table.markdown());
        let cut = table.markdown_within(2000);
        assert!(cut.len() <= 2000 && cut.len() > 1500, "{}", cut.len());
        assert!(cut.contains("| **mean** | **2.00×** |") && cut.contains("row\\|0 "), "{cut}");
        assert!(cut.contains("of 1000 rows left out"));
    }
}
