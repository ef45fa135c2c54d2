//! Method calls without bound methods: the look-up goes through inline caches and puts function and receiver straight into
//! the call window. Also `super()`.

use bytecode::{Insn, Opcode};
use runtime::object::class::Class;
use runtime::object::function::{Function, NativeFunction, NativeRole};
use runtime::object::instance::Instance;
use runtime::object::{Gc, Kind};
use runtime::ops::attribute::AttrCache;
use runtime::{Result, Runtime, Value};

use super::attributes::{cached_namespace, class_unchanged, fill_namespace, known_load, polymorphic_load, shape_of, site_name};
use super::calls::{call_function_slow, call_keywords, call_window, enter, window};
use super::{Flow, MAX_FILLS, cache, get, later, put, rewrite, rt, set, tri};
use crate::code::{Cache, Code};
use crate::context::{Context, FrameKind, State};
use crate::known::Load;

/// Fills a method cache; gives the opcode to rewrite to.
unsafe fn cache_method(cx: *mut Context, cached: &mut Cache, receiver: Value, site: u16) -> Option<bool> {
    match rt(cx).cacheable_attr(receiver, site_name(cx, site)) {
        AttrCache::Method { shape, class, version, function } => {
            *cached = Cache {
                shape: shape.0,
                version,
                word: function.bits(),
                class: class.as_ptr() as usize,
                fills: cached.fills + 1,
                ..Cache::EMPTY
            };
            (*cx).counters.cache_fills += 1;
            Some(function.is_object::<Function>())
        }
        AttrCache::Module { dict, version, entry } => {
            fill_namespace(cx, cached, dict, version, entry);
            None
        }
        _ => {
            cached.fills += 1;
            None
        }
    }
}

#[inline(never)]
pub unsafe fn CallMethod(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b + 1);
    let cached = cache(cx, i.c);
    if let Some(dict) = cached_namespace(receiver, cached) {
        set(s, i.b + 1, dict.value_at(cached.word as usize));
        return call_window(cx, s, i, window(s, i.b + 1), u32::from(i.x));
    }
    if cached.fills < MAX_FILLS {
        match cache_method(cx, cached, receiver, i.c) {
            Some(true) => {
                rewrite(cx, s, Opcode::CallMethodPython);
                return CallMethodPython::<false>(cx, s, i);
            }
            Some(false) => {
                rewrite(cx, s, Opcode::CallMethodNative);
                return CallMethodNative(cx, s, i);
            }
            None => {}
        }
    }
    let method = tri!(s, load_method(cx, receiver, i.c));
    call_method(cx, s, i, method)
}

/// Calls what a look-up has found.
#[inline(always)]
unsafe fn call_method(cx: *mut Context, s: State, i: Insn, (callee, takes_receiver): (Value, bool)) -> Flow {
    if takes_receiver {
        set(s, i.b, callee);
        return call_window(cx, s, i, window(s, i.b), u32::from(i.x) + 1);
    }
    set(s, i.b + 1, callee);
    call_window(cx, s, i, window(s, i.b + 1), u32::from(i.x))
}

/// The method that an entry names, if it names one, and whether it takes the receiver first.
///
/// # Safety
/// The entry holds for the receiver.
#[inline(always)]
pub(crate) unsafe fn known_method(what: Load, receiver: Value) -> Option<(Value, bool)> {
    match what {
        // SAFETY: the class is as it was and still holds the value.
        Load::Method(word) => Some((unsafe { Value::from_bits(word) }, true)),
        // SAFETY: as above.
        Load::Class(word) => Some((unsafe { Value::from_bits(word) }, false)),
        Load::Slot(slot) => receiver.as_object::<Instance>()?.slot(slot).present().map(|value| (value, false)),
        Load::Ask => None,
    }
}

/// A method and whether it takes the receiver first; no bound method is made where that can be avoided.
#[inline(always)]
unsafe fn load_method(cx: *mut Context, receiver: Value, site: u16) -> Result<(Value, bool)> {
    if let Some(method) = known_method(known_load(cx, site, receiver), receiver) {
        return Ok(method);
    }
    let value = rt(cx).get_attr(receiver, site_name(cx, site))?;
    Ok((value, false))
}

#[inline(always)]
pub unsafe fn CallMethodPython<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b + 1);
    let cached = cache(cx, i.c);
    if shape_of(receiver) == Some(cached.shape) && class_unchanged(cached) {
        let function = cached.word as *const Function;
        set(s, i.b, Value::from_bits(cached.word));
        let code = (*function).code as *const Code;
        let window = window(s, i.b);
        if (*code).fast_argc == u32::from(i.x) + 1 {
            return enter::<FAST>(cx, s, window.add(1), code, FrameKind::Call);
        }
        return later!(FAST, call_function_slow(cx, s, window, u32::from(i.x) + 1));
    }
    later!(FAST, method_miss(cx, s, i))
}

#[inline(always)]
pub unsafe fn CallMethodNative(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b + 1);
    let cached = cache(cx, i.c);
    if shape_of(receiver) == Some(cached.shape) && class_unchanged(cached) {
        let function = Gc::from_raw(cached.word as *mut NativeFunction);
        let args = super::run(s, i.b + 1, usize::from(i.x) + 1);
        return put(s, i.a, tri!(s, rt(cx).call_native(function, args, None)));
    }
    method_miss(cx, s, i)
}

#[inline(never)]
unsafe fn method_miss(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b + 1);
    if let Some(method) = polymorphic_load(cx, i.c, receiver).and_then(|what| known_method(what, receiver)) {
        return call_method(cx, s, i, method);
    }
    (*cx).counters.cache_misses += 1;
    if cache(cx, i.c).fills < MAX_FILLS {
        rewrite(cx, s, Opcode::CallMethod);
    }
    CallMethod(cx, s, i)
}

#[inline(never)]
pub unsafe fn LoadMethod(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b);
    let cached = cache(cx, i.c);
    if let Some(dict) = cached_namespace(receiver, cached) {
        set(s, i.a, Value::EMPTY);
        return put(s, i.a + 1, dict.value_at(cached.word as usize));
    }
    if cached.fills < MAX_FILLS && cache_method(cx, cached, receiver, i.c).is_some() {
        rewrite(cx, s, Opcode::LoadMethodClass);
    }
    let method = tri!(s, load_method(cx, receiver, i.c));
    put_method(s, i, receiver, method)
}

/// Puts a method where the call of a loaded window looks for it.
#[inline(always)]
unsafe fn put_method(s: State, i: Insn, receiver: Value, (callee, takes_receiver): (Value, bool)) -> Flow {
    if takes_receiver {
        set(s, i.a, callee);
        return put(s, i.a + 1, receiver);
    }
    set(s, i.a, Value::EMPTY);
    put(s, i.a + 1, callee)
}

#[inline(never)]
unsafe fn loaded_method_miss(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b);
    if let Some(method) = polymorphic_load(cx, i.c, receiver).and_then(|what| known_method(what, receiver)) {
        return put_method(s, i, receiver, method);
    }
    (*cx).counters.cache_misses += 1;
    if cache(cx, i.c).fills < MAX_FILLS {
        rewrite(cx, s, Opcode::LoadMethod);
    }
    LoadMethod(cx, s, i)
}

#[inline(always)]
pub unsafe fn LoadMethodClass<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b);
    let cached = cache(cx, i.c);
    if shape_of(receiver) == Some(cached.shape) && class_unchanged(cached) {
        set(s, i.a, Value::from_bits(cached.word));
        return put(s, i.a + 1, receiver);
    }
    later!(FAST, loaded_method_miss(cx, s, i))
}

/// Where the callee of a loaded window stands, and the number of arguments behind it.
#[inline(always)]
unsafe fn loaded(s: State, i: Insn) -> (u16, u32) {
    if get(s, i.b).is_empty() { (i.b + 1, u32::from(i.x)) } else { (i.b, u32::from(i.x) + 1) }
}

#[inline(always)]
pub unsafe fn CallLoaded(cx: *mut Context, s: State, i: Insn) -> Flow {
    let (first, argc) = loaded(s, i);
    let cached = cache(cx, i.c);
    if cached.fills < MAX_FILLS && first != i.b {
        cached.fills += 1;
        cached.word = get(s, first).bits();
        cached.extra = crate::code::BEHIND_MARKER;
    } else if cached.fills < MAX_FILLS {
        cached.fills += 1;
        cached.word = get(s, i.b).bits();
        match get(s, i.b).kind() {
            Some(Kind::Function) => {
                cached.class = (*(cached.word as *const Function)).code;
                rewrite(cx, s, Opcode::CallLoadedPython);
            }
            Some(Kind::NativeFunction) => rewrite(cx, s, Opcode::CallLoadedNative),
            _ => {}
        }
    }
    call_window(cx, s, i, window(s, first), argc)
}

#[inline(always)]
pub unsafe fn CallLoadedPython<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let callee = get(s, i.b);
    if super::attributes::is_function(callee) {
        let code = (*(callee.bits() as *const Function)).code as *const Code;
        if (*code).fast_argc == u32::from(i.x) + 1 {
            return enter::<FAST>(cx, s, window(s, i.b).add(1), code, FrameKind::Call);
        }
    }
    later!(FAST, loaded_miss(cx, s, i))
}

#[inline(always)]
pub unsafe fn CallLoadedNative(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(function) = get(s, i.b).as_object::<NativeFunction>() {
        let args = super::run(s, i.b + 1, usize::from(i.x) + 1);
        return put(s, i.a, tri!(s, rt(cx).call_native(function, args, None)));
    }
    loaded_miss(cx, s, i)
}

#[inline(never)]
unsafe fn loaded_miss(cx: *mut Context, s: State, i: Insn) -> Flow {
    rewrite(cx, s, Opcode::CallLoaded);
    let (first, argc) = loaded(s, i);
    call_window(cx, s, i, window(s, first), argc)
}

pub unsafe fn CallLoadedKw(cx: *mut Context, s: State, i: Insn) -> Flow {
    let (first, argc) = loaded(s, i);
    call_keywords(cx, s, i, window(s, first), argc)
}

// ---- with

pub unsafe fn LoadEnter(cx: *mut Context, s: State, i: Insn) -> Flow {
    load_context_method(cx, s, i, Runtime::context_enter)
}

pub unsafe fn LoadExit(cx: *mut Context, s: State, i: Insn) -> Flow {
    load_context_method(cx, s, i, Runtime::context_exit)
}

/// What `find` finds in the class of a context manager. The cache is about instances of one shape and holds a function that
/// takes them first.
#[inline(always)]
unsafe fn load_context_method(cx: *mut Context, s: State, i: Insn, find: fn(&mut Runtime, Value) -> Result) -> Flow {
    let manager = get(s, i.b);
    let cached = cache(cx, i.c);
    if shape_of(manager) == Some(cached.shape) && class_unchanged(cached) {
        return put_method(s, i, manager, (Value::from_bits(cached.word), true));
    }
    let found = tri!(s, find(rt(cx), manager));
    let class = rt(cx).class_of(manager);
    if !takes_receiver(found) {
        let bound = tri!(s, rt(cx).bind_attribute(found, manager, class));
        return put_method(s, i, manager, (bound, false));
    }
    if let (Some(instance), true) = (manager.as_object::<Instance>(), cached.fills < MAX_FILLS) {
        let (shape, version, fills) = (instance.header().shape().0, class.version.get(), cached.fills + 1);
        *cached = Cache { shape, version, word: found.bits(), class: class.as_ptr() as usize, fills, ..Cache::EMPTY };
        (*cx).counters.cache_fills += 1;
    }
    put_method(s, i, manager, (found, true))
}

// ---- super

/// `__class__` and first argument of a method, when `super` still means the builtin.
unsafe fn super_parts(cx: *mut Context, s: State, base: u16) -> Result<Option<(Gc<Class>, Value)>> {
    let rt = rt(cx);
    if get(s, base) != Value::from(rt.types.super_) {
        return Ok(None);
    }
    let cell = get(s, base + 1).as_object::<runtime::object::function::CellVar>();
    let class = cell.map_or(Value::EMPTY, |cell| cell.value.get());
    let Some(class) = class.as_object::<Class>() else {
        return Err(rt.runtime_error("super(): empty __class__ cell"));
    };
    let first = get(s, base + 2);
    if first.is_empty() {
        return Err(rt.runtime_error("super(): arg[0] deleted"));
    }
    Ok(Some((class, first)))
}

/// What the cache of the site says: the method behind `class` for receivers of one shape, whose class has not changed.
/// [`Cache::extra`] is the version of `class`: no two classes ever have the same.
#[inline(always)]
unsafe fn cached_super(cached: &Cache, class: Gc<Class>, first: Value) -> Option<Value> {
    (shape_of(first) == Some(cached.shape) && cached.extra == class.version.get() && class_unchanged(cached))
        .then(|| Value::from_bits(cached.word))
}

pub unsafe fn LoadSuperMethod(cx: *mut Context, s: State, i: Insn) -> Flow {
    let name = site_name(cx, i.c);
    let target = match tri!(s, super_parts(cx, s, i.b)) {
        Some((class, first)) => {
            let cached = cache(cx, i.c);
            if let Some(found) = cached_super(cached, class, first) {
                set(s, i.a, found);
                return put(s, i.a + 1, first);
            }
            let rt = rt(cx);
            let own = rt.class_of(first);
            if own.is_subclass(class)
                && let Some(found) = rt.class_lookup_after(own, class, name)
                && takes_receiver(found)
            {
                if let (Some(shape), true) = (shape_of(first), cached.fills < MAX_FILLS) {
                    let (version, extra, fills) = (own.version.get(), class.version.get(), cached.fills + 1);
                    *cached = Cache { shape, version, word: found.bits(), class: own.as_ptr() as usize, extra, fills, ..Cache::EMPTY };
                    (*cx).counters.cache_fills += 1;
                }
                set(s, i.a, found);
                return put(s, i.a + 1, first);
            }
            let callee = get(s, i.b);
            tri!(s, rt.call(callee, &[class.into(), first]))
        }
        None => tri!(s, rt(cx).call(get(s, i.b), &[])),
    };
    let value = tri!(s, rt(cx).get_attr(target, name));
    set(s, i.a, Value::EMPTY);
    put(s, i.a + 1, value)
}

/// Whether what a class holds is a function to be called with the receiver first.
fn takes_receiver(found: Value) -> bool {
    found.is_object::<Function>() || found.as_object::<NativeFunction>().is_some_and(|function| function.role == NativeRole::Method)
}

pub unsafe fn CallSuper(cx: *mut Context, s: State, i: Insn) -> Flow {
    let callee = get(s, i.b);
    let result = match tri!(s, super_parts(cx, s, i.b)) {
        Some((class, first)) => rt(cx).call(callee, &[class.into(), first]),
        None => rt(cx).call(callee, &[]),
    };
    put(s, i.a, tri!(s, result))
}
