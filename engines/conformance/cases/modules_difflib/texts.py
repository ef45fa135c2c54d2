"""Differences as texts: `ndiff`, `unified_diff`, `context_diff`, `restore`, `diff_bytes`."""

import difflib
import random

old = """one
two\tcolumns here
three is a longer line
four
five
six
seven
""".splitlines(keepends=True)
new = """ore
zero
two\tcolums there
three is a longest lime
five
six
seven
eight
""".splitlines(keepends=True)
delta = list(difflib.ndiff(old, new))
print("".join(delta), end="")
print(list(difflib.restore(delta, 1)) == old, list(difflib.restore(delta, 2)) == new)
try:
    list(difflib.restore(delta, 3))
except ValueError as e:
    print(e)
for n in (0, 1, 3):
    print("".join(difflib.unified_diff(old, new, "before.py", "after.py", n=n)), end="")
print("".join(difflib.unified_diff(old, new, "a", "b", "2001", "2002")), end="")
print("".join(difflib.context_diff(old, new, "a", "b", n=1)), end="")
print(list(difflib.unified_diff(["x"], ["x"])), list(difflib.unified_diff([], ["x"], lineterm="")), list(difflib.context_diff(["x"], [])))
print(list(difflib.diff_bytes(difflib.unified_diff, [b"a\xff", b"b"], [b"a\xff", b"c"], b"x", b"y", lineterm=b"")))
for call in (
    lambda: list(difflib.unified_diff([1], ["a"])),
    lambda: list(difflib.unified_diff(["a"], ["b"], fromfile=b"x")),
    lambda: list(difflib.diff_bytes(difflib.unified_diff, ["a"], [b"b"])),
):
    try:
        print(call())
    except TypeError as e:
        print(e)

# Many small ones, by their sums.
r = random.Random(5)
for _ in range(40):
    a = ["".join(r.choice("ab c\t") for _ in range(r.randint(0, 9))) + "\n" for _ in range(r.randint(0, 8))]
    b = ["".join(c if r.random() < 0.8 else r.choice("xy ") for c in line[:-1]) + "\n" for line in a if r.random() < 0.9]
    texts = ["".join(f(a, b)) for f in (difflib.ndiff, difflib.unified_diff, difflib.context_diff, difflib.Differ(difflib.IS_LINE_JUNK).compare)]
    print([sum(i * ord(c) for i, c in enumerate(text)) for text in texts])
