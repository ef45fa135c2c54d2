//! `isalpha`, `isdigit`, `isupper` and the like.

use super::arguments::this;
use crate::Runtime;
use crate::object::Gc;
use crate::object::string::{Chars, Str};
use crate::unicode::{self, Properties, properties};
use crate::value::{Result, Value};

/// All characters, at least one, satisfy the test.
fn all(rt: &mut Runtime, s: Value, name: &str, narrow: fn(&u8) -> bool, wide: fn(Properties) -> bool) -> Result {
    let s = this(rt, s, name)?;
    let result = match s.chars() {
        Chars::Ascii(b) => !b.is_empty() && b.iter().all(narrow),
        Chars::Wide(w) => w.iter().all(|&c| wide(properties(c))),
    };
    Ok(Value::bool(result))
}

pub(super) fn isalnum(rt: &mut Runtime, s: Value) -> Result {
    all(rt, s, "isalnum", u8::is_ascii_alphanumeric, Properties::alnum)
}

pub(super) fn isalpha(rt: &mut Runtime, s: Value) -> Result {
    all(rt, s, "isalpha", u8::is_ascii_alphabetic, Properties::alpha)
}

pub(super) fn isdecimal(rt: &mut Runtime, s: Value) -> Result {
    all(rt, s, "isdecimal", u8::is_ascii_digit, Properties::decimal)
}

pub(super) fn isdigit(rt: &mut Runtime, s: Value) -> Result {
    all(rt, s, "isdigit", u8::is_ascii_digit, Properties::digit)
}

pub(super) fn isnumeric(rt: &mut Runtime, s: Value) -> Result {
    all(rt, s, "isnumeric", u8::is_ascii_digit, Properties::numeric)
}

pub(super) fn isspace(rt: &mut Runtime, s: Value) -> Result {
    all(rt, s, "isspace", |&b| unicode::is_space(u32::from(b)), Properties::space)
}

pub(super) fn isascii(rt: &mut Runtime, s: Value) -> Result {
    let s = this(rt, s, "isascii")?;
    Ok(Value::bool(matches!(s.chars(), Chars::Ascii(_))))
}

pub(super) fn isprintable(rt: &mut Runtime, s: Value) -> Result {
    let s = this(rt, s, "isprintable")?;
    Ok(Value::bool(s.chars().iter().all(unicode::is_printable)))
}

pub(super) fn isidentifier(rt: &mut Runtime, s: Value) -> Result {
    let s = this(rt, s, "isidentifier")?;
    Ok(Value::bool(is_identifier(s)))
}

/// Whether a text may be a name (keywords included).
pub(crate) fn is_identifier(s: Gc<Str>) -> bool {
    let mut chars = s.chars().iter();
    let starts = chars.next().is_some_and(|c| properties(c).id_start());
    starts && chars.all(|c| properties(c).id_continue())
}

pub(super) fn islower(rt: &mut Runtime, s: Value) -> Result {
    let s = this(rt, s, "islower")?;
    if let Chars::Ascii(bytes) = s.chars() {
        return Ok(Value::bool(!bytes.iter().any(u8::is_ascii_uppercase) && bytes.iter().any(u8::is_ascii_lowercase)));
    }
    let mut lower = false;
    for c in s.chars().iter() {
        let p = properties(c);
        if p.upper() || p.title() {
            return Ok(Value::FALSE);
        }
        lower |= p.lower();
    }
    Ok(Value::bool(lower))
}

pub(super) fn isupper(rt: &mut Runtime, s: Value) -> Result {
    let s = this(rt, s, "isupper")?;
    if let Chars::Ascii(bytes) = s.chars() {
        return Ok(Value::bool(!bytes.iter().any(u8::is_ascii_lowercase) && bytes.iter().any(u8::is_ascii_uppercase)));
    }
    let mut upper = false;
    for c in s.chars().iter() {
        let p = properties(c);
        if p.lower() || p.title() {
            return Ok(Value::FALSE);
        }
        upper |= p.upper();
    }
    Ok(Value::bool(upper))
}

pub(super) fn istitle(rt: &mut Runtime, s: Value) -> Result {
    let s = this(rt, s, "istitle")?;
    let (mut cased, mut inside) = (false, false);
    for c in s.chars().iter() {
        let p = properties(c);
        if p.upper() || p.title() {
            if inside {
                return Ok(Value::FALSE);
            }
            (cased, inside) = (true, true);
        } else if p.lower() {
            if !inside {
                return Ok(Value::FALSE);
            }
            cased = true;
        } else {
            inside = false;
        }
    }
    Ok(Value::bool(cased))
}
