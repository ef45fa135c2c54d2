//! Every case on every engine of the registry, each in a process of its own: this very program, started again with
//! `--worker ENGINE SCRIPT`. Arguments that are no flags select runs by parts of "ENGINE CASE":
//! `cargo test -p conformance --test cases -- tree-walker exceptions/`. With `GC_STRESS=N` every Nth allocation
//! collects, which must change no output.

use conformance::{Case, Gap, compare, for_each_parallel, load_cases, load_gaps, root, run};
use registry::{EngineOptions, Session};
use std::path::Path;
use std::process::{Command, ExitCode};

/// Low, because cases are short: what is never translated tests nothing.
const JIT_THRESHOLD: u32 = 50;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, engine, script] = args.as_slice()
        && flag == "--worker"
    {
        return worker(engine, script);
    }
    let filters: Vec<&String> = args.iter().filter(|arg| !arg.starts_with('-')).collect();
    let gaps = load_gaps(&Path::new(env!("CARGO_MANIFEST_DIR")).join("gaps.txt")).expect("gaps.txt is readable");
    let cases = load_cases(&root()).expect("the cases are readable");
    let pairs: Vec<(&str, &Case)> = cases
        .iter()
        .flat_map(|case| registry::engines().iter().map(move |engine| (engine.name, case)))
        .filter(|(engine, case)| filters.iter().all(|filter| format!("{engine} {}", case.name).contains(filter.as_str())))
        .collect();
    let failures: Vec<String> = for_each_parallel(&pairs, |(engine, case)| check(engine, case, &gaps)).into_iter().flatten().collect();
    for failure in &failures {
        println!("{failure}");
    }
    if registry::engines().is_empty() {
        println!("no engine in the registry: nothing was checked");
    }
    let listed = pairs.iter().filter(|(engine, case)| gaps.iter().any(|gap| gap.covers(engine, &case.name))).count();
    println!("{} runs of {} cases: {} failures, {listed} known gaps", pairs.len(), cases.len(), failures.len());
    ExitCode::from(u8::from(!failures.is_empty()))
}

/// `None` when the engine does what CPython does, or fails as `gaps` say; else what to show.
fn check(engine: &str, case: &Case, gaps: &[Gap]) -> Option<String> {
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.args(["--worker", engine]);
    let got = run(command, case).expect("this program can be started");
    let expected = case.expected().expect("each case has its .out");
    let gap = gaps.iter().find(|gap| gap.covers(engine, &case.name));
    match (compare(&expected, &got), gap) {
        (None, None) | (Some(_), Some(_)) => None,
        (Some(difference), None) => Some(format!("{engine} {}\n{difference}", case.name)),
        (None, Some(gap)) => Some(format!("{engine} {}\n    passes, but gaps.txt says: {}\n", case.name, gap.reason)),
    }
}

/// `python3 SCRIPT`, by one of our engines.
fn worker(engine: &str, script: &str) -> ExitCode {
    let Some(engine) = registry::find(engine) else {
        eprintln!("unknown engine {engine}");
        return ExitCode::from(2);
    };
    let stress = std::env::var("GC_STRESS").ok().and_then(|every| every.parse().ok()).unwrap_or_default();
    let code = registry::on_guest_stack(|| {
        let options = EngineOptions { jit_threshold: Some(JIT_THRESHOLD), ..EngineOptions::default() };
        let mut session = Session::with_options(engine, &options, vec![script.to_owned()], "__main__", stress);
        session.run_script(Path::new(script))
    });
    // What the operating system keeps of an exit code.
    ExitCode::from((code & 0xFF) as u8)
}
