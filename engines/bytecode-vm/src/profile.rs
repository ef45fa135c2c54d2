//! Counting instead of running fast: a driver that looks at every instruction. It is entered only while a profile is being
//! made; the other drivers know nothing of it.

use std::collections::HashMap;

use bytecode::Opcode;
use runtime::profile::{CacheCount, FunctionCount, LineCount, Profile};
use runtime::{Raised, Result};

use crate::code::Code;
use crate::context::{Context, State};
use crate::ops::Ending;

/// Counts of one run.
pub(crate) struct Profiler {
    /// Executions of each instruction, by the address of its code. Code lives as long as the engine.
    executed: HashMap<*const Code, Box<[u64]>>,
    /// Executions by opcode, and how many of them missed their cache.
    opcodes: Vec<(u64, u64)>,
}

impl Profiler {
    pub(crate) fn new() -> Profiler {
        Profiler { executed: HashMap::new(), opcodes: vec![(0, 0); Opcode::COUNT] }
    }
}

/// As the driver's `run`, counting.
///
/// # Safety
/// As there; a profiler is installed.
pub(crate) unsafe fn run(cx: *mut Context, start: State) -> Result {
    let mut state = start;
    loop {
        // SAFETY: as any driver; the profiler is not touched by handlers, and nested drivers borrow it one at a time.
        unsafe {
            let insn = *state.pc;
            let code = (*cx).code;
            let before = (*cx).counters;
            if let Some(profiler) = &mut (*cx).profiler {
                let counts = profiler.executed.entry(code).or_insert_with(|| vec![0; (*code).object().code.len()].into());
                counts[(*code).pc_index(state.pc) as usize] += 1;
                profiler.opcodes[insn.op as usize].0 += 1;
            }
            let mut flow = crate::step::dispatch(cx, state, insn);
            // A quick instruction says that it misses, a base one that a further entry of its cache answers. (A builtin that
            // calls back may have done so in a driver of its own: its call is then counted as that.)
            let after = (*cx).counters;
            let missed = match insn.op == insn.op.base() {
                true => after.polymorphic_hits == before.polymorphic_hits,
                false => after.cache_misses != before.cache_misses,
            };
            if missed
                && is_cached(insn.op)
                && let Some(profiler) = &mut (*cx).profiler
            {
                profiler.opcodes[insn.op as usize].1 += 1;
            }
            if let Ending::Raise(at) = flow.ending() {
                flow = crate::driver::raised(cx, at);
            }
            match flow.ending() {
                Ending::Next(next) => state = next,
                Ending::Exit(value) => return Ok(value),
                Ending::Raise(_) | Ending::Abandon => return Err(Raised),
            }
        }
    }
}

/// Families of cached instructions, by base opcode.
const FAMILIES: [(&str, &[Opcode]); 5] = [
    ("attribute reads", &[Opcode::GetAttr]),
    ("attribute writes", &[Opcode::SetAttr]),
    ("methods", &[Opcode::CallMethod, Opcode::LoadMethod]),
    ("globals and builtins", &[Opcode::LoadGlobal, Opcode::StoreGlobal]),
    ("calls", &[Opcode::Call, Opcode::CallLoaded]),
];

fn is_cached(op: Opcode) -> bool {
    FAMILIES.iter().any(|(_, bases)| bases.contains(&op.base()))
}

impl Profiler {
    /// The counts as names and lines.
    pub(crate) fn report(&self) -> Profile {
        let mut functions = Vec::new();
        let mut lines: HashMap<(String, u32), u64> = HashMap::new();
        for (&code, counts) in &self.executed {
            // SAFETY: loaded code is kept as long as the engine.
            let object = unsafe { (*code).object() };
            // SAFETY: as above.
            let module = unsafe { &(&*code).module.compiled };
            for (pc, &count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                *lines.entry((module.path.clone(), object.line_of(pc as u32))).or_default() += count;
            }
            functions.push(FunctionCount {
                name: module.names[object.qualname as usize].clone(),
                path: module.path.clone(),
                line: object.first_line,
                calls: counts[0],
                instructions: counts.iter().sum(),
            });
        }
        functions.sort_by_key(|f| (std::cmp::Reverse(f.instructions), f.name.clone()));
        let mut lines: Vec<LineCount> =
            lines.into_iter().map(|((path, line), instructions)| LineCount { path, line, instructions }).collect();
        lines.sort_by_key(|l| (std::cmp::Reverse(l.instructions), l.line));
        let all = || self.opcodes.iter().enumerate().filter_map(|(n, &(count, missed))| Some((Opcode::from_u8(n as u8)?, count, missed)));
        let mut opcodes: Vec<_> = all().filter(|(_, count, _)| *count > 0).map(|(op, count, _)| (op.info().name, count)).collect();
        opcodes.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
        let caches = FAMILIES.iter().map(|&(what, bases)| {
            let (mut uses, mut misses) = (0, 0);
            for (_, count, missed) in all().filter(|(op, ..)| bases.contains(&op.base())) {
                uses += count;
                misses += missed;
            }
            CacheCount { what, hits: uses - misses, misses }
        });
        Profile { functions, lines, opcodes, caches: caches.filter(|c| c.hits + c.misses > 0).collect() }
    }
}
