//! `_os`: what `python/os.py` asks of the operating system.
//!
//! No processes, signals, users or links: a program under measurement has no use for them.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::NativeBody::{F0, F1, F2};
use crate::object::function::{NativeDef, native};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::string::Str;
use crate::value::{Result, Value};
use std::io::{Error, Read};
use std::os::unix::fs::MetadataExt;

const FUNCTIONS: &[NativeDef] = &[
    native("getcwd", F0(current_dir), 0),
    native("chdir", F1(|rt, p| on_path(rt, p, |p| std::env::set_current_dir(p))), 1),
    native("listdir", F1(list_dir), 1),
    native("stat", F2(stat), 2),
    native("mkdir", F1(|rt, p| on_path(rt, p, |p| std::fs::create_dir(p))), 1),
    native("rmdir", F1(|rt, p| on_path(rt, p, |p| std::fs::remove_dir(p))), 1),
    native("remove", F1(|rt, p| on_path(rt, p, |p| std::fs::remove_file(p))), 1),
    native("rename", F2(rename), 2),
    native("readlink", F1(read_link), 1),
    native("environ", F0(environment), 0),
    native("getpid", F0(|_| Ok(Value::small_int(i64::from(std::process::id())))), 0),
    native("cpu_count", F0(cpu_count), 0),
    native("urandom", F1(random_bytes), 1),
];

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_os");
    rt.install_module_functions(module, FUNCTIONS);
    Ok(module)
}

fn path_text(rt: &mut Runtime, path: Value) -> Result<String> {
    match native_payload(path).as_object::<Str>() {
        Some(s) => {
            let text = s.to_rust();
            if text.contains('\0') { Err(rt.value_error("embedded null byte")) } else { Ok(text) }
        }
        None => {
            let name = rt.type_name(path);
            Err(rt.type_error(format!("expected str, bytes or os.PathLike object, not {name}")))
        }
    }
}

fn on_path(rt: &mut Runtime, path: Value, f: impl FnOnce(&str) -> std::result::Result<(), Error>) -> Result {
    let path = path_text(rt, path)?;
    match f(&path) {
        Ok(()) => Ok(Value::NONE),
        Err(e) => Err(rt.os_error(&e, Some(&path))),
    }
}

fn current_dir(rt: &mut Runtime) -> Result {
    match std::env::current_dir() {
        Ok(dir) => Ok(rt.str_value(&dir.to_string_lossy())),
        Err(e) => Err(rt.os_error(&e, None)),
    }
}

fn list_dir(rt: &mut Runtime, path: Value) -> Result {
    let path = path_text(rt, path)?;
    let names: std::result::Result<Vec<String>, Error> =
        std::fs::read_dir(&path).and_then(|dir| dir.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect());
    match names {
        Ok(names) => {
            let list = rt.new_empty_list();
            for name in names {
                let name = rt.str_value(&name);
                list.push(rt, name);
            }
            Ok(list.into())
        }
        Err(e) => Err(rt.os_error(&e, Some(&path))),
    }
}

/// The fields of `os.stat_result` in order, then the three times in nanoseconds.
fn stat(rt: &mut Runtime, path: Value, follow: Value) -> Result {
    let path = path_text(rt, path)?;
    let follow = rt.truth(follow)?;
    let meta = if follow { std::fs::metadata(&path) } else { std::fs::symlink_metadata(&path) };
    match meta {
        Ok(m) => {
            let fields = [
                i64::from(m.mode()),
                m.ino() as i64,
                m.dev() as i64,
                m.nlink() as i64,
                i64::from(m.uid()),
                i64::from(m.gid()),
                m.size() as i64,
                m.atime(),
                m.mtime(),
                m.ctime(),
                m.atime() * 1_000_000_000 + m.atime_nsec(),
                m.mtime() * 1_000_000_000 + m.mtime_nsec(),
                m.ctime() * 1_000_000_000 + m.ctime_nsec(),
            ];
            let mut items = rt.rooted();
            for f in fields {
                let v = rt.new_int(f);
                items.push(v);
            }
            Ok(rt.new_tuple(&items).into())
        }
        Err(e) => Err(rt.os_error(&e, Some(&path))),
    }
}

fn rename(rt: &mut Runtime, from: Value, to: Value) -> Result {
    let (from, to) = (path_text(rt, from)?, path_text(rt, to)?);
    match std::fs::rename(&from, &to) {
        Ok(()) => Ok(Value::NONE),
        Err(e) => Err(rt.os_error(&e, Some(&from))),
    }
}

fn read_link(rt: &mut Runtime, path: Value) -> Result {
    let path = path_text(rt, path)?;
    match std::fs::read_link(&path) {
        Ok(target) => Ok(rt.str_value(&target.to_string_lossy())),
        Err(e) => Err(rt.os_error(&e, Some(&path))),
    }
}

fn environment(rt: &mut Runtime) -> Result {
    let dict = rt.new_dict();
    for (name, value) in std::env::vars_os() {
        let (name, value) = (rt.str_value(&name.to_string_lossy()), rt.str_value(&value.to_string_lossy()));
        dict.set(rt, name, value)?;
    }
    Ok(dict.into())
}

fn cpu_count(_: &mut Runtime) -> Result {
    Ok(std::thread::available_parallelism().map_or(Value::NONE, |n| Value::small_int(n.get() as i64)))
}

fn random_bytes(rt: &mut Runtime, count: Value) -> Result {
    let count = rt.index_i64(count)?;
    if count < 0 {
        return Err(rt.value_error("negative argument not allowed"));
    }
    let mut bytes = Vec::new();
    match std::fs::File::open("/dev/urandom").and_then(|f| f.take(count as u64).read_to_end(&mut bytes)) {
        Ok(_) => Ok(rt.new_bytes(bytes).into()),
        Err(e) => Err(rt.os_error(&e, None)),
    }
}
