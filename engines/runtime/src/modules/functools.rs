//! `_functools`: what `python/functools.py` leaves to Rust, so that a cached or partially applied function costs no Python
//! frame of its own: calling a cache, calling a `partial`, `reduce`.
//!
//! The classes themselves are Python classes; their special methods are the natives here.

use crate::Runtime;
use crate::heap::Marker;
use crate::object::Gc;
use crate::object::Kind;
use crate::object::class::{Class, Layout};
use crate::object::dict::Dict;
use crate::object::function::{Args, NativeBody, NativeDef, NativeRole, native};
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Native, NativeState};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::{Raised, Result, Value};
use std::any::Any;
use std::cell::Cell;

const FUNCTIONS: &[NativeDef] = &[
    native("reduce", NativeBody::F3(reduce), 2),
    native("cache_state", NativeBody::F3(cache_state), 3),
    native("cache_counts", NativeBody::F1(cache_counts), 1),
    native("cache_clear", NativeBody::F1(cache_clear), 1),
];

/// Special methods for classes written in Python.
const METHODS: &[NativeDef] = &[
    native("cache_call", NativeBody::Var(cache_call), 1),
    native("bind", NativeBody::F3(bind), 2),
    native("partial_call", NativeBody::Var(partial_call), 1),
];

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_functools");
    rt.install_module_functions(module, FUNCTIONS);
    let class = rt.new_builtin_class("_cache_state", None, Layout::Native(Kind::Native));
    rt.permanent.push(class.into());
    rt.set_module_attribute(module, "_cache_state", class.into());
    let owner = rt.types.object;
    for def in METHODS {
        let method = rt.new_native(def, NativeRole::Method, owner.into());
        rt.set_module_attribute(module, def.name, method.into());
    }
    Ok(module)
}

/// `reduce(function, iterable[, initial])`
fn reduce(rt: &mut Runtime, function: Value, iterable: Value, initial: Value) -> Result {
    let iterator = match rt.get_iter(iterable) {
        Ok(i) => i,
        Err(raised) => {
            if rt.pending_is(rt.exceptions.type_error) {
                rt.take_pending();
                return Err(rt.type_error("reduce() arg 2 must support iteration"));
            }
            return Err(raised);
        }
    };
    let mut accumulated = initial;
    loop {
        let item = rt.next(iterator)?;
        if item.is_empty() {
            break;
        }
        accumulated = if accumulated.is_empty() { item } else { rt.call(function, &[accumulated, item])? };
    }
    match accumulated.present() {
        Some(v) => Ok(v),
        None => Err(rt.type_error("reduce() of empty iterable with no initial value")),
    }
}

// ---- caches -------------------------------------------------------------------------------------------------------

/// Positions in a link of the ring that orders entries by use.
const PREVIOUS: usize = 0;
const NEXT: usize = 1;
const KEY: usize = 2;
const RESULT: usize = 3;

/// Results by arguments. With a bound, `table` maps to links of a ring whose root is `root`, the oldest first.
struct Cache {
    function: Value,
    table: Gc<Dict>,
    root: Gc<List>,
    /// `None` is unbounded.
    bound: Option<usize>,
    typed: bool,
    hits: Cell<i64>,
    misses: Cell<i64>,
    /// Separates positional from keyword arguments in a key.
    mark: Value,
}

impl NativeState for Cache {
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.value(self.function);
        marker.object(self.table);
        marker.object(self.root);
        marker.value(self.mark);
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// An object that equals nothing but itself.
struct Mark;

impl NativeState for Mark {
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// State of a new cache: function, `maxsize` (or `None`), `typed`.
fn cache_state(rt: &mut Runtime, function: Value, bound: Value, typed: Value) -> Result {
    let bound = if bound.is_none() { None } else { Some(rt.index_clamped(bound)?.max(0) as usize) };
    let typed = rt.truth(typed)?;
    let table = rt.new_dict();
    let root = rt.new_list(vec![Value::NONE; 4]);
    root.set(PREVIOUS, root.into());
    root.set(NEXT, root.into());
    let module = rt.modules;
    let name = rt.intern("_functools");
    let class_name = rt.intern("_cache_state");
    let class = modules_class(module.get_str(name), class_name);
    let Some(class) = class else { return Err(rt.runtime_error("_functools is not loaded")) };
    let mark = rt.new_native_object(class, Box::new(Mark)).into();
    let state = Cache { function, table, root, bound, typed, hits: Cell::new(0), misses: Cell::new(0), mark };
    Ok(rt.new_native_object(class, Box::new(state)).into())
}

fn modules_class(module: Option<Value>, name: Gc<Str>) -> Option<Gc<Class>> {
    module?.as_object::<Module>()?.dict.get_str(name)?.as_object::<Class>()
}

/// The cache of a state object.
fn cache_of(native: &Option<Gc<Native>>) -> Option<&Cache> {
    native.as_ref()?.downcast()
}

#[cold]
fn not_a_cache(rt: &mut Runtime) -> Raised {
    rt.type_error("not the state of a cache")
}

fn cache_counts(rt: &mut Runtime, state: Value) -> Result {
    let native = state.as_object::<Native>();
    let Some(cache) = cache_of(&native) else { return Err(not_a_cache(rt)) };
    let counts = [cache.hits.get(), cache.misses.get(), cache.table.len() as i64];
    let counts = counts.map(Value::small_int);
    Ok(rt.new_tuple(&counts).into())
}

fn cache_clear(rt: &mut Runtime, state: Value) -> Result {
    let native = state.as_object::<Native>();
    let Some(cache) = cache_of(&native) else { return Err(not_a_cache(rt)) };
    cache.table.clear(rt);
    cache.root.set(PREVIOUS, cache.root.into());
    cache.root.set(NEXT, cache.root.into());
    cache.hits.set(0);
    cache.misses.set(0);
    Ok(Value::NONE)
}

/// An argument that may be its own key: as in CPython, exactly `int` or `str`.
fn is_own_key(v: Value) -> bool {
    matches!(v.kind(), Some(Kind::Str | Kind::BigInt)) || v.as_small_int().is_some()
}

fn cache_key(rt: &mut Runtime, cache: &Cache, args: Args<'_>) -> Value {
    let positional = &args.positional[1..];
    if let ([one], true, false) = (positional, args.keywords.is_empty(), cache.typed)
        && is_own_key(*one)
    {
        return *one;
    }
    let mut parts = rt.rooted();
    parts.extend_from_slice(positional);
    if !args.keywords.is_empty() {
        parts.push(cache.mark);
        for (name, value) in args.keyword_pairs() {
            parts.push(name.into());
            parts.push(value);
        }
    }
    if cache.typed {
        for &v in positional.iter().chain(args.keywords) {
            let class = rt.class_of(v);
            parts.push(class.into());
        }
    }
    rt.new_tuple(&parts).into()
}

/// `wrapper(*args, **keywords)`: `wrapper._cache_state` holds the cache.
fn cache_call(rt: &mut Runtime, args: Args<'_>) -> Result {
    let name = rt.names._cache_state;
    let state = match args.positional.first() {
        Some(&this) => rt.own_attribute(this, name).unwrap_or(Value::NONE),
        None => Value::NONE,
    };
    let native = state.as_object::<Native>();
    let Some(cache) = cache_of(&native) else { return Err(not_a_cache(rt)) };
    if cache.bound == Some(0) {
        cache.misses.set(cache.misses.get() + 1);
        return forward(rt, cache.function, args);
    }
    let key = cache_key(rt, cache, args);
    if let Some(found) = cache.table.get(rt, key)? {
        cache.hits.set(cache.hits.get() + 1);
        let Some(link) = found.as_object::<List>().filter(|_| cache.bound.is_some()) else { return Ok(found) };
        unlink(link);
        append(cache.root, link);
        return Ok(link.get(RESULT).unwrap_or(Value::NONE));
    }
    cache.misses.set(cache.misses.get() + 1);
    let result = forward(rt, cache.function, args)?;
    let Some(bound) = cache.bound else {
        cache.table.set(rt, key, result)?;
        return Ok(result);
    };
    // The call may have stored the same key.
    if cache.table.get(rt, key)?.is_some() {
        return Ok(result);
    }
    if cache.table.len() >= bound
        && let Some(oldest) = cache.root.get(NEXT).and_then(|v| v.as_object::<List>())
    {
        unlink(oldest);
        let old_key = oldest.get(KEY).unwrap_or(Value::NONE);
        cache.table.remove(rt, old_key)?;
    }
    let link = rt.new_list(vec![Value::NONE, Value::NONE, key, result]);
    cache.table.set(rt, key, link.into())?;
    append(cache.root, link);
    Ok(result)
}

/// Calls `function` with the arguments of a method but its receiver.
fn forward(rt: &mut Runtime, function: Value, args: Args<'_>) -> Result {
    if args.keywords.is_empty() {
        return rt.call(function, &args.positional[1..]);
    }
    let mut all = rt.rooted();
    all.extend_from_slice(&args.positional[1..]);
    all.extend_from_slice(args.keywords);
    rt.call_with_names(function, &all, args.names)
}

fn unlink(link: Gc<List>) {
    if let (Some(previous), Some(next)) = (link.get(PREVIOUS), link.get(NEXT)) {
        if let Some(p) = previous.as_object::<List>() {
            p.set(NEXT, next);
        }
        if let Some(n) = next.as_object::<List>() {
            n.set(PREVIOUS, previous);
        }
    }
}

fn append(root: Gc<List>, link: Gc<List>) {
    let last = root.get(PREVIOUS).and_then(|v| v.as_object::<List>()).unwrap_or(root);
    last.set(NEXT, link.into());
    link.set(PREVIOUS, last.into());
    link.set(NEXT, root.into());
    root.set(PREVIOUS, link.into());
}

// ---- descriptors, partial ---------------------------------------------------------------------------------------

/// `__get__` of callables that become methods.
fn bind(rt: &mut Runtime, this: Value, object: Value, _class: Value) -> Result {
    if object.is_none() || object.is_empty() {
        return Ok(this);
    }
    Ok(rt.new_bound_method(this, object).into())
}

/// `self.func(*self.args, *args, **{**self.keywords, **keywords})`
fn partial_call(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some(&this) = args.positional.first() else { return Err(rt.type_error("partial.__call__() needs an argument")) };
    let names = [rt.names.func, rt.names.args, rt.names.keywords];
    let [func, fixed, keywords] = names.map(|name| rt.own_attribute(this, name).unwrap_or(Value::NONE));
    let mut all = rt.rooted();
    if let Some(fixed) = fixed.as_object::<Tuple>() {
        all.extend_from_slice(fixed.items());
    }
    all.extend_from_slice(&args.positional[1..]);
    let given = keywords.as_object::<Dict>();
    if given.is_none_or(|k| k.is_empty()) {
        all.extend_from_slice(args.keywords);
        return rt.call_with_names(func, &all, args.names);
    }
    let merged = match given {
        Some(k) => k.copy(rt),
        None => rt.new_dict(),
    };
    for (name, value) in args.keyword_pairs() {
        merged.set_str(rt, name, value);
    }
    let (names, values) = rt.split_keywords(merged, &all);
    rt.call_with_names(func, &values, names)
}
