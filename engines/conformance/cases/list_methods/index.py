# list.index: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.index(3)))
show(lambda: after(lambda l: l.index(3, 1)))
show(lambda: after(lambda l: l.index(3, -1)))
show(lambda: after(lambda l: l.index(3, 1, 3)))
show(lambda: after(lambda l: l.index(9)))
show(lambda: after(lambda l: l.index(3, -99, 99)))
show(lambda: after(lambda l: l.index('a')))
show(lambda: after(lambda l: l.index()))
show(lambda: after(lambda l: l.index(3, 'x')))
show(lambda: after(lambda l: l.index(1, 2, 2 ** 70)))
