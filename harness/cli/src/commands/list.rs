//! `spectrum list`: workloads and engines, in a stable order.

use crate::context::Common;
use crate::exit::Exit;
use crate::output::{Grid, Tone};
use anyhow::Result;
use harness_core::runtimes::Runtime;
use harness_core::workload::{Catalogue, SIZE_NAMES};
use std::io::Write;

/// List workloads and engines, missing ones included
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:\n  spectrum list\n  spectrum list --only engines\n  spectrum list --json | jq '.workloads[].id'")]
pub struct List {
    /// Only one of the two lists
    #[arg(long, value_enum, value_name = "WHAT")]
    only: Option<Which>,
    /// As one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Workloads,
    Engines,
}

impl List {
    pub fn run(self, common: &Common) -> Result<Exit> {
        let wants = |which| self.only.is_none_or(|only| only == which);
        let catalogue = if wants(Which::Workloads) { common.catalogue()? } else { Catalogue::default() };
        let runtimes = if wants(Which::Engines) { common.runtimes(&[], true)? } else { Vec::new() };
        let mut out = std::io::stdout().lock();
        if self.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&json(&catalogue, &runtimes))?)?;
        } else {
            if wants(Which::Workloads) {
                writeln!(out, "{}", workloads(&catalogue, common.coloured()))?;
            }
            if wants(Which::Engines) {
                write!(out, "{}", engines(&runtimes, common.coloured()))?;
            }
        }
        Ok(if catalogue.problems.is_empty() { Exit::Ok } else { Exit::Failure })
    }
}

fn workloads(catalogue: &Catalogue, coloured: bool) -> Grid {
    let mut grid = Grid::new(&["workload", "title", "smoke", "small", "default", "large"], coloured);
    grid.words(1);
    for workload in &catalogue.workloads {
        let sizes = SIZE_NAMES.map(|name| workload.sizes.get(name).map_or("-".to_owned(), |s| s.argument.to_string()));
        let names = [workload.id.clone(), workload.title.clone()];
        grid.row(names.into_iter().chain(sizes).map(|text| (text, Tone::Plain)));
    }
    grid
}

fn engines(runtimes: &[Runtime], coloured: bool) -> Grid {
    let mut grid = Grid::new(&["engine", "strategy", "language", "origin", "version"], coloured);
    for column in 1..5 {
        grid.words(column);
    }
    for runtime in runtimes {
        let receipt = &runtime.receipt;
        let (version, tone) =
            if receipt.available { (receipt.version.clone(), Tone::Plain) } else { (format!("missing: {}", receipt.hint), Tone::Faint) };
        let plain = [&receipt.name, &receipt.strategy, &receipt.language, &receipt.origin].map(|text| (text.clone(), Tone::Plain));
        grid.row(plain.into_iter().chain([(version, tone)]));
    }
    grid
}

fn json(catalogue: &Catalogue, runtimes: &[Runtime]) -> serde_json::Value {
    let workloads: Vec<serde_json::Value> = catalogue
        .workloads
        .iter()
        .map(|w| {
            let sizes: serde_json::Map<String, serde_json::Value> =
                w.sizes.iter().map(|(name, size)| (name.clone(), size.argument.into())).collect();
            serde_json::json!({
                "id": w.id, "group": w.group, "title": w.title, "stresses": w.stresses, "sizes": sizes,
                "time_limit_s": w.time_limit.as_secs_f64(), "opt_out": w.opt_out, "source_sha256": w.source_sha256, "ports": w.ports,
                "path": w.main,
            })
        })
        .collect();
    let problems: Vec<serde_json::Value> =
        catalogue.problems.iter().map(|problem| serde_json::json!({ "id": problem.id, "message": problem.message })).collect();
    let engines: Vec<&harness_core::record::Engine> = runtimes.iter().map(|runtime| &runtime.receipt).collect();
    serde_json::json!({ "workloads": workloads, "problems": problems, "engines": engines })
}
