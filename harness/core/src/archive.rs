//! An archive: a folder that holds a program, what it measures, and the SHA-256 of every file, so that all machines of a
//! campaign measure the same bytes. It is carried as any folder is (`tar`, `rsync`, an artifact of a CI service); whoever
//! uses it checks it first, and a file that is changed, missing or added is refused by name.
//!
//! What runtimes of others are on a machine is no part of it: their executables' hashes stand in every record, and `merge`
//! refuses shares that differ in them.

use crate::error::{Error, Result};
use crate::workload::sha256_hex;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The list of files in an archive.
pub const MANIFEST: &str = "archive.json";
/// This program in an archive.
pub const PROGRAM: &str = "spectrum";
/// The workloads in an archive.
pub const WORKLOADS: &str = "workloads";
/// More runtimes than the built-in ones, in an archive.
pub const RUNTIMES: &str = "runtimes.toml";

const SCHEMA: (&str, u32) = ("spectrum-archive", 1);
/// What programs leave behind beside their sources.
const LEFT_BEHIND: &str = "__pycache__";

/// What an archive holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    schema: String,
    version: u32,
    /// Version of the tool that packed it.
    pub tool: String,
    /// Processor and operating system that the programs are for.
    pub platform: String,
    /// SHA-256 over all the files' names and hashes: the archive's own.
    pub sha256: String,
    /// SHA-256 of each file, by its path with `/`.
    pub files: BTreeMap<String, String>,
}

/// Processor and operating system of this program.
fn platform() -> String {
    format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS)
}

fn digest(files: &BTreeMap<String, String>) -> String {
    let lines: String = files.iter().map(|(path, sha256)| format!("{sha256}  {path}\n")).collect();
    sha256_hex(lines.as_bytes())
}

/// Packs files and folders, each with the path it is to have, into a new folder.
///
/// # Errors
/// [`Error::Usage`] when the folder is there already or two entries want one path; a file that cannot be read or written.
/// Nothing is left behind then.
pub fn pack(to: &Path, entries: &[(PathBuf, PathBuf)]) -> Result<Manifest> {
    if to.exists() {
        return Err(Error::Usage(format!("{} is there already; an archive goes into a new folder", to.display())));
    }
    let name = to.file_name().unwrap_or_default().to_string_lossy();
    let beside = to.with_file_name(format!(".{name}.{}", std::process::id()));
    let packed = pack_into(&beside, entries).and_then(|manifest| {
        std::fs::rename(&beside, to).map_err(|e| Error::io(to, e))?;
        Ok(manifest)
    });
    if packed.is_err() {
        // What is left is a folder nobody knows of.
        let _ = std::fs::remove_dir_all(&beside);
    }
    packed
}

fn pack_into(to: &Path, entries: &[(PathBuf, PathBuf)]) -> Result<Manifest> {
    let mut files = BTreeMap::new();
    let mut left: Vec<(PathBuf, PathBuf)> = entries.to_vec();
    while let Some((from, path)) = left.pop() {
        let io = |error| Error::io(&from, error);
        if from.is_dir() {
            for entry in std::fs::read_dir(&from).map_err(io)? {
                let name = entry.map_err(io)?.file_name();
                if name != LEFT_BEHIND {
                    left.push((from.join(&name), path.join(&name)));
                }
            }
            continue;
        }
        let bytes = std::fs::read(&from).map_err(io)?;
        let target = to.join(&path);
        let folder = target.parent().unwrap_or(to);
        std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        // Copied with its permissions, then hashed as it was read: a file that changes meanwhile is found by the first check.
        std::fs::copy(&from, &target).map_err(|e| Error::io(&target, e))?;
        if files.insert(path.to_string_lossy().into_owned(), sha256_hex(&bytes)).is_some() {
            return Err(Error::Usage(format!("{} would be in the archive twice", path.display())));
        }
    }
    let tool = env!("CARGO_PKG_VERSION").to_owned();
    let (schema, version) = (SCHEMA.0.to_owned(), SCHEMA.1);
    let manifest = Manifest { schema, version, tool, platform: platform(), sha256: digest(&files), files };
    let path = to.join(MANIFEST);
    let text = serde_json::to_string_pretty(&manifest).map_err(|e| Error::file(&path, e.to_string()))?;
    std::fs::write(&path, text + "\n").map_err(|e| Error::io(&path, e))?;
    Ok(manifest)
}

/// Reads the manifest of a folder and checks every file against it; None when the folder is no archive.
///
/// # Errors
/// [`Error::NotComparable`] for files that are changed or missing, files among the workloads that were not packed, a
/// manifest that does not fit itself, an archive for another platform or by a newer version.
pub fn check(folder: &Path) -> Result<Option<Manifest>> {
    let path = folder.join(MANIFEST);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::io(&path, error)),
    };
    let refuse = |why: String| Err(Error::NotComparable(format!("archive {}: {why}", folder.display())));
    let manifest: Manifest = match serde_json::from_str(&text) {
        Ok(manifest) => manifest,
        Err(error) => return refuse(format!("{MANIFEST} is none: {error}")),
    };
    if manifest.schema != SCHEMA.0 || manifest.version > SCHEMA.1 {
        return refuse(format!("{MANIFEST} is {} {}, this program reads {} {}", manifest.schema, manifest.version, SCHEMA.0, SCHEMA.1));
    }
    if manifest.platform != platform() {
        return refuse(format!("it is for {}, this is {}", manifest.platform, platform()));
    }
    if manifest.sha256 != digest(&manifest.files) {
        return refuse(format!("the hash in {MANIFEST} is not that of its files"));
    }
    for (name, sha256) in &manifest.files {
        match std::fs::read(folder.join(name)) {
            Ok(bytes) if sha256_hex(&bytes) == *sha256 => {}
            Ok(_) => return refuse(format!("{name} is not the file that was packed")),
            Err(error) => return refuse(format!("{name} cannot be read: {error}")),
        }
    }
    match stranger(folder, Path::new(WORKLOADS), &manifest) {
        Some(name) => refuse(format!("{} was not packed", name.display())),
        None => Ok(Some(manifest)),
    }
}

/// A file below `path` that is not in the manifest.
fn stranger(folder: &Path, path: &Path, manifest: &Manifest) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder.join(path)).into_iter().flatten().flatten();
    let mut inside = entries.filter(|entry| entry.file_name() != LEFT_BEHIND).map(|entry| path.join(entry.file_name()));
    inside.find_map(|path| match folder.join(&path).is_dir() {
        true => stranger(folder, &path, manifest),
        false => (!manifest.files.contains_key(&*path.to_string_lossy())).then_some(path),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_what_was_packed_or_is_refused() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = |name: &str| dir.path().join(name);
        std::fs::create_dir_all(path("group/one/__pycache__")).expect("made");
        for (name, text) in [("tool", "a program"), ("group/one/main.py", "print(1)\n"), ("group/one/__pycache__/x", "left")] {
            std::fs::write(path(name), text).expect("written");
        }
        let archive = path("packed");
        let entries = [(path("tool"), PROGRAM.into()), (path("group"), Path::new(WORKLOADS).join("group"))];
        let manifest = pack(&archive, &entries).expect("packed");
        assert_eq!(manifest.files.keys().collect::<Vec<_>>(), ["spectrum", "workloads/group/one/main.py"]);
        assert_eq!(check(&archive).expect("whole"), Some(manifest));
        assert_eq!(check(&path("group")).expect("none"), None);
        assert!(pack(&archive, &entries).expect_err("there already").to_string().contains("is there already"));
        let twice = [entries[0].clone(), entries[0].clone()];
        assert!(pack(&path("other"), &twice).expect_err("twice").to_string().contains("twice"));
        assert!(!path("other").exists());

        let refused = |name: &str, text: Option<&str>, part: &str| {
            let (file, before) = (archive.join(name), std::fs::read(archive.join(name)).ok());
            text.map_or_else(|| std::fs::remove_file(&file), |text| std::fs::write(&file, text)).expect("changed");
            let error = check(&archive).expect_err(name).to_string();
            assert!(error.contains(part), "{error}");
            before.map_or_else(|| std::fs::remove_file(&file), |before| std::fs::write(&file, before)).expect("put back");
        };
        refused("spectrum", Some("another"), "spectrum is not the file that was packed");
        refused("workloads/group/one/main.py", None, "main.py cannot be read");
        refused("workloads/group/new.py", Some(""), "workloads/group/new.py was not packed");
        refused(MANIFEST, Some("{}"), "is none");
        let text = std::fs::read_to_string(archive.join(MANIFEST)).expect("a manifest");
        for (from, to, part) in [
            ("spectrum-archive", "other", "archive.json is other 1"),
            ("\"version\": 1", "\"version\": 9", "is spectrum-archive 9"),
            (&*platform(), "z80-cpm", "it is for z80-cpm"),
            ("workloads/group/one/", "workloads/group/two/", "is not that of its files"),
        ] {
            refused(MANIFEST, Some(&text.replace(from, to)), part);
        }
        assert!(check(&archive).expect("whole again").is_some());
    }
}
