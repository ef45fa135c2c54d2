//! Calls and returns. A Python function called from Python gets a frame in the same driver: no native recursion.

use bytecode::opcode::function_flags;
use bytecode::{Insn, Opcode};
use runtime::object::class::{Class, Layout, flags as class_flags};
use runtime::object::dict::Dict;
use runtime::object::function::{BoundMethod, Function, NativeFunction, NewFunction};
use runtime::object::tuple::Tuple;
use runtime::object::{Gc, Kind};
use runtime::ops::attribute::AttrCache;
use runtime::{Raised, Result, Value};

use super::attributes::{cached_namespace, class_unchanged, fill_namespace, shape_of, site_name};
use super::{Flow, MAX_FILLS, cache, get, next, put, rewrite, rt, set, tri};
use crate::code::{Cache, Code, NO_FAST_CALL};
use crate::context::{Context, Frame, FrameKind, State};
use crate::known::Load;
use crate::tier::Entry;
use crate::unwind::leave_frame;

/// Enters a frame whose function stands at `regs - 1` and whose parameters are in place.
///
/// # Safety
/// `code` is the function's; `s` is the caller, its `pc` the calling instruction.
#[inline(always)]
pub(crate) unsafe fn enter(cx: *mut Context, s: State, regs: *mut Value, code: *const Code, kind: FrameKind) -> Flow {
    let rt = rt(cx);
    let top = regs.add((*code).registers as usize);
    let frame = (*cx).frames;
    if rt.depth >= rt.recursion_limit || top > (*cx).stack_end || frame == (*cx).frames_end {
        return too_deep(cx, s);
    }
    rt.depth += 1;
    *frame = Frame::new(State { pc: s.pc.add(1), ..s }, (*cx).code, regs, kind);
    (*cx).frames = frame.add(1);
    (*cx).top = top;
    (*cx).code = code;
    let callee = State { pc: (*code).insns, regs };
    let left = (*code).countdown.get() - 1;
    (*code).countdown.set(left);
    if left <= 0 {
        hot_call(cx);
    }
    match (*code).entry.get() {
        None => Flow::Next(callee),
        Some(entry) => enter_compiled(cx, callee, entry),
    }
}

#[cold]
#[inline(never)]
unsafe fn hot_call(cx: *mut Context) {
    let code = &*(*cx).code;
    match (*cx).tier.clone() {
        Some(tier) => {
            let decision = tier.hot(&mut *cx, code, None);
            super::decide(cx, decision);
        }
        None => code.countdown.set(i32::MAX),
    }
}

/// Starts a frame that native code has entered, compiled or not.
///
/// # Safety
/// `s` is that frame, at its first instruction.
pub(crate) unsafe fn start(cx: *mut Context, s: State) -> Result {
    let code = &*(*cx).code;
    let left = code.countdown.get() - 1;
    code.countdown.set(left);
    if left <= 0 {
        hot_call(cx);
    }
    match code.entry.get() {
        None => crate::driver::run(cx, s),
        Some(entry) => crate::driver::run_flow(cx, enter_compiled(cx, s, entry)),
    }
}

#[inline(never)]
unsafe fn enter_compiled(cx: *mut Context, callee: State, entry: Entry) -> Flow {
    (*cx).counters.tier_calls += 1;
    match entry(cx, callee.regs) {
        0 => crate::tier_exit::raise(cx),
        bits => return_value(cx, Value::from_bits(bits)),
    }
}

#[cold]
#[inline(never)]
unsafe fn too_deep(cx: *mut Context, s: State) -> Flow {
    let rt = rt(cx);
    let class = rt.exceptions.recursion_error;
    rt.raise(class, "maximum recursion depth exceeded");
    Flow::Raise(s)
}

/// Ends the running frame with a result.
#[inline(always)]
pub(crate) unsafe fn return_value(cx: *mut Context, value: Value) -> Flow {
    if !(*(*cx).frames.sub(1)).is_plain_call() {
        return special_return(cx, value);
    }
    let caller = leave_frame(cx);
    *caller.regs.add(usize::from((*caller.pc.sub(1)).a)) = value;
    Flow::Next(caller)
}

#[inline(never)]
unsafe fn special_return(cx: *mut Context, value: Value) -> Flow {
    let kind = (*(*cx).frames.sub(1)).kind();
    let caller = leave_frame(cx);
    match kind {
        FrameKind::Entry => Flow::Exit(value),
        FrameKind::Init => {
            if !value.is_none() {
                let rt = rt(cx);
                let name = rt.type_name(value);
                rt.type_error(format!("__init__() should return None, not '{name}'"));
                return Flow::Raise(State { pc: caller.pc.sub(1), ..caller });
            }
            *caller.regs.add(usize::from((*caller.pc.sub(1)).a)) = *(*cx).top;
            Flow::Next(caller)
        }
        FrameKind::Generator => {
            crate::generator::finished(*(*cx).top);
            rt(cx).generator_return = value;
            Flow::Exit(Value::EMPTY)
        }
        FrameKind::LoopGenerator => {
            crate::generator::finished(*(*cx).top);
            Flow::Next(caller)
        }
        FrameKind::Call => Flow::Raise(caller),
    }
}

#[inline(always)]
pub unsafe fn Return(cx: *mut Context, s: State, i: Insn) -> Flow {
    return_value(cx, get(s, i.a))
}

#[inline(always)]
pub unsafe fn ReturnNone(cx: *mut Context, _: State, _: Insn) -> Flow {
    return_value(cx, Value::NONE)
}

// ---- the general call

/// Calls what stands in `window[0]` with the `argc` arguments behind it.
#[inline(always)]
unsafe fn call_window(cx: *mut Context, s: State, i: Insn, window: *mut Value, argc: u32) -> Flow {
    let callee = *window;
    match callee.kind() {
        Some(Kind::Function) => {
            let code = (*(callee.bits() as *const Function)).code as *const Code;
            if (*code).fast_argc == argc {
                return enter(cx, s, window.add(1), code, FrameKind::Call);
            }
            call_function_slow(cx, s, window, argc)
        }
        Some(Kind::NativeFunction) => {
            let function: Gc<NativeFunction> = Gc::from_raw(callee.bits() as *mut NativeFunction);
            let args = std::slice::from_raw_parts(window.add(1), argc as usize);
            put(s, i.a, tri!(s, rt(cx).call_native(function, args, None)))
        }
        _ => call_other(cx, s, i, window, argc),
    }
}

/// A Python function whose arguments do not simply fit: defaults filled in place, the rest bound by the runtime.
#[inline(never)]
unsafe fn call_function_slow(cx: *mut Context, s: State, window: *mut Value, argc: u32) -> Flow {
    let function: Gc<Function> = Gc::from_raw((*window).bits() as *mut Function);
    let code = &*(function.code as *const Code);
    if code.simple_argc != NO_FAST_CALL
        && argc < code.simple_argc
        && let Some(defaults) = function.defaults.get().as_object::<Tuple>()
    {
        let missing = (code.simple_argc - argc) as usize;
        let values = defaults.items();
        if missing <= values.len() && window.add(1 + code.simple_argc as usize) < (*cx).stack_end {
            for (offset, &value) in values[values.len() - missing..].iter().enumerate() {
                *window.add(1 + argc as usize + offset) = value;
            }
            return enter(cx, s, window.add(1), code, FrameKind::Call);
        }
    }
    let args = std::slice::from_raw_parts(window.add(1), argc as usize);
    call_function_bound(cx, s, function, args, None)
}

/// Binds arguments into a frame above the running one and enters it; a generator function makes its generator.
#[inline(never)]
pub(crate) unsafe fn call_function_bound(
    cx: *mut Context,
    s: State,
    function: Gc<Function>,
    args: &[Value],
    names: Option<Gc<Tuple>>,
) -> Flow {
    let code = &*(function.code as *const Code);
    let place = (*cx).top;
    match bind_frame(cx, place, function, args, names) {
        Err(Raised) => Flow::Raise(s),
        Ok(regs) if code.object().is_generator => {
            let generator = crate::generator::create(cx, function, regs);
            let i = *s.pc;
            put(s, i.a, generator)
        }
        Ok(regs) => enter(cx, s, regs, code, FrameKind::Call),
    }
}

/// Puts a function and its bound parameters at `place`; gives the registers.
pub(crate) unsafe fn bind_frame(
    cx: *mut Context,
    place: *mut Value,
    function: Gc<Function>,
    args: &[Value],
    names: Option<Gc<Tuple>>,
) -> Result<*mut Value> {
    let code = &*(function.code as *const Code);
    let regs = place.add(1);
    let rt = rt(cx);
    if regs.add(code.registers as usize) > (*cx).stack_end {
        let class = rt.exceptions.recursion_error;
        return Err(rt.raise(class, "maximum recursion depth exceeded"));
    }
    *place = function.into();
    if names.is_none() && code.simple_argc as usize == args.len() {
        std::ptr::copy(args.as_ptr(), regs, args.len());
        return Ok(regs);
    }
    let slots = function.proto().parameter_slots();
    let saved = (*cx).top;
    // Native code that binding calls must not put frames over the parameters.
    (*cx).top = regs.add(slots);
    let outcome = rt.bind_arguments(function, args, names, std::slice::from_raw_parts_mut(regs, slots));
    (*cx).top = saved;
    outcome.map(|()| regs)
}

/// Classes, bound methods, objects with `__call__`.
#[inline(never)]
unsafe fn call_other(cx: *mut Context, s: State, i: Insn, window: *mut Value, argc: u32) -> Flow {
    let callee = *window;
    let args = std::slice::from_raw_parts(window.add(1), argc as usize);
    if let Some(method) = callee.as_object::<BoundMethod>() {
        return call_bound(cx, s, i, method, args);
    }
    if let Some(class) = callee.as_object::<Class>()
        && let Some(flow) = call_plain_class(cx, s, i, class, args)
    {
        return flow;
    }
    put(s, i.a, tri!(s, rt(cx).call(callee, args)))
}

unsafe fn call_bound(cx: *mut Context, s: State, i: Insn, method: Gc<BoundMethod>, args: &[Value]) -> Flow {
    if let Some(function) = method.function.as_object::<Function>() {
        return enter_with_first(cx, s, function, method.receiver, args, (*cx).top, FrameKind::Call);
    }
    put(s, i.a, tri!(s, rt(cx).call_with_first(method.function, method.receiver, args, None)))
}

/// Enters `function(first, *args)` in a frame at `place`, above the running one.
unsafe fn enter_with_first(
    cx: *mut Context,
    s: State,
    function: Gc<Function>,
    first: Value,
    args: &[Value],
    place: *mut Value,
    kind: FrameKind,
) -> Flow {
    let code = &*(function.code as *const Code);
    if code.fast_argc as usize == args.len() + 1 && place.add(2 + args.len()) < (*cx).stack_end {
        *place = function.into();
        *place.add(1) = first;
        std::ptr::copy(args.as_ptr(), place.add(2), args.len());
        return enter(cx, s, place.add(1), code, kind);
    }
    let mut all = rt(cx).rooted();
    all.push(first);
    all.extend_from_slice(args);
    match bind_frame(cx, place, function, &all, None) {
        Err(Raised) => Flow::Raise(s),
        Ok(regs) if code.object().is_generator => {
            let generator = crate::generator::create(cx, function, regs);
            let i = *s.pc;
            put(s, i.a, generator)
        }
        Ok(regs) => enter(cx, s, regs, code, kind),
    }
}

/// A Python class with `object.__new__` whose `__init__` is a Python function or `object`'s.
unsafe fn call_plain_class(cx: *mut Context, s: State, i: Insn, class: Gc<Class>, args: &[Value]) -> Option<Flow> {
    let rt = rt(cx);
    if rt.class_of(class.into()) != rt.types.type_ {
        return None;
    }
    let (new_name, init_name) = (rt.names.__new__, rt.names.__init__);
    if rt.class_lookup(class, new_name) != Some(rt.object_new) {
        return None;
    }
    let init = rt.class_lookup(class, init_name)?.as_object::<Function>()?;
    let code = &*(init.code as *const Code);
    if code.object().is_generator {
        return None;
    }
    let instance = match rt.new_plain_instance(class) {
        Ok(instance) => instance,
        Err(Raised) => return Some(Flow::Raise(s)),
    };
    let _ = i;
    let place = (*cx).top;
    *place = instance;
    (*cx).top = place.add(1);
    let flow = enter_with_first(cx, s, init, instance, args, place.add(1), FrameKind::Init);
    if let Flow::Raise(_) = flow {
        (*cx).top = place;
    }
    Some(flow)
}

/// Calls a function that no window holds (a property's getter, a special method), result to the instruction's `a`.
pub(crate) unsafe fn call_out_of_line(cx: *mut Context, s: State, callee: Value, args: &[Value]) -> Flow {
    if let Some(function) = callee.as_object::<Function>() {
        return call_function_bound(cx, s, function, args, None);
    }
    let i = *s.pc;
    put(s, i.a, tri!(s, rt(cx).call(callee, args)))
}

#[inline(always)]
unsafe fn window(s: State, first: u16) -> *mut Value {
    s.regs.add(usize::from(first))
}

#[inline(always)]
pub unsafe fn Call(cx: *mut Context, s: State, i: Insn) -> Flow {
    let callee = get(s, i.b);
    let cached = cache(cx, i.c);
    if cached.fills < MAX_FILLS {
        cached.fills += 1;
        cached.word = callee.bits();
        match callee.kind() {
            Some(Kind::Function) => rewrite(cx, s, Opcode::CallPython),
            Some(Kind::NativeFunction) => rewrite(cx, s, Opcode::CallNative),
            Some(Kind::Class) => cache_class(cx, s, i.c, callee),
            _ => {}
        }
    }
    call_window(cx, s, i, window(s, i.b), u32::from(i.x))
}

#[inline(always)]
pub unsafe fn CallPython(cx: *mut Context, s: State, i: Insn) -> Flow {
    let callee = get(s, i.b);
    if super::attributes::is_function(callee) {
        let code = (*(callee.bits() as *const Function)).code as *const Code;
        let window = window(s, i.b);
        if (*code).fast_argc == u32::from(i.x) {
            return enter(cx, s, window.add(1), code, FrameKind::Call);
        }
        return call_function_slow(cx, s, window, u32::from(i.x));
    }
    rewrite(cx, s, Opcode::Call);
    Call(cx, s, i)
}

#[inline(always)]
pub unsafe fn CallNative(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(function) = get(s, i.b).as_object::<NativeFunction>() {
        let args = super::run(s, i.b + 1, usize::from(i.x));
        return put(s, i.a, tri!(s, rt(cx).call_native(function, args, None)));
    }
    rewrite(cx, s, Opcode::Call);
    Call(cx, s, i)
}

/// Fills a call cache for a Python class that makes plain instances: `word` is its `__init__`, or 0 for `object`'s.
#[inline(never)]
unsafe fn cache_class(cx: *mut Context, s: State, site: u16, callee: Value) {
    let Some(class) = callee.as_object::<Class>() else { return };
    let rt = rt(cx);
    let (new_name, init_name) = (rt.names.__new__, rt.names.__init__);
    if rt.class_of(callee) != rt.types.type_
        || class.layout.get() != Layout::Plain
        || class == rt.types.object
        || rt.class_lookup(class, new_name) != Some(rt.object_new)
    {
        return;
    }
    let Some(init) = rt.class_lookup(class, init_name) else { return };
    let word = match init.as_object::<Function>() {
        Some(function) if (*(function.code as *const Code)).fast_argc != NO_FAST_CALL => init.bits(),
        Some(_) => return,
        None if init == rt.object_init => 0,
        None => return,
    };
    let cached = cache(cx, site);
    *cached = Cache { version: class.version.get(), word, class: class.as_ptr() as usize, ..*cached };
    (*cx).counters.cache_fills += 1;
    rewrite(cx, s, Opcode::CallClass);
}

#[inline(always)]
pub unsafe fn CallClass(cx: *mut Context, s: State, i: Insn) -> Flow {
    let callee = get(s, i.b);
    let cached = cache(cx, i.c);
    if callee.bits() == cached.class as u64 && class_unchanged(cached) {
        let class: Gc<Class> = Gc::from_raw(cached.class as *mut Class);
        if !class.has(class_flags::ABSTRACT) {
            return new_instance(cx, s, i, class, cached.word);
        }
    }
    class_miss(cx, s, i)
}

#[cold]
#[inline(never)]
unsafe fn class_miss(cx: *mut Context, s: State, i: Insn) -> Flow {
    (*cx).counters.cache_misses += 1;
    rewrite(cx, s, Opcode::Call);
    call_window(cx, s, i, window(s, i.b), u32::from(i.x))
}

/// Makes an instance and enters its `__init__` (the function in `init`, if not 0).
#[inline(always)]
unsafe fn new_instance(cx: *mut Context, s: State, i: Insn, class: Gc<Class>, init: u64) -> Flow {
    let argc = usize::from(i.x);
    let shape = class.root_shape();
    if init == 0 {
        if argc != 0 {
            return call_other(cx, s, i, window(s, i.b), u32::from(i.x));
        }
        let rt = rt(cx);
        let capacity = rt.shapes.get(shape).inline_capacity;
        return put(s, i.a, rt.new_instance(shape, capacity, None).into());
    }
    let code = (*(init as *const Function)).code as *const Code;
    if (*code).fast_argc as usize != argc + 1 {
        return call_other(cx, s, i, window(s, i.b), u32::from(i.x));
    }
    let rt = rt(cx);
    let capacity = rt.shapes.get(shape).inline_capacity;
    let instance: Value = rt.new_instance(shape, capacity, None).into();
    let place = (*cx).top;
    *place = instance;
    *place.add(1) = Value::from_bits(init);
    *place.add(2) = instance;
    let args = s.regs.add(usize::from(i.b) + 1);
    for offset in 0..argc {
        *place.add(3 + offset) = *args.add(offset);
    }
    enter(cx, s, place.add(2), code, FrameKind::Init)
}

/// A call with keyword names.
unsafe fn call_keywords(cx: *mut Context, s: State, i: Insn, window: *mut Value, argc: u32) -> Flow {
    let site = &(*(*cx).code).object().sites[usize::from(i.c)];
    let names = site.keywords.map(|list| (&(*(*cx).code).keywords)[list as usize]);
    let args = std::slice::from_raw_parts(window.add(1), argc as usize);
    let callee = *window;
    if let Some(function) = callee.as_object::<Function>() {
        return call_function_bound(cx, s, function, args, names);
    }
    put(s, i.a, tri!(s, rt(cx).call_with_names(callee, args, names)))
}

pub unsafe fn CallKw(cx: *mut Context, s: State, i: Insn) -> Flow {
    call_keywords(cx, s, i, window(s, i.b), u32::from(i.x))
}

pub unsafe fn CallEx(cx: *mut Context, s: State, i: Insn) -> Flow {
    let callee = get(s, i.b);
    let keywords = if i.x != 0 { get(s, i.b + 2).as_object::<Dict>() } else { None };
    let (all, names) = tri!(s, rt(cx).spread_arguments(callee, get(s, i.b + 1), keywords));
    if let Some(function) = callee.as_object::<Function>() {
        return call_function_bound(cx, s, function, &all, names);
    }
    put(s, i.a, tri!(s, rt(cx).call_with_names(callee, &all, names)))
}

// ---- methods

/// Fills a method cache; gives the opcode to rewrite to.
unsafe fn cache_method(cx: *mut Context, cached: &mut Cache, receiver: Value, site: u16) -> Option<bool> {
    match rt(cx).cacheable_attr(receiver, site_name(cx, site)) {
        AttrCache::Method { shape, class, version, function } => {
            *cached =
                Cache { shape: shape.0, version, word: function.bits(), class: class.as_ptr() as usize, extra: 0, fills: cached.fills + 1 };
            (*cx).counters.cache_fills += 1;
            Some(function.is_object::<Function>())
        }
        AttrCache::Module { dict, version, entry } => {
            fill_namespace(cx, cached, dict, version, entry);
            None
        }
        _ => None,
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
                return CallMethodPython(cx, s, i);
            }
            Some(false) => {
                rewrite(cx, s, Opcode::CallMethodNative);
                return CallMethodNative(cx, s, i);
            }
            None => {}
        }
    }
    match tri!(s, load_method(cx, receiver, site_name(cx, i.c))) {
        (callee, true) => {
            set(s, i.b, callee);
            call_window(cx, s, i, window(s, i.b), u32::from(i.x) + 1)
        }
        (callee, false) => {
            set(s, i.b + 1, callee);
            call_window(cx, s, i, window(s, i.b + 1), u32::from(i.x))
        }
    }
}

/// A method and whether it takes the receiver first; no bound method is made where that can be avoided.
#[inline(always)]
unsafe fn load_method(cx: *mut Context, receiver: Value, name: Gc<runtime::object::string::Str>) -> Result<(Value, bool)> {
    match (*cx).known.load(rt(cx), receiver, name) {
        Load::Method(word) => return Ok((Value::from_bits(word), true)),
        Load::Class(word) => return Ok((Value::from_bits(word), false)),
        Load::Slot(_) | Load::Ask => {}
    }
    let value = rt(cx).get_attr(receiver, name)?;
    Ok((value, false))
}

#[inline(always)]
pub unsafe fn CallMethodPython(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b + 1);
    let cached = cache(cx, i.c);
    if shape_of(receiver) == Some(cached.shape) && class_unchanged(cached) {
        let function = cached.word as *const Function;
        set(s, i.b, Value::from_bits(cached.word));
        let code = (*function).code as *const Code;
        let window = window(s, i.b);
        if (*code).fast_argc == u32::from(i.x) + 1 {
            return enter(cx, s, window.add(1), code, FrameKind::Call);
        }
        return call_function_slow(cx, s, window, u32::from(i.x) + 1);
    }
    method_miss(cx, s, i)
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
    match tri!(s, load_method(cx, receiver, site_name(cx, i.c))) {
        (callee, true) => {
            set(s, i.a, callee);
            put(s, i.a + 1, receiver)
        }
        (callee, false) => {
            set(s, i.a, Value::EMPTY);
            put(s, i.a + 1, callee)
        }
    }
}

#[inline(always)]
pub unsafe fn LoadMethodClass(cx: *mut Context, s: State, i: Insn) -> Flow {
    let receiver = get(s, i.b);
    let cached = cache(cx, i.c);
    if shape_of(receiver) == Some(cached.shape) && class_unchanged(cached) {
        set(s, i.a, Value::from_bits(cached.word));
        return put(s, i.a + 1, receiver);
    }
    (*cx).counters.cache_misses += 1;
    if cache(cx, i.c).fills < MAX_FILLS {
        rewrite(cx, s, Opcode::LoadMethod);
    }
    LoadMethod(cx, s, i)
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
    if cached.fills < MAX_FILLS && first == i.b {
        cached.fills += 1;
        cached.word = get(s, i.b).bits();
        match get(s, i.b).kind() {
            Some(Kind::Function) => rewrite(cx, s, Opcode::CallLoadedPython),
            Some(Kind::NativeFunction) => rewrite(cx, s, Opcode::CallLoadedNative),
            _ => {}
        }
    }
    call_window(cx, s, i, window(s, first), argc)
}

#[inline(always)]
pub unsafe fn CallLoadedPython(cx: *mut Context, s: State, i: Insn) -> Flow {
    let callee = get(s, i.b);
    if super::attributes::is_function(callee) {
        let code = (*(callee.bits() as *const Function)).code as *const Code;
        if (*code).fast_argc == u32::from(i.x) + 1 {
            return enter(cx, s, window(s, i.b).add(1), code, FrameKind::Call);
        }
    }
    loaded_miss(cx, s, i)
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

pub unsafe fn LoadSuperMethod(cx: *mut Context, s: State, i: Insn) -> Flow {
    let name = site_name(cx, i.c);
    let target = match tri!(s, super_parts(cx, s, i.b)) {
        Some((class, first)) => {
            let rt = rt(cx);
            let own = rt.class_of(first);
            if own.is_subclass(class)
                && let Some(found) = rt.class_lookup_after(own, class, name)
                && found.is_object::<Function>()
            {
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

pub unsafe fn CallSuper(cx: *mut Context, s: State, i: Insn) -> Flow {
    let callee = get(s, i.b);
    let result = match tri!(s, super_parts(cx, s, i.b)) {
        Some((class, first)) => rt(cx).call(callee, &[class.into(), first]),
        None => rt(cx).call(callee, &[]),
    };
    put(s, i.a, tri!(s, result))
}

// ---- functions and classes

pub unsafe fn LoadBuildClass(cx: *mut Context, s: State, i: Insn) -> Flow {
    let rt = rt(cx);
    let name = rt.intern("__build_class__");
    match rt.builtins.get_str(name) {
        Some(value) => put(s, i.a, value),
        None => {
            rt.name_error("__build_class__ not found");
            Flow::Raise(s)
        }
    }
}

pub unsafe fn MakeFunction(cx: *mut Context, s: State, i: Insn) -> Flow {
    let code = &*(*cx).code;
    let mut part = i.b;
    let mut take = |flag: u8, absent: Value| {
        if i.x & flag == 0 {
            return absent;
        }
        part += 1;
        get(s, part - 1)
    };
    let defaults = take(function_flags::DEFAULTS, Value::NONE);
    let kw_defaults = take(function_flags::KW_DEFAULTS, Value::NONE);
    let annotations = take(function_flags::ANNOTATIONS, Value::EMPTY);
    let closure = take(function_flags::CLOSURE, Value::NONE);
    let Some(protos) = code.module.protos.get() else { return next(s) };
    let proto = protos[usize::from(i.c)];
    let function = rt(cx).new_function(NewFunction { proto, globals: code.globals, closure, defaults, kw_defaults, annotations });
    put(s, i.a, function.into())
}
