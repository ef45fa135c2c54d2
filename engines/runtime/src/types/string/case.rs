//! `lower`, `upper`, `title`, `swapcase`, `capitalize`, `casefold`.

use super::arguments::this;
use crate::Runtime;
use crate::object::strbuf::StrBuf;
use crate::object::string::{AsciiWriter, Chars, keep_alive};
use crate::unicode::{self, mapped, properties};
use crate::value::{Result, Value};

const FINAL_SIGMA: u32 = 0x3C2;
const CAPITAL_SIGMA: u32 = 0x3A3;
const SMALL_SIGMA: u32 = 0x3C3;

/// Lower case of the character at `i`: a capital sigma at the end of a word is written in its final form.
fn push_lower(out: &mut StrBuf, text: &[u32], i: usize) {
    let c = text[i];
    if c < 128 {
        return out.push_ascii((c as u8).to_ascii_lowercase());
    }
    if c == CAPITAL_SIGMA {
        let skipped = |c: &&u32| properties(**c).case_ignorable();
        let before = text[..i].iter().rev().find(|c| !skipped(c));
        let after = text[i + 1..].iter().find(|c| !skipped(c));
        let cased = |c: Option<&u32>| c.is_some_and(|&c| properties(c).cased());
        out.push(if cased(before) && !cased(after) { FINAL_SIGMA } else { SMALL_SIGMA });
        return;
    }
    mapped(unicode::lower_case(c)).for_each(|c| out.push(c));
}

fn push_upper(out: &mut StrBuf, text: &[u32], i: usize) {
    match u8::try_from(text[i]) {
        Ok(c @ 0..128) => out.push_ascii(c.to_ascii_uppercase()),
        _ => push_all(out, unicode::upper_case(text[i])),
    }
}

fn push_all(out: &mut StrBuf, m: unicode::Mapped) {
    mapped(m).for_each(|c| out.push(c));
}

/// Maps all characters, ASCII ones in their place.
fn convert(
    rt: &mut Runtime,
    s: Value,
    name: &str,
    narrow: impl FnOnce(&mut AsciiWriter<'_>, &[u8]),
    wide: fn(&mut StrBuf, &[u32], usize),
) -> Result {
    let s = this(rt, s, name)?;
    match s.chars() {
        Chars::Ascii(text) => {
            let converted = rt.new_str_ascii_written(text.len(), |out| {
                narrow(out, text);
                keep_alive(s);
            });
            Ok(converted.into())
        }
        Chars::Wide(text) => {
            let mut out = StrBuf::like(Chars::Wide(text));
            (0..text.len()).for_each(|i| wide(&mut out, text, i));
            Ok(out.finish_value(rt))
        }
    }
}

fn to_lower(out: &mut AsciiWriter<'_>, text: &[u8]) {
    out.push_mapped(text, |b| b.to_ascii_lowercase());
}

fn to_upper(out: &mut AsciiWriter<'_>, text: &[u8]) {
    out.push_mapped(text, |b| b.to_ascii_uppercase());
}

pub(super) fn lower(rt: &mut Runtime, s: Value) -> Result {
    convert(rt, s, "lower", to_lower, push_lower)
}

pub(super) fn upper(rt: &mut Runtime, s: Value) -> Result {
    convert(rt, s, "upper", to_upper, push_upper)
}

pub(super) fn casefold(rt: &mut Runtime, s: Value) -> Result {
    convert(rt, s, "casefold", to_lower, |out, text, i| push_all(out, unicode::folded_case(text[i])))
}

pub(super) fn swapcase(rt: &mut Runtime, s: Value) -> Result {
    let swap = |b: u8| if b.is_ascii_alphabetic() { b ^ 0x20 } else { b };
    convert(
        rt,
        s,
        "swapcase",
        |out, text| out.push_mapped(text, swap),
        |out, text, i| {
            let p = properties(text[i]);
            if p.upper() {
                push_lower(out, text, i);
            } else if p.lower() {
                push_all(out, unicode::upper_case(text[i]));
            } else {
                out.push(text[i]);
            }
        },
    )
}

pub(super) fn capitalize(rt: &mut Runtime, s: Value) -> Result {
    let narrow = |out: &mut AsciiWriter<'_>, text: &[u8]| {
        let (first, rest) = text.split_at(text.len().min(1));
        to_upper(out, first);
        to_lower(out, rest);
    };
    convert(rt, s, "capitalize", narrow, |out, text, i| {
        if i == 0 {
            push_all(out, unicode::title_case(text[0]));
        } else {
            push_lower(out, text, i);
        }
    })
}

/// A character of [`ascii_title`]; `inside` says whether the one before it was a letter.
fn title_letter(b: u8, inside: &mut bool) -> u8 {
    let letter = if *inside { b.to_ascii_lowercase() } else { b.to_ascii_uppercase() };
    *inside = b.is_ascii_alphabetic();
    letter
}

/// ASCII letters after a non-letter in upper case, the others in lower case.
pub(crate) fn ascii_title(text: &[u8]) -> Vec<u8> {
    let mut inside = false;
    text.iter().map(|&b| title_letter(b, &mut inside)).collect()
}

pub(super) fn title(rt: &mut Runtime, s: Value) -> Result {
    convert(
        rt,
        s,
        "title",
        |out, text| {
            let mut inside = false;
            out.push_mapped(text, |b| title_letter(b, &mut inside));
        },
        |out, text, i| {
            let inside = i > 0 && properties(text[i - 1]).cased_for_title();
            if inside {
                push_lower(out, text, i);
            } else {
                push_all(out, unicode::title_case(text[i]));
            }
        },
    )
}
