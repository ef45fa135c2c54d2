//! The record of a comparison: every superblock, one JSON line each, on its way to the disk as soon as it has ended.

use super::arms::Arms;
use super::layout::Layout;
use crate::context::Common;
use harness_core::ab::Superblock;
use harness_core::ab::decision::Rule;
use harness_core::environment;
use harness_core::error::{Error, Result};
use harness_core::process::unix_seconds;
use harness_core::store::create_dated;
use serde_json::json;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

/// Name and version of the format. Version 2 has every attempt at a superblock, with its number and spread.
const SCHEMA: (&str, u32) = ("spectrum-ab", 2);

/// An open record.
pub struct Record {
    file: File,
    /// Where it is.
    pub path: PathBuf,
}

impl Record {
    /// Creates `<date>-<n>.jsonl` in the store's `ab/records` and writes its first line: what is compared, under which
    /// rule, on which machine. `rows` are those that are measured; superblocks name them by their place.
    pub fn create(common: &Common, rule: &Rule, seed: u64, arms: &Arms, layout: Layout, rows: &[&String]) -> anyhow::Result<Record> {
        let (file, path) = create_dated(&common.store()?.join("ab").join("records"), unix_seconds())?;
        let mut record = Record { file, path };
        let build = |build: &super::arms::Build| json!({ "name": build.name, "sha256": build.sha256 });
        record.line(&json!({
            "type": "header", "schema": SCHEMA.0, "version": SCHEMA.1, "tool": env!("CARGO_PKG_VERSION"),
            "unix_seconds": unix_seconds(), "seed": seed, "machine_key": environment::host().machine_key,
            "rule": { "blocks": rule.blocks, "blocks_more": rule.blocks_more, "margin": rule.margin, "equality": rule.equality,
                      "alpha": rule.alpha, "false_discovery_rate": rule.discovery },
            "base": build(&arms.base), "new": build(&arms.new), "layout": layout.words(), "rows": rows,
        }))?;
        Ok(record)
    }

    /// Keeps a superblock.
    pub fn append(&mut self, done: &Superblock) -> Result<()> {
        let mut line = serde_json::to_value(done).map_err(|e| Error::file(&self.path, e.to_string()))?;
        line["type"] = json!("superblock");
        self.line(&line)
    }

    fn line(&mut self, value: &serde_json::Value) -> Result<()> {
        self.file.write_all(format!("{value}\n").as_bytes()).map_err(|e| Error::io(&self.path, e))
    }
}
