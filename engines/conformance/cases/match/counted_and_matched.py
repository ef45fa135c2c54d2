"""Counting into dicts and other mappings; patterns over builtin classes, subclasses and registered classes."""
from collections import Counter, OrderedDict, UserDict, UserList, defaultdict, deque
from collections.abc import Mapping, Sequence


class Loud(Counter):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)


class Odd(Counter):
    def get(self, key, default=None):
        return super().get(key, default) + 10


print(Counter("mississippi"), Counter([1, 1.0, True, "1"]), Counter(deque("aab")))
print(Loud("aba"), Odd("aba"))
counts = Counter(a=2)
counts.update("ab")
counts["c"] = 1.5
counts.update("cc")
print(counts)
for bad in ([[1]], 5, [{}]):
    try:
        Counter(bad)
    except TypeError as error:
        print(error)
counts = Counter(a="text")
try:
    counts.update("a")
except TypeError as error:
    print(error, counts)


class Long(deque):
    def __len__(self):
        return 99


print(len(deque("abc")), bool(deque()), len(Long("abc")), bool(Long()), len(deque(maxlen=2)))


class Registered:
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


Sequence.register(Registered)


class Lists(list):
    pass


class Dicts(dict):
    pass


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Key:
    unhashable = []
    same = "a"


def what(subject):
    match subject:
        case Point():
            match subject:
                case Point(0, y):
                    return "point on the axis", y
                case Point(x=x, y=1 | 2 as y):
                    return "low point", x, y
            return "point"
        case []:
            return "empty"
        case [a]:
            return "one", a
        case (a, b):
            return "two", a, b
        case [1, *_, 9]:
            return "from 1 to 9"
        case [first, *middle, last]:
            return "more", first, middle, last
        case {"a": a, "b": {"c": c}}:
            return "nested", a, c
        case {"a": a, **rest}:
            return "a and", a, rest
        case {1: one, 2: two}:
            return "numbers", one, two
        case {}:
            return "mapping"
        case str(text) | bytes(text):
            return "text", text
        case int(n) if n > 3:
            return "big", n
        case bool() | float() | None:
            return "plain"
    return "nothing"


subjects = [
    [], (), [1], (1, 2), [1, 5, 9], (1, 2, 3, 4), range(4), range(0), deque([1, 2]), UserList([7]), Registered(3, 4), Lists([1, 2]),
    "text", b"by", bytearray(b"ab"), {"a": 1}, {"a": 1, "b": 2}, {"a": 1, "b": {"c": 3}}, {1: 2, 2: 3}, {}, Dicts(a=5),
    OrderedDict(a=1), UserDict(a=2), defaultdict(int), 3, 4, 2.5, True, None, {1, 2}, frozenset(), memoryview(b"xy"), Point(0, 4),
    Point(4, 1), Point(4, 3), object, int, (x for x in ()), 2**70, len, NotImplemented, dict.fromkeys("ab").keys(),
]
for subject in subjects:
    found = what(subject)
    print(type(subject).__name__, found)

try:
    match {"a": 1}:
        case {"a": _, Key.same: _}:
            print("no")
except ValueError as error:
    print(error)
try:
    match {"a": 1}:
        case {Key.unhashable: _}:
            print("no")
except TypeError as error:
    print(error)
for pattern in (Sequence, Mapping):
    print([isinstance(subject, pattern) for subject in subjects[:12]])
