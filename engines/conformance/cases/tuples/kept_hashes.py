"""A tuple's hash is what its items' hashes make it now, however often it was asked before."""
from collections import namedtuple


class Text(str):
    pass


class Pair(tuple):
    pass


class Other(tuple):
    def __hash__(self):
        return 99


class Counted:
    def __init__(self):
        self.asked = 0

    def __hash__(self):
        self.asked += 1
        return self.asked


Point = namedtuple("Point", "x y z")

# Plain contents: of every length, nested, equal to what is made anew.
for length in range(9):
    t = tuple(range(length))
    nested = (t, 1.5, None, (t, True, b"x"))
    first = hash(t), hash(nested)
    print(length, first == (hash(t), hash(nested)), first[0] == hash(tuple(list(t))), hash(nested) == hash((tuple(list(t)), 1.5, None, (t, True, b"x"))))
print(hash((1, 2, 3)), hash((1, 2.5, -1)), hash((1, (2, 3), 4)), hash(((1, 2, 3), (4,), 10**30)))
big = tuple(range(1001))
print(hash(big), hash(big) == hash(tuple(range(1001))), hash(big[:251]) == hash(big[:251]), hash(big[:253]) == hash(big[:253]))

# Items that answer otherwise each time are asked each time.
item = Counted()
t = (item, 1, 2)
print(hash(t) == hash(t), item.asked)
outer = (t, 3, 4)
print(hash(outer) == hash(outer), item.asked)
d = {t: 1}
print(t in d, item.asked)

# A class that takes another `__hash__` after its instances were hashed within tuples.
for base, value in ((Text, Text("a")), (Pair, Pair((1, 2, 3))), (Point, Point(1, 2, 3))):
    t = (value, 1, 2)
    deep = (t, (t, 3, 4), 5)
    before = hash(t), hash(deep)
    same = before == (hash(t), hash(deep))
    base.__hash__ = lambda self: 7
    after = hash(t), hash(deep)
    print(same, before == after, after == (hash((7, 1, 2)), hash(((7, 1, 2), ((7, 1, 2), 3, 4), 5))))
    del base.__hash__
    print(before == (hash(t), hash(deep)))


class Derived(Point):
    __slots__ = ()


value = Derived(1, 2, 3)
t = (value, 4, 5)
before = hash(t)
Point.__hash__ = lambda self: 8
print(hash(t) == before, hash(t) == hash((8, 4, 5)))
del Point.__hash__
print(hash(t) == before)


class Mixin:
    def __hash__(self):
        return 11


class Base:
    pass


class Mixed(Base, tuple):
    pass


value = Mixed((1, 2, 3))
t = (value, 4, 5)
before = hash(t)
Base.__hash__ = lambda self: 12
print(hash(t) == before, hash(t) == hash((12, 4, 5)))
del Base.__hash__
print(hash(t) == before)


# An instance that gets another class.
class A(str):
    pass


class B(str):
    def __hash__(self):
        return 13


value = A("a")
t = (value, 1, 2)
before = hash(t)
value.__class__ = B
print(hash(t) == before, hash(t) == hash((13, 1, 2)))
value.__class__ = A
print(hash(t) == before)

# Equality that hides the hash.
t = (Text("b"), 1, 2)
print(hash(t) == hash(t))
Text.__eq__ = lambda self, other: True
Text.__hash__ = None
try:
    hash(t)
except TypeError as e:
    print(e)
try:
    hash((1, [], 2))
except TypeError as e:
    print(e)

# More changes than anyone would make.
t = (Pair((1, 2, 3)), 4, 5)
for i in range(70000):
    Pair.__hash__ = lambda self, i=i: i
    if i % 1000 == 0 and hash(t) != hash((i, 4, 5)):
        print("wrong", i)
    hash(Pair())
print(hash(t) == hash((69999, 4, 5)))
del Pair.__hash__
print(hash(t) == hash(((1, 2, 3), 4, 5)), hash(t) == hash(t))
