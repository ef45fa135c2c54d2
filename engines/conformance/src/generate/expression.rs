//! Random expressions. Any operand may have any type: what does not fit raises, and the message is compared too.

use super::Generator;

const INTS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "7",
    "-1",
    "-5",
    "10",
    "63",
    "255",
    "1000",
    "99991",
    "2 ** 31",
    "2 ** 31 - 1",
    "-2 ** 31 - 1",
    "2 ** 47 - 1",
    "2 ** 47",
    "-2 ** 47",
    "-2 ** 47 - 1",
    "2 ** 48",
    "2 ** 53 + 1",
    "2 ** 62",
    "2 ** 63 - 1",
    "2 ** 63",
    "-2 ** 63 - 1",
    "10 ** 20",
];
const FLOATS: &[&str] =
    &["0.0", "0.5", "-1.5", "2.25", "3.0", "1e10", "0.1", "-0.0", "100.0", "9007199254740993.0", "1e16", "1e-7", "2.0 ** 63"];
const TEXTS: &[&str] = &["''", "'a'", "'spam'", "'Ab c'", "'x,y,z'", "'42'", "'caf\\u00e9'", "'line\\n'", "'\\u20ac1'", "b'by\\xff'"];

impl Generator {
    pub(super) fn name(&mut self) -> String {
        let at = self.random.below(self.names.len());
        self.names[at].clone()
    }

    pub(super) fn number(&mut self) -> String {
        if self.random.below(3) == 0 { self.random.pick(FLOATS).to_owned() } else { self.random.pick(INTS).to_owned() }
    }

    pub(super) fn literal(&mut self) -> String {
        match self.random.below(14) {
            0..=4 => self.random.pick(INTS).to_owned(),
            5 | 6 => self.random.pick(FLOATS).to_owned(),
            7 | 8 => self.random.pick(TEXTS).to_owned(),
            9 => self.random.pick(&["True", "False", "None"]).to_owned(),
            10 => "[3, 1, 2]".to_owned(),
            11 => self.random.pick(&["(1, 'b', 2.5)", "()", "[]", "{}", "{1: 2, 'k': [1]}"]).to_owned(),
            12 => "Box(3, 4, scale=2)".to_owned(),
            _ => self
                .random
                .pick(&[
                    "Crate(5)",
                    "[Box(1), Crate(2)]",
                    "list(range(6))",
                    "{5, 3, 1}",
                    "{2.5, 1, (1, 2)}",
                    "frozenset([8, 1])",
                    "range(3, 9, 2)",
                    "1 + 2j",
                ])
                .to_owned(),
        }
    }

    /// An operand or an operation on operands, `depth` deep at most.
    pub(super) fn expression(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.below(5) == 0 {
            return if self.random.below(3) == 0 { self.literal() } else { self.name() };
        }
        let (a, b) = (self.expression(depth - 1), self.expression(depth - 1));
        match self.random.below(30) {
            0..=6 => format!("({a} {} {b})", self.random.pick(&["+", "-", "+", "-", "//", "%", "/", "&", "|", "^"])),
            7 => format!("({a} * {})", self.random.pick(&["2", "3", "-1", "0.5", "1", "7"])),
            8 => format!("({a} * clip({b}) if isinstance({b}, (int, float)) and isinstance({a}, (int, float)) else {b})"),
            9 => format!("({a} {})", self.random.pick(&["<< 3", ">> 2", "** 2", "** 3", "<< 40", "% 7", "// 3", "// -2", "% -5"])),
            10 | 11 => format!("({a} {} {b})", self.random.pick(&["<", "<=", "==", "!=", ">", ">=", "in", "not in", "== None or"])),
            12 => format!("({a} < {b} <= {})", self.name()),
            13 => format!("({a} {} {b})", self.random.pick(&["and", "or"])),
            14 => format!("({}({a}))", self.random.pick(&["not ", "-", "+", "~", "abs", "bool", "len", "repr", "str"])),
            15 => format!("({a} if {b} else {})", self.name()),
            16 => format!("({a})[{}]", self.random.pick(&["0", "-1", "1:", "::-1", "1:3", ":-1", "::2", "2", "'k'"])),
            17 => self.comprehension(&a, &b),
            18 => format!("f'{{{}!r:>8}}|{{{}}}'", self.name(), self.name()),
            19 => format!("'{}' % ({},)", self.random.pick(&["%s", "%r", "%d", "%5.2f", "%x", "%-6s|"]), self.name()),
            20 => format!("({a}).{}", self.random.pick(&["value", "double", "scale", "missing", "rest", "real"])),
            21 => format!("({a}).{}", self.method()),
            22 => format!(
                "{}({a})",
                self.random.pick(&["sorted", "list", "tuple", "sum", "min", "max", "int", "float", "any", "all", "round"])
            ),
            23 => format!("(lambda x, y={b}: {})({a})", self.random.pick(&["x", "y", "(x, y)", "x == y", "[x] + [y]", "clip(x + y)"])),
            24 => format!("{}({a}, {b})", self.random.pick(&["min", "max", "divmod", "isinstance", "getattr"])),
            25 => format!("fib({})", self.random.below(11)),
            26 => format!("list(pairs({a}, {b}, {}))", self.random.pick(&["start=2", "k=1, j=2", "*[1, 2]", "**{'z': 1}"])),
            27 => format!("{}(clip({a}), {b})", self.random.pick(&["Box", "Crate"])),
            28 => format!("[*{}, {a}, *({b},)]", self.name()),
            _ => format!("{{'a': {a}, 'b': {b}}}"),
        }
    }

    fn comprehension(&mut self, a: &str, b: &str) -> String {
        let source = self.random.pick(&["range(5)", "'abc'", "[1, 2, 3]", "(2.5, 1)", "enumerate('xy')", "zip('ab', range(9))"]);
        let source = if self.random.below(3) == 0 { self.name() } else { source.to_owned() };
        let item = self.random.pick(&["x", "(x, 1)", "[x, y]", "str(x)", "x == y", "clip(x * 2)"]);
        match self.random.below(5) {
            0 => format!("[{item} for x in {source} for y in ({a}, {b})]"),
            1 => format!("[{item} for y in [{a}] for x in {source} if x != y]"),
            2 => format!("{{str(x): {item} for x in {source} for y in [{b}]}}"),
            3 => format!("sum(1 for x in {source} if x in ({a}, {b}))"),
            _ => format!("sorted({{x % 7 for x in range({})}})", self.random.below(30)),
        }
    }

    fn method(&mut self) -> &'static str {
        self.random.pick(&[
            "upper()",
            "split(',')",
            "join(['p', 'q'])",
            "replace('a', 'bb')",
            "find('a')",
            "strip()",
            "zfill(5)",
            "index(1)",
            "count(1)",
            "copy()",
            "get('k', 0)",
            "keys()",
            "bit_length()",
            "is_integer()",
            "grow()",
            "grow(by=3)",
            "title()",
            "startswith('s')",
            "encode()",
            "hex()",
        ])
    }
}
