//! Finding text in text. ASCII goes to `memchr`; wide text is scanned for the first character.

use crate::object::string::{Chars, same_bytes};
use memchr::memmem;
use smallvec::SmallVec;
use std::cell::OnceCell;

/// In texts up to this many bytes the first letter is looked for and the rest compared: preparing a search costs more.
const SHORT: usize = 128;
/// Where there are fewer places than these, a loop is over before `memchr` has begun.
const TINY: usize = 8;

/// So many wide characters to look for need no memory of their own.
const SHORT_WIDE: usize = 16;

/// Something to look for, prepared for repeated use.
pub(crate) enum Needle<'a> {
    Narrow(NarrowNeedle<'a>),
    Wide(SmallVec<[u32; SHORT_WIDE]>),
}

/// ASCII to look for; the search is prepared when the first long text is searched.
pub(crate) struct NarrowNeedle<'a> {
    bytes: &'a [u8],
    finder: OnceCell<Box<memmem::Finder<'a>>>,
}

impl<'a> NarrowNeedle<'a> {
    /// Prepares to look for ASCII in ASCII.
    #[inline]
    pub(crate) fn new(bytes: &'a [u8]) -> NarrowNeedle<'a> {
        NarrowNeedle { bytes, finder: OnceCell::new() }
    }

    /// First occurrence.
    #[inline]
    pub(crate) fn find(&self, text: &[u8]) -> Option<usize> {
        if text.len() <= SHORT || self.bytes.len() < 2 {
            return find_short(text, self.bytes);
        }
        self.finder.get_or_init(|| Box::new(memmem::Finder::new(self.bytes))).find(text)
    }
}

/// First place of a byte.
#[inline]
fn find_byte(text: &[u8], byte: u8) -> Option<usize> {
    if text.len() <= TINY { text.iter().position(|&b| b == byte) } else { memchr::memchr(byte, text) }
}

/// First occurrence by looking for the first byte.
#[inline]
fn find_short(text: &[u8], needle: &[u8]) -> Option<usize> {
    let Some((&first, rest)) = needle.split_first() else { return Some(0) };
    if rest.is_empty() {
        return find_byte(text, first);
    }
    let last = text.len().checked_sub(needle.len())?;
    if last < TINY {
        let places = text[..=last].iter().enumerate().filter(|&(_, &byte)| byte == first);
        let mut places = places.map(|(at, _)| at);
        return places.find(|&at| same_bytes(&text[at + 1..at + needle.len()], rest));
    }
    let mut from = 0;
    while let Some(i) = memchr::memchr(first, &text[from..=last]) {
        let at = from + i;
        if same_bytes(&text[at + 1..at + needle.len()], rest) {
            return Some(at);
        }
        from = at + 1;
        if from > last {
            return None;
        }
    }
    None
}

/// First occurrence of ASCII in ASCII.
#[inline]
fn find_narrow(text: &[u8], needle: &[u8]) -> Option<usize> {
    if text.len() <= SHORT || needle.len() < 2 { find_short(text, needle) } else { memmem::find(text, needle) }
}

/// First occurrence in a slice of wide characters.
fn find_wide(text: &[u32], needle: &[u32]) -> Option<usize> {
    let Some((&first, rest)) = needle.split_first() else { return Some(0) };
    let last = text.len().checked_sub(needle.len())?;
    let mut from = 0;
    while let Some(i) = text[from..=last].iter().position(|&c| c == first) {
        let at = from + i;
        if text[at + 1..at + needle.len()] == *rest {
            return Some(at);
        }
        from = at + 1;
        if from > last {
            return None;
        }
    }
    None
}

fn widen(chars: Chars<'_>) -> Vec<u32> {
    chars.iter().collect()
}

impl<'a> Needle<'a> {
    /// Prepares to look for `needle` in texts stored like `text`.
    pub(crate) fn new(text: Chars<'_>, needle: Chars<'a>) -> Needle<'a> {
        match (text, needle) {
            (Chars::Ascii(_), Chars::Ascii(bytes)) => Needle::Narrow(NarrowNeedle::new(bytes)),
            _ => Needle::Wide(needle.iter().collect()),
        }
    }

    /// Number of characters looked for.
    pub(crate) fn len(&self) -> usize {
        match self {
            Needle::Narrow(needle) => needle.bytes.len(),
            Needle::Wide(w) => w.len(),
        }
    }

    /// First occurrence in `text` at or after `from`.
    pub(crate) fn find(&self, text: Chars<'_>, from: usize) -> Option<usize> {
        match (self, text) {
            (Needle::Narrow(needle), Chars::Ascii(b)) => needle.find(b.get(from..)?).map(|i| i + from),
            (Needle::Wide(w), Chars::Wide(t)) => find_wide(t.get(from..)?, w).map(|i| i + from),
            // ASCII text holds no wide needle, unless that is a slice with ASCII only.
            (Needle::Wide(w), Chars::Ascii(b)) => {
                let narrow: Option<Vec<u8>> = w.iter().map(|&c| u8::try_from(c).ok().filter(u8::is_ascii)).collect();
                find_narrow(b.get(from..)?, &narrow?).map(|i| i + from)
            }
            (Needle::Narrow(needle), Chars::Wide(t)) => {
                let needle: Vec<u32> = needle.bytes.iter().map(|&b| u32::from(b)).collect();
                find_wide(t.get(from..)?, &needle).map(|i| i + from)
            }
        }
    }
}

/// First occurrence.
pub(crate) fn find(text: Chars<'_>, needle: Chars<'_>) -> Option<usize> {
    match (text, needle) {
        (Chars::Ascii(t), Chars::Ascii(n)) => find_narrow(t, n),
        (Chars::Wide(t), Chars::Wide(n)) => find_wide(t, n),
        _ => Needle::new(text, needle).find(text, 0),
    }
}

/// Last occurrence.
pub(crate) fn rfind(text: Chars<'_>, needle: Chars<'_>) -> Option<usize> {
    if let (Chars::Ascii(t), Chars::Ascii(n)) = (text, needle) {
        return match *n {
            [one] => memchr::memrchr(one, t),
            _ => memmem::rfind(t, n),
        };
    }
    let (text, needle) = (widen(text), widen(needle));
    let last = text.len().checked_sub(needle.len())?;
    (0..=last).rev().find(|&i| text[i..i + needle.len()] == needle[..])
}

/// Number of occurrences that do not overlap; the empty text occurs between all characters.
pub(crate) fn count(text: Chars<'_>, needle: Chars<'_>) -> usize {
    if needle.is_empty() {
        return text.len() + 1;
    }
    if let (Chars::Ascii(t), Chars::Ascii(&[one])) = (text, needle) {
        return memchr::memchr_iter(one, t).count();
    }
    let needle = Needle::new(text, needle);
    let mut found = 0;
    let mut from = 0;
    while let Some(i) = needle.find(text, from) {
        found += 1;
        from = i + needle.len();
    }
    found
}

/// Whether the text begins with the prefix.
pub(crate) fn starts_with(text: Chars<'_>, prefix: Chars<'_>) -> bool {
    prefix.len() <= text.len() && same(text.slice(0..prefix.len()), prefix)
}

/// Whether the text ends with the suffix.
pub(crate) fn ends_with(text: Chars<'_>, suffix: Chars<'_>) -> bool {
    suffix.len() <= text.len() && same(text.slice(text.len() - suffix.len()..text.len()), suffix)
}

/// Same characters, however stored.
pub(crate) fn same(a: Chars<'_>, b: Chars<'_>) -> bool {
    match (a, b) {
        (Chars::Ascii(a), Chars::Ascii(b)) => same_bytes(a, b),
        (Chars::Wide(a), Chars::Wide(b)) => a == b,
        _ => a.iter().eq(b.iter()),
    }
}
