//! Calls and returns. A Python function called from Python gets a frame in the same driver: no native recursion.

use bytecode::{Insn, Opcode};
use runtime::object::class::Class;
use runtime::object::dict::Dict;
use runtime::object::function::{BoundMethod, Function, NativeFunction};
use runtime::object::tuple::Tuple;
use runtime::object::{Gc, Kind};
use runtime::{Raised, Result, Value};

use super::classes::{cache_class, call_plain_class};
use super::{Flow, MAX_FILLS, cache, get, later, put, rewrite, rt, tri};
use crate::code::{Code, NO_FAST_CALL};
use crate::context::{Context, Frame, FrameKind, State};
use crate::tier::{Entry, Place};
use crate::unwind::leave_frame;

/// Enters a frame whose function stands at `regs - 1` and whose parameters are in place.
///
/// # Safety
/// `code` is the function's; `s` is the caller, its `pc` the calling instruction.
#[inline(always)]
pub(crate) unsafe fn enter<const FAST: bool>(cx: *mut Context, s: State, regs: *mut Value, code: *const Code, kind: FrameKind) -> Flow {
    let rt = rt(cx);
    let top = regs.add((*code).registers as usize);
    let frame = (*cx).frames;
    if rt.depth >= rt.recursion_limit || top > (*cx).stack_end || frame == (*cx).frames_end {
        return later!(FAST, too_deep(cx, s));
    }
    let left = (*code).countdown.get() - 1;
    if FAST && (left <= 0 || (*code).entry.get().is_some()) {
        return Flow::LATER;
    }
    rt.depth += 1;
    *frame = Frame::new(State { pc: s.pc.add(1), ..s }, (*cx).code, regs, kind);
    (*cx).frames = frame.add(1);
    (*cx).top = top;
    (*cx).code = code;
    let callee = State { pc: (*code).insns, regs };
    (*code).countdown.set(left);
    (*code).calls.set((*code).calls.get().wrapping_add(1));
    if FAST {
        return Flow::Next(callee);
    }
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
            let decision = tier.hot(&mut *cx, code, Place::Call);
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
    code.calls.set(code.calls.get().wrapping_add(1));
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
    crate::tier_exit::returned(cx, entry(cx, callee.regs))
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
pub(crate) unsafe fn return_value<const FAST: bool>(cx: *mut Context, value: Value) -> Flow {
    let frame = (*cx).frames.sub(1);
    if !(*frame).is_plain_call() {
        if (*frame).kind() == FrameKind::Init && value.is_none() {
            // The instance was kept at the end of the caller's registers.
            let caller = leave_frame(cx);
            *caller.regs.add(usize::from((*caller.pc.sub(1)).a)) = *(*cx).top;
            return Flow::Next(caller);
        }
        return later!(FAST, special_return(cx, value));
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
            crate::generator::ended(cx, State { pc: caller.pc.sub(1), ..caller }, value)
        }
        FrameKind::Special => super::special::returned(cx, State { pc: caller.pc.sub(1), ..caller }, value),
        FrameKind::Call => Flow::Raise(caller),
    }
}

#[inline(always)]
pub unsafe fn Return<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    return_value::<FAST>(cx, get(s, i.a))
}

#[inline(always)]
pub unsafe fn ReturnNone<const FAST: bool>(cx: *mut Context, _: State, _: Insn) -> Flow {
    return_value::<FAST>(cx, Value::NONE)
}

// ---- the general call

/// Calls what stands in `window[0]` with the `argc` arguments behind it.
#[inline(always)]
pub(super) unsafe fn call_window(cx: *mut Context, s: State, i: Insn, window: *mut Value, argc: u32) -> Flow {
    let callee = *window;
    match callee.kind() {
        Some(Kind::Function) => {
            let code = (*(callee.bits() as *const Function)).code as *const Code;
            if (*code).fast_argc == argc {
                return enter::<false>(cx, s, window.add(1), code, FrameKind::Call);
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
pub(super) unsafe fn call_function_slow(cx: *mut Context, s: State, window: *mut Value, argc: u32) -> Flow {
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
            return enter::<false>(cx, s, window.add(1), code, FrameKind::Call);
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
        Ok(regs) => enter::<false>(cx, s, regs, code, FrameKind::Call),
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
pub(super) unsafe fn call_other(cx: *mut Context, s: State, i: Insn, window: *mut Value, argc: u32) -> Flow {
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
    if let Some(flow) = super::special::call(cx, s, callee, args) {
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
pub(super) unsafe fn enter_with_first(
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
        return enter::<false>(cx, s, place.add(1), code, kind);
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
        Ok(regs) => enter::<false>(cx, s, regs, code, kind),
    }
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
pub(super) unsafe fn window(s: State, first: u16) -> *mut Value {
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
            Some(Kind::Function) => {
                // For a compiling tier: code lives on, the function may not.
                cached.class = (*(callee.bits() as *const Function)).code;
                rewrite(cx, s, Opcode::CallPython);
            }
            Some(Kind::NativeFunction) => rewrite(cx, s, Opcode::CallNative),
            Some(Kind::Class) => cache_class(cx, s, i.c, callee),
            _ => {}
        }
    }
    call_window(cx, s, i, window(s, i.b), u32::from(i.x))
}

#[inline(always)]
pub unsafe fn CallPython<const FAST: bool>(cx: *mut Context, s: State, i: Insn) -> Flow {
    let callee = get(s, i.b);
    if super::attributes::is_function(callee) {
        let code = (*(callee.bits() as *const Function)).code as *const Code;
        let window = window(s, i.b);
        if (*code).fast_argc == u32::from(i.x) {
            return enter::<FAST>(cx, s, window.add(1), code, FrameKind::Call);
        }
        return later!(FAST, call_function_slow(cx, s, window, u32::from(i.x)));
    }
    later!(FAST, {
        rewrite(cx, s, Opcode::Call);
        Call(cx, s, i)
    })
}

#[inline(always)]
pub unsafe fn CallNative(cx: *mut Context, s: State, i: Insn) -> Flow {
    if let Some(function) = get(s, i.b).as_object::<NativeFunction>() {
        let args = super::run(s, i.b + 1, usize::from(i.x));
        if let Some(generator) = crate::generator::advanced(cx, get(s, i.b), args) {
            return crate::generator::enter_for_loop(cx, s, generator);
        }
        return put(s, i.a, tri!(s, rt(cx).call_native(function, args, None)));
    }
    rewrite(cx, s, Opcode::Call);
    Call(cx, s, i)
}

/// A call with keyword names.
pub(super) unsafe fn call_keywords(cx: *mut Context, s: State, i: Insn, window: *mut Value, argc: u32) -> Flow {
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
    if i.x == 0
        && let (Some(function), Some(args)) = (callee.as_object::<Function>(), get(s, i.b + 1).as_object::<Tuple>())
    {
        // The tuple stays in its register until the items have been copied.
        return call_function_bound(cx, s, function, args.items(), None);
    }
    let keywords = if i.x != 0 { get(s, i.b + 2).as_object::<Dict>() } else { None };
    let (all, names) = tri!(s, rt(cx).spread_arguments(callee, get(s, i.b + 1), keywords));
    if let Some(function) = callee.as_object::<Function>() {
        return call_function_bound(cx, s, function, &all, names);
    }
    put(s, i.a, tri!(s, rt(cx).call_with_names(callee, &all, names)))
}
