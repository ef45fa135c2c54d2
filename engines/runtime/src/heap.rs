//! The heap: size classes in 64 KiB blocks, bump allocation in free runs, non-moving mark-sweep.
//!
//! Nothing moves, so machine code may keep raw pointers. Allocation takes the next cell of a *free run* (two loads, an
//! add, a compare); the collector runs only when a run is used up ([`crate::Runtime::collect`] decides), so every other
//! line of Rust may hold raw values on its stack: the native stack is scanned conservatively, interior pointers
//! included. What the collector cannot see is memory from `malloc`: temporary sequences of values live in
//! [`RootedVec`], never in a plain `Vec`.
//!
//! Each block has two bitmaps with one bit per 16 bytes: `alloc` (a cell starts here and was handed out) and `mark`.
//! After marking, `alloc = mark`, and the zero bits are the next free runs. Cells larger than [`MAX_SMALL`] are
//! allocated one by one and found through an ordered map. Cells whose kind needs finalizing live in blocks of their
//! own, so that sweeping the others never touches dead memory. So do leaves, cells that hold no references: marking one
//! sets its bit and does not touch its memory.

mod buffers;
mod rooted;
mod stack;

pub(crate) use buffers::MOST_KEPT;
pub use buffers::{Accounted, Released};
pub use rooted::RootedVec;
pub(crate) use stack::with_spilled_registers;
pub use stack::{SavedStack, StackBounds};

use crate::object::dict::Dict;
use crate::object::list::List;
use crate::object::{Header, Kind, finalize_cell, trace_cell};
use crate::value::Value;
use std::alloc::Layout;
use std::collections::BTreeMap;
use std::ptr::NonNull;

/// Bytes of a block; blocks are aligned to it.
const BLOCK_SIZE: usize = 64 * 1024;
/// Alignment of cells and unit of the bitmaps.
const GRANULE: usize = 16;
const BITMAP_WORDS: usize = BLOCK_SIZE / GRANULE / 64;
/// Largest cell that lives in a block.
pub const MAX_SMALL: usize = 2048;
/// Cell sizes.
const SIZE_CLASSES: [u16; 22] =
    [16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 640, 768, 1024, 1280, 1536, 2048];
/// Allocation runs: each size class without and with finalizers, each with and without references to trace.
pub const RUN_COUNT: usize = SIZE_CLASSES.len() * RUNS_PER_CLASS;
const RUNS_PER_CLASS: usize = 4;
/// Bit of a run's index: its cells need finalizing.
const FINALIZED: u8 = 1;
/// Bit of a run's index: its cells hold no references, so marking never looks at them.
const LEAF: u8 = 2;
/// Smallest amount of allocation between two collections: small enough that young memory stays in the caches.
const MIN_THRESHOLD: usize = 4 << 20;

/// Allocation between two collections beyond the part of the live memory, but no more than three times that: it halves the
/// marking of heaps of a few megabytes, and programs with little live stay at [`MIN_THRESHOLD`].
const SPARE: usize = 8 << 20;

const fn class_table() -> [u8; MAX_SMALL / GRANULE + 1] {
    let mut table = [0u8; MAX_SMALL / GRANULE + 1];
    let mut granules = 0;
    let mut class = 0;
    while granules < table.len() {
        if granules * GRANULE > SIZE_CLASSES[class] as usize {
            class += 1;
        }
        table[granules] = class as u8;
        granules += 1;
    }
    table
}
static CLASS_OF_GRANULES: [u8; MAX_SMALL / GRANULE + 1] = class_table();

/// What the collector has to know of a cell before it is allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Care {
    /// Dead cells are finalized.
    pub finalize: bool,
    /// The cell holds no references.
    pub leaf: bool,
}

impl Care {
    /// What holds references and is not finalized.
    pub const TRACED: Care = Care { finalize: false, leaf: false };
    /// What holds no references and is not finalized.
    pub const LEAF: Care = Care { finalize: false, leaf: true };

    /// Of all cells of a type.
    pub(crate) const fn of<T: crate::object::Object>() -> Care {
        Care { finalize: T::FINALIZE, leaf: T::LEAF }
    }
}

/// Index into the allocation runs for a small cell.
#[inline(always)]
pub fn run_index(bytes: usize, care: Care) -> usize {
    debug_assert!(bytes <= MAX_SMALL);
    let bits = (care.finalize as u8 * FINALIZED) | (care.leaf as u8 * LEAF);
    CLASS_OF_GRANULES[bytes.div_ceil(GRANULE)] as usize * RUNS_PER_CLASS + bits as usize
}

/// Bytes that a small cell takes: the distance to the next one of its run.
#[inline(always)]
pub fn cell_bytes(bytes: usize) -> usize {
    usize::from(SIZE_CLASSES[CLASS_OF_GRANULES[bytes.div_ceil(GRANULE)] as usize])
}

/// A stretch of free cells of one size class; `bump == limit` means used up.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct AllocRun {
    /// Next free cell.
    pub bump: usize,
    /// End of the stretch.
    pub limit: usize,
}

struct Block {
    alloc: [u64; BITMAP_WORDS],
    mark: [u64; BITMAP_WORDS],
    /// 0: the block is free.
    cell_size: u32,
    run: u8,
    /// First granule not yet offered as part of a free run since the last sweep.
    cursor: u32,
}

impl Block {
    fn new(run: usize) -> Block {
        let cell_size = SIZE_CLASSES[run / RUNS_PER_CLASS] as u32;
        Block { alloc: [0; BITMAP_WORDS], mark: [0; BITMAP_WORDS], cell_size, run: run as u8, cursor: 0 }
    }

    fn cell_count(&self) -> u32 {
        (BLOCK_SIZE as u32) / self.cell_size
    }
}

#[inline(always)]
fn bit(map: &[u64; BITMAP_WORDS], granule: usize) -> bool {
    map[granule >> 6] >> (granule & 63) & 1 != 0
}
#[inline(always)]
fn set_bit(map: &mut [u64; BITMAP_WORDS], granule: usize) {
    map[granule >> 6] |= 1 << (granule & 63);
}
#[inline(always)]
fn clear_bit(map: &mut [u64; BITMAP_WORDS], granule: usize) {
    map[granule >> 6] &= !(1 << (granule & 63));
}

/// Where cells start in a block of each size class, laid out as its bitmaps.
static CELL_STARTS: [[u64; BITMAP_WORDS]; SIZE_CLASSES.len()] = cell_starts();

/// Granules of a block of each size class that its cells take.
static CELLS_END: [u16; SIZE_CLASSES.len()] = cells_end();

const fn cells_end() -> [u16; SIZE_CLASSES.len()] {
    let mut ends = [0; SIZE_CLASSES.len()];
    let mut class = 0;
    while class < ends.len() {
        let size = SIZE_CLASSES[class] as usize;
        ends[class] = (BLOCK_SIZE / size * size / GRANULE) as u16;
        class += 1;
    }
    ends
}

const fn cell_starts() -> [[u64; BITMAP_WORDS]; SIZE_CLASSES.len()] {
    let mut maps = [[0; BITMAP_WORDS]; SIZE_CLASSES.len()];
    let mut class = 0;
    while class < maps.len() {
        let size = SIZE_CLASSES[class] as usize;
        let mut cell = 0;
        while cell < BLOCK_SIZE / size {
            let granule = cell * size / GRANULE;
            maps[class][granule / 64] |= 1 << (granule % 64);
            cell += 1;
        }
        class += 1;
    }
    maps
}

/// First bit that is set at or after an index, in the words of a bitmap.
#[inline]
fn next_bit(from: usize, word_at: impl Fn(usize) -> u64) -> Option<usize> {
    let mut mask = u64::MAX << (from % 64);
    for word in from / 64..BITMAP_WORDS {
        let bits = word_at(word) & mask;
        if bits != 0 {
            return Some(word * 64 + bits.trailing_zeros() as usize);
        }
        mask = u64::MAX;
    }
    None
}

struct Large {
    layout: Layout,
    marked: bool,
}

/// Counts for `--stats` and for the policy.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeapCounters {
    /// Collections so far.
    pub collections: u64,
    /// Bytes handed out in cells since the start (whole runs are counted when taken).
    pub allocated_bytes: u64,
    /// Bytes live after the last collection, buffers outside cells included.
    pub live_bytes: u64,
}

/// The heap of one runtime. `runs` comes first: machine code allocates through it.
#[repr(C)]
pub struct Heap {
    /// Current free run of each size class.
    pub runs: [AllocRun; RUN_COUNT],
    base: usize,
    reserved: usize,
    blocks: Vec<Block>,
    free_blocks: Vec<u32>,
    partial: [Vec<u32>; RUN_COUNT],
    large: BTreeMap<usize, Large>,
    since_collection: usize,
    external: isize,
    threshold: usize,
    /// Most bytes that may be live.
    memory_bytes: usize,
    counters: HeapCounters,
    pub(crate) buffers: buffers::Buffers,
    pub(crate) rooted: rooted::RootedList,
    pub(crate) stack: stack::StackState,
    /// Slices outside the heap that are roots for the moment (address, length).
    pub(crate) guarded: Vec<(usize, usize)>,
    /// States of library objects that are being allocated.
    pub(crate) guarded_states: Vec<*const dyn crate::object::native::NativeState>,
    /// Collect at every so many allocations, and overwrite dead cells; 0: as the policy says. A missed root then shows
    /// at once, not after millions of allocations.
    pub stress: u32,
    stress_left: u32,
    /// `gc.disable()`.
    pub enabled: bool,
}

impl Heap {
    /// Reserves address space; memory is touched only when used.
    ///
    /// # Panics
    /// When not even 64 MiB of address space can be reserved, see [`crate::memory::LEAST_ADDRESS_SPACE`].
    pub(crate) fn new() -> Heap {
        let wish = crate::memory::reservation(64 << 30, 4);
        let (base, reserved) = stack::reserve(wish, BLOCK_SIZE).expect("at least 64 MiB of address space for the heap");
        let small = (base + crate::memory::SMALL_PAGES).next_multiple_of(crate::memory::HUGE_PAGE) - base;
        crate::memory::prefer_huge_pages(base + small, reserved - small);
        Heap {
            runs: [AllocRun { bump: 0, limit: 0 }; RUN_COUNT],
            base,
            reserved,
            blocks: Vec::new(),
            free_blocks: Vec::new(),
            partial: std::array::from_fn(|_| Vec::new()),
            large: BTreeMap::new(),
            since_collection: 0,
            external: 0,
            threshold: MIN_THRESHOLD,
            memory_bytes: crate::memory::memory_bytes(),
            counters: HeapCounters::default(),
            buffers: buffers::Buffers::new(),
            rooted: rooted::RootedList::new(),
            stack: stack::StackState::default(),
            guarded: Vec::new(),
            guarded_states: Vec::new(),
            stress: 0,
            stress_left: 0,
            enabled: true,
        }
    }

    /// Counts so far.
    pub fn counters(&self) -> HeapCounters {
        self.counters
    }

    /// Takes a cell without collecting, if the current run has one left.
    #[inline(always)]
    pub(crate) fn try_allocate(&mut self, bytes: usize, care: Care) -> Option<NonNull<u8>> {
        if bytes > MAX_SMALL {
            return None;
        }
        let run = &mut self.runs[run_index(bytes, care)];
        let cell = run.bump;
        if cell == run.limit {
            return None;
        }
        run.bump = cell + cell_bytes(bytes);
        NonNull::new(cell as *mut u8)
    }

    /// Whether the policy wants a collection before more memory is handed out.
    pub(crate) fn wants_collection(&mut self) -> bool {
        if self.stress != 0 {
            self.stress_left = self.stress_left.saturating_sub(1);
            if self.stress_left == 0 {
                self.stress_left = self.stress;
                return self.stack.has_base();
            }
        }
        self.enabled && self.since_collection >= self.threshold && self.stack.has_base()
    }

    /// Records memory owned by cells outside the heap, in bytes; negative when it is given back. Cells are small beside
    /// the buffers that they own, and the policy is asked only when a run of cells is used up: when buffers reach the
    /// threshold, the runs end here, so that the next allocation asks.
    #[inline]
    pub fn account_external(&mut self, delta: isize) {
        self.external += delta;
        if delta > 0 {
            self.since_collection += delta as usize;
            if self.since_collection >= self.threshold {
                self.end_runs();
            }
        }
    }

    /// Bytes live after the last collection, and those handed out since.
    pub(crate) fn used_bytes(&self) -> usize {
        self.counters.live_bytes as usize + self.since_collection
    }

    /// The next allocation collects.
    pub(crate) fn collect_soon(&mut self) {
        self.since_collection = self.since_collection.max(self.threshold);
        self.end_runs();
    }

    #[cold]
    #[inline(never)]
    fn end_runs(&mut self) {
        if self.enabled && self.stack.has_base() {
            self.retire_runs();
        }
    }

    /// Finds the next free run of a class, in a used block or a new one; false when the reserved memory is used up.
    pub(crate) fn refill(&mut self, run: usize) -> bool {
        loop {
            let Some(&index) = self.partial[run].last() else {
                let Some(index) = self.new_block(run) else { return false };
                self.partial[run].push(index);
                continue;
            };
            if let Some(found) = self.next_run(index, run) {
                self.since_collection += found.limit - found.bump;
                self.counters.allocated_bytes += (found.limit - found.bump) as u64;
                self.runs[run] = found;
                return true;
            }
            self.partial[run].pop();
        }
    }

    fn next_run(&mut self, index: u32, run: usize) -> Option<AllocRun> {
        let stress = self.stress != 0;
        let block = &mut self.blocks[index as usize];
        let class = run / RUNS_PER_CLASS;
        let starts = &CELL_STARTS[class];
        let cells_end = usize::from(CELLS_END[class]);
        let Some(first) = next_bit(block.cursor as usize, |word| starts[word] & !block.alloc[word]) else {
            block.cursor = cells_end as u32;
            return None;
        };
        let end = match stress {
            true => first + block.cell_size as usize / GRANULE,
            false => next_bit(first, |word| block.alloc[word]).unwrap_or(cells_end),
        };
        let words = first / 64..end.div_ceil(64);
        for (at, (word, starts)) in words.clone().zip(block.alloc[words.clone()].iter_mut().zip(&starts[words])) {
            let from = u64::MAX << first.saturating_sub(at * 64);
            let to = if end >= at * 64 + 64 { u64::MAX } else { (1 << (end - at * 64)) - 1 };
            *word |= starts & from & to;
        }
        block.cursor = end as u32;
        let start = self.base + index as usize * BLOCK_SIZE;
        Some(AllocRun { bump: start + first * GRANULE, limit: start + end * GRANULE })
    }

    fn new_block(&mut self, run: usize) -> Option<u32> {
        if let Some(index) = self.free_blocks.pop() {
            self.blocks[index as usize] = Block::new(run);
            return Some(index);
        }
        let index = self.blocks.len();
        if (index + 1) * BLOCK_SIZE > self.reserved {
            return None;
        }
        self.blocks.push(Block::new(run));
        Some(index as u32)
    }

    /// Allocates a cell too large for blocks, zeroed.
    pub(crate) fn allocate_large(&mut self, bytes: usize) -> Option<NonNull<u8>> {
        let layout = Layout::from_size_align(bytes, GRANULE).ok()?;
        // SAFETY: the layout is not empty.
        let p = NonNull::new(unsafe { std::alloc::alloc_zeroed(layout) })?;
        self.large.insert(p.as_ptr() as usize, Large { layout, marked: false });
        self.since_collection += bytes;
        self.counters.allocated_bytes += bytes as u64;
        Some(p)
    }

    /// Starts a collection: unused tails of the current runs become free cells again.
    pub(crate) fn retire_runs(&mut self) {
        for run in 0..RUN_COUNT {
            let AllocRun { bump, limit } = self.runs[run];
            if bump != limit {
                let index = (bump - self.base) / BLOCK_SIZE;
                let block = &mut self.blocks[index];
                let size = block.cell_size as usize;
                let start = self.base + index * BLOCK_SIZE;
                for cell in (bump - start) / size..(limit - start) / size {
                    clear_bit(&mut block.alloc, cell * size / GRANULE);
                }
            }
            self.runs[run] = AllocRun { bump: 0, limit: 0 };
        }
    }

    /// Dead instances of Python classes. To be called between marking and sweeping, with all runs retired.
    pub(crate) fn dead_instances(&self) -> usize {
        let mut count = 0;
        for (index, block) in self.blocks.iter().enumerate().filter(|(_, block)| block.cell_size != 0) {
            for word in 0..BITMAP_WORDS {
                let mut dead = block.alloc[word] & !block.mark[word];
                while dead != 0 {
                    let granule = word * 64 + dead.trailing_zeros() as usize;
                    dead &= dead - 1;
                    let cell = self.base + index * BLOCK_SIZE + granule * GRANULE;
                    // SAFETY: the cell was handed out (alloc bit) and written since, for no allocation is under way.
                    count += usize::from(unsafe { (*(cell as *const Header)).kind() } == crate::object::Kind::Instance);
                }
            }
        }
        count
    }

    /// Ends a collection: finalizes the dead, turns marks into allocation bits, sets the next threshold.
    pub(crate) fn sweep(&mut self) {
        let mut live = 0usize;
        let mut released = Released { bytes: 0, buffers: &mut self.buffers };
        for list in &mut self.partial {
            list.clear();
        }
        for index in 0..self.blocks.len() {
            let block = &mut self.blocks[index];
            if block.cell_size == 0 {
                continue;
            }
            if block.run & FINALIZED != 0 {
                for word in 0..BITMAP_WORDS {
                    let mut dead = block.alloc[word] & !block.mark[word];
                    while dead != 0 {
                        let granule = word * 64 + dead.trailing_zeros() as usize;
                        dead &= dead - 1;
                        let cell = self.base + index * BLOCK_SIZE + granule * GRANULE;
                        // SAFETY: the cell was handed out (alloc bit), was not reached (no mark bit), and loses its
                        // alloc bit below, so this happens once.
                        unsafe { finalize_cell(cell as *mut Header, &mut released) };
                    }
                }
            }
            if self.stress != 0 {
                overwrite_dead(block, self.base + index * BLOCK_SIZE);
            }
            block.alloc = block.mark;
            block.mark = [0; BITMAP_WORDS];
            block.cursor = 0;
            let count: u32 = block.alloc.iter().map(|w| w.count_ones()).sum();
            if count == 0 {
                block.cell_size = 0;
                self.free_blocks.push(index as u32);
            } else {
                live += count as usize * block.cell_size as usize;
                if count < block.cell_count() {
                    self.partial[block.run as usize].push(index as u32);
                }
            }
        }
        self.large.retain(|&address, large| {
            if large.marked {
                large.marked = false;
                live += large.layout.size();
                return true;
            }
            // SAFETY: the cell is dead and leaves the map here; its memory came from `alloc` with this layout.
            unsafe {
                finalize_cell(address as *mut Header, &mut released);
                std::alloc::dealloc(address as *mut u8, large.layout);
            }
            false
        });
        self.external -= released.bytes;
        live += self.external.max(0) as usize;
        self.counters.collections += 1;
        self.counters.live_bytes = live as u64;
        self.since_collection = 0;
        // Less than seven quarters of what is live and `SPARE`; marking costs each allocated byte at most 4/3 of a live one.
        // Where memory is nearly used up, often: what cannot be kept is noticed in time.
        let left = self.memory_bytes.saturating_sub(live);
        self.threshold = (live / 4 * 3 + SPARE).min(live * 3).min(left).max(MIN_THRESHOLD);
    }

    /// Address range of the blocks and the live large cells, as (lowest, one past highest).
    fn contains_block(&self, address: usize) -> bool {
        address >= self.base && address < self.base + self.blocks.len() * BLOCK_SIZE
    }

    /// Start of the live cell that an arbitrary word points into, if it does.
    fn find_cell(&self, address: usize) -> Option<*mut Header> {
        if self.contains_block(address) {
            let index = (address - self.base) / BLOCK_SIZE;
            let block = &self.blocks[index];
            if block.cell_size == 0 {
                return None;
            }
            let size = block.cell_size as usize;
            let cell = (address & (BLOCK_SIZE - 1)) / size;
            if cell >= block.cell_count() as usize || !bit(&block.alloc, cell * size / GRANULE) {
                return None;
            }
            return Some((self.base + index * BLOCK_SIZE + cell * size) as *mut Header);
        }
        let (&start, large) = self.large.range(..=address).next_back()?;
        (address < start + large.layout.size()).then_some(start as *mut Header)
    }
}

/// What a dead cell holds in stress runs: as a value, a pointer to nowhere.
const DEAD_WORD: u64 = 0x0000_DEAD_BEEF_DEA0;

/// Fills the cells of a block that were not reached.
fn overwrite_dead(block: &Block, start: usize) {
    let size = block.cell_size as usize;
    for cell in (0..block.cell_count() as usize).map(|cell| cell * size) {
        if bit(&block.alloc, cell / GRANULE) && !bit(&block.mark, cell / GRANULE) {
            for word in (cell..cell + size).step_by(8) {
                // SAFETY: the cell lies in this block, whose memory is mapped, and nothing reachable refers to it.
                unsafe { ((start + word) as *mut u64).write(DEAD_WORD) };
            }
        }
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        // Everything is dead now: one sweep without marks finalizes all cells.
        self.retire_runs();
        self.sweep();
        stack::release(self.base, self.reserved);
    }
}

/// Cells that have been asked for and not traced yet.
struct Ahead {
    cells: [Option<NonNull<Header>>; Ahead::MOST],
    at: usize,
    held: usize,
}

impl Ahead {
    const MOST: usize = 8;

    fn new() -> Ahead {
        Ahead { cells: [None; Ahead::MOST], at: 0, held: 0 }
    }

    /// Takes a cell, or none, and gives the one taken longest ago.
    #[inline(always)]
    fn turn(&mut self, cell: Option<NonNull<Header>>) -> Option<NonNull<Header>> {
        let old = std::mem::replace(&mut self.cells[self.at], cell);
        self.at = (self.at + 1) % Ahead::MOST;
        self.held = self.held + usize::from(cell.is_some()) - usize::from(old.is_some());
        old
    }
}

/// Asks for the memory at an address, which need not be valid.
#[inline(always)]
fn prefetch(address: *const u8) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a hint, which cannot fault; the instruction is part of the architecture.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(address as *const i8);
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = address;
}

/// Where a list or dict has its items; null for other cells.
///
/// # Safety
/// `cell` is live.
#[inline(always)]
unsafe fn buffer_of(cell: *mut Header) -> *const u8 {
    // SAFETY: the kind gives the layout.
    unsafe {
        match (*cell).kind() {
            Kind::List => (*(cell as *const List)).buffer(),
            Kind::Dict => (*(cell as *const Dict)).buffer(),
            _ => std::ptr::null(),
        }
    }
}

/// Marking in progress. Root sources and `Object::trace` report values to it.
pub struct Marker<'h> {
    heap: &'h mut Heap,
    pending: Vec<NonNull<Header>>,
}

impl<'h> Marker<'h> {
    pub(crate) fn new(heap: &'h mut Heap) -> Marker<'h> {
        Marker { heap, pending: Vec::with_capacity(1024) }
    }

    /// Marks what a value points to.
    #[inline(always)]
    pub fn value(&mut self, v: Value) {
        if v.is_pointer() {
            self.cell(v.bits() as *mut Header);
        }
    }

    /// Marks every value of a slice.
    pub fn values(&mut self, values: &[Value]) {
        for &v in values {
            self.value(v);
        }
    }

    /// Marks a cell by its pointer.
    #[inline(always)]
    pub fn object<T>(&mut self, p: crate::object::Gc<T>) {
        self.cell(p.as_ptr() as *mut Header);
    }

    /// Marks a cell, and lists it for tracing unless it is marked already or a leaf: of leaves nothing is read.
    #[inline(always)]
    fn cell(&mut self, cell: *mut Header) {
        let address = cell as usize;
        let offset = address.wrapping_sub(self.heap.base);
        let Some(block) = self.heap.blocks.get_mut(offset / BLOCK_SIZE) else { return self.large_cell(cell) };
        let granule = (offset & (BLOCK_SIZE - 1)) / GRANULE;
        if bit(&block.mark, granule) {
            return;
        }
        set_bit(&mut block.mark, granule);
        if block.run & LEAF == 0
            && let Some(cell) = NonNull::new(cell)
        {
            self.pending.push(cell);
        }
    }

    #[cold]
    #[inline(never)]
    fn large_cell(&mut self, cell: *mut Header) {
        if let Some(large) = self.heap.large.get_mut(&(cell as usize))
            && !large.marked
            && let Some(cell) = NonNull::new(cell)
        {
            large.marked = true;
            self.pending.push(cell);
        }
    }

    /// Treats every aligned word in `[low, high)` as a possible pointer.
    ///
    /// # Safety
    /// The range is readable memory.
    pub unsafe fn conservative(&mut self, low: usize, high: usize) {
        let mut p = (low + 7) & !7;
        while p + 8 <= high {
            // SAFETY: within the readable range; volatile because other code owns these bytes.
            let word = unsafe { std::ptr::read_volatile(p as *const usize) };
            if word >> 48 == 0
                && let Some(cell) = self.heap.find_cell(word)
            {
                self.cell(cell);
            }
            p += 8;
        }
    }

    /// Marks everything reachable from what has been reported so far.
    pub(crate) fn drain(&mut self) {
        // A cell is traced a little after it was asked for, and one with a buffer again a little later: memory has time to
        // come.
        let (mut cells, mut buffers) = (Ahead::new(), Ahead::new());
        loop {
            let next = self.pending.pop();
            if let Some(cell) = next {
                if cells.held == 0 && buffers.held == 0 && self.pending.is_empty() {
                    // A chain: there is nothing to do until this one is here.
                    // SAFETY: only live cells are pushed.
                    unsafe { trace_cell(cell.as_ptr(), self) };
                    continue;
                }
                prefetch(cell.as_ptr() as *const u8);
            }
            let cell = cells.turn(next);
            // SAFETY: only live cells are pushed.
            let buffer = cell.map_or(std::ptr::null(), |cell| unsafe { buffer_of(cell.as_ptr()) });
            let (with_buffer, without) = if buffer.is_null() { (None, cell) } else { (cell, None) };
            if !buffer.is_null() {
                prefetch(buffer);
            }
            if let Some(cell) = without {
                // SAFETY: as above.
                unsafe { trace_cell(cell.as_ptr(), self) };
            }
            if (with_buffer.is_some() || next.is_none())
                && let Some(cell) = buffers.turn(with_buffer)
            {
                // SAFETY: as above.
                unsafe { trace_cell(cell.as_ptr(), self) };
            }
            if next.is_none() && cells.held == 0 && buffers.held == 0 && self.pending.is_empty() {
                return;
            }
        }
    }

    pub(crate) fn heap_roots(&mut self) {
        for v in self.heap.rooted.all() {
            self.value(v);
        }
        for (address, len) in self.heap.guarded.clone() {
            if let Some(owner) = self.heap.find_cell(address) {
                self.cell(owner);
            }
            // SAFETY: `Runtime::guarding` keeps the slice borrowed while it is listed.
            self.values(unsafe { std::slice::from_raw_parts(address as *const Value, len) });
        }
        for state in self.heap.guarded_states.clone() {
            // SAFETY: `Runtime::new_native_object` owns the state while it is listed.
            unsafe { (*state).trace(self) };
        }
        let segments = self.heap.stack.segments();
        for (low, high) in segments {
            // SAFETY: the segments are parts of native stacks in use, from the recorded stack pointer to the base.
            unsafe { self.conservative(low, high) };
        }
    }
}
