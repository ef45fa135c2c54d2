class A:
    def __init__(self, **kwargs):
        print("A", kwargs)

    def who(self):
        return ["A"]


class B(A):
    def __init__(self, b=None, **kwargs):
        print("B", b)
        super().__init__(**kwargs)

    def who(self):
        return ["B"] + super().who()


class C(A):
    def __init__(self, c=None, **kwargs):
        print("C", c)
        super().__init__(**kwargs)

    def who(self):
        return ["C"] + super().who()


class D(B, C):
    def who(self):
        return ["D"] + super().who()


d = D(b=1, c=2, rest=3)
print(d.who(), [k.__name__ for k in D.__mro__], isinstance(d, C), issubclass(D, A))
try:
    class Bad(A, B):
        pass
except TypeError as error:
    print(str(error).replace("\n", " "))
try:
    class Twice(A, A):
        pass
except TypeError as error:
    print(error)


class Mixin:
    def describe(self):
        return f"{type(self).__name__}:{self.value}"


class Base:
    value = "base"


class Mixed(Mixin, Base):
    pass


print(Mixed().describe(), [k.__name__ for k in Mixed.__mro__])
