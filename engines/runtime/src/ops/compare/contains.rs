//! `item in container`.

use crate::Runtime;
use crate::object::bytes::{ByteArray, Bytes};
use crate::object::dict::Dict;
use crate::object::instance::native_payload;
use crate::object::list::List;
use crate::object::range::Range;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Kind, ShapeId};
use crate::ops::arithmetic::Operand;
use crate::ops::arithmetic::integer::IntRef;
use crate::types::string::search;
use crate::value::{Result, Value};
use num_integer::Integer;
use num_traits::{Signed, Zero};

impl Runtime {
    /// `item in container`.
    ///
    /// # Errors
    /// `TypeError` when not a container, and whatever special methods raise.
    pub fn contains(&mut self, container: Value, item: Value) -> Result<bool> {
        let name = self.names.__contains__;
        match self.operand(container, name) {
            Operand::Method(method) if method.is_none() => {
                let name = self.type_name(container);
                Err(self.type_error(format!("'{name}' object is not a container")))
            }
            Operand::Method(method) => {
                let result = self.call_bound_special(method, container, &[item], None)?;
                self.truth(result)
            }
            Operand::Native => self.native_contains(container, item),
            Operand::None => self.search(container, item),
        }
    }

    /// `__contains__` of builtin containers (on the payload of a subclass instance); others are iterated over.
    ///
    /// # Errors
    /// As [`Runtime::contains`].
    pub fn native_contains(&mut self, container: Value, item: Value) -> Result<bool> {
        let payload = native_payload(container);
        match payload.kind() {
            Some(Kind::List) => {
                let Some(list) = payload.as_object::<List>() else { return Ok(false) };
                self.any_equals(item, |i| list.get(i))
            }
            Some(Kind::Tuple) => {
                let Some(tuple) = payload.as_object::<Tuple>() else { return Ok(false) };
                self.any_equals(item, |i| tuple.items().get(i).copied())
            }
            Some(Kind::Dict) => match payload.as_object::<Dict>() {
                Some(dict) => Ok(dict.get(self, item)?.is_some()),
                None => Ok(false),
            },
            Some(Kind::Set | Kind::FrozenSet) => self.set_contains(payload, item),
            Some(Kind::DictView) => self.view_contains(payload, item),
            Some(Kind::Str) => match (payload.as_object::<Str>(), native_payload(item).as_object::<Str>()) {
                (Some(text), Some(part)) => Ok(search::find(text.chars(), part.chars()).is_some()),
                _ => {
                    let name = self.type_name(item);
                    Err(self.type_error(format!("'in <string>' requires string as left operand, not {name}")))
                }
            },
            Some(Kind::Bytes) => match payload.as_object::<Bytes>() {
                Some(bytes) => self.bytes_contain(bytes.as_slice(), item),
                None => Ok(false),
            },
            Some(Kind::ByteArray) => match payload.as_object::<ByteArray>() {
                Some(array) => {
                    let copy = array.data.borrow().clone();
                    self.bytes_contain(&copy, item)
                }
                None => Ok(false),
            },
            Some(Kind::Range) => match (payload.as_object::<Range>(), IntRef::of(item)) {
                (Some(range), Some(i)) => Ok(range_contains(&range, i)),
                _ => self.search(container, item),
            },
            _ => self.search(container, item),
        }
    }

    /// Whether one of the items that `get` gives, from 0 on, is equal to `item`.
    #[inline]
    fn any_equals(&mut self, item: Value, get: impl Fn(usize) -> Option<Value>) -> Result<bool> {
        // Instances of one shape are equal by identity if one of them is that to itself.
        let mut shape = self.shape_compared_by_identity(item);
        let mut i = 0;
        while let Some(x) = get(i) {
            i += 1;
            if x == item {
                return Ok(true);
            }
            let differ = match x.header() {
                Some(header) => shape == Some(header.shape()),
                None => x.is_small_int() && item.is_small_int(),
            };
            if differ {
                continue;
            }
            if self.eq(x, item)? {
                return Ok(true);
            }
            // Methods of other items may have given the class one.
            shape = shape.and_then(|_| self.shape_compared_by_identity(item));
        }
        Ok(false)
    }

    fn shape_compared_by_identity(&mut self, item: Value) -> Option<ShapeId> {
        self.equal_by_identity(item, item)?;
        item.header().map(|header| header.shape())
    }

    fn bytes_contain(&mut self, bytes: &[u8], item: Value) -> Result<bool> {
        let part = native_payload(item);
        if let Some(i) = self.try_index(item)?.and_then(IntRef::of) {
            return match i.to_i64().and_then(|i| u8::try_from(i).ok()) {
                Some(byte) => Ok(bytes.contains(&byte)),
                None => Err(self.value_error("byte must be in range(0, 256)")),
            };
        }
        if let Some(part) = part.as_object::<Bytes>() {
            return Ok(find(bytes, part.as_slice()));
        }
        if let Some(part) = part.as_object::<ByteArray>() {
            return Ok(find(bytes, &part.data.borrow()));
        }
        let name = self.type_name(item);
        Err(self.type_error(format!("a bytes-like object is required, not '{name}'")))
    }

    /// Looks through an iterable.
    fn search(&mut self, container: Value, item: Value) -> Result<bool> {
        let iterator = match self.get_iter(container) {
            Ok(iterator) => iterator,
            Err(raised) => {
                let class = self.exceptions.type_error;
                if !self.pending_is(class) {
                    return Err(raised);
                }
                self.take_pending();
                let name = self.type_name(container);
                return Err(self.type_error(format!("argument of type '{name}' is not iterable")));
            }
        };
        loop {
            let x = self.next(iterator)?;
            if x.is_empty() {
                return Ok(false);
            }
            if self.eq(x, item)? {
                return Ok(true);
            }
        }
    }
}

fn range_contains(range: &Range, item: IntRef) -> bool {
    if let (Some((start, stop, step)), IntRef::Small(i)) = (range.small(), item) {
        let inside = if step > 0 { start <= i && i < stop } else { stop < i && i <= start };
        return inside && (i - start) % step == 0;
    }
    let part = |v: Value| IntRef::of(v).map(|i| i.big().into_owned()).unwrap_or_default();
    let (start, stop, step, i) = (part(range.start), part(range.stop), part(range.step), item.big().into_owned());
    let inside = if step.is_positive() { start <= i && i < stop } else { stop < i && i <= start };
    inside && (i - start).mod_floor(&step).is_zero()
}

/// Whether `part` occurs in `text`.
fn find<T: PartialEq>(text: &[T], part: &[T]) -> bool {
    match part {
        [] => true,
        [one] => text.contains(one),
        [first, rest @ ..] => {
            let mut at = 0;
            while let Some(i) = text[at..].iter().position(|x| x == first) {
                at += i + 1;
                if text[at..].starts_with(rest) {
                    return true;
                }
            }
            false
        }
    }
}
