//! The rules of the repository that a program can check: which crate may stand on which, where `unsafe`, the clock, the
//! parser and the code generator may be named, and what every file owes its reader. The numbers are those of the
//! invariants in `engines/README.md`. Reads files only: no Git, no network, no build.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// Every crate: folder, package, and the crates of ours that it may name, tests included. An arrow that is not here
/// does not exist.
const CRATES: &[(&str, &str, &[&str])] = &[
    ("engines/frontend", "frontend", &[]),
    ("engines/runtime", "runtime", &[]),
    ("engines/bytecode", "bytecode", &["frontend"]),
    ("engines/tree-walker", "tree-walker", &["frontend", "runtime"]),
    ("engines/bytecode-vm", "bytecode-vm", &["frontend", "runtime", "bytecode"]),
    // It leaves to the VM what it does not compile.
    ("engines/cranelift-jit", "cranelift-jit-engine", &["frontend", "runtime", "bytecode", "bytecode-vm"]),
    ("engines/registry", "registry", &["frontend", "runtime", "bytecode", "tree-walker", "bytecode-vm", "cranelift-jit-engine"]),
    ("engines/conformance", "conformance", &["registry"]),
    ("harness/core", "harness-core", &[]),
    ("harness/cli", "harness-cli", &["harness-core", "reports", "registry", "frontend", "runtime", "bytecode"]),
    ("reports", "reports", &["harness-core"]),
];

/// Invariant 8.
const UNSAFE_CRATES: &[&str] = &["runtime", "bytecode-vm", "cranelift-jit-engine"];

/// Families of crates that only one crate of ours may name: each can then be exchanged or updated in one place.
const WALLED: &[(&str, &str)] =
    &[("ruff_", "frontend"), ("cranelift-", "cranelift-jit-engine"), ("plotters", "reports"), ("resvg", "reports")];

/// Invariant 9, with what else has to know the time and is never inside a timed region.
const CLOCK_READERS: &[&str] = &[
    "harness/core/src/process.rs",         // the process supervisor
    "harness/cli/src/commands/worker.rs",  // the worker's iteration loop
    "engines/runtime/src/modules/time.rs", // the guest's own `time` module
    "engines/conformance/src/process.rs",  // time limit of a conformance case
];

/// Files that spell out what they look for.
const ABOUT_RULES: &[&str] = &["engines/conformance/tests/tidy.rs", "harness/cli/tests/commands.rs"];

/// What may stand at the top, besides files and folders that begin with a dot and what Git ignores.
const TOP_LEVEL: &[&str] =
    &["Cargo.toml", "Cargo.lock", "README.md", "LICENSE-MIT", "LICENSE-APACHE", "engines", "workloads", "harness", "reports", "target"];

/// Folders that hold no source of ours.
const SKIPPED_FOLDERS: &[&str] = &["target", ".git", ".spectrum", "__pycache__", "node_modules"];

/// Fails with all complaints at once.
fn check(rule: &str, complaints: impl IntoIterator<Item = String>) {
    let complaints: Vec<String> = complaints.into_iter().collect();
    assert!(complaints.is_empty(), "{rule}:\n  {}", complaints.join("\n  "));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository is there")
}

fn toml_of(path: &Path) -> Table {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Names of all packages that a manifest depends on, whatever the section.
fn dependencies(manifest: &Table) -> Vec<String> {
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let mut names: Vec<String> =
        sections.iter().filter_map(|section| manifest.get(*section)?.as_table()).flat_map(|table| table.keys().cloned()).collect();
    for target in manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values) {
        names.extend(target.as_table().map(dependencies).unwrap_or_default());
    }
    names
}

fn crates() -> impl Iterator<Item = (&'static str, &'static str, &'static [&'static str], Table)> {
    CRATES.iter().map(|(folder, package, allowed)| (*folder, *package, *allowed, toml_of(&root().join(folder).join("Cargo.toml"))))
}

/// Text files of the repository by path from its top, those that Git ignores left out.
fn texts(wanted: impl Fn(&str) -> bool) -> BTreeMap<String, String> {
    fn gather(root: &Path, folder: &Path, wanted: &dyn Fn(&str) -> bool, found: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.expect("a readable entry").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() {
                if !SKIPPED_FOLDERS.contains(&name.as_str()) {
                    gather(root, &path, wanted, found);
                }
                continue;
            }
            let relative = path.strip_prefix(root).expect("below the top").to_string_lossy().replace('\\', "/");
            // What is not UTF-8 is no text: fonts, pictures, the cases on encodings.
            if wanted(&relative)
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                found.insert(relative, text);
            }
        }
    }
    let mut found = BTreeMap::new();
    gather(&root(), &root(), &wanted, &mut found);
    found
}

fn rust_sources() -> BTreeMap<String, String> {
    texts(|path| path.ends_with(".rs"))
}

/// Line number and text of each line that is not only a comment.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The crate a source file belongs to.
fn package_of(path: &str) -> &'static str {
    CRATES.iter().find(|(folder, _, _)| path.starts_with(&format!("{folder}/"))).map_or("none", |(_, package, _)| package)
}

/// Each line of code for which `complain` finds something, as `path:line: what`.
fn in_code(sources: &BTreeMap<String, String>, complain: impl Fn(&str, &str) -> Option<String>) -> Vec<String> {
    let files = sources.iter().filter(|(path, _)| !ABOUT_RULES.contains(&path.as_str()));
    files
        .flat_map(|(path, text)| {
            let complain = &complain;
            code_lines(text).filter_map(move |(number, line)| complain(path, line).map(|what| format!("{path}:{number}: {what}")))
        })
        .collect()
}

#[test]
fn dependencies_point_one_way() {
    let ours: Vec<&str> = CRATES.iter().map(|(_, package, _)| *package).collect();
    let arrows = crates().flat_map(|(folder, package, allowed, manifest)| {
        let named: Vec<String> = dependencies(&manifest).into_iter().filter(|name| ours.contains(&name.as_str())).collect();
        let wrong = named.into_iter().filter(|name| name != package && !allowed.contains(&name.as_str()));
        wrong.map(move |name| format!("{folder} may not depend on {name}")).collect::<Vec<_>>()
    });
    check("arrows between crates", arrows);
}

#[test]
fn every_crate_is_listed_and_named_after_its_folder() {
    let workspace = toml_of(&root().join("Cargo.toml"));
    let members = workspace["workspace"]["members"].as_array().expect("members");
    let members: Vec<&str> = members.iter().filter_map(Value::as_str).collect();
    let listed: Vec<&str> = CRATES.iter().map(|(folder, _, _)| *folder).collect();
    assert_eq!(members, listed, "Cargo.toml's members and the table of this test");
    let names = crates().filter(|(_, package, _, manifest)| manifest["package"]["name"].as_str() != Some(package));
    check("package names", names.map(|(folder, package, _, _)| format!("{folder} is not the package {package}")));
    let versions = crates().flat_map(|(folder, _, _, manifest)| {
        let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
        let tables = sections.into_iter().filter_map(|section| manifest.get(section)?.as_table().cloned());
        let own = tables.flatten().filter(|(_, value)| value.get("workspace").and_then(Value::as_bool) != Some(true));
        own.map(move |(name, _)| format!("{folder}: {name} has no place in the root Cargo.toml, where its reason belongs"))
            .collect::<Vec<_>>()
    });
    check("dependencies stand in the workspace's list", versions);
}

#[test]
fn walled_crates_are_named_in_one_place() {
    let manifests = crates().flat_map(|(folder, package, _, manifest)| {
        let ours: Vec<&str> = CRATES.iter().map(|(_, package, _)| *package).collect();
        let foreign = dependencies(&manifest).into_iter().filter(move |name| !ours.contains(&name.as_str()));
        foreign
            .filter(move |name| WALLED.iter().any(|(prefix, owner)| name.starts_with(prefix) && package != *owner))
            .map(move |name| format!("{folder} may not depend on {name}"))
            .collect::<Vec<_>>()
    });
    check("crates behind one of ours", manifests);
}

#[test]
fn unsafe_code_stays_in_its_crates() {
    let roots = crates().filter(|(_, package, _, _)| !UNSAFE_CRATES.contains(package)).filter_map(|(folder, _, _, _)| {
        let file = ["src/lib.rs", "src/main.rs"].iter().map(|file| root().join(folder).join(file)).find(|file| file.is_file())?;
        let text = std::fs::read_to_string(file).expect("readable");
        (!text.contains("#![forbid(unsafe_code)]")).then(|| format!("{folder} does not forbid unsafe code"))
    });
    check("invariant 8, crates", roots);
    // Tests, benches and examples are crates of their own and forbid nothing.
    let blocks = in_code(&rust_sources(), |path, line| {
        let found = ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern"].iter().any(|word| line.contains(word));
        (found && !UNSAFE_CRATES.contains(&package_of(path))).then(|| "unsafe code".to_owned())
    });
    check("invariant 8, blocks", blocks);
}

#[test]
fn the_clock_is_read_in_its_places() {
    let sources = texts(|path| path.ends_with(".rs") && path.contains("/src/") && !CLOCK_READERS.contains(&path));
    let readers = in_code(&sources, |_, line| {
        let clocks = ["Instant::now", "SystemTime::now", "clock_gettime", "_rdtsc"];
        clocks.iter().find(|clock| line.contains(*clock)).map(|clock| format!("reads a clock ({clock})"))
    });
    check("invariant 9", readers);
}

#[test]
fn source_files_say_what_they_are_for() {
    let silent = rust_sources().into_iter().filter(|(_, text)| !text.starts_with("//!"));
    check("files open with `//!`", silent.map(|(path, _)| path));
}

#[test]
fn nothing_is_left_open() {
    let open = in_code(&rust_sources(), |_, line| {
        let words = ["todo!(", "unimplemented!(", "dbg!(", "#[ignore"];
        let word = words.iter().find(|word| line.contains(*word)).map(|word| format!("`{word}`"));
        let silenced = ["#[allow(", "#![allow("].iter().any(|word| line.contains(word)) && !line.contains("reason");
        word.or_else(|| silenced.then(|| "a lint silenced without a reason".to_owned()))
    });
    check("nothing half done", open);
}

#[test]
fn the_top_level_stays_as_it_is() {
    let entries =
        std::fs::read_dir(root()).expect("readable").map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned());
    check("entries at the top", entries.filter(|name| !name.starts_with('.') && !TOP_LEVEL.contains(&name.as_str())));
}

#[test]
fn no_text_names_a_place_on_somebodys_machine() {
    // The root itself when it is long enough to be telling: a checkout in `/src` names a folder like any other.
    let here = root().display().to_string();
    let own = (here.matches('/').count() > 1).then_some(here);
    let places: Vec<String> = ["/home/", "/root/", "/Users/", ":\\Users\\"].iter().map(|place| (*place).to_owned()).chain(own).collect();
    let found = texts(|path| !ABOUT_RULES.contains(&path)).into_iter().flat_map(|(path, text)| {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| places.iter().any(|place| line.contains(place.as_str())));
        lines.map(|(number, _): (usize, _)| format!("{path}:{number}")).collect::<Vec<_>>()
    });
    check("absolute paths of a machine", found);
}

#[test]
fn links_between_pages_lead_somewhere() {
    let broken = texts(|path| path.ends_with(".md")).into_iter().flat_map(|(path, text)| {
        let folder = root().join(&path).parent().map(Path::to_path_buf).unwrap_or_default();
        let targets: Vec<String> = text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())).collect();
        let files = targets.into_iter().filter(|target| !target.contains("://") && !target.starts_with(['#', '<']));
        files
            .filter(|target| !folder.join(target.split('#').next().unwrap_or(target)).exists())
            .map(|target| format!("{path}: {target}"))
            .collect::<Vec<_>>()
    });
    check("links", broken);
}

#[test]
fn every_folder_with_a_name_of_its_own_has_a_page() {
    let missing = ["", "engines", "workloads", "harness", "reports"].iter().map(|folder| root().join(folder).join("README.md"));
    check("pages", missing.filter(|page| !page.is_file()).map(|page| page.display().to_string()));
    let list = std::fs::read_to_string(root().join("workloads/README.md")).expect("readable");
    let workloads = texts(|path| path.starts_with("workloads/") && path.ends_with("/workload.toml")).into_keys();
    let unlisted = workloads.map(|path| path.trim_start_matches("workloads/").trim_end_matches("/workload.toml").to_owned());
    check("workloads in the table of workloads/README.md", unlisted.filter(|id| !list.contains(&format!("[`{id}`]({id}/main.py)"))));
}
