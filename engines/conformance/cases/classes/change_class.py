class A:
    def who(self): return 'A'
class B:
    def who(self): return 'B'
class S:
    __slots__ = ('x',)
def attempt(f):
    try:
        print(f())
    except TypeError as e:
        print('TypeError', e)
a = A(); a.k = 1
a.__class__ = B
print(a.who(), type(a).__name__, a.k, isinstance(a, A))
attempt(lambda: setattr(a, '__class__', S))
attempt(lambda: setattr(a, '__class__', int))
attempt(lambda: setattr(a, '__class__', 3))
attempt(lambda: setattr(3, '__class__', bool))
a.__dict__ = {'z': 9}
print(a.z, hasattr(a, 'k'))
attempt(lambda: setattr(a, '__dict__', 3))
B.who = lambda self: 'patched'
print(a.who())
class Base: extra = 5
class Other: extra = 6
class Kid(Base): pass
kid = Kid()
print(kid.extra)
Kid.__bases__ = (Other, Base)
print(Kid.__mro__, kid.extra, isinstance(kid, Other), Kid.__base__, Other.__subclasses__())
attempt(lambda: setattr(Base, '__bases__', (Kid,)))
attempt(lambda: setattr(Kid, '__bases__', ()))
attempt(lambda: setattr(Kid, '__bases__', (3,)))
print(a.who())
class L1(list): pass
class L2(list): pass
l = L1([1]); l.__class__ = L2
print(type(l).__name__, l)
B.__len__ = lambda self: 4
print(len(a))
del B.__len__
attempt(lambda: len(a))
