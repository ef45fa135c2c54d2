class C:
    def __init__(self): self._v = 1
    @property
    def v(self):
        "the doc"
        return self._v
    @v.setter
    def v(self, x):
        if x < 0: raise ValueError('negative')
        self._v = x
    @v.deleter
    def v(self): self._v = 0
    ro = property(lambda self: 'ro')
    wo = property(None, lambda self, v: print('wrote', v))
    no = property()
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
c = C()
c.v = 5; print(c.v); del c.v; print(c.v)
attempt(lambda: setattr(c, 'v', -1))
attempt(lambda: setattr(c, 'ro', 1))
attempt(lambda: delattr(c, 'ro'))
attempt(lambda: c.wo)
attempt(lambda: setattr(c, 'wo', 3))
attempt(lambda: c.no)
attempt(lambda: C.v.__doc__)
attempt(lambda: C.v.fget(c))
attempt(lambda: C.ro.fset)
attempt(lambda: C.v.__get__(None, C) is C.v)
class D(C):
    @C.v.getter
    def v(self): return 'D' + str(self._v)
d = D(); d.v = 9
print(d.v, super(D, d).v)
class E(D):
    @property
    def v(self): return super().v + '!'
print(E().v)
attempt(lambda: setattr(E(), 'v', 2))
p = property(lambda self: 1, doc='given')
print(p.__doc__, isinstance(p, property), type(C.__dict__['v']).__name__)
attempt(lambda: property(1, 2, 3, 4, 5))
attempt(lambda: setattr(C.v, 'fget', 1))
