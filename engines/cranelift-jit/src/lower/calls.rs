//! Calls: straight from machine code to machine code where the callee is a compiled Python function with just these
//! arguments, by helper for native functions, by the interpreter's handler for the rest. Classes whose `__init__` is such a
//! function are called likewise.
//!
//! Of a callee that no test or guard has named ([`crate::analysis::callees`]) nothing is assumed: its kind, its arity and
//! whether it is compiled are asked each time, so a function that is redefined, compiled or discarded takes effect at the
//! next call.

use bytecode::{Insn, Opcode};
use bytecode_vm::code::ClassMethod;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{Block, BlockArg, InstBuilder, StackSlotData, StackSlotKind, Value};
use runtime::object::Kind;

use super::{Lowering, argument, flags};
use crate::abi::{self, Found, Helper};
use crate::analysis::profile::Speculation;
use crate::analysis::splice::{Direct, Guard};

/// Where a callee and its arguments stand.
struct Callee {
    /// The function.
    function: Value,
    /// Address of its registers-to-be: the first argument.
    window: Value,
    /// Number of arguments, as a value.
    argc: Value,
}

impl Lowering<'_, '_> {
    /// A call instruction.
    pub(super) fn call_instruction(&mut self, insn: &Insn) {
        let argc = u32::from(insn.x);
        if let Some(&Direct { guard: Guard::Tested { word }, .. }) = self.spliced.direct.get(&self.pc) {
            self.call_tested(insn, word);
            return;
        }
        match insn.op {
            Opcode::Call => {
                self.sync_run(insn.b, insn.x as u16 + 1);
                let callee = self.function_or_bound(insn);
                let slow = self.cold_block();
                self.call_python(insn, callee, slow);
            }
            Opcode::CallPython => {
                self.sync_run(insn.b, insn.x as u16 + 1);
                let function = self.boxed(insn.b);
                let callee = self.callee(function, insn.b, argc);
                let slow = self.cold_block();
                self.call_python(insn, callee, slow);
            }
            Opcode::CallMethod | Opcode::CallMethodPython => self.call_any_method(insn),
            Opcode::CallLoadedPython => {
                self.sync_run(insn.b, insn.x as u16 + 2);
                let function = self.boxed(insn.b);
                let callee = self.callee(function, insn.b, argc + 1);
                let slow = self.cold_block();
                self.call_python(insn, callee, slow);
            }
            Opcode::CallLoaded => self.call_loaded(insn),
            Opcode::CallLoadedNative => {
                self.sync_run(insn.b, insn.x as u16 + 2);
                let slow = self.cold_block();
                self.call_native(insn, insn.b, argc + 1, Some(slow));
            }
            Opcode::CallNative => self.call_native(insn, insn.b, argc, None),
            Opcode::CallMethodNative => {
                self.sync_run(insn.b + 1, insn.x as u16 + 1);
                let slow = self.cold_block();
                let function = self.cached_method(insn, insn.b + 1, slow);
                self.store(function, self.window, i32::from(insn.b) * 8);
                self.call_native(insn, insn.b, argc + 1, Some(slow));
            }
            Opcode::CallClass => self.call_class(insn),
            _ => {
                self.step_instruction();
            }
        }
    }

    /// A call that is known to call this function.
    fn call_tested(&mut self, insn: &Insn, word: u64) {
        let argc = u16::from(insn.x) + u16::from(insn.op.base() != Opcode::Call);
        self.sync_run(insn.b + 1, argc);
        let function = self.constant(word);
        self.store(function, self.window, i32::from(insn.b) * 8);
        let callee = self.callee(function, insn.b, u32::from(argc));
        let slow = self.cold_block();
        self.call_python(insn, callee, slow);
    }

    fn sync_run(&mut self, first: u16, count: u16) {
        for register in first..first + count {
            self.sync(register);
        }
    }

    fn callee(&mut self, function: Value, first: u16, argc: u32) -> Callee {
        let window = self.b.ins().iadd_imm_s(self.window, (i64::from(first) + 1) * 8);
        let argc = self.iconst(i64::from(argc));
        Callee { function, window, argc }
    }

    /// What a call window holds; for a bound method, its function, with receiver and arguments above the registers of this frame.
    fn function_or_bound(&mut self, insn: &Insn) -> Callee {
        let callee = self.boxed(insn.b);
        let join = self.b.create_block();
        let results = [(); 3].map(|()| self.b.append_block_param(join, I64));
        let plain = self.callee(callee, insn.b, u32::from(insn.x));
        let given = [plain.function, plain.window, plain.argc].map(BlockArg::Value);
        let (function, receiver) = self.parts_of_method(callee, join, &given);
        let place = i32::from(self.frame_end()) * 8;
        self.store(function, self.window, place);
        self.store(receiver, self.window, place + 8);
        for argument in 0..u16::from(insn.x) {
            let value = self.boxed(insn.b + 1 + argument);
            self.store(value, self.window, place + 16 + i32::from(argument) * 8);
        }
        let window = self.b.ins().iadd_imm_s(self.window, i64::from(place) + 8);
        let argc = self.iconst(i64::from(insn.x) + 1);
        self.b.ins().jump(join, &[function, window, argc].map(BlockArg::Value));
        self.b.switch_to_block(join);
        Callee { function: results[0], window: results[1], argc: results[2] }
    }

    /// Function and receiver of a bound method; anything else goes on at `other`, which is given these.
    fn parts_of_method(&mut self, callee: Value, other: Block, given: &[BlockArg]) -> (Value, Value) {
        let (cell, method) = (self.b.create_block(), self.b.create_block());
        let pointer = self.is_pointer_word(callee);
        self.b.ins().brif(pointer, cell, &[], other, given);
        self.b.switch_to_block(cell);
        let kind = self.b.ins().uload8(I64, flags(), callee, abi::HEADER_KIND);
        let is_method = self.b.ins().icmp_imm_u(IntCC::Equal, kind, i64::from(Kind::BoundMethod as u8));
        self.b.ins().brif(is_method, method, &[], other, given);
        self.b.switch_to_block(method);
        (self.load(callee, abi::BOUND_METHOD_FUNCTION), self.load(callee, abi::BOUND_METHOD_RECEIVER))
    }

    /// A window that may hold a method and its receiver, or nothing and a callee.
    fn call_loaded(&mut self, insn: &Insn) {
        self.sync_run(insn.b, insn.x as u16 + 2);
        let (method, plain) = (self.boxed(insn.b), self.boxed(insn.b + 1));
        let alone = self.b.ins().icmp_imm_s(IntCC::Equal, method, abi::word::EMPTY);
        let callee = self.b.ins().select(alone, plain, method);
        let alone = self.b.ins().uextend(I64, alone);
        let (alone, function) = self.unbound(alone, callee, insn.b + 1);
        let callee = self.standing(insn, alone, function);
        let (again, slow) = (self.cold_block(), self.cold_block());
        let result = self.enter_python(&callee, again);
        let called = self.b.current_block();
        self.b.switch_to_block(again);
        // The handler finds what stood there.
        self.store(method, self.window, i32::from(insn.b) * 8);
        self.store(plain, self.window, (i32::from(insn.b) + 1) * 8);
        self.b.ins().jump(slow, &[]);
        if let Some(block) = called {
            self.b.switch_to_block(block);
        }
        self.finish_call(insn, result, slow);
    }

    /// A callee whose arguments stand in the window of a method call, with its receiver before them unless `alone` is 1; it is
    /// put below them.
    fn standing(&mut self, insn: &Insn, alone: Value, function: Value) -> Callee {
        let skipped = self.b.ins().ishl_imm_u(alone, 3);
        let first = self.b.ins().iadd_imm_s(self.window, i64::from(insn.b) * 8);
        let place = self.b.ins().iadd(first, skipped);
        self.store(function, place, 0);
        let window = self.b.ins().iadd_imm_s(place, 8);
        let most = self.iconst(i64::from(insn.x) + 1);
        let argc = self.b.ins().isub(most, alone);
        Callee { function, window, argc }
    }

    /// A Python class whose `__init__` is a Python function: the instance is made, `__init__` called, as the interpreter's
    /// handler does: both stand above the registers of this frame. One without `__init__` only makes its instance.
    fn call_class(&mut self, insn: &Insn) {
        let Some(made) = self.inference.profile.classes.get(&self.pc).copied() else {
            self.step_instruction();
            return;
        };
        let argc = u16::from(insn.x);
        if made.init == 0 && argc != 0 && !made.exception {
            self.step_instruction();
            return;
        }
        self.sync_run(insn.b, argc + 1);
        let slow = self.cold_block();
        let class = self.boxed(insn.b);
        let known = self.constant(made.class);
        let same = self.b.ins().icmp(IntCC::Equal, class, known);
        self.require(same, slow);
        self.require_class_version(made.class, made.version, slow);
        if made.init == 0 {
            let object = self.bare_object(&made, class, insn.b + 1, argc);
            self.finish_call(insn, object, slow);
            return;
        }
        let init = self.constant(made.init);
        let (code, entry) = self.entry_of(init, insn.x, slow);
        let instance = self.bare_object(&made, class, insn.b + 1, argc);
        let place = i32::from(self.frame_end()) * 8;
        self.store(instance, self.window, place);
        self.store(init, self.window, place + 8);
        self.store(instance, self.window, place + 16);
        for argument in 0..argc {
            let value = self.boxed(insn.b + 1 + argument);
            self.store(value, self.window, place + 24 + i32::from(argument) * 8);
        }
        let window = self.b.ins().iadd_imm_s(self.window, i64::from(place) + 16);
        let result = self.enter(window, code, entry, slow);
        let wrong = self.cold_block();
        let none = self.b.ins().icmp_imm_s(IntCC::Equal, result, abi::word::NONE);
        self.require(none, wrong);
        self.finish_call(insn, instance, slow);
        let saved = self.b.current_block();
        self.aside(wrong, |this| {
            this.call(Helper::InitReturned, &[this.cx, result]);
            this.raise_now();
        });
        if let Some(block) = saved {
            self.b.switch_to_block(block);
        }
    }

    /// Code and machine code of a Python function for one argument more than `argc`; without any, goes on at `slow`.
    fn entry_of(&mut self, function: Value, argc: u8, slow: Block) -> (Value, Value) {
        let code = self.load(function, abi::FUNCTION_CODE);
        let expected = self.load32(code, abi::CODE_FAST_ARGC);
        let fits = self.b.ins().icmp_imm_u(IntCC::Equal, expected, i64::from(argc) + 1);
        self.require(fits, slow);
        let entry = self.load(code, abi::CODE_ENTRY);
        self.require(entry, slow);
        (code, entry)
    }

    /// Looks a method up as the interpreter does: where the class has a function that takes the receiver first, both stand
    /// in two registers; else the handler decides.
    pub(super) fn load_method(&mut self, insn: &Insn) {
        if self.type_of(insn.b) != crate::analysis::types::Type::Boxed {
            self.step_instruction();
            return;
        }
        let methods = self.spliced.methods.get(&self.pc).map_or(&[][..], Vec::as_slice);
        if let [method] = *methods {
            let exit = self.exit_block(Speculation::operands(self.pc));
            self.require_register_shape(insn.b, method.shape, exit);
            self.require_class_version(method.class as u64, method.version, exit);
            self.move_register(insn.a + 1, insn.b);
            let function = self.constant(method.word);
            self.set_boxed(insn.a, function);
            return;
        }
        let slow = self.cold_block();
        let done = self.b.create_block();
        let first = self.b.append_block_param(done, I64);
        let second = self.b.append_block_param(done, I64);
        let receiver = self.boxed(insn.b);
        let both = |a: Value, b: Value| [super::BlockArg::Value(a), super::BlockArg::Value(b)];
        if !methods.is_empty() {
            self.method_by_shape(receiver, methods, done, slow);
        } else if insn.op != Opcode::LoadMethod {
            let function = self.cached_method(insn, insn.b, slow);
            self.b.ins().jump(done, &both(function, receiver));
        } else {
            self.b.ins().jump(slow, &[]);
        }
        self.aside(slow, |this| {
            if insn.op.base() != Opcode::LoadMethod {
                this.step();
                let found = [insn.a, insn.a + 1].map(|register| this.load_window(register));
                this.b.ins().jump(done, &both(found[0], found[1]));
                return;
            }
            let slot = this.b.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, 16, 3));
            let place = this.b.ins().stack_addr(I64, slot, 0);
            let site = this.iconst(i64::from(insn.c));
            let arguments = [this.cx, receiver, this.code_pointer, site, place];
            this.checked_call(Helper::LoadMethod, &arguments);
            let (a, b) = (this.load(place, 0), this.load(place, 8));
            this.b.ins().jump(done, &both(a, b));
        });
        self.b.switch_to_block(done);
        self.set_boxed(insn.a, first);
        self.set_boxed(insn.a + 1, second);
    }

    /// Goes on at `done` with the method for the receiver's shape and the receiver, at `slow` for any other shape.
    fn method_by_shape(&mut self, receiver: Value, methods: &[ClassMethod], done: Block, slow: Block) {
        let pointer = self.is_pointer_word(receiver);
        self.require(pointer, slow);
        let shape = self.load32(receiver, abi::HEADER_SHAPE);
        for method in methods {
            let (same, next) = (self.b.create_block(), self.b.create_block());
            let matches = self.b.ins().icmp_imm_u(IntCC::Equal, shape, i64::from(method.shape));
            self.b.ins().brif(matches, same, &[], next, &[]);
            self.b.switch_to_block(same);
            let versions = self.registers.facts.versions.clone();
            self.require_class_version(method.class as u64, method.version, slow);
            self.registers.facts.versions = versions;
            let function = self.constant(method.word);
            self.b.ins().jump(done, &[function, receiver].map(super::BlockArg::Value));
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(slow, &[]);
    }

    /// The method behind the running one's class, as the site's cache has it: for `super` as it is, the class that the cell
    /// names, and receivers of one shape whose class has not changed. The handler does everything else.
    pub(super) fn load_super_method(&mut self, insn: &Insn) {
        let (slow, done) = (self.cold_block(), self.b.create_block());
        let results = [(); 2].map(|()| self.b.append_block_param(done, I64));
        let both = |values: [Value; 2]| values.map(super::BlockArg::Value);
        let [callee, cell, receiver] = [insn.b, insn.b + 1, insn.b + 2].map(|register| self.boxed(register));
        let known = self.load_fixed(self.rt, abi::RT_SUPER);
        let same = self.b.ins().icmp(IntCC::Equal, callee, known);
        self.require(same, slow);
        let offset = self.cache_offset(insn.c);
        self.require_kind(cell, Kind::CellVar, slow);
        let class = self.load(cell, abi::CELL_VALUE);
        self.require_kind(class, Kind::Class, slow);
        let version = self.load32(class, abi::CLASS_VERSION);
        let known = self.load32(self.caches, offset + abi::CACHE_EXTRA);
        let same = self.b.ins().icmp(IntCC::Equal, version, known);
        self.require(same, slow);
        let function = self.cached_method(insn, insn.b + 2, slow);
        self.b.ins().jump(done, &both([function, receiver]));
        self.aside(slow, |this| {
            this.step();
            let found = [insn.a, insn.a + 1].map(|register| this.load_window(register));
            this.b.ins().jump(done, &both(found));
        });
        self.b.switch_to_block(done);
        self.set_boxed(insn.a, results[0]);
        self.set_boxed(insn.a + 1, results[1]);
    }

    /// A method call that is not known to find one function. What takes no receiver is called with the arguments behind it, and
    /// stands where it stood; a bound method has its own receiver.
    fn call_any_method(&mut self, insn: &Insn) {
        self.sync_run(insn.b + 1, insn.x as u16 + 1);
        let (again, slow) = (self.cold_block(), self.cold_block());
        let (ready, any) = (self.b.create_block(), self.b.create_block());
        let [window, code] = [(); 2].map(|()| self.b.append_block_param(ready, I64));
        let found = self.b.append_block_param(any, I64);
        let receiver = self.boxed(insn.b + 1);
        self.find_callee(insn, receiver, ready, any);
        self.b.switch_to_block(any);
        self.require(found, slow);
        let (alone, function) = self.parts_of_callee(found);
        let (alone, function) = self.unbound(alone, function, insn.b + 1);
        let callee = self.standing(insn, alone, function);
        let own = self.code_of_callee(&callee, again);
        self.b.ins().jump(ready, &[callee.window, own].map(BlockArg::Value));
        self.b.switch_to_block(ready);
        let entry = self.load(code, abi::CODE_ENTRY);
        self.require(entry, again);
        let result = self.enter(window, code, entry, again);
        let called = self.b.current_block();
        self.b.switch_to_block(again);
        // The handler looks for the receiver where that was.
        self.store(receiver, self.window, (i32::from(insn.b) + 1) * 8);
        self.b.ins().jump(slow, &[]);
        if let Some(block) = called {
            self.b.switch_to_block(block);
        }
        self.finish_call(insn, result, slow);
    }

    /// Ends the block. What a method call finds comes from the call's table by shape, which the helper fills: a function that takes
    /// just these arguments goes on at `ready` with its window and code, anything else, or 0, at `any`.
    fn find_callee(&mut self, insn: &Insn, receiver: Value, ready: Block, any: Block) {
        let first = self.tables.more_found();
        let site = self.iconst(i64::from(insn.c) | i64::from(insn.x) << 32);
        let Some(first) = first else {
            let none = self.iconst(0);
            let found = self.call(Helper::FindCallee, &[self.cx, receiver, self.code_pointer, site, none]);
            self.b.ins().jump(any, &argument(found));
            return;
        };
        let ask = self.cold_block();
        let table = self.load_fixed(self.data, abi::DATA_FOUND);
        let entries = self.b.ins().iadd_imm_s(table, first as i64 * i64::from(abi::FOUND_SIZE));
        let pointer = self.is_pointer_word(receiver);
        self.require(pointer, ask);
        let shape = self.load32(receiver, abi::HEADER_SHAPE);
        let index = self.b.ins().band_imm_u(shape, abi::SHAPES_OF_CALL as i64 - 1);
        let offset = self.b.ins().imul_imm_s(index, i64::from(abi::FOUND_SIZE));
        let entry = self.b.ins().iadd(entries, offset);
        let known = self.load32(entry, abi::FOUND_SHAPE);
        let same = self.b.ins().icmp(IntCC::Equal, shape, known);
        self.require(same, ask);
        let class = self.load(entry, abi::FOUND_CLASS);
        let version = self.load32(class, abi::CLASS_VERSION);
        let known = self.load32(entry, abi::FOUND_VERSION);
        let same = self.b.ins().icmp(IntCC::Equal, version, known);
        self.require(same, ask);
        let found = self.load(entry, abi::FOUND_CALLEE);
        let code = self.load(entry, abi::FOUND_CODE);
        let (function, other, slot) = (self.b.create_block(), self.b.create_block(), self.b.create_block());
        self.b.ins().brif(code, function, &[], other, &[]);
        self.b.switch_to_block(function);
        let (alone, word) = self.parts_of_callee(found);
        let callee = self.standing(insn, alone, word);
        self.b.ins().jump(ready, &[callee.window, code].map(BlockArg::Value));
        self.b.switch_to_block(other);
        let in_slot = self.b.ins().band_imm_u(found, Found::SLOT as i64);
        self.b.ins().brif(in_slot, slot, &[], any, &argument(found));
        self.b.switch_to_block(slot);
        let place = self.b.ins().iadd(receiver, found);
        let value = self.load(place, -(Found::SLOT as i32));
        let pointer = self.is_pointer_word(value);
        self.require(pointer, ask);
        let found = self.b.ins().bor_imm_u(value, Found::ALONE as i64);
        self.b.ins().jump(any, &argument(found));
        self.slow_value(ask, any, |this| this.call(Helper::FindCallee, &[this.cx, receiver, this.code_pointer, site, entries]));
    }

    /// Whether a callee takes no receiver, and its word.
    fn parts_of_callee(&mut self, found: Value) -> (Value, Value) {
        let alone = self.b.ins().band_imm_s(found, Found::ALONE as i64);
        (alone, self.b.ins().band_imm_s(found, !(Found::ALONE as i64)))
    }

    /// A callee that takes no receiver, if `alone` is 1, and is a bound method: its function, which does; the receiver it is bound
    /// to gets into the register of the window. Otherwise what it is given.
    fn unbound(&mut self, alone: Value, callee: Value, receiver: u16) -> (Value, Value) {
        let join = self.b.create_block();
        let results = [(); 2].map(|()| self.b.append_block_param(join, I64));
        let given = [alone, callee].map(BlockArg::Value);
        let bound = self.b.create_block();
        self.b.ins().brif(alone, bound, &[], join, &given);
        self.b.switch_to_block(bound);
        let (function, own) = self.parts_of_method(callee, join, &given);
        self.store(own, self.window, i32::from(receiver) * 8);
        let none = self.iconst(0);
        self.b.ins().jump(join, &[none, function].map(BlockArg::Value));
        self.b.switch_to_block(join);
        (results[0], results[1])
    }

    /// The method in the instruction's cache, if the receiver has the shape and its class the version it is valid for.
    pub(super) fn cached_method(&mut self, insn: &Insn, receiver: u16, slow: Block) -> Value {
        let receiver = self.boxed(receiver);
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

    pub(super) fn require_kind(&mut self, value: Value, kind: Kind, slow: Block) {
        let pointer = self.is_pointer_word(value);
        self.require(pointer, slow);
        let same = self.is_kind(value, kind);
        self.require(same, slow);
    }

    /// Whether a pointer is to a cell of this kind.
    pub(super) fn is_kind(&mut self, cell: Value, kind: Kind) -> Value {
        let found = self.b.ins().uload8(I64, flags(), cell, abi::HEADER_KIND);
        self.b.ins().icmp_imm_u(IntCC::Equal, found, i64::from(kind as u8))
    }

    /// Calls a function that stands, like its arguments, in the window.
    fn call_python(&mut self, insn: &Insn, callee: Callee, slow: Block) {
        let result = self.enter_python(&callee, slow);
        self.finish_call(insn, result, slow);
    }

    /// As [`Lowering::call_python`] without what follows; a callee that is not translated or wants other arguments goes on at
    /// `slow`.
    fn enter_python(&mut self, callee: &Callee, slow: Block) -> Value {
        let code = self.code_of_callee(callee, slow);
        let entry = self.load(code, abi::CODE_ENTRY);
        self.require(entry, slow);
        self.enter(callee.window, code, entry, slow)
    }

    /// The code of a function that takes just these arguments, or some more that have defaults; anything else goes on at `slow`.
    fn code_of_callee(&mut self, callee: &Callee, slow: Block) -> Value {
        self.require_kind(callee.function, Kind::Function, slow);
        let code = self.load(callee.function, abi::FUNCTION_CODE);
        let expected = self.load32(code, abi::CODE_FAST_ARGC);
        let fits = self.b.ins().icmp(IntCC::Equal, expected, callee.argc);
        let (join, result) = self.join_block(I64);
        let fewer = self.cold_block();
        self.b.ins().brif(fits, join, &argument(code), fewer, &[]);
        self.aside(fewer, |this| {
            let filled = this.call_leaf(Helper::FillDefaults, &[this.cx, callee.function, callee.window, callee.argc]);
            this.b.ins().brif(filled, join, &argument(filled), slow, &[]);
        });
        self.b.switch_to_block(join);
        result
    }

    /// Pushes a frame record for the callee, calls its compiled code, drops the record. Of the record only the callee's
    /// registers are ever asked for: the frame ends in compiled code, or in a driver that writes a record of its own.
    fn enter(&mut self, callee_window: Value, code: Value, entry: Value, slow: Block) -> Value {
        self.show();
        let below = |this: &mut Self, condition: Value| this.require(condition, slow);
        let depth = self.b.ins().load(I32, flags(), self.rt, abi::RT_DEPTH);
        let limit = self.b.ins().load(I32, flags(), self.rt, abi::RT_RECURSION_LIMIT);
        let inlined = i64::from(self.inlined_depth());
        let depth = if inlined == 0 { depth } else { self.b.ins().iadd_imm_s(depth, inlined) };
        let shallow = self.b.ins().icmp(IntCC::UnsignedLessThan, depth, limit);
        below(self, shallow);
        let registers = self.load32(code, abi::CODE_REGISTERS);
        let bytes = self.b.ins().ishl_imm_u(registers, 3);
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

        let callee_word = self.b.ins().iadd_imm_s(callee_window, abi::FRAME_KIND_ENTRY);
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
        let deeper = self.b.ins().load(I32, flags(), self.rt, abi::RT_DEPTH);
        let depth = self.b.ins().iadd_imm_s(deeper, -1 - inlined);
        self.b.ins().store(flags(), depth, self.rt, abi::RT_DEPTH);
        let own_top = self.b.ins().iadd_imm_s(self.window, i64::from(self.code.register_count) * 8);
        self.store(own_top, self.cx, abi::CX_TOP);
        self.raise_if_zero(result);
        result
    }

    /// Joins the result of the fast path with that of the handler.
    pub(super) fn finish_call(&mut self, insn: &Insn, result: Value, slow: Block) {
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
    pub(super) fn drop_window(&mut self, insn: &Insn) {
        let mut first = None;
        insn.registers(|access, register, _| {
            if access == bytecode::Access::Clobber {
                first = Some(register);
            }
        });
        let end = self.inference.scalars.first_slot();
        for register in first.into_iter().flat_map(|first| first..end) {
            self.registers.types[usize::from(register)] = None;
            self.registers.copies[usize::from(register)] = super::Copies::default();
            self.registers.facts.forget(register);
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
        let result = match self.inlined_depth() {
            0 => {
                let count = self.iconst(i64::from(argc));
                self.call(Helper::CallNative, &[self.cx, window, count])
            }
            depth => {
                self.show_frame();
                let count = self.iconst(i64::from(depth) << 32 | i64::from(argc));
                let own = self.own_window();
                self.call(Helper::CallNativeInlined, &[self.cx, window, count, own])
            }
        };
        self.raise_if_zero(result);
        self.finish_call(insn, result, slow_block);
    }
}
