"""Writes numbers.tsv: operations on numbers with the results CPython gives. Run with CPython 3.11.

A row is: kind, name, arguments, result. Arguments are tagged (i: int, f: float, c: complex, s: str, b: bool, n: None)
and separated by spaces; the result is a repr, or the class and text of the exception.
"""
import math
import operator
import random

INTS = [0, 1, -1, 2, 3, -7, 10, 255, 2**31, 2**47 + 1, 2**48 - 1, 2**48, -2**48, -2**48 - 1, 2**53 + 1, 2**63, -2**63 - 1, 2**64, 3**50, -5**40]
FLOATS = [0.0, -0.0, 1.0, -1.5, 0.1, 2.675, 1e16, 123456789.123, 1e300, 5e-324, 2.0**53, float("inf"), float("-inf"), float("nan")]
COMPLEXES = [0j, 1 + 2j, -1.5j, complex(3, -0.0)]
BINARY = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "//": operator.floordiv,
          "%": operator.mod, "**": operator.pow, "<<": operator.lshift, ">>": operator.rshift, "&": operator.and_,
          "|": operator.or_, "^": operator.xor}
COMPARE = {"<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge}


def tag(v):
    if v is None:
        return "n:"
    if isinstance(v, bool):
        return f"b:{v}"
    if isinstance(v, str):
        return "s:" + v.replace(" ", "\\s")
    return {int: "i", float: "f", complex: "c"}[type(v)] + ":" + str(v)


def result(f, *args):
    try:
        return repr(f(*args))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def rows():
    numbers = INTS + FLOATS + [True]
    r = random.Random(1)
    pairs = [(a, b) for a in numbers for b in numbers]
    r.shuffle(pairs)
    pairs = pairs[:150] + [(r.choice(COMPLEXES), r.choice(numbers + COMPLEXES)) for _ in range(30)]
    pairs += [(r.randrange(-2**200, 2**200), r.randrange(1, 2**150)) for _ in range(30)]
    for a, b in pairs:
        for name, f in BINARY.items():
            if name in ("**", "<<") and isinstance(a, int) and isinstance(b, int) and b > 2000:
                continue
            yield "binary", name, (a, b), result(f, a, b)
        for name, f in COMPARE.items():
            yield "compare", name, (a, b), result(f, a, b)
    for a in numbers + COMPLEXES + ["x"]:
        for name in ("abs", "hash", "repr", "int", "float", "complex", "round", "hex"):
            if name == "hash" and (a != a or isinstance(a, str)):
                continue
            yield "builtin", name, (a,), result(getattr(__builtins__, name), a)
    for a in FLOATS + [2.5, 3.5, -0.5, 15.0, 25.0, 1234.5678, 55555.5]:
        for digits in (0, 1, 2, 5, 15, 22, -1, -2, -300):
            yield "builtin", "round", (a, digits), result(round, a, digits)
    for a in INTS:
        for digits in (-1, -2, -20, 3):
            yield "builtin", "round", (a, digits), result(round, a, digits)
    texts = ["12", " 12 ", "1_000", "1__0", "_1", "1_", "-0x1f", "0b101", "0o17", "z", "", "+5", "- 5", "1e5", "inf", "-nan", ".5",
             "5.", "1_0.5e1_0", "infinity", "0x", "1+2j", "j", "-1.5e3-2J", "(1+j)", "1e400", "١٢", "12a"]
    for text in texts:
        yield "builtin", "int", (text,), result(int, text)
        yield "builtin", "float", (text,), result(float, text)
        yield "builtin", "complex", (text,), result(complex, text)
        for base in (0, 2, 8, 16, 36, 1):
            yield "builtin", "int", (text, base), result(int, text, base)
    specs = ["", "d", "5", "<5", "^9", "+", " ", "05", "010", "x", "#x", "#X", "#b", "o", ",", "_", "_x", "020,", "c", ".2", ".2f", "e", ".3e",
             "g", ".10g", "G", "%", ".1%", "n", "z.1f", "=+12.3f", "*>15", "é^15", "#.0f", "#g", ".50f", "012,.2f", "s", "5.x", ".", "E", ",.3"]
    for spec in specs:
        for v in (0, 7, -1234567, 2**70, 1.5, -0.0, 1234567.891, 1e-7, 1e22, float("inf"), float("nan"), -0.04, 1 - 2j, True):
            yield "builtin", "format", (v, spec), result(format, v, spec)
    unary = ["acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh", "degrees", "erf", "erfc", "exp", "exp2", "expm1",
             "fabs", "factorial", "floor", "frexp", "gamma", "isfinite", "isinf", "isnan", "isqrt", "lgamma", "log", "log10", "log1p", "log2",
             "modf", "radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc", "ulp"]
    # math.cbrt is absent: it is correctly rounded here, while CPython's depends on the version of the C library.
    for name in unary:
        for v in FLOATS + [0.5, -0.5, 2.5, 10.25, -3.3, 170.5, 30.5, 700.0, 3, 20, -4, 2**80, "x"]:
            yield "math", name, (v,), result(getattr(math, name), v)
    for name in ("atan2", "copysign", "fmod", "remainder", "pow", "hypot", "nextafter", "log", "isclose"):
        for _ in range(25):
            args = (r.choice(FLOATS + [2.5, 7, -3.25]), r.choice(FLOATS + [2.5, 7, -3.25]))
            yield "math", name, args, result(getattr(math, name), *args)
    for name in ("gcd", "lcm", "comb", "perm"):
        for _ in range(15):
            args = (r.choice([0, 5, 12, 60, -18, 100, 2**70]), r.choice([0, 3, 8, 50, -6, 4]))
            yield "math", name, args, result(getattr(math, name), *args)
    for v in (0.1, 1e308, -2.5, 5e-324):
        yield "math", "ldexp", (v, 3), result(math.ldexp, v, 3)
        yield "math", "ldexp", (v, -1080), result(math.ldexp, v, -1080)
    for _ in range(20):
        args = tuple(r.uniform(-10, 10) for _ in range(r.randrange(1, 6)))
        yield "math", "hypot", args, result(math.hypot, *args)
    for args in ((2, 10, 7), (3, -1, 7), (2, -1, 4), (3, 2, -7), (2, 5, 0), (2.0, 3, 4), (5, 2**70, 97)):
        yield "builtin", "pow", args, result(pow, *args)
    draws = [("random", ()), ("getrandbits", (5,)), ("getrandbits", (33,)), ("getrandbits", (100,)), ("randrange", (10,)), ("randrange", (3, 2**70, 7)),
             ("randint", (1, 6)), ("uniform", (1, 5)), ("triangular", (0, 1, 0.3)), ("gauss", (0, 1)), ("normalvariate", (2, 3)),
             ("lognormvariate", (0, 1)), ("expovariate", (1.5,)), ("vonmisesvariate", (1, 2)), ("gammavariate", (2.5, 1)), ("gammavariate", (0.5, 1)),
             ("gammavariate", (1.0, 2)), ("betavariate", (2, 3)), ("paretovariate", (3,)), ("weibullvariate", (1, 2)), ("randbytes", (5,))]
    for seed in (0, 1, -42, 2**100, "spectrum", 1.5):
        g = random.Random(seed)
        for name, args in draws:
            yield "draw", name, (seed, *args), result(getattr(g, name), *args)


with open(__file__.replace(".py", ".tsv"), "w") as out:
    for kind, name, args, expected in rows():
        print(kind, name, " ".join(map(tag, args)), expected.replace("\n", "\\n"), sep="\t", file=out)
