//! From bytecode and inferred types to Cranelift IR.
//!
//! Registers of the interpreter's window become SSA variables, up to three for each: raw integer, double, value word.
//! The window in memory stays the canonical place: before anything that looks at it (the interpreter's handlers, callees,
//! exception handlers, side exits), the registers it may look at are stored. A value once stored is not stored again
//! before it changes.
//!
//! All memory accesses are without alias regions: mixing tagged and untagged accesses is miscompiled by this version
//! (bytecodealliance/wasmtime#14323).

mod adapter;
mod allocate;
mod arithmetic;
mod attributes;
mod builtins;
mod calls;
mod compare;
mod containers;
mod direct;
mod exceptions;
mod exits;
mod facts;
mod generators;
mod inline;
mod instructions;
mod items;
mod iterations;
mod iterators;
mod scalars;
mod values;
mod variables;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use bytecode::{Access, CodeObject};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64, I32, I64};
use cranelift_codegen::ir::{AbiParam, Block, BlockArg, Inst, InstBuilder, MemFlagsData, SigRef, Signature, Value};
use cranelift_codegen::isa::{CallConv, TargetFrontendConfig};
use cranelift_frontend::{FunctionBuilder, Variable};

use crate::abi::{self, Helper};
use crate::analysis::RegisterSet;
use crate::analysis::direct::{Form, Signature as DirectSignature};
use crate::analysis::naturals;
use crate::analysis::splice::Spliced;
use crate::analysis::types::{Inference, State, Type};
use crate::compiler::Tables;
use crate::unit::{EXIT_BITS, Exit, Start};
pub use adapter::Adapter;
use exits::{PendingExit, PendingGuard, Region};
use facts::{Facts, Hoisted};
use inline::FrameValues;
use iterations::Counted;

/// Memory accesses of compiled code: aligned, never trapping.
pub(crate) fn flags() -> MemFlagsData {
    MemFlagsData::trusted()
}

/// Accesses to words that stay as they are as long as compiled code can be running, at addresses that are always valid:
/// Cranelift loads them where they are used, once for a loop, and not at all on the way to a cold block.
fn fixed() -> MemFlagsData {
    flags().with_readonly().with_can_move()
}

/// What is known about copies of a register.
#[derive(Clone, Copy, Default)]
struct Copies {
    /// The value-word variable holds it too (of a raw register).
    boxed: bool,
    /// The window in memory holds its value word.
    window: bool,
}

/// Types and copies of all registers at the place being translated.
#[derive(Clone)]
struct Registers {
    types: State,
    copies: Vec<Copies>,
    facts: Facts,
    /// Those that hold no negative integer, before the instruction being translated.
    naturals: RegisterSet,
}

/// Which unit is wanted.
pub struct Wanted<'a> {
    /// Where it begins.
    pub start: Start,
    /// Its number.
    pub number: u32,
    /// The attribute epoch in which the profile was taken.
    pub epoch: u64,
    /// Let guards fail at random.
    pub stress: bool,
    /// The engine's tables.
    pub tables: &'a mut Tables,
}

/// One translation in progress.
pub struct Lowering<'a, 'f> {
    b: FunctionBuilder<'f>,
    inference: &'a Inference<'a>,
    code: &'a CodeObject,
    spliced: &'a Spliced,
    /// Values of its frames, those entered so far.
    frames: Vec<Option<FrameValues>>,
    /// Frame of the instruction being translated.
    frame: u16,
    tables: &'a mut Tables,
    stress: bool,
    start: Start,
    unit: u32,
    variables: Vec<[Option<Variable>; 3]>,
    registers: Registers,
    blocks: Vec<Block>,
    predecessors: Vec<u32>,
    /// By block: what holds on all the ways to it that have been translated.
    inherited: Vec<Option<(Vec<Copies>, Facts)>>,
    /// Begins an iteration of a loop.
    body_start: Vec<bool>,
    cx: Value,
    window: Value,
    rt: Value,
    data: Value,
    code_pointer: Value,
    /// The interpreter's instructions.
    insns: Value,
    /// The interpreter's inline caches.
    caches: Value,
    /// One past the record of the running frame.
    record: Value,
    /// Depth of the running frame.
    depth: Value,
    /// The unit is a function with a direct entry: its machine code has that one's signature.
    direct: Option<Rc<DirectSignature>>,
    /// The machine knows of the unit's frame at all times.
    always_shown: bool,
    iterations: Option<Variable>,
    /// Range loops whose iterations are counted when they are entered: all that are left. What is still left is taken off on the
    /// ways out.
    counted: Vec<Counted>,
    /// The instruction whose loops are counted: the one being translated, or that at the start of an edge; none on the way in.
    counted_at: Option<u32>,
    /// Of helpers and of entries that know no signature.
    convention: CallConv,
    entry_signature: SigRef,
    signatures: [Option<SigRef>; 7],
    raise_block: Option<Block>,
    pending: Vec<PendingExit>,
    guards: Vec<PendingGuard>,
    /// Where the next guard may leave.
    region: Option<Region>,
    /// Calls that change nothing.
    harmless: HashSet<Inst>,
    exits: Vec<Exit>,
    /// Block and instruction being translated.
    block: usize,
    pc: u32,
    /// The instruction's exit, if a guard of it has made one.
    exit_here: Option<Block>,
    /// How often the translation has called what may run guest code.
    clobbers: u32,
    /// By block: where the header that leads to it has put the parts of its item.
    pairs: HashMap<usize, [Variable; 2]>,
    /// The same for the instruction being translated.
    pair: Option<[Variable; 2]>,
    /// A register that holds a truth value, and the condition it was made of.
    condition: Option<(u16, Value)>,
    /// By loop header: what is seen to before it.
    hoisted: Vec<Hoisted>,
    /// The function's own first block is being made.
    exit_from_entry: bool,
    /// The attribute epoch in which the profile was taken.
    epoch: u64,
}

/// The signature of compiled functions.
pub fn entry_signature(convention: CallConv) -> Signature {
    let mut signature = Signature::new(convention);
    signature.params.extend([AbiParam::new(I64), AbiParam::new(I64)]);
    signature.returns.push(AbiParam::new(I64));
    signature
}

/// The signature of direct entries: machine, registers, end of the frame's record, depth, arguments. What is returned is
/// the value in its form, and the word 1; or any number and a value's word, or 0 for an exception. Values that travel as
/// words are returned alone.
pub fn direct_signature(direct: &DirectSignature) -> Signature {
    let number = |form: Form| AbiParam::new(if form == Form::Float { F64 } else { I64 });
    let mut signature = Signature::new(CallConv::Tail);
    signature.params.extend([I64, I64, I64, I32].map(AbiParam::new));
    signature.params.extend(direct.parameters.iter().flatten().map(|&form| number(form)));
    if direct.result != Form::Word {
        signature.returns.push(number(direct.result));
    }
    signature.returns.push(AbiParam::new(I64));
    signature
}

impl<'a, 'f> Lowering<'a, 'f> {
    /// Translates a unit into the builder's function. Gives its exits.
    pub fn translate(
        b: FunctionBuilder<'f>,
        inference: &'a Inference<'a>,
        wanted: Wanted<'a>,
        frontend: TargetFrontendConfig,
    ) -> Vec<Exit> {
        let mut lowering = Lowering::new(b, inference, wanted, frontend.default_call_conv);
        lowering.hoisted = (0..lowering.blocks.len()).map(|index| lowering.hoisted_from(index)).collect();
        lowering.entry();
        for index in 0..lowering.blocks.len() {
            if inference.reached[index] {
                lowering.translate_block(index);
            }
        }
        lowering.emit_exits();
        let Lowering { mut b, exits, .. } = lowering;
        b.seal_all_blocks();
        b.finalize(frontend);
        exits
    }

    fn new(mut b: FunctionBuilder<'f>, inference: &'a Inference<'a>, wanted: Wanted<'a>, convention: CallConv) -> Self {
        let Wanted { start, number: unit, epoch, stress, tables } = wanted;
        let spliced = inference.spliced;
        let code = inference.code;
        let count = usize::from(code.register_count);
        let graph = inference.graph;
        let entry = b.create_block();
        b.append_block_params_for_function_params(entry);
        b.switch_to_block(entry);
        let (cx, window) = (b.block_params(entry)[0], b.block_params(entry)[1]);
        let direct = inference.own.as_ref().map(|(signature, _)| Rc::clone(signature));
        let calls = inference.profile.direct.len();
        let mut predecessors = vec![0; graph.blocks.len()];
        predecessors[0] = 1;
        for block in &graph.blocks {
            // Behind a `yield`, the unit is also entered.
            let ways = 1 + u32::from(crate::analysis::graph::is_yield(code.op(block.end - 1)));
            for edge in &block.successors {
                predecessors[edge.to] += ways;
            }
            for &handler in &block.handlers {
                // From any of its instructions.
                predecessors[handler] += 2;
            }
        }
        let bodies: Vec<u32> = code.loops.iter().map(|info| info.body).collect();
        let entry_signature = b.import_signature(entry_signature(convention));
        let blocks = graph.blocks.iter().map(|_| b.create_block()).collect();
        let load = |b: &mut FunctionBuilder<'_>, base: Value, offset: i32| b.ins().load(I64, fixed(), base, offset);
        let rt = load(&mut b, cx, abi::CX_RT);
        let data = load(&mut b, cx, abi::CX_TIER_DATA);
        let (record, depth) = match &direct {
            Some(_) => (b.block_params(entry)[2], b.block_params(entry)[3]),
            None => (b.ins().load(I64, flags(), cx, abi::CX_FRAMES), b.ins().load(I32, flags(), rt, abi::RT_DEPTH)),
        };
        let function = load(&mut b, window, -8);
        let code_pointer = load(&mut b, function, abi::FUNCTION_CODE);
        let caches = load(&mut b, code_pointer, abi::CODE_CACHES);
        let insns = load(&mut b, code_pointer, abi::CODE_INSNS);
        let own = FrameValues::new(function, code_pointer, insns, caches);
        let loops = graph.blocks.iter().any(|block| bodies.contains(&block.start));
        let counted = iterations::counted(inference, start);
        let bodies: Vec<u32> = bodies.into_iter().filter(|&body| counted.iter().all(|own| own.body != body)).collect();
        let body_start: Vec<bool> = graph.blocks.iter().map(|block| bodies.contains(&block.start)).collect();
        let mut frames = vec![None; spliced.frames.len()];
        frames[0] = Some(own);
        Lowering {
            b,
            inference,
            code,
            spliced,
            frames,
            frame: 0,
            tables,
            stress,
            start,
            unit,
            variables: vec![[None; 3]; count],
            registers: Registers {
                types: vec![None; count],
                copies: vec![Copies::default(); count],
                facts: Facts::default(),
                naturals: RegisterSet::new(code.register_count),
            },
            blocks,
            predecessors,
            inherited: vec![None; graph.blocks.len()],
            body_start,
            cx,
            window,
            rt,
            data,
            code_pointer,
            insns,
            caches,
            record,
            depth,
            always_shown: calls == 0 && (direct.is_none() || loops),
            direct,
            iterations: None,
            counted,
            counted_at: None,
            convention,
            entry_signature,
            signatures: [None; 7],
            raise_block: None,
            pending: Vec::new(),
            guards: Vec::new(),
            region: None,
            harmless: HashSet::new(),
            exits: Vec::new(),
            block: 0,
            pc: 0,
            exit_here: None,
            clobbers: 0,
            pairs: HashMap::new(),
            pair: None,
            condition: None,
            hoisted: Vec::new(),
            exit_from_entry: false,
            epoch,
        }
    }

    /// From the function's own first block to the first block of the bytecode: live registers come from the window.
    fn entry(&mut self) {
        if self.body_start.contains(&true) || !self.counted.is_empty() {
            let variable = self.b.declare_var(I64);
            let zero = self.b.ins().iconst(I64, 0);
            self.b.def_var(variable, zero);
            self.iterations = Some(variable);
        }
        if self.start == Start::Call {
            let calls = self.b.ins().load(I64, flags(), self.data, abi::DATA_CALLS);
            let calls = self.b.ins().iadd_imm_s(calls, 1);
            self.b.ins().store(flags(), calls, self.data, abi::DATA_CALLS);
        }
        if self.start == Start::Resume {
            self.enter_generator();
            return;
        }
        let first = self.inference.graph.blocks[0].start;
        self.pc = first;
        self.registers.facts.shown = self.direct.is_none();
        if let Some(signature) = self.direct.clone() {
            self.enter_direct(&signature);
        } else {
            let live: Vec<u16> = self.inference.liveness.before(first).iter().collect();
            for register in live {
                let value = self.load_window(register);
                self.set_boxed(register, value);
                self.registers.copies[usize::from(register)].window = true;
            }
        }
        self.prepare_inlined();
        self.exit_from_entry = true;
        self.jump_to(0);
        self.exit_from_entry = false;
    }

    fn translate_block(&mut self, index: usize) {
        let graph = self.inference.graph;
        self.block = index;
        self.b.switch_to_block(self.blocks[index]);
        self.registers.types = self.inference.entry[index].clone();
        // All ways to a block come before it, but for those round a loop.
        (self.registers.copies, self.registers.facts) = match self.inherited[index].take() {
            Some(known) if !graph.blocks[index].is_loop_header => known,
            _ => (vec![Copies::default(); self.registers.types.len()], self.header_facts(index)),
        };
        self.registers.facts.shown |= self.always_shown;
        self.registers.naturals = self.inference.naturals.entry(index).clone();
        if self.body_start[index]
            && let Some(variable) = self.iterations
        {
            let count = self.b.use_var(variable);
            let count = self.b.ins().iadd_imm_s(count, 1);
            self.b.def_var(variable, count);
        }
        let block = &graph.blocks[index];
        self.condition = None;
        self.region = None;
        self.pair = self.pairs.remove(&index);
        for pc in block.start..block.end {
            self.pc = pc;
            self.counted_at = Some(pc);
            self.turn_to_frame(pc);
            self.exit_here = None;
            let last = pc + 1 == block.end;
            if self.inference.is_new(pc) {
                let exit = self.exit_block(crate::analysis::profile::Speculation::reached(pc));
                self.b.ins().jump(exit, &[]);
                return;
            }
            let expected = cfg!(debug_assertions).then(|| {
                let mut state = self.registers.types.clone();
                self.inference.apply(pc, &mut state);
                state
            });
            let mut naturals = self.registers.naturals.clone();
            naturals::apply(self.inference, pc, &self.registers.types, &mut naturals);
            let ended = self.instruction(pc);
            self.registers.naturals = naturals;
            self.pair = None;
            if !ended {
                if let Some(expected) = expected {
                    self.check_types(pc, &expected);
                }
                if last {
                    let to = block.successors.first().map_or(0, |edge| edge.to);
                    self.jump_to(to);
                }
            }
        }
    }

    fn check_types(&self, pc: u32, expected: &State) {
        for register in self.inference.liveness.before(pc + 1).iter() {
            let at = usize::from(register);
            debug_assert_eq!(
                self.registers.types[at], expected[at],
                "register {register} behind instruction {pc} {:?}",
                self.inference.profile.insns[pc as usize]
            );
        }
    }

    // ---- edges

    fn successor(&self, jump: bool) -> usize {
        let block = &self.inference.graph.blocks[self.block];
        block.successors.iter().find(|edge| edge.jump == jump).map_or(0, |edge| edge.to)
    }

    fn live_at(&self, block: usize) -> Vec<u16> {
        self.inference.liveness.before(self.inference.graph.blocks[block].start).iter().collect()
    }

    /// Whether registers must change their form on the way to a block.
    fn needs_edge(&self, to: usize) -> bool {
        let hoisted = &self.hoisted[to];
        let guards = if to > self.block { !hoisted.is_empty() } else { hoisted.is_kept() };
        guards
            || self.crossed(to).next().is_some()
            || self.live_at(to).into_iter().any(|register| {
                let at = usize::from(register);
                match (self.registers.types[at], self.inference.entry[to][at]) {
                    (Some(Type::Int(_)), Some(Type::Int(_))) | (Some(Type::Float), Some(Type::Float)) => false,
                    (Some(Type::Boxed), Some(Type::Boxed)) | (_, None) => false,
                    (Some(_), Some(Type::Boxed)) => !self.registers.copies[at].boxed,
                    _ => true,
                }
            })
    }

    /// Brings live registers into the form in which a block expects them, and jumps to it.
    fn jump_to(&mut self, to: usize) {
        self.exit_here = None;
        let target = self.inference.graph.blocks[to].start;
        let saved_pc = std::mem::replace(&mut self.pc, target);
        for register in self.live_at(to) {
            let at = usize::from(register);
            match self.inference.entry[to][at] {
                Some(Type::Boxed) => {
                    let value = self.boxed(register);
                    let variable = self.variable(register, 2);
                    self.b.def_var(variable, value);
                }
                Some(Type::Int(_)) => {
                    let cause = crate::analysis::profile::Speculation::entry(target, register);
                    let value = self.guarded_int(register, cause);
                    if self.exit_from_entry && self.inference.naturals.entry(to).has(register) {
                        let natural = self.b.ins().icmp_imm_s(IntCC::SignedGreaterThanOrEqual, value, 0);
                        self.guard(natural, crate::analysis::profile::Speculation::naturals(target));
                    }
                }
                Some(Type::Float) => {
                    let cause = crate::analysis::profile::Speculation::entry(target, register);
                    self.guarded_float(register, false, cause);
                }
                None => {}
            }
        }
        self.hoist(to, to > self.block || self.exit_from_entry);
        self.pc = saved_pc;
        self.count_crossed(to);
        self.arrive(to);
        let block = self.blocks[to];
        self.b.ins().jump(block, &[]);
    }

    /// Ends the block: to the jump target if `condition` is not zero, else to the next instruction.
    fn branch(&mut self, condition: Value) {
        self.branch_with(condition, false, |_| {});
    }

    /// As [`Lowering::branch`]; on the way to the jump target `on_jump` changes registers if `changes` says so.
    fn branch_with(&mut self, condition: Value, changes: bool, on_jump: impl FnOnce(&mut Self)) {
        let (taken, next) = (self.successor(true), self.successor(false));
        let place = |this: &mut Self, to: usize, changes: bool| {
            if changes || this.needs_edge(to) || this.predecessors[to] == 1 {
                return this.b.create_block();
            }
            this.arrive(to);
            this.blocks[to]
        };
        let (taken_block, next_block) = (place(self, taken, changes), place(self, next, false));
        self.b.ins().brif(condition, taken_block, &[], next_block, &[]);
        let (saved, region) = (self.registers.clone(), self.region);
        if next_block != self.blocks[next] {
            self.b.switch_to_block(next_block);
            self.jump_to(next);
        }
        if taken_block != self.blocks[taken] {
            self.b.switch_to_block(taken_block);
            self.registers = saved;
            self.region = region;
            on_jump(self);
            self.jump_to(taken);
        }
    }

    // ---- helpers

    /// Calls a helper; all its arguments and its result are 64-bit integers.
    fn call(&mut self, helper: Helper, arguments: &[Value]) -> Value {
        debug_assert_eq!(helper.arguments(), arguments.len());
        if !matches!(helper, Helper::BoxInt | Helper::NewObject | Helper::Stress) {
            self.clobber();
        }
        if helper != Helper::Stress {
            self.show();
        }
        self.call_signature(helper, arguments)
    }

    /// As [`Lowering::call`], of a helper that runs no guest code.
    fn call_leaf(&mut self, helper: Helper, arguments: &[Value]) -> Value {
        self.show();
        self.call_signature(helper, arguments)
    }

    fn call_signature(&mut self, helper: Helper, arguments: &[Value]) -> Value {
        let count = arguments.len();
        let signature = match self.signatures[count] {
            Some(signature) => signature,
            None => {
                let mut signature = Signature::new(self.convention);
                signature.params.resize(count, AbiParam::new(I64));
                signature.returns.push(AbiParam::new(I64));
                let imported = self.b.import_signature(signature);
                self.signatures[count] = Some(imported);
                imported
            }
        };
        let address = self.load_fixed(self.data, helper as i32 * 8);
        let call = self.b.ins().call_indirect(signature, address, arguments);
        if matches!(helper, Helper::Stress | Helper::BoxInt | Helper::NewObject | Helper::BuildTuple) {
            self.harmless.insert(call);
        }
        self.b.inst_results(call)[0]
    }

    /// Guest code may have run here.
    fn clobber(&mut self) {
        self.clobbers += 1;
        self.registers.facts.clobber();
    }

    fn iconst(&mut self, value: i64) -> Value {
        self.b.ins().iconst(I64, value)
    }

    fn load(&mut self, base: Value, offset: i32) -> Value {
        self.b.ins().load(I64, flags(), base, offset)
    }

    /// Loads a word that is always there and never changes (see [`fixed`]).
    fn load_fixed(&mut self, base: Value, offset: i32) -> Value {
        self.b.ins().load(I64, fixed(), base, offset)
    }

    fn load32(&mut self, base: Value, offset: i32) -> Value {
        self.b.ins().uload32(flags(), base, offset)
    }

    fn store(&mut self, value: Value, base: Value, offset: i32) {
        self.b.ins().store(flags(), value, base, offset);
    }

    /// Goes on in a new block, or in `other` if the condition is zero.
    fn require(&mut self, condition: Value, other: Block) {
        let next = self.b.create_block();
        self.b.ins().brif(condition, next, &[], other, &[]);
        self.b.switch_to_block(next);
        self.b.seal_block(next);
    }

    fn cold_block(&mut self) -> Block {
        let block = self.b.create_block();
        self.b.set_cold_block(block);
        block
    }

    /// A block with one parameter, where a fast and a slow path meet.
    fn join_block(&mut self, ty: cranelift_codegen::ir::Type) -> (Block, Value) {
        let block = self.b.create_block();
        let value = self.b.append_block_param(block, ty);
        (block, value)
    }

    /// Translates a cold path without letting what it does to registers count for the rest.
    fn aside<R>(&mut self, block: Block, translate: impl FnOnce(&mut Self) -> R) -> R {
        let saved = self.registers.clone();
        // Loaded behind where it turned off, perhaps.
        self.registers.facts.forget_values();
        let exit_here = self.exit_here.take();
        let region = self.region;
        let clobbers = self.clobbers;
        self.b.switch_to_block(block);
        let result = translate(self);
        self.region = region;
        self.registers = saved;
        self.exit_here = exit_here;
        if self.clobbers != clobbers {
            self.registers.facts.clobber();
        }
        result
    }

    /// The instruction by the interpreter's handler: its registers are stored, an exception leaves. Gives how it ended.
    fn step(&mut self) -> Value {
        let insn = self.inference.profile.insns[self.pc as usize];
        let mut read = Vec::new();
        insn.registers(|access, first, count| {
            if access == Access::Use {
                read.extend(first..first.saturating_add(count));
            }
        });
        for register in read {
            self.sync(register);
        }
        self.show_frame();
        let depth = i64::from(self.inlined_depth());
        let pc = self.iconst(depth << 32 | i64::from(self.spliced.origin(self.pc).pc));
        let window = self.own_window();
        let outcome = self.call(Helper::Step, &[self.cx, self.code_pointer, window, pc]);
        self.raise_if_zero(outcome);
        outcome
    }

    /// [`Lowering::step`] for an instruction with one result; gives it.
    fn step_for_value(&mut self, register: u16) -> Value {
        self.step();
        self.load_window(register)
    }

    /// [`Lowering::step`] as the whole translation of an instruction.
    fn step_instruction(&mut self) -> Value {
        let outcome = self.step();
        self.take_results();
        outcome
    }

    /// Registers that the handler of the instruction has written are taken from the window.
    fn take_results(&mut self) {
        let insn = self.inference.profile.insns[self.pc as usize];
        let count = self.inference.scalars.first_slot();
        let mut written = Vec::new();
        insn.registers(|access, first, run| match access {
            Access::Clobber => written.extend((first..count).map(|register| (register, false))),
            Access::Def => written.extend((first..first.saturating_add(run).min(count)).map(|register| (register, true))),
            _ => {}
        });
        for (register, defined) in written {
            if defined {
                let value = self.load_window(register);
                self.set_boxed(register, value);
                self.registers.copies[usize::from(register)].window = true;
            } else {
                self.registers.types[usize::from(register)] = None;
                self.registers.facts.forget(register);
            }
        }
    }

    fn exit_word(&self, number: usize) -> i64 {
        i64::from(self.unit) << EXIT_BITS | number as i64
    }

    fn is_int_word(&mut self, value: Value) -> Value {
        let minimum = self.iconst(abi::word::INT_MIN);
        self.b.ins().icmp(IntCC::UnsignedGreaterThanOrEqual, value, minimum)
    }
}

/// Arguments of a jump to a block with one parameter.
fn argument(value: Value) -> [BlockArg; 1] {
    [BlockArg::Value(value)]
}
