# dict.pop: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: d.pop('a')))
show(lambda: after(lambda d: d.pop('z')))
show(lambda: after(lambda d: d.pop('z', 5)))
show(lambda: after(lambda d: d.pop(3)))
show(lambda: after(lambda d: d.pop([])))
show(lambda: after(lambda d: d.pop([], 1)))
show(lambda: after(lambda d: d.pop()))
show(lambda: after(lambda d: {}.pop([], 2)))
show(lambda: after(lambda d: d.pop('a', 1, 2)))
