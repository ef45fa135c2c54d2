//! Attribute reads, with an inline cache in each node.

use crate::frame::Frame;
use crate::node::{Node, Tree};
use runtime::object::Gc;
use runtime::object::instance::Instance;
use runtime::object::string::Str;
use runtime::ops::attribute::AttrCache;
use runtime::{Result, Value};
use std::cell::Cell;

/// `object.name`.
pub(crate) struct Attribute {
    object: Tree,
    name: Gc<Str>,
    line: u32,
    cache: Cell<AttrCache>,
    /// [`TreeWalker::attribute_epoch`](crate::TreeWalker) when the cache was filled: a shape alone does not tell that its
    /// class got a descriptor of this name since.
    epoch: Cell<u32>,
}

impl Attribute {
    pub fn new(object: Tree, name: Gc<Str>, line: u32) -> Attribute {
        Attribute { object, name, line, cache: Cell::new(AttrCache::None), epoch: Cell::new(0) }
    }

    #[inline]
    pub fn read(&self, f: &mut Frame<'_>, object: Value) -> Result {
        if let Some(header) = object.header() {
            match self.cache.get() {
                AttrCache::Slot { shape, slot } if header.shape() == shape && self.epoch.get() == f.walker.attribute_epoch.get() => {
                    if let Some(v) = object.as_object::<Instance>().and_then(|i| i.slot(slot).present()) {
                        return Ok(v);
                    }
                }
                AttrCache::ClassValue { shape, class, version, value } if header.shape() == shape && class.version.get() == version => {
                    return Ok(value);
                }
                AttrCache::Method { shape, class, version, function } if header.shape() == shape && class.version.get() == version => {
                    return Ok(f.rt.new_bound_method(function, object).into());
                }
                AttrCache::Property { shape, class, version, getter } if header.shape() == shape && class.version.get() == version => {
                    return f.rt.call(getter, &[object]).inspect_err(|_| f.at_line(self.line));
                }
                AttrCache::Module { dict, version, entry } if dict.version() == version && module_dict(object) == Some(dict) => {
                    return Ok(dict.value_at(entry));
                }
                AttrCache::OnClass { class, version, value, metaclass }
                    if object == Value::from(class)
                        && class.version.get() == version
                        && metaclass.is_none_or(|metaclass| f.rt.class_of(object).version.get() == metaclass) =>
                {
                    return Ok(value);
                }
                _ => {}
            }
        }
        self.miss(f, object)
    }

    #[cold]
    #[inline(never)]
    fn miss(&self, f: &mut Frame<'_>, object: Value) -> Result {
        let value = f.rt.get_attr(object, self.name).inspect_err(|_| f.at_line(self.line))?;
        self.cache.set(f.rt.cacheable_attr(object, self.name));
        self.epoch.set(f.walker.attribute_epoch.get());
        Ok(value)
    }
}

fn module_dict(v: Value) -> Option<Gc<runtime::object::dict::Dict>> {
    v.as_object::<runtime::object::module::Module>().map(|m| m.dict)
}

impl Node for Attribute {
    #[inline]
    fn eval(&self, f: &mut Frame<'_>) -> Result {
        let object = self.object.eval(f)?;
        self.read(f, object)
    }
}
