//! The engine: the interpreter with the compiling tier attached.

use std::path::Path;
use std::rc::Rc;

use bytecode_vm::BytecodeVm;
use frontend::hir::Program;
use runtime::engine::{CompiledText, Engine, FileError, LoadError, Resume, TextMode};
use runtime::heap::Marker;
use runtime::object::dict::Dict;
use runtime::object::function::Function;
use runtime::object::generator::Generator;
use runtime::object::tuple::Tuple;
use runtime::object::{Gc, ShapeId};
use runtime::{Result, Runtime, Value};

use crate::abi::{FAMILIES, Lanes, TierData, helper_addresses, word};
use crate::analysis::profile::family_number;
use crate::tier::{JitOptions, JitTier};

macro_rules! step_names {
    (base { $($(#[doc = $doc:literal])+ $name:ident [$($field:ident: $role:ident),*];)* }
     quick { $($(#[doc = $qdoc:literal])+ $quick:ident of $base:ident;)* }) => {
        /// Names of the counters of instructions left to the interpreter's handlers, by opcode.
        const STEP_NAMES: &[&str] = &[
            $(concat!("left_", stringify!($name)),)*
            $(concat!("left_", stringify!($quick)),)*
        ];
        /// Names of the counters of failed guards, by the opcode of the instruction they were about.
        const EXIT_NAMES: &[&str] = &[
            $(concat!("exits_at_", stringify!($name)),)*
            $(concat!("exits_at_", stringify!($quick)),)*
        ];
    };
}
bytecode::for_each_opcode!(step_names);

/// Parses and resolves a source file: how imports get to the front end.
pub type FrontEnd = fn(&[u8], &str) -> std::result::Result<Program, LoadError>;

/// Engine 3.
pub struct CraneliftJit {
    vm: BytecodeVm,
    tier: Rc<JitTier>,
    /// Shared with machine code, which counts in it.
    data: *mut TierData,
    front_end: FrontEnd,
    name: &'static str,
}

impl CraneliftJit {
    /// An engine for this machine. On a processor that Cranelift does not know everything stays in the interpreter, and
    /// the counters say so.
    pub fn new(front_end: FrontEnd, options: JitOptions) -> CraneliftJit {
        let tier = Rc::new(JitTier::new(options));
        let vm = BytecodeVm::with_tier(Rc::clone(&tier) as Rc<dyn bytecode_vm::tier::Tier>);
        let data = Box::into_raw(Box::new(TierData {
            helpers: helper_addresses(),
            calls: 0,
            calls_by_helper: 0,
            iterations: 0,
            constants: tier.constants(),
            direct: tier.direct_entries(),
            attribute_epoch: 0,
            doubles_versions: [0; FAMILIES],
            double: Lanes([word::DOUBLE as u64; 2]),
            steps: [0; 256],
            slots: tier.natives().slots(),
            found: tier.found(),
            characters: std::ptr::null(),
            stress: options.stress.unwrap_or(0).wrapping_mul(2).wrapping_add(0x9E37_79B9_7F4A_7C15) | 1,
            tier: Rc::as_ptr(&tier),
            met: Value::EMPTY,
        }));
        // SAFETY: the machine is live and nothing runs on it yet.
        unsafe { (*vm.context()).tier_data = data.cast() };
        let name = if options.eager { "cranelift-jit-eager" } else { "cranelift-jit" };
        CraneliftJit { vm, tier, data, front_end, name }
    }

    /// Makes a resolved program runnable: a function of no arguments whose globals are `globals`.
    ///
    /// # Errors
    /// A block is too large for the instruction format.
    pub fn prepare(&self, rt: &mut Runtime, program: &Program, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, LoadError> {
        // SAFETY: the data live as long as the engine; no machine code has run yet, or the field is as it was.
        unsafe { (*self.data).characters = rt.single_characters() };
        let module = bytecode::compile(program).map_err(|error| LoadError {
            class: "unsupported",
            message: format!("`{}` is too large: {}", error.function, error.limit),
            path: program.path.clone(),
            line: error.line,
            column: 0,
            end_column: 0,
            source_line: String::new(),
        })?;
        Ok(self.vm.load_module(rt, module, globals))
    }

    /// The interpreter underneath.
    pub fn vm(&self) -> &BytecodeVm {
        &self.vm
    }

    /// The tier.
    pub fn tier(&self) -> &JitTier {
        &self.tier
    }
}

impl Drop for CraneliftJit {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw` in `new`; no machine code runs any more.
        unsafe { drop(Box::from_raw(self.data)) };
    }
}

impl Engine for CraneliftJit {
    fn name(&self) -> &'static str {
        self.name
    }

    fn load_source(&self, rt: &mut Runtime, source: &[u8], path: &str, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, LoadError> {
        let program = (self.front_end)(source, path)?;
        self.prepare(rt, &program, globals)
    }

    fn load_file(&self, rt: &mut Runtime, file: &Path, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, FileError> {
        self.vm.load_import(rt, file, globals)
    }

    fn compile_text(&self, source: &[u8], path: &str, mode: TextMode, own_namespace: bool) -> std::result::Result<CompiledText, LoadError> {
        self.vm.compile_text(source, path, mode, own_namespace)
    }

    fn load_text(&self, rt: &mut Runtime, text: &CompiledText, globals: Gc<Dict>) -> std::result::Result<Gc<Function>, LoadError> {
        self.vm.load_text(rt, text, globals)
    }

    fn call_function(&self, rt: &mut Runtime, function: Gc<Function>, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        self.vm.call_function(rt, function, args, names)
    }

    fn resume(&self, rt: &mut Runtime, generator: Gc<Generator>, action: Resume) -> Result {
        self.vm.resume(rt, generator, action)
    }

    fn trace_roots(&self, marker: &mut Marker<'_>) {
        self.vm.trace_roots(marker);
        self.tier.trace_roots(marker);
    }

    fn current_globals(&self) -> Option<Gc<Dict>> {
        self.vm.current_globals()
    }

    fn current_locals(&self, rt: &mut Runtime) -> Option<Gc<Dict>> {
        self.vm.current_locals(rt)
    }

    fn attributes_changed(&self) {
        self.vm.attributes_changed();
        // Compiled code asks for the number before it trusts what it was compiled with.
        // SAFETY: the data live as long as the engine; machine code only reads the field.
        let epoch = unsafe {
            (*self.data).attribute_epoch += 1;
            (*self.data).attribute_epoch
        };
        self.tier.discard_all(epoch);
    }

    fn doubles_changed(&self, family: ShapeId) {
        let family = family_number(family);
        let version = self.tier.discard_doubles(family);
        // SAFETY: as above.
        unsafe { (&mut (*self.data).doubles_versions)[usize::from(family)] = version };
    }

    fn start_profile(&self) {
        self.vm.start_profile();
    }

    fn profile(&self) -> runtime::profile::Profile {
        self.vm.profile()
    }

    fn tier_events(&self) -> Vec<String> {
        self.tier.events()
    }

    fn counters(&self) -> Vec<(&'static str, u64)> {
        let mut all = self.vm.counters();
        let jit = self.tier.counters();
        // SAFETY: no machine code runs while counters are read.
        let (calls, by_helper, iterations) = unsafe { ((*self.data).calls, (*self.data).calls_by_helper, (*self.data).iterations) };
        // SAFETY: the machine is live.
        let entered = unsafe { (*self.vm.context()).counters.tier_calls };
        // The interpreter counts a call before it looks whether the callee is compiled.
        let interpreted = jit.interpreted.saturating_sub(entered);
        all.extend([
            ("functions_compiled", jit.functions_compiled),
            ("functions_left", jit.functions_left),
            ("units_compiled", jit.units_compiled),
            ("calls_inlined", jit.calls_inlined),
            ("objects_replaced", jit.objects_replaced),
            ("units_discarded", jit.discarded),
            ("calls_compiled", calls),
            ("calls_compiled_by_helper", by_helper),
            ("loop_iterations_compiled", iterations),
            ("calls_and_iterations_interpreted", interpreted),
            ("side_exits", jit.side_exits),
            ("exceptions_in_compiled_code", jit.exceptions),
            ("code_bytes", jit.code_bytes),
            ("code_bytes_freed", jit.code_bytes_freed),
            ("instructions_translated", jit.instructions_translated),
        ]);
        // SAFETY: as above.
        let steps = unsafe { &(*self.data).steps };
        all.push(("instructions_left", steps.iter().sum()));
        for (names, counts) in [(STEP_NAMES, steps), (EXIT_NAMES, &self.tier.failed_at())] {
            let mut met: Vec<_> = names.iter().zip(counts).filter(|(_, count)| **count > 0).map(|(name, count)| (*name, *count)).collect();
            met.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            all.extend(met);
        }
        all
    }
}
