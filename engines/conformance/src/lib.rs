//! The conformance suite: programs with the results CPython 3.11 gives for them.
//!
//! A case is `cases/<feature>/<name>.py`, or a folder `cases/<feature>/<name>/` with a `main.py` and the modules it
//! imports. Beside it lie `.out` (standard output), `.err` (last line of standard error, when there is any) and `.code`
//! (exit code, when it is not 0). Those are written by CPython only: `BLESS=1 cargo test -p conformance --test oracle`.
//! The crate finds, runs and compares cases; it holds no opinion on what a program should print.

#![forbid(unsafe_code)]

mod case;
mod gaps;
pub mod generate;
mod process;
mod shrink;

pub use case::{Case, Outcome, compare, load_cases, root};
pub use gaps::{Gap, load_gaps};
pub use process::{for_each_parallel, oracle, run, run_within};
pub use shrink::shrink;
