//! The folders that the campaign's comparisons are of: copies of this program, relinked ones, and how much extra work is
//! planted beside them. Paths of both sides are of the same length.

use super::log::Header;
use super::{CASES, Kind};
use crate::commands::ab::layout::{self, COPIES, Layout};
use anyhow::{Context as _, Result};
use harness_core::process::{Interrupt, Launch, Limits, supervise};
use harness_core::workload::sha256_hex;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha12Rng;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

const PROGRAM: &str = include_str!("../sentinel.py");
/// Where the program learns of extra work.
const PLANTED: &str = "int(extra.read())";
/// What a process is meant to work, beside its start.
const WORK_NS: f64 = 12e6;
/// More units than any engine does in [`WORK_NS`].
const MOST_UNITS: u64 = 20_000_000;
/// Fresh layouts that one comparison needs: two builds, so many copies each.
const DRAWN: usize = 2 * COPIES;

/// Everything on disk.
pub struct Builds {
    folder: PathBuf,
    /// SHA-256 of this program.
    pub sha256: String,
    /// Relinked copies of it; empty when there are none to be had.
    relinked: Vec<PathBuf>,
    /// What N1 varies, for people.
    pub n1: String,
}

impl Builds {
    /// Copies this program and relinks it `layouts` times where its source tree builds it.
    pub fn prepare(folder: &Path, layouts: u32, quiet: bool) -> Result<Builds> {
        let program = std::env::current_exe().context("this program's own path")?;
        let bytes = std::fs::read(&program).with_context(|| program.display().to_string())?;
        let sha256 = sha256_hex(&bytes);
        for side in ["file-a", "file-b"] {
            let path = folder.join(side);
            if std::fs::read(&path).ok().as_ref() != Some(&bytes) {
                // A fresh file: the old one may be running.
                let _ = std::fs::remove_file(&path);
                std::fs::copy(&program, &path).with_context(|| path.display().to_string())?;
            }
        }
        let (relinked, n1) = match relinked(folder, &program, &sha256, layouts, quiet) {
            Ok(relinked) => {
                let words = format!("{} relinked layouts of the same code, fresh ones for both sides of each look", relinked.len());
                (relinked, words)
            }
            Err(error) => {
                let words = format!("not relinked ({error}); what is varied is the length of the new build's path and so its stack");
                (Vec::new(), words)
            }
        };
        Ok(Builds { folder: folder.to_owned(), sha256, relinked, n1 })
    }

    /// A copy of this program: the original may be built anew while the campaign runs.
    pub fn program(&self) -> PathBuf {
        self.folder.join("file-a")
    }

    /// The `--layout` of a comparison.
    pub fn layout(&self, kind: Kind) -> &'static str {
        if kind == Kind::N1 && !self.relinked.is_empty() { "copies" } else { "one" }
    }

    /// The file of a case.
    pub fn case(&self, case: &str) -> PathBuf {
        self.folder.join("cases").join(case)
    }

    /// Writes the cases, each with its amount of work.
    pub fn set_work(&self, header: &Header) -> Result<()> {
        std::fs::create_dir_all(self.folder.join("cases"))?;
        for (case, work) in &header.work {
            std::fs::write(self.case(case), work.units.to_string())?;
        }
        // By kind and row: how many millionths of the work make the planted share of the whole process's time.
        for kind in Kind::ALL {
            for (case, work) in &header.work {
                let millionths = kind.planted().map_or(0.0, |percent| percent / 100.0 / work.share * 1e6);
                std::fs::write(self.folder.join(format!("extra-{kind:?}-{case}")), format!("{millionths:07.0}"))?;
            }
        }
        Ok(())
    }

    /// Puts the two sides of a comparison into the folders of a lane; `slow` is the case that a slowdown is planted in.
    pub fn place(&self, kind: Kind, slow: &str, lane: usize, rng: &mut ChaCha12Rng) -> Result<[PathBuf; 2]> {
        let long = if kind == Kind::N1 && self.relinked.is_empty() { "b-behind-a-path-of-another-length-0123456789" } else { "b" };
        let sides = ["a", long].map(|side| self.folder.join(format!("lane-{lane}")).join(side));
        let mut layouts: Vec<&PathBuf> = self.relinked.iter().collect();
        layouts.shuffle(rng);
        for (index, side) in sides.iter().enumerate() {
            if side.exists() {
                std::fs::remove_dir_all(side)?;
            }
            std::fs::create_dir_all(side)?;
            std::fs::write(side.join("program.py"), program(kind, slow))?;
            let planted = if index == 1 { format!("extra-{kind:?}-{slow}") } else { format!("extra-N0-{slow}") };
            std::fs::copy(self.folder.join(planted), side.join("extra"))?;
            std::fs::hard_link(self.folder.join(["file-a", "file-b"][index]), side.join("spectrum"))?;
            if self.layout(kind) == "copies" {
                for copy in 0..COPIES {
                    let name = layout::copy_name(Path::new("spectrum"), copy);
                    std::fs::hard_link(layouts[(index * COPIES + copy) % layouts.len()], side.join(name))?;
                }
            }
        }
        Ok(sides)
    }

    /// How many units of each case are [`WORK_NS`], and which share of the whole process that is: the least of several
    /// processes each, since what disturbs a process only ever adds to it. None when interrupted.
    pub fn calibrate(&self, core: Option<usize>, interrupt: &Interrupt) -> Result<Option<BTreeMap<String, super::log::Work>>> {
        let dir = self.folder.join("calibration");
        std::fs::create_dir_all(&dir)?;
        std::fs::write(dir.join("program.py"), PROGRAM)?;
        std::fs::write(dir.join("extra"), "0000000")?;
        let least = |case: &str, units: u64| -> Result<Option<f64>> {
            std::fs::write(dir.join(case), units.to_string())?;
            let mut least = f64::INFINITY;
            for _ in 0..15 {
                let words = ["run", "--engine", "bytecode-vm", "program.py", case].map(str::to_owned);
                let command: Vec<String> = [self.program().display().to_string()].into_iter().chain(words).collect();
                let env = BTreeMap::from([("PATH".to_owned(), "/usr/bin:/bin".to_owned())]);
                let launch = Launch {
                    command: &command,
                    env: &env,
                    dir: Some(&dir),
                    stdin: "",
                    limits: Limits::of_time(Duration::from_secs(20)),
                    core,
                };
                let done = supervise(&launch, interrupt).context("a copy of this program")?;
                if interrupt.signal().is_some() {
                    return Ok(None);
                }
                if done.code != Some(0) {
                    anyhow::bail!("calibration on {case}: {}", done.last_words());
                }
                least = least.min(done.wall_ns() as f64);
            }
            Ok(Some(least))
        };
        let mut work = BTreeMap::new();
        for case in CASES {
            let Some(start) = least(case, 1)? else { return Ok(None) };
            let (mut trial, mut longer) = (50_000, 0.0);
            // Enough work to be told from the start of a process.
            while longer < 4.0 * start && trial < MOST_UNITS {
                trial *= 2;
                let Some(time) = least(case, trial)? else { return Ok(None) };
                longer = time;
            }
            let each = ((longer - start) / (trial - 1) as f64).max(WORK_NS / MOST_UNITS as f64);
            let units = (WORK_NS / each) as u64;
            let Some(whole) = least(case, units)? else { return Ok(None) };
            work.insert(
                case.to_owned(),
                super::log::Work { units, whole_ns: whole as u64, share: ((whole - start) / whole).clamp(0.5, 1.0) },
            );
        }
        Ok(Some(work))
    }
}

/// The suite's program; a slowdown is planted in one case of it only.
fn program(kind: Kind, slow: &str) -> String {
    match kind.planted() {
        None => PROGRAM.to_owned(),
        Some(_) => PROGRAM.replace(PLANTED, &format!("{PLANTED} * sys.argv[1].endswith(\"{slow}\")")),
    }
}

/// Relinked copies of this program, made where they are not there yet.
///
/// # Errors
/// No source tree here, it builds another program than this one, or a linker that cannot shuffle: in words for people.
fn relinked(folder: &Path, program: &Path, sha256: &str, layouts: u32, quiet: bool) -> Result<Vec<PathBuf>> {
    if (layouts as usize) < DRAWN {
        anyhow::bail!("--layouts {layouts}: a comparison draws {DRAWN}");
    }
    let place = folder.join(format!("layouts-{}", &sha256[..12]));
    let copies: Vec<PathBuf> = (1..=layouts).map(|n| place.join(format!("layout-{n}"))).collect();
    if copies.iter().all(|copy| copy.is_file()) {
        return Ok(copies);
    }
    // Built from these sources as they are now, or the copies would be of another program.
    let here = std::env::current_dir().context("the current directory")?;
    let is_ours = |dir: &&Path| dir.join("harness/cli/Cargo.toml").is_file();
    let above = [here.as_path(), program].into_iter().find_map(|start| start.ancestors().find(is_ours));
    let tree = above.context("no source tree of this program here, or above the program")?;
    let profile = program.parent().and_then(Path::file_name).unwrap_or_default();
    let name = Path::new(profile).join(program.file_name().unwrap_or_default());
    layout::same_as_built(tree, &name, sha256)?;
    std::fs::create_dir_all(&place)?;
    for (n, copy) in (1..).zip(&copies) {
        if !quiet {
            eprintln!("relinking this program: layout {n} of {layouts} ({})", Layout::Relink.words());
        }
        let made = layout::relink(tree, &name, n)?;
        let beside = copy.with_extension("part");
        std::fs::copy(&made, &beside)?;
        std::fs::rename(&beside, copy)?;
    }
    layout::same_as_built(tree, &name, sha256)?;
    Ok(copies)
}
