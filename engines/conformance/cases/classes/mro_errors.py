# The linearisation refuses what has no order; its message names the bases.
def attempt(make):
    try:
        print([c.__name__ for c in make().__mro__])
    except TypeError as e:
        print('TypeError:', str(e).replace('\n', '\\n'))

class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass

attempt(lambda: type('X', (A, B), {}))
attempt(lambda: type('X', (B, A), {}))
attempt(lambda: type('X', (B, C), {}))
attempt(lambda: type('Y', (type('P', (B, C), {}), type('Q', (C, B), {})), {}))
attempt(lambda: type('X', (A, A), {}))
attempt(lambda: type('X', (B, B), {}))
attempt(lambda: type('X', (D, object), {}))
attempt(lambda: type('X', (object, D), {}))
attempt(lambda: type('X', (int, str), {}))
attempt(lambda: type('X', (list, dict), {}))
attempt(lambda: type('X', (bool,), {}))
attempt(lambda: type('X', (type(None),), {}))
attempt(lambda: type('X', (range,), {}))
attempt(lambda: type('X', (slice,), {}))
attempt(lambda: type('X', (type(x for x in ()),), {}))
attempt(lambda: type('X', (3,), {}))
attempt(lambda: type('X', ('A',), {}))
attempt(lambda: type('X', (Exception, A), {}))
attempt(lambda: type('X', (KeyError, ValueError), {}))
attempt(lambda: type('X', (OSError, KeyError), {}))
try:
    class Z(A, 5): pass
except TypeError as e:
    print(e)
try:
    class Z(lambda: 0): pass
except TypeError as e:
    print(e)
