class D(dict):
    def __missing__(self, key): print('missing', key); return key * 2
    def __getitem__(self, k): print('get', k); return super().__getitem__(k)
    def __setitem__(self, k, v): print('set', k); super().__setitem__(k, v)
    def __contains__(self, k): print('contains', k); return super().__contains__(k)
d = D(a=1)
d['b'] = 2
print(d['a'], d['zz'], d.get('zz'), 'a' in d, d)
d.update(c=3); d.setdefault('d', 4); d |= {'e': 5}
print(d, dict(d), {**d}, len(d), type(d.copy()).__name__, type(d | {}).__name__)
def f(**kw): return kw
print(f(**d))
print('%(a)s' % d, '{a}'.format_map(d))
class Keyed:
    def keys(self): return ['x', 'y']
    def __getitem__(self, k): return k.upper()
print(dict(Keyed()), {**Keyed()}, f(**Keyed()))
class Bad:
    def keys(self): return 5
    def __getitem__(self, k): return 1
for g in (lambda: dict(Bad()), lambda: {**Bad()}, lambda: f(**Bad()), lambda: f(**{1: 2}), lambda: f(**{'a': 1}, **{'a': 2}), lambda: f(a=1, **{'a': 2}), lambda: f(**5), lambda: f(*5)):
    try: print(g())
    except TypeError as e: print(e)
class H:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, o): print('eq', self.n, getattr(o, 'n', o)); return isinstance(o, H) and self.n == o.n
x = {H(1): 'one', H(2): 'two'}
print(x[H(2)], H(3) in x, x.get(H(1)), len(x))
x[H(1)] = 'again'; print(list(x.values())); del x[H(1)]; print(list(x.values()))
