//! Builtin class family `object`: methods and constructor.

use crate::Runtime;

pub(crate) fn install(_rt: &mut Runtime) {}
