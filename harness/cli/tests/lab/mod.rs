//! A folder with two workloads and scripted runtimes, and the binary run in it.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A good declaration: the fake runtimes answer 42.
pub const WORKLOAD: &str = "title = \"The answer\"\nstresses = [\"nothing\"]\ntime_limit_s = 1\nanalysis = \"-\"\n\
    [sizes.smoke]\nsize = 1\nexpected = \"42\"\n[sizes.small]\nsize = 2\nexpected = \"42\"\n";

/// SHA-256 of "42" and of "43".
const RIGHT: &str = "73475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a8049";
const WRONG: &str = "44cb730c420480a0477b505ae68af508fb90f96cf0ec54c6ad16949dd427f13a";

pub struct Lab {
    dir: tempfile::TempDir,
}

/// What a command came to.
pub struct Done {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Done {
    /// The rest of the first line of stdout that starts so.
    pub fn path_after(&self, start: &str) -> PathBuf {
        let line = self.stdout.lines().find_map(|line| line.strip_prefix(start));
        PathBuf::from(line.unwrap_or_else(|| panic!("no `{start}` in {}", self.stdout)))
    }
}

/// Runs a command and checks its exit code and that each part is on stdout or stderr.
pub fn check(lab: &Lab, arguments: &[&str], code: i32, parts: &[&str]) -> Done {
    check_done(lab.run(arguments), arguments, code, parts)
}

/// Likewise by the program of an archive.
pub fn check_packed(lab: &Lab, archive: &str, arguments: &[&str], code: i32, parts: &[&str]) -> Done {
    check_done(lab.run_packed(archive, arguments), arguments, code, parts)
}

fn check_done(done: Done, arguments: &[&str], code: i32, parts: &[&str]) -> Done {
    let all = format!("{}{}", done.stdout, done.stderr);
    assert_eq!(done.code, Some(code), "{arguments:?}\n{all}");
    for part in parts {
        assert!(all.contains(part), "{arguments:?} lacks `{part}`:\n{all}");
    }
    assert!(!all.contains("panicked"), "{all}");
    done
}

impl Lab {
    pub fn new() -> Self {
        let lab = Lab { dir: tempfile::tempdir().expect("a folder") };
        lab.workload("alpha", WORKLOAD);
        lab.workload("beta", WORKLOAD);
        lab.runtimes(&[]);
        lab
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A path as a command in the lab prints it, relative to the lab.
    pub fn join(&self, path: &Path) -> PathBuf {
        self.dir.path().join(path)
    }

    pub fn declaration(&self, name: &str) -> PathBuf {
        self.path("workloads/group").join(name).join("workload.toml")
    }

    pub fn workload(&self, name: &str, declaration: &str) {
        let path = self.declaration(name);
        let dir = path.parent().expect("a folder");
        std::fs::create_dir_all(dir).expect("a folder");
        std::fs::write(&path, declaration).expect("written");
        std::fs::write(dir.join("main.py"), "def run(size):\n    return 42\n").expect("written");
    }

    /// Adds a runtime that behaves as another.
    pub fn alias(&self, name: &str, like: &str) {
        self.runtimes(&[(name, like)]);
    }

    fn runtimes(&self, aliases: &[(&str, &str)]) {
        let mut text = String::new();
        let behaviours = FAKES.iter().map(|(name, script)| (*name, *script));
        let of = |like: &str| FAKES.iter().find(|(name, _)| *name == like).expect("a fake").1;
        for (name, script) in behaviours.chain(aliases.iter().map(|(name, like)| (*name, of(like)))) {
            let path = self.path(&format!("{name}.sh"));
            let script = script.replace("RIGHT", RIGHT).replace("WRONG", WRONG).replace("LAB", &self.dir.path().display().to_string());
            std::fs::write(&path, format!("{COMMON}{script}").replace("RIGHT", RIGHT)).expect("written");
            let attest = if name == "unproven" { "attest = { compiled = 1 }\n" } else { "" };
            text.push_str(&format!(
                "[[runtime]]\nname = \"{name}\"\norigin = \"foreign\"\nstrategy = \"bytecode\"\ndetect = [\"/bin/sh\"]\n\
                 version = [\"{{exe}}\", \"-c\", \"echo fake {name}\"]\nrun = [\"{{exe}}\", \"{}\"]\n{attest}",
                path.display()
            ));
        }
        text.push_str(
            "[[runtime]]\nname = \"absent\"\norigin = \"foreign\"\nstrategy = \"jit\"\ndetect = [\"/no/such/thing\"]\n\
             version = [\"x\"]\nrun = [\"x\"]\nhint = \"get it somewhere\"\n",
        );
        std::fs::write(self.path("runtimes.toml"), text).expect("written");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spectrum"));
        command.args(arguments).current_dir(self.dir.path()).stdin(Stdio::null());
        for name in ["SPECTRUM_WORKLOADS", "SPECTRUM_STORE", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        command.env("SPECTRUM_RUNTIMES", self.path("runtimes.toml"));
        command
    }

    fn run(&self, arguments: &[&str]) -> Done {
        Self::done(&self.command(arguments).output().expect("the binary"))
    }

    fn done(output: &Output) -> Done {
        let text = |bytes: &[u8]| std::str::from_utf8(bytes).expect("text").to_owned();
        Done { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    /// Runs the program of an archive in a folder where nothing else is.
    pub fn run_packed(&self, archive: &str, arguments: &[&str]) -> Done {
        let elsewhere = self.path("elsewhere");
        std::fs::create_dir_all(&elsewhere).expect("a folder");
        let mut command = Command::new(self.path(archive).join("spectrum"));
        command.args(arguments).current_dir(&elsewhere).stdin(Stdio::null());
        for name in ["SPECTRUM_WORKLOADS", "SPECTRUM_RUNTIMES", "SPECTRUM_STORE", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        Self::done(&command.output().expect("the packed binary"))
    }

    /// Runs with a stdout nobody reads.
    pub fn run_into_closed_pipe(&self, arguments: &[&str]) -> Option<i32> {
        let mut child = self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the binary");
        drop(child.stdout.take());
        child.wait().expect("its end").code()
    }

    /// Sends a signal once a few samples are in the record.
    pub fn run_and_signal(&self, arguments: &[&str], record: &Path, signal: rustix::process::Signal) -> Done {
        let mut child = self.command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the binary");
        let begun = Instant::now();
        while samples(record) < 3 && begun.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(20));
        }
        rustix::process::kill_process(rustix::process::Pid::from_child(&child), signal).expect("a signal");
        let code = child.wait().expect("its end").code();
        let mut stderr = String::new();
        child.stderr.take().expect("stderr").read_to_string(&mut stderr).expect("text");
        Done { code, stdout: String::new(), stderr }
    }

    /// True when a process runs whose command line names this lab.
    pub fn is_anything_running(&self) -> bool {
        let name = self.dir.path().display().to_string();
        let running = || {
            std::fs::read_dir("/proc")
                .expect("/proc")
                .flatten()
                .any(|entry| std::fs::read(entry.path().join("cmdline")).is_ok_and(|line| String::from_utf8_lossy(&line).contains(&name)))
        };
        // A killed process takes a moment to go.
        let begun = Instant::now();
        while running() && begun.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(20));
        }
        running()
    }

    /// The lines of a record; every one must be whole.
    pub fn record(&self, path: &Path) -> Vec<serde_json::Value> {
        let file = std::fs::File::open(self.dir.path().join(path)).expect("the record");
        BufReader::new(file).lines().map(|line| serde_json::from_str(&line.expect("text")).expect("JSON")).collect()
    }
}

fn samples(record: &Path) -> usize {
    std::fs::read_to_string(record).map_or(0, |text| text.matches("\"type\":\"invocation\"").count())
}

/// Every Rust file under a folder.
pub fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Shell functions of all fakes. Iterations claim about a hundred thousand nanoseconds, scattered a little by the process id.
const COMMON: &str = r#"read request
begin() { echo '{"event":"main","monotonic_ns":1}'; echo '{"event":"phase","name":"load","wall_ns":1000}'; }
iterations() {
    i=0
    while [ $i -lt 4 ]; do
        echo "{\"event\":\"iteration\",\"index\":$i,\"wall_ns\":$(($1 + $$ % 100 * 2)),\"cpu_ns\":0,\"digest\":\"$2\"}"
        i=$((i + 1))
    done
    echo "{\"event\":\"result\",\"text\":\"$3\",\"bytes\":2}"
}
finish() { echo '{"event":"counters","values":{"compiled":0}}'; echo '{"event":"end","peak_rss_bytes":1000000}'; }
"#;

/// Name and behaviour.
const FAKES: &[(&str, &str)] = &[
    ("steady", "begin; iterations 100000 RIGHT 42; finish\n"),
    ("double", "begin; iterations 200000 RIGHT 42; finish\n"),
    ("cpython", "begin; iterations 100000 RIGHT 42; finish\n"),
    ("wrong", "begin; iterations 100000 WRONG 43; finish\n"),
    ("crash", "begin; iterations 100000 RIGHT 42; echo something broke >&2; exit 9\n"),
    ("killed", "begin; kill -SEGV $$\n"),
    ("slow", "begin; sleep 30; iterations 100000 RIGHT 42; finish\n"),
    ("boastful", "begin; iterations 10000000000 RIGHT 42; finish\n"),
    ("sleepy", "begin; sleep 0.3; iterations 100000 RIGHT 42; finish\n"),
    ("chatty", "begin; echo hello; iterations 100000 RIGHT 42; finish\n"),
    ("silent", "exit 0\n"),
    ("half", "begin; iterations 100000 RIGHT 42; printf '{\"event\":\"en'\n"),
    ("raises", "begin; echo '{\"event\":\"error\",\"kind\":\"program\",\"message\":\"ZeroDivisionError: division by zero\"}'; exit 1\n"),
    ("unproven", "begin; iterations 100000 RIGHT 42; finish\n"),
    // Right the first time it is asked, wrong from then on.
    (
        "fickle",
        "if [ -e LAB/asked ]; then begin; iterations 100000 WRONG 43; finish; else touch LAB/asked; begin; iterations 100000 RIGHT 42; finish; fi\n",
    ),
];
