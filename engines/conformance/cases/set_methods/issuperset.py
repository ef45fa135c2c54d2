# set.issuperset: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s.issuperset([1, 2, 3, 4])))
show(lambda: after(lambda s: s.issuperset({1})))
show(lambda: after(lambda s: s.issuperset([])))
show(lambda: after(lambda s: s.issuperset(5)))
show(lambda: after(lambda s: s.issuperset()))
show(lambda: after(lambda s: s.issuperset({1: 1})))
show(lambda: after(lambda s: s.issuperset(frozenset(s))))
show(lambda: after(lambda s: s.issuperset([[]])))
show(lambda: after(lambda s: set().issuperset([])))
show(lambda: after(lambda s: s.issuperset(iter([5]))))
