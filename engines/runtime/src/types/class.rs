//! `type`: making classes, C3 linearisation, attributes of class objects; and `super`.

mod bases;
mod order;

use crate::Runtime;
use crate::object::class::{Class, Layout, NameTable, Super, flags};
use crate::object::dict::Dict;
use crate::object::function::{Accessor, Args, Function, GetSetDef, NativeBody, NativeDef, NativeFunction, NativeRole, native};
use crate::object::instance::native_payload;
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::object::{Gc, Header, Kind};
use crate::shape::Storage;
use crate::value::{Raised, Result, Value};

const METHODS: &[NativeDef] = &[
    native("__init__", NativeBody::Var(|_, _| Ok(Value::NONE)), 1),
    native("__call__", NativeBody::Var(call), 1),
    native("__repr__", NativeBody::F1(repr), 1),
    native("mro", NativeBody::F1(order::mro), 1),
    native("__subclasses__", NativeBody::F1(subclasses), 1),
    native("__instancecheck__", NativeBody::F2(instance_check), 2),
    native("__subclasscheck__", NativeBody::F2(subclass_check), 2),
    native("__dir__", NativeBody::F1(|rt, v| rt.dir(v)), 1),
];
const STATIC_METHODS: &[NativeDef] = &[native("__new__", NativeBody::Var(type_new), 1)];
const CLASS_METHODS: &[NativeDef] = &[native("__prepare__", NativeBody::Var(|rt, _| Ok(rt.new_dict().into())), 1)];

const GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__name__", get: |rt, v| class_of_self(rt, v).map(|c| c.name.get().into()), set: Some(set_name) },
    GetSetDef { name: "__qualname__", get: |rt, v| class_of_self(rt, v).map(|c| c.qualname.get().into()), set: Some(set_qualname) },
    GetSetDef { name: "__module__", get: get_module, set: Some(set_module) },
    GetSetDef { name: "__bases__", get: |rt, v| class_of_self(rt, v).map(|c| c.bases.get().into()), set: Some(bases::set) },
    GetSetDef { name: "__base__", get: get_base, set: None },
    GetSetDef { name: "__mro__", get: |rt, v| class_of_self(rt, v).map(order_of), set: None },
    GetSetDef { name: "__dict__", get: get_dict, set: None },
    GetSetDef { name: "__doc__", get: get_doc, set: Some(set_doc) },
    GetSetDef { name: "__abstractmethods__", get: get_abstract_methods, set: Some(set_abstract_methods) },
];

const SUPER_STATIC_METHODS: &[NativeDef] = &[native("__new__", NativeBody::Var(super_new), 1)];
const SUPER_GETSETS: &[GetSetDef] = &[
    GetSetDef { name: "__thisclass__", get: |_, v| Ok(v.as_object::<Super>().map_or(Value::NONE, |s| s.class.into())), set: None },
    GetSetDef {
        name: "__self__",
        get: |_, v| Ok(v.as_object::<Super>().and_then(|s| s.object.present()).unwrap_or(Value::NONE)),
        set: None,
    },
    GetSetDef {
        name: "__self_class__",
        get: |_, v| Ok(v.as_object::<Super>().and_then(|s| s.object_class.present()).unwrap_or(Value::NONE)),
        set: None,
    },
];
const SUPER_METHODS: &[NativeDef] =
    &[native("__init__", NativeBody::Var(|_, _| Ok(Value::NONE)), 1), native("__repr__", NativeBody::F1(super_repr), 1)];

pub(crate) fn install(rt: &mut Runtime) {
    let class = rt.types.type_;
    rt.install_methods(class, NativeRole::Method, METHODS);
    rt.install_methods(class, NativeRole::StaticMethod, STATIC_METHODS);
    rt.install_methods(class, NativeRole::ClassMethod, CLASS_METHODS);
    rt.install_getsets(class, GETSETS);
    let class = rt.types.super_;
    rt.install_methods(class, NativeRole::StaticMethod, SUPER_STATIC_METHODS);
    rt.install_methods(class, NativeRole::Method, SUPER_METHODS);
    rt.install_getsets(class, SUPER_GETSETS);
}

fn class_of_self(rt: &mut Runtime, v: Value) -> Result<Gc<Class>> {
    match v.as_object::<Class>() {
        Some(c) => Ok(c),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("descriptor requires a 'type' object but received a '{name}'")))
        }
    }
}

fn call(rt: &mut Runtime, args: Args<'_>) -> Result {
    let Some((&this, _)) = args.positional.split_first() else { return Err(rt.type_error("type.__call__() needs an argument")) };
    let class = class_of_self(rt, this)?;
    let mut all = rt.rooted();
    all.extend_from_slice(&args.positional[1..]);
    all.extend_from_slice(args.keywords);
    rt.instantiate(class, &all, args.names)
}

fn repr(rt: &mut Runtime, v: Value) -> Result {
    let class = class_of_self(rt, v)?;
    let name = rt.qualified_class_name(class);
    Ok(rt.str_value(&format!("<class '{name}'>")))
}

fn subclasses(rt: &mut Runtime, v: Value) -> Result {
    let class = class_of_self(rt, v)?;
    // Classes whose metaclass put this one into their order of resolution are known to it, and no subclasses.
    let derived = |c: &&Gc<Class>| c.bases.get().items().contains(&v);
    let classes: Vec<Value> = class.subclasses.borrow().iter().filter(derived).map(|&c| c.into()).collect();
    Ok(rt.new_list(classes).into())
}

fn instance_check(rt: &mut Runtime, class: Value, object: Value) -> Result {
    let class = class_of_self(rt, class)?;
    Ok(Value::bool(rt.is_instance(object, class)))
}

fn subclass_check(rt: &mut Runtime, class: Value, sub: Value) -> Result {
    let class = class_of_self(rt, class)?;
    match sub.as_object::<Class>() {
        Some(sub) => Ok(Value::bool(sub.is_subclass(class))),
        None => Err(rt.type_error("issubclass() arg 1 must be a class")),
    }
}

fn not_a_string(rt: &mut Runtime, class: Gc<Class>, attribute: &str, given: Value) -> Raised {
    if given.is_empty() {
        return rt.type_error(format!("cannot delete '{attribute}' attribute of immutable type '{}'", class.name_text()));
    }
    let kind = rt.type_name(given);
    rt.type_error(format!("can only assign string to {}.{attribute}, not '{kind}'", class.name_text()))
}

fn set_name(rt: &mut Runtime, v: Value, name: Value) -> Result<()> {
    let class = class_of_self(rt, v)?;
    let Some(text) = native_payload(name).as_object::<Str>() else { return Err(not_a_string(rt, class, "__name__", name)) };
    if text_has_null(text) {
        return Err(rt.value_error("type name must not contain null characters"));
    }
    class.name.set(text);
    Ok(())
}

fn set_qualname(rt: &mut Runtime, v: Value, name: Value) -> Result<()> {
    let class = class_of_self(rt, v)?;
    let Some(text) = native_payload(name).as_object::<Str>() else { return Err(not_a_string(rt, class, "__qualname__", name)) };
    class.qualname.set(text);
    Ok(())
}

fn get_module(rt: &mut Runtime, v: Value) -> Result {
    let class = class_of_self(rt, v)?;
    let key = rt.names.__module__;
    match class.own(key) {
        Some(m) if !m.is_object::<crate::object::function::GetSet>() => Ok(m),
        _ => Ok(rt.str_value("builtins")),
    }
}

fn set_module(rt: &mut Runtime, v: Value, module: Value) -> Result<()> {
    let class = class_of_self(rt, v)?;
    if module.is_empty() {
        return Err(not_a_string(rt, class, "__module__", module));
    }
    let key = rt.names.__module__;
    rt.set_class_own(class, key, module);
    Ok(())
}

fn get_base(rt: &mut Runtime, v: Value) -> Result {
    let bases = class_of_self(rt, v)?.bases.get();
    Ok(bases::best(rt, bases.items()).map_or(Value::NONE, Value::from))
}

fn get_dict(rt: &mut Runtime, v: Value) -> Result {
    // CPython gives a read-only view (`mappingproxy`); a copy cannot be written through either.
    let class = class_of_self(rt, v)?;
    let entries = class.attributes.borrow().entries().to_vec();
    let dict = rt.new_dict();
    for (name, value) in entries {
        dict.set_str(rt, name, value);
    }
    Ok(dict.into())
}

fn get_doc(rt: &mut Runtime, v: Value) -> Result {
    let key = rt.names.__doc__;
    Ok(class_of_self(rt, v)?.own(key).filter(|d| !d.is_object::<crate::object::function::GetSet>()).unwrap_or(Value::NONE))
}

fn set_doc(rt: &mut Runtime, v: Value, doc: Value) -> Result<()> {
    let class = class_of_self(rt, v)?;
    if doc.is_empty() {
        return Err(not_a_string(rt, class, "__doc__", doc));
    }
    let key = rt.names.__doc__;
    rt.set_class_own(class, key, doc);
    Ok(())
}

fn get_abstract_methods(rt: &mut Runtime, v: Value) -> Result {
    let class = class_of_self(rt, v)?;
    let key = rt.intern("__abstractmethods__");
    match class.own(key) {
        Some(m) if !m.is_object::<crate::object::function::GetSet>() => Ok(m),
        _ => Err(rt.attribute_error("__abstractmethods__")),
    }
}

fn set_abstract_methods(rt: &mut Runtime, v: Value, names: Value) -> Result<()> {
    let class = class_of_self(rt, v)?;
    let abstract_ = rt.truth(names)?;
    let key = rt.intern("__abstractmethods__");
    rt.set_class_own(class, key, names);
    class.flags.set(if abstract_ { class.flags.get() | flags::ABSTRACT } else { class.flags.get() & !flags::ABSTRACT });
    Ok(())
}

/// `type(name, bases, namespace, **keywords)`, with the metaclass as first argument.
fn type_new(rt: &mut Runtime, args: Args<'_>) -> Result {
    let &[metaclass, name, bases, namespace] = args.positional else {
        if let [_, v] = args.positional {
            return Ok(rt.class_of(*v).into());
        }
        return Err(rt.type_error("type() takes 1 or 3 arguments"));
    };
    let metaclass = class_of_self(rt, metaclass)?;
    let Some(name) = native_payload(name).as_object::<Str>() else {
        let class = rt.type_name(name);
        return Err(rt.type_error(format!("type.__new__() argument 1 must be str, not {class}")));
    };
    let Some(bases) = native_payload(bases).as_object::<Tuple>() else {
        let class = rt.type_name(bases);
        return Err(rt.type_error(format!("type.__new__() argument 2 must be tuple, not {class}")));
    };
    let Some(namespace) = native_payload(namespace).as_object::<Dict>() else {
        let class = rt.type_name(namespace);
        return Err(rt.type_error(format!("type.__new__() argument 3 must be dict, not {class}")));
    };
    if text_has_null(name) {
        return Err(rt.value_error("type name must not contain null characters"));
    }
    // A metaclass of the bases that makes its classes itself is asked to.
    if bases.items().iter().all(|b| b.is_object::<Class>()) {
        let winner = rt.derive_metaclass(metaclass, bases.items())?;
        let key = rt.names.__new__;
        if winner != metaclass
            && let Some(new) = rt.class_lookup(winner, key)
            && Some(new) != rt.class_lookup(rt.types.type_, key)
        {
            let new = rt.bind_attribute(new, Value::EMPTY, winner)?;
            let mut all = rt.rooted();
            all.extend_from_slice(&[winner.into(), name.into(), bases.into(), namespace.into()]);
            all.extend_from_slice(args.keywords);
            return rt.call_with_names(new, &all, args.names);
        }
    }
    let key = rt.names.__module__;
    if namespace.get_str(key).is_none()
        && let Some(globals) = rt.engine().current_globals()
        && let Some(module) = globals.get_str(rt.names.__name__)
    {
        let copy = namespace.copy(rt);
        copy.set_str(rt, key, module);
        return rt.make_class(metaclass, name, bases, copy, args).map(Value::from);
    }
    rt.make_class(metaclass, name, bases, namespace, args).map(Value::from)
}

fn text_has_null(text: Gc<Str>) -> bool {
    text.to_rust().contains('\0')
}

/// `__mro__`: `None` while a metaclass's `mro` still works it out.
fn order_of(class: Gc<Class>) -> Value {
    let order = class.mro.get();
    if order.is_empty() { Value::NONE } else { order.into() }
}

impl Runtime {
    #[cold]
    pub(crate) fn abstract_class_error(&mut self, class: Gc<Class>) -> Raised {
        let key = self.intern("__abstractmethods__");
        let mut names = Vec::new();
        if let Some(set) = class.own(key) {
            let collected = self.for_each(set, |_, v| {
                names.extend(v.as_object::<Str>().map(|s| s.to_rust()));
                Ok(())
            });
            if collected.is_err() {
                return Raised;
            }
        }
        names.sort();
        let plural = if names.len() == 1 { "" } else { "s" };
        let message = format!("Can't instantiate abstract class {} with abstract method{plural} {}", class.name_text(), names.join(", "));
        self.type_error(message)
    }

    /// The most derived metaclass of `start` and those of the bases.
    ///
    /// # Errors
    /// `TypeError` on a conflict.
    pub fn derive_metaclass(&mut self, start: Gc<Class>, bases: &[Value]) -> Result<Gc<Class>> {
        let mut winner = start;
        for &base in bases {
            let meta = self.class_of(base);
            if winner.is_subclass(meta) {
                continue;
            }
            if !meta.is_subclass(winner) {
                return Err(self.type_error(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases",
                ));
            }
            winner = meta;
        }
        Ok(winner)
    }

    /// What a `class` statement does before its body runs: resolves bases and metaclass and prepares the namespace.
    /// `keywords` are names and values as given, `metaclass` among them.
    ///
    /// # Errors
    /// `TypeError` for impossible bases, and whatever `__prepare__` raises.
    pub fn prepare_class(&mut self, name: Gc<Str>, bases: Gc<Tuple>, keywords: Gc<Dict>) -> Result<ClassPreparation> {
        let original_bases = bases;
        let bases = self.resolve_bases(bases)?;
        let key = self.names.metaclass;
        let explicit = keywords.remove_str(self, key);
        let start = match explicit {
            Some(m) => match m.as_object::<Class>() {
                Some(c) => c,
                None => {
                    // Any callable may serve; it is called as it is.
                    let namespace = self.new_dict();
                    let mapping = namespace.into();
                    return Ok(ClassPreparation { metaclass: m, bases, original_bases, namespace, mapping, keywords });
                }
            },
            None => bases.items().first().map_or(self.types.type_, |&b| self.class_of(b)),
        };
        let metaclass = self.derive_metaclass(start, bases.items())?;
        let prepare = self.names.__prepare__;
        let mapping = if metaclass == self.types.type_ {
            self.new_dict().into()
        } else {
            match self.get_attr_opt(metaclass.into(), prepare)? {
                Some(method) => {
                    let (names, values) = self.split_keywords(keywords, &[name.into(), bases.into()]);
                    self.call_with_names(method, &values, names)?
                }
                None => self.new_dict().into(),
            }
        };
        let Some(namespace) = native_payload(mapping).as_object::<Dict>() else {
            let (meta, made) = (metaclass.name_text(), self.type_name(mapping));
            return Err(self.type_error(format!("{meta}.__prepare__() must return a mapping, not {made}")));
        };
        Ok(ClassPreparation { metaclass: metaclass.into(), bases, original_bases, namespace, mapping, keywords })
    }

    fn resolve_bases(&mut self, bases: Gc<Tuple>) -> Result<Gc<Tuple>> {
        if bases.items().iter().all(|b| b.is_object::<Class>()) {
            return Ok(bases);
        }
        let entries = self.names.__mro_entries__;
        let resolved = self.new_empty_list();
        for &base in bases.items() {
            if !base.is_object::<Class>()
                && let Some(method) = self.get_attr_opt(base, entries)?
            {
                let replacement = self.call(method, &[bases.into()])?;
                self.for_each(replacement, |rt, b| {
                    resolved.push(rt, b);
                    Ok(())
                })?;
                continue;
            }
            resolved.push(self, base);
        }
        // SAFETY: no guest code runs while the slice is read.
        let items = unsafe { resolved.as_slice() }.to_vec();
        Ok(self.new_tuple(&items))
    }

    /// Positional arguments followed by the values of a keyword dict, and the names as a tuple.
    pub fn split_keywords(&mut self, keywords: Gc<Dict>, positional: &[Value]) -> (Option<Gc<Tuple>>, crate::heap::RootedVec) {
        let mut values = self.rooted();
        values.extend_from_slice(positional);
        let mut names = Vec::new();
        let mut position = 0;
        while let Some((i, key, value)) = keywords.next_entry(position) {
            position = i + 1;
            names.push(key);
            values.push(value);
        }
        let names = if names.is_empty() { None } else { Some(self.new_tuple(&names)) };
        (names, values)
    }

    /// What a `class` statement does after its body ran on `prepared.namespace`: calls the metaclass.
    ///
    /// # Errors
    /// Whatever the metaclass raises.
    pub fn finish_class(&mut self, name: Gc<Str>, prepared: &ClassPreparation) -> Result {
        if prepared.bases != prepared.original_bases {
            let key = self.intern("__orig_bases__");
            let namespace = prepared.namespace;
            namespace.set_str(self, key, prepared.original_bases.into());
        }
        let (names, values) = self.split_keywords(prepared.keywords, &[name.into(), prepared.bases.into(), prepared.mapping]);
        self.call_with_names(prepared.metaclass, &values, names)
    }

    /// What `type.__new__` does.
    fn make_class(
        &mut self,
        metaclass: Gc<Class>,
        name: Gc<Str>,
        bases: Gc<Tuple>,
        namespace: Gc<Dict>,
        args: Args<'_>,
    ) -> Result<Gc<Class>> {
        let metaclass = self.derive_metaclass(metaclass, bases.items())?;
        let mut base_classes = Vec::new();
        for &b in bases.items() {
            let Some(base) = b.as_object::<Class>() else { return Err(self.type_error("bases must be types")) };
            if !base.has(flags::BASE_ALLOWED) {
                let name = base.name_text();
                return Err(self.type_error(format!("type '{name}' is not an acceptable base type")));
            }
            if base_classes.contains(&base) {
                let name = base.name_text();
                return Err(self.type_error(format!("duplicate base class {name}")));
            }
            base_classes.push(base);
        }
        if base_classes.is_empty() {
            base_classes.push(self.types.object);
        }
        let layout = self.combined_layout(&base_classes)?;
        let slots_key = self.names.__slots__;
        let slots = match namespace.get_str(slots_key) {
            Some(v) => Some(self.slot_names(v, name)?),
            None => None,
        };
        let has_dict = match &slots {
            None => true,
            Some(names) => names.contains(&self.names.__dict__) || base_classes.iter().any(|b| b.has(flags::HAS_DICT)),
        };
        let slot_names: Vec<Gc<Str>> =
            slots.unwrap_or_default().into_iter().filter(|n| *n != self.names.__dict__ && *n != self.names.__weakref__).collect();
        let native = base_classes.iter().map(|&base| self.native_base(base)).find(|&base| base != self.types.object);
        if !slot_names.is_empty()
            && let Some(base) = native.filter(|&base| [self.types.int, self.types.tuple, self.types.bytes].contains(&base))
        {
            let base = base.name_text();
            return Err(self.type_error(format!("nonempty __slots__ not supported for subtype of '{base}'")));
        }
        let orders_itself = self.orders_itself(metaclass);
        let mro = match self.linearize(&base_classes) {
            Err(_) if orders_itself => {
                self.take_pending();
                base_classes[0].mro_classes().collect()
            }
            order => order?,
        };
        let class = self.new_python_class(name, &base_classes, metaclass, layout, has_dict, &slot_names);
        if has_dict {
            let attributes = self.attributes_set(&mro, namespace);
            self.expect_attributes(class, &attributes);
        }
        let mut full = vec![Value::from(class)];
        full.extend(mro.iter().map(|&c| Value::from(c)));
        class.mro.set(self.new_tuple(&full));
        self.fill_namespace(class, namespace)?;
        for slot in slot_names {
            if class.own(slot).is_some() {
                let text = slot.to_rust();
                return Err(self.value_error(format!("'{text}' in __slots__ conflicts with class variable")));
            }
            let descriptor = self.new_getset(Accessor::Slot, slot, class.into());
            class.attributes.borrow_mut().set(slot, descriptor.into());
        }
        if orders_itself && let Err(raised) = self.ask_for_order(class, true) {
            base_classes.iter().for_each(|base| base.subclasses.borrow_mut().retain(|&c| c != class));
            return Err(raised);
        }
        self.touch_class(class);
        self.call_set_names(class)?;
        self.call_init_subclass(class, args)?;
        Ok(class)
    }

    /// Attributes that the functions of a class, of its namespace and of what it inherits from, set on their first
    /// parameter, each once: what its instances will want room for.
    fn attributes_set(&self, bases: &[Gc<Class>], namespace: Gc<Dict>) -> Vec<Gc<Str>> {
        let mut names = Vec::new();
        let mut add = |value: Value| {
            let function = value.as_object::<Function>();
            for &name in function.iter().flat_map(|function| &function.proto().attributes_set) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        };
        let mut position = 0;
        while let Some((index, _, value)) = namespace.next_entry(position) {
            position = index + 1;
            add(value);
        }
        for base in bases.iter().filter(|base| !base.has(flags::BUILTIN)) {
            base.attributes.borrow().entries().iter().for_each(|&(_, value)| add(value));
        }
        names
    }

    fn fill_namespace(&mut self, class: Gc<Class>, namespace: Gc<Dict>) -> Result<()> {
        let names_qualname = self.names.__qualname__;
        let mut table = NameTable::default();
        let mut position = 0;
        let mut entries = Vec::new();
        while let Some((i, key, value)) = namespace.next_entry(position) {
            position = i + 1;
            entries.push((key, value));
        }
        let (new_name, subclass_name, getitem_name, hash, eq) =
            (self.names.__new__, self.names.__init_subclass__, self.names.__class_getitem__, self.names.__hash__, self.names.__eq__);
        for (key, value) in entries {
            let Some(key) = key.as_object::<Str>() else { continue };
            let key = self.intern_str(key);
            if key == names_qualname {
                match value.as_object::<Str>() {
                    Some(q) => class.qualname.set(q),
                    None => {
                        let name = self.type_name(value);
                        return Err(self.type_error(format!("type __qualname__ must be a str, not {name}")));
                    }
                }
                continue;
            }
            let value = match value.kind() {
                Some(Kind::Function) if key == new_name => self.new_static_method(value).into(),
                Some(Kind::Function) if key == subclass_name || key == getitem_name => self.new_class_method(value).into(),
                _ => value,
            };
            table.set(key, value);
            // The new table is not reachable yet: keep what was just made alive through the class.
            class.attributes.borrow_mut().set(key, value);
        }
        if table.get(eq).is_some() && table.get(hash).is_none() {
            table.set(hash, Value::NONE);
        }
        let doc = self.names.__doc__;
        if table.get(doc).is_none() {
            table.set(doc, Value::NONE);
        }
        for (key, value) in self.class_extras(class) {
            if table.get(key).is_none() {
                table.set(key, value);
            }
        }
        *class.attributes.borrow_mut() = table;
        Ok(())
    }

    /// Attributes that `new_python_class` installed before the namespace was known (`__dict__`).
    fn class_extras(&self, class: Gc<Class>) -> Vec<(Gc<Str>, Value)> {
        let key = self.names.__dict__;
        class.own(key).map(|v| (key, v)).into_iter().collect()
    }

    fn call_set_names(&mut self, class: Gc<Class>) -> Result<()> {
        let entries = class.attributes.borrow().entries().to_vec();
        let set_name = self.names.__set_name__;
        for (name, value) in entries {
            if let Some(property) = value.as_object::<crate::object::function::Property>() {
                property.name.set(name.into());
                continue;
            }
            if value.kind() != Some(Kind::Instance) {
                continue;
            }
            if let Some(method) = self.special(value, set_name)
                && self.call_bound_special(method, value, &[class.into(), name.into()], None).is_err()
            {
                let cause = self.take_pending();
                let message = format!(
                    "Error calling __set_name__ on '{}' instance '{}' in '{}'",
                    self.type_name(value),
                    name.to_rust(),
                    class.name_text()
                );
                let raised = self.runtime_error(message);
                if let Some(e) = self.pending_exception() {
                    e.cause.set(cause);
                    e.suppress_context.set(true);
                }
                return Err(raised);
            }
        }
        Ok(())
    }

    fn call_init_subclass(&mut self, class: Gc<Class>, args: Args<'_>) -> Result<()> {
        if !class.is_subclass(class) {
            // The `mro` of its metaclass left it out, and CPython asks `super(class, class)` for the method.
            return Err(self.type_error("super(type, obj): obj must be an instance or subtype of type"));
        }
        let name = self.names.__init_subclass__;
        let Some(attribute) = self.class_lookup_after(class, class, name) else { return Ok(()) };
        if attribute.is_object::<NativeFunction>() && args.keywords.is_empty() {
            return Ok(());
        }
        let method = self.bind_attribute(attribute, Value::EMPTY, class)?;
        let mut values = self.rooted();
        values.extend_from_slice(args.keywords);
        self.call_with_names(method, &values, args.names)?;
        Ok(())
    }

    fn slot_names(&mut self, slots: Value, class: Gc<Str>) -> Result<Vec<Gc<Str>>> {
        let mut names = Vec::new();
        if let Some(one) = slots.as_object::<Str>() {
            names.push(self.intern_str(one));
        } else {
            self.for_each(slots, |rt, v| {
                let Some(s) = v.as_object::<Str>() else {
                    let name = rt.type_name(v);
                    return Err(rt.type_error(format!("__slots__ items must be strings, not '{name}'")));
                };
                if !crate::types::string::is_identifier(s) {
                    return Err(rt.type_error("__slots__ must be identifiers"));
                }
                // Interned names live as long as the runtime, so a plain Vec may hold them.
                names.push(rt.intern_str(s));
                Ok(())
            })?;
        }
        let prefix = format!("_{}", class.to_rust().trim_start_matches('_'));
        for name in &mut names {
            let text = name.to_rust();
            if text.starts_with("__") && !text.ends_with("__") {
                *name = self.intern(&format!("{prefix}{text}"));
            }
        }
        Ok(names)
    }

    fn combined_layout(&mut self, bases: &[Gc<Class>]) -> Result<Layout> {
        let mut best = Layout::Plain;
        let mut best_native: Option<Gc<Class>> = None;
        for &base in bases {
            let layout = base.layout.get();
            if layout == Layout::Plain || layout == best && best_native.is_none() {
                continue;
            }
            let native = self.native_base(base);
            match best_native {
                None => {
                    best = layout;
                    best_native = Some(native);
                }
                Some(other) if native.is_subclass(other) => {
                    best = layout;
                    best_native = Some(native);
                }
                Some(other) if other.is_subclass(native) || (layout == Layout::Exception && best == Layout::Exception) => {}
                Some(_) => return Err(self.type_error("multiple bases have instance lay-out conflict")),
            }
        }
        Ok(best)
    }

    /// The builtin class whose memory layout a class has.
    pub fn native_base(&self, class: Gc<Class>) -> Gc<Class> {
        class.mro_classes().find(|c| c.has(flags::BUILTIN)).unwrap_or(self.types.object)
    }

    /// C3 linearisation of the bases (the method resolution order without the class itself).
    pub(super) fn linearize(&mut self, bases: &[Gc<Class>]) -> Result<Vec<Gc<Class>>> {
        if let Some(unfinished) = bases.iter().find(|base| base.mro.get().is_empty()) {
            let name = unfinished.name_text();
            return Err(self.type_error(format!("Cannot extend an incomplete type '{name}'")));
        }
        let mut lists: Vec<Vec<Gc<Class>>> = bases.iter().map(|b| b.mro_classes().collect()).collect();
        lists.push(bases.to_vec());
        let mut result = Vec::new();
        loop {
            lists.retain(|l| !l.is_empty());
            if lists.is_empty() {
                return Ok(result);
            }
            let head = lists.iter().map(|l| l[0]).find(|c| !lists.iter().any(|l| l[1..].contains(c)));
            let Some(head) = head else {
                let mut names: Vec<String> = Vec::new();
                for l in &lists {
                    let n = l[0].name_text();
                    if !names.contains(&n) {
                        names.push(n);
                    }
                }
                let message = format!("Cannot create a consistent method resolution\norder (MRO) for bases {}", names.join(", "));
                return Err(self.type_error(message));
            };
            result.push(head);
            for l in &mut lists {
                if l[0] == head {
                    l.remove(0);
                }
            }
        }
    }

    /// A class with attributes in shapes; its namespace is still empty and its order of resolution that of the first
    /// base. Slot names become keys of the root shape.
    pub(crate) fn new_python_class(
        &mut self,
        name: Gc<Str>,
        bases: &[Gc<Class>],
        metaclass: Gc<Class>,
        layout: Layout,
        has_dict: bool,
        slots: &[Gc<Str>],
    ) -> Gc<Class> {
        let version = self.next_version();
        let empty = self.empty_tuple;
        let mut class_flags = flags::BASE_ALLOWED;
        if has_dict {
            class_flags |= flags::HAS_DICT;
        }
        let payload = matches!(layout, Layout::Native(_) | Layout::Immediate);
        if payload {
            class_flags |= flags::PAYLOAD;
        }
        let meta_shape = metaclass.root_shape();
        let class = self.allocate(Class::new_unlinked(Header::new(Kind::Class, meta_shape), version, name, empty, layout, class_flags));
        let base_values: Vec<Value> = bases.iter().map(|&b| b.into()).collect();
        class.bases.set(self.new_tuple(&base_values));
        let mut mro = vec![Value::from(class)];
        if let Some(first) = bases.first() {
            mro.extend_from_slice(first.mro.get().items());
        }
        class.mro.set(self.new_tuple(&mro));
        for base in bases {
            base.subclasses.borrow_mut().push(class);
        }
        if layout == Layout::Class {
            // Instances of a metaclass are classes.
            class.root_shape.set(self.shapes.add_root(class, Storage::Fixed, 0));
            class.dict_shape.set(class.root_shape());
            return class;
        }
        let mut keys: Vec<Gc<Str>> = Vec::new();
        for base in bases {
            for &key in &self.shapes.get(base.root_shape()).keys {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
        }
        let hidden = self.intern("");
        if payload && !keys.contains(&hidden) {
            keys.insert(0, hidden);
        }
        keys.extend(slots.iter().filter(|s| !keys.contains(s)).copied().collect::<Vec<_>>());
        let inline = if layout == Layout::Plain || payload { if has_dict { keys.len().max(4) } else { keys.len() } } else { 0 };
        let mut shape = self.shapes.add_root(class, Storage::Slots, inline as u16);
        for key in keys {
            shape = self.shapes.with_declared_key(shape, key);
        }
        class.root_shape.set(shape);
        class.dict_shape.set(self.shapes.add_root(class, Storage::Dictionary, 0));
        if has_dict {
            self.install_getsets(class, super::object::DICT_GETSET);
        }
        class
    }
}

/// A `class` statement between evaluation of its header and the end of its body.
#[derive(Clone, Copy, Debug)]
pub struct ClassPreparation {
    /// Called to make the class.
    pub metaclass: Value,
    /// Bases after `__mro_entries__`.
    pub bases: Gc<Tuple>,
    /// Bases as written.
    pub original_bases: Gc<Tuple>,
    /// The dict of the namespace (the payload when the namespace is an instance of a dict subclass).
    pub namespace: Gc<Dict>,
    /// The namespace itself, that the body stores its names in.
    pub mapping: Value,
    /// Keywords without `metaclass`.
    pub keywords: Gc<Dict>,
}

// ---- super --------------------------------------------------------------------------------------------------------

fn super_new(rt: &mut Runtime, args: Args<'_>) -> Result {
    match *args.positional {
        [_] => Err(rt.runtime_error("super(): no arguments")),
        [_, class] => {
            let class = super_class(rt, class)?;
            Ok(rt.new_super(class, Value::EMPTY, Value::EMPTY).into())
        }
        [_, class, object] => rt.make_super(class, object),
        _ => Err(rt.type_error(format!("super() takes at most 2 arguments ({} given)", args.positional.len().saturating_sub(1)))),
    }
}

fn super_class(rt: &mut Runtime, v: Value) -> Result<Gc<Class>> {
    match v.as_object::<Class>() {
        Some(c) => Ok(c),
        None => {
            let name = rt.type_name(v);
            Err(rt.type_error(format!("super() argument 1 must be a type, not {name}")))
        }
    }
}

impl Runtime {
    /// `super(class, object)`.
    ///
    /// # Errors
    /// `TypeError` when `object` is neither an instance nor a subclass of `class`.
    pub fn make_super(&mut self, class: Value, object: Value) -> Result {
        let class = super_class(self, class)?;
        if object.is_none() {
            return Ok(self.new_super(class, Value::EMPTY, Value::EMPTY).into());
        }
        if let Some(c) = object.as_object::<Class>()
            && c.is_subclass(class)
        {
            return Ok(self.new_super(class, object, object).into());
        }
        let object_class = self.class_of(object);
        if object_class.is_subclass(class) {
            return Ok(self.new_super(class, object, object_class.into()).into());
        }
        Err(self.type_error("super(type, obj): obj must be an instance or subtype of type"))
    }
}

fn super_repr(rt: &mut Runtime, v: Value) -> Result {
    let text = match v.as_object::<Super>() {
        Some(s) => match s.object_class.as_object::<Class>() {
            Some(c) => format!("<super: <class '{}'>, <{} object>>", s.class.name_text(), c.name_text()),
            None => format!("<super: <class '{}'>, NULL>", s.class.name_text()),
        },
        None => "<super>".to_string(),
    };
    Ok(rt.str_value(&text))
}
