# dict.items: what it returns, what it changes, what it refuses
def after(f):
    d = {'a': 1, 'b': 2, 3: None}
    result = f(d)
    return result, d

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda d: d.items()))
show(lambda: after(lambda d: list(d.items())))
show(lambda: after(lambda d: ('a', 1) in d.items()))
show(lambda: after(lambda d: ('a', 2) in d.items()))
show(lambda: after(lambda d: 'a' in d.items()))
show(lambda: after(lambda d: d.items() & {('a', 1)}))
show(lambda: after(lambda d: d.items() == {('a', 1), ('b', 2), (3, None)}))
show(lambda: after(lambda d: len(d.items())))
show(lambda: after(lambda d: list(reversed(d.items()))))
show(lambda: after(lambda d: sorted(d.items(), key=str)))
show(lambda: after(lambda d: d.items() - [('a', 1), ('b', 2)]))
show(lambda: after(lambda d: dict(d.items()) == d))
show(lambda: after(lambda d: {'x': []}.items() | {1}))
