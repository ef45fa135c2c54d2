//! Attribute access: look-up in classes, descriptors, own attributes. What inline caches may keep of it is in [`cached`].
//!
//! The order is CPython's `PyObject_GenericGetAttr`: data descriptor of the class, own attribute, other descriptor or
//! plain value of the class, then `__getattr__`.

mod cached;

pub use cached::{AttrCache, StoreCache};

use crate::Runtime;
use crate::object::class::{Class, Layout, Super, flags};
use crate::object::dict::Dict;
use crate::object::exception::Exception;
use crate::object::function::{Accessor, ClassMethod, Function, GetSet, NativeFunction, NativeRole, Property, StaticMethod};
use crate::object::instance::{Instance, SlotArray};
use crate::object::module::Module;
use crate::object::native::Native;
use crate::object::string::Str;
use crate::object::{Gc, Header, Kind, ShapeId};
use crate::shape::Storage;
use crate::value::{Raised, Result, Value};
use std::cell::Cell;

/// One remembered class look-up.
#[derive(Clone, Copy)]
pub(crate) struct CachedLookup {
    version: u32,
    name: usize,
    value: Value,
}

const CACHE_SIZE: usize = 4096;
const SUPER_CACHE_SIZE: usize = 512;

impl CachedLookup {
    pub(crate) fn clear(&mut self) {
        *self = CachedLookup { version: 0, name: 0, value: Value::EMPTY };
    }
}

pub(crate) fn new_method_cache() -> Vec<CachedLookup> {
    vec![CachedLookup { version: 0, name: 0, value: Value::EMPTY }; CACHE_SIZE]
}

pub(crate) fn new_super_cache() -> Vec<(u32, CachedLookup)> {
    vec![(0, CachedLookup { version: 0, name: 0, value: Value::EMPTY }); SUPER_CACHE_SIZE]
}

/// A cell with attribute slots: instances, exceptions, library objects.
#[derive(Clone, Copy)]
enum Holder {
    Instance(Gc<Instance>),
    Other(Gc<Header>, *const Cell<Value>),
}

impl Holder {
    fn of(v: Value) -> Option<Holder> {
        match v.kind()? {
            Kind::Instance => v.as_object::<Instance>().map(Holder::Instance),
            Kind::Exception => {
                v.as_object::<Exception>().map(|e| Holder::Other(v.header().unwrap_or_else(|| unreachable!()), &raw const e.overflow))
            }
            Kind::Native => {
                v.as_object::<Native>().map(|n| Holder::Other(v.header().unwrap_or_else(|| unreachable!()), &raw const n.overflow))
            }
            _ => None,
        }
    }
    fn header(&self) -> &Header {
        match self {
            Holder::Instance(i) => i.header(),
            Holder::Other(h, _) => h,
        }
    }
    fn overflow_cell(&self) -> Option<&Cell<Value>> {
        match self {
            Holder::Instance(_) => None,
            // SAFETY: points into a live cell that the header pointer beside it keeps alive.
            Holder::Other(_, c) => Some(unsafe { &**c }),
        }
    }
    fn overflow(&self) -> Value {
        match self {
            Holder::Instance(i) => i.overflow(),
            Holder::Other(..) => self.overflow_cell().map_or(Value::EMPTY, Cell::get),
        }
    }
    fn set_overflow(&self, v: Value) {
        match self {
            Holder::Instance(i) => i.set_overflow(v),
            Holder::Other(..) => {
                if let Some(c) = self.overflow_cell() {
                    c.set(v);
                }
            }
        }
    }
    fn slot(&self, slot: u32) -> Value {
        match self {
            Holder::Instance(i) => i.slot(slot),
            Holder::Other(..) => {
                self.overflow().as_object::<SlotArray>().and_then(|a| a.slots().get(slot as usize).map(Cell::get)).unwrap_or(Value::EMPTY)
            }
        }
    }
    fn set_slot(&self, rt: &mut Runtime, slot: u32, value: Value) {
        match self {
            Holder::Instance(i) => i.set_slot(rt, slot, value),
            Holder::Other(..) => {
                let array = match self.overflow().as_object::<SlotArray>() {
                    Some(a) if (slot as usize) < a.slots().len() => a,
                    old => {
                        let new = rt.new_slot_array((slot as usize + 1).next_power_of_two().max(4));
                        if let Some(old) = old {
                            for (from, to) in old.slots().iter().zip(new.slots()) {
                                to.set(from.get());
                            }
                        }
                        self.set_overflow(new.into());
                        new
                    }
                };
                array.slots()[slot as usize].set(value);
            }
        }
    }
}

impl Runtime {
    // ---- classes --------------------------------------------------------------------------------------------------

    /// Attribute found in a class or its bases; no descriptor is invoked. `name` is interned.
    #[inline]
    pub fn class_lookup(&mut self, class: Gc<Class>, name: Gc<Str>) -> Option<Value> {
        let version = class.version.get();
        let key = name.as_ptr() as usize;
        let index = (version as usize).wrapping_mul(31).wrapping_add(key >> 4) % CACHE_SIZE;
        let cached = self.method_cache[index];
        if cached.version == version && cached.name == key {
            return cached.value.present();
        }
        let found = class.mro.get().items().iter().find_map(|c| c.as_object::<Class>().and_then(|c| c.own(name)));
        self.method_cache[index] = CachedLookup { version, name: key, value: found.unwrap_or(Value::EMPTY) };
        found
    }

    /// Special method of a value, looked up in its class as the interpreter does for operators.
    #[inline]
    pub fn special(&mut self, v: Value, name: Gc<Str>) -> Option<Value> {
        let class = self.class_of(v);
        self.class_lookup(class, name)
    }

    /// Look-up after `after` in the method resolution order of `class`: what `super` does.
    pub fn class_lookup_after(&mut self, class: Gc<Class>, after: Gc<Class>, name: Gc<Str>) -> Option<Value> {
        let (version, key) = (class.version.get(), name.as_ptr() as usize);
        let after_version = after.version.get();
        let index = (version as usize).wrapping_mul(31).wrapping_add(after_version as usize).wrapping_mul(31).wrapping_add(key >> 4);
        let index = index % SUPER_CACHE_SIZE;
        let (known_after, cached) = self.super_cache[index];
        if known_after == after_version && cached.version == version && cached.name == key {
            return cached.value.present();
        }
        let mro = class.mro.get();
        let position = mro.items().iter().position(|&c| c == Value::from(after))?;
        let found = mro.items()[position + 1..].iter().find_map(|c| c.as_object::<Class>().and_then(|c| c.own(name)));
        self.super_cache[index] = (after_version, CachedLookup { version, name: key, value: found.unwrap_or(Value::EMPTY) });
        found
    }

    /// Look-ups through this class and its subclasses may have changed.
    pub fn touch_class(&mut self, class: Gc<Class>) {
        if class.has(flags::PAYLOAD) && class.customs_version.get() == class.version.get() {
            self.forget_tuple_hashes();
        }
        let version = self.next_version();
        class.version.set(version);
        let subclasses = class.subclasses.borrow().clone();
        for c in subclasses {
            self.touch_class(c);
        }
    }

    /// Sets an attribute of a class without descriptors or checks.
    pub fn set_class_own(&mut self, class: Gc<Class>, name: Gc<Str>, value: Value) {
        class.attributes.borrow_mut().set(name, value);
        self.touch_class(class);
    }

    // ---- binding --------------------------------------------------------------------------------------------------

    /// Whether a class attribute takes precedence over own attributes.
    pub fn is_data_descriptor(&mut self, v: Value) -> bool {
        match v.kind() {
            Some(Kind::Property | Kind::GetSet) => true,
            Some(Kind::Instance) => {
                let class = self.class_of(v);
                let (set, delete) = (self.names.__set__, self.names.__delete__);
                self.class_lookup(class, set).is_some() || self.class_lookup(class, delete).is_some()
            }
            _ => false,
        }
    }

    /// Whether a data descriptor has `__set__` or `__delete__` alone: reading passes it by.
    fn cannot_get(&mut self, v: Value) -> bool {
        let get = self.names.__get__;
        v.kind() == Some(Kind::Instance) && self.special(v, get).is_none()
    }

    /// `attribute.__get__(object, class)`: what a class attribute gives when read through an instance, or through the
    /// class itself when `object` is empty.
    pub fn bind_attribute(&mut self, attribute: Value, object: Value, class: Gc<Class>) -> Result {
        let through_instance = !object.is_empty();
        match attribute.kind() {
            Some(Kind::Function) if through_instance => Ok(self.new_bound_method(attribute, object).into()),
            Some(Kind::NativeFunction) => {
                let role = attribute.as_object::<NativeFunction>().map(|f| f.role);
                match role {
                    Some(NativeRole::Method) if through_instance => Ok(self.new_bound_method(attribute, object).into()),
                    Some(NativeRole::ClassMethod) => Ok(self.new_bound_method(attribute, class.into()).into()),
                    _ => Ok(attribute),
                }
            }
            Some(Kind::StaticMethod) => Ok(attribute.as_object::<StaticMethod>().map_or(attribute, |s| s.function.get())),
            Some(Kind::ClassMethod) => {
                let function = attribute.as_object::<ClassMethod>().map_or(attribute, |c| c.function.get());
                Ok(self.new_bound_method(function, class.into()).into())
            }
            Some(Kind::Property) if through_instance => self.property_get(attribute, object),
            Some(Kind::GetSet) if through_instance => self.getset_get(attribute, object),
            Some(Kind::Instance) => {
                let (get, own) = (self.names.__get__, self.class_of(attribute));
                match self.class_lookup(own, get) {
                    Some(method) => {
                        let object = if through_instance { object } else { Value::NONE };
                        self.call(method, &[attribute, object, class.into()])
                    }
                    None => match crate::object::instance::native_payload(attribute) {
                        // Python subclass of property, staticmethod or classmethod.
                        p if matches!(p.kind(), Some(Kind::Property | Kind::StaticMethod | Kind::ClassMethod)) => {
                            self.bind_attribute(p, object, class)
                        }
                        _ => Ok(attribute),
                    },
                }
            }
            _ => Ok(attribute),
        }
    }

    fn property_get(&mut self, attribute: Value, object: Value) -> Result {
        let Some(property) = attribute.as_object::<Property>() else { return Ok(attribute) };
        let getter = property.getter.get();
        if getter.is_none() {
            return Err(self.property_error(property, object, "getter"));
        }
        self.call(getter, &[object])
    }

    #[cold]
    fn property_error(&mut self, property: Gc<Property>, object: Value, part: &str) -> Raised {
        let class = self.class_of(object).qualname.get().to_rust();
        match property.name.get().as_object::<Str>() {
            Some(name) => {
                let name = self.repr_text(name.into());
                self.attribute_error(format!("property {name} of '{class}' object has no {part}"))
            }
            None => self.attribute_error(format!("property of '{class}' object has no {part}")),
        }
    }

    fn getset_get(&mut self, attribute: Value, object: Value) -> Result {
        let Some(descriptor) = attribute.as_object::<GetSet>() else { return Ok(attribute) };
        match descriptor.accessor {
            Accessor::Native(def) => (def.get)(self, object),
            Accessor::Slot => match self.slot_attribute(object, descriptor.name) {
                Some(v) => Ok(v),
                None => Err(self.no_attribute(object, descriptor.name)),
            },
        }
    }

    /// Raises `AttributeError: 'C' object has no attribute 'x'`.
    #[cold]
    pub fn no_attribute(&mut self, object: Value, name: Gc<Str>) -> Raised {
        let class = self.type_name(object);
        let text = format!("'{class}' object has no attribute '{}'", name.to_rust());
        self.attribute_error_for(text, object, name)
    }

    /// Raises `AttributeError` with its `name` and `obj` attributes set.
    #[cold]
    pub fn attribute_error_for(&mut self, message: String, object: Value, name: Gc<Str>) -> Raised {
        let raised = self.attribute_error(message);
        let exception = self.pending;
        let (name_key, obj_key) = (self.names.name, self.names.obj);
        self.set_own_attribute(exception, name_key, name.into());
        self.set_own_attribute(exception, obj_key, object);
        raised
    }

    // ---- own attributes -------------------------------------------------------------------------------------------

    /// Attribute of the object itself. `name` is interned.
    #[inline]
    pub fn own_attribute(&self, object: Value, name: Gc<Str>) -> Option<Value> {
        let holder = Holder::of(object)?;
        let shape = self.shapes.get(holder.header().shape());
        match shape.storage {
            Storage::Fixed => None,
            Storage::Slots => holder.slot(shape.slot(name)?).present(),
            Storage::Dictionary => holder.overflow().as_object::<Dict>()?.get_str(name),
        }
    }

    /// Place of a name of `__slots__` in an object. Instances keep it in dictionary mode, apart from the dict.
    fn declared_slot(&self, object: Value, name: Gc<Str>) -> Option<(Holder, u32)> {
        let holder = Holder::of(object)?;
        let shape = self.shapes.get(holder.header().shape());
        let slot = self.shapes.get(shape.class.root_shape()).slot(name)?;
        let inline = object.as_object::<Instance>().is_some_and(|i| (slot as usize) < i.inline_slots().len());
        (inline || shape.storage == Storage::Slots).then_some((holder, slot))
    }

    fn slot_attribute(&self, object: Value, name: Gc<Str>) -> Option<Value> {
        match self.declared_slot(object, name) {
            Some((holder, slot)) => holder.slot(slot).present(),
            None => self.own_attribute(object, name),
        }
    }

    /// An empty value deletes.
    fn set_slot_attribute(&mut self, object: Value, name: Gc<Str>, value: Value) {
        match self.declared_slot(object, name) {
            Some((holder, slot)) => holder.set_slot(self, slot, value),
            None if value.is_empty() => {
                self.delete_own_attribute(object, name);
            }
            None => {
                self.set_own_attribute(object, name, value);
            }
        }
    }

    /// Sets an attribute of the object itself; false when it cannot have any. `name` is interned.
    pub fn set_own_attribute(&mut self, object: Value, name: Gc<Str>, value: Value) -> bool {
        let Some(holder) = Holder::of(object) else { return false };
        let id = holder.header().shape();
        let shape = self.shapes.get(id);
        match shape.storage {
            Storage::Fixed => false,
            Storage::Slots => {
                let slot = match shape.slot(name) {
                    Some(slot) => slot,
                    None => {
                        let slot = shape.keys.len() as u32;
                        let Some(new) = self.shapes.with_attribute(id, name) else {
                            return match self.attribute_dict(object) {
                                Some(dict) => {
                                    dict.set_str(self, name, value);
                                    true
                                }
                                None => false,
                            };
                        };
                        // Room first: the object must never have a shape whose slot it lacks.
                        holder.set_slot(self, slot, Value::EMPTY);
                        holder.header().set_shape(new);
                        self.learn_inline_capacity(new);
                        slot
                    }
                };
                holder.set_slot(self, slot, value);
                true
            }
            Storage::Dictionary => match holder.overflow().as_object::<Dict>() {
                Some(dict) => {
                    dict.set_str(self, name, value);
                    true
                }
                None => false,
            },
        }
    }

    /// Puts a value into a slot of an exception, as [`Runtime::cacheable_store`] has said; if the slot is new, the exception gets the
    /// shape `after`.
    pub fn set_exception_slot(&mut self, exception: Gc<Exception>, slot: u32, after: Option<ShapeId>, value: Value) {
        let Some(holder) = Holder::of(exception.into()) else { return };
        // Room first: the object must never have a shape whose slot it lacks.
        holder.set_slot(self, slot, value);
        if let Some(after) = after {
            holder.header().set_shape(after);
        }
    }

    /// Later instances of a class get as many inline slots as earlier ones came to need.
    fn learn_inline_capacity(&mut self, shape: ShapeId) {
        let shape = self.shapes.get(shape);
        let (class, wanted) = (shape.class, shape.keys.len());
        if wanted > usize::from(self.shapes.get(class.root_shape()).inline_capacity) {
            self.set_inline_capacity(class, wanted);
        }
    }

    /// The first instances of a class get inline slots for these attributes beside those that every instance has: they
    /// then have the shape that all later ones have, too. Without a hint a class begins with a few and learns.
    pub(crate) fn expect_attributes(&mut self, class: Gc<Class>, attributes: &[Gc<Str>]) {
        let keys = &self.shapes.get(class.root_shape()).keys;
        let more = attributes.iter().filter(|name| !keys.contains(name)).count();
        if more > 0 {
            self.set_inline_capacity(class, keys.len() + more);
        }
    }

    /// Gives the instances that a class makes from now on so many inline slots or one more, as far as that is sensible.
    fn set_inline_capacity(&mut self, class: Gc<Class>, wanted: usize) {
        let capacity = wanted.next_multiple_of(2) as u16;
        let root = self.shapes.get(class.root_shape());
        if wanted > 64 || root.inline_capacity == capacity || root.storage != Storage::Slots || class.layout.get() == Layout::Exception {
            return;
        }
        let keys: Vec<Gc<Str>> = root.keys.clone();
        let mut new = self.shapes.add_root(class, Storage::Slots, capacity);
        for key in keys {
            new = self.shapes.with_declared_key(new, key);
        }
        class.root_shape.set(new);
    }

    /// Removes an attribute of the object itself; false when it is not there.
    pub fn delete_own_attribute(&mut self, object: Value, name: Gc<Str>) -> bool {
        let Some(holder) = Holder::of(object) else { return false };
        let shape = self.shapes.get(holder.header().shape());
        if shape.storage == Storage::Slots {
            let Some(slot) = shape.slot(name) else { return false };
            if holder.slot(slot).is_empty() {
                return false;
            }
            if !shape.class.has(flags::HAS_DICT) {
                holder.set_slot(self, slot, Value::EMPTY);
                return true;
            }
        }
        match self.attribute_dict(object) {
            Some(dict) => dict.remove_str(self, name).is_some(),
            None => false,
        }
    }

    /// The `__dict__` of an object; it is in dictionary mode afterwards. `None` when it has none.
    pub fn attribute_dict(&mut self, object: Value) -> Option<Gc<Dict>> {
        let holder = Holder::of(object)?;
        let shape = self.shapes.get(holder.header().shape());
        let class = shape.class;
        match shape.storage {
            Storage::Fixed => None,
            Storage::Dictionary => holder.overflow().as_object(),
            Storage::Slots if !class.has(flags::HAS_DICT) => None,
            Storage::Slots => {
                let keys = shape.keys.clone();
                // What `__slots__` declares stays where it is.
                let declared = self.shapes.get(class.root_shape()).keys.len();
                let kept = object.as_object::<Instance>().map_or(0, |i| i.inline_slots().len().min(declared));
                let dict = self.new_dict();
                for (slot, key) in keys.into_iter().enumerate().skip(kept) {
                    let value = holder.slot(slot as u32);
                    if !value.is_empty() && !key.is_empty() {
                        dict.set_str(self, key, value);
                    }
                }
                holder.set_overflow(dict.into());
                holder.header().set_shape(class.dict_shape.get());
                Some(dict)
            }
        }
    }

    /// Replaces the `__dict__` of an object; false when it cannot have one.
    pub fn set_attribute_dict(&mut self, object: Value, dict: Gc<Dict>) -> bool {
        if self.attribute_dict(object).is_none() {
            return false;
        }
        if let Some(holder) = Holder::of(object) {
            holder.set_overflow(dict.into());
        }
        true
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    /// `object.name`. `name` is interned.
    ///
    /// # Errors
    /// `AttributeError`, and whatever descriptors raise.
    pub fn get_attr(&mut self, object: Value, name: Gc<Str>) -> Result {
        match self.get_attr_opt(object, name)? {
            Some(v) => Ok(v),
            None => Err(self.missing_attribute(object, name)),
        }
    }

    #[cold]
    fn missing_attribute(&mut self, object: Value, name: Gc<Str>) -> Raised {
        let text = name.to_rust();
        if let Some(class) = object.as_object::<Class>() {
            let message = format!("type object '{}' has no attribute '{text}'", class.name_text());
            return self.attribute_error_for(message, object, name);
        }
        if let Some(module) = object.as_object::<Module>() {
            let key = self.names.__name__;
            let message = match module.dict.get_str(key).and_then(|n| n.as_object::<Str>()) {
                Some(n) => format!("module '{}' has no attribute '{text}'", n.to_rust()),
                None => format!("module has no attribute '{text}'"),
            };
            return self.attribute_error_for(message, object, name);
        }
        if object.is_object::<Super>() {
            return self.attribute_error_for(format!("'super' object has no attribute '{text}'"), object, name);
        }
        self.no_attribute(object, name)
    }

    /// `object.name`, or `None` where Python would raise `AttributeError` for a missing attribute. An
    /// `AttributeError` raised by guest code (`__getattr__`, a property) stays an error.
    ///
    /// # Errors
    /// Whatever descriptors raise.
    pub fn get_attr_opt(&mut self, object: Value, name: Gc<Str>) -> Result<Option<Value>> {
        let class = self.class_of(object);
        let getattribute = self.names.__getattribute__;
        if !class.has(flags::BUILTIN)
            && let Some(method) = self.class_lookup(class, getattribute)
            && !method.is_object::<NativeFunction>()
        {
            let outcome = self.call(method, &[object, name.into()]);
            return self.or_getattr(outcome, object, class, name).map(Some);
        }
        let found = self.get_attr_plain(object, class, name);
        if let Ok(Some(v)) = found {
            return Ok(Some(v));
        }
        let getattr = self.names.__getattr__;
        if class.has(flags::BUILTIN) {
            // A module's own `__getattr__` (PEP 562).
            let module = object.as_object::<Module>().filter(|_| matches!(found, Ok(None)));
            return match module.and_then(|m| m.dict.get_str(getattr)) {
                Some(method) => self.call(method, &[name.into()]).map(Some),
                None => found,
            };
        }
        let Some(method) = self.class_lookup(class, getattr) else { return found };
        match found {
            Err(Raised) if !self.pending_is(self.exceptions.attribute_error) => Err(Raised),
            Err(Raised) => {
                self.take_pending();
                self.call(method, &[object, name.into()]).map(Some)
            }
            Ok(_) => self.call(method, &[object, name.into()]).map(Some),
        }
    }

    fn or_getattr(&mut self, outcome: Result, object: Value, class: Gc<Class>, name: Gc<Str>) -> Result {
        let getattr = self.names.__getattr__;
        match outcome {
            Err(Raised) if self.pending_is(self.exceptions.attribute_error) => match self.class_lookup(class, getattr) {
                Some(method) => {
                    self.take_pending();
                    self.call(method, &[object, name.into()])
                }
                None => Err(Raised),
            },
            outcome => outcome,
        }
    }

    /// What `object.__getattribute__` does, without `__getattr__`.
    ///
    /// # Errors
    /// Whatever descriptors raise.
    pub fn get_attr_plain(&mut self, object: Value, class: Gc<Class>, name: Gc<Str>) -> Result<Option<Value>> {
        match object.kind() {
            Some(Kind::Class) => return self.class_get_attr(object, class, name),
            Some(Kind::Module) => {
                if let Some(v) = object.as_object::<Module>().and_then(|m| m.dict.get_str(name)) {
                    return Ok(Some(v));
                }
            }
            Some(Kind::Super) => {
                if let Some(v) = self.super_get_attr(object, name)? {
                    return Ok(Some(v));
                }
            }
            _ => {}
        }
        let attribute = self.class_lookup(class, name);
        if let Some(a) = attribute
            && self.is_data_descriptor(a)
        {
            if self.cannot_get(a)
                && let Some(own) = self.own_attribute_or_function_attribute(object, name)
            {
                return Ok(Some(own));
            }
            return self.bind_attribute(a, object, class).map(Some);
        }
        if let Some(v) = self.own_attribute_or_function_attribute(object, name) {
            return Ok(Some(v));
        }
        match attribute {
            Some(a) => self.bind_attribute(a, object, class).map(Some),
            None => Ok(None),
        }
    }

    fn own_attribute_or_function_attribute(&self, object: Value, name: Gc<Str>) -> Option<Value> {
        match object.kind()? {
            Kind::Function => object.as_object::<Function>()?.attributes.get().as_object::<Dict>()?.get_str(name),
            _ => self.own_attribute(object, name),
        }
    }

    fn class_get_attr(&mut self, object: Value, metaclass: Gc<Class>, name: Gc<Str>) -> Result<Option<Value>> {
        let Some(class) = object.as_object::<Class>() else { return Ok(None) };
        let meta_attribute = self.class_lookup(metaclass, name);
        if let Some(a) = meta_attribute
            && self.is_data_descriptor(a)
        {
            return self.bind_attribute(a, object, metaclass).map(Some);
        }
        if let Some(a) = self.class_lookup(class, name) {
            return self.bind_attribute(a, Value::EMPTY, class).map(Some);
        }
        match meta_attribute {
            Some(a) => self.bind_attribute(a, object, metaclass).map(Some),
            None => Ok(None),
        }
    }

    fn super_get_attr(&mut self, object: Value, name: Gc<Str>) -> Result<Option<Value>> {
        let Some(s) = object.as_object::<Super>() else { return Ok(None) };
        let Some(start) = s.object_class.as_object::<Class>() else { return Ok(None) };
        if name == self.names.__class__ {
            return Ok(None);
        }
        match self.class_lookup_after(start, s.class, name) {
            Some(a) => {
                // For a bound class (`super()` in a classmethod) plain functions stay unbound.
                let object = if s.object == s.object_class { Value::EMPTY } else { s.object };
                self.bind_attribute(a, object, start).map(Some)
            }
            None => Ok(None),
        }
    }

    /// Whether the pending exception is an instance of a class.
    pub fn pending_is(&self, class: Gc<Class>) -> bool {
        !self.pending.is_empty() && self.is_instance(self.pending, class)
    }

    // ---- writing --------------------------------------------------------------------------------------------------

    /// `object.name = value`, or `del object.name` when `value` is empty. `name` is interned.
    ///
    /// # Errors
    /// `AttributeError`, `TypeError`, and whatever descriptors raise.
    pub fn set_attr(&mut self, object: Value, name: Gc<Str>, value: Value) -> Result<()> {
        let class = self.class_of(object);
        if !class.has(flags::BUILTIN) {
            let special = if value.is_empty() { self.names.__delattr__ } else { self.names.__setattr__ };
            if let Some(method) = self.class_lookup(class, special)
                && !method.is_object::<NativeFunction>()
            {
                if value.is_empty() {
                    self.call(method, &[object, name.into()])?;
                } else {
                    self.call(method, &[object, name.into(), value])?;
                }
                return Ok(());
            }
        }
        self.set_attr_plain(object, class, name, value)
    }

    /// What `object.__setattr__` and `object.__delattr__` do.
    ///
    /// # Errors
    /// As [`Runtime::set_attr`].
    pub fn set_attr_plain(&mut self, object: Value, class: Gc<Class>, name: Gc<Str>, value: Value) -> Result<()> {
        let attribute = self.class_lookup(class, name);
        if let Some(a) = attribute
            && self.is_data_descriptor(a)
        {
            return self.set_through_descriptor(a, object, name, value);
        }
        if let Some(c) = object.as_object::<Class>() {
            return self.class_set_attr(c, name, value);
        }
        if let Some(m) = object.as_object::<Module>() {
            if !value.is_empty() {
                m.dict.set_str(self, name, value);
                return Ok(());
            }
            return match m.dict.remove_str(self, name) {
                Some(_) => Ok(()),
                None => Err(self.missing_attribute(object, name)),
            };
        }
        if let Some(f) = object.as_object::<Function>() {
            let dict = match f.attributes.get().as_object::<Dict>() {
                Some(d) => d,
                None => {
                    let d = self.new_dict();
                    f.attributes.set(d.into());
                    d
                }
            };
            if value.is_empty() {
                return if dict.remove_str(self, name).is_some() { Ok(()) } else { Err(self.no_attribute(object, name)) };
            }
            dict.set_str(self, name, value);
            return Ok(());
        }
        if value.is_empty() {
            if self.delete_own_attribute(object, name) {
                return Ok(());
            }
        } else if (class.has(flags::HAS_DICT) || self.slot_exists(object, name)) && self.set_own_attribute(object, name, value) {
            return Ok(());
        }
        // As CPython: an attribute that exists in the class but cannot be set is read-only.
        if attribute.is_some() && !class.has(flags::HAS_DICT) {
            let class = self.type_name(object);
            return Err(self.attribute_error_for(format!("'{class}' object attribute '{}' is read-only", name.to_rust()), object, name));
        }
        Err(self.no_attribute(object, name))
    }

    fn slot_exists(&self, object: Value, name: Gc<Str>) -> bool {
        object.header().is_some_and(|h| self.shapes.get(h.shape()).slot(name).is_some())
    }

    fn set_through_descriptor(&mut self, attribute: Value, object: Value, name: Gc<Str>, value: Value) -> Result<()> {
        let deleting = value.is_empty();
        if let Some(property) = crate::object::instance::native_payload(attribute).as_object::<Property>() {
            let function = if deleting { property.deleter.get() } else { property.setter.get() };
            if function.is_none() {
                return Err(self.property_error(property, object, if deleting { "deleter" } else { "setter" }));
            }
            if deleting {
                self.call(function, &[object])?
            } else {
                self.call(function, &[object, value])?
            };
            return Ok(());
        }
        if let Some(descriptor) = attribute.as_object::<GetSet>() {
            return match descriptor.accessor {
                Accessor::Native(def) => match def.set {
                    Some(set) => set(self, object, value),
                    None => {
                        let class = self.type_name(object);
                        // Fields that CPython declares as members of the structure are refused in other words.
                        let message = match (&*class, def.name) {
                            ("property", _) | ("slice" | "super" | "range", _) | ("method", "__func__" | "__self__") => {
                                "readonly attribute".to_owned()
                            }
                            _ => format!("attribute '{}' of '{class}' objects is not writable", def.name),
                        };
                        Err(self.attribute_error_for(message, object, name))
                    }
                },
                Accessor::Slot if deleting => {
                    if self.slot_attribute(object, descriptor.name).is_some() {
                        self.set_slot_attribute(object, descriptor.name, Value::EMPTY);
                        Ok(())
                    } else {
                        let text = name.to_rust();
                        Err(self.attribute_error(text))
                    }
                }
                Accessor::Slot => {
                    self.set_slot_attribute(object, descriptor.name, value);
                    Ok(())
                }
            };
        }
        let special = if deleting { self.names.__delete__ } else { self.names.__set__ };
        match self.special(attribute, special) {
            Some(method) if deleting => self.call(method, &[attribute, object]).map(|_| ()),
            Some(method) => self.call(method, &[attribute, object, value]).map(|_| ()),
            None => {
                let text = special.to_rust();
                Err(self.attribute_error(text))
            }
        }
    }

    fn class_set_attr(&mut self, class: Gc<Class>, name: Gc<Str>, value: Value) -> Result<()> {
        if class.has(flags::BUILTIN) {
            let message = format!("cannot set '{}' attribute of immutable type '{}'", name.to_rust(), class.name_text());
            return Err(self.type_error(message));
        }
        if value.is_empty() {
            let removed = class.attributes.borrow_mut().remove(name);
            if removed.is_none() {
                return Err(self.missing_attribute(class.into(), name));
            }
            self.touch_class(class);
            return Ok(());
        }
        self.set_class_own(class, name, value);
        let hook = [self.names.__getattribute__, self.names.__setattr__].contains(&name);
        if hook || self.is_data_descriptor(value) {
            self.engine().attributes_changed();
        }
        Ok(())
    }
}
