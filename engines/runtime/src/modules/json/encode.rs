//! Builtin objects to one JSON text.

use super::MOST_DEPTH;
use crate::Runtime;
use crate::object::dict::Dict;
use crate::object::function::Args;
use crate::object::list::List;
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str};
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::value::{Result, Value};

/// `encode(object, ensure_ascii, indent, item_separator, key_separator, sort_keys, allow_nan)`: the text, or
/// `NotImplemented`. `indent` is the text of one step, or `None`.
pub(super) fn encode(rt: &mut Runtime, args: Args<'_>) -> Result {
    let &[object, ascii_only, indent, between, colon, sorted, allow_nan] = args.positional else {
        return Err(rt.type_error("encode() takes 7 arguments"));
    };
    let (Some(between), Some(colon)) = (between.as_object::<Str>(), colon.as_object::<Str>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let indent = match (indent.is_none(), indent.as_object::<Str>()) {
        (true, _) => None,
        (false, Some(step)) => Some(step),
        (false, None) => return Ok(Value::NOT_IMPLEMENTED),
    };
    let is_true = |v: Value| v == Value::TRUE;
    let mut encoder = Encoder {
        out: StrBuf::new(),
        ascii_only: is_true(ascii_only),
        indent,
        between,
        colon,
        sorted: is_true(sorted),
        allow_nan: is_true(allow_nan),
        depth: 0,
    };
    match encoder.value(rt, object)? {
        Some(()) => Ok(encoder.out.finish_value(rt)),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

struct Encoder {
    out: StrBuf,
    ascii_only: bool,
    indent: Option<Gc<Str>>,
    between: Gc<Str>,
    colon: Gc<Str>,
    sorted: bool,
    allow_nan: bool,
    depth: usize,
}

/// `None`: not a plain case.
type Written = Result<Option<()>>;

impl Encoder {
    fn value(&mut self, rt: &mut Runtime, v: Value) -> Written {
        match v.kind() {
            None if v.is_none() => self.out.push_str("null"),
            None if v.is_bool() => self.out.push_str(if v == Value::TRUE { "true" } else { "false" }),
            None if v.is_small_int() => rt.repr_into(&mut self.out, v)?,
            None => return self.float(rt, v),
            Some(Kind::BigInt) => rt.repr_into(&mut self.out, v)?,
            Some(Kind::Str) => match v.as_object::<Str>() {
                Some(text) => self.quoted(&text),
                None => return Ok(None),
            },
            Some(Kind::List) => {
                let Some(list) = v.as_object::<List>() else { return Ok(None) };
                return self.sequence(rt, |i| list.get(i));
            }
            Some(Kind::Tuple) => {
                let Some(tuple) = v.as_object::<Tuple>() else { return Ok(None) };
                return self.sequence(rt, |i| tuple.items().get(i).copied());
            }
            Some(Kind::Dict) => {
                let Some(dict) = v.as_object::<Dict>() else { return Ok(None) };
                return self.mapping(rt, dict);
            }
            Some(_) => return Ok(None),
        }
        Ok(Some(()))
    }

    fn float(&mut self, rt: &mut Runtime, v: Value) -> Written {
        let Some(number) = v.as_float() else { return Ok(None) };
        if number.is_finite() {
            rt.repr_into(&mut self.out, v)?;
        } else if !self.allow_nan {
            return Ok(None);
        } else {
            self.out.push_str(if number.is_nan() {
                "NaN"
            } else if number > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            });
        }
        Ok(Some(()))
    }

    /// A line break and the indentation of the present depth.
    fn line(&mut self) {
        if let Some(step) = self.indent {
            self.out.push(u32::from(b'\n'));
            for _ in 0..self.depth {
                self.out.push_chars(step.chars());
            }
        }
    }

    fn sequence(&mut self, rt: &mut Runtime, item: impl Fn(usize) -> Option<Value>) -> Written {
        if self.depth == MOST_DEPTH {
            return Ok(None);
        }
        self.out.push_ascii(b'[');
        self.depth += 1;
        let mut i = 0;
        while let Some(v) = item(i) {
            if i > 0 {
                self.out.push_chars(self.between.chars());
            }
            self.line();
            if self.value(rt, v)?.is_none() {
                return Ok(None);
            }
            i += 1;
        }
        self.depth -= 1;
        if i > 0 {
            self.line();
        }
        self.out.push_ascii(b']');
        Ok(Some(()))
    }

    fn mapping(&mut self, rt: &mut Runtime, dict: Gc<Dict>) -> Written {
        if self.depth == MOST_DEPTH {
            return Ok(None);
        }
        let mut order: Vec<usize> = (0..dict.entry_count()).filter(|&i| dict.entry(i).is_some()).collect();
        if self.sorted {
            let mut names = Vec::with_capacity(order.len());
            for &i in &order {
                let Some(name) = dict.entry(i).and_then(|(key, _)| key.as_object::<Str>()) else { return Ok(None) };
                names.push((name.to_rust(), i));
            }
            names.sort();
            order = names.into_iter().map(|(_, i)| i).collect();
        }
        self.out.push_ascii(b'{');
        self.depth += 1;
        for (n, &i) in order.iter().enumerate() {
            let Some((key, v)) = dict.entry(i) else { return Ok(None) };
            if n > 0 {
                self.out.push_chars(self.between.chars());
            }
            self.line();
            match key.as_object::<Str>() {
                Some(name) => self.quoted(&name),
                None if key.kind().is_none() || key.kind() == Some(Kind::BigInt) => {
                    self.out.push_ascii(b'"');
                    if self.value(rt, key)?.is_none() {
                        return Ok(None);
                    }
                    self.out.push_ascii(b'"');
                }
                None => return Ok(None),
            }
            self.out.push_chars(self.colon.chars());
            if self.value(rt, v)?.is_none() {
                return Ok(None);
            }
        }
        self.depth -= 1;
        if !order.is_empty() {
            self.line();
        }
        self.out.push_ascii(b'}');
        Ok(Some(()))
    }

    fn quoted(&mut self, text: &Str) {
        self.out.push_ascii(b'"');
        let chars = text.chars();
        let special = |c: u32| c < 0x20 || c == 0x22 || c == 0x5C || (self.ascii_only && c > 0x7E);
        let plain = match chars {
            Chars::Ascii(bytes) => bytes.iter().all(|&b| !special(u32::from(b))),
            Chars::Wide(_) => false,
        };
        if plain {
            self.out.push_chars(chars);
        } else {
            chars.iter().for_each(|c| self.escaped(c));
        }
        self.out.push_ascii(b'"');
    }

    fn escaped(&mut self, c: u32) {
        match c {
            0x22 => self.out.push_str("\\\""),
            0x5C => self.out.push_str("\\\\"),
            0x0A => self.out.push_str("\\n"),
            0x0D => self.out.push_str("\\r"),
            0x09 => self.out.push_str("\\t"),
            0x08 => self.out.push_str("\\b"),
            0x0C => self.out.push_str("\\f"),
            0x10000.. if self.ascii_only => {
                let c = c - 0x10000;
                self.out.push_str(&format!("\\u{:04x}\\u{:04x}", 0xD800 | c >> 10 & 0x3FF, 0xDC00 | c & 0x3FF));
            }
            c if c < 0x20 || (self.ascii_only && c > 0x7E) => self.out.push_str(&format!("\\u{c:04x}")),
            c => self.out.push(c),
        }
    }
}
