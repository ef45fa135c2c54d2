//! Modules.

use super::{Gc, Header, Kind, Object, ShapeId};
use crate::Runtime;
use crate::heap::Marker;
use crate::object::dict::Dict;

/// Module object: a namespace.
#[repr(C)]
pub struct Module {
    header: Header,
    /// `__dict__`.
    pub dict: Gc<Dict>,
}

// SAFETY: repr(C), header first.
unsafe impl Object for Module {
    const KIND: Kind = Kind::Module;
    fn trace(&self, marker: &mut Marker<'_>) {
        marker.object(self.dict);
    }
}

impl Runtime {
    /// A module over an existing namespace.
    pub fn new_module_of(&mut self, dict: Gc<Dict>) -> Gc<Module> {
        self.allocate(Module { header: Header::new(Kind::Module, ShapeId(Kind::Module as u32)), dict })
    }

    /// New module with `__name__` set and an otherwise empty namespace.
    pub fn new_module(&mut self, name: &str) -> Gc<Module> {
        let dict = self.new_dict();
        dict.mark_namespace(self);
        let module = self.allocate(Module { header: Header::new(Kind::Module, ShapeId(Kind::Module as u32)), dict });
        let key = self.names.__name__;
        let name = self.intern(name);
        dict.set_str(self, key, name.into());
        module
    }
}
