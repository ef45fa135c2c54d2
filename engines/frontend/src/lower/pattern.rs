//! `match`: each case becomes a condition. A pattern's captures are kept in hidden slots and assigned when all of it has
//! matched, as in CPython, where a failing pattern binds nothing.

use ruff_python_ast::{self as ast, Pattern};

use super::coroutine::{assign, constant, intrinsic, load};
use super::{Lower, grow, span};
use crate::diagnostic::Fault;
use crate::hir::{CompareOp, Constant, Expr, ExprKind, Intrinsic, NameId, Place, Span, Stmt, StmtKind};

/// What a pattern binds so far: name, where it is bound, hidden slot, place in the source.
type Captures = Vec<(NameId, Place, Place, Span)>;

/// Whether a pattern matches everything, and what to call it in messages.
fn irrefutable(pattern: &Pattern) -> Option<String> {
    match pattern {
        Pattern::MatchAs(p) => match (&p.pattern, &p.name) {
            (None, None) => Some("wildcard".to_owned()),
            (None, Some(name)) => Some(format!("name capture '{}'", name.id)),
            (Some(inner), _) => irrefutable(inner),
        },
        Pattern::MatchOr(p) => p.patterns.last().and_then(irrefutable),
        _ => None,
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    matches!(pattern, Pattern::MatchAs(p) if p.pattern.is_none() && p.name.is_none())
        || matches!(pattern, Pattern::MatchStar(p) if p.name.is_none())
}

fn compare(op: CompareOp, lhs: Expr, rhs: Expr, span: Span) -> Expr {
    Expr { kind: ExprKind::Compare { first: Box::new(lhs), rest: vec![(op, rhs)] }, span }
}

/// All conditions in order; absent ones always hold.
fn all(mut conditions: Vec<Expr>, span: Span) -> Option<Expr> {
    match conditions.len() {
        0 | 1 => conditions.pop(),
        _ => Some(Expr { kind: ExprKind::And(conditions), span }),
    }
}

fn number(value: usize, span: Span) -> Expr {
    constant(Constant::Int(value as i64), span)
}

fn item(object: Place, index: usize, span: Span) -> Expr {
    Expr { kind: ExprKind::Subscript { object: Box::new(load(object, span)), index: Box::new(number(index, span)) }, span }
}

impl Lower<'_> {
    pub(super) fn match_statement(&mut self, s: &ast::StmtMatch, out: &mut Vec<Stmt>) -> Result<(), Fault> {
        let subject = self.hidden();
        let value = self.expr(&s.subject)?;
        out.push(assign(subject, value));
        let mut cases = Vec::with_capacity(s.cases.len());
        for (i, case) in s.cases.iter().enumerate() {
            if case.guard.is_none() && i + 1 < s.cases.len() {
                self.reject_unreachable(&case.pattern)?;
            }
            let place = span(&case.pattern);
            let mut captures = Captures::new();
            let mut conditions = Vec::new();
            self.pattern(&case.pattern, subject, &mut captures, &mut conditions)?;
            if !captures.is_empty() {
                let bind = captures.iter().map(|&(_, target, kept, at)| (target, load(kept, at))).collect();
                conditions.push(Self::bindings(bind, place));
            }
            if let Some(guard) = &case.guard {
                conditions.push(self.expr(guard)?);
            }
            cases.push((all(conditions, place), self.body(&case.body)?, place));
        }
        let mut orelse = Vec::new();
        for (test, body, span) in cases.into_iter().rev() {
            orelse = match test {
                None => body,
                Some(test) => vec![Stmt { kind: StmtKind::If { test, body, orelse }, span }],
            };
        }
        out.extend(orelse);
        Ok(())
    }

    fn reject_unreachable(&self, pattern: &Pattern) -> Result<(), Fault> {
        match irrefutable(pattern) {
            Some(what) => Err(Fault::syntax(format!("{what} makes remaining patterns unreachable"), span(pattern))),
            None => Ok(()),
        }
    }

    /// Adds the conditions under which the value in `subject` matches.
    fn pattern(&mut self, pattern: &Pattern, subject: Place, captures: &mut Captures, out: &mut Vec<Expr>) -> Result<(), Fault> {
        let place = span(pattern);
        match pattern {
            Pattern::MatchValue(p) => {
                let value = self.expr(&p.value)?;
                out.push(compare(CompareOp::Eq, load(subject, place), value, place));
                Ok(())
            }
            Pattern::MatchSingleton(p) => {
                let value = match p.value {
                    ast::Singleton::None => Constant::None,
                    ast::Singleton::True => Constant::True,
                    ast::Singleton::False => Constant::False,
                };
                out.push(compare(CompareOp::Is, load(subject, place), constant(value, place), place));
                Ok(())
            }
            Pattern::MatchAs(p) => {
                if let Some(inner) = &p.pattern {
                    if p.name.is_some()
                        && let Some(what) = irrefutable(inner)
                    {
                        return Err(Fault::syntax(format!("{what} makes remaining patterns unreachable"), place));
                    }
                    grow(|| self.pattern(inner, subject, captures, out))?;
                }
                self.capture(p.name.as_ref(), load(subject, place), captures, out)
            }
            Pattern::MatchOr(p) => self.alternatives(p, subject, captures, out),
            Pattern::MatchSequence(p) => grow(|| self.sequence(p, subject, captures, out)),
            Pattern::MatchMapping(p) => grow(|| self.mapping(p, subject, captures, out)),
            Pattern::MatchClass(p) => grow(|| self.class_pattern(p, subject, captures, out)),
            Pattern::MatchStar(_) => Err(Fault::syntax("can't use starred name here (consider moving to list or tuple)", place)),
        }
    }

    fn capture(&mut self, name: Option<&ast::Identifier>, value: Expr, captures: &mut Captures, out: &mut Vec<Expr>) -> Result<(), Fault> {
        let Some(name) = name else { return Ok(()) };
        let place = span(name);
        let id = self.name(&name.id);
        if captures.iter().any(|&(bound, ..)| bound == id) {
            return Err(Fault::syntax(format!("multiple assignments to name '{}' in pattern", name.id), place));
        }
        let kept = self.hidden();
        out.push(Self::bindings(vec![(kept, value)], place));
        captures.push((id, self.store(&name.id), kept, place));
        Ok(())
    }

    /// `a | b`: the alternatives bind the same names, to the same hidden slots.
    fn alternatives(&mut self, p: &ast::PatternMatchOr, subject: Place, captures: &mut Captures, out: &mut Vec<Expr>) -> Result<(), Fault> {
        let place = span(p);
        let before = captures.len();
        let mut first: Option<Captures> = None;
        let mut tests = Vec::with_capacity(p.patterns.len());
        for (i, alternative) in p.patterns.iter().enumerate() {
            if i + 1 < p.patterns.len() {
                self.reject_unreachable(alternative)?;
            }
            let mut conditions = Vec::new();
            grow(|| self.pattern(alternative, subject, captures, &mut conditions))?;
            let own: Captures = captures.drain(before..).collect();
            match &first {
                None => first = Some(own),
                Some(first) => {
                    let kept = |name: NameId| own.iter().find(|&&(bound, ..)| bound == name).map(|&(_, _, kept, _)| kept);
                    if own.len() != first.len() || first.iter().any(|&(name, ..)| kept(name).is_none()) {
                        return Err(Fault::syntax("alternative patterns bind different names", place));
                    }
                    let moves: Vec<(Place, Expr)> =
                        first.iter().filter_map(|&(name, _, slot, at)| Some((slot, load(kept(name)?, at)))).collect();
                    if !moves.is_empty() {
                        conditions.push(Self::bindings(moves, place));
                    }
                }
            }
            tests.push(all(conditions, place).unwrap_or_else(|| constant(Constant::True, place)));
        }
        captures.extend(first.unwrap_or_default());
        out.push(Expr { kind: ExprKind::Or(tests), span: place });
        Ok(())
    }

    /// Keeps what an intrinsic gives unless it is `None`, which means that nothing matches.
    fn parts(&mut self, op: Intrinsic, args: Vec<Expr>, place: Span, out: &mut Vec<Expr>) -> Place {
        let parts = self.hidden();
        let value = Expr { kind: ExprKind::Walrus { target: parts, value: Box::new(intrinsic(op, args, place)) }, span: place };
        out.push(compare(CompareOp::IsNot, value, constant(Constant::None, place), place));
        parts
    }

    /// Matches one part: the item of a tuple.
    fn part(&mut self, pattern: &Pattern, parts: Place, index: usize, captures: &mut Captures, out: &mut Vec<Expr>) -> Result<(), Fault> {
        let place = span(pattern);
        match pattern {
            _ if is_wildcard(pattern) => Ok(()),
            Pattern::MatchStar(p) => self.capture(p.name.as_ref(), item(parts, index, place), captures, out),
            Pattern::MatchAs(p) if p.pattern.is_none() => self.capture(p.name.as_ref(), item(parts, index, place), captures, out),
            _ => {
                let slot = self.hidden();
                out.push(Self::bindings(vec![(slot, item(parts, index, place))], place));
                self.pattern(pattern, slot, captures, out)
            }
        }
    }

    fn sequence(
        &mut self,
        p: &ast::PatternMatchSequence,
        subject: Place,
        captures: &mut Captures,
        out: &mut Vec<Expr>,
    ) -> Result<(), Fault> {
        let place = span(p);
        let mut stars = p.patterns.iter().enumerate().filter(|(_, p)| p.is_match_star()).map(|(i, _)| i);
        let star = stars.next();
        if stars.next().is_some() {
            return Err(Fault::syntax("multiple starred names in sequence pattern", place));
        }
        let before = star.unwrap_or(p.patterns.len());
        let after = p.patterns.len() - before - usize::from(star.is_some());
        let how = match star {
            _ if p.patterns.iter().all(is_wildcard) => 0,
            Some(star) if is_wildcard(&p.patterns[star]) => 2,
            _ => 1,
        };
        let flag = constant(if star.is_some() { Constant::True } else { Constant::False }, place);
        let args = vec![load(subject, place), number(before, place), number(after, place), flag, number(how, place)];
        let parts = self.parts(Intrinsic::MatchSequence, args, place, out);
        for (i, inner) in p.patterns.iter().enumerate() {
            self.part(inner, parts, i, captures, out)?;
        }
        Ok(())
    }

    fn mapping(&mut self, p: &ast::PatternMatchMapping, subject: Place, captures: &mut Captures, out: &mut Vec<Expr>) -> Result<(), Fault> {
        let place = span(p);
        let mut keys = Vec::with_capacity(p.keys.len());
        for key in &p.keys {
            let lowered = self.expr(key)?;
            let repeated = |other: &Expr| matches!((&other.kind, &lowered.kind), (ExprKind::Constant(a), ExprKind::Constant(b)) if a == b);
            if keys.iter().any(repeated) {
                let text = self.slice(span(key)).to_owned();
                return Err(Fault::syntax(format!("mapping pattern checks duplicate key ({text})"), place));
            }
            keys.push(lowered);
        }
        let mut kept = Vec::with_capacity(keys.len());
        let mut args = vec![load(subject, place)];
        for key in keys {
            let span = key.span;
            if p.rest.is_none() {
                args.push(key);
                continue;
            }
            let slot = self.hidden();
            args.push(Expr { kind: ExprKind::Walrus { target: slot, value: Box::new(key) }, span });
            kept.push(load(slot, span));
        }
        let parts = self.parts(Intrinsic::MatchMapping, args, place, out);
        for (i, inner) in p.patterns.iter().enumerate() {
            self.part(inner, parts, i, captures, out)?;
        }
        if p.rest.is_some() {
            let args = std::iter::once(load(subject, place)).chain(kept).collect();
            self.capture(p.rest.as_ref(), intrinsic(Intrinsic::MatchRest, args, place), captures, out)?;
        }
        Ok(())
    }

    fn class_pattern(
        &mut self,
        p: &ast::PatternMatchClass,
        subject: Place,
        captures: &mut Captures,
        out: &mut Vec<Expr>,
    ) -> Result<(), Fault> {
        let place = span(p);
        let class = self.expr(&p.cls)?;
        let positional = p.arguments.patterns.len();
        let mut args = vec![load(subject, place), class, number(positional, place)];
        for (i, keyword) in p.arguments.keywords.iter().enumerate() {
            let name = keyword.attr.id.as_str();
            if p.arguments.keywords[..i].iter().any(|other| other.attr.id == name) {
                let message = format!("attribute name repeated in class pattern: {name}");
                return Err(Fault::syntax(message, span(&keyword.pattern)));
            }
            args.push(constant(Constant::Str(name.to_owned()), place));
        }
        let parts = self.parts(Intrinsic::MatchClass, args, place, out);
        let keywords = p.arguments.keywords.iter().map(|k| &k.pattern);
        for (i, inner) in p.arguments.patterns.iter().chain(keywords).enumerate() {
            self.part(inner, parts, i, captures, out)?;
        }
        Ok(())
    }
}
