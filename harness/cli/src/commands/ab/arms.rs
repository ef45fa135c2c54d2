//! The two builds: where they are, how they are made, what of them is run.

use super::Ab;
use super::layout::{self, COPIES, Layout};
use crate::context::Common;
use anyhow::{Context as _, Result};
use harness_core::ab::{Arm, Circumstances, Sample};
use harness_core::archive;
use harness_core::error::Error;
use harness_core::invocation::{self, Order};
use harness_core::process::{Interrupt, Launch, Limits, supervise};
use harness_core::record::Status;
use harness_core::runtimes::Runtime;
use harness_core::session::Selected;
use harness_core::statistics::median;
use harness_core::statistics::steady::analyse;
use harness_core::workload::{Catalogue, sha256_hex};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The copy that stands for its build where only one is looked at.
pub const FIRST_COPY: usize = 0;
/// Builds this project where nothing else is asked for.
const OWN_BUILD: &str = "cargo build --release --locked";
/// What that makes.
const OWN_PROGRAM: &str = "target/release/spectrum";

/// Where the two builds are.
#[derive(Debug)]
pub struct Arms {
    /// What is compared with.
    pub base: Build,
    /// What is in question.
    pub new: Build,
}

/// One build.
#[derive(Debug)]
pub struct Build {
    /// Its folder.
    pub dir: PathBuf,
    /// For people: the revision, or the folder.
    pub name: String,
    /// SHA-256 of the file that is run, when it is a file of the build.
    pub sha256: Option<String>,
    /// What is run in it, as the command names it: its copies in their order, or one program many times.
    programs: [PathBuf; COPIES],
}

impl Arms {
    /// Checks out and builds what has to be.
    ///
    /// # Errors
    /// [`Error::NotComparable`] for a base that does not exist or does not build: there is nothing to compare with. A new
    /// build that fails is an ordinary failure.
    pub fn prepare(ab: &Ab, common: &Common) -> Result<Arms> {
        let build = ab.build.clone().or_else(|| ab.run.is_none().then(|| OWN_BUILD.to_owned()));
        let place = |side: &str| -> Result<PathBuf> { Ok(absolute(&common.store()?)?.join("ab").join(side)) };
        let base = match (&ab.base, &ab.base_dir) {
            (Some(rev), _) => checkout(rev, &place("base")?)
                .and_then(|folder| made(folder, build.as_deref(), common.quiet))
                .map_err(|error| Error::NotComparable(format!("no base to compare with: {error}")))?,
            (None, Some(dir)) => (
                existing(dir).map_err(|error| Error::NotComparable(format!("no base to compare with: {error}")))?,
                dir.display().to_string(),
            ),
            (None, None) => return Err(Error::Usage("name what to compare with: --base REV or --base-dir DIR".to_owned()).into()),
        };
        let new = match (&ab.new, &ab.new_dir) {
            (Some(rev), _) => made(checkout(rev, &place("new")?)?, build.as_deref(), common.quiet)?,
            (None, Some(dir)) => (existing(dir)?, dir.display().to_string()),
            (None, None) => {
                let here = existing(Path::new("."))?;
                // A folder beside a built base is taken as it is; beside a revision it has to be made as that was.
                let build = if ab.base.is_some() { build.as_deref() } else { None };
                made((here, "working tree".to_owned()), build, common.quiet)?
            }
        };
        let build = |(dir, name): (PathBuf, String)| -> Result<Build> {
            let packed = archive::check(&dir)?.is_some();
            let program = ab.program(packed)?;
            let sha256 = std::fs::read(dir.join(&program)).ok().map(|bytes| sha256_hex(&bytes));
            Ok(Build { dir, name, sha256, programs: std::array::from_fn(|_| program.clone()) })
        };
        Ok(Arms { base: build(base)?, new: build(new)? })
    }

    /// Takes relinked copies instead of the programs, making them first where that is asked for. `seed` draws the layouts:
    /// those of the base, then those of the new build.
    ///
    /// # Errors
    /// A program that is none of a Cargo project, a linker that cannot shuffle, copies that are not there.
    pub fn lay_out(&mut self, layout: Layout, seed: u64, quiet: bool) -> Result<()> {
        if layout == Layout::One {
            return Ok(());
        }
        for (build, seed) in [(&mut self.base, seed), (&mut self.new, seed.wrapping_add(COPIES as u64))] {
            let program = build.programs[0].clone();
            if layout == Layout::Relink {
                let refused = |error| Error::NotComparable(format!("{}: no other layout to be had: {error}", build.name));
                layout::relink_copies(&build.dir, &program, seed, quiet).map_err(refused)?;
            }
            build.programs = std::array::from_fn(|copy| layout::copy_name(&program, copy));
            if let Some(missing) = build.programs.iter().map(|program| build.dir.join(program)).find(|path| !path.is_file()) {
                return Err(Error::Usage(format!("no relinked copy {}; --layout relink makes them", missing.display())).into());
            }
        }
        Ok(())
    }
}

impl Build {
    /// The file that is run at the first look, as the command names it.
    pub fn program(&self) -> &Path {
        &self.programs[FIRST_COPY]
    }
}

impl Ab {
    /// The file that is run in a build, as the command names it.
    fn program(&self, packed: bool) -> Result<PathBuf> {
        match (&self.run, &self.binary) {
            (Some(command), _) => Ok(PathBuf::from(words(command)?.first().cloned().unwrap_or_default())),
            (None, Some(binary)) => Ok(binary.clone()),
            (None, None) => Ok(PathBuf::from(if packed { archive::PROGRAM } else { OWN_PROGRAM })),
        }
    }
}

fn words(command: &str) -> Result<Vec<String>> {
    match shlex::split(command) {
        Some(words) if !words.is_empty() => Ok(words),
        _ => Err(Error::Usage(format!("--run `{command}` is no command")).into()),
    }
}

fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).with_context(|| path.display().to_string())
}

fn existing(dir: &Path) -> Result<PathBuf> {
    dir.canonicalize().with_context(|| dir.display().to_string())
}

/// Puts a revision into a worktree of its own; one that is there already is moved to the revision.
fn checkout(rev: &str, place: &Path) -> Result<(PathBuf, String)> {
    let sha = git(&["rev-parse", "--verify", "--quiet", &format!("{rev}^{{commit}}")])
        .map_err(|_| Error::Usage(format!("`{rev}` is no revision of this repository (a shallow clone has only its newest)")))?;
    let folder = place.display().to_string();
    if place.join(".git").exists() {
        git(&["-C", &folder, "checkout", "--quiet", "--detach", "--force", &sha])?;
    } else {
        git(&["worktree", "prune"])?;
        git(&["worktree", "add", "--quiet", "--detach", "--force", &folder, &sha])?;
    }
    Ok((place.to_owned(), format!("{rev} ({})", &sha[..sha.len().min(10)])))
}

fn git(arguments: &[&str]) -> Result<String> {
    let output = Command::new("git").args(arguments).output().context("git does not start")?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    anyhow::bail!("git {}: {}", arguments.first().unwrap_or(&""), words.lines().last().unwrap_or("failed").trim())
}

/// Runs the build command in a folder.
fn made((dir, name): (PathBuf, String), build: Option<&str>, quiet: bool) -> Result<(PathBuf, String)> {
    if let Some(command) = build {
        if !quiet {
            eprintln!("building {name}: {command}");
        }
        let output = Command::new("/bin/sh").args(["-c", command]).current_dir(&dir).output().context("/bin/sh does not start")?;
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr);
            let last = errors.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("no message").trim();
            anyhow::bail!("{name} does not build ({}): {last}\n  in {}: {command}", output.status, dir.display());
        }
    }
    Ok((dir, name))
}

/// What is run on both builds.
pub enum Subject {
    /// Whole processes of any program.
    Command { command: Vec<String>, cases: Vec<PathBuf>, builds: [Place; 2], env: BTreeMap<String, String> },
    /// Steady iterations of workloads on engines of two builds of this project; the engines of each build by copy.
    Engines { catalogue: Catalogue, pairs: Vec<(usize, usize)>, base: [Vec<Runtime>; COPIES], new: [Vec<Runtime>; COPIES] },
}

/// A build's folder, and what is run in it, by copy.
pub struct Place {
    dir: PathBuf,
    programs: [String; COPIES],
}

impl Place {
    fn of(build: &Build) -> Place {
        Place { dir: build.dir.clone(), programs: build.programs.each_ref().map(|program| program.to_string_lossy().into_owned()) }
    }
}

/// Most iterations in a process, and the time after which none is started.
const ITERATIONS: u32 = 50;
const BUDGET: Duration = Duration::from_millis(150);
/// Input size of workloads.
const SIZE: &str = "small";

impl Subject {
    /// # Errors
    /// A case or workload that does not exist; [`Error::NotComparable`] when one build lacks an engine.
    pub fn new(ab: &Ab, common: &Common, arms: &Arms) -> Result<Subject> {
        if let Some(command) = &ab.run {
            let cases = ab.cases.iter().map(|case| existing(Path::new(case))).collect::<Result<_>>()?;
            let path = std::env::var("PATH").unwrap_or_else(|_| "/usr/bin:/bin".to_owned());
            let env = BTreeMap::from([("PATH".to_owned(), path), ("LC_ALL".to_owned(), "C.UTF-8".to_owned())]);
            let builds = [Place::of(&arms.base), Place::of(&arms.new)];
            return Ok(Subject::Command { command: words(command)?, cases, builds, env });
        }
        if ab.engine.is_empty() {
            return Err(Error::Usage("name what to run: --run COMMAND for any program, or -e ENGINE".to_owned()).into());
        }
        let catalogue = common.catalogue()?;
        let chosen: Vec<usize> = {
            let selected = catalogue.select(&ab.cases)?;
            let place = |id: &str| catalogue.workloads.iter().position(|workload| workload.id == id);
            selected.iter().filter_map(|workload| place(&workload.id)).collect()
        };
        let engines_of = |build: &Build, copy: usize| -> Result<Vec<Runtime>> {
            let all = common.runtimes_of(build.dir.join(&build.programs[copy]), &ab.engine, false)?;
            all.into_iter().map(|engine| own_engine(engine, &build.name)).collect()
        };
        let copies_of = |build: &Build| -> Result<[Vec<Runtime>; COPIES]> {
            let mut copies: [Vec<Runtime>; COPIES] = std::array::from_fn(|_| Vec::new());
            for copy in 0..COPIES {
                let known = (0..copy).find(|&before| build.programs[before] == build.programs[copy]);
                copies[copy] = match known {
                    Some(before) => copies[before].clone(),
                    None => engines_of(build, copy)?,
                };
            }
            Ok(copies)
        };
        let (base, new) = (copies_of(&arms.base)?, copies_of(&arms.new)?);
        let engines = base[0].len();
        let pairs = chosen.iter().flat_map(|&workload| (0..engines).map(move |engine| (workload, engine))).collect();
        Ok(Subject::Engines { catalogue, pairs, base, new })
    }

    /// Names of the rows.
    pub fn rows(&self) -> Vec<String> {
        match self {
            Subject::Command { cases, .. } => {
                cases.iter().map(|case| case.file_name().unwrap_or_default().to_string_lossy().into_owned()).collect()
            }
            Subject::Engines { catalogue, pairs, base, .. } => {
                pairs.iter().map(|&(workload, engine)| format!("{} {}", catalogue.workloads[workload].id, base[0][engine].name())).collect()
            }
        }
    }

    /// Runs one process.
    pub fn sample(&self, row: usize, arm: Arm, circumstances: Circumstances, limit: Duration, interrupt: &Interrupt) -> Sample {
        let copy = layout::copy_of(arm, circumstances);
        match self {
            Subject::Command { command, cases, builds, env } => {
                let place = &builds[usize::from(arm == Arm::New)];
                let mut command = filled(command, &cases[row]);
                place.programs[copy].clone_into(&mut command[0]);
                whole_process(&command, &place.dir, env, circumstances, limit, interrupt)
            }
            Subject::Engines { catalogue, pairs, base, new } => {
                let (workload, engine) = pairs[row];
                let runtime = if arm == Arm::New { &new[copy][engine] } else { &base[copy][engine] };
                steady_iterations(catalogue, workload, runtime, circumstances, interrupt)
            }
        }
    }
}

fn own_engine(engine: Runtime, build: &str) -> Result<Runtime> {
    let name = engine.name();
    if engine.receipt.origin != "own" {
        return Err(Error::Usage(format!("`{name}` is no part of a build of this project; use --run to gate another program")).into());
    }
    if !engine.available() {
        return Err(Error::NotComparable(format!("{build} has no engine `{name}`: {}", engine.receipt.hint)).into());
    }
    Ok(engine)
}

/// `{case}` filled in, or the case as the last argument.
fn filled(command: &[String], case: &Path) -> Vec<String> {
    let text = case.to_string_lossy();
    let mut words: Vec<String> = command.iter().map(|word| word.replace("{case}", &text)).collect();
    if words == command {
        words.push(text.into_owned());
    }
    words
}

fn whole_process(
    command: &[String],
    dir: &Path,
    env: &BTreeMap<String, String>,
    circumstances: Circumstances,
    limit: Duration,
    interrupt: &Interrupt,
) -> Sample {
    let mut env = env.clone();
    let padding = usize::try_from(circumstances.env_padding_bytes).unwrap_or(0);
    env.insert("SPECTRUM_PADDING".to_owned(), "x".repeat(padding));
    env.insert("PYTHONHASHSEED".to_owned(), circumstances.hash_seed.to_string());
    // A program of the checkout is found there, not where this process happens to stand.
    let mut command = command.to_vec();
    if command[0].contains('/') {
        command[0] = dir.join(&command[0]).to_string_lossy().into_owned();
    }
    let launch = Launch { command: &command, env: &env, dir: Some(dir), stdin: "", limits: Limits::of_time(limit), core: None };
    match supervise(&launch, interrupt) {
        Err(error) => Sample::Failed(format!("{} does not start: {error}", command[0])),
        Ok(_) if interrupt.signal().is_some() => Sample::Interrupted,
        Ok(done) if done.stop.is_some() => Sample::Failed(format!("ran into the time limit of {} s", limit.as_secs())),
        Ok(done) => match (done.code, done.signal) {
            (Some(0), _) => Sample::Measured { ns: done.wall_ns() as f64, digest: sha256_hex(&done.stdout) },
            (_, Some(signal)) => Sample::Failed(format!("was ended by signal {signal}: {}", done.last_words())),
            (code, _) => Sample::Failed(format!("ended with code {}: {}", code.unwrap_or(-1), done.last_words())),
        },
    }
}

fn steady_iterations(
    catalogue: &Catalogue,
    workload: usize,
    runtime: &Runtime,
    circumstances: Circumstances,
    interrupt: &Interrupt,
) -> Sample {
    let workload = &catalogue.workloads[workload];
    let Some(selected) = Selected::at(workload, SIZE) else { return Sample::Failed("declares no size".to_owned()) };
    let order = Order {
        workload,
        size: selected.size,
        runtime,
        iterations: ITERATIONS,
        budget: BUDGET,
        core: None,
        env_padding_bytes: circumstances.env_padding_bytes,
        hash_seed: circumstances.hash_seed,
    };
    let outcome = invocation::run(&order, interrupt);
    if outcome.interrupted {
        return Sample::Interrupted;
    }
    if outcome.invocation.status != Status::Ok {
        return Sample::Failed(outcome.invocation.message);
    }
    let times: Vec<f64> = outcome.invocation.iterations.iter().map(|iteration| iteration.wall_ns as f64).collect();
    let steady = &times[analyse(&times).first_steady.min(times.len() - 1)..];
    Sample::Measured { ns: median(steady), digest: outcome.invocation.digest }
}
