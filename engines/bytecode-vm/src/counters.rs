//! Deterministic counters: what `--stats` shows. Only events off the fastest paths are counted.

/// Counts since the engine was made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counters {
    /// Frames of Python functions that native code asked for.
    pub calls_from_native: u64,
    /// Generator resumptions that native code asked for.
    pub resumes: u64,
    /// Inline caches filled.
    pub cache_fills: u64,
    /// Inline caches that missed after being filled.
    pub cache_misses: u64,
    /// Accesses that a further entry of their inline cache answered.
    pub polymorphic_hits: u64,
    /// Instructions rewritten to a specialised form.
    pub quickened: u64,
    /// Instructions rewritten back because their operands changed.
    pub unquickened: u64,
    /// Exceptions unwound through a frame.
    pub unwound: u64,
    /// Code objects loaded.
    pub functions_loaded: u64,
    /// Imported modules taken from the bytecode cache.
    pub modules_cached: u64,
    /// Imported files compiled.
    pub modules_compiled: u64,
    /// Calls that a compiled tier ran.
    pub tier_calls: u64,
    /// Loops that a compiled tier took over.
    pub tier_loops: u64,
}

impl Counters {
    /// As names and numbers.
    pub fn list(&self) -> Vec<(&'static str, u64)> {
        vec![
            ("functions_loaded", self.functions_loaded),
            ("modules_from_cache", self.modules_cached),
            ("modules_compiled", self.modules_compiled),
            ("calls_from_native", self.calls_from_native),
            ("generator_resumes", self.resumes),
            ("inline_cache_fills", self.cache_fills),
            ("inline_cache_misses", self.cache_misses),
            ("inline_cache_polymorphic_hits", self.polymorphic_hits),
            ("instructions_quickened", self.quickened),
            ("instructions_unquickened", self.unquickened),
            ("frames_unwound", self.unwound),
        ]
    }
}
