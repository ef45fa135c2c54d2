//! `re.Match`: one match and its groups.

use super::matcher::NOWHERE;
use super::pattern::{Found, Pattern, Target, expand as expand_template};
use super::template::Template;
use super::{new_class, own_class, repr_text};
use crate::Runtime;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::function::NativeBody::{F1, F2, Var};
use crate::object::function::{Args, GetSetDef, NativeDef, NativeRole, native, native_kw};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::native::{Native, NativeState};
use crate::object::string::Str;
use crate::ops::index::index_value;
use crate::value::{Result, Value};
use std::any::Any;

struct Match {
    pattern: Gc<Native>,
    /// What was searched.
    string: Value,
    /// The same, or an immutable copy.
    subject: Value,
    marks: Box<[usize]>,
    last: usize,
    range: (usize, usize),
}

impl NativeState for Match {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.pattern);
        marker.value(self.string);
        marker.value(self.subject);
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

const METHODS: &[NativeDef] = &[
    native("group", Var(group), 1),
    native_kw("groups", F2(groups), 1, &["default"]),
    native_kw("groupdict", F2(group_dict), 1, &["default"]),
    native("start", F2(|rt, m, g| span_part(rt, m, g, |s| s.0)), 1),
    native("end", F2(|rt, m, g| span_part(rt, m, g, |s| s.1)), 1),
    native("span", F2(span), 1),
    native_kw("expand", F2(expand), 2, &["template"]),
    native("__getitem__", F2(get_item), 2),
    native("__repr__", F1(repr), 1),
    native("__copy__", F1(|_, v| Ok(v)), 1),
    native("__deepcopy__", F2(|_, v, _| Ok(v)), 2),
];

const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "string", get: |rt, v| with(rt, v, |m| m.string), set: None },
    GetSetDef { name: "re", get: |rt, v| with(rt, v, |m| m.pattern.into()), set: None },
    GetSetDef { name: "pos", get: |rt, v| with(rt, v, |m| Value::small_int(m.range.0 as i64)), set: None },
    GetSetDef { name: "endpos", get: |rt, v| with(rt, v, |m| Value::small_int(m.range.1 as i64)), set: None },
    GetSetDef {
        name: "lastindex",
        get: |rt, v| with(rt, v, |m| if m.last == 0 { Value::NONE } else { Value::small_int(m.last as i64) }),
        set: None,
    },
    GetSetDef { name: "lastgroup", get: last_group, set: None },
    GetSetDef { name: "regs", get: regs, set: None },
];

pub(super) fn install(rt: &mut Runtime, module: Gc<Module>) {
    let class = new_class(rt, module, "Match");
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, crate::types::alias::CLASS_GETITEM);
    rt.install_getsets(class, GETSETS);
}

/// A new match object.
pub(super) fn new_match(
    rt: &mut Runtime,
    pattern: Gc<Native>,
    string: Value,
    target: &Target,
    found: Found,
    range: (usize, usize),
) -> Result {
    let class = own_class(rt, "Match")?;
    let state = Match { pattern, string, subject: target.value(), marks: found.marks.into_boxed_slice(), last: found.last, range };
    Ok(rt.new_native_object(class, Box::new(state)).into())
}

/// Start and end of a match.
pub(super) fn whole(m: Value) -> Option<(usize, usize)> {
    let native = m.as_object::<Native>()?;
    let m = native.downcast::<Match>()?;
    Some((m.marks[0], m.marks[1]))
}

fn cell(rt: &mut Runtime, v: Value) -> Result<Gc<Native>> {
    match v.as_object::<Native>().filter(|n| n.downcast::<Match>().is_some()) {
        Some(native) => Ok(native),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("descriptor requires a 're.Match' object but received a '{name}'")))
        }
    }
}

fn with<R>(rt: &mut Runtime, v: Value, f: impl FnOnce(&Match) -> R) -> Result<R> {
    let native = cell(rt, v)?;
    match native.downcast::<Match>() {
        Some(m) => Ok(f(m)),
        None => Err(rt.type_error("not a match")),
    }
}

/// Number of a group given by number or name.
fn group_number(rt: &mut Runtime, this: Value, key: Value) -> Result<usize> {
    let (pattern, count) = with(rt, this, |m| (m.pattern, m.marks.len() / 2))?;
    if key.is_empty() {
        return Ok(0);
    }
    let number = match index_value(rt, key) {
        Ok(Some(i)) => crate::ops::index::int_to_i64(i),
        _ => {
            let names = pattern.downcast::<Pattern>().map(|p| p.names);
            match names {
                Some(names) if native_payload(key).as_object::<Str>().is_some() => names.get(rt, key)?.and_then(|v| v.as_small_int()),
                _ => None,
            }
        }
    };
    match number {
        Some(n) if n >= 0 && (n as usize) < count => Ok(n as usize),
        _ => Err(rt.index_error("no such group")),
    }
}

fn group_at(rt: &mut Runtime, this: Value, number: usize, default: Value) -> Result {
    let (subject, from, to) = with(rt, this, |m| (m.subject, m.marks[2 * number], m.marks[2 * number + 1]))?;
    match Target::of(subject) {
        Some(target) if from != NOWHERE && to != NOWHERE => Ok(target.slice(rt, from, to)),
        _ => Ok(default),
    }
}

fn group(rt: &mut Runtime, args: Args<'_>) -> Result {
    if !args.keywords.is_empty() {
        return Err(rt.type_error("Match.group() takes no keyword arguments"));
    }
    let this = args.positional[0];
    match args.positional[1..] {
        [] => group_at(rt, this, 0, Value::NONE),
        [key] => get_item(rt, this, key),
        ref keys => {
            let mut items = rt.rooted();
            for &key in keys {
                let v = get_item(rt, this, key)?;
                items.push(v);
            }
            Ok(rt.new_tuple(&items).into())
        }
    }
}

fn get_item(rt: &mut Runtime, this: Value, key: Value) -> Result {
    let number = group_number(rt, this, key)?;
    group_at(rt, this, number, Value::NONE)
}

fn groups(rt: &mut Runtime, this: Value, default: Value) -> Result {
    let count = with(rt, this, |m| m.marks.len() / 2)?;
    let default = default.present().unwrap_or(Value::NONE);
    let mut items = rt.rooted();
    for number in 1..count {
        let v = group_at(rt, this, number, default)?;
        items.push(v);
    }
    Ok(rt.new_tuple(&items).into())
}

fn group_dict(rt: &mut Runtime, this: Value, default: Value) -> Result {
    let default = default.present().unwrap_or(Value::NONE);
    let pattern = with(rt, this, |m| m.pattern)?;
    let dict = rt.new_dict();
    let Some(names) = pattern.downcast::<Pattern>().map(|p| p.names) else { return Ok(dict.into()) };
    let mut position = 0;
    while let Some((i, key, number)) = names.next_entry(position) {
        position = i + 1;
        let v = group_at(rt, this, number.as_small_int().unwrap_or(0) as usize, default)?;
        dict.set(rt, key, v)?;
    }
    Ok(dict.into())
}

/// Start and end of a group, -1 where it did not match.
fn span_of(rt: &mut Runtime, this: Value, number: usize) -> Result<(i64, i64)> {
    with(rt, this, |m| {
        let (from, to) = (m.marks[2 * number], m.marks[2 * number + 1]);
        if from == NOWHERE || to == NOWHERE { (-1, -1) } else { (from as i64, to as i64) }
    })
}

fn span_part(rt: &mut Runtime, this: Value, key: Value, part: fn((i64, i64)) -> i64) -> Result {
    let number = group_number(rt, this, key)?;
    span_of(rt, this, number).map(|s| Value::small_int(part(s)))
}

fn span(rt: &mut Runtime, this: Value, key: Value) -> Result {
    let number = group_number(rt, this, key)?;
    let (from, to) = span_of(rt, this, number)?;
    Ok(rt.new_tuple(&[Value::small_int(from), Value::small_int(to)]).into())
}

fn regs(rt: &mut Runtime, this: Value) -> Result {
    let count = with(rt, this, |m| m.marks.len() / 2)?;
    let mut items = rt.rooted();
    for number in 0..count {
        let (from, to) = span_of(rt, this, number)?;
        let pair = rt.new_tuple(&[Value::small_int(from), Value::small_int(to)]);
        items.push(pair.into());
    }
    Ok(rt.new_tuple(&items).into())
}

fn last_group(rt: &mut Runtime, this: Value) -> Result {
    let (pattern, last) = with(rt, this, |m| (m.pattern, m.last))?;
    let Some(names) = pattern.downcast::<Pattern>().map(|p| p.names) else { return Ok(Value::NONE) };
    let mut position = 0;
    while let Some((i, key, number)) = names.next_entry(position) {
        position = i + 1;
        if last > 0 && number.as_small_int() == Some(last as i64) {
            return Ok(key);
        }
    }
    Ok(Value::NONE)
}

fn expand(rt: &mut Runtime, this: Value, template: Value) -> Result {
    let native = cell(rt, this)?;
    let Some(m) = native.downcast::<Match>() else { return Ok(Value::NONE) };
    let template = Template::parse(rt, m.pattern, template)?;
    match Target::of(m.subject) {
        Some(target) => Ok(expand_template(rt, &template, &target, &m.marks)),
        None => Ok(Value::NONE),
    }
}

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let (from, to) = span_of(rt, this, 0)?;
    let whole = group_at(rt, this, 0, Value::NONE)?;
    let text: String = repr_text(rt, whole)?.chars().take(50).collect();
    Ok(rt.str_value(&format!("<re.Match object; span=({from}, {to}), match={text}>")))
}
