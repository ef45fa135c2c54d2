def f(a, b=2, c=3):
    return a, b, c


print(f(1), f(1, 5), f(1, c=9), f(c=1, b=2, a=3), f(*[1, 2]), f(1, *(5, 6)), f(**{"a": 1, "c": 7}))


def collect(item, into=[]):
    into.append(item)
    return into


print(collect(1), collect(2), collect(3, []))
n = 5


def late(value=n):
    return value


n = 6
print(late(), late.__defaults__, f.__name__, f.__defaults__)


def no_return():
    pass


def bare_return():
    return


print(no_return(), bare_return(), (lambda: None)(), (lambda a, b=3: a * b)(2))


def documented():
    """Says something."""


print(documented.__doc__, documented.__name__, f.__doc__, type(f).__name__, callable(f), callable(5))
f.attribute = 5
print(f.attribute)
