class Registry:
    known = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.known.append((cls.__name__, tag))
class A(Registry, tag='a'): pass
class B(A): pass
print(Registry.known)
try:
    class C(Registry, tag=1, other=2): pass
except TypeError as e:
    print(e)
try:
    class D(object, x=1): pass
except TypeError as e:
    print(e)
print(object.__init_subclass__())
X = type('X', (Registry,), {'y': 1}, tag='dynamic')
print(Registry.known[-1], X.y)
class Mixed(type):
    def __new__(m, n, b, d, **kw):
        print('meta', kw)
        return super().__new__(m, n, b, d, **kw)
class P(metaclass=Mixed):
    def __init_subclass__(cls, **kw): print('hook', cls.__name__, kw)
try:
    class Q(P, flag=True): pass
except TypeError as e:
    print(e)
class R(P):
    def __class_getitem__(cls, item): return f'{cls.__name__}[{item!r}]'
print(R[int], R['a', 2])
try:
    P[0]
except TypeError as e:
    print(e)
try:
    R()[0]
except TypeError as e:
    print(e)
