"""A metaclass's `mro` is asked for the order of resolution, also when bases are assigned."""


class Tracer:
    def who(self):
        return "tracer"


class Meta(type):
    def mro(cls):
        order = type.mro(cls)
        print("mro of", cls.__name__, [c.__name__ for c in order], "x" in cls.__dict__)
        if getattr(cls, "traced", False):
            order.insert(1, Tracer)
        return order


class A(metaclass=Meta):
    x = 1

    def who(self):
        return "a"


class B(A):
    traced = True


class C(B):
    pass


print(B.__mro__, B().who(), C().who(), A().who())
print([c.__name__ for c in Tracer.__subclasses__()], [c.__name__ for c in A.__subclasses__()])
print(issubclass(B, Tracer), isinstance(C(), Tracer), issubclass(A, Tracer))

# Changes of the class that is no base are seen.
for step in range(3):
    print(B().who(), C().who())
    if step == 0:
        Tracer.who = lambda self: "changed"
    if step == 1:
        del Tracer.who


class Other(metaclass=Meta):
    traced = True

    def who(self):
        return "other"


class D(A):
    pass


d = D()
print(d.who())
D.__bases__ = (Other,)
print(d.who(), D.__mro__)


class Reverse(type):
    def mro(cls):
        own, *rest, last = super().mro()
        return [own] + rest[::-1] + [last]


class P:
    name = "P"


class Q(P):
    name = "Q"


class R(Q, metaclass=Reverse):
    pass


print([c.__name__ for c in R.__mro__], R.name, R().name)


class Fixed(type):
    answer = None

    def mro(cls):
        return Fixed.answer


class Inconsistent(type):
    def mro(cls):
        return (cls, P, Q, object)


class S(P, Q, metaclass=Inconsistent):
    pass


print([c.__name__ for c in S.__mro__], S.name)
for answer in ([], [1], 3, [int, object], [Q, P, object], (object,)):
    Fixed.answer = answer
    try:
        made = Fixed("Made", (), {"z": 1})
        print(made.__mro__, hasattr(made, "z"), getattr(made, "name", None))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(type.mro(bool), int.mro(), A.mro())
