//! Expressions of a dump.

use super::Dumper;
use crate::hir::*;

impl Dumper<'_> {
    pub(super) fn labelled(&mut self, label: &str, e: &Expr) {
        self.line(label);
        self.indented(|d| d.expr(e));
    }

    fn node(&mut self, head: &str, inner: impl FnOnce(&mut Self)) {
        self.line(head);
        self.indented(inner);
    }

    fn all(&mut self, head: &str, exprs: &[Expr]) {
        self.node(head, |d| exprs.iter().for_each(|e| d.expr(e)));
    }

    pub(super) fn expr(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Constant(c) => {
                let text = constant(c);
                self.line(&text);
            }
            ExprKind::Load(place) => {
                let text = self.place(*place);
                self.line(&text);
            }
            ExprKind::Binary { op, lhs, rhs } => self.node(&format!("binary {op:?}"), |d| {
                d.expr(lhs);
                d.expr(rhs);
            }),
            ExprKind::Unary { op, operand } => self.node(&format!("unary {op:?}"), |d| d.expr(operand)),
            ExprKind::And(list) => self.all("and", list),
            ExprKind::Or(list) => self.all("or", list),
            ExprKind::Compare { first, rest } => self.node("compare", |d| {
                d.expr(first);
                rest.iter().for_each(|(op, e)| d.labelled(&format!("{op:?}"), e));
            }),
            ExprKind::IfExp { test, body, orelse } => self.node("if expression", |d| {
                d.expr(test);
                d.labelled("then", body);
                d.labelled("else", orelse);
            }),
            ExprKind::Call(call) => self.node("call", |d| {
                d.expr(&call.func);
                d.items(&call.args);
                d.keywords(&call.keywords);
            }),
            ExprKind::ZeroArgSuper { callee, class, first_arg } => {
                let head = format!("super class={} first={}", self.place(*class), self.place(*first_arg));
                self.node(&head, |d| d.expr(callee));
            }
            ExprKind::Attribute { object, name } => {
                let head = format!("attribute .{}", self.name(*name));
                self.node(&head, |d| d.expr(object));
            }
            ExprKind::Subscript { object, index } => self.node("subscript", |d| {
                d.expr(object);
                d.expr(index);
            }),
            ExprKind::Slice { lower, upper, step } => self.node("slice", |d| {
                lower.iter().for_each(|e| d.labelled("lower", e));
                upper.iter().for_each(|e| d.labelled("upper", e));
                step.iter().for_each(|e| d.labelled("step", e));
            }),
            ExprKind::Tuple(items) => self.node("tuple", |d| d.items(items)),
            ExprKind::List(items) => self.node("list", |d| d.items(items)),
            ExprKind::Set(items) => self.node("set", |d| d.items(items)),
            ExprKind::Dict(items) => self.node("dict", |d| items.iter().for_each(|i| d.dict_item(i))),
            ExprKind::ListComp(comp) => self.comprehension("list comprehension", comp),
            ExprKind::SetComp(comp) => self.comprehension("set comprehension", comp),
            ExprKind::DictComp(comp) => self.comprehension("dict comprehension", comp),
            ExprKind::GeneratorExpr { function, first } => {
                self.node(&format!("generator expression = function {}", function.function.0), |d| d.expr(first));
            }
            ExprKind::Lambda(function) => {
                self.node(&format!("lambda = function {}", function.function.0), |d| d.make_function(function));
            }
            ExprKind::FString(parts) => self.node("f-string", |d| d.fstring(parts)),
            ExprKind::Walrus { target, value } => {
                let head = format!("walrus {}", self.place(*target));
                self.node(&head, |d| d.expr(value));
            }
            ExprKind::Yield(value) => self.node("yield", |d| value.iter().for_each(|e| d.expr(e))),
            ExprKind::YieldFrom(value) => self.node("yield from", |d| d.expr(value)),
            ExprKind::Await(value) => self.node("await", |d| d.expr(value)),
            ExprKind::Intrinsic { op, args } => self.all(&format!("intrinsic {op:?}"), args),
        }
    }

    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::One(e) => self.expr(e),
                Item::Star(e) => self.labelled("star", e),
            }
        }
    }

    pub(super) fn keywords(&mut self, keywords: &[(Option<NameId>, Expr)]) {
        for (name, value) in keywords {
            let head = name.map_or("**".to_owned(), |n| format!("{}=", self.name(n)));
            self.labelled(&head, value);
        }
    }

    fn dict_item(&mut self, item: &DictItem) {
        match item {
            DictItem::Pair(key, value) => {
                self.labelled("key", key);
                self.labelled("value", value);
            }
            DictItem::Spread(e) => self.labelled("**", e),
        }
    }

    fn comprehension(&mut self, kind: &str, comp: &Comprehension) {
        let slots = if comp.locals.is_empty() { String::new() } else { format!(" locals={:?}", comp.locals) };
        let cells = if comp.fresh_cells.is_empty() { String::new() } else { format!(" fresh={:?}", comp.fresh_cells) };
        self.node(&format!("{kind}{slots}{cells}"), |d| {
            for clause in &comp.clauses {
                d.target("for", &clause.target);
                d.labelled("in", &clause.iter);
                clause.conditions.iter().for_each(|e| d.labelled("if", e));
            }
            d.labelled(if comp.value.is_some() { "key" } else { "element" }, &comp.element);
            comp.value.iter().for_each(|e| d.labelled("value", e));
        });
    }

    fn fstring(&mut self, parts: &[FStringPart]) {
        for part in parts {
            match part {
                FStringPart::Literal(text) => self.line(&format!("text {text:?}")),
                FStringPart::Value { value, conversion, spec } => {
                    let how = match conversion {
                        Conversion::None => "value",
                        Conversion::Str => "value !s",
                        Conversion::Repr => "value !r",
                        Conversion::Ascii => "value !a",
                    };
                    self.labelled(how, value);
                    if let Some(spec) = spec {
                        self.node("spec", |d| d.fstring(spec));
                    }
                }
            }
        }
    }

    pub(super) fn make_function(&mut self, function: &MakeFunction) {
        function.defaults.iter().for_each(|e| self.labelled("default", e));
        for (name, e) in &function.kw_defaults {
            let head = format!("default {}", self.name(*name));
            self.labelled(&head, e);
        }
        for (name, e) in &function.annotations {
            let head = format!("annotation {}", self.name(*name));
            self.labelled(&head, e);
        }
    }
}

fn constant(constant: &Constant) -> String {
    match constant {
        Constant::None => "None".to_owned(),
        Constant::True => "True".to_owned(),
        Constant::False => "False".to_owned(),
        Constant::Ellipsis => "Ellipsis".to_owned(),
        Constant::Int(value) => format!("int {value}"),
        Constant::BigInt(digits) => format!("int {digits}"),
        Constant::Float(value) => format!("float {value:?}"),
        Constant::Imaginary(value) => format!("imaginary {value:?}"),
        Constant::Str(text) => format!("str {text:?}"),
        Constant::Bytes(bytes) => format!("bytes \"{}\"", bytes.escape_ascii()),
    }
}
