//! An engine from outside, as small as one can be: the walk-through of `engines/README.md#an-engine-from-outside` in code.
//!
//! The language is a line of reverse Polish notation over integers, the port of a workload to it is `main.rpn`, and the
//! engine is this very test program, started by its table in a `runtimes.toml` with an argument of its own. It uses
//! nothing of Spectrum: what it knows of it is the worker protocol.

use std::io::Write;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// Says to this program that it is to be the engine.
const ENGINE: &str = "--engine";

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some(ENGINE) if std::env::args().nth(2).is_some() => {
            println!("rpn 1");
            ExitCode::SUCCESS
        }
        Some(ENGINE) => engine(),
        // How `cargo test` and its replacements list tests.
        Some("--list") => ExitCode::SUCCESS,
        _ => {
            an_engine_from_outside_is_verified_and_measured_as_ours_are();
            println!("an engine from outside: ok");
            ExitCode::SUCCESS
        }
    }
}

// ---- the engine ----

/// Reads the request, evaluates, answers.
fn engine() -> ExitCode {
    let mut request = String::new();
    if std::io::stdin().read_line(&mut request).is_err() || number(&request, "protocol") != 1 {
        return failure("protocol", "this engine speaks protocol 1");
    }
    // Std has no reading of CLOCK_MONOTONIC that other processes share; 0 says "not known".
    let mut answer = String::from("{\"event\":\"main\",\"monotonic_ns\":0}\n");
    let path = request.split("\"path\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
    let Ok(program) = std::fs::read_to_string(path) else { return failure("program", "the file cannot be read") };
    let (size, iterations, budget) = (number(&request, "size"), number(&request, "iterations"), number(&request, "time_budget_ms"));
    let mut spent = 0;
    for index in 0..iterations.max(1) {
        let start = Instant::now();
        let result = evaluate(&program, size).map(|value| value.to_string());
        let wall_ns = start.elapsed().as_nanos();
        match result {
            Ok(text) => {
                answer.push_str(&format!("{{\"event\":\"iteration\",\"index\":{index},\"wall_ns\":{wall_ns},\"text\":\"{text}\"}}\n"))
            }
            Err(message) => return failure("program", &message),
        }
        spent += wall_ns;
        if budget > 0 && spent >= budget as u128 * 1_000_000 {
            break;
        }
    }
    answer.push_str("{\"event\":\"end\"}\n");
    match std::io::stdout().write_all(answer.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn failure(kind: &str, message: &str) -> ExitCode {
    println!("{{\"event\":\"error\",\"kind\":\"{kind}\",\"message\":\"{message}\"}}");
    ExitCode::FAILURE
}

fn number(request: &str, name: &str) -> i64 {
    let rest = request.split(&format!("\"{name}\":")).nth(1).unwrap_or("");
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len());
    rest[..end].parse().unwrap_or(0)
}

/// A stack machine: `size` and numbers are pushed, operators replace two by one.
fn evaluate(program: &str, size: i64) -> Result<i64, String> {
    let mut stack = Vec::new();
    for word in program.split_whitespace() {
        let value = match word {
            "size" => size,
            "+" | "*" | "/" => {
                let (Some(right), Some(left)) = (stack.pop(), stack.pop()) else { return Err(format!("nothing to {word}")) };
                match word {
                    "+" => left + right,
                    "*" => left * right,
                    _ if right == 0 => return Err("division by zero".to_owned()),
                    _ => left / right,
                }
            }
            number => number.parse().map_err(|_| format!("what is {number}?"))?,
        };
        stack.push(value);
    }
    stack.pop().ok_or_else(|| "an empty program".to_owned())
}

// ---- the test ----

fn an_engine_from_outside_is_verified_and_measured_as_ours_are() {
    let dir = tempfile::tempdir().expect("a folder");
    let own = std::env::current_exe().expect("this program").display().to_string();
    let put = |path: &str, text: &str| {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    };
    let declaration = "title = \"Sum of the first numbers\"\n[sizes.smoke]\nsize = 10\nexpected = \"55\"\n[sizes.small]\nsize = 100\nexpected = \"5050\"\n";
    put("workloads/numeric/sum/main.py", "def run(size):\n    return size * (size + 1) // 2\n");
    put("workloads/numeric/sum/main.rpn", "size size 1 + * 2 /\n");
    put("workloads/numeric/sum/workload.toml", &format!("{declaration}[ports]\n\"main.rpn\" = \"64-bit integers.\"\n"));
    put("workloads/numeric/broken/main.py", "def run(size):\n    return size * (size + 1) // 2\n");
    put("workloads/numeric/broken/main.rpn", "size 0 /\n");
    put("workloads/numeric/broken/workload.toml", &format!("{declaration}[ports]\n\"main.rpn\" = \"64-bit integers.\"\n"));
    put("workloads/numeric/unported/main.py", "def run(size):\n    return size * (size + 1) // 2\n");
    put("workloads/numeric/unported/workload.toml", declaration);
    put(
        "rpn.toml",
        &format!(
            "[[runtime]]\nname = \"rpn\"\norigin = \"foreign\"\nstrategy = \"tree-walker\"\nlanguage = \"rpn\"\nsource = \"main.rpn\"\n\
             detect = [\"{own}\"]\nversion = [\"{{exe}}\", \"{ENGINE}\", \"version\"]\nrun = [\"{{exe}}\", \"{ENGINE}\"]\n"
        ),
    );
    let check = |arguments: &[&str], code: i32, parts: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spectrum"));
        command.args(arguments).args(["--runtimes", "rpn.toml"]).current_dir(dir.path()).env_remove("SPECTRUM_WORKLOADS");
        let done = command.output().expect("the binary");
        let all = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
        assert_eq!(done.status.code(), Some(code), "{arguments:?}\n{all}");
        for part in parts {
            assert!(all.contains(part), "{arguments:?} lacks `{part}`:\n{all}");
        }
    };
    check(
        &["verify", "sum", "unported", "-e", "rpn|bytecode-vm"],
        0,
        &["3 identical, 0 different, 0 failed, 0 opted out, 1 without a port"],
    );
    check(&["verify", "broken", "-e", "rpn"], 1, &["FAILED", "division by zero"]);
    check(&["bench", "sum", "unported", "--runs", "2", "-e", "rpn|bytecode-vm", "--output", "r.jsonl", "--no-report"], 0, &["no port"]);
    let record = std::fs::read_to_string(dir.path().join("r.jsonl")).expect("a record");
    let measured = |line: &&str| line.contains("\"type\":\"invocation\"") && line.contains("\"engine\":\"rpn\"") && line.contains("\"ok\"");
    let rows: Vec<&str> = record.lines().filter(measured).collect();
    assert_eq!(rows.len(), 2, "{record}");
    // It knows no common clock; the harness saw when its first line came.
    assert!(rows.iter().all(|row| row.contains("\"spawn\":")), "{rows:?}");
}
