//! Arithmetic that is cut off by a mask: in `(x * a + c) & mask` and `x * a % 2**k` nothing but the low 64 bits of the
//! intermediate results matters, so they are computed modulo 2^64 and cannot overflow.
//!
//! A *chain* is the run of instructions that ends with the mask. Between its first and last instruction there is only
//! arithmetic on integers, and loads of constants and globals; so where a guard in it fails, the interpreter does all of
//! it again from the start.

use std::collections::{HashMap, HashSet};

use bytecode::{Access, CodeObject, Const, Insn, Opcode};

use super::arithmetic::{ArithOp, Arithmetic, Operand, arithmetic_of};
use super::graph::{Block, Graph};
use super::liveness::Liveness;
use super::profile::{Profile, Speculation};
use super::splice::Spliced;

/// Chains of a code object.
#[derive(Debug, Default)]
pub struct Modular {
    /// Instructions whose result is only right modulo 2^64.
    wrapped: HashSet<u32>,
    /// The first instruction of the chain that an instruction belongs to.
    start: HashMap<u32, u32>,
    /// Last instructions that take a remainder: the mask that does the same.
    remainders: HashMap<u32, i64>,
}

impl Modular {
    /// The chains of a part of a code object that the profile does not speak against.
    pub fn new(spliced: &Spliced, profile: &Profile, graph: &Graph, liveness: &Liveness) -> Modular {
        let code = &spliced.object;
        let mut found = Modular::default();
        for block in &graph.blocks {
            for pc in block.start..block.end {
                if let Some(chain) = (Search { code, profile, liveness, block }).chain(pc)
                    && profile.allows(Speculation::operands(chain.start))
                    && (chain.start..=pc).all(|at| {
                        !found.start.contains_key(&at)
                            && !spliced.entered.contains_key(&at)
                            && spliced.origin(at).frame == spliced.origin(pc).frame
                    })
                {
                    found.start.extend((chain.start..=pc).map(|at| (at, chain.start)));
                    found.wrapped.extend(chain.wrapped);
                    found.remainders.extend(chain.remainder.map(|mask| (pc, mask)));
                }
            }
        }
        found
    }

    /// Whether an instruction's result is only wanted modulo 2^64.
    pub fn wraps(&self, pc: u32) -> bool {
        self.wrapped.contains(&pc)
    }
    /// Where the chain of an instruction begins.
    pub fn start(&self, pc: u32) -> Option<u32> {
        self.start.get(&pc).copied()
    }
    /// The mask that stands for the remainder an instruction takes.
    pub fn remainder(&self, pc: u32) -> Option<i64> {
        self.remainders.get(&pc).copied()
    }
}

struct Chain {
    start: u32,
    wrapped: Vec<u32>,
    remainder: Option<i64>,
}

struct Search<'a> {
    code: &'a CodeObject,
    profile: &'a Profile,
    liveness: &'a Liveness,
    block: &'a Block,
}

impl Search<'_> {
    fn insn(&self, pc: u32) -> &Insn {
        &self.profile.insns[pc as usize]
    }

    /// The chain that ends with the mask at `pc`.
    fn chain(&self, pc: u32) -> Option<Chain> {
        let arithmetic = arithmetic_of(self.insn(pc), &self.code.consts)?;
        let (source, remainder) = match (arithmetic.op, arithmetic.left, arithmetic.right) {
            (ArithOp::BitAnd, Operand::Register(source), mask) if self.is_mask(mask, pc) => (source, None),
            (ArithOp::BitAnd, mask, Operand::Register(source)) if self.is_mask(mask, pc) => (source, None),
            (ArithOp::Mod, Operand::Register(source), divisor) => {
                let divisor = self.constant(divisor, pc)?;
                if divisor <= 0 || divisor & (divisor - 1) != 0 {
                    return None;
                }
                (source, Some(divisor - 1))
            }
            _ => return None,
        };
        let mut wrapped = Vec::new();
        self.visit(source, pc, &mut wrapped);
        let first = wrapped.iter().copied().min()?;
        // Constants loaded before may lie where later ones of the chain do: then these loads belong to it.
        let loads = |at: u32| matches!(self.insn(at).op, Opcode::LoadInt | Opcode::LoadK);
        let loaded = (self.block.start..first).rev().take_while(|&at| loads(at));
        let mut starts = std::iter::once(first).chain(loaded);
        let start = starts.find(|&start| (start..pc).all(|at| self.is_pure(at, start)))?;
        self.overflows(&wrapped).then_some(Chain { start, wrapped, remainder })
    }

    /// Only products, sums and shifts can leave 64 bits.
    fn overflows(&self, wrapped: &[u32]) -> bool {
        let op = |pc: &u32| arithmetic_of(self.insn(*pc), &self.code.consts).map(|arithmetic| arithmetic.op);
        wrapped.iter().any(|pc| matches!(op(pc), Some(ArithOp::Mul | ArithOp::LShift)))
    }

    /// The instruction that gives `register` its value at `before`, if it is in the block.
    fn definition(&self, register: u16, before: u32) -> Option<u32> {
        (self.block.start..before).rev().find(|&pc| self.writes(pc, register))
    }

    fn writes(&self, pc: u32, register: u16) -> bool {
        self.touches(pc, register, |access| !matches!(access, Access::Use))
    }

    fn touches(&self, pc: u32, register: u16, wanted: impl Fn(Access) -> bool) -> bool {
        let mut found = false;
        self.insn(pc).registers(|access, first, count| {
            found |= wanted(access) && register >= first && register - first < count;
        });
        found
    }

    fn constant(&self, operand: Operand, at: u32) -> Option<i64> {
        match operand {
            Operand::Immediate(value) => Some(value),
            Operand::Float(_) => None,
            Operand::Register(register) => {
                let insn = self.insn(self.definition(register, at)?);
                match insn.op {
                    Opcode::LoadInt => Some(i64::from(insn.d())),
                    Opcode::LoadK => match self.code.consts.get(insn.d() as usize) {
                        Some(Const::Int(value)) => Some(*value),
                        _ => None,
                    },
                    _ => None,
                }
            }
        }
    }

    /// A constant that is not negative, or a global, which is looked at when it is there.
    fn is_mask(&self, operand: Operand, at: u32) -> bool {
        if let Some(value) = self.constant(operand, at) {
            return value >= 0;
        }
        let Operand::Register(register) = operand else { return false };
        self.definition(register, at).is_some_and(|pc| self.insn(pc).op.base() == Opcode::LoadGlobal)
    }

    /// Marks what computes a register that only the instruction at `user` reads.
    fn visit(&self, register: u16, user: u32, wrapped: &mut Vec<u32>) {
        let Some(pc) = self.definition(register, user) else { return };
        let Some(arithmetic) = arithmetic_of(self.insn(pc), &self.code.consts) else { return };
        let wraps =
            matches!(arithmetic.op, ArithOp::Add | ArithOp::Sub | ArithOp::Mul | ArithOp::BitOr | ArithOp::BitXor | ArithOp::LShift);
        let float = matches!(arithmetic.left, Operand::Float(_)) || matches!(arithmetic.right, Operand::Float(_));
        let read_between = (pc + 1..user).any(|at| self.touches(at, register, |access| access == Access::Use));
        let read_after = self.liveness.before(user + 1).has(register) && !self.writes(user, register);
        let twice = arithmetic_of(self.insn(user), &self.code.consts).is_some_and(|by| by.left == by.right);
        if !wraps || float || read_between || read_after || twice {
            return;
        }
        wrapped.push(pc);
        for operand in [arithmetic.left, arithmetic.right] {
            // A count of places is wanted whole.
            let is_count = arithmetic.op == ArithOp::LShift && operand == arithmetic.right;
            if let Operand::Register(source) = operand
                && !is_count
            {
                self.visit(source, pc, wrapped);
            }
        }
    }

    /// Whether doing the instruction again from `start` changes nothing.
    fn is_pure(&self, pc: u32, start: u32) -> bool {
        let insn = self.insn(pc);
        let harmless = match arithmetic_of(insn, &self.code.consts) {
            Some(Arithmetic { left: Operand::Float(_), .. } | Arithmetic { right: Operand::Float(_), .. }) => false,
            Some(arithmetic) => matches!(
                arithmetic.op,
                ArithOp::Add
                    | ArithOp::Sub
                    | ArithOp::Mul
                    | ArithOp::LShift
                    | ArithOp::RShift
                    | ArithOp::BitAnd
                    | ArithOp::BitOr
                    | ArithOp::BitXor
            ),
            None => matches!(insn.op.base(), Opcode::LoadInt | Opcode::LoadK | Opcode::LoadGlobal),
        };
        harmless && !self.liveness.before(start).has(insn.a)
    }
}
