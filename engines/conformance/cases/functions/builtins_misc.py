print(all([]), all([1, 0]), any([]), any([0, 2]), all([1, "a"]), any(["", None]))
print(sum([1, 2]), sum([1.5, 2]), sum([], 5), sum([[1], [2]], []), sum((1, 2), start=10), sum([True, 2]))
print(min(3, 1, 2), max([3, 1, 2]), min("hello"), max([], default="none"), min([1, -5], key=abs), max("aB", key=lambda c: c.lower()), max(1, 1.0), max(1.0, 1), min(True, 1))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", start=-1)))
print(list(zip([1, 2, 3], "ab")), list(zip()), list(zip([1])), list(zip([1], [2], [3])))
print(list(map(lambda a, b: a + b, [1, 2], [10, 20, 30])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])))
print(list(reversed([1, 2])), list(reversed(range(3))), list(reversed("ab")), sorted({"b": 1, "a": 2}))
print(type(1), type("a"), type(None), type([]), type(type), type(print), type(lambda: 0), type(1.5), type(len).__name__)
print(isinstance(1, (str, int)), isinstance(True, int), issubclass(bool, int), isinstance([], object), isinstance(int, type))
print(bool([]), bool([0]), bool(0.0), bool("0"), bool(None), bool({}), bool(range(0)), bool(lambda: 0))
print(None, True, False, Ellipsis, NotImplemented, ..., not None)
print(repr("a"), str("a"), repr([1, "b"]), ascii("é"), callable(len), id(5) == id(5), hasattr("a", "upper"), getattr(5, "nope", "default"))
print(range(3), range(1, 3), range(1, 10, 2), list(range(5, 0, -2)), 3 in range(5), 3.0 in range(5), "a" in range(3), range(3) == range(0, 3, 1), len(range(10 ** 10)), range(5).index(3), range(5).count(9))
try:
    list(zip([1], [2, 3], strict=True))
except ValueError as error:
    print(error)
try:
    max([])
except ValueError as error:
    print(error)
try:
    range(1, 2, 0)
except ValueError as error:
    print(error)
