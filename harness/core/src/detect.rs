//! Looking for a declared runtime on this machine: the executable, the real one behind a shim, its receipt.
//!
//! A missing runtime is kept with a hint, never dropped in silence. Nothing is measured here.

use crate::process::{Interrupt, Launch, Limits, supervise};
use crate::record;
use crate::runtimes::{Declared, Runtime, Surroundings};
use crate::workload::sha256_hex;
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Longest time a version command may take.
const RECEIPT_LIMIT: Duration = Duration::from_secs(20);
/// Most bytes kept of what a runtime says about its own build.
const CONFIGURATION_LIMIT: usize = 2000;

/// What is known of a runtime that was found.
#[derive(Clone, Debug, Default)]
struct Found {
    /// The path that `detect` led to.
    found: String,
    /// The real executable.
    exe: String,
    version: String,
    configuration: String,
}

/// Looks for a runtime. Never fails: one that is not there, or does not say its version, is missing for that reason.
pub(crate) fn find(declared: &Declared, around: &Surroundings) -> Runtime {
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
    let available = located.is_some();
    let how_to_get = match declared.hint.as_str() {
        "" => format!("none of {} was found", declared.detect.join(", ")),
        hint => hint.to_owned(),
    };
    let hint = match (available, why.is_empty()) {
        (true, _) => String::new(),
        (false, true) => how_to_get.clone(),
        (false, false) => why,
    };
    let found = located.unwrap_or_default();
    let fill = |list: &[String]| list.iter().map(|text| expand(text, &found.exe, around)).collect::<Vec<_>>();
    let mut env = base_env();
    env.extend(declared.env.iter().map(|(key, value)| (key.clone(), expand(value, &found.exe, around))));
    let run = fill(&declared.run);
    Runtime {
        receipt: record::Engine {
            name: declared.name.clone(),
            origin: declared.origin.clone(),
            strategy: declared.strategy.clone(),
            language: declared.language.clone(),
            source: declared.source.clone(),
            limits: declared.limits.clone(),
            version: found.version,
            configuration: found.configuration,
            sha256: std::fs::read(&found.exe).map(|bytes| sha256_hex(&bytes)).unwrap_or_default(),
            found: if found.found == found.exe { String::new() } else { found.found },
            available,
            hint,
            build: if available { fill(&declared.build) } else { Vec::new() },
            command: if available { run.clone() } else { Vec::new() },
            env: env.clone(),
            path: found.exe.clone(),
        },
        summary: declared.summary.clone(),
        how_to_get,
        run,
        script: fill(&declared.script),
        env,
        builds: around.builds.clone(),
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
    let bin = Path::new(exe).parent().map(Path::to_string_lossy).unwrap_or_default();
    text.replace("{self}", &around.program.to_string_lossy())
        .replace("{exe}", exe)
        .replace("{bin}", &bin)
        .replace("{runners}", &around.runners.to_string_lossy())
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

/// The real executable and what it says of itself, or why there is none.
fn receipt(declared: &Declared, path: &Path, around: &Surroundings) -> Result<Found, String> {
    let found = path.to_string_lossy().into_owned();
    let mut exe = found.clone();
    if !declared.resolve.is_empty() {
        let answer = ask(declared, &declared.resolve, &exe, around)?;
        let real = answer.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("").trim();
        if Path::new(real).is_file() {
            real.clone_into(&mut exe);
        }
    }
    let answer = ask(declared, &declared.version, &exe, around)?;
    let version = answer.lines().find(|line| !line.trim().is_empty()).unwrap_or("").trim().to_owned();
    let pattern = declared.version_pattern.as_deref().map(regex::Regex::new).transpose();
    if let Ok(Some(pattern)) = pattern
        && !pattern.is_match(&version)
    {
        return Err(format!("{exe} says `{version}`, which is not {}", declared.name));
    }
    let mut configuration = String::new();
    if !declared.configuration.is_empty() {
        configuration = ask(declared, &declared.configuration, &exe, around)?.trim().to_owned();
        let end = configuration.char_indices().map(|(at, _)| at).take_while(|at| *at <= CONFIGURATION_LIMIT).last();
        if configuration.len() > CONFIGURATION_LIMIT {
            configuration.truncate(end.unwrap_or(0));
        }
    }
    Ok(Found { found, exe, version, configuration })
}

/// Runs a receipt command. The search path is the user's: a shim needs it.
fn ask(declared: &Declared, words: &[String], exe: &str, around: &Surroundings) -> Result<String, String> {
    let command: Vec<String> = words.iter().map(|text| expand(text, exe, around)).collect();
    let mut env = base_env();
    let joined = std::env::join_paths(&around.search_path).unwrap_or_default();
    env.insert("PATH".to_owned(), joined.to_string_lossy().into_owned());
    if let Ok(home) = std::env::var("HOME") {
        env.insert("HOME".to_owned(), home);
    }
    let launch = Launch { command: &command, env: &env, dir: None, stdin: "", limits: Limits::of_time(RECEIPT_LIMIT), core: None };
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
