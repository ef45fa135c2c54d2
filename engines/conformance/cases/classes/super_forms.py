class A:
    name = 'A'
    def f(self): return 'A.f'
    @classmethod
    def c(cls): return ('A.c', cls.__name__)
    @staticmethod
    def s(): return 'A.s'
    @property
    def p(self): return 'A.p'
class B(A):
    name = 'B'
    def f(self): return 'B.f>' + super().f()
    @classmethod
    def c(cls): return ('B.c', super().c())
    @staticmethod
    def s(): return 'B.s>' + super(B, B).s()
    @property
    def p(self): return 'B.p>' + super().p
    def n(self): return super().name, super(B, self).name
    def nested(self):
        def inner(): return super(B, self).f()
        return [inner(), [super(B, self).f() for _ in range(1)][0]]
b = B()
print(b.f(), b.c(), B.c(), B.s(), b.p, b.n(), b.nested())
def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
attempt(lambda: super(B, b).missing)
attempt(lambda: super(B, 3))
attempt(lambda: super(B, A()))
attempt(lambda: super(3, b))
attempt(lambda: super())
class C(A):
    def no_args(): return super()
    def deleted(self):
        del self
        return super()
    def wrong(self):
        self = 3
        return super().f()
    def set(self): super().zzz = 1
    def item(self): return super()[0]
attempt(lambda: C.no_args())
attempt(lambda: C().deleted())
attempt(lambda: C().wrong())
attempt(lambda: C().set())
attempt(lambda: C().item())
print(repr(super(B, b)).startswith("<super: <class 'B'>, <B object>"))
print(super(B, b).__thisclass__.__name__, super(B, b).__self__ is b, super(B, b).__self_class__.__name__)
class D(B):
    def f(self):
        cls = __class__
        return cls.__name__ + '>' + super().f()
print(D().f())
