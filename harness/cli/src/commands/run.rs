//! `spectrum run FILE --engine E`: a program as `python3 FILE` runs it.

use crate::context::Common;
use crate::engines;
use anyhow::{Context as _, Result};
use harness_core::error::Error;
use harness_core::runtimes::{Runtime, RuntimeTable};
use registry::{EngineInfo, EngineOptions, Session, TierDetail};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

/// Run a program on one engine, as `python3 FILE` does
#[derive(clap::Args, Debug)]
#[command(after_long_help = "stdout, stderr and exit code are the program's. Options for this command come before FILE or \
    after it;\nwhat follows `--`, and everything from the first positional argument after FILE, goes to the program.\n\n\
    Examples:\n  spectrum run hello.py\n  spectrum run hello.py --engine tree-walker --stats\n  \
    spectrum run tool.py -e cpython -- --flag-of-the-tool file.txt")]
pub struct Run {
    /// The program; with `-m`, the dotted name of a module or package
    file: PathBuf,
    /// Run a module or a package's `__main__`, as `python3 -m` does
    #[arg(short = 'm', long)]
    module: bool,
    /// Engine: one of `spectrum list --only engines`
    #[arg(short, long, value_name = "ENGINE", default_value = "cranelift-jit")]
    engine: String,
    /// Print the engine's counters on stderr at the end
    #[arg(long)]
    stats: bool,
    /// Collect garbage at every Nth allocation (every one by default) and overwrite what is dead: finds mistakes of the
    /// runtime
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "1")]
    gc_stress: Option<u32>,
    /// Calls and loop iterations of a function in the interpreter before the JIT translates it
    #[arg(long, value_name = "COUNT")]
    jit_threshold: Option<u32>,
    /// Let guards of the JIT's code fail at random, from a seed: no output may change
    #[arg(long, value_name = "SEED", num_args = 0..=1, require_equals = true, default_missing_value = "1")]
    jit_stress: Option<u64>,
    /// Let the JIT make machine code on a second thread, while the program goes on in the interpreter
    #[arg(long)]
    jit_background: bool,
    /// Print what the JIT did on stderr at the end, in order: translations, those given up and why, functions left to the
    /// interpreter; `clif` and `asm` show each translation, as it was made of what had been learnt
    #[arg(long, value_name = "DETAIL", num_args = 0..=1, require_equals = true, default_missing_value = "lines")]
    tier_events: Option<TierEvents>,
    /// Write the names of the JIT's machine code to /tmp/perf-PID.map, for `perf report`
    #[arg(long)]
    perf_map: bool,
    /// Arguments of the program
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum TierEvents {
    Lines,
    Clif,
    Asm,
}

impl TierEvents {
    fn detail(self) -> TierDetail {
        match self {
            TierEvents::Lines => TierDetail::Lines,
            TierEvents::Clif => TierDetail::Clif,
            TierEvents::Asm => TierDetail::Assembly,
        }
    }
}

impl Run {
    pub fn run(mut self, common: &Common) -> Result<ExitCode> {
        if let Ok(engine) = engines::find(&self.engine) {
            return Ok(self.own(engine));
        }
        // Nothing is looked for on this machine, which would start threads: the program is to have the process for itself.
        let table = RuntimeTable::read(common.runtimes.as_deref())?;
        if let Some((engine, options)) = table.own_script(&self.engine).and_then(variant) {
            self.jit_background |= options.iter().any(|option| option == "--jit-background");
            return Ok(self.own(engine));
        }
        let runtimes = common.runtimes(std::slice::from_ref(&self.engine), false)?;
        let Some(runtime) = runtimes.iter().find(|runtime| runtime.name() == self.engine) else {
            return Err(Error::unknown("engine", &self.engine, runtimes.iter().map(Runtime::name)).into());
        };
        self.foreign(runtime)
    }

    /// Hosts the program in this process.
    fn own(&self, engine: &EngineInfo) -> ExitCode {
        let script = self.file.to_string_lossy().into_owned();
        let argv = std::iter::once(script).chain(self.arguments.iter().cloned()).collect();
        let code = registry::on_guest_stack(|| {
            let options = EngineOptions {
                jit_threshold: self.jit_threshold,
                jit_stress: self.jit_stress,
                jit_background: self.jit_background,
                tier_events: self.tier_events.map(TierEvents::detail),
                perf_map: self.perf_map,
            };
            let mut session = Session::with_options(engine, &options, argv, "__main__", self.gc_stress.unwrap_or(0));
            session.use_bytecode_cache();
            let code = match self.module {
                true => session.run_module(&self.file.to_string_lossy()),
                false => session.run_script(&self.file),
            };
            session.tier_events().iter().for_each(|line| eprintln!("{line}"));
            if self.stats {
                eprintln!("engine {}", self.engine);
                for (name, value) in session.counters() {
                    eprintln!("{value:>16}  {name}");
                }
            }
            code
        });
        // As the operating system does with any exit code.
        ExitCode::from((code & 0xff) as u8)
    }

    /// Becomes the foreign runtime: signals, exit code and output are then its own.
    fn foreign(&self, runtime: &Runtime) -> Result<ExitCode> {
        let name = runtime.name();
        if !runtime.available() {
            return Err(Error::Usage(format!("{name} is missing here: {}", runtime.receipt.hint)).into());
        }
        if self.stats {
            eprintln!("warning: {name} is a foreign runtime and has no counters to show");
        }
        let command = runtime.script(&self.file.to_string_lossy());
        let Some((program, arguments)) = command.split_first() else {
            return Err(Error::Usage(format!("{name} declares no `script` command in its runtimes.toml")).into());
        };
        let error = Command::new(program).args(arguments).args(&self.arguments).exec();
        Err(error).with_context(|| format!("{program} does not start"))
    }
}

/// The engine that a command of ours for scripts runs, and the command: `run --engine ENGINE OPTIONS`.
fn variant(command: &[String]) -> Option<(&'static EngineInfo, &[String])> {
    let at = command.iter().position(|word| word == "--engine")?;
    Some((engines::find(command.get(at + 1)?).ok()?, command))
}
