//! Records to charts, tables and one HTML page.
//!
//! The way of a number: record -> [`dataset::Dataset`] (all summaries, no drawing) -> one [`chart::Figure`]
//! per chart (a drawing and the table behind it) -> one self-contained page and PNG files. Nothing is measured
//! here and nothing is typed in: every number and every sentence of a report is computed from the record.
//!
//! What it deliberately does not do: read or write record files, know any engine, or ask the system for a font.
#![forbid(unsafe_code)]

pub mod canvas;
pub mod chart;
mod charts;
pub mod dataset;
pub mod format;
mod page;
mod panels;
mod prose;
mod rowplot;
pub mod table;
pub mod text;
pub mod theme;

use anyhow::{Context, Result};
use harness_core::store::Record;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a reader can choose about a report.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Heading of the page; a neutral one when absent.
    pub title: Option<String>,
    /// Engine every ratio refers to. When absent: `cpython` if it was measured, else the first engine that was.
    pub baseline: Option<String>,
    /// Earlier records, for the chart of history.
    pub history: Vec<Record>,
    /// Path of the record, shown in the command that draws this report again.
    pub record: Option<String>,
}

/// A chart as it leaves this crate.
#[derive(Clone, Debug, PartialEq)]
pub struct RenderedChart {
    /// Stable identifier: anchor in the page and file stem of the PNG.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// What is shown, from how many processes, on which machine.
    pub caption: String,
    /// Stand-alone SVG in the light palette.
    pub light: String,
    /// The same drawing in the dark palette.
    pub dark: String,
    /// The numbers drawn.
    pub table: table::Table,
}

/// A report held in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// The whole page: complete without its script, no reference to anything outside.
    pub html: String,
    /// Every chart that had something to draw, in page order.
    pub charts: Vec<RenderedChart>,
    /// The table of results, for terminals and Markdown.
    pub results: table::Table,
    /// The answer in one or two sentences.
    pub verdict: String,
    /// Where, when and how it was measured, in one sentence.
    pub circumstances: String,
    /// One row per engine: speed, start-up, memory.
    pub engines: table::Table,
}

/// Charts that the README of the repository shows.
pub const README_CHARTS: [&str; 2] = ["speedup", "spectrum"];

/// Most bytes of Markdown for a pull request: a comment on GitHub holds 65,536 characters.
const MARKDOWN_LIMIT: usize = 65_000;

impl Rendered {
    /// The answer and the tables for a pull request, under 65,536 characters whatever the record holds.
    pub fn markdown(&self) -> String {
        let head = format!("{}\n\n{}\n\n{}\n", self.verdict, self.circumstances, self.engines.markdown());
        let rest = MARKDOWN_LIMIT.saturating_sub(head.len() + self.results.caption.len() + 16);
        format!("{head}\n{}\n\n{}", self.results.caption, self.results.markdown_within(rest))
    }

    /// What a README says of a record: the answer, one row per engine, and pictures that lie in the folder `pictures`.
    pub fn readme(&self, pictures: &str) -> String {
        let mut text = format!("{}\n{}\n\n{}\n", self.verdict, self.circumstances, self.engines.markdown());
        for chart in README_CHARTS.iter().filter_map(|id| self.charts.iter().find(|chart| chart.id == *id)) {
            let path = |suffix: &str| match pictures.is_empty() {
                true => format!("{}-{suffix}.png", chart.id),
                false => format!("{pictures}/{}-{suffix}.png", chart.id),
            };
            text.push_str(&format!(
                "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"{}\"><img alt=\"{}\" src=\"{}\"></picture>\n",
                path("dark"),
                chart.title,
                path("light")
            ));
        }
        text
    }
}

/// Every chart of a record against one baseline, and the table of results.
struct Drawn {
    figures: Vec<(&'static chart::Chart, chart::Outcome)>,
    results: table::Table,
}

impl Drawn {
    fn new(data: &dataset::Dataset, wanted: impl Fn(&chart::Chart) -> bool) -> Result<Drawn> {
        let charts: Vec<&'static chart::Chart> = chart::CHARTS.iter().filter(|chart| wanted(chart)).collect();
        let draw = |chart: &'static chart::Chart| {
            let outcome = (chart.draw)(data).with_context(|| format!("drawing chart {}", chart.id))?;
            Ok((chart, outcome))
        };
        let figures = charts.into_par_iter().map(draw).collect::<Result<Vec<_>>>()?;
        Ok(Drawn { figures, results: table::results(data) })
    }
}

/// Most cells of alternative baselines that a page carries: more would make it heavy and slow to draw.
const MOST_ALTERNATIVE_CELLS: usize = 2_500;

/// The sections against every other baseline a reader may choose, in the order of the record as far as there is room.
fn other_baselines(data: &dataset::Dataset, first: &Drawn) -> Result<BTreeMap<String, BTreeMap<String, String>>> {
    let cells = data.workloads.len() * data.competing().len();
    let mut engines = data.challengers();
    engines.truncate((MOST_ALTERNATIVE_CELLS / cells.max(1)).max(1));
    let sections = |engine: usize| {
        let other = data.against(engine);
        let drawn = Drawn::new(&other, |chart| chart.relative)?;
        Ok((data.name(engine).to_string(), page::differing((data, first), (&other, &drawn))))
    };
    engines.into_par_iter().map(sections).collect()
}

/// Draws a report from one record. Deterministic: the same record gives the same bytes.
///
/// # Errors
/// When the baseline asked for is not in the record, or the record holds no header or no workload.
pub fn render(record: Record, options: &Options) -> Result<Rendered> {
    let mut records = options.history.clone();
    if !records.is_empty() {
        records.push(record.clone());
    }
    let mut data = dataset::Dataset::new(record, options.baseline.as_deref())?;
    data.history = std::sync::Arc::new(dataset::history(&records, data.baseline_name()));
    drop(records);
    let drawn = Drawn::new(&data, |_| true)?;
    let others = other_baselines(&data, &drawn)?;
    let html = page::render(&page::Views { first: (&data, &drawn), others }, options);
    let verdict = prose::verdict(&data).join(" ");
    let (circumstances, engines) = (prose::circumstances(&data), table::engines(&data));
    let charts = drawn.figures.into_iter().filter_map(|(chart, outcome)| {
        let chart::Outcome::Drawn(figure) = outcome else {
            return None;
        };
        Some(RenderedChart {
            id: chart.id,
            title: chart.title.to_string(),
            light: figure.drawing.svg(chart.id, chart.title, &figure.finding, theme::Ink::Light),
            dark: figure.drawing.svg(chart.id, chart.title, &figure.finding, theme::Ink::Dark),
            caption: figure.caption,
            table: figure.table,
        })
    });
    Ok(Rendered { html, charts: charts.collect(), results: drawn.results, verdict, circumstances, engines })
}

/// Writes the page, and with `png_dir` every chart as `ID-light.png` and `ID-dark.png`. Returns the paths written,
/// the page first.
///
/// # Errors
/// When a directory or file cannot be written.
pub fn write(rendered: &Rendered, html_path: &Path, png_dir: Option<&Path>) -> Result<Vec<PathBuf>> {
    if let Some(parent) = html_path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        std::fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
    }
    std::fs::write(html_path, &rendered.html).with_context(|| format!("cannot write {}", html_path.display()))?;
    let mut written = vec![html_path.to_path_buf()];
    if let Some(dir) = png_dir {
        written.extend(write_pictures(rendered, dir, |_| true)?);
    }
    Ok(written)
}

/// Writes the charts that are wanted as `ID-light.png` and `ID-dark.png`. Returns the paths written.
///
/// # Errors
/// When the directory or a file cannot be written.
pub fn write_pictures(rendered: &Rendered, dir: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
    let mut written = Vec::new();
    for chart in rendered.charts.iter().filter(|chart| wanted(chart.id)) {
        for (suffix, svg, ink) in [("light", &chart.light, theme::Ink::Light), ("dark", &chart.dark, theme::Ink::Dark)] {
            let path = dir.join(format!("{}-{suffix}.png", chart.id));
            let png = canvas::png(svg, ink).with_context(|| format!("rasterising chart {}", chart.id))?;
            std::fs::write(&path, png).with_context(|| format!("cannot write {}", path.display()))?;
            written.push(path);
        }
    }
    Ok(written)
}
