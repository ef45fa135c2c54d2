//! Which function of a program does most of the work, and which of its lines: counted, not guessed.
//!
//! The virtual machine asks a compiling tier about hot code at every call and loop iteration. The tier here never compiles;
//! it counts. How often an instruction ran then follows from the innermost loop it is in. Exceptions, early exits and
//! branches not taken make that an upper bound for instructions behind them; time is not measured.

use crate::{Failure, FailureKind, Session, install_vm};
use bytecode::{CodeObject, Insn, LoopKind};
use bytecode_vm::BytecodeVm;
use bytecode_vm::code::Code;
use bytecode_vm::context::Context;
use bytecode_vm::tier::{Decision, Entry, Place as Hot, Tier};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

/// The function of a program that executes most instructions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Portrait {
    /// Qualified name.
    pub function: String,
    /// First line of the function, counted from 1.
    pub first_line: u32,
    /// Last line with an instruction.
    pub last_line: u32,
    /// Lines that account for most of the function's instructions.
    pub hot_lines: Vec<u32>,
    /// The function's share of all instructions of the file, from 0 to 1.
    pub share: f64,
    /// Bytes of the file.
    pub source_bytes: u64,
    /// Bytes of all its bytecode instructions.
    pub bytecode_bytes: u64,
}

/// A line is hot from this share of its function's instructions on.
const HOT: f64 = 0.1;

/// What a loop or a function is in the counts: index of the function, and the header of the loop.
type Place = (usize, Option<u32>);

/// Counts calls and loop iterations of one file's functions.
struct Counts {
    path: String,
    counts: RefCell<BTreeMap<Place, u64>>,
    /// By function, how many calls and iterations pass before it is asked about again.
    waited: RefCell<BTreeMap<usize, i32>>,
}

/// More than one execution of a `for` header counts, so that asking again always follows progress.
const HEADER_WAIT: i32 = 4;

impl Tier for Counts {
    fn first_threshold(&self) -> i32 {
        1
    }

    fn hot(&self, _: &mut Context, code: &Code, hot: Hot) -> Decision {
        if code.module.compiled.path != self.path {
            return Decision::Never;
        }
        let loop_header = match hot {
            Hot::Call => None,
            Hot::Loop(header) => Some(header),
            Hot::Resume => return Decision::Never,
        };
        // A `for` header runs again after it has asked, and counts that too, once in its fast half and once in the whole;
        // calls and `while` loops go on. What was waited for is what has passed since.
        let again = |header| code.object().loops.iter().any(|l| l.header == header && l.kind != LoopKind::While);
        let wait = if loop_header.is_some_and(again) { HEADER_WAIT } else { 1 };
        let passed = self.waited.borrow_mut().insert(code.index, wait).unwrap_or(1);
        *self.counts.borrow_mut().entry((code.index, loop_header)).or_default() += u64::from(passed.unsigned_abs());
        Decision::Wait(wait)
    }

    fn loop_entry(&self, _: &Code, _: u32) -> Option<Entry> {
        None
    }
}

/// Runs `entry(size)` of a program once, counting, and tells where it spends its instructions. Use inside
/// [`on_guest_stack`](crate::on_guest_stack).
///
/// # Errors
/// As for loading and calling a program.
pub fn portrait(path: &Path, entry: &str, size: i64) -> Result<Portrait, Failure> {
    let text = path.to_string_lossy().into_owned();
    let tier = Rc::new(Counts { path: text.clone(), counts: RefCell::default(), waited: RefCell::default() });
    let vm = BytecodeVm::with_tier(Rc::clone(&tier) as Rc<dyn Tier>);
    let mut guest = Session::hosting(|_| install_vm(vm), vec![text.clone()], "main", 0);
    guest.runtime().stdout = Box::new(std::io::sink());
    guest.run_steps(path)?;
    guest.call(entry, size)?;
    let source = std::fs::read(path).map_err(|e| crate::session::read_failure(&text, &e, path.is_dir()))?;
    let program = frontend::compile(&source, &text).map_err(crate::session::syntax_failure)?;
    let module = bytecode::compile(&program).map_err(|e| {
        let message = e.to_string();
        Failure { kind: FailureKind::Engine, report: format!("spectrum: {message}\n"), message, exit_code: 1 }
    })?;
    let counts = tier.counts.borrow();
    let executed: Vec<BTreeMap<u32, u64>> = module
        .functions
        .iter()
        .enumerate()
        .map(|(index, code)| by_line(code, |header| *counts.get(&(index, header)).unwrap_or(&0)))
        .collect();
    let totals: Vec<u64> = executed.iter().map(|lines| lines.values().sum()).collect();
    let all = totals.iter().sum::<u64>().max(1);
    let hottest = (0..totals.len()).max_by_key(|index| (totals[*index], std::cmp::Reverse(*index))).unwrap_or(0);
    let (code, lines, total) = (&module.functions[hottest], &executed[hottest], totals[hottest]);
    let instructions: usize = module.functions.iter().map(|code| code.code.len()).sum();
    Ok(Portrait {
        function: module.name(code.qualname).to_string(),
        first_line: code.first_line,
        last_line: lines.keys().copied().max().unwrap_or(code.first_line).max(code.first_line),
        hot_lines: lines.iter().filter(|(_, count)| **count as f64 >= HOT * total as f64 && **count > 0).map(|(line, _)| *line).collect(),
        share: total as f64 / all as f64,
        source_bytes: source.len() as u64,
        bytecode_bytes: (instructions * size_of::<Insn>()) as u64,
    })
}

/// Instructions executed, by source line: each as often as the innermost loop it is in, else as the function was called.
fn by_line(code: &CodeObject, count: impl Fn(Option<u32>) -> u64) -> BTreeMap<u32, u64> {
    let mut lines = BTreeMap::new();
    for pc in 0..code.code.len() as u32 {
        let around = code.loops.iter().filter(|l| (l.body.min(l.header)..l.end).contains(&pc));
        let innermost = around.min_by_key(|l| l.end - l.body.min(l.header));
        let line = code.lines.iter().take_while(|entry| entry.pc <= pc).last().map_or(code.first_line, |entry| entry.line);
        *lines.entry(line).or_default() += count(innermost.map(|l| l.header));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hottest_function_and_its_lines_are_counted() {
        let path = std::env::temp_dir().join(format!("spectrum-portrait-{}.py", std::process::id()));
        let text = "def inner(n):\n    total = 0\n    for i in range(n):\n        total += i * i\n    while n > 0:\n        n -= 1\n    \
                    return total\n\ndef run(size):\n    return sum([inner(size) for _ in range(3)])\n";
        std::fs::write(&path, text).expect("written");
        let found = crate::on_guest_stack(|| portrait(&path, "run", 200)).expect("a program");
        std::fs::remove_file(&path).expect("ours");
        assert_eq!((found.function.as_str(), found.first_line, found.last_line), ("inner", 1, 7));
        assert!(found.share > 0.9 && found.share < 1.0, "{found:?}");
        assert!(found.hot_lines.contains(&4) && found.hot_lines.contains(&6) && !found.hot_lines.contains(&2), "{found:?}");
        assert_eq!(found.source_bytes, text.len() as u64);
    }
}
