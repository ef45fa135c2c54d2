//! Builtin functions over containers and iterators: `len`, `iter`, `next`, `sorted`, `any`, `all`.

use crate::Runtime;
use crate::object::function::{Args, NativeBody, NativeDef, native};
use crate::object::generator::Generator;
use crate::object::iterator::{IterState, Iterator};
use crate::object::native::Native;
use crate::value::{Raised, Result, Value};

pub(crate) const FUNCTIONS: &[NativeDef] = &[
    native("aiter", NativeBody::F1(aiter), 1),
    native("anext", NativeBody::F2(|rt, it, default| rt.anext(it, default)), 1),
    native("len", NativeBody::F1(|rt, v| rt.length(v).map(|n| rt.new_int(n as i64))), 1),
    native("iter", NativeBody::F2(iter), 1),
    native("next", NativeBody::F2(next), 1),
    native("sorted", NativeBody::Var(sorted), 1),
    native("any", NativeBody::F1(|rt, v| quantify(rt, v, true)), 1),
    native("all", NativeBody::F1(|rt, v| quantify(rt, v, false)), 1),
];

fn iter(rt: &mut Runtime, v: Value, sentinel: Value) -> Result {
    if sentinel.is_empty() {
        return rt.get_iter(v);
    }
    if !rt.is_callable(v) {
        return Err(rt.type_error("iter(v, w): v must be callable"));
    }
    Ok(rt.new_iterator(IterState::Callable { callable: v, sentinel }).into())
}

fn next(rt: &mut Runtime, iterator: Value, default: Value) -> Result {
    let native = iterator.is_object::<Iterator>() || iterator.as_object::<Generator>().is_some_and(|g| g.kind.get().is_iterator());
    if !native && !iterator.is_object::<Native>() {
        return next_by_method(rt, iterator, default);
    }
    rt.generator_return = Value::NONE;
    let item = rt.next(iterator)?;
    rt.item_or(item, default)
}

impl Runtime {
    /// `next(iterator, default)`; `default` may be empty.
    ///
    /// # Errors
    /// `StopIteration` without a default, and whatever the iterator raises.
    pub fn next_or(&mut self, iterator: Value, default: Value) -> Result {
        next(self, iterator, default)
    }

    /// What `next(iterator, default)` gives when the iterator has given `item`, or has ended and that is empty.
    ///
    /// # Errors
    /// `StopIteration` at the end, when `default` is empty.
    #[inline]
    pub fn item_or(&mut self, item: Value, default: Value) -> Result {
        if !item.is_empty() {
            return Ok(item);
        }
        match default.present() {
            Some(v) => Ok(v),
            None => {
                let value = std::mem::replace(&mut self.generator_return, Value::NONE);
                Err(self.stop_iteration(value))
            }
        }
    }
}

fn aiter(rt: &mut Runtime, v: Value) -> Result {
    let (aiter, anext) = (rt.names.__aiter__, rt.names.__anext__);
    let Some(iterator) = rt.call_special(v, aiter, &[])? else {
        let name = rt.type_name(v);
        return Err(rt.type_error(format!("'{name}' object is not an async iterable")));
    };
    if rt.special(iterator, anext).is_none() {
        let name = rt.type_name(iterator);
        return Err(rt.type_error(format!("aiter() returned not an async iterator of type '{name}'")));
    }
    Ok(iterator)
}

/// User iterators: their own `StopIteration` passes through unchanged.
fn next_by_method(rt: &mut Runtime, iterator: Value, default: Value) -> Result {
    let name = rt.names.__next__;
    let Some(method) = rt.special(iterator, name) else {
        let name = rt.type_name(iterator);
        return Err(rt.type_error(format!("'{name}' object is not an iterator")));
    };
    match rt.call_bound_special(method, iterator, &[], None) {
        Err(Raised) if !default.is_empty() && rt.pending_is(rt.exceptions.stop_iteration) => {
            rt.take_pending();
            Ok(default)
        }
        outcome => outcome,
    }
}

fn sorted(rt: &mut Runtime, args: Args<'_>) -> Result {
    let &[iterable] = args.positional else {
        return Err(rt.type_error(format!("sorted expected 1 argument, got {}", args.positional.len())));
    };
    let list = rt.list_of(iterable)?;
    let (key, reverse) = crate::types::sort::sort_options(rt, args)?;
    crate::types::sort::sort_list(rt, list, key, reverse)?;
    Ok(list.into())
}

/// Whether some item's truth is `wanted` (`any`), or none is (`all` for `wanted` false).
fn quantify(rt: &mut Runtime, iterable: Value, wanted: bool) -> Result {
    let iterator = rt.get_iter(iterable)?;
    loop {
        let other = Value::bool(!wanted);
        let item = rt.drain(iterator, |_, item| item == other || (wanted && item.is_none()))?;
        if item.is_empty() {
            return Ok(Value::bool(!wanted));
        }
        if rt.truth(item)? == wanted {
            return Ok(Value::bool(wanted));
        }
    }
}
