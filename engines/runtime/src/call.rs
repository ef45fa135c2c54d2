//! Calling: any callable with any arguments, and binding of arguments to parameters with CPython's messages.

use crate::Runtime;
use crate::object::Gc;
use crate::object::Kind;
use crate::object::class::{Class, Layout};
use crate::object::dict::Dict;
use crate::object::function::{Args, BoundMethod, Function, NativeBody, NativeDef, NativeFunction, NativeRole, Proto, StaticMethod};
use crate::object::string::Str;
use crate::object::tuple::Tuple;
use crate::value::{Raised, Result, Value};

/// Arguments up to this many are handled without an allocation when one must be put in front.
const INLINE_ARGS: usize = 8;

impl Runtime {
    /// `callable(*args)`.
    ///
    /// # Errors
    /// `TypeError` for what cannot be called, and whatever the callee raises.
    #[inline]
    pub fn call(&mut self, callable: Value, args: &[Value]) -> Result {
        self.call_with_names(callable, args, None)
    }

    /// `callable(*args[..n], **dict(zip(names, args[n..])))`: values of keywords come last, their names in a tuple.
    ///
    /// # Errors
    /// As [`Runtime::call`].
    pub fn call_with_names(&mut self, callable: Value, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        match callable.kind() {
            Some(Kind::Function) => {
                let Some(function) = callable.as_object::<Function>() else { return Err(self.not_callable(callable)) };
                self.engine().call_function(self, function, args, names)
            }
            Some(Kind::NativeFunction) => {
                let Some(function) = callable.as_object::<NativeFunction>() else { return Err(self.not_callable(callable)) };
                self.call_native(function, args, names)
            }
            Some(Kind::BoundMethod) => {
                let Some(method) = callable.as_object::<BoundMethod>() else { return Err(self.not_callable(callable)) };
                self.call_with_first(method.function, method.receiver, args, names)
            }
            Some(Kind::Class) => {
                let Some(class) = callable.as_object::<Class>() else { return Err(self.not_callable(callable)) };
                self.call_class(class, args, names)
            }
            Some(Kind::StaticMethod) => {
                let function = callable.as_object::<StaticMethod>().map_or(Value::NONE, |s| s.function.get());
                self.call_with_names(function, args, names)
            }
            _ => {
                // An instance may be the `__call__` of its own class.
                let name = self.names.__call__;
                let Some(method) = self.special(callable, name) else { return Err(self.not_callable(callable)) };
                self.enter_text(" while calling a Python object")?;
                let result = self.call_bound_special(method, callable, args, names);
                self.leave_frame();
                result
            }
        }
    }

    /// Calls a special method found in the class of `receiver`.
    ///
    /// # Errors
    /// As [`Runtime::call`].
    pub fn call_bound_special(&mut self, method: Value, receiver: Value, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        match method.kind() {
            Some(Kind::Function | Kind::NativeFunction) => {
                if method.as_object::<NativeFunction>().is_some_and(|f| f.role == NativeRole::StaticMethod) {
                    return self.call_with_names(method, args, names);
                }
                self.call_with_first(method, receiver, args, names)
            }
            _ => {
                let class = self.class_of(receiver);
                let bound = self.bind_attribute(method, receiver, class)?;
                self.call_with_names(bound, args, names)
            }
        }
    }

    /// Calls the special method `name` of `receiver`, if its class has it.
    ///
    /// # Errors
    /// Whatever the method raises.
    pub fn call_special(&mut self, receiver: Value, name: Gc<Str>, args: &[Value]) -> Result<Option<Value>> {
        match self.special(receiver, name) {
            Some(method) => self.call_bound_special(method, receiver, args, None).map(Some),
            None => Ok(None),
        }
    }

    /// `receiver.name(*args)`.
    ///
    /// # Errors
    /// As attribute access and call.
    pub fn call_method(&mut self, receiver: Value, name: Gc<Str>, args: &[Value]) -> Result {
        let method = self.get_attr(receiver, name)?;
        self.call(method, args)
    }

    /// Calls with one argument put in front.
    ///
    /// # Errors
    /// As [`Runtime::call`].
    pub fn call_with_first(&mut self, function: Value, first: Value, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        if args.len() < INLINE_ARGS {
            let mut all = [Value::EMPTY; INLINE_ARGS];
            all[0] = first;
            all[1..=args.len()].copy_from_slice(args);
            self.call_with_names(function, &all[..=args.len()], names)
        } else {
            let mut all = self.rooted();
            all.push(first);
            all.extend_from_slice(args);
            self.call_with_names(function, &all, names)
        }
    }

    #[cold]
    fn not_callable(&mut self, v: Value) -> Raised {
        let name = self.type_name(v);
        self.type_error(format!("'{name}' object is not callable"))
    }

    // ---- native functions -----------------------------------------------------------------------------------------

    /// Calls a native function after checking its arity.
    ///
    /// # Errors
    /// `TypeError` for wrong arguments, and whatever it raises.
    #[inline]
    pub fn call_native(&mut self, function: Gc<NativeFunction>, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        let def = function.def;
        if names.is_none() {
            match (def.body, args) {
                (NativeBody::F0(f), []) => return f(self),
                (NativeBody::F1(f), &[a]) => return f(self, a),
                (NativeBody::F2(f), &[a, b]) => return f(self, a, b),
                (NativeBody::F3(f), &[a, b, c]) => return f(self, a, b, c),
                (NativeBody::F4(f), &[a, b, c, d]) => return f(self, a, b, c, d),
                (NativeBody::F2(f), &[a]) if def.required <= 1 => return f(self, a, Value::EMPTY),
                (NativeBody::F3(f), &[a, b]) if def.required <= 2 => return f(self, a, b, Value::EMPTY),
                (NativeBody::F3(f), &[a]) if def.required <= 1 => return f(self, a, Value::EMPTY, Value::EMPTY),
                (NativeBody::F4(f), &[a, b]) if def.required <= 2 => return f(self, a, b, Value::EMPTY, Value::EMPTY),
                (NativeBody::F4(f), &[a, b, c]) if def.required <= 3 => return f(self, a, b, c, Value::EMPTY),
                (NativeBody::Var(f), positional) if !positional.is_empty() || function.role == NativeRole::Function => {
                    return f(self, Args { positional, keywords: &[], names: None });
                }
                _ => {}
            }
        }
        self.call_native_general(function, args, names)
    }

    fn call_native_general(&mut self, function: Gc<NativeFunction>, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        let def = function.def;
        let keyword_count = names.map_or(0, |n| n.len());
        let (positional, keywords) = args.split_at(args.len() - keyword_count);
        // Bodies with any number of arguments rely on their receiver.
        if positional.is_empty() && (function.role == NativeRole::Method || def.name == "__new__") {
            return Err(self.no_receiver_error(function));
        }
        let max = match def.body {
            NativeBody::F0(_) => 0,
            NativeBody::F1(_) => 1,
            NativeBody::F2(_) => 2,
            NativeBody::F3(_) => 3,
            NativeBody::F4(_) => 4,
            NativeBody::Var(f) => return f(self, Args { positional, keywords, names }),
        };
        let hidden = matches!(function.role, NativeRole::Method | NativeRole::ClassMethod) as usize;
        let mut all = [Value::EMPTY; 4];
        if positional.len() > max {
            return Err(self.native_arity_error(function, positional.len() - hidden));
        }
        all[..positional.len()].copy_from_slice(positional);
        for (name, value) in (Args { positional, keywords, names }).keyword_pairs() {
            let Some(i) = def.keywords.iter().position(|k| name.eq_rust(k)) else {
                return Err(self.native_keyword_error(def, function, name));
            };
            let slot = i + hidden;
            if !all[slot].is_empty() {
                let message = format!("argument for {}() given by name ('{}') and position ({})", def.name, def.keywords[i], i + 1);
                return Err(self.type_error(message));
            }
            all[slot] = value;
        }
        if let Some(missing) = all[..(def.required as usize).min(max)].iter().position(|v| v.is_empty()) {
            if keyword_count > 0 || (!def.keywords.is_empty() && missing >= hidden) {
                let name = def.keywords.get(missing - hidden).copied().unwrap_or("");
                let message = format!("{}() missing required argument '{name}' (pos {})", def.name, missing - hidden + 1);
                return Err(self.type_error(message));
            }
            return Err(self.native_arity_error(function, positional.len().saturating_sub(hidden)));
        }
        match def.body {
            NativeBody::F0(f) => f(self),
            NativeBody::F1(f) => f(self, all[0]),
            NativeBody::F2(f) => f(self, all[0], all[1]),
            NativeBody::F3(f) => f(self, all[0], all[1], all[2]),
            NativeBody::F4(f) => f(self, all[0], all[1], all[2], all[3]),
            NativeBody::Var(f) => f(self, Args { positional, keywords, names }),
        }
    }

    #[cold]
    fn native_keyword_error(&mut self, def: &NativeDef, function: Gc<NativeFunction>, name: Gc<Str>) -> Raised {
        if def.keywords.is_empty() {
            let qualified = self.native_qualified_name(function);
            return self.type_error(format!("{qualified}() takes no keyword arguments"));
        }
        let message = format!("'{}' is an invalid keyword argument for {}()", name.to_rust(), def.name);
        self.type_error(message)
    }

    /// A method was called through its class and without anything to work on.
    #[cold]
    fn no_receiver_error(&mut self, function: Gc<NativeFunction>) -> Raised {
        let (name, qualified) = (function.def.name, self.native_qualified_name(function));
        let owner = qualified.strip_suffix(name).map_or("object", |owner| owner.trim_end_matches('.'));
        let message = match name {
            "__new__" => format!("{qualified}(): not enough arguments"),
            _ if name.starts_with("__") => format!("descriptor '{name}' of '{owner}' object needs an argument"),
            _ => format!("unbound method {qualified}() needs an argument"),
        };
        self.type_error(message)
    }

    fn native_qualified_name(&self, function: Gc<NativeFunction>) -> String {
        match function.owner.as_object::<Class>() {
            Some(class) => format!("{}.{}", class.name_text(), function.def.name),
            None => match function.owner.as_object::<Str>() {
                Some(module) if !module.eq_rust("builtins") => format!("{}.{}", module.to_rust(), function.def.name),
                _ => function.def.name.to_string(),
            },
        }
    }

    /// Wrong number of positional arguments, worded as CPython's argument parsers do. `given` excludes `self`.
    #[cold]
    pub fn native_arity_error(&mut self, function: Gc<NativeFunction>, given: usize) -> Raised {
        let def = function.def;
        let hidden = matches!(function.role, NativeRole::Method | NativeRole::ClassMethod) as usize;
        let max = match def.body {
            NativeBody::F0(_) => 0,
            NativeBody::F1(_) => 1,
            NativeBody::F2(_) => 2,
            NativeBody::F3(_) => 3,
            NativeBody::F4(_) => 4,
            NativeBody::Var(_) => usize::MAX,
        }
        .saturating_sub(hidden);
        let min = (def.required as usize).saturating_sub(hidden);
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        // Parsers that take keywords, and those of the searching methods of texts, word it in another way.
        let searches = matches!(def.name, "find" | "rfind" | "index" | "rindex" | "count" | "startswith" | "endswith");
        let owner = function.owner.as_object::<Class>();
        let of_text = owner.is_some_and(|class| [self.types.str_, self.types.bytes, self.types.bytearray].contains(&class));
        if !def.keywords.is_empty() && hidden == 1 && max != min || (searches && of_text) {
            let (bound, count) = if given < min { ("at least", min) } else { ("at most", max) };
            return self.type_error(format!("{}() takes {bound} {count} argument{} ({given} given)", def.name, plural(count)));
        }
        let message = if max == 0 {
            format!("{}() takes no arguments ({given} given)", self.native_qualified_name(function))
        } else if min == max && max == 1 {
            format!("{}() takes exactly one argument ({given} given)", self.native_qualified_name(function))
        } else if min == max {
            format!("{} expected {max} argument{}, got {given}", def.name, plural(max))
        } else if given < min {
            format!("{} expected at least {min} argument{}, got {given}", def.name, plural(min))
        } else {
            format!("{} expected at most {max} argument{}, got {given}", def.name, plural(max))
        };
        self.type_error(message)
    }

    // ---- classes --------------------------------------------------------------------------------------------------

    fn call_class(&mut self, class: Gc<Class>, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        if names.is_none()
            && let Some(result) = self.construct_builtin(class, args)
        {
            return result;
        }
        let metaclass = self.class_of(class.into());
        if metaclass != self.types.type_ {
            let name = self.names.__call__;
            if let Some(method) = self.class_lookup(metaclass, name)
                && !method.is_object::<NativeFunction>()
            {
                return self.call_with_first(method, class.into(), args, names);
            }
        }
        if class == self.types.type_ && args.len() == 1 && names.is_none() {
            return Ok(self.class_of(args[0]).into());
        }
        self.instantiate(class, args, names)
    }

    /// What `type.__call__` does: `__new__`, then `__init__`.
    ///
    /// # Errors
    /// Whatever they raise.
    pub fn instantiate(&mut self, class: Gc<Class>, args: &[Value], names: Option<Gc<Tuple>>) -> Result {
        let (new_name, init_name) = (self.names.__new__, self.names.__init__);
        let new = self.class_lookup(class, new_name);
        let init = self.class_lookup(class, init_name);
        let plain_new = new == Some(self.object_new);
        let plain_init = init == Some(self.object_init);
        let object = if plain_new {
            if plain_init && !args.is_empty() {
                let message = format!("{}() takes no arguments", class.name_text());
                return Err(self.type_error(message));
            }
            self.new_plain_instance(class)?
        } else if new == Some(self.exception_new) && names.is_none() {
            let tuple = self.new_tuple(args);
            let exception = Value::from(self.new_exception(class.root_shape(), tuple));
            if init == Some(self.exception_init) {
                // It would make the same tuple once more.
                return Ok(exception);
            }
            exception
        } else {
            let Some(new) = new else { return Err(self.type_error(format!("cannot create '{}' instances", class.name_text()))) };
            let new = self.bind_attribute(new, Value::EMPTY, class)?;
            let object = self.call_with_first(new, class.into(), args, names)?;
            if !self.is_instance(object, class) {
                return Ok(object);
            }
            object
        };
        if plain_init {
            return Ok(object);
        }
        // `__new__` may have given an instance of a subclass with its own `__init__`.
        let init = if plain_new { init } else { self.special(object, init_name) };
        if let Some(init) = init {
            let result = self.call_bound_special(init, object, args, names)?;
            if !result.is_none() {
                let name = self.type_name(result);
                return Err(self.type_error(format!("__init__() should return None, not '{name}'")));
            }
        }
        Ok(object)
    }

    /// What `object.__new__` does for a class of plain layout (checks for abstract methods included).
    ///
    /// # Errors
    /// `TypeError` for abstract classes and for layouts that need their own `__new__`.
    pub fn new_plain_instance(&mut self, class: Gc<Class>) -> Result {
        if class.layout.get() != Layout::Plain {
            let name = class.name_text();
            return Err(self.type_error(format!("object.__new__({name}) is not safe, use {name}.__new__()")));
        }
        if class.has(crate::object::class::flags::ABSTRACT) {
            return Err(self.abstract_class_error(class));
        }
        let root = self.shapes.get(class.root_shape());
        let (id, capacity) = (root.id, root.inline_capacity);
        Ok(self.new_instance(id, capacity, None).into())
    }

    // ---- binding --------------------------------------------------------------------------------------------------

    /// Binds arguments to the parameter slots of a Python function: defaults filled in, `*args` and `**kwargs` built.
    /// `slots` has [`Proto::parameter_slots`] values, is seen by the collector, and is overwritten entirely. `args`
    /// holds positional values, then those of the keywords in `names`; it must not overlap `slots`.
    ///
    /// # Errors
    /// `TypeError`, worded as CPython 3.11.
    pub fn bind_arguments(&mut self, function: Gc<Function>, args: &[Value], names: Option<Gc<Tuple>>, slots: &mut [Value]) -> Result<()> {
        let proto = function.proto();
        let keyword_count = names.map_or(0, |n| n.len());
        let (positional, keywords) = args.split_at(args.len() - keyword_count);
        let formal = proto.positional.len();
        let kwonly = proto.kwonly.len();
        slots.fill(Value::EMPTY);
        let taken = positional.len().min(formal);
        slots[..taken].copy_from_slice(&positional[..taken]);
        let mut next = formal + kwonly;
        if proto.has_vararg {
            slots[next] = self.new_tuple(&positional[taken..]).into();
            next += 1;
        }
        let kwargs = if proto.has_kwarg {
            let dict = self.new_dict();
            slots[next] = dict.into();
            Some(dict)
        } else {
            None
        };
        if let Some(names) = names {
            self.bind_keywords(function, names, keywords, kwargs, slots)?;
        }
        if positional.len() > formal && !proto.has_vararg {
            return Err(self.too_many_positional(function, positional.len(), slots));
        }
        let defaults = function.defaults.get().as_object::<Tuple>();
        let default_count = defaults.map_or(0, |d| d.len());
        let required = formal - default_count.min(formal);
        if slots[..required].iter().any(|v| v.is_empty()) {
            let missing: Vec<usize> = (0..required).filter(|&i| slots[i].is_empty()).collect();
            return Err(self.missing_arguments(function, "positional", missing.iter().map(|&i| proto.positional[i]).collect()));
        }
        if let Some(defaults) = defaults {
            let values = &defaults.items()[default_count.saturating_sub(formal)..];
            for (slot, &value) in slots[required..formal].iter_mut().zip(values) {
                if slot.is_empty() {
                    *slot = value;
                }
            }
        }
        if kwonly > 0 {
            self.bind_keyword_only_defaults(function, slots)?;
        }
        Ok(())
    }

    fn bind_keywords(
        &mut self,
        function: Gc<Function>,
        names: Gc<Tuple>,
        values: &[Value],
        kwargs: Option<Gc<Dict>>,
        slots: &mut [Value],
    ) -> Result<()> {
        let proto = function.proto();
        for (&name, &value) in names.items().iter().zip(values) {
            let Some(name) = name.as_object::<Str>() else { return Err(self.type_error("keywords must be strings")) };
            match keyword_slot(proto, name) {
                Some(slot) => {
                    if !slots[slot].is_empty() {
                        let message = format!("{}() got multiple values for argument '{}'", self.function_name(function), name.to_rust());
                        return Err(self.type_error(message));
                    }
                    slots[slot] = value;
                }
                None => match kwargs {
                    Some(dict) => dict.set_str(self, name, value),
                    None => return Err(self.unexpected_keyword(function, names, name)),
                },
            }
        }
        Ok(())
    }

    fn bind_keyword_only_defaults(&mut self, function: Gc<Function>, slots: &mut [Value]) -> Result<()> {
        let proto = function.proto();
        let defaults = function.kw_defaults.get().as_object::<Dict>();
        let first = proto.positional.len();
        let mut missing = Vec::new();
        for (i, &name) in proto.kwonly.iter().enumerate() {
            if slots[first + i].is_empty() {
                match defaults.and_then(|d| d.get_str(name)) {
                    Some(v) => slots[first + i] = v,
                    None => missing.push(name),
                }
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(self.missing_arguments(function, "keyword-only", missing)) }
    }

    /// `__qualname__` of a function, for messages.
    pub fn function_name(&self, function: Gc<Function>) -> String {
        match function.qualname.get().as_object::<Str>() {
            Some(s) => s.to_rust(),
            None => function.proto().qualname.to_rust(),
        }
    }

    #[cold]
    fn unexpected_keyword(&mut self, function: Gc<Function>, names: Gc<Tuple>, name: Gc<Str>) -> Raised {
        let proto = function.proto();
        let posonly = &proto.positional[..proto.posonly_count];
        let given: Vec<String> = names
            .items()
            .iter()
            .filter_map(|n| n.as_object::<Str>())
            .filter(|n| posonly.iter().any(|p| p.equals(n)))
            .map(|n| n.to_rust())
            .collect();
        let function = self.function_name(function);
        if !given.is_empty() {
            let list = given.join(", ");
            return self.type_error(format!("{function}() got some positional-only arguments passed as keyword arguments: '{list}'"));
        }
        self.type_error(format!("{function}() got an unexpected keyword argument '{}'", name.to_rust()))
    }

    #[cold]
    fn missing_arguments(&mut self, function: Gc<Function>, kind: &str, names: Vec<Gc<Str>>) -> Raised {
        let quoted: Vec<String> = names.iter().map(|n| format!("'{}'", n.to_rust())).collect();
        let list = match quoted.as_slice() {
            [one] => one.clone(),
            [a, b] => format!("{a} and {b}"),
            [rest @ .., last] => format!("{}, and {last}", rest.join(", ")),
            [] => String::new(),
        };
        let plural = if names.len() == 1 { "" } else { "s" };
        let message = format!("{}() missing {} required {kind} argument{plural}: {list}", self.function_name(function), names.len());
        self.type_error(message)
    }

    #[cold]
    fn too_many_positional(&mut self, function: Gc<Function>, given: usize, slots: &[Value]) -> Raised {
        let proto = function.proto();
        let formal = proto.positional.len();
        let defaults = function.defaults.get().as_object::<Tuple>().map_or(0, |d| d.len());
        let kwonly_given = slots[formal..formal + proto.kwonly.len()].iter().filter(|v| !v.is_empty()).count();
        let (takes, plural) = if defaults > 0 {
            (format!("from {} to {formal}", formal - defaults), "s")
        } else {
            (formal.to_string(), if formal == 1 { "" } else { "s" })
        };
        let kwonly = if kwonly_given > 0 {
            let plural = if kwonly_given == 1 { "" } else { "s" };
            let given_plural = if given == 1 { "" } else { "s" };
            format!(" positional argument{given_plural} (and {kwonly_given} keyword-only argument{plural})")
        } else {
            String::new()
        };
        let verb = if given == 1 && kwonly_given == 0 { "was" } else { "were" };
        let message =
            format!("{}() takes {takes} positional argument{plural} but {given}{kwonly} {verb} given", self.function_name(function));
        self.type_error(message)
    }
}

/// Slot of a parameter that a keyword may name.
fn keyword_slot(proto: &Proto, name: Gc<Str>) -> Option<usize> {
    let positional = proto.positional.iter().enumerate().skip(proto.posonly_count);
    let kwonly = proto.kwonly.iter().enumerate().map(|(i, n)| (i + proto.positional.len(), n));
    let mut all = positional.chain(kwonly);
    if let Some((i, _)) = all.clone().find(|(_, n)| **n == name) {
        return Some(i);
    }
    // Names built at run time (`**{"a" + "b": 1}`) are not interned.
    if name.is_interned() { None } else { all.find(|(_, n)| n.equals(&name)).map(|(i, _)| i) }
}
