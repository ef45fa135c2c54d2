//! `heapq.merge`: one sorted stream from several.

use super::{Order, sift_up};
use crate::Runtime;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::Kind;
use crate::object::class::Layout;
use crate::object::function::{Args, NativeBody, NativeDef, NativeRole, native};
use crate::object::list::List;
use crate::object::native::{Native, NativeState};
use crate::object::tuple::Tuple;
use crate::value::{Result, Value};
use std::any::Any;
use std::cell::Cell;

/// The heap holds tuples (key, number of the stream, item, iterator), so that equal keys come in stream order and
/// items themselves are never compared beyond their keys.
struct Merge {
    iterables: Gc<Tuple>,
    heap: Gc<List>,
    key: Value,
    order: Order,
    started: Cell<bool>,
}

impl NativeState for Merge {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.iterables);
        marker.object(self.heap);
        marker.value(self.key);
    }
    fn next(&self, rt: &mut Runtime, _this: Gc<Native>) -> Option<Result> {
        Some(self.step(rt))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

const METHODS: &[NativeDef] = &[native("__iter__", NativeBody::F1(|_, v| Ok(v)), 1), native("__next__", NativeBody::F1(next), 1)];

fn next(rt: &mut Runtime, this: Value) -> Result {
    let item = rt.next(this)?;
    if item.is_empty() { Err(rt.stop_iteration(Value::NONE)) } else { Ok(item) }
}

pub(super) fn merge(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (mut key, mut reverse) = (Value::NONE, false);
    for (name, value) in args.keyword_pairs() {
        if name.eq_rust("key") {
            key = value;
        } else if name.eq_rust("reverse") {
            reverse = rt.truth(value)?;
        } else {
            return Err(rt.type_error(format!("merge() got an unexpected keyword argument '{}'", name.to_rust())));
        }
    }
    let iterables = rt.new_tuple(args.positional);
    let heap = rt.new_empty_list();
    let class = rt.new_builtin_class("generator", None, Layout::Native(Kind::Native));
    rt.install_methods(class, NativeRole::Method, METHODS);
    let order = if reverse { Order::Max } else { Order::Min };
    let state = Merge { iterables, heap, key, order, started: Cell::new(false) };
    Ok(rt.new_native_object(class, Box::new(state)).into())
}

impl Merge {
    fn entry(&self, rt: &mut Runtime, iterator: Value, number: Value) -> Result<Option<Value>> {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            return Ok(None);
        }
        let key = if self.key.is_none() { item } else { rt.call(self.key, &[item])? };
        Ok(Some(rt.new_tuple(&[key, number, item, iterator]).into()))
    }

    fn step(&self, rt: &mut Runtime) -> Result {
        if !self.started.replace(true) {
            let direction = if self.order == Order::Min { 1 } else { -1 };
            for (i, &iterable) in self.iterables.items().iter().enumerate() {
                let iterator = rt.get_iter(iterable)?;
                if let Some(entry) = self.entry(rt, iterator, Value::small_int(i as i64 * direction))? {
                    self.heap.push(rt, entry);
                }
            }
            for at in (0..self.heap.len() / 2).rev() {
                sift_up(rt, self.heap, at, self.order)?;
            }
            return Ok(self.top());
        }
        // Replace what was given last by the next of its stream.
        let Some(top) = self.heap.get(0).and_then(|v| v.as_object::<Tuple>()) else { return Ok(Value::EMPTY) };
        let (number, iterator) = (top.items()[1], top.items()[3]);
        match self.entry(rt, iterator, number)? {
            Some(entry) => {
                self.heap.set(0, entry);
                sift_up(rt, self.heap, 0, self.order)?;
            }
            None => {
                let last = self.heap.pop();
                if let (Some(last), false) = (last, self.heap.is_empty()) {
                    self.heap.set(0, last);
                    sift_up(rt, self.heap, 0, self.order)?;
                }
            }
        }
        Ok(self.top())
    }

    fn top(&self) -> Value {
        let entry = self.heap.get(0).and_then(|v| v.as_object::<Tuple>());
        entry.map_or(Value::EMPTY, |t| t.items()[2])
    }
}
