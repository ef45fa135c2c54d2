//! `heapq`: binary heaps in lists, with the comparisons of CPython's `_heapqmodule.c` in its order.

use crate::Runtime;
use crate::object::Gc;
use crate::object::function::{Args, NativeBody, NativeDef, native};
use crate::object::instance::native_payload;
use crate::object::list::List;
use crate::object::module::Module;
use crate::types::sort::{less_than, sort_list};
use crate::value::{Result, Value};

mod merge;

const FUNCTIONS: &[NativeDef] = &[
    native("heappush", NativeBody::F2(push), 2),
    native("heappop", NativeBody::F1(|rt, h| pop(rt, h, Order::Min, "heappop")), 1),
    native("heapify", NativeBody::F1(|rt, h| heapify(rt, h, Order::Min, "heapify")), 1),
    native("heapreplace", NativeBody::F2(|rt, h, x| replace(rt, h, x, Order::Min, "heapreplace")), 2),
    native("heappushpop", NativeBody::F2(push_pop), 2),
    native("_heappop_max", NativeBody::F1(|rt, h| pop(rt, h, Order::Max, "_heappop_max")), 1),
    native("_heapify_max", NativeBody::F1(|rt, h| heapify(rt, h, Order::Max, "_heapify_max")), 1),
    native("_heapreplace_max", NativeBody::F2(|rt, h, x| replace(rt, h, x, Order::Max, "_heapreplace_max")), 2),
    native("nlargest", NativeBody::Var(|rt, args| select(rt, args, true, "nlargest")), 2),
    native("nsmallest", NativeBody::Var(|rt, args| select(rt, args, false, "nsmallest")), 2),
    native("merge", NativeBody::Var(merge::merge), 0),
];

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("heapq");
    rt.install_module_functions(module, FUNCTIONS);
    Ok(module)
}

/// Which item is at the top.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Min,
    Max,
}

fn heap(rt: &mut Runtime, v: Value, function: &str, only: bool) -> Result<Gc<List>> {
    match native_payload(v).as_object::<List>() {
        Some(list) => Ok(list),
        None => {
            let name = rt.type_name(v);
            let argument = if only { "argument" } else { "argument 1" };
            Err(rt.type_error(format!("{function}() {argument} must be list, not {name}")))
        }
    }
}

/// `a` belongs above `b`.
fn above(rt: &mut Runtime, order: Order, a: Value, b: Value) -> Result<bool> {
    if order == Order::Min { less_than(rt, a, b) } else { less_than(rt, b, a) }
}

fn item(rt: &mut Runtime, heap: Gc<List>, at: usize) -> Result {
    match heap.get(at) {
        Some(v) => Ok(v),
        None => Err(rt.index_error("index out of range")),
    }
}

fn swap(heap: Gc<List>, a: usize, b: usize) {
    if let (Some(x), Some(y)) = (heap.get(a), heap.get(b)) {
        heap.set(a, y);
        heap.set(b, x);
    }
}

fn check_size(rt: &mut Runtime, heap: Gc<List>, size: usize) -> Result<()> {
    if heap.len() == size { Ok(()) } else { Err(rt.runtime_error("list changed size during iteration")) }
}

/// Moves the item at `at` up, not above `top`.
fn sift_down(rt: &mut Runtime, heap: Gc<List>, top: usize, mut at: usize, order: Order) -> Result<()> {
    let size = heap.len();
    let moving = item(rt, heap, at)?;
    while at > top {
        let parent = (at - 1) / 2;
        let other = item(rt, heap, parent)?;
        let up = above(rt, order, moving, other)?;
        check_size(rt, heap, size)?;
        if !up {
            break;
        }
        swap(heap, parent, at);
        at = parent;
    }
    Ok(())
}

/// Moves the item at `at` to a leaf, the better child up at each step, then back up to its place.
fn sift_up(rt: &mut Runtime, heap: Gc<List>, start: usize, order: Order) -> Result<()> {
    let size = heap.len();
    if start >= size {
        return Err(rt.index_error("index out of range"));
    }
    let mut at = start;
    while at < size / 2 {
        let mut child = 2 * at + 1;
        if child + 1 < size {
            let (a, b) = (item(rt, heap, child)?, item(rt, heap, child + 1)?);
            let left = above(rt, order, a, b)?;
            check_size(rt, heap, size)?;
            child += !left as usize;
        }
        swap(heap, child, at);
        at = child;
    }
    sift_down(rt, heap, start, at, order)
}

fn push(rt: &mut Runtime, h: Value, x: Value) -> Result {
    let list = heap(rt, h, "heappush", false)?;
    list.push(rt, x);
    sift_down(rt, list, 0, list.len() - 1, Order::Min)?;
    Ok(Value::NONE)
}

fn pop(rt: &mut Runtime, h: Value, order: Order, function: &str) -> Result {
    let list = heap(rt, h, function, true)?;
    let Some(last) = list.pop() else { return Err(rt.index_error("index out of range")) };
    let Some(top) = list.get(0) else { return Ok(last) };
    list.set(0, last);
    sift_up(rt, list, 0, order)?;
    Ok(top)
}

fn heapify(rt: &mut Runtime, h: Value, order: Order, function: &str) -> Result {
    let list = heap(rt, h, function, true)?;
    for at in (0..list.len() / 2).rev() {
        sift_up(rt, list, at, order)?;
    }
    Ok(Value::NONE)
}

fn replace(rt: &mut Runtime, h: Value, x: Value, order: Order, function: &str) -> Result {
    let list = heap(rt, h, function, false)?;
    let top = item(rt, list, 0)?;
    list.set(0, x);
    sift_up(rt, list, 0, order)?;
    Ok(top)
}

fn push_pop(rt: &mut Runtime, h: Value, x: Value) -> Result {
    let list = heap(rt, h, "heappushpop", false)?;
    let Some(top) = list.get(0) else { return Ok(x) };
    if !less_than(rt, top, x)? {
        return Ok(x);
    }
    let top = item(rt, list, 0)?;
    list.set(0, x);
    sift_up(rt, list, 0, Order::Min)?;
    Ok(top)
}

/// `nlargest` and `nsmallest`: the beginning of the sorted items.
fn select(rt: &mut Runtime, args: Args<'_>, largest: bool, name: &str) -> Result {
    let names = ["n", "iterable", "key"];
    let mut values = [Value::EMPTY; 3];
    if args.positional.len() > 3 {
        let given = args.positional.len();
        return Err(rt.type_error(format!("{name}() takes from 2 to 3 positional arguments but {given} were given")));
    }
    values[..args.positional.len()].copy_from_slice(args.positional);
    for (key, value) in args.keyword_pairs() {
        match names.iter().position(|n| key.eq_rust(n)) {
            Some(i) if values[i].is_empty() => values[i] = value,
            Some(_) => return Err(rt.type_error(format!("{name}() got multiple values for argument '{}'", key.to_rust()))),
            None => return Err(rt.type_error(format!("{name}() got an unexpected keyword argument '{}'", key.to_rust()))),
        }
    }
    let missing: Vec<String> = (0..2).filter(|&i| values[i].is_empty()).map(|i| format!("'{}'", names[i])).collect();
    if !missing.is_empty() {
        let plural = if missing.len() == 1 { "" } else { "s" };
        let (count, list) = (missing.len(), missing.join(" and "));
        return Err(rt.type_error(format!("{name}() missing {count} required positional argument{plural}: {list}")));
    }
    let list = rt.list_of(values[1])?;
    sort_list(rt, list, values[2].present().unwrap_or(Value::NONE), largest)?;
    let count = crate::ops::index::index_argument(rt, values[0])?.max(0) as usize;
    list.with_vec(rt, |v| v.truncate(count));
    Ok(list.into())
}
