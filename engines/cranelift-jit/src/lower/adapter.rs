//! The entry of a unit with a direct entry for callers that know no signature: parameters are taken from the window and
//! checked, the result becomes a word, and the machine finds its frame as it was.

use bytecode_vm::code::Code;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64, I32, I64};
use cranelift_codegen::ir::{FuncRef, InstBuilder, MemFlagsData, Signature as IrSignature, Value};
use cranelift_codegen::isa::TargetFrontendConfig;
use cranelift_frontend::FunctionBuilder;

use super::{argument, fixed, flags};
use crate::abi::{self, Helper, word};
use crate::analysis::direct::{Form, Signature};
use crate::analysis::profile::Speculation;
use crate::analysis::types::{SMALL, WIDE};
use crate::unit::{Cause, EXIT_BITS, Exit};

/// What an adapter leads to.
pub struct Adapter<'a> {
    /// The direct entry.
    pub callee: FuncRef,
    /// Its signature.
    pub signature: &'a Signature,
    /// Number of the unit.
    pub unit: u32,
    /// Registers of the function.
    pub registers: u32,
}

impl Adapter<'_> {
    /// Translates into the builder's function. Gives exits, the first of which has the number `first`.
    pub fn translate(&self, mut b: FunctionBuilder<'_>, first: usize, code: *const Code, frontend: TargetFrontendConfig) -> Vec<Exit> {
        let entry = b.create_block();
        b.append_block_params_for_function_params(entry);
        b.switch_to_block(entry);
        let (cx, window) = (b.block_params(entry)[0], b.block_params(entry)[1]);
        let rt = b.ins().load(I64, fixed(), cx, abi::CX_RT);
        let leave = b.create_block();
        b.set_cold_block(leave);
        let exit_word = b.append_block_param(leave, I64);
        let record = b.ins().load(I64, flags(), cx, abi::CX_FRAMES);
        let depth = b.ins().load(I32, flags(), rt, abi::RT_DEPTH);
        let mut arguments = vec![cx, window, record, depth];
        let mut exits = Vec::new();
        for (register, form) in self.signature.parameters.iter().enumerate() {
            let Some(form) = form else { continue };
            let value = b.ins().load(I64, flags(), window, register as i32 * 8);
            let (base, span) = match form {
                Form::Word => {
                    arguments.push(value);
                    continue;
                }
                Form::Int => (word::TAG.wrapping_sub(1 << SMALL), 2 << SMALL),
                Form::Float => (word::DOUBLE, word::INT_MIN.wrapping_sub(word::DOUBLE)),
            };
            let shifted = b.ins().iadd_imm_s(value, base.wrapping_neg());
            let span = b.ins().iconst(I64, span);
            let holds = b.ins().icmp(IntCC::UnsignedLessThan, shifted, span);
            let what = Speculation::entry(0, register as u16);
            let number = i64::from(self.unit) << EXIT_BITS | (first + exits.len()) as i64;
            exits.push(Exit { frame: 0, pc: 0, raw: Vec::new(), cause: Some(Cause { code, what }), raised: None });
            let number = b.ins().iconst(I64, number);
            let next = b.create_block();
            b.ins().brif(holds, next, &[], leave, &argument(number));
            b.switch_to_block(next);
            arguments.push(if *form == Form::Int {
                b.ins().iadd_imm_s(value, word::TAG.wrapping_neg())
            } else {
                b.ins().bitcast(F64, MemFlagsData::new(), shifted)
            });
        }
        let call = b.ins().call(self.callee, &arguments);
        let results = b.inst_results(call).to_vec();
        b.ins().store(flags(), record, cx, abi::CX_FRAMES);
        b.ins().store(flags(), depth, rt, abi::RT_DEPTH);
        let top = b.ins().iadd_imm_s(window, i64::from(self.registers) * 8);
        b.ins().store(flags(), top, cx, abi::CX_TOP);
        self.return_word(&mut b, cx, &results);
        b.switch_to_block(leave);
        let iterations = b.ins().iconst(I64, 0);
        let result = call_helper(&mut b, cx, Helper::Exit, &[cx, window, exit_word, iterations]);
        b.ins().return_(&[result]);
        b.seal_all_blocks();
        b.finalize(frontend);
        exits
    }

    /// Returns what the direct entry has returned as a word.
    fn return_word(&self, b: &mut FunctionBuilder<'_>, cx: Value, results: &[Value]) {
        let [value, word] = *results else {
            b.ins().return_(results);
            return;
        };
        let (in_form, other) = (b.create_block(), b.create_block());
        let is_in_form = b.ins().icmp_imm_s(IntCC::Equal, word, 1);
        b.ins().brif(is_in_form, in_form, &[], other, &[]);
        b.switch_to_block(other);
        b.ins().return_(&[word]);
        b.switch_to_block(in_form);
        if self.signature.result == Form::Float {
            let bits = b.ins().bitcast(I64, MemFlagsData::new(), value);
            let boxed = b.ins().iadd_imm_s(bits, word::DOUBLE);
            b.ins().return_(&[boxed]);
            return;
        }
        debug_assert_eq!(self.signature.result.result(), crate::analysis::types::Type::Int(WIDE));
        let (small, big) = (b.create_block(), b.create_block());
        let shifted = b.ins().iadd_imm_s(value, 1 << SMALL);
        let limit = b.ins().iconst(I64, 2 << SMALL);
        let fits = b.ins().icmp(IntCC::UnsignedLessThan, shifted, limit);
        b.ins().brif(fits, small, &[], big, &[]);
        b.switch_to_block(small);
        let boxed = b.ins().iadd_imm_s(value, word::TAG);
        b.ins().return_(&[boxed]);
        b.switch_to_block(big);
        let boxed = call_helper(b, cx, Helper::BoxInt, &[cx, value]);
        b.ins().return_(&[boxed]);
    }
}

fn call_helper(b: &mut FunctionBuilder<'_>, cx: Value, helper: Helper, arguments: &[Value]) -> Value {
    debug_assert_eq!(helper.arguments(), arguments.len());
    let mut signature = IrSignature::new(b.func.signature.call_conv);
    signature.params.extend(arguments.iter().map(|_| cranelift_codegen::ir::AbiParam::new(I64)));
    signature.returns.push(cranelift_codegen::ir::AbiParam::new(I64));
    let signature = b.import_signature(signature);
    let data = b.ins().load(I64, fixed(), cx, abi::CX_TIER_DATA);
    let address = b.ins().load(I64, fixed(), data, helper as i32 * 8);
    let call = b.ins().call_indirect(signature, address, arguments);
    b.inst_results(call)[0]
}
