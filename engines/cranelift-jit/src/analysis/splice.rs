//! Inlining at the level of bytecode: the code of small callees is spliced into that of their caller, so that analysis and
//! lowering see one code object and know nothing of calls.
//!
//! A callee's register `r` becomes the caller's `base + r`, just where the interpreter would put it: in the call's window,
//! or above the caller's registers where the interpreter builds the frame there. So a way out of an inlined body has only
//! to write the frame records that are missing ([`Frame`] says which) and can go on in the interpreter at any instruction.
//! Inlined are functions without loops, handlers and `yield`, of few instructions.

use std::collections::HashMap;

use bytecode::opcode::{Field, Role};
use bytecode::{CodeKind, CodeObject, ExceptionEntry, Insn, LoopInfo, Opcode};
use bytecode_vm::code::Code;
use bytecode_vm::context::FrameKind;
use bytecode_vm::operators::{Answer, MOST_OPERANDS, Operands, Other};
use runtime::object::Gc;
use runtime::object::Kind;
use runtime::object::class::{Class, flags as class_flags};
use runtime::object::function::Function;
use runtime::value::Value;

use super::arithmetic::{Operand, arithmetic_of};
use super::comparison::comparison_of;

/// Instructions of the largest callee that is inlined.
const LARGEST_CALLEE: usize = 30;
/// Inlined instructions of a unit.
const MOST_INSTRUCTIONS: usize = 160;
/// Inlined calls inside one another.
const DEEPEST: usize = 3;
/// Times that a function is inlined in itself, and instructions of the largest that is.
const MOST_RECURSION: usize = 2;
const LARGEST_RECURSIVE: usize = 14;
/// Times that the cache of a call has been filled if it is still taken to have one callee.
const MOST_FILLS: u32 = 2;
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

struct Plan {
    guard: Guard,
    code: *const Code,
    base: u16,
    kind: FrameKind,
    arguments: Arguments,
    /// Of a special method: what is below its frame and becomes of its result.
    special: Option<(Head, Answer)>,
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
            starts: Vec::new(),
            inlined: 0,
        };
        let frame = Frame { code, parent: 0, call_pc: 0, base: 0, kind: FrameKind::Call, depth: 0, first_constant: 0 };
        spliced.body(frame, None, None, policy);
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

    /// Where an instruction of a frame has gone.
    pub fn start_of(&self, frame: usize, pc: u32) -> Option<u32> {
        self.starts[frame].get(pc as usize).copied()
    }

    /// The frame of an instruction.
    pub fn frame_at(&self, pc: u32) -> &Frame {
        &self.frames[usize::from(self.origin(pc).frame)]
    }

    /// Index of a constant of the instruction at `pc` in its own code.
    pub fn own_constant(&self, pc: u32, index: i32) -> i32 {
        index - self.frame_at(pc).first_constant as i32
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
        frame.first_constant = self.object.consts.len();
        self.object.consts.extend(object.consts.iter().cloned());
        let needed = usize::from(frame.base) + usize::from(object.register_count);
        self.object.register_count = self.object.register_count.max(needed as u16);
        self.frames.push(frame);
        self.starts.push(vec![0; object.code.len() + 1]);
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
            let plan = policy.and_then(|policy| self.plan(&frame, pc as u32, insn, policy));
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
            let Some(plan) = plan else { continue };
            if inlined {
                let nothing = matches!(plan.special, Some((_, Answer::Nothing)));
                let result = if nothing { plan.base - HEAD - 1 } else { insn.a + frame.base };
                self.enter(here, &plan, number, pc as u32, result, policy);
            } else if plan.kind == FrameKind::Call && plan.arguments == Arguments::InPlace {
                self.direct.insert(here, Direct { guard: plan.guard, code: plan.code, base: plan.base });
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
        let depth = self.frames[usize::from(number)].depth + 1;
        let callee = Frame { code: plan.code, parent: number, call_pc: pc, base: plan.base, kind: plan.kind, depth, first_constant: 0 };
        let answered = match plan.special {
            Some((_, Answer::Declinable)) => Some(Answered::Given),
            Some((_, Answer::Condition)) => Some(Answered::Truth),
            _ => None,
        };
        self.body(callee, Some(result), answered, policy);
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

/// Whether code is of the kind that is inlined.
fn is_plain(object: &CodeObject) -> bool {
    matches!(object.kind, CodeKind::Def | CodeKind::Lambda)
        && !object.is_generator
        && object.exceptions.is_empty()
        && object.loops.is_empty()
        && object.code.len() <= LARGEST_CALLEE
}

/// Whether a function calls itself, as far as the interpreter's caches know.
fn calls_itself(code: &Code) -> bool {
    let frame = Frame { code, parent: 0, call_pc: 0, base: 0, kind: FrameKind::Call, depth: 0, first_constant: 0 };
    let insns = code.current_insns();
    insns.iter().enumerate().any(|(pc, insn)| callee_of(code, &frame, pc as u32, insn).is_some_and(|plan| std::ptr::eq(plan.code, code)))
}

/// Code that the instructions of a function call, as far as the interpreter's caches know it, but for what is inlined.
pub fn callees(code: &Code) -> Vec<*const Code> {
    let frame = Frame { code, parent: 0, call_pc: 0, base: 0, kind: FrameKind::Call, depth: 0, first_constant: 0 };
    let insns = code.current_insns();
    let known = insns.iter().enumerate().filter_map(|(pc, insn)| Some(callee_of(code, &frame, pc as u32, insn)?.code));
    // SAFETY: code lives as long as the engine.
    known.filter(|callee| !is_plain(unsafe { &**callee }.object())).collect()
}

/// What a calling instruction calls, as far as the interpreter's caches know it.
fn callee_of(code: &Code, frame: &Frame, pc: u32, insn: &Insn) -> Option<Plan> {
    let base = frame.base;
    let cached = || code.cache(insn.c);
    let end = base + code.object().register_count;
    let fits = |code: *const Code, argc: u32| {
        // SAFETY: code lives as long as the engine.
        (unsafe { (*code).fast_argc } == argc).then_some(code)
    };
    let argc = u32::from(insn.x);
    match insn.op {
        Opcode::CallPython => {
            let register = insn.b + base;
            let (guard, callee) = match global_function(code, pc, insn.b) {
                Some(function) => (Guard::Function { register, word: Value::from(function).bits() }, function.code as *const Code),
                None => (Guard::Code { register }, cached().class as *const Code),
            };
            let code = if callee.is_null() { return None } else { fits(callee, argc)? };
            Some(Plan { guard, code, base: register + 1, kind: FrameKind::Call, arguments: Arguments::InPlace, special: None })
        }
        Opcode::CallLoadedPython => {
            let callee = cached().class as *const Code;
            let code = if callee.is_null() { return None } else { fits(callee, argc + 1)? };
            let register = insn.b + base;
            Some(Plan {
                guard: Guard::Code { register },
                code,
                base: register + 1,
                kind: FrameKind::Call,
                arguments: Arguments::InPlace,
                special: None,
            })
        }
        Opcode::CallMethodPython | Opcode::GetAttrProperty => {
            let cached = cached();
            if cached.fills > MOST_FILLS {
                return None;
            }
            let (class, function) = versioned(cached.class, cached.version, cached.word)?;
            let property = insn.op == Opcode::GetAttrProperty;
            let code = fits(function.code as *const Code, if property { 1 } else { argc + 1 })?;
            let receiver = if property { insn.b + base } else { insn.b + base + 1 };
            let guard = Guard::Method { receiver, shape: cached.shape, class, version: cached.version, word: cached.word };
            let first = if property { end + 1 } else { insn.b + base + 1 };
            let arguments = if property { Arguments::Run(receiver, 1) } else { Arguments::InPlace };
            Some(Plan { guard, code, base: first, kind: FrameKind::Call, arguments, special: None })
        }
        Opcode::CallClass => {
            let cached = cached();
            let (class, function) = versioned(cached.class, cached.version, cached.word)?;
            // SAFETY: `versioned` has found the class to be alive.
            if unsafe { Gc::from_raw(class as *mut Class) }.has(class_flags::ABSTRACT) {
                return None;
            }
            let code = fits(function.code as *const Code, argc + 1)?;
            let register = insn.b + base;
            let guard = Guard::Class { register, class, version: cached.version, word: cached.word };
            let arguments = Arguments::Run(register + 1, insn.x.into());
            Some(Plan { guard, code, base: end + 2, kind: FrameKind::Init, arguments, special: None })
        }
        // What has become another quick opcode is not always a special method.
        _ if insn.op == insn.op.base() => {
            let operator = code.operator(pc)?;
            let (arguments, operands) = operands_of(code, insn, base, operator.reflected)?;
            let mut met = operator.met;
            let mut function = None;
            for kind in met.iter_mut().flatten() {
                function = Some(versioned(kind.class, kind.version, operator.word)?.1);
                if !matches!(operator.answer, Answer::Declinable | Answer::Condition) {
                    kind.other = Other::Any;
                } else if kind.other == Other::Any {
                    return None;
                }
            }
            let like =
                |kind: &Operands| matches!(kind.other, Other::Cell(_)) == met[0].is_some_and(|first| matches!(first.other, Other::Cell(_)));
            let code = fits(function?.code as *const Code, arguments.moved().count() as u32)?;
            let (_, Operand::Register(receiver)) = arguments.moved().next()? else { return None };
            let operand = operands[usize::from(!operator.reflected)];
            let guard = Guard::Operator { receiver, operand, met, word: operator.word };
            let special = Some((Head { after: operator.after.bits(), operands }, operator.answer));
            let fits = operator.answer != Answer::Other && met.iter().flatten().all(like);
            fits.then_some(Plan { guard, code, base: end + HEAD + 1, kind: FrameKind::Special, arguments, special })
        }
        _ => None,
    }
}

/// What an instruction that is an operator hands to its special method, receiver first, and its operands as the interpreter
/// keeps them below the method's frame.
fn operands_of(code: &Code, insn: &Insn, base: u16, reflected: bool) -> Option<(Arguments, [Operand; 2])> {
    const NONE: Operand = Operand::Immediate(0);
    let register = |register: u16| Operand::Register(register + base);
    let moved = |operand: Operand| if let Operand::Register(at) = operand { register(at) } else { operand };
    let two = if let Some(arithmetic) = arithmetic_of(insn, &code.object().consts) {
        Some((arithmetic.left, arithmetic.right))
    } else {
        comparison_of(insn).map(|(_, left, right)| (left, right))
    };
    if let Some((left, right)) = two {
        let operands = [moved(left), moved(right)];
        let [left, right] = operands;
        let arguments = if reflected { [right, left, NONE] } else { [left, right, NONE] };
        return Some((Arguments::Operands(arguments, 2), operands));
    }
    let arguments = match insn.op {
        Opcode::GetItem => Arguments::Operands([register(insn.b), register(insn.c), NONE], 2),
        Opcode::SetItem => Arguments::Operands([register(insn.a), register(insn.b), register(insn.c)], 3),
        Opcode::Neg | Opcode::Invert => Arguments::Operands([register(insn.b), NONE, NONE], 1),
        Opcode::Call => Arguments::Run(insn.b + base, u16::from(insn.x) + 1),
        _ => return None,
    };
    Some((arguments, [NONE; 2]))
}

/// A class and the function that it holds, if a cache still says so.
fn versioned(class: usize, version: u32, word: u64) -> Option<(u64, Gc<Function>)> {
    if class == 0 || word == 0 {
        return None;
    }
    // SAFETY: a filled cache holds the address of a class that its shape or module keeps alive; in this version, the class
    // keeps the function alive.
    unsafe {
        if (*(class as *const Class)).version.get() != version {
            return None;
        }
        let function = Value::from_bits(word);
        (function.kind() == Some(Kind::Function)).then(|| (class as u64, Gc::from_raw(word as *mut Function)))
    }
}

/// The function that a register gets from a global before the call at `pc`, most likely. A guard will tell.
fn global_function(code: &Code, pc: u32, register: u16) -> Option<Gc<Function>> {
    let insns = code.current_insns();
    let insn = insns[..pc as usize].iter().rev().take(40).find(|insn| {
        let mut defined = false;
        insn.registers(|access, first, count| {
            defined |= access == bytecode::Access::Def && first <= register && register < first.saturating_add(count);
        });
        defined
    })?;
    if insn.op != Opcode::LoadGlobalModule {
        return None;
    }
    let cached = code.cache(insn.c);
    if cached.shape != code.globals.version() {
        return None;
    }
    code.globals.value_at(cached.word as usize).as_object::<Function>()
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
