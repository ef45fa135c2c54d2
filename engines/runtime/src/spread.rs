//! `f(*args, **kwargs)` and `{**mapping}`: arguments and items that come out of containers.

use crate::Runtime;
use crate::heap::RootedVec;
use crate::object::Gc;
use crate::object::dict::Dict;
use crate::object::function::{Function, NativeFunction};
use crate::object::list::List;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::types::dict::{merge_dict, plain_dict};
use crate::value::{Raised, Result, Value};

impl Runtime {
    /// Arguments of a call `callee(*positional, **keywords)` as the calling convention wants them: positional values,
    /// then keyword values, and the keyword names.
    ///
    /// # Errors
    /// `TypeError` when `positional` is not iterable or a keyword is not a string.
    pub fn spread_arguments(
        &mut self,
        callee: Value,
        positional: Value,
        keywords: Option<Gc<Dict>>,
    ) -> Result<(RootedVec, Option<Gc<Tuple>>)> {
        let mut all = self.rooted();
        if let Some(tuple) = positional.as_object::<Tuple>() {
            all.extend_from_slice(tuple.items());
        } else if let Some(list) = positional.as_object::<List>() {
            // SAFETY: no guest code runs while the slice is read.
            all.extend_from_slice(unsafe { list.as_slice() });
        } else {
            let iterator = match self.get_iter(positional) {
                Ok(iterator) => iterator,
                Err(Raised) => return Err(self.not_iterable_arguments(callee, positional)),
            };
            self.drain(iterator, |_, item| {
                all.push(item);
                true
            })?;
        }
        let Some(keywords) = keywords.filter(|k| !k.is_empty()) else { return Ok((all, None)) };
        let mut names = self.rooted();
        let mut position = 0;
        while let Some((entry, key, value)) = keywords.next_entry(position) {
            position = entry + 1;
            if !key.is_object::<Str>() {
                return Err(self.type_error("keywords must be strings"));
            }
            names.push(key);
            all.push(value);
        }
        let names = self.new_tuple(&names);
        Ok((all, Some(names)))
    }

    #[cold]
    fn not_iterable_arguments(&mut self, callee: Value, positional: Value) -> Raised {
        if !self.pending_is(self.exceptions.type_error) || self.has_iter(positional) {
            return Raised;
        }
        self.take_pending();
        let (function, name) = (self.callee_text(callee), self.type_name(positional));
        self.type_error(format!("{function} argument after * must be an iterable, not {name}"))
    }

    /// An iterator over what `keys()` of a mapping gave.
    pub(crate) fn keys_iterator(&mut self, mapping: Value, keys: Value) -> Result {
        match self.get_iter(keys) {
            Err(Raised) if self.pending_is(self.exceptions.type_error) && !self.has_iter(keys) => {
                self.take_pending();
                let (class, made) = (self.type_name(mapping), self.type_name(keys));
                Err(self.type_error(format!("{class}.keys() returned a non-iterable (type {made})")))
            }
            iterator => iterator,
        }
    }

    /// Whether `iter(v)` can work.
    fn has_iter(&mut self, v: Value) -> bool {
        let (iter, item) = (self.names.__iter__, self.names.__getitem__);
        self.special(v, iter).is_some() || self.special(v, item).is_some()
    }

    /// `module.qualname()` as CPython names a callee in these messages.
    fn callee_text(&mut self, callee: Value) -> String {
        if let Some(function) = callee.as_object::<Function>() {
            let key = self.names.__name__;
            let module = function.globals.get_str(key).and_then(|m| m.as_object::<Str>()).map(|m| m.to_rust());
            let name = self.function_name(function);
            return match module {
                Some(module) if module != "builtins" => format!("{module}.{name}()"),
                _ => format!("{name}()"),
            };
        }
        if let Some(function) = callee.as_object::<NativeFunction>() {
            return format!("{}()", function.def.name);
        }
        self.repr_text(callee)
    }

    /// Adds one keyword argument to those of a call of `callee`: a name given twice is an error.
    ///
    /// # Errors
    /// `TypeError`, naming the callee.
    pub fn merge_keyword(&mut self, callee: Value, into: Gc<Dict>, name: Gc<Str>, value: Value) -> Result<()> {
        if into.get_str(name).is_some() {
            let (function, name) = (self.callee_text(callee), name.to_rust());
            return Err(self.type_error(format!("{function} got multiple values for keyword argument '{name}'")));
        }
        into.set_str(self, name, value);
        Ok(())
    }

    /// Adds the items of the argument after `*` in a call of `callee`.
    ///
    /// # Errors
    /// `TypeError` when it is not iterable, and whatever iteration raises.
    pub fn spread_positional(&mut self, callee: Value, positional: Value, values: &mut RootedVec) -> Result<()> {
        if let Some(tuple) = positional.as_object::<Tuple>() {
            values.extend_from_slice(tuple.items());
            return Ok(());
        }
        let (all, _) = self.spread_arguments(callee, positional, None)?;
        values.extend_from_slice(&all);
        Ok(())
    }

    /// Adds the items of `*items` in a tuple or list display.
    ///
    /// # Errors
    /// `TypeError` when it is not iterable, and whatever iteration raises.
    pub fn spread_display(&mut self, list: Gc<List>, items: Value) -> Result<()> {
        let outcome = self.get_iter(items);
        let iterator = match outcome {
            Ok(iterator) => iterator,
            Err(Raised) if self.pending_is(self.exceptions.type_error) && !self.has_iter(items) => {
                self.take_pending();
                let name = self.type_name(items);
                return Err(self.type_error(format!("Value after * must be an iterable, not {name}")));
            }
            Err(Raised) => return Err(Raised),
        };
        self.check_length_hint(list, items)?;
        self.drain(iterator, |rt, item| {
            list.push(rt, item);
            true
        })?;
        Ok(())
    }

    /// `into.update(mapping)` for `callee(**mapping)`: a name given twice is an error.
    ///
    /// # Errors
    /// `TypeError`, naming the callee.
    pub fn merge_keywords(&mut self, callee: Value, into: Gc<Dict>, mapping: Value) -> Result<()> {
        let Some(pairs) = self.mapping_pairs(mapping)? else {
            let (function, name) = (self.callee_text(callee), self.type_name(mapping));
            return Err(self.type_error(format!("{function} argument after ** must be a mapping, not {name}")));
        };
        for pair in pairs.chunks_exact(2) {
            let Some(key) = pair[0].as_object::<Str>() else {
                return Err(self.type_error("keywords must be strings"));
            };
            self.merge_keyword(callee, into, key, pair[1])?;
        }
        Ok(())
    }

    /// `into.update(mapping)` for the display `{**mapping}`.
    ///
    /// # Errors
    /// `TypeError` when it is no mapping, and whatever its methods raise.
    pub fn merge_display(&mut self, into: Gc<Dict>, mapping: Value) -> Result<()> {
        if let Some(dict) = plain_dict(self, mapping) {
            return merge_dict(self, into, dict);
        }
        let Some(pairs) = self.mapping_pairs(mapping)? else {
            let name = self.type_name(mapping);
            return Err(self.type_error(format!("'{name}' object is not a mapping")));
        };
        for pair in pairs.chunks_exact(2) {
            into.set(self, pair[0], pair[1])?;
        }
        Ok(())
    }

    /// Keys and values in turn, through `keys()` and `[]`; `None` when there is no `keys`.
    fn mapping_pairs(&mut self, mapping: Value) -> Result<Option<RootedVec>> {
        let mut pairs = self.rooted();
        if let Some(dict) = plain_dict(self, mapping) {
            let mut position = 0;
            while let Some((entry, key, value)) = dict.next_entry(position) {
                position = entry + 1;
                pairs.push(key);
                pairs.push(value);
            }
            return Ok(Some(pairs));
        }
        let keys = self.names.keys;
        let Some(method) = self.get_attr_opt(mapping, keys)? else { return Ok(None) };
        let keys = self.call(method, &[])?;
        let iterator = self.keys_iterator(mapping, keys)?;
        loop {
            let key = self.next(iterator)?;
            if key.is_empty() {
                return Ok(Some(pairs));
            }
            pairs.push(key);
            let value = self.get_item(mapping, key)?;
            pairs.push(value);
        }
    }
}
