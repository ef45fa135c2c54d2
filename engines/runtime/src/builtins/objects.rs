//! Builtin functions on objects and classes: `isinstance`, `getattr`, `dir`, `vars`, `globals`, `__import__`, ...

use crate::Runtime;
use crate::object::class::{Class, flags};
use crate::object::dict::Dict;
use crate::object::function::{Args, Function, NativeBody, NativeDef, native};
use crate::object::instance::native_payload;
use crate::object::module::Module;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Gc, Kind};
use crate::value::{Raised, Result, Value};

pub(crate) const FUNCTIONS: &[NativeDef] = &[
    native("isinstance", NativeBody::F2(isinstance), 2),
    native("issubclass", NativeBody::F2(issubclass), 2),
    native("getattr", NativeBody::F3(getattr), 2),
    native("setattr", NativeBody::F3(setattr), 3),
    native("hasattr", NativeBody::F2(hasattr), 2),
    native("delattr", NativeBody::F2(delattr), 2),
    native("callable", NativeBody::F1(|rt, v| Ok(Value::bool(rt.is_callable(v)))), 1),
    native("id", NativeBody::F1(|rt, v| Ok(rt.id(v))), 1),
    native("dir", NativeBody::F1(dir), 0),
    native("vars", NativeBody::F1(vars), 0),
    native("globals", NativeBody::F0(globals), 0),
    native("locals", NativeBody::F0(locals), 0),
    native("__import__", NativeBody::Var(import), 1),
    native("exit", NativeBody::F1(exit), 0),
    native("quit", NativeBody::F1(exit), 0),
];

fn isinstance(rt: &mut Runtime, object: Value, classes: Value) -> Result {
    rt.isinstance(object, classes).map(Value::bool)
}

fn issubclass(rt: &mut Runtime, class: Value, classes: Value) -> Result {
    let Some(c) = class.as_object::<Class>() else {
        let check = rt.names.__subclasscheck__;
        if rt.class_of(classes) != rt.types.type_
            && let Some(result) = rt.call_special(classes, check, &[class])?
        {
            return rt.truth(result).map(Value::bool);
        }
        return Err(rt.type_error("issubclass() arg 1 must be a class"));
    };
    rt.issubclass(c, classes).map(Value::bool)
}

impl Runtime {
    /// `isinstance(object, classes)`.
    ///
    /// # Errors
    /// `TypeError` when `classes` is neither a class nor a tuple of such, and whatever `__instancecheck__` raises.
    #[inline]
    pub fn isinstance(&mut self, object: Value, classes: Value) -> Result<bool> {
        if let Some(class) = classes.as_object::<Class>() {
            let own = self.class_of(object);
            if own == class {
                return Ok(true);
            }
            let metaclass = self.class_of(classes);
            if metaclass == self.types.type_ {
                return Ok(own.is_subclass(class));
            }
        }
        self.isinstance_general(object, classes)
    }

    fn isinstance_general(&mut self, object: Value, classes: Value) -> Result<bool> {
        if let Some(tuple) = classes.as_object::<Tuple>() {
            self.check_native_stack()?;
            for &c in tuple.items() {
                if self.isinstance(object, c)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let check = self.names.__instancecheck__;
        if let Some(result) = self.call_special(classes, check, &[object])? {
            return self.truth(result);
        }
        if self.class_of(classes) == self.types.generic_alias {
            return Err(self.type_error("isinstance() argument 2 cannot be a parameterized generic"));
        }
        Err(self.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"))
    }

    /// `issubclass(class, classes)`.
    ///
    /// # Errors
    /// As [`Runtime::isinstance`].
    pub fn issubclass(&mut self, class: Gc<Class>, classes: Value) -> Result<bool> {
        if let Some(tuple) = classes.as_object::<Tuple>() {
            self.check_native_stack()?;
            for &c in tuple.items() {
                if self.issubclass(class, c)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        let check = self.names.__subclasscheck__;
        if let Some(result) = self.call_special(classes, check, &[class.into()])? {
            return self.truth(result);
        }
        Err(self.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"))
    }

    /// `callable(v)`.
    pub fn is_callable(&mut self, v: Value) -> bool {
        let call = self.names.__call__;
        matches!(v.kind(), Some(Kind::Function | Kind::NativeFunction | Kind::BoundMethod | Kind::Class | Kind::StaticMethod))
            || self.special(v, call).is_some()
    }

    /// An attribute name given as a value, interned.
    ///
    /// # Errors
    /// `TypeError` when it is no string.
    pub fn attribute_name(&mut self, name: Value) -> Result<Gc<Str>> {
        match native_payload(name).as_object::<Str>() {
            Some(s) => Ok(self.intern_str(s)),
            None => {
                let class = self.type_name(name);
                Err(self.type_error(format!("attribute name must be string, not '{class}'")))
            }
        }
    }

    /// `dir(v)`: sorted names.
    ///
    /// # Errors
    /// Whatever `__dict__` raises.
    pub fn dir(&mut self, v: Value) -> Result {
        let mut names: Vec<String> = Vec::new();
        let class = v.as_object::<Class>();
        if let Some(m) = v.as_object::<Module>() {
            collect_names(m.dict, &mut names);
        } else {
            for c in class.unwrap_or_else(|| self.class_of(v)).mro_classes() {
                names.extend(c.attributes.borrow().entries().iter().map(|(n, _)| n.to_rust()));
            }
            let own: Vec<Gc<Str>> = match v.header() {
                Some(h) if class.is_none() => self.shapes.get(h.shape()).keys.clone(),
                _ => Vec::new(),
            };
            names.extend(own.iter().filter(|k| !k.is_empty() && self.own_attribute(v, **k).is_some()).map(|k| k.to_rust()));
            if class.is_none()
                && v.header().is_some_and(|h| self.shapes.get(h.shape()).storage == crate::shape::Storage::Dictionary)
                && let Some(d) = self.attribute_dict(v)
            {
                collect_names(d, &mut names);
            }
            if let Some(d) = v.as_object::<Function>().and_then(|f| f.attributes.get().as_object::<Dict>()) {
                collect_names(d, &mut names);
            }
        }
        names.sort();
        names.dedup();
        let list = self.new_empty_list();
        for name in names {
            let name = self.str_value(&name);
            list.push(self, name);
        }
        Ok(list.into())
    }
}

fn collect_names(dict: Gc<Dict>, names: &mut Vec<String>) {
    let mut position = 0;
    while let Some((i, key, _)) = dict.next_entry(position) {
        position = i + 1;
        names.extend(key.as_object::<Str>().map(|k| k.to_rust()));
    }
}

fn getattr(rt: &mut Runtime, object: Value, name: Value, default: Value) -> Result {
    let name = rt.attribute_name(name)?;
    match default.present() {
        None => rt.get_attr(object, name),
        Some(default) => match rt.get_attr_opt(object, name) {
            Ok(v) => Ok(v.unwrap_or(default)),
            Err(Raised) if rt.pending_is(rt.exceptions.attribute_error) => {
                rt.take_pending();
                Ok(default)
            }
            Err(Raised) => Err(Raised),
        },
    }
}

fn setattr(rt: &mut Runtime, object: Value, name: Value, value: Value) -> Result {
    let name = rt.attribute_name(name)?;
    rt.set_attr(object, name, value)?;
    Ok(Value::NONE)
}

fn delattr(rt: &mut Runtime, object: Value, name: Value) -> Result {
    setattr(rt, object, name, Value::EMPTY)
}

fn hasattr(rt: &mut Runtime, object: Value, name: Value) -> Result {
    let name = rt.attribute_name(name)?;
    match rt.get_attr_opt(object, name) {
        Ok(v) => Ok(Value::bool(v.is_some())),
        Err(Raised) if rt.pending_is(rt.exceptions.attribute_error) => {
            rt.take_pending();
            Ok(Value::FALSE)
        }
        Err(Raised) => Err(Raised),
    }
}

fn dir(rt: &mut Runtime, v: Value) -> Result {
    match v.present() {
        Some(v) => {
            let name = rt.names.__dir__;
            let class = rt.class_of(v);
            if !class.has(flags::BUILTIN)
                && let Some(names) = rt.call_special(v, name, &[])?
            {
                let sorted = rt.intern("sorted");
                let builtins = rt.builtins;
                return match builtins.get_str(sorted) {
                    Some(f) => rt.call(f, &[names]),
                    None => Ok(names),
                };
            }
            rt.dir(v)
        }
        None => {
            let names = locals(rt)?;
            let list = rt.new_empty_list();
            let mut all = Vec::new();
            if let Some(d) = names.as_object::<Dict>() {
                collect_names(d, &mut all);
            }
            all.sort();
            for name in all {
                let name = rt.str_value(&name);
                list.push(rt, name);
            }
            Ok(list.into())
        }
    }
}

fn vars(rt: &mut Runtime, v: Value) -> Result {
    match v.present() {
        None => locals(rt),
        Some(v) => {
            let name = rt.names.__dict__;
            match rt.get_attr_opt(v, name)? {
                Some(d) => Ok(d),
                None => Err(rt.type_error("vars() argument must have __dict__ attribute")),
            }
        }
    }
}

fn globals(rt: &mut Runtime) -> Result {
    match rt.engine().current_globals() {
        Some(d) => Ok(d.into()),
        None => Err(rt.runtime_error("globals(): no Python frame")),
    }
}

fn locals(rt: &mut Runtime) -> Result {
    let engine = rt.engine();
    match engine.current_locals(rt) {
        Some(d) => Ok(d.into()),
        None => globals(rt),
    }
}

fn import(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some(name) = args.positional.first().and_then(|n| n.as_object::<Str>()) else {
        return Err(rt.type_error("__import__() argument 1 must be str"));
    };
    let mut fromlist = args.positional.get(3).copied().unwrap_or(Value::NONE);
    let mut level = args.positional.get(4).and_then(|l| l.as_small_int()).unwrap_or(0);
    for (key, value) in args.keyword_pairs() {
        if key.eq_rust("fromlist") {
            fromlist = value;
        } else if key.eq_rust("level") {
            level = value.as_small_int().unwrap_or(0);
        }
    }
    let globals = match args.positional.get(1).and_then(|g| g.as_object::<Dict>()).or_else(|| rt.engine().current_globals()) {
        Some(g) => g,
        None => rt.builtins,
    };
    let name = name.to_rust();
    if rt.truth(fromlist)? || level > 0 { rt.import_module(&name, level as u32, globals) } else { rt.import_top(&name, globals) }
}

fn exit(rt: &mut Runtime, code: Value) -> Result {
    let class = rt.exceptions.system_exit;
    let args: &[Value] = if code.is_empty() { &[] } else { std::slice::from_ref(&code) };
    let exception = rt.call(class.into(), args)?;
    Err(rt.raise_value(exception))
}
