//! The list of charts.
//!
//! A chart is one file under `charts/` and one row of [`CHARTS`]. It gets the whole [`Dataset`] and returns a
//! drawing together with the table of the numbers it drew, or a sentence saying why there is nothing to draw.

use crate::canvas::Drawing;
use crate::charts;
use crate::dataset::Dataset;
use crate::table::Table;
use anyhow::Result;

/// One kind of picture.
pub struct Chart {
    /// Stable identifier: anchor, file stem, prefix of ids inside the SVG.
    pub id: &'static str,
    /// Heading.
    pub title: &'static str,
    /// The question it answers.
    pub question: &'static str,
    /// One sentence on how to read it.
    pub reading: &'static str,
    /// Whether it shows ratios to the baseline, and so differs between baselines.
    pub relative: bool,
    /// Draws it.
    pub draw: fn(&Dataset) -> Result<Outcome>,
}

/// What came of drawing a chart.
pub enum Outcome {
    /// A picture and its numbers.
    Drawn(Box<Figure>),
    /// Why this record holds nothing for this chart, as a sentence.
    Nothing(String),
}

impl Outcome {
    /// What was drawn.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Outcome::Drawn(figure) => Some(figure),
            Outcome::Nothing(_) => None,
        }
    }
}

/// A drawn chart.
pub struct Figure {
    /// The picture.
    pub drawing: Drawing,
    /// The finding in one sentence, for screen readers and captions; computed, never typed in.
    pub finding: String,
    /// What is shown, from how many processes.
    pub caption: String,
    /// The numbers drawn.
    pub table: Table,
}

/// Every chart, in page order.
pub const CHARTS: &[Chart] = &[
    charts::speedup::CHART,
    charts::geomean::CHART,
    charts::heat_map::CHART,
    charts::spectrum::CHART,
    charts::warmup::CHART,
    charts::break_even::CHART,
    charts::distribution::CHART,
    charts::phases::CHART,
    charts::memory::CHART,
    charts::code_size::CHART,
    charts::history::CHART,
    charts::noise::CHART,
];
