//! Inlining at the level of bytecode: the code of small callees is spliced into that of their caller, so that analysis and
//! lowering see one code object and know nothing of calls.
//!
//! A callee's register `r` becomes the caller's `base + r`, just where the interpreter would put it: in the call's window,
//! or above the caller's registers where the interpreter builds the frame there. So a way out of an inlined body has only
//! to write the frame records that are missing ([`Frame`] says which) and can go on in the interpreter at any instruction.
//! Inlined are functions without loops, handlers and `yield`, of few instructions. Of a function that calls itself several
//! times and begins with a test, the test and the return behind it are, before the call ([`EarlyReturn`]; partial inlining):
//! half the calls and more end there.

use std::collections::{HashMap, HashSet};

use bytecode::opcode::{Field, Role};
use bytecode::{CodeObject, ExceptionEntry, Insn, LoopInfo, Opcode};
use bytecode_vm::code::{ClassMethod, Code};
use bytecode_vm::context::FrameKind;
use bytecode_vm::operators::{Answer, MOST_OPERANDS, Operands};

use super::arithmetic::Operand;
use super::callees::{
    EarlyReturn, Plan, Test, branches_into_itself, callee_of, calls_itself, cases_of, is_plain, is_small_leaf, looked_up, looks_up_method,
};

/// Inlined instructions of a unit.
const MOST_INSTRUCTIONS: usize = 160;
/// Inlined calls inside one another.
const DEEPEST: usize = 3;
/// Times that a function is inlined in itself, and instructions of the largest that is.
const MOST_RECURSION: usize = 2;
const LARGEST_RECURSIVE: usize = 14;
/// Registers of a unit, those of inlined frames included.
const MOST_REGISTERS: usize = 2_000;

/// What must hold where an inlined call begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Guard {
    /// A register holds this function.
    Function { register: u16, word: u64 },
    /// A register holds a function of this code.
    Code { register: u16 },
    /// The receiver has this shape and its class this version: then the method is this function.
    Method { receiver: u16, shape: u32, class: u64, version: u32, word: u64 },
    /// The callee is this class in this version: then its `__init__` is this function.
    Class { register: u16, class: u64, version: u32, word: u64 },
    /// A [`Test`] before the call has shown that it calls this function.
    Tested { word: u64 },
    /// The operands are of one of these kinds: the receiver's class then has this function for the operator, and that of the
    /// other operand has not the first word.
    Operator { receiver: u16, operand: Operand, met: [Option<Operands>; MOST_OPERANDS], word: u64 },
}

/// Where the arguments of an inlined call come from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arguments {
    /// They are in the callee's registers already.
    InPlace,
    /// From this many registers, beginning with the first.
    Run(u16, u16),
    /// So many operands, from the first.
    Operands([Operand; 3], usize),
}

impl Arguments {
    /// Each argument's place among the arguments, and where it comes from, if it has to be moved.
    pub fn moved(&self) -> impl Iterator<Item = (u16, Operand)> + use<> {
        let (run, operands, count) = match *self {
            Arguments::InPlace => (0..0, [Operand::Immediate(0); 3], 0),
            Arguments::Run(first, count) => (first..first + count, [Operand::Immediate(0); 3], 0),
            Arguments::Operands(operands, count) => (0..0, operands, count),
        };
        let first = run.start;
        let run = run.map(move |register| (register - first, Operand::Register(register)));
        run.chain((0..count).map(move |at| (at as u16, operands[at])))
    }
}

/// What stands below the frame of a special method, as the interpreter has it there: what it does with the result, and the
/// operands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Head {
    /// The word that says what is done.
    pub after: u64,
    /// Left and right operand.
    pub operands: [Operand; 2],
}

/// Words below the function of a special method's frame.
pub const HEAD: u16 = 3;

/// What is assumed of the value that an inlined special method returns, at the instruction that takes it over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is not `NotImplemented`.
    Given,
    /// It is True or False; what is taken over is 1 or 0.
    Truth,
}

/// An inlined call: stands where the call stood.
#[derive(Clone, Copy, Debug)]
pub struct Entered {
    /// What must hold.
    pub guard: Guard,
    /// Number of the callee's frame.
    pub frame: u16,
    /// Register 0 of the callee's frame.
    pub base: u16,
    /// The call makes an instance, which stands at `base - 2` and is the first argument.
    pub makes_instance: bool,
    /// Its arguments.
    pub arguments: Arguments,
    /// What stands below a special method's frame.
    pub head: Option<Head>,
}

impl Entered {
    /// Registers written by entering: the instance, and arguments that are moved.
    pub fn written(&self) -> impl Iterator<Item = u16> + use<> {
        let instance = self.makes_instance.then_some([self.base.saturating_sub(2), self.base]);
        instance.into_iter().flatten().chain(self.moved().map(|(register, _)| register))
    }

    /// Registers of the callee that get arguments, and where these come from.
    pub fn moved(&self) -> impl Iterator<Item = (u16, Operand)> + use<> {
        let first = self.base + u16::from(self.makes_instance);
        self.arguments.moved().map(move |(offset, from)| (first + offset, from))
    }
}

/// A call of a known function that is not inlined.
#[derive(Clone, Copy, Debug)]
pub struct Direct {
    /// What must hold.
    pub guard: Guard,
    /// The callee's code.
    pub code: *const Code,
    /// Its register 0 in the unit: the first argument; the function stands below.
    pub base: u16,
}

/// A frame of a unit. Frame 0 is the function that is translated.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Its code, which lives as long as the engine.
    pub code: *const Code,
    /// The frame that called.
    pub parent: u16,
    /// The calling instruction in the parent's code.
    pub call_pc: u32,
    /// Where the unit has its register 0.
    pub base: u16,
    /// How the interpreter would end it.
    pub kind: FrameKind,
    /// Frames below it in the unit.
    pub depth: u16,
    /// Number of its first constant in the unit.
    first_constant: usize,
}

impl Frame {
    /// The function that is translated.
    pub fn outermost(code: &Code) -> Frame {
        Frame { code, parent: 0, call_pc: 0, base: 0, kind: FrameKind::Call, depth: 0, first_constant: 0 }
    }
    /// Its code.
    pub fn code(&self) -> &Code {
        // SAFETY: code lives as long as the engine, which keeps whatever holds frames.
        unsafe { &*self.code }
    }
}

/// Where an instruction of a unit comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Its frame.
    pub frame: u16,
    /// Its number in that frame's code.
    pub pc: u32,
}

/// The code of one unit.
pub struct Spliced {
    /// As a code object: instructions, constants, exception table and loops are the unit's.
    pub object: CodeObject,
    /// Instructions with their quick opcodes.
    pub insns: Vec<Insn>,
    /// Where each comes from.
    pub origins: Vec<Origin>,
    /// Frames.
    pub frames: Vec<Frame>,
    /// Inlined calls by instruction.
    pub entered: HashMap<u32, Entered>,
    /// Where results of inlined special methods are taken over, what is assumed of them.
    pub answered: HashMap<u32, Answered>,
    /// Other calls whose callee is known, by instruction.
    pub direct: HashMap<u32, Direct>,
    /// Operators that special methods answer and that are not inlined.
    pub special: HashSet<u32>,
    /// Look-ups of methods that are known, by instruction.
    pub methods: HashMap<u32, Vec<ClassMethod>>,
    /// Tests with which callees begin that are called all the same if the test does not return: whether it is the jump that leads
    /// to the call. Where one would run guest code, the callee does all of it.
    pub early: HashMap<u32, bool>,
    /// Instructions that jump unless a call that has met several callees calls a certain one.
    pub tests: HashMap<u32, Test>,
    /// For each frame, where its instructions have gone.
    starts: Vec<Vec<u32>>,
    inlined: usize,
}

/// What decides about inlining besides the code.
pub trait Policy {
    /// Whether the call at `pc` of `code` may be inlined at all.
    fn allows(&self, code: &Code, pc: u32) -> bool;
    /// Whether a callee may be translated.
    fn accepts(&self, callee: &Code) -> bool;
}

impl Spliced {
    /// The unit of a function, with callees inlined where the policy allows.
    pub fn new(code: &Code, policy: Option<&dyn Policy>) -> Spliced {
        let mut object = code.object().clone();
        object.code = Vec::new();
        object.consts = Vec::new();
        let mut spliced = Spliced {
            object,
            insns: Vec::new(),
            origins: Vec::new(),
            frames: Vec::new(),
            entered: HashMap::new(),
            answered: HashMap::new(),
            direct: HashMap::new(),
            special: HashSet::new(),
            methods: HashMap::new(),
            early: HashMap::new(),
            tests: HashMap::new(),
            starts: Vec::new(),
            inlined: 0,
        };
        spliced.body(Frame::outermost(code), None, None, policy);
        spliced.move_tables(code.object());
        spliced
    }

    /// Where an instruction of the function itself has gone.
    pub fn own(&self, pc: u32) -> u32 {
        self.starts[0][pc as usize]
    }

    /// Where the instruction comes from.
    pub fn origin(&self, pc: u32) -> Origin {
        self.origins[pc as usize]
    }

    /// Where an instruction of a frame has gone: a call with several callees is there several times.
    pub fn all_of(&self, frame: usize, pc: u32) -> impl Iterator<Item = u32> {
        let wanted = Origin { frame: frame as u16, pc };
        (0..).zip(&self.origins).filter(move |(_, origin)| **origin == wanted).map(|(at, _)| at)
    }

    /// The frame of an instruction.
    pub fn frame_at(&self, pc: u32) -> &Frame {
        &self.frames[usize::from(self.origin(pc).frame)]
    }

    /// Index of a constant of the instruction at `pc` in its own code.
    pub fn own_constant(&self, pc: u32, index: i32) -> i32 {
        index - self.frame_at(pc).first_constant as i32
    }

    /// Adds a frame; gives the number that its first constant has in the unit.
    fn add_frame(&mut self, mut frame: Frame) -> usize {
        // SAFETY: code lives as long as the engine.
        let object = unsafe { &*frame.code }.object();
        frame.first_constant = self.object.consts.len();
        self.object.consts.extend(object.consts.iter().cloned());
        let needed = usize::from(frame.base) + usize::from(object.register_count);
        self.object.register_count = self.object.register_count.max(needed as u16);
        self.starts.push(vec![0; object.code.len() + 1]);
        self.frames.push(frame);
        frame.first_constant
    }

    fn push(&mut self, base: Insn, quick: Insn, origin: Origin) {
        self.object.code.push(base);
        self.insns.push(quick);
        self.origins.push(origin);
    }

    /// Appends the code of a frame; what it returns goes to the register in `result`, and is assumed to be `answered`.
    fn body(&mut self, mut frame: Frame, result: Option<u16>, answered: Option<Answered>, policy: Option<&dyn Policy>) {
        let number = self.frames.len() as u16;
        // SAFETY: code lives as long as the engine.
        let code = unsafe { &*frame.code };
        let (object, current) = (code.object(), code.current_insns());
        frame.first_constant = self.add_frame(frame);
        let mut jumps = Vec::new();
        let mut returns = Vec::new();
        for (pc, insn) in current.iter().enumerate() {
            let here = self.insns.len() as u32;
            let origin = Origin { frame: number, pc: pc as u32 };
            self.starts[usize::from(number)][pc] = here;
            let shift = |insn: &Insn| shifted(insn, frame.base, frame.first_constant);
            if let Some(result) = result
                && matches!(insn.op, Opcode::Return | Opcode::ReturnNone)
            {
                let value = match (frame.kind, insn.op) {
                    // The instance, below the function.
                    (FrameKind::Init, _) => Insn::abc(Opcode::Move, 0, result, frame.base - 2, 0),
                    (_, Opcode::Return) => Insn::abc(Opcode::Move, 0, result, insn.a + frame.base, 0),
                    // None as a truth value.
                    _ if answered == Some(Answered::Truth) => Insn::ad(Opcode::LoadInt, 0, result, 0),
                    _ => Insn::abc(Opcode::LoadNone, 0, result, 0, 0),
                };
                if insn.op == Opcode::Return {
                    self.answered.extend(answered.map(|what| (here, what)));
                }
                self.push(value, value, origin);
                if pc + 1 != current.len() {
                    returns.push(self.insns.len());
                    let jump = Insn::ad(Opcode::Jump, 0, 0, 0);
                    self.push(jump, jump, origin);
                }
                continue;
            }
            let ends = self.cases(&frame, number, pc as u32, insn, policy);
            let here = self.insns.len() as u32;
            let plan = policy.filter(|_| ends.is_empty()).and_then(|policy| self.plan(&frame, pc as u32, insn, policy));
            let inlined = plan.as_ref().zip(policy).is_some_and(|(plan, policy)| self.is_inlined(plan, number, policy));
            let target = insn.jump_target(pc as u32);
            if let (Some(plan), Some(target), true) = (&plan, target, inlined) {
                // A comparison that is jumped by: entered here, jumped by behind the method.
                let condition = plan.base - HEAD - 1;
                let compares = Insn::abc(Opcode::Lt, 0, condition, insn.a + frame.base, insn.b + frame.base);
                self.push(compares, compares, origin);
                self.enter(here, plan, number, pc as u32, condition, policy);
                let jump = if insn.x != 0 { Opcode::JumpIfTrue } else { Opcode::JumpIfFalse };
                let jump = Insn::ad(jump, 0, condition, 0);
                jumps.push((self.insns.len() as u32, target));
                self.push(jump, jump, origin);
                continue;
            }
            jumps.extend(target.map(|target| (here, target)));
            self.push(shift(&object.code[pc]), shift(insn), origin);
            if policy.is_some_and(|policy| policy.allows(code, pc as u32)) {
                let methods = if looks_up_method(insn.op) { looked_up(code, insn) } else { Vec::new() };
                if !methods.is_empty() {
                    self.methods.insert(here, methods);
                }
            }
            for at in ends {
                self.set_distance(at, here as i32 + 1 - at as i32);
            }
            let Some(plan) = plan else { continue };
            if inlined {
                let nothing = matches!(plan.special, Some((_, Answer::Nothing)));
                let result = if nothing { plan.base - HEAD - 1 } else { insn.a + frame.base };
                self.enter(here, &plan, number, pc as u32, result, policy);
            } else if plan.special.is_some() {
                self.special.insert(here);
            } else if plan.kind == FrameKind::Call && plan.arguments == Arguments::InPlace {
                match policy.and_then(|policy| self.early_return(&plan, number, policy)) {
                    Some(early) => {
                        self.enter_early(here, &plan, early, number, pc as u32, insn.a + frame.base);
                    }
                    None => {
                        self.direct.insert(here, Direct { guard: plan.guard, code: plan.code, base: plan.base });
                    }
                }
            }
        }
        let end = self.insns.len() as u32;
        self.starts[usize::from(number)][current.len()] = end;
        for (at, target) in jumps {
            let distance = self.starts[usize::from(number)][target as usize] as i32 - at as i32;
            self.set_distance(at as usize, distance);
        }
        for at in returns {
            self.set_distance(at, end as i32 - at as i32);
        }
    }

    /// Before a call that has met several callees: for each of them a test, the call, and a jump to behind what follows,
    /// which is the call of any other. Gives these jumps.
    fn cases(&mut self, frame: &Frame, number: u16, pc: u32, insn: &Insn, policy: Option<&dyn Policy>) -> Vec<usize> {
        let mut ends = Vec::new();
        let Some(policy) = policy.filter(|policy| policy.allows(frame.code(), pc)) else { return ends };
        let origin = Origin { frame: number, pc };
        for (test, plan) in cases_of(frame.code(), frame, pc, insn) {
            let at = self.insns.len();
            let (Test::Receiver(register, _) | Test::Callee(register, _)) = test;
            let jump = Insn::ad(Opcode::JumpIfNone, 0, register, 0);
            self.tests.insert(at as u32, test);
            self.push(jump, jump, origin);
            let here = self.insns.len() as u32;
            let quick = shifted(insn, frame.base, frame.first_constant);
            self.push(shifted(&frame.code().object().code[pc as usize], frame.base, frame.first_constant), quick, origin);
            // SAFETY: code lives as long as the engine.
            if is_small_leaf(unsafe { &*plan.code }) && self.is_inlined(&plan, number, policy) {
                self.enter(here, &plan, number, pc, insn.a + frame.base, Some(policy));
            } else {
                self.direct.insert(here, Direct { guard: plan.guard, code: plan.code, base: plan.base });
            }
            ends.push(self.insns.len());
            let end = Insn::ad(Opcode::Jump, 0, 0, 0);
            // The call is done here.
            self.push(end, end, Origin { frame: number, pc: pc + 1 });
            self.set_distance(at, self.insns.len() as i32 - at as i32);
        }
        ends
    }

    /// Appends the callee of the instruction at `here`, which is at `pc` of the frame with this number.
    fn enter(&mut self, here: u32, plan: &Plan, number: u16, pc: u32, result: u16, policy: Option<&dyn Policy>) {
        let entered = Entered {
            guard: plan.guard,
            frame: self.frames.len() as u16,
            base: plan.base,
            makes_instance: plan.kind == FrameKind::Init,
            arguments: plan.arguments,
            head: plan.special.map(|(head, _)| head),
        };
        self.entered.insert(here, entered);
        let callee = self.callee_frame(plan, number, pc);
        let answered = match plan.special {
            Some((_, Answer::Declinable)) => Some(Answered::Given),
            Some((_, Answer::Condition)) => Some(Answered::Truth),
            _ => None,
        };
        self.body(callee, Some(result), answered, policy);
    }

    fn callee_frame(&self, plan: &Plan, number: u16, pc: u32) -> Frame {
        let depth = self.frames[usize::from(number)].depth + 1;
        Frame { code: plan.code, parent: number, call_pc: pc, base: plan.base, kind: plan.kind, depth, first_constant: 0 }
    }

    /// Behind the call at `here`, which is entered: the test with which the callee begins, its return, and the call again for
    /// where the test does not return. It finds its window as it was.
    fn enter_early(&mut self, here: u32, plan: &Plan, early: EarlyReturn, number: u16, pc: u32, result: u16) {
        let (call, quick) = (self.object.code[here as usize], self.insns[here as usize]);
        let callee = self.callee_frame(plan, number, pc);
        let (frame, base) = (self.frames.len() as u16, plan.base);
        let entered = Entered { guard: plan.guard, frame, base, makes_instance: false, arguments: plan.arguments, head: None };
        self.entered.insert(here, entered);
        // SAFETY: code lives as long as the engine.
        let insns = unsafe { &*plan.code }.current_insns();
        let first_constant = self.add_frame(callee);
        let copy = |this: &mut Self, pc: u32| {
            let shift = |insn: &Insn| shifted(insn, base, first_constant);
            let at = this.insns.len();
            this.push(shift(&callee.code().object().code[pc as usize]), shift(&insns[pc as usize]), Origin { frame, pc });
            at
        };
        let give = |this: &mut Self| {
            (early.first..early.last).for_each(|pc| {
                copy(this, pc);
            });
            let last = insns[early.last as usize];
            let value = match last.op {
                Opcode::Return => Insn::abc(Opcode::Move, 0, result, last.a + base, 0),
                _ => Insn::abc(Opcode::LoadNone, 0, result, 0, 0),
            };
            this.push(value, value, Origin { frame, pc: early.last });
        };
        let jump = Insn::ad(Opcode::Jump, 0, 0, 0);
        let call_again = |this: &mut Self| {
            let guard = match plan.guard {
                Guard::Function { word, .. } => Guard::Tested { word },
                guard => guard,
            };
            this.direct.insert(this.insns.len() as u32, Direct { guard, code: plan.code, base });
            this.push(call, quick, Origin { frame: number, pc });
        };
        let test = (0..=early.test).map(|pc| copy(self, pc)).last().unwrap_or(0);
        self.early.insert(test as u32, !early.on_jump);
        let end = if early.on_jump {
            call_again(self);
            let end = self.insns.len();
            // The call is done here.
            self.push(jump, jump, Origin { frame: number, pc: pc + 1 });
            self.set_distance(test, self.insns.len() as i32 - test as i32);
            give(self);
            end
        } else {
            give(self);
            let end = self.insns.len();
            self.push(jump, jump, Origin { frame, pc: early.last });
            self.set_distance(test, self.insns.len() as i32 - test as i32);
            call_again(self);
            end
        };
        self.set_distance(end, self.insns.len() as i32 - end as i32);
    }

    fn set_distance(&mut self, at: usize, distance: i32) {
        for insn in [&mut self.object.code[at], &mut self.insns[at]] {
            let long = insn.op.info().operands.iter().any(|&(_, role)| role == Role::Jump32);
            *insn = if long {
                Insn::ad(insn.op, insn.x, insn.a, distance)
            } else {
                Insn::abc(insn.op, insn.x, insn.a, insn.b, distance as i16 as u16)
            };
        }
    }

    /// Exception table and loops of the function itself; inlined bodies have none.
    fn move_tables(&mut self, own: &CodeObject) {
        let to = |pc: u32| self.starts[0][pc as usize];
        self.object.exceptions = own
            .exceptions
            .iter()
            .map(|e| ExceptionEntry { start: to(e.start), end: to(e.end), handler: to(e.handler), register: e.register })
            .collect();
        self.object.loops =
            own.loops.iter().map(|l| LoopInfo { kind: l.kind, header: to(l.header), body: to(l.body), end: to(l.end) }).collect();
    }

    // ---- which calls

    /// The callee of a call, if it is known.
    fn plan(&self, frame: &Frame, pc: u32, insn: &Insn, policy: &dyn Policy) -> Option<Plan> {
        let plan = callee_of(frame.code(), frame, pc, insn)?;
        // SAFETY: code lives as long as the engine.
        let callee = unsafe { &*plan.code };
        let returns = callee.object().code.iter().zip(0..).filter(|(insn, _)| insn.op == Opcode::Return);
        let answers = plan.special.is_none() || returns.map(|(_, pc)| pc).all(|pc| policy.allows(callee, pc));
        (answers && policy.allows(frame.code(), pc)).then_some(plan)
    }

    /// Whether the callee of a call in frame `number` goes into the unit.
    fn is_inlined(&mut self, plan: &Plan, number: u16, policy: &dyn Policy) -> bool {
        if usize::from(self.frames[usize::from(number)].depth) >= DEEPEST {
            return false;
        }
        // SAFETY: code lives as long as the engine.
        let callee = unsafe { &*plan.code };
        let object = callee.object();
        let registers = usize::from(plan.base) + usize::from(object.register_count);
        let plain = is_plain(object)
            && self.inlined + object.code.len() <= MOST_INSTRUCTIONS
            && registers <= MOST_REGISTERS
            && !(plan.kind == FrameKind::Init && object.code.iter().any(|insn| insn.op == Opcode::Return));
        let again = self.times_in_chain(number, plan.code);
        // A recursive function is unrolled in itself; its first levels in another function are few of those that run.
        let unrolled = if again == 0 { !calls_itself(callee) } else { again <= MOST_RECURSION && object.code.len() <= LARGEST_RECURSIVE };
        if !plain || !policy.accepts(callee) || !unrolled {
            return false;
        }
        self.inlined += object.code.len();
        true
    }

    /// How the callee of a call in frame `number` begins, if that goes into the unit although the rest does not.
    fn early_return(&mut self, plan: &Plan, number: u16, policy: &dyn Policy) -> Option<EarlyReturn> {
        // SAFETY: code lives as long as the engine.
        let callee = unsafe { &*plan.code };
        if self.times_in_chain(number, plan.code) == 0 || !branches_into_itself(callee) {
            return None;
        }
        let early = EarlyReturn::of(callee)?;
        let size = (early.test + 1 + early.last - early.first) as usize;
        let registers = usize::from(plan.base) + usize::from(callee.object().register_count);
        let fits = usize::from(self.frames[usize::from(number)].depth) <= DEEPEST
            && self.inlined + size <= MOST_INSTRUCTIONS
            && registers <= MOST_REGISTERS
            && policy.accepts(callee);
        self.inlined += if fits { size } else { 0 };
        fits.then_some(early)
    }

    /// How many of a frame and those around it run this code.
    fn times_in_chain(&self, mut frame: u16, code: *const Code) -> usize {
        let mut times = 0;
        loop {
            let at = &self.frames[usize::from(frame)];
            times += usize::from(at.code == code);
            if frame == 0 {
                return times;
            }
            frame = at.parent;
        }
    }
}

/// An instruction with its registers and constants moved.
fn shifted(insn: &Insn, base: u16, constants: usize) -> Insn {
    let mut out = *insn;
    for &(field, role) in insn.op.info().operands {
        match role {
            Role::Def
            | Role::DefOnJump
            | Role::Use
            | Role::UseCell
            | Role::DefRun
            | Role::DefTwo
            | Role::DefThree
            | Role::DefUnpackEx
            | Role::UseRun
            | Role::UsePairs
            | Role::UseThree
            | Role::LoopState
            | Role::RangeWindow
            | Role::CallWindow
            | Role::MethodWindow
            | Role::LoadedWindow
            | Role::ExWindow
            | Role::FunctionParts => match field {
                Field::A => out.a += base,
                Field::B => out.b += base,
                Field::C => out.c += base,
                Field::X | Field::D => {}
            },
            Role::Const if constants != 0 => match field {
                Field::D => out = Insn::ad(out.op, out.x, out.a, out.d() + constants as i32),
                _ => out.c += constants as u16,
            },
            _ => {}
        }
    }
    out
}
