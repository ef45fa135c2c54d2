//! One row per engine: geometric mean of its speed-ups with both intervals.

use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::Dataset;
use crate::format;
use crate::rowplot::{Dot, Row, RowPlot};
use crate::table::{Field, Table};
use anyhow::Result;

pub const CHART: Chart = Chart {
    id: "geomean",
    title: "Geometric mean per engine",
    question: "How fast is each engine over the whole suite?",
    reading: "The dot is the geometric mean of an engine's speed-ups; the thick whisker says how well it is known \
              for exactly these programs, the thin one how far it might lie for other programs of this kind.",
    relative: true,
    draw,
};

fn draw(data: &Dataset) -> Result<Outcome> {
    let engines: Vec<usize> = data.competing().into_iter().filter(|e| data.summary(*e).is_some()).collect();
    if engines.len() < 2 {
        return Ok(Outcome::Nothing("No workload was finished by two engines or more, so there is nothing to take a mean of.".to_string()));
    }
    let rows = engines.iter().enumerate().filter_map(|(lane, engine)| {
        let summary = data.summary(*engine)?;
        let base = Some(*engine) == data.baseline;
        Some(Row {
            label: data.name(*engine).to_string(),
            bold: false,
            dots: vec![Dot {
                lane,
                value: summary.geomean,
                whisker: summary.measurement,
                outer: summary.generalisation,
                range_only: false,
            }],
            note: if base { "baseline".to_string() } else { format::ratio_interval(summary.geomean, summary.measurement) },
            bad: false,
        })
    });
    let plot = RowPlot {
        engines: data.series(&engines),
        rows: rows.collect(),
        axis: format!("geometric mean of speed-ups over {} (right is faster)", data.baseline_name()),
        reference: Some(1.0),
        tick: format::ratio_tick,
        legend: false,
    };
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing: plot.draw()?,
        finding: finding(data, &engines),
        caption: format!(
            "Over the {} of {} workloads that every measured engine finished; {}; thick whisker: 95 % bootstrap \
             over blocks, workloads fixed (none below 6 processes); thin whisker: 95 % Student's t over workloads, \
             a statement about programs like these. {}.",
            data.common.len(),
            data.workloads.len(),
            data.sample_size(),
            data.machine()
        ),
        table: numbers(data, &engines),
    })))
}

fn finding(data: &Dataset, engines: &[usize]) -> String {
    let mut means: Vec<(f64, &str)> = engines.iter().filter_map(|e| Some((data.summary(*e)?.geomean, data.name(*e)))).collect();
    means.sort_by(|a, b| b.0.total_cmp(&a.0));
    let parts: Vec<String> = means.iter().map(|(mean, name)| format!("{name} {}", format::ratio(*mean))).collect();
    format!("From fastest to slowest: {}.", parts.join(", "))
}

fn numbers(data: &Dataset, engines: &[usize]) -> Table {
    let mut table = Table::new(
        format!("Suite means over {}, workloads finished by all", data.baseline_name()),
        &["engine", "geometric mean", "these programs 95 %", "programs like these 95 %", "harmonic mean", "smallest", "largest"],
    );
    let interval = |ends: Option<(f64, f64)>| match ends {
        Some((low, high)) => format!("{} to {}", format::ratio(low), format::ratio(high)),
        None => "–".to_string(),
    };
    for engine in engines {
        let Some(summary) = data.summary(*engine) else {
            continue;
        };
        let extreme = |(value, w): (f64, usize)| format!("{} {}", format::ratio(value), data.workloads[w].id);
        table.push(vec![
            Field::plain(data.name(*engine)),
            Field::plain(format::ratio(summary.geomean)),
            Field::plain(interval(summary.measurement)),
            Field::plain(interval(summary.generalisation)),
            Field::plain(format::ratio(summary.harmonic)),
            Field::plain(extreme(summary.worst)),
            Field::plain(extreme(summary.best)),
        ]);
    }
    table
}
