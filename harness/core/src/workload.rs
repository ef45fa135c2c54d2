//! Workloads: finding and reading `workloads/<group>/<name>/workload.toml`.
//!
//! Adding a workload is adding a folder; nothing here knows any of them by name. A broken file is a [`Problem`] that
//! names file, line and key, and the other workloads carry on. Nothing is run here.

use crate::error::{Error, Result};
use crate::process::{Limits, STDOUT_LIMIT};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The sizes a workload may declare, smallest first.
pub const SIZE_NAMES: [&str; 4] = ["smoke", "small", "default", "large"];

/// The program itself; a runtime of another language runs a port beside it.
pub const PROGRAM: &str = "main.py";

/// One program to measure.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workload {
    /// `group/name`.
    pub id: String,
    /// First component of the id.
    pub group: String,
    /// Absolute path of `main.py`.
    pub main: PathBuf,
    /// Absolute path of `workload.toml`.
    pub declaration: PathBuf,
    /// One line for people.
    pub title: String,
    /// What it stresses.
    pub stresses: Vec<String>,
    /// Longest wall time of one call; beyond it (and the iterating time allowed) the process counts as hanging.
    pub time_limit: Duration,
    /// Address space of its processes (`RLIMIT_AS`); resident memory alone is watched when absent.
    pub memory_limit_bytes: Option<u64>,
    /// Most bytes that a process writes to its standard output.
    pub output_limit_bytes: usize,
    /// What dominates, and what to look at when an engine is slow here.
    pub analysis: String,
    /// True when the whole process is compared, not its iterations.
    pub whole_process: bool,
    /// Declared sizes by name.
    pub sizes: BTreeMap<String, Size>,
    /// Engines that do not run it, with the reason.
    pub opt_out: BTreeMap<String, String>,
    /// SHA-256 over the Python sources of the folder, hexadecimal.
    pub source_sha256: String,
    /// Ports to other languages: SHA-256 of the source, hexadecimal, by file name (`main.c`, ...).
    pub ports: BTreeMap<String, String>,
}

/// An input size with the result it must give.
#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    /// Argument of `run(size)`.
    pub argument: i64,
    /// The result text itself, when it is short.
    pub expected: Option<String>,
    /// SHA-256 of the expected result text, hexadecimal; absent when none was derived yet.
    pub expected_digest: Option<String>,
}

/// Group of programs of the user's that are no workloads.
pub const SCRIPT_GROUP: &str = "script";
/// A script that takes longer than this hangs.
const SCRIPT_LIMIT: Duration = Duration::from_secs(600);

impl Workload {
    /// A program of the user's: run as a whole, judged by what it prints and its exit code.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn script(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        let main = std::path::absolute(path).map_err(|e| Error::io(path, e))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let size = Size { argument: 0, expected: None, expected_digest: None };
        Ok(Workload {
            id: format!("{SCRIPT_GROUP}/{name}"),
            group: SCRIPT_GROUP.to_owned(),
            title: main.display().to_string(),
            declaration: PathBuf::new(),
            main,
            stresses: Vec::new(),
            time_limit: SCRIPT_LIMIT,
            memory_limit_bytes: None,
            output_limit_bytes: STDOUT_LIMIT,
            analysis: String::new(),
            whole_process: true,
            sizes: BTreeMap::from([("small".to_owned(), size)]),
            opt_out: BTreeMap::new(),
            source_sha256: sha256_hex(&bytes),
            ports: BTreeMap::new(),
        })
    }

    /// What a process may use that runs it and iterates for `budget` beyond one call.
    pub fn limits(&self, budget: Duration) -> Limits {
        Limits { time: self.time_limit + budget, output_bytes: self.output_limit_bytes, address_space_bytes: self.memory_limit_bytes }
    }

    /// Sets what a script must print, as a digest of it.
    pub fn expect_of_script(&mut self, digest: &str) {
        for size in self.sizes.values_mut() {
            size.expected_digest = Some(digest.to_owned());
        }
    }

    /// True of [`Workload::script`]s.
    pub fn is_script(&self) -> bool {
        self.group == SCRIPT_GROUP
    }

    /// The size of that name, or an error that lists those there are.
    pub fn size(&self, name: &str) -> Result<&Size> {
        self.sizes.get(name).ok_or_else(|| Error::unknown("size", name, self.sizes.keys().map(String::as_str)))
    }
}

/// A folder that should be a workload and is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Id the workload would have.
    pub id: String,
    /// One to three lines naming file, line and key.
    pub message: String,
}

/// Everything found under one `workloads` folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// Readable workloads in the order of their ids.
    pub workloads: Vec<Workload>,
    /// Unreadable ones, likewise.
    pub problems: Vec<Problem>,
}

impl Catalogue {
    /// Reads every workload under `root`.
    ///
    /// # Errors
    /// Only when `root` itself cannot be listed; a broken workload is a [`Problem`].
    pub fn load(root: &Path) -> Result<Self> {
        let mut catalogue = Catalogue::default();
        for group in folders(root)? {
            for name in folders(&root.join(&group))? {
                let dir = root.join(&group).join(&name);
                let id = format!("{group}/{name}");
                if !dir.join("workload.toml").exists() && !dir.join("main.py").exists() {
                    continue;
                }
                match read(&dir, &group, &id) {
                    Ok(workload) => catalogue.workloads.push(workload),
                    Err(error) => catalogue.problems.push(Problem { id, message: error.to_string() }),
                }
            }
        }
        Ok(catalogue)
    }

    /// The workloads a user's filters select: a filter is an id, a group, or a regular expression found in an id.
    /// No filter selects all.
    ///
    /// # Errors
    /// A filter that selects nothing is an error with the nearest id, so that a typing mistake is never an empty run.
    pub fn select(&self, filters: &[String]) -> Result<Vec<&Workload>> {
        let mut chosen = vec![filters.is_empty(); self.workloads.len()];
        for filter in filters {
            let exact = self.workloads.iter().any(|w| w.id == *filter || w.group == *filter);
            let pattern =
                regex::Regex::new(filter).map_err(|e| Error::Usage(format!("filter `{filter}` is no regular expression: {e}")))?;
            let mut found = false;
            for (slot, workload) in chosen.iter_mut().zip(&self.workloads) {
                let hit = if exact { workload.id == *filter || workload.group == *filter } else { pattern.is_match(&workload.id) };
                *slot |= hit;
                found |= hit;
            }
            if !found {
                if let Some(problem) = self.problems.iter().find(|p| p.id == *filter) {
                    return Err(Error::Usage(problem.message.clone()));
                }
                return Err(Error::unknown("workload", filter, self.workloads.iter().map(|w| w.id.as_str())));
            }
        }
        Ok(self.workloads.iter().zip(chosen).filter(|(_, yes)| *yes).map(|(w, _)| w).collect())
    }
}

/// The folder of the workloads: `workloads` in a folder or the nearest one above it.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    start.ancestors().map(|dir| dir.join("workloads")).find(|dir| dir.is_dir())
}

/// SHA-256 of a text, hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn folders(dir: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|e| Error::io(dir, e))? {
        let entry = entry.map_err(|e| Error::io(dir, e))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.starts_with(['.', '_']) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Declaration {
    title: String,
    #[serde(default)]
    stresses: Vec<String>,
    #[serde(default = "default_limit")]
    time_limit_s: f64,
    memory_limit_mib: Option<u64>,
    #[serde(default = "default_output")]
    output_limit_mib: u64,
    #[serde(default)]
    analysis: String,
    /// Where the program is from; for readers of the file.
    #[serde(default, rename = "provenance")]
    _provenance: Option<String>,
    #[serde(default)]
    measures: Measures,
    sizes: BTreeMap<String, DeclaredSize>,
    #[serde(default)]
    opt_out: BTreeMap<String, String>,
    /// Ports by file name, each with what differs from `main.py`.
    #[serde(default)]
    ports: BTreeMap<String, String>,
}

/// What of a workload is compared.
#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Measures {
    #[default]
    Iteration,
    Process,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeclaredSize {
    size: i64,
    expected: Option<String>,
    expected_sha256: Option<String>,
}

fn default_output() -> u64 {
    (STDOUT_LIMIT >> 20) as u64
}

fn default_limit() -> f64 {
    60.0
}

fn read(dir: &Path, group: &str, id: &str) -> Result<Workload> {
    let declaration = dir.join("workload.toml");
    let main = dir.join(PROGRAM);
    let text = std::fs::read_to_string(&declaration).map_err(|e| Error::io(&declaration, e))?;
    let parsed: Declaration = toml::from_str(&text).map_err(|e| toml_error(&declaration, &text, &e))?;
    let complain = |message: String| Error::file(&declaration, message);
    if !main.is_file() {
        return Err(Error::file(&main, "a workload needs this file beside its workload.toml"));
    }
    if !(parsed.time_limit_s > 0.0 && parsed.time_limit_s <= 86_400.0) {
        return Err(complain(format!("time_limit_s: {} is not between 0 and 86400 seconds", parsed.time_limit_s)));
    }
    for (key, mebibytes) in [("memory_limit_mib", parsed.memory_limit_mib.unwrap_or(1)), ("output_limit_mib", parsed.output_limit_mib)] {
        if !(1..=1 << 20).contains(&mebibytes) {
            return Err(complain(format!("{key}: {mebibytes} is not between 1 and {} MiB", 1 << 20)));
        }
    }
    if parsed.sizes.is_empty() {
        return Err(complain("sizes: at least one is needed".to_owned()));
    }
    let mut sizes = BTreeMap::new();
    for (name, size) in parsed.sizes {
        let size = check_size(&name, size).map_err(complain)?;
        sizes.insert(name, size);
    }
    Ok(Workload {
        id: id.to_owned(),
        group: group.to_owned(),
        main: std::path::absolute(&main).map_err(|e| Error::io(&main, e))?,
        declaration,
        title: parsed.title,
        stresses: parsed.stresses,
        time_limit: Duration::from_secs_f64(parsed.time_limit_s),
        memory_limit_bytes: parsed.memory_limit_mib.map(|mebibytes| mebibytes << 20),
        output_limit_bytes: usize::try_from(parsed.output_limit_mib << 20).unwrap_or(usize::MAX),
        analysis: parsed.analysis,
        whole_process: parsed.measures == Measures::Process,
        sizes,
        opt_out: parsed.opt_out,
        source_sha256: source_digest(dir)?,
        ports: ports(dir, &parsed.ports)?,
    })
}

/// The digests of the ports. Every file called `main.*` must be declared, and every declared one be there: a port whose
/// differences nobody has written down is no port.
fn ports(dir: &Path, declared: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    let complain = |message: String| Err(Error::file(dir.join("workload.toml"), message));
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(dir).map_err(|e| Error::io(dir, e))? {
        let path = entry.map_err(|e| Error::io(dir, e))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name == PROGRAM || !name.starts_with("main.") || !path.is_file() {
            continue;
        }
        if declared.get(&name).is_none_or(|text| text.trim().is_empty()) {
            return complain(format!("ports: {name} is there but not declared; say what differs from {PROGRAM}"));
        }
        found.insert(name, sha256_hex(&std::fs::read(&path).map_err(|e| Error::io(&path, e))?));
    }
    match declared.keys().find(|name| !found.contains_key(*name)) {
        Some(name) => complain(format!("ports: {name} is declared but there is no such file called main.*")),
        None => Ok(found),
    }
}

fn check_size(name: &str, mut size: DeclaredSize) -> std::result::Result<Size, String> {
    // An empty expectation is one that was not derived yet.
    size.expected = size.expected.filter(|text| !text.is_empty());
    if !SIZE_NAMES.contains(&name) {
        return Err(format!("sizes.{name}: a size is called one of {}", SIZE_NAMES.join(", ")));
    }
    let digest = match (&size.expected, size.expected_sha256) {
        (Some(_), Some(_)) => {
            return Err(format!("sizes.{name}: give expected or expected_sha256, not both"));
        }
        (Some(text), None) => Some(sha256_hex(text.as_bytes())),
        (None, Some(digest)) if digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit()) => Some(digest.to_ascii_lowercase()),
        (None, Some(_)) => {
            return Err(format!("sizes.{name}.expected_sha256: 64 hexadecimal digits are needed"));
        }
        (None, None) => None,
    };
    Ok(Size { argument: size.size, expected: size.expected, expected_digest: digest })
}

/// Line, offending line text and reason, on one line.
pub(crate) fn toml_error(path: &Path, text: &str, error: &toml::de::Error) -> Error {
    let reason = error.message().lines().collect::<Vec<_>>().join("; ");
    match error.span().filter(|span| span.start <= text.len()) {
        Some(span) => {
            let before = text.get(..span.start).unwrap_or(text);
            let number = before.matches('\n').count() + 1;
            let line = text.lines().nth(number - 1).unwrap_or("").trim();
            let shown: String = line.chars().take(80).collect();
            let place = PathBuf::from(format!("{}:{number}", path.display()));
            Error::file(place, if shown.is_empty() { reason } else { format!("{reason}\n  {shown}") })
        }
        None => Error::file(path, reason),
    }
}

/// One file: the hash of its text. Several: the hash over their names and hashes in order.
fn source_digest(dir: &Path) -> Result<String> {
    let mut sources = BTreeMap::new();
    gather(dir, dir, &mut sources)?;
    if let (1, Some(digest)) = (sources.len(), sources.get("main.py")) {
        return Ok(digest.clone());
    }
    let list: String = sources.iter().map(|(name, digest)| format!("{digest}  {name}\n")).collect();
    Ok(sha256_hex(list.as_bytes()))
}

fn gather(root: &Path, dir: &Path, sources: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in std::fs::read_dir(dir).map_err(|e| Error::io(dir, e))? {
        let path = entry.map_err(|e| Error::io(dir, e))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with(['.', '_']) {
            gather(root, &path, sources)?;
        } else if name.ends_with(".py") {
            let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
            let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            sources.insert(relative, sha256_hex(&bytes));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "title = \"T\"\nstresses = [\"calls\"]\ntime_limit_s = 5\n[sizes.smoke]\nsize = 3\nexpected = \"9\"\n";

    fn folder(toml: &str) -> tempfile::TempDir {
        let root = tempfile::tempdir().expect("a folder");
        for (name, text) in [("good", GOOD), ("other", toml)] {
            let dir = root.path().join("group").join(name);
            std::fs::create_dir_all(&dir).expect("a folder");
            std::fs::write(dir.join("workload.toml"), text).expect("a file");
            std::fs::write(dir.join("main.py"), "def run(n):\n    return n * n\n").expect("a file");
        }
        root
    }

    #[test]
    fn a_good_folder_is_read() {
        let root = folder("title = \"U\"\n[sizes.small]\nsize = 1\n[opt_out]\npypy = \"no reason\"\n");
        let catalogue = Catalogue::load(root.path()).expect("readable");
        assert_eq!(catalogue.problems, []);
        let [good, other] = &catalogue.workloads[..] else { panic!("two workloads") };
        assert_eq!((good.id.as_str(), good.group.as_str()), ("group/good", "group"));
        assert_eq!(good.sizes["smoke"].expected_digest.as_deref(), Some(sha256_hex(b"9").as_str()));
        assert_eq!(good.time_limit, Duration::from_secs(5));
        assert_eq!(other.opt_out["pypy"], "no reason");
        assert_eq!(other.sizes["small"].expected_digest, None);
        assert_eq!(good.source_sha256.len(), 64);
    }

    #[test]
    fn a_broken_file_is_named_with_line_and_key_and_the_others_carry_on() {
        let check = |toml: &str, parts: &[&str]| {
            let root = folder(toml);
            let catalogue = Catalogue::load(root.path()).expect("readable");
            assert_eq!(catalogue.workloads.len(), 1, "{toml}");
            let message = &catalogue.problems[0].message;
            assert!(message.lines().count() <= 3, "{message}");
            for part in parts.iter().chain(&["group/other/workload.toml"]) {
                assert!(message.contains(part), "{message} lacks {part}");
            }
        };
        check("title = \"T\"\n[sizes.smoke]\nsize = \"big\"\n", &[":3:", "size = \"big\""]);
        check("title = \n", &[":1:"]);
        check("[sizes.smoke]\nsize = 1\n", &["title"]);
        check("title = \"T\"\ntitel = 3\n[sizes.smoke]\nsize = 1\n", &[":2:", "titel"]);
        check("title = \"T\"\n[sizes.huge]\nsize = 1\n", &["sizes.huge", "smoke"]);
        check("title = \"T\"\n[sizes]\n", &["sizes"]);
        check("title = \"T\"\nmeasures = \"mood\"\n[sizes.smoke]\nsize = 1\n", &[":2:", "measures", "process"]);
        check("title = \"T\"\noutput_limit_mib = 0\n[sizes.smoke]\nsize = 1\n", &["output_limit_mib", "MiB"]);
        check("title = \"T\"\ntime_limit_s = -1\n[sizes.smoke]\nsize = 1\n", &["time_limit_s"]);
        check("title = \"T\"\n[sizes.smoke]\nsize = 1\nexpected_sha256 = \"zz\"\n", &["sizes.smoke.expected_sha256"]);
        check("title = \"T\"\n[sizes.smoke]\nsize = 99999999999999999999\n", &[":3:"]);
        check("title = \"T\"\n[sizes.smoke]\nsize = 1\n[ports]\n\"main.rb\" = \"none\"\n", &["ports: main.rb is declared"]);
        check("\u{0}", &["workload.toml"]);
    }

    #[test]
    fn filters_select_by_id_group_or_pattern() {
        let root = folder("title = \"U\"\n[sizes.small]\nsize = 1\n");
        let catalogue = Catalogue::load(root.path()).expect("readable");
        let check = |filters: &[&str], count: usize| {
            let filters: Vec<String> = filters.iter().map(|f| (*f).to_owned()).collect();
            assert_eq!(catalogue.select(&filters).expect("a selection").len(), count, "{filters:?}");
        };
        check(&[], 2);
        check(&["group/good"], 1);
        check(&["group"], 2);
        check(&["oth"], 1);
        check(&["goo|oth"], 2);
        let error = catalogue.select(&["goood".to_owned()]).expect_err("no such workload").to_string();
        assert!(error.contains("did you mean `group/good`"), "{error}");
        assert!(catalogue.select(&["(".to_owned()]).is_err());
    }
}
