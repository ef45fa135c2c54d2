//! What each mechanism of an engine costs: loops whose bodies are a single operation, one mechanism a row, so that a later
//! regression has a name. Per element, an element being one iteration; `loop/range` is what the loop itself takes.
//!
//! These say where an engine spends its time, not how fast it is: no real program looks like this.

mod support;

use criterion::{Criterion, Throughput};
use std::fmt::Write as _;
use std::process::ExitCode;

/// Iterations of each loop in one call.
const ITERATIONS: i64 = 10_000;

/// Name, what comes before the loop, and the body of `for i in range(n)`.
type Row = (&'static str, &'static str, &'static str);

const ROWS: &[Row] = &[
    ("loop/range", "", "pass"),
    ("loop/while", "j = 0", "while j < 2:\n            j += 1\n        j = 0"),
    ("loop/list_of_four", "", "for x in ITEMS:\n            pass"),
    ("loop/generator", "source = numbers(n)", "next(source)"),
    ("loop/enumerate_of_four", "", "for j, x in enumerate(ITEMS):\n            pass"),
    ("loop/zip_of_four", "", "for x, y in zip(ITEMS, ITEMS):\n            pass"),
    ("loop/branch", "odd = 0", "if i & 1:\n            odd += 1"),
    ("number/int_add", "total = 0", "total += i"),
    ("number/int_mask", "total = 1", "total = (total * 5 + i) & 65535"),
    ("number/int_divide", "", "i // 7 + i % 7"),
    ("number/int_compare", "", "3 <= i < 5000"),
    ("number/big_add", "big = 1 << 200", "big + i"),
    ("number/big_multiply", "big = 1 << 200", "big * big"),
    ("number/float_add", "total = 0.0", "total += 0.5"),
    ("number/float_multiply", "x = 1.0", "x * 1.5 - x"),
    ("number/int_times_float", "x = 1.5", "i * x"),
    ("number/native_sqrt", "", "math.sqrt(2.0)"),
    ("name/global", "", "LIMIT"),
    ("name/builtin", "", "len"),
    ("name/module_attribute", "", "math.pi"),
    ("name/cell", "read, write = cell()", "write(i)"),
    ("attribute/read", "box = Box()", "box.value"),
    ("attribute/write", "box = Box()", "box.value = i"),
    ("attribute/of_class", "box = Box()", "box.shared"),
    ("attribute/property", "box = Box()", "box.twice"),
    ("attribute/of_four_shapes", "", "SHAPES[i & 3].value"),
    ("attribute/slots", "point = Point(1, 2)", "point.x"),
    ("call/function", "", "same(i)"),
    ("call/keyword", "", "same(x=i)"),
    ("call/default", "", "add(i)"),
    ("call/star", "", "add(*PAIR)"),
    ("call/method", "box = Box()", "box.get()"),
    ("call/method_of_four_classes", "", "SHAPES[i & 3].get()"),
    ("call/super", "box = Inner()", "box.get()"),
    ("call/native", "", "len(ITEMS)"),
    ("call/native_method", "text = 'a,b'", "text.upper()"),
    ("call/class", "", "Box()"),
    ("call/lambda_of_sort", "", "sorted(ITEMS, key=lambda x: -x)"),
    ("call/operator_method", "a = Point(1, 2)", "a + a"),
    ("call/comparison_method", "a = Point(1, 2)", "a < a"),
    ("list/read", "", "ITEMS[i & 3]"),
    ("list/write", "items = [0] * 4", "items[i & 3] = i"),
    ("list/append", "items = []", "items.append(i)"),
    ("list/append_and_pop", "items = []", "items.append(i)\n        items.pop()"),
    ("list/build", "", "[i, i]"),
    ("list/slice", "", "ITEMS[1:3]"),
    ("list/comprehension_of_four", "", "[x for x in ITEMS]"),
    ("list/sort_eight", "", "sorted(EIGHT)"),
    ("list/contains", "", "4 in ITEMS"),
    ("tuple/build", "", "(i, i)"),
    ("tuple/unpack", "", "a, b = PAIR"),
    ("tuple/compare", "", "PAIR < (1, i)"),
    ("dict/read_text", "", "TEXTS['beta']"),
    ("dict/read_int", "", "NUMBERS[i & 7]"),
    ("dict/read_tuple", "", "CELLS[i & 1, 1]"),
    ("dict/write", "d = {}", "d[i & 1023] = i"),
    ("dict/get", "", "TEXTS.get('delta', 0)"),
    ("dict/contains", "", "i in NUMBERS"),
    ("dict/build", "", "{'a': i}"),
    ("dict/items_of_three", "", "for key, value in TEXTS.items():\n            pass"),
    ("set/add", "s = set()", "s.add(i & 1023)"),
    ("set/contains", "s = set(ITEMS)", "i in s"),
    ("text/concatenate", "text = 'alpha'", "text + 'beta'"),
    ("text/grow", "text = ''", "text += 'x'"),
    ("text/index", "text = 'alpha'", "text[i & 3]"),
    ("text/slice", "text = 'alpha beta'", "text[2:7]"),
    ("text/equal", "text = 'alphabeta'", "text == 'alphabetb'"),
    ("text/join_three", "", "','.join(WORDS)"),
    ("text/split", "text = 'alpha beta gamma'", "text.split()"),
    ("text/find", "text = 'alpha beta gamma'", "text.find('gam')"),
    ("text/replace", "text = 'alpha beta gamma'", "text.replace('beta', 'x')"),
    ("text/f_string", "", "f'{i} of {n}'"),
    ("text/format_width", "x = 1.5", "f'{x:8.3f}'"),
    ("text/percent", "", "'%d of %s' % (i, 'n')"),
    ("text/of_int", "", "str(i)"),
    ("text/to_int", "text = '12345'", "int(text)"),
    ("text/characters", "text = 'alph'", "for c in text:\n            pass"),
    ("bytes/index", "data = b'alpha'", "data[i & 3]"),
    ("exception/try", "", "try:\n            pass\n        except ValueError:\n            pass"),
    ("exception/raise_and_catch", "", "try:\n            raise ValueError\n        except ValueError:\n            pass"),
    ("exception/catch_key_error", "", "try:\n            TEXTS['x']\n        except KeyError:\n            pass"),
    ("memory/instances_beside_a_live_heap", "live = [Box() for j in range(50000)]", "Box()"),
    ("memory/linked_list", "head = None", "head = (i, head)"),
];

const DEFINITIONS: &str = "\
import math


class Box:
    shared = 1

    def __init__(self):
        self.value = 1

    def get(self):
        return self.value

    @property
    def twice(self):
        return 2


class Inner(Box):
    def get(self):
        return super().get()


class Named(Box):
    def __init__(self):
        self.name = ''
        self.value = 2

    def get(self):
        return 2


class Counted(Box):
    def __init__(self):
        self.count = self.total = 0
        self.value = 3

    def get(self):
        return 3


class Point:
    __slots__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return self

    def __lt__(self, other):
        return False


def same(x):
    return x


def add(a, b=1):
    return a


def cell():
    value = 0

    def read():
        return value

    def write(new):
        nonlocal value
        value = new
    return read, write


def numbers(n):
    for i in range(n):
        yield i


LIMIT = 10
ITEMS = [1, 2, 3, 4]
EIGHT = [5, 3, 8, 1, 7, 2, 6, 4]
PAIR = (1, 2)
WORDS = ['alpha', 'beta', 'gamma']
TEXTS = {'alpha': 1, 'beta': 2, 'gamma': 3}
NUMBERS = {i: i for i in range(8)}
CELLS = {(i, j): i for i in range(3) for j in range(3)}
SHAPES = [Box(), Inner(), Named(), Counted()]
";

/// The name of a row's function.
fn function(name: &str) -> String {
    format!("bench_{}", name.replace('/', "_"))
}

/// One program with a function for each row.
fn program() -> String {
    let mut text = DEFINITIONS.to_owned();
    for (name, before, body) in ROWS {
        let name = function(name);
        let before = if before.is_empty() { "pass" } else { before };
        // Writing to a String cannot fail.
        let _ = write!(text, "\n\ndef {name}(n):\n    {before}\n    for i in range(n):\n        {body}\n    return n\n");
    }
    text
}

fn main() -> ExitCode {
    support::main(mechanisms)
}

fn mechanisms(criterion: &mut Criterion) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|error| format!("no folder for the program: {error}"))?;
    let path = folder.path().join("loops.py");
    std::fs::write(&path, program()).map_err(|error| format!("{}: {error}", path.display()))?;
    for engine in registry::engines() {
        let mut session = support::load(engine, &path)?;
        let mut group = criterion.benchmark_group(engine.name);
        group.throughput(Throughput::Elements(ITERATIONS.unsigned_abs()));
        for (name, ..) in ROWS {
            let function = function(name);
            session.call(&function, ITERATIONS).map_err(|failure| format!("{name} on {}: {}", engine.name, failure.message))?;
            group.bench_function(*name, |bencher| bencher.iter(|| session.call(&function, ITERATIONS)));
        }
        group.finish();
    }
    Ok(())
}
