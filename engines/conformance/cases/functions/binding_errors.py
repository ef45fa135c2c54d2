# arguments that do not fit
def p(a, b): pass
def d(a, b=2, *, k): pass
def po(a, /, b): pass
def va(a, *r): pass
def none(): pass
def kw(*, x, y): pass
def one(a): pass
class C:
    def m(self, a): pass
    def n(): pass
    @staticmethod
    def s(a): pass
    @classmethod
    def c(cls, a): pass

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: p())
show(lambda: p(1))
show(lambda: p(1, 2, 3))
show(lambda: p(1, a=2))
show(lambda: p(1, c=2))
show(lambda: p(b=1))
show(lambda: d())
show(lambda: d(1))
show(lambda: d(1, 2, 3, k=1))
show(lambda: d(1, 2, 3))
show(lambda: d(k=1))
show(lambda: d(1, k=1, z=1))
show(lambda: po(a=1, b=2))
show(lambda: po(1, a=2))
show(lambda: po())
show(lambda: po(1, 2, 3))
show(lambda: va())
show(lambda: none(1))
show(lambda: none(a=1))
show(lambda: none(1, 2))
show(lambda: kw())
show(lambda: kw(x=1))
show(lambda: kw(1))
show(lambda: kw(1, x=1, y=2))
show(lambda: one())
show(lambda: one(1, 2))
show(lambda: one(1, 2, 3))
show(lambda: C().m())
show(lambda: C().m(1, 2))
show(lambda: C.m(1))
show(lambda: C().n())
show(lambda: C.s())
show(lambda: C().s(1, 2))
show(lambda: C.c())
show(lambda: C().c(1, 2))
show(lambda: C(1))
show(lambda: C().zz())
show(lambda: (lambda: 0)(1))
show(lambda: (lambda x: 0)())
show(lambda: (lambda *, x: 0)())
show(lambda: p(*[1], **{"b": 2, "c": 3}))
show(lambda: p(1, 2, b=3))
