//! Padding, trimming, translation, case and classification: ASCII rules only.

use super::blob::{self, Blob, this};
use super::split::is_space;
use crate::Runtime;
use crate::types::string::arguments;
use crate::value::{Result, Value};

// ---- padding ----------------------------------------------------------------------------------------------------------

fn pad(rt: &mut Runtime, args: [Value; 3], name: &str, left: fn(usize, usize) -> usize) -> Result {
    let b = this(rt, args[0], name)?;
    let width = arguments::index(rt, args[1])?;
    let fill = match args[2].present() {
        None => b' ',
        Some(v) => match Blob::of(v).and_then(|f| if let &[one] = &*f.view() { Some(one) } else { None }) {
            Some(fill) => fill,
            None => {
                let class = rt.type_name(v);
                return Err(rt.type_error(format!("{name}() argument 2 must be a byte string of length 1, not {class}")));
            }
        },
    };
    let length = b.view().len();
    let width = usize::try_from(width).unwrap_or(0);
    let margin = width.saturating_sub(length);
    rt.check_text_size(width, 1)?;
    let left = if margin == 0 { 0 } else { left(margin, width) };
    let mut out = vec![fill; left];
    out.extend_from_slice(&b.view());
    out.resize(length + margin, fill);
    Ok(b.same_class(rt, out))
}

pub(super) fn center(rt: &mut Runtime, b: Value, width: Value, fill: Value) -> Result {
    pad(rt, [b, width, fill], "center", |margin, width| margin / 2 + (margin & width & 1))
}

pub(super) fn ljust(rt: &mut Runtime, b: Value, width: Value, fill: Value) -> Result {
    pad(rt, [b, width, fill], "ljust", |_, _| 0)
}

pub(super) fn rjust(rt: &mut Runtime, b: Value, width: Value, fill: Value) -> Result {
    pad(rt, [b, width, fill], "rjust", |margin, _| margin)
}

pub(super) fn zfill(rt: &mut Runtime, b: Value, width: Value) -> Result {
    let b = this(rt, b, "zfill")?;
    let width = usize::try_from(arguments::index(rt, width)?).unwrap_or(0);
    rt.check_text_size(width, 1)?;
    let out = {
        let text = b.view();
        let sign = usize::from(matches!(text.first(), Some(b'+' | b'-')));
        let mut out = text[..sign].to_vec();
        out.resize(sign + width.saturating_sub(text.len()), b'0');
        out.extend_from_slice(&text[sign..]);
        out
    };
    Ok(b.same_class(rt, out))
}

pub(super) fn expandtabs(rt: &mut Runtime, b: Value, tabsize: Value) -> Result {
    let b = this(rt, b, "expandtabs")?;
    let size = if tabsize.is_empty() { 8 } else { arguments::c_int(rt, tabsize)? };
    let size = usize::try_from(size).unwrap_or(0);
    let mut out = Vec::new();
    let mut column = 0;
    for &c in b.view().iter() {
        match c {
            b'\t' if size > 0 => {
                let gap = size - column % size;
                rt.check_text_size(out.len() + gap, 1)?;
                out.resize(out.len() + gap, b' ');
                column += gap;
            }
            b'\t' => {}
            _ => {
                out.push(c);
                column = if matches!(c, b'\n' | b'\r') { 0 } else { column + 1 };
            }
        }
    }
    Ok(b.same_class(rt, out))
}

// ---- trimming and translation -----------------------------------------------------------------------------------------

fn trim(rt: &mut Runtime, b: Value, what: Value, name: &str, left: bool, right: bool) -> Result {
    let b = this(rt, b, name)?;
    let set = if what.is_empty() || what.is_none() { None } else { Some(blob::argument(rt, what)?.view().to_vec()) };
    let range = {
        let text = b.view();
        let drop = |c: u8| set.as_ref().map_or(is_space(c), |set| set.contains(&c));
        let (mut start, mut end) = (0, text.len());
        while left && start < end && drop(text[start]) {
            start += 1;
        }
        while right && end > start && drop(text[end - 1]) {
            end -= 1;
        }
        start..end
    };
    Ok(b.part(rt, range))
}

pub(super) fn strip(rt: &mut Runtime, b: Value, what: Value) -> Result {
    trim(rt, b, what, "strip", true, true)
}

pub(super) fn lstrip(rt: &mut Runtime, b: Value, what: Value) -> Result {
    trim(rt, b, what, "lstrip", true, false)
}

pub(super) fn rstrip(rt: &mut Runtime, b: Value, what: Value) -> Result {
    trim(rt, b, what, "rstrip", false, true)
}

pub(super) fn maketrans(rt: &mut Runtime, from: Value, to: Value) -> Result {
    let (from, to) = (blob::argument(rt, from)?, blob::argument(rt, to)?);
    if from.view().len() != to.view().len() {
        return Err(rt.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (&f, &t) in from.view().iter().zip(to.view().iter()) {
        table[usize::from(f)] = t;
    }
    Ok(rt.new_bytes(table).into())
}

pub(super) fn translate(rt: &mut Runtime, b: Value, table: Value, delete: Value) -> Result {
    let b = this(rt, b, "translate")?;
    let table = if table.is_none() { None } else { Some(blob::argument(rt, table)?.view().to_vec()) };
    if table.as_ref().is_some_and(|t| t.len() != 256) {
        return Err(rt.value_error("translation table must be 256 characters long"));
    }
    let delete = if delete.is_empty() { Vec::new() } else { blob::argument(rt, delete)?.view().to_vec() };
    let mut gone = [false; 256];
    delete.iter().for_each(|&d| gone[usize::from(d)] = true);
    let mapped = |c: &u8| table.as_ref().map_or(*c, |t| t[usize::from(*c)]);
    let out: Vec<u8> = if delete.is_empty() {
        b.view().iter().map(mapped).collect()
    } else {
        b.view().iter().filter(|c| !gone[usize::from(**c)]).map(mapped).collect()
    };
    Ok(b.same_class(rt, out))
}

// ---- case -------------------------------------------------------------------------------------------------------------

fn convert(rt: &mut Runtime, b: Value, name: &str, f: fn(&[u8]) -> Vec<u8>) -> Result {
    let b = this(rt, b, name)?;
    let out = f(&b.view());
    Ok(b.same_class(rt, out))
}

pub(super) fn lower(rt: &mut Runtime, b: Value) -> Result {
    convert(rt, b, "lower", <[u8]>::to_ascii_lowercase)
}

pub(super) fn upper(rt: &mut Runtime, b: Value) -> Result {
    convert(rt, b, "upper", <[u8]>::to_ascii_uppercase)
}

pub(super) fn title(rt: &mut Runtime, b: Value) -> Result {
    convert(rt, b, "title", crate::types::string::ascii_title)
}

pub(super) fn capitalize(rt: &mut Runtime, b: Value) -> Result {
    convert(rt, b, "capitalize", |text| {
        let mut out = text.to_ascii_lowercase();
        if let Some(first) = out.first_mut() {
            first.make_ascii_uppercase();
        }
        out
    })
}

pub(super) fn swapcase(rt: &mut Runtime, b: Value) -> Result {
    convert(rt, b, "swapcase", |text| text.iter().map(|c| if c.is_ascii_alphabetic() { c ^ 0x20 } else { *c }).collect())
}

// ---- classification ---------------------------------------------------------------------------------------------------

fn test(rt: &mut Runtime, b: Value, name: &str, f: fn(&[u8]) -> bool) -> Result {
    let b = this(rt, b, name)?;
    Ok(Value::bool(f(&b.view())))
}

fn all(text: &[u8], f: fn(&u8) -> bool) -> bool {
    !text.is_empty() && text.iter().all(f)
}

pub(super) fn isalnum(rt: &mut Runtime, b: Value) -> Result {
    test(rt, b, "isalnum", |t| all(t, u8::is_ascii_alphanumeric))
}

pub(super) fn isalpha(rt: &mut Runtime, b: Value) -> Result {
    test(rt, b, "isalpha", |t| all(t, u8::is_ascii_alphabetic))
}

pub(super) fn isascii(rt: &mut Runtime, b: Value) -> Result {
    test(rt, b, "isascii", <[u8]>::is_ascii)
}

pub(super) fn isdigit(rt: &mut Runtime, b: Value) -> Result {
    test(rt, b, "isdigit", |t| all(t, u8::is_ascii_digit))
}

pub(super) fn isspace(rt: &mut Runtime, b: Value) -> Result {
    test(rt, b, "isspace", |t| all(t, |&c| is_space(c)))
}

pub(super) fn islower(rt: &mut Runtime, b: Value) -> Result {
    test(rt, b, "islower", |t| t.iter().any(u8::is_ascii_lowercase) && !t.iter().any(u8::is_ascii_uppercase))
}

pub(super) fn isupper(rt: &mut Runtime, b: Value) -> Result {
    test(rt, b, "isupper", |t| t.iter().any(u8::is_ascii_uppercase) && !t.iter().any(u8::is_ascii_lowercase))
}

pub(super) fn istitle(rt: &mut Runtime, b: Value) -> Result {
    test(rt, b, "istitle", |t| t.iter().any(u8::is_ascii_alphabetic) && crate::types::string::ascii_title(t) == t)
}
