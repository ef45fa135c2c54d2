//! The verifier accepts everything the compiler makes of the programs in the repository.

use std::path::{Path, PathBuf};

fn python_files(dir: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            python_files(&path, out);
        } else if path.extension().is_some_and(|ext| ext == "py") {
            out.push(path);
        }
    }
}

#[test]
fn programs_of_the_repository_verify() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    python_files(&root.join("workloads"), &mut files);
    python_files(&root.join("engines/conformance/cases"), &mut files);
    assert!(!files.is_empty());
    for path in files {
        let Ok(source) = std::fs::read_to_string(&path) else { continue };
        let Ok(program) = frontend::compile(source.as_bytes(), "test.py") else { continue };
        let module = bytecode::compile(&program).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        if let Err(error) = bytecode::verify(&module) {
            let code = &module.functions[error.function];
            panic!("{}: {error}\n{}", path.display(), bytecode::disassemble_function(&module, code, Some(&source)));
        }
    }
}
