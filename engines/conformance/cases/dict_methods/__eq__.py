# dict.__eq__: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: d == {3: None, 'b': 2, 'a': 1}))
show(lambda: after(lambda d: d == {'a': 1}))
show(lambda: after(lambda d: d == {'a': 1.0, 'b': 2, 3.0: None}))
show(lambda: after(lambda d: d == [('a', 1)]))
show(lambda: after(lambda d: d != {}))
show(lambda: after(lambda d: d < {}))
show(lambda: after(lambda d: d.__eq__(5)))
show(lambda: after(lambda d: {1: [2]} == {1: [2]}))
show(lambda: after(lambda d: {} == dict()))
