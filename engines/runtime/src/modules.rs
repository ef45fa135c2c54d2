//! Importable modules of ours: one file each, one row each. Those written in Rust are made by a function; those written in
//! Python (`python/`) are compiled by the engine of the run when they are first imported.

mod array;
pub mod bisect;
mod collections;
mod files;
mod functools;
mod gc;
mod hashlib;
pub mod heapq;
mod itertools;
mod json;
pub mod math;
mod os;
pub mod random;
mod re;
pub mod stream;
pub mod string;
mod structs;
pub mod sys;
mod text_buffer;
pub mod time;
mod types;

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{NativeDef, NativeRole};
use crate::object::module::Module;
use crate::value::{Result, Value};

/// Makes a module when it is first imported.
pub(crate) type Create = fn(&mut Runtime) -> Result<Gc<Module>>;

/// All native modules by name.
pub(crate) const MODULES: &[(&str, Create)] = &[
    ("builtins", builtins_module),
    ("_types", types::create),
    ("_files", files::create),
    ("_string", string::create),
    ("_text_buffer", text_buffer::create),
    ("sys", sys::create),
    ("bisect", bisect::create),
    ("_collections", collections::create),
    ("_functools", functools::create),
    ("gc", gc::create),
    ("heapq", heapq::create),
    ("_itertools", itertools::create),
    ("_json", json::create),
    ("math", math::create),
    ("random", random::create),
    ("time", time::create),
    ("_re", re::create),
    ("_os", os::create),
    ("_struct", structs::create),
    ("_hashlib", hashlib::create),
    ("_binascii", hashlib::create_binascii),
    ("array", array::create),
];

/// A module written in Python by its dotted name. Submodules of packages have rows of their own.
macro_rules! python_modules {
    ($($name:literal => $file:literal,)*) => {
        const PYTHON_MODULES: &[(&str, &str)] = &[$(($name, include_str!(concat!("modules/python/", $file))),)*];
    };
}

python_modules! {
    "__future__" => "future.py",
    "_clock" => "_clock.py",
    "_codecs" => "_codecs.py",
    "_fileio" => "fileio.py",
    "_pyperf_async" => "pyperf_async.py",
    "_strptime" => "_strptime.py",
    "abc" => "abc.py",
    "argparse" => "argparse.py",
    "asyncio" => "asyncio/__init__.py",
    "asyncio.coroutines" => "asyncio/coroutines.py",
    "asyncio.events" => "asyncio/events.py",
    "asyncio.exceptions" => "asyncio/exceptions.py",
    "asyncio.futures" => "asyncio/futures.py",
    "asyncio.locks" => "asyncio/locks.py",
    "asyncio.queues" => "asyncio/queues.py",
    "asyncio.runners" => "asyncio/runners.py",
    "asyncio.taskgroups" => "asyncio/taskgroups.py",
    "asyncio.tasks" => "asyncio/tasks.py",
    "base64" => "base64.py",
    "binascii" => "binascii.py",
    "calendar" => "calendar.py",
    "cmath" => "cmath.py",
    "collections" => "collections/__init__.py",
    "collections.abc" => "collections/abc.py",
    "contextlib" => "contextlib.py",
    "contextvars" => "contextvars.py",
    "copy" => "copy.py",
    "copyreg" => "copyreg.py",
    "csv" => "csv.py",
    "dataclasses" => "dataclasses.py",
    "datetime" => "datetime.py",
    "decimal" => "decimal.py",
    "difflib" => "difflib.py",
    "doctest" => "doctest.py",
    "enum" => "enum.py",
    "errno" => "errno.py",
    "fnmatch" => "fnmatch.py",
    "fractions" => "fractions.py",
    "functools" => "functools.py",
    "glob" => "glob.py",
    "hashlib" => "hashlib.py",
    "html" => "html.py",
    "importlib" => "importlib.py",
    "inspect" => "inspect.py",
    "io" => "io.py",
    "itertools" => "itertools.py",
    "json" => "json.py",
    "keyword" => "keyword.py",
    "logging" => "logging.py",
    "numbers" => "numbers.py",
    "operator" => "operator.py",
    "os" => "os.py",
    "pathlib" => "pathlib.py",
    "pickle" => "pickle.py",
    "platform" => "platform.py",
    "posixpath" => "posixpath.py",
    "pprint" => "pprint.py",
    "pyperf" => "pyperf.py",
    "queue" => "queue.py",
    "re" => "re.py",
    "reprlib" => "reprlib.py",
    "secrets" => "secrets.py",
    "shlex" => "shlex.py",
    "shutil" => "shutil.py",
    "stat" => "stat.py",
    "statistics" => "statistics.py",
    "string" => "string.py",
    "struct" => "struct.py",
    "tempfile" => "tempfile.py",
    "textwrap" => "textwrap.py",
    "threading" => "threading.py",
    "timeit" => "timeit.py",
    "traceback" => "traceback.py",
    "types" => "types.py",
    "typing" => "typing.py",
    "unittest" => "unittest.py",
    "urllib" => "urllib/__init__.py",
    "urllib.parse" => "urllib/parse.py",
    "uuid" => "uuid.py",
    "warnings" => "warnings.py",
    "weakref" => "weakref.py",
    "zlib" => "zlib.py",
}

/// Text of a module written in Python.
pub(crate) fn python_source(name: &str) -> Option<&'static str> {
    PYTHON_MODULES.iter().find(|(n, _)| *n == name).map(|(_, source)| *source)
}

/// Whether a module written in Python has submodules.
pub(crate) fn is_shipped_package(name: &str) -> bool {
    PYTHON_MODULES.iter().any(|(n, _)| n.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

/// `builtins`: the namespace in which all names are looked up last.
fn builtins_module(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.builtins_module();
    module.as_object().ok_or(crate::value::Raised)
}

impl Runtime {
    /// The module `builtins`.
    pub fn builtins_module(&mut self) -> Value {
        let (key, modules) = (self.intern("builtins"), self.modules);
        if let Some(module) = modules.get_str(key) {
            return module;
        }
        let module = self.new_module_of(self.builtins);
        modules.set_str(self, key, module.into());
        module.into()
    }

    /// Adds native functions to a module's namespace.
    pub fn install_module_functions(&mut self, module: Gc<Module>, defs: &'static [NativeDef]) {
        let name_key = self.names.__name__;
        let owner = module.dict.get_str(name_key).unwrap_or(Value::NONE);
        for def in defs {
            let function = self.new_native(def, NativeRole::Function, owner);
            self.set_module_attribute(module, def.name, function.into());
        }
    }

    /// Sets a name in a module's namespace.
    pub fn set_module_attribute(&mut self, module: Gc<Module>, name: &str, value: Value) {
        let key = self.intern(name);
        module.dict.set_str(self, key, value);
    }
}
