//! `str.format` and `str.format_map`: replacement fields, nested specifications, automatic numbering.
//!
//! Parsing follows CPython's `string_format.h` step by step, so that bad format strings fail with the same words.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::Args;
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str};
use crate::ops::text::repr::push_int;
use crate::unicode;
use crate::value::{Raised, Result, Value};

/// How deep specifications may nest.
const DEPTH: u32 = 2;

/// Where replacement fields get their values.
#[derive(Clone, Copy)]
enum Source<'a> {
    Arguments(Args<'a>),
    Mapping(Value),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Undecided,
    Automatic,
    Manual,
}

struct Formatter<'a> {
    source: Source<'a>,
    numbering: Numbering,
    next: usize,
}

/// A replacement field: `{name!conversion:spec}`.
struct Field<'a> {
    name: Chars<'a>,
    conversion: Option<u32>,
    spec: Chars<'a>,
    nested: bool,
}

const OPEN: u32 = b'{' as u32;
const CLOSE: u32 = b'}' as u32;

/// Reads characters one by one.
struct Cursor<'a> {
    text: Chars<'a>,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn next(&mut self) -> Option<u32> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }
    fn peek(&self) -> Option<u32> {
        (self.at < self.text.len()).then(|| self.text.at(self.at))
    }
    fn from(&self, start: usize, end: usize) -> Chars<'a> {
        self.text.slice(start..end)
    }
}

/// `str.format(*args, **kwargs)`; the first positional argument is the format.
pub(super) fn format_method(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some((&receiver, positional)) = args.positional.split_first() else {
        return Err(rt.type_error("unbound method str.format() needs an argument"));
    };
    let text = super::install::this(rt, receiver, "format")?;
    let source = Source::Arguments(Args { positional, ..args });
    format_text(rt, text, source)
}

/// `str.format_map(mapping)`.
pub(super) fn format_map_method(rt: &mut Runtime, receiver: Value, mapping: Value) -> Result {
    let text = super::install::this(rt, receiver, "format_map")?;
    format_text(rt, text, Source::Mapping(mapping))
}

fn format_text(rt: &mut Runtime, text: Gc<Str>, source: Source<'_>) -> Result {
    let mut formatter = Formatter { source, numbering: Numbering::Undecided, next: 0 };
    let mut out = StrBuf::with_capacity(text.len() + 16);
    formatter.run(rt, &mut out, text.chars(), DEPTH)?;
    Ok(out.finish_value(rt))
}

impl Formatter<'_> {
    fn run(&mut self, rt: &mut Runtime, out: &mut StrBuf, text: Chars<'_>, depth: u32) -> Result<()> {
        let mut cursor = Cursor { text, at: 0 };
        while cursor.at < text.len() {
            let start = cursor.at;
            let found = match text.slice(start..text.len()) {
                Chars::Ascii(rest) => rest.iter().position(|&c| c == b'{' || c == b'}'),
                Chars::Wide(rest) => rest.iter().position(|&c| c == OPEN || c == CLOSE),
            };
            let Some(length) = found else {
                out.push_chars(cursor.from(start, text.len()));
                return Ok(());
            };
            let brace = text.at(start + length);
            cursor.at = start + length + 1;
            let doubled = cursor.peek() == Some(brace);
            if brace == CLOSE && !doubled {
                return Err(rt.value_error("Single '}' encountered in format string"));
            }
            if cursor.peek().is_none() {
                return Err(rt.value_error("Single '{' encountered in format string"));
            }
            if doubled {
                out.push_chars(cursor.from(start, cursor.at));
                cursor.at += 1;
                continue;
            }
            out.push_chars(cursor.from(start, cursor.at - 1));
            if cursor.peek() == Some(CLOSE) && self.replace_next(out) {
                cursor.at += 1;
                continue;
            }
            let field = parse_field(rt, &mut cursor)?;
            self.replace(rt, out, field, depth)?;
        }
        Ok(())
    }

    /// Writes the next argument for `{}`, if it is a text or an integer; false, and nothing done, when it is something else or
    /// when there is an error to be found.
    fn replace_next(&mut self, out: &mut StrBuf) -> bool {
        let Source::Arguments(Args { positional, .. }) = self.source else { return false };
        let Some(value) = positional.get(self.next).filter(|_| self.numbering != Numbering::Manual) else { return false };
        match (value.as_object::<Str>(), value.as_small_int()) {
            (Some(s), _) => out.push_chars(s.chars()),
            (None, Some(i)) => push_int(out, i),
            (None, None) => return false,
        }
        self.numbering = Numbering::Automatic;
        self.next += 1;
        true
    }

    fn replace(&mut self, rt: &mut Runtime, out: &mut StrBuf, field: Field<'_>, depth: u32) -> Result<()> {
        let mut value = self.value_of(rt, field.name)?;
        if let Some(conversion) = field.conversion {
            value = convert(rt, value, conversion)?;
        }
        let spec = if field.nested {
            if depth == 1 {
                return Err(rt.value_error("Max string recursion exceeded"));
            }
            let mut expanded = StrBuf::new();
            self.run(rt, &mut expanded, field.spec, depth - 1)?;
            expanded.finish(rt)
        } else {
            if field.spec.is_empty() {
                if let Some(s) = value.as_object::<Str>() {
                    out.push_chars(s.chars());
                    return Ok(());
                }
                if value.is_small_int() || value.is_float() {
                    return rt.repr_into(out, value);
                }
            }
            rt.new_str_chars(field.spec)
        };
        let text = rt.format(value, spec)?;
        out.push_chars(text.chars());
        Ok(())
    }

    // ---- values -------------------------------------------------------------------------------------------------------

    fn value_of(&mut self, rt: &mut Runtime, name: Chars<'_>) -> Result {
        let is_end = |c: u32| c == u32::from(b'.') || c == u32::from(b'[');
        let end = name.iter().position(is_end).unwrap_or(name.len());
        let first = name.slice(0..end);
        let mut index = integer(rt, first)?;
        if first.is_empty() || index.is_some() {
            self.check_numbering(rt, first.is_empty())?;
            if first.is_empty() {
                index = Some(self.next);
                self.next += 1;
            }
        }
        let mut value = match index {
            Some(index) => self.positional(rt, index)?,
            None => self.named(rt, first)?,
        };
        let mut cursor = Cursor { text: name, at: end };
        while let Some(c) = cursor.next() {
            value = step(rt, value, &mut cursor, c)?;
        }
        Ok(value)
    }

    fn check_numbering(&mut self, rt: &mut Runtime, automatic: bool) -> Result<()> {
        match (self.numbering, automatic) {
            (Numbering::Undecided, true) => self.numbering = Numbering::Automatic,
            (Numbering::Undecided, false) => self.numbering = Numbering::Manual,
            (Numbering::Manual, true) => {
                return Err(rt.value_error("cannot switch from manual field specification to automatic field numbering"));
            }
            (Numbering::Automatic, false) => {
                return Err(rt.value_error("cannot switch from automatic field numbering to manual field specification"));
            }
            _ => {}
        }
        Ok(())
    }

    fn positional(&self, rt: &mut Runtime, index: usize) -> Result {
        let Source::Arguments(args) = self.source else {
            return Err(rt.value_error("Format string contains positional fields"));
        };
        match args.positional.get(index) {
            Some(&v) => Ok(v),
            None => Err(rt.index_error(format!("Replacement index {index} out of range for positional args tuple"))),
        }
    }

    fn named(&self, rt: &mut Runtime, name: Chars<'_>) -> Result {
        let key = rt.new_str_chars(name);
        match self.source {
            Source::Arguments(args) => match args.keyword_pairs().find(|(n, _)| n.equals(&key)) {
                Some((_, v)) => Ok(v),
                None => {
                    let class = rt.exceptions.key_error;
                    Err(rt.raise_with(class, &[key.into()]))
                }
            },
            Source::Mapping(mapping) => rt.get_item(mapping, key.into()),
        }
    }
}

/// `.name` or `[key]`, whose first character `c` was read.
fn step(rt: &mut Runtime, value: Value, cursor: &mut Cursor<'_>, c: u32) -> Result {
    let start = cursor.at;
    let length = cursor.text.len();
    let find = |test: fn(u32) -> bool| (start..length).find(|&i| test(cursor.text.at(i)));
    if c == u32::from(b'.') {
        let end = find(|c| c == u32::from(b'.') || c == u32::from(b'[')).unwrap_or(length);
        cursor.at = end;
        let name = cursor.from(start, end);
        if name.is_empty() {
            return Err(rt.value_error("Empty attribute in format string"));
        }
        let name = rt.new_str_chars(name);
        let name = rt.intern_str(name);
        return rt.get_attr(value, name);
    }
    if c != u32::from(b'[') {
        return Err(rt.value_error("Only '.' or '[' may follow ']' in format field specifier"));
    }
    let Some(end) = find(|c| c == u32::from(b']')) else {
        return Err(rt.value_error("Missing ']' in format string"));
    };
    cursor.at = end + 1;
    let key = cursor.from(start, end);
    let index = integer(rt, key)?;
    if key.is_empty() {
        return Err(rt.value_error("Empty attribute in format string"));
    }
    let key = match index {
        Some(i) => rt.new_int(i as i64),
        None => rt.new_str_chars(key).into(),
    };
    rt.get_item(value, key)
}

/// The number that a name is, if it consists of digits.
fn integer(rt: &mut Runtime, name: Chars<'_>) -> Result<Option<usize>> {
    if name.is_empty() {
        return Ok(None);
    }
    let mut number: i64 = 0;
    for c in name.iter() {
        let Some(digit) = unicode::decimal_value(c) else { return Ok(None) };
        match number.checked_mul(10).and_then(|n| n.checked_add(i64::from(digit))) {
            Some(n) => number = n,
            None => return Err(rt.value_error("Too many decimal digits in format string")),
        }
    }
    Ok(Some(number as usize))
}

fn convert(rt: &mut Runtime, value: Value, conversion: u32) -> Result {
    let text = match u8::try_from(conversion) {
        Ok(b'r') => rt.repr(value)?,
        Ok(b's') => rt.str(value)?,
        Ok(b'a') => rt.ascii(value)?,
        _ => return Err(unknown_conversion(rt, conversion)),
    };
    Ok(text.into())
}

#[cold]
fn unknown_conversion(rt: &mut Runtime, c: u32) -> Raised {
    let shown = match char::from_u32(c) {
        Some(c) if c.is_ascii_graphic() => c.to_string(),
        _ => format!("\\x{c:x}"),
    };
    rt.value_error(format!("Unknown conversion specifier {shown}"))
}

/// A field after its opening brace.
fn parse_field<'a>(rt: &mut Runtime, cursor: &mut Cursor<'a>) -> Result<Field<'a>> {
    let start = cursor.at;
    let mut end = None;
    while let Some(c) = cursor.next() {
        match u8::try_from(c) {
            Ok(b'{') => return Err(rt.value_error("unexpected '{' in field name")),
            Ok(b'[') => {
                while cursor.peek().is_some_and(|c| c != u32::from(b']')) {
                    cursor.at += 1;
                }
            }
            Ok(b'}' | b':' | b'!') => {
                end = Some(c);
                break;
            }
            _ => {}
        }
    }
    let Some(end) = end else { return Err(rt.value_error("expected '}' before end of string")) };
    let nothing = cursor.from(start, start);
    let mut field = Field { name: cursor.from(start, cursor.at - 1), conversion: None, spec: nothing, nested: false };
    if end == CLOSE {
        return Ok(field);
    }
    if end == u32::from(b'!') {
        let Some(conversion) = cursor.next() else {
            return Err(rt.value_error("end of string while looking for conversion specifier"));
        };
        field.conversion = Some(conversion);
        match cursor.next() {
            Some(CLOSE) => return Ok(field),
            Some(c) if c != u32::from(b':') => return Err(rt.value_error("expected ':' after conversion specifier")),
            _ => {}
        }
    }
    let spec = cursor.at;
    let mut open = 1;
    while let Some(c) = cursor.next() {
        if c == OPEN {
            field.nested = true;
            open += 1;
        } else if c == CLOSE {
            open -= 1;
            if open == 0 {
                field.spec = cursor.from(spec, cursor.at - 1);
                return Ok(field);
            }
        }
    }
    Err(rt.value_error("unmatched '{' in format spec"))
}
