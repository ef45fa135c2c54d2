//! The `spectrum` command: one Python program on a spectrum of execution strategies.
//!
//! This file reads the command line and turns what happened into an exit code. Each command has its file under
//! [`commands`]; measuring is in `harness-core`, engines are behind `registry`, charts are in `reports`.
#![forbid(unsafe_code)]

mod commands;
mod context;
mod engines;
mod exit;
mod output;

use clap::Parser;
use clap::error::ErrorKind;
use std::process::ExitCode;

/// Guest programs allocate through it like everything else here.
#[global_allocator]
static BLOCKS: runtime::blocks::Blocks = runtime::blocks::Blocks;

fn main() -> ExitCode {
    let arguments = match commands::Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // A reader who has seen enough is no error.
            let _ = error.print();
            return if asked { exit::Exit::Ok } else { exit::Exit::Usage }.into();
        }
    };
    let verbose = arguments.common.verbose;
    match arguments.run() {
        Ok(code) => code,
        Err(error) => exit::report(&error, verbose),
    }
}
