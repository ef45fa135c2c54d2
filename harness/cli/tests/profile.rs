//! `spectrum profile` as a user meets it: the tables on stderr, the file, and counts that follow from the program.

use serde_json::Value;
use std::process::{Command, Output};
use tempfile::TempDir;

/// Two thousand calls by one hot loop, and two collections that were asked for.
const PROGRAM: &str = "\
import gc

class Point:
    def __init__(self, x):
        self.x = x

    def double(self):
        return self.x * 2

def total(n):
    result = 0
    for i in range(n):
        result += Point(i).double()
    return result

print(total(1000))
gc.collect()
gc.collect()
raise SystemExit(3)
";

/// Profiles the program on an engine; its output, and the file of `--json`.
fn profile(engine: &str, arguments: &[&str]) -> (Output, Value) {
    profile_in(&TempDir::new().expect("a temporary folder"), engine, arguments)
}

fn profile_in(folder: &TempDir, engine: &str, arguments: &[&str]) -> (Output, Value) {
    std::fs::write(folder.path().join("main.py"), PROGRAM).expect("a file in the temporary folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_spectrum"));
    command.current_dir(folder.path()).args(["profile", "main.py", "--engine", engine, "--json", "profile.json"]).args(arguments);
    let output = command.output().expect("the binary runs");
    let text = std::fs::read_to_string(folder.path().join("profile.json")).expect("the file that was asked for");
    (output, serde_json::from_str(&text).expect("JSON"))
}

/// The row of a list whose field `key` has this value.
#[track_caller]
fn row<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    let rows = list.as_array().expect("a list");
    rows.iter().find(|row| row[key] == value).unwrap_or_else(|| panic!("no {key} {value} in {list}"))
}

#[test]
fn counts_follow_from_the_program() {
    let (output, counts) = profile("bytecode-vm", &[]);
    // The program's own output and exit code are its own.
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(3), b"999000\n".as_slice()));
    assert_eq!(counts["engine"], "bytecode-vm");
    for (name, line, calls) in [("total", 10, 1), ("Point.double", 7, 1000), ("Point.__init__", 4, 1000), ("<module>", 1, 1)] {
        let function = row(&counts["functions"], "name", name);
        assert_eq!((&function["line"], &function["calls"]), (&line.into(), &calls.into()), "{name}");
    }
    let instructions = |list: &str| counts[list].as_array().expect("a list").iter().map(|row| row["instructions"].as_u64());
    let sum = |list: &str| instructions(list).sum::<Option<u64>>().expect("numbers");
    let opcodes: u64 = counts["opcodes"].as_object().expect("by name").values().filter_map(Value::as_u64).sum();
    assert_eq!((sum("functions"), sum("lines")), (opcodes, opcodes), "each instruction is counted for a function, a line, an opcode");
    for list in ["functions", "lines"] {
        assert!(instructions(list).is_sorted_by(|a, b| a >= b), "the hottest {list} come first");
    }
    assert_eq!(counts["functions"][0]["name"], "total");
    assert_eq!(counts["lines"][0]["line"], 13, "the body of the loop");
    // Quick opcodes, after the first time each instruction was executed.
    for (opcode, executed) in [("ForRange", 1001), ("CallClass", 999), ("CallMethodPython", 999), ("GetAttrSlot", 999), ("Return", 1001)] {
        assert_eq!(counts["opcodes"][opcode], executed, "{opcode}");
    }
    for family in ["attribute reads", "attribute writes", "methods", "globals and builtins", "calls"] {
        let cache = row(&counts["caches"], "what", family);
        assert_eq!(cache["hits"], 999, "{family}");
        assert!(cache["hit_rate"].as_f64().is_some_and(|rate| rate > 0.98), "{cache}");
    }
    assert_eq!(counts["counters"]["gc_collections"], 2);
    assert!(counts["counters"]["allocated_bytes"].as_u64().is_some_and(|bytes| bytes >= 1000 * 32), "a thousand points");
}

#[test]
fn two_profiles_are_equal() {
    let folder = TempDir::new().expect("a temporary folder");
    let [first, second] = [(); 2].map(|()| profile_in(&folder, "bytecode-vm", &[]));
    assert!(first.1 == second.1, "{}{}", first.1, second.1);
    assert!(first.0.stderr == second.0.stderr, "the tables of equal counts");
}

#[test]
fn tables_show_as_many_rows_as_asked_for() {
    let (output, _) = profile("bytecode-vm", &["--top", "2"]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let heads = ["function", "line", "opcode", "inline caches", "counter"];
    let tables: Vec<Vec<&str>> = text.split("\n\n").map(|table| table.lines().collect()).collect();
    assert!(tables[0][0].ends_with("instructions executed"), "{text}");
    for (table, head) in tables[1..].iter().zip(heads) {
        assert!(table[0].starts_with(head), "{head} in {text}");
    }
    assert_eq!(tables.len(), 1 + heads.len(), "{text}");
    for table in &tables[1..4] {
        assert_eq!(table.len(), 2 + 2, "a head, a line and two rows: {table:?}");
    }
    assert!(tables[1][2].starts_with("total  ") && tables[1][2].contains("main.py:10 "), "{text}");
    assert!(tables[2][2].contains("main.py:13 "), "{text}");
}

#[test]
fn the_tree_walker_shows_its_counters() {
    let (output, counts) = profile("tree-walker", &[]);
    assert_eq!((output.status.code(), &counts["functions"]), (Some(3), &Value::Array(Vec::new())));
    assert_eq!((&counts["counters"]["calls"], &counts["counters"]["gc_collections"]), (&2003.into(), &2.into()));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("counter"), "no table of instructions");
}
