//! `spectrum export RECORD --format NAME`: a record for other tools.

use crate::commands::report::newest;
use crate::context::Common;
use crate::exit::Exit;
use anyhow::{Context as _, Result};
use clap::builder::PossibleValuesParser;
use harness_core::analysis::{analyse_record, default_reference};
use harness_core::error::Error;
use harness_core::export::{FORMATS, export};
use harness_core::store::Record;
use std::io::Write;
use std::path::PathBuf;

/// Write a record for other tools: CSV, Markdown, hyperfine, pyperf, Bencher, github-action-benchmark
#[derive(clap::Args, Debug)]
#[command(after_long_help = "csv                      a line per workload and engine: what the tables show, and why a row has no number\n\
    csv-iterations           a line per iteration of every process\n\
    markdown                 the tables of a pull request\n\
    hyperfine                whole processes, as its --export-json\n\
    pyperf                   iterations, for `python3 -m pyperf show|stats|compare_to`; one file per engine with -e\n\
    bencher                  Bencher Metric Format\n\
    github-action-benchmark  its customSmallerIsBetter list\n\n\
    Examples:\n  spectrum export --format csv > results.csv\n  \
    spectrum export run.jsonl --format pyperf -e cpython -o cpython.json\n\n\
    Exit codes: 0 ok, 1 the record cannot be read, 2 usage, 4 nothing in it to write.")]
pub struct Export {
    /// The record [default: the newest]
    record: Option<PathBuf>,
    /// What to write
    #[arg(short, long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(FORMATS.map(|(name, _)| name).into_iter().chain(["markdown"])))]
    format: String,
    /// Only this engine, repeatable [default: all of the record]
    #[arg(short, long = "engine", value_name = "ENGINE")]
    engines: Vec<String>,
    /// Engine that ratios are taken to [default: cpython, else bytecode-vm]
    #[arg(long, value_name = "ENGINE")]
    relative_to: Option<String>,
    /// Where to [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Export {
    pub fn run(self, common: &Common) -> Result<Exit> {
        let path = match &self.record {
            Some(path) => path.clone(),
            None => newest(&common.store()?.join("records"))?,
        };
        let mut record = Record::read(&path)?;
        for warning in &record.warnings {
            eprintln!("warning: {warning}");
        }
        for name in self.engines.iter().chain(&self.relative_to) {
            if record.engine(name).is_none() {
                return Err(Error::unknown("engine", name, record.engines.iter().map(|engine| engine.name.as_str())).into());
            }
        }
        let Some(reference) = self.relative_to.clone().or_else(|| default_reference(&record)) else {
            eprintln!("{}: nothing was measured", path.display());
            return Ok(Exit::Nothing);
        };
        let chosen = |name: &str| self.engines.is_empty() || self.engines.iter().any(|engine| engine == name);
        let format = FORMATS.iter().find(|(name, _)| *name == self.format);
        let text = match format {
            None => {
                record.engines.retain(|engine| chosen(&engine.name) || engine.name == reference);
                record.invocations.retain(|run| chosen(&run.engine) || run.engine == reference);
                let options = reports::Options { baseline: Some(reference), ..reports::Options::default() };
                reports::render(record, &options)?.markdown()
            }
            Some((_, format)) => {
                let mut analysis = analyse_record(&record, &reference);
                analysis.rows.retain(|row| chosen(&row.engine));
                record.engines.retain(|engine| chosen(&engine.name));
                record.invocations.retain(|run| chosen(&run.engine));
                export(&record, &analysis, *format)
            }
        };
        match &self.output {
            Some(file) => std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?,
            None => std::io::stdout().write_all(text.as_bytes())?,
        }
        Ok(Exit::Ok)
    }
}
