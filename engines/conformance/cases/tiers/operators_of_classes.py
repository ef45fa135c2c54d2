class Money:
    def __init__(self, cents):
        self.cents = cents

    def __add__(self, other):
        if isinstance(other, Money):
            return Money(self.cents + other.cents)
        return NotImplemented

    def __radd__(self, other):
        return Money(self.cents + other * 100)

    def __lt__(self, other):
        return self.cents < other.cents

    def __eq__(self, other):
        return isinstance(other, Money) and self.cents == other.cents

    def __bool__(self):
        return self.cents != 0

    def __len__(self):
        return self.cents

    def __getitem__(self, i):
        return self.cents + i

    def __contains__(self, x):
        return x == self.cents


def add(a, b):
    return a + b


def less(a, b):
    return a < b


def truth(a):
    return 1 if a else 0


for i in range(4000):
    add(i, i)
    less(i, 5)
    truth(i)
a, b = Money(150), Money(50)
for i in range(2000):
    c = add(a, b)
    less(a, b)
    truth(a)
print(c.cents, add(2, a).cents, less(a, b), less(b, a), truth(Money(0)), truth(a), a == Money(150), a != b, len(a), a[5], 150 in a, add("x", "y"))
for left, right in ((a, 5), (a, "x"), (None, 1)):
    try:
        print(add(left, right))
    except TypeError as error:
        print(error)
total = Money(0)
for i in range(1000):
    total = total + Money(i)
print(total.cents, sum([a, b]).cents, max([a, b]).cents, sorted([a, b])[0].cents)
Money.__add__ = lambda self, other: "patched"
print(add(a, b))
