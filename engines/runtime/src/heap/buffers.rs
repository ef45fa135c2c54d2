//! Buffers of short lists and small dicts and sets that died, kept for the next of the same capacity.
//!
//! A collection frees the buffers of all dead lists at once; the system's allocator would put each on its own lists,
//! merge neighbours, and split them again for the lists that follow.

use super::prefetch;
use crate::object::dict::{Entry, UNINDEXED};
use crate::object::set::{FREE_ENTRY, SMALLEST, SetEntry};
use crate::value::Value;
use std::cell::Cell;
use std::ptr::NonNull;

/// Capacity of the longest buffer that is kept, in values.
pub(crate) const MOST_KEPT: usize = 16;
/// Bytes that all kept buffers may have.
const LIMIT: usize = 4 << 20;

/// Free buffers by their exact capacity.
pub(crate) struct Buffers {
    free: [Vec<NonNull<Value>>; MOST_KEPT + 1],
    bytes: usize,
    /// Room for the entries of a dict without index.
    entries: Vec<NonNull<Entry>>,
    /// Tables of the smallest sets, empty.
    tables: Vec<Vec<SetEntry>>,
}

/// Tables of sets that are kept.
const TABLES: usize = 4096;

impl Buffers {
    pub(super) fn new() -> Buffers {
        Buffers { free: std::array::from_fn(|_| Vec::new()), bytes: 0, entries: Vec::new(), tables: Vec::new() }
    }

    /// A table for a set without items.
    #[inline]
    pub(crate) fn take_table(&mut self) -> Vec<SetEntry> {
        match self.tables.pop() {
            Some(mut table) => {
                table.fill(FREE_ENTRY);
                table
            }
            None => vec![FREE_ENTRY; SMALLEST],
        }
    }

    /// Keeps the table of a set if it is of the smallest size, or frees it.
    #[inline]
    pub(crate) fn give_table(&mut self, table: Vec<SetEntry>) {
        if table.len() == SMALLEST && self.tables.len() < TABLES {
            self.tables.push(table);
        }
    }

    /// An empty `Vec` with room for the entries of a dict without index.
    #[inline]
    pub(crate) fn take_entries(&mut self) -> Vec<Entry> {
        match take_ahead(&mut self.entries) {
            Some(data) => {
                self.bytes -= UNINDEXED * size_of::<Entry>();
                // SAFETY: `give_entries` took this pointer out of a Vec of exactly this capacity, and it left the list now.
                unsafe { Vec::from_raw_parts(data.as_ptr(), 0, UNINDEXED) }
            }
            None => Vec::with_capacity(UNINDEXED),
        }
    }

    /// Keeps the memory of a dict's entries if it is of the smallest size, or frees it.
    #[inline]
    pub(crate) fn give_entries(&mut self, entries: Vec<Entry>) {
        let bytes = UNINDEXED * size_of::<Entry>();
        if entries.capacity() != UNINDEXED || self.bytes + bytes > LIMIT {
            return;
        }
        self.bytes += bytes;
        let mut entries = std::mem::ManuallyDrop::new(entries);
        // SAFETY: the pointer of a Vec is never null.
        self.entries.push(unsafe { NonNull::new_unchecked(entries.as_mut_ptr()) });
    }

    /// An empty `Vec` with room for `capacity` values.
    #[inline]
    pub(crate) fn take(&mut self, capacity: usize) -> Vec<Value> {
        match self.free.get_mut(capacity).and_then(take_ahead) {
            Some(data) => {
                self.bytes -= capacity * size_of::<Value>();
                // SAFETY: `give` took this pointer out of a Vec of exactly this capacity, and it left `free` now.
                unsafe { Vec::from_raw_parts(data.as_ptr(), 0, capacity) }
            }
            None => Vec::with_capacity(capacity),
        }
    }

    /// Keeps the memory of a `Vec`, or frees it.
    #[inline]
    pub(crate) fn give(&mut self, buffer: Vec<Value>) {
        let capacity = buffer.capacity();
        let bytes = capacity * size_of::<Value>();
        if capacity == 0 || capacity > MOST_KEPT || self.bytes + bytes > LIMIT {
            return;
        }
        self.bytes += bytes;
        let mut buffer = std::mem::ManuallyDrop::new(buffer);
        // SAFETY: the pointer of a Vec is never null.
        self.free[capacity].push(unsafe { NonNull::new_unchecked(buffer.as_mut_ptr()) });
    }
}

/// How many buffers before its turn one is asked for, and how many before that its address.
const AHEAD: usize = 4;

/// Takes the last buffer. A collection leaves more of them than the caches hold, so the ones that follow are asked for.
#[inline]
fn take_ahead<T>(free: &mut Vec<NonNull<T>>) -> Option<NonNull<T>> {
    let taken = free.pop()?;
    if let Some(next) = free.len().checked_sub(AHEAD).and_then(|at| free.get(at)) {
        prefetch(next.as_ptr() as *const u8);
        prefetch((next as *const NonNull<T>).wrapping_sub(4 * AHEAD) as *const u8);
    }
    Some(taken)
}

impl Drop for Buffers {
    fn drop(&mut self) {
        for (capacity, free) in self.free.iter_mut().enumerate() {
            for data in free.drain(..) {
                // SAFETY: as in `take`.
                drop(unsafe { Vec::from_raw_parts(data.as_ptr(), 0, capacity) });
            }
        }
        for data in self.entries.drain(..) {
            // SAFETY: as in `take_entries`.
            drop(unsafe { Vec::from_raw_parts(data.as_ptr(), 0, UNINDEXED) });
        }
    }
}

/// Bytes outside the heap that an object has accounted for a buffer of its own. For buffers that change in many places:
/// each of these only says how large the buffer is now, and finalizing gives back what was said last.
#[derive(Default)]
pub struct Accounted(Cell<usize>);

impl Accounted {
    /// The buffer has `bytes` now.
    #[inline]
    pub fn update(&self, heap: &mut super::Heap, bytes: usize) {
        let before = self.0.replace(bytes);
        if bytes != before {
            heap.account_external(bytes as isize - before as isize);
        }
    }
    /// What was said last, in bytes.
    pub fn bytes(&self) -> usize {
        self.0.get()
    }
}

/// What finalizing dead cells gives back.
pub struct Released<'h> {
    /// Bytes outside the heap, as they were accounted.
    pub bytes: isize,
    pub(crate) buffers: &'h mut Buffers,
}
