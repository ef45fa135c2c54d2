import inspect, functools
def f(a, b: int = 1, /, c='x', *args, d, e: str = 'q', **kw) -> list: "doc  "; return a
class C:
    """Doc of C.

        indented
    """
    def __init__(self, x, y=2): pass
    def m(self, z): "m doc"
    @classmethod
    def cm(cls, q): pass
    @staticmethod
    def sm(q, r=3): pass
    @property
    def p(self): return 1
print(inspect.signature(f), inspect.signature(C), inspect.signature(C(1).m), inspect.signature(C.cm), inspect.signature(C.sm), inspect.signature(lambda: 0))
print(inspect.signature(functools.partial(f, 1, d=5)), inspect.signature(f).parameters['b'].kind, inspect.signature(f).parameters['b'].kind.description)
print(repr(inspect.signature(f).parameters['d']), inspect.signature(f).return_annotation, inspect.signature(f).parameters['a'].default is inspect.Parameter.empty)
b = inspect.signature(f).bind(1, 2, 3, 4, 5, d=6, z=7); print(b, b.args, b.kwargs); b.apply_defaults(); print(b.arguments)
for a in ((), (1,), (1, 2, 3)):
    try: print(inspect.signature(lambda x, y: 0).bind(*a))
    except TypeError as e: print(e)
try: inspect.signature(lambda x: 0).bind(1, q=2)
except TypeError as e: print(e)
print(inspect.getfullargspec(f))
print(inspect.isfunction(f), inspect.ismethod(C(1).m), inspect.isclass(C), inspect.isbuiltin(len), inspect.isroutine(len), inspect.ismodule(inspect), inspect.isgeneratorfunction(f))
print([n for n, _ in inspect.getmembers(C, inspect.isfunction)], inspect.getdoc(C), inspect.getdoc(C.m))
print(inspect.getsource(C.m)); print(inspect.getsource(f)); print(inspect.getsourcelines(C)[1], inspect.getmro(C))
@functools.wraps(f)
def w(*a): pass
print(inspect.signature(w), inspect.unwrap(w) is f, inspect.cleandoc('a\n   b\n    c\n'))
async def co(): pass
def gen(): yield
print(inspect.iscoroutinefunction(co), inspect.isgeneratorfunction(gen), inspect.isgenerator(gen()))
def deco(fn):
    sig = inspect.signature(fn)
    def inner(*a, **k):
        bound = sig.bind(*a, **k); print(dict(bound.arguments)); return fn(*a, **k)
    return inner
@deco
def add(x, y=5): return x + y
print(add(1), add(1, y=3))
