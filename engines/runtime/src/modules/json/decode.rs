//! One JSON document to objects, if it is well formed and wants no attention.

use super::MOST_DEPTH;
use crate::Runtime;
use crate::heap::RootedVec;
use crate::object::string::{Chars, Str};
use crate::value::{Result, Value};
use rustc_hash::FxHashMap;

/// `decode(text)`: the object, or `NotImplemented`.
pub(super) fn decode(rt: &mut Runtime, text: Value) -> Result {
    let Some(text) = text.as_object::<Str>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let keys = rt.rooted();
    let decoded = match text.chars() {
        Chars::Ascii(units) => Decoder { rt, units, at: 0, depth: 0, keys, known: FxHashMap::default() }.document(),
        Chars::Wide(units) => Decoder { rt, units, at: 0, depth: 0, keys, known: FxHashMap::default() }.document(),
    };
    Ok(decoded.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// A code unit of the text.
trait Unit: Copy + Eq + std::hash::Hash {
    fn code(self) -> u32;
    /// New string of units.
    fn text(rt: &mut Runtime, units: &[Self]) -> Value;
}

impl Unit for u8 {
    fn code(self) -> u32 {
        u32::from(self)
    }
    fn text(rt: &mut Runtime, units: &[u8]) -> Value {
        rt.new_str_ascii(units).into()
    }
}

impl Unit for u32 {
    fn code(self) -> u32 {
        self
    }
    fn text(rt: &mut Runtime, units: &[u32]) -> Value {
        rt.new_str_chars(Chars::Wide(units)).into()
    }
}

struct Decoder<'r, 't, U> {
    rt: &'r mut Runtime,
    units: &'t [U],
    at: usize,
    depth: usize,
    /// Names met so far and where in `keys` their strings are: the same name gives the same string.
    known: FxHashMap<&'t [U], usize>,
    keys: RootedVec,
}

impl<U: Unit> Decoder<'_, '_, U> {
    fn document(mut self) -> Option<Value> {
        self.blank();
        let value = self.value()?;
        self.blank();
        (self.at == self.units.len()).then_some(value)
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.units.get(self.at).and_then(|unit| u8::try_from(unit.code()).ok())
    }

    #[inline]
    fn blank(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn expect(&mut self, wanted: u8) -> Option<()> {
        (self.peek()? == wanted).then(|| self.at += 1)
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        for byte in word.bytes() {
            self.expect(byte)?;
        }
        Some(value)
    }

    fn value(&mut self) -> Option<Value> {
        match self.peek()? {
            b'"' => self.string(false),
            b'{' => self.nested(Self::object),
            b'[' => self.nested(Self::array),
            b'n' => self.word("null", Value::NONE),
            b't' => self.word("true", Value::TRUE),
            b'f' => self.word("false", Value::FALSE),
            b'-' | b'0'..=b'9' => self.number(),
            _ => None,
        }
    }

    fn nested(&mut self, parse: impl FnOnce(&mut Self) -> Option<Value>) -> Option<Value> {
        if self.depth == MOST_DEPTH {
            return None;
        }
        self.depth += 1;
        self.at += 1;
        self.blank();
        let value = parse(self);
        self.depth -= 1;
        value
    }

    fn array(&mut self) -> Option<Value> {
        let list = self.rt.new_empty_list();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(list.into());
        }
        loop {
            let item = self.value()?;
            list.push(self.rt, item);
            self.blank();
            match self.peek()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Some(list.into());
                }
                _ => return None,
            }
            self.blank();
        }
    }

    fn object(&mut self) -> Option<Value> {
        let dict = self.rt.new_dict();
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(dict.into());
        }
        loop {
            if self.peek()? != b'"' {
                return None;
            }
            let key = self.string(true)?;
            self.blank();
            self.expect(b':')?;
            self.blank();
            let value = self.value()?;
            dict.set_str(self.rt, key.as_object::<Str>()?, value);
            self.blank();
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Some(dict.into());
                }
                _ => return None,
            }
            self.blank();
        }
    }

    /// The string whose opening quote is next.
    fn string(&mut self, is_key: bool) -> Option<Value> {
        let start = self.at + 1;
        let length = self.units[start..].iter().position(|unit| matches!(unit.code(), 0x22 | 0x5C | 0..=0x1F))?;
        let end = start + length;
        match self.units[end].code() {
            0x22 => {
                self.at = end + 1;
                let units = &self.units[start..end];
                if !is_key {
                    return Some(U::text(self.rt, units));
                }
                if let Some(&known) = self.known.get(units) {
                    return Some(self.keys[known]);
                }
                let key = U::text(self.rt, units);
                self.known.insert(units, self.keys.len());
                self.keys.push(key);
                Some(key)
            }
            0x5C => self.escaped(start, end),
            _ => None,
        }
    }

    /// A string with escapes, the first of them at `at`.
    fn escaped(&mut self, start: usize, at: usize) -> Option<Value> {
        let mut text: Vec<u32> = self.units[start..at].iter().map(|unit| unit.code()).collect();
        self.at = at;
        loop {
            let code = self.units.get(self.at)?.code();
            self.at += 1;
            match code {
                0x22 => return Some(self.rt.new_str_chars(Chars::Wide(&text)).into()),
                0..=0x1F => return None,
                0x5C => {
                    let escape = self.peek()?;
                    self.at += 1;
                    text.push(match escape {
                        b'"' | b'\\' | b'/' => u32::from(escape),
                        b'b' => 8,
                        b'f' => 12,
                        b'n' => 10,
                        b'r' => 13,
                        b't' => 9,
                        b'u' => self.code_point()?,
                        _ => return None,
                    });
                }
                code => text.push(code),
            }
        }
    }

    /// What `\u` stands for; surrogates come in pairs, single ones are left to the Python text.
    fn code_point(&mut self) -> Option<u32> {
        let unit = self.four_digits()?;
        match unit {
            0xD800..=0xDBFF => {
                self.expect(b'\\')?;
                self.expect(b'u')?;
                let low = self.four_digits()?;
                (0xDC00..=0xDFFF).contains(&low).then(|| 0x10000 + ((unit - 0xD800) << 10 | (low - 0xDC00)))
            }
            0xDC00..=0xDFFF => None,
            unit => Some(unit),
        }
    }

    fn four_digits(&mut self) -> Option<u32> {
        let mut value = 0;
        for _ in 0..4 {
            value = value << 4 | char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(value)
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at - start
    }

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        if self.peek()? == b'-' {
            self.at += 1;
        }
        let zero = self.peek()? == b'0';
        let whole = self.digits();
        if whole == 0 || (zero && whole > 1) {
            return None;
        }
        let mut is_float = false;
        if self.peek() == Some(b'.') {
            self.at += 1;
            is_float = self.digits() > 0;
            if !is_float {
                return None;
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            if self.digits() == 0 {
                return None;
            }
            is_float = true;
        }
        let text: String = self.units[start..self.at].iter().filter_map(|unit| char::from_u32(unit.code())).collect();
        if is_float {
            return text.parse().ok().map(Value::float);
        }
        // Longer integers are checked against the limit of digits by `int`.
        text.parse().ok().map(|number: i64| self.rt.new_int(number))
    }
}
