# list.sort: what it returns, what it changes, what it refuses
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

show(lambda: after(lambda l: l.sort()))
show(lambda: after(lambda l: l.sort(reverse=True)))
show(lambda: after(lambda l: l.sort(key=lambda v: -v)))
show(lambda: after(lambda l: l.sort(key=None)))
show(lambda: after(lambda l: l.sort(key=str, reverse=1)))
show(lambda: after(lambda l: l.sort(lambda v: v)))
show(lambda: after(lambda l: l.sort(key=5)))
show(lambda: after(lambda l: l.sort(reverse='x')))
show(lambda: after(lambda l: l.sort(cmp=1)))
show(lambda: after(lambda l: (l.append('a'), l.sort())))
show(lambda: after(lambda l: (l.append(None), l.sort())))
