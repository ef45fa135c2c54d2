//! What the runtime asks of an engine. The runtime reaches an engine only through this trait: for calls of Python
//! functions from Rust (`sorted(key=f)`), for generators, and for imports.

use crate::Runtime;
use crate::heap::Marker;
use crate::object::dict::Dict;
use crate::object::function::Function;
use crate::object::generator::Generator;
use crate::object::tuple::Tuple;
use crate::object::{Gc, ShapeId};
use crate::profile::Profile;
use crate::value::{Result, Value};
use std::path::Path;

/// Why source text could not become a program.
#[derive(Clone, Debug)]
pub struct LoadError {
    /// `SyntaxError`, `IndentationError`, `TabError`, or `unsupported` for what this implementation does not know.
    pub class: &'static str,
    /// CPython's message.
    pub message: String,
    /// File as given.
    pub path: String,
    /// One-based.
    pub line: u32,
    /// One-based, in characters.
    pub column: u32,
    /// One past the last column of what is marked, on the same line; 0 when that is not known.
    pub end_column: u32,
    /// Text of the line, without its end.
    pub source_line: String,
}

/// Why the file of an imported module could not be loaded.
#[derive(Debug)]
pub enum FileError {
    /// It cannot be read.
    Io(std::io::Error),
    /// Its text is no program.
    Load(LoadError),
}

/// How text given to `compile`, `exec` or `eval` is to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextMode {
    /// Statements.
    Exec,
    /// One expression, whose value the call returns.
    Eval,
    /// Statements; values of expressions are displayed.
    Single,
}

/// Text compiled by an engine, not tied to a namespace yet.
pub type CompiledText = std::rc::Rc<dyn std::any::Any>;

/// What to do with a suspended generator.
#[derive(Clone, Copy, Debug)]
pub enum Resume {
    /// `next()` or `send(value)`: the `yield` expression gives this value.
    Send(Value),
    /// `throw()`: the pending exception of the runtime is raised at the `yield`.
    Throw,
}

/// The error of text that another engine compiled.
pub fn foreign_text() -> LoadError {
    let message = "text was compiled by another engine".to_string();
    LoadError { class: "SyntaxError", message, path: String::new(), line: 0, column: 0, end_column: 0, source_line: String::new() }
}

/// An execution strategy. Methods take `&self`: they are re-entered through native functions; state is in cells.
pub trait Engine {
    /// Name in the registry, in `runtimes.toml` and in every chart.
    fn name(&self) -> &'static str;

    /// Compiles a module's source to a function of no arguments whose globals are `globals`; calling it runs the body.
    ///
    /// # Errors
    /// [`LoadError`] when the text is not a program of the language.
    fn load_source(&self, rt: &mut Runtime, source: &[u8], path: &str, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, LoadError>;

    /// Loads the file of an imported module, as [`Engine::load_source`] does its text. An engine with a bytecode cache looks
    /// there first, and writes to it if [`Runtime::may_write_bytecode`].
    ///
    /// # Errors
    /// The file cannot be read or is no program. A cache that cannot be used is no error.
    fn load_file(&self, rt: &mut Runtime, file: &Path, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, FileError> {
        let source = std::fs::read(file).map_err(FileError::Io)?;
        self.load_source(rt, &source, &file.to_string_lossy(), globals).map_err(FileError::Load)
    }

    /// Compiles text. With `own_namespace` its unqualified names live in a mapping that is the only argument of the function
    /// made from it, beside the globals.
    ///
    /// # Errors
    /// [`LoadError`] when the text is not a program of the language.
    fn compile_text(&self, source: &[u8], path: &str, mode: TextMode, own_namespace: bool) -> std::result::Result<CompiledText, LoadError>;

    /// A function that runs compiled text on `globals`.
    ///
    /// # Errors
    /// [`LoadError`] when it exceeds a limit of the engine.
    fn load_text(&self, rt: &mut Runtime, text: &CompiledText, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, LoadError>;

    /// Calls a Python function. `args` holds positional arguments, then the values of keyword arguments whose names are
    /// `names`. The collector sees `args` (they are on a native stack, in a register window or in a rooted vector).
    /// The engine binds them with [`Runtime::bind_arguments`] where its own fast path does not apply, counts the frame
    /// with [`Runtime::enter_frame`], and records the frame in the traceback when an exception leaves it.
    ///
    /// # Errors
    /// The exception is pending in the runtime.
    fn call_function(&self, rt: &mut Runtime, function: Gc<Function>, args: &[Value], names: Option<Gc<Tuple>>) -> Result;

    /// Runs a generator to its next `yield`: the yielded value, or [`Value::EMPTY`] with the return value in
    /// [`Runtime::generator_return`] when the body ended. The caller has checked and set the state to `Running`; the
    /// engine sets it to `Suspended` or `Finished`.
    ///
    /// # Errors
    /// The exception that left the body.
    fn resume(&self, rt: &mut Runtime, generator: Gc<Generator>, action: Resume) -> Result;

    /// Reports every value the engine holds outside cells and native stacks: register windows, constants, inline
    /// caches, suspended coroutines.
    fn trace_roots(&self, marker: &mut Marker<'_>);

    /// A generator died without finishing: release what `engine_word` stands for.
    fn drop_generator(&self, _engine_word: usize) {}

    /// Global namespace of the innermost Python frame, for `globals()`.
    fn current_globals(&self) -> Option<Gc<Dict>>;

    /// Local variables of the innermost Python frame as a new dict, for `locals()`; `None` at module level, and for a
    /// class body the namespace itself.
    fn current_locals(&self, _rt: &mut Runtime) -> Option<Gc<Dict>> {
        None
    }

    /// A class got an attribute that takes precedence over own attributes (a data descriptor, `__getattribute__`, `__setattr__`), which
    /// neither shapes nor cached slots show: forget what is cached about attributes.
    fn attributes_changed(&self) {}

    /// A slot that [`Shapes::promise_doubles`](crate::shape::Shapes::promise_doubles) has said to hold doubles gets something
    /// else, in objects of a shape of this family.
    fn doubles_changed(&self, _family: ShapeId) {}

    /// Counts what is executed from now on, for [`Engine::profile`]. An engine without instructions to count does nothing.
    fn start_profile(&self) {}

    /// What was counted since [`Engine::start_profile`].
    fn profile(&self) -> Profile {
        Profile::default()
    }

    /// Deterministic counters by name, for `--stats` and tier attestation.
    fn counters(&self) -> Vec<(&'static str, u64)>;

    /// What a compiling tier has done, in order, a line each; nothing unless it was told to keep that.
    fn tier_events(&self) -> Vec<String> {
        Vec::new()
    }
}
