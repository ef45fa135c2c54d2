//! The resolved tree as text, for `spectrum show --stage tree` and for tests.
//!
//! One node a line, indented by depth; variables show where they live: `x@local0`, `x@cell1`, `x@free0`, `x@global`,
//! `x@class` (class namespace, then global), `x@class/free0`.

use crate::hir::*;

mod expression;
mod statement;

/// The whole program: each code block with its slots, then its statements.
pub fn dump(program: &Program) -> String {
    program.functions.iter().map(|f| dump_function(program, f.id)).collect()
}

/// One code block of a program.
pub fn dump_function(program: &Program, function: FuncId) -> String {
    let mut dumper = Dumper { program, out: String::new(), depth: 0, block: function.0 as usize };
    stacker::maybe_grow(256 * 1024, 4 * 1024 * 1024, || dumper.function());
    dumper.out
}

struct Dumper<'p> {
    program: &'p Program,
    out: String,
    depth: usize,
    block: usize,
}

impl Dumper<'_> {
    fn line(&mut self, text: &str) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn indented(&mut self, body: impl FnOnce(&mut Self)) {
        self.depth += 1;
        stacker::maybe_grow(256 * 1024, 4 * 1024 * 1024, || body(self));
        self.depth -= 1;
    }

    fn name(&self, id: NameId) -> &str {
        self.program.name(id)
    }

    fn current(&self) -> &Function {
        &self.program.functions[self.block]
    }

    fn place(&self, place: Place) -> String {
        let function = self.current();
        let named = |id: Option<NameId>| id.map_or("?", |id| self.name(id));
        match place {
            Place::Local(i) => format!("{}@local{i}", named(function.locals.get(i as usize).copied())),
            Place::Cell(i) => format!("{}@cell{i}", named(function.cells.get(i as usize).map(|c| c.name))),
            Place::Free(i) => format!("{}@free{i}", named(function.frees.get(i as usize).map(|f| f.name))),
            Place::Global(name) => format!("{}@global", self.name(name)),
            Place::ClassName(name) => format!("{}@class", self.name(name)),
            Place::ClassFree(name, i) => format!("{}@class/free{i}", self.name(name)),
        }
    }

    fn function(&mut self) {
        let function = self.current();
        let kind = match function.kind {
            FunctionKind::Module => "module",
            FunctionKind::Def => "def",
            FunctionKind::Lambda => "lambda",
            FunctionKind::ClassBody => "class body",
            FunctionKind::GeneratorExpr => "generator expression",
            FunctionKind::Namespace => "namespace",
        };
        let line = self.program.line(function.span.start);
        let generator = match (function.is_generator, function.generator_kind) {
            (false, _) => "",
            (true, GeneratorKind::Generator) => ", generator",
            (true, GeneratorKind::Coroutine) => ", coroutine",
            (true, GeneratorKind::AsyncGenerator) => ", asynchronous generator",
        };
        let head = format!("block {} {kind} {} (line {line}{generator})", function.id.0, self.name(function.qualname));
        self.line(&head);
        self.indented(|d| {
            d.slots();
            let function = d.current();
            if let Some(text) = &function.docstring {
                let text = format!("docstring {text:?}");
                d.line(&text);
            }
            let program = d.program;
            d.statements(&program.functions[d.block].body);
        });
    }

    fn slots(&mut self) {
        let function = self.current();
        let mut lines = Vec::new();
        if function.params.slot_count() > 0 {
            lines.push(format!("params {}", self.params(&function.params)));
        }
        if !function.locals.is_empty() {
            let names: Vec<&str> = function.locals.iter().map(|&n| self.name(n)).collect();
            lines.push(format!("locals {}", names.join(" ")));
        }
        if !function.cells.is_empty() {
            let cell = |cell: &CellVar| match cell.param {
                Some(slot) => format!("{}<-local{slot}", self.name(cell.name)),
                None => self.name(cell.name).to_owned(),
            };
            lines.push(format!("cells {}", function.cells.iter().map(cell).collect::<Vec<_>>().join(" ")));
        }
        if !function.frees.is_empty() {
            let free = |free: &FreeVar| match free.source {
                Capture::Cell(i) => format!("{}<-cell{i}", self.name(free.name)),
                Capture::Free(i) => format!("{}<-free{i}", self.name(free.name)),
            };
            lines.push(format!("frees {}", function.frees.iter().map(free).collect::<Vec<_>>().join(" ")));
        }
        if let Some(cell) = function.class_cell {
            lines.push(format!("class cell {cell}"));
        }
        lines.iter().for_each(|line| self.line(line));
    }

    fn params(&self, params: &Params) -> String {
        let mut out = Vec::new();
        for (i, &name) in params.positional.iter().enumerate() {
            out.push(self.name(name).to_owned());
            if i + 1 == params.posonly_count as usize {
                out.push("/".to_owned());
            }
        }
        match params.vararg {
            Some(name) => out.push(format!("*{}", self.name(name))),
            None if !params.kwonly.is_empty() => out.push("*".to_owned()),
            None => {}
        }
        out.extend(params.kwonly.iter().map(|&n| self.name(n).to_owned()));
        out.extend(params.kwarg.map(|n| format!("**{}", self.name(n))));
        out.join(" ")
    }
}
