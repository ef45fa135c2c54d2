//! Moves, constants, locals, cells, globals, names of class bodies.

use bytecode::{Insn, Opcode};
use runtime::object::Gc;
use runtime::object::dict::Dict;
use runtime::object::function::CellVar;
use runtime::{Raised, Value};

use super::{Flow, MAX_FILLS, SETTLED, cache, get, later, next, put, rewrite, rt, set, tri};
use crate::context::{Context, State};
use crate::unwind::function_of;

pub unsafe fn Nop(_: *mut Context, s: State, _: Insn) -> Flow {
    next(s)
}

#[inline(always)]
pub unsafe fn Move<const FAST: bool>(_: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, get(s, i.b))
}

#[inline(always)]
pub unsafe fn LoadK<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, *(*(*cx).code).consts.add(i.d() as usize))
}

#[inline(always)]
pub unsafe fn LoadInt<const FAST: bool>(_: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, Value::small_int(i64::from(i.d())))
}

#[inline(always)]
pub unsafe fn LoadNone<const FAST: bool>(_: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, Value::NONE)
}

#[inline(always)]
pub unsafe fn LoadBool<const FAST: bool>(_: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, Value::bool(i.x != 0))
}

#[inline(always)]
pub unsafe fn Unbind(_: *mut Context, s: State, i: Insn) -> Flow {
    put(s, i.a, Value::EMPTY)
}

#[inline(always)]
pub unsafe fn CheckBound<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    if get(s, i.a).is_empty() {
        return later!(FAST, unbound_local(cx, s, i));
    }
    next(s)
}

#[cold]
#[inline(never)]
unsafe fn unbound_local(cx: *mut Context, s: State, i: Insn) -> Flow {
    let code = &*(*cx).code;
    let name = code.object().local_name(i.a).map_or(String::new(), |n| code.names[n as usize].to_rust());
    unbound(cx, &name);
    Flow::Raise(s)
}

unsafe fn unbound(cx: *mut Context, name: &str) -> Raised {
    let message = format!("cannot access local variable '{name}' where it is not associated with a value");
    rt(cx).unbound_local_error(message)
}

#[inline(always)]
unsafe fn cell(s: State, register: u16) -> Gc<CellVar> {
    // SAFETY: the compiler puts only cells where cells are named.
    Gc::from_raw(get(s, register).bits() as *mut CellVar)
}

pub unsafe fn MakeCell(cx: *mut Context, s: State, i: Insn) -> Flow {
    let cell = rt(cx).new_cell(Value::EMPTY);
    put(s, i.a, cell.into())
}

pub unsafe fn MakeCellFrom(cx: *mut Context, s: State, i: Insn) -> Flow {
    let cell = rt(cx).new_cell(get(s, i.b));
    put(s, i.a, cell.into())
}

#[inline(always)]
pub unsafe fn LoadFrees<const FAST: bool>(_: *mut Context, s: State, i: Insn) -> Flow {
    let closure = function_of(s).closure.get();
    if let Some(tuple) = closure.as_object::<runtime::object::tuple::Tuple>() {
        for (offset, &cell) in tuple.items().iter().take(usize::from(i.c)).enumerate() {
            set(s, i.a + offset as u16, cell);
        }
    }
    next(s)
}

#[inline(always)]
pub unsafe fn LoadCell<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let value = cell(s, i.b).value.get();
    if value.is_empty() {
        return later!(FAST, unbound_cell(cx, s, i.b));
    }
    put(s, i.a, value)
}

#[cold]
#[inline(never)]
unsafe fn unbound_cell(cx: *mut Context, s: State, register: u16) -> Flow {
    let code = &*(*cx).code;
    let Some((name, captured)) = code.object().cell_name(register) else { return Flow::Raise(s) };
    let name = code.names[name as usize].to_rust();
    if captured {
        let message = format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
        rt(cx).name_error(message);
    } else {
        unbound(cx, &name);
    }
    Flow::Raise(s)
}

#[inline(always)]
pub unsafe fn StoreCell<const FAST: bool>(_: *mut Context, s: State, i: Insn) -> Flow {
    cell(s, i.a).value.set(get(s, i.b));
    next(s)
}

pub unsafe fn ClearCell(_: *mut Context, s: State, i: Insn) -> Flow {
    cell(s, i.a).value.set(Value::EMPTY);
    next(s)
}

// ---- globals: cache.shape = version of the globals, cache.version = version of the builtins, cache.word = entry,
// cache.class = address of the entry's value, for machine code: it stays as long as the versions do

#[inline(never)]
pub unsafe fn LoadGlobal(cx: *mut Context, s: State, i: Insn) -> Flow {
    let code = &*(*cx).code;
    let name = code.site_names[usize::from(i.c)];
    let (globals, builtins) = (code.globals, rt(cx).builtins);
    let cached = cache(cx, i.c);
    let quicken = cached.fills < MAX_FILLS * 64;
    if quicken {
        cached.fills += 1;
        (*cx).counters.cache_fills += 1;
    }
    if let Some(entry) = globals.find_str(name) {
        if quicken {
            cached.shape = globals.version();
            cached.word = entry as u64;
            cached.class = globals.value_address(entry) as usize;
            rewrite(cx, s, Opcode::LoadGlobalModule);
        }
        return put(s, i.a, globals.value_at(entry));
    }
    if let Some(entry) = builtins.find_str(name) {
        if quicken && builtins.version() != 0 {
            cached.shape = globals.version();
            cached.version = builtins.version();
            cached.word = entry as u64;
            cached.class = builtins.value_address(entry) as usize;
            rewrite(cx, s, Opcode::LoadGlobalBuiltin);
        }
        return put(s, i.a, builtins.value_at(entry));
    }
    rt(cx).undefined_name(name);
    Flow::Raise(s)
}

#[inline(always)]
pub unsafe fn LoadGlobalModule<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let cached = cache(cx, i.c);
    let globals = (*(*cx).code).globals;
    if globals.version() == cached.shape {
        // SAFETY: the address of the entry's value, which stays under an unchanged version.
        return put(s, i.a, *(cached.class as *const Value));
    }
    later!(FAST, global_miss(cx, s, i))
}

#[inline(always)]
pub unsafe fn LoadGlobalBuiltin<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let cached = cache(cx, i.c);
    let builtins = rt(cx).builtins;
    if (*(*cx).code).globals.version() == cached.shape && builtins.version() == cached.version {
        // SAFETY: as above.
        return put(s, i.a, *(cached.class as *const Value));
    }
    later!(FAST, global_miss(cx, s, i))
}

#[cold]
#[inline(never)]
unsafe fn global_miss(cx: *mut Context, s: State, i: Insn) -> Flow {
    (*cx).counters.cache_misses += 1;
    rewrite(cx, s, Opcode::LoadGlobal);
    LoadGlobal(cx, s, i)
}

#[inline(never)]
pub unsafe fn StoreGlobal(cx: *mut Context, s: State, i: Insn) -> Flow {
    let code = &*(*cx).code;
    let name = code.site_names[usize::from(i.c)];
    let globals: Gc<Dict> = code.globals;
    globals.set_str(rt(cx), name, get(s, i.a));
    let cached = cache(cx, i.c);
    if cached.fills < MAX_FILLS * 64
        && i.x & SETTLED == 0
        && let Some(entry) = globals.find_str(name)
    {
        cached.fills += 1;
        cached.shape = globals.version();
        cached.word = entry as u64;
        cached.class = globals.value_address(entry) as usize;
        (*cx).counters.cache_fills += 1;
        rewrite(cx, s, Opcode::StoreGlobalModule);
    }
    next(s)
}

#[inline(always)]
pub unsafe fn StoreGlobalModule<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let cached = cache(cx, i.c);
    let globals = (*(*cx).code).globals;
    if globals.version() == cached.shape {
        // SAFETY: as above.
        *(cached.class as *mut Value) = get(s, i.a);
        return next(s);
    }
    later!(FAST, {
        (*cx).counters.cache_misses += 1;
        StoreGlobal(cx, s, i)
    })
}

pub unsafe fn DeleteGlobal(cx: *mut Context, s: State, i: Insn) -> Flow {
    let code = &*(*cx).code;
    let name = code.names[i.d() as usize];
    if code.globals.remove_str(rt(cx), name).is_none() {
        rt(cx).undefined_name(name);
        return Flow::Raise(s);
    }
    next(s)
}

// ---- class bodies: the namespace may be any mapping that a metaclass prepared

/// Item `name` of a namespace, if it has one.
unsafe fn namespace_get(cx: *mut Context, namespace: Value, name: Gc<runtime::object::string::Str>) -> runtime::Result<Option<Value>> {
    let rt = rt(cx);
    if let Some(dict) = namespace.as_object::<Dict>() {
        return Ok(dict.get_str(name));
    }
    match rt.get_item(namespace, name.into()) {
        Ok(value) => Ok(Some(value)),
        Err(Raised) if rt.pending_is(rt.exceptions.key_error) => {
            rt.take_pending();
            Ok(None)
        }
        Err(raised) => Err(raised),
    }
}

pub unsafe fn LoadName(cx: *mut Context, s: State, i: Insn) -> Flow {
    let name = (&(*(*cx).code).site_names)[usize::from(i.c)];
    match tri!(s, namespace_get(cx, get(s, i.b), name)) {
        Some(value) => put(s, i.a, value),
        None => {
            let (globals, builtins) = ((*(*cx).code).globals, rt(cx).builtins);
            match globals.get_str(name).or_else(|| builtins.get_str(name)) {
                Some(value) => put(s, i.a, value),
                None => {
                    rt(cx).undefined_name(name);
                    Flow::Raise(s)
                }
            }
        }
    }
}

pub unsafe fn LoadNameOrCell(cx: *mut Context, s: State, i: Insn) -> Flow {
    let name = (&(*(*cx).code).names)[usize::from(i.c)];
    match tri!(s, namespace_get(cx, get(s, 0), name)) {
        Some(value) => put(s, i.a, value),
        None => {
            let value = cell(s, i.b).value.get();
            if value.is_empty() {
                return unbound_cell(cx, s, i.b);
            }
            put(s, i.a, value)
        }
    }
}

pub unsafe fn StoreName(cx: *mut Context, s: State, i: Insn) -> Flow {
    let name = (&(*(*cx).code).names)[usize::from(i.c)];
    match get(s, i.b).as_object::<Dict>() {
        Some(dict) => dict.set_str(rt(cx), name, get(s, i.a)),
        None => tri!(s, rt(cx).set_item(get(s, i.b), name.into(), get(s, i.a))),
    }
    next(s)
}

pub unsafe fn DeleteName(cx: *mut Context, s: State, i: Insn) -> Flow {
    let name = (&(*(*cx).code).names)[usize::from(i.c)];
    let removed = match get(s, i.a).as_object::<Dict>() {
        Some(dict) => dict.remove_str(rt(cx), name).is_some(),
        None => {
            tri!(s, namespace_get(cx, get(s, i.a), name)).is_some() && {
                tri!(s, rt(cx).delete_item(get(s, i.a), name.into()));
                true
            }
        }
    };
    if !removed {
        rt(cx).undefined_name(name);
        return Flow::Raise(s);
    }
    next(s)
}
