# set.__sub__: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s - {2, 9}))
show(lambda: after(lambda s: s - [2]))
show(lambda: after(lambda s: s - frozenset([1])))
show(lambda: after(lambda s: frozenset([1]) - s))
show(lambda: after(lambda s: s - None))
show(lambda: after(lambda s: s - {}.keys()))
show(lambda: after(lambda s: s - s))
show(lambda: after(lambda s: s - set()))
show(lambda: after(lambda s: s.__sub__([1])))
show(lambda: after(lambda s: {5: 1}.keys() - s))
show(lambda: after(lambda s: set() - s))
