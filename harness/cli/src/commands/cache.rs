//! `spectrum cache ls|clear|show|fill`: the bytecode that imports left beside their sources.

use crate::context::Common;
use crate::exit::Exit;
use anyhow::{Context as _, Result};
use registry::cache::{self, Entry};
use std::io::Write;
use std::path::{Path, PathBuf};

/// List, clear, show or fill in cached bytecode of imported modules
#[derive(clap::Args, Debug)]
#[command(after_long_help = "As in CPython, importing a module keeps its compiled form in `__pycache__` beside it, running a\n\
    script directly does not, and what is stale or damaged is compiled again in silence. The\n\
    bytecode VM and the JIT share the files; the tree-walker has no bytecode and no cache.\n\
    PYTHONDONTWRITEBYTECODE=1, or sys.dont_write_bytecode = True, stops writing;\n\
    PYTHONPYCACHEPREFIX=FOLDER keeps the files there, for imports and for these commands.\n\n\
    Examples:\n  spectrum cache ls\n  spectrum cache show package/module.py\n  spectrum cache clear package")]
pub struct Cache {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand, Debug)]
enum Action {
    /// Cache files in and below a folder: size, state, source
    Ls {
        /// Where to look
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Remove the cache files in and below a folder; the folders `__pycache__` go when they are empty
    Clear {
        /// Where to look
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// Compile modules ahead of their first import, as `python3 -m compileall` does
    Fill {
        /// Sources, or folders of them
        #[arg(default_value = ".")]
        paths: Vec<PathBuf>,
        /// Believe the files whatever becomes of the sources (PEP 552)
        #[arg(long)]
        unchecked: bool,
    },
    /// Header and disassembly of a cache file
    Show {
        /// The cache file, or the source it belongs to
        file: PathBuf,
    },
}

impl Cache {
    pub fn run(self, _common: &Common) -> Result<Exit> {
        match self.action {
            Action::Ls { folder } => list(&folder),
            Action::Clear { folder } => clear(&folder),
            Action::Fill { paths, unchecked } => fill(&paths, unchecked),
            Action::Show { file } => show(&file),
        }
    }
}

fn entries(folder: &Path) -> Result<Vec<Entry>> {
    cache::entries(folder).with_context(|| format!("cannot list {}", folder.display()))
}

fn list(folder: &Path) -> Result<Exit> {
    let entries = entries(folder)?;
    let mut out = std::io::stdout().lock();
    for entry in &entries {
        writeln!(out, "{:>10}  {:<32}  {}", entry.bytes, entry.state.to_string(), entry.source.display())?;
    }
    let bytes: u64 = entries.iter().map(|entry| entry.bytes).sum();
    writeln!(out, "{} cache files, {bytes} bytes, in and below {}", entries.len(), folder.display())?;
    Ok(Exit::Ok)
}

fn clear(folder: &Path) -> Result<Exit> {
    let entries = entries(folder)?;
    for entry in &entries {
        std::fs::remove_file(&entry.path).with_context(|| format!("cannot remove {}", entry.path.display()))?;
        if let Some(folder) = entry.path.parent() {
            // Fails while CPython's files, or others of ours, are in it.
            let _ = std::fs::remove_dir(folder);
        }
    }
    writeln!(std::io::stdout(), "removed {} cache files in and below {}", entries.len(), folder.display())?;
    Ok(Exit::Ok)
}

/// Every source that can be; those that cannot are named.
fn fill(paths: &[PathBuf], unchecked: bool) -> Result<Exit> {
    let (mut filled, mut exit) = (0, Exit::Ok);
    for path in paths {
        let sources = cache::sources(path).with_context(|| format!("cannot list {}", path.display()))?;
        for source in sources {
            match cache::fill(&source, unchecked) {
                Ok(()) => filled += 1,
                Err(failure) => {
                    eprint!("{}", failure.report);
                    exit = Exit::Failure;
                }
            }
        }
    }
    writeln!(std::io::stdout(), "filled in {filled} cache files")?;
    Ok(exit)
}

fn show(file: &Path) -> Result<Exit> {
    match cache::show(file) {
        Ok(text) => {
            std::io::stdout().write_all(text.as_bytes())?;
            Ok(Exit::Ok)
        }
        Err(failure) => {
            eprint!("{}", failure.report);
            Ok(Exit::Failure)
        }
    }
}
