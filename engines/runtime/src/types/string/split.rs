//! `split`, `rsplit`, `splitlines`, `join`.

use super::arguments::{self, this};
use super::search;
use crate::Runtime;
use crate::object::Gc;
use crate::object::instance::native_payload;
use crate::object::list::List;
use crate::object::string::{Chars, Str, keep_alive};
use crate::object::tuple::Tuple;
use crate::unicode::{self, is_ascii_space};
use crate::value::{Raised, Result, Value};

fn piece(rt: &mut Runtime, list: Gc<List>, s: Gc<Str>, range: std::ops::Range<usize>) {
    let part = match s.chars() {
        _ if range.len() == s.len() => s,
        Chars::Ascii(text) => rt.new_str_ascii(&text[range]),
        wide => rt.new_str_chars(wide.slice(range)),
    };
    list.push(rt, part.into());
}

/// Separator (`None`: white space) and number of splits.
fn arguments_of(rt: &mut Runtime, by: Value, most: Value) -> Result<(Option<Gc<Str>>, usize)> {
    let most = if most.is_empty() { -1 } else { arguments::index(rt, most)? };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    if by.is_empty() || by.is_none() {
        return Ok((None, most));
    }
    let Some(by_text) = native_payload(by).as_object::<Str>() else {
        let name = rt.type_name(by);
        return Err(rt.type_error(format!("must be str or None, not {name}")));
    };
    if by_text.is_empty() {
        return Err(rt.value_error("empty separator"));
    }
    Ok((Some(by_text), most))
}

pub(super) fn split(rt: &mut Runtime, s: Value, by: Value, most: Value) -> Result {
    let s = this(rt, s, "split")?;
    let (by, most) = arguments_of(rt, by, most)?;
    let list = rt.new_empty_list();
    match by {
        Some(by) => split_at_text(rt, list, s, by, most),
        None => split_at_space(rt, list, s, most),
    }
    Ok(list.into())
}

fn split_at_text(rt: &mut Runtime, list: Gc<List>, s: Gc<Str>, by: Gc<Str>, most: usize) {
    let mut from = 0;
    let mut done = 0;
    if let (Chars::Ascii(text), Chars::Ascii(&[one])) = (s.chars(), by.chars()) {
        while done < most {
            let Some(i) = memchr::memchr(one, &text[from..]) else { break };
            piece(rt, list, s, from..from + i);
            from += i + 1;
            done += 1;
        }
        piece(rt, list, s, from..s.len());
        return;
    }
    let needle = search::Needle::new(s.chars(), by.chars());
    while done < most {
        let Some(i) = needle.find(s.chars(), from) else { break };
        piece(rt, list, s, from..i);
        from = i + by.len();
        done += 1;
    }
    piece(rt, list, s, from..s.len());
}

fn split_at_space(rt: &mut Runtime, list: Gc<List>, s: Gc<Str>, most: usize) {
    if let Chars::Ascii(text) = s.chars()
        && most == usize::MAX
    {
        let mut at = 0;
        while let Some(skipped) = text[at..].iter().position(|&b| !is_ascii_space(b)) {
            let start = at + skipped;
            let length = text[start..].iter().position(|&b| is_ascii_space(b)).unwrap_or(text.len() - start);
            piece(rt, list, s, start..start + length);
            at = start + length;
        }
        return;
    }
    let text = s.chars();
    let (length, mut at, mut done) = (text.len(), 0, 0);
    loop {
        while at < length && unicode::is_space(text.at(at)) {
            at += 1;
        }
        if at == length {
            return;
        }
        if done == most {
            // As CPython: the rest keeps its trailing space.
            return piece(rt, list, s, at..length);
        }
        let start = at;
        while at < length && !unicode::is_space(text.at(at)) {
            at += 1;
        }
        piece(rt, list, s, start..at);
        done += 1;
    }
}

pub(super) fn rsplit(rt: &mut Runtime, s: Value, by: Value, most: Value) -> Result {
    let s = this(rt, s, "rsplit")?;
    let (by, most) = arguments_of(rt, by, most)?;
    let list = rt.new_empty_list();
    match by {
        Some(by) => rsplit_at_text(rt, list, s, by, most),
        None => rsplit_at_space(rt, list, s, most),
    }
    list.with_vec(rt, |v| v.reverse());
    Ok(list.into())
}

fn rsplit_at_text(rt: &mut Runtime, list: Gc<List>, s: Gc<Str>, by: Gc<Str>, most: usize) {
    let mut end = s.len();
    let mut done = 0;
    while done < most {
        let Some(i) = search::rfind(s.chars().slice(0..end), by.chars()) else { break };
        piece(rt, list, s, i + by.len()..end);
        end = i;
        done += 1;
    }
    piece(rt, list, s, 0..end);
}

fn rsplit_at_space(rt: &mut Runtime, list: Gc<List>, s: Gc<Str>, most: usize) {
    let text = s.chars();
    let (mut end, mut done) = (text.len(), 0);
    loop {
        while end > 0 && unicode::is_space(text.at(end - 1)) {
            end -= 1;
        }
        if end == 0 {
            return;
        }
        if done == most {
            return piece(rt, list, s, 0..end);
        }
        let stop = end;
        while end > 0 && !unicode::is_space(text.at(end - 1)) {
            end -= 1;
        }
        piece(rt, list, s, end..stop);
        done += 1;
    }
}

pub(super) fn splitlines(rt: &mut Runtime, s: Value, keepends: Value) -> Result {
    let s = this(rt, s, "splitlines")?;
    let keep = !keepends.is_empty() && arguments::c_int(rt, keepends)? != 0;
    let list = rt.new_empty_list();
    let text = s.chars();
    let mut start = 0;
    while start < text.len() {
        let end = line_end(text, start);
        let mut next = end;
        if end < text.len() {
            next += 1;
            if text.at(end) == 13 && next < text.len() && text.at(next) == 10 {
                next += 1;
            }
        }
        piece(rt, list, s, start..if keep { next } else { end });
        start = next;
    }
    Ok(list.into())
}

/// Where the line ends that begins at an index.
fn line_end(text: Chars<'_>, start: usize) -> usize {
    let mut at = start;
    if let Chars::Ascii(text) = text {
        // Of eight bytes below 128, whether one is below 32: the subtraction borrows into its highest bit. Few are, so most
        // of a line is passed over.
        while let Some(&word) = text[at..].first_chunk()
            && u64::from_le_bytes(word).wrapping_sub(0x2020_2020_2020_2020) & 0x8080_8080_8080_8080 == 0
        {
            at += 8;
        }
    }
    while at < text.len() && !unicode::is_line_break(text.at(at)) {
        at += 1;
    }
    at
}

pub(super) fn join(rt: &mut Runtime, s: Value, items: Value) -> Result {
    let s = this(rt, s, "join")?;
    let sequence = match items.as_object::<Tuple>() {
        Some(t) => Value::from(t),
        None if items.is_object::<List>() => items,
        None => sequence_of(rt, items)?,
    };
    // Only strings are looked at from here on, so nothing can change the sequence.
    if let Some(t) = sequence.as_object::<Tuple>() {
        return rt.str_join(s, t.items());
    }
    match sequence.as_object::<List>() {
        // SAFETY: `str_join` runs no guest code.
        Some(l) => rt.str_join(s, unsafe { l.as_slice() }),
        None => Ok(rt.str_value("")),
    }
}

/// The items of any iterable in a list.
fn sequence_of(rt: &mut Runtime, items: Value) -> Result {
    let iterator = match rt.get_iter(items) {
        Ok(i) => i,
        Err(Raised) => {
            let type_error = rt.exceptions.type_error;
            if rt.pending_is(type_error) {
                rt.take_pending();
                return Err(rt.type_error("can only join an iterable"));
            }
            return Err(Raised);
        }
    };
    let list = rt.new_empty_list();
    rt.drain(iterator, |rt, item| {
        list.push(rt, item);
        true
    })?;
    Ok(list.into())
}

impl Runtime {
    /// `separator.join(items)`. Runs no guest code.
    ///
    /// # Errors
    /// `TypeError` naming the first item that is no string; `MemoryError`.
    pub fn str_join(&mut self, separator: Gc<Str>, items: &[Value]) -> Result {
        if let &[one] = items
            && one.is_object::<Str>()
        {
            return Ok(one);
        }
        let mut length = separator.len().saturating_mul(items.len().saturating_sub(1));
        let mut ascii = matches!(separator.chars(), Chars::Ascii(_)) || items.len() < 2;
        for (i, &item) in items.iter().enumerate() {
            let Some(s) = native_payload(item).as_object::<Str>() else {
                let name = self.type_name(item);
                return Err(self.type_error(format!("sequence item {i}: expected str instance, {name} found")));
            };
            length = length.saturating_add(s.len());
            ascii &= matches!(s.chars(), Chars::Ascii(_));
        }
        self.check_text_size(length, if ascii { 1 } else { 4 })?;
        let strings = items.iter().filter_map(|&i| native_payload(i).as_object::<Str>());
        if ascii {
            let joined = self.guarding(items, |rt| {
                rt.new_str_ascii_written(length, |out| {
                    for (i, s) in strings.enumerate() {
                        if i > 0
                            && let Chars::Ascii(bytes) = separator.chars()
                        {
                            out.push(bytes);
                        }
                        if let Chars::Ascii(bytes) = s.chars() {
                            out.push(bytes);
                        }
                    }
                    keep_alive(separator);
                })
            });
            return Ok(joined.into());
        }
        let mut out: Vec<u32> = Vec::with_capacity(length);
        let push = |out: &mut Vec<u32>, chars: Chars<'_>| match chars {
            Chars::Ascii(b) => out.extend(b.iter().map(|&b| u32::from(b))),
            Chars::Wide(w) => out.extend_from_slice(w),
        };
        for (i, s) in strings.enumerate() {
            if i > 0 {
                push(&mut out, separator.chars());
            }
            push(&mut out, s.chars());
        }
        Ok(self.new_str_wide_owned(out).into())
    }
}
