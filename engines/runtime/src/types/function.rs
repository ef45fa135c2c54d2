//! Callables and descriptors as guest objects: `function`, `method`, `property`, `staticmethod`, `classmethod`, `cell`.

use crate::Runtime;
use crate::object::Gc;
use crate::object::class::Class;
use crate::object::dict::Dict;
use crate::object::function::{
    Args, BoundMethod, CellVar, ClassMethod, Function, GetSet, GetSetDef, NativeBody, NativeDef, NativeFunction, NativeRole, NewFunction,
    Property, StaticMethod, native, native_kw,
};
use crate::object::instance::native_payload;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::{Result, Value};

const CALLABLE_METHODS: &[NativeDef] =
    &[native("__call__", NativeBody::Var(call_self), 1), native("__get__", NativeBody::F3(descriptor_get), 2)];
const GET_METHODS: &[NativeDef] = &[native("__get__", NativeBody::F3(descriptor_get), 2)];

const FUNCTION_GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "__name__",
        get: |rt, v| function(rt, v).map(|f| f.name.get()),
        set: Some(|rt, v, x| set_text(rt, v, x, "__name__", |f, x| f.name.set(x))),
    },
    GetSetDef {
        name: "__qualname__",
        get: |rt, v| function(rt, v).map(|f| f.qualname.get()),
        set: Some(|rt, v, x| set_text(rt, v, x, "__qualname__", |f, x| f.qualname.set(x))),
    },
    GetSetDef {
        name: "__doc__",
        get: |rt, v| function(rt, v).map(|f| f.doc.get()),
        set: Some(|rt, v, x| set_any(rt, v, x, |f, x| f.doc.set(x))),
    },
    GetSetDef {
        name: "__defaults__",
        get: |rt, v| function(rt, v).map(|f| f.defaults.get()),
        set: Some(|rt, v, x| set_any(rt, v, x, |f, x| f.defaults.set(x))),
    },
    GetSetDef {
        name: "__kwdefaults__",
        get: |rt, v| function(rt, v).map(|f| f.kw_defaults.get()),
        set: Some(|rt, v, x| set_any(rt, v, x, |f, x| f.kw_defaults.set(x))),
    },
    GetSetDef { name: "__closure__", get: |rt, v| function(rt, v).map(|f| f.closure.get()), set: None },
    GetSetDef { name: "__globals__", get: |rt, v| function(rt, v).map(|f| f.globals.into()), set: None },
    GetSetDef { name: "__annotations__", get: annotations, set: Some(|rt, v, x| set_any(rt, v, x, |f, x| f.annotations.set(x))) },
    GetSetDef { name: "__dict__", get: function_dict, set: Some(|rt, v, x| set_any(rt, v, x, |f, x| f.attributes.set(x))) },
    GetSetDef { name: "__module__", get: function_module, set: Some(set_function_module) },
    GetSetDef { name: "__code__", get: function_code, set: None },
];

const NATIVE_GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__name__", get: native_name, set: None },
    GetSetDef { name: "__qualname__", get: native_qualname, set: None },
    GetSetDef { name: "__doc__", get: |_, _| Ok(Value::NONE), set: None },
    GetSetDef { name: "__module__", get: native_module, set: None },
    GetSetDef { name: "__self__", get: native_self, set: None },
];

const METHOD_GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__func__", get: |rt, v| method(rt, v).map(|m| m.function), set: None },
    GetSetDef { name: "__self__", get: |rt, v| method(rt, v).map(|m| m.receiver), set: None },
    GetSetDef { name: "__name__", get: |rt, v| forward(rt, v, "__name__"), set: None },
    GetSetDef { name: "__qualname__", get: |rt, v| forward(rt, v, "__qualname__"), set: None },
    GetSetDef { name: "__doc__", get: |rt, v| forward(rt, v, "__doc__"), set: None },
    GetSetDef { name: "__module__", get: |rt, v| forward(rt, v, "__module__"), set: None },
];

const FUNCTION_NEW: &[NativeDef] =
    &[native_kw("__new__", NativeBody::Var(function_new), 1, &["code", "globals", "name", "argdefs", "closure"])];
const METHOD_NEW: &[NativeDef] = &[native("__new__", NativeBody::F3(method_new), 3)];

const PROPERTY_METHODS: &[NativeDef] = &[
    native("getter", NativeBody::F2(|rt, p, f| copy_property(rt, p, |new| new.getter.set(f))), 2),
    native("setter", NativeBody::F2(|rt, p, f| copy_property(rt, p, |new| new.setter.set(f))), 2),
    native("deleter", NativeBody::F2(|rt, p, f| copy_property(rt, p, |new| new.deleter.set(f))), 2),
    native("__get__", NativeBody::F3(descriptor_get), 2),
    native("__set__", NativeBody::F3(property_set), 3),
];
const PROPERTY_NEW: &[NativeDef] = &[native_kw("__new__", NativeBody::Var(property_new), 1, &["fget", "fset", "fdel", "doc"])];
const PROPERTY_GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "fget", get: |rt, v| property(rt, v).map(|p| p.getter.get()), set: None },
    GetSetDef { name: "fset", get: |rt, v| property(rt, v).map(|p| p.setter.get()), set: None },
    GetSetDef { name: "fdel", get: |rt, v| property(rt, v).map(|p| p.deleter.get()), set: None },
    GetSetDef { name: "__doc__", get: |rt, v| property(rt, v).map(|p| p.doc.get()), set: Some(set_property_doc) },
    GetSetDef { name: "__isabstractmethod__", get: |rt, v| property(rt, v).and_then(|p| is_abstract(rt, p.getter.get())), set: None },
];

const STATIC_NEW: &[NativeDef] = &[native("__new__", NativeBody::F2(static_new), 2)];
const CLASS_NEW: &[NativeDef] = &[native("__new__", NativeBody::F2(class_new), 2)];
const WRAPPER_GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__func__", get: wrapped, set: None },
    GetSetDef { name: "__wrapped__", get: wrapped, set: None },
    GetSetDef { name: "__isabstractmethod__", get: |rt, v| wrapped(rt, v).and_then(|f| is_abstract(rt, f)), set: None },
    GetSetDef { name: "__name__", get: |rt, v| wrapped(rt, v).and_then(|f| attribute_of(rt, f, "__name__")), set: None },
    GetSetDef { name: "__doc__", get: |rt, v| wrapped(rt, v).and_then(|f| attribute_of(rt, f, "__doc__")), set: None },
];
const CELL_GETSETS: &[GetSetDef] = &[GetSetDef { name: "cell_contents", get: cell_contents, set: Some(set_cell_contents) }];
const GETSET_GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__name__", get: |_, v| Ok(v.as_object::<GetSet>().map_or(Value::NONE, |g| g.name.into())), set: None },
    GetSetDef { name: "__doc__", get: |_, _| Ok(Value::NONE), set: None },
];

pub(crate) fn install(rt: &mut Runtime) {
    let t = &rt.types;
    let (function, method) = (t.function, t.method);
    let natives = [t.builtin_function, t.method_descriptor, t.wrapper_descriptor, t.class_method_descriptor, t.method_wrapper];
    for class in [function, method].into_iter().chain(natives) {
        rt.install_methods(class, NativeRole::Method, CALLABLE_METHODS);
    }
    for class in natives {
        rt.install_getsets(class, NATIVE_GETSETS);
    }
    rt.install_getsets(function, FUNCTION_GETSETS);
    rt.install_getsets(method, METHOD_GETSETS);
    rt.install_methods(method, NativeRole::StaticMethod, METHOD_NEW);
    rt.install_methods(function, NativeRole::StaticMethod, FUNCTION_NEW);
    let class = rt.types.property;
    rt.install_methods(class, NativeRole::Method, PROPERTY_METHODS);
    rt.install_methods(class, NativeRole::StaticMethod, PROPERTY_NEW);
    rt.install_getsets(class, PROPERTY_GETSETS);
    let (class, new) = (rt.types.static_method, STATIC_NEW);
    rt.install_methods(class, NativeRole::StaticMethod, new);
    rt.install_methods(class, NativeRole::Method, CALLABLE_METHODS);
    rt.install_getsets(class, WRAPPER_GETSETS);
    let (class, new) = (rt.types.class_method, CLASS_NEW);
    rt.install_methods(class, NativeRole::StaticMethod, new);
    rt.install_methods(class, NativeRole::Method, GET_METHODS);
    rt.install_getsets(class, WRAPPER_GETSETS);
    let class = rt.types.cell;
    rt.install_getsets(class, CELL_GETSETS);
    for class in [rt.types.getset_descriptor, rt.types.member_descriptor] {
        rt.install_methods(class, NativeRole::Method, GET_METHODS);
        rt.install_getsets(class, GETSET_GETSETS);
    }
}

fn wrong_self(rt: &mut Runtime, v: Value, wanted: &str) -> crate::value::Raised {
    let name = rt.type_name(v);
    rt.type_error(format!("descriptor requires a '{wanted}' object but received a '{name}'"))
}

fn function(rt: &mut Runtime, v: Value) -> Result<Gc<Function>> {
    v.as_object().ok_or_else(|| wrong_self(rt, v, "function"))
}

/// `types.FunctionType(code, globals, name=None, argdefs=None, closure=None)`.
fn function_new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let [code, globals, name, defaults, closure] = crate::builtins::compile::bind(
        rt,
        "function",
        ["code", "globals", "name", "argdefs", "closure"],
        2,
        Args { positional: args.positional.get(1..).unwrap_or(&[]), ..args },
    )?;
    let Some((proto, home)) = crate::builtins::compile::proto_of(code) else {
        let class = rt.type_name(code);
        return Err(rt.type_error(format!("function() argument 'code' must be code, not {class}")));
    };
    let Some(globals) = native_payload(globals).as_object::<Dict>() else {
        let class = rt.type_name(globals);
        return Err(rt.type_error(format!("function() argument 'globals' must be dict, not {class}")));
    };
    if home != Value::from(globals) {
        // Engines resolve global names when they load code.
        let class = rt.exceptions.not_implemented_error;
        return Err(rt.raise(class, "a function's code runs in the globals that it was made with"));
    }
    let defaults = defaults.present().unwrap_or(Value::NONE);
    if !defaults.is_none() && !defaults.is_object::<Tuple>() {
        return Err(rt.type_error("arg 4 (defaults) must be None or tuple"));
    }
    let closure = closure.present().unwrap_or(Value::NONE);
    let wanted = rt.proto(proto).free_names.len();
    match closure.as_object::<Tuple>() {
        None if !closure.is_none() || wanted > 0 => return Err(rt.type_error("arg 5 (closure) must be tuple")),
        Some(cells) if cells.len() != wanted => {
            let (text, given) = (rt.proto(proto).name.to_rust(), cells.len());
            return Err(rt.value_error(format!("{text} requires closure of length {wanted}, not {given}")));
        }
        Some(cells) if cells.items().iter().any(|c| !c.is_object::<CellVar>()) => {
            return Err(rt.type_error("arg 5 (closure) expected cell"));
        }
        _ => {}
    }
    let new = NewFunction { proto, globals, closure, defaults, kw_defaults: Value::NONE, annotations: Value::NONE };
    let function = rt.new_function(new);
    if let Some(name) = name.present().filter(|n| n.is_object::<Str>()) {
        function.name.set(name);
    }
    Ok(function.into())
}

/// `types.MethodType(function, object)`.
fn method_new(rt: &mut Runtime, _: Value, function: Value, receiver: Value) -> Result {
    if !rt.is_callable(function) {
        return Err(rt.type_error("first argument must be callable"));
    }
    if receiver.is_none() {
        return Err(rt.type_error("instance must not be None"));
    }
    Ok(rt.new_bound_method(function, receiver).into())
}

fn method(rt: &mut Runtime, v: Value) -> Result<Gc<BoundMethod>> {
    v.as_object().ok_or_else(|| wrong_self(rt, v, "method"))
}
fn property(rt: &mut Runtime, v: Value) -> Result<Gc<Property>> {
    native_payload(v).as_object().ok_or_else(|| wrong_self(rt, v, "property"))
}

fn call_self(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some((&this, _)) = args.positional.split_first() else { return Err(rt.type_error("__call__() needs an argument")) };
    let mut all = rt.rooted();
    all.extend_from_slice(&args.positional[1..]);
    all.extend_from_slice(args.keywords);
    rt.call_with_names(this, &all, args.names)
}

fn descriptor_get(rt: &mut Runtime, this: Value, object: Value, class: Value) -> Result {
    let object_class = class.as_object::<Class>();
    let through = if object.is_none() && object_class.is_some() { Value::EMPTY } else { object };
    let class = match object_class {
        Some(c) => c,
        None => rt.class_of(object),
    };
    rt.bind_attribute(native_payload(this), through, class)
}

fn set_text(rt: &mut Runtime, v: Value, x: Value, name: &str, set: fn(Gc<Function>, Value)) -> Result<()> {
    let f = function(rt, v)?;
    if !x.is_object::<Str>() {
        return Err(rt.type_error(format!("{name} must be set to a string object")));
    }
    set(f, x);
    Ok(())
}

fn set_any(rt: &mut Runtime, v: Value, x: Value, set: fn(Gc<Function>, Value)) -> Result<()> {
    let f = function(rt, v)?;
    set(f, x.present().unwrap_or(Value::NONE));
    Ok(())
}

fn annotations(rt: &mut Runtime, v: Value) -> Result {
    let f = function(rt, v)?;
    if !f.annotations.get().is_object::<Dict>() {
        let d = rt.new_dict();
        f.annotations.set(d.into());
    }
    Ok(f.annotations.get())
}

fn function_dict(rt: &mut Runtime, v: Value) -> Result {
    let f = function(rt, v)?;
    if !f.attributes.get().is_object::<Dict>() {
        let d = rt.new_dict();
        f.attributes.set(d.into());
    }
    Ok(f.attributes.get())
}

fn function_module(rt: &mut Runtime, v: Value) -> Result {
    let f = function(rt, v)?;
    let (module, name) = (rt.names.__module__, rt.names.__name__);
    if let Some(m) = f.attributes.get().as_object::<Dict>().and_then(|d| d.get_str(module)) {
        return Ok(m);
    }
    Ok(f.globals.get_str(name).unwrap_or(Value::NONE))
}

fn set_function_module(rt: &mut Runtime, v: Value, module: Value) -> Result<()> {
    let dict = function_dict(rt, v)?;
    let key = rt.names.__module__;
    if let Some(d) = dict.as_object::<Dict>() {
        d.set_str(rt, key, module.present().unwrap_or(Value::NONE));
    }
    Ok(())
}

/// A namespace with the attributes of code objects that programs look at.
fn function_code(rt: &mut Runtime, v: Value) -> Result {
    let f = function(rt, v)?;
    Ok(rt.code_of(f))
}

/// The function of a bound method of ours, or the function itself.
fn native_of(v: Value) -> Value {
    v.as_object::<BoundMethod>().map_or(v, |m| m.function)
}

fn native_name(rt: &mut Runtime, v: Value) -> Result {
    let name = native_of(v).as_object::<NativeFunction>().map_or("", |f| f.def.name);
    Ok(rt.str_value(name))
}

fn native_qualname(rt: &mut Runtime, v: Value) -> Result {
    let Some(f) = native_of(v).as_object::<NativeFunction>() else { return Ok(Value::NONE) };
    let text = match f.owner.as_object::<Class>() {
        Some(c) => format!("{}.{}", c.name_text(), f.def.name),
        None => f.def.name.to_string(),
    };
    Ok(rt.str_value(&text))
}

fn native_module(_: &mut Runtime, v: Value) -> Result {
    Ok(v.as_object::<NativeFunction>().map(|f| f.owner).filter(|o| o.is_object::<Str>()).unwrap_or(Value::NONE))
}

fn native_self(rt: &mut Runtime, v: Value) -> Result {
    if let Some(method) = v.as_object::<BoundMethod>() {
        return Ok(method.receiver);
    }
    let name = rt.names.__self__;
    Err(rt.no_attribute(v, name))
}

fn forward(rt: &mut Runtime, v: Value, name: &str) -> Result {
    let f = method(rt, v)?.function;
    attribute_of(rt, f, name)
}

fn attribute_of(rt: &mut Runtime, v: Value, name: &str) -> Result {
    let name = rt.intern(name);
    rt.get_attr(v, name)
}

fn is_abstract(rt: &mut Runtime, v: Value) -> Result {
    let name = rt.intern("__isabstractmethod__");
    match rt.get_attr_opt(v, name)? {
        Some(v) => Ok(Value::bool(rt.truth(v)?)),
        None => Ok(Value::FALSE),
    }
}

fn property_new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let mut parts = [Value::NONE; 4];
    let given = args.positional.get(1..).unwrap_or(&[]);
    if given.len() > 4 {
        return Err(rt.type_error(format!("property() takes at most 4 arguments ({} given)", given.len())));
    }
    parts[..given.len()].copy_from_slice(given);
    for (name, value) in args.keyword_pairs() {
        match ["fget", "fset", "fdel", "doc"].iter().position(|k| name.eq_rust(k)) {
            Some(i) => parts[i] = value,
            None => {
                let name = name.to_rust();
                return Err(rt.type_error(format!("'{name}' is an invalid keyword argument for property()")));
            }
        }
    }
    let [getter, setter, deleter, mut doc] = parts;
    if doc.is_none() && !getter.is_none() {
        let key = rt.names.__doc__;
        doc = rt.get_attr_opt(getter, key)?.unwrap_or(Value::NONE);
    }
    let property = rt.new_property(getter, setter, deleter, doc);
    match args.positional.first().and_then(|c| c.as_object::<Class>()) {
        Some(class) => Ok(rt.wrap_payload(class, property.into())),
        None => Ok(property.into()),
    }
}

fn copy_property(rt: &mut Runtime, p: Value, change: impl Fn(Gc<Property>)) -> Result {
    let old = property(rt, p)?;
    let new = rt.new_property(old.getter.get(), old.setter.get(), old.deleter.get(), old.doc.get());
    new.name.set(old.name.get());
    change(new);
    let class = rt.class_of(p);
    Ok(rt.wrap_payload(class, new.into()))
}

fn property_set(rt: &mut Runtime, this: Value, object: Value, value: Value) -> Result {
    let p = property(rt, this)?;
    let setter = p.setter.get();
    if setter.is_none() {
        return Err(rt.attribute_error("can't set attribute"));
    }
    rt.call(setter, &[object, value])?;
    Ok(Value::NONE)
}

fn set_property_doc(rt: &mut Runtime, v: Value, doc: Value) -> Result<()> {
    property(rt, v)?.doc.set(doc.present().unwrap_or(Value::NONE));
    Ok(())
}

fn static_new(rt: &mut Runtime, class: Value, function: Value) -> Result {
    let new = rt.new_static_method(function);
    Ok(class.as_object::<Class>().map_or(new.into(), |c| rt.wrap_payload(c, new.into())))
}

fn class_new(rt: &mut Runtime, class: Value, function: Value) -> Result {
    let new = rt.new_class_method(function);
    Ok(class.as_object::<Class>().map_or(new.into(), |c| rt.wrap_payload(c, new.into())))
}

fn wrapped(_: &mut Runtime, v: Value) -> Result {
    let v = native_payload(v);
    Ok(v.as_object::<StaticMethod>()
        .map(|s| s.function.get())
        .or(v.as_object::<ClassMethod>().map(|c| c.function.get()))
        .unwrap_or(Value::NONE))
}

fn cell_contents(rt: &mut Runtime, v: Value) -> Result {
    match v.as_object::<CellVar>().map(|c| c.value.get()) {
        Some(value) if !value.is_empty() => Ok(value),
        _ => Err(rt.value_error("Cell is empty")),
    }
}

fn set_cell_contents(_: &mut Runtime, v: Value, value: Value) -> Result<()> {
    if let Some(c) = v.as_object::<CellVar>() {
        c.value.set(value);
    }
    Ok(())
}

impl Runtime {
    /// Items of a tuple of cells, for engines that copy a closure into registers.
    pub fn closure_cells(&self, function: Gc<Function>) -> Option<Gc<Tuple>> {
        function.closure.get().as_object()
    }
}
