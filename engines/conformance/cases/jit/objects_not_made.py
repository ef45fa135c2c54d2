"""Short-lived instances and tuples in hot code: seen by guards that fail, by exceptions, by attributes that are missing or
redefined meanwhile, kept now and then, and carried from one iteration to the next."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def scaled(self, by):
        return Point(self.x * by, self.y * by)

    def dot(self, other):
        return self.x * other.x + self.y * other.y

    def both(self):
        return self.x, self.y


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self, a, full=True):
        self.a = a
        if full:
            self.b = a + 1


class Late:
    def __init__(self, x):
        self.x = x
        self.double = self.x * 2
        self.text = "<%s>" % x


def chain(points, by):
    total = 0
    for point in points:
        moved = point + point.scaled(by)
        total += moved.dot(point) + (moved + moved).x
    return total


def pairs(points):
    total = 0
    for point in points:
        x, y = point.both()
        low, high = (x, y) if x < y else (y, x)
        total += high - low
    return total


def kept(points):
    found = []
    for at, point in enumerate(points):
        moved = point + point
        if at % 500 == 3:
            found.append(moved)
        total = moved + point
        if at % 700 == 5:
            found.append((total, moved))
    return [(p.x, p.y) if isinstance(p, Point) else [q.x for q in p] for p in found]


def carried(points):
    last = Point(0, 0)
    for point in points:
        last = last + point
    before = last
    for point in points:
        now = before + point
        before = now + Point(1, 1)
    return last.x, last.y, before.x, before.y


def unset(values):
    total = 0
    for value in values:
        made = Slotted(value, value != 2900)
        try:
            total += made.b
        except AttributeError as error:
            total += 1_000_000
            print(error)
        total += made.a
    return total


def late(values):
    total = 0
    for value in values:
        made = Late(value)
        total += made.double + len(made.text)
    return total


def identity(points):
    same = 0
    for point in points:
        moved = point.scaled(1)
        other = moved
        same += (moved is other) + (moved is point) + (moved == other)
    return same


def fails(points, by):
    done = 0
    try:
        for point in points:
            moved = point.scaled(2)
            part = Point(moved.x // by, moved.y)
            done += part.x
            by -= 1
    except ZeroDivisionError as error:
        return done, moved.x, moved.y, str(error)
    return done


def named(points):
    total = 0
    for point in points:
        moved = point.scaled(3)
        total += moved.x
        total += len(str(moved.__dict__)) if point.x == 2500 else 0
    return total


points = [Point(n, 3000 - n) for n in range(3000)]
for _ in range(3):
    print(chain(points, 3), pairs(points), carried(points), kept(points))
    print(unset(range(2000)), late(range(3000)), identity(points), fails(points, 2000), named(points))
print(chain(points[:2000] + [Point(1.5, 2.5)] * 10 + points[:2000], 3))
print(chain(points, 0.5), chain([Point(2**40 + n, 7) for n in range(3000)], 2**20))
print(unset(range(3000)))
try:
    print(chain(points[:2500] + [Point("a", "b")], 2))
except TypeError as error:
    print(error)

switched = []


class Watching(Point):
    @property
    def twice(self):
        if self.x == 2700:
            Point.x = property(lambda self: self.__dict__.get("x", 0) + 1, lambda self, value: self.__dict__.__setitem__("x", value))
            switched.append(True)
        return self.y


def watched(points):
    total = 0
    for point in points:
        moved = point.scaled(2)
        total += point.twice
        total += moved.x
    return total


watching = [Watching(n, 1) for n in range(3000)]
print(watched(watching[:2600]), switched)
print(watched(watching), switched)
print(chain(points, 3))


class Growing:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def grow(rounds, stop):
    total, found = 0, None
    for at in range(rounds):
        made = Growing(at, at + 1)
        total += made.x + made.y
        if at == stop:
            found = extended(made)
    return total, found


def extended(made):
    for name in "abcdefghij":
        setattr(made, name, name * 2)
    return made


print(grow(3000, -1))
for _ in range(3):
    # From now on, instances have room for more.
    print(len(vars(extended(Growing(1, 2)))))
total, found = grow(3000, 2999)
print(total, vars(found), [extended(Growing(n, n)).j for n in range(2)])
found.k = found.x = 5
print(found.k, found.x, found.y, found.a, found.j, list(vars(found)))
