//! Calls, functions and classes: everything that builds a call window.

use frontend::hir::{Call, Expr, ExprKind, Item, MakeClass, MakeFunction, NameId, Place};

use super::{FunctionCompiler, Reg, fold};
use crate::code::Const;
use crate::opcode::{Opcode, function_flags};

/// Most arguments of a call whose window lists them all; more go through a list.
const MAX_ARGUMENTS: usize = 250;

type Keyword = (Option<NameId>, Expr);

impl<'p> FunctionCompiler<'p> {
    /// `dst = func(args)`.
    pub(crate) fn call(&mut self, call: &'p Call, dst: Reg) {
        let in_window = fits_window(0, &call.args, &call.keywords);
        match &call.func.kind {
            ExprKind::Attribute { object, name } if in_window => self.method_call(object, *name, call, dst),
            _ => {
                let window = self.temp();
                self.into(&call.func, window);
                self.finish_call(window, 0, false, &call.args, &call.keywords, dst);
            }
        }
    }

    fn method_call(&mut self, object: &'p Expr, name: NameId, call: &'p Call, dst: Reg) {
        if let ExprKind::ZeroArgSuper { callee, class, first_arg } = &object.kind {
            let base = self.super_parts(callee, *class, *first_arg);
            let window = self.temps(2);
            let site = self.attribute_site(name.0);
            self.emit(Opcode::LoadSuperMethod, 0, window, base, site);
            return self.finish_call(window, 0, true, &call.args, &call.keywords, dst);
        }
        let window = self.temps(2);
        let inert = call.args.iter().all(|item| matches!(item, Item::One(expr) if self.is_inert(expr)));
        if inert && call.keywords.is_empty() {
            self.into(object, window + 1);
            self.arguments(&call.args);
            self.note_window(call.args.len() + 2);
            let site = self.attribute_site(name.0);
            self.emit(Opcode::CallMethod, call.args.len() as u8, dst, window, site);
            return;
        }
        let receiver = match object.kind {
            ExprKind::Load(Place::Local(_)) => self.operand(object),
            _ => {
                self.into(object, window + 1);
                window + 1
            }
        };
        let site = self.attribute_site(name.0);
        self.emit(Opcode::LoadMethod, 0, window, receiver, site);
        self.finish_call(window, 0, true, &call.args, &call.keywords, dst);
    }

    fn arguments(&mut self, args: &'p [Item]) {
        for item in args {
            let register = self.temp();
            match item {
                Item::One(expr) | Item::Star(expr) => self.into(expr, register),
            }
        }
    }

    /// Adds arguments to a window whose callee (and receiver, if `loaded`) and first `placed` arguments are there, and calls.
    pub(crate) fn finish_call(&mut self, window: Reg, placed: usize, loaded: bool, args: &'p [Item], keywords: &'p [Keyword], dst: Reg) {
        if !fits_window(placed, args, keywords) {
            return self.call_ex(window, placed, args, keywords, dst);
        }
        self.arguments(args);
        let mut names = Vec::with_capacity(keywords.len());
        for (name, value) in keywords {
            let register = self.temp();
            self.into(value, register);
            names.extend(name.map(|name| name.0));
        }
        let count = placed + args.len() + keywords.len();
        self.note_window(count + 1 + usize::from(loaded));
        let list = (!names.is_empty()).then(|| {
            self.keyword_names.push(names);
            self.keyword_names.len() as u32 - 1
        });
        let site = self.call_site(list);
        let op = match (loaded, list) {
            (false, None) => Opcode::Call,
            (false, Some(_)) => Opcode::CallKw,
            (true, None) => Opcode::CallLoaded,
            (true, Some(_)) => Opcode::CallLoadedKw,
        };
        self.emit(op, count as u8, dst, window, site);
    }

    /// A call with `*args` or `**kwargs`: positional arguments as one sequence, keywords as one dict.
    fn call_ex(&mut self, window: Reg, placed: usize, args: &'p [Item], keywords: &'p [Keyword], dst: Reg) {
        self.note_window(3);
        let positional = window + 1;
        match (placed, args) {
            (0, [Item::Star(only)]) => {
                self.temp();
                self.into(only, positional);
            }
            (0, []) => {
                self.temp();
                self.emit(Opcode::BuildTuple, 0, positional, positional, 0);
            }
            _ => {
                self.emit(Opcode::BuildList, 0, positional, positional, placed as u16);
                self.release(positional);
                self.temp();
                self.extend_list(positional, args);
            }
        }
        let has_keywords = u8::from(!keywords.is_empty());
        if has_keywords != 0 {
            let dict = self.temp();
            self.keyword_dict(window, dict, keywords);
        }
        let site = self.call_site(None);
        self.emit(Opcode::CallEx, has_keywords, dst, window, site);
    }

    /// Runs of named keywords become dicts; later runs and `**mapping`s are merged with a check for repetitions.
    fn keyword_dict(&mut self, callee: Reg, dict: Reg, keywords: &'p [Keyword]) {
        let mark = self.mark();
        let mut rest = keywords;
        let mut first = true;
        while !rest.is_empty() {
            let named = rest.iter().take_while(|(name, _)| name.is_some()).count();
            if named == 0 {
                if first {
                    self.emit(Opcode::BuildDict, 0, dict, dict, 0);
                }
                let mapping = self.operand(&rest[0].1);
                self.emit(Opcode::DictMergeKw, 0, dict, mapping, callee);
                rest = &rest[1..];
            } else {
                let run = if first { dict } else { self.temp() };
                let base = self.temps(named * 2);
                for (number, (name, value)) in rest[..named].iter().enumerate() {
                    let key = name.map_or(String::new(), |name| self.name(name).to_owned());
                    self.load_const(Const::Str(key), base + 2 * number as Reg);
                    self.into(value, base + 2 * number as Reg + 1);
                }
                self.emit(Opcode::BuildDict, 0, run, base, named as u16);
                if !first {
                    self.emit(Opcode::DictMergeKw, 0, dict, run, callee);
                }
                rest = &rest[named..];
            }
            first = false;
            self.release(mark);
        }
    }

    /// Registers for `super()`: what the name means, the `__class__` cell, the first argument.
    pub(crate) fn super_parts(&mut self, callee: &'p Expr, class: Place, first_arg: Place) -> Reg {
        let base = self.temps(3);
        self.into(callee, base);
        let cell = match class {
            Place::Cell(index) => self.cell(index),
            Place::Free(index) => self.free(index),
            _ => base,
        };
        self.move_to(base + 1, cell);
        match first_arg {
            Place::Local(slot) => self.move_to(base + 2, self.local(slot)),
            Place::Cell(index) => {
                self.emit(Opcode::LoadCell, 0, base + 2, self.cell(index), 0);
            }
            Place::Free(index) => {
                self.emit(Opcode::LoadCell, 0, base + 2, self.free(index), 0);
            }
            _ => self.load_const(Const::None, base + 2),
        }
        base
    }

    /// `dst =` new function object.
    pub(crate) fn make_function(&mut self, make: &'p MakeFunction, dst: Reg) {
        let mark = self.mark();
        let mut flags = 0;
        if !make.defaults.is_empty() {
            flags |= function_flags::DEFAULTS;
            let register = self.temp();
            self.tuple_of(&make.defaults, register);
        }
        if !make.kw_defaults.is_empty() {
            flags |= function_flags::KW_DEFAULTS;
            let register = self.temp();
            self.name_dict(&make.kw_defaults, register);
        }
        if !make.annotations.is_empty() {
            flags |= function_flags::ANNOTATIONS;
            let register = self.temp();
            self.name_dict(&make.annotations, register);
        }
        let captures = self.captures_of(make.function);
        if !captures.is_empty() {
            flags |= function_flags::CLOSURE;
            let register = self.temp();
            let base = self.temps(captures.len());
            for (offset, cell) in captures.iter().enumerate() {
                self.move_to(base + offset as Reg, *cell);
            }
            self.emit(Opcode::BuildTuple, 0, register, base, captures.len() as u16);
        }
        let index = self.narrow(make.function.0);
        self.emit(Opcode::MakeFunction, flags, dst, mark, index);
        self.release(mark);
    }

    fn tuple_of(&mut self, values: &'p [Expr], dst: Reg) {
        if let Some(constants) = values.iter().map(fold::constant).collect::<Option<Vec<_>>>() {
            return self.load_const(Const::Tuple(constants), dst);
        }
        let base = self.temps(values.len());
        for (offset, value) in values.iter().enumerate() {
            self.into(value, base + offset as Reg);
        }
        self.emit(Opcode::BuildTuple, 0, dst, base, values.len() as u16);
        self.release(base);
    }

    fn name_dict(&mut self, pairs: &'p [(NameId, Expr)], dst: Reg) {
        let base = self.temps(pairs.len() * 2);
        for (number, (name, value)) in pairs.iter().enumerate() {
            let key = Const::Str(self.name(*name).to_owned());
            self.load_const(key, base + 2 * number as Reg);
            self.into(value, base + 2 * number as Reg + 1);
        }
        self.emit(Opcode::BuildDict, 0, dst, base, pairs.len() as u16);
        self.release(base);
    }

    /// `dst =` new class object.
    pub(crate) fn make_class(&mut self, class: &'p MakeClass, dst: Reg) {
        let window = self.temps(3);
        self.emit(Opcode::LoadBuildClass, 0, window, 0, 0);
        let captures = self.captures_of(class.body);
        let mut flags = 0;
        let closure = self.temp();
        if !captures.is_empty() {
            flags = function_flags::CLOSURE;
            let base = self.temps(captures.len());
            for (offset, cell) in captures.iter().enumerate() {
                self.move_to(base + offset as Reg, *cell);
            }
            self.emit(Opcode::BuildTuple, 0, closure, base, captures.len() as u16);
        }
        let index = self.narrow(class.body.0);
        self.emit(Opcode::MakeFunction, flags, window + 1, closure, index);
        self.release(closure);
        let name = Const::Str(self.name(class.name).to_owned());
        self.load_const(name, window + 2);
        self.finish_call(window, 2, false, &class.bases, &class.keywords, dst);
        self.release(window);
    }
}

fn fits_window(placed: usize, args: &[Item], keywords: &[Keyword]) -> bool {
    placed + args.len() + keywords.len() <= MAX_ARGUMENTS
        && args.iter().all(|item| matches!(item, Item::One(_)))
        && keywords.iter().all(|(name, _)| name.is_some())
}
