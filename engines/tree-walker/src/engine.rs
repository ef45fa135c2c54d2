//! The engine: calling functions, making generators, loading modules.

use crate::code::Code;
use crate::frame::{Flow, Frame, Namespace};
use frontend::hir::Program;
use runtime::engine::{CompiledText, LoadError, Resume, TextMode};
use runtime::heap::Marker;
use runtime::object::Gc;
use runtime::object::dict::Dict;
use runtime::object::function::Function;
use runtime::object::generator::Generator;
use runtime::object::tuple::Tuple;
use runtime::{Engine, Raised, Result, Runtime, Value};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// Source text to resolved tree: what imports need. Given by whoever makes the engine.
pub type FrontEnd = fn(&[u8], &str) -> std::result::Result<Program, LoadError>;

/// Arguments and parameters that are kept on the native stack, where the collector finds them.
pub(crate) const FEW: usize = 8;

/// The tree-walking engine.
pub struct TreeWalker {
    me: Weak<TreeWalker>,
    front_end: FrontEnd,
    codes: RefCell<Vec<&'static Code>>,
    current: Cell<Option<Gc<Function>>>,
    /// Snapshot of local variables for a `locals()` being called.
    pub(crate) locals: Cell<Option<Gc<Dict>>>,
    /// Raised when slots found by shape alone may be hidden by a descriptor from now on.
    pub(crate) attribute_epoch: Cell<u32>,
    calls: Cell<u64>,
    functions: Cell<u64>,
}

impl TreeWalker {
    /// A new engine that compiles imported modules with `front_end`.
    pub fn new(front_end: FrontEnd) -> Rc<TreeWalker> {
        Rc::new_cyclic(|me| TreeWalker {
            me: Weak::clone(me),
            front_end,
            codes: RefCell::new(Vec::new()),
            current: Cell::new(None),
            locals: Cell::new(None),
            attribute_epoch: Cell::new(0),
            calls: Cell::new(0),
            functions: Cell::new(0),
        })
    }

    /// The engine, for what outlives a borrow of it.
    pub(crate) fn shared(&self) -> Option<Rc<TreeWalker>> {
        self.me.upgrade()
    }

    /// Lowers a program to nodes: a function of no arguments that runs the module's body on `globals`.
    ///
    /// # Errors
    /// None at present; the signature is that of every engine.
    pub fn prepare(&self, rt: &mut Runtime, program: &Program, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, LoadError> {
        Ok(crate::lower::lower_program(self, rt, program, globals))
    }

    /// Registers lowered code; the index is the `code` word of functions.
    pub(crate) fn add_code(&self, code: Code) -> usize {
        let mut codes = self.codes.borrow_mut();
        codes.push(Box::leak(Box::new(code)));
        self.functions.set(self.functions.get() + 1);
        codes.len() - 1
    }

    /// Index that the next registered code will have.
    pub(crate) fn next_code(&self) -> usize {
        self.codes.borrow().len()
    }

    #[inline]
    pub(crate) fn code(&self, function: Gc<Function>) -> &'static Code {
        self.codes.borrow()[function.code]
    }

    /// Calls a Python function with positional arguments.
    #[inline]
    pub(crate) fn call_positional(&self, rt: &mut Runtime, function: Gc<Function>, args: &[Value]) -> Result {
        let code = self.code(function);
        if args.len() == code.simple_arguments {
            self.run(rt, code, function, args, None)
        } else {
            self.bind_and_run(rt, function, args, None)
        }
    }

    /// Runs a body with its parameter slots already bound.
    fn run(&self, rt: &mut Runtime, code: &'static Code, function: Gc<Function>, args: &[Value], namespace: Option<Namespace>) -> Result {
        match code.frame_slots() {
            0..=4 => self.run_sized::<4>(rt, code, function, args, namespace),
            5..=8 => self.run_sized::<8>(rt, code, function, args, namespace),
            9..=16 => self.run_sized::<16>(rt, code, function, args, namespace),
            17..=32 => self.run_sized::<32>(rt, code, function, args, namespace),
            n => {
                let slots = rt.new_slot_array(n);
                self.run_in(rt, code, function, slots.slots(), args, namespace)
            }
        }
    }

    #[inline(never)]
    fn run_sized<const N: usize>(
        &self,
        rt: &mut Runtime,
        code: &'static Code,
        function: Gc<Function>,
        args: &[Value],
        namespace: Option<Namespace>,
    ) -> Result {
        let slots = [const { Cell::new(Value::EMPTY) }; N];
        self.run_in(rt, code, function, &slots, args, namespace)
    }

    #[inline]
    fn run_in(
        &self,
        rt: &mut Runtime,
        code: &'static Code,
        function: Gc<Function>,
        slots: &[Cell<Value>],
        args: &[Value],
        namespace: Option<Namespace>,
    ) -> Result {
        rt.enter_frame()?;
        for (slot, &arg) in slots.iter().zip(args) {
            slot.set(arg);
        }
        self.calls.set(self.calls.get() + 1);
        let previous = self.current.replace(Some(function));
        let mut frame = Frame { rt, walker: self, code, function, slots, result: Value::NONE, line: 0, namespace, generator: None };
        let outcome = frame.execute();
        self.current.set(previous);
        rt.leave_frame();
        outcome
    }

    /// Runs a class body on `namespace`; gives the content of its `__class__` cell, to be filled with the class.
    pub(crate) fn run_class_body(&self, rt: &mut Runtime, function: Gc<Function>, namespace: Namespace) -> Result<Value> {
        let code = self.code(function);
        let slots = rt.new_slot_array(code.frame_slots());
        self.run_in(rt, code, function, slots.slots(), &[], Some(namespace))?;
        Ok(code.class_cell.map_or(Value::EMPTY, |i| slots.slots()[code.local_count + i as usize].get()))
    }

    #[inline(never)]
    fn bind_and_run(&self, rt: &mut Runtime, function: Gc<Function>, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        let code = self.code(function);
        if let (true, [mapping]) = (code.takes_namespace, args) {
            let dict = match runtime::object::instance::native_payload(*mapping).as_object::<Dict>() {
                Some(dict) => dict,
                None => rt.new_dict(),
            };
            return self.run(rt, code, function, &[], Some(Namespace { dict, mapping: *mapping }));
        }
        let mut few = [Value::EMPTY; FEW];
        if let Some(bound) = few.get_mut(..code.parameter_slots) {
            return self.bind_and_run_in(rt, function, args, names, bound);
        }
        let mut bound = rt.rooted();
        bound.resize(code.parameter_slots, Value::EMPTY);
        self.bind_and_run_in(rt, function, args, names, &mut bound)
    }

    /// `bound` takes the parameters; the collector sees it.
    #[inline]
    fn bind_and_run_in(
        &self,
        rt: &mut Runtime,
        function: Gc<Function>,
        args: &[Value],
        names: Option<Gc<Tuple>>,
        bound: &mut [Value],
    ) -> Result {
        let code = self.code(function);
        rt.bind_arguments(function, args, names, bound)?;
        if code.is_generator {
            return Ok(crate::generator::make(rt, code, function, bound).into());
        }
        self.run(rt, code, function, bound, None)
    }

    /// Counts a generator's resumption as an activation and makes it current; gives what to restore.
    pub(crate) fn enter(&self, function: Gc<Function>) -> Option<Gc<Function>> {
        self.current.replace(Some(function))
    }

    pub(crate) fn leave(&self, previous: Option<Gc<Function>>) {
        self.current.set(previous);
    }
}

impl Frame<'_> {
    /// Makes the cells and runs the body.
    pub fn execute(&mut self) -> Result {
        let code = self.code;
        for (i, param) in code.cells.iter().enumerate() {
            let content = param.map_or(Value::EMPTY, |p| self.slots[p as usize].get());
            let cell = self.rt.new_cell(content);
            self.slots[code.local_count + i].set(cell.into());
        }
        match code.body.exec(self) {
            Flow::Return => Ok(self.result),
            Flow::Raise => {
                self.rt.add_traceback(code.proto, self.line);
                Err(Raised)
            }
            Flow::Next | Flow::Break | Flow::Continue => Ok(Value::NONE),
        }
    }
}

impl Engine for TreeWalker {
    fn name(&self) -> &'static str {
        "tree-walker"
    }

    fn load_source(&self, rt: &mut Runtime, source: &[u8], path: &str, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, LoadError> {
        let program = (self.front_end)(source, path)?;
        self.prepare(rt, &program, globals)
    }

    fn compile_text(&self, source: &[u8], path: &str, mode: TextMode, own_namespace: bool) -> std::result::Result<CompiledText, LoadError> {
        let mode = match mode {
            TextMode::Exec => frontend::Mode::Exec,
            TextMode::Eval => frontend::Mode::Eval,
            TextMode::Single => frontend::Mode::Single,
        };
        let program = frontend::compile_text(source, path, frontend::Form { mode, own_namespace });
        Ok(Rc::new(program.map_err(|d| LoadError {
            class: d.kind.label(),
            message: d.message,
            path: d.path,
            line: d.line,
            column: d.column,
            end_column: d.end_column,
            source_line: d.source_line,
        })?))
    }

    fn load_text(&self, rt: &mut Runtime, text: &CompiledText, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, LoadError> {
        match text.downcast_ref::<Program>() {
            Some(program) => self.prepare(rt, program, globals),
            None => Err(runtime::engine::foreign_text()),
        }
    }

    fn call_function(&self, rt: &mut Runtime, function: Gc<Function>, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        match names {
            None => self.call_positional(rt, function, args),
            Some(_) => self.bind_and_run(rt, function, args, names),
        }
    }

    fn resume(&self, rt: &mut Runtime, generator: Gc<Generator>, action: Resume) -> Result {
        crate::generator::resume(self, rt, generator, action)
    }

    fn trace_roots(&self, marker: &mut Marker<'_>) {
        // Constants are permanent values of the runtime; everything else lives on native stacks.
        for function in [self.current.get()].into_iter().flatten() {
            marker.object(function);
        }
        for dict in [self.locals.get()].into_iter().flatten() {
            marker.object(dict);
        }
    }

    fn current_globals(&self) -> Option<Gc<Dict>> {
        self.current.get().map(|f| f.globals)
    }

    fn current_locals(&self, _rt: &mut Runtime) -> Option<Gc<Dict>> {
        self.locals.take()
    }

    fn attributes_changed(&self) {
        self.attribute_epoch.set(self.attribute_epoch.get().wrapping_add(1));
    }

    fn counters(&self) -> Vec<(&'static str, u64)> {
        vec![("calls", self.calls.get()), ("functions_lowered", self.functions.get())]
    }
}
