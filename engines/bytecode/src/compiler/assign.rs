//! Binding: assignment, augmented assignment, unpacking, `del`.

use frontend::hir::{AugTarget, BinaryOp, Expr, ExprKind, Item, Place, Target};

use super::expr::small_int;
use super::{FunctionCompiler, Reg};
use crate::code::Const;
use crate::opcode::{Opcode, binary_flags};

impl<'p> FunctionCompiler<'p> {
    /// `a = b = value`.
    pub(crate) fn assign(&mut self, targets: &'p [Target], value: &'p Expr) {
        let mark = self.mark();
        match targets {
            [Target::Place(Place::Local(slot), _)] => {
                self.into(value, self.local(*slot));
                self.mark_bound(*slot);
            }
            [Target::Unpack { items, star: None, .. }] if pairs_up(items, value) => self.assign_pairwise(items, value),
            [target] => {
                let register = self.operand(value);
                let rebound = matches!(value.kind, ExprKind::Load(Place::Local(slot)) if self.facts.walrus[slot as usize]);
                let register = if rebound { self.copied(register) } else { register };
                self.store(target, register);
            }
            _ => {
                let register = self.temp();
                self.into(value, register);
                for target in targets {
                    self.store(target, register);
                }
            }
        }
        self.release(mark);
    }

    fn copied(&mut self, register: Reg) -> Reg {
        let copy = self.temp();
        self.move_to(copy, register);
        copy
    }

    /// `a, b = x, y` without making the tuple.
    fn assign_pairwise(&mut self, targets: &'p [Target], value: &'p Expr) {
        let ExprKind::Tuple(values) = &value.kind else { return };
        let exprs: Vec<&'p Expr> = values
            .iter()
            .map(|item| match item {
                Item::One(expr) | Item::Star(expr) => expr,
            })
            .collect();
        let mut registers = Vec::with_capacity(exprs.len());
        for (number, expr) in exprs.iter().enumerate() {
            let register = self.operand_before(expr, &exprs[number + 1..]);
            let overwritten = match expr.kind {
                ExprKind::Load(Place::Local(slot)) => {
                    self.facts.walrus[slot as usize] || targets[..number].iter().any(|target| binds(target, slot))
                }
                _ => false,
            };
            registers.push(if overwritten && !self.is_temp(register) { self.copied(register) } else { register });
        }
        for (target, register) in targets.iter().zip(registers) {
            self.store(target, register);
        }
    }

    /// Binds a target to a value in a register.
    pub(crate) fn store(&mut self, target: &'p Target, value: Reg) {
        let mark = self.mark();
        match target {
            Target::Place(place, span) => {
                let line = self.at(*span);
                self.store_place(*place, value);
                self.line = line;
            }
            Target::Attribute { object, name, span } => {
                let object = self.operand(object);
                let line = self.at(*span);
                let site = self.attribute_site(name.0);
                self.emit(Opcode::SetAttr, 0, object, value, site);
                self.line = line;
            }
            Target::Subscript { object, index, span } => {
                let object = self.operand_before(object, &[index]);
                let small = small_int(index);
                let parts = self.slice_parts(index);
                let index = if small.is_none() && parts.is_none() { self.operand(index) } else { 0 };
                let line = self.at(*span);
                match (small, parts) {
                    (Some(small), _) => self.emit(Opcode::SetItemI, 0, object, small as u16, value),
                    (_, Some(parts)) => self.emit(Opcode::SetSlice, 0, object, parts, value),
                    _ => self.emit(Opcode::SetItem, 0, object, index, value),
                };
                self.line = line;
            }
            Target::Unpack { items, star, span } => {
                let line = self.at(*span);
                self.unpack(items, *star, value);
                self.line = line;
            }
        }
        self.release(mark);
    }

    fn unpack(&mut self, items: &'p [Target], star: Option<u32>, value: Reg) {
        if let ([Target::Place(Place::Local(first), _), Target::Place(Place::Local(second), _)], None) = (items, star)
            && first != second
        {
            self.emit(Opcode::UnpackTwo, 0, self.local(*first), self.local(*second), value);
            self.mark_bound(*first);
            self.mark_bound(*second);
            return;
        }
        let base = self.temps(items.len());
        match star {
            None => self.emit(Opcode::Unpack, 0, base, value, items.len() as u16),
            Some(star) => {
                let after = items.len() - star as usize - 1;
                if after > usize::from(u8::MAX) {
                    self.fail("more than 255 targets after a starred one");
                }
                self.emit(Opcode::UnpackEx, after as u8, base, value, star as u16)
            }
        };
        for (offset, target) in items.iter().enumerate() {
            self.store(target, base + offset as Reg);
        }
    }

    pub(crate) fn store_place(&mut self, place: Place, value: Reg) {
        match place {
            Place::Local(slot) => {
                self.move_to(self.local(slot), value);
                self.mark_bound(slot);
            }
            Place::Cell(index) => {
                self.emit(Opcode::StoreCell, 0, self.cell(index), value, 0);
            }
            Place::Free(index) => {
                self.emit(Opcode::StoreCell, 0, self.free(index), value, 0);
            }
            Place::Global(name) => {
                let site = self.global_site(name.0);
                self.emit(Opcode::StoreGlobal, 0, value, 0, site);
            }
            Place::ClassName(name) | Place::ClassFree(name, _) => {
                let name = self.narrow(name.0);
                self.emit(Opcode::StoreName, 0, value, 0, name);
            }
        }
    }

    /// `target op= value`.
    pub(crate) fn augmented(&mut self, target: &'p AugTarget, op: BinaryOp, value: &'p Expr) {
        let mark = self.mark();
        let flags = binary_flags::IN_PLACE;
        match target {
            AugTarget::Place(place, span) => {
                if let Place::Local(slot) = *place {
                    let register = self.local(slot);
                    self.require_bound(slot);
                    let left = if self.facts.walrus[slot as usize] { self.copied(register) } else { register };
                    self.binary_with(op, left, value, flags, register);
                    self.mark_bound(slot);
                } else {
                    let result = self.temp();
                    let line = self.at(*span);
                    self.load_variable(*place, result);
                    self.line = line;
                    self.binary_with(op, result, value, flags, result);
                    self.store_place(*place, result);
                }
            }
            AugTarget::Attribute { object, name, span: _ } => {
                let object = self.operand_before(object, &[value]);
                let result = self.temp();
                let site = self.attribute_site(name.0);
                self.emit(Opcode::GetAttr, 0, result, object, site);
                self.binary_with(op, result, value, flags, result);
                let site = self.attribute_site(name.0);
                self.emit(Opcode::SetAttr, 0, object, result, site);
            }
            AugTarget::Subscript { object, index, span: _ } => {
                let object = self.operand_before(object, &[index, value]);
                if let Some(small) = small_int(index) {
                    let result = self.temp();
                    self.emit(Opcode::GetItemI, 0, result, object, small as u16);
                    self.binary_with(op, result, value, flags, result);
                    self.emit(Opcode::SetItemI, 0, object, small as u16, result);
                } else {
                    let index = self.operand_before(index, &[value]);
                    let result = self.temp();
                    self.emit(Opcode::GetItem, 0, result, object, index);
                    self.binary_with(op, result, value, flags, result);
                    self.emit(Opcode::SetItem, 0, object, index, result);
                }
            }
        }
        self.release(mark);
    }

    fn require_bound(&mut self, slot: u32) {
        if !self.bound.has(slot) {
            self.emit(Opcode::CheckBound, 0, self.local(slot), 0, 0);
            self.checked[slot as usize] = true;
            self.mark_bound(slot);
        }
    }

    /// Loads a variable that is no local.
    fn load_variable(&mut self, place: Place, dst: Reg) {
        match place {
            Place::Local(slot) => self.move_to(dst, self.local(slot)),
            Place::Cell(index) => {
                self.emit(Opcode::LoadCell, 0, dst, self.cell(index), 0);
            }
            Place::Free(index) => {
                self.emit(Opcode::LoadCell, 0, dst, self.free(index), 0);
            }
            Place::Global(name) => {
                let site = self.global_site(name.0);
                self.emit(Opcode::LoadGlobal, 0, dst, 0, site);
            }
            Place::ClassName(name) => {
                let site = self.global_site(name.0);
                self.emit(Opcode::LoadName, 0, dst, 0, site);
            }
            Place::ClassFree(name, index) => {
                let name = self.narrow(name.0);
                self.emit(Opcode::LoadNameOrCell, 0, dst, self.free(index), name);
            }
        }
    }

    /// `del target`.
    pub(crate) fn delete(&mut self, target: &'p Target) {
        let mark = self.mark();
        match target {
            Target::Place(place, _) => self.delete_place(*place),
            Target::Attribute { object, name, .. } => {
                let object = self.operand(object);
                let name = self.narrow(name.0);
                self.emit(Opcode::DelAttr, 0, object, 0, name);
            }
            Target::Subscript { object, index, .. } => {
                let object = self.operand_before(object, &[index]);
                let index = self.operand(index);
                self.emit(Opcode::DelItem, 0, object, index, 0);
            }
            Target::Unpack { items, .. } => items.iter().for_each(|item| self.delete(item)),
        }
        self.release(mark);
    }

    fn delete_place(&mut self, place: Place) {
        match place {
            Place::Local(slot) => {
                self.require_bound(slot);
                self.emit(Opcode::Unbind, 0, self.local(slot), 0, 0);
            }
            Place::Cell(_) | Place::Free(_) => {
                let check = self.temp();
                self.load_variable(place, check);
                self.clear_cell(place);
            }
            Place::Global(name) => {
                self.emit_d(Opcode::DeleteGlobal, 0, 0, name.0 as i32);
            }
            Place::ClassName(name) | Place::ClassFree(name, _) => {
                let name = self.narrow(name.0);
                self.emit(Opcode::DeleteName, 0, 0, 0, name);
            }
        }
    }

    fn clear_cell(&mut self, place: Place) {
        match place {
            Place::Cell(index) => {
                self.emit(Opcode::ClearCell, 0, self.cell(index), 0, 0);
            }
            Place::Free(index) => {
                self.emit(Opcode::ClearCell, 0, self.free(index), 0, 0);
            }
            _ => {}
        }
    }

    /// `name = None; del name` at the end of `except ... as name`: no error if the body has deleted it.
    pub(crate) fn forget(&mut self, place: Place) {
        match place {
            Place::Local(slot) => {
                self.emit(Opcode::Unbind, 0, self.local(slot), 0, 0);
            }
            Place::Cell(_) | Place::Free(_) => self.clear_cell(place),
            Place::Global(_) | Place::ClassName(_) | Place::ClassFree(..) => {
                let none = self.temp();
                self.load_const(Const::None, none);
                self.store_place(place, none);
                self.delete_place(place);
                self.release(none);
            }
        }
    }
}

/// Whether `value` is a tuple display with one plain item for each target.
fn pairs_up(targets: &[Target], value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Tuple(items) => items.len() == targets.len() && items.iter().all(|item| matches!(item, Item::One(_))),
        _ => false,
    }
}

/// Whether storing to `target` can change the local.
fn binds(target: &Target, slot: u32) -> bool {
    match target {
        Target::Place(place, _) => *place == Place::Local(slot),
        Target::Unpack { items, .. } => items.iter().any(|item| binds(item, slot)),
        Target::Attribute { .. } | Target::Subscript { .. } => false,
    }
}
