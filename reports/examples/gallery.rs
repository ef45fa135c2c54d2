//! Draws the synthetic records of the tests into a directory, for looking at every chart:
//! `cargo run -p reports --example gallery -- DIR`. With a record file as second argument, draws that one.

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use anyhow::{Context, Result};
use harness_core::record::Line;
use harness_core::store::Record;
use std::path::Path;
use synthetic::{SMALL, Shape};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let dir = arguments.next().context("usage: gallery DIR [RECORD]")?;
    if let Some(path) = arguments.next() {
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {path}"))?;
        let lines = text.lines().map(serde_json::from_str).collect::<Result<Vec<Line>, _>>()?;
        return draw(&dir, "record", &lines);
    }
    let plain = Shape { some_fail: false, ..SMALL };
    let shapes = [
        ("small", SMALL),
        ("suite", Shape { engines: 5, workloads: 31, blocks: 10, iterations: 30, ..plain }),
        ("one-engine", Shape { engines: 1, ..plain }),
        ("one-workload", Shape { workloads: 1, engines: 3, ..plain }),
        ("screening", Shape { blocks: 3, engines: 6, workloads: 15, ..plain }),
        ("large", Shape { engines: 12, workloads: 60, iterations: 40, long_names: true, ..SMALL }),
        ("largest", Shape { engines: 12, workloads: 60, blocks: 30, iterations: 100, ..plain }),
        ("failures-only", Shape { all_fail: true, ..plain }),
        ("whole-process", Shape { iterations: 0, ..plain }),
    ];
    for (name, shape) in shapes {
        draw(&dir, name, &synthetic::record(shape))?;
    }
    Ok(())
}

fn draw(dir: &str, name: &str, lines: &[Line]) -> Result<()> {
    let dir = Path::new(dir).join(name);
    let started = std::time::Instant::now();
    let rendered = reports::render(Record::from_lines(lines.iter().cloned()), &reports::Options::default())?;
    let took = started.elapsed();
    let written = reports::write(&rendered, &dir.join("report.html"), Some(&dir))?;
    std::fs::write(dir.join("readme.md"), rendered.readme("reports/gallery"))?;
    std::fs::write(dir.join("comment.md"), rendered.markdown())?;
    println!("{name}: {} KiB in {took:?}, {} files", rendered.html.len() / 1024, written.len());
    println!("{}", rendered.results.terminal(false));
    Ok(())
}
