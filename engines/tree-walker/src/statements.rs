//! Statement nodes, one file for each family.

pub(crate) mod assign;
pub(crate) mod control;
pub(crate) mod definition;
pub(crate) mod exception;
pub(crate) mod import;
pub(crate) mod iterate;
