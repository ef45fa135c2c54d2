//! `spectrum merge SHARE...`: one record from those of all shares of a partitioned run.

use crate::commands::bench::results;
use crate::context::Common;
use crate::exit::Exit;
use anyhow::Result;
use harness_core::analysis::{analyse_record, default_reference};
use harness_core::baseline::{path_of, save};
use harness_core::merge::merge;
use harness_core::process::unix_seconds;
use harness_core::store::{Record, RecordWriter};
use std::io::Write;
use std::path::PathBuf;

/// Join the records of all shares of a `bench --partition` run
#[derive(clap::Args, Debug)]
#[command(after_long_help = "All shares have to be there once, finished, of the same plan, tool and engines, from one machine;\n\
    anything else is refused by name.\n\n\
    Examples:\n  spectrum merge share-*.jsonl --output whole.jsonl\n  \
    spectrum merge share-*.jsonl --save-baseline main\n\n\
    Exit codes: 0 joined, 2 usage, 7 the shares do not fit together.")]
pub struct Merge {
    /// The records of all shares
    #[arg(required = true)]
    shares: Vec<PathBuf>,
    /// The joined record [default: STORE/records/DATE-N.jsonl]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Shares may be from different machines: ratios stay true, times of different workloads cannot be compared
    #[arg(long, conflicts_with = "save_baseline")]
    allow_mixed_machines: bool,
    /// Keep the joined record under a name, for `bench --baseline` and `compare`
    #[arg(long, value_name = "NAME")]
    save_baseline: Option<String>,
}

impl Merge {
    pub fn run(self, common: &Common) -> Result<Exit> {
        if let Some(name) = &self.save_baseline {
            path_of(&common.store()?, name)?;
        }
        let read = |path: &PathBuf| Ok((path.clone(), Record::read(path)?));
        let shares = self.shares.iter().map(read).collect::<harness_core::Result<Vec<_>>>()?;
        let lines = merge(&shares, self.allow_mixed_machines)?;
        let mut writer = match &self.output {
            Some(path) => RecordWriter::create(path)?,
            None => RecordWriter::create_in(&common.store()?.join("records"), unix_seconds())?,
        };
        for line in &lines {
            writer.append(line)?;
        }
        let record = Record::read(writer.path())?;
        let mut out = std::io::stdout().lock();
        if let Some(reference) = default_reference(&record) {
            write!(out, "{}", results(&record, &analyse_record(&record, &reference), common.coloured()))?;
        }
        if shares.iter().any(|(_, share)| share.host.machine_key != record.host.machine_key) {
            writeln!(out, "of several machines: ratios within a row are sound, times of different rows are not comparable")?;
        }
        writeln!(out, "record  {}", writer.path().display())?;
        if let Some(name) = &self.save_baseline {
            let saved = save(&common.store()?, name, writer.path())?;
            writeln!(out, "saved   {} as baseline {name}", saved.display())?;
        }
        Ok(Exit::Ok)
    }
}
