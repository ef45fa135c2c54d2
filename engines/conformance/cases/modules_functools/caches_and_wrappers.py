from functools import *
def attempt(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(max, [3, 1], 9), reduce(lambda a, b: a, [], 5)); attempt(lambda: reduce(max, [])); attempt(lambda: reduce(max, 3))
@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(300), fib.cache_info(), fib.__name__, fib.__wrapped__.__name__); fib.cache_clear(); print(fib.cache_info())
@lru_cache(maxsize=2)
def sq(x, y=0): print('calc', x, y); return x * x + y
sq(1); sq(2); sq(1); sq(3); sq(2); sq(x=1); sq(1, y=0); print(sq.cache_info(), sq.cache_parameters())
@lru_cache
def pl(a): return a
pl(1); pl(1.0); pl('a'); print(pl.cache_info()); attempt(lambda: pl([]))
@lru_cache(typed=True)
def ty(a): return type(a).__name__
print(ty(1), ty(1.0), ty(True), ty.cache_info())
@cache
def c(*a, **k): return (a, tuple(k))
print(c(1, 2, k=3), c(1, 2, k=3), c.cache_info().hits)
class M:
    @lru_cache(maxsize=10)
    def meth(self, x): return x * 2
    @cached_property
    def cp(self): print('once'); return 42
    @property
    @cache
    def pc(self): return 'pc'
m = M(); print(m.meth(3), m.meth(3), M.meth.cache_info(), m.cp, m.cp, m.__dict__, m.pc)
p = partial(pow, 2); print(p(5), partial(int, base=2)('101'), p.func is pow, p.args, partial(print, 1, sep='-').keywords); partial(print, 'a', sep='-')('b', end='!\n'); partial(print, sep='-')(1, 2, sep='+')
print(partial(partial(max, 1), 2)(3), partial(partial(max, 1), 2).args); attempt(lambda: partial(3))
def deco(f):
    @wraps(f)
    def w(*a, **k):
        "w doc"
        return f(*a, **k)
    return w
@deco
def named(a: int) -> str:
    "named doc"
    return a
print(named.__name__, named.__doc__, named(3), named.__wrapped__, named.__annotations__) if False else print(named.__name__, named.__doc__, named(3), named.__annotations__)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), sorted('bca', key=cmp_to_key(lambda a, b: (a > b) - (a < b))), max([1, 5, 3], key=cmp_to_key(lambda a, b: a - b)))
@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(1), T(1) > T(2), T(2) >= T(1), T(1) != T(2))
@total_ordering
class G:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __ge__(self, o): return self.v >= o.v
print(G(1) < G(2), G(1) <= G(1), G(3) > G(2))
attempt(lambda: total_ordering(type('X', (), {})))
@singledispatch
def show(x): return 'obj ' + str(x)
@show.register
def _(x: int): return 'int ' + str(x)
@show.register(list)
def _(x): return 'list ' + str(len(x))
@show.register(str)
@show.register(bytes)
def _(x): return 'text'
print(show(1), show([1]), show('a'), show(2.5), show(True), show(b''), show.dispatch(bool).__name__, show.__name__)
class A:
    @singledispatchmethod
    def f(self, x): return 'base'
    @f.register
    def _(self, x: int): return 'int'
    @f.register(str)
    def _(self, x): return 'str'
print(A().f(1), A().f('a'), A().f(None))
class PM:
    def set(self, a, b): return (a, b)
    one = partialmethod(set, 1)
print(PM().one(2))
@lru_cache(None)
def deep(n): return 0 if n == 0 else 1 + deep(n - 1)
print(deep(150))
print(lru_cache(maxsize=3)(len)('abc'))
@lru_cache(3)
def err(x): raise ValueError(x)
attempt(lambda: err(1)); print(err.cache_info())
