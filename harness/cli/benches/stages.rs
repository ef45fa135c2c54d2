//! The stages before a program runs: parse, lower, compile to bytecode, and the whole way of each engine to a loaded
//! module. Sources are workloads of different sizes; throughput is in bytes of source, so that they can be compared.

mod support;

use criterion::{BatchSize, BenchmarkGroup, BenchmarkId, Criterion, Throughput, measurement::WallTime};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// From a hundred lines of definitions to the longest program we have.
const PROGRAMS: [&str; 3] = ["startup/hundred-lines", "containers/json-codec", "objects/interpreter"];

/// One program, at every stage.
struct Program {
    name: &'static str,
    path: PathBuf,
    text: String,
    source: Vec<u8>,
}

fn main() -> ExitCode {
    support::main(|criterion| {
        let programs = PROGRAMS.iter().map(|name| read(name)).collect::<Result<Vec<_>, _>>()?;
        front_end(criterion, &programs)?;
        to_running(criterion, &programs)?;
        machine_code(criterion, &programs)
    })
}

fn read(name: &'static str) -> Result<Program, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../workloads").join(name).join("main.py");
    let source = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Program { name, text: path.display().to_string(), path, source })
}

fn each<'a>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    programs: &'a [Program],
    mut bench: impl FnMut(&mut BenchmarkGroup<'_, WallTime>, BenchmarkId, &'a Program) -> Result<(), String>,
) -> Result<(), String> {
    for program in programs {
        group.throughput(Throughput::Bytes(program.source.len() as u64));
        bench(group, BenchmarkId::from_parameter(program.name), program)?;
    }
    Ok(())
}

fn rejected(diagnostic: frontend::Diagnostic) -> String {
    diagnostic.render()
}

/// Parse, lower and compile, each alone.
fn front_end(criterion: &mut Criterion, programs: &[Program]) -> Result<(), String> {
    let mut group = criterion.benchmark_group("parse");
    each(&mut group, programs, |group, id, program| {
        frontend::parse(&program.source, &program.text).map_err(rejected)?;
        group.bench_function(id, |bencher| bencher.iter_with_large_drop(|| frontend::parse(&program.source, &program.text)));
        Ok(())
    })?;
    group.finish();
    let mut group = criterion.benchmark_group("lower");
    each(&mut group, programs, |group, id, program| {
        let parsed = || frontend::parse(&program.source, &program.text);
        frontend::lower(parsed().map_err(rejected)?).map_err(rejected)?;
        // A program that was accepted above is accepted again.
        group.bench_function(id, |bencher| bencher.iter_batched(parsed, |parsed| parsed.map(frontend::lower), BatchSize::SmallInput));
        Ok(())
    })?;
    group.finish();
    let mut group = criterion.benchmark_group("bytecode");
    each(&mut group, programs, |group, id, program| {
        let lowered = frontend::compile(&program.source, &program.text).map_err(rejected)?;
        bytecode::compile(&lowered).map_err(|error| format!("{}: {error:?}", program.name))?;
        group.bench_function(id, |bencher| bencher.iter_with_large_drop(|| bytecode::compile(&lowered)));
        Ok(())
    })?;
    group.finish();
    Ok(())
}

/// From a file to a module whose body has run, in a fresh runtime, on each engine: what a start costs inside the process.
fn to_running(criterion: &mut Criterion, programs: &[Program]) -> Result<(), String> {
    for engine in registry::engines() {
        let mut group = criterion.benchmark_group(format!("start/{}", engine.name));
        each(&mut group, programs, |group, id, program| {
            support::load(engine, &program.path)?;
            group.bench_function(id, |bencher| bencher.iter_with_large_drop(|| support::load(engine, &program.path)));
            Ok(())
        })?;
        group.finish();
    }
    Ok(())
}

/// To machine code, where the registry has an engine that makes it: all functions, from source on, with the listing that
/// `spectrum show --stage asm` prints. `parse`, `lower` and `bytecode` above say how much of it is not code generation.
fn machine_code(criterion: &mut Criterion, programs: &[Program]) -> Result<(), String> {
    if !registry::engines().iter().any(|engine| engine.strategy == "jit") {
        eprintln!("no engine of this build makes machine code: nothing to measure");
        return Ok(());
    }
    let mut group = criterion.benchmark_group("machine-code");
    each(&mut group, programs, |group, id, program| {
        let listing = || registry::dump(&program.path, registry::Stage::Asm, None);
        listing().map_err(|failure| format!("{}: {}", program.name, failure.message))?;
        group.bench_function(id, |bencher| bencher.iter_with_large_drop(listing));
        Ok(())
    })?;
    group.finish();
    Ok(())
}
