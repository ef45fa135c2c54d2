//! `object`: what every class inherits.

use crate::Runtime;
use crate::object::class::{Class, Layout, flags};
use crate::object::dict::Dict;
use crate::object::function::{Args, GetSetDef, NativeBody, NativeDef, NativeRole, native};
use crate::object::instance::Instance;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::ops::CompareOp;
use crate::value::{Result, Value};

const METHODS: &[NativeDef] = &[
    native("__init__", NativeBody::Var(init), 1),
    native("__eq__", NativeBody::F2(|_, a, b| Ok(if a == b { Value::TRUE } else { Value::NOT_IMPLEMENTED })), 2),
    native("__ne__", NativeBody::F2(not_equal), 2),
    native("__lt__", NativeBody::F2(|_, _, _| Ok(Value::NOT_IMPLEMENTED)), 2),
    native("__le__", NativeBody::F2(|_, _, _| Ok(Value::NOT_IMPLEMENTED)), 2),
    native("__gt__", NativeBody::F2(|_, _, _| Ok(Value::NOT_IMPLEMENTED)), 2),
    native("__ge__", NativeBody::F2(|_, _, _| Ok(Value::NOT_IMPLEMENTED)), 2),
    native("__hash__", NativeBody::F1(|rt, v| Ok(rt.identity_hash(v))), 1),
    native("__repr__", NativeBody::F1(|rt, v| Ok(rt.default_repr(v))), 1),
    native("__str__", NativeBody::F1(Runtime::repr_unchecked), 1),
    native("__format__", NativeBody::F2(format), 2),
    native("__getattribute__", NativeBody::F2(get_attribute), 2),
    native("__setattr__", NativeBody::F3(set_attribute), 3),
    native("__delattr__", NativeBody::F2(delete_attribute), 2),
    native("__dir__", NativeBody::F1(|rt, v| rt.dir(v)), 1),
];

const STATIC_METHODS: &[NativeDef] = &[native("__new__", NativeBody::Var(new), 1)];
const CLASS_METHODS: &[NativeDef] = &[
    native("__init_subclass__", NativeBody::Var(init_subclass), 1),
    native("__subclasshook__", NativeBody::F2(|_, _, _| Ok(Value::NOT_IMPLEMENTED)), 2),
];
const GETSETS: &[GetSetDef] = &[GetSetDef { name: "__class__", get: |rt, v| Ok(rt.class_of(v).into()), set: Some(set_class) }];

/// `__dict__` of instances; installed in every Python class whose instances have one.
pub(crate) const DICT_GETSET: &[GetSetDef] = &[GetSetDef { name: "__dict__", get: get_dict, set: Some(set_dict) }];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.object;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, CLASS_METHODS);
    rt.install_getsets(class, GETSETS);
    let (new_name, init_name) = (rt.names.__new__, rt.names.__init__);
    rt.object_new = class.own(new_name).unwrap_or(Value::NONE);
    rt.object_init = class.own(init_name).unwrap_or(Value::NONE);
    let singletons = [rt.types.none, rt.types.ellipsis, rt.types.not_implemented];
    for (class, new) in singletons.into_iter().zip(SINGLETON_NEW) {
        rt.install_methods(class, NativeRole::StaticMethod, new);
    }
    let doc = rt.str_value("The base class of the class hierarchy.");
    rt.set_class_attribute(class, "__doc__", doc);
    let exception = rt.exceptions.base_exception;
    rt.install_getsets(exception, DICT_GETSET);
}

fn new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some((&first, rest)) = args.positional.split_first() else {
        return Err(rt.type_error("object.__new__(): not enough arguments"));
    };
    let Some(class) = first.as_object::<Class>() else {
        let name = rt.type_name(first);
        return Err(rt.type_error(format!("object.__new__(X): X is not a type object ({name})")));
    };
    if !rest.is_empty() || !args.keywords.is_empty() {
        // As CPython: extra arguments are an error unless the class overrides exactly one of the two.
        let (new_name, init_name) = (rt.names.__new__, rt.names.__init__);
        if rt.class_lookup(class, new_name) != Some(rt.object_new) {
            return Err(rt.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if rt.class_lookup(class, init_name) == Some(rt.object_init) {
            let name = class.name_text();
            return Err(rt.type_error(format!("{name}() takes no arguments")));
        }
    }
    rt.new_plain_instance(class)
}

fn init(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some((&this, rest)) = args.positional.split_first() else { return Err(rt.type_error("descriptor '__init__' needs an argument")) };
    if !rest.is_empty() || !args.keywords.is_empty() {
        let class = rt.class_of(this);
        let (new_name, init_name) = (rt.names.__new__, rt.names.__init__);
        if rt.class_lookup(class, init_name) != Some(rt.object_init) {
            return Err(rt.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
        }
        if rt.class_lookup(class, new_name) == Some(rt.object_new) {
            let name = class.name_text();
            return Err(rt.type_error(format!("{name}.__init__() takes exactly one argument (the instance to initialize)")));
        }
    }
    Ok(Value::NONE)
}

fn init_subclass(rt: &mut Runtime, args: Args<'_>) -> Result {
    if args.positional.len() > 1 || !args.keywords.is_empty() {
        let name = args.positional.first().and_then(|c| c.as_object::<Class>()).map(|c| c.name_text()).unwrap_or_default();
        return Err(rt.type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
    }
    Ok(Value::NONE)
}

fn not_equal(rt: &mut Runtime, a: Value, b: Value) -> Result {
    let eq = rt.names.__eq__;
    match rt.call_special(a, eq, &[b])? {
        Some(r) if r != Value::NOT_IMPLEMENTED => Ok(Value::bool(!rt.truth(r)?)),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn format(rt: &mut Runtime, v: Value, spec: Value) -> Result {
    if spec.as_object::<Str>().is_some_and(|s| !s.is_empty()) {
        let name = rt.type_name(v);
        return Err(rt.type_error(format!("unsupported format string passed to {name}.__format__")));
    }
    rt.str(v).map(Value::from)
}

fn attribute_name(rt: &mut Runtime, name: Value) -> Result<Gc<Str>> {
    match crate::object::instance::native_payload(name).as_object::<Str>() {
        Some(s) => Ok(rt.intern_str(s)),
        None => {
            let class = rt.type_name(name);
            Err(rt.type_error(format!("attribute name must be string, not '{class}'")))
        }
    }
}

fn get_attribute(rt: &mut Runtime, object: Value, name: Value) -> Result {
    let name = attribute_name(rt, name)?;
    let class = rt.class_of(object);
    match rt.get_attr_plain(object, class, name)? {
        Some(v) => Ok(v),
        None => Err(rt.no_attribute(object, name)),
    }
}

fn set_attribute(rt: &mut Runtime, object: Value, name: Value, value: Value) -> Result {
    let name = attribute_name(rt, name)?;
    let class = rt.class_of(object);
    rt.set_attr_plain(object, class, name, value)?;
    Ok(Value::NONE)
}

fn delete_attribute(rt: &mut Runtime, object: Value, name: Value) -> Result {
    set_attribute(rt, object, name, Value::EMPTY)
}

fn get_dict(rt: &mut Runtime, v: Value) -> Result {
    match rt.attribute_dict(v) {
        Some(d) => Ok(d.into()),
        None => {
            let name = rt.names.__dict__;
            Err(rt.no_attribute(v, name))
        }
    }
}

/// `NoneType()`, `ellipsis()`, `NotImplementedType()` give the only instance there is.
const SINGLETON_NEW: [&[NativeDef]; 3] = [
    &[native("__new__", NativeBody::F1(|_, _| Ok(Value::NONE)), 1)],
    &[native("__new__", NativeBody::F1(|_, _| Ok(Value::ELLIPSIS)), 1)],
    &[native("__new__", NativeBody::F1(|_, _| Ok(Value::NOT_IMPLEMENTED)), 1)],
];

fn set_dict(rt: &mut Runtime, v: Value, dict: Value) -> Result<()> {
    let dict = if dict.is_empty() { rt.new_dict().into() } else { dict };
    match dict.as_object::<Dict>() {
        Some(d) if rt.set_attribute_dict(v, d) => Ok(()),
        _ => {
            let name = rt.type_name(dict);
            Err(rt.type_error(format!("__dict__ must be set to a dictionary, not a '{name}'")))
        }
    }
}

fn set_class(rt: &mut Runtime, v: Value, class: Value) -> Result<()> {
    let Some(new) = class.as_object::<Class>() else {
        let name = rt.type_name(class);
        return Err(rt.type_error(format!("__class__ must be set to a class, not '{name}' object")));
    };
    let old = rt.class_of(v);
    if old.has(flags::BUILTIN) || new.has(flags::BUILTIN) {
        return Err(rt.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    let compatible = !old.has(flags::BUILTIN)
        && !new.has(flags::BUILTIN)
        && old.layout.get() == new.layout.get()
        && old.has(flags::HAS_DICT) == new.has(flags::HAS_DICT);
    if !compatible || !v.is_object::<Instance>() {
        let message = format!("__class__ assignment: '{}' object layout differs from '{}'", new.name_text(), old.name_text());
        return Err(rt.type_error(message));
    }
    if old.has(flags::PAYLOAD) {
        rt.forget_tuple_hashes();
    }
    // Attributes move to a dict: the simplest layout that both classes share.
    rt.attribute_dict(v);
    if let Some(h) = v.header() {
        h.set_shape(new.dict_shape.get());
    }
    Ok(())
}

impl Runtime {
    /// Hash of an object compared by identity.
    pub fn identity_hash(&mut self, v: Value) -> Value {
        self.new_int((v.bits() >> 4) as i64)
    }

    /// `id(v)`.
    pub fn id(&mut self, v: Value) -> Value {
        self.new_bigint(v.bits().into())
    }

    /// `<module.C object at 0x...>`.
    pub fn default_repr(&mut self, v: Value) -> Value {
        let class = self.class_of(v);
        let name = self.qualified_class_name(class);
        self.str_value(&format!("<{name} object at {:#014x}>", v.bits()))
    }

    /// `module.qualname` of a class, without the module for builtins.
    pub fn qualified_class_name(&mut self, class: Gc<Class>) -> String {
        let qualname = class.qualname.get().to_rust();
        let module = self.names.__module__;
        match class.own(module).and_then(|m| m.as_object::<Str>()) {
            Some(m) if !m.eq_rust("builtins") => format!("{}.{qualname}", m.to_rust()),
            _ => qualname,
        }
    }

    /// An instance of a Python subclass of a builtin, holding `payload`; `payload` itself when `class` is builtin.
    pub fn wrap_payload(&mut self, class: Gc<Class>, payload: Value) -> Value {
        if class.has(flags::BUILTIN) {
            return payload;
        }
        let root = self.shapes.get(class.root_shape());
        let (id, capacity) = (root.id, root.inline_capacity);
        self.new_instance(id, capacity, Some(payload)).into()
    }

    /// An empty `types.SimpleNamespace`.
    pub fn new_simple_namespace(&mut self) -> Value {
        let class = self.simple_namespace_class();
        let root = self.shapes.get(class.root_shape());
        let (id, capacity) = (root.id, root.inline_capacity);
        self.new_instance(id, capacity, None).into()
    }

    fn simple_namespace_class(&mut self) -> Gc<Class> {
        let key = self.intern("SimpleNamespace");
        let hidden = self.intern("<types>");
        let modules = self.modules;
        let holder = match modules.get_str(hidden).and_then(|v| v.as_object::<Dict>()) {
            Some(d) => d,
            None => {
                let d = self.new_dict();
                self.permanent.push(d.into());
                d
            }
        };
        if let Some(c) = holder.get_str(key).and_then(|v| v.as_object::<Class>()) {
            return c;
        }
        let class = self.new_instance_class("SimpleNamespace", "types");
        self.install_methods(class, NativeRole::Method, NAMESPACE_METHODS);
        holder.set_str(self, key, class.into());
        class
    }

    /// A class written in Rust whose instances have attributes.
    pub fn new_instance_class(&mut self, name: &str, module: &str) -> Gc<Class> {
        let object = self.types.object;
        let name = self.intern(name);
        let class = self.new_python_class(name, &[object], self.types.type_, Layout::Plain, true, &[]);
        let key = self.names.__module__;
        let module = self.str_value(module);
        class.attributes.borrow_mut().set(key, module);
        class
    }

    /// A named tuple class as CPython's struct sequences (`sys.version_info`), and one instance of it.
    ///
    /// # Errors
    /// None in practice; class creation is fallible in general.
    pub fn new_struct_sequence(&mut self, module: &str, name: &'static str, fields: &'static [&'static str], values: Gc<Tuple>) -> Result {
        let tuple = self.types.tuple;
        let class_name = self.intern(name);
        let class = self.new_python_class(class_name, &[tuple], self.types.type_, Layout::Native(Kind::Tuple), false, &[]);
        let key = self.names.__module__;
        let module = self.str_value(module);
        class.attributes.borrow_mut().set(key, module);
        let instance = self.wrap_payload(class, values.into());
        for (field, &value) in fields.iter().zip(values.items()) {
            // Plain class attributes serve: the class has exactly one instance.
            let key = self.intern(field);
            class.attributes.borrow_mut().set(key, value);
        }
        let mut text = format!("{}.{name}(", module.as_object::<Str>().map(|m| m.to_rust()).unwrap_or_default());
        for (i, (field, &value)) in fields.iter().zip(values.items()).enumerate() {
            if i > 0 {
                text.push_str(", ");
            }
            text.push_str(&format!("{field}={}", self.repr_text(value)));
        }
        text.push(')');
        let key = self.intern("<repr>");
        let text = self.str_value(&text);
        class.attributes.borrow_mut().set(key, text);
        self.install_methods(class, NativeRole::Method, STRUCT_SEQUENCE_METHODS);
        Ok(instance)
    }
}

const STRUCT_SEQUENCE_METHODS: &[NativeDef] = &[native("__repr__", NativeBody::F1(struct_sequence_repr), 1)];

fn struct_sequence_repr(rt: &mut Runtime, v: Value) -> Result {
    let key = rt.intern("<repr>");
    let class = rt.class_of(v);
    Ok(rt.class_lookup(class, key).unwrap_or(Value::NONE))
}

const NAMESPACE_METHODS: &[NativeDef] = &[
    native("__init__", NativeBody::Var(namespace_init), 1),
    native("__repr__", NativeBody::F1(namespace_repr), 1),
    native("__eq__", NativeBody::F2(namespace_eq), 2),
];

fn namespace_init(rt: &mut Runtime, args: Args<'_>) -> Result {
    if args.positional.len() > 1 {
        return Err(rt.type_error("no positional arguments expected"));
    }
    for (name, value) in args.keyword_pairs() {
        let name = rt.intern_str(name);
        rt.set_own_attribute(args.positional[0], name, value);
    }
    Ok(Value::NONE)
}

fn namespace_repr(rt: &mut Runtime, v: Value) -> Result {
    let mut text = String::from("namespace(");
    if let Some(dict) = rt.attribute_dict(v) {
        let mut position = 0;
        let mut first = true;
        while let Some((i, key, value)) = dict.next_entry(position) {
            position = i + 1;
            if !first {
                text.push_str(", ");
            }
            first = false;
            text.push_str(&key.as_object::<Str>().map(|k| k.to_rust()).unwrap_or_default());
            text.push('=');
            text.push_str(&rt.repr(value)?.to_rust());
        }
    }
    text.push(')');
    Ok(rt.str_value(&text))
}

fn namespace_eq(rt: &mut Runtime, a: Value, b: Value) -> Result {
    if rt.class_of(a) != rt.class_of(b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    match (rt.attribute_dict(a), rt.attribute_dict(b)) {
        (Some(x), Some(y)) => rt.compare(CompareOp::Eq, x.into(), y.into()),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}
