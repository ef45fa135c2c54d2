//! Builtin class family `string`: methods and constructor.

use crate::Runtime;

pub(crate) fn install(_rt: &mut Runtime) {}
