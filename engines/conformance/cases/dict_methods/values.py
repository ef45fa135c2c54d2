# dict.values: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: d.values()))
show(lambda: after(lambda d: list(d.values())))
show(lambda: after(lambda d: 1 in d.values()))
show(lambda: after(lambda d: len(d.values())))
show(lambda: after(lambda d: d.values() == d.values()))
show(lambda: after(lambda d: d.values() & {1}))
show(lambda: after(lambda d: list(reversed(d.values()))))
show(lambda: after(lambda d: sum(v or 0 for v in d.values())))
show(lambda: after(lambda d: d.values()[0]))
show(lambda: after(lambda d: hash(d.values()) != 0))
