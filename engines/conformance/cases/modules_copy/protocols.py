import copy
class P:
    def __init__(self, v): self.v = v
    def __copy__(self): print('copy'); return P('c')
    def __deepcopy__(self, memo): print('deep', len(memo) >= 0); return P('d')
print(copy.copy(P(1)).v, copy.deepcopy([P(1)])[0].v)
class Q: pass
q = Q(); q.l = [1]; q.self = q; c = copy.copy(q); d = copy.deepcopy(q); print(c.l is q.l, c.self is q, d.l is q.l, d.l, d.self is d)
a = [1, [2]]; b = copy.copy(a); e = copy.deepcopy(a); b[1].append(3); print(a, b, e)
s = [1]; t = copy.deepcopy([s, s]); print(t[0] is t[1]); r = []; r.append(r); x = copy.deepcopy(r); print(x[0] is x)
tup = (1, [2]); print(copy.copy(tup) is tup, copy.deepcopy(tup) is tup, copy.deepcopy((1, 2)) == (1, 2))
for v in (5, 'a', None, True, 1.5, (1, 2), frozenset([1]), print, int, range(3), ..., b'x'): print(copy.copy(v) is v, copy.deepcopy(v) == v, end=' ')
print()
class R:
    def __init__(self, a): self.a = a
    def __reduce__(self): return (R, (self.a * 2,))
print(copy.copy(R(2)).a, copy.deepcopy(R(3)).a)
class G:
    def __getstate__(self): return {'k': 1}
    def __setstate__(self, s): self.got = s
print(copy.copy(G()).got)
class S:
    __slots__ = ('a', 'b')
s = S(); s.a = [1]; z = copy.copy(s); y = copy.deepcopy(s); print(z.a is s.a, y.a is s.a, hasattr(z, 'b'))
class L(list): pass
l = L([1, [2]]); l.tag = 'x'; m = copy.deepcopy(l); print(m, type(m).__name__, m.tag, copy.copy({1: [2]}), copy.deepcopy({1: {2: [3]}}), copy.copy({1, 2}), copy.deepcopy(bytearray(b'q')))
try: copy.copy((x for x in ()))
except TypeError as e: print(e)
print(copy.Error.__name__, copy.error is copy.Error)
