//! `--save-baseline`, `--baseline` and `--baseline-lenient`.

use crate::commands::compare;
use crate::context::Common;
use crate::exit::Exit;
use anyhow::Result;
use harness_core::baseline::{find, mismatches, path_of, save};
use harness_core::error::Error;
use harness_core::record::Line;
use harness_core::store::Record;
use std::path::Path;

/// What is to be done with baselines.
#[derive(clap::Args, Debug)]
pub struct BaselineOptions {
    /// Keep the record under a name, for --baseline and `compare`; a finished run without failures only
    #[arg(long, value_name = "NAME", conflicts_with_all = ["quick", "dry_run"])]
    save_baseline: Option<String>,
    /// Compare with a baseline; anything that keeps it from being compared as a whole is an error, before measuring (exit 7)
    #[arg(long, value_name = "NAME", conflicts_with = "baseline_lenient")]
    baseline: Option<String>,
    /// Likewise, but what cannot be compared is only named
    #[arg(long, value_name = "NAME")]
    baseline_lenient: Option<String>,
    /// With a baseline: slowdowns up to this many per cent are accepted
    #[arg(long, value_name = "PERCENT", default_value_t = 5.0, value_parser = compare::percent)]
    threshold: f64,
}

/// A baseline that is there.
pub struct Baseline<'a> {
    name: &'a str,
    record: Record,
    strict: bool,
    threshold: f64,
}

impl BaselineOptions {
    /// Reads the baseline asked for; a lenient one that is not there is named and forgotten.
    ///
    /// # Errors
    /// A strict one that is missing, or cannot be read; a name that is none.
    pub fn read(&self, common: &Common) -> Result<Option<Baseline<'_>>> {
        if let Some(name) = &self.save_baseline {
            path_of(&common.store()?, name)?;
        }
        let (Some(name), strict) = (self.baseline.as_ref().or(self.baseline_lenient.as_ref()), self.baseline.is_some()) else {
            return Ok(None);
        };
        let found = find(&common.store()?, name).and_then(|path| Record::read(&path));
        match found {
            Ok(record) => Ok(Some(Baseline { name, record, strict, threshold: self.threshold })),
            Err(error) if !strict => {
                eprintln!("note: not compared: {error}");
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Refuses to keep a share under a name, before it is measured.
    ///
    /// # Errors
    /// [`Error::Usage`], saying how the whole is kept.
    pub fn check_share(&self) -> Result<()> {
        let Some(name) = &self.save_baseline else { return Ok(()) };
        let message = format!("a share is no baseline; keep the whole: spectrum merge SHARE... --save-baseline {name}");
        Err(Error::Usage(message).into())
    }

    /// Compares a record with the baseline and keeps it as one, where that was asked for; says why where it is not kept.
    pub fn conclude(&self, record: &Path, cut: u64, exits: &mut Vec<Exit>, common: &Common) -> Result<()> {
        if let Some(baseline) = self.read(common)? {
            exits.push(baseline.compare(record, common)?);
        }
        let Some(name) = &self.save_baseline else { return Ok(()) };
        let why = match Exit::worst(exits.iter().copied()) {
            Exit::Ok if cut > 0 => {
                exits.push(Exit::Failure);
                let resume = format!("spectrum bench --resume {} --save-baseline {name}", record.display());
                format!("{cut} processes are missing, cut by --time-budget; this measures them: {resume}")
            }
            Exit::Ok => {
                let path = save(&common.store()?, name, record)?;
                println!("saved   {} as baseline {name}", path.display());
                return Ok(());
            }
            Exit::Regression => "the run is slower than the baseline it was compared with".to_owned(),
            _ => "the run was not without failures".to_owned(),
        };
        eprintln!("baseline {name} is not saved: {why}");
        Ok(())
    }
}

impl Baseline<'_> {
    /// Whether what is about to be measured can be compared with it as a whole.
    ///
    /// # Errors
    /// [`Error::NotComparable`] where it is a strict one and cannot.
    pub fn check_plan(&self, preamble: &[Line]) -> Result<()> {
        self.check(&Record::from_lines(preamble.iter().cloned()))
    }

    fn check(&self, new: &Record) -> Result<()> {
        let found = mismatches(&self.record, new);
        if found.is_empty() {
            return Ok(());
        }
        let shown = found.iter().take(5).map(|why| format!("\n  {why}")).collect::<String>();
        let more = if found.len() > 5 { format!("\n  and {} more", found.len() - 5) } else { String::new() };
        let message = format!("baseline {} is not comparable:{shown}{more}", self.name);
        if self.strict {
            return Err(Error::NotComparable(format!("{message}\n--baseline-lenient compares what can be")).into());
        }
        eprintln!("note: {message}");
        Ok(())
    }

    /// Compares a finished record with it and prints that.
    ///
    /// # Errors
    /// [`Error::NotComparable`], of strict ones.
    pub fn compare(&self, path: &Path, common: &Common) -> Result<Exit> {
        let new = Record::read(path)?;
        if new.workloads.is_empty() {
            println!("\nagainst baseline {}: nothing is in this share", self.name);
            return Ok(Exit::Ok);
        }
        if self.strict {
            self.check(&new)?;
        }
        match harness_core::compare::compare(&self.record, &new, self.threshold / 100.0) {
            Ok(mut comparison) => {
                // What the baseline has beside was not asked for.
                comparison.rows.retain(|row| row.change != harness_core::compare::Change::OneSided("only in the base"));
                println!("\nagainst baseline {}", self.name);
                compare::print(&comparison, self.threshold, common.coloured())?;
                Ok(compare::exit_of(&comparison, false))
            }
            Err(error) if !self.strict => {
                eprintln!("note: not compared: {error}");
                Ok(Exit::Ok)
            }
            Err(error) => Err(error.into()),
        }
    }
}
