//! `spectrum show FILE --stage S`: the same program at every stage on its way to the processor.

use crate::context::Common;
use crate::exit::Exit;
use anyhow::Result;
use std::io::Write;
use std::path::PathBuf;

/// Show what an engine makes of a program: tree, bytecode, Cranelift IR, machine code
#[derive(clap::Args, Debug)]
#[command(after_long_help = "The program is not run for `tree` and `bytecode`.\n\n\
    Stages:\n  tree      the resolved tree, as the tree-walker evaluates it\n  \
    bytecode  the register code of the virtual machine\n  \
    clif      the JIT's intermediate representation\n  \
    asm       the machine code the processor runs\n\n\
    The last two are shown as the JIT makes them before it has learnt anything; what it makes while a program runs shows\n\
    `spectrum run FILE --tier-events=clif` (or `=asm`).\n\n\
    Examples:\n  spectrum show hello.py --stage bytecode\n  spectrum show fib.py --stage asm --function fib")]
pub struct Show {
    /// The program
    file: PathBuf,
    /// How far along
    #[arg(long, value_enum)]
    stage: Stage,
    /// Only the function of this name
    #[arg(long, value_name = "NAME")]
    function: Option<String>,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Tree,
    Bytecode,
    Clif,
    Asm,
}

impl From<Stage> for registry::Stage {
    fn from(stage: Stage) -> registry::Stage {
        match stage {
            Stage::Tree => registry::Stage::Tree,
            Stage::Bytecode => registry::Stage::Bytecode,
            Stage::Clif => registry::Stage::Clif,
            Stage::Asm => registry::Stage::Asm,
        }
    }
}

impl Show {
    pub fn run(self, _common: &Common) -> Result<Exit> {
        let dump = || registry::dump(&self.file, self.stage.into(), self.function.as_deref());
        match registry::on_guest_stack(dump) {
            Ok(text) => {
                std::io::stdout().write_all(text.as_bytes())?;
                Ok(Exit::Ok)
            }
            Err(failure) => {
                // What CPython would print: a diagnostic with file, line and caret.
                eprint!("{}", failure.report);
                Ok(Exit::Failure)
            }
        }
    }
}
