//! Making instances, functions and classes.

use bytecode::opcode::function_flags;
use bytecode::{Insn, Opcode};
use runtime::object::Gc;
use runtime::object::class::{Class, Layout, flags as class_flags};
use runtime::object::function::{Function, NewFunction};
use runtime::{Raised, Value};

use super::attributes::class_unchanged;
use super::calls::{call_other, call_window, enter, enter_with_first, window};
use super::{Ending, Flow, cache, get, next, put, rewrite, rt};
use crate::code::{Cache, Code, NO_FAST_CALL};
use crate::context::{Context, FrameKind, State};

/// A Python class with `object.__new__` whose `__init__` is a Python function or `object`'s.
pub(super) unsafe fn call_plain_class(cx: *mut Context, s: State, i: Insn, class: Gc<Class>, args: &[Value]) -> Option<Flow> {
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
    if let Ending::Raise(_) = flow.ending() {
        (*cx).top = place;
    }
    Some(flow)
}

/// Fills a call cache for a Python class that makes plain instances, or exceptions by `BaseException.__new__`: `word` is its
/// `__init__`, or 0 for `object`'s or `BaseException`'s.
#[inline(never)]
pub(super) unsafe fn cache_class(cx: *mut Context, s: State, site: u16, callee: Value) {
    let Some(class) = callee.as_object::<Class>() else { return };
    let rt = rt(cx);
    let (new_name, init_name) = (rt.names.__new__, rt.names.__init__);
    let (new, no_init) = match class.layout.get() {
        Layout::Plain => (rt.object_new, rt.object_init),
        Layout::Exception => (rt.exception_new, rt.exception_init),
        _ => return,
    };
    if rt.class_of(callee) != rt.types.type_ || class == rt.types.object || rt.class_lookup(class, new_name) != Some(new) {
        return;
    }
    let Some(init) = rt.class_lookup(class, init_name) else { return };
    let word = match init.as_object::<Function>() {
        Some(function) if (*(function.code as *const Code)).fast_argc != NO_FAST_CALL => init.bits(),
        Some(_) => return,
        None if init == no_init => 0,
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

/// What the `__new__` of a class that a call cache holds makes: a plain instance, or an exception of these arguments.
///
/// # Safety
/// The class has the layout and the `__new__` that [`cache_class`] asks for.
#[inline(always)]
pub(crate) unsafe fn bare_object(rt: &mut runtime::Runtime, class: Gc<Class>, args: &[Value]) -> Value {
    let shape = class.root_shape();
    if class.layout.get() == Layout::Exception {
        let args = rt.new_tuple(args);
        return rt.new_exception(shape, args).into();
    }
    let capacity = rt.shapes.get(shape).inline_capacity;
    rt.new_instance(shape, capacity, None).into()
}

/// Makes an instance and enters its `__init__` (the function in `init`, if not 0).
#[inline(always)]
unsafe fn new_instance(cx: *mut Context, s: State, i: Insn, class: Gc<Class>, init: u64) -> Flow {
    let argc = usize::from(i.x);
    let given = super::run(s, i.b + 1, argc);
    if init == 0 {
        if argc != 0 && class.layout.get() == Layout::Plain {
            return call_other(cx, s, i, window(s, i.b), u32::from(i.x));
        }
        return put(s, i.a, bare_object(rt(cx), class, given));
    }
    let code = (*(init as *const Function)).code as *const Code;
    if (*code).fast_argc as usize != argc + 1 {
        return call_other(cx, s, i, window(s, i.b), u32::from(i.x));
    }
    let instance = bare_object(rt(cx), class, given);
    let place = (*cx).top;
    *place = instance;
    *place.add(1) = Value::from_bits(init);
    *place.add(2) = instance;
    let args = s.regs.add(usize::from(i.b) + 1);
    for offset in 0..argc {
        *place.add(3 + offset) = *args.add(offset);
    }
    enter::<false>(cx, s, place.add(2), code, FrameKind::Init)
}

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
