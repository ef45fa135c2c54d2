//! What natives of builtin classes share: the checked receiver, the class argument of `__new__`, negated comparison.

use crate::Runtime;
use crate::object::class::Class;
use crate::object::function::Args;
use crate::object::instance::native_payload;
use crate::object::{Gc, Object};
use crate::value::{Raised, Result, Value};

/// The cell of `self` (or of the builtin value inside an instance of a Python subclass) for method `name`.
///
/// # Errors
/// `TypeError` when it is something else, as for `list.append(1, 2)`.
#[inline]
pub(crate) fn receiver<T: Object>(rt: &mut Runtime, v: Value, name: &str) -> Result<Gc<T>> {
    match v.as_object::<T>().or_else(|| native_payload(v).as_object::<T>()) {
        Some(cell) => Ok(cell),
        None => {
            let class = super::kind_class(&rt.types, T::KIND);
            Err(wrong_receiver(rt, class, v, name))
        }
    }
}

/// Raises `TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object`.
#[cold]
pub(crate) fn wrong_receiver(rt: &mut Runtime, class: Gc<Class>, v: Value, name: &str) -> Raised {
    let (class, given) = (class.name_text(), rt.type_name(v));
    if name.starts_with("__") {
        return rt.type_error(format!("descriptor '{name}' requires a '{class}' object but received a '{given}'"));
    }
    rt.type_error(format!("descriptor '{name}' for '{class}' objects doesn't apply to a '{given}' object"))
}

/// First argument of a builtin `__new__`: the class to make, which must be `builtin` or a subclass.
///
/// # Errors
/// `TypeError`, worded as CPython.
pub(crate) fn class_argument(rt: &mut Runtime, args: Args<'_>, builtin: Gc<Class>) -> Result<Gc<Class>> {
    let Some(&first) = args.positional.first() else {
        let name = builtin.name_text();
        return Err(rt.type_error(format!("{name}.__new__(): not enough arguments")));
    };
    let Some(class) = first.as_object::<Class>() else {
        let (name, given) = (builtin.name_text(), rt.type_name(first));
        return Err(rt.type_error(format!("{name}.__new__(X): X is not a type object ({given})")));
    };
    if !class.is_subclass(builtin) {
        let (name, given) = (builtin.name_text(), class.name_text());
        return Err(rt.type_error(format!("{name}.__new__({given}): {given} is not a subtype of {name}")));
    }
    Ok(class)
}

/// Raises when keywords were given to a constructor without any.
///
/// # Errors
/// `TypeError: list() takes no keyword arguments`.
pub(crate) fn reject_keywords(rt: &mut Runtime, args: Args<'_>, name: &str) -> Result<()> {
    if args.keywords.is_empty() { Ok(()) } else { Err(rt.type_error(format!("{name}() takes no keyword arguments"))) }
}

/// `not x` of a comparison's result; `NotImplemented` stays.
pub(crate) fn negate(v: Value) -> Result {
    Ok(if v == Value::NOT_IMPLEMENTED { v } else { Value::bool(v != Value::TRUE) })
}
