//! `try`, `with`, and leaving them. `finally` bodies are compiled once for each way out, as in CPython.

use frontend::hir::{Expr, Handler, Place, Stmt, Target};

use super::bound::{Bound, Join};
use super::{FunctionCompiler, Label, Reg};
use crate::code::{Const, ExceptionEntry};
use crate::opcode::Opcode;

/// A statement around the code being compiled.
pub(crate) enum Block<'p> {
    /// A loop: target of `break` and `continue`.
    Loop { break_label: Label, continue_label: Label, breaks: Join },
    /// A `try` with `finally`: the body runs on every way out.
    Finally { body: &'p [Stmt], region: usize },
    /// A `with`: `__exit__` is called on every way out.
    With { exit: Reg, region: usize },
    /// An `except` or `finally` handler: an exception is being handled.
    Handler { saved: Reg, name: Option<Place>, region: usize },
    /// A `try` body with handlers: nothing to do on the way out.
    Protected { region: usize },
}

impl Block<'_> {
    fn region(&self) -> Option<usize> {
        match *self {
            Block::Loop { .. } => None,
            Block::Finally { region, .. } | Block::With { region, .. } | Block::Handler { region, .. } | Block::Protected { region } => {
                Some(region)
            }
        }
    }
}

/// Code under one exception handler: ranges, because code on the way out is not under it.
pub(crate) struct Region {
    handler: Label,
    register: Reg,
    ranges: Vec<(u32, u32)>,
    start: u32,
}

/// Where an exception raised while another one is handled goes: the former one is put back, the handler's name is unbound,
/// and the new one goes on.
struct Pad {
    label: Label,
    saved: Reg,
    raised: Reg,
    name: Option<Place>,
}

impl<'p> FunctionCompiler<'p> {
    fn open_region(&mut self, handler: Label, register: Reg) -> usize {
        let start = self.here();
        self.regions.push(Region { handler, register, ranges: Vec::new(), start });
        self.regions.len() - 1
    }

    fn suspend_region(&mut self, region: usize) {
        let end = self.here();
        let region = &mut self.regions[region];
        if region.start < end {
            region.ranges.push((region.start, end));
        }
    }

    fn resume_region(&mut self, region: usize) {
        self.regions[region].start = self.here();
    }

    /// Ends a region; inner regions end first, so their rows come first in the table.
    fn end_region(&mut self, region: usize) {
        self.suspend_region(region);
        let Region { handler, register, ref mut ranges, .. } = self.regions[region];
        for (start, end) in std::mem::take(ranges) {
            self.exceptions.push(ExceptionEntry { start, end, handler: handler.0, register });
        }
    }

    /// Replaces label numbers in the exception table by places.
    pub(crate) fn place_handlers(&mut self) {
        for entry in &mut self.exceptions {
            if let Some(place) = self.labels[entry.handler as usize] {
                entry.handler = place;
            }
        }
    }

    /// Whether leaving all blocks above `depth` runs any code.
    pub(crate) fn must_unwind(&self, depth: usize) -> bool {
        self.blocks[depth..].iter().any(|block| !matches!(block, Block::Loop { .. } | Block::Protected { .. }))
    }

    /// Emits what has to happen on the way out of all blocks above `depth`, innermost first. They have to be entered again
    /// after the jump has been emitted, because code that follows is still inside them.
    pub(crate) fn leave_blocks(&mut self, depth: usize) -> Vec<Block<'p>> {
        let mut left = Vec::new();
        while self.blocks.len() > depth {
            let Some(block) = self.blocks.pop() else { break };
            if let Some(region) = block.region() {
                self.suspend_region(region);
            }
            match &block {
                Block::Finally { body, .. } => {
                    let line = self.line;
                    self.statements(body);
                    self.line = line;
                }
                Block::With { exit, .. } => self.exit_quietly(*exit),
                Block::Handler { saved, name, .. } => {
                    if let Some(name) = name {
                        self.forget(*name);
                    }
                    self.emit(Opcode::PopHandled, 0, *saved, 0, 0);
                }
                Block::Loop { .. } | Block::Protected { .. } => {}
            }
            left.push(block);
        }
        left
    }

    pub(crate) fn enter_blocks_again(&mut self, left: Vec<Block<'p>>) {
        for block in left.into_iter().rev() {
            if let Some(region) = block.region() {
                self.resume_region(region);
            }
            self.blocks.push(block);
        }
    }

    pub(crate) fn try_statement(&mut self, body: &'p [Stmt], handlers: &'p [Handler], orelse: &'p [Stmt], finalbody: &'p [Stmt]) {
        if finalbody.is_empty() {
            return self.try_except(body, handlers, orelse);
        }
        let before = self.bound.clone();
        let (handler, end) = (self.label(), self.label());
        let exception = self.mark();
        let region = self.open_region(handler, exception);
        self.blocks.push(Block::Finally { body: finalbody, region });
        self.try_except(body, handlers, orelse);
        self.blocks.pop();
        self.end_region(region);
        self.statements(finalbody);
        self.jump(end);
        let after = (self.bound.clone(), self.dead);

        self.start_handler(handler, Some(&before));
        self.temp();
        let (saved, raised) = self.handle(exception);
        let pad = self.pad(saved, raised, None);
        self.under(&pad, |this| this.statements(finalbody));
        self.emit(Opcode::PopHandled, 0, saved, 0, 0);
        self.emit(Opcode::Rethrow, 0, exception, 0, 0);
        self.emit_pad(&pad);
        self.release(exception);
        (self.bound, self.dead) = after;
        self.bind(end);
    }

    fn try_except(&mut self, body: &'p [Stmt], handlers: &'p [Handler], orelse: &'p [Stmt]) {
        if handlers.is_empty() {
            self.statements(body);
            return self.statements(orelse);
        }
        let before = self.bound.clone();
        let (handler, end) = (self.label(), self.label());
        let exception = self.mark();
        let region = self.open_region(handler, exception);
        self.blocks.push(Block::Protected { region });
        self.statements(body);
        self.blocks.pop();
        self.end_region(region);
        self.statements(orelse);
        self.jump(end);
        let mut after = Join::default();
        if !self.dead {
            after.add(&self.bound);
        }

        self.start_handler(handler, Some(&before));
        self.temp();
        let (saved, raised) = self.handle(exception);
        let mut pads = vec![self.pad(saved, raised, None)];
        let mut caught_all = false;
        for clause in handlers {
            let next = self.label();
            self.at(clause.span);
            match &clause.types {
                Some(types) => self.under(&pads[0], |this| {
                    let mark = this.mark();
                    let types = this.operand(types);
                    this.emit_jump(Opcode::JumpIfNotMatch, 0, exception, types, next);
                    this.release(mark);
                }),
                None => caught_all = true,
            }
            let (matched, unreachable) = (self.bound.clone(), self.dead);
            if let Some(target) = clause.target {
                let pad = self.pad(saved, raised, Some(target));
                self.under(&pad, |this| {
                    this.store_place(target, exception);
                    this.statements(&clause.body);
                });
                pads.push(pad);
                self.forget(target);
            } else {
                self.under(&pads[0], |this| this.statements(&clause.body));
            }
            self.emit(Opcode::PopHandled, 0, saved, 0, 0);
            self.jump(end);
            if !self.dead {
                after.add(&self.bound);
            }
            self.dead = unreachable;
            self.bound = matched;
            self.bind(next);
        }
        if !caught_all {
            self.emit(Opcode::PopHandled, 0, saved, 0, 0);
            self.emit(Opcode::Rethrow, 0, exception, 0, 0);
        }
        for pad in &pads {
            self.emit_pad(pad);
        }
        self.release(exception);
        self.go_on(after, end);
    }

    fn go_on(&mut self, after: Join, end: Label) {
        match after.take() {
            Some(bound) => {
                self.bound = bound;
                self.dead = false;
            }
            None => self.dead = true,
        }
        self.bind(end);
    }

    /// Starts a handler; it is dead if nothing is under it.
    fn start_handler(&mut self, handler: Label, before: Option<&Bound>) {
        self.dead = self.exceptions.iter().all(|entry| entry.handler != handler.0);
        if let Some(before) = before {
            self.bound = before.clone();
        }
        self.bind(handler);
    }

    /// Starts handling the exception in a register; returns the register that keeps the one handled before, and one for an
    /// exception raised meanwhile.
    fn handle(&mut self, exception: Reg) -> (Reg, Reg) {
        let saved = self.temp();
        self.emit(Opcode::PushHandled, 0, saved, exception, 0);
        (saved, self.temp())
    }

    /// A landing pad for code during which an exception is being handled.
    fn pad(&mut self, saved: Reg, raised: Reg, name: Option<Place>) -> Pad {
        Pad { label: self.label(), saved, raised, name }
    }

    /// Compiles code under a landing pad.
    fn under<T>(&mut self, pad: &Pad, code: impl FnOnce(&mut Self) -> T) -> T {
        let region = self.open_region(pad.label, pad.raised);
        self.blocks.push(Block::Handler { saved: pad.saved, name: pad.name, region });
        let result = code(self);
        self.blocks.pop();
        self.end_region(region);
        result
    }

    /// Emits a landing pad. The code before it does not go on.
    fn emit_pad(&mut self, pad: &Pad) {
        self.start_handler(pad.label, None);
        if let Some(name) = pad.name {
            self.forget(name);
        }
        self.emit(Opcode::PopHandled, 0, pad.saved, 0, 0);
        self.emit(Opcode::Rethrow, 0, pad.raised, 0, 0);
        self.dead = true;
    }

    /// A window for a call of `__exit__` as [`Opcode::LoadExit`] has found it, still without arguments.
    fn exit_window(&mut self, exit: Reg) -> Reg {
        let window = self.temps(5);
        self.note_window(5);
        self.move_to(window, exit);
        self.move_to(window + 1, exit + 1);
        window
    }

    /// `exit(None, None, None)`.
    fn exit_quietly(&mut self, exit: Reg) {
        let window = self.exit_window(exit);
        for offset in 2..5 {
            self.load_const(Const::None, window + offset);
        }
        let site = self.call_site(None);
        self.emit(Opcode::CallLoaded, 3, window, window, site);
        self.release(window);
    }

    pub(crate) fn with_statement(&mut self, context: &'p Expr, target: Option<&'p Target>, body: &'p [Stmt]) {
        let line = self.line;
        let exit = self.temps(2);
        let enter = self.temps(2);
        self.note_window(2);
        let manager = self.operand(context);
        let site = self.call_site(None);
        self.emit(Opcode::LoadEnter, 0, enter, manager, site);
        let site = self.call_site(None);
        self.emit(Opcode::LoadExit, 0, exit, manager, site);
        let site = self.call_site(None);
        self.emit(Opcode::CallLoaded, 0, enter, enter, site);
        self.release(enter + 1);

        let before = self.bound.clone();
        let (handler, end) = (self.label(), self.label());
        let exception = self.mark();
        let region = self.open_region(handler, exception);
        self.blocks.push(Block::With { exit, region });
        if let Some(target) = target {
            self.store(target, enter);
        }
        self.statements(body);
        self.blocks.pop();
        self.end_region(region);
        self.line = line;
        self.exit_quietly(exit);
        self.jump(end);
        let mut after = Join::default();
        if !self.dead {
            after.add(&self.bound);
        }

        self.start_handler(handler, Some(&before));
        self.temp();
        let (saved, raised) = self.handle(exception);
        let swallowed = self.label();
        let pad = self.pad(saved, raised, None);
        self.under(&pad, |this| {
            let window = this.exit_window(exit);
            this.emit(Opcode::ExceptionTriple, 0, window + 2, exception, 0);
            let site = this.call_site(None);
            this.emit(Opcode::CallLoaded, 3, window, window, site);
            this.emit_jump(Opcode::JumpIfTrue, 0, window, 0, swallowed);
        });
        let unreachable = self.dead;
        self.emit(Opcode::PopHandled, 0, saved, 0, 0);
        self.emit(Opcode::Rethrow, 0, exception, 0, 0);
        self.emit_pad(&pad);
        self.dead = unreachable;
        self.bind(swallowed);
        self.emit(Opcode::PopHandled, 0, saved, 0, 0);
        if !unreachable {
            after.add(&self.bound);
        }
        self.release(exit);
        self.go_on(after, end);
    }
}
