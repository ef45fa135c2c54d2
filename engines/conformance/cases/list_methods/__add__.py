# list.__add__: what it returns, what it changes, what it refuses
def made():
    return [3, 1, 2, 3]

def after(f):
    l = made()
    result = f(l)
    return result, l

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda l: l.__add__([1])))
show(lambda: after(lambda l: l + (1,)))
show(lambda: after(lambda l: l + None))
show(lambda: after(lambda l: l.__iadd__((7,))))
show(lambda: after(lambda l: l.__iadd__('xy')))
show(lambda: after(lambda l: l.__iadd__(5)))
show(lambda: after(lambda l: (1,) + l))
show(lambda: after(lambda l: [] + []))
