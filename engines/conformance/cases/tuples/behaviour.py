def attempt(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
t = (1, 'b', 2.5)
def setter(): t[0] = 1
def deleter(): del t[0]
attempt(setter); attempt(deleter); attempt(lambda: t[3]); attempt(lambda: t['a']); attempt(lambda: t + [1]); attempt(lambda: t * 2); attempt(lambda: t * 'a'); attempt(lambda: t.index(9)); attempt(lambda: t.count(1)); attempt(lambda: t.append(1)); attempt(lambda: t < (1, 2)); attempt(lambda: t < (1, 'c')); attempt(lambda: t == [1, 'b', 2.5]); attempt(lambda: hash((1, []))); attempt(lambda: tuple(5)); attempt(lambda: tuple([1], 2)); attempt(lambda: (1,)); attempt(lambda: ()); attempt(lambda: tuple('ab')); attempt(lambda: (1, 2) + ()); attempt(lambda: t[::-1]); attempt(lambda: t[1:][0]); attempt(lambda: (1, 2, 3) > (1, 2)); attempt(lambda: () < (0,)); attempt(lambda: ((),)); attempt(lambda: t.__getnewargs__()); attempt(lambda: tuple(x for x in t)); attempt(lambda: (0,) * -1); attempt(lambda: 1 in t); attempt(lambda: t.index('b', 2)); attempt(lambda: (1, 2).__add__((3,))); attempt(lambda: tuple.__len__(t))
x = [1, 2]; t2 = (x, x); x.append(3); print(t2)
def aug():
    u = ([1],)
    try: u[0] += [2]
    except TypeError as e: print(e, u)
aug()
a = b = 1, 2; print(a is b, a); (c) = 5; print(c); (d,) = [6]; print(d); [e, f] = 'xy'; print(e, f)
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    def __repr__(self): return 'T' + super().__repr__()
    def total(self): return sum(self)
s = T(1, 2, 3); print(s, s.total(), s + (4,), type(s[:2]).__name__, s == (1, 2, 3), {s: 1}[(1, 2, 3)], s * 1, isinstance(s, tuple), len(s))
