//! Displays, comprehensions and f-strings.

use frontend::hir::{AsyncClause, CompClause, Comprehension, Conversion, DictItem, Expr, FStringPart, Item, Place, Target};

use super::{FunctionCompiler, Reg, fold};
use crate::code::{Const, LoopInfo, LoopKind};
use crate::opcode::{INTEGER_STAYS, Opcode};

/// Items built from registers at once; longer displays go on item by item.
const CHUNK: usize = 32;

/// What a comprehension builds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Collector {
    List,
    Set,
    Dict,
}

fn plain(items: &[Item]) -> usize {
    items.iter().take(CHUNK).take_while(|item| matches!(item, Item::One(_))).count()
}

impl<'p> FunctionCompiler<'p> {
    /// Evaluates the first items without a star into consecutive registers; returns the first and the rest.
    fn first_items(&mut self, items: &'p [Item]) -> (Reg, usize, &'p [Item]) {
        let count = plain(items);
        let base = self.temps(count);
        for (offset, item) in items[..count].iter().enumerate() {
            let (Item::One(expr) | Item::Star(expr)) = item;
            self.into(expr, base + offset as Reg);
        }
        (base, count, &items[count..])
    }

    pub(crate) fn tuple(&mut self, items: &'p [Item], dst: Reg) {
        if items.len() <= 255 && items.iter().all(|item| matches!(item, Item::One(_))) {
            let base = self.temps(items.len());
            for (offset, item) in items.iter().enumerate() {
                let (Item::One(expr) | Item::Star(expr)) = item;
                self.into(expr, base + offset as Reg);
            }
            self.emit(Opcode::BuildTuple, 0, dst, base, items.len() as u16);
            return;
        }
        let list = self.temp();
        self.list(items, list);
        self.emit(Opcode::ListToTuple, 0, dst, list, 0);
    }

    pub(crate) fn list(&mut self, items: &'p [Item], dst: Reg) {
        if items.len() > 2
            && let Some(constants) = fold::items_of(items)
        {
            let acc = self.accumulator(dst);
            self.emit(Opcode::BuildList, 0, acc, acc, 0);
            let tuple = self.temp();
            self.load_const(Const::Tuple(constants), tuple);
            self.emit(Opcode::ListExtend, 0, acc, tuple, 0);
            return self.move_to(dst, acc);
        }
        if plain(items) == items.len() {
            let (base, count, _) = self.first_items(items);
            self.emit(Opcode::BuildList, 0, dst, base, count as u16);
            return;
        }
        let acc = self.accumulator(dst);
        let (base, count, rest) = self.first_items(items);
        self.emit(Opcode::BuildList, 0, acc, base, count as u16);
        self.release(base);
        self.extend_list(acc, rest);
        self.move_to(dst, acc);
    }

    /// Appends items to a list under construction.
    pub(crate) fn extend_list(&mut self, list: Reg, items: &'p [Item]) {
        let mark = self.mark();
        for item in items {
            let (op, expr) = match item {
                Item::One(expr) => (Opcode::ListAppend, expr),
                Item::Star(expr) => (Opcode::ListExtend, expr),
            };
            let value = self.operand(expr);
            self.emit(op, 0, list, value, 0);
            self.release(mark);
        }
    }

    pub(crate) fn set(&mut self, items: &'p [Item], dst: Reg) {
        let acc = self.accumulator(dst);
        if items.len() > 2
            && let Some(constants) = fold::items_of(items)
        {
            // As CPython, which shows in the order of the set: a copy of a frozenset.
            self.emit(Opcode::BuildSet, 0, acc, acc, 0);
            let frozen = self.temp();
            self.load_const(Const::FrozenSet(constants), frozen);
            self.emit(Opcode::SetUpdate, 0, acc, frozen, 0);
            return self.move_to(dst, acc);
        }
        let (base, count, rest) = self.first_items(items);
        self.emit(Opcode::BuildSet, 0, acc, base, count as u16);
        self.release(base);
        for item in rest {
            let (op, expr) = match item {
                Item::One(expr) => (Opcode::SetAdd, expr),
                Item::Star(expr) => (Opcode::SetUpdate, expr),
            };
            let value = self.operand(expr);
            self.emit(op, 0, acc, value, 0);
            self.release(base);
        }
        self.move_to(dst, acc);
    }

    pub(crate) fn dict(&mut self, items: &'p [DictItem], dst: Reg) {
        let acc = self.accumulator(dst);
        let mark = self.mark();
        let count = items.iter().take(CHUNK).take_while(|item| matches!(item, DictItem::Pair(..))).count();
        let base = self.temps(count * 2);
        for (number, item) in items[..count].iter().enumerate() {
            if let DictItem::Pair(key, value) = item {
                self.into(key, base + 2 * number as Reg);
                self.into(value, base + 2 * number as Reg + 1);
            }
        }
        self.emit(Opcode::BuildDict, 0, acc, base, count as u16);
        self.release(mark);
        for item in &items[count..] {
            match item {
                DictItem::Pair(key, value) => {
                    let key = self.operand_before(key, &[value]);
                    let value = self.operand(value);
                    self.emit(Opcode::DictSet, 0, acc, key, value);
                }
                DictItem::Spread(mapping) => {
                    let mapping = self.operand(mapping);
                    self.emit(Opcode::DictUpdate, 0, acc, mapping, 0);
                }
            }
            self.release(mark);
        }
        self.move_to(dst, acc);
    }

    /// A comprehension, inlined: its variables are locals of this block.
    pub(crate) fn comprehension(&mut self, comp: &'p Comprehension, collector: Collector, dst: Reg) {
        let acc = self.accumulator(dst);
        let before = self.bound.clone();
        for &cell in &comp.fresh_cells {
            self.emit(Opcode::MakeCell, 0, self.cell(cell), 0, 0);
        }
        if comp.clauses.len() > 1 {
            // A later clause's variable may be read before its first assignment: not that of the last time.
            for &slot in &comp.locals {
                self.emit(Opcode::Unbind, 0, self.local(slot), 0, 0);
            }
        }
        let build = match collector {
            Collector::List => Opcode::BuildList,
            Collector::Set => Opcode::BuildSet,
            Collector::Dict => Opcode::BuildDict,
        };
        self.emit(build, 0, acc, acc, 0);
        self.clauses(&comp.clauses, comp, collector, acc);
        self.bound = before;
        self.move_to(dst, acc);
    }

    fn clauses(&mut self, clauses: &'p [CompClause], comp: &'p Comprehension, collector: Collector, acc: Reg) {
        let mark = self.mark();
        let Some((clause, inner)) = clauses.split_first() else {
            match collector {
                Collector::List | Collector::Set => {
                    let value = self.operand(&comp.element);
                    let op = if collector == Collector::List { Opcode::ListAppend } else { Opcode::SetAdd };
                    self.emit(op, 0, acc, value, 0);
                }
                Collector::Dict => {
                    if let Some(value) = &comp.value {
                        let key = self.operand_before(&comp.element, &[value]);
                        let value = self.operand(value);
                        self.emit(Opcode::DictSet, 0, acc, key, value);
                    }
                }
            }
            return self.release(mark);
        };
        if let Some(waits) = &clause.waits {
            return self.async_clause(clause, waits, inner, comp, collector, acc);
        }
        let head = self.begin_loop(&clause.iter);
        let before = self.bound.clone();
        let variable = self.loop_variable(&clause.target);
        let next = head.header;
        for condition in &clause.conditions {
            self.jump_unless(condition, next);
        }
        self.clauses(inner, comp, collector, acc);
        self.end_loop(&head, variable);
        self.bound = before;
        self.release(mark);
    }

    /// `async for`: a loop on a test that waits for the next item.
    fn async_clause(
        &mut self,
        clause: &'p CompClause,
        waits: &'p AsyncClause,
        inner: &'p [CompClause],
        comp: &'p Comprehension,
        collector: Collector,
        acc: Reg,
    ) {
        let mark = self.mark();
        let iterator = self.operand(&clause.iter);
        self.store_place(waits.iterator, iterator);
        self.release(mark);
        let before = self.bound.clone();
        let (again, done) = (self.label(), self.label());
        self.bind(again);
        let header = self.here();
        self.jump_unless(&waits.test, done);
        if let Place::Local(slot) = waits.item {
            self.store(&clause.target, self.local(slot));
        }
        for condition in &clause.conditions {
            self.jump_unless(condition, again);
        }
        self.clauses(inner, comp, collector, acc);
        self.jump(again);
        let end = self.here();
        self.loops.push(LoopInfo { kind: LoopKind::While, header, body: header, end });
        self.dead = false;
        self.bound = before;
        self.bind(done);
        self.release(mark);
    }

    /// The register a loop writes its variable to, and the code that unpacks it at the start of the body.
    pub(crate) fn loop_variable(&mut self, target: &'p Target) -> Reg {
        if let Target::Place(Place::Local(slot), _) = target {
            self.mark_bound(*slot);
            return self.local(*slot);
        }
        let item = self.temp();
        self.store(target, item);
        item
    }

    pub(crate) fn fstring(&mut self, parts: &'p [FStringPart], dst: Reg) {
        match parts {
            [] => return self.load_const(Const::Str(String::new()), dst),
            [FStringPart::Literal(text)] => return self.load_const(Const::Str(text.clone()), dst),
            [FStringPart::Value { value, conversion, spec }] => return self.format(value, number_of(*conversion), spec, dst),
            _ => {}
        }
        let base = self.temps(parts.len());
        for (offset, part) in parts.iter().enumerate() {
            let register = base + offset as Reg;
            match part {
                FStringPart::Literal(text) => self.load_const(Const::Str(text.clone()), register),
                FStringPart::Value { value, conversion: Conversion::None, spec: None } => {
                    self.format(value, INTEGER_STAYS, &None, register)
                }
                FStringPart::Value { value, conversion, spec } => self.format(value, number_of(*conversion), spec, register),
            }
        }
        self.emit(Opcode::BuildString, 0, dst, base, parts.len() as u16);
    }

    fn format(&mut self, value: &'p Expr, conversion: u8, spec: &'p Option<Vec<FStringPart>>, dst: Reg) {
        let mark = self.mark();
        match spec {
            None => {
                let value = self.operand(value);
                self.emit(Opcode::FormatSimple, conversion, dst, value, 0);
            }
            Some(parts) => {
                let value_register = self.temp();
                self.into(value, value_register);
                let spec = self.temp();
                self.fstring(parts, spec);
                self.emit(Opcode::FormatSpec, conversion, dst, value_register, spec);
            }
        }
        self.release(mark);
    }
}

/// See [`crate::opcode::Role::Conversion`].
fn number_of(conversion: Conversion) -> u8 {
    match conversion {
        Conversion::None => 0,
        Conversion::Str => 1,
        Conversion::Repr => 2,
        Conversion::Ascii => 3,
    }
}
