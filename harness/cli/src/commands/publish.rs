//! A record as it can be committed: no path of a machine, no environment, nothing that no report shows.

use anyhow::{Context as _, Result};
use harness_core::record::Line;
use harness_core::store::Record;
use std::io::Write as _;
use std::path::Path;

/// Writes the copy, line by line in the order of a record.
pub fn write(record: &Record, file: &Path) -> Result<()> {
    let mut text = Vec::new();
    for line in lines(record) {
        serde_json::to_writer(&mut text, &line)?;
        text.push(b'\n');
    }
    let written = std::fs::File::create(file).and_then(|mut out| out.write_all(&text));
    written.with_context(|| format!("cannot write {}", file.display()))
}

fn lines(record: &Record) -> Vec<Line> {
    let mut header = record.header.clone();
    header.command.iter_mut().for_each(|word| *word = without_path(word));
    let mut host = record.host.clone();
    host.os = host.os.split(' ').map(short_version).collect::<Vec<_>>().join(" ");
    let mut lines = vec![Line::Header(header), Line::Host(host)];
    lines.extend(record.engines.iter().cloned().map(|mut engine| {
        engine.path = without_path(&engine.path);
        engine.command.iter_mut().for_each(|word| *word = without_path(word));
        engine.env.clear();
        Line::Engine(engine)
    }));
    lines.extend(record.workloads.iter().cloned().map(Line::Workload));
    lines.extend(record.builds.iter().cloned().map(|mut build| {
        build.command.iter_mut().for_each(|word| *word = without_path(word));
        build.message = words_without_paths(&build.message);
        Line::Build(build)
    }));
    lines.extend(record.perf.iter().cloned().map(Line::PerfCounters));
    lines.extend(record.cold.iter().cloned().map(Line::ColdStart));
    lines.extend(record.listings.iter().cloned().map(Line::Listing));
    let mut counted = std::collections::BTreeSet::new();
    lines.extend(record.invocations.iter().cloned().map(|mut run| {
        // Counters are deterministic: reports read those of a cell's first process in order of block.
        let first = counted.insert((run.workload.clone(), run.engine.clone())) || run.block == 0;
        if !first {
            run.counters.clear();
        }
        run.nuisance.clear();
        run.digest.clear();
        run.message = words_without_paths(&run.message);
        Line::Invocation(run)
    }));
    lines.extend(record.end.clone().map(Line::End));
    lines
}

/// An absolute path becomes its last part; other words stay.
fn without_path(word: &str) -> String {
    let (name, value) = word.split_once('=').filter(|(name, _)| name.starts_with("--")).unwrap_or(("", word));
    let short = match Path::new(value).file_name() {
        Some(last) if value.starts_with('/') => last.to_string_lossy().into_owned(),
        _ => value.to_owned(),
    };
    if name.is_empty() { short } else { format!("{name}={short}") }
}

/// `6.18` of a kernel release such as `6.18.44-vendor`: the rest names a build of somebody's.
fn short_version(word: &str) -> String {
    match word.starts_with(|c: char| c.is_ascii_digit()) {
        true => word.split(['.', '-']).take(2).collect::<Vec<_>>().join("."),
        false => word.to_owned(),
    }
}

fn words_without_paths(text: &str) -> String {
    text.split(' ').map(without_path).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_names() {
        for (word, short) in
            [("/usr/bin/python3", "python3"), ("--store=/tmp/x", "--store=x"), ("numeric/sieve", "numeric/sieve"), ("7", "7")]
        {
            assert_eq!(without_path(word), short);
        }
        assert_eq!((short_version("6.18.44-vendor"), short_version("x86_64")), ("6.18".to_owned(), "x86_64".to_owned()));
        assert_eq!(words_without_paths("can't open /srv/x.py: no"), "can't open x.py: no");
    }
}
