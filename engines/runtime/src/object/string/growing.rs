//! Texts that grow at their end: `s += piece` in a loop costs its pieces, not all of the text at every step.
//!
//! A concatenation too long for a cell goes into a buffer with room behind the text. The next concatenation takes this
//! room when its left operand ends where the buffer's text ends: whoever comes first gets it, everybody else copies.
//! What was written never changes, so all strings in one buffer stay valid, each with its own length. CPython resizes
//! the left operand when it holds the only reference (`unicode_concatenate`, Python/ceval.c); without reference counts
//! the room takes that place, and serves attributes and items as well as local variables.

use super::{Chars, EXTERNAL, INLINE_LIMIT, Str, WIDE, copy_bytes};
use crate::Runtime;
use crate::heap::{Care, Released};
use crate::object::{Gc, Header, Kind, ShapeId};
use crate::value::Value;
use std::alloc::Layout;
use std::cell::Cell;

/// Flag in the header, beside [`EXTERNAL`]: the characters begin a [`Buffer`].
pub(super) const GROWING: u8 = 8;

/// Head of a buffer; the characters follow it.
#[repr(C, align(16))]
struct Buffer {
    /// Characters written so far: the length of the longest string in it.
    used: Cell<usize>,
    /// Characters that fit.
    capacity: usize,
    /// Strings that lie in it.
    owners: Cell<usize>,
}

/// Bytes of a character.
fn width(wide: u8) -> usize {
    if wide & WIDE != 0 { 4 } else { 1 }
}

fn layout(capacity: usize, wide: u8) -> Option<Layout> {
    let bytes = capacity.checked_mul(width(wide))?.checked_add(size_of::<Buffer>())?;
    Layout::from_size_align(bytes, align_of::<Buffer>()).ok()
}

/// The buffer that a string lies in.
///
/// # Safety
/// The string has the flag [`GROWING`] and is not finalized yet.
unsafe fn buffer_of<'a>(text: *const Str) -> &'a Buffer {
    // SAFETY: `data` was made from the buffer's address by adding the head's size, and the buffer lives while it has owners.
    unsafe { &*((*text).data.sub(size_of::<Buffer>()) as *const Buffer) }
}

/// Copies characters to `target`, four bytes each if `wide`.
///
/// # Safety
/// There is room for them at `target`, which is aligned for them and does not overlap them; ASCII if not `wide`.
unsafe fn write(chars: Chars<'_>, target: *mut u8, wide: u8) {
    // SAFETY: by the caller's promise.
    unsafe {
        match chars {
            Chars::Ascii(b) if wide & WIDE == 0 => copy_bytes(b.as_ptr(), target, b.len()),
            Chars::Ascii(b) => b.iter().enumerate().for_each(|(i, &c)| (target as *mut u32).add(i).write(u32::from(c))),
            Chars::Wide(w) => std::ptr::copy_nonoverlapping(w.as_ptr(), target as *mut u32, w.len()),
        }
    }
}

/// A string of a buffer died.
///
/// # Safety
/// `text` has the flag [`GROWING`], is dead, and comes here once.
pub(super) unsafe fn release(text: *const Str, released: &mut Released<'_>) {
    // SAFETY: by the caller's promise; the last owner frees the buffer, with the layout that it was made with.
    unsafe {
        let buffer = buffer_of(text);
        let left = buffer.owners.get() - 1;
        buffer.owners.set(left);
        if left != 0 {
            return;
        }
        let wide = (*text).header.flags();
        released.bytes += (buffer.capacity * width(wide)) as isize;
        let layout = layout(buffer.capacity, wide).expect("the layout was valid when the buffer was made");
        std::alloc::dealloc((*text).data.sub(size_of::<Buffer>()).cast_mut(), layout);
    }
}

impl Runtime {
    /// Concatenation of two strings.
    pub fn concatenate_strings(&mut self, a: Gc<Str>, b: Gc<Str>) -> Value {
        if a.is_empty() {
            return b.into();
        }
        if b.is_empty() {
            return a.into();
        }
        let wide = (a.header.flags() | b.header.flags()) & WIDE;
        let (len, width) = (a.len + b.len, width(wide));
        if len * width <= INLINE_LIMIT {
            let cell = self.allocate_bytes(size_of::<Str>() + len * width, Care::LEAF) as *mut Str;
            // SAFETY: the cell has room for the head and both texts, which are live: `a` and `b` are on the stack.
            return unsafe {
                let data = (cell as *mut u8).add(size_of::<Str>());
                write(a.chars(), data, wide);
                write(b.chars(), data.add(a.len * width), wide);
                string_at(cell, len, data, wide)
            };
        }
        let data = match self.room_behind(a, b, wide) {
            Some(data) => data,
            None => self.new_buffer(a, b, wide),
        };
        let cell = self.allocate_bytes(size_of::<Str>(), Care::of::<Str>()) as *mut Str;
        // SAFETY: the cell has room for the head; the buffer counts this string among its owners already.
        unsafe { string_at(cell, len, data, wide | EXTERNAL | GROWING) }
    }

    /// Writes `b` behind `a` in the buffer of `a`, for one more owner, if that is where there is room for it.
    fn room_behind(&mut self, a: Gc<Str>, b: Gc<Str>, wide: u8) -> Option<*const u8> {
        let flags = a.header.flags();
        if flags & GROWING == 0 || flags & WIDE != wide {
            return None;
        }
        // SAFETY: the flag says so. Nobody has written behind `used`, nobody else reads there, and `b` does not lie there.
        unsafe {
            let buffer = buffer_of(&raw const *a);
            if buffer.used.get() != a.len || buffer.capacity - a.len < b.len {
                return None;
            }
            write(b.chars(), a.data.add(a.len * width(wide)).cast_mut(), wide);
            buffer.used.set(a.len + b.len);
            buffer.owners.set(buffer.owners.get() + 1);
        }
        Some(a.data)
    }

    /// A buffer with both texts and one owner. Its room is small at first, for most concatenations are not repeated.
    fn new_buffer(&mut self, a: Gc<Str>, b: Gc<Str>, wide: u8) -> *const u8 {
        let len = a.len + b.len;
        let room = if a.header.flags() & GROWING == 0 { len / 8 } else { len / 2 };
        let capacity = len + room;
        self.demand_room(capacity * width(wide));
        // SAFETY: the layout is not empty; the head and both texts fit into it.
        let data = layout(capacity, wide).and_then(|layout| unsafe {
            let start = std::alloc::alloc(layout);
            if start.is_null() {
                return None;
            }
            (start as *mut Buffer).write(Buffer { used: Cell::new(len), capacity, owners: Cell::new(1) });
            let data = start.add(size_of::<Buffer>());
            write(a.chars(), data, wide);
            write(b.chars(), data.add(a.len * width(wide)), wide);
            Some(data.cast_const())
        });
        let Some(data) = data else { self.out_of_memory(capacity * width(wide)) };
        self.heap.account_external((capacity * width(wide)) as isize);
        data
    }
}

/// Writes the head of a string.
///
/// # Safety
/// `cell` is new and has room for it; `data` points to `len` characters that live as long as the string.
unsafe fn string_at(cell: *mut Str, len: usize, data: *const u8, flags: u8) -> Value {
    // SAFETY: by the caller's promise.
    unsafe {
        cell.write(Str { header: Header::new(Kind::Str, ShapeId(Kind::Str as u32)), hash: Cell::new(0), len, data });
        (*cell).header.set_flags(flags);
        Gc::from_raw(cell).into()
    }
}
