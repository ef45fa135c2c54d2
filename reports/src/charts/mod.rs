//! One file per chart; the list is [`crate::chart::CHARTS`].

pub mod break_even;
pub mod code_size;
pub mod distribution;
pub mod geomean;
pub mod heat_map;
pub mod history;
pub mod memory;
pub mod noise;
pub mod phases;
pub mod spectrum;
pub mod speedup;
pub mod warmup;
