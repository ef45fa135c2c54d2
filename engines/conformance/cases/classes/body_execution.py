print("before")


class Body:
    print("inside", __qualname__, __module__)
    values = [1, 2, 3]
    total = 0
    for v in values:
        total += v
    if total > 5:
        flag = True
    doubled = [v * 2 for v in values]

    def method(self):
        return total

    del v


total = "module level"
print(Body.total, Body.flag, Body.doubled, hasattr(Body, "v"), Body().method())
x = 1


class Scope:
    x = x + 1

    def get(self):
        return x

    y = x


print(Scope.x, Scope.y, Scope().get(), x)
try:
    class Fails:
        z = 5
        names = [z for _ in range(2)]
except NameError as error:
    print(error)


class Outer:
    class Inner:
        def __repr__(self):
            return type(self).__qualname__

    def make(self):
        return self.Inner()


print(Outer().make(), Outer.Inner.__name__)


class Empty:
    pass


e = Empty()
e.value = 1
print(e.value, Empty.__name__, Empty.__module__)
try:
    Empty(1)
except TypeError as error:
    print(error)
