//! One step of every builtin iterator that `Runtime::next` does not do inline.

use crate::Runtime;
use crate::object::Gc;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::dict::{Dict, ViewKind};
use crate::object::iterator::{IterState, Iterator};
use crate::object::list::List;
use crate::object::range::Range;
use crate::object::set::any_set;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::ops::BinaryOp;
use crate::value::{Raised, Result, Value};

/// What [`Runtime::next_pair`] gives.
pub enum NextPair {
    /// Two values, of which no tuple was made.
    Pair(Value, Value),
    /// The next item, whatever it is; empty at the end.
    Item(Value),
}

impl Runtime {
    /// As [`Runtime::next`], for a loop that takes items of two apart at once: the pairs of `enumerate`, `zip` and
    /// `dict.items` come without a tuple.
    ///
    /// # Errors
    /// As [`Runtime::next`].
    pub fn next_pair(&mut self, iterator: Value) -> Result<NextPair> {
        let Some(it) = iterator.as_object::<Iterator>() else { return self.next(iterator).map(NextPair::Item) };
        match it.state.get() {
            IterState::Enumerate { iterator, next } if next.is_small_int() => {
                let item = self.next_inner(iterator)?;
                if item.is_empty() {
                    return Ok(NextPair::Item(item));
                }
                let following = match next.as_small_int().and_then(|i| Value::try_small_int(i + 1)) {
                    Some(v) => v,
                    None => self.binary(BinaryOp::Add, next, Value::small_int(1))?,
                };
                it.state.set(IterState::Enumerate { iterator, next: following });
                Ok(NextPair::Pair(next, item))
            }
            IterState::Zip { iterators, strict: false } => {
                let Some(both) = iterators.as_object::<Tuple>() else { return self.next(iterator).map(NextPair::Item) };
                let &[a, b] = both.items() else { return self.next(iterator).map(NextPair::Item) };
                let x = self.next_inner(a)?;
                if x.is_empty() {
                    return Ok(NextPair::Item(x));
                }
                let y = self.next_inner(b)?;
                Ok(if y.is_empty() { NextPair::Item(y) } else { NextPair::Pair(x, y) })
            }
            IterState::Dict { dict, part: part @ ViewKind::Items, position, length, remaining }
                if remaining > 0 && dict.len() == length as usize =>
            {
                let Some((at, key, value)) = dict.next_entry(position) else { return end(it).map(NextPair::Item) };
                it.state.set(IterState::Dict { dict, part, position: at + 1, length, remaining: remaining - 1 });
                Ok(NextPair::Pair(key, value))
            }
            _ => self.next(iterator).map(NextPair::Item),
        }
    }
    /// [`Runtime::next`] of an iterator that another one walks.
    #[inline]
    fn next_inner(&mut self, iterator: Value) -> Result {
        if let Some(item) = iterator.as_object::<Iterator>().and_then(|it| it.sequence_item()) {
            return Ok(item);
        }
        // Iterators over iterators nest as deep as the program likes.
        self.check_native_stack()?;
        self.next(iterator)
    }

    pub(super) fn step(&mut self, it: Gc<Iterator>) -> Result {
        let state = it.state.get();
        if let IterState::Enumerate { .. } | IterState::Zip { .. } | IterState::Map { .. } | IterState::Filter { .. } = state {
            // Iterators over iterators nest as deep as the program likes.
            self.check_native_stack()?;
        }
        match state {
            IterState::Done | IterState::Range { .. } => Ok(Value::EMPTY),
            // `Runtime::next` has handled these two.
            IterState::List { .. } | IterState::Tuple { .. } => self.next(it.into()),
            IterState::ListReverse { list, index } => {
                // `index` is one past the next item; the list may have shrunk since.
                let item = index.checked_sub(1).and_then(|i| list.as_object::<List>()?.get(i));
                finish(it, item, |_| IterState::ListReverse { list, index: index - 1 })
            }
            IterState::Str { text, index } => {
                let Some(s) = text.as_object::<Str>().filter(|s| index < s.len()) else { return end(it) };
                it.state.set(IterState::Str { text, index: index + 1 });
                Ok(self.new_str_char(s.chars().at(index)).into())
            }
            IterState::Bytes { bytes, index } => {
                finish(it, byte_at(bytes, index).map(|b| Value::small_int(b as i64)), |_| IterState::Bytes { bytes, index: index + 1 })
            }
            IterState::BigRange { range, index } => self.step_big_range(it, range, index),
            IterState::Dict { dict, part, position, length, remaining } => {
                if dict.len() != length as usize {
                    return Err(self.dict_changed(it, dict, part, position));
                }
                let Some((at, key, value)) = dict.next_entry(position) else { return end(it) };
                if remaining == 0 {
                    it.state.set(IterState::Done);
                    return Err(self.runtime_error("dictionary keys changed during iteration"));
                }
                it.state.set(IterState::Dict { dict, part, position: at + 1, length, remaining: remaining - 1 });
                Ok(self.dict_part(part, key, value))
            }
            IterState::DictReverse { dict, part, mut position, length, remaining } => {
                if dict.len() != length as usize {
                    return Err(self.dict_changed(it, dict, part, position));
                }
                position = position.min(dict.entry_count());
                while position > 0 {
                    position -= 1;
                    if let Some((key, value)) = dict.entry(position) {
                        it.state.set(IterState::DictReverse { dict, part, position, length, remaining: remaining.saturating_sub(1) });
                        return Ok(self.dict_part(part, key, value));
                    }
                }
                end(it)
            }
            IterState::Set { set, position, length, remaining } => {
                let Some(s) = any_set(set) else { return end(it) };
                let table = s.table();
                if table.used != length {
                    // As CPython: every later step fails too.
                    it.state.set(IterState::Set { set, position, length: usize::MAX, remaining });
                    return Err(self.runtime_error("Set changed size during iteration"));
                }
                let found = (position..table.entries.len()).find(|&i| !table.entries[i].key.is_empty());
                let Some(at) = found else { return end(it) };
                it.state.set(IterState::Set { set, position: at + 1, length, remaining: remaining.saturating_sub(1) });
                Ok(table.entries[at].key)
            }
            IterState::Sequence { object, index } => self.step_sequence(it, object, index),
            IterState::SequenceReverse { object, index } => self.step_sequence_reverse(it, object, index),
            IterState::Callable { callable, sentinel } => match self.call(callable, &[]) {
                Ok(v) => {
                    if self.eq(v, sentinel)? {
                        return end(it);
                    }
                    Ok(v)
                }
                Err(Raised) => {
                    let v = self.end_of_iteration()?;
                    it.state.set(IterState::Done);
                    Ok(v)
                }
            },
            IterState::Enumerate { iterator, next } => {
                let item = self.next(iterator)?;
                if item.is_empty() {
                    return Ok(item);
                }
                let following = match next.as_small_int().and_then(|i| Value::try_small_int(i + 1)) {
                    Some(v) => v,
                    None => self.binary(BinaryOp::Add, next, Value::small_int(1))?,
                };
                it.state.set(IterState::Enumerate { iterator, next: following });
                Ok(self.new_tuple(&[next, item]).into())
            }
            IterState::Zip { iterators, strict } => self.step_zip(iterators, strict),
            IterState::Map { function, iterators } => self.step_map(function, iterators),
            IterState::Filter { function, iterator } => loop {
                let item = self.next(iterator)?;
                if item.is_empty() {
                    return Ok(item);
                }
                let verdict = if function.is_none() || function == self.types.bool_.into() { item } else { self.call(function, &[item])? };
                if self.truth(verdict)? {
                    return Ok(item);
                }
            },
        }
    }

    #[inline]
    fn dict_part(&mut self, part: ViewKind, key: Value, value: Value) -> Value {
        match part {
            ViewKind::Keys => key,
            ViewKind::Values => value,
            ViewKind::Items => self.new_tuple(&[key, value]).into(),
        }
    }

    #[cold]
    fn dict_changed(&mut self, it: Gc<Iterator>, dict: Gc<Dict>, part: ViewKind, position: usize) -> Raised {
        // As CPython: every later step fails too.
        it.state.set(IterState::Dict { dict, part, position, length: u32::MAX, remaining: 0 });
        self.runtime_error("dictionary changed size during iteration")
    }

    fn step_big_range(&mut self, it: Gc<Iterator>, range: Value, index: Value) -> Result {
        let Some(r) = range.as_object::<Range>() else { return end(it) };
        let Some(item) = crate::types::range::item(self, r, index) else { return end(it) };
        let next = self.binary(BinaryOp::Add, index, Value::small_int(1))?;
        it.state.set(IterState::BigRange { range, index: next });
        Ok(item)
    }

    fn step_sequence(&mut self, it: Gc<Iterator>, object: Value, index: i64) -> Result {
        match self.sequence_item(object, index) {
            Ok(v) if v.is_empty() => end(it),
            Ok(v) => {
                it.state.set(IterState::Sequence { object, index: index + 1 });
                Ok(v)
            }
            Err(Raised) => Err(Raised),
        }
    }

    fn step_sequence_reverse(&mut self, it: Gc<Iterator>, object: Value, index: i64) -> Result {
        if index < 0 {
            return end(it);
        }
        match self.sequence_item(object, index) {
            Ok(v) if v.is_empty() => end(it),
            Ok(v) => {
                it.state.set(IterState::SequenceReverse { object, index: index - 1 });
                Ok(v)
            }
            Err(Raised) => Err(Raised),
        }
    }

    /// `object[index]`, empty on `IndexError` and `StopIteration`.
    fn sequence_item(&mut self, object: Value, index: i64) -> Result {
        match self.get_item(object, Value::small_int(index)) {
            Ok(v) => Ok(v),
            Err(Raised) => {
                if self.pending_is(self.exceptions.index_error) || self.pending_is(self.exceptions.stop_iteration) {
                    self.take_pending();
                    return Ok(Value::EMPTY);
                }
                Err(Raised)
            }
        }
    }

    fn step_zip(&mut self, iterators: Value, strict: bool) -> Result {
        let Some(iterators) = iterators.as_object::<Tuple>() else { return Ok(Value::EMPTY) };
        if let &[a, b] = iterators.items() {
            let x = self.next(a)?;
            if !x.is_empty() {
                let y = self.next(b)?;
                if !y.is_empty() {
                    return Ok(self.new_tuple(&[x, y]).into());
                }
            }
            return self.end_of_zip(iterators, if x.is_empty() { 0 } else { 1 }, strict);
        }
        if iterators.is_empty() {
            return Ok(Value::EMPTY);
        }
        let mut row = self.rooted();
        for (i, &iterator) in iterators.items().iter().enumerate() {
            let item = self.next(iterator)?;
            if item.is_empty() {
                return self.end_of_zip(iterators, i, strict);
            }
            row.push(item);
        }
        Ok(self.new_tuple(&row).into())
    }

    /// Iterator `at` of a zip is exhausted; with `strict` all must be.
    fn end_of_zip(&mut self, iterators: Gc<Tuple>, at: usize, strict: bool) -> Result {
        if !strict {
            return Ok(Value::EMPTY);
        }
        if at > 0 {
            return Err(self.uneven_zip(at, "shorter"));
        }
        for (i, &iterator) in iterators.items().iter().enumerate().skip(1) {
            if !self.next(iterator)?.is_empty() {
                return Err(self.uneven_zip(i, "longer"));
            }
        }
        Ok(Value::EMPTY)
    }

    #[cold]
    fn uneven_zip(&mut self, at: usize, how: &str) -> Raised {
        let others = if at == 1 { " 1".to_string() } else { format!("s 1-{at}") };
        self.value_error(format!("zip() argument {} is {how} than argument{others}", at + 1))
    }

    fn step_map(&mut self, function: Value, iterators: Value) -> Result {
        let Some(iterators) = iterators.as_object::<Tuple>() else { return Ok(Value::EMPTY) };
        if let &[a] = iterators.items() {
            let x = self.next(a)?;
            return if x.is_empty() { Ok(x) } else { self.call(function, &[x]) };
        }
        let mut row = self.rooted();
        for &iterator in iterators.items() {
            let item = self.next(iterator)?;
            if item.is_empty() {
                return Ok(item);
            }
            row.push(item);
        }
        self.call(function, &row)
    }
}

fn end(it: Gc<Iterator>) -> Result {
    it.state.set(IterState::Done);
    Ok(Value::EMPTY)
}

fn finish(it: Gc<Iterator>, item: Option<Value>, next: impl FnOnce(Value) -> IterState) -> Result {
    match item {
        Some(v) => {
            it.state.set(next(v));
            Ok(v)
        }
        None => end(it),
    }
}

fn byte_at(bytes: Value, index: usize) -> Option<u8> {
    match bytes.as_object::<Bytes>() {
        Some(b) => b.as_slice().get(index).copied(),
        None => bytes.as_object::<ByteArray>()?.data.borrow().get(index).copied(),
    }
}
