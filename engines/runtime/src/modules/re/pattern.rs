//! `re.Pattern`: compiling, and every way of searching.

use super::matcher::{Matcher, Mode, NOWHERE, Subject};
use super::parse::{ParseError, parse};
use super::program::{Program, compile as compile_program};
use super::result::new_match;
use super::template::Template;
use super::tree::flags;
use super::{new_class, own_class, raise_error, repr_text, text_of};
use crate::Runtime;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::Class;
use crate::object::dict::Dict;
use crate::object::function::NativeBody::{F1, F2, F4};
use crate::object::function::{GetSetDef, NativeDef, NativeRole, native, native_kw};
use crate::object::instance::native_payload;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Native, NativeState};
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str};
use crate::value::{Result, Value};
use std::any::Any;
use std::cell::Cell;

/// A compiled pattern.
pub(super) struct Pattern {
    pub(super) source: Value,
    pub(super) is_text: bool,
    flags: u32,
    pub(super) groups: usize,
    /// Names and numbers.
    pub(super) names: Gc<Dict>,
    program: Program,
}

impl NativeState for Pattern {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.source);
        marker.object(self.names);
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

const METHODS: &[NativeDef] = &[
    native_kw("match", F4(|rt, p, s, a, b| find_one(rt, p, s, (a, b), How::Match)), 2, &["string", "pos", "endpos"]),
    native_kw("fullmatch", F4(|rt, p, s, a, b| find_one(rt, p, s, (a, b), How::Full)), 2, &["string", "pos", "endpos"]),
    native_kw("search", F4(|rt, p, s, a, b| find_one(rt, p, s, (a, b), How::Search)), 2, &["string", "pos", "endpos"]),
    native_kw("findall", F4(find_all), 2, &["string", "pos", "endpos"]),
    native_kw("finditer", F4(find_iter), 2, &["string", "pos", "endpos"]),
    native_kw("sub", F4(|rt, p, r, s, n| substitute(rt, p, r, s, n).map(|(v, _)| v)), 3, &["repl", "string", "count"]),
    native_kw("subn", F4(substitute_counting), 3, &["repl", "string", "count"]),
    native_kw("split", crate::object::function::NativeBody::F3(split), 2, &["string", "maxsplit"]),
    native("__repr__", F1(repr), 1),
    native("__eq__", F2(equal), 2),
    native("__hash__", F1(hash), 1),
    native("__copy__", F1(|_, v| Ok(v)), 1),
    native("__deepcopy__", F2(|_, v, _| Ok(v)), 2),
];

const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "pattern", get: |rt, v| with(rt, v, |p| p.source), set: None },
    GetSetDef { name: "flags", get: |rt, v| with(rt, v, |p| Value::small_int(i64::from(p.flags))), set: None },
    GetSetDef { name: "groups", get: |rt, v| with(rt, v, |p| Value::small_int(p.groups as i64)), set: None },
    GetSetDef { name: "groupindex", get: group_index, set: None },
];

pub(super) fn install(rt: &mut Runtime, module: Gc<Module>) {
    let class = new_class(rt, module, "Pattern");
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, crate::types::alias::CLASS_GETITEM);
    rt.install_getsets(class, GETSETS);
    let iterator = rt.new_builtin_class("callable_iterator", None, crate::object::class::Layout::Native(crate::object::Kind::Native));
    rt.permanent.push(iterator.into());
    rt.install_methods(iterator, NativeRole::Method, ITERATOR_METHODS);
    rt.set_module_attribute(module, "_iterator", iterator.into());
}

/// The pattern behind a value.
pub(super) fn pattern_cell(rt: &mut Runtime, v: Value) -> Result<Gc<Native>> {
    match v.as_object::<Native>().filter(|n| n.downcast::<Pattern>().is_some()) {
        Some(native) => Ok(native),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("descriptor requires a 're.Pattern' object but received a '{name}'")))
        }
    }
}

fn with<R>(rt: &mut Runtime, v: Value, f: impl FnOnce(&Pattern) -> R) -> Result<R> {
    let native = pattern_cell(rt, v)?;
    match native.downcast::<Pattern>() {
        Some(p) => Ok(f(p)),
        None => Err(rt.type_error("not a pattern")),
    }
}

/// `_re.compile(pattern, flags)`
pub(super) fn compile(rt: &mut Runtime, source: Value, flag_bits: Value) -> Result {
    let bits = rt.index_i64(flag_bits)? as u32;
    let (text, is_text): (Vec<u32>, bool) = if let Some(s) = text_of(source) {
        (s.chars().iter().collect(), true)
    } else if let Some(b) = native_payload(source).as_object::<Bytes>() {
        (b.as_slice().iter().map(|&b| u32::from(b)).collect(), false)
    } else if let Some(b) = native_payload(source).as_object::<ByteArray>() {
        (b.data.borrow().iter().map(|&b| u32::from(b)).collect(), false)
    } else {
        return Err(rt.type_error("first argument must be string or compiled pattern"));
    };
    let parsed = match parse(&text, is_text, bits) {
        Ok(parsed) => parsed,
        Err(ParseError::Pattern(message, pos)) => return Err(raise_error(rt, &message, source, pos)),
        Err(ParseError::Value(message)) => return Err(rt.value_error(message)),
        Err(ParseError::Overflow(message)) => return Err(rt.overflow_error(message)),
        Err(ParseError::TooDeep) => {
            let class = rt.exceptions.recursion_error;
            return Err(rt.raise(class, "maximum recursion depth exceeded"));
        }
    };
    let program = compile_program(&parsed.node);
    let names = rt.new_dict();
    for (name, group) in &parsed.names {
        let name = rt.new_str_chars(Chars::Wide(name));
        let name = rt.intern_str(name);
        names.set_str(rt, name, Value::small_int(*group as i64));
    }
    let class = own_class(rt, "Pattern")?;
    let state = Pattern { source, is_text, flags: parsed.flags, groups: parsed.groups, names, program };
    Ok(rt.new_native_object(class, Box::new(state)).into())
}

fn group_index(rt: &mut Runtime, this: Value) -> Result {
    let names = with(rt, this, |p| p.names)?;
    let copy = rt.new_dict();
    let mut position = 0;
    while let Some((i, key, value)) = names.next_entry(position) {
        position = i + 1;
        copy.set(rt, key, value)?;
    }
    Ok(copy.into())
}

// ---- subjects -----------------------------------------------------------------------------------------------------

/// Text to search in, immutable; for a `bytearray` a copy.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Text(Gc<Str>),
    Bytes(Gc<Bytes>),
}

impl Target {
    pub(super) fn len(&self) -> usize {
        match self {
            Target::Text(s) => s.len(),
            Target::Bytes(b) => b.as_slice().len(),
        }
    }
    pub(super) fn value(&self) -> Value {
        match self {
            Target::Text(s) => (*s).into(),
            Target::Bytes(b) => (*b).into(),
        }
    }
    /// From what [`Target::value`] gave.
    pub(super) fn of(v: Value) -> Option<Target> {
        match v.as_object::<Str>() {
            Some(s) => Some(Target::Text(s)),
            None => v.as_object::<Bytes>().map(Target::Bytes),
        }
    }
    /// A part as a new object.
    pub(super) fn slice(&self, rt: &mut Runtime, from: usize, to: usize) -> Value {
        match self {
            Target::Text(s) if from == 0 && to == s.len() => (*s).into(),
            Target::Text(s) => rt.new_str_chars(s.chars().slice(from..to)).into(),
            Target::Bytes(b) if from == 0 && to == b.as_slice().len() => (*b).into(),
            Target::Bytes(b) => rt.new_bytes(b.as_slice()[from..to].to_vec()).into(),
        }
    }
    fn empty(&self, rt: &mut Runtime) -> Value {
        self.slice(rt, 0, 0)
    }
}

/// What to search in, checked against the kind of pattern.
fn target(rt: &mut Runtime, is_text: bool, v: Value) -> Result<Target> {
    let plain = native_payload(v);
    let found = if let Some(s) = plain.as_object::<Str>() {
        Target::Text(s)
    } else if let Some(b) = plain.as_object::<Bytes>() {
        Target::Bytes(b)
    } else if let Some(b) = plain.as_object::<ByteArray>() {
        let copy = b.data.borrow().clone();
        Target::Bytes(rt.new_bytes(copy))
    } else {
        let name = rt.type_name(v);
        return Err(rt.type_error(format!("expected string or bytes-like object, got '{name}'")));
    };
    match (found, is_text) {
        (Target::Text(_), false) => Err(rt.type_error("cannot use a bytes pattern on a string-like object")),
        (Target::Bytes(_), true) => Err(rt.type_error("cannot use a string pattern on a bytes-like object")),
        _ => Ok(found),
    }
}

/// `pos` and `endpos`, clamped.
fn bounds(rt: &mut Runtime, target: &Target, (from, to): (Value, Value)) -> Result<(usize, usize)> {
    let len = target.len() as i64;
    let to = match to.present() {
        Some(v) => rt.index_clamped(v)?.clamp(0, len),
        None => len,
    };
    let from = match from.present() {
        Some(v) => rt.index_clamped(v)?.clamp(0, len),
        None => 0,
    };
    Ok((from as usize, to as usize))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Match,
    Full,
    Search,
}

/// Where the groups of a match lie, and the last one closed.
pub(super) struct Found {
    pub(super) marks: Vec<usize>,
    pub(super) last: usize,
}

fn run<S: Subject>(p: &Pattern, text: S, (from, to): (usize, usize), how: How) -> Option<Found> {
    // An end before the start leaves nothing to take.
    let mut m = Matcher::new(&p.program, p.groups, text, if how == How::Match { to.max(from) } else { to });
    let matched = match how {
        How::Match => m.match_at(from, Mode::Anywhere),
        How::Full => from <= to && m.match_at(from, Mode::Full),
        How::Search => m.search(from, false),
    };
    matched.then_some(Found { last: m.last_group, marks: m.marks })
}

fn find_one(rt: &mut Runtime, this: Value, string: Value, range: (Value, Value), how: How) -> Result {
    let native = pattern_cell(rt, this)?;
    let Some(p) = native.downcast::<Pattern>() else { return Ok(Value::NONE) };
    let target = target(rt, p.is_text, string)?;
    let range = bounds(rt, &target, range)?;
    let found = match &target {
        Target::Text(s) => match s.chars() {
            Chars::Ascii(text) => run(p, text, range, how),
            Chars::Wide(text) => run(p, text, range, how),
        },
        Target::Bytes(b) => run(p, b.as_slice(), range, how),
    };
    match found {
        Some(found) => new_match(rt, native, string, &target, found, range),
        None => Ok(Value::NONE),
    }
}

/// Calls `each` with the groups of every match in order until it says no. `each` runs no guest code.
fn scan(
    rt: &mut Runtime,
    p: &Pattern,
    target: &Target,
    range: (usize, usize),
    mut each: impl FnMut(&mut Runtime, &[usize], usize) -> Result<bool>,
) -> Result<()> {
    match target {
        Target::Text(s) => match s.chars() {
            Chars::Ascii(text) => scan_in(rt, p, text, range, &mut each),
            Chars::Wide(text) => scan_in(rt, p, text, range, &mut each),
        },
        Target::Bytes(b) => scan_in(rt, p, b.as_slice(), range, &mut each),
    }
}

fn scan_in<S: Subject>(
    rt: &mut Runtime,
    p: &Pattern,
    text: S,
    (from, to): (usize, usize),
    each: &mut impl FnMut(&mut Runtime, &[usize], usize) -> Result<bool>,
) -> Result<()> {
    let mut m = Matcher::new(&p.program, p.groups, text, to);
    let (mut at, mut advance) = (from, false);
    while m.search(at, advance) {
        let (start, end) = (m.marks[0], m.marks[1]);
        if !each(rt, &m.marks, m.last_group)? {
            break;
        }
        advance = start == end;
        at = end;
    }
    Ok(())
}

fn group_value(rt: &mut Runtime, target: &Target, marks: &[usize], group: usize) -> Option<Value> {
    let (from, to) = (marks[2 * group], marks[2 * group + 1]);
    if from == NOWHERE || to == NOWHERE { None } else { Some(target.slice(rt, from, to)) }
}

fn find_all(rt: &mut Runtime, this: Value, string: Value, from: Value, to: Value) -> Result {
    let native = pattern_cell(rt, this)?;
    let Some(p) = native.downcast::<Pattern>() else { return Ok(Value::NONE) };
    let target = target(rt, p.is_text, string)?;
    let range = bounds(rt, &target, (from, to))?;
    let list = rt.new_empty_list();
    let empty = target.empty(rt);
    scan(rt, p, &target, range, |rt, marks, _| {
        let item = match p.groups {
            0 => target.slice(rt, marks[0], marks[1]),
            1 => group_value(rt, &target, marks, 1).unwrap_or(empty),
            n => {
                let mut items = rt.rooted();
                for group in 1..=n {
                    let v = group_value(rt, &target, marks, group).unwrap_or(empty);
                    items.push(v);
                }
                rt.new_tuple(&items).into()
            }
        };
        list.push(rt, item);
        Ok(true)
    })?;
    Ok(list.into())
}

// ---- finditer -----------------------------------------------------------------------------------------------------

struct Matches {
    pattern: Gc<Native>,
    string: Value,
    subject: Value,
    range: (usize, usize),
    at: Cell<usize>,
    advance: Cell<bool>,
    done: Cell<bool>,
}

impl NativeState for Matches {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.pattern);
        marker.value(self.string);
        marker.value(self.subject);
    }
    fn next(&self, rt: &mut Runtime, _: Gc<Native>) -> Option<Result> {
        Some(self.next_match(rt))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

const ITERATOR_METHODS: &[NativeDef] = &[native("__iter__", F1(|_, v| Ok(v)), 1), native("__next__", F1(iterator_next), 1)];

impl Matches {
    fn next_match(&self, rt: &mut Runtime) -> Result {
        let (Some(p), Some(target)) = (self.pattern.downcast::<Pattern>(), Target::of(self.subject)) else { return Ok(Value::EMPTY) };
        if self.done.get() {
            return Ok(Value::EMPTY);
        }
        let mut found = None;
        let range = (self.at.get(), self.range.1);
        match &target {
            Target::Text(s) => match s.chars() {
                Chars::Ascii(text) => self.search(p, text, range, &mut found),
                Chars::Wide(text) => self.search(p, text, range, &mut found),
            },
            Target::Bytes(b) => self.search(p, b.as_slice(), range, &mut found),
        }
        match found {
            Some(found) => {
                self.at.set(found.marks[1]);
                self.advance.set(found.marks[0] == found.marks[1]);
                new_match(rt, self.pattern, self.string, &target, found, self.range)
            }
            None => {
                self.done.set(true);
                Ok(Value::EMPTY)
            }
        }
    }

    fn search<S: Subject>(&self, p: &Pattern, text: S, (from, to): (usize, usize), found: &mut Option<Found>) {
        let mut m = Matcher::new(&p.program, p.groups, text, to);
        if m.search(from, self.advance.get()) {
            *found = Some(Found { last: m.last_group, marks: m.marks });
        }
    }
}

fn iterator_next(rt: &mut Runtime, this: Value) -> Result {
    let native = this.as_object::<Native>();
    let Some(matches) = native.as_ref().and_then(|n| n.downcast::<Matches>()) else { return Err(rt.type_error("not an iterator")) };
    let v = matches.next_match(rt)?;
    if v.is_empty() {
        let class = rt.exceptions.stop_iteration;
        return Err(rt.raise_class(class));
    }
    Ok(v)
}

fn find_iter(rt: &mut Runtime, this: Value, string: Value, from: Value, to: Value) -> Result {
    let pattern = pattern_cell(rt, this)?;
    let Some(p) = pattern.downcast::<Pattern>() else { return Ok(Value::NONE) };
    let target = target(rt, p.is_text, string)?;
    let range = bounds(rt, &target, (from, to))?;
    let state = Matches {
        pattern,
        string,
        subject: target.value(),
        range,
        at: Cell::new(range.0),
        advance: Cell::new(false),
        done: Cell::new(false),
    };
    let class: Gc<Class> = own_class(rt, "_iterator")?;
    Ok(rt.new_native_object(class, Box::new(state)).into())
}

// ---- split and sub ------------------------------------------------------------------------------------------------

fn limit(rt: &mut Runtime, v: Value) -> Result<usize> {
    match v.present() {
        Some(v) => Ok(match rt.index_clamped(v)? {
            0 => usize::MAX,
            n if n < 0 => 0,
            n => n as usize,
        }),
        None => Ok(usize::MAX),
    }
}

fn split(rt: &mut Runtime, this: Value, string: Value, most: Value) -> Result {
    let native = pattern_cell(rt, this)?;
    let Some(p) = native.downcast::<Pattern>() else { return Ok(Value::NONE) };
    let target = target(rt, p.is_text, string)?;
    let most = limit(rt, most)?;
    let list = rt.new_empty_list();
    let (mut last, mut count) = (0, 0);
    if most > 0 {
        scan(rt, p, &target, (0, target.len()), |rt, marks, _| {
            let piece = target.slice(rt, last, marks[0]);
            list.push(rt, piece);
            for group in 1..=p.groups {
                let v = group_value(rt, &target, marks, group).unwrap_or(Value::NONE);
                list.push(rt, v);
            }
            last = marks[1];
            count += 1;
            Ok(count < most)
        })?;
    }
    let rest = target.slice(rt, last, target.len());
    list.push(rt, rest);
    Ok(list.into())
}

/// Pieces of a substitution.
enum Output {
    Text(StrBuf),
    Bytes(Vec<u8>),
}

impl Output {
    fn push_part(&mut self, target: &Target, from: usize, to: usize) {
        match (self, target) {
            (Output::Text(out), Target::Text(s)) => out.push_chars(s.chars().slice(from..to)),
            (Output::Bytes(out), Target::Bytes(b)) => out.extend_from_slice(&b.as_slice()[from..to]),
            _ => {}
        }
    }
    /// Appends what a function returned; false when it is of the wrong type.
    fn push_value(&mut self, v: Value) -> bool {
        let v = native_payload(v);
        match self {
            Output::Text(out) => v.as_object::<Str>().map(|s| out.push_chars(s.chars())).is_some(),
            Output::Bytes(out) => {
                if let Some(b) = v.as_object::<Bytes>() {
                    out.extend_from_slice(b.as_slice());
                    return true;
                }
                v.as_object::<ByteArray>().map(|b| out.extend_from_slice(&b.data.borrow())).is_some()
            }
        }
    }
    fn push_template(&mut self, template: &Template, target: &Target, marks: &[usize]) {
        for (literal, group) in &template.parts {
            match self {
                Output::Text(out) => literal.iter().for_each(|&c| out.push(c)),
                Output::Bytes(out) => out.extend(literal.iter().map(|&c| c as u8)),
            }
            if let Some(group) = group {
                let (from, to) = (marks[2 * group], marks[2 * group + 1]);
                if from != NOWHERE && to != NOWHERE {
                    self.push_part(target, from, to);
                }
            }
        }
    }
    fn finish(self, rt: &mut Runtime) -> Value {
        match self {
            Output::Text(out) => out.finish_value(rt),
            Output::Bytes(out) => rt.new_bytes(out).into(),
        }
    }
}

/// The text a template makes of a match.
pub(super) fn expand(rt: &mut Runtime, template: &Template, target: &Target, marks: &[usize]) -> Value {
    let mut out = match target {
        Target::Text(_) => Output::Text(StrBuf::new()),
        Target::Bytes(_) => Output::Bytes(Vec::new()),
    };
    out.push_template(template, target, marks);
    out.finish(rt)
}

/// The new text and the number of replacements.
fn substitute(rt: &mut Runtime, this: Value, replacement: Value, string: Value, most: Value) -> Result<(Value, usize)> {
    let native = pattern_cell(rt, this)?;
    let Some(p) = native.downcast::<Pattern>() else { return Ok((Value::NONE, 0)) };
    let most = limit(rt, most)?;
    let template = if rt.is_callable(replacement) { None } else { Some(Template::parse(rt, native, replacement)?) };
    let target = target(rt, p.is_text, string)?;
    if most == 0 {
        return Ok((string, 0));
    }
    let mut out = match &target {
        Target::Text(_) => Output::Text(StrBuf::new()),
        Target::Bytes(_) => Output::Bytes(Vec::new()),
    };
    let (mut last, mut count) = (0, 0);
    match template {
        Some(template) => scan(rt, p, &target, (0, target.len()), |rt, marks, _| {
            if template.is_text != p.is_text {
                let (wanted, given) = if p.is_text { ("str instance", "bytes") } else { ("a bytes-like object", "str") };
                let item = usize::from(last < marks[0]);
                return Err(rt.type_error(format!("sequence item {item}: expected {wanted}, {given} found")));
            }
            out.push_part(&target, last, marks[0]);
            out.push_template(&template, &target, marks);
            last = marks[1];
            count += 1;
            Ok(count < most)
        })?,
        // The function may do anything, so matches are made before, as objects.
        None => {
            let matches: Gc<List> = rt.new_empty_list();
            let range = (0, target.len());
            scan(rt, p, &target, range, |rt, marks, group| {
                let found = Found { marks: marks.to_vec(), last: group };
                let m = new_match(rt, native, string, &target, found, range)?;
                matches.push(rt, m);
                Ok(matches.len() < most)
            })?;
            let mut pieces = 0;
            for i in 0..matches.len() {
                let Some(m) = matches.get(i) else { break };
                let Some((from, to)) = super::result::whole(m) else { break };
                if last < from {
                    pieces += 1;
                }
                out.push_part(&target, last, from);
                let v = rt.call(replacement, &[m])?;
                if !v.is_none() && !out.push_value(v) {
                    let (name, wanted) = (rt.type_name(v), if p.is_text { "str instance" } else { "a bytes-like object" });
                    return Err(rt.type_error(format!("sequence item {pieces}: expected {wanted}, {name} found")));
                }
                pieces += usize::from(!v.is_none());
                last = to;
                count += 1;
            }
        }
    }
    if count == 0 {
        return Ok((target.value(), 0));
    }
    out.push_part(&target, last, target.len());
    Ok((out.finish(rt), count))
}

fn substitute_counting(rt: &mut Runtime, this: Value, replacement: Value, string: Value, most: Value) -> Result {
    let (text, count) = substitute(rt, this, replacement, string, most)?;
    Ok(rt.new_tuple(&[text, Value::small_int(count as i64)]).into())
}

// ---- the object itself --------------------------------------------------------------------------------------------

const FLAG_NAMES: [(u32, &str); 9] = [
    (flags::TEMPLATE, "re.TEMPLATE"),
    (flags::IGNORECASE, "re.IGNORECASE"),
    (flags::LOCALE, "re.LOCALE"),
    (flags::MULTILINE, "re.MULTILINE"),
    (flags::DOTALL, "re.DOTALL"),
    (flags::VERBOSE, "re.VERBOSE"),
    (flags::DEBUG, "re.DEBUG"),
    (flags::ASCII, "re.ASCII"),
    (flags::UNICODE, "re.UNICODE"),
];

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let (source, bits, is_text) = with(rt, this, |p| (p.source, p.flags, p.is_text))?;
    // The default of text is not shown.
    let unicode_only = is_text && bits & (flags::LOCALE | flags::UNICODE | flags::ASCII) == flags::UNICODE;
    let mut rest = if unicode_only { bits & !flags::UNICODE } else { bits };
    let mut names = Vec::new();
    for (bit, name) in FLAG_NAMES {
        if rest & bit != 0 {
            names.push(name.to_string());
            rest &= !bit;
        }
    }
    if rest != 0 {
        names.push(format!("0x{rest:x}"));
    }
    let text: String = repr_text(rt, source)?.chars().take(200).collect();
    let flags = if names.is_empty() { String::new() } else { format!(", {}", names.join("|")) };
    Ok(rt.str_value(&format!("re.compile({text}{flags})")))
}

fn equal(rt: &mut Runtime, this: Value, other: Value) -> Result {
    let (source, bits, is_text) = with(rt, this, |p| (p.source, p.flags, p.is_text))?;
    match other.as_object::<Native>().as_ref().and_then(|n| n.downcast::<Pattern>()) {
        Some(o) if o.flags == bits && o.is_text == is_text => {
            let other = o.source;
            rt.eq(source, other).map(Value::bool)
        }
        Some(_) => Ok(Value::FALSE),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn hash(rt: &mut Runtime, this: Value) -> Result {
    let (source, bits) = with(rt, this, |p| (p.source, p.flags))?;
    let h = rt.hash(source)?;
    Ok(rt.new_int((h ^ i64::from(bits) << 7) >> 4))
}
