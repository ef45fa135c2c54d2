def attempt(f):
    global d
    d = {'a': 1, 'b': 2}
    try: print(repr(f()), d)
    except Exception as e: print(type(e).__name__, e, d)
def setter(k, v): d[k] = v
def deleter(k): del d[k]
def aug(o):
    global d
    d |= o
for f in (lambda: d['z'], lambda: d[1], lambda: d[(1, 2)], lambda: d[[1]], lambda: setter([], 1), lambda: deleter('z'), lambda: deleter([]), lambda: d.pop('z'), lambda: d.pop('z', 5), lambda: d.pop(), lambda: d.pop('a', 1, 2), lambda: d.popitem(), lambda: {}.popitem(), lambda: d.get(), lambda: d.get('z'), lambda: d.setdefault('a', 9), lambda: d.setdefault('c'), lambda: d.update([('x', 1)]), lambda: d.update([1]), lambda: d.update(['abc']), lambda: d.update([(1, 2, 3)]), lambda: d.update(5), lambda: d.update('ab'), lambda: d.update(c=3, a=0), lambda: d.update({'q': 1}, r=2), lambda: d.update(1, 2), lambda: d | {'c': 3}, lambda: d | [('c', 3)], lambda: aug([('c', 3)]), lambda: aug(5), lambda: d + {}, lambda: dict(5), lambda: dict([1]), lambda: dict(['ab', 'cd']), lambda: dict([('a',)]), lambda: dict(a=1, **{'b': 2}), lambda: dict({'a': 1}, a=2), lambda: dict([(1, 2)], [(3, 4)]), lambda: dict.fromkeys('abc', []), lambda: dict.fromkeys(5), lambda: dict.fromkeys([1, 1, 2]), lambda: d.keys() & {'a', 'z'}, lambda: d.items() == {('a', 1), ('b', 2)}, lambda: sorted(d.keys() | ['q']), lambda: sorted(d.keys() ^ {'a', 'q'}), lambda: d.keys() - ['a'], lambda: d.keys() > {'a'}, lambda: d.keys().isdisjoint('xyz'), lambda: d.values() == d.values(), lambda: d.keys() == {'b': 0, 'a': 0}.keys(), lambda: d.keys()[0], lambda: len(d.items()), lambda: ('a', 1) in d.items(), lambda: 1 in d.values(), lambda: list(reversed(d)), lambda: list(reversed(d.items())), lambda: d.keys(), lambda: d.values(), lambda: d.items(), lambda: iter(d).__next__(), lambda: d < {}, lambda: d == {'b': 2, 'a': 1}, lambda: d.copy(), lambda: d.clear(), lambda: hash(d), lambda: d.fromkeys('k', 1), lambda: d.__contains__('a'), lambda: {**d, 'a': 5, **{'z': 1}}, lambda: {k: v for v, k in d.items()}, lambda: d.nope, lambda: d.has_key('a')):
    attempt(f)
