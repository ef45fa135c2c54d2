//! What a program looks like at each stage on its way to the processor. Nothing is run.

use crate::{Failure, FailureKind};
use frontend::hir::Program;
use std::path::Path;

/// A stage of the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The resolved tree that the tree-walker lowers.
    Tree,
    /// The register code that the virtual machine interprets.
    Bytecode,
    /// Cranelift's intermediate representation of what the JIT compiles.
    Clif,
    /// The machine code of this processor.
    Asm,
}

/// The text of a program at a stage: of all code blocks, or of those whose name or qualified name is `function`.
///
/// # Errors
/// When the file cannot be read, is not a program, exceeds a limit of the bytecode, or has no such function.
pub fn dump(path: &Path, stage: Stage, function: Option<&str>) -> Result<String, Failure> {
    let text = path.to_string_lossy();
    let source = std::fs::read(path).map_err(|e| crate::session::read_failure(&text, &e, path.is_dir()))?;
    let program = frontend::compile(&source, &text).map_err(crate::session::syntax_failure)?;
    let wanted: Vec<usize> = (0..program.functions.len()).filter(|&i| function.is_none_or(|name| is_named(&program, i, name))).collect();
    if wanted.is_empty() {
        return Err(no_such_function(&program, function.unwrap_or_default()));
    }
    let parts: Vec<String> = match stage {
        Stage::Tree => wanted.iter().map(|&i| frontend::dump_function(&program, program.functions[i].id)).collect(),
        Stage::Bytecode => {
            let module = bytecode::compile(&program).map_err(|e| failure(FailureKind::Engine, e.to_string()))?;
            let disassemble = |&i: &usize| bytecode::disassemble_function(&module, &module.functions[i], Some(&program.source));
            wanted.iter().map(disassemble).collect()
        }
        Stage::Clif | Stage::Asm => machine_code(&program, stage, &wanted)?,
    };
    Ok(parts.join("\n"))
}

/// What the JIT makes of functions before it knows anything about types.
fn machine_code(program: &Program, stage: Stage, wanted: &[usize]) -> Result<Vec<String>, Failure> {
    let listings = cranelift_jit_engine::listings(program, wanted).map_err(|e| failure(FailureKind::Engine, e))?;
    let named = wanted.iter().zip(listings).map(|(&index, listing)| {
        let name = program.name(program.functions[index].qualname);
        match listing {
            Ok(listing) => format!("; {name}\n{}", if stage == Stage::Clif { listing.clif } else { listing.assembly }),
            Err(reason) => format!("; {name} stays in the interpreter: {reason}\n"),
        }
    });
    Ok(named.collect())
}

fn is_named(program: &Program, index: usize, name: &str) -> bool {
    let f = &program.functions[index];
    program.name(f.name) == name || program.name(f.qualname) == name
}

fn no_such_function(program: &Program, name: &str) -> Failure {
    let names: Vec<&str> = program.functions.iter().map(|f| program.name(f.qualname)).collect();
    failure(FailureKind::Engine, format!("no function `{name}` in the program; it has: {}", names.join(", ")))
}

fn failure(kind: FailureKind, message: String) -> Failure {
    Failure { kind, report: format!("spectrum: {message}\n"), message, exit_code: 1 }
}
