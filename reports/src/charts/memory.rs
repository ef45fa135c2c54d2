//! Peak resident memory of every engine on every workload.

use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{Dataset, Spread, State};
use crate::format;
use crate::rowplot::{Dot, Row, RowPlot};
use crate::table::{Field, Table};
use anyhow::Result;

pub const CHART: Chart = Chart {
    id: "memory",
    title: "Peak memory",
    question: "What does each engine's speed cost in memory?",
    reading: "Each dot is the largest amount of main memory one engine held on one program: left is less, and every \
              step of the axis doubles.",
    relative: false,
    draw,
};

/// Peak memory of a cell, when it was recorded.
fn peak(data: &Dataset, workload: usize, engine: usize) -> Option<Spread> {
    data.spread(workload, engine, |run| run.peak_rss).filter(|spread| spread.low > 0.0)
}

fn draw(data: &Dataset) -> Result<Outcome> {
    let recorded = |e: &usize| (0..data.workloads.len()).any(|w| peak(data, w, *e).is_some());
    let engines: Vec<usize> = data.competing().into_iter().filter(recorded).collect();
    if engines.is_empty() {
        return Ok(Outcome::Nothing("This record holds no memory reading.".to_string()));
    }
    let plot = RowPlot {
        engines: data.series(&engines),
        rows: (0..data.workloads.len()).map(|w| row(data, &engines, w)).collect(),
        axis: "peak resident memory of the process (left is less)".to_string(),
        reference: None,
        tick: format::bytes_tick,
        legend: true,
    };
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing: plot.draw()?,
        finding: finding(data, &engines),
        caption: format!(
            "High-water mark of resident memory of the process alone; {}; dot: median, dotted whisker: range of the \
             processes. {}.",
            data.sample_size(),
            data.machine()
        ),
        table: numbers(data, &engines),
    })))
}

/// Why a cell without a reading has none.
fn absence(state: &State) -> &'static str {
    if *state == State::Measured { "not recorded" } else { state.label() }
}

fn row(data: &Dataset, engines: &[usize], workload: usize) -> Row {
    let mut dots = Vec::new();
    let mut note = Vec::new();
    let mut bad = false;
    for (lane, engine) in engines.iter().enumerate() {
        let state = &data.cell(workload, *engine).state;
        let Some(memory) = peak(data, workload, *engine) else {
            note.push(format!("{} {}", data.name(*engine), absence(state)));
            bad |= matches!(state, State::Failed { .. });
            continue;
        };
        let whisker = Some((memory.low, memory.high));
        dots.push(Dot { lane, value: memory.median, whisker, outer: None, range_only: true });
    }
    Row { label: data.workloads[workload].id.clone(), bold: false, dots, note: note.join(", "), bad }
}

fn numbers(data: &Dataset, engines: &[usize]) -> Table {
    let mut table = Table::new("Peak resident memory: median (smallest to largest process)", &["workload"]);
    table.columns.extend(engines.iter().map(|e| data.name(*e).to_string()));
    for (w, workload) in data.workloads.iter().enumerate() {
        let mut fields = vec![Field::plain(workload.id.clone())];
        for engine in engines {
            let state = &data.cell(w, *engine).state;
            fields.push(match peak(data, w, *engine) {
                Some(memory) => Field::plain(format!(
                    "{} ({} to {})",
                    format::bytes(memory.median),
                    format::bytes(memory.low),
                    format::bytes(memory.high)
                )),
                None if *state == State::Measured => Field::plain(absence(state)),
                None => Field::state(state),
            });
        }
        table.push(fields);
    }
    table
}

fn finding(data: &Dataset, engines: &[usize]) -> String {
    let parts: Vec<String> =
        engines.iter().filter_map(|e| Some(format!("{} {}", data.name(*e), format::bytes(typical(data, *e)?)))).collect();
    format!("Median over workloads: {}.", parts.join(", "))
}

/// Median over workloads of an engine's median peak memory.
pub fn typical(data: &Dataset, engine: usize) -> Option<f64> {
    let medians: Vec<f64> = (0..data.workloads.len())
        .filter_map(|w| data.spread(w, engine, |run| run.peak_rss))
        .map(|spread| spread.median)
        .filter(|memory| *memory > 0.0)
        .collect();
    crate::dataset::median(&medians)
}
