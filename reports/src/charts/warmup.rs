//! Time per iteration from the very first one on: when is an engine warm, is it ever.

use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{Dataset, Run, State};
use crate::format;
use crate::panels::{Curve, Panel, Panels, Tick, Vertical};
use crate::table::{Field, Table};
use anyhow::Result;
use harness_core::statistics::steady;

/// Panels drawn; the table has every workload.
const MOST_PANELS: usize = 24;
/// Single processes are drawn only where they do not bury the medians.
const MOST_ENGINES_WITH_THREADS: usize = 4;

pub const CHART: Chart = Chart {
    id: "warmup",
    title: "Warm-up",
    question: "How does the time of one iteration change while a process runs?",
    reading: "Each line is one engine, from the first iteration in a fresh process to the last: a line that falls is \
              warming up, a flat one does the same work every time; lower is faster, both axes are logarithmic; a dashed \
              upright line across a curve is a change of its level, a tick at the bottom a compilation, a dot a collection.",
    relative: false,
    draw,
};

fn draw(data: &Dataset) -> Result<Outcome> {
    let engines = data.competing();
    let mut workloads: Vec<usize> = (0..data.workloads.len()).filter(|w| engines.iter().any(|e| data.curve(*w, *e).len() > 1)).collect();
    if workloads.is_empty() {
        return Ok(Outcome::Nothing("No process ran more than one iteration, so there is no curve to draw.".to_string()));
    }
    let with_curve = workloads.len();
    workloads = strongest(data, &engines, workloads);
    let panels = workloads.iter().map(|w| panel(data, &engines, *w)).collect();
    let grid =
        Panels { engines: data.series(&engines), panels, axis: "iteration within the process".to_string(), vertical: Vertical::Time };
    let selection = if workloads.len() < with_curve {
        format!(
            " Drawn are the {} workloads with the largest first-to-steady ratio of any engine; the table has all {}.",
            workloads.len(),
            with_curve
        )
    } else {
        String::new()
    };
    let threads = if engines.len() <= MOST_ENGINES_WITH_THREADS { ", thin: each process" } else { "" };
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing: grid.draw()?,
        finding: finding(data, &engines),
        caption: format!(
            "Line: median over processes{threads}; change points (from {} iterations on), compilations and collections: of the \
             process with the middle steady time; {}; {}.{selection} {}.",
            steady::LEAST,
            told(data, &engines),
            data.sample_size(),
            data.machine()
        ),
        table: numbers(data, &engines),
    })))
}

/// Which engines say what they did.
fn told(data: &Dataset, engines: &[usize]) -> String {
    let tells = |e: &&usize| (0..data.workloads.len()).any(|w| data.cell(w, **e).runs.iter().any(|run| !run.events.is_empty()));
    let names: Vec<&str> = engines.iter().filter(tells).map(|e| data.name(*e)).collect();
    match names.is_empty() {
        true => "no engine told of compilations or collections".to_string(),
        false => format!("told of by {}", format::list(&names)),
    }
}

/// First iteration over steady time; `None` without iterations.
pub fn first_to_steady(data: &Dataset, workload: usize, engine: usize) -> Option<f64> {
    let first = data.spread(workload, engine, |run| run.first)?.median;
    let steady = data.spread(workload, engine, |run| run.steady)?.median;
    (data.curve(workload, engine).len() > 1).then_some(first / steady)
}

/// At most [`MOST_PANELS`] workloads, those with the strongest warm-up, in the order of the record.
fn strongest(data: &Dataset, engines: &[usize], mut workloads: Vec<usize>) -> Vec<usize> {
    if workloads.len() > MOST_PANELS {
        let strength = |w: usize| engines.iter().filter_map(|e| first_to_steady(data, w, *e)).fold(0.0, f64::max);
        workloads.sort_by(|a, b| strength(*b).total_cmp(&strength(*a)).then(a.cmp(b)));
        workloads.truncate(MOST_PANELS);
        workloads.sort_unstable();
    }
    workloads
}

/// The engines without a number in a row, as a note: "pypy timeout".
pub fn absences(data: &Dataset, engines: &[usize], workload: usize) -> String {
    let words: Vec<String> = engines
        .iter()
        .map(|e| (data.name(*e), &data.cell(workload, *e).state))
        .filter(|(_, state)| **state != State::Measured)
        .map(|(name, state)| format!("{name} {}", state.label()))
        .collect();
    words.join(", ")
}

/// Whether any of the engines failed in a row.
pub fn failed(data: &Dataset, engines: &[usize], workload: usize) -> bool {
    engines.iter().any(|e| matches!(data.cell(workload, *e).state, State::Failed { .. }))
}

fn panel(data: &Dataset, engines: &[usize], workload: usize) -> Panel {
    let number = |series: &[f64]| series.iter().enumerate().map(|(i, t)| (i as f64 + 1.0, *t)).collect::<Vec<_>>();
    let curves = engines
        .iter()
        .filter_map(|engine| {
            let points = number(&data.curve(workload, *engine));
            let runs = &data.cell(workload, *engine).runs;
            let threads = if engines.len() <= MOST_ENGINES_WITH_THREADS {
                runs.iter().take(10).map(|run| number(&run.iterations)).collect()
            } else {
                Vec::new()
            };
            let shown = representative(runs);
            let (steps, ticks) = (shown.map_or_else(Vec::new, changes), shown.map_or_else(Vec::new, ticks));
            (!points.is_empty()).then(|| Curve { series: data.series(&[*engine]).remove(0), points, threads, steps, ticks })
        })
        .collect();
    Panel {
        title: data.workloads[workload].id.clone(),
        curves,
        crossings: Vec::new(),
        note: absences(data, engines, workload),
        bad: failed(data, engines, workload),
    }
}

/// The process whose steady time is in the middle: its change points and events are drawn.
fn representative(runs: &[Run]) -> Option<&Run> {
    let mut order: Vec<&Run> = runs.iter().collect();
    order.sort_by(|a, b| a.steady.total_cmp(&b.steady));
    order.get(order.len() / 2).copied()
}

/// Iterations, counted from 1, at which a new level begins.
fn changes(run: &Run) -> Vec<f64> {
    steady::analyse(&run.iterations).change_points.iter().map(|index| *index as f64 + 1.0).collect()
}

/// What the engine did, by iteration, counted from 1.
fn ticks(run: &Run) -> Vec<Tick> {
    let last = run.iterations.len() as u32;
    let inside = run.events.iter().filter(|event| event.iteration < last);
    let mut ticks: Vec<Tick> = inside.map(|event| Tick { x: f64::from(event.iteration) + 1.0, compile: event.kind != "gc" }).collect();
    ticks.dedup();
    ticks
}

fn finding(data: &Dataset, engines: &[usize]) -> String {
    let parts: Vec<String> = engines
        .iter()
        .filter_map(|engine| {
            let ratios: Vec<f64> = (0..data.workloads.len()).filter_map(|w| first_to_steady(data, w, *engine)).collect();
            let typical = crate::dataset::median(&ratios)?;
            Some(format!("{} {}", data.name(*engine), format::ratio(typical)))
        })
        .collect();
    format!("First iteration over steady time, median over workloads: {}.", parts.join(", "))
}

fn numbers(data: &Dataset, engines: &[usize]) -> Table {
    let mut table =
        Table::new("First iteration → steady time of an iteration (ratio), and what the times did in most processes", &["workload"]);
    table.columns.extend(engines.iter().map(|e| data.name(*e).to_string()));
    for (w, workload) in data.workloads.iter().enumerate() {
        let mut row = vec![Field::plain(workload.id.clone())];
        for engine in engines {
            let cell = data.cell(w, *engine);
            let first = data.spread(w, *engine, |run| run.first).map(|spread| spread.median);
            let steady = data.spread(w, *engine, |run| run.steady).map(|spread| spread.median);
            row.push(match (first, steady, first_to_steady(data, w, *engine)) {
                (Some(first), Some(steady), Some(ratio)) => Field::plain(format!(
                    "{} → {} ({}), {}",
                    format::time(first),
                    format::time(steady),
                    format::ratio(ratio),
                    cell.class.name()
                )),
                (_, Some(steady), _) => Field::plain(format!("{} once", format::time(steady))),
                _ => Field::state(&cell.state),
            });
        }
        table.push(row);
    }
    table
}
