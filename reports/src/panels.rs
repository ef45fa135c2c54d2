//! Small multiples: one panel per workload, one curve per engine, both axes logarithmic with their own ticks.

use crate::canvas::{Anchor, Canvas, Drawing, Label, NORMAL, SMALL, Stroke, paint};
use crate::dataset::Series;
use crate::rowplot::{WIDTH, draw_legend, legend_height};
use crate::text;
use crate::theme::{Dash, Role};
use anyhow::Result;

const COLUMNS: usize = 3;
const GAP: f64 = 14.0;
const TITLE: f64 = 22.0;
/// More room below the title where some panel has a note.
const NOTE: f64 = 16.0;
const AXIS: f64 = 22.0;
/// Height of a plot among many; a few get more.
const PLOT: f64 = 130.0;
const LEFT: f64 = 52.0;
/// Points a curve keeps after thinning.
const MOST_POINTS: usize = 48;

/// A grid of panels with one legend.
pub struct Panels {
    /// Every engine that may occur.
    pub engines: Vec<Series>,
    /// In reading order.
    pub panels: Vec<Panel>,
    /// Quantity on the horizontal axis, below the grid.
    pub axis: String,
    /// What goes up.
    pub vertical: Vertical,
}

/// The vertical axis of every panel; decides the horizontal one too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vertical {
    /// Nanoseconds, logarithmic, over a count.
    Time,
    /// A share from 0 to 1, linear, over nanoseconds.
    Share,
}

/// The axes of one panel.
struct Axes {
    horizontal: Decades,
    vertical: Option<Decades>,
    top: f64,
    bottom: f64,
}

impl Axes {
    fn at(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.horizontal.at(x), self.up(y))
    }

    fn up(&self, y: f64) -> f64 {
        match &self.vertical {
            Some(decades) => decades.at(y),
            None => self.bottom - y * (self.bottom - self.top - 8.0),
        }
    }

    /// Grid, ticks and labels.
    fn draw(&self, canvas: &Canvas<'_>, left: f64, right: f64) -> Result<()> {
        let shares = [0.0, 0.25, 0.5, 0.75, 1.0];
        let ticks: Vec<(f64, String)> = match &self.vertical {
            Some(decades) => decades.ticks(5).into_iter().map(|tick| (tick, tick_time(tick))).collect(),
            None => shares.into_iter().map(|share| (share, format!("{:.0} %", share * 100.0))).collect(),
        };
        for (tick, words) in ticks {
            let y = self.up(tick);
            canvas.line((left, y), (right, y), Stroke::new(Role::Grid, 1.0))?;
            canvas.text(left - 5.0, y, &words, Label::small(Anchor::End))?;
        }
        let across = self.horizontal.ticks(if self.vertical.is_some() { 6 } else { 4 });
        for tick in across.into_iter().filter(|tick| self.vertical.is_none() || tick.fract() == 0.0) {
            let x = self.horizontal.at(tick);
            let words = if self.vertical.is_some() { tick_count(tick) } else { tick_time(tick) };
            canvas.line((x, self.bottom), (x, self.bottom + 4.0), Stroke::new(Role::Muted, 1.0))?;
            // A label at the edge stays inside the panel.
            let at = x.min(right + 8.0 - text::width(&words, SMALL, false) / 2.0);
            canvas.text(at, self.bottom + 14.0, &words, Label::small(Anchor::Middle))?;
        }
        canvas.line((left, self.bottom), (right, self.bottom), Stroke::new(Role::Muted, 1.0))
    }
}

/// One workload.
pub struct Panel {
    /// Above the plot.
    pub title: String,
    /// Curves, drawn in order.
    pub curves: Vec<Curve>,
    /// Points that stand out.
    pub crossings: Vec<Crossing>,
    /// Engines without a curve and why.
    pub note: String,
    /// Whether the note reports a failure.
    pub bad: bool,
}

/// A point that stands out, with how well its place on the horizontal axis is known.
pub struct Crossing {
    /// Horizontal place.
    pub x: f64,
    /// Vertical place.
    pub y: f64,
    /// Whisker along the horizontal axis.
    pub range: Option<(f64, f64)>,
}

/// Something that happened in one iteration, drawn as a tick on the horizontal axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Horizontal place.
    pub x: f64,
    /// Compilations are drawn as lines, collections as dots.
    pub compile: bool,
}

/// One engine in one panel. Coordinates are positive.
pub struct Curve {
    /// Whose.
    pub series: Series,
    /// Change points: where a new level begins.
    pub steps: Vec<f64>,
    /// Compilations and collections.
    pub ticks: Vec<Tick>,
    /// Measured points, x ascending.
    pub points: Vec<(f64, f64)>,
    /// Curves of single processes, drawn thin.
    pub threads: Vec<Vec<(f64, f64)>>,
}

/// A logarithmic axis with ticks at 1, 2 and 5 times powers of ten.
pub struct Decades {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Decades {
    /// Covers all positive values, with `air` as a share of the range at both ends.
    pub fn covering(values: &[f64], air: f64, from: f64, to: f64) -> Decades {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min).log10();
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max).log10();
        let missing = ((0.3 - (high - low)) / 2.0).max(0.0);
        let air = air * (high - low);
        Decades { low: low - missing - air, high: high + missing + air, from, to }
    }

    /// Pixel of a value.
    pub fn at(&self, value: f64) -> f64 {
        self.from + (value.log10() - self.low) / (self.high - self.low) * (self.to - self.from)
    }

    /// The finest of 1-2-5, 1-3-10, decades and every third decade that keeps at most `most` ticks.
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        let (first, last) = (self.low.floor() as i32, self.high.ceil() as i32);
        let inside = |mantissas: &[f64], every: i32| -> Vec<f64> {
            (first..=last)
                .filter(|decade| decade % every == 0)
                .flat_map(|decade| mantissas.iter().map(move |m| m * 10f64.powi(decade)))
                .filter(|v| (self.low - 1e-9..=self.high + 1e-9).contains(&v.log10()))
                .collect()
        };
        let choices: [(&[f64], i32); 6] =
            [(&[1.0, 1.5, 2.0, 3.0, 5.0, 7.0], 1), (&[1.0, 2.0, 5.0], 1), (&[1.0, 3.0], 1), (&[1.0], 1), (&[1.0], 2), (&[1.0], 3)];
        let mut fallback = Vec::new();
        for (mantissas, every) in choices {
            let ticks = inside(mantissas, every);
            if ticks.len() <= most {
                return if ticks.is_empty() { fallback } else { ticks };
            }
            fallback = ticks;
        }
        fallback
    }
}

impl Panels {
    /// Draws the grid. Panels without a curve say why.
    ///
    /// # Errors
    /// When plotters fails.
    pub fn draw(&self) -> Result<Drawing> {
        let legend = legend_height(&self.engines);
        let columns = COLUMNS.min(self.panels.len().max(1));
        let width = (WIDTH - GAP * (COLUMNS as f64 - 1.0)) / COLUMNS as f64;
        let width = if columns < COLUMNS { (WIDTH - GAP * (columns as f64 - 1.0)) / columns as f64 } else { width };
        let noted = self.panels.iter().any(|panel| !panel.note.is_empty() && !panel.curves.is_empty());
        let title = if noted { TITLE + NOTE } else { TITLE };
        let plot = match self.panels.len() {
            0..=1 => 2.0 * PLOT,
            2 => 1.5 * PLOT,
            _ => PLOT,
        };
        let height = title + plot + AXIS + 12.0;
        let rows = self.panels.len().div_ceil(columns);
        paint(WIDTH, legend + rows as f64 * height + 24.0, |canvas| {
            draw_legend(canvas, &self.engines)?;
            for (n, panel) in self.panels.iter().enumerate() {
                let x = (n % columns) as f64 * (width + GAP);
                let y = legend + (n / columns) as f64 * height;
                panel.draw(canvas, (x, y), (width, plot), title, self.vertical)?;
            }
            let bottom = legend + rows as f64 * height + 10.0;
            canvas.text(WIDTH / 2.0, bottom, &self.axis, Label::small(Anchor::Middle))
        })
    }
}

impl Panel {
    fn draw(&self, canvas: &Canvas<'_>, (x, y): (f64, f64), (width, plot): (f64, f64), above: f64, up: Vertical) -> Result<()> {
        let title = text::fit(&self.title, NORMAL, true, width - 4.0);
        canvas.text(x + 2.0, y + 10.0, &title, Label::new(Anchor::Start).bold())?;
        let (left, right) = (x + LEFT, x + width - 8.0);
        let (top, bottom) = (y + above, y + above + plot);
        canvas.rect(left, top, right - left, plot, Role::Band)?;
        let points: Vec<(f64, f64)> = self
            .curves
            .iter()
            .flat_map(|curve| curve.threads.iter().flatten().chain(&curve.points))
            .copied()
            .filter(|(x, y)| *x > 0.0 && *y > 0.0 && x.is_finite() && y.is_finite())
            .collect();
        if points.is_empty() {
            let words = if self.note.is_empty() { "no curve" } else { &self.note };
            let words = text::fit(words, SMALL, false, right - left - 12.0);
            return canvas.text((left + right) / 2.0, (top + bottom) / 2.0, &words, Label::small(Anchor::Middle).role(self.note_role()));
        }
        let xs: Vec<f64> = points.iter().map(|p| p.0).collect();
        let ys: Vec<f64> = points.iter().map(|p| p.1).collect();
        let horizontal = Decades::covering(&xs, 0.02, left, right);
        let vertical = (up == Vertical::Time).then(|| Decades::covering(&ys, 0.06, bottom, top));
        let axes = Axes { horizontal, vertical, top, bottom };
        axes.draw(canvas, left, right)?;
        let place = |points: &[(f64, f64)]| -> Vec<(f64, f64)> { thin(points).into_iter().map(|point| axes.at(point)).collect() };
        for (lane, curve) in self.curves.iter().enumerate() {
            canvas.engine(curve.series.engine, || {
                let role = Role::Series(curve.series.style.series);
                for thread in &curve.threads {
                    canvas.polyline(&place(thread), Stroke { alpha: 0.25, ..Stroke::new(role, 1.0) })?;
                }
                for step in &curve.steps {
                    let at = curve.points.iter().find(|(x, _)| x >= step).map_or(*step, |(_, y)| *y);
                    let (x, y) = axes.at((*step, at));
                    let (above, below) = ((y - 13.0).max(top), (y + 13.0).min(bottom));
                    canvas.line((x, above), (x, below), Stroke { dash: Dash::Dashed, ..Stroke::new(role, 1.4) })?;
                }
                let y = bottom - 4.0 - 7.0 * lane as f64;
                for tick in curve.ticks.iter().filter(|_| y > top) {
                    let x = axes.horizontal.at(tick.x);
                    match tick.compile {
                        true => canvas.line((x, y - 3.0), (x, y + 3.0), Stroke::new(role, 1.6))?,
                        false => canvas.rect(x - 1.0, y - 1.0, 2.0, 2.0, role)?,
                    }
                }
                Ok(())
            })?;
        }
        for curve in &self.curves {
            canvas.engine(curve.series.engine, || curve.draw(canvas, &place(&curve.points)))?;
        }
        for crossing in &self.crossings {
            let (x, y) = axes.at((crossing.x, crossing.y));
            if let Some((low, high)) = crossing.range {
                let (low, high) = (axes.horizontal.at(low).max(left), axes.horizontal.at(high));
                canvas.line((low, y), (high.min(right), y), Stroke::new(Role::Text, 1.4))?;
                // An end beyond the panel has no cap.
                for end in [low, high].into_iter().filter(|end| *end <= right) {
                    canvas.line((end, y - 3.0), (end, y + 3.0), Stroke::new(Role::Text, 1.2))?;
                }
            }
            canvas.line((x, y), (x, bottom), Stroke { dash: Dash::Dotted, ..Stroke::new(Role::Text, 1.0) })?;
            canvas.line((x - 4.0, y - 4.0), (x + 4.0, y + 4.0), Stroke::new(Role::Text, 1.6))?;
            canvas.line((x - 4.0, y + 4.0), (x + 4.0, y - 4.0), Stroke::new(Role::Text, 1.6))?;
        }
        if !self.note.is_empty() {
            let words = text::fit(&self.note, SMALL, false, width - 4.0);
            canvas.text(x + 2.0, y + 27.0, &words, Label::small(Anchor::Start).role(self.note_role()))?;
        }
        Ok(())
    }
}

impl Panel {
    fn note_role(&self) -> Role {
        if self.bad { Role::Bad } else { Role::Muted }
    }
}

impl Curve {
    fn draw(&self, canvas: &Canvas<'_>, points: &[(f64, f64)]) -> Result<()> {
        let role = Role::Series(self.series.style.series);
        canvas.polyline(points, Stroke { dash: self.series.style.dash, ..Stroke::new(role, 2.0) })?;
        match points {
            [] => Ok(()),
            [only] => canvas.marker(only.0, only.1, 3.2, self.series.style),
            [first, .., last] => {
                canvas.marker(first.0, first.1, 3.2, self.series.style)?;
                canvas.marker(last.0, last.1, 3.2, self.series.style)
            }
        }
    }
}

/// Usable points, at most [`MOST_POINTS`]: the first ones all, then evenly in the logarithm of their index, so that
/// the start of a curve, where warm-up happens, keeps every point.
fn thin(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let usable: Vec<(f64, f64)> = points.iter().copied().filter(|(x, y)| *x > 0.0 && *y > 0.0 && x.is_finite() && y.is_finite()).collect();
    if usable.len() <= MOST_POINTS {
        return usable;
    }
    let mut kept: Vec<usize> = (0..MOST_POINTS)
        .map(|n| (usable.len() as f64).powf(n as f64 / (MOST_POINTS - 1) as f64) as usize - 1)
        .chain(0..MOST_POINTS / 3)
        .collect();
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().filter_map(|n| usable.get(n).copied()).collect()
}

/// Nanoseconds at a tick, without needless decimals.
pub fn tick_time(ns: f64) -> String {
    let (value, unit) = match ns {
        v if v >= 0.999e9 => (v / 1e9, "s"),
        v if v >= 0.999e6 => (v / 1e6, "ms"),
        v if v >= 0.999e3 => (v / 1e3, "µs"),
        v => (v, "ns"),
    };
    let digits = format!("{value:.1}");
    format!("{} {unit}", digits.strip_suffix(".0").unwrap_or(&digits))
}

fn tick_count(count: f64) -> String {
    match count {
        v if v >= 0.999e6 => format!("{}M", (v / 1e6 * 10.0).round() / 10.0),
        v if v >= 0.999e3 => format!("{}k", (v / 1e3 * 10.0).round() / 10.0),
        v => format!("{}", (v * 10.0).round() / 10.0),
    }
}
