# list.__mul__: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.__mul__(2)))
show(lambda: after(lambda l: l * 0))
show(lambda: after(lambda l: l * -3))
show(lambda: after(lambda l: 2 * l))
show(lambda: after(lambda l: l * True))
show(lambda: after(lambda l: l * 'a'))
show(lambda: after(lambda l: l * 1.5))
show(lambda: after(lambda l: l * l))
show(lambda: after(lambda l: l.__imul__(2)))
show(lambda: after(lambda l: l.__rmul__(2)))
