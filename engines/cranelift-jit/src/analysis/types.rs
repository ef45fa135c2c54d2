//! Forward type inference over the blocks: what each live register holds at every block's start, and how each arithmetic
//! instruction is translated. Analysis and lowering ask the same functions ([`Inference::arithmetic`] and
//! [`Inference::apply`]), so they cannot disagree.
//!
//! A type is a promise kept by guards: where the interpreter has seen only ints or only floats, the translation checks
//! for them and leaves to the interpreter otherwise. A speculation that fails too often is disabled ([`Speculation`])
//! and the function translated again without it.

use std::collections::HashSet;

use bytecode::{CodeObject, Const, Flow, Insn, Opcode};
use bytecode_vm::SETTLED;
use bytecode_vm::tier::types as seen;
use runtime::Value;

use super::RegisterSet;
use super::arithmetic::{ArithOp, Arithmetic, Choice, Operand, arithmetic_of};
use super::direct::{Entry, Form, Target};
use super::graph::Graph;
use super::liveness::Liveness;
use super::modular::Modular;
use super::natives::{Callee, Found, result_type};
use super::naturals::Naturals;
use super::profile::{Attribute, Doubles, Profile, Speculation};
use super::scalars::{Replaced, Scalars};
use super::splice::{Answered, Spliced};

/// What a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A raw integer from -2^n to 2^n - 1.
    Int(u8),
    /// A raw double.
    Float,
    /// A value word of any kind.
    Boxed,
}

/// `n` of immediate integers.
pub const SMALL: u8 = 48;
/// `n` of all raw integers.
pub const WIDE: u8 = 63;
/// `n` of what is only right modulo 2^64 (see [`Modular`]).
pub const MODULO: u8 = 64;

impl Type {
    fn join(self, other: Type) -> Type {
        match (self, other) {
            (Type::Int(a), Type::Int(b)) => Type::Int(a.max(b)),
            (Type::Float, Type::Float) => Type::Float,
            _ => Type::Boxed,
        }
    }
    /// Whether it is a raw integer.
    pub fn is_int(self) -> bool {
        matches!(self, Type::Int(_))
    }
}

/// Smallest `n` for one number.
pub fn magnitude(value: i64) -> u8 {
    let distinct = if value < 0 { !value } else { value };
    (64 - distinct.leading_zeros()) as u8
}

/// Instructions in which the use of an attribute is looked for.
const FARTHEST_USE: usize = 12;

/// Types of all registers at one point; `None` for those that hold nothing yet.
pub type State = Vec<Option<Type>>;

/// Type inference for one translation.
pub struct Inference<'a> {
    /// The code.
    pub code: &'a CodeObject,
    /// Where it comes from.
    pub spliced: &'a Spliced,
    /// What is known from running it.
    pub profile: &'a Profile,
    /// Its blocks.
    pub graph: &'a Graph,
    /// Its liveness.
    pub liveness: &'a Liveness,
    /// Types at the start of each block.
    pub entry: Vec<State>,
    /// Blocks that can be reached.
    pub reached: Vec<bool>,
    /// Arithmetic modulo 2^64.
    pub modular: Modular,
    /// Integers that are not negative.
    pub naturals: Naturals,
    /// Objects that are not made.
    pub scalars: &'a Scalars,
    /// The unit's own direct entry.
    pub own: Option<Entry>,
    forced: Vec<(usize, u16, Type)>,
}

impl<'a> Inference<'a> {
    /// Infers types, starting with `seeds` where the first block begins.
    /// `naturals` are those of them that are not negative.
    pub fn new(
        spliced: &'a Spliced,
        profile: &'a Profile,
        graph: &'a Graph,
        liveness: &'a Liveness,
        scalars: &'a Scalars,
        seeds: &[(u16, Type)],
        naturals: &RegisterSet,
    ) -> Self {
        let code = &spliced.object;
        let modular = Modular::new(spliced, profile, graph, liveness);
        let (entry, reached, forced) = (Vec::new(), Vec::new(), Vec::new());
        let own = profile.own.as_ref().map(|own| own.entry(Form::Word));
        let mut inference = Inference {
            code,
            spliced,
            profile,
            graph,
            liveness,
            entry,
            reached,
            modular,
            naturals: Naturals::default(),
            scalars,
            own,
            forced,
        };
        inference.settle(seeds);
        if let Some(own) = &profile.own {
            let result = inference.result();
            inference.own = Some(own.entry(result));
            if result != Form::Word && profile.direct.values().any(|target| matches!(target, Target::Own)) {
                // What its own calls give was not known before.
                inference.forced.clear();
                inference.settle(seeds);
            }
        }
        inference.naturals = Naturals::new(&inference, naturals);
        inference
    }

    fn settle(&mut self, seeds: &[(u16, Type)]) {
        loop {
            self.run(seeds);
            if !self.speculate_on_headers(seeds) {
                return;
            }
        }
    }

    /// In which form the unit's function returns.
    fn result(&self) -> Form {
        let mut all: Option<Form> = None;
        for index in (0..self.graph.blocks.len()).filter(|&index| self.reached[index]) {
            let block = &self.graph.blocks[index];
            let mut state = self.entry[index].clone();
            for pc in block.start..block.end {
                if self.is_new(pc) {
                    break;
                }
                let insn = &self.profile.insns[pc as usize];
                let form = match insn.op {
                    Opcode::Return => Form::of(state[usize::from(insn.a)].unwrap_or(Type::Boxed)),
                    Opcode::ReturnNone => Form::Word,
                    _ => {
                        self.apply(pc, &mut state);
                        continue;
                    }
                };
                if all.is_some_and(|known| known != form) {
                    return Form::Word;
                }
                all = Some(form);
            }
        }
        all.unwrap_or(Form::Word)
    }

    /// The direct entry that the call at `pc` takes, if its arguments fit.
    pub fn direct_entry(&self, pc: u32, state: &State) -> Option<&Entry> {
        let entry = match self.profile.direct.get(&pc)? {
            Target::Own => self.own.as_ref()?,
            Target::Other(entry) => entry,
        };
        let base = usize::from(self.spliced.direct.get(&pc)?.base);
        let arguments = state[base..].iter().map(|ty| ty.unwrap_or(Type::Boxed));
        let fits = entry.0.parameters.iter().zip(arguments).all(|(form, ty)| form.is_none_or(|form| form.takes(ty)));
        fits.then_some(entry)
    }

    /// Type of what a call by a direct entry gives.
    pub fn direct_result(&self, pc: u32, entry: &Entry) -> Type {
        if self.profile.allows(Speculation::result(pc)) { entry.0.result.result() } else { Type::Boxed }
    }

    fn empty(&self) -> State {
        vec![None; usize::from(self.code.register_count)]
    }

    fn run(&mut self, seeds: &[(u16, Type)]) {
        let mut entry: Vec<Option<State>> = vec![None; self.graph.blocks.len()];
        let mut first = self.empty();
        for register in self.liveness.before(self.graph.blocks[0].start).iter() {
            first[usize::from(register)] = Some(Type::Boxed);
        }
        for &(register, ty) in seeds {
            first[usize::from(register)] = Some(ty);
        }
        self.force(0, &mut first);
        entry[0] = Some(first);
        let mut work = vec![0];
        while let Some(index) = work.pop() {
            let Some(state) = entry[index].clone() else { continue };
            for (edge, out) in self.outputs(index, state) {
                let header = self.graph.blocks[edge].is_loop_header;
                let mut incoming = self.only_live(edge, &out);
                self.force(edge, &mut incoming);
                let changed = match &mut entry[edge] {
                    Some(known) => join_into(known, &incoming, header),
                    slot => {
                        *slot = Some(incoming);
                        true
                    }
                };
                if changed {
                    work.push(edge);
                }
            }
        }
        self.reached = entry.iter().map(Option::is_some).collect();
        self.entry = entry.into_iter().map(|state| state.unwrap_or_else(|| self.empty())).collect();
    }

    fn only_live(&self, block: usize, state: &State) -> State {
        let mut out = self.empty();
        for register in self.liveness.before(self.graph.blocks[block].start).iter() {
            out[usize::from(register)] = state[usize::from(register)];
        }
        out
    }

    fn force(&self, block: usize, state: &mut State) {
        for &(at, register, ty) in &self.forced {
            let held = &mut state[usize::from(register)];
            if at == block && !(ty.is_int() && held.is_some_and(Type::is_int)) {
                *held = Some(ty);
            }
        }
    }

    /// States on the ways out of a block.
    fn outputs(&self, index: usize, mut state: State) -> Vec<(usize, State)> {
        let block = &self.graph.blocks[index];
        let mut caught = Vec::new();
        for pc in block.start..block.end {
            if self.is_new(pc) {
                return caught;
            }
            if !block.handlers.is_empty()
                && super::graph::may_raise(self.code.op(pc))
                && let Some(entry) = self.code.handler_of(pc)
                && let Some(to) = self.graph.block_at(entry.handler)
            {
                let mut out = state.clone();
                out[usize::from(entry.register)] = Some(Type::Boxed);
                caught.push((to, out));
            }
            self.apply(pc, &mut state);
        }
        let on = block.successors.iter().map(|edge| {
            let mut out = state.clone();
            if edge.jump {
                self.apply_jump(block.end - 1, &mut out);
            }
            (edge.to, out)
        });
        on.chain(caught).collect()
    }

    /// A register that comes into a loop as a value, but comes round it as a number, is taken to be that number already
    /// when the loop begins: the guard moves out of the loop. Whether anything changed.
    fn speculate_on_headers(&mut self, seeds: &[(u16, Type)]) -> bool {
        let mut round: Vec<(usize, u16, Option<Type>)> = Vec::new();
        let mut begin_as_int: HashSet<(usize, u16)> = HashSet::new();
        for index in (0..self.graph.blocks.len()).filter(|&index| self.reached[index]) {
            for (to, out) in self.outputs(index, self.entry[index].clone()) {
                if !self.graph.is_back_edge(index, to) {
                    let ints = out.iter().enumerate().filter(|(_, ty)| ty.is_some_and(Type::is_int));
                    begin_as_int.extend(ints.map(|(register, _)| (to, register as u16)));
                    continue;
                }
                let start = self.graph.blocks[to].start;
                for register in self.liveness.before(start).iter() {
                    let at = usize::from(register);
                    if self.entry[to][at] != Some(Type::Boxed) || !self.profile.allows(Speculation::entry(start, register)) {
                        continue;
                    }
                    let ty = match out[at] {
                        Some(Type::Int(_)) => Some(Type::Int(SMALL)),
                        Some(Type::Float) => Some(Type::Float),
                        _ => None,
                    };
                    round.push((to, register, ty));
                }
            }
        }
        let mut changed = false;
        for &(block, register, ty) in &round {
            let Some(ty) = ty else { continue };
            let agreed = round.iter().all(|&(b, r, other)| b != block || r != register || other == Some(ty));
            let known = self.forced.iter().any(|&(b, r, _)| b == block && r == register);
            let seeded = block == 0 && seeds.iter().any(|&(r, _)| r == register);
            // `total = 0` before a loop that adds floats: the guess is known to be wrong.
            let wrong = ty == Type::Float && begin_as_int.contains(&(block, register));
            if agreed && !known && !seeded && !wrong {
                self.forced.push((block, register, ty));
                changed = true;
            }
        }
        changed
    }

    // ---- effects of one instruction

    /// Type of an operand.
    pub fn operand_type(&self, operand: Operand, state: &State) -> Type {
        match operand {
            Operand::Register(register) => state[usize::from(register)].unwrap_or(Type::Boxed),
            Operand::Immediate(value) => Type::Int(magnitude(value)),
            Operand::Float(_) => Type::Float,
        }
    }

    /// Whether the interpreter has not executed an instruction yet: the translation leaves there, because nothing is known
    /// about what the instruction meets.
    pub fn is_new(&self, pc: u32) -> bool {
        use Opcode as O;
        let inside_chain = self.modular.start(pc).is_some_and(|start| start != pc);
        if self.profile.complete || inside_chain || self.spliced.entered.contains_key(&pc) || !self.profile.allows(Speculation::reached(pc))
        {
            return false;
        }
        let insn = &self.profile.insns[pc as usize];
        let unseen = self.profile.feedback[pc as usize] == 0 && insn.x & SETTLED == 0;
        match insn.op {
            O::Add | O::Sub | O::Mul | O::TrueDiv | O::GetItem => unseen,
            O::Call | O::LoadGlobal => self.profile.unused.contains(&pc),
            _ => false,
        }
    }

    /// How arithmetic at `pc` on these types is translated.
    pub fn arithmetic(&self, pc: u32, arithmetic: Arithmetic, left: Type, right: Type) -> Choice {
        let allowed = self.profile.allows(Speculation::operands(pc));
        let hint = self.hint(pc);
        if self.modular.start(pc).is_some() {
            return Choice::Int;
        }
        if self.spliced.special.contains(&pc) {
            return Choice::Generic;
        }
        let boxed = left == Type::Boxed || right == Type::Boxed;
        let float = left == Type::Float || right == Type::Float;
        // Two integers give an integer: beside a known one, the other must be a double.
        let beside = |choice| match choice {
            Choice::Float(true) if left.is_int() || right.is_int() => Choice::Float(false),
            choice => choice,
        };
        match arithmetic.op {
            ArithOp::Add | ArithOp::Sub | ArithOp::Mul => match (float, boxed) {
                (true, false) => Choice::Float(false),
                (true, true) if allowed => Choice::Float(true),
                (false, false) if allowed || !self.may_overflow(pc, arithmetic, left, right) => Choice::Int,
                (false, true) if allowed => beside(hint),
                // Not always floats; numbers then, not both ints.
                (false, true) if matches!(hint, Choice::Float(_)) && self.profile.allows(Speculation::numbers(pc)) => {
                    beside(Choice::Float(true))
                }
                _ => Choice::Generic,
            },
            ArithOp::TrueDiv => match (boxed, hint) {
                _ if !allowed => Choice::Generic,
                (false, _) => Choice::Float(false),
                (true, _) if float => Choice::Float(true),
                (true, Choice::Float(number)) => Choice::Float(number),
                _ => Choice::Generic,
            },
            ArithOp::Pow => {
                let square = arithmetic.right == Operand::Immediate(2);
                match left {
                    Type::Float if square && allowed => Choice::Float(false),
                    Type::Int(_) if square && allowed => Choice::Int,
                    _ => Choice::Generic,
                }
            }
            _ if float || !allowed => Choice::Generic,
            _ if !boxed => Choice::Int,
            _ if hint == Choice::Int => Choice::Int,
            _ => Choice::Generic,
        }
    }

    /// What the interpreter has seen at an arithmetic instruction.
    fn hint(&self, pc: u32) -> Choice {
        use Opcode as O;
        let insn = &self.profile.insns[pc as usize];
        let feedback = self.profile.feedback[pc as usize];
        match insn.op {
            O::AddInt | O::SubInt | O::MulInt => Choice::Int,
            O::AddFloat | O::SubFloat | O::MulFloat | O::TrueDivFloat => Choice::Float(false),
            O::TrueDiv | O::TrueDivI | O::TrueDivK if feedback == seen::FLOAT => Choice::Float(true),
            // Immediates: ints leave no trace, floats do.
            O::AddI | O::SubI | O::MulI | O::ModI | O::FloorDivI | O::BitAndI | O::BitOrI | O::BitXorI | O::LShiftI | O::RShiftI
                if feedback == 0 =>
            {
                Choice::Int
            }
            O::AddI | O::SubI | O::MulI if feedback == seen::FLOAT => Choice::Float(false),
            // Once with an int, always with a float.
            O::Add | O::Sub | O::Mul if feedback == seen::FLOAT => Choice::Float(true),
            O::Mod | O::FloorDiv | O::BitAnd | O::BitOr | O::BitXor | O::LShift | O::RShift if feedback == 0 && insn.x & SETTLED == 0 => {
                Choice::Int
            }
            _ => Choice::Generic,
        }
    }

    /// Whether the result of integer arithmetic may not fit 64 bits.
    pub fn may_overflow(&self, pc: u32, arithmetic: Arithmetic, left: Type, right: Type) -> bool {
        !self.modular.wraps(pc) && self.result_bits(pc, arithmetic, left, right) > WIDE
    }

    /// `n` of the result of integer arithmetic that has not overflowed.
    pub fn int_result(&self, pc: u32, arithmetic: Arithmetic, left: Type, right: Type) -> u8 {
        let bits = self.result_bits(pc, arithmetic, left, right);
        if self.modular.wraps(pc) { bits.min(MODULO) } else { bits.min(WIDE) }
    }

    fn result_bits(&self, pc: u32, arithmetic: Arithmetic, left: Type, right: Type) -> u8 {
        let of = |ty: Type| match ty {
            Type::Int(magnitude) => magnitude,
            _ => SMALL,
        };
        let (a, b) = (of(left), of(right));
        match arithmetic.op {
            _ if self.modular.wraps(pc) && a.max(b) == MODULO => MODULO,
            ArithOp::BitAnd if a.max(b) == MODULO => a.min(b),
            ArithOp::Mod if self.modular.remainder(pc).is_some() => self.modular.remainder(pc).map_or(b, magnitude),
            ArithOp::Add | ArithOp::Sub => a.max(b) + 1,
            ArithOp::Mul => a + b + 1,
            ArithOp::Pow => a + a + 1,
            ArithOp::Mod => b,
            ArithOp::FloorDiv => a + 1,
            ArithOp::BitAnd => match (arithmetic.left, arithmetic.right) {
                (_, Operand::Immediate(mask)) | (Operand::Immediate(mask), _) if mask >= 0 => magnitude(mask),
                _ => a.max(b),
            },
            ArithOp::BitOr | ArithOp::BitXor => a.max(b),
            ArithOp::RShift => a,
            ArithOp::LShift => match arithmetic.right {
                Operand::Immediate(count) if (0..63).contains(&count) => a + count as u8,
                _ => WIDE + 1,
            },
            ArithOp::TrueDiv => WIDE,
        }
    }

    /// Type of the result of an arithmetic instruction.
    pub fn arithmetic_result(&self, pc: u32, choice: Choice, arithmetic: Arithmetic, left: Type, right: Type) -> Type {
        match choice {
            Choice::Int => Type::Int(self.int_result(pc, arithmetic, left, right)),
            Choice::Float(_) => Type::Float,
            Choice::Generic => Type::Boxed,
        }
    }

    /// What a guard makes of an operand register.
    pub fn refine(&self, choice: Choice, operand: Operand, state: &mut State) {
        let Operand::Register(register) = operand else { return };
        let at = &mut state[usize::from(register)];
        if *at == Some(Type::Boxed) || (choice == Choice::Int && *at == Some(Type::Float)) {
            match choice {
                Choice::Int => *at = Some(Type::Int(SMALL)),
                Choice::Float(false) => *at = Some(Type::Float),
                _ => {}
            }
        }
    }

    /// Whether the preparation of a range loop is translated, not left to the interpreter's handler: of one or two
    /// bounds that are integers or were so far.
    pub fn prepares_inline(&self, pc: u32, insn: &Insn, state: &State) -> bool {
        let guessed = self.profile.allows(Speculation::operands(pc));
        let fits = |ty: Option<Type>| match ty {
            Some(Type::Int(bits)) => bits <= SMALL || guessed,
            ty => guessed && ty != Some(Type::Float),
        };
        let first = usize::from(insn.a) + 1;
        !self.profile.generic && insn.x <= 2 && state[first..first + usize::from(insn.x)].iter().all(|ty| fits(*ty))
    }

    /// Whether the loop at a `ForRange` or `ForIter` is known to be in range form.
    pub fn is_range_form(&self, insn: &Insn, state: &State) -> bool {
        let base = usize::from(insn.b);
        state[base..base + 3].iter().all(|ty| ty.is_some_and(Type::is_int))
    }

    /// Whether an item access at `pc` is translated for lists with integer index.
    pub fn is_list_access(&self, pc: u32) -> bool {
        let op = self.profile.insns[pc as usize].op;
        matches!(op, Opcode::GetItemList | Opcode::SetItemList | Opcode::ForIterList) && self.profile.allows(Speculation::operands(pc))
    }

    /// The native function that a call is translated for.
    pub fn native_callee(&self, pc: u32) -> Option<&Callee> {
        self.profile.natives.get(&pc).filter(|_| self.profile.allows(Speculation::operands(pc)))
    }

    /// The method of a builtin class, or function of a module, that a look-up is translated for.
    pub fn native_method(&self, pc: u32) -> Option<&Callee> {
        self.profile.natives.get(&pc).filter(|callee| !matches!(callee.found, Found::Register))
    }

    /// Type of what a native function gives if the call is translated, not made.
    pub fn native_result(&self, callee: &Callee, state: &State) -> Option<Type> {
        let first = usize::from(callee.window.first) + 1;
        let arguments: Vec<Type> =
            state[first..first + usize::from(callee.window.count)].iter().map(|ty| ty.unwrap_or(Type::Boxed)).collect();
        result_type(callee.intrinsic?, &arguments)
    }

    /// Effect on the way to the next instruction, and on the jump but for [`Inference::apply_jump`].
    pub fn apply(&self, pc: u32, state: &mut State) {
        let insn = &self.profile.insns[pc as usize];
        if let Some(entered) = self.spliced.entered.get(&pc) {
            self.enter(entered, state);
        }
        if let Some(replaced) = self.scalars.replaced.get(&pc) {
            self.apply_replaced(pc, replaced, state);
        }
        if self.spliced.entered.contains_key(&pc) || self.scalars.replaced.contains_key(&pc) {
            return;
        }
        if let Some(arithmetic) = arithmetic_of(insn, &self.code.consts) {
            let (left, right) = (self.operand_type(arithmetic.left, state), self.operand_type(arithmetic.right, state));
            let choice = self.arithmetic(pc, arithmetic, left, right);
            self.refine(choice, arithmetic.left, state);
            self.refine(choice, arithmetic.right, state);
            state[usize::from(insn.a)] = Some(self.arithmetic_result(pc, choice, arithmetic, left, right));
            return;
        }
        if let Some((_, left, right)) = super::comparison::comparison_of(insn) {
            self.apply_compared(pc, left, right, state);
        }
        let set = |state: &mut State, register: u16, ty: Type| state[usize::from(register)] = Some(ty);
        match insn.op.base() {
            Opcode::Move if self.spliced.answered.get(&pc) == Some(&Answered::Truth) => set(state, insn.a, Type::Int(1)),
            Opcode::Move => state[usize::from(insn.a)] = state[usize::from(insn.b)],
            Opcode::LoadInt => set(state, insn.a, Type::Int(magnitude(i64::from(insn.d())))),
            Opcode::LoadK => set(state, insn.a, constant_type(&self.code.consts[insn.d() as usize])),
            Opcode::Neg => {
                let ty = match state[usize::from(insn.b)] {
                    Some(Type::Int(bits)) if bits < WIDE => Type::Int(bits + 1),
                    Some(Type::Float) => Type::Float,
                    _ => Type::Boxed,
                };
                set(state, insn.a, ty);
            }
            Opcode::Invert => {
                let ty = match state[usize::from(insn.b)] {
                    Some(Type::Int(bits)) => Type::Int(bits),
                    _ => Type::Boxed,
                };
                set(state, insn.a, ty);
            }
            Opcode::ForPrepRange => {
                for offset in 0..3 {
                    set(state, insn.a + offset, self.prepared_range_type());
                }
            }
            Opcode::ForRange | Opcode::ForIter if self.is_range_form(insn, state) => {}
            Opcode::ForIter if self.is_list_access(pc) => set(state, insn.b + 1, Type::Int(SMALL)),
            Opcode::ForRange | Opcode::ForIter => {
                for offset in 0..3 {
                    set(state, insn.b + offset, Type::Boxed);
                }
            }
            Opcode::GetAttr if self.class_value(pc).is_some() => {
                set(state, insn.a, self.class_value(pc).map_or(Type::Boxed, type_of_value));
            }
            Opcode::GetAttr if self.loads_double(pc, state).is_some() || self.loads_float(pc, state) => set(state, insn.a, Type::Float),
            Opcode::GetItem if self.is_list_access(pc) => {
                self.refine(Choice::Int, Operand::Register(insn.c), state);
                set(state, insn.a, Type::Boxed);
            }
            Opcode::Call | Opcode::CallMethod | Opcode::CallLoaded if self.direct_entry(pc, state).is_some() => {
                let result = self.direct_entry(pc, state).map(|entry| self.direct_result(pc, entry));
                set(state, insn.a, result.unwrap_or(Type::Boxed));
            }
            Opcode::Call | Opcode::CallMethod | Opcode::CallLoaded => {
                let result = self.native_callee(pc).and_then(|callee| self.native_result(callee, state));
                set(state, insn.a, result.unwrap_or(Type::Boxed));
            }
            Opcode::SetItem if self.is_list_access(pc) => self.refine(Choice::Int, Operand::Register(insn.b), state),
            Opcode::Yield | Opcode::YieldFrom => {
                self.resume(pc, state);
                set(state, insn.a, Type::Boxed);
            }
            _ => insn.registers(|access, first, count| {
                if access == bytecode::Access::Def {
                    for register in first..first.saturating_add(count).min(self.code.register_count) {
                        state[usize::from(register)] = Some(Type::Boxed);
                    }
                }
            }),
        }
    }

    /// Behind a `yield`, registers are what the interpreter may have put there: numbers are guarded for being the same kind.
    fn resume(&self, pc: u32, state: &mut State) {
        for (register, ty) in state.iter_mut().enumerate() {
            let kept = match *ty {
                Some(Type::Int(magnitude)) if magnitude <= SMALL => Type::Int(SMALL),
                Some(Type::Float) => Type::Float,
                Some(_) => Type::Boxed,
                None => continue,
            };
            let allowed = kept == Type::Boxed || self.profile.allows(Speculation::entry(pc + 1, register as u16));
            *ty = Some(if allowed { kept } else { Type::Boxed });
        }
    }

    /// Effect of what stands for an instruction that deals with an object which is not made.
    fn apply_replaced(&self, pc: u32, replaced: &Replaced, state: &mut State) {
        match replaced {
            Replaced::Made(object, values) => {
                let object = &self.scalars.objects[*object];
                for at in 0..object.slots {
                    let value = values.and_then(|first| state[usize::from(first + at)]);
                    state[usize::from(object.first + at)] = value.or(Some(Type::Boxed));
                }
                if values.is_some() {
                    state[usize::from(self.profile.insns[pc as usize].a)] = Some(Type::Boxed);
                }
            }
            Replaced::Loads(loads) => {
                for &(to, slot) in loads {
                    state[usize::from(to)] = state[usize::from(slot)].or(Some(Type::Boxed));
                }
            }
            Replaced::Store { slot, from, doubles: true } => {
                state[usize::from(*from)] = Some(Type::Float);
                state[usize::from(*slot)] = Some(Type::Float);
            }
            Replaced::Store { slot, from, .. } => state[usize::from(*slot)] = state[usize::from(*from)].or(Some(Type::Boxed)),
        }
    }

    /// The value of an attribute that is read of one class, and is the same as long as the class is.
    pub fn class_value(&self, pc: u32) -> Option<Value> {
        match self.profile.attributes.get(&pc) {
            Some(&Attribute::OfClass { value, .. }) if self.profile.allows(Speculation::operands(pc)) => {
                // SAFETY: in the version that is checked for, the class holds the value.
                Some(unsafe { Value::from_bits(value) })
            }
            _ => None,
        }
    }

    /// That the attribute which is read at `pc` is a double, if the shape promises it.
    pub fn loads_double(&self, pc: u32, state: &State) -> Option<Doubles> {
        let receiver = self.profile.insns[pc as usize].b;
        let allowed = self.profile.allows(Speculation::operands(pc)) && state[usize::from(receiver)] == Some(Type::Boxed);
        self.profile.doubles.get(&pc).copied().filter(|_| allowed)
    }

    /// Whether the attribute that is read at `pc` is taken to be a float: it is read of one shape, and used next in arithmetic that
    /// has met floats.
    pub fn loads_float(&self, pc: u32, state: &State) -> bool {
        let insn = &self.profile.insns[pc as usize];
        let one_shape = !self.profile.generic && self.profile.places.get(&pc).is_some_and(|places| places.len() == 1);
        let allowed = self.profile.allows(Speculation::operands(pc)) && self.profile.allows(Speculation::result(pc));
        one_shape && allowed && state[usize::from(insn.b)] == Some(Type::Boxed) && self.is_next_used_as_float(pc, insn.a)
    }

    /// Whether the first instruction behind `pc` that reads the register is arithmetic or a comparison that has met floats.
    fn is_next_used_as_float(&self, pc: u32, register: u16) -> bool {
        let reads = |insn: &Insn| {
            let mut reads = false;
            insn.registers(|access, first, count| {
                reads |= access == bytecode::Access::Use && (first..first.saturating_add(count)).contains(&register);
            });
            reads
        };
        let behind = (pc + 1..).zip(&self.profile.insns[pc as usize + 1..]).take(FARTHEST_USE);
        for (at, insn) in behind {
            if reads(insn) {
                let float = matches!(self.hint(at), Choice::Float(_)) && arithmetic_of(insn, &self.code.consts).is_some();
                let compared = super::comparison::comparison_of(insn).is_some() && self.profile.feedback[at as usize] == seen::FLOAT;
                return (float || compared) && !self.spliced.special.contains(&at) && !self.spliced.entered.contains_key(&at);
            }
            if insn.flow(at) != Flow::Next {
                return false;
            }
        }
        false
    }

    /// What an inlined call gives its callee.
    fn enter(&self, entered: &super::splice::Entered, state: &mut State) {
        let frame = &self.spliced.frames[usize::from(entered.frame)];
        let base = usize::from(frame.base);
        let instance = frame.kind == bytecode_vm::context::FrameKind::Init;
        if instance {
            state[base - 2] = Some(Type::Boxed);
            state[base] = Some(Type::Boxed);
        }
        for (to, from) in entered.moved() {
            state[usize::from(to)] = Some(self.operand_type(from, state));
        }
    }

    /// What a range loop's preparation leaves in its state.
    pub fn prepared_range_type(&self) -> Type {
        if self.profile.generic { Type::Boxed } else { Type::Int(SMALL) }
    }

    /// Further effect on the jump.
    pub fn apply_jump(&self, pc: u32, state: &mut State) {
        let insn = &self.profile.insns[pc as usize];
        if matches!(insn.op.base(), Opcode::ForRange | Opcode::ForIter) {
            let ty = if self.is_range_form(insn, state) { Type::Int(SMALL) } else { Type::Boxed };
            state[usize::from(insn.a)] = Some(ty);
        }
    }
}

/// In which form a known value is kept.
pub fn type_of_value(value: Value) -> Type {
    match value.as_small_int() {
        Some(number) => Type::Int(magnitude(number)),
        None if value.is_float() => Type::Float,
        None => Type::Boxed,
    }
}

fn constant_type(constant: &Const) -> Type {
    match constant {
        Const::Int(value) => Type::Int(magnitude(*value)),
        Const::Float(_) => Type::Float,
        _ => Type::Boxed,
    }
}

/// Joins into a block's entry; at a loop header, magnitudes that grow are widened. Whether anything changed.
fn join_into(known: &mut State, incoming: &State, header: bool) -> bool {
    let mut changed = false;
    for (old, new) in known.iter_mut().zip(incoming) {
        let (Some(a), Some(b)) = (*old, *new) else {
            if old.is_none() && new.is_some() {
                *old = *new;
                changed = true;
            }
            continue;
        };
        let mut joined = a.join(b);
        if let (Type::Int(before), Type::Int(after), true) = (a, joined, header)
            && after > before
        {
            joined = Type::Int(if after <= SMALL { SMALL } else { WIDE });
        }
        if joined != a {
            *old = Some(joined);
            changed = true;
        }
    }
    changed
}
