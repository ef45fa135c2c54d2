//! Whom a call calls, as far as the interpreter's caches know it.

use bytecode::opcode::Role;
use bytecode::{Access, CodeKind, CodeObject, Flow, Insn, Opcode};
use bytecode_vm::code::{ClassMethod, Code};
use bytecode_vm::context::FrameKind;
use bytecode_vm::operators::{Answer, Operands, Other};
use runtime::object::Gc;
use runtime::object::Kind;
use runtime::object::class::{Class, flags as class_flags};
use runtime::object::function::Function;
use runtime::value::Value;

use super::arithmetic::{Operand, arithmetic_of};
use super::comparison::comparison_of;
use super::splice::{Arguments, Frame, Guard, HEAD, Head};

/// Instructions of the largest callee that is inlined.
const LARGEST_CALLEE: usize = 30;
/// The same, where a call has several callees: each call of them runs one.
const LARGEST_CASE: usize = 12;
/// Instructions before the test of a function that may return at once, and on the way that does.
const MOST_BEFORE_TEST: usize = 2;
const MOST_OF_RETURN: usize = 4;
/// Times that the cache of a call has been filled if it is still taken to have one callee.
const MOST_FILLS: u16 = 2;
/// Callees that a call tells apart.
const MOST_CASES: usize = 4;
/// Shapes of receivers that a look-up tells apart.
const MOST_FOUND: usize = 8;

/// A call with a known callee.
pub struct Plan {
    /// What must hold.
    pub guard: Guard,
    /// The callee's code.
    pub code: *const Code,
    /// Its register 0.
    pub base: u16,
    /// How its frame ends.
    pub kind: FrameKind,
    /// Its arguments.
    pub arguments: Arguments,
    /// Of a special method: what is below its frame and becomes of its result.
    pub special: Option<(Head, Answer)>,
}

/// Whether code is of the kind that is inlined.
pub fn is_plain(object: &CodeObject) -> bool {
    matches!(object.kind, CodeKind::Def | CodeKind::Lambda)
        && !object.is_generator
        && object.exceptions.is_empty()
        && object.loops.is_empty()
        && object.code.len() <= LARGEST_CALLEE
}

/// Whether a function is so small that it is inlined where a call has several callees: it calls nothing.
pub fn is_small_leaf(code: &Code) -> bool {
    let calls = |(pc, insn): (u32, &Insn)| calls(insn) || code.operator(pc).is_some();
    code.object().code.len() <= LARGEST_CASE && !(0..).zip(&code.object().code).any(calls)
}

/// Where a function calls itself, as far as the interpreter's caches know.
fn own_calls(code: &Code) -> Vec<u32> {
    let frame = Frame::outermost(code);
    let insns = code.current_insns();
    let own = |(pc, insn): &(u32, &Insn)| callee_of(code, &frame, *pc, insn).is_some_and(|plan| std::ptr::eq(plan.code, code));
    (0..).zip(&insns).filter(own).map(|(pc, _)| pc).collect()
}

/// Whether a function calls itself, as far as the interpreter's caches know.
pub fn calls_itself(code: &Code) -> bool {
    !own_calls(code).is_empty()
}

/// Whether one run of a function calls it several times: then most of its runs call nothing.
pub fn branches_into_itself(code: &Code) -> bool {
    let ends = |pc: u32| matches!(code.object().op(pc), Opcode::Return | Opcode::ReturnNone | Opcode::Jump);
    own_calls(code).windows(2).any(|pair| !(pair[0]..pair[1]).any(ends))
}

/// A function that begins with a test, one way of which returns at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EarlyReturn {
    /// The test, a jump; what comes before it only loads constants.
    pub test: u32,
    /// It returns where the test jumps, not where it falls through.
    pub on_jump: bool,
    /// First instruction of the way that returns.
    pub first: u32,
    /// The `Return` or `ReturnNone` that ends it.
    pub last: u32,
}

impl EarlyReturn {
    /// How a function begins. A test that a special method answers is none: it must be possible to do it again.
    pub fn of(code: &Code) -> Option<EarlyReturn> {
        let (object, insns) = (code.object(), code.current_insns());
        if !matches!(object.kind, CodeKind::Def | CodeKind::Lambda) || object.is_generator {
            return None;
        }
        let plain = |pc: u32| code.operator(pc).is_none() && object.handler_of(pc).is_none();
        let loads = |insn: &Insn| {
            let mut beside = true;
            insn.registers(|access, first, _| beside &= access == Access::Use || u32::from(first) >= code.fast_argc);
            beside && matches!(insn.op, Opcode::LoadInt | Opcode::LoadK | Opcode::LoadNone | Opcode::LoadBool)
        };
        let test = insns.iter().take(MOST_BEFORE_TEST + 1).position(|insn| !loads(insn))? as u32;
        let insn = &insns[test as usize];
        let tests =
            matches!(insn.op, Opcode::JumpIfTrue | Opcode::JumpIfFalse | Opcode::JumpIfNone | Opcode::JumpIfNotNone | Opcode::JumpIs);
        if !(0..=test).all(plain) || !(tests || comparison_of(insn).is_some()) {
            return None;
        }
        let target = insn.jump_target(test)?;
        [(test + 1, false), (target, true)].into_iter().find_map(|(first, on_jump)| {
            let last = (first..).zip(insns.get(first as usize..)?).take(MOST_OF_RETURN).find(|(_, insn)| insn.flow(0) != Flow::Next)?.0;
            let returns = matches!(insns[last as usize].op, Opcode::Return | Opcode::ReturnNone);
            let own = |pc: u32| plain(pc) && !calls(&insns[pc as usize]);
            (returns && first > test && (first..=last).all(own)).then_some(EarlyReturn { test, on_jump, first, last })
        })
    }
}

/// Whether an instruction is a call.
fn calls(insn: &Insn) -> bool {
    let calls = |role| matches!(role, Role::CallWindow | Role::MethodWindow | Role::LoadedWindow);
    insn.op.info().operands.iter().any(|&(_, role)| calls(role))
}

/// Code that the instructions of a function call, as far as the interpreter's caches know it, but for what is inlined.
pub fn callees(code: &Code) -> Vec<*const Code> {
    let frame = Frame::outermost(code);
    let mut known = Vec::new();
    for (pc, insn) in (0..).zip(&code.current_insns()) {
        let cases = cases_of(code, &frame, pc, insn);
        if cases.is_empty() {
            known.extend(callee_of(code, &frame, pc, insn).map(|plan| plan.code));
        }
        known.extend(cases.into_iter().map(|(_, plan)| plan.code));
    }
    // SAFETY: code lives as long as the engine.
    known.retain(|callee| !is_plain(unsafe { &**callee }.object()));
    known
}

/// What a calling instruction calls, as far as the interpreter's caches know it.
pub fn callee_of(code: &Code, frame: &Frame, pc: u32, insn: &Insn) -> Option<Plan> {
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
            let register = insn.b + base;
            let methods = definition(code, pc, insn.b).map_or_else(Vec::new, |lookup| looked_up(code, &lookup));
            let method = if let [method] = *methods { versioned(method.class, method.version, method.word) } else { None };
            let (guard, callee) = match method {
                Some((_, function)) => (Guard::Function { register, word: Value::from(function).bits() }, function.code as *const Code),
                None => (Guard::Code { register }, cached().class as *const Code),
            };
            let code = if callee.is_null() { return None } else { fits(callee, argc + 1)? };
            Some(Plan { guard, code, base: register + 1, kind: FrameKind::Call, arguments: Arguments::InPlace, special: None })
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
        Opcode::GetItemI => Arguments::Operands([register(insn.b), Operand::Immediate(insn.imm_c().into()), NONE], 2),
        Opcode::SetItemI => Arguments::Operands([register(insn.a), Operand::Immediate(insn.imm_b().into()), register(insn.c)], 3),
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

/// Whether an instruction looks a method up for a call that comes later.
pub fn looks_up_method(op: Opcode) -> bool {
    matches!(op.base(), Opcode::LoadMethod | Opcode::LoadEnter | Opcode::LoadExit)
}

/// The methods that an instruction which looks one up has found, if they are Python functions and few: one, or several of
/// receivers with different shapes.
pub fn looked_up(code: &Code, insn: &Insn) -> Vec<ClassMethod> {
    if !looks_up_method(insn.op) && insn.op.base() != Opcode::CallMethod {
        return Vec::new();
    }
    let cached = code.cache(insn.c);
    let mut found = Vec::new();
    // What a statement looks up is not looked up by a name.
    let named = matches!(insn.op.base(), Opcode::LoadMethod | Opcode::CallMethod);
    let is_cached = matches!(insn.op, Opcode::LoadMethodClass | Opcode::CallMethodPython);
    if is_cached || (!named && (1..=MOST_FILLS).contains(&cached.fills)) {
        found.push(ClassMethod { shape: cached.shape, version: cached.version, class: cached.class, word: cached.word });
    }
    if named && (cached.fills > MOST_FILLS || found.is_empty()) {
        let first = found.first().map(|method| method.shape);
        found.extend(code.further_methods(insn.c).into_iter().filter(|further| Some(further.shape) != first));
        if found.len() == 1 {
            // Whatever else the site has met is not known.
            return Vec::new();
        }
    }
    let holds = |method: &ClassMethod| versioned(method.class, method.version, method.word).is_some();
    if found.len() > MOST_FOUND || !found.iter().all(holds) { Vec::new() } else { found }
}

/// How a call that has met several callees tells whether one of them is called.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// The receiver has one of these shapes, and its class the version.
    Receiver(u16, Vec<ClassMethod>),
    /// The register holds this function.
    Callee(u16, u64),
}

/// Callees that a call has met, each with the test for it, if there are several but few.
pub fn cases_of(code: &Code, frame: &Frame, pc: u32, insn: &Insn) -> Vec<(Test, Plan)> {
    let argc = u32::from(insn.x) + 1;
    let (methods, callee) = match insn.op.base() {
        Opcode::CallMethod => (looked_up(code, insn), None),
        Opcode::CallLoaded => {
            let lookup = definition(code, pc, insn.b);
            (lookup.map_or_else(Vec::new, |lookup| looked_up(code, &lookup)), Some(insn.b + frame.base))
        }
        _ => return Vec::new(),
    };
    let register = insn.b + frame.base;
    let mut cases: Vec<(Test, Plan)> = Vec::new();
    for method in &methods {
        let word = method.word;
        if let Some((test, _)) = cases.iter_mut().find(|(_, plan)| plan.guard == (Guard::Tested { word })) {
            if let Test::Receiver(_, methods) = test {
                methods.push(*method);
            }
            continue;
        }
        let Some((_, function)) = versioned(method.class, method.version, word) else { return Vec::new() };
        let code = function.code as *const Code;
        // SAFETY: code lives as long as the engine.
        if unsafe { (*code).fast_argc } != argc {
            return Vec::new();
        }
        let test = match callee {
            Some(register) => Test::Callee(register, word),
            None => Test::Receiver(register + 1, vec![*method]),
        };
        let guard = Guard::Tested { word };
        let arguments = Arguments::InPlace;
        cases.push((test, Plan { guard, code, base: register + 1, kind: FrameKind::Call, arguments, special: None }));
    }
    if methods.len() > 1 && cases.len() <= MOST_CASES { cases } else { Vec::new() }
}

/// The instruction that gives a register what the call at `pc` finds there, most likely. A guard will tell.
fn definition(code: &Code, pc: u32, register: u16) -> Option<Insn> {
    let insns = code.current_insns();
    let found = insns[..pc as usize].iter().rev().take(40).find(|insn| {
        let mut defined = false;
        insn.registers(|access, first, count| {
            defined |= access == bytecode::Access::Def && first <= register && register < first.saturating_add(count);
        });
        defined
    });
    found.copied()
}

/// The function that a register gets from a global before the call at `pc`, most likely. A guard will tell.
fn global_function(code: &Code, pc: u32, register: u16) -> Option<Gc<Function>> {
    let insn = definition(code, pc, register)?;
    if insn.op != Opcode::LoadGlobalModule {
        return None;
    }
    let cached = code.cache(insn.c);
    if cached.shape != code.globals.version() {
        return None;
    }
    code.globals.value_at(cached.word as usize).as_object::<Function>()
}
