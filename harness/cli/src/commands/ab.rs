//! `spectrum ab`: two builds against each other on this machine, with a verdict and an exit code for CI.

mod arms;
mod evidence;
mod guard;
pub mod layout;
mod output;
mod overrides;

use crate::context::Common;
use crate::exit::{self, Exit};
use anyhow::Result;
use arms::{Arms, Subject};
use harness_core::ab::decision::{Rule, Verdict};
use harness_core::ab::{Arm, Circumstances, RowResult, Sample, Sampler, Superblock, run};
use harness_core::error::Error;
use harness_core::plan::fresh_seed;
use harness_core::process::Interrupt;
use indicatif::ProgressBar;
use layout::Layout;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Compare two builds of an interpreter, or of this project, on this machine: the regression gate
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Two ways to say what is run:\n  \
    --run COMMAND   any program: whole processes, one row for each CASE file, which stands for {case} in the command (or\n                  \
    is its last argument); both builds must print the same\n  \
    -e ENGINE       an engine of this project: the steady iterations of the workloads named, one row for each pair\n\n\
    Two ways to say which builds:\n  \
    --base REV      a git revision, checked out beside the records and built with --build; the new build is the working\n                  \
    tree, or --new REV\n  \
    --base-dir DIR  a folder that is built already; likewise --new-dir\n\n\
    Processes run one at a time in balanced superblocks (ABBA or BAAB); a suspect is measured again with fresh data, and\n\
    only what both say is a regression. A row is inconclusive when this machine is too noisy to tell, and says which change\n\
    it could have seen. With --layout relink a Cargo project's programs are linked anew with shuffled sections, so that what\n\
    one placement of code makes slower is not confirmed.\n\n\
    A row on which both builds run the same code is equal and is not measured: of this project, the same instructions and\n\
    constants (only line numbers of panic messages may differ) and the same bytecode and machine code of the workload; of\n\
    other programs, the same content of every file that the command opens in the folder of its build. --force measures it.\n\n\
    Examples:\n  \
    spectrum ab --base origin/main --build make --run './tiny {case}' bench/*.tiny\n  \
    spectrum ab --base HEAD~1 -e bytecode-vm -e tree-walker numeric\n  \
    spectrum ab --base-dir ../old --new-dir . --run 'bin/interp --fast {case}' fib.txt --margin 2 --strict\n\n\
    Exit codes: 0 nothing to object to, 1 a build or a process fails, 2 usage, 3 confirmed regression, 4 nothing selected, 5 the\n\
    builds compute different results, 6 inconclusive (with --strict), 7 the builds cannot be compared, 130/143 interrupted.")]
pub struct Ab {
    /// Case files (with --run), else workloads: `group`, `group/name` or `name`
    cases: Vec<String>,
    /// Revision to compare with
    #[arg(long, value_name = "REV", conflicts_with = "base_dir")]
    base: Option<String>,
    /// Revision in question [default: the working tree]
    #[arg(long, value_name = "REV", conflicts_with = "new_dir")]
    new: Option<String>,
    /// Built folder to compare with
    #[arg(long, value_name = "DIR")]
    base_dir: Option<PathBuf>,
    /// Built folder in question [default: here]
    #[arg(long, value_name = "DIR")]
    new_dir: Option<PathBuf>,
    /// Shell command that builds a checkout, run in it [default: for engines of this project, its release build]
    #[arg(long, value_name = "COMMAND")]
    build: Option<String>,
    /// Command of a whole process, run in the checkout; no shell
    #[arg(long, value_name = "COMMAND", conflicts_with = "engine")]
    run: Option<String>,
    /// Engine of this project; may be repeated
    #[arg(short, long, value_name = "ENGINE")]
    engine: Vec<String>,
    /// This project's program in a checkout [default: target/release/spectrum, of an archive spectrum]
    #[arg(long, value_name = "PATH")]
    binary: Option<PathBuf>,
    /// Changes up to this many per cent are accepted
    #[arg(long, value_name = "PERCENT", default_value_t = 1.0, value_parser = percent)]
    margin: f64,
    /// Builds within this many per cent are called equal
    #[arg(long, value_name = "PERCENT", default_value_t = 3.0, value_parser = percent)]
    equal: f64,
    /// Where code lies: one layout, or relinked copies of both builds, others for the confirmation than for the first look
    #[arg(long, value_name = "LAYOUT", value_enum, default_value = "one")]
    layout: Layout,
    /// Superblocks of four processes for each row, and again for each suspect
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(8..=200))]
    blocks: u32,
    /// Longest time a process may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    time_limit: u64,
    /// Seed of the order and of what is randomised [default: a fresh one, printed]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Exit 6 when a row is inconclusive
    #[arg(long)]
    strict: bool,
    /// Measure also the rows on which both builds run the same code
    #[arg(long)]
    force: bool,
    /// Accepted regressions: a TOML file of `[[override]]` tables with `row`, `reason` and `expires` (YYYY-MM-DD)
    #[arg(long, value_name = "FILE")]
    overrides: Option<PathBuf>,
    /// Write the verdict as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the rows as JUnit XML
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

fn percent(text: &str) -> Result<f64, String> {
    match text.trim_end_matches('%').parse::<f64>() {
        Ok(value) if (0.0..=100.0).contains(&value) => Ok(value),
        _ => Err("a number of per cent from 0 to 100 is needed".to_owned()),
    }
}

impl Ab {
    pub fn run(self, common: &Common) -> Result<ExitCode> {
        let rule = self.rule()?;
        let overrides = overrides::read(self.overrides.as_deref(), harness_core::process::unix_seconds())?;
        let interrupt = Interrupt::install()?;
        let seed = self.seed.unwrap_or_else(fresh_seed);
        let mut arms = Arms::prepare(&self, common)?;
        let mut subject = Subject::new(&self, common, &arms)?;
        let rows = subject.rows();
        if rows.is_empty() {
            eprintln!("error: nothing is selected: name case files or workloads");
            return Ok(Exit::Nothing.into());
        }
        let limit = Duration::from_secs(self.time_limit);
        let same = match self.force {
            true => vec![None; rows.len()],
            false => guard::same_rows(&subject, &arms, limit, &interrupt, common.quiet),
        };
        let interrupted = || exit::interrupted(interrupt.signal().unwrap_or(2));
        if interrupt.signal().is_some() {
            return Ok(interrupted());
        }
        let measured: Vec<usize> = (0..rows.len()).filter(|row| same[*row].is_none()).collect();
        let (mut results, mut record) = (Vec::new(), None);
        if !measured.is_empty() {
            if self.layout != Layout::One {
                arms.lay_out(self.layout, seed, common.quiet)?;
                subject = Subject::new(&self, common, &arms)?;
            }
            let names: Vec<&String> = measured.iter().map(|row| &rows[*row]).collect();
            let evidence = evidence::Record::create(common, &rule, seed, &arms, self.layout, &names)?;
            record = Some(evidence.path.clone());
            let expected = measured.len() as u64 * u64::from(rule.blocks + rule.blocks / 4);
            let progress = crate::output::progress(expected, "superblocks", common.quiet);
            let mut lab = Lab { subject, measured, interrupt: interrupt.clone(), limit, record: evidence, progress, trouble: None };
            let done = run(lab.measured.len(), &rule, seed, &mut lab);
            lab.progress.finish_and_clear();
            if let Some(trouble) = lab.trouble.take() {
                return Err(trouble.into());
            }
            let Some(done) = done else { return Ok(interrupted()) };
            results = done;
        }
        // In the order of the rows again.
        let mut results = results.into_iter();
        let all = same.into_iter().filter_map(|why| why.map_or_else(|| results.next(), |why| Some(RowResult::same_code(why))));
        let all: Vec<RowResult> = all.collect();
        let table = output::Outcome::new(&rows, &all, &rule, &arms, self.layout, seed, overrides);
        table.print(common.coloured(), record.as_deref())?;
        table.write(self.json.as_deref(), self.junit.as_deref())?;
        table.tell_ci()?;
        Ok(table.exit(self.strict).into())
    }

    fn rule(&self) -> Result<Rule> {
        if self.equal <= self.margin {
            return Err(Error::Usage(format!("--equal {} must be more than --margin {}", self.equal, self.margin)).into());
        }
        let blocks_more = self.blocks / 2;
        Ok(Rule { blocks: self.blocks, blocks_more, margin: self.margin / 100.0, equality: self.equal / 100.0, ..Rule::default() })
    }
}

/// Runs the processes and keeps the evidence.
struct Lab {
    subject: Subject,
    /// Rows of the subject that are measured.
    measured: Vec<usize>,
    interrupt: Interrupt,
    limit: Duration,
    record: evidence::Record,
    progress: ProgressBar,
    trouble: Option<Error>,
}

impl Sampler for Lab {
    fn sample(&mut self, row: usize, arm: Arm, circumstances: Circumstances) -> Sample {
        if self.interrupt.signal().is_some() || self.trouble.is_some() {
            return Sample::Interrupted;
        }
        self.subject.sample(self.measured[row], arm, circumstances, self.limit, &self.interrupt)
    }

    fn superblock(&mut self, done: &Superblock) {
        self.progress.inc(1);
        if let Err(error) = self.record.append(done) {
            self.trouble = Some(error);
        }
    }
}

/// What a verdict does to the exit code.
fn exit_of(verdict: &Verdict, strict: bool) -> Exit {
    match verdict {
        Verdict::Regressed(_) => Exit::Regression,
        Verdict::Disagreement => Exit::Disagreement,
        Verdict::Failed { .. } => Exit::Failure,
        Verdict::Inconclusive { .. } if strict => Exit::Inconclusive,
        _ => Exit::Ok,
    }
}
