//! `split`, `rsplit`, `splitlines`, `join`.

use super::blob::{self, Blob, this};
use crate::Runtime;
use crate::types::string::arguments;
use crate::value::{Raised, Result, Value};
use memchr::memmem;
use std::ops::Range;

/// White space as `bytes` sees it.
pub(super) fn is_space(b: u8) -> bool {
    matches!(b, 9..=13 | 32)
}

fn parts(rt: &mut Runtime, b: Blob, ranges: Vec<Range<usize>>) -> Value {
    let list = rt.new_empty_list();
    for range in ranges {
        let part = b.part(rt, range);
        list.push(rt, part);
    }
    list.into()
}

fn arguments_of(rt: &mut Runtime, by: Value, most: Value) -> Result<(Option<Vec<u8>>, usize)> {
    let most = if most.is_empty() { -1 } else { arguments::index(rt, most)? };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    if by.is_empty() || by.is_none() {
        return Ok((None, most));
    }
    let by = blob::argument(rt, by)?.view().to_vec();
    if by.is_empty() { Err(rt.value_error("empty separator")) } else { Ok((Some(by), most)) }
}

pub(super) fn split(rt: &mut Runtime, b: Value, by: Value, most: Value) -> Result {
    let b = this(rt, b, "split")?;
    let (by, most) = arguments_of(rt, by, most)?;
    let ranges = match by {
        Some(by) => split_at(&b.view(), &by, most),
        None => split_at_space(&b.view(), most),
    };
    Ok(parts(rt, b, ranges))
}

fn split_at(text: &[u8], by: &[u8], most: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    for i in memmem::find_iter(text, by).take(most) {
        ranges.push(from..i);
        from = i + by.len();
    }
    ranges.push(from..text.len());
    ranges
}

fn split_at_space(text: &[u8], most: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    loop {
        while at < text.len() && is_space(text[at]) {
            at += 1;
        }
        if at == text.len() {
            return ranges;
        }
        if ranges.len() == most {
            ranges.push(at..text.len());
            return ranges;
        }
        let start = at;
        while at < text.len() && !is_space(text[at]) {
            at += 1;
        }
        ranges.push(start..at);
    }
}

pub(super) fn rsplit(rt: &mut Runtime, b: Value, by: Value, most: Value) -> Result {
    let b = this(rt, b, "rsplit")?;
    let (by, most) = arguments_of(rt, by, most)?;
    let mut ranges = match by {
        Some(by) => rsplit_at(&b.view(), &by, most),
        None => rsplit_at_space(&b.view(), most),
    };
    ranges.reverse();
    Ok(parts(rt, b, ranges))
}

fn rsplit_at(text: &[u8], by: &[u8], most: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut end = text.len();
    while ranges.len() < most
        && let Some(i) = memmem::rfind(&text[..end], by)
    {
        ranges.push(i + by.len()..end);
        end = i;
    }
    ranges.push(0..end);
    ranges
}

fn rsplit_at_space(text: &[u8], most: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut end = text.len();
    loop {
        while end > 0 && is_space(text[end - 1]) {
            end -= 1;
        }
        if end == 0 {
            return ranges;
        }
        if ranges.len() == most {
            ranges.push(0..end);
            return ranges;
        }
        let stop = end;
        while end > 0 && !is_space(text[end - 1]) {
            end -= 1;
        }
        ranges.push(end..stop);
    }
}

pub(super) fn splitlines(rt: &mut Runtime, b: Value, keepends: Value) -> Result {
    let b = this(rt, b, "splitlines")?;
    let keep = !keepends.is_empty() && arguments::c_int(rt, keepends)? != 0;
    let ranges = {
        let text = b.view();
        let mut ranges = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let end = memchr::memchr2(b'\n', b'\r', &text[start..]).map_or(text.len(), |i| start + i);
            let next = match text.get(end..) {
                Some([b'\r', b'\n', ..]) => end + 2,
                Some([_, ..]) => end + 1,
                _ => end,
            };
            ranges.push(start..if keep { next } else { end });
            start = next;
        }
        ranges
    };
    Ok(parts(rt, b, ranges))
}

pub(super) fn join(rt: &mut Runtime, b: Value, items: Value) -> Result {
    let b = this(rt, b, "join")?;
    let iterator = match rt.get_iter(items) {
        Ok(iterator) => iterator,
        Err(Raised) => {
            let type_error = rt.exceptions.type_error;
            if !rt.pending_is(type_error) {
                return Err(Raised);
            }
            rt.take_pending();
            return Err(rt.type_error("can only join an iterable"));
        }
    };
    let mut out = Vec::new();
    let mut count = 0;
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Ok(b.same_class(rt, out));
        }
        let Some(part) = Blob::of(item) else {
            let name = rt.type_name(item);
            return Err(rt.type_error(format!("sequence item {count}: expected a bytes-like object, {name} found")));
        };
        if count > 0 {
            out.extend_from_slice(&b.view());
        }
        out.extend_from_slice(&part.view());
        rt.check_text_size(out.len(), 1)?;
        count += 1;
    }
}
