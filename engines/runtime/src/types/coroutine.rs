//! Coroutines, asynchronous generators, and what `await`, `async for` and `async with` ask of objects.
//!
//! Coroutines are not warned about when they are never awaited: nothing here counts references.

use super::generator::{close, delegate, generator, make_exception, repr, send, set_name, set_qualname, throw};
use crate::Runtime;
use crate::engine::Resume;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::exception::Exception;
use crate::object::function::{CellVar, GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::generator::{Generator, GeneratorKind, GeneratorState};
use crate::object::native::{Native, NativeState};
use crate::object::tuple::Tuple;
use crate::types::generator::DelegateStep;
use crate::value::{Raised, Result, Value};
use std::any::Any;
use std::cell::Cell;

const COROUTINE_METHODS: &[NativeDef] = &[
    native("send", NativeBody::F2(send), 2),
    native("throw", NativeBody::F4(throw), 2),
    native("close", NativeBody::F1(close), 1),
    native("__await__", NativeBody::F1(coroutine_wrapper), 1),
    native("__repr__", NativeBody::F1(repr), 1),
];

const COROUTINE_GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__name__", get: |rt, v| generator(rt, v).map(|g| g.name.get()), set: Some(set_name) },
    GetSetDef { name: "__qualname__", get: |rt, v| generator(rt, v).map(|g| g.qualname.get()), set: Some(set_qualname) },
    GetSetDef { name: "cr_running", get: is_running, set: None },
    GetSetDef { name: "cr_suspended", get: is_suspended, set: None },
    GetSetDef { name: "cr_await", get: delegate, set: None },
    GetSetDef { name: "cr_origin", get: |_, _| Ok(Value::NONE), set: None },
];

const GENERATOR_METHODS: &[NativeDef] = &[
    native("__aiter__", NativeBody::F1(|_, g| Ok(g)), 1),
    native("__anext__", NativeBody::F1(|rt, g| step_object(rt, g, Action::Send(Value::NONE))), 1),
    native("asend", NativeBody::F2(|rt, g, v| step_object(rt, g, Action::Send(v))), 2),
    native("athrow", NativeBody::F4(athrow), 2),
    native("aclose", NativeBody::F1(|rt, g| step_object(rt, g, Action::Close)), 1),
    native("__repr__", NativeBody::F1(repr), 1),
];

const GENERATOR_GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__name__", get: |rt, v| generator(rt, v).map(|g| g.name.get()), set: Some(set_name) },
    GetSetDef { name: "__qualname__", get: |rt, v| generator(rt, v).map(|g| g.qualname.get()), set: Some(set_qualname) },
    GetSetDef { name: "ag_running", get: |rt, v| generator(rt, v).map(|g| Value::bool(g.waited_for.get())), set: None },
    GetSetDef { name: "ag_await", get: delegate, set: None },
];

/// Of everything that an `await` runs and that is written here.
const AWAITABLE_METHODS: &[NativeDef] = &[
    native("__await__", NativeBody::F1(|_, this| Ok(this)), 1),
    native("__iter__", NativeBody::F1(|_, this| Ok(this)), 1),
    native("__next__", NativeBody::F1(|rt, this| awaitable_step(rt, this, Resume::Send(Value::NONE))), 1),
    native("send", NativeBody::F2(|rt, this, v| awaitable_step(rt, this, Resume::Send(v))), 2),
    native("throw", NativeBody::F4(awaitable_throw), 2),
    native("close", NativeBody::F1(awaitable_close), 1),
];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.coroutine;
    rt.install_methods(class, NativeRole::Method, COROUTINE_METHODS);
    rt.install_getsets(class, COROUTINE_GETSETS);
    let class = rt.types.async_generator;
    rt.install_methods(class, NativeRole::Method, GENERATOR_METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, super::alias::CLASS_GETITEM);
    rt.install_getsets(class, GENERATOR_GETSETS);
    for class in [rt.types.awaitable_step, rt.types.async_next, rt.types.coroutine_wrapper] {
        rt.install_methods(class, NativeRole::Method, AWAITABLE_METHODS);
    }
}

fn is_running(rt: &mut Runtime, v: Value) -> Result {
    generator(rt, v).map(|g| Value::bool(g.is_running()))
}

fn is_suspended(rt: &mut Runtime, v: Value) -> Result {
    generator(rt, v).map(|g| Value::bool(g.state.get() == GeneratorState::Suspended && !g.is_running()))
}

// ---- objects that an await runs

/// What an asynchronous generator is asked to do.
#[derive(Clone, Copy)]
enum Action {
    Send(Value),
    Throw(Value),
    Close,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Fresh,
    Running,
    Over,
}

/// What `__anext__`, `asend`, `athrow` and `aclose` give.
struct Step {
    generator: Gc<Generator>,
    action: Action,
    /// What ends `async for`; empty when `StopAsyncIteration` is raised at the end.
    last: Value,
    phase: Cell<Phase>,
}

impl NativeState for Step {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.generator);
        marker.value(self.last);
        if let Action::Send(v) | Action::Throw(v) = self.action {
            marker.value(v);
        }
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Waits for the next item of an asynchronous iterator; gives `last` after the last one. An empty awaitable: there is none.
struct Next {
    awaitable: Value,
    last: Value,
}

impl NativeState for Next {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.awaitable);
        marker.value(self.last);
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// What `__await__` of a coroutine gives.
struct Wrapper(Gc<Generator>);

impl NativeState for Wrapper {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.0);
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

fn coroutine_wrapper(rt: &mut Runtime, this: Value) -> Result {
    let g = generator(rt, this)?;
    let class = rt.types.coroutine_wrapper;
    Ok(rt.new_native_object(class, Box::new(Wrapper(g))).into())
}

fn step_object(rt: &mut Runtime, this: Value, action: Action) -> Result {
    let generator = generator(rt, this)?;
    Ok(rt.new_step(generator, action, Value::EMPTY))
}

fn athrow(rt: &mut Runtime, this: Value, class: Value, value: Value, traceback: Value) -> Result {
    let exception = make_exception(rt, class, value)?;
    if let (Some(e), Some(t)) = (exception.as_object::<Exception>(), traceback.present()) {
        e.traceback.set(t);
    }
    step_object(rt, this, Action::Throw(exception))
}

fn awaitable_step(rt: &mut Runtime, this: Value, action: Resume) -> Result {
    match rt.native_await(this, action) {
        Some(step) => match step? {
            (true, value) => Ok(value),
            (false, value) => Err(rt.stop_iteration(value)),
        },
        None => {
            let name = rt.type_name(this);
            Err(rt.type_error(format!("'{name}' object is not an iterator")))
        }
    }
}

fn awaitable_throw(rt: &mut Runtime, this: Value, class: Value, value: Value, traceback: Value) -> Result {
    let exception = make_exception(rt, class, value)?;
    if let (Some(e), Some(t)) = (exception.as_object::<Exception>(), traceback.present()) {
        e.traceback.set(t);
    }
    rt.pending = exception;
    awaitable_step(rt, this, Resume::Throw)
}

fn awaitable_close(rt: &mut Runtime, this: Value) -> Result {
    let Some(native) = this.as_object::<Native>() else { return Ok(Value::NONE) };
    if let Some(step) = native.downcast::<Step>() {
        step.phase.set(Phase::Over);
        return Ok(Value::NONE);
    }
    if let Some(wrapper) = native.downcast::<Wrapper>() {
        return close(rt, wrapper.0.into());
    }
    if let Some(next) = native.downcast::<Next>() {
        let name = rt.names.close;
        if let Some(inner) = next.awaitable.present()
            && let Some(method) = rt.get_attr_opt(inner, name)?
        {
            rt.call(method, &[])?;
        }
    }
    Ok(Value::NONE)
}

impl Runtime {
    fn new_step(&mut self, generator: Gc<Generator>, action: Action, last: Value) -> Value {
        let class = self.types.awaitable_step;
        self.new_native_object(class, Box::new(Step { generator, action, last, phase: Cell::new(Phase::Fresh) })).into()
    }

    /// A step of an awaitable of ours; nothing for anything else. To throw, the exception is pending.
    pub(crate) fn native_await(&mut self, awaitable: Value, action: Resume) -> Option<Result<DelegateStep>> {
        let native = awaitable.as_object::<Native>()?;
        if let Some(step) = native.downcast::<Step>() {
            return Some(match self.async_step(step, action) {
                Err(Raised) if !step.last.is_empty() && self.pending_is(self.exceptions.stop_async_iteration) => {
                    self.take_pending();
                    Ok((false, step.last))
                }
                outcome => outcome,
            });
        }
        if let Some(next) = native.downcast::<Next>() {
            return Some(self.next_step(next, action));
        }
        let wrapper = native.downcast::<Wrapper>()?;
        Some(self.generator_step(wrapper.0, action))
    }

    fn next_step(&mut self, next: &Next, action: Resume) -> Result<DelegateStep> {
        let Some(awaitable) = next.awaitable.present() else {
            return match action {
                Resume::Send(_) => Ok((false, next.last)),
                Resume::Throw => Err(Raised),
            };
        };
        let outcome = match action {
            Resume::Send(value) => self.delegate_send(awaitable, value),
            Resume::Throw => self.delegate_throw(awaitable),
        };
        match outcome {
            Err(Raised) if self.pending_is(self.exceptions.stop_async_iteration) => {
                self.take_pending();
                Ok((false, next.last))
            }
            outcome => outcome,
        }
    }

    /// CPython's `async_gen_asend_send`, `async_gen_athrow_send` and their `throw`s.
    fn async_step(&mut self, step: &Step, action: Resume) -> Result<DelegateStep> {
        let what = match step.action {
            Action::Send(_) => "__anext__()/asend()",
            _ => "aclose()/athrow()",
        };
        if step.phase.get() == Phase::Over {
            self.take_pending();
            return Err(self.runtime_error(format!("cannot reuse already awaited {what}")));
        }
        let g = step.generator;
        let outcome = match (step.phase.get(), action) {
            (Phase::Fresh, Resume::Send(sent)) => self.begin_step(step, sent)?,
            (_, action) => {
                step.phase.set(Phase::Running);
                self.generator_resume(g, action)
            }
        };
        let result = self.unwrap_yield(g, step, outcome);
        if !matches!(result, Ok((true, _))) {
            step.phase.set(Phase::Over);
        }
        result
    }

    fn begin_step(&mut self, step: &Step, sent: Value) -> Result<Result> {
        let g = step.generator;
        if g.waited_for.get() {
            step.phase.set(Phase::Over);
            let what = match step.action {
                Action::Send(_) => "anext()",
                Action::Throw(_) => "athrow()",
                Action::Close => "aclose()",
            };
            return Err(self.runtime_error(format!("{what}: asynchronous generator is already running")));
        }
        let own = match step.action {
            Action::Send(value) => value,
            _ => Value::NONE,
        };
        if !matches!(step.action, Action::Send(_)) {
            if g.closed.get() || g.state.get() == GeneratorState::Finished {
                step.phase.set(Phase::Over);
                if let Action::Close = step.action {
                    return Ok(Ok(Value::EMPTY));
                }
                let class = self.exceptions.stop_async_iteration;
                return Err(self.raise_class(class));
            }
            if !sent.is_none() {
                return Err(self.runtime_error("can't send non-None value to a just-started coroutine"));
            }
        }
        step.phase.set(Phase::Running);
        g.waited_for.set(true);
        match step.action {
            Action::Send(_) => {
                let value = if sent.is_none() { own } else { sent };
                if g.state.get() == GeneratorState::Created && !value.is_none() {
                    g.waited_for.set(false);
                    return Err(self.type_error("can't send non-None value to a just-started async generator"));
                }
                Ok(self.generator_resume(g, Resume::Send(value)))
            }
            Action::Throw(exception) => {
                self.pending = exception;
                Ok(self.generator_resume(g, Resume::Throw))
            }
            Action::Close => {
                g.closed.set(true);
                let class = self.exceptions.generator_exit;
                let Raised = self.raise_class(class);
                Ok(self.generator_resume(g, Resume::Throw))
            }
        }
    }

    /// What a step of an asynchronous generator's body means: a marked value ends the step, any other goes to the loop.
    fn unwrap_yield(&mut self, g: Gc<Generator>, step: &Step, outcome: Result) -> Result<DelegateStep> {
        let closing = matches!(step.action, Action::Close);
        match outcome {
            Ok(value) if value.is_empty() => {
                self.generator_return = Value::NONE;
                g.closed.set(true);
                g.waited_for.set(false);
                if closing {
                    return Ok((false, Value::NONE));
                }
                if !step.last.is_empty() {
                    return Ok((false, step.last));
                }
                let class = self.exceptions.stop_async_iteration;
                Err(self.raise_class(class))
            }
            Ok(value) => match value.as_object::<CellVar>() {
                Some(_) if closing => {
                    g.waited_for.set(false);
                    Err(self.runtime_error("async generator ignored GeneratorExit"))
                }
                Some(marked) => {
                    g.waited_for.set(false);
                    Ok((false, marked.value.get()))
                }
                None => Ok((true, value)),
            },
            Err(Raised) => {
                let (over, exit) = (self.exceptions.stop_async_iteration, self.exceptions.generator_exit);
                let ended = self.pending_is(over) || self.pending_is(exit);
                g.waited_for.set(false);
                if ended {
                    g.closed.set(true);
                }
                if closing && ended {
                    self.take_pending();
                    return Ok((false, Value::NONE));
                }
                Err(Raised)
            }
        }
    }

    // ---- protocols

    /// The iterator that `await value` runs.
    ///
    /// # Errors
    /// `TypeError` for what cannot be awaited; `RuntimeError` for a coroutine that somebody waits for already.
    pub fn awaitable(&mut self, value: Value) -> Result {
        match self.try_awaitable(value)? {
            Some(iterator) => Ok(iterator),
            None => {
                let name = self.type_name(value);
                Err(self.type_error(format!("object {name} can't be used in 'await' expression")))
            }
        }
    }

    /// As [`Runtime::awaitable`]; nothing for what has no `__await__`.
    ///
    /// # Errors
    /// As there.
    pub fn try_awaitable(&mut self, value: Value) -> Result<Option<Value>> {
        if let Some(g) = value.as_object::<Generator>() {
            return match g.kind.get() {
                GeneratorKind::Coroutine
                    if !g.delegate.get().is_empty() && g.state.get() == GeneratorState::Suspended && !g.is_running() =>
                {
                    Err(self.runtime_error("coroutine is being awaited already"))
                }
                GeneratorKind::Coroutine | GeneratorKind::Awaitable => Ok(Some(value)),
                GeneratorKind::Generator | GeneratorKind::AsyncGenerator => Ok(None),
            };
        }
        if value.as_object::<Native>().is_some_and(|n| n.downcast::<Step>().is_some() || n.downcast::<Next>().is_some()) {
            return Ok(Some(value));
        }
        let name = self.names.__await__;
        let Some(iterator) = self.call_special(value, name, &[])? else { return Ok(None) };
        if iterator.as_object::<Generator>().is_some_and(|g| matches!(g.kind.get(), GeneratorKind::Coroutine | GeneratorKind::Awaitable)) {
            return Err(self.type_error("__await__() returned a coroutine"));
        }
        if !self.is_iterator(iterator) {
            let name = self.type_name(iterator);
            return Err(self.type_error(format!("__await__() returned non-iterator of type '{name}'")));
        }
        Ok(Some(iterator))
    }

    /// What `yield from value` iterates in the generator `own`.
    ///
    /// # Errors
    /// `TypeError` when it is not iterable, or is a coroutine and `own` may not wait for one.
    pub fn yield_from_iter(&mut self, value: Value, own: Option<Gc<Generator>>) -> Result {
        match value.as_object::<Generator>() {
            Some(g) if g.kind.get() == GeneratorKind::Coroutine => {
                if own.is_none_or(|own| own.kind.get() == GeneratorKind::Generator) {
                    return Err(self.type_error("cannot 'yield from' a coroutine object in a non-coroutine generator"));
                }
                Ok(value)
            }
            Some(g) if g.kind.get().is_iterator() => Ok(value),
            _ => self.get_iter(value),
        }
    }

    /// What `async for` walks.
    ///
    /// # Errors
    /// `TypeError` for what is not asynchronously iterable.
    pub fn async_iter(&mut self, value: Value) -> Result {
        let (aiter, anext) = (self.names.__aiter__, self.names.__anext__);
        let Some(iterator) = self.call_special(value, aiter, &[])? else {
            let name = self.type_name(value);
            return Err(self.type_error(format!("'async for' requires an object with __aiter__ method, got {name}")));
        };
        if self.special(iterator, anext).is_none() {
            let name = self.type_name(iterator);
            return Err(self.type_error(format!("'async for' received an object from __aiter__ that does not implement __anext__: {name}")));
        }
        Ok(iterator)
    }

    /// Comes out of [`Runtime::async_next`] after the last item. No program sees it.
    pub(crate) fn async_end(&self) -> Value {
        self.types.async_next.into()
    }

    /// The iterator that waits for the next item of `async for`.
    ///
    /// # Errors
    /// `TypeError` when the object has no `__anext__`, or that gives nothing to wait for.
    pub fn async_next(&mut self, iterator: Value) -> Result {
        let last = self.async_end();
        if let Some(g) = iterator.as_object::<Generator>().filter(|g| g.kind.get() == GeneratorKind::AsyncGenerator) {
            return Ok(self.new_step(g, Action::Send(Value::NONE), last));
        }
        let awaitable = match self.wait_for_next(iterator) {
            Ok(awaitable) => awaitable,
            Err(Raised) if self.pending_is(self.exceptions.stop_async_iteration) => {
                self.take_pending();
                Value::EMPTY
            }
            Err(Raised) => return Err(Raised),
        };
        let class = self.types.async_next;
        Ok(self.new_native_object(class, Box::new(Next { awaitable, last })).into())
    }

    fn wait_for_next(&mut self, iterator: Value) -> Result {
        let anext = self.names.__anext__;
        let Some(next) = self.call_special(iterator, anext, &[])? else {
            let name = self.type_name(iterator);
            return Err(self.type_error(format!("'async for' requires an iterator with __anext__ method, got {name}")));
        };
        match self.try_awaitable(next) {
            Ok(Some(awaitable)) => Ok(awaitable),
            outcome => {
                let cause = if outcome.is_err() { self.take_pending() } else { Value::NONE };
                let name = self.type_name(next);
                let raised = self.type_error(format!("'async for' received an invalid object from __anext__: {name}"));
                if let Some(e) = self.pending_exception() {
                    e.cause.set(cause);
                    e.suppress_context.set(true);
                }
                Err(raised)
            }
        }
    }

    /// `anext(iterator, default)`.
    ///
    /// # Errors
    /// `TypeError` when it is no asynchronous iterator.
    pub fn anext(&mut self, iterator: Value, default: Value) -> Result {
        let anext = self.names.__anext__;
        let Some(awaitable) = self.call_special(iterator, anext, &[])? else {
            let name = self.type_name(iterator);
            return Err(self.type_error(format!("'{name}' object is not an async iterator")));
        };
        if default.is_empty() {
            return Ok(awaitable);
        }
        let awaitable = self.awaitable(awaitable)?;
        let class = self.types.async_next;
        Ok(self.new_native_object(class, Box::new(Next { awaitable, last: default })).into())
    }

    /// Opens `async with`: (iterator that waits for `__aenter__`, bound `__aexit__`).
    ///
    /// # Errors
    /// `TypeError` for what is no asynchronous context manager.
    pub fn async_enter(&mut self, manager: Value) -> Result {
        let (enter_name, exit_name) = (self.names.__aenter__, self.names.__aexit__);
        let (enter, exit) = (self.special(manager, enter_name), self.special(manager, exit_name));
        let (Some(enter), Some(exit)) = (enter, exit) else {
            let class = self.type_name(manager);
            let detail = if enter.is_some() { " (missed __aexit__ method)" } else { "" };
            return Err(self.type_error(format!("'{class}' object does not support the asynchronous context manager protocol{detail}")));
        };
        let class = self.class_of(manager);
        let enter = self.bind_attribute(enter, manager, class)?;
        let exit = self.bind_attribute(exit, manager, class)?;
        let entered = self.call(enter, &[])?;
        let waits = self.awaitable_from(entered, "__aenter__")?;
        Ok(self.new_tuple(&[waits, exit]).into())
    }

    /// Leaves `async with`: the iterator that waits for `__aexit__`.
    ///
    /// # Errors
    /// Whatever `__aexit__` raises at once.
    pub fn async_exit(&mut self, pair: Value, exception: Value) -> Result {
        let exit = pair.as_object::<Tuple>().and_then(|t| t.items().get(1).copied()).unwrap_or(Value::NONE);
        let left = match exception.as_object::<Exception>() {
            Some(e) => {
                let class = self.class_of(exception);
                self.call(exit, &[class.into(), exception, e.traceback.get()])?
            }
            None => self.call(exit, &[Value::NONE; 3])?,
        };
        self.awaitable_from(left, "__aexit__")
    }

    fn awaitable_from(&mut self, value: Value, method: &str) -> Result {
        match self.try_awaitable(value)? {
            Some(iterator) => Ok(iterator),
            None => {
                let name = self.type_name(value);
                Err(self.type_error(format!("'async with' received an object from {method} that does not implement __await__: {name}")))
            }
        }
    }
}
