//! `print`, `input`, `repr`, `ascii`, `format`, `chr`, `ord`.

use crate::Runtime;
use crate::object::Gc;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::function::NativeBody::{F1, F2, Var};
use crate::object::function::{Args, NativeDef, native};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::string::{Chars, Str};
use crate::types::string::arguments;
use crate::value::{Raised, Result, Value};
use std::io::{BufRead, Write};

pub(crate) const FUNCTIONS: &[NativeDef] = &[
    native("print", Var(print), 0),
    native("input", F1(input), 0),
    native("open", Var(open), 0),
    native("repr", F1(|rt, v| Ok(rt.repr(v)?.into())), 1),
    native("ascii", F1(|rt, v| Ok(rt.ascii(v)?.into())), 1),
    native("format", F2(format), 1),
    native("chr", F1(chr), 1),
    native("ord", F1(ord), 1),
];

/// `open` is written in Python: files are rarely what a program spends its time on.
fn open(rt: &mut Runtime, args: Args<'_>) -> Result {
    let globals = rt.builtins;
    // First, because the classes of files derive from classes there.
    rt.import_module("io", 0, globals)?;
    let module = rt.import_module("_fileio", 0, globals)?;
    let name = rt.intern("open");
    let open = rt.get_attr(module, name)?;
    let mut all = rt.rooted();
    all.extend_from_slice(args.positional);
    all.extend_from_slice(args.keywords);
    rt.call_with_names(open, &all, args.names)
}

fn format(rt: &mut Runtime, v: Value, spec: Value) -> Result {
    let spec = if spec.is_empty() { rt.new_str("") } else { arguments::text(rt, spec, "format() argument 2")? };
    Ok(rt.format(v, spec)?.into())
}

fn chr(rt: &mut Runtime, v: Value) -> Result {
    let code = arguments::c_int(rt, v)?;
    match u32::try_from(code).ok().filter(|&c| c < 0x11_0000) {
        Some(c) => Ok(rt.new_str_char(c).into()),
        None => Err(rt.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(rt: &mut Runtime, v: Value) -> Result {
    let p = native_payload(v);
    let length = if let Some(s) = p.as_object::<Str>() {
        if s.len() == 1 {
            return Ok(Value::small_int(i64::from(s.chars().at(0))));
        }
        s.len()
    } else if let Some(b) = p.as_object::<Bytes>() {
        if let &[one] = b.as_slice() {
            return Ok(Value::small_int(i64::from(one)));
        }
        b.as_slice().len()
    } else if let Some(b) = p.as_object::<ByteArray>() {
        if let &[one] = b.data.borrow().as_slice() {
            return Ok(Value::small_int(i64::from(one)));
        }
        b.data.borrow().len()
    } else {
        let name = rt.type_name(v);
        return Err(rt.type_error(format!("ord() expected string of length 1, but {name} found")));
    };
    Err(rt.type_error(format!("ord() expected a character, but string of length {length} found")))
}

// ---- print ------------------------------------------------------------------------------------------------------------

/// Where `print` writes.
#[derive(Clone, Copy)]
enum Sink {
    /// The process's standard output, directly.
    Stdout,
    /// A guest object with a `write` method.
    Object(Value),
    /// `sys.stdout` is `None`: nowhere.
    Nowhere,
}

impl Runtime {
    /// A name in the namespace of `sys`, if that module exists already.
    fn sys_attribute(&mut self, name: &str) -> Option<Value> {
        let (sys, name) = (self.intern("sys"), self.intern(name));
        self.modules.get_str(sys)?.as_object::<Module>()?.dict.get_str(name)
    }

    fn standard_output(&mut self) -> Result<Sink> {
        let (sys, name) = (self.intern("sys"), self.names.stdout);
        let Some(sys) = self.modules.get_str(sys).and_then(|m| m.as_object::<Module>()) else { return Ok(Sink::Stdout) };
        match sys.dict.get_str(name) {
            Some(Value::NONE) => Ok(Sink::Nowhere),
            Some(stdout) if self.sys_attribute("__stdout__") == Some(stdout) => Ok(Sink::Stdout),
            Some(stdout) => Ok(Sink::Object(stdout)),
            None => Err(self.runtime_error("lost sys.stdout")),
        }
    }

    fn write_sink(&mut self, sink: Sink, text: Gc<Str>) -> Result<()> {
        match sink {
            Sink::Stdout => self.write_stdout(text),
            Sink::Object(object) => {
                let name = self.names.write;
                self.call_method(object, name, &[text.into()]).map(|_| ())
            }
            Sink::Nowhere => Ok(()),
        }
    }

    /// Writes text to standard output as UTF-8.
    ///
    /// # Errors
    /// `UnicodeEncodeError` for lone surrogates, `OSError` when the reader is gone.
    pub fn write_stdout(&mut self, text: Gc<Str>) -> Result<()> {
        let outcome = match text.chars() {
            Chars::Ascii(b) => self.stdout.write_all(b),
            Chars::Wide(_) => {
                let bytes = self.encode_text(text, "utf-8", "strict")?;
                self.stdout.write_all(&bytes)
            }
        };
        outcome.map_err(|e| self.stdout_error(&e))
    }

    #[cold]
    fn stdout_error(&mut self, error: &std::io::Error) -> Raised {
        let broken = error.kind() == std::io::ErrorKind::BrokenPipe;
        let class = if broken { self.exceptions.broken_pipe_error } else { self.exceptions.os_error };
        let text = error.to_string();
        let reason = text.split(" (os error").next().unwrap_or(&text);
        let reason = self.str_value(reason);
        let number = Value::small_int(i64::from(error.raw_os_error().unwrap_or(5)));
        self.raise_with(class, &[number, reason])
    }
}

fn separator(rt: &mut Runtime, v: Value, name: &str) -> Result<Option<Gc<Str>>> {
    if v.is_none() {
        return Ok(None);
    }
    match native_payload(v).as_object::<Str>() {
        Some(s) => Ok(Some(s)),
        None => {
            let class = rt.type_name(v);
            Err(rt.type_error(format!("{name} must be None or a string, not {class}")))
        }
    }
}

fn print(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (mut sep, mut end, mut file, mut flush) = (Value::NONE, Value::NONE, Value::NONE, Value::FALSE);
    for (name, value) in args.keyword_pairs() {
        match name.as_ascii() {
            Some("sep") => sep = value,
            Some("end") => end = value,
            Some("file") => file = value,
            Some("flush") => flush = value,
            _ => {
                let name = name.to_rust();
                return Err(rt.type_error(format!("'{name}' is an invalid keyword argument for print()")));
            }
        }
    }
    let sink = if file.is_none() { rt.standard_output()? } else { Sink::Object(file) };
    let sep = separator(rt, sep, "sep")?.unwrap_or(rt.single_chars[usize::from(b' ')]);
    let end = separator(rt, end, "end")?.unwrap_or(rt.single_chars[usize::from(b'\n')]);
    if matches!(sink, Sink::Nowhere) {
        return Ok(Value::NONE);
    }
    for (i, &item) in args.positional.iter().enumerate() {
        if i > 0 {
            rt.write_sink(sink, sep)?;
        }
        let text = rt.str(item)?;
        rt.write_sink(sink, text)?;
    }
    rt.write_sink(sink, end)?;
    if rt.truth(flush)? {
        flush_sink(rt, sink)?;
    }
    Ok(Value::NONE)
}

fn flush_sink(rt: &mut Runtime, sink: Sink) -> Result<()> {
    match sink {
        Sink::Stdout => {
            let outcome = rt.stdout.flush();
            outcome.map_err(|e| rt.stdout_error(&e))
        }
        Sink::Object(object) => {
            let name = rt.names.flush;
            rt.call_method(object, name, &[]).map(|_| ())
        }
        Sink::Nowhere => Ok(()),
    }
}

// ---- input ------------------------------------------------------------------------------------------------------------

fn input(rt: &mut Runtime, prompt: Value) -> Result {
    let sink = rt.standard_output()?;
    if let Some(prompt) = prompt.present() {
        let text = rt.str(prompt)?;
        rt.write_sink(sink, text)?;
    }
    flush_sink(rt, sink)?;
    let stdin = rt.sys_attribute("stdin");
    if let Some(stdin) = stdin
        && rt.sys_attribute("__stdin__") != Some(stdin)
    {
        return read_from_object(rt, stdin);
    }
    let mut line = Vec::new();
    if let Err(e) = std::io::stdin().lock().read_until(b'\n', &mut line) {
        return Err(rt.stdout_error(&e));
    }
    if line.is_empty() {
        return Err(end_of_file(rt));
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(rt.decode_bytes(&line, "utf-8", "surrogateescape")?.into())
}

fn end_of_file(rt: &mut Runtime) -> Raised {
    let class = rt.exceptions.eof_error;
    rt.raise(class, "EOF when reading a line")
}

fn read_from_object(rt: &mut Runtime, stdin: Value) -> Result {
    let name = rt.names.readline;
    let line = rt.call_method(stdin, name, &[])?;
    let Some(line) = native_payload(line).as_object::<Str>() else {
        return Err(rt.type_error("object.readline() returned non-string"));
    };
    if line.is_empty() {
        return Err(end_of_file(rt));
    }
    let last = line.len() - 1;
    let length = if line.chars().at(last) == 10 { last } else { line.len() };
    Ok(rt.new_str_chars(line.chars().slice(0..length)).into())
}
