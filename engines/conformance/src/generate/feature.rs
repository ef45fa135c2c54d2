//! Random uses of single language features: exceptions with `finally`, `with`, `match`, generators that are sent to,
//! decorators, descriptors, class hierarchies, formatting.

use super::Generator;

impl Generator {
    pub(super) fn feature(&mut self) {
        match self.random.below(16) {
            0 => self.finally_flow(),
            1 => self.with_statement(),
            2 => self.match_statement(),
            3 => self.conversation(),
            4 => self.decorator(),
            5 => self.descriptor(),
            6 => self.hierarchy(),
            7 => self.formatting(),
            8 => self.sorting(),
            9 => self.own_exceptions(),
            10 => self.text_and_bytes(),
            _ => self.library(),
        }
    }

    fn finally_flow(&mut self) {
        let (function, value, other) = (self.fresh("t"), self.expression(1), self.expression(1));
        let leave = |g: &mut Generator| {
            g.random.pick(&["break", "continue", "return i, v1", "raise KeyError(i)", "pass", "v1 = i", "1 // (i - 1)"])
        };
        let (first, second, third) = (leave(self), leave(self), leave(self));
        self.line(&format!("def {function}(v0, v1=None, v2=3, v3=0.5, v4='t', v5=()):"));
        self.line("    for i in range(4):");
        self.line("        try:");
        let text = format!("            if i == {}: {first}", self.random.below(4));
        self.line(&text);
        self.line(&format!("            v2 = {value}"));
        self.line("        except (ArithmeticError, TypeError) as error:");
        self.line("            print('handled', type(error).__name__, error)");
        let text = format!("            if i == {}: {second}", self.random.below(4));
        self.line(&text);
        if self.random.below(2) == 0 {
            self.line("        else:");
            self.line("            print('else', i)");
        }
        self.line("        finally:");
        self.line("            print('finally', i)");
        let text = format!("            if i == {}: {third}", self.random.below(5));
        self.line(&text);
        self.line("    else:");
        self.line("        print('all')");
        self.line("    return 'end'");
        self.line(&format!("print({function}({other}))"));
    }

    fn with_statement(&mut self) {
        let (class, value, result) =
            (self.fresh("W"), self.expression(2), self.random.pick(&["True", "False", "None", "1", "kind is KeyError"]));
        self.line(&format!("class {class}:"));
        self.line("    def __init__(self, name): self.name = name");
        self.line("    def __enter__(self):");
        self.line("        print('enter', self.name)");
        self.line("        return self.name");
        self.line("    def __exit__(self, kind, error, trace):");
        self.line("        print('exit', self.name, kind and kind.__name__, error)");
        self.line(&format!("        return {result}"));
        self.line(&format!("with {class}('p') as p, {class}('q') as q:"));
        self.line(&format!("    print(p, q, {value})"));
        if self.random.below(2) == 0 {
            self.line("    raise KeyError('inside')");
        }
        self.line("print('after with')");
    }

    fn match_statement(&mut self) {
        let (value, guard) = (self.expression(2), self.expression(1));
        self.line(&format!("for subject in (clip({value}), [1, 2, 3], (4, [5]), {{'k': 1, 'z': 2}}, Box(7), 'spam', 2.5):"));
        self.line("    match subject:");
        let cases = [
            "case int(n) if n > 2: print('big', n)",
            "case bool(): print('bool')",
            "case [first, *rest]: print('list', first, rest)",
            "case [first, [inner]] | (first, inner): print('pair', first, inner)",
            "case {'k': found, **others}: print('dict', found, others)",
            "case Box(value=found, scale=1): print('box', found)",
            "case str() as text: print('text', text)",
            "case None | True | 2.5: print('constant')",
            "case -1 | 0 | 1: print('little')",
            "case (): print('empty')",
        ];
        for _ in 0..3 + self.random.below(4) {
            let case = self.random.pick(&cases);
            self.line(&format!("        {case}"));
        }
        self.line(&format!("        case other if ({guard}) == other: print('equal')"));
        self.line("        case _: print('none of them', subject)");
    }

    fn conversation(&mut self) {
        let (function, it, value) = (self.fresh("talk"), self.fresh("it"), self.expression(1));
        self.line(&format!("def {function}(start):"));
        self.line("    held = start");
        self.line("    while True:");
        self.line("        try:");
        self.line("            got = yield held");
        self.line("            if got is None: return 'done'");
        self.line("            held = clip(got + got)");
        self.line("        except ValueError as error:");
        self.line("            held = str(error)");
        // Silently: one that is left behind is closed at once only where references are counted.
        self.line("        except GeneratorExit:");
        self.line("            raise");
        let outer = self.random.below(2) == 0;
        if outer {
            self.line(&format!("def {function}_outer(start):"));
            self.line(&format!("    print('result', (yield from {function}(start)))"));
            self.line("    yield 'tail'");
        }
        self.line(&format!("{it} = {function}{}({value})", if outer { "_outer" } else { "" }));
        self.line(&format!("print(next({it}))"));
        for _ in 0..1 + self.random.below(4) {
            let step = match self.random.below(6) {
                0 => format!("print({it}.throw(ValueError('thrown')))"),
                1 => format!("print({it}.close())"),
                2 => format!("print(next({it}, 'over'))"),
                3 => format!("print({it}.throw(KeyError, 'k'))"),
                _ => format!("print({it}.send({}))", self.name()),
            };
            self.line(&step);
        }
    }

    fn decorator(&mut self) {
        let (name, value, factor) = (self.fresh("d"), self.expression(1), self.expression(1));
        self.line(&format!("def {name}(times):"));
        self.line("    def wrap(f):");
        self.line("        calls = 0");
        self.line("        def inner(*args, **named):");
        self.line("            nonlocal calls");
        self.line("            calls += 1");
        self.line("            return calls, [f(*args, **named) for _ in range(times)]");
        self.line("        inner.__name__ = f.__name__ + '_wrapped'");
        self.line("        return inner");
        self.line("    return wrap");
        let text = format!("@{name}({})", self.random.below(3));
        self.line(&text);
        let text = format!("@{name}({})", self.random.below(3));
        self.line(&text);
        self.line("def decorated(p, /, q=2, *, r=3): return clip(p), q, r");
        self.line(&format!("print(decorated.__name__, decorated({value}), decorated({factor}, r=9), decorated(1, q=4))"));
    }

    fn descriptor(&mut self) {
        let (class, value) = (self.fresh("D"), self.expression(1));
        self.line(&format!("class {class}_field:"));
        self.line("    def __set_name__(self, owner, name): self.name = name");
        self.line("    def __get__(self, obj, owner=None): return self.name if obj is None else obj.__dict__.get(self.name, 'unset')");
        if self.random.below(2) == 0 {
            self.line("    def __set__(self, obj, value): obj.__dict__[self.name] = ('set', value)");
        }
        self.line(&format!("class {class}:"));
        self.line(&format!("    field = {class}_field()"));
        self.line("    __slots__ = ('__dict__', 'slot')");
        self.line("    @property");
        self.line("    def prop(self): return self.field");
        self.line("    @classmethod");
        self.line("    def make(cls, v): return cls()");
        self.line(&format!("o = {class}.make(1)"));
        self.line(&format!("print({class}.field, o.field, o.prop)"));
        self.line(&format!("o.field = {value}"));
        self.line("print(o.field, sorted(o.__dict__))");
        let text = self.random.pick(&["print(o.slot)", "del o.prop", "del o.field", "o.slot = 2; print(o.slot)"]);
        self.line(text);
    }

    fn hierarchy(&mut self) {
        let (a, b, value) = (self.fresh("A"), self.fresh("B"), self.expression(1));
        self.line(&format!("class {a}:"));
        self.line("    def who(self): return ['A']");
        self.line("    def __eq__(self, other): return 'eq'");
        self.line("    def __radd__(self, other): return ('radd', other)");
        let bases = self.random.pick(&["Box, A", "A, Box", "A", "Crate, A", "A, list"]).replace('A', &a);
        self.line(&format!("class {b}({bases}):"));
        self.line("    def who(self): return super().who() + ['B']");
        self.line("    def __bool__(self): return False");
        let text = format!(
            "    def __{}__(self, other): return ('op', type(other).__name__)",
            self.random.pick(&["add", "mul", "lt", "contains", "sub"])
        );
        self.line(&text);
        self.line(&format!("o = {b}({value})"));
        let text = format!("print(o.who(), [c.__name__ for c in {b}.__mro__], bool(o), 1 + o if {} else 0)", self.random.below(2));
        self.line(&text);
        let operation = self.random.pick(&["o + 1", "o * 2", "o < 1", "1 in o", "o - 1", "o == 3", "[1] + o", "len(o)"]);
        self.line(&format!("print({operation})"));
    }

    fn formatting(&mut self) {
        let (a, b) = (self.name(), self.expression(1));
        let spec = self.random.pick(&[
            ">10", "<8", "^9", "+d", "08.3f", ",", "_", "x", "#b", "e", "g", ".3", "*^12", "%", "c", "=+8d", "#X", " d", ".0f", ",.2f",
            "010", "s", "n",
        ]);
        self.line(&format!("for value in (clip({a}), clip({b}), 12, -3.75, 2 ** 53 + 1, 'txt', True):"));
        self.line("    try:");
        self.line(&format!("        print(f'{{value:{spec}}}|{{value!s:>5}}|', format(value, '{spec}'))"));
        self.line("    except (ValueError, TypeError, OverflowError) as error:");
        self.line("        print(type(error).__name__, error)");
        let percent = self.random.pick(&["%5d", "%-8s|", "%+.3e", "%x", "%05d", "%g", "%c", "%r", "%.2f", "%#o", "% d", "%i%%"]);
        self.line(&format!("print('{percent}' % {a})"));
    }

    fn sorting(&mut self) {
        let (value, key) =
            (self.expression(1), self.random.pick(&["None", "lambda v: -v", "str", "lambda v: v % 7", "abs", "lambda v: (v & 1, v)"]));
        self.line(&format!("data = [5, -3, 2 ** 40, 0, 7, -(2 ** 63), 7, clip({value})]"));
        let text = format!("print(sorted(data, key={key}, reverse={}))", self.random.pick(&["True", "False"]));
        self.line(&text);
        self.line(&format!("data.sort(key={key})"));
        self.line("print(data, min(data), max(data), data.index(7))");
    }

    fn own_exceptions(&mut self) {
        let (class, value) = (self.fresh("E"), self.expression(1));
        let base = self.random.pick(&["Exception", "ValueError", "KeyError", "Wrong", "OSError"]);
        self.line(&format!("class {class}({base}):"));
        self.line("    def __init__(self, code, *more):");
        self.line("        super().__init__(code, *more)");
        self.line("        self.code = code");
        if self.random.below(2) == 0 {
            self.line("    def __str__(self): return f'code {self.code!r}'");
        }
        self.line("try:");
        self.line("    try:");
        self.line(&format!("        raise {class}({value}, 'more')"));
        self.line(&format!("    except {class} as error:"));
        self.line("        print(repr(error), error, error.args, error.code)");
        let text = self.random.pick(&[
            "        raise",
            "        raise TypeError('second') from error",
            "        raise IndexError(3)",
            "        1 // 0",
        ]);
        self.line(text);
        self.line("except Exception as error:");
        self.line("    print(type(error).__name__, error, repr(error.__cause__), repr(error.__context__), error.__suppress_context__)");
    }

    fn text_and_bytes(&mut self) {
        let (a, b) = (self.name(), self.expression(1));
        self.line(&format!("text = str({a}) + repr({b})"));
        self.line("text = text[:40]");
        for _ in 0..3 {
            let operation = self.random.pick(&[
                "text.partition(' ')",
                "text.split()",
                "text.rsplit('1', 1)",
                "text.center(44, '*')",
                "text.translate({49: 'one', 50: None})",
                "text.encode('utf-8')[::2]",
                "bytes(text, 'latin-1', 'replace')",
                "text.casefold().isalnum()",
                "text.splitlines()",
                "text.swapcase()",
                "text.encode().hex()",
                "bytearray(text.encode())[1:4]",
                "sorted(set(text))",
                "text.rfind('1')",
                "text.removeprefix('1')",
                "text.expandtabs(4).lstrip('[(')",
                "'1' in text, text < 'm', text * 2 > text",
                "int.from_bytes(text.encode()[:9], 'little')",
                "list(map(ord, text))[:5]",
                "text.isidentifier(), text.isdecimal(), text.isupper()",
                "text.title().encode('ascii', 'backslashreplace')",
            ]);
            self.line(&format!("print({operation})"));
        }
    }
}
