//! The bytecode cache as a user meets it: what importing leaves behind, what is believed, and what is not.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const CACHED: &str = "__pycache__/helper.spectrum.bytecode";

/// A folder with `main.py`, which imports `helper.py`.
struct Program {
    folder: TempDir,
}

impl Program {
    fn new(helper: &str) -> Program {
        let program = Program { folder: TempDir::new().expect("a temporary folder") };
        program.write("main.py", "import helper\nprint(helper.value())\n");
        program.write("helper.py", helper);
        program
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).expect("a file in the temporary folder");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn cached(&self) -> Vec<u8> {
        std::fs::read(self.path(CACHED)).expect("a cache file")
    }

    fn spectrum(&self, arguments: &[&str]) -> (i32, String, String) {
        self.spectrum_with(arguments, "")
    }

    fn spectrum_with(&self, arguments: &[&str], dont_write: &str) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spectrum"));
        command.current_dir(self.folder.path()).args(arguments).env("PYTHONDONTWRITEBYTECODE", dont_write);
        let output = command.output().expect("the binary runs");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }

    /// Runs `main.py` and checks what it printed and whether the helper came from the cache.
    #[track_caller]
    fn check(&self, engine: &str, printed: &str, from_cache: bool) {
        let (code, stdout, stderr) = self.spectrum(&["run", "--engine", engine, "--stats", "main.py"]);
        assert_eq!((code, stdout.as_str()), (0, printed), "{stderr}");
        let counted = |name: &str| {
            let line = stderr.lines().find(|line| line.ends_with(name)).unwrap_or_else(|| panic!("no {name} in {stderr}"));
            line.split_whitespace().next().and_then(|number| number.parse::<u64>().ok())
        };
        let expected = if from_cache { (Some(1), Some(0)) } else { (Some(0), Some(1)) };
        assert_eq!((counted("  modules_from_cache"), counted("  modules_compiled")), expected);
    }
}

/// A source of the same size with another value: only the modification time tells them apart.
fn helper(value: u32) -> String {
    format!(
        "TABLE = {{'k': (1, 2.5, 10**30, b'x', frozenset((1, 2)))}}\ndef value(a=(1, 'x')):\n    try:\n        return {value}\n    finally:\n        pass\n"
    )
}

#[test]
fn importing_writes_it_and_running_directly_does_not() {
    let program = Program::new(&helper(1));
    program.check("bytecode-vm", "1\n", false);
    let names: Vec<_> = std::fs::read_dir(program.path("__pycache__")).expect("the folder").flatten().map(|e| e.file_name()).collect();
    assert_eq!(names, ["helper.spectrum.bytecode"]);
    program.check("bytecode-vm", "1\n", true);
    program.check("cranelift-jit", "1\n", true);
}

#[test]
fn an_edit_is_seen_by_the_next_process() {
    let program = Program::new(&helper(1));
    program.check("bytecode-vm", "1\n", false);
    program.write("helper.py", helper(2));
    program.check("bytecode-vm", "2\n", false);
    program.check("bytecode-vm", "2\n", true);
}

#[test]
fn an_edit_while_loaded_keeps_the_old_code_in_the_process() {
    let program = Program::new(&helper(1));
    program.write("main.py", "import helper\nprint('ready', flush=True)\ninput()\nimport helper\nprint(helper.value())\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_spectrum"));
    command.current_dir(program.folder.path()).args(["run", "--engine", "bytecode-vm", "main.py"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the binary runs");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    assert_eq!(lines.next().and_then(Result::ok).as_deref(), Some("ready"));
    program.write("helper.py", "def value(): return 3\n");
    child.stdin.take().expect("its input").write_all(b"\n").expect("it waits");
    assert_eq!(lines.next().and_then(Result::ok).as_deref(), Some("1"));
    assert!(child.wait().expect("it ends").success());
    program.write("main.py", "import helper\nprint(helper.value())\n");
    program.check("bytecode-vm", "3\n", false);
}

#[test]
fn whatever_stands_in_the_cache_the_source_counts() {
    let program = Program::new(&helper(1));
    program.check("bytecode-vm", "1\n", false);
    let good = program.cached();
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 0x40;
        bytes
    };
    let mut bad: Vec<Vec<u8>> = vec![Vec::new(), b"hello".to_vec(), vec![0; 4096], vec![0xff; 4096], [good.clone(), vec![0]].concat()];
    bad.extend((0..good.len()).step_by(97).chain([0, 8, 16, 24, 32, 40, 72]).map(flipped));
    bad.extend([1, 8, 39, 71, 72, good.len() / 2, good.len() - 1].map(|length| good[..length].to_vec()));
    for bytes in bad {
        program.write(CACHED, &bytes);
        program.check("bytecode-vm", "1\n", false);
        assert_eq!(program.cached(), good, "replaced by a good one");
    }
}

#[test]
fn nothing_is_written_where_nothing_may_be() {
    let program = Program::new(&helper(1));
    // A file in the way of the folder: as good as a folder that cannot be written, also for root.
    program.write("__pycache__", "");
    program.check("bytecode-vm", "1\n", false);
    program.check("bytecode-vm", "1\n", false);
    std::fs::remove_file(program.path("__pycache__")).expect("the file in the way");
    let (code, stdout, _) = program.spectrum_with(&["run", "--engine", "bytecode-vm", "main.py"], "1");
    assert_eq!((code, stdout.as_str()), (0, "1\n"));
    program.write("main.py", "import sys\nsys.dont_write_bytecode = True\nimport helper\nprint(helper.value())\n");
    program.check("bytecode-vm", "1\n", false);
    assert!(!program.path("__pycache__").exists());
}

#[test]
fn a_moved_program_names_its_new_place_in_tracebacks() {
    let program = Program::new("def value():\n    raise ValueError('here')\n");
    let run = |program: &Program| program.spectrum(&["run", "--engine", "bytecode-vm", "main.py"]);
    run(&program);
    let other = Program::new("");
    for name in ["helper.py", CACHED] {
        let target = other.path(name);
        std::fs::create_dir_all(target.parent().unwrap_or(Path::new("."))).expect("its folder");
        std::fs::rename(program.path(name), target).expect("the same file system");
    }
    let (code, _, stderr) = run(&other);
    assert_eq!(code, 1);
    let place = std::fs::canonicalize(other.path("helper.py")).expect("the moved file");
    assert!(stderr.contains(&format!("File \"{}\", line 2, in value", place.display())), "{stderr}");
}

#[test]
fn the_command_lists_shows_and_clears() {
    let program = Program::new(&helper(1));
    program.check("bytecode-vm", "1\n", false);
    program.write("__pycache__/gone.spectrum.bytecode", program.cached());
    program.write("__pycache__/other.cpython-311.pyc", "CPython's");
    let (code, listing, _) = program.spectrum(&["cache", "ls"]);
    assert_eq!(code, 0);
    assert!(listing.contains("valid") && listing.contains("helper.py") && listing.contains("orphan"), "{listing}");
    assert!(listing.contains("2 cache files"), "{listing}");
    program.write("helper.py", helper(2));
    assert!(program.spectrum(&["cache", "ls", "."]).1.contains("stale"));
    let (code, shown, _) = program.spectrum(&["cache", "show", "helper.py"]);
    assert_eq!(code, 0);
    assert!(shown.contains("stale") && shown.contains("code objects") && shown.contains("value"), "{shown}");
    let (code, cleared, _) = program.spectrum(&["cache", "clear"]);
    assert_eq!((code, cleared.as_str()), (0, "removed 2 cache files in and below .\n"));
    assert!(program.path("__pycache__/other.cpython-311.pyc").exists());
    let (code, _, error) = program.spectrum(&["cache", "show", "helper.py"]);
    assert_eq!(code, 1);
    assert!(error.contains("no cached bytecode of helper.py"), "{error}");
}

#[test]
fn a_prefix_keeps_the_files_elsewhere() {
    let program = Program::new("def value():\n    return 1\n");
    let prefix = program.path("kept");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spectrum"));
        command.current_dir(program.folder.path()).args(arguments).env("PYTHONPYCACHEPREFIX", &prefix);
        let output = command.output().expect("the binary runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
    };
    assert_eq!(run(&["cache", "fill"]), "filled in 2 cache files\n");
    assert!(!program.path("__pycache__").exists());
    let listed = run(&["cache", "ls", "kept"]);
    assert!(listed.contains("valid") && listed.contains("helper.py") && listed.contains("2 cache files"), "{listed}");
    let told = run(&["run", "--engine", "bytecode-vm", "--stats", "main.py"]);
    assert!(told.starts_with("1\n") && told.contains("1  modules_from_cache"), "{told}");
    assert!(run(&["cache", "show", "helper.py"]).contains("state     valid"));
}

#[test]
fn an_unchecked_file_is_believed_whatever_becomes_of_the_source() {
    let program = Program::new("def value():\n    return 1\n");
    let (code, _, stderr) = program.spectrum(&["cache", "fill", "--unchecked", "helper.py"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    program.write("helper.py", "def value():\n    return 22\n");
    program.check("bytecode-vm", "1\n", true);
    let (_, _, _) = program.spectrum(&["cache", "fill", "helper.py"]);
    program.check("bytecode-vm", "22\n", true);
    program.write("broken.py", "def value(:\n");
    let (code, stdout, stderr) = program.spectrum(&["cache", "fill", "broken.py", "helper.py"]);
    assert_eq!((code, stdout.as_str()), (1, "filled in 1 cache files\n"));
    assert!(stderr.contains("broken.py") && stderr.contains("SyntaxError"), "{stderr}");
}
