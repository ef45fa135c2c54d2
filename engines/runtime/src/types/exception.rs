//! `BaseException` and its subclasses: construction, attributes, tracebacks, and the text of an uncaught error.

use crate::Runtime;
use crate::object::class::Class;
use crate::object::exception::{Exception, Traceback};
use crate::object::function::{Args, GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::value::{Raised, Result, Value};

const STATIC_METHODS: &[NativeDef] = &[native("__new__", NativeBody::Var(new), 1)];
const METHODS: &[NativeDef] = &[
    native("__init__", NativeBody::Var(init), 1),
    native("with_traceback", NativeBody::F2(with_traceback), 2),
    native("add_note", NativeBody::F2(add_note), 2),
];
const OS_ERROR_METHODS: &[NativeDef] = &[native("__init__", NativeBody::Var(os_error_init), 1)];
const OS_ERROR_STATIC: &[NativeDef] = &[native("__new__", NativeBody::Var(os_error_new), 1)];
const IMPORT_ERROR_METHODS: &[NativeDef] = &[native("__init__", NativeBody::Var(import_error_init), 1)];
const KEYWORD_METHODS: &[NativeDef] = &[native("__init__", NativeBody::Var(keyword_init), 1)];

const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "args", get: |rt, v| exception(rt, v).map(|e| e.args.get().into()), set: Some(set_args) },
    GetSetDef { name: "__cause__", get: |rt, v| exception(rt, v).map(|e| e.cause.get()), set: Some(set_cause) },
    GetSetDef { name: "__context__", get: |rt, v| exception(rt, v).map(|e| e.context.get()), set: Some(set_context) },
    GetSetDef { name: "__traceback__", get: |rt, v| exception(rt, v).map(|e| e.traceback.get()), set: Some(set_traceback) },
    GetSetDef {
        name: "__suppress_context__",
        get: |rt, v| exception(rt, v).map(|e| Value::bool(e.suppress_context.get())),
        set: Some(set_suppress),
    },
];
const STOP_ITERATION_GETSETS: &[GetSetDef] = &[GetSetDef { name: "value", get: |rt, v| argument(rt, v, 0), set: None }];
const SYSTEM_EXIT_GETSETS: &[GetSetDef] = &[GetSetDef { name: "code", get: system_exit_code, set: None }];
const TRACEBACK_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "tb_lineno",
        get: |_, v| Ok(v.as_object::<Traceback>().map_or(Value::NONE, |t| Value::small_int(t.line as i64))),
        set: None,
    },
    GetSetDef { name: "tb_next", get: |_, v| Ok(v.as_object::<Traceback>().map_or(Value::NONE, |t| t.next)), set: None },
    GetSetDef { name: "tb_frame", get: traceback_frame, set: None },
];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.exceptions.base_exception;
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.exception_new = class.own(rt.names.__new__).unwrap_or(Value::NONE);
    rt.exception_init = class.own(rt.names.__init__).unwrap_or(Value::NONE);
    rt.install_getsets(class, GETSETS);
    let class = rt.exceptions.stop_iteration;
    rt.install_getsets(class, STOP_ITERATION_GETSETS);
    let class = rt.exceptions.system_exit;
    rt.install_getsets(class, SYSTEM_EXIT_GETSETS);
    let class = rt.exceptions.os_error;
    rt.install_methods(class, NativeRole::Method, OS_ERROR_METHODS);
    rt.install_methods(class, NativeRole::StaticMethod, OS_ERROR_STATIC);
    let class = rt.exceptions.import_error;
    rt.install_methods(class, NativeRole::Method, IMPORT_ERROR_METHODS);
    for (class, names) in [(rt.exceptions.attribute_error, &["name", "obj"][..]), (rt.exceptions.name_error, &["name"])] {
        rt.install_methods(class, NativeRole::Method, KEYWORD_METHODS);
        for name in names {
            rt.set_class_attribute(class, name, Value::NONE);
        }
    }
    for name in ["errno", "strerror", "filename", "filename2"] {
        let class = rt.exceptions.os_error;
        rt.set_class_attribute(class, name, Value::NONE);
    }
    for name in ["name", "path", "msg"] {
        let class = rt.exceptions.import_error;
        rt.set_class_attribute(class, name, Value::NONE);
    }
    super::exception_fields::install(rt);
    let class = rt.types.traceback;
    rt.install_getsets(class, TRACEBACK_GETSETS);
}

/// What is still known of the frame: its code and line.
fn traceback_frame(rt: &mut Runtime, v: Value) -> Result {
    let Some(t) = v.as_object::<Traceback>() else { return Ok(Value::NONE) };
    let frame = rt.new_simple_namespace();
    let code = rt.code_of_proto(t.proto);
    for (name, value) in [("f_code", code), ("f_lineno", Value::small_int(i64::from(t.line))), ("f_back", Value::NONE)] {
        let key = rt.intern(name);
        rt.set_own_attribute(frame, key, value);
    }
    Ok(frame)
}

fn exception(rt: &mut Runtime, v: Value) -> Result<Gc<Exception>> {
    match v.as_object() {
        Some(e) => Ok(e),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("descriptor requires a 'BaseException' object but received a '{name}'")))
        }
    }
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some(class) = args.positional.first().and_then(|c| c.as_object::<Class>()) else {
        return Err(rt.type_error("BaseException.__new__(X): X is not a type object"));
    };
    let tuple = rt.new_tuple(&args.positional[1..]);
    Ok(rt.new_exception(class.root_shape(), tuple).into())
}

pub(super) fn init(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some((&this, rest)) = args.positional.split_first() else { return Err(rt.type_error("__init__() needs an argument")) };
    if !args.keywords.is_empty() {
        let name = rt.type_name(this);
        return Err(rt.type_error(format!("{name}() takes no keyword arguments")));
    }
    let e = exception(rt, this)?;
    let tuple = rt.new_tuple(rest);
    e.args.set(tuple);
    Ok(Value::NONE)
}

/// `AttributeError(msg, name=..., obj=...)`, `NameError(msg, name=...)`.
fn keyword_init(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some(&this) = args.positional.first() else { return Err(rt.type_error("__init__() needs an argument")) };
    for (name, value) in args.keyword_pairs() {
        let text = name.to_rust();
        if text != "name" && text != "obj" {
            let class = rt.type_name(this);
            return Err(rt.type_error(format!("'{text}' is an invalid keyword argument for {class}()")));
        }
        let name = rt.intern_str(name);
        rt.set_own_attribute(this, name, value);
    }
    init(rt, Args { positional: args.positional, keywords: &[], names: None })
}

fn import_error_init(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some(&this) = args.positional.first() else { return Err(rt.type_error("__init__() needs an argument")) };
    for (name, value) in args.keyword_pairs() {
        let text = name.to_rust();
        if text != "name" && text != "path" {
            return Err(rt.type_error(format!("'{text}' is an invalid keyword argument for ImportError()")));
        }
        let name = rt.intern_str(name);
        rt.set_own_attribute(this, name, value);
    }
    if let &[_, message] = args.positional {
        let key = rt.names.msg;
        rt.set_own_attribute(this, key, message);
    }
    init(rt, Args { positional: args.positional, keywords: &[], names: None })
}

/// `OSError(errno, strerror, ...)` makes the subclass that the number stands for.
fn os_error_new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = args.positional.first().and_then(|c| c.as_object::<Class>());
    let number = args.positional.get(1).and_then(|n| n.as_small_int());
    let class = match (class, number) {
        (Some(c), Some(n)) if c == rt.exceptions.os_error && args.positional.len() > 2 => rt.os_error_class(n as i32),
        (Some(c), _) => c,
        (None, _) => rt.exceptions.os_error,
    };
    let tuple = rt.new_tuple(args.positional.get(1..).unwrap_or(&[]));
    Ok(rt.new_exception(class.root_shape(), tuple).into())
}

fn os_error_init(rt: &mut Runtime, args: Args<'_>) -> Result {
    init(rt, args)?;
    let this = args.positional[0];
    let fields: &[Gc<Str>] = &[rt.names.errno, rt.names.strerror, rt.names.filename];
    if (3..=6).contains(&args.positional.len()) {
        if let Some(&second) = args.positional.get(5) {
            let key = rt.intern("filename2");
            rt.set_own_attribute(this, key, second);
        }
        for (&name, &value) in fields.iter().zip(&args.positional[1..]) {
            rt.set_own_attribute(this, name, value);
        }
        // As CPython: the file name is not part of args.
        let e = exception(rt, this)?;
        let tuple = rt.new_tuple(&args.positional[1..3]);
        e.args.set(tuple);
    }
    Ok(Value::NONE)
}

fn with_traceback(rt: &mut Runtime, this: Value, traceback: Value) -> Result {
    set_traceback(rt, this, traceback)?;
    Ok(this)
}

fn add_note(rt: &mut Runtime, this: Value, note: Value) -> Result {
    if !note.is_object::<Str>() {
        let name = rt.type_name(note);
        return Err(rt.type_error(format!("note must be a str, not '{name}'")));
    }
    let key = rt.names.__notes__;
    let notes = match rt.own_attribute(this, key).and_then(|n| n.as_object::<crate::object::list::List>()) {
        Some(list) => list,
        None => {
            let list = rt.new_empty_list();
            rt.set_own_attribute(this, key, list.into());
            list
        }
    };
    notes.push(rt, note);
    Ok(Value::NONE)
}

fn set_args(rt: &mut Runtime, v: Value, args: Value) -> Result<()> {
    let e = exception(rt, v)?;
    let items = rt.new_empty_list();
    rt.for_each(args, |rt, item| {
        items.push(rt, item);
        Ok(())
    })?;
    // SAFETY: no guest code runs while the slice is read.
    let items = unsafe { items.as_slice() }.to_vec();
    e.args.set(rt.new_tuple(&items));
    Ok(())
}

fn exception_or_none(rt: &mut Runtime, v: Value, what: &str) -> Result {
    match v.present() {
        None => Err(rt.type_error(format!("{what} may not be deleted"))),
        Some(v) if v.is_none() || v.is_object::<Exception>() => Ok(v),
        Some(_) => Err(rt.type_error(format!("exception {what} must be None or derive from BaseException"))),
    }
}

fn set_cause(rt: &mut Runtime, v: Value, cause: Value) -> Result<()> {
    let e = exception(rt, v)?;
    let cause = exception_or_none(rt, cause, "cause")?;
    e.cause.set(cause);
    e.suppress_context.set(true);
    Ok(())
}

fn set_context(rt: &mut Runtime, v: Value, context: Value) -> Result<()> {
    let e = exception(rt, v)?;
    let context = exception_or_none(rt, context, "context")?;
    e.context.set(context);
    Ok(())
}

fn set_traceback(rt: &mut Runtime, v: Value, traceback: Value) -> Result<()> {
    let e = exception(rt, v)?;
    if !traceback.is_none() && !traceback.is_object::<Traceback>() {
        return Err(rt.type_error("__traceback__ must be a traceback or None"));
    }
    e.traceback.set(traceback);
    Ok(())
}

fn set_suppress(rt: &mut Runtime, v: Value, flag: Value) -> Result<()> {
    let flag = rt.truth(flag)?;
    exception(rt, v)?.suppress_context.set(flag);
    Ok(())
}

fn argument(rt: &mut Runtime, v: Value, i: usize) -> Result {
    Ok(exception(rt, v)?.args.get().items().get(i).copied().unwrap_or(Value::NONE))
}

fn system_exit_code(rt: &mut Runtime, v: Value) -> Result {
    let args = exception(rt, v)?.args.get();
    Ok(match args.items() {
        [] => Value::NONE,
        [one] => *one,
        _ => args.into(),
    })
}

impl Runtime {
    /// The `OSError` subclass of an error number.
    pub fn os_error_class(&self, errno: i32) -> Gc<Class> {
        let e = &self.exceptions;
        match errno {
            1 | 13 => e.permission_error,
            2 => e.file_not_found_error,
            3 => e.process_lookup_error,
            4 => e.interrupted_error,
            10 => e.child_process_error,
            11 | 114 | 115 => e.blocking_io_error,
            17 => e.file_exists_error,
            20 => e.not_a_directory_error,
            21 => e.is_a_directory_error,
            32 | 108 => e.broken_pipe_error,
            103 => e.connection_aborted_error,
            104 => e.connection_reset_error,
            110 => e.timeout_error,
            111 => e.connection_refused_error,
            _ => e.os_error,
        }
    }

    /// Raises the `OSError` subclass of an operating-system error.
    #[cold]
    pub fn os_error(&mut self, error: &std::io::Error, path: Option<&str>) -> Raised {
        let errno = error.raw_os_error().unwrap_or(5);
        let full = error.to_string();
        let text = full.split(" (os error").next().unwrap_or(&full).to_string();
        let class = self.os_error_class(errno);
        let number = Value::small_int(errno as i64);
        let text = self.str_value(&text);
        let mut args = vec![number, text];
        if let Some(p) = path {
            args.push(self.str_value(p));
        }
        match self.guarding(&args, |rt| rt.call(class.into(), &args)) {
            Ok(e) => self.raise_value(e),
            Err(raised) => raised,
        }
    }

    /// What `raise value` does: an instance, or a class that is called without arguments.
    #[cold]
    pub fn raise_object(&mut self, value: Value) -> Raised {
        match self.exception_from(value) {
            Ok(e) => self.raise_value(e),
            Err(raised) => raised,
        }
    }

    fn exception_from(&mut self, value: Value) -> Result {
        if value.is_object::<Exception>() {
            return Ok(value);
        }
        if let Some(class) = value.as_object::<Class>()
            && class.is_subclass(self.exceptions.base_exception)
        {
            let made = self.call(value, &[])?;
            if made.is_object::<Exception>() {
                return Ok(made);
            }
            let (class, name) = (class.name_text(), self.type_name(made));
            return Err(self
                .type_error(format!("calling <class '{class}'> should have returned an instance of BaseException, not <class '{name}'>")));
        }
        Err(self.type_error("exceptions must derive from BaseException"))
    }

    /// What `raise value from cause` does.
    #[cold]
    pub fn raise_from(&mut self, value: Value, cause: Value) -> Raised {
        let exception = match self.exception_from(value) {
            Ok(e) => e,
            Err(raised) => return raised,
        };
        let cause = if cause.is_none() {
            cause
        } else {
            match self.exception_from(cause) {
                Ok(c) => c,
                Err(_) => {
                    self.take_pending();
                    return self.type_error("exception causes must derive from BaseException");
                }
            }
        };
        if let Some(e) = exception.as_object::<Exception>() {
            e.cause.set(cause);
            e.suppress_context.set(true);
        }
        self.raise_value(exception)
    }

    /// What a bare `raise` does.
    #[cold]
    pub fn reraise(&mut self) -> Raised {
        match self.handling.last().copied().filter(|e| !e.is_empty()) {
            Some(e) => {
                self.pending = e;
                // Its traceback says already how this frame came to it.
                self.raised_again = e;
                Raised
            }
            None => self.runtime_error("No active exception to reraise"),
        }
    }

    /// Whether an exception matches what stands after `except`.
    ///
    /// # Errors
    /// `TypeError` when that is neither a class nor a tuple of classes.
    pub fn exception_matches(&mut self, exception: Value, types: Value) -> Result<bool> {
        let class = self.class_of(exception);
        let base = self.exceptions.base_exception;
        let check = |v: Value| v.as_object::<Class>().filter(|c| c.is_subclass(base));
        if let Some(tuple) = types.as_object::<Tuple>() {
            for &t in tuple.items() {
                if check(t).is_none() {
                    return Err(self.type_error("catching classes that do not inherit from BaseException is not allowed"));
                }
            }
            return Ok(tuple.items().iter().filter_map(|&t| check(t)).any(|c| class.is_subclass(c)));
        }
        match check(types) {
            Some(c) => Ok(class == c || class.is_subclass(c)),
            None => Err(self.type_error("catching classes that do not inherit from BaseException is not allowed")),
        }
    }

    /// Enters an `except` body or the like: takes the pending exception, which becomes the one being handled.
    pub fn begin_handling(&mut self) -> Value {
        let exception = self.take_pending();
        self.handling.push(exception);
        exception
    }

    /// Leaves what [`Runtime::begin_handling`] entered.
    pub fn end_handling(&mut self) {
        self.handling.pop();
    }

    /// What CPython makes of a program ended by the pending exception: the exit code, and what is printed on stderr
    /// (nothing for a plain `SystemExit`). The exception is taken.
    pub fn report_uncaught(&mut self) -> (i32, String) {
        let exception = self.take_pending();
        let system_exit = self.exceptions.system_exit;
        if self.is_instance(exception, system_exit) {
            let key = self.names.code;
            let code = self.get_attr(exception, key).unwrap_or(Value::NONE);
            if code.is_none() {
                return (0, String::new());
            }
            if let Some(i) = code.as_small_int_or_bool() {
                return ((i & 0xFF) as i32, String::new());
            }
            if code.kind() == Some(Kind::BigInt) {
                return (255, String::new());
            }
            let text = self.str(code).map(|s| s.to_rust()).unwrap_or_default();
            return (1, format!("{text}\n"));
        }
        let text = self.format_exception(exception);
        let keyboard_interrupt = self.exceptions.keyboard_interrupt;
        (if self.is_instance(exception, keyboard_interrupt) { 130 } else { 1 }, text)
    }
}
