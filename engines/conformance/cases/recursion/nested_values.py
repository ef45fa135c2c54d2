# What recurses through native code alone: comparison, repr and hash of deep containers, and their release.
import sys


def nested(empty, wrap, depth=100000):
    value = empty
    for _ in range(depth):
        value = wrap(value)
    return value


def attempt(name, call):
    try:
        print(name, call())
    except (RecursionError, MemoryError, OverflowError) as error:
        print(name, type(error).__name__, error)


a, b = nested([], lambda v: [v]), nested([], lambda v: [v])
attempt("repr of lists", lambda: repr(a))
attempt("equality of lists", lambda: a == b)
attempt("order of lists", lambda: a < b)
a, b = nested({}, lambda v: {1: v}), nested({}, lambda v: {1: v})
attempt("equality of dicts", lambda: a == b)
attempt("repr of dicts", lambda: repr(a))
a = b = None


class Self:
    pass


Self.__call__ = Self()
attempt("its own __call__", lambda: Self()())
for count in (10 ** 12, 10 ** 18):
    attempt("list", lambda: [0] * count)
    attempt("list of range", lambda: list(range(count)))
    attempt("unpacked range", lambda: [*range(count)])
    attempt("text", lambda: "x" * count)
    attempt("tuple", lambda: (1,) * count)
attempt("list", lambda: [0] * 10 ** 30)
