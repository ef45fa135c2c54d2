//! Native stacks as roots, and reservation of address space.
//!
//! A collection scans the running stack from the current stack pointer to its base, with the callee-saved registers
//! spilled first. An engine that runs guest code on other stacks (coroutines) switches the base with
//! [`crate::heap::Heap::switch_stack`] and scans suspended ones itself as a root source.

use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous, munmap};

/// Part of a native stack: `low` is the stack pointer, `high` the base (stacks grow down).
#[derive(Clone, Copy, Debug)]
pub struct StackBounds {
    /// Lowest live address.
    pub low: usize,
    /// One past the highest.
    pub high: usize,
}

/// Bookkeeping of stacks in use.
#[derive(Default)]
pub(crate) struct StackState {
    base: usize,
    parents: Vec<StackBounds>,
    current: usize,
}

/// What [`super::Heap::switch_stack`] replaced.
#[must_use]
pub struct SavedStack {
    base: usize,
}

impl StackState {
    pub(crate) fn has_base(&self) -> bool {
        self.base != 0
    }
    pub(crate) fn set_base(&mut self, base: usize) -> usize {
        std::mem::replace(&mut self.base, base)
    }
    pub(crate) fn set_current(&mut self, sp: usize) {
        self.current = sp;
    }
    pub(crate) fn segments(&self) -> Vec<(usize, usize)> {
        let mut all = vec![(self.current, self.base)];
        all.extend(self.parents.iter().map(|b| (b.low, b.high)));
        all
    }
}

impl super::Heap {
    /// Guest code is about to run on another native stack whose base is `base`; the present one stays a root from
    /// the caller's frame upwards. `low` is an address below everything live on the present stack.
    #[inline]
    pub fn switch_stack(&mut self, low: usize, base: usize) -> SavedStack {
        let previous = self.stack.base;
        self.stack.parents.push(StackBounds { low, high: previous });
        self.stack.base = base;
        SavedStack { base: previous }
    }

    /// Back on the stack left by [`Self::switch_stack`].
    #[inline]
    pub fn restore_stack(&mut self, saved: SavedStack) {
        self.stack.parents.pop();
        self.stack.base = saved.base;
    }
}

impl crate::Runtime {
    /// Every aligned word of the native stacks in use, saved registers among them: a return address into machine code that
    /// is running is one of them. False, and no words, where the base of the stack is not known.
    pub fn native_stack_words(&mut self, mut visit: impl FnMut(usize)) -> bool {
        if !self.heap.stack.has_base() {
            return false;
        }
        with_spilled_registers(|sp| {
            self.heap.stack.set_current(sp);
            for (low, high) in self.heap.stack.segments() {
                let mut place = (low + 7) & !7;
                while place + 8 <= high {
                    // SAFETY: the segments are parts of native stacks in use, from the recorded stack pointer to the base;
                    // volatile because other code owns these bytes.
                    visit(unsafe { std::ptr::read_volatile(place as *const usize) });
                    place += 8;
                }
            }
        });
        true
    }
}

/// Calls `f` with the address of a buffer into which the callee-saved registers were spilled; that address is also a
/// lower bound of every live frame of the caller.
#[inline(never)]
pub(crate) fn with_spilled_registers<R>(f: impl FnOnce(usize) -> R) -> R {
    let mut registers = [0usize; 12];
    let p = registers.as_mut_ptr();
    #[cfg(target_arch = "x86_64")]
    // SAFETY: stores six registers into the buffer.
    unsafe {
        std::arch::asm!(
            "mov [{p}], rbx", "mov [{p} + 8], rbp", "mov [{p} + 16], r12",
            "mov [{p} + 24], r13", "mov [{p} + 32], r14", "mov [{p} + 40], r15",
            p = in(reg) p, options(nostack, preserves_flags)
        );
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: stores twelve registers into the buffer.
    unsafe {
        std::arch::asm!(
            "stp x19, x20, [{p}]", "stp x21, x22, [{p}, #16]", "stp x23, x24, [{p}, #32]",
            "stp x25, x26, [{p}, #48]", "stp x27, x28, [{p}, #64]", "str x29, [{p}, #80]",
            p = in(reg) p, options(nostack, preserves_flags)
        );
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    compile_error!("the conservative stack scan knows x86_64 and aarch64");
    let result = f(p as usize);
    std::hint::black_box(&registers);
    result
}

/// Reserves `bytes` of address space aligned to `align`, halving the wish until it is granted (at least 64 MiB).
pub(super) fn reserve(mut bytes: usize, align: usize) -> Option<(usize, usize)> {
    while bytes >= 64 << 20 {
        // SAFETY: a new private anonymous mapping.
        let mapped = unsafe {
            mmap_anonymous(std::ptr::null_mut(), bytes + align, ProtFlags::READ | ProtFlags::WRITE, MapFlags::PRIVATE | MapFlags::NORESERVE)
        };
        if let Ok(p) = mapped {
            return Some(((p as usize).next_multiple_of(align), bytes));
        }
        bytes = bytes / 2 / align * align;
    }
    None
}

/// Gives the reservation back (the alignment slack at its ends stays reserved).
pub(super) fn release(base: usize, bytes: usize) {
    // SAFETY: the range is inside a mapping made by `reserve`, and the heap is being dropped.
    let _ = unsafe { munmap(base as *mut std::ffi::c_void, bytes) };
}
