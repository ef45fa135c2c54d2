//! Runtimes under test: reading `harness/runtimes.toml`, choosing among them, the commands each is started by.
//!
//! Our engines come by the same door as CPython: a detect list, a version command, a command that speaks the protocol.
//! A runtime of another language runs a port: the file its table names as `source`, in the workload's folder. Looking
//! for the executables is in [`crate::detect`], building ports in [`crate::build`]. Nothing is measured here.

use crate::attest::Attestation;
use crate::detect;
use crate::error::{Error, Result};
use crate::record::{self, Status};
use crate::workload::{PROGRAM, Workload, sha256_hex, toml_error};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The runtimes this tool is shipped with.
const BUILT_IN: &str = include_str!("../../runtimes.toml");
/// The drivers, by file name.
const RUNNERS: [(&str, &str); 7] = [
    ("driver.py", include_str!("../../runners/driver.py")),
    ("driver.rb", include_str!("../../runners/driver.rb")),
    ("driver.lua", include_str!("../../runners/driver.lua")),
    ("driver.js", include_str!("../../runners/driver.js")),
    ("Driver.java", include_str!("../../runners/Driver.java")),
    ("driver.c", include_str!("../../runners/driver.c")),
    ("port.h", include_str!("../../runners/port.h")),
];

/// Facts about this process that the placeholders stand for.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// `{self}`: the executable that hosts our engines.
    pub program: PathBuf,
    /// `{runners}`: where [`install_runners`] put them.
    pub runners: PathBuf,
    /// Folder in which every built program has one of its own, `{build}`.
    pub builds: PathBuf,
    /// Folders searched for names without a slash, in order.
    pub search_path: Vec<PathBuf>,
}

/// A table of `runtimes.toml`; what its fields mean is written there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    pub(crate) name: String,
    pub(crate) origin: String,
    pub(crate) strategy: String,
    #[serde(default = "python")]
    pub(crate) language: String,
    #[serde(default = "program")]
    pub(crate) source: String,
    #[serde(default = "yes")]
    pub(crate) default: bool,
    #[serde(default)]
    pub(crate) summary: String,
    #[serde(default)]
    pub(crate) limits: String,
    pub(crate) detect: Vec<String>,
    #[serde(default)]
    pub(crate) resolve: Vec<String>,
    pub(crate) version: Vec<String>,
    pub(crate) version_pattern: Option<String>,
    #[serde(default)]
    pub(crate) configuration: Vec<String>,
    #[serde(default)]
    pub(crate) build: Vec<String>,
    pub(crate) run: Vec<String>,
    #[serde(default)]
    pub(crate) script: Vec<String>,
    #[serde(default)]
    pub(crate) env: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) hint: String,
    #[serde(default)]
    pub(crate) attest: Attestation,
}

fn python() -> String {
    "python".to_owned()
}

fn program() -> String {
    PROGRAM.to_owned()
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    runtime: Vec<Declared>,
}

/// A runtime as found on this machine, or as missing from it. Placeholders that depend on the workload or the block
/// are not yet filled in.
#[derive(Clone, Debug)]
pub struct Runtime {
    /// The receipt that goes into the record.
    pub receipt: record::Engine,
    /// One line for people.
    pub summary: String,
    /// How to get it, whether or not it is missing.
    pub how_to_get: String,
    /// Starts a worker.
    pub(crate) run: Vec<String>,
    /// Runs a program as a user would.
    pub(crate) script: Vec<String>,
    /// Environment.
    pub(crate) env: BTreeMap<String, String>,
    /// Where built programs are.
    pub(crate) builds: PathBuf,
    /// See [`Attestation`].
    pub attest: Attestation,
}

impl Runtime {
    /// Key everywhere.
    pub fn name(&self) -> &str {
        &self.receipt.name
    }

    /// True when it can be started here.
    pub fn available(&self) -> bool {
        self.receipt.available
    }

    /// The file of a workload that this runtime runs.
    pub fn source(&self, workload: &Workload) -> PathBuf {
        workload.main.with_file_name(&self.receipt.source)
    }

    /// Why the pair is not run, if so: the workload opts out of this runtime, or has no port to its language.
    pub fn refusal(&self, workload: &Workload) -> Option<(Status, String)> {
        if let Some(reason) = workload.opt_out.get(self.name()) {
            return Some((Status::OptedOut, reason.clone()));
        }
        if workload.is_script() && self.script.is_empty() {
            return Some((Status::NoPort, "declares no command that runs a script".to_owned()));
        }
        let source = &self.receipt.source;
        let there = source == PROGRAM || workload.ports.contains_key(source);
        (!there).then(|| (Status::NoPort, format!("no port to {}", self.receipt.language)))
    }

    /// The worker's command and environment for a workload under a block's hash seed.
    pub fn worker(&self, workload: &Workload, hash_seed: u64) -> (Vec<String>, BTreeMap<String, String>) {
        let build = if self.receipt.build.is_empty() { PathBuf::new() } else { self.build_folder(workload) };
        self.filled(&self.run, workload, &build, hash_seed)
    }

    /// The command and environment that build the workload's program into `folder`.
    pub fn builder(&self, workload: &Workload, folder: &Path) -> (Vec<String>, BTreeMap<String, String>) {
        self.filled(&self.receipt.build, workload, folder, 0)
    }

    /// Where the program built for a workload is: a folder whose name is a hash over everything it is built from.
    pub fn build_folder(&self, workload: &Workload) -> PathBuf {
        let source = &self.receipt.source;
        let digest = workload.ports.get(source).unwrap_or(&workload.source_sha256);
        let mut text = format!("{} {digest} {}\n", self.receipt.sha256, workload.id);
        for part in self.receipt.build.iter().map(String::as_str).chain(RUNNERS.map(|(_, text)| text)) {
            text.push_str(part);
            text.push('\n');
        }
        self.builds.join(&sha256_hex(text.as_bytes())[..20])
    }

    /// The command that runs a program as a user would; empty when the runtime declares none.
    pub fn script(&self, file: &str) -> Vec<String> {
        self.script.iter().map(|text| text.replace("{file}", file)).collect()
    }

    /// As [`Runtime::script`], with the environment under a block's hash seed.
    pub fn script_worker(&self, workload: &Workload, hash_seed: u64) -> (Vec<String>, BTreeMap<String, String>) {
        let (_, env) = self.filled(&[], workload, Path::new(""), hash_seed);
        (self.script(&workload.main.to_string_lossy()), env)
    }

    fn filled(&self, words: &[String], workload: &Workload, build: &Path, hash_seed: u64) -> (Vec<String>, BTreeMap<String, String>) {
        let source = self.source(workload);
        let fill = |text: &String| {
            text.replace("{hash_seed}", &hash_seed.to_string())
                .replace("{source}", &source.to_string_lossy())
                .replace("{build}", &build.to_string_lossy())
        };
        let env = self.env.iter().map(|(key, value)| (key.clone(), fill(value)));
        (words.iter().map(fill).collect(), env.collect())
    }
}

/// The runtimes declared, whether or not they are on this machine.
#[derive(Clone, Debug)]
pub struct RuntimeTable {
    declared: Vec<Declared>,
    /// The text of each table by name.
    texts: BTreeMap<String, String>,
}

impl RuntimeTable {
    /// Reads the built-in tables and a user's file over them.
    ///
    /// # Errors
    /// A file that cannot be read or says something wrong.
    pub fn read(extra: Option<&Path>) -> Result<Self> {
        let mut declared = parse(Path::new("runtimes.toml (built in)"), BUILT_IN)?;
        let mut texts = split(&declared, BUILT_IN);
        if let Some(path) = extra {
            let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
            let more = parse(path, &text)?;
            texts.extend(split(&more, &text));
            for new in more {
                match declared.iter_mut().find(|old| old.name == new.name) {
                    Some(old) => *old = new,
                    None => declared.push(new),
                }
            }
        }
        Ok(RuntimeTable { declared, texts })
    }

    /// A table as it is written in its file, with the comments inside it.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// All names, in the order of the tables.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.declared.iter().map(|one| one.name.as_str())
    }

    /// How a runtime of ours runs a script, with its placeholders; nothing for those of others.
    pub fn own_script(&self, name: &str) -> Option<&[String]> {
        let own = self.declared.iter().find(|one| one.name == name && one.origin == "own")?;
        Some(&own.script)
    }

    /// Looks for the chosen runtimes on this machine, on all cores. A choice is a name or a regular expression that
    /// matches a whole name; no choice is those that say `default = true`, or with `all` every one. Only what is
    /// chosen is looked for: asking a runtime for its version costs a process.
    ///
    /// # Errors
    /// A choice that selects nothing. A runtime that is missing is none.
    pub fn find(&self, choices: &[String], all: bool, around: &Surroundings) -> Result<Vec<Runtime>> {
        use rayon::prelude::*;
        let mut chosen: Vec<bool> = self.declared.iter().map(|one| all || (choices.is_empty() && one.default)).collect();
        for choice in choices {
            let pattern = regex::Regex::new(&format!("^(?:{choice})$"))
                .map_err(|e| Error::Usage(format!("engine `{choice}` is neither a name nor a regular expression: {e}")))?;
            let mut found = false;
            for (slot, one) in chosen.iter_mut().zip(&self.declared) {
                let hit = one.name == *choice || pattern.is_match(&one.name);
                *slot |= hit;
                found |= hit;
            }
            if !found {
                return Err(Error::unknown("engine", choice, self.names()));
            }
        }
        let selected: Vec<&Declared> = self.declared.iter().zip(chosen).filter(|(_, yes)| *yes).map(|(one, _)| one).collect();
        Ok(selected.par_iter().map(|one| detect::find(one, around)).collect())
    }
}

/// Puts the runners into a folder, replacing only what differs, and returns its absolute path.
pub fn install_runners(folder: &Path) -> Result<PathBuf> {
    let folder = std::path::absolute(folder).map_err(|e| Error::io(folder, e))?;
    std::fs::create_dir_all(&folder).map_err(|e| Error::io(&folder, e))?;
    for (name, text) in RUNNERS {
        let path = folder.join(name);
        if std::fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            let fresh = folder.join(format!("{name}.{}", std::process::id()));
            std::fs::write(&fresh, text).map_err(|e| Error::io(&fresh, e))?;
            std::fs::rename(&fresh, &path).map_err(|e| Error::io(&path, e))?;
        }
    }
    Ok(folder)
}

/// The text of each table, without comments and empty lines that follow it.
fn split(declared: &[Declared], text: &str) -> BTreeMap<String, String> {
    const HEAD: &str = "[[runtime]]";
    let starts = text.match_indices(HEAD).map(|(at, _)| at).filter(|at| *at == 0 || text[..*at].ends_with('\n'));
    let starts: Vec<usize> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let tables = starts.iter().zip(ends).map(|(start, end)| {
        let mut lines: Vec<&str> = text[*start..end].lines().collect();
        while lines.last().is_some_and(|line| line.trim().is_empty() || line.starts_with('#')) {
            lines.pop();
        }
        lines.join("\n") + "\n"
    });
    declared.iter().map(|one| one.name.clone()).zip(tables).collect()
}

fn parse(path: &Path, text: &str) -> Result<Vec<Declared>> {
    let file: File = toml::from_str(text).map_err(|e| toml_error(path, text, &e))?;
    for one in &file.runtime {
        check(one).map_err(|(key, why)| Error::file(path, format!("runtime {}: {key}: {why}", one.name)))?;
    }
    Ok(file.runtime)
}

/// What serde cannot say about a table, as key and reason.
fn check(one: &Declared) -> std::result::Result<(), (&'static str, String)> {
    let complain = |key: &'static str, why: &str| Err((key, why.to_owned()));
    let simple = |c: char| c.is_ascii_alphanumeric() || "-_.+".contains(c);
    if one.name.is_empty() || !one.name.chars().all(simple) {
        return complain("name", "letters, digits and - _ . + only");
    }
    if !["own", "foreign"].contains(&one.origin.as_str()) {
        return complain("origin", "either own or foreign");
    }
    if !STRATEGIES.contains(&one.strategy.as_str()) {
        return complain("strategy", &format!("one of {}", STRATEGIES.join(", ")));
    }
    if !one.source.starts_with("main.") || one.source.contains('/') {
        return complain("source", "a file beside main.py, called main.EXTENSION");
    }
    if one.language != "python" && one.source == PROGRAM {
        return complain("source", &format!("which file holds the {} port? such as main.{}", one.language, one.language));
    }
    for (key, list) in [("detect", &one.detect), ("version", &one.version), ("run", &one.run)] {
        if list.is_empty() {
            return complain(key, "must not be empty");
        }
    }
    if let Some(Err(error)) = one.version_pattern.as_deref().map(regex::Regex::new) {
        return complain("version_pattern", &error.to_string().replace('\n', " "));
    }
    if let Some((counter, Err(error))) = one.attest.iter().map(|(counter, proof)| (counter, proof.check(counter))).find(|(_, r)| r.is_err())
    {
        return complain("attest", &format!("{counter}: {error}"));
    }
    let texts = [&one.detect, &one.resolve, &one.version, &one.configuration, &one.build, &one.run, &one.script];
    for text in texts.into_iter().flatten().chain(one.env.values()) {
        if let Some(unknown) = unknown_placeholder(text) {
            return complain("placeholder", &format!("{unknown} is none of {PLACEHOLDERS:?}"));
        }
    }
    if one.build.is_empty() && one.run.iter().any(|text| text.contains("{build}")) {
        return complain("run", "{build} without a `build` command");
    }
    Ok(())
}

const STRATEGIES: [&str; 4] = ["tree-walker", "bytecode", "jit", "ahead-of-time"];
const PLACEHOLDERS: [&str; 8] = ["{self}", "{exe}", "{bin}", "{runners}", "{file}", "{source}", "{build}", "{hash_seed}"];

/// The first `{word}` that is not a placeholder; other braces are left alone.
fn unknown_placeholder(text: &str) -> Option<String> {
    text.match_indices('{').find_map(|(at, _)| {
        let end = at + text[at..].find('}')?;
        let word = &text[at..=end];
        let is_word = word.len() > 2 && word[1..word.len() - 1].chars().all(|c| c.is_ascii_lowercase() || c == '_');
        (is_word && !PLACEHOLDERS.contains(&word)).then(|| word.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn around(dir: &Path) -> Surroundings {
        Surroundings {
            program: PathBuf::from("/bin/sh"),
            runners: dir.to_owned(),
            builds: dir.join("builds"),
            search_path: vec![dir.to_owned(), "/usr/bin".into(), "/bin".into()],
        }
    }

    #[test]
    fn a_users_file_adds_and_replaces_and_a_shim_is_resolved() {
        let dir = tempfile::tempdir().expect("a folder");
        let shim = dir.path().join("shim");
        std::fs::write(&shim, "#!/bin/sh\necho /bin/sh\n").expect("a file");
        std::fs::set_permissions(&shim, std::fs::Permissions::from_mode(0o755)).expect("permissions");
        let file = dir.path().join("mine.toml");
        let table = |name: &str, detect: &str| {
            format!(
                "[[runtime]]\nname = \"{name}\"\norigin = \"foreign\"\nstrategy = \"bytecode\"\ndetect = [\"{detect}\"]\n\
                 resolve = [\"{{exe}}\"]\nversion = [\"{{exe}}\", \"-c\", \"echo shell 1\"]\nrun = [\"{{exe}}\", \"x\"]\n\
                 configuration = [\"{{exe}}\", \"-c\", \"echo built; echo {{bin}}\"]\n\
                 env = {{ SEED = \"{{hash_seed}}\" }}\nhint = \"get it\"\n"
            )
        };
        std::fs::write(&file, table("mine", "shim") + &table("pypy", "no-such-thing")).expect("a file");
        let runtimes = RuntimeTable::read(Some(&file)).expect("a table");
        let find = |choices: &[&str]| {
            let choices: Vec<String> = choices.iter().map(|choice| (*choice).to_owned()).collect();
            runtimes.find(&choices, false, &around(dir.path()))
        };
        let found = find(&["mine", "pypy"]).expect("both");
        let [missing, mine] = &found[..] else { panic!("two runtimes") };
        assert!(mine.available());
        let receipt = &mine.receipt;
        assert_eq!((receipt.path.as_str(), receipt.version.as_str()), ("/bin/sh", "shell 1"));
        assert_eq!((receipt.found.as_str(), receipt.configuration.as_str()), (&*shim.to_string_lossy(), "built\n/bin"));
        assert_eq!(receipt.sha256.len(), 64);
        let workload = Workload::default();
        let (command, env) = mine.worker(&workload, 7);
        assert_eq!(command, ["/bin/sh", "x"]);
        assert_eq!(env["SEED"], "7");
        assert!(!missing.available());
        assert_eq!(missing.receipt.hint, "get it");
        let error = find(&["cpythn"]).expect_err("a typing mistake").to_string();
        assert!(error.contains("did you mean `cpython`"), "{error}");
    }

    #[test]
    fn the_default_set_is_python_and_small() {
        let table = RuntimeTable::read(None).expect("the built-in table");
        let default: Vec<&str> = table.declared.iter().filter(|one| one.default).map(|one| one.name.as_str()).collect();
        assert_eq!(default, ["tree-walker", "bytecode-vm", "cranelift-jit", "cpython", "pypy"]);
        for one in &table.declared {
            let text = table.text(&one.name).expect("its text");
            let again = parse(Path::new("one"), text).expect("a table of its own");
            assert_eq!((again.len(), again[0].name.as_str()), (1, one.name.as_str()));
        }
        assert!(table.declared.iter().filter(|one| one.origin == "foreign").all(|one| !one.hint.is_empty()));
    }

    #[test]
    fn wrong_tables_are_named() {
        let check = |text: &str, part: &str| {
            let error = parse(Path::new("r.toml"), text).expect_err("wrong").to_string();
            assert!(error.contains(part) && error.lines().count() <= 3, "{error}");
        };
        let good = "[[runtime]]\nname = \"a\"\norigin = \"own\"\nstrategy = \"jit\"\ndetect = [\"x\"]\nversion = [\"x\"]\n";
        check(good, "run");
        check(&format!("{good}run = []\n"), "run: must not be empty");
        check(&format!("{good}run = [\"{{what}}\"]\n"), "{what}");
        check(&format!("{good}run = [\"{{build}}\"]\n"), "without a `build` command");
        check(&format!("{good}run = [\"x\"]\nversion_pattern = \"(\"\n"), "version_pattern");
        check(&format!("{good}run = [\"x\"]\nlanguage = \"perl\"\n"), "which file holds the perl port");
        check(&format!("{good}run = [\"x\"]\nsource = \"../main.pl\"\n"), "a file beside main.py");
        check(&good.replace("own", "mine"), "missing field `run`");
        check(&format!("{}run = [\"x\"]\n", good.replace("own", "mine")), "origin");
        check(&format!("{}run = [\"x\"]\n", good.replace("jit", "magic")), "strategy: one of tree-walker");
    }

    #[test]
    fn runners_are_installed_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = install_runners(&dir.path().join("r")).expect("installed");
        let modified = || std::fs::metadata(first.join("driver.py")).expect("there").modified().expect("a time");
        let before = modified();
        let second = install_runners(&dir.path().join("r")).expect("installed");
        assert_eq!(first, second);
        assert_eq!(modified(), before);
        assert_eq!(std::fs::read_dir(&first).expect("listed").count(), RUNNERS.len());
    }
}
