"""Operators of Python classes in hot code: declined, reflected, answered by other than True and False, redefined meanwhile."""


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.cents + other.cents)

    def __radd__(self, other):
        return Money(self.cents + other)

    def __mul__(self, factor):
        return Money(self.cents * factor)

    def __rmul__(self, factor):
        return Money(factor * self.cents)

    def __sub__(self, other):
        return NotImplemented

    def __lt__(self, other):
        return self.cents < other.cents

    def __eq__(self, other):
        return self.cents == other.cents

    def __gt__(self, other):
        return self.cents - other.cents

    def __neg__(self):
        return Money(-self.cents)

    def __iadd__(self, other):
        self.cents += other.cents
        return self

    def __call__(self, a, b=0):
        return self.cents + a


class Loud(Money):
    def __radd__(self, other):
        return Money(1_000_000 + other.cents)

    def __rsub__(self, other):
        return Money(7)


class Grid:
    def __init__(self):
        self.cells = [0] * 16

    def __getitem__(self, at):
        return self.cells[at & 15]

    def __setitem__(self, at, value):
        self.cells[at & 15] = value


def total(items, start):
    for item in items:
        start = start + item
    return start


def scaled(items, factor):
    result = 0
    for item in items:
        result += (item * factor).cents + (2 * item).cents + (item * 0.5).cents
    return result


def count(items, limit):
    found = 0
    for item in items:
        if item < limit:
            found += 1
        elif item == limit:
            found += 100
        if item > limit:
            found += 10_000
        found += (item < limit) + (-item).cents
    return found


def fill(grid, rounds):
    total = 0
    for at in range(rounds):
        grid[at] = at * 2
        total += grid[at] + grid[at + 8]
    return total


def called(item, rounds):
    total = 0
    for n in range(rounds):
        total += item(n)
    return total


def grown(item, other, rounds):
    for _ in range(rounds):
        item += other
    return item.cents


items = [Money(n) for n in range(3000)]
for _ in range(3):
    print(total(items, Money(0)).cents, total(items, 5).cents, scaled(items, 3), count(items, Money(1500)))
    print(fill(Grid(), 3000), called(Money(4), 3000), grown(Money(1), Money(2), 3000))
print(total(items[:50] + [Loud(1)] + items[:50], Money(0)).cents)
for wrong in (items[:2500] + [4], items[:2500] + [None], [Loud(2), "x"]):
    try:
        print(total(wrong, Money(0)).cents)
    except TypeError as error:
        print(type(error).__name__, error)


def difference(items, start):
    for item in items:
        start = start - item
    return start


print(difference([Loud(n) for n in range(2)], Money(3)).cents)
try:
    difference(items, Money(0))
except TypeError as error:
    print(error)

Money.__lt__ = lambda self, other: "" if self.cents > other.cents else "yes"
try:
    print(count(items, Money(1500)))
except TypeError as error:
    print(error)
Money.__add__ = lambda self, other: Money(self.cents - other.cents)
print(total(items, Money(0)).cents)


class Failing:
    def __add__(self, other):
        return 1 // other

    def __lt__(self, other):
        return [] if other else None


def fails(item, values):
    done = 0
    try:
        for value in values:
            done += item + value
            if item < value:
                done += 1
    except ZeroDivisionError as error:
        line = error.__traceback__.tb_next.tb_lineno
        return done, str(error), line
    return done


print(fails(Failing(), [1] * 3000 + [0]))
print(fails(Failing(), [2] * 3000))
