//! A user's repository with an interpreter of its own gets a gate: from nothing to a failing check on a planted slowdown
//! and a passing one on a comment. The interpreter is a shell script that counts; `spectrum` knows nothing about it.

use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// Runs a program of one word, a number to count to; `WORK` is how much there is to do for one count.
const INTERPRETER: &str =
    "#!/bin/sh\n# tiny: counts\nread n < \"$1\"\ni=0\nwhile [ $i -lt $((n * WORK)) ]; do i=$((i+1)); done\necho counted $n\n";

struct Repository {
    dir: TempDir,
}

struct Done {
    code: Option<i32>,
    all: String,
}

impl Repository {
    /// One commit: the interpreter and two programs.
    fn new() -> Repository {
        let repository = Repository { dir: TempDir::new().expect("a folder") };
        repository.git(&["init", "--quiet"]);
        repository.write(".gitignore", ".spectrum\n");
        repository.write("bench/short.tiny", "300\n");
        repository.write("bench/long.tiny", "600\n");
        repository.interpreter(10, "");
        repository.git(&["add", "."]);
        repository.git(&["commit", "--quiet", "-m", "An interpreter"]);
        repository
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }

    fn interpreter(&self, work: u32, comment: &str) {
        self.write("tiny.sh", &format!("{}{comment}", INTERPRETER.replace("WORK", &work.to_string())));
    }

    fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"];
        let done = Command::new("git").args(identity).args(arguments).current_dir(self.dir.path()).output().expect("git");
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// The command of the walk-through in `harness/README.md`, with few blocks and wide margins for a busy machine.
    fn gate(&self, more: &[&str]) -> Done {
        self.spectrum(&[&["--build", "cp tiny.sh tiny && chmod +x tiny"], more].concat())
    }

    fn spectrum(&self, more: &[&str]) -> Done {
        let fixed = ["ab", "--base", "HEAD", "--run", "./tiny {case}", "--margin", "15", "--equal", "60", "--blocks", "8", "-q"];
        self.command(&[&fixed[..], more, &["bench/short.tiny", "bench/long.tiny"]].concat())
    }

    fn command(&self, arguments: &[&str]) -> Done {
        let mut command = Command::new(env!("CARGO_BIN_EXE_spectrum"));
        command.args(arguments).current_dir(self.dir.path());
        command.env("GITHUB_STEP_SUMMARY", self.path("summary.md")).env("GITHUB_OUTPUT", self.path("output")).env("GITHUB_ACTIONS", "true");
        let output = command.output().expect("the binary");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Done { code: output.status.code(), all: text(&output.stdout) + &text(&output.stderr) }
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect(name)
    }
}

impl Done {
    #[track_caller]
    fn check(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, Some(code), "{}", self.all);
        for part in parts {
            assert!(self.all.contains(part), "`{part}` is not in\n{}", self.all);
        }
        assert!(!self.all.contains("panicked"), "{}", self.all);
    }
}

#[test]
fn a_planted_slowdown_fails_a_comment_passes_and_an_override_accepts() {
    let repository = Repository::new();
    repository.interpreter(10, "# a comment\n");
    repository.gate(&[]).check(0, &["A/A lane", "short.tiny"]);
    repository.interpreter(30, "");
    repository
        .gate(&["--json", "verdict.json", "--junit", "junit.xml"])
        .check(3, &["regressed", "long.tiny", "::error title=spectrum ab::"]);
    let verdict: serde_json::Value = serde_json::from_str(&repository.read("verdict.json")).expect("JSON");
    assert_eq!((&verdict["verdict"], &verdict["rows"][1]["verdict"]), (&"regressed".into(), &"regressed".into()), "{verdict}");
    assert!(verdict["rows"][1]["ratio"].as_f64() > Some(1.5), "{verdict}");
    assert!(repository.read("junit.xml").contains("<failure message=\"regressed +"));
    assert!(repository.read("summary.md").contains("### Performance: regressed"));
    assert!(repository.read("output").contains("verdict=regressed"));
    let accepted = "[[override]]\nrow = 'short.tiny'\nreason = 'checks overflow now'\nexpires = '2999-01-01'\n\
        [[override]]\nrow = 'long.tiny'\nreason = 'checks overflow now'\nexpires = '2999-01-01'\n";
    repository.write("accepted.toml", accepted);
    repository.gate(&["--overrides", "accepted.toml"]).check(0, &["accepted", "until 2999-01-01: checks overflow now"]);
}

/// Two builds that were packed on one machine are compared on another, unless they are not what was packed.
#[test]
fn packed_builds_are_compared() {
    let repository = Repository::new();
    for (name, work) in [("old", 10), ("new", 200)] {
        repository.interpreter(work, "");
        std::fs::copy(repository.path("tiny.sh"), repository.path("tiny")).expect("copied");
        let done = Command::new("chmod").args(["+x", "tiny"]).current_dir(repository.dir.path()).status();
        assert!(done.expect("chmod").success());
        repository.command(&["archive", name, "--with", "tiny", "--with", "./bench"]).check(0, &["0 workloads, 4 files"]);
    }
    let compare = |code: i32, parts: &[&str]| {
        let fixed = ["ab", "--base-dir", "old", "--new-dir", "new", "--run", "./tiny {case}", "--margin", "15", "--equal", "60"];
        repository.command(&[&fixed[..], &["--blocks", "8", "-q", "new/bench/short.tiny"]].concat()).check(code, parts);
    };
    compare(3, &["regressed", "short.tiny"]);
    repository.write("old/tiny", "#!/bin/sh\n");
    compare(7, &["archive", "old: tiny is not the file that was packed"]);
}

/// Commits 3, 5 and 6 are slow; commit 2 does not build.
#[test]
fn bisecting_finds_the_commit() {
    let repository = Repository::new();
    for (n, work) in (1..=6).zip([10, 10, 40, 10, 40, 40]) {
        repository.interpreter(work, &format!("# commit {n}\n"));
        repository.write("buildable", if n == 2 { "no" } else { "yes" });
        repository.git(&["add", "."]);
        repository.git(&["commit", "--quiet", "-m", &format!("Commit {n}")]);
    }
    let build = "grep -q yes buildable || test ! -e buildable && cp tiny.sh tiny && chmod +x tiny";
    let fixed = ["--run", "./tiny {case}", "--margin", "15", "--equal", "60", "--blocks", "8", "bench/long.tiny", "--build", build];
    let bisect = |good: &str, bad: &str, code: i32, parts: &[&str]| {
        repository.command(&[&["bisect", good, bad, "--"], &fixed[..]].concat()).check(code, parts);
    };
    bisect("HEAD~6", "HEAD~3", 0, &["one of 2:", "Commit 2", "Commit 3", "does not build", "long.tiny +"]);
    bisect("HEAD~2", "HEAD", 0, &["the first slow commit is", "Commit 5"]);
    bisect("HEAD~4", "HEAD", 7, &["no base to compare with", "does not build"]);
    bisect("HEAD", "HEAD~2", 7, &["HEAD is no ancestor of HEAD~2"]);
    bisect("nonsense", "HEAD", 7, &["`nonsense` is no revision"]);
    // The same program, so that no noise decides.
    repository.write("notes", "nothing to do with the program\n");
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "-m", "Notes"]);
    let copy = ["bisect", "HEAD~1", "HEAD", "--", "--run", "./tiny {case}", "bench/long.tiny", "--build", "cp /bin/cat tiny"];
    repository.command(&copy).check(4, &["HEAD is not slower than HEAD~1"]);
}

/// What changed is a file that neither build opens; the interpreter opens itself, the wrapper and the library.
#[test]
fn the_same_code_is_not_measured_and_other_code_is() {
    let repository = Repository::new();
    repository.write("lib/prelude", "i=0\n");
    repository.write("tiny.sh", &INTERPRETER.replace("i=0\n", ". \"${0%/*}/lib/prelude\"\n").replace("WORK", "10"));
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "-m", "A library"]);
    repository.write("README", "how to count\n");
    let same = ["not measured: the same code: 2 files opened in each build", "2 equal", "2 run the same code"];
    repository.gate(&["--json", "verdict.json", "--junit", "junit.xml", "--layout", "relink"]).check(0, &same);
    let verdict: serde_json::Value = serde_json::from_str(&repository.read("verdict.json")).expect("JSON");
    assert_eq!((&verdict["verdict"], &verdict["rows"][0]["verdict"]), (&"pass".into(), &"equal".into()), "{verdict}");
    assert_eq!((&verdict["rows"][1]["same_code"], &verdict["rows"][1]["superblocks"]), (&true.into(), &0.into()), "{verdict}");
    assert!(repository.read("junit.xml").contains("tests=\"2\" failures=\"0\" skipped=\"0\""));
    assert!(repository.read("summary.md").contains("### Performance: pass"));
    repository.gate(&["--force"]).check(0, &["A/A lane: the base against itself"]);
    // The interpreter is what it was; its library is not.
    repository.write("lib/prelude", "i=-9000\n");
    repository.gate(&[]).check(3, &["regressed", "long.tiny", "A/A lane: the base against itself"]);
    // A program that is the same file opens nothing else of its build.
    repository.spectrum(&["--build", "cp /bin/cat tiny"]).check(0, &["1 files opened in each build", "2 run the same code"]);
}

/// The script that is run is the same in both builds; the interpreter that it starts is not.
#[test]
fn a_wrapper_hides_nothing() {
    let repository = Repository::new();
    repository.write("tiny.wrapper", "#!/bin/sh\nexec ./real \"$1\"\n");
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "-m", "A wrapper"]);
    repository.interpreter(40, "");
    repository
        .spectrum(&["--build", "cp tiny.sh real && cp tiny.wrapper tiny && chmod +x real tiny"])
        .check(3, &["regressed", "long.tiny"]);
}

#[test]
fn nothing_is_silently_green() {
    let repository = Repository::new();
    repository.spectrum(&["--build", "exit 7"]).check(7, &["no base to compare with", "does not build"]);
    // The new build fails, or cannot run, or prints something else.
    repository.write("tiny.sh", "#!/bin/sh\necho no such thing >&2; exit 9\n");
    repository.gate(&[]).check(1, &["failed", "new: ended with code 9: no such thing"]);
    repository.write("tiny.sh", "#!/bin/sh\necho counted 3\n");
    repository.gate(&[]).check(5, &["disagree", "different results"]);
    let run = ["--run", "./tiny", "bench/short.tiny"];
    let cases: [(&[&str], i32, &str); 5] = [
        (&["--base", "no-such-branch"], 7, "is no revision"),
        (&["--base-dir", "no-such-folder"], 7, "no base to compare with"),
        (&[], 2, "name what to compare with"),
        (&["--base-dir", ".", "--margin", "5"], 2, "must be more than --margin"),
        (&["--base-dir", ".", "--blocks", "3"], 2, "8..=200"),
    ];
    for (arguments, code, part) in cases {
        repository.command(&[&["ab"], arguments, &run].concat()).check(code, &[part]);
    }
    repository.command(&["ab", "--base-dir", ".", "--run", "./tiny"]).check(4, &["nothing is selected"]);
    repository.command(&["ab", "--base-dir", ".", "bench/short.tiny"]).check(2, &["name what to run"]);
}
