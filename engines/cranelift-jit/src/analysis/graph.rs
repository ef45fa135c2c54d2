//! Basic blocks of the part of a code object that can be reached from an entry, by way of exceptions too.

use bytecode::{CodeObject, Flow, Insn, Opcode};

/// A run of instructions entered only at its start.
#[derive(Clone, Debug)]
pub struct Block {
    /// First instruction.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Blocks that can follow: the fall-through first, then the jump target.
    pub successors: Vec<Edge>,
    /// Blocks where an exception raised in this one can be caught.
    pub handlers: Vec<usize>,
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
    /// The part of `code` that is reached from `entry`. A `yield` ends it, unless the unit `resumes` behind it.
    pub fn new(code: &CodeObject, entry: u32, resumes: bool) -> Graph {
        let reached = reachable(code, entry, resumes);
        let mut leader = vec![false; code.code.len() + 1];
        leader[entry as usize] = true;
        for (pc, insn) in code.code.iter().enumerate().filter(|(pc, _)| reached[*pc]) {
            match flow(insn, pc as u32, resumes) {
                Flow::Next => leader[pc + 1] |= is_yield(insn.op),
                Flow::Jump(target) => leader[target as usize] = true,
                Flow::Branch(target) => {
                    leader[target as usize] = true;
                    leader[pc + 1] = true;
                }
                Flow::End => {}
            }
        }
        for pc in (0..code.code.len()).filter(|&pc| reached[pc]) {
            if let Some(handler) = catching(code, pc as u32) {
                leader[handler as usize] = true;
            }
        }
        let starts = order(code, entry, &leader, resumes);
        let index_of = |pc: u32| starts.iter().position(|&start| start == pc);
        let mut blocks = Vec::with_capacity(starts.len());
        for &start in &starts {
            let end = block_end(code, start, &leader, resumes);
            let last = end - 1;
            let edge = |pc: u32, jump: bool| index_of(pc).map(|to| Edge { to, jump });
            let successors = match flow(&code.code[last as usize], last, resumes) {
                Flow::Next => vec![edge(end, false)],
                Flow::Jump(target) => vec![edge(target, true)],
                Flow::Branch(target) => vec![edge(end, false), edge(target, true)],
                Flow::End => Vec::new(),
            };
            let successors = successors.into_iter().flatten().collect();
            let handlers = handlers(code, start, end).into_iter().filter_map(index_of).collect();
            blocks.push(Block { start, end, successors, handlers, is_loop_header: false });
        }
        let mut graph = Graph { blocks };
        graph.mark_headers();
        graph
    }

    fn mark_headers(&mut self) {
        for from in 0..self.blocks.len() {
            let block = &self.blocks[from];
            let to: Vec<usize> = block.successors.iter().map(|edge| edge.to).chain(block.handlers.iter().copied()).collect();
            for to in to {
                if self.is_back_edge(from, to) {
                    self.blocks[to].is_loop_header = true;
                }
            }
        }
    }

    /// The block that begins at an instruction.
    pub fn block_at(&self, pc: u32) -> Option<usize> {
        self.blocks.iter().position(|block| block.start == pc)
    }

    /// The blocks of the loop that begins with a header, itself included.
    pub fn loop_body(&self, header: usize) -> Vec<usize> {
        let leads = |from: usize, to: usize| {
            let block = &self.blocks[from];
            block.successors.iter().any(|edge| edge.to == to) || block.handlers.contains(&to)
        };
        let mut body = vec![header];
        let mut work: Vec<usize> = (header..self.blocks.len()).filter(|&from| leads(from, header)).collect();
        while let Some(block) = work.pop() {
            if body.contains(&block) {
                continue;
            }
            body.push(block);
            work.extend((0..self.blocks.len()).filter(|&from| leads(from, block)));
        }
        body
    }

    /// Whether an edge closes a loop: in reverse post-order it leads to the same block or an earlier one.
    pub fn is_back_edge(&self, from: usize, to: usize) -> bool {
        to <= from
    }
}

/// Whether a generator is suspended at an instruction.
pub fn is_yield(op: Opcode) -> bool {
    matches!(op, Opcode::Yield | Opcode::YieldFrom)
}

/// Where a unit goes on after an instruction.
fn flow(insn: &Insn, pc: u32, resumes: bool) -> Flow {
    if is_yield(insn.op) && !resumes { Flow::End } else { insn.flow(pc) }
}

/// Whether an instruction can raise in compiled code.
pub fn may_raise(op: Opcode) -> bool {
    use Opcode as O;
    !matches!(
        op.base(),
        O::Nop
            | O::Move
            | O::LoadK
            | O::LoadInt
            | O::LoadNone
            | O::LoadBool
            | O::Unbind
            | O::Jump
            | O::JumpIs
            | O::JumpIfNone
            | O::JumpIfNotNone
            | O::Is
            | O::IsNot
            | O::Yield
            | O::YieldFrom
    )
}

/// Where an exception raised at `pc` is caught.
pub fn catching(code: &CodeObject, pc: u32) -> Option<u32> {
    if !may_raise(code.op(pc)) {
        return None;
    }
    code.handler_of(pc).map(|entry| entry.handler)
}

fn handlers(code: &CodeObject, start: u32, end: u32) -> Vec<u32> {
    let mut found = Vec::new();
    if !code.exceptions.is_empty() {
        for handler in (start..end).filter_map(|pc| catching(code, pc)) {
            if !found.contains(&handler) {
                found.push(handler);
            }
        }
    }
    found
}

fn reachable(code: &CodeObject, entry: u32, resumes: bool) -> Vec<bool> {
    let mut reached = vec![false; code.code.len()];
    let mut work = vec![entry];
    while let Some(pc) = work.pop() {
        if std::mem::replace(&mut reached[pc as usize], true) {
            continue;
        }
        work.extend(catching(code, pc));
        match flow(&code.code[pc as usize], pc, resumes) {
            Flow::Next => work.push(pc + 1),
            Flow::Jump(target) => work.push(target),
            Flow::Branch(target) => work.extend([target, pc + 1]),
            Flow::End => {}
        }
    }
    reached
}

fn block_end(code: &CodeObject, start: u32, leader: &[bool], resumes: bool) -> u32 {
    let mut pc = start;
    loop {
        let ends = !matches!(flow(&code.code[pc as usize], pc, resumes), Flow::Next);
        pc += 1;
        if ends || leader[pc as usize] {
            return pc;
        }
    }
}

/// Block starts in reverse post-order.
fn order(code: &CodeObject, entry: u32, leader: &[bool], resumes: bool) -> Vec<u32> {
    let mut seen = vec![false; code.code.len()];
    let mut post = Vec::new();
    // A stack of (block start, successors still to visit).
    let successors = |start: u32| {
        let end = block_end(code, start, leader, resumes);
        // Visited last to first; handlers come last of all in the order.
        let mut all = match flow(&code.code[end as usize - 1], end - 1, resumes) {
            Flow::Next => vec![end],
            Flow::Jump(target) => vec![target],
            // The fall-through, mostly the way out of a loop, comes later in the order.
            Flow::Branch(target) => vec![target, end],
            Flow::End => Vec::new(),
        };
        all.extend(handlers(code, start, end));
        all
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
