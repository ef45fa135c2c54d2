//! Text streams of the process as guest objects: `sys.stdout`, `sys.stderr`, `sys.stdin`, with `write`, `flush`,
//! `readline`, iteration and `buffer`.

use crate::Runtime;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::{Class, Layout};
use crate::object::function::{GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::native::{Native, NativeState};
use crate::object::string::Str;
use crate::value::{Result, Value};
use std::any::Any;
use std::io::{BufRead, Read, Write};

/// Which stream of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamTarget {
    /// Standard output, through [`Runtime::stdout`].
    Stdout,
    /// Standard error, through [`Runtime::stderr`].
    Stderr,
    /// Standard input.
    Stdin,
}

struct Stream {
    target: StreamTarget,
    binary: bool,
}

impl NativeState for Stream {
    fn trace(&self, _: &mut Marker<'_>) {}
    fn next(&self, rt: &mut Runtime, this: Gc<Native>) -> Option<Result> {
        let line = read_line(rt, this.into(), Value::EMPTY);
        Some(line.map(|v| {
            if v.as_object::<Str>().is_some_and(|s| s.is_empty()) || v.as_object::<Bytes>().is_some_and(|b| b.as_slice().is_empty()) {
                Value::EMPTY
            } else {
                v
            }
        }))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

const METHODS: &[NativeDef] = &[
    native("write", NativeBody::F2(write), 2),
    native("writelines", NativeBody::F2(write_lines), 2),
    native("flush", NativeBody::F1(flush), 1),
    native("close", NativeBody::F1(flush), 1),
    native("isatty", NativeBody::F1(|_, _| Ok(Value::FALSE)), 1),
    native("readable", NativeBody::F1(|_, s| Ok(Value::bool(stream(s).is_some_and(|s| s.target == StreamTarget::Stdin)))), 1),
    native("writable", NativeBody::F1(|_, s| Ok(Value::bool(stream(s).is_some_and(|s| s.target != StreamTarget::Stdin)))), 1),
    native("fileno", NativeBody::F1(file_number), 1),
    native("readline", NativeBody::F2(read_line), 1),
    native("readlines", NativeBody::F1(read_lines), 1),
    native("read", NativeBody::F2(read), 1),
    native("__iter__", NativeBody::F1(|_, s| Ok(s)), 1),
    native("__next__", NativeBody::F1(next_line), 1),
    native("__enter__", NativeBody::F1(|_, s| Ok(s)), 1),
    native("__exit__", NativeBody::F4(|_, _, _, _, _| Ok(Value::NONE)), 4),
];

const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "buffer", get: buffer, set: None },
    GetSetDef { name: "encoding", get: |rt, _| Ok(rt.str_value("utf-8")), set: None },
    GetSetDef { name: "errors", get: |rt, _| Ok(rt.str_value("strict")), set: None },
    GetSetDef { name: "closed", get: |_, _| Ok(Value::FALSE), set: None },
    GetSetDef { name: "name", get: name, set: None },
    GetSetDef {
        name: "mode",
        get: |rt, s| Ok(rt.str_value(if stream(s).is_some_and(|s| s.target == StreamTarget::Stdin) { "r" } else { "w" })),
        set: None,
    },
];

fn stream(v: Value) -> Option<StreamRef> {
    let native = v.as_object::<Native>()?;
    let s = native.downcast::<Stream>()?;
    Some(StreamRef { target: s.target, binary: s.binary })
}

struct StreamRef {
    target: StreamTarget,
    binary: bool,
}

impl StreamTarget {
    fn write(self, rt: &mut Runtime, bytes: &[u8]) -> Result<()> {
        let outcome = match self {
            StreamTarget::Stdout => rt.stdout.write_all(bytes),
            // What was printed before an error appears before it.
            StreamTarget::Stderr => rt.stdout.flush().and_then(|()| rt.stderr.write_all(bytes)),
            StreamTarget::Stdin => return Err(rt.unsupported_operation("not writable")),
        };
        match outcome {
            Ok(()) => Ok(()),
            Err(e) => Err(rt.os_error(&e, None)),
        }
    }
}

impl Runtime {
    /// Raises `io.UnsupportedOperation`, which is an `OSError`.
    #[cold]
    pub fn unsupported_operation(&mut self, message: &str) -> crate::value::Raised {
        let class = self.exceptions.os_error;
        self.raise(class, message)
    }

    /// Writes text to a stream of the process as UTF-8.
    ///
    /// # Errors
    /// `OSError` (`BrokenPipeError` when the reader is gone).
    pub fn write_stream(&mut self, target: StreamTarget, text: &str) -> Result<()> {
        target.write(self, text.as_bytes())
    }
}

fn write(rt: &mut Runtime, this: Value, data: Value) -> Result {
    let Some(s) = stream(this) else { return Err(rt.type_error("not a stream")) };
    if s.binary {
        let bytes = if let Some(b) = data.as_object::<Bytes>() {
            b.as_slice().to_vec()
        } else if let Some(b) = data.as_object::<ByteArray>() {
            b.data.borrow().clone()
        } else {
            let name = rt.type_name(data);
            return Err(rt.type_error(format!("a bytes-like object is required, not '{name}'")));
        };
        s.target.write(rt, &bytes)?;
        return Ok(rt.new_int(bytes.len() as i64));
    }
    let Some(text) = crate::object::instance::native_payload(data).as_object::<Str>() else {
        let name = rt.type_name(data);
        return Err(rt.type_error(format!("write() argument must be str, not {name}")));
    };
    match text.chars() {
        crate::object::string::Chars::Ascii(bytes) => {
            let bytes: &[u8] = bytes;
            s.target.write(rt, bytes)?;
        }
        wide => {
            let mut out = String::new();
            wide.push_to(&mut out);
            s.target.write(rt, out.as_bytes())?;
        }
    }
    Ok(rt.new_int(text.len() as i64))
}

fn write_lines(rt: &mut Runtime, this: Value, lines: Value) -> Result {
    rt.for_each(lines, |rt, line| write(rt, this, line).map(|_| ()))?;
    Ok(Value::NONE)
}

fn flush(rt: &mut Runtime, this: Value) -> Result {
    let outcome = match stream(this).map(|s| s.target) {
        Some(StreamTarget::Stdout) => rt.stdout.flush(),
        Some(StreamTarget::Stderr) => rt.stderr.flush(),
        _ => Ok(()),
    };
    match outcome {
        Ok(()) => Ok(Value::NONE),
        Err(e) => Err(rt.os_error(&e, None)),
    }
}

fn file_number(_: &mut Runtime, this: Value) -> Result {
    Ok(Value::small_int(match stream(this).map(|s| s.target) {
        Some(StreamTarget::Stdin) => 0,
        Some(StreamTarget::Stderr) => 2,
        _ => 1,
    }))
}

fn name(rt: &mut Runtime, this: Value) -> Result {
    Ok(rt.str_value(match stream(this).map(|s| s.target) {
        Some(StreamTarget::Stdin) => "<stdin>",
        Some(StreamTarget::Stderr) => "<stderr>",
        _ => "<stdout>",
    }))
}

fn buffer(rt: &mut Runtime, this: Value) -> Result {
    let class = rt.class_of(this);
    match stream(this) {
        Some(s) => Ok(rt.new_native_object(class, Box::new(Stream { target: s.target, binary: true })).into()),
        None => Err(rt.attribute_error("buffer")),
    }
}

fn finish(rt: &mut Runtime, this: Value, bytes: Vec<u8>) -> Value {
    if stream(this).is_some_and(|s| s.binary) { rt.new_bytes(bytes).into() } else { rt.str_value(&String::from_utf8_lossy(&bytes)) }
}

fn check_readable(rt: &mut Runtime, this: Value) -> Result<()> {
    match stream(this).map(|s| s.target) {
        Some(StreamTarget::Stdin) => Ok(()),
        _ => Err(rt.unsupported_operation("not readable")),
    }
}

fn read_line(rt: &mut Runtime, this: Value, _limit: Value) -> Result {
    check_readable(rt, this)?;
    let mut line = Vec::new();
    match std::io::stdin().lock().read_until(b'\n', &mut line) {
        Ok(_) => Ok(finish(rt, this, line)),
        Err(e) => Err(rt.os_error(&e, None)),
    }
}

fn read_lines(rt: &mut Runtime, this: Value) -> Result {
    let lines = rt.new_empty_list();
    loop {
        let line = next_or_empty(rt, this)?;
        if line.is_empty() {
            return Ok(lines.into());
        }
        lines.push(rt, line);
    }
}

fn next_or_empty(rt: &mut Runtime, this: Value) -> Result {
    match this.as_object::<Native>() {
        Some(native) => native.state().next(rt, native).unwrap_or(Ok(Value::EMPTY)),
        None => Ok(Value::EMPTY),
    }
}

fn next_line(rt: &mut Runtime, this: Value) -> Result {
    let line = next_or_empty(rt, this)?;
    if line.is_empty() {
        let class = rt.exceptions.stop_iteration;
        return Err(rt.raise_class(class));
    }
    Ok(line)
}

fn read(rt: &mut Runtime, this: Value, size: Value) -> Result {
    check_readable(rt, this)?;
    let mut bytes = Vec::new();
    let limit = size.as_small_int().filter(|&n| n >= 0).map_or(u64::MAX, |n| n as u64);
    match std::io::stdin().lock().take(limit).read_to_end(&mut bytes) {
        Ok(_) => Ok(finish(rt, this, bytes)),
        Err(e) => Err(rt.os_error(&e, None)),
    }
}

/// The class of process streams.
fn stream_class(rt: &mut Runtime) -> Gc<Class> {
    let class = rt.new_builtin_class("TextIOWrapper", None, Layout::Native(crate::object::Kind::Native));
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_getsets(class, GETSETS);
    class
}

/// Makes the three stream objects of `sys`, all of one class.
pub(crate) fn create_streams(rt: &mut Runtime) -> [Value; 3] {
    let class = stream_class(rt);
    rt.permanent.push(class.into());
    [StreamTarget::Stdin, StreamTarget::Stdout, StreamTarget::Stderr]
        .map(|target| rt.new_native_object(class, Box::new(Stream { target, binary: false })).into())
}
