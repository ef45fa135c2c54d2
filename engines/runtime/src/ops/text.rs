//! Text of values: `str`, `repr`, `ascii`, `format`, and joining the pieces of an f-string.
//!
//! | file | what |
//! |---|---|
//! | `repr` | `repr` of every builtin kind |
//! | `quote` | quoting and escapes of `str` and `bytes` |
//! | `exception` | `repr` and `str` of exceptions |
//! | `format_str` | format specifications of strings |
//! | `str_format` | `str.format` |
//! | `percent` | `%` formatting |
//! | `install` | the native `__str__`, `__repr__`, `__format__` of builtin classes |

mod exception;
mod format_str;
pub(crate) mod install;
mod percent;
pub(crate) mod quote;
mod repr;
mod str_format;

use crate::Runtime;
use crate::object::instance::native_payload;
use crate::object::strbuf::StrBuf;
use crate::object::string::{Chars, Str, keep_alive};
use crate::object::{Gc, Kind};
use crate::value::{Raised, Result, Value};

/// Whether every value of this kind has the `__str__` and `__repr__` of its builtin class: no look-up is needed.
#[inline]
fn has_builtin_text(v: Value) -> bool {
    !matches!(v.kind(), Some(Kind::Instance | Kind::Exception | Kind::Native | Kind::Class))
}

impl Runtime {
    /// `str(v)`. Of a subclass of `str` the text is returned, not the instance.
    ///
    /// # Errors
    /// Whatever `__str__` raises; `TypeError` when it gives no string.
    pub fn str(&mut self, v: Value) -> Result<Gc<Str>> {
        if let Some(s) = v.as_object::<Str>() {
            return Ok(s);
        }
        if has_builtin_text(v) {
            return self.repr(v);
        }
        let name = self.names.__str__;
        let result = match self.text_by(v, name, " while getting the str of an object")? {
            Some(result) => result,
            None => self.repr_unchecked(v)?,
        };
        match native_payload(result).as_object::<Str>() {
            Some(s) => Ok(s),
            None => Err(self.not_text("__str__ returned non-string", result)),
        }
    }

    /// `repr(v)`.
    ///
    /// # Errors
    /// Whatever `__repr__` raises; `TypeError` when it gives no string.
    pub fn repr(&mut self, v: Value) -> Result<Gc<Str>> {
        if let Some(number) = v.as_small_int() {
            return Ok(self.new_str_ascii(repr::digits(number, &mut repr::Digits::default())));
        }
        if let Some(s) = v.as_object::<Str>()
            && let Chars::Ascii(text) = s.chars()
            && quote::is_plain(text)
        {
            return Ok(self.new_str_ascii_written(text.len() + 2, |out| {
                out.push(b"'");
                out.push(text);
                out.push(b"'");
                keep_alive(s);
            }));
        }
        match v {
            Value::TRUE => return Ok(self.names.True),
            Value::FALSE => return Ok(self.names.False),
            Value::NONE => return Ok(self.names.None),
            _ => {}
        }
        let mut out = StrBuf::new();
        self.repr_into(&mut out, v)?;
        Ok(out.finish(self))
    }

    /// Appends `repr(v)`.
    ///
    /// # Errors
    /// As [`Runtime::repr`].
    pub fn repr_into(&mut self, out: &mut StrBuf, v: Value) -> Result<()> {
        if has_builtin_text(v) {
            return self.builtin_repr_into(out, v);
        }
        let name = self.names.__repr__;
        let Some(result) = self.text_by(v, name, " while getting the repr of an object")? else {
            return self.builtin_repr_into(out, v);
        };
        match native_payload(result).as_object::<Str>() {
            Some(s) => out.push_chars(s.chars()),
            None => return Err(self.not_text("__repr__ returned non-string", result)),
        }
        Ok(())
    }

    /// What `type(v).__repr__` gives, a string or not: `object.__str__` passes it on.
    pub(crate) fn repr_unchecked(&mut self, v: Value) -> Result {
        let name = self.names.__repr__;
        let result = if has_builtin_text(v) { None } else { self.text_by(v, name, " while getting the repr of an object")? };
        match result {
            Some(result) => Ok(result),
            None => Ok(self.builtin_repr(v)?.into()),
        }
    }

    /// What the special method of a name gives; `None` where there is none.
    fn text_by(&mut self, v: Value, name: Gc<Str>, during: &str) -> Result<Option<Value>> {
        let Some(method) = self.special(v, name) else { return Ok(None) };
        self.enter_text(during)?;
        let result = self.call_bound_special(method, v, &[], None);
        self.leave_frame();
        result.map(Some)
    }

    #[cold]
    fn not_text(&mut self, what: &str, v: Value) -> Raised {
        let name = self.type_name(v);
        self.type_error(format!("{what} (type {name})"))
    }

    /// As [`Runtime::enter_frame`], with CPython's wording for recursion through native code.
    pub(crate) fn enter_text(&mut self, during: &str) -> Result<()> {
        match self.enter_frame() {
            Ok(()) => Ok(()),
            Err(Raised) => {
                let class = self.exceptions.recursion_error;
                Err(self.raise(class, format!("maximum recursion depth exceeded{during}")))
            }
        }
    }

    /// `ascii(v)`.
    ///
    /// # Errors
    /// As [`Runtime::repr`].
    pub fn ascii(&mut self, v: Value) -> Result<Gc<Str>> {
        let text = self.repr(v)?;
        match text.chars() {
            Chars::Ascii(_) => Ok(text),
            Chars::Wide(wide) => {
                let mut out = String::with_capacity(wide.len() * 2);
                for &c in wide {
                    if c < 128 { out.push(char::from(c as u8)) } else { quote::push_code_escape(&mut out, c) }
                }
                Ok(self.new_str(&out))
            }
        }
    }

    /// `format(v, spec)`.
    ///
    /// # Errors
    /// `ValueError` for a bad specification, and whatever `__format__` raises.
    pub fn format(&mut self, v: Value, spec: Gc<Str>) -> Result<Gc<Str>> {
        if spec.is_empty() {
            if let Some(s) = v.as_object::<Str>() {
                return Ok(s);
            }
            if v.is_small_int() || v.is_float() {
                return self.repr(v);
            }
        }
        if let Some(s) = v.as_object::<Str>() {
            return self.format_str_spec(s, spec);
        }
        if v.is_small_int() || v.is_float() || matches!(v.kind(), Some(Kind::BigInt | Kind::Complex)) {
            return self.format_number(v, spec);
        }
        let name = self.names.__format__;
        let Some(method) = self.special(v, name) else {
            let name = self.type_name(v);
            return Err(self.type_error(format!("Type {name} doesn't define __format__")));
        };
        let result = self.call_bound_special(method, v, &[spec.into()], None)?;
        match native_payload(result).as_object::<Str>() {
            Some(s) => Ok(s),
            None => {
                let name = self.type_name(result);
                Err(self.type_error(format!("__format__ must return a str, not {name}")))
            }
        }
    }

    /// Concatenation of the pieces of an f-string: `str` values that the collector sees, and immediate integers.
    pub fn concat_strings(&mut self, pieces: &[Value]) -> Value {
        let mut length = 0;
        let mut ascii = true;
        for piece in pieces {
            match piece.as_object::<Str>() {
                Some(s) => {
                    length += s.len();
                    ascii &= matches!(s.chars(), Chars::Ascii(_));
                }
                None => length += piece.as_small_int().map_or(0, repr::digit_count),
            }
        }
        if ascii {
            let text = self.new_str_ascii_written(length, |out| {
                for piece in pieces {
                    match (piece.as_object::<Str>(), piece.as_small_int()) {
                        (Some(s), _) => {
                            if let Chars::Ascii(bytes) = s.chars() {
                                out.push(bytes);
                            }
                        }
                        (None, Some(number)) => out.push(repr::digits(number, &mut repr::Digits::default())),
                        (None, None) => {}
                    }
                }
            });
            return text.into();
        }
        let mut text: Vec<u32> = Vec::with_capacity(length);
        for piece in pieces {
            match (piece.as_object::<Str>(), piece.as_small_int()) {
                (Some(s), _) => text.extend(s.chars().iter()),
                (None, Some(number)) => text.extend(repr::digits(number, &mut repr::Digits::default()).iter().map(|&b| u32::from(b))),
                (None, None) => {}
            }
        }
        self.new_str_wide_owned(text).into()
    }

    /// `repr(v)` as Rust text for messages; a failing `__repr__` gives a placeholder.
    pub fn repr_text(&mut self, v: Value) -> String {
        match self.repr(v) {
            Ok(s) => s.to_rust(),
            Err(Raised) => {
                self.take_pending();
                "<unprintable>".to_string()
            }
        }
    }
}
