//! Calls: straight from machine code to machine code where the callee is a compiled Python function with just these
//! arguments, by helper for native functions, by the interpreter's handler for the rest.
//!
//! Nothing is assumed about the callee: its kind, its arity and whether it is compiled are asked each time, so a function
//! that is redefined, compiled or discarded takes effect at the next call.

use bytecode::{Insn, Opcode};
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{Block, InstBuilder, Value};
use runtime::object::Kind;

use super::{Lowering, argument, flags};
use crate::abi::{self, Helper};

impl Lowering<'_, '_> {
    /// A call instruction.
    pub(super) fn call_instruction(&mut self, insn: &Insn) {
        let argc = u32::from(insn.x);
        match insn.op {
            Opcode::CallPython | Opcode::Call => {
                self.sync_run(insn.b, insn.x as u16 + 1);
                let callee = self.boxed(insn.b);
                self.call_python(insn, insn.b, argc, callee, None);
            }
            Opcode::CallMethodPython => {
                self.sync_run(insn.b + 1, insn.x as u16 + 1);
                let slow = self.cold_block();
                let function = self.cached_method(insn, slow);
                self.store(function, self.window, i32::from(insn.b) * 8);
                self.call_python(insn, insn.b, argc + 1, function, Some(slow));
            }
            Opcode::CallNative => self.call_native(insn, insn.b, argc, None),
            Opcode::CallMethodNative => {
                self.sync_run(insn.b + 1, insn.x as u16 + 1);
                let slow = self.cold_block();
                let function = self.cached_method(insn, slow);
                self.store(function, self.window, i32::from(insn.b) * 8);
                self.call_native(insn, insn.b, argc + 1, Some(slow));
            }
            _ => {
                self.step_instruction();
            }
        }
    }

    fn sync_run(&mut self, first: u16, count: u16) {
        for register in first..first + count {
            self.sync(register);
        }
    }

    /// The method in the instruction's cache, if the receiver has the shape and its class the version it is valid for.
    fn cached_method(&mut self, insn: &Insn, slow: Block) -> Value {
        let receiver = self.boxed(insn.b + 1);
        let pointer = self.is_pointer_word(receiver);
        self.require(pointer, slow);
        let offset = self.cache_offset(insn.c);
        let shape = self.load32(receiver, abi::HEADER_SHAPE);
        let known = self.load32(self.caches, offset + abi::CACHE_SHAPE);
        let same = self.b.ins().icmp(IntCC::Equal, shape, known);
        self.require(same, slow);
        let class = self.load(self.caches, offset + abi::CACHE_CLASS);
        let version = self.load32(class, abi::CLASS_VERSION);
        let known = self.load32(self.caches, offset + abi::CACHE_VERSION);
        let same = self.b.ins().icmp(IntCC::Equal, version, known);
        self.require(same, slow);
        self.load(self.caches, offset + abi::CACHE_WORD)
    }

    fn require_kind(&mut self, value: Value, kind: Kind, slow: Block) {
        let pointer = self.is_pointer_word(value);
        self.require(pointer, slow);
        let found = self.b.ins().uload8(I64, flags(), value, abi::HEADER_KIND);
        let same = self.b.ins().icmp_imm_u(IntCC::Equal, found, i64::from(kind as u8));
        self.require(same, slow);
    }

    /// Calls the function `callee`, which stands in the window at `first`, its arguments behind it.
    fn call_python(&mut self, insn: &Insn, first: u16, argc: u32, callee: Value, slow: Option<Block>) {
        let slow = slow.unwrap_or_else(|| self.cold_block());
        self.require_kind(callee, Kind::Function, slow);
        let code = self.load(callee, abi::FUNCTION_CODE);
        let expected = self.load32(code, abi::CODE_FAST_ARGC);
        let fits = self.b.ins().icmp_imm_u(IntCC::Equal, expected, i64::from(argc));
        self.require(fits, slow);
        let entry = self.load(code, abi::CODE_ENTRY);
        self.require(entry, slow);
        let result = self.enter(first, code, entry, slow);
        self.finish_call(insn, result, slow);
    }

    /// Pushes a frame record for the callee, calls its compiled code, drops the record.
    fn enter(&mut self, first: u16, code: Value, entry: Value, slow: Block) -> Value {
        let below = |this: &mut Self, condition: Value| this.require(condition, slow);
        let depth = self.b.ins().load(cranelift_codegen::ir::types::I32, flags(), self.rt, abi::RT_DEPTH);
        let limit = self.b.ins().load(cranelift_codegen::ir::types::I32, flags(), self.rt, abi::RT_RECURSION_LIMIT);
        let shallow = self.b.ins().icmp(IntCC::UnsignedLessThan, depth, limit);
        below(self, shallow);
        let registers = self.load32(code, abi::CODE_REGISTERS);
        let bytes = self.b.ins().ishl_imm_u(registers, 3);
        let callee_window = self.b.ins().iadd_imm_s(self.window, (i64::from(first) + 1) * 8);
        let top = self.b.ins().iadd(callee_window, bytes);
        let end = self.load(self.cx, abi::CX_STACK_END);
        let room = self.b.ins().icmp(IntCC::UnsignedLessThanOrEqual, top, end);
        below(self, room);
        let stack = self.b.ins().get_stack_pointer(I64);
        let stack_limit = self.load(self.rt, abi::RT_STACK_LIMIT);
        let native_room = self.b.ins().icmp(IntCC::UnsignedGreaterThan, stack, stack_limit);
        below(self, native_room);
        let frame = self.load(self.cx, abi::CX_FRAMES);
        let frames_end = self.load(self.cx, abi::CX_FRAMES_END);
        let record = self.b.ins().icmp(IntCC::NotEqual, frame, frames_end);
        below(self, record);

        let own_top = self.b.ins().iadd_imm_s(self.window, i64::from(self.code.register_count) * 8);
        let zero = self.iconst(0);
        let callee_word = self.b.ins().iadd_imm_s(callee_window, abi::FRAME_KIND_ENTRY);
        self.store(zero, frame, abi::FRAME_PC);
        self.store(own_top, frame, abi::FRAME_REGS);
        self.store(zero, frame, abi::FRAME_CODE);
        self.store(callee_word, frame, abi::FRAME_CALLEE);
        let next_frame = self.b.ins().iadd_imm_s(frame, abi::FRAME_SIZE);
        self.store(next_frame, self.cx, abi::CX_FRAMES);
        let deeper = self.b.ins().iadd_imm_s(depth, 1);
        self.b.ins().store(flags(), deeper, self.rt, abi::RT_DEPTH);
        self.store(top, self.cx, abi::CX_TOP);

        self.clobber();
        let call = self.b.ins().call_indirect(self.entry_signature, entry, &[self.cx, callee_window]);
        let result = self.b.inst_results(call)[0];

        // Records below are where they were: computed again rather than kept in a register across the call.
        let next_frame = self.load(self.cx, abi::CX_FRAMES);
        let frame = self.b.ins().iadd_imm_s(next_frame, -abi::FRAME_SIZE);
        self.store(frame, self.cx, abi::CX_FRAMES);
        let deeper = self.b.ins().load(cranelift_codegen::ir::types::I32, flags(), self.rt, abi::RT_DEPTH);
        let depth = self.b.ins().iadd_imm_s(deeper, -1);
        self.b.ins().store(flags(), depth, self.rt, abi::RT_DEPTH);
        let own_top = self.b.ins().iadd_imm_s(self.window, i64::from(self.code.register_count) * 8);
        self.store(own_top, self.cx, abi::CX_TOP);
        self.raise_if_zero(result);
        result
    }

    /// Joins the result of the fast path with that of the handler.
    fn finish_call(&mut self, insn: &Insn, result: Value, slow: Block) {
        let (join, value) = self.join_block(I64);
        self.b.ins().jump(join, &argument(result));
        self.aside(slow, |this| {
            let value = this.step_for_value(insn.a);
            this.b.ins().jump(join, &argument(value));
        });
        self.b.switch_to_block(join);
        self.drop_window(insn);
        self.set_boxed(insn.a, value);
    }

    /// What the callee's frame has overlapped holds nothing any more.
    fn drop_window(&mut self, insn: &Insn) {
        let mut first = None;
        insn.registers(|access, register, _| {
            if access == bytecode::Access::Clobber {
                first = Some(register);
            }
        });
        for register in first.into_iter().flat_map(|first| first..self.code.register_count) {
            self.registers.types[usize::from(register)] = None;
            self.registers.copies[usize::from(register)] = super::Copies::default();
            self.registers.facts.shapes.retain(|(known, _)| *known != register);
        }
    }

    /// Calls a native function, whose arguments stand in the window behind `first`.
    fn call_native(&mut self, insn: &Insn, first: u16, argc: u32, slow: Option<Block>) {
        if slow.is_none() {
            self.sync_run(first, argc as u16 + 1);
        }
        let slow_block = slow.unwrap_or_else(|| self.cold_block());
        let callee = self.load_window(first);
        self.require_kind(callee, Kind::NativeFunction, slow_block);
        let window = self.b.ins().iadd_imm_s(self.window, i64::from(first) * 8);
        let count = self.iconst(i64::from(argc));
        let result = self.call(Helper::CallNative, &[self.cx, window, count]);
        self.raise_if_zero(result);
        self.finish_call(insn, result, slow_block);
    }
}
