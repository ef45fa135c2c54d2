//! `spectrum counters`: what our engines do for each workload, counted exactly and held in a snapshot under version control.
//!
//! A count has no noise: the smallest change of work fails a build, and is blessed on purpose or mended. It is blind to an
//! instruction that became slower; for that there is `spectrum ab`. Nothing is timed here, so all cores are used.
//!
//! Left out, because they depend on more than the program and the engine: `code_bytes` (machine code differs with the
//! processor's extensions), so `code_bytes_freed`, `gc_collections` (a conservative scan of the stack decides when one is due), `modules_*` (whether
//! an earlier run has left compiled modules on disk), `left_*` (which instructions machine code leaves, of which the sum is
//! kept). Bytes allocated may differ by one per cent, for the same reason as collections. The length of a program's path is part of what it allocates, so every program is counted in a copy under a path of
//! the same length everywhere.

mod snapshot;
mod stage;

use crate::context::Common;
use crate::engines;
use crate::exit::Exit;
use crate::output::{Grid, Tone, progress};
use anyhow::{Context as _, Result};
use harness_core::error::Error;
use harness_core::session::Selected;
use harness_core::workload::{SIZE_NAMES, sha256_hex};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use registry::Session;
use snapshot::{Difference, Snapshot};
use stage::Stage;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Count what our engines do, exactly; --check compares with the committed snapshot
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Instructions executed by the VM, calls, compiled functions, side exits, bytes allocated: numbers \
    that are the same in every\nrun of one build on one workload. The snapshot is a text file, one count a line, in the folder of the \
    workloads.\n\n\
    Examples:\n  spectrum counters numeric/nbody        print them\n  spectrum counters --check              all workloads \
    against the snapshot: for CI\n  spectrum counters --bless              write the snapshot, on purpose\n\n\
    Exit codes: 0 as in the snapshot, 1 a workload fails, 2 usage, 3 a count differs, 4 nothing selected, 5 a wrong result,\n\
    7 no snapshot, or of another size or version.")]
pub struct Counters {
    /// Workloads: ids, groups or regular expressions [default: all]
    filters: Vec<String>,
    /// Our engines: names or regular expressions, repeatable [default: all of ours]
    #[arg(short, long = "engine", value_name = "ENGINE")]
    engines: Vec<String>,
    /// Compare with the snapshot
    #[arg(long)]
    check: bool,
    /// Write what is selected into the snapshot
    #[arg(long, conflicts_with = "check")]
    bless: bool,
    /// The snapshot [default: counters.txt in the folder of the workloads]
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// Input size; a snapshot is of one size
    #[arg(long, value_name = "SIZE", default_value = "smoke", value_parser = SIZE_NAMES)]
    size: String,
    /// Count in this very process and print JSON: what this command starts for each pair
    #[arg(long, hide = true, num_args = 3, value_names = ["ENGINE", "PATH", "SIZE"], exclusive = true)]
    here: Vec<String>,
}

/// Counts that depend on more than program and engine; why, is said at the top of this file.
const LEFT_OUT: [&str; 5] = ["code_bytes", "code_bytes_freed", "gc_collections", "modules_from_cache", "modules_compiled"];

/// Counts of one workload on one engine.
type Counts = BTreeMap<String, u64>;

impl Counters {
    pub fn run(self, common: &Common) -> Result<Exit> {
        if let [engine, path, size] = self.here.as_slice() {
            let size: i64 = size.parse().map_err(|_| Error::Usage(format!("`{size}` is no size")))?;
            return here(engine, path, size);
        }
        let catalogue = common.catalogue()?;
        let workloads = catalogue.select(&self.filters)?;
        let selected: Vec<Selected<'_>> = workloads.iter().filter_map(|workload| Selected::at(workload, &self.size)).collect();
        let engines = self.engines()?;
        let opted_out = |selected: &Selected<'_>, engine: &str| selected.workload.opt_out.contains_key(engine);
        let pairs: Vec<(&Selected<'_>, &'static str)> =
            selected.iter().flat_map(|s| engines.iter().filter(move |engine| !opted_out(s, engine)).map(move |e| (s, *e))).collect();
        if pairs.is_empty() {
            eprintln!("error: nothing is selected");
            return Ok(Exit::Nothing);
        }
        let path = match &self.snapshot {
            Some(path) => path.clone(),
            None => common.workloads_root()?.join("counters.txt"),
        };
        let known = if self.check { Some(Snapshot::read(&path, &self.size)?) } else { None };
        let stage = Stage::new()?;
        for selected in &selected {
            stage.copy(selected.workload)?;
        }
        let bar = progress(pairs.len() as u64, "counting", common.quiet);
        let counted: Vec<Result<Counts, (Exit, String)>> = pairs
            .par_iter()
            .map(|(selected, engine)| {
                let counts = count(selected, engine, &stage);
                bar.inc(1);
                counts
            })
            .collect();
        bar.finish_and_clear();
        let mut now = Snapshot::new(&self.size);
        let mut exits = Vec::new();
        for ((selected, engine), counts) in pairs.iter().zip(counted) {
            match counts {
                Ok(counts) => now.insert(&selected.workload.id, engine, counts),
                Err((exit, message)) => {
                    eprintln!("error: {} on {engine}: {message}", selected.workload.id);
                    exits.push(exit);
                }
            }
        }
        if let Some(known) = known {
            let everything = self.filters.is_empty() && self.engines.is_empty();
            exits.push(compare(&known, &now, everything, common)?);
        } else if self.bless {
            exits.push(bless(now, &path, &self.size, self.filters.is_empty() && self.engines.is_empty(), &exits)?);
        } else {
            write!(std::io::stdout(), "{now}")?;
        }
        Ok(Exit::worst(exits))
    }

    fn engines(&self) -> Result<Vec<&'static str>> {
        let mut chosen = Vec::new();
        for choice in &self.engines {
            let whole = regex::Regex::new(&format!("^(?:{choice})$")).map_err(|e| Error::Usage(format!("`{choice}`: {e}")))?;
            let before = chosen.len();
            chosen.extend(engines::names().into_iter().filter(|name| whole.is_match(name)));
            if chosen.len() == before {
                engines::find(choice)?;
            }
        }
        Ok(if self.engines.is_empty() { engines::names() } else { chosen })
    }
}

/// Counts one pair in a process of its own, with a fixed hash seed and nothing else in its environment.
fn count(selected: &Selected<'_>, engine: &str, stage: &Stage) -> Result<Counts, (Exit, String)> {
    let failed = |message: String| (Exit::Failure, message);
    let program = std::env::current_exe().map_err(|e| failed(format!("this program's own path: {e}")))?;
    let mut command = Command::new(program);
    command.args(["counters", "--here", engine]).arg(stage.main(selected.workload)).arg(selected.size.argument.to_string());
    command.current_dir(stage.folder()).env_clear().env("PYTHONHASHSEED", "1").env("TZ", "UTC").env("LANG", "C.UTF-8").stdin(Stdio::null());
    let output = command.output().map_err(|e| failed(format!("does not start: {e}")))?;
    let words = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(failed(format!("{}: {}", output.status, words.lines().last().unwrap_or("no message"))));
    }
    let answer: Answer = serde_json::from_slice(&output.stdout).map_err(|e| failed(format!("no counters: {e}")))?;
    match &selected.size.expected_digest {
        Some(wanted) if *wanted != answer.digest => Err((Exit::Disagreement, "another result than the expected one".to_owned())),
        _ => Ok(answer.counts),
    }
}

/// What `--here` prints.
#[derive(serde::Serialize, serde::Deserialize)]
struct Answer {
    digest: String,
    counts: Counts,
}

/// Runs the program once in this process.
fn here(engine: &str, path: &str, size: i64) -> Result<Exit> {
    let engine = engines::find(engine)?;
    let answer = registry::on_guest_stack(|| -> Result<Answer, registry::Failure> {
        let mut guest = Session::new(engine, vec![path.to_owned()], "main", 0);
        guest.runtime().stdout = Box::new(std::io::sink());
        // Instructions are counted by the VM alone; in the others it would count something else than what runs.
        let counts_instructions = engine.name == "bytecode-vm";
        if counts_instructions {
            guest.start_profile();
        }
        let source = guest.read(std::path::Path::new(path))?;
        let parsed = guest.parse(source)?;
        let program = guest.lower(parsed)?;
        let body = guest.compile(&program)?;
        guest.load(body)?;
        let allocated = |guest: &Session| guest.counters().get("allocated_bytes").copied().unwrap_or(0);
        let before = allocated(&guest);
        let text = guest.call("run", size)?;
        let after = allocated(&guest);
        let mut counts = guest.counters();
        counts.retain(|name, _| !LEFT_OUT.contains(&name.as_str()) && !name.starts_with("left_"));
        counts.insert("allocated_bytes".to_owned(), after.saturating_sub(before));
        if counts_instructions {
            let profile = guest.profile();
            counts.insert("instructions".to_owned(), profile.opcodes.iter().map(|(_, count)| count).sum());
            counts.insert("calls".to_owned(), profile.functions.iter().map(|function| function.calls).sum());
        }
        Ok(Answer { digest: sha256_hex(text.as_bytes()), counts })
    });
    match answer {
        Ok(answer) => {
            writeln!(std::io::stdout(), "{}", serde_json::to_string(&answer)?)?;
            Ok(Exit::Ok)
        }
        Err(failure) => {
            eprintln!("{}", failure.message);
            Ok(Exit::Failure)
        }
    }
}

/// Prints what differs.
fn compare(known: &Snapshot, now: &Snapshot, everything: bool, common: &Common) -> Result<Exit> {
    let differences = known.differences(now, everything);
    let mut out = std::io::stdout().lock();
    if differences.is_empty() {
        writeln!(out, "{} counts of {} pairs, all as in the snapshot", now.len(), now.pairs())?;
        return Ok(Exit::Ok);
    }
    let mut grid = Grid::new(&["workload", "engine", "count", "snapshot", "now", "change"], common.coloured());
    grid.words(1);
    grid.words(2);
    let text = |value: Option<u64>| value.map_or("-".to_owned(), |value| value.to_string());
    for Difference { key, before, after } in &differences {
        let more = after.unwrap_or(0) > before.unwrap_or(0);
        let change = match (before, after) {
            (Some(before), Some(after)) if *before > 0 => format!("{:+.2} %", 100.0 * (*after as f64 / *before as f64 - 1.0)),
            (None, _) => "new".to_owned(),
            (_, None) => "gone".to_owned(),
            _ => String::new(),
        };
        let tone = if more { Tone::Bad } else { Tone::Good };
        let [workload, engine, name] = key.clone();
        let cells = [workload, engine, name, text(*before), text(*after)];
        grid.row(cells.map(|text| (text, Tone::Plain)).into_iter().chain([(change, tone)]));
    }
    writeln!(out, "{grid}\n{} of {} counts differ from the snapshot", differences.len(), now.len())?;
    writeln!(out, "on purpose? spectrum counters --bless, and commit the snapshot")?;
    Ok(Exit::Regression)
}

/// Writes the snapshot, with what was not counted now kept as it was unless everything was.
fn bless(now: Snapshot, path: &std::path::Path, size: &str, everything: bool, exits: &[Exit]) -> Result<Exit> {
    if !exits.is_empty() {
        eprintln!("error: nothing is blessed while a workload fails");
        return Ok(Exit::Failure);
    }
    let mut whole = if path.exists() {
        Snapshot::read(path, size).or_else(|e| if everything { Ok(Snapshot::new(size)) } else { Err(e) })?
    } else {
        Snapshot::new(size)
    };
    if everything {
        whole.keep_pairs_of(&now);
    }
    whole.replace(now);
    let beside = path.with_extension("part");
    std::fs::write(&beside, whole.to_string())
        .and_then(|()| std::fs::rename(&beside, path))
        .with_context(|| format!("cannot write {}", path.display()))?;
    writeln!(std::io::stdout(), "blessed {}: {} counts of {} pairs", path.display(), whole.len(), whole.pairs())?;
    Ok(Exit::Ok)
}
