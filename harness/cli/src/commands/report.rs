//! `spectrum report`: the table, one HTML page and PNG files from a record; Markdown; the results inside a README.
//! Measures nothing.

use crate::commands::bench::results;
use crate::commands::verify::{failed, failure};
use crate::commands::{publish, splice};
use crate::context::Common;
use crate::exit::Exit;
use anyhow::{Context as _, Result, bail};
use harness_core::analysis::{analyse_record, default_reference};
use harness_core::error::Error;
use harness_core::store::Record;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Draw the report of a record again; measures nothing
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:\n  spectrum report                       the newest record\n  \
    spectrum report run.jsonl --html out.html --png charts/ --relative-to bytecode-vm\n  \
    spectrum report run.jsonl --markdown comment.md\n  \
    spectrum report reports/gallery/record.jsonl --splice README.md --check\n\n\
    Exit codes: 0 ok, 1 with --check when the file does not hold what the record gives, 2 usage, 4 no measurement.")]
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
    /// Take the other records of the record's folder along, for the chart of history
    #[arg(long)]
    history: bool,
    /// Write the results as Markdown for a pull request, under 65,536 characters; `-` is standard output
    #[arg(long, value_name = "FILE")]
    markdown: Option<PathBuf>,
    /// Renew the results between the markers of a Markdown file, and the pictures it shows beside the record; no page
    #[arg(long, value_name = "FILE", conflicts_with_all = ["html", "png"])]
    splice: Option<PathBuf>,
    /// With --splice: change nothing, and fail when the file would change
    #[arg(long, requires = "splice")]
    check: bool,
    /// Write a copy of the record without paths of this machine and without what no report shows: to be committed
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
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
        if let Some(file) = &self.export {
            publish::write(&record, file)?;
        }
        let drawing = Drawing { path: &path, reference: &reference, history: self.earlier(&path)? };
        if let Some(file) = &self.splice {
            return splice::run(record, &drawing, file, self.check);
        }
        let mut out = std::io::stdout().lock();
        if let Some(file) = &self.markdown {
            let markdown = reports::render(record.clone(), &drawing.options())?.markdown();
            if file == Path::new("-") {
                write!(out, "{markdown}")?;
                return Ok(Exit::Ok);
            }
            std::fs::write(file, markdown).with_context(|| format!("cannot write {}", file.display()))?;
        }
        write!(out, "{}", results(&record, &analyse_record(&record, &reference), common.coloured()))?;
        for row in record.invocations.iter().filter(|row| failed(row.status)) {
            writeln!(out, "{}", failure(row))?;
        }
        for line in drawing.write(record, self.html.as_deref(), self.png.as_deref(), common)? {
            writeln!(out, "{line}")?;
        }
        Ok(Exit::Ok)
    }

    /// The other records of the record's folder, when they are asked for; unreadable ones are named and left out.
    fn earlier(&self, path: &Path) -> Result<Vec<Record>> {
        if !self.history {
            return Ok(Vec::new());
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
        let mut others: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        others.sort();
        let is_other = |other: &&PathBuf| other.extension().is_some_and(|e| e == "jsonl") && other.file_name() != path.file_name();
        let mut records = Vec::new();
        for other in others.iter().filter(is_other) {
            match Record::read(other) {
                Ok(record) => records.push(record),
                Err(error) => eprintln!("warning: left out: {error}"),
            }
        }
        Ok(records)
    }
}

/// What is needed to draw a record beside the record itself.
pub struct Drawing<'a> {
    /// Where it was read from.
    pub path: &'a Path,
    /// Engine that ratios are taken to.
    pub reference: &'a str,
    /// Earlier records.
    pub history: Vec<Record>,
}

impl Drawing<'_> {
    pub(super) fn options(&self) -> reports::Options {
        reports::Options {
            baseline: Some(self.reference.to_owned()),
            record: Some(self.path.display().to_string()),
            history: self.history.clone(),
            ..reports::Options::default()
        }
    }

    /// Draws page and charts and returns the lines that say where they are.
    pub fn write(&self, record: Record, html: Option<&Path>, png: Option<&Path>, common: &Common) -> Result<Vec<String>> {
        let rendered = reports::render(record, &self.options())?;
        let html = match html {
            Some(path) => path.to_owned(),
            None => common.store()?.join("reports").join(self.path.file_stem().unwrap_or_default()).join("report.html"),
        };
        let beside = html.parent().map(Path::to_owned).unwrap_or_default();
        let png = png.map_or(beside, Path::to_owned);
        let written = reports::write(&rendered, &html, Some(&png))?;
        let mut told = vec![format!("report  {}", html.display())];
        told.extend(written.iter().filter(|path| **path != html).map(|path| format!("chart   {}", path.display())));
        Ok(told)
    }
}

/// The newest record of a folder by time of writing.
pub fn newest(folder: &Path) -> Result<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let records = entries.filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    let time = |path: &PathBuf| path.metadata().and_then(|meta| meta.modified()).ok();
    match records.max_by_key(time) {
        Some(path) => Ok(path),
        None => bail!(Error::NotComparable(format!("no record in {}; `spectrum bench` writes one", folder.display()))),
    }
}
