//! What changes a `bytearray`.

use super::blob::{self, Blob, this_array};
use super::construct;
use crate::Runtime;
use crate::object::Gc;
use crate::object::bytes::ByteArray;
use crate::types::string::arguments;
use crate::value::{Raised, Result, Value};

pub(super) fn append(rt: &mut Runtime, a: Value, item: Value) -> Result {
    let a = this_array(rt, a, "append")?;
    let byte = blob::byte(rt, item)?;
    a.room_for(rt, 1)?;
    a.data.borrow_mut().push(byte);
    a.account(rt);
    Ok(Value::NONE)
}

pub(super) fn clear(rt: &mut Runtime, a: Value) -> Result {
    let a = this_array(rt, a, "clear")?;
    *a.data.borrow_mut() = Vec::new();
    a.account(rt);
    Ok(Value::NONE)
}

pub(super) fn copy(rt: &mut Runtime, a: Value) -> Result {
    let a = this_array(rt, a, "copy")?;
    let data = a.data.borrow().clone();
    Ok(rt.new_bytearray(data).into())
}

pub(super) fn extend(rt: &mut Runtime, a: Value, items: Value) -> Result {
    let a = this_array(rt, a, "extend")?;
    let more = match Blob::of(items) {
        Some(b) => b.view().to_vec(),
        None => match construct::collect(rt, items, "byte must be in range(0, 256)")? {
            Some(data) => data,
            None => {
                let name = rt.type_name(items);
                return Err(rt.type_error(format!("can't extend bytearray with {name}")));
            }
        },
    };
    a.room_for(rt, more.len())?;
    a.data.borrow_mut().extend_from_slice(&more);
    a.account(rt);
    Ok(Value::NONE)
}

pub(super) fn insert(rt: &mut Runtime, a: Value, at: Value, item: Value) -> Result {
    let a = this_array(rt, a, "insert")?;
    let at = arguments::index(rt, at)?;
    let byte = blob::byte(rt, item)?;
    let length = a.data.borrow().len() as i64;
    let at = if at < 0 { at.saturating_add(length).max(0) } else { at.min(length) };
    a.data.borrow_mut().insert(at as usize, byte);
    a.account(rt);
    Ok(Value::NONE)
}

pub(super) fn pop(rt: &mut Runtime, a: Value, at: Value) -> Result {
    let a = this_array(rt, a, "pop")?;
    let at = if at.is_empty() { -1 } else { arguments::index(rt, at)? };
    let length = a.data.borrow().len();
    if length == 0 {
        return Err(rt.index_error("pop from empty bytearray"));
    }
    match position(at, length) {
        Some(i) => {
            let byte = a.data.borrow_mut().remove(i);
            Ok(Value::small_int(i64::from(byte)))
        }
        None => Err(rt.index_error("pop index out of range")),
    }
}

pub(super) fn remove(rt: &mut Runtime, a: Value, item: Value) -> Result {
    let a = this_array(rt, a, "remove")?;
    let byte = blob::byte(rt, item)?;
    let found = memchr::memchr(byte, &a.data.borrow());
    match found {
        Some(i) => {
            a.data.borrow_mut().remove(i);
            Ok(Value::NONE)
        }
        None => Err(rt.value_error("value not found in bytearray")),
    }
}

pub(super) fn reverse(rt: &mut Runtime, a: Value) -> Result {
    let a = this_array(rt, a, "reverse")?;
    a.data.borrow_mut().reverse();
    Ok(Value::NONE)
}

pub(super) fn setitem(rt: &mut Runtime, a: Value, index: Value, value: Value) -> Result {
    let a = this_array(rt, a, "__setitem__")?;
    rt.set_item(a.into(), index, value)?;
    Ok(Value::NONE)
}

pub(super) fn delitem(rt: &mut Runtime, a: Value, index: Value) -> Result {
    let a = this_array(rt, a, "__delitem__")?;
    rt.delete_item(a.into(), index)?;
    Ok(Value::NONE)
}

pub(super) fn iadd(rt: &mut Runtime, a: Value, items: Value) -> Result {
    let array = this_array(rt, a, "__iadd__")?;
    let Some(more) = Blob::of(items) else {
        let (name, own) = (rt.type_name(items), rt.type_name(a));
        return Err(rt.type_error(format!("can't concat {name} to {own}")));
    };
    let more = more.view().to_vec();
    array.room_for(rt, more.len())?;
    array.data.borrow_mut().extend_from_slice(&more);
    array.account(rt);
    Ok(a)
}

pub(super) fn imul(rt: &mut Runtime, a: Value, count: Value) -> Result {
    let array = this_array(rt, a, "__imul__")?;
    let count = usize::try_from(arguments::index(rt, count)?).unwrap_or(0);
    let length = array.data.borrow().len();
    rt.check_text_size(length.saturating_mul(count), 1)?;
    let repeated = array.data.borrow().repeat(count);
    *array.data.borrow_mut() = repeated;
    array.account(rt);
    Ok(a)
}

fn position(index: i64, length: usize) -> Option<usize> {
    let index = if index < 0 { index + length as i64 } else { index };
    usize::try_from(index).ok().filter(|&i| i < length)
}

impl Runtime {
    /// `a[index] = item` for an integer index.
    ///
    /// # Errors
    /// `IndexError` out of range; `TypeError` or `ValueError` when the item is no byte.
    pub fn bytearray_set_index(&mut self, a: Gc<ByteArray>, index: i64, item: Value) -> Result<()> {
        let length = a.data.borrow().len();
        if position(index, length).is_none() {
            return Err(self.index_error("bytearray index out of range"));
        }
        let byte = blob::byte(self, item)?;
        // Asking for the byte may have run guest code that shortened the array.
        let length = a.data.borrow().len();
        match position(index, length) {
            Some(i) => {
                a.data.borrow_mut()[i] = byte;
                Ok(())
            }
            None => Err(self.index_error("bytearray index out of range")),
        }
    }

    /// `del a[index]` for an integer index.
    ///
    /// # Errors
    /// `IndexError` out of range.
    pub fn bytearray_delete_index(&mut self, a: Gc<ByteArray>, index: i64) -> Result<()> {
        let length = a.data.borrow().len();
        match position(index, length) {
            Some(i) => {
                a.data.borrow_mut().remove(i);
                Ok(())
            }
            None => Err(self.index_error("bytearray index out of range")),
        }
    }

    /// The bytes that may be assigned to a slice of a bytearray. Call it before the bounds are made fit: it may run
    /// guest code.
    ///
    /// # Errors
    /// `TypeError` for what is neither bytes-like nor an iterable of integers.
    pub fn bytearray_slice_value(&mut self, v: Value) -> Result<Vec<u8>> {
        const WHAT: &str = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
        if let Some(b) = Blob::of(v) {
            return Ok(b.view().to_vec());
        }
        let text = crate::object::instance::native_payload(v).is_object::<crate::object::string::Str>();
        if text || blob::is_integer(self, v) {
            return Err(self.type_error(WHAT));
        }
        match construct::collect(self, v, "byte must be in range(0, 256)") {
            Ok(Some(data)) => Ok(data),
            Ok(None) => Err(self.type_error(WHAT)),
            Err(Raised) => Err(Raised),
        }
    }

    /// `a[start:start + count * step:step] = data` with bounds that fit (`start` is where an empty slice inserts).
    ///
    /// # Errors
    /// `ValueError` when an extended slice is given another number of bytes.
    pub fn bytearray_set_slice(&mut self, a: Gc<ByteArray>, start: usize, step: isize, count: usize, data: &[u8]) -> Result<()> {
        if step == 1 {
            a.data.borrow_mut().splice(start..start + count, data.iter().copied());
            return Ok(());
        }
        if data.len() != count {
            let given = data.len();
            return Err(self.value_error(format!("attempt to assign bytes of size {given} to extended slice of size {count}")));
        }
        let mut target = a.data.borrow_mut();
        for (i, &b) in data.iter().enumerate() {
            target[(start as isize + i as isize * step) as usize] = b;
        }
        Ok(())
    }

    /// `del a[...]` of `count` bytes from `start` on, `step` apart.
    pub fn bytearray_delete_slice(&mut self, a: Gc<ByteArray>, start: usize, step: isize, count: usize) {
        let mut target = a.data.borrow_mut();
        if step == 1 {
            target.drain(start..start + count);
            return;
        }
        let positions = (0..count).map(|i| (start as isize + i as isize * step) as usize);
        let mut gone: Vec<usize> = positions.collect();
        gone.sort_unstable_by(|a, b| b.cmp(a));
        gone.iter().for_each(|&i| {
            target.remove(i);
        });
    }
}
