# Deep structures are refused or handled, never fatal.
import json, copy
def attempt(label, f):
    try: f(); print(label, 'fine')
    except RecursionError as e: print(label, 'RecursionError')
    except Exception as e: print(label, type(e).__name__)
def nested(n, make=lambda x: [x]):
    x = make(0)
    for _ in range(n): x = make(x)
    return x
deep = nested(100000)
attempt('repr', lambda: repr(deep))
attempt('eq', lambda: deep == nested(100000))
attempt('lt', lambda: deep < nested(100000))
attempt('json', lambda: json.dumps(deep))
attempt('deepcopy', lambda: copy.deepcopy(deep))
attempt('loads', lambda: json.loads('[' * 100000))
attempt('dict repr', lambda: repr(nested(100000, lambda x: {'k': x})))
class R:
    def __init__(self): self.r = self
    def __repr__(self): return repr(self.r)
    def __eq__(self, o): return self.r == o
    def __hash__(self): return hash(self.r)
    def __getattr__(self, n): return getattr(self, n + 'x')
    def __len__(self): return len(self.r)
    def __call__(self): return self.r()
    def __lt__(self, o): return self.r < o
    def __iter__(self): return iter(self.r)
    def __str__(self): return str(self.r)
    def __contains__(self, x): return x in self.r
    def __add__(self, o): return self.r + o
    def __bool__(self): return bool(self.r)
    def __getitem__(self, i): return self.r[i]
r = R()
for label, f in (('repr', repr), ('hash', hash), ('len', len), ('call', lambda r: r()), ('eq', lambda r: r == 1), ('attr', lambda r: r.q), ('sort', lambda r: sorted([r, R()])), ('iter', list), ('str', str), ('in', lambda r: 1 in r), ('add', lambda r: r + 1), ('bool', bool), ('item', lambda r: r[0]), ('format', format), ('fstring', lambda r: f'{r}'), ('key', lambda r: {r: 1}), ('max', lambda r: max([r, r])), ('percent', lambda r: '%s' % r), ('join', lambda r: ''.join([str(r)])), ('print', print)):
    attempt(label, lambda: f(r))
def gen(n): yield from gen(n + 1)
attempt('generator', lambda: list(gen(0)))
del deep
print('alive')
