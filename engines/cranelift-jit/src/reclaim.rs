//! Memory of machine code that has been given up: freed when nothing runs in it, so that a long run in which functions are
//! translated again and again holds no more than a multiple of what it uses.
//!
//! Where a program is, the native stack says: whoever has called machine code, or is about to, has an address inside of it
//! there or in a saved register. Every word that looks like one keeps its unit, as words that look like objects keep these.

use std::collections::HashSet;

use runtime::Runtime;

use crate::tier::{Functions, JitTier};

/// Bytes of machine code below which nothing is looked for.
const LEAST_HELD: u64 = 1 << 20;

impl JitTier {
    /// Gives back what is no longer used, once twice as much is held as was used last time; under stress always.
    pub(crate) fn reclaim(&self, rt: &mut Runtime, functions: &Functions) {
        let held = self.code_held();
        let stress = self.options.stress.is_some();
        if held < self.used.get().saturating_mul(2).max(LEAST_HELD) && !stress {
            return;
        }
        let freed = self.free_unused(rt, functions);
        self.count(|c| c.code_bytes_freed += freed);
        self.used.set(held - freed);
    }

    /// Bytes given back.
    fn free_unused(&self, rt: &mut Runtime, functions: &Functions) -> u64 {
        let mut units = self.units.borrow_mut();
        let entered = self.entries(functions);
        // Start, end and number of the parts of units that cannot be entered any more.
        let mut parts: Vec<(usize, usize, usize)> = Vec::new();
        for (number, unit) in units.iter().enumerate() {
            let enterable = entered.contains(&(unit.entry as usize)) || unit.direct.as_ref().is_some_and(|(_, at)| entered.contains(at));
            if unit.module.is_some() && !enterable {
                parts.extend(unit.ranges.iter().map(|&(start, bytes)| (start, start + bytes, number)));
            }
        }
        parts.sort_unstable();
        let mut running = HashSet::new();
        let scanned = rt.native_stack_words(|word| {
            // A return address may be one past the last instruction.
            let after = parts.partition_point(|&(start, _, _)| start <= word);
            if let Some(&(_, end, number)) = after.checked_sub(1).map(|at| &parts[at])
                && word <= end
            {
                running.insert(number);
            }
        });
        if !scanned {
            return 0;
        }
        let mut freed = 0;
        let numbers: HashSet<usize> = parts.iter().map(|&(_, _, number)| number).filter(|number| !running.contains(number)).collect();
        for number in numbers {
            freed += units[number].bytes as u64;
            // SAFETY: no function, loop, generator or cell has the unit's address, and no word of the native stacks or of the
            // saved registers lies in its code: it is neither running nor about to.
            unsafe { units[number].release() };
        }
        freed
    }

    /// Addresses at which machine code can still be entered.
    fn entries(&self, functions: &Functions) -> HashSet<usize> {
        let mut all: HashSet<usize> = self.direct.borrow().iter().copied().collect();
        for (&code, state) in functions {
            // SAFETY: code lives as long as the engine, which keeps this tier.
            let code = unsafe { &*code };
            all.extend(code.entry.get().map(|entry| entry as usize));
            all.extend(code.resume_entry.get().map(|entry| entry as usize));
            all.extend(state.loops.values().map(|entry| *entry as usize));
        }
        all
    }
}

impl Drop for JitTier {
    fn drop(&mut self) {
        for unit in self.units.get_mut() {
            // SAFETY: the tier goes with its engine, which nothing runs in any more.
            unsafe { unit.release() };
        }
    }
}
