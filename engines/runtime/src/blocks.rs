//! The allocator of a process that runs guest programs: free lists per thread and size, over the system's.
//!
//! A collection frees the tables and texts of everything that died at once. The system's allocator then merges neighbours
//! and splits them again for what follows; here a block goes onto the list of its size and comes back from it, a few
//! instructions each way. Memory of small blocks is never given back to the system, that of larger ones seldom, and a
//! block belongs to whichever thread freed it last. What is very large comes from the system, which is asked to back it by
//! huge pages. A binary opts in by `#[global_allocator]`.

use crate::memory::{SMALL_PAGES, prefer_huge_pages};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// Unit of sizes, and alignment of every small block.
const GRANULE: usize = 16;
/// Largest block from the lists.
const MAX_SMALL: usize = 1024;
/// What is taken from the system at a time.
const CHUNK: usize = 64 * 1024;

/// A free block holds the next one of its size.
type Link = Cell<*mut u8>;

struct Pool {
    free: [Link; MAX_SMALL / GRANULE + 1],
    bump: Cell<*mut u8>,
    left: Cell<usize>,
}

thread_local! {
    // Constant and without destructor: reaching it neither allocates nor can fail.
    static POOL: Pool = const { Pool { free: [const { Cell::new(null_mut()) }; MAX_SMALL / GRANULE + 1], bump: Cell::new(null_mut()), left: Cell::new(0) } };
}

mod system {
    /// Tells the system's allocator to keep what a collection frees, for the program will ask for as much again; given
    /// back and taken anew, every page costs a fault. Blocks of 32 MiB and more still come and go as mappings.
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    pub(super) fn keep_freed_memory() {
        /// `M_TRIM_THRESHOLD`, `M_MMAP_THRESHOLD` and `M_ARENA_MAX` of malloc.h.
        const TRIM_THRESHOLD: i32 = -1;
        const MMAP_THRESHOLD: i32 = -3;
        const ARENA_MAX: i32 = -8;
        unsafe extern "C" {
            safe fn mallopt(parameter: i32, value: i32) -> i32;
        }
        // A refusal (0) leaves the defaults, which are correct and slower.
        let _ = mallopt(MMAP_THRESHOLD, 32 << 20);
        let _ = mallopt(TRIM_THRESHOLD, 64 << 20);
        // Arenas of threads are made of heaps of 64 MiB, which are given back as soon as they are free.
        let _ = mallopt(ARENA_MAX, 1);
    }
    #[cfg(not(all(target_os = "linux", target_env = "gnu")))]
    pub(super) fn keep_freed_memory() {}
}

impl Pool {
    #[inline(always)]
    fn take(&self, class: usize) -> *mut u8 {
        let head = self.free[class].get();
        if head.is_null() {
            return self.carve(class);
        }
        // SAFETY: a block on a list is free, at least a granule long, and begins with its link.
        self.free[class].set(unsafe { *(head as *mut *mut u8) });
        head
    }

    #[inline(always)]
    fn give(&self, block: NonNull<u8>, class: usize) {
        // SAFETY: the block is free from now on, aligned and at least a granule long.
        unsafe { *(block.as_ptr() as *mut *mut u8) = self.free[class].get() };
        self.free[class].set(block.as_ptr());
    }

    #[cold]
    #[inline(never)]
    fn carve(&self, class: usize) -> *mut u8 {
        let bytes = class * GRANULE;
        if self.left.get() < bytes {
            if self.bump.get().is_null() {
                system::keep_freed_memory();
            }
            // The rest of the old chunk becomes a block of the size it has.
            if let Some(rest) = NonNull::new(self.bump.get()).filter(|_| self.left.get() >= GRANULE) {
                self.give(rest, self.left.get() / GRANULE);
            }
            // SAFETY: the layout is not empty.
            let chunk = unsafe { System.alloc(Layout::from_size_align_unchecked(CHUNK, GRANULE)) };
            if chunk.is_null() {
                self.left.set(0);
                return chunk;
            }
            self.bump.set(chunk);
            self.left.set(CHUNK);
        }
        let block = self.bump.get();
        // SAFETY: at least `bytes` are left of the chunk.
        self.bump.set(unsafe { block.add(bytes) });
        self.left.set(self.left.get() - bytes);
        block
    }
}

/// What the system gave for a block, with advice on its pages.
#[inline]
fn advised(block: *mut u8, size: usize) -> *mut u8 {
    if size >= SMALL_PAGES && !block.is_null() {
        prefer_huge_pages(block as usize, size);
    }
    block
}

/// See the module.
pub struct Blocks;

#[inline(always)]
fn class_of(layout: Layout) -> Option<usize> {
    (layout.size() <= MAX_SMALL && layout.align() <= GRANULE).then(|| layout.size().div_ceil(GRANULE).max(1))
}

// SAFETY: a block is on one list or in one caller's hands; blocks are cut from chunks without overlap, are as large as
// their class says and aligned to a granule. What is no small block goes to the system both ways, by the same test.
unsafe impl GlobalAlloc for Blocks {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        match class_of(layout) {
            Some(class) => POOL.with(|pool| pool.take(class)),
            // SAFETY: passed on.
            None => advised(unsafe { System.alloc(layout) }, layout.size()),
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        match (class_of(layout), NonNull::new(block)) {
            (Some(class), Some(block)) => POOL.with(|pool| pool.give(block, class)),
            // SAFETY: passed on.
            _ => unsafe { System.dealloc(block, layout) },
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if class_of(layout).is_none() {
            // SAFETY: passed on.
            return advised(unsafe { System.alloc_zeroed(layout) }, layout.size());
        }
        // SAFETY: as `alloc`; what it gives is as large as the layout says.
        unsafe {
            let block = self.alloc(layout);
            if !block.is_null() {
                block.write_bytes(0, layout.size());
            }
            block
        }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller promises that the size is valid for the alignment.
        let new_layout = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        match (class_of(layout), class_of(new_layout)) {
            // SAFETY: passed on.
            (None, None) => advised(unsafe { System.realloc(block, layout, new_size) }, new_size),
            (old, new) if old == new => block,
            // SAFETY: the old block is live with the old size, and the new one does not overlap it.
            _ => unsafe {
                let moved = self.alloc(new_layout);
                if !moved.is_null() {
                    moved.copy_from_nonoverlapping(block, layout.size().min(new_size));
                    self.dealloc(block, layout);
                }
                moved
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks of many sizes keep what was written into them, through growth and reuse.
    #[test]
    fn blocks_do_not_overlap() {
        let mut live: Vec<(*mut u8, Layout, u8)> = Vec::new();
        for round in 0..20_000usize {
            let size = 1 + round * 7919 % 1500;
            let layout = Layout::from_size_align(size, 1 << (round % 5)).expect("a power of two");
            let tag = round as u8;
            // SAFETY: the layout is not empty; each block is written within its size and freed once, with its layout.
            unsafe {
                let block = if round % 3 == 0 { Blocks.alloc_zeroed(layout) } else { Blocks.alloc(layout) };
                assert!((block as usize).is_multiple_of(layout.align()));
                if round % 3 == 0 {
                    assert!((0..size).all(|i| *block.add(i) == 0));
                }
                block.write_bytes(tag, size);
                live.push((block, layout, tag));
                if round % 2 == 1 {
                    let (block, layout, tag) = live.swap_remove(round * 31 % live.len());
                    assert!((0..layout.size()).all(|i| *block.add(i) == tag), "round {round}");
                    let grown = Blocks.realloc(block, layout, layout.size() * 2);
                    assert!((0..layout.size()).all(|i| *grown.add(i) == tag), "round {round}");
                    let layout = Layout::from_size_align(layout.size() * 2, layout.align()).expect("as before");
                    Blocks.dealloc(grown, layout);
                }
            }
        }
    }
}
