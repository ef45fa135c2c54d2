//! `tuple`: items lie in the cell.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::Marker;
use crate::value::Value;

/// Immutable sequence.
#[repr(C)]
pub struct Tuple {
    header: Header,
    len: usize,
    // `len` values follow.
}

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
}

impl Runtime {
    /// New tuple. `items` are safe from the collector during this call, wherever they are.
    #[inline]
    pub fn new_tuple(&mut self, items: &[Value]) -> Gc<Tuple> {
        let bytes = size_of::<Tuple>() + items.len() * 8;
        let cell = match self.heap.try_allocate(bytes, false) {
            Some(cell) => cell.as_ptr(),
            None => self.guarding(items, |rt| rt.allocate_bytes(bytes, false)),
        } as *mut Tuple;
        // SAFETY: the cell has room for the head and the items.
        unsafe {
            cell.write(Tuple { header: Header::new(Kind::Tuple, ShapeId(Kind::Tuple as u32)), len: items.len() });
            std::ptr::copy_nonoverlapping(items.as_ptr(), cell.add(1) as *mut Value, items.len());
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
