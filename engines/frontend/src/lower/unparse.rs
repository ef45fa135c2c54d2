//! Text of an annotation, as `from __future__ import annotations` keeps it.
//!
//! Written anew from the tree with CPython's spacing for what annotations consist of: names, attributes, subscripts,
//! tuples, lists, `|`, calls and simple literals. Anything else keeps the source's own text.

use ruff_python_ast::{self as ast, Expr, Operator};

use super::span;

/// The expression as CPython's unparser would write it.
pub(super) fn unparse(expr: &Expr, source: &str) -> String {
    let place = span(expr);
    let verbatim = source.get(place.start as usize..place.end as usize).unwrap_or("");
    write(expr, source).unwrap_or_else(|| verbatim.to_owned())
}

fn write(expr: &Expr, source: &str) -> Option<String> {
    super::grow(|| match expr {
        Expr::Name(e) => Some(e.id.to_string()),
        Expr::NoneLiteral(_) => Some("None".to_owned()),
        Expr::EllipsisLiteral(_) => Some("...".to_owned()),
        Expr::BooleanLiteral(e) => Some(if e.value { "True" } else { "False" }.to_owned()),
        Expr::NumberLiteral(e) => match &e.value {
            ast::Number::Int(value) => value.as_i64().map(|small| small.to_string()),
            _ => None,
        },
        Expr::StringLiteral(e) => string(e.value.to_str()),
        Expr::Attribute(e) => match &*e.value {
            Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) => Some(format!("{}.{}", write(&e.value, source)?, e.attr.id)),
            _ => None,
        },
        Expr::Subscript(e) => match &*e.value {
            Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) => {
                let index = match &*e.slice {
                    Expr::Tuple(tuple) if !tuple.elts.is_empty() => elements(&tuple.elts, true, source)?,
                    other => write(other, source)?,
                };
                Some(format!("{}[{index}]", write(&e.value, source)?))
            }
            _ => None,
        },
        Expr::Tuple(e) => Some(format!("({})", elements(&e.elts, true, source)?)),
        Expr::List(e) => Some(format!("[{}]", elements(&e.elts, false, source)?)),
        Expr::BinOp(e) if e.op == Operator::BitOr => {
            let right = write(&e.right, source)?;
            let right = if matches!(&*e.right, Expr::BinOp(_)) { format!("({right})") } else { right };
            Some(format!("{} | {right}", write(&e.left, source)?))
        }
        Expr::Call(e) if e.arguments.keywords.is_empty() => call(e, source),
        _ => None,
    })
}

fn call(e: &ast::ExprCall, source: &str) -> Option<String> {
    match &*e.func {
        Expr::Name(_) | Expr::Attribute(_) => {
            let args = elements(&e.arguments.args, false, source)?;
            Some(format!("{}({args})", write(&e.func, source)?))
        }
        _ => None,
    }
}

fn elements(list: &[Expr], tuple: bool, source: &str) -> Option<String> {
    let parts: Option<Vec<String>> = list.iter().map(|e| write(e, source)).collect();
    let mut text = parts?.join(", ");
    if tuple && list.len() == 1 {
        text.push(',');
    }
    Some(text)
}

/// `repr` of text that needs no escape.
fn string(text: &str) -> Option<String> {
    if text.chars().any(|c| c == '\\' || !(' '..='~').contains(&c)) {
        return None;
    }
    match (text.contains('\''), text.contains('"')) {
        (false, _) => Some(format!("'{text}'")),
        (true, false) => Some(format!("\"{text}\"")),
        _ => None,
    }
}
