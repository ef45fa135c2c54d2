//! Coroutines for engines that keep guest state on the native stack: a generator body runs on a stack of its own and is
//! suspended in the middle of native frames.
//!
//! The suspended stack is scanned conservatively when the object holding it is traced, so an unreachable generator
//! dies like any other object. Stacks are pooled: making one costs a system call, taking one from the pool does not.

use crate::Runtime;
use crate::engine::Resume;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::class::Layout;
use crate::object::native::{Native, NativeState};
use crate::value::{Result, Value};
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};
use std::any::Any;
use std::cell::{Cell, UnsafeCell};

/// Native stack of one generator body; address space, touched only as used.
const STACK_BYTES: usize = 1 << 20;
/// Kept free at its end.
const RESERVE_BYTES: usize = 64 << 10;
/// The switch saves callee-saved registers below the variable whose address is taken, at the end of that frame.
const RED_ZONE_BYTES: usize = 1024;
/// Stacks kept for reuse.
const POOL_LIMIT: usize = 64;

#[derive(Clone, Copy)]
struct Input {
    rt: *mut Runtime,
    action: Resume,
}

type Inner = Coroutine<Input, Value, Result, DefaultStack>;

/// What a body does to give a value out.
pub struct Suspender<'y> {
    yielder: &'y Yielder<Input, Value>,
    /// [`State::low`] of the coroutine.
    low: &'y Cell<usize>,
}

impl Suspender<'_> {
    /// Suspends the body with a yielded value until it is resumed.
    ///
    /// Inlined, as is [`Runtime::resume_coroutine`]: after a switch of stacks the processor predicts every return wrongly,
    /// so the fewer frames lie between the switch and the code that goes on, the better.
    #[inline(always)]
    pub fn suspend(&self, rt: &mut Runtime, value: Value) -> Resume {
        let mut here = 0usize;
        self.low.set((&raw mut here) as usize - RED_ZONE_BYTES);
        let input = self.yielder.suspend(value);
        debug_assert!(std::ptr::eq(rt, input.rt), "a runtime never moves while guest code is suspended");
        input.action
    }
}

struct State {
    /// Taken out for good when the body has ended.
    inner: UnsafeCell<Option<Inner>>,
    /// Whether the body is running; then `inner` belongs to whoever resumed it.
    running: Cell<bool>,
    /// Stack pointer of the suspended body; 0 before it starts and while it runs. In a box of its own, which the body
    /// points to.
    low: Box<Cell<usize>>,
    base: usize,
    limit: usize,
}

impl NativeState for State {
    fn trace(&self, marker: &mut Marker<'_>) {
        let low = self.low.get();
        // An ended body has left no stack, and a running one's is scanned as the running stack or a parent of it.
        if low != 0 && !self.running.get() {
            // SAFETY: between suspension and resumption the range from the recorded stack pointer (less what the
            // switch saved) to the base is mapped stack memory of this coroutine.
            unsafe { marker.conservative(low.max(self.limit), self.base) };
        }
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Outcome of one resumption.
pub enum Outcome {
    /// The body suspended with a value.
    Yielded(Value),
    /// The body ended.
    Returned(Result),
}

impl Runtime {
    /// A coroutine that has not started, as a heap object (keep it in the generator).
    ///
    /// # Errors
    /// `MemoryError` when no stack can be had.
    ///
    /// The first [`Resume`] that the body gets to see is the second: the first one starts it.
    pub fn new_coroutine(&mut self, body: impl FnOnce(&mut Runtime, &Suspender<'_>) -> Result + 'static) -> Result<Gc<Native>> {
        let stack = match self.coroutine_stacks.pop() {
            Some(stack) => stack,
            None => match DefaultStack::new(STACK_BYTES) {
                Ok(stack) => stack,
                Err(_) => return Err(self.memory_error()),
            },
        };
        let (base, limit) = (stack.base().get(), stack.limit().get());
        let low = Box::new(Cell::new(0));
        let low_inside: *const Cell<usize> = &raw const *low;
        let inner = Inner::with_stack(stack, move |yielder, input: Input| {
            // SAFETY: the resumer passes its exclusive runtime and does not touch it until the body suspends or ends.
            let rt = unsafe { &mut *input.rt };
            // SAFETY: the box belongs to the state that owns this coroutine.
            body(rt, &Suspender { yielder, low: unsafe { &*low_inside } })
        });
        let class = match self.coroutine_class {
            Some(class) => class,
            None => {
                let class = self.new_builtin_class("coroutine_frame", None, Layout::Native(crate::object::Kind::Native));
                self.permanent.push(class.into());
                self.coroutine_class = Some(class);
                class
            }
        };
        Ok(self
            .new_native_object(class, Box::new(State { inner: UnsafeCell::new(Some(inner)), running: Cell::new(false), low, base, limit })))
    }

    /// Runs a coroutine to its next suspension or its end.
    ///
    /// # Errors
    /// `RuntimeError` when it has ended or is running.
    #[inline(always)]
    pub fn resume_coroutine(&mut self, coroutine: Gc<Native>, action: Resume) -> Result<Outcome> {
        let Some(state) = coroutine.downcast::<State>() else { return Err(self.runtime_error("not a coroutine")) };
        if state.running.get() {
            return Err(self.runtime_error("coroutine is not suspended"));
        }
        // SAFETY: nobody else has it while `running` is false; `running` keeps others away from here on.
        let slot = unsafe { &mut *state.inner.get() };
        let Some(inner) = slot else { return Err(self.runtime_error("coroutine is not suspended")) };
        state.running.set(true);
        let mut here = 0usize;
        let saved = self.heap.switch_stack((&raw mut here) as usize - RED_ZONE_BYTES, state.base);
        let previous_limit = std::mem::replace(&mut self.stack_limit, state.limit + RESERVE_BYTES);
        state.low.set(0);
        let rt: *mut Runtime = self;
        let outcome = inner.resume(Input { rt, action });
        self.stack_limit = previous_limit;
        self.heap.restore_stack(saved);
        state.running.set(false);
        Ok(match outcome {
            CoroutineResult::Yield(value) => Outcome::Yielded(value),
            CoroutineResult::Return(result) => {
                state.low.set(0);
                if let Some(ended) = slot.take()
                    && self.coroutine_stacks.len() < POOL_LIMIT
                {
                    self.coroutine_stacks.push(ended.into_stack());
                }
                Outcome::Returned(result)
            }
        })
    }
}

/// Stacks of ended coroutines.
pub(crate) type StackPool = Vec<DefaultStack>;
