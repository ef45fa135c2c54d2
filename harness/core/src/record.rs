//! The record: append-only facts, one JSON line each.
//!
//! A record file is a sequence of [`Line`]s. Nothing derived is stored: every summary, verdict and chart is
//! recomputed from these lines, so a report can be drawn again years later with better statistics. Times are
//! integers in nanoseconds, sizes integers in bytes. A failed invocation is a line like any other, with its
//! [`Status`] and message; it never disappears.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Name written into every header, so that a stray JSON file is recognised as foreign.
pub const SCHEMA_NAME: &str = "spectrum-record";
/// Raised whenever a field changes its meaning; readers refuse newer versions.
pub const SCHEMA_VERSION: u32 = 1;

/// The JSON Schema of a [`Line`] (draft 2020-12), with the texts of this page as descriptions.
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Line)
}

/// One line of a record file, told apart by its `type` field.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq, JsonSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Line {
    /// Always first.
    Header(Header),
    /// The machine measured on.
    Host(Host),
    /// One per engine of the plan, missing ones included.
    Engine(Engine),
    /// One per workload of the plan.
    Workload(Workload),
    /// One per program built for a runtime that needs it.
    Build(Build),
    /// At most one per workload, where the tool could make it.
    Listing(Listing),
    /// One per process started.
    Invocation(Invocation),
    /// One per start with a cold file cache and the warm one after it.
    ColdStart(ColdStart),
    /// One per pair whose performance counters were read.
    PerfCounters(PerfCounters),
    /// Where an interrupted session was taken up again.
    Resume(Resume),
    /// Last line of a session that was not interrupted.
    End(End),
}

/// What was asked for, and how it can be asked for again.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct Header {
    /// [`SCHEMA_NAME`].
    pub schema: String,
    /// [`SCHEMA_VERSION`].
    pub version: u32,
    /// Version of this tool.
    pub tool_version: String,
    /// The command line, for reproduction.
    pub command: Vec<String>,
    /// Seed of the schedule and of every bootstrap drawn from this record.
    pub seed: u64,
    /// Hash of the plan: workloads, engines, sizes, preset.
    pub plan_hash: String,
    /// `quick`, `standard` or `thorough`.
    pub preset: String,
    /// The numbers of the plan, for `--resume`.
    #[serde(default)]
    pub design: DesignFacts,
    /// Seconds since the Unix epoch at the start, for people; never used in arithmetic.
    pub started_unix: u64,
    /// Which share of the plan's workloads this is (`hash:1/3`); empty for all of them.
    #[serde(default)]
    pub partition: String,
}

/// The numbers of a plan, see [`crate::plan::Design`].
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct DesignFacts {
    /// Blocks every workload gets.
    pub blocks: u32,
    /// Blocks a workload gets at most, while its intervals are too wide.
    pub most_blocks: u32,
    /// Half-width of the 95 % interval of a log-ratio that is narrow enough.
    pub target: f64,
    /// Most iterations inside a process.
    pub iterations: u32,
    /// No iteration is started in a process after this much iterating.
    pub invocation_budget_ms: u64,
    /// Name of the size asked for.
    pub size_name: String,
}

/// A later session that went on with the record.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct Resume {
    /// Its command line.
    pub command: Vec<String>,
    /// Seconds since the Unix epoch, for people.
    pub started_unix: u64,
}

/// The machine. Records are comparable only where `machine_key` agrees.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct Host {
    /// Coarse identity: CPU model, core count, memory class, operating system, virtualised or not.
    pub machine_key: String,
    /// CPU model name.
    pub cpu: String,
    /// Logical cores.
    pub cores: u32,
    /// Main memory in bytes.
    pub memory_bytes: u64,
    /// Operating system and kernel release.
    pub os: String,
    /// Checks and their outcomes ("governor": "not available", "load1": "0.31", ...).
    pub checks: BTreeMap<String, String>,
}

/// Receipt of one engine or runtime.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct Engine {
    /// Key in `runtimes.toml` and legend in every chart: `tree-walker`, `cpython`, ...
    pub name: String,
    /// `own` or `foreign`.
    pub origin: String,
    /// Where it stands on the spectrum: `tree-walker`, `bytecode`, `jit`, `ahead-of-time`.
    pub strategy: String,
    /// Language of the programs it runs: `python`, or that of a port (`c`, `ruby`, ...). `python` also when empty.
    #[serde(default)]
    pub language: String,
    /// The file of a workload's folder that it runs: `main.py`, or a port.
    #[serde(default)]
    pub source: String,
    /// What it cannot do, in words; empty when nothing is known to be missing.
    #[serde(default)]
    pub limits: String,
    /// What the runtime says of itself (first line of its version command).
    pub version: String,
    /// What it says of how it was built, where it was asked.
    #[serde(default)]
    pub configuration: String,
    /// The real executable, shims resolved.
    pub path: String,
    /// The path it was found by, when that is not the real executable (a version manager's shim, a link).
    #[serde(default)]
    pub found: String,
    /// SHA-256 of the executable, hexadecimal; empty when missing.
    pub sha256: String,
    /// False when the runtime is not on this machine; it is still listed.
    pub available: bool,
    /// How to get it, when missing.
    pub hint: String,
    /// The command that builds a workload's program, before workload and folder are filled in; empty when it builds none.
    #[serde(default)]
    pub build: Vec<String>,
    /// The command that starts a worker, before workload, folder and the nuisance factors of a block are filled in.
    #[serde(default)]
    pub command: Vec<String>,
    /// The whole environment a worker starts with; nothing is inherited.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
}

/// One workload at the size measured.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct Workload {
    /// `group/name`.
    pub id: String,
    /// One line for people.
    pub title: String,
    /// Folder under `workloads/`.
    pub group: String,
    /// What it stresses.
    pub stresses: Vec<String>,
    /// SHA-256 of the source text, hexadecimal.
    pub source_sha256: String,
    /// SHA-256 of each port's source, hexadecimal, by file name (`main.c`, ...).
    #[serde(default)]
    pub ports: BTreeMap<String, String>,
    /// Name of the size: `smoke`, `small`, `default`, `large`.
    pub size_name: String,
    /// Argument given to `run(size)`.
    pub size: i64,
    /// SHA-256 of the expected result text.
    pub expected_digest: String,
    /// What dominates and what to look at when an engine is slow here.
    pub analysis: String,
    /// What is compared: `iteration` (also when empty), or `process` where iterations are too short to be a
    /// measurement and the question is what a whole process costs.
    #[serde(default)]
    pub measures: String,
}

/// One function of a workload at every stage on its way to the processor: what `spectrum show` prints.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct Listing {
    /// [`Workload::id`].
    pub workload: String,
    /// Qualified name of the function shown.
    pub function: String,
    /// How it was chosen and how the lines were marked, in words.
    pub chosen: String,
    /// Lines of the source file that ran most often, counted from 1.
    pub hot_lines: Vec<u32>,
    /// Sizes of the whole program in bytes by name: `source`, `bytecode`.
    pub sizes: BTreeMap<String, u64>,
    /// From source to machine code.
    pub stages: Vec<Stage>,
}

/// The text of one stage, possibly cut.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct Stage {
    /// `source`, `tree`, `bytecode`, `clif`, `asm`.
    pub name: String,
    /// Line of the source file that the text starts at; 0 where it is no source.
    #[serde(default)]
    pub first_line: u32,
    /// The text, or its beginning.
    pub text: String,
    /// Lines of the whole.
    pub lines: u32,
}

/// How an invocation ended.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, PartialEq, Eq, Hash, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Ran to the end with the expected result and the claimed engine.
    #[default]
    Ok,
    /// A result differed from the expected one.
    WrongOutput,
    /// Stopped at its time limit.
    Timeout,
    /// Non-zero exit, signal, or a broken protocol.
    Crash,
    /// The result was right but the claimed engine did not do the work.
    NotAttested,
    /// The workload opts this engine out, with a reason.
    OptedOut,
    /// The runtime is one of another language, and the workload has no port to it.
    NoPort,
}

/// One build of a workload's program by a runtime's compiler. Its wall time belongs to what a user waits for, and to no
/// iteration.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct Build {
    /// [`Workload::id`].
    pub workload: String,
    /// [`Engine::name`].
    pub engine: String,
    /// The command as it was run.
    pub command: Vec<String>,
    /// From spawn to reaping.
    pub wall_ns: u64,
    /// User CPU time of the compiler and what it started.
    pub user_ns: u64,
    /// System CPU time likewise.
    pub system_ns: u64,
    /// Size of everything it made, in bytes.
    pub bytes: u64,
    /// `ok`, or `crash` with a message.
    pub status: Status,
    /// Why it failed; empty when ok.
    pub message: String,
}

/// One timed pass over the workload inside a process.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct Iteration {
    /// Monotonic wall time.
    pub wall_ns: u64,
    /// CPU time of the process meanwhile, or of the thread that ran it where the runtime can only tell that; 0 where the runtime cannot tell.
    pub cpu_ns: u64,
}

/// Something an engine did between two iterations or during one: optional evidence, told after the timed loop.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct TierEvent {
    /// Iteration in which it happened, from 0.
    pub iteration: u32,
    /// `compile` (something became machine code), `discard` (machine code was given up) or `gc` (a collection).
    pub kind: String,
    /// What was compiled or given up; empty where the engine does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// How many of them in that iteration.
    #[serde(default)]
    pub count: u64,
}

/// One process: the unit of evidence.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct Invocation {
    /// [`Workload::id`].
    pub workload: String,
    /// [`Engine::name`].
    pub engine: String,
    /// Randomised block: every engine of the comparison runs once in each block of a workload.
    pub block: u32,
    /// 0, or 1 for the repetition of a block that something disturbed; see [`crate::interference`].
    #[serde(default)]
    pub attempt: u32,
    /// Place within the block, from 0.
    pub position: u32,
    /// Index in the whole session's order of starting.
    pub order: u64,
    /// How it ended.
    pub status: Status,
    /// One to three lines saying what went wrong; empty when ok.
    pub message: String,
    /// From spawn to reaping, by the supervisor's clock.
    pub wall_ns: u64,
    /// User CPU time of the process.
    pub user_ns: u64,
    /// System CPU time of the process.
    pub system_ns: u64,
    /// High-water mark of resident memory of this process alone; 0 where it could not be told.
    pub peak_rss_bytes: u64,
    /// Where that number is from: `self` (the worker read its own `VmHWM`), `wait4`, `status`, or empty.
    #[serde(default)]
    pub peak_rss_source: String,
    /// Every iteration from the very first; warm-up is never thrown away.
    pub iterations: Vec<Iteration>,
    /// Phase durations in nanoseconds by name: `spawn read cache parse lower compile load execute exit`. A name with a dot is a
    /// part of the phase before the dot (`spawn.runtime`); see [`crate::invocation::unattributed_ns`] for the rest.
    pub phases: BTreeMap<String, u64>,
    /// Deterministic counters by name (`calls`, `allocations`, `code_bytes`, ...).
    pub counters: BTreeMap<String, u64>,
    /// The same counters after the first iteration: the same in every process, however many iterations it ran.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub first_counters: BTreeMap<String, u64>,
    /// Compilations and collections by iteration, where the engine tells them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<TierEvent>,
    /// What the operating system tells of the neighbours while it ran, by name; see [`crate::interference`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub interference: BTreeMap<String, u64>,
    /// SHA-256 of the result text, hexadecimal.
    pub digest: String,
    /// Exit code, when the process exited.
    pub exit_code: Option<i32>,
    /// Signal, when one ended it.
    pub signal: Option<i32>,
    /// Randomised nuisance factors of the block (`env_padding_bytes`, `hash_seed`, `core`, ...).
    pub nuisance: BTreeMap<String, u64>,
}

/// A process started with a cold file cache, and the same again with a warm one; see [`crate::cold`].
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct ColdStart {
    /// [`Workload::id`].
    pub workload: String,
    /// [`Engine::name`].
    pub engine: String,
    /// From 0.
    pub round: u32,
    /// From spawn to reaping of the cold start, ns; 0 unless ok.
    pub cold_ns: u64,
    /// From spawn to reaping of the warm one, ns; 0 unless ok.
    pub warm_ns: u64,
    /// True when another process ran the same executable, so that part of it was in memory all the time.
    #[serde(default)]
    pub shared: bool,
    /// How the worse of the two ended.
    pub status: Status,
    /// What went wrong; empty when ok.
    pub message: String,
}

/// What processor and kernel counted of one process and all it started, in a run of its own; see [`crate::hardware`].
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct PerfCounters {
    /// [`Workload::id`].
    pub workload: String,
    /// [`Engine::name`].
    pub engine: String,
    /// Iterations that the process ran.
    pub iterations: u64,
    /// Counts by name: `instructions`, `cycles`, `branch_misses`, `cache_misses` (user mode), `task_clock_ns`,
    /// `page_faults`, `context_switches`, `cpu_migrations`.
    pub values: BTreeMap<String, u64>,
    /// Those of these names that this machine does not offer.
    pub not_available: Vec<String>,
    /// How the process ended.
    pub status: Status,
    /// What went wrong; empty when ok.
    pub message: String,
}

/// Closing line.
#[derive(Clone, Debug, Default, Serialize, Deserialize, PartialEq, JsonSchema)]
pub struct End {
    /// Invocations written.
    pub invocations: u64,
    /// Wall time of the session.
    pub wall_ns: u64,
    /// CPU time of the harness itself while it measured.
    #[serde(default)]
    pub harness_cpu_ns: u64,
}
