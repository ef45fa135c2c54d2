//! `from __future__ import ...`: which features, and only at the beginning of the file.

use ruff_python_ast::{Expr, Stmt};

use super::span;
use crate::check;
use crate::diagnostic::Fault;

/// Checks the future imports of a module; true when `annotations` is among them.
pub(super) fn annotations(body: &[Stmt]) -> Result<bool, Fault> {
    let (mut started, mut found) = (false, false);
    for (i, stmt) in body.iter().enumerate() {
        match stmt {
            Stmt::ImportFrom(s) if s.level == 0 && s.module.as_ref().is_some_and(|m| m.id == "__future__") => {
                if started {
                    return Err(misplaced(stmt));
                }
                for alias in &s.names {
                    check::future_feature(&alias.name.id, span(stmt))?;
                    found |= alias.name.id == "annotations";
                }
            }
            Stmt::Expr(s) if i == 0 && matches!(&*s.value, Expr::StringLiteral(_)) => {}
            _ => started = true,
        }
    }
    Ok(found)
}

/// The error for a future import anywhere else.
pub(super) fn misplaced(stmt: &Stmt) -> Fault {
    Fault::syntax("from __future__ imports must occur at the beginning of the file", span(stmt))
}
