//! This very program as `python3 SCRIPT` by one of our engines: `--worker ENGINE MODE SCRIPT`.

use crate::batch::{Mode, limited};
use registry::{EngineOptions, Session};
use std::path::Path;
use std::process::{Command, ExitCode};

/// A collection at every so many allocations under [`Mode::GcStress`].
const GC_STRESS: u32 = 23;
/// Executions after which the JIT compiles: few, so that the programs can be short.
const JIT_THRESHOLD: u32 = 40;
/// Seed of the guards that fail under [`Mode::JitStress`].
const JIT_STRESS: u64 = 7;

/// This program, to run `engine` in `mode` in so much address space; the script is the last argument.
pub(crate) fn command(engine: &str, mode: Mode, kib: u64) -> Command {
    let mut command = limited(std::env::current_exe().expect("this program has a path"), kib);
    command.args(["--worker", engine, mode.name()]);
    command
}

/// The exit code of the script, when these are a worker's arguments.
pub(crate) fn serve(args: &[String]) -> Option<ExitCode> {
    let [flag, engine, mode, script] = args else { return None };
    if flag != "--worker" {
        return None;
    }
    let (Some(engine), Some(mode)) = (registry::find(engine), Mode::find(mode)) else {
        eprintln!("unknown engine {engine} or mode {mode}");
        return Some(ExitCode::from(2));
    };
    let gc_stress = if mode == Mode::GcStress { GC_STRESS } else { 0 };
    let options = EngineOptions {
        jit_threshold: Some(JIT_THRESHOLD),
        jit_stress: (mode == Mode::JitStress).then_some(JIT_STRESS),
        jit_background: mode == Mode::JitBackground,
        ..EngineOptions::default()
    };
    let code = registry::on_guest_stack(|| {
        Session::with_options(engine, &options, vec![script.clone()], "__main__", gc_stress).run_script(Path::new(script))
    });
    // What the operating system keeps of an exit code.
    Some(ExitCode::from((code & 0xFF) as u8))
}
