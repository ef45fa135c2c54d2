//! The same code at other addresses. Where code lies in a program changes its speed by per cents (Mytkowicz et al. 2009),
//! and a build is one draw of it: what one layout makes slower is no regression of the source. A Cargo project's program is
//! relinked with its functions in another order, by the linker's `--shuffle-sections` (LLD has it); nothing is compiled
//! anew but the crate of the program itself.
//!
//! One other layout is one other draw: what it happens to favour would be found, and found again, as long as it is
//! measured. So every look has several layouts of each build, which take turns by superblock; a look compares the builds'
//! means over them, and the confirmation has others than the first look (Curtsinger and Berger: Stabilizer, ASPLOS 2013).
//!
//! The stack and the heap need nothing from here: their addresses are drawn for every process by the operating system, and
//! the size of the environment by the superblock.

use anyhow::{Context as _, Result, bail};
use harness_core::ab::{Arm, Circumstances, Stage};
use harness_core::workload::sha256_hex;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Layouts of each build that the superblocks of one look take turns with.
const PER_LOOK: usize = 4;
/// Layouts of each build in a comparison: some for the first look and the A/A lane, others for the confirmation.
pub const COPIES: usize = 2 * PER_LOOK;

/// Where the code of the builds lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Layout {
    /// As each build came out: one sample.
    #[default]
    One,
    /// Relink both builds (Cargo projects) eight times: four layouts for the first look, four others for the confirmation.
    Relink,
    /// Take copies that are there: PROGRAM.layout-1 to PROGRAM.layout-8 in both builds.
    Copies,
}

impl Layout {
    /// For people and `verdict.json`.
    pub fn words(self) -> &'static str {
        match self {
            Layout::One => "one for each build, as it was linked",
            Layout::Relink => "both builds relinked with shuffled sections, four orders for each look",
            Layout::Copies => "relinked copies, four for each look",
        }
    }
}

/// Which of its build's copies a process runs. Over sixteen superblocks every layout of the one build meets every layout
/// of the other.
pub fn copy_of(arm: Arm, circumstances: Circumstances) -> usize {
    let Circumstances { stage, superblock, .. } = circumstances;
    let turn = if arm == Arm::New { superblock + superblock / PER_LOOK } else { superblock };
    usize::from(stage == Stage::Confirmation) * PER_LOOK + turn % PER_LOOK
}

/// The name of a copy.
pub fn copy_name(program: &Path, copy: usize) -> PathBuf {
    PathBuf::from(format!("{}.layout-{}", program.display(), copy + 1))
}

/// Relinks the program of a folder once for each copy, and leaves the program itself as it was.
///
/// # Errors
/// No Cargo project, no such program in it, or a linker that cannot do it: in words for people.
pub fn relink_copies(dir: &Path, program: &Path, seed: u64, quiet: bool) -> Result<()> {
    let path = dir.join(program);
    let before = std::fs::read(&path).with_context(|| path.display().to_string())?;
    for index in 0..COPIES {
        let copy = dir.join(copy_name(program, index));
        if !quiet {
            eprintln!("relinking {}", copy.display());
        }
        let linked = relink(dir, program, seed.wrapping_add(index as u64) % u64::from(u32::MAX - 1) + 1)?;
        replace(&copy, &linked)?;
    }
    if std::fs::read(&path).ok().as_ref() != Some(&before) {
        write_program(&path, &before)?;
    }
    Ok(())
}

/// A fresh file under a name: what runs under it now goes on.
fn replace(path: &Path, from: &Path) -> Result<()> {
    let _ = std::fs::remove_file(path);
    std::fs::copy(from, path).map(|_| ()).with_context(|| path.display().to_string())
}

fn write_program(path: &Path, bytes: &[u8]) -> Result<()> {
    let permissions = std::fs::metadata(path).map(|meta| meta.permissions());
    let _ = std::fs::remove_file(path);
    std::fs::write(path, bytes).with_context(|| path.display().to_string())?;
    if let Ok(permissions) = permissions {
        std::fs::set_permissions(path, permissions)?;
    }
    Ok(())
}

/// Links the program of a Cargo project with its sections in the order that a seed gives; returns where Cargo put it.
///
/// # Errors
/// As [`relink_copies`].
pub fn relink(dir: &Path, program: &Path, seed: u64) -> Result<PathBuf> {
    cargo(dir, program, &["--", "-C", &format!("link-arg=-Wl,--shuffle-sections=.text*={seed}")])
}

/// Checks that a Cargo project as it is now builds exactly the program of this digest.
///
/// # Errors
/// It does not build, or builds another.
pub fn same_as_built(dir: &Path, program: &Path, sha256: &str) -> Result<()> {
    let made = cargo(dir, program, &[])?;
    let bytes = std::fs::read(&made).with_context(|| made.display().to_string())?;
    if sha256_hex(&bytes) != sha256 {
        bail!("the sources in {} build another program than this one", dir.display());
    }
    Ok(())
}

/// `cargo rustc` for one program; returns where Cargo put it.
fn cargo(dir: &Path, program: &Path, more: &[&str]) -> Result<PathBuf> {
    let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let package = package_of(dir, &name)?;
    let mut command = Command::new("cargo");
    command.args(["rustc", "--quiet", "--message-format=json-render-diagnostics", "--package", &package, "--bin", &name]);
    command.args(profile(program)).args(more).current_dir(dir);
    let output = command.output().context("cargo does not start")?;
    let errors = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        if errors.contains("shuffle-sections") {
            bail!("the linker of this toolchain cannot shuffle sections (LLD can: -C link-arg=-fuse-ld=lld)");
        }
        let last = errors.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("no message").trim();
        bail!("does not link: {last}");
    }
    let made = String::from_utf8_lossy(&output.stdout).lines().filter_map(|line| executable(line, &name)).next_back();
    made.with_context(|| format!("cargo made no program `{name}`"))
}

/// The package that makes a program.
fn package_of(dir: &Path, name: &str) -> Result<String> {
    let mut command = Command::new("cargo");
    command.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(dir);
    let output = command.output().context("cargo does not start")?;
    if !output.status.success() {
        bail!("{} is no Cargo project; only those can be relinked here", dir.display());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let makes = |package: &&Value| {
        let is_it =
            |target: &Value| target["name"] == name && target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k == "bin"));
        package["targets"].as_array().is_some_and(|targets| targets.iter().any(is_it))
    };
    let package = metadata["packages"].as_array().and_then(|all| all.iter().find(makes));
    let named = package.and_then(|package| package["name"].as_str()).map(str::to_owned);
    named.with_context(|| format!("{}: no package of this Cargo project makes a program `{name}`", dir.display()))
}

/// The profile that Cargo's folder of the program stands for.
fn profile(program: &Path) -> Vec<String> {
    let folder = program.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    match folder.as_deref() {
        Some("debug") => Vec::new(),
        Some("release") | None => vec!["--release".to_owned()],
        Some(other) => vec!["--profile".to_owned(), other.to_owned()],
    }
}

fn executable(line: &str, name: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    let ours = message["reason"] == "compiler-artifact" && message["target"]["name"] == name;
    ours.then(|| message["executable"].as_str().map(PathBuf::from)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn layouts_take_turns_and_meet_all_others() {
        let copies = |stage, arm, superblock| copy_of(arm, Circumstances { env_padding_bytes: 0, hash_seed: 1, stage, superblock });
        let pairs = |stage| (0..16).map(move |n| (copies(stage, Arm::Base, n), copies(stage, Arm::New, n))).collect::<BTreeSet<_>>();
        let (first, confirmation) = (pairs(Stage::Screening), pairs(Stage::Confirmation));
        assert_eq!((first.len(), confirmation.len()), (16, 16));
        assert!(first.iter().all(|&(base, new)| base < PER_LOOK && new < PER_LOOK));
        assert!(confirmation.iter().all(|&(base, new)| (PER_LOOK..COPIES).contains(&base) && (PER_LOOK..COPIES).contains(&new)));
        assert_eq!(copies(Stage::Null, Arm::Base, 2), copies(Stage::Null, Arm::Copy, 2));
    }

    #[test]
    fn a_program_is_linked_anew_with_its_functions_in_another_order() {
        let dir = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            std::fs::create_dir_all(dir.path().join("src")).expect("a folder");
            std::fs::write(dir.path().join(name), text).expect("written");
        };
        write("Cargo.toml", "[package]\nname = \"tiny\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\n");
        let functions: String =
            (0..9).map(|n| format!("#[inline(never)] fn f{n}(x: u64) -> u64 {{ std::hint::black_box(x) * {n} + 1 }}\n")).collect();
        write("src/main.rs", &format!("{functions}fn main() {{ println!(\"{{}}\", f1(f2(f3(f4(f5(f6(f7(f8(f0(7)))))))))); }}\n"));
        let program = Path::new("target/release/tiny");
        std::fs::create_dir_all(dir.path().join("target/release")).expect("a folder");
        std::fs::write(dir.path().join(program), "as it was").expect("written");
        match relink_copies(dir.path(), program, 5, true) {
            Ok(()) => {
                let read = |copy| std::fs::read(dir.path().join(copy_name(program, copy))).expect("a copy");
                assert_ne!(read(0), read(1), "the layouts are the same");
                let said = |copy| Command::new(dir.path().join(copy_name(program, copy))).output().expect("it runs").stdout;
                assert_eq!(said(0), said(COPIES - 1));
                assert_eq!(std::fs::read_to_string(dir.path().join(program)).expect("the program"), "as it was");
            }
            // Another linker than LLD says so.
            Err(error) => assert!(error.to_string().contains("cannot shuffle"), "{error}"),
        }
        let refused = relink(dir.path(), Path::new("target/release/other"), 1).expect_err("no such program").to_string();
        assert!(refused.contains("makes a program `other`"), "{refused}");
    }
}
