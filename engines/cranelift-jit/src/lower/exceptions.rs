//! Raising, handling, `with`.

use bytecode::{Insn, Opcode};
use cranelift_codegen::ir::InstBuilder;
use cranelift_codegen::ir::condcodes::IntCC;

use super::Lowering;
use crate::abi::Helper;

impl Lowering<'_, '_> {
    /// An instruction that raises whatever it is given.
    pub(super) fn raise(&mut self, insn: &Insn) {
        let value = self.boxed(insn.a);
        match insn.op {
            Opcode::Raise => self.call(Helper::RaiseObject, &[self.cx, value]),
            Opcode::RaiseFrom => {
                let cause = self.boxed(insn.b);
                self.call(Helper::RaiseFrom, &[self.cx, value, cause])
            }
            _ => self.call_leaf(Helper::Rethrow, &[self.cx, value]),
        };
        self.raise_now();
    }

    pub(super) fn push_handled(&mut self, insn: &Insn) {
        let exception = self.boxed(insn.b);
        let former = self.call_leaf(Helper::PushHandled, &[self.cx, exception]);
        self.set_boxed(insn.a, former);
    }

    pub(super) fn pop_handled(&mut self) {
        self.call_leaf(Helper::PopHandled, &[self.cx]);
    }

    pub(super) fn jump_if_not_match(&mut self, insn: &Insn) {
        let (exception, types) = (self.boxed(insn.a), self.boxed(insn.b));
        let outcome = self.call_leaf(Helper::ExceptionMatches, &[self.cx, exception, types]);
        self.raise_if_zero(outcome);
        let other = self.b.ins().icmp_imm_s(IntCC::Equal, outcome, 1);
        self.branch(other);
    }

    pub(super) fn exception_triple(&mut self, insn: &Insn) {
        let exception = self.boxed(insn.b);
        let class = self.call_leaf(Helper::ClassOf, &[self.cx, exception]);
        let traceback = self.call_leaf(Helper::TracebackOf, &[self.cx, exception]);
        self.set_boxed(insn.a, class);
        self.set_boxed(insn.a + 1, exception);
        self.set_boxed(insn.a + 2, traceback);
    }
}
