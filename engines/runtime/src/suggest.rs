//! "Did you mean: 'x'?" at the end of an uncaught `NameError` or `AttributeError`, as CPython 3.11 offers it
//! (Python/suggestions.c): the nearest known name by a weighted edit distance, if at most a third of the characters
//! would change.

use crate::Runtime;
use crate::object::Gc;
use crate::object::dict::Dict;
use crate::object::exception::{Exception, Traceback};
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::string::Str;
use crate::value::Value;

/// Longer lists of candidates are not searched.
const MAX_CANDIDATES: usize = 750;
/// Longer names are not compared.
const MAX_NAME_BYTES: usize = 40;
/// Cost of inserting, deleting or replacing a character.
const MOVE_COST: usize = 2;
/// Cost of changing the case of one.
const CASE_COST: usize = 1;

fn substitution_cost(a: u8, b: u8) -> usize {
    if a == b {
        0
    } else if a.eq_ignore_ascii_case(&b) {
        CASE_COST
    } else {
        MOVE_COST
    }
}

/// Weighted Levenshtein distance; more than `limit` may be reported as any number above it.
fn distance(a: &[u8], b: &[u8], limit: usize) -> usize {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..], &b[prefix..]);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - suffix], &b[..b.len() - suffix]);
    if a.is_empty() || b.is_empty() {
        return (a.len() + b.len()) * MOVE_COST;
    }
    if a.len() > MAX_NAME_BYTES || b.len() > MAX_NAME_BYTES {
        return limit + 1;
    }
    let mut row: Vec<usize> = (1..=a.len()).map(|i| i * MOVE_COST).collect();
    for (j, &y) in b.iter().enumerate() {
        let mut diagonal = j * MOVE_COST;
        let mut left = diagonal + MOVE_COST;
        for (cell, &x) in row.iter_mut().zip(a) {
            let replaced = diagonal + substitution_cost(x, y);
            diagonal = *cell;
            left = replaced.min(left.min(diagonal) + MOVE_COST);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(limit + 1)
}

/// The candidate nearest to `name`, the first of equals.
fn nearest<'c>(name: &str, candidates: &'c [String]) -> Option<&'c str> {
    if candidates.len() >= MAX_CANDIDATES {
        return None;
    }
    let mut best: Option<(&str, usize)> = None;
    for candidate in candidates.iter().filter(|c| *c != name) {
        let mut limit = (name.len() + candidate.len() + 3) * MOVE_COST / 6;
        if let Some((_, d)) = best {
            limit = limit.min(d.saturating_sub(1));
        }
        let d = distance(name.as_bytes(), candidate.as_bytes(), limit);
        if d <= limit {
            best = Some((candidate, d));
        }
    }
    best.map(|(candidate, _)| candidate)
}

fn names_of(dict: Gc<Dict>) -> Vec<String> {
    let mut names = Vec::new();
    let mut position = 0;
    while let Some((entry, key, _)) = dict.next_entry(position) {
        position = entry + 1;
        names.extend(key.as_object::<Str>().map(|k| k.to_rust()));
    }
    names
}

impl Runtime {
    /// The name that an uncaught exception's missing name may have meant.
    pub(crate) fn suggestion(&mut self, exception: Value) -> Option<String> {
        let name_key = self.names.name;
        let missing = self.own_attribute(exception, name_key)?.as_object::<Str>()?.to_rust();
        if self.class_of(exception) == self.exceptions.attribute_error {
            let object_key = self.names.obj;
            let object = self.own_attribute(exception, object_key)?;
            let names = match self.dir(object) {
                Ok(names) => names.as_object::<List>()?,
                Err(_) => {
                    self.take_pending();
                    return None;
                }
            };
            let names: Vec<String> = (0..names.len()).filter_map(|i| Some(names.get(i)?.as_object::<Str>()?.to_rust())).collect();
            return nearest(&missing, &names).map(str::to_string);
        }
        if self.class_of(exception) != self.exceptions.name_error {
            return None;
        }
        let scopes = [self.innermost_locals(exception), self.innermost_globals(exception), names_of(self.builtins)];
        scopes.iter().find_map(|names| nearest(&missing, names)).map(str::to_string)
    }

    fn innermost(&self, exception: Value) -> Option<Gc<Traceback>> {
        let mut at = exception.as_object::<Exception>()?.traceback.get().as_object::<Traceback>()?;
        while let Some(next) = at.next.as_object::<Traceback>() {
            at = next;
        }
        Some(at)
    }

    fn innermost_locals(&self, exception: Value) -> Vec<String> {
        let Some(entry) = self.innermost(exception) else { return Vec::new() };
        let proto = self.proto(entry.proto);
        let parameters = proto.positional.iter().chain(&proto.kwonly).chain(&proto.vararg).chain(&proto.kwarg);
        parameters.chain(&proto.local_names).map(|n| n.to_rust()).collect()
    }

    /// Names of the module whose file the exception was raised in.
    fn innermost_globals(&self, exception: Value) -> Vec<String> {
        let Some(entry) = self.innermost(exception) else { return Vec::new() };
        let (file, key) = (&self.proto(entry.proto).file, self.names.__file__);
        let mut position = 0;
        while let Some((next, _, module)) = self.modules.next_entry(position) {
            position = next + 1;
            if let Some(module) = module.as_object::<Module>()
                && module.dict.get_str(key).and_then(|f| f.as_object::<Str>()).is_some_and(|f| f.eq_rust(file))
            {
                return names_of(module.dict);
            }
        }
        Vec::new()
    }

    /// Raises `NameError: name 'x' is not defined` with its `name`.
    #[cold]
    pub fn undefined_name(&mut self, name: Gc<Str>) -> crate::value::Raised {
        let raised = self.name_error(format!("name '{}' is not defined", name.to_rust()));
        let (exception, key) = (self.pending, self.names.name);
        self.set_own_attribute(exception, key, name.into());
        raised
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_offered_when_a_third_changes_at_most() {
        let names = |list: &[&str]| list.iter().map(|s| s.to_string()).collect::<Vec<_>>();
        for (missing, candidates, expected) in [
            ("valeu", &["value", "other"][..], Some("value")),
            ("colour", &["color", "size"], Some("color")),
            ("Value", &["value", "valve"], Some("value")),
            ("x", &["completely", "different"], None),
            ("abc", &["xyz"], None),
        ] {
            assert_eq!(nearest(missing, &names(candidates)), expected, "{missing}");
        }
    }
}
