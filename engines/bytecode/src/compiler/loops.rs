//! Loops. The instruction that decides about another iteration stands behind the body and jumps back to it: a `for` loop's
//! header is entered by a jump from its preparation, a `while` loop's test is compiled twice (before and behind the body).

use frontend::hir::{Expr, ExprKind, Item, Place, Stmt, Target};

use super::bound::Join;
use super::protect::Block;
use super::{FunctionCompiler, Label, Reg, fold};
use crate::code::{LoopInfo, LoopKind};
use crate::opcode::Opcode;

/// A `for` loop whose body is being compiled.
pub(crate) struct ForLoop {
    state: Reg,
    kind: LoopKind,
    /// The `ForRange` or `ForIter`.
    pub(crate) header: Label,
    body: Label,
    line: u32,
}

impl<'p> FunctionCompiler<'p> {
    /// Evaluates the iterable and jumps to the header; the body follows.
    pub(crate) fn begin_loop(&mut self, iter: &'p Expr) -> ForLoop {
        let line = self.program.line(iter.span.start);
        let (header, body) = (self.label(), self.label());
        let (state, kind) = match self.range_arguments(iter) {
            Some((callee, args)) => {
                let state = self.temps(args.len().max(2) + 1);
                self.note_window(args.len() + 1);
                self.into(callee, state);
                for (offset, arg) in args.iter().enumerate() {
                    let (Item::One(expr) | Item::Star(expr)) = arg;
                    self.into(expr, state + 1 + offset as Reg);
                }
                let saved = std::mem::replace(&mut self.line, line);
                self.emit_jump(Opcode::ForPrepRange, args.len() as u8, state, 0, header);
                self.line = saved;
                (state, LoopKind::Range)
            }
            None => {
                let state = self.temps(3);
                let mark = self.mark();
                let iterable = self.operand(iter);
                let saved = std::mem::replace(&mut self.line, line);
                self.emit_jump(Opcode::ForPrep, 0, state, iterable, header);
                self.line = saved;
                self.release(mark);
                (state, LoopKind::Iter)
            }
        };
        self.bind(body);
        ForLoop { state, kind, header, body, line }
    }

    /// Emits the header behind the body.
    pub(crate) fn end_loop(&mut self, head: &ForLoop, variable: Reg) {
        self.dead = false;
        self.bind(head.header);
        let header = self.here();
        let saved = std::mem::replace(&mut self.line, head.line);
        let op = if head.kind == LoopKind::Range { Opcode::ForRange } else { Opcode::ForIter };
        self.emit_jump(op, 0, variable, head.state, head.body);
        self.line = saved;
        let (body, end) = (self.label_pc(head.body), self.here());
        self.loops.push(LoopInfo { kind: head.kind, header, body, end });
    }

    /// The parts of a call spelt `range(...)`; whether the name still means the builtin is asked at run time.
    fn range_arguments(&self, iter: &'p Expr) -> Option<(&'p Expr, &'p [Item])> {
        let ExprKind::Call(call) = &iter.kind else { return None };
        let ExprKind::Load(Place::Global(name)) = call.func.kind else { return None };
        let plain = call.keywords.is_empty() && call.args.iter().all(|item| matches!(item, Item::One(_)));
        (self.name(name) == "range" && plain && (1..=3).contains(&call.args.len())).then_some((&call.func, &call.args[..]))
    }

    pub(crate) fn for_statement(&mut self, target: &'p Target, iter: &'p Expr, body: &'p [Stmt], orelse: &'p [Stmt]) {
        let head = self.begin_loop(iter);
        let before = self.bound.clone();
        let break_label = self.label();
        let variable = self.loop_variable(target);
        self.blocks.push(Block::Loop { break_label, continue_label: head.header, breaks: Join::default() });
        self.statements(body);
        let breaks = self.pop_loop();
        self.end_loop(&head, variable);
        self.bound = before;
        self.loop_end(orelse, break_label, breaks);
    }

    pub(crate) fn while_statement(&mut self, test: &'p Expr, body: &'p [Stmt], orelse: &'p [Stmt]) {
        let constant = fold::constant(test).map(|constant| fold::truth(&constant));
        if constant == Some(false) {
            return self.statements(orelse);
        }
        let (start, done, again, break_label) = (self.label(), self.label(), self.label(), self.label());
        if constant.is_none() {
            self.jump_unless(test, done);
        }
        let after_test = self.bound.clone();
        self.bind(start);
        let header = self.here();
        self.blocks.push(Block::Loop { break_label, continue_label: again, breaks: Join::default() });
        self.statements(body);
        let breaks = self.pop_loop();
        if !self.dead || self.is_target(again) {
            self.dead = false;
            self.bound = after_test.clone();
            self.bind(again);
            match constant {
                None => self.jump_if(test, start, true),
                Some(_) => self.jump(start),
            }
            let end = self.here();
            self.loops.push(LoopInfo { kind: LoopKind::While, header, body: header, end });
        }
        self.bind(done);
        if constant.is_none() {
            self.dead = false;
            self.bound = after_test;
            self.loop_end(orelse, break_label, breaks);
        } else {
            self.dead = true;
            self.loop_end(&[], break_label, breaks);
        }
    }

    fn pop_loop(&mut self) -> Join {
        match self.blocks.pop() {
            Some(Block::Loop { breaks, .. }) => breaks,
            _ => Join::default(),
        }
    }

    /// `else` clause and the place behind the loop.
    fn loop_end(&mut self, orelse: &'p [Stmt], break_label: Label, breaks: Join) {
        self.statements(orelse);
        self.bind(break_label);
        if let Some(bound) = breaks.take() {
            if self.dead {
                self.bound = bound;
            } else {
                self.bound.meet(&bound);
            }
            self.dead = false;
        }
    }

    fn innermost_loop(&self) -> Option<usize> {
        self.blocks.iter().rposition(|block| matches!(block, Block::Loop { .. }))
    }

    pub(crate) fn break_statement(&mut self) {
        let Some(index) = self.innermost_loop() else { return };
        let left = self.leave_blocks(index + 1);
        let (bound, dead) = (self.bound.clone(), self.dead);
        if let Block::Loop { break_label, breaks, .. } = &mut self.blocks[index] {
            if !dead {
                breaks.add(&bound);
            }
            let target = *break_label;
            self.jump(target);
        }
        self.enter_blocks_again(left);
        self.dead = true;
    }

    pub(crate) fn continue_statement(&mut self) {
        let Some(index) = self.innermost_loop() else { return };
        let left = self.leave_blocks(index + 1);
        if let Block::Loop { continue_label, .. } = self.blocks[index] {
            self.jump(continue_label);
        }
        self.enter_blocks_again(left);
        self.dead = true;
    }
}
