//! Expression nodes, one file for each family.

pub(crate) mod arithmetic;
pub(crate) mod attribute;
pub(crate) mod call;
pub(crate) mod compare;
pub(crate) mod container;
pub(crate) mod control;
pub(crate) mod function;
pub(crate) mod subscript;
pub(crate) mod text;
pub(crate) mod variable;
