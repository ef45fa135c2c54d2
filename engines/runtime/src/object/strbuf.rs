//! `StrBuf`: text under construction, ASCII until the first character beyond it.

use super::Gc;
use super::string::{Chars, Str, copy_bytes};
use crate::Runtime;
use crate::value::{Result, Value};
use smallvec::SmallVec;

/// Texts up to this many ASCII characters need no memory of their own while they are built.
const INLINE: usize = 64;

/// Growing text. Narrow bytes become wide words once, when the first non-ASCII character arrives.
#[derive(Default)]
pub struct StrBuf {
    narrow: SmallVec<[u8; INLINE]>,
    wide: Vec<u32>,
    is_wide: bool,
}

impl StrBuf {
    /// Empty.
    pub fn new() -> StrBuf {
        StrBuf::default()
    }

    /// Empty with room for `n` ASCII characters.
    pub fn with_capacity(n: usize) -> StrBuf {
        StrBuf { narrow: SmallVec::with_capacity(n), ..StrBuf::default() }
    }

    /// Empty with room for as many characters as a text has, stored as they are there.
    pub(crate) fn like(text: Chars<'_>) -> StrBuf {
        match text {
            Chars::Ascii(text) => StrBuf::with_capacity(text.len()),
            Chars::Wide(text) => StrBuf { wide: Vec::with_capacity(text.len()), is_wide: true, ..StrBuf::default() },
        }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        if self.is_wide { self.wide.len() } else { self.narrow.len() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[cold]
    fn widen(&mut self) {
        if !self.is_wide {
            self.is_wide = true;
            self.wide.reserve(self.narrow.len() + 16);
            self.wide.extend(self.narrow.iter().map(|&b| u32::from(b)));
            self.narrow = SmallVec::new();
        }
    }

    /// Appends a code point.
    #[inline]
    pub fn push(&mut self, c: u32) {
        if self.is_wide {
            self.wide.push(c);
        } else if c < 128 {
            self.narrow.push(c as u8);
        } else {
            self.widen();
            self.wide.push(c);
        }
    }

    /// Appends an ASCII character.
    #[inline]
    pub fn push_ascii(&mut self, c: u8) {
        self.push(u32::from(c));
    }

    /// Appends Rust text.
    pub fn push_str(&mut self, text: &str) {
        if text.is_ascii() {
            self.push_chars(Chars::Ascii(text.as_bytes()));
        } else {
            self.widen();
            self.wide.extend(text.chars().map(|c| c as u32));
        }
    }

    #[inline]
    fn push_narrow(&mut self, bytes: &[u8]) {
        let (len, more) = (self.narrow.len(), bytes.len());
        self.narrow.reserve(more);
        // SAFETY: there is room for `more` bytes behind the first `len`; they are initialised when they are counted.
        unsafe {
            copy_bytes(bytes.as_ptr(), self.narrow.as_mut_ptr().add(len), more);
            self.narrow.set_len(len + more);
        }
    }

    /// Appends characters.
    pub fn push_chars(&mut self, chars: Chars<'_>) {
        match chars {
            Chars::Ascii(b) if !self.is_wide => self.push_narrow(b),
            Chars::Ascii(b) => self.wide.extend(b.iter().map(|&b| u32::from(b))),
            // A slice of wide text may hold ASCII only; then narrow stays narrow.
            Chars::Wide(w) if !self.is_wide && w.iter().all(|&c| c < 128) => self.narrow.extend(w.iter().map(|&c| c as u8)),
            Chars::Wide(w) => {
                self.widen();
                self.wide.extend_from_slice(w);
            }
        }
    }

    /// Appends the same character several times.
    pub fn push_repeated(&mut self, c: u32, count: usize) {
        if c >= 128 {
            self.widen();
        }
        if self.is_wide {
            self.wide.resize(self.wide.len() + count, c);
        } else {
            self.narrow.resize(self.narrow.len() + count, c as u8);
        }
    }

    /// The text so far. It may be marked wide although all of it is ASCII only after [`StrBuf::truncate`] and
    /// [`StrBuf::like`].
    pub fn chars(&self) -> Chars<'_> {
        if self.is_wide { Chars::Wide(&self.wide) } else { Chars::Ascii(&self.narrow) }
    }

    /// Drops all characters from index `len` on.
    pub fn truncate(&mut self, len: usize) {
        self.narrow.truncate(len);
        self.wide.truncate(len);
    }

    /// The finished string.
    pub fn finish(self, rt: &mut Runtime) -> Gc<Str> {
        match self.is_wide {
            true => rt.new_str_wide_owned(self.wide),
            false if self.narrow.spilled() => rt.new_str_ascii_owned(self.narrow.into_vec()),
            false => rt.new_str_ascii(&self.narrow),
        }
    }

    /// The finished string as a value.
    pub fn finish_value(self, rt: &mut Runtime) -> Value {
        self.finish(rt).into()
    }
}

impl Runtime {
    /// Checks that a text of `count` characters of `width` bytes can exist.
    ///
    /// # Errors
    /// `MemoryError` when main memory could not hold it.
    pub fn check_text_size(&mut self, count: usize, width: usize) -> Result<()> {
        match count.checked_mul(width) {
            Some(bytes) if self.has_room(bytes) => Ok(()),
            _ => Err(self.memory_error()),
        }
    }
}
