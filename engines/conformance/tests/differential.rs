//! Random programs: all engines of the registry agree with CPython 3.11, or with each other where there is none.
//!
//! `cargo test -p conformance --test differential` runs 200 programs; `-- 20000` runs so many, and `-- 20000 5001` begins
//! at another seed. Each process runs a file of programs; a difference names the program's seed.

use conformance::{Case, Outcome, for_each_parallel, generate, oracle, run};
use registry::Session;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Programs checked when no number is given.
const QUICK: u64 = 200;
/// Programs of one file: few enough that a crash is found quickly, enough that starting processes costs little.
const PER_FILE: u64 = 20;
/// Differing lines shown for one file and engine.
const SHOWN_LINES: usize = 3;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, engine, script] = args.as_slice()
        && flag == "--worker"
    {
        return worker(engine, script);
    }
    let mut numbers = args.iter().filter_map(|arg| arg.parse::<u64>().ok());
    let (count, first) = (numbers.next().unwrap_or(QUICK), numbers.next().unwrap_or(1));
    let folder = std::env::temp_dir().join(format!("spectrum-differential-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the folder for temporary files is writable");
    let python = oracle();
    let starts: Vec<u64> = (first..first + count).step_by(PER_FILE as usize).collect();
    let check = |&start: &u64| check_file(&folder, python.as_deref(), start, (start + PER_FILE).min(first + count));
    let failures: Vec<String> = for_each_parallel(&starts, check).into_iter().flatten().collect();
    for failure in &failures {
        println!("{failure}");
    }
    let _ = std::fs::remove_dir_all(&folder);
    let reference = if python.is_some() { "CPython 3.11" } else { "each other" };
    println!("{count} programs from seed {first}, {} engines compared with {reference}", registry::engines().len());
    ExitCode::from(u8::from(!failures.is_empty()))
}

/// Differences of one file of programs, by engine.
fn check_file(folder: &Path, python: Option<&Path>, start: u64, end: u64) -> Vec<String> {
    let case = write_file(folder, start, end);
    let mut expected = python.map(|python| {
        let mut command = Command::new(python);
        command.env_clear().args(["-B", "-s", "-W", "ignore"]);
        run(command, &case).expect("CPython can be started")
    });
    let mut failures = Vec::new();
    for engine in registry::engines() {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.args(["--worker", engine.name]);
        let got = run(command, &case).expect("this program can be started");
        match &expected {
            None => expected = Some(got),
            Some(expected) => failures.extend(difference(expected, &got).map(|text| format!("{}: {text}", engine.name))),
        }
    }
    failures
}

fn write_file(folder: &Path, start: u64, end: u64) -> Case {
    let mut text = generate::PRELUDE.to_owned();
    (start..end).for_each(|seed| text.push_str(&generate::program(seed)));
    let script: PathBuf = folder.join(format!("programs_{start}.py"));
    std::fs::write(&script, text).expect("the folder for temporary files is writable");
    Case { name: format!("programs {start} to {}", end - 1), script }
}

/// The first differing lines, each with the program it belongs to.
fn difference(expected: &Outcome, got: &Outcome) -> Option<String> {
    if expected.stdout == got.stdout && expected.exit == got.exit {
        return None;
    }
    let (mut text, mut shown, mut program) = (String::new(), 0, "no program");
    let mut lines = got.stdout.lines();
    for line in expected.stdout.lines().chain(["<end>"]) {
        if line.starts_with("program ") {
            program = line;
        }
        let other = lines.next().unwrap_or("<end>");
        if line != other && shown < SHOWN_LINES {
            shown += 1;
            let _ = write!(text, "\n  {program}: `{line}` expected, `{other}` printed");
        }
    }
    let _ = write!(text, "\n  exit {} expected, {} seen; {}", expected.exit, got.exit, got.error);
    Some(text)
}

/// `python3 SCRIPT`, by one of our engines.
fn worker(engine: &str, script: &str) -> ExitCode {
    let Some(engine) = registry::find(engine) else {
        eprintln!("unknown engine {engine}");
        return ExitCode::from(2);
    };
    let code = registry::on_guest_stack(|| Session::new(engine, vec![script.to_owned()], "__main__", 0).run_script(Path::new(script)));
    // What the operating system keeps of an exit code.
    ExitCode::from((code & 0xFF) as u8)
}
