//! From a code object and its profile to machine code: analysis and lowering ([`Compiler`]), then Cranelift ([`Generator`]).

use cranelift_codegen::Context;
use cranelift_codegen::ir::Function;
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{self, Configurable};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use cranelift_jit::{ArenaMemoryProvider, JITBuilder, JITModule};
use cranelift_module::{FuncId, Module};

use crate::abi::{Found, SHAPES_OF_CALL};
use crate::analysis::RegisterSet;
use crate::analysis::graph::Graph;
use crate::analysis::liveness::Liveness;
use crate::analysis::profile::Profile;
use crate::analysis::scalars::Scalars;
use crate::analysis::splice::Spliced;
use crate::analysis::types::{Inference, Type};
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
    /// Objects that are not made.
    pub scalars: &'a Scalars,
}

/// Addresses reserved for the machine code of a unit, in bytes, and those for each instruction of Cranelift's that it is made
/// from, several times what they take; memory is taken for what there is. The functions of a unit reach each other by distances
/// of 32 bits: mapped one by one, they could lie anywhere.
const RESERVED: usize = 64 << 10;
const RESERVED_EACH: usize = 64;

/// Why a translation is given up that wants more words than the table has room for.
pub const NO_ROOM: &str = "too many words";

/// Tables of the engine that translations add to; neither grows beyond its capacity.
pub struct Tables {
    /// Words that compiled code is made with.
    pub constants: Vec<u64>,
    /// What calls that meet several shapes have found, so many entries each.
    pub found: Vec<Found>,
    /// A translation has wanted more words than there is room for, and must not be used.
    pub full: bool,
}

impl Tables {
    /// Number of a word that compiled code is made with. Machine code knows where the table lies, so it never moves.
    pub fn constant(&mut self, word: u64) -> usize {
        if let Some(index) = self.constants.iter().position(|known| *known == word) {
            return index;
        }
        if self.constants.len() == self.constants.capacity() {
            self.full = true;
            return 0;
        }
        self.constants.push(word);
        self.constants.len() - 1
    }

    /// Number of the first entry for one more call, if there is room for it.
    pub fn more_found(&mut self) -> Option<usize> {
        let first = self.found.len();
        let after = first + SHAPES_OF_CALL;
        (after <= self.found.capacity()).then(|| self.found.resize(after, Found::NONE))?;
        Some(first)
    }
}

/// Functions in Cranelift IR, which some thread will make machine code of.
pub struct Prepared {
    module: JITModule,
    /// The unit's function, and the adapter that calls it if it has a direct entry.
    functions: Vec<(FuncId, Function)>,
    listed: bool,
}

/// What became of [`Prepared`].
pub struct Machine {
    /// Holds the machine code.
    pub module: JITModule,
    /// Address and bytes of each function.
    pub ranges: Vec<(usize, usize)>,
    /// Text of the first one, if that was asked for.
    pub listing: Option<Listing>,
}

impl Machine {
    /// Gives the memory back.
    ///
    /// # Safety
    /// Nothing runs in it, and nothing has its address.
    pub unsafe fn release(self) {
        // SAFETY: promised by the caller.
        unsafe { self.module.free_memory() };
    }
}

/// From bytecode to Cranelift IR.
pub struct Compiler {
    isa: OwnedTargetIsa,
    builder_context: FunctionBuilderContext,
}

impl Compiler {
    /// A compiler for this machine; with `verify`, the IR is checked.
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
        Ok(Compiler { isa, builder_context: FunctionBuilderContext::new() })
    }

    /// Translates one unit up to Cranelift IR. The unit has no entry yet, see [`Unit::finish`].
    ///
    /// # Errors
    /// What Cranelift says against it.
    pub fn prepare(
        &mut self,
        profile: &Profile,
        request: Request<'_>,
        tables: &mut Tables,
        listed: bool,
    ) -> Result<(Unit, Prepared), String> {
        let Request { start, seeds, ref naturals, number, epoch, stress, spliced, scalars } = request;
        let object = &spliced.object;
        let graph = Graph::new(object, start.pc_in(spliced), start == Start::Resume);
        let mut liveness = Liveness::new(object, &spliced.entered);
        liveness.keep_slots(scalars);
        let inference = Inference::new(spliced, profile, &graph, &liveness, scalars, seeds, naturals);
        let direct = inference.own.clone();
        let frontend = self.isa.frontend_config();
        let convention = frontend.default_call_conv;
        let mut body = Function::new();
        body.signature = match &direct {
            Some((signature, _)) => direct_signature(signature),
            None => entry_signature(convention),
        };
        let builder = FunctionBuilder::new(&mut body, &mut self.builder_context);
        let exits = Lowering::translate(builder, &inference, crate::lower::Wanted { start, number, epoch, stress, tables }, frontend);
        if std::mem::take(&mut tables.full) {
            return Err(NO_ROOM.to_owned());
        }
        // A module of its own, so that its memory can be given back.
        let mut builder = JITBuilder::with_isa(self.isa.clone(), cranelift_module::default_libcall_names());
        let memory = ArenaMemoryProvider::new_with_size(RESERVED + body.dfg.num_insts() * RESERVED_EACH).map_err(|e| e.to_string())?;
        builder.memory_provider(Box::new(memory));
        let mut module = JITModule::new(builder);
        let mut unit = Unit::new(start, exits, spliced.frames.clone());
        let declare =
            |module: &mut JITModule, function: &Function| module.declare_anonymous_function(&function.signature).map_err(|e| e.to_string());
        let id = declare(&mut module, &body)?;
        let mut functions = vec![(id, body)];
        if let Some(direct) = direct {
            let mut adapter = Function::new();
            adapter.signature = entry_signature(convention);
            let callee = module.declare_func_in_func(id, &mut adapter);
            let builder = FunctionBuilder::new(&mut adapter, &mut self.builder_context);
            let what = Adapter { callee, signature: &direct.0, unit: number, registers: spliced.frames[0].code().registers };
            unit.exits.extend(what.translate(builder, unit.exits.len(), spliced.frames[0].code, frontend));
            functions.push((declare(&mut module, &adapter)?, adapter));
            unit.direct = Some((direct, 0));
        }
        unit.instructions = functions.iter().map(|(_, function)| function.dfg.num_insts()).sum();
        Ok((unit, Prepared { module, functions, listed }))
    }
}

/// From Cranelift IR to machine code. It knows nothing of the runtime, so it may be on another thread.
pub struct Generator {
    context: Context,
}

impl Default for Generator {
    fn default() -> Generator {
        Generator { context: Context::new() }
    }
}

impl Generator {
    /// Makes machine code.
    ///
    /// # Errors
    /// What Cranelift says against it.
    pub fn generate(&mut self, prepared: Prepared) -> Result<Machine, String> {
        let Prepared { mut module, functions, listed } = prepared;
        let mut listing = None;
        let mut sizes = Vec::new();
        for (id, function) in functions {
            module.clear_context(&mut self.context);
            let first = sizes.is_empty();
            let clif = (listed && first).then(|| function.display().to_string());
            self.context.func = function;
            self.context.set_disasm(clif.is_some());
            module.define_function(id, &mut self.context).map_err(|e| format!("{e:?}"))?;
            let compiled = self.context.compiled_code();
            sizes.push((id, compiled.map_or(0, |code| code.code_buffer().len())));
            if let Some(clif) = clif {
                let assembly = compiled.and_then(|code| code.vcode.clone()).unwrap_or_default();
                listing = Some(Listing { clif, assembly });
            }
        }
        module.finalize_definitions().map_err(|e| e.to_string())?;
        let ranges = sizes.into_iter().map(|(id, bytes)| (module.get_finalized_function(id) as usize, bytes)).collect();
        Ok(Machine { module, ranges, listing })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_words_never_moves() {
        let mut tables = Tables { constants: Vec::with_capacity(8), found: Vec::new(), full: false };
        let (place, room) = (tables.constants.as_ptr(), tables.constants.capacity() as u64);
        assert!((0..room).all(|word| tables.constant(word) == word as usize));
        assert_eq!((tables.constant(3), tables.full), (3, false));
        assert_eq!((tables.constant(room), tables.full), (0, true));
        assert_eq!((tables.constants.as_ptr(), tables.constants.len() as u64), (place, room));
    }
}
