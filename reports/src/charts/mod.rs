//! One file per chart; the list is [`crate::chart::CHARTS`].

pub mod break_even;
pub mod geomean;
pub mod heat_map;
pub mod memory;
pub mod phases;
pub mod spectrum;
pub mod speedup;
pub mod warmup;
