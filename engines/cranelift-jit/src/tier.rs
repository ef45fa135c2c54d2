//! When to translate, what to do when a translation turns out wrong, and the count of both.
//!
//! A function is translated when its calls and loop iterations in the interpreter have used up a threshold: at its entry,
//! or at the loop that used it up. A guard that has failed [`EXIT_LIMIT`] times takes its assumption with it: the function
//! is translated again without; after [`RECOMPILE_LIMIT`] times, without any.
//!
//! Translating is bounded to a share of what the program has done so far, both estimated from counts, so that a short run is
//! not made longer by code it has no time to use, and the same run always translates the same ([`JitTier::affords`]).

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use bytecode::{CodeKind, Opcode, SiteKind};
use bytecode_vm::InlinedFrame;
use bytecode_vm::code::Code;
use bytecode_vm::context::Context;
use bytecode_vm::tier::{Decision, Entry, Place as Hot, Tier};
use runtime::heap::Marker;
use runtime::{Runtime, Value};

use crate::abi::{Found, SHAPES_OF_CALL, TierData};
use crate::analysis::RegisterSet;
use crate::analysis::direct::{Entry as DirectEntry, Form, Own, Target};
use crate::analysis::natives::Natives;
use crate::analysis::splice::{Policy, Spliced};
use crate::analysis::types::{Place, Speculation, Type};
use crate::compiler::{Compiler, Listing, Request, Tables};
use crate::events::{Detail, Event, Log};
use crate::observed;
use crate::unit::{Cause, EXIT_BITS, Raising, Start, Stored, Unit};

/// Failures after which an assumption is given up.
const EXIT_LIMIT: u32 = 50;
/// An assumption that failed this often goes together with another that is given up.
const RELATED_LIMIT: u32 = 10;
/// Times that an instruction which was new to the profile is left to the interpreter before the function is translated again.
const NEW_LIMIT: u32 = 3;
/// Translations of one function before it is translated whole, new instructions too.
const NEW_MOST: u32 = 12;
/// Translations of one function, or of what it is inlined in, that a changed namespace ends before no more is assumed of it.
const MOST_LAYOUTS: u32 = 4;
/// Translations of one function before it gets one without assumptions.
const RECOMPILE_LIMIT: u32 = 10;
/// Interpreted calls and iterations after which an activation that was left is taken over again.
const REENTRY: i32 = 64;
/// Calls and iterations for which a translation waits for that of a callee, and how often it does.
const CALLEE_WAIT: i32 = 16;
const MOST_WAITS: u8 = 4;
/// Calls after which a function with loops is worth a translation from its entry, not only of the loop that is hot.
const MANY_CALLS: u32 = 4;
/// What translating one instruction of bytecode costs, in instructions that the interpreter could have executed meanwhile:
/// about 38 microseconds of about 4 nanoseconds each.
const COST: u64 = 9_500;
/// What the first translation costs besides: Cranelift's own code has to be read from the disk's cache, and its tables set up.
const FIRST_COST: u64 = 250_000;
/// Interpreted calls and iterations after which a translation that was too dear is thought of again.
const UNPAID_WAIT: i32 = 500;
/// Instructions of intermediate code that come of one instruction of bytecode.
const EXPANSION: u64 = 15;
/// One part in so many of the work done so far may have gone into translating.
const SHARE: u64 = 4;
/// Instructions of the interpreter that take as long as a call or iteration in compiled code.
const COMPILED_WORK: u64 = 3;
/// Instructions that a generator is taken to execute in the interpreter from one `yield` to the next.
const RESUMED_WORK: u64 = 10;
/// Most instructions that a call or iteration in the interpreter is taken to execute.
const MOST_WORK: u64 = 40;
/// Translations of one generator, each from another `yield` on.
const MOST_RESUMES: usize = 8;
/// Instructions beyond which a function stays in the interpreter.
const LARGEST: usize = 8_000;
/// Words in the table of those that compiled code was made with.
const MOST_CONSTANTS: usize = 1 << 17;
/// Calls that have a table of what they find.
const MOST_CALLS: usize = 1 << 11;
/// Cells of direct entries.
const MOST_DIRECT: usize = 1 << 14;
/// Words that one unit may need.
const CONSTANTS_OF_UNIT: usize = 1 << 12;

/// Why everything stays in the interpreter where Cranelift has no back end.
const UNKNOWN_PROCESSOR: &str = "unknown processor";
/// Why a function stays in the interpreter that Cranelift refuses.
const GENERATOR: &str = "machine code generator";

/// How the tier behaves.
#[derive(Clone, Copy, Debug)]
pub struct JitOptions {
    /// Interpreted calls and loop iterations of a function before it is translated.
    pub threshold: i32,
    /// Translate every function at its first call, assuming nothing.
    pub eager: bool,
    /// Let guards fail at random, from this seed; their failures teach nothing.
    pub stress: Option<u64>,
    /// Translate no more than the work done so far pays for.
    pub budget: bool,
    /// Check the intermediate code of every translation (always done in debug builds).
    pub verify: bool,
    /// Keep what the tier does, see [`JitTier::events`].
    pub events: Option<Detail>,
    /// Tell `perf` the names of machine code.
    pub perf_map: bool,
}

impl Default for JitOptions {
    fn default() -> JitOptions {
        JitOptions { threshold: 2_000, eager: false, stress: None, budget: true, verify: false, events: None, perf_map: false }
    }
}

/// What is kept about one function.
#[derive(Default)]
pub(crate) struct FunctionState {
    pub(crate) disabled: HashSet<Speculation>,
    /// Failures in units of the function, of inlined code too, since these were made.
    failures: HashMap<Cause, u32>,
    /// The first unit that has not been discarded.
    first_unit: u32,
    /// Shapes met where attribute guards failed.
    pub(crate) places: HashMap<u32, Vec<(u32, Place)>>,
    generic: bool,
    recompiled: u32,
    /// Translations given up because a namespace had got or lost a name.
    layouts: u32,
    /// Translations given up because something new was executed.
    completed: u32,
    compiled: bool,
    pub(crate) loops: HashMap<u32, Entry>,
    left: Option<&'static str>,
    /// The countdown given last.
    given: i32,
    /// The same for the generator going on.
    resumes_given: i32,
    /// Signature and cell of the direct entry, translated at the moment or not.
    direct: Option<DirectEntry>,
    /// Code whose translations were made for that signature.
    callers: HashSet<*const Code>,
    /// Some call is known to call it, and would take a direct entry.
    wanted: bool,
    /// A loop with a `yield` was the hot place asked about last.
    asked_in_loop: bool,
    /// How often a translation has waited for the callees to be translated first.
    waited: u8,
}

impl FunctionState {
    /// A namespace in which the function finds globals has got or lost a name. Where this goes on, nothing is assumed
    /// about it any more.
    fn layouts_changed(&mut self, code: *const Code) {
        self.layouts += 1;
        if self.layouts == MOST_LAYOUTS {
            // SAFETY: code lives as long as the engine, which keeps what is known about it.
            let object = unsafe { &*code }.object();
            let globals = (0..object.code.len() as u32).filter(|&pc| object.op(pc) == Opcode::LoadGlobal);
            self.disabled.extend(globals.map(Speculation::layout));
        }
    }
}

pub(crate) type Functions = HashMap<*const Code, FunctionState>;

/// Where compiled code was left.
pub struct Left {
    /// The instruction of the innermost frame's code.
    pub pc: u32,
    /// Inlined frames, outermost first.
    pub inlined: Vec<InlinedFrame>,
}

/// Deterministic counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct JitCounters {
    /// Functions with at least one translation.
    pub functions_compiled: u64,
    /// Functions that stay in the interpreter.
    pub functions_left: u64,
    /// Translations: entries of functions and of loops, repeated ones included.
    pub units_compiled: u64,
    /// Calls that translations have inlined.
    pub calls_inlined: u64,
    /// Translations discarded because an assumption failed too often.
    pub discarded: u64,
    /// Guards that failed.
    pub side_exits: u64,
    /// Exceptions that compiled code met.
    pub exceptions: u64,
    /// Bytes of machine code made.
    pub code_bytes: u64,
    /// Bytes of machine code given back.
    pub code_bytes_freed: u64,
    /// Instructions of intermediate code.
    pub instructions_translated: u64,
    /// Calls and loop iterations of the interpreter.
    pub interpreted: u64,
}

/// The compiling tier.
pub struct JitTier {
    pub(crate) options: JitOptions,
    /// Absent on a processor that Cranelift does not know.
    compiler: RefCell<Option<Compiler>>,
    pub(crate) units: RefCell<Vec<Unit>>,
    functions: RefCell<Functions>,
    /// What machine code finds in them stays where it is.
    tables: RefCell<Tables>,
    /// Addresses of direct entries. It never grows beyond its capacity: machine code knows where it is.
    pub(crate) direct: RefCell<Vec<usize>>,
    counters: Cell<JitCounters>,
    epoch: Cell<u64>,
    natives: Natives,
    /// Bytes of machine code that were used when it was last looked.
    pub(crate) used: Cell<u64>,
    /// Estimate of the instructions that the interpreter has executed.
    work: Cell<u64>,
    /// Instructions of intermediate code made so far.
    translated: Cell<u64>,
    /// Failed guards by the instruction they were about.
    failed_at: RefCell<[u64; 256]>,
    log: Log,
}

impl JitTier {
    /// A tier for this machine.
    pub fn new(options: JitOptions) -> JitTier {
        JitTier {
            options,
            compiler: RefCell::new(Compiler::new(options.verify).ok()),
            units: RefCell::default(),
            functions: RefCell::default(),
            tables: RefCell::new(Tables {
                constants: Vec::with_capacity(MOST_CONSTANTS),
                found: Vec::with_capacity(MOST_CALLS * SHAPES_OF_CALL),
            }),
            direct: RefCell::new(Vec::with_capacity(MOST_DIRECT)),
            counters: Cell::default(),
            epoch: Cell::new(0),
            natives: Natives::new(),
            used: Cell::new(0),
            work: Cell::new(0),
            translated: Cell::new(0),
            failed_at: RefCell::new([0; 256]),
            log: Log::new(options.events, options.perf_map),
        }
    }

    /// What the tier has done, in order, a line each; nothing unless [`JitOptions::events`] asks for it.
    pub fn events(&self) -> Vec<String> {
        self.log.lines()
    }

    /// Failed guards by the opcode of the instruction they were about.
    pub fn failed_at(&self) -> [u64; 256] {
        *self.failed_at.borrow()
    }

    /// Whether the program has done enough to pay for the translation of so many instructions of bytecode, and for those
    /// before it.
    fn affords(&self, context: &Context, instructions: usize) -> bool {
        if !self.options.budget || self.options.eager {
            return true;
        }
        // SAFETY: the data live as long as the engine; machine code is not running now.
        let (calls, iterations) = unsafe {
            let data = context.tier_data as *const TierData;
            ((*data).calls, (*data).iterations)
        };
        let work = self.work.get() + (calls + iterations) * COMPILED_WORK;
        FIRST_COST + (self.translated.get() / EXPANSION + instructions as u64) * COST <= work / SHARE
    }

    /// What machine code knows about functions written in Rust.
    pub fn natives(&self) -> &Natives {
        &self.natives
    }

    pub(crate) fn count(&self, change: impl FnOnce(&mut JitCounters)) {
        let mut counters = self.counters.get();
        change(&mut counters);
        self.counters.set(counters);
    }

    /// Bytes of machine code that have not been given back.
    pub(crate) fn code_held(&self) -> u64 {
        let counters = self.counters.get();
        counters.code_bytes - counters.code_bytes_freed
    }

    /// Counts so far.
    pub fn counters(&self) -> JitCounters {
        let mut counters = self.counters.get();
        for (&code, state) in self.functions.borrow().iter() {
            // SAFETY: code lives as long as the engine, which keeps this tier.
            let left = unsafe { (*code).countdown.get() };
            counters.interpreted += u64::try_from(state.given - left).unwrap_or(0);
        }
        counters
    }

    /// Why functions stay in the interpreter, with their numbers.
    pub fn reasons_left(&self) -> Vec<(&'static str, u64)> {
        let mut reasons: Vec<(&'static str, u64)> = Vec::new();
        for reason in self.functions.borrow().values().filter_map(|state| state.left) {
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => reasons.push((reason, 1)),
            }
        }
        reasons.sort_unstable();
        reasons
    }

    /// Translates a function's entry for people to read: assuming nothing (`generic`), or what has been learnt so far.
    ///
    /// # Errors
    /// Why it is not translated.
    pub fn listing(&self, rt: &Runtime, code: &Code, generic: bool) -> Result<Listing, String> {
        if let Some(reason) = refusal(code) {
            return Err(reason.to_owned());
        }
        let functions = self.functions.borrow();
        let spliced = self.splice(code, generic, &functions);
        let profile = observed::profile(rt, &spliced, &functions, generic);
        let mut listing = Listing::default();
        let number = self.units.borrow().len() as u32;
        let mut compiler = self.compiler.borrow_mut();
        let compiler = compiler.as_mut().ok_or(UNKNOWN_PROCESSOR)?;
        let request = Request {
            start: Start::Call,
            seeds: &[],
            naturals: RegisterSet::new(spliced.object.register_count),
            number,
            epoch: self.epoch.get(),
            spliced: &spliced,
            stress: self.options.stress.is_some(),
        };
        let unit = compiler.compile(&profile, request, &mut self.tables.borrow_mut(), Some(&mut listing))?;
        self.units.borrow_mut().push(unit);
        Ok(listing)
    }

    fn compile(&self, rt: &mut Runtime, code: &Code, start: Start, window: *const Value, functions: &mut Functions) {
        let generic = self.options.eager || functions.get(&(code as *const Code)).is_some_and(|state| state.generic);
        let spliced = self.splice(code, generic, functions);
        let mut profile = observed::profile(rt, &spliced, functions, generic);
        observed::remember_places(&spliced, &profile, functions);
        if !self.has_room_for_constants() || profile.globals.len() > CONSTANTS_OF_UNIT / 2 {
            profile.globals.clear();
        }
        if !self.has_room_for_constants() {
            profile.classes.clear();
        }
        if !generic {
            profile.direct = self.direct_calls(code, &spliced, start, functions);
            let caches: Vec<_> = spliced.frames.iter().map(|frame| frame.code().current_caches()).collect();
            let callees = profile.insns.iter().enumerate().map(|(pc, insn)| (pc as u32, insn));
            let unused = |pc: u32, insn: &bytecode::Insn| {
                matches!(insn.op, Opcode::Call | Opcode::LoadGlobal)
                    && caches[usize::from(spliced.origin(pc).frame)][usize::from(insn.c)].fills == 0
            };
            profile.unused = callees.clone().filter(|(pc, insn)| unused(*pc, insn)).map(|(pc, _)| pc).collect();
            profile.complete = functions.get(&(code as *const Code)).is_some_and(|state| state.completed >= NEW_MOST);
            profile.natives = callees
                .filter(|(pc, _)| !spliced.entered.contains_key(pc))
                // Called without a frame of its own, `globals` would see the caller's.
                .filter(|(pc, _)| spliced.frame_at(*pc).code().globals.as_ptr() == code.globals.as_ptr())
                .filter_map(|(pc, insn)| Some((pc, self.natives.callee(rt, insn, &caches[usize::from(spliced.origin(pc).frame)])?)))
                .collect();
            if !self.has_room_for_constants() {
                profile.natives.values_mut().for_each(|callee| callee.body = None);
            }
        }
        let seeds = if generic { Vec::new() } else { observed::types(code, &spliced, &profile, start, window) };
        let wanted = functions.get(&(code as *const Code)).is_some_and(|state| state.wanted)
            || profile.direct.values().any(|target| matches!(target, Target::Own));
        if !generic && start == Start::Call && wanted {
            profile.own = self.own_entry(code, &seeds, functions);
        }
        let mut units = self.units.borrow_mut();
        let number = units.len() as u32;
        let state = functions.entry(code).or_default();
        let mut compiler = self.compiler.borrow_mut();
        let Some(compiler) = compiler.as_mut() else {
            state.left = Some(UNKNOWN_PROCESSOR);
            self.count(|c| c.functions_left += 1);
            self.log.add(code, Event::Left(UNKNOWN_PROCESSOR));
            return;
        };
        let request = Request {
            start,
            seeds: &seeds,
            naturals: observed::naturals(&spliced, &profile, start, &seeds, window),
            number,
            epoch: self.epoch.get(),
            spliced: &spliced,
            stress: self.options.stress.is_some(),
        };
        let mut listing = self.log.wants_listings().then(Listing::default);
        let unit = match compiler.compile(&profile, request, &mut self.tables.borrow_mut(), listing.as_mut()) {
            Ok(unit) => unit,
            Err(reason) => {
                debug_assert!(false, "{reason}");
                state.left = Some(GENERATOR);
                self.count(|c| c.functions_left += 1);
                self.log.add(code, Event::Left(GENERATOR));
                return;
            }
        };
        self.count(|c| {
            c.units_compiled += 1;
            c.calls_inlined += spliced.entered.len() as u64;
            c.code_bytes += unit.bytes as u64;
            c.instructions_translated += unit.instructions as u64;
            c.functions_compiled += u64::from(!state.compiled);
        });
        self.translated.set(self.translated.get() + unit.instructions as u64);
        self.log.add(code, Event::Translated(&unit, spliced.entered.len()));
        if let Some(listing) = listing {
            self.log.add_listing(listing);
        }
        state.compiled = true;
        match start {
            Start::Call => code.entry.set(Some(unit.entry)),
            Start::Loop(header) => {
                state.loops.insert(header, unit.entry);
            }
            Start::Resume(pc) => code.resume_entries.borrow_mut().push((pc, unit.entry)),
        }
        let direct = unit.direct.clone();
        units.push(unit);
        drop(units);
        if let Some((entry, address)) = direct {
            self.set_direct(code, entry, address, functions);
        }
        self.reclaim(rt, functions);
    }

    /// What is kept about a function; its first countdown is that of all.
    fn state_of<'f>(&self, code: *const Code, functions: &'f mut Functions) -> &'f mut FunctionState {
        let given = self.first_threshold();
        functions.entry(code).or_insert_with(|| FunctionState { given, ..FunctionState::default() })
    }

    /// Calls of a unit that go to direct entries; what they assume of the callee is noted with it.
    fn direct_calls(&self, code: &Code, spliced: &Spliced, start: Start, functions: &mut Functions) -> HashMap<u32, Target> {
        let mut calls = HashMap::new();
        for (&pc, call) in &spliced.direct {
            if start == Start::Call && std::ptr::eq(call.code, code) {
                calls.insert(pc, Target::Own);
                continue;
            }
            let callee = self.state_of(call.code, functions);
            callee.wanted = true;
            if let Some(entry) = &callee.direct {
                calls.insert(pc, Target::Other(entry.clone()));
                callee.callers.insert(code);
            }
        }
        calls
    }

    /// The direct entry that a function is to have, if that is wanted: of positional parameters only, all of them in registers.
    /// The other entry then costs more: it checks and converts.
    fn own_entry(&self, code: &Code, seeds: &[(u16, Type)], functions: &Functions) -> Option<Own> {
        let cells = self.direct.borrow().len();
        let callable = matches!(code.object().kind, CodeKind::Def | CodeKind::Lambda);
        if !callable || code.fast_argc == bytecode_vm::code::NO_FAST_CALL || cells == MOST_DIRECT {
            return None;
        }
        let liveness = crate::analysis::liveness::Liveness::new(code.object(), &HashMap::new());
        let live = liveness.before(0);
        if live.iter().any(|register| u32::from(register) >= code.fast_argc) {
            return None;
        }
        let form = |register: u16| {
            let seed = seeds.iter().find(|(seeded, _)| *seeded == register);
            live.has(register).then(|| seed.map_or(Form::Word, |(_, ty)| Form::of(*ty)))
        };
        let former = functions.get(&(code as *const Code)).and_then(|state| state.direct.clone());
        Some(Own { parameters: (0..code.fast_argc as u16).map(form).collect(), former, free: cells as u32 })
    }

    /// Whether a callee will soon be translated: then it is better done first, for calls of it are then direct.
    fn has_warm_callee(&self, code: &Code, functions: &mut Functions) -> bool {
        let range = 1..=self.options.threshold - self.options.threshold / 4;
        let mut any = false;
        for callee in crate::analysis::splice::callees(code) {
            let state = self.state_of(callee, functions);
            state.wanted = true;
            // SAFETY: code lives as long as the engine.
            let callee = unsafe { &*callee };
            let new = state.left.is_none() && !state.compiled && !std::ptr::eq(callee, code) && !callee.object().is_generator;
            any |= new && range.contains(&callee.countdown.get()) && self.left_alone(callee).is_none();
        }
        any
    }

    /// A function has got a direct entry. What was translated for a former one is translated again.
    fn set_direct(&self, code: &Code, entry: DirectEntry, address: usize, functions: &mut Functions) {
        let mut cells = self.direct.borrow_mut();
        let cell = entry.1 as usize;
        if cell == cells.len() {
            cells.push(0);
        }
        cells[cell] = address;
        drop(cells);
        let state = functions.entry(code).or_default();
        let former = state.direct.replace(entry);
        let Some(former) = former.map(|(_, former)| former as usize).filter(|former| *former != cell) else { return };
        self.direct.borrow_mut()[former] = 0;
        state.loops.clear();
        for caller in std::mem::take(&mut state.callers).into_iter().filter(|caller| !std::ptr::eq(*caller, code)) {
            if let Some(state) = functions.get_mut(&caller) {
                state.first_unit = self.units.borrow().len() as u32;
                // SAFETY: code lives as long as the engine, which keeps this tier.
                self.discard(unsafe { &*caller }, state, REENTRY);
            }
        }
    }

    /// The code of a unit, with callees inlined unless nothing may be assumed.
    fn splice(&self, code: &Code, generic: bool, functions: &Functions) -> Spliced {
        let policy = Inlining { functions };
        Spliced::new(code, (!generic && self.has_room_for_constants()).then_some(&policy as &dyn Policy))
    }

    /// Whether the table of words has room for those of one unit.
    fn has_room_for_constants(&self) -> bool {
        self.tables.borrow().constants.len() + CONSTANTS_OF_UNIT <= MOST_CONSTANTS
    }

    /// Instructions of bytecode that a translation would be of, inlined ones included.
    fn spliced_length(&self, code: &Code, start: Start, functions: &Functions) -> usize {
        if !self.options.budget || self.options.eager {
            return 0;
        }
        let spliced = self.splice(code, functions.get(&(code as *const Code)).is_some_and(|state| state.generic), functions);
        match start {
            Start::Loop(header) => spliced.insns.len() - spliced.own(header) as usize,
            Start::Call | Start::Resume(_) => spliced.insns.len(),
        }
    }

    /// The words that compiled code was made with. They stay where they are.
    pub fn constants(&self) -> *const u64 {
        self.tables.borrow().constants.as_ptr()
    }

    /// What calls have found; machine code fills it. It stays where it is.
    pub fn found(&self) -> *mut Found {
        self.tables.borrow_mut().found.as_mut_ptr()
    }

    /// Addresses of direct entries, by cell. They stay where they are.
    pub fn direct_entries(&self) -> *const usize {
        self.direct.borrow().as_ptr()
    }

    /// Objects that compiled code refers to stay alive.
    pub fn trace_roots(&self, marker: &mut Marker<'_>) {
        let range = self.tables.borrow().constants.as_ptr_range();
        // SAFETY: the words of a live vector.
        unsafe { marker.conservative(range.start as usize, range.end as usize) };
    }

    /// A guard failed: makes the window whole, counts, and says where the interpreter goes on. `met` is the object whose
    /// attribute the guard was about, if any.
    ///
    /// # Safety
    /// `window` is the running frame's, stored as the exit says.
    pub unsafe fn take_exit(&self, rt: &mut Runtime, code: &Code, window: *mut Value, exit: u64, met: Value) -> Left {
        // SAFETY: passed on.
        let (left, cause) = unsafe { self.restore(rt, window, exit) };
        self.count(|c| c.side_exits += 1);
        if self.options.stress.is_some() {
            return left;
        }
        if let Some(cause) = cause {
            // SAFETY: code lives as long as the engine.
            let opcode = unsafe { &*cause.code }.object().op(cause.what.pc);
            self.failed_at.borrow_mut()[opcode as usize] += 1;
            if !met.is_empty() {
                // SAFETY: code lives as long as the engine.
                self.note_shape(rt, unsafe { &*cause.code }, met, cause.what.pc);
            }
            self.failed(code, cause, (exit >> EXIT_BITS) as u32);
        }
        left
    }

    /// An attribute instruction has met another shape than it was compiled for. Instructions that were compiled for the
    /// same shape will meet it too: they learn of it now, not one translation after the other.
    fn note_shape(&self, rt: &mut Runtime, code: &Code, receiver: Value, pc: u32) {
        let object = code.object();
        let caches = code.current_caches();
        let expected = caches[usize::from(object.code[pc as usize].c)].shape;
        let mut functions = self.functions.borrow_mut();
        let places = &mut functions.entry(code).or_default().places;
        if places.get(&pc).is_some_and(|known| known.iter().any(|(shape, _)| receiver.header().is_some_and(|h| h.shape().0 == *shape))) {
            return;
        }
        for (other, insn) in object.code.iter().enumerate() {
            let other = other as u32;
            let is_attribute = matches!(insn.op, Opcode::GetAttr | Opcode::SetAttr);
            if !is_attribute || (other != pc && caches[usize::from(insn.c)].shape != expected) {
                continue;
            }
            if let Some((shape, place)) = observed::place_in(rt, code, receiver, other) {
                let known = places.entry(other).or_default();
                if known.len() < observed::MOST_SHAPES && known.iter().all(|(met, _)| *met != shape) {
                    known.push((shape, place));
                }
            }
        }
    }

    /// An exception is pending: makes the window whole and gives the instruction that raised.
    ///
    /// # Safety
    /// As [`JitTier::take_exit`].
    pub unsafe fn take_exception(&self, rt: &mut Runtime, window: *mut Value, exit: u64) -> Left {
        self.count(|c| c.exceptions += 1);
        // SAFETY: passed on.
        unsafe { self.restore(rt, window, exit).0 }
    }

    /// The pending exception leaves the frames of a unit, up to its handler there or, if that is all (see
    /// [`crate::unit::Raising`]), the unit: whether it is.
    pub fn leave_raising(&self, rt: &mut Runtime, exit: u64) -> bool {
        let plain = self.raising(exit).is_some_and(|raising| raising.plain);
        if plain {
            self.add_traceback(rt, exit);
        }
        plain
    }

    /// The pending exception has left the frames that an exit is in.
    pub fn add_traceback(&self, rt: &mut Runtime, exit: u64) {
        self.count(|c| c.exceptions += 1);
        for &(proto, line) in self.raising(exit).iter().flat_map(|raising| &raising.lines) {
            rt.add_traceback(proto, line);
        }
    }

    fn raising(&self, exit: u64) -> Option<Rc<Raising>> {
        let units = self.units.borrow();
        let exits = &units.get((exit >> EXIT_BITS) as usize)?.exits;
        exits.get((exit & ((1 << EXIT_BITS) - 1)) as usize)?.raised.clone()
    }

    unsafe fn restore(&self, rt: &mut Runtime, window: *mut Value, exit: u64) -> (Left, Option<Cause>) {
        let units = self.units.borrow();
        let unit = &units[(exit >> EXIT_BITS) as usize];
        let exit = &unit.exits[(exit & ((1 << EXIT_BITS) - 1)) as usize];
        for &(register, stored) in &exit.raw {
            // SAFETY: a register of the frame, holding what compiled code has put there: not a value word yet.
            unsafe {
                let place = window.add(usize::from(register));
                let word = *(place as *const u64);
                *place = match stored {
                    Stored::Int => rt.new_int(word as i64),
                    Stored::Float => Value::float(f64::from_bits(word)),
                };
            }
        }
        let mut inlined = Vec::new();
        let mut number = exit.frame;
        while number != 0 {
            let frame = &unit.frames[usize::from(number)];
            inlined.push(InlinedFrame { code: frame.code, call_pc: frame.call_pc, base: usize::from(frame.base), kind: frame.kind });
            number = frame.parent;
        }
        inlined.reverse();
        (Left { pc: exit.pc, inlined }, exit.cause)
    }

    /// An assumption of a unit of `code` has failed.
    fn failed(&self, code: &Code, cause: Cause, unit: u32) {
        let mut functions = self.functions.borrow_mut();
        let state = functions.entry(code).or_default();
        if unit < state.first_unit {
            // Of a unit that is being left already.
            return;
        }
        let failures = state.failures.entry(cause).or_insert(0);
        *failures += 1;
        let failures = *failures;
        if [Speculation::reached(cause.what.pc), Speculation::compared(cause.what.pc)].contains(&cause.what) {
            if failures >= NEW_LIMIT {
                // By now the interpreter knows more about what was new.
                state.failures.remove(&cause);
                state.first_unit = self.units.borrow().len() as u32;
                state.completed += 1;
                self.discard(code, state, REENTRY);
                self.log.add(code, Event::Discarded(cause));
                functions.entry(cause.code).or_default().disabled.insert(cause.what);
            }
            return;
        }
        if cause.what == Speculation::layout(cause.what.pc) {
            if failures >= NEW_LIMIT {
                // The next translation is made for the layouts of then.
                state.failures.clear();
                state.first_unit = self.units.borrow().len() as u32;
                self.discard(code, state, REENTRY);
                self.log.add(code, Event::Discarded(cause));
                functions.entry(cause.code).or_default().layouts_changed(cause.code);
            }
            return;
        }
        if failures < EXIT_LIMIT {
            return;
        }
        let related: Vec<Cause> = state.failures.iter().filter(|(_, n)| **n >= RELATED_LIMIT).map(|(cause, _)| *cause).collect();
        state.failures.clear();
        state.first_unit = self.units.borrow().len() as u32;
        state.recompiled += 1;
        state.generic = state.recompiled >= RECOMPILE_LIMIT;
        // Soon hot again, but ever less soon: each translation costs as much as thousands of interpreted calls.
        self.discard(code, state, REENTRY << (2 * state.recompiled).min(12));
        self.log.add(code, Event::Discarded(cause));
        for cause in related {
            functions.entry(cause.code).or_default().disabled.insert(cause.what);
        }
    }

    /// Gives up the translations of a function, which is hot again after so many interpreted calls and iterations.
    fn discard(&self, code: &Code, state: &mut FunctionState, wait: i32) {
        state.loops.clear();
        self.drop_entries(code, state);
        self.account(code, state, wait);
        code.countdown.set(wait);
        code.resumes.set(wait);
        self.count(|c| c.discarded += 1);
    }

    /// From now on, the function is called in the interpreter.
    fn drop_entries(&self, code: &Code, state: &FunctionState) {
        code.entry.set(None);
        code.resume_entries.borrow_mut().clear();
        if let Some((_, cell)) = &state.direct {
            self.direct.borrow_mut()[*cell as usize] = 0;
        }
    }

    /// Discards every translation: what they were told about attributes may be wrong. `epoch` is the new one.
    pub fn discard_all(&self, epoch: u64) {
        self.epoch.set(epoch);
        self.tables.borrow_mut().found.fill(Found::NONE);
        let units = self.units.borrow().len() as u32;
        for (&code, state) in self.functions.borrow_mut().iter_mut() {
            // SAFETY: code lives as long as the engine, which keeps this tier.
            let code = unsafe { &*code };
            if state.compiled {
                state.loops.clear();
                state.places.clear();
                state.first_unit = units;
                self.drop_entries(code, state);
                self.account(code, state, REENTRY);
                code.countdown.set(REENTRY);
                code.resumes.set(REENTRY);
                self.count(|c| c.discarded += 1);
                self.log.add(code, Event::AttributesChanged);
            }
        }
    }

    /// Why a function stays in the interpreter: it cannot be translated, or that would not pay.
    fn left_alone(&self, code: &Code) -> Option<&'static str> {
        let object = code.object();
        let idle = object.is_generator && !self.options.eager && !works_between_yields(object);
        refusal(code).or(idle.then_some("yields in every loop"))
    }

    /// Counts what was used up of the countdown given last; the next one is `given`.
    fn account(&self, code: &Code, state: &mut FunctionState, given: i32) {
        let used = u64::try_from(state.given - code.countdown.get()).unwrap_or(0);
        self.count(|c| c.interpreted += used);
        let object = code.object();
        let each = (object.code.len() as u64 / (1 + object.loops.len() as u64)).clamp(1, MOST_WORK);
        self.work.set(self.work.get() + used * each);
        state.given = given;
    }
}

impl Tier for JitTier {
    fn first_threshold(&self) -> i32 {
        if self.options.eager { 1 } else { self.options.threshold }
    }

    fn hot(&self, context: &mut Context, code: &Code, place: Hot) -> Decision {
        let mut functions = self.functions.borrow_mut();
        let first = self.first_threshold();
        let state = functions.entry(code).or_insert_with(|| FunctionState { given: first, ..FunctionState::default() });
        if state.left.is_none()
            && !state.compiled
            && let Some(reason) = self.left_alone(code)
        {
            state.left = Some(reason);
            self.count(|c| c.functions_left += 1);
            self.log.add(code, Event::Left(reason));
        }
        let resumed = matches!(place, Hot::Resume(_));
        if state.left.is_some() {
            if !resumed {
                self.account(code, state, i32::MAX);
            }
            return Decision::Never;
        }
        // What the interpreter has executed since it asked last.
        self.account(code, state, code.countdown.get());
        if resumed {
            let waited = if state.resumes_given == 0 { first } else { state.resumes_given };
            self.work.set(self.work.get() + u64::try_from(waited - code.resumes.get()).unwrap_or(0) * RESUMED_WORK);
        }
        // SAFETY: the function's frame is the running one.
        let window = unsafe { (*context.frames.sub(1)).callee_regs() };
        let object = code.object();
        let callable = matches!(object.kind, CodeKind::Def | CodeKind::Lambda) && !object.is_generator;
        let start = match place {
            Hot::Call => code.entry.get().is_none().then_some(Start::Call),
            // Called again and again, it is always hot in its loops before it is at its entry. Should this very activation
            // stay hot, its loop is next.
            Hot::Loop(_) if code.entry.get().is_none() && callable && code.calls.get() >= MANY_CALLS => Some(Start::Call),
            Hot::Loop(header) if !state.loops.contains_key(&header) => object.loop_at(header).map(|_| Start::Loop(header)),
            Hot::Loop(_) => None,
            Hot::Resume(pc) => {
                let entries = code.resume_entries.borrow();
                (entries.len() < MOST_RESUMES && entries.iter().all(|(at, _)| *at != pc)).then_some(Start::Resume(pc))
            }
        };
        let instructions = match start {
            Some(Start::Loop(header)) => object.code.len() - header as usize,
            _ => object.code.len(),
        };
        let mut wait = match place {
            Hot::Call => self.options.threshold.max(REENTRY),
            Hot::Resume(_) if self.options.eager => 1,
            Hot::Loop(_) | Hot::Resume(_) => REENTRY,
        };
        let suspended = matches!(start, Some(Start::Loop(header)) if is_suspended(object, header));
        if suspended && !std::mem::replace(&mut state.asked_in_loop, true) {
            // A translation that begins behind the `yield` is entered every time: it is waited for.
            wait = self.options.threshold.max(REENTRY);
        } else if let Some(start) = start {
            state.asked_in_loop = false;
            let may_wait = state.waited < MOST_WAITS && !self.options.eager;
            if !self.affords(context, instructions) || !self.affords(context, self.spliced_length(code, start, &functions)) {
                wait = UNPAID_WAIT;
            } else if may_wait && self.has_warm_callee(code, &mut functions) {
                functions.entry(code).or_default().waited += 1;
                wait = CALLEE_WAIT;
            } else {
                // SAFETY: the machine's runtime; nothing else uses it meanwhile.
                let rt = unsafe { &mut *context.rt };
                self.compile(rt, code, start, window, &mut functions);
            }
        }
        let state = functions.entry(code).or_default();
        if resumed {
            state.resumes_given = wait;
        } else {
            self.account(code, state, wait);
        }
        Decision::Wait(wait)
    }

    fn loop_entry(&self, code: &Code, loop_header: u32) -> Option<Entry> {
        let functions = self.functions.borrow();
        functions.get(&(code as *const Code)).and_then(|state| state.loops.get(&loop_header).copied())
    }
}

/// Whether the loop at `header` has a `yield`.
fn is_suspended(object: &bytecode::CodeObject, header: u32) -> bool {
    let Some(info) = object.loop_at(header) else { return false };
    let range = info.body.min(header)..info.end;
    object.is_generator && range.into_iter().any(|pc| matches!(object.op(pc), Opcode::Yield | Opcode::YieldFrom))
}

/// Whether a generator has a loop in which nothing is yielded. Without one, suspending and resuming cost more than what
/// is between, and a translation from each `yield` on would be of nearly the whole body every time.
fn works_between_yields(object: &bytecode::CodeObject) -> bool {
    object.loops.iter().any(|info| !is_suspended(object, info.header))
}

/// Why a function cannot be translated.
fn refusal(code: &Code) -> Option<&'static str> {
    let object = code.object();
    if object.code.len() > LARGEST {
        return Some("size");
    }
    let looks_at_locals = object.sites.iter().zip(&code.site_names).any(|(site, name)| {
        site.kind == SiteKind::Global && ["locals", "vars", "dir", "eval", "exec"].iter().any(|text| name.eq_rust(text))
    });
    looks_at_locals.then_some("looks at its locals")
}

/// What decides about inlining: what has failed before, and what cannot be translated.
struct Inlining<'a> {
    functions: &'a Functions,
}

impl Policy for Inlining<'_> {
    fn allows(&self, code: &Code, pc: u32) -> bool {
        !self.functions.get(&(code as *const Code)).is_some_and(|state| state.disabled.contains(&Speculation::operands(pc)))
    }
    fn accepts(&self, callee: &Code) -> bool {
        refusal(callee).is_none()
    }
}
