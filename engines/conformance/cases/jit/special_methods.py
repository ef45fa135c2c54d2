# Operators on instances in hot loops: the method's machine code is called straight, as long as it is the right one.
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __lt__(self, other):
        if not isinstance(other, Point):
            return NotImplemented
        return self.x < other.x

    def __eq__(self, other):
        return self.x == other.x if isinstance(other, Point) else NotImplemented

    def __add__(self, other):
        if isinstance(other, int):
            return Point(self.x + other, self.y)
        return Point(self.x + other.x, self.y + other.y) if isinstance(other, Point) else NotImplemented

    def __mul__(self, k):
        return Point(self.x * k, self.y * k)

    def __getitem__(self, i):
        if i > 1:
            raise IndexError(i)
        return self.y if i else self.x

    def __setitem__(self, i, value):
        if i:
            self.y = value
        else:
            self.x = value

    def __contains__(self, value):
        return value and (self.x == value or self.y == value)

    def __bool__(self):
        return self.x != 0


class Other:
    def __gt__(self, point):
        return "other"

    def __radd__(self, point):
        return ("radd", point.x)


class Sub(Point):
    def __gt__(self, other):
        return "sub asked first"

    def __radd__(self, other):
        return "sub adds"


class InPlace(Point):
    def __iadd__(self, other):
        self.x += other
        return self


def run(n, points):
    less = same = total = inside = true = 0
    p = Point(0, 1)
    for i in range(n):
        a, b = points[i % len(points)], points[(i + 1) % len(points)]
        if a < b:
            less += 1
        same += a == b
        p = p + a
        p = p + 1
        p += b
        total += p[0] + p[i & 1]
        p[1] = i
        if i in p:
            inside += 1
        if a:
            true += 1
    return less, same, total, inside, true, p.x, p.y


points = [Point(i % 7, i) for i in range(50)]
print(run(4000, points))


def compare(n, a, b):
    result = None
    for _ in range(n):
        result = a < b
    return result


def add(n, a, b):
    result = None
    for _ in range(n):
        result = a + b
    return result


p, q = Point(1, 2), Point(3, 4)
for b in (q, Other(), Sub(0, 0), q):
    print(compare(3000, p, b), [type(add(3000, p, b)).__name__])
for b in (3.5, None, "x"):
    for operation in (compare, add):
        try:
            operation(10, p, b)
        except TypeError as error:
            print(error)
print(add(3000, InPlace(1, 1), q).x)


def augmented(n, p):
    for i in range(n):
        p += 1
    return type(p).__name__, p.x


print(augmented(3000, Point(0, 0)), augmented(3000, InPlace(0, 0)), augmented(3000, Point(0, 0)))

# The class changes while the loop runs, and the instance has an attribute of the method's name, which does not count.
def changing(n):
    a, b = Point(1, 1), Point(2, 2)
    a.__lt__ = lambda other: "own"
    counts = {}
    for i in range(n):
        if i == n // 2:
            Point.__lt__ = lambda self, other: "changed"
        elif i == n - 10:
            del Point.__lt__
        try:
            result = a < b
        except TypeError as error:
            result = str(error)
        counts[result] = counts.get(result, 0) + 1
    return counts


print(changing(8000))


# Methods that raise, that return strange things, and whose truth is asked.
class Strange:
    def __init__(self, what):
        self.what = what

    def __lt__(self, other):
        if self.what is None:
            raise ValueError("no order")
        return self.what

    def __bool__(self):
        return self.what

    def __contains__(self, item):
        return Strange(self.what)


def strange(n, s):
    taken = 0
    for i in range(n):
        if s < i:
            taken += 1
        if not s:
            taken += 10
        if i in s:
            taken += 100
    return taken


print(strange(3000, Strange(True)), strange(3000, Strange(False)))
for what in ([], 7, None, Strange(True)):
    try:
        print(strange(3, Strange(what)))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


def deep(n):
    class Deep:
        def __init__(self, depth):
            self.depth = depth

        def __eq__(self, other):
            return self.depth == 0 or Deep(self.depth - 1) == other

        def __add__(self, other):
            return self + other

    for i in range(3000):
        Deep(2) == Deep(3)
    try:
        return Deep(n) == None
    except RecursionError as error:
        return type(error).__name__


print(deep(50), deep(100000))


# An instance that extends a builtin.
class Words(list):
    def __lt__(self, other):
        return len(self) < len(other)

    def __getitem__(self, i):
        return list.__getitem__(self, i) + "!"


def words(n):
    a, b = Words(["x"]), Words(["y", "z"])
    count = 0
    for i in range(n):
        count += (a < b) + (b < a) * 10 + (a > b) * 100 + len(b[i & 1]) + (a == b)
    return count


print(words(3000))
