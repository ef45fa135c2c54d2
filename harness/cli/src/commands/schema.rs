//! `spectrum schema`: the record format, for those who read it with other programs.

use crate::exit::Exit;
use anyhow::Result;
use std::io::Write;

/// Print the JSON Schema of a line of a record
#[derive(clap::Args, Debug)]
#[command(after_long_help = "A record is a file of JSON lines; each is valid against this schema (draft 2020-12), told apart by its\n\
    `type`. The first is the header, whose `version` is raised when a field changes its meaning.\n\n\
    Example:\n  spectrum schema > record.schema.json")]
pub struct Schema {}

impl Schema {
    pub fn run(self) -> Result<Exit> {
        let text = serde_json::to_string_pretty(&harness_core::record::schema())?;
        writeln!(std::io::stdout(), "{text}")?;
        Ok(Exit::Ok)
    }
}
