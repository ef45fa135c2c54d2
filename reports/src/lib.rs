//! Records to charts, tables and one HTML page.
//!
//! The way of a number: record lines -> [`dataset::Dataset`] (all summaries, no drawing) -> one [`chart::Figure`]
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
use harness_core::record::Line;
use std::path::{Path, PathBuf};

/// What a reader can choose about a report.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Heading of the page; a neutral one when absent.
    pub title: Option<String>,
    /// Engine every ratio refers to. When absent: `cpython` if it was measured, else the first engine that was.
    pub baseline: Option<String>,
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
    /// The whole page: no script needed, no reference to anything outside.
    pub html: String,
    /// Every chart that had something to draw, in page order.
    pub charts: Vec<RenderedChart>,
    /// The table of results, for terminals and Markdown.
    pub results: table::Table,
    /// The answer in one or two sentences.
    pub verdict: String,
}

/// Draws a report from the lines of one record. Deterministic: the same lines give the same bytes.
///
/// # Errors
/// When the baseline asked for is not in the record, or the record holds no header or no workload.
pub fn render(lines: &[Line], options: &Options) -> Result<Rendered> {
    let data = dataset::Dataset::new(lines, options.baseline.as_deref())?;
    let mut figures = Vec::new();
    for chart in chart::CHARTS {
        let outcome = (chart.draw)(&data).with_context(|| format!("drawing chart {}", chart.id))?;
        figures.push((chart, outcome));
    }
    let results = table::results(&data);
    let verdict = prose::verdict(&data).join(" ");
    let html = page::render(&data, options, &figures, &results);
    let charts = figures
        .into_iter()
        .filter_map(|(chart, outcome)| {
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
        })
        .collect();
    Ok(Rendered { html, charts, results, verdict })
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
    let Some(dir) = png_dir else {
        return Ok(written);
    };
    std::fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
    for chart in &rendered.charts {
        for (suffix, svg, ink) in [("light", &chart.light, theme::Ink::Light), ("dark", &chart.dark, theme::Ink::Dark)] {
            let path = dir.join(format!("{}-{suffix}.png", chart.id));
            let png = canvas::png(svg, ink).with_context(|| format!("rasterising chart {}", chart.id))?;
            std::fs::write(&path, png).with_context(|| format!("cannot write {}", path.display()))?;
            written.push(path);
        }
    }
    Ok(written)
}
