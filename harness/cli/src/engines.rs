//! Our engines by name, for the commands that host one: `run`, `show`, `worker`.

use harness_core::error::Error;
use registry::EngineInfo;

/// Names of the engines this build hosts, from interpreted to compiled.
pub fn names() -> Vec<&'static str> {
    registry::engines().iter().map(|engine| engine.name).collect()
}

/// The engine of that name, or an error with the nearest one.
pub fn find(name: &str) -> Result<&'static EngineInfo, Error> {
    registry::find(name).ok_or_else(|| Error::unknown("engine", name, names()))
}
