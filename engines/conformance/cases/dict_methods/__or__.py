# dict.__or__: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: d | {'a': 9}))
show(lambda: after(lambda d: d | [('a', 9)]))
show(lambda: after(lambda d: d | None))
show(lambda: after(lambda d: {} | d))
show(lambda: after(lambda d: d.__ior__([('z', 1)])))
show(lambda: after(lambda d: d.__ior__({'z': 1})))
show(lambda: after(lambda d: d.__ior__(5)))
show(lambda: after(lambda d: d.__ror__({'a': 5})))
show(lambda: after(lambda d: d.__or__([])))
show(lambda: after(lambda d: [] | d))
