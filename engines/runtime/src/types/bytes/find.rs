//! `find`, `index`, `count`, `startswith`, `endswith`, `partition`, `replace`, `removeprefix`, `removesuffix`.

use super::blob::{self, Blob, this};
use crate::Runtime;
use crate::object::instance::native_payload;
use crate::object::tuple::Tuple;
use crate::types::string::arguments;
use crate::value::{Result, Value};
use memchr::memmem;

type Locate = fn(&[u8], &[u8]) -> Option<usize>;

fn locate(rt: &mut Runtime, b: Value, args: [Value; 3], name: &str, locate: Locate) -> Result<Option<usize>> {
    let b = this(rt, b, name)?;
    let needle = blob::needle(rt, args[0])?;
    let length = b.view().len();
    let Some(range) = arguments::range(rt, args[1], args[2], length)? else { return Ok(None) };
    let start = range.start;
    Ok(b.view().get(range).and_then(|text| locate(text, &needle)).map(|i| i + start))
}

fn position(found: Option<usize>) -> Value {
    Value::small_int(found.map_or(-1, |i| i as i64))
}

fn required(rt: &mut Runtime, found: Option<usize>) -> Result {
    match found {
        Some(i) => Ok(Value::small_int(i as i64)),
        None => Err(rt.value_error("subsection not found")),
    }
}

pub(super) fn find(rt: &mut Runtime, b: Value, needle: Value, start: Value, end: Value) -> Result {
    Ok(position(locate(rt, b, [needle, start, end], "find", memmem::find)?))
}

pub(super) fn rfind(rt: &mut Runtime, b: Value, needle: Value, start: Value, end: Value) -> Result {
    Ok(position(locate(rt, b, [needle, start, end], "rfind", memmem::rfind)?))
}

pub(super) fn index(rt: &mut Runtime, b: Value, needle: Value, start: Value, end: Value) -> Result {
    let found = locate(rt, b, [needle, start, end], "index", memmem::find)?;
    required(rt, found)
}

pub(super) fn rindex(rt: &mut Runtime, b: Value, needle: Value, start: Value, end: Value) -> Result {
    let found = locate(rt, b, [needle, start, end], "rindex", memmem::rfind)?;
    required(rt, found)
}

pub(super) fn count(rt: &mut Runtime, b: Value, needle: Value, start: Value, end: Value) -> Result {
    let b = this(rt, b, "count")?;
    let needle = blob::needle(rt, needle)?;
    let length = b.view().len();
    let Some(range) = arguments::range(rt, start, end, length)? else { return Ok(Value::small_int(0)) };
    let view = b.view();
    let text = view.get(range).unwrap_or(&[]);
    let found = if needle.is_empty() { text.len() + 1 } else { memmem::find_iter(text, &needle).count() };
    Ok(Value::small_int(found as i64))
}

type Affix = fn(&[u8], &[u8]) -> bool;

fn affix(rt: &mut Runtime, b: Value, args: [Value; 3], name: &str, test: Affix) -> Result {
    let b = this(rt, b, name)?;
    let length = b.view().len();
    let range = arguments::range(rt, args[1], args[2], length)?;
    let matches = |x: Blob| range.clone().is_some_and(|r| b.view().get(r).is_some_and(|text| test(text, &x.view())));
    if let Some(x) = Blob::of(args[0]) {
        return Ok(Value::bool(matches(x)));
    }
    let Some(tuple) = native_payload(args[0]).as_object::<Tuple>() else {
        let class = rt.type_name(args[0]);
        return Err(rt.type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {class}")));
    };
    for &item in tuple.items() {
        let x = blob::argument(rt, item)?;
        if matches(x) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

pub(super) fn startswith(rt: &mut Runtime, b: Value, prefix: Value, start: Value, end: Value) -> Result {
    affix(rt, b, [prefix, start, end], "startswith", |text, x| text.starts_with(x))
}

pub(super) fn endswith(rt: &mut Runtime, b: Value, suffix: Value, start: Value, end: Value) -> Result {
    affix(rt, b, [suffix, start, end], "endswith", |text, x| text.ends_with(x))
}

pub(super) fn removeprefix(rt: &mut Runtime, b: Value, prefix: Value) -> Result {
    let b = this(rt, b, "removeprefix")?;
    let prefix = blob::argument(rt, prefix)?;
    let length = b.view().len();
    let skip = if b.view().starts_with(&prefix.view()) { prefix.view().len() } else { 0 };
    Ok(b.part(rt, skip..length))
}

pub(super) fn removesuffix(rt: &mut Runtime, b: Value, suffix: Value) -> Result {
    let b = this(rt, b, "removesuffix")?;
    let suffix = blob::argument(rt, suffix)?;
    let length = b.view().len();
    let skip = if b.view().ends_with(&suffix.view()) { suffix.view().len() } else { 0 };
    Ok(b.part(rt, 0..length - skip))
}

fn partition_at(rt: &mut Runtime, b: Value, by: Value, name: &str, locate: Locate, whole_first: bool) -> Result {
    let b = this(rt, b, name)?;
    let by = blob::argument(rt, by)?.view().to_vec();
    if by.is_empty() {
        return Err(rt.value_error("empty separator"));
    }
    let text = b.view().to_vec();
    let parts = match locate(&text, &by) {
        Some(i) => [text[..i].to_vec(), by.clone(), text[i + by.len()..].to_vec()],
        None if whole_first => [text, Vec::new(), Vec::new()],
        None => [Vec::new(), Vec::new(), text],
    };
    let mut values = [Value::NONE; 3];
    for (value, part) in values.iter_mut().zip(parts) {
        *value = b.same_class(rt, part);
    }
    Ok(rt.new_tuple(&values).into())
}

pub(super) fn partition(rt: &mut Runtime, b: Value, by: Value) -> Result {
    partition_at(rt, b, by, "partition", memmem::find, true)
}

pub(super) fn rpartition(rt: &mut Runtime, b: Value, by: Value) -> Result {
    partition_at(rt, b, by, "rpartition", memmem::rfind, false)
}

pub(super) fn replace(rt: &mut Runtime, b: Value, old: Value, new: Value, count: Value) -> Result {
    let b = this(rt, b, "replace")?;
    let (old, new) = (blob::argument(rt, old)?, blob::argument(rt, new)?);
    let count = if count.is_empty() { -1 } else { arguments::index(rt, count)? };
    let limit = usize::try_from(count).unwrap_or(usize::MAX);
    let replaced = {
        let (text, old, new) = (b.view(), old.view(), new.view());
        let times = if old.is_empty() { text.len() + 1 } else { memmem::find_iter(&text, &*old).count() }.min(limit);
        let length = times.saturating_mul(new.len()).saturating_add(text.len());
        rt.check_text_size(length, 1)?;
        replaced(&text, &old, &new, limit)
    };
    Ok(b.same_class(rt, replaced))
}

fn replaced(text: &[u8], old: &[u8], new: &[u8], limit: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    if old.is_empty() {
        let times = limit.min(text.len() + 1);
        for i in 0..times {
            out.extend_from_slice(new);
            out.extend(text.get(i));
        }
        out.extend_from_slice(text.get(times..).unwrap_or(&[]));
        return out;
    }
    let mut from = 0;
    for i in memmem::find_iter(text, old).take(limit) {
        out.extend_from_slice(&text[from..i]);
        out.extend_from_slice(new);
        from = i + old.len();
    }
    out.extend_from_slice(&text[from..]);
    out
}
