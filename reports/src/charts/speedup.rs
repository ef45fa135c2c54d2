//! Speed-up of every engine over the baseline on every workload, with intervals (forest plot).

use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{self, Dataset, State};
use crate::format;
use crate::rowplot::{Dot, Row, RowPlot};
use crate::table::{self, Table};
use anyhow::Result;

pub const CHART: Chart = Chart {
    id: "speedup",
    title: "Speed-up per workload",
    question: "How much faster or slower than the baseline is each engine on each program, and how sure is that?",
    reading: "Each dot is one engine on one program: right of the bold line at 1× it is faster than the baseline, \
              left of it slower, and every step of the axis doubles; a whisker that crosses the line means the \
              measurement cannot tell.",
    relative: true,
    draw,
};

fn draw(data: &Dataset) -> Result<Outcome> {
    let engines = data.challengers();
    let Some(base) = data.baseline.filter(|_| !engines.is_empty()) else {
        return Ok(Outcome::Nothing("A speed-up needs two engines with results; this record has fewer.".to_string()));
    };
    let mut rows: Vec<Row> = (0..data.workloads.len()).map(|w| row(data, &engines, base, w)).collect();
    rows.extend(mean_row(data, &engines));
    let plot = RowPlot {
        engines: data.series(&engines),
        rows,
        axis: format!("speed-up over {}, steady state (right is faster)", data.name(base)),
        reference: Some(1.0),
        tick: format::ratio_tick,
        legend: true,
    };
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing: plot.draw()?,
        finding: finding(data, &engines, base),
        caption: caption(data),
        table: numbers(data, &engines),
    })))
}

fn row(data: &Dataset, engines: &[usize], base: usize, workload: usize) -> Row {
    let dots = engines.iter().enumerate().filter_map(|(lane, engine)| {
        let ratio = data.ratio(workload, *engine)?;
        let whisker = ratio.interval.unwrap_or(ratio.range);
        Some(Dot { lane, value: ratio.value, whisker: Some(whisker), outer: None, range_only: ratio.interval.is_none() })
    });
    let mut note: Vec<String> = Vec::new();
    let mut bad = false;
    for engine in std::iter::once(&base).chain(engines) {
        let state = &data.cell(workload, *engine).state;
        if *state != State::Measured {
            note.push(format!("{} {}", data.name(*engine), state.label()));
            bad |= matches!(state, State::Failed { .. });
        }
    }
    Row { label: data.workloads[workload].id.clone(), bold: false, dots: dots.collect(), note: note.join(", "), bad }
}

fn mean_row(data: &Dataset, engines: &[usize]) -> Option<Row> {
    let dots: Vec<Dot> = engines
        .iter()
        .enumerate()
        .filter_map(|(lane, engine)| {
            let summary = data.summary(*engine)?;
            Some(Dot { lane, value: summary.geomean, whisker: summary.measurement, outer: None, range_only: false })
        })
        .collect();
    (!dots.is_empty()).then(|| Row {
        label: format!("geometric mean ({} of {})", data.common.len(), data.workloads.len()),
        bold: true,
        dots,
        note: String::new(),
        bad: false,
    })
}

fn finding(data: &Dataset, engines: &[usize], base: usize) -> String {
    let parts: Vec<String> = engines
        .iter()
        .map(|engine| {
            let ratios: Vec<f64> = (0..data.workloads.len()).filter_map(|w| Some(data.ratio(w, *engine)?.value)).collect();
            let faster = ratios.iter().filter(|ratio| **ratio > 1.0).count();
            format!("{} is faster on {faster} of {}", data.name(*engine), ratios.len())
        })
        .collect();
    format!("Against {}: {}.", data.name(base), parts.join("; "))
}

/// The sample, the interval and the machine, for every chart of ratios.
pub fn caption(data: &Dataset) -> String {
    let Some((_, most)) = data.processes() else {
        return format!("Nothing was measured. {}.", data.machine());
    };
    let interval = match most {
        6.. => "dot: Hodges-Lehmann estimate over block-paired log-ratios; whisker: exact 95 % signed-rank interval",
        _ => {
            "dot: Hodges-Lehmann estimate over block-paired log-ratios; fewer than 6 processes allow no 95 % \
              interval, the dotted whisker is the range of the blocks"
        }
    };
    format!("{}; {interval}; {}. {}.", data.sample_size(), dataset::STEADY_RULE, data.machine())
}

fn numbers(data: &Dataset, engines: &[usize]) -> Table {
    let mut table = Table::new(format!("Speed-up over {} with 95 % interval; above 1× is faster", data.baseline_name()), &["workload"]);
    table.columns.extend(engines.iter().map(|e| data.name(*e).to_string()));
    for (w, workload) in data.workloads.iter().enumerate() {
        let mut row = vec![table::Field::plain(workload.id.clone())];
        row.extend(engines.iter().map(|e| table::speed_up(data, w, *e)));
        table.push(row);
    }
    table
}
