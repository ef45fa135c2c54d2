//! Rows of dots with whiskers on a logarithmic axis: the layout behind the speed-up, mean and memory charts.
//!
//! The axis is linear in log2 with its own ticks at powers of two; log coordinates of plotters would leave ranges
//! around 1× without a tick. Every engine has its own lane inside a row, so marks never cover each other.

use crate::canvas::{Anchor, Canvas, Drawing, Label, NORMAL, SMALL, Stroke, paint};
use crate::text;
use crate::theme::{Role, Style};
use anyhow::Result;

/// Display width of every chart.
pub const WIDTH: f64 = 960.0;
const LABEL_MAX: f64 = 250.0;
const NOTE_MAX: f64 = 190.0;
const RADIUS: f64 = 4.0;

/// A whole dot plot.
pub struct RowPlot {
    /// Lanes of every row, top to bottom.
    pub engines: Vec<(String, Style)>,
    /// Rows, top to bottom.
    pub rows: Vec<Row>,
    /// Under the axis: quantity and direction.
    pub axis: String,
    /// Value of the bold vertical line, when there is one.
    pub reference: Option<f64>,
    /// Label of a power of two.
    pub tick: fn(i32) -> String,
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
        let logs: Vec<f64> = values
            .filter(|v| v.is_finite() && *v > 0.0)
            .map(f64::log2)
            .collect();
        let low = logs.iter().copied().fold(f64::INFINITY, f64::min);
        let high = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = if low <= high {
            (low, high)
        } else {
            (-1.0, 1.0)
        };
        let air = ((high - low) * 0.03).max(0.08);
        let missing = ((1.0 - (high - low + 2.0 * air)) / 2.0).max(0.0);
        LogAxis {
            low: low - air - missing,
            high: high + air + missing,
            left,
            right,
        }
    }

    /// Pixel of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.left + (value.log2() - self.low) / (self.high - self.low) * (self.right - self.left)
    }

    /// Exponents of at most `most` labelled powers of two.
    pub fn ticks(&self, most: usize) -> Vec<i32> {
        let (first, last) = (self.low.ceil() as i32, self.high.floor() as i32);
        let step = (1..)
            .find(|step| (last - first) / step < most.max(1) as i32)
            .unwrap_or(1);
        (first..=last)
            .filter(|exponent| exponent % step == 0)
            .collect()
    }
}

impl RowPlot {
    /// Draws it.
    ///
    /// # Errors
    /// When plotters fails.
    pub fn draw(&self) -> Result<Drawing> {
        let labels = self
            .rows
            .iter()
            .map(|row| text::width(&row.label, NORMAL, row.bold));
        let label_width = labels.fold(60.0, f64::max).min(LABEL_MAX);
        let notes = self
            .rows
            .iter()
            .map(|row| text::width(&row.note, SMALL, false));
        let note_width = notes.fold(0.0, f64::max).min(NOTE_MAX);
        let left = label_width + 14.0;
        let right = WIDTH
            - if note_width > 0.0 {
                note_width + 16.0
            } else {
                16.0
            };
        let heights: Vec<f64> = self.rows.iter().map(|row| self.row_height(row)).collect();
        let legend = if self.engines.len() > 1 || self.rows.iter().any(|row| row.dots.len() > 1) {
            legend_height(&self.engines)
        } else {
            0.0
        };
        let top = legend + 6.0;
        let bottom = top + heights.iter().sum::<f64>();
        paint(WIDTH, bottom + 46.0, |canvas| {
            if legend > 0.0 {
                draw_legend(canvas, &self.engines)?;
            }
            let values = self.rows.iter().flat_map(|row| &row.dots).flat_map(|dot| {
                let ends = dot
                    .whisker
                    .into_iter()
                    .chain(dot.outer)
                    .flat_map(|(low, high)| [low, high]);
                std::iter::once(dot.value).chain(ends)
            });
            let axis = LogAxis::covering(values.chain(self.reference), left, right);
            self.backdrop(canvas, &axis, top, &heights)?;
            let mut y = top;
            for (row, height) in self.rows.iter().zip(&heights) {
                self.draw_row(canvas, &axis, row, y, *height, note_width)?;
                y += height;
            }
            let middle = (left + right) / 2.0;
            canvas.text(
                middle,
                bottom + 36.0,
                &self.axis,
                Label::small(Anchor::Middle),
            )
        })
    }

    fn row_height(&self, row: &Row) -> f64 {
        let lanes = if row.bold {
            row.dots.len()
        } else {
            self.engines.len()
        };
        (lanes as f64 * self.lane() + 8.0).max(24.0)
    }

    /// Pixels between the lanes of a row.
    fn lane(&self) -> f64 {
        match self.engines.len() {
            0..=4 => 11.0,
            5..=8 => 9.5,
            _ => 8.5,
        }
    }

    fn backdrop(
        &self,
        canvas: &Canvas<'_>,
        axis: &LogAxis,
        top: f64,
        heights: &[f64],
    ) -> Result<()> {
        let mut y = top;
        for (n, height) in heights.iter().enumerate() {
            if n % 2 == 0 {
                canvas.rect(0.0, y, WIDTH, *height, Role::Band)?;
            }
            y += height;
        }
        let widest = axis
            .ticks(64)
            .into_iter()
            .map(|e| text::width(&(self.tick)(e), SMALL, false));
        let room = (axis.right - axis.left) / (widest.fold(20.0, f64::max) + 14.0);
        for exponent in axis.ticks((room as usize).clamp(2, 12)) {
            let x = axis.at(2f64.powi(exponent));
            canvas.line((x, top), (x, y + 4.0), Stroke::new(Role::Grid, 1.0))?;
            canvas.text(
                x,
                y + 15.0,
                &(self.tick)(exponent),
                Label::small(Anchor::Middle),
            )?;
        }
        canvas.line(
            (axis.left, y),
            (axis.right, y),
            Stroke::new(Role::Muted, 1.0),
        )?;
        if let Some(reference) = self.reference {
            let x = axis.at(reference);
            canvas.line((x, top), (x, y + 4.0), Stroke::new(Role::Text, 2.0))?;
        }
        Ok(())
    }

    fn draw_row(
        &self,
        canvas: &Canvas<'_>,
        axis: &LogAxis,
        row: &Row,
        y: f64,
        height: f64,
        note_width: f64,
    ) -> Result<()> {
        let middle = y + height / 2.0;
        let label = Label {
            bold: row.bold,
            ..Label::new(Anchor::End)
        };
        let name = text::fit(&row.label, NORMAL, row.bold, LABEL_MAX);
        canvas.text(axis.left - 12.0, middle, &name, label)?;
        let lanes = if row.bold {
            row.dots.len()
        } else {
            self.engines.len()
        } as f64;
        for (n, dot) in row.dots.iter().enumerate() {
            let lane = if row.bold { n } else { dot.lane } as f64;
            let y = middle + (lane - (lanes - 1.0) / 2.0) * self.lane();
            let style = self.engines[dot.lane].1;
            let role = Role::Series(style.series);
            if let Some((low, high)) = dot.outer {
                canvas.line(
                    (axis.at(low), y),
                    (axis.at(high), y),
                    Stroke::new(role, 1.0),
                )?;
                for end in [low, high] {
                    canvas.line(
                        (axis.at(end), y - 3.0),
                        (axis.at(end), y + 3.0),
                        Stroke::new(role, 1.0),
                    )?;
                }
            }
            if let Some((low, high)) = dot.whisker {
                let dash = if dot.range_only {
                    crate::theme::Dash::Dotted
                } else {
                    crate::theme::Dash::Solid
                };
                let width = if dot.outer.is_some() { 4.0 } else { 2.0 };
                canvas.line(
                    (axis.at(low), y),
                    (axis.at(high), y),
                    Stroke {
                        dash,
                        ..Stroke::new(role, width)
                    },
                )?;
            }
            canvas.marker(axis.at(dot.value), y, RADIUS, style)?;
        }
        if !row.note.is_empty() {
            let note = text::fit(&row.note, SMALL, false, note_width);
            let role = if row.bad { Role::Bad } else { Role::Muted };
            canvas.text(
                WIDTH - note_width - 6.0,
                middle,
                &note,
                Label::small(Anchor::Start).role(role),
            )?;
        }
        Ok(())
    }
}

const LEGEND_LINE: f64 = 22.0;
const LEGEND_NAME_MAX: f64 = 220.0;

/// Places of the legend's entries and its height.
fn legend_places(engines: &[(String, Style)]) -> (Vec<(f64, f64, String)>, f64) {
    let (mut x, mut y) = (8.0, 14.0);
    let mut places = Vec::new();
    for (name, _) in engines {
        let name = text::fit(name, NORMAL, false, LEGEND_NAME_MAX);
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
pub fn legend_height(engines: &[(String, Style)]) -> f64 {
    legend_places(engines).1
}

/// Marker, dash and name of every engine, wrapped, at the top of a chart.
pub fn draw_legend(canvas: &Canvas<'_>, engines: &[(String, Style)]) -> Result<()> {
    for ((x, y, name), (_, style)) in legend_places(engines).0.into_iter().zip(engines) {
        let stroke = Stroke {
            dash: style.dash,
            ..Stroke::new(Role::Series(style.series), 2.0)
        };
        canvas.line((x, y), (x + 28.0, y), stroke)?;
        canvas.marker(x + 14.0, y, RADIUS + 0.5, *style)?;
        canvas.text(x + 36.0, y, &name, Label::new(Anchor::Start))?;
    }
    Ok(())
}
