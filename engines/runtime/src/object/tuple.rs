//! `tuple`: items lie in the cell.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::{Care, MAX_SMALL, Marker};
use crate::value::Value;

/// Immutable sequence.
///
/// Cells are multiples of 16 bytes: behind an odd number of items a word is left, where the hash is kept once it is known.
#[repr(C)]
pub struct Tuple {
    header: Header,
    len: usize,
    // `len` values follow.
}

/// Header flag: the hash depends on nothing that can change within the epoch in the header's number.
const STABLE_HASH: u8 = 1;

// SAFETY: repr(C), header first; allocated only by `Runtime::new_tuple*` with its items behind it.
unsafe impl Object for Tuple {
    const KIND: Kind = Kind::Tuple;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.values(self.items());
    }
}

impl Tuple {
    /// Byte offset of the length, for machine code.
    pub const LEN_OFFSET: usize = std::mem::offset_of!(Tuple, len);
    /// Byte offset of the first item, for machine code.
    pub const ITEMS_OFFSET: usize = size_of::<Tuple>();

    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }
    /// Whether there are none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
    /// The items; they never change after creation.
    #[inline(always)]
    pub fn items(&self) -> &[Value] {
        // SAFETY: `len` initialised values follow the head.
        unsafe { std::slice::from_raw_parts((self as *const Tuple).add(1) as *const Value, self.len) }
    }

    /// Whether [`Tuple::keep_hash`] was told this tuple's hash in `epoch`.
    #[inline(always)]
    pub(crate) fn has_stable_hash(&self, epoch: u16) -> bool {
        self.header.flags() & STABLE_HASH != 0 && self.header.aux() == epoch
    }

    /// The hash, if it is kept and of `epoch`.
    #[inline(always)]
    pub(crate) fn kept_hash(this: Gc<Tuple>, epoch: u16) -> Option<i64> {
        if !this.has_stable_hash(epoch) || !this.has_spare_word() {
            return None;
        }
        // SAFETY: `keep_hash` has set the flag and written the word behind the items.
        Some(unsafe { this.spare_word().read() })
    }

    /// Remembers that the hash is a matter of this tuple's contents alone throughout `epoch`, and the hash if there is room.
    #[inline(always)]
    pub(crate) fn keep_hash(this: Gc<Tuple>, epoch: u16, hash: i64) {
        this.header.set_flags(STABLE_HASH);
        this.header.set_aux(epoch);
        if this.has_spare_word() {
            // SAFETY: the word belongs to the cell and to nothing else.
            unsafe { this.spare_word().write(hash) }
        }
    }

    /// Whether the cell is a word larger than the items need.
    #[inline(always)]
    fn has_spare_word(&self) -> bool {
        self.len % 2 == 1 && size_of::<Tuple>() + self.len * 8 < MAX_SMALL
    }
}

impl Gc<Tuple> {
    /// The word behind the items.
    #[inline(always)]
    fn spare_word(self) -> *mut i64 {
        // No further than one past the items.
        (self.as_ptr() as *mut i64).wrapping_add(size_of::<Tuple>() / 8 + self.len)
    }
}

impl Runtime {
    /// New tuple. `items` are safe from the collector during this call, wherever they are.
    #[inline]
    pub fn new_tuple(&mut self, items: &[Value]) -> Gc<Tuple> {
        let bytes = size_of::<Tuple>() + items.len() * 8;
        let cell = match self.heap.try_allocate(bytes, Care::TRACED) {
            Some(cell) => cell.as_ptr(),
            None => self.guarding(items, |rt| rt.allocate_bytes(bytes, Care::TRACED)),
        } as *mut Tuple;
        // SAFETY: the cell has room for the head and the items.
        unsafe {
            cell.write(Tuple { header: Header::new(Kind::Tuple, ShapeId(Kind::Tuple as u32)), len: items.len() });
            let slots = cell.add(1) as *mut Value;
            // Most are pairs and the like: a call of `memcpy` costs more than they do.
            match *items {
                [a] => slots.write(a),
                [a, b] => (slots as *mut [Value; 2]).write([a, b]),
                [a, b, c] => (slots as *mut [Value; 3]).write([a, b, c]),
                _ => std::ptr::copy_nonoverlapping(items.as_ptr(), slots, items.len()),
            }
            Gc::from_raw(cell)
        }
    }

    /// New tuple of a list's items.
    pub fn tuple_from_list(&mut self, list: Gc<super::list::List>) -> Gc<Tuple> {
        // SAFETY: nothing but this allocation happens while the slice is read.
        let tuple = self.new_tuple(unsafe { list.as_slice() });
        // The list owns the slice's memory: it must be seen by a collection that the allocation starts.
        std::hint::black_box(list);
        tuple
    }
}
