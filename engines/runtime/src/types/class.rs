//! `type` and class creation.

use crate::Runtime;
use crate::object::Gc;
use crate::object::class::Class;
use crate::value::Raised;

pub(crate) fn install(_rt: &mut Runtime) {}

impl Runtime {
    #[cold]
    pub(crate) fn abstract_class_error(&mut self, class: Gc<Class>) -> Raised {
        let name = class.name_text();
        self.type_error(format!("Can't instantiate abstract class {name}"))
    }
}
