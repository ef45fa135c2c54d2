//! Semantic errors that a grammar does not find, with CPython 3.11's wording. Pure rules: no syntax tree, no scopes kept.
//!
//! The walks in `lower` call these at the places where CPython's symbol table and compiler make the same checks.

use crate::diagnostic::Fault;
use crate::hir::Span;
use crate::scope::{ScopeKind, flag};

/// Names that nothing may bind.
pub(crate) fn bindable(name: &str, place: Span) -> Result<(), Fault> {
    match name {
        "__debug__" => Err(Fault::syntax("cannot assign to __debug__", place)),
        _ => Ok(()),
    }
}

/// `global` and `nonlocal` must come before any other mention of the name in the block.
pub(crate) fn directive(name: &str, flags: u8, directive: u8, place: Span) -> Result<(), Fault> {
    let word = if directive == flag::GLOBAL { "global" } else { "nonlocal" };
    let message = if flags & flag::PARAM != 0 {
        format!("name '{name}' is parameter and {word}")
    } else if flags & flag::ANNOTATED != 0 {
        format!("annotated name '{name}' can't be {word}")
    } else if flags & flag::LOCAL != 0 {
        format!("name '{name}' is assigned to before {word} declaration")
    } else if flags & flag::USE != 0 {
        format!("name '{name}' is used prior to {word} declaration")
    } else {
        return Ok(());
    };
    Err(Fault::syntax(message, place))
}

/// `yield` has no function to suspend inside a comprehension.
pub(crate) fn yield_in_comprehension(kind: ScopeKind, place: Span) -> Result<(), Fault> {
    if kind.is_comprehension() {
        return Err(Fault::syntax(format!("'yield' inside {}", kind.comprehension_name()), place));
    }
    Ok(())
}

/// `yield` needs a function.
pub(crate) fn yield_outside(kind: ScopeKind, place: Span) -> Result<(), Fault> {
    if kind.is_function() { Ok(()) } else { Err(Fault::syntax("'yield' outside function", place)) }
}

/// `yield from` has no meaning in a coroutine.
pub(crate) fn yield_from_async(kind: ScopeKind, place: Span) -> Result<(), Fault> {
    if kind == ScopeKind::AsyncDef { Err(Fault::syntax("'yield from' inside async function", place)) } else { Ok(()) }
}

/// `await` needs an asynchronous function, or a generator expression, which it makes asynchronous. `scope` is where it
/// stands, `block` the code block around that.
pub(crate) fn await_outside(scope: ScopeKind, block: ScopeKind, place: Span) -> Result<(), Fault> {
    match block {
        ScopeKind::AsyncDef | ScopeKind::Generator => Ok(()),
        _ if scope.is_inlined() => async_comprehension(block, place),
        _ if block.is_function() => Err(Fault::syntax("'await' outside async function", place)),
        _ => Err(Fault::syntax("'await' outside function", place)),
    }
}

/// `async for` in a list, set or dict comprehension needs what `await` needs.
pub(crate) fn async_comprehension(block: ScopeKind, place: Span) -> Result<(), Fault> {
    match block {
        ScopeKind::AsyncDef | ScopeKind::Generator => Ok(()),
        _ => Err(Fault::syntax("asynchronous comprehension outside of an asynchronous function", place)),
    }
}

/// `async for` and `async with` need an asynchronous function.
pub(crate) fn async_statement(what: &str, block: ScopeKind, place: Span) -> Result<(), Fault> {
    match block {
        ScopeKind::AsyncDef => Ok(()),
        _ => Err(Fault::syntax(format!("'async {what}' outside async function"), place)),
    }
}

/// `return` needs a function.
pub(crate) fn return_outside(kind: ScopeKind, place: Span) -> Result<(), Fault> {
    if kind.is_function() { Ok(()) } else { Err(Fault::syntax("'return' outside function", place)) }
}

/// `break` needs a loop.
pub(crate) fn break_outside(in_loop: bool, place: Span) -> Result<(), Fault> {
    if in_loop { Ok(()) } else { Err(Fault::syntax("'break' outside loop", place)) }
}

/// `continue` needs a loop.
pub(crate) fn continue_outside(in_loop: bool, place: Span) -> Result<(), Fault> {
    if in_loop { Ok(()) } else { Err(Fault::syntax("'continue' not properly in loop", place)) }
}

/// `break`, `continue` and `return` may not leave an `except*` clause.
pub(crate) fn leaves_star(leaves: bool, place: Span) -> Result<(), Fault> {
    match leaves {
        true => Err(Fault::syntax("'break', 'continue' and 'return' cannot appear in an except* block", place)),
        false => Ok(()),
    }
}

/// CPython's `CO_MAXBLOCKS`: loops, `with` and parts of `try` inside each other in one function.
pub(crate) const MAX_BLOCKS: u32 = 20;

/// Refuses one block too many.
pub(crate) fn block_count(open: u32, place: Span) -> Result<(), Fault> {
    if open > MAX_BLOCKS { Err(Fault::syntax("too many statically nested blocks", place)) } else { Ok(()) }
}

/// The same keyword twice in one call.
pub(crate) fn keywords<'a>(keywords: impl Iterator<Item = (Option<&'a str>, Span)>) -> Result<(), Fault> {
    let mut seen = rustc_hash::FxHashSet::default();
    for (name, place) in keywords {
        let Some(name) = name else { continue };
        bindable(name, place)?;
        if !seen.insert(name) {
            return Err(Fault::syntax(format!("keyword argument repeated: {name}"), place));
        }
    }
    Ok(())
}

/// Features that `from __future__ import` accepts in 3.11.
pub(crate) fn future_feature(name: &str, place: Span) -> Result<(), Fault> {
    const KNOWN: [&str; 10] = [
        "nested_scopes",
        "generators",
        "division",
        "absolute_import",
        "with_statement",
        "print_function",
        "unicode_literals",
        "barry_as_FLUFL",
        "generator_stop",
        "annotations",
    ];
    match name {
        "braces" => Err(Fault::syntax("not a chance", place)),
        _ if KNOWN.contains(&name) => Ok(()),
        _ => Err(Fault::syntax(format!("future feature {name} is not defined"), place)),
    }
}
