//! Where the time of a process goes: start-up phases, first iteration, the rest, and what no phase accounts for.

use crate::canvas::{Anchor, Canvas, Label, NORMAL, SMALL, Stroke, paint};
use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{self, Dataset, Run, STARTUP_PHASES};
use crate::format;
use crate::rowplot::WIDTH;
use crate::table::{Field, Table};
use crate::text;
use crate::theme::Role;
use anyhow::Result;

const ROW: f64 = 32.0;
const BAR: f64 = 18.0;
const LABEL_MAX: f64 = 180.0;

pub const CHART: Chart = Chart {
    id: "phases",
    title: "Phases of a process",
    question: "What does starting cost, and what is it made of?",
    reading: "Each bar is an average process: at the left what happens around the program (hatched: time no phase \
              accounts for), at the right the program itself; both scales start at zero and \
              differ.",
    relative: false,
    draw,
};

/// Mean nanoseconds of a process of one engine, phase by phase.
pub struct Phases {
    /// In the order of [`STARTUP_PHASES`].
    pub startup: [f64; 7],
    /// From the last event of the worker to the end of the process.
    pub exit: f64,
    /// Process time that is in no phase and no iteration.
    pub unattributed: f64,
    /// First iteration.
    pub first: f64,
    /// All later iterations.
    pub later: f64,
}

impl Phases {
    /// Parsing, lowering and compiling, ns.
    pub fn compiling(&self) -> f64 {
        let of_compiling = STARTUP_PHASES.iter().zip(self.startup).filter(|(name, _)| ["parse", "lower", "compile"].contains(*name));
        of_compiling.map(|(_, ns)| ns).sum()
    }

    /// Start-up and overhead together: the left bar.
    fn overhead(&self) -> f64 {
        self.startup.iter().sum::<f64>() + self.exit + self.unattributed
    }
}

/// Means over processes, then over the common workloads (over its own, where there are none in common).
pub fn of_engine(data: &Dataset, engine: usize) -> Option<Phases> {
    let all: Vec<usize> = (0..data.workloads.len()).collect();
    let workloads = if data.common.is_empty() { &all } else { &data.common };
    let average = |pick: &dyn Fn(&Run) -> f64| {
        let means: Vec<f64> = workloads
            .iter()
            .filter_map(|w| {
                let values: Vec<f64> = data.cell(*w, engine).runs.iter().map(pick).collect();
                dataset::mean(&values)
            })
            .collect();
        dataset::mean(&means)
    };
    let phase = |name: &'static str| average(&move |run| run.phases.get(name).copied().unwrap_or(0) as f64);
    let mut startup = [0.0; 7];
    for (slot, name) in startup.iter_mut().zip(STARTUP_PHASES) {
        *slot = phase(name)?;
    }
    let executed = |run: &Run| run.iterations.iter().sum::<f64>();
    let exit = |run: &Run| run.phases.get("exit").copied().unwrap_or(0) as f64;
    Some(Phases {
        startup,
        exit: average(&exit)?,
        unattributed: average(&|run| (run.wall - run.startup - executed(run) - exit(run)).max(0.0))?,
        first: average(&|run| run.first)?,
        later: average(&|run| run.iterations.iter().skip(1).sum())?,
    })
}

fn draw(data: &Dataset) -> Result<Outcome> {
    let bars: Vec<(usize, Phases)> = data.competing().into_iter().filter_map(|e| Some((e, of_engine(data, e)?))).collect();
    if bars.iter().all(|(_, phases)| phases.overhead() <= 0.0) {
        return Ok(Outcome::Nothing("This record holds no phase times.".to_string()));
    }
    let labels = bars.iter().map(|(e, _)| text::width(data.name(*e), NORMAL, false));
    let left = labels.fold(60.0, f64::max).min(LABEL_MAX) + 14.0;
    let split = left + (WIDTH - left) * 0.58;
    let overhead = bars.iter().map(|(_, phases)| phases.overhead()).fold(0.0, f64::max);
    let program = bars.iter().map(|(_, phases)| phases.first + phases.later).fold(0.0, f64::max);
    let start_axis = Linear { left, right: split - 84.0, most: overhead };
    let program_axis = Linear { left: split, right: WIDTH - 84.0, most: program };

    let entries = entries(&bars);
    let lines = legend_places(left, split - 20.0, &entries).iter().map(|(_, line, _)| *line).max().unwrap_or(0);
    let top = 54.0 + lines as f64 * LEGEND_LINE;
    let bottom = top + bars.len() as f64 * ROW;
    let drawing = paint(WIDTH, bottom + 26.0, |canvas| {
        legend(canvas, left, split, &entries)?;
        start_axis.draw(canvas, top, bottom)?;
        program_axis.draw(canvas, top, bottom)?;
        for (n, (engine, phases)) in bars.iter().enumerate() {
            let y = top + n as f64 * ROW + ROW / 2.0;
            let name = text::fit(data.name(*engine), NORMAL, false, LABEL_MAX);
            canvas.engine(*engine, || {
                canvas.text(left - 10.0, y, &name, Label::new(Anchor::End))?;
                start_bar(canvas, &start_axis, phases, y)?;
                program_bar(canvas, &program_axis, phases, y)
            })?;
        }
        Ok(())
    })?;
    Ok(Outcome::Drawn(Box::new(Figure { drawing, finding: finding(data, &bars), caption: caption(data), table: numbers(data, &bars) })))
}

/// An axis from zero.
struct Linear {
    left: f64,
    right: f64,
    most: f64,
}

impl Linear {
    fn length(&self, ns: f64) -> f64 {
        if self.most > 0.0 { ns / self.most * (self.right - self.left) } else { 0.0 }
    }

    fn draw(&self, canvas: &Canvas<'_>, top: f64, bottom: f64) -> Result<()> {
        let step = round_step(self.most / 4.0);
        let mut tick = 0.0;
        while step > 0.0 && tick <= self.most * 1.0001 {
            let x = self.left + self.length(tick);
            canvas.line((x, top), (x, bottom + 4.0), Stroke::new(Role::Grid, 1.0))?;
            let words = if tick == 0.0 { "0".to_string() } else { crate::panels::tick_time(tick) };
            canvas.text(x, bottom + 15.0, &words, Label::small(Anchor::Middle))?;
            tick += step;
        }
        canvas.line((self.left, top), (self.left, bottom + 4.0), Stroke::new(Role::Muted, 1.0))
    }
}

/// The next of 1, 2, 5 times a power of ten.
fn round_step(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return 0.0;
    }
    let decade = 10f64.powf(value.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * decade).find(|v| *v >= value * 0.999).unwrap_or(10.0 * decade)
}

const LEGEND_LINE: f64 = 18.0;

fn entry_width(words: &str) -> f64 {
    17.0 + text::width(words, SMALL, false) + 12.0
}

/// Words and fill (hatched where there is none) of each entry of the start-up legend.
type Entry = (&'static str, Option<Role>);

fn entries(bars: &[(usize, Phases)]) -> Vec<Entry> {
    let used = |pick: &dyn Fn(&Phases) -> f64| bars.iter().any(|(_, phases)| pick(phases) > 0.0);
    let mut entries: Vec<Entry> = (0..STARTUP_PHASES.len())
        .filter(|n| used(&|phases| phases.startup[*n]))
        .map(|n| (STARTUP_PHASES[n], Some(Role::Phase(n as u8))))
        .collect();
    if used(&|phases| phases.exit) {
        entries.push(("exit", Some(Role::Grid)));
    }
    entries.push(("unattributed", None));
    entries
}

/// Left end and line of each entry, wrapped.
fn legend_places(left: f64, right: f64, entries: &[Entry]) -> Vec<(f64, usize, Entry)> {
    let (mut x, mut line) = (left, 0);
    entries
        .iter()
        .map(|entry| {
            let width = entry_width(entry.0);
            if x + width > right && x > left {
                (x, line) = (left, line + 1);
            }
            let place = (x, line, *entry);
            x += width;
            place
        })
        .collect()
}

/// A time at the end of a bar, cleared of grid lines.
fn value(canvas: &Canvas<'_>, x: f64, y: f64, ns: f64) -> Result<()> {
    let words = format::time(ns);
    canvas.rect(x + 4.0, y - 7.0, text::width(&words, SMALL, false) + 4.0, 14.0, Role::Background)?;
    canvas.text(x + 6.0, y, &words, Label::small(Anchor::Start))
}

fn legend(canvas: &Canvas<'_>, left: f64, split: f64, entries: &[Entry]) -> Result<()> {
    canvas.text(left, 12.0, "start-up and overhead", Label::new(Anchor::Start).bold())?;
    canvas.text(split, 12.0, "the program", Label::new(Anchor::Start).bold())?;
    let entry = |x: f64, line: usize, role: Option<Role>, words: &str| -> Result<()> {
        let y = 30.0 + line as f64 * LEGEND_LINE;
        match role {
            Some(role) => canvas.rect(x, y, 12.0, 12.0, role)?,
            None => canvas.hatch(x, y, 12.0, 12.0, Role::Muted)?,
        }
        canvas.frame(x, y, 12.0, 12.0, Stroke::new(Role::Muted, 0.7))?;
        canvas.text(x + 17.0, y + 6.0, words, Label::small(Anchor::Start))
    };
    for (x, line, (words, role)) in legend_places(left, split - 20.0, entries) {
        entry(x, line, role, words)?;
    }
    entry(split, 0, Some(Role::Muted), "first iteration")?;
    let second = split + entry_width("first iteration");
    entry(second, 0, Some(Role::Grid), "later iterations")
}

fn start_bar(canvas: &Canvas<'_>, axis: &Linear, phases: &Phases, y: f64) -> Result<()> {
    let mut x = axis.left;
    for (n, ns) in phases.startup.iter().enumerate() {
        let width = axis.length(*ns);
        if width > 0.0 {
            canvas.rect(x, y - BAR / 2.0, width, BAR, Role::Phase(n as u8))?;
            x += width;
        }
    }
    let exit = axis.length(phases.exit);
    canvas.rect(x, y - BAR / 2.0, exit, BAR, Role::Grid)?;
    x += exit;
    let rest = axis.length(phases.unattributed);
    if rest > 0.5 {
        canvas.hatch(x, y - BAR / 2.0, rest, BAR, Role::Muted)?;
        x += rest;
    }
    canvas.frame(axis.left, y - BAR / 2.0, x - axis.left, BAR, Stroke::new(Role::Muted, 0.7))?;
    value(canvas, x, y, phases.overhead())
}

fn program_bar(canvas: &Canvas<'_>, axis: &Linear, phases: &Phases, y: f64) -> Result<()> {
    let (first, later) = (axis.length(phases.first), axis.length(phases.later));
    canvas.rect(axis.left, y - BAR / 2.0, first, BAR, Role::Muted)?;
    canvas.rect(axis.left + first, y - BAR / 2.0, later, BAR, Role::Grid)?;
    canvas.frame(axis.left, y - BAR / 2.0, first + later, BAR, Stroke::new(Role::Muted, 0.7))?;
    value(canvas, axis.left + first + later, y, phases.first + phases.later)
}

fn caption(data: &Dataset) -> String {
    let over = match data.common.len() {
        0 => "each engine's own measured workloads (none is common to all)".to_string(),
        n => format!("the {} every measured engine finished", format::count(n, "workload", "workloads")),
    };
    format!("Means over processes, then over {over}; {}. {}.", data.sample_size(), data.machine())
}

fn finding(data: &Dataset, bars: &[(usize, Phases)]) -> String {
    let parts: Vec<String> =
        bars.iter().map(|(e, phases)| format!("{} {}", data.name(*e), format::time(phases.startup.iter().sum()))).collect();
    format!("Mean start-up: {}.", parts.join(", "))
}

fn numbers(data: &Dataset, bars: &[(usize, Phases)]) -> Table {
    let mut table = Table::new("Mean time per process in milliseconds", &["engine"]);
    let told: Vec<usize> = (0..STARTUP_PHASES.len()).filter(|n| bars.iter().any(|(_, phases)| phases.startup[*n] > 0.0)).collect();
    table.columns.extend(told.iter().map(|n| STARTUP_PHASES[*n].to_string()));
    table.columns.extend(["exit", "unattributed", "first iteration", "later iterations"].map(String::from));
    for (engine, phases) in bars {
        let mut row = vec![Field::plain(data.name(*engine))];
        let startup = told.iter().map(|n| &phases.startup[*n]);
        let times = startup.chain([&phases.exit, &phases.unattributed, &phases.first, &phases.later]);
        row.extend(times.map(|ns| Field::plain(format::millis(*ns))));
        table.push(row);
    }
    table
}
