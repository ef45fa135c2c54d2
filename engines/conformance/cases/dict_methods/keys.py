# dict.keys: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: d.keys()))
show(lambda: after(lambda d: list(d.keys())))
show(lambda: after(lambda d: d.keys() & {'a'}))
show(lambda: after(lambda d: d.keys() - {'a', 'b'}))
show(lambda: after(lambda d: sorted(d.keys() | {'q'}, key=str)))
show(lambda: after(lambda d: d.keys() == {'b', 'a', 3}))
show(lambda: after(lambda d: d.keys() >= {'a'}))
show(lambda: after(lambda d: 'a' in d.keys()))
show(lambda: after(lambda d: len(d.keys())))
show(lambda: after(lambda d: d.keys()[0]))
show(lambda: after(lambda d: d.keys().isdisjoint(['q'])))
show(lambda: after(lambda d: list(reversed(d.keys()))))
show(lambda: after(lambda d: d.keys() & 5))
show(lambda: after(lambda d: d.keys() + {}))
show(lambda: after(lambda d: iter(d.keys()).__length_hint__()))
show(lambda: after(lambda d: d.keys(1)))
show(lambda: after(lambda d: d.keys().mapping['a']))
show(lambda: after(lambda d: [] in d.keys()))
show(lambda: after(lambda d: d.keys() ^ d.keys()))
