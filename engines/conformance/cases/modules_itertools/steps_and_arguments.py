# The iterators of itertools: argument errors, ends, sharing with the source, exceptions from what they call.
import itertools
from itertools import *


def attempt(f, *args, **kwargs):
    try:
        value = f(*args, **kwargs)
        print(f.__name__, value if isinstance(value, (list, tuple, int)) else type(value).__name__)
    except (TypeError, ValueError, OverflowError) as e:
        print(f.__name__, type(e).__name__, e)


attempt(combinations, [1])
attempt(combinations, [1], 2, 3)
attempt(combinations, [1], -1)
attempt(combinations, 5, 1)
attempt(combinations, iterable="ab", r=1)
attempt(combinations_with_replacement, "ab", -2)
attempt(permutations)
attempt(permutations, "ab", "c")
attempt(permutations, "ab", -1)
attempt(permutations, "ab", None)
attempt(product, x=1)
attempt(product, 1)
attempt(product, [1], repeat=-1)
attempt(cycle)
attempt(cycle, 5)
attempt(cycle, a=1)
attempt(takewhile, 1)
attempt(takewhile, a=1)
attempt(dropwhile, None, 3)
attempt(filterfalse, None, 3)
attempt(starmap, 1, 2, 3)
attempt(pairwise)
attempt(pairwise, a=1)
attempt(accumulate)
attempt(accumulate, [], 1, 2, 3)
attempt(accumulate, [], func=None, initial=4)
attempt(compress, [])
attempt(compress, data=[1], selectors=[1])
attempt(chain, a=1)
attempt(groupby)
attempt(groupby, [], None, 1)
attempt(groupby, iterable=[], key=None)
attempt(count, "a")
attempt(count, 1, 2, 3)
attempt(count, start=1, stop=2)
attempt(repeat)
attempt(repeat, 1, "a")
attempt(repeat, 1, 2, 3)
attempt(repeat, 1, x=2)
attempt(repeat, object=1, times=2)
attempt(islice, [])
attempt(islice, [], 1, 2, 3, 4)
attempt(islice, [], a=1)
attempt(islice, [], -1)
attempt(islice, [], "a")
attempt(islice, [], 0, 1, 0)
attempt(islice, [], 0, 1, -1)
attempt(zip_longest, x=1)
attempt(zip_longest, 1)

for tool in (chain([1], [2]), count(3), repeat(2, 3), cycle("ab"), accumulate([1]), groupby("a"), islice("abc", 2), product("a"),
             permutations("a"), combinations("a", 1), combinations_with_replacement("a", 1), starmap(max, []), takewhile(bool, []),
             dropwhile(bool, []), filterfalse(None, []), compress("a", [1]), pairwise("ab"), zip_longest("a")):
    print(type(tool).__module__, type(tool).__name__, iter(tool) is tool, isinstance(tool, getattr(itertools, type(tool).__name__)))

print(count(3), count(2.5, 0.5), count(1, -1), repeat("x"), repeat("x", 4), count(True))
c = count(1 << 62)
print([next(c) for _ in range(3)], c)
c = count(2**48 - 2)
print([next(c) for _ in range(4)])
r = repeat([], 2)
print(r.__length_hint__(), next(r), r.__length_hint__(), next(r), list(r), r.__length_hint__())

# What stays in a shared source.
for start, stop, step in ((0, 3, 1), (2, None, 3), (5, 3, 1), (1, 9, 4), (0, 0, 1), (None, 4, None), (3, 3, 2), (0, 20, 7)):
    source = iter(range(12))
    print(list(islice(source, start, stop, step)), list(source))
source = iter(range(10))
print(list(takewhile(lambda x: x < 3, source)), list(source))
source = iter(range(10))
print(list(zip_longest(source, source, source)), list(zip_longest("abc", "x", fillvalue="-")), list(zip_longest()))
print(list(pairwise(range(4))), list(pairwise([1])), list(pairwise([])))
print(list(dropwhile(lambda x: x < 2, [1, 2, 1])), list(filterfalse(None, [0, 1, "", []])), list(filterfalse(lambda x: x % 2, range(5))))
print(list(accumulate([1, 2, 3], initial=10)), list(accumulate("abc")), list(accumulate([3, 1, 2], max)), list(accumulate([], initial=1)))
print(list(chain.from_iterable(["ab", [1], (), {2: 3}])), list(chain()), list(starmap(pow, [(2, 3), [3, 2]])))
print(list(compress("abcdef", [1, 0, True, "", "x"])))
print(list(islice(cycle("abc"), 8)), list(cycle([])))

for n in range(4):
    for r in range(4):
        pool = "abcd"[:n]
        print(n, r, ["".join(x) for x in permutations(pool, r)], ["".join(x) for x in combinations(pool, r)],
              ["".join(x) for x in combinations_with_replacement(pool, r)], ["".join(x) for x in product(pool, repeat=r)])
print(list(product("ab", [], "c")), list(product()), list(product("ab", range(2), repeat=2))[::5])
p = permutations(range(12), 11)
print(next(p), next(p), next(combinations(range(30), 20))[-1], sum(1 for _ in combinations(range(9), 4)))

# Groups: only the last begun gives items.
groups = groupby("aabbbac")
(k1, g1), (k2, g2) = next(groups), next(groups)
print(k1, list(g1), k2, next(g2), list(g2), [(k, list(g)) for k, g in groups])
print([(k, len(list(g))) for k, g in groupby([1, 1.0, True, 2, 2, 1], key=lambda x: x)], [k for k, _ in groupby([])])
saved = [g for _, g in groupby("aab")]
print([list(g) for g in saved])


def failing(n):
    def f(*args):
        nonlocal n
        n -= 1
        if n < 0:
            raise KeyError("out")
        return True
    return f


for make in (lambda: takewhile(failing(2), range(5)), lambda: dropwhile(failing(1), range(5)), lambda: filterfalse(failing(2), range(5)),
             lambda: starmap(failing(2), [(1,), (2,), (3,)]), lambda: accumulate(range(5), failing(2)),
             lambda: groupby(range(5), failing(3)), lambda: chain([1], 2, [3]), lambda: compress(range(3), iter([1, 0]))):
    tool, seen = make(), []
    try:
        for item in tool:
            seen.append(item if isinstance(item, (int, bool)) else type(item).__name__)
    except (KeyError, TypeError) as e:
        seen.append(repr(e))
    print(seen)


def stop(*args):
    raise StopIteration


print(list(takewhile(stop, [1])), list(map(stop, [1])), list(starmap(stop, [(1,)])), list(accumulate([1, 2], stop)))


class Numbered(chain):
    label = "mine"


n = Numbered([1], [2])
print(type(n).__name__, n.label, next(n), list(n), isinstance(n, chain), type(chain[int]).__name__)

import copy
c = count(5, 2)
next(c)
print(copy.copy(c), next(copy.copy(c)), next(c), copy.copy(repeat("z", 3)))

# They see what happens to a list while they walk it, and survive a collection of everything else.
items = [1, 2]
out = []
for x in chain(items, "ab"):
    out.append(x)
    if len(items) < 4:
        items.append(len(items) + 1)
print(out)
deep = iter([1])
for _ in range(300):
    deep = chain(deep, [2])
print(sum(deep))


class Counter(count):
    pass


class Echo(repeat):
    pass


class Whole(int):
    pass


print(Counter(3), Echo(1, 2), count(True, True), count(False, 2), count(2.5, True), count(10 ** 30), type(next(count(Whole(4)))).__name__)
print([next(c) for c in (count(True), count(True, True), count(True, 2))])
print([c.__reduce__()[1] for c in (count(True), count(1.0), count(2, 3), count(10 ** 30))])
source = iter(range(10))
print(list(islice(source, 5, 3)), next(source), list(islice(source, 1, 0)), next(source))
