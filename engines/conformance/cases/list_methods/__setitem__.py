# list.__setitem__: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.__setitem__(0, 9)))
show(lambda: after(lambda l: l.__setitem__(-1, 9)))
show(lambda: after(lambda l: l.__setitem__(4, 9)))
show(lambda: after(lambda l: l.__setitem__(slice(1, 3), [7, 8, 9])))
show(lambda: after(lambda l: l.__setitem__(slice(None, None, 2), [7, 8])))
show(lambda: after(lambda l: l.__setitem__(slice(None, None, 2), [7])))
show(lambda: after(lambda l: l.__setitem__(slice(3, 1), [5])))
show(lambda: after(lambda l: l.__setitem__(slice(0, 0), l)))
show(lambda: after(lambda l: l.__setitem__('a', 1)))
show(lambda: after(lambda l: l.__setitem__(slice(0, 2), 5)))
show(lambda: after(lambda l: l.__setitem__(slice(None, None, -1), l)))
show(lambda: after(lambda l: l.__setitem__(slice(0, 4, 0), [])))
show(lambda: after(lambda l: l.__setitem__(slice(2 ** 70, None), [1])))
