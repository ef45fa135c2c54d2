//! The compiler: one pass over a block's resolved tree, registers handed out like a stack.
//!
//! Locals live in registers and are read in place; the value of a subexpression is computed into a register its user
//! chooses, so that arguments are built where the callee will look for them. It does not optimise across statements.

mod assign;
mod bound;
mod call;
mod condition;
mod display;
mod emit;
mod expr;
mod fold;
mod loops;
mod protect;
mod scan;
mod stmt;

use std::collections::HashMap;
use std::fmt;

use frontend::hir::{self, Capture, FuncId, FunctionKind, NameId, Program};

use crate::code::{CellSource, CellVariable, CodeKind, CodeObject, Const, FreeVariable, GeneratorKind, LineEntry, Module, Parameters};
use crate::code::{ExceptionEntry, LoopInfo, Site};
use crate::opcode::{Insn, Opcode};
use bound::Bound;
use protect::{Block, Region};
use scan::Facts;

/// A number of a register.
pub(crate) type Reg = u16;

/// A block exceeds a limit of the instruction format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    /// Qualified name of the block.
    pub function: String,
    /// One-based line.
    pub line: u32,
    /// Which limit.
    pub limit: &'static str,
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: `{}` is too large: {}", self.line, self.function, self.limit)
    }
}

impl std::error::Error for CompileError {}

pub(crate) type Result<T> = std::result::Result<T, CompileError>;

/// Compiles all blocks of a file.
///
/// # Errors
/// A block needs more registers, names, constants, sites or longer jumps than instructions can hold (65 535 each,
/// 32 767 instructions for conditional jumps).
pub fn compile(program: &Program) -> Result<Module> {
    let mut names = Names::new(&program.names);
    let mut functions = Vec::with_capacity(program.functions.len());
    for function in &program.functions {
        functions.push(FunctionCompiler::new(program, function, &mut names).compile()?);
    }
    Ok(Module { path: program.path.clone(), names: names.list, functions })
}

/// The program's name table plus the names the compiler itself needs.
pub(crate) struct Names {
    list: Vec<String>,
    program_names: usize,
}

impl Names {
    fn new(program: &[String]) -> Names {
        Names { list: program.to_vec(), program_names: program.len() }
    }
    fn intern(&mut self, text: &str) -> u32 {
        if let Some(index) = self.list[self.program_names..].iter().position(|name| name == text) {
            return (self.program_names + index) as u32;
        }
        self.list.push(text.to_owned());
        self.list.len() as u32 - 1
    }
}

/// A place in the code, bound later.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Label(u32);

/// State while one block is compiled.
pub(crate) struct FunctionCompiler<'p> {
    program: &'p Program,
    function: &'p hir::Function,
    names: &'p mut Names,
    facts: Facts,
    code: Vec<Insn>,
    lines: Vec<LineEntry>,
    consts: Vec<Const>,
    const_index: HashMap<Const, u32>,
    sites: Vec<Site>,
    keyword_names: Vec<Vec<u32>>,
    exceptions: Vec<ExceptionEntry>,
    loops: Vec<LoopInfo>,
    /// Where each label is, once bound.
    labels: Vec<Option<u32>>,
    /// Jumps to be patched.
    fixups: Vec<(u32, Label)>,
    /// Line of the code being emitted.
    line: u32,
    /// Registers of constants used by loops.
    pinned: HashMap<Const, Reg>,
    local_base: Reg,
    cell_base: Reg,
    free_base: Reg,
    temp_base: Reg,
    /// First free temporary.
    next: u32,
    /// High-water mark of `next`.
    high: u32,
    max_call_window: u16,
    /// Locals that are certainly bound here.
    bound: Bound,
    /// The code being compiled cannot be reached: nothing is emitted.
    dead: bool,
    /// Locals that were checked somewhere: they start unbound.
    checked: Vec<bool>,
    /// Enclosing statements that a jump out has to unwind.
    blocks: Vec<Block<'p>>,
    /// Ranges protected by exception handlers.
    regions: Vec<Region>,
    failure: Option<CompileError>,
}

impl<'p> FunctionCompiler<'p> {
    fn new(program: &'p Program, function: &'p hir::Function, names: &'p mut Names) -> Self {
        let facts = scan::scan(program, function);
        let local_base = usize::from(function.kind.takes_namespace());
        let cell_base = local_base + function.locals.len();
        let free_base = cell_base + function.cells.len();
        let first_pinned = free_base + function.frees.len();
        let mut pinned = HashMap::new();
        for constant in &facts.loop_constants {
            let register = first_pinned + pinned.len();
            pinned.insert(constant.clone(), register as Reg);
        }
        let temp_base = first_pinned + pinned.len();
        let mut bound = Bound::new(function.locals.len());
        for slot in 0..function.params.slot_count() {
            bound.set(slot as u32);
        }
        let mut compiler = FunctionCompiler {
            program,
            function,
            names,
            facts,
            code: Vec::new(),
            lines: Vec::new(),
            consts: Vec::new(),
            const_index: HashMap::new(),
            sites: Vec::new(),
            keyword_names: Vec::new(),
            exceptions: Vec::new(),
            loops: Vec::new(),
            labels: Vec::new(),
            fixups: Vec::new(),
            line: program.line(function.span.start),
            pinned,
            local_base: local_base as Reg,
            cell_base: cell_base as Reg,
            free_base: free_base as Reg,
            temp_base: temp_base as Reg,
            next: temp_base as u32,
            high: temp_base as u32,
            max_call_window: 0,
            bound,
            dead: false,
            checked: vec![false; function.locals.len()],
            blocks: Vec::new(),
            regions: Vec::new(),
            failure: None,
        };
        if temp_base > MAX_REGISTERS as usize {
            compiler.fail("too many variables");
        }
        compiler
    }

    fn compile(mut self) -> Result<CodeObject> {
        if self.failure.is_none() {
            self.body_prelude();
            self.statements(&self.function.body);
            self.body_end();
        }
        self.finish()
    }

    /// What a module or class body does before its first statement.
    fn body_prelude(&mut self) {
        let function = self.function;
        match function.kind {
            FunctionKind::ClassBody => {
                let value = self.temp();
                let global = self.names.intern("__name__");
                let site = self.global_site(global);
                self.emit(Opcode::LoadGlobal, 0, value, 0, site);
                self.store_class_name("__module__", value);
                let qualname = self.program.name(function.qualname).to_owned();
                self.load_const(Const::Str(qualname), value);
                self.store_class_name("__qualname__", value);
                if let Some(text) = &function.docstring {
                    self.load_const(Const::Str(text.clone()), value);
                    self.store_class_name("__doc__", value);
                }
                self.release(value);
            }
            FunctionKind::Module => {
                if let Some(text) = &function.docstring {
                    let value = self.temp();
                    self.load_const(Const::Str(text.clone()), value);
                    let name = self.names.intern("__doc__");
                    let site = self.global_site(name);
                    self.emit(Opcode::StoreGlobal, 0, value, 0, site);
                    self.release(value);
                }
            }
            _ => {}
        }
        if self.facts.records_annotations {
            let in_class = u8::from(function.kind.takes_namespace());
            self.emit(Opcode::SetupAnnotations, in_class, 0, 0, 0);
        }
    }

    fn body_end(&mut self) {
        if self.dead {
            return;
        }
        if let Some(cell) = self.function.class_cell {
            let register = self.cell_base + cell as Reg;
            self.store_class_name("__classcell__", register);
        }
        self.emit(Opcode::ReturnNone, 0, 0, 0, 0);
    }

    fn store_class_name(&mut self, name: &str, value: Reg) {
        let name = self.names.intern(name);
        let name = self.narrow(name);
        self.emit(Opcode::StoreName, 0, value, 0, name);
    }

    /// Code that runs at entry: loop constants, unbound locals, cells. Written last, when it is known what is needed.
    fn prologue(&mut self) -> Vec<Insn> {
        let body = std::mem::take(&mut self.code);
        let lines = std::mem::take(&mut self.lines);
        self.dead = false;
        if !self.function.frees.is_empty() {
            let count = self.function.frees.len() as u16;
            self.emit(Opcode::LoadFrees, 0, self.free_base, 0, count);
        }
        for (index, cell) in self.function.cells.iter().enumerate() {
            let register = self.cell_base + index as Reg;
            match cell.param {
                Some(slot) => self.emit(Opcode::MakeCellFrom, 0, register, self.local(slot), 0),
                None => self.emit(Opcode::MakeCell, 0, register, 0, 0),
            };
        }
        let parameters = self.function.params.slot_count();
        for slot in parameters..self.function.locals.len() {
            if self.checked[slot] || self.facts.looks_at_locals {
                self.emit(Opcode::Unbind, 0, self.local(slot as u32), 0, 0);
            }
        }
        let mut pinned: Vec<(Const, Reg)> = self.pinned.iter().map(|(c, &r)| (c.clone(), r)).collect();
        pinned.sort_by_key(|&(_, register)| register);
        for (constant, register) in pinned {
            self.load_const(constant, register);
        }
        self.lines = lines;
        std::mem::replace(&mut self.code, body)
    }

    fn finish(mut self) -> Result<CodeObject> {
        self.patch_jumps();
        self.place_handlers();
        let mut code = self.prologue();
        let shift = code.len() as u32;
        code.append(&mut self.code);
        for entry in &mut self.lines {
            entry.pc += shift;
        }
        let first_line = self.program.line(self.function.span.start);
        if shift > 0 {
            self.lines.insert(0, LineEntry { pc: 0, line: first_line });
        }
        for entry in &mut self.exceptions {
            entry.start += shift;
            entry.end += shift;
            entry.handler += shift;
        }
        for info in &mut self.loops {
            info.header += shift;
            info.body += shift;
            info.end += shift;
        }
        if self.high > MAX_REGISTERS {
            self.fail("too many registers");
        }
        if self.consts.len() > usize::from(u16::MAX) {
            self.fail("too many constants");
        }
        if self.sites.len() > usize::from(u16::MAX) {
            self.fail("too many calls and names");
        }
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let function = self.function;
        Ok(CodeObject {
            name: function.name.0,
            qualname: function.qualname.0,
            first_line,
            kind: kind(function.kind),
            is_generator: function.is_generator || function.kind == FunctionKind::GeneratorExpr,
            generator_kind: match function.generator_kind {
                hir::GeneratorKind::Generator => GeneratorKind::Generator,
                hir::GeneratorKind::Coroutine => GeneratorKind::Coroutine,
                hir::GeneratorKind::AsyncGenerator => GeneratorKind::AsyncGenerator,
            },
            parameters: parameters(&function.params),
            local_names: function.locals.iter().map(|name| name.0).collect(),
            local_base: self.local_base,
            cells: function.cells.iter().map(cell_variable).collect(),
            frees: function.frees.iter().map(free_variable).collect(),
            cell_base: self.cell_base,
            free_base: self.free_base,
            temp_base: self.temp_base,
            register_count: self.high as u16,
            max_call_window: self.max_call_window,
            code,
            consts: self.consts,
            sites: self.sites,
            keyword_names: self.keyword_names,
            exceptions: self.exceptions,
            lines: self.lines,
            loops: self.loops,
            docstring: function.docstring.clone(),
            attributes_set: function.attributes_set.iter().map(|name| name.0).collect(),
        })
    }

    /// Remembers the first limit that was exceeded; compilation goes on and its result is dropped.
    fn fail(&mut self, limit: &'static str) {
        if self.failure.is_none() {
            let function = self.program.name(self.function.qualname).to_owned();
            self.failure = Some(CompileError { function, line: self.line, limit });
        }
    }

    fn name(&self, id: NameId) -> &'p str {
        &self.program.names[id.0 as usize]
    }

    fn local(&self, slot: u32) -> Reg {
        self.local_base.wrapping_add(slot as Reg)
    }
    fn cell(&self, index: u32) -> Reg {
        self.cell_base.wrapping_add(index as Reg)
    }
    fn free(&self, index: u32) -> Reg {
        self.free_base.wrapping_add(index as Reg)
    }
    fn captures_of(&self, function: FuncId) -> Vec<Reg> {
        let frees = &self.program.functions[function.0 as usize].frees;
        frees
            .iter()
            .map(|free| match free.source {
                Capture::Cell(index) => self.cell(index),
                Capture::Free(index) => self.free(index),
            })
            .collect()
    }
}

/// Registers `0..=0xFFF0`: a few numbers are kept back so that `register + 3` never wraps.
pub(crate) const MAX_REGISTERS: u32 = 0xFFF0;

fn kind(kind: FunctionKind) -> CodeKind {
    match kind {
        FunctionKind::Module => CodeKind::Module,
        FunctionKind::Def => CodeKind::Def,
        FunctionKind::Lambda => CodeKind::Lambda,
        FunctionKind::ClassBody => CodeKind::ClassBody,
        FunctionKind::GeneratorExpr => CodeKind::GeneratorExpr,
        FunctionKind::Namespace => CodeKind::Namespace,
    }
}

fn parameters(params: &hir::Params) -> Parameters {
    Parameters {
        positional: params.positional.len() as u16,
        positional_only: params.posonly_count as u16,
        keyword_only: params.kwonly.len() as u16,
        var_args: params.vararg.is_some(),
        var_keywords: params.kwarg.is_some(),
    }
}

fn cell_variable(cell: &hir::CellVar) -> CellVariable {
    CellVariable { name: cell.name.0, parameter: cell.param.map(|slot| slot as u16) }
}

fn free_variable(free: &hir::FreeVar) -> FreeVariable {
    let source = match free.source {
        Capture::Cell(index) => CellSource::Cell(index as u16),
        Capture::Free(index) => CellSource::Free(index as u16),
    };
    FreeVariable { name: free.name.0, source }
}
