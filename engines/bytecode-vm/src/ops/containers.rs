//! Building containers and strings, taking sequences apart.

use bytecode::Insn;
use bytecode::opcode::INTEGER_STAYS;
use runtime::object::Gc;
use runtime::object::dict::Dict;
use runtime::object::list::List;
use runtime::object::set::Set;
use runtime::object::string::Str;
use runtime::object::tuple::Tuple;
use runtime::{Raised, Result, Runtime, Value};

use super::{Flow, get, later, next, put, rt, run, set, tri};
use crate::context::{Context, State};

#[inline(always)]
pub unsafe fn BuildTuple(cx: *mut Context, s: State, i: Insn) -> Flow {
    let tuple = if i.c == 0 { rt(cx).empty_tuple } else { rt(cx).new_tuple(run(s, i.b, usize::from(i.c))) };
    put(s, i.a, tuple.into())
}

pub unsafe fn BuildList(cx: *mut Context, s: State, i: Insn) -> Flow {
    let list = if i.c == 0 { rt(cx).new_empty_list() } else { rt(cx).new_list_from(run(s, i.b, usize::from(i.c))) };
    put(s, i.a, list.into())
}

pub unsafe fn BuildSet(cx: *mut Context, s: State, i: Insn) -> Flow {
    let set = rt(cx).new_set();
    for &item in run(s, i.b, usize::from(i.c)) {
        tri!(s, rt(cx).set_add(set, item));
    }
    put(s, i.a, set.into())
}

pub unsafe fn BuildDict(cx: *mut Context, s: State, i: Insn) -> Flow {
    let dict = rt(cx).new_dict();
    for pair in run(s, i.b, usize::from(i.c) * 2).chunks_exact(2) {
        tri!(s, dict.set(rt(cx), pair[0], pair[1]));
    }
    put(s, i.a, dict.into())
}

#[inline(always)]
pub unsafe fn ListAppend<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(list) = get(s, i.a).as_object::<List>() {
        if FAST {
            return if list.push_within(get(s, i.b)) { next(s) } else { Flow::LATER };
        }
        tri!(s, list.append(rt(cx), get(s, i.b)));
    }
    next(s)
}

pub unsafe fn ListExtend(cx: *mut Context, s: State, i: Insn) -> Flow {
    let Some(list) = get(s, i.a).as_object::<List>() else { return next(s) };
    let items = get(s, i.b);
    if let Some(tuple) = items.as_object::<Tuple>() {
        list.with_vec(rt(cx), |vec| vec.extend_from_slice(tuple.items()));
        return next(s);
    }
    let iterator = match rt(cx).get_iter(items) {
        Ok(iterator) => iterator,
        Err(Raised) => return not_iterable(cx, s, items),
    };
    tri!(s, rt(cx).check_length_hint(list, items));
    loop {
        let item = tri!(s, rt(cx).next(iterator));
        if item.is_empty() {
            return next(s);
        }
        tri!(s, list.append(rt(cx), item));
    }
}

#[cold]
unsafe fn not_iterable(cx: *mut Context, s: State, items: Value) -> Flow {
    let rt = rt(cx);
    let (iter, item) = (rt.names.__iter__, rt.names.__getitem__);
    if rt.pending_is(rt.exceptions.type_error) && rt.special(items, iter).is_none() && rt.special(items, item).is_none() {
        rt.take_pending();
        let name = rt.type_name(items);
        rt.type_error(format!("Value after * must be an iterable, not {name}"));
    }
    Flow::Raise(s)
}

pub unsafe fn ListToTuple(cx: *mut Context, s: State, i: Insn) -> Flow {
    match get(s, i.b).as_object::<List>() {
        Some(list) => {
            let tuple = rt(cx).new_tuple(list.as_slice());
            put(s, i.a, tuple.into())
        }
        None => put(s, i.a, get(s, i.b)),
    }
}

pub unsafe fn SetAdd(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(set) = get(s, i.a).as_object::<Set>() {
        tri!(s, rt(cx).set_add(set, get(s, i.b)));
    }
    next(s)
}

pub unsafe fn SetUpdate(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(target) = get(s, i.a).as_object::<Set>() {
        tri!(s, rt(cx).set_update(target, get(s, i.b)));
    }
    next(s)
}

pub unsafe fn DictSet(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(dict) = get(s, i.a).as_object::<Dict>() {
        tri!(s, dict.set(rt(cx), get(s, i.b), get(s, i.c)));
    }
    next(s)
}

pub unsafe fn DictUpdate(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(dict) = get(s, i.a).as_object::<Dict>() {
        tri!(s, rt(cx).merge_display(dict, get(s, i.b)));
    }
    next(s)
}

pub unsafe fn DictMergeKw(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(dict) = get(s, i.a).as_object::<Dict>() {
        tri!(s, rt(cx).merge_keywords(get(s, i.c), dict, get(s, i.b)));
    }
    next(s)
}

/// The items of a tuple or list of exactly this length.
#[inline(always)]
unsafe fn exact_items<'a>(v: Value, count: usize) -> Option<&'a [Value]> {
    if let Some(tuple) = v.as_object::<Tuple>() {
        let items: &[Value] = tuple.items();
        return (items.len() == count).then(|| &*(items as *const [Value]));
    }
    if let Some(list) = v.as_object::<List>() {
        let items: &[Value] = list.as_slice();
        return (items.len() == count).then(|| &*(items as *const [Value]));
    }
    None
}

#[inline(always)]
pub unsafe fn Unpack<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let count = usize::from(i.c);
    if let Some(items) = exact_items(get(s, i.b), count) {
        std::ptr::copy(items.as_ptr(), s.regs.add(usize::from(i.a)), count);
        return next(s);
    }
    later!(FAST, unpack_slow(cx, s, i, None))
}

#[inline(never)]
unsafe fn unpack_slow(cx: *mut Context, s: State, i: Insn, star: Option<usize>) -> Flow {
    let count = usize::from(i.c) + star.map_or(0, |_| 1 + usize::from(i.x));
    let source = get(s, i.b);
    let targets = std::slice::from_raw_parts_mut(s.regs.add(usize::from(i.a)), count);
    targets.fill(Value::NONE);
    tri!(s, rt(cx).unpack(source, targets, star));
    next(s)
}

#[inline(always)]
pub unsafe fn UnpackTwo<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(items) = exact_items(get(s, i.c), 2) {
        let (first, second) = (items[0], items[1]);
        set(s, i.a, first);
        return put(s, i.b, second);
    }
    later!(FAST, {
        let mut targets = [Value::NONE; 2];
        tri!(s, rt(cx).unpack(get(s, i.c), &mut targets, None));
        set(s, i.a, targets[0]);
        put(s, i.b, targets[1])
    })
}

pub unsafe fn UnpackEx(cx: *mut Context, s: State, i: Insn) -> Flow {
    unpack_slow(cx, s, i, Some(usize::from(i.c)))
}

/// `v` after the conversion `!s`, `!r` or `!a` of a replacement field.
fn convert(rt: &mut Runtime, conversion: u8, v: Value) -> Result {
    match conversion {
        1 => rt.str(v).map(Value::from),
        2 => rt.repr(v).map(Value::from),
        3 => rt.ascii(v).map(Value::from),
        _ => Ok(v),
    }
}

pub unsafe fn FormatSimple(cx: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, tri!(s, format_simple(rt(cx), i.x, get(s, i.b))))
}

/// The text of a replacement field without a format: its value after a conversion (0 for none, else its number). A small
/// integer stays one where `conversion` is [`INTEGER_STAYS`].
///
/// # Errors
/// Whatever the conversion, or `__format__`, raises.
pub fn format_simple(rt: &mut Runtime, conversion: u8, value: Value) -> Result {
    let value = convert(rt, conversion, value)?;
    if value.is_object::<Str>() {
        return Ok(value);
    }
    if value.is_small_int() && conversion == INTEGER_STAYS {
        return Ok(value);
    }
    if value.is_small_int() || value.is_float() {
        return rt.str(value).map(Value::from);
    }
    let spec = rt.intern("");
    rt.format(value, spec).map(Value::from)
}

pub unsafe fn FormatSpec(cx: *mut Context, s: State, i: Insn) -> Flow {
    let Some(spec) = get(s, i.c).as_object::<Str>() else { return next(s) };
    put(s, i.a, tri!(s, format_with(rt(cx), i.x, get(s, i.b), spec)))
}

/// The text of a replacement field with a format.
///
/// # Errors
/// As [`format_simple`].
pub fn format_with(rt: &mut Runtime, conversion: u8, value: Value, spec: Gc<Str>) -> Result {
    let value = convert(rt, conversion, value)?;
    rt.format(value, spec).map(Value::from)
}

pub unsafe fn BuildString(cx: *mut Context, s: State, i: Insn) -> Flow {
    let text = rt(cx).concat_strings(run(s, i.b, usize::from(i.c)));
    put(s, i.a, text)
}
