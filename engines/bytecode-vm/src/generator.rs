//! Generators: a frame whose registers are kept in a slot array of the heap while it is suspended.
//!
//! A running generator's frame stands on the register stack like any other. Below its function are two words more: the
//! generator, and how many exceptions were being handled when it was resumed (those above belong to it).

use bytecode::Opcode;
use runtime::engine::Resume;
use runtime::object::Gc;
use runtime::object::function::Function;
use runtime::object::generator::{Generator, GeneratorState};
use runtime::object::instance::SlotArray;
use runtime::{Raised, Result, Value};

use crate::code::Code;
use crate::context::{Context, Frame, FrameKind, State};
use crate::ops::{self, Flow};
use crate::tier::{Decision, Entry, Place};
use crate::unwind::leave_frame;

/// Words below a generator frame's registers: the generator, how many exceptions were handled, the function.
pub const HEAD: usize = 3;

/// Makes a generator of a function whose bound parameters stand at `regs`, above the running frame.
///
/// # Safety
/// They do.
pub(crate) unsafe fn create(cx: *mut Context, function: Gc<Function>, regs: *mut Value) -> Value {
    // SAFETY: by the caller's promise; the parameters are made visible to the collector while cells are allocated.
    unsafe {
        let rt = &mut *(*cx).rt;
        let code = &*(function.code as *const Code);
        let parameters = function.proto().parameter_slots();
        let saved = (*cx).top;
        (*cx).top = regs.add(parameters);
        let array = rt.new_slot_array(code.registers as usize);
        for (slot, register) in array.slots().iter().zip(0..parameters) {
            slot.set(*regs.add(register));
        }
        let generator = rt.new_generator(function, array.into());
        (*cx).top = saved;
        generator.into()
    }
}

/// Marks a generator as ended.
pub(crate) fn finished(generator: Value) {
    if let Some(generator) = generator.as_object::<Generator>() {
        generator.state.set(GeneratorState::Finished);
        generator.frame.set(Value::EMPTY);
        generator.delegate.set(Value::EMPTY);
    }
}

/// The generator whose frame runs at `s`.
///
/// # Safety
/// `s` is the running frame, a generator's.
pub(crate) unsafe fn running(s: State) -> Option<Gc<Generator>> {
    // SAFETY: generator frames have their head below the registers.
    unsafe { (*s.regs.sub(HEAD)).as_object::<Generator>() }
}

/// Puts a suspended frame back on the register stack. Gives its state at the `yield`, or at its first instruction.
unsafe fn restore(cx: *mut Context, caller: State, generator: Gc<Generator>, kind: FrameKind) -> Result<State> {
    // SAFETY: the frame is built above the running one.
    unsafe {
        let state = push(cx, caller, generator, kind)?;
        fill(cx, generator, state.regs);
        Ok(state)
    }
}

/// As [`restore`], but its registers hold nothing yet.
#[inline(always)]
unsafe fn push(cx: *mut Context, caller: State, generator: Gc<Generator>, kind: FrameKind) -> Result<State> {
    // SAFETY: the frame is built above the running one.
    unsafe {
        let rt = &mut *(*cx).rt;
        let code = &*(generator.function.code as *const Code);
        let place = (*cx).top;
        let regs = place.add(HEAD);
        let top = regs.add(code.registers as usize);
        let frame = (*cx).frames;
        if rt.depth >= rt.recursion_limit || top > (*cx).stack_end || frame == (*cx).frames_end {
            finished(generator.into());
            let class = rt.exceptions.recursion_error;
            return Err(rt.raise(class, "maximum recursion depth exceeded"));
        }
        rt.depth += 1;
        *place = generator.into();
        *place.add(1) = Value::small_int(rt.handling.len() as i64);
        *place.add(2) = generator.function.into();
        *frame = Frame::new(caller, (*cx).code, regs, kind);
        (*cx).code = code;
        (*cx).frames = frame.add(1);
        (*cx).top = top;
        generator.state.set(GeneratorState::Running);
        let pc = code.insns.add((generator.resume_at.get() as usize).saturating_sub(1));
        Ok(State { pc, regs })
    }
}

/// Gives the registers of a generator's frame what was kept of them, and the exceptions that it was handling back.
///
/// # Safety
/// `cx` is the running machine, `regs` are the registers of the generator's frame, which has just been built.
pub unsafe fn fill(cx: *mut Context, generator: Gc<Generator>, regs: *mut Value) {
    // SAFETY: the array has a slot for each register.
    unsafe {
        let rt = &mut *(*cx).rt;
        let code = &*(generator.function.code as *const Code);
        let resume_at = generator.resume_at.get();
        if let Some(array) = generator.frame.get().as_object::<SlotArray>() {
            let slots = array.slots();
            match live(code, resume_at) {
                Some(live) => {
                    let slots = slots.as_ptr();
                    for &register in live {
                        *regs.add(usize::from(register)) = (*slots.add(usize::from(register))).get();
                    }
                }
                None => {
                    for (register, slot) in slots.iter().take(code.registers as usize).enumerate() {
                        *regs.add(register) = slot.get();
                    }
                }
            }
            for slot in slots.iter().skip(code.registers as usize) {
                if let Some(handled) = slot.replace(Value::EMPTY).present() {
                    rt.handling.push(handled);
                }
            }
        }
    }
}

/// Registers that hold values at the `yield` before `resume_at`.
fn live(code: &Code, resume_at: u32) -> Option<&[u16]> {
    let pc = resume_at.checked_sub(1)?;
    code.live_at_yield.iter().find(|(at, _)| *at == pc).map(|(_, live)| &**live)
}

/// Takes the running generator frame off the register stack, with a value for whoever resumed it.
///
/// # Safety
/// `s` is the running frame, at a `yield`.
#[inline(never)]
pub(crate) unsafe fn suspend(cx: *mut Context, s: State, value: Value) -> Flow {
    // SAFETY: generator frames have their head below the registers.
    unsafe {
        let rt = &mut *(*cx).rt;
        let code = &*(*cx).code;
        let pc = code.pc_index(s.pc);
        let head = s.regs.sub(HEAD);
        let Some(generator) = (*head).as_object::<Generator>() else { return Flow::Raise(s) };
        let insn = *s.pc;
        if insn.op == Opcode::Yield && rt.offer(generator, value) {
            ops::set(s, insn.a, Value::NONE);
            return go_on(cx, State { pc: s.pc.add(1), ..s });
        }
        let base = (*head.add(1)).as_small_int().unwrap_or(0) as usize;
        let registers = code.registers as usize;
        let own = rt.handling.len().saturating_sub(base);
        let array = match generator.frame.get().as_object::<SlotArray>() {
            Some(array) if array.slots().len() >= registers + own => array,
            _ => {
                let array = rt.new_slot_array(registers + own);
                generator.frame.set(array.into());
                array
            }
        };
        let slots = array.slots();
        if let Some(live) = live(code, pc + 1) {
            let slots = slots.as_ptr();
            for &register in live {
                (*slots.add(usize::from(register))).set(*s.regs.add(usize::from(register)));
            }
        }
        for (offset, slot) in slots[registers..].iter().enumerate() {
            slot.set(rt.handling.get(base + offset).copied().unwrap_or(Value::EMPTY));
        }
        rt.handling.truncate(base);
        generator.resume_at.set(pc + 1);
        generator.state.set(GeneratorState::Suspended);
        let delegating = (*s.pc).op == Opcode::YieldFrom;
        generator.delegate.set(if delegating { ops::get(s, (*s.pc).b) } else { Value::EMPTY });
        generator.passes_on.set(delegating && own == 0 && generator.delegate.get().is_object::<Generator>());
        give(cx, value)
    }
}

/// The running frame, which is suspended, is left with a value for whoever resumed it.
#[inline(always)]
unsafe fn give(cx: *mut Context, value: Value) -> Flow {
    // SAFETY: there is a running frame, a generator's.
    unsafe {
        let kind = (*(*cx).frames.sub(1)).kind();
        let caller = leave_frame(cx);
        if kind == FrameKind::Generator {
            return Flow::Exit(value);
        }
        let header = caller.pc.sub(1);
        *caller.regs.add(usize::from((*header).a)) = value;
        if (*header).op.base() != Opcode::ForIter {
            return Flow::Next(caller);
        }
        Flow::Next(State { pc: header.offset(isize::from((*header).imm_c())), ..caller })
    }
}

/// Whether the instruction at `s` calls the builtin `next` on a generator that may be entered in the same driver.
///
/// # Safety
/// `s` is the running frame, at a call of `callee` with `args`.
pub(crate) unsafe fn advanced(cx: *mut Context, callee: Value, args: &[Value]) -> Option<Gc<Generator>> {
    // SAFETY: the machine runs for this runtime.
    if callee != unsafe { (*(*cx).rt).builtin_next } || args.len() > 2 {
        return None;
    }
    let generator = args.first()?.as_object::<Generator>()?;
    (generator.kind.get().is_iterator()
        && matches!(generator.state.get(), GeneratorState::Created | GeneratorState::Suspended)
        && !generator.passes_on.get())
    .then_some(generator)
}

/// The generator that the instruction at `s` has entered in the same driver has ended with `value`: a loop ends; `next`
/// gives its second argument, or raises.
///
/// # Safety
/// `s` is the running frame.
pub(crate) unsafe fn ended(cx: *mut Context, s: State, value: Value) -> Flow {
    // SAFETY: as above.
    unsafe {
        let insn = *s.pc;
        if insn.op.base() == Opcode::ForIter {
            return ops::next(s);
        }
        if insn.x == 2 {
            return ops::put(s, insn.a, ops::get(s, insn.b + 2));
        }
        let Raised = (*(*cx).rt).stop_iteration(value);
        Flow::Raise(s)
    }
}

/// Runs a generator that is created or suspended for the `for` loop or call of `next` at `s`, in the same driver.
///
/// # Safety
/// `s` is the running frame, at a `ForIter` or `CallNative`.
pub(crate) unsafe fn enter_for_loop(cx: *mut Context, s: State, generator: Gc<Generator>) -> Flow {
    // SAFETY: passed on.
    unsafe {
        let caller = State { pc: s.pc.add(1), ..s };
        let Ok(state) = restore(cx, caller, generator, FrameKind::LoopGenerator) else { return Flow::Raise(s) };
        if generator.resume_at.get() == 0 {
            return go_on(cx, state);
        }
        continue_with(cx, state, generator, Value::NONE)
    }
}

/// Goes on at the first instruction or behind a `yield`, in compiled code if there is some.
pub(crate) unsafe fn go_on(cx: *mut Context, s: State) -> Flow {
    // SAFETY: `s` is the running frame.
    unsafe {
        let code = &*(*cx).code;
        let entry = code.resume_entry.get().or_else(|| {
            let left = code.resumes.get() - 1;
            code.resumes.set(left);
            if left <= 0 { hot(cx) } else { None }
        });
        let (Some(entry), Some(generator)) = (entry, running(s)) else { return Flow::Next(s) };
        generator.resume_at.set(code.pc_index(s.pc));
        (*cx).resume_from = s.regs;
        match run_compiled(cx, s.regs, generator, entry) {
            Ok(value) => give(cx, value),
            Err(bits) => crate::tier_exit::returned(cx, bits),
        }
    }
}

/// Runs compiled code of a generator whose frame is the running one. `Ok`: it has suspended the generator, whose frame is
/// left to be dropped, with a value; else what it has returned.
#[inline(always)]
unsafe fn run_compiled(cx: *mut Context, regs: *mut Value, generator: Gc<Generator>, entry: Entry) -> std::result::Result<Value, u64> {
    // SAFETY: generator frames have their head below the registers.
    unsafe {
        (*cx).counters.tier_calls += 1;
        generator.delegate.set(Value::EMPTY);
        generator.passes_on.set(false);
        let bits = entry(cx, regs);
        if generator.state.get() != GeneratorState::Suspended {
            return Err(bits);
        }
        let value = Value::from_bits(bits);
        let base = (*regs.sub(HEAD).add(1)).as_small_int().unwrap_or(0) as usize;
        if (*(*cx).rt).handling.len() > base {
            keep_handled(cx, generator, base);
        }
        Ok(value)
    }
}

/// Exceptions that a suspended generator handles are kept behind its registers.
#[cold]
#[inline(never)]
unsafe fn keep_handled(cx: *mut Context, generator: Gc<Generator>, base: usize) {
    // SAFETY: the machine's runtime.
    let rt = unsafe { &mut *(*cx).rt };
    let Some(kept) = generator.frame.get().as_object::<SlotArray>() else { return };
    // SAFETY: code lives as long as the engine.
    let registers = unsafe { (*(generator.function.code as *const Code)).registers } as usize;
    let own = rt.handling.len() - base;
    let mut array = kept;
    if kept.slots().len() < registers + own {
        array = rt.new_slot_array(registers + own);
        for (from, to) in kept.slots().iter().zip(array.slots()) {
            to.set(from.get());
        }
        generator.frame.set(array.into());
    }
    for (slot, handled) in array.slots()[registers..].iter().zip(&rt.handling[base..]) {
        slot.set(*handled);
    }
    rt.handling.truncate(base);
}

/// What a generator gives next when it is sent a value, empty at its end, if compiled code is to run its body. Absent if that
/// cannot be: it is a coroutine, is running, has ended or not begun, waits for another, or is not compiled.
///
/// # Safety
/// `cx` is the running machine.
pub(crate) unsafe fn send_compiled(cx: *mut Context, generator: Gc<Generator>, sent: Value) -> Option<Result> {
    let ready = match generator.state.get() {
        GeneratorState::Suspended => true,
        GeneratorState::Created => sent.is_none(),
        GeneratorState::Running | GeneratorState::Finished => false,
    };
    if !ready || !generator.kind.get().is_iterator() {
        return None;
    }
    // SAFETY: passed on.
    unsafe {
        let outcome = resume_compiled(cx, generator, sent)?;
        if outcome.is_err() {
            (*(*cx).rt).check_stop_iteration();
        }
        Some(outcome)
    }
}

/// Sends a value to a generator whose body compiled code is to run. Absent if that cannot be: it waits for another, or is not
/// compiled.
///
/// # Safety
/// `cx` is the running machine; the generator is created or suspended.
#[inline(always)]
unsafe fn resume_compiled(cx: *mut Context, generator: Gc<Generator>, sent: Value) -> Option<Result> {
    // SAFETY: code lives as long as the engine; the frame is built above the running one.
    unsafe {
        let code = &*(generator.function.code as *const Code);
        let entry = code.resume_entry.get()?;
        let resume_at = generator.resume_at.get() as usize;
        let at = code.insns.add(resume_at.saturating_sub(1));
        if resume_at != 0 && (*at).op != Opcode::Yield {
            return None;
        }
        if let Err(raised) = (*(*cx).rt).check_native_stack() {
            return Some(Err(raised));
        }
        let native = State { pc: std::ptr::null(), regs: (*cx).top };
        let state = match push(cx, native, generator, FrameKind::Generator) {
            Ok(state) => state,
            Err(raised) => return Some(Err(raised)),
        };
        // Compiled code takes what it needs from where it was kept.
        let kept = generator.frame.get().as_object::<SlotArray>().filter(|kept| kept.slots().len() == code.registers as usize);
        match kept.filter(|_| resume_at != 0) {
            Some(kept) => (*cx).resume_from = kept.slots().as_ptr().cast(),
            None => {
                fill(cx, generator, state.regs);
                (*cx).resume_from = state.regs;
            }
        }
        if resume_at != 0 {
            ops::set(state, (*at).a, sent);
        }
        Some(match run_compiled(cx, state.regs, generator, entry) {
            Ok(value) => {
                leave_frame(cx);
                Ok(value)
            }
            Err(bits) => crate::driver::run_flow(cx, crate::tier_exit::returned(cx, bits)),
        })
    }
}

#[cold]
#[inline(never)]
unsafe fn hot(cx: *mut Context) -> Option<Entry> {
    // SAFETY: code is live while its frame is.
    unsafe {
        let code = &*(*cx).code;
        let decision = match (*cx).tier.clone() {
            Some(tier) => tier.hot(&mut *cx, code, Place::Resume),
            None => Decision::Never,
        };
        code.resumes.set(match decision {
            Decision::Wait(count) | Decision::Profile(count) => count,
            Decision::Never => i32::MAX,
        });
        code.resume_entry.get()
    }
}

/// Goes on behind a `yield` that gives `value`, or sends it on to what `yield from` delegates to.
unsafe fn continue_with(cx: *mut Context, s: State, generator: Gc<Generator>, value: Value) -> Flow {
    // SAFETY: `s` is at a yield.
    unsafe {
        let insn = *s.pc;
        // Without a delegate left the value is what that returned.
        if insn.op == Opcode::YieldFrom && !generator.delegate.get().is_empty() {
            ops::set(s, insn.c, value);
            return Flow::Next(s);
        }
        ops::set(s, insn.a, value);
        go_on(cx, State { pc: s.pc.add(1), ..s })
    }
}

/// Runs a generator to its next `yield` in a driver of its own.
///
/// # Safety
/// `cx.rt` is the runtime in use; the generator is created or suspended.
pub(crate) unsafe fn resume(cx: *mut Context, generator: Gc<Generator>, action: Resume) -> Result {
    // SAFETY: passed on.
    unsafe {
        (*cx).counters.resumes += 1;
        let pending = (*(*cx).rt).take_pending();
        if let Resume::Send(value) = action
            && let Some(outcome) = resume_compiled(cx, generator, value)
        {
            return outcome;
        }
        let native = State { pc: std::ptr::null(), regs: (*cx).top };
        let fresh = generator.resume_at.get() == 0;
        let state = restore(cx, native, generator, FrameKind::Generator)?;
        let flow = match action {
            Resume::Send(_) if fresh => go_on(cx, state),
            Resume::Send(value) => continue_with(cx, state, generator, value),
            Resume::Throw => {
                (*(*cx).rt).pending = pending;
                throw_into(cx, state, generator)
            }
        };
        crate::driver::run_flow(cx, flow)
    }
}

/// Raises the pending exception at a `yield`; `yield from` gives it to its delegate first, if that has not raised it.
unsafe fn throw_into(cx: *mut Context, s: State, generator: Gc<Generator>) -> Flow {
    // SAFETY: `s` is at a yield.
    unsafe {
        let insn = *s.pc;
        if insn.op != Opcode::YieldFrom || generator.delegate.get().is_empty() {
            return Flow::Raise(s);
        }
        match (*(*cx).rt).delegate_throw(ops::get(s, insn.b)) {
            Ok((true, value)) => suspend(cx, s, value),
            Ok((false, value)) => ops::put(s, insn.a, value),
            Err(Raised) => Flow::Raise(s),
        }
    }
}
