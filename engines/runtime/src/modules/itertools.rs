//! `_itertools`: the iterators of `itertools`, each a class of its own. Here are their constructors, as CPython's argument
//! checks have them; what a step does is in [`steps`] and [`combinatoric`]. `tee` is Python (`python/itertools.py`).

mod combinatoric;
mod steps;

use crate::Runtime;
use crate::heap::Marker;
use crate::object::class::{Class, Layout, flags};
use crate::object::function::NativeBody::{F1, F2, Var};
use crate::object::function::{Args, NativeDef, NativeRole, native};
use crate::object::instance::native_payload;
use crate::object::int::{BigInt, Complex};
use crate::object::list::List;
use crate::object::module::Module;
use crate::object::native::{Native, NativeState};
use crate::object::{Gc, Kind};
use crate::ops::arithmetic::integer::IntRef;
use crate::value::{Result, Value};
use std::any::Any;
use std::cell::{Cell, RefCell};

/// One step: the next item, or empty at the end.
type Step = fn(&mut Runtime, &Tool, Gc<Native>) -> Result;

/// State of an iterator; what the parts mean is up to its step.
struct Tool {
    step: Step,
    values: [Cell<Value>; 5],
    numbers: [Cell<i64>; 3],
    indices: RefCell<Vec<usize>>,
}

impl Tool {
    fn new(step: Step, values: &[Value]) -> Tool {
        let value = |i: usize| Cell::new(values.get(i).copied().unwrap_or(Value::EMPTY));
        Tool { step, values: std::array::from_fn(value), numbers: Default::default(), indices: RefCell::default() }
    }
    fn with_numbers(self, numbers: [i64; 3]) -> Tool {
        Tool { numbers: numbers.map(Cell::new), ..self }
    }
    fn with_indices(self, indices: Vec<usize>) -> Tool {
        Tool { indices: RefCell::new(indices), ..self }
    }
    fn get(&self, i: usize) -> Value {
        self.values[i].get()
    }
    fn set(&self, i: usize, v: Value) {
        self.values[i].set(v);
    }
}

impl NativeState for Tool {
    fn trace(&self, marker: &mut Marker<'_>) {
        for value in &self.values {
            marker.value(value.get());
        }
    }
    fn next(&self, rt: &mut Runtime, this: Gc<Native>) -> Option<Result> {
        // A `StopIteration` out of what a step calls ends the iteration, as it would end CPython's.
        Some((self.step)(rt, self, this).or_else(|_| rt.end_of_iteration()))
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Classes by name, with their constructors and what else they have.
const CLASSES: &[(&str, &[NativeDef], &[NativeDef])] = &[
    ("accumulate", &[native("__new__", Var(accumulate), 1)], &[]),
    ("chain", &[native("__new__", Var(chain), 1)], &[]),
    ("combinations", &[native("__new__", Var(combinatoric::combinations), 1)], &[]),
    ("combinations_with_replacement", &[native("__new__", Var(combinatoric::combinations_with_replacement), 1)], &[]),
    ("compress", &[native("__new__", Var(compress), 1)], &[]),
    ("count", &[native("__new__", Var(count), 1)], &[native("__repr__", F1(count_repr), 1), native("__reduce__", F1(count_reduce), 1)]),
    ("cycle", &[native("__new__", Var(cycle), 1)], &[]),
    ("dropwhile", &[native("__new__", Var(drop_while), 1)], &[]),
    ("filterfalse", &[native("__new__", Var(filter_false), 1)], &[]),
    ("groupby", &[native("__new__", Var(group_by), 1)], &[]),
    ("islice", &[native("__new__", Var(slice), 1)], &[]),
    ("pairwise", &[native("__new__", Var(pairwise), 1)], &[]),
    ("permutations", &[native("__new__", Var(combinatoric::permutations), 1)], &[]),
    ("product", &[native("__new__", Var(combinatoric::product), 1)], &[]),
    (
        "repeat",
        &[native("__new__", Var(repeat), 1)],
        &[
            native("__repr__", F1(repeat_repr), 1),
            native("__reduce__", F1(repeat_reduce), 1),
            native("__length_hint__", F1(repeat_hint), 1),
        ],
    ),
    ("starmap", &[native("__new__", Var(star_map), 1)], &[]),
    ("takewhile", &[native("__new__", Var(take_while), 1)], &[]),
    ("zip_longest", &[native("__new__", Var(zip_longest), 1)], &[]),
    ("_grouper", &[], &[]),
];

const METHODS: &[NativeDef] =
    &[native("__init__", Var(|_, _| Ok(Value::NONE)), 1), native("__iter__", F1(|_, v| Ok(v)), 1), native("__next__", F1(next), 1)];
const CHAIN_CLASS_METHODS: &[NativeDef] = &[native("from_iterable", F2(chain_from_iterable), 2)];

pub(crate) fn create(rt: &mut Runtime) -> Result<Gc<Module>> {
    let module = rt.new_module("_itertools");
    let owner = rt.str_value("itertools");
    for &(name, constructor, methods) in CLASSES {
        let class = rt.new_builtin_class(name, None, Layout::Native(Kind::Native));
        rt.permanent.push(class.into());
        rt.set_class_attribute(class, "__module__", owner);
        rt.install_methods(class, NativeRole::StaticMethod, constructor);
        rt.install_methods(class, NativeRole::Method, METHODS);
        rt.install_methods(class, NativeRole::Method, methods);
        rt.set_module_attribute(module, name, class.into());
    }
    let class_of = |rt: &mut Runtime, name: &str| {
        let name = rt.intern(name);
        module.dict.get_str(name).and_then(|c| c.as_object::<Class>())
    };
    if let Some(chain) = class_of(rt, "chain") {
        rt.install_methods(chain, NativeRole::ClassMethod, CHAIN_CLASS_METHODS);
        rt.install_methods(chain, NativeRole::ClassMethod, crate::types::alias::CLASS_GETITEM);
    }
    if let (Some(groups), Some(group)) = (class_of(rt, "groupby"), class_of(rt, "_grouper")) {
        rt.set_class_attribute(groups, "_grouper", group.into());
    }
    Ok(module)
}

/// A new iterator of a class, or of a Python subclass.
fn make(rt: &mut Runtime, class: Value, tool: Tool) -> Result {
    let Some(class) = class.as_object::<Class>() else { return Err(rt.type_error("__new__() needs a class")) };
    let base = class.mro_classes().find(|c| c.has(flags::BUILTIN)).unwrap_or(class);
    let native = rt.new_native_object(base, Box::new(tool));
    Ok(rt.wrap_payload(class, native.into()))
}

fn tool_of(v: Value) -> Option<Gc<Native>> {
    native_payload(v).as_object::<Native>().filter(|n| n.downcast::<Tool>().is_some())
}

/// Value `i` of an iterator that a method is called on.
fn value_of(rt: &mut Runtime, this: Value, i: usize) -> Result {
    match tool_of(this).as_ref().and_then(|n| n.downcast::<Tool>()) {
        Some(tool) => Ok(tool.get(i)),
        None => Err(rt.type_error("descriptor requires an iterator of 'itertools'")),
    }
}

fn next(rt: &mut Runtime, this: Value) -> Result {
    let item = match tool_of(this) {
        Some(native) => native.state().next(rt, native).unwrap_or(Ok(Value::EMPTY))?,
        None => return value_of(rt, this, 0),
    };
    if item.is_empty() {
        let class = rt.exceptions.stop_iteration;
        return Err(rt.raise_class(class));
    }
    Ok(item)
}

// ---- arguments

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

/// The class and the arguments of a constructor that takes `least` to `most` positional ones and no others.
fn positional<'a>(rt: &mut Runtime, name: &str, args: Args<'a>, least: usize, most: usize) -> Result<(Value, &'a [Value])> {
    let (class, rest) = args.positional.split_first().map_or((Value::NONE, &[][..]), |(c, r)| (*c, r));
    if !args.keywords.is_empty() {
        return Err(rt.type_error(format!("{name}() takes no keyword arguments")));
    }
    if (least..=most).contains(&rest.len()) {
        return Ok((class, rest));
    }
    let (bound, n) = match rest.len() {
        _ if least == most => ("", most),
        given if given < least => ("at least ", least),
        _ => ("at most ", most),
    };
    Err(rt.type_error(format!("{name} expected {bound}{n} argument{}, got {}", plural(n), rest.len())))
}

/// The class and the arguments of a constructor by name, `required` of them at least; absent ones are empty.
fn named<const N: usize>(
    rt: &mut Runtime,
    function: &str,
    args: Args<'_>,
    names: [&str; N],
    required: usize,
) -> Result<(Value, [Value; N])> {
    let (class, rest) = args.positional.split_first().map_or((Value::NONE, &[][..]), |(c, r)| (*c, r));
    let given = rest.len() + args.keywords.len();
    if given > N {
        return Err(rt.type_error(format!("{function}() takes at most {N} argument{} ({given} given)", plural(N))));
    }
    let mut values = [Value::EMPTY; N];
    values[..rest.len()].copy_from_slice(rest);
    for (name, value) in args.keyword_pairs() {
        match names.iter().position(|n| name.eq_rust(n)) {
            Some(i) if values[i].is_empty() => values[i] = value,
            Some(i) => {
                let (name, place) = (names[i], i + 1);
                return Err(rt.type_error(format!("argument for {function}() given by name ('{name}') and position ({place})")));
            }
            None => return Err(rt.type_error(format!("'{}' is an invalid keyword argument for {function}()", name.to_rust()))),
        }
    }
    match (0..required).find(|&i| values[i].is_empty()) {
        Some(i) => Err(rt.type_error(format!("{function}() missing required argument '{}' (pos {})", names[i], i + 1))),
        None => Ok((class, values)),
    }
}

// ---- constructors

fn accumulate(rt: &mut Runtime, args: Args<'_>) -> Result {
    if args.positional.len() == 4 && args.keywords.is_empty() {
        return Err(rt.type_error("accumulate() takes at most 2 positional arguments (3 given)"));
    }
    let (class, [iterable, function, initial]) = named(rt, "accumulate", args, ["iterable", "func", "initial"], 1)?;
    let iterator = rt.get_iter(iterable)?;
    let function = function.present().unwrap_or(Value::NONE);
    let initial = if initial.is_none() { Value::EMPTY } else { initial };
    make(rt, class, Tool::new(steps::accumulate, &[iterator, function, Value::EMPTY, initial]))
}

fn chain(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, iterables) = positional(rt, "chain", args, 0, usize::MAX)?;
    let iterables = rt.new_tuple(iterables);
    let iterator = rt.get_iter(iterables.into())?;
    make(rt, class, Tool::new(steps::chain, &[iterator]))
}

fn chain_from_iterable(rt: &mut Runtime, class: Value, iterable: Value) -> Result {
    let iterator = rt.get_iter(iterable)?;
    make(rt, class, Tool::new(steps::chain, &[iterator]))
}

fn compress(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, [data, selectors]) = named(rt, "compress", args, ["data", "selectors"], 2)?;
    let data = rt.get_iter(data)?;
    let selectors = rt.get_iter(selectors)?;
    make(rt, class, Tool::new(steps::compress, &[data, selectors]))
}

fn is_number(rt: &mut Runtime, v: Value) -> bool {
    let plain = native_payload(v);
    if plain.as_small_int_or_bool().is_some() || plain.is_float() || plain.is_object::<BigInt>() || plain.is_object::<Complex>() {
        return true;
    }
    let names = [rt.names.__index__, rt.names.__int__, rt.names.__float__];
    names.into_iter().any(|name| rt.special(v, name).is_some())
}

fn count(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, [start, step]) = named(rt, "count", args, ["start", "step"], 0)?;
    let start = start.present().unwrap_or(Value::small_int(0));
    let step = step.present().unwrap_or(Value::small_int(1));
    if !is_number(rt, start) || !is_number(rt, step) {
        return Err(rt.type_error("a number is required"));
    }
    // CPython counts in a C integer then, which forgets that `start` was a `bool` or of another subclass of `int`.
    let (start, step) = match machine_int(start) {
        Some(number) if is_one(step) => (rt.new_int(number), Value::small_int(1)),
        _ => (start, step),
    };
    make(rt, class, Tool::new(steps::count, &[start, step]))
}

/// An `int`, or an instance of a subclass, that fits 64 bits.
fn machine_int(v: Value) -> Option<i64> {
    let plain = native_payload(v);
    plain.as_small_int_or_bool().or_else(|| IntRef::of(plain).and_then(IntRef::to_i64))
}

fn is_one(v: Value) -> bool {
    machine_int(v) == Some(1)
}

fn count_repr(rt: &mut Runtime, this: Value) -> Result {
    let (next, step) = (value_of(rt, this, 0)?, value_of(rt, this, 1)?);
    let (class, next) = (rt.class_of(this).name_text(), rt.repr(next)?.to_rust());
    if is_one(step) {
        return Ok(rt.str_value(&format!("{class}({next})")));
    }
    let step = rt.repr(step)?.to_rust();
    Ok(rt.str_value(&format!("{class}({next}, {step})")))
}

fn reduced(rt: &mut Runtime, this: Value, args: &[Value]) -> Value {
    let (class, args) = (rt.class_of(this), rt.new_tuple(args));
    rt.new_tuple(&[class.into(), args.into()]).into()
}

fn count_reduce(rt: &mut Runtime, this: Value) -> Result {
    let (next, step) = (value_of(rt, this, 0)?, value_of(rt, this, 1)?);
    Ok(if is_one(step) && machine_int(next).is_some() { reduced(rt, this, &[next]) } else { reduced(rt, this, &[next, step]) })
}

fn cycle(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, iterable) = positional(rt, "cycle", args, 1, 1)?;
    let iterator = rt.get_iter(iterable[0])?;
    let saved = rt.new_empty_list();
    make(rt, class, Tool::new(steps::cycle, &[iterator, saved.into()]))
}

/// Constructor of what takes a function and an iterable.
fn filtering(rt: &mut Runtime, name: &str, args: Args<'_>, step: Step) -> Result {
    let (class, given) = positional(rt, name, args, 2, 2)?;
    let iterator = rt.get_iter(given[1])?;
    make(rt, class, Tool::new(step, &[iterator, given[0]]))
}

fn drop_while(rt: &mut Runtime, args: Args<'_>) -> Result {
    filtering(rt, "dropwhile", args, steps::drop_while)
}

fn take_while(rt: &mut Runtime, args: Args<'_>) -> Result {
    filtering(rt, "takewhile", args, steps::take_while)
}

fn filter_false(rt: &mut Runtime, args: Args<'_>) -> Result {
    filtering(rt, "filterfalse", args, steps::filter_false)
}

fn star_map(rt: &mut Runtime, args: Args<'_>) -> Result {
    filtering(rt, "starmap", args, steps::star_map)
}

fn group_by(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, [iterable, key]) = named(rt, "groupby", args, ["iterable", "key"], 1)?;
    let iterator = rt.get_iter(iterable)?;
    make(rt, class, Tool::new(steps::group_by, &[iterator, key.present().unwrap_or(Value::NONE)]))
}

/// A bound of `islice`: `None` is -1.
fn slice_bound(rt: &mut Runtime, v: Value, message: &str) -> Result<i64> {
    if v.is_none() {
        return Ok(-1);
    }
    match rt.index_i64(v) {
        Ok(bound) if bound >= 0 => Ok(bound),
        Ok(_) => Err(rt.value_error(message)),
        Err(_) => {
            rt.take_pending();
            Err(rt.value_error(message))
        }
    }
}

fn slice(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, given) = positional(rt, "islice", args, 2, 4)?;
    let (start, stop, step) = match given[1..] {
        [stop] => (0, slice_bound(rt, stop, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")?, 1),
        [start, stop] | [start, stop, _] => {
            let message = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
            let (start, stop) = (slice_bound(rt, start, message)?.max(0), slice_bound(rt, stop, message)?);
            let step = match given.get(3) {
                Some(&step) if !step.is_none() => slice_bound(rt, step, "Step for islice() must be a positive integer or None.")?,
                _ => 1,
            };
            (start, stop, step)
        }
        _ => (0, -1, 1),
    };
    if step == 0 {
        return Err(rt.value_error("Step for islice() must be a positive integer or None."));
    }
    let iterator = rt.get_iter(given[0])?;
    let tool = Tool::new(steps::slice, &[iterator, Value::small_int(stop.min((1 << 48) - 1))]);
    make(rt, class, tool.with_numbers([0, start, step]))
}

fn pairwise(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, iterable) = positional(rt, "pairwise", args, 1, 1)?;
    let iterator = rt.get_iter(iterable[0])?;
    make(rt, class, Tool::new(steps::pairwise, &[iterator]))
}

fn repeat(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, [object, times]) = named(rt, "repeat", args, ["object", "times"], 1)?;
    let times = match times.present() {
        Some(times) => rt.index_i64(times)?.max(0),
        None => -1,
    };
    make(rt, class, Tool::new(steps::repeat, &[object]).with_numbers([times, 0, 0]))
}

/// How often a `repeat` still gives its object; none without a bound.
fn times_left(this: Value) -> Option<i64> {
    let native = tool_of(this)?;
    native.downcast::<Tool>().map(|tool| tool.numbers[0].get()).filter(|times| *times >= 0)
}

fn repeat_repr(rt: &mut Runtime, this: Value) -> Result {
    let object = value_of(rt, this, 0)?;
    let (class, object) = (rt.class_of(this).name_text(), rt.repr(object)?.to_rust());
    let times = times_left(this).map_or(String::new(), |times| format!(", {times}"));
    Ok(rt.str_value(&format!("{class}({object}{times})")))
}

fn repeat_reduce(rt: &mut Runtime, this: Value) -> Result {
    let object = value_of(rt, this, 0)?;
    Ok(match times_left(this) {
        Some(times) => {
            let times = rt.new_int(times);
            reduced(rt, this, &[object, times])
        }
        None => reduced(rt, this, &[object]),
    })
}

fn repeat_hint(rt: &mut Runtime, this: Value) -> Result {
    match times_left(this) {
        Some(times) => Ok(rt.new_int(times)),
        None => Err(rt.type_error("len() of unsized object")),
    }
}

fn zip_longest(rt: &mut Runtime, args: Args<'_>) -> Result {
    let (class, iterables) = args.positional.split_first().map_or((Value::NONE, &[][..]), |(c, r)| (*c, r));
    let mut fill = Value::NONE;
    for (name, value) in args.keyword_pairs() {
        if !name.eq_rust("fillvalue") {
            return Err(rt.type_error("zip_longest() got an unexpected keyword argument"));
        }
        fill = value;
    }
    let iterators: Gc<List> = rt.new_empty_list();
    for &iterable in iterables {
        let iterator = rt.get_iter(iterable)?;
        iterators.push(rt, iterator);
    }
    let active = iterables.len() as i64;
    make(rt, class, Tool::new(steps::zip_longest, &[iterators.into(), fill]).with_numbers([active, 0, 0]))
}
