//! Replacement texts: `\1`, `\g<name>` and escapes.

use super::pattern::{Pattern, pattern_cell};
use super::{raise_error, repr_text, text_of};
use crate::Runtime;
use crate::object::Gc;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::instance::native_payload;
use crate::object::native::Native;
use crate::object::string::Chars;
use crate::unicode;
use crate::value::{Raised, Result, Value};

/// Literal parts, each with the group behind it.
pub(super) struct Template {
    pub(super) parts: Vec<(Vec<u32>, Option<usize>)>,
    /// Made from a `str`.
    pub(super) is_text: bool,
}

struct Reader<'a> {
    text: &'a [u32],
    pos: usize,
    source: Value,
}

fn ascii(c: u32) -> char {
    char::from_u32(c).unwrap_or('\u{FFFD}')
}

impl Reader<'_> {
    fn peek_digit(&self, radix: u32) -> bool {
        self.text.get(self.pos).is_some_and(|&c| ascii(c).is_digit(radix))
    }
    #[cold]
    fn error(&self, rt: &mut Runtime, message: &str, pos: usize) -> Raised {
        raise_error(rt, message, self.source, Some(pos))
    }
    fn slice(&self, from: usize) -> String {
        self.text[from..self.pos].iter().map(|&c| ascii(c)).collect()
    }
}

impl Template {
    /// Parses a replacement for a pattern.
    ///
    /// # Errors
    /// `re.error`, and `IndexError` for an unknown name.
    pub(super) fn parse(rt: &mut Runtime, pattern: Gc<Native>, source: Value) -> Result<Template> {
        let this = pattern_cell(rt, pattern.into())?;
        let Some(p) = this.downcast::<Pattern>() else { return Err(rt.type_error("not a pattern")) };
        let (text, is_text): (Vec<u32>, bool) = if let Some(s) = text_of(source) {
            (s.chars().iter().collect(), true)
        } else if let Some(b) = native_payload(source).as_object::<Bytes>() {
            (b.as_slice().iter().map(|&b| u32::from(b)).collect(), false)
        } else if let Some(b) = native_payload(source).as_object::<ByteArray>() {
            (b.data.borrow().iter().map(|&b| u32::from(b)).collect(), false)
        } else {
            let name = rt.type_name(source);
            return Err(rt.type_error(format!("decoding to str: need a bytes-like object, {name} found")));
        };
        let mut r = Reader { text: &text, pos: 0, source };
        let mut parts = Vec::new();
        let mut literal = Vec::new();
        while let Some(&c) = r.text.get(r.pos) {
            r.pos += 1;
            if c != u32::from('\\') {
                literal.push(c);
                continue;
            }
            if let Some(group) = escape(rt, p, &mut r, &mut literal)? {
                parts.push((std::mem::take(&mut literal), Some(group)));
            }
        }
        parts.push((literal, None));
        Ok(Template { parts, is_text })
    }
}

/// What follows a backslash: a group, or characters appended to `literal`.
fn escape(rt: &mut Runtime, p: &Pattern, r: &mut Reader<'_>, literal: &mut Vec<u32>) -> Result<Option<usize>> {
    let start = r.pos - 1;
    let Some(&code) = r.text.get(r.pos) else { return Err(r.error(rt, "bad escape (end of pattern)", start)) };
    r.pos += 1;
    let simple = match ascii(code) {
        'g' => return named_group(rt, p, r).map(Some),
        '0' => {
            for _ in 0..2 {
                r.pos += usize::from(r.peek_digit(8));
            }
            u32::from_str_radix(&r.slice(start + 1), 8).unwrap_or(0) & 0xFF
        }
        '1'..='9' => {
            if r.peek_digit(10) {
                r.pos += 1;
                let octal = r.text[start + 1..start + 3].iter().all(|&c| ascii(c).is_digit(8));
                if octal && r.peek_digit(8) {
                    r.pos += 1;
                    let value = u32::from_str_radix(&r.slice(start + 1), 8).unwrap_or(u32::MAX);
                    if value > 0o377 {
                        let message = format!("octal escape value {} outside of range 0-0o377", r.slice(start));
                        return Err(r.error(rt, &message, start));
                    }
                    literal.push(value);
                    return Ok(None);
                }
            }
            let group: usize = r.slice(start + 1).parse().unwrap_or(usize::MAX);
            if group > p.groups {
                return Err(r.error(rt, &format!("invalid group reference {group}"), start + 1));
            }
            return Ok(Some(group));
        }
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => 10,
        'r' => 13,
        't' => 9,
        'v' => 11,
        '\\' => 92,
        c if c.is_ascii_alphabetic() => return Err(r.error(rt, &format!("bad escape \\{c}"), start)),
        _ => {
            literal.push(u32::from('\\'));
            code
        }
    };
    literal.push(simple);
    Ok(None)
}

/// `<name>` or `<number>` after `\g`.
fn named_group(rt: &mut Runtime, p: &Pattern, r: &mut Reader<'_>) -> Result<usize> {
    if r.text.get(r.pos) != Some(&u32::from('<')) {
        return Err(r.error(rt, "missing <", r.pos));
    }
    r.pos += 1;
    let from = r.pos;
    let Some(length) = r.text[from..].iter().position(|&c| c == u32::from('>')) else {
        let end = r.text.len();
        let message = if end == from { "missing group name" } else { "missing >, unterminated name" };
        return Err(r.error(rt, message, from));
    };
    let name = &r.text[from..from + length];
    r.pos = from + length + 1;
    if name.is_empty() {
        return Err(r.error(rt, "missing group name", from));
    }
    let word = |c: u32| c == u32::from('_') || unicode::properties(c).alnum();
    let key = rt.new_str_chars(Chars::Wide(name));
    if name.iter().all(|&c| word(c)) && unicode::decimal_value(name[0]).is_none() {
        let names = p.names;
        return match names.get(rt, key.into())?.and_then(|v| v.as_small_int()) {
            Some(group) => Ok(group as usize),
            None => {
                let text = repr_text(rt, key.into())?;
                Err(rt.index_error(format!("unknown group name {text}")))
            }
        };
    }
    let Ok(group) = key.to_rust().trim().parse::<usize>() else {
        let text = repr_text(rt, key.into())?;
        return Err(r.error(rt, &format!("bad character in group name {text}"), from));
    };
    if group > p.groups {
        return Err(r.error(rt, &format!("invalid group reference {group}"), from));
    }
    Ok(group)
}
