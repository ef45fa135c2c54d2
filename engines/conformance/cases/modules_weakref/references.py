import weakref
class A:
    def __init__(self, n): self.n = n
    def m(self): return self.n
a = A(3)
r = weakref.ref(a)
print(r() is a, r().n, r == weakref.ref(a), hash(r) == hash(a), weakref.getweakrefcount(a) >= 0, type(r).__name__)
p = weakref.proxy(a); print(p.n, p.m()); p.n = 9; print(a.n)
d = weakref.WeakKeyDictionary(); d[a] = 'v'; print(d[a], a in d, len(d), list(d.values()))
v = weakref.WeakValueDictionary(); v['k'] = a; print(v['k'] is a, 'k' in v, v.get('z'), len(v), list(v.items())[0][0])
s = weakref.WeakSet([a]); print(a in s, len(s)); s.add(A(1)) if False else None; s.discard(a); print(len(s))
m = weakref.WeakMethod(a.m); print(m()())
f = weakref.finalize(a, print, 'done', 1); print(f.alive, f.detach() is not None, f.alive)
for bad in (5, 'x', (1,), [], None, {}):
    try: weakref.ref(bad); print('ok')
    except TypeError as e: print(e)
class S:
    __slots__ = ('x',)
try: weakref.ref(S())
except TypeError as e: print(e)
class W:
    __slots__ = ('__weakref__',)
w = W(); print(weakref.ref(w)() is w, weakref.ref(len)() is len, weakref.ref(A)() is A)
try: v['z'] = 5
except TypeError as e: print(e)
