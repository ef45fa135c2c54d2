//! Runtimes under test: reading `harness/runtimes.toml`, finding each on this machine, taking its receipt.
//!
//! Our engines come by the same door as CPython: a detect list, a version command, a command that speaks the protocol.
//! A missing runtime is kept with a hint, never dropped in silence. Nothing is measured here.

use crate::error::{Error, Result};
use crate::process::{Interrupt, Launch, supervise};
use crate::record;
use crate::workload::{sha256_hex, toml_error};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The runtimes this tool is shipped with.
const BUILT_IN: &str = include_str!("../../runtimes.toml");
/// The driver of every Python runtime.
const DRIVER: &str = include_str!("../../runners/driver.py");
/// Longest time a version command may take.
const RECEIPT_LIMIT: Duration = Duration::from_secs(20);

/// Facts about this process that the placeholders stand for.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// `{self}`: the executable that hosts our engines.
    pub program: PathBuf,
    /// `{runners}`: where [`install_runners`] put them.
    pub runners: PathBuf,
    /// Folders searched for names without a slash, in order.
    pub search_path: Vec<PathBuf>,
}

/// Counters that prove an engine did what its name claims, each with its smallest value.
pub type Attestation = BTreeMap<String, u64>;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declared {
    name: String,
    origin: String,
    strategy: String,
    #[serde(default)]
    summary: String,
    detect: Vec<String>,
    #[serde(default)]
    resolve: Vec<String>,
    version: Vec<String>,
    version_pattern: Option<String>,
    run: Vec<String>,
    #[serde(default)]
    script: Vec<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    #[serde(default)]
    hint: String,
    #[serde(default)]
    attest: Attestation,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    runtime: Vec<Declared>,
}

/// A runtime as found on this machine, or as missing from it.
#[derive(Clone, Debug)]
pub struct Runtime {
    /// The receipt that goes into the record.
    pub receipt: record::Engine,
    /// One line for people.
    pub summary: String,
    /// Starts a worker; `{hash_seed}` not yet filled in.
    run: Vec<String>,
    /// Runs a program as a user would; `{file}` not yet filled in.
    script: Vec<String>,
    /// Environment; `{hash_seed}` not yet filled in.
    env: BTreeMap<String, String>,
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

    /// The worker's command and environment under a block's hash seed.
    pub fn worker(&self, hash_seed: u64) -> (Vec<String>, BTreeMap<String, String>) {
        let fill = |text: &String| text.replace("{hash_seed}", &hash_seed.to_string());
        let env = self.env.iter().map(|(key, value)| (key.clone(), fill(value))).collect();
        (self.run.iter().map(fill).collect(), env)
    }

    /// The command that runs a program as a user would; empty when the runtime declares none.
    pub fn script(&self, file: &str) -> Vec<String> {
        self.script.iter().map(|text| text.replace("{file}", file)).collect()
    }
}

/// Reads the built-in runtimes and a user's file over them, and looks for each on this machine (on all cores).
///
/// # Errors
/// A file that cannot be read or says something wrong. A runtime that is missing is none.
pub fn load(extra: Option<&Path>, around: &Surroundings) -> Result<Vec<Runtime>> {
    use rayon::prelude::*;
    let mut declared = parse(Path::new("runtimes.toml (built in)"), BUILT_IN)?;
    if let Some(path) = extra {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        for new in parse(path, &text)? {
            match declared.iter_mut().find(|old| old.name == new.name) {
                Some(old) => *old = new,
                None => declared.push(new),
            }
        }
    }
    Ok(declared.par_iter().map(|one| find(one, around)).collect())
}

/// Puts the runners into a folder, replacing only what differs, and returns its absolute path.
pub fn install_runners(folder: &Path) -> Result<PathBuf> {
    let folder = std::path::absolute(folder).map_err(|e| Error::io(folder, e))?;
    std::fs::create_dir_all(&folder).map_err(|e| Error::io(&folder, e))?;
    let path = folder.join("driver.py");
    if std::fs::read(&path).ok().as_deref() != Some(DRIVER.as_bytes()) {
        let fresh = folder.join(format!("driver.py.{}", std::process::id()));
        std::fs::write(&fresh, DRIVER).map_err(|e| Error::io(&fresh, e))?;
        std::fs::rename(&fresh, &path).map_err(|e| Error::io(&path, e))?;
    }
    Ok(folder)
}

/// The runtimes a user's choices select: each a name or a regular expression that matches a whole name. No choice
/// selects all.
pub fn select<'a>(runtimes: &'a [Runtime], choices: &[String]) -> Result<Vec<&'a Runtime>> {
    let mut chosen = vec![choices.is_empty(); runtimes.len()];
    for choice in choices {
        let pattern = regex::Regex::new(&format!("^(?:{choice})$"))
            .map_err(|e| Error::Usage(format!("engine `{choice}` is neither a name nor a regular expression: {e}")))?;
        let mut found = false;
        for (slot, runtime) in chosen.iter_mut().zip(runtimes) {
            let hit = runtime.name() == choice || pattern.is_match(runtime.name());
            *slot |= hit;
            found |= hit;
        }
        if !found {
            return Err(Error::unknown("engine", choice, runtimes.iter().map(Runtime::name)));
        }
    }
    Ok(runtimes.iter().zip(chosen).filter(|(_, yes)| *yes).map(|(runtime, _)| runtime).collect())
}

fn parse(path: &Path, text: &str) -> Result<Vec<Declared>> {
    let file: File = toml::from_str(text).map_err(|e| toml_error(path, text, &e))?;
    for one in &file.runtime {
        let complain = |key: &str, why: &str| Error::file(path, format!("runtime {}: {key}: {why}", one.name));
        let simple = |c: char| c.is_ascii_alphanumeric() || "-_.+".contains(c);
        if one.name.is_empty() || !one.name.chars().all(simple) {
            return Err(complain("name", "letters, digits and - _ . + only"));
        }
        if !["own", "foreign"].contains(&one.origin.as_str()) {
            return Err(complain("origin", "either own or foreign"));
        }
        for (key, list) in [("detect", &one.detect), ("version", &one.version), ("run", &one.run)] {
            if list.is_empty() {
                return Err(complain(key, "must not be empty"));
            }
        }
        if let Some(Err(error)) = one.version_pattern.as_deref().map(regex::Regex::new) {
            return Err(complain("version_pattern", &error.to_string().replace('\n', " ")));
        }
        let texts = [&one.detect, &one.resolve, &one.version, &one.run, &one.script];
        for text in texts.into_iter().flatten().chain(one.env.values()) {
            if let Some(unknown) = unknown_placeholder(text) {
                return Err(complain("placeholder", &format!("{unknown} is none of {PLACEHOLDERS:?}")));
            }
        }
    }
    Ok(file.runtime)
}

const PLACEHOLDERS: [&str; 5] = ["{self}", "{exe}", "{runners}", "{file}", "{hash_seed}"];

/// The first `{word}` that is not a placeholder; other braces are left alone.
fn unknown_placeholder(text: &str) -> Option<String> {
    text.match_indices('{').find_map(|(at, _)| {
        let end = at + text[at..].find('}')?;
        let word = &text[at..=end];
        let is_word = word.len() > 2 && word[1..word.len() - 1].chars().all(|c| c.is_ascii_lowercase() || c == '_');
        (is_word && !PLACEHOLDERS.contains(&word)).then(|| word.to_owned())
    })
}

fn find(declared: &Declared, around: &Surroundings) -> Runtime {
    let mut why = String::new();
    let mut located = None;
    for candidate in &declared.detect {
        let Some(path) = locate(candidate, around) else {
            continue;
        };
        match receipt(declared, &path, around) {
            Ok(found) => {
                located = Some(found);
                break;
            }
            Err(reason) if why.is_empty() => why = reason,
            Err(_) => {}
        }
    }
    let (path, version) = located.clone().unwrap_or_default();
    let hint = match (&located, why.is_empty()) {
        (Some(_), _) => String::new(),
        (None, true) if declared.hint.is_empty() => {
            format!("none of {} was found", declared.detect.join(", "))
        }
        (None, true) => declared.hint.clone(),
        (None, false) => why,
    };
    let fill = |list: &[String]| list.iter().map(|text| expand(text, &path, around)).collect::<Vec<_>>();
    let mut env = base_env();
    env.extend(declared.env.iter().map(|(key, value)| (key.clone(), expand(value, &path, around))));
    let run = fill(&declared.run);
    let script = fill(&declared.script);
    let available = located.is_some();
    Runtime {
        receipt: record::Engine {
            name: declared.name.clone(),
            origin: declared.origin.clone(),
            strategy: declared.strategy.clone(),
            version,
            sha256: std::fs::read(&path).map(|bytes| sha256_hex(&bytes)).unwrap_or_default(),
            path,
            available,
            hint,
            command: if available { run.clone() } else { Vec::new() },
            env: env.clone(),
        },
        summary: declared.summary.clone(),
        run,
        script,
        env,
        attest: declared.attest.clone(),
    }
}

/// What every worker's environment starts from.
fn base_env() -> BTreeMap<String, String> {
    [("PATH", "/usr/local/bin:/usr/bin:/bin"), ("LANG", "C.UTF-8"), ("HOME", "/nonexistent"), ("TZ", "UTC")]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into()
}

fn expand(text: &str, exe: &str, around: &Surroundings) -> String {
    text.replace("{self}", &around.program.to_string_lossy()).replace("{exe}", exe).replace("{runners}", &around.runners.to_string_lossy())
}

fn locate(candidate: &str, around: &Surroundings) -> Option<PathBuf> {
    let name = expand(candidate, "", around);
    let executable = |path: &Path| path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0);
    if name.contains('/') {
        let path = std::path::absolute(&name).ok()?;
        return executable(&path).then_some(path);
    }
    around.search_path.iter().map(|dir| dir.join(&name)).find(|path| executable(path))
}

/// The real executable and the first line of its version command, or why there is none.
fn receipt(declared: &Declared, found: &Path, around: &Surroundings) -> std::result::Result<(String, String), String> {
    let mut exe = found.to_string_lossy().into_owned();
    if !declared.resolve.is_empty() {
        let answer = ask(declared, &declared.resolve, &exe, around)?;
        let real = answer.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
        if Path::new(real).is_file() {
            real.clone_into(&mut exe);
        }
    }
    let answer = ask(declared, &declared.version, &exe, around)?;
    let first = answer.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim().to_owned();
    let pattern = declared.version_pattern.as_deref().map(regex::Regex::new).transpose();
    if let Ok(Some(pattern)) = pattern
        && !pattern.is_match(&first)
    {
        return Err(format!("{exe} says `{first}`, which is not {}", declared.name));
    }
    Ok((exe, first))
}

/// Runs a receipt command. The search path is the user's: a shim needs it.
fn ask(declared: &Declared, words: &[String], exe: &str, around: &Surroundings) -> std::result::Result<String, String> {
    let command: Vec<String> = words.iter().map(|text| expand(text, exe, around)).collect();
    let mut env = base_env();
    let joined = std::env::join_paths(&around.search_path).unwrap_or_default();
    env.insert("PATH".to_owned(), joined.to_string_lossy().into_owned());
    if let Ok(home) = std::env::var("HOME") {
        env.insert("HOME".to_owned(), home);
    }
    let launch = Launch { command: &command, env: &env, dir: None, stdin: "", limit: RECEIPT_LIMIT, core: None };
    let done = supervise(&launch, &Interrupt::default()).map_err(|e| format!("{exe} does not start: {e}"))?;
    if done.code != Some(0) {
        // Our own programs explain themselves on the first line, interpreters on the last one of a traceback.
        let words = done.stderr.lines().find_map(|line| line.strip_prefix("error: ")).unwrap_or(done.last_words());
        let reason = if words.is_empty() { "its version command failed" } else { words };
        return Err(format!("{} at {exe}: {reason}", declared.name));
    }
    let stdout = String::from_utf8_lossy(&done.stdout);
    Ok(if stdout.trim().is_empty() { done.stderr } else { stdout.into_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(dir: &Path) -> Surroundings {
        Surroundings {
            program: PathBuf::from("/bin/sh"),
            runners: dir.to_owned(),
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
                 env = {{ SEED = \"{{hash_seed}}\" }}\nhint = \"get it\"\n"
            )
        };
        std::fs::write(&file, table("mine", "shim") + &table("pypy", "no-such-thing")).expect("a file");
        let runtimes = load(Some(&file), &around(dir.path())).expect("runtimes");
        let by_name = |name: &str| runtimes.iter().find(|r| r.name() == name).expect("listed");
        let mine = by_name("mine");
        assert!(mine.available());
        assert_eq!((mine.receipt.path.as_str(), mine.receipt.version.as_str()), ("/bin/sh", "shell 1"));
        assert_eq!(mine.receipt.sha256.len(), 64);
        let (command, env) = mine.worker(7);
        assert_eq!(command, ["/bin/sh", "x"]);
        assert_eq!(env["SEED"], "7");
        let missing = by_name("pypy");
        assert!(!missing.available());
        assert_eq!(missing.receipt.hint, "get it");
        assert!(by_name("cpython").receipt.strategy == "bytecode");
        assert_eq!(select(&runtimes, &["mine".into()]).expect("one").len(), 1);
        let error = select(&runtimes, &["cpythn".into()]).expect_err("a typing mistake").to_string();
        assert!(error.contains("did you mean `cpython`"), "{error}");
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
        check(&format!("{good}run = [\"x\"]\nversion_pattern = \"(\"\n"), "version_pattern");
        check(&good.replace("own", "mine"), "missing field `run`");
        check(&format!("{}run = [\"x\"]\n", good.replace("own", "mine")), "origin");
    }

    #[test]
    fn runners_are_installed_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = install_runners(&dir.path().join("r")).expect("installed");
        let before = std::fs::metadata(first.join("driver.py")).expect("there").modified().expect("a time");
        let second = install_runners(&dir.path().join("r")).expect("installed");
        assert_eq!(first, second);
        assert_eq!(std::fs::metadata(first.join("driver.py")).expect("there").modified().expect("a time"), before);
        assert_eq!(std::fs::read_dir(&first).expect("listed").count(), 1);
    }
}
