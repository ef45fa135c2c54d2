class M1(type): pass
class M2(type): pass
class M3(M1): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
class C(metaclass=M3): pass
def attempt(bases, **kw):
    try:
        X = type('X', bases, {}) if not kw else kw['metaclass']('X', bases, {})
        print(type(X).__name__)
    except TypeError as e:
        print(e)
attempt((A,))
attempt((A, B))
attempt((A, C))
attempt((C, A))
attempt((B, C))
attempt((A,), metaclass=M2)
attempt((A,), metaclass=M3)
try:
    class D(A, B): pass
except TypeError as e:
    print(e)
class E(A, C): pass
print(type(E).__name__)
try:
    class F(A, metaclass=M2): pass
except TypeError as e:
    print(e)
def make(name, bases, ns, **kw):
    print(name, bases, sorted(k for k in ns if not k.startswith('__')), kw)
    return 42
class G(metaclass=make, key=1):
    x = 1
print(G)
try:
    class H(A, key=1): pass
except TypeError as e:
    print(e)
try:
    class I(key=1): pass
except TypeError as e:
    print(e)
