//! Writing ASCII text of a known length straight into the memory of a new string: it is copied once, and short texts need
//! no memory but their cell.

use super::{EMPTY, EXTERNAL, INLINE_LIMIT, Str};
use crate::Runtime;
use crate::heap::Care;
use crate::object::{Gc, Header, Kind, ShapeId};
use std::cell::Cell;
use std::marker::PhantomData;

/// Copies `n` bytes. Most texts are short, and for these a call costs more than the copying.
///
/// # Safety
/// As [`std::ptr::copy_nonoverlapping`].
#[inline(always)]
pub(crate) unsafe fn copy_bytes(from: *const u8, to: *mut u8, n: usize) {
    /// First and last `T` of `n` bytes, which may overlap.
    #[inline(always)]
    unsafe fn ends<T: Copy>(from: *const u8, to: *mut u8, n: usize) {
        // SAFETY: by the caller's promise there are at least `size_of::<T>()` bytes on both sides.
        unsafe {
            let first = (from as *const T).read_unaligned();
            let last = (from.add(n - size_of::<T>()) as *const T).read_unaligned();
            (to as *mut T).write_unaligned(first);
            (to.add(n - size_of::<T>()) as *mut T).write_unaligned(last);
        }
    }
    // SAFETY: each arm reads and writes within `n` bytes.
    unsafe {
        match n {
            0 => {}
            1 => *to = *from,
            2..4 => ends::<u16>(from, to, n),
            4..8 => ends::<u32>(from, to, n),
            8..16 => ends::<u64>(from, to, n),
            16..=32 => ends::<u128>(from, to, n),
            _ => std::ptr::copy_nonoverlapping(from, to, n),
        }
    }
}

/// Whether bytes are the same. Most texts are short, and for these a call costs more than the comparison.
#[inline(always)]
pub(crate) fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    /// Whether the first and the last `N` bytes are the same, of at least so many.
    #[inline(always)]
    fn ends<const N: usize>(a: &[u8], b: &[u8]) -> bool {
        a.first_chunk::<N>() == b.first_chunk::<N>() && a.last_chunk::<N>() == b.last_chunk::<N>()
    }
    a.len() == b.len()
        && match a.len() {
            0 => true,
            1 => a[0] == b[0],
            2..4 => ends::<2>(a, b),
            4..8 => ends::<4>(a, b),
            8..16 => ends::<8>(a, b),
            16..=32 => ends::<16>(a, b),
            _ => a == b,
        }
}

/// Holds a string on the stack up to here. The characters of a long one lie outside its cell, so borrowing them keeps
/// nothing alive; where they are read after an allocation, this follows.
#[inline(always)]
pub(crate) fn keep_alive(s: Gc<Str>) {
    std::hint::black_box(&s);
}

/// Takes the text of a new string, piece by piece.
pub(crate) struct AsciiWriter<'a> {
    at: *mut u8,
    left: usize,
    memory: PhantomData<&'a mut [u8]>,
}

impl AsciiWriter<'_> {
    /// Appends ASCII bytes.
    ///
    /// # Panics
    /// When the text gets longer than announced.
    #[inline]
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        let n = bytes.len();
        assert!(n <= self.left, "as long as announced");
        // SAFETY: `left` bytes at `at` are the writer's own, hence apart from what is borrowed.
        unsafe {
            copy_bytes(bytes.as_ptr(), self.at, n);
            self.at = self.at.add(n);
        }
        self.left -= n;
    }

    /// Appends ASCII bytes, each mapped to another.
    ///
    /// # Panics
    /// As [`AsciiWriter::push`].
    #[inline]
    pub(crate) fn push_mapped(&mut self, bytes: &[u8], mut map: impl FnMut(u8) -> u8) {
        assert!(bytes.len() <= self.left, "as long as announced");
        for (i, &byte) in bytes.iter().enumerate() {
            let mapped = map(byte);
            debug_assert!(mapped.is_ascii());
            // SAFETY: as in `push`.
            unsafe { *self.at.add(i) = mapped };
        }
        // SAFETY: as in `push`.
        self.at = unsafe { self.at.add(bytes.len()) };
        self.left -= bytes.len();
    }

    /// Appends wide characters that are all ASCII.
    ///
    /// # Panics
    /// As [`AsciiWriter::push`].
    pub(crate) fn push_narrowed(&mut self, chars: &[u32]) {
        assert!(chars.len() <= self.left, "as long as announced");
        for (i, &c) in chars.iter().enumerate() {
            debug_assert!(c < 128);
            // SAFETY: as in `push`.
            unsafe { *self.at.add(i) = (c & 127) as u8 };
        }
        // SAFETY: as in `push`.
        self.at = unsafe { self.at.add(chars.len()) };
        self.left -= chars.len();
    }

    /// Appends an ASCII byte `count` times.
    ///
    /// # Panics
    /// As [`AsciiWriter::push`].
    #[inline]
    pub(crate) fn push_repeated(&mut self, byte: u8, count: usize) {
        assert!(count <= self.left, "as long as announced");
        // SAFETY: as in `push`.
        unsafe {
            self.at.write_bytes(byte, count);
            self.at = self.at.add(count);
        }
        self.left -= count;
    }
}

impl Runtime {
    /// New string of exactly `len` ASCII bytes, all of which `write` appends.
    ///
    /// # Panics
    /// When it appends more or less.
    pub(crate) fn new_str_ascii_written(&mut self, len: usize, write: impl FnOnce(&mut AsciiWriter<'_>)) -> Gc<Str> {
        let run = |data: *mut u8| {
            let mut writer = AsciiWriter { at: data, left: len, memory: PhantomData };
            write(&mut writer);
            assert!(writer.left == 0, "as long as announced");
        };
        if len <= 1 {
            let mut letter = [EMPTY];
            run(letter.as_mut_ptr());
            return self.single_chars[usize::from(letter[0])];
        }
        if len > INLINE_LIMIT {
            let mut text: Vec<u8> = Vec::with_capacity(len);
            run(text.as_mut_ptr());
            // SAFETY: the capacity is at least `len`, and `run` wrote all of these bytes.
            unsafe { text.set_len(len) };
            let data = Box::into_raw(text.into_boxed_slice()) as *const u8;
            return self.allocate_external_str(data, len, 0);
        }
        let head = size_of::<Str>();
        let cell = self.allocate_bytes(head + len, Care::LEAF) as *mut Str;
        // SAFETY: the cell has room for the head and `len` bytes. Its head is complete before `write` runs, which cannot
        // allocate: this borrows the runtime.
        unsafe {
            let data = (cell as *mut u8).add(head);
            cell.write(Str { header: Header::new(Kind::Str, ShapeId(Kind::Str as u32)), hash: Cell::new(0), len, data });
            debug_assert!((*cell).header.flags() & EXTERNAL == 0);
            run(data);
            Gc::from_raw(cell)
        }
    }
}
