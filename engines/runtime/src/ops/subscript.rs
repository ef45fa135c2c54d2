//! Subscription: `a[i]`, `a[i] = v`, `del a[i]`, with slices in [`slice`].

mod slice;

use super::index::{index_value, int_to_i64, position};
use crate::Runtime;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::class::{Class, flags};
use crate::object::dict::Dict;
use crate::object::instance::native_payload;
use crate::object::list::List;
use crate::object::native::Native;
use crate::object::range::{Range, Slice};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::value::{Raised, Result, Value};

/// Sequences whose subscripts are checked here, for the wording of errors.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sequence {
    List,
    Tuple,
    Str,
    Bytes,
    ByteArray,
    Range,
}

impl Sequence {
    fn out_of_range(self) -> &'static str {
        match self {
            Sequence::List => "list index out of range",
            Sequence::Tuple => "tuple index out of range",
            Sequence::Str => "string index out of range",
            Sequence::Bytes => "index out of range",
            Sequence::ByteArray => "bytearray index out of range",
            Sequence::Range => "range object index out of range",
        }
    }
    fn name(self) -> &'static str {
        match self {
            Sequence::List => "list",
            Sequence::Tuple => "tuple",
            Sequence::Str => "string",
            Sequence::Bytes => "byte",
            Sequence::ByteArray => "bytearray",
            Sequence::Range => "range",
        }
    }
}

impl Runtime {
    /// `object[index]`.
    ///
    /// # Errors
    /// `TypeError`, `IndexError`, `KeyError`, and whatever `__getitem__` raises.
    #[inline]
    pub fn get_item(&mut self, object: Value, index: Value) -> Result {
        if let Some(i) = index.as_small_int() {
            if let Some(list) = object.as_object::<List>() {
                if let Some(v) = position(i, list.len()).and_then(|at| list.get(at)) {
                    return Ok(v);
                }
            } else if let Some(tuple) = object.as_object::<Tuple>()
                && let Some(at) = position(i, tuple.len())
            {
                return Ok(tuple.items()[at]);
            }
        }
        if let Some(dict) = object.as_object::<Dict>() {
            return match dict.get(self, index)? {
                Some(v) => Ok(v),
                None => Err(self.key_error(index)),
            };
        }
        self.get_item_general(object, index)
    }

    fn get_item_general(&mut self, object: Value, index: Value) -> Result {
        if let (Some(bytes), Some(i)) = (object.as_object::<ByteArray>(), index.as_small_int()) {
            let data = bytes.data.borrow();
            if let Some(&byte) = position(i, data.len()).and_then(|at| data.get(at)) {
                return Ok(Value::small_int(i64::from(byte)));
            }
        }
        if let Some(item) = self.library_item(object, index) {
            return Ok(item);
        }
        match object.kind() {
            Some(Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::Range) => self.get_item_native(object, index),
            Some(Kind::Class) => self.get_item_of_class(object, index),
            _ => {
                let name = self.names.__getitem__;
                if let Some(dict) = self.dict_behind(object, name) {
                    return self.get_dict_item(object, dict, index);
                }
                match self.special(object, name) {
                    Some(method) => self.call_bound_special(method, object, &[index], None),
                    None => Err(self.not_subscriptable(object)),
                }
            }
        }
    }

    /// The dict in an instance of a Python subclass that leaves a method to `dict`.
    #[inline]
    fn dict_behind(&mut self, object: Value, method: Gc<Str>) -> Option<Gc<Dict>> {
        let dict = native_payload(object).as_object::<Dict>()?;
        let (own, class) = (self.special(object, method), self.types.dict);
        (own == self.class_lookup(class, method)).then_some(dict)
    }

    /// The dict in an object that leaves `get` and `__setitem__` to `dict`.
    pub(crate) fn counted_dict(&mut self, object: Value) -> Option<Gc<Dict>> {
        let (get, set) = (self.names.get, self.names.__setitem__);
        self.dict_behind(object, get).filter(|_| self.dict_behind(object, set).is_some())
    }

    /// `object[index]` of an object of the library (an array, a deque) at an integer in range; nothing where more than its
    /// state has to be asked.
    #[inline]
    pub fn library_item(&mut self, object: Value, index: Value) -> Option<Value> {
        let native = self.builtin_native(object)?;
        native.state().item(self, usize::try_from(index.as_small_int()?).ok()?)
    }

    /// `object[index] = value`, likewise; false where more has to be done.
    #[inline]
    pub fn set_library_item(&mut self, object: Value, index: Value, value: Value) -> bool {
        let (Some(native), Some(index)) = (self.builtin_native(object), index.as_small_int()) else { return false };
        usize::try_from(index).is_ok_and(|index| native.state().set_item(index, value))
    }

    /// A library object whose class is builtin, and so has the methods it was made with.
    #[inline]
    pub(super) fn builtin_native(&self, v: Value) -> Option<Gc<Native>> {
        let native = v.as_object::<Native>()?;
        (self.class_of(v).flags.get() & flags::BUILTIN != 0).then_some(native)
    }

    /// Raises `KeyError(key)`.
    #[cold]
    pub fn key_error(&mut self, key: Value) -> Raised {
        let class = self.exceptions.key_error;
        self.raise_with(class, &[key])
    }

    #[cold]
    fn not_subscriptable(&mut self, v: Value) -> Raised {
        let name = self.type_name(v);
        self.type_error(format!("'{name}' object is not subscriptable"))
    }

    /// Subscription of a builtin sequence (not of a Python subclass).
    ///
    /// # Errors
    /// As [`Runtime::get_item`].
    pub(crate) fn get_item_native(&mut self, object: Value, index: Value) -> Result {
        if let Some(s) = index.as_object::<Slice>() {
            return self.get_slice(object, s);
        }
        match object.kind() {
            Some(Kind::List) => {
                let i = self.subscript(index, Sequence::List)?;
                let list = object.as_object::<List>();
                let found = list.and_then(|l| position(i, l.len()).and_then(|at| l.get(at)));
                found.ok_or_else(|| self.index_error(Sequence::List.out_of_range()))
            }
            Some(Kind::Tuple) => {
                let i = self.subscript(index, Sequence::Tuple)?;
                let tuple = object.as_object::<Tuple>();
                let found = tuple.and_then(|t| position(i, t.len()).map(|at| t.items()[at]));
                found.ok_or_else(|| self.index_error(Sequence::Tuple.out_of_range()))
            }
            Some(Kind::Str) => {
                let i = self.subscript(index, Sequence::Str)?;
                let Some(text) = object.as_object::<Str>() else { return Err(self.not_subscriptable(object)) };
                match position(i, text.len()) {
                    Some(at) => Ok(self.new_str_char(text.chars().at(at)).into()),
                    None => Err(self.index_error(Sequence::Str.out_of_range())),
                }
            }
            Some(Kind::Bytes) => {
                let i = self.subscript(index, Sequence::Bytes)?;
                let bytes = object.as_object::<Bytes>();
                let found = bytes.and_then(|b| position(i, b.as_slice().len()).map(|at| b.as_slice()[at]));
                found.map(|b| Value::small_int(b as i64)).ok_or_else(|| self.index_error(Sequence::Bytes.out_of_range()))
            }
            Some(Kind::ByteArray) => {
                let i = self.subscript(index, Sequence::ByteArray)?;
                let bytes = object.as_object::<ByteArray>();
                let found = bytes.and_then(|b| {
                    let data = b.data.borrow();
                    position(i, data.len()).map(|at| data[at])
                });
                found.map(|b| Value::small_int(b as i64)).ok_or_else(|| self.index_error(Sequence::ByteArray.out_of_range()))
            }
            Some(Kind::Range) => {
                let Some(i) = index_value(self, index)? else { return Err(self.bad_subscript(index, Sequence::Range)) };
                let item = object.as_object::<Range>().and_then(|r| crate::types::range::item(self, r, i));
                item.ok_or_else(|| self.index_error(Sequence::Range.out_of_range()))
            }
            _ => Err(self.not_subscriptable(object)),
        }
    }

    /// An index as a machine integer.
    #[inline]
    pub(crate) fn subscript(&mut self, index: Value, of: Sequence) -> Result<i64> {
        match index.as_small_int() {
            Some(i) => Ok(i),
            None => self.subscript_general(index, of),
        }
    }

    fn subscript_general(&mut self, index: Value, of: Sequence) -> Result<i64> {
        let Some(i) = index_value(self, index)? else { return Err(self.bad_subscript(index, of)) };
        match int_to_i64(i) {
            Some(i) => Ok(i),
            None => {
                let name = self.type_name(index);
                Err(self.index_error(format!("cannot fit '{name}' into an index-sized integer")))
            }
        }
    }

    #[cold]
    fn bad_subscript(&mut self, index: Value, of: Sequence) -> Raised {
        let name = self.type_name(index);
        match of {
            Sequence::Str => self.type_error(format!("string indices must be integers, not '{name}'")),
            _ => self.type_error(format!("{} indices must be integers or slices, not {name}", of.name())),
        }
    }

    fn get_item_of_class(&mut self, object: Value, index: Value) -> Result {
        let (getitem, class_getitem) = (self.names.__getitem__, self.names.__class_getitem__);
        if let Some(method) = self.special(object, getitem) {
            return self.call_bound_special(method, object, &[index], None);
        }
        let Some(class) = object.as_object::<Class>() else { return Err(self.not_subscriptable(object)) };
        if class == self.types.type_ {
            return crate::types::alias::new_alias(self, object, index);
        }
        if let Some(method) = self.class_lookup(class, class_getitem) {
            let bound = self.bind_attribute(method, Value::EMPTY, class)?;
            return self.call(bound, &[index]);
        }
        let name = class.name_text();
        Err(self.type_error(format!("type '{name}' is not subscriptable")))
    }

    /// `object[index] = value`.
    ///
    /// # Errors
    /// As [`Runtime::get_item`].
    #[inline]
    pub fn set_item(&mut self, object: Value, index: Value, value: Value) -> Result<()> {
        if let Some(i) = index.as_small_int()
            && let Some(list) = object.as_object::<List>()
            && let Some(at) = position(i, list.len())
        {
            list.set(at, value);
            return Ok(());
        }
        if let Some(dict) = object.as_object::<Dict>() {
            return dict.set(self, index, value);
        }
        self.set_item_general(object, index, value)
    }

    fn set_item_general(&mut self, object: Value, index: Value, value: Value) -> Result<()> {
        if let (Some(bytes), Some(i), Some(byte)) = (object.as_object::<ByteArray>(), index.as_small_int(), value.as_small_int())
            && let Ok(byte) = u8::try_from(byte)
        {
            let mut data = bytes.data.borrow_mut();
            if let Some(at) = position(i, data.len()) {
                data[at] = byte;
                return Ok(());
            }
        }
        if self.set_library_item(object, index, value) {
            return Ok(());
        }
        match object.kind() {
            Some(Kind::List | Kind::ByteArray) => self.set_item_native(object, index, value),
            _ => {
                let name = self.names.__setitem__;
                if let Some(dict) = self.dict_behind(object, name) {
                    return dict.set(self, index, value);
                }
                match self.special(object, name) {
                    Some(method) => self.call_bound_special(method, object, &[index, value], None).map(|_| ()),
                    None => {
                        let name = self.type_name(object);
                        Err(self.type_error(format!("'{name}' object does not support item assignment")))
                    }
                }
            }
        }
    }

    /// Item assignment to a `list` or `bytearray` cell.
    ///
    /// # Errors
    /// As [`Runtime::set_item`].
    pub(crate) fn set_item_native(&mut self, object: Value, index: Value, value: Value) -> Result<()> {
        if let Some(list) = object.as_object::<List>() {
            if let Some(s) = index.as_object::<Slice>() {
                return self.set_list_slice(list, s, value);
            }
            let i = self.subscript(index, Sequence::List)?;
            return match position(i, list.len()) {
                Some(at) => {
                    list.set(at, value);
                    Ok(())
                }
                None => Err(self.index_error("list assignment index out of range")),
            };
        }
        let Some(bytes) = object.as_object::<ByteArray>() else { return Err(self.not_subscriptable(object)) };
        if let Some(s) = index.as_object::<Slice>() {
            return self.set_bytes_slice(bytes, s, value);
        }
        let i = self.subscript(index, Sequence::ByteArray)?;
        let Some(at) = position(i, bytes.data.borrow().len()) else {
            return Err(self.index_error("bytearray index out of range"));
        };
        let byte = slice::byte_value(self, value)?;
        match bytes.data.borrow_mut().get_mut(at) {
            Some(place) => {
                *place = byte;
                Ok(())
            }
            None => Err(self.index_error("bytearray index out of range")),
        }
    }

    /// `del object[index]`.
    ///
    /// # Errors
    /// As [`Runtime::get_item`].
    pub fn delete_item(&mut self, object: Value, index: Value) -> Result<()> {
        match object.kind() {
            Some(Kind::List | Kind::ByteArray | Kind::Dict) => self.delete_item_native(object, index),
            _ => {
                let name = self.names.__delitem__;
                match self.special(object, name) {
                    Some(method) => self.call_bound_special(method, object, &[index], None).map(|_| ()),
                    None => {
                        // CPython's wording tells types that have the slots of sequences from others.
                        let class = self.class_of(object);
                        let (len, contains) = (self.names.__len__, self.names.__contains__);
                        let sequence = !class.has(crate::object::class::flags::BUILTIN)
                            || self.special(object, len).is_some()
                            || self.special(object, contains).is_some();
                        let how = if sequence && self.special(index, self.names.__index__).is_some() { "doesn't" } else { "does not" };
                        let name = self.type_name(object);
                        Err(self.type_error(format!("'{name}' object {how} support item deletion")))
                    }
                }
            }
        }
    }

    /// Item deletion from a `list`, `bytearray` or `dict` cell.
    ///
    /// # Errors
    /// As [`Runtime::delete_item`].
    pub(crate) fn delete_item_native(&mut self, object: Value, index: Value) -> Result<()> {
        if let Some(dict) = object.as_object::<Dict>() {
            return match dict.remove(self, index)? {
                Some(_) => Ok(()),
                None => Err(self.key_error(index)),
            };
        }
        if let Some(list) = object.as_object::<List>() {
            if let Some(s) = index.as_object::<Slice>() {
                return self.delete_list_slice(list, s);
            }
            let i = self.subscript(index, Sequence::List)?;
            return match position(i, list.len()) {
                Some(at) => {
                    list.with_vec(self, |v| v.remove(at));
                    Ok(())
                }
                None => Err(self.index_error("list assignment index out of range")),
            };
        }
        let Some(bytes) = object.as_object::<ByteArray>() else { return Err(self.not_subscriptable(object)) };
        if let Some(s) = index.as_object::<Slice>() {
            return self.delete_bytes_slice(bytes, s);
        }
        let i = self.subscript(index, Sequence::ByteArray)?;
        let at = position(i, bytes.data.borrow().len());
        match at {
            Some(at) => {
                bytes.data.borrow_mut().remove(at);
                Ok(())
            }
            None => Err(self.index_error("bytearray index out of range")),
        }
    }

    /// `dict[key]` of a dict or of a Python subclass of it: `__missing__` of the subclass is asked for absent keys.
    ///
    /// # Errors
    /// As [`Runtime::get_item`].
    pub(crate) fn get_dict_item(&mut self, receiver: Value, dict: Gc<Dict>, key: Value) -> Result {
        if let Some(v) = dict.get(self, key)? {
            return Ok(v);
        }
        if receiver != dict.into() {
            let missing = self.names.__missing__;
            if let Some(v) = self.call_special(receiver, missing, &[key])? {
                return Ok(v);
            }
        }
        Err(self.key_error(key))
    }
}
