//! Random statements: bounded loops, caught exceptions, every value clipped.

use super::Generator;

impl Generator {
    /// A statement whose exception is caught and printed.
    pub(super) fn guarded_statement(&mut self) {
        self.line("try:");
        self.block(1);
        match self.random.below(4) {
            0 => self.line("except (TypeError, ValueError) as error:"),
            1 => self.line("except ArithmeticError as error:"),
            _ => self.line("except Exception as error:"),
        }
        self.line("    print(type(error).__name__, error)");
        if self.random.below(4) == 0 {
            self.line("except Exception as error:");
            self.line("    print('other', type(error).__name__, error)");
        } else {
            self.line("except (LookupError, AttributeError, NameError, TypeError, ValueError, ArithmeticError, AssertionError) as error:");
            self.line("    print('late', type(error).__name__, error)");
        }
        if self.random.below(4) == 0 {
            self.line("else:");
            self.line("    print('else')");
        }
        if self.random.below(5) == 0 {
            self.line("finally:");
            self.line("    print('finally')");
        }
    }

    fn block(&mut self, statements: usize) {
        self.indent += 1;
        for _ in 0..statements {
            self.statement();
        }
        self.indent -= 1;
    }

    fn statement(&mut self) {
        self.budget = self.budget.saturating_sub(1);
        let nested = self.budget > 0 && self.indent < 6;
        let choice = self.random.below(if nested { 26 } else { 12 });
        match choice {
            0..=3 => self.assign(),
            4..=5 => self.print(),
            6 => self.augmented(),
            7 => self.mutate(),
            8 => self.unpack(),
            9 => self.raise_or_delete(),
            10 => self.attribute(),
            11 => {
                let (a, b) = (self.expression(1), self.expression(1));
                self.line(&format!("print({a}, {b}, sep='|')"));
            }
            12 | 13 => self.branch(),
            14..=16 => self.for_loop(),
            17 => self.while_loop(),
            18 => self.function(),
            19 => self.generator(),
            20 => self.hot_loop(),
            21 => self.class(),
            22 => self.closure(),
            23 | 24 => self.feature(),
            _ => self.guarded_statement(),
        }
    }

    fn assign(&mut self) {
        let (name, value) = (self.name(), self.expression(3));
        self.line(&format!("{name} = clip({value})"));
    }

    fn print(&mut self) {
        let value = self.expression(3);
        self.line(&format!("print({value})"));
    }

    fn augmented(&mut self) {
        let (name, value) = (self.name(), self.expression(1));
        let op = self.random.pick(&["+=", "-=", "//=", "%=", "|=", "^=", "&=", "/="]);
        self.line(&format!("{name} {op} {value}"));
        self.line(&format!("{name} = clip({name})"));
    }

    fn mutate(&mut self) {
        let (name, value) = (self.name(), self.expression(2));
        let text = match self.random.below(12) {
            0 => format!("{name}.append({value})"),
            1 => format!("{name}.insert(1, {value})"),
            2 => format!("print({name}.pop())"),
            3 => format!("{name}[0] = {value}"),
            4 => format!("{name}['k'] = {value}"),
            5 => format!("{name}[1:2] = [{value}, 0]"),
            6 => format!("{name}.update(k={value}, j=1)"),
            7 => format!("print({name}.setdefault('n', {value}))"),
            8 => format!("{name}.sort(key=lambda x: str(x), reverse=True)"),
            9 => format!("{name}.extend([{value}] * 2)"),
            10 => format!("{name}.reverse()"),
            _ => format!("del {name}[0]"),
        };
        self.line(&text);
        self.line(&format!("{name} = clip({name})"));
    }

    fn unpack(&mut self) {
        let (a, b, value) = (self.name(), self.name(), self.expression(1));
        let text = match self.random.below(4) {
            0 => format!("{a}, {b} = {b}, {a}"),
            1 => format!("{a}, *{b} = {value}"),
            2 => format!("{a}, {b} = {value}"),
            _ => format!("print(({a} := clip({value})), {a} == {b})"),
        };
        self.line(&text);
    }

    fn raise_or_delete(&mut self) {
        let (name, value) = (self.name(), self.expression(1));
        match self.random.below(4) {
            0 => self.line(&format!("raise ValueError({value})")),
            1 => self.line(&format!("raise KeyError({value}) from TypeError('cause')")),
            2 => {
                // Never unbound for long: what reads it in a comprehension would differ (see engines/README.md).
                self.line(&format!("held = {value}"));
                self.line(&format!("del {name}"));
                self.line(&format!("{name} = held"));
            }
            _ => self.line(&format!("assert {value}, {name}")),
        }
    }

    fn attribute(&mut self) {
        let (name, value) = (self.name(), self.expression(1));
        let field = self.random.pick(&["value", "extra", "scale", "other"]);
        match self.random.below(3) {
            0 => self.line(&format!("{name}.{field} = clip({value})")),
            1 => self.line(&format!("print({name}.{field})")),
            _ => self.line(&format!("{name}.{field} += 1")),
        }
    }

    fn branch(&mut self) {
        let (a, b) = (self.expression(2), self.expression(1));
        self.line(&format!("if {a}:"));
        self.block(2);
        if self.random.below(2) == 0 {
            self.line(&format!("elif {b}:"));
            self.block(1);
        }
        self.line("else:");
        self.block(1);
    }

    fn for_loop(&mut self) {
        if self.loops >= 2 {
            return self.print();
        }
        let variable = self.fresh("i");
        let source = match self.random.below(8) {
            0 => "range(4)".to_owned(),
            1 => "range(10, 0, -3)".to_owned(),
            2 => "'xyz'".to_owned(),
            3 => "[1, 2.5, 'z', None]".to_owned(),
            4 => "enumerate(['p', 'q'])".to_owned(),
            5 => "{'k': 1, 'l': 2}.items()".to_owned(),
            6 => "zip([1, 2, 3], 'ab')".to_owned(),
            _ => format!("list({})[:5]", self.name()),
        };
        self.line(&format!("for {variable} in {source}:"));
        self.names.push(variable.clone());
        self.loops += 1;
        let statements = 1 + self.random.below(3);
        self.block(statements);
        match self.random.below(5) {
            0 => self.line(&format!("    if {variable} == 2: break")),
            1 => {
                self.line(&format!("    if {variable} == 1: continue"));
                self.line(&format!("    print('after', {variable})"));
            }
            _ => {}
        }
        self.loops -= 1;
        if self.random.below(4) == 0 {
            self.line("else:");
            self.block(1);
        }
        self.names.retain(|n| *n != variable);
    }

    fn while_loop(&mut self) {
        if self.loops >= 2 {
            return self.print();
        }
        let count = self.fresh("n");
        self.line(&format!("{count} = 0"));
        let limit = 2 + self.random.below(4);
        self.line(&format!("while {count} < {limit}:"));
        self.line(&format!("    {count} += 1"));
        self.loops += 1;
        self.block(2);
        self.loops -= 1;
    }

    /// Long enough for every tier; the types of its variables may change on the way.
    fn hot_loop(&mut self) {
        if self.loops > 0 {
            return self.assign();
        }
        let variable = self.fresh("h");
        let (a, b) = (self.name(), self.name());
        let count = 60 + self.random.below(300);
        self.line(&format!("for {variable} in range({count}):"));
        self.names.push(variable.clone());
        let (first, second) = (self.expression(2), self.expression(2));
        self.line(&format!("    {a} = clip({first})"));
        if self.random.below(2) == 0 {
            let every = 20 + self.random.below(100);
            self.line(&format!("    if {variable} % {every} == 0:"));
            self.line(&format!("        {b} = clip({second})"));
        }
        let every = 37 + self.random.below(100);
        self.line(&format!("    if {variable} % {every} == 0: print({variable}, {a}, {b})"));
        self.names.retain(|n| *n != variable);
    }

    fn function(&mut self) {
        let function = self.fresh("f");
        let (body, default, argument) = (self.expression(2), self.literal(), self.expression(1));
        self.line(&format!("def {function}(v0, v1={default}, *rest, key=None, **named):"));
        self.line("    v2 = v3 = v4 = v5 = key");
        let value = {
            let outer = std::mem::replace(&mut self.names, (0..6).map(|i| format!("v{i}")).collect());
            let inner = self.expression(2);
            self.names = outer;
            inner
        };
        self.line(&format!("    v2 = clip({value})"));
        self.line("    return v2, len(rest), sorted(named)");
        let call = match self.random.below(6) {
            0 => format!("{function}({argument})"),
            1 => format!("{function}({argument}, {body}, 1, 2, key=3)"),
            2 => format!("{function}(v0={argument}, extra=1)"),
            3 => format!("{function}(*[{argument}, 2], **{{'key': {body}}})"),
            4 => format!("{function}({argument}, v0=1)"),
            _ => format!("[{function}(x)[0] for x in ({argument}, {body}, 3)]"),
        };
        self.line(&format!("print({call})"));
    }

    fn generator(&mut self) {
        let (function, value) = (self.fresh("g"), self.expression(1));
        self.line(&format!("def {function}(items):"));
        self.line("    try:");
        self.line("        for item in items:");
        self.line("            got = yield item");
        self.line("            if got: print('got', got)");
        self.line("        yield from (1, 2)");
        self.line("        return 'end'");
        self.line("    finally:");
        self.line("        print('closed')");
        match self.random.below(3) {
            0 => self.line(&format!("print(list({function}({value})))")),
            1 => {
                let it = self.fresh("it");
                self.line(&format!("{it} = {function}({value})"));
                self.line(&format!("print(next({it}, 'none'), {it}.send(None), {it}.close())"));
            }
            _ => self.line(&format!("print([clip(x) for x in {function}({value}) if x])")),
        }
    }

    fn class(&mut self) {
        let class = self.fresh("C");
        let base = self.random.pick(&["Box", "Crate", "Box", "object"]);
        let (shared, value, argument) = (self.literal(), self.expression(1), self.expression(1));
        self.line(&format!("class {class}({base}):"));
        self.line(&format!("    shared = {shared}"));
        self.line("    def method(self, other=None):");
        self.line("        return (self.shared, getattr(self, 'value', 'no value'), other)");
        if self.random.below(2) == 0 {
            self.line("    def __call__(self, *args):");
            self.line("        return len(args)");
        }
        if self.random.below(3) == 0 {
            self.line("    def __getitem__(self, index):");
            self.line("        if index > 3: raise IndexError(index)");
            self.line("        return index * 2");
        }
        self.line(&format!("o = {class}({value})"));
        self.line(&format!("print(o.method({argument}), o(1, 2), isinstance(o, Box), list(o))"));
    }

    fn closure(&mut self) {
        let (outer, value) = (self.fresh("k"), self.expression(1));
        self.line(&format!("def {outer}(start):"));
        self.line("    total = start");
        self.line("    def add(by=1):");
        self.line("        nonlocal total");
        self.line("        total = clip(total + by)");
        self.line("        return total");
        self.line("    return add, lambda: total");
        let (add, get) = (self.fresh("add"), self.fresh("get"));
        self.line(&format!("{add}, {get} = {outer}({value})"));
        self.line(&format!("print({add}(), {add}(2), {get}())"));
    }
}
