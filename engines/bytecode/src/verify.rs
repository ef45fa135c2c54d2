//! The verifier: what an engine may rely on without looking.
//!
//! Every operand is within its table and every register within the frame; control never runs off the end; each inline-cache
//! site belongs to one instruction; and on every path to a read the register has been written (unbound variables count as
//! written: the compiler writes the marker). It does not check types.

use std::fmt;

use crate::code::{CellSource, CodeObject, Module};
use crate::dataflow::written_registers;
use crate::opcode::Role;
use crate::operands::{Access, Flow};

/// A code object breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyError {
    /// Number of the code object.
    pub function: usize,
    /// Instruction, if one is to blame.
    pub pc: Option<u32>,
    /// Which rule.
    pub message: String,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pc {
            Some(pc) => write!(f, "function {} at {pc}: {}", self.function, self.message),
            None => write!(f, "function {}: {}", self.function, self.message),
        }
    }
}

impl std::error::Error for VerifyError {}

/// Checks all code objects of a module.
///
/// # Errors
/// The first broken rule.
pub fn verify(module: &Module) -> Result<(), VerifyError> {
    for (function, code) in module.functions.iter().enumerate() {
        let checker = Checker { module, code };
        checker.check().map_err(|(pc, message)| VerifyError { function, pc, message })?;
    }
    Ok(())
}

type Check = Result<(), (Option<u32>, String)>;

fn ensure(holds: bool, pc: Option<u32>, message: impl FnOnce() -> String) -> Check {
    if holds { Ok(()) } else { Err((pc, message())) }
}

struct Checker<'m> {
    module: &'m Module,
    code: &'m CodeObject,
}

impl Checker<'_> {
    fn check(&self) -> Check {
        self.header()?;
        let mut site_used = vec![false; self.code.sites.len()];
        for pc in 0..self.code.code.len() as u32 {
            self.instruction(pc, &mut site_used)?;
        }
        self.tables()?;
        self.definitions()
    }

    fn header(&self) -> Check {
        let code = self.code;
        let names = self.module.names.len() as u32;
        let known = |name: u32| name < names;
        ensure(known(code.name) && known(code.qualname), None, || "name out of range".into())?;
        ensure(code.local_names.iter().all(|&n| known(n)), None, || "local name out of range".into())?;
        ensure(code.attributes_set.iter().all(|&n| known(n)), None, || "attribute name out of range".into())?;
        ensure(code.keyword_names.iter().flatten().all(|&n| known(n)), None, || "keyword out of range".into())?;
        ensure(code.sites.iter().all(|s| known(s.name)), None, || "site name out of range".into())?;
        let keywords = |s: &crate::Site| s.keywords.is_none_or(|k| (k as usize) < code.keyword_names.len());
        ensure(code.sites.iter().all(keywords), None, || "site keywords out of range".into())?;
        let locals = usize::from(code.local_base) + code.local_names.len();
        let order = locals == usize::from(code.cell_base)
            && usize::from(code.cell_base) + code.cells.len() == usize::from(code.free_base)
            && usize::from(code.free_base) + code.frees.len() <= usize::from(code.temp_base)
            && code.temp_base <= code.register_count;
        ensure(order, None, || "register areas are not in order".into())?;
        let parameters = usize::from(code.parameters.slot_count());
        ensure(parameters <= code.local_names.len(), None, || "more parameters than locals".into())?;
        let cells_ok = code.cells.iter().all(|cell| known(cell.name) && cell.parameter.is_none_or(|p| usize::from(p) < parameters));
        ensure(cells_ok, None, || "cell out of range".into())?;
        ensure(code.frees.iter().all(|free| known(free.name)), None, || "free name out of range".into())?;
        ensure(code.local_base == u16::from(code.kind.takes_namespace()), None, || "wrong first local".into())
    }

    fn instruction(&self, pc: u32, site_used: &mut [bool]) -> Check {
        let code = self.code;
        let insn = &code.code[pc as usize];
        let at = Some(pc);
        ensure(!insn.op.is_quick(), at, || format!("{:?} is a quick opcode", insn.op))?;
        let mut highest = 0u32;
        insn.registers(|access, first, count| {
            if access != Access::Clobber {
                highest = highest.max(u32::from(first) + u32::from(count));
            }
        });
        ensure(highest <= u32::from(code.register_count), at, || format!("register {} out of range", highest - 1))?;
        for &(field, role) in insn.op.info().operands {
            let value = insn.field(field);
            let index = usize::try_from(value).unwrap_or(usize::MAX);
            match role {
                Role::Const => ensure(index < code.consts.len(), at, || format!("constant {value} out of range"))?,
                Role::Name => ensure(index < self.module.names.len(), at, || format!("name {value} out of range"))?,
                Role::Intrinsic => ensure(index < frontend::hir::Intrinsic::ALL.len(), at, || format!("intrinsic {value} out of range"))?,
                Role::Function => self.closure_sources(index, at)?,
                Role::Site => {
                    ensure(index < site_used.len() && !site_used[index], at, || format!("site {value} out of range or shared"))?;
                    site_used[index] = true;
                }
                _ => {}
            }
        }
        let inside = |target: u32| (target as usize) < code.code.len();
        match insn.flow(pc) {
            Flow::Next => ensure(inside(pc + 1), at, || "control runs off the end".into()),
            Flow::Jump(target) => ensure(inside(target), at, || format!("jump to {target} out of range")),
            Flow::Branch(target) => ensure(inside(target) && inside(pc + 1), at, || format!("branch to {target} out of range")),
            Flow::End => Ok(()),
        }
    }

    fn closure_sources(&self, function: usize, at: Option<u32>) -> Check {
        let Some(inner) = self.module.functions.get(function) else {
            return Err((at, format!("function {function} out of range")));
        };
        let known = inner.frees.iter().all(|free| match free.source {
            CellSource::Cell(index) => usize::from(index) < self.code.cells.len(),
            CellSource::Free(index) => usize::from(index) < self.code.frees.len(),
        });
        ensure(known, at, || "captured cell out of range".into())
    }

    fn tables(&self) -> Check {
        let code = self.code;
        let end = code.code.len() as u32;
        for entry in &code.exceptions {
            let fine = entry.start < entry.end && entry.end <= end && entry.handler < end && entry.register < code.register_count;
            ensure(fine, Some(entry.start), || format!("bad exception table row {entry:?}"))?;
        }
        let ascending = code.lines.windows(2).all(|pair| pair[0].pc < pair[1].pc);
        ensure(ascending && code.lines.iter().all(|l| l.pc < end), None, || "line table out of order".into())?;
        for info in &code.loops {
            let fine = info.body <= info.header && info.header < info.end && info.end <= end;
            ensure(fine, Some(info.header), || format!("bad loop {info:?}"))?;
        }
        Ok(())
    }

    /// Every register read has been written.
    fn definitions(&self) -> Check {
        ensure(!self.code.code.is_empty(), None, || "no code".into())?;
        for (pc, state) in written_registers(self.code).iter().enumerate() {
            if let Some(state) = state {
                self.reads(pc as u32, state)?;
            }
        }
        Ok(())
    }

    fn reads(&self, pc: u32, state: &[u64]) -> Check {
        let mut missing = None;
        self.code.code[pc as usize].registers(|access, first, count| {
            if access == Access::Use {
                missing = missing.or((first..first + count).find(|&register| !has(state, register)));
            }
        });
        match missing {
            Some(register) => Err((Some(pc), format!("register {register} may be read before it is written"))),
            None => Ok(()),
        }
    }
}

fn has(state: &[u64], register: u16) -> bool {
    state.get(usize::from(register) / 64).is_some_and(|word| word >> (register % 64) & 1 != 0)
}
