# `super()` in hot methods: the cache of the site holds for one shape, one class and the class that the method is of.
class Base:
    def __init__(self, n):
        self.n = n

    def value(self):
        return self.n

    def __repr__(self):
        return "Base"


class Left(Base):
    def value(self):
        return super().value() + 10


class Right(Base):
    def value(self):
        return super().value() + 100


class Both(Left, Right):
    def __init__(self, n):
        super().__init__(n)
        self.extra = n

    def value(self):
        return super().value() + 1000

    def __repr__(self):
        return super().__repr__() + "!"


def total(objects, n):
    result = 0
    for i in range(n):
        result += objects[i % len(objects)].value()
    return result


print(total([Both(1)], 4000), total([Left(1)], 4000), total([Both(1), Left(2), Right(3), Base(4)], 4000))


def changing(n):
    both = Both(1)
    results = []
    for i in range(n):
        if i == n // 4:
            Right.value = lambda self: 5
        elif i == n // 2:
            del Right.value
        elif i == 3 * n // 4:
            Left.__bases__ = (Other,)
            Both.__bases__ = (Left, Right)
        result = both.value()
        if not results or results[-1] != result:
            results.append(result)
    return results


class Other(Base):
    def value(self):
        return super().value() + 7


print(changing(8000))


# One method's code in several classes.
def family(k):
    class Root:
        def get(self):
            return k

    class Child(Root):
        def get(self):
            return super().get() * 2

        def text(self):
            return super().__str__()[:1] + str(super().__eq__(3))

    return Child()


members = [family(k) for k in range(5)]


def families(n):
    result = 0
    for i in range(n):
        result += members[i % 5].get()
        if i % 100 == 0:
            result += len(members[i % 5].text())
    return result


print(families(6000))


# Builtin bases, missing methods, a name that hides `super`.
class Counted(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value + 1)

    def missing(self):
        return super().nothing()


def fill(n):
    counted = Counted()
    for i in range(n):
        counted[i % 10] = i
    return dict(counted)


print(fill(4000))
caught = 0
for _ in range(3000):
    try:
        Counted().missing()
    except AttributeError:
        caught += 1
print(caught)


class Hidden(Base):
    def value(self):
        return super().value() * 2


def hidden(n):
    h = Hidden(3)
    result = 0
    for i in range(n):
        if i == n - 5:
            globals()["super"] = lambda *args: Base(50)
        result += h.value()
    del globals()["super"]
    return result, h.value()


try:
    print(hidden(4000))
except RuntimeError as error:
    print(error)


class Escaping(Base):
    def value(self):
        def inner():
            return super(Escaping, self).value() + 1
        return inner()


print(total([Escaping(1)], 3000), repr(Both(1)))
