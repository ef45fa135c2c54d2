//! f-strings: text and values, with nested format specifications and the `=` form.

use ruff_python_ast::{self as ast, FStringPart as Part, InterpolatedStringElement as Element};

use super::{Lower, span};
use crate::diagnostic::Fault;
use crate::hir::{Constant, Conversion, Expr, ExprKind, FStringPart, Span};

impl Lower<'_> {
    pub(super) fn fstring(&mut self, e: &ast::ExprFString) -> Result<ExprKind, Fault> {
        let mut parts = Vec::new();
        for part in e.value.iter() {
            match part {
                Part::Literal(text) => {
                    self.fstring_text(&text.value, span(text), &mut parts);
                }
                Part::FString(inner) => {
                    for element in &inner.elements {
                        self.fstring_element(element, &mut parts)?;
                    }
                }
            }
        }
        Ok(match parts.as_slice() {
            [] => ExprKind::Constant(Constant::Str(String::new())),
            [FStringPart::Literal(text)] => ExprKind::Constant(Constant::Str(text.clone())),
            _ => ExprKind::FString(parts),
        })
    }

    /// Text between values; with lone surrogates it is a value itself.
    fn fstring_text(&self, text: &str, span: Span, parts: &mut Vec<FStringPart>) {
        match self.code_points(text, span) {
            None => push_text(parts, text),
            Some(points) => {
                let value = Expr { kind: super::literal::wide_text(points.into_iter(), span), span };
                parts.push(FStringPart::Value { value, conversion: Conversion::None, spec: None });
            }
        }
    }

    fn fstring_element(&mut self, element: &Element, parts: &mut Vec<FStringPart>) -> Result<(), Fault> {
        let value = match element {
            Element::Literal(text) => {
                self.fstring_text(&text.value, span(text), parts);
                return Ok(());
            }
            Element::Interpolation(value) => value,
        };
        let mut conversion = match value.conversion {
            ast::ConversionFlag::None => Conversion::None,
            ast::ConversionFlag::Str => Conversion::Str,
            ast::ConversionFlag::Ascii => Conversion::Ascii,
            ast::ConversionFlag::Repr => Conversion::Repr,
        };
        if let Some(debug) = &value.debug_text {
            push_text(parts, debug.as_str());
            if value.format_spec.is_none() && conversion == Conversion::None {
                conversion = Conversion::Repr;
            }
        }
        let lowered = self.expr(&value.expression)?;
        let spec = match &value.format_spec {
            None => None,
            Some(spec) => {
                let mut inner = Vec::new();
                for element in &spec.elements {
                    self.fstring_element(element, &mut inner)?;
                }
                Some(inner)
            }
        };
        parts.push(FStringPart::Value { value: lowered, conversion, spec });
        Ok(())
    }
}

fn push_text(parts: &mut Vec<FStringPart>, text: &str) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(FStringPart::Literal(last)) => last.push_str(text),
        _ => parts.push(FStringPart::Literal(text.to_owned())),
    }
}
