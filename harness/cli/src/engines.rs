//! Our engines as the commands see them. The only file of the harness that will name `registry`.
//!
//! The registry is not there yet, so this build hosts no engine: every question is answered with "not hosted here",
//! the own runtimes are listed as missing, and everything else works with foreign ones.

use anyhow::{Result, bail};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// Names of the engines this build hosts.
pub fn names() -> Vec<&'static str> {
    Vec::new()
}

/// The line by which an engine names itself and its build.
pub fn receipt(engine: &str) -> Result<String> {
    bail!(unknown(engine))
}

/// The message for an engine that is not hosted here.
fn unknown(engine: &str) -> harness_core::Error {
    harness_core::Error::unknown("engine", engine, names())
}

/// Why a guest program could not be loaded or did not return, in the protocol's words.
#[derive(Clone, Debug)]
pub struct Failure {
    /// `program`, `syntax`, `engine` or `protocol`.
    pub kind: &'static str,
    /// Last line of the traceback or the diagnostic.
    pub message: String,
}

/// A phase's name and its wall time in nanoseconds.
pub type Phase = (String, u64);

/// A guest program whose module body has run, with its output captured.
pub enum Guest {}

impl Guest {
    /// Reads, compiles and runs the module's body.
    pub fn load(engine: &str, _path: &Path) -> std::result::Result<(Self, Vec<Phase>), Failure> {
        Err(Failure { kind: "engine", message: unknown(engine).to_string() })
    }

    /// `str(entry(size))`.
    pub fn call(&mut self, _entry: &str, _size: i64) -> std::result::Result<String, Failure> {
        match *self {}
    }

    /// The engine's deterministic counters.
    pub fn counters(&self) -> BTreeMap<String, u64> {
        match *self {}
    }
}

/// Runs a program as `python3 FILE ARGS` does and returns its exit code. `stats` prints the counters on stderr.
pub fn run_script(engine: &str, _file: &Path, _arguments: &[String], _stats: bool) -> Result<ExitCode> {
    bail!(unknown(engine))
}

/// What a program looks like at one stage of an engine's pipeline.
pub fn dump(engine: &str, _file: &Path, _stage: &str, _function: Option<&str>) -> Result<String> {
    bail!(unknown(engine))
}
