def helper(x):
    return x + 1


def caller(x):
    return helper(x) * 2


LIMIT = 10


def uses_global(x):
    return x if x < LIMIT else LIMIT


for i in range(5000):
    caller(i)
    uses_global(i)
print(caller(1), uses_global(100))


def helper(x):
    return x - 1


LIMIT = 50
print(caller(1), uses_global(100))
helper = lambda x: f"<{x}>"
LIMIT = 1.5
print(caller(1), uses_global(100))
del helper
try:
    caller(1)
except NameError as error:
    print(error)


def lengths(items):
    return [len(item) for item in items]


for _ in range(3000):
    lengths(["a", "bb"])
print(lengths(["a", "bb"]))
len = lambda value: -1
print(lengths(["a", "bb"]))
del len
print(lengths(["a", "bb"]))


class Thing:
    def value(self):
        return 1

    shared = 5


def use(thing):
    return thing.value() + thing.shared


t = Thing()
for _ in range(5000):
    use(t)
print(use(t))
Thing.value = lambda self: 100
Thing.shared = 7
print(use(t))
t.shared = 1000
t.value = lambda: 3
print(use(t), use(Thing()))
del t.shared, t.value, Thing.shared
try:
    use(t)
except AttributeError as error:
    print(error)
