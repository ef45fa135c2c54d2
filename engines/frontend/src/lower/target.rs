//! Targets of assignment, `for`, `with`, `del` and augmented assignment.

use ruff_python_ast::{self as ast, Expr};

use super::{Lower, grow, span};
use crate::diagnostic::Fault;
use crate::hir::{AugTarget, Target};

impl Lower<'_> {
    pub(super) fn targets(&mut self, targets: &[Expr]) -> Result<Vec<Target>, Fault> {
        targets.iter().map(|target| self.target(target)).collect()
    }

    pub(super) fn target(&mut self, target: &Expr) -> Result<Target, Fault> {
        let place = span(target);
        match target {
            Expr::Name(e) => Ok(Target::Place(self.store(&e.id), place)),
            Expr::Attribute(e) => {
                let (object, name) = self.attribute_target(e)?;
                if let Expr::Name(object) = &*e.value
                    && let Some(first) = self.first_param
                    && self.name(&object.id) == first
                    && !self.attributes_set.contains(&name)
                {
                    self.attributes_set.push(name);
                }
                Ok(Target::Attribute { object, name, span: place })
            }
            Expr::Subscript(e) => {
                let (object, index) = (self.expr(&e.value)?, self.subscript_index(&e.slice)?);
                Ok(Target::Subscript { object, index, span: place })
            }
            Expr::Tuple(e) => grow(|| self.unpack(&e.elts, target)),
            Expr::List(e) => grow(|| self.unpack(&e.elts, target)),
            Expr::Starred(_) => Err(Fault::syntax("starred assignment target must be in a list or tuple", place)),
            _ => Err(Fault::syntax("cannot assign to expression", place)),
        }
    }

    fn attribute_target(&mut self, e: &ast::ExprAttribute) -> Result<(crate::hir::Expr, crate::hir::NameId), Fault> {
        crate::check::bindable(&e.attr.id, span(e))?;
        Ok((self.expr(&e.value)?, self.name(&e.attr.id)))
    }

    fn unpack(&mut self, elements: &[Expr], whole: &Expr) -> Result<Target, Fault> {
        let mut items = Vec::with_capacity(elements.len());
        let mut star = None;
        for (i, element) in elements.iter().enumerate() {
            match element {
                Expr::Starred(e) => {
                    if star.is_some() {
                        return Err(Fault::syntax("multiple starred expressions in assignment", span(whole)));
                    }
                    star = Some(i as u32);
                    items.push(self.target(&e.value)?);
                }
                other => items.push(self.target(other)?),
            }
        }
        Ok(Target::Unpack { items, star, span: span(whole) })
    }

    pub(super) fn aug_target(&mut self, target: &Expr) -> Result<AugTarget, Fault> {
        let place = span(target);
        match target {
            Expr::Name(e) => Ok(AugTarget::Place(self.store(&e.id), place)),
            Expr::Attribute(e) => {
                let (object, name) = self.attribute_target(e)?;
                Ok(AugTarget::Attribute { object, name, span: place })
            }
            Expr::Subscript(e) => {
                let (object, index) = (self.expr(&e.value)?, self.subscript_index(&e.slice)?);
                Ok(AugTarget::Subscript { object, index, span: place })
            }
            _ => Err(Fault::syntax("illegal expression for augmented assignment", place)),
        }
    }

    /// `del (a, [b])` deletes each name in turn.
    pub(super) fn delete_target(&mut self, target: &Expr, out: &mut Vec<Target>) -> Result<(), Fault> {
        match target {
            Expr::Tuple(e) => e.elts.iter().try_for_each(|t| grow(|| self.delete_target(t, out))),
            Expr::List(e) => e.elts.iter().try_for_each(|t| grow(|| self.delete_target(t, out))),
            Expr::Starred(_) => Err(Fault::syntax("cannot delete starred", span(target))),
            _ => {
                let target = self.target(target)?;
                out.push(target);
                Ok(())
            }
        }
    }
}
