//! Functions with loops long enough for every tier, whose variables keep their types for most of the way: what a compiler
//! speculates on. Integers stand at the borders of machine representations, and in some functions a variable changes its
//! type, a class or a method is replaced, or a container is exchanged half-way.

use super::Generator;

/// Where an integer stops fitting something: 32 bits, a boxed payload, a float's mantissa, 64 bits.
const BORDERS: &[&str] = &[
    "2 ** 31 - 1",
    "2 ** 31",
    "-2 ** 31",
    "-2 ** 31 - 1",
    "2 ** 32 - 1",
    "2 ** 46",
    "2 ** 47 - 1",
    "2 ** 47",
    "-2 ** 47",
    "-2 ** 47 - 1",
    "2 ** 48 - 1",
    "2 ** 48",
    "-2 ** 48",
    "2 ** 53",
    "2 ** 53 + 1",
    "-2 ** 53 - 1",
    "2 ** 62",
    "2 ** 63 - 1",
    "2 ** 63",
    "-2 ** 63",
    "-2 ** 63 - 1",
    "2 ** 64",
    "2 ** 64 + 1",
    "10 ** 19",
];
const SMALL: &[&str] = &["0", "1", "2", "3", "-1", "5", "7", "13", "100", "-17", "255", "1000"];
const MASKS: &[&str] = &["0xFF", "0x7FFFFFFF", "0xFFFFFFFF", "2 ** 47 - 1", "2 ** 48 - 1", "2 ** 53 - 1", "2 ** 63 - 1", "2 ** 64 - 1"];
const FLOATS: &[&str] =
    &["0.0", "-0.0", "0.5", "1.5", "-2.25", "1e-3", "3.0", "1e16", "9007199254740993.0", "1e308", "5e-324", "1e10", "float('inf')"];
/// Local variables by type: ints, floats, a text, a list of ints, a dict of ints, objects.
const INT_NAMES: &[&str] = &["a", "b", "c"];
const FLOAT_NAMES: &[&str] = &["x", "y"];

impl Generator {
    fn border(&mut self) -> String {
        if self.random.below(3) == 0 { self.random.pick(BORDERS).to_owned() } else { self.random.pick(SMALL).to_owned() }
    }

    /// An expression that is an int while all variables have the types they began with. Grows by addition only.
    fn int(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.random.below(8) {
                0..=3 => self.random.pick(INT_NAMES).to_owned(),
                4 => "i".to_owned(),
                5 | 6 => self.random.pick(SMALL).to_owned(),
                _ => self.border(),
            };
        }
        let (p, q) = (self.int(depth - 1), self.int(depth - 1));
        let mask = self.random.pick(MASKS);
        match self.random.below(24) {
            0..=3 => format!("({p} + {q})"),
            4..=6 => format!("({p} - {q})"),
            7 | 8 => format!("({p} * {q} & {mask})"),
            9 => format!("({p} * {q} % {})", self.random.pick(&["10007", "1000000007", "(2 ** 61 - 1)", "-97", "2 ** 31"])),
            10 => format!("({p} // {})", self.random.pick(&["2", "3", "-2", "7", "16", "2 ** 31", "(i + 1)", "(b | 1)"])),
            11 => format!("({p} % {})", self.random.pick(&["2", "3", "-3", "10", "16", "2 ** 32", "(i + 1)", "(c | 1)"])),
            12 => format!("({p} {} {q})", self.random.pick(&["&", "|", "^"])),
            13 => format!("(({p} << {}) & {mask})", self.random.pick(&["1", "3", "8", "31", "40", "(i & 31)", "(i & 63)"])),
            14 => format!("({p} >> {})", self.random.pick(&["1", "3", "8", "31", "47", "(i & 31)", "(i & 63)", "70"])),
            15 => format!("({p} if {} else {q})", self.condition(depth - 1)),
            16 => format!("items[{}]", self.random.pick(&["i % len(items)", "i & 3", "-1", "-(i & 1)", "a % len(items)", "0"])),
            17 => self
                .random
                .pick(&["len(text)", "len(items)", "ord(text[i % len(text)])", "table.get(i & 7, 1)", "sum(items[:4])"])
                .to_owned(),
            18 => format!("{}({p})", self.random.pick(&["abs", "int", "-", "~", "+", "acc"])),
            19 => format!("{}({p}, {q})", self.random.pick(&["min", "max", "step"])),
            20 => self.random.pick(&["one.x", "two.x", "one.step(i)", "two.step(b)", "one.twice", "two.twice"]).to_owned(),
            21 => format!("int({} % 1000)", self.random.pick(&["x", "y", "2.5", "(i * 1.25)"])),
            22 => format!("({p} == {q})"),
            _ => format!("({p} ** 2 & {mask})"),
        }
    }

    fn float(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.random.below(4) {
                0 => self.random.pick(FLOATS).to_owned(),
                _ => self.random.pick(FLOAT_NAMES).to_owned(),
            };
        }
        let (p, q) = (self.float(depth - 1), self.float(depth - 1));
        match self.random.below(11) {
            0 | 1 => format!("({p} + {q})"),
            2 => format!("({p} - {q})"),
            3 | 4 => format!("({p} * {})", self.random.pick(&["0.5", "1.0001", "-1.0", "i", "3"])),
            5 => format!("({p} / {})", self.random.pick(&["2", "3.0", "(i + 1)", "(abs(y) + 1.0)", "(i + 0.5)"])),
            6 => format!("({p} {} {})", self.random.pick(&["%", "//"]), self.random.pick(&["7.5", "3", "-2.5", "(i + 1)", "1e10"])),
            7 => format!("({p} + {})", self.int(0)),
            8 => format!("{}({p})", self.random.pick(&["abs", "-", "float"])),
            9 => format!("({} / {})", self.int(0), self.random.pick(&["3", "7", "2 ** 53", "(i + 1)"])),
            _ => format!("({p} if {} else {q})", self.condition(depth - 1)),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        let op = self.random.pick(&["<", "<=", "==", "!=", ">", ">="]);
        match self.random.below(9) {
            0..=2 => format!("{} {op} {}", self.int(depth), self.int(depth)),
            3 => format!("{} {op} {}", self.float(0), self.float(0)),
            4 => format!("{} {op} {}", self.float(0), self.int(0)),
            5 => format!("{} < {} <= {}", self.int(0), self.int(0), self.int(0)),
            6 => format!("{} and not {}", self.int(0), self.int(0)),
            7 => self
                .random
                .pick(&["i & 1", "i % 3 == 0", "text > 'm'", "i in table", "a in items", "one is two", "text[0] == 'a'"])
                .to_owned(),
            _ => format!("not ({} {op} {})", self.int(0), self.int(0)),
        }
    }

    fn hot_statement(&mut self, depth: usize) {
        let (name, real) = (self.random.pick(INT_NAMES), self.random.pick(FLOAT_NAMES));
        let op = self.random.pick(&["+", "-", "^", "|", "&"]);
        let nested = depth > 0;
        match self.random.below(if nested { 24 } else { 15 }) {
            0..=3 => {
                let value = self.int(2);
                self.line(&format!("{name} = {value}"));
            }
            4 => {
                let value = self.int(1);
                self.line(&format!("{name} {op}= {value}"));
            }
            5 | 6 => {
                let value = self.float(2);
                self.line(&format!("{real} = {value}"));
            }
            7 => {
                let value = self.float(1);
                let text = format!("{real} {}= {value}", self.random.pick(&["+", "-"]));
                self.line(&text);
            }
            8 => {
                let value = self.int(1);
                let place = self.random.pick(&["i % len(items)", "i & 3", "-1", "i % 5 - 2"]);
                let text = format!("items[{place}] {}= {value}", self.random.pick(&["", "+", "^"]));
                self.line(&text);
            }
            9 => {
                let value = self.int(1);
                let text = match self.random.below(6) {
                    0 => format!("if len(items) < 12: items.append({value})"),
                    1 => "if len(items) > 5: items.pop()".to_owned(),
                    2 => "items[1], items[2] = items[2], items[1]".to_owned(),
                    3 => "items = items[1:] + items[:1]".to_owned(),
                    4 => format!("items.insert(i & 3, {value}); del items[-1]"),
                    _ => "items.reverse()".to_owned(),
                };
                self.line(&text);
            }
            10 => {
                let text = self.random.pick(&[
                    "text += chr(97 + i % 26)",
                    "text = text[-20:] or 'q'",
                    "text = (text + str(a))[-12:]",
                    "text = f'{a:x}{text[:3]}'",
                    "text = text[::-1]",
                    "text = text.replace('a', 'bc')[:30] or 'z'",
                    "text = '%d-%s' % (b % 1000, text[:4])",
                ]);
                self.line(text);
            }
            11 => {
                let value = self.int(1);
                let text = match self.random.below(4) {
                    0 => format!("table[i & 7] = {value}"),
                    1 => "table[int(a % 11)] = table.get(int(a % 11), 0) + 1".to_owned(),
                    2 => "table.pop(i % 13, None)".to_owned(),
                    _ => format!("table.setdefault(i & 3, {value})"),
                };
                self.line(&text);
            }
            12 => {
                let value = self.int(1);
                let text = match self.random.below(5) {
                    0 => format!("one.x = {value}"),
                    1 => format!("two.x {op}= {value}"),
                    2 => "one, two = two, one".to_owned(),
                    3 => "one.y = x; y = one.y".to_owned(),
                    _ => format!("one = {}({value})", self.random.pick(&["Left", "Right", "Slotted"])),
                };
                self.line(&text);
            }
            13 => {
                let (p, q) = (self.int(1), self.int(1));
                self.line(&format!("a, b = {p}, {q}"));
            }
            14 => {
                let p = self.int(1);
                self.line(&format!("{name} = sum([j ^ {p} for j in range(i & 7)])"));
            }
            15..=17 => {
                let condition = self.condition(1);
                self.line(&format!("if {condition}:"));
                self.hot_block(depth - 1, 1);
                if self.random.below(2) == 0 {
                    self.line("else:");
                    self.hot_block(depth - 1, 1);
                }
            }
            18 => {
                let source = self.random.pick(&[
                    "range(i & 7)",
                    "items",
                    "range(3)",
                    "countdown(i % 5)",
                    "text[:3]",
                    "(1, i, a)",
                    "list(table)[:4]",
                ]);
                self.line(&format!("for j in {source}:"));
                self.hot_block(depth - 1, 1);
                let jump = self.random.pick(&["if j == 2: break", "if j == 1: continue", "c += j == 3", "c += 1"]);
                self.line(&format!("    {jump}"));
            }
            19 => {
                let k = self.fresh("k");
                self.line(&format!("{k} = 0"));
                let text = format!("while {k} < {}:", self.random.pick(&["3", "i & 3", "len(items) - 2"]));
                self.line(&text);
                self.line(&format!("    {k} += 1"));
                self.hot_block(depth - 1, 1);
            }
            20 | 21 => {
                self.line("try:");
                self.hot_block(depth - 1, 1);
                let failing = self.random.pick(&[
                    "c += items[i % 9]",
                    "c += table[i % 9]",
                    "c //= i % 4",
                    "if i % 5 == 0: raise Wrong(i)",
                    "c += int(text[:1])",
                    "c += one.missing",
                    "check(i)",
                ]);
                self.line(&format!("    {failing}"));
                let handler =
                    self.random.pick(&["except (LookupError, Wrong) as e:", "except Exception as e:", "except ArithmeticError as e:"]);
                self.line(handler);
                let text = format!("    c += {}", self.random.pick(&["1", "len(str(e))", "i"]));
                self.line(&text);
                self.line("except (ValueError, AttributeError, LookupError, Wrong): c -= 1");
                if self.random.below(3) == 0 {
                    self.line("finally:");
                    self.hot_block(depth - 1, 1);
                }
            }
            22 => {
                let value = self.int(1);
                let text = format!("{name} = acc({value}) & {}", self.random.pick(MASKS));
                self.line(&text);
            }
            _ => {
                let text = self.random.pick(&["if i == 77: continue", "if a > 2 ** 200: a &= 0xFFFF", "total += i", "b = step(b, i)"]);
                self.line(text);
            }
        }
    }

    fn hot_block(&mut self, depth: usize, statements: usize) {
        self.indent += 1;
        for _ in 0..statements {
            self.hot_statement(depth);
        }
        self.indent -= 1;
    }

    /// What takes a speculation away, at one iteration.
    fn surprise(&mut self) -> String {
        let value = self.border();
        let text = match self.random.below(16) {
            0 => format!("a = {value}"),
            1 => "a = a * 1.5".to_owned(),
            2 => "b = str(b)".to_owned(),
            3 => "x = int(x % 1000)".to_owned(),
            4 => "x = None".to_owned(),
            5 => "items = tuple(items)".to_owned(),
            6 => "items = [float(v % 1000) for v in items]".to_owned(),
            7 => "one = two = Slotted(5)".to_owned(),
            8 => "Left.step = lambda self, by: by - 1".to_owned(),
            9 => "Right.shift = 2.5".to_owned(),
            10 => "step.__defaults__ = (9,)".to_owned(),
            11 => "items = [True, False, 3, 4, 5]".to_owned(),
            12 => "text = 'caf\\u00e9\\u20ac'".to_owned(),
            13 => "table = {str(k): v for k, v in table.items()}".to_owned(),
            14 => "globals()['total'] = 0.5".to_owned(),
            _ => "c = True".to_owned(),
        };
        format!("if i == {}: {text}", 20 + self.random.below(130))
    }

    /// A function with loops, and calls of it.
    pub(super) fn hot_function(&mut self) {
        let function = self.fresh("hot");
        self.line("total = 0");
        self.line(&format!("def {function}(n, a, b, c=1, x=0.5):"));
        self.indent += 1;
        if self.random.below(3) == 0 {
            self.line("global total");
        } else {
            self.line("total = 0");
        }
        let y = self.random.pick(FLOATS);
        self.line(&format!("y = {y}"));
        self.line("text, table, items = 'abc', {1: 2, 3: 4}, [3, 1, 2, 5, 4]");
        let (one, two) = (self.random.pick(&["Left", "Right", "Slotted"]), self.random.pick(&["Left", "Right", "Left"]));
        self.line(&format!("one, two, acc = {one}(3), {two}(4), adder(b)"));
        self.line("for i in range(n):");
        let statements = 2 + self.random.below(4);
        self.hot_block(2, statements);
        for _ in 0..self.random.below(3) {
            let text = self.surprise();
            self.line(&format!("    {text}"));
        }
        self.line("    if a > 2 ** 300 or a < -2 ** 300: a %= 1000003");
        self.line("    if b > 2 ** 300 or b < -2 ** 300: b %= 1000003");
        self.line("    if c > 2 ** 300 or c < -2 ** 300: c %= 1000003");
        self.line("return a, b, c, x, y, total, text, items, table, one.x, two.x");
        self.indent -= 1;
        for _ in 0..1 + self.random.below(2) {
            let count = self.random.pick(&["3", "40", "90", "150", "250"]);
            let (a, b, c) = (self.border(), self.border(), self.border());
            let x = if self.random.below(4) == 0 { self.border() } else { self.random.pick(FLOATS).to_owned() };
            let arguments = match self.random.below(5) {
                0 => format!("{count}, {a}, {b}"),
                1 => format!("{count}, {a}, b={b}, x={x}"),
                2 => format!("{count}, {x}, {b}, {c}"),
                _ => format!("{count}, {a}, {b}, {c}, {x}"),
            };
            self.line("try:");
            self.line(&format!("    print({function}({arguments}))"));
            self.line("except Exception as e:");
            self.line("    print(type(e).__name__, e)");
        }
    }
}
