//! `int` beyond 49 bits, and `complex`.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::{Marker, Released};
use crate::value::Value;
use num_bigint::BigInt as Big;
use num_traits::ToPrimitive;

/// Integer that does not fit a [`Value`] immediately. Always outside the immediate range, so equal integers have
/// one representation.
#[repr(C)]
pub struct BigInt {
    header: Header,
    value: Big,
}

// SAFETY: repr(C), header first.
unsafe impl Object for BigInt {
    const KIND: Kind = Kind::BigInt;
    const FINALIZE: bool = true;
    fn trace(&self, _: &mut Marker<'_>) {}
    unsafe fn finalize(this: *mut BigInt, released: &mut Released<'_>) {
        // SAFETY: dead; dropped once.
        unsafe {
            released.bytes += (*this).value.bits() as isize / 8;
            std::ptr::drop_in_place(&raw mut (*this).value);
        }
    }
}

impl BigInt {
    /// The number.
    #[inline]
    pub fn value(&self) -> &Big {
        &self.value
    }
}

impl Runtime {
    /// Python integer from any `i64`.
    #[inline]
    pub fn new_int(&mut self, i: i64) -> Value {
        match Value::try_small_int(i) {
            Some(v) => v,
            None => self.allocate_big(Big::from(i)),
        }
    }

    /// Python integer from any `i128`.
    #[inline]
    pub(crate) fn new_wide_int(&mut self, i: i128) -> Value {
        match i64::try_from(i).ok().and_then(Value::try_small_int) {
            Some(v) => v,
            None => self.allocate_big(Big::from(i)),
        }
    }

    /// Python integer from a big one, immediate when it fits.
    pub fn new_bigint(&mut self, value: Big) -> Value {
        match value.to_i64().and_then(Value::try_small_int) {
            Some(v) => v,
            None => self.allocate_big(value),
        }
    }

    #[cold]
    fn allocate_big(&mut self, value: Big) -> Value {
        self.heap.account_external(value.bits() as isize / 8);
        self.allocate(BigInt { header: Header::new(Kind::BigInt, ShapeId(Kind::BigInt as u32)), value }).into()
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
