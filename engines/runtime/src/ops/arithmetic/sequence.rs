//! Concatenation and repetition of `str`, `bytes`, `bytearray`, `list` and `tuple`.

use super::integer::IntRef;
use crate::Runtime;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::instance::native_payload;
use crate::object::list::List;
use crate::object::string::{Chars, Str};
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::ops::BinaryOp;
use crate::value::{Raised, Result, Value};

fn is_sequence(v: Value) -> bool {
    matches!(v.kind(), Some(Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::List | Kind::Tuple))
}

impl Runtime {
    /// Sequence slots of `a op b`; [`Value::NOT_IMPLEMENTED`] when they do not apply.
    pub(crate) fn sequence_phase(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        let (x, y) = (native_payload(a), native_payload(b));
        match op {
            BinaryOp::Add if is_sequence(x) => self.concatenate(x, y),
            BinaryOp::Mul if is_sequence(x) => self.repeat_sequence(x, b),
            BinaryOp::Mul if is_sequence(y) => self.repeat_sequence(y, a),
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// `list += iterable`, `list *= n` and the same of `bytearray`: the object stays the same.
    pub(crate) fn sequence_in_place(&mut self, op: BinaryOp, a: Value, b: Value) -> Result {
        let x = native_payload(a);
        match (op, x.kind()) {
            (BinaryOp::Add, Some(Kind::List)) => {
                if let Some(list) = x.as_object::<List>() {
                    self.list_extend(list, b)?;
                }
                Ok(a)
            }
            (BinaryOp::Mul, Some(Kind::List)) => {
                let Some(list) = x.as_object::<List>() else { return Ok(a) };
                let count = self.repeat_count(b)?;
                let total = self.repeated_length(list.len(), count)?;
                list.with_vec(self, |v| {
                    let len = v.len();
                    if v.try_reserve(total.saturating_sub(len)).is_err() {
                        return;
                    }
                    v.truncate(total);
                    while v.len() < total {
                        let more = (total - v.len()).min(len);
                        v.extend_from_within(..more);
                    }
                });
                Ok(a)
            }
            (BinaryOp::Add, Some(Kind::ByteArray)) => {
                let more = self.bytes_operand(x, native_payload(b))?;
                if let Some(array) = x.as_object::<ByteArray>() {
                    array.room_for(self, more.len())?;
                    array.data.borrow_mut().extend_from_slice(&more);
                    array.account(self);
                }
                Ok(a)
            }
            (BinaryOp::Mul, Some(Kind::ByteArray)) => {
                let Some(array) = x.as_object::<ByteArray>() else { return Ok(a) };
                let count = self.repeat_count(b)?;
                let len = array.data.borrow().len();
                self.repeated_length(len.div_ceil(8), count)?;
                let repeated = array.data.borrow().repeat(count);
                *array.data.borrow_mut() = repeated;
                array.account(self);
                Ok(a)
            }
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    }

    /// Appends all items of an iterable.
    ///
    /// # Errors
    /// `TypeError` when it is not iterable, and whatever iteration raises.
    pub fn list_extend(&mut self, list: Gc<List>, iterable: Value) -> Result<()> {
        // Exact lists and tuples are copied at once; this also makes `l += l` end.
        let items: Option<Vec<Value>> = match iterable.kind() {
            // SAFETY: nothing runs while the slice is copied.
            Some(Kind::List) => iterable.as_object::<List>().map(|l| unsafe { l.as_slice() }.to_vec()),
            Some(Kind::Tuple) => iterable.as_object::<Tuple>().map(|t| t.items().to_vec()),
            _ => None,
        };
        match items {
            Some(items) => {
                list.with_vec(self, |v| v.extend_from_slice(&items));
                Ok(())
            }
            None => self.for_each(iterable, |rt, item| {
                list.push(rt, item);
                Ok(())
            }),
        }
    }

    fn concatenate(&mut self, a: Value, b: Value) -> Result {
        match a.kind() {
            Some(Kind::Str) => match (a.as_object::<Str>(), b.as_object::<Str>()) {
                (Some(x), Some(y)) => Ok(self.concatenate_strings(x, y)),
                _ => Err(self.concatenate_error("str", b)),
            },
            Some(Kind::List) => match (a.as_object::<List>(), b.as_object::<List>()) {
                (Some(x), Some(y)) => {
                    let mut items = self.try_vec(x.len() + y.len())?;
                    // SAFETY: nothing runs while the slices are copied.
                    unsafe {
                        items.extend_from_slice(x.as_slice());
                        items.extend_from_slice(y.as_slice());
                    }
                    Ok(self.new_list(items).into())
                }
                _ => Err(self.concatenate_error("list", b)),
            },
            Some(Kind::Tuple) => match (a.as_object::<Tuple>(), b.as_object::<Tuple>()) {
                (Some(x), Some(y)) => {
                    let mut items = self.try_vec(x.len() + y.len())?;
                    items.extend_from_slice(x.items());
                    items.extend_from_slice(y.items());
                    Ok(self.new_tuple(&items).into())
                }
                _ => Err(self.concatenate_error("tuple", b)),
            },
            _ => {
                if let (Some(x), Some(y)) = (a.as_object::<Bytes>(), b.as_object::<Bytes>()) {
                    let length = x.as_slice().len() + y.as_slice().len();
                    if !self.find_room_collecting(length) {
                        return Err(self.memory_error());
                    }
                    let mut data = Vec::with_capacity(length);
                    data.extend_from_slice(x.as_slice());
                    data.extend_from_slice(y.as_slice());
                    return Ok(self.new_bytes(data).into());
                }
                let more = self.bytes_operand(a, b)?;
                if let Some(array) = a.as_object::<ByteArray>() {
                    let mut data = array.data.borrow().clone();
                    data.extend_from_slice(&more);
                    return Ok(self.new_bytearray(data).into());
                }
                let mut data = a.as_object::<Bytes>().map_or(Vec::new(), |x| x.as_slice().to_vec());
                data.extend_from_slice(&more);
                Ok(self.new_bytes(data).into())
            }
        }
    }

    #[cold]
    fn concatenate_error(&mut self, kind: &str, other: Value) -> Raised {
        let name = self.type_name(other);
        self.type_error(format!("can only concatenate {kind} (not \"{name}\") to {kind}"))
    }

    fn bytes_operand(&mut self, a: Value, b: Value) -> Result<Vec<u8>> {
        match b.kind() {
            Some(Kind::Bytes) => Ok(b.as_object::<Bytes>().map_or(Vec::new(), |x| x.as_slice().to_vec())),
            Some(Kind::ByteArray) => Ok(b.as_object::<ByteArray>().map_or(Vec::new(), |x| x.data.borrow().clone())),
            _ => match self.bytes_like(b) {
                Some(bytes) => Ok(bytes),
                None => {
                    let (left, right) = (self.type_name(a), self.type_name(b));
                    Err(self.type_error(format!("can't concat {right} to {left}")))
                }
            },
        }
    }

    /// Repetition count of `sequence * n`: negative counts are 0.
    fn repeat_count(&mut self, n: Value) -> Result<usize> {
        if let Some(i) = n.as_small_int_or_bool() {
            return Ok(i.max(0) as usize);
        }
        let Some(index) = self.try_index(n)? else {
            let name = self.type_name(n);
            return Err(self.type_error(format!("can't multiply sequence by non-int of type '{name}'")));
        };
        match IntRef::of(index).and_then(IntRef::to_i64) {
            Some(i) => Ok(i.max(0) as usize),
            None => {
                let name = self.type_name(n);
                Err(self.overflow_error(format!("cannot fit '{name}' into an index-sized integer")))
            }
        }
    }

    fn repeated_length(&mut self, len: usize, count: usize) -> Result<usize> {
        match len.checked_mul(count) {
            Some(total) if total <= self.max_items() => Ok(total),
            _ => Err(self.memory_error()),
        }
    }

    fn repeat_sequence(&mut self, sequence: Value, n: Value) -> Result {
        let count = self.repeat_count(n)?;
        match sequence.kind() {
            Some(Kind::Str) => match sequence.as_object::<Str>() {
                Some(s) => self.repeat_str(s, count),
                None => Ok(Value::NOT_IMPLEMENTED),
            },
            Some(Kind::List) => match sequence.as_object::<List>() {
                Some(list) => {
                    let total = self.repeated_length(list.len(), count)?;
                    let mut items = if total <= crate::heap::MOST_KEPT { self.heap.buffers.take(total) } else { self.try_vec(total)? };
                    // SAFETY: nothing runs while the slice is copied.
                    repeat_into(&mut items, unsafe { list.as_slice() }, count);
                    Ok(self.new_list(items).into())
                }
                None => Ok(Value::NOT_IMPLEMENTED),
            },
            Some(Kind::Tuple) => match sequence.as_object::<Tuple>() {
                Some(t) if count == 1 => Ok(t.into()),
                Some(t) => {
                    let total = self.repeated_length(t.len(), count)?;
                    let mut items = self.try_vec(total)?;
                    repeat_into(&mut items, t.items(), count);
                    Ok(self.new_tuple(&items).into())
                }
                None => Ok(Value::NOT_IMPLEMENTED),
            },
            _ => {
                let (data, mutable) = match sequence.as_object::<ByteArray>() {
                    Some(array) => (array.data.borrow().clone(), true),
                    None => (sequence.as_object::<Bytes>().map_or(Vec::new(), |b| b.as_slice().to_vec()), false),
                };
                match data.len().checked_mul(count) {
                    Some(total) if self.find_room_collecting(total) => {}
                    Some(total) if total <= isize::MAX as usize => return Err(self.memory_error()),
                    _ if mutable => return Err(self.memory_error()),
                    _ => return Err(self.overflow_error("repeated bytes are too long")),
                }
                let repeated = data.repeat(count);
                Ok(if mutable { self.new_bytearray(repeated).into() } else { self.new_bytes(repeated).into() })
            }
        }
    }

    fn repeat_str(&mut self, s: Gc<Str>, count: usize) -> Result {
        if count == 1 {
            return Ok(s.into());
        }
        let unit = if s.as_ascii().is_some() { 1 } else { 4 };
        match s.len().checked_mul(count) {
            Some(total) if self.find_room_collecting(total.saturating_mul(unit)) => {}
            Some(total) if total <= isize::MAX as usize => return Err(self.memory_error()),
            _ => return Err(self.overflow_error("repeated string is too long")),
        }
        Ok(match s.chars() {
            Chars::Ascii(bytes) => {
                let repeated = bytes.repeat(count);
                self.new_str_ascii(&repeated).into()
            }
            Chars::Wide(words) => {
                let repeated = words.repeat(count);
                self.new_str_chars(Chars::Wide(&repeated)).into()
            }
        })
    }
}

/// Appends `source` so many times; the count of an empty one may be anything.
pub(crate) fn repeat_into(items: &mut Vec<Value>, source: &[Value], count: usize) {
    match source {
        [] => {}
        [one] => items.resize(count, *one),
        _ => (0..count).for_each(|_| items.extend_from_slice(source)),
    }
}
