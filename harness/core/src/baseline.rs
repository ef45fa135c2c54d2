//! Named baselines: a finished record kept under a name in the store's folder `baselines`, one JSON-lines file each, so that
//! they can be committed and merged like any file. Whether something may be compared with one is checked here, before
//! anything is measured; what the comparison says is in [`crate::compare`].

use crate::compare::incomparable;
use crate::error::{Error, Result};
use crate::record::SCHEMA_VERSION;
use crate::store::Record;
use std::path::{Path, PathBuf};

/// Where the baseline of a name is, whether it exists or not.
///
/// # Errors
/// A name that is not made of letters, digits, `.`, `_` and `-`, or begins with a dot.
pub fn path_of(store: &Path, name: &str) -> Result<PathBuf> {
    let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if name.is_empty() || name.starts_with('.') || !name.chars().all(fine) {
        return Err(Error::Usage(format!("`{name}` is no name of a baseline: letters, digits, `.`, `_` and `-` are allowed")));
    }
    Ok(store.join("baselines").join(format!("{name}.jsonl")))
}

/// Keeps a record under a name; the one that had it is replaced as a whole.
///
/// # Errors
/// [`Error::Usage`] for a record that is no evidence: quick, interrupted, a share, or with damaged lines.
pub fn save(store: &Path, name: &str, record: &Path) -> Result<PathBuf> {
    let to = path_of(store, name)?;
    let read = Record::read(record)?;
    let refuse = |why: &str| Err(Error::Usage(format!("{} cannot be a baseline: {why}", record.display())));
    if read.header.preset == "quick" {
        return refuse("it is of a quick run, a screening");
    }
    if read.end.is_none() {
        return refuse("its session was interrupted; `spectrum bench --resume` goes on with it");
    }
    if !read.header.partition.is_empty() {
        return refuse("it is a share; `spectrum merge` joins shares");
    }
    if let Some(warning) = read.warnings.first() {
        return refuse(warning);
    }
    let folder = to.parent().unwrap_or(store);
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let beside = to.with_extension(format!("{}.part", std::process::id()));
    std::fs::copy(record, &beside).and_then(|_| std::fs::rename(&beside, &to)).map_err(|e| Error::io(&to, e))?;
    Ok(to)
}

/// The record that a user means: a file, or the name of a baseline.
///
/// # Errors
/// [`Error::NotComparable`] when there is neither.
pub fn resolve(store: &Path, text: &str) -> Result<PathBuf> {
    let file = Path::new(text);
    if file.is_file() {
        return Ok(file.to_owned());
    }
    match path_of(store, text) {
        Ok(path) if path.is_file() => Ok(path),
        _ => Err(Error::NotComparable(format!("{text}: no such record, and no baseline of that name{}", there_are(store)))),
    }
}

/// Likewise, by name alone.
///
/// # Errors
/// [`Error::NotComparable`] when there is none.
pub fn find(store: &Path, name: &str) -> Result<PathBuf> {
    let path = path_of(store, name)?;
    if path.is_file() {
        return Ok(path);
    }
    Err(Error::NotComparable(format!("no baseline `{name}`; `spectrum bench --save-baseline {name}` makes one{}", there_are(store))))
}

fn there_are(store: &Path) -> String {
    let entries = std::fs::read_dir(store.join("baselines")).into_iter().flatten().flatten();
    let stem = |path: PathBuf| {
        path.extension().is_some_and(|e| e == "jsonl").then(|| path.file_stem().map(|s| s.to_string_lossy().into_owned()))?
    };
    let mut names: Vec<String> = entries.filter_map(|entry| stem(entry.path())).collect();
    names.sort();
    if names.is_empty() { String::new() } else { format!("\nbaselines here: {}", names.join(", ")) }
}

/// Why `new` (a record, or the plan of one) cannot be compared with `base` as a whole; empty when it can.
/// Everything is looked at: format, machine, workloads, sizes, expected results, other runtimes' executables.
pub fn mismatches(base: &Record, new: &Record) -> Vec<String> {
    let mut all: Vec<String> = older(base).into_iter().collect();
    if base.host.machine_key != new.host.machine_key {
        all.push(format!("it is from another machine: {}, not {}", base.host.machine_key, new.host.machine_key));
        return all;
    }
    for workload in &new.workloads {
        let engines = new.engines.iter().filter(|engine| engine.available);
        if !base.workloads.iter().any(|known| known.id == workload.id) {
            all.push(format!("it has no workload {}", workload.id));
        } else if let Some(why) = engines.filter_map(|engine| incomparable(base, new, &workload.id, &engine.name)).next() {
            all.push(format!("{}: {why}", workload.id));
        }
    }
    for engine in new.engines.iter().filter(|engine| engine.available) {
        match base.engine(&engine.name) {
            None => all.push(format!("it has no engine {}", engine.name)),
            Some(known) if !known.available => all.push(format!("{} was missing when it was measured", engine.name)),
            // Ours are what is in question; a runtime of others is the ground that is stood on.
            Some(known) if engine.origin != "own" && known.sha256 != engine.sha256 => {
                all.push(format!("{} is another build: `{}`, was `{}`", engine.name, engine.version, known.version));
            }
            Some(_) => {}
        }
    }
    all
}

/// Says so of a record in an older format: its fields may mean something else.
pub fn older(record: &Record) -> Option<String> {
    let version = record.header.version;
    (version < SCHEMA_VERSION).then(|| format!("it is in the older record format {version}, not {SCHEMA_VERSION}; measure it again"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{End, Engine, Header, Host, Line, SCHEMA_NAME, Workload};
    use crate::store::RecordWriter;

    fn record(change: impl Fn(&mut Record)) -> Record {
        let engine = |name: &str, origin: &str| Engine {
            name: name.into(),
            origin: origin.into(),
            available: true,
            sha256: "e".into(),
            ..Engine::default()
        };
        let mut record = Record {
            header: Header { schema: SCHEMA_NAME.into(), version: SCHEMA_VERSION, preset: "standard".into(), ..Header::default() },
            host: Host { machine_key: "m".into(), ..Host::default() },
            engines: vec![engine("ours", "own"), engine("theirs", "foreign")],
            workloads: vec![Workload { id: "g/a".into(), source_sha256: "s".into(), ..Workload::default() }],
            end: Some(End::default()),
            ..Record::default()
        };
        change(&mut record);
        record
    }

    #[test]
    fn each_mismatch_has_its_own_words() {
        let check = |change: fn(&mut Record), wanted: &[&str]| {
            let found = mismatches(&record(change), &record(|_| {}));
            assert_eq!(found.len(), wanted.len(), "{found:?}");
            for (found, part) in found.iter().zip(wanted) {
                assert!(found.contains(part), "{found}");
            }
        };
        check(|_| {}, &[]);
        check(|r| r.engines[0].sha256 = "other".into(), &[]);
        check(|r| r.host.machine_key = "n".into(), &["another machine: n, not m"]);
        check(|r| r.header.version = 0, &["older record format 0"]);
        check(|r| r.workloads[0].source_sha256 = "t".into(), &["g/a: its source changed"]);
        check(|r| r.workloads[0].size = 3, &["g/a: size 3"]);
        check(|r| r.workloads[0].expected_digest = "d".into(), &["g/a: its expected result changed"]);
        check(|r| r.workloads.clear(), &["no workload g/a"]);
        check(|r| r.engines[1].sha256 = "f".into(), &["theirs is another build"]);
        check(|r| r.engines[1].available = false, &["theirs was missing"]);
        check(|r| r.engines.truncate(1), &["no engine theirs"]);
    }

    #[test]
    fn a_name_stands_for_a_finished_record() {
        let store = tempfile::tempdir().expect("a folder");
        let path = store.path().join("r.jsonl");
        let write = |record: Record| {
            let _ = std::fs::remove_file(&path);
            let mut writer = RecordWriter::create(&path).expect("a record");
            let end = record.end.map(Line::End);
            for line in [Line::Header(record.header), Line::Host(record.host)].into_iter().chain(end) {
                writer.append(&line).expect("written");
            }
        };
        let refused = |change: fn(&mut Record), part: &str| {
            write(record(change));
            let error = save(store.path(), "main", &path).expect_err("refused").to_string();
            assert!(error.contains(part), "{error}");
        };
        refused(|r| r.header.preset = "quick".into(), "quick run");
        refused(|r| r.end = None, "was interrupted");
        refused(|r| r.header.partition = "hash:1/2".into(), "is a share");
        let text = |result: Result<PathBuf>| result.expect_err("none").to_string();
        assert!(text(find(store.path(), "main")).contains("no baseline `main`"));
        write(record(|_| {}));
        let saved = save(store.path(), "main", &path).expect("saved");
        assert_eq!(resolve(store.path(), "main").expect("found"), saved);
        assert_eq!(resolve(store.path(), &path.display().to_string()).expect("found"), path);
        assert!(text(resolve(store.path(), "mian")).contains("baselines here: main"));
        assert!(text(find(store.path(), "../x")).contains("no name of a baseline"));
    }
}
