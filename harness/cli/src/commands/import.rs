//! `spectrum import pyperformance [DIR]`: makes the benchmarks of an installed or unpacked pyperformance runnable as
//! workloads. Nothing of it is copied: each workload loads its script where it lies, through our `pyperf`.
//!
//! Benchmarks that need other packages, or start other processes, are left out and named.

use crate::context::Common;
use crate::exit::Exit;
use anyhow::Result;
use harness_core::error::Error;
use harness_core::workload::PROGRAM;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Our `pyperf`, for runtimes that do not ship it.
const PYPERF: [(&str, &str); 2] = [
    ("pyperf.py", include_str!("../../../../engines/runtime/src/modules/python/pyperf.py")),
    ("_pyperf_async.py", include_str!("../../../../engines/runtime/src/modules/python/pyperf_async.py")),
];
/// Loops of each size.
const SIZES: [(&str, u32); 4] = [("smoke", 1), ("small", 1), ("default", 3), ("large", 10)];

/// Make programs of others runnable as workloads, without copying them
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Then: spectrum verify --workloads FOLDER --bless, spectrum bench --workloads FOLDER.\n\
    What a benchmark returns is checked; one that only times itself is checked for running.\n\n\
    Examples:\n  spectrum import pyperformance\n  \
    spectrum import pyperformance ~/src/pyperformance --into /tmp/imported")]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// The benchmarks of PyPI's pyperformance
    Pyperformance {
        /// An unpacked or installed copy [default: where `python3` finds it]
        dir: Option<PathBuf>,
        /// Folder for the workloads [default: `imported` in the folder of records]
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
    },
}

impl Import {
    pub fn run(self, common: &Common) -> Result<Exit> {
        let What::Pyperformance { dir, into } = self.what;
        let root = match dir {
            Some(dir) => dir,
            None => installed()?,
        };
        let benchmarks = benchmarks(&root)?;
        let into = match into {
            Some(into) => into,
            None => common.store()?.join("imported"),
        };
        let support = into.join(".pyperf");
        write(&support.join(PYPERF[0].0), PYPERF[0].1)?;
        write(&support.join(PYPERF[1].0), PYPERF[1].1)?;
        let support = absolute(&support)?;
        let mut out = std::io::stdout().lock();
        let mut made = 0;
        for script in &benchmarks {
            let name = name_of(script);
            let project = project(script);
            match missing(script, &project)? {
                Some(why) => writeln!(out, "left out  {name}: {why}")?,
                None => {
                    let options = options(&project);
                    let dir = into.join("pyperformance").join(&name);
                    write(&dir.join(PROGRAM), &program(&name, &support, &absolute(script)?, &options))?;
                    write(&dir.join("workload.toml"), &declaration(&name))?;
                    made += 1;
                }
            }
        }
        writeln!(out, "made      {made} workloads in {}", into.display())?;
        writeln!(out, "next      spectrum verify --workloads {0} --bless; spectrum verify --workloads {0}", into.display())?;
        Ok(if made == 0 { Exit::Nothing } else { Exit::Ok })
    }
}

/// Where `python3` has pyperformance.
fn installed() -> Result<PathBuf> {
    let ask = "import pyperformance; print(list(pyperformance.__path__)[0])";
    let answer = std::process::Command::new("python3").args(["-c", ask]).output();
    match answer {
        Ok(answer) if answer.status.success() => Ok(PathBuf::from(String::from_utf8_lossy(&answer.stdout).trim())),
        _ => {
            let text = "python3 has no pyperformance; `pip install pyperformance`, or name the folder of an unpacked copy";
            Err(Error::Usage(text.to_owned()).into())
        }
    }
}

/// The scripts of the benchmarks in a folder, at most four levels down, sorted.
fn benchmarks(root: &Path) -> Result<Vec<PathBuf>> {
    let mut scripts = Vec::new();
    let mut level = vec![root.to_path_buf()];
    for _ in 0..5 {
        let mut below = Vec::new();
        for dir in level {
            for entry in std::fs::read_dir(&dir).map_err(|e| Error::io(&dir, e))?.flatten() {
                let path = entry.path();
                let script = path.join("run_benchmark.py");
                if entry.file_name().to_string_lossy().starts_with("bm_") && script.is_file() {
                    scripts.push(script);
                } else if path.is_dir() {
                    below.push(path);
                }
            }
        }
        level = below;
    }
    scripts.sort();
    if scripts.is_empty() {
        return Err(Error::Usage(format!("{}: no folder bm_*/run_benchmark.py in it", root.display())).into());
    }
    Ok(scripts)
}

fn name_of(script: &Path) -> String {
    let folder = script.parent().and_then(|p| p.file_name()).map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    folder.trim_start_matches("bm_").replace('_', "-").to_ascii_lowercase()
}

/// What a benchmark declares of itself; nothing when that is unreadable.
fn project(script: &Path) -> toml::Table {
    let text = std::fs::read_to_string(script.with_file_name("pyproject.toml")).unwrap_or_default();
    toml::from_str(&text).unwrap_or_default()
}

/// The options it is to be run with.
fn options(project: &toml::Table) -> Vec<String> {
    let table = project.get("tool").and_then(|t| t.get("pyperformance")).and_then(|t| t.get("extra_opts"));
    table.and_then(|o| o.as_array()).into_iter().flatten().filter_map(|o| o.as_str()).map(str::to_owned).collect()
}

/// Why a benchmark cannot be a workload.
fn missing(script: &Path, project: &toml::Table) -> Result<Option<String>> {
    let text = std::fs::read_to_string(script).map_err(|e| Error::io(script, e))?;
    if text.contains("bench_command(") {
        return Ok(Some("times other processes".to_owned()));
    }
    let needs = project.get("project").and_then(|p| p.get("dependencies")).and_then(|d| d.as_array());
    let others: Vec<&str> = needs.into_iter().flatten().filter_map(|d| d.as_str()).filter(|d| !d.starts_with("pyperf")).collect();
    Ok((!others.is_empty()).then(|| format!("needs {}", others.join(", "))))
}

fn absolute(path: &Path) -> Result<PathBuf> {
    Ok(std::fs::canonicalize(path).map_err(|e| Error::io(path, e))?)
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(dir) = path.parent() {
        std::fs::create_dir_all(dir).map_err(|e| Error::io(dir, e))?;
    }
    Ok(std::fs::write(path, text).map_err(|e| Error::io(path, e))?)
}

/// A text as a Python literal.
fn quoted(path: &Path) -> String {
    format!("\"{}\"", path.to_string_lossy().replace('\\', "\\\\").replace('"', "\\\""))
}

fn program(name: &str, support: &Path, script: &Path, options: &[String]) -> String {
    let (support, script) = (quoted(support), quoted(script));
    let options: Vec<String> = options.iter().map(|o| quoted(Path::new(o))).collect();
    let options = options.join(", ");
    format!(
        "\"\"\"pyperformance's {name}, where it lies.\"\"\"\n\nimport sys\n\nsys.path.insert(0, {support})\nimport pyperf\n\n\
         _benchmarks = pyperf.capture({script}, [{options}])\n\n\ndef run(size):\n    \
         return \"; \".join([benchmark(size) for benchmark in _benchmarks])\n\n\n\
         if __name__ == \"__main__\":\n    print(run({}))\n",
        SIZES[2].1
    )
}

fn declaration(name: &str) -> String {
    let mut text = format!(
        "title = \"pyperformance: {name}\"\nstresses = [\"a program of others\"]\ntime_limit_s = 120\n\
         analysis = \"Made by `spectrum import pyperformance`; the program is not ours.\"\n"
    );
    for (size, loops) in SIZES {
        text.push_str(&format!("\n[sizes.{size}]\nsize = {loops}\n"));
    }
    text
}
