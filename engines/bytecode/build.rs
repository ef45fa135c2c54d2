//! Gives this build of the compiler an identity: a digest of the sources of `frontend` and `bytecode`. A bytecode
//! cache file written by another build is foreign, without anybody having to remember to raise a version number.

use std::path::{Path, PathBuf};

fn main() {
    let roots = [Path::new("src"), Path::new("../frontend/src")];
    let mut files = Vec::new();
    for root in roots {
        println!("cargo::rerun-if-changed={}", root.display());
        collect(root, &mut files);
    }
    files.sort();
    let mut digest = FNV_OFFSET;
    for file in files {
        let text = std::fs::read(&file).unwrap_or_else(|e| panic!("cannot read {}: {e}", file.display()));
        for byte in text.iter().chain(b"\0") {
            digest = (digest ^ u64::from(*byte)).wrapping_mul(FNV_PRIME);
        }
    }
    println!("cargo::rustc-env=BYTECODE_BUILD={digest:016x}");
}

/// FNV-1a, 64 bits: no secret is kept, only accidents are told apart.
const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("cannot list {}: {e}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}
