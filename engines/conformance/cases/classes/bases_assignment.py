class A: x = 'a'
class B: x = 'b'
class Slotted: __slots__ = ('s',)
class C(A): pass
class D(C): pass
class E(Slotted): __slots__ = ()
d = D()
def attempt(f):
    try: print(f())
    except TypeError as e: print('TypeError', e)
print(d.x, D.x, D.__base__, A.__subclasses__(), B.__subclasses__())
C.__bases__ = (B,)
print(d.x, D.x, [c.__name__ for c in D.__mro__], A.__subclasses__(), B.__subclasses__(), isinstance(d, B), isinstance(d, A))
C.__bases__ = (A, B)
print(d.x, [c.__name__ for c in D.__mro__], C.__base__, issubclass(D, B))
for i in range(3):
    C.__bases__ = (B, A) if i % 2 else (A, B)
    print(d.x, getattr(d, 'x'), super(C, d).x)
attempt(lambda: setattr(C, '__bases__', (object,)))
attempt(lambda: setattr(C, '__bases__', (Slotted,)))
attempt(lambda: setattr(E, '__bases__', (A,)))
attempt(lambda: setattr(C, '__bases__', (D,)))
attempt(lambda: setattr(C, '__bases__', (C,)))
attempt(lambda: setattr(C, '__bases__', [A]))
attempt(lambda: setattr(C, '__bases__', (A, 3)))
attempt(lambda: setattr(C, '__bases__', (int,)))
attempt(lambda: setattr(A, '__bases__', (B,)))
attempt(lambda: setattr(int, '__bases__', (B,)))
attempt(lambda: delattr(C, '__bases__'))
attempt(lambda: setattr(C, '__bases__', (A, A)))
class X(A): pass
class Y(X): pass
class Z(Y): pass
attempt(lambda: setattr(Z, '__bases__', (X, Y)))
print([c.__name__ for c in Z.__mro__], Z.__bases__)
class P(int): pass
class Q(P): pass
print(P.__base__, Q.__base__, bool.__base__, type('M', (A, P), {}).__base__, Slotted.__base__, E.__base__, type('N', (A, Slotted), {}).__base__)
