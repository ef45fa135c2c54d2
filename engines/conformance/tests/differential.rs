//! Random programs: all engines of the registry agree with CPython 3.11, or with each other where there is none. A sample; the
//! command `differential` of this crate runs as many as one likes.

use std::process::Command;

#[test]
fn a_sample_of_random_programs_prints_the_same_everywhere() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_differential"));
    let output = command
        .args(["--programs", "200", "--gc-stress", "20", "--jit-stress", "60", "--jit-background", "60"])
        .output()
        .expect("the command can be started");
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}
