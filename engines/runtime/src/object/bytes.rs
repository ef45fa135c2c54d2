//! `bytes` and `bytearray`.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::{Accounted, Marker, Released};
use crate::value::Result;
use std::cell::{Cell, RefCell};

/// Immutable bytes.
#[repr(C)]
pub struct Bytes {
    header: Header,
    /// Cached hash; 0 until computed.
    pub hash: Cell<i64>,
    data: Box<[u8]>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Bytes {
    const KIND: Kind = Kind::Bytes;
    const FINALIZE: bool = true;
    const LEAF: bool = true;
    fn trace(&self, _: &mut Marker<'_>) {}
    unsafe fn finalize(this: *mut Bytes, released: &mut Released<'_>) {
        // SAFETY: dead; dropped once.
        unsafe {
            let data: &[u8] = &(*this).data;
            released.bytes += data.len() as isize;
            std::ptr::drop_in_place(&raw mut (*this).data);
        }
    }
}

impl Bytes {
    /// The bytes.
    pub fn as_slice(&self) -> &[u8] {
        &self.data
    }
}

/// Mutable bytes.
#[repr(C)]
pub struct ByteArray {
    header: Header,
    /// The bytes; borrow only while no guest code runs.
    pub data: RefCell<Vec<u8>>,
    accounted: Accounted,
}

// SAFETY: repr(C), header first.
unsafe impl Object for ByteArray {
    const KIND: Kind = Kind::ByteArray;
    const FINALIZE: bool = true;
    const LEAF: bool = true;
    fn trace(&self, _: &mut Marker<'_>) {}
    unsafe fn finalize(this: *mut ByteArray, released: &mut Released<'_>) {
        // SAFETY: dead; dropped once.
        unsafe {
            released.bytes += (*this).accounted.bytes() as isize;
            std::ptr::drop_in_place(&raw mut (*this).data);
        }
    }
}

impl ByteArray {
    /// To be called when the bytes may have become more: the collector's policy counts them.
    pub fn account(&self, rt: &mut Runtime) {
        self.accounted.update(&mut rt.heap, self.data.borrow().capacity());
    }
    /// Room for so many bytes more.
    ///
    /// # Errors
    /// `MemoryError`.
    pub(crate) fn room_for(&self, rt: &mut Runtime, more: usize) -> Result<()> {
        let (length, capacity) = (self.data.borrow().len(), self.data.borrow().capacity());
        if length + more > capacity { rt.room_to_grow(capacity, more) } else { Ok(()) }
    }
}

impl Runtime {
    /// New bytes.
    pub fn new_bytes(&mut self, data: Vec<u8>) -> Gc<Bytes> {
        self.heap.account_external(data.len() as isize);
        self.allocate(Bytes {
            header: Header::new(Kind::Bytes, ShapeId(Kind::Bytes as u32)),
            hash: Cell::new(0),
            data: data.into_boxed_slice(),
        })
    }

    /// New bytearray.
    pub fn new_bytearray(&mut self, data: Vec<u8>) -> Gc<ByteArray> {
        let header = Header::new(Kind::ByteArray, ShapeId(Kind::ByteArray as u32));
        let array = self.allocate(ByteArray { header, data: RefCell::new(data), accounted: Accounted::default() });
        array.account(self);
        array
    }
}
