//! Engine 2: a register machine that runs the bytecode of the `bytecode` crate.
//!
//! Reading order: [`context`] (register stack and frames), [`code`] (loaded code and inline caches), `load`, `ops` (one
//! function for each opcode), `driver` (dispatch), `unwind` (exceptions), `generator`, [`tier`] (the door for a
//! compiler). Calls between Python functions do not recurse natively. All semantics come from `runtime`: a fast path
//! here does all of an operation or nothing of it.

pub mod code;
pub mod context;
pub mod counters;
mod driver;
pub mod generator;
mod known;
mod load;
pub mod operators;
mod ops;
mod polymorphic;
mod profile;
pub mod step;
pub mod tier;
mod tier_exit;
mod unwind;

pub use ops::containers::{format_simple, format_with};

use std::cell::{RefCell, UnsafeCell};
use std::path::Path;
use std::rc::Rc;

use runtime::engine::{CompiledText, Engine, FileError, LoadError, Resume, TextMode};
use runtime::heap::Marker;
use runtime::object::Gc;
use runtime::object::class::Class;
use runtime::object::dict::Dict;
use runtime::object::function::{CellVar, Function};
use runtime::object::generator::Generator;
use runtime::object::string::Str;
use runtime::object::tuple::Tuple;
use runtime::profile::Profile;
use runtime::{Raised, Result, Runtime, Value};

use code::Code;
use context::{Context, Frame, FrameKind, State};
pub use generator::HEAD as GENERATOR_HEAD;
pub use ops::SETTLED;
use tier::Tier;

/// What a method call through an attribute finds, see [`BytecodeVm::known_callee`].
#[derive(Clone, Copy, Debug)]
pub enum Callee {
    /// A function of the class that takes the receiver first.
    Method(Value),
    /// A value of the class, as it is.
    Plain(Value),
    /// Whatever this slot of the receiver holds.
    Slot(u32),
    /// Nothing is known.
    Unknown,
}

/// A call that compiled code has inlined and that the interpreter has to go on with.
#[derive(Clone, Copy, Debug)]
pub struct InlinedFrame {
    /// The callee's code.
    pub code: *const Code,
    /// The calling instruction in the code of the frame below.
    pub call_pc: u32,
    /// Its registers, counted from those of the outermost frame.
    pub base: usize,
    /// How it ends.
    pub kind: FrameKind,
}

/// The engine.
pub struct BytecodeVm {
    context: UnsafeCell<Context>,
    #[expect(clippy::vec_box, reason = "functions keep the addresses of their code")]
    codes: RefCell<Vec<Box<Code>>>,
    first_threshold: i32,
}

impl Default for BytecodeVm {
    fn default() -> Self {
        BytecodeVm::new()
    }
}

impl BytecodeVm {
    /// An engine that interprets everything.
    pub fn new() -> BytecodeVm {
        BytecodeVm { context: UnsafeCell::new(Context::new()), codes: RefCell::default(), first_threshold: i32::MAX }
    }

    /// An engine that asks `tier` about hot code.
    pub fn with_tier(tier: Rc<dyn Tier>) -> BytecodeVm {
        let mut context = Context::new();
        let first_threshold = tier.first_threshold();
        context.tier = Some(tier);
        BytecodeVm { context: UnsafeCell::new(context), codes: RefCell::default(), first_threshold }
    }

    pub(crate) fn first_threshold(&self) -> i32 {
        self.first_threshold
    }

    /// Keeps loaded code as long as the engine lives and gives its address.
    pub(crate) fn keep(&self, code: Code) -> *mut Code {
        let mut code = Box::new(code);
        let address: *mut Code = &mut *code;
        self.count(|counters| counters.functions_loaded += 1);
        self.codes.borrow_mut().push(code);
        address
    }

    pub(crate) fn count(&self, event: impl FnOnce(&mut counters::Counters)) {
        // SAFETY: the machine is live and no handler holds a reference to its counters.
        event(unsafe { &mut (*self.context.get()).counters });
    }

    /// The machine, for a compiling tier.
    pub fn context(&self) -> *mut Context {
        self.context.get()
    }

    /// Visits all loaded code.
    pub fn for_each_code(&self, mut visit: impl FnMut(&Code)) {
        for code in self.codes.borrow().iter() {
            visit(code);
        }
    }

    /// The machine made to run for `rt`; gives what it ran for before.
    fn attach(&self, rt: &mut Runtime) -> (*mut Context, *mut Runtime) {
        let cx = self.context.get();
        // SAFETY: the machine is live; one thread.
        let former = unsafe { std::mem::replace(&mut (*cx).rt, rt) };
        (cx, former)
    }

    /// Runs a function whose parameters stand at `regs`, the first free place of the register stack.
    ///
    /// # Safety
    /// They do, and `cx.rt` is the runtime in use.
    unsafe fn run_frame(&self, cx: *mut Context, regs: *mut Value, code: *const Code) -> Result {
        // SAFETY: by the caller's promise.
        unsafe {
            let rt = &mut *(*cx).rt;
            let top = regs.add((*code).registers as usize);
            let frame = (*cx).frames;
            if rt.depth >= rt.recursion_limit || top > (*cx).stack_end || frame == (*cx).frames_end {
                let class = rt.exceptions.recursion_error;
                return Err(rt.raise(class, "maximum recursion depth exceeded"));
            }
            rt.depth += 1;
            let native = State { pc: std::ptr::null(), regs: (*cx).top };
            *frame = Frame::new(native, (*cx).code, regs, FrameKind::Entry);
            (*cx).frames = frame.add(1);
            (*cx).top = top;
            (*cx).code = code;
            (*cx).counters.calls_from_native += 1;
            ops::start(cx, State { pc: (*code).insns, regs })
        }
    }

    /// What a method call through the class finds: the bits of a function that takes the receiver first, or 0 where more
    /// has to be done. Runs no guest code.
    ///
    /// # Safety
    /// `cx` is the running machine, `receiver` a live value.
    pub unsafe fn find_method(cx: *mut Context, receiver: Value, name: Gc<Str>) -> u64 {
        // SAFETY: by the caller's promise; no other reference to the runtime is in use.
        match unsafe { (*cx).known.load(&mut *(*cx).rt, receiver, name) } {
            known::Load::Method(word) => word,
            _ => 0,
        }
    }

    /// As [`BytecodeVm::find_method`], but whatever a method call through `receiver.name` finds: the callee and whether it takes
    /// the receiver first. Runs guest code where nothing is known.
    ///
    /// # Safety
    /// As there.
    ///
    /// # Errors
    /// Whatever looking it up raises.
    pub unsafe fn load_method(cx: *mut Context, receiver: Value, name: Gc<Str>) -> Result<(Value, bool)> {
        // SAFETY: passed on.
        unsafe {
            match Self::known_method(cx, receiver, name) {
                Some(found) => Ok(found),
                None => Ok(((*(*cx).rt).get_attr(receiver, name)?, false)),
            }
        }
    }

    /// As [`BytecodeVm::load_method`], but only what is known without running guest code.
    ///
    /// # Safety
    /// As there.
    pub unsafe fn known_method(cx: *mut Context, receiver: Value, name: Gc<Str>) -> Option<(Value, bool)> {
        // SAFETY: by the caller's promise; an entry that holds names a value that the class keeps alive.
        unsafe {
            let what = (*cx).known.load(&mut *(*cx).rt, receiver, name);
            ops::known_method(what, receiver)
        }
    }

    /// Puts a function and its parameters, bound to arguments whatever they are, at `place`, above the running frame; gives its
    /// registers.
    ///
    /// # Safety
    /// `cx` is the running machine, whose top is at `place` or below it; the arguments are live.
    ///
    /// # Errors
    /// `TypeError` if the function does not take them.
    pub unsafe fn bind(
        cx: *mut Context,
        place: *mut Value,
        function: Gc<Function>,
        arguments: &[Value],
        names: Option<Gc<Tuple>>,
    ) -> Result<*mut Value> {
        // SAFETY: passed on.
        unsafe { ops::bind_frame(cx, place, function, arguments, names) }
    }

    /// Makes the generator of a function whose bound parameters stand at `registers`, above the running frame.
    ///
    /// # Safety
    /// They do.
    pub unsafe fn make_generator(cx: *mut Context, function: Gc<Function>, registers: *mut Value) -> Value {
        // SAFETY: passed on.
        unsafe { generator::create(cx, function, registers) }
    }

    /// What is known of `receiver.name` for all objects of the receiver's shape while its class has its version; what is not the
    /// same for all of them is given as the slot that they have it in.
    ///
    /// # Safety
    /// As [`BytecodeVm::load_method`].
    pub unsafe fn known_callee(cx: *mut Context, receiver: Value, name: Gc<Str>) -> Callee {
        // SAFETY: by the caller's promise; an entry that holds names a value that the class keeps alive.
        unsafe {
            match (*cx).known.load(&mut *(*cx).rt, receiver, name) {
                known::Load::Method(word) => Callee::Method(Value::from_bits(word)),
                known::Load::Class(word) => Callee::Plain(Value::from_bits(word)),
                known::Load::Slot(slot) => Callee::Slot(slot),
                known::Load::Ask => Callee::Unknown,
            }
        }
    }

    /// What calling a class makes before its `__init__` runs, of a class that the cache of a call holds: a plain instance, or an
    /// exception of these arguments. Runs no guest code.
    ///
    /// # Safety
    /// Such a cache has held the class in the version that it has.
    pub unsafe fn bare_object(rt: &mut Runtime, class: Gc<Class>, args: &[Value]) -> Value {
        // SAFETY: passed on.
        unsafe { ops::bare_object(rt, class, args) }
    }

    /// `receiver.name`, for sites that meet many shapes. What is known of the receiver's shape is used; otherwise the
    /// runtime is asked.
    ///
    /// # Safety
    /// As [`BytecodeVm::find_method`].
    ///
    /// # Errors
    /// Whatever looking it up raises.
    pub unsafe fn attribute(cx: *mut Context, receiver: Value, name: Gc<Str>) -> runtime::Result {
        // SAFETY: by the caller's promise; no other reference to the runtime is in use.
        unsafe { ops::attributes::read_known(cx, receiver, name) }
    }

    /// `receiver.name = value`, likewise.
    ///
    /// # Safety
    /// As [`BytecodeVm::find_method`], and `value` live.
    ///
    /// # Errors
    /// Whatever storing it raises.
    pub unsafe fn set_attribute(cx: *mut Context, receiver: Value, name: Gc<Str>, value: Value) -> runtime::Result<()> {
        // SAFETY: as above.
        unsafe { ops::attributes::write_known(cx, receiver, name, value) }
    }

    /// Finishes an activation in the interpreter: the frame at `regs` goes on at instruction `pc`, or, if calls were
    /// inlined, the innermost of the `inlined` frames does. Called by compiled code that gives up; it returns what the
    /// activation returns, as [`tier::Entry`] does.
    ///
    /// # Safety
    /// The running frame of `cx` is `code`'s, its live registers are at `regs`, those of inlined frames where these say,
    /// with what their kind keeps below them; the instruction at `pc` has not begun.
    pub unsafe fn finish_activation(cx: *mut Context, code: *const Code, regs: *mut Value, inlined: &[InlinedFrame], pc: u32) -> u64 {
        // SAFETY: passed on.
        unsafe { Self::finish(cx, code, regs, inlined, pc, ops::Flow::Next) }
    }

    /// Raises the pending exception at instruction `pc` of an activation and finishes it in the interpreter.
    ///
    /// # Safety
    /// As [`BytecodeVm::finish_activation`].
    pub unsafe fn finish_raising(cx: *mut Context, code: *const Code, regs: *mut Value, inlined: &[InlinedFrame], pc: u32) -> u64 {
        // SAFETY: passed on.
        unsafe { Self::finish(cx, code, regs, inlined, pc, ops::Flow::Raise) }
    }

    /// Runs the running frame to its end in a driver of its own. For that time its record says that native code called;
    /// afterwards record, depth and top are as before: the caller of compiled code drops the frame.
    unsafe fn finish(
        cx: *mut Context,
        code: *const Code,
        regs: *mut Value,
        inlined: &[InlinedFrame],
        pc: u32,
        flow: fn(State) -> ops::Flow,
    ) -> u64 {
        // SAFETY: the newest record is the running frame's.
        unsafe {
            let record = (*cx).frames.sub(1);
            let (saved, top) = (*record, (*cx).top);
            let native = State { pc: std::ptr::null(), regs: top };
            *record = Frame::new(native, code, saved.callee_regs(), FrameKind::Entry);
            let mut at = Self::enter_inlined(cx, code, regs, inlined);
            at.pc = (*(*cx).code).insns.add(pc as usize);
            let outcome = driver::run_flow(cx, flow(at));
            *record = saved;
            (*cx).frames = record.add(1);
            (*cx).top = top;
            (*(*cx).rt).depth += 1;
            outcome.map_or(0, Value::bits)
        }
    }

    /// As [`BytecodeVm::finish_activation`] (or, `raising`, [`BytecodeVm::finish_raising`]) for a generator: the interpreter
    /// goes on in the driver that has entered the compiled code, which returns what this gives.
    ///
    /// # Safety
    /// As there.
    pub unsafe fn leave_generator(
        cx: *mut Context,
        code: *const Code,
        regs: *mut Value,
        inlined: &[InlinedFrame],
        pc: u32,
        raising: bool,
    ) -> u64 {
        // SAFETY: passed on.
        unsafe { Self::enter_inlined(cx, code, regs, inlined) };
        tier::left(pc, raising)
    }

    /// What a generator gives next when it is sent a value, empty at its end, if compiled code of its body can be run at once.
    ///
    /// # Safety
    /// `cx` is the running machine.
    #[inline]
    pub unsafe fn send_to_generator(cx: *mut Context, generator: Gc<Generator>, value: Value) -> Option<Result> {
        // SAFETY: passed on.
        unsafe { generator::send_compiled(cx, generator, value) }
    }

    /// Makes frames of inlined calls; gives the innermost, at its first instruction.
    unsafe fn enter_inlined(cx: *mut Context, mut code: *const Code, regs: *mut Value, inlined: &[InlinedFrame]) -> State {
        // SAFETY: the records' end leaves room for them.
        unsafe {
            let mut at = State { pc: (*code).insns, regs };
            for frame in inlined {
                let caller = State { pc: (*code).insns.add(frame.call_pc as usize + 1), ..at };
                at.regs = regs.add(frame.base);
                *(*cx).frames = Frame::new(caller, code, at.regs, frame.kind);
                (*cx).frames = (*cx).frames.add(1);
                (*(*cx).rt).depth += 1;
                code = frame.code;
            }
            (*cx).code = code;
            (*cx).top = at.regs.add((*code).registers as usize);
            at
        }
    }

    /// Code and registers of the innermost Python frame.
    fn innermost(&self) -> Option<(&Code, *mut Value)> {
        let cx = self.context.get();
        // SAFETY: records describe live frames.
        unsafe {
            if (*cx).depth() == 0 {
                return None;
            }
            let regs = (*(*cx).frames.sub(1)).callee_regs();
            let function = (*regs.sub(1)).as_object::<Function>()?;
            Some((&*(function.code as *const Code), regs))
        }
    }
}

impl Engine for BytecodeVm {
    fn name(&self) -> &'static str {
        "bytecode-vm"
    }

    fn load_source(&self, rt: &mut Runtime, source: &[u8], path: &str, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, LoadError> {
        let program = frontend::compile(source, path).map_err(load::load_error)?;
        self.load_program(rt, &program, globals)
    }

    fn load_file(&self, rt: &mut Runtime, file: &Path, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, FileError> {
        self.load_import(rt, file, globals)
    }

    fn compile_text(&self, source: &[u8], path: &str, mode: TextMode, own_namespace: bool) -> std::result::Result<CompiledText, LoadError> {
        let mode = match mode {
            TextMode::Exec => frontend::Mode::Exec,
            TextMode::Eval => frontend::Mode::Eval,
            TextMode::Single => frontend::Mode::Single,
        };
        let program = frontend::compile_text(source, path, frontend::Form { mode, own_namespace }).map_err(load::load_error)?;
        let module = bytecode::compile(&program).map_err(|error| load::limit_error(&error, path))?;
        Ok(Rc::new(module))
    }

    fn load_text(&self, rt: &mut Runtime, text: &CompiledText, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, LoadError> {
        match text.downcast_ref::<bytecode::Module>() {
            Some(module) => Ok(self.load_module(rt, module.clone(), globals)),
            None => Err(runtime::engine::foreign_text()),
        }
    }

    fn call_function(&self, rt: &mut Runtime, function: Gc<Function>, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        // The native stack, not the depth of Python frames, is what this call uses up.
        rt.enter_frame()?;
        rt.leave_frame();
        let (cx, former) = self.attach(rt);
        // SAFETY: the machine runs for this runtime; the new frame is built at the end of the running one.
        unsafe {
            let outcome = match ops::bind_frame(cx, (*cx).top, function, args, names) {
                Err(Raised) => Err(Raised),
                Ok(regs) => {
                    let code = function.code as *const Code;
                    if (*code).object().is_generator { Ok(generator::create(cx, function, regs)) } else { self.run_frame(cx, regs, code) }
                }
            };
            if !former.is_null() {
                (*cx).rt = former;
            }
            outcome
        }
    }

    fn resume(&self, rt: &mut Runtime, generator: Gc<Generator>, action: Resume) -> Result {
        rt.enter_frame()?;
        rt.leave_frame();
        let (cx, former) = self.attach(rt);
        // SAFETY: the machine runs for this runtime.
        unsafe {
            let outcome = generator::resume(cx, generator, action);
            if !former.is_null() {
                (*cx).rt = former;
            }
            outcome
        }
    }

    fn trace_roots(&self, marker: &mut Marker<'_>) {
        let cx = self.context.get();
        // SAFETY: the words between base and top are mapped and belong to the register stack.
        unsafe { marker.conservative((*cx).stack_base as usize, (*cx).top as usize) };
    }

    fn current_globals(&self) -> Option<Gc<Dict>> {
        self.innermost().map(|(code, _)| code.globals)
    }

    fn current_locals(&self, rt: &mut Runtime) -> Option<Gc<Dict>> {
        let (code, regs) = self.innermost()?;
        let object = code.object();
        // SAFETY: registers of the innermost frame; code that may ask for its locals unbinds them at entry.
        let register = |number: u16| unsafe { *regs.add(usize::from(number)) };
        match object.kind {
            bytecode::CodeKind::Module => return None,
            bytecode::CodeKind::ClassBody | bytecode::CodeKind::Namespace => return register(0).as_object::<Dict>(),
            _ => {}
        }
        let dict = rt.new_dict();
        let captured = |name: u32| object.cells.iter().any(|cell| cell.name == name);
        for (slot, &name) in object.local_names.iter().enumerate() {
            let value = register(object.local_base + slot as u16);
            let hidden = code.names[name as usize].eq_rust(".t");
            if !value.is_empty() && !captured(name) && !hidden {
                dict.set_str(rt, code.names[name as usize], value);
            }
        }
        let cells = object.cells.iter().map(|cell| cell.name).chain(object.frees.iter().map(|free| free.name));
        for (offset, name) in cells.enumerate() {
            let cell = register(object.cell_base + offset as u16).as_object::<CellVar>();
            if let Some(value) = cell.and_then(|cell| cell.value.get().present()) {
                dict.set_str(rt, code.names[name as usize], value);
            }
        }
        Some(dict)
    }

    fn attributes_changed(&self) {
        // SAFETY: the machine is live; handlers hold no reference to a cache while guest code runs.
        unsafe { (*self.context.get()).known.clear() };
        for code in self.codes.borrow().iter() {
            code.forget_caches();
        }
    }

    fn start_profile(&self) {
        // SAFETY: the machine is live and no driver runs.
        unsafe { (*self.context.get()).profiler = Some(Box::new(profile::Profiler::new())) };
    }

    fn profile(&self) -> Profile {
        // SAFETY: as above.
        unsafe { (*self.context.get()).profiler.as_ref() }.map(|profiler| profiler.report()).unwrap_or_default()
    }

    fn counters(&self) -> Vec<(&'static str, u64)> {
        // SAFETY: the machine is live.
        unsafe { (*self.context.get()).counters.list() }
    }
}
