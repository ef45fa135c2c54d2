//! `center`, `ljust`, `rjust`, `zfill`, `expandtabs`, `strip`, `lstrip`, `rstrip`.

use super::arguments::{self, this};
use crate::Runtime;
use crate::object::Gc;
use crate::object::instance::native_payload;
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str, keep_alive};
use crate::unicode;
use crate::value::{Result, Value};

fn fill_character(rt: &mut Runtime, v: Value) -> Result<u32> {
    if v.is_empty() {
        return Ok(32);
    }
    match native_payload(v).as_object::<Str>() {
        Some(s) if s.len() == 1 => Ok(s.chars().at(0)),
        Some(_) => Err(rt.type_error("The fill character must be exactly one character long")),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("The fill character must be a unicode character, not {name}")))
        }
    }
}

/// How a given margin is divided: characters on the left.
fn pad(rt: &mut Runtime, args: [Value; 3], name: &str, left: fn(usize, usize) -> usize) -> Result {
    let s = this(rt, args[0], name)?;
    let width = arguments::index(rt, args[1])?;
    let fill = fill_character(rt, args[2])?;
    let width = usize::try_from(width).unwrap_or(0);
    let Some(margin) = width.checked_sub(s.len()).filter(|&m| m > 0) else { return Ok(s.into()) };
    rt.check_text_size(width, if fill < 128 && matches!(s.chars(), Chars::Ascii(_)) { 1 } else { 4 })?;
    let left = left(margin, width);
    if let (Chars::Ascii(text), Ok(fill @ 0..128)) = (s.chars(), u8::try_from(fill)) {
        let padded = rt.new_str_ascii_written(width, |out| {
            out.push_repeated(fill, left);
            out.push(text);
            out.push_repeated(fill, margin - left);
            keep_alive(s);
        });
        return Ok(padded.into());
    }
    let mut out = StrBuf::with_capacity(width);
    out.push_repeated(fill, left);
    out.push_chars(s.chars());
    out.push_repeated(fill, margin - left);
    Ok(out.finish_value(rt))
}

pub(super) fn center(rt: &mut Runtime, s: Value, width: Value, fill: Value) -> Result {
    // CPython puts the odd character on the left when the width is odd too.
    pad(rt, [s, width, fill], "center", |margin, width| margin / 2 + (margin & width & 1))
}

pub(super) fn ljust(rt: &mut Runtime, s: Value, width: Value, fill: Value) -> Result {
    pad(rt, [s, width, fill], "ljust", |_, _| 0)
}

pub(super) fn rjust(rt: &mut Runtime, s: Value, width: Value, fill: Value) -> Result {
    pad(rt, [s, width, fill], "rjust", |margin, _| margin)
}

pub(super) fn zfill(rt: &mut Runtime, s: Value, width: Value) -> Result {
    let s = this(rt, s, "zfill")?;
    let width = usize::try_from(arguments::index(rt, width)?).unwrap_or(0);
    let Some(margin) = width.checked_sub(s.len()).filter(|&m| m > 0) else { return Ok(s.into()) };
    rt.check_text_size(width, 4)?;
    let text = s.chars();
    let sign = !text.is_empty() && matches!(text.at(0), 0x2B | 0x2D);
    if let Chars::Ascii(text) = text {
        let (sign, digits) = text.split_at(usize::from(sign));
        let padded = rt.new_str_ascii_written(width, |out| {
            out.push(sign);
            out.push_repeated(b'0', margin);
            out.push(digits);
            keep_alive(s);
        });
        return Ok(padded.into());
    }
    let mut out = StrBuf::with_capacity(width);
    if sign {
        out.push(text.at(0));
    }
    out.push_repeated(u32::from(b'0'), margin);
    out.push_chars(text.slice(usize::from(sign)..text.len()));
    Ok(out.finish_value(rt))
}

pub(super) fn expandtabs(rt: &mut Runtime, s: Value, tabsize: Value) -> Result {
    let s = this(rt, s, "expandtabs")?;
    let size = if tabsize.is_empty() { 8 } else { arguments::c_int(rt, tabsize)? };
    let size = usize::try_from(size).unwrap_or(0);
    let text = s.chars();
    let mut out = StrBuf::with_capacity(text.len());
    let mut column = 0;
    for c in text.iter() {
        match c {
            9 if size > 0 => {
                let gap = size - column % size;
                rt.check_text_size(out.len() + gap, 1)?;
                out.push_repeated(32, gap);
                column += gap;
            }
            9 => {}
            10 | 13 => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    Ok(out.finish_value(rt))
}

fn trim(rt: &mut Runtime, s: Value, what: Value, name: &str, left: bool, right: bool) -> Result {
    let s = this(rt, s, name)?;
    let text = s.chars();
    let range = if what.is_empty() || what.is_none() {
        trimmed(text, left, right, unicode::is_space)
    } else {
        let Some(set) = native_payload(what).as_object::<Str>() else {
            return Err(rt.type_error(format!("{name} arg must be None or str")));
        };
        match set.chars() {
            Chars::Ascii(b) => trimmed(text, left, right, |c| c < 128 && b.contains(&(c as u8))),
            Chars::Wide(w) => trimmed(text, left, right, |c| w.contains(&c)),
        }
    };
    Ok(part(rt, s, range))
}

#[inline]
fn trimmed(text: Chars<'_>, left: bool, right: bool, drop: impl Fn(u32) -> bool) -> std::ops::Range<usize> {
    match text {
        Chars::Ascii(text) => trimmed_slice(text, left, right, |b| drop(u32::from(b))),
        Chars::Wide(text) => trimmed_slice(text, left, right, drop),
    }
}

#[inline]
fn trimmed_slice<T: Copy>(text: &[T], left: bool, right: bool, drop: impl Fn(T) -> bool) -> std::ops::Range<usize> {
    let mut start = 0;
    if left {
        while text.get(start).is_some_and(|&c| drop(c)) {
            start += 1;
        }
    }
    let mut kept = &text[start..];
    if right {
        while let Some((&last, rest)) = kept.split_last()
            && drop(last)
        {
            kept = rest;
        }
    }
    start..start + kept.len()
}

fn part(rt: &mut Runtime, s: Gc<Str>, range: std::ops::Range<usize>) -> Value {
    if range.len() == s.len() { s.into() } else { rt.new_str_chars(s.chars().slice(range)).into() }
}

pub(super) fn strip(rt: &mut Runtime, s: Value, what: Value) -> Result {
    trim(rt, s, what, "strip", true, true)
}

pub(super) fn lstrip(rt: &mut Runtime, s: Value, what: Value) -> Result {
    trim(rt, s, what, "lstrip", true, false)
}

pub(super) fn rstrip(rt: &mut Runtime, s: Value, what: Value) -> Result {
    trim(rt, s, what, "rstrip", false, true)
}
