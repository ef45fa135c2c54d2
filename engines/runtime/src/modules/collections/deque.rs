//! `collections.deque`: a ring of values, with CPython's bound, rotation and errors.

use super::new_class;
use crate::Runtime;
use crate::heap::{Accounted, Marker};
use crate::object::Gc;
use crate::object::class::{Class, flags};
use crate::object::function::NativeBody::{F1, F2, F3, F4, Var};
use crate::object::function::{Args, GetSetDef, NativeDef, NativeRole, native, native_kw};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::native::{Native, NativeState};
use crate::ops::CompareOp;
use crate::value::{Result, Value};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// State of a deque.
struct Deque {
    items: RefCell<VecDeque<Value>>,
    bound: Cell<Option<usize>>,
    /// Counts changes of length or order, for iterators.
    changes: Cell<u64>,
    /// Class of iterators.
    iterator: Gc<Class>,
    accounted: Accounted,
}

impl NativeState for Deque {
    fn length(&self) -> Option<usize> {
        Some(self.len())
    }
    fn item(&self, _: &mut Runtime, index: usize) -> Option<Value> {
        self.items.borrow().get(index).copied()
    }
    fn trace(&self, marker: &mut Marker<'_>) {
        let items = self.items.borrow();
        let (front, back) = items.as_slices();
        marker.values(front);
        marker.values(back);
        marker.object(self.iterator);
    }
    fn accounted(&self) -> usize {
        self.accounted.bytes()
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Deque {
    fn len(&self) -> usize {
        self.items.borrow().len()
    }
    fn get(&self, index: usize) -> Option<Value> {
        self.items.borrow().get(index).copied()
    }
    fn changed(&self) {
        self.changes.set(self.changes.get() + 1);
    }
    fn account(&self, rt: &mut Runtime) {
        self.accounted.update(&mut rt.heap, self.items.borrow().capacity() * size_of::<Value>());
    }
    /// Room for one more item, or `MemoryError`.
    fn room_for_one(&self, rt: &mut Runtime) -> Result<()> {
        let (length, capacity) = (self.items.borrow().len(), self.items.borrow().capacity());
        if length == capacity { rt.room_to_grow(capacity * 8, 8) } else { Ok(()) }
    }
    fn push_back(&self, v: Value) {
        let mut items = self.items.borrow_mut();
        items.push_back(v);
        if self.bound.get().is_some_and(|b| items.len() > b) {
            items.pop_front();
        }
        drop(items);
        self.changed();
    }
    fn push_front(&self, v: Value) {
        let mut items = self.items.borrow_mut();
        items.push_front(v);
        if self.bound.get().is_some_and(|b| items.len() > b) {
            items.pop_back();
        }
        drop(items);
        self.changed();
    }
    fn is_full(&self) -> bool {
        self.bound.get().is_some_and(|b| self.len() >= b)
    }
}

const STATIC_METHODS: &[NativeDef] = &[native("__new__", Var(new), 1)];
const METHODS: &[NativeDef] = &[
    native_kw("__init__", F3(init), 1, &["iterable", "maxlen"]),
    native("append", F2(append), 2),
    native("appendleft", F2(append_left), 2),
    native("pop", F1(pop), 1),
    native("popleft", F1(pop_left), 1),
    native("extend", F2(extend), 2),
    native("extendleft", F2(extend_left), 2),
    native("clear", F1(clear), 1),
    native("copy", F1(copy), 1),
    native("__copy__", F1(copy), 1),
    native("count", F2(count), 2),
    native("index", F4(index), 2),
    native("insert", F3(insert), 3),
    native("remove", F2(remove), 2),
    native("reverse", F1(reverse), 1),
    native("rotate", F2(rotate), 1),
    native("__len__", F1(|rt, v| with(rt, v, |d| Value::small_int(d.len() as i64))), 1),
    native("__getitem__", F2(get_item), 2),
    native("__setitem__", F3(set_item), 3),
    native("__delitem__", F2(delete_item), 2),
    native("__contains__", F2(contains), 2),
    native("__iter__", F1(|rt, v| iterator(rt, v, false)), 1),
    native("__reversed__", F1(|rt, v| iterator(rt, v, true)), 1),
    native("__add__", F2(add), 2),
    native("__iadd__", F2(add_in_place), 2),
    native("__mul__", F2(multiply), 2),
    native("__rmul__", F2(multiply), 2),
    native("__imul__", F2(multiply_in_place), 2),
    native("__repr__", F1(repr), 1),
    native("__eq__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Eq)), 2),
    native("__ne__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Ne)), 2),
    native("__lt__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Lt)), 2),
    native("__le__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Le)), 2),
    native("__gt__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Gt)), 2),
    native("__ge__", F2(|rt, a, b| compare(rt, a, b, CompareOp::Ge)), 2),
];
const CLASS_METHODS: &[NativeDef] = crate::types::alias::CLASS_GETITEM;
const GETSETS: &[GetSetDef] = &[GetSetDef {
    name: "maxlen",
    get: |rt, v| with(rt, v, |d| d.bound.get().map_or(Value::NONE, |b| Value::small_int(b as i64))),
    set: None,
}];
const ITERATOR_METHODS: &[NativeDef] =
    &[native("__iter__", F1(|_, v| Ok(v)), 1), native("__next__", F1(iterator_next), 1), native("__length_hint__", F1(iterator_hint), 1)];

pub(super) fn install(rt: &mut Runtime, module: Gc<Module>) {
    let class = new_class(rt, "deque", "collections");
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, CLASS_METHODS);
    rt.install_getsets(class, GETSETS);
    rt.set_class_attribute(class, "__hash__", Value::NONE);
    rt.set_module_attribute(module, "deque", class.into());
    let iterator = new_class(rt, "_deque_iterator", "_collections");
    rt.install_methods(iterator, NativeRole::Method, ITERATOR_METHODS);
    rt.set_class_attribute(class, "_deque_iterator", iterator.into());
}

/// The native object behind `self`.
fn cell(rt: &mut Runtime, v: Value) -> Result<Gc<Native>> {
    match native_payload(v).as_object::<Native>().filter(|n| n.downcast::<Deque>().is_some()) {
        Some(n) => Ok(n),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("descriptor requires a 'collections.deque' object but received a '{name}'")))
        }
    }
}

fn is_deque(v: Value) -> bool {
    native_payload(v).as_object::<Native>().is_some_and(|n| n.downcast::<Deque>().is_some())
}

/// Runs `f`, which runs no guest code, on the deque.
fn with<R>(rt: &mut Runtime, v: Value, f: impl FnOnce(&Deque) -> R) -> Result<R> {
    let native = cell(rt, v)?;
    match native.downcast::<Deque>() {
        Some(d) => Ok(f(d)),
        None => Err(rt.type_error("not a deque")),
    }
}

fn new_in(rt: &mut Runtime, class: Gc<Class>, bound: Option<usize>) -> Value {
    let base = class.mro_classes().find(|c| c.has(flags::BUILTIN)).unwrap_or(class);
    let name = rt.intern("_deque_iterator");
    let iterator = base.own(name).and_then(|c| c.as_object::<Class>()).unwrap_or(base);
    let state = Deque {
        items: RefCell::new(VecDeque::new()),
        bound: Cell::new(bound),
        changes: Cell::new(0),
        iterator,
        accounted: Accounted::default(),
    };
    let native = rt.new_native_object(base, Box::new(state));
    rt.wrap_payload(class, native.into())
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    match args.positional.first().and_then(|c| c.as_object::<Class>()) {
        Some(class) => Ok(new_in(rt, class, None)),
        None => Err(rt.type_error("deque.__new__(): not enough arguments")),
    }
}

fn init(rt: &mut Runtime, this: Value, iterable: Value, bound: Value) -> Result {
    let bound = match bound.present().filter(|b| !b.is_none()) {
        Some(b) => {
            let b = match rt.index_i64(b) {
                Ok(b) => b,
                Err(raised) => {
                    if rt.pending_is(rt.exceptions.type_error) {
                        rt.take_pending();
                        return Err(rt.type_error("an integer is required"));
                    }
                    return Err(raised);
                }
            };
            if b < 0 {
                return Err(rt.value_error("maxlen must be non-negative"));
            }
            Some(b as usize)
        }
        None => None,
    };
    with(rt, this, |d| {
        d.items.borrow_mut().clear();
        d.bound.set(bound);
        d.changed();
    })?;
    if let Some(iterable) = iterable.present() {
        extend(rt, this, iterable)?;
    }
    Ok(Value::NONE)
}

fn append(rt: &mut Runtime, this: Value, v: Value) -> Result {
    let native = cell(rt, this)?;
    if let Some(d) = native.downcast::<Deque>() {
        d.room_for_one(rt)?;
        d.push_back(v);
        d.account(rt);
    }
    Ok(Value::NONE)
}

fn append_left(rt: &mut Runtime, this: Value, v: Value) -> Result {
    let native = cell(rt, this)?;
    if let Some(d) = native.downcast::<Deque>() {
        d.room_for_one(rt)?;
        d.push_front(v);
        d.account(rt);
    }
    Ok(Value::NONE)
}

fn pop(rt: &mut Runtime, this: Value) -> Result {
    let popped = with(rt, this, |d| {
        d.changed();
        d.items.borrow_mut().pop_back()
    })?;
    popped.ok_or_else(|| rt.index_error("pop from an empty deque"))
}

fn pop_left(rt: &mut Runtime, this: Value) -> Result {
    let popped = with(rt, this, |d| {
        d.changed();
        d.items.borrow_mut().pop_front()
    })?;
    popped.ok_or_else(|| rt.index_error("pop from an empty deque"))
}

/// Items of an iterable that may be the deque itself, as a list.
fn snapshot(rt: &mut Runtime, this: Value, iterable: Value) -> Result {
    if native_payload(iterable) != native_payload(this) {
        return Ok(iterable);
    }
    let items: Vec<Value> = with(rt, this, |d| d.items.borrow().iter().copied().collect())?;
    Ok(rt.new_list(items).into())
}

fn extend(rt: &mut Runtime, this: Value, iterable: Value) -> Result {
    let native = cell(rt, this)?;
    let iterable = snapshot(rt, this, iterable)?;
    rt.for_each(iterable, |rt, v| {
        if let Some(d) = native.downcast::<Deque>() {
            d.push_back(v);
            d.account(rt);
        }
        Ok(())
    })?;
    Ok(Value::NONE)
}

fn extend_left(rt: &mut Runtime, this: Value, iterable: Value) -> Result {
    let native = cell(rt, this)?;
    let iterable = snapshot(rt, this, iterable)?;
    rt.for_each(iterable, |rt, v| {
        if let Some(d) = native.downcast::<Deque>() {
            d.push_front(v);
            d.account(rt);
        }
        Ok(())
    })?;
    Ok(Value::NONE)
}

fn clear(rt: &mut Runtime, this: Value) -> Result {
    with(rt, this, |d| {
        d.items.borrow_mut().clear();
        d.changed();
    })?;
    Ok(Value::NONE)
}

/// A deque of the same class, items and bound; `None` for the bound keeps that of `this`.
fn copy(rt: &mut Runtime, this: Value) -> Result {
    let class = rt.class_of(this);
    let bound = with(rt, this, |d| d.bound.get())?;
    if !class.has(flags::BUILTIN) {
        let bound = bound.map_or(Value::NONE, |b| Value::small_int(b as i64));
        return if bound.is_none() { rt.call(class.into(), &[this]) } else { rt.call(class.into(), &[this, bound]) };
    }
    let made = new_in(rt, class, bound);
    extend(rt, made, this)?;
    Ok(made)
}

fn count(rt: &mut Runtime, this: Value, v: Value) -> Result {
    let native = cell(rt, this)?;
    let Some(d) = native.downcast::<Deque>() else { return Ok(Value::NONE) };
    let (mut found, mut i, changes) = (0, 0, d.changes.get());
    while let Some(item) = d.get(i) {
        found += i64::from(rt.eq(item, v)?);
        if d.changes.get() != changes {
            return Err(rt.runtime_error("deque mutated during iteration"));
        }
        i += 1;
    }
    Ok(Value::small_int(found))
}

fn contains(rt: &mut Runtime, this: Value, v: Value) -> Result {
    Ok(Value::bool(find(rt, this, v, 0, usize::MAX, "deque mutated during iteration")?.is_some()))
}

fn find(rt: &mut Runtime, this: Value, v: Value, start: usize, end: usize, mutated: &str) -> Result<Option<usize>> {
    let native = cell(rt, this)?;
    let Some(d) = native.downcast::<Deque>() else { return Ok(None) };
    let (mut i, changes) = (start, d.changes.get());
    while i < end {
        let Some(item) = d.get(i) else { break };
        if rt.eq(item, v)? {
            return Ok(Some(i));
        }
        if d.changes.get() != changes {
            return Err(rt.runtime_error(mutated));
        }
        i += 1;
    }
    Ok(None)
}

fn index(rt: &mut Runtime, this: Value, v: Value, start: Value, end: Value) -> Result {
    let len = with(rt, this, |d| d.len())? as i64;
    let bound = |rt: &mut Runtime, v: Value, default: i64| -> Result<usize> {
        let at = match v.present() {
            Some(v) => rt.index_clamped(v)?,
            None => default,
        };
        Ok((if at < 0 { at + len } else { at }).clamp(0, len) as usize)
    };
    let (start, end) = (bound(rt, start, 0)?, bound(rt, end, len)?);
    match find(rt, this, v, start, end, "deque mutated during iteration")? {
        Some(i) => Ok(Value::small_int(i as i64)),
        None => {
            let shown = rt.repr(v)?.to_rust();
            Err(rt.value_error(format!("{shown} is not in deque")))
        }
    }
}

fn insert(rt: &mut Runtime, this: Value, at: Value, v: Value) -> Result {
    let at = rt.index_clamped(at)?;
    let native = cell(rt, this)?;
    let Some(d) = native.downcast::<Deque>() else { return Ok(Value::NONE) };
    if d.is_full() {
        return Err(rt.index_error("deque already at its maximum size"));
    }
    let len = d.len() as i64;
    let at = (if at < 0 { at.saturating_add(len) } else { at }).clamp(0, len) as usize;
    d.items.borrow_mut().insert(at, v);
    d.changed();
    d.account(rt);
    Ok(Value::NONE)
}

fn remove(rt: &mut Runtime, this: Value, v: Value) -> Result {
    let found = match find(rt, this, v, 0, usize::MAX, "deque mutated during remove().") {
        Ok(found) => found,
        Err(raised) => {
            if rt.pending_is(rt.exceptions.runtime_error) {
                rt.take_pending();
                return Err(rt.index_error("deque mutated during remove()."));
            }
            return Err(raised);
        }
    };
    match found {
        Some(i) => {
            with(rt, this, |d| {
                d.items.borrow_mut().remove(i);
                d.changed();
            })?;
            Ok(Value::NONE)
        }
        None => {
            let shown = rt.repr(v)?.to_rust();
            Err(rt.value_error(format!("{shown} is not in deque")))
        }
    }
}

fn reverse(rt: &mut Runtime, this: Value) -> Result {
    with(rt, this, |d| d.items.borrow_mut().make_contiguous().reverse())?;
    Ok(Value::NONE)
}

fn rotate(rt: &mut Runtime, this: Value, by: Value) -> Result {
    let by = match by.present() {
        Some(by) => rt.index_i64(by)?,
        None => 1,
    };
    with(rt, this, |d| {
        let mut items = d.items.borrow_mut();
        if !items.is_empty() {
            let by = by.rem_euclid(items.len() as i64) as usize;
            items.rotate_right(by);
        }
        drop(items);
        d.changed();
    })?;
    Ok(Value::NONE)
}

/// Position of an item.
fn position(rt: &mut Runtime, this: Value, at: Value) -> Result<usize> {
    let at = match rt.index_i64(at) {
        Ok(at) => at,
        Err(raised) => {
            if rt.pending_is(rt.exceptions.type_error) {
                rt.take_pending();
                let name = rt.type_name(at);
                return Err(rt.type_error(format!("sequence index must be integer, not '{name}'")));
            }
            return Err(raised);
        }
    };
    let len = with(rt, this, |d| d.len())? as i64;
    let at = if at < 0 { at + len } else { at };
    if (0..len).contains(&at) { Ok(at as usize) } else { Err(rt.index_error("deque index out of range")) }
}

fn get_item(rt: &mut Runtime, this: Value, at: Value) -> Result {
    let at = position(rt, this, at)?;
    Ok(with(rt, this, |d| d.get(at))?.unwrap_or(Value::NONE))
}

fn set_item(rt: &mut Runtime, this: Value, at: Value, v: Value) -> Result {
    let at = position(rt, this, at)?;
    with(rt, this, |d| {
        if let Some(place) = d.items.borrow_mut().get_mut(at) {
            *place = v;
        }
    })?;
    Ok(Value::NONE)
}

fn delete_item(rt: &mut Runtime, this: Value, at: Value) -> Result {
    let at = position(rt, this, at)?;
    with(rt, this, |d| {
        d.items.borrow_mut().remove(at);
        d.changed();
    })?;
    Ok(Value::NONE)
}

fn add(rt: &mut Runtime, this: Value, other: Value) -> Result {
    if !is_deque(other) {
        let name = rt.type_name(other);
        return Err(rt.type_error(format!("can only concatenate deque (not \"{name}\") to deque")));
    }
    let made = copy(rt, this)?;
    extend(rt, made, other)?;
    Ok(made)
}

fn add_in_place(rt: &mut Runtime, this: Value, other: Value) -> Result {
    extend(rt, this, other)?;
    Ok(this)
}

fn multiply(rt: &mut Runtime, this: Value, by: Value) -> Result {
    let made = copy(rt, this)?;
    multiply_in_place(rt, made, by)
}

fn multiply_in_place(rt: &mut Runtime, this: Value, by: Value) -> Result {
    let by = rt.index_i64(by)?;
    let (items, bound): (Vec<Value>, Option<usize>) = with(rt, this, |d| (d.items.borrow().iter().copied().collect(), d.bound.get()))?;
    let wanted = items.len().saturating_mul(by.max(0) as usize);
    if bound.is_none() && wanted > rt.memory_bytes / 8 {
        let class = rt.exceptions.memory_error;
        return Err(rt.raise_class(class));
    }
    with(rt, this, |d| {
        if by <= 0 {
            d.items.borrow_mut().clear();
        }
        // With a bound only the last copies survive.
        let copies = match bound {
            Some(b) if !items.is_empty() => (by - 1).min((b / items.len()) as i64 + 1),
            _ => by - 1,
        };
        for _ in 0..copies.max(0) {
            items.iter().for_each(|&v| d.push_back(v));
        }
        d.changed();
    })?;
    if let Some(d) = cell(rt, this)?.downcast::<Deque>() {
        d.account(rt);
    }
    Ok(this)
}

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let class = rt.class_of(this).name_text();
    let native = cell(rt, this)?;
    if rt.repr_active.contains(&native.into()) {
        return Ok(rt.str_value("[...]"));
    }
    let (items, bound): (Vec<Value>, Option<usize>) = with(rt, this, |d| (d.items.borrow().iter().copied().collect(), d.bound.get()))?;
    let list = rt.new_list(items);
    rt.repr_active.push(native.into());
    let shown = rt.repr(list.into());
    rt.repr_active.pop();
    let shown = shown?.to_rust();
    let text = match bound {
        Some(b) => format!("{class}({shown}, maxlen={b})"),
        None => format!("{class}({shown})"),
    };
    Ok(rt.str_value(&text))
}

fn compare(rt: &mut Runtime, a: Value, b: Value, op: CompareOp) -> Result {
    if !is_deque(a) || !is_deque(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let left: Vec<Value> = with(rt, a, |d| d.items.borrow().iter().copied().collect())?;
    let left = rt.new_list(left);
    let right: Vec<Value> = with(rt, b, |d| d.items.borrow().iter().copied().collect())?;
    let right = rt.new_list(right);
    rt.compare(op, left.into(), right.into())
}

// ---- iteration ----------------------------------------------------------------------------------------------------

struct DequeIterator {
    deque: Gc<Native>,
    /// Items given so far.
    given: Cell<usize>,
    changes: u64,
    backwards: bool,
}

impl NativeState for DequeIterator {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.deque);
    }
    fn next(&self, rt: &mut Runtime, _this: Gc<Native>) -> Option<Result> {
        Some(self.step(rt))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl DequeIterator {
    fn step(&self, rt: &mut Runtime) -> Result {
        let Some(d) = self.deque.downcast::<Deque>() else { return Ok(Value::EMPTY) };
        if d.changes.get() != self.changes {
            return Err(rt.runtime_error("deque mutated during iteration"));
        }
        let given = self.given.get();
        let at = if self.backwards { d.len().checked_sub(given + 1) } else { Some(given) };
        match at.and_then(|at| d.get(at)) {
            Some(v) => {
                self.given.set(given + 1);
                Ok(v)
            }
            None => Ok(Value::EMPTY),
        }
    }
}

fn iterator(rt: &mut Runtime, this: Value, backwards: bool) -> Result {
    let deque = cell(rt, this)?;
    let (class, changes) = with(rt, this, |d| (d.iterator, d.changes.get()))?;
    let state = DequeIterator { deque, given: Cell::new(0), changes, backwards };
    Ok(rt.new_native_object(class, Box::new(state)).into())
}

fn iterator_next(rt: &mut Runtime, this: Value) -> Result {
    let v = rt.next(this)?;
    if v.is_empty() { Err(rt.stop_iteration(Value::NONE)) } else { Ok(v) }
}

fn iterator_hint(rt: &mut Runtime, this: Value) -> Result {
    let native = this.as_object::<Native>();
    let Some(it) = native.as_ref().and_then(|n| n.downcast::<DequeIterator>()) else { return Ok(Value::small_int(0)) };
    let len = with(rt, it.deque.into(), |d| d.len())?;
    Ok(Value::small_int(len.saturating_sub(it.given.get()) as i64))
}
