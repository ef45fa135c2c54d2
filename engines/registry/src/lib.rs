//! The one list of engines, and the session in which one of them hosts a guest program.
//!
//! A [`Session`] is a runtime plus an engine. Its steps (`parse`, `lower`, `compile`, `load`, `call`) are separate so
//! that a caller may time each; nothing here reads a clock. Guest code needs a deep native stack: create and use
//! sessions inside [`on_guest_stack`].
#![forbid(unsafe_code)]

pub mod cache;
mod dump;
mod portrait;
mod session;

pub use cranelift_jit_engine::Detail as TierDetail;
pub use dump::{Stage, dump};
pub use portrait::{Portrait, portrait};
pub use session::{Failure, FailureKind, Session};

use frontend::Diagnostic;
use frontend::hir::Program;
use runtime::object::Gc;
use runtime::object::dict::Dict;
use runtime::object::function::Function;
use runtime::{Engine, LoadError, Runtime};
use std::rc::Rc;

/// One row of the list.
pub struct EngineInfo {
    /// Key everywhere: command line, `runtimes.toml`, records, charts.
    pub name: &'static str,
    /// Where it stands on the spectrum: `tree-walker`, `bytecode`, `jit`.
    pub strategy: &'static str,
    /// One line for people.
    pub summary: &'static str,
    create: fn(&mut Runtime, &EngineOptions) -> Installed,
}

/// What may be asked of engines beyond their defaults. Those that have no such thing ignore it.
#[derive(Clone, Copy, Debug, Default)]
pub struct EngineOptions {
    /// Calls and loop iterations of a function in the interpreter before a compiling engine translates it.
    pub jit_threshold: Option<u32>,
    /// Guards of compiled code fail at random, from this seed: output must not change.
    pub jit_stress: Option<u64>,
    /// A compiling engine makes machine code on a second thread, while the program goes on in the interpreter.
    pub jit_background: bool,
    /// Keep what a compiling engine does, see [`Session::tier_events`].
    pub tier_events: Option<TierDetail>,
    /// Tell `perf` the names of machine code, in `/tmp/perf-PID.map`.
    pub perf_map: bool,
}

/// An engine in a runtime: the runtime's door to it, and how it makes a parsed program runnable.
struct Installed {
    engine: Rc<dyn Engine>,
    compile: CompileFn,
}

type CompileFn = Box<dyn Fn(&mut Runtime, &Rc<Program>, Gc<Dict>) -> Result<Gc<Function>, LoadError>>;

const ENGINES: &[EngineInfo] = &[
    EngineInfo {
        name: "tree-walker",
        strategy: "tree-walker",
        summary: "A tree of nodes specialised by operand kind, evaluated by virtual calls",
        create: tree_walker,
    },
    EngineInfo {
        name: "bytecode-vm",
        strategy: "bytecode",
        summary: "Register bytecode with inline caches, interpreted",
        create: bytecode_vm,
    },
    EngineInfo {
        name: "cranelift-jit",
        strategy: "jit",
        summary: "Bytecode first; hot functions and loops as machine code specialised by observed types",
        create: cranelift_jit,
    },
    EngineInfo {
        name: "cranelift-jit-eager",
        strategy: "jit",
        summary: "Every function as machine code from its first call, nothing assumed about types",
        create: cranelift_jit_eager,
    },
];

fn tree_walker(_: &mut Runtime, _: &EngineOptions) -> Installed {
    let engine = tree_walker::TreeWalker::new(front_end);
    let walker = Rc::clone(&engine);
    let compile = move |rt: &mut Runtime, program: &Rc<Program>, globals| walker.prepare(rt, program, globals);
    Installed { engine, compile: Box::new(compile) }
}

fn bytecode_vm(_: &mut Runtime, _: &EngineOptions) -> Installed {
    install_vm(bytecode_vm::BytecodeVm::new())
}

fn install_vm(vm: bytecode_vm::BytecodeVm) -> Installed {
    let engine = Rc::new(vm);
    let vm = Rc::clone(&engine);
    let compile = move |rt: &mut Runtime, program: &Rc<Program>, globals| vm.load_program(rt, program, globals);
    Installed { engine, compile: Box::new(compile) }
}

fn cranelift_jit(_: &mut Runtime, options: &EngineOptions) -> Installed {
    jit(jit_options(options))
}

fn cranelift_jit_eager(_: &mut Runtime, options: &EngineOptions) -> Installed {
    jit(cranelift_jit_engine::JitOptions { eager: true, ..jit_options(options) })
}

fn jit_options(options: &EngineOptions) -> cranelift_jit_engine::JitOptions {
    let defaults = cranelift_jit_engine::JitOptions::default();
    let threshold = options.jit_threshold.map_or(defaults.threshold, |count| i32::try_from(count.max(1)).unwrap_or(i32::MAX));
    // Who asks for more translations, or for failing ones, asks for them at any price.
    let budget = options.jit_threshold.is_none() && options.jit_stress.is_none();
    let EngineOptions { jit_stress: stress, jit_background: background, tier_events: events, perf_map, .. } = *options;
    cranelift_jit_engine::JitOptions { threshold, stress, budget, background, events, perf_map, ..defaults }
}

fn jit(options: cranelift_jit_engine::JitOptions) -> Installed {
    let engine = Rc::new(cranelift_jit_engine::CraneliftJit::new(front_end, options));
    let jit = Rc::clone(&engine);
    let compile = move |rt: &mut Runtime, program: &Rc<Program>, globals| jit.prepare(rt, program, globals);
    Installed { engine, compile: Box::new(compile) }
}

/// All engines, from interpreted to compiled.
pub fn engines() -> &'static [EngineInfo] {
    ENGINES
}

/// An engine by name.
pub fn find(name: &str) -> Option<&'static EngineInfo> {
    ENGINES.iter().find(|e| e.name == name)
}

/// Native stack of a guest program: deep recursion under a raised `sys.setrecursionlimit` runs on it. Only pages that
/// are used count as memory. Where address space is limited it takes a sixteenth.
fn guest_stack_bytes() -> usize {
    runtime::memory::reservation(1 << 30, 16)
}
/// Kept free at the end of that stack for native code that does not check.
const STACK_RESERVE_BYTES: usize = 1 << 20;

/// Runs `f` on a thread with a stack deep enough for guest programs.
///
/// # Panics
/// When the operating system cannot start a thread, or when `f` panics. Where the address space is limited to less than
/// an engine needs to begin with, the process ends with 1 and one line.
pub fn on_guest_stack<R: Send>(f: impl FnOnce() -> R + Send) -> R {
    let least = runtime::memory::LEAST_ADDRESS_SPACE;
    if let Some(bytes) = runtime::memory::address_space().filter(|bytes| *bytes < least) {
        eprintln!("error: {} MiB of address space (ulimit -v): an engine needs at least {}", bytes >> 20, least >> 20);
        std::process::exit(1);
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("guest".to_string())
            .stack_size(guest_stack_bytes())
            .spawn_scoped(scope, f)
            .expect("a thread for the guest program");
        match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// The front end as engines use it for imports.
fn front_end(source: &[u8], path: &str) -> Result<Program, LoadError> {
    frontend::compile(source, path).map_err(load_error)
}

fn load_error(d: Diagnostic) -> LoadError {
    LoadError {
        class: d.kind.label(),
        message: d.message,
        path: d.path,
        line: d.line,
        column: d.column,
        end_column: d.end_column,
        source_line: d.source_line,
    }
}
