//! What guards have shown, and how long that holds.

use cranelift_codegen::ir::Value;
use cranelift_codegen::ir::types::I64;
use cranelift_frontend::Variable;
use runtime::object::Kind;

use super::Lowering;
use crate::abi;
use crate::analysis::profile::{Global, Speculation};
use crate::analysis::types::Type;
use crate::unit::Start;

/// Where a list's items are, as it was loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Items {
    /// How many there are.
    pub(super) length: Value,
    /// Address of the first.
    pub(super) data: Value,
}

/// What is seen to before a loop. The variables hold what is so whenever the header is reached: on ways round the loop too, it is
/// looked at again if something may have changed it.
#[derive(Clone, Debug, Default)]
pub(super) struct Hoisted {
    /// Registers that hold lists all through the loop, and where the items are.
    pub(super) lists: Vec<(u16, Option<[Variable; 2]>)>,
    /// Globals, each with an instruction that reads it.
    pub(super) globals: Vec<(u32, Global, Variable)>,
}

impl Hoisted {
    /// Whether ways round the loop have something to do.
    pub(super) fn is_kept(&self) -> bool {
        !self.globals.is_empty() || self.lists.iter().any(|(_, items)| items.is_some())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.globals.is_empty() && self.lists.is_empty()
    }
}

/// What guards have shown on every way to the place being translated.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// What the unit was told about attributes still holds.
    pub(super) epoch: bool,
    /// Shapes of what registers hold.
    pub(super) shapes: Vec<(u16, u32)>,
    /// Registers that hold an interned string, and its length.
    pub(super) strings: Vec<(u16, usize)>,
    /// Where the items of lists in registers are.
    pub(super) lists: Vec<(u16, Items)>,
    /// Values of globals, by their places.
    pub(super) globals: Vec<(u64, Value)>,
    /// Versions that classes have (no two have the same).
    pub(super) versions: Vec<u32>,
    /// Families of shapes whose slots hold doubles where they did, by number.
    pub(super) doubles: Vec<u8>,
    /// Versions that the layouts of namespaces have (no two have the same).
    pub(super) layouts: Vec<u32>,
    /// The machine knows of this frame: its record, its depth, the end of its registers.
    pub(super) shown: bool,
}

impl Facts {
    /// A register gets another value.
    pub(super) fn forget(&mut self, register: u16) {
        self.shapes.retain(|(known, _)| *known != register);
        self.strings.retain(|(known, _)| *known != register);
        self.lists.retain(|(known, _)| *known != register);
    }

    /// Guest code may have run: only the shapes of builtin objects are as they were.
    pub(super) fn clobber(&mut self) {
        self.epoch = false;
        self.versions.clear();
        self.doubles.clear();
        self.layouts.clear();
        self.forget_values();
        self.shapes.retain(|(_, shape)| (*shape as usize) < Kind::COUNT);
    }

    /// What has been loaded is not what is there now, or not there on all ways.
    pub(super) fn forget_values(&mut self) {
        self.lists.clear();
        self.globals.clear();
    }

    /// Keeps what others hold too.
    pub(super) fn meet(&mut self, others: &Facts) {
        self.epoch &= others.epoch;
        self.shown &= others.shown;
        self.shapes.retain(|fact| others.shapes.contains(fact));
        self.lists.retain(|fact| others.lists.contains(fact));
        self.globals.retain(|fact| others.globals.contains(fact));
        self.versions.retain(|fact| others.versions.contains(fact));
        self.doubles.retain(|fact| others.doubles.contains(fact));
        self.layouts.retain(|fact| others.layouts.contains(fact));
    }
}

impl Lowering<'_, '_> {
    /// What is seen to before a loop, of registers that it does not write.
    pub(super) fn header_facts(&mut self, index: usize) -> Facts {
        let mut facts = Facts::default();
        let Hoisted { lists, globals } = self.hoisted[index].clone();
        for (register, items) in lists {
            facts.shapes.push((register, Kind::List as u32));
            if let Some([length, data]) = items {
                let items = Items { length: self.b.use_var(length), data: self.b.use_var(data) };
                facts.lists.push((register, items));
            }
        }
        for (_, global, value) in globals {
            let layouts = [Some(global.version), global.builtins].into_iter().flatten();
            facts.layouts.extend(layouts);
            facts.globals.push((global.place, self.b.use_var(value)));
        }
        facts
    }

    /// What is seen to before a loop. Where a body is entered in its loops, guards before them show nothing.
    pub(super) fn hoisted_from(&mut self, header: usize) -> Hoisted {
        if !self.inference.graph.blocks[header].is_loop_header || self.start == Start::Resume {
            return Hoisted::default();
        }
        let steady = self.inference.is_quiet(header, true);
        let lists = self.inference.hoisted_lists(header).into_iter();
        let lists = lists.map(|register| (register, steady.then(|| [I64, I64].map(|ty| self.b.declare_var(ty))))).collect();
        let globals = self.inference.hoisted_globals(header).into_iter();
        let globals = globals.map(|(pc, global)| (pc, global, self.b.declare_var(I64))).collect();
        Hoisted { lists, globals }
    }

    /// On a way to a loop's header, where `self.pc` is; `first` on those that do not come from the loop.
    pub(super) fn hoist(&mut self, header: usize, first: bool) {
        let Hoisted { lists, globals } = self.hoisted[header].clone();
        for (register, items) in lists {
            // The guards of a loop's lists go before it.
            if first && !self.registers.facts.shapes.contains(&(register, Kind::List as u32)) {
                let exit = self.exit_block(Speculation::entry(self.pc, register));
                self.require_register_shape(register, Kind::List as u32, exit);
            }
            if let Some([length, data]) = items {
                let list = self.boxed(register);
                let items = self.items_of(register, list);
                self.b.def_var(length, items.length);
                self.b.def_var(data, items.data);
            }
        }
        let own = self.frames[0].map(|values| values.code_pointer);
        for (pc, global, variable) in globals {
            let code_pointer = own.unwrap_or(self.code_pointer);
            let value = self.global_value(code_pointer, &global, Speculation::layout(pc));
            self.b.def_var(variable, value);
        }
    }

    /// Where the items of the list in a register are, loaded unless that is known.
    pub(super) fn items_of(&mut self, register: u16, list: Value) -> Items {
        if let Some((_, items)) = self.registers.facts.lists.iter().find(|(known, _)| *known == register) {
            return *items;
        }
        let items = Items { length: self.load(list, abi::LIST_LEN), data: self.load(list, abi::LIST_DATA) };
        self.registers.facts.lists.push((register, items));
        items
    }

    /// A way to a block: what holds at its start holds here too.
    pub(super) fn arrive(&mut self, to: usize) {
        if self.inference.graph.blocks[to].is_loop_header {
            return;
        }
        let mut copies = self.registers.copies.clone();
        for (at, copy) in copies.iter_mut().enumerate() {
            copy.boxed &= self.inference.entry[to][at].is_some_and(|ty| ty != Type::Boxed);
        }
        match &mut self.inherited[to] {
            Some((known, facts)) => {
                for (known, copy) in known.iter_mut().zip(copies) {
                    known.boxed &= copy.boxed;
                    known.window &= copy.window;
                }
                facts.meet(&self.registers.facts);
            }
            none => *none = Some((copies, self.registers.facts.clone())),
        }
    }
}
