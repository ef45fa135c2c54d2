//! The bytecode cache: the compiled form of an *imported* module, kept on disk as CPython keeps `.pyc` files.
//!
//! CPython's rules: the file stands in `__pycache__` beside the source and is valid for one modification time and size
//! of the source; a main script is not cached; what is stale, truncated, of another build or damaged is recompiled in
//! silence; a folder that cannot be written is no error; `PYTHONPYCACHEPREFIX` names another place. A file is replaced as a whole (written beside, then renamed),
//! so that readers never see half of one.
//!
//! What a reader may rely on: the digest tells damage from what was written, and what passes it is verified
//! ([`crate::verify`]) like fresh code. The digest is no signature: who may write the cache may write the source too.

mod encoding;
pub(crate) mod flat;

pub use encoding::{Header, Miss, decode, encode, header};

use std::fs::Metadata;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::UNIX_EPOCH;

/// Folder of cache files, beside the sources.
pub const FOLDER: &str = "__pycache__";
/// How the names of cache files end; CPython's end with `.cpython-311.pyc`.
pub const SUFFIX: &str = ".spectrum.bytecode";

/// What a cache file is valid for: one state of its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceStamp {
    /// Modification time, nanoseconds since 1970.
    pub modified_ns: i64,
    /// Bytes.
    pub size: u64,
}

impl SourceStamp {
    /// Valid for every state of the source: whoever wrote the file answers for it (PEP 552's unchecked files).
    pub const UNCHECKED: SourceStamp = SourceStamp { modified_ns: i64::MIN, size: u64::MAX };

    /// The stamp of a file; `None` when the file system knows no modification time.
    pub fn of(metadata: &Metadata) -> Option<SourceStamp> {
        let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(SourceStamp { modified_ns: i64::try_from(since.as_nanos()).ok()?, size: metadata.len() })
    }
}

/// Where the compiled form of a source file is kept: beside it, or below `prefix` in the image of its folder
/// (CPython's `PYTHONPYCACHEPREFIX`). `None` for a path without a file name.
pub fn file_for(source: &Path, prefix: Option<&Path>) -> Option<PathBuf> {
    let mut name = source.file_stem()?.to_os_string();
    name.push(SUFFIX);
    let folder = source.parent().unwrap_or(Path::new(""));
    let Some(prefix) = prefix else { return Some(folder.join(FOLDER).join(name)) };
    let folder = std::path::absolute(source).ok()?.parent()?.to_path_buf();
    Some(prefix.join(folder.strip_prefix("/").unwrap_or(&folder)).join(name))
}

/// The source of a cache file: the inverse of [`file_for`].
pub fn source_of(file: &Path, prefix: Option<&Path>) -> Option<PathBuf> {
    let stem = file.file_name()?.to_str()?.strip_suffix(SUFFIX)?;
    let folder = file.parent()?;
    let name = format!("{stem}.py");
    if let Some(prefix) = prefix {
        let (folder, prefix) = (std::path::absolute(folder).ok()?, std::path::absolute(prefix).ok()?);
        return Some(Path::new("/").join(folder.strip_prefix(prefix).ok()?).join(name));
    }
    if folder.file_name()? != FOLDER {
        return None;
    }
    Some(folder.parent()?.join(name))
}

/// The cached module of `source`, if there is a valid one for this state of it.
pub fn load(source: &Path, prefix: Option<&Path>, stamp: SourceStamp) -> Option<crate::Module> {
    let bytes = std::fs::read(file_for(source, prefix)?).ok()?;
    let mut module = decode(&bytes, Some(stamp)).ok()?;
    // The folder may have moved since.
    module.path = source.to_string_lossy().into_owned();
    Some(module)
}

/// Keeps a compiled module for the next process. Failing to is no error; the answer says whether it was written.
pub fn store(source: &Path, prefix: Option<&Path>, stamp: SourceStamp, module: &crate::Module) -> bool {
    let Some(target) = file_for(source, prefix) else { return false };
    let Ok(bytes) = encode(module, stamp) else { return false };
    write_whole(&target, &bytes).is_ok()
}

/// Writes beside the target and renames: concurrent writers each put a whole file, the last one stays.
fn write_whole(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let folder = target.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let temporary = target.with_extension(format!("{}-{number}.tmp", std::process::id()));
    let outcome =
        std::fs::File::create_new(&temporary).and_then(|mut file| file.write_all(bytes)).and_then(|()| std::fs::rename(&temporary, target));
    if outcome.is_err() {
        // Best effort: the error that counts is the one above.
        let _ = std::fs::remove_file(&temporary);
    }
    outcome
}
