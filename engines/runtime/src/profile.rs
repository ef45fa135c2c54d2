//! What an engine that was asked to profile has counted. Plain numbers: executions, not times.

/// A profile of one run.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Functions that ran, most executed instructions first.
    pub functions: Vec<FunctionCount>,
    /// Source lines that ran, most executed instructions first.
    pub lines: Vec<LineCount>,
    /// Executions of each opcode, most frequent first; quick opcodes count for themselves.
    pub opcodes: Vec<(&'static str, u64)>,
    /// Inline caches by what they speed up.
    pub caches: Vec<CacheCount>,
}

/// A function and how much ran in it, callees not included.
#[derive(Clone, Debug)]
pub struct FunctionCount {
    /// Qualified name.
    pub name: String,
    /// File as given.
    pub path: String,
    /// One-based line of its definition.
    pub line: u32,
    /// Activations entered at the first instruction.
    pub calls: u64,
    /// Instructions executed.
    pub instructions: u64,
}

/// A line and how much ran in it.
#[derive(Clone, Debug)]
pub struct LineCount {
    /// File as given.
    pub path: String,
    /// One-based.
    pub line: u32,
    /// Instructions executed.
    pub instructions: u64,
}

/// Uses of the inline caches of one family of instructions.
#[derive(Clone, Debug)]
pub struct CacheCount {
    /// What is cached.
    pub what: &'static str,
    /// Executions answered by the instruction's own cache.
    pub hits: u64,
    /// Executions that had to look elsewhere: before the first fill, after a miss, or at sites that met too many shapes.
    pub misses: u64,
}

impl CacheCount {
    /// Hits among all uses, 0 to 1; 1 without any use.
    pub fn rate(&self) -> f64 {
        let uses = self.hits + self.misses;
        if uses == 0 { 1.0 } else { self.hits as f64 / uses as f64 }
    }
}
