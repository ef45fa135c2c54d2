//! What guards have shown, and how long that holds.

use super::Lowering;
use crate::analysis::types::Type;

/// What guards have shown on every way to the place being translated.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// What the unit was told about attributes still holds.
    pub(super) epoch: bool,
    /// Shapes of what registers hold.
    pub(super) shapes: Vec<(u16, u32)>,
    /// Registers that hold an interned string, and its length.
    pub(super) strings: Vec<(u16, usize)>,
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
    }

    /// Guest code may have run: only the shapes of builtin objects are as they were.
    pub(super) fn clobber(&mut self) {
        self.epoch = false;
        self.versions.clear();
        self.doubles.clear();
        self.layouts.clear();
        self.shapes.retain(|(_, shape)| (*shape as usize) < runtime::object::Kind::COUNT);
    }

    /// Keeps what others hold too.
    pub(super) fn meet(&mut self, others: &Facts) {
        self.epoch &= others.epoch;
        self.shown &= others.shown;
        self.shapes.retain(|fact| others.shapes.contains(fact));
        self.versions.retain(|fact| others.versions.contains(fact));
        self.doubles.retain(|fact| others.doubles.contains(fact));
        self.layouts.retain(|fact| others.layouts.contains(fact));
    }
}

impl Lowering<'_, '_> {
    /// What the guards before a loop have shown about registers that it does not write.
    pub(super) fn header_facts(&mut self, index: usize) -> Facts {
        if self.hoisted[index].is_empty() {
            return Facts::default();
        }
        let list = runtime::object::Kind::List as u32;
        let shapes = self.hoisted[index].iter().map(|&register| (register, list)).collect();
        Facts { shapes, ..Facts::default() }
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
