# set.symmetric_difference: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s.symmetric_difference([2, 9])))
show(lambda: after(lambda s: s.symmetric_difference([])))
show(lambda: after(lambda s: s.symmetric_difference()))
show(lambda: after(lambda s: s.symmetric_difference(5)))
show(lambda: after(lambda s: s.symmetric_difference([2], [3])))
show(lambda: after(lambda s: s.symmetric_difference([9, 9])))
show(lambda: after(lambda s: frozenset(s).symmetric_difference([1])))
show(lambda: after(lambda s: s.symmetric_difference(s)))
show(lambda: after(lambda s: s.symmetric_difference([[]])))
