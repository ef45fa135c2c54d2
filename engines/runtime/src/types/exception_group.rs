//! `BaseExceptionGroup`, `ExceptionGroup`, and what `except*` does with them.
//!
//! A group keeps its message and its exceptions as the first two items of `args`, where CPython's constructor puts them.

use crate::Runtime;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::exception::{Exception, Traceback};
use crate::object::function::{Args, GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::list::List;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::{Raised, Result, Value};

const STATIC_METHODS: &[NativeDef] = &[native("__new__", NativeBody::Var(new), 1)];
const METHODS: &[NativeDef] = &[
    native("__init__", NativeBody::Var(init), 1),
    native("__repr__", NativeBody::F1(repr), 1),
    native("derive", NativeBody::F2(derive), 2),
    native("subgroup", NativeBody::F2(subgroup), 2),
    native("split", NativeBody::F2(split), 2),
];
const CLASS_METHODS: &[NativeDef] = &[native("__class_getitem__", NativeBody::F2(super::alias::new_alias), 2)];
const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "message", get: |rt, v| parts(rt, v).map(|(m, _)| m), set: None },
    GetSetDef { name: "exceptions", get: |rt, v| parts(rt, v).map(|(_, e)| e.into()), set: None },
];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.exceptions.base_exception_group;
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, CLASS_METHODS);
    rt.install_getsets(class, GETSETS);
    add_second_base(rt);
}

/// `ExceptionGroup` derives from `Exception` too.
fn add_second_base(rt: &mut Runtime) {
    let e = &rt.exceptions;
    let (class, group, plain, root) = (e.exception_group, e.base_exception_group, e.exception, e.base_exception);
    let object = rt.types.object;
    let bases = rt.new_tuple(&[group.into(), plain.into()]);
    class.bases.set(bases);
    let mro = rt.new_tuple(&[class.into(), group.into(), plain.into(), root.into(), object.into()]);
    class.mro.set(mro);
    plain.subclasses.borrow_mut().push(class);
}

/// Message and exceptions of a group.
fn parts(rt: &mut Runtime, v: Value) -> Result<(Value, Gc<Tuple>)> {
    let args = v.as_object::<Exception>().map(|e| e.args.get());
    match args.as_ref().map(|args| args.items()) {
        Some(&[message, exceptions, ..]) => Ok((message, sequence(rt, exceptions)?)),
        _ => Err(rt.type_error("not an exception group")),
    }
}

/// The exceptions in a group; nothing for any other exception.
pub(crate) fn members(rt: &mut Runtime, v: Value) -> Option<Gc<Tuple>> {
    if !is_group(rt, v) {
        return None;
    }
    match parts(rt, v) {
        Ok((_, exceptions)) => Some(exceptions),
        Err(Raised) => {
            rt.take_pending();
            None
        }
    }
}

fn is_group(rt: &Runtime, v: Value) -> bool {
    rt.is_instance(v, rt.exceptions.base_exception_group)
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some(mut class) = args.positional.first().and_then(|c| c.as_object::<Class>()) else {
        return Err(rt.type_error("BaseExceptionGroup.__new__(X): X is not a type object"));
    };
    let &[_, message, exceptions] = args.positional else {
        let n = args.positional.len() - 1;
        return Err(rt.type_error(format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({n} given)")));
    };
    if !message.is_object::<Str>() {
        let name = rt.type_name(message);
        return Err(rt.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {name}")));
    }
    let items = sequence(rt, exceptions)?;
    if items.is_empty() {
        return Err(rt.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let (base, plain) = (rt.exceptions.base_exception, rt.exceptions.exception);
    let mut only_plain = true;
    for (i, &item) in items.items().iter().enumerate() {
        if !rt.is_instance(item, base) {
            return Err(rt.value_error(format!("Item {i} of second argument (exceptions) is not an exception")));
        }
        only_plain &= rt.is_instance(item, plain);
    }
    if class == rt.exceptions.base_exception_group {
        if only_plain {
            class = rt.exceptions.exception_group;
        }
    } else if !only_plain && class.is_subclass(plain) {
        let own = class == rt.exceptions.exception_group;
        let name = class.name_text();
        return Err(rt.type_error(match own {
            true => "Cannot nest BaseExceptions in an ExceptionGroup".to_owned(),
            false => format!("Cannot nest BaseExceptions in '{name}'"),
        }));
    }
    let given = rt.new_tuple(&[message, exceptions]);
    Ok(rt.new_exception(class.root_shape(), given).into())
}

fn sequence(rt: &mut Runtime, v: Value) -> Result<Gc<Tuple>> {
    if let Some(tuple) = v.as_object::<Tuple>() {
        return Ok(tuple);
    }
    let getitem = rt.names.__getitem__;
    if !v.is_object::<List>() && rt.special(v, getitem).is_none() {
        return Err(rt.type_error("second argument (exceptions) must be a sequence"));
    }
    let list = rt.new_empty_list();
    rt.for_each(v, |rt, item| {
        list.push(rt, item);
        Ok(())
    })?;
    Ok(rt.tuple_from_list(list))
}

fn init(rt: &mut Runtime, args: Args<'_>) -> Result {
    if !args.keywords.is_empty() {
        let name = args.positional.first().map_or(String::new(), |&v| rt.type_name(v));
        return Err(rt.type_error(format!("{name}() takes no keyword arguments")));
    }
    if let Some((this, rest @ [_, _, ..])) = args.positional.split_first()
        && let Some(e) = this.as_object::<Exception>()
    {
        e.args.set(rt.new_tuple(rest));
    }
    Ok(Value::NONE)
}

fn repr(rt: &mut Runtime, this: Value) -> Result {
    let args = this.as_object::<Exception>().map_or(Value::NONE, |e| e.args.get().into());
    let args = rt.repr(args)?.to_rust();
    let name = rt.type_name(this);
    Ok(rt.str_value(&format!("{name}{args}")))
}

fn derive(rt: &mut Runtime, this: Value, exceptions: Value) -> Result {
    let (message, _) = parts(rt, this)?;
    let class = rt.exceptions.base_exception_group;
    rt.call(class.into(), &[message, exceptions])
}

/// A group like `this` of some of its exceptions; `None` for none of them.
fn derived(rt: &mut Runtime, this: Value, exceptions: Gc<List>) -> Result {
    if exceptions.is_empty() {
        return Ok(Value::NONE);
    }
    let name = rt.intern("derive");
    let made = rt.call_method(this, name, &[exceptions.into()])?;
    if !is_group(rt, made) {
        return Err(rt.type_error("derive must return an instance of BaseExceptionGroup"));
    }
    if let (Some(from), Some(to)) = (this.as_object::<Exception>(), made.as_object::<Exception>()) {
        to.traceback.set(from.traceback.get());
        to.context.set(from.context.get());
        to.cause.set(from.cause.get());
        to.suppress_context.set(from.suppress_context.get());
    }
    let notes = rt.names.__notes__;
    if let Some(list) = rt.own_attribute(this, notes).and_then(|n| n.as_object::<List>()) {
        let copy = rt.new_empty_list();
        for i in 0..list.len() {
            if let Some(note) = list.get(i) {
                copy.push(rt, note);
            }
        }
        rt.set_own_attribute(made, notes, copy.into());
    }
    Ok(made)
}

/// Whether a condition (class, tuple of classes, or function) holds for an exception.
fn holds(rt: &mut Runtime, condition: Value, exception: Value) -> Result<bool> {
    let base = rt.exceptions.base_exception;
    let is_class = |v: Value| v.as_object::<Class>().is_some_and(|c| c.is_subclass(base));
    if is_class(condition) || condition.as_object::<Tuple>().is_some_and(|t| t.items().iter().all(|&c| is_class(c))) {
        return rt.exception_matches(exception, condition);
    }
    if condition.is_object::<Class>() || !rt.is_callable(condition) {
        return Err(rt.type_error("expected a function, exception type or tuple of exception types"));
    }
    let result = rt.call(condition, &[exception])?;
    rt.truth(result)
}

/// The parts of an exception for which a condition holds and does not hold; `None` for an empty part.
fn split_by(rt: &mut Runtime, exception: Value, condition: Value) -> Result<(Value, Value)> {
    rt.check_native_stack()?;
    if holds(rt, condition, exception)? {
        return Ok((exception, Value::NONE));
    }
    if !is_group(rt, exception) {
        return Ok((Value::NONE, exception));
    }
    let (_, inner) = parts(rt, exception)?;
    let (matching, rest) = (rt.new_empty_list(), rt.new_empty_list());
    for i in 0..inner.len() {
        let (yes, no) = split_by(rt, inner.items()[i], condition)?;
        for (part, list) in [(yes, matching), (no, rest)] {
            if !part.is_none() {
                list.push(rt, part);
            }
        }
    }
    let matching = derived(rt, exception, matching)?;
    let rest = derived(rt, exception, rest)?;
    Ok((matching, rest))
}

fn split(rt: &mut Runtime, this: Value, condition: Value) -> Result {
    let (matching, rest) = split_by(rt, this, condition)?;
    Ok(rt.new_tuple(&[matching, rest]).into())
}

fn subgroup(rt: &mut Runtime, this: Value, condition: Value) -> Result {
    split_by(rt, this, condition).map(|(matching, _)| matching)
}

// ---- except*: the state is a list [exception, rest, matched, raised...]

const REST: usize = 1;
const MATCHED: usize = 2;
const RAISED: usize = 3;

fn state(rt: &mut Runtime, v: Value) -> Result<Gc<List>> {
    match v.as_object::<List>() {
        Some(list) => Ok(list),
        None => Err(rt.runtime_error("except* lost its state")),
    }
}

fn field(state: Gc<List>, index: usize) -> Value {
    state.get(index).unwrap_or(Value::NONE)
}

pub(crate) fn star_begin(rt: &mut Runtime, exception: Value) -> Result {
    Ok(rt.new_list_from(&[exception, exception, Value::NONE]).into())
}

pub(crate) fn star_match(rt: &mut Runtime, kept: Value, types: Value) -> Result {
    let kept = state(rt, kept)?;
    let group = rt.exceptions.base_exception_group;
    let single = types.as_object::<Class>();
    let listed = types.as_object::<Tuple>();
    let classes = single.into_iter().chain(listed.iter().flat_map(|t| t.items()).filter_map(|c| c.as_object::<Class>()));
    if classes.into_iter().any(|c| c.is_subclass(group)) {
        return Err(rt.type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
    }
    let rest = field(kept, REST);
    if rest.is_none() {
        // The types are still checked.
        rt.exception_matches(field(kept, 0), types)?;
        return Ok(Value::FALSE);
    }
    let (matched, rest) = if rt.exception_matches(rest, types)? {
        let whole = if is_group(rt, rest) {
            rest
        } else {
            let list = rt.new_tuple(&[rest]);
            let message = rt.str_value("");
            let class = rt.exceptions.base_exception_group;
            let wrapped = rt.call(class.into(), &[message, list.into()])?;
            if let (Some(from), Some(to)) = (rest.as_object::<Exception>(), wrapped.as_object::<Exception>()) {
                to.traceback.set(from.traceback.get());
            }
            wrapped
        };
        (whole, Value::NONE)
    } else if is_group(rt, rest) {
        split_by(rt, rest, types)?
    } else {
        (Value::NONE, rest)
    };
    kept.set(REST, rest);
    kept.set(MATCHED, matched);
    if matched.is_none() {
        return Ok(Value::FALSE);
    }
    if let Some(handled) = rt.handling.last_mut() {
        *handled = matched;
    }
    Ok(Value::TRUE)
}

pub(crate) fn star_matched(rt: &mut Runtime, kept: Value) -> Result {
    Ok(field(state(rt, kept)?, MATCHED))
}

pub(crate) fn star_collect(rt: &mut Runtime, kept: Value, raised: Value) -> Result {
    state(rt, kept)?.push(rt, raised);
    Ok(Value::NONE)
}

pub(crate) fn star_next(rt: &mut Runtime, kept: Value) -> Result {
    let kept = state(rt, kept)?;
    if let Some(handled) = rt.handling.last_mut() {
        *handled = field(kept, 0);
    }
    Ok(Value::NONE)
}

/// Raises what no clause took, together with what clauses raised.
pub(crate) fn star_end(rt: &mut Runtime, kept: Value) -> Result {
    let kept = state(rt, kept)?;
    let (original, rest) = (field(kept, 0), field(kept, REST));
    if kept.len() == RAISED {
        return match rest.is_none() {
            true => Ok(Value::NONE),
            false => Err(raise_again(rt, rest)),
        };
    }
    if !is_group(rt, original) {
        // A plain exception was wrapped for one clause, which raised something else.
        return Err(raise_again(rt, field(kept, RAISED)));
    }
    let (fresh, unhandled) = (rt.new_empty_list(), rt.new_empty_list());
    if !rest.is_none() {
        leaves(rt, rest, unhandled)?;
    }
    for i in RAISED..kept.len() {
        let raised = field(kept, i);
        // A part of the original raised again has its traceback and context.
        match same_metadata(original, raised) && is_group(rt, raised) {
            true => leaves(rt, raised, unhandled)?,
            false => fresh.push(rt, raised),
        }
    }
    let unhandled = project(rt, original, unhandled)?;
    if fresh.is_empty() {
        return Err(raise_again(rt, unhandled));
    }
    if !unhandled.is_none() {
        fresh.push(rt, unhandled);
    }
    if let (1, Some(only)) = (fresh.len(), fresh.get(0)) {
        return Err(raise_again(rt, only));
    }
    let message = rt.str_value("");
    let class = rt.exceptions.base_exception_group;
    let all = rt.call(class.into(), &[message, fresh.into()])?;
    Err(raise_again(rt, all))
}

fn same_metadata(a: Value, b: Value) -> bool {
    match (a.as_object::<Exception>(), b.as_object::<Exception>()) {
        (Some(a), Some(b)) => {
            let tail = |e: Gc<Exception>| {
                let mut at = e.traceback.get();
                while let Some(t) = at.as_object::<Traceback>() {
                    if !t.next.is_object::<Traceback>() {
                        break;
                    }
                    at = t.next;
                }
                at
            };
            tail(a) == tail(b) && a.cause.get() == b.cause.get()
        }
        _ => false,
    }
}

/// The exceptions in a group that are no groups.
fn leaves(rt: &mut Runtime, exception: Value, into: Gc<List>) -> Result<()> {
    rt.check_native_stack()?;
    if !is_group(rt, exception) {
        into.push(rt, exception);
        return Ok(());
    }
    let (_, inner) = parts(rt, exception)?;
    for i in 0..inner.len() {
        leaves(rt, inner.items()[i], into)?;
    }
    Ok(())
}

/// A group with the structure of `exception` of only those leaves that are in `kept`.
fn project(rt: &mut Runtime, exception: Value, kept: Gc<List>) -> Result {
    rt.check_native_stack()?;
    if !is_group(rt, exception) {
        let found = (0..kept.len()).any(|i| kept.get(i) == Some(exception));
        return Ok(if found { exception } else { Value::NONE });
    }
    let (_, inner) = parts(rt, exception)?;
    let list = rt.new_empty_list();
    for i in 0..inner.len() {
        let part = project(rt, inner.items()[i], kept)?;
        if !part.is_none() {
            list.push(rt, part);
        }
    }
    derived(rt, exception, list)
}

/// Makes an exception pending without touching its context; the frame that goes on raising it will be noted anew.
fn raise_again(rt: &mut Runtime, exception: Value) -> Raised {
    if let Some(e) = exception.as_object::<Exception>()
        && let Some(entry) = e.traceback.get().as_object::<Traceback>()
    {
        e.traceback.set(entry.next);
    }
    rt.pending = exception;
    Raised
}
