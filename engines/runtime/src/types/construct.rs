//! Calls of builtin classes with the usual positional arguments, without look-ups of `__new__` and `__init__`: builtin
//! classes cannot be changed, so what a call does is known. Everything unusual is left to [`Runtime::instantiate`].

use crate::Runtime;
use crate::object::class::{Class, flags};
use crate::object::iterator::IterState;
use crate::object::list::List;
use crate::object::set::FrozenSet;
use crate::object::string::Str;
use crate::object::{Gc, Kind};
use crate::ops::set as table;
use crate::types::dict::merge;
use crate::value::{Result, Value};

impl Runtime {
    /// `class(*args)` of a common builtin class; `None` when the general way must be taken.
    pub(crate) fn construct_builtin(&mut self, class: Gc<Class>, args: &[Value]) -> Option<Result> {
        if class.flags.get() & flags::BUILTIN == 0 {
            return None;
        }
        match *args {
            [] => self.construct_empty(class),
            [v] => self.construct_from(class, v),
            [a, b] => self.construct_from_two(class, a, b),
            _ => None,
        }
    }

    fn construct_empty(&mut self, class: Gc<Class>) -> Option<Result> {
        let t = &self.types;
        Some(Ok(if class == t.list {
            self.new_empty_list().into()
        } else if class == t.dict {
            self.new_dict().into()
        } else if class == t.set {
            self.new_set().into()
        } else if class == t.tuple {
            self.empty_tuple.into()
        } else if class == t.int {
            Value::small_int(0)
        } else {
            return None;
        }))
    }

    fn construct_from(&mut self, class: Gc<Class>, v: Value) -> Option<Result> {
        let t = &self.types;
        if class == t.str_ {
            return Some(self.str(v).map(Value::from));
        }
        if class == t.int {
            return match v.as_float() {
                _ if v.is_small_int() => Some(Ok(v)),
                Some(f) => Some(self.float_to_int(f)),
                None if v.is_object::<Str>() => Some(self.to_int(v)),
                None => None,
            };
        }
        if class == t.float {
            return match v.as_small_int() {
                _ if v.is_float() => Some(Ok(v)),
                Some(i) => Some(Ok(Value::float(i as f64))),
                None => None,
            };
        }
        if class == t.list {
            return Some(self.list_of(v).map(Value::from));
        }
        if class == t.dict {
            let dict = self.new_dict();
            return Some(merge(self, dict, v).map(|()| dict.into()));
        }
        if class == t.tuple {
            return Some(self.tuple_of(v).map(Value::from));
        }
        if class == t.set {
            let set = self.new_set();
            return Some(table::update(self, set, v).map(|()| set.into()));
        }
        if class == t.bool_ {
            return Some(self.truth(v).map(Value::bool));
        }
        if class == t.frozenset {
            if v.is_object::<FrozenSet>() {
                return Some(Ok(v));
            }
            let set = table::new_like(self, true);
            return Some(table::update(self, set, v).map(|()| set.into()));
        }
        if class == t.enumerate {
            let next = Value::small_int(0);
            return Some(self.get_iter(v).map(|iterator| self.new_iterator(IterState::Enumerate { iterator, next }).into()));
        }
        if class == t.reversed && v.kind() == Some(Kind::List) {
            let index = v.as_object::<List>()?.len();
            return Some(Ok(self.new_iterator(IterState::ListReverse { list: v, index }).into()));
        }
        None
    }

    fn construct_from_two(&mut self, class: Gc<Class>, a: Value, b: Value) -> Option<Result> {
        if class == self.types.zip {
            return Some(self.zip_of_two(a, b));
        }
        if class == self.types.map {
            return Some(self.get_iter(b).map(|iterator| {
                let iterators = self.new_tuple(&[iterator]).into();
                self.new_iterator(IterState::Map { function: a, iterators }).into()
            }));
        }
        if class == self.types.filter {
            return Some(self.get_iter(b).map(|iterator| self.new_iterator(IterState::Filter { function: a, iterator }).into()));
        }
        None
    }

    fn zip_of_two(&mut self, a: Value, b: Value) -> Result {
        let first = self.get_iter(a)?;
        let second = self.get_iter(b)?;
        let iterators = self.new_tuple(&[first, second]).into();
        Ok(self.new_iterator(IterState::Zip { iterators, strict: false }).into())
    }
}
