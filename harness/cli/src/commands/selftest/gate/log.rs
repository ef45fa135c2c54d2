//! The campaign's file: a header, the pilot, and one line for each comparison, on its way to the disk as soon as it ended.

use super::Kind;
use super::builds::Builds;
use anyhow::{Context as _, Result};
use harness_core::environment;
use harness_core::error::Error;
use harness_core::process::{Interrupt, unix_seconds};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

const SCHEMA: (&str, u32) = ("spectrum-gate-campaign", 1);

/// One line.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Line {
    Header(Header),
    Pilot(Comparison),
    Comparison(Comparison),
}

/// What all comparisons have in common.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Header {
    schema: String,
    version: u32,
    /// Version of this tool.
    tool: String,
    /// When it began, for people.
    unix_seconds: u64,
    machine_key: String,
    /// SHA-256 of the program compared with itself.
    pub sha256: String,
    /// Seed of everything random.
    pub seed: u64,
    /// What N1 varies.
    pub n1: String,
    /// How much each case works.
    pub work: BTreeMap<String, Work>,
}

/// How much a case works.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Work {
    /// Units of it.
    pub units: u64,
    /// The least time of a whole process.
    pub whole_ns: u64,
    /// Share of that time which is work and not the start of the process.
    pub share: f64,
}

/// One run of `spectrum ab`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Comparison {
    pub kind: Kind,
    pub index: u32,
    pub seed: u64,
    /// Its exit code: the verdict on the suite.
    pub exit: i32,
    pub wall_ms: u64,
    /// The row that a slowdown was planted in.
    pub slow: Option<String>,
    /// `rows` of its `verdict.json`.
    pub rows: Value,
}

/// The file, open, and what is in it.
pub struct Log {
    file: File,
    path: PathBuf,
    pub header: Header,
    /// The comparison before the campaign: what the tool says it will be able to see.
    pub pilot: Option<Comparison>,
    pub comparisons: Vec<Comparison>,
}

impl Log {
    /// Goes on with a file, or begins one after calibrating.
    ///
    /// # Errors
    /// [`Error::NotComparable`] for a campaign of another program or machine.
    pub fn open(path: &Path, seed: u64, builds: &Builds, interrupt: &Interrupt, core: Option<usize>) -> Result<Log> {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let whole = text.rfind('\n').map_or(0, |at| at + 1);
        let file = OpenOptions::new().append(true).create(true).open(path).with_context(|| path.display().to_string())?;
        // A line that was cut off is made again.
        file.set_len(whole as u64)?;
        let mut log = Log { file, path: path.to_owned(), header: Header::default(), pilot: None, comparisons: Vec::new() };
        for (number, line) in (1..).zip(text[..whole].lines()) {
            match serde_json::from_str(line) {
                Ok(Line::Header(header)) => log.header = header,
                Ok(Line::Pilot(pilot)) => log.pilot = Some(pilot),
                Ok(Line::Comparison(comparison)) => log.comparisons.push(comparison),
                Err(error) => return Err(Error::file(path, format!("line {number} is none of a campaign: {error}")).into()),
            }
        }
        let machine_key = environment::host().machine_key;
        if whole > 0 {
            let refuse = |why: &str| Error::NotComparable(format!("{}: {why}; give another --output", path.display()));
            if log.header.schema != SCHEMA.0 || log.header.version != SCHEMA.1 {
                return Err(refuse("is no campaign of this version").into());
            }
            if log.header.sha256 != builds.sha256 {
                return Err(refuse("is a campaign of another build").into());
            }
            if log.header.machine_key != machine_key {
                return Err(refuse("is a campaign of another machine").into());
            }
            return Ok(log);
        }
        let Some(work) = builds.calibrate(core, interrupt)? else { return Ok(log) };
        log.header = Header {
            schema: SCHEMA.0.to_owned(),
            version: SCHEMA.1,
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            unix_seconds: unix_seconds(),
            machine_key,
            sha256: builds.sha256.clone(),
            seed,
            n1: builds.n1.clone(),
            work,
        };
        log.line(&Line::Header(log.header.clone()))?;
        Ok(log)
    }

    /// Keeps the pilot.
    pub fn add_pilot(&mut self, pilot: Comparison) -> Result<()> {
        self.line(&Line::Pilot(pilot.clone()))?;
        self.pilot = Some(pilot);
        Ok(())
    }

    /// Keeps a comparison.
    pub fn add(&mut self, comparison: Comparison) -> Result<()> {
        self.line(&Line::Comparison(comparison.clone()))?;
        self.comparisons.push(comparison);
        Ok(())
    }

    fn line(&mut self, line: &Line) -> Result<()> {
        let text = serde_json::to_string(line)? + "\n";
        self.file.write_all(text.as_bytes()).with_context(|| self.path.display().to_string())
    }
}
