# dict.update: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: d.update({'c': 3})))
show(lambda: after(lambda d: d.update(c=3, a=0)))
show(lambda: after(lambda d: d.update([('q', 1)], r=2)))
show(lambda: after(lambda d: d.update(['xy', 'zw'])))
show(lambda: after(lambda d: d.update([(1, 2, 3)])))
show(lambda: after(lambda d: d.update([1])))
show(lambda: after(lambda d: d.update(['a'])))
show(lambda: after(lambda d: d.update(5)))
show(lambda: after(lambda d: d.update(None)))
show(lambda: after(lambda d: d.update()))
show(lambda: after(lambda d: d.update({}, {})))
show(lambda: after(lambda d: d.update(d)))
show(lambda: after(lambda d: d.update({'k': 1}.items())))
show(lambda: after(lambda d: d.update(self=1)))
show(lambda: after(lambda d: d.update([([], 1)])))
