//! Workload by engine: every speed-up as a number in a coloured cell.

use crate::canvas::{Anchor, Canvas, Label, NORMAL, SMALL, Stroke, paint};
use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{Dataset, State};
use crate::rowplot::{LINE, WIDTH, lines};
use crate::table;
use crate::text;
use crate::theme::Role;
use crate::{charts::speedup, format};
use anyhow::Result;

const LABEL_MAX: f64 = 250.0;
const ROW: f64 = 26.0;
const UPRIGHT_MAX: f64 = 130.0;

pub const CHART: Chart = Chart {
    id: "heat-map",
    title: "Every workload on every engine",
    question: "Where does an engine do unusually well or badly?",
    reading: "Each cell is a speed-up over the baseline (the baseline itself shows its time); blue is faster, orange slower, and colours stop deepening \
              at 16-fold; a question mark says that the 95 % interval includes 1×; hatched cells have no number and \
              say why.",
    relative: true,
    draw,
};

/// Where everything is.
struct Grid<'a> {
    data: &'a Dataset,
    engines: Vec<usize>,
    left: f64,
    top: f64,
    column: f64,
    row: f64,
    upright: bool,
}

fn draw(data: &Dataset) -> Result<Outcome> {
    let engines = data.present();
    if engines.is_empty() {
        return Ok(Outcome::Nothing("No engine of the plan is on this machine.".to_string()));
    }
    if data.challengers().is_empty() && data.failures().is_empty() {
        return Ok(Outcome::Nothing("There is no second engine to compare with.".to_string()));
    }
    let grid = Grid::new(data, engines);
    let rows = data.workloads.len() as f64;
    let means = if data.common.is_empty() { 0.0 } else { grid.row + 6.0 };
    let drawing = paint(WIDTH, grid.top + rows * grid.row + means + 34.0, |canvas| {
        for w in 0..data.workloads.len() {
            let label = Label::new(Anchor::End);
            lines(canvas, grid.left - 8.0, grid.y(w) + grid.row / 2.0, &data.workloads[w].id, label, LABEL_MAX)?;
        }
        let bottom = grid.top + rows * grid.row + 6.0;
        if means > 0.0 {
            grid.mean_heading(canvas, bottom)?;
        }
        for (n, engine) in grid.engines.iter().enumerate() {
            canvas.engine(*engine, || grid.column(canvas, n, (means > 0.0).then_some(bottom)))?;
        }
        grid.scale(canvas, grid.top + rows * grid.row + means + 18.0)
    })?;
    let mut numbers = table::results(data);
    numbers.anchors.clear();
    numbers.caption = format!("Speed-up over {}; above 1× is faster", data.baseline_name());
    let failures = data.failures().len();
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing,
        finding: format!(
            "{} on {}; {} failed.",
            format::count(data.workloads.len(), "workload", "workloads"),
            format::count(grid.engines.len(), "engine", "engines"),
            format::count(failures, "cell", "cells")
        ),
        caption: speedup::caption(data),
        table: numbers,
    })))
}

fn mean_label(data: &Dataset) -> String {
    format!("geometric mean ({} of {})", data.common.len(), data.workloads.len())
}

/// Median steady time of a measured cell, in words.
fn data_time(data: &Dataset, workload: usize, engine: usize) -> Option<String> {
    data.spread(workload, engine, |run| run.steady).map(|time| format::time(time.median))
}

impl<'a> Grid<'a> {
    fn new(data: &'a Dataset, engines: Vec<usize>) -> Grid<'a> {
        let labels = data.workloads.iter().map(|w| text::width(&w.id, NORMAL, false));
        let mean = text::width(&mean_label(data), NORMAL, true);
        let left = labels.fold(mean, f64::max).min(LABEL_MAX) + 20.0;
        let column = ((WIDTH - left) / engines.len() as f64).min(200.0);
        let wrapped = data.workloads.iter().any(|w| text::width(&w.id, NORMAL, false) > LABEL_MAX);
        let row = if wrapped { 2.0 * LINE + 6.0 } else { ROW };
        let widest = engines.iter().map(|e| text::width(data.name(*e), NORMAL, true)).fold(0.0, f64::max);
        let upright = widest > column - 8.0;
        let top = if upright { widest.min(UPRIGHT_MAX) + 14.0 } else { 28.0 };
        Grid { data, engines, left, top, column, row, upright }
    }

    fn y(&self, workload: usize) -> f64 {
        self.top + workload as f64 * self.row
    }

    /// Heading, cells and mean (at `mean`) of the n-th engine.
    fn column(&self, canvas: &Canvas<'_>, n: usize, mean: Option<f64>) -> Result<()> {
        let engine = self.engines[n];
        let x = self.left + n as f64 * self.column;
        self.heading(canvas, x + self.column / 2.0, engine)?;
        for w in 0..self.data.workloads.len() {
            self.cell(canvas, (x, self.y(w)), w, engine)?;
        }
        match (mean, self.data.summary(engine)) {
            (Some(y), Some(summary)) => self.number(canvas, (x, y), summary.geomean, &format::ratio(summary.geomean), true),
            _ => Ok(()),
        }
    }

    fn heading(&self, canvas: &Canvas<'_>, x: f64, engine: usize) -> Result<()> {
        let max = if self.upright { UPRIGHT_MAX } else { self.column - 4.0 };
        let name = text::fit(self.data.name(engine), NORMAL, true, max);
        if self.upright {
            let label = Label { upright: true, ..Label::new(Anchor::Start).bold() };
            return canvas.text(x, self.top - 6.0, &name, label);
        }
        canvas.text(x, 12.0, &name, Label::new(Anchor::Middle).bold())
    }

    fn cell(&self, canvas: &Canvas<'_>, (x, y): (f64, f64), workload: usize, engine: usize) -> Result<()> {
        let time = data_time(self.data, workload, engine);
        match (self.data.ratio(workload, engine), time) {
            (Some(_), Some(time)) if Some(engine) == self.data.baseline => self.number(canvas, (x, y), 1.0, &time, false),
            (Some(ratio), _) => {
                let mark = if ratio.undecided() == Some(true) { " ?" } else { "" };
                let words = format!("{}{mark}", format::ratio(ratio.value));
                self.number(canvas, (x, y), ratio.value, &words, false)
            }
            (None, _) => self.absent(canvas, x, y, workload, engine),
        }
    }

    fn number(&self, canvas: &Canvas<'_>, (x, y): (f64, f64), value: f64, words: &str, bold: bool) -> Result<()> {
        let step = ((value.log2() * 2.0).round().clamp(-8.0, 8.0) as i32 + 8) as u8;
        canvas.rect(x + 1.0, y + 1.0, self.column - 2.0, self.row - 2.0, Role::Heat(step))?;
        let label = Label { size: SMALL, bold, ..Label::new(Anchor::Middle) };
        canvas.text(x + self.column / 2.0, y + self.row / 2.0, words, label)
    }

    fn absent(&self, canvas: &Canvas<'_>, x: f64, y: f64, workload: usize, engine: usize) -> Result<()> {
        let state = &self.data.cell(workload, engine).state;
        let (width, height) = (self.column - 2.0, self.row - 2.0);
        canvas.hatch(x + 1.0, y + 1.0, width, height, Role::Grid)?;
        let time = data_time(self.data, workload, engine);
        let (words, role) = match (state, time) {
            (_, Some(time)) => (time, Role::Text),
            (State::Failed { .. }, _) => (state.label().to_string(), Role::Bad),
            _ => (state.label().to_string(), Role::Muted),
        };
        let words = if text::width(&words, SMALL, false) > width { state.short().to_string() } else { words };
        let words = text::fit(&words, SMALL, false, width);
        // Clear the hatch behind the words.
        let room = text::width(&words, SMALL, false) + 6.0;
        canvas.rect(x + (self.column - room) / 2.0, y + 5.0, room, self.row - 10.0, Role::Background)?;
        canvas.text(x + self.column / 2.0, y + self.row / 2.0, &words, Label::small(Anchor::Middle).role(role))
    }

    fn mean_heading(&self, canvas: &Canvas<'_>, y: f64) -> Result<()> {
        let label = text::fit(&mean_label(self.data), NORMAL, true, self.left - 12.0);
        canvas.text(self.left - 8.0, y + self.row / 2.0, &label, Label::new(Anchor::End).bold())?;
        let right = self.left + self.engines.len() as f64 * self.column;
        canvas.line((0.0, y - 3.0), (right, y - 3.0), Stroke::new(Role::Muted, 1.0))
    }

    fn scale(&self, canvas: &Canvas<'_>, y: f64) -> Result<()> {
        let mut x = self.left;
        for step in (0..17u8).step_by(2) {
            canvas.rect(x, y - 7.0, 52.0, 18.0, Role::Heat(step))?;
            let words = match step {
                0 => "≤1/16×".to_string(),
                16 => "≥16×".to_string(),
                _ => format::power_of_two(i32::from(step) / 2 - 4),
            };
            canvas.text(x + 26.0, y + 2.0, &words, Label { size: SMALL, ..Label::new(Anchor::Middle) })?;
            x += 52.0;
        }
        Ok(())
    }
}
