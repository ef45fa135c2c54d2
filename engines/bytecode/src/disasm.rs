//! The disassembler: code objects as text for a reader, source lines in between.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::code::{CodeKind, CodeObject, Const, LoopKind, Module};
use crate::opcode::{Field, Insn, Opcode, Role, binary_flags, function_flags};

/// All code objects of a module. With the source text, each line stands above its instructions.
pub fn disassemble(module: &Module, source: Option<&str>) -> String {
    let mut out = String::new();
    for (index, code) in module.functions.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(&disassemble_function(module, code, source));
    }
    out
}

/// One code object.
pub fn disassemble_function(module: &Module, code: &CodeObject, source: Option<&str>) -> String {
    let mut printer = Printer { module, code, labels: labels(code), out: String::new() };
    printer.header();
    let lines: Vec<&str> = source.map(|text| text.lines().collect()).unwrap_or_default();
    let mut line = 0;
    for pc in 0..code.code.len() as u32 {
        if code.line_of(pc) != line {
            line = code.line_of(pc);
            let text = lines.get(line as usize - 1).map_or("", |text| text.trim_end());
            let _ = writeln!(printer.out, "{line:>5} | {text}");
        }
        printer.instruction(pc);
    }
    printer.exceptions();
    printer.out
}

/// Jump targets, numbered in the order of the code.
fn labels(code: &CodeObject) -> BTreeMap<u32, usize> {
    let mut targets: Vec<u32> = (0..code.code.len() as u32).filter_map(|pc| code.code[pc as usize].jump_target(pc)).collect();
    targets.extend(code.exceptions.iter().map(|entry| entry.handler));
    targets.sort_unstable();
    targets.dedup();
    targets.into_iter().enumerate().map(|(number, target)| (target, number + 1)).collect()
}

struct Printer<'m> {
    module: &'m Module,
    code: &'m CodeObject,
    labels: BTreeMap<u32, usize>,
    out: String,
}

impl Printer<'_> {
    fn header(&mut self) {
        let code = self.code;
        let kind = match code.kind {
            CodeKind::Module => "module",
            CodeKind::Def if code.is_generator => "generator function",
            CodeKind::Def => "function",
            CodeKind::Lambda => "lambda",
            CodeKind::ClassBody => "class body",
            CodeKind::Namespace => "namespace",
            CodeKind::GeneratorExpr => "generator expression",
        };
        let _ = writeln!(
            self.out,
            "{kind} {}: {} registers, {} instructions, line {}",
            self.module.name(code.qualname),
            code.register_count,
            code.code.len(),
            code.first_line
        );
        let named = |names: Vec<(u16, u32)>| -> String {
            names.iter().map(|&(register, name)| format!(" r{register}={}", self.module.name(name))).collect()
        };
        let locals = named(code.local_names.iter().enumerate().map(|(i, &n)| (code.local_base + i as u16, n)).collect());
        let cells = named(code.cells.iter().enumerate().map(|(i, cell)| (code.cell_base + i as u16, cell.name)).collect());
        let frees = named(code.frees.iter().enumerate().map(|(i, free)| (code.free_base + i as u16, free.name)).collect());
        for (title, list) in [("locals", locals), ("cells", cells), ("captured", frees)] {
            if !list.is_empty() {
                let _ = writeln!(self.out, "  {title}:{list}");
            }
        }
    }

    fn instruction(&mut self, pc: u32) {
        let insn = self.code.code[pc as usize];
        let label = self.labels.get(&pc).map_or(String::new(), |number| format!("L{number}:"));
        let operands: Vec<String> =
            insn.op.info().operands.iter().filter_map(|&(field, role)| self.operand(pc, &insn, field, role)).collect();
        let note = match self.code.loop_at(pc).map(|info| info.kind) {
            Some(LoopKind::While) => "   ; while loop",
            Some(LoopKind::Range) => "   ; range loop",
            Some(LoopKind::Iter) => "   ; for loop",
            None => "",
        };
        let text = format!("{pc:>5} {label:>5} {:<16} {}{note}", insn.op.info().name, operands.join(", "));
        let _ = writeln!(self.out, "      {}", text.trim_end());
    }

    fn operand(&self, pc: u32, insn: &Insn, field: Field, role: Role) -> Option<String> {
        let value = insn.field(field);
        let register = value as u16;
        Some(match role {
            Role::Def | Role::DefOnJump | Role::Use | Role::UseCell => self.register(register),
            Role::DefRun | Role::UseRun => self.run(register, insn.c),
            Role::DefTwo => self.run(register, 2),
            Role::DefThree | Role::UseThree | Role::LoopState => self.run(register, 3),
            Role::DefUnpackEx => self.run(register, insn.c + 1 + u16::from(insn.x)),
            Role::UsePairs => self.run(register, insn.c * 2),
            Role::FunctionParts => match insn.x.count_ones() as u16 {
                0 => return None,
                count => self.run(register, count),
            },
            Role::CallWindow | Role::RangeWindow => self.window(register, register + 1, u16::from(insn.x)),
            Role::MethodWindow => {
                let name = self.code.sites.get(usize::from(insn.c)).map_or("?", |site| self.module.name(site.name));
                let receiver = self.register(register + 1);
                format!("{receiver}.{name}({})", self.arguments(register + 2, u16::from(insn.x)))
            }
            Role::LoadedWindow => self.window(register, register + 1, u16::from(insn.x) + 1),
            Role::ExWindow => {
                let keywords = if insn.x != 0 { format!(", **r{}", register + 2) } else { String::new() };
                format!("r{register}(*r{}{keywords})", register + 1)
            }
            Role::Const => self.code.consts.get(value as usize).map_or_else(|| format!("k{value}"), constant),
            Role::Name => self.module.names.get(value as usize).cloned().unwrap_or_default(),
            Role::Site if insn.op.base() == Opcode::CallMethod => return None,
            Role::Site => return self.site(value as usize),
            Role::Function => {
                let inner = self.module.functions.get(value as usize)?;
                format!("<{}>", self.module.name(inner.qualname))
            }
            Role::Jump16 | Role::Jump32 => {
                let target = insn.jump_target(pc)?;
                let arrow = if target <= pc { "^" } else { "v" };
                self.labels.get(&target).map_or_else(|| format!("{arrow} {target}"), |number| format!("{arrow} L{number}"))
            }
            Role::Imm16 => (value as i16).to_string(),
            Role::Imm32 => value.to_string(),
            Role::Count if field == Field::X && insn.op.base() != Opcode::UnpackEx => return None,
            Role::Count if matches!(insn.op.base(), Opcode::UnpackEx) && field == Field::C => format!("{value} before"),
            Role::Count if matches!(insn.op.base(), Opcode::UnpackEx) => format!("{value} after"),
            Role::Count => return None,
            Role::BinaryFlags => flags(insn.x, &[(binary_flags::IN_PLACE, "in place"), (binary_flags::REVERSED, "reversed")])?,
            Role::FunctionFlags => flags(
                insn.x,
                &[
                    (function_flags::DEFAULTS, "defaults"),
                    (function_flags::KW_DEFAULTS, "keyword defaults"),
                    (function_flags::ANNOTATIONS, "annotations"),
                    (function_flags::CLOSURE, "closure"),
                ],
            )?,
            Role::Sense => if value == 0 { "if not" } else { "if" }.to_owned(),
            Role::Bool if insn.op.base() == Opcode::LoadBool => if value == 0 { "False" } else { "True" }.to_owned(),
            Role::Bool => return None,
            Role::Conversion => match value {
                1 => "!s".to_owned(),
                2 => "!r".to_owned(),
                3 => "!a".to_owned(),
                _ => return None,
            },
            Role::Intrinsic => format!("{:?}", frontend::hir::Intrinsic::ALL.get(value as usize)?),
            Role::Level => match value {
                0 => return None,
                level => ".".repeat(level as usize),
            },
        })
    }

    fn register(&self, register: u16) -> String {
        if let Some(name) = self.code.local_name(register) {
            return self.module.name(name).to_owned();
        }
        match self.code.cell_name(register) {
            Some((name, _)) if register < self.code.temp_base => format!("cell {}", self.module.name(name)),
            _ => format!("r{register}"),
        }
    }

    fn run(&self, first: u16, count: u16) -> String {
        match count {
            0 => "()".to_owned(),
            1 => format!("[{}]", self.register(first)),
            _ => format!("[{}..{}]", self.register(first), self.register(first + count - 1)),
        }
    }

    fn window(&self, callee: u16, first: u16, count: u16) -> String {
        format!("r{callee}({})", self.arguments(first, count))
    }

    fn arguments(&self, first: u16, count: u16) -> String {
        match count {
            0 => String::new(),
            1 => self.register(first),
            _ => format!("{}..{}", self.register(first), self.register(first + count - 1)),
        }
    }

    fn site(&self, index: usize) -> Option<String> {
        let site = self.code.sites.get(index)?;
        match site.keywords {
            Some(list) => {
                let names = self.code.keyword_names.get(list as usize)?;
                let names: Vec<String> = names.iter().map(|&name| format!("{}=", self.module.name(name))).collect();
                Some(names.join(", "))
            }
            None if site.kind == crate::SiteKind::Call => None,
            None => Some(self.module.name(site.name).to_owned()),
        }
    }

    fn exceptions(&mut self) {
        if self.code.exceptions.is_empty() {
            return;
        }
        let _ = writeln!(self.out, "  exceptions:");
        for entry in &self.code.exceptions {
            let target = self.labels.get(&entry.handler).copied().unwrap_or_default();
            let register = self.register(entry.register);
            let _ = writeln!(self.out, "      {:>5}..{:<5} -> L{target} in {register}", entry.start, entry.end - 1);
        }
    }
}

fn flags(bits: u8, names: &[(u8, &str)]) -> Option<String> {
    let set: Vec<&str> = names.iter().filter(|(bit, _)| bits & bit != 0).map(|&(_, name)| name).collect();
    (!set.is_empty()).then(|| set.join(" + "))
}

/// A constant much as Python writes it; long ones are cut.
fn constant(value: &Const) -> String {
    let list = |items: &[Const]| items.iter().map(constant).collect::<Vec<_>>().join(", ");
    let text = match value {
        Const::None => "None".to_owned(),
        Const::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Const::Ellipsis => "...".to_owned(),
        Const::Int(value) => value.to_string(),
        Const::BigInt(digits) => digits.clone(),
        Const::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
        Const::Imaginary(bits) => format!("{:?}j", f64::from_bits(*bits)),
        Const::Str(text) => format!("{text:?}"),
        Const::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        Const::Tuple(items) => format!("({})", list(items)),
        Const::FrozenSet(items) => format!("frozenset({})", list(items)),
    };
    if text.chars().count() > 60 { text.chars().take(57).chain("...".chars()).collect() } else { text }
}
