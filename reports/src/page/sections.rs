//! The sections of the page, each from the data to HTML.

use crate::chart::{Chart, Figure, Outcome};
use crate::dataset::{Dataset, State};
use crate::table::{Field, Table};
use crate::theme::Ink;
use crate::{Options, format, prose};
use harness_core::cold::{self, ColdSummary};
use harness_core::record::PerfCounters;
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeSet;

pub fn verdict(data: &Dataset) -> Markup {
    let bad = !data.failures().is_empty() || data.baseline.is_none();
    html! {
        section.verdict.bad[bad] id="verdict" aria-label="Verdict" {
            @for sentence in prose::verdict(data) { p { (sentence) } }
            @if !bad { p.meta { "No failures: every process measured gave the expected result." } }
        }
    }
}

pub fn results(data: &Dataset, table: &Table) -> Markup {
    html! {
        section id="results" {
            h2 { "Results" }
            (table.html())
            p.caption { (key(data)) }
        }
    }
}

pub fn contents(figures: &[(&Chart, Outcome)]) -> Markup {
    html! {
        nav aria-label="Contents" style="padding:0" {
            ul {
                li { a href="#results" { "Results" } }
                li { a href="#answer" { "The answer" } }
                @for (chart, outcome) in figures {
                    @if matches!(outcome, Outcome::Drawn(_)) { li { a href={ "#" (chart.id) } { (chart.title) } } }
                }
                li { a href="#workloads" { "Workloads" } }
                li { a href="#engines" { "Engines" } }
                li { a href="#reproduce" { "Reproduce" } }
                li { a href="#limits" { "Limits" } }
            }
        }
    }
}

pub fn failures(data: &Dataset) -> Markup {
    let failures = data.failures();
    let mut table = Table::of_words("Cells that have no number, and why", &["workload", "engine", "what", "how often", "message"]);
    for (w, e) in &failures {
        let State::Failed { failed, of, message, .. } = &data.cell(*w, *e).state else {
            continue;
        };
        let mut what = Field::state(&data.cell(*w, *e).state);
        what.note.clear();
        table.push(vec![
            Field::plain(data.workloads[*w].id.clone()),
            Field::plain(data.name(*e)),
            what,
            Field::plain(format!("{failed} of {of}")),
            Field::plain(message.clone()),
        ]);
    }
    html! {
        section id="failures" {
            @if !failures.is_empty() {
                h2 { "Failures" }
                (table.html())
            }
        }
    }
}

fn key(data: &Dataset) -> String {
    let base = data.baseline_name();
    let interval = match data.processes() {
        Some((_, most)) if most >= 6 => {
            format!("Bold: faster than {base} beyond the 95 % interval in brackets; grey: slower beyond it.")
        }
        _ => "No intervals: a cell needs 6 processes for one.".to_string(),
    };
    let unsteady = (0..data.workloads.len()).any(|w| (0..data.engines.len()).any(|e| data.cell(w, e).unsteady > 0));
    let dagger = if unsteady { " †: some processes never became steady, so read the cumulative time instead." } else { "" };
    if data.challengers().is_empty() {
        return String::new();
    }
    let ports = match data.of_ports().as_slice() {
        [] => String::new(),
        names => format!(" Ports, not the program itself: {}.", format::list(names)),
    };
    format!(
        "{interval}{dagger}{ports} The mean runs over the {} of {} workloads that every measured engine finished; {}.",
        data.common.len(),
        data.workloads.len(),
        data.sample_size()
    )
}

/// The question of this project, answered from the record.
pub fn answer(data: &Dataset) -> Markup {
    html! {
        section id="answer" {
            h2 { "Interpreted or compiled, and what does it cost?" }
            p.question { "Where each implementation stands, what it pays, and when that pays off." }
            @for sentence in prose::winners(data) { p { (sentence) } }
            div.cards {
                @for (engine, sentences) in prose::standings(data) {
                    div {
                        h3 { (engine) }
                        p { (sentences.join(" ")) }
                    }
                }
            }
            @if data.competing().is_empty() { p { "No engine has a result in this record." } }
            h3 id="limits" { "What these numbers cannot say" }
            ul.plain { @for sentence in prose::limits(data) { li { (sentence) } } }
        }
    }
}

/// What a start costs when nothing of the runtime and the program is in memory yet.
pub fn cold_starts(data: &Dataset) -> Markup {
    let cells = cold::summarise(&data.cold);
    let with = |of: &dyn Fn(&(&str, &str)) -> bool| cells.keys().any(of);
    let engines: Vec<&str> =
        data.engines.iter().map(|e| e.facts.name.as_str()).filter(|name| with(&|(_, engine)| engine == name)).collect();
    let mut table = Table::new("Whole processes with a cold file cache, and the same with a warm one; medians", &["workload"]);
    table.columns.extend(engines.iter().map(|name| name.to_string()));
    for workload in data.workloads.iter().map(|w| w.id.as_str()).filter(|id| with(&|(workload, _)| workload == id)) {
        let mut row = vec![Field::plain(workload)];
        row.extend(engines.iter().map(|engine| match cells.get(&(workload, *engine)) {
            None => Field::plain("–"),
            Some(ColdSummary { failure: Some(why), .. }) => Field::plain(why.clone()),
            Some(cell) => {
                let mark = if cell.shared { " *" } else { "" };
                Field::plain(format!("{}, warm {}{mark}", format::time(cell.cold_ns), format::time(cell.warm_ns)))
            }
        }));
        table.push(row);
    }
    let pairs = cells.values().map(|cell| cell.n).max().unwrap_or(0);
    html! {
        @if !cells.is_empty() {
            section id="cold-starts" {
                h2 { "Starting with a cold file cache" }
                p.question { "What does the first start after booting cost?" }
                (table.html())
                p.caption { "The kernel was made to forget all files before each cold start; the warm one followed at once; "
                    (format::count(pairs, "pair", "pairs")) " per cell."
                    @if cells.values().any(|cell| cell.shared) {
                        " *: another process ran the same executable, so part of it was in memory all the time."
                    } }
            }
        }
    }
}

/// What processor and kernel counted, per process; what this machine does not offer is named.
pub fn perf_counters(data: &Dataset) -> Markup {
    let has = |name: &str| data.perf.iter().any(|row| row.values.contains_key(name));
    let missing: BTreeSet<&str> = data.perf.iter().flat_map(|row| row.not_available.iter().map(String::as_str)).collect();
    let count = |row: &PerfCounters, name: &str| row.values.get(name).map(|count| *count as f64);
    let per = |row: &PerfCounters, name: &str, of: &str, scale: f64| Some(scale * count(row, name)? / count(row, of)?.max(1.0));
    type Column<'a> = (&'a str, &'a str, Box<dyn Fn(&PerfCounters) -> Option<f64> + 'a>);
    let columns: [Column<'_>; 8] = [
        ("instructions", "million instructions", Box::new(|row| Some(count(row, "instructions")? / 1e6))),
        ("cycles", "instructions per cycle", Box::new(|row| per(row, "instructions", "cycles", 1.0))),
        ("branch_misses", "branch misses per 1000 instructions", Box::new(|row| per(row, "branch_misses", "instructions", 1e3))),
        ("cache_misses", "cache misses per 1000 instructions", Box::new(|row| per(row, "cache_misses", "instructions", 1e3))),
        ("task_clock_ns", "CPU time, ms", Box::new(|row| Some(count(row, "task_clock_ns")? / 1e6))),
        ("page_faults", "page faults", Box::new(|row| count(row, "page_faults"))),
        ("context_switches", "context switches", Box::new(|row| count(row, "context_switches"))),
        ("cpu_migrations", "migrations", Box::new(|row| count(row, "cpu_migrations"))),
    ];
    let shown: Vec<&Column<'_>> = columns.iter().filter(|(name, ..)| has(name)).collect();
    let mut table = Table::new("One process of each workload and engine, start-up included", &["workload", "engine", "iterations"]);
    table.columns.extend(shown.iter().map(|(_, title, _)| title.to_string()));
    for row in data.perf.iter() {
        let mut cells =
            vec![Field::plain(row.workload.clone()), Field::plain(row.engine.clone()), Field::plain(row.iterations.to_string())];
        cells.extend(shown.iter().map(|(_, _, value)| Field::plain(value(row).map_or("–".to_string(), format::number))));
        table.push(cells);
    }
    html! {
        @if !data.perf.is_empty() {
            section id="perf-counters" {
                h2 { "Performance counters" }
                p.question { "What did processor and kernel count?" }
                @if !shown.is_empty() { details { summary { "The counts" } (table.html()) } }
                p.caption { "Counted in a run of its own, in user mode; never part of a timed process."
                    @if !missing.is_empty() {
                        " Not available on this machine: " (missing.into_iter().collect::<Vec<_>>().join(", ")) "."
                    } }
            }
        }
    }
}

pub fn not_drawn(figures: &[(&Chart, Outcome)]) -> Markup {
    let absent: Vec<(&str, &str)> = figures
        .iter()
        .filter_map(|(chart, outcome)| match outcome {
            Outcome::Nothing(why) => Some((chart.title, why.as_str())),
            Outcome::Drawn(_) => None,
        })
        .collect();
    html! {
        @if !absent.is_empty() {
            section id="not-drawn" {
                h2 { "Charts this record has nothing for" }
                ul.plain { @for (title, why) in absent { li { b { (title) } ": " (why) } } }
            }
        }
    }
}

pub fn chart(chart: &Chart, figure: &Figure) -> Markup {
    html! {
        section id=(chart.id) {
            h2 { (chart.title) }
            p.question { (chart.question) }
            (drawn(chart, figure))
        }
    }
}

fn drawn(chart: &Chart, figure: &Figure) -> Markup {
    let svg = figure.drawing.svg(chart.id, chart.title, &figure.finding, Ink::Variables);
    html! {
        p.reading { (chart.reading) }
        figure {
            div.scroll tabindex="0" role="region" aria-label={ "Chart: " (chart.title) } { (PreEscaped(svg)) }
            figcaption.caption { (figure.finding) " " (figure.caption) }
        }
        details {
            summary { "The numbers of this chart" }
            (figure.table.html())
        }
    }
}

pub fn engines(data: &Dataset) -> Markup {
    let mut table =
        Table::of_words("Engines and runtimes of the plan", &["engine", "kind", "strategy", "version", "CPU time / wall time", "command"]);
    for engine in data.engines.iter().filter(|engine| engine.facts.available) {
        let facts = &engine.facts;
        let sha = facts.sha256.get(..12).map(|short| format!(" (sha256 {short}…)")).unwrap_or_default();
        let kind = match facts.language.as_str() {
            "" | "python" => facts.origin.clone(),
            language => format!("{}, ports to {language}", facts.origin),
        };
        table.push(vec![
            Field::plain(facts.name.clone()),
            Field::plain(kind),
            Field::plain(facts.strategy.clone()),
            Field::plain(facts.version.clone()),
            Field::plain(engine.cpu_share.map_or("–".to_string(), format::number)),
            Field::plain(match facts.command.is_empty() {
                true => format!("{}{sha}", facts.path),
                false => format!("{}{sha}", shell(&facts.command)),
            }),
        ]);
    }
    let missing: Vec<_> = data.engines.iter().filter(|engine| !engine.facts.available).collect();
    html! {
        section id="engines" {
            h2 { "Engines" }
            @if !table.rows.is_empty() {
                (table.html())
                p.caption { "CPU time is of all threads of its processes, user and system, start-up included: where it exceeds wall time, "
                    "compilers or collectors have worked beside the program." }
            }
            @if !missing.is_empty() {
                p { "Not on this machine, so without results:" }
                ul.plain {
                    @for engine in missing {
                        li { b { (engine.facts.name) }
                            @if engine.facts.hint.is_empty() { " (no hint recorded)" } @else { ": " (engine.facts.hint) } }
                    }
                }
            }
        }
    }
}

/// A command line as a POSIX shell would take it.
pub fn shell(words: &[String]) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+@%".contains(c);
    let quoted = words.iter().map(|word| match !word.is_empty() && word.chars().all(plain) {
        true => word.clone(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    });
    quoted.collect::<Vec<_>>().join(" ")
}

pub fn reproduce(data: &Dataset, options: &Options) -> Markup {
    let header = &data.header;
    let mut redraw: Vec<String> = vec!["spectrum".into(), "report".into()];
    redraw.push(options.record.clone().unwrap_or_else(|| "RECORD".into()));
    if let Some(base) = &options.baseline {
        redraw.extend(["--relative-to".into(), base.clone()]);
    }
    html! {
        section id="reproduce" {
            h2 { "Reproduce" }
            p { "Measure again:" }
            pre tabindex="0" { code { (shell(&header.command)) } }
            p { "Draw this report again from the record, measuring nothing:" }
            pre tabindex="0" { code { (shell(&redraw)) } }
            p.meta { "Preset " (header.preset) ", seed " (header.seed) ", plan " (header.plan_hash) ", record format "
                (header.schema) " " (header.version) "." }
        }
    }
}

pub fn machine(data: &Dataset) -> Markup {
    html! {
        section id="machine" {
            h2 { "Machine" }
            @match &data.host {
                None => p { "The record says nothing about the machine." },
                Some(host) => table.facts {
                    tbody {
                        tr { th scope="row" { "processor" } td { (host.cpu) } }
                        tr { th scope="row" { "logical cores" } td { (host.cores) } }
                        tr { th scope="row" { "memory" } td { (format::bytes(host.memory_bytes as f64)) } }
                        tr { th scope="row" { "system" } td { (host.os) } }
                        tr { th scope="row" { "machine key" } td { (host.machine_key) } }
                        @for (check, outcome) in &host.checks {
                            tr { th scope="row" { (check) } td { (outcome) } }
                        }
                    }
                },
            }
        }
    }
}
