//! What a program becomes, for people to read: every function translated as at a first call that assumes nothing.

use frontend::hir::Program;
use runtime::{Options, Runtime};

use crate::compiler::Listing;
use crate::engine::CraneliftJit;
use crate::tier::JitOptions;

/// Intermediate and machine code of the functions with these numbers; for a function that stays in the interpreter, why.
///
/// # Errors
/// The program exceeds a limit of the bytecode, or the processor is unknown.
pub fn listings(program: &Program, functions: &[usize]) -> Result<Vec<Result<Listing, String>>, String> {
    let mut rt = Runtime::new(Options::default());
    let engine = std::rc::Rc::new(CraneliftJit::new(refuse, JitOptions { eager: true, ..JitOptions::default() }));
    rt.set_engine(engine.clone());
    let globals = rt.new_dict();
    rt.permanent.push(globals.into());
    engine.prepare(&mut rt, program, globals).map_err(|error| error.message)?;
    let mut all = Vec::new();
    engine.vm().for_each_code(|code| {
        if functions.contains(&code.index) {
            all.push((code.index, engine.tier().listing(&rt, code, true)));
        }
    });
    all.sort_by_key(|(index, _)| functions.iter().position(|wanted| wanted == index));
    Ok(all.into_iter().map(|(_, listing)| listing).collect())
}

/// The front end of an engine that runs nothing.
fn refuse(_: &[u8], path: &str) -> Result<Program, runtime::LoadError> {
    Err(runtime::LoadError {
        class: "unsupported",
        message: "nothing is run".to_owned(),
        path: path.to_owned(),
        line: 0,
        column: 0,
        end_column: 0,
        source_line: String::new(),
    })
}
