# Calls that do not just fit: arguments left out or named, bound methods in variables, classes with such an `__init__`.
class Thing:
    made = 0

    def __init__(self, size, colour="red", *, weight=None):
        self.size = size
        self.colour = colour
        Thing.made += 1

    def grow(self, by=1, twice=False):
        self.size += by * (2 if twice else 1)
        return self.size


class Simple:
    def __init__(self, a, b=10, c=20):
        self.a = a + b * 2 + c * 3

    def get(self, k=1):
        return self.a * k


class Base:
    def __init__(self, a, b=1):
        self.total = a + b


class Derived(Base):
    def __init__(self, a, **rest):
        super().__init__(a, **rest)


def plain(a, b=2, c=3, /, d=4):
    return a * 1000 + b * 100 + c * 10 + d


def run(n):
    total = 0
    thing = Thing(1)
    grow = thing.grow
    get = Simple(1).get
    for i in range(n):
        total += plain(1) + plain(1, 5) + plain(1, 5, 6) + plain(1, d=7) + plain(1, 2, d=9)
        total += grow() + grow(2) + grow(twice=True) + grow(3, twice=i % 2 == 0)
        total += get() + get(2) + get(k=3)
        total += Simple(i).a + Simple(i, 1).a + Simple(i, c=4).a + Simple(a=i, c=1, b=2).get()
        total += Derived(i).total + Derived(i, b=5).total + thing.grow(by=i & 3)
    return total, thing.size


print(run(3000))


def errors(n):
    seen = {}
    for i in range(n):
        for k in range(6):
            try:
                if k == 0:
                    plain()
                elif k == 1:
                    plain(1, a=2)
                elif k == 2:
                    plain(1, d=1, e=2)
                elif k == 3:
                    plain(1, 2, 3, 4, 5)
                elif k == 4:
                    plain(1, 2, 3, 4, d=5)
                else:
                    Simple(b=1)
            except TypeError as error:
                text = str(error)
                seen[text] = seen.get(text, 0) + 1
    return seen


for text, count in errors(1500).items():
    print(count, text)


# Defaults, `__init__` and the class change in the loop.
def changing(n):
    seen = []
    for i in range(n):
        if i == n // 5:
            plain.__defaults__ = (5, 6, 7)
        elif i == 2 * n // 5:
            Simple.__init__.__defaults__ = (0, 0)
        elif i == 3 * n // 5:
            Simple.__init__ = lambda self, a, b=3: setattr(self, "a", b)
        elif i == 4 * n // 5:
            plain.__defaults__ = None
            Simple.__init__ = lambda self, a: 5
        try:
            now = plain(1), Simple(1).a
        except TypeError as error:
            try:
                Simple(1)
            except TypeError as other:
                now = str(error), str(other)
        if not seen or seen[-1] != now:
            seen.append(now)
    return seen


for now in changing(10000):
    print(now)


# What stands in a variable changes: function, method, class, native function, object.
class Callable:
    def __call__(self, a, b=1):
        return a + b


def callers(n):
    thing = Thing(0)
    things = [plain2, thing.grow, Simple2, abs, Callable(), lambda a: a, "".join]
    total = 0
    for i in range(n):
        f = things[i * len(things) // n]
        if f == "".join:
            total += len(f("ab"))
            continue
        result = f(3)
        total += result if isinstance(result, int) else result.a
    return total


def plain2(a, b=2):
    return a + b


class Simple2:
    def __init__(self, a, b=5):
        self.a = a + b


print(callers(14000))


# Deep recursion through arguments left out.
def down(n, step=1):
    return 0 if n <= 0 else 1 + down(n - step)


def depth(n):
    for _ in range(300):
        down(50)
    try:
        return down(n)
    except RecursionError:
        return "too deep"


print(depth(200), depth(100000))


# Static methods, functions in attributes, methods of many classes, called through an attribute; all of it changes.
def free(a, b=3):
    return a * b


class Holder:
    @staticmethod
    def static(a, b):
        return a - b

    @classmethod
    def of_class(cls, a):
        return cls.__name__, a

    def __init__(self):
        self.function = free
        self.grow = Thing(1).grow


class Second(Holder):
    @staticmethod
    def static(a, b):
        return a + b


def attributes(n):
    holders = [Holder(), Second()]
    total = 0
    names = {}
    for i in range(n):
        holder = holders[i & 1] if i > n // 2 else holders[0]
        total += holder.static(i, 3) + holder.function(i) + holder.function(i, 2) + holder.function(a=(i + 1) if i % 2 else len("ab"))
        total += holder.grow(by=0)
        total += holder.static((i - 1) if i > 5 else 0, (i - 2) if i > 7 else 1)
        name, a = holder.of_class(i)
        names[name] = names.get(name, 0) + 1
        if i == n - 40:
            Holder.static = staticmethod(lambda a, b: 1000000)
        elif i == n - 30:
            Holder.static = lambda self, a, b: 2000000
        elif i == n - 20:
            holders[0].function = lambda a=0, b=0: 4000000
        elif i == n - 10:
            holders[0].static = lambda a, b=0: 8000000
    return total, names


print(attributes(8000))


# Equality with None, and of instances whose class says nothing of it, or comes to.
class Silent:
    pass


class Asked:
    def __eq__(self, other):
        return "asked"


def nothing(n):
    a, b, c = Silent(), Silent(), Asked()
    counts = [0] * 8
    last = []
    for i in range(n):
        x = a if i % 3 else None
        if None == x:
            counts[0] += 1
        if x != None:
            counts[1] += 1
        counts[2] += a == b
        counts[3] += a != a
        counts[4] += (b == b) + (x == 3) + ("x" == x)
        last = [c == None, None == c, c != None, None != c, a == c, c == a, None == None, None != None]
        if i == n - 10:
            Silent.__eq__ = lambda self, other: True
    return counts, last


print(nothing(6000))


class Sized:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return self.items


def sized(n):
    empty, full = Sized(0), Sized(3)
    count = 0
    for i in range(n):
        if full:
            count += len(full)
        if empty:
            count += 1000
        count += len(empty) + bool(full)
    return count


print(sized(4000))
for bad in (-1, "x", 1 << 80, None):
    try:
        sized_bad = Sized(bad)
        for i in range(3000):
            if i == 2999 and not sized_bad:
                print("empty")
    except (TypeError, ValueError, OverflowError) as error:
        print(type(error).__name__, error)


def sequences(n):
    total = 0
    for i in range(n):
        a = [None] * 3 + [i] * (i % 2)
        b = 2 * [i] + a
        c = ("x",) * 2 + (i,)
        d = "ab" * 2 + "c" * (i % 3)
        a += c
        a *= 2
        total += len(a) + len(b) + len(c) + len(d)
    return total


print(sequences(3000))
for operation in (lambda: [1] + (2,), lambda: [1] * "x", lambda: "a" + 1, lambda: (1,) * 1.5, lambda: "a" * None):
    try:
        operation()
    except TypeError as error:
        print(error)
