//! When to translate, what to do when a translation turns out wrong, and the count of both.
//!
//! A function is translated when its calls and loop iterations in the interpreter have used up a threshold: at its entry,
//! or at the loop that used it up. A guard that has failed [`EXIT_LIMIT`] times takes its assumption with it: the function
//! is translated again without; after [`RECOMPILE_LIMIT`] times, without any.

use std::cell::{Cell, RefCell};
use std::collections::{HashMap, HashSet};

use bytecode::{CodeKind, Opcode, SiteKind};
use bytecode_vm::code::Code;
use bytecode_vm::context::Context;
use bytecode_vm::tier::{Decision, Entry, Tier};
use runtime::object::instance::{Instance, SlotArray};
use runtime::ops::attribute::{AttrCache, StoreCache};
use runtime::{Runtime, Value};

use crate::analysis::natives::Natives;
use crate::analysis::types::{Place, Profile, SMALL, Speculation, Type};
use crate::compiler::{Compiler, Listing, Request};
use crate::unit::{EXIT_BITS, Start, Stored, Unit};

/// Failures after which an assumption is given up.
const EXIT_LIMIT: u32 = 50;
/// An assumption that failed this often goes together with another that is given up.
const RELATED_LIMIT: u32 = 10;
/// Translations of one function before it gets one without assumptions.
const RECOMPILE_LIMIT: u32 = 6;
/// Interpreted calls and iterations after which an activation that was left is taken over again.
const REENTRY: i32 = 64;
/// Shapes that an attribute instruction tells apart inline.
const MOST_SHAPES: usize = 4;
/// Instructions beyond which a function stays in the interpreter.
const LARGEST: usize = 8_000;

/// Why everything stays in the interpreter where Cranelift has no back end.
const UNKNOWN_PROCESSOR: &str = "unknown processor";

/// How the tier behaves.
#[derive(Clone, Copy, Debug)]
pub struct JitOptions {
    /// Interpreted calls and loop iterations of a function before it is translated.
    pub threshold: i32,
    /// Translate every function at its first call, assuming nothing.
    pub eager: bool,
    /// Check the intermediate code of every translation (always done in debug builds).
    pub verify: bool,
}

impl Default for JitOptions {
    fn default() -> JitOptions {
        JitOptions { threshold: 500, eager: false, verify: false }
    }
}

/// What is kept about one function.
#[derive(Default)]
struct FunctionState {
    disabled: HashSet<Speculation>,
    failures: HashMap<Speculation, u32>,
    /// Shapes met where attribute guards failed.
    places: HashMap<u32, Vec<(u32, Place)>>,
    generic: bool,
    recompiled: u32,
    compiled: bool,
    loops: HashMap<u32, Entry>,
    left: Option<&'static str>,
    /// The countdown given last.
    given: i32,
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
    /// Translations discarded because an assumption failed too often.
    pub discarded: u64,
    /// Guards that failed.
    pub side_exits: u64,
    /// Exceptions that compiled code met.
    pub exceptions: u64,
    /// Bytes of machine code.
    pub code_bytes: u64,
    /// Calls and loop iterations of the interpreter.
    pub interpreted: u64,
}

/// The compiling tier.
pub struct JitTier {
    options: JitOptions,
    /// Absent on a processor that Cranelift does not know.
    compiler: RefCell<Option<Compiler>>,
    units: RefCell<Vec<Unit>>,
    functions: RefCell<HashMap<*const Code, FunctionState>>,
    counters: Cell<JitCounters>,
    epoch: Cell<u64>,
    natives: Natives,
}

impl JitTier {
    /// A tier for this machine.
    pub fn new(options: JitOptions) -> JitTier {
        JitTier {
            options,
            compiler: RefCell::new(Compiler::new(options.verify).ok()),
            units: RefCell::default(),
            functions: RefCell::default(),
            counters: Cell::default(),
            epoch: Cell::new(0),
            natives: Natives::new(),
        }
    }

    /// What machine code knows about functions written in Rust.
    pub fn natives(&self) -> &Natives {
        &self.natives
    }

    fn count(&self, change: impl FnOnce(&mut JitCounters)) {
        let mut counters = self.counters.get();
        change(&mut counters);
        self.counters.set(counters);
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
    pub fn listing(&self, code: &Code, generic: bool) -> Result<Listing, String> {
        if let Some(reason) = refusal(code) {
            return Err(reason.to_owned());
        }
        let profile = profile_of(code, HashSet::new(), HashMap::new(), generic);
        let mut listing = Listing::default();
        let number = self.units.borrow().len() as u32;
        let mut compiler = self.compiler.borrow_mut();
        let compiler = compiler.as_mut().ok_or(UNKNOWN_PROCESSOR)?;
        let unit = compiler.compile(
            code,
            &profile,
            Request { start: Start::Call, seeds: &[], number, epoch: self.epoch.get() },
            Some(&mut listing),
        )?;
        self.units.borrow_mut().push(unit);
        Ok(listing)
    }

    fn compile(&self, rt: &mut Runtime, code: &Code, start: Start, window: *const Value, state: &mut FunctionState) {
        let generic = state.generic || self.options.eager;
        let mut profile = profile_of(code, state.disabled.clone(), state.places.clone(), generic);
        if !generic {
            let caches = code.current_caches();
            let callees = profile.insns.iter().enumerate();
            profile.natives = callees.filter_map(|(pc, insn)| Some((pc as u32, self.natives.callee(rt, insn, &caches)?))).collect();
        }
        let seeds = if generic { Vec::new() } else { observed_types(code, &profile, start, window) };
        let mut units = self.units.borrow_mut();
        let number = units.len() as u32;
        let mut compiler = self.compiler.borrow_mut();
        let Some(compiler) = compiler.as_mut() else {
            state.left = Some(UNKNOWN_PROCESSOR);
            self.count(|c| c.functions_left += 1);
            return;
        };
        let unit = match compiler.compile(code, &profile, Request { start, seeds: &seeds, number, epoch: self.epoch.get() }, None) {
            Ok(unit) => unit,
            Err(reason) => {
                debug_assert!(false, "{reason}");
                state.left = Some("machine code generator");
                self.count(|c| c.functions_left += 1);
                return;
            }
        };
        self.count(|c| {
            c.units_compiled += 1;
            c.code_bytes += unit.bytes as u64;
            c.functions_compiled += u64::from(!state.compiled);
        });
        state.compiled = true;
        match start {
            Start::Call => code.entry.set(Some(unit.entry)),
            Start::Loop(header) => {
                state.loops.insert(header, unit.entry);
            }
        }
        units.push(unit);
    }

    /// A guard failed: makes the window whole, counts, and gives the instruction where the interpreter goes on.
    ///
    /// # Safety
    /// `window` is the running frame's, stored as the exit says.
    pub unsafe fn take_exit(&self, rt: &mut Runtime, code: &Code, window: *mut Value, exit: u64) -> u32 {
        // SAFETY: passed on.
        let (pc, cause) = unsafe { self.restore(rt, window, exit) };
        self.count(|c| c.side_exits += 1);
        // SAFETY: the window is whole again.
        unsafe { self.note_shape(rt, code, window, pc) };
        if let Some(cause) = cause {
            self.failed(code, cause);
        }
        pc
    }

    /// An attribute instruction has met another shape than it was compiled for. Instructions that were compiled for the
    /// same shape will meet it too: they learn of it now, not one translation after the other.
    ///
    /// # Safety
    /// `window` is the running frame's and holds values.
    unsafe fn note_shape(&self, rt: &mut Runtime, code: &Code, window: *const Value, pc: u32) {
        let object = code.object();
        // SAFETY: by the caller's promise.
        let Some(receiver) = (unsafe { receiver_of(object, window, pc) }) else { return };
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
            if let Some((shape, place)) = place_in(rt, code, receiver, other) {
                let known = places.entry(other).or_default();
                if known.len() < MOST_SHAPES && known.iter().all(|(met, _)| *met != shape) {
                    known.push((shape, place));
                }
            }
        }
    }

    /// An exception is pending: makes the window whole and gives the instruction that raised.
    ///
    /// # Safety
    /// As [`JitTier::take_exit`].
    pub unsafe fn take_exception(&self, rt: &mut Runtime, window: *mut Value, exit: u64) -> u32 {
        self.count(|c| c.exceptions += 1);
        // SAFETY: passed on.
        unsafe { self.restore(rt, window, exit).0 }
    }

    unsafe fn restore(&self, rt: &mut Runtime, window: *mut Value, exit: u64) -> (u32, Option<Speculation>) {
        let units = self.units.borrow();
        let exit = &units[(exit >> EXIT_BITS) as usize].exits[(exit & ((1 << EXIT_BITS) - 1)) as usize];
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
        (exit.pc, exit.cause)
    }

    fn failed(&self, code: &Code, cause: Speculation) {
        let mut functions = self.functions.borrow_mut();
        let state = functions.entry(code).or_default();
        let failures = state.failures.entry(cause).or_insert(0);
        *failures += 1;
        if *failures < EXIT_LIMIT || state.disabled.contains(&cause) {
            return;
        }
        let related: Vec<Speculation> = state.failures.iter().filter(|(_, n)| **n >= RELATED_LIMIT).map(|(cause, _)| *cause).collect();
        state.disabled.extend(related);
        state.recompiled += 1;
        state.generic = state.recompiled >= RECOMPILE_LIMIT;
        state.loops.clear();
        code.entry.set(None);
        // Soon hot again.
        self.account(code, state, REENTRY);
        code.countdown.set(REENTRY);
        self.count(|c| c.discarded += 1);
    }

    /// Discards every translation: what they were told about attributes may be wrong. `epoch` is the new one.
    pub fn discard_all(&self, epoch: u64) {
        self.epoch.set(epoch);
        for (&code, state) in self.functions.borrow_mut().iter_mut() {
            // SAFETY: code lives as long as the engine, which keeps this tier.
            let code = unsafe { &*code };
            if state.compiled {
                state.loops.clear();
                state.places.clear();
                code.entry.set(None);
                self.account(code, state, REENTRY);
                code.countdown.set(REENTRY);
                self.count(|c| c.discarded += 1);
            }
        }
    }

    /// Counts what was used up of the countdown given last; the next one is `given`.
    fn account(&self, code: &Code, state: &mut FunctionState, given: i32) {
        let used = u64::try_from(state.given - code.countdown.get()).unwrap_or(0);
        self.count(|c| c.interpreted += used);
        state.given = given;
    }
}

impl Tier for JitTier {
    fn first_threshold(&self) -> i32 {
        if self.options.eager { 1 } else { self.options.threshold }
    }

    fn hot(&self, context: &mut Context, code: &Code, loop_header: Option<u32>) -> Decision {
        let mut functions = self.functions.borrow_mut();
        let first = self.first_threshold();
        let state = functions.entry(code).or_insert_with(|| FunctionState { given: first, ..FunctionState::default() });
        if state.left.is_none()
            && !state.compiled
            && let Some(reason) = refusal(code)
        {
            state.left = Some(reason);
            self.count(|c| c.functions_left += 1);
        }
        if state.left.is_some() {
            self.account(code, state, i32::MAX);
            return Decision::Never;
        }
        // SAFETY: the function's frame is the running one.
        let window = unsafe { (*context.frames.sub(1)).callee_regs() };
        // SAFETY: the machine's runtime; nothing else uses it meanwhile.
        let rt = unsafe { &mut *context.rt };
        let wait = match loop_header {
            None => {
                if code.entry.get().is_none() {
                    self.compile(rt, code, Start::Call, window, state);
                }
                self.options.threshold.max(REENTRY)
            }
            Some(header) => {
                if !state.loops.contains_key(&header) && code.object().loop_at(header).is_some() {
                    self.compile(rt, code, Start::Loop(header), window, state);
                } else if code.entry.get().is_none() && matches!(code.object().kind, CodeKind::Def | CodeKind::Lambda) {
                    // Called again and again, it is always hot in its loops before it is at its entry.
                    self.compile(rt, code, Start::Call, window, state);
                }
                REENTRY
            }
        };
        self.account(code, state, wait);
        Decision::Wait(wait)
    }

    fn loop_entry(&self, code: &Code, loop_header: u32) -> Option<Entry> {
        let functions = self.functions.borrow();
        functions.get(&(code as *const Code)).and_then(|state| state.loops.get(&loop_header).copied())
    }
}

/// Why a function cannot be translated.
fn refusal(code: &Code) -> Option<&'static str> {
    let object = code.object();
    if object.is_generator {
        return Some("generator");
    }
    if object.code.len() > LARGEST {
        return Some("size");
    }
    let looks_at_locals = object.sites.iter().zip(&code.site_names).any(|(site, name)| {
        site.kind == SiteKind::Global && ["locals", "vars", "dir", "eval", "exec"].iter().any(|text| name.eq_rust(text))
    });
    looks_at_locals.then_some("looks at its locals")
}

fn profile_of(code: &Code, disabled: HashSet<Speculation>, met: HashMap<u32, Vec<(u32, Place)>>, generic: bool) -> Profile {
    let insns = code.current_insns();
    let caches = code.current_caches();
    let mut places = met;
    for (pc, insn) in insns.iter().enumerate() {
        let cached = match insn.op.base() {
            Opcode::GetAttr | Opcode::SetAttr => caches[usize::from(insn.c)],
            _ => continue,
        };
        let place = match insn.op {
            Opcode::GetAttrSlot | Opcode::SetAttrSlot => Place::Inline(cached.word as i32),
            Opcode::GetAttrOverflow | Opcode::SetAttrOverflow => Place::Overflow(cached.word as i32),
            Opcode::SetAttrAdd => Place::Added(cached.word as i32, cached.extra),
            _ => continue,
        };
        let known = places.entry(pc as u32).or_default();
        if cached.shape != u32::MAX && known.iter().all(|(shape, _)| *shape != cached.shape) {
            known.insert(0, (cached.shape, place));
        }
    }
    let feedback = code.feedback.iter().map(Cell::get).collect();
    Profile { insns, feedback, places, natives: HashMap::new(), disabled, generic }
}

/// The receiver of the attribute instruction at `pc`.
///
/// # Safety
/// `window` is the running frame's and holds values.
unsafe fn receiver_of(object: &bytecode::CodeObject, window: *const Value, pc: u32) -> Option<Value> {
    let insn = object.code[pc as usize];
    let register = match insn.op {
        Opcode::GetAttr => insn.b,
        Opcode::SetAttr => insn.a,
        _ => return None,
    };
    // SAFETY: by the caller's promise.
    Some(unsafe { *window.add(usize::from(register)) })
}

/// Shape of a receiver, and where it has the attribute of the instruction at `pc`.
fn place_in(rt: &mut Runtime, code: &Code, receiver: Value, pc: u32) -> Option<(u32, Place)> {
    let insn = code.object().code[pc as usize];
    let name = code.site_names[usize::from(insn.c)];
    let (shape, slot) = match insn.op {
        Opcode::GetAttr => match rt.cacheable_attr(receiver, name) {
            AttrCache::Slot { shape, slot } => (shape, slot),
            _ => return None,
        },
        _ => match rt.cacheable_store(receiver, name) {
            StoreCache::Existing { shape, slot, .. } => (shape, slot),
            _ => return None,
        },
    };
    if !receiver.is_object::<Instance>() {
        return None;
    }
    let inline = u32::from(rt.shapes.get(shape).inline_capacity);
    let place = if slot < inline {
        Place::Inline(Instance::SLOTS_OFFSET as i32 + slot as i32 * 8)
    } else {
        Place::Overflow(SlotArray::SLOTS_OFFSET as i32 + (slot - inline) as i32 * 8)
    };
    Some((shape.0, place))
}

/// Types of the numbers that registers hold where a unit is about to begin.
fn observed_types(code: &Code, profile: &Profile, start: Start, window: *const Value) -> Vec<(u16, Type)> {
    let object = code.object();
    let pc = match start {
        Start::Call => 0,
        Start::Loop(header) => header,
    };
    let liveness = crate::analysis::liveness::Liveness::new(object);
    let mut types = Vec::new();
    for register in liveness.before(pc).iter() {
        if !profile.allows(Speculation::entry(pc, register)) {
            continue;
        }
        // SAFETY: a live register of the running frame.
        let value = unsafe { *window.add(usize::from(register)) };
        if value.is_small_int() {
            types.push((register, Type::Int(SMALL)));
        } else if value.is_float() {
            types.push((register, Type::Float));
        }
    }
    types
}
