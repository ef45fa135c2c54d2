//! `int` beyond 49 bits, and `complex`.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::{Care, Marker, Released};
use crate::value::Value;
use num_bigint::BigInt as Big;
use num_traits::{Signed, ToPrimitive};
use std::borrow::Cow;

/// Flag in the header: the number is a [`Big`] of its own.
const LONG: u8 = 1;

/// Integer that does not fit a [`Value`] immediately. Always outside the immediate range, so equal integers have
/// one representation.
///
/// What fits 128 bits lies in the cell, which then needs no finalizer: 64-bit arithmetic with its products allocates
/// nothing but cells.
#[repr(C)]
pub struct BigInt {
    header: Header,
    /// Two's complement, the low word first; of a long number, the address of its boxed [`Big`] and nothing.
    words: [u64; 2],
}

// SAFETY: repr(C), header first.
unsafe impl Object for BigInt {
    const KIND: Kind = Kind::BigInt;
    const FINALIZE: bool = true;
    const LEAF: bool = true;
    fn trace(&self, _: &mut Marker<'_>) {}
    unsafe fn finalize(this: *mut BigInt, released: &mut Released<'_>) {
        // SAFETY: dead; dropped once. The address came from `Box::into_raw`.
        unsafe {
            if (*this).header.flags() & LONG != 0 {
                let number = Box::from_raw((*this).words[0] as usize as *mut Big);
                released.bytes += number.bits() as isize / 8;
            }
        }
    }
}

impl BigInt {
    /// The number, when it fits 128 bits.
    #[inline]
    pub fn wide(&self) -> Option<i128> {
        if self.header.flags() & LONG != 0 {
            return None;
        }
        Some((u128::from(self.words[1]) << 64 | u128::from(self.words[0])) as i128)
    }

    /// The number, borrowed when it has memory of its own.
    #[inline]
    pub fn value(&self) -> Cow<'_, Big> {
        match self.wide() {
            Some(number) => Cow::Owned(Big::from(number)),
            // SAFETY: a long number's first word is the address of its box, which lives as long as the cell.
            None => Cow::Borrowed(unsafe { &*(self.words[0] as usize as *const Big) }),
        }
    }

    /// Whether it is below zero.
    #[inline]
    pub fn is_negative(&self) -> bool {
        match self.wide() {
            Some(number) => number < 0,
            None => self.value().is_negative(),
        }
    }
}

impl Runtime {
    /// Python integer from any `i64`.
    #[inline]
    pub fn new_int(&mut self, i: i64) -> Value {
        match Value::try_small_int(i) {
            Some(v) => v,
            None => self.allocate_wide(i.into()),
        }
    }

    /// Python integer from any `i128`.
    #[inline]
    pub(crate) fn new_wide_int(&mut self, i: i128) -> Value {
        match i64::try_from(i).ok().and_then(Value::try_small_int) {
            Some(v) => v,
            None => self.allocate_wide(i),
        }
    }

    /// Python integer from a big one, immediate when it fits.
    pub fn new_bigint(&mut self, value: Big) -> Value {
        if value.bits() < 128
            && let Some(i) = value.to_i128()
        {
            return self.new_wide_int(i);
        }
        self.heap.account_external(value.bits() as isize / 8);
        let header = Header::new(Kind::BigInt, ShapeId(Kind::BigInt as u32));
        header.set_flags(LONG);
        let address = Box::into_raw(Box::new(value)) as usize as u64;
        self.allocate(BigInt { header, words: [address, 0] }).into()
    }

    #[inline]
    fn allocate_wide(&mut self, i: i128) -> Value {
        let cell = self.allocate_bytes(size_of::<BigInt>(), Care::LEAF) as *mut BigInt;
        let header = Header::new(Kind::BigInt, ShapeId(Kind::BigInt as u32));
        // SAFETY: the cell has room for a BigInt; nothing in it is to be finalized.
        unsafe {
            cell.write(BigInt { header, words: [i as u64, (i as u128 >> 64) as u64] });
            Gc::from_raw(cell).into()
        }
    }
}

/// `complex`.
#[repr(C)]
pub struct Complex {
    header: Header,
    /// Real part.
    pub re: f64,
    /// Imaginary part.
    pub im: f64,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Complex {
    const KIND: Kind = Kind::Complex;
    const LEAF: bool = true;
    fn trace(&self, _: &mut Marker<'_>) {}
}

impl Runtime {
    /// New complex number.
    pub fn new_complex(&mut self, re: f64, im: f64) -> Gc<Complex> {
        self.allocate(Complex { header: Header::new(Kind::Complex, ShapeId(Kind::Complex as u32)), re, im })
    }
}

impl Runtime {
    /// Python integer from decimal digits (a literal; no sign, no underscores).
    pub fn int_from_decimal(&mut self, digits: &str) -> Value {
        match digits.parse::<Big>() {
            Ok(value) => self.new_bigint(value),
            Err(_) => unreachable!("the front end gives digits only: {digits:?}"),
        }
    }
}
