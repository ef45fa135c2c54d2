//! The parser's errors in CPython 3.11's words.
//!
//! The parser recovers and reports what it found in its own terms; each is mapped to what CPython's grammar says at that
//! token. What has no rule here is `invalid syntax`, as in CPython.

use ruff_python_ast::{Expr, ModExpression, ModModule};
use ruff_python_parser::{
    InterpolatedStringErrorType as FString, LexicalErrorType, ParseErrorType as E, Parsed, UnsupportedSyntaxErrorKind as U,
    parse_expression,
};

use super::scan::{Scan, Token, TokenKind};
use crate::diagnostic::{Fault, Kind, Place};
use crate::hir::Span;
use crate::lower::span;

mod context;
mod fstring;
mod string;

use context::Context;

/// The first error of the grammar, with the offset of the token it is about.
pub(super) fn first_fault(parsed: &Parsed<ModModule>, scan: &Scan, text: &str) -> Option<(u32, Fault)> {
    if parsed.has_no_syntax_errors() {
        return None;
    }
    if parsed.has_no_syntax_errors() {
        return None;
    }
    let context = Context { tokens: &scan.tokens, text };
    let literal = string::first_fault(&context);
    let errors = parsed.errors();
    let mut order: Vec<(u32, usize)> = Vec::with_capacity(errors.len());
    order.extend(errors.iter().enumerate().map(|(i, e)| (context.token_start(span(e).start), i)));
    order.sort_unstable();
    let mut first = None;
    for (at, i) in order {
        let place = span(&errors[i]);
        // A target that does not even parse is the lesser error.
        let greater = |(j, other): (usize, Span)| other.start > place.start && (j < i || other.start < place.end);
        if is_target_error(&errors[i].error) && errors.iter().map(span).enumerate().any(greater) {
            continue;
        }
        first = Some((at, i));
        break;
    }
    let newer =
        parsed.unsupported_syntax_errors().iter().filter(|error| errors.is_empty() || error.kind != U::ParenthesizedKeywordArgumentName);
    let newer = newer.map(|error| (context.token_start(span(error).start), error)).min_by_key(|(at, _)| *at);
    let literal_at = literal.as_ref().map_or(u32::MAX, |(at, _)| *at);
    let newer_at = newer.map_or(u32::MAX, |(at, _)| at);
    match first {
        Some((at, i)) if at < literal_at && at <= newer_at => Some((at, grammar_fault(&errors[i].error, span(&errors[i]), &context))),
        _ if newer_at < literal_at => newer.map(|(at, error)| (at, version_fault(error.kind, span(error), &context))),
        _ => literal,
    }
}

fn is_target_error(error: &E) -> bool {
    matches!(
        error,
        E::InvalidAssignmentTarget
            | E::InvalidDeleteTarget
            | E::InvalidNamedAssignmentTarget
            | E::InvalidAugmentedAssignmentTarget
            | E::InvalidAnnotatedAssignmentTarget
    )
}

fn syntax(message: impl Into<String>, place: Span) -> Fault {
    Fault::syntax(message, place)
}

/// Syntax newer than 3.11, which that version's grammar just fails on.
fn version_fault(kind: U, place: Span, context: &Context<'_>) -> Fault {
    let message = match kind {
        U::UnpackingInComprehension(_) if context.text_of(place).starts_with("**") => "dict unpacking cannot be used in dict comprehension",
        U::UnpackingInComprehension(_) => "iterable unpacking cannot be used in comprehension",
        U::UnparenthesizedExceptionTypes => "multiple exception types must be parenthesized",
        U::TypeParameterList if context.line_starts_with(place.start, &["def", "async"]) => "expected '('",
        U::Pep701FString(_) => {
            return string::pep701_fault(place, context);
        }
        _ => return context.generic(place),
    };
    syntax(message, place)
}

fn grammar_fault(error: &E, place: Span, context: &Context<'_>) -> Fault {
    let message = match error {
        E::Lexical(error) => return lexical_fault(error, place, context),
        E::FStringError(error) => return syntax(fstring_message(error), place),
        E::UnexpectedIndentation => {
            let place = Place::Line(context.token_start(place.start));
            return Fault { kind: Kind::IndentationError, message: "unexpected indent".to_owned(), place };
        }
        E::ParamAfterVarKeywordParam => "arguments cannot follow var-keyword argument",
        E::NonDefaultParamAfterDefaultParam => "non-default argument follows default argument",
        E::ExpectedKeywordParam => "named arguments must follow bare *",
        E::VarParameterWithDefault if context.text_of(place).starts_with("**") => "var-keyword argument cannot have default value",
        E::VarParameterWithDefault => "var-positional argument cannot have default value",
        E::PositionalAfterKeywordArgument => {
            return syntax("positional argument follows keyword argument", context.next_span(place));
        }
        E::PositionalAfterKeywordUnpacking => {
            return syntax("positional argument follows keyword argument unpacking", context.next_span(place));
        }
        E::InvalidArgumentUnpackingOrder => "iterable argument unpacking follows keyword argument unpacking",
        E::UnparenthesizedGeneratorExpression if !context.line_starts_with(place.start, &["class"]) => {
            "Generator expression must be parenthesized"
        }
        E::IterableUnpackingInComprehension => "iterable unpacking cannot be used in comprehension",
        E::InvalidStarredExpressionUsage => return starred_fault(place, context),
        E::InvalidAssignmentTarget => return assignment_fault(place, context),
        E::InvalidDeleteTarget => {
            return syntax(format!("cannot delete {}", describe(place, context)), place);
        }
        E::InvalidNamedAssignmentTarget => {
            return syntax(format!("cannot use assignment expressions with {}", describe(place, context)), place);
        }
        E::InvalidAugmentedAssignmentTarget => {
            let what = describe(place, context);
            return syntax(format!("'{what}' is an illegal expression for augmented assignment"), place);
        }
        E::InvalidAnnotatedAssignmentTarget => "illegal target for annotation",
        E::InvalidYieldExpressionUsage if context.next_word(place) == "=" => "assignment to yield expression not possible",
        E::UnparenthesizedTupleExpression if context.opening(place.start).is_some_and(|b| b != "(") => {
            "did you forget parentheses around the comprehension target?"
        }
        E::OtherError(text) => return other_fault(text, place, context),
        _ => return context.generic(place),
    };
    syntax(message, place)
}

fn fstring_message(error: &FString) -> &'static str {
    match error {
        FString::UnclosedLbrace | FString::UnterminatedString | FString::UnterminatedTripleQuotedString => "f-string: expecting '}'",
        FString::InvalidConversionFlag | FString::ConversionFlagNotImmediatelyAfterExclamation => {
            "f-string: invalid conversion character: expected 's', 'r', or 'a'"
        }
        FString::SingleRbrace => "f-string: single '}' is not allowed",
        FString::LambdaWithoutParentheses => "f-string: invalid syntax",
        FString::NewlineInFormatSpec => "f-string: expecting '}'",
    }
}

fn lexical_fault(error: &LexicalErrorType, place: Span, context: &Context<'_>) -> Fault {
    match error {
        LexicalErrorType::FStringError(error) => syntax(fstring_message(error), place),
        LexicalErrorType::IndentationError => {
            let fault = syntax("unindent does not match any outer indentation level", place);
            Fault { kind: Kind::IndentationError, ..fault }
        }
        _ => context.generic(place),
    }
}

fn other_fault(text: &str, place: Span, context: &Context<'_>) -> Fault {
    let message = match text {
        _ if text.starts_with("Expected an indented block after") => {
            return context.missing_block(place);
        }
        "Only one '*' parameter allowed" | "Only one '*' separator allowed" => "* argument may appear only once",
        "Only one '/' separator allowed" => "/ may appear only once",
        "Only one '**' parameter allowed" => "arguments cannot follow var-keyword argument",
        "'/' parameter must appear before '*' parameter" => "/ must be ahead of *",
        _ if text.starts_with("Position-only parameter separator") => "at least one argument must precede /",
        _ if text.starts_with("Keyword-only parameter separator") => "* argument may appear only once",
        "Only single target (not list) can be annotated" => "only single target (not list) can be annotated",
        "Only single target (not tuple) can be annotated" => "only single target (not tuple) can be annotated",
        "Trailing comma not allowed" if context.line_starts_with(place.start, &["from"]) => {
            let end = context.line_break_after(place.end);
            return syntax("trailing comma not allowed without surrounding parentheses", Span { start: end, end });
        }
        "Expected `except` or `finally` after `try` block" => "expected 'except' or 'finally' block",
        "Cannot have both 'except' and 'except*' on the same 'try'" => "cannot have both 'except' and 'except*' on the same 'try'",
        "Multiple exception types must be parenthesized when using `as`" => "multiple exception types must be parenthesized",
        "Expected a parameter name" => return keyword_fault(place, context),
        _ => return context.generic(place),
    };
    syntax(message, place)
}

/// `f(1=2)`.
fn keyword_fault(place: Span, context: &Context<'_>) -> Fault {
    let text = context.text_of(place);
    match text {
        "True" | "False" | "None" => syntax(format!("cannot assign to {text}"), place),
        _ if text.starts_with('*') => syntax("invalid syntax", Span { start: place.end, ..place }),
        _ => syntax("expression cannot contain assignment, perhaps you meant \"==\"?", place),
    }
}

fn starred_fault(place: Span, context: &Context<'_>) -> Fault {
    match context.opening(place.start) {
        Some("(") => syntax("cannot use starred expression here", place),
        Some("[") if context.next_word(place) == "for" => syntax("iterable unpacking cannot be used in comprehension", place),
        Some("{") if context.next_word(place) == ":" => syntax("invalid syntax", Span { start: place.end, ..place }),
        Some("{") => syntax("cannot use a starred expression in a dictionary value", place),
        _ if context.line_starts_with(place.start, &["del"]) => syntax("cannot delete starred", place),
        _ => syntax("can't use starred expression here", place),
    }
}

/// What stands left of `=`, `for ... in`, `as`.
fn assignment_fault(place: Span, context: &Context<'_>) -> Fault {
    let Some(parsed) = parse_target(context.text_of(place)) else {
        return context.generic(place);
    };
    let expr = parsed.expr();
    if let Expr::Yield(_) | Expr::YieldFrom(_) = expr {
        return syntax("assignment to yield expression not possible", place);
    }
    let what = name_of(expr);
    let arithmetic = !matches!(
        expr,
        Expr::List(_)
            | Expr::Tuple(_)
            | Expr::Generator(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::Compare(_)
            | Expr::BoolOp(_)
            | Expr::Lambda(_)
            | Expr::If(_)
            | Expr::Starred(_)
    ) && !matches!(expr, Expr::UnaryOp(e) if e.op == ruff_python_ast::UnaryOp::Not);
    if arithmetic && context.is_single_equals_after(place) {
        return syntax(format!("cannot assign to {what} here. Maybe you meant '==' instead of '='?"), place);
    }
    syntax(format!("cannot assign to {what}"), place)
}

fn describe(place: Span, context: &Context<'_>) -> &'static str {
    let text = context.text_of(place);
    match parse_target(text) {
        Some(parsed) => name_of(parsed.expr()),
        None if text.starts_with('*') => "starred",
        None => "expression",
    }
}

/// The range of a node leaves its parentheses out, which some expressions need.
fn parse_target(text: &str) -> Option<Parsed<ModExpression>> {
    parse_expression(text).or_else(|_| parse_expression(&format!("({text})"))).ok()
}

/// CPython's `_PyPegen_get_expr_name`.
fn name_of(expr: &Expr) -> &'static str {
    match expr {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) => "f-string expression",
        Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => "literal",
        Expr::BooleanLiteral(e) => {
            if e.value {
                "True"
            } else {
                "False"
            }
        }
        Expr::NoneLiteral(_) => "None",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        _ => "expression",
    }
}

/// Whether a token can end an expression.
fn ends_expression(token: &Token, text: &str) -> bool {
    match token.kind {
        TokenKind::Number | TokenKind::String => true,
        TokenKind::Name => !is_keyword(token.text(text)) || is_constant(token.text(text)),
        TokenKind::Operator => matches!(token.text(text), ")" | "]" | "}" | "..."),
        TokenKind::Newline => false,
    }
}

/// Whether a token can start an expression and cannot continue one.
fn starts_expression(token: &Token, text: &str) -> bool {
    let word = token.text(text);
    match token.kind {
        TokenKind::Number | TokenKind::String => true,
        TokenKind::Name => !is_keyword(word) || is_constant(word) || matches!(word, "lambda" | "not"),
        TokenKind::Operator => matches!(word, "{" | "~" | "..."),
        TokenKind::Newline => false,
    }
}

fn is_constant(word: &str) -> bool {
    matches!(word, "True" | "False" | "None")
}

fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 35] = [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
        "return", "try", "while", "with", "yield",
    ];
    KEYWORDS.contains(&word)
}
