//! `generator`: `send`, `throw`, `close`, and the step that `for` and `next` take.

use crate::Runtime;
use crate::engine::Resume;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::exception::Exception;
use crate::object::function::{GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::generator::{Generator, GeneratorKind, GeneratorState};
use crate::object::instance::Instance;
use crate::object::string::Str;
use crate::value::{Raised, Result, Value};

const METHODS: &[NativeDef] = &[
    native("__iter__", NativeBody::F1(|_, g| Ok(g)), 1),
    native("__next__", NativeBody::F1(|rt, g| send(rt, g, Value::NONE)), 1),
    native("send", NativeBody::F2(send), 2),
    native("throw", NativeBody::F4(throw), 2),
    native("close", NativeBody::F1(close), 1),
    native("__repr__", NativeBody::F1(repr), 1),
];

const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__name__", get: |rt, v| generator(rt, v).map(|g| g.name.get()), set: Some(set_name) },
    GetSetDef { name: "__qualname__", get: |rt, v| generator(rt, v).map(|g| g.qualname.get()), set: Some(set_qualname) },
    GetSetDef { name: "gi_running", get: |rt, v| generator(rt, v).map(|g| Value::bool(g.is_running())), set: None },
    GetSetDef { name: "gi_yieldfrom", get: delegate, set: None },
];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.generator;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_getsets(class, GETSETS);
}

pub(crate) fn generator(rt: &mut Runtime, v: Value) -> Result<Gc<Generator>> {
    match v.as_object() {
        Some(g) => Ok(g),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("descriptor requires a 'generator' object but received a '{name}'")))
        }
    }
}

/// What a suspended one waits for.
pub(crate) fn delegate(rt: &mut Runtime, v: Value) -> Result {
    let g = generator(rt, v)?;
    Ok(g.delegate.get().present().filter(|_| !g.is_running()).unwrap_or(Value::NONE))
}

pub(crate) fn set_name(rt: &mut Runtime, v: Value, name: Value) -> Result<()> {
    generator(rt, v)?.name.set(name);
    Ok(())
}

pub(crate) fn set_qualname(rt: &mut Runtime, v: Value, name: Value) -> Result<()> {
    generator(rt, v)?.qualname.set(name);
    Ok(())
}

/// Who takes what an iterator gives: false when it must be handed back. Runs no guest code, and refusing has no effect.
pub(crate) type Sink<'a> = dyn FnMut(&mut Runtime, Value) -> bool + 'a;

/// A generator whose values are taken as they are yielded. The sink is live while this is in [`Runtime`]'s list.
#[derive(Clone, Copy)]
pub(crate) struct Drained {
    generator: Gc<Generator>,
    sink: *mut Sink<'static>,
}

impl Runtime {
    /// Gives the items of an iterator to `sink` until that refuses one, which is returned, or [`Value::EMPTY`] at the end. A
    /// generator is entered once, not once for each item: see [`Runtime::offer`].
    ///
    /// # Errors
    /// As [`Runtime::next`].
    #[inline]
    pub(crate) fn drain(&mut self, iterator: Value, mut sink: impl FnMut(&mut Runtime, Value) -> bool) -> Result {
        if let Some(generator) = iterator.as_object::<Generator>()
            && generator.kind.get().is_iterator()
        {
            return self.drain_generator(generator, &mut sink);
        }
        loop {
            let item = self.next(iterator)?;
            if item.is_empty() || !sink(self, item) {
                return Ok(item);
            }
        }
    }

    fn drain_generator(&mut self, generator: Gc<Generator>, sink: &mut Sink<'_>) -> Result {
        loop {
            let innermost = self.chain.follow(generator);
            // SAFETY: only the lifetime changes, and the entry is gone when this function goes on.
            let lasting = unsafe { std::mem::transmute::<*mut Sink<'_>, *mut Sink<'static>>(&raw mut *sink) };
            self.drained.push(Drained { generator: innermost, sink: lasting });
            self.draining = innermost.into();
            let outcome = self.generator_next(generator);
            self.drained.pop();
            self.draining = self.drained.last().map_or(Value::EMPTY, |drained| drained.generator.into());
            let item = outcome?;
            if item.is_empty() || !sink(self, item) {
                return Ok(item);
            }
        }
    }

    /// Whether `value`, which the running body of `generator` is about to yield, has been taken by whoever resumed it: the
    /// body goes on at once, as if it had been sent `None`. For engines, at a `yield` outside of `yield from`.
    #[inline]
    pub fn offer(&mut self, generator: Gc<Generator>, value: Value) -> bool {
        match self.drained.last() {
            // SAFETY: the call of `drain` that made the entry has not returned; sinks run no guest code, so that none is
            // entered while it runs.
            Some(&drained) if drained.generator == generator => unsafe { (*drained.sink)(self, value) },
            _ => false,
        }
    }

    /// Next value of a generator, or [`Value::EMPTY`] when its body returned; the return value is then in
    /// [`Runtime::generator_return`].
    ///
    /// # Errors
    /// What the body raises; `ValueError` when it is running already.
    pub fn generator_next(&mut self, generator: Gc<Generator>) -> Result {
        self.generator_resume(generator, Resume::Send(Value::NONE))
    }

    /// Resumes a generator. See [`Runtime::generator_next`]; a `StopIteration` that leaves the body becomes a
    /// `RuntimeError` (PEP 479).
    ///
    /// # Errors
    /// As [`Runtime::generator_next`].
    #[inline]
    pub fn generator_resume(&mut self, generator: Gc<Generator>, action: Resume) -> Result {
        match action {
            Resume::Send(value) if generator.passed_to().is_some() => self.resume_chain(generator, value),
            Resume::Send(_) => self.resume_body(generator, action),
            Resume::Throw => {
                // It may end what other chains go through.
                self.chain.forget();
                if generator.is_running() {
                    return Err(self.already_executing(generator));
                }
                self.resume_body(generator, action)
            }
        }
    }

    /// `generator.send(value)`.
    ///
    /// # Errors
    /// `StopIteration` at its end, and whatever the body raises.
    pub fn generator_send(&mut self, generator: Value, value: Value) -> Result {
        send(self, generator, value)
    }

    /// Sends a value to a generator whose `yield from` waits for another, and perhaps that for a third: the innermost is
    /// resumed at once, and those outside it only when it has ended. A chain of any depth costs one switch an item.
    fn resume_chain(&mut self, outer: Gc<Generator>, value: Value) -> Result {
        let mut inner = self.chain.follow(outer);
        if inner.passed_to().is_some_and(|g| g.state.get() == GeneratorState::Running) {
            return Err(self.already_executing(outer));
        }
        let mut links = self.chain.links();
        if links >= self.recursion_limit.saturating_sub(self.depth) {
            // The bodies entered one from another meet the limit themselves.
            self.chain.forget();
            return self.resume_body(outer, Resume::Send(value));
        }
        let mut action = Resume::Send(value);
        loop {
            self.depth += links;
            let outcome = self.resume_body(inner, action);
            self.depth -= links;
            if links == 0 {
                return outcome;
            }
            action = match outcome {
                Ok(yielded) if !yielded.is_empty() => return Ok(yielded),
                Ok(_) => Resume::Send(std::mem::replace(&mut self.generator_return, Value::NONE)),
                Err(Raised) => Resume::Throw,
            };
            let parent = self.chain.parent_of(inner, outer);
            parent.delegate.set(Value::EMPTY);
            if let Some(drained) = self.drained.last_mut()
                && drained.generator == inner
            {
                drained.generator = parent;
                self.draining = parent.into();
            }
            inner = parent;
            links -= 1;
        }
    }

    #[cold]
    fn already_executing(&mut self, generator: Gc<Generator>) -> Raised {
        let noun = generator.kind.get().noun();
        self.value_error(format!("{noun} already executing"))
    }

    #[inline]
    fn resume_body(&mut self, generator: Gc<Generator>, action: Resume) -> Result {
        match generator.state.get() {
            GeneratorState::Running => return Err(self.already_executing(generator)),
            GeneratorState::Finished if generator.kind.get() == GeneratorKind::Coroutine => {
                self.take_pending();
                return Err(self.runtime_error("cannot reuse already awaited coroutine"));
            }
            GeneratorState::Finished => {
                self.generator_return = Value::NONE;
                return match action {
                    Resume::Send(_) => Ok(Value::EMPTY),
                    Resume::Throw => Err(Raised),
                };
            }
            GeneratorState::Created => {
                if let Resume::Throw = action {
                    generator.state.set(GeneratorState::Finished);
                    generator.frame.set(Value::EMPTY);
                    return Err(Raised);
                }
            }
            GeneratorState::Suspended => {}
        }
        generator.state.set(GeneratorState::Running);
        let outcome = self.engine().resume(self, generator, action);
        if outcome.is_err() {
            self.check_stop(generator.kind.get());
        }
        outcome
    }

    /// An exception is leaving a generator's body: `StopIteration` becomes a `RuntimeError` (PEP 479).
    pub fn check_stop_iteration(&mut self) {
        self.check_stop(GeneratorKind::Generator);
    }

    fn check_stop(&mut self, kind: GeneratorKind) {
        let class = if self.pending_is(self.exceptions.stop_iteration) {
            "StopIteration"
        } else if kind == GeneratorKind::AsyncGenerator && self.pending_is(self.exceptions.stop_async_iteration) {
            "StopAsyncIteration"
        } else {
            return;
        };
        let cause = self.take_pending();
        let noun = kind.noun();
        let Raised = self.runtime_error(format!("{noun} raised {class}"));
        if let Some(e) = self.pending_exception() {
            e.cause.set(cause);
            e.context.set(cause);
            e.suppress_context.set(true);
        }
    }

    /// Raises `StopIteration` carrying a generator's return value.
    #[cold]
    pub fn stop_iteration(&mut self, value: Value) -> Raised {
        let class = self.exceptions.stop_iteration;
        if value.is_none() { self.raise_class(class) } else { self.raise_with(class, &[value]) }
    }
}

/// The generators that wait for one another by `yield from`, from the one that was resumed last to the innermost. A hint: each
/// member waits for the next, as long as nothing has been thrown into one of them; the last is looked at again each time.
#[derive(Default)]
pub(crate) struct Chain {
    members: Vec<Gc<Generator>>,
}

impl Chain {
    /// Nothing is known any more. (The collector does not see what is kept here.)
    pub(crate) fn forget(&mut self) {
        self.members.clear();
    }

    /// The innermost of those that `outer` waits for, as far as they are suspended.
    fn follow(&mut self, outer: Gc<Generator>) -> Gc<Generator> {
        let known = match (self.members.first(), self.members.last()) {
            (Some(&first), Some(&last)) if first == outer && last.state.get() == GeneratorState::Suspended => Some(last),
            _ => None,
        };
        let mut last = known.unwrap_or_else(|| {
            self.members.clear();
            self.members.push(outer);
            outer
        });
        while let Some(next) = last.next_in_chain() {
            self.members.push(next);
            last = next;
        }
        last
    }

    /// How many wait.
    fn links(&self) -> u32 {
        self.members.len() as u32 - 1
    }

    /// The one that waits for `inner`, which has ended; it is the innermost now. What has run meanwhile may have followed another
    /// chain.
    fn parent_of(&mut self, inner: Gc<Generator>, outer: Gc<Generator>) -> Gc<Generator> {
        if self.members.first() == Some(&outer) && self.members.last() == Some(&inner) {
            self.members.pop();
        } else {
            self.members.clear();
            self.members.push(outer);
            let mut last = outer;
            while let Some(next) = last.delegate.get().as_object::<Generator>().filter(|next| *next != inner) {
                self.members.push(next);
                last = next;
            }
        }
        self.members.last().copied().unwrap_or(outer)
    }
}

pub(crate) fn send(rt: &mut Runtime, this: Value, value: Value) -> Result {
    let g = generator(rt, this)?;
    if g.state.get() == GeneratorState::Created && !value.is_none() {
        let noun = g.kind.get().noun();
        return Err(rt.type_error(format!("can't send non-None value to a just-started {noun}")));
    }
    let result = rt.generator_resume(g, Resume::Send(value))?;
    rt.item_or(result, Value::EMPTY)
}

pub(crate) fn throw(rt: &mut Runtime, this: Value, class: Value, value: Value, traceback: Value) -> Result {
    let g = generator(rt, this)?;
    let exception = make_exception(rt, class, value)?;
    if let Some(e) = exception.as_object::<Exception>()
        && let Some(t) = traceback.present()
    {
        e.traceback.set(t);
    }
    if g.is_running() {
        return Err(rt.already_executing(g));
    }
    rt.pending = exception;
    let result = rt.generator_resume(g, Resume::Throw)?;
    rt.item_or(result, Value::EMPTY)
}

pub(crate) fn make_exception(rt: &mut Runtime, class: Value, value: Value) -> Result {
    if class.is_object::<Exception>() {
        if value.present().is_some_and(|v| !v.is_none()) {
            return Err(rt.type_error("instance exception may not have a separate value"));
        }
        return Ok(class);
    }
    match class.as_object::<Class>() {
        Some(c) if c.is_subclass(rt.exceptions.base_exception) => {
            let made = match value.present().filter(|v| !v.is_none()) {
                Some(v) if rt.is_instance(v, c) => v,
                Some(v) => rt.call(class, &[v])?,
                None => rt.call(class, &[])?,
            };
            if made.is_object::<Exception>() {
                return Ok(made);
            }
            let (class, name) = (rt.repr(class)?.to_rust(), rt.type_name(made));
            Err(rt.type_error(format!("calling {class} should have returned an instance of BaseException, not {name}")))
        }
        _ => {
            let name = rt.type_name(class);
            Err(rt.type_error(format!("exceptions must be classes or instances deriving from BaseException, not {name}")))
        }
    }
}

pub(crate) fn close(rt: &mut Runtime, this: Value) -> Result {
    let g = generator(rt, this)?;
    if g.is_running() {
        return Err(rt.already_executing(g));
    }
    match g.state.get() {
        GeneratorState::Finished => return Ok(Value::NONE),
        GeneratorState::Created => {
            g.state.set(GeneratorState::Finished);
            g.frame.set(Value::EMPTY);
            return Ok(Value::NONE);
        }
        GeneratorState::Running | GeneratorState::Suspended => {}
    }
    let class = rt.exceptions.generator_exit;
    let Raised = rt.raise_class(class);
    match rt.generator_resume(g, Resume::Throw) {
        Ok(v) if !v.is_empty() => {
            let noun = g.kind.get().noun();
            Err(rt.runtime_error(format!("{noun} ignored GeneratorExit")))
        }
        Ok(_) => Ok(Value::NONE),
        Err(Raised) if rt.pending_is(rt.exceptions.generator_exit) || rt.pending_is(rt.exceptions.stop_iteration) => {
            rt.take_pending();
            Ok(Value::NONE)
        }
        Err(Raised) => Err(Raised),
    }
}

pub(crate) fn repr(rt: &mut Runtime, this: Value) -> Result {
    let g = generator(rt, this)?;
    let name = g.qualname.get().as_object::<Str>().map(|s| s.to_rust()).unwrap_or_default();
    let noun = g.kind.get().noun().replace(' ', "_");
    Ok(rt.str_value(&format!("<{noun} object {name} at {:#014x}>", this.bits())))
}

/// A step of what `yield from` delegates to: it yielded (true) or ended (false) with a value.
pub type DelegateStep = (bool, Value);

impl Runtime {
    pub(crate) fn generator_step(&mut self, generator: Gc<Generator>, action: Resume) -> Result<DelegateStep> {
        let value = self.generator_resume(generator, action)?;
        if value.is_empty() {
            return Ok((false, std::mem::replace(&mut self.generator_return, Value::NONE)));
        }
        Ok((true, value))
    }

    /// The value of a pending `StopIteration`; any other exception stays pending.
    pub(crate) fn delegate_ended(&mut self) -> Result<DelegateStep> {
        if !self.pending_is(self.exceptions.stop_iteration) {
            return Err(Raised);
        }
        let exception = self.take_pending();
        let args = exception.as_object::<Exception>().map(|e| e.args.get());
        Ok((false, args.and_then(|args| args.items().first().copied()).unwrap_or(Value::NONE)))
    }

    /// Sends a value to what `yield from` delegates to.
    ///
    /// # Errors
    /// What the delegate raises but `StopIteration`.
    pub fn delegate_send(&mut self, delegate: Value, value: Value) -> Result<DelegateStep> {
        if let Some(generator) = delegate.as_object::<Generator>() {
            return self.generator_step(generator, Resume::Send(value));
        }
        if let Some(step) = self.native_await(delegate, Resume::Send(value)) {
            return step;
        }
        let outcome = if !value.is_none() {
            let name = self.names.send;
            self.call_method(delegate, name, &[value])
        } else if delegate.is_object::<Instance>() {
            let name = self.names.__next__;
            self.call_special(delegate, name, &[]).map(|v| v.unwrap_or(Value::NONE))
        } else {
            self.generator_return = Value::NONE;
            return match self.next(delegate) {
                Ok(item) if item.is_empty() => Ok((false, std::mem::replace(&mut self.generator_return, Value::NONE))),
                Ok(item) => Ok((true, item)),
                Err(Raised) => self.delegate_ended(),
            };
        };
        match outcome {
            Ok(value) => Ok((true, value)),
            Err(Raised) => self.delegate_ended(),
        }
    }

    /// Throws the pending exception into what `yield from` delegates to (PEP 380).
    ///
    /// # Errors
    /// What comes back.
    pub fn delegate_throw(&mut self, delegate: Value) -> Result<DelegateStep> {
        if self.pending_is(self.exceptions.generator_exit) {
            let exception = self.take_pending();
            let name = self.names.close;
            if let Some(close) = self.get_attr_opt(delegate, name)? {
                self.call(close, &[])?;
            }
            self.pending = exception;
            return Err(Raised);
        }
        if let Some(generator) = delegate.as_object::<Generator>() {
            return self.generator_step(generator, Resume::Throw);
        }
        if let Some(step) = self.native_await(delegate, Resume::Throw) {
            return step;
        }
        let exception = self.take_pending();
        let name = self.names.throw;
        let Some(method) = self.get_attr_opt(delegate, name)? else {
            self.pending = exception;
            return Err(Raised);
        };
        match self.call(method, &[exception]) {
            Ok(value) => Ok((true, value)),
            Err(Raised) => self.delegate_ended(),
        }
    }
}
