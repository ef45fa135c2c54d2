//! `dict`: insertion-ordered entries plus an open-addressing index, as CPython's compact dict (Hettinger 2012).
//!
//! Key comparison may run guest code (`__eq__`), which may change the dict: look-ups notice and start again. The
//! layout version changes whenever the *position* of any key may have changed, so an inline cache holding
//! (version, entry index) may read and overwrite a value without hashing.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::{Marker, Released};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::{Result, Value};
use std::cell::{Cell, UnsafeCell};

/// One key and its value; `key` is empty when the entry was deleted.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Entry {
    /// Hash of the key.
    pub hash: i64,
    /// Key, or empty.
    pub key: Value,
    /// Value.
    pub value: Value,
}

/// A free slot of the index. Other slots hold an entry index in the low bits, as many as the index's size needs, and
/// above them bits of the key's hash, so that most other keys are passed over without a look at their entries. At most
/// half of the slots hold entries, so that most look-ups end at the first: the two highest entry indices never occur.
const FREE: u32 = u32::MAX;
/// Flag: the layout version is maintained.
const NAMESPACE: u8 = 1;
const TOMBSTONE: u32 = u32::MAX - 1;
/// So many entries are looked through one by one, without an index: most dicts have no more.
pub(crate) const UNINDEXED: usize = 5;

#[derive(Default)]
struct Table {
    entries: Vec<Entry>,
    /// Power-of-two sized (see [`FREE`]); empty for a few entries ([`UNINDEXED`]).
    index: Box<[u32]>,
    live: usize,
    /// Index slots that are not free: a look-up ends only at a free one.
    filled: usize,
}

/// The last look-up of a tuple that needed no guest code. Programs look a key up and then store under it: the second time
/// costs no hashing and no search. It holds until the next collection, for it keeps neither dict nor key alive.
#[derive(Clone, Copy)]
pub(crate) struct LastLookup {
    dict: *const Dict,
    key: Value,
    /// Of the dict; entries stay where they are while it is the same.
    mutations: u32,
    hash: i64,
    entry: Option<usize>,
}

impl LastLookup {
    /// Of no dict.
    pub(crate) const NONE: LastLookup = LastLookup { dict: std::ptr::null(), key: Value::EMPTY, mutations: 0, hash: 0, entry: None };
}

/// Mapping.
#[repr(C)]
pub struct Dict {
    header: Header,
    version: Cell<u32>,
    /// Raised at every insertion or deletion, for "changed size during iteration" and restarted look-ups.
    mutations: Cell<u32>,
    table: UnsafeCell<Table>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Dict {
    const KIND: Kind = Kind::Dict;
    const FINALIZE: bool = true;
    fn trace(&self, marker: &mut Marker<'_>) {
        for e in &self.table().entries {
            marker.value(e.key);
            marker.value(e.value);
        }
    }
    unsafe fn finalize(this: *mut Dict, released: &mut Released<'_>) {
        // SAFETY: dead; its tables are dropped once.
        unsafe {
            released.bytes += (*this).table().bytes();
            let table = (*this).table.get().read();
            released.buffers.give_entries(table.entries);
        }
    }
}

impl Table {
    fn bytes(&self) -> isize {
        (self.entries.capacity() * size_of::<Entry>() + self.index.len() * 4) as isize
    }

    /// First index slot, mask of slots, and the hash bits that an index word of this hash has above the mask.
    #[inline]
    fn probe_start(&self, hash: i64) -> (usize, usize, u32) {
        let mask = self.index.len() - 1;
        let mixed = (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed as usize >> 20 & mask, mask, (mixed >> 32) as u32 & !(mask as u32))
    }

    /// Position of the first entry for which `same` holds. The answer is one word, so that it stays in registers.
    #[inline]
    fn find(&self, hash: i64, key: Value, mut same: impl FnMut(&Entry) -> bool) -> Option<usize> {
        if self.index.is_empty() {
            // Most keys are names, and these the very ones that the dict was made with.
            let identical = self.entries.iter().position(|e| e.key == key && e.hash == hash);
            return identical.or_else(|| self.find_unindexed(hash, same));
        }
        let (mut slot, mask, tag) = self.probe_start(hash);
        loop {
            let word = self.index[slot];
            if (word ^ tag) & !(mask as u32) == 0 {
                let i = word as usize & mask;
                if let Some(e) = self.entries.get(i)
                    && e.hash == hash
                    && word < TOMBSTONE
                    && same(e)
                {
                    return Some(i);
                }
            }
            if word == FREE {
                return None;
            }
            slot = (slot + 1) & mask;
        }
    }

    #[inline(never)]
    fn find_unindexed(&self, hash: i64, mut same: impl FnMut(&Entry) -> bool) -> Option<usize> {
        self.entries.iter().position(|e| e.hash == hash && !e.key.is_empty() && same(e))
    }

    /// One more key needs another table.
    #[inline]
    fn is_full(&self) -> bool {
        if self.index.is_empty() {
            return self.entries.len() >= UNINDEXED;
        }
        (self.entries.len() + 1) * 2 > self.index.len() || (self.filled + 1) * 8 > self.index.len() * 7
    }

    /// One more key needs more room for entries.
    #[inline]
    fn has_no_spare_entry(&self) -> bool {
        self.entries.len() == self.entries.capacity()
    }

    fn rebuild(&mut self, capacity: usize) {
        self.entries.retain(|e| !e.key.is_empty());
        if capacity <= UNINDEXED {
            self.index = Box::default();
            return;
        }
        let size = (capacity * 2).next_power_of_two();
        self.index = vec![FREE; size].into_boxed_slice();
        for i in 0..self.entries.len() {
            let (mut slot, mask, tag) = self.probe_start(self.entries[i].hash);
            while self.index[slot] != FREE {
                slot = (slot + 1) & mask;
            }
            self.index[slot] = tag | i as u32;
        }
        self.filled = self.entries.len();
    }

    /// Adds a key known to be absent. Returns whether entries moved.
    fn append(&mut self, hash: i64, key: Value, value: Value) -> bool {
        // Removed entries at the end are given back at once, so their marks in the index are counted apart.
        let moved = self.is_full();
        if moved {
            self.rebuild((self.live + 1) * 2);
        }
        if self.index.is_empty() {
            self.entries.push(Entry { hash, key, value });
            self.live += 1;
            return moved;
        }
        let (mut slot, mask, tag) = self.probe_start(hash);
        while self.index[slot] < TOMBSTONE {
            slot = (slot + 1) & mask;
        }
        self.filled += usize::from(self.index[slot] == FREE);
        self.index[slot] = tag | self.entries.len() as u32;
        self.entries.push(Entry { hash, key, value });
        self.live += 1;
        moved
    }

    /// Removes the entry at a position and gives its value.
    fn remove_at(&mut self, i: usize) -> Value {
        if !self.index.is_empty() {
            let (mut slot, mask, tag) = self.probe_start(self.entries[i].hash);
            while self.index[slot] != tag | i as u32 {
                slot = (slot + 1) & mask;
            }
            self.index[slot] = TOMBSTONE;
        }
        let value = self.entries[i].value;
        self.entries[i].key = Value::EMPTY;
        self.entries[i].value = Value::EMPTY;
        self.live -= 1;
        while self.entries.last().is_some_and(|e| e.key.is_empty()) {
            self.entries.pop();
        }
        value
    }
}

/// Identity or equality that needs no guest code; `None` when `__eq__` must decide. Tuples of such values included.
#[inline]
pub(crate) fn quick_same(a: Value, b: Value) -> Option<bool> {
    if a == b {
        return Some(true);
    }
    match (a.kind(), b.kind()) {
        (Some(Kind::Tuple), Some(Kind::Tuple)) => {
            let (x, y) = (a.as_object::<Tuple>()?, b.as_object::<Tuple>()?);
            if x.len() != y.len() {
                return Some(false);
            }
            for (&a, &b) in x.items().iter().zip(y.items()) {
                if !quick_same_item(a, b)? {
                    return Some(false);
                }
            }
            Some(true)
        }
        kinds => quick_same_kinds(a, b, kinds),
    }
}

/// Whether a key is a tuple of the very same items: what a look-up with a tuple nearly always finds.
#[inline]
fn same_items(key: Value, tuple: Gc<Tuple>) -> bool {
    key.as_object::<Tuple>().is_some_and(|other| other.len() == tuple.len() && other.items().iter().zip(tuple.items()).all(|(a, b)| a == b))
}

/// As [`quick_same`] of a tuple that is not made of the same items; true and said where `__eq__` must decide.
#[cold]
#[inline(never)]
fn equal_otherwise(a: Value, b: Value, undecided: &mut bool) -> bool {
    quick_same(a, b).unwrap_or_else(|| {
        *undecided = true;
        true
    })
}

/// As [`quick_same`], leaving tuples to `__eq__`.
#[inline]
fn quick_same_item(a: Value, b: Value) -> Option<bool> {
    if a == b { Some(true) } else { quick_same_kinds(a, b, (a.kind(), b.kind())) }
}

#[inline]
fn quick_same_kinds(a: Value, b: Value, kinds: (Option<Kind>, Option<Kind>)) -> Option<bool> {
    match kinds {
        (Some(Kind::Str), Some(Kind::Str)) => {
            let (x, y) = (a.as_object::<Str>()?, b.as_object::<Str>()?);
            Some(!(x.is_interned() && y.is_interned()) && x.equals(&y))
        }
        (None, None) => {
            if a.is_small_int() && b.is_small_int() {
                return Some(false);
            }
            let number = |v: Value| v.as_float().or(v.as_small_int_or_bool().map(|i| i as f64));
            match (number(a), number(b)) {
                (Some(x), Some(y)) => Some(x == y),
                _ => Some(false),
            }
        }
        (Some(Kind::Str), None) | (None, Some(Kind::Str)) => Some(false),
        _ => None,
    }
}

impl Dict {
    #[inline(always)]
    fn table(&self) -> &Table {
        // SAFETY: references obtained here never live across guest code or another table_mut call.
        unsafe { &*self.table.get() }
    }
    #[inline(always)]
    #[expect(clippy::mut_from_ref, reason = "single-threaded cell; callers keep the borrow within one leaf operation")]
    fn table_mut(&self) -> &mut Table {
        // SAFETY: as above.
        unsafe { &mut *self.table.get() }
    }
    /// Byte offset of the layout version, for machine code.
    pub const VERSION_OFFSET: usize = std::mem::offset_of!(Dict, version);
    /// Byte offset of the entries, a `Vec<Entry>`, for machine code.
    pub const ENTRIES_OFFSET: usize = std::mem::offset_of!(Dict, table) + std::mem::offset_of!(Table, entries);
    /// Byte offset of the number of keys, a `usize`, for machine code.
    pub const LIVE_OFFSET: usize = std::mem::offset_of!(Dict, table) + std::mem::offset_of!(Table, live);

    /// Where the entries are.
    #[inline(always)]
    pub(crate) fn buffer(&self) -> *const u8 {
        self.table().entries.as_ptr() as *const u8
    }
    /// Number of keys.
    #[inline]
    pub fn len(&self) -> usize {
        self.table().live
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Layout version of a namespace dict (see [`Dict::mark_namespace`]), unique among them: equal versions mean that
    /// every key is at the same entry index. 0 for other dicts.
    #[inline(always)]
    pub fn version(&self) -> u32 {
        self.version.get()
    }
    /// Changes with every insertion and deletion.
    pub fn mutations(&self) -> u32 {
        self.mutations.get()
    }
    /// Number of entry positions, deleted ones included.
    pub fn entry_count(&self) -> usize {
        self.table().entries.len()
    }
    /// Key and value at an entry position; `None` when deleted or past the end.
    #[inline]
    pub fn entry(&self, i: usize) -> Option<(Value, Value)> {
        self.table().entries.get(i).filter(|e| !e.key.is_empty()).map(|e| (e.key, e.value))
    }
    /// First live entry at or after a position, with its position: the step of every iteration over a dict.
    #[inline]
    pub fn next_entry(&self, from: usize) -> Option<(usize, Value, Value)> {
        let entries = &self.table().entries;
        (from..entries.len()).find(|&i| !entries[i].key.is_empty()).map(|i| (i, entries[i].key, entries[i].value))
    }
    /// Value at an entry position under an unchanged version.
    #[inline(always)]
    pub fn value_at(&self, i: usize) -> Value {
        self.table().entries[i].value
    }
    /// Address of the value at an entry position; it stays under an unchanged version.
    pub fn value_address(&self, i: usize) -> *const Value {
        &raw const self.table().entries[i].value
    }
    /// Overwrites the value at an entry position under an unchanged version.
    #[inline(always)]
    pub fn set_value_at(&self, i: usize, value: Value) {
        self.table_mut().entries[i].value = value;
    }
    /// Entry position of a string key; never runs guest code.
    #[inline]
    pub fn find_str(&self, key: Gc<Str>) -> Option<usize> {
        let key_value = Value::from(key);
        self.table().find(key.hash(), key_value, |e| e.key == key_value || quick_same(e.key, key_value) == Some(true))
    }
    /// Value of a string key; never runs guest code.
    #[inline]
    pub fn get_str(&self, key: Gc<Str>) -> Option<Value> {
        self.find_str(key).map(|i| self.table().entries[i].value)
    }

    /// Whether a string is a key, if that can be told without guest code: not where instances of subclasses are keys.
    #[inline]
    pub fn contains_str(&self, key: Gc<Str>) -> Option<bool> {
        let key_value = Value::from(key);
        let mut undecided = false;
        let found = self.table().find(key.hash(), key_value, |e| {
            e.key == key_value
                || quick_same(e.key, key_value).unwrap_or_else(|| {
                    undecided = true;
                    false
                })
        });
        if found.is_some() || !undecided { Some(found.is_some()) } else { None }
    }

    fn touch(&self, rt: &mut Runtime) {
        self.mutations.set(self.mutations.get().wrapping_add(1));
        if self.header.flags() & NAMESPACE != 0 {
            self.version.set(rt.next_version());
        }
    }

    /// From now on the layout version is kept: module globals and builtins, which inline caches look into.
    pub fn mark_namespace(&self, rt: &mut Runtime) {
        self.header.set_flags(self.header.flags() | NAMESPACE);
        self.version.set(rt.next_version());
    }

    #[inline]
    fn append(&self, rt: &mut Runtime, hash: i64, key: Value, value: Value) {
        let table = self.table_mut();
        if table.index.is_empty() && table.entries.len() < UNINDEXED && !table.has_no_spare_entry() {
            table.entries.push(Entry { hash, key, value });
            table.live += 1;
        } else {
            self.append_growing(rt, hash, key, value);
        }
        self.touch(rt);
    }

    #[inline(never)]
    fn append_growing(&self, rt: &mut Runtime, hash: i64, key: Value, value: Value) {
        let before = self.table().bytes();
        if self.table().entries.capacity() == 0 && self.table().index.is_empty() {
            self.table_mut().entries = rt.heap.buffers.take_entries();
        }
        if self.table().is_full() || self.table().has_no_spare_entry() {
            // A larger table is made beside the old one.
            rt.demand_room(before.unsigned_abs() * 2);
        }
        self.table_mut().append(hash, key, value);
        let delta = self.table().bytes() - before;
        if delta != 0 {
            rt.heap.account_external(delta);
        }
    }

    /// Sets a string key; never runs guest code.
    pub fn set_str(&self, rt: &mut Runtime, key: Gc<Str>, value: Value) {
        match self.find_str(key) {
            Some(i) => self.set_value_at(i, value),
            None => self.append(rt, key.hash(), key.into(), value),
        }
    }

    /// Removes a string key; never runs guest code.
    pub fn remove_str(&self, rt: &mut Runtime, key: Gc<Str>) -> Option<Value> {
        let key_value = Value::from(key);
        let i = self.table().find(key.hash(), key_value, |e| quick_same(e.key, key_value) == Some(true))?;
        let value = self.table_mut().remove_at(i);
        self.touch(rt);
        Some(value)
    }

    /// Finds a key, running `__eq__` where needed; starts again if that changed the dict.
    #[inline(always)]
    fn find(&self, rt: &mut Runtime, hash: i64, key: Value) -> Result<Option<usize>> {
        let mut undecided = false;
        let found = self.table().find(hash, key, |e| {
            quick_same(e.key, key).unwrap_or_else(|| {
                undecided = true;
                true
            })
        });
        if undecided { self.find_by_eq(rt, hash, key) } else { Ok(found) }
    }

    #[inline(never)]
    fn find_by_eq(&self, rt: &mut Runtime, hash: i64, key: Value) -> Result<Option<usize>> {
        'again: loop {
            let mutations = self.mutations.get();
            let mut skipped = 0;
            loop {
                // The next candidate after those already compared unequal by guest code.
                let mut seen = 0;
                let mut undecided = false;
                let found = self.table().find(hash, key, |e| match quick_same(e.key, key) {
                    Some(same) => same,
                    None => {
                        seen += 1;
                        undecided = seen > skipped;
                        undecided
                    }
                });
                let Some(i) = found else { return Ok(None) };
                if !undecided {
                    return Ok(Some(i));
                }
                let candidate = self.table().entries[i].key;
                let equal = rt.eq(candidate, key)?;
                if self.mutations.get() != mutations {
                    continue 'again;
                }
                if equal {
                    return Ok(Some(i));
                }
                skipped += 1;
            }
        }
    }

    /// Value of a key.
    ///
    /// # Errors
    /// Unhashable keys, and whatever `__hash__` and `__eq__` raise.
    #[inline]
    pub fn get(&self, rt: &mut Runtime, key: Value) -> Result<Option<Value>> {
        if let Some(tuple) = key.as_object::<Tuple>() {
            let mut hash = 0;
            return Ok(self.find_tuple(rt, tuple, &mut hash)?.map(|i| self.value_at(i)));
        }
        let hash = rt.hash(key)?;
        Ok(self.find(rt, hash, key)?.map(|i| self.value_at(i)))
    }

    /// Position of the entry that has a tuple as key; sets `hash` to the tuple's.
    #[inline]
    fn find_tuple(&self, rt: &mut Runtime, tuple: Gc<Tuple>, hash: &mut i64) -> Result<Option<usize>> {
        let last = &rt.last_lookup;
        if std::ptr::eq(last.dict, self) && last.key == tuple.into() && last.mutations == self.mutations.get() {
            *hash = last.hash;
            return Ok(last.entry);
        }
        self.search_tuple(rt, tuple, hash)
    }

    #[inline(never)]
    fn search_tuple(&self, rt: &mut Runtime, tuple: Gc<Tuple>, hash_out: &mut i64) -> Result<Option<usize>> {
        let key = Value::from(tuple);
        let hash = rt.hash_tuple(tuple)?;
        *hash_out = hash;
        let mut undecided = false;
        let entry = self.table().find(hash, key, |e| same_items(e.key, tuple) || equal_otherwise(e.key, key, &mut undecided));
        if undecided {
            return self.find_by_eq(rt, hash, key);
        }
        if tuple.has_stable_hash(rt.hash_epoch) {
            rt.last_lookup = LastLookup { dict: self, key, mutations: self.mutations.get(), hash, entry };
        }
        Ok(entry)
    }

    /// Sets a key; an equal key already there keeps its identity and place.
    ///
    /// # Errors
    /// As [`Dict::get`].
    #[inline]
    pub fn set(&self, rt: &mut Runtime, key: Value, value: Value) -> Result<()> {
        if let Some(tuple) = key.as_object::<Tuple>() {
            let mut hash = 0;
            match self.find_tuple(rt, tuple, &mut hash)? {
                Some(i) => self.set_value_at(i, value),
                None => self.append(rt, hash, key, value),
            }
            return Ok(());
        }
        let hash = rt.hash(key)?;
        match self.find(rt, hash, key)? {
            Some(i) => self.set_value_at(i, value),
            None => self.append(rt, hash, key, value),
        }
        Ok(())
    }

    /// Value of a key, inserted as `default` when absent.
    ///
    /// # Errors
    /// As [`Dict::get`].
    pub fn get_or_insert(&self, rt: &mut Runtime, key: Value, default: Value) -> Result<Value> {
        let hash = rt.hash(key)?;
        if let Some(i) = self.find(rt, hash, key)? {
            return Ok(self.value_at(i));
        }
        self.append(rt, hash, key, default);
        Ok(default)
    }

    /// Removes a key and gives its value.
    ///
    /// # Errors
    /// As [`Dict::get`].
    pub fn remove(&self, rt: &mut Runtime, key: Value) -> Result<Option<Value>> {
        let hash = rt.hash(key)?;
        let Some(i) = self.find(rt, hash, key)? else { return Ok(None) };
        let value = self.table_mut().remove_at(i);
        self.touch(rt);
        Ok(Some(value))
    }

    /// Removes and gives the last entry.
    pub fn pop_last(&self, rt: &mut Runtime) -> Option<(Value, Value)> {
        let table = self.table_mut();
        let i = table.entries.iter().rposition(|e| !e.key.is_empty())?;
        let e = table.entries[i];
        table.remove_at(i);
        self.touch(rt);
        Some((e.key, e.value))
    }

    /// Removes all keys.
    pub fn clear(&self, rt: &mut Runtime) {
        let bytes = self.table().bytes();
        *self.table_mut() = Table::default();
        rt.heap.account_external(-bytes);
        self.touch(rt);
    }

    /// Shallow copy.
    pub fn copy(&self, rt: &mut Runtime) -> Gc<Dict> {
        let new = rt.new_dict();
        new.fill_from(rt, self);
        new
    }

    /// Takes over the entries of another dict, if there are none here; false when there are.
    pub(crate) fn fill_from(&self, rt: &mut Runtime, other: &Dict) -> bool {
        let (before, source) = (self.table().bytes(), other.table());
        if !self.is_empty() || source.live == 0 {
            return source.live == 0;
        }
        rt.demand_room(source.bytes().unsigned_abs());
        let mut entries = if source.live <= UNINDEXED { rt.heap.buffers.take_entries() } else { Vec::with_capacity(source.live) };
        let compact = source.live == source.entries.len();
        if compact {
            entries.extend_from_slice(&source.entries);
        } else {
            entries.extend(source.entries.iter().filter(|e| !e.key.is_empty()));
        }
        let mut table = Table { entries, index: Box::default(), live: source.live, filled: 0 };
        if compact && source.filled == source.live && !source.index.is_empty() {
            (table.index, table.filled) = (source.index.clone(), source.filled);
        } else if source.live > UNINDEXED {
            table.rebuild(source.live + 1);
        }
        rt.heap.account_external(table.bytes() - before);
        *self.table_mut() = table;
        self.touch(rt);
        true
    }
}

impl Runtime {
    /// New empty dict.
    pub fn new_dict(&mut self) -> Gc<Dict> {
        self.allocate(Dict {
            header: Header::new(Kind::Dict, ShapeId(Kind::Dict as u32)),
            version: Cell::new(0),
            mutations: Cell::new(0),
            table: UnsafeCell::new(Table::default()),
        })
    }
}

/// Which part of a dict a view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ViewKind {
    /// `keys()`
    Keys,
    /// `values()`
    Values,
    /// `items()`
    Items,
}

/// `dict.keys()`, `dict.values()`, `dict.items()`.
#[repr(C)]
pub struct DictView {
    header: Header,
    /// The dict looked at.
    pub dict: Gc<Dict>,
    /// Which part.
    pub part: ViewKind,
}

// SAFETY: repr(C), header first.
unsafe impl Object for DictView {
    const KIND: Kind = Kind::DictView;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.dict);
    }
}

impl Runtime {
    /// New view of a dict.
    pub fn new_dict_view(&mut self, dict: Gc<Dict>, part: ViewKind) -> Gc<DictView> {
        let class = match part {
            ViewKind::Keys => self.types.dict_keys,
            ViewKind::Values => self.types.dict_values,
            ViewKind::Items => self.types.dict_items,
        };
        self.allocate(DictView { header: Header::new(Kind::DictView, class.root_shape()), dict, part })
    }
}
