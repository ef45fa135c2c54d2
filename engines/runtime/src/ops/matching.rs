//! What `match` asks of its subject: is it a sequence, a mapping, an instance, and with which parts.

use crate::Runtime;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::dict::Dict;
use crate::object::instance::native_payload;
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::range::Range;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::ops::arithmetic::has_user_class;
use crate::value::{Raised, Result, Value};

/// Whether a value is of a builtin class, which says by itself whether it is a sequence or a mapping: it cannot be registered.
fn is_builtin(v: Value) -> bool {
    v.header().is_none() || !has_user_class(v)
}

/// Whether keys are strings, all of them different.
fn are_distinct_strings(keys: &[Value]) -> bool {
    let text = |key: &Value| key.as_object::<Str>();
    keys.iter()
        .enumerate()
        .all(|(at, key)| text(key).is_some_and(|key| keys[..at].iter().filter_map(text).all(|other| !other.equals(&key))))
}

fn count(v: Value) -> usize {
    v.as_small_int().and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
}

impl Runtime {
    /// Whether a value is an instance of an abstract class of `collections.abc`. Before that module is loaded only the
    /// builtin classes can be.
    fn is_abstract_instance(&mut self, v: Value, class: &str) -> Result<bool> {
        let (module, name) = (self.intern("collections.abc"), self.intern(class));
        let modules = self.modules;
        let class = modules.get_str(module).and_then(|m| m.as_object::<Module>()).and_then(|m| m.dict.get_str(name));
        class.map_or(Ok(false), |class| self.isinstance(v, class))
    }

    fn is_pattern_sequence(&mut self, v: Value) -> Result<bool> {
        if is_builtin(v) {
            return Ok(v.is_object::<List>() || v.is_object::<Tuple>() || v.is_object::<Range>());
        }
        let payload = native_payload(v);
        if payload.is_object::<List>() || payload.is_object::<Tuple>() || payload.is_object::<Range>() {
            return Ok(true);
        }
        if v.header().is_none() || [self.types.str_, self.types.bytes, self.types.bytearray].iter().any(|&c| self.is_instance(v, c)) {
            return Ok(false);
        }
        let name = self.type_name(v);
        if matches!(name.as_str(), "memoryview" | "deque" | "array") {
            return Ok(true);
        }
        self.is_abstract_instance(v, "Sequence")
    }

    /// `[a, *b, c]` as a pattern: (subject, items before a star, after it, star, how). See the resolved tree's list.
    ///
    /// # Errors
    /// Whatever the subject's methods raise.
    pub fn match_sequence(&mut self, args: &[Value]) -> Result {
        let &[subject, before, after, star, how] = args else { return Ok(Value::NONE) };
        if !self.is_pattern_sequence(subject)? {
            return Ok(Value::NONE);
        }
        let (before, after, star) = (count(before), count(after), star == Value::TRUE);
        let length = self.length(subject)?;
        if length < before + after || !star && length != before {
            return Ok(Value::NONE);
        }
        if let Some(list) = subject.as_object::<List>() {
            // SAFETY: no guest code runs as long as the items are used.
            return Ok(self.parts_of(unsafe { list.as_slice() }, before, after, star, count(how)).into());
        }
        if let Some(tuple) = subject.as_object::<Tuple>() {
            return Ok(self.parts_of(tuple.items(), before, after, star, count(how)).into());
        }
        let parts = self.new_empty_list();
        match count(how) {
            0 => {}
            1 => {
                let all = self.new_empty_list();
                self.for_each(subject, |rt, item| {
                    all.push(rt, item);
                    Ok(())
                })?;
                if all.len() < before + after || !star && all.len() != before {
                    return Err(self.value_error(format!("not enough values to unpack (expected {}, got {})", before + after, all.len())));
                }
                let middle = all.len() - after;
                self.push_range(parts, all, 0, before);
                if star {
                    let rest = self.new_empty_list();
                    self.push_range(rest, all, before, middle);
                    parts.push(self, rest.into());
                    self.push_range(parts, all, middle, all.len());
                }
            }
            _ => {
                for i in 0..before {
                    let item = self.get_item(subject, Value::small_int(i as i64))?;
                    parts.push(self, item);
                }
                // The star itself binds nothing.
                parts.push(self, Value::NONE);
                for i in length - after..length {
                    let item = self.get_item(subject, Value::small_int(i as i64))?;
                    parts.push(self, item);
                }
            }
        }
        Ok(self.tuple_from_list(parts).into())
    }

    /// Parts of a sequence, which is long enough, in order: without any, all with those of the star as a list, or all but those.
    fn parts_of(&mut self, items: &[Value], before: usize, after: usize, star: bool, how: usize) -> Gc<Tuple> {
        let (first, rest) = items.split_at(before);
        let (middle, last) = rest.split_at(rest.len() - after);
        match (how, star) {
            (0, _) => self.new_tuple(&[]),
            (1, false) => self.new_tuple(items),
            _ => {
                let middle = if how == 1 { self.new_list(middle.to_vec()).into() } else { Value::NONE };
                let mut parts = self.rooted();
                parts.extend_from_slice(first);
                parts.push(middle);
                parts.extend_from_slice(last);
                self.new_tuple(&parts)
            }
        }
    }

    fn push_range(&mut self, into: Gc<List>, from: Gc<List>, start: usize, end: usize) {
        for i in start..end {
            if let Some(item) = from.get(i) {
                into.push(self, item);
            }
        }
    }

    /// `{key: p}` as a pattern: (subject, keys...).
    ///
    /// # Errors
    /// `ValueError` for a key given twice, and whatever the subject's `get` raises.
    pub fn match_mapping(&mut self, args: &[Value]) -> Result {
        let Some((&subject, keys)) = args.split_first() else { return Ok(Value::NONE) };
        let dict = subject.as_object::<Dict>();
        if dict.is_none() && (is_builtin(subject) || !native_payload(subject).is_object::<Dict>() && !self.is_mapping(subject)?) {
            return Ok(Value::NONE);
        }
        if self.length(subject)? < keys.len() {
            return Ok(Value::NONE);
        }
        let seen = if are_distinct_strings(keys) { None } else { Some(self.new_set()) };
        let mut values = self.rooted();
        let marker: Value = if dict.is_some() { Value::NONE } else { self.new_empty_list().into() };
        for &key in keys {
            if let Some(seen) = seen {
                if crate::ops::set::contains(self, seen, key)? {
                    let text = self.repr(key)?.to_rust();
                    return Err(self.value_error(format!("mapping pattern checks duplicate key ({text})")));
                }
                self.set_add(seen, key)?;
            }
            let found = match dict {
                Some(dict) => dict.get(self, key)?,
                None => {
                    let get = self.names.get;
                    Some(self.call_method(subject, get, &[key, marker])?).filter(|&v| v != marker)
                }
            };
            match found {
                Some(value) => values.push(value),
                None => return Ok(Value::NONE),
            }
        }
        Ok(self.new_tuple(&values).into())
    }

    fn is_mapping(&mut self, v: Value) -> Result<bool> {
        if v.header().is_none() {
            return Ok(false);
        }
        if self.type_name(v) == "mappingproxy" {
            return Ok(true);
        }
        self.is_abstract_instance(v, "Mapping")
    }

    /// `**rest` of a mapping pattern: (subject, keys...).
    ///
    /// # Errors
    /// Whatever the subject's methods raise.
    pub fn match_rest(&mut self, args: &[Value]) -> Result {
        let Some((&subject, keys)) = args.split_first() else { return Ok(Value::NONE) };
        let rest = self.new_dict();
        self.merge_display(rest, subject)?;
        for &key in keys {
            rest.remove(self, key)?;
        }
        Ok(rest.into())
    }

    /// `Class(p, name=q)` as a pattern: (subject, class, number of positional patterns, names...).
    ///
    /// # Errors
    /// `TypeError` for what is no class, has no usable `__match_args__`, or gets too many positional patterns.
    pub fn match_class(&mut self, args: &[Value]) -> Result {
        let &[subject, class_value, positional, ref names @ ..] = args else { return Ok(Value::NONE) };
        let Some(class) = class_value.as_object::<Class>() else {
            return Err(self.type_error("called match pattern must be a class"));
        };
        if !self.isinstance(subject, class_value)? {
            return Ok(Value::NONE);
        }
        if positional == Value::small_int(0) && names.is_empty() {
            return Ok(self.new_tuple(&[]).into());
        }
        let values = self.new_empty_list();
        let seen = self.new_empty_list();
        let positional = count(positional);
        if positional > 0 && !self.match_positional(subject, class, positional, values, seen)? {
            return Ok(Value::NONE);
        }
        for &name in names {
            let Some(name) = name.as_object::<Str>() else { continue };
            match self.match_attribute(subject, class, name, seen)? {
                Some(value) => values.push(self, value),
                None => return Ok(Value::NONE),
            }
        }
        Ok(self.tuple_from_list(values).into())
    }

    fn match_positional(&mut self, subject: Value, class: Gc<Class>, positional: usize, values: Gc<List>, seen: Gc<List>) -> Result<bool> {
        let key = self.names.__match_args__;
        let given = self.get_attr_opt(class.into(), key)?;
        let text = class.name_text();
        let Some(given) = given else {
            // Builtin classes match as a whole.
            let whole = [
                self.types.bool_,
                self.types.bytearray,
                self.types.bytes,
                self.types.dict,
                self.types.float,
                self.types.frozenset,
                self.types.int,
                self.types.list,
                self.types.set,
                self.types.str_,
                self.types.tuple,
            ];
            let allowed = usize::from(whole.iter().any(|&c| class == c || class.is_subclass(c)));
            if positional > allowed {
                return Err(self.too_many_patterns(&text, allowed, positional));
            }
            values.push(self, subject);
            return Ok(true);
        };
        let Some(given_names) = given.as_object::<Tuple>() else {
            let name = self.type_name(given);
            return Err(self.type_error(format!("{text}.__match_args__ must be a tuple (got {name})")));
        };
        if positional > given_names.len() {
            return Err(self.too_many_patterns(&text, given_names.len(), positional));
        }
        for i in 0..positional {
            let name = given_names.items()[i];
            let Some(name) = name.as_object::<Str>() else {
                let name = self.type_name(name);
                return Err(self.type_error(format!("__match_args__ elements must be strings (got {name})")));
            };
            match self.match_attribute(subject, class, name, seen)? {
                Some(value) => values.push(self, value),
                None => return Ok(false),
            }
        }
        Ok(true)
    }

    #[cold]
    fn too_many_patterns(&mut self, class: &str, allowed: usize, given: usize) -> Raised {
        let plural = if allowed == 1 { "" } else { "s" };
        self.type_error(format!("{class}() accepts {allowed} positional sub-pattern{plural} ({given} given)"))
    }

    fn match_attribute(&mut self, subject: Value, class: Gc<Class>, name: Gc<Str>, seen: Gc<List>) -> Result<Option<Value>> {
        let name = self.intern_str(name);
        if (0..seen.len()).any(|i| seen.get(i) == Some(name.into())) {
            let (class, name) = (class.name_text(), name.to_rust());
            return Err(self.type_error(format!("{class}() got multiple sub-patterns for attribute '{name}'")));
        }
        seen.push(self, name.into());
        match self.get_attr(subject, name) {
            Ok(value) => Ok(Some(value)),
            Err(Raised) if self.pending_is(self.exceptions.attribute_error) => {
                self.take_pending();
                Ok(None)
            }
            Err(Raised) => Err(Raised),
        }
    }
}
