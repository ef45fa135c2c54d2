//! `import`.

use crate::frame::{Flow, Frame};
use crate::node::{Statement, flow};
use crate::nodes::variable::{Slot, store};
use runtime::Result;
use runtime::object::Gc;
use runtime::object::string::Str;

/// `import a.b.c`, `import a.b.c as x`.
pub(crate) struct Import {
    pub module: String,
    pub as_name: bool,
    pub target: Slot,
}

impl Statement for Import {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        let globals = f.function.globals;
        let module = if self.as_name { f.rt.import_module(&self.module, 0, globals) } else { f.rt.import_top(&self.module, globals) };
        flow(module.and_then(|m| store(f, &self.target, m)))
    }
}

/// `from m import a as b, c`.
pub(crate) struct ImportFrom {
    pub module: String,
    pub level: u32,
    pub names: Box<[(Gc<Str>, Slot)]>,
}

impl Statement for ImportFrom {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        flow(self.run(f))
    }
}

impl ImportFrom {
    fn run(&self, f: &mut Frame<'_>) -> Result<()> {
        let module = f.rt.import_module(&self.module, self.level, f.function.globals)?;
        for (name, target) in &self.names {
            let v = f.rt.import_from(module, *name)?;
            store(f, target, v)?;
        }
        Ok(())
    }
}

/// `from m import *`.
pub(crate) struct ImportStar {
    pub module: String,
    pub level: u32,
}

impl Statement for ImportStar {
    fn exec(&self, f: &mut Frame<'_>) -> Flow {
        let globals = f.function.globals;
        let outcome = match f.rt.import_module(&self.module, self.level, globals) {
            Ok(module) => f.rt.import_star(module, f.namespace.map_or(globals, |n| n.dict)),
            Err(raised) => Err(raised),
        };
        flow(outcome)
    }
}
