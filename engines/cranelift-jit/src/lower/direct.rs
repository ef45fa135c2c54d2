//! Calls by direct entries (see [`crate::analysis::direct`]), and what a unit with such an entry does at its ends.
//!
//! A frame entered directly is told to the machine only when something may look: its caller writes its record, but that it
//! is the newest, its depth and the end of its registers are stored before a helper is called ([`Lowering::show`]).
//! After a direct call they may be those of a callee, so they are stored again before the next helper.

use bytecode::{Insn, Opcode};
use bytecode_vm::code::Code;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64, I32, I64};
use cranelift_codegen::ir::{Block, InstBuilder, Value};

use super::{Lowering, argument, flags};
use crate::abi;
use crate::analysis::direct::{Entry, Form, Signature};
use crate::analysis::profile::Speculation;
use crate::analysis::types::{SMALL, Type};

/// The word beside a result that is in its form.
const IN_FORM: i64 = 1;

impl Lowering<'_, '_> {
    /// The start of a unit with a direct entry: parameters come in machine registers.
    pub(super) fn enter_direct(&mut self, signature: &Signature) {
        let entry = self.b.current_block();
        let given: Vec<Value> = entry.map(|block| self.b.block_params(block)[4..].to_vec()).unwrap_or_default();
        let read = signature.parameters.iter().enumerate().filter_map(|(register, form)| Some((register as u16, (*form)?)));
        for ((register, form), value) in read.zip(given) {
            match form {
                Form::Int => self.set_int(register, value, SMALL),
                Form::Float => self.set_float(register, value),
                Form::Word => self.set_boxed(register, value),
            }
        }
        if self.always_shown {
            self.registers.facts.shown = false;
            self.show();
            self.registers.facts.shown = true;
        }
    }

    /// Tells the machine that this frame is the running one.
    pub(super) fn show(&mut self) {
        if self.registers.facts.shown {
            return;
        }
        self.store(self.record, self.cx, abi::CX_FRAMES);
        self.b.ins().store(flags(), self.depth, self.rt, abi::RT_DEPTH);
        let top = self.b.ins().iadd_imm_s(self.window, i64::from(self.code.register_count) * 8);
        self.store(top, self.cx, abi::CX_TOP);
    }

    /// Shows the frame before an instruction that calls a helper on its fast path too: those that follow need not.
    pub(super) fn show_before(&mut self, op: Opcode) {
        use Opcode as O;
        let known = self.inference.direct_entry(self.pc, &self.registers.types).is_some();
        let calls = match op.base() {
            O::Call | O::CallMethod | O::CallLoaded => !known,
            O::BuildTuple
            | O::BuildList
            | O::BuildDict
            | O::BuildString
            | O::FormatSimple
            | O::FormatSpec
            | O::SetAdd
            | O::DictSet
            | O::GetSlice
            | O::SetSlice
            | O::In
            | O::NotIn => true,
            _ => false,
        };
        if calls {
            self.show();
            self.registers.facts.shown = true;
        }
    }

    /// Returns a register in the form of the signature if it holds that, else as a word.
    pub(super) fn return_in_form(&mut self, register: u16, form: Form) {
        let in_form = self.iconst(IN_FORM);
        match (form, self.type_of(register)) {
            (Form::Int, Type::Int(_)) => {
                let raw = self.int(register);
                self.b.ins().return_(&[raw, in_form]);
            }
            (Form::Float, Type::Float) => {
                let raw = self.float(register);
                self.b.ins().return_(&[raw, in_form]);
            }
            (_, Type::Boxed) => {
                let value = self.boxed(register);
                let holds = if form == Form::Int { self.is_int_word(value) } else { self.is_float_word(value) };
                let (fits, other) = (self.b.create_block(), self.cold_block());
                self.b.ins().brif(holds, fits, &[], other, &[]);
                self.b.switch_to_block(other);
                self.return_word(value);
                self.b.switch_to_block(fits);
                let raw = if form == Form::Int { self.unbox_int(value) } else { self.unbox_float(value) };
                self.b.ins().return_(&[raw, in_form]);
            }
            _ => {
                let value = self.boxed(register);
                self.return_word(value);
            }
        }
    }

    /// A call by the callee's direct entry, if the profile knows one. Whether it does.
    pub(super) fn direct_call(&mut self, insn: &Insn) -> bool {
        let inference = self.inference;
        let Some(entry) = inference.direct_entry(self.pc, &self.registers.types) else { return false };
        let Some(direct) = self.spliced.direct.get(&self.pc).copied() else { return false };
        let exit = self.exit_block(Speculation::operands(self.pc));
        let function = self.guard_callee(direct.guard, direct.code, exit);
        let slow = self.cold_block();
        // Made before the first way to the handler: it finds them made.
        for (offset, form) in entry.0.parameters.iter().enumerate() {
            if *form == Some(Form::Word) {
                self.boxed(direct.base + offset as u16);
            }
        }
        let table = self.load_fixed(self.data, abi::DATA_DIRECT);
        let address = self.load(table, entry.1 as i32 * 8);
        self.require(address, slow);
        let mut arguments = Vec::with_capacity(4 + entry.0.parameters.len());
        for (offset, form) in entry.0.parameters.iter().enumerate() {
            let register = direct.base + offset as u16;
            match form {
                None => {}
                Some(Form::Int) => arguments.push(self.small_int_or(register, slow)),
                Some(Form::Float) => arguments.push(self.double_or(register, slow)),
                Some(Form::Word) => arguments.push(self.boxed(register)),
            }
        }
        // SAFETY: code lives as long as the engine.
        let frame = self.direct_frame(unsafe { &*direct.code }, direct.base, slow);
        self.store(function, self.window, (i32::from(direct.base) - 1) * 8);
        let arguments: Vec<Value> = frame.into_iter().chain(arguments).collect();
        self.clobber();
        let signature = super::direct_signature(&entry.0);
        let signature = self.b.import_signature(signature);
        let call = self.b.ins().call_indirect(signature, address, &arguments);
        let results = self.b.inst_results(call).to_vec();
        self.registers.facts.shown = self.always_shown;
        match *results.as_slice() {
            [value, word] => self.take_in_form(insn, entry, value, word, slow),
            _ => {
                self.raise_if_zero(results[0]);
                self.finish_call(insn, results[0], slow);
            }
        }
        true
    }

    /// Machine, registers, record and depth for a callee, if there is room for it; else goes on at `slow`.
    fn direct_frame(&mut self, callee: &Code, base: u16, slow: Block) -> [Value; 4] {
        let more = i64::from(self.inlined_depth()) + 1;
        let deeper = self.b.ins().iadd_imm_s(self.depth, more);
        let limit = self.b.ins().load(I32, flags(), self.rt, abi::RT_RECURSION_LIMIT);
        let shallow = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, deeper, limit);
        self.require(shallow, slow);
        let top = self.b.ins().iadd_imm_s(self.window, (i64::from(base) + i64::from(callee.registers)) * 8);
        let end = self.load(self.cx, abi::CX_STACK_END);
        let room = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, top, end);
        self.require(room, slow);
        let stack = self.b.ins().get_stack_pointer(I64);
        let stack_limit = self.load(self.rt, abi::RT_STACK_LIMIT);
        let native_room = self.b.ins().icmp(IntCC::UnsignedGreaterThan, stack, stack_limit);
        self.require(native_room, slow);
        let records_end = self.load(self.cx, abi::CX_FRAMES_END);
        let free = self.b.ins().icmp(IntCC::NotEqual, self.record, records_end);
        self.require(free, slow);
        let window = self.b.ins().iadd_imm_s(self.window, i64::from(base) * 8);
        let callee = self.b.ins().iadd_imm_s(window, abi::FRAME_KIND_ENTRY);
        self.store(callee, self.record, abi::FRAME_CALLEE);
        let record = self.b.ins().iadd_imm_s(self.record, abi::FRAME_SIZE);
        [self.cx, window, record, deeper]
    }

    /// The result of a direct call that is mostly in its form; the handler's at `slow` joins it.
    fn take_in_form(&mut self, insn: &Insn, entry: &Entry, value: Value, word: Value, slow: Block) {
        let form = entry.0.result;
        let pc = self.pc;
        let expected = self.inference.direct_result(pc, entry);
        let number = if form == Form::Float { F64 } else { I64 };
        let (join, result) = self.join_block(if expected == Type::Boxed { I64 } else { number });
        let (in_form, other) = (self.b.create_block(), self.cold_block());
        let word_here = self.b.append_block_param(other, I64);
        let is_in_form = self.b.ins().icmp_imm_s(IntCC::Equal, word, IN_FORM);
        self.b.ins().brif(is_in_form, in_form, &[], other, &argument(word));
        self.b.switch_to_block(in_form);
        let given = match (expected, form) {
            (Type::Boxed, Form::Int) => self.box_int(value, crate::analysis::types::WIDE),
            (Type::Boxed, Form::Float) => self.box_float(value),
            _ => value,
        };
        self.b.ins().jump(join, &argument(given));
        self.aside(slow, |this| {
            let word = this.step_for_value(insn.a);
            if expected == Type::Boxed {
                this.b.ins().jump(join, &argument(word));
                return;
            }
            let holds = if form == Form::Int { this.is_int_word(word) } else { this.is_float_word(word) };
            let fits = this.b.create_block();
            this.b.ins().brif(holds, fits, &[], other, &argument(word));
            this.b.switch_to_block(fits);
            let raw = if form == Form::Int { this.unbox_int(word) } else { this.unbox_float(word) };
            this.b.ins().jump(join, &argument(raw));
        });
        self.aside(other, |this| {
            this.raise_if_zero(word_here);
            if expected == Type::Boxed {
                this.b.ins().jump(join, &argument(word_here));
                return;
            }
            this.drop_window(insn);
            this.set_boxed(insn.a, word_here);
            // The call is done: the interpreter goes on behind it.
            let exit = this.leave(pc + 1, Some(Speculation::result(pc)), None);
            this.b.ins().jump(exit, &[]);
        });
        self.b.switch_to_block(join);
        self.drop_window(insn);
        match expected {
            Type::Int(magnitude) => self.set_int(insn.a, result, magnitude),
            Type::Float => self.set_float(insn.a, result),
            Type::Boxed => self.set_boxed(insn.a, result),
        }
    }

    /// A register as an integer of 49 bits, or on at `other`.
    fn small_int_or(&mut self, register: u16, other: Block) -> Value {
        match self.type_of(register) {
            Type::Int(magnitude) => {
                let raw = self.int(register);
                if magnitude > SMALL {
                    let high = self.b.ins().sshr_imm_s(raw, i64::from(SMALL));
                    let sign = self.b.ins().iadd_imm_s(high, 1);
                    let fits = self.b.ins().icmp_imm_u(IntCC::UnsignedLessThanOrEqual, sign, 1);
                    self.require(fits, other);
                }
                raw
            }
            _ => {
                let value = self.boxed(register);
                let holds = self.is_int_word(value);
                self.require(holds, other);
                self.unbox_int(value)
            }
        }
    }

    /// A register as a double, or on at `other`.
    fn double_or(&mut self, register: u16, other: Block) -> Value {
        if self.type_of(register) == Type::Float {
            return self.float(register);
        }
        let value = self.boxed(register);
        let holds = self.is_float_word(value);
        self.require(holds, other);
        self.unbox_float(value)
    }
}
