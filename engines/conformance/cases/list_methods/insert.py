# list.insert: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.insert(0, 9)))
show(lambda: after(lambda l: l.insert(99, 9)))
show(lambda: after(lambda l: l.insert(-1, 9)))
show(lambda: after(lambda l: l.insert(-99, 9)))
show(lambda: after(lambda l: l.insert(True, 9)))
show(lambda: after(lambda l: l.insert('a', 9)))
show(lambda: after(lambda l: l.insert(1.5, 9)))
show(lambda: after(lambda l: l.insert(1)))
show(lambda: after(lambda l: l.insert(2 ** 70, 9)))
show(lambda: after(lambda l: l.insert(-2 ** 70, 9)))
