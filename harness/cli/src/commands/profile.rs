//! `spectrum profile FILE --engine E`: where a program spends its instructions, and whether the caches serve it.

use crate::context::Common;
use crate::engines;
use crate::output::{Grid, Tone};
use anyhow::{Context as _, Result};
use harness_core::error::Error;
use registry::{EngineInfo, Session};
use runtime::profile::Profile as Counts;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// Count what a program executes: hot functions and lines, opcodes, inline caches, allocation
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Executed instructions are counted, not times: two profiles of one program are equal. The program runs \
    about ten times slower\nthan it does with `run`, which pays nothing for this command. stdout and exit code are the program's; \
    the tables go to stderr.\nWhat compiled code executes is not counted here: of the JIT a profile shows the part that is \
    interpreted, and its counters.\nThe tree-walker has no instructions; of it a profile shows the counters only.\n\n\
    Examples:\n  spectrum profile sort.py\n  spectrum profile sort.py --top 30 --json profile.json\n  \
    spectrum profile tool.py -e cranelift-jit -- --flag-of-the-tool")]
pub struct Profile {
    /// The program
    file: PathBuf,
    /// Engine: one of `spectrum list --only engines`
    #[arg(short, long, value_name = "ENGINE", default_value = "bytecode-vm")]
    engine: String,
    /// Rows of each table
    #[arg(long, value_name = "N", default_value_t = 12)]
    top: usize,
    /// Write everything to this file as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Arguments of the program
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

impl Profile {
    pub fn run(self, common: &Common) -> Result<ExitCode> {
        let Ok(engine) = engines::find(&self.engine) else {
            let known = registry::engines().iter().map(|engine| engine.name);
            return Err(Error::unknown("engine", &self.engine, known).into());
        };
        let (code, counts, counters) = registry::on_guest_stack(|| self.count(engine));
        if let Some(path) = &self.json {
            let text = serde_json::to_string_pretty(&as_json(engine.name, &counts, &counters))?;
            std::fs::write(path, text + "\n").with_context(|| format!("cannot write {}", path.display()))?;
        }
        self.print(&counts, &counters, common.color.on_stdout());
        // As the operating system does with any exit code.
        Ok(ExitCode::from((code & 0xff) as u8))
    }

    fn count(&self, engine: &EngineInfo) -> (i32, Counts, BTreeMap<String, u64>) {
        let script = self.file.to_string_lossy().into_owned();
        let argv = std::iter::once(script).chain(self.arguments.iter().cloned()).collect();
        let mut session = Session::new(engine, argv, "__main__", 0);
        session.start_profile();
        let code = session.run_script(&self.file);
        (code, session.profile(), session.counters())
    }

    fn print(&self, counts: &Counts, counters: &BTreeMap<String, u64>, coloured: bool) {
        let total: u64 = counts.opcodes.iter().map(|(_, count)| count).sum();
        if total > 0 {
            let share = |count: u64| (format!("{:.1} %", 100.0 * count as f64 / total as f64), Tone::Plain);
            let number = |count: u64| (count.to_string(), Tone::Plain);
            let text = |text: String| (text, Tone::Plain);
            eprintln!("{total} instructions executed\n");
            let mut grid = Grid::new(&["function", "share", "instructions", "calls"], coloured);
            for f in counts.functions.iter().take(self.top) {
                grid.row([
                    text(format!("{}  {}:{}", f.name, f.path, f.line)),
                    share(f.instructions),
                    number(f.instructions),
                    number(f.calls),
                ]);
            }
            eprintln!("{grid}");
            let mut grid = Grid::new(&["line", "share", "instructions"], coloured);
            for line in counts.lines.iter().take(self.top) {
                grid.row([text(format!("{}:{}", line.path, line.line)), share(line.instructions), number(line.instructions)]);
            }
            eprintln!("{grid}");
            let mut grid = Grid::new(&["opcode", "share", "executed"], coloured);
            for &(name, count) in counts.opcodes.iter().take(self.top) {
                grid.row([text(name.to_owned()), share(count), number(count)]);
            }
            eprintln!("{grid}");
            let mut grid = Grid::new(&["inline caches", "hit rate", "hits", "misses"], coloured);
            for cache in &counts.caches {
                let tone = if cache.rate() >= 0.95 { Tone::Good } else { Tone::Bad };
                grid.row([
                    text(cache.what.to_owned()),
                    (format!("{:.2} %", 100.0 * cache.rate()), tone),
                    number(cache.hits),
                    number(cache.misses),
                ]);
            }
            eprintln!("{grid}");
        }
        let mut grid = Grid::new(&["counter", "value"], coloured);
        for (name, value) in counters {
            grid.row([(name.clone(), Tone::Plain), (value.to_string(), Tone::Plain)]);
        }
        eprint!("{grid}");
    }
}

fn as_json(engine: &str, counts: &Counts, counters: &BTreeMap<String, u64>) -> Value {
    let functions = counts
        .functions
        .iter()
        .map(|f| json!({"name": f.name, "path": f.path, "line": f.line, "calls": f.calls, "instructions": f.instructions}));
    let lines = counts.lines.iter().map(|l| json!({"path": l.path, "line": l.line, "instructions": l.instructions}));
    let opcodes: serde_json::Map<String, Value> = counts.opcodes.iter().map(|&(name, count)| (name.to_owned(), count.into())).collect();
    let caches = counts.caches.iter().map(|c| json!({"what": c.what, "hits": c.hits, "misses": c.misses, "hit_rate": c.rate()}));
    json!({
        "engine": engine,
        "functions": functions.collect::<Vec<_>>(),
        "lines": lines.collect::<Vec<_>>(),
        "opcodes": opcodes,
        "caches": caches.collect::<Vec<_>>(),
        "counters": counters,
    })
}
