//! `spectrum bisect`: the commit that made something slower, by comparing revisions with a good one, paired, as `ab` does.
//!
//! Every step is a whole run of `spectrum ab --base GOOD --new REVISION`: nothing is compared across two steps, so that a
//! machine that becomes slower meanwhile does not matter. A revision that does not build, or is inconclusive twice, is
//! stepped over, and then the answer is the range that cannot be told apart.

use crate::context::Common;
use crate::exit::{self, Exit};
use anyhow::{Context as _, Result};
use harness_core::error::Error;
use harness_core::process::Interrupt;
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

/// Find the commit that made something slower, by paired runs
#[derive(clap::Args, Debug)]
#[command(after_long_help = "What is behind `--` are options of `spectrum ab` (not --base or --new): what is built, run and \
    compared.\nThe first-parent history from GOOD to BAD is halved; every revision is compared with GOOD itself.\n\n\
    Examples:\n  \
    spectrum bisect v1.2 HEAD -- --build make --run './tiny {case}' bench/*.tiny\n  \
    spectrum bisect main~40 main -- -e bytecode-vm numeric/nbody --margin 2\n\n\
    Exit codes: 0 the commit (or range) is printed, 1 a comparison fails, 2 usage, 4 BAD is not slower than GOOD, 6 too noisy to\n\
    tell BAD from GOOD, 7 no such revision, or GOOD does not build or is no ancestor of BAD, 130/143 interrupted.")]
pub struct Bisect {
    /// A revision that was fast
    good: String,
    /// A later one that is slow
    bad: String,
    /// Options of `spectrum ab`
    #[arg(last = true, required = true)]
    options: Vec<String>,
}

/// What a revision is, compared with the good one.
#[derive(Clone, Debug, PartialEq)]
enum Answer {
    /// Slower; the rows in words.
    Slow(String),
    /// Not slower.
    Fast,
    /// Cannot be told, and why.
    Unknown(String),
}

impl Bisect {
    pub fn run(self, common: &Common) -> Result<ExitCode> {
        let interrupt = Interrupt::install()?;
        let revisions = self.revisions()?;
        let verdict = common.store()?.join("ab").join(format!("bisect-{}.json", std::process::id()));
        std::fs::create_dir_all(verdict.parent().unwrap_or(&verdict))?;
        let judge = Judge { bisect: &self, common, verdict, interrupt: &interrupt };
        let result = judge.search(&revisions);
        let _ = std::fs::remove_file(&judge.verdict);
        result
    }

    /// The commits after GOOD up to BAD, oldest first.
    fn revisions(&self) -> Result<Vec<String>> {
        let refuse = |why: String| Error::NotComparable(why);
        let known = |rev: &str| {
            git(&["rev-parse", "--verify", "--quiet", &format!("{rev}^{{commit}}")])
                .map_err(|_| refuse(format!("`{rev}` is no revision of this repository (a shallow clone has only its newest)")))
        };
        let (good, bad) = (known(&self.good)?, known(&self.bad)?);
        let list = git(&["rev-list", "--first-parent", "--reverse", "--ancestry-path", &format!("{good}..{bad}")])?;
        let revisions: Vec<String> = list.lines().map(str::to_owned).collect();
        if revisions.is_empty() {
            return Err(refuse(format!("{} is no ancestor of {}", self.good, self.bad)).into());
        }
        Ok(revisions)
    }
}

struct Judge<'a> {
    bisect: &'a Bisect,
    common: &'a Common,
    verdict: PathBuf,
    interrupt: &'a Interrupt,
}

impl Judge<'_> {
    fn search(&self, revisions: &[String]) -> Result<ExitCode> {
        let last = revisions.len() - 1;
        let mut slow = match self.ask(&revisions[last])? {
            Some(Answer::Slow(rows)) => (last, rows),
            Some(Answer::Fast) => {
                println!("{} is not slower than {}", self.bisect.bad, self.bisect.good);
                return Ok(Exit::Nothing.into());
            }
            Some(Answer::Unknown(why)) => {
                println!("{} cannot be told from {}: {why}", self.bisect.bad, self.bisect.good);
                return Ok(Exit::Inconclusive.into());
            }
            None => return Ok(exit::interrupted(self.interrupt.signal().unwrap_or(2))),
        };
        // Everything before `from` is fast; what is stepped over lies between.
        let (mut from, mut unknown) = (0, Vec::new());
        while let Some(middle) = untried(from, slow.0, &unknown) {
            match self.ask(&revisions[middle])? {
                Some(Answer::Slow(rows)) => slow = (middle, rows),
                Some(Answer::Fast) => from = middle + 1,
                Some(Answer::Unknown(_)) => unknown.push(middle),
                None => return Ok(exit::interrupted(self.interrupt.signal().unwrap_or(2))),
            }
        }
        if from == slow.0 {
            println!("the first slow commit is {}", title(&revisions[slow.0]));
        } else {
            println!("the first slow commit is one of {}:", slow.0 - from + 1);
            for revision in &revisions[from..=slow.0] {
                println!("  {}", title(revision));
            }
        }
        println!("{}", slow.1);
        Ok(Exit::Ok.into())
    }

    /// Compares a revision with the good one, once more with twice the superblocks when it is inconclusive. None when
    /// interrupted.
    fn ask(&self, revision: &str) -> Result<Option<Answer>> {
        let mut answer = Answer::Fast;
        for blocks in [None, Some("40")] {
            // A choice of the user's stands.
            if blocks.is_some() && self.bisect.options.iter().any(|option| option.starts_with("--blocks")) {
                break;
            }
            let Some((code, words)) = self.compare(revision, blocks)? else { return Ok(None) };
            answer = match code {
                0 => Answer::Fast,
                3 => Answer::Slow(self.rows()),
                5 => Answer::Unknown("it computes different results".to_owned()),
                6 => Answer::Unknown("too noisy to tell".to_owned()),
                1 => Answer::Unknown(words),
                2 => return Err(Error::Usage(words).into()),
                7 => return Err(Error::NotComparable(words).into()),
                code => anyhow::bail!("spectrum ab ended with {code}: {words}"),
            };
            if code != 6 {
                break;
            }
        }
        if !self.common.quiet {
            let word = match &answer {
                Answer::Slow(rows) => format!("slow ({rows})"),
                Answer::Fast => "not slower".to_owned(),
                Answer::Unknown(why) => format!("stepped over: {why}"),
            };
            eprintln!("{}: {word}", title(revision));
        }
        Ok(Some(answer))
    }

    /// Exit code and error of one comparison.
    fn compare(&self, revision: &str, blocks: Option<&str>) -> Result<Option<(i32, String)>> {
        let _ = std::fs::remove_file(&self.verdict);
        let mut command = Command::new(std::env::current_exe().context("this program's own path")?);
        command.args(["ab", "--strict", "--quiet", "--base", &self.bisect.good, "--new", revision]);
        command.arg("--json").arg(&self.verdict).args(blocks.map(|n| ["--blocks", n]).into_iter().flatten());
        command.args(&self.bisect.options);
        for (option, value) in
            [("--workloads", &self.common.workloads), ("--runtimes", &self.common.runtimes), ("--store", &self.common.store)]
        {
            if let Some(value) = value {
                command.arg(option).arg(value);
            }
        }
        for name in ["GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_ACTIONS"] {
            command.env_remove(name);
        }
        let done = command.stdin(Stdio::null()).stdout(Stdio::null()).output().context("this program does not start")?;
        let words = String::from_utf8_lossy(&done.stderr);
        let words = words.trim().trim_start_matches("error: ").lines().take(3).collect::<Vec<_>>().join("\n");
        Ok(done.status.code().filter(|code| *code < 128 && self.interrupt.signal().is_none()).map(|code| (code, words)))
    }

    /// The slower rows of the last verdict, in words.
    fn rows(&self) -> String {
        let verdict: Value = std::fs::read(&self.verdict).ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        let slower = verdict["rows"].as_array().into_iter().flatten().filter(|row| row["verdict"] == "regressed");
        let word = |row: &Value| {
            let change = 100.0 * (row["ratio"].as_f64().unwrap_or(1.0) - 1.0);
            format!("{} {change:+.1} %", row["row"].as_str().unwrap_or_default())
        };
        slower.map(word).collect::<Vec<_>>().join(", ")
    }
}

/// The revision nearest to the middle of `from..slow` that was not stepped over.
fn untried(from: usize, slow: usize, unknown: &[usize]) -> Option<usize> {
    let middle = from.midpoint(slow);
    (from..slow).filter(|index| !unknown.contains(index)).min_by_key(|index| index.abs_diff(middle))
}

fn title(revision: &str) -> String {
    git(&["log", "-1", "--format=%h %s", revision]).unwrap_or_else(|_| revision.to_owned())
}

fn git(arguments: &[&str]) -> Result<String> {
    let output = Command::new("git").args(arguments).output().context("git does not start")?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    anyhow::bail!("git {}: {}", arguments.first().unwrap_or(&""), String::from_utf8_lossy(&output.stderr).trim())
}

#[cfg(test)]
mod tests {
    use super::untried;

    #[test]
    fn halving_steps_over_what_cannot_be_judged() {
        assert_eq!(untried(0, 8, &[]), Some(4));
        assert_eq!(untried(0, 8, &[4]), Some(3));
        assert_eq!(untried(0, 8, &[4, 3]), Some(5));
        assert_eq!(untried(2, 3, &[2]), None);
        assert_eq!(untried(3, 3, &[]), None);
    }
}
