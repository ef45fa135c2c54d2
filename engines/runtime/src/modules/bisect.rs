//! `bisect`: positions in sorted sequences.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{Args, NativeBody, NativeDef, native};
use crate::object::list::List;
use crate::object::module::Module;
use crate::ops::index::index_argument;
use crate::types::sort::less_than;
use crate::value::{Result, Value};

const FUNCTIONS: &[NativeDef] = &[
    native("bisect_left", NativeBody::Var(|rt, args| bisect(rt, args, Side::Left, "bisect_left")), 2),
    native("bisect_right", NativeBody::Var(|rt, args| bisect(rt, args, Side::Right, "bisect_right")), 2),
    native("bisect", NativeBody::Var(|rt, args| bisect(rt, args, Side::Right, "bisect_right")), 2),
    native("insort_left", NativeBody::Var(|rt, args| insort(rt, args, Side::Left, "insort_left")), 2),
    native("insort_right", NativeBody::Var(|rt, args| insort(rt, args, Side::Right, "insort_right")), 2),
    native("insort", NativeBody::Var(|rt, args| insort(rt, args, Side::Right, "insort_right")), 2),
];

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("bisect");
    rt.install_module_functions(module, FUNCTIONS);
    Ok(module)
}

/// Where equal items go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Arguments `(a, x, lo=0, hi=None, *, key=None)`.
struct Search {
    sequence: Value,
    item: Value,
    low: Value,
    high: Value,
    key: Value,
}

fn arguments(rt: &mut Runtime, args: Args<'_>, name: &str) -> Result<Search> {
    const NAMES: [&str; 5] = ["a", "x", "lo", "hi", "key"];
    let mut values = [Value::EMPTY; 5];
    let given = args.positional.len();
    if given > 4 {
        return Err(rt.type_error(format!("{name}() takes at most 4 positional arguments ({given} given)")));
    }
    values[..given].copy_from_slice(args.positional);
    for (key, value) in args.keyword_pairs() {
        match NAMES.iter().position(|n| key.eq_rust(n)) {
            Some(i) if values[i].is_empty() => values[i] = value,
            Some(i) => {
                let message = format!("argument for {name}() given by name ('{}') and position ({})", NAMES[i], i + 1);
                return Err(rt.type_error(message));
            }
            None => return Err(rt.type_error(format!("'{}' is an invalid keyword argument for {name}()", key.to_rust()))),
        }
    }
    if let Some(i) = (0..2).find(|&i| values[i].is_empty()) {
        return Err(rt.type_error(format!("{name}() missing required argument '{}' (pos {})", NAMES[i], i + 1)));
    }
    let none = |v: Value| v.present().unwrap_or(Value::NONE);
    Ok(Search { sequence: values[0], item: values[1], low: values[2], high: none(values[3]), key: none(values[4]) })
}

fn search(rt: &mut Runtime, s: &Search, item: Value, side: Side) -> Result<usize> {
    let low = if s.low.is_empty() { 0 } else { index_argument(rt, s.low)? };
    if low < 0 {
        return Err(rt.value_error("lo must be non-negative"));
    }
    let high = if s.high.is_none() { rt.length(s.sequence)? as i64 } else { index_argument(rt, s.high)? };
    let (mut low, mut high) = (low as usize, high.max(0) as usize);
    while low < high {
        let middle = low + (high - low) / 2;
        let mut probe = rt.get_item(s.sequence, Value::small_int(middle as i64))?;
        if !s.key.is_none() {
            probe = rt.call(s.key, &[probe])?;
        }
        let right = match side {
            Side::Left => less_than(rt, probe, item)?,
            Side::Right => !less_than(rt, item, probe)?,
        };
        if right {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

fn bisect(rt: &mut Runtime, args: Args<'_>, side: Side, name: &str) -> Result {
    let s = arguments(rt, args, name)?;
    let at = search(rt, &s, s.item, side)?;
    Ok(Value::small_int(at as i64))
}

fn insort(rt: &mut Runtime, args: Args<'_>, side: Side, name: &str) -> Result {
    let s = arguments(rt, args, name)?;
    let item = if s.key.is_none() { s.item } else { rt.call(s.key, &[s.item])? };
    let at = search(rt, &s, item, side)?;
    if let Some(list) = s.sequence.as_object::<List>() {
        let at = at.min(list.len());
        list.with_vec(rt, |v| v.insert(at, s.item));
        return Ok(Value::NONE);
    }
    let insert = rt.intern("insert");
    rt.call_method(s.sequence, insert, &[Value::small_int(at as i64), s.item])?;
    Ok(Value::NONE)
}
