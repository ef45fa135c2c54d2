from collections import defaultdict, OrderedDict, ChainMap
d = defaultdict(list); d['a'].append(1); d['b']; print(d, d.default_factory, d.get('zz'), 'zz' in d, len(d), d.copy(), d | {'q': 1}, type(d | {}).__name__, defaultdict(None, a=1), repr(defaultdict(int)))
for f in (lambda: defaultdict(5), lambda: defaultdict(None)['x'], lambda: defaultdict(int, 5), lambda: defaultdict(lambda: 1 / 0)['a'], lambda: d.__missing__('new'), lambda: d.pop('none')):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
o = OrderedDict([('a', 1), ('b', 2), ('c', 3)]); o.move_to_end('a'); print(o); o.move_to_end('c', last=False); print(o, o.popitem(), o.popitem(last=False), o, list(reversed(OrderedDict(a=1, b=2))))
print(OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1), OrderedDict(a=1) | {'z': 2}, OrderedDict.fromkeys('ab'), repr(OrderedDict()), OrderedDict(a=1).copy(), o.setdefault('n', 5), o.pop('n'), o.pop('q', None))
for f in (lambda: OrderedDict().popitem(), lambda: OrderedDict().move_to_end('x'), lambda: OrderedDict()['x'], lambda: o.pop('zz')):
    try: print(f())
    except KeyError as e: print('KeyError', e)
c = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(c['a'], c['b'], dict(c) == {'a': 1, 'b': 3}, len(c), c.maps, c.new_child({'z': 0})['z'], c.parents, 'b' in c, list(c), c.get('q', 'none')); c['b'] = 9; print(c, c.maps[1])
try: del c['zz']
except KeyError as e: print(e)
try: c['nope']
except KeyError as e: print(e)
