//! `_files`: files of the operating system, unbuffered. What `open` gives is made of these in Python (`python/fileio.py`).

use crate::Runtime;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::Kind;
use crate::object::class::{Class, Layout};
use crate::object::function::{NativeBody, NativeDef, NativeRole, native};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::native::{Native, NativeState};
use crate::object::string::Str;
use crate::value::{Raised, Result, Value};
use std::any::Any;
use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::fd::AsRawFd;

/// An open file, or nothing after `close`.
struct Handle(RefCell<Option<File>>);

impl NativeState for Handle {
    fn trace(&self, _: &mut Marker<'_>) {}
    fn as_any(&self) -> &dyn Any {
        self
    }
}

const METHODS: &[NativeDef] = &[
    native("read", NativeBody::F2(read), 2),
    native("write", NativeBody::F2(write), 2),
    native("seek", NativeBody::F3(seek), 3),
    native("truncate", NativeBody::F2(truncate), 2),
    native("close", NativeBody::F1(close), 1),
    native("fileno", NativeBody::F1(fileno), 1),
];

const FUNCTIONS: &[NativeDef] = &[native("open", NativeBody::F3(open), 3)];

const CLASS: &str = "_File";

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_files");
    let class = rt.new_builtin_class(CLASS, None, Layout::Native(Kind::Native));
    rt.permanent.push(class.into());
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.set_module_attribute(module, CLASS, class.into());
    rt.install_module_functions(module, FUNCTIONS);
    Ok(module)
}

/// `open(class, path, mode)`: the mode has one of `r w a x`, and perhaps `+`.
fn open(rt: &mut Runtime, class: Value, path: Value, mode: Value) -> Result {
    let text = |v: Value| native_payload(v).as_object::<Str>().map(|s| s.to_rust());
    let (Some(path), Some(mode)) = (text(path), text(mode)) else { return Err(rt.type_error("open() takes texts")) };
    let Some(class) = class.as_object::<Class>() else { return Err(rt.type_error("open() takes a class")) };
    if path.contains('\0') {
        return Err(rt.value_error("embedded null byte"));
    }
    let update = mode.contains('+');
    let mut options = OpenOptions::new();
    match mode.chars().find(|c| "rwax".contains(*c)) {
        Some('w') => options.write(true).create(true).truncate(true).read(update),
        Some('a') => options.append(true).create(true).read(update),
        Some('x') => options.write(true).create_new(true).read(update),
        _ => options.read(true).write(update),
    };
    let opened = options.open(&path).and_then(|file| match file.metadata()?.is_dir() {
        true => Err(std::io::Error::from_raw_os_error(21)),
        false => Ok(file),
    });
    match opened {
        Ok(file) => Ok(rt.new_native_object(class, Box::new(Handle(RefCell::new(Some(file))))).into()),
        Err(error) => Err(rt.os_error(&error, Some(&path))),
    }
}

/// Does something with the open file.
fn with<T>(rt: &mut Runtime, this: Value, act: impl FnOnce(&mut File) -> std::io::Result<T>) -> Result<T> {
    let native = this.as_object::<Native>();
    let Some(handle) = native.as_ref().and_then(|n| n.downcast::<Handle>()) else { return Err(rt.type_error("not a file")) };
    let outcome = handle.0.borrow_mut().as_mut().map(act);
    match outcome {
        Some(Ok(value)) => Ok(value),
        Some(Err(error)) => Err(rt.os_error(&error, None)),
        None => Err(rt.value_error("I/O operation on closed file.")),
    }
}

/// At most so many bytes; all there are for a negative number.
fn read(rt: &mut Runtime, this: Value, size: Value) -> Result {
    let size = rt.index_i64(size)?;
    let bytes = with(rt, this, |file| {
        let mut bytes = Vec::new();
        match u64::try_from(size) {
            Ok(limit) => file.take(limit).read_to_end(&mut bytes)?,
            Err(_) => file.read_to_end(&mut bytes)?,
        };
        Ok(bytes)
    })?;
    Ok(rt.new_bytes(bytes).into())
}

fn write(rt: &mut Runtime, this: Value, data: Value) -> Result {
    let Some(bytes) = rt.bytes_like(native_payload(data)) else {
        let name = rt.type_name(data);
        return Err(rt.type_error(format!("a bytes-like object is required, not '{name}'")));
    };
    with(rt, this, |file| file.write_all(&bytes))?;
    Ok(Value::small_int(bytes.len() as i64))
}

fn seek(rt: &mut Runtime, this: Value, offset: Value, whence: Value) -> Result {
    let (offset, whence) = (rt.index_i64(offset)?, rt.index_i64(whence)?);
    let to = match (whence, u64::try_from(offset)) {
        (0, Ok(at)) => SeekFrom::Start(at),
        (0, Err(_)) => return Err(invalid(rt)),
        (1, _) => SeekFrom::Current(offset),
        (2, _) => SeekFrom::End(offset),
        _ => return Err(rt.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let at = with(rt, this, |file| file.seek(to))?;
    Ok(rt.new_int(at as i64))
}

fn invalid(rt: &mut Runtime) -> Raised {
    rt.os_error(&std::io::Error::from_raw_os_error(22), None)
}

fn truncate(rt: &mut Runtime, this: Value, size: Value) -> Result {
    match u64::try_from(rt.index_i64(size)?) {
        Ok(length) => with(rt, this, |file| file.set_len(length))?,
        Err(_) => return Err(invalid(rt)),
    }
    Ok(size)
}

fn close(_: &mut Runtime, this: Value) -> Result {
    if let Some(handle) = this.as_object::<Native>().as_ref().and_then(|n| n.downcast::<Handle>()) {
        handle.0.borrow_mut().take();
    }
    Ok(Value::NONE)
}

fn fileno(rt: &mut Runtime, this: Value) -> Result {
    let number = with(rt, this, |file| Ok(file.as_raw_fd()))?;
    Ok(Value::small_int(i64::from(number)))
}
