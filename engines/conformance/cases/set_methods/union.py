# set.union: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s.union([2, 9])))
show(lambda: after(lambda s: s.union([2], [3, 8])))
show(lambda: after(lambda s: s.union()))
show(lambda: after(lambda s: s.union(5)))
show(lambda: after(lambda s: s.union([[]])))
show(lambda: after(lambda s: s.union(x for x in (1, 5))))
show(lambda: after(lambda s: s.union({1: 2})))
show(lambda: after(lambda s: frozenset(s).union([1, 7])))
show(lambda: after(lambda s: type(frozenset(s).union([1]))))
show(lambda: after(lambda s: set.union(s, [1])))
show(lambda: after(lambda s: set.union()))
show(lambda: after(lambda s: set.union(5)))
show(lambda: after(lambda s: s.union(s)))
show(lambda: after(lambda s: s.union(None)))
