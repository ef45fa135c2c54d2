# What special methods may return, and how it is refused.
class R:
    def __init__(self, **kw): self.__dict__.update(kw)
def make(name, value):
    return type('K', (), {name: lambda self, *a: value})()
def attempt(label, f):
    try:
        print(label, repr(f()))
    except Exception as e:
        print(label, type(e).__name__, e)
for v in (1, 2.5, 'x', None, -1, 2 ** 70):
    attempt('len', lambda: len(make('__len__', v)))
    attempt('int', lambda: int(make('__int__', v)))
    attempt('index', lambda: [10, 20, 30][make('__index__', v)])
    attempt('float', lambda: float(make('__float__', v)))
    attempt('bool', lambda: bool(make('__bool__', v)))
    attempt('str', lambda: str(make('__str__', v)))
    attempt('repr', lambda: repr(make('__repr__', v)))
    attempt('hash', lambda: hash(make('__hash__', v)))
    attempt('bytes', lambda: bytes(make('__bytes__', v)))
    attempt('format', lambda: format(make('__format__', v), ''))
    attempt('iter', lambda: iter(make('__iter__', v)))
    attempt('complex', lambda: complex(make('__complex__', v)))
    attempt('contains', lambda: 3 in make('__contains__', v))
    attempt('bool by len', lambda: bool(make('__len__', v)))
    attempt('reversed', lambda: reversed(make('__reversed__', v)))
    attempt('dir', lambda: dir(make('__dir__', v)))
    attempt('round', lambda: round(make('__round__', v)))
    attempt('hint', lambda: list(make('__length_hint__', v)))
