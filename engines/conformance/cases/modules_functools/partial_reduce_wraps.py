import functools, operator
p = functools.partial(int, base=2); print(p('101'), p.func, p.args, p.keywords, p('12', base=3))
q = functools.partial(lambda *a, **k: (a, k), 1, x=2); print(q(3, y=4), functools.partial(q, 9)(x=0), repr(functools.partial(print, 1, sep='-')).startswith('functools.partial(<built-in function print>, 1, sep='))
print(functools.reduce(operator.add, [1, 2, 3]), functools.reduce(operator.add, [], 5), functools.reduce(lambda a, b: a + [b], 'ab', []))
for f in (lambda: functools.reduce(operator.add, []), lambda: functools.reduce(operator.add, 5), lambda: functools.partial(5), lambda: functools.reduce(operator.add)):
    try: print(f())
    except TypeError as e: print(e)
def deco(fn):
    @functools.wraps(fn)
    def w(*a): "inner"; return fn(*a)
    return w
@deco
def original(a: int) -> str: "the doc"; return str(a)
print(original.__name__, original.__doc__, original.__wrapped__(3), original.__annotations__, original.__qualname__, original.__module__)
@functools.total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v if isinstance(o, T) else NotImplemented
print(T(1) <= T(1), T(1) > T(0), T(2) >= T(3), T(1) != T(2))
try: T(1) >= 5
except (TypeError, AttributeError) as e: print(type(e).__name__, e)
try:
    @functools.total_ordering
    class N: pass
except ValueError as e: print(e)
class M:
    def cell(self, a, b): return (a, b)
    one = functools.partialmethod(cell, 1)
print(M().one(2))
@functools.singledispatch
def show(x): return 'object'
@show.register
def _(x: int): return 'int'
@show.register(list)
def _(x): return 'list'
@show.register(float)
@show.register(complex)
def _(x): return 'num'
print(show(1), show([]), show(True), show('x'), show(1.5), show(1j), show.dispatch(int).__name__, sorted(t.__name__ for t in show.registry))
class SD:
    @functools.singledispatchmethod
    def f(self, x): return 'base'
    @f.register
    def _(self, x: str): return 'str'
print(SD().f(1), SD().f('a'))
