//! From the resolved tree to nodes: operand kinds, slots and constants are settled here, once for each program.

mod expression;
mod statement;

use crate::code::Code;
use crate::engine::TreeWalker;
use frontend::hir::{self, FunctionKind, NameId, Program, Span};
use runtime::object::Gc;
use runtime::object::dict::Dict;
use runtime::object::function::{Function, NewFunction, Proto, ProtoId};
use runtime::object::generator::GeneratorKind;
use runtime::object::string::Str;
use runtime::{Runtime, Value};
use std::rc::Rc;

/// State of lowering one program.
struct Lowering<'a> {
    rt: &'a mut Runtime,
    program: &'a Program,
    /// Interned names by [`NameId`].
    names: Vec<Gc<Str>>,
    /// Prototypes by `FuncId`.
    protos: Vec<ProtoId>,
    /// The block being lowered.
    function: &'a hir::Function,
}

/// Lowers every block of a program; gives the function that runs the module's body.
pub(crate) fn lower_program(walker: &TreeWalker, rt: &mut Runtime, program: &Program, globals: Gc<Dict>) -> Gc<Function> {
    rt.permanent.push(globals.into());
    let names: Vec<Gc<Str>> = program.names.iter().map(|n| rt.intern(n)).collect();
    let file: Rc<str> = program.path.as_str().into();
    let first_code = walker.next_code();
    let mut protos = Vec::with_capacity(program.functions.len());
    for (i, function) in program.functions.iter().enumerate() {
        let proto = prototype(rt, program, function, &names, &file, first_code + i);
        protos.push(rt.add_proto(proto));
    }
    let mut lowering = Lowering { rt, program, names, protos, function: &program.functions[0] };
    for function in &program.functions {
        lowering.function = function;
        let code = lowering.code();
        walker.add_code(code);
    }
    let (rt, proto) = (lowering.rt, lowering.protos[0]);
    rt.new_function(NewFunction {
        proto,
        globals,
        closure: Value::NONE,
        defaults: Value::NONE,
        kw_defaults: Value::NONE,
        annotations: Value::EMPTY,
    })
}

fn prototype(rt: &mut Runtime, program: &Program, f: &hir::Function, names: &[Gc<Str>], file: &Rc<str>, code: usize) -> Proto {
    let name = |id: NameId| names[id.0 as usize];
    let p = &f.params;
    Proto {
        name: name(f.name),
        qualname: name(f.qualname),
        file: Rc::clone(file),
        first_line: program.line(f.span.start),
        // Text with a namespace of its own gets that as its argument.
        positional: match f.kind {
            FunctionKind::Namespace => vec![name(f.name)],
            _ => p.positional.iter().map(|&n| name(n)).collect(),
        },
        posonly_count: p.posonly_count as usize,
        kwonly: p.kwonly.iter().map(|&n| name(n)).collect(),
        has_vararg: p.vararg.is_some(),
        has_kwarg: p.kwarg.is_some(),
        vararg: p.vararg.map(name),
        kwarg: p.kwarg.map(name),
        is_generator: f.is_generator,
        generator_kind: match f.generator_kind {
            hir::GeneratorKind::Generator => GeneratorKind::Generator,
            hir::GeneratorKind::Coroutine => GeneratorKind::Coroutine,
            hir::GeneratorKind::AsyncGenerator => GeneratorKind::AsyncGenerator,
        },
        doc: f.docstring.as_deref().map_or(Value::NONE, |d| {
            let doc = rt.str_value(d);
            rt.permanent.push(doc);
            doc
        }),
        free_names: f.frees.iter().map(|v| name(v.name)).collect(),
        local_names: f.locals.iter().skip(p.slot_count()).map(|&n| name(n)).filter(|n| !n.eq_rust(".t")).collect(),
        attributes_set: f.attributes_set.iter().map(|&n| name(n)).collect(),
        code,
    }
}

impl Lowering<'_> {
    fn code(&mut self) -> Code {
        let f = self.function;
        let body = self.block(&f.body);
        let p = &f.params;
        let plain = p.kwonly.is_empty() && p.vararg.is_none() && p.kwarg.is_none() && !f.is_generator;
        let value = |lowering: &Self, n: NameId| Value::from(lowering.name(n));
        Code {
            proto: self.protos[f.id.0 as usize],
            body,
            local_count: f.locals.len(),
            parameter_slots: p.slot_count(),
            cells: f.cells.iter().map(|c| c.param).collect(),
            takes_namespace: f.kind == FunctionKind::Namespace,
            simple_arguments: if plain && f.kind != FunctionKind::Namespace { p.positional.len() } else { usize::MAX },
            is_generator: f.is_generator,
            class_cell: if f.kind == FunctionKind::ClassBody { f.class_cell } else { None },
            local_names: f.locals.iter().map(|&n| value(self, n)).collect(),
            cell_names: f.cells.iter().map(|c| value(self, c.name)).collect(),
            free_names: f.frees.iter().map(|v| value(self, v.name)).collect(),
        }
    }

    fn name(&self, id: NameId) -> Gc<Str> {
        self.names[id.0 as usize]
    }

    fn line(&self, span: Span) -> u32 {
        self.program.line(span.start)
    }

    /// A value that lives as long as the program: constants of nodes.
    fn permanent(&mut self, v: Value) -> Value {
        self.rt.permanent.push(v);
        v
    }
}
