"""Functions that call themselves several times and begin with a test: whatever is tested, and whatever the test does."""
import sys


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def leaves(tree):
    if tree is None:
        return 0
    if not tree[0] and not tree[1]:
        return 1
    return leaves(tree[0]) + leaves(tree[1])


def size(tree):
    if not tree:
        return 0
    left = size(tree[0])
    return left + size(tree[1]) + 1


def jumped(n):
    if n > 1:
        return jumped(n - 1) + jumped(n - 2) + 1
    return "x" and n


class Walk:
    def __init__(self):
        self.seen = 0

    def depth(self, n):
        if n <= 0:
            return self.seen
        self.seen += 1
        return max(self.depth(n - 1), self.depth(n - 3))


class Odd:
    """Compares with a side effect, which must happen once."""

    asked = 0

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Odd.asked += 1
        return self.n < other

    def __sub__(self, other):
        return Odd(self.n - other)

    def __add__(self, other):
        return self.n + (other.n if isinstance(other, Odd) else other)

    __radd__ = __add__


class Truthy:
    asked = 0

    def __init__(self, n):
        self.n = n

    def __bool__(self):
        Truthy.asked += 1
        return self.n > 0


def count(thing):
    if not thing:
        return 1
    return count(Truthy(thing.n - 1)) + count(Truthy(thing.n - 2))


def make(depth):
    return None if depth == 0 else (make(depth - 1), make(depth - 2) if depth > 1 else None)


def deep(n, m):
    if n == 0:
        return 0
    return 1 + deep(n - 1, m) + deep(0, m)


def limits():
    found = []
    for limit in (150, 151, 152, 153, 154):
        sys.setrecursionlimit(limit)
        low, high = 1, 400
        while low < high:
            middle = (low + high + 1) // 2
            try:
                deep(middle, 1)
                low = middle
            except RecursionError:
                high = middle - 1
        found.append(low)
    sys.setrecursionlimit(1000)
    return [b - a for a, b in zip(found, found[1:])]


def failing(n):
    if n < 1:
        return 1 // n
    return failing(n - 1) + failing(n - 2)


def swapped(n):
    if n < 2:
        return n
    return swapped(n - 1) + swapped(n - 2)


def main():
    print([fib(n) for n in range(18)])
    print(tak(12, 8, 4), tak(7.5, 5.0, 2.5), tak(9, 6.5, 3))
    tree = make(12)
    print(leaves(tree), size(tree), size([]), size(()))
    print([jumped(n) for n in range(14)])
    walk = Walk()
    print(walk.depth(11), walk.seen)
    print(fib(Odd(12)), Odd.asked)
    print(fib(7.5), fib(True), fib(2**70 - 2**70 + 5))
    print(count(Truthy(11)), Truthy.asked)
    print(limits())
    for _ in range(40):
        try:
            failing(9)
        except ZeroDivisionError as error:
            trace, lines = error.__traceback__, []
            while trace:
                lines.append(trace.tb_lineno)
                trace = trace.tb_next
    print(lines[1:])
    global swapped
    before = swapped(15)
    swapped = lambda n, old=swapped: old(n) if n > 3 else 100
    print(before, swapped(12))
    try:
        fib("text")
    except TypeError as error:
        print(error)
    try:
        leaves(5)
    except TypeError as error:
        print(error)


main()
for _ in range(3):
    print(fib(16), jumped(10), fib(Odd(8)), Odd.asked)
