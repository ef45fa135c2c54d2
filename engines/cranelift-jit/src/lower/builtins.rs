//! Calls of functions and methods written in Rust. Which one an instruction has called is in the profile; a guard for
//! just that one goes before it, and the frequent ones are then translated, the others called with their arguments.

use bytecode::{Insn, Opcode};
use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{InstBuilder, Value};
use runtime::object::Kind;

use super::{Lowering, argument, flags};
use crate::abi::{self, Helper, word};
use crate::analysis::natives::{Callee, Found, Intrinsic, Window};
use crate::analysis::profile::Speculation;
use crate::analysis::types::{SMALL, Type};

/// Doubles below this in magnitude truncate to immediate integers.
const SMALL_LIMIT: f64 = (1i64 << SMALL) as f64;

impl Lowering<'_, '_> {
    /// A call of what the profile knows as native. Whether it was one.
    pub(super) fn native_call(&mut self, insn: &Insn) -> bool {
        let Some(callee) = self.inference.native_callee(self.pc) else { return false };
        let callee = callee.clone();
        let window = callee.window;
        let result = self.inference.native_result(&callee, &self.registers.types);
        let function = self.guarded_callee(insn, &callee);
        let arguments: Vec<u16> = (window.first + 1..window.first + 1 + window.count).collect();
        match (callee.intrinsic, result) {
            (Some(intrinsic), Some(ty)) => self.intrinsic(insn, intrinsic, ty, function, &arguments),
            _ => {
                let value = match callee.intrinsic {
                    Some(Intrinsic::ToInt | Intrinsic::ToFloat | Intrinsic::Construct) => {
                        self.call_class_object(window, function, &arguments)
                    }
                    _ => self.call_function(window, function, &arguments),
                };
                self.drop_window(insn);
                self.set_boxed(insn.a, value);
            }
        }
        true
    }

    /// Leaves unless the instruction's callee is the expected one; gives its word.
    fn guarded_callee(&mut self, insn: &Insn, callee: &Callee) -> Value {
        let cause = Speculation::operands(self.pc);
        let exit = self.exit_block(cause);
        match callee.found {
            Found::Register => {
                if insn.op == Opcode::CallLoaded {
                    // Not the first argument of another callee.
                    let marker = self.boxed(insn.b);
                    let unbound = self.b.ins().icmp_imm_s(IntCC::Equal, marker, word::EMPTY);
                    self.require(unbound, exit);
                }
                let word = self.boxed(callee.window.first);
                let expected = self.slot(callee.slot);
                let same = self.b.ins().icmp(IntCC::Equal, word, expected);
                self.require(same, exit);
                word
            }
            Found::Method(shape) => {
                self.require_register_shape(insn.b + 1, shape, exit);
                self.slot(callee.slot)
            }
            Found::Module(module) => {
                self.module_value(insn.b + 1, module, exit);
                let place = self.slot(module.place);
                let word = self.load(place, 0);
                let expected = self.slot(callee.slot);
                let same = self.b.ins().icmp(IntCC::Equal, word, expected);
                self.require(same, exit);
                word
            }
        }
    }

    /// Goes on if the register holds the module with the namespace of the profile, unchanged in layout.
    fn module_value(&mut self, register: u16, module: crate::analysis::natives::Module, other: cranelift_codegen::ir::Block) {
        let receiver = self.require_register_shape(register, Kind::Module as u32, other);
        let dict = self.load(receiver, abi::MODULE_DICT);
        let expected = self.slot(module.dict);
        let same = self.b.ins().icmp(IntCC::Equal, dict, expected);
        self.require(same, other);
        let version = self.load32(dict, abi::DICT_VERSION);
        let same = self.b.ins().icmp_imm_u(IntCC::Equal, version, i64::from(module.version));
        self.require(same, other);
    }

    /// A word that the translation was given.
    fn slot(&mut self, number: u32) -> Value {
        let slots = self.load_fixed(self.data, abi::DATA_SLOTS);
        self.load_fixed(slots, number as i32 * 8)
    }

    /// Looks up a method of a builtin class, or a function of a module. Whether the profile knows it.
    pub(super) fn load_native_method(&mut self, insn: &Insn) -> bool {
        let Some(callee) = self.inference.native_method(self.pc) else { return false };
        let callee = callee.clone();
        let mut shapes = self.registers.facts.shapes.clone();
        let slow = self.cold_block();
        let join = self.b.create_block();
        let results = [self.b.append_block_param(join, I64), self.b.append_block_param(join, I64)];
        let (first, second) = match callee.found {
            Found::Module(module) => {
                self.module_value(insn.b, module, slow);
                let place = self.slot(module.place);
                (self.iconst(word::EMPTY), self.load(place, 0))
            }
            Found::Method(shape) => {
                let receiver = self.require_register_shape(insn.b, shape, slow);
                (self.slot(callee.slot), receiver)
            }
            Found::Register => return false,
        };
        self.b.ins().jump(join, &[first, second].map(cranelift_codegen::ir::BlockArg::Value));
        self.aside(slow, |this| {
            this.step();
            let found = [this.load_window(insn.a), this.load_window(insn.a + 1)];
            this.b.ins().jump(join, &found.map(cranelift_codegen::ir::BlockArg::Value));
        });
        // The guard has not held on the way through the handler.
        shapes.retain(|(_, shape)| (*shape as usize) < Kind::COUNT);
        self.registers.facts.shapes = shapes;
        self.b.switch_to_block(join);
        self.set_boxed(insn.a, results[0]);
        self.set_boxed(insn.a + 1, results[1]);
        true
    }

    /// As [`Lowering::call_function`], of a function that runs no guest code.
    fn call_leaf_function(&mut self, window: Window, function: Value, arguments: &[u16]) -> Value {
        let clobbers = self.clobbers;
        let value = self.call_function(window, function, arguments);
        // On a path of its own: what has been shown holds behind it.
        self.clobbers = clobbers;
        value
    }

    /// Calls a native function with its arguments: up to three directly, more from the window.
    fn call_function(&mut self, window: Window, function: Value, arguments: &[u16]) -> Value {
        let values: Vec<Value> = arguments.iter().map(|&register| self.boxed(register)).collect();
        let callee = self.inference.native_callee(self.pc);
        let body = callee.filter(|callee| usize::from(callee.window.count) == arguments.len()).and_then(|callee| callee.body);
        if let Some((address, most)) = body {
            let mut all = vec![self.cx, self.constant(address)];
            all.extend(values);
            while all.len() < usize::from(most) + 2 {
                all.push(self.iconst(word::EMPTY));
            }
            let helper = [Helper::CallBody1, Helper::CallBody2, Helper::CallBody3, Helper::CallBody4][usize::from(most) - 1];
            return self.checked_call(helper, &all);
        }
        let result = match *values.as_slice() {
            [a] => self.call(Helper::CallNative1, &[self.cx, function, a]),
            [a, b] => self.call(Helper::CallNative2, &[self.cx, function, a, b]),
            [a, b, c] => self.call(Helper::CallNative3, &[self.cx, function, a, b, c]),
            _ => {
                for &register in arguments {
                    self.sync(register);
                }
                self.store(function, self.window, i32::from(window.first) * 8);
                let place = self.b.ins().iadd_imm_s(self.window, i64::from(window.first) * 8);
                let count = self.iconst(i64::from(window.count));
                self.call(Helper::CallNative, &[self.cx, place, count])
            }
        };
        self.raise_if_zero(result);
        result
    }

    /// Calls a builtin class: as [`Lowering::call_function`].
    fn call_class_object(&mut self, window: Window, class: Value, arguments: &[u16]) -> Value {
        let values: Vec<Value> = arguments.iter().map(|&register| self.boxed(register)).collect();
        match *values.as_slice() {
            [a] => self.checked_call(Helper::CallObject1, &[self.cx, class, a]),
            [a, b] => self.checked_call(Helper::CallObject2, &[self.cx, class, a, b]),
            [a, b, c] => self.checked_call(Helper::CallObject3, &[self.cx, class, a, b, c]),
            _ => {
                for &register in arguments {
                    self.sync(register);
                }
                self.store(class, self.window, i32::from(window.first) * 8);
                let place = self.b.ins().iadd_imm_s(self.window, i64::from(window.first) * 8);
                let count = self.iconst(i64::from(window.count));
                self.checked_call(Helper::CallObject, &[self.cx, place, count])
            }
        }
    }

    fn intrinsic(&mut self, insn: &Insn, intrinsic: Intrinsic, ty: Type, function: Value, arguments: &[u16]) {
        let window = Window { first: arguments[0] - 1, count: arguments.len() as u16 };
        match intrinsic {
            Intrinsic::Len => {
                let length = self.length(arguments[0]);
                self.drop_window(insn);
                self.set_int(insn.a, length, SMALL);
            }
            Intrinsic::Append => self.append(insn, window, function, arguments),
            Intrinsic::Pop => self.pop(insn, window, function, arguments),
            Intrinsic::Abs => self.absolute(insn, ty, arguments[0]),
            Intrinsic::Min | Intrinsic::Max => self.extreme(insn, intrinsic == Intrinsic::Min, ty, window, function, arguments),
            Intrinsic::Divmod => self.quotient_and_rest(insn, arguments),
            Intrinsic::Ord => {
                let code = self.code_point(window, function, arguments);
                self.drop_window(insn);
                self.set_int(insn.a, code, 21);
            }
            Intrinsic::Chr => {
                let text = self.text_of_code(window, function, arguments);
                self.drop_window(insn);
                self.set_boxed(insn.a, text);
            }
            Intrinsic::Sqrt => {
                let root = self.square_root(arguments[0]);
                self.drop_window(insn);
                self.set_float(insn.a, root);
            }
            Intrinsic::FloatFunction => {
                let value = self.call_function(window, function, arguments);
                let raw = self.unbox_float(value);
                self.drop_window(insn);
                self.set_float(insn.a, raw);
            }
            Intrinsic::Construct => {
                let value = self.call_class_object(window, function, arguments);
                self.drop_window(insn);
                self.set_boxed(insn.a, value);
            }
            Intrinsic::Next | Intrinsic::Send => {
                let subject = self.boxed(arguments[0]);
                let value = arguments.get(1).map(|&register| self.boxed(register));
                let value = value.unwrap_or_else(|| self.iconst(word::EMPTY));
                let helper = if intrinsic == Intrinsic::Next { Helper::NextOr } else { Helper::Send };
                let item = self.checked_call(helper, &[self.cx, subject, value]);
                self.drop_window(insn);
                self.set_boxed(insn.a, item);
            }
            Intrinsic::Floor | Intrinsic::Ceil | Intrinsic::ToInt => self.whole(insn, intrinsic, arguments[0]),
            Intrinsic::ToFloat => {
                let raw = self.guarded_float(arguments[0], true, Speculation::operands(self.pc));
                self.drop_window(insn);
                self.set_float(insn.a, raw);
            }
        }
    }

    /// `divmod` of two small integers.
    fn quotient_and_rest(&mut self, insn: &Insn, arguments: &[u16]) {
        let cause = Speculation::operands(self.pc);
        let [a, b] = [arguments[0], arguments[1]].map(|register| self.guarded_int(register, cause));
        let defined = self.b.ins().icmp_imm_s(IntCC::NotEqual, b, 0);
        self.guard(defined, cause);
        let (quotient, rest) = self.floor_divmod(a, b);
        // They take the places of the arguments.
        self.set_int(arguments[0], quotient, SMALL + 1);
        self.set_int(arguments[1], rest, SMALL);
        let pair = self.new_tuple(arguments[0], 2);
        self.drop_window(insn);
        self.set_boxed(insn.a, pair);
        self.know_shape(insn.a, Kind::Tuple);
    }

    /// Length of anything that has one.
    fn length(&mut self, register: u16) -> Value {
        let value = self.boxed(register);
        let (join, result) = self.join_block(I64);
        let slow = self.cold_block();
        let pointer = self.is_pointer_word(value);
        self.require(pointer, slow);
        let shape = self.load32(value, abi::HEADER_SHAPE);
        for (kind, offset) in [(Kind::List, abi::LIST_LEN), (Kind::Str, abi::STR_LEN), (Kind::Tuple, abi::TUPLE_LEN)] {
            let next = self.b.create_block();
            let is_kind = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(kind as u32));
            self.require(is_kind, next);
            let length = self.load(value, offset);
            self.b.ins().jump(join, &argument(length));
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(slow, &[]);
        self.slow_value(slow, join, |this| {
            // One more than the length: 0 says that an exception is pending.
            let more = this.checked_call(Helper::Length, &[this.cx, value]);
            this.b.ins().iadd_imm_s(more, -1)
        });
        self.b.switch_to_block(join);
        result
    }

    fn append(&mut self, insn: &Insn, window: Window, function: Value, arguments: &[u16]) {
        let (slow, done) = (self.cold_block(), self.b.create_block());
        let (list, item) = (self.boxed(arguments[0]), self.boxed(arguments[1]));
        self.require_list(arguments[0], list, slow);
        self.push(list, item);
        self.b.ins().jump(done, &[]);
        self.aside(slow, |this| {
            this.call_function(window, function, arguments);
            this.b.ins().jump(done, &[]);
        });
        self.b.switch_to_block(done);
        self.drop_window(insn);
        let none = self.iconst(word::NONE);
        self.set_boxed(insn.a, none);
    }

    fn require_list(&mut self, register: u16, list: Value, slow: cranelift_codegen::ir::Block) {
        if !self.registers.facts.shapes.contains(&(register, Kind::List as u32)) {
            self.require_shape(list, Kind::List as u32, slow);
        }
    }

    fn pop(&mut self, insn: &Insn, window: Window, function: Value, arguments: &[u16]) {
        let slow = self.cold_block();
        let (join, result) = self.join_block(I64);
        let list = self.boxed(arguments[0]);
        self.require_list(arguments[0], list, slow);
        let length = self.load(list, abi::LIST_LEN);
        let some = self.b.ins().icmp_imm_u(IntCC::NotEqual, length, 0);
        self.require(some, slow);
        let shorter = self.b.ins().iadd_imm_s(length, -1);
        let data = self.load(list, abi::LIST_DATA);
        let bytes = self.b.ins().ishl_imm_u(shorter, 3);
        let place = self.b.ins().iadd(data, bytes);
        let item = self.load(place, 0);
        self.store(shorter, list, abi::LIST_LEN);
        self.b.ins().jump(join, &argument(item));
        self.slow_value(slow, join, |this| this.call_function(window, function, arguments));
        self.b.switch_to_block(join);
        self.registers.facts.lists.clear();
        self.drop_window(insn);
        self.set_boxed(insn.a, result);
    }

    fn absolute(&mut self, insn: &Insn, ty: Type, register: u16) {
        if ty == Type::Float {
            let value = self.float(register);
            let result = self.b.ins().fabs(value);
            self.drop_window(insn);
            self.set_float(insn.a, result);
            return;
        }
        let Type::Int(magnitude) = ty else { return };
        let value = self.int(register);
        let negated = self.b.ins().ineg(value);
        let result = self.b.ins().smax(value, negated);
        self.drop_window(insn);
        self.set_int(insn.a, result, magnitude);
    }

    /// `min` and `max` of several arguments: the first of the extreme ones.
    fn extreme(&mut self, insn: &Insn, least: bool, ty: Type, window: Window, function: Value, arguments: &[u16]) {
        match ty {
            Type::Int(magnitude) => {
                let mut best = self.int(arguments[0]);
                for &register in &arguments[1..] {
                    let next = self.int(register);
                    best = if least { self.b.ins().smin(best, next) } else { self.b.ins().smax(best, next) };
                }
                self.drop_window(insn);
                self.set_int(insn.a, best, magnitude);
            }
            Type::Float => {
                let mut best = self.float(arguments[0]);
                for &register in &arguments[1..] {
                    let next = self.float(register);
                    let better = self.b.ins().fcmp(if least { FloatCC::LessThan } else { FloatCC::GreaterThan }, next, best);
                    best = self.b.ins().select(better, next, best);
                }
                self.drop_window(insn);
                self.set_float(insn.a, best);
            }
            Type::Boxed => {
                let words: Vec<Value> = arguments.iter().map(|&register| self.boxed(register)).collect();
                let (slow, floats) = (self.cold_block(), self.b.create_block());
                let (join, result) = self.join_block(I64);
                let all = words[1..].iter().fold(words[0], |all, &word| self.b.ins().band(all, word));
                let ints = self.is_int_word(all);
                self.require(ints, floats);
                // Words of immediate integers are ordered as the integers.
                let best = words[1..]
                    .iter()
                    .fold(words[0], |best, &word| if least { self.b.ins().umin(best, word) } else { self.b.ins().umax(best, word) });
                self.b.ins().jump(join, &argument(best));
                self.b.switch_to_block(floats);
                if let [a, b] = *words {
                    let first = self.is_float_word(a);
                    self.require(first, slow);
                    let second = self.is_float_word(b);
                    self.require(second, slow);
                    let (x, y) = (self.unbox_float(a), self.unbox_float(b));
                    let better = self.b.ins().fcmp(if least { FloatCC::LessThan } else { FloatCC::GreaterThan }, y, x);
                    let best = self.b.ins().select(better, b, a);
                    self.b.ins().jump(join, &argument(best));
                } else {
                    self.b.ins().jump(slow, &[]);
                }
                self.slow_value(slow, join, |this| this.call_function(window, function, arguments));
                self.b.switch_to_block(join);
                self.drop_window(insn);
                self.set_boxed(insn.a, result);
            }
        }
    }

    fn code_point(&mut self, window: Window, function: Value, arguments: &[u16]) -> Value {
        let text = self.boxed(arguments[0]);
        let slow = self.cold_block();
        let (join, result) = self.join_block(I64);
        self.require_shape(text, Kind::Str as u32, slow);
        let header_flags = self.b.ins().uload8(I64, flags(), text, abi::HEADER_FLAGS);
        let wide = self.b.ins().band_imm_u(header_flags, i64::from(runtime::object::string::Str::WIDE_FLAG));
        let narrow = self.b.ins().icmp_imm_u(IntCC::Equal, wide, 0);
        self.require(narrow, slow);
        let length = self.load(text, abi::STR_LEN);
        let single = self.b.ins().icmp_imm_u(IntCC::Equal, length, 1);
        self.require(single, slow);
        let data = self.load(text, abi::STR_DATA);
        let code = self.b.ins().uload8(I64, flags(), data, 0);
        self.b.ins().jump(join, &argument(code));
        self.slow_value(slow, join, |this| {
            // What `ord` gives is an immediate integer.
            let value = this.call_leaf_function(window, function, arguments);
            this.unbox_int(value)
        });
        self.b.switch_to_block(join);
        result
    }

    fn text_of_code(&mut self, window: Window, function: Value, arguments: &[u16]) -> Value {
        let code = self.int(arguments[0]);
        let slow = self.cold_block();
        let (join, result) = self.join_block(I64);
        let ascii = self.b.ins().icmp_imm_u(IntCC::UnsignedLessThan, code, 128);
        self.require(ascii, slow);
        let text = self.single_character(code);
        self.b.ins().jump(join, &argument(text));
        self.slow_value(slow, join, |this| this.call_leaf_function(window, function, arguments));
        self.b.switch_to_block(join);
        result
    }

    /// The square root of a number. What has none raises, or is no number: the interpreter does that.
    fn square_root(&mut self, argument: u16) -> Value {
        let cause = Speculation::operands(self.pc);
        let value = self.guarded_float(argument, true, cause);
        let zero = self.b.ins().f64const(0.0);
        let defined = self.b.ins().fcmp(FloatCC::GreaterThanOrEqual, value, zero);
        self.guard(defined, cause);
        self.b.ins().sqrt(value)
    }

    /// A number rounded to an integer.
    fn whole(&mut self, insn: &Insn, intrinsic: Intrinsic, register: u16) {
        if let Type::Int(magnitude) = self.type_of(register) {
            let value = self.int(register);
            self.drop_window(insn);
            self.set_int(insn.a, value, magnitude);
            return;
        }
        let value = self.float(register);
        let magnitude = self.b.ins().fabs(value);
        let limit = self.b.ins().f64const(SMALL_LIMIT);
        let fits = self.b.ins().fcmp(FloatCC::LessThan, magnitude, limit);
        self.guard(fits, Speculation::operands(self.pc));
        let rounded = match intrinsic {
            Intrinsic::Floor => self.b.ins().floor(value),
            Intrinsic::Ceil => self.b.ins().ceil(value),
            _ => value,
        };
        let raw = self.b.ins().fcvt_to_sint(I64, rounded);
        self.drop_window(insn);
        self.set_int(insn.a, raw, SMALL);
    }

    /// Whether this is a call of a kind that [`Lowering::native_call`] knows.
    pub(super) fn may_be_native(op: Opcode) -> bool {
        matches!(
            op,
            Opcode::Call
                | Opcode::CallNative
                | Opcode::CallMethod
                | Opcode::CallMethodNative
                | Opcode::CallLoaded
                | Opcode::CallLoadedNative
        )
    }
}
