//! What earlier records say: did an engine change, and when.

use crate::canvas::{Anchor, Canvas, Label, Stroke, paint};
use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{Dataset, Past};
use crate::format;
use crate::rowplot::{LogAxis, WIDTH, draw_legend, legend_height};
use crate::table::{Field, Table};
use crate::theme::{Dash, Role};
use anyhow::Result;

pub const CHART: Chart = Chart {
    id: "history",
    title: "History",
    question: "Has an engine become faster or slower since earlier records?",
    reading: "Each dot is one record, oldest at the left: the engine's geometric mean over the baseline measured in the same \
              record, so that a faster machine does not count as a faster engine; a line is a level, a step in it a change \
              beyond the intervals.",
    relative: false,
    draw,
};

const PLOT: f64 = 260.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = WIDTH - 24.0;

/// One engine in one record: index of the record, estimate, interval.
type Value = (usize, f64, Option<(f64, f64)>);

fn draw(data: &Dataset) -> Result<Outcome> {
    if data.history.len() < 2 {
        return Ok(Outcome::Nothing(
            "Only one record was given; `spectrum report --history` takes the others of its folder along.".to_string(),
        ));
    }
    let engines: Vec<usize> = data.challengers().into_iter().filter(|e| !values(data, *e).is_empty()).collect();
    if engines.is_empty() {
        return Ok(Outcome::Nothing("The earlier records share no workload, program and size with this one.".to_string()));
    }
    let series = data.series(&engines);
    let legend = legend_height(&series);
    let bottom = legend + PLOT;
    let all = engines.iter().flat_map(|e| values(data, *e)).flat_map(|(_, value, interval)| {
        let (low, high) = interval.unwrap_or((value, value));
        [low, value, high]
    });
    let y = LogAxis::covering(all.chain([1.0]), bottom - 8.0, legend + 8.0);
    let x = |n: usize| LEFT + 20.0 + (RIGHT - LEFT - 40.0) * n as f64 / (data.history.len() - 1) as f64;
    let drawing = paint(WIDTH, bottom + 40.0, |canvas| {
        draw_legend(canvas, &series)?;
        backdrop(canvas, data, &y, legend, bottom, &x)?;
        for one in &series {
            canvas.engine(one.engine, || {
                let role = Role::Series(one.style.series);
                let values = values(data, one.engine);
                for level in levels(&values) {
                    let (from, to) = (level[0].0, level[level.len() - 1].0);
                    let mean = y.at(centre(level));
                    canvas.line((x(from) - 8.0, mean), (x(to) + 8.0, mean), Stroke { dash: one.style.dash, ..Stroke::new(role, 2.0) })?;
                }
                for (n, value, interval) in &values {
                    if let Some((low, high)) = interval {
                        canvas.line((x(*n), y.at(*low)), (x(*n), y.at(*high)), Stroke::new(role, 1.4))?;
                    }
                    canvas.marker(x(*n), y.at(*value), 4.0, one.style)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(Outcome::Drawn(Box::new(Figure {
        drawing,
        finding: finding(data, &engines),
        caption: format!(
            "{}, over the workloads that all of them and all engines measured, at the same size and with the same source; a new \
             level begins at a record whose 95 % interval leaves out the level so far; dotted: another machine. Baseline {}.",
            format::count(data.history.len(), "record", "records"),
            data.baseline_name()
        ),
        table: numbers(data, &engines),
    })))
}

fn backdrop(canvas: &Canvas<'_>, data: &Dataset, y: &LogAxis, top: f64, bottom: f64, x: &dyn Fn(usize) -> f64) -> Result<()> {
    canvas.rect(LEFT, top, RIGHT - LEFT, bottom - top, Role::Band)?;
    for value in y.ticks(8) {
        let at = y.at(value);
        let stroke = if value == 1.0 { Stroke::new(Role::Text, 1.6) } else { Stroke::new(Role::Grid, 1.0) };
        canvas.line((LEFT, at), (RIGHT, at), stroke)?;
        canvas.text(LEFT - 6.0, at, &format::ratio_tick(value), Label::small(Anchor::End))?;
    }
    for (n, pair) in data.history.windows(2).enumerate().filter(|(_, pair)| pair[0].machine != pair[1].machine) {
        let middle = f64::midpoint(x(n), x(n + 1));
        canvas.line((middle, top), (middle, bottom), Stroke { dash: Dash::Dotted, ..Stroke::new(Role::Muted, 1.4) })?;
        debug_assert!(pair.len() == 2, "windows of two");
    }
    let day = |past: &Past| format::date(past.started_unix).chars().take(10).collect::<String>();
    let last = data.history.len() - 1;
    for (n, anchor) in [(0, Anchor::Start), (last, Anchor::End)] {
        let at = if n == 0 { LEFT } else { RIGHT };
        canvas.text(at, bottom + 15.0, &day(&data.history[n]), Label::small(anchor))?;
    }
    let axis = format!("speed-up over {} of the same record (up is faster); records in order of time", data.baseline_name());
    canvas.text((LEFT + RIGHT) / 2.0, bottom + 31.0, &axis, Label::small(Anchor::Middle))
}

fn values(data: &Dataset, engine: usize) -> Vec<Value> {
    let name = data.name(engine);
    let one = |(n, past): (usize, &Past)| past.means.get(name).map(|(value, interval)| (n, *value, *interval));
    data.history.iter().enumerate().filter_map(one).collect()
}

/// Geometric mean of a level.
fn centre(level: &[Value]) -> f64 {
    (level.iter().map(|(_, value, _)| value.ln()).sum::<f64>() / level.len() as f64).exp()
}

/// Stretches of records without a change: a new one begins where the interval leaves out the level so far. A record without an
/// interval cannot begin one.
fn levels(values: &[Value]) -> Vec<&[Value]> {
    let mut levels = Vec::new();
    let mut start = 0;
    for n in 1..values.len() {
        let so_far = centre(&values[start..n]);
        if values[n].2.is_some_and(|(low, high)| so_far < low || so_far > high) {
            levels.push(&values[start..n]);
            start = n;
        }
    }
    if start < values.len() {
        levels.push(&values[start..]);
    }
    levels
}

fn finding(data: &Dataset, engines: &[usize]) -> String {
    let changes: Vec<String> = engines
        .iter()
        .map(|engine| {
            let values = values(data, *engine);
            let levels = levels(&values);
            match levels.as_slice() {
                [] | [_] => format!("{} stayed at one level", data.name(*engine)),
                [.., before, last] => format!(
                    "{} changed {} (last by {})",
                    data.name(*engine),
                    format::count(levels.len() - 1, "time", "times"),
                    format::ratio(centre(last) / centre(before))
                ),
            }
        })
        .collect();
    format!("{}.", changes.join("; "))
}

fn numbers(data: &Dataset, engines: &[usize]) -> Table {
    let mut table =
        Table::new(format!("Geometric mean over {}, record by record", data.baseline_name()), &["record", "commit or tool", "workloads"]);
    table.columns.extend(engines.iter().map(|e| data.name(*e).to_string()));
    for past in data.history.iter() {
        let mut row =
            vec![Field::plain(format::date(past.started_unix)), Field::plain(past.tool.clone()), Field::plain(past.workloads.to_string())];
        row.extend(engines.iter().map(|e| match past.means.get(data.name(*e)) {
            Some((value, interval)) => Field::plain(format::ratio_interval(*value, *interval)),
            None => Field::plain("–"),
        }));
        table.push(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_ends_where_an_interval_leaves_it_out() {
        let value = |n, v: f64| (n, v, Some((v * 0.95, v * 1.05)));
        let values: Vec<_> = [2.0, 2.04, 1.99, 3.0, 2.95].iter().enumerate().map(|(n, v)| value(n, *v)).collect();
        let lengths = |values: &[Value]| levels(values).iter().map(|level| level.len()).collect::<Vec<_>>();
        assert_eq!(lengths(&values), [3, 2]);
        let unknown: Vec<Value> = values.iter().map(|(n, v, _)| (*n, *v, None)).collect();
        assert_eq!(lengths(&unknown), [5]);
        assert_eq!(lengths(&[]), Vec::<usize>::new());
    }
}
