//! Exceptions whose arguments have names: `SyntaxError`, `UnicodeDecodeError` and its kin. Their constructors check the
//! arguments and set the fields, which the texts of these exceptions are made of.

use crate::Runtime;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::function::{Args, NativeBody, NativeDef, NativeRole, native};
use crate::object::string::Str;
use crate::value::{Result, Value};

const SYNTAX_ERROR_METHODS: &[NativeDef] = &[native("__init__", NativeBody::Var(syntax_error_init), 1)];
const DECODE_ERROR_METHODS: &[NativeDef] = &[native("__init__", NativeBody::Var(|rt, args| unicode_init(rt, args, Subject::Bytes)), 1)];
const ENCODE_ERROR_METHODS: &[NativeDef] = &[native("__init__", NativeBody::Var(|rt, args| unicode_init(rt, args, Subject::Text)), 1)];
const TRANSLATE_ERROR_METHODS: &[NativeDef] = &[native("__init__", NativeBody::Var(translate_init), 1)];

const PLACE: [&str; 6] = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];

pub(super) fn install(rt: &mut Runtime) {
    let class = rt.exceptions.syntax_error;
    rt.install_methods(class, NativeRole::Method, SYNTAX_ERROR_METHODS);
    for name in PLACE.into_iter().chain(["msg", "print_file_and_line"]) {
        rt.set_class_attribute(class, name, Value::NONE);
    }
    for (class, methods) in [
        (rt.exceptions.unicode_decode_error, DECODE_ERROR_METHODS),
        (rt.exceptions.unicode_encode_error, ENCODE_ERROR_METHODS),
        (rt.exceptions.unicode_translate_error, TRANSLATE_ERROR_METHODS),
    ] {
        rt.install_methods(class, NativeRole::Method, methods);
    }
}

fn set_field(rt: &mut Runtime, this: Value, name: &str, value: Value) {
    let key = rt.intern(name);
    rt.set_own_attribute(this, key, value);
}

/// `SyntaxError(message, (filename, lineno, offset, text[, end_lineno, end_offset]))`.
fn syntax_error_init(rt: &mut Runtime, args: Args<'_>) -> Result {
    super::exception::init(rt, Args { ..args })?;
    let Some((&this, given)) = args.positional.split_first() else { return Ok(Value::NONE) };
    if let Some(&message) = given.first() {
        set_field(rt, this, "msg", message);
    }
    if let &[_, place] = given {
        let items = rt.new_empty_list();
        rt.for_each(place, |rt, item| {
            items.push(rt, item);
            Ok(())
        })?;
        let count = items.len();
        if count == 5 {
            return Err(rt.type_error("end_offset must be provided when end_lineno is provided"));
        }
        if !(4..=6).contains(&count) {
            let (few, many) = (count < 4, if count < 4 { "at least 4" } else { "at most 6" });
            let plural = if few || count != 1 { "s" } else { "" };
            return Err(rt.type_error(format!("function takes {many} argument{plural} ({count} given)")));
        }
        for (i, name) in PLACE.into_iter().enumerate() {
            if let Some(value) = items.get(i) {
                set_field(rt, this, name, value);
            }
        }
    }
    Ok(Value::NONE)
}

/// What an error of a codec is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Bytes,
    Text,
}

fn unicode_init(rt: &mut Runtime, args: Args<'_>, subject: Subject) -> Result {
    super::exception::init(rt, Args { ..args })?;
    let given = args.positional.get(1..).unwrap_or(&[]);
    let &[encoding, object, start, end, reason] = given else {
        return Err(rt.type_error(format!("function takes exactly 5 arguments ({} given)", given.len())));
    };
    check_argument(rt, 1, encoding, "str", |v| v.is_object::<Str>())?;
    match subject {
        Subject::Text => check_argument(rt, 2, object, "str", |v| v.is_object::<Str>())?,
        Subject::Bytes if !object.is_object::<Bytes>() && !object.is_object::<ByteArray>() => {
            let class = rt.type_name(object);
            return Err(rt.type_error(format!("a bytes-like object is required, not '{class}'")));
        }
        Subject::Bytes => {}
    }
    set_fields(rt, args.positional[0], &["encoding", "object", "start", "end", "reason"], given, [(3, start), (4, end), (5, reason)])
}

fn translate_init(rt: &mut Runtime, args: Args<'_>) -> Result {
    super::exception::init(rt, Args { ..args })?;
    let given = args.positional.get(1..).unwrap_or(&[]);
    let &[object, start, end, reason] = given else {
        return Err(rt.type_error(format!("function takes exactly 4 arguments ({} given)", given.len())));
    };
    check_argument(rt, 1, object, "str", |v| v.is_object::<Str>())?;
    set_fields(rt, args.positional[0], &["object", "start", "end", "reason"], given, [(2, start), (3, end), (4, reason)])
}

fn set_fields(rt: &mut Runtime, this: Value, names: &[&str], given: &[Value], last: [(usize, Value); 3]) -> Result {
    let [(_, start), (_, end), (at, reason)] = last;
    for index in [start, end] {
        if index.as_small_int_or_bool().is_none() {
            let class = rt.type_name(index);
            return Err(rt.type_error(format!("'{class}' object cannot be interpreted as an integer")));
        }
    }
    check_argument(rt, at, reason, "str", |v| v.is_object::<Str>())?;
    for (name, &value) in names.iter().zip(given) {
        set_field(rt, this, name, value);
    }
    Ok(Value::NONE)
}

fn check_argument(rt: &mut Runtime, at: usize, v: Value, wanted: &str, fits: impl Fn(Value) -> bool) -> Result<()> {
    if fits(crate::object::instance::native_payload(v)) {
        return Ok(());
    }
    let class = rt.type_name(v);
    Err(rt.type_error(format!("argument {at} must be {wanted}, not {class}")))
}

impl Runtime {
    /// A field of an exception of this kind, if it was set.
    pub(crate) fn named_field(&mut self, exception: Value, name: &str) -> Option<Value> {
        let key = self.intern(name);
        self.own_attribute(exception, key).filter(|v| !v.is_none())
    }

    /// `filename`, `lineno` and the rest of what a `SyntaxError` was made with, as text and number.
    pub(crate) fn syntax_error_place(&mut self, exception: Value) -> (Option<String>, Option<i64>) {
        let file = self.named_field(exception, "filename").and_then(|f| f.as_object::<Str>()).map(|f| f.to_rust());
        let line = self.named_field(exception, "lineno").and_then(|l| l.as_small_int());
        (file, line)
    }
}
