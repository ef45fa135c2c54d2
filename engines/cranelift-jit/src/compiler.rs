//! From a code object and its profile to machine code: analysis, lowering, Cranelift.

use bytecode_vm::tier::Entry;
use cranelift_codegen::Context;
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{self, Configurable};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use cranelift_jit::{JITBuilder, JITModule};
use cranelift_module::{FuncId, Module};

use crate::abi::{Found, SHAPES_OF_CALL};
use crate::analysis::RegisterSet;
use crate::analysis::graph::Graph;
use crate::analysis::liveness::Liveness;
use crate::analysis::splice::Spliced;
use crate::analysis::types::{Inference, Profile, Type};
use crate::lower::{Adapter, Lowering, direct_signature, entry_signature};
use crate::unit::{Start, Unit};

/// Text of a translation, for people.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Cranelift IR as the lowering made it.
    pub clif: String,
    /// Machine code as Cranelift shows it.
    pub assembly: String,
}

/// Which unit is wanted.
#[derive(Clone)]
pub struct Request<'a> {
    /// Where it begins.
    pub start: Start,
    /// Types of registers there.
    pub seeds: &'a [(u16, Type)],
    /// Registers that hold no negative integer there.
    pub naturals: RegisterSet,
    /// Its number, which its exits will say.
    pub number: u32,
    /// The attribute epoch of the profile.
    pub epoch: u64,
    /// Let guards fail at random.
    pub stress: bool,
    /// The code, callees inlined.
    pub spliced: &'a Spliced,
}

/// Tables of the engine that translations add to; neither grows beyond its capacity.
pub struct Tables {
    /// Words that compiled code is made with.
    pub constants: Vec<u64>,
    /// What calls that meet several shapes have found, so many entries each.
    pub found: Vec<Found>,
}

impl Tables {
    /// Number of the first entry for one more call, if there is room for it.
    pub fn more_found(&mut self) -> Option<usize> {
        let first = self.found.len();
        let after = first + SHAPES_OF_CALL;
        (after <= self.found.capacity()).then(|| self.found.resize(after, Found::NONE))?;
        Some(first)
    }
}

/// The machine-code generator.
pub struct Compiler {
    isa: OwnedTargetIsa,
    context: Context,
    builder_context: FunctionBuilderContext,
}

impl Compiler {
    /// A generator for this machine; with `verify`, it checks the IR it is given.
    ///
    /// # Errors
    /// Cranelift does not know the machine.
    pub fn new(verify: bool) -> Result<Compiler, String> {
        let mut flags = settings::builder();
        let set = |flags: &mut settings::Builder, name: &str, value: &str| flags.set(name, value).map_err(|e| e.to_string());
        set(&mut flags, "opt_level", "speed")?;
        set(&mut flags, "preserve_frame_pointers", "true")?;
        set(&mut flags, "unwind_info", "false")?;
        set(&mut flags, "enable_verifier", if verify || cfg!(debug_assertions) { "true" } else { "false" })?;
        let isa = cranelift_native::builder().map_err(str::to_owned)?;
        let isa = isa.finish(settings::Flags::new(flags)).map_err(|e| e.to_string())?;
        Ok(Compiler { isa, context: Context::new(), builder_context: FunctionBuilderContext::new() })
    }

    /// Translates one unit.
    ///
    /// # Errors
    /// What Cranelift says against the translation.
    pub fn compile(
        &mut self,
        profile: &Profile,
        request: Request<'_>,
        tables: &mut Tables,
        listing: Option<&mut Listing>,
    ) -> Result<Unit, String> {
        let Request { start, seeds, ref naturals, number, epoch, stress, spliced } = request;
        let object = &spliced.object;
        let entry_pc = match start {
            Start::Call => 0,
            Start::Loop(pc) | Start::Resume(pc) => spliced.own(pc),
        };
        let graph = Graph::new(object, entry_pc);
        let liveness = Liveness::new(object, &spliced.entered);
        let inference = Inference::new(spliced, profile, &graph, &liveness, seeds, naturals);
        let direct = inference.own.clone();
        // A module of its own, so that its memory can be given back.
        let mut module = JITModule::new(JITBuilder::with_isa(self.isa.clone(), cranelift_module::default_libcall_names()));
        module.clear_context(&mut self.context);
        let convention = module.target_config().default_call_conv;
        self.context.func.signature = match &direct {
            Some((signature, _)) => direct_signature(convention, signature),
            None => entry_signature(convention),
        };
        let builder = FunctionBuilder::new(&mut self.context.func, &mut self.builder_context);
        let exits =
            Lowering::translate(builder, &inference, crate::lower::Wanted { start, number, epoch, stress, tables }, module.target_config());
        let frames = spliced.frames.clone();
        let mut unit =
            Unit { entry: no_entry, start, direct: None, exits, frames, bytes: 0, ranges: Vec::new(), instructions: 0, module: None };
        let body = self.define(&mut module, &mut unit, listing)?;
        let Some(direct) = direct else {
            module.finalize_definitions().map_err(|e| e.to_string())?;
            unit.entry = entry(&module, body);
            unit.ranges.push((unit.entry as usize, unit.bytes));
            unit.module = Some(module);
            return Ok(unit);
        };
        module.clear_context(&mut self.context);
        self.context.func.signature = entry_signature(convention);
        let callee = module.declare_func_in_func(body, &mut self.context.func);
        let builder = FunctionBuilder::new(&mut self.context.func, &mut self.builder_context);
        let what = Adapter { callee, signature: &direct.0, unit: number, registers: spliced.frames[0].code().registers };
        unit.exits.extend(what.translate(builder, unit.exits.len(), spliced.frames[0].code, module.target_config()));
        let body_bytes = unit.bytes;
        let adapter = self.define(&mut module, &mut unit, None)?;
        module.finalize_definitions().map_err(|e| e.to_string())?;
        unit.entry = entry(&module, adapter);
        let address = module.get_finalized_function(body) as usize;
        unit.ranges.extend([(address, body_bytes), (unit.entry as usize, unit.bytes - body_bytes)]);
        unit.direct = Some((direct, address));
        unit.module = Some(module);
        Ok(unit)
    }

    /// Machine code of the function in the context.
    fn define(&mut self, module: &mut JITModule, unit: &mut Unit, listing: Option<&mut Listing>) -> Result<FuncId, String> {
        if listing.is_some() {
            self.context.set_disasm(true);
        }
        let clif = listing.is_some().then(|| self.context.func.display().to_string());
        let signature = self.context.func.signature.clone();
        let id = module.declare_anonymous_function(&signature).map_err(|e| e.to_string())?;
        unit.instructions += self.context.func.dfg.num_insts();
        module.define_function(id, &mut self.context).map_err(|e| format!("{e:?}"))?;
        let compiled = self.context.compiled_code();
        unit.bytes += compiled.map_or(0, |code| code.code_buffer().len());
        if let Some(listing) = listing {
            listing.clif = clif.unwrap_or_default();
            listing.assembly = compiled.and_then(|code| code.vcode.clone()).unwrap_or_default();
        }
        Ok(id)
    }
}

fn entry(module: &JITModule, function: FuncId) -> Entry {
    let address = module.get_finalized_function(function);
    // SAFETY: the code at this address was generated with the signature and calling convention of `Entry`.
    unsafe { std::mem::transmute::<*const u8, Entry>(address) }
}

/// What a unit has for an entry until it has one.
unsafe extern "C" fn no_entry(_: *mut bytecode_vm::context::Context, _: *mut runtime::Value) -> u64 {
    0
}
