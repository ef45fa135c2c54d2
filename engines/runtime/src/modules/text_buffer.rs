//! The text of an `io.StringIO`: growing text, a position in it, and what is done with line ends. What all streams have in
//! common (`writelines`, `readlines`, `with`) is in `python/io.py`.

use crate::Runtime;
use crate::heap::Accounted;
use crate::object::Gc;
use crate::object::Kind;
use crate::object::class::{Class, Layout, flags};
use crate::object::function::NativeBody::{F1, F2, F3, Var};
use crate::object::function::{Args, GetSetDef, NativeDef, NativeRole, native, native_kw};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::native::{Native, NativeState};
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str};
use crate::ops::index::{index_value, int_clamped, require_index};
use crate::value::{Result, Value};
use std::any::Any;
use std::cell::{Cell, RefCell};

const FEED: u32 = b'\n' as u32;
const RETURN: u32 = b'\r' as u32;

/// What `newline` says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Newline {
    /// `None`: every line end is written as `\n`.
    Universal,
    /// `''`: nothing is translated, each kind of line end ends a line.
    Any,
    /// `'\n'`: nothing is translated.
    Feed,
    /// `'\r'`: written for `\n`, and ends lines.
    Return,
    /// `'\r\n'`, likewise.
    Both,
}

struct TextBuffer {
    text: RefCell<StrBuf>,
    position: Cell<usize>,
    newline: Cell<Newline>,
    closed: Cell<bool>,
    accounted: Accounted,
}

impl NativeState for TextBuffer {
    fn accounted(&self) -> usize {
        self.accounted.bytes()
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl TextBuffer {
    fn account(&self, rt: &mut Runtime) {
        let text = self.text.borrow();
        let width = if matches!(text.chars(), Chars::Ascii(_)) { 1 } else { 4 };
        // In steps, so that small writes are not each accounted for.
        let bytes = (text.len() * width) & !0xfff;
        drop(text);
        self.accounted.update(&mut rt.heap, bytes);
    }

    /// Text with its line ends as they are kept.
    fn translated(&self, text: Chars<'_>) -> Option<StrBuf> {
        let newline = self.newline.get();
        let wanted = match newline {
            Newline::Any | Newline::Feed => return None,
            Newline::Universal => RETURN,
            Newline::Return | Newline::Both => FEED,
        };
        find(text, 0, |c| c == wanted)?;
        let mut out = StrBuf::with_capacity(text.len());
        let mut after_return = false;
        for c in text.iter() {
            match (newline, c) {
                (Newline::Universal, FEED) if after_return => {}
                (Newline::Universal, RETURN) => out.push(FEED),
                (Newline::Return, FEED) => out.push(RETURN),
                (Newline::Both, FEED) => {
                    out.push(RETURN);
                    out.push(FEED);
                }
                _ => out.push(c),
            }
            after_return = c == RETURN;
        }
        Some(out)
    }

    /// Writes at the position, over what is there.
    fn put(&self, new: Chars<'_>) {
        let mut text = self.text.borrow_mut();
        let (at, length) = (self.position.get(), text.len());
        if at > length {
            text.push_repeated(0, at - length);
        }
        if at >= length {
            text.push_chars(new);
        } else {
            let mut whole = StrBuf::with_capacity(length.max(at + new.len()));
            whole.push_chars(text.chars().slice(0..at));
            whole.push_chars(new);
            if at + new.len() < length {
                whole.push_chars(text.chars().slice(at + new.len()..length));
            }
            *text = whole;
        }
        self.position.set(at + new.len());
    }

    /// Takes text up to `end` and goes on there.
    fn take(&self, rt: &mut Runtime, end: usize) -> Value {
        let text = self.text.borrow();
        let start = self.position.get().min(text.len());
        if end > start {
            self.position.set(end);
        }
        rt.new_str_chars(text.chars().slice(start..end.max(start))).into()
    }

    /// Where the line that begins at the position ends, its line end included.
    fn line_end(&self) -> usize {
        let text = self.text.borrow();
        let (chars, start, length) = (text.chars(), self.position.get(), text.len());
        let is_feed_at = |at: usize| at < length && chars.at(at) == FEED;
        let end = match self.newline.get() {
            Newline::Universal | Newline::Feed => find(chars, start, |c| c == FEED).map(|at| at + 1),
            Newline::Return => find(chars, start, |c| c == RETURN).map(|at| at + 1),
            Newline::Any => find(chars, start, |c| c == FEED || c == RETURN)
                .map(|at| if chars.at(at) == RETURN && is_feed_at(at + 1) { at + 2 } else { at + 1 }),
            Newline::Both => {
                let mut from = start;
                loop {
                    match find(chars, from, |c| c == RETURN) {
                        Some(at) if is_feed_at(at + 1) => break Some(at + 2),
                        Some(at) => from = at + 1,
                        None => break None,
                    }
                }
            }
        };
        end.unwrap_or(length)
    }
}

/// First position at or after `from` of a character that `is` takes.
fn find(text: Chars<'_>, from: usize, is: impl Fn(u32) -> bool) -> Option<usize> {
    match text {
        Chars::Ascii(bytes) => bytes.get(from..)?.iter().position(|&c| is(c.into())).map(|at| at + from),
        Chars::Wide(wide) => wide.get(from..)?.iter().position(|&c| is(c)).map(|at| at + from),
    }
}

const STATIC_METHODS: &[NativeDef] = &[native("__new__", Var(new), 1)];
const METHODS: &[NativeDef] = &[
    native_kw("__init__", F3(init), 1, &["initial_value", "newline"]),
    native("getvalue", F1(get_value), 1),
    native("write", F2(write), 2),
    native("read", F2(read), 1),
    native("readline", F2(read_line), 1),
    native("seek", F3(seek), 2),
    native("tell", F1(tell), 1),
    native("truncate", F2(truncate), 1),
    native("close", F1(close), 1),
    native("readable", F1(able), 1),
    native("writable", F1(able), 1),
    native("seekable", F1(able), 1),
    native("__enter__", F1(itself), 1),
    native("__iter__", F1(itself), 1),
    native("__next__", F1(next_line), 1),
];
const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "closed", get: |rt, v| cell(rt, v).map(|t| Value::bool(state(&t).closed.get())), set: None },
    GetSetDef { name: "line_buffering", get: |_, _| Ok(Value::FALSE), set: None },
];

/// Makes the module.
pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_text_buffer");
    let class = rt.new_builtin_class("TextBuffer", None, Layout::Native(Kind::Native));
    rt.permanent.push(class.into());
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_getsets(class, GETSETS);
    rt.set_module_attribute(module, "TextBuffer", class.into());
    Ok(module)
}

fn cell(rt: &mut Runtime, v: Value) -> Result<Gc<Native>> {
    match native_payload(v).as_object::<Native>().filter(|n| n.downcast::<TextBuffer>().is_some()) {
        Some(n) => Ok(n),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("descriptor requires a '_io.StringIO' object but received a '{name}'")))
        }
    }
}

fn state(native: &Gc<Native>) -> &TextBuffer {
    native.downcast::<TextBuffer>().expect("checked by cell")
}

/// The buffer, which must not be closed.
fn open(rt: &mut Runtime, v: Value) -> Result<Gc<Native>> {
    let native = cell(rt, v)?;
    if state(&native).closed.get() { Err(rt.value_error("I/O operation on closed file")) } else { Ok(native) }
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some(class) = args.positional.first().and_then(|c| c.as_object::<Class>()) else {
        return Err(rt.type_error("StringIO.__new__(): not enough arguments"));
    };
    let base = class.mro_classes().find(|c| c.has(flags::BUILTIN)).unwrap_or(class);
    let buffer = TextBuffer {
        text: RefCell::default(),
        position: Cell::new(0),
        newline: Cell::new(Newline::Feed),
        closed: Cell::new(false),
        accounted: Accounted::default(),
    };
    let buffer: Value = rt.new_native_object(base, Box::new(buffer)).into();
    Ok(rt.wrap_payload(class, buffer))
}

fn init(rt: &mut Runtime, this: Value, initial: Value, newline: Value) -> Result {
    let native = cell(rt, this)?;
    let initial = match initial.present().filter(|v| !v.is_none()) {
        None => None,
        Some(v) => match native_payload(v).as_object::<Str>() {
            Some(text) => Some(text),
            None => {
                let name = rt.type_name(v);
                return Err(rt.type_error(format!("initial_value must be str or None, not {name}")));
            }
        },
    };
    let newline = match newline.present() {
        None => Newline::Feed,
        Some(v) if v.is_none() => Newline::Universal,
        Some(v) => match native_payload(v).as_object::<Str>() {
            Some(s) if s.eq_rust("") => Newline::Any,
            Some(s) if s.eq_rust("\n") => Newline::Feed,
            Some(s) if s.eq_rust("\r") => Newline::Return,
            Some(s) if s.eq_rust("\r\n") => Newline::Both,
            Some(_) => {
                let text = rt.repr_text(v);
                return Err(rt.value_error(format!("illegal newline value: {text}")));
            }
            None => {
                let name = rt.type_name(v);
                return Err(rt.type_error(format!("newline must be str or None, not {name}")));
            }
        },
    };
    let buffer = state(&native);
    buffer.newline.set(newline);
    buffer.closed.set(false);
    *buffer.text.borrow_mut() = StrBuf::new();
    buffer.position.set(0);
    if let Some(text) = initial {
        put_translated(rt, buffer, text);
        buffer.position.set(0);
    }
    Ok(Value::NONE)
}

fn put_translated(rt: &mut Runtime, buffer: &TextBuffer, text: Gc<Str>) {
    match buffer.translated(text.chars()) {
        Some(translated) => buffer.put(translated.chars()),
        None => buffer.put(text.chars()),
    }
    buffer.account(rt);
}

fn get_value(rt: &mut Runtime, this: Value) -> Result {
    let native = open(rt, this)?;
    let text = state(&native).text.borrow();
    Ok(rt.new_str_chars(text.chars()).into())
}

fn write(rt: &mut Runtime, this: Value, text: Value) -> Result {
    let native = open(rt, this)?;
    let Some(text) = native_payload(text).as_object::<Str>() else {
        let name = rt.type_name(text);
        return Err(rt.type_error(format!("string argument expected, got '{name}'")));
    };
    let buffer = state(&native);
    rt.check_text_size(buffer.position.get().saturating_add(text.len()), 4)?;
    put_translated(rt, buffer, text);
    Ok(Value::small_int(text.len() as i64))
}

/// The argument of `read` and `readline`: nothing for all.
fn limit(rt: &mut Runtime, size: Value) -> Result<Option<usize>> {
    let Some(size) = size.present().filter(|v| !v.is_none()) else { return Ok(None) };
    match index_value(rt, size)? {
        Some(size) => Ok(usize::try_from(int_clamped(size)).ok()),
        None => {
            let name = rt.type_name(size);
            Err(rt.type_error(format!("argument should be integer or None, not '{name}'")))
        }
    }
}

fn read(rt: &mut Runtime, this: Value, size: Value) -> Result {
    let native = open(rt, this)?;
    let limit = limit(rt, size)?;
    let buffer = state(&native);
    let length = buffer.text.borrow().len();
    let end = limit.map_or(length, |n| buffer.position.get().saturating_add(n).min(length));
    Ok(buffer.take(rt, end))
}

fn read_line(rt: &mut Runtime, this: Value, size: Value) -> Result {
    let native = open(rt, this)?;
    let limit = limit(rt, size)?;
    let buffer = state(&native);
    let end = buffer.line_end();
    Ok(buffer.take(rt, limit.map_or(end, |n| buffer.position.get().saturating_add(n).min(end))))
}

/// `iter` and `with`; CPython words their error as its base class does.
fn itself(rt: &mut Runtime, this: Value) -> Result {
    let native = cell(rt, this)?;
    if state(&native).closed.get() { Err(rt.value_error("I/O operation on closed file.")) } else { Ok(this) }
}

/// The next line: that of `readline`, if a class that derives from this one has its own.
fn next_line(rt: &mut Runtime, this: Value) -> Result {
    let line = if this.is_object::<Native>() {
        read_line(rt, this, Value::EMPTY)?
    } else {
        let name = rt.intern("readline");
        rt.call_method(this, name, &[])?
    };
    if native_payload(line).as_object::<Str>().is_some_and(|line| !line.is_empty()) {
        return Ok(line);
    }
    let class = rt.exceptions.stop_iteration;
    Err(rt.raise_class(class))
}

fn seek(rt: &mut Runtime, this: Value, position: Value, whence: Value) -> Result {
    let native = open(rt, this)?;
    let position = int_clamped(require_index(rt, position)?);
    let whence = match whence.present() {
        Some(v) => int_clamped(require_index(rt, v)?),
        None => 0,
    };
    let buffer = state(&native);
    let target = match whence {
        0 => match usize::try_from(position) {
            Ok(position) => position,
            Err(_) => return Err(rt.value_error(format!("Negative seek position {position}"))),
        },
        1 | 2 if position != 0 => {
            let class = rt.exceptions.os_error;
            return Err(rt.raise(class, "Can't do nonzero cur-relative seeks"));
        }
        1 => buffer.position.get(),
        2 => buffer.text.borrow().len(),
        _ => return Err(rt.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    buffer.position.set(target);
    Ok(rt.new_int(target as i64))
}

fn tell(rt: &mut Runtime, this: Value) -> Result {
    let native = open(rt, this)?;
    Ok(rt.new_int(state(&native).position.get() as i64))
}

fn truncate(rt: &mut Runtime, this: Value, size: Value) -> Result {
    let native = open(rt, this)?;
    let buffer = state(&native);
    let size = match size.present().filter(|v| !v.is_none()) {
        None => buffer.position.get() as i64,
        Some(v) => match index_value(rt, v)? {
            Some(size) => int_clamped(size),
            None => {
                let name = rt.type_name(v);
                return Err(rt.type_error(format!("argument should be integer or None, not '{name}'")));
            }
        },
    };
    let Ok(length) = usize::try_from(size) else { return Err(rt.value_error(format!("Negative size value {size}"))) };
    let mut kept = StrBuf::new();
    let mut text = buffer.text.borrow_mut();
    if length < text.len() {
        kept.push_chars(text.chars().slice(0..length));
        *text = kept;
    }
    drop(text);
    buffer.account(rt);
    Ok(rt.new_int(size))
}

fn close(rt: &mut Runtime, this: Value) -> Result {
    let native = cell(rt, this)?;
    let buffer = state(&native);
    buffer.closed.set(true);
    *buffer.text.borrow_mut() = StrBuf::new();
    buffer.account(rt);
    Ok(Value::NONE)
}

fn able(rt: &mut Runtime, this: Value) -> Result {
    open(rt, this)?;
    Ok(Value::TRUE)
}
