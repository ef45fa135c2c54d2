//! Numeric builtin functions: `abs`, `divmod`, `pow`, `round`, `sum`, `min`, `max`, `hash`, `hex`, `oct`, `bin`.

use crate::Runtime;
use crate::object::Kind;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::function::NativeBody::{F1, F2, F3, Var};
use crate::object::function::{Args, NativeDef, native, native_kw};
use crate::object::instance::native_payload;
use crate::object::int::Complex;
use crate::object::list::List;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::ops::arithmetic::integer::IntRef;
use crate::ops::arithmetic::{Operand, is_number};
use crate::ops::{BinaryOp, CompareOp};
use crate::value::{Result, Value};

pub(crate) const FUNCTIONS: &[NativeDef] = &[
    native("abs", F1(|rt, v| rt.abs(v)), 1),
    native("divmod", F2(|rt, a, b| rt.divmod(a, b)), 2),
    native_kw("pow", F3(|rt, a, b, m| rt.power(a, b, m)), 2, &["base", "exp", "mod"]),
    native_kw("round", F2(|rt, v, digits| rt.round(v, digits)), 1, &["number", "ndigits"]),
    native_kw("sum", F2(sum), 1, &["", "start"]),
    native("min", Var(|rt, args| extreme(rt, args, "min", CompareOp::Lt)), 0),
    native("max", Var(|rt, args| extreme(rt, args, "max", CompareOp::Gt)), 0),
    native("hash", F1(hash), 1),
    native("hex", F1(|rt, v| rt.int_with_prefix(v, 16, "0x")), 1),
    native("oct", F1(|rt, v| rt.int_with_prefix(v, 8, "0o")), 1),
    native("bin", F1(|rt, v| rt.int_with_prefix(v, 2, "0b")), 1),
];

impl Runtime {
    /// `abs(v)`.
    ///
    /// # Errors
    /// `TypeError` when it has none, and whatever `__abs__` raises.
    pub fn abs(&mut self, v: Value) -> Result {
        let name = self.names.__abs__;
        if let Operand::Method(method) = self.operand(v, name) {
            return self.call_bound_special(method, v, &[], None);
        }
        let payload = native_payload(v);
        if let Some(f) = payload.as_float() {
            return Ok(Value::float(f.abs()));
        }
        if let Some(i) = IntRef::of(payload) {
            return Ok(match payload.as_small_int_or_bool() {
                Some(small) => self.new_int(small.abs()),
                None if i.is_negative() => self.int_negate(i),
                None => payload,
            });
        }
        if let Some(c) = payload.as_object::<Complex>() {
            return self.complex_abs((c.re, c.im));
        }
        let name = self.type_name(v);
        Err(self.type_error(format!("bad operand type for abs(): '{name}'")))
    }

    /// `divmod(a, b)`.
    ///
    /// # Errors
    /// As `//` and `%`.
    pub fn divmod(&mut self, a: Value, b: Value) -> Result {
        let (name, reflected) = (self.names.__divmod__, self.names.__rdivmod__);
        let result = self.dispatch(a, b, name, reflected, |rt| rt.native_divmod(a, b))?;
        if result != Value::NOT_IMPLEMENTED {
            return Ok(result);
        }
        Err(self.operand_error("divmod()", a, b))
    }

    fn native_divmod(&mut self, a: Value, b: Value) -> Result {
        let (x, y) = (native_payload(a), native_payload(b));
        let (q, r) = match (IntRef::of(x), IntRef::of(y)) {
            (Some(i), Some(j)) => self.int_divmod(i, j)?,
            _ if is_number(x) && is_number(y) && !x.is_object::<Complex>() && !y.is_object::<Complex>() => {
                let (f, g) = (self.number_to_f64(x)?, self.number_to_f64(y)?);
                if g == 0.0 {
                    return Err(self.zero_division_error("float divmod()"));
                }
                let (q, r) = crate::ops::arithmetic::float::divmod(f, g);
                (Value::float(q), Value::float(r))
            }
            _ => return Ok(Value::NOT_IMPLEMENTED),
        };
        Ok(self.new_tuple(&[q, r]).into())
    }

    /// `pow(base, exponent, modulus)`; `modulus` may be `None` or empty.
    ///
    /// # Errors
    /// As `**`, and `ValueError` for a modulus of 0 or a base without inverse.
    pub fn power(&mut self, base: Value, exponent: Value, modulus: Value) -> Result {
        if modulus.is_empty() || modulus.is_none() {
            return self.binary(BinaryOp::Pow, base, exponent);
        }
        let (b, e, m) = (native_payload(base), native_payload(exponent), native_payload(modulus));
        let name = self.names.__pow__;
        if let Operand::Method(method) = self.operand(base, name) {
            let result = self.call_bound_special(method, base, &[exponent, modulus], None)?;
            if result != Value::NOT_IMPLEMENTED {
                return Ok(result);
            }
        } else if let (Some(b), Some(e), Some(m)) = (IntRef::of(b), IntRef::of(e), IntRef::of(m)) {
            return self.int_pow_mod(b, e, m);
        }
        if is_number(b) && is_number(e) && is_number(m) {
            if [b, e, m].iter().any(|v| v.is_object::<Complex>()) {
                return Err(self.value_error("complex modulo"));
            }
            return Err(self.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
        }
        let (b, e, m) = (self.type_name(base), self.type_name(exponent), self.type_name(modulus));
        Err(self.type_error(format!("unsupported operand type(s) for ** or pow(): '{b}', '{e}', '{m}'")))
    }

    /// `round(v, digits)`; `digits` may be `None` or empty.
    ///
    /// # Errors
    /// `TypeError` when `v` has no `__round__`, and whatever that raises.
    pub fn round(&mut self, v: Value, digits: Value) -> Result {
        let no_digits = digits.is_empty() || digits.is_none();
        if let Some(f) = v.as_float() {
            if no_digits {
                return self.float_to_int(f.round_ties_even());
            }
            let digits = self.index_clamped(digits)?;
            return Ok(Value::float(self.round_float(f, digits)?));
        }
        let name = self.intern("__round__");
        match self.special(v, name) {
            Some(method) if no_digits => self.call_bound_special(method, v, &[], None),
            Some(method) => self.call_bound_special(method, v, &[digits], None),
            None => {
                let name = self.type_name(v);
                Err(self.type_error(format!("type {name} doesn't define __round__ method")))
            }
        }
    }
}

fn hash(rt: &mut Runtime, v: Value) -> Result {
    let h = rt.hash(v)?;
    Ok(rt.new_int(h))
}

fn sum(rt: &mut Runtime, iterable: Value, start: Value) -> Result {
    let iterator = rt.get_iter(iterable)?;
    let mut total = start.present().unwrap_or(Value::small_int(0));
    let kind = native_payload(total);
    if kind.is_object::<Str>() {
        return Err(rt.type_error("sum() can't sum strings [use ''.join(seq) instead]"));
    }
    if kind.is_object::<Bytes>() {
        return Err(rt.type_error("sum() can't sum bytes [use b''.join(seq) instead]"));
    }
    if kind.is_object::<ByteArray>() {
        return Err(rt.type_error("sum() can't sum bytearray [use b''.join(seq) instead]"));
    }
    loop {
        // Immediate integers, or doubles: the sums that `+` gives.
        let item = rt.drain(iterator, |rt, item| {
            if let (Some(a), Some(b)) = (total.as_small_int(), item.as_small_int()) {
                total = rt.new_int(a + b);
                return true;
            }
            if let (Some(a), Some(b)) = (total.as_float(), item.as_float()) {
                total = Value::float(a + b);
                return true;
            }
            false
        })?;
        if item.is_empty() {
            return Ok(total);
        }
        total = rt.binary(BinaryOp::Add, total, item)?;
    }
}

/// The first of the extreme items that `get` gives, from 0 on; empty if there are none.
#[inline]
fn extreme_item(rt: &mut Runtime, get: impl Fn(usize) -> Option<Value>, op: CompareOp) -> Result {
    let Some(mut best) = get(0) else { return Ok(Value::EMPTY) };
    let mut i = 1;
    while let Some(item) = get(i) {
        i += 1;
        let holds = match (item.as_small_int(), best.as_small_int(), item.as_float(), best.as_float()) {
            (Some(x), Some(y), ..) => op.holds(Some(x.cmp(&y))),
            (_, _, Some(x), Some(y)) => op.holds(x.partial_cmp(&y)),
            _ => rt.compare_truth(op, item, best)?,
        };
        if holds {
            best = item;
        }
    }
    Ok(best)
}

/// `min` and `max`: the first of the extreme items, compared as `new op best`.
fn extreme(rt: &mut Runtime, args: Args<'_>, name: &'static str, op: CompareOp) -> Result {
    if let (&[first, second], true) = (args.positional, args.keywords.is_empty()) {
        return Ok(if rt.compare_truth(op, second, first)? { second } else { first });
    }
    let (mut key, mut default) = (Value::NONE, Value::EMPTY);
    for (keyword, value) in args.keyword_pairs() {
        if keyword.eq_rust("key") {
            key = value;
        } else if keyword.eq_rust("default") {
            default = value;
        } else {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for {name}()", keyword.to_rust())));
        }
    }
    let (mut best, mut best_key) = (Value::EMPTY, Value::EMPTY);
    let consider = |rt: &mut Runtime, item: Value, best: &mut Value, best_key: &mut Value| -> Result<()> {
        let item_key = if key.is_none() { item } else { rt.call(key, &[item])? };
        if best.is_empty() || rt.compare_truth(op, item_key, *best_key)? {
            (*best, *best_key) = (item, item_key);
        }
        Ok(())
    };
    match args.positional {
        [] => return Err(rt.type_error(format!("{name} expected at least 1 argument, got 0"))),
        &[sequence] if key.is_none() && matches!(sequence.kind(), Some(Kind::List | Kind::Tuple)) => {
            best = match (sequence.as_object::<List>(), sequence.as_object::<Tuple>()) {
                (Some(list), _) => extreme_item(rt, |i| list.get(i), op)?,
                (_, Some(tuple)) => extreme_item(rt, |i| tuple.items().get(i).copied(), op)?,
                _ => Value::EMPTY,
            };
        }
        &[iterable] => {
            let iterator = rt.get_iter(iterable)?;
            loop {
                let item = if key.is_none() {
                    rt.drain(iterator, |_, item| {
                        let ordering = match (item.as_small_int(), best.as_small_int(), item.as_float(), best.as_float()) {
                            (Some(x), Some(y), ..) => Some(x.cmp(&y)),
                            (_, _, Some(x), Some(y)) => x.partial_cmp(&y),
                            _ => return false,
                        };
                        if op.holds(ordering) {
                            (best, best_key) = (item, item);
                        }
                        true
                    })?
                } else {
                    rt.next(iterator)?
                };
                if item.is_empty() {
                    break;
                }
                consider(rt, item, &mut best, &mut best_key)?;
            }
        }
        _ if !default.is_empty() => {
            return Err(rt.type_error(format!("Cannot specify a default for {name}() with multiple positional arguments")));
        }
        items => {
            for &item in items {
                consider(rt, item, &mut best, &mut best_key)?;
            }
        }
    }
    match best.present().or(default.present()) {
        Some(v) => Ok(v),
        None => Err(rt.value_error(format!("{name}() arg is an empty sequence"))),
    }
}
