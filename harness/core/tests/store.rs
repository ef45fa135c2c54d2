//! Eight processes write into one store at once and are killed at any moment: a line that a writer has been told is written
//! is there, whole, once, in that writer's own file; what was cut off is named, and a killed record can be gone on with.

use harness_core::record::{Header, Invocation, Line, SCHEMA_NAME, SCHEMA_VERSION};
use harness_core::store::{Record, RecordWriter};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

const WRITERS: usize = 8;
const ROUNDS: usize = 4;
/// Tells this test binary that it is a writer: the folder, or the record to go on with.
const FOLDER: &str = "STORE_TEST_FOLDER";
const RESUMED: &str = "STORE_TEST_RESUMED";

/// A line of some kilobytes, so that writing it takes a while.
fn line(order: u64) -> Line {
    let workload = "group/name".to_owned();
    Line::Invocation(Invocation { workload, order, message: "x".repeat(8_000), ..Invocation::default() })
}

/// Not a test of its own: the process that the other one starts. Says on stderr which line of which file it has written.
#[test]
fn writer_process() {
    let (folder, resumed) = (std::env::var_os(FOLDER), std::env::var_os(RESUMED));
    let header = Line::Header(Header { schema: SCHEMA_NAME.to_owned(), version: SCHEMA_VERSION, ..Header::default() });
    let (mut writer, from) = match (folder, resumed) {
        (Some(folder), _) => (RecordWriter::create_in_with(Path::new(&folder), 0, &[header]).expect("a record"), 0),
        (None, Some(path)) => {
            let writer = RecordWriter::resume(Path::new(&path)).expect("nobody else writes it");
            (writer, Record::read(Path::new(&path)).expect("readable").invocations.len() as u64)
        }
        (None, None) => return,
    };
    eprintln!("{} header", writer.path().display());
    for order in from.. {
        writer.append(&line(order)).expect("written");
        eprintln!("{} {order}", writer.path().display());
    }
}

/// A writer and what it has said so far.
struct Writer {
    child: Child,
    said: JoinHandle<Vec<String>>,
}

impl Writer {
    fn start(variable: &str, value: &Path) -> Writer {
        let mut command = Command::new(std::env::current_exe().expect("this test"));
        command.args(["writer_process", "--exact", "--nocapture"]).env_remove(FOLDER).env_remove(RESUMED).env(variable, value);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("a process");
        let pipe = BufReader::new(child.stderr.take().expect("its stderr"));
        // The last word of a killed process may be cut off.
        let said =
            std::thread::spawn(move || pipe.split(b'\n').map_while(Result::ok).map(|l| String::from_utf8_lossy(&l).into()).collect());
        Writer { child, said }
    }

    /// `kill -9`; the record it wrote, with the number of lines it said were written.
    fn kill(mut self) -> Option<(PathBuf, u64)> {
        self.child.kill().expect("killed");
        self.child.wait().expect("its end");
        let said = self.said.join().expect("read");
        let complete = said.iter().filter_map(|line| line.rsplit_once(' ')).filter(|(path, _)| path.ends_with(".jsonl"));
        let orders: Vec<(&str, Option<u64>)> = complete.map(|(path, order)| (path, order.parse().ok())).collect();
        let path = PathBuf::from(orders.first()?.0);
        assert!(orders.iter().all(|(other, _)| Path::new(other) == path), "a writer has one file");
        Some((path, orders.iter().filter_map(|(_, order)| *order).max().map_or(0, |order| order + 1)))
    }
}

#[test]
fn eight_writers_killed_at_any_moment_lose_no_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut written: BTreeMap<PathBuf, u64> = BTreeMap::new();
    for round in 0..ROUNDS {
        // Half of the later writers go on with what killed ones have left.
        let old: Vec<PathBuf> = written.keys().take(if round == 0 { 0 } else { WRITERS / 2 }).cloned().collect();
        let mut writers: Vec<Writer> = old.iter().map(|path| Writer::start(RESUMED, path)).collect();
        writers.extend((writers.len()..WRITERS).map(|_| Writer::start(FOLDER, folder.path())));
        for (n, writer) in writers.into_iter().enumerate() {
            std::thread::sleep(Duration::from_millis(if n == 0 { 150 } else { 17 + 11 * round as u64 }));
            if let Some((path, lines)) = writer.kill() {
                let before = written.insert(path.clone(), lines);
                assert!(before.is_none() != old.contains(&path), "{}: two writers had one file", path.display());
                written.entry(path).and_modify(|now| *now = (*now).max(before.unwrap_or(0)));
            }
        }
    }
    assert!(written.values().sum::<u64>() > 100, "the writers came to nothing: {written:?}");
    let mut cut = 0;
    for (path, lines) in &written {
        let record = Record::read(path).expect("readable whatever happened");
        let orders: Vec<u64> = record.invocations.iter().map(|row| row.order).collect();
        assert!(orders.len() as u64 >= *lines, "{}: {lines} lines were written, {} are there", path.display(), orders.len());
        assert!(orders.iter().copied().eq(0..orders.len() as u64), "{}: lines lost, doubled or mixed", path.display());
        let text = std::fs::read(path).expect("readable");
        let is_cut = text.last() != Some(&b'\n');
        cut += usize::from(is_cut);
        let named = record.warnings.iter().filter(|warning| warning.contains("cut off")).count();
        assert_eq!((record.warnings.len(), named), (usize::from(is_cut), usize::from(is_cut)), "{:?}", record.warnings);
        // What a killed writer has left can be gone on with: its lock went with it.
        RecordWriter::resume(path).expect("free").append(&line(orders.len() as u64)).expect("written");
        let record = Record::read(path).expect("readable");
        assert_eq!((record.invocations.len(), record.warnings.len()), (orders.len() + 1, 0));
    }
    println!("{} records, {} lines, {cut} cut off", written.len(), written.values().sum::<u64>());
}
