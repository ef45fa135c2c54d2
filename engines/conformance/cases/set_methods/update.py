# set.update: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s.update([2, 9])))
show(lambda: after(lambda s: s.update([2], [9, 3])))
show(lambda: after(lambda s: s.update()))
show(lambda: after(lambda s: s.update(5)))
show(lambda: after(lambda s: s.update(s)))
show(lambda: after(lambda s: s.update({1: 2})))
show(lambda: after(lambda s: s.update([[]])))
show(lambda: after(lambda s: s.update(iter([1]))))
