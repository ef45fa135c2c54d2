//! What one step costs on each engine: loops whose bodies are a single operation, so that the time is that of getting
//! from one operation to the next. Per element, an element being one iteration.
//!
//! These say where an engine spends its time, not how fast it is: no real program looks like this.

mod support;

use criterion::{Criterion, Throughput};
use std::process::ExitCode;

/// Iterations of each loop in one call.
const ITERATIONS: i64 = 20_000;

/// Functions of one program, all of the form `f(iterations)`; what they do is their name.
const FUNCTIONS: [&str; 8] = ["nothing", "count", "branch", "float_sum", "list_item", "attribute", "call", "method"];

const PROGRAM: &str = "\
class Box:
    def __init__(self):
        self.value = 1

    def get(self):
        return self.value


BOX = Box()
ITEMS = [1, 2, 3, 4]


def nothing(n):
    for i in range(n):
        pass
    return n


def count(n):
    i = 0
    while i < n:
        i += 1
    return i


def branch(n):
    odd = 0
    for i in range(n):
        if i & 1:
            odd += 1
    return odd


def float_sum(n):
    total = 0.0
    for i in range(n):
        total += 0.5
    return total


def list_item(n):
    items = ITEMS
    total = 0
    for i in range(n):
        total += items[i & 3]
    return total


def attribute(n):
    box = BOX
    total = 0
    for i in range(n):
        total += box.value
    return total


def same(x):
    return x


def call(n):
    total = 0
    for i in range(n):
        total += same(i)
    return total


def method(n):
    box = BOX
    total = 0
    for i in range(n):
        total += box.get()
    return total
";

fn main() -> ExitCode {
    support::main(dispatch)
}

fn dispatch(criterion: &mut Criterion) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| format!("no folder for the program: {error}"))?;
    let path = folder.path().join("loops.py");
    std::fs::write(&path, PROGRAM).map_err(|error| format!("{}: {error}", path.display()))?;
    for engine in registry::engines() {
        let mut session = support::load(engine, &path)?;
        let mut group = criterion.benchmark_group(format!("dispatch/{}", engine.name));
        group.throughput(Throughput::Elements(ITERATIONS.unsigned_abs()));
        for function in FUNCTIONS {
            session.call(function, ITERATIONS).map_err(|failure| format!("{function} on {}: {}", engine.name, failure.message))?;
            group.bench_function(function, |bencher| bencher.iter(|| session.call(function, ITERATIONS)));
        }
        group.finish();
    }
    Ok(())
}
