//! What can be wrong with a baseline, a share, a base or a selection: each with its own words and exit code, none silently
//! green.

use crate::lab::{Lab, check};
use std::os::unix::fs::PermissionsExt;

/// Six processes of one workload on one runtime.
const BENCH: [&str; 9] = ["bench", "alpha", "-e", "mine", "--runs", "6", "--no-report", "--no-repeat", "-q"];

/// A copy of the baseline with something in it replaced, under another name.
fn altered(lab: &Lab, name: &str, from: &str, to: &str) {
    let folder = lab.path(".spectrum/baselines");
    let text = std::fs::read_to_string(folder.join("main.jsonl")).expect("a baseline");
    assert!(text.contains(from), "`{from}` is not in the baseline");
    std::fs::write(folder.join(format!("{name}.jsonl")), text.replace(from, to)).expect("written");
}

#[test]
fn a_baseline_is_compared_or_refused_by_name() {
    let lab = Lab::new();
    lab.alias("mine", "steady");
    let bench = |more: &[&str], code: i32, parts: &[&str]| check(&lab, &[&BENCH[..], more].concat(), code, parts);
    bench(&["--save-baseline", "main"], 0, &["saved   ", "as baseline main"]);
    bench(&["--baseline", "main"], 0, &["against baseline main", "1 equal"]);
    let sizes = "\"size_name\":\"small\",\"size\":2";
    for (name, from, to) in [
        ("older", "\"version\":1,", "\"version\":0,"),
        ("newer", "\"version\":1,", "\"version\":99,"),
        ("elsewhere", "\"machine_key\":\"", "\"machine_key\":\"other "),
        ("renamed", "\"name\":\"mine\"", "\"name\":\"yours\""),
        ("rebuilt", "\"sha256\":\"", "\"sha256\":\"0"),
        ("edited", "\"source_sha256\":\"", "\"source_sha256\":\"0"),
        ("smaller", sizes, "\"size_name\":\"small\",\"size\":1"),
        ("another", "group/alpha", "group/gamma"),
    ] {
        altered(&lab, name, from, to);
    }
    std::fs::write(lab.path(".spectrum/baselines/foreign.jsonl"), "{}\n").expect("written");
    let cases: [(&str, i32, &str); 12] = [
        ("nothing", 7, "no baseline `nothing`"),
        ("../main", 2, "is no name of a baseline"),
        ("older", 7, "older record format 0"),
        ("newer", 7, "record format 99 is newer"),
        ("elsewhere", 7, "from another machine: other "),
        ("renamed", 7, "it has no engine mine"),
        ("rebuilt", 7, "mine is another build"),
        ("edited", 7, "group/alpha: its source changed"),
        ("smaller", 7, "group/alpha: size 1 in the base, 2 now"),
        ("another", 7, "it has no workload group/alpha"),
        ("foreign", 1, "not a record of this tool"),
        ("main", 0, "against baseline main"),
    ];
    let records = || std::fs::read_dir(lab.path(".spectrum/records")).map_or(0, Iterator::count);
    for (name, code, part) in cases {
        let before = records();
        bench(&["--baseline", name], code, &[part]);
        assert_eq!(records() == before, code != 0, "{name}: refused before anything is measured, or measured");
    }
    for (name, part) in [("nothing", "not compared: no baseline"), ("elsewhere", "different machines"), ("rebuilt", "another build")] {
        bench(&["--baseline-lenient", name], 0, &[part]);
    }
    for (name, code, part) in [
        ("older", 7, "older record format 0"),
        ("elsewhere", 7, "different machines"),
        ("edited", 7, "its source changed"),
        ("nothing", 7, "no such record, and no baseline of that name"),
    ] {
        check(&lab, &["compare", name, "main"], code, &[part]);
    }
    check(&lab, &["compare", "main", "main"], 0, &["1 equal"]);
    check(&lab, &["bench", "alpha", "-e", "mine", "--quick", "--save-baseline", "x"], 2, &["cannot be used with"]);
    // Twice as slow.
    lab.alias("mine", "double");
    bench(&["--baseline", "main"], 3, &["slower"]);
    lab.alias("mine", "wrong");
    bench(&["--save-baseline", "bad"], 5, &["baseline bad is not saved"]);
    assert!(!lab.path(".spectrum/baselines/bad.jsonl").exists());
}

#[test]
fn a_base_or_a_selection_that_is_nothing_is_said_so() {
    let lab = Lab::new();
    for (dir, script) in [("renamed", "echo \"error: unknown engine\" >&2; exit 2\n"), ("broken", "exit 9\n")] {
        let path = lab.path(dir).join("target/release/spectrum");
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(&path, format!("#!/bin/sh\n{script}")).expect("written");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("executable");
    }
    let good = lab.path("good/target/release");
    std::fs::create_dir_all(&good).expect("made");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_spectrum"), good.join("spectrum")).expect("linked");
    let ab = |base: &str, new: &str, more: &[&str], code: i32, part: &str| {
        check(&lab, &[&["ab", "--base-dir", base, "--new-dir", new], more].concat(), code, &[part]);
    };
    let vm = ["-e", "bytecode-vm", "alpha"];
    ab("renamed", "good", &vm, 7, "renamed has no engine `bytecode-vm`");
    ab("good", "renamed", &vm, 7, "renamed has no engine `bytecode-vm`");
    ab("nowhere", "good", &vm, 7, "no base to compare with");
    ab("good", "good", &["-e", "bytecode-vm", "no-such-workload"], 2, "unknown workload");
    ab("good", "good", &["-e", "bytecode", "alpha"], 2, "unknown engine");
    ab("good", "good", &["--run", "/bin/true"], 4, "nothing is selected");
    ab("good", "good", &["--run", "true", "--layout", "copies", "--force", "workloads"], 2, "no relinked copy");
    check(&lab, &["counters", "--check", "alpha"], 7, &["no snapshot of counters"]);
    check(&lab, &["counters", "nonsense"], 2, &["unknown workload"]);
    check(&lab, &["history"], 4, &["no record in"]);
}

#[test]
fn counters_are_blessed_and_held() {
    let lab = Lab::new();
    check(&lab, &["counters", "alpha", "-e", "bytecode-vm"], 0, &["group/alpha bytecode-vm instructions "]);
    check(&lab, &["counters", "--bless"], 0, &["blessed ", "counters.txt"]);
    check(&lab, &["counters", "--check"], 0, &["all as in the snapshot"]);
    let main = lab.declaration("alpha").with_file_name("main.py");
    std::fs::write(&main, "def run(size):\n    return 40 + size - size + 2\n").expect("written");
    check(&lab, &["counters", "--check"], 3, &["group/alpha", "instructions", "differ from the snapshot", "--bless"]);
    check(&lab, &["counters", "--check", "beta"], 0, &["all as in the snapshot"]);
    check(&lab, &["counters", "--bless", "alpha"], 0, &["blessed"]);
    check(&lab, &["counters", "--check"], 0, &["all as in the snapshot"]);
    std::fs::write(&main, "def run(size):\n    return 43\n").expect("written");
    check(&lab, &["counters", "--bless"], 5, &["another result than the expected one", "nothing is blessed"]);
}
