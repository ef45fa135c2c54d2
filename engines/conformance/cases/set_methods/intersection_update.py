# set.intersection_update: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s.intersection_update([2, 9])))
show(lambda: after(lambda s: s.intersection_update([2], [9, 3])))
show(lambda: after(lambda s: s.intersection_update()))
show(lambda: after(lambda s: s.intersection_update(5)))
show(lambda: after(lambda s: s.intersection_update(s)))
show(lambda: after(lambda s: s.intersection_update({1: 2})))
show(lambda: after(lambda s: s.intersection_update([[]])))
show(lambda: after(lambda s: s.intersection_update(iter([1]))))
