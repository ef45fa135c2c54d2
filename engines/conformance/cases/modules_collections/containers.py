from collections import *
import collections.abc as ab
def attempt(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
d = deque([1, 2, 3]); d.append(4); d.appendleft(0); print(d, len(d), d[0], d[-1], d.pop(), d.popleft(), d, 2 in d, list(d), list(reversed(d)))
d.extend([5, 6]); d.extendleft([9, 8]); print(d, d.count(5), d.index(5)); d.rotate(2); print(d); d.rotate(-3); print(d); d.remove(5); d.insert(1, 'x'); d.reverse(); print(d, d.maxlen)
b = deque(maxlen=3); [b.append(i) for i in range(5)]; print(b, b.maxlen, b.copy(), deque('abc', 2)); b.appendleft(1); print(b); attempt(lambda: b.insert(0, 1))
attempt(lambda: deque().pop()); attempt(lambda: deque().popleft()); attempt(lambda: deque([1])[5]); attempt(lambda: deque().remove(3)); attempt(lambda: deque([1]).index(2)); attempt(lambda: deque(5)); attempt(lambda: deque([], -1)); attempt(lambda: deque([1])['a']); attempt(lambda: deque() + [1])
def mutate():
    q = deque([1, 2])
    for x in q: q.append(x)
attempt(mutate)
print(deque([1, 2]) == deque([1, 2]), deque([1]) < deque([2]), deque([1]) == [1], deque([1]) + deque([2]), deque([1, 2]) * 2, bool(deque()), deque([deque([1])])); del d[0]; d[0] = 'z'; print(d); d.clear(); print(d); e = deque([1]); e += [2]; e *= 2; print(e); e.append(e); print(e)
class Q(deque):
    def push(self, x): self.append(x); self.tag = x
q = Q([1]); q.push(2); print(q, q.tag, len(q), q == deque([1, 2]), isinstance(q, deque))
dd = defaultdict(list); dd['a'].append(1); dd['b']; print(dd, dict(dd), dd.get('zz'), 'zz' in dd, dd.default_factory, len(dd)); di = defaultdict(int, {'x': 1}); di['y'] += 5; print(di, sorted(di.items())); attempt(lambda: defaultdict()['k']); attempt(lambda: defaultdict(3)); print(defaultdict(lambda: defaultdict(int))['a']['b'], dd.copy(), defaultdict(None, a=1))
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], c.total(), sorted(c.elements())[:6], list(Counter(a=2, b=1).elements())); c.update('aaa'); c.subtract({'b': 5}); print(c, c.most_common()[-1], +c, -c)
print(Counter(a=3, b=1) + Counter(a=1, c=2), Counter(a=3, b=1) - Counter(a=1, b=4), Counter(a=3) & Counter(a=1), Counter(a=3) | Counter(a=5, b=1), Counter(a=1) == Counter(a=1, b=0), Counter(), Counter([1, 1, 2]), Counter(a=1) <= Counter(a=2), dict(Counter('aab'))); del c['nope']
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)]); o.move_to_end('a'); print(o, list(o), o.popitem(), o.popitem(last=False), o, OrderedDict(a=1) == OrderedDict(a=1), OrderedDict([('a', 1), ('b', 2)]) == OrderedDict([('b', 2), ('a', 1)]), OrderedDict(a=1) == {'a': 1}); o.move_to_end('c', last=False); attempt(lambda: OrderedDict().popitem()); print(OrderedDict(), OrderedDict.fromkeys('ab', 0), list(reversed(OrderedDict(a=1, b=2)))); attempt(lambda: o.move_to_end('q'))
P = namedtuple('P', 'x y'); p = P(1, 2); print(p, p.x, p[1], p._replace(x=5), p._asdict(), P._fields, P._make([3, 4]), p == (1, 2), len(p), list(p), P(y=1, x=2), hash(p) == hash((1, 2)), isinstance(p, tuple), p + (3,)); x, y = p; print(x, y, '%s-%s' % p, P.__name__, P.__doc__, repr(P), {p: 1}[(1, 2)])
attempt(lambda: P(1)); attempt(lambda: P(1, 2, 3)); attempt(lambda: P(1, z=2)); attempt(lambda: P(1, x=2)); attempt(lambda: p._replace(q=1)); attempt(lambda: setattr(p, 'x', 1)); attempt(lambda: namedtuple('X', 'a a')); attempt(lambda: namedtuple('X', '1a')); attempt(lambda: namedtuple('X', 'class')); attempt(lambda: namedtuple('X', '_a')); attempt(lambda: P._make([1])); attempt(lambda: p.zz)
D = namedtuple('D', ['a', 'b', 'c'], defaults=[2, 3]); print(D(1), D(1, c=9), D._field_defaults, namedtuple('R', 'a class a', rename=True)._fields); attempt(lambda: D())
class PP(namedtuple('Base', 'x y')):
    __slots__ = ()
    def dist(self): return (self.x ** 2 + self.y ** 2) ** .5
    def __new__(cls, x, y=4): return super().__new__(cls, x, y)
print(PP(3), PP(3).dist(), PP(3)._replace(y=1), sorted([P(2, 1), P(1, 5)]), min(P(2, 1), P(1, 5)).x)
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(cm['a'], cm['b'], cm, len(cm), sorted(cm), 'b' in cm, cm.get('z', 0), cm.new_child({'c': 1}), cm.parents, dict(cm)); cm['n'] = 5; print(cm.maps); attempt(lambda: cm['zz'])
class U(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k, v * 2)
u = U(a=1); u['b'] = 2; print(u, len(u), u.get('a'), dict(u), 'a' in u, u.pop('a'), list(u.items())); ul = UserList([1, 2]); ul.append(3); print(ul, ul[0], ul + [4], len(ul)); us = UserString('abc'); print(us.upper(), us + 'd', len(us), us == 'abc')
for t in (ab.Iterable, ab.Sequence, ab.MutableSequence, ab.Mapping, ab.MutableMapping, ab.Set, ab.Hashable, ab.Callable, ab.Sized, ab.Iterator, ab.Collection, ab.Generator, ab.Container, ab.Reversible):
    print(t.__name__, [isinstance(v, t) for v in ([], (), '', {}, set(), 1, len, lambda: 1, iter([]), (x for x in []), range(3), {}.keys(), deque(), b'', object(), int, type, [].append)])
class Seq(ab.Sequence):
    def __init__(self, v): self.v = v
    def __len__(self): return len(self.v)
    def __getitem__(self, i): return self.v[i]
s = Seq([1, 2, 1]); print(list(s), 2 in s, s.count(1), s.index(2), list(reversed(s)), isinstance(s, ab.Iterable)); attempt(lambda: s.index(9))
class It:
    def __iter__(self): return iter([])
print(isinstance(It(), ab.Iterable), isinstance(It(), ab.Sized)); attempt(lambda: ab.Mapping())
class MM(ab.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
mm = MM(); mm.update(a=1, b=2); print(mm.pop('a'), mm.setdefault('c', 3), list(mm.items()), list(mm.keys()), mm == {'b': 2, 'c': 3}, mm.get('q'), 'b' in mm); mm.clear(); print(len(mm))
