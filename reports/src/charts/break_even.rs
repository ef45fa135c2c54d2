//! Cumulative time from the start of the process: from which amount of work on does which engine pay off.

use super::warmup::{absences, failed};
use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::Dataset;
use crate::format;
use crate::panels::{Crossing, Curve, Panel, Panels, Vertical};
use crate::prose;
use crate::table::{Field, Table};
use anyhow::Result;
use harness_core::statistics::Interval;

/// Panels drawn; the table has every workload.
const MOST_PANELS: usize = 24;

pub const CHART: Chart = Chart {
    id: "break-even",
    title: "Cumulative time and break-even",
    question: "Which engine finishes first when the work is this long?",
    reading: "Each line adds up everything from starting the process: the lowest line at a given number of \
              iterations is the engine to choose for that much work; a cross marks where the lead changes, its whisker \
              how well that place is known.",
    relative: false,
    draw,
};

fn draw(data: &Dataset) -> Result<Outcome> {
    let engines = data.competing();
    let workloads: Vec<usize> =
        (0..data.workloads.len()).filter(|w| engines.iter().filter(|e| data.cumulative(*w, **e).len() > 1).count() > 1).collect();
    if workloads.is_empty() {
        return Ok(Outcome::Nothing("Fewer than two engines ran the same workload for more than one iteration.".to_string()));
    }
    let drawn = &workloads[..workloads.len().min(MOST_PANELS)];
    let grid = Panels {
        engines: data.series(&engines),
        panels: drawn.iter().map(|w| panel(data, &engines, *w)).collect(),
        axis: "iterations done".to_string(),
        vertical: Vertical::Time,
    };
    let selection = if drawn.len() < workloads.len() {
        format!(" Drawn are the first {} workloads of the record; the table has all.", drawn.len())
    } else {
        String::new()
    };
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing: grid.draw()?,
        finding: finding(data, &engines, &workloads),
        caption: format!(
            "Median over processes of start-up plus all iterations so far; curves: only what was measured; cross: from there on \
             the new leader stays ahead, whisker: 95 % signed-rank interval over blocks (none below 6){}; {}.{selection} {}.",
            if data.has_builds() { "; programs built ahead of time are drawn as built, the table counts their builds too" } else { "" },
            data.sample_size(),
            data.machine()
        ),
        table: numbers(data, &engines, &workloads),
    })))
}

/// The engine in front after each iteration, as stretches: (first iteration, engine). Compared only as far as all
/// curves were measured.
pub fn leads(data: &Dataset, engines: &[usize], workload: usize) -> Vec<(usize, usize)> {
    let curves: Vec<(usize, Vec<f64>)> =
        engines.iter().map(|e| (*e, data.cumulative(workload, *e))).filter(|(_, curve)| !curve.is_empty()).collect();
    let reached = curves.iter().map(|(_, curve)| curve.len()).min().unwrap_or(0);
    let mut leads: Vec<(usize, usize)> = Vec::new();
    for k in 0..reached {
        let winner = curves.iter().min_by(|a, b| a.1[k].total_cmp(&b.1[k])).map(|(e, _)| *e);
        if let Some(winner) = winner.filter(|winner| leads.last().is_none_or(|(_, last)| last != winner)) {
            leads.push((k + 1, winner));
        }
    }
    leads
}

fn panel(data: &Dataset, engines: &[usize], workload: usize) -> Panel {
    let curves = engines
        .iter()
        .map(|engine| Curve {
            series: data.series(&[*engine]).remove(0),
            steps: Vec::new(),
            ticks: Vec::new(),
            points: data.cumulative(workload, *engine).iter().enumerate().map(|(i, t)| (i as f64 + 1.0, *t)).collect(),
            threads: Vec::new(),
        })
        .filter(|curve| !curve.points.is_empty())
        .collect();
    let leads = leads(data, engines, workload);
    // Where the medians cross, unless the paired estimate says better where the new leader is ahead for good.
    let crossing = |pair: &[(usize, usize)]| {
        let ((_, before), (k, after)) = (pair[0], pair[1]);
        let curve = data.cumulative(workload, after);
        let found = data.break_even(workload, after, before).filter(|found| (1.0..=curve.len() as f64).contains(&found.iterations));
        let x = found.map_or(k as f64, |found| found.iterations);
        let range = found.and_then(|found| found.interval).map(|i| (i.low, i.high));
        Some(Crossing { x, y: *curve.get(x as usize - 1)?, range: range.filter(|(low, high)| low.is_finite() && low < high) })
    };
    let crossings = leads.windows(2).filter_map(crossing).collect();
    Panel {
        title: data.workloads[workload].id.clone(),
        curves,
        crossings,
        note: absences(data, engines, workload),
        bad: failed(data, engines, workload),
    }
}

fn finding(data: &Dataset, engines: &[usize], workloads: &[usize]) -> String {
    let changes = workloads.iter().filter(|w| leads(data, engines, **w).len() > 1).count();
    format!("The lead changes with the amount of work on {changes} of {}.", format::count(workloads.len(), "workload", "workloads"))
}

fn numbers(data: &Dataset, engines: &[usize], workloads: &[usize]) -> Table {
    let mut table = Table::new(
        "Total time from spawn to the end of the first and of the last iteration, and who leads from when [95 %]",
        &["workload", "leads"],
    );
    table.columns.extend(engines.iter().map(|e| data.name(*e).to_string()));
    if data.has_builds() {
        table.columns.push(format!("built first: against {}, build counted", data.baseline_name()));
    }
    for w in workloads {
        let leads = leads(data, engines, *w);
        let known = |n: usize| {
            let before = leads[n.checked_sub(1)?].1;
            let Interval { low, high } = data.break_even(*w, leads[n].1, before)?.interval.filter(|i| i.low < i.high)?;
            let number = |k: f64| if k.is_finite() { format!("{k:.0}") } else { "∞".to_string() };
            Some(format!(" [{}, {}]", number(low), number(high)))
        };
        let words = |(n, (k, engine)): (usize, &(usize, usize))| {
            format!("{} from iteration {k}{}", data.name(*engine), known(n).unwrap_or_default())
        };
        let leads: Vec<String> = leads.iter().enumerate().map(words).collect();
        let mut row = vec![Field::plain(data.workloads[*w].id.clone()), Field::plain(leads.join(", then "))];
        for engine in engines {
            let curve = data.cumulative(*w, *engine);
            row.push(match (curve.first(), curve.last()) {
                (Some(first), Some(last)) => Field::plain(format!("{} … {} ({})", format::time(*first), format::time(*last), curve.len())),
                _ => Field::state(&data.cell(*w, *engine).state),
            });
        }
        if data.has_builds() {
            let words: Vec<String> = engines.iter().filter_map(|e| with_build(data, *w, *e)).collect();
            row.push(Field::plain(if words.is_empty() { "–".to_string() } else { words.join(", ") }));
        }
        table.push(row);
    }
    table
}

/// `c-gcc-o2 built in 95 ms: iteration 3 [2, 4]`.
fn with_build(data: &Dataset, workload: usize, engine: usize) -> Option<String> {
    let base = data.baseline.filter(|base| *base != engine)?;
    let found = data.break_even_with_build(workload, engine, base)?;
    let build = format::time(data.build_ns(workload, engine)?);
    Some(format!("{} built in {build}: {}", data.name(engine), prose::break_even_text(&found)))
}
