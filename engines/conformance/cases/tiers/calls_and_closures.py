def many(a, b=2, c=3, *rest, d=4):
    return a + b + c + len(rest) + d


class Adder:
    def __init__(self, n):
        self.n = n

    def __call__(self, x):
        return x + self.n

    def method(self, x, y=1):
        return x + y + self.n

    @staticmethod
    def static(x):
        return x * 2

    @classmethod
    def made(cls, n):
        return cls(n)


def apply(function, x):
    return function(x)


def make(n):
    def inner(x):
        nonlocal n
        n += 1
        return x + n

    return inner


adder = Adder(10)
total = 0
for i in range(4000):
    total += many(i) + many(i, 1) + many(i, c=i) + many(1, 2, 3, 4, 5, d=i) + adder.method(i) + adder.method(i, y=2) + Adder.static(i) + Adder.made(i).n
print(total)
targets = [abs, str, adder, adder.method, lambda x: [x], int, Adder.static, make(5), len, Adder]
for i in range(3000):
    apply(targets[i % 4 if i < 2000 else 0], -i)
for target in targets:
    try:
        result = apply(target, -5)
        print(result if not isinstance(result, Adder) else result.n)
    except TypeError as error:
        print(error)
counter = make(0)
print([counter(i) for i in range(5)], sum([counter(0) for _ in range(3000)]))


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(20))


def varying(*args):
    return len(args)


print([varying(*range(n)) for n in range(6)], sum([varying(*[1] * (n % 5)) for n in range(3000)]))


def recurse(n):
    return 0 if n == 0 else recurse(n - 1) + 1


for _ in range(100):
    recurse(50)
print(recurse(800))
try:
    recurse(5000)
except RecursionError:
    print("RecursionError")
print(recurse(10))
