print(sum(x * x for x in range(5)), list(x for x in "ab"), max((x for x in [3, 1]), default=0), ",".join(str(i) for i in range(3)))
print(any(x > 2 for x in range(5)), all(x < 5 for x in range(5)), tuple(x for x in range(3)), dict((k, 1) for k in "ab"), sorted(-x for x in range(3)))
g = (print("evaluated", x) or x for x in range(3))
print(next(g), next(g))
print(list(g), list(g))
n = 10
lazy = (x + n for x in range(2))
n = 20
print(list(lazy))


def source():
    print("outer iterable is evaluated at once")
    return [1, 2]


delayed = (x for x in source())
print("made")
print(list(delayed))
try:
    bad = (x for x in 5)
except TypeError as error:
    print(error)
print(type(g).__name__, any(print("seen", x) or x == 1 for x in range(5)))
