//! `list`: a growable array outside the cell, with a layout that machine code reads directly.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::{Marker, Released};
use crate::ops::index::SliceRange;
use crate::value::{Raised, Result, Value};
use std::cell::Cell;

/// Mutable sequence.
#[repr(C)]
pub struct List {
    header: Header,
    data: Cell<*mut Value>,
    len: Cell<usize>,
    capacity: Cell<usize>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for List {
    const KIND: Kind = Kind::List;
    const FINALIZE: bool = true;
    fn trace(&self, marker: &mut Marker<'_>) {
        // SAFETY: nothing mutates the list during marking.
        marker.values(unsafe { self.as_slice() });
    }
    unsafe fn finalize(this: *mut List, released: &mut Released<'_>) {
        // SAFETY: dead list; its buffer came from a Vec of this capacity.
        unsafe {
            released.bytes += (*this).capacity.get() as isize * 8;
            released.buffers.give((*this).take_vec());
        }
    }
}

impl List {
    /// Byte offset of the buffer pointer, for machine code.
    pub const DATA_OFFSET: usize = std::mem::offset_of!(List, data);
    /// Byte offset of the length, for machine code.
    pub const LEN_OFFSET: usize = std::mem::offset_of!(List, len);
    /// Byte offset of the capacity, for machine code.
    pub const CAPACITY_OFFSET: usize = std::mem::offset_of!(List, capacity);

    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }
    /// Whether there are none.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Item at an index.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Value> {
        if index < self.len.get() {
            // SAFETY: below len, hence initialised.
            Some(unsafe { *self.data.get().add(index) })
        } else {
            None
        }
    }
    /// Replaces an existing item; false when out of range.
    #[inline(always)]
    pub fn set(&self, index: usize, value: Value) -> bool {
        if index < self.len.get() {
            // SAFETY: below len.
            unsafe { *self.data.get().add(index) = value };
            true
        } else {
            false
        }
    }
    /// Where the items are.
    #[inline(always)]
    pub(crate) fn buffer(&self) -> *const u8 {
        self.data.get() as *const u8
    }
    /// The items.
    ///
    /// # Safety
    /// Nothing may mutate the list (so: no guest code may run) while the slice is used, and when anything is allocated
    /// meanwhile the list itself must be a root: the slice does not keep its memory.
    #[inline(always)]
    pub unsafe fn as_slice(&self) -> &[Value] {
        // SAFETY: `len` initialised values; an empty Vec's dangling pointer is aligned.
        unsafe { std::slice::from_raw_parts(self.data.get(), self.len.get()) }
    }
    /// Runs `f` on the items as a `Vec`, so that everything a `Vec` can do is available. `f` must not run guest code
    /// or allocate cells: the list is empty meanwhile.
    #[inline]
    pub fn with_vec<R>(&self, rt: &mut Runtime, f: impl FnOnce(&mut Vec<Value>) -> R) -> R {
        let mut vec = self.take_vec();
        let before = vec.capacity();
        let result = f(&mut vec);
        rt.heap.account_external((vec.capacity() as isize - before as isize) * 8);
        self.put_vec(vec);
        result
    }
    /// Appends one item.
    #[inline]
    pub fn push(&self, rt: &mut Runtime, value: Value) {
        let len = self.len.get();
        if len == self.capacity.get() {
            self.grow(rt);
        }
        // SAFETY: len < capacity now.
        unsafe { *self.data.get().add(len) = value };
        self.len.set(len + 1);
    }
    /// Appends one item for a program.
    ///
    /// # Errors
    /// `MemoryError` when the list would have to grow and cannot.
    #[inline]
    pub fn append(&self, rt: &mut Runtime, value: Value) -> Result<()> {
        if !self.push_within(value) {
            rt.room_to_grow(self.len.get() * 8, 1)?;
            self.push(rt, value);
        }
        Ok(())
    }
    /// Appends one item if there is room; false when not.
    #[inline(always)]
    pub fn push_within(&self, value: Value) -> bool {
        let len = self.len.get();
        if len == self.capacity.get() {
            return false;
        }
        // SAFETY: len < capacity.
        unsafe { *self.data.get().add(len) = value };
        self.len.set(len + 1);
        true
    }
    #[cold]
    fn grow(&self, rt: &mut Runtime) {
        let capacity = (self.capacity.get() * 2).max(4);
        if capacity > crate::heap::MOST_KEPT {
            rt.demand_room(self.len.get() * 16);
            return self.with_vec(rt, |v| v.reserve(v.len() / 2));
        }
        let mut vec = std::mem::ManuallyDrop::new(rt.heap.buffers.take(capacity));
        let (data, capacity) = (vec.as_mut_ptr(), vec.capacity());
        let (old, len, old_capacity) = (self.data.get(), self.len.get(), self.capacity.get());
        // SAFETY: the new buffer is larger than the old one, whose first `len` values are initialised; the old one, no
        // longer the list's, came from a Vec of its capacity.
        let old = unsafe {
            std::ptr::copy_nonoverlapping(old, data, len);
            Vec::from_raw_parts(old, 0, old_capacity)
        };
        self.data.set(data);
        self.capacity.set(capacity);
        rt.heap.account_external((capacity as isize - old_capacity as isize) * 8);
        rt.heap.buffers.give(old);
    }
    /// Makes room for `more` items, and no more than that in an empty list.
    pub(crate) fn reserve(&self, rt: &mut Runtime, more: usize) {
        let wanted = self.len.get() + more;
        if wanted <= self.capacity.get() {
            return;
        }
        if self.len.get() != 0 || wanted > crate::heap::MOST_KEPT {
            rt.demand_room(wanted * 8);
            return self.with_vec(rt, |v| if v.is_empty() { v.reserve_exact(more) } else { v.reserve(more) });
        }
        let old = self.take_vec();
        let vec = rt.heap.buffers.take(wanted);
        rt.heap.account_external((vec.capacity() as isize - old.capacity() as isize) * 8);
        self.put_vec(vec);
        rt.heap.buffers.give(old);
    }
    /// Replaces the items of a range that exists by as many others, which are not the list's own; false when they are more
    /// or fewer.
    pub(crate) fn overwrite(&self, range: std::ops::Range<usize>, items: &[Value]) -> bool {
        if items.len() != range.len() || range.end > self.len.get() {
            return false;
        }
        // SAFETY: the range lies within the list, and the items in other memory.
        unsafe { std::ptr::copy_nonoverlapping(items.as_ptr(), self.data.get().add(range.start), items.len()) };
        true
    }
    /// Appends items, which are not the list's own.
    pub(crate) fn extend_from_slice(&self, rt: &mut Runtime, items: &[Value]) {
        self.reserve(rt, items.len());
        let len = self.len.get();
        // SAFETY: there is room, and another list's buffer or a tuple's items do not overlap this one's.
        unsafe { std::ptr::copy_nonoverlapping(items.as_ptr(), self.data.get().add(len), items.len()) };
        self.len.set(len + items.len());
    }
    /// Makes the list, which is empty and has the room, hold the selected items of another.
    pub(crate) fn fill_from(&self, other: Gc<List>, range: SliceRange) {
        let count = range.count;
        assert!(self.len.get() == 0 && count <= self.capacity.get(), "an empty list with room");
        if count == 0 {
            return;
        }
        let last = range.start + (count as i64 - 1) * range.step;
        let inside = |position: i64| usize::try_from(position).is_ok_and(|position| position < other.len.get());
        assert!(inside(range.start) && inside(last), "a range fitted to the list");
        let (from, to) = (other.data.get(), self.data.get());
        // SAFETY: there is room for `count` items; first and last position, hence all between them, are below the other's
        // length; the buffers are different ones, for this list is empty.
        unsafe {
            if range.step == 1 {
                std::ptr::copy_nonoverlapping(from.add(range.start as usize), to, count);
            } else if range.step == -1 {
                let first = from.add(last as usize);
                for at in 0..count {
                    *to.add(at) = *first.add(count - 1 - at);
                }
            } else {
                for (at, position) in range.positions().enumerate() {
                    *to.add(at) = *from.add(position);
                }
            }
        }
        self.len.set(count);
    }
    /// Removes the last item.
    #[inline]
    pub fn pop(&self) -> Option<Value> {
        let len = self.len.get().checked_sub(1)?;
        self.len.set(len);
        // SAFETY: was below len.
        Some(unsafe { *self.data.get().add(len) })
    }
    fn take_vec(&self) -> Vec<Value> {
        let empty: Vec<Value> = Vec::new();
        let mut empty = std::mem::ManuallyDrop::new(empty);
        let (data, len, capacity) = (self.data.replace(empty.as_mut_ptr()), self.len.replace(0), self.capacity.replace(0));
        // SAFETY: these three describe a Vec given away by `put_vec` or `new_list`.
        unsafe { Vec::from_raw_parts(data, len, capacity) }
    }
    fn put_vec(&self, vec: Vec<Value>) {
        let mut vec = std::mem::ManuallyDrop::new(vec);
        self.data.set(vec.as_mut_ptr());
        self.len.set(vec.len());
        self.capacity.set(vec.capacity());
    }
}

impl Runtime {
    /// New list owning `items`; they are rooted while the cell is allocated.
    pub fn new_list(&mut self, items: Vec<Value>) -> Gc<List> {
        let list = self.guarding(&items, |rt| rt.new_empty_list());
        self.heap.account_external(items.capacity() as isize * 8);
        list.put_vec(items);
        list
    }

    /// New empty list with room for so many items.
    pub(crate) fn new_list_with_room(&mut self, count: usize) -> Gc<List> {
        let list = self.new_empty_list();
        if count != 0 {
            // The parts are stored as they are: a `Vec` passed on through memory is read before its writes are done.
            let mut vec = std::mem::ManuallyDrop::new(self.heap.buffers.take(count));
            let (data, capacity) = (vec.as_mut_ptr(), vec.capacity());
            self.heap.account_external(capacity as isize * 8);
            list.data.set(data);
            list.capacity.set(capacity);
        }
        list
    }

    /// New empty list. Accumulate into it rather than into a `Vec` when guest code runs in between.
    pub fn new_empty_list(&mut self) -> Gc<List> {
        let mut empty = std::mem::ManuallyDrop::new(Vec::<Value>::new());
        self.allocate(List {
            header: Header::new(Kind::List, ShapeId(Kind::List as u32)),
            data: Cell::new(empty.as_mut_ptr()),
            len: Cell::new(0),
            capacity: Cell::new(0),
        })
    }

    /// New list of a slice that the collector sees.
    pub fn new_list_from(&mut self, items: &[Value]) -> Gc<List> {
        let mut copy = self.heap.buffers.take(items.len());
        copy.extend_from_slice(items);
        self.new_list(copy)
    }

    /// A `Vec` with room for `count` values, or `MemoryError`.
    pub fn try_vec(&mut self, count: usize) -> Result<Vec<Value>> {
        if count <= crate::heap::MOST_KEPT {
            return Ok(self.heap.buffers.take(count));
        }
        let mut v = Vec::new();
        if count > self.max_items() || !self.has_room(count * 8) || v.try_reserve_exact(count).is_err() {
            return Err(self.memory_error());
        }
        Ok(v)
    }

    /// Most values that one container may hold: what main memory could.
    pub fn max_items(&self) -> usize {
        self.memory_bytes / 8
    }

    /// Raises `MemoryError`.
    #[cold]
    pub fn memory_error(&mut self) -> Raised {
        let class = self.exceptions.memory_error;
        self.raise_class(class)
    }
}
