//! `spectrum run` on every engine this build hosts: behaves as `python3 FILE ARGS`, whatever the file is.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

fn spectrum(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_spectrum")).args(arguments).output().expect("the binary")
}

/// Engines of our own that this build hosts.
fn engines() -> Vec<String> {
    static LISTED: OnceLock<Vec<String>> = OnceLock::new();
    LISTED.get_or_init(list_engines).clone()
}

fn list_engines() -> Vec<String> {
    let dir = tempfile::tempdir().expect("a folder");
    let store = dir.path().display().to_string();
    let listed = spectrum(&["list", "--json", "--only", "engines", "--store", &store]);
    let list: serde_json::Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    // What starts from bytecode built before runs workloads, not files.
    let built = |engine: &serde_json::Value| engine["build"].as_array().is_some_and(|command| !command.is_empty());
    let own = |engine: &&serde_json::Value| engine["origin"] == "own" && engine["available"] == true && !built(engine);
    let engines = list["engines"].as_array().expect("a list").iter().filter(own);
    engines.map(|engine| engine["name"].as_str().expect("a name").to_owned()).collect()
}

/// Runs a file on every engine: exit code, whole stdout, and a part of the last line of stderr.
fn check(path: &Path, arguments: &[&str], code: i32, stdout: &str, last: &str) {
    for engine in engines() {
        let file = path.display().to_string();
        let run = ["run", "--engine", &engine, &file];
        let done = spectrum(&run.iter().copied().chain(arguments.iter().copied()).collect::<Vec<_>>());
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (text(&done.stdout), text(&done.stderr));
        assert_eq!(done.status.code(), Some(code), "{engine} {file}: {err}");
        assert_eq!(out, stdout, "{engine} {file}");
        assert!(err.lines().last().unwrap_or("").contains(last), "{engine} {file}: {err}");
        assert!(!err.contains("panicked"), "{engine}: {err}");
    }
}

fn file(dir: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = dir.path().join(name);
    std::fs::write(&path, bytes).expect("written");
    path
}

#[test]
fn a_program_gets_its_arguments_and_gives_its_exit_code() {
    let dir = tempfile::tempdir().expect("a folder");
    let program = file(&dir, "p.py", b"import sys\nprint(sys.argv[1], sys.argv[2], __name__)\nsys.exit(3)\n");
    check(&program, &["one", "--two"], 3, "one --two __main__\n", "");
    let raises = file(&dir, "r.py", b"print('before')\n1 // 0\n");
    check(&raises, &[], 1, "before\n", "ZeroDivisionError: integer division or modulo by zero");
}

#[test]
fn files_that_are_no_program_are_refused_in_words() {
    let dir = tempfile::tempdir().expect("a folder");
    check(&dir.path().join("missing.py"), &[], 2, "", "can't open file");
    check(dir.path(), &[], 2, "", "is a directory");
    check(&file(&dir, "latin.py", b"x = '\xe9'\n"), &[], 1, "", "SyntaxError: ");
    check(&file(&dir, "nul.py", b"x = 1\0\n"), &[], 1, "", "null bytes");
    check(&file(&dir, "half.py", b"def f(:\n"), &[], 1, "", "SyntaxError: ");
    let deep = format!("x = {}1{}\n", "(".repeat(10_000), ")".repeat(10_000));
    check(&file(&dir, "deep.py", deep.as_bytes()), &[], 1, "", "");
    check(&file(&dir, "empty.py", b""), &[], 0, "", "");
}

#[test]
fn endless_recursion_and_boundless_memory_are_catchable() {
    let dir = tempfile::tempdir().expect("a folder");
    let recursion = b"def f():\n    return f()\ntry:\n    f()\nexcept RecursionError:\n    print('caught')\nf()\n";
    check(&file(&dir, "deep.py", recursion), &[], 1, "caught\n", "RecursionError: maximum recursion depth exceeded");
    let memory = b"try:\n    x = [0] * 10**12\nexcept MemoryError:\n    print('caught')\n";
    check(&file(&dir, "memory.py", memory), &[], 0, "caught\n", "");
}

#[test]
fn stats_name_the_engine_and_its_counters() {
    let dir = tempfile::tempdir().expect("a folder");
    let program = file(&dir, "p.py", b"print(1)\n").display().to_string();
    for engine in engines() {
        let done = spectrum(&["run", "--engine", &engine, "--stats", &program]);
        let err = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(err.contains(&format!("engine {engine}\n")) && err.contains("allocated_bytes"), "{err}");
        assert_eq!(done.stdout, b"1\n");
    }
}

/// Makes garbage of one kind, and prints by how many MiB the peak of the process's memory grew meanwhile.
fn growth(garbage: &str) -> String {
    format!(
        "import array, collections\n\
         def peak():\n    return next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM'))\n\
         before = peak()\n\
         for i in range(800):\n    {garbage}\n\
         print((peak() - before) // 1024)\n"
    )
}

/// Cells are small beside the buffers that they own; the collector has to count these too.
#[cfg(target_os = "linux")]
#[test]
fn memory_stays_near_what_is_alive() {
    let garbage = [
        ("list", "x = [i] * 20000"),
        ("slice", "x = [i] * 20000; y = x[1:]"),
        ("tuple", "x = (i,) * 20000"),
        ("dict", "x = dict.fromkeys(range(2000))"),
        ("set", "x = set(range(2000))"),
        ("frozenset", "x = frozenset(range(2000)); y = x | {-1}"),
        ("str", "x = chr(97 + i % 26) * 150000; y = x + '!'; y += '!'"),
        ("wide str", "x = chr(960 + i % 26) * 40000; y = x + '!'"),
        ("bytes", "x = bytes(150000)"),
        ("bytearray", "x = bytearray(150000); x.append(1)"),
        ("array", "x = array.array('d', [0.0]) * 20000"),
        ("deque", "x = collections.deque([i] * 20000)"),
        ("int", "x = (1 << 1200000) + i"),
    ];
    let dir = tempfile::tempdir().expect("a folder");
    for (name, line) in garbage {
        let program = file(&dir, "garbage.py", growth(line).as_bytes());
        for engine in engines() {
            let done = spectrum(&["run", "--engine", &engine, &program.display().to_string()]);
            let out = String::from_utf8_lossy(&done.stdout).into_owned();
            let mib: i64 = out.trim().parse().unwrap_or_else(|_| panic!("{name} on {engine}: {out:?} {done:?}"));
            // Each makes 100 MB and more, of which less than 1 MB is alive at a time.
            assert!(mib < 32, "{name} on {engine}: the peak grew by {mib} MiB");
        }
    }
}

/// With a limited address space: what asks for too much at once or appends without end gets a `MemoryError` that it can
/// catch; what else grows without end ends with CPython's last line and exit code; nothing aborts or panics.
#[test]
fn memory_that_is_used_up_is_an_error_of_the_program() {
    let caught = "\
def attempt(what):
    try:
        what()
    except MemoryError:
        print('caught')
def appending():
    x = []
    while True:
        x.append(x)
attempt(lambda: 'ab' * 10**9)
attempt(lambda: [0] * 10**9)
attempt(lambda: list(range(10**9)))
attempt(lambda: bytes(10**10))
attempt(lambda: 1 << 10**11)
attempt(appending)
x = [0] * 1000000
print(len(x))
";
    let endless = [
        ("a dict", "x = {}\nwhile True:\n    x[len(x)] = None\n"),
        ("a set", "x = set()\nwhile True:\n    x.add(len(x))\n"),
        ("a text", "x = 'abc'\nwhile True:\n    x = x + x[:100000]\n"),
        ("objects", "class Node:\n    def __init__(self, next):\n        self.next = next\nx = None\nwhile True:\n    x = Node(x)\n"),
        ("lists", "x = None\nwhile True:\n    x = [x]\n"),
        ("texts", "x = []\nn = 0\nwhile True:\n    n += 1\n    x.append(str(n) * 1000)\n"),
        ("a deque", "import collections\nx = collections.deque()\nwhile True:\n    x.append(1)\n"),
        ("bytes", "x = bytearray(b'abc')\nwhile True:\n    x += x[:100000]\n"),
    ];
    let dir = tempfile::tempdir().expect("a folder");
    let limited = |engine: &str, name: &str, text: &str, kib: u64| {
        let program = file(&dir, "hungry.py", text.as_bytes()).display().to_string();
        let command = format!("ulimit -v {kib}; exec \"$@\"");
        let spectrum = env!("CARGO_BIN_EXE_spectrum");
        let done = Command::new("/bin/sh").args(["-c", &command, "sh", spectrum, "run", "--engine", engine, &program]).output();
        let done = done.expect("a shell");
        let err = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(!err.contains("panicked") && !err.contains("allocation"), "{name} on {engine}: {err}");
        (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned(), err)
    };
    for engine in engines() {
        let (code, out, err) = limited(&engine, "what is caught", caught, 1 << 20);
        assert_eq!((code, out.as_str()), (Some(0), "caught\ncaught\ncaught\ncaught\ncaught\ncaught\n1000000\n"), "{engine}: {err}");
        for (name, text) in endless {
            let (code, _, err) = limited(&engine, name, text, 1 << 20);
            assert_eq!((code, err.lines().last()), (Some(1), Some("MemoryError")), "{name} on {engine}: {err}");
        }
        let (code, out, err) = limited(&engine, "too little to start", "print(1)", 200 << 10);
        assert_eq!((code, out.as_str(), err.lines().count()), (Some(1), "", 1), "{engine}: {err}");
        let (code, out, err) = limited(&engine, "enough to start", "print(1)", 600 << 10);
        assert_eq!((code, out.as_str()), (Some(0), "1\n"), "{engine}: {err}");
    }
}

/// Classes that change make translations wrong; the machine code of these is given back, and what runs stays.
#[test]
fn machine_code_that_was_given_up_is_freed() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = "\
class Base:
    def __init__(self, x):
        self.x = x
class Left(Base):
    def weight(self):
        return self.x * 3
class Mixin:
    pass
def total(points):
    sum = 0
    for p in points:
        sum += p.weight() + Left(p.x + 1).weight()
    return sum
points = [Left(i) for i in range(40)]
result = 0
for round in range(30):
    Left.__bases__ = (Base, Mixin) if round % 2 else (Base,)
    for _ in range(8):
        result = (result * 7 + total(points)) % 1000003
print(result)
";
    let program = file(&dir, "changing.py", text.as_bytes()).display().to_string();
    let done = spectrum(&["run", "--engine", "cranelift-jit", "--jit-threshold", "30", "--jit-stress", "--stats", &program]);
    let err = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stdout).trim()), (Some(0), "796875"), "{err}");
    let count = |name: &str| -> u64 {
        let line = err.lines().find(|line| line.ends_with(&format!(" {name}"))).unwrap_or_default();
        line.split_whitespace().next().and_then(|count| count.parse().ok()).unwrap_or_default()
    };
    let (made, freed) = (count("code_bytes"), count("code_bytes_freed"));
    assert!(freed > made / 2 && freed < made, "{freed} of {made} bytes were freed");
}

#[test]
fn the_jit_tells_what_it_did() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = "def total(xs):\n    s = 0\n    for x in xs:\n        s += x\n    return s\ndef each(n):\n    for i in range(n):\n        yield i\n\
                def here():\n    return len(locals())\n\
                for xs in ([1, 2, 3], [0.5, 1.5]):\n    for i in range(3000):\n        total(xs)\n        here()\nprint(sum(each(3000)))\n";
    let program = file(&dir, "events.py", text.as_bytes()).display().to_string();
    let done = spectrum(&["run", "--engine", "cranelift-jit", "--jit-threshold", "50", "--tier-events", &program]);
    let err = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stdout).trim()), (Some(0), "4498500"), "{err}");
    let expected = [
        format!("translate total ({program}:1), call: "),
        format!("discard total ({program}:1): other operands than seen so far at line 4 of total (Add)"),
        format!("translate each ({program}:6), generator: "),
        format!("leave here ({program}:9) to the interpreter: looks at its locals"),
    ];
    for line in expected {
        assert!(err.lines().any(|found| found.starts_with(&line)), "no line {line:?} in\n{err}");
    }
    for (detail, part) in [("clif", "iadd"), ("asm", "ret")] {
        let done = spectrum(&["run", "--jit-threshold", "50", &format!("--tier-events={detail}"), &program]);
        let err = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(err.contains(part) && err.contains("translate total"), "{detail}: {err}");
    }
}
