//! How much this run can be trusted: its noise over time, and for each engine how small a difference it could have seen.

use crate::canvas::{Anchor, Canvas, Label, NORMAL, SMALL, Stroke, paint};
use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{self, Dataset};
use crate::rowplot::WIDTH;
use crate::table::{Field, Table};
use crate::text;
use crate::theme::{Dash, Role};
use anyhow::Result;
use harness_core::statistics::mad;

pub const CHART: Chart = Chart {
    id: "noise",
    title: "Noise of this run",
    question: "Can this run be trusted, and how small a difference could it have seen?",
    reading: "Above, each process against the typical one of its cell in the order they ran: a level band is good, a slope or a \
              bump is the machine changing under the run; below, what two processes of one cell differ by, and at the \
              bars' ends the smallest difference that so many processes can tell.",
    relative: false,
    draw,
};

const BUCKETS: usize = 96;
const TOP: f64 = 30.0;
const PLOT: f64 = 150.0;
const ROW: f64 = 26.0;

/// A process against its cell.
struct Deviation {
    order: u64,
    position: u32,
    log: f64,
}

/// What is known of an engine's noise.
struct Noise {
    engine: usize,
    /// Median over workloads of the scaled median absolute deviation of the logarithms, as a share.
    typical: f64,
    /// Most over workloads.
    most: f64,
    /// Smallest difference that can be told: about 4.8 standard errors, for a test at 0.5 % with 90 % power.
    detectable: f64,
    processes: usize,
    on_cpu: f64,
}

fn deviations(data: &Dataset, workload: usize, engine: usize) -> Vec<Deviation> {
    let runs = &data.cell(workload, engine).runs;
    let logs: Vec<f64> = runs.iter().map(|run| run.steady.ln()).collect();
    let Some(centre) = dataset::median(&logs) else { return Vec::new() };
    let one = |(run, log): (&dataset::Run, &f64)| Deviation { order: run.order, position: run.position, log: log - centre };
    runs.iter().zip(&logs).map(one).collect()
}

fn noise(data: &Dataset, engine: usize) -> Option<Noise> {
    let mut spreads = Vec::new();
    let mut shares = Vec::new();
    let mut processes = usize::MAX;
    for w in 0..data.workloads.len() {
        let logs: Vec<f64> = deviations(data, w, engine).iter().map(|deviation| deviation.log).collect();
        if logs.len() < 3 {
            continue;
        }
        processes = processes.min(logs.len());
        spreads.push(mad(&logs));
        shares.extend(data.cell(w, engine).runs.iter().map(|run| run.on_cpu));
    }
    let typical = dataset::median(&spreads)?;
    let detectable = 4.8 * typical * std::f64::consts::SQRT_2 / (processes as f64).sqrt();
    Some(Noise {
        engine,
        typical: typical.exp_m1(),
        most: spreads.iter().copied().fold(0.0, f64::max).exp_m1(),
        detectable: detectable.exp_m1(),
        processes,
        on_cpu: dataset::median(&shares)?,
    })
}

fn draw(data: &Dataset) -> Result<Outcome> {
    let engines = data.competing();
    let noises: Vec<Noise> = engines.iter().filter_map(|e| noise(data, *e)).collect();
    if noises.is_empty() {
        return Ok(Outcome::Nothing("Noise needs three processes of some cell.".to_string()));
    }
    let mut all: Vec<Deviation> = engines.iter().flat_map(|e| (0..data.workloads.len()).flat_map(|w| deviations(data, w, *e))).collect();
    all.sort_by_key(|deviation| deviation.order);
    let labels = noises.iter().map(|noise| text::width(data.name(noise.engine), NORMAL, false));
    let left = labels.fold(60.0, f64::max).min(200.0) + 14.0;
    let below = TOP + PLOT + 74.0;
    let drawing = paint(WIDTH, below + noises.len() as f64 * ROW + 46.0, |canvas| {
        timeline(canvas, &all, left)?;
        engines_panel(canvas, data, &noises, left, below)
    })?;
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing,
        finding: finding(data, &noises),
        caption: format!(
            "Above: steady time of each process over the median of its cell; band: smallest to largest of neighbouring \
             processes, line: their median. Below: dot: median over workloads of the scaled median absolute deviation between \
             processes, thin line: to the workload with the most; bar's end: 4.8 standard errors of a difference at this noise \
             and number of processes. {}. {}.",
            data.sample_size(),
            data.machine()
        ),
        table: numbers(data, &noises, &all),
    })))
}

fn percent(share: f64) -> String {
    let value = share * 100.0;
    if value == 0.0 {
        return "0 %".to_string();
    }
    if value.abs() < 0.095 {
        format!("{value:.2} %")
    } else if value.abs() < 9.95 {
        format!("{value:.1} %")
    } else {
        format!("{value:.0} %")
    }
}

/// Largest round number of per cent that gives at most five steps.
fn step(most: f64) -> f64 {
    let candidates = (-4..4).flat_map(|decade| [1.0, 2.0, 5.0].map(|m| m * 10f64.powi(decade)));
    candidates.into_iter().find(|step| most / step <= 5.0).unwrap_or(most.max(1e-9))
}

fn timeline(canvas: &Canvas<'_>, all: &[Deviation], left: f64) -> Result<()> {
    let right = WIDTH - 16.0;
    canvas.text(left, 12.0, "each process against the typical one of its cell, in the order they ran", Label::new(Anchor::Start).bold())?;
    canvas.rect(left, TOP, right - left, PLOT, Role::Band)?;
    let most = all.iter().map(|deviation| deviation.log.abs()).fold(0.002, f64::max) * 1.05;
    let y = |log: f64| TOP + PLOT / 2.0 - log / most * PLOT / 2.0;
    let step = step(most.exp_m1());
    let ticks = (-20..=20).map(|n| f64::from(n) * step).filter(|share| *share > -1.0 && (share.ln_1p()).abs() <= most);
    for share in ticks {
        let at = y(share.ln_1p());
        let stroke = if share == 0.0 { Stroke::new(Role::Text, 1.4) } else { Stroke::new(Role::Grid, 1.0) };
        canvas.line((left, at), (right, at), stroke)?;
        let sign = if share > 0.0 {
            "+"
        } else if share < 0.0 {
            "−"
        } else {
            ""
        };
        canvas.text(left - 6.0, at, &format!("{sign}{}", percent(share.abs())), Label::small(Anchor::End))?;
    }
    let size = all.len().div_ceil(BUCKETS).max(1);
    let buckets: Vec<(f64, f64, f64)> = all
        .chunks(size)
        .filter_map(|chunk| {
            let logs: Vec<f64> = chunk.iter().map(|deviation| deviation.log).collect();
            let low = logs.iter().copied().fold(f64::INFINITY, f64::min);
            let high = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            Some((low, dataset::median(&logs)?, high))
        })
        .collect();
    let width = (right - left) / buckets.len() as f64;
    let x = |n: usize| left + (n as f64 + 0.5) * width;
    for (n, (low, _, high)) in buckets.iter().enumerate() {
        canvas.line(
            (x(n), y(*low)),
            (x(n), y(*high)),
            Stroke { alpha: 0.45, ..Stroke::new(Role::Series(0), (width * 0.6).clamp(1.0, 6.0)) },
        )?;
    }
    let line: Vec<(f64, f64)> = buckets.iter().enumerate().map(|(n, (_, middle, _))| (x(n), y(*middle))).collect();
    canvas.polyline(&line, Stroke::new(Role::Text, 1.4))?;
    for (at, words, anchor) in [(left, "first process".to_string(), Anchor::Start), (right, format!("process {}", all.len()), Anchor::End)]
    {
        canvas.text(at, TOP + PLOT + 14.0, &words, Label::small(anchor))?;
    }
    Ok(())
}

fn engines_panel(canvas: &Canvas<'_>, data: &Dataset, noises: &[Noise], left: f64, top: f64) -> Result<()> {
    let right = WIDTH - 90.0;
    canvas.text(
        left,
        top - 18.0,
        "noise between processes, and the smallest difference they can tell",
        Label::new(Anchor::Start).bold(),
    )?;
    let most = noises.iter().map(|noise| noise.most.max(noise.detectable)).fold(0.001, f64::max) * 1.02;
    let x = |share: f64| left + share / most * (right - left);
    let bottom = top + noises.len() as f64 * ROW;
    let step = step(most);
    for share in (0..=5).map(|n| f64::from(n) * step).filter(|share| *share <= most) {
        canvas.line((x(share), top), (x(share), bottom + 4.0), Stroke::new(Role::Grid, 1.0))?;
        canvas.text(x(share), bottom + 15.0, &percent(share), Label::small(Anchor::Middle))?;
    }
    canvas.line((left, top), (left, bottom + 4.0), Stroke::new(Role::Muted, 1.0))?;
    for (n, noise) in noises.iter().enumerate() {
        let y = top + (n as f64 + 0.5) * ROW;
        let style = data.engines[noise.engine].style;
        let role = Role::Series(style.series);
        canvas.engine(noise.engine, || {
            let name = text::fit(data.name(noise.engine), NORMAL, false, 200.0);
            canvas.text(left - 10.0, y, &name, Label::new(Anchor::End))?;
            canvas.rect(left, y - 6.0, x(noise.detectable) - left, 12.0, Role::Grid)?;
            canvas.line((x(noise.typical), y), (x(noise.most), y), Stroke { dash: Dash::Dotted, ..Stroke::new(role, 2.0) })?;
            canvas.marker(x(noise.typical), y, 4.0, style)?;
            canvas.text(right + 8.0, y, &percent(noise.detectable), Label { size: SMALL, ..Label::new(Anchor::Start) })
        })?;
    }
    canvas.text((left + right) / 2.0, bottom + 34.0, "share of the time (from zero)", Label::small(Anchor::Middle))
}

fn finding(data: &Dataset, noises: &[Noise]) -> String {
    let parts: Vec<String> = noises.iter().map(|noise| format!("{} {}", data.name(noise.engine), percent(noise.detectable))).collect();
    format!("Smallest difference this run can tell on a typical workload: {}.", parts.join(", "))
}

fn numbers(data: &Dataset, noises: &[Noise], all: &[Deviation]) -> Table {
    let columns = ["what", "noise, typical", "noise, most", "smallest difference", "processes", "on a processor"];
    let mut table = Table::new("Noise between processes of a cell", &columns);
    for noise in noises {
        table.push(vec![
            Field::plain(data.name(noise.engine)),
            Field::plain(percent(noise.typical)),
            Field::plain(percent(noise.most)),
            Field::plain(percent(noise.detectable)),
            Field::plain(noise.processes.to_string()),
            Field::plain(percent(noise.on_cpu)),
        ]);
    }
    // Does it matter to come first or last in a block, early or late in the session?
    let median = |wanted: &dyn Fn(&Deviation) -> bool| {
        let logs: Vec<f64> = all.iter().filter(|deviation| wanted(deviation)).map(|deviation| deviation.log).collect();
        dataset::median(&logs)
    };
    let middle = all.get(all.len() / 2).map_or(0, |deviation| deviation.order);
    let effects = [
        ("first in its block, against the rest", median(&|d| d.position == 0), median(&|d| d.position > 0)),
        ("second half of the session, against the first", median(&|d| d.order >= middle), median(&|d| d.order < middle)),
    ];
    for (what, one, other) in effects {
        if let (Some(one), Some(other)) = (one, other) {
            table.push(vec![Field::plain(what), Field::plain(format!("{:+.2} %", (one - other).exp_m1() * 100.0))]);
        }
    }
    table
}
