//! The table that a run ends with, its bars and its legend: recomputed from the record, also for `report` and `merge`.

use crate::commands::verify::word;
use crate::output::{Grid, Tone, ratio, three_digits, time};
use harness_core::analysis::{Analysis, Row, RowOutcome, detectable};
use harness_core::cold::{self, ColdSummary};
use harness_core::record::Status;
use harness_core::statistics::Estimate;
use harness_core::store::Record;

/// The table of results with its legend, as text.
pub fn results(record: &Record, analysis: &Analysis, coloured: bool) -> String {
    let reference = analysis.reference.as_str();
    let measured = |engine: &&String| {
        analysis.workloads.iter().any(|w| match analysis.row(w, engine) {
            Some(row) => !matches!(row.outcome, RowOutcome::Missing | RowOutcome::NotMeasured),
            None => false,
        })
    };
    let engines: Vec<&String> = analysis.engines.iter().filter(|e| *e != reference).filter(measured).collect();
    let head = format!("{reference} time");
    let headings: Vec<&str> = ["workload", head.as_str()].into_iter().chain(engines.iter().map(|e| e.as_str())).collect();
    let mut grid = Grid::new(&headings, coloured);
    let mut unsteady = false;
    for workload in &analysis.workloads {
        let base = match analysis.measured(workload, reference) {
            Some(base) => (time(base.typical_ns), Tone::Plain),
            None => (analysis.row(workload, reference).map_or(String::new(), failure_word), Tone::Bad),
        };
        let cells: Vec<(String, Tone)> =
            engines.iter().filter_map(|engine| analysis.row(workload, engine)).map(|row| cell(row, &mut unsteady)).collect();
        let whole = record.workloads.iter().any(|w| w.id == *workload && w.measures == "process");
        let name = if whole { format!("{workload} ^") } else { workload.clone() };
        grid.row([(name, Tone::Plain), base].into_iter().chain(cells));
    }
    let means: Vec<(String, Tone)> = engines.iter().map(|engine| (suite_cell(analysis, engine), Tone::Strong)).collect();
    if analysis.workloads.len() > 1 && !engines.is_empty() {
        grid.row([("geometric mean".to_owned(), Tone::Strong), (String::new(), Tone::Plain)].into_iter().chain(means));
    }
    format!("{grid}{}{}{}", cold_starts(record, coloured), bars(analysis), legend(record, analysis, unsteady))
}

/// Whole processes started with a cold file cache, each with the warm start after it.
fn cold_starts(record: &Record, coloured: bool) -> String {
    let cells = cold::summarise(&record.cold);
    if cells.is_empty() {
        return String::new();
    }
    let engines: Vec<&str> = record.engines.iter().map(|e| e.name.as_str()).filter(|e| cells.keys().any(|(_, name)| name == e)).collect();
    let mut grid = Grid::new(&["cold / warm start"].into_iter().chain(engines.iter().copied()).collect::<Vec<_>>(), coloured);
    let mut shared = false;
    for workload in record.workloads.iter().map(|w| w.id.as_str()).filter(|w| cells.keys().any(|(id, _)| id == w)) {
        let cell = |engine: &&str| match cells.get(&(workload, *engine)) {
            None => ("-".to_owned(), Tone::Faint),
            Some(ColdSummary { failure: Some(why), .. }) => (why.clone(), Tone::Bad),
            Some(cell) => {
                shared |= cell.shared;
                let mark = if cell.shared { " *" } else { "" };
                (format!("{} / {}{mark}", time(cell.cold_ns), time(cell.warm_ns)), Tone::Plain)
            }
        };
        let cells: Vec<(String, Tone)> = engines.iter().map(cell).collect();
        grid.row([(workload.to_owned(), Tone::Plain)].into_iter().chain(cells));
    }
    let note = if shared { "* another process ran the executable: part of it was in memory all the time\n" } else { "" };
    format!("\n{grid}{note}")
}

/// Cells of a terminal that the longest bar takes.
const BAR: f64 = 40.0;

/// The geometric means as bars from zero, the reference engine among them.
fn bars(analysis: &Analysis) -> String {
    let means = analysis.means.iter().filter_map(|(name, mean)| Some((name.as_str(), (*mean)?.geometric)));
    let mut values: Vec<(&str, f64)> = means.collect();
    if values.is_empty() {
        return String::new();
    }
    values.push((&analysis.reference, 1.0));
    values.sort_by_key(|(name, _)| analysis.engines.iter().position(|engine| engine == name));
    let most = values.iter().map(|(_, value)| *value).fold(1.0, f64::max);
    let width = values.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let line = |(name, value): &(&str, f64)| format!("{name:>width$} {} {}x\n", bar(value / most), three_digits(*value));
    format!("\n{}", values.iter().map(line).collect::<String>())
}

/// A share of the longest bar, to an eighth of a cell.
fn bar(share: f64) -> String {
    let eighths = (share * BAR * 8.0).round().max(1.0) as usize;
    let mut text = "█".repeat(eighths / 8);
    text.extend([' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'].get(eighths % 8).filter(|part| **part != ' '));
    text
}

fn failure_word(row: &Row) -> String {
    match &row.outcome {
        RowOutcome::Measured(_) => String::new(),
        RowOutcome::Failed { status, .. } => word(*status).to_owned(),
        RowOutcome::Missing => "missing".to_owned(),
        RowOutcome::OptedOut(reason) if reason.starts_with("no port") => "no port".to_owned(),
        RowOutcome::OptedOut(_) => "opted out".to_owned(),
        RowOutcome::NotMeasured => "not run".to_owned(),
    }
}

fn cell(row: &Row, unsteady: &mut bool) -> (String, Tone) {
    let RowOutcome::Measured(measured) = &row.outcome else {
        let tone = if matches!(row.outcome, RowOutcome::Failed { .. }) { Tone::Bad } else { Tone::Faint };
        return (failure_word(row), tone);
    };
    let mark = if measured.unsteady > 0 { " ~" } else { "" };
    *unsteady |= measured.unsteady > 0;
    match &measured.speedup {
        Some(estimate) => {
            let surely = |test: fn(f64) -> bool| estimate.interval.is_some_and(|i| test(i.low) && test(i.high));
            let tone = match () {
                () if surely(|ratio| ratio > 1.0) => Tone::Good,
                () if surely(|ratio| ratio < 1.0) => Tone::Bad,
                () => Tone::Plain,
            };
            (ratio(estimate) + mark, tone)
        }
        None => (time(measured.typical_ns) + mark, Tone::Faint),
    }
}

fn suite_cell(analysis: &Analysis, engine: &str) -> String {
    let mean = analysis.means.iter().find(|(name, _)| name == engine).and_then(|(_, mean)| mean.as_ref());
    mean.map_or("-".to_owned(), |mean| ratio(&Estimate { value: mean.geometric, interval: mean.measurement, n: mean.workloads }))
}

/// CPU time over wall time from which on more than the program's own thread must have worked.
const SEVERAL_THREADS: f64 = 1.02;

fn legend(record: &Record, analysis: &Analysis, unsteady: bool) -> String {
    let mut text =
        format!("\nspeed-up over {} (greater is faster) of steady iterations, 95 % interval over processes\n", analysis.reference);
    if analysis.workloads.len() > 1 && analysis.means.iter().any(|(_, mean)| mean.is_some()) {
        let (common, all) = (analysis.common.len(), analysis.workloads.len());
        text.push_str(&format!("geometric mean over {common} of {all} workloads: those that every measured engine finished\n"));
        for (engine, mean) in &analysis.means {
            if let Some((mean, general)) = mean.as_ref().and_then(|mean| Some((mean, mean.generalisation?))) {
                text.push_str(&format!(
                    "  {engine}: for programs like these [{}, {}]x, harmonic mean {}x, from {}x to {}x\n",
                    three_digits(general.low),
                    three_digits(general.high),
                    three_digits(mean.harmonic),
                    three_digits(mean.least),
                    three_digits(mean.greatest),
                ));
            }
        }
    }
    for engine in &record.engines {
        if let Some(share) = record.cpu_share(&engine.name).filter(|share| *share > SEVERAL_THREADS) {
            text.push_str(&format!(
                "  {}: {} s of CPU time a second of wall time: other threads work too\n",
                engine.name,
                three_digits(share)
            ));
        }
    }
    if record.workloads.iter().any(|workload| workload.measures == "process") {
        text.push_str("^ whole process, from start to end: its iterations are too short to be a measurement\n");
    }
    text.push_str(&ports_and_builds(record));
    if unsteady {
        text.push_str("~ some processes reached no steady state; the number is of their second half\n");
    }
    if let Some(change) = detectable(analysis) {
        text.push_str(&format!("in the typical row a difference of {} % shows nine times in ten\n", three_digits(100.0 * change)));
    }
    if record.header.preset == "quick" {
        text.push_str("quick run: a screening, not evidence\n");
    }
    for engine in record.engines.iter().filter(|engine| !engine.available) {
        text.push_str(&format!("missing: {} ({})\n", engine.name, engine.hint));
    }
    text
}

/// Which columns ran a port instead of the program, and what was spent on building before it could run.
fn ports_and_builds(record: &Record) -> String {
    let mut text = String::new();
    let ports: Vec<String> = record
        .engines
        .iter()
        .filter(|engine| engine.available && !["", "python"].contains(&engine.language.as_str()))
        .map(|engine| format!("{} ({})", engine.name, engine.language))
        .collect();
    if !ports.is_empty() {
        text.push_str(&format!("ports of the programs to other languages, not the programs themselves: {}\n", ports.join(", ")));
    }
    for engine in &record.engines {
        let mut times: Vec<u64> = record
            .builds
            .iter()
            .filter(|build| build.engine == engine.name && build.status == Status::Ok)
            .map(|build| build.wall_ns)
            .collect();
        times.sort_unstable();
        if let Some(median) = times.get(times.len() / 2) {
            text.push_str(&format!(
                "{}: building took {} a workload in the median, which is in no number above\n",
                engine.name,
                time(*median as f64)
            ));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn bars_begin_at_zero() {
        assert_eq!(bar(1.0), "█".repeat(40));
        assert_eq!(bar(0.5), "█".repeat(20));
        assert_eq!(bar(0.0125), "▌");
        assert_eq!(bar(0.0), "▏");
    }
}
