from collections import namedtuple
P = namedtuple('P', 'x y'); p = P(1, y=2); print(p, p.x, p[1], p._fields, p._asdict(), p._replace(x=9), P._make([3, 4]), p == (1, 2), hash(p) == hash((1, 2)), len(p), *p, p + (3,), repr(P), P.__doc__, P.x.__doc__)
x, y = p; print(x, y, isinstance(p, tuple), P.__match_args__, p < P(1, 3), p._field_defaults, P.__slots__, P.__new__.__defaults__)
D = namedtuple('D', ['a', 'b', 'c'], defaults=[2, 3]); print(D(1), D._field_defaults, namedtuple('R', 'a def a 1x', rename=True)._fields, namedtuple('E', [])(), namedtuple('C', 'a,b, c')._fields)
for f in (lambda: P(1), lambda: P(1, 2, 3), lambda: P(1, z=2), lambda: setattr(p, 'x', 1), lambda: p.z, lambda: namedtuple('B', 'a a'), lambda: namedtuple('B', 'class'), lambda: namedtuple('B', '_x'), lambda: namedtuple('1B', 'x'), lambda: namedtuple('B', 'a', defaults=[1, 2]), lambda: p._replace(q=1), lambda: P._make([1])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class Q(P):
    __slots__ = ()
    @property
    def total(self): return self.x + self.y
    def __str__(self): return 'Q!'
print(Q(1, 2).total, Q(1, 2), repr(Q(1, 2)), Q(1, 2)._replace(x=5).total, f'{Q(1, 2)!r}')
match p:
    case P(x=1, y=z): print('matched', z)
match p:
    case (a, b): print(a, b)
