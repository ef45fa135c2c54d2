import functools
calls = []
@functools.lru_cache(maxsize=2)
def f(x, *, k=0):
    "doc"
    calls.append((x, k)); return x * 2 + k
print(f(1), f(1), f(2), f(1.0), f(3), f(1), f.cache_info(), calls)
f.cache_clear(); print(f.cache_info(), f.__name__, f.__doc__, f.__wrapped__(5), f.cache_parameters())
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
@functools.lru_cache
def g(*a, **k): return (a, sorted(k.items()))
print(g(1, b=2, a=3), g(1, a=3, b=2), g.cache_info().misses, g(), g.cache_info())
@functools.lru_cache(maxsize=None, typed=True)
def h(x): calls.append(x); return type(x).__name__
print(h(1), h(1.0), h(True), h.cache_info())
try: f([])
except TypeError as e: print(e)
try: functools.lru_cache('x')
except TypeError as e: print(e)
@functools.lru_cache(maxsize=0)
def z(x): return x
print(z(1), z(1), z.cache_info())
class C:
    def __init__(self): self.n = 0
    @functools.cached_property
    def p(self): self.n += 1; return self.n * 10
    @functools.lru_cache(maxsize=None)
    def m(self, x): self.n += 1; return x
c = C(); print(c.p, c.p, c.n, c.__dict__, c.m(1), c.m(1), c.n); del c.p; print(c.p)
@functools.lru_cache(3)
def boom(x): raise ValueError(x)
for _ in range(2):
    try: boom(1)
    except ValueError as e: print(e, boom.cache_info())
