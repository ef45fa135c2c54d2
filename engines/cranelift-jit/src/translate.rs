//! From a hot function to an installed translation: what may be assumed is gathered, Cranelift IR made, machine code made
//! here or on a second thread ([`crate::background`]), and its entry put where calls and loops find it.

use std::collections::HashMap;

use bytecode::{CodeKind, Opcode};
use bytecode_vm::code::Code;
use runtime::{Runtime, Value};

use crate::analysis::RegisterSet;
use crate::analysis::direct::{Entry as DirectEntry, Form, Own, Target};
use crate::analysis::profile::Profile;
use crate::analysis::scalars::Scalars;
use crate::analysis::splice::{Policy, Spliced};
use crate::analysis::types::Type;
use crate::compiler::{Generator, Listing, Machine, NO_ROOM, Prepared, Request};
use crate::events::Event;
use crate::observed;
use crate::tier::{
    CONSTANTS_OF_UNIT, Functions, GENERATOR, Inlining, JitTier, MOST_CONSTANTS, MOST_DIRECT, NEW_MOST, REENTRY, UNKNOWN_PROCESSOR, refusal,
};
use crate::unit::Start;

/// A translation that has no machine code yet.
pub(crate) struct Pending {
    code: *const Code,
    /// Calls inlined.
    inlined: usize,
    /// Objects that are not made.
    replaced: usize,
}

impl JitTier {
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
        let profile = observed::profile(rt, &spliced, &functions, &self.doubles.borrow(), generic);
        let number = self.units.borrow().len() as u32;
        let mut compiler = self.compiler.borrow_mut();
        let compiler = compiler.as_mut().ok_or(UNKNOWN_PROCESSOR)?;
        let request = Request {
            start: if code.object().is_generator { Start::Resume } else { Start::Call },
            seeds: &[],
            naturals: RegisterSet::new(spliced.object.register_count),
            number,
            epoch: self.epoch.get(),
            spliced: &spliced,
            scalars: &Scalars::none(&spliced),
            stress: self.options.stress.is_some(),
        };
        let (mut unit, prepared) = compiler.prepare(&profile, request, &mut self.tables.borrow_mut(), true)?;
        let mut machine = Generator::default().generate(prepared)?;
        let listing = machine.listing.take().unwrap_or_default();
        unit.finish(machine);
        self.units.borrow_mut().push(unit);
        Ok(listing)
    }

    /// Translates a function from `start` on, or has that done.
    pub(crate) fn compile(&self, rt: &mut Runtime, code: &Code, start: Start, window: *const Value, functions: &mut Functions) {
        let generic = self.options.eager || functions.get(&(code as *const Code)).is_some_and(|state| state.generic);
        let mut spliced = self.splice(code, generic, functions);
        let mut profile = self.observe(rt, code, start, &spliced, generic, functions);
        let scalars = Scalars::new(&spliced, &profile, start.pc_in(&spliced));
        spliced.object.register_count += scalars.registers();
        let seeds = if generic { Vec::new() } else { observed::types(code, &spliced, &profile, start, window) };
        let wanted = functions.get(&(code as *const Code)).is_some_and(|state| state.wanted)
            || profile.direct.values().any(|target| matches!(target, Target::Own));
        if !generic && start == Start::Call && wanted {
            profile.own = self.own_entry(code, &seeds, functions);
        }
        let number = self.units.borrow().len() as u32;
        let request = Request {
            start,
            seeds: &seeds,
            naturals: observed::naturals(&spliced, &profile, start, &seeds, window),
            number,
            epoch: self.epoch.get(),
            spliced: &spliced,
            scalars: &scalars,
            stress: self.options.stress.is_some(),
        };
        let prepared = match self.compiler.borrow_mut().as_mut() {
            Some(compiler) => compiler.prepare(&profile, request, &mut self.tables.borrow_mut(), self.log.wants_listings()),
            None => return self.leave_alone(code, UNKNOWN_PROCESSOR, functions),
        };
        let (unit, prepared) = match prepared {
            Ok(prepared) => prepared,
            Err(reason) if reason == NO_ROOM => return self.leave_alone(code, NO_ROOM, functions),
            Err(reason) => return self.refused(code, &reason, functions),
        };
        let instructions = unit.instructions as u64;
        self.translated.set(self.translated.get() + instructions);
        self.count(|c| c.instructions_translated += instructions);
        if let Some((entry, _)) = &unit.direct {
            self.reserve_cell(entry);
        }
        self.units.borrow_mut().push(unit);
        self.begin(number, prepared, Pending { code, inlined: spliced.entered.len(), replaced: scalars.objects.len() }, rt, functions);
    }

    /// What the interpreter has learnt about the code of a unit.
    fn observe(&self, rt: &mut Runtime, code: &Code, start: Start, spliced: &Spliced, generic: bool, functions: &mut Functions) -> Profile {
        let mut profile = observed::profile(rt, spliced, functions, &self.doubles.borrow(), generic);
        functions.entry(code).or_default().doubles.extend(profile.doubles.values().map(|doubles| doubles.family));
        observed::remember_places(spliced, &profile, functions);
        if !self.has_room_for_constants() || profile.globals.len() + 4 * profile.attributes.len() > CONSTANTS_OF_UNIT / 2 {
            profile.globals.clear();
            profile.attributes.clear();
        }
        if !self.has_room_for_constants() {
            profile.classes.clear();
        }
        if generic {
            return profile;
        }
        profile.direct = self.direct_calls(code, spliced, start, functions);
        let caches: Vec<_> = spliced.frames.iter().map(|frame| frame.code().current_caches()).collect();
        let callees = profile.insns.iter().enumerate().map(|(pc, insn)| (pc as u32, insn));
        let unused = |pc: u32, insn: &bytecode::Insn| {
            matches!(insn.op, Opcode::Call | Opcode::LoadGlobal)
                && caches[usize::from(spliced.origin(pc).frame)][usize::from(insn.c)].fills == 0
        };
        profile.unused = callees.clone().filter(|(pc, insn)| unused(*pc, insn)).map(|(pc, _)| pc).collect();
        profile.complete = functions.get(&(code as *const Code)).is_some_and(|state| state.completed >= NEW_MOST);
        // A body is translated with all its ways on.
        profile.complete |= start == Start::Resume;
        profile.natives = callees
            .filter(|(pc, _)| !spliced.entered.contains_key(pc))
            // Called without a frame of its own, `globals` would see the caller's.
            .filter(|(pc, _)| spliced.frame_at(*pc).code().globals.as_ptr() == code.globals.as_ptr())
            .filter_map(|(pc, insn)| Some((pc, self.natives.callee(rt, insn, &caches[usize::from(spliced.origin(pc).frame)])?)))
            .collect();
        if !self.has_room_for_constants() {
            profile.natives.values_mut().for_each(|callee| callee.body = None);
        }
        profile
    }

    /// Has machine code made: on the second thread, or here and now.
    fn begin(&self, number: u32, prepared: Prepared, pending: Pending, rt: &mut Runtime, functions: &mut Functions) {
        let code = pending.code;
        let prepared = match &self.background {
            Some(background) => match background.borrow_mut().begin(number, prepared) {
                None => {
                    self.state_of(code, functions).pending = true;
                    self.pending.borrow_mut().insert(number, pending);
                    return;
                }
                Some(refused) => refused,
            },
            None => prepared,
        };
        let made = self.generator.borrow_mut().generate(prepared);
        self.install(number, made, &pending, rt, functions);
    }

    /// Takes over what the second thread has finished.
    pub(crate) fn install_finished(&self, rt: &mut Runtime) {
        let Some(background) = &self.background else { return };
        while let Some((number, made)) = background.borrow().finished() {
            let Some(pending) = self.pending.borrow_mut().remove(&number) else { continue };
            let mut functions = self.functions.borrow_mut();
            self.state_of(pending.code, &mut functions).pending = false;
            self.install(number, made, &pending, rt, &mut functions);
        }
    }

    /// A unit has got its machine code: from now on it is entered, unless its function has been discarded meanwhile.
    fn install(&self, number: u32, made: Result<Machine, String>, pending: &Pending, rt: &mut Runtime, functions: &mut Functions) {
        // SAFETY: code lives as long as the engine, which keeps this tier.
        let code = unsafe { &*pending.code };
        let mut machine = match made {
            Ok(machine) => machine,
            Err(reason) => return self.refused(code, &reason, functions),
        };
        let state = self.state_of(code, functions);
        let listing = machine.listing.take();
        let mut units = self.units.borrow_mut();
        let unit = &mut units[number as usize];
        unit.finish(machine);
        self.count(|c| {
            c.units_compiled += 1;
            c.calls_inlined += pending.inlined as u64;
            c.objects_replaced += pending.replaced as u64;
            c.code_bytes += unit.bytes as u64;
            c.functions_compiled += u64::from(!state.compiled);
        });
        self.log.add(code, Event::Translated(unit, pending.inlined, pending.replaced));
        if let Some(listing) = listing {
            self.log.add_listing(listing);
        }
        state.compiled = true;
        let (start, entry, direct) = (unit.start, unit.entry, unit.direct.clone());
        drop(units);
        if number >= state.first_unit {
            match start {
                Start::Call => code.entry.set(Some(entry)),
                Start::Loop(header) => {
                    state.loops.insert(header, entry);
                }
                Start::Resume => code.resume_entry.set(Some(entry)),
            }
            if let Some((entry, address)) = direct {
                self.set_direct(code, entry, address, functions);
            }
        }
        self.reclaim(rt, functions);
    }

    /// Cranelift has refused a translation, which it should not.
    fn refused(&self, code: &Code, reason: &str, functions: &mut Functions) {
        debug_assert!(false, "{reason}");
        self.leave_alone(code, GENERATOR, functions);
    }

    fn leave_alone(&self, code: &Code, reason: &'static str, functions: &mut Functions) {
        self.state_of(code, functions).left = Some(reason);
        self.count(|c| c.functions_left += 1);
        self.log.add(code, Event::Left(reason));
    }

    /// The cell of a direct entry is no other one's; it stays empty until there is machine code.
    fn reserve_cell(&self, entry: &DirectEntry) {
        let mut cells = self.direct.borrow_mut();
        if entry.1 as usize == cells.len() {
            cells.push(0);
        }
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

    /// A function has got a direct entry. What was translated for a former one is translated again.
    fn set_direct(&self, code: &Code, entry: DirectEntry, address: usize, functions: &mut Functions) {
        let cell = entry.1 as usize;
        self.direct.borrow_mut()[cell] = address;
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
    pub(crate) fn splice(&self, code: &Code, generic: bool, functions: &Functions) -> Spliced {
        let policy = Inlining { functions };
        Spliced::new(code, (!generic && self.has_room_for_constants()).then_some(&policy as &dyn Policy))
    }

    /// Whether the table of words has room for those of one unit.
    fn has_room_for_constants(&self) -> bool {
        self.tables.borrow().constants.len() + CONSTANTS_OF_UNIT <= MOST_CONSTANTS
    }

    /// Instructions of bytecode that a translation would be of, inlined ones included.
    pub(crate) fn spliced_length(&self, code: &Code, start: Start, functions: &Functions) -> usize {
        if !self.options.budget || self.options.eager {
            return 0;
        }
        let spliced = self.splice(code, functions.get(&(code as *const Code)).is_some_and(|state| state.generic), functions);
        match start {
            Start::Loop(header) => spliced.insns.len() - spliced.own(header) as usize,
            Start::Call | Start::Resume => spliced.insns.len(),
        }
    }
}
