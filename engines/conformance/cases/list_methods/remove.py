# list.remove: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.remove(3)))
show(lambda: after(lambda l: l.remove(3.0)))
show(lambda: after(lambda l: l.remove(True)))
show(lambda: after(lambda l: l.remove(9)))
show(lambda: after(lambda l: l.remove([])))
show(lambda: after(lambda l: l.remove()))
show(lambda: after(lambda l: l.remove(2), l.remove(2)))
