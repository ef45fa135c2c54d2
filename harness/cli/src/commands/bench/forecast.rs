//! `--dry-run`: what would run and for how long. Measures nothing.

use crate::context::Common;
use crate::exit::Exit;
use crate::output::three_digits;
use anyhow::Result;
use harness_core::interference::MOST_REPEATED;
use harness_core::plan::Block;
use harness_core::record::Status;
use harness_core::session::Session;
use harness_core::statistics::median;
use harness_core::store::Record;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What would run and how long it would take: from the newest records that measured the same pair at the same size where
/// there are any, else from the design's limits.
pub fn dry_run(session: &Session<'_>, common: &Common) -> Result<Exit> {
    let blocks = session.blocks(&BTreeSet::new());
    let sure: Vec<&Block> = blocks.iter().filter(|block| block.index < session.design.blocks).collect();
    let known = known_walls(&common.store()?.join("records"));
    let fallback = session.design.invocation_budget.as_nanos() as f64 + ASSUMED_START_NS;
    let wall_of = |workload: usize, engine: usize| {
        let selected = &session.workloads[workload];
        let key = (selected.workload.id.clone(), session.runtimes[engine].name().to_owned(), selected.size.argument);
        known.get(&key).map(|walls| median(walls))
    };
    let walls = |blocks: &[&Block]| -> Vec<Option<f64>> {
        blocks.iter().flat_map(|block| block.arms.iter().map(|engine| wall_of(block.workload, *engine))).collect()
    };
    let seconds =
        |walls: &[Option<f64>]| walls.iter().map(|wall| wall.unwrap_or(fallback)).sum::<f64>() / 1e9 / session.cores.len().max(1) as f64;
    let arms = |blocks: &[&Block]| blocks.iter().map(|block| block.arms.len()).sum::<usize>();
    let all: Vec<&Block> = blocks.iter().collect();
    let sure_walls = walls(&sure);
    let (least, most) = (seconds(&sure_walls), seconds(&walls(&all)));
    let known_share = sure_walls.iter().flatten().count();
    let mut out = std::io::stdout().lock();
    writeln!(out, "plan       {}", session.plan_hash())?;
    writeln!(out, "seed       {}", session.seed)?;
    writeln!(out, "workloads  {}", session.workloads.len())?;
    let engines: Vec<&str> = session.runtimes.iter().filter(|r| r.available()).map(|r| r.name()).collect();
    writeln!(out, "engines    {}", engines.join(", "))?;
    writeln!(out, "processes  {} in {} blocks", arms(&sure), sure.len())?;
    if all.len() > sure.len() {
        let (most_arms, percent) = (arms(&all), session.design.target.exp_m1() * 100.0);
        writeln!(out, "           up to {most_arms} where intervals are wider than {}%", three_digits(percent))?;
    }
    let about = |seconds: f64| format!("{} min {:02} s", (seconds / 60.0) as u64, (seconds % 60.0) as u64);
    writeln!(out, "measuring  about {}, at most {}", about(least), about(most * (1.0 + MOST_REPEATED)))?;
    let basis = if arms(&sure) == 0 { 0 } else { 100 * known_share / arms(&sure) };
    writeln!(out, "           {basis} % of it known from earlier records, the rest from the time a process may iterate")?;
    Ok(if sure.is_empty() { Exit::Nothing } else { Exit::Ok })
}

/// What a process is assumed to take besides iterating, where nothing is known: start, one long iteration, end.
const ASSUMED_START_NS: f64 = 6e7;

/// Wall times of whole processes by workload, engine and size, from the three newest records.
fn known_walls(folder: &Path) -> BTreeMap<(String, String, i64), Vec<f64>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "jsonl")).collect();
    paths.sort_by_key(|path| std::cmp::Reverse(path.metadata().and_then(|meta| meta.modified()).ok()));
    let mut known: BTreeMap<(String, String, i64), Vec<f64>> = BTreeMap::new();
    for record in paths.iter().take(3).filter_map(|path| Record::read(path).ok()) {
        let sizes: BTreeMap<&str, i64> = record.workloads.iter().map(|w| (w.id.as_str(), w.size)).collect();
        for row in record.invocations.iter().filter(|row| row.status == Status::Ok) {
            let size = sizes.get(row.workload.as_str()).copied().unwrap_or(0);
            known.entry((row.workload.clone(), row.engine.clone(), size)).or_default().push(row.wall_ns as f64);
        }
    }
    known
}
