# list.append: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.append(4)))
show(lambda: after(lambda l: l.append(l)[0]))
show(lambda: after(lambda l: l.append()))
show(lambda: after(lambda l: l.append(1, 2)))
show(lambda: after(lambda l: l.append(x=1)))
show(lambda: after(lambda l: l.append([5])))
show(lambda: after(lambda l: list.append(l, 9)))
show(lambda: after(lambda l: list.append(5, 1)))
