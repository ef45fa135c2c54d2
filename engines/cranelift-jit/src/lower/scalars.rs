//! Objects that are not made (see [`crate::analysis::scalars`]): registers for their slots, and how a way out makes them.

use bytecode::Insn;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{InstBuilder, StackSlotData, StackSlotKind, Value};
use runtime::object::{Header, Kind, ShapeId};

use super::Lowering;
use crate::abi::{self, Helper, word};
use crate::analysis::profile::Speculation;
use crate::analysis::scalars::{Replaced, What};
use crate::analysis::types::Type;

/// An object as a way out makes it.
pub(super) struct Rematerialised {
    number: usize,
    shape: u32,
    slots: Vec<Value>,
}

impl Lowering<'_, '_> {
    /// The instruction at which an object would be made, read, written or taken apart.
    pub(super) fn replaced(&mut self, insn: &Insn, replaced: &Replaced) {
        match replaced {
            Replaced::Made(object, values) => {
                let nothing = self.forgo(*object, *values);
                self.set_boxed(insn.a, nothing);
            }
            Replaced::Loads(loads) => {
                let cause = Speculation::operands(self.pc);
                let exit = self.exit_block(cause);
                self.require_epoch(exit);
                for &(to, slot) in loads {
                    if self.type_of(slot) == Type::Boxed {
                        let value = self.boxed(slot);
                        let present = self.b.ins().icmp_imm_s(IntCC::NotEqual, value, word::EMPTY);
                        self.require(present, exit);
                    }
                    self.move_register(to, slot);
                }
            }
            Replaced::Store { slot, from, doubles } => {
                let exit = self.exit_block(Speculation::operands(self.pc));
                self.require_epoch(exit);
                if !*doubles {
                    self.move_register(*slot, *from);
                    return;
                }
                let raw = self.guarded_float(*from, false, Speculation::numbers(self.pc));
                self.set_float(*slot, raw);
            }
        }
    }

    /// Gives the slots of an object their first values, those of so many registers or none; what holds the object gets the
    /// word that is returned.
    pub(super) fn forgo(&mut self, object: usize, values: Option<u16>) -> Value {
        let object = self.inference.scalars.objects[object];
        let nothing = self.iconst(word::EMPTY);
        for at in 0..object.slots {
            match values {
                Some(first) => self.move_register(object.first + at, first + at),
                None => self.set_boxed(object.first + at, nothing),
            }
        }
        nothing
    }

    /// The objects that registers hold before the instruction at `pc`, with what is in their slots here.
    pub(super) fn objects_held(&mut self, pc: u32, registers: &[u16]) -> Vec<(Rematerialised, Vec<u16>)> {
        let scalars = self.inference.scalars;
        let mut objects: Vec<(Rematerialised, Vec<u16>)> = Vec::new();
        for &register in registers {
            let Some((number, shape)) = scalars.held(pc, register) else { continue };
            if let Some((_, holders)) = objects.iter_mut().find(|(object, _)| object.number == number) {
                holders.push(register);
                continue;
            }
            let object = scalars.objects[number];
            let slots = (object.first..object.first + object.slots).map(|slot| self.boxed(slot)).collect();
            objects.push((Rematerialised { number, shape, slots }, vec![register]));
        }
        objects
    }

    /// Makes an object on a way out.
    pub(super) fn rematerialise(&mut self, object: &Rematerialised) -> Value {
        let slots = object.slots.clone();
        match self.inference.scalars.objects[object.number].what {
            What::Instance(made) => {
                let (class, none) = (self.constant(made.class), self.iconst(0));
                let cell = self.call_leaf(Helper::NewObject, &[self.cx, class, none, none]);
                // By now the class may make larger instances than those of this shape.
                let header = self.iconst(Header::bits_of(Kind::Instance, ShapeId(object.shape), made.capacity) as i64);
                self.store(header, cell, abi::HEADER_SHAPE);
                for (at, slot) in (0..).zip(slots) {
                    self.store(slot, cell, abi::INSTANCE_SLOTS + at * 8);
                }
                cell
            }
            What::Tuple => {
                let place =
                    self.b.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, slots.len().max(1) as u32 * 8, 3));
                let address = self.b.ins().stack_addr(I64, place, 0);
                for (at, slot) in (0..).zip(&slots) {
                    self.store(*slot, address, at * 8);
                }
                let count = self.iconst(slots.len() as i64);
                self.call_leaf(Helper::BuildTuple, &[self.cx, address, count])
            }
        }
    }
}
