//! Measuring: workloads, runtimes, plans, processes, records, statistics. No engine and no chart.
#![forbid(unsafe_code)]

pub mod record;
