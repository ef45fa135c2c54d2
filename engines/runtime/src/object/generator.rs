//! Generators: the object; running the body is the engine's business.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::Marker;
use crate::object::function::Function;
use crate::value::Value;
use std::cell::Cell;

/// Where a generator is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum GeneratorState {
    /// Created, body not entered.
    Created,
    /// At a `yield`.
    Suspended,
    /// Running now.
    Running,
    /// Returned, raised, or closed.
    Finished,
}

/// What a suspended body is the body of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeneratorKind {
    /// A generator.
    Generator,
    /// A generator that may be awaited (`types.coroutine`).
    Awaitable,
    /// A coroutine: `async def`.
    Coroutine,
    /// An asynchronous generator: `async def` with `yield`.
    AsyncGenerator,
}

impl GeneratorKind {
    /// In messages.
    pub fn noun(self) -> &'static str {
        match self {
            GeneratorKind::Generator | GeneratorKind::Awaitable => "generator",
            GeneratorKind::Coroutine => "coroutine",
            GeneratorKind::AsyncGenerator => "async generator",
        }
    }
    /// It has `__next__`.
    pub fn is_iterator(self) -> bool {
        matches!(self, GeneratorKind::Generator | GeneratorKind::Awaitable)
    }
}

/// Generator object, coroutine or asynchronous generator.
#[repr(C)]
pub struct Generator {
    header: Header,
    /// Function whose body it runs.
    pub function: Gc<Function>,
    /// What it is.
    pub kind: Cell<GeneratorKind>,
    /// An asynchronous generator is being waited for.
    pub waited_for: Cell<bool>,
    /// An asynchronous generator has ended or been closed.
    pub closed: Cell<bool>,
    /// State.
    pub state: Cell<GeneratorState>,
    /// The engine's suspended frame: registers in a slot array, or empty.
    pub frame: Cell<Value>,
    /// The engine's resume position.
    pub resume_at: Cell<u32>,
    /// Second word for the engine (the tree-walker keeps the index of its coroutine here).
    pub engine_word: Cell<usize>,
    /// Iterator delegated to by `yield from` at the moment, or empty.
    pub delegate: Cell<Value>,
    /// Suspended at a `yield from`, with no exception being handled: a value sent may go to what it delegates to without
    /// entering the body. When that ends, [`Generator::delegate`] becomes empty and the body is sent the result
    /// or thrown the exception.
    pub passes_on: Cell<bool>,
    /// `__name__`.
    pub name: Cell<Value>,
    /// `__qualname__`.
    pub qualname: Cell<Value>,
}

impl Generator {
    /// The generator that a value sent to this suspended one may go to directly.
    #[inline]
    pub(crate) fn passed_to(&self) -> Option<Gc<Generator>> {
        if !self.passes_on.get() || self.state.get() != GeneratorState::Suspended {
            return None;
        }
        self.delegate.get().as_object::<Generator>()
    }
    /// The same, if that is suspended too.
    #[inline]
    pub(crate) fn next_in_chain(&self) -> Option<Gc<Generator>> {
        self.passed_to().filter(|g| g.state.get() == GeneratorState::Suspended)
    }
    /// Whether its body runs, or waits by `yield from` for one that runs. (Those who wait stay marked as suspended: a step of
    /// a long chain changes its innermost member only.)
    pub fn is_running(&self) -> bool {
        let mut next = self.passed_to();
        while let Some(generator) = next {
            if generator.state.get() == GeneratorState::Running {
                return true;
            }
            next = generator.passed_to();
        }
        self.state.get() == GeneratorState::Running
    }
}

// SAFETY: repr(C), header first.
unsafe impl Object for Generator {
    const KIND: Kind = Kind::Generator;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.function);
        marker.value(self.frame.get());
        marker.value(self.delegate.get());
        marker.value(self.name.get());
        marker.value(self.qualname.get());
    }
}

impl Runtime {
    /// New generator in state `Created`.
    pub fn new_generator(&mut self, function: Gc<Function>, frame: Value) -> Gc<Generator> {
        let kind = function.proto().generator_kind;
        let shape = match kind {
            GeneratorKind::Generator | GeneratorKind::Awaitable => ShapeId(Kind::Generator as u32),
            GeneratorKind::Coroutine => self.types.coroutine.root_shape(),
            GeneratorKind::AsyncGenerator => self.types.async_generator.root_shape(),
        };
        self.allocate(Generator {
            header: Header::new(Kind::Generator, shape),
            function,
            kind: Cell::new(kind),
            waited_for: Cell::new(false),
            closed: Cell::new(false),
            state: Cell::new(GeneratorState::Created),
            frame: Cell::new(frame),
            resume_at: Cell::new(0),
            engine_word: Cell::new(usize::MAX),
            delegate: Cell::new(Value::EMPTY),
            passes_on: Cell::new(false),
            name: Cell::new(function.name.get()),
            qualname: Cell::new(function.qualname.get()),
        })
    }
}
