//! Peak resident memory of every engine on every workload.

use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{Dataset, State};
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
    draw,
};

fn draw(data: &Dataset) -> Result<Outcome> {
    let spread = |w, e| data.spread(w, e, |run| run.peak_rss).filter(|spread| spread.low > 0.0);
    let engines: Vec<usize> = data.competing().into_iter().filter(|e| (0..data.workloads.len()).any(|w| spread(w, *e).is_some())).collect();
    if engines.is_empty() {
        return Ok(Outcome::Nothing("This record holds no memory reading.".to_string()));
    }
    let mut table = Table::new("Peak resident memory: median (smallest to largest process)", &["workload"]);
    table.columns.extend(engines.iter().map(|e| data.name(*e).to_string()));
    let mut rows = Vec::new();
    for (w, workload) in data.workloads.iter().enumerate() {
        let mut dots = Vec::new();
        let mut fields = vec![Field::plain(workload.id.clone())];
        let mut note = Vec::new();
        for (lane, engine) in engines.iter().enumerate() {
            let state = &data.cell(w, *engine).state;
            match spread(w, *engine) {
                Some(memory) => {
                    dots.push(Dot { lane, value: memory.median, whisker: Some((memory.low, memory.high)), outer: None, range_only: true });
                    fields.push(Field::plain(format!(
                        "{} ({} to {})",
                        format::bytes(memory.median),
                        format::bytes(memory.low),
                        format::bytes(memory.high)
                    )));
                }
                None => {
                    let measured = *state == State::Measured;
                    let label = if measured { "not recorded" } else { state.label() };
                    note.push((format!("{} {label}", data.name(*engine)), matches!(state, State::Failed { .. })));
                    fields.push(if measured { Field::plain(label) } else { Field::state(state) });
                }
            }
        }
        rows.push(Row {
            label: workload.id.clone(),
            bold: false,
            dots,
            bad: note.iter().any(|(_, bad)| *bad),
            note: note.into_iter().map(|(words, _)| words).collect::<Vec<_>>().join(", "),
        });
        table.push(fields);
    }
    let plot = RowPlot {
        engines: engines.iter().map(|e| (data.name(*e).to_string(), data.engines[*e].style)).collect(),
        rows,
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
        table,
    })))
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
