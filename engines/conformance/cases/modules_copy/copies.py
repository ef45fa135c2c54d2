import copy
a = [1, [2, 3], {'k': (4, [5])}, {6}]
b = copy.copy(a); c = copy.deepcopy(a); a[1].append(9); a[2]['k'][1].append(7); print(a, b, c)
class C:
    def __init__(self): self.x = [1]; self.me = self
c = C(); d = copy.copy(c); e = copy.deepcopy(c); print(d.x is c.x, e.x is c.x, e.me is e, type(e).__name__, d.me is c)
class D(C):
    def __copy__(self): return 'copied'
    def __deepcopy__(self, memo): return 'deep'
print(copy.copy(D()), copy.deepcopy([D()]))
l = [1]; l.append(l); m = copy.deepcopy(l); print(m[1] is m, m)
t = (1, 2, (3,)); print(copy.deepcopy(t) is t, copy.copy(t) is t); t2 = ([1],); print(copy.deepcopy(t2) is t2)
class S:
    __slots__ = ('a', 'b')
s = S(); s.a = [1]; r = copy.deepcopy(s); print(r.a, r.a is s.a, hasattr(r, 'b'))
class Sub(list): pass
x = Sub([1, [2]]); x.tag = 'q'; y = copy.deepcopy(x); print(y, y.tag, type(y).__name__, y[1] is x[1]); z = copy.copy(x); print(z, z.tag, z[1] is x[1])
class SD(dict): pass
x = SD(a=[1]); y = copy.copy(x); print(y, type(y).__name__, y['a'] is x['a'], copy.deepcopy(x))
def f(): pass
print(copy.deepcopy(f) is f, copy.copy(int) is int, copy.deepcopy(None), copy.deepcopy(range(3)), copy.deepcopy(b'x'))
sh = [0]; q = copy.deepcopy([sh, sh]); print(q[0] is q[1], q[0] is sh)
class G:
    def __init__(self, v): self.v = v
    def __getstate__(self): return {'v': self.v + 1}
    def __setstate__(self, st): self.v = st['v'] * 10
print(copy.copy(G(1)).v, copy.deepcopy(G(2)).v)
class R:
    def __init__(self, a): self.a = a
    def __reduce__(self): return (R, (self.a + 1,))
print(copy.copy(R(1)).a, copy.deepcopy(R(1)).a)
e = ValueError('x', 3); g = copy.copy(e); print(repr(g), repr(copy.deepcopy(e)))
print(copy.copy({1, 2}), copy.copy(bytearray(b'a')), copy.deepcopy(frozenset([1])), copy.copy({'a': 1}))
class P:
    @property
    def p(self): return self._p
    def m(self): return 3
p = P(); p._p = [1]; k = copy.deepcopy(p); print(k.p, k.p is p.p, copy.deepcopy(p.m)())
