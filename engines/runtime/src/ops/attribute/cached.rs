//! What attribute access may leave in an inline cache: the answer of a read or a write in a form that can be repeated
//! while its guards hold. Nothing here runs guest code or changes an object; the caches themselves are the engines'.

use crate::Runtime;
use crate::object::class::{Class, flags};
use crate::object::dict::Dict;
use crate::object::function::{Accessor, GetSet, NativeFunction, NativeRole, Property, StaticMethod};
use crate::object::module::Module;
use crate::object::string::Str;
use crate::object::{Gc, Kind, ShapeId};
use crate::shape::Storage;
use crate::value::Value;

/// What an attribute read did, in a form an inline cache can repeat while its guards hold. `shape` guards the receiver,
/// `version` the class ([`Class::version`]).
#[derive(Clone, Copy, Debug)]
pub enum AttrCache {
    /// Own attribute in a slot of the shape.
    Slot { shape: ShapeId, slot: u32 },
    /// Value found in the class and given as it is (plain value, static method unwrapped). When `data` the value may be
    /// replaced without a version change: read it again through [`Runtime::class_lookup`].
    ClassValue { shape: ShapeId, class: Gc<Class>, version: u32, value: Value },
    /// Function of the class that a read binds to the receiver and a call may call directly with the receiver first.
    Method { shape: ShapeId, class: Gc<Class>, version: u32, function: Value },
    /// `property` whose getter is a callable.
    Property { shape: ShapeId, class: Gc<Class>, version: u32, getter: Value },
    /// Entry of a module's namespace.
    Module { dict: Gc<Dict>, version: u32, entry: usize },
    /// Attribute of a class object itself, looked up on that class: guard the receiver's identity and version, and that of its
    /// metaclass where this is not `type`.
    OnClass { class: Gc<Class>, version: u32, value: Value, metaclass: Option<u32> },
    /// Nothing to keep.
    None,
}

/// What an attribute write did.
#[derive(Clone, Copy, Debug)]
pub enum StoreCache {
    /// Overwrites a slot that the shape has.
    Existing { shape: ShapeId, class: Gc<Class>, version: u32, slot: u32 },
    /// Adds a slot and moves to another shape.
    Added { shape: ShapeId, class: Gc<Class>, version: u32, new_shape: ShapeId, slot: u32 },
    /// Nothing to keep.
    None,
}

impl Runtime {
    /// What `object.name` would do, if an inline cache may repeat it. Runs no guest code.
    pub fn cacheable_attr(&mut self, object: Value, name: Gc<Str>) -> AttrCache {
        if let Some(m) = object.as_object::<Module>() {
            return match m.dict.find_str(name) {
                Some(entry) => AttrCache::Module { dict: m.dict, version: m.dict.version(), entry },
                None => AttrCache::None,
            };
        }
        if let Some(class) = object.as_object::<Class>() {
            return self.cacheable_class_attr(class, name);
        }
        let Some(header) = object.header() else { return AttrCache::None };
        let id = header.shape();
        let class = self.class_of(object);
        let getattribute = self.names.__getattribute__;
        if !class.has(flags::BUILTIN) && self.class_lookup(class, getattribute).is_some_and(|m| !m.is_object::<NativeFunction>()) {
            return AttrCache::None;
        }
        if matches!(header.kind(), Kind::Super | Kind::Function) {
            return AttrCache::None;
        }
        let version = class.version.get();
        let attribute = self.class_lookup(class, name);
        if let Some(a) = attribute
            && self.is_data_descriptor(a)
        {
            return match a.as_object::<Property>() {
                Some(p) if !p.getter.get().is_none() => AttrCache::Property { shape: id, class, version, getter: p.getter.get() },
                _ => match a.as_object::<GetSet>() {
                    Some(g) if matches!(g.accessor, Accessor::Slot) => match self.shapes.get(id).slot(g.name) {
                        Some(slot) if header.kind() == Kind::Instance => AttrCache::Slot { shape: id, slot },
                        _ => AttrCache::None,
                    },
                    _ => AttrCache::None,
                },
            };
        }
        let shape = self.shapes.get(id);
        match shape.storage {
            Storage::Dictionary => return AttrCache::None,
            Storage::Slots => {
                if let Some(slot) = shape.slot(name) {
                    return if header.kind() == Kind::Instance { AttrCache::Slot { shape: id, slot } } else { AttrCache::None };
                }
            }
            Storage::Fixed => {}
        }
        match attribute {
            None => AttrCache::None,
            Some(a) => match a.kind() {
                Some(Kind::Function) => AttrCache::Method { shape: id, class, version, function: a },
                Some(Kind::NativeFunction) => match a.as_object::<NativeFunction>().map(|f| f.role) {
                    Some(NativeRole::Method) => AttrCache::Method { shape: id, class, version, function: a },
                    Some(NativeRole::ClassMethod) | None => AttrCache::None,
                    Some(_) => AttrCache::ClassValue { shape: id, class, version, value: a },
                },
                Some(Kind::StaticMethod) => match a.as_object::<StaticMethod>() {
                    Some(s) => AttrCache::ClassValue { shape: id, class, version, value: s.function.get() },
                    None => AttrCache::None,
                },
                Some(Kind::ClassMethod | Kind::Instance) => AttrCache::None,
                _ => AttrCache::ClassValue { shape: id, class, version, value: a },
            },
        }
    }

    fn cacheable_class_attr(&mut self, class: Gc<Class>, name: Gc<Str>) -> AttrCache {
        let metaclass = self.class_of(class.into());
        let own = metaclass != self.types.type_;
        let (get, getattribute) = (self.names.__get__, self.names.__getattribute__);
        if (own && self.class_lookup(metaclass, getattribute).is_some_and(|m| !m.is_object::<NativeFunction>()))
            || self.class_lookup(metaclass, name).is_some_and(|a| self.is_data_descriptor(a))
        {
            return AttrCache::None;
        }
        let (version, metaclass) = (class.version.get(), own.then(|| metaclass.version.get()));
        match self.class_lookup(class, name) {
            Some(a) => match a.kind() {
                // A member of an enumeration is an instance of the class itself.
                Some(Kind::Instance) if self.class_of(a) == class && self.class_lookup(class, get).is_none() => {
                    AttrCache::OnClass { class, version, value: a, metaclass }
                }
                Some(Kind::ClassMethod | Kind::Instance | Kind::Property | Kind::GetSet) => AttrCache::None,
                Some(Kind::NativeFunction) if a.as_object::<NativeFunction>().is_some_and(|f| f.role == NativeRole::ClassMethod) => {
                    AttrCache::None
                }
                Some(Kind::StaticMethod) => match a.as_object::<StaticMethod>() {
                    Some(s) => AttrCache::OnClass { class, version, value: s.function.get(), metaclass },
                    None => AttrCache::None,
                },
                _ => AttrCache::OnClass { class, version, value: a, metaclass },
            },
            None => AttrCache::None,
        }
    }

    /// What `object.name = value` would do, if an inline cache may repeat it. Runs no guest code.
    pub fn cacheable_store(&mut self, object: Value, name: Gc<Str>) -> StoreCache {
        let Some(header) = object.header().filter(|header| matches!(header.kind(), Kind::Instance | Kind::Exception)) else {
            return StoreCache::None;
        };
        let class = self.class_of(object);
        let setattr = self.names.__setattr__;
        if self.class_lookup(class, setattr).is_some_and(|m| !m.is_object::<NativeFunction>()) {
            return StoreCache::None;
        }
        let is_slot_descriptor = |a: Value| a.as_object::<GetSet>().is_some_and(|g| matches!(g.accessor, Accessor::Slot));
        if let Some(a) = self.class_lookup(class, name)
            && self.is_data_descriptor(a)
            && !is_slot_descriptor(a)
        {
            return StoreCache::None;
        }
        let id = header.shape();
        let version = class.version.get();
        let shape = self.shapes.get(id);
        if shape.storage != Storage::Slots {
            return StoreCache::None;
        }
        match shape.slot(name) {
            Some(slot) => StoreCache::Existing { shape: id, class, version, slot },
            None if !class.has(flags::HAS_DICT) => StoreCache::None,
            None => {
                let slot = shape.keys.len() as u32;
                match self.shapes.with_attribute(id, name) {
                    Some(new_shape) => StoreCache::Added { shape: id, class, version, new_shape, slot },
                    None => StoreCache::None,
                }
            }
        }
    }
}
