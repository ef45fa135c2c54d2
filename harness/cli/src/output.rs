//! Results on stdout, progress on stderr; tables, numbers and colours in one place.
//!
//! Everything printed goes through `Write`, so that a closed pipe is an error value and not a panic.

use comfy_table::{Attribute, Cell, CellAlignment, Color, ContentArrangement, Table};
use harness_core::statistics::Estimate;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorChoice {
    /// True when stdout is to be coloured.
    pub fn on_stdout(self) -> bool {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        match self {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => !set("NO_COLOR") && (std::io::stdout().is_terminal() || set("CLICOLOR_FORCE")),
        }
    }
}

/// What a cell says beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing.
    Plain,
    /// As hoped.
    Good,
    /// Look here.
    Bad,
    /// Less important.
    Faint,
    /// A heading or a summary.
    Strong,
}

/// A table for terminals: no vertical lines, numbers to the right.
pub struct Grid {
    table: Table,
    coloured: bool,
}

impl Grid {
    /// A table with these headings; the first column is text, all others are numbers.
    pub fn new(headings: &[&str], coloured: bool) -> Self {
        let mut table = Table::new();
        table.load_preset("     ──            ").set_content_arrangement(ContentArrangement::Disabled);
        if coloured {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        table.set_header(headings.iter().map(|heading| Cell::new(heading).add_attribute(Attribute::Bold)));
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        if let Some(first) = table.column_mut(0) {
            first.set_padding((0, 1));
        }
        Grid { table, coloured }
    }

    /// Aligns a column of words to the left.
    pub fn words(&mut self, column: usize) {
        if let Some(column) = self.table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Left);
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = (String, Tone)>) {
        let coloured = self.coloured;
        let cell = |(text, tone): (String, Tone)| {
            let cell = Cell::new(text);
            match tone {
                _ if !coloured => cell,
                Tone::Plain => cell,
                Tone::Good => cell.fg(Color::Green),
                Tone::Bad => cell.fg(Color::Red),
                Tone::Faint => cell.add_attribute(Attribute::Dim),
                Tone::Strong => cell.add_attribute(Attribute::Bold),
            }
        };
        self.table.add_row(cells.into_iter().map(cell));
    }
}

impl std::fmt::Display for Grid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for line in self.table.lines() {
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A duration with three significant digits: `1.23 s`, `45.6 ms`, `789 us`.
pub fn time(ns: f64) -> String {
    match ns {
        ns if !ns.is_finite() => "-".to_owned(),
        ns if ns >= 1e9 => format!("{} s", three_digits(ns / 1e9)),
        ns if ns >= 1e6 => format!("{} ms", three_digits(ns / 1e6)),
        ns if ns >= 1e3 => format!("{} us", three_digits(ns / 1e3)),
        ns => format!("{ns:.0} ns"),
    }
}

/// A ratio and its interval, with no more digits than the uncertainty supports: `3.21x [3.10, 3.33]`.
pub fn ratio(estimate: &Estimate) -> String {
    match estimate.interval {
        None => format!("{}x", three_digits(estimate.value)),
        Some(interval) => {
            // Two digits of the interval's half-width, but at least those that tell the ends from each other.
            let half = (interval.high - interval.low) / 2.0;
            let decimals = if half > 0.0 { (1.0 - half.log10().floor()).clamp(0.0, 3.0) } else { 3.0 };
            let digits = (decimals as usize).min(significant_decimals(estimate.value));
            format!("{:.digits$}x [{:.digits$}, {:.digits$}]", estimate.value, interval.low, interval.high)
        }
    }
}

/// A number with three significant digits.
pub fn three_digits(value: f64) -> String {
    format!("{value:.*}", significant_decimals(value).min(2))
}

fn significant_decimals(value: f64) -> usize {
    match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        v if v >= 1.0 => 2,
        _ => 3,
    }
}

/// A bar on stderr, drawn only on a terminal and only once a second has passed or the work is longer than that.
pub fn progress(length: u64, what: &str, quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(4) };
    let bar = ProgressBar::with_draw_target(Some(length), target);
    let style = ProgressStyle::with_template("{prefix} [{bar:32}] {pos}/{len}  {elapsed} + about {eta}  {wide_msg}");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    bar.set_prefix(what.to_owned());
    bar.enable_steady_tick(Duration::from_secs(1));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use harness_core::statistics::Interval;

    #[test]
    fn numbers_carry_the_digits_they_deserve() {
        for (ns, text) in [(1.234e9, "1.23 s"), (4.56e7, "45.6 ms"), (7.894e5, "789 us"), (12.0, "12 ns"), (f64::NAN, "-")] {
            assert_eq!(time(ns), text);
        }
        let check = |value, low, high, text: &str| {
            let estimate = Estimate { value, interval: Some(Interval { low, high }), n: 7 };
            assert_eq!(ratio(&estimate), text);
        };
        check(3.2112, 3.1034, 3.3345, "3.21x [3.10, 3.33]");
        check(0.5123, 0.5101, 0.5144, "0.512x [0.510, 0.514]");
        check(25.31, 20.2, 30.1, "25.3x [20.2, 30.1]");
        check(1.5, 1.5, 1.5, "1.50x [1.50, 1.50]");
        assert_eq!(ratio(&Estimate { value: 12.345, interval: None, n: 3 }), "12.3x");
    }
}
