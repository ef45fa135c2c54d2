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
use bytecode_vm::operators::MOST_OPERANDS;
use bytecode_vm::tier::{Decision, Entry, Place as Hot, Tier};
use runtime::heap::Marker;
use runtime::object::function::ProtoId;
use runtime::{Runtime, Value};

use crate::abi::{FAMILIES, Found, SHAPES_OF_CALL, TierData};
use crate::analysis::direct::Entry as DirectEntry;
use crate::analysis::natives::Natives;
use crate::analysis::profile::{Place, Speculation};
use crate::analysis::splice::Policy;
use crate::background::Background;
use crate::compiler::{Compiler, Generator, Tables};
use crate::events::{Detail, Event, Log};
use crate::observed;
use crate::translate::Pending;
use crate::unit::{Cause, EXIT_BITS, Raising, Start, Stored, Unit, line_of_word};

/// Failures after which an assumption is given up.
const EXIT_LIMIT: u32 = 50;
/// An assumption that failed this often goes together with another that is given up.
const RELATED_LIMIT: u32 = 10;
/// Times that an instruction which was new to the profile is left to the interpreter before the function is translated again.
const NEW_LIMIT: u32 = 3;
/// Translations of one function before it is translated whole, new instructions too.
pub(crate) const NEW_MOST: u32 = 12;
/// Translations of one function, or of what it is inlined in, that a changed namespace ends before no more is assumed of it.
const MOST_LAYOUTS: u32 = 4;
/// Translations of one function before it gets one without assumptions.
const RECOMPILE_LIMIT: u32 = 10;
/// Interpreted calls and iterations after which an activation that was left is taken over again.
pub(crate) const REENTRY: i32 = 64;
/// Calls and iterations for which a translation waits for that of a callee, and how often it does.
const CALLEE_WAIT: i32 = 16;
const MOST_WAITS: u8 = 4;
/// Calls after which a function with loops is worth a translation from its entry, not only of the loop that is hot.
const MANY_CALLS: u32 = 4;
/// What translating one instruction of bytecode costs, in instructions that the interpreter could have executed meanwhile:
/// about 38 microseconds of about 4 nanoseconds each.
const COST: u64 = 9_500;
/// What the first translation costs besides: Cranelift's own code has to be read from the disk's cache, and its tables set up.
/// Weighted so that a program which ends right behind its first translation takes less than 1.3 times what it takes in the
/// interpreter, its start included.
const FIRST_COST: u64 = 800_000;
/// Interpreted calls and iterations after which a translation that was too dear is thought of again.
const UNPAID_WAIT: i32 = 500;
/// Instructions of intermediate code that come of one instruction of bytecode.
const EXPANSION: u64 = 15;
/// One part in so many of the work done so far may have gone into translating; and on another thread.
const SHARE: u64 = 4;
const BACKGROUND_SHARE: u64 = 1;
/// Calls and iterations after which it is looked whether the second thread is done.
const PENDING_WAIT: i32 = 250;
/// Instructions of the interpreter that take as long as a call or iteration in compiled code.
const COMPILED_WORK: u64 = 3;
/// Instructions that a generator is taken to execute in the interpreter from one `yield` to the next.
const RESUMED_WORK: u64 = 10;
/// Most instructions that a call or iteration in the interpreter is taken to execute.
const MOST_WORK: u64 = 40;
/// Instructions beyond which a function stays in the interpreter.
const LARGEST: usize = 8_000;
/// Words in the table of those that compiled code was made with.
pub(crate) const MOST_CONSTANTS: usize = 1 << 17;
/// Calls that have a table of what they find.
const MOST_CALLS: usize = 1 << 11;
/// Cells of direct entries.
pub(crate) const MOST_DIRECT: usize = 1 << 14;
/// Words that one unit may need.
pub(crate) const CONSTANTS_OF_UNIT: usize = 1 << 12;

/// Why everything stays in the interpreter where Cranelift has no back end.
pub(crate) const UNKNOWN_PROCESSOR: &str = "unknown processor";
/// Why a function stays in the interpreter that Cranelift refuses.
pub(crate) const GENERATOR: &str = "machine code generator";

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
    /// Make machine code on a second thread, while the program goes on in the interpreter.
    pub background: bool,
    /// Keep what the tier does, see [`JitTier::events`].
    pub events: Option<Detail>,
    /// Tell `perf` the names of machine code.
    pub perf_map: bool,
}

impl Default for JitOptions {
    fn default() -> JitOptions {
        JitOptions {
            threshold: 2_000,
            eager: false,
            stress: None,
            budget: true,
            verify: false,
            background: false,
            events: None,
            perf_map: false,
        }
    }
}

/// What is kept about one function.
#[derive(Default)]
pub(crate) struct FunctionState {
    pub(crate) disabled: HashSet<Speculation>,
    /// Failures in units of the function, of inlined code too, since these were made.
    failures: HashMap<Cause, u32>,
    /// The first unit that has not been discarded.
    pub(crate) first_unit: u32,
    /// Shapes met where attribute guards failed.
    pub(crate) places: HashMap<u32, Vec<(u32, Place)>>,
    /// Families of shapes whose promises its translations rely on.
    pub(crate) doubles: HashSet<u8>,
    pub(crate) generic: bool,
    recompiled: u32,
    /// Translations given up because a namespace had got or lost a name.
    layouts: u32,
    /// Translations given up because something new was executed.
    pub(crate) completed: u32,
    pub(crate) compiled: bool,
    pub(crate) loops: HashMap<u32, Entry>,
    pub(crate) left: Option<&'static str>,
    /// A second thread makes machine code for it.
    pub(crate) pending: bool,
    /// The countdown given last.
    given: i32,
    /// The same for the generator going on.
    resumes_given: i32,
    /// Signature and cell of the direct entry, translated at the moment or not.
    pub(crate) direct: Option<DirectEntry>,
    /// Code whose translations were made for that signature.
    pub(crate) callers: HashSet<*const Code>,
    /// Some call is known to call it, and would take a direct entry.
    pub(crate) wanted: bool,
    /// How often operators have met other operands than they were translated for.
    operators: HashMap<u32, usize>,
    /// A loop with a `yield` was the hot place asked about last.
    asked_in_loop: bool,
    /// How often a translation has waited for the callees to be translated first.
    waited: u8,
}

impl FunctionState {
    /// An assumption about the function's code is given up. Where an operator has met other operands, the interpreter knows
    /// them by now, and so will the next translation; a few times.
    fn give_up(&mut self, cause: Cause) {
        // SAFETY: code lives as long as the engine, which keeps what is known about it.
        let is_operator = unsafe { &*cause.code }.operator(cause.what.pc).is_some();
        if cause.what == Speculation::operands(cause.what.pc) && is_operator {
            let learnt = self.operators.entry(cause.what.pc).or_default();
            *learnt += 1;
            if *learnt < MOST_OPERANDS {
                return;
            }
        }
        self.disabled.insert(cause.what);
    }

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
    /// Places in translations where an instance or a tuple is not made, because nothing outside would see it.
    pub objects_replaced: u64,
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
    pub(crate) compiler: RefCell<Option<Compiler>>,
    pub(crate) generator: RefCell<Generator>,
    /// The second thread, if there is to be one.
    pub(crate) background: Option<RefCell<Background>>,
    /// Units that it makes machine code for, by number.
    pub(crate) pending: RefCell<HashMap<u32, Pending>>,
    pub(crate) units: RefCell<Vec<Unit>>,
    pub(crate) functions: RefCell<Functions>,
    /// What machine code finds in them stays where it is.
    pub(crate) tables: RefCell<Tables>,
    /// Addresses of direct entries. It never grows beyond its capacity: machine code knows where it is.
    pub(crate) direct: RefCell<Vec<usize>>,
    counters: Cell<JitCounters>,
    /// Exceptions that compiled code met.
    exceptions: Cell<u64>,
    pub(crate) epoch: Cell<u64>,
    /// Versions of the families of shapes whose slots are promised to hold doubles, by number.
    pub(crate) doubles: RefCell<[u32; FAMILIES]>,
    pub(crate) natives: Natives,
    /// Bytes of machine code that were used when it was last looked.
    pub(crate) used: Cell<u64>,
    /// Estimate of the instructions that the interpreter has executed.
    work: Cell<u64>,
    /// Instructions of intermediate code made so far.
    pub(crate) translated: Cell<u64>,
    /// Failed guards by the instruction they were about.
    failed_at: RefCell<[u64; 256]>,
    pub(crate) log: Log,
}

impl JitTier {
    /// A tier for this machine.
    pub fn new(options: JitOptions) -> JitTier {
        JitTier {
            options,
            compiler: RefCell::new(Compiler::new(options.verify).ok()),
            generator: RefCell::default(),
            background: options.background.then(RefCell::default),
            pending: RefCell::default(),
            units: RefCell::default(),
            functions: RefCell::default(),
            tables: RefCell::new(Tables {
                constants: Vec::with_capacity(MOST_CONSTANTS),
                found: Vec::with_capacity(MOST_CALLS * SHAPES_OF_CALL),
                full: false,
            }),
            direct: RefCell::new(Vec::with_capacity(MOST_DIRECT)),
            counters: Cell::default(),
            exceptions: Cell::new(0),
            epoch: Cell::new(0),
            doubles: RefCell::new([0; FAMILIES]),
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
        let share = if self.background.is_some() { BACKGROUND_SHARE } else { SHARE };
        let work = self.work.get() + (calls + iterations) * COMPILED_WORK;
        FIRST_COST + (self.translated.get() / EXPANSION + instructions as u64) * COST <= work / share
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
        let mut counters = JitCounters { exceptions: self.exceptions.get(), ..self.counters.get() };
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

    /// What is kept about a function; its first countdown is that of all.
    pub(crate) fn state_of<'f>(&self, code: *const Code, functions: &'f mut Functions) -> &'f mut FunctionState {
        let given = self.first_threshold();
        functions.entry(code).or_insert_with(|| FunctionState { given, ..FunctionState::default() })
    }

    /// Whether a callee will soon be translated: then it is better done first, for calls of it are then direct.
    fn has_warm_callee(&self, code: &Code, functions: &mut Functions) -> bool {
        let range = 1..=self.options.threshold - self.options.threshold / 4;
        let mut any = false;
        for callee in crate::analysis::callees::callees(code) {
            let state = self.state_of(callee, functions);
            state.wanted = true;
            // SAFETY: code lives as long as the engine.
            let callee = unsafe { &*callee };
            let new = state.left.is_none() && !state.compiled && !std::ptr::eq(callee, code) && !callee.object().is_generator;
            any |= state.pending || (new && range.contains(&callee.countdown.get()) && refusal(callee).is_none());
        }
        any
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
        self.exceptions.set(self.exceptions.get() + 1);
        // SAFETY: passed on.
        unsafe { self.restore(rt, window, exit).0 }
    }

    /// The pending exception leaves the frames of a unit, up to its handler there or, if that is all (see
    /// [`crate::unit::Raising`]), the unit: whether it is.
    pub fn leave_raising(&self, rt: &mut Runtime, exit: u64) -> bool {
        if let Some(line) = line_of_word(exit) {
            self.leave_frame(rt, line);
            return true;
        }
        let plain = self.raising(exit, |raising| raising.plain) == Some(true);
        if plain {
            self.leave_frames(rt, exit);
        }
        plain
    }

    /// The pending exception has left the frames that an exit is in.
    pub fn add_traceback(&self, rt: &mut Runtime, exit: u64) {
        match line_of_word(exit) {
            Some(line) => self.leave_frame(rt, line),
            None => self.leave_frames(rt, exit),
        }
    }

    fn leave_frame(&self, rt: &mut Runtime, (proto, line): (ProtoId, u32)) {
        self.exceptions.set(self.exceptions.get() + 1);
        rt.add_traceback(proto, line);
    }

    fn leave_frames(&self, rt: &mut Runtime, exit: u64) {
        self.exceptions.set(self.exceptions.get() + 1);
        // Making the entries may collect garbage: nothing is borrowed meanwhile.
        let raising = self.raising(exit, Rc::clone);
        for &(proto, line) in raising.iter().flat_map(|raising| &raising.lines) {
            rt.add_traceback(proto, line);
        }
    }

    /// Asks what is known about exceptions at an exit.
    fn raising<R>(&self, exit: u64, ask: impl FnOnce(&Rc<Raising>) -> R) -> Option<R> {
        let units = self.units.borrow();
        let exits = &units.get((exit >> EXIT_BITS) as usize)?.exits;
        exits.get((exit & ((1 << EXIT_BITS) - 1)) as usize)?.raised.as_ref().map(ask)
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
            functions.entry(cause.code).or_default().give_up(cause);
        }
    }

    /// Gives up the translations of a function, which is hot again after so many interpreted calls and iterations.
    pub(crate) fn discard(&self, code: &Code, state: &mut FunctionState, wait: i32) {
        state.loops.clear();
        state.doubles.clear();
        self.drop_entries(code, state);
        self.account(code, state, wait);
        code.countdown.set(wait);
        code.resumes.set(wait);
        self.count(|c| c.discarded += 1);
    }

    /// From now on, the function is called in the interpreter.
    fn drop_entries(&self, code: &Code, state: &FunctionState) {
        code.entry.set(None);
        code.resume_entry.set(None);
        if let Some((_, cell)) = &state.direct {
            self.direct.borrow_mut()[*cell as usize] = 0;
        }
    }

    /// Discards every translation: what they were told about attributes may be wrong. `epoch` is the new one.
    pub fn discard_all(&self, epoch: u64) {
        self.epoch.set(epoch);
        self.tables.borrow_mut().found.fill(Found::NONE);
        self.discard_where(Event::AttributesChanged, |state| {
            state.places.clear();
            true
        });
    }

    /// Discards what was translated with a promise that slots of a family of shapes hold doubles only. The new version.
    pub fn discard_doubles(&self, family: u8) -> u32 {
        let version = {
            let version = &mut self.doubles.borrow_mut()[usize::from(family)];
            *version = version.wrapping_add(1);
            *version
        };
        self.discard_where(Event::DoublesChanged, |state| state.doubles.contains(&family));
        version
    }

    /// Discards the translations of some functions.
    fn discard_where(&self, why: Event<'_>, mut which: impl FnMut(&mut FunctionState) -> bool) {
        let units = self.units.borrow().len() as u32;
        for (&code, state) in self.functions.borrow_mut().iter_mut() {
            // SAFETY: code lives as long as the engine, which keeps this tier.
            let code = unsafe { &*code };
            if (state.compiled || state.pending) && which(state) {
                state.first_unit = units;
                self.discard(code, state, REENTRY);
                self.log.add(code, why);
            }
        }
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
        // SAFETY: the machine's runtime; nothing else uses it meanwhile.
        self.install_finished(unsafe { &mut *context.rt });
        let mut functions = self.functions.borrow_mut();
        let first = self.first_threshold();
        let state = functions.entry(code).or_insert_with(|| FunctionState { given: first, ..FunctionState::default() });
        if state.left.is_none()
            && !state.compiled
            && let Some(reason) = refusal(code)
        {
            state.left = Some(reason);
            self.count(|c| c.functions_left += 1);
            self.log.add(code, Event::Left(reason));
        }
        let resumed = place == Hot::Resume;
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
        let suspended = matches!(place, Hot::Loop(header) if is_suspended(object, header));
        let start = match place {
            Hot::Call => code.entry.get().is_none().then_some(Start::Call),
            // Called again and again, it is always hot in its loops before it is at its entry. Should this very activation
            // stay hot, its loop is next.
            Hot::Loop(_) if code.entry.get().is_none() && callable && code.calls.get() >= MANY_CALLS => Some(Start::Call),
            // Taken over when it goes on the next time, unless that is long in coming.
            Hot::Loop(_) if suspended && code.resume_entry.get().is_none() => Some(Start::Resume),
            Hot::Loop(header) if !state.loops.contains_key(&header) => object.loop_at(header).map(|_| Start::Loop(header)),
            Hot::Loop(_) => None,
            Hot::Resume => code.resume_entry.get().is_none().then_some(Start::Resume),
        };
        let instructions = match start {
            Some(Start::Loop(header)) => object.code.len() - header as usize,
            _ => object.code.len(),
        };
        let mut wait = match place {
            Hot::Call => self.options.threshold.max(REENTRY),
            Hot::Resume if self.options.eager => 1,
            Hot::Loop(_) | Hot::Resume => REENTRY,
        };
        let suspended = suspended && matches!(start, Some(Start::Loop(_)));
        if state.pending {
            wait = PENDING_WAIT;
        } else if suspended && !std::mem::replace(&mut state.asked_in_loop, true) {
            // That of the whole body is entered every time: it is waited for.
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

/// Why a function cannot be translated.
pub(crate) fn refusal(code: &Code) -> Option<&'static str> {
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
pub(crate) struct Inlining<'a> {
    pub(crate) functions: &'a Functions,
}

impl Policy for Inlining<'_> {
    fn allows(&self, code: &Code, pc: u32) -> bool {
        !self.functions.get(&(code as *const Code)).is_some_and(|state| state.disabled.contains(&Speculation::operands(pc)))
    }
    fn accepts(&self, callee: &Code) -> bool {
        refusal(callee).is_none()
    }
}
