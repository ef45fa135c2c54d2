//! What `spectrum new` makes runs as it stands: a workload is two files, a runtime one table, and neither needs a change
//! of this program.

use crate::lab::{Lab, check};

#[test]
fn a_new_workload_runs_on_our_engines_at_once_and_says_what_is_left() {
    let lab = Lab::new();
    check(&lab, &["new", "workload", "strings/mine"], 0, &["made    ", "main.py", "workload.toml", "verify --bless strings/mine"]);
    let ours = ["verify", "strings/mine", "-e", "tree-walker|bytecode-vm|cranelift-jit"];
    check(&lab, &ours, 0, &["strings/mine", "3 identical, 0 different, 0 failed", "without an expected result"]);
    let parts =
        ["main.py is still the template's", "title says nothing yet", "stresses says", "analysis says", "verify --bless strings/mine"];
    check(&lab, &["new", "workload", "strings/mine"], 1, &parts);
    // The lab's CPython answers 42 to everything, in a millisecond.
    check(&lab, &["verify", "--bless", "strings/mine"], 0, &["blessed strings/mine default: 42"]);
    check(&lab, &["new", "workload", "strings/mine"], 1, &["default takes 0.00 s on CPython; 0.3 to 3 s are meant"]);
    check(&lab, &["verify", "strings/mine", "-e", "steady"], 0, &["1 identical"]);
    check(&lab, &["verify", "strings/mine", "-e", "bytecode-vm"], 5, &["WRONG", "expected `42`"]);
}

#[test]
fn bad_names_are_refused() {
    let lab = Lab::new();
    for id in ["mine", "Strings/mine", "strings/", "../x/y", "strings/mine too"] {
        check(&lab, &["new", "workload", id], 2, &["GROUP/NAME"]);
    }
    check(&lab, &["new", "runtime", "mine", "--like", "cpythn"], 2, &["did you mean `cpython`"]);
}

#[test]
fn a_new_runtime_is_one_table() {
    let lab = Lab::new();
    check(
        &lab,
        &["new", "runtime", "mine", "--like", "steady", "--executable", "/bin/sh"],
        0,
        &["made    mine.toml", "found   /bin/sh (fake steady)"],
    );
    let verify = ["verify", "--runtimes", "mine.toml", "-e", "mine"];
    check(&lab, &verify, 0, &["2 workloads on 1 engines: 2 identical"]);
    check(&lab, &["bench", "--quick", "--runtimes", "mine.toml", "-e", "mine", "--no-report"], 0, &["mine time"]);
    let absent = ["new", "runtime", "absent-one", "--like", "steady", "--executable", "/no/such/thing"];
    check(&lab, &absent, 1, &["to do   not found"]);
    check(&lab, &absent, 1, &["to do   not found"]);
}

#[test]
fn the_doctor_names_what_is_missing_and_how_to_get_it() {
    let lab = Lab::new();
    check(&lab, &["doctor"], 0, &["governor", "load1", "clocksource", "absent", "missing", "get     absent: get it somewhere"]);
    check(&lab, &["doctor", "--json"], 0, &["\"checks\"", "\"machine_key\"", "\"limits\""]);
}
