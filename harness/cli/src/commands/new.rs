//! `spectrum new workload|runtime`: makes what is to be filled in, and says what still is.
//!
//! A second call on the same name makes nothing and only checks. Adding either needs no change of this program.

use crate::commands::verify::verify_with_progress;
use crate::context::Common;
use crate::exit::Exit;
use anyhow::Result;
use harness_core::error::Error;
use harness_core::process::Interrupt;
use harness_core::record::Status;
use harness_core::runtimes::RuntimeTable;
use harness_core::session::Selected;
use harness_core::workload::{Catalogue, PROGRAM, SIZE_NAMES, Workload};
use std::io::Write;
use std::path::{Path, PathBuf};

const PROGRAM_TEMPLATE: &str = include_str!("../../../templates/main.py");
const DECLARATION_TEMPLATE: &str = include_str!("../../../templates/workload.toml");
/// Marks what a template leaves to the author.
const OPEN: &str = "TODO";
/// Time of one call at size `default` on CPython, in seconds.
const DEFAULT_TIME: std::ops::RangeInclusive<f64> = 0.3..=3.0;

/// Start a new workload or runtime, or check one that was started
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Called again on the same name, nothing is made; what is still to do is listed.\n\n\
    Examples:\n  spectrum new workload strings/palindromes\n  \
    spectrum new runtime python-nightly --like cpython --executable /opt/python/bin/python3\n\n\
    Exit codes: 0 made, or nothing left to do; 1 something is left to do; 2 a bad name.")]
pub struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// A folder GROUP/NAME with a program and its declaration
    Workload {
        /// GROUP/NAME, both of a-z 0-9 -
        id: String,
    },
    /// A table for `--runtimes FILE`, made from one that exists
    Runtime {
        /// Name in tables and charts
        name: String,
        /// The runtime it is like: one of the same language, or that speaks through the same driver
        #[arg(long, value_name = "RUNTIME", default_value = "cpython")]
        like: String,
        /// Its executable: a path, or a name on PATH [default: NAME]
        #[arg(long, value_name = "FILE")]
        executable: Option<String>,
        /// The file to make [default: NAME.toml]
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

impl New {
    pub fn run(self, common: &Common) -> Result<Exit> {
        match self.what {
            What::Workload { id } => workload(&id, common),
            What::Runtime { name, like, executable, output } => {
                let path = output.unwrap_or_else(|| PathBuf::from(format!("{name}.toml")));
                runtime(&name, &like, executable.as_deref().unwrap_or(&name), &path, common)
            }
        }
    }
}

fn workload(id: &str, common: &Common) -> Result<Exit> {
    let simple = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    let Some((group, name)) = id.split_once('/').filter(|(group, name)| simple(group) && simple(name)) else {
        return Err(Error::Usage(format!("`{id}`: a workload is called GROUP/NAME, both of a-z 0-9 -, such as strings/palindromes")).into());
    };
    let root = common.workloads_root()?;
    let dir = root.join(group).join(name);
    let mut out = std::io::stdout().lock();
    if !dir.exists() {
        std::fs::create_dir_all(&dir).map_err(|e| Error::io(&dir, e))?;
        for (file, text) in [(PROGRAM, PROGRAM_TEMPLATE.replace("NAME", name)), ("workload.toml", DECLARATION_TEMPLATE.replace("ID", id))] {
            let path = dir.join(file);
            std::fs::write(&path, text).map_err(|e| Error::io(&path, e))?;
            writeln!(out, "made    {}", path.display())?;
        }
        let catalogue = Catalogue::load(&root)?;
        find(&catalogue, id)?;
        writeln!(out, "next    write the program and its words, then: spectrum verify --bless {id}; spectrum verify {id}")?;
        writeln!(out, "        spectrum new workload {id} says what is left to do; README.md of the workloads has the contract")?;
        return Ok(Exit::Ok);
    }
    let catalogue = Catalogue::load(&root)?;
    let left = left_to_do(find(&catalogue, id)?, &root, common)?;
    for line in &left {
        writeln!(out, "to do   {line}")?;
    }
    if left.is_empty() {
        writeln!(out, "{id}: nothing left to do")?;
    }
    Ok(if left.is_empty() { Exit::Ok } else { Exit::Failure })
}

fn find<'a>(catalogue: &'a Catalogue, id: &str) -> Result<&'a Workload> {
    if let Some(problem) = catalogue.problems.iter().find(|problem| problem.id == id) {
        return Err(Error::Usage(problem.message.clone()).into());
    }
    let found = catalogue.workloads.iter().find(|workload| workload.id == id);
    Ok(found.ok_or_else(|| Error::unknown("workload", id, catalogue.workloads.iter().map(|w| w.id.as_str())))?)
}

/// What of the contract a started workload does not keep yet, one line each.
fn left_to_do(workload: &Workload, root: &Path, common: &Common) -> Result<Vec<String>> {
    let id = &workload.id;
    let mut left = Vec::new();
    let program = std::fs::read_to_string(&workload.main).map_err(|e| Error::io(&workload.main, e))?;
    if program.contains("say in one line") || program.contains("Replace this:") {
        left.push(format!("{PROGRAM} is still the template's"));
    }
    for (key, text) in [("title", workload.title.as_str()), ("stresses", &workload.stresses.join(" ")), ("analysis", &workload.analysis)] {
        if text.trim().is_empty() || text.contains(OPEN) {
            left.push(format!("workload.toml: {key} says nothing yet"));
        }
    }
    for size in SIZE_NAMES.iter().filter(|size| !workload.sizes.contains_key(**size)) {
        left.push(format!("workload.toml: no size {size}"));
    }
    if workload.sizes.values().any(|size| size.expected_digest.is_none()) {
        left.push(format!("workload.toml: sizes without an expected result; spectrum verify --bless {id}"));
    }
    if let Some(size) = workload.sizes.get("default")
        && !program.contains(&format!("print(run({}))", size.argument))
    {
        left.push(format!("{PROGRAM}: as a script it should print run({}), the default size", size.argument));
    }
    let readme = root.join("README.md");
    if std::fs::read_to_string(&readme).is_ok_and(|text| !text.contains(&format!("`{id}`"))) {
        left.push(format!("{}: no row for {id}", readme.display()));
    }
    left.extend(timing(workload, common)?);
    Ok(left)
}

/// What CPython, where it is, says about the size `default`.
fn timing(workload: &Workload, common: &Common) -> Result<Option<String>> {
    let (Some(size), false) = (workload.sizes.get("default"), workload.whole_process) else { return Ok(None) };
    let found = common.runtimes(&["cpython".to_owned()], false)?;
    let selected = Selected { workload, size_name: "default", size };
    let verdicts = verify_with_progress(&[selected], &found.iter().collect::<Vec<_>>(), &Interrupt::install()?, common.quiet);
    Ok(verdicts.first().and_then(|verdict| {
        let row = &verdict.invocation;
        let seconds = row.iterations.first().map_or(0.0, |iteration| iteration.wall_ns as f64 / 1e9);
        let (low, high) = (DEFAULT_TIME.start(), DEFAULT_TIME.end());
        match row.status {
            Status::Ok if DEFAULT_TIME.contains(&seconds) => None,
            Status::Ok => Some(format!("workload.toml: size default takes {seconds:.2} s on CPython; {low} to {high} s are meant")),
            _ => Some(format!("on CPython at size default: {}", row.message)),
        }
    }))
}

fn runtime(name: &str, like: &str, executable: &str, path: &Path, common: &Common) -> Result<Exit> {
    let mut out = std::io::stdout().lock();
    if !path.exists() {
        let table = RuntimeTable::read(common.runtimes.as_deref())?;
        let model = table.text(like).ok_or_else(|| Error::unknown("runtime", like, table.names()))?;
        let text = adapted(model, name, like, executable);
        std::fs::write(path, text).map_err(|e| Error::io(path, e))?;
        writeln!(out, "made    {}", path.display())?;
    }
    let with_it = Common { runtimes: Some(path.to_owned()), ..common.clone() };
    let found = with_it.runtimes(&[name.to_owned()], false)?;
    let Some(runtime) = found.iter().find(|runtime| runtime.name() == name) else {
        return Err(Error::file(path, format!("holds no table named {name}")).into());
    };
    let receipt = &runtime.receipt;
    if !receipt.available {
        writeln!(out, "to do   not found: {}", receipt.hint)?;
        return Ok(Exit::Failure);
    }
    writeln!(out, "found   {} ({})", receipt.path, receipt.version)?;
    writeln!(out, "next    spectrum verify --runtimes {} -e {name}", path.display())?;
    Ok(Exit::Ok)
}

/// The table of another runtime under a new name. Its version pattern goes: it may be what tells the two apart.
fn adapted(model: &str, name: &str, like: &str, executable: &str) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut text = format!("# Made from the table of {like}. The fields are explained at the top of harness/runtimes.toml.\n");
    for line in model.lines() {
        let key = line.split_once('=').map_or("", |(key, _)| key.trim());
        match key {
            "name" => text.push_str(&format!("name = {}\n", quoted(name))),
            "detect" => text.push_str(&format!("detect = [{}]\n", quoted(executable))),
            "summary" => text.push_str(&format!("summary = {}\n", quoted(&format!("{name}, run as {like} is")))),
            "hint" => text.push_str(&format!("hint = {}\n", quoted(&format!("{OPEN}: how to get {name}")))),
            "default" | "version_pattern" => {}
            _ => text.push_str(&format!("{line}\n")),
        }
    }
    text
}
