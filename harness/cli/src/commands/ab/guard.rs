//! The same-code guard: a row on which both builds run the same code cannot have become slower, so it is not measured and
//! nothing can be alarmed about it. That it *is* the same has to be shown; what cannot be told is measured.
//!
//! An engine of this project: the loader makes the same process of both programs ([`same_code`]: instructions, constants,
//! addresses), and asked for it, both make the same tree, bytecode and machine code of the row's program.
//!
//! Any other program: one process of each build is watched while it runs the row ([`Watch`]); it is the same code when both
//! print the same, and every file that they opened in their build's folder is the same program or the same bytes: the
//! interpreter, what it loads, the script that started it. Not seen is what a program merely asks for (`stat`), what it
//! opens in some runs only, and what answers over a socket.

use super::arms::{Arms, FIRST_COPY, Subject};
use harness_core::ab::image::{Sameness, same_code};
use harness_core::ab::opened::Watch;
use harness_core::ab::{Arm, Circumstances, Sample, Stage};
use harness_core::process::{Interrupt, Launch, Limits, supervise};
use harness_core::runtimes::Runtime;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Folders of a build that are no part of it: the base is checked out in the second one of the new build.
const NO_PART: [&str; 2] = [".git", ".spectrum"];
/// What both processes of a row that is watched get.
const CALM: Circumstances = Circumstances { env_padding_bytes: 0, hash_seed: 1, stage: Stage::Screening, superblock: 0 };

/// For each row, why it is the same code; None where it is not, or where that cannot be told.
pub fn same_rows(subject: &Subject, arms: &Arms, limit: Duration, interrupt: &Interrupt, quiet: bool) -> Vec<Option<String>> {
    let rows = subject.rows().len();
    let none = || vec![None; rows];
    let programs = [&arms.base, &arms.new].map(|build| build.dir.join(build.program()));
    let sameness = match programs.each_ref().map(std::fs::read) {
        [Ok(base), Ok(new)] => match same_code(&base, &new) {
            Some(sameness) => Some(sameness),
            None => return none(),
        },
        // Not of the builds: both take it from somewhere else.
        _ => None,
    };
    match (subject, sameness) {
        (Subject::Engines { catalogue, pairs, base, new }, Some(sameness)) => {
            let same = |(workload, engine): (usize, usize)| {
                let main = &catalogue.workloads[workload].main;
                let [base, new] = [base, new].map(|copies| copies[FIRST_COPY][engine].clone());
                same_engine(sameness, &programs, &base, &new, main, limit, interrupt)
            };
            pairs.iter().map(|pair| same(*pair)).collect()
        }
        (Subject::Engines { .. }, None) => none(),
        (Subject::Command { .. }, _) => watched(subject, arms, limit, interrupt).unwrap_or_else(|error| {
            if !quiet {
                eprintln!("note: no same-code guard, files cannot be watched: {error}");
            }
            none()
        }),
    }
}

/// Forms of a program that an engine runs, as `spectrum show` prints them.
fn stages(engine: &str) -> &'static [&'static str] {
    match engine {
        "tree-walker" => &["tree"],
        name if name.contains("jit") => &["bytecode", "asm"],
        _ => &["bytecode"],
    }
}

fn same_engine(
    sameness: Sameness,
    programs: &[PathBuf; 2],
    base: &Runtime,
    new: &Runtime,
    main: &Path,
    limit: Duration,
    interrupt: &Interrupt,
) -> Option<String> {
    if sameness == Sameness::Bytes {
        return Some("both builds are the same file".to_owned());
    }
    if base.name() != new.name() {
        return None;
    }
    let stages = stages(new.name());
    for stage in stages {
        let shown = |program: &Path| {
            let words = [program, Path::new("show"), main, Path::new("--stage"), Path::new(stage)];
            let command = words.map(|word| word.to_string_lossy().into_owned());
            let launch =
                Launch { command: &command, env: &BTreeMap::new(), dir: None, stdin: "", limits: Limits::of_time(limit), core: None };
            supervise(&launch, interrupt).ok().filter(|done| done.code == Some(0) && done.stop.is_none()).map(|done| done.stdout)
        };
        let [base, new] = programs.each_ref().map(|program| shown(program));
        if base.is_none() || base != new {
            return None;
        }
    }
    let words = stages.join(" and ").replace("asm", "machine code");
    Some(format!("the same instructions and constants in both builds, the same {words}"))
}

/// Watches one process of each build on every row.
fn watched(subject: &Subject, arms: &Arms, limit: Duration, interrupt: &Interrupt) -> std::io::Result<Vec<Option<String>>> {
    let roots = [arms.base.dir.canonicalize()?, arms.new.dir.canonicalize()?];
    let without = NO_PART.map(OsStr::new);
    let mut watches = [Watch::new(&roots[0], &without)?, Watch::new(&roots[1], &without)?];
    if watches[0].ways_out != watches[1].ways_out {
        return Ok(vec![None; subject.rows().len()]);
    }
    let mut reasons = Vec::new();
    for row in 0..subject.rows().len() {
        let mut run = |arm| -> std::io::Result<Option<(String, [BTreeSet<PathBuf>; 2])>> {
            for watch in &mut watches {
                watch.opened()?;
            }
            let Sample::Measured { digest, .. } = subject.sample(row, arm, CALM, limit, interrupt) else { return Ok(None) };
            Ok(Some((digest, [watches[0].opened()?, watches[1].opened()?])))
        };
        let reason = match (run(Arm::Base)?, run(Arm::New)?) {
            (Some((base_digest, base)), Some((new_digest, new))) if base_digest == new_digest => {
                let opened = of_the_builds(base, new);
                let same = opened.iter().all(|path| same_entry(&roots[0].join(path), &roots[1].join(path)));
                same.then(|| format!("the same code: {} files opened in each build, all the same", opened.len()))
            }
            _ => None,
        };
        reasons.push(reason);
    }
    Ok(reasons)
}

/// What the processes opened of their own builds. What the base's process opened in the *new* build's folder, such as the
/// case file, has one path for both and is the same by that; unless it has its like in the base.
fn of_the_builds(base: [BTreeSet<PathBuf>; 2], new: [BTreeSet<PathBuf>; 2]) -> BTreeSet<PathBuf> {
    let ([base_own, common], [_, mut new_own]) = (base, new);
    new_own.retain(|path| base_own.contains(path) || !common.contains(path));
    &base_own | &new_own
}

fn same_entry(base: &Path, new: &Path) -> bool {
    let listing = |dir: &Path| -> Option<BTreeSet<_>> {
        let names = std::fs::read_dir(dir).ok()?.flatten().map(|entry| entry.file_name());
        Some(names.filter(|name| !NO_PART.iter().any(|part| OsStr::new(part) == name)).collect())
    };
    if base == new || (!base.exists() && !new.exists()) {
        return true;
    }
    match (std::fs::read(base), std::fs::read(new)) {
        (Ok(base), Ok(new)) => same_code(&base, &new).is_some(),
        _ => listing(base).is_some_and(|base| Some(base) == listing(new)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_open_under_one_path_is_the_same() {
        let set = |names: &[&str]| names.iter().map(PathBuf::from).collect::<BTreeSet<_>>();
        let check = |base: [&[&str]; 2], new: [&[&str]; 2], wanted: &[&str]| {
            assert_eq!(of_the_builds(base.map(set), new.map(set)), set(wanted));
        };
        // The case lies in the new build's folder.
        check([&["tiny"], &["bench/a"]], [&[], &["tiny", "bench/a"]], &["tiny"]);
        // So does a library, of which the base has its own.
        check([&["tiny", "lib"], &["bench/a", "lib"]], [&[], &["tiny", "lib", "bench/a"]], &["tiny", "lib"]);
        // One folder for both.
        check([&["tiny", "a"], &["tiny", "a"]], [&["tiny", "a"], &["tiny", "a"]], &["tiny", "a"]);
        // Something that only one of the builds opens.
        check([&["tiny"], &[]], [&[], &["tiny", "new"]], &["tiny", "new"]);
    }
}
