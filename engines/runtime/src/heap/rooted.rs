//! `RootedVec`: a growable sequence of values that the collector sees.

use super::Heap;
use crate::value::Value;
use std::ptr;

struct Node {
    previous: *mut Node,
    next: *mut Node,
    values: Vec<Value>,
}

/// All rooted vectors of a heap: a ring through a sentinel that lives as long as the heap.
pub(crate) struct RootedList {
    sentinel: *mut Node,
}

impl RootedList {
    pub(super) fn new() -> RootedList {
        let sentinel = Box::into_raw(Box::new(Node { previous: ptr::null_mut(), next: ptr::null_mut(), values: Vec::new() }));
        // SAFETY: just allocated.
        unsafe {
            (*sentinel).previous = sentinel;
            (*sentinel).next = sentinel;
        }
        RootedList { sentinel }
    }

    /// The values of every rooted vector.
    pub(super) fn all(&self) -> Vec<Value> {
        let mut out = Vec::new();
        // SAFETY: nodes of the ring are alive: a RootedVec unlinks its node when dropped.
        unsafe {
            let mut node = (*self.sentinel).next;
            while node != self.sentinel {
                out.extend_from_slice(&(*node).values);
                node = (*node).next;
            }
        }
        out
    }
}

/// A `Vec<Value>` registered with the heap while it exists.
pub struct RootedVec {
    node: *mut Node,
}

impl RootedVec {
    /// Empty, registered with `heap`.
    pub fn new(heap: &mut Heap) -> RootedVec {
        RootedVec::with_capacity(heap, 0)
    }

    /// Empty with room for `capacity` values.
    pub fn with_capacity(heap: &mut Heap, capacity: usize) -> RootedVec {
        let sentinel = heap.rooted.sentinel;
        let node = Box::into_raw(Box::new(Node { previous: sentinel, next: ptr::null_mut(), values: Vec::with_capacity(capacity) }));
        // SAFETY: the sentinel and its successor are alive; the new node is linked between them.
        unsafe {
            let next = (*sentinel).next;
            (*node).next = next;
            (*sentinel).next = node;
            (*next).previous = node;
        }
        RootedVec { node }
    }

    /// Copy of a slice.
    pub fn from_slice(heap: &mut Heap, values: &[Value]) -> RootedVec {
        let mut v = RootedVec::with_capacity(heap, values.len());
        v.extend_from_slice(values);
        v
    }
}

impl std::ops::Deref for RootedVec {
    type Target = Vec<Value>;
    fn deref(&self) -> &Vec<Value> {
        // SAFETY: the node is alive until drop and only this RootedVec hands out references to its vector; the
        // collector reads it only while no Rust code runs.
        unsafe { &(*self.node).values }
    }
}

impl std::ops::DerefMut for RootedVec {
    fn deref_mut(&mut self) -> &mut Vec<Value> {
        // SAFETY: as above, and `self` is borrowed mutably.
        unsafe { &mut (*self.node).values }
    }
}

impl Drop for RootedVec {
    fn drop(&mut self) {
        // SAFETY: the node is linked between live neighbours and is unlinked and freed exactly once.
        unsafe {
            let node = Box::from_raw(self.node);
            (*node.previous).next = node.next;
            (*node.next).previous = node.previous;
        }
    }
}
