# list.count: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.count(3)))
show(lambda: after(lambda l: l.count(3.0)))
show(lambda: after(lambda l: l.count(True)))
show(lambda: after(lambda l: l.count([])))
show(lambda: after(lambda l: l.count()))
show(lambda: after(lambda l: l.count(None)))
