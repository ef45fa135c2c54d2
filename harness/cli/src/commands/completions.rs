//! `spectrum completions SHELL`.

use crate::commands::Arguments;
use crate::exit::Exit;
use anyhow::Result;
use clap::CommandFactory;
use std::io::Write;

/// Print a completion script for a shell
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Example:\n  spectrum completions bash > ~/.local/share/bash-completion/completions/spectrum")]
pub struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

impl Completions {
    pub fn run(self) -> Result<Exit> {
        // Written to memory first: the generator panics on a closed pipe.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "spectrum", &mut script);
        std::io::stdout().write_all(&script)?;
        Ok(Exit::Ok)
    }
}
