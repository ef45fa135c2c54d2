//! `repr` of every builtin kind. User-defined `__repr__` is the business of [`Runtime::repr_into`].

use super::quote;
use crate::Runtime;
use crate::format::digits::{float_repr, short_repr};
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::{Class, Super};
use crate::object::dict::{Dict, DictView, ViewKind};
use crate::object::function::{Accessor, BoundMethod, CellVar, ClassMethod, Function, GetSet, NativeFunction, NativeRole, StaticMethod};
use crate::object::generator::Generator;
use crate::object::instance::native_payload;
use crate::object::int::Complex;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::range::{Range, Slice};
use crate::object::set::any_set;
use crate::object::strbuf::StrBuf;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::ops::arithmetic::integer::IntRef;
use crate::value::{Result, Value};

impl Runtime {
    /// What the `__repr__` of the builtin class of `v` gives (of the builtin base, for an instance of a Python
    /// subclass), whatever a subclass overrides.
    ///
    /// # Errors
    /// Whatever `repr` of the contents raises.
    pub fn builtin_repr(&mut self, v: Value) -> Result<Gc<Str>> {
        let mut out = StrBuf::new();
        self.builtin_repr_into(&mut out, v)?;
        Ok(out.finish(self))
    }

    pub(super) fn builtin_repr_into(&mut self, out: &mut StrBuf, v: Value) -> Result<()> {
        if let Some(i) = v.as_small_int() {
            push_int(out, i);
            return Ok(());
        }
        if let Some(x) = v.as_float() {
            let mut buffer = ryu::Buffer::new();
            match short_repr(x, &mut buffer) {
                Some(text) => out.push_chars(crate::object::string::Chars::Ascii(text.as_bytes())),
                None => out.push_str(&float_repr(x)),
            }
            return Ok(());
        }
        let Some(kind) = v.kind() else {
            out.push_str(match v {
                Value::NONE => "None",
                Value::TRUE => "True",
                Value::FALSE => "False",
                Value::ELLIPSIS => "Ellipsis",
                Value::NOT_IMPLEMENTED => "NotImplemented",
                _ => "<NULL>",
            });
            return Ok(());
        };
        match kind {
            Kind::Str => {
                if let Some(s) = v.as_object::<Str>() {
                    quote::push_quoted(out, s.chars());
                }
                Ok(())
            }
            Kind::List | Kind::Tuple | Kind::Dict | Kind::Set | Kind::FrozenSet | Kind::DictView => self.container_repr(out, kind, v, v),
            Kind::Instance => self.instance_repr(out, v),
            Kind::Exception => self.exception_repr(out, v),
            _ => {
                let text = self.simple_repr(kind, v)?;
                out.push_str(&text);
                Ok(())
            }
        }
    }

    /// An instance whose class has no `__repr__` of its own below the builtin base.
    fn instance_repr(&mut self, out: &mut StrBuf, v: Value) -> Result<()> {
        let payload = native_payload(v);
        if payload == v {
            let text = self.default_repr_text(v);
            out.push_str(&text);
            return Ok(());
        }
        match payload.kind() {
            Some(kind @ (Kind::List | Kind::Tuple | Kind::Dict | Kind::Set | Kind::FrozenSet)) => {
                self.container_repr(out, kind, payload, v)
            }
            Some(Kind::ByteArray) => {
                let name = self.type_name(v);
                if let Some(b) = payload.as_object::<ByteArray>() {
                    out.push_str(&name);
                    out.push_ascii(b'(');
                    quote::push_quoted_bytes(out, &b.data.borrow(), true);
                    out.push_ascii(b')');
                }
                Ok(())
            }
            _ => self.builtin_repr_into(out, payload),
        }
    }

    /// `<module.Class object at 0x...>`.
    pub fn default_repr_text(&self, v: Value) -> String {
        format!("<{} object at {:#x}>", self.class_full_name(self.class_of(v)), v.bits())
    }

    /// `module.QualifiedName`, without the module for classes of `builtins`.
    pub fn class_full_name(&self, class: Gc<Class>) -> String {
        let qualname = class.qualname.get().to_rust();
        match class.own(self.names.__module__).and_then(|m| m.as_object::<Str>()) {
            Some(module) if !module.eq_rust("builtins") => format!("{}.{qualname}", module.to_rust()),
            _ => qualname,
        }
    }

    // ---- containers -----------------------------------------------------------------------------------------------

    /// `identity` is the object itself, `v` the builtin inside it.
    fn container_repr(&mut self, out: &mut StrBuf, kind: Kind, v: Value, identity: Value) -> Result<()> {
        if self.repr_active.contains(&identity) {
            match kind {
                Kind::List => out.push_str("[...]"),
                Kind::Tuple => out.push_str("(...)"),
                Kind::Dict => out.push_str("{...}"),
                Kind::DictView => out.push_str("..."),
                _ => {
                    let name = self.type_name(identity);
                    out.push_str(&name);
                    out.push_str("(...)");
                }
            }
            return Ok(());
        }
        self.enter_text(" while getting the repr of an object")?;
        self.repr_active.push(identity);
        let result = match kind {
            Kind::List => self.list_repr(out, v),
            Kind::Tuple => self.tuple_repr(out, v),
            Kind::Dict => self.dict_repr(out, v),
            Kind::DictView => self.view_repr(out, v),
            _ => self.set_repr(out, v, identity),
        };
        self.repr_active.pop();
        self.leave_frame();
        result
    }

    fn list_repr(&mut self, out: &mut StrBuf, v: Value) -> Result<()> {
        let Some(list) = v.as_object::<List>() else { return Ok(()) };
        out.push_ascii(b'[');
        let mut i = 0;
        // An item's __repr__ may change the list.
        while let Some(item) = list.get(i) {
            if i > 0 {
                out.push_str(", ");
            }
            self.repr_into(out, item)?;
            i += 1;
        }
        out.push_ascii(b']');
        Ok(())
    }

    fn tuple_repr(&mut self, out: &mut StrBuf, v: Value) -> Result<()> {
        let Some(tuple) = v.as_object::<Tuple>() else { return Ok(()) };
        out.push_ascii(b'(');
        for (i, &item) in tuple.items().iter().enumerate() {
            if i > 0 {
                out.push_str(", ");
            }
            self.repr_into(out, item)?;
        }
        out.push_str(if tuple.len() == 1 { ",)" } else { ")" });
        Ok(())
    }

    fn dict_repr(&mut self, out: &mut StrBuf, v: Value) -> Result<()> {
        let Some(dict) = v.as_object::<Dict>() else { return Ok(()) };
        out.push_ascii(b'{');
        let mut position = 0;
        let mut first = true;
        while let Some((i, key, value)) = dict.next_entry(position) {
            position = i + 1;
            if !first {
                out.push_str(", ");
            }
            first = false;
            self.repr_into(out, key)?;
            out.push_str(": ");
            self.repr_into(out, value)?;
        }
        out.push_ascii(b'}');
        Ok(())
    }

    fn view_repr(&mut self, out: &mut StrBuf, v: Value) -> Result<()> {
        let Some(view) = v.as_object::<DictView>() else { return Ok(()) };
        let name = self.type_name(v);
        out.push_str(&name);
        out.push_str("([");
        let mut position = 0;
        let mut first = true;
        while let Some((i, key, value)) = view.dict.next_entry(position) {
            position = i + 1;
            if !first {
                out.push_str(", ");
            }
            first = false;
            match view.part {
                ViewKind::Keys => self.repr_into(out, key)?,
                ViewKind::Values => self.repr_into(out, value)?,
                ViewKind::Items => {
                    out.push_ascii(b'(');
                    self.repr_into(out, key)?;
                    out.push_str(", ");
                    self.repr_into(out, value)?;
                    out.push_ascii(b')');
                }
            }
        }
        out.push_str("])");
        Ok(())
    }

    fn set_repr(&mut self, out: &mut StrBuf, v: Value, identity: Value) -> Result<()> {
        let Some(set) = any_set(v) else { return Ok(()) };
        let class = self.class_of(identity);
        let name = class.name_text();
        if set.table().used == 0 {
            out.push_str(&name);
            out.push_str("()");
            return Ok(());
        }
        let plain = class == self.types.set;
        if !plain {
            out.push_str(&name);
            out.push_ascii(b'(');
        }
        out.push_ascii(b'{');
        let mut first = true;
        let mut i = 0;
        // The table is looked at afresh for each item: an item's __repr__ may change the set.
        while let Some(&entry) = set.table().entries.get(i) {
            i += 1;
            if entry.key.is_empty() {
                continue;
            }
            if !first {
                out.push_str(", ");
            }
            first = false;
            self.repr_into(out, entry.key)?;
        }
        out.push_str(if plain { "}" } else { "})" });
        Ok(())
    }

    // ---- everything else ------------------------------------------------------------------------------------------

    fn simple_repr(&mut self, kind: Kind, v: Value) -> Result<String> {
        Ok(match kind {
            Kind::BigInt => match IntRef::of(v) {
                Some(i) => self.int_to_decimal(i)?,
                None => String::new(),
            },
            Kind::Complex => v.as_object::<Complex>().map_or_else(String::new, |c| complex_text(c.re, c.im)),
            Kind::Bytes | Kind::ByteArray => bytes_text(v),
            Kind::Range => self.range_repr(v)?,
            Kind::Slice => self.slice_repr(v)?,
            Kind::Class => v.as_object::<Class>().map_or_else(String::new, |c| format!("<class '{}'>", self.class_full_name(c))),
            Kind::Function => match v.as_object::<Function>() {
                Some(f) => format!("<function {} at {:#x}>", self.function_name(f), v.bits()),
                None => String::new(),
            },
            Kind::NativeFunction => self.native_function_repr(v),
            Kind::BoundMethod => self.bound_method_repr(v)?,
            Kind::CellVar => self.cell_repr(v),
            Kind::StaticMethod => {
                let function = v.as_object::<StaticMethod>().map_or(Value::NONE, |s| s.function.get());
                format!("<staticmethod({})>", self.repr(function)?.to_rust())
            }
            Kind::ClassMethod => {
                let function = v.as_object::<ClassMethod>().map_or(Value::NONE, |s| s.function.get());
                format!("<classmethod({})>", self.repr(function)?.to_rust())
            }
            Kind::GetSet => self.getset_repr(v),
            Kind::Super => self.super_repr(v),
            Kind::Module => self.module_repr(v)?,
            Kind::Generator => match v.as_object::<Generator>() {
                Some(g) => {
                    let name = g.qualname.get().as_object::<Str>().map(|s| s.to_rust()).unwrap_or_default();
                    format!("<{} object {name} at {:#x}>", g.kind.get().noun().replace(' ', "_"), v.bits())
                }
                None => self.default_repr_text(v),
            },
            _ => self.default_repr_text(v),
        })
    }

    fn range_repr(&mut self, v: Value) -> Result<String> {
        let Some(r) = v.as_object::<Range>() else { return Ok(String::new()) };
        let (start, stop) = (self.repr(r.start)?.to_rust(), self.repr(r.stop)?.to_rust());
        if r.step == Value::small_int(1) {
            return Ok(format!("range({start}, {stop})"));
        }
        Ok(format!("range({start}, {stop}, {})", self.repr(r.step)?.to_rust()))
    }

    fn slice_repr(&mut self, v: Value) -> Result<String> {
        let Some(s) = v.as_object::<Slice>() else { return Ok(String::new()) };
        let (start, stop, step) = (self.repr(s.start)?, self.repr(s.stop)?, self.repr(s.step)?);
        Ok(format!("slice({}, {}, {})", start.to_rust(), stop.to_rust(), step.to_rust()))
    }

    fn native_function_repr(&mut self, v: Value) -> String {
        let Some(f) = v.as_object::<NativeFunction>() else { return String::new() };
        let name = f.def.name;
        let wrapper = self.class_of(v) == self.types.wrapper_descriptor;
        match (f.role, f.owner.as_object::<Class>()) {
            (NativeRole::Method, Some(class)) if wrapper => format!("<slot wrapper '{name}' of '{}' objects>", class.name_text()),
            (NativeRole::Method | NativeRole::ClassMethod, Some(class)) => format!("<method '{name}' of '{}' objects>", class.name_text()),
            (NativeRole::StaticMethod, Some(_)) => format!("<built-in method {name} of type object at {:#x}>", f.owner.bits()),
            _ => format!("<built-in function {name}>"),
        }
    }

    fn bound_method_repr(&mut self, v: Value) -> Result<String> {
        let Some(m) = v.as_object::<BoundMethod>() else { return Ok(String::new()) };
        if let Some(f) = m.function.as_object::<NativeFunction>() {
            let class = self.type_name(m.receiver);
            let (name, at) = (f.def.name, m.receiver.bits());
            if self.class_of(v) == self.types.method_wrapper {
                return Ok(format!("<method-wrapper '{name}' of {class} object at {at:#x}>"));
            }
            return Ok(format!("<built-in method {name} of {class} object at {at:#x}>"));
        }
        let name = self.names.__qualname__;
        let name = match self.get_attr_opt(m.function, name)? {
            Some(n) => n.as_object::<Str>().map_or_else(|| "?".to_string(), |s| s.to_rust()),
            None => "?".to_string(),
        };
        Ok(format!("<bound method {name} of {}>", self.repr(m.receiver)?.to_rust()))
    }

    fn cell_repr(&mut self, v: Value) -> String {
        match v.as_object::<CellVar>().and_then(|c| c.value.get().present()) {
            Some(content) => format!("<cell at {:#x}: {} object at {:#x}>", v.bits(), self.type_name(content), content.bits()),
            None => format!("<cell at {:#x}: empty>", v.bits()),
        }
    }

    fn getset_repr(&mut self, v: Value) -> String {
        let Some(g) = v.as_object::<GetSet>() else { return String::new() };
        let what = if matches!(g.accessor, Accessor::Slot) { "member" } else { "attribute" };
        let owner = g.owner.as_object::<Class>().map_or_else(|| "?".to_string(), |c| c.name_text());
        format!("<{what} '{}' of '{owner}' objects>", g.name.to_rust())
    }

    fn super_repr(&mut self, v: Value) -> String {
        let Some(s) = v.as_object::<Super>() else { return String::new() };
        match s.object_class.present().and_then(|c| c.as_object::<Class>()) {
            Some(class) if !s.object.is_empty() => {
                format!("<super: <class '{}'>, <{} object>>", s.class.name_text(), class.name_text())
            }
            _ => format!("<super: <class '{}'>, NULL>", s.class.name_text()),
        }
    }

    fn module_repr(&mut self, v: Value) -> Result<String> {
        let Some(m) = v.as_object::<Module>() else { return Ok(String::new()) };
        let (name, file) = (self.names.__name__, self.names.__file__);
        let (name, file) = (m.dict.get_str(name), m.dict.get_str(file));
        let name = match name {
            Some(name) => self.repr(name)?.to_rust(),
            None => "'?'".to_string(),
        };
        Ok(match file {
            Some(file) if !file.is_none() => format!("<module {name} from {}>", self.repr(file)?.to_rust()),
            _ => format!("<module {name} (built-in)>"),
        })
    }
}

/// Room for the digits of any integer of 64 bits, and its sign.
pub(super) type Digits = [u8; 20];

/// Length of the text of an integer.
#[inline]
pub(super) fn digit_count(i: i64) -> usize {
    i.unsigned_abs().checked_ilog10().map_or(1, |power| power as usize + 1) + usize::from(i < 0)
}

/// The text of an integer, at the end of `room`.
#[inline]
pub(super) fn digits(i: i64, room: &mut Digits) -> &[u8] {
    let mut at = room.len();
    let mut rest = i.unsigned_abs();
    // Two digits at a time: half as many divisions wait for one another.
    while rest >= 100 {
        let pair = (rest % 100) as u8;
        rest /= 100;
        at -= 2;
        room[at] = b'0' + pair / 10;
        room[at + 1] = b'0' + pair % 10;
    }
    if rest >= 10 {
        at -= 1;
        room[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    at -= 1;
    room[at] = b'0' + rest as u8;
    if i < 0 {
        at -= 1;
        room[at] = b'-';
    }
    &room[at..]
}

pub(super) fn push_int(out: &mut StrBuf, i: i64) {
    out.push_chars(crate::object::string::Chars::Ascii(digits(i, &mut Digits::default())));
}

fn bytes_text(v: Value) -> String {
    let mut out = StrBuf::new();
    if let Some(b) = v.as_object::<Bytes>() {
        quote::push_quoted_bytes(&mut out, b.as_slice(), false);
    } else if let Some(b) = v.as_object::<ByteArray>() {
        out.push_str("bytearray(");
        quote::push_quoted_bytes(&mut out, &b.data.borrow(), true);
        out.push_ascii(b')');
    }
    let mut text = String::with_capacity(out.len());
    out.chars().push_to(&mut text);
    text
}

/// `repr` of a complex number: parts without a trailing `.0`, no parentheses when the real part is a positive zero.
fn complex_text(re: f64, im: f64) -> String {
    let part = |x: f64| {
        let text = float_repr(x);
        text.strip_suffix(".0").map(str::to_string).unwrap_or(text)
    };
    if re == 0.0 && re.is_sign_positive() {
        return format!("{}j", part(im));
    }
    let imaginary = part(im);
    let plus = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({}{plus}{imaginary}j)", part(re))
}
