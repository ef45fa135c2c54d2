# stars in calls and displays
def f(*a, **k):
    return a, k
def g(x, y=2, *, z=3):
    return x, y, z

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: f(*[1], *(2, 3), **{"a": 1}, **{"b": 2}))
show(lambda: f(*[1], 2, *[3]))
show(lambda: f(**{"a": 1}, a=2))
show(lambda: f(**{"a": 1}, **{"a": 2}))
show(lambda: f(*5))
show(lambda: f(*None))
show(lambda: f(**5))
show(lambda: f(**[1]))
show(lambda: f(**{1: 2}))
show(lambda: [*"ab", *range(2), *{}])
show(lambda: {*[1, 2], *(2, 3)})
show(lambda: {**{"a": 1}, "a": 2, **{"b": 3}})
show(lambda: (*"ab",))
show(lambda: [*5])
show(lambda: {**5})
show(lambda: {*5})
show(lambda: g(*[1, 2]))
show(lambda: g(*[1, 2, 3]))
show(lambda: g(**{"x": 1, "z": 9}))
show(lambda: g(**{"q": 1}))
show(lambda: g(1, **{"x": 2}))
show(lambda: g(*[], **{}))
show(lambda: len([*[]]))
show(lambda: print(*[], sep="-"))
show(lambda: f(*"ab", *iter([3]), k=1))
show(lambda: dict(**{"a b": 1}))
show(lambda: f(*{1: 2}))
