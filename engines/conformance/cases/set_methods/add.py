# set.add: what it returns, what it changes, what it refuses
def after(f):
    s = {1, 2, 3}
    result = f(s)
    return result, s

def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__ + ':', e)

show(lambda: after(lambda s: s.add(4)))
show(lambda: after(lambda s: s.add(1)))
show(lambda: after(lambda s: s.add(1.0)))
show(lambda: after(lambda s: s.add([])))
show(lambda: after(lambda s: s.add()))
show(lambda: after(lambda s: s.add(1, 2)))
show(lambda: after(lambda s: s.add((1, 2))))
show(lambda: after(lambda s: s.add({1})))
show(lambda: after(lambda s: frozenset().add))
