//! `Value`: one 64-bit word that is a pointer, a double, a small integer or a constant.
//!
//! Only this file knows the bit layout (JavaScriptCore's "pointer raw, double offset, integer on top"):
//!
//! ```text
//! 0x0000_0000_0000_0000                      never a value: the word 0 means "exception pending" (see `Result`)
//! 0x0000_xxxx_xxxx_xxx0                      pointer to a heap cell, bit 1 clear
//! 0x0000_0000_0000_00x2/6/7/A                constants, bit 1 set
//! 0x0002_....  to 0xFFFA_....                double: IEEE bits + 2^49; a NaN's payload is its identity
//! 0xFFFE_0000_0000_0000 and above            integer i in [-2^48, 2^48), stored as 0xFFFF_0000_0000_0000 + i
//! ```
//!
//! Consequences engines rely on: "is an integer" is one unsigned compare with [`INT_MIN_WORD`]; boxed integers order
//! as unsigned words; `a + (b - INT_TAG)` is the boxed sum and leaves the range exactly when the 49-bit sum overflows;
//! a pointer needs no unmasking.

use crate::object::{Gc, Header, Kind, Object};
use std::num::NonZeroU64;
use std::sync::atomic::{AtomicU64, Ordering};

/// Integer zero as a word; `word = INT_TAG + i`.
pub const INT_TAG: u64 = 0xFFFF_0000_0000_0000;
/// Smallest word that is an integer.
pub const INT_MIN_WORD: u64 = 0xFFFE_0000_0000_0000;
/// Added to the bits of a double.
pub const DOUBLE_OFFSET: u64 = 1 << 49;
/// A word is a pointer exactly when it is not zero and `word & NOT_POINTER_MASK == 0`.
pub const NOT_POINTER_MASK: u64 = 0xFFFF_0000_0000_0002;
/// Sign of a double.
const SIGN: u64 = 1 << 63;
/// The default NaN.
const QUIET_NAN: u64 = 0x7FF8_0000_0000_0000;
/// What a NaN may have besides: its sign and 50 bits of payload (one more would make the word of a negative one an integer).
const NAN_BITS: u64 = SIGN | ((1 << 50) - 1);
/// Largest immediate integer.
pub const SMALL_INT_MAX: i64 = (1 << 48) - 1;
/// Smallest immediate integer.
pub const SMALL_INT_MIN: i64 = -(1 << 48);

/// A double as programs see its bits: without what tells one NaN from another.
pub fn visible(f: f64) -> f64 {
    if f.is_nan() { f64::from_bits((f.to_bits() & SIGN) | QUIET_NAN) } else { f }
}

/// A guest value. `Copy`, never zero. A pointer inside is valid as long as the collector can see the word: on the
/// native stack, in a register window, in a traced cell, or in a [`crate::heap::RootedVec`]; never keep one in a plain
/// `Vec`, `Box` or map across an allocation.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Value(NonZeroU64);

/// "An exception is pending in the runtime." Zero-sized, so that [`Result`] is one word whose zero is the error: the
/// same convention serves Rust's `?`, the VM and machine code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raised;

/// Outcome of every operation that can raise.
pub type Result<T = Value> = std::result::Result<T, Raised>;

const _: () = assert!(size_of::<Result<Value>>() == 8);

const fn constant(word: u64) -> Value {
    match NonZeroU64::new(word) {
        Some(w) => Value(w),
        None => panic!("zero is not a value"),
    }
}

impl Value {
    /// `None`.
    pub const NONE: Value = constant(0x02);
    /// `False`.
    pub const FALSE: Value = constant(0x06);
    /// `True`.
    pub const TRUE: Value = constant(0x07);
    /// No value: an unbound variable, an absent argument, an exhausted iterator. Programs never see it.
    pub const EMPTY: Value = constant(0x0A);
    /// `NotImplemented`.
    pub const NOT_IMPLEMENTED: Value = constant(0x12);
    /// `Ellipsis`.
    pub const ELLIPSIS: Value = constant(0x16);

    /// The word.
    #[inline(always)]
    pub const fn bits(self) -> u64 {
        self.0.get()
    }

    /// A value from its word.
    ///
    /// # Safety
    /// `bits` came from [`Value::bits`] of a value that is still alive.
    #[inline(always)]
    pub const unsafe fn from_bits(bits: u64) -> Value {
        // SAFETY: `bits()` is never zero.
        Value(unsafe { NonZeroU64::new_unchecked(bits) })
    }

    /// Immediate integer.
    ///
    /// # Panics
    /// In debug builds, when `i` is outside 49 bits; use [`crate::Runtime::new_int`] for any `i64`.
    #[inline(always)]
    pub const fn small_int(i: i64) -> Value {
        debug_assert!(i >= SMALL_INT_MIN && i <= SMALL_INT_MAX);
        // SAFETY: for i in the 49-bit range the sum is at least INT_MIN_WORD.
        Value(unsafe { NonZeroU64::new_unchecked(INT_TAG.wrapping_add(i as u64)) })
    }

    /// Immediate integer, if it fits.
    #[inline(always)]
    pub const fn try_small_int(i: i64) -> Option<Value> {
        if i >= SMALL_INT_MIN && i <= SMALL_INT_MAX { Some(Value::small_int(i)) } else { None }
    }

    /// Double. A NaN keeps the payload that says which one it is ([`Value::new_nan`]).
    #[inline(always)]
    pub fn float(f: f64) -> Value {
        let bits = if f.is_nan() { (f.to_bits() & NAN_BITS) | QUIET_NAN } else { f.to_bits() };
        // SAFETY: bits are at most 0xFFFB_FFFF_FFFF_FFFF, so the sum is neither zero nor wraps.
        Value(unsafe { NonZeroU64::new_unchecked(bits + DOUBLE_OFFSET) })
    }

    /// The double that `+ - * /` or negation made of doubles taken from values. Such a result is never a NaN whose bits
    /// would leave the range of doubles: a NaN among the operands is passed on with its payload, and what the processor
    /// makes itself is the default NaN (positive or negative quiet NaN without payload), so nothing has to be masked.
    #[inline(always)]
    pub fn float_from_arithmetic(f: f64) -> Value {
        debug_assert!(!f.is_nan() || f.to_bits() & !NAN_BITS == QUIET_NAN);
        // SAFETY: bits are at most 0xFFFB_FFFF_FFFF_FFFF, so the sum is neither zero nor wraps.
        Value(unsafe { NonZeroU64::new_unchecked(f.to_bits().wrapping_add(DOUBLE_OFFSET)) })
    }

    /// A NaN that is no other: `float('nan')` makes a new object each time, and containers look for identity before they
    /// compare. Doubles are no objects here, so the payload, which no program can see, is a number of its own.
    #[cold]
    pub fn new_nan(negative: bool) -> Value {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let payload = NEXT.fetch_add(1, Ordering::Relaxed) & (NAN_BITS & !SIGN);
        Value::float(f64::from_bits(QUIET_NAN | payload | if negative { SIGN } else { 0 }))
    }

    /// `True` or `False`.
    #[inline(always)]
    pub const fn bool(b: bool) -> Value {
        if b { Value::TRUE } else { Value::FALSE }
    }

    /// Is an immediate integer (`bool` is not; see [`crate::Runtime`] for Python's `int`).
    #[inline(always)]
    pub const fn is_small_int(self) -> bool {
        self.bits() >= INT_MIN_WORD
    }

    /// Is a double.
    #[inline(always)]
    pub const fn is_float(self) -> bool {
        self.bits() >= DOUBLE_OFFSET && self.bits() < INT_MIN_WORD
    }

    /// Is a pointer to a heap cell.
    #[inline(always)]
    pub const fn is_pointer(self) -> bool {
        self.bits() & NOT_POINTER_MASK == 0
    }

    /// Is `None`.
    #[inline(always)]
    pub const fn is_none(self) -> bool {
        self.bits() == Value::NONE.bits()
    }

    /// Is the absent value.
    #[inline(always)]
    pub const fn is_empty(self) -> bool {
        self.bits() == Value::EMPTY.bits()
    }

    /// Is `True` or `False`.
    #[inline(always)]
    pub const fn is_bool(self) -> bool {
        self.bits() | 1 == Value::TRUE.bits()
    }

    /// The value, unless it is [`Value::EMPTY`].
    #[inline(always)]
    pub const fn present(self) -> Option<Value> {
        if self.is_empty() { None } else { Some(self) }
    }

    /// Immediate integer inside.
    #[inline(always)]
    pub const fn as_small_int(self) -> Option<i64> {
        if self.is_small_int() { Some(self.bits().wrapping_sub(INT_TAG) as i64) } else { None }
    }

    /// Immediate integer inside, `bool` counted as 0 or 1.
    #[inline(always)]
    pub const fn as_small_int_or_bool(self) -> Option<i64> {
        if self.is_small_int() {
            Some(self.bits().wrapping_sub(INT_TAG) as i64)
        } else if self.is_bool() {
            Some((self.bits() & 1) as i64)
        } else {
            None
        }
    }

    /// Double inside.
    #[inline(always)]
    pub const fn as_float(self) -> Option<f64> {
        if self.is_float() { Some(f64::from_bits(self.bits() - DOUBLE_OFFSET)) } else { None }
    }

    /// Header of the cell pointed to.
    #[inline(always)]
    pub fn header(self) -> Option<Gc<Header>> {
        if self.is_pointer() {
            // SAFETY: pointer words are only made from live cells, all of which begin with a Header.
            Some(unsafe { Gc::from_raw(self.bits() as *mut Header) })
        } else {
            None
        }
    }

    /// Kind of the cell pointed to.
    #[inline(always)]
    pub fn kind(self) -> Option<Kind> {
        self.header().map(|h| h.kind())
    }

    /// The cell as a `T`, if it is one. Instances of Python subclasses of a builtin are *not* `T`; see
    /// [`crate::object::instance::native_payload`].
    #[inline(always)]
    pub fn as_object<T: Object>(self) -> Option<Gc<T>> {
        match self.header() {
            // SAFETY: the kind says that the cell is laid out as a `T`.
            Some(h) if h.kind() == T::KIND => Some(unsafe { Gc::from_raw(h.as_ptr() as *mut T) }),
            _ => None,
        }
    }

    /// Is a cell of type `T`.
    #[inline(always)]
    pub fn is_object<T: Object>(self) -> bool {
        self.kind() == Some(T::KIND)
    }
}

impl<T: Object> From<Gc<T>> for Value {
    #[inline(always)]
    fn from(p: Gc<T>) -> Value {
        // SAFETY: a Gc pointer is never null and points below 2^48 with its low four bits clear.
        Value(unsafe { NonZeroU64::new_unchecked(p.as_ptr() as u64) })
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(i) = self.as_small_int() {
            write!(f, "Int({i})")
        } else if let Some(x) = self.as_float() {
            write!(f, "Float({x:?})")
        } else if let Some(k) = self.kind() {
            write!(f, "{k:?}({:#x})", self.bits())
        } else {
            let name = match *self {
                Value::NONE => "None",
                Value::TRUE => "True",
                Value::FALSE => "False",
                Value::EMPTY => "<empty>",
                Value::NOT_IMPLEMENTED => "NotImplemented",
                Value::ELLIPSIS => "Ellipsis",
                _ => "<invalid>",
            };
            f.write_str(name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_round_trip_and_never_look_like_anything_else() {
        for i in [0, 1, -1, 255, SMALL_INT_MAX, SMALL_INT_MIN] {
            let v = Value::small_int(i);
            assert_eq!(v.as_small_int(), Some(i));
            assert!(!v.is_float() && !v.is_pointer() && !v.is_bool());
        }
        assert_eq!(Value::try_small_int(SMALL_INT_MAX + 1), None);
    }

    #[test]
    fn doubles_round_trip_and_never_look_like_anything_else() {
        for f in [0.0, -0.0, 1.5, f64::MAX, f64::MIN, f64::INFINITY, f64::NEG_INFINITY, 5e-324] {
            let v = Value::float(f);
            assert_eq!(v.as_float().map(f64::to_bits), Some(f.to_bits()));
            assert!(!v.is_small_int() && !v.is_pointer() && !v.is_bool());
        }
        let negative_nan = f64::from_bits(0xFFFF_FFFF_FFFF_FFFF);
        assert!(Value::float(negative_nan).as_float().is_some_and(f64::is_nan));
        for negative in [false, true] {
            let (one, other) = (Value::new_nan(negative), Value::new_nan(negative));
            assert!(one != other && one.as_float().is_some_and(|f| f.is_nan() && f.is_sign_negative() == negative));
            assert!(!one.is_small_int() && !one.is_pointer() && !one.is_bool());
        }
    }
}
