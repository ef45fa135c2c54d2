//! Order of resolution: C3's, or what the `mro` method of a metaclass makes of it.
//!
//! Callers tell the caches that look-ups through the class may have changed.

use super::{bases, class_of_self};
use crate::Runtime;
use crate::object::Gc;
use crate::object::class::Class;
use crate::value::{Result, Value};

/// `type.mro(class)`: the class and C3's linearisation of its bases.
pub(super) fn mro(rt: &mut Runtime, v: Value) -> Result {
    let class = class_of_self(rt, v)?;
    let bases: Vec<Gc<Class>> = class.bases.get().items().iter().filter_map(|b| b.as_object()).collect();
    let mut order = vec![v];
    order.extend(rt.linearize(&bases)?.into_iter().map(Value::from));
    Ok(rt.new_list(order).into())
}

impl Runtime {
    /// Whether a metaclass has an `mro` of its own.
    pub(super) fn orders_itself(&mut self, metaclass: Gc<Class>) -> bool {
        let (key, plain) = (self.intern("mro"), self.types.type_);
        metaclass != plain && self.class_lookup(metaclass, key) != self.class_lookup(plain, key)
    }

    /// Asks the metaclass for the order of resolution of a class. `mro` finds a new class without one, and that of
    /// before while bases are assigned.
    ///
    /// # Errors
    /// What `mro` raises; `TypeError` when it gives something else than classes that fit the class's memory.
    pub(super) fn ask_for_order(&mut self, class: Gc<Class>, new: bool) -> Result<()> {
        let key = self.intern("mro");
        let Some(method) = self.special(class.into(), key) else { return Ok(()) };
        let before = class.mro.get();
        if new {
            class.mro.set(self.empty_tuple);
        }
        let answer = self.call_bound_special(method, class.into(), &[], None);
        class.mro.set(before);
        let answer = answer?;
        let order = self.new_empty_list();
        self.for_each(answer, |rt, v| {
            order.push(rt, v);
            Ok(())
        })?;
        // SAFETY: no guest code runs while the slice is read.
        let items = unsafe { order.as_slice() }.to_vec();
        if items.is_empty() {
            return Err(self.type_error("type MRO must not be empty"));
        }
        let solid = bases::solid_base(self, class);
        for &item in &items {
            let Some(base) = item.as_object::<Class>() else {
                let name = self.type_name(item);
                return Err(self.type_error(format!("mro() returned a non-class ('{name}')")));
            };
            let needed = bases::solid_base(self, base);
            if solid != needed && !solid.is_subclass(needed) {
                return Err(self.type_error(format!("mro() returned base with unsuitable layout ('{}')", base.name_text())));
            }
        }
        // Changes of a class reach others through its subclasses, so one that is no base must know of this one.
        for extra in items.iter().filter_map(|item| item.as_object::<Class>()) {
            let inherited = class.bases.get().items().iter().filter_map(|b| b.as_object::<Class>()).any(|b| b.is_subclass(extra));
            if extra != class && !inherited && !extra.subclasses.borrow().contains(&class) {
                extra.subclasses.borrow_mut().push(class);
            }
        }
        class.mro.set(self.new_tuple(&items));
        Ok(())
    }
}
