# Inlined calls are left, redefined and raise as if they were calls.


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def dot(self, other):
        return self.x * other.x + self.y * other.y

    @property
    def norm(self):
        return self.dot(self)

    def scale(self, k):
        return Point(self.x * k, self.y * k)


def add(a, b):
    return a + b


def loop(n, change=None):
    total = 0
    p = Point(1, 2)
    for i in range(n):
        q = p.scale(i & 3)
        total = add(total, p.dot(q))
        total = add(total, q.norm)
        if change is not None and i == n // 2:
            change()
    return total


print(loop(3000))


def new_add(a, b):
    return a + 2 * b


def redefine():
    global add
    add = new_add


print(loop(3000, redefine))


def change_method():
    Point.dot = lambda self, other: self.x * other.y


print(loop(3000, change_method))


def change_property():
    Point.norm = property(lambda self: 7)


print(loop(3000, change_property))


def change_init():
    def init(self, x, y):
        self.y = x
        self.x = y + 1
    Point.__init__ = init


print(loop(3000, change_init))


def change_to_value():
    Point.norm = 5


print(loop(3000, change_to_value))


class Odd:
    """Operands that only now and then are of another kind."""

    def __init__(self, v):
        self.v = v

    def get(self):
        return self.v

    def half(self):
        return self.get() / 2


def mixed(n):
    out = []
    o = Odd(3)
    for i in range(n):
        if i % 1000 == 999:
            o = Odd(1.5)
        elif i % 1000 == 0:
            o = Odd(3)
        elif i % 1777 == 0:
            o = Odd(2 ** 70)
        x = add(o.get(), o.half())
        if i % 333 == 0:
            out.append(x)
    return out


print(mixed(4000))


def inner(d, k):
    return d[k]


def middle(d, k):
    return inner(d, k) + 1


def outer(d, n):
    caught = 0
    for i in range(n):
        try:
            caught += middle(d, i & 1)
        except KeyError as e:
            caught += 10
            if i == n - 1:
                tb = e.__traceback__
                lines = []
                while tb is not None:
                    lines.append(tb.tb_lineno)
                    tb = tb.tb_next
                print(lines)
    return caught


print(outer({0: 1}, 2000))


def fails(d, n):
    for i in range(n):
        if i == n - 1:
            middle(d, 5)
        middle(d, 0)


try:
    fails({0: 1}, 2000)
except KeyError as e:
    names = []
    tb = e.__traceback__
    while tb:
        names.append(tb.tb_lineno)
        tb = tb.tb_next
    print('lines', names)


def depth_of(n):
    return depth_of(n + 1) + leaf(n)


def leaf(n):
    return n


deepest = 0


def down(n):
    global deepest
    deepest = n
    mid(n)


def mid(n):
    return down(n + 1)


for _ in range(50):
    deepest = 0
    try:
        down(0)
    except RecursionError as e:
        message = str(e)
print(message, 480 < deepest < 500)


class Init:
    def __init__(self, n):
        self.n = n
        if n == 1500:
            raise ValueError('init', n)


def make(n):
    made = 0
    for i in range(n):
        try:
            made += Init(i).n
        except ValueError as e:
            print(e.args)
    return made


print(make(3000))


class Returns:
    def __init__(self, n):
        self.n = n
        return n if n == 900 else None


try:
    for i in range(2000):
        Returns(i)
except TypeError as e:
    print(e)

import gc
held = []
class Node:
    def __init__(self, next, value):
        self.next = next
        self.value = value
    def tail(self):
        return self.next
def chain(n):
    head = None
    for i in range(n):
        head = Node(head, [i])
        if i % 100 == 0:
            gc.collect()
    count = 0
    while head is not None:
        count += head.value[0]
        head = head.tail()
    return count
print(chain(5000))


def closure(k):
    def f(x):
        return x + k
    return f


def apply(fs, n):
    t = 0
    for i in range(n):
        for f in fs:
            t += f(i)
    return t


print(apply([closure(1)], 2000), apply([closure(1), closure(2)], 2000), apply([len, abs][1:], 100))


def with_globals():
    return sorted(name for name in globals() if name.startswith('with_g'))


def looks(n):
    for i in range(n):
        r = with_globals()
    return r


print(looks(800))
