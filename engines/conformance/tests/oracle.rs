//! The committed results are CPython's. Without a CPython 3.11 on the machine there is nothing to compare with, and the
//! test says so; with `BLESS=1` it writes the results instead of checking them.

use conformance::{Case, compare, for_each_parallel, load_cases, oracle, root, run};
use std::path::Path;
use std::process::Command;

/// `None` when CPython gives what is committed, or was told to write it; else the differences.
fn check(python: &Path, case: &Case, bless: bool) -> Option<String> {
    let mut command = Command::new(python);
    // Nothing of the user's may leak in; hash seeds differ from run to run, as they do for users.
    command.env_clear().args(["-B", "-s"]);
    let outcome = run(command, case).expect("CPython can be started");
    if bless {
        case.bless(&outcome).expect("results can be written");
        return None;
    }
    let expected = case.expected().expect("each case has its .out");
    compare(&expected, &outcome).map(|difference| format!("{}\n{difference}", case.name))
}

#[test]
fn committed_results_are_those_of_cpython() {
    let Some(python) = oracle() else {
        eprintln!("no CPython 3.11 here: the committed results stay unchecked");
        return;
    };
    let bless = std::env::var_os("BLESS").is_some();
    let cases = load_cases(&root()).expect("the cases are readable");
    let failures: Vec<String> = for_each_parallel(&cases, |case| check(&python, case, bless)).into_iter().flatten().collect();
    assert!(failures.is_empty(), "{} of {} cases differ\n{}", failures.len(), cases.len(), failures.join("\n"));
}
