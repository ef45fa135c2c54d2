//! What the micro-benchmarks share: criterion on the stack of a guest program, set-up of programs, honest failure.

use criterion::Criterion;
use registry::{EngineInfo, Session};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// Runs benchmarks where guest programs may run. Short by default, since there are many of them; the usual options
/// (`--sample-size`, `--measurement-time`, a filter, `--test`) apply.
pub fn main(benchmarks: impl FnOnce(&mut Criterion) -> Result<(), String> + Send) -> ExitCode {
    let outcome = registry::on_guest_stack(|| {
        let brief = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(100));
        let mut criterion = brief.measurement_time(Duration::from_millis(400)).configure_from_args();
        let outcome = benchmarks(&mut criterion);
        criterion.final_summary();
        outcome
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}

/// A program loaded on an engine, ready for calls of its functions.
pub fn load(engine: &EngineInfo, path: &Path) -> Result<Session, String> {
    let explain = |failure: registry::Failure| format!("{} on {}: {}", path.display(), engine.name, failure.message);
    let mut session = Session::new(engine, vec![path.display().to_string()], "main", 0);
    let source = session.read(path).map_err(explain)?;
    let parsed = session.parse(source).map_err(explain)?;
    let program = session.lower(parsed).map_err(explain)?;
    let body = session.compile(&program).map_err(explain)?;
    session.load(body).map_err(explain)?;
    Ok(session)
}
