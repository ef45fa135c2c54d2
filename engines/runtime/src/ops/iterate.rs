//! Iteration: `iter`, `next`, and unpacking.
//!
//! The steps of builtin iterators are in [`step`]; user classes go through `__iter__` and `__next__`.

mod step;

pub use step::NextPair;

use crate::Runtime;
use crate::object::bytes::Bytes;
use crate::object::dict::{Dict, DictView, ViewKind};
use crate::object::generator::Generator;
use crate::object::iterator::{IterState, Iterator};
use crate::object::list::List;
use crate::object::native::Native;
use crate::object::range::{Range, range_length};
use crate::object::set::any_set;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::value::{Raised, Result, Value};

impl Runtime {
    /// `iter(v)`.
    ///
    /// # Errors
    /// `TypeError` when not iterable, and whatever `__iter__` raises.
    pub fn get_iter(&mut self, v: Value) -> Result {
        match v.kind() {
            Some(Kind::Iterator) => Ok(v),
            Some(Kind::Generator) if v.as_object::<Generator>().is_some_and(|g| g.kind.get().is_iterator()) => Ok(v),
            _ => match self.native_iter_state(v) {
                Some(state) => Ok(self.new_iterator(state).into()),
                None => self.get_iter_by_method(v),
            },
        }
    }

    /// The state of a fresh iterator over a builtin container.
    pub(crate) fn native_iter_state(&mut self, v: Value) -> Option<IterState> {
        Some(match v.kind()? {
            Kind::List => IterState::List { list: v, index: 0 },
            Kind::Tuple => IterState::Tuple { tuple: v, index: 0 },
            Kind::Range => range_iter_state(v.as_object::<Range>()?),
            Kind::Str => IterState::Str { text: v, index: 0 },
            Kind::Dict => dict_iter_state(v.as_object::<Dict>()?, ViewKind::Keys),
            Kind::DictView => {
                let view = v.as_object::<DictView>()?;
                dict_iter_state(view.dict, view.part)
            }
            Kind::Set | Kind::FrozenSet => {
                let length = any_set(v)?.table().used;
                IterState::Set { set: v, position: 0, length, remaining: length }
            }
            Kind::Bytes | Kind::ByteArray => IterState::Bytes { bytes: v, index: 0 },
            _ => return None,
        })
    }

    fn get_iter_by_method(&mut self, v: Value) -> Result {
        let (iter, getitem) = (self.names.__iter__, self.names.__getitem__);
        match self.special(v, iter) {
            Some(method) if method.is_none() => Err(self.not_iterable(v)),
            Some(method) => {
                let iterator = self.call_bound_special(method, v, &[], None)?;
                if self.is_iterator(iterator) {
                    return Ok(iterator);
                }
                let name = self.type_name(iterator);
                Err(self.type_error(format!("iter() returned non-iterator of type '{name}'")))
            }
            None if self.special(v, getitem).is_some() => Ok(self.new_iterator(IterState::Sequence { object: v, index: 0 }).into()),
            None => Err(self.not_iterable(v)),
        }
    }

    /// Whether a value has `__next__`.
    pub fn is_iterator(&mut self, v: Value) -> bool {
        if v.kind() == Some(Kind::Iterator) || v.as_object::<Generator>().is_some_and(|g| g.kind.get().is_iterator()) {
            return true;
        }
        let next = self.names.__next__;
        self.special(v, next).is_some_and(|m| !m.is_none())
    }

    #[cold]
    fn not_iterable(&mut self, v: Value) -> Raised {
        let name = self.type_name(v);
        self.type_error(format!("'{name}' object is not iterable"))
    }

    /// Next value of an iterator, [`Value::EMPTY`] at its end (no `StopIteration` is made for builtin iterators). At
    /// the end of a generator or of a user iterator its return value is in [`Runtime::generator_return`].
    ///
    /// # Errors
    /// Whatever the iterator raises but `StopIteration`.
    #[inline]
    pub fn next(&mut self, iterator: Value) -> Result {
        let Some(it) = iterator.as_object::<Iterator>() else { return self.next_other(iterator) };
        // SAFETY: single-threaded, and nothing below runs guest code or touches this state while the borrow lives.
        match unsafe { &mut *it.state.as_ptr() } {
            IterState::Range { next, step, remaining } if *remaining > 0 => {
                let value = *next;
                *remaining -= 1;
                *next = value.wrapping_add(*step);
                Ok(Value::small_int(value))
            }
            IterState::List { list, index } => {
                if let Some(item) = list.as_object::<List>().and_then(|l| l.get(*index)) {
                    *index += 1;
                    return Ok(item);
                }
                it.state.set(IterState::Done);
                Ok(Value::EMPTY)
            }
            IterState::Tuple { tuple, index } => {
                if let Some(&item) = tuple.as_object::<Tuple>().as_ref().and_then(|t| t.items().get(*index)) {
                    *index += 1;
                    return Ok(item);
                }
                it.state.set(IterState::Done);
                Ok(Value::EMPTY)
            }
            IterState::Dict { dict, part, position, length, remaining } if dict.len() == *length as usize && *remaining > 0 => {
                let Some((at, key, value)) = dict.next_entry(*position) else { return self.step(it) };
                *position = at + 1;
                *remaining -= 1;
                match *part {
                    ViewKind::Keys => Ok(key),
                    ViewKind::Values => Ok(value),
                    ViewKind::Items => Ok(self.new_tuple(&[key, value]).into()),
                }
            }
            IterState::Str { text, index } => {
                if let Some(s) = text.as_object::<Str>()
                    && *index < s.len()
                {
                    let c = s.chars().at(*index);
                    *index += 1;
                    return Ok(self.new_str_char(c).into());
                }
                it.state.set(IterState::Done);
                Ok(Value::EMPTY)
            }
            IterState::Bytes { bytes, index } => {
                if let Some(b) = bytes.as_object::<Bytes>()
                    && let Some(&byte) = b.as_slice().get(*index)
                {
                    *index += 1;
                    return Ok(Value::small_int(byte.into()));
                }
                self.step(it)
            }
            IterState::ListReverse { list, index } if *index > 0 => {
                // `index` is one past the next item; the list may have shrunk since.
                if let Some(item) = list.as_object::<List>().and_then(|l| l.get(*index - 1)) {
                    *index -= 1;
                    return Ok(item);
                }
                self.step(it)
            }
            IterState::Set { set, position, length, remaining } => {
                if let Some(s) = any_set(*set)
                    && s.table().used == *length
                {
                    let rest = s.table().entries.get(*position..).unwrap_or_default();
                    if let Some(skipped) = rest.iter().position(|e| !e.key.is_empty()) {
                        *position += skipped + 1;
                        *remaining = remaining.saturating_sub(1);
                        return Ok(rest[skipped].key);
                    }
                }
                self.step(it)
            }
            _ => self.step_or_stop(it),
        }
    }

    /// A `StopIteration` out of what an iterator calls ends it, as it would end CPython's.
    fn step_or_stop(&mut self, it: Gc<Iterator>) -> Result {
        match self.step(it) {
            Err(Raised) if self.pending_is(self.exceptions.stop_iteration) => {
                let exception = self.take_pending();
                let args = exception.as_object::<crate::object::exception::Exception>().map(|e| e.args.get());
                self.generator_return = args.and_then(|args| args.items().first().copied()).unwrap_or(Value::NONE);
                Ok(Value::EMPTY)
            }
            outcome => outcome,
        }
    }

    fn next_other(&mut self, iterator: Value) -> Result {
        match iterator.kind() {
            Some(Kind::Generator) => match iterator.as_object::<Generator>() {
                Some(g) => self.generator_next(g),
                None => Err(Raised),
            },
            Some(Kind::Native) => {
                self.check_native_stack()?;
                if let Some(native) = iterator.as_object::<Native>()
                    && let Some(result) = native.state().next(self, native)
                {
                    return result;
                }
                self.next_by_method(iterator)
            }
            _ => self.next_by_method(iterator),
        }
    }

    fn next_by_method(&mut self, iterator: Value) -> Result {
        let next = self.names.__next__;
        let Some(method) = self.special(iterator, next) else {
            let name = self.type_name(iterator);
            return Err(self.type_error(format!("'{name}' object is not an iterator")));
        };
        match self.call_bound_special(method, iterator, &[], None) {
            Ok(v) => Ok(v),
            Err(Raised) => self.end_of_iteration(),
        }
    }

    /// Turns a pending `StopIteration` into [`Value::EMPTY`], keeping its value in [`Runtime::generator_return`];
    /// other exceptions stay.
    ///
    /// # Errors
    /// Any other pending exception.
    #[cold]
    pub fn end_of_iteration(&mut self) -> Result {
        if !self.pending_is(self.exceptions.stop_iteration) {
            return Err(Raised);
        }
        self.generator_return = self.pending_exception().and_then(|e| e.args.get().items().first().copied()).unwrap_or(Value::NONE);
        self.take_pending();
        Ok(Value::EMPTY)
    }

    /// Calls `f` with each item of an iterable.
    ///
    /// # Errors
    /// Of iteration and of `f`.
    pub fn for_each(&mut self, iterable: Value, mut f: impl FnMut(&mut Runtime, Value) -> Result<()>) -> Result<()> {
        let iterator = self.get_iter(iterable)?;
        loop {
            let item = self.next(iterator)?;
            if item.is_empty() {
                return Ok(());
            }
            f(self, item)?;
        }
    }

    /// New list of the items of an iterable.
    ///
    /// # Errors
    /// Of iteration.
    pub fn list_of(&mut self, iterable: Value) -> Result<Gc<List>> {
        match iterable.kind() {
            Some(Kind::List) => {
                if let Some(l) = iterable.as_object::<List>() {
                    // SAFETY: copied before anything else runs.
                    return Ok(self.new_list_from(unsafe { l.as_slice() }));
                }
            }
            Some(Kind::Tuple) => {
                if let Some(t) = iterable.as_object::<Tuple>() {
                    return Ok(self.new_list_from(t.items()));
                }
            }
            _ => {}
        }
        let list = self.new_empty_list();
        crate::types::list::extend(self, list, iterable)?;
        Ok(list)
    }

    /// How many items an iterable says it has, if it does: `len`, else `__length_hint__`.
    ///
    /// # Errors
    /// Whatever these raise but `TypeError`; `ValueError` for a negative hint.
    pub fn length_hint(&mut self, iterable: Value) -> Result<Option<usize>> {
        match iterable.kind() {
            Some(Kind::Generator) => return Ok(None),
            Some(Kind::Iterator) => match iterable.as_object::<Iterator>().map(|it| it.state.get()) {
                Some(IterState::Range { remaining, .. }) => return Ok(Some(remaining as usize)),
                Some(IterState::Sequence { .. }) => {}
                _ => return Ok(None),
            },
            _ => {}
        }
        let (len, hint) = (self.names.__len__, self.names.__length_hint__);
        if self.special(iterable, len).is_some_and(|m| !m.is_none()) {
            match self.length(iterable) {
                Ok(n) => return Ok(Some(n)),
                Err(Raised) => self.ignore_type_error()?,
            }
        }
        let result = match self.call_special(iterable, hint, &[]) {
            Ok(Some(result)) => result,
            Ok(None) => return Ok(None),
            Err(Raised) => return self.ignore_type_error().map(|()| None),
        };
        if result == Value::NOT_IMPLEMENTED {
            return Ok(None);
        }
        let Some(i) = crate::ops::arithmetic::integer::IntRef::of(crate::object::instance::native_payload(result)) else {
            let name = self.type_name(result);
            return Err(self.type_error(format!("__length_hint__ must be an integer, not {name}")));
        };
        match i {
            crate::ops::arithmetic::integer::IntRef::Small(i) if i >= 0 => Ok(Some(i as usize)),
            crate::ops::arithmetic::integer::IntRef::Small(_) => Err(self.value_error("__length_hint__() should return >= 0")),
            crate::ops::arithmetic::integer::IntRef::Big(_) => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    fn ignore_type_error(&mut self) -> Result<()> {
        if !self.pending_is(self.exceptions.type_error) {
            return Err(Raised);
        }
        self.take_pending();
        Ok(())
    }

    /// Asks an iterable for its length before its items are added to `list`, as CPython does to make room.
    ///
    /// # Errors
    /// As [`Runtime::length_hint`]; `MemoryError` when no list can have so many items.
    pub fn check_length_hint(&mut self, list: Gc<List>, iterable: Value) -> Result<()> {
        match self.length_hint(iterable)? {
            Some(n) if n.saturating_add(list.len()) > self.max_items() || !self.has_room(n * 8) => Err(self.memory_error()),
            _ => Ok(()),
        }
    }

    /// Tuple of the items of an iterable (itself, when it is a tuple).
    ///
    /// # Errors
    /// Of iteration.
    pub fn tuple_of(&mut self, iterable: Value) -> Result<Gc<Tuple>> {
        if let Some(t) = iterable.as_object::<Tuple>() {
            return Ok(t);
        }
        if let Some(list) = iterable.as_object::<List>() {
            return Ok(self.tuple_from_list(list));
        }
        let list = self.list_of(iterable)?;
        Ok(self.tuple_from_list(list))
    }

    /// Unpacks an iterable into exactly `targets.len()` values, or with `star` the index of the target that takes the
    /// rest as a list. `targets` is seen by the collector.
    ///
    /// # Errors
    /// `ValueError` for a wrong count, `TypeError` when not iterable, and whatever iteration raises.
    #[inline]
    pub fn unpack(&mut self, iterable: Value, targets: &mut [Value], star: Option<usize>) -> Result<()> {
        if star.is_none() {
            if let Some(t) = iterable.as_object::<Tuple>()
                && t.len() == targets.len()
            {
                targets.copy_from_slice(t.items());
                return Ok(());
            }
            if let Some(l) = iterable.as_object::<List>()
                && l.len() == targets.len()
            {
                // SAFETY: copied before anything else runs.
                targets.copy_from_slice(unsafe { l.as_slice() });
                return Ok(());
            }
        }
        self.unpack_general(iterable, targets, star)
    }

    fn unpack_general(&mut self, iterable: Value, targets: &mut [Value], star: Option<usize>) -> Result<()> {
        let iterator = match self.get_iter(iterable) {
            Ok(i) => i,
            Err(Raised) => return Err(self.not_unpackable(iterable)),
        };
        let before = star.unwrap_or(targets.len());
        for i in 0..before {
            let item = self.next(iterator)?;
            if item.is_empty() {
                let message = match star {
                    None => format!("not enough values to unpack (expected {}, got {i})", targets.len()),
                    Some(_) => format!("not enough values to unpack (expected at least {}, got {i})", targets.len() - 1),
                };
                return Err(self.value_error(message));
            }
            targets[i] = item;
        }
        let Some(star) = star else {
            if self.next(iterator)?.is_empty() {
                return Ok(());
            }
            return Err(self.value_error(format!("too many values to unpack (expected {})", targets.len())));
        };
        let rest = self.list_of(iterator)?;
        let after = targets.len() - star - 1;
        if rest.len() < after {
            let got = before + rest.len();
            return Err(self.value_error(format!("not enough values to unpack (expected at least {}, got {got})", targets.len() - 1)));
        }
        for i in (star + 1..targets.len()).rev() {
            targets[i] = rest.pop().unwrap_or(Value::NONE);
        }
        targets[star] = rest.into();
        Ok(())
    }

    #[cold]
    fn not_unpackable(&mut self, v: Value) -> Raised {
        let (iter, getitem) = (self.names.__iter__, self.names.__getitem__);
        if self.pending_is(self.exceptions.type_error) && self.special(v, iter).is_none() && self.special(v, getitem).is_none() {
            self.take_pending();
            let name = self.type_name(v);
            return self.type_error(format!("cannot unpack non-iterable {name} object"));
        }
        Raised
    }
}

/// Start of an iteration over a range.
fn range_iter_state(range: Gc<Range>) -> IterState {
    match range.small() {
        Some((start, stop, step)) => IterState::Range { next: start, step, remaining: range_length(start, stop, step) },
        None => IterState::BigRange { range: range.into(), index: Value::small_int(0) },
    }
}

/// Start of an iteration over a part of a dict.
pub(crate) fn dict_iter_state(dict: Gc<Dict>, part: ViewKind) -> IterState {
    let length = dict.len() as u32;
    IterState::Dict { dict, part, position: 0, length, remaining: length }
}

/// Start of a backward iteration over a part of a dict.
pub(crate) fn dict_reverse_state(dict: Gc<Dict>, part: ViewKind) -> IterState {
    let length = dict.len() as u32;
    IterState::DictReverse { dict, part, position: dict.entry_count(), length, remaining: length }
}
