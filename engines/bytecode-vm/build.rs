//! Chooses the driver (`src/driver.rs`): tail calls become jumps only where the optimiser runs.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SPECTRUM_DISPATCH");
    println!("cargo::rustc-check-cfg=cfg(tail_calls)");
    // At level 1 some handlers keep something on the stack, and their call stays a call.
    let optimised = std::env::var("OPT_LEVEL").is_ok_and(|level| level == "2" || level == "3");
    let architecture = std::env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    let tail = match std::env::var("SPECTRUM_DISPATCH").as_deref() {
        Ok("match") => false,
        Ok("tail") => true,
        _ => optimised && matches!(architecture.as_str(), "x86_64" | "aarch64"),
    };
    if tail {
        println!("cargo::rustc-cfg=tail_calls");
    }
}
