//! What is in the bytecode cache: for people, and for `spectrum cache`. Imports themselves are the engines' business.

use crate::{Failure, FailureKind};
use bytecode::cache::{self, Miss, SourceStamp};
use std::path::{Path, PathBuf};

/// `PYTHONPYCACHEPREFIX`: the folder that holds the cache files of all sources, if it is set.
pub fn prefix() -> Option<PathBuf> {
    crate::session::variable("PYTHONPYCACHEPREFIX").map(PathBuf::from)
}

/// What a process that imports the source now would do with a cache file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Load it.
    Valid,
    /// Ignore it: there is no such source any more.
    Orphan,
    /// Compile the source instead, for this reason.
    Unusable(Miss),
}

impl std::fmt::Display for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            State::Valid => f.write_str("valid"),
            State::Orphan => f.write_str("orphan: no source"),
            State::Unusable(miss) => miss.fmt(f),
        }
    }
}

/// A cache file.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file.
    pub path: PathBuf,
    /// The source it belongs to.
    pub source: PathBuf,
    /// Bytes of the file.
    pub bytes: u64,
    /// What it is good for.
    pub state: State,
}

/// All cache files in and below a folder, by path. Symbolic links to folders are not followed.
///
/// # Errors
/// The folder itself cannot be listed; what cannot be read below it is left out.
pub fn entries(root: &Path) -> std::io::Result<Vec<Entry>> {
    let mut found = Vec::new();
    collect(root, &mut found)?;
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<Entry>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)?.flatten() {
        let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
        if kind.is_dir() {
            // A folder below that cannot be listed holds nothing for us.
            let _ = collect(&path, found);
        } else if let Some(source) = cache::source_of(&path, prefix().as_deref()) {
            let bytes = std::fs::read(&path).unwrap_or_default();
            found.push(Entry { state: state(&bytes, &source), bytes: bytes.len() as u64, path, source });
        }
    }
    Ok(())
}

/// Compiles a source file into the cache, whether or not it is there already. With `unchecked` the file is believed whatever
/// becomes of the source (PEP 552).
///
/// # Errors
/// The source cannot be read or compiled, or the cache file cannot be written.
pub fn fill(source: &Path, unchecked: bool) -> Result<(), Failure> {
    let unreadable = |error: std::io::Error| failure(format!("{}: {error}", source.display()));
    let path = source.canonicalize().map_err(unreadable)?;
    let stamp = std::fs::metadata(&path).map_err(unreadable)?;
    let stamp = if unchecked { Some(SourceStamp::UNCHECKED) } else { SourceStamp::of(&stamp) };
    let text = std::fs::read(&path).map_err(unreadable)?;
    let program = frontend::compile(&text, &path.to_string_lossy()).map_err(crate::session::syntax_failure)?;
    let module = bytecode::compile(&program).map_err(|error| failure(format!("{}: {error}", source.display())))?;
    let written = stamp.is_some_and(|stamp| cache::store(&path, prefix().as_deref(), stamp, &module));
    if written { Ok(()) } else { Err(failure(format!("{}: its cache file cannot be written", source.display()))) }
}

/// The sources in and below a folder, by path; a file is itself. Symbolic links to folders are not followed.
///
/// # Errors
/// The folder itself cannot be listed.
pub fn sources(root: &Path) -> std::io::Result<Vec<PathBuf>> {
    if !root.is_dir() {
        return Ok(vec![root.to_path_buf()]);
    }
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root)?.flatten() {
        let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
        if kind.is_dir() && entry.file_name() != cache::FOLDER {
            // A folder below that cannot be listed holds nothing for us.
            found.extend(sources(&path).unwrap_or_default());
        } else if kind.is_file() && path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn state(bytes: &[u8], source: &Path) -> State {
    let Some(stamp) = std::fs::metadata(source).ok().and_then(|m| SourceStamp::of(&m)) else { return State::Orphan };
    match cache::decode(bytes, Some(stamp)) {
        Ok(_) => State::Valid,
        Err(miss) => State::Unusable(miss),
    }
}

/// Header and disassembly of a cache file, given itself or by its source.
///
/// # Errors
/// There is none, or it cannot be used by this build.
pub fn show(path: &Path) -> Result<String, Failure> {
    let prefix = prefix();
    let known = cache::source_of(path, prefix.as_deref()).is_some();
    let file = if known { path.to_path_buf() } else { cache::file_for(path, prefix.as_deref()).unwrap_or_default() };
    let bytes = std::fs::read(&file).map_err(|e| failure(format!("no cached bytecode of {}: {}: {e}", path.display(), file.display())))?;
    let unusable = |miss: Miss| failure(format!("{}: {miss}", file.display()));
    let header = cache::header(&bytes).ok_or_else(|| unusable(Miss::NotACacheFile))?;
    let module = cache::decode(&bytes, None).map_err(unusable)?;
    let source = cache::source_of(&file, prefix.as_deref()).unwrap_or_default();
    let text = std::fs::read_to_string(&source).ok();
    let lines = [
        format!("file      {}", file.display()),
        format!("source    {} ({} bytes, modified {} ns after 1970)", source.display(), header.stamp.size, header.stamp.modified_ns),
        format!("state     {}", state(&bytes, &source)),
        format!("build     {:016x}", header.build),
        format!("payload   {} bytes, {} code objects", header.payload, module.functions.len()),
    ];
    Ok(format!("{}\n\n{}", lines.join("\n"), bytecode::disassemble(&module, text.as_deref())))
}

fn failure(message: String) -> Failure {
    Failure { kind: FailureKind::Read, report: format!("spectrum: {message}\n"), message, exit_code: 1 }
}
