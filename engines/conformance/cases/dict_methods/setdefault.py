# dict.setdefault: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: d.setdefault('a', 9)))
show(lambda: after(lambda d: d.setdefault('z', 9)))
show(lambda: after(lambda d: d.setdefault('z')))
show(lambda: after(lambda d: d.setdefault([], 1)))
show(lambda: after(lambda d: d.setdefault()))
show(lambda: after(lambda d: d.setdefault(3, 1)))
