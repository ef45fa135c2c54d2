# Calls of methods that meet several classes: compiled code tells the callees apart, and stays right when classes,
# results and receivers change.


class Counter:
    calls = 0


class A:
    def __init__(self, value):
        self.value = value

    def step(self, x):
        Counter.calls += 1
        if x == 700:
            return "seven hundred"
        return x + self.value

    def small(self):
        return self.value

    def own(self, other, x):
        return other.step(x)


class B(A):
    def step(self, x):
        Counter.calls += 1
        if x % 1999 == 0:
            return None
        return x - self.value


class C(A):
    def small(self):
        return -self.value

    def step(self, x):
        Counter.calls += 1
        if x == 1234:
            raise ValueError(f"step {x}")
        return x * 2 + self.value


class D(A):
    pass


def steps(objects, count):
    results = []
    for x in range(count):
        for o in objects:
            try:
                result = o.step(x)
            except ValueError as error:
                result = str(error)
            if not isinstance(result, int):
                results.append((x, type(o).__name__, result))
    return results


def sums(objects, count):
    total = 0
    for x in range(count):
        for o in objects:
            total += o.small()
            total ^= o.step(x + o.value) or 0
            total += 1
    return total


objects = [A(1), B(2), C(3), D(4)]
print(steps(objects, 2500))
print(Counter.calls)
Counter.calls = 0


class E(A):
    def step(self, x):
        Counter.calls += 1
        return x ^ self.value


print(sums([E(5), C(6), B(7)], 1200), Counter.calls)

# Another class, and receivers that are no instances of Python classes.


class Text(str):
    def count(self, x):
        return len(x) + 100


def counts(objects, x):
    total = 0
    for o in objects:
        total += o.count(x)
    return total


class Bag:
    def count(self, x):
        return 1


class Sack:
    def count(self, x):
        return 2


for round in range(3):
    total = 0
    for i in range(800):
        total += counts([Bag(), Sack(), Bag()], i)
    print(total, counts([Bag(), [7, 8, 7], (7,), Sack()], 7), counts([Text("a"), Bag()], "a"))
try:
    counts([Bag(), 5], 1)
except AttributeError as error:
    print(error)

# A method that is replaced while it is called, or while its arguments are made.


def patched(self, x):
    return x + 1000


def patch(cls, x):
    if x == 900:
        cls.step = patched
    return x


def patching(objects, count):
    total = 0
    for x in range(count):
        for o in objects:
            total += o.step(patch(type(o), x))
    return total


class F(A):
    def step(self, x):
        return x


class G(A):
    def step(self, x):
        return -x


print(patching([F(1), G(2)], 1000))


def replaced(objects, count):
    total = 0
    for x in range(count):
        for o in objects:
            total += o.small()
        if x == 600:
            F.small = lambda self: 10 ** 6
        if x == 700:
            objects[0].small = lambda: 5
        if x == 800:
            del F.small
            objects[1].__class__ = F
    return total


print(replaced([F(1), G(2)], 1000))

# Recursion through several classes, with results that change their type.


class Number:
    def __init__(self, n):
        self.n = n

    def value(self, env):
        return self.n


class Name:
    def __init__(self, name):
        self.name = name

    def value(self, env):
        return env[self.name]


class Sum:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def value(self, env):
        return self.left.value(env) + self.right.value(env)


class Product:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def value(self, env):
        return self.left.value(env) * self.right.value(env)


tree = Sum(Product(Number(3), Name("x")), Sum(Name("y"), Product(Name("x"), Number(2))))
total = 0
for i in range(2000):
    total += tree.value({"x": i, "y": 1})
print(total)
print(tree.value({"x": 1.5, "y": 2}))
print(tree.value({"x": 2 ** 70, "y": 2}))
try:
    tree.value({"x": "a", "y": 2})
except TypeError as error:
    print(error)
try:
    tree.value({"x": 1})
except KeyError as error:
    print("KeyError", error)
