# set.pop: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s.pop() in (1, 2, 3)))
show(lambda: after(lambda s: {7}.pop()))
show(lambda: after(lambda s: set().pop()))
show(lambda: after(lambda s: s.pop(1)))
show(lambda: after(lambda s: len([s.pop() for _ in range(3)])))
