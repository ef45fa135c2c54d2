# list.pop: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.pop()))
show(lambda: after(lambda l: l.pop(0)))
show(lambda: after(lambda l: l.pop(-2)))
show(lambda: after(lambda l: l.pop(4)))
show(lambda: after(lambda l: l.pop(-5)))
show(lambda: after(lambda l: l.pop('a')))
show(lambda: after(lambda l: l.pop(1.0)))
show(lambda: after(lambda l: l.pop(True)))
show(lambda: after(lambda l: [].pop()))
show(lambda: after(lambda l: l.pop(0, 1)))
show(lambda: after(lambda l: l.pop(2 ** 70)))
