# dict.copy: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: d.copy()))
show(lambda: after(lambda d: d.copy() is d))
show(lambda: after(lambda d: d.copy() == d))
show(lambda: after(lambda d: d.copy(1)))
