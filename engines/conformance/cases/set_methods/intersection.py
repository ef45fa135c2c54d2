# set.intersection: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s.intersection([2, 9])))
show(lambda: after(lambda s: s.intersection([2], [3, 8])))
show(lambda: after(lambda s: s.intersection()))
show(lambda: after(lambda s: s.intersection(5)))
show(lambda: after(lambda s: s.intersection([[]])))
show(lambda: after(lambda s: s.intersection(x for x in (1, 5))))
show(lambda: after(lambda s: s.intersection({1: 2})))
show(lambda: after(lambda s: frozenset(s).intersection([1, 7])))
show(lambda: after(lambda s: type(frozenset(s).intersection([1]))))
show(lambda: after(lambda s: set.intersection(s, [1])))
show(lambda: after(lambda s: set.intersection()))
show(lambda: after(lambda s: set.intersection(5)))
show(lambda: after(lambda s: s.intersection(s)))
show(lambda: after(lambda s: s.intersection(None)))
