//! Random programs for differential testing: deterministic text from a seed, defined behaviour on every Python.
//!
//! A program prints what it computes and catches what it raises, so that any two implementations can be compared line by
//! line. Values stay small ([`PRELUDE`]'s `clip`), loops are bounded, and nothing depends on addresses, hash seeds, time or
//! the identity of floats. It is not a fuzzer of the front end: every program is valid.

mod expression;
mod feature;
mod hot;
mod library;
mod statement;

use std::fmt::Write as _;

/// Defined before the programs of a file.
pub const PRELUDE: &str = "\
def clip(v):
    if isinstance(v, float):
        return v if -1e15 < v < 1e15 else 0.5
    if isinstance(v, int):
        return v if -10 ** 40 < v < 10 ** 40 else v % 1000003
    if isinstance(v, (str, list, tuple, bytes, bytearray)) and len(v) >= 24:
        v = v[:8]
    if isinstance(v, complex):
        return v if abs(v) < 1e15 else 1j
    return 7 if large(v) else v


def large(v, depth=4):
    if isinstance(v, str):
        return len(v) > 400
    if isinstance(v, dict):
        inner = list(v.values())
    elif isinstance(v, Box):
        inner = [v.value, v.rest]
    elif isinstance(v, (list, tuple, set, frozenset)):
        inner = list(v)
    else:
        return False
    return depth == 0 or len(inner) > 24 or any(large(x, depth - 1) for x in inner)


class Box:
    def __init__(self, value, *rest, scale=1):
        self.value = value
        self.rest = rest
        self.scale = scale

    def __repr__(self):
        return f'Box({self.value!r}, {self.scale})'

    def __eq__(self, other):
        return isinstance(other, Box) and self.value == other.value

    def __hash__(self):
        return hash(self.scale)

    def __lt__(self, other):
        return self.value < other.value

    def __add__(self, other):
        return Box(clip(self.value + (other.value if isinstance(other, Box) else other)), scale=self.scale)

    def __len__(self):
        return len(self.rest)

    @property
    def double(self):
        return self.value * 2

    def grow(self, by=1):
        self.value = clip(self.value + by)
        return self


class Crate(Box):
    def grow(self, by=2):
        super().grow(by)
        self.scale += 1
        return self

    def __getattr__(self, name):
        if name.startswith('__'):
            raise AttributeError(name)
        return name


class Left:
    shift = 1

    def __init__(self, x):
        self.x = x

    def step(self, by):
        self.x = (self.x + by) & 0xFFFFFF
        return self.x

    @property
    def twice(self):
        return self.x * 2


class Right(Left):
    def step(self, by):
        self.y = by
        return self.x + self.shift


class Slotted:
    __slots__ = 'x', 'y'

    def __init__(self, x):
        self.x = x

    def step(self, by):
        return self.x ^ by

    twice = 11


class Wrong(Exception):
    pass


def step(p, q=1):
    return (p * 31 + q) & 0xFFFFFFFF


def adder(start):
    held = start

    def acc(by):
        nonlocal held
        held = (held + by) & 0xFFFFFFFFFF
        return held
    return acc


def countdown(n):
    while n > 0:
        yield n
        n -= 1


def check(i):
    if i % 3 == 0:
        raise Wrong('thrice', i)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def pairs(items, *more, start=0, **named):
    for i, item in enumerate(items, start):
        yield i, item
    for item in more:
        yield item
    yield sorted(named.items())

";

/// xorshift64* (Vigna 2016); any seed but 0 after mixing.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Random {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<'a>(&mut self, options: &[&'a str]) -> &'a str {
        options[self.below(options.len())]
    }
}

/// A program under construction.
struct Generator {
    random: Random,
    out: String,
    indent: usize,
    /// Statements left.
    budget: usize,
    /// Loops around the present place.
    loops: usize,
    /// Names certainly or probably bound.
    names: Vec<String>,
    /// Numbers loop variables and functions.
    counter: usize,
}

impl Generator {
    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{:1$}{text}", "", self.indent * 4);
    }

    /// Undoes what a hot function may have done to the classes of the prelude, for the programs behind it.
    fn restore(&mut self) {
        self.line("Left.step = lambda self, by: setattr(self, 'x', (self.x + by) & 0xFFFFFF) or self.x");
        self.line("Right.shift, step.__defaults__, total = 1, (1,), 0");
    }

    fn fresh(&mut self, prefix: &str) -> String {
        self.counter += 1;
        format!("{prefix}{}", self.counter)
    }
}

/// The program of a seed, to stand behind [`PRELUDE`]. Its first line of output names the seed.
pub fn program(seed: u64) -> String {
    let mut g = Generator {
        random: Random::new(seed),
        out: String::new(),
        indent: 0,
        budget: 24,
        loops: 0,
        names: (0..6).map(|i| format!("v{i}")).collect(),
        counter: 0,
    };
    g.line(&format!("print('program {seed}')"));
    // Every third is about loops; these are at module level, so that `total` is a global in all of them.
    if seed.is_multiple_of(3) {
        (0..1 + g.random.below(2)).for_each(|_| g.hot_function());
        g.restore();
        return g.out;
    }
    // At module level names are globals, in a function locals and cells.
    let in_function = g.random.below(3) > 0;
    if in_function {
        g.line(&format!("def program_{seed}():"));
        g.indent = 1;
    }
    for (i, name) in g.names.clone().into_iter().enumerate() {
        // Half of them numbers, lest most of the program be type errors.
        let value = if i < 3 { g.number() } else { g.literal() };
        g.line(&format!("{name} = {value}"));
    }
    while g.budget > 0 {
        g.guarded_statement();
    }
    g.line("try:");
    g.line("    print(v0, v1, v2, v3, v4, v5)");
    g.line("except NameError as error:");
    g.line("    print(error)");
    if in_function {
        g.indent = 0;
        g.line("try:");
        g.line(&format!("    program_{seed}()"));
        g.line("except Exception as error:");
        g.line("    print('left', type(error).__name__, error)");
    }
    g.out
}

#[cfg(test)]
mod tests {
    use super::program;

    #[test]
    fn a_seed_always_gives_the_same_program() {
        assert_eq!(program(7), program(7));
        assert_ne!(program(7), program(8));
        assert!(program(1).lines().count() > 20);
    }
}
