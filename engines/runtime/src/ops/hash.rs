//! Hashing: CPython 3.11 numbers and tuples exactly, so sets of them print in its order.
//!
//! Sources: `Python/pyhash.c`, `Objects/longobject.c`, `tupleobject.c` (xxHash), `setobject.c`. Strings have a hash of
//! our own (CPython's is random per process), other objects hash by address.

use crate::Runtime;
use crate::object::bytes::Bytes;
use crate::object::class::{Class, customs, flags};
use crate::object::dict::{DictView, ViewKind};
use crate::object::function::BoundMethod;
use crate::object::instance::native_payload;
use crate::object::int::{BigInt, Complex};
use crate::object::range::Range;
use crate::object::set::FrozenSet;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::ops::arithmetic::integer::signum;
use crate::ops::arithmetic::{has_user_class, is_builtin_method};
use crate::value::{Raised, Result, Value};
use num_bigint::BigInt as Big;
use num_traits::{One, ToPrimitive, Zero};

/// Numbers are hashed modulo this prime.
const MODULUS: u64 = (1 << 61) - 1;
const BITS: u32 = 61;
const INFINITY_HASH: i64 = 314159;
const IMAGINARY: i64 = 1_000_003;

impl Runtime {
    /// `hash(v)`.
    ///
    /// # Errors
    /// `TypeError` for unhashable values, and whatever `__hash__` raises.
    #[inline]
    pub fn hash(&mut self, v: Value) -> Result<i64> {
        if let Some(i) = v.as_small_int() {
            return Ok(hash_small(i));
        }
        match v.kind() {
            Some(Kind::Str) => Ok(v.as_object::<Str>().map_or(0, |s| s.hash())),
            Some(Kind::Tuple) => match v.as_object::<Tuple>() {
                Some(tuple) => self.hash_tuple(tuple),
                None => Ok(0),
            },
            None if v.is_bool() => Ok(hash_small(i64::from(v == Value::TRUE))),
            None if v.is_float() => Ok(v.as_float().map_or(0, hash_f64)),
            _ => self.hash_general(v),
        }
    }

    /// `hash(v)` of a number, a text or a tuple of such, where no guest code runs and nothing is raised.
    #[inline]
    pub(crate) fn plain_hash(&mut self, v: Value) -> Option<i64> {
        match v.kind() {
            None => self.hash(v).ok(),
            Some(Kind::Str) => v.as_object::<Str>().map(|s| s.hash()),
            Some(Kind::Tuple) => {
                let tuple = v.as_object::<Tuple>()?;
                let plain = |v: &Value| matches!(v.kind(), None | Some(Kind::Str));
                if tuple.items().iter().all(plain) { self.hash_tuple(tuple).ok() } else { None }
            }
            _ => None,
        }
    }

    #[inline(never)]
    fn hash_general(&mut self, v: Value) -> Result<i64> {
        if !has_user_class(v) {
            return self.native_hash(v);
        }
        let class = self.class_of(v);
        let customs = self.customs(class);
        if customs & customs::AS_PAYLOAD != 0 {
            return self.native_hash(v);
        }
        if customs & customs::PLAIN_HASH != 0 {
            return Ok(hash_address(v));
        }
        let (hash_name, eq_name) = (self.names.__hash__, self.names.__eq__);
        let payload = native_payload(v);
        let method = match self.class_lookup(class, hash_name) {
            Some(m) if m.is_none() => return Err(self.unhashable(v)),
            Some(m) if !self.is_object_method(m) => {
                if payload != v && is_builtin_method(m) {
                    return if self.eq_hides_hash(class) { Err(self.unhashable(v)) } else { self.native_hash(payload) };
                }
                m
            }
            _ => {
                let equality = self.class_lookup(class, eq_name);
                let own = equality.is_some_and(|m| !self.is_object_method(m) && !is_builtin_method(m));
                if own && self.eq_hides_hash(class) {
                    return Err(self.unhashable(v));
                }
                return if payload != v { self.native_hash(payload) } else { Ok(hash_address(v)) };
            }
        };
        let result = self.call_bound_special(method, v, &[], None)?;
        let result = native_payload(result);
        match (result.as_small_int_or_bool(), result.as_object::<BigInt>()) {
            (Some(i), _) => Ok(if i == -1 { -2 } else { i }),
            // As CPython: what fits 64 bits is taken as it is, more is hashed.
            (_, Some(big)) => Ok(big.wide().and_then(|i| i64::try_from(i).ok()).unwrap_or_else(|| hash_bigint(big))),
            _ => Err(self.type_error("__hash__ method should return an integer")),
        }
    }

    /// Whether a class defines `__eq__` without `__hash__` before any class of its resolution order defines `__hash__`.
    fn eq_hides_hash(&self, class: Gc<Class>) -> bool {
        let (hash_name, eq_name) = (self.names.__hash__, self.names.__eq__);
        for c in class.mro_classes() {
            if c.own(hash_name).is_some() {
                return false;
            }
            if c.own(eq_name).is_some() {
                return true;
            }
        }
        false
    }

    /// Which protocols a class leaves as they are: see [`customs`].
    #[inline]
    pub(crate) fn customs(&mut self, class: Gc<Class>) -> u8 {
        if class.customs_version.get() != class.version.get() {
            let found = self.find_customs(class);
            class.customs.set(found);
            class.customs_version.set(class.version.get());
        }
        class.customs.get()
    }

    #[cold]
    fn find_customs(&mut self, class: Gc<Class>) -> u8 {
        let n = &self.names;
        let (hash, eq, ne) = (n.__hash__, n.__eq__, n.__ne__);
        let compared = [eq, ne, n.__lt__, n.__le__, n.__gt__, n.__ge__];
        let truth = [n.__bool__, n.__len__];
        let visible = !self.eq_hides_hash(class);
        let mut all_builtin = |names: &[Gc<Str>]| names.iter().all(|&name| self.class_lookup(class, name).is_some_and(is_builtin_method));
        if class.has(flags::PAYLOAD) {
            return if visible && all_builtin(&[hash]) && all_builtin(&compared) { customs::AS_PAYLOAD } else { 0 };
        }
        let truth = truth.into_iter().all(|name| self.class_lookup(class, name).is_none());
        let mut of_object = |name: Gc<Str>| self.class_lookup(class, name).is_none_or(|method| self.is_object_method(method));
        let (plain_hash, plain_eq) = (of_object(hash), of_object(eq) && of_object(ne));
        [(plain_hash && visible, customs::PLAIN_HASH), (plain_eq, customs::PLAIN_EQ), (truth, customs::PLAIN_TRUTH)]
            .into_iter()
            .filter(|(holds, _)| *holds)
            .fold(0, |all, (_, flag)| all | flag)
    }

    /// Hash of a builtin value (of the payload of a subclass instance).
    ///
    /// # Errors
    /// As [`Runtime::hash`].
    pub fn native_hash(&mut self, v: Value) -> Result<i64> {
        let v = native_payload(v);
        if let Some(i) = v.as_small_int_or_bool() {
            return Ok(hash_small(i));
        }
        if let Some(f) = v.as_float() {
            return Ok(hash_f64(f));
        }
        match v.kind() {
            Some(Kind::Str) => Ok(v.as_object::<Str>().map_or(0, |s| s.hash())),
            Some(Kind::BigInt) => Ok(v.as_object::<BigInt>().map_or(0, hash_bigint)),
            Some(Kind::Complex) => Ok(v.as_object::<Complex>().map_or(0, |c| hash_complex(c.re, c.im))),
            Some(Kind::Tuple) => match v.as_object::<Tuple>() {
                Some(t) => self.hash_tuple(t),
                None => Ok(0),
            },
            Some(Kind::Bytes) => Ok(v.as_object::<Bytes>().map_or(0, |b| hash_bytes(&b))),
            Some(Kind::FrozenSet) => Ok(v.as_object::<FrozenSet>().map_or(0, |s| hash_frozen_set(&s))),
            Some(Kind::Range) => match v.as_object::<Range>() {
                Some(r) => self.hash_range(r),
                None => Ok(0),
            },
            Some(Kind::BoundMethod) => match v.as_object::<BoundMethod>() {
                Some(m) => {
                    let function = self.hash(m.function)?;
                    let h = function ^ hash_address(m.receiver);
                    Ok(if h == -1 { -2 } else { h })
                }
                None => Ok(0),
            },
            Some(Kind::List | Kind::Dict | Kind::Set | Kind::ByteArray | Kind::Slice) => Err(self.unhashable(v)),
            Some(Kind::DictView) if v.as_object::<DictView>().is_some_and(|d| d.part != ViewKind::Values) => Err(self.unhashable(v)),
            _ => Ok(hash_address(v)),
        }
    }

    #[cold]
    fn unhashable(&mut self, v: Value) -> Raised {
        let name = self.type_name(v);
        self.type_error(format!("unhashable type: '{name}'"))
    }

    /// Forgets the hashes that tuples keep: the class of an item may hash otherwise from now on.
    ///
    /// The epochs are numbered in 16 bits; when these are used up no tuple keeps its hash any more.
    #[cold]
    pub(crate) fn forget_tuple_hashes(&mut self) {
        self.hash_epoch = self.hash_epoch.saturating_add(1);
        self.last_lookup = crate::object::dict::LastLookup::NONE;
    }

    /// `hash(tuple)`.
    ///
    /// # Errors
    /// As [`Runtime::hash`].
    #[inline]
    pub(crate) fn hash_tuple(&mut self, tuple: Gc<Tuple>) -> Result<i64> {
        // Pairs of integers are the usual coordinates.
        if let &[a, b] = tuple.items()
            && let (Some(a), Some(b)) = (a.as_small_int(), b.as_small_int())
        {
            let mut hasher = TupleHasher::default();
            hasher.add(hash_small(a));
            hasher.add(hash_small(b));
            let hash = hasher.finish();
            self.keep_hash(tuple, self.hash_epoch, hash);
            return Ok(hash);
        }
        self.hash_items(tuple)
    }

    #[inline(never)]
    fn hash_items(&mut self, tuple: Gc<Tuple>) -> Result<i64> {
        if let Some(hash) = Tuple::kept_hash(tuple, self.hash_epoch) {
            return Ok(hash);
        }
        let mut hasher = TupleHasher::default();
        let items = tuple.items();
        // Numbers and texts hash without recursion.
        for (at, &item) in items.iter().enumerate() {
            if let Some(i) = item.as_small_int() {
                hasher.add(hash_small(i));
            } else if let Some(s) = item.as_object::<Str>() {
                hasher.add(s.hash());
            } else {
                return self.hash_nested(tuple, hasher, at);
            }
        }
        let hash = hasher.finish();
        self.keep_hash(tuple, self.hash_epoch, hash);
        Ok(hash)
    }

    /// Goes on at the item `from` of a tuple.
    fn hash_nested(&mut self, tuple: Gc<Tuple>, mut hasher: TupleHasher, from: usize) -> Result<i64> {
        let epoch = self.hash_epoch;
        let mut stable = true;
        self.enter_comparison()?;
        for &item in &tuple.items()[from..] {
            match self.hash(item) {
                Ok(h) => hasher.add(h),
                Err(raised) => {
                    self.leave_frame();
                    return Err(raised);
                }
            }
            stable = stable && self.has_stable_hash(item);
        }
        self.leave_frame();
        let hash = hasher.finish();
        if stable {
            self.keep_hash(tuple, epoch, hash);
        }
        Ok(hash)
    }

    #[inline]
    fn keep_hash(&mut self, tuple: Gc<Tuple>, epoch: u16, hash: i64) {
        if epoch != u16::MAX {
            Tuple::keep_hash(tuple, epoch, hash);
        }
    }

    /// Whether the hash of an item just hashed stays the same for as long as the item lives or the epoch lasts: true of
    /// texts, numbers and the like, and of instances of subclasses that leave hashing to them.
    fn has_stable_hash(&mut self, item: Value) -> bool {
        match item.kind() {
            None | Some(Kind::Str | Kind::BigInt | Kind::Complex | Kind::Bytes | Kind::FrozenSet) => true,
            Some(Kind::Tuple) => item.as_object::<Tuple>().is_some_and(|t| t.has_stable_hash(self.hash_epoch)),
            Some(Kind::Instance) => {
                let class = self.class_of(item);
                self.customs(class) & customs::AS_PAYLOAD != 0 && self.has_stable_hash(native_payload(item))
            }
            _ => false,
        }
    }

    fn hash_range(&mut self, range: Gc<Range>) -> Result<i64> {
        let length = crate::ops::compare::native::big_range_length(range);
        let mut hasher = TupleHasher::default();
        hasher.add(hash_big(&length));
        let none = hash_address(Value::NONE);
        if length.is_zero() {
            hasher.add(none);
            hasher.add(none);
        } else {
            hasher.add(self.native_hash(range.start)?);
            hasher.add(if length.is_one() { none } else { self.native_hash(range.step)? });
        }
        Ok(hasher.finish())
    }
}

/// Hash of an integer below 2^61 - 1 in absolute value.
#[inline(always)]
fn hash_small(i: i64) -> i64 {
    if i == -1 { -2 } else { i }
}

fn hash_bigint(number: Gc<BigInt>) -> i64 {
    let Some(i) = number.wide() else { return hash_big(&number.value()) };
    let size = i.unsigned_abs();
    // 2 ** 61 is 1 modulo the prime: the pieces of 61 bits are added.
    let modulus = u128::from(MODULUS);
    let folded = ((size & modulus) + (size >> BITS & modulus) + (size >> (2 * BITS))) % modulus;
    hash_small(folded as i64 * i.signum() as i64)
}

fn hash_big(value: &Big) -> i64 {
    let modulus = num_bigint::BigUint::from(MODULUS);
    let residue = (value.magnitude() % &modulus).to_i64().unwrap_or(0);
    hash_small(residue * signum(value))
}

/// Hash of a double: equal to that of the integer or fraction of the same value.
pub fn hash_f64(f: f64) -> i64 {
    if !f.is_finite() {
        // By identity, which is the payload (`Value::new_nan`).
        return if f.is_nan() {
            (f.to_bits() & 0x0003_FFFF_FFFF_FFFF) as i64
        } else if f > 0.0 {
            INFINITY_HASH
        } else {
            -INFINITY_HASH
        };
    }
    // The number is `mantissa * 2 ** exponent`, and multiplying by a power of two rotates modulo 2 ** 61 - 1.
    let bits = f.to_bits();
    let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52 & 0x7ff) as i32);
    let (mantissa, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    let rotation = exponent.rem_euclid(BITS as i32) as u32;
    let x = ((mantissa << rotation) & MODULUS) | mantissa >> (BITS - rotation);
    hash_small(if f < 0.0 { -(x as i64) } else { x as i64 })
}

/// Hash of a complex number; that of its real part when the imaginary one is zero.
fn hash_complex(re: f64, im: f64) -> i64 {
    hash_small(hash_f64(re).wrapping_add(hash_f64(im).wrapping_mul(IMAGINARY)))
}

/// Hash of an object without value semantics.
fn hash_address(v: Value) -> i64 {
    // The low four bits of a cell's address are zero.
    let h = v.bits().rotate_right(4) as i64;
    if h == -1 { -2 } else { h }
}

fn hash_bytes(bytes: &Bytes) -> i64 {
    use std::hash::Hasher;
    let cached = bytes.hash.get();
    if cached != 0 {
        return cached;
    }
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(bytes.as_slice());
    let h = hasher.finish() as i64;
    let h = if h == 0 || h == -1 { 1 } else { h };
    bytes.hash.set(h);
    h
}

fn hash_frozen_set(set: &FrozenSet) -> i64 {
    let cached = set.hash.get();
    if cached != 0 {
        return cached;
    }
    let shuffle = |h: u64| ((h ^ 89_869_747) ^ (h << 16)).wrapping_mul(3_644_798_167);
    let table = set.table();
    let mut hash = 0u64;
    for entry in table.entries.iter().filter(|e| !e.key.is_empty()) {
        hash ^= shuffle(entry.hash as u64);
    }
    hash ^= (table.used as u64 + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    let h = if hash == u64::MAX { 590_923_713 } else { hash as i64 };
    set.hash.set(h);
    h
}

/// CPython's tuple hash: xxHash with 64-bit lanes.
struct TupleHasher {
    accumulator: u64,
    count: u64,
}

const PRIME_1: u64 = 11_400_714_785_074_694_791;
const PRIME_2: u64 = 14_029_467_366_897_019_727;
const PRIME_5: u64 = 2_870_177_450_012_600_261;

impl Default for TupleHasher {
    fn default() -> Self {
        TupleHasher { accumulator: PRIME_5, count: 0 }
    }
}

impl TupleHasher {
    #[inline(always)]
    fn add(&mut self, hash: i64) {
        let mixed = self.accumulator.wrapping_add((hash as u64).wrapping_mul(PRIME_2));
        self.accumulator = mixed.rotate_left(31).wrapping_mul(PRIME_1);
        self.count += 1;
    }

    #[inline(always)]
    fn finish(self) -> i64 {
        let h = self.accumulator.wrapping_add(self.count ^ (PRIME_5 ^ 3_527_539));
        if h == u64::MAX { 1_546_275_796 } else { h as i64 }
    }
}
