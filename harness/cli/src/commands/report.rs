//! `spectrum report`: the table, one HTML page and PNG files from a record. Measures nothing.

use crate::commands::bench::results;
use crate::commands::verify::{failed, failure};
use crate::context::Common;
use crate::exit::Exit;
use anyhow::{Result, bail};
use harness_core::analysis::{analyse_record, default_reference};
use harness_core::error::Error;
use harness_core::store::Record;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Draw the report of a record again; measures nothing
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:\n  spectrum report                       the newest record\n  \
    spectrum report run.jsonl --html out.html --png charts/ --relative-to bytecode-vm")]
pub struct Report {
    /// The record [default: the newest in STORE/records]
    record: Option<PathBuf>,
    /// Where to write the page [default: STORE/reports/RECORD/report.html]
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Where to write the PNG files [default: beside the page]
    #[arg(long, value_name = "DIR")]
    png: Option<PathBuf>,
    /// Engine that ratios are taken to [default: cpython, else bytecode-vm]
    #[arg(long, value_name = "ENGINE")]
    relative_to: Option<String>,
}

impl Report {
    pub fn run(self, common: &Common) -> Result<Exit> {
        let path = match &self.record {
            Some(path) => path.clone(),
            None => newest(&common.store()?.join("records"))?,
        };
        let record = Record::read(&path)?;
        for warning in &record.warnings {
            eprintln!("warning: {warning}");
        }
        let names = || record.engines.iter().map(|engine| engine.name.as_str());
        let reference = match &self.relative_to {
            Some(name) if !names().any(|known| known == name) => {
                return Err(Error::unknown("engine", name, names()).into());
            }
            Some(name) => name.clone(),
            None => match default_reference(&record) {
                Some(name) => name,
                None => {
                    eprintln!("error: {} holds no measurement", path.display());
                    return Ok(Exit::Nothing);
                }
            },
        };
        let mut out = std::io::stdout().lock();
        write!(out, "{}", results(&record, &analyse_record(&record, &reference), common.coloured()))?;
        for row in record.invocations.iter().filter(|row| failed(row.status)) {
            writeln!(out, "{}", failure(row))?;
        }
        for line in write_report(record, &path, &reference, self.html.as_deref(), self.png.as_deref(), common)? {
            writeln!(out, "{line}")?;
        }
        Ok(Exit::Ok)
    }
}

/// Draws page and charts of a record (read from `path`) and returns the lines that say where they are.
pub fn write_report(
    record: Record,
    path: &Path,
    reference: &str,
    html: Option<&Path>,
    png: Option<&Path>,
    common: &Common,
) -> Result<Vec<String>> {
    let options = reports::Options {
        baseline: Some(reference.to_owned()),
        record: Some(path.display().to_string()),
        ..reports::Options::default()
    };
    let rendered = reports::render(record, &options)?;
    let html = match html {
        Some(path) => path.to_owned(),
        None => common.store()?.join("reports").join(path.file_stem().unwrap_or_default()).join("report.html"),
    };
    let beside = html.parent().map(Path::to_owned).unwrap_or_default();
    let png = png.map_or(beside, Path::to_owned);
    let written = reports::write(&rendered, &html, Some(&png))?;
    let mut told = vec![format!("report  {}", html.display())];
    told.extend(written.iter().filter(|path| **path != html).map(|path| format!("chart   {}", path.display())));
    Ok(told)
}

/// The newest record of a folder by time of writing.
fn newest(folder: &Path) -> Result<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let records = entries.filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    let time = |path: &PathBuf| path.metadata().and_then(|meta| meta.modified()).ok();
    match records.max_by_key(time) {
        Some(path) => Ok(path),
        None => bail!(Error::NotComparable(format!("no record in {}; `spectrum bench` writes one", folder.display()))),
    }
}
