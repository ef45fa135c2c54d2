//! Copies of workloads under paths of one length: a path is a string of the program, and so part of what it allocates.

use anyhow::{Context as _, Result};
use harness_core::workload::Workload;
use std::path::{Path, PathBuf};

/// Where the copies are; removed with it.
pub struct Stage {
    folder: PathBuf,
}

impl Stage {
    /// An empty folder of this process.
    pub fn new() -> Result<Stage> {
        // Not the user's TMPDIR, which may be of any length.
        let folder = PathBuf::from(format!("/tmp/spectrum-counters-{:010}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        Ok(Stage { folder })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Copies the files of a workload.
    pub fn copy(&self, workload: &Workload) -> Result<()> {
        let from = workload.main.parent().context("a workload has a folder")?;
        copy_folder(from, &self.folder.join(&workload.id)).with_context(|| from.display().to_string())
    }

    /// Where a workload's program is here.
    pub fn main(&self, workload: &Workload) -> PathBuf {
        self.folder.join(&workload.id).join(workload.main.file_name().unwrap_or_default())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Files and folders, without what earlier runs have compiled.
fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            if name != "__pycache__" {
                copy_folder(&path, &to.join(name))?;
            }
        } else {
            std::fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}
