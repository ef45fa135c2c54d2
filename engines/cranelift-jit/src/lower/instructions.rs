//! One instruction: which translation it gets.

use bytecode::{Flow, Opcode};
use cranelift_codegen::ir::InstBuilder;
use cranelift_codegen::ir::condcodes::IntCC;

use super::Lowering;
use crate::abi::{Helper, word};
use crate::analysis::arithmetic::arithmetic_of;
use crate::analysis::comparison::comparison_of;

impl Lowering<'_, '_> {
    /// Translates the instruction at `pc`. Whether that ended the block.
    pub(super) fn instruction(&mut self, pc: u32) -> bool {
        let insn = self.inference.profile.insns[pc as usize];
        if let Some(entered) = self.spliced.entered.get(&pc) {
            self.enter_inlined(entered);
            return false;
        }
        if let Some(test) = self.spliced.tests.get(&pc) {
            self.test_callee(test);
            return true;
        }
        let inference = self.inference;
        if let Some(replaced) = inference.scalars.replaced.get(&pc) {
            self.replaced(&insn, replaced);
            return false;
        }
        if let Some(arithmetic) = arithmetic_of(&insn, &self.code.consts) {
            self.arithmetic(&insn, arithmetic);
            return false;
        }
        if let Some((comparison, left, right)) = comparison_of(&insn) {
            if insn.jump_target(pc).is_some() {
                self.compare_and_jump(&insn, comparison, left, right);
                return true;
            }
            self.compare(&insn, comparison, left, right);
            return false;
        }
        self.show_before(insn.op);
        use Opcode as O;
        match insn.op {
            O::Nop => {}
            O::Move => match self.spliced.answered.get(&pc) {
                Some(answered) => self.take_answer(insn.a, insn.b, *answered),
                None => self.move_register(insn.a, insn.b),
            },
            O::LoadK => self.load_constant(&insn),
            O::LoadInt => {
                let value = i64::from(insn.d());
                let raw = self.iconst(value);
                self.set_int(insn.a, raw, crate::analysis::types::magnitude(value));
            }
            O::LoadNone => self.set_word(insn.a, word::NONE),
            O::LoadBool => self.set_word(insn.a, if insn.x != 0 { word::TRUE } else { word::FALSE }),
            O::Unbind => self.set_word(insn.a, word::EMPTY),
            O::CheckBound => self.check_bound(&insn),
            O::LoadCell => self.load_cell(&insn),
            O::StoreCell => self.store_cell(&insn),
            O::LoadGlobalModule | O::LoadGlobalBuiltin => self.load_global(&insn),
            O::StoreGlobalModule => self.store_global(&insn),
            O::Neg => self.negate(&insn),
            O::Invert => self.invert(&insn),
            O::Not => {
                let truth = self.truth(insn.b);
                let (yes, no) = (self.iconst(word::TRUE), self.iconst(word::FALSE));
                let value = self.b.ins().select(truth, no, yes);
                self.set_boxed(insn.a, value);
                let not = self.b.ins().icmp_imm_s(IntCC::Equal, truth, 0);
                self.condition = Some((insn.a, not));
            }
            O::Is | O::IsNot => {
                let same = self.identical(insn.b, insn.c, insn.op == O::Is);
                self.set_condition(insn.a, same);
            }
            O::GetItem | O::GetItemList | O::GetItemTuple | O::GetItemDict | O::GetItemStr => self.get_item(&insn),
            O::GetItemI => self.get_item_immediate(&insn),
            O::SetItem | O::SetItemList | O::SetItemDict => self.set_item(&insn),
            O::SetItemI => self.set_item_immediate(&insn),
            O::GetAttr | O::GetAttrSlot | O::GetAttrOverflow => self.get_attribute(&insn),
            O::GetAttrClass => self.get_class_attribute(&insn),
            O::GetAttrOnClass | O::GetAttrModule => self.get_known_attribute(&insn),
            O::SetAttr | O::SetAttrSlot | O::SetAttrOverflow | O::SetAttrAdd => self.set_attribute(&insn),
            O::BuildTuple => self.build_tuple(&insn),
            O::BuildList => self.build_list(&insn),
            O::BuildDict => self.build_dict(&insn),
            O::FormatSimple => self.format_simple(&insn),
            O::FormatSpec => self.format_with(&insn),
            O::BuildString => self.build_string(&insn),
            O::ListAppend => self.list_append(&insn),
            O::UnpackTwo => self.unpack_two(&insn),
            O::Unpack => self.unpack(&insn),
            O::SetAdd => self.set_add(&insn),
            O::DictSet => self.dict_set(&insn),
            O::In | O::NotIn => self.contains(&insn),
            O::DelItem => {
                let (object, index) = (self.boxed(insn.a), self.boxed(insn.b));
                self.checked_call(Helper::DeleteItem, &[self.cx, object, index]);
            }
            O::GetSlice => self.get_slice(&insn),
            O::SetSlice => self.set_slice(&insn),
            O::Call | O::CallPython | O::CallMethod | O::CallMethodPython | O::CallLoaded | O::CallLoadedPython
                if self.direct_call(&insn) => {}
            op if Lowering::may_be_native(op) && self.native_call(&insn) => {}
            O::LoadMethod | O::LoadMethodClass if self.load_native_method(&insn) => {}
            O::ForPrep => {
                self.prepare_loop(&insn);
                self.jump_on();
                return true;
            }
            O::ForPrepRange => {
                self.prepare_range(&insn);
                self.jump_on();
                return true;
            }
            O::ForRange | O::ForIter | O::ForIterList | O::ForIterTuple | O::ForIterRange | O::ForIterGenerator => {
                self.loop_header(&insn);
                return true;
            }
            O::Call
            | O::CallPython
            | O::CallNative
            | O::CallClass
            | O::CallMethod
            | O::CallMethodPython
            | O::CallMethodNative
            | O::CallLoaded
            | O::CallLoadedPython
            | O::CallLoadedNative => self.call_instruction(&insn),
            O::LoadMethod | O::LoadMethodClass | O::LoadEnter | O::LoadExit => self.load_method(&insn),
            O::LoadFrees => self.load_frees(&insn),
            O::LoadSuperMethod => self.load_super_method(&insn),
            O::PushHandled => self.push_handled(&insn),
            O::PopHandled => self.pop_handled(),
            O::ExceptionTriple => self.exception_triple(&insn),
            O::JumpIfNotMatch => {
                self.jump_if_not_match(&insn);
                return true;
            }
            O::Raise | O::RaiseFrom | O::Rethrow => {
                self.raise(&insn);
                return true;
            }
            O::Return => {
                self.return_register(insn.a);
                return true;
            }
            O::Yield if self.start == crate::unit::Start::Resume => {
                self.yield_value(&insn);
                return true;
            }
            O::Yield | O::YieldFrom => {
                self.suspend();
                return true;
            }
            O::ReturnNone => {
                self.end_iterations();
                let value = self.iconst(word::NONE);
                self.return_word(value);
                return true;
            }
            _ => return self.jump_or_step(pc),
        }
        false
    }

    fn set_word(&mut self, register: u16, word: i64) {
        let value = self.iconst(word);
        self.set_boxed(register, value);
    }

    fn identical(&mut self, left: u16, right: u16, sense: bool) -> cranelift_codegen::ir::Value {
        let (a, b) = (self.boxed(left), self.boxed(right));
        self.b.ins().icmp(if sense { IntCC::Equal } else { IntCC::NotEqual }, a, b)
    }

    fn jump_on(&mut self) {
        let to = self.successor(true);
        self.jump_to(to);
    }

    /// Jumps, and everything that the interpreter's handler does.
    fn jump_or_step(&mut self, pc: u32) -> bool {
        use Opcode as O;
        let insn = self.inference.profile.insns[pc as usize];
        match insn.op {
            O::Jump => {
                self.jump_on();
                return true;
            }
            O::JumpIfTrue => {
                let truth = self.truth(insn.a);
                self.branch(truth);
                return true;
            }
            O::JumpIfFalse => {
                let truth = self.truth(insn.a);
                let not = self.b.ins().icmp_imm_s(IntCC::Equal, truth, 0);
                self.branch(not);
                return true;
            }
            O::JumpIfNone | O::JumpIfNotNone => {
                let value = self.boxed(insn.a);
                let sense = if insn.op == O::JumpIfNone { IntCC::Equal } else { IntCC::NotEqual };
                let condition = self.b.ins().icmp_imm_s(sense, value, word::NONE);
                self.branch(condition);
                return true;
            }
            O::JumpIs => {
                let condition = self.identical(insn.a, insn.b, insn.x & 1 != 0);
                self.branch(condition);
                return true;
            }
            _ => {}
        }
        let outcome = self.step_instruction();
        match insn.flow(pc) {
            Flow::Next => false,
            Flow::Jump(_) => {
                self.jump_on();
                true
            }
            Flow::Branch(_) => {
                let jumped = self.b.ins().icmp_imm_s(IntCC::Equal, outcome, bytecode_vm::step::JUMPED as i64);
                self.branch(jumped);
                true
            }
            Flow::End => {
                // It has raised: `step` left with the exception, so this is never reached.
                self.b.ins().trap(cranelift_codegen::ir::TrapCode::unwrap_user(1));
                true
            }
        }
    }
}
