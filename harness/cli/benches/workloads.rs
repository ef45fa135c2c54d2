//! Every workload on every engine of ours, in this process, at size `smoke`: the quick look after a change.
//!
//! Not what `spectrum bench` measures, and not to be quoted: one process, one layout, warm from the first sample on.

mod support;

use criterion::{BenchmarkId, Criterion};
use harness_core::workload::{Catalogue, sha256_hex};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    support::main(workloads)
}

fn workloads(criterion: &mut Criterion) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workloads");
    let catalogue = Catalogue::load(&root).map_err(|error| error.to_string())?;
    let mut problems: Vec<String> = catalogue.problems.iter().map(|problem| format!("{}: {}", problem.id, problem.message)).collect();
    for workload in &catalogue.workloads {
        let Some(size) = workload.sizes.get("smoke") else { continue };
        let mut group = criterion.benchmark_group(&workload.id);
        for engine in registry::engines().iter().filter(|engine| !workload.opt_out.contains_key(engine.name)) {
            let call = || -> Result<_, String> {
                let mut session = support::load(engine, &workload.main)?;
                let text = session.call("run", size.argument).map_err(|failure| failure.message)?;
                match &size.expected_digest {
                    Some(digest) if *digest != sha256_hex(text.as_bytes()) => Err("wrong result".to_owned()),
                    _ => Ok(session),
                }
            };
            // A wrong result is never a number.
            match call() {
                Ok(mut session) => {
                    let id = BenchmarkId::from_parameter(engine.name);
                    group.bench_function(id, |bencher| bencher.iter(|| session.call("run", size.argument)));
                }
                Err(message) => problems.push(format!("{} on {}: {message}", workload.id, engine.name)),
            }
        }
        group.finish();
    }
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\nerror: ")) }
}
