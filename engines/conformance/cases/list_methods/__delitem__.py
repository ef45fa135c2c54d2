# list.__delitem__: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.__delitem__(0)))
show(lambda: after(lambda l: l.__delitem__(-1)))
show(lambda: after(lambda l: l.__delitem__(4)))
show(lambda: after(lambda l: l.__delitem__(slice(1, 3))))
show(lambda: after(lambda l: l.__delitem__(slice(None, None, 2))))
show(lambda: after(lambda l: l.__delitem__(slice(None, None, -2))))
show(lambda: after(lambda l: l.__delitem__(slice(3, 1))))
show(lambda: after(lambda l: l.__delitem__('a')))
show(lambda: after(lambda l: l.__delitem__(slice(None, None, 0))))
