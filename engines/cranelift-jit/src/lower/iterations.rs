//! Counting loop iterations. Loops over ranges in raw form are counted when they are entered; others by a counter that each
//! iteration raises.

use bytecode::Opcode;
use cranelift_codegen::ir::{InstBuilder, Value};

use super::Lowering;
use crate::abi;
use crate::analysis::types::Inference;
use crate::unit::Start;

/// A loop over a range in its raw form.
pub(super) struct Counted {
    pub(super) body: u32,
    end: u32,
    /// The register that holds how many iterations are left.
    left: u16,
}

impl Counted {
    fn contains(&self, pc: u32) -> bool {
        (self.body..self.end).contains(&pc)
    }
}

/// The loops of a unit that are counted when they are entered: not those of a body that is entered in its loops.
pub(super) fn counted(inference: &Inference<'_>, start: Start) -> Vec<Counted> {
    let graph = inference.graph;
    inference
        .code
        .loops
        .iter()
        .filter(|info| {
            let insn = &inference.profile.insns[info.header as usize];
            let header = graph.block_at(info.header).filter(|&at| inference.reached[at] && start != Start::Resume);
            let ranges = matches!(insn.op.base(), Opcode::ForRange | Opcode::ForIter);
            ranges && header.is_some_and(|at| inference.is_range_form(insn, &inference.entry[at]))
        })
        .map(|info| Counted { body: info.body, end: info.end, left: inference.profile.insns[info.header as usize].b + 1 })
        .collect()
}

impl Lowering<'_, '_> {
    /// Range loops that the edge to a block enters (true) or leaves.
    pub(super) fn crossed(&self, to: usize) -> impl Iterator<Item = (u16, bool)> {
        let (from, to) = (self.counted_at, self.inference.graph.blocks[to].start);
        self.counted.iter().filter_map(move |own| {
            let inside = from.is_some_and(|from| own.contains(from));
            (inside != own.contains(to)).then_some((own.left, !inside))
        })
    }

    /// Counts the iterations that loops entered on the way to a block have left, and takes off those of loops it leaves.
    pub(super) fn count_crossed(&mut self, to: usize) {
        let Some(variable) = self.iterations else { return };
        for (register, enters) in self.crossed(to).collect::<Vec<_>>() {
            let (count, left) = (self.b.use_var(variable), self.int(register));
            let count = if enters { self.b.ins().iadd(count, left) } else { self.b.ins().isub(count, left) };
            self.b.def_var(variable, count);
        }
    }

    /// Iterations counted so far, without those that loops have left at the instruction being translated.
    pub(super) fn iterations(&mut self) -> Option<Value> {
        let mut count = self.b.use_var(self.iterations?);
        if let Some(pc) = self.counted_at {
            let left: Vec<u16> = self.counted.iter().filter(|own| own.contains(pc)).map(|own| own.left).collect();
            for register in left {
                let left = self.int(register);
                count = self.b.ins().isub(count, left);
            }
        }
        Some(count)
    }

    /// Adds the iterations to those of the engine, where the activation ends.
    pub(super) fn end_iterations(&mut self) {
        if let Some(iterations) = self.iterations() {
            let total = self.load(self.data, abi::DATA_ITERATIONS);
            let total = self.b.ins().iadd(total, iterations);
            self.store(total, self.data, abi::DATA_ITERATIONS);
        }
    }
}
