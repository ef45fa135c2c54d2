//! Builtin functions on objects and classes: `isinstance`, `getattr`, `dir`, `vars`, ...

use crate::object::function::NativeDef;

pub(crate) const FUNCTIONS: &[NativeDef] = &[];
