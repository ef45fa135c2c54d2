# dict.fromkeys: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: dict.fromkeys('ab')))
show(lambda: after(lambda d: dict.fromkeys([1, 1, 2], 0)))
show(lambda: after(lambda d: dict.fromkeys(5)))
show(lambda: after(lambda d: dict.fromkeys()))
show(lambda: after(lambda d: d.fromkeys('x', 'y')))
show(lambda: after(lambda d: dict.fromkeys([[]])))
show(lambda: after(lambda d: dict.fromkeys({}, 1)))
show(lambda: after(lambda d: dict.fromkeys('ab', 1, 2)))
