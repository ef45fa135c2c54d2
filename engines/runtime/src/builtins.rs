//! Free functions of the `builtins` module, and the registration of builtin classes there.

use crate::Runtime;

pub(crate) fn install(_rt: &mut Runtime) {}
