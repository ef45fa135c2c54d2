//! `find`, `index`, `count`, `startswith`, `endswith`, `partition`, `replace`, `removeprefix`, `removesuffix`.

use super::arguments::{self, bare_text, this};
use super::search;
use crate::Runtime;
use crate::object::Gc;
use crate::object::instance::native_payload;
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str, keep_alive};
use crate::object::tuple::Tuple;
use crate::value::{Result, Value};
use smallvec::SmallVec;

/// So many occurrences are remembered on the stack while a replacement is prepared.
const PLACES: usize = 32;
/// So many are remembered at most; where there are more, all are looked for twice. Single bytes are counted faster than that.
const MOST_PLACES: usize = 1 << 16;

type Locate = fn(Chars<'_>, Chars<'_>) -> Option<usize>;

fn locate(rt: &mut Runtime, s: Value, args: [Value; 3], name: &str, locate: Locate) -> Result<Option<usize>> {
    let s = this(rt, s, name)?;
    let needle = bare_text(rt, args[0])?;
    let Some(range) = arguments::range(rt, args[1], args[2], s.len())? else { return Ok(None) };
    let start = range.start;
    Ok(locate(s.chars().slice(range), needle.chars()).map(|i| i + start))
}

fn position(found: Option<usize>) -> Value {
    Value::small_int(found.map_or(-1, |i| i as i64))
}

pub(super) fn find(rt: &mut Runtime, s: Value, needle: Value, start: Value, end: Value) -> Result {
    Ok(position(locate(rt, s, [needle, start, end], "find", search::find)?))
}

pub(super) fn rfind(rt: &mut Runtime, s: Value, needle: Value, start: Value, end: Value) -> Result {
    Ok(position(locate(rt, s, [needle, start, end], "rfind", search::rfind)?))
}

fn required(rt: &mut Runtime, found: Option<usize>) -> Result {
    match found {
        Some(i) => Ok(Value::small_int(i as i64)),
        None => Err(rt.value_error("substring not found")),
    }
}

pub(super) fn index(rt: &mut Runtime, s: Value, needle: Value, start: Value, end: Value) -> Result {
    let found = locate(rt, s, [needle, start, end], "index", search::find)?;
    required(rt, found)
}

pub(super) fn rindex(rt: &mut Runtime, s: Value, needle: Value, start: Value, end: Value) -> Result {
    let found = locate(rt, s, [needle, start, end], "rindex", search::rfind)?;
    required(rt, found)
}

pub(super) fn count(rt: &mut Runtime, s: Value, needle: Value, start: Value, end: Value) -> Result {
    let s = this(rt, s, "count")?;
    let needle = bare_text(rt, needle)?;
    let count = match arguments::range(rt, start, end, s.len())? {
        Some(range) => search::count(s.chars().slice(range), needle.chars()),
        None => 0,
    };
    Ok(Value::small_int(count as i64))
}

type Affix = fn(Chars<'_>, Chars<'_>) -> bool;

fn affix(rt: &mut Runtime, s: Value, args: [Value; 3], name: &str, test: Affix) -> Result {
    let s = this(rt, s, name)?;
    let range = arguments::range(rt, args[1], args[2], s.len())?;
    let matches = |x: Gc<Str>| range.clone().is_some_and(|r| test(s.chars().slice(r), x.chars()));
    let candidate = native_payload(args[0]);
    if let Some(x) = candidate.as_object::<Str>() {
        return Ok(Value::bool(matches(x)));
    }
    let Some(tuple) = candidate.as_object::<Tuple>() else {
        let class = rt.type_name(args[0]);
        return Err(rt.type_error(format!("{name} first arg must be str or a tuple of str, not {class}")));
    };
    for &item in tuple.items() {
        match native_payload(item).as_object::<Str>() {
            Some(x) if matches(x) => return Ok(Value::TRUE),
            Some(_) => {}
            None => {
                let class = rt.type_name(item);
                return Err(rt.type_error(format!("tuple for {name} must only contain str, not {class}")));
            }
        }
    }
    Ok(Value::FALSE)
}

pub(super) fn startswith(rt: &mut Runtime, s: Value, prefix: Value, start: Value, end: Value) -> Result {
    affix(rt, s, [prefix, start, end], "startswith", search::starts_with)
}

pub(super) fn endswith(rt: &mut Runtime, s: Value, suffix: Value, start: Value, end: Value) -> Result {
    affix(rt, s, [suffix, start, end], "endswith", search::ends_with)
}

pub(super) fn removeprefix(rt: &mut Runtime, s: Value, prefix: Value) -> Result {
    let s = this(rt, s, "removeprefix")?;
    let prefix = arguments::text(rt, prefix, "removeprefix() argument")?;
    if search::starts_with(s.chars(), prefix.chars()) {
        return Ok(rt.new_str_chars(s.chars().slice(prefix.len()..s.len())).into());
    }
    Ok(s.into())
}

pub(super) fn removesuffix(rt: &mut Runtime, s: Value, suffix: Value) -> Result {
    let s = this(rt, s, "removesuffix")?;
    let suffix = arguments::text(rt, suffix, "removesuffix() argument")?;
    if search::ends_with(s.chars(), suffix.chars()) {
        return Ok(rt.new_str_chars(s.chars().slice(0..s.len() - suffix.len())).into());
    }
    Ok(s.into())
}

fn separator(rt: &mut Runtime, v: Value) -> Result<Gc<Str>> {
    let separator = bare_text(rt, v)?;
    if separator.is_empty() { Err(rt.value_error("empty separator")) } else { Ok(separator) }
}

pub(super) fn partition(rt: &mut Runtime, s: Value, by: Value) -> Result {
    let s = this(rt, s, "partition")?;
    let by = separator(rt, by)?;
    let empty = rt.str_value("");
    let parts = match search::find(s.chars(), by.chars()) {
        Some(i) => around(rt, s, by, i),
        None => [s.into(), empty, empty],
    };
    Ok(rt.new_tuple(&parts).into())
}

pub(super) fn rpartition(rt: &mut Runtime, s: Value, by: Value) -> Result {
    let s = this(rt, s, "rpartition")?;
    let by = separator(rt, by)?;
    let empty = rt.str_value("");
    let parts = match search::rfind(s.chars(), by.chars()) {
        Some(i) => around(rt, s, by, i),
        None => [empty, empty, s.into()],
    };
    Ok(rt.new_tuple(&parts).into())
}

fn around(rt: &mut Runtime, s: Gc<Str>, by: Gc<Str>, at: usize) -> [Value; 3] {
    let before = rt.new_str_chars(s.chars().slice(0..at));
    let after = rt.new_str_chars(s.chars().slice(at + by.len()..s.len()));
    [before.into(), by.into(), after.into()]
}

pub(super) fn replace(rt: &mut Runtime, s: Value, old: Value, new: Value, count: Value) -> Result {
    let s = this(rt, s, "replace")?;
    let old = arguments::text(rt, old, "replace() argument 1")?;
    let new = arguments::text(rt, new, "replace() argument 2")?;
    let count = if count.is_empty() { -1 } else { arguments::index(rt, count)? };
    let limit = usize::try_from(count).unwrap_or(usize::MAX);
    let replaced = rt.str_replace(s, old.chars(), new.chars(), limit)?;
    keep_alive(old);
    keep_alive(new);
    Ok(replaced.into())
}

impl Runtime {
    /// `s.replace(old, new, limit)`; `s` itself when nothing changes.
    ///
    /// # Errors
    /// `MemoryError`.
    pub(crate) fn str_replace(&mut self, s: Gc<Str>, old: Chars<'_>, new: Chars<'_>, limit: usize) -> Result<Gc<Str>> {
        let text = s.chars();
        if let (Chars::Ascii(text), Chars::Ascii(old), Chars::Ascii(new)) = (text, old, new)
            && !old.is_empty()
        {
            return self.replace_narrow(s, [text, old, new], limit);
        }
        if limit == 0 || search::same(old, new) {
            return Ok(s);
        }
        if old.is_empty() {
            return self.str_interleave(s, new, limit);
        }
        let needle = search::Needle::new(text, old);
        let Some(first) = needle.find(text, 0) else { return Ok(s) };
        if new.len() > old.len() {
            let most = (text.len() / old.len()).min(limit);
            if most.checked_mul(new.len() - old.len()).is_none_or(|n| n > self.memory_bytes) {
                let exact = search::count(text, old).min(limit);
                let length = exact.saturating_mul(new.len() - old.len()).saturating_add(text.len());
                self.check_text_size(length, 1)?;
            }
        }
        let mut out = StrBuf::like(text);
        let (mut from, mut at, mut done) = (0, Some(first), 0);
        while let Some(i) = at {
            out.push_chars(text.slice(from..i));
            out.push_chars(new);
            from = i + old.len();
            done += 1;
            at = if done < limit { needle.find(text, from) } else { None };
        }
        out.push_chars(text.slice(from..text.len()));
        Ok(out.finish(self))
    }

    /// `s.replace(old, new, limit)` of ASCII, whose result is written in its place once the first few occurrences, or all
    /// of them, have been found.
    fn replace_narrow(&mut self, s: Gc<Str>, [text, old, new]: [&[u8]; 3], limit: usize) -> Result<Gc<Str>> {
        let needle = search::NarrowNeedle::new(old);
        let Some(first) = needle.find(text) else { return Ok(s) };
        if limit == 0 || old == new {
            return Ok(s);
        }
        let (mut places, mut from) = (SmallVec::<[usize; PLACES]>::new(), first + old.len());
        places.push(first);
        while places.len() < limit
            && let Some(i) = needle.find(&text[from..])
        {
            if places.len() == if old.len() == 1 { PLACES } else { MOST_PLACES } {
                return self.replace_many(s, [text, old, new], limit);
            }
            places.push(from + i);
            from += i + old.len();
        }
        // Each occurrence lies apart from the others.
        let length = (text.len() - places.len() * old.len()).saturating_add(places.len().saturating_mul(new.len()));
        self.check_text_size(length, 1)?;
        Ok(self.new_str_ascii_written(length, |out| {
            let mut from = 0;
            for &at in &places {
                out.push(&text[from..at]);
                out.push(new);
                from = at + old.len();
            }
            out.push(&text[from..]);
            keep_alive(s);
        }))
    }

    /// As [`Runtime::replace_narrow`], where there are so many occurrences that counting them first is the cheaper way.
    fn replace_many(&mut self, s: Gc<Str>, [text, old, new]: [&[u8]; 3], limit: usize) -> Result<Gc<Str>> {
        let count = search::count(s.chars(), Chars::Ascii(old)).min(limit);
        let length = (text.len() - count * old.len()).saturating_add(count.saturating_mul(new.len()));
        self.check_text_size(length, 1)?;
        if let (&[old], &[new]) = (old, new)
            && limit >= text.len()
        {
            let out: Vec<u8> = text.iter().map(|&b| if b == old { new } else { b }).collect();
            return Ok(self.new_str_ascii_owned(out));
        }
        let needle = search::NarrowNeedle::new(old);
        Ok(self.new_str_ascii_written(length, |out| {
            let mut from = 0;
            for _ in 0..count {
                let Some(i) = needle.find(&text[from..]) else { break };
                out.push(&text[from..from + i]);
                out.push(new);
                from += i + old.len();
            }
            out.push(&text[from..]);
            keep_alive(s);
        }))
    }

    fn str_interleave(&mut self, s: Gc<Str>, new: Chars<'_>, limit: usize) -> Result<Gc<Str>> {
        let text = s.chars();
        let times = limit.min(text.len() + 1);
        self.check_text_size(times.saturating_mul(new.len()).saturating_add(text.len()), 1)?;
        let mut out = StrBuf::with_capacity(text.len());
        for i in 0..times {
            out.push_chars(new);
            if i < text.len() {
                out.push(text.at(i));
            }
        }
        if times < text.len() {
            out.push_chars(text.slice(times..text.len()));
        }
        Ok(out.finish(self))
    }
}
