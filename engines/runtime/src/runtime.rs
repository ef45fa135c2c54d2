//! `Runtime`: the state of one run of a guest program.

use crate::engine::Engine;
use crate::exceptions::Exceptions;
use crate::heap::{Care, Heap, Marker};
use crate::names::Names;
use crate::object::class::Class;
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::{Proto, ProtoId};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Gc, Object};
use crate::shape::Shapes;
use crate::types::Types;
use crate::value::{Raised, Result, Value};
use rustc_hash::FxHashMap;
use std::io::Write;
use std::path::PathBuf;
use std::rc::Rc;

/// How a run is set up.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `sys.argv`; the first item is the script.
    pub argv: Vec<String>,
    /// `sys.path`, searched in order for modules that are not built in.
    pub path: Vec<PathBuf>,
    /// Collect at every so many allocations; 0: when enough has been allocated.
    pub gc_stress: u32,
    /// Whether imports write the bytecode cache: the opposite of the first value of `sys.dont_write_bytecode`.
    pub write_bytecode: bool,
    /// `sys.pycache_prefix`: the folder that holds the bytecode cache, instead of folders beside the sources.
    pub pycache_prefix: Option<PathBuf>,
}

/// One guest world: heap, classes, modules, pending exception, output. Not shared between threads.
#[repr(C)]
pub struct Runtime {
    /// The heap; first, because machine code allocates through it.
    pub heap: Heap,
    /// The exception being raised; empty when none. An `Err(Raised)` anywhere means that this is set.
    pub pending: Value,
    /// Frames entered and not left.
    pub depth: u32,
    /// `sys.getrecursionlimit()`.
    pub recursion_limit: u32,
    /// `sys.get_int_max_str_digits()`; 0 is no limit.
    pub int_max_str_digits: usize,
    /// Native frames must not go below this address.
    pub stack_limit: usize,
    /// Value returned by the body of a generator that has just finished.
    pub generator_return: Value,
    /// Exceptions being handled (`except` bodies entered and not left), outermost first.
    pub handling: Vec<Value>,
    /// Shapes by id.
    pub shapes: Shapes,
    /// Builtin classes.
    pub types: Types,
    /// Exception classes.
    pub exceptions: Exceptions,
    /// Interned names.
    pub names: Names,
    /// The `builtins` namespace.
    pub builtins: Gc<Dict>,
    /// `sys.modules`.
    pub modules: Gc<Dict>,
    /// The empty tuple.
    pub empty_tuple: Gc<Tuple>,
    /// How it was set up.
    pub options: Options,
    /// Bytes of main memory: what no single container may exceed.
    pub memory_bytes: usize,
    /// `object.__new__`, to recognise classes without their own.
    pub object_new: Value,
    /// `object.__init__`, likewise.
    pub object_init: Value,
    /// The builtin function `next`, which engines may do themselves for their generators.
    pub builtin_next: Value,
    pub(crate) last_lookup: crate::object::dict::LastLookup,
    /// Generators that [`Runtime::drain`] runs, and who takes what they yield.
    pub(crate) drained: Vec<crate::types::generator::Drained>,
    /// The generator of the last of those entries, or empty: no other one's values are taken as they are yielded
    /// (see [`Runtime::offer`]). It is alive, for somebody waits for it.
    pub draining: Value,
    /// Generators known to wait for one another.
    pub(crate) chain: crate::types::generator::Chain,
    /// `BaseException.__new__`, likewise.
    pub exception_new: Value,
    /// `BaseException.__init__`, likewise.
    pub exception_init: Value,
    /// The strings of one ASCII character, by code point, and behind them the empty one.
    pub(crate) single_chars: Vec<Gc<Str>>,
    pub(crate) interned: FxHashMap<Box<str>, Gc<Str>>,
    #[expect(clippy::vec_box, reason = "functions keep pointers to prototypes, which must not move")]
    protos: Vec<Box<Proto>>,
    engine: Option<Rc<dyn Engine>>,
    version_counter: u32,
    /// Which hashes that tuples keep are still right: see [`Runtime::forget_tuple_hashes`].
    pub(crate) hash_epoch: u16,
    pub(crate) method_cache: Vec<crate::ops::attribute::CachedLookup>,
    /// Likewise of look-ups behind a class, whose version stands first.
    pub(crate) super_cache: Vec<(u32, crate::ops::attribute::CachedLookup)>,
    /// Values that live as long as the runtime (module state of native modules, engine constants).
    pub permanent: Vec<Value>,
    /// Where `print` writes.
    pub stdout: Box<dyn Write>,
    /// Where uncaught errors go.
    pub stderr: Box<dyn Write>,
    /// An exception that a bare `raise` has just raised again: its traceback has the frame already. Else empty.
    pub(crate) raised_again: Value,
    pub(crate) coroutine_stacks: crate::coroutine::StackPool,
    pub(crate) coroutine_class: Option<Gc<Class>>,
    /// Code objects of texts given to `exec` and `eval` lately.
    pub(crate) compiled_texts: FxHashMap<(Box<[u8]>, crate::engine::TextMode), Value>,
    /// Objects whose `__repr__` is running, to print `[...]`.
    pub(crate) repr_active: Vec<Value>,
}

impl Runtime {
    /// The engine.
    ///
    /// # Panics
    /// Before [`Runtime::set_engine`].
    #[inline]
    pub fn engine(&self) -> Rc<dyn Engine> {
        Rc::clone(self.engine.as_ref().expect("an engine is installed before guest code runs"))
    }

    /// Installs the engine that runs Python functions.
    pub fn set_engine(&mut self, engine: Rc<dyn Engine>) {
        self.engine = Some(engine);
    }

    /// A number never given out before, for versions of namespaces and classes.
    pub fn next_version(&mut self) -> u32 {
        self.version_counter = self.version_counter.wrapping_add(1);
        self.version_counter
    }

    /// Registers a prototype; it lives as long as the runtime.
    pub fn add_proto(&mut self, proto: Proto) -> ProtoId {
        self.protos.push(Box::new(proto));
        ProtoId(self.protos.len() as u32 - 1)
    }

    /// A prototype by id.
    pub fn proto(&self, id: ProtoId) -> &Proto {
        &self.protos[id.0 as usize]
    }

    // ---- allocation -----------------------------------------------------------------------------------------------

    /// Allocates a cell of fixed size.
    #[inline]
    pub(crate) fn allocate<T: Object>(&mut self, value: T) -> Gc<T> {
        let cell = self.allocate_bytes(size_of::<T>(), Care::of::<T>()) as *mut T;
        // SAFETY: the cell has room for a T.
        unsafe {
            cell.write(value);
            Gc::from_raw(cell)
        }
    }

    /// Memory for a cell of `bytes`, uninitialised: the caller initialises it before anything else is allocated.
    #[inline]
    pub(crate) fn allocate_bytes(&mut self, bytes: usize, care: Care) -> *mut u8 {
        match self.heap.try_allocate(bytes, care) {
            Some(p) => p.as_ptr(),
            None => self.allocate_slow(bytes, care),
        }
    }

    #[cold]
    #[inline(never)]
    fn allocate_slow(&mut self, bytes: usize, care: Care) -> *mut u8 {
        if self.heap.wants_collection() {
            self.collect();
        }
        if bytes > crate::heap::MAX_SMALL {
            return match self.heap.allocate_large(bytes) {
                Some(p) => p.as_ptr(),
                None => self.out_of_memory(bytes),
            };
        }
        let run = crate::heap::run_index(bytes, care);
        if !self.heap.refill(run) {
            self.collect();
            if !self.heap.refill(run) {
                self.out_of_memory(bytes);
            }
        }
        match self.heap.try_allocate(bytes, care) {
            Some(p) => p.as_ptr(),
            None => self.out_of_memory(bytes),
        }
    }

    /// Runs `f` with `values` as additional roots.
    pub fn guarding<R>(&mut self, values: &[Value], f: impl FnOnce(&mut Runtime) -> R) -> R {
        self.heap.guarded.push((values.as_ptr() as usize, values.len()));
        let result = f(self);
        self.heap.guarded.pop();
        result
    }

    /// A rooted vector.
    pub fn rooted(&mut self) -> crate::heap::RootedVec {
        crate::heap::RootedVec::new(&mut self.heap)
    }

    /// Collects now. Without a stack base (see [`Runtime::enter`]) nothing happens.
    pub fn collect(&mut self) {
        self.collect_with(|_| ());
    }

    /// Collects now, and says how many instances of Python classes were unreachable.
    pub fn collect_counting(&mut self) -> usize {
        let mut count = 0;
        self.collect_with(|heap| count = heap.dead_instances());
        count
    }

    /// Collects; `inspect` sees the heap when everything reachable is marked.
    fn collect_with(&mut self, inspect: impl FnOnce(&Heap)) {
        if self.heap.stack.has_base() {
            crate::heap::with_spilled_registers(|sp| self.collect_from(sp, inspect));
        }
    }

    fn collect_from(&mut self, sp: usize, inspect: impl FnOnce(&Heap)) {
        self.heap.stack.set_current(sp);
        self.heap.retire_runs();
        let heap: *mut Heap = &mut self.heap;
        // SAFETY: the marker uses only the heap, tracing below reads only the other fields; no allocation happens
        // until the marker is gone.
        let mut marker = Marker::new(unsafe { &mut *heap });
        marker.heap_roots();
        self.trace_roots(&mut marker);
        marker.drain();
        drop(marker);
        inspect(&self.heap);
        self.method_cache.iter_mut().for_each(|c| c.clear());
        self.super_cache.iter_mut().for_each(|(_, c)| c.clear());
        self.last_lookup = crate::object::dict::LastLookup::NONE;
        self.chain.forget();
        self.heap.sweep();
        let live = self.heap.counters().live_bytes as usize;
        if live > self.memory_bytes {
            self.out_of_memory(live);
        }
    }

    fn trace_roots(&self, marker: &mut Marker<'_>) {
        marker.values(&[self.pending, self.raised_again, self.generator_return, self.object_new, self.object_init]);
        marker.values(&[self.exception_new, self.exception_init]);
        marker.values(&self.handling);
        marker.values(&self.permanent);
        marker.values(&self.repr_active);
        for &code in self.compiled_texts.values() {
            marker.value(code);
        }
        self.shapes.trace(marker);
        self.types.trace(marker);
        self.exceptions.trace(marker);
        marker.object(self.builtins);
        marker.object(self.modules);
        marker.object(self.empty_tuple);
        for &s in self.single_chars.iter().chain(self.interned.values()) {
            marker.object(s);
        }
        for proto in &self.protos {
            proto.trace(marker);
        }
        if let Some(engine) = &self.engine {
            engine.trace_roots(marker);
        }
    }

    /// Runs `f` with this frame as the base of the native stack: collection happens only inside. `stack_bytes` is how
    /// much native stack `f` may use from here on.
    #[inline(never)]
    pub fn enter<R>(&mut self, stack_bytes: usize, f: impl FnOnce(&mut Runtime) -> R) -> R {
        let mut marker = 0usize;
        let base = (&raw mut marker) as usize + 4096;
        let here = (&raw mut marker) as usize;
        let previous = self.heap.stack.set_base(base);
        let previous_limit = std::mem::replace(&mut self.stack_limit, here.saturating_sub(stack_bytes));
        let result = f(self);
        self.heap.stack.set_base(previous);
        self.stack_limit = previous_limit;
        std::hint::black_box(&mut marker);
        result
    }

    /// Counts a Python frame.
    ///
    /// # Errors
    /// `RecursionError` past `sys.getrecursionlimit()` or when the native stack is used up.
    #[inline(always)]
    pub fn enter_frame(&mut self) -> Result<()> {
        let mut here = 0u8;
        if self.depth >= self.recursion_limit || ((&raw mut here) as usize) < self.stack_limit {
            return Err(self.recursion_error());
        }
        self.depth += 1;
        Ok(())
    }

    /// Leaves a frame counted by [`Runtime::enter_frame`].
    #[inline(always)]
    pub fn leave_frame(&mut self) {
        self.depth -= 1;
    }

    /// For native code that calls itself through guest values without a Python frame in between.
    ///
    /// # Errors
    /// `RecursionError` when the native stack is used up.
    #[inline]
    pub fn check_native_stack(&mut self) -> Result<()> {
        let mut here = 0u8;
        if ((&raw mut here) as usize) < self.stack_limit { Err(self.recursion_error()) } else { Ok(()) }
    }

    #[cold]
    #[inline(never)]
    fn recursion_error(&mut self) -> Raised {
        let class = self.exceptions.recursion_error;
        self.raise(class, "maximum recursion depth exceeded")
    }

    // ---- raising --------------------------------------------------------------------------------------------------

    /// The pending exception as an object.
    pub fn pending_exception(&self) -> Option<Gc<Exception>> {
        self.pending.as_object()
    }

    /// Takes the pending exception; the runtime has none afterwards.
    pub fn take_pending(&mut self) -> Value {
        std::mem::replace(&mut self.pending, Value::EMPTY)
    }

    /// Makes an exception instance pending, chaining `__context__` to the one being handled.
    pub fn raise_value(&mut self, exception: Value) -> Raised {
        if let (Some(e), Some(&context)) = (exception.as_object::<Exception>(), self.handling.last())
            && context != exception
            && !context.is_empty()
        {
            self.break_context_cycle(context, exception);
            e.context.set(context);
        }
        self.pending = exception;
        Raised
    }

    /// As CPython's `_PyErr_SetObject`: the chain of contexts below `start` must not lead back to `exception`.
    fn break_context_cycle(&self, start: Value, exception: Value) {
        let mut at = start;
        while let Some(e) = at.as_object::<Exception>() {
            let next = e.context.get();
            if next == exception {
                e.context.set(Value::NONE);
                return;
            }
            at = next;
        }
    }

    /// Raises `class(message)` for an exception class of this runtime.
    #[cold]
    pub fn raise(&mut self, class: Gc<Class>, message: impl AsRef<str>) -> Raised {
        let text = self.str_value(message.as_ref());
        self.raise_with(class, &[text])
    }

    /// Raises `class()`.
    #[cold]
    pub fn raise_class(&mut self, class: Gc<Class>) -> Raised {
        self.raise_with(class, &[])
    }

    /// Raises `class(*args)` for a builtin exception class.
    #[cold]
    pub fn raise_with(&mut self, class: Gc<Class>, args: &[Value]) -> Raised {
        let args = self.new_tuple(args);
        let exception = self.new_exception(class.root_shape(), args);
        self.raise_value(exception.into())
    }
}

macro_rules! raisers {
    ($($(#[$doc:meta])* $method:ident = $class:ident;)*) => {
        impl Runtime {
            $(
                $(#[$doc])*
                #[cold]
                pub fn $method(&mut self, message: impl AsRef<str>) -> Raised {
                    let class = self.exceptions.$class;
                    self.raise(class, message)
                }
            )*
        }
    };
}

raisers! {
    /// Raises `TypeError`.
    type_error = type_error;
    /// Raises `ValueError`.
    value_error = value_error;
    /// Raises `IndexError`.
    index_error = index_error;
    /// Raises `AttributeError`.
    attribute_error = attribute_error;
    /// Raises `NameError`.
    name_error = name_error;
    /// Raises `UnboundLocalError`.
    unbound_local_error = unbound_local_error;
    /// Raises `OverflowError`.
    overflow_error = overflow_error;
    /// Raises `ZeroDivisionError`.
    zero_division_error = zero_division_error;
    /// Raises `RuntimeError`.
    runtime_error = runtime_error;
    /// Raises `ImportError`.
    import_error = import_error;
}

impl Runtime {
    /// A runtime whose classes and names are still placeholders: [`crate::types::bootstrap`] fills them in before any
    /// guest value exists.
    pub(crate) fn unfinished(options: Options) -> Runtime {
        let mut heap = Heap::new();
        heap.stress = options.gc_stress;
        // SAFETY: none of the placeholders is followed before bootstrap replaces it.
        unsafe {
            Runtime {
                heap,
                pending: Value::EMPTY,
                depth: 0,
                recursion_limit: 1000,
                int_max_str_digits: 4300,
                stack_limit: 0,
                generator_return: Value::NONE,
                handling: Vec::new(),
                shapes: Shapes::default(),
                types: Types::placeholder(),
                exceptions: Exceptions::placeholder(),
                names: Names::new(|_| Gc::placeholder()),
                builtins: Gc::placeholder(),
                modules: Gc::placeholder(),
                empty_tuple: Gc::placeholder(),
                options,
                memory_bytes: crate::memory::memory_bytes(),
                object_new: Value::EMPTY,
                object_init: Value::EMPTY,
                builtin_next: Value::EMPTY,
                drained: Vec::new(),
                draining: Value::EMPTY,
                chain: Default::default(),
                exception_new: Value::EMPTY,
                exception_init: Value::EMPTY,
                last_lookup: crate::object::dict::LastLookup::NONE,
                single_chars: Vec::new(),
                interned: FxHashMap::default(),
                protos: Vec::new(),
                engine: None,
                version_counter: 0,
                hash_epoch: 0,
                method_cache: crate::ops::attribute::new_method_cache(),
                super_cache: crate::ops::attribute::new_super_cache(),
                permanent: Vec::new(),
                stdout: Box::new(std::io::BufWriter::with_capacity(1 << 16, std::io::stdout())),
                stderr: Box::new(std::io::stderr()),
                raised_again: Value::EMPTY,
                coroutine_stacks: Vec::new(),
                coroutine_class: None,
                compiled_texts: FxHashMap::default(),
                repr_active: Vec::new(),
            }
        }
    }

    /// A runtime without engine: all builtin classes, functions and modules are there, output goes to the process.
    pub fn new(options: Options) -> Runtime {
        crate::types::bootstrap(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::list::List;

    #[test]
    fn collection_keeps_what_the_stack_and_roots_reach_and_frees_the_rest() {
        let mut rt = Runtime::new(Options::default());
        rt.enter(1 << 20, |rt| {
            let kept = rt.new_empty_list();
            let mut rooted = rt.rooted();
            for i in 0..2000 {
                let s = rt.str_value(&format!("string number {i}"));
                kept.push(rt, s);
                let t = rt.new_tuple(&[s, Value::small_int(i)]);
                rooted.push(t.into());
                rt.new_instance(rt.types.object.root_shape(), 2, None);
            }
            rt.collect();
            rt.collect();
            assert_eq!(kept.len(), 2000);
            for i in 0..2000usize {
                let s = kept.get(i).and_then(|v| v.as_object::<Str>()).expect("strings survive");
                assert!(s.eq_rust(&format!("string number {i}")));
                let t = rooted[i].as_object::<Tuple>().expect("tuples survive");
                assert_eq!(t.items()[1], Value::small_int(i as i64));
            }
            let before = rt.heap.counters().live_bytes;
            drop(rooted);
            rt.collect();
            assert!(rt.heap.counters().live_bytes < before);
            assert!(Value::from(kept).as_object::<List>().is_some());
        });
    }

    #[test]
    fn stress_mode_collects_at_every_allocation() {
        let mut rt = Runtime::new(Options { gc_stress: 1, ..Options::default() });
        rt.enter(1 << 20, |rt| {
            let dict = rt.new_dict();
            for i in 0..50 {
                let key = rt.intern(&format!("k{i}"));
                let value = rt.new_tuple(&[key.into()]);
                dict.set_str(rt, key, value.into());
            }
            assert_eq!(dict.len(), 50);
            assert!(rt.heap.counters().collections >= 50);
        });
    }
}
