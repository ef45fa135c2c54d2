//! Basic blocks of the part of a code object that can be reached from an entry without an exception. Handlers are not in
//! it: an exception that is caught continues in the interpreter.

use bytecode::{CodeObject, Flow};

/// A run of instructions entered only at its start.
#[derive(Clone, Debug)]
pub struct Block {
    /// First instruction.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Blocks that can follow: the fall-through first, then the jump target.
    pub successors: Vec<Edge>,
    /// Some edge goes backwards (or to itself) to this block.
    pub is_loop_header: bool,
}

/// A way from one block to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Index of the block it leads to.
    pub to: usize,
    /// It is the jump of the last instruction, not its fall-through.
    pub jump: bool,
}

/// The blocks in reverse post-order; the first is the entry.
#[derive(Clone, Debug)]
pub struct Graph {
    /// All blocks.
    pub blocks: Vec<Block>,
}

impl Graph {
    /// The part of `code` that is reached from `entry`.
    pub fn new(code: &CodeObject, entry: u32) -> Graph {
        let reached = reachable(code, entry);
        let mut leader = vec![false; code.code.len() + 1];
        leader[entry as usize] = true;
        for (pc, insn) in code.code.iter().enumerate().filter(|(pc, _)| reached[*pc]) {
            match insn.flow(pc as u32) {
                Flow::Next => {}
                Flow::Jump(target) => leader[target as usize] = true,
                Flow::Branch(target) => {
                    leader[target as usize] = true;
                    leader[pc + 1] = true;
                }
                Flow::End => {}
            }
        }
        let starts = order(code, entry, &leader);
        let index_of = |pc: u32| starts.iter().position(|&start| start == pc);
        let mut blocks = Vec::with_capacity(starts.len());
        for &start in &starts {
            let end = block_end(code, start, &leader);
            let last = end - 1;
            let edge = |pc: u32, jump: bool| index_of(pc).map(|to| Edge { to, jump });
            let successors = match code.code[last as usize].flow(last) {
                Flow::Next => vec![edge(end, false)],
                Flow::Jump(target) => vec![edge(target, true)],
                Flow::Branch(target) => vec![edge(end, false), edge(target, true)],
                Flow::End => Vec::new(),
            };
            let successors = successors.into_iter().flatten().collect();
            blocks.push(Block { start, end, successors, is_loop_header: false });
        }
        let mut graph = Graph { blocks };
        graph.mark_headers();
        graph
    }

    fn mark_headers(&mut self) {
        for from in 0..self.blocks.len() {
            for edge in self.blocks[from].successors.clone() {
                if self.is_back_edge(from, edge.to) {
                    self.blocks[edge.to].is_loop_header = true;
                }
            }
        }
    }

    /// Whether an edge closes a loop: in reverse post-order it leads to the same block or an earlier one.
    pub fn is_back_edge(&self, from: usize, to: usize) -> bool {
        to <= from
    }
}

fn reachable(code: &CodeObject, entry: u32) -> Vec<bool> {
    let mut reached = vec![false; code.code.len()];
    let mut work = vec![entry];
    while let Some(pc) = work.pop() {
        if std::mem::replace(&mut reached[pc as usize], true) {
            continue;
        }
        match code.code[pc as usize].flow(pc) {
            Flow::Next => work.push(pc + 1),
            Flow::Jump(target) => work.push(target),
            Flow::Branch(target) => work.extend([target, pc + 1]),
            Flow::End => {}
        }
    }
    reached
}

fn block_end(code: &CodeObject, start: u32, leader: &[bool]) -> u32 {
    let mut pc = start;
    loop {
        let ends = !matches!(code.code[pc as usize].flow(pc), Flow::Next);
        pc += 1;
        if ends || leader[pc as usize] {
            return pc;
        }
    }
}

/// Block starts in reverse post-order.
fn order(code: &CodeObject, entry: u32, leader: &[bool]) -> Vec<u32> {
    let mut seen = vec![false; code.code.len()];
    let mut post = Vec::new();
    // A stack of (block start, successors still to visit).
    let successors = |start: u32| {
        let end = block_end(code, start, leader);
        match code.code[end as usize - 1].flow(end - 1) {
            Flow::Next => vec![end],
            Flow::Jump(target) => vec![target],
            // Visited last to first: the fall-through, mostly the way out of a loop, comes later in the order.
            Flow::Branch(target) => vec![target, end],
            Flow::End => Vec::new(),
        }
    };
    seen[entry as usize] = true;
    let mut stack = vec![(entry, successors(entry))];
    while let Some((start, rest)) = stack.last_mut() {
        match rest.pop() {
            Some(next) if !seen[next as usize] => {
                seen[next as usize] = true;
                let more = successors(next);
                stack.push((next, more));
            }
            Some(_) => {}
            None => {
                post.push(*start);
                stack.pop();
            }
        }
    }
    post.reverse();
    post
}
