//! Tables of sets: CPython 3.11's algorithms (Objects/setobject.c), step for step where the order of a set of numbers
//! depends on it: probing, growth, and what each operation walks and in which order it inserts.

use crate::Runtime;
use crate::heap::RootedVec;
use crate::object::Gc;
use crate::object::dict::{Dict, quick_same};
use crate::object::instance::native_payload;
use crate::object::set::{DELETED_ENTRY, FREE_ENTRY, FrozenSet, Set, SetEntry, SetTable, any_set};
use crate::ops::{BinaryOp, CompareOp};
use crate::value::{Result, Value};

const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;
/// Sets above this many keys grow twofold instead of fourfold.
const LARGE: usize = 50_000;

/// The places a hash is looked for, in order.
struct Probe {
    mask: usize,
    at: usize,
    perturb: usize,
    /// Places left in the linear run.
    left: usize,
    first: usize,
}

impl Probe {
    #[inline]
    fn new(hash: i64, mask: usize) -> Probe {
        let at = hash as usize & mask;
        Probe { mask, at, perturb: hash as usize, left: linear(at, mask), first: at }
    }
    #[inline]
    fn advance(&mut self) {
        if self.left > 0 {
            self.left -= 1;
            self.at += 1;
            return;
        }
        self.perturb >>= PERTURB_SHIFT;
        self.first = self.first.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb) & self.mask;
        self.at = self.first;
        self.left = linear(self.at, self.mask);
    }
}

#[inline]
fn linear(at: usize, mask: usize) -> usize {
    if at + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 }
}

impl SetTable {
    fn mask(&self) -> usize {
        self.entries.len() - 1
    }

    fn insert_clean(entries: &mut [SetEntry], hash: i64, key: Value) {
        let mut probe = Probe::new(hash, entries.len() - 1);
        while !entries[probe.at].key.is_empty() {
            probe.advance();
        }
        entries[probe.at] = SetEntry { hash, key };
    }

    /// `set_table_resize`: a new table of more than `minimum` places without deleted ones.
    fn resize(&mut self, minimum: usize) {
        let mut size = 8;
        while size <= minimum {
            size <<= 1;
        }
        let mut entries = vec![FREE_ENTRY; size];
        for e in self.entries.iter().filter(|e| !e.key.is_empty()) {
            SetTable::insert_clean(&mut entries, e.hash, e.key);
        }
        self.entries = entries;
        self.fill = self.used;
    }

    fn grown(&self) -> usize {
        if self.used > LARGE { self.used * 2 } else { self.used * 4 }
    }
}

/// Where a key is, or where it would go: the last deleted place passed on the way, else the free one.
enum Found {
    Key(usize),
    Deleted(usize),
    Free(usize),
}

#[inline]
fn find(rt: &mut Runtime, set: Gc<Set>, hash: i64, key: Value) -> Result<Found> {
    // Most keys stand where they belong, and most absent ones would find that place free.
    let table = set.table();
    let at = hash as usize & table.mask();
    let entry = table.entries[at];
    if entry.key == key && entry.hash == hash {
        return Ok(Found::Key(at));
    }
    if entry.key.is_empty() && !entry.is_deleted() {
        return Ok(Found::Free(at));
    }
    probe(rt, set, hash, key)
}

/// As [`find`], place by place.
#[inline(never)]
fn probe(rt: &mut Runtime, set: Gc<Set>, hash: i64, key: Value) -> Result<Found> {
    'restart: loop {
        let mutations = set.mutations.get();
        let mut probe = Probe::new(hash, set.table().mask());
        let mut deleted = None;
        loop {
            let entry = set.table().entries[probe.at];
            if entry.key.is_empty() {
                if !entry.is_deleted() {
                    return Ok(deleted.map_or(Found::Free(probe.at), Found::Deleted));
                }
                deleted = Some(probe.at);
            } else if entry.hash == hash {
                let same = match quick_same(entry.key, key) {
                    Some(same) => same,
                    None => {
                        let same = rt.eq(entry.key, key)?;
                        if set.mutations.get() != mutations {
                            continue 'restart;
                        }
                        same
                    }
                };
                if same {
                    return Ok(Found::Key(probe.at));
                }
            }
            probe.advance();
        }
    }
}

fn touch(set: Gc<Set>) {
    set.mutations.set(set.mutations.get().wrapping_add(1));
}

/// Adds a key of known hash; false when it was there.
///
/// # Errors
/// Whatever `__eq__` raises.
pub(crate) fn add_hashed(rt: &mut Runtime, set: Gc<Set>, hash: i64, key: Value) -> Result<bool> {
    let found = find(rt, set, hash, key)?;
    Ok(insert(rt, set, found, hash, key))
}

/// Puts a key where it has been looked for; false when it was there.
#[inline]
fn insert(rt: &mut Runtime, set: Gc<Set>, found: Found, hash: i64, key: Value) -> bool {
    let table = set.table_mut();
    match found {
        Found::Key(_) => return false,
        Found::Deleted(at) => {
            table.entries[at] = SetEntry { hash, key };
            table.used += 1;
        }
        Found::Free(at) => {
            table.entries[at] = SetEntry { hash, key };
            table.fill += 1;
            table.used += 1;
            if table.fill * 5 >= table.mask() * 3 {
                let wanted = table.grown();
                resize(rt, set, wanted);
            }
        }
    }
    touch(set);
    true
}

/// Adds a key; false when it was there.
///
/// # Errors
/// Unhashable keys, and whatever `__hash__` and `__eq__` raise.
#[inline]
pub(crate) fn add(rt: &mut Runtime, set: Gc<Set>, key: Value) -> Result<bool> {
    let hash = rt.hash(key)?;
    add_hashed(rt, set, hash, key)
}

/// Whether a key is there.
///
/// # Errors
/// As [`add`]. A `set` as key is looked up as the frozenset of its items.
pub(crate) fn contains(rt: &mut Runtime, set: Gc<Set>, key: Value) -> Result<bool> {
    let hash = lookup_hash(rt, key)?;
    Ok(matches!(find(rt, set, hash, key)?, Found::Key(_)))
}

/// Hash of a key to look for: an unhashable `set` counts as a frozenset.
fn lookup_hash(rt: &mut Runtime, key: Value) -> Result<i64> {
    match native_payload(key).as_object::<Set>() {
        Some(set) => Ok(hash_of(set)),
        None => rt.hash(key),
    }
}

fn discard_hashed(rt: &mut Runtime, set: Gc<Set>, hash: i64, key: Value) -> Result<bool> {
    match find(rt, set, hash, key)? {
        Found::Key(at) => {
            remove_at(set, at);
            Ok(true)
        }
        Found::Deleted(_) | Found::Free(_) => Ok(false),
    }
}

fn remove_at(set: Gc<Set>, at: usize) {
    let table = set.table_mut();
    table.entries[at] = DELETED_ENTRY;
    table.used -= 1;
    touch(set);
}

/// Removes a key; false when it was not there.
///
/// # Errors
/// As [`contains`].
pub(crate) fn discard(rt: &mut Runtime, set: Gc<Set>, key: Value) -> Result<bool> {
    let hash = lookup_hash(rt, key)?;
    discard_hashed(rt, set, hash, key)
}

/// Removes some key: the next from where the last removal stopped.
pub(crate) fn pop(set: Gc<Set>) -> Option<Value> {
    let table = set.table_mut();
    if table.used == 0 {
        return None;
    }
    let mut at = table.finger & table.mask();
    while table.entries[at].key.is_empty() {
        at = if at == table.mask() { 0 } else { at + 1 };
    }
    let key = table.entries[at].key;
    table.finger = at + 1;
    remove_at(set, at);
    Some(key)
}

/// Removes all keys.
pub(crate) fn clear(rt: &mut Runtime, set: Gc<Set>) {
    rt.heap.account_external(-set.table().bytes());
    *set.table_mut() = SetTable::default();
    touch(set);
}

/// Gives a set a table of more than `minimum` places.
fn resize(rt: &mut Runtime, set: Gc<Set>, minimum: usize) {
    let before = set.table().bytes();
    rt.demand_room(before.unsigned_abs() * 2);
    set.table_mut().resize(minimum);
    rt.heap.account_external(set.table().bytes() - before);
}

/// Keys in table order, rooted.
pub(crate) fn keys(rt: &mut Runtime, set: Gc<Set>) -> RootedVec {
    let mut out = rt.rooted();
    out.extend(set.table().entries.iter().filter(|e| !e.key.is_empty()).map(|e| e.key));
    out
}

/// Live entry at or after a table position.
fn next_entry(set: Gc<Set>, from: usize) -> Option<(usize, SetEntry)> {
    let entries = &set.table().entries;
    (from..entries.len()).find(|&i| !entries[i].key.is_empty()).map(|i| (i, entries[i]))
}

/// Calls `f` with each live entry, seeing changes as they happen.
fn each(rt: &mut Runtime, set: Gc<Set>, mut f: impl FnMut(&mut Runtime, SetEntry) -> Result<()>) -> Result<()> {
    let mut at = 0;
    while let Some((i, entry)) = next_entry(set, at) {
        f(rt, entry)?;
        at = i + 1;
    }
    Ok(())
}

/// `set_merge`.
fn merge(rt: &mut Runtime, set: Gc<Set>, other: Gc<Set>) -> Result<()> {
    if set == other || other.table().used == 0 {
        return Ok(());
    }
    let (table, source) = (set.table_mut(), other.table());
    if (table.fill + source.used) * 5 >= table.mask() * 3 {
        resize(rt, set, (table.used + source.used) * 2);
    }
    if table.fill == 0 {
        if table.mask() == source.mask() && source.fill == source.used {
            table.entries.copy_from_slice(&source.entries);
        } else {
            for e in source.entries.iter().filter(|e| !e.key.is_empty()) {
                SetTable::insert_clean(&mut table.entries, e.hash, e.key);
            }
        }
        table.fill = source.used;
        table.used = source.used;
        touch(set);
        return Ok(());
    }
    each(rt, other, |rt, e| add_hashed(rt, set, e.hash, e.key).map(|_| ()))
}

/// Adds all items of an iterable (`set_update_internal`).
///
/// # Errors
/// Of iteration, hashing and comparison.
pub(crate) fn update(rt: &mut Runtime, set: Gc<Set>, other: Value) -> Result<()> {
    if let Some(other) = any_set(native_payload(other)) {
        return merge(rt, set, other);
    }
    if let Some(dict) = other.as_object::<Dict>() {
        let table = set.table_mut();
        if (table.fill + dict.len()) * 5 >= table.mask() * 3 {
            resize(rt, set, (table.used + dict.len()) * 2);
        }
    }
    let iterator = rt.get_iter(other)?;
    loop {
        let item = rt.drain(iterator, |rt, item| add_plain(rt, set, item))?;
        if item.is_empty() {
            return Ok(());
        }
        add(rt, set, item)?;
    }
}

/// Adds a key if its hash and all comparisons need no guest code; else false.
fn add_plain(rt: &mut Runtime, set: Gc<Set>, key: Value) -> bool {
    let Some(hash) = rt.plain_hash(key) else { return false };
    let table = set.table();
    let mut probe = Probe::new(hash, table.mask());
    let mut deleted = None;
    loop {
        let entry = table.entries[probe.at];
        if entry.key.is_empty() {
            if !entry.is_deleted() {
                insert(rt, set, deleted.map_or(Found::Free(probe.at), Found::Deleted), hash, key);
                return true;
            }
            deleted = Some(probe.at);
        } else if entry.hash == hash {
            match quick_same(entry.key, key) {
                Some(true) => return true,
                Some(false) => {}
                None => return false,
            }
        }
        probe.advance();
    }
}

/// New set, or frozenset when `frozen`.
pub(crate) fn new_like(rt: &mut Runtime, frozen: bool) -> Gc<Set> {
    if frozen {
        let cell: Gc<FrozenSet> = rt.new_frozen_set();
        // SAFETY: both kinds have one `repr(C)` layout (see object/set.rs).
        unsafe { Gc::from_raw(cell.as_ptr() as *mut Set) }
    } else {
        rt.new_set()
    }
}

/// Whether a set cell is a frozenset.
pub(crate) fn is_frozen(set: Gc<Set>) -> bool {
    Value::from(set).is_object::<FrozenSet>()
}

/// Copy of the same kind.
pub(crate) fn copy(rt: &mut Runtime, set: Gc<Set>) -> Result<Gc<Set>> {
    let result = new_like(rt, is_frozen(set));
    merge(rt, result, set)?;
    Ok(result)
}

/// `set_intersection`.
///
/// # Errors
/// Of iteration, hashing and comparison.
pub(crate) fn intersection(rt: &mut Runtime, set: Gc<Set>, other: Value) -> Result<Gc<Set>> {
    let Some(other_set) = any_set(native_payload(other)) else {
        let result = new_like(rt, is_frozen(set));
        rt.for_each(other, |rt, item| {
            let hash = rt.hash(item)?;
            if matches!(find(rt, set, hash, item)?, Found::Key(_)) {
                add_hashed(rt, result, hash, item)?;
            }
            Ok(())
        })?;
        return Ok(result);
    };
    if set == other_set {
        return copy(rt, set);
    }
    let result = new_like(rt, is_frozen(set));
    let (asked, walked) = if other_set.table().used > set.table().used { (other_set, set) } else { (set, other_set) };
    each(rt, walked, |rt, e| {
        if matches!(find(rt, asked, e.hash, e.key)?, Found::Key(_)) {
            add_hashed(rt, result, e.hash, e.key)?;
        }
        Ok(())
    })?;
    Ok(result)
}

/// `set_difference`.
///
/// # Errors
/// Of iteration, hashing and comparison.
pub(crate) fn difference(rt: &mut Runtime, set: Gc<Set>, other: Value) -> Result<Gc<Set>> {
    let plain = native_payload(other);
    let size = match (any_set(plain), other.as_object::<Dict>()) {
        (Some(s), _) => s.table().used,
        (None, Some(d)) => d.len(),
        (None, None) => usize::MAX,
    };
    if size == usize::MAX || set.table().used >> 2 > size {
        let result = copy(rt, set)?;
        difference_update(rt, result, other)?;
        return Ok(result);
    }
    let result = new_like(rt, is_frozen(set));
    each(rt, set, |rt, e| {
        let there = match (any_set(plain), other.as_object::<Dict>()) {
            (Some(s), _) => match has_plain(s.table(), e.hash, e.key) {
                Some(there) => there,
                None => matches!(find(rt, s, e.hash, e.key)?, Found::Key(_)),
            },
            (None, Some(d)) => d.get(rt, e.key)?.is_some(),
            (None, None) => false,
        };
        if !there {
            add_hashed(rt, result, e.hash, e.key)?;
        }
        Ok(())
    })?;
    Ok(result)
}

/// Removes all items of an iterable (`set_difference_update_internal`).
///
/// # Errors
/// Of iteration, hashing and comparison.
pub(crate) fn difference_update(rt: &mut Runtime, set: Gc<Set>, other: Value) -> Result<()> {
    match any_set(native_payload(other)) {
        Some(other) if other == set => {
            clear(rt, set);
            return Ok(());
        }
        Some(other) => {
            let other = if other.table().used >> 3 > set.table().used { intersection(rt, set, other.into())? } else { other };
            each(rt, other, |rt, e| discard_hashed(rt, set, e.hash, e.key).map(|_| ()))?;
        }
        None => rt.for_each(other, |rt, item| discard(rt, set, item).map(|_| ()))?,
    }
    let table = set.table_mut();
    if table.fill - table.used > table.mask() / 4 {
        resize(rt, set, table.grown());
        touch(set);
    }
    Ok(())
}

/// `set_symmetric_difference_update`.
///
/// # Errors
/// Of iteration, hashing and comparison.
pub(crate) fn symmetric_difference_update(rt: &mut Runtime, set: Gc<Set>, other: Value) -> Result<()> {
    if Value::from(set) == native_payload(other) {
        clear(rt, set);
        return Ok(());
    }
    let toggle = |rt: &mut Runtime, hash: i64, key: Value| {
        if !discard_hashed(rt, set, hash, key)? {
            add_hashed(rt, set, hash, key)?;
        }
        Ok(())
    };
    if other.is_object::<Dict>() {
        return rt.for_each(other, |rt, key| {
            let hash = rt.hash(key)?;
            toggle(rt, hash, key)
        });
    }
    let other = match any_set(native_payload(other)) {
        Some(s) => s,
        None => {
            let s = new_like(rt, is_frozen(set));
            update(rt, s, other)?;
            s
        }
    };
    each(rt, other, |rt, e| toggle(rt, e.hash, e.key))
}

/// `a ^ b` for the set `a` and any iterable.
///
/// # Errors
/// Of iteration, hashing and comparison.
pub(crate) fn symmetric_difference(rt: &mut Runtime, set: Gc<Set>, other: Value) -> Result<Gc<Set>> {
    let result = new_like(rt, is_frozen(set));
    update(rt, result, other)?;
    symmetric_difference_update(rt, result, set.into())?;
    Ok(result)
}

/// Whether every key of `a` is in `b`.
///
/// # Errors
/// Of comparison.
pub(crate) fn is_subset(rt: &mut Runtime, a: Gc<Set>, b: Gc<Set>) -> Result<bool> {
    if a.table().used > b.table().used {
        return Ok(false);
    }
    let mut at = 0;
    loop {
        let (table, other) = (a.table(), b.table());
        let undecided = table.entries.get(at..).unwrap_or_default().iter().position(|e| {
            // Goes on while keys are found.
            !e.key.is_empty() && has_plain(other, e.hash, e.key) != Some(true)
        });
        let Some(skipped) = undecided else { return Ok(true) };
        at += skipped;
        let e = table.entries[at];
        if !matches!(find(rt, b, e.hash, e.key)?, Found::Key(_)) {
            return Ok(false);
        }
        at += 1;
    }
}

/// Whether a key is there, where no comparison needs guest code.
#[inline]
fn has_plain(table: &SetTable, hash: i64, key: Value) -> Option<bool> {
    // As in `find`.
    let entry = table.entries[hash as usize & table.mask()];
    if entry.key == key && entry.hash == hash {
        return Some(true);
    }
    if entry.key.is_empty() && !entry.is_deleted() {
        return Some(false);
    }
    has_elsewhere(table, hash, key)
}

#[inline(never)]
fn has_elsewhere(table: &SetTable, hash: i64, key: Value) -> Option<bool> {
    let mut probe = Probe::new(hash, table.mask());
    loop {
        let entry = table.entries[probe.at];
        if entry.key.is_empty() {
            if !entry.is_deleted() {
                return Some(false);
            }
        } else if entry.hash == hash && quick_same(entry.key, key)? {
            return Some(true);
        }
        probe.advance();
    }
}

/// Hash of the keys, as CPython's `frozenset_hash`.
pub(crate) fn hash_of(set: Gc<Set>) -> i64 {
    let cached = set.hash.get();
    if cached != 0 && is_frozen(set) {
        return cached;
    }
    let shuffle = |h: u64| ((h ^ 89_869_747) ^ (h << 16)).wrapping_mul(3_644_798_167);
    let table = set.table();
    let mut hash = table.entries.iter().filter(|e| !e.key.is_empty()).fold(0u64, |h, e| h ^ shuffle(e.hash as u64));
    hash ^= (table.used as u64 + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    if hash == u64::MAX {
        hash = 590_923_713;
    }
    set.hash.set(hash as i64);
    hash as i64
}

impl Runtime {
    /// Adds an item to a set: `{...}` displays and comprehensions.
    ///
    /// # Errors
    /// Unhashable items, and whatever `__hash__` and `__eq__` raise.
    #[inline]
    pub fn set_add(&mut self, set: Gc<Set>, item: Value) -> Result<()> {
        add(self, set, item).map(|_| ())
    }

    /// Adds all items of an iterable to a set: `{*items}`.
    ///
    /// # Errors
    /// Of iteration, hashing and comparison.
    pub fn set_update(&mut self, set: Gc<Set>, items: Value) -> Result<()> {
        update(self, set, items)
    }

    /// A frozenset constant. CPython 3.11's compiler builds it twice, the second time in the order of the first, when it
    /// makes equal constants one (`merge_consts_recursive`); where hashes collide the order shows that. `items` are seen
    /// by the collector.
    ///
    /// # Errors
    /// As [`Runtime::set_add`].
    pub fn constant_frozenset(&mut self, items: &[Value]) -> Result {
        let first = new_like(self, true);
        for &item in items {
            add(self, first, item)?;
        }
        let second = new_like(self, true);
        each(self, first, |rt, e| add_hashed(rt, second, e.hash, e.key).map(|_| ()))?;
        Ok(second.into())
    }

    /// `a op b` where one operand is a set, a frozenset or a dict view (`keys`, `items`): `&`, `|`, `-`, `^`;
    /// [`Value::NOT_IMPLEMENTED`] when the other does not fit.
    ///
    /// # Errors
    /// Of comparison of keys.
    pub(crate) fn set_binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        let (a, b) = (native_payload(a), native_payload(b));
        let (Some(x), Some(y)) = (any_set(a), any_set(b)) else {
            if crate::types::dict::view::is_set_like(a) || crate::types::dict::view::is_set_like(b) {
                return crate::types::dict::view::binary(self, op, a, b);
            }
            return Ok(Value::NOT_IMPLEMENTED);
        };
        let result = match op {
            BinaryOp::BitAnd => intersection(self, x, b)?,
            BinaryOp::BitOr => {
                let result = copy(self, x)?;
                merge(self, result, y)?;
                result
            }
            BinaryOp::Sub => difference(self, x, b)?,
            BinaryOp::BitXor => symmetric_difference(self, x, b)?,
            _ => return Ok(Value::NOT_IMPLEMENTED),
        };
        Ok(result.into())
    }

    /// `set op= other`, both sets.
    ///
    /// # Errors
    /// Of comparison of keys.
    pub(crate) fn set_in_place(&mut self, op: BinaryOp, set: Value, other: Value) -> Result<()> {
        let (Some(x), Some(y)) = (native_payload(set).as_object::<Set>(), any_set(native_payload(other))) else { return Ok(()) };
        match op {
            BinaryOp::BitAnd => {
                let result = intersection(self, x, y.into())?;
                replace(x, result);
                Ok(())
            }
            BinaryOp::BitOr => merge(self, x, y),
            BinaryOp::Sub => difference_update(self, x, y.into()),
            _ => symmetric_difference_update(self, x, y.into()),
        }
    }

    /// Comparison of sets, frozensets and dict views (`keys`, `items`): equality, subset, superset;
    /// [`Value::NOT_IMPLEMENTED`] when `b` does not fit.
    ///
    /// # Errors
    /// Of comparison of keys.
    pub(crate) fn set_compare(&mut self, op: CompareOp, a: Value, b: Value) -> Result {
        let (a, b) = (native_payload(a), native_payload(b));
        let (Some(x), Some(y)) = (any_set(a), any_set(b)) else { return crate::types::dict::view::compare(self, op, a, b) };
        let (n, m) = (x.table().used, y.table().used);
        // Whether sizes allow it; the smaller; the larger; the answer when it is a subset.
        let (possible, small, large, answer) = match op {
            CompareOp::Eq => (n == m, x, y, true),
            CompareOp::Ne => (n == m, x, y, false),
            CompareOp::Lt => (n < m, x, y, true),
            CompareOp::Le => (n <= m, x, y, true),
            CompareOp::Gt => (n > m, y, x, true),
            CompareOp::Ge => (n >= m, y, x, true),
            _ => return Ok(Value::NOT_IMPLEMENTED),
        };
        if !possible {
            return Ok(Value::bool(!answer));
        }
        // Frozensets nest.
        self.enter_comparison()?;
        let subset = is_subset(self, small, large);
        self.leave_frame();
        Ok(Value::bool(subset? == answer))
    }

    /// Whether a set or frozenset has a key.
    ///
    /// # Errors
    /// Unhashable keys, and whatever `__hash__` and `__eq__` raise.
    pub(crate) fn set_contains(&mut self, set: Value, key: Value) -> Result<bool> {
        match any_set(native_payload(set)) {
            Some(set) => contains(self, set, key),
            None => Ok(false),
        }
    }
}

/// Gives `set` the table of `other`, which is not used afterwards.
pub(crate) fn replace(set: Gc<Set>, other: Gc<Set>) {
    std::mem::swap(set.table_mut(), other.table_mut());
    touch(set);
}
