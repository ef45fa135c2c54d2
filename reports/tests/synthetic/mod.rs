//! Records made up for tests and for looking at charts: deterministic, shaped like real ones, measured nowhere.

use harness_core::record::{
    End, Engine, Header, Host, Invocation, Iteration, Line, Listing, SCHEMA_NAME, SCHEMA_VERSION, Stage, Status, TierEvent, Workload,
};
use std::collections::BTreeMap;

/// What varies between the records.
#[derive(Clone, Copy)]
pub struct Shape {
    pub engines: usize,
    pub workloads: usize,
    pub blocks: u32,
    pub iterations: usize,
    pub long_names: bool,
    /// Every invocation of every engine fails.
    pub all_fail: bool,
    /// A few failures, an opt-out, a missing engine.
    pub some_fail: bool,
}

/// The committed record: four engines and a missing one, six workloads, three cells without a number.
pub const SMALL: Shape = Shape { engines: 4, workloads: 6, blocks: 8, iterations: 24, long_names: false, all_fail: false, some_fail: true };

/// name, origin, strategy, start-up ms, steady speed over cpython, warm-up factor, memory MiB
type Profile = (&'static str, &'static str, &'static str, f64, f64, f64, f64);
const PROFILES: [Profile; 12] = [
    ("tree-walker", "own", "tree-walker", 2.1, 0.35, 1.05, 9.0),
    ("bytecode-vm", "own", "bytecode", 2.4, 1.15, 1.1, 10.0),
    ("cranelift-jit", "own", "jit", 3.9, 6.5, 3.0, 19.0),
    ("cpython", "foreign", "bytecode", 14.0, 1.0, 1.1, 11.0),
    ("pypy", "foreign", "jit", 38.0, 9.0, 9.0, 78.0),
    ("node", "foreign", "jit", 41.0, 14.0, 4.0, 55.0),
    ("gcc", "foreign", "ahead-of-time", 0.9, 31.0, 1.02, 2.0),
    ("ruby", "foreign", "bytecode", 52.0, 0.9, 1.1, 24.0),
    ("ruby-yjit", "foreign", "jit", 54.0, 2.6, 2.4, 36.0),
    ("lua", "foreign", "bytecode", 1.6, 1.7, 1.0, 3.1),
    ("luajit", "foreign", "jit", 1.8, 16.0, 2.0, 3.9),
    ("graalpy", "foreign", "jit", 350.0, 5.0, 20.0, 420.0),
];
const WORKLOADS: [(&str, &str, f64); 6] = [
    ("numeric/mandelbrot", "Escape-time fractal over a square grid", 38.0),
    ("numeric/nbody", "Gravitation of five bodies, floats and attributes", 61.0),
    ("objects/richards", "Operating-system scheduler, classes and dispatch", 95.0),
    ("strings/word-count", "Splitting, hashing and counting words", 22.0),
    ("recursion/fib", "Naive Fibonacci numbers, calls only", 44.0),
    ("allocation/binary-trees", "Short-lived trees, allocator and collector", 120.0),
];

/// A repeatable stream of numbers in [0, 1).
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        // SplitMix64 (Steele, Lea and Flood 2014).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The lines of a record of this shape.
pub fn record(shape: Shape) -> Vec<Line> {
    let mut lines = vec![
        Line::Header(Header {
            schema: SCHEMA_NAME.into(),
            version: SCHEMA_VERSION,
            tool_version: "0.1.0".into(),
            command: ["spectrum", "bench", "--preset", "standard", "--seed", "7"].map(String::from).to_vec(),
            seed: 7,
            plan_hash: "synthetic".into(),
            preset: "standard".into(),
            started_unix: 1_795_340_183,
            ..Header::default()
        }),
        Line::Host(Host {
            machine_key: "synthetic-4".into(),
            cpu: "Imaginary CPU 3000".into(),
            cores: 4,
            memory_bytes: 16 << 30,
            os: "Linux 6.1".into(),
            checks: BTreeMap::from([("governor".into(), "not available".into()), ("load1".into(), "0.31".into())]),
        }),
    ];
    let engines: Vec<(String, Profile)> = PROFILES
        .iter()
        .take(shape.engines)
        .map(|profile| {
            let name = match shape.long_names && profile.1 == "foreign" {
                true => format!("{}-with-a-name-that-is-exactly-as-long-as-sixty-characters", profile.0),
                false => profile.0.to_string(),
            };
            (name.chars().take(60).collect(), *profile)
        })
        .collect();
    for (name, (_, origin, strategy, ..)) in &engines {
        lines.push(Line::Engine(Engine {
            name: name.clone(),
            origin: (*origin).into(),
            strategy: (*strategy).into(),
            version: format!("{name} 1.2.3"),
            path: format!("/usr/bin/{name}"),
            sha256: "0123456789abcdef".repeat(4),
            available: true,
            command: vec![format!("/usr/bin/{name}"), "driver".into()],
            ..Default::default()
        }));
    }
    if shape.some_fail {
        lines.push(Line::Engine(Engine {
            name: "pypy".into(),
            origin: "foreign".into(),
            strategy: "jit".into(),
            hint: "apt-get install pypy3".into(),
            ..Default::default()
        }));
    }
    let workloads: Vec<(String, &str, f64)> = (0..shape.workloads)
        .map(|n| {
            let (id, title, ms) = WORKLOADS[n % 6];
            let id = match (n / 6, shape.long_names) {
                (0, false) => id.to_string(),
                (round, false) => format!("{id}-{round}"),
                (round, true) => format!("{id}-{round}-{}", "variation-with-a-very-long-name-indeed".repeat(2)),
            };
            (id.chars().take(60).collect(), title, ms * (1.0 + n as f64 / 40.0))
        })
        .collect();
    for (id, title, _) in &workloads {
        lines.push(Line::Workload(Workload {
            id: id.clone(),
            title: (*title).into(),
            group: id.split('/').next().unwrap_or_default().into(),
            stresses: vec!["calls".into(), "floats <&> \"quotes\"".into()],
            size_name: "default".into(),
            size: 1000,
            analysis: "Dominated by its inner loop.".into(),
            ..Default::default()
        }));
    }
    lines.extend(workloads.iter().enumerate().map(|(n, (id, ..))| Line::Listing(listing(n, id))));
    let mut order = 0;
    for (w, (id, _, ms)) in workloads.iter().enumerate() {
        for block in 0..shape.blocks {
            for (e, (name, profile)) in engines.iter().enumerate() {
                order += 1;
                let mut run = invocation(shape, profile, *ms, w, e, u64::from(block));
                run.workload = id.clone();
                run.engine = name.clone();
                run.block = block;
                run.position = e as u32;
                run.order = order;
                lines.push(Line::Invocation(run));
            }
        }
    }
    lines.push(Line::End(End { invocations: order, wall_ns: 60_000_000_000, ..End::default() }));
    lines
}

/// A function as `spectrum show` prints one, shortened.
fn listing(n: usize, id: &str) -> Listing {
    let stage = |name: &str, first_line: u32, text: &str, lines: u32| Stage { name: name.into(), first_line, text: text.into(), lines };
    Listing {
        workload: id.into(),
        function: "run".into(),
        chosen: "Made up.".into(),
        hot_lines: vec![19],
        sizes: BTreeMap::from([("source".into(), 900 + 130 * n as u64), ("bytecode".into(), 600 + 70 * n as u64)]),
        stages: vec![
            stage("source", 17, "def run(size):\n    total = 0\n    for n in range(size): total += n\n    return total < 2 and \"&\"\n", 4),
            stage("tree", 0, "block 2 def run (line 17)\n  params size\n", 9),
            stage(
                "bytecode",
                0,
                "   18 |     total = 0\n          0       LoadInt  r1, 0\n   19 |     for n in range(size): total += n\n          1       Add\n",
                4,
            ),
            stage("clif", 0, "function u0:0(i64, i64) -> i64 system_v {\n", 80),
            stage("asm", 0, "  pushq %rbp\n  movq %rsp, %rbp\n", 70),
        ],
    }
}

fn failure(shape: Shape, workload: usize, engine: usize, block: u64) -> Option<(Status, &'static str)> {
    if shape.all_fail {
        return Some(match engine % 3 {
            0 => (Status::Timeout, "stopped after 60 s"),
            1 => (Status::WrongOutput, "expected 3a1f…, got 77b0…"),
            _ => (Status::Crash, "signal 11"),
        });
    }
    match (shape.some_fail, workload, engine, block) {
        (true, 1, 0, _) => Some((Status::Timeout, "stopped after 60 s")),
        (true, 3, 2, 4) => Some((Status::WrongOutput, "result differs: expected digest 3a1f…, got 77b0…")),
        (true, 5, 2, _) => Some((Status::OptedOut, "needs a collector that moves")),
        _ => None,
    }
}

fn invocation(shape: Shape, profile: &Profile, ms: f64, workload: usize, engine: usize, block: u64) -> Invocation {
    let (_, origin, strategy, startup, speed, warmup, memory) = profile;
    let (startup, speed, warmup, memory) = (*startup, *speed, *warmup, *memory);
    let mut noise = Noise((workload as u64 * 131 + engine as u64 * 17 + 3) << 20 | block << 3);
    let mut common = Noise((workload as u64 * 31 + engine as u64) << 9 | 5);
    // Each pair of engine and workload has its own affinity, so that rankings turn over.
    let steady = ms * 1e6 / (speed * 2f64.powf(common.next() * 2.4 - 1.2)) * (1.0 + (noise.next() - 0.5) * 0.08);
    if let Some((status, message)) = failure(shape, workload, engine, block) {
        return Invocation { status, message: message.into(), wall_ns: 60_000_000_000, ..Default::default() };
    }
    let iterations: Vec<Iteration> = (0..shape.iterations)
        .map(|i| {
            let cold = 1.0 + (warmup - 1.0) * (-(i as f64) / 1.6).exp();
            let wall_ns = (steady * cold * (1.0 + noise.next() * 0.02)) as u64;
            Iteration { wall_ns, cpu_ns: wall_ns - wall_ns / 50 }
        })
        .collect();
    let shares = [0.45, 0.03, 0.08, 0.06, 0.18, 0.20];
    let phases: BTreeMap<String, u64> = ["spawn", "read", "parse", "lower", "compile", "load"]
        .iter()
        .zip(shares)
        .map(|(name, share)| ((*name).to_string(), (startup * 1e6 * share * (1.0 + noise.next() * 0.1)) as u64))
        .collect();
    let execute: u64 = iterations.iter().map(|iteration| iteration.wall_ns).sum();
    let mut phases = phases;
    phases.insert("execute".into(), execute);
    phases.insert("exit".into(), (startup * 0.08e6) as u64);
    let wall_ns = phases.values().sum::<u64>() + (startup * 0.07e6) as u64;
    let compiles = (*origin, *strategy) == ("own", "jit");
    let events = (0..shape.iterations as u32).filter(|i| compiles && (*i < 2 || i % 7 == 3)).map(|iteration| TierEvent {
        iteration,
        kind: if iteration < 2 { "compile" } else { "gc" }.into(),
        what: String::new(),
        count: 1,
    });
    Invocation {
        events: events.collect(),
        counters: if compiles { BTreeMap::from([("code_bytes".to_string(), 9_000 + 700 * workload as u64)]) } else { BTreeMap::new() },
        wall_ns,
        user_ns: wall_ns / 10 * 9,
        system_ns: wall_ns / 20,
        peak_rss_bytes: (memory * 1_048_576.0 * (1.0 + noise.next() * 0.06) * (1.0 + workload as f64 / 12.0)) as u64,
        iterations,
        phases,
        digest: "3a1f".into(),
        exit_code: Some(0),
        ..Default::default()
    }
}
