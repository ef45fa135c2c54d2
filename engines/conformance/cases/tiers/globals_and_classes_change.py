# What compiled code has looked up is redefined while it runs.
factor = 2


def scaled(x):
    return x * factor


def helper(x):
    return x + 1


def run(n):
    global factor
    total = 0
    for i in range(n):
        if i == n // 2:
            factor = 3
        total += scaled(i) + helper(i)
    factor = 2
    return total


print(run(4000))
old_helper = helper


def helper(x):
    return x + 100


print(run(4000))


def late_redefinition(n):
    global helper
    total = 0
    for i in range(n):
        total += helper(i)
        if i == n - 5:
            helper = old_helper
    return total


print(late_redefinition(3000))


def lengths(n):
    total = 0
    for i in range(n):
        total += len("abc")
    return total


print(lengths(3000))
saved = len


def len(x):
    return 1000


print(lengths(3000))
len = saved
print(lengths(3000))


class Counter:
    step = 1

    def __init__(self):
        self.value = 0

    def bump(self):
        self.value += self.step

    def read(self):
        return self.value


def drive(counter, n):
    for i in range(n):
        counter.bump()
        if i == n // 2:
            Counter.step = 5
        if i == n // 2 + 10:
            Counter.bump = lambda self: setattr(self, "value", self.value + 100)
    return counter.read()


original = Counter.bump
print(drive(Counter(), 3000))
Counter.bump, Counter.step = original, 1
print(drive(Counter(), 2000))


class Point:
    def __init__(self, x):
        self.x = x


def sum_x(points):
    total = 0
    for p in points:
        total += p.x
    return total


points = [Point(i) for i in range(3000)]
print(sum_x(points))
Point.x = property(lambda self: 7)
print(sum_x(points))
del Point.x
print(sum_x(points))
points[2990].__class__ = type("Other", (), {"x": 1000000})
points[2991].y = 3
print(sum_x(points))


def use_range(n):
    total = 0
    for i in range(n):
        total += i
    return total


print(use_range(3000))


def range(n):
    return [1, 2, 3]


print(use_range(3000))
