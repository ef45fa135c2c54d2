//! `__build_class__`: the `class` statement as a function, for engines whose class bodies are functions of one argument,
//! the namespace to fill.

use crate::Runtime;
use crate::object::function::{Args, CellVar, NativeBody, NativeDef, native};
use crate::object::string::Str;
use crate::value::Result;

pub(crate) const FUNCTIONS: &[NativeDef] = &[native("__build_class__", NativeBody::Var(build_class), 2)];

fn build_class(rt: &mut Runtime, args: Args<'_>) -> Result {
    let [body, name, bases @ ..] = args.positional else {
        return Err(rt.type_error("__build_class__: not enough arguments"));
    };
    let Some(name) = name.as_object::<Str>() else {
        return Err(rt.type_error("__build_class__: name is not a string"));
    };
    let bases = rt.new_tuple(bases);
    let keywords = rt.new_dict();
    for (key, value) in args.keyword_pairs() {
        keywords.set_str(rt, key, value);
    }
    let prepared = rt.prepare_class(name, bases, keywords)?;
    rt.call(*body, &[prepared.mapping])?;
    let key = rt.intern("__classcell__");
    let namespace = prepared.namespace;
    let cell = namespace.remove_str(rt, key).and_then(|v| v.as_object::<CellVar>());
    let class = rt.finish_class(name, &prepared)?;
    if let Some(cell) = cell {
        cell.value.set(class);
    }
    Ok(class)
}
