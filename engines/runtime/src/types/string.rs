//! `str`: constructor, operators and the table of methods. What the methods do is in the files below; formatting is in
//! `ops::text`, encodings are in `codecs`.
//!
//! | file | methods |
//! |---|---|
//! | `arguments` | checking of `self` and of arguments |
//! | `search` | finding and counting, on characters |
//! | `find` | `find index count startswith endswith partition replace remove…` |
//! | `split` | `split rsplit splitlines join` |
//! | `pad` | `center ljust rjust zfill expandtabs strip…` |
//! | `case` | `lower upper title swapcase capitalize casefold` |
//! | `classify` | `isalpha` and the like |
//! | `translate` | `maketrans translate` |

pub(crate) mod arguments;
mod case;
mod classify;
pub(crate) use classify::is_identifier;
mod find;
mod pad;
pub(crate) mod search;
mod split;
mod translate;

#[cfg(test)]
mod tests;

use crate::Runtime;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::function::NativeBody::{F1, F2, F3, F4, Var};
use crate::object::function::{Args, NativeDef, NativeRole, native, native_kw};
use crate::object::instance::native_payload;
use crate::object::iterator::IterState;
use crate::object::string::{Chars, Str, keep_alive};
use crate::value::{Result, Value};
use arguments::this;
pub(crate) use case::ascii_title;

const METHODS: &[NativeDef] = &[
    native("capitalize", F1(case::capitalize), 1),
    native("casefold", F1(case::casefold), 1),
    native("center", F3(pad::center), 2),
    native("count", F4(find::count), 2),
    native_kw("encode", F3(encode), 1, &["encoding", "errors"]),
    native("endswith", F4(find::endswith), 2),
    native_kw("expandtabs", F2(pad::expandtabs), 1, &["tabsize"]),
    native("find", F4(find::find), 2),
    native("index", F4(find::index), 2),
    native("isalnum", F1(classify::isalnum), 1),
    native("isalpha", F1(classify::isalpha), 1),
    native("isascii", F1(classify::isascii), 1),
    native("isdecimal", F1(classify::isdecimal), 1),
    native("isdigit", F1(classify::isdigit), 1),
    native("isidentifier", F1(classify::isidentifier), 1),
    native("islower", F1(classify::islower), 1),
    native("isnumeric", F1(classify::isnumeric), 1),
    native("isprintable", F1(classify::isprintable), 1),
    native("isspace", F1(classify::isspace), 1),
    native("istitle", F1(classify::istitle), 1),
    native("isupper", F1(classify::isupper), 1),
    native("join", F2(split::join), 2),
    native("ljust", F3(pad::ljust), 2),
    native("lower", F1(case::lower), 1),
    native("lstrip", F2(pad::lstrip), 1),
    native("partition", F2(find::partition), 2),
    native("removeprefix", F2(find::removeprefix), 2),
    native("removesuffix", F2(find::removesuffix), 2),
    native("replace", F4(find::replace), 3),
    native("rfind", F4(find::rfind), 2),
    native("rindex", F4(find::rindex), 2),
    native("rjust", F3(pad::rjust), 2),
    native("rpartition", F2(find::rpartition), 2),
    native_kw("rsplit", F3(split::rsplit), 1, &["sep", "maxsplit"]),
    native("rstrip", F2(pad::rstrip), 1),
    native_kw("split", F3(split::split), 1, &["sep", "maxsplit"]),
    native_kw("splitlines", F2(split::splitlines), 1, &["keepends"]),
    native("startswith", F4(find::startswith), 2),
    native("strip", F2(pad::strip), 1),
    native("swapcase", F1(case::swapcase), 1),
    native("title", F1(case::title), 1),
    native("translate", F2(translate::translate), 2),
    native("upper", F1(case::upper), 1),
    native("zfill", F2(pad::zfill), 2),
    native("__add__", F2(add), 2),
    native("__contains__", F2(contains), 2),
    native("__getitem__", F2(getitem), 2),
    native("__getnewargs__", F1(getnewargs), 1),
    native("__hash__", F1(hash), 1),
    native("__iter__", F1(iter), 1),
    native("__len__", F1(len), 1),
    native("__mul__", F2(mul), 2),
    native("__rmul__", F2(mul), 2),
    native("__eq__", F2(eq), 2),
    native("__ne__", F2(ne), 2),
    native("__lt__", F2(lt), 2),
    native("__le__", F2(le), 2),
    native("__gt__", F2(gt), 2),
    native("__ge__", F2(ge), 2),
];

const STATIC: &[NativeDef] = &[native("__new__", Var(new), 1), native("maketrans", F3(translate::maketrans), 1)];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.str_;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::StaticMethod, STATIC);
    crate::ops::text::install::install(rt);
}

// ---- constructor ------------------------------------------------------------------------------------------------------

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let given = args.positional.len() - 1 + args.keywords.len();
    if given > 3 {
        return Err(rt.type_error(format!("str() takes at most 3 arguments ({given} given)")));
    }
    const NAMES: [&str; 3] = ["object", "encoding", "errors"];
    let mut values = [Value::EMPTY; 3];
    values[..args.positional.len() - 1].copy_from_slice(&args.positional[1..]);
    for (name, value) in args.keyword_pairs() {
        let Some(i) = NAMES.iter().position(|n| name.eq_rust(n)) else {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for str()", name.to_rust())));
        };
        if !values[i].is_empty() {
            return Err(rt.type_error(format!("argument for str() given by name ('{}') and position ({})", NAMES[i], i + 1)));
        }
        values[i] = value;
    }
    let [object, encoding, errors] = values;
    let text = match (object.present(), encoding.is_empty() && errors.is_empty()) {
        (None, _) => rt.new_str(""),
        (Some(object), true) => rt.str(object)?,
        (Some(object), false) => {
            let encoding = arguments::optional_text(rt, encoding, "str() argument 'encoding'", "utf-8")?;
            let errors = arguments::optional_text(rt, errors, "str() argument 'errors'", "strict")?;
            return_decoded(rt, object, &encoding, &errors)?
        }
    };
    match args.positional[0].as_object::<Class>() {
        Some(class) if class != rt.types.str_ => Ok(rt.wrap_payload(class, text.into())),
        _ => Ok(text.into()),
    }
}

fn return_decoded(rt: &mut Runtime, object: Value, encoding: &str, errors: &str) -> Result<Gc<Str>> {
    if native_payload(object).is_object::<Str>() {
        return Err(rt.type_error("decoding str is not supported"));
    }
    match rt.bytes_like(object) {
        Some(bytes) => rt.decode_bytes(&bytes, encoding, errors),
        None => {
            let name = rt.type_name(object);
            Err(rt.type_error(format!("decoding to str: need a bytes-like object, {name} found")))
        }
    }
}

fn encode(rt: &mut Runtime, s: Value, encoding: Value, errors: Value) -> Result {
    let s = this(rt, s, "encode")?;
    if let (true, true, Chars::Ascii(text)) = (encoding.is_empty(), errors.is_empty(), s.chars()) {
        return Ok(rt.new_bytes(text.to_vec()).into());
    }
    let encoding = arguments::optional_text(rt, encoding, "encode() argument 'encoding'", "utf-8")?;
    let errors = arguments::optional_text(rt, errors, "encode() argument 'errors'", "strict")?;
    let bytes = rt.encode_text(s, &encoding, &errors)?;
    Ok(rt.new_bytes(bytes).into())
}

// ---- operators --------------------------------------------------------------------------------------------------------

fn add(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let a = this(rt, a, "__add__")?;
    match native_payload(b).as_object::<Str>() {
        Some(b) => rt.str_concat(a, b),
        None => {
            let name = rt.type_name(b);
            Err(rt.type_error(format!("can only concatenate str (not \"{name}\") to str")))
        }
    }
}

fn mul(rt: &mut Runtime, s: Value, count: Value) -> Result {
    let s = this(rt, s, "__mul__")?;
    let count = arguments::index(rt, count)?;
    rt.str_repeat(s, count)
}

fn contains(rt: &mut Runtime, s: Value, item: Value) -> Result {
    let s = this(rt, s, "__contains__")?;
    Ok(Value::bool(rt.str_contains(s, item)?))
}

fn getitem(rt: &mut Runtime, s: Value, index: Value) -> Result {
    let s = this(rt, s, "__getitem__")?;
    rt.get_item(s.into(), index)
}

fn getnewargs(rt: &mut Runtime, s: Value) -> Result {
    let s = this(rt, s, "__getnewargs__")?;
    Ok(rt.new_tuple(&[s.into()]).into())
}

fn hash(rt: &mut Runtime, s: Value) -> Result {
    let s = this(rt, s, "__hash__")?;
    Ok(rt.new_int(s.hash()))
}

fn iter(rt: &mut Runtime, s: Value) -> Result {
    let s = this(rt, s, "__iter__")?;
    Ok(rt.new_iterator(IterState::Str { text: s.into(), index: 0 }).into())
}

fn len(rt: &mut Runtime, s: Value) -> Result {
    let s = this(rt, s, "__len__")?;
    Ok(Value::small_int(s.len() as i64))
}

fn eq(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let a = this(rt, a, "__eq__")?;
    Ok(native_payload(b).as_object::<Str>().map_or(Value::NOT_IMPLEMENTED, |b| Value::bool(a.equals(&b))))
}

fn ne(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let a = this(rt, a, "__ne__")?;
    Ok(native_payload(b).as_object::<Str>().map_or(Value::NOT_IMPLEMENTED, |b| Value::bool(!a.equals(&b))))
}

fn order(rt: &mut Runtime, a: Value, b: Value, name: &str, test: fn(std::cmp::Ordering) -> bool) -> Result {
    let a = this(rt, a, name)?;
    Ok(native_payload(b).as_object::<Str>().map_or(Value::NOT_IMPLEMENTED, |b| Value::bool(test(a.chars().compare(b.chars())))))
}

fn lt(rt: &mut Runtime, a: Value, b: Value) -> Result {
    order(rt, a, b, "__lt__", std::cmp::Ordering::is_lt)
}

fn le(rt: &mut Runtime, a: Value, b: Value) -> Result {
    order(rt, a, b, "__le__", std::cmp::Ordering::is_le)
}

fn gt(rt: &mut Runtime, a: Value, b: Value) -> Result {
    order(rt, a, b, "__gt__", std::cmp::Ordering::is_gt)
}

fn ge(rt: &mut Runtime, a: Value, b: Value) -> Result {
    order(rt, a, b, "__ge__", std::cmp::Ordering::is_ge)
}

impl Chars<'_> {
    /// Lexicographic order by code point.
    pub fn compare(self, other: Chars<'_>) -> std::cmp::Ordering {
        match (self, other) {
            (Chars::Ascii(a), Chars::Ascii(b)) => a.cmp(b),
            (Chars::Wide(a), Chars::Wide(b)) => a.cmp(b),
            (a, b) => a.iter().cmp(b.iter()),
        }
    }
}

impl Runtime {
    /// `a + b` of strings.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn str_concat(&mut self, a: Gc<Str>, b: Gc<Str>) -> Result {
        if a.is_empty() {
            return Ok(b.into());
        }
        if b.is_empty() {
            return Ok(a.into());
        }
        Ok(self.concatenate_strings(a, b))
    }

    /// `s * count`; nothing when negative.
    ///
    /// # Errors
    /// `MemoryError` when it cannot be held.
    pub fn str_repeat(&mut self, s: Gc<Str>, count: i64) -> Result {
        let count = usize::try_from(count).unwrap_or(0);
        if count == 1 {
            return Ok(s.into());
        }
        if count == 0 || s.is_empty() {
            return Ok(self.str_value(""));
        }
        let Some(length) = s.len().checked_mul(count) else { return Err(self.memory_error()) };
        match s.chars() {
            Chars::Ascii(b) => {
                self.check_text_size(length, 1)?;
                let repeated = self.new_str_ascii_written(length, |out| {
                    match b {
                        &[one] => out.push_repeated(one, count),
                        _ => (0..count).for_each(|_| out.push(b)),
                    }
                    keep_alive(s);
                });
                Ok(repeated.into())
            }
            Chars::Wide(w) => {
                self.check_text_size(length, 4)?;
                Ok(self.new_str_wide_owned(w.repeat(count)).into())
            }
        }
    }

    /// `item in s`.
    ///
    /// # Errors
    /// `TypeError` when `item` is no string.
    pub fn str_contains(&mut self, s: Gc<Str>, item: Value) -> Result<bool> {
        match native_payload(item).as_object::<Str>() {
            Some(item) => Ok(search::find(s.chars(), item.chars()).is_some()),
            None => {
                let name = self.type_name(item);
                Err(self.type_error(format!("'in <string>' requires string as left operand, not {name}")))
            }
        }
    }

    /// Character at an index counted from the end when negative; `None` when out of range (the caller raises
    /// `string index out of range`).
    #[inline]
    pub fn str_get_index(&mut self, s: Gc<Str>, index: i64) -> Option<Value> {
        let index = if index < 0 { index + s.len() as i64 } else { index };
        let index = usize::try_from(index).ok().filter(|&i| i < s.len())?;
        match s.chars() {
            Chars::Ascii(b) => Some(self.single_chars[b[index] as usize].into()),
            Chars::Wide(w) => Some(self.new_str_char(w[index]).into()),
        }
    }

    /// `count` characters from `start` on, `step` apart: a slice whose bounds the caller has already made fit.
    pub fn str_slice(&mut self, s: Gc<Str>, start: usize, step: isize, count: usize) -> Value {
        if step == 1 {
            if count == s.len() {
                return s.into();
            }
            return self.new_str_chars(s.chars().slice(start..start + count)).into();
        }
        let positions = (0..count).map(|i| (start as isize + i as isize * step) as usize);
        match s.chars() {
            Chars::Ascii(b) => {
                let picked: Vec<u8> = positions.map(|i| b[i]).collect();
                self.new_str_ascii_owned(picked).into()
            }
            Chars::Wide(w) => {
                let picked: Vec<u32> = positions.map(|i| w[i]).collect();
                self.new_str_chars(Chars::Wide(&picked)).into()
            }
        }
    }
}
