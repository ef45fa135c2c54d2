//! Random programs: all engines of the registry must print what CPython 3.11 prints, or the same as each other where there is
//! none. `cargo run --release -p conformance --bin differential -- --help` says how to ask.
//!
//! Programs come in batches: one file, one process of CPython and one of each engine. A difference is looked for in its batch,
//! run alone, made small, and printed with its seed; it can be repeated with `--first SEED --programs 1`. Programs that CPython
//! does not end within a few seconds are left out, and named.

mod batch;
mod worker;

use batch::{Mode, Plan};
use conformance::{for_each_parallel, oracle};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

const USAGE: &str = "\
Random programs on all engines, compared with CPython 3.11.

usage: differential [--programs N] [--first SEED] [--gc-stress N] [--jit-stress N] [--jit-background N]
                    [--engines A,B] [--batch N] [--show SEED]

  --programs N    programs to run (200)
  --first SEED    seed of the first; each has the next seed (1)
  --gc-stress N   the first N run once more with a collection at every 23rd allocation (0)
  --jit-stress N  the first N run once more, on the JIT only, with guards that fail at random (0)
  --jit-background N  the first N run once more, on the JIT only, with a second thread that makes its code (0)
  --engines A,B   only these engines
  --batch N       programs of one file (40)
  --show SEED     prints one program and runs nothing

Exit code 0: no difference. 1: differences, each printed with its seed and made small. 2: wrong arguments.
";

/// What was asked for.
struct Request {
    plan: Plan,
    programs: u64,
    first: u64,
    gc_stress: u64,
    jit_stress: u64,
    jit_background: u64,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let Some(code) = worker::serve(&args) {
        return code;
    }
    match parse(&args) {
        Ok(Some(request)) => search(&request),
        Ok(None) => ExitCode::SUCCESS,
        Err(text) => {
            eprintln!("differential: {text}\n\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

/// `None` when there is nothing to run.
fn parse(args: &[String]) -> Result<Option<Request>, String> {
    let mut request = Request {
        plan: Plan {
            engines: registry::engines().iter().map(|engine| engine.name).collect(),
            python: None,
            batch: 40,
            folder: std::env::temp_dir(),
            shrunk: AtomicUsize::new(0),
            unbounded: Mutex::default(),
        },
        programs: 200,
        first: 1,
        gc_stress: 0,
        jit_stress: 0,
        jit_background: 0,
    };
    let mut args = args.iter();
    while let Some(option) = args.next() {
        if option == "--help" || option == "-h" {
            print!("{USAGE}");
            return Ok(None);
        }
        let text = args.next().ok_or_else(|| format!("{option} needs a value"))?;
        let number = || text.parse::<u64>().map_err(|_| format!("{option}: {text} is no number"));
        match option.as_str() {
            "--programs" => request.programs = number()?,
            "--first" => request.first = number()?,
            "--gc-stress" => request.gc_stress = number()?,
            "--jit-stress" => request.jit_stress = number()?,
            "--jit-background" => request.jit_background = number()?,
            "--batch" => request.plan.batch = number()?.max(1),
            "--show" => {
                print!("{}{}", conformance::generate::PRELUDE, conformance::generate::program(number()?));
                return Ok(None);
            }
            "--engines" => {
                let found =
                    text.split(',').map(|name| registry::find(name).map(|engine| engine.name).ok_or_else(|| format!("no engine {name}")));
                request.plan.engines = found.collect::<Result<_, _>>()?;
            }
            _ => return Err(format!("unknown option {option}")),
        }
    }
    request.plan.python = oracle();
    request.plan.folder = std::env::temp_dir().join(format!("spectrum-differential-{}", std::process::id()));
    Ok(Some(request))
}

fn search(request: &Request) -> ExitCode {
    let Request { plan, programs, first, .. } = request;
    std::fs::create_dir_all(&plan.folder).expect("the folder for temporary files is writable");
    let starts: Vec<u64> = (*first..first + programs).step_by(plan.batch as usize).collect();
    let done = AtomicU64::new(0);
    let failures: usize = for_each_parallel(&starts, |&start| {
        let end = (start + plan.batch).min(first + programs);
        let wanted = |share: u64| start < first + share;
        let modes = [
            (Mode::Plain, true),
            (Mode::GcStress, wanted(request.gc_stress)),
            (Mode::JitStress, wanted(request.jit_stress)),
            (Mode::JitBackground, wanted(request.jit_background)),
        ];
        let modes: Vec<Mode> = modes.into_iter().filter(|(_, wanted)| *wanted).map(|(mode, _)| mode).collect();
        let failures = plan.check(start..end, &modes);
        for failure in &failures {
            println!("{failure}");
        }
        let before = done.fetch_add(end - start, Ordering::Relaxed);
        if before / 1000 != (before + end - start) / 1000 {
            eprintln!("{} programs done", before + end - start);
        }
        failures.len()
    })
    .into_iter()
    .sum();
    let _ = std::fs::remove_dir_all(&plan.folder);
    let mut unbounded = plan.unbounded.lock().map(|seeds| seeds.clone()).unwrap_or_default();
    if !unbounded.is_empty() {
        unbounded.sort_unstable();
        println!("left out, since the reference did not end them within 5 s: {} programs, seeds {unbounded:?}", unbounded.len());
    }
    let reference = if plan.python.is_some() { "CPython 3.11" } else { "each other" };
    println!(
        "{programs} programs from seed {first} ({} once more under --gc-stress, {} under --jit-stress, {} with --jit-background), {} engines compared with \
         {reference}: \
         {failures} differences",
        request.gc_stress.min(*programs),
        request.jit_stress.min(*programs),
        request.jit_background.min(*programs),
        plan.engines.len(),
    );
    ExitCode::from(u8::from(failures > 0))
}
