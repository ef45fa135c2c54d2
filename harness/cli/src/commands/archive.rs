//! `spectrum archive DIR`: this program and what it measures in one folder, for other machines.

use crate::context::Common;
use crate::exit::Exit;
use anyhow::{Context as _, Result};
use harness_core::archive::{PROGRAM, RUNTIMES, WORKLOADS, check, pack};
use harness_core::error::Error;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// Pack this program, the workloads and their expected results into one folder that other machines measure from
#[derive(clap::Args, Debug)]
#[command(
    after_long_help = "Every file is listed with its SHA-256 in DIR/archive.json. The program in the folder measures the workloads beside it\n\
    and refuses to when anything there is changed, missing or added (exit 7). `tar c DIR` makes one file of it.\n\n\
    Examples:\n  spectrum archive packed numeric\n  \
    packed/spectrum bench --partition hash:1/3 --seed 1 -o share-1.jsonl    on each machine, then: spectrum merge share-*\n  \
    spectrum archive packed --with tiny --with lib --with bench             an interpreter of yours and its programs\n  \
    spectrum ab --base-dir packed-old --new-dir packed --run './tiny {case}' packed/bench/*\n  \
    spectrum archive --check packed\n\n\
    Exit codes: 0 packed, or as it was packed, 2 usage, 4 nothing selected, 7 not what was packed."
)]
pub struct Archive {
    /// The folder: a new one, or with --check one that is there
    dir: PathBuf,
    /// Workloads: ids, groups or regular expressions [default: all, or none with --with]
    filters: Vec<String>,
    /// A file or folder of yours, under the same path below the current directory; repeatable
    #[arg(long, value_name = "PATH")]
    with: Vec<PathBuf>,
    /// Only check a folder against its list
    #[arg(long, conflicts_with_all = ["filters", "with"])]
    check: bool,
}

impl Archive {
    pub fn run(self, common: &Common) -> Result<Exit> {
        let mut out = std::io::stdout().lock();
        let shown = self.dir.display();
        if self.check {
            let Some(manifest) = check(&self.dir)? else {
                return Err(Error::NotComparable(format!("{shown} is no archive")).into());
            };
            writeln!(out, "{shown}: {} files as they were packed, sha256 {}", manifest.files.len(), manifest.sha256)?;
            return Ok(Exit::Ok);
        }
        let mut entries = vec![(std::env::current_exe().context("this program's own path")?, PathBuf::from(PROGRAM))];
        let mut packed = 0;
        if self.with.is_empty() || !self.filters.is_empty() {
            let (catalogue, root) = (common.catalogue()?, Path::new(WORKLOADS));
            for workload in catalogue.select(&self.filters)? {
                let folder = workload.main.parent().unwrap_or(Path::new("")).to_owned();
                entries.push((folder, root.join(&workload.id)));
                packed += 1;
            }
            if packed == 0 {
                eprintln!("error: there are no workloads to pack");
                return Ok(Exit::Nothing);
            }
        }
        if let Some(runtimes) = &common.runtimes {
            entries.push((runtimes.clone(), PathBuf::from(RUNTIMES)));
        }
        for path in &self.with {
            if path.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
                return Err(Error::Usage(format!("--with {}: a path below the current directory is needed", path.display())).into());
            }
            let path: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
            std::fs::metadata(&path).with_context(|| format!("--with {}", path.display()))?;
            entries.push((path.clone(), path));
        }
        let manifest = pack(&self.dir, &entries)?;
        writeln!(out, "{shown}: {packed} workloads, {} files, sha256 {}", manifest.files.len(), manifest.sha256)?;
        if packed > 0 {
            writeln!(out, "measure from it: {} bench", self.dir.join(PROGRAM).display())?;
        }
        Ok(Exit::Ok)
    }
}
