def attempt(f):
    try:
        print(f())
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__, e)
class A:
    __slots__ = ('x', 'y')
class B(A):
    __slots__ = ['z']
class C(A): pass
class D:
    __slots__ = 'single'
class E:
    __slots__ = ('__private', '__dict__')
    def __init__(self): self.__private = 3
a, b, c, d, e = A(), B(), C(), D(), E()
attempt(lambda: a.x)
a.x = 1
attempt(lambda: a.x)
attempt(lambda: setattr(a, 'w', 1))
attempt(lambda: setattr(b, 'w', 1))
attempt(lambda: setattr(c, 'w', 1))
attempt(lambda: (c.w, c.__dict__))
attempt(lambda: a.__dict__)
attempt(lambda: b.__slots__)
attempt(lambda: d.single)
attempt(lambda: delattr(d, 'single'))
d.single = 5
attempt(lambda: delattr(d, 'single'))
attempt(lambda: d.single)
attempt(lambda: (e._E__private, e.__dict__))
e.free = 1
attempt(lambda: e.__dict__)
attempt(lambda: type(A.x).__name__)
attempt(lambda: A.x.__get__(a))
attempt(lambda: A.x.__get__(c))
attempt(lambda: type('F', (), {'__slots__': ('a',), 'a': 1}))
attempt(lambda: type('F', (), {'__slots__': ('1a',)}))
attempt(lambda: type('F', (), {'__slots__': (1,)}))
attempt(lambda: type('F', (A, C), {}).__name__)
attempt(lambda: type('F', (int,), {'__slots__': ('a',)}))
attempt(lambda: type('F', (int,), {'__slots__': ()})(3) + 1)
attempt(lambda: sorted(k for k in vars(B) if not k.startswith('__')))
attempt(lambda: setattr(type('F', (), {'__slots__': (), 'k': 2})(), 'k', 3))
