class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Reversed:
    def __init__(self, x, y):
        self.y = y
        self.x = x


class Computed:
    def __init__(self, x, y):
        self._x, self._y = x, y

    @property
    def x(self):
        return self._x * 10

    @property
    def y(self):
        return self._y * 10


class Slotted:
    __slots__ = ("y", "x")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Fallback:
    def __getattr__(self, name):
        return {"x": 7, "y": 8}[name]


class ClassLevel:
    x = 1
    y = 2


def total(p):
    return p.x * 100 + p.y


points = [Point(1, 2)]
for _ in range(4000):
    total(points[0])
points += [Reversed(3, 4), Computed(5, 6), Slotted(7, 8), Fallback(), ClassLevel()]
for _ in range(500):
    results = [total(p) for p in points]
print(results)
extra = Point(1, 1)
extra.z = 1
del extra.x
for p in (extra, 5, None, Slotted):
    try:
        print(total(p))
    except (AttributeError, TypeError) as error:
        print(error)
extra.x = 50
print(total(extra), list(extra.__dict__))


def grow(p, n):
    for i in range(n):
        setattr(p, "a" + str(i), i)
    return len(p.__dict__)


print(grow(Point(0, 0), 50), total(Point(9, 9)))
p = Point(1, 2)
p.__dict__["x"] = 77
print(total(p), p.x)
p.__class__ = Reversed
print(total(p), type(p).__name__)
