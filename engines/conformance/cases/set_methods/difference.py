# set.difference: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s.difference([2, 9])))
show(lambda: after(lambda s: s.difference([2], [3, 8])))
show(lambda: after(lambda s: s.difference()))
show(lambda: after(lambda s: s.difference(5)))
show(lambda: after(lambda s: s.difference([[]])))
show(lambda: after(lambda s: s.difference(x for x in (1, 5))))
show(lambda: after(lambda s: s.difference({1: 2})))
show(lambda: after(lambda s: frozenset(s).difference([1, 7])))
show(lambda: after(lambda s: type(frozenset(s).difference([1]))))
show(lambda: after(lambda s: set.difference(s, [1])))
show(lambda: after(lambda s: set.difference()))
show(lambda: after(lambda s: set.difference(5)))
show(lambda: after(lambda s: s.difference(s)))
show(lambda: after(lambda s: s.difference(None)))
