//! Timing lanes: threads that start one child after the other, and what a session knows while they do.
//!
//! A block stays on one lane. A lane that runs out of blocks keeps its core as busy as before until the last lane is done,
//! so that the last processes have the same neighbours as the first.

use super::{Selected, Session, Tally};
use crate::analysis::compared_wall;
use crate::error::Error;
use crate::interference::{MOST_REPEATED, Usual, canary_ns, disturbances};
use crate::invocation::{Order, run};
use crate::plan::Block;
use crate::process::{Interrupt, monotonic_ns, on_core};
use crate::record::{Invocation, Line, Status};
use crate::statistics::location::hodges_lehmann;
use crate::store::RecordWriter;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

/// Where rows go; after the first failure to write nothing more is started.
pub(super) struct Sink<'a> {
    pub writer: &'a mut RecordWriter,
    pub error: Option<Error>,
}

/// What is known of a block's attempt: by engine, what is compared and the row without its iterations.
type Arms = BTreeMap<usize, (f64, Invocation)>;

/// State shared by the lanes.
pub(super) struct Run<'a, 'b> {
    session: &'a Session<'b>,
    interrupt: &'a Interrupt,
    done: &'a (dyn Fn(&Invocation) + Sync),
    deadline_ns: Option<u64>,
    earlier: AtomicU64,
    planned: AtomicU64,
    order: AtomicU64,
    retired: AtomicU64,
    children_cpu_ns: AtomicU64,
    stopped: AtomicBool,
    failed: Mutex<BTreeSet<(usize, usize)>>,
    /// By workload, block and attempt.
    taken: Mutex<BTreeMap<(usize, u32, u32), Arms>>,
    pub sink: Mutex<Sink<'a>>,
}

impl<'a, 'b> Run<'a, 'b> {
    pub fn new(
        session: &'a Session<'b>,
        interrupt: &'a Interrupt,
        done: &'a (dyn Fn(&Invocation) + Sync),
        deadline_ns: Option<u64>,
        sink: Sink<'a>,
    ) -> Self {
        Run {
            session,
            interrupt,
            done,
            deadline_ns,
            earlier: AtomicU64::new(0),
            planned: AtomicU64::new(0),
            order: AtomicU64::new(0),
            retired: AtomicU64::new(0),
            children_cpu_ns: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
            failed: Mutex::new(BTreeSet::new()),
            taken: Mutex::new(BTreeMap::new()),
            sink: Mutex::new(sink),
        }
    }

    /// Takes in what an earlier session measured.
    pub fn recall(&self, rows: &[Invocation]) {
        for row in rows.iter().filter(|row| !super::unrunnable(row) && !row.message.starts_with(super::VERIFICATION)) {
            let workload = self.session.workloads.iter().position(|s| s.workload.id == row.workload);
            let engine = self.session.runtimes.iter().position(|r| r.name() == row.engine);
            if let (Some(workload), Some(engine)) = (workload, engine) {
                self.note(workload, engine, row);
                self.earlier.fetch_add(1, Ordering::Relaxed);
            }
            self.order.fetch_max(row.order + 1, Ordering::Relaxed);
        }
    }

    fn note(&self, workload: usize, engine: usize, row: &Invocation) {
        if row.status != Status::Ok {
            lock(&self.failed).insert((workload, engine));
        }
        let value = compared_wall(self.session.workloads[workload].workload.whole_process, row).map_or(f64::NAN, |c| c.typical_ns);
        let slim = Invocation { wall_ns: row.wall_ns, interference: row.interference.clone(), ..Invocation::default() };
        lock(&self.taken).entry((workload, row.block, row.attempt)).or_default().insert(engine, (value, slim));
    }

    /// Runs blocks on all lanes; what was taken already is left out.
    pub fn pass(&self, pool: &rayon::ThreadPool, blocks: &[&Block], attempt: u32) {
        let left = |block: &&&Block| {
            let taken = lock(&self.taken);
            let arms = taken.get(&(block.workload, block.index, attempt));
            block.arms.iter().filter(|engine| !arms.is_some_and(|arms| arms.contains_key(engine))).count() as u64
        };
        let planned: u64 = blocks.iter().map(|block| left(&block)).sum();
        if planned == 0 {
            return;
        }
        self.planned.fetch_add(planned, Ordering::Relaxed);
        let next = AtomicUsize::new(0);
        let busy = AtomicUsize::new(pool.current_num_threads());
        pool.broadcast(|context| {
            let core = self.session.cores.get(context.index()).copied();
            while let Some(block) = blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
                if self.over() {
                    break;
                }
                self.block(block, attempt, core);
            }
            busy.fetch_sub(1, Ordering::Relaxed);
            while busy.load(Ordering::Relaxed) > 0 {
                on_core(core, canary_ns);
            }
        });
    }

    fn block(&self, block: &Block, attempt: u32, core: Option<usize>) {
        let mut canary = None;
        for (position, engine) in block.arms.iter().enumerate() {
            if self.over() {
                return;
            }
            let known = lock(&self.taken).get(&(block.workload, block.index, attempt)).is_some_and(|arms| arms.contains_key(engine));
            if !known {
                let canary = *canary.get_or_insert_with(|| on_core(core, canary_ns));
                self.one(block, attempt, position, *engine, core, canary);
            }
        }
    }

    /// True when no further process is to be started.
    pub fn over(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
            || self.interrupt.signal().is_some()
            || self.deadline_ns.is_some_and(|deadline| monotonic_ns() >= deadline)
    }

    fn one(&self, block: &Block, attempt: u32, position: usize, engine: usize, core: Option<usize>, canary: u64) {
        if lock(&self.failed).contains(&(block.workload, engine)) {
            self.retired.fetch_add(1, Ordering::Relaxed);
            return;
        }
        let selected: &Selected<'_> = &self.session.workloads[block.workload];
        let order = Order {
            workload: selected.workload,
            size: selected.size,
            runtime: self.session.runtimes[engine],
            iterations: if selected.workload.whole_process { 1 } else { self.session.design.iterations },
            budget: self.session.design.invocation_budget,
            core,
            env_padding_bytes: block.env_padding_bytes,
            hash_seed: block.hash_seed,
        };
        let outcome = run(&order, self.interrupt);
        if outcome.interrupted {
            return;
        }
        let mut row = outcome.invocation;
        row.block = block.index;
        row.attempt = attempt;
        row.position = u32::try_from(position).unwrap_or(u32::MAX);
        row.interference.insert("canary_ns".to_owned(), canary);
        self.children_cpu_ns.fetch_add(row.user_ns + row.system_ns, Ordering::Relaxed);
        self.note(block.workload, engine, &row);
        let mut sink = lock(&self.sink);
        row.order = self.order.fetch_add(1, Ordering::Relaxed);
        let line = Line::Invocation(row);
        if let Err(error) = sink.writer.append(&line) {
            sink.error.get_or_insert(error);
            self.stopped.store(true, Ordering::Relaxed);
        }
        drop(sink);
        if let Line::Invocation(row) = &line {
            (self.done)(row);
        }
    }

    /// First attempts that something disturbed.
    fn disturbed(&self) -> BTreeSet<(usize, u32)> {
        let taken = lock(&self.taken);
        let first = || taken.iter().filter(|((_, _, attempt), _)| *attempt == 0);
        let canary = |arms: &Arms| arms.values().find_map(|(_, row)| row.interference.get("canary_ns")).map(|ns| *ns as f64);
        let usual = Usual::of(&first().filter_map(|(_, arms)| canary(arms)).collect::<Vec<_>>());
        let tripped = |arms: &Arms| arms.values().any(|(_, row)| !disturbances(row, usual).is_empty());
        first().filter(|(_, arms)| tripped(arms)).map(|((workload, block, _), _)| (*workload, *block)).collect()
    }

    /// The blocks of a stage to measure again, as long as repetitions are few.
    pub fn to_repeat<'p>(&self, stage: &[&'p Block]) -> Vec<&'p Block> {
        let disturbed = self.disturbed();
        let taken = lock(&self.taken);
        let attempts =
            |number: u32| taken.keys().filter(|(_, _, attempt)| *attempt == number).map(|(w, b, _)| (*w, *b)).collect::<BTreeSet<_>>();
        let (first, second) = (attempts(0), attempts(1));
        drop(taken);
        let most = (MOST_REPEATED * first.len() as f64) as usize;
        let begun = |block: &&&Block| second.contains(&(block.workload, block.index));
        let (begun, others): (Vec<&Block>, Vec<&Block>) =
            stage.iter().filter(|block| begun(block) || disturbed.contains(&(block.workload, block.index))).partition(|block| begun(block));
        let room = most.saturating_sub(second.len());
        begun.into_iter().chain(others.into_iter().take(room)).collect()
    }

    /// True when all intervals of a workload are as narrow as the design asks for. Looks at widths only.
    pub fn narrow_enough(&self, workload: usize) -> bool {
        let taken = lock(&self.taken);
        let mut by_engine: BTreeMap<usize, BTreeMap<u32, f64>> = BTreeMap::new();
        for ((_, block, _), arms) in taken.iter().filter(|((w, _, _), _)| *w == workload) {
            // The repetition of a block comes after its first attempt and replaces it.
            for (engine, (value, _)) in arms {
                by_engine.entry(*engine).or_default().insert(*block, value.ln());
            }
        }
        drop(taken);
        let named = |name: &str| by_engine.keys().copied().find(|engine| self.session.runtimes[*engine].name() == name);
        let Some(reference) = named("cpython").or_else(|| named("bytecode-vm")).or_else(|| by_engine.keys().next().copied()) else {
            return true;
        };
        let base = &by_engine[&reference];
        let failed = lock(&self.failed);
        by_engine
            .iter()
            .filter(|(engine, _)| by_engine.len() == 1 || (**engine != reference && !failed.contains(&(workload, **engine))))
            .all(|(engine, values)| {
                let alone = *engine == reference;
                let logs: Vec<f64> = values
                    .iter()
                    .filter_map(|(block, log)| if alone { Some(*log) } else { Some(base.get(block)? - log) })
                    .filter(|l| l.is_finite())
                    .collect();
                hodges_lehmann(&logs).interval.is_some_and(|i| (i.high - i.low) / 2.0 <= self.session.design.target)
            })
    }

    /// What it all came to; the harness's own CPU time is the caller's to fill in.
    pub fn tally(&self) -> Tally {
        let disturbed = self.disturbed().len() as u64;
        let count = |number: u32| lock(&self.taken).keys().filter(|(_, _, attempt)| *attempt == number).count() as u64;
        let earlier = self.earlier.load(Ordering::Relaxed);
        let invocations = self.order.load(Ordering::Relaxed);
        let retired = self.retired.load(Ordering::Relaxed);
        Tally {
            invocations,
            earlier,
            cut: self.planned.load(Ordering::Relaxed).saturating_sub(invocations.saturating_sub(earlier) + retired),
            retired,
            blocks: count(0),
            disturbed,
            repeated: count(1),
            harness_cpu_ns: 0,
            children_cpu_ns: self.children_cpu_ns.load(Ordering::Relaxed),
        }
    }
}

/// A lane that panicked has broken no data of the others: rows are written whole.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
