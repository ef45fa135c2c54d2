//! Rows of dots with whiskers on a logarithmic axis: the layout behind the speed-up, mean and memory charts.
//!
//! The axis is linear in log2 with its own ticks at powers of two; log coordinates of plotters would leave ranges
//! around 1× without a tick. Every engine has its own lane inside a row, so marks never cover each other.

use crate::canvas::{Anchor, Canvas, Drawing, Label, NORMAL, SMALL, Stroke, paint};
use crate::dataset::Series;
use crate::text;
use crate::theme::Role;
use anyhow::Result;

/// Display width of every chart.
pub const WIDTH: f64 = 960.0;
const LABEL_MAX: f64 = 250.0;
const NOTE_MAX: f64 = 190.0;
const RADIUS: f64 = 4.0;
/// Pixels from one line of a label to the next.
pub const LINE: f64 = 16.0;
/// Higher plots repeat their axis at the top.
const TALL: f64 = 700.0;

/// A whole dot plot.
pub struct RowPlot {
    /// Lanes of every row, top to bottom.
    pub engines: Vec<Series>,
    /// Rows, top to bottom.
    pub rows: Vec<Row>,
    /// Under the axis: quantity and direction.
    pub axis: String,
    /// Value of the bold vertical line, when there is one.
    pub reference: Option<f64>,
    /// Label of a tick.
    pub tick: fn(f64) -> String,
    /// Whether marks need a legend (not where every row is one engine).
    pub legend: bool,
}

/// One row.
pub struct Row {
    /// At the left.
    pub label: String,
    /// Summary rows are bold and set apart.
    pub bold: bool,
    /// Dots.
    pub dots: Vec<Dot>,
    /// At the right: what is not drawn and why, or the number.
    pub note: String,
    /// Whether the note reports a failure.
    pub bad: bool,
}

/// One dot with its whisker.
pub struct Dot {
    /// Index into [`RowPlot::engines`].
    pub lane: usize,
    /// Position.
    pub value: f64,
    /// Whisker; solid when it is an interval.
    pub whisker: Option<(f64, f64)>,
    /// A second, wider whisker drawn thin.
    pub outer: Option<(f64, f64)>,
    /// Whether the whisker is only the range of the observations (drawn dotted).
    pub range_only: bool,
}

/// A linear map from log2 of a value to pixels.
pub struct LogAxis {
    low: f64,
    high: f64,
    left: f64,
    right: f64,
}

impl LogAxis {
    /// Covers all positive values with some air, at least one octave.
    pub fn covering(values: impl Iterator<Item = f64>, left: f64, right: f64) -> LogAxis {
        let logs: Vec<f64> = values.filter(|v| v.is_finite() && *v > 0.0).map(f64::log2).collect();
        let low = logs.iter().copied().fold(f64::INFINITY, f64::min);
        let high = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = if low <= high { (low, high) } else { (-1.0, 1.0) };
        let air = ((high - low) * 0.04).max(0.08);
        let missing = ((1.0 - (high - low + 2.0 * air)) / 2.0).max(0.0);
        LogAxis { low: low - air - missing, high: high + air + missing, left, right }
    }

    /// Pixel of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.left + (value.log2() - self.low) / (self.high - self.low) * (self.right - self.left)
    }

    /// At most `most` values to label: powers of two, or every so many of them; where fewer than three of those are
    /// in sight, halves or quarters of an octave's length between them too.
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        let (first, last) = (self.low.floor() as i32, self.high.ceil() as i32);
        let inside = |mantissas: &[f64], step: i32| -> Vec<f64> {
            (first..=last)
                .filter(|exponent| exponent % step == 0)
                .flat_map(|exponent| mantissas.iter().map(move |m| m * 2f64.powi(exponent)))
                .filter(|value| (self.low..=self.high).contains(&value.log2()))
                .collect()
        };
        let powers = (1..64).map(|step| inside(&[1.0], step)).find(|ticks| ticks.len() <= most.max(1));
        let powers = powers.unwrap_or_default();
        let finer = [&[1.0, 1.5][..], &[1.0, 1.25, 1.5, 1.75]].into_iter().map(|mantissas| inside(mantissas, 1));
        match powers.len() {
            0..3 => finer.into_iter().find(|ticks| (3..=most).contains(&ticks.len())).unwrap_or(powers),
            _ => powers,
        }
    }
}

impl RowPlot {
    /// Draws it.
    ///
    /// # Errors
    /// When plotters fails.
    pub fn draw(&self) -> Result<Drawing> {
        let labels = self.rows.iter().map(|row| text::width(&row.label, NORMAL, row.bold));
        let label_width = labels.fold(60.0, f64::max).min(LABEL_MAX) + 8.0;
        let notes = self.rows.iter().map(|row| text::width(&row.note, SMALL, false));
        let note_width = notes.fold(0.0, f64::max).min(NOTE_MAX);
        let left = label_width + 14.0;
        let right = WIDTH - if note_width > 0.0 { note_width + 16.0 } else { 16.0 };
        let heights: Vec<f64> = self.rows.iter().map(|row| self.row_height(row)).collect();
        let legend = if self.legend { legend_height(&self.engines) } else { 0.0 };
        let tall = heights.iter().sum::<f64>() > TALL;
        let top = legend + if tall { 26.0 } else { 6.0 };
        let bottom = top + heights.iter().sum::<f64>();
        paint(WIDTH, bottom + 46.0, |canvas| {
            if legend > 0.0 {
                draw_legend(canvas, &self.engines)?;
            }
            let values = self.rows.iter().flat_map(|row| &row.dots).flat_map(|dot| {
                let ends = dot.whisker.into_iter().chain(dot.outer).flat_map(|(low, high)| [low, high]);
                std::iter::once(dot.value).chain(ends)
            });
            let axis = LogAxis::covering(values.chain(self.reference), left, right);
            self.backdrop(canvas, &axis, top, &heights, tall)?;
            let mut y = top;
            for (row, height) in self.rows.iter().zip(&heights) {
                self.draw_row(canvas, &axis, row, y, *height, note_width)?;
                y += height;
            }
            let middle = (left + right) / 2.0;
            canvas.text(middle, bottom + 36.0, &self.axis, Label::small(Anchor::Middle))
        })
    }

    fn row_height(&self, row: &Row) -> f64 {
        let lanes = if self.legend { self.engines.len() } else { 1 };
        let lines = text::wrap(&row.label, NORMAL, row.bold, LABEL_MAX).len() as f64;
        (lanes as f64 * self.lane() + 8.0).max(lines * LINE + 10.0)
    }

    /// Pixels between the lanes of a row.
    fn lane(&self) -> f64 {
        match (self.engines.len(), self.rows.len()) {
            (0..=4, 0..=20) => 11.0,
            (0..=4, _) => 8.0,
            (5..=8, 0..=20) => 9.0,
            (5..=8, _) => 7.0,
            _ => 6.5,
        }
    }

    fn backdrop(&self, canvas: &Canvas<'_>, axis: &LogAxis, top: f64, heights: &[f64], tall: bool) -> Result<()> {
        let mut y = top;
        for (n, height) in heights.iter().enumerate() {
            if n % 2 == 0 {
                canvas.rect(0.0, y, WIDTH, *height, Role::Band)?;
            }
            y += height;
        }
        let widest = axis.ticks(64).into_iter().map(|value| text::width(&(self.tick)(value), SMALL, false));
        let room = (axis.right - axis.left) / (widest.fold(20.0, f64::max) + 14.0);
        for value in axis.ticks((room as usize).clamp(2, 12)) {
            let x = axis.at(value);
            canvas.line((x, top), (x, y + 4.0), Stroke::new(Role::Grid, 1.0))?;
            canvas.text(x, y + 15.0, &(self.tick)(value), Label::small(Anchor::Middle))?;
            if tall {
                canvas.text(x, top - 10.0, &(self.tick)(value), Label::small(Anchor::Middle))?;
            }
        }
        canvas.line((axis.left, y), (axis.right, y), Stroke::new(Role::Muted, 1.0))?;
        if let Some(reference) = self.reference {
            let x = axis.at(reference);
            canvas.line((x, top), (x, y + 4.0), Stroke::new(Role::Text, 2.0))?;
        }
        Ok(())
    }

    fn draw_row(&self, canvas: &Canvas<'_>, axis: &LogAxis, row: &Row, y: f64, height: f64, note_width: f64) -> Result<()> {
        let middle = y + height / 2.0;
        let label = Label { bold: row.bold, ..Label::new(Anchor::End) };
        lines(canvas, axis.left - 12.0, middle, &row.label, label, LABEL_MAX)?;
        if row.bold {
            canvas.line((0.0, y), (WIDTH, y), Stroke::new(Role::Muted, 1.0))?;
        }
        let lanes = if self.legend { self.engines.len() } else { 1 } as f64;
        for dot in &row.dots {
            let lane = if self.legend { dot.lane } else { 0 } as f64;
            let y = middle + (lane - (lanes - 1.0) / 2.0) * self.lane();
            canvas.engine(self.engines[dot.lane].engine, || self.draw_dot(canvas, axis, dot, y))?;
        }
        if !row.note.is_empty() {
            let note = text::fit(&row.note, SMALL, false, note_width);
            let role = if row.bad { Role::Bad } else { Role::Muted };
            canvas.text(WIDTH - note_width - 6.0, middle, &note, Label::small(Anchor::Start).role(role))?;
        }
        Ok(())
    }

    fn draw_dot(&self, canvas: &Canvas<'_>, axis: &LogAxis, dot: &Dot, y: f64) -> Result<()> {
        let style = self.engines[dot.lane].style;
        let role = Role::Series(style.series);
        if let Some((low, high)) = dot.outer {
            canvas.line((axis.at(low), y), (axis.at(high), y), Stroke::new(role, 1.0))?;
            for end in [low, high] {
                canvas.line((axis.at(end), y - 3.0), (axis.at(end), y + 3.0), Stroke::new(role, 1.0))?;
            }
        }
        if let Some((low, high)) = dot.whisker {
            let dash = if dot.range_only { crate::theme::Dash::Dotted } else { crate::theme::Dash::Solid };
            let width = if dot.outer.is_some() { 4.0 } else { 2.0 };
            canvas.line((axis.at(low), y), (axis.at(high), y), Stroke { dash, ..Stroke::new(role, width) })?;
            let middle = axis.at(dot.value);
            for end in [low, high].map(|end| axis.at(end)) {
                // A cap inside the marker would only look like a lump.
                if (end - middle).abs() > RADIUS + 1.0 {
                    canvas.line((end, y - 3.0), (end, y + 3.0), Stroke::new(role, 1.2))?;
                }
            }
        }
        canvas.marker(axis.at(dot.value), y, RADIUS, style)
    }
}

/// A label in one or two lines, centred on `y`.
pub fn lines(canvas: &Canvas<'_>, x: f64, y: f64, words: &str, label: Label, max: f64) -> Result<()> {
    let lines = text::wrap(words, label.size, label.bold, max);
    let first = y - (lines.len() as f64 - 1.0) * LINE / 2.0;
    for (n, line) in lines.iter().enumerate() {
        canvas.text(x, first + n as f64 * LINE, line, label)?;
    }
    Ok(())
}

const LEGEND_LINE: f64 = 22.0;
const LEGEND_NAME_MAX: f64 = 220.0;

/// Places of the legend's entries and its height.
fn legend_places(engines: &[Series]) -> (Vec<(f64, f64, String)>, f64) {
    let (mut x, mut y) = (8.0, 14.0);
    let mut places = Vec::new();
    for engine in engines {
        let name = text::fit(&engine.name, NORMAL, false, LEGEND_NAME_MAX);
        let width = 34.0 + text::width(&name, NORMAL, false) + 22.0;
        if x + width > WIDTH && x > 8.0 {
            (x, y) = (8.0, y + LEGEND_LINE);
        }
        places.push((x, y, name));
        x += width;
    }
    let height = if engines.is_empty() { 0.0 } else { y + 14.0 };
    (places, height)
}

/// Height [`draw_legend`] takes at the top of a chart.
pub fn legend_height(engines: &[Series]) -> f64 {
    legend_places(engines).1
}

/// Marker, dash and name of every engine, wrapped, at the top of a chart.
pub fn draw_legend(canvas: &Canvas<'_>, engines: &[Series]) -> Result<()> {
    for ((x, y, name), Series { style, engine, .. }) in legend_places(engines).0.into_iter().zip(engines) {
        canvas.engine(*engine, || {
            let stroke = Stroke { dash: style.dash, ..Stroke::new(Role::Series(style.series), 2.0) };
            canvas.line((x, y), (x + 28.0, y), stroke)?;
            canvas.marker(x + 14.0, y, RADIUS + 0.5, *style)?;
            canvas.text(x + 36.0, y, &name, Label::new(Anchor::Start))
        })?;
    }
    Ok(())
}
