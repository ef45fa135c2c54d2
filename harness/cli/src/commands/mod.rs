//! The command line: which commands there are. One file each.

pub mod ab;
pub mod archive;
pub mod bench;
pub mod bisect;
pub mod cache;
pub mod compare;
pub mod completions;
pub mod counters;
pub mod doctor;
pub mod export;
pub mod history;
pub mod import;
pub mod list;
pub mod listing;
pub mod merge;
pub mod new;
pub mod profile;
pub mod publish;
pub mod report;
pub mod run;
pub mod schema;
pub mod selftest;
pub mod show;
pub mod splice;
pub mod verify;
pub mod worker;

use crate::context::Common;
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// One Python program on a spectrum of execution strategies: verified, measured, compared.
#[derive(Parser, Debug)]
#[command(
    name = "spectrum",
    version,
    after_help = "Exit codes: 0 ok, 1 failure, 2 usage, 3 regression, 4 nothing measured, 5 outputs disagree,\n\
                  6 inconclusive with --strict, 7 not comparable, 130/143 interrupted.",
    after_long_help = "Examples:\n  \
        spectrum list                                  what is there: workloads, engines, runtimes\n  \
        spectrum run hello.py --engine cranelift-jit   as `python3 hello.py`\n  \
        spectrum show hello.py --stage bytecode        what an engine makes of it\n  \
        spectrum verify                                every workload on every engine, results only\n  \
        spectrum bench --quick numeric                 verify and measure one group in a minute\n  \
        spectrum bench                                 the whole run: table, record, report\n  \
        spectrum doctor                                what is missing here, and what bends measurements\n  \
        spectrum new workload strings/mine             start a workload; no change of this program is needed\n  \
        spectrum compare old.jsonl new.jsonl           exit 3 on a slowdown beyond 5 % and its noise\n  \
        spectrum ab --base main -e bytecode-vm         two builds side by side: the gate for CI\n\n\
        Exit codes: 0 ok, 1 failure, 2 usage, 3 regression, 4 nothing measured, 5 outputs disagree,\n\
        6 inconclusive with --strict, 7 not comparable, 130/143 interrupted."
)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Run(run::Run),
    Selftest(selftest::Selftest),
    List(list::List),
    Verify(verify::Verify),
    Bench(bench::Bench),
    Report(report::Report),
    Compare(compare::Compare),
    Ab(ab::Ab),
    Merge(merge::Merge),
    Archive(archive::Archive),
    Export(export::Export),
    Schema(schema::Schema),
    History(history::History),
    Bisect(bisect::Bisect),
    Counters(counters::Counters),
    Show(show::Show),
    Profile(profile::Profile),
    Doctor(doctor::Doctor),
    New(new::New),
    Import(import::Import),
    Cache(cache::Cache),
    Completions(completions::Completions),
    #[command(hide = true)]
    Worker(worker::Worker),
}

impl Arguments {
    /// Runs the command.
    pub fn run(self) -> Result<ExitCode> {
        let common = &self.common;
        match self.command {
            Command::Run(command) => command.run(common),
            Command::Selftest(command) => command.run(common),
            Command::List(command) => command.run(common).map(Into::into),
            Command::Verify(command) => command.run(common),
            Command::Bench(command) => command.run(common),
            Command::Report(command) => command.run(common).map(Into::into),
            Command::Compare(command) => command.run(common).map(Into::into),
            Command::Merge(command) => command.run(common).map(Into::into),
            Command::Archive(command) => command.run(common).map(Into::into),
            Command::Export(command) => command.run(common).map(Into::into),
            Command::Schema(command) => command.run().map(Into::into),
            Command::Bisect(command) => command.run(common),
            Command::History(command) => command.run(common).map(Into::into),
            Command::Counters(command) => command.run(common).map(Into::into),
            Command::Ab(command) => command.run(common),
            Command::Profile(command) => command.run(common),
            Command::Show(command) => command.run(common).map(Into::into),
            Command::Cache(command) => command.run(common).map(Into::into),
            Command::Doctor(command) => command.run(common).map(Into::into),
            Command::New(command) => command.run(common).map(Into::into),
            Command::Import(command) => command.run(common).map(Into::into),
            Command::Completions(command) => command.run().map(Into::into),
            Command::Worker(command) => command.run(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
