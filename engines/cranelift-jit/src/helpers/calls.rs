//! Calls that machine code leaves to the interpreter's handler, made straight where the callee is a translated Python function
//! all the same: bound methods in variables, arguments left out or given by name, classes with such an `__init__`. A handler
//! would start a driver for the callee's frame.

use bytecode::{Insn, Opcode};
use bytecode_vm::BytecodeVm;
use bytecode_vm::code::{Cache, Code, NO_FAST_CALL};
use bytecode_vm::context::{Context, Frame, FrameKind, State};
use bytecode_vm::step;
use bytecode_vm::tier::Entry;
use runtime::object::Gc;
use runtime::object::class::{Class, Layout, flags};
use runtime::object::function::{BoundMethod, Function};
use runtime::object::tuple::Tuple;
use runtime::{Raised, Result, Value};

use super::runtime;

/// The call at an instruction, if it is one that can be made straight; the interpreter's handler is to do it otherwise, for
/// nothing has been done then. Gives what [`bytecode_vm::step::step`] does.
///
/// # Safety
/// As there; the machine's top is the end of the registers.
#[inline]
pub unsafe fn quick(cx: *mut Context, code: &Code, regs: *mut Value, pc: u32) -> Option<u64> {
    // SAFETY: by the caller's promise the operands are up to date, and the top lies behind them.
    unsafe {
        let insn = *code.insns.add(pc as usize);
        let window = |first: u16| regs.add(usize::from(first));
        let count = usize::from(insn.x & !bytecode_vm::SETTLED);
        let (callee, first, names) = match insn.op.base() {
            Opcode::Call if has_settled(code, &insn) => (*window(insn.b), window(insn.b + 1), None),
            Opcode::CallKw => (*window(insn.b), window(insn.b + 1), keywords(code, &insn)),
            Opcode::CallMethod if has_settled(code, &insn) => {
                let found = BytecodeVm::known_method(cx, *window(insn.b + 1), code.site_names[usize::from(insn.c)]);
                let (callee, takes_receiver) = found?;
                let skipped = usize::from(!takes_receiver);
                let arguments = std::slice::from_raw_parts(window(insn.b + 1), count + 1);
                return finish(cx, regs, &insn, callee, &arguments[skipped..], None);
            }
            Opcode::CallLoaded | Opcode::CallLoadedKw => {
                let names = if insn.op == Opcode::CallLoadedKw { keywords(code, &insn) } else { None };
                if insn.op != Opcode::CallLoadedKw && !has_settled(code, &insn) {
                    return None;
                }
                if (*window(insn.b)).is_empty() {
                    (*window(insn.b + 1), window(insn.b + 2), names)
                } else {
                    let arguments = std::slice::from_raw_parts(window(insn.b + 1), count + 1);
                    return finish(cx, regs, &insn, *window(insn.b), arguments, names);
                }
            }
            _ => return None,
        };
        finish(cx, regs, &insn, callee, std::slice::from_raw_parts(first, count), names)
    }
}

/// Whether the interpreter's handler has nothing more to learn here.
fn has_settled(code: &Code, insn: &Insn) -> bool {
    insn.op != insn.op.base() || code.cache(insn.c).fills >= Cache::MOST_FILLS
}

fn keywords(code: &Code, insn: &Insn) -> Option<Gc<Tuple>> {
    let list = code.object().sites[usize::from(insn.c)].keywords?;
    code.keywords.get(list as usize).copied()
}

/// Calls, and puts what comes of it where the instruction wants it.
unsafe fn finish(
    cx: *mut Context,
    regs: *mut Value,
    insn: &Insn,
    callee: Value,
    arguments: &[Value],
    names: Option<Gc<Tuple>>,
) -> Option<u64> {
    // SAFETY: passed on.
    let result = unsafe { call(cx, callee, arguments, names)? };
    Some(match result {
        Ok(value) => {
            // SAFETY: a register of the frame.
            unsafe { *regs.add(usize::from(insn.a)) = value };
            step::NEXT
        }
        Err(Raised) => step::RAISED,
    })
}

/// Calls anything that comes down to one translated function; nothing is done if it does not.
unsafe fn call(cx: *mut Context, callee: Value, arguments: &[Value], names: Option<Gc<Tuple>>) -> Option<Result> {
    // SAFETY: passed on.
    unsafe {
        if let Some(function) = callee.as_object::<Function>() {
            return enter(cx, function, None, arguments, names);
        }
        if let Some(method) = callee.as_object::<BoundMethod>() {
            return enter(cx, method.function.as_object::<Function>()?, Some(method.receiver), arguments, names);
        }
        instantiate(cx, callee.as_object::<Class>()?, arguments, names)
    }
}

/// A Python class whose `__new__` is `object`'s or `BaseException`'s and whose `__init__` is a translated function.
unsafe fn instantiate(cx: *mut Context, class: Gc<Class>, arguments: &[Value], names: Option<Gc<Tuple>>) -> Option<Result> {
    // SAFETY: passed on; the class is as a call's cache would want it.
    unsafe {
        let rt = runtime(cx);
        let (new_name, init_name) = (rt.names.__new__, rt.names.__init__);
        let new = match class.layout.get() {
            Layout::Plain => rt.object_new,
            Layout::Exception => rt.exception_new,
            _ => return None,
        };
        if class.has(flags::ABSTRACT) || rt.class_of(class.into()) != rt.types.type_ || rt.class_lookup(class, new_name) != Some(new) {
            return None;
        }
        let init = rt.class_lookup(class, init_name)?.as_object::<Function>()?;
        if !is_ready(init, arguments.len() + 1) {
            return None;
        }
        let given = arguments.len() - names.map_or(0, |names| names.len());
        let object = BytecodeVm::bare_object(rt, class, &arguments[..given]);
        Some(match enter(cx, init, Some(object), arguments, names)? {
            Ok(result) if result.is_none() => Ok(object),
            Ok(result) => {
                let rt = runtime(cx);
                let name = rt.type_name(result);
                Err(rt.type_error(format!("__init__() should return None, not '{name}'")))
            }
            Err(Raised) => Err(Raised),
        })
    }
}

/// Puts the defaults of a function's last parameters behind the arguments that stand at `window`. Gives its code, or 0 where that is
/// not all that is missing.
///
/// # Safety
/// `cx` is the running machine, `function` a function, and the window lies at the end of the running frame's registers that are in
/// use.
pub unsafe extern "C" fn fill_defaults(cx: *mut Context, function: Value, window: *mut Value, argc: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        let function = Gc::from_raw(function.bits() as *mut Function);
        let code = &*(function.code as *const Code);
        let (formal, given) = (code.simple_argc as usize, argc as usize);
        if code.simple_argc == NO_FAST_CALL || given >= formal || code.entry.get().is_none() || window.add(formal) > (*cx).stack_end {
            return 0;
        }
        let Some(defaults) = function.defaults.get().as_object::<Tuple>() else { return 0 };
        let Some(first) = (defaults.len() + given).checked_sub(formal) else { return 0 };
        for (offset, &value) in defaults.items()[first..].iter().enumerate() {
            *window.add(given + offset) = value;
        }
        function.code as u64
    }
}

/// Whether a function is translated and has room for so many arguments.
unsafe fn is_ready(function: Gc<Function>, count: usize) -> bool {
    // SAFETY: code lives as long as the engine.
    let code = unsafe { &*(function.code as *const Code) };
    code.simple_argc != NO_FAST_CALL && count <= code.simple_argc as usize && code.entry.get().is_some()
}

/// Calls a function's machine code with its receiver, if any, and arguments, the last of which may have names; those left
/// out get their defaults. Nothing is done if it has none, wants others or has no room for its frame.
///
/// # Safety
/// The running frame is the one that the machine knows of. Beyond the end of the registers there is room for any call.
pub unsafe fn enter(
    cx: *mut Context,
    function: Gc<Function>,
    receiver: Option<Value>,
    arguments: &[Value],
    names: Option<Gc<Tuple>>,
) -> Option<Result> {
    // SAFETY: by the caller's promise.
    unsafe {
        let count = arguments.len() + usize::from(receiver.is_some());
        let code = &*(function.code as *const Code);
        let bound = code.simple_argc == NO_FAST_CALL;
        if !bound && !is_ready(function, count) {
            return None;
        }
        let generator = code.object().is_generator;
        let entry = code.entry.get();
        if !generator && entry.is_none() {
            return None;
        }
        let rt = runtime(cx);
        let place = (*cx).top;
        let registers = place.add(1);
        let (top, frame) = (registers.add(code.registers as usize), (*cx).frames);
        let stack = (&raw const top) as usize;
        if rt.depth >= rt.recursion_limit || top > (*cx).stack_end || frame == (*cx).frames_end || stack < rt.stack_limit {
            return None;
        }
        if bound {
            let bound = match receiver {
                None => BytecodeVm::bind(cx, place, function, arguments, names),
                Some(receiver) => {
                    let mut all = rt.rooted();
                    all.push(receiver);
                    all.extend_from_slice(arguments);
                    BytecodeVm::bind(cx, place, function, &all, names)
                }
            };
            return Some(match (bound, entry) {
                (Ok(registers), _) if generator => Ok(BytecodeVm::make_generator(cx, function, registers)),
                (Ok(registers), Some(entry)) => run(cx, code, entry, registers),
                _ => Err(Raised),
            });
        }
        *place = function.into();
        let mut free = registers;
        if let Some(receiver) = receiver {
            *free = receiver;
            free = free.add(1);
        }
        let given = arguments.len() - names.map_or(0, |names| names.len());
        std::ptr::copy(arguments.as_ptr(), free, given);
        let positional = count - (arguments.len() - given);
        let formal = code.simple_argc as usize;
        if positional != formal {
            let parameters = std::slice::from_raw_parts_mut(registers, formal);
            if !fill(function, parameters, positional, &arguments[given..], names) {
                return None;
            }
        }
        Some(run(cx, code, entry?, registers))
    }
}

/// Runs a function's machine code, whose registers stand at the machine's top behind the function.
///
/// # Safety
/// It is the code's, and there are a frame record and registers for it.
unsafe fn run(cx: *mut Context, code: &Code, entry: Entry, registers: *mut Value) -> Result {
    // SAFETY: by the caller's promise.
    unsafe {
        let (place, frame) = (registers.sub(1), (*cx).frames);
        *frame = Frame::new(State { pc: std::ptr::null(), regs: place }, (*cx).code, registers, FrameKind::Entry);
        (*cx).frames = frame.add(1);
        (*cx).top = registers.add(code.registers as usize);
        (*(*cx).rt).depth += 1;
        let bits = entry(cx, registers);
        (*(*cx).rt).depth -= 1;
        (*cx).frames = frame;
        (*cx).top = place;
        (*((*cx).tier_data as *mut crate::abi::TierData)).calls_by_helper += 1;
        if bits == 0 { Err(Raised) } else { Ok(Value::from_bits(bits)) }
    }
}

/// Fills the parameters behind the first `positional`: by name, the others by default. Whether all have got a value.
fn fill(function: Gc<Function>, parameters: &mut [Value], positional: usize, named: &[Value], names: Option<Gc<Tuple>>) -> bool {
    let proto = function.proto();
    parameters[positional..].fill(Value::EMPTY);
    for (name, &value) in names.iter().flat_map(|names| names.items()).zip(named) {
        let place = proto.positional.iter().position(|parameter| Value::from(*parameter) == *name);
        match place {
            Some(place) if place >= positional.max(proto.posonly_count) && parameters[place].is_empty() => parameters[place] = value,
            _ => return false,
        }
    }
    let defaults = function.defaults.get().as_object::<Tuple>();
    let defaults = defaults.as_ref().map_or(&[][..], |defaults| defaults.items());
    let formal = parameters.len();
    for (at, parameter) in parameters.iter_mut().enumerate().skip(positional).filter(|(_, parameter)| parameter.is_empty()) {
        match (at + defaults.len()).checked_sub(formal).and_then(|from_end| defaults.get(from_end)) {
            Some(&value) => *parameter = value,
            None => return false,
        }
    }
    true
}
