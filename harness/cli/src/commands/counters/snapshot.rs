//! The snapshot: a text file of one count a line, sorted, so that a change is a line of a diff and two branches merge.

use super::Counts;
use harness_core::error::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Version of the format, in its first line.
const VERSION: u32 = 1;

/// A count that is not exact, and by how many per cent it may differ: which cells are free for reuse, so how often memory is
/// handed out, follows what a conservative scan sees on the stack.
const ABOUT: (&str, u64) = ("allocated_bytes", 1);

/// Workload, engine, name of the count.
pub type Key = [String; 3];

/// Counts of workloads at one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    size: String,
    counts: BTreeMap<Key, u64>,
}

/// A count that is not what it was; None on the side that does not have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub key: Key,
    pub before: Option<u64>,
    pub after: Option<u64>,
}

impl Snapshot {
    pub fn new(size: &str) -> Snapshot {
        Snapshot { size: size.to_owned(), counts: BTreeMap::new() }
    }

    /// Reads a snapshot of a size.
    ///
    /// # Errors
    /// [`Error::NotComparable`] when there is none, or it is of another version or size; otherwise the first line that is
    /// none of a snapshot.
    pub fn read(path: &Path, size: &str) -> Result<Snapshot> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let message = format!("{}: no snapshot of counters; `spectrum counters --bless` writes one", path.display());
                return Err(Error::NotComparable(message));
            }
            Err(error) => return Err(Error::io(path, error)),
        };
        let mut lines = (1..).zip(text.lines());
        let first = lines.next().map_or("", |(_, line)| line);
        let own = first_line(size);
        if first != own {
            return Err(Error::NotComparable(format!("{}: begins `{first}`, not `{own}`", path.display())));
        }
        let mut snapshot = Snapshot::new(size);
        for (number, line) in lines {
            let words: Vec<&str> = line.split(' ').collect();
            let (Some(value), [workload, engine, name, _]) = (words.last().and_then(|word| word.parse().ok()), words.as_slice()) else {
                return Err(Error::file(path, format!("line {number}: `{line}` is no count (workload engine name number)")));
            };
            snapshot.counts.insert([workload, engine, name].map(|word| (*word).to_owned()), value);
        }
        Ok(snapshot)
    }

    /// Adds the counts of a pair.
    pub fn insert(&mut self, workload: &str, engine: &str, counts: Counts) {
        self.counts.extend(counts.into_iter().map(|(name, value)| ([workload.to_owned(), engine.to_owned(), name], value)));
    }

    /// Takes all counts of the pairs in `now` from there, where they differ.
    pub fn replace(&mut self, mut now: Snapshot) {
        for (key, value) in &mut now.counts {
            if let Some(before) = self.counts.get(key).filter(|before| same(key, Some(**before), Some(*value))) {
                *value = *before;
            }
        }
        let pairs = now.names();
        self.counts.retain(|[workload, engine, _], _| !pairs.contains(&(workload.clone(), engine.clone())));
        self.counts.extend(now.counts);
    }

    /// Forgets the pairs that `now` does not have.
    pub fn keep_pairs_of(&mut self, now: &Snapshot) {
        let pairs = now.names();
        self.counts.retain(|[workload, engine, _], _| pairs.contains(&(workload.clone(), engine.clone())));
    }

    fn names(&self) -> BTreeSet<(String, String)> {
        self.counts.keys().map(|[workload, engine, _]| (workload.clone(), engine.clone())).collect()
    }

    /// Number of counts.
    pub fn len(&self) -> usize {
        self.counts.len()
    }

    /// Number of pairs of workload and engine.
    pub fn pairs(&self) -> usize {
        self.names().len()
    }

    /// What is not the same now; pairs that were not counted now are looked at only with `everything`.
    pub fn differences(&self, now: &Snapshot, everything: bool) -> Vec<Difference> {
        let pairs = now.names();
        let of_interest = |[workload, engine, _]: &&Key| everything || pairs.contains(&(workload.clone(), engine.clone()));
        let keys: BTreeSet<&Key> = self.counts.keys().filter(of_interest).chain(now.counts.keys()).collect();
        let both = keys.into_iter().map(|key| (key, self.counts.get(key).copied(), now.counts.get(key).copied()));
        both.filter(|(key, before, after)| !same(key, *before, *after))
            .map(|(key, before, after)| Difference { key: key.clone(), before, after })
            .collect()
    }
}

/// Whether a count is what it was.
fn same([_, _, name]: &Key, before: Option<u64>, after: Option<u64>) -> bool {
    match (before, after) {
        (Some(before), Some(after)) if name == ABOUT.0 => before.abs_diff(after) * 100 <= before * ABOUT.1,
        _ => before == after,
    }
}

fn first_line(size: &str) -> String {
    format!("# spectrum counters {VERSION}, size {size}; changed by `spectrum counters --bless` alone")
}

impl std::fmt::Display for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", first_line(&self.size))?;
        for ([workload, engine, name], value) in &self.counts {
            writeln!(f, "{workload} {engine} {name} {value}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(lines: &[&str]) -> Snapshot {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("counters.txt");
        std::fs::write(&path, format!("{}\n{}\n", first_line("smoke"), lines.join("\n"))).expect("written");
        Snapshot::read(&path, "smoke").expect("readable")
    }

    #[test]
    fn what_changed_is_named_and_what_was_not_counted_is_left_alone() {
        let known = snapshot(&["a/b vm calls 7", "a/b vm gone 1", "a/c vm calls 3"]);
        let now = snapshot(&["a/b vm calls 8", "a/b vm fresh 2"]);
        let told = |everything| {
            let all = known.differences(&now, everything);
            all.iter().map(|d| format!("{} {:?} {:?}", d.key.join(" "), d.before, d.after)).collect::<Vec<_>>()
        };
        let some = ["a/b vm calls Some(7) Some(8)", "a/b vm fresh None Some(2)", "a/b vm gone Some(1) None"];
        assert_eq!(told(false), some);
        assert_eq!(told(true), [&some[..], &["a/c vm calls Some(3) None"]].concat());
        let mut whole = known.clone();
        whole.replace(now);
        assert_eq!(whole, snapshot(&["a/b vm calls 8", "a/b vm fresh 2", "a/c vm calls 3"]));
        assert_eq!(whole.differences(&whole, true), []);
    }

    #[test]
    fn bytes_may_differ_by_one_per_cent_and_then_stay_in_the_snapshot() {
        let known = snapshot(&["a/b vm allocated_bytes 10000", "a/b vm calls 10000"]);
        let check = |bytes: u64, calls: u64, differing: usize, kept: u64| {
            let now = snapshot(&[&format!("a/b vm allocated_bytes {bytes}"), &format!("a/b vm calls {calls}")]);
            assert_eq!(known.differences(&now, true).len(), differing, "{bytes} {calls}");
            let mut whole = known.clone();
            whole.replace(now);
            assert_eq!(whole, snapshot(&[&format!("a/b vm allocated_bytes {kept}"), &format!("a/b vm calls {calls}")]));
        };
        check(10100, 10000, 0, 10000);
        check(9900, 10000, 0, 10000);
        check(10101, 10000, 1, 10101);
        check(9899, 10001, 2, 9899);
    }

    #[test]
    fn what_is_no_snapshot_is_refused() {
        let check = |text: Option<&str>, part: &str| {
            let dir = tempfile::tempdir().expect("a folder");
            let path = dir.path().join("counters.txt");
            if let Some(text) = text {
                std::fs::write(&path, text).expect("written");
            }
            let error = Snapshot::read(&path, "smoke").expect_err("refused").to_string();
            assert!(error.contains(part), "{error}");
        };
        check(None, "no snapshot");
        check(Some(""), "not `# spectrum counters 1");
        check(Some(&format!("{}\n", first_line("small"))), "size small");
        check(Some(&format!("{}\na/b vm calls\n", first_line("smoke"))), "line 2");
        check(Some(&format!("{}\na/b vm calls x\n", first_line("smoke"))), "line 2");
    }
}
