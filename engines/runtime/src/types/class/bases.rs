//! `__bases__` of a class that exists: which base decides the lay-out, and whether other bases may take its place.
//!
//! Instances keep their shapes, so new bases must ask for the same slots as the old ones: CPython's
//! `compatible_for_assignment`.

use super::class_of_self;
use crate::Runtime;
use crate::object::Gc;
use crate::object::class::{Class, flags};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::{Raised, Result, Value};

/// `__base__`: the base whose instances have most fields, the first of equals.
pub(super) fn best(rt: &Runtime, bases: &[Value]) -> Option<Gc<Class>> {
    let mut winner: Option<(Gc<Class>, Gc<Class>)> = None;
    for base in bases.iter().filter_map(|b| b.as_object::<Class>()) {
        let solid = solid_base(rt, base);
        match winner {
            Some((_, other)) if other.is_subclass(solid) || !solid.is_subclass(other) => {}
            _ => winner = Some((base, solid)),
        }
    }
    winner.map(|(base, _)| base)
}

fn base_of(rt: &Runtime, class: Gc<Class>) -> Option<Gc<Class>> {
    best(rt, class.bases.get().items())
}

/// The nearest class up the chain of `__base__` that adds fields other than `__dict__`.
pub(super) fn solid_base(rt: &Runtime, mut class: Gc<Class>) -> Gc<Class> {
    while let Some(base) = base_of(rt, class) {
        if class.has(flags::BUILTIN) && class.layout.get() != base.layout.get() || !additions(rt, class).0.is_empty() {
            return class;
        }
        class = base;
    }
    class
}

fn slots(rt: &Runtime, class: Gc<Class>) -> &[Gc<Str>] {
    if class.has(flags::BUILTIN) { &[] } else { &rt.shapes.get(class.root_shape()).keys }
}

/// What a class adds to its base: the names of its slots, and whether a `__dict__`.
fn additions(rt: &Runtime, class: Gc<Class>) -> (Vec<Gc<Str>>, bool) {
    let base = base_of(rt, class);
    let known = base.map_or(&[][..], |b| slots(rt, b));
    let names = slots(rt, class).iter().filter(|k| !k.is_empty() && !known.contains(k)).copied().collect();
    (names, class.has(flags::HAS_DICT) && !base.is_some_and(|b| b.has(flags::HAS_DICT)))
}

/// The nearest class up the chain that adds something to its base.
fn lay_out_class(rt: &Runtime, mut class: Gc<Class>) -> Gc<Class> {
    while !class.has(flags::BUILTIN) && additions(rt, class) == (Vec::new(), false) {
        match base_of(rt, class) {
            Some(base) => class = base,
            None => break,
        }
    }
    class
}

fn same_lay_out(rt: &Runtime, a: Gc<Class>, b: Gc<Class>) -> bool {
    let (a, b) = (lay_out_class(rt, a), lay_out_class(rt, b));
    a == b || !a.has(flags::BUILTIN) && !b.has(flags::BUILTIN) && base_of(rt, a) == base_of(rt, b) && additions(rt, a) == additions(rt, b)
}

/// `class.__bases__ = bases`.
pub(super) fn set(rt: &mut Runtime, v: Value, bases: Value) -> Result<()> {
    let class = class_of_self(rt, v)?;
    let classes = check(rt, class, bases)?;
    let (old, new) = (class.bases.get(), bases.as_object::<Tuple>().unwrap_or(class.bases.get()));
    class.bases.set(new);
    if relinearize(rt, class).is_err() {
        let pending = rt.take_pending();
        class.bases.set(old);
        // What was consistent before is so again.
        relinearize(rt, class)?;
        rt.pending = pending;
        return Err(Raised);
    }
    for base in old.items().iter().filter_map(|b| b.as_object::<Class>()) {
        base.subclasses.borrow_mut().retain(|&c| c != class);
    }
    for base in classes {
        base.subclasses.borrow_mut().push(class);
    }
    rt.touch_class(class);
    rt.engine().attributes_changed();
    Ok(())
}

/// The classes of a tuple that may become the bases of `class`.
fn check(rt: &mut Runtime, class: Gc<Class>, bases: Value) -> Result<Vec<Gc<Class>>> {
    let name = class.name_text();
    if class.has(flags::BUILTIN) {
        return Err(rt.type_error(format!("cannot set '__bases__' attribute of immutable type '{name}'")));
    }
    if bases.is_empty() {
        return Err(rt.type_error(format!("cannot delete '__bases__' attribute of immutable type '{name}'")));
    }
    let Some(tuple) = bases.as_object::<Tuple>() else {
        let kind = rt.type_name(bases);
        return Err(rt.type_error(format!("can only assign tuple to {name}.__bases__, not {kind}")));
    };
    if tuple.items().is_empty() {
        return Err(rt.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    let mut classes = Vec::new();
    for &base in tuple.items() {
        let Some(base) = base.as_object::<Class>() else {
            let kind = rt.type_name(base);
            return Err(rt.type_error(format!("{name}.__bases__ must be tuple of classes, not '{kind}'")));
        };
        if base.is_subclass(class) {
            return Err(rt.type_error("a __bases__ item causes an inheritance cycle"));
        }
        if classes.contains(&base) {
            return Err(rt.type_error(format!("duplicate base class {}", base.name_text())));
        }
        classes.push(base);
    }
    rt.combined_layout(&classes)?;
    match (base_of(rt, class), best(rt, tuple.items())) {
        (Some(old), Some(new)) if old != new && (old.has(flags::BUILTIN) || new.has(flags::BUILTIN)) => {
            let (old, new) = (old.name_text(), new.name_text());
            Err(rt.type_error(format!("__bases__ assignment: '{new}' deallocator differs from '{old}'")))
        }
        (Some(old), Some(new)) if !same_lay_out(rt, old, new) => {
            let (old, new) = (old.name_text(), new.name_text());
            Err(rt.type_error(format!("__bases__ assignment: '{new}' object layout differs from '{old}'")))
        }
        _ => Ok(classes),
    }
}

/// New orders of resolution for a class and all that derive from it.
fn relinearize(rt: &mut Runtime, class: Gc<Class>) -> Result<()> {
    rt.check_native_stack()?;
    let bases: Vec<Gc<Class>> = class.bases.get().items().iter().filter_map(|b| b.as_object::<Class>()).collect();
    let metaclass = rt.class_of(class.into());
    if rt.orders_itself(metaclass) {
        rt.ask_for_order(class, false)?;
    } else {
        let mut mro = vec![Value::from(class)];
        mro.extend(rt.linearize(&bases)?.into_iter().map(Value::from));
        class.mro.set(rt.new_tuple(&mro));
    }
    // Without those that only their metaclass's `mro` puts behind this class.
    let derived = |c: &Gc<Class>| c.bases.get().items().contains(&class.into());
    let subclasses: Vec<Gc<Class>> = class.subclasses.borrow().iter().copied().filter(derived).collect();
    subclasses.into_iter().try_for_each(|c| relinearize(rt, c))
}
