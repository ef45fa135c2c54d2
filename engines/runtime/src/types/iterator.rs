//! Builtin iterators: their classes and methods; `enumerate`, `zip`, `map`, `filter`, `reversed`.

use crate::Runtime;
use crate::object::Gc;
use crate::object::Kind;
use crate::object::class::Class;
use crate::object::dict::{Dict, DictView, ViewKind};
use crate::object::function::{Args, NativeBody, NativeDef, NativeRole, native};
use crate::object::instance::native_payload;
use crate::object::iterator::{IterState, Iterator};
use crate::object::list::List;
use crate::object::tuple::Tuple;
use crate::ops::index::require_index;
use crate::ops::iterate::dict_reverse_state;
use crate::types::{class_argument, receiver};
use crate::value::{Result, Value};

const METHODS: &[NativeDef] = &[
    native("__iter__", NativeBody::F1(|_, v| Ok(v)), 1),
    native("__next__", NativeBody::F1(next_method), 1),
    native("__length_hint__", NativeBody::F1(length_hint), 1),
];

const ENUMERATE_NEW: &[NativeDef] = &[native("__new__", NativeBody::Var(new_enumerate), 1)];
const ZIP_NEW: &[NativeDef] = &[native("__new__", NativeBody::Var(new_zip), 1)];
const MAP_NEW: &[NativeDef] = &[native("__new__", NativeBody::Var(new_map), 1)];
const FILTER_NEW: &[NativeDef] = &[native("__new__", NativeBody::Var(new_filter), 1)];
const REVERSED_NEW: &[NativeDef] = &[native("__new__", NativeBody::Var(new_reversed), 1)];

pub(crate) fn install(rt: &mut Runtime) {
    let t = &rt.types;
    let (enumerate, zip, map, filter, reversed) = (t.enumerate, t.zip, t.map, t.filter, t.reversed);
    let all = [
        t.list_iterator,
        t.list_reverse_iterator,
        t.tuple_iterator,
        t.str_iterator,
        t.bytes_iterator,
        t.range_iterator,
        t.long_range_iterator,
        t.dict_key_iterator,
        t.dict_value_iterator,
        t.dict_item_iterator,
        t.dict_reverse_key_iterator,
        t.dict_reverse_value_iterator,
        t.dict_reverse_item_iterator,
        t.set_iterator,
        t.sequence_iterator,
        t.callable_iterator,
        reversed,
    ];
    for class in all {
        rt.install_methods(class, NativeRole::Method, METHODS);
    }
    for (class, new) in [(enumerate, ENUMERATE_NEW), (zip, ZIP_NEW), (map, MAP_NEW), (filter, FILTER_NEW)] {
        // These four have no `__length_hint__`.
        rt.install_methods(class, NativeRole::Method, &METHODS[..2]);
        rt.install_methods(class, NativeRole::StaticMethod, new);
    }
    rt.install_methods(reversed, NativeRole::StaticMethod, REVERSED_NEW);
    rt.install_methods(enumerate, NativeRole::ClassMethod, super::alias::CLASS_GETITEM);
}

fn next_method(rt: &mut Runtime, this: Value) -> Result {
    let it: Gc<Iterator> = receiver(rt, this, "__next__")?;
    let item = rt.next(it.into())?;
    if item.is_empty() { Err(rt.stop_iteration(Value::NONE)) } else { Ok(item) }
}

fn length_hint(rt: &mut Runtime, this: Value) -> Result {
    let it: Gc<Iterator> = receiver(rt, this, "__length_hint__")?;
    let left = |len: Option<usize>, index: usize| len.unwrap_or(0).saturating_sub(index) as i64;
    let hint = match it.state.get() {
        IterState::Done => 0,
        IterState::List { list, index } => left(list.as_object::<List>().map(|l| l.len()), index),
        IterState::ListReverse { list, index } => match list.as_object::<List>() {
            Some(l) if l.len() >= index => index as i64,
            _ => 0,
        },
        IterState::Tuple { tuple, index } => left(tuple.as_object::<Tuple>().map(|t| t.len()), index),
        IterState::Str { text: v, index } | IterState::Bytes { bytes: v, index } => left(crate::ops::truth::native_length(v), index),
        IterState::Range { remaining, .. } => remaining as i64,
        IterState::Dict { dict, length, remaining, .. } | IterState::DictReverse { dict, length, remaining, .. } => {
            if dict.len() == length as usize { remaining as i64 } else { 0 }
        }
        IterState::Set { remaining, length, .. } => {
            if length == usize::MAX {
                0
            } else {
                remaining as i64
            }
        }
        IterState::Sequence { object, index } => (rt.length(object)? as i64 - index).max(0),
        IterState::SequenceReverse { index, .. } => index + 1,
        _ => return Ok(Value::NOT_IMPLEMENTED),
    };
    Ok(rt.new_int(hint))
}

/// A new iterator of a builtin class, or of a Python subclass of it.
fn make(rt: &mut Runtime, class: Gc<Class>, state: IterState) -> Result {
    let iterator = rt.new_iterator(state);
    Ok(rt.wrap_payload(class, iterator.into()))
}

fn new_enumerate(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = class_argument(rt, args, rt.types.enumerate)?;
    let given = args.positional.len() - 1;
    let (mut iterable, mut start) = (args.positional.get(1).copied(), args.positional.get(2).copied());
    if given + args.keywords.len() > 2 {
        return Err(rt.type_error(format!("enumerate() takes at most 2 arguments ({} given)", given + args.keywords.len())));
    }
    for (name, value) in args.keyword_pairs() {
        if name.eq_rust("start") && start.is_none() {
            start = Some(value);
        } else if name.eq_rust("iterable") && iterable.is_none() {
            iterable = Some(value);
        } else {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for enumerate()", name.to_rust())));
        }
    }
    let Some(iterable) = iterable else {
        return Err(rt.type_error("enumerate() missing required argument 'iterable'"));
    };
    let next = match start {
        // `True` counts as 1.
        Some(v) => match require_index(rt, v)? {
            index if index.is_bool() => Value::small_int(i64::from(index == Value::TRUE)),
            index => index,
        },
        None => Value::small_int(0),
    };
    let iterator = rt.get_iter(iterable)?;
    make(rt, class, IterState::Enumerate { iterator, next })
}

/// Iterators of several iterables, as a tuple.
fn iterators(rt: &mut Runtime, iterables: &[Value]) -> Result<Gc<Tuple>> {
    let mut all = rt.rooted();
    for &iterable in iterables {
        let iterator = rt.get_iter(iterable)?;
        all.push(iterator);
    }
    Ok(rt.new_tuple(&all))
}

fn new_zip(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = class_argument(rt, args, rt.types.zip)?;
    let mut strict = false;
    for (name, value) in args.keyword_pairs() {
        if !name.eq_rust("strict") {
            return Err(rt.type_error(format!("'{}' is an invalid keyword argument for zip()", name.to_rust())));
        }
        strict = rt.truth(value)?;
    }
    let iterators = iterators(rt, &args.positional[1..])?;
    make(rt, class, IterState::Zip { iterators: iterators.into(), strict })
}

fn new_map(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = class_argument(rt, args, rt.types.map)?;
    super::reject_keywords(rt, args, "map")?;
    let [function, iterables @ ..] = &args.positional[1..] else {
        return Err(rt.type_error("map() must have at least two arguments."));
    };
    if iterables.is_empty() {
        return Err(rt.type_error("map() must have at least two arguments."));
    }
    let iterators = iterators(rt, iterables)?;
    make(rt, class, IterState::Map { function: *function, iterators: iterators.into() })
}

fn new_filter(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = class_argument(rt, args, rt.types.filter)?;
    super::reject_keywords(rt, args, "filter")?;
    let &[_, function, iterable] = args.positional else {
        return Err(rt.type_error(format!("filter expected 2 arguments, got {}", args.positional.len() - 1)));
    };
    let iterator = rt.get_iter(iterable)?;
    make(rt, class, IterState::Filter { function, iterator })
}

fn new_reversed(rt: &mut Runtime, args: Args<'_>) -> Result {
    let class = class_argument(rt, args, rt.types.reversed)?;
    super::reject_keywords(rt, args, "reversed")?;
    let &[_, sequence] = args.positional else {
        return Err(rt.type_error(format!("reversed expected 1 argument, got {}", args.positional.len() - 1)));
    };
    let state = match sequence.kind() {
        Some(Kind::List) => {
            let len = rt.length(sequence)?;
            Some(IterState::ListReverse { list: sequence, index: len })
        }
        Some(Kind::Dict) => sequence.as_object::<Dict>().map(|d| dict_reverse_state(d, ViewKind::Keys)),
        Some(Kind::DictView) => sequence.as_object::<DictView>().map(|v| dict_reverse_state(v.dict, v.part)),
        _ => None,
    };
    if let Some(state) = state {
        return make(rt, class, state);
    }
    let (reversed, getitem, len) = (rt.names.__reversed__, rt.names.__getitem__, rt.names.__len__);
    match rt.special(sequence, reversed) {
        Some(method) if !method.is_none() => return rt.call_bound_special(method, sequence, &[], None),
        Some(_) => {}
        None => {
            let is_mapping = native_payload(sequence).is_object::<Dict>();
            if !is_mapping && rt.special(sequence, getitem).is_some() {
                if rt.special(sequence, len).is_none() {
                    let name = rt.type_name(sequence);
                    return Err(rt.type_error(format!("object of type '{name}' has no len()")));
                }
                let n = rt.length(sequence)? as i64;
                return make(rt, class, IterState::SequenceReverse { object: sequence, index: n - 1 });
            }
        }
    }
    let name = rt.type_name(sequence);
    Err(rt.type_error(format!("'{name}' object is not reversible")))
}

impl Runtime {
    /// Class of an iterator in a state.
    pub(crate) fn iterator_class(&self, state: IterState) -> Gc<Class> {
        let t = &self.types;
        match state {
            IterState::Done => t.sequence_iterator,
            IterState::List { .. } => t.list_iterator,
            IterState::ListReverse { .. } => t.list_reverse_iterator,
            IterState::Tuple { .. } => t.tuple_iterator,
            IterState::Str { .. } => t.str_iterator,
            IterState::Bytes { .. } => t.bytes_iterator,
            IterState::Range { .. } => t.range_iterator,
            IterState::BigRange { .. } => t.long_range_iterator,
            IterState::Dict { part: ViewKind::Keys, .. } => t.dict_key_iterator,
            IterState::Dict { part: ViewKind::Values, .. } => t.dict_value_iterator,
            IterState::Dict { part: ViewKind::Items, .. } => t.dict_item_iterator,
            IterState::DictReverse { part: ViewKind::Keys, .. } => t.dict_reverse_key_iterator,
            IterState::DictReverse { part: ViewKind::Values, .. } => t.dict_reverse_value_iterator,
            IterState::DictReverse { part: ViewKind::Items, .. } => t.dict_reverse_item_iterator,
            IterState::Set { .. } => t.set_iterator,
            IterState::Sequence { .. } => t.sequence_iterator,
            IterState::SequenceReverse { .. } => t.reversed,
            IterState::Callable { .. } => t.callable_iterator,
            IterState::Enumerate { .. } => t.enumerate,
            IterState::Zip { .. } => t.zip,
            IterState::Map { .. } => t.map,
            IterState::Filter { .. } => t.filter,
        }
    }
}
