//! Slices of builtin sequences: reading, assigning, deleting.

use crate::Runtime;
use crate::object::Gc;
use crate::object::Kind;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::list::List;
use crate::object::range::{Range, Slice};
use crate::object::string::{Chars, Str};
use crate::object::tuple::Tuple;
use crate::ops::index::{SliceBounds, SliceRange, immediate_bounds, index_value, int_to_i64, slice_bounds};
use crate::value::{Raised, Result, Value};

impl Runtime {
    /// `object[start:stop:step]`; no slice object is made for the usual bounds of a builtin sequence.
    ///
    /// # Errors
    /// As [`Runtime::get_item`].
    pub fn get_slice_between(&mut self, object: Value, start: Value, stop: Value, step: Value) -> Result {
        let sequence = matches!(object.kind(), Some(Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray));
        match immediate_bounds(start, stop, step).filter(|_| sequence) {
            Some(bounds) => self.slice_with(object, bounds),
            None => {
                let slice = self.new_slice(start, stop, step);
                self.get_item(object, slice.into())
            }
        }
    }

    /// `object[start:stop:step] = value`, likewise.
    ///
    /// # Errors
    /// As [`Runtime::set_item`].
    pub fn set_slice_between(&mut self, object: Value, start: Value, stop: Value, step: Value, value: Value) -> Result<()> {
        match (object.as_object::<List>(), immediate_bounds(start, stop, step)) {
            (Some(list), Some(bounds)) => self.set_list_slice_with(list, bounds, value),
            _ => {
                let slice = self.new_slice(start, stop, step);
                self.set_item(object, slice.into(), value)
            }
        }
    }

    pub(super) fn get_slice(&mut self, object: Value, slice: Gc<Slice>) -> Result {
        if let Some(r) = object.as_object::<Range>() {
            return crate::types::range::slice(self, r, slice);
        }
        let bounds = slice_bounds(self, slice)?;
        self.slice_with(object, bounds)
    }

    fn slice_with(&mut self, object: Value, bounds: SliceBounds) -> Result {
        let unsupported = |rt: &mut Runtime| rt.type_error("object does not support slicing");
        match object.kind() {
            Some(Kind::List) => {
                let Some(list) = object.as_object::<List>() else { return Err(unsupported(self)) };
                let range = bounds.adjust(list.len());
                let copy = self.new_list_with_room(range.count);
                copy.fill_from(list, range);
                Ok(copy.into())
            }
            Some(Kind::Tuple) => {
                let Some(tuple) = object.as_object::<Tuple>() else { return Err(unsupported(self)) };
                let range = bounds.adjust(tuple.len());
                if range.count == tuple.len() && range.step == 1 {
                    return Ok(object);
                }
                if range.step == 1 {
                    let start = range.start as usize;
                    return Ok(self.new_tuple(&tuple.items()[start..start + range.count]).into());
                }
                let items = select(tuple.items(), range);
                Ok(self.new_tuple(&items).into())
            }
            Some(Kind::Str) => {
                let Some(text) = object.as_object::<Str>() else { return Err(unsupported(self)) };
                let range = bounds.adjust(text.len());
                if range.count == text.len() && range.step == 1 {
                    return Ok(object);
                }
                Ok(match text.chars() {
                    Chars::Ascii(b) if range.step == 1 => {
                        let start = range.start as usize;
                        self.new_str_ascii(&b[start..start + range.count])
                    }
                    Chars::Ascii(b) => self.new_str_ascii(&select(b, range)),
                    Chars::Wide(w) => self.new_str_chars(Chars::Wide(&select(w, range))),
                }
                .into())
            }
            Some(Kind::Bytes) => {
                let Some(bytes) = object.as_object::<Bytes>() else { return Err(unsupported(self)) };
                let data = select(bytes.as_slice(), bounds.adjust(bytes.as_slice().len()));
                Ok(self.new_bytes(data).into())
            }
            Some(Kind::ByteArray) => {
                let Some(bytes) = object.as_object::<ByteArray>() else { return Err(unsupported(self)) };
                let data = {
                    let data = bytes.data.borrow();
                    select(&data, bounds.adjust(data.len()))
                };
                Ok(self.new_bytearray(data).into())
            }
            _ => Err(unsupported(self)),
        }
    }

    pub(super) fn set_list_slice(&mut self, list: Gc<List>, slice: Gc<Slice>, value: Value) -> Result<()> {
        let bounds = slice_bounds(self, slice)?;
        self.set_list_slice_with(list, bounds, value)
    }

    fn set_list_slice_with(&mut self, list: Gc<List>, bounds: SliceBounds, value: Value) -> Result<()> {
        let range = bounds.adjust(list.len());
        let what = if range.step == 1 { "can only assign an iterable" } else { "must assign iterable to extended slice" };
        let other = value.as_object::<List>().filter(|&other| other != list);
        let tuple = value.as_object::<Tuple>();
        let copy;
        let items = match (&other, &tuple) {
            // SAFETY: no guest code runs from here on, and only `list`, which is another one, changes.
            (Some(other), _) => unsafe { other.as_slice() },
            (_, Some(tuple)) => tuple.items(),
            _ => {
                // A copy, also of the list itself: `a[1:2] = a`.
                copy = self.slice_source(value, what)?;
                // SAFETY: nothing mutates `copy`, which is ours.
                unsafe { copy.as_slice() }
            }
        };
        if range.step == 1 {
            let start = (range.start.max(0) as usize).min(list.len());
            let end = (range.stop.max(range.start).max(0) as usize).min(list.len()).max(start);
            if !list.overwrite(start..end, items) {
                list.with_vec(self, |v| replace(v, start..end, items));
            }
            return Ok(());
        }
        // The iterable may have changed the list.
        let range = bounds.adjust(list.len());
        if items.len() != range.count {
            return Err(self.uneven_slice(items.len(), range.count, "sequence"));
        }
        for (at, &item) in range.positions().zip(items) {
            list.set(at, item);
        }
        Ok(())
    }

    #[cold]
    fn uneven_slice(&mut self, given: usize, wanted: usize, what: &str) -> Raised {
        self.value_error(format!("attempt to assign {what} of size {given} to extended slice of size {wanted}"))
    }

    fn slice_source(&mut self, value: Value, message: &str) -> Result<Gc<List>> {
        if let Some(state) = self.native_iter_state(value) {
            let iterator = self.new_iterator(state);
            return self.list_of(iterator.into());
        }
        match self.get_iter(value) {
            Ok(iterator) => self.list_of(iterator),
            Err(Raised) => {
                if self.pending_is(self.exceptions.type_error) {
                    self.take_pending();
                    return Err(self.type_error(message));
                }
                Err(Raised)
            }
        }
    }

    pub(super) fn delete_list_slice(&mut self, list: Gc<List>, slice: Gc<Slice>) -> Result<()> {
        let range = slice_bounds(self, slice)?.adjust(list.len());
        list.with_vec(self, |v| delete(v, range));
        Ok(())
    }

    pub(super) fn set_bytes_slice(&mut self, bytes: Gc<ByteArray>, slice: Gc<Slice>, value: Value) -> Result<()> {
        let bounds = slice_bounds(self, slice)?;
        let new = self.bytes_source(value)?;
        let range = bounds.adjust(bytes.data.borrow().len());
        if range.step == 1 {
            let end = range.stop.max(range.start) as usize;
            bytes.data.borrow_mut().splice(range.start as usize..end, new);
            bytes.account(self);
            return Ok(());
        }
        if new.is_empty() {
            delete(&mut bytes.data.borrow_mut(), range);
            return Ok(());
        }
        if new.len() != range.count {
            return Err(self.uneven_slice(new.len(), range.count, "bytes"));
        }
        let mut data = bytes.data.borrow_mut();
        for (at, byte) in range.positions().zip(new) {
            data[at] = byte;
        }
        Ok(())
    }

    fn bytes_source(&mut self, value: Value) -> Result<Vec<u8>> {
        if let Some(b) = value.as_object::<Bytes>() {
            return Ok(b.as_slice().to_vec());
        }
        if let Some(b) = value.as_object::<ByteArray>() {
            return Ok(b.data.borrow().clone());
        }
        if crate::ops::index::is_int(value) || value.is_object::<Str>() {
            return Err(self.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
        }
        let mut out = Vec::new();
        self.for_each(value, |rt, item| {
            out.push(byte_value(rt, item)?);
            Ok(())
        })?;
        Ok(out)
    }

    pub(super) fn delete_bytes_slice(&mut self, bytes: Gc<ByteArray>, slice: Gc<Slice>) -> Result<()> {
        let range = slice_bounds(self, slice)?.adjust(bytes.data.borrow().len());
        delete(&mut bytes.data.borrow_mut(), range);
        Ok(())
    }
}

/// A byte from an integer.
pub(super) fn byte_value(rt: &mut Runtime, v: Value) -> Result<u8> {
    let Some(i) = index_value(rt, v)? else { return Err(crate::ops::index::not_an_integer(rt, v)) };
    match int_to_i64(i).and_then(|i| u8::try_from(i).ok()) {
        Some(b) => Ok(b),
        None => Err(rt.value_error("byte must be in range(0, 256)")),
    }
}

/// The selected items.
fn select<T: Copy>(items: &[T], range: SliceRange) -> Vec<T> {
    let mut selected = Vec::with_capacity(range.count);
    select_into(&mut selected, items, range);
    selected
}

fn select_into<T: Copy>(selected: &mut Vec<T>, items: &[T], range: SliceRange) {
    let start = range.start as usize;
    match range.step {
        _ if range.count == 0 => {}
        1 => selected.extend_from_slice(&items[start..start + range.count]),
        -1 => selected.extend(items[start + 1 - range.count..=start].iter().rev()),
        _ => selected.extend(range.positions().map(|i| items[i])),
    }
}

/// Puts `new` where `range` was.
fn replace<T: Copy>(items: &mut Vec<T>, range: std::ops::Range<usize>, new: &[T]) {
    if new.len() > range.len() {
        items.splice(range, new.iter().copied()).for_each(drop);
        return;
    }
    let end = range.start + new.len();
    items[range.start..end].copy_from_slice(new);
    if end < range.end {
        items.drain(end..range.end);
    }
}

/// Removes the selected items.
fn delete<T>(items: &mut Vec<T>, range: SliceRange) {
    if range.count == 0 {
        return;
    }
    if range.step == 1 {
        let start = range.start as usize;
        items.drain(start..start + range.count);
        return;
    }
    let last = range.start + (range.count as i64 - 1) * range.step;
    let (low, step) = (range.start.min(last) as usize, range.step.unsigned_abs() as usize);
    let high = range.start.max(last) as usize;
    let mut at = 0;
    items.retain(|_| {
        let gone = at >= low && at <= high && (at - low).is_multiple_of(step);
        at += 1;
        !gone
    });
}
