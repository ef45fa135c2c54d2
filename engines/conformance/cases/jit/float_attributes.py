"""Attributes that hold floats for a long time and something else later, in every way that there is to store."""

import copy


class Body:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def drift(self, dt):
        self.x += dt * self.y

    def total(self):
        return self.x + self.y


def step(bodies, change):
    total = 0.0
    for index, body in enumerate(bodies):
        body.drift(0.5)
        if change is not None:
            change(body, index)
        body.y = body.y * 0.5 + 1.0
        total = total + body.x * 2.0 + body.total()
    return total


def by_setattr(body, index):
    if index == 7:
        setattr(body, "x", 3)


def by_store(body, index):
    if index == 7:
        body.y = 10


def by_dict(body, index):
    if index == 7:
        body.__dict__["x"] = 2**70


def by_update(body, index):
    if index == 7:
        vars(body).update(x=True, y=4)


def by_delete(body, index):
    if index == 7:
        del body.x
        body.x = 5


def by_object(body, index):
    if index == 7:
        object.__setattr__(body, "y", 6)


def by_wrong(body, index):
    if index == 7:
        body.x = "seven"


def fresh():
    # A class of its own each time: its attributes have held nothing but floats.
    class Other(Body):
        pass

    return Other


for change in [by_setattr, by_store, by_dict, by_update, by_delete, by_object, by_wrong]:
    make = fresh()
    bodies = [make(float(n), 1.5 * n) for n in range(20)]
    for _ in range(200):
        step(bodies, None)
    try:
        print(change.__name__, step(bodies, change), type(bodies[7].x).__name__, type(bodies[7].y).__name__)
        print(step(bodies, None), [type(body.x).__name__ for body in bodies[5:9]])
    except TypeError as error:
        print(type(error).__name__, error, bodies[7].x)


class Meter:
    def __init__(self):
        self.level = 0.0
        self.peak = 0.0

    def add(self, amount):
        self.level = self.level + amount
        if self.level > self.peak:
            self.peak = self.level
        return self.level


def run(meter, amounts):
    for amount in amounts:
        meter.add(amount)
    return meter.level, meter.peak


meter = Meter()
print(run(meter, [0.25] * 500))
print(run(meter, [0.25] * 500 + [2] + [0.5] * 500))
meter.level = 0
print(run(meter, [1] * 500), run(meter, [1] * 20 + [0.5] * 20))
print(run(Meter(), [1] * 10), run(Meter(), [2**62] * 3))


# Made and forgotten: what is never made obeys, too.
class Pair:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def norm(left, right):
    pair = Pair(left, right)
    return pair.left * pair.left + pair.right * pair.right


def norms(numbers):
    total = 0
    for number in numbers:
        total = total + norm(number, number)
    return total


kept = Pair(1.5, 2.5)
print(norms([0.5] * 600), kept.left + kept.right)
print(norms([0.5] * 30 + [2] * 30 + [1j] * 3), kept.left + kept.right)


def escaping(numbers, out):
    for number in numbers:
        pair = Pair(number, number)
        if number == 4:
            out.append(pair)
    return sum(pair.left for pair in out)


class Pair(Pair):
    pass


out = []
print(escaping([0.5] * 500 + [4.0], out), escaping([0.5] * 50 + [4] + [0.5] * 50, out), [pair.left for pair in out])
print(sum(pair.left * 0.5 for pair in out * 100))


# Several classes at one place.
class Left:
    def __init__(self):
        self.value = 0.5


class Right:
    def __init__(self):
        self.other = None
        self.value = "r"


def put(objects, values):
    for target, value in zip(objects, values):
        target.value = value
    return [target.value for target in objects]


lefts = [Left() for _ in range(10)]
for _ in range(100):
    put(lefts + [Right()] * 3, [1.5] * 10 + ["a", "b", "c"])
print(put([lefts[0], Right(), lefts[1]], ["x", 2.5, 3]))


def read(objects):
    total = 0.0
    for each in objects:
        total = total + each.value
    return total


more = [Left() for _ in range(300)]
print(read(more), read(more + [lefts[1]]))


# Attributes beyond those inside the object, slots that may be unset, copies, classes that change.
class Wide:
    pass


def widen(wide, count):
    for n in range(count):
        setattr(wide, "a%d" % n, n * 0.5)
    return wide


def last(wides):
    total = 0.0
    for wide in wides:
        wide.a69 = wide.a69 + 0.25
        total += wide.a69 * wide.a2
    return total


wides = [widen(Wide(), 70) for _ in range(4)]
for _ in range(300):
    last(wides)
print(last(wides))
wides[1].a69 = 7
print(last(wides), wides[1].a69)
wides[2].a69 = None
try:
    print(last(wides))
except TypeError as error:
    print(error)


class Slotted:
    __slots__ = ("value", "rest")

    def __init__(self, value):
        self.value = value


def slotted(objects):
    total = 0.0
    for each in objects:
        total += each.value
    return total


objects = [Slotted(n * 0.5) for n in range(300)]
print(slotted(objects), slotted(objects))
del objects[250].value
try:
    print(slotted(objects))
except AttributeError as error:
    print(error)
objects[250].value = 1
print(slotted(objects))

first = Body(1.5, 2.5)
second = copy.copy(first)
second.x = 1
print([(body.x, body.y, body.total()) for body in (first, second, copy.deepcopy(second))])


class Plain(Body):
    pass


bodies = [Plain(1.0, 2.0) for _ in range(10)]
for _ in range(100):
    step(bodies, None)
bodies[3].__class__ = Body
bodies[3].x = 12
bodies[4].__dict__ = {"x": 1, "y": 2}
print(step(bodies, None), step(bodies, None))


class Watched(Body):
    def __setattr__(self, name, value):
        object.__setattr__(self, name, int(value))


bodies = [Plain(1.0, 2.0) for _ in range(10)]
for _ in range(100):
    step(bodies, None)
print(step(bodies + [Watched(1.5, 2.5)], None))


# A constructor that is inlined gives another kind of number halfway through.
class Point:
    def __init__(self, x):
        self.x = x


def points(count, change):
    made = []
    for n in range(count):
        made.append(Point(n if n > change else n + 0.5))
    total = 0
    for point in made:
        total = total + point.x
    return total


print(points(400, 1000), points(400, 200), points(400, -1), points(400, 1000))
nan = float("nan")
point = Point(nan)
print(points(10, 5), point.x is nan, point.x == nan)
