# set.symmetric_difference_update: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s.symmetric_difference_update([2, 9])))
show(lambda: after(lambda s: s.symmetric_difference_update()))
show(lambda: after(lambda s: s.symmetric_difference_update(5)))
show(lambda: after(lambda s: s.symmetric_difference_update(s)))
show(lambda: after(lambda s: s.symmetric_difference_update([9, 9])))
