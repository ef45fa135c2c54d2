//! Generators: the body runs as native frames on a stack of its own, suspended at each `yield`.

use crate::code::Code;
use crate::engine::TreeWalker;
use crate::frame::Frame;
use runtime::coroutine::{Outcome, Suspender};
use runtime::engine::Resume;
use runtime::object::Gc;
use runtime::object::function::Function;
use runtime::object::generator::{Generator, GeneratorState};
use runtime::object::instance::SlotArray;
use runtime::object::native::Native;
use runtime::{Raised, Result, Runtime, Value};

/// A generator for a call with bound parameters: they wait in a slot array until the first resumption.
pub(crate) fn make(rt: &mut Runtime, code: &'static Code, function: Gc<Function>, bound: &[Value]) -> Gc<Generator> {
    let slots = rt.new_slot_array(code.frame_slots().max(1));
    for (slot, &v) in slots.slots().iter().zip(bound) {
        slot.set(v);
    }
    rt.new_generator(function, slots.into())
}

/// Runs a generator to its next `yield` or its end.
#[inline(always)]
pub(crate) fn resume(walker: &TreeWalker, rt: &mut Runtime, generator: Gc<Generator>, action: Resume) -> Result {
    let coroutine = match generator.frame.get().as_object::<Native>() {
        Some(coroutine) => coroutine,
        None => match start(walker, rt, generator) {
            Ok(coroutine) => coroutine,
            Err(Raised) => {
                generator.state.set(GeneratorState::Finished);
                return Err(Raised);
            }
        },
    };
    if let Err(Raised) = rt.enter_frame() {
        generator.state.set(GeneratorState::Suspended);
        return Err(Raised);
    }
    let previous = walker.enter(generator.function);
    let handling = rt.handling.len();
    let outcome = rt.resume_coroutine(coroutine, action);
    rt.handling.truncate(handling);
    walker.leave(previous);
    rt.leave_frame();
    match outcome? {
        Outcome::Yielded(v) => {
            generator.state.set(GeneratorState::Suspended);
            Ok(v)
        }
        Outcome::Returned(result) => {
            generator.state.set(GeneratorState::Finished);
            generator.frame.set(Value::EMPTY);
            rt.generator_return = result?;
            Ok(Value::EMPTY)
        }
    }
}

#[cold]
#[inline(never)]
fn start(walker: &TreeWalker, rt: &mut Runtime, generator: Gc<Generator>) -> Result<Gc<Native>> {
    let slots = generator.frame.get();
    let Some(walker) = walker.shared() else { return Err(rt.runtime_error("the engine of a generator is gone")) };
    let coroutine =
        rt.new_coroutine(move |rt: &mut Runtime, suspender: &Suspender<'_>| run_body(&walker, rt, suspender, generator, slots))?;
    generator.frame.set(coroutine.into());
    // The closure is outside the collector's sight until the body starts; the parameters stay reachable here.
    generator.delegate.set(slots);
    Ok(coroutine)
}

/// The body, on its own stack.
fn run_body(walker: &TreeWalker, rt: &mut Runtime, suspender: &Suspender<'_>, generator: Gc<Generator>, slots: Value) -> Result {
    generator.delegate.set(Value::EMPTY);
    let function = generator.function;
    let code = walker.code(function);
    let Some(slots) = slots.as_object::<SlotArray>() else { return Err(rt.runtime_error("a generator lost its variables")) };
    let handling_base = rt.handling.len();
    let context = GeneratorContext { suspender, generator, handling_base };
    Frame { rt, walker, code, function, slots: slots.slots(), result: Value::NONE, line: 0, namespace: None, generator: Some(context) }
        .execute()
}

/// What a frame of a generator body knows besides.
pub(crate) struct GeneratorContext<'a> {
    suspender: &'a Suspender<'a>,
    generator: Gc<Generator>,
    /// Exceptions being handled by whoever resumed the body; those above are its own.
    handling_base: usize,
}

/// `yield v`: the value sent in.
#[inline(always)]
pub(crate) fn yield_value(f: &mut Frame<'_>, v: Value) -> Result {
    match &f.generator {
        Some(context) if f.rt.offer(context.generator, v) => Ok(Value::NONE),
        _ => suspend(f, v),
    }
}

/// Leaves the body with a value: the value sent in.
#[inline(always)]
fn suspend(f: &mut Frame<'_>, v: Value) -> Result {
    let Some(context) = &mut f.generator else { return Err(f.rt.runtime_error("yield outside a generator")) };
    if f.rt.handling.len() > context.handling_base {
        return suspend_handling(f, v);
    }
    let action = context.suspender.suspend(f.rt, v);
    context.handling_base = f.rt.handling.len();
    match action {
        Resume::Send(v) => Ok(v),
        Resume::Throw => Err(Raised),
    }
}

/// As [`suspend`], within `except`: the exceptions being handled go and come with the body.
#[cold]
#[inline(never)]
fn suspend_handling(f: &mut Frame<'_>, v: Value) -> Result {
    let Some(context) = &mut f.generator else { return Err(f.rt.runtime_error("yield outside a generator")) };
    let mut own = f.rt.rooted();
    own.extend(f.rt.handling.drain(context.handling_base..));
    let action = context.suspender.suspend(f.rt, v);
    context.handling_base = f.rt.handling.len();
    f.rt.handling.extend_from_slice(&own);
    match action {
        Resume::Send(v) => Ok(v),
        Resume::Throw => Err(Raised),
    }
}

/// `yield from iterable`: its return value.
pub(crate) fn delegate(f: &mut Frame<'_>, iterable: Value) -> Result {
    let own = f.generator.as_ref().map(|c| c.generator);
    let delegate = f.rt.yield_from_iter(iterable, own)?;
    wait(f, delegate)
}

/// Runs an iterator to its end in place of this generator.
pub(crate) fn wait(f: &mut Frame<'_>, delegate: Value) -> Result {
    let mut step = f.rt.delegate_send(delegate, Value::NONE)?;
    loop {
        let (yielded, value) = step;
        if !yielded {
            return Ok(value);
        }
        let generator = f.generator.as_ref().map(|c| c.generator);
        let handling = f.generator.as_ref().is_some_and(|c| f.rt.handling.len() > c.handling_base);
        if let Some(g) = generator {
            g.delegate.set(delegate);
            g.passes_on.set(!handling);
        }
        let outcome = suspend(f, value);
        let mut ended = false;
        if let Some(g) = generator {
            g.passes_on.set(false);
            ended = g.delegate.replace(Value::EMPTY).is_empty();
        }
        step = match outcome {
            // What it delegated to was resumed directly, and has returned or raised this.
            result if ended => return result,
            Ok(sent) => f.rt.delegate_send(delegate, sent)?,
            Err(Raised) => f.rt.delegate_throw(delegate)?,
        };
    }
}
