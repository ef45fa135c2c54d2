# dict.get: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: d.get('a')))
show(lambda: after(lambda d: d.get('z')))
show(lambda: after(lambda d: d.get('z', 5)))
show(lambda: after(lambda d: d.get(3, 7)))
show(lambda: after(lambda d: d.get(3.0, 7)))
show(lambda: after(lambda d: d.get([])))
show(lambda: after(lambda d: d.get()))
show(lambda: after(lambda d: d.get('a', 1, 2)))
show(lambda: after(lambda d: d.get('z', default=1)))
