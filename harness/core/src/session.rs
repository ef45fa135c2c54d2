//! A session: verify, then measure, writing every fact down as it becomes known.
//!
//! Verification runs every pair of workload and engine on all cores at once and takes no times. Measuring runs on a
//! pool of its own with one thread per timing lane; a lane only starts children and waits for them, each pinned to the
//! lane's core, and a whole block stays on one lane (see [`lanes`]). A pair that fails is written down once and not run again. After
//! the user's interrupt or a used-up time budget no further process is started.

use crate::build;
use crate::error::{Error, Result};
use crate::invocation::{Order, Outcome, run};
use crate::partition::Partition;
use crate::plan::{Block, Design, plan_hash, schedule};
use crate::process::{Interrupt, monotonic_ns, own_cpu_ns, unix_seconds};
use crate::record::{self, Build, End, Header, Invocation, Line, SCHEMA_NAME, SCHEMA_VERSION, Status};
use crate::runtimes::Runtime;
use crate::store::RecordWriter;
use crate::workload::{SIZE_NAMES, Size, Workload};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;

mod lanes;

use lanes::{Run, Sink};

/// A workload at one of its sizes.
#[derive(Clone, Copy, Debug)]
pub struct Selected<'a> {
    /// The program.
    pub workload: &'a Workload,
    /// Name of the size.
    pub size_name: &'a str,
    /// The size.
    pub size: &'a Size,
}

impl<'a> Selected<'a> {
    /// The size of that name, or where it is not declared the largest declared one below it, else the smallest.
    pub fn at(workload: &'a Workload, wanted: &str) -> Option<Self> {
        let rank = |name: &str| SIZE_NAMES.iter().position(|known| *known == name);
        let limit = rank(wanted)?;
        let nearest_first = SIZE_NAMES[..=limit].iter().rev().chain(&SIZE_NAMES[limit + 1..]);
        let (name, size) = nearest_first.into_iter().find_map(|name| workload.sizes.get_key_value(*name))?;
        Some(Selected { workload, size_name: name, size })
    }
}

/// The verdict on one pair of workload and engine.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The invocation's row.
    pub invocation: Invocation,
    /// The start of the result's text and the length of the whole in bytes.
    pub result: Option<(String, u64)>,
}

/// Runs every pair once, on all cores, and judges the results. Missing runtimes are left out. `done` is called as each
/// pair ends, from several threads.
pub fn verify(
    workloads: &[Selected<'_>],
    runtimes: &[&Runtime],
    interrupt: &Interrupt,
    done: &(dyn Fn(&Invocation) + Sync),
) -> Vec<Verdict> {
    let pairs: Vec<(&Selected<'_>, &Runtime)> =
        workloads.iter().flat_map(|workload| runtimes.iter().filter(|r| r.available()).map(move |runtime| (workload, *runtime))).collect();
    let mut verdicts: Vec<Verdict> = pairs
        .par_iter()
        .filter_map(|(selected, runtime)| {
            let verdict = verify_one(selected, runtime, interrupt)?;
            done(&verdict.invocation);
            Some(verdict)
        })
        .collect();
    for selected in workloads.iter().filter(|s| s.size.expected_digest.is_none()) {
        settle_unblessed(&selected.workload.id, &mut verdicts);
    }
    verdicts
}

fn verify_one(selected: &Selected<'_>, runtime: &Runtime, interrupt: &Interrupt) -> Option<Verdict> {
    if let Some(refused) = refused(selected.workload, runtime) {
        return Some(Verdict { invocation: refused, result: None });
    }
    if interrupt.signal().is_some() {
        return None;
    }
    if let Err(why) = build::ensure(selected.workload, runtime, interrupt) {
        let invocation = unrun(selected.workload, runtime, Status::Crash, why);
        return interrupt.signal().is_none().then_some(Verdict { invocation, result: None });
    }
    let order = Order {
        workload: selected.workload,
        size: selected.size,
        runtime,
        iterations: 1,
        budget: Duration::ZERO,
        core: None,
        env_padding_bytes: 0,
        hash_seed: 1,
    };
    let Outcome { invocation, result, interrupted } = run(&order, interrupt);
    (!interrupted).then_some(Verdict { invocation, result })
}

/// Takes what a script must print from the first run of the reference: CPython where it is chosen, else the first runtime
/// that runs scripts.
///
/// # Errors
/// None of the runtimes can run it, or the reference does not end.
pub fn bless_script(script: &mut Workload, runtimes: &[&Runtime], interrupt: &Interrupt) -> Result<()> {
    let can = |runtime: &&&Runtime| runtime.available() && !runtime.script("").is_empty();
    let reference = runtimes.iter().filter(can).find(|r| r.name() == "cpython").or_else(|| runtimes.iter().find(can));
    let Some(reference) = reference else {
        return Err(Error::Usage(format!("none of the runtimes asked for can run {}", script.id)));
    };
    let selected = Selected::at(script, "smoke").ok_or_else(|| Error::Usage("a script has a size".to_owned()))?;
    let Some(verdict) = verify_one(&selected, reference, interrupt) else { return Ok(()) };
    let row = verdict.invocation;
    if row.status != Status::Ok {
        return Err(Error::Usage(format!("{} on {}: {}", script.id, reference.name(), row.message)));
    }
    script.expect_of_script(&row.digest);
    Ok(())
}

/// Where no expected result is declared all engines must agree among themselves.
fn settle_unblessed(id: &str, verdicts: &mut [Verdict]) {
    let fine = |v: &&mut Verdict| v.invocation.workload == id && v.invocation.status == Status::Ok;
    let digests: BTreeSet<String> = verdicts.iter_mut().filter(fine).map(|v| v.invocation.digest.clone()).collect();
    if digests.len() > 1 {
        for verdict in verdicts.iter_mut().filter(fine) {
            let text = verdict.result.as_ref().map_or("", |(text, _)| text.as_str());
            verdict.invocation.status = Status::WrongOutput;
            verdict.invocation.message = format!("engines disagree and no expected result is declared; this one gave `{text}`");
            verdict.invocation.iterations.clear();
        }
    }
}

/// The row of a pair that is not run: opted out, or without a port.
fn refused(workload: &Workload, runtime: &Runtime) -> Option<Invocation> {
    let (status, reason) = runtime.refusal(workload)?;
    Some(unrun(workload, runtime, status, reason))
}

fn unrun(workload: &Workload, runtime: &Runtime, status: Status, message: String) -> Invocation {
    Invocation { workload: workload.id.clone(), engine: runtime.name().to_owned(), status, message, ..Invocation::default() }
}

/// Everything a measuring run is made of.
#[derive(Clone, Debug)]
pub struct Session<'a> {
    /// What to measure, each with a declared expected result.
    pub workloads: Vec<Selected<'a>>,
    /// All runtimes asked for, missing ones included.
    pub runtimes: Vec<&'a Runtime>,
    /// Blocks, iterations, budgets.
    pub design: Design,
    /// Seed of the schedule.
    pub seed: u64,
    /// Cores timing runs on, one lane each.
    pub cores: Vec<usize>,
    /// Name of the size asked for.
    pub size_name: String,
    /// Measure blocks again that something disturbed, see [`crate::interference`].
    pub repeat_disturbed: bool,
    /// No process is started after this much measuring.
    pub time_budget: Option<Duration>,
    /// The command line, for the header.
    pub command: Vec<String>,
    /// The share of the workloads to measure; the plan and its hash are those of all.
    pub share: Option<Share>,
}

/// A share of a session's workloads.
#[derive(Clone, Debug)]
pub struct Share {
    /// Which.
    pub partition: Partition,
    /// For each workload of the session, whether it is in it.
    pub chosen: Vec<bool>,
}

/// What a session came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Invocations in the record, those of earlier sessions included.
    pub invocations: u64,
    /// Of them, those of earlier sessions.
    pub earlier: u64,
    /// Planned invocations that were not started: the time budget was used up, or the user stopped.
    pub cut: u64,
    /// Planned invocations that were not started because their pair had failed.
    pub retired: u64,
    /// Blocks measured.
    pub blocks: u64,
    /// Of them, those that something disturbed.
    pub disturbed: u64,
    /// Of them, those repeated.
    pub repeated: u64,
    /// CPU time of the harness itself while it measured.
    pub harness_cpu_ns: u64,
    /// CPU time of the processes it started and waited for.
    pub children_cpu_ns: u64,
}

impl Session<'_> {
    /// The lines that precede all measuring, and the pairs that must not be measured: facts about the session, what was
    /// built, and the rows of pairs that were refused (failed verification, opted out).
    pub fn preamble(&self, builds: &[Build], verdicts: &[Verdict]) -> (Vec<Line>, BTreeSet<(String, String)>) {
        let mut lines = vec![
            Line::Header(Header {
                schema: SCHEMA_NAME.to_owned(),
                version: SCHEMA_VERSION,
                tool_version: env!("CARGO_PKG_VERSION").to_owned(),
                command: self.command.clone(),
                seed: self.seed,
                plan_hash: self.plan_hash(),
                preset: self.design.preset.name().to_owned(),
                design: self.design.facts(&self.size_name),
                started_unix: unix_seconds(),
                partition: self.share.as_ref().map_or_else(String::new, |share| share.partition.to_string()),
            }),
            Line::Host(crate::environment::host()),
        ];
        lines.extend(self.runtimes.iter().map(|runtime| Line::Engine(runtime.receipt.clone())));
        lines.extend(self.shared().map(|selected| Line::Workload(describe(selected))));
        lines.extend(builds.iter().cloned().map(Line::Build));
        let refused = verdicts.iter().map(|v| &v.invocation).filter(|row| row.status != Status::Ok).cloned();
        let rows: Vec<Invocation> = refused
            .map(|mut row| {
                if !unrunnable(&row) {
                    row.message = format!("{VERIFICATION}{}", row.message);
                }
                row
            })
            .collect();
        let failed = refused_pairs(&rows);
        lines.extend(rows.into_iter().map(Line::Invocation));
        (lines, failed)
    }

    /// The workloads to measure: all, or those of the share.
    pub fn shared(&self) -> impl Iterator<Item = &Selected<'_>> {
        self.workloads.iter().enumerate().filter(|(index, _)| self.is_shared(*index)).map(|(_, selected)| selected)
    }

    fn is_shared(&self, workload: usize) -> bool {
        self.share.as_ref().is_none_or(|share| share.chosen[workload])
    }

    /// See [`plan_hash`].
    pub fn plan_hash(&self) -> String {
        let workloads =
            self.workloads.iter().map(|s| format!("{} {} {} {}", s.workload.id, s.workload.source_sha256, s.size_name, s.size.argument));
        let available: Vec<&Runtime> = self.runtimes.iter().copied().filter(|r| r.available()).collect();
        let engines = available.iter().map(|r| format!("{} {}", r.name(), r.receipt.sha256));
        let sources: BTreeSet<&str> = available.iter().map(|r| r.receipt.source.as_str()).collect();
        let ports = self.workloads.iter().flat_map(|s| {
            let used = s.workload.ports.iter().filter(|(name, _)| sources.contains(name.as_str()));
            used.map(|(name, digest)| format!("{} {name} {digest}", s.workload.id))
        });
        plan_hash(&self.design, &workloads.chain(engines).chain(ports).collect::<Vec<_>>())
    }

    /// The schedule, leaving out missing runtimes, opted-out pairs and the pairs in `failed`.
    pub fn blocks(&self, failed: &BTreeSet<(String, String)>) -> Vec<Block> {
        let runs = |selected: &Selected<'_>, runtime: &Runtime| {
            let pair = (selected.workload.id.clone(), runtime.name().to_owned());
            runtime.available() && runtime.refusal(selected.workload).is_none() && !failed.contains(&pair)
        };
        let engines_of: Vec<Vec<usize>> =
            self.workloads.iter().map(|s| (0..self.runtimes.len()).filter(|index| runs(s, self.runtimes[*index])).collect()).collect();
        // The share is taken from the schedule of all, so that a workload's blocks do not depend on it.
        let mut blocks = schedule(&engines_of, self.design.most_blocks.max(self.design.blocks), self.seed);
        blocks.retain(|block| self.is_shared(block.workload));
        blocks
    }

    /// Builds every program that a runtime needs built, one at a time and `rounds` times each, before anything else
    /// runs. A build that fails is not repeated; verification then names the pair.
    pub fn build(&self, rounds: u32, interrupt: &Interrupt, done: &dyn Fn(&Build)) -> Vec<Build> {
        let mut rows: Vec<Build> = Vec::new();
        for _ in 0..rounds {
            for (workload, runtime) in self.builds() {
                let hopeless = |row: &Build| row.status != Status::Ok && row.workload == workload.id && row.engine == runtime.name();
                if interrupt.signal().is_some() || rows.iter().any(hopeless) {
                    continue;
                }
                let row = build::timed(workload, runtime, interrupt);
                done(&row);
                rows.push(row);
            }
        }
        rows
    }

    /// The pairs that need a build.
    pub fn builds(&self) -> Vec<(&Workload, &Runtime)> {
        let compiled = |runtime: &&Runtime| runtime.available() && !runtime.receipt.build.is_empty();
        let pairs = self.shared().flat_map(|s| self.runtimes.iter().copied().filter(compiled).map(move |r| (s.workload, r)));
        pairs.filter(|(workload, runtime)| runtime.refusal(workload).is_none()).collect()
    }

    /// Measures: in stages that end where the widths of intervals are looked at ([`Design::looks`]), each followed by the
    /// repetition of blocks that something disturbed. Nothing in `earlier`, the rows of the record so far, is run again.
    /// `done` is called with every row just written, from the lanes' threads.
    ///
    /// # Errors
    /// Only when the record cannot be written.
    pub fn measure(
        &self,
        failed: &BTreeSet<(String, String)>,
        earlier: &[Invocation],
        writer: &mut RecordWriter,
        interrupt: &Interrupt,
        done: &(dyn Fn(&Invocation) + Sync),
    ) -> Result<Tally> {
        let plan = self.blocks(failed);
        let cpu_before = own_cpu_ns();
        let deadline_ns = self.time_budget.map(|budget| monotonic_ns() + u64::try_from(budget.as_nanos()).unwrap_or(u64::MAX / 2));
        let run = Run::new(self, interrupt, done, deadline_ns, Sink { writer, error: None });
        run.recall(earlier);
        let lanes = self.cores.len().max(1);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(lanes)
            .thread_name(|index| format!("timing lane {index}"))
            .build()
            .map_err(|e| Error::Usage(format!("cannot start {lanes} timing lanes: {e}")))?;
        let mut active: BTreeSet<usize> = plan.iter().map(|block| block.workload).collect();
        let mut from = 0;
        for look in self.design.looks() {
            let stage: Vec<&Block> = plan.iter().filter(|b| (from..look).contains(&b.index) && active.contains(&b.workload)).collect();
            run.pass(&pool, &stage, 0);
            if self.repeat_disturbed {
                run.pass(&pool, &run.to_repeat(&stage), 1);
            }
            if run.over() {
                break;
            }
            active.retain(|workload| !run.narrow_enough(*workload));
            from = look;
        }
        let mut tally = run.tally();
        tally.harness_cpu_ns = own_cpu_ns().saturating_sub(cpu_before);
        match run.sink.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).error {
            Some(error) => Err(error),
            None => Ok(tally),
        }
    }

    /// Writes the closing line of a session that was not interrupted.
    pub fn write_end(&self, tally: Tally, started_ns: u64, writer: &mut RecordWriter) -> Result<()> {
        let wall_ns = monotonic_ns().saturating_sub(started_ns);
        writer.append(&Line::End(End { invocations: tally.invocations, wall_ns, harness_cpu_ns: tally.harness_cpu_ns }))
    }
}

/// How the message of a row begins whose pair failed verification.
const VERIFICATION: &str = "verification: ";

fn unrunnable(row: &Invocation) -> bool {
    matches!(row.status, Status::OptedOut | Status::NoPort)
}

/// The pairs whose rows say that verification failed: they are not in the schedule.
pub fn refused_pairs(rows: &[Invocation]) -> BTreeSet<(String, String)> {
    let refused = rows.iter().filter(|row| row.status != Status::Ok && !unrunnable(row) && row.message.starts_with(VERIFICATION));
    refused.map(|row| (row.workload.clone(), row.engine.clone())).collect()
}

fn describe(selected: &Selected<'_>) -> record::Workload {
    let workload = selected.workload;
    record::Workload {
        id: workload.id.clone(),
        title: workload.title.clone(),
        group: workload.group.clone(),
        stresses: workload.stresses.clone(),
        source_sha256: workload.source_sha256.clone(),
        ports: workload.ports.clone(),
        size_name: selected.size_name.to_owned(),
        size: selected.size.argument,
        expected_digest: selected.size.expected_digest.clone().unwrap_or_default(),
        analysis: workload.analysis.clone(),
        measures: if workload.whole_process { "process" } else { "iteration" }.to_owned(),
    }
}
