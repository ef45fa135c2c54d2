//! How the iteration times are distributed: shape, second modes, tails.

use super::warmup::{absences, failed};
use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::Dataset;
use crate::format;
use crate::panels::{Curve, Panel, Panels, Vertical};
use crate::table::{Field, Table};
use anyhow::Result;

/// Panels drawn; the table has every workload.
const MOST_PANELS: usize = 12;
/// Single processes are drawn only where they do not bury the others.
const MOST_ENGINES_WITH_THREADS: usize = 3;
/// Points of a curve.
const QUANTILES: usize = 32;

pub const CHART: Chart = Chart {
    id: "distribution",
    title: "Distribution of iteration times",
    question: "Do all iterations take the same time, or are there tails and second modes?",
    reading: "A curve says which share of all iterations took at most so long: a steep one is steady, a step is a second mode \
              (often collections or compilation), a flat end at the top a tail; curves further left are faster.",
    relative: false,
    draw,
};

fn draw(data: &Dataset) -> Result<Outcome> {
    let engines = data.competing();
    let mut workloads: Vec<usize> = (0..data.workloads.len()).filter(|w| engines.iter().any(|e| pooled(data, *w, *e).len() > 3)).collect();
    if workloads.is_empty() {
        return Ok(Outcome::Nothing("No cell has more than three iterations, so there is no distribution to draw.".to_string()));
    }
    let all = workloads.len();
    if all > MOST_PANELS {
        let spread = |w: usize| engines.iter().filter_map(|e| tail(&pooled(data, w, *e))).fold(0.0, f64::max);
        workloads.sort_by(|a, b| spread(*b).total_cmp(&spread(*a)).then(a.cmp(b)));
        workloads.truncate(MOST_PANELS);
        workloads.sort_unstable();
    }
    let grid = Panels {
        engines: data.series(&engines),
        panels: workloads.iter().map(|w| panel(data, &engines, *w)).collect(),
        axis: "time of an iteration; up: share of iterations that took at most so long".to_string(),
        vertical: Vertical::Share,
    };
    let selection = match workloads.len() < all {
        true => format!(" Drawn are the {} workloads with the longest tail of any engine; the table has all {all}.", workloads.len()),
        false => String::new(),
    };
    let threads = if engines.len() <= MOST_ENGINES_WITH_THREADS { ", thin: each process" } else { "" };
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing: grid.draw()?,
        finding: finding(data, &engines),
        caption: format!(
            "Empirical distribution of every iteration of all processes, warm-up included{threads}; {}.{selection} {}.",
            data.sample_size(),
            data.machine()
        ),
        table: numbers(data, &engines),
    })))
}

/// All iterations of a cell, in order of size.
fn pooled(data: &Dataset, workload: usize, engine: usize) -> Vec<f64> {
    let runs = data.cell(workload, engine).runs.iter();
    let mut times: Vec<f64> = runs.flat_map(|run| run.iterations.iter().copied()).filter(|time| *time > 0.0).collect();
    times.sort_by(f64::total_cmp);
    times
}

/// The smallest value that at least this share of the sorted values does not exceed.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.clamp(1, sorted.len().max(1)) - 1).copied()
}

/// Slowest over typical.
fn tail(sorted: &[f64]) -> Option<f64> {
    Some(sorted.last()? / quantile(sorted, 0.5)?)
}

fn curve(sorted: &[f64]) -> Vec<(f64, f64)> {
    let steps = QUANTILES.min(sorted.len());
    (1..=steps).map(|k| k as f64 / steps as f64).filter_map(|share| Some((quantile(sorted, share)?, share))).collect()
}

fn panel(data: &Dataset, engines: &[usize], workload: usize) -> Panel {
    let one = |engine: &usize| {
        let points = curve(&pooled(data, workload, *engine));
        let threads = match engines.len() <= MOST_ENGINES_WITH_THREADS {
            true => data
                .cell(workload, *engine)
                .runs
                .iter()
                .take(10)
                .map(|run| {
                    let mut times = run.iterations.clone();
                    times.sort_by(f64::total_cmp);
                    curve(&times)
                })
                .collect(),
            false => Vec::new(),
        };
        (!points.is_empty()).then(|| Curve {
            series: data.series(&[*engine]).remove(0),
            points,
            threads,
            steps: Vec::new(),
            ticks: Vec::new(),
        })
    };
    Panel {
        title: data.workloads[workload].id.clone(),
        curves: engines.iter().filter_map(one).collect(),
        crossings: Vec::new(),
        note: absences(data, engines, workload),
        bad: failed(data, engines, workload),
    }
}

fn finding(data: &Dataset, engines: &[usize]) -> String {
    let parts: Vec<String> = engines
        .iter()
        .filter_map(|engine| {
            let tails: Vec<f64> = (0..data.workloads.len()).filter_map(|w| tail(&pooled(data, w, *engine))).collect();
            Some(format!("{} {}", data.name(*engine), format::ratio(crate::dataset::median(&tails)?)))
        })
        .collect();
    format!("Slowest iteration over the median one, median over workloads: {}.", parts.join(", "))
}

fn numbers(data: &Dataset, engines: &[usize]) -> Table {
    let mut table = Table::new("Time of an iteration: 5 %, 50 %, 95 % and all took at most so long", &["workload"]);
    table.columns.extend(engines.iter().map(|e| data.name(*e).to_string()));
    for (w, workload) in data.workloads.iter().enumerate() {
        let mut row = vec![Field::plain(workload.id.clone())];
        for engine in engines {
            let times = pooled(data, w, *engine);
            let parts: Vec<String> = [0.05, 0.5, 0.95, 1.0].iter().filter_map(|share| quantile(&times, *share)).map(format::time).collect();
            row.push(if parts.is_empty() { Field::state(&data.cell(w, *engine).state) } else { Field::plain(parts.join(" · ")) });
        }
        table.push(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_occurred() {
        let sorted = [1.0, 2.0, 3.0, 4.0];
        assert_eq!([0.0, 0.25, 0.5, 0.51, 1.0].map(|share| quantile(&sorted, share)), [1.0, 1.0, 2.0, 3.0, 4.0].map(Some));
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(tail(&sorted), Some(2.0));
    }
}
