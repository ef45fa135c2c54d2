//! A record in the formats of other tools, for those who have dashboards, spreadsheets or scripts already.
//!
//! Times leave in the unit of the format: seconds for hyperfine and pyperf, nanoseconds elsewhere. What a format has no
//! place for is left out of it, never squeezed in; rows without a number are left out too, except in CSV, where they
//! say why.

use crate::analysis::{Analysis, Measured, RowOutcome, compared};
use crate::record::{Invocation, Status, Workload};
use crate::statistics::{mean, median, standard_deviation};
use crate::store::Record;
use serde_json::{Value, json};

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One line per pair of workload and engine: what the tables show.
    Csv,
    /// One line per iteration of every process: the raw times.
    CsvIterations,
    /// hyperfine's `--export-json`: whole processes.
    Hyperfine,
    /// pyperf's JSON (`python3 -m pyperf show|compare_to`): iterations, those before the steady state as warm-ups.
    Pyperf,
    /// Bencher Metric Format: `latency` with the smallest and largest process.
    Bencher,
    /// github-action-benchmark's `customSmallerIsBetter` list.
    GithubActionBenchmark,
}

/// Every format with the name it is asked for by.
pub const FORMATS: [(&str, Format); 6] = [
    ("csv", Format::Csv),
    ("csv-iterations", Format::CsvIterations),
    ("hyperfine", Format::Hyperfine),
    ("pyperf", Format::Pyperf),
    ("bencher", Format::Bencher),
    ("github-action-benchmark", Format::GithubActionBenchmark),
];

/// The text of a record in a format, ending in a line end.
pub fn export(record: &Record, analysis: &Analysis, format: Format) -> String {
    match format {
        Format::Csv => rows_csv(analysis),
        Format::CsvIterations => iterations_csv(record),
        Format::Hyperfine => pretty(&json!({ "results": processes(record) })),
        Format::Pyperf => pretty(&pyperf(record)),
        Format::Bencher => pretty(&bencher(analysis)),
        Format::GithubActionBenchmark => pretty(&action_list(analysis)),
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// A line of CSV after RFC 4180: what holds a comma, a quote or a line end is quoted.
fn line(fields: &[String]) -> String {
    let quoted = |field: &String| match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.clone(),
    };
    fields.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n"
}

/// A number, or nothing where there is none.
fn number(value: f64) -> String {
    // Adding zero turns the negative zero of an empty sum into zero.
    if value.is_finite() { format!("{}", value + 0.0) } else { String::new() }
}

fn rows_csv(analysis: &Analysis) -> String {
    let head = [
        "workload",
        "engine",
        "status",
        "typical_ns",
        "first_ns",
        "startup_ns",
        "process_ns",
        "peak_rss_bytes",
        "time_to_steady_ns",
        "class",
        "processes",
        "reference",
        "speedup",
        "speedup_low",
        "speedup_high",
        "message",
    ];
    let mut text = line(&head.map(str::to_owned));
    for row in &analysis.rows {
        let mut fields = vec![row.workload.clone(), row.engine.clone()];
        match &row.outcome {
            RowOutcome::Measured(m) => {
                fields.push("ok".to_owned());
                fields.extend([m.typical_ns, m.first_ns, m.startup_ns, m.process_ns, m.peak_rss_bytes, m.time_to_steady_ns].map(number));
                fields.extend([m.class.name().to_owned(), m.blocks.len().to_string(), analysis.reference.clone()]);
                let interval = m.speedup.and_then(|estimate| estimate.interval);
                let ends = [interval.map(|i| i.low), interval.map(|i| i.high)];
                fields.push(number(m.speedup.map_or(f64::NAN, |estimate| estimate.value)));
                fields.extend(ends.map(|end| number(end.unwrap_or(f64::NAN))));
                fields.push(String::new());
            }
            other => {
                let (status, message) = why(other);
                fields.push(status.to_owned());
                fields.resize(head.len() - 1, String::new());
                fields.push(message);
            }
        }
        text.push_str(&line(&fields));
    }
    text
}

/// Status and message of a row without a number.
fn why(outcome: &RowOutcome) -> (&'static str, String) {
    match outcome {
        RowOutcome::Measured(_) => ("ok", String::new()),
        RowOutcome::Failed { status, message } => match status {
            Status::WrongOutput => ("wrong-output", message.clone()),
            Status::Timeout => ("timeout", message.clone()),
            Status::NotAttested => ("not-attested", message.clone()),
            _ => ("crash", message.clone()),
        },
        RowOutcome::Missing => ("missing", String::new()),
        RowOutcome::OptedOut(reason) => ("opted-out", reason.clone()),
        RowOutcome::NotMeasured => ("not-measured", String::new()),
    }
}

fn iterations_csv(record: &Record) -> String {
    let head = ["workload", "engine", "block", "position", "iteration", "wall_ns", "cpu_ns"];
    let mut text = line(&head.map(str::to_owned));
    for run in good(record) {
        for (index, iteration) in run.iterations.iter().enumerate() {
            let numbers = [u64::from(run.block), u64::from(run.position), index as u64, iteration.wall_ns, iteration.cpu_ns];
            let mut fields = vec![run.workload.clone(), run.engine.clone()];
            fields.extend(numbers.map(|number| number.to_string()));
            text.push_str(&line(&fields));
        }
    }
    text
}

fn good(record: &Record) -> impl Iterator<Item = &Invocation> {
    record.invocations.iter().filter(|run| run.status == Status::Ok && !run.iterations.is_empty())
}

/// The good invocations of each pair that has some, in the order of the record.
fn pairs(record: &Record) -> Vec<(&Workload, &str, Vec<&Invocation>)> {
    let of_pair = |workload: &Workload, engine: &str| -> Vec<&Invocation> {
        good(record).filter(|run| run.workload == workload.id && run.engine == engine).collect()
    };
    let all = record.workloads.iter().flat_map(|w| record.engines.iter().map(move |e| (w, e.name.as_str())));
    all.map(|(workload, engine)| (workload, engine, of_pair(workload, engine))).filter(|(.., runs)| !runs.is_empty()).collect()
}

fn seconds(ns: u64) -> f64 {
    ns as f64 / 1e9
}

/// hyperfine's results: whole processes. `command` names the pair, since our command line is a protocol's.
fn processes(record: &Record) -> Vec<Value> {
    let of_pair = |(workload, engine, runs): (&Workload, &str, Vec<&Invocation>)| {
        let times: Vec<f64> = runs.iter().map(|run| seconds(run.wall_ns)).collect();
        let average = |pick: fn(&Invocation) -> u64| mean(&runs.iter().map(|run| seconds(pick(run))).collect::<Vec<_>>());
        let deviation = standard_deviation(&times);
        json!({
            "command": format!("{engine} {}", workload.id),
            "mean": mean(&times),
            "stddev": deviation.is_finite().then_some(deviation),
            "median": median(&times),
            "user": average(|run| run.user_ns),
            "system": average(|run| run.system_ns),
            "min": times.iter().copied().fold(f64::INFINITY, f64::min),
            "max": times.iter().copied().fold(0.0, f64::max),
            "times": times,
            "memory_usage_byte": runs.iter().map(|run| run.peak_rss_bytes).collect::<Vec<_>>(),
            "exit_codes": runs.iter().map(|run| run.exit_code).collect::<Vec<_>>(),
            "parameters": { "workload": workload.id, "engine": engine, "size": workload.size_name },
        })
    };
    pairs(record).into_iter().map(of_pair).collect()
}

/// pyperf's file: a benchmark is a pair, a run a process, its values the steady iterations.
fn pyperf(record: &Record) -> Value {
    let one_engine = record.engines.iter().filter(|engine| good(record).any(|run| run.engine == engine.name)).count() == 1;
    let of_pair = |(workload, engine, runs): (&Workload, &str, Vec<&Invocation>)| {
        let name = if one_engine { workload.id.clone() } else { format!("{} on {engine}", workload.id) };
        let run = |run: &&Invocation| {
            let first_steady = compared(workload, run).map_or(0, |value| value.first_steady);
            let times: Vec<f64> = run.iterations.iter().map(|iteration| seconds(iteration.wall_ns)).collect();
            let (warm, steady) = times.split_at(first_steady.min(times.len() - 1));
            let warmups: Vec<Value> = warm.iter().map(|time| json!([1, time])).collect();
            let mut run = json!({ "metadata": { "mem_max_rss": run.peak_rss_bytes }, "values": steady });
            if !warmups.is_empty() {
                run["warmups"] = json!(warmups);
            }
            run
        };
        json!({ "metadata": { "name": name }, "runs": runs.iter().map(run).collect::<Vec<_>>() })
    };
    let benchmarks: Vec<Value> = pairs(record).into_iter().map(of_pair).collect();
    json!({
        "version": "1.0",
        "metadata": { "unit": "second", "loops": 1, "cpu_model_name": record.host.cpu, "cpu_count": record.host.cores, "platform": record.host.os },
        "benchmarks": benchmarks,
    })
}

/// What is compared, and the smallest and largest of it over processes.
fn latency(measured: &Measured) -> (f64, f64, f64) {
    let low = measured.blocks.values().copied().fold(f64::INFINITY, f64::min);
    let high = measured.blocks.values().copied().fold(0.0, f64::max);
    (measured.typical_ns, low, high)
}

fn measured(analysis: &Analysis) -> impl Iterator<Item = (String, &Measured)> {
    analysis.rows.iter().filter_map(|row| match &row.outcome {
        RowOutcome::Measured(measured) => Some((format!("{}/{}", row.workload, row.engine), measured.as_ref())),
        _ => None,
    })
}

fn bencher(analysis: &Analysis) -> Value {
    let metrics = measured(analysis).map(|(name, row)| {
        let (value, low, high) = latency(row);
        let mut metric = json!({ "latency": { "value": value, "lower_value": low, "upper_value": high } });
        if row.peak_rss_bytes.is_finite() {
            metric["peak-memory"] = json!({ "value": row.peak_rss_bytes });
        }
        (name, metric)
    });
    Value::Object(metrics.collect())
}

fn action_list(analysis: &Analysis) -> Value {
    let entries = measured(analysis).map(|(name, row)| {
        let (value, low, high) = latency(row);
        let half = (high - low) / 2.0;
        let extra = format!("{} processes, {}", row.blocks.len(), row.class.name());
        json!({ "name": name, "unit": "ns", "value": value, "range": format!("± {half:.0}"), "extra": extra })
    });
    Value::Array(entries.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse_record;
    use crate::record::{Engine, Iteration, Line};

    fn record() -> Record {
        let engine = |name: &str| Line::Engine(Engine { name: name.into(), available: true, ..Engine::default() });
        let workload = Line::Workload(Workload { id: "a/b".into(), size_name: "small".into(), ..Workload::default() });
        let run = |engine: &str, block: u32, wall_ns: u64| {
            let iterations = vec![Iteration { wall_ns: 2 * wall_ns, cpu_ns: 1 }, Iteration { wall_ns, cpu_ns: 1 }];
            let status = if engine == "bad" { Status::Crash } else { Status::Ok };
            let message = if engine == "bad" { "fell over, \"twice\"".to_owned() } else { String::new() };
            Line::Invocation(Invocation {
                workload: "a/b".into(),
                engine: engine.into(),
                block,
                wall_ns: 4 * wall_ns,
                iterations,
                status,
                message,
                exit_code: Some(0),
                ..Invocation::default()
            })
        };
        let runs = [run("cpython", 0, 2_000), run("cpython", 1, 4_000), run("jit", 0, 1_000), run("jit", 1, 1_000), run("bad", 0, 1)];
        Record::from_lines([engine("cpython"), engine("jit"), engine("bad"), workload].into_iter().chain(runs))
    }

    fn check(format: Format, expected: &str) {
        let record = record();
        assert_eq!(export(&record, &analyse_record(&record, "cpython"), format), expected);
    }

    fn json_of(format: Format) -> Value {
        let record = record();
        serde_json::from_str(&export(&record, &analyse_record(&record, "cpython"), format)).expect("JSON")
    }

    #[test]
    fn csv_has_a_line_for_each_row_and_says_why_one_has_no_number() {
        check(
            Format::Csv,
            "workload,engine,status,typical_ns,first_ns,startup_ns,process_ns,peak_rss_bytes,time_to_steady_ns,class,processes,\
             reference,speedup,speedup_low,speedup_high,message\r\n\
             a/b,cpython,ok,3000,6000,0,12000,,6000,too short,2,cpython,1,,,\r\n\
             a/b,jit,ok,1000,2000,0,4000,,2000,too short,2,cpython,2.82842712474619,,,\r\n\
             a/b,bad,crash,,,,,,,,,,,,,\"fell over, \"\"twice\"\"\"\r\n",
        );
    }

    #[test]
    fn csv_of_iterations_has_every_one() {
        let record = record();
        let text = export(&record, &analyse_record(&record, "cpython"), Format::CsvIterations);
        assert_eq!(text.lines().count(), 1 + 2 * 4);
        assert!(text.contains("a/b,cpython,1,0,0,8000,1\r\na/b,cpython,1,0,1,4000,1\r\n"), "{text}");
    }

    #[test]
    fn hyperfine_has_processes_in_seconds() {
        let results = &json_of(Format::Hyperfine)["results"];
        assert_eq!(results.as_array().map(Vec::len), Some(2));
        assert_eq!(results[0]["command"], "cpython a/b");
        assert_eq!((&results[0]["times"], &results[0]["mean"]), (&json!([8e-6, 1.6e-5]), &json!(1.2e-5)));
    }

    #[test]
    fn pyperf_has_steady_iterations_and_warmups() {
        let file = json_of(Format::Pyperf);
        let jit = &file["benchmarks"][1];
        assert_eq!((&file["version"], &jit["metadata"]["name"]), (&json!("1.0"), &json!("a/b on jit")));
        assert_eq!((&jit["runs"][0]["values"], &jit["runs"][0]["warmups"]), (&json!([1e-6]), &json!([[1, 2e-6]])));
    }

    #[test]
    fn dashboards_have_value_and_range() {
        let latency = &json_of(Format::Bencher)["a/b/cpython"]["latency"];
        assert_eq!(latency, &json!({ "value": 3000.0, "lower_value": 2000.0, "upper_value": 4000.0 }));
        let list = json_of(Format::GithubActionBenchmark);
        assert_eq!((&list[0]["name"], &list[0]["unit"], &list[0]["range"]), (&json!("a/b/cpython"), &json!("ns"), &json!("± 1000")));
    }
}
