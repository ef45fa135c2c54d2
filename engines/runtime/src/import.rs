//! The import system: `import`, `sys.modules`, `sys.path`, packages, relative imports.
//!
//! Search order: `sys.modules`; native modules that must not be shadowed (`sys`, `builtins`, `time`, ...); files on
//! `sys.path`; other native modules (so a program's own `random.py` beside the script wins, as on CPython where the
//! script's folder comes before the library); modules of ours written in Python.

use crate::Runtime;
use crate::engine::{FileError, LoadError};
use crate::object::Gc;
use crate::object::dict::Dict;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::string::Str;
use crate::value::{Raised, Result, Value};
use std::path::{Path, PathBuf};

/// Native modules that CPython has built in too: no file shadows them.
const UNSHADOWED: &[&str] = &["sys", "builtins", "time", "gc", "itertools", "math", "marshal", "_thread"];

impl Runtime {
    /// `import name` from a module whose namespace is `globals`: the module imported last (`a.b.c` gives `c`), with all
    /// parents imported. `level` counts leading dots.
    ///
    /// # Errors
    /// `ModuleNotFoundError`, `ImportError`, and whatever module bodies raise.
    pub fn import_module(&mut self, name: &str, level: u32, globals: Gc<Dict>) -> Result {
        let absolute = if level == 0 { name.to_string() } else { self.resolve_relative(name, level, globals)? };
        let mut module = Value::NONE;
        let mut end = 0;
        loop {
            end = absolute[end..].find('.').map_or(absolute.len(), |i| end + i);
            let parent = module;
            module = self.import_one(&absolute[..end], parent)?;
            if end == absolute.len() {
                return Ok(module);
            }
            end += 1;
        }
    }

    /// The file that `-m name` runs as `__main__`, and the package that it belongs to: the module's own, or that of a package's
    /// `__main__`. Parents are imported; the module itself is not.
    ///
    /// # Errors
    /// `ModuleNotFoundError`, and whatever the parents raise.
    pub fn find_main(&mut self, name: &str) -> Result<(PathBuf, String)> {
        let (parent_name, last) = name.rsplit_once('.').unwrap_or(("", name));
        let globals = self.builtins;
        let parent = if parent_name.is_empty() { Value::NONE } else { self.import_module(parent_name, 0, globals)? };
        for dir in self.search_path(parent)? {
            if dir.join(last).join("__init__.py").is_file() {
                self.import_module(name, 0, globals)?;
                let main = dir.join(last).join("__main__.py");
                return match main.is_file() {
                    true => Ok((main, name.to_string())),
                    false => {
                        let message = format!("No module named {name}.__main__; '{name}' is a package and cannot be directly executed");
                        Err(self.module_not_found(message, name))
                    }
                };
            }
            let file = dir.join(format!("{last}.py"));
            if file.is_file() {
                return Ok((file, parent_name.to_string()));
            }
        }
        Err(self.module_not_found(format!("No module named {name}"), name))
    }

    /// What `import a.b.c` binds: the first module of the dotted name.
    ///
    /// # Errors
    /// As [`Runtime::import_module`].
    pub fn import_top(&mut self, name: &str, globals: Gc<Dict>) -> Result {
        self.import_module(name, 0, globals)?;
        match name.find('.') {
            Some(i) => self.import_module(&name[..i], 0, globals),
            None => self.import_module(name, 0, globals),
        }
    }

    /// What `from module import name` binds: an attribute, else a submodule.
    ///
    /// # Errors
    /// `ImportError: cannot import name ...`.
    pub fn import_from(&mut self, module: Value, name: Gc<Str>) -> Result {
        match self.get_attr_opt(module, name) {
            Ok(Some(v)) => return Ok(v),
            Ok(None) => {}
            Err(Raised) if self.pending_is(self.exceptions.attribute_error) => {
                self.take_pending();
            }
            Err(Raised) => return Err(Raised),
        }
        let (name_key, path_key, file_key) = (self.names.__name__, self.names.__path__, self.names.__file__);
        let text = name.to_rust();
        let dict = module.as_object::<Module>().map(|m| m.dict);
        let attribute = |key| dict.and_then(|d: Gc<Dict>| d.get_str(key)).and_then(|v: Value| v.as_object::<Str>()).map(|s| s.to_rust());
        let module_name = attribute(name_key).unwrap_or_default();
        let file = attribute(file_key);
        if dict.is_some_and(|d| d.get_str(path_key).is_some()) {
            match self.import_one(&format!("{module_name}.{text}"), module) {
                Ok(v) => return Ok(v),
                Err(Raised) if self.pending_is(self.exceptions.module_not_found_error) => {
                    self.take_pending();
                }
                Err(Raised) => return Err(Raised),
            }
        }
        let full = format!("{module_name}.{text}");
        let key = self.intern(&full);
        let modules = self.modules;
        if let Some(m) = modules.get_str(key) {
            return Ok(m);
        }
        let place = file.unwrap_or_else(|| "unknown location".to_string());
        let initializing = self.is_initializing(module);
        let message = if initializing {
            format!(
                "cannot import name '{text}' from partially initialized module '{module_name}' (most likely due to a circular import) ({place})"
            )
        } else {
            format!("cannot import name '{text}' from '{module_name}' ({place})")
        };
        let raised = self.import_error(message);
        let name_value = self.str_value(&module_name);
        let exception = self.pending;
        let key = self.names.name;
        self.set_own_attribute(exception, key, name_value);
        Err(raised)
    }

    /// Names that `from module import *` binds, with their values.
    ///
    /// # Errors
    /// `AttributeError` for a name in `__all__` that is not there.
    pub fn import_star(&mut self, module: Value, into: Gc<Dict>) -> Result<()> {
        let Some(m) = module.as_object::<Module>() else { return self.import_star_of_object(module, into) };
        let all = self.names.__all__;
        if let Some(names) = m.dict.get_str(all) {
            return self.for_each(names, |rt, name| {
                let Some(name) = name.as_object::<Str>() else { return Err(rt.type_error("Item in __all__ must be str")) };
                let name = rt.intern_str(name);
                let value = rt.get_attr(module, name)?;
                into.set_str(rt, name, value);
                Ok(())
            });
        }
        let mut position = 0;
        while let Some((i, key, value)) = m.dict.next_entry(position) {
            position = i + 1;
            if let Some(key) = key.as_object::<Str>()
                && !key.to_rust().starts_with('_')
            {
                into.set_str(self, key, value);
            }
        }
        Ok(())
    }

    /// As above for what stands in `sys.modules` without being a module.
    fn import_star_of_object(&mut self, object: Value, into: Gc<Dict>) -> Result<()> {
        let (all, dict) = (self.names.__all__, self.names.__dict__);
        let listed = self.get_attr_opt(object, all)?;
        let names = match listed {
            Some(names) => names,
            None => match self.get_attr_opt(object, dict)? {
                Some(names) => names,
                None => return Err(self.import_error("from-import-* object has no __dict__ and no __all__")),
            },
        };
        self.for_each(names, |rt, name| {
            let Some(text) = name.as_object::<Str>() else { return Ok(()) };
            if listed.is_some() || !text.to_rust().starts_with('_') {
                let name = rt.intern_str(text);
                let value = rt.get_attr(object, name)?;
                into.set_str(rt, name, value);
            }
            Ok(())
        })
    }

    fn resolve_relative(&mut self, name: &str, level: u32, globals: Gc<Dict>) -> Result<String> {
        let (package_key, name_key, path_key) = (self.names.__package__, self.names.__name__, self.names.__path__);
        let text = |key| globals.get_str(key).and_then(|v| v.as_object::<Str>()).map(|s| s.to_rust());
        let package = match text(package_key) {
            Some(p) => p,
            None => {
                let own = text(name_key).unwrap_or_default();
                if globals.get_str(path_key).is_some() { own } else { own.rsplit_once('.').map_or(String::new(), |(p, _)| p.to_string()) }
            }
        };
        if package.is_empty() {
            return Err(self.import_error("attempted relative import with no known parent package"));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((p, _)) => base = p,
                None => return Err(self.import_error("attempted relative import beyond top-level package")),
            }
        }
        Ok(if name.is_empty() { base.to_string() } else { format!("{base}.{name}") })
    }

    fn import_one(&mut self, name: &str, parent: Value) -> Result {
        let key = self.intern(name);
        let modules = self.modules;
        if let Some(m) = modules.get_str(key) {
            if m.is_none() {
                return Err(self.module_not_found(format!("import of {name} halted; None in sys.modules"), name));
            }
            return Ok(m);
        }
        let module = self.find_and_load(name, parent)?;
        if let Some((_, last)) = name.rsplit_once('.') {
            let last = self.intern(last);
            self.set_attr(parent, last, module)?;
        }
        Ok(module)
    }

    fn find_and_load(&mut self, name: &str, parent: Value) -> Result {
        let native = crate::modules::MODULES.iter().find(|(n, _)| *n == name).map(|(_, create)| *create);
        let last = name.rsplit_once('.').map_or(name, |(_, l)| l);
        if let Some(create) = native.filter(|_| UNSHADOWED.contains(&name)) {
            return self.create_native(name, create);
        }
        let mut namespace = Vec::new();
        for dir in self.search_path(parent)? {
            let package = dir.join(last).join("__init__.py");
            if package.is_file() {
                return self.load_file(name, &package, Some(&dir.join(last)));
            }
            let file = dir.join(format!("{last}.py"));
            if file.is_file() {
                return self.load_file(name, &file, None);
            }
            let folder = dir.join(last);
            if folder.is_dir() {
                namespace.push(folder);
            }
        }
        if let Some(create) = native {
            return self.create_native(name, create);
        }
        if let Some(source) = crate::modules::python_source(name) {
            return self.load_shipped(name, source);
        }
        if !namespace.is_empty() {
            return Ok(self.new_namespace_package(name, &namespace));
        }
        if let Some((parent_name, _)) = name.rsplit_once('.') {
            let path_key = self.names.__path__;
            if parent.as_object::<Module>().is_none_or(|m| m.dict.get_str(path_key).is_none()) {
                return Err(self.module_not_found(format!("No module named '{name}'; '{parent_name}' is not a package"), name));
            }
        }
        Err(self.module_not_found(format!("No module named '{name}'"), name))
    }

    /// A package of folders without `__init__.py`: nothing is run.
    fn new_namespace_package(&mut self, name: &str, folders: &[PathBuf]) -> Value {
        let module = self.new_module(name);
        let path = self.new_empty_list();
        for folder in folders {
            let folder = self.str_value(&folder.to_string_lossy());
            path.push(self, folder);
        }
        let (path_key, package_key, package) = (self.names.__path__, self.names.__package__, self.str_value(name));
        module.dict.set_str(self, path_key, path.into());
        module.dict.set_str(self, package_key, package);
        let key = self.intern(name);
        let modules = self.modules;
        modules.set_str(self, key, module.into());
        module.into()
    }

    fn create_native(&mut self, name: &str, create: crate::modules::Create) -> Result {
        let module = create(self)?;
        let key = self.intern(name);
        let modules = self.modules;
        modules.set_str(self, key, module.into());
        Ok(module.into())
    }

    #[cold]
    fn module_not_found(&mut self, message: String, name: &str) -> Raised {
        let class = self.exceptions.module_not_found_error;
        let raised = self.raise(class, message);
        let (key, name) = (self.names.name, self.str_value(name));
        let exception = self.pending;
        self.set_own_attribute(exception, key, name);
        let text = exception.as_object::<crate::object::exception::Exception>().and_then(|e| e.args.get().items().first().copied());
        let key = self.names.msg;
        self.set_own_attribute(exception, key, text.unwrap_or(Value::NONE));
        raised
    }

    /// Directories to search: `__path__` of the parent package, or `sys.path`.
    fn search_path(&mut self, parent: Value) -> Result<Vec<PathBuf>> {
        let list = match parent.as_object::<Module>() {
            Some(m) => {
                let key = self.names.__path__;
                m.dict.get_str(key)
            }
            None => {
                let (sys, path) = (self.intern("sys"), self.names.path);
                let modules = self.modules;
                modules.get_str(sys).and_then(|m| m.as_object::<Module>()).and_then(|m| m.dict.get_str(path))
            }
        };
        let Some(list) = list.and_then(|l| l.as_object::<List>()) else {
            return Ok(if parent.is_none() { self.options.path.clone() } else { Vec::new() });
        };
        let mut dirs = Vec::new();
        for i in 0..list.len() {
            if let Some(s) = list.get(i).and_then(|v| v.as_object::<Str>()) {
                dirs.push(PathBuf::from(s.to_rust()));
            }
        }
        Ok(dirs)
    }

    fn load_file(&mut self, name: &str, file: &Path, package_dir: Option<&Path>) -> Result {
        let path = file.to_string_lossy().into_owned();
        let search = match package_dir {
            Some(dir) => {
                let dir = self.str_value(&dir.to_string_lossy());
                Some(self.new_list_from(&[dir]))
            }
            None => None,
        };
        self.run_module(name, &path, search, |rt, globals| {
            let engine = rt.engine();
            match engine.load_file(rt, file, globals) {
                Ok(body) => engine.call_function(rt, body, &[], None),
                Err(FileError::Load(error)) => Err(rt.raise_load_error(&error)),
                Err(FileError::Io(error)) => Err(rt.os_error(&error, Some(&file.to_string_lossy()))),
            }
        })
    }

    /// Whether an import may keep the compiled module: `not sys.dont_write_bytecode`.
    pub fn may_write_bytecode(&mut self) -> bool {
        let (sys, flag) = (self.intern("sys"), self.intern("dont_write_bytecode"));
        let module = self.modules.get_str(sys).and_then(|m| m.as_object::<Module>());
        match module.and_then(|m| m.dict.get_str(flag)) {
            Some(flag) => flag == Value::FALSE,
            None => self.options.write_bytecode,
        }
    }

    /// A module of ours that is written in Python: the text is part of the binary. Its submodules are shipped too, so
    /// the `__path__` of a package is an empty list.
    fn load_shipped(&mut self, name: &str, source: &'static str) -> Result {
        let search = crate::modules::is_shipped_package(name).then(|| self.new_empty_list());
        let path = format!("<frozen {name}>");
        self.run_module(name, &path, search, |rt, globals| rt.run_source(source.as_bytes(), &path, globals))
    }

    /// Makes a module, enters it in `sys.modules` and runs its body on its namespace. `search` is the `__path__` of a package.
    fn run_module(
        &mut self,
        name: &str,
        path: &str,
        search: Option<Gc<List>>,
        body: impl FnOnce(&mut Runtime, Gc<Dict>) -> Result,
    ) -> Result {
        let module = self.new_module(name);
        let dict = module.dict;
        let package = match search {
            Some(list) => {
                let key = self.names.__path__;
                dict.set_str(self, key, list.into());
                name
            }
            None => name.rsplit_once('.').map_or("", |(p, _)| p),
        };
        self.set_module_facts(dict, path, package);
        let key = self.intern(name);
        let modules = self.modules;
        modules.set_str(self, key, module.into());
        let flag = self.intern("<initializing>");
        dict.set_str(self, flag, Value::TRUE);
        let outcome = body(self, dict);
        dict.remove_str(self, flag);
        match outcome {
            // A module may replace itself in sys.modules.
            Ok(_) => Ok(modules.get_str(key).unwrap_or(module.into())),
            Err(Raised) => {
                modules.remove_str(self, key);
                Err(Raised)
            }
        }
    }

    fn is_initializing(&mut self, module: Value) -> bool {
        let flag = self.intern("<initializing>");
        module.as_object::<Module>().is_some_and(|m| m.dict.get_str(flag).is_some())
    }

    /// Sets `__file__`, `__package__`, `__doc__`, `__builtins__` and the like.
    pub fn set_module_facts(&mut self, dict: Gc<Dict>, path: &str, package: &str) {
        let (file, package) = (self.str_value(path), self.str_value(package));
        let builtins: Value = self.builtins.into();
        let facts = [
            (self.names.__file__, file),
            (self.names.__package__, package),
            (self.names.__doc__, Value::NONE),
            (self.names.__loader__, Value::NONE),
            (self.names.__spec__, Value::NONE),
            (self.names.__builtins__, builtins),
        ];
        for (key, value) in facts {
            if dict.get_str(key).is_none() {
                dict.set_str(self, key, value);
            }
        }
    }

    /// Compiles source text and runs it on a namespace.
    ///
    /// # Errors
    /// `SyntaxError`, and whatever the body raises.
    pub fn run_source(&mut self, source: &[u8], path: &str, globals: Gc<Dict>) -> Result {
        let engine = self.engine();
        match engine.load_source(self, source, path, globals) {
            Ok(function) => engine.call_function(self, function, &[], None),
            Err(error) => Err(self.raise_load_error(&error)),
        }
    }

    /// Raises the `SyntaxError` of text that is no program.
    #[cold]
    pub fn raise_load_error(&mut self, error: &LoadError) -> Raised {
        let class = match error.class {
            "IndentationError" => self.exceptions.indentation_error,
            "TabError" => self.exceptions.tab_error,
            "RecursionError" => return self.raise(self.exceptions.recursion_error, &error.message),
            _ => self.exceptions.syntax_error,
        };
        let message = if error.class == "unsupported" { format!("unsupported: {}", error.message) } else { error.message.clone() };
        let text = self.str_value(&message);
        let (path, line) = (self.str_value(&error.path), self.str_value(&format!("{}\n", error.source_line)));
        let [number, column, end] = [error.line, error.column, error.end_column.max(error.column)].map(|n| Value::small_int(i64::from(n)));
        let place = self.new_tuple(&[path, number, column, line, number, end]);
        // The constructor sets the fields.
        match self.call(class.into(), &[text, place.into()]) {
            Ok(e) => self.raise_value(e),
            Err(raised) => raised,
        }
    }
}
