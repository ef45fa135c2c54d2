//! A guest program from file to results, in steps.

use crate::{EngineInfo, EngineOptions, Installed, STACK_RESERVE_BYTES, guest_stack_bytes};
use frontend::hir::Program;
use runtime::engine::FileError;
use runtime::object::Gc;
use runtime::object::dict::Dict;
use runtime::object::function::Function;
use runtime::object::module::Module;
use runtime::{LoadError, Options, Runtime, Value};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

/// Which part of the way failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The file cannot be read.
    Read,
    /// The text is not a program of the language.
    Syntax,
    /// The program raised an exception (or exited).
    Program,
    /// The engine cannot do what was asked.
    Engine,
}

/// Why a step did not succeed.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Which part.
    pub kind: FailureKind,
    /// Last line of the traceback or diagnostic.
    pub message: String,
    /// Everything CPython would print.
    pub report: String,
    /// Exit code of a script ended by this.
    pub exit_code: i32,
}

/// A runtime with an engine and one main program. See the crate for where it may be used.
pub struct Session {
    /// Boxed: suspended generator bodies hold its address.
    rt: Box<Runtime>,
    installed: Installed,
    main: Gc<Module>,
    entry: Option<(String, usize)>,
}

/// Sources of one program between two steps.
pub struct Source {
    bytes: Vec<u8>,
    path: String,
}

impl Session {
    /// A fresh guest world for `engine`. `module_name` is `__main__` for scripts; a workload that is hosted for calls of
    /// its entry has another name, so that its `if __name__ == "__main__"` stays quiet. `argv[0]` is the script, whose
    /// folder becomes the first place where modules are found. `gc_stress` is that of [`Options`].
    pub fn new(engine: &EngineInfo, argv: Vec<String>, module_name: &str, gc_stress: u32) -> Session {
        Session::with_options(engine, &EngineOptions::default(), argv, module_name, gc_stress)
    }

    /// As [`Session::new`], with options for the engine.
    pub fn with_options(engine: &EngineInfo, options: &EngineOptions, argv: Vec<String>, module_name: &str, gc_stress: u32) -> Session {
        Session::hosting(|rt| (engine.create)(rt, options), argv, module_name, gc_stress)
    }

    /// The same for an engine that is on no list.
    pub(crate) fn hosting(create: impl FnOnce(&mut Runtime) -> Installed, argv: Vec<String>, module_name: &str, gc_stress: u32) -> Session {
        let script = argv.first().cloned().unwrap_or_default();
        let directory = Some(Path::new(&script)).filter(|p| p.is_dir());
        let folder = directory.or(Path::new(&script).parent()).filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        let mut rt = Box::new(Runtime::new(Options { argv, path: vec![folder], gc_stress, ..Options::default() }));
        let installed = create(&mut rt);
        rt.set_engine(Rc::clone(&installed.engine));
        let main = rt.new_module(module_name);
        rt.permanent.push(main.into());
        let file = std::path::absolute(&script).map_or_else(|_| script.clone(), |file| file.to_string_lossy().into_owned());
        rt.set_module_facts(main.dict, &file, "");
        let none = Value::NONE;
        let package = rt.names.__package__;
        main.dict.set_str(&mut rt, package, none);
        let module = rt.builtins_module();
        let key = rt.names.__builtins__;
        main.dict.set_str(&mut rt, key, module);
        let (key, modules) = (rt.intern(module_name), rt.modules);
        modules.set_str(&mut rt, key, main.into());
        Session { rt, installed, main, entry: None }
    }

    /// Lets imports keep compiled modules on disk (see `bytecode::cache`), as the environment variables say that CPython
    /// heeds too: `PYTHONDONTWRITEBYTECODE`, `PYTHONPYCACHEPREFIX`.
    pub fn use_bytecode_cache(&mut self) {
        self.rt.options.write_bytecode = variable("PYTHONDONTWRITEBYTECODE").is_none();
        self.rt.options.pycache_prefix = crate::cache::prefix();
    }

    /// The runtime, for options such as output redirection before anything runs.
    pub fn runtime(&mut self) -> &mut Runtime {
        &mut self.rt
    }

    /// Step 1: the file's bytes.
    ///
    /// # Errors
    /// [`FailureKind::Read`], worded as CPython words it.
    pub fn read(&self, path: &Path) -> Result<Source, Failure> {
        let text = path.to_string_lossy().into_owned();
        match std::fs::read(path) {
            Ok(bytes) => Ok(Source { bytes, path: text }),
            Err(e) => Err(read_failure(&text, &e, path.is_dir())),
        }
    }

    /// Step 2: text to the parser's tree.
    ///
    /// # Errors
    /// [`FailureKind::Syntax`].
    pub fn parse(&self, source: Source) -> Result<frontend::Parsed, Failure> {
        frontend::parse(&source.bytes, &source.path).map_err(syntax_failure)
    }

    /// Step 3: the parser's tree to the resolved tree.
    ///
    /// # Errors
    /// [`FailureKind::Syntax`].
    pub fn lower(&self, parsed: frontend::Parsed) -> Result<Rc<Program>, Failure> {
        frontend::lower(parsed).map(Rc::new).map_err(syntax_failure)
    }

    /// Step 4: the resolved tree to whatever the engine runs.
    ///
    /// # Errors
    /// [`FailureKind::Engine`] for programs beyond an engine's limits.
    pub fn compile(&mut self, program: &Rc<Program>) -> Result<Gc<Function>, Failure> {
        let dict = self.main.dict;
        let compile = &self.installed.compile;
        let compiled = self.rt.enter(guest_stack_bytes() - STACK_RESERVE_BYTES, |rt| {
            let function = compile(rt, program, dict)?;
            rt.permanent.push(function.into());
            Ok(function)
        });
        compiled.map_err(|error| load_failure(&error))
    }

    /// Steps 1 to 4 as an import takes them: from the bytecode cache, where the engine has one and it holds this file.
    ///
    /// # Errors
    /// [`FailureKind::Read`], [`FailureKind::Syntax`] or [`FailureKind::Engine`].
    pub fn import(&mut self, path: &Path) -> Result<Gc<Function>, Failure> {
        let dict = self.main.dict;
        let loaded = self.rt.enter(guest_stack_bytes() - STACK_RESERVE_BYTES, |rt| {
            let function = rt.engine().load_file(rt, path, dict)?;
            rt.permanent.push(function.into());
            Ok(function)
        });
        loaded.map_err(|error| match error {
            FileError::Io(error) => read_failure(&path.to_string_lossy(), &error, path.is_dir()),
            FileError::Load(error) => load_failure(&error),
        })
    }

    /// Step 5: runs the module body.
    ///
    /// # Errors
    /// [`FailureKind::Program`] with the exception that left it.
    pub fn load(&mut self, body: Gc<Function>) -> Result<(), Failure> {
        self.guest(|rt| {
            let engine = rt.engine();
            engine.call_function(rt, body, &[], None).map(|_| ())
        })
    }

    /// Step 6, any number of times: `str(entry(size))`.
    ///
    /// # Errors
    /// [`FailureKind::Program`] when there is no such function or it raises.
    pub fn call(&mut self, entry: &str, size: i64) -> Result<String, Failure> {
        let index = match &self.entry {
            Some((name, index)) if name == entry => *index,
            _ => {
                let key = self.rt.intern(entry);
                let Some(function) = self.main.dict.get_str(key) else {
                    let message = format!("the program defines no function `{entry}`");
                    return Err(Failure { kind: FailureKind::Program, report: format!("{message}\n"), message, exit_code: 1 });
                };
                self.rt.permanent.push(function);
                let index = self.rt.permanent.len() - 1;
                self.entry = Some((entry.to_string(), index));
                index
            }
        };
        self.guest(|rt| {
            let (function, size) = (rt.permanent[index], rt.new_int(size));
            let result = rt.call(function, &[size])?;
            Ok(rt.str(result)?.to_rust())
        })
    }

    /// Runs the whole program as `python3 FILE` does: exit code, with errors printed.
    pub fn run_script(&mut self, path: &Path) -> i32 {
        let outcome = self.run_steps(path);
        let code = match outcome {
            Ok(()) => 0,
            Err(failure) => {
                let _ = self.rt.stdout.flush();
                let _ = self.rt.stderr.write_all(failure.report.as_bytes());
                failure.exit_code
            }
        };
        // As CPython: a failing flush at exit (a closed pipe) is exit code 120.
        if self.rt.stdout.flush().is_err() && code == 0 { 120 } else { code }
    }

    /// Runs a module as `python3 -m NAME` does: exit code, with errors printed. It is looked for in the current folder
    /// first.
    pub fn run_module(&mut self, name: &str) -> i32 {
        let folder = std::env::current_dir().unwrap_or_default();
        let folder = folder.to_string_lossy().into_owned();
        let found = self.guest(|rt| {
            let path = rt.intern("path");
            let builtins = rt.builtins;
            let module = rt.import_module("sys", 0, builtins)?;
            let list = rt.get_attr(module, path)?;
            let first = rt.str_value(&folder);
            let index = Value::small_int(0);
            rt.set_item(list, index, first)?;
            rt.find_main(name)
        });
        let (file, package) = match found {
            Ok(found) => found,
            Err(failure) => {
                let missing = failure.message.strip_prefix("ModuleNotFoundError: ");
                let report = missing.map_or(failure.report.clone(), |message| format!("spectrum: {message}\n"));
                let _ = self.rt.stdout.flush();
                let _ = self.rt.stderr.write_all(report.as_bytes());
                return failure.exit_code;
            }
        };
        let dict = self.main.dict;
        let (key, value) = (self.rt.names.__package__, self.rt.str_value(&package));
        dict.set_str(&mut self.rt, key, value);
        let script = file.to_string_lossy().into_owned();
        let script = self.rt.str_value(&script);
        let key = self.rt.names.__file__;
        dict.set_str(&mut self.rt, key, script);
        let _ = self.guest(|rt| {
            let (argv, builtins) = (rt.intern("argv"), rt.builtins);
            let module = rt.import_module("sys", 0, builtins)?;
            let list = rt.get_attr(module, argv)?;
            rt.set_item(list, Value::small_int(0), script)
        });
        self.run_script(&file)
    }

    pub(crate) fn run_steps(&mut self, path: &Path) -> Result<(), Failure> {
        // As CPython: the main program is known by its whole path.
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        let main = if path.is_dir() { absolute.join("__main__.py") } else { absolute };
        let mut source = self.read(if main.is_file() { &main } else { path })?;
        if main.is_file() {
            source.path = main.to_string_lossy().into_owned();
        }
        let parsed = self.parse(source)?;
        let program = self.lower(parsed)?;
        let body = self.compile(&program)?;
        self.load(body)
    }

    /// Counts what the program executes from now on (see [`runtime::profile`]).
    pub fn start_profile(&mut self) {
        self.installed.engine.start_profile();
    }

    /// What was counted since [`Session::start_profile`]: empty for an engine without instructions.
    pub fn profile(&self) -> runtime::profile::Profile {
        self.installed.engine.profile()
    }

    /// Deterministic counters of engine and heap by name.
    pub fn counters(&self) -> BTreeMap<String, u64> {
        let mut all: BTreeMap<String, u64> = self.installed.engine.counters().into_iter().map(|(n, v)| (n.to_string(), v)).collect();
        let heap = self.rt.heap.counters();
        all.insert("gc_collections".to_string(), heap.collections);
        all.insert("allocated_bytes".to_string(), heap.allocated_bytes);
        all
    }

    /// What a compiling engine has done, in order, a line each: translations, those given up and why, functions that stay in
    /// the interpreter. Nothing without [`EngineOptions::tier_events`].
    pub fn tier_events(&self) -> Vec<String> {
        self.installed.engine.tier_events()
    }

    /// The engine's resolved main namespace, for tests.
    pub fn globals(&self) -> Gc<Dict> {
        self.main.dict
    }

    fn guest<T>(&mut self, f: impl FnOnce(&mut Runtime) -> runtime::Result<T>) -> Result<T, Failure> {
        self.rt.enter(guest_stack_bytes() - STACK_RESERVE_BYTES, |rt| {
            f(rt).map_err(|_| {
                let exception = rt.pending;
                let message = rt.exception_line(exception);
                let message = message.lines().last().unwrap_or_default().to_string();
                rt.pending = exception;
                let (exit_code, report) = rt.report_uncaught();
                Failure { kind: FailureKind::Program, message, report, exit_code }
            })
        })
    }
}

pub(crate) fn syntax_failure(d: frontend::Diagnostic) -> Failure {
    let message = format!("{}: {}", d.kind.label(), d.message);
    Failure { kind: FailureKind::Syntax, report: d.render(), message, exit_code: 1 }
}

/// An environment variable that is set to something.
pub(crate) fn variable(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn load_failure(error: &LoadError) -> Failure {
    let message = format!("{}: {}", error.class, error.message);
    Failure { kind: FailureKind::Engine, report: format!("{message}\n"), message, exit_code: 1 }
}

pub(crate) fn read_failure(path: &str, error: &std::io::Error, is_dir: bool) -> Failure {
    let message = read_error(path, error, is_dir);
    Failure { kind: FailureKind::Read, report: format!("{message}\n"), message, exit_code: 2 }
}

fn read_error(path: &str, error: &std::io::Error, is_dir: bool) -> String {
    if is_dir {
        return format!("spectrum: can't open file '{path}': it is a directory");
    }
    match error.raw_os_error() {
        Some(code) => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            format!("spectrum: can't open file '{path}': [Errno {code}] {text}")
        }
        None => format!("spectrum: can't open file '{path}': {error}"),
    }
}
