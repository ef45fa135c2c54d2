//! How much memory a guest program may use: main memory, or what is left of a limited address space (`ulimit -v`).
//!
//! What one operation asks for at once (a text, a list, a repetition) raises `MemoryError` when it does not fit beside
//! what is there. Where a container grows step by step or a cell is made, nothing can be raised: the process then ends
//! with CPython's last line and exit code, [`Runtime::out_of_memory`].

use crate::Runtime;
use crate::value::Result;
use rustix::process::{Resource, getrlimit};
use std::io::Write;

/// What an engine reserves for itself must be small beside this.
pub const LEAST_ADDRESS_SPACE: usize = 512 << 20;

/// Requests up to this size are not worth a question.
const CERTAIN: usize = 1 << 16;

/// Bytes of address space that this process may have; none: as much as it likes.
pub fn address_space() -> Option<usize> {
    getrlimit(Resource::As).current.and_then(|bytes| usize::try_from(bytes).ok())
}

/// How much address space to reserve for something that would like `wish` bytes: where it is limited, no more than one
/// in so many `parts`. Whole pages.
pub fn reservation(wish: usize, parts: usize) -> usize {
    address_space().map_or(wish, |all| wish.min(all / parts)) & !0xFFFF
}

/// Bytes that a program may fill: main memory, or half of a limited address space, since the heap reserves more than it
/// fills and what grows is copied.
pub(crate) fn memory_bytes() -> usize {
    let info = rustix::system::sysinfo();
    let all = (info.totalram as usize).saturating_mul(info.mem_unit.max(1) as usize);
    address_space().map_or(all, |bytes| all.min(bytes / 2))
}

/// Unit in which the system takes advice on pages.
const PAGE: usize = 4096;

/// Size and alignment of the larger pages of common processors, in bytes.
pub(crate) const HUGE_PAGE: usize = 2 << 20;

/// So much of anything that grows is left to small pages: who needs no more takes no more.
pub(crate) const SMALL_PAGES: usize = 8 << 20;

/// Asks the system to back memory by huge pages where it can: fewer faults, and fewer misses of the address translation
/// where a program looks here and there in much data.
pub(crate) fn prefer_huge_pages(start: usize, bytes: usize) {
    #[cfg(target_os = "linux")]
    {
        let first = start.next_multiple_of(PAGE);
        let bytes = (start + bytes).saturating_sub(first) / PAGE * PAGE;
        // SAFETY: this advice changes neither what memory holds nor who may use it; for memory that is not there, and on a
        // system without such pages, the answer is an error, which changes nothing.
        let _ = unsafe { rustix::mm::madvise(first as *mut std::ffi::c_void, bytes, rustix::mm::Advice::LinuxHugepage) };
    }
}

impl Runtime {
    /// Whether memory has room for so many bytes beside what is there. Garbage counts as there until the next collection,
    /// which the answer "no" brings about at the next allocation.
    #[inline]
    pub fn has_room(&mut self, bytes: usize) -> bool {
        bytes <= CERTAIN || self.find_room(bytes)
    }

    #[cold]
    fn find_room(&mut self, bytes: usize) -> bool {
        let fits = self.heap.used_bytes().saturating_add(bytes) <= self.memory_bytes;
        if !fits && bytes <= self.memory_bytes {
            self.heap.collect_soon();
        }
        fits
    }

    /// As [`Runtime::has_room`], after a collection if need be.
    ///
    /// # Safety of memory
    /// For callers whose values are all on the native stack or rooted, as for any allocation.
    pub(crate) fn find_room_collecting(&mut self, bytes: usize) -> bool {
        self.has_room(bytes)
            || bytes <= self.memory_bytes && {
                self.collect();
                self.has_room(bytes)
            }
    }

    /// For a buffer of so many bytes that grows by half or doubles, by `more` bytes at least; collects if need be, as
    /// [`Runtime::find_room_collecting`].
    ///
    /// # Errors
    /// `MemoryError`.
    #[inline]
    pub(crate) fn room_to_grow(&mut self, bytes: usize, more: usize) -> Result<()> {
        if self.find_room_collecting(bytes + bytes.max(more)) { Ok(()) } else { Err(self.memory_error()) }
    }

    /// Ends the process where a container that grows has no room for so many bytes and no error can be raised. Nothing
    /// is collected here, for callers may hold values that no root knows, so what was handed out since the last
    /// collection, which may be garbage, is given half as much room again; the next allocation collects.
    #[inline]
    pub(crate) fn demand_room(&mut self, bytes: usize) {
        if !self.has_room(bytes) && !self.fits_without_garbage(bytes) {
            self.out_of_memory(bytes);
        }
    }

    #[cold]
    fn fits_without_garbage(&self, bytes: usize) -> bool {
        let live = self.heap.counters().live_bytes as usize;
        live.saturating_add(bytes) <= self.memory_bytes
            && self.heap.used_bytes().saturating_add(bytes) <= self.memory_bytes.saturating_add(self.memory_bytes / 2)
    }

    /// Ends the process: there is no memory for a cell or a text, and none to raise an error in the program.
    #[cold]
    pub(crate) fn out_of_memory(&mut self, bytes: usize) -> ! {
        let _ = self.stdout.flush();
        let _ = writeln!(self.stderr, "spectrum: no memory for {bytes} bytes\nMemoryError");
        let _ = self.stderr.flush();
        std::process::exit(1);
    }
}
