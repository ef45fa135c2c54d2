//! What a report of a large record costs: `scale write FILE` makes the record of 60 workloads on 12 engines, 30 processes of
//! 100 iterations each; `scale FILE` reads it, draws the page and prints time and peak memory of that alone. The goal is
//! 5 s and 300 MB on a machine with nothing else to do; `scale FILE SECONDS MEGABYTES` fails beyond such limits.

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use anyhow::{Context, Result, ensure};
use harness_core::process::own_peak_bytes;
use harness_core::store::{Record, RecordWriter};
use std::path::Path;
use synthetic::{SMALL, Shape};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["write", file] => {
            let shape = Shape { engines: 12, workloads: 60, blocks: 30, iterations: 100, some_fail: false, ..SMALL };
            let mut writer = RecordWriter::create(Path::new(file))?;
            synthetic::record(shape).iter().try_for_each(|line| writer.append(line))?;
            Ok(())
        }
        [file, limits @ ..] => {
            let started = std::time::Instant::now();
            let record = Record::read(Path::new(file))?;
            let read = started.elapsed().as_secs_f64();
            let rendered = reports::render(record, &reports::Options::default())?;
            let (seconds, megabytes) = (started.elapsed().as_secs_f64(), own_peak_bytes() as f64 / 1e6);
            println!("read {read:.1} s, all {seconds:.1} s, peak {megabytes:.0} MB, page {} KiB", rendered.html.len() / 1024);
            let limit = |n: usize| limits.get(n).map_or(Ok(f64::INFINITY), |text| text.parse()).context("limits are numbers");
            ensure!(seconds <= limit(0)? && megabytes <= limit(1)?, "beyond {}", limits.join(" s and "));
            Ok(())
        }
        [] => anyhow::bail!("usage: scale write FILE, or scale FILE [SECONDS MEGABYTES]"),
    }
}
