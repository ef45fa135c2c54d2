# list.extend: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.extend([4])))
show(lambda: after(lambda l: l.extend('ab')))
show(lambda: after(lambda l: l.extend(l)))
show(lambda: after(lambda l: l.extend(x for x in l[:2])))
show(lambda: after(lambda l: l.extend(5)))
show(lambda: after(lambda l: l.extend(None)))
show(lambda: after(lambda l: l.extend({1: 2})))
show(lambda: after(lambda l: l.extend(range(3))))
show(lambda: after(lambda l: l.extend()))
show(lambda: after(lambda l: l.extend(iter([7]))))
