//! What most commands need: where the workloads, the runtimes and the records are.

use crate::output::ColorChoice;
use anyhow::{Context as _, Result};
use harness_core::archive;
use harness_core::runtimes::{Runtime, RuntimeTable, Surroundings, install_runners};
use harness_core::workload::{Catalogue, find_root};
use std::path::{Path, PathBuf};

/// Options every command takes.
#[derive(clap::Args, Clone, Debug)]
pub struct Common {
    /// Folder of the workloads [default: `workloads` here or in a folder above, else above this program; an archive has its own]
    #[arg(long, global = true, value_name = "DIR", env = "SPECTRUM_WORKLOADS", help_heading = "Common options")]
    pub workloads: Option<PathBuf>,
    /// More runtimes, in the format of harness/runtimes.toml
    #[arg(long, global = true, value_name = "FILE", env = "SPECTRUM_RUNTIMES", help_heading = "Common options")]
    pub runtimes: Option<PathBuf>,
    /// Folder for records and reports [default: `.spectrum` beside the workloads, else here]
    #[arg(long, global = true, value_name = "DIR", env = "SPECTRUM_STORE", help_heading = "Common options")]
    pub store: Option<PathBuf>,
    /// When to colour; NO_COLOR is respected
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto", help_heading = "Common options")]
    pub color: ColorChoice,
    /// The same as --color never
    #[arg(long, global = true, conflicts_with = "color", help_heading = "Common options")]
    pub no_color: bool,
    /// No progress on stderr
    #[arg(short, long, global = true, help_heading = "Common options")]
    pub quiet: bool,
    /// More about errors
    #[arg(short, long, global = true, help_heading = "Common options")]
    pub verbose: bool,
}

/// The folder this program is in: of an archive, or below the source tree that it was built in. That tree's path is not
/// compiled in: builds of the same sources are to be the same program, wherever they were made.
fn program_folder() -> Result<PathBuf> {
    let program = std::env::current_exe().context("this program's own path")?;
    Ok(program.parent().unwrap_or(Path::new("/")).to_owned())
}

impl Common {
    /// The folder of the workloads.
    pub fn workloads_root(&self) -> Result<PathBuf> {
        if let Some(dir) = &self.workloads {
            return Ok(dir.clone());
        }
        if let Some(packed) = Self::archive()?.map(|dir| dir.join(archive::WORKLOADS)).filter(|dir| dir.is_dir()) {
            return Ok(packed);
        }
        let here = std::env::current_dir().context("the current directory")?;
        let none = || {
            let message = "no `workloads` folder here or above, nor above this program; name one with --workloads DIR";
            harness_core::Error::Usage(message.to_owned())
        };
        Ok(find_root(&here).or_else(|| find_root(&program_folder().ok()?)).ok_or_else(none)?)
    }

    /// The archive that this program is in, checked.
    fn archive() -> Result<Option<PathBuf>> {
        let folder = program_folder()?;
        Ok(archive::check(&folder)?.map(|_| folder))
    }

    /// The workloads, with complaints about unreadable ones printed on stderr.
    pub fn catalogue(&self) -> Result<Catalogue> {
        let catalogue = Catalogue::load(&self.workloads_root()?)?;
        for problem in &catalogue.problems {
            eprintln!("error: workload {} is left out: {}", problem.id, problem.message);
        }
        Ok(catalogue)
    }

    /// The folder of records and reports.
    pub fn store(&self) -> Result<PathBuf> {
        if let Some(dir) = &self.store {
            return Ok(dir.clone());
        }
        let here = std::env::current_dir().context("the current directory")?;
        let beside = here.ancestors().find(|dir| dir.join("workloads").is_dir()).unwrap_or(&here);
        // A relative path reads better where it is one.
        Ok(if beside == here { PathBuf::from(".spectrum") } else { beside.join(".spectrum") })
    }

    /// The chosen runtimes, found or missing; without a choice the default ones, or `all`.
    pub fn runtimes(&self, choices: &[String], all: bool) -> Result<Vec<Runtime>> {
        self.runtimes_of(std::env::current_exe().context("this program's own path")?, choices, all)
    }

    /// Likewise, with our own engines hosted by another build of this program.
    pub fn runtimes_of(&self, program: PathBuf, choices: &[String], all: bool) -> Result<Vec<Runtime>> {
        let store = self.store()?;
        let builds = store.join("builds");
        let around = Surroundings {
            program,
            runners: install_runners(&store.join("runners"))?,
            builds: std::path::absolute(&builds).context("the folder of built programs")?,
            search_path: std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default(),
        };
        let packed = Self::archive()?.map(|dir| dir.join(archive::RUNTIMES)).filter(|file| file.is_file());
        Ok(RuntimeTable::read(self.runtimes.as_deref().or(packed.as_deref()))?.find(choices, all, &around)?)
    }

    /// True when stdout is to be coloured.
    pub fn coloured(&self) -> bool {
        !self.no_color && self.color.on_stdout()
    }
}
