//! `str`: immutable text, one byte a character when it is ASCII, else four, so indexing is constant-time.
//!
//! Characters are code points; lone surrogates are allowed, as in CPython.

mod growing;
mod writer;

pub(crate) use writer::{AsciiWriter, copy_bytes, keep_alive, same_bytes};

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::{Care, Marker, Released};
use crate::value::Value;
use std::cell::Cell;

const WIDE: u8 = 1;
const INTERNED: u8 = 2;
const EXTERNAL: u8 = 4;
/// Texts up to this many bytes lie inside the cell.
const INLINE_LIMIT: usize = 512;
/// Index of the empty string behind those of one ASCII character.
const EMPTY: u8 = 128;

/// Text.
#[repr(C)]
pub struct Str {
    header: Header,
    /// Cached hash; 0 until computed (a computed 0 is stored as 1).
    hash: Cell<i64>,
    len: usize,
    data: *const u8,
}

// SAFETY: repr(C), header first; allocated by `Runtime::allocate_str` with its text behind it or outside.
unsafe impl Object for Str {
    const KIND: Kind = Kind::Str;
    const FINALIZE: bool = true;
    const LEAF: bool = true;
    fn trace(&self, _: &mut Marker<'_>) {}
    unsafe fn finalize(this: *mut Str, released: &mut Released<'_>) {
        // SAFETY: a dead string; what is external and not growing was a leaked boxed slice of exactly this size.
        unsafe {
            if (*this).header.flags() & EXTERNAL == 0 {
                return;
            }
            if (*this).header.flags() & growing::GROWING != 0 {
                return growing::release(this, released);
            }
            let len = (*this).len;
            if (*this).header.flags() & WIDE != 0 {
                released.bytes += len as isize * 4;
                drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut((*this).data as *mut u32, len)));
            } else {
                released.bytes += len as isize;
                drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut((*this).data as *mut u8, len)));
            }
        }
    }
}

/// Borrowed characters of a string.
#[derive(Clone, Copy)]
pub enum Chars<'a> {
    /// All below 128.
    Ascii(&'a [u8]),
    /// Code points, at least one of them above 127.
    Wide(&'a [u32]),
}

impl<'a> Chars<'a> {
    /// Number of characters.
    #[inline]
    pub fn len(self) -> usize {
        match self {
            Chars::Ascii(b) => b.len(),
            Chars::Wide(w) => w.len(),
        }
    }
    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
    /// Code point at an index.
    ///
    /// # Panics
    /// When out of range.
    #[inline]
    pub fn at(self, i: usize) -> u32 {
        match self {
            Chars::Ascii(b) => b[i] as u32,
            Chars::Wide(w) => w[i],
        }
    }
    /// Sub-range (may be ASCII although marked wide).
    pub fn slice(self, range: std::ops::Range<usize>) -> Chars<'a> {
        match self {
            Chars::Ascii(b) => Chars::Ascii(&b[range]),
            Chars::Wide(w) => Chars::Wide(&w[range]),
        }
    }
    /// Code points in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = u32> + 'a {
        let (a, w): (&[u8], &[u32]) = match self {
            Chars::Ascii(b) => (b, &[]),
            Chars::Wide(w) => (&[], w),
        };
        a.iter().map(|&b| b as u32).chain(w.iter().copied())
    }
    /// Appends as UTF-8; lone surrogates become U+FFFD.
    pub fn push_to(self, out: &mut String) {
        match self {
            // ASCII bytes are UTF-8.
            Chars::Ascii(b) => out.extend(b.iter().map(|&b| b as char)),
            Chars::Wide(w) => out.extend(w.iter().map(|&c| char::from_u32(c).unwrap_or('\u{FFFD}'))),
        }
    }
}

impl Str {
    /// Byte offset of the length, for machine code.
    pub const LEN_OFFSET: usize = std::mem::offset_of!(Str, len);
    /// Byte offset of the address of the characters, for machine code.
    pub const DATA_OFFSET: usize = std::mem::offset_of!(Str, data);
    /// Flag in the header: the characters are four bytes each.
    pub const WIDE_FLAG: u8 = WIDE;
    /// Flag in the header: no other interned string has this text.
    pub const INTERNED_FLAG: u8 = INTERNED;

    /// The characters. The borrow must not outlive the next point where the string could die, which for a string held
    /// in a local variable is the end of the function.
    #[inline]
    pub fn chars(&self) -> Chars<'_> {
        // SAFETY: data points to `len` bytes or words initialised at allocation and immutable since.
        unsafe {
            if self.header.flags() & WIDE == 0 {
                Chars::Ascii(std::slice::from_raw_parts(self.data, self.len))
            } else {
                Chars::Wide(std::slice::from_raw_parts(self.data as *const u32, self.len))
            }
        }
    }
    /// Number of code points.
    #[inline]
    pub fn len(&self) -> usize {
        self.len
    }
    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    /// The text, when it is ASCII.
    pub fn as_ascii(&self) -> Option<&str> {
        match self.chars() {
            Chars::Ascii(b) => std::str::from_utf8(b).ok(),
            Chars::Wide(_) => None,
        }
    }
    /// Copy as Rust text; lone surrogates become U+FFFD.
    pub fn to_rust(&self) -> String {
        let mut out = String::with_capacity(self.len);
        self.chars().push_to(&mut out);
        out
    }
    /// Equal to a Rust text.
    pub fn eq_rust(&self, other: &str) -> bool {
        match self.chars() {
            Chars::Ascii(b) => b == other.as_bytes(),
            Chars::Wide(w) => w.iter().copied().eq(other.chars().map(|c| c as u32)),
        }
    }
    /// Whether equal text is always this very cell (attribute names, identifiers, short constants).
    #[inline]
    pub fn is_interned(&self) -> bool {
        self.header.flags() & INTERNED != 0
    }
    pub(crate) fn set_interned(&self) {
        self.header.set_flags(self.header.flags() | INTERNED);
    }
    /// Hash of the text (seedless FNV-like mix; CPython's is randomised per process, so no program may depend on it).
    #[inline]
    pub fn hash(&self) -> i64 {
        let cached = self.hash.get();
        if cached != 0 { cached } else { self.compute_hash() }
    }
    #[inline(never)]
    fn compute_hash(&self) -> i64 {
        use std::hash::Hasher;
        let mut hasher = rustc_hash::FxHasher::default();
        match self.chars() {
            Chars::Ascii(b) => hasher.write(b),
            Chars::Wide(w) => w.iter().for_each(|&c| hasher.write_u32(c)),
        }
        hasher.write_usize(self.len);
        let h = hasher.finish() as i64;
        // -1 means "error" in CPython's protocol, and 0 means "not computed" here.
        let h = if h == 0 || h == -1 { 1 } else { h };
        self.hash.set(h);
        h
    }
    /// Same characters.
    #[inline]
    pub fn equals(&self, other: &Str) -> bool {
        std::ptr::eq(self, other)
            || match (self.chars(), other.chars()) {
                (Chars::Ascii(a), Chars::Ascii(b)) => same_bytes(a, b),
                (Chars::Wide(a), Chars::Wide(b)) => a == b,
                _ => false,
            }
    }
}

impl Runtime {
    /// New string from Rust text.
    pub fn new_str(&mut self, text: &str) -> Gc<Str> {
        if text.is_ascii() {
            self.new_str_ascii(text.as_bytes())
        } else {
            let wide: Vec<u32> = text.chars().map(|c| c as u32).collect();
            self.allocate_str(Chars::Wide(&wide))
        }
    }

    /// New string from ASCII bytes.
    pub fn new_str_ascii(&mut self, text: &[u8]) -> Gc<Str> {
        debug_assert!(text.is_ascii());
        match text {
            [] => self.single_chars[usize::from(EMPTY)],
            &[one] => self.single_chars[usize::from(one)],
            _ => self.allocate_str(Chars::Ascii(text)),
        }
    }

    /// New string from code points, stored as ASCII when possible. Code points are at most 0x10FFFF.
    pub fn new_str_chars(&mut self, chars: Chars<'_>) -> Gc<Str> {
        match chars {
            Chars::Ascii(b) => self.new_str_ascii(b),
            Chars::Wide(w) if w.iter().all(|&c| c < 128) => self.new_str_ascii_written(w.len(), |out| out.push_narrowed(w)),
            wide => self.allocate_str(wide),
        }
    }

    /// New string owning its ASCII bytes: long texts are not copied.
    pub fn new_str_ascii_owned(&mut self, text: Vec<u8>) -> Gc<Str> {
        debug_assert!(text.is_ascii());
        if text.len() <= INLINE_LIMIT {
            return self.new_str_ascii(&text);
        }
        let (len, data) = (text.len(), Box::into_raw(text.into_boxed_slice()) as *const u8);
        self.allocate_external_str(data, len, 0)
    }

    /// New string owning its code points, stored as ASCII when possible.
    pub fn new_str_wide_owned(&mut self, text: Vec<u32>) -> Gc<Str> {
        if text.len() * 4 <= INLINE_LIMIT || text.iter().all(|&c| c < 128) {
            return self.new_str_chars(Chars::Wide(&text));
        }
        let (len, data) = (text.len(), Box::into_raw(text.into_boxed_slice()) as *const u8);
        self.allocate_external_str(data, len, WIDE)
    }

    /// `data` is a leaked boxed slice of `len` characters, which the cell owns from here on.
    fn allocate_external_str(&mut self, data: *const u8, len: usize, wide: u8) -> Gc<Str> {
        let cell = self.allocate_bytes(size_of::<Str>(), Care::of::<Str>()) as *mut Str;
        // SAFETY: the cell has room for the head; data is a leaked box that `finalize` frees.
        unsafe {
            cell.write(Str { header: Header::new(Kind::Str, ShapeId(Kind::Str as u32)), hash: Cell::new(0), len, data });
            (*cell).header.set_flags(wide | EXTERNAL);
        }
        self.heap.account_external(if wide == 0 { len } else { len * 4 } as isize);
        // SAFETY: just initialised.
        unsafe { Gc::from_raw(cell) }
    }

    /// The strings of one ASCII character, by code point: 128 words that never move or change.
    pub fn single_characters(&self) -> *const Value {
        self.single_chars.as_ptr().cast()
    }

    /// New string of one code point.
    pub fn new_str_char(&mut self, c: u32) -> Gc<Str> {
        if c < 128 { self.single_chars[c as usize] } else { self.allocate_str(Chars::Wide(&[c])) }
    }

    /// The character at an index, as a string.
    #[inline]
    pub fn character_at(&mut self, text: Gc<Str>, index: usize) -> Option<Value> {
        match text.chars() {
            Chars::Ascii(bytes) => bytes.get(index).map(|&byte| self.single_chars[usize::from(byte)].into()),
            Chars::Wide(text) => text.get(index).map(|&c| self.new_str_char(c).into()),
        }
    }

    pub(crate) fn allocate_str(&mut self, chars: Chars<'_>) -> Gc<Str> {
        let (source, bytes, wide) = match chars {
            Chars::Ascii(b) => (b.as_ptr(), b.len(), 0),
            Chars::Wide(w) => (w.as_ptr() as *const u8, w.len() * 4, WIDE),
        };
        let head = size_of::<Str>();
        if bytes <= INLINE_LIMIT {
            let cell = self.allocate_bytes(head + bytes, Care::LEAF) as *mut Str;
            // SAFETY: the cell has room for the head and the text; source is a live slice of `bytes` bytes.
            unsafe {
                let data = (cell as *mut u8).add(head);
                copy_bytes(source, data, bytes);
                cell.write(Str { header: Header::new(Kind::Str, ShapeId(Kind::Str as u32)), hash: Cell::new(0), len: chars.len(), data });
                (*cell).header.set_flags(wide);
                return Gc::from_raw(cell);
            }
        }
        let data = match chars {
            Chars::Ascii(b) => Box::into_raw(b.to_vec().into_boxed_slice()) as *const u8,
            Chars::Wide(w) => Box::into_raw(w.to_vec().into_boxed_slice()) as *const u8,
        };
        self.allocate_external_str(data, chars.len(), wide)
    }

    /// The one string of an identifier-like text: equal texts give the same cell, for the life of the runtime.
    pub fn intern(&mut self, text: &str) -> Gc<Str> {
        if let Some(&s) = self.interned.get(text) {
            return s;
        }
        let s = self.new_str(text);
        s.set_interned();
        self.interned.insert(text.into(), s);
        s
    }

    /// The interned equal of a string.
    pub fn intern_str(&mut self, s: Gc<Str>) -> Gc<Str> {
        if s.is_interned() { s } else { self.intern(&s.to_rust()) }
    }

    /// New string as a value.
    pub fn str_value(&mut self, text: &str) -> Value {
        self.new_str(text).into()
    }
}
