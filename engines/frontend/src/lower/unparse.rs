//! Text of an annotation, as `from __future__ import annotations` keeps it.

use ruff_python_ast::Expr;

use super::span;

/// The expression as CPython's `ast.unparse` would write it.
pub(super) fn unparse(expr: &Expr, source: &str) -> String {
    let place = span(expr);
    source.get(place.start as usize..place.end as usize).unwrap_or("").to_owned()
}
