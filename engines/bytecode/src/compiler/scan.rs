//! What has to be known about a block before its code is made: one walk over its tree.

use frontend::hir::{
    AugTarget, Call, CompareOp, Comprehension, DictItem, Expr, ExprKind, FStringPart, Function, Item, MakeFunction, Place, Program, Stmt,
    StmtKind, Target,
};

use super::expr::{commutative, has_constant_form};
use super::fold;
use crate::code::Const;

/// Most constants that get a register of their own.
const MAX_LOOP_CONSTANTS: usize = 24;

/// Facts about a block.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// Locals bound by `:=`, which can change while an expression is being evaluated.
    pub(crate) walrus: Vec<bool>,
    /// Locals that a `del` or an `except ... as` can unbind.
    pub(crate) unbindable: Vec<bool>,
    /// Simple annotated names are recorded in `__annotations__`.
    pub(crate) records_annotations: bool,
    /// Names a builtin that may look at the local variables.
    pub(crate) looks_at_locals: bool,
    /// Constants used as operands inside loops.
    pub(crate) loop_constants: Vec<Const>,
}

/// Walks a block.
pub(crate) fn scan(program: &Program, function: &Function) -> Facts {
    let locals = function.locals.len();
    let facts = Facts { walrus: vec![false; locals], unbindable: vec![false; locals], ..Facts::default() };
    let mut scanner = Scanner { program, facts, loops: 0 };
    scanner.stmts(&function.body);
    scanner.facts
}

struct Scanner<'p> {
    program: &'p Program,
    facts: Facts,
    loops: u32,
}

impl Scanner<'_> {
    fn stmts(&mut self, body: &[Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Expr(e) => self.expr(e),
            StmtKind::Assign { targets, value } => {
                self.expr(value);
                targets.iter().for_each(|t| self.target(t));
            }
            StmtKind::AugAssign { target, op, value } => {
                match &**target {
                    AugTarget::Place(..) => {}
                    AugTarget::Attribute { object, .. } => self.expr(object),
                    AugTarget::Subscript { object, index, .. } => {
                        self.expr(object);
                        self.operand(index);
                    }
                }
                if !(matches!(fold::constant(value), Some(Const::Float(_))) && has_constant_form(*op)) {
                    self.operand(value);
                }
            }
            StmtKind::AnnAssign { target, value, annotation, record } => {
                self.facts.records_annotations |= record.is_some();
                value.iter().chain(annotation).for_each(|e| self.expr(e));
                target.iter().for_each(|t| self.target(t));
            }
            StmtKind::Return(value) => value.iter().for_each(|e| self.expr(e)),
            StmtKind::Raise { exc, cause } => exc.iter().chain(cause).for_each(|e| self.expr(e)),
            StmtKind::If { test, body, orelse } => {
                self.expr(test);
                self.stmts(body);
                self.stmts(orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.loops += 1;
                self.expr(test);
                self.stmts(body);
                self.loops -= 1;
                self.stmts(orelse);
            }
            StmtKind::For { target, iter, body, orelse } => {
                self.expr(iter);
                self.loops += 1;
                self.target(target);
                self.stmts(body);
                self.loops -= 1;
                self.stmts(orelse);
            }
            StmtKind::Try { body, handlers, orelse, finalbody } => {
                self.stmts(body);
                for handler in handlers {
                    handler.types.iter().for_each(|e| self.expr(e));
                    if let Some(Place::Local(slot)) = handler.target {
                        self.facts.unbindable[slot as usize] = true;
                    }
                    self.stmts(&handler.body);
                }
                self.stmts(orelse);
                self.stmts(finalbody);
            }
            StmtKind::With { context, target, body } => {
                self.expr(context);
                target.iter().for_each(|t| self.target(t));
                self.stmts(body);
            }
            StmtKind::FunctionDef { decorators, function, target: _ } => {
                decorators.iter().for_each(|e| self.expr(e));
                self.make_function(function);
            }
            StmtKind::ClassDef { decorators, class, target: _ } => {
                decorators.iter().for_each(|e| self.expr(e));
                self.items(&class.bases);
                class.keywords.iter().for_each(|(_, e)| self.expr(e));
            }
            StmtKind::Delete(targets) => {
                for target in targets {
                    self.delete(target);
                }
            }
            StmtKind::Assert { test, message } => {
                self.expr(test);
                message.iter().for_each(|e| self.expr(e));
            }
            StmtKind::Import { .. } | StmtKind::ImportFrom { .. } | StmtKind::ImportStar { .. } | StmtKind::Break | StmtKind::Continue => {}
        }
    }

    fn delete(&mut self, target: &Target) {
        match target {
            Target::Place(Place::Local(slot), _) => self.facts.unbindable[*slot as usize] = true,
            Target::Unpack { items, .. } => items.iter().for_each(|t| self.delete(t)),
            target => self.target(target),
        }
    }

    fn target(&mut self, target: &Target) {
        match target {
            Target::Place(..) => {}
            Target::Attribute { object, .. } => self.expr(object),
            Target::Subscript { object, index, .. } => {
                self.expr(object);
                self.operand(index);
            }
            Target::Unpack { items, .. } => items.iter().for_each(|t| self.target(t)),
        }
    }

    fn make_function(&mut self, make: &MakeFunction) {
        make.defaults.iter().for_each(|e| self.expr(e));
        make.kw_defaults.iter().chain(&make.annotations).for_each(|(_, e)| self.expr(e));
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::One(e) | Item::Star(e) => self.expr(e),
            }
        }
    }

    fn call(&mut self, call: &Call) {
        self.expr(&call.func);
        self.items(&call.args);
        call.keywords.iter().for_each(|(_, e)| self.expr(e));
    }

    fn comprehension(&mut self, comp: &Comprehension) {
        for (number, clause) in comp.clauses.iter().enumerate() {
            self.loops += u32::from(number > 0);
            self.expr(&clause.iter);
            self.loops += u32::from(number == 0);
            self.target(&clause.target);
            clause.waits.iter().for_each(|waits| self.expr(&waits.test));
            clause.conditions.iter().for_each(|e| self.expr(e));
        }
        self.expr(&comp.element);
        comp.value.iter().for_each(|e| self.expr(e));
        self.loops -= comp.clauses.len() as u32;
    }

    fn parts(&mut self, parts: &[FStringPart]) {
        for part in parts {
            if let FStringPart::Value { value, spec, .. } = part {
                self.expr(value);
                spec.iter().for_each(|spec| self.parts(spec));
            }
        }
    }

    /// A left operand, for which there is no immediate form.
    fn left_operand(&mut self, expr: &Expr) {
        match fold::constant(expr) {
            Some(constant @ Const::Int(_)) if self.loops > 0 => self.pin(constant),
            _ => self.operand(expr),
        }
    }

    fn pin(&mut self, constant: Const) {
        let list = &mut self.facts.loop_constants;
        if list.len() < MAX_LOOP_CONSTANTS && !list.contains(&constant) {
            list.push(constant);
        }
    }

    /// An expression that is read as an operand: if it is a constant with no short form, a loop keeps it in a register.
    fn operand(&mut self, expr: &Expr) {
        if self.loops == 0 {
            return self.expr(expr);
        }
        match fold::constant(expr) {
            Some(Const::Int(value)) if i16::try_from(value).is_ok() => {}
            Some(constant) => self.pin(constant),
            None => self.expr(expr),
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Load(Place::Global(name)) => {
                let name = self.program.name(*name);
                self.facts.looks_at_locals |= matches!(name, "locals" | "vars" | "dir" | "eval" | "exec");
            }
            ExprKind::Constant(_) | ExprKind::Load(_) => {}
            ExprKind::Binary { op, lhs, rhs } => {
                if fold::constant(expr).is_none() {
                    let is_float = |e: &Expr| matches!(fold::constant(e), Some(Const::Float(_)));
                    if commutative(*op) {
                        if !(is_float(lhs) && has_constant_form(*op)) {
                            self.operand(lhs);
                        }
                    } else {
                        self.left_operand(lhs);
                    }
                    if !(is_float(rhs) && has_constant_form(*op)) {
                        self.operand(rhs);
                    }
                }
            }
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::And(list) | ExprKind::Or(list) => list.iter().for_each(|e| self.expr(e)),
            ExprKind::Compare { first, rest } => {
                self.left_operand(first);
                for (op, e) in rest {
                    match op {
                        CompareOp::Is | CompareOp::IsNot => self.expr(e),
                        _ => self.operand(e),
                    }
                }
            }
            ExprKind::IfExp { test, body, orelse } => [test, body, orelse].into_iter().for_each(|e| self.expr(e)),
            ExprKind::Call(call) => self.call(call),
            ExprKind::ZeroArgSuper { callee, .. } => self.expr(callee),
            ExprKind::Attribute { object, .. } => self.expr(object),
            ExprKind::Subscript { object, index } => {
                self.expr(object);
                self.operand(index);
            }
            ExprKind::Slice { lower, upper, step } => {
                [lower, upper, step].into_iter().flatten().for_each(|e| self.expr(e));
            }
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => self.items(items),
            ExprKind::Dict(items) => {
                for item in items {
                    match item {
                        DictItem::Pair(k, v) => {
                            self.expr(k);
                            self.expr(v);
                        }
                        DictItem::Spread(e) => self.expr(e),
                    }
                }
            }
            ExprKind::ListComp(comp) | ExprKind::SetComp(comp) | ExprKind::DictComp(comp) => self.comprehension(comp),
            ExprKind::GeneratorExpr { function, first } => {
                self.make_function(function);
                self.expr(first);
            }
            ExprKind::Lambda(function) => self.make_function(function),
            ExprKind::FString(parts) => self.parts(parts),
            ExprKind::Walrus { target, value } => {
                if let Place::Local(slot) = target {
                    self.facts.walrus[*slot as usize] = true;
                }
                self.expr(value);
            }
            ExprKind::Yield(value) => value.iter().for_each(|e| self.expr(e)),
            ExprKind::YieldFrom(value) | ExprKind::Await(value) => self.expr(value),
            ExprKind::Intrinsic { args, .. } => args.iter().for_each(|e| self.expr(e)),
        }
    }
}
