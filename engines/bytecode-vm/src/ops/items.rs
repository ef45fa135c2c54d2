//! Subscripts: lists, tuples and dicts inline, everything else in the runtime.

use bytecode::{Insn, Opcode};
use runtime::object::dict::Dict;
use runtime::object::list::List;
use runtime::object::string::{Chars, Str};
use runtime::object::tuple::Tuple;
use runtime::{Result, Value};

use super::{Flow, SETTLED, get, later, next, note, put, rewrite, rt, settle, tri, type_bits};
use crate::context::{Context, State};

/// Position of a possibly negative index.
#[inline(always)]
fn position(index: i64, len: usize) -> usize {
    if index < 0 { (index as usize).wrapping_add(len) } else { index as usize }
}

#[inline(always)]
fn list_item(object: Value, index: Value) -> Option<Value> {
    let (list, index) = (object.as_object::<List>()?, index.as_small_int()?);
    list.get(position(index, list.len()))
}

#[inline(always)]
fn tuple_item(object: Value, index: Value) -> Option<Value> {
    let (tuple, index) = (object.as_object::<Tuple>()?, index.as_small_int()?);
    tuple.items().get(position(index, tuple.len())).copied()
}

/// Item of an exact dict; `None` leaves the missing key to the runtime.
#[inline(always)]
unsafe fn dict_item(cx: *mut Context, dict: &Dict, key: Value) -> Result<Option<Value>> {
    if let Some(name) = key.as_object::<Str>() {
        return Ok(dict.get_str(name));
    }
    dict.get(rt(cx), key)
}

#[inline(never)]
pub unsafe fn GetItem(cx: *mut Context, s: State, i: Insn) -> Flow {
    let (object, index) = (get(s, i.b), get(s, i.c));
    if i.x & SETTLED == 0 {
        match object.kind() {
            Some(runtime::object::Kind::List) if index.is_small_int() => rewrite(cx, s, Opcode::GetItemList),
            Some(runtime::object::Kind::Tuple) if index.is_small_int() => rewrite(cx, s, Opcode::GetItemTuple),
            Some(runtime::object::Kind::Dict) => rewrite(cx, s, Opcode::GetItemDict),
            Some(runtime::object::Kind::Str) if str_item(cx, object, index).is_some() => rewrite(cx, s, Opcode::GetItemStr),
            _ => {}
        }
    }
    if let Some(item) = list_item(object, index).or_else(|| tuple_item(object, index)) {
        note(cx, s, type_bits(item));
        return put(s, i.a, item);
    }
    if let Some(dict) = object.as_object::<Dict>()
        && let Some(item) = tri!(s, dict_item(cx, &dict, index))
    {
        note(cx, s, type_bits(item));
        return put(s, i.a, item);
    }
    if let Some(item) = rt(cx).library_item(object, index) {
        note(cx, s, type_bits(item));
        return put(s, i.a, item);
    }
    if let Some(flow) = super::special::get_item(cx, s, object, index) {
        return flow;
    }
    let item = tri!(s, rt(cx).get_item(object, index));
    note(cx, s, type_bits(item));
    put(s, i.a, item)
}

#[cold]
#[inline(never)]
unsafe fn generic_get(cx: *mut Context, s: State) -> Flow {
    settle(cx, s);
    GetItem(cx, s, *s.pc)
}

#[inline(always)]
pub unsafe fn GetItemList<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    match list_item(get(s, i.b), get(s, i.c)) {
        Some(item) => put(s, i.a, item),
        None => later!(FAST, generic_get(cx, s)),
    }
}

#[inline(always)]
pub unsafe fn GetItemTuple<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    match tuple_item(get(s, i.b), get(s, i.c)) {
        Some(item) => put(s, i.a, item),
        None => later!(FAST, generic_get(cx, s)),
    }
}

#[inline(always)]
pub unsafe fn GetItemDict(cx: *mut Context, s: State, i: Insn) -> Flow {
    let (object, key) = (get(s, i.b), get(s, i.c));
    if let Some(dict) = object.as_object::<Dict>() {
        return match tri!(s, dict_item(cx, &dict, key)) {
            Some(item) => put(s, i.a, item),
            None => put(s, i.a, tri!(s, rt(cx).get_item(object, key))),
        };
    }
    generic_get(cx, s)
}

#[inline(always)]
pub unsafe fn GetItemStr(cx: *mut Context, s: State, i: Insn) -> Flow {
    match str_item(cx, get(s, i.b), get(s, i.c)) {
        Some(item) => put(s, i.a, item),
        None => generic_get(cx, s),
    }
}

/// Character of an exact str, if it is one whose string exists already.
#[inline(always)]
unsafe fn str_item(cx: *mut Context, object: Value, index: Value) -> Option<Value> {
    let (text, index) = (object.as_object::<Str>()?, index.as_small_int()?);
    match text.chars() {
        Chars::Ascii(bytes) => {
            let byte = *bytes.get(position(index, bytes.len()))?;
            Some(rt(cx).new_str_char(u32::from(byte)).into())
        }
        Chars::Wide(_) => None,
    }
}

#[inline(always)]
pub unsafe fn GetItemI<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let object = get(s, i.b);
    let index = Value::small_int(i64::from(i.imm_c()));
    if let Some(item) = list_item(object, index).or_else(|| tuple_item(object, index)) {
        return put(s, i.a, item);
    }
    later!(FAST, get_immediate_slow(cx, s, i, object, index))
}

#[inline(never)]
unsafe fn get_immediate_slow(cx: *mut Context, s: State, i: Insn, object: Value, index: Value) -> Flow {
    if let Some(flow) = super::special::get_item(cx, s, object, index) {
        return flow;
    }
    let item = tri!(s, rt(cx).get_item(object, index));
    note(cx, s, type_bits(item));
    put(s, i.a, item)
}

#[inline(always)]
fn set_list_item(object: Value, index: Value, value: Value) -> bool {
    match (object.as_object::<List>(), index.as_small_int()) {
        (Some(list), Some(index)) => list.set(position(index, list.len()), value),
        _ => false,
    }
}

#[inline(never)]
pub unsafe fn SetItem(cx: *mut Context, s: State, i: Insn) -> Flow {
    let (object, index, value) = (get(s, i.a), get(s, i.b), get(s, i.c));
    if i.x & SETTLED == 0 {
        match object.kind() {
            Some(runtime::object::Kind::List) if index.is_small_int() => rewrite(cx, s, Opcode::SetItemList),
            Some(runtime::object::Kind::Dict) => rewrite(cx, s, Opcode::SetItemDict),
            _ => {}
        }
    }
    if set_list_item(object, index, value) {
        return next(s);
    }
    if rt(cx).set_library_item(object, index, value) {
        return next(s);
    }
    if let Some(flow) = super::special::set_item(cx, s, object, index, value) {
        return flow;
    }
    tri!(s, rt(cx).set_item(object, index, value));
    next(s)
}

#[cold]
#[inline(never)]
unsafe fn generic_set(cx: *mut Context, s: State) -> Flow {
    settle(cx, s);
    SetItem(cx, s, *s.pc)
}

#[inline(always)]
pub unsafe fn SetItemList<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    if set_list_item(get(s, i.a), get(s, i.b), get(s, i.c)) { next(s) } else { later!(FAST, generic_set(cx, s)) }
}

#[inline(always)]
pub unsafe fn SetItemDict(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(dict) = get(s, i.a).as_object::<Dict>() {
        tri!(s, dict.set(rt(cx), get(s, i.b), get(s, i.c)));
        return next(s);
    }
    generic_set(cx, s)
}

#[inline(always)]
pub unsafe fn SetItemI<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let (object, value) = (get(s, i.a), get(s, i.c));
    let index = Value::small_int(i64::from(i.imm_b()));
    if set_list_item(object, index, value) {
        return next(s);
    }
    later!(FAST, {
        if let Some(flow) = super::special::set_item(cx, s, object, index, value) {
            return flow;
        }
        tri!(s, rt(cx).set_item(object, index, value));
        next(s)
    })
}

pub unsafe fn DelItem(cx: *mut Context, s: State, i: Insn) -> Flow {
    tri!(s, rt(cx).delete_item(get(s, i.a), get(s, i.b)));
    next(s)
}

pub unsafe fn GetSlice(cx: *mut Context, s: State, i: Insn) -> Flow {
    let item = tri!(s, rt(cx).get_slice_between(get(s, i.b), get(s, i.c), get(s, i.c + 1), get(s, i.c + 2)));
    note(cx, s, type_bits(item));
    put(s, i.a, item)
}

pub unsafe fn SetSlice(cx: *mut Context, s: State, i: Insn) -> Flow {
    let bounds = [get(s, i.b), get(s, i.b + 1), get(s, i.b + 2)];
    let [start, stop, step] = bounds;
    tri!(s, rt(cx).set_slice_between(get(s, i.a), start, stop, step, get(s, i.c)));
    next(s)
}

pub unsafe fn BuildSlice(cx: *mut Context, s: State, i: Insn) -> Flow {
    let slice = rt(cx).new_slice(get(s, i.b), get(s, i.b + 1), get(s, i.b + 2));
    put(s, i.a, slice.into())
}
