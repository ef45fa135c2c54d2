//! What compiled code calls: `extern "C"`, words in, a word out. None may unwind; a panic in one ends the process.

use bytecode_vm::code::Code;
use bytecode_vm::context::{Context, Frame, FrameKind, State};
use bytecode_vm::{BytecodeVm, Callee};
use runtime::object::class::Class;
use runtime::object::dict::Dict;
use runtime::object::function::{Function, NativeFunction};
use runtime::object::generator::Generator;
use runtime::object::instance::Instance;
use runtime::object::list::List;
use runtime::object::set::Set;
use runtime::object::string::{Chars, Str};
use runtime::object::{Gc, Kind};
use runtime::ops::compare::compare_plain_tuples;
use runtime::ops::iterate::NextPair;
use runtime::{BinaryOp, CompareOp, Runtime, Value};

use crate::abi::{Found, SHAPES_OF_CALL, TierData};
use crate::tier::JitTier;

pub mod calls;
pub mod exceptions;
pub mod special;

/// An exception is pending.
const RAISED: u64 = 0;

unsafe fn runtime<'a>(cx: *mut Context) -> &'a mut Runtime {
    // SAFETY: the context points to the runtime in use; no other reference is alive while compiled code runs.
    unsafe { &mut *(*cx).rt }
}

unsafe fn tier<'a>(cx: *mut Context) -> &'a JitTier {
    // SAFETY: the engine that installed the tier keeps it and its data as long as the context.
    unsafe { &*(*((*cx).tier_data as *const TierData)).tier }
}

unsafe fn code_of<'a>(window: *mut Value) -> &'a Code {
    // SAFETY: the word below the registers of a frame is its function, whose code lives as long as the engine.
    unsafe {
        let function = Gc::from_raw((*window.sub(1)).bits() as *mut Function);
        &*(function.code as *const Code)
    }
}

/// One instruction by the interpreter's handler, counted.
///
/// # Safety
/// As [`bytecode_vm::step::step`].
pub unsafe extern "C" fn step(cx: *mut Context, code: *const Code, regs: *mut Value, place: u64) -> u64 {
    let (pc, depth) = (place as u32, (place >> 32) as u32);
    // SAFETY: by the caller's promise; the tier's data live as long as the context.
    unsafe {
        let top = (*cx).top;
        // The handler builds frames where the registers of this one end.
        (*cx).top = regs.add((*code).registers as usize);
        let outcome = in_frame(cx, code, regs, depth, || {
            if let Some(outcome) = calls::quick(cx, &*code, regs, pc) {
                return outcome;
            }
            let opcode = (*(*code).insns.add(pc as usize)).op;
            (*((*cx).tier_data as *mut TierData)).steps[opcode as usize] += 1;
            bytecode_vm::step::step(cx, code, regs, pc)
        });
        (*cx).top = top;
        outcome
    }
}

/// Runs `f` with a record for the innermost of the inlined frames that are running, if any is.
unsafe fn in_frame(cx: *mut Context, code: *const Code, regs: *mut Value, depth: u32, f: impl FnOnce() -> u64) -> u64 {
    // SAFETY: by the caller's promise the frame has its registers there and its function below them.
    unsafe {
        if depth == 0 {
            return f();
        }
        let frame = (*cx).frames;
        if frame != (*cx).frames_end {
            let native = State { pc: std::ptr::null(), regs: (*cx).top };
            *frame = Frame::new(native, code, regs, FrameKind::Entry);
            (*cx).frames = frame.add(1);
        }
        (*(*cx).rt).depth += depth;
        let outcome = f();
        (*(*cx).rt).depth -= depth;
        (*cx).frames = frame;
        outcome
    }
}

/// A guard failed: the activation, with so many iterations behind it, is finished by the interpreter.
///
/// # Safety
/// The running frame has its registers at `window`, stored as the exit says.
pub unsafe extern "C" fn side_exit(cx: *mut Context, window: *mut Value, exit: u64, iterations: u64) -> u64 {
    // SAFETY: by the caller's promise; the tier's data live as long as the context.
    unsafe {
        let code = code_of(window);
        let data = (*cx).tier_data as *mut TierData;
        (*data).iterations += iterations;
        let met = std::mem::replace(&mut (*data).met, Value::EMPTY);
        let left = tier(cx).take_exit(runtime(cx), code, window, exit, met);
        if code.object().is_generator {
            return BytecodeVm::leave_generator(cx, code, window, &left.inlined, left.pc, false);
        }
        BytecodeVm::finish_activation(cx, code, window, &left.inlined, left.pc)
    }
}

/// The value of any integer.
///
/// # Safety
/// `cx` is the running machine.
pub unsafe extern "C" fn box_int(cx: *mut Context, value: i64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { runtime(cx).new_int(value).bits() }
}

fn outcome(result: runtime::Result<bool>) -> u64 {
    match result {
        Ok(truth) => 1 + u64::from(truth),
        Err(_) => RAISED,
    }
}

/// Truth of a value: 0 raised, 1 false, 2 true.
///
/// # Safety
/// `cx` is the running machine, `value` a live value.
pub unsafe extern "C" fn truth(cx: *mut Context, value: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        if runtime(cx).is_plainly_true(value) {
            return outcome(Ok(true));
        }
        if let Some(result) = special::method(cx, |rt| rt.names.__bool__, &[value]) {
            return match result {
                Ok(truth) if truth.is_bool() => outcome(Ok(truth == Value::TRUE)),
                Ok(other) => {
                    let rt = runtime(cx);
                    let name = rt.type_name(other);
                    rt.type_error(format!("__bool__ should return bool, returned {name}"));
                    RAISED
                }
                Err(_) => RAISED,
            };
        }
        if value.kind() == Some(Kind::Instance)
            && runtime(cx).special(value, runtime(cx).names.__bool__).is_none()
            && let Some(result) = special::method(cx, |rt| rt.names.__len__, &[value])
        {
            return outcome(result.and_then(|answer| runtime(cx).length_answered(answer)).map(|length| length != 0));
        }
        outcome(runtime(cx).truth(value))
    }
}

const COMPARISONS: [CompareOp; 6] = [CompareOp::Lt, CompareOp::Le, CompareOp::Eq, CompareOp::Ne, CompareOp::Gt, CompareOp::Ge];

/// Truth of a comparison: 0 raised, 1 false, 2 true.
///
/// # Safety
/// `cx` is the running machine, both values live, `op` a number of a comparison.
pub unsafe extern "C" fn compare(cx: *mut Context, op: u64, a: Value, b: Value) -> u64 {
    let op = COMPARISONS[op as usize];
    if let Some(holds) = compared_strings(op, a, b).or_else(|| compare_plain_tuples(op, a, b)) {
        return 1 + u64::from(holds);
    }
    // SAFETY: by the caller's promise.
    unsafe {
        if let Some(holds) = compared_identities(cx, op, a, b) {
            return 1 + u64::from(holds);
        }
        let result = special::compare(cx, op, a, b).unwrap_or_else(|| runtime(cx).compare(op, a, b));
        match result {
            Ok(result) if result.is_bool() => outcome(Ok(result == Value::TRUE)),
            Ok(result) => truth(cx, result),
            Err(_) => RAISED,
        }
    }
}

/// What a comparison gives.
///
/// # Safety
/// As [`compare`].
pub unsafe extern "C" fn compare_value(cx: *mut Context, op: u64, a: Value, b: Value) -> u64 {
    let op = COMPARISONS[op as usize];
    if let Some(holds) = compared_strings(op, a, b).or_else(|| compare_plain_tuples(op, a, b)) {
        return Value::bool(holds).bits();
    }
    // SAFETY: by the caller's promise.
    if let Some(holds) = unsafe { compared_identities(cx, op, a, b) } {
        return Value::bool(holds).bits();
    }
    // SAFETY: by the caller's promise.
    word(unsafe { special::compare(cx, op, a, b).unwrap_or_else(|| runtime(cx).compare(op, a, b)) })
}

/// Comparison of two strings.
fn compared_strings(op: CompareOp, a: Value, b: Value) -> Option<bool> {
    let (x, y) = (a.as_object::<Str>()?, b.as_object::<Str>()?);
    let order = || x.chars().compare(y.chars());
    Some(match op {
        CompareOp::Eq => a == b || x.equals(&y),
        CompareOp::Ne => a != b && !x.equals(&y),
        CompareOp::Lt => order().is_lt(),
        CompareOp::Le => order().is_le(),
        CompareOp::Gt => order().is_gt(),
        CompareOp::Ge => order().is_ge(),
        _ => return None,
    })
}

/// `==` or `!=` of what compares by identity.
#[inline]
unsafe fn compared_identities(cx: *mut Context, op: CompareOp, a: Value, b: Value) -> Option<bool> {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return None;
    }
    // SAFETY: by the caller's promise.
    let equal = unsafe { runtime(cx) }.equal_by_identity(a, b)?;
    Some(equal == (op == CompareOp::Eq))
}

/// A value's word, or 0 for an exception.
fn word(result: runtime::Result) -> u64 {
    result.map_or(RAISED, Value::bits)
}

/// 1, or 0 for an exception.
fn done(result: runtime::Result<()>) -> u64 {
    u64::from(result.is_ok())
}

/// Calls the native function at `window` with the arguments behind it.
///
/// # Safety
/// `window[0]` is a native function, `argc` arguments follow, all below the end of the running frame.
pub unsafe extern "C" fn call_native(cx: *mut Context, window: *mut Value, argc: u64) -> u64 {
    // SAFETY: by the caller's promise; callees put their frames above the running one.
    unsafe {
        let function = Gc::from_raw((*window).bits() as *mut NativeFunction);
        let arguments = std::slice::from_raw_parts(window.add(1), argc as usize);
        runtime(cx).call_native(function, arguments, None).map_or(RAISED, Value::bits)
    }
}

/// As [`call_native`], from an inlined frame.
///
/// # Safety
/// As there; the frame has its registers at `regs`, its function below them.
pub unsafe extern "C" fn call_native_inlined(cx: *mut Context, window: *mut Value, count: u64, regs: *mut Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { in_frame(cx, code_of(regs), regs, (count >> 32) as u32, || call_native(cx, window, count & 0xffff_ffff)) }
}

/// What a method call with so many arguments finds, with [`Found::ALONE`] added if it takes no receiver; 0 if the look-up may run
/// guest code. Kept in the entry for the receiver's shape, if there is one.
///
/// # Safety
/// `cx` is the running machine, `receiver` a live value, the lower half of `site` an attribute site of `code`, `entry` the first
/// of [`SHAPES_OF_CALL`] or null.
pub unsafe extern "C" fn find_callee(cx: *mut Context, receiver: Value, code: *const Code, site: u64, entry: *mut Found) -> u64 {
    let argc = (site >> 32) as u32;
    // SAFETY: by the caller's promise.
    unsafe {
        match BytecodeVm::known_callee(cx, receiver, (&(*code).site_names)[site as u32 as usize]) {
            Callee::Method(callee) => {
                keep(cx, receiver, callee.bits(), code_taking(callee, argc + 1), entry);
                callee.bits()
            }
            Callee::Plain(callee) if callee.is_pointer() => {
                let word = callee.bits() | Found::ALONE;
                keep(cx, receiver, word, code_taking(callee, argc), entry);
                word
            }
            Callee::Slot(slot) => {
                let Some(instance) = receiver.as_object::<Instance>() else { return 0 };
                if (slot as usize) < instance.inline_slots().len() {
                    keep(cx, receiver, (Instance::SLOTS_OFFSET as u64 + u64::from(slot) * 8) | Found::SLOT, 0, entry);
                }
                let callee = instance.slot(slot);
                if callee.is_pointer() { callee.bits() | Found::ALONE } else { 0 }
            }
            Callee::Plain(_) | Callee::Unknown => 0,
        }
    }
}

/// The code of a function that takes just so many arguments, or 0.
fn code_taking(callee: Value, argc: u32) -> u64 {
    let Some(function) = callee.as_object::<Function>() else { return 0 };
    let code = function.code as *const Code;
    // SAFETY: code lives as long as the engine.
    if unsafe { (*code).fast_argc } == argc { code as u64 } else { 0 }
}

/// Keeps what has been found for the receiver's shape.
unsafe fn keep(cx: *mut Context, receiver: Value, callee: u64, code: u64, entry: *mut Found) {
    let Some(shape) = receiver.header().map(|header| header.shape().0) else { return };
    if entry.is_null() {
        return;
    }
    // SAFETY: by the caller's promise.
    unsafe {
        let class = runtime(cx).class_of(receiver);
        let at = entry.add(shape as usize & (SHAPES_OF_CALL - 1));
        *at = Found { shape, version: class.version.get(), class: class.as_ptr() as u64, callee, code };
    }
}

/// What a class makes before its `__init__` runs: an instance with all slots empty, or an exception of the arguments.
///
/// # Safety
/// `cx` is the running machine, `class` a Python class that the cache of a call has held in the version that it has, and which
/// is not abstract; if it makes exceptions, `argc` arguments stand at `arguments`.
pub unsafe extern "C" fn new_object(cx: *mut Context, class: *mut Class, arguments: *const Value, argc: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        let arguments = if argc == 0 { &[] } else { std::slice::from_raw_parts(arguments, argc as usize) };
        BytecodeVm::bare_object(runtime(cx), Gc::from_raw(class), arguments).bits()
    }
}

/// Puts what a method call is to call at `place`: a function and its receiver, or the unbound marker and any callee.
///
/// # Safety
/// `cx` is the running machine, `receiver` a live value, `site` an attribute site of `code`, and `place` has room for two values.
pub unsafe extern "C" fn load_method(cx: *mut Context, receiver: Value, code: *const Code, site: u64, place: *mut Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        match BytecodeVm::load_method(cx, receiver, (&(*code).site_names)[site as usize]) {
            Ok((callee, takes_receiver)) => {
                *place = if takes_receiver { callee } else { Value::EMPTY };
                *place.add(1) = if takes_receiver { receiver } else { callee };
                1
            }
            Err(_) => RAISED,
        }
    }
}

/// An `__init__` has returned something else than `None`.
///
/// # Safety
/// `cx` is the running machine, `value` a live value.
pub unsafe extern "C" fn init_returned(cx: *mut Context, value: Value) -> u64 {
    // SAFETY: by the caller's promise.
    let rt = unsafe { runtime(cx) };
    let name = rt.type_name(value);
    rt.type_error(format!("__init__() should return None, not '{name}'"));
    RAISED
}

macro_rules! call_native_direct {
    ($($name:ident($($argument:ident),*);)*) => {$(
        /// Calls a native function with these arguments.
        ///
        /// # Safety
        /// `cx` is the running machine, `function` a native function, all arguments live.
        pub unsafe extern "C" fn $name(cx: *mut Context, function: Value, $($argument: Value),*) -> u64 {
            // SAFETY: by the caller's promise.
            unsafe {
                let function = Gc::from_raw(function.bits() as *mut NativeFunction);
                word(runtime(cx).call_native(function, &[$($argument),*], None))
            }
        }
    )*};
}

call_native_direct! {
    call_native_1(a);
    call_native_2(a, b);
    call_native_3(a, b, c);
}

macro_rules! call_body {
    ($($name:ident($($argument:ident: $type:ty),*);)*) => {$(
        /// Calls the body of a native function.
        ///
        /// # Safety
        /// `cx` is the running machine, `body` the address of one of so many arguments, all of them live or, if left out, empty.
        pub unsafe extern "C" fn $name(cx: *mut Context, body: *const (), $($argument: $type),*) -> u64 {
            // SAFETY: by the caller's promise.
            unsafe {
                let body: fn(&mut Runtime, $($type),*) -> runtime::Result = std::mem::transmute(body);
                word(body(runtime(cx), $($argument),*))
            }
        }
    )*};
}

call_body! {
    call_body_1(a: Value);
    call_body_2(a: Value, b: Value);
    call_body_3(a: Value, b: Value, c: Value);
    call_body_4(a: Value, b: Value, c: Value, d: Value);
}

macro_rules! call_object_direct {
    ($($name:ident($($argument:ident),*);)*) => {$(
        /// Calls any object with these arguments.
        ///
        /// # Safety
        /// `cx` is the running machine, all values live.
        pub unsafe extern "C" fn $name(cx: *mut Context, callee: Value, $($argument: Value),*) -> u64 {
            // SAFETY: by the caller's promise.
            word(unsafe { runtime(cx) }.call(callee, &[$($argument),*]))
        }
    )*};
}

call_object_direct! {
    call_object_1(a);
    call_object_2(a, b);
    call_object_3(a, b, c);
}

/// Calls the object at `window` with the arguments behind it.
///
/// # Safety
/// As [`call_native`], but for what the object is.
pub unsafe extern "C" fn call_object(cx: *mut Context, window: *mut Value, argc: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { word(runtime(cx).call(*window, std::slice::from_raw_parts(window.add(1), argc as usize))) }
}

/// `receiver.name` at a site that meets many shapes.
///
/// # Safety
/// `cx` is the running machine, `receiver` a live value, `site` an attribute site of `code`.
pub unsafe extern "C" fn get_attribute(cx: *mut Context, receiver: Value, code: *const Code, site: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { word(BytecodeVm::attribute(cx, receiver, (&(*code).site_names)[site as usize])) }
}

/// `receiver.name = value` at a site that meets many shapes.
///
/// # Safety
/// As [`get_attribute`], and `value` live.
pub unsafe extern "C" fn set_attribute(cx: *mut Context, receiver: Value, value: Value, code: *const Code, site: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { done(BytecodeVm::set_attribute(cx, receiver, (&(*code).site_names)[site as usize], value)) }
}

/// The text of a replacement field without a format.
///
/// # Safety
/// `cx` is the running machine, `value` live.
pub unsafe extern "C" fn format_simple(cx: *mut Context, conversion: u64, value: Value) -> u64 {
    // SAFETY: by the caller's promise.
    word(bytecode_vm::format_simple(unsafe { runtime(cx) }, conversion as u8, value))
}

/// The text of a replacement field with a format, which the compiler has made a string.
///
/// # Safety
/// `cx` is the running machine, both values live.
pub unsafe extern "C" fn format_with(cx: *mut Context, conversion: u64, value: Value, format: Value) -> u64 {
    // SAFETY: by the caller's promise.
    let rt = unsafe { runtime(cx) };
    match format.as_object::<Str>() {
        Some(format) => word(bytecode_vm::format_with(rt, conversion as u8, value, format)),
        None => format.bits(),
    }
}

/// Strings and immediate integers in registers, joined.
///
/// # Safety
/// `cx` is the running machine, `count` of them stand at `first`.
pub unsafe extern "C" fn build_string(cx: *mut Context, first: *const Value, count: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { runtime(cx).concat_strings(std::slice::from_raw_parts(first, count as usize)).bits() }
}

/// A tuple of registers.
///
/// # Safety
/// `cx` is the running machine, `count` values stand at `first`.
pub unsafe extern "C" fn build_tuple(cx: *mut Context, first: *const Value, count: u64) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { Value::from(runtime(cx).new_tuple(std::slice::from_raw_parts(first, count as usize))).bits() }
}

/// A list of registers.
///
/// # Safety
/// As [`build_tuple`].
pub unsafe extern "C" fn build_list(cx: *mut Context, first: *const Value, count: u64) -> u64 {
    // SAFETY: by the caller's promise.
    let (rt, items) = unsafe { (runtime(cx), std::slice::from_raw_parts(first, count as usize)) };
    let list = if items.is_empty() { rt.new_empty_list() } else { rt.new_list_from(items) };
    Value::from(list).bits()
}

/// A dict of registers, key and value in turn.
///
/// # Safety
/// `cx` is the running machine, `pairs` times two values stand at `first`.
pub unsafe extern "C" fn build_dict(cx: *mut Context, first: *const Value, pairs: u64) -> u64 {
    // SAFETY: by the caller's promise.
    let (rt, items) = unsafe { (runtime(cx), std::slice::from_raw_parts(first, pairs as usize * 2)) };
    let dict = rt.new_dict();
    for pair in items.chunks_exact(2) {
        if dict.set(rt, pair[0], pair[1]).is_err() {
            return RAISED;
        }
    }
    Value::from(dict).bits()
}

/// Appends to a list: 0 raised, 1 done.
///
/// # Safety
/// `cx` is the running machine, `list` a list, `item` live.
pub unsafe extern "C" fn list_push(cx: *mut Context, list: Value, item: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { done(Gc::from_raw(list.bits() as *mut List).append(runtime(cx), item)) }
}

/// Adds to a set.
///
/// # Safety
/// `cx` is the running machine, `set` a set, `item` live.
pub unsafe extern "C" fn set_add(cx: *mut Context, set: Value, item: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { done(runtime(cx).set_add(Gc::from_raw(set.bits() as *mut Set), item)) }
}

/// A text of so many characters is searched for one of them without more ado.
const SHORT_TEXT: usize = 32;

/// Whether an item is in a container: 0 raised, 1 no, 2 yes.
///
/// # Safety
/// `cx` is the running machine, both values live.
pub unsafe extern "C" fn contains(cx: *mut Context, container: Value, item: Value) -> u64 {
    // SAFETY: by the caller's promise.
    let rt = unsafe { runtime(cx) };
    match container.kind() {
        Some(Kind::Dict) => {
            let Some(dict) = container.as_object::<Dict>() else { return RAISED };
            match item.as_object::<Str>().and_then(|name| dict.contains_str(name)) {
                Some(found) => outcome(Ok(found)),
                None => outcome(dict.get(rt, item).map(|found| found.is_some())),
            }
        }
        Some(Kind::Str) => {
            if let (Some(text), Some(part)) = (container.as_object::<Str>(), item.as_object::<Str>())
                && let (Chars::Ascii(text), Chars::Ascii(&[letter])) = (text.chars(), part.chars())
                && text.len() <= SHORT_TEXT
            {
                return outcome(Ok(text.contains(&letter)));
            }
            outcome(rt.native_contains(container, item))
        }
        Some(Kind::Set | Kind::FrozenSet | Kind::List | Kind::Tuple) => outcome(rt.native_contains(container, item)),
        // SAFETY: by the caller's promise.
        _ => match unsafe { special::method(cx, |rt| rt.names.__contains__, &[container, item]) } {
            // SAFETY: as above.
            Some(Ok(found)) => unsafe { truth(cx, found) },
            Some(Err(_)) => RAISED,
            // SAFETY: as above; the former reference is not used any more.
            None => outcome(unsafe { runtime(cx) }.contains(container, item)),
        },
    }
}

/// `object[index]`.
///
/// # Safety
/// `cx` is the running machine, both values live.
pub unsafe extern "C" fn get_item(cx: *mut Context, object: Value, index: Value) -> u64 {
    // SAFETY: by the caller's promise.
    let rt = unsafe { runtime(cx) };
    if let Some(dict) = object.as_object::<Dict>() {
        if let Some(value) = index.as_object::<Str>().and_then(|name| dict.get_str(name)) {
            return value.bits();
        }
        return match dict.get(rt, index) {
            Ok(Some(value)) => value.bits(),
            Ok(None) => {
                rt.key_error(index);
                RAISED
            }
            Err(_) => RAISED,
        };
    }
    // SAFETY: by the caller's promise.
    if let Some(result) = unsafe { special::method(cx, |rt| rt.names.__getitem__, &[object, index]) } {
        return word(result);
    }
    word(rt.get_item(object, index))
}

/// `object[index] = value`.
///
/// # Safety
/// `cx` is the running machine, all values live.
pub unsafe extern "C" fn set_item(cx: *mut Context, object: Value, index: Value, value: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        if let Some(dict) = object.as_object::<Dict>() {
            return done(dict.set(runtime(cx), index, value));
        }
        if let Some(result) = special::method(cx, |rt| rt.names.__setitem__, &[object, index, value]) {
            return u64::from(result.is_ok());
        }
        done(runtime(cx).set_item(object, index, value))
    }
}

/// `del object[index]`.
///
/// # Safety
/// `cx` is the running machine, both values live.
pub unsafe extern "C" fn delete_item(cx: *mut Context, object: Value, index: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        if let Some(result) = special::method(cx, |rt| rt.names.__delitem__, &[object, index]) {
            return u64::from(result.is_ok());
        }
        done(runtime(cx).delete_item(object, index))
    }
}

/// `object[start:stop:step]`.
///
/// # Safety
/// `cx` is the running machine, `object` live; three values stand at `bounds`.
pub unsafe extern "C" fn get_slice(cx: *mut Context, object: Value, bounds: *const Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { word(runtime(cx).get_slice_between(object, *bounds, *bounds.add(1), *bounds.add(2))) }
}

/// `object[start:stop:step] = value`.
///
/// # Safety
/// As [`get_slice`], and `value` live.
pub unsafe extern "C" fn set_slice(cx: *mut Context, object: Value, bounds: *const Value, value: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { done(runtime(cx).set_slice_between(object, *bounds, *bounds.add(1), *bounds.add(2), value)) }
}

/// One more than the length of an object; 0 raised.
///
/// # Safety
/// `cx` is the running machine, `object` live.
pub unsafe extern "C" fn length(cx: *mut Context, object: Value) -> u64 {
    // SAFETY: by the caller's promise.
    let length = unsafe {
        match special::method(cx, |rt| rt.names.__len__, &[object]) {
            Some(result) => result.and_then(|answer| runtime(cx).length_answered(answer)),
            None => runtime(cx).length(object),
        }
    };
    length.map_or(RAISED, |length| length as u64 + 1)
}

/// What an iterator gives when it is sent a value, empty at its end; absent if it is no generator whose body the machine is to run.
///
/// # Safety
/// `cx` is the running machine, both live.
#[inline]
unsafe fn resumed(cx: *mut Context, iterator: Value, sent: Value) -> Option<runtime::value::Result> {
    // SAFETY: by the caller's promise.
    iterator.as_object::<Generator>().and_then(|generator| unsafe { BytecodeVm::send_to_generator(cx, generator, sent) })
}

/// The next item of an iterator, empty at its end.
///
/// # Safety
/// `cx` is the running machine, `iterator` an iterator.
pub unsafe extern "C" fn next(cx: *mut Context, iterator: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        match resumed(cx, iterator, Value::NONE) {
            Some(result) => word(result),
            None => word(runtime(cx).next(iterator)),
        }
    }
}

/// `next(iterator, default)`; `default` may be empty.
///
/// # Safety
/// `cx` is the running machine, both live.
pub unsafe extern "C" fn next_or(cx: *mut Context, iterator: Value, default: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        match resumed(cx, iterator, Value::NONE) {
            Some(result) => word(result.and_then(|item| runtime(cx).item_or(item, default))),
            None => word(runtime(cx).next_or(iterator, default)),
        }
    }
}

/// `generator.send(value)`.
///
/// # Safety
/// `cx` is the running machine, both live.
pub unsafe extern "C" fn send(cx: *mut Context, generator: Value, value: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        match resumed(cx, generator, value) {
            Some(result) => word(result.and_then(|item| runtime(cx).item_or(item, Value::EMPTY))),
            None => word(runtime(cx).generator_send(generator, value)),
        }
    }
}

/// An iterator over anything.
///
/// # Safety
/// `cx` is the running machine, `source` live.
pub unsafe extern "C" fn get_iter(cx: *mut Context, source: Value) -> u64 {
    // SAFETY: by the caller's promise.
    word(unsafe { runtime(cx) }.get_iter(source))
}

/// Gives the registers of a generator's frame what was kept of them.
///
/// # Safety
/// `cx` is the running machine, `window` the registers of the running frame, which is a generator's.
pub unsafe extern "C" fn fill_generator(cx: *mut Context, window: *mut Value) -> u64 {
    // SAFETY: by the caller's promise; the frame of a generator has it below its registers.
    unsafe {
        if !std::ptr::eq((*cx).resume_from, window)
            && let Some(generator) = (*window.sub(bytecode_vm::GENERATOR_HEAD)).as_object::<Generator>()
        {
            bytecode_vm::generator::fill(cx, generator, window);
        }
    }
    1
}

/// Whether a value that a generator is about to yield has been taken by what resumed it.
///
/// # Safety
/// `cx` is the running machine, `generator` the one whose body runs, `value` live.
pub unsafe extern "C" fn offer(cx: *mut Context, generator: Value, value: Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe { u64::from(runtime(cx).offer(Gc::from_raw(generator.bits() as *mut Generator), value)) }
}

/// As [`next`]; the word 1 says that the item has two parts, which have been put at `place`.
///
/// # Safety
/// As [`next`], and `place` has room for two values.
pub unsafe extern "C" fn next_pair(cx: *mut Context, iterator: Value, place: *mut Value) -> u64 {
    // SAFETY: by the caller's promise.
    unsafe {
        if let Some(result) = resumed(cx, iterator, Value::NONE) {
            return word(result);
        }
        match runtime(cx).next_pair(iterator) {
            Ok(NextPair::Pair(first, second)) => {
                *place = first;
                *place.add(1) = second;
                IN_PARTS
            }
            Ok(NextPair::Item(item)) => item.bits(),
            Err(_) => RAISED,
        }
    }
}

/// What [`next_pair`] gives for an item in two parts: no value's word.
pub const IN_PARTS: u64 = 1;

/// Added to an operator's number by augmented assignments.
pub const IN_PLACE: u64 = 256;

/// Arithmetic by the runtime.
///
/// # Safety
/// `cx` is the running machine, both values live, `op` an operator's number.
pub unsafe extern "C" fn binary(cx: *mut Context, op: u64, a: Value, b: Value) -> u64 {
    // SAFETY: by the caller's promise.
    let rt = unsafe { runtime(cx) };
    let operator = BinaryOp::ALL[(op & (IN_PLACE - 1)) as usize];
    if operator == BinaryOp::Add
        && let (Some(x), Some(y)) = (a.as_object::<Str>(), b.as_object::<Str>())
    {
        return rt.concatenate_strings(x, y).bits();
    }
    let in_place = op & IN_PLACE != 0;
    // SAFETY: by the caller's promise.
    if let Some(result) = unsafe { special::binary(cx, operator, in_place, a, b) } {
        return word(result);
    }
    word(if in_place { rt.binary_in_place(operator, a, b) } else { rt.binary(operator, a, b) })
}

/// One guard in sixteen, at random.
///
/// # Safety
/// `cx` is the running machine.
pub unsafe extern "C" fn stress(cx: *mut Context) -> u64 {
    // SAFETY: by the caller's promise; the tier's data live as long as the context.
    unsafe {
        let state = &mut (*((*cx).tier_data as *mut TierData)).stress;
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        u64::from(*state >> 60 == 0)
    }
}
