//! Workload by engine: every speed-up as a number in a coloured cell.

use crate::canvas::{Anchor, Canvas, Label, NORMAL, SMALL, Stroke, paint};
use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{Dataset, State};
use crate::rowplot::WIDTH;
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
    reading: "Each cell is a speed-up over the baseline; blue is faster, orange slower, and colours stop deepening \
              at 16-fold; a question mark says that the 95 % interval includes 1×; hatched cells have no number and \
              say why.",
    draw,
};

/// Where everything is.
struct Grid<'a> {
    data: &'a Dataset,
    engines: Vec<usize>,
    left: f64,
    top: f64,
    column: f64,
    upright: bool,
}

fn draw(data: &Dataset) -> Result<Outcome> {
    let engines = data.present();
    if engines.is_empty() {
        return Ok(Outcome::Nothing(
            "No engine of the plan is on this machine.".to_string(),
        ));
    }
    let grid = Grid::new(data, engines);
    let rows = data.workloads.len() as f64;
    let means = if data.common.is_empty() {
        0.0
    } else {
        ROW + 6.0
    };
    let drawing = paint(WIDTH, grid.top + rows * ROW + means + 34.0, |canvas| {
        grid.headings(canvas)?;
        for w in 0..data.workloads.len() {
            grid.row(canvas, w)?;
        }
        if means > 0.0 {
            grid.means(canvas, grid.top + rows * ROW + 6.0)?;
        }
        grid.scale(canvas, grid.top + rows * ROW + means + 18.0)
    })?;
    let mut numbers = table::results(data);
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

impl<'a> Grid<'a> {
    fn new(data: &'a Dataset, engines: Vec<usize>) -> Grid<'a> {
        let labels = data
            .workloads
            .iter()
            .map(|w| text::width(&w.id, NORMAL, false));
        let left = labels.fold(90.0, f64::max).min(LABEL_MAX) + 12.0;
        let column = ((WIDTH - left) / engines.len() as f64).min(150.0);
        let widest = engines
            .iter()
            .map(|e| text::width(data.name(*e), NORMAL, true))
            .fold(0.0, f64::max);
        let upright = widest > column - 8.0;
        let top = if upright {
            widest.min(UPRIGHT_MAX) + 14.0
        } else {
            28.0
        };
        Grid {
            data,
            engines,
            left,
            top,
            column,
            upright,
        }
    }

    fn headings(&self, canvas: &Canvas<'_>) -> Result<()> {
        for (n, engine) in self.engines.iter().enumerate() {
            let x = self.left + (n as f64 + 0.5) * self.column;
            let max = if self.upright {
                UPRIGHT_MAX
            } else {
                self.column - 4.0
            };
            let name = text::fit(self.data.name(*engine), NORMAL, true, max);
            if self.upright {
                let label = Label {
                    upright: true,
                    ..Label::new(Anchor::Start).bold()
                };
                canvas.text(x, self.top - 6.0, &name, label)?;
            } else {
                canvas.text(x, 12.0, &name, Label::new(Anchor::Middle).bold())?;
            }
        }
        Ok(())
    }

    fn row(&self, canvas: &Canvas<'_>, workload: usize) -> Result<()> {
        let y = self.top + workload as f64 * ROW;
        let name = text::fit(&self.data.workloads[workload].id, NORMAL, false, LABEL_MAX);
        canvas.text(
            self.left - 8.0,
            y + ROW / 2.0,
            &name,
            Label::new(Anchor::End),
        )?;
        for (n, engine) in self.engines.iter().enumerate() {
            let x = self.left + n as f64 * self.column;
            match self.data.ratio(workload, *engine) {
                Some(ratio) => {
                    let mark =
                        if Some(*engine) != self.data.baseline && ratio.undecided() == Some(true) {
                            " ?"
                        } else {
                            ""
                        };
                    self.number(canvas, x, y, ratio.value, mark, false)?;
                }
                None => self.absent(canvas, x, y, workload, *engine)?,
            }
        }
        Ok(())
    }

    fn number(
        &self,
        canvas: &Canvas<'_>,
        x: f64,
        y: f64,
        value: f64,
        mark: &str,
        bold: bool,
    ) -> Result<()> {
        let step = (value.log2().round().clamp(-4.0, 4.0) as i32 + 4) as u8;
        canvas.rect(
            x + 1.0,
            y + 1.0,
            self.column - 2.0,
            ROW - 2.0,
            Role::Heat(step),
        )?;
        let words = format!("{}{mark}", format::ratio(value));
        let label = Label {
            size: SMALL,
            bold,
            ..Label::new(Anchor::Middle)
        };
        canvas.text(x + self.column / 2.0, y + ROW / 2.0, &words, label)
    }

    fn absent(
        &self,
        canvas: &Canvas<'_>,
        x: f64,
        y: f64,
        workload: usize,
        engine: usize,
    ) -> Result<()> {
        let state = &self.data.cell(workload, engine).state;
        let (width, height) = (self.column - 2.0, ROW - 2.0);
        canvas.hatch(x + 1.0, y + 1.0, width, height, Role::Grid)?;
        let time = self.data.spread(workload, engine, |run| run.steady);
        let (words, role) = match (state, time) {
            (_, Some(time)) => (format::time(time.median), Role::Text),
            (State::Failed { .. }, _) => (state.label().to_string(), Role::Bad),
            _ => (state.label().to_string(), Role::Muted),
        };
        let words = if text::width(&words, SMALL, false) > width {
            state.short().to_string()
        } else {
            words
        };
        let words = text::fit(&words, SMALL, false, width);
        // Clear the hatch behind the words.
        let room = text::width(&words, SMALL, false) + 6.0;
        canvas.rect(
            x + (self.column - room) / 2.0,
            y + 5.0,
            room,
            ROW - 10.0,
            Role::Background,
        )?;
        canvas.text(
            x + self.column / 2.0,
            y + ROW / 2.0,
            &words,
            Label::small(Anchor::Middle).role(role),
        )
    }

    fn means(&self, canvas: &Canvas<'_>, y: f64) -> Result<()> {
        let label = format!(
            "geometric mean ({} of {})",
            self.data.common.len(),
            self.data.workloads.len()
        );
        let label = text::fit(&label, NORMAL, true, self.left - 12.0);
        canvas.text(
            self.left - 8.0,
            y + ROW / 2.0,
            &label,
            Label::new(Anchor::End).bold(),
        )?;
        canvas.line(
            (0.0, y - 3.0),
            (WIDTH, y - 3.0),
            Stroke::new(Role::Muted, 1.0),
        )?;
        for (n, engine) in self.engines.iter().enumerate() {
            if let Some(summary) = self.data.summary(*engine) {
                self.number(
                    canvas,
                    self.left + n as f64 * self.column,
                    y,
                    summary.geomean,
                    "",
                    true,
                )?;
            }
        }
        Ok(())
    }

    fn scale(&self, canvas: &Canvas<'_>, y: f64) -> Result<()> {
        let mut x = self.left;
        for step in 0..9u8 {
            canvas.rect(x, y - 7.0, 44.0, 16.0, Role::Heat(step))?;
            let words = match step {
                0 => "≤1/16×".to_string(),
                8 => "≥16×".to_string(),
                _ => format::power_of_two(i32::from(step) - 4),
            };
            canvas.text(
                x + 22.0,
                y + 1.0,
                &words,
                Label {
                    size: SMALL,
                    ..Label::new(Anchor::Middle)
                },
            )?;
            x += 44.0;
        }
        Ok(())
    }
}
