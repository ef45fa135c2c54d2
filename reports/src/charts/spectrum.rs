//! The spectrum: what an engine pays before it runs against how fast it runs then.

use super::phases;
use crate::canvas::{Anchor, Canvas, Label, NORMAL, Stroke, paint};
use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{Dataset, Spread};
use crate::format;
use crate::panels::{Decades, tick_time};
use crate::rowplot::{LogAxis, WIDTH};
use crate::table::{Field, Table};
use crate::text;
use crate::theme::{Dash, Role};
use anyhow::Result;

pub const CHART: Chart = Chart {
    id: "spectrum",
    title: "The spectrum from interpreted to compiled",
    question: "What does an engine pay before it runs, and how fast does it run then?",
    reading: "Up is faster once running, left is quicker to start; an engine on the stepped line is beaten by no \
              other in both at once, an engine below it is.",
    relative: true,
    draw,
};

const TOP: f64 = 12.0;
const BOTTOM: f64 = 380.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = WIDTH - 24.0;

/// One engine.
struct Point {
    engine: usize,
    startup: Spread,
    speed: f64,
    interval: Option<(f64, f64)>,
}

fn points(data: &Dataset) -> Vec<Point> {
    data.competing()
        .into_iter()
        .filter_map(|engine| {
            let summary = data.summary(engine)?;
            let medians: Vec<f64> = data
                .common
                .iter()
                .filter_map(|w| Some(data.spread(*w, engine, |run| run.startup)?.median))
                .filter(|ns| *ns > 0.0)
                .collect();
            let startup = Spread::of(&medians)?;
            Some(Point { engine, startup, speed: summary.geomean, interval: summary.measurement })
        })
        .collect()
}

/// Indices of the points no other point beats in both directions, from quick start to fast run.
fn front(points: &[Point]) -> Vec<usize> {
    let beaten = |p: &Point| {
        points.iter().any(|q| {
            let (start, speed) = (q.startup.median, q.speed);
            start <= p.startup.median && speed >= p.speed && (start < p.startup.median || speed > p.speed)
        })
    };
    let mut front: Vec<usize> = (0..points.len()).filter(|n| !beaten(&points[*n])).collect();
    front.sort_by(|a, b| points[*a].startup.median.total_cmp(&points[*b].startup.median));
    front
}

fn draw(data: &Dataset) -> Result<Outcome> {
    let points = points(data);
    if points.len() < 2 {
        return Ok(Outcome::Nothing("Needs start-up times and speed-ups of two engines on a common workload.".to_string()));
    }
    let front = front(&points);
    let starts: Vec<f64> = points.iter().flat_map(|p| [p.startup.low, p.startup.high]).collect();
    let speeds = points.iter().flat_map(|p| {
        let (low, high) = p.interval.unwrap_or((p.speed, p.speed));
        [low, p.speed, high]
    });
    let x = Decades::covering(&starts, 0.08, LEFT, RIGHT);
    let y = LogAxis::covering(speeds.chain([1.0]), BOTTOM - 24.0, TOP + 24.0);
    let drawing = paint(WIDTH, BOTTOM + 48.0, |canvas| {
        backdrop(canvas, data, &x, &y)?;
        let steps = steps(&points, &front, &x, &y);
        canvas.polyline(&steps, Stroke { dash: Dash::Dashed, ..Stroke::new(Role::Muted, 1.4) })?;
        draw_points(canvas, data, &points, &steps, &x, &y)
    })?;
    let names: Vec<&str> = front.iter().map(|n| data.name(points[*n].engine)).collect();
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing,
        finding: format!("On the front, from quick start to fast run: {}.", names.join(", ")),
        caption: format!(
            "Across: median over the {} common to all of spawn to first iteration (thin line: range over \
             workloads); up: geometric mean of speed-ups over {} with 95 % interval where there is one; {}. {}.",
            format::count(data.common.len(), "workload", "workloads"),
            data.baseline_name(),
            data.sample_size(),
            data.machine()
        ),
        table: numbers(data, &points, &front),
    })))
}

fn backdrop(canvas: &Canvas<'_>, data: &Dataset, x: &Decades, y: &LogAxis) -> Result<()> {
    canvas.rect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, Role::Band)?;
    for tick in x.ticks(9) {
        let at = x.at(tick);
        canvas.line((at, TOP), (at, BOTTOM + 4.0), Stroke::new(Role::Grid, 1.0))?;
        canvas.text(at, BOTTOM + 15.0, &tick_time(tick), Label::small(Anchor::Middle))?;
    }
    for value in y.ticks(9) {
        let at = y.at(value);
        let stroke = if value == 1.0 { Stroke::new(Role::Text, 1.6) } else { Stroke::new(Role::Grid, 1.0) };
        canvas.line((LEFT, at), (RIGHT, at), stroke)?;
        canvas.text(LEFT - 6.0, at, &format::ratio_tick(value), Label::small(Anchor::End))?;
    }
    let across = "start-up: spawn to first iteration (left is quicker)";
    canvas.text((LEFT + RIGHT) / 2.0, BOTTOM + 36.0, across, Label::small(Anchor::Middle))?;
    let up = format!("steady speed-up over {} (up is faster)", data.baseline_name());
    let up = text::fit(&up, crate::canvas::SMALL, false, BOTTOM - TOP);
    canvas.text(12.0, (TOP + BOTTOM) / 2.0, &up, Label { upright: true, ..Label::small(Anchor::Middle) })
}

/// The corners of the front.
fn steps(points: &[Point], front: &[usize], x: &Decades, y: &LogAxis) -> Vec<(f64, f64)> {
    let mut steps: Vec<(f64, f64)> = Vec::new();
    for n in front {
        let (px, py) = (x.at(points[*n].startup.median), y.at(points[*n].speed));
        match steps.last() {
            Some((_, last)) => steps.push((px, *last)),
            None => steps.push((px, BOTTOM)),
        }
        steps.push((px, py));
    }
    if let Some((_, last)) = steps.last().copied() {
        steps.push((RIGHT, last));
    }
    steps
}

fn draw_points(canvas: &Canvas<'_>, data: &Dataset, points: &[Point], steps: &[(f64, f64)], x: &Decades, y: &LogAxis) -> Result<()> {
    let mut taken: Vec<[f64; 4]> = points
        .iter()
        .map(|p| {
            let (px, py) = (x.at(p.startup.median), y.at(p.speed));
            [px - 9.0, py - 9.0, px + 9.0, py + 9.0]
        })
        .collect();
    taken.extend(steps.windows(2).map(|pair| {
        let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
        [ax.min(bx), ay.min(by), ax.max(bx), ay.max(by)]
    }));
    for point in points {
        let (px, py) = (x.at(point.startup.median), y.at(point.speed));
        let style = data.engines[point.engine].style;
        let role = Role::Series(style.series);
        canvas.engine(point.engine, || {
            canvas.line((x.at(point.startup.low), py), (x.at(point.startup.high), py), Stroke::new(role, 1.0))?;
            if let Some((low, high)) = point.interval {
                canvas.line((px, y.at(low)), (px, y.at(high)), Stroke::new(role, 2.0))?;
            }
            canvas.marker(px, py, 6.0, style)
        })?;
    }
    taken.push([LEFT, y.at(1.0) - 1.0, RIGHT, y.at(1.0) + 1.0]);
    taken.extend(points.iter().map(|p| [x.at(p.startup.low), y.at(p.speed) - 1.0, x.at(p.startup.high), y.at(p.speed) + 1.0]));
    let mut ordered: Vec<&Point> = points.iter().collect();
    ordered.sort_by(|a, b| b.speed.total_cmp(&a.speed));
    for point in ordered {
        let (px, py) = (x.at(point.startup.median), y.at(point.speed));
        let name = text::fit(data.name(point.engine), NORMAL, true, 240.0);
        let (left, middle) = place(px, py, text::width(&name, NORMAL, true), &mut taken);
        canvas.engine(point.engine, || canvas.text(left, middle, &name, Label::new(Anchor::Start).bold()))?;
    }
    Ok(())
}

/// Left end and middle of a label near a point: the first of several places that touches nothing drawn so far.
fn place(px: f64, py: f64, width: f64, taken: &mut Vec<[f64; 4]>) -> (f64, f64) {
    let around = [0.0, 18.0, 32.0, 46.0, 60.0].into_iter().flat_map(|away| {
        [
            (px + 13.0, py - away),
            (px + 13.0, py + away),
            (px - 13.0 - width, py - away),
            (px - 13.0 - width, py + away),
            (px - width / 2.0, py - away - 4.0),
            (px - width / 2.0, py + away + 4.0),
        ]
    });
    let free = |left: f64, middle: f64| {
        let inside = left > LEFT && left + width < RIGHT && middle > TOP + 8.0 && middle < BOTTOM - 8.0;
        let [a, b, c, d] = [left - 2.0, middle - 8.0, left + width + 2.0, middle + 8.0];
        inside && taken.iter().all(|[x0, y0, x1, y1]| c < *x0 || a > *x1 || d < *y0 || b > *y1)
    };
    let (left, middle) = around
        .into_iter()
        .find(|(left, middle)| free(*left, *middle))
        .unwrap_or(((px + 10.0).min(RIGHT - width), (py - 14.0).max(TOP + 8.0)));
    taken.push([left, middle - 8.0, left + width, middle + 8.0]);
    (left, middle)
}

fn numbers(data: &Dataset, points: &[Point], front: &[usize]) -> Table {
    let mut table = Table::new(
        format!("Start-up and steady speed over {}, workloads common to all", data.baseline_name()),
        &["engine", "start-up", "of it compiling", "steady speed-up", "on the front"],
    );
    for (n, point) in points.iter().enumerate() {
        let compiling = phases::of_engine(data, point.engine).map(|phases| phases.compiling());
        table.push(vec![
            Field::plain(data.name(point.engine)),
            Field::plain(format::time(point.startup.median)),
            Field::plain(compiling.map_or("–".to_string(), format::time)),
            Field::plain(format::ratio_interval(point.speed, point.interval)),
            Field::plain(if front.contains(&n) { "yes" } else { "no" }),
        ]);
    }
    table
}
