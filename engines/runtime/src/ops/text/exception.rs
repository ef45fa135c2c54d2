//! `repr` and `str` of exceptions.

use super::quote;
use crate::Runtime;
use crate::object::Gc;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::exception::Exception;
use crate::object::strbuf::StrBuf;
use crate::object::string::Str;
use crate::value::{Result, Value};

impl Runtime {
    /// `BaseException.__repr__`: `ValueError('x')`, `KeyError('a', 1)`.
    pub(super) fn exception_repr(&mut self, out: &mut StrBuf, v: Value) -> Result<()> {
        let Some(e) = v.as_object::<Exception>() else { return Ok(()) };
        let name = self.type_name(v);
        out.push_str(&name);
        let args = e.args.get();
        match args.items() {
            &[one] => {
                out.push_ascii(b'(');
                self.repr_into(out, one)?;
                out.push_ascii(b')');
                Ok(())
            }
            _ => self.repr_into(out, args.into()),
        }
    }

    /// `BaseException.__str__`: nothing, the only argument, or the tuple of them.
    pub(super) fn exception_str(&mut self, v: Value) -> Result {
        let Some(e) = v.as_object::<Exception>() else { return Ok(self.str_value("")) };
        let args = e.args.get();
        match args.items() {
            [] => Ok(self.str_value("")),
            &[one] => Ok(self.str(one)?.into()),
            _ => Ok(self.repr(args.into())?.into()),
        }
    }

    /// `KeyError.__str__`: a single argument is shown by `repr`, so that an empty key can be seen.
    pub(super) fn key_error_str(&mut self, v: Value) -> Result {
        match v.as_object::<Exception>().map(|e| e.args.get()) {
            Some(args) if args.len() == 1 => Ok(self.repr(args.items()[0])?.into()),
            _ => self.exception_str(v),
        }
    }

    fn exception_field(&mut self, v: Value, name: Gc<Str>, position: usize) -> Option<Value> {
        if let Some(value) = self.own_attribute(v, name) {
            return Some(value);
        }
        let args = v.as_object::<Exception>()?.args.get();
        args.items().get(position).copied()
    }

    /// `OSError.__str__`: `[Errno 2] No such file or directory: 'x'`.
    pub(super) fn os_error_str(&mut self, v: Value) -> Result {
        let args = v.as_object::<Exception>().map_or(0, |e| e.args.get().len());
        let (errno, strerror, filename) = (self.names.errno, self.names.strerror, self.names.filename);
        // With one argument, or more than five, none of the fields is set.
        if !(2..=5).contains(&args) {
            return self.exception_str(v);
        }
        let errno = self.exception_field(v, errno, 0).unwrap_or(Value::NONE);
        let strerror = self.exception_field(v, strerror, 1).unwrap_or(Value::NONE);
        let filename = self.exception_field(v, filename, 2).filter(|f| !f.is_none());
        let (errno, strerror) = (self.str(errno)?.to_rust(), self.str(strerror)?);
        let mut out = StrBuf::new();
        out.push_str(&format!("[Errno {errno}] "));
        out.push_chars(strerror.chars());
        if let Some(filename) = filename {
            out.push_str(": ");
            self.repr_into(&mut out, filename)?;
            if let Some(second) = self.named_field(v, "filename2") {
                out.push_str(" -> ");
                self.repr_into(&mut out, second)?;
            }
        }
        Ok(out.finish_value(self))
    }

    /// `SyntaxError.__str__`: `message (file.py, line 3)`.
    pub(super) fn syntax_error_str(&mut self, v: Value) -> Result {
        let message = self.named_field(v, "msg").unwrap_or(Value::NONE);
        let mut out = StrBuf::new();
        let message = self.str(message)?;
        out.push_chars(message.chars());
        let (file, line) = self.syntax_error_place(v);
        let base = file.map(|f| f.rsplit('/').next().unwrap_or("").to_string());
        match (base, line) {
            (Some(file), Some(line)) => out.push_str(&format!(" ({file}, line {line})")),
            (Some(file), None) => out.push_str(&format!(" ({file})")),
            (None, Some(line)) => out.push_str(&format!(" (line {line})")),
            (None, None) => {}
        }
        Ok(out.finish_value(self))
    }

    /// `BaseExceptionGroup.__str__`: `message (2 sub-exceptions)`.
    pub(super) fn group_str(&mut self, v: Value) -> Result {
        let Some(e) = v.as_object::<Exception>() else { return self.exception_str(v) };
        let args = e.args.get();
        let &[message, members, ..] = args.items() else { return self.exception_str(v) };
        let message = self.str(message)?;
        let count = self.length(members)?;
        let mut out = StrBuf::new();
        out.push_chars(message.chars());
        out.push_str(&format!(" ({count} sub-exception{})", if count == 1 { "" } else { "s" }));
        Ok(out.finish_value(self))
    }

    /// `UnicodeDecodeError.__str__`.
    pub(super) fn decode_error_str(&mut self, v: Value) -> Result {
        let Some((encoding, object, start, end, reason)) = unicode_fields(v) else { return self.exception_str(v) };
        let byte = match (object.as_object::<Bytes>(), object.as_object::<ByteArray>()) {
            (Some(b), _) => b.as_slice().get(start).copied(),
            (_, Some(b)) => b.data.borrow().get(start).copied(),
            _ => None,
        };
        let text = match byte {
            Some(byte) if end == start + 1 => {
                format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
            }
            _ => format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end as i64 - 1),
        };
        Ok(self.str_value(&text))
    }

    /// `UnicodeEncodeError.__str__`.
    pub(super) fn encode_error_str(&mut self, v: Value) -> Result {
        let Some((encoding, object, start, end, reason)) = unicode_fields(v) else { return self.exception_str(v) };
        let c = object.as_object::<Str>().filter(|s| start < s.len()).map(|s| s.chars().at(start));
        let text = match c {
            Some(c) if end == start + 1 => {
                let mut escape = String::new();
                quote::push_code_escape(&mut escape, c);
                format!("'{encoding}' codec can't encode character '{escape}' in position {start}: {reason}")
            }
            _ => format!("'{encoding}' codec can't encode characters in position {start}-{}: {reason}", end as i64 - 1),
        };
        Ok(self.str_value(&text))
    }
}

fn unicode_fields(v: Value) -> Option<(String, Value, usize, usize, String)> {
    let args = v.as_object::<Exception>()?.args.get();
    let &[encoding, object, start, end, reason] = args.items() else { return None };
    let text = |v: Value| v.as_object::<Str>().map(|s| s.to_rust());
    let index = |v: Value| v.as_small_int().and_then(|i| usize::try_from(i).ok());
    Some((text(encoding)?, object, index(start)?, index(end)?, text(reason)?))
}
