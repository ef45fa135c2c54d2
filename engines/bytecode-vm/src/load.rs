//! Loading: source text to compiled module to runnable code.

use std::cell::{Cell, OnceCell, UnsafeCell};
use std::path::Path;
use std::rc::Rc;

use bytecode::cache;
use bytecode::opcode::Opcode;
use bytecode::{CodeObject, Const, Insn, Module, SiteKind};
use frontend::hir::Program;
use runtime::engine::{FileError, LoadError};
use runtime::object::Gc;
use runtime::object::dict::Dict;
use runtime::object::function::{Function, NewFunction, Proto};
use runtime::object::generator::GeneratorKind;
use runtime::object::string::Str;
use runtime::object::tuple::Tuple;
use runtime::{Runtime, Value};

use crate::BytecodeVm;
use crate::code::{Cache, Code, ModuleCode, NO_FAST_CALL};
use crate::polymorphic::Sites;

impl BytecodeVm {
    /// Compiles a resolved program and makes it runnable.
    ///
    /// # Errors
    /// A block is too large for the instruction format.
    pub fn load_program(&self, rt: &mut Runtime, program: &Program, globals: Gc<Dict>) -> Result<Gc<Function>, LoadError> {
        let module = bytecode::compile(program).map_err(|error| limit_error(&error, &program.path))?;
        Ok(self.load_module(rt, module, globals))
    }

    /// Loads an imported file: from the bytecode cache if that holds this state of the source, else by compiling it, which
    /// then fills the cache. The stamp is taken before the text is read: an edit in between makes the entry stale, never
    /// wrong.
    ///
    /// # Errors
    /// The file cannot be read or is no program.
    pub fn load_import(&self, rt: &mut Runtime, file: &Path, globals: Gc<Dict>) -> Result<Gc<Function>, FileError> {
        let stamp = std::fs::metadata(file).ok().and_then(|metadata| cache::SourceStamp::of(&metadata));
        if let Some(module) = stamp.and_then(|stamp| cache::load(file, rt.options.pycache_prefix.as_deref(), stamp)) {
            self.count(|counters| counters.modules_cached += 1);
            return Ok(self.load_module(rt, module, globals));
        }
        let source = std::fs::read(file).map_err(FileError::Io)?;
        let path = file.to_string_lossy();
        let program = frontend::compile(&source, &path).map_err(|error| FileError::Load(load_error(error)))?;
        let module = bytecode::compile(&program).map_err(|error| FileError::Load(limit_error(&error, &path)))?;
        self.count(|counters| counters.modules_compiled += 1);
        if let Some(stamp) = stamp
            && rt.may_write_bytecode()
        {
            cache::store(file, rt.options.pycache_prefix.as_deref(), stamp, &module);
        }
        Ok(self.load_module(rt, module, globals))
    }

    /// Makes a compiled module runnable: a function of no arguments whose globals are `globals`.
    pub fn load_module(&self, rt: &mut Runtime, compiled: Module, globals: Gc<Dict>) -> Gc<Function> {
        debug_assert_eq!(bytecode::verify(&compiled), Ok(()));
        // Interned names and constants are permanent roots before anything else is allocated.
        let names: Rc<[Gc<Str>]> = compiled.names.iter().map(|name| rt.intern(name)).collect();
        let file: Rc<str> = compiled.path.as_str().into();
        let module = Rc::new(ModuleCode { compiled, protos: OnceCell::new() });
        let mut protos = Vec::with_capacity(module.compiled.functions.len());
        for (index, object) in module.compiled.functions.iter().enumerate() {
            let code = load_code(rt, &module, index, &names, globals, self.first_threshold());
            let code = self.keep(code);
            let doc = object.docstring.as_deref().map_or(Value::NONE, |text| rt.str_value(text));
            let proto = rt.add_proto(prototype(object, &names, &file, doc, code as usize));
            // SAFETY: `keep` gave out a live code nobody else refers to yet.
            unsafe { (*code).proto = proto };
            protos.push(proto);
        }
        let main = protos[0];
        let _ = module.protos.set(protos);
        rt.permanent.push(globals.into());
        rt.new_function(NewFunction {
            proto: main,
            globals,
            closure: Value::NONE,
            defaults: Value::NONE,
            kw_defaults: Value::NONE,
            annotations: Value::EMPTY,
        })
    }
}

fn prototype(object: &CodeObject, names: &[Gc<Str>], file: &Rc<str>, doc: Value, code: usize) -> Proto {
    let name = |index: u32| names[index as usize];
    let p = &object.parameters;
    let local = |slot: u16| name(object.local_names[usize::from(slot)]);
    let keyword_end = p.positional + p.keyword_only;
    let is_class = object.kind.takes_namespace();
    Proto {
        name: name(object.name),
        qualname: name(object.qualname),
        file: Rc::clone(file),
        first_line: object.first_line,
        // A class body takes the namespace that it fills.
        positional: if is_class { vec![name(object.name)] } else { (0..p.positional).map(local).collect() },
        posonly_count: if is_class { 1 } else { usize::from(p.positional_only) },
        kwonly: (p.positional..keyword_end).map(local).collect(),
        has_vararg: p.var_args,
        has_kwarg: p.var_keywords,
        vararg: p.var_args.then(|| local(keyword_end)),
        kwarg: p.var_keywords.then(|| local(keyword_end + u16::from(p.var_args))),
        is_generator: object.is_generator,
        generator_kind: generator_kind(object.generator_kind),
        doc,
        free_names: object.frees.iter().map(|free| name(free.name)).collect(),
        local_names: object.local_names.iter().skip(usize::from(p.slot_count())).map(|&n| name(n)).filter(|n| !n.eq_rust(".t")).collect(),
        attributes_set: object.attributes_set.iter().map(|&index| name(index)).collect(),
        code,
    }
}

fn generator_kind(kind: bytecode::code::GeneratorKind) -> GeneratorKind {
    match kind {
        bytecode::code::GeneratorKind::Generator => GeneratorKind::Generator,
        bytecode::code::GeneratorKind::Coroutine => GeneratorKind::Coroutine,
        bytecode::code::GeneratorKind::AsyncGenerator => GeneratorKind::AsyncGenerator,
    }
}

fn load_code(rt: &mut Runtime, module: &Rc<ModuleCode>, index: usize, names: &Rc<[Gc<Str>]>, globals: Gc<Dict>, countdown: i32) -> Code {
    let object = &module.compiled.functions[index];
    let mut consts = Vec::with_capacity(object.consts.len());
    for constant in &object.consts {
        let value = constant_value(rt, constant);
        rt.permanent.push(value);
        consts.push(value);
    }
    let mut keywords = Vec::with_capacity(object.keyword_names.len());
    for list in &object.keyword_names {
        let items: Vec<Value> = list.iter().map(|&name| names[name as usize].into()).collect();
        let tuple = rt.new_tuple(&items);
        rt.permanent.push(tuple.into());
        keywords.push(tuple);
    }
    let p = &object.parameters;
    let is_class = object.kind.takes_namespace();
    let simple = p.is_simple() && !object.is_generator;
    let positional = if is_class { 1 } else { u32::from(p.positional) };
    let argc = if simple { positional } else { NO_FAST_CALL };
    let insn_storage: Box<[_]> = (0..object.code.len()).map(|pc| UnsafeCell::new(private_insn(object, pc))).collect();
    let const_storage = consts.into_boxed_slice();
    let cache_storage: Box<[_]> = object.sites.iter().map(|_| UnsafeCell::new(Cache::EMPTY)).collect();
    Code {
        insns: insn_storage.as_ptr() as *mut _,
        consts: const_storage.as_ptr(),
        caches: cache_storage.as_ptr() as *mut _,
        entry: Cell::new(None),
        registers: u32::from(object.register_count),
        fast_argc: argc,
        simple_argc: argc,
        countdown: Cell::new(countdown),
        resumes: Cell::new(countdown),
        calls: Cell::new(0),
        globals,
        site_names: object.sites.iter().map(|site| names[site.name as usize]).collect(),
        keywords: keywords.into_boxed_slice(),
        names: Rc::clone(names),
        proto: runtime::object::function::ProtoId(0),
        feedback: vec![Cell::new(0); object.code.len()].into_boxed_slice(),
        resume_entry: Cell::new(None),
        live_at_yield: if object.is_generator { live_at_yield(object, names) } else { Vec::new() },
        module: Rc::clone(module),
        index,
        insn_storage,
        const_storage,
        cache_storage,
        loads: UnsafeCell::new(Sites::new()),
        stores: UnsafeCell::new(Sites::new()),
        operators: Default::default(),
    }
}

/// For every `yield`: which registers have to be kept while the generator is suspended: those that hold values which may still
/// be read, or be seen by `locals()`.
fn live_at_yield(object: &CodeObject, names: &[Gc<Str>]) -> Vec<(u32, Box<[u16]>)> {
    let written = bytecode::written_registers(object);
    let live = bytecode::live_registers(object);
    let shows_locals = object.sites.iter().any(|site| {
        let name = names[site.name as usize];
        site.kind == SiteKind::Global && ["locals", "vars", "dir", "eval", "exec"].iter().any(|text| name.eq_rust(text))
    });
    let mut out = Vec::new();
    for (pc, insn) in object.code.iter().enumerate() {
        if matches!(insn.op, Opcode::Yield | Opcode::YieldFrom)
            && let Some(state) = &written[pc]
        {
            let has = |set: &[u64], r: u16| set[usize::from(r) / 64] >> (r % 64) & 1 != 0;
            let holds = |r: &u16| has(state, *r) && (shows_locals || has(&live[pc], *r));
            out.push((pc as u32, (0..object.register_count).filter(holds).collect()));
        }
    }
    out
}

fn constant_value(rt: &mut Runtime, constant: &Const) -> Value {
    match constant {
        Const::None => Value::NONE,
        Const::Bool(value) => Value::bool(*value),
        Const::Ellipsis => Value::ELLIPSIS,
        Const::Int(value) => rt.new_int(*value),
        Const::BigInt(digits) => rt.int_from_decimal(digits),
        Const::Float(bits) => Value::float(f64::from_bits(*bits)),
        Const::Imaginary(bits) => rt.new_complex(0.0, f64::from_bits(*bits)).into(),
        // CPython interns what looks like a name; dict look-ups then compare pointers.
        Const::Str(text) => rt.intern(text).into(),
        Const::Bytes(bytes) => rt.new_bytes(bytes.clone()).into(),
        Const::Tuple(items) => constant_tuple(rt, items).into(),
        Const::FrozenSet(items) => {
            let tuple = constant_tuple(rt, items);
            // Only ever the right operand of `in` or the source of a set display: a tuple would mean the same.
            rt.constant_frozenset(tuple.items()).unwrap_or(tuple.into())
        }
    }
}

fn constant_tuple(rt: &mut Runtime, items: &[Const]) -> Gc<Tuple> {
    let mut values = rt.rooted();
    for item in items {
        let value = constant_value(rt, item);
        values.push(value);
    }
    rt.new_tuple(&values)
}

/// A frontend diagnostic as the runtime wants it.
pub(crate) fn load_error(diagnostic: frontend::Diagnostic) -> LoadError {
    LoadError {
        class: diagnostic.kind.label(),
        message: diagnostic.message,
        path: diagnostic.path,
        line: diagnostic.line,
        column: diagnostic.column,
        end_column: diagnostic.end_column,
        source_line: diagnostic.source_line,
    }
}

/// A block too large for the instruction format.
pub(crate) fn limit_error(error: &bytecode::CompileError, path: &str) -> LoadError {
    LoadError {
        class: "unsupported",
        message: format!("`{}` is too large: {}", error.function, error.limit),
        path: path.to_owned(),
        line: error.line,
        column: 0,
        end_column: 0,
        source_line: String::new(),
    }
}

/// An instruction as the machine keeps it: loops over pairs are marked.
fn private_insn(object: &CodeObject, pc: usize) -> Insn {
    let mut insn = object.code[pc];
    if insn.op == Opcode::ForIter && insn.a >= object.temp_base {
        let body = pc.wrapping_add_signed(isize::from(insn.imm_c()));
        let pair = object.code.get(body).is_some_and(|first| first.op == Opcode::UnpackTwo && first.c == insn.a);
        insn.x |= if pair { crate::ops::PAIR } else { 0 };
    }
    insn
}
