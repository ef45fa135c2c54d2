//! The section on workloads: for each its analysis, its numbers on every engine, how to get each of them again, and one
//! function at every stage from source to machine code.

use super::sections::shell;
use crate::dataset::{Dataset, State};
use crate::table::{self, Field, Table};
use crate::{format, prose};
use harness_core::record::{Listing, Stage};
use maud::{Markup, html};

/// Anchor of a workload's numbers.
pub fn numbers_id(data: &Dataset, workload: usize) -> String {
    format!("n-{}", data.slug(workload))
}

/// All workloads, each closed until it is asked for.
pub fn section(data: &Dataset) -> Markup {
    html! {
        section id="workloads" {
            h2 { "Workloads" }
            p.question { "What each program is, what it took on every engine, how to get its numbers again, and what becomes of \
                          its source on the way to the processor." }
            @for w in 0..data.workloads.len() { (one(data, w)) }
        }
    }
}

fn one(data: &Dataset, w: usize) -> Markup {
    let workload = &data.workloads[w];
    html! {
        details.workload id={ "w-" (data.slug(w)) } data-workload=(workload.id) {
            summary { b { (workload.id) } " " (workload.title) }
            p.meta {
                "Size " (workload.size_name) " (" (workload.size) ")"
                @if !workload.stresses.is_empty() { ". Stresses " (workload.stresses.join(", ")) }
                ". " a href={ "#row-" (data.slug(w)) } { "Row in the results" }
            }
            @if !workload.analysis.trim().is_empty() { p { (workload.analysis.trim()) } }
            (numbers(data, w))
            (commands(data, w))
            @if let Some(listing) = data.listings.get(&workload.id) { (stages(listing, &workload.id)) }
        }
    }
}

/// Every quantity of a workload, engine by engine.
pub fn numbers(data: &Dataset, w: usize) -> Markup {
    let base = data.baseline_name();
    let speed_up = format!("speed-up over {base}");
    let columns = ["engine", "start-up", "first iteration", "steady", &speed_up, "peak memory", "pays off against the baseline"];
    let mut table = Table::new(format!("{}: medians over processes", data.workloads[w].id), &columns);
    for engine in data.present() {
        let mut row = vec![Field::plain(data.name(engine))];
        let state = &data.cell(w, engine).state;
        if *state != State::Measured {
            row.push(Field::state(state));
            table.push(row);
            continue;
        }
        let median = |pick: fn(&crate::dataset::Run) -> f64| data.spread(w, engine, pick).map(|spread| spread.median);
        let time = |value: Option<f64>| Field::plain(value.map_or("–".to_string(), format::time));
        row.push(time(median(|run| run.startup)));
        row.push(time(median(|run| run.first)));
        row.push(time(median(|run| run.steady)));
        row.push(if Some(engine) == data.baseline { Field::plain("1×") } else { table::speed_up(data, w, engine) });
        let memory = median(|run| run.peak_rss).filter(|bytes| *bytes > 0.0);
        row.push(Field::plain(memory.map_or("–".to_string(), format::bytes)));
        row.push(Field::plain(prose::break_even_words(data, w, engine).unwrap_or_else(|| "–".to_string())));
        table.push(row);
    }
    html! { div id=(numbers_id(data, w)) { (table.html()) } }
}

/// Options of `bench` that take a value and belong to how things are measured.
const KEPT_WITH_VALUE: [&str; 12] = [
    "--size",
    "--runs",
    "-r",
    "--invocations",
    "--iterations",
    "--iteration-budget",
    "--seed",
    "--measure-jobs",
    "--workloads",
    "--runtimes",
    "--relative-to",
    "--store",
];
const KEPT_ALONE: [&str; 2] = ["--quick", "--thorough"];

/// The commands behind every number of a workload: measured again under the same plan, and one run to look at.
fn commands(data: &Dataset, w: usize) -> Markup {
    let id = &data.workloads[w].id;
    let program = data.header.command.first().map_or("spectrum", |word| word.rsplit('/').next().unwrap_or(word));
    let mut measure: Vec<String> = vec![program.to_string(), "bench".into(), id.clone()];
    for engine in data.present() {
        measure.extend(["-e".to_string(), data.name(engine).to_string()]);
    }
    measure.extend(plan_options(&data.header.command));
    if !measure.iter().any(|word| word == "--seed" || word.starts_with("--seed=")) {
        measure.extend(["--seed".to_string(), data.header.seed.to_string()]);
    }
    let own = data.present().into_iter().filter(|e| data.engines[*e].facts.origin == "own");
    let runs = own.map(|e| {
        shell(&[
            program.to_string(),
            "run".into(),
            format!("workloads/{id}/main.py"),
            "--engine".into(),
            data.name(e).to_string(),
            "--stats".into(),
        ])
    });
    let runs: Vec<String> = runs.collect();
    html! {
        p { "These numbers again, on this plan; then the program once on each engine of ours, with what the engine counted:" }
        pre tabindex="0" { code { (shell(&measure)) @for run in &runs { "\n" (run) } } }
    }
}

/// The options of a recorded `bench` command that say how was measured, without those that say what.
fn plan_options(command: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut words = command.iter();
    while let Some(word) = words.next() {
        let name = word.split('=').next().unwrap_or(word);
        if KEPT_ALONE.contains(&name) || (KEPT_WITH_VALUE.contains(&name) && word.contains('=')) {
            kept.push(word.clone());
        } else if KEPT_WITH_VALUE.contains(&name) {
            kept.push(word.clone());
            kept.extend(words.next().cloned());
        }
    }
    kept
}

/// One function from source to machine code, side by side.
fn stages(listing: &Listing, workload: &str) -> Markup {
    html! {
        p { "From source to machine code: " code { (listing.function) } ". " (listing.chosen) }
        div.stages tabindex="0" role="region" aria-label={ (listing.function) " at every stage" } {
            @for stage in &listing.stages { (pane(stage, listing, workload)) }
        }
    }
}

fn pane(stage: &Stage, listing: &Listing, workload: &str) -> Markup {
    let shown = stage.text.lines().count();
    let hidden = (stage.lines as usize).saturating_sub(shown);
    html! {
        div {
            h3 { (stage.name) " " span.meta { (format::count(stage.lines as usize, "line", "lines")) } }
            pre tabindex="0" {
                code {
                    @for run in runs(stage, &listing.hot_lines) {
                        @if run.0 { mark { (run.1) } } @else { (run.1) }
                    }
                }
            }
            @if hidden > 0 {
                p.meta { (hidden) " more: " code {
                    (shell(&["spectrum".into(), "show".into(), format!("workloads/{workload}/main.py"), "--stage".into(),
                             stage.name.clone(), "--function".into(), listing.function.clone()])) } }
            }
        }
    }
}

/// The text in stretches of hot and other lines.
fn runs(stage: &Stage, hot: &[u32]) -> Vec<(bool, String)> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    let mut current = 0;
    for (n, line) in (0..).zip(stage.text.lines()) {
        let own = if stage.first_line > 0 { Some(stage.first_line + n) } else { source_line(line) };
        current = own.unwrap_or(current);
        let marked = hot.contains(&current);
        match runs.last_mut() {
            Some((last, text)) if *last == marked => {
                text.push_str(line);
                text.push('\n');
            }
            _ => runs.push((marked, format!("{line}\n"))),
        }
    }
    runs
}

/// The number at the start of a line that quotes the source, as disassemblies have it: `  18 |     x = 1`.
fn source_line(line: &str) -> Option<u32> {
    line.split_once(" | ")?.0.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recorded_command_gives_its_plan_back() {
        let words = |text: &str| text.split(' ').map(String::from).collect::<Vec<_>>();
        let command = words("spectrum bench numeric -e cpython --quick --seed=7 --size small -o out.jsonl --no-report");
        assert_eq!(plan_options(&command), words("--quick --seed=7 --size small"));
    }

    #[test]
    fn hot_lines_are_marked_in_source_and_disassembly() {
        let stage = |first_line, text: &str| Stage { first_line, text: text.into(), ..Stage::default() };
        assert_eq!(runs(&stage(5, "a\nb\nc"), &[6]), [(false, "a\n".into()), (true, "b\n".into()), (false, "c\n".into())]);
        assert_eq!(runs(&stage(0, "   6 | b\n  Add\n   7 | c"), &[6]), [(true, "   6 | b\n  Add\n".into()), (false, "   7 | c\n".into())]);
    }
}
