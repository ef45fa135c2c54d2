//! `set` and `frozenset`: CPython 3.11's table (Objects/setobject.c), so that sets of numbers print in its order.
//!
//! Open addressing over a power-of-two table with runs of 9 linear probes between perturbed jumps; grows fourfold
//! (twofold above 50,000 used) when three fifths are filled.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::{Marker, Released};
use crate::value::Value;
use std::cell::{Cell, UnsafeCell};

/// A place in the table: `key` is empty when free or deleted.
#[derive(Clone, Copy)]
pub struct SetEntry {
    /// Hash of the key.
    pub hash: i64,
    /// Key, or empty.
    pub key: Value,
}

impl SetEntry {
    /// A key was here and was removed. No hash is -1.
    #[inline]
    pub fn is_deleted(self) -> bool {
        self.key.is_empty() && self.hash == -1
    }
}

/// A deleted place.
pub const DELETED_ENTRY: SetEntry = SetEntry { hash: -1, key: Value::EMPTY };

/// Table of a set. The operations on it are in `crate::ops::set`.
pub struct SetTable {
    /// Places; length is a power of two, at least 8.
    pub entries: Vec<SetEntry>,
    /// Keys and dummies.
    pub fill: usize,
    /// Keys.
    pub used: usize,
    /// Where `pop` looks first.
    pub finger: usize,
}

/// A free place.
pub const FREE_ENTRY: SetEntry = SetEntry { hash: 0, key: Value::EMPTY };

/// Places in the table of a set without items.
pub const SMALLEST: usize = 8;

impl SetTable {
    /// Bytes that count for the collector's policy: those beyond the smallest table, which is kept for the next set.
    pub fn bytes(&self) -> isize {
        ((self.entries.len() - SMALLEST) * size_of::<SetEntry>()) as isize
    }
}

impl Default for SetTable {
    fn default() -> Self {
        SetTable { entries: vec![FREE_ENTRY; SMALLEST], fill: 0, used: 0, finger: 0 }
    }
}

macro_rules! set_type {
    ($(#[$doc:meta])* $name:ident, $new:ident) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            header: Header,
            /// Changes with every insertion and deletion.
            pub mutations: Cell<u32>,
            /// Cached hash of a frozenset; 0 until computed.
            pub hash: Cell<i64>,
            table: UnsafeCell<SetTable>,
        }

        // SAFETY: repr(C), header first.
        unsafe impl Object for $name {
            const KIND: Kind = Kind::$name;
            const FINALIZE: bool = true;
            fn trace(&self, marker: &mut Marker<'_>) {
                for e in &self.table().entries {
                    marker.value(e.key);
                }
            }
            unsafe fn finalize(this: *mut $name, released: &mut Released<'_>) {
                // SAFETY: dead; the table is taken out once.
                let table = unsafe { std::ptr::read((*this).table.get()) };
                released.bytes += table.bytes();
                released.buffers.give_table(table.entries);
            }
        }

        impl $name {
            /// The table, for leaf operations that run no guest code while they hold it.
            #[inline]
            pub fn table(&self) -> &SetTable {
                // SAFETY: single-threaded; callers keep the borrow within one leaf operation.
                unsafe { &*self.table.get() }
            }
            /// The table for changing; same rule.
            #[inline]
            #[expect(clippy::mut_from_ref, reason = "single-threaded cell; the borrow stays within one leaf operation")]
            pub fn table_mut(&self) -> &mut SetTable {
                // SAFETY: as above.
                unsafe { &mut *self.table.get() }
            }
        }

        impl Runtime {
            /// New empty one.
            pub fn $new(&mut self) -> Gc<$name> {
                let entries = self.heap.buffers.take_table();
                self.allocate($name {
                    header: Header::new(Kind::$name, ShapeId(Kind::$name as u32)),
                    mutations: Cell::new(0),
                    hash: Cell::new(0),
                    table: UnsafeCell::new(SetTable { entries, fill: 0, used: 0, finger: 0 }),
                })
            }
        }
    };
}

set_type! {
    /// `set`.
    Set, new_set
}
set_type! {
    /// `frozenset`; filled at creation only.
    FrozenSet, new_frozen_set
}
// The two have one layout, so operations may read either through `Gc<Set>`.
const _: () = assert!(size_of::<Set>() == size_of::<FrozenSet>());

/// The set inside a value that is a `set` or a `frozenset`.
pub fn any_set(v: Value) -> Option<Gc<Set>> {
    match v.kind() {
        // SAFETY: both kinds come from the same macro and are `repr(C)`.
        Some(Kind::Set | Kind::FrozenSet) => v.header().map(|h| unsafe { Gc::from_raw(h.as_ptr() as *mut Set) }),
        _ => None,
    }
}
