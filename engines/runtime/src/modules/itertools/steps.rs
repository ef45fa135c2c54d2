//! Steps of the iterators that walk other iterators. Each says which parts of its [`Tool`] hold what.

use super::Tool;
use crate::Runtime;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::list::List;
use crate::object::native::Native;
use crate::object::tuple::Tuple;
use crate::ops::BinaryOp;
use crate::value::{Result, Value};

const END: Result = Ok(Value::EMPTY);

/// Values: iterator, function or `None`, total, initial total.
pub(super) fn accumulate(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    if let Some(initial) = tool.get(3).present() {
        tool.set(3, Value::EMPTY);
        tool.set(2, initial);
        return Ok(initial);
    }
    let item = rt.next(tool.get(0))?;
    if item.is_empty() {
        return END;
    }
    let (function, total) = (tool.get(1), tool.get(2));
    let total = if total.is_empty() {
        item
    } else if function.is_none() {
        rt.binary(BinaryOp::Add, total, item)?
    } else {
        rt.call(function, &[total, item])?
    };
    tool.set(2, total);
    Ok(total)
}

/// Values: iterator of iterables (empty at the end), iterator of the present one.
pub(super) fn chain(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    loop {
        if let Some(present) = tool.get(1).present() {
            let item = rt.next(present)?;
            if !item.is_empty() {
                return Ok(item);
            }
            tool.set(1, Value::EMPTY);
        }
        let Some(source) = tool.get(0).present() else { return END };
        let iterator = match rt.next(source) {
            Ok(iterable) if !iterable.is_empty() => rt.get_iter(iterable),
            ended => ended,
        };
        match iterator {
            Ok(iterator) if !iterator.is_empty() => tool.set(1, iterator),
            ended => {
                tool.set(0, Value::EMPTY);
                return ended;
            }
        }
    }
}

/// Values: iterators of the data and of the selectors.
pub(super) fn compress(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    loop {
        let item = rt.next(tool.get(0))?;
        if item.is_empty() {
            return END;
        }
        let selector = rt.next(tool.get(1))?;
        if selector.is_empty() {
            return END;
        }
        if rt.truth(selector)? {
            return Ok(item);
        }
    }
}

/// Values: next number, step.
pub(super) fn count(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let number = tool.get(0);
    tool.set(0, rt.binary(BinaryOp::Add, number, tool.get(1))?);
    Ok(number)
}

/// Values: iterator (empty at its end), list of its items. Number: index of the next saved item.
pub(super) fn cycle(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let Some(saved) = tool.get(1).as_object::<List>() else { return END };
    if let Some(iterator) = tool.get(0).present() {
        let item = rt.next(iterator)?;
        if !item.is_empty() {
            saved.push(rt, item);
            return Ok(item);
        }
        tool.set(0, Value::EMPTY);
    }
    let index = tool.numbers[0].get() as usize;
    let Some(item) = saved.get(index) else { return END };
    tool.numbers[0].set(if index + 1 < saved.len() { index as i64 + 1 } else { 0 });
    Ok(item)
}

fn holds(rt: &mut Runtime, predicate: Value, item: Value) -> Result<bool> {
    let answer = rt.call(predicate, &[item])?;
    rt.truth(answer)
}

/// Values: iterator, predicate. Number: 1 once an item was given.
pub(super) fn drop_while(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    loop {
        let item = rt.next(tool.get(0))?;
        if item.is_empty() || tool.numbers[0].get() == 1 {
            return Ok(item);
        }
        if !holds(rt, tool.get(1), item)? {
            tool.numbers[0].set(1);
            return Ok(item);
        }
    }
}

/// Values: iterator, predicate. Number: 1 at the end.
pub(super) fn take_while(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    if tool.numbers[0].get() == 1 {
        return END;
    }
    let item = rt.next(tool.get(0))?;
    if item.is_empty() || holds(rt, tool.get(1), item)? {
        return Ok(item);
    }
    tool.numbers[0].set(1);
    END
}

/// Values: iterator, predicate or `None`.
pub(super) fn filter_false(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let predicate = tool.get(1);
    let plain = predicate.is_none() || predicate == Value::from(rt.types.bool_);
    loop {
        let item = rt.next(tool.get(0))?;
        if item.is_empty() {
            return END;
        }
        let good = if plain { rt.truth(item)? } else { holds(rt, predicate, item)? };
        if !good {
            return Ok(item);
        }
    }
}

/// Values: iterator, function.
pub(super) fn star_map(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let args = rt.next(tool.get(0))?;
    if args.is_empty() {
        return END;
    }
    let args = match args.as_object::<Tuple>() {
        Some(tuple) => tuple,
        None => {
            let list = rt.list_of(args)?;
            rt.tuple_from_list(list)
        }
    };
    rt.call(tool.get(1), args.items())
}

/// Values: iterator (empty at the end), stop or -1. Numbers: items taken, position of the next wanted, step.
pub(super) fn slice(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let Some(iterator) = tool.get(0).present() else { return END };
    let stop = tool.get(1).as_small_int().filter(|stop| *stop >= 0).unwrap_or(i64::MAX);
    let [taken, wanted, step] = &tool.numbers;
    loop {
        // A start behind the stop is still walked to.
        if taken.get() >= stop.max(wanted.get()) {
            break;
        }
        let item = rt.next(iterator)?;
        if item.is_empty() {
            break;
        }
        let position = taken.replace(taken.get() + 1);
        if position == wanted.get() {
            // With the last one goes what would be skipped behind it.
            wanted.set(position.saturating_add(step.get()).min(stop));
            return Ok(item);
        }
    }
    tool.set(0, Value::EMPTY);
    END
}

/// Values: iterator (empty at the end), previous item.
pub(super) fn pairwise(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let Some(iterator) = tool.get(0).present() else { return END };
    let mut previous = tool.get(1);
    if previous.is_empty() {
        previous = rt.next(iterator)?;
        tool.set(1, previous);
    }
    let item = if previous.is_empty() { previous } else { rt.next(iterator)? };
    tool.set(1, item);
    if item.is_empty() {
        tool.set(0, Value::EMPTY);
        return END;
    }
    Ok(rt.new_tuple(&[previous, item]).into())
}

/// Value: the object. Number: how often it is still given; negative: without end.
pub(super) fn repeat(_: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let times = &tool.numbers[0];
    match times.get() {
        0 => return END,
        left if left > 0 => times.set(left - 1),
        _ => {}
    }
    Ok(tool.get(0))
}

/// Values: list of iterators, `None` for those at their end; what stands for the missing. Number: iterators not at their end.
pub(super) fn zip_longest(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let active = &tool.numbers[0];
    let Some(iterators) = tool.get(0).as_object::<List>() else { return END };
    if active.get() == 0 {
        return END;
    }
    let items = rt.new_empty_list();
    for i in 0..iterators.len() {
        let iterator = iterators.get(i).unwrap_or(Value::NONE);
        let mut item = if iterator.is_none() { Value::EMPTY } else { rt.next(iterator)? };
        if item.is_empty() {
            if !iterator.is_none() {
                active.set(active.get() - 1);
                iterators.set(i, Value::NONE);
                if active.get() == 0 {
                    return END;
                }
            }
            item = tool.get(1);
        }
        items.push(rt, item);
    }
    Ok(rt.tuple_from_list(items).into())
}

// ---- groupby

/// Places in the values of a `groupby`: iterator, key function or `None`, key and item read last, key of the group.
const ITERATOR: usize = 0;
const FUNCTION: usize = 1;
const KEY: usize = 2;
const ITEM: usize = 3;
const TARGET: usize = 4;

/// Reads the next item and its key; false at the end.
fn read_item(rt: &mut Runtime, tool: &Tool) -> Result<bool> {
    let item = rt.next(tool.get(ITERATOR))?;
    if item.is_empty() {
        return Ok(false);
    }
    let function = tool.get(FUNCTION);
    let key = if function.is_none() { item } else { rt.call(function, &[item])? };
    tool.set(ITEM, item);
    tool.set(KEY, key);
    Ok(true)
}

/// Number: how many groups were begun; only the last gives items.
pub(super) fn group_by(rt: &mut Runtime, tool: &Tool, this: Gc<Native>) -> Result {
    tool.numbers[0].set(tool.numbers[0].get() + 1);
    loop {
        let (key, target) = (tool.get(KEY), tool.get(TARGET));
        if !key.is_empty() && (target.is_empty() || !rt.eq(target, key)?) {
            break;
        }
        if !read_item(rt, tool)? {
            return END;
        }
    }
    let key = tool.get(KEY);
    tool.set(TARGET, key);
    let (class, name) = (rt.class_of(this.into()), rt.intern("_grouper"));
    let Some(class) = class.own(name).and_then(|c| c.as_object::<Class>()) else { return END };
    let state = Tool::new(group, &[this.into(), key]).with_numbers([tool.numbers[0].get(), 0, 0]);
    let group = rt.new_native_object(class, Box::new(state));
    Ok(rt.new_tuple(&[key, group.into()]).into())
}

/// Values: the `groupby`, key of the group. Number: which of its groups this is.
fn group(rt: &mut Runtime, tool: &Tool, _: Gc<Native>) -> Result {
    let Some(parent) = tool.get(0).as_object::<Native>() else { return END };
    let Some(groups) = parent.downcast::<Tool>() else { return END };
    if groups.numbers[0].get() != tool.numbers[0].get() {
        return END;
    }
    if groups.get(ITEM).is_empty() && !read_item(rt, groups)? {
        return END;
    }
    if !rt.eq(tool.get(1), groups.get(KEY))? {
        return END;
    }
    let item = groups.get(ITEM);
    groups.set(ITEM, Value::EMPTY);
    Ok(item)
}
