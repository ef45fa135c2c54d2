//! Record files: written line by line, read leniently.
//!
//! A line is on its way to the disk as soon as its invocation has ended, so that a crash or an interrupt loses at most
//! the sample being taken. A reader uses every good line and names the bad ones; it refuses only what a newer version
//! wrote, because fields may have changed their meaning.
//!
//! A store is a folder of such files, one for each session: any number of processes write into it at once, each its own file
//! under a name that no other has. A file has one writer, who holds a lock on it that ends with the process, however it ends.

use crate::error::{Error, Result};
use crate::record::{
    Build, ColdStart, End, Engine, Header, Host, Invocation, Line, Listing, PerfCounters, Resume, SCHEMA_NAME, SCHEMA_VERSION, Status,
    Workload,
};
use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// An open record being appended to.
#[derive(Debug)]
pub struct RecordWriter {
    file: File,
    path: PathBuf,
    /// Bytes of whole lines.
    length: u64,
}

impl RecordWriter {
    /// Creates a new record; an existing file is never overwritten.
    pub fn create(path: &Path) -> Result<Self> {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(|e| Error::io(parent, e))?;
        }
        let file = OpenOptions::new().append(true).create_new(true).open(path).map_err(|e| Error::io(path, e))?;
        Self::lock(file, path)
    }

    /// Creates the next free `<date>-<n>.jsonl` in a folder; safe against another process doing the same.
    pub fn create_in(folder: &Path, unix_seconds: u64) -> Result<Self> {
        let (file, path) = create_dated(folder, unix_seconds)?;
        Self::lock(file, &path)
    }

    /// Becomes the file's one writer.
    fn lock(file: File, path: &Path) -> Result<Self> {
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::file(path, "another process is writing it just now")),
            Err(TryLockError::Error(error)) => return Err(Error::io(path, error)),
        }
        let length = file.metadata().map_err(|e| Error::io(path, e))?.len();
        Ok(RecordWriter { file, path: path.to_owned(), length })
    }

    /// Creates a record whose first lines appear all at once: whoever finds the file finds them all.
    pub fn create_with(path: &Path, lines: &[Line]) -> Result<Self> {
        if path.exists() {
            let taken = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
            return Err(Error::io(path, taken));
        }
        let fresh = path.with_extension(format!("{}.part", std::process::id()));
        // Left behind by a process of that number that was killed.
        let _ = std::fs::remove_file(&fresh);
        let mut writer = Self::create(&fresh)?;
        for line in lines {
            writer.append(line)?;
        }
        let linked = std::fs::hard_link(&fresh, path).map_err(|e| Error::io(path, e));
        std::fs::remove_file(&fresh).map_err(|e| Error::io(&fresh, e))?;
        linked?;
        writer.path = path.to_owned();
        Ok(writer)
    }

    /// As [`RecordWriter::create_with`], under the next free `<date>-<n>.jsonl` of a folder.
    pub fn create_in_with(folder: &Path, unix_seconds: u64, lines: &[Line]) -> Result<Self> {
        let date = utc_date(unix_seconds);
        for number in 1..100_000 {
            match Self::create_with(&folder.join(format!("{date}-{number}.jsonl")), lines) {
                Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::AlreadyExists => {}
                other => return other,
            }
        }
        Err(Error::Usage(format!("{}: no free record name for {date}", folder.display())))
    }

    /// Opens a record to go on with it. A last line that was cut off is removed: its process is measured again.
    ///
    /// # Errors
    /// The file cannot be read or written, or another process is writing it.
    pub fn resume(path: &Path) -> Result<Self> {
        let file = OpenOptions::new().append(true).open(path).map_err(|e| Error::io(path, e))?;
        // Locked before it is read: what looks cut off may be a line that another process is writing.
        let mut writer = Self::lock(file, path)?;
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        writer.length = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at as u64 + 1);
        writer.file.set_len(writer.length).map_err(|e| Error::io(path, e))?;
        Ok(writer)
    }

    /// Appends one line in a single write and hands it to the operating system.
    pub fn append(&mut self, line: &Line) -> Result<()> {
        let mut text = serde_json::to_vec(line).map_err(|e| Error::file(&self.path, e.to_string()))?;
        text.push(b'\n');
        if let Err(error) = self.file.write_all(&text) {
            // On a full disk half a line may be there: the next one must not begin behind it.
            let _ = self.file.set_len(self.length);
            return Err(Error::io(&self.path, error));
        }
        self.length += text.len() as u64;
        Ok(())
    }

    /// Where it is written.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Creates the next free `<date>-<n>.jsonl` in a folder, for appending; safe against another process doing the same.
///
/// # Errors
/// The folder cannot be made or written.
pub fn create_dated(folder: &Path, unix_seconds: u64) -> Result<(File, PathBuf)> {
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
    let date = utc_date(unix_seconds);
    for number in 1..100_000 {
        let path = folder.join(format!("{date}-{number}.jsonl"));
        match OpenOptions::new().append(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(Error::io(&path, error)),
        }
    }
    Err(Error::Usage(format!("{}: no free record name for {date}", folder.display())))
}

/// A record read back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// First line.
    pub header: Header,
    /// The machine.
    pub host: Host,
    /// Engines of the plan, missing ones included.
    pub engines: Vec<Engine>,
    /// Workloads of the plan.
    pub workloads: Vec<Workload>,
    /// Every program built.
    pub builds: Vec<Build>,
    /// A function of each workload at every stage.
    pub listings: Vec<Listing>,
    /// Every process started.
    pub invocations: Vec<Invocation>,
    /// Starts with a cold file cache.
    pub cold: Vec<ColdStart>,
    /// Performance counters, where they were asked for.
    pub perf: Vec<PerfCounters>,
    /// Attempts at blocks that were repeated because something disturbed them: kept, and not in `invocations`.
    pub repeated: Vec<Invocation>,
    /// Sessions that went on with it.
    pub resumed: Vec<Resume>,
    /// Absent when the session was interrupted.
    pub end: Option<End>,
    /// What was wrong with the file, one line each.
    pub warnings: Vec<String>,
}

impl Record {
    /// CPU time of an engine's processes, user and system and of all their threads, over their wall time from start to end:
    /// more than 1 where compilers or collectors work beside the program. Nothing where no process went well.
    pub fn cpu_share(&self, engine: &str) -> Option<f64> {
        let good = self.invocations.iter().filter(|row| row.engine == engine && row.status == Status::Ok);
        let (cpu, wall) = good.fold((0.0, 0.0), |(cpu, wall), row| (cpu + (row.user_ns + row.system_ns) as f64, wall + row.wall_ns as f64));
        (wall > 0.0).then(|| cpu / wall)
    }

    /// Reads a record file.
    ///
    /// # Errors
    /// The file cannot be read, does not start with a record's header, or was written by a newer version.
    pub fn read(path: &Path) -> Result<Self> {
        let (lines, warnings) = read_lines(path)?;
        Ok(Record { warnings, ..Record::from_lines(lines) })
    }

    /// Sorts lines into a record.
    pub fn from_lines(lines: impl IntoIterator<Item = Line>) -> Self {
        let mut record = Record::default();
        for line in lines {
            match line {
                Line::Header(header) => record.header = header,
                Line::Host(host) => record.host = host,
                Line::Engine(engine) => record.engines.push(engine),
                Line::Workload(workload) => record.workloads.push(workload),
                Line::Build(build) => record.builds.push(build),
                Line::Listing(listing) => record.listings.push(listing),
                Line::Invocation(invocation) => record.invocations.push(invocation),
                Line::ColdStart(pair) => record.cold.push(pair),
                Line::PerfCounters(row) => record.perf.push(row),
                Line::Resume(resume) => record.resumed.push(resume),
                Line::End(end) => record.end = Some(end),
            }
        }
        record.set_repeated_aside();
        record
    }

    /// Of a block with a complete repetition only that one counts, on all its engines alike.
    fn set_repeated_aside(&mut self) {
        let mut arms: BTreeMap<(String, u32), [usize; 2]> = BTreeMap::new();
        for row in &self.invocations {
            let block = arms.entry((row.workload.clone(), row.block)).or_default();
            block[usize::from(row.attempt > 0)] += 1;
        }
        let keeps = |row: &Invocation| {
            let [first, second] = arms.get(&(row.workload.clone(), row.block)).copied().unwrap_or_default();
            (row.attempt > 0) == (second > 0 && second >= first)
        };
        let (kept, aside) = std::mem::take(&mut self.invocations).into_iter().partition(keeps);
        (self.invocations, self.repeated) = (kept, aside);
    }

    /// The receipt of an engine.
    pub fn engine(&self, name: &str) -> Option<&Engine> {
        self.engines.iter().find(|engine| engine.name == name)
    }
}

/// The lines of a record file and complaints about those that could not be used. Reads line by line: a large record is
/// never in memory as text.
pub fn read_lines(path: &Path) -> Result<(Vec<Line>, Vec<String>)> {
    let mut file = BufReader::with_capacity(1 << 18, File::open(path).map_err(|e| Error::io(path, e))?);
    let mut lines = Vec::new();
    let mut warnings = Vec::new();
    let mut text = Vec::new();
    let mut number = 0;
    while next_line(&mut file, &mut text).map_err(|e| Error::io(path, e))? {
        let complete = text.pop_if(|last| *last == b'\n').is_some();
        if text.is_empty() {
            continue;
        }
        number += 1;
        if number == 1 {
            lines.push(check_header(path, &text)?);
            continue;
        }
        match parse_line(&text) {
            Ok(line) => lines.push(line),
            Err(_) if !complete => {
                warnings.push(format!("{}: the last line was cut off and is left out", path.display()));
            }
            Err(error) => {
                warnings.push(format!("{}:{number}: damaged line left out ({error})", path.display()));
            }
        }
    }
    if lines.is_empty() {
        return Err(Error::file(path, "empty: not a record of this tool"));
    }
    Ok((lines, warnings))
}

/// Reads up to and including the next line end; false at the end of the file.
fn next_line(file: &mut BufReader<File>, text: &mut Vec<u8>) -> std::io::Result<bool> {
    text.clear();
    Ok(file.read_until(b'\n', text)? > 0)
}

/// One line. Invocations, which are nearly all of a record, are read without the detour by which serde finds out a line's
/// type: the writer puts it first.
fn parse_line(text: &[u8]) -> serde_json::Result<Line> {
    match text.starts_with(br#"{"type":"invocation","#) {
        true => serde_json::from_slice(text).map(Line::Invocation),
        false => serde_json::from_slice(text),
    }
}

fn check_header(path: &Path, text: &[u8]) -> Result<Line> {
    let foreign = || Error::file(path, "does not start with a header: not a record of this tool");
    let value: serde_json::Value = serde_json::from_slice(text).map_err(|_| foreign())?;
    if value["type"] != "header" || value["schema"] != SCHEMA_NAME {
        return Err(foreign());
    }
    let version = value["version"].as_u64().unwrap_or(0);
    if version > u64::from(SCHEMA_VERSION) {
        let message = format!("record format {version} is newer than the {SCHEMA_VERSION} this program knows; update it");
        return Err(Error::NotComparable(format!("{}: {message}", path.display())));
    }
    serde_json::from_value(value).map_err(|e| Error::file(path, format!("damaged header: {e}")))
}

/// `YYYY-MM-DD` of a time in UTC (days to civil date after Howard Hinnant's published algorithm).
pub fn utc_date(unix_seconds: u64) -> String {
    let days = i64::try_from(unix_seconds / 86_400).unwrap_or(0) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(version: u32) -> Line {
        Line::Header(Header { schema: SCHEMA_NAME.to_owned(), version, ..Header::default() })
    }

    fn written(lines: &[Line]) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().expect("a folder");
        let mut writer = RecordWriter::create_in(dir.path(), 0).expect("a record");
        for line in lines {
            writer.append(line).expect("written");
        }
        let path = writer.path().to_owned();
        (dir, path)
    }

    #[test]
    fn what_is_written_is_read_and_names_count_up() {
        let lines = [header(1), Line::Invocation(Invocation::default()), Line::End(End::default())];
        let (dir, path) = written(&lines);
        assert_eq!(path.file_name().and_then(|n| n.to_str()), Some("1970-01-01-1.jsonl"));
        let (read, warnings) = read_lines(&path).expect("readable");
        assert_eq!((read.as_slice(), warnings.len()), (lines.as_slice(), 0));
        let second = RecordWriter::create_in(dir.path(), 0).expect("a record");
        assert!(second.path().ends_with("1970-01-01-2.jsonl"));
    }

    #[test]
    fn a_damaged_file_gives_its_good_lines_and_names_the_bad_ones() {
        let invocation = Line::Invocation(Invocation { workload: "a/b".into(), ..Invocation::default() });
        let (_dir, path) = written(&[header(1), invocation.clone(), invocation.clone(), invocation]);
        let text = std::fs::read_to_string(&path).expect("readable");
        std::fs::write(&path, &text[..text.len() - 20]).expect("written");
        let record = Record::read(&path).expect("readable");
        assert_eq!(record.invocations.len(), 2);
        assert!(record.warnings[0].contains("cut off"), "{:?}", record.warnings);
        let lines: Vec<&str> = text.lines().collect();
        std::fs::write(&path, format!("{}\nrubbish\n{}\n", lines[0], lines[1])).expect("written");
        let record = Record::read(&path).expect("readable");
        assert_eq!(record.invocations.len(), 1);
        assert!(record.warnings[0].contains(":2: damaged"), "{:?}", record.warnings);
    }

    #[test]
    fn a_record_has_one_writer() {
        let (_dir, path) = written(&[header(1)]);
        let first = RecordWriter::resume(&path).expect("free");
        let error = RecordWriter::resume(&path).expect_err("taken").to_string();
        assert!(error.contains("another process is writing"), "{error}");
        drop(first);
        RecordWriter::resume(&path).expect("free again");
    }

    #[test]
    fn newer_and_foreign_files_are_refused() {
        let check = |text: &str, part: &str| {
            let dir = tempfile::tempdir().expect("a folder");
            let path = dir.path().join("r.jsonl");
            std::fs::write(&path, text).expect("written");
            let error = Record::read(&path).expect_err("refused").to_string();
            assert!(error.contains(part), "{error}");
        };
        check("", "empty");
        check("{}\n", "does not start with a header");
        check("\u{0}\u{1}\n", "does not start with a header");
        check(&serde_json::to_string(&header(99)).expect("json"), "newer");
    }

    #[test]
    fn dates_are_civil() {
        let days = [(0, "1970-01-01"), (86_399, "1970-01-01"), (951_782_400, "2000-02-29"), (1_735_689_600, "2025-01-01")];
        for (seconds, date) in days {
            assert_eq!(utc_date(seconds), date);
        }
    }
}
