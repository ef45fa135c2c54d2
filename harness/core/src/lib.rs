//! Measuring: workloads, runtimes, plans, processes, records, statistics. No engine and no chart.
//!
//! The library does not know which engines exist: a runtime under test, ours or foreign, is a command that speaks
//! the [`protocol`]. The clock is read in two places of the whole harness: here in [`process`], and in the iteration
//! loop of a worker.
//!
//! The way of a run: [`workload`] and [`runtimes`] say what there is, [`plan`] fixes what will run in which order,
//! [`session`] verifies and measures through [`invocation`] and [`process`], [`store`] keeps every fact at once,
//! and [`analysis`] and [`compare`] recompute everything that is ever printed from those facts with [`statistics`].
#![forbid(unsafe_code)]

pub mod ab;
pub mod analysis;
pub mod archive;
pub mod attest;
pub mod baseline;
pub mod bless;
pub mod build;
pub mod cold;
pub mod compare;
mod detect;
pub mod environment;
pub mod error;
pub mod export;
pub mod hardware;
pub mod interference;
pub mod invocation;
pub mod merge;
pub mod partition;
pub mod plan;
pub mod process;
pub mod protocol;
pub mod record;
pub mod runtimes;
pub mod session;
pub mod statistics;
pub mod store;
pub mod workload;

pub use error::{Error, Result};
